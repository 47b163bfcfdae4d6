//! The journal grows by one chain for each CPTS, whoever writes at once.

use db::{Db, Result, Trace, journal, verify::verify};
use kernel::{Cpts, Ctx, Id};
use testkit::{
    CPTS,
    actors::{cpts, ctx, system},
    each_engine, race,
};

pub async fn record(db: &Db, ctx: &Ctx, traces: impl IntoIterator<Item = Trace>) -> Result<()> {
    let mut tx = db.begin(ctx).await?;
    traces.into_iter().for_each(|trace| tx.record(trace));
    tx.commit().await
}

async fn chain(db: &Db, cpts: Id<Cpts>) -> Result<Vec<journal::Ligne>> {
    let mut tx = db.read(&system().within(cpts)).await?;
    journal::latest(&mut tx, i64::MAX, 1_000).await
}

each_engine! { &[db::MIGRATIONS];
    async fn a_line_tells_who_did_what_when_and_from_where(db) -> Result<()> {
        let trace = Trace::new("essai.fait", "chose:1").detail("en deux mots").before(&1).after(&2);
        record(&db, &ctx(CPTS, &[]), [trace]).await?;
        let ligne = &chain(&db, CPTS).await?[0];
        assert_eq!(ligne.acteur, "personne:00000000-0000-0000-0000-000000000001");
        assert_eq!(
            (&*ligne.action, &*ligne.objet, &*ligne.detail),
            ("essai.fait", "chose:1", "en deux mots")
        );
        assert_eq!((ligne.instant, &*ligne.ip, &*ligne.session), (system().now, "192.0.2.1", "s1"));
        assert_eq!((&ligne.avant, &ligne.apres), (&journal::fingerprint(&1), &journal::fingerprint(&2)));
        Ok(())
    }

    async fn the_lines_about_a_thing_are_found_in_one_cpts(db) -> Result<()> {
        let traces = |n: u8| {
            [("acte.ecrit", "acte:1"), ("actexecrit", "acte:1"), ("ACTE.ecrit", "acte:2")]
                .map(|(action, objet)| Trace::new(action, objet).after(&n))
        };
        record(&db, &system(), traces(1)).await?;
        record(&db, &system().within(cpts(2)), traces(2)).await?;
        let mut tx = db.read(&system()).await?;
        let about = journal::about(&mut tx, "acte:1", 10).await?;
        assert_eq!(
            about.iter().map(|ligne| &*ligne.action).collect::<Vec<_>>(),
            ["actexecrit", "acte.ecrit"]
        );
        let written = journal::written(&mut tx, "acte.").await?;
        assert_eq!(written, [("acte:1".to_owned(), journal::fingerprint(&1))]);
        Ok(())
    }

    async fn each_cpts_has_its_chain_and_the_instance_knows_them_all(db) -> Result<()> {
        for n in [1, 2, 1] {
            record(&db, &system().within(cpts(n)), [Trace::new("essai.a", n), Trace::new("essai.b", n)])
                .await?;
        }
        let one = chain(&db, cpts(1)).await?;
        assert_eq!(one.iter().map(|ligne| ligne.numero).collect::<Vec<_>>(), [4, 3, 2, 1]);
        assert!(one.windows(2).all(|pair| pair[0].precedent == pair[1].empreinte));
        assert_eq!(chain(&db, cpts(2)).await?.len(), 2);
        let instance = chain(&db, Id::INSTANCE).await?;
        assert_eq!(
            instance.iter().map(|ligne| ligne.objet.clone()).collect::<Vec<_>>(),
            [cpts(2), cpts(1)].map(|c| c.to_string())
        );
        let rapport = verify(&mut db.read(&system()).await?, db.secret()).await?;
        assert_eq!((rapport.chaines, rapport.lignes, rapport.anomalies), (3, 8, vec![]));
        Ok(())
    }

    async fn sixteen_commits_at_once_take_sixteen_ranks(db) -> Result<()> {
        for answer in race(16, || async {
            record(&db, &system(), [Trace::new("essai.a", 1), Trace::new("essai.b", 1)]).await
        })
        .await
        {
            answer?;
        }
        assert_eq!(chain(&db, CPTS).await?.len(), 32);
        let rapport = verify(&mut db.read(&system()).await?, db.secret()).await?;
        assert_eq!((rapport.lignes, rapport.anomalies), (33, vec![]));
        Ok(())
    }

    async fn nothing_to_verify_is_fine(db) -> Result<()> {
        let rapport = verify(&mut db.read(&system()).await?, db.secret()).await?;
        assert_eq!((rapport.chaines, rapport.lignes, rapport.anomalies), (0, 0, vec![]));
        Ok(())
    }

    async fn the_database_itself_refuses_to_alter_the_journal(db) -> Result<()> {
        record(&db, &system(), [Trace::new("essai.a", 1)]).await?;
        for sql in ["UPDATE db_journal SET detail = 'x'", "DELETE FROM db_journal"] {
            let error = db.begin(&system()).await?.execute_untraced(sql, &[]).await.unwrap_err();
            assert!(error.to_string().contains("append-only"), "{error}");
        }
        Ok(())
    }
}
