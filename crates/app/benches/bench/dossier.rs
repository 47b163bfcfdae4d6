//! The page « Dossier ACI » of a CPTS with five years of acts: twenty thousand, behind twenty-five indicators.

use crate::{client::Client, client::load, report::Report, server::Server};
use actes::{Genre, Mission};
use contrat::{Imprime, Institution, MissionContrat, PartieCpts, Parties, Population, Signatures, Termes};
use db::{Db, Secret, Tx, params};
use indicateurs::{
    Cible, Etat, Mesure, Nombre, Saisie, Texte,
    indicateur::{Evolution, Frequence, Nature, Sens, Unite},
    mesure::{Compte, Depuis},
};
use jiff::{ToSpan, civil::Date};
use kernel::{Ctx, Id};
use law::Parameters;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, path::Path, path::PathBuf, sync::Arc};
use uuid::Uuid;

const ACTS: u32 = 20_000;
const INDICATORS: usize = 25;
const TOKEN: &str = "banc-de-mesure";
const MISSIONS: [&str; 5] = ["acces", "parcours", "prevention", "qualite", "accompagnement"];
const PATH: &str = "/banc/espace/dossier-aci";

pub async fn measure(report: &mut Report) {
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench/dossier"));
    drop(std::fs::remove_dir_all(&work));
    std::fs::create_dir_all(&work).expect("target/bench/dossier");
    std::fs::write(work.join("cle-instance"), "07".repeat(32)).expect("a key");
    let database = work.join("maillage.db");
    fill(&database).await;
    let server = Server::on(&database, &work);
    let headers = format!("Cookie: maillage_session={TOKEN}\r\n");
    let mut client = Client::connect(server.address).await;
    let page = client.get(PATH, &headers).await;
    let text = String::from_utf8_lossy(&page.body).into_owned();
    assert_eq!(page.status, 200, "{text}");
    assert!(
        text.matches("/dossier-aci/indicateurs/").count() >= INDICATORS,
        "every indicator is on the page"
    );
    let paths = Arc::new(vec![PATH.to_owned()]);
    load(server.address, 1, 1, &headers, Arc::clone(&paths)).await;
    let before = server.cpu();
    let done = load(server.address, 1, 5, &headers, paths).await;
    let cpu = (server.cpu() - before).as_secs_f64() * 1e3 / done.requests as f64;
    let median = done.p50.as_secs_f64() * 1e3;
    report.add(
        "Dossier ACI, 20 000 actes, 25 indicateurs",
        format!(
            "médiane {median:.1} ms, 99ᵉ centile {:.1} ms, {cpu:.1} ms de processeur",
            done.p99.as_secs_f64() * 1e3
        ),
        "médiane < 60 ms",
        median < 60.0,
    );
}

pub async fn fill(database: &Path) {
    let modules = [
        db::MIGRATIONS,
        comptes::module().migrations,
        actes::module().migrations,
        pieces::module().migrations,
        territoire::module().migrations,
        contrat::module().migrations,
        indicateurs::module().migrations,
    ];
    let db = Db::open(&format!("sqlite:{}", database.display()), Secret::new([7; 32])).expect("a base");
    #[expect(clippy::disallowed_methods, reason = "a measure lives in real time")]
    let ctx = Ctx::system("banc", jiff::Timestamp::now());
    db.migrate(&ctx, &modules).await.expect("a schema");
    let today = ctx.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let signed = today.saturating_sub(4.years()).saturating_add(20.days());
    let id = comptes::open_cpts(
        &ctx,
        &db,
        "banc".parse().expect("a slug"),
        "CPTS du banc".parse().expect("a name"),
    );
    let here = ctx.within(id.await.expect("a CPTS"));
    let lois = Parameters::embedded().expect("the law");
    contract(&here, &db, &lois, signed).await;
    indicators(&here, &db, &lois, today).await;
    let mut tx = db.begin(&here).await.expect("a transaction");
    ledger(&mut tx, today).await.expect("acts");
    observer(&mut tx).await.expect("an observer");
    tx.record(db::Trace::new("banc", "tout"));
    tx.commit().await.expect("a commit");
}

/// Signed nearly four years ago: the fourth year runs, with every amount known.
async fn contract(ctx: &Ctx, db: &Db, lois: &Parameters, signed: Date) {
    let party =
        |nom: &str| Institution { nom: nom.into(), representant: String::new(), qualite: String::new() };
    let cpts = PartieCpts {
        nom: "CPTS du banc".into(),
        finess: String::new(),
        rna: String::new(),
        adresse: String::new(),
        representant: String::new(),
        qualite: String::new(),
    };
    let termes = Termes {
        parties: Parties { cpts, ars: party("ARS"), caisse: party("CPAM") },
        version: "aci-2019-avenant-2".into(),
        population: Population::new(90_000, "INSEE", Some(2021)).expect("a population"),
    };
    let id = contrat::write_contrat(ctx, db, lois, termes).await.expect("a draft");
    let all = Signatures { cpts: Some(signed), ars: Some(signed), caisse: Some(signed) };
    contrat::sign_contrat(ctx, db, lois, id, all).await.expect("a contract");
    for mission in MISSIONS {
        let choice = MissionContrat {
            mission: mission.into(),
            prevue_le: None,
            debut: Some(signed),
            note: String::new(),
        };
        contrat::choose_mission(ctx, db, lois, id, choice).await.expect("a mission");
    }
    let amount = |mission: &str, part: &str| Imprime {
        composante: mission.into(),
        part: part.into(),
        cents: 4_500_000,
        du: Some(signed),
    };
    let amounts: Vec<_> =
        MISSIONS.iter().flat_map(|one| [amount(one, "fixe"), amount(one, "variable")]).collect();
    contrat::set_montants(ctx, db, lois, id, &amounts).await.expect("amounts");
}

/// Five per mission: four counted from the acts in four ways, one entered.
async fn indicators(ctx: &Ctx, db: &Db, lois: &Parameters, today: Date) {
    let mut tx = db.read(ctx).await.expect("a transaction");
    let contrat = contrat::en_cours(&mut tx, today).await.expect("an answer").expect("a contract");
    drop(tx);
    let annee = contrat.annee(today).expect("a year");
    let du = contrat::annees(&contrat).into_iter().find(|one| one.numero == annee).expect("a year").du;
    for mission in MISSIONS {
        let mut cibles = BTreeMap::new();
        for n in 0..5_usize {
            let texte = indicator(mission, n, du);
            let computed = texte.mesure.is_some();
            let id = indicateurs::add_indicateur(ctx, db, lois, &contrat, texte).await.expect("an indicator");
            cibles.insert(id, Cible { annee, cible: Some(Nombre::entier(900)), poids: Some(200) });
            if !computed {
                let saisie = Saisie {
                    jour: today,
                    valeur: Nombre::entier(12),
                    source: "CPAM".into(),
                    note: String::new(),
                };
                indicateurs::note_valeur(ctx, db, &contrat, id, saisie, None).await.expect("a value");
            }
        }
        indicateurs::set_cibles(ctx, db, &contrat, (mission, annee), &cibles, Etat::Complet)
            .await
            .expect("weights");
    }
}

fn indicator(mission: &str, n: usize, du: Date) -> Texte {
    let comptes = [Compte::Actes, Compte::Personnes, Compte::Heures, Compte::Auteurs];
    let filtre = actes::Filtre {
        mission: mission.parse::<Mission>().ok(),
        genre: Some(Genre::ALL[n]),
        ..Default::default()
    };
    let depuis = if n == 1 { Depuis::Contrat } else { Depuis::Annee };
    Texte {
        code: String::new(),
        mission: mission.into(),
        libelle: format!("Indicateur {n} de la mission {mission}"),
        nature: Nature::Moyens,
        sens: Sens::Hausse,
        unite: Unite::Nombre,
        mot: "actes".into(),
        numerateur: "actes".into(),
        denominateur: String::new(),
        source: "CPTS".into(),
        frequence: Frequence::Continue,
        evolution: Evolution::Cumul,
        mesure: comptes.get(n).map(|compte| Mesure { filtre, compte: *compte, depuis, sur: None }),
        depart: Some((Nombre::ZERO, du)),
        confirme: true,
    }
}

/// Twenty thousand acts over five years, of all kinds and a dozen themes, by a hundred authors; one in fifty is corrected.
async fn ledger(tx: &mut Tx, today: Date) -> db::Result<()> {
    const ACT: &str = "INSERT INTO actes_acte (cpts, id, jour, mission, intitule, auteur, commune, minutes, personnes, source,
        source_id, corrige, motif, annule, saisi_le, genre, theme)
        VALUES ($1, $2, $3, $4, 'Réunion du groupe', $5, '43157', $6, $7, 'banc', $8, $9, '', $10, $11, $12, $13)";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    for n in 0..ACTS {
        let jour =
            today.saturating_sub(jiff::Span::new().days(i64::from(n.wrapping_mul(2_654_435_761) % 1_800)));
        let mission = MISSIONS[n as usize % MISSIONS.len()];
        let genre = Genre::ALL[(n / 5) as usize % Genre::ALL.len()].code();
        let (auteur, theme) = (Uuid::from_u128(u128::from(n % 100) + 1), format!("thème {}", n % 12));
        let corrected = (n % 50 == 49).then(|| Uuid::from_u128(u128::from(n)));
        let values = params![
            cpts,
            Uuid::from_u128(u128::from(n) + 1),
            jour,
            mission,
            auteur,
            15 * (n % 8 + 1),
            n % 12 + 1,
            n.to_string(),
            corrected,
            n % 200 == 199,
            now,
            genre,
            theme
        ];
        tx.execute_untraced(ACT, values).await?;
    }
    Ok(())
}

/// Somebody who coordinates, signed in.
async fn observer(tx: &mut Tx) -> db::Result<()> {
    const PERSON: &str =
        "INSERT INTO comptes_personne (id, courriel, nom, prenom, creee_le) VALUES ($1, $2, $3, $4, $5)";
    const MEMBER: &str = "INSERT INTO comptes_appartenance (cpts, personne, cle_tri, nom, prenom, courriel, profession,
        commune, telephone, roles, etat, depuis) VALUES ($1, $2, 'zola', 'Zola', 'Observatrice', $3, '', '', '', ' coordination ', 'actif', $4)";
    const SESSION: &str =
        "INSERT INTO comptes_session (empreinte, id, personne, moyen, creee_le, vue_le, expire_le, ip, agent)
        VALUES ($1, $2, $2, 'lien', $3, $3, $4, '', '')";
    let (cpts, now, id) = (tx.cpts(), tx.ctx().now, Id::<comptes::Personne>::new(Uuid::from_u128(u128::MAX)));
    let courriel = "observatrice@exemple.test";
    tx.execute_untraced(PERSON, params![id, courriel, "Zola", "Observatrice", now]).await?;
    tx.execute_untraced(MEMBER, params![cpts, id, courriel, jiff::civil::date(2024, 1, 15)]).await?;
    let later = now.saturating_add(jiff::SignedDuration::from_hours(24 * 300)).unwrap_or(now);
    tx.execute_untraced(SESSION, params![Sha256::digest(TOKEN.as_bytes()).to_vec(), id, now, later]).await?;
    Ok(())
}
