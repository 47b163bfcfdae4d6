//! Whoever writes in the database without the key is found, and the line is named.

use crate::journal::record;
use db::{
    Db, Engine, Result, Secret, Trace,
    verify::{Anomalie, verify},
};
use testkit::{
    CPTS,
    actors::{ctx, system},
    each_engine,
};

/// Ten lines, then statements of somebody who can change even the schema; what the verification says of it.
async fn attack(db: &Db, statements: &[&str]) -> Result<Vec<Anomalie>> {
    for n in 0..5 {
        let traces =
            ["essai.a", "essai.b"].map(|action| Trace::new(action, n).detail("d").before(&n).after(&(n + 1)));
        record(db, &ctx(CPTS, &[]), traces).await?;
    }
    let mut tx = db.begin(&system()).await?;
    let triggers: &[&str] = match db.engine() {
        Engine::Sqlite => {
            &["DROP TRIGGER db_journal_sans_modification", "DROP TRIGGER db_journal_sans_suppression"]
        }
        Engine::Postgres => &["DROP TRIGGER db_journal_ajout_seul ON db_journal"],
    };
    for sql in triggers.iter().chain(statements) {
        // The chain of the attacked CPTS; the instance has one too.
        let cpts = match db.engine() {
            Engine::Sqlite => format!("x'{}'", CPTS.uuid().simple()),
            Engine::Postgres => format!("'{CPTS}'"),
        };
        tx.execute_untraced(&sql.replace("CPTS", &cpts), &[]).await?;
    }
    tx.commit().await?;
    Ok(verify(&mut db.read(&system()).await?, db.secret()).await?.anomalies)
}

fn altered(numero: i64) -> Anomalie {
    Anomalie::Modifiee { cpts: CPTS, numero }
}

fn moved(origine: i64, numero: i64) -> Anomalie {
    Anomalie::Deplacee { cpts: CPTS, numero, origine }
}

fn removed(de: i64, a: i64) -> Anomalie {
    Anomalie::Supprimees { cpts: CPTS, de, a }
}

const HEAD: Anomalie = Anomalie::Tete { cpts: CPTS };
const MOVE: &str = "UPDATE db_journal SET numero = ";

each_engine! { &[db::MIGRATIONS];
    async fn nothing_done_nothing_found(db) -> Result<()> {
        assert_eq!(attack(&db, &[]).await?, []);
        Ok(())
    }

    async fn every_cell_counts(db) -> Result<()> {
        attack(&db, &[]).await?;
        let columns =
            ["acteur", "action", "objet", "detail", "ip", "agent", "session", "avant", "apres", "precedent"];
        for (numero, column) in (1..).zip(columns) {
            let sql = format!("UPDATE db_journal SET {column} = 'autre' WHERE cpts = $1 AND numero = $2");
            let mut tx = db.begin(&system()).await?;
            tx.execute_untraced(&sql, db::params![CPTS, numero]).await?;
            tx.commit().await?;
            let found = verify(&mut db.read(&system()).await?, db.secret()).await?.anomalies;
            assert_eq!(found, (1..=numero).map(altered).collect::<Vec<_>>(), "{column}");
        }
        Ok(())
    }

    async fn an_altered_hash_is_found(db) -> Result<()> {
        assert_eq!(
            attack(&db, &["UPDATE db_journal SET empreinte = 'x' WHERE cpts = CPTS AND numero = 4"]).await?,
            [altered(4)]
        );
        Ok(())
    }

    async fn an_altered_instant_is_found(db) -> Result<()> {
        // SQLite would even keep a text that is no instant.
        let text = if db.engine() == Engine::Sqlite { "jamais" } else { "2026-03-02T07:00:00.000001Z" };
        let sql = format!("UPDATE db_journal SET instant = '{text}' WHERE cpts = CPTS AND numero = 4");
        assert_eq!(attack(&db, &[&sql]).await?, [altered(4)]);
        Ok(())
    }

    async fn lines_removed_at_the_beginning_in_the_middle_and_at_the_end_are_found(db) -> Result<()> {
        let found =
            attack(&db, &["DELETE FROM db_journal WHERE cpts = CPTS AND numero IN (1, 4, 5, 9, 10)"]).await?;
        assert_eq!(found, [removed(1, 1), removed(4, 5), removed(9, 10)]);
        Ok(())
    }

    async fn a_whole_chain_removed_is_found(db) -> Result<()> {
        let found = attack(
            &db,
            &["DELETE FROM db_journal WHERE cpts = CPTS", "DELETE FROM db_journal_tete WHERE cpts = CPTS"],
        )
        .await?;
        assert_eq!(found, [Anomalie::Effacee { cpts: CPTS }]);
        record(&db, &system(), [Trace::new("essai.recommence", 1)]).await?;
        let found = verify(&mut db.read(&system()).await?, db.secret()).await?.anomalies;
        assert_eq!(found, [Anomalie::Effacee { cpts: CPTS }]);
        Ok(())
    }

    async fn every_line_removed_but_the_head_is_found(db) -> Result<()> {
        assert_eq!(attack(&db, &["DELETE FROM db_journal WHERE cpts = CPTS"]).await?, [removed(1, 10)]);
        Ok(())
    }

    async fn two_lines_that_changed_places_are_found(db) -> Result<()> {
        let found = attack(
            &db,
            &[
                &format!("{MOVE} 99 WHERE cpts = CPTS AND numero = 3"),
                &format!("{MOVE} 3 WHERE cpts = CPTS AND numero = 7"),
                &format!("{MOVE} 7 WHERE cpts = CPTS AND numero = 99"),
            ],
        )
        .await?;
        assert_eq!(found, [moved(7, 3), moved(3, 7)]);
        Ok(())
    }

    async fn a_line_removed_and_the_others_renumbered_is_found(db) -> Result<()> {
        let shift: Vec<String> =
            (5..=10).map(|n| format!("{MOVE} {} WHERE cpts = CPTS AND numero = {n}", n - 1)).collect();
        let statements: Vec<&str> = ["DELETE FROM db_journal WHERE cpts = CPTS AND numero = 4"]
            .into_iter()
            .chain(shift.iter().map(String::as_str))
            .collect();
        let mut expected: Vec<_> = (5..=10).map(|n| moved(n, n - 1)).collect();
        expected.push(removed(10, 10));
        assert_eq!(attack(&db, &statements).await?, expected);
        Ok(())
    }

    async fn a_line_moved_out_of_the_chain_is_found(db) -> Result<()> {
        let found = attack(
            &db,
            &[
                &format!("{MOVE} 1000000 WHERE cpts = CPTS AND numero = 5"),
                &format!("{MOVE} -1 WHERE cpts = CPTS AND numero = 6"),
            ],
        )
        .await?;
        assert_eq!(found, [moved(6, -1), removed(5, 6), moved(5, 1_000_000)]);
        Ok(())
    }

    async fn a_forged_line_at_the_end_is_found(db) -> Result<()> {
        let forged = "INSERT INTO db_journal SELECT cpts, 11, instant, acteur, action, objet, 'faux', ip,
            agent, session, avant, apres, empreinte, 'faux' FROM db_journal WHERE cpts = CPTS AND numero = 10";
        assert_eq!(attack(&db, &[forged]).await?, [Anomalie::Ajoutee { cpts: CPTS, numero: 11 }]);
        Ok(())
    }

    async fn a_forged_line_and_head_are_found(db) -> Result<()> {
        let forged = "INSERT INTO db_journal SELECT cpts, 11, instant, acteur, action, objet, 'faux', ip,
            agent, session, avant, apres, empreinte, 'faux' FROM db_journal WHERE cpts = CPTS AND numero = 10";
        let head = "UPDATE db_journal_tete SET numero = 11, empreinte = 'faux' WHERE cpts = CPTS";
        assert_eq!(attack(&db, &[forged, head]).await?, [HEAD, altered(11)]);
        Ok(())
    }

    async fn a_shortened_chain_with_its_head_is_found(db) -> Result<()> {
        let found = attack(
            &db,
            &[
                "DELETE FROM db_journal WHERE cpts = CPTS AND numero > 8",
                "UPDATE db_journal_tete SET numero = 8 WHERE cpts = CPTS",
            ],
        )
        .await?;
        assert_eq!(found, [HEAD]);
        Ok(())
    }

    async fn a_removed_head_is_found(db) -> Result<()> {
        assert_eq!(attack(&db, &["DELETE FROM db_journal_tete WHERE cpts = CPTS"]).await?, [HEAD]);
        Ok(())
    }

    async fn another_key_fits_nothing(db) -> Result<()> {
        attack(&db, &[]).await?;
        let other = Secret::new([8; 32]);
        let found = verify(&mut db.read(&system()).await?, &other).await?.anomalies;
        assert!(found.contains(&HEAD) && (1..=10).all(|numero| found.contains(&altered(numero))));
        Ok(())
    }
}
