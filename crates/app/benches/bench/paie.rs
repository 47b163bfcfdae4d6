//! A month of a whole region: five thousand lines, from the approval screen to the file of the bank.

use crate::{door, report::Report};
use actes::Mission;
use db::{Db, Secret};
use indemnites::bareme::{Bareme, Cle};
use indemnites::{Arrondi, Compte, Geste, Objet, Proposition, Regime, Remise, Unite};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Actor, Ctx, Id};
use law::Parameters;
use sepa::Version;
use std::path::PathBuf;
use std::time::Instant;
use uuid::Uuid;

const PEOPLE: u32 = 1_000;
const EACH: u32 = 5;
const IBAN: &str = "FR7630006000011234567890189";

pub async fn measure(report: &mut Report) {
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench/paie"));
    drop(std::fs::remove_dir_all(&work));
    std::fs::create_dir_all(&work).expect("target/bench/paie");
    let database = work.join("maillage.db");
    let db = Db::open(&format!("sqlite:{}", database.display()), Secret::new([7; 32])).expect("a base");
    let (ctx, law, today) = fill(&db).await;
    let other = Ctx { actor: Actor::Personne(Uuid::from_u128(2)), ..ctx.clone() };
    let pay = (1..10).map(|n| today.saturating_add(n.days())).find(|day| sepa::jours::est_bancaire(*day));
    let pay = pay.expect("a banking day");
    let lot = ctx.id();
    let began = Instant::now();
    let mut tx = db.read(&ctx).await.expect("a base");
    let seen = indemnites::examen(&mut tx, &law, None, pay.year()).await.expect("the screen");
    drop(tx);
    let looked = began.elapsed();
    let done = indemnites::approve_all(&ctx, &db, &law, Geste::SansAlerte, pay).await.expect("approved");
    let approved = began.elapsed();
    indemnites::prepare_lot(&ctx, &db, &law, lot, pay, Version::V09, Remise::Reference)
        .await
        .expect("a batch");
    indemnites::issue_lot(&other, &db, lot).await.expect("issued");
    let (_, file) = indemnites::read_fichier(&other, &db, lot).await.expect("a file");
    let whole = began.elapsed().as_secs_f64();
    let lines = u64::from(PEOPLE * EACH);
    let transfers = String::from_utf8_lossy(&file).matches("<CdtTrfTxInf>").count();
    let exact = done.lignes == lines && transfers == PEOPLE as usize;
    report.add(
        format!("Paiement de {lines} lignes à {PEOPLE} personnes, de l’écran au fichier de la banque"),
        format!(
            "{whole:.2} s (écran {:.2}, approbation {:.2}, lot et fichier {:.2})",
            looked.as_secs_f64(),
            (approved - looked).as_secs_f64(),
            whole - approved.as_secs_f64()
        ),
        "toutes, en moins de 2 s",
        exact && whole < 2.0 && seen.sures.len() as u64 == lines,
    );
}

async fn fill(db: &Db) -> (Ctx, Parameters, Date) {
    let (ctx, today) = door::open(db).await;
    let ctx = Ctx { actor: Actor::Personne(Uuid::from_u128(1)), ..ctx };
    let cle = Cle {
        regime: Regime::RemunerationDeMission,
        objet: Objet::CreneauGarde,
        profession: String::new(),
        mission: None,
        genre: String::new(),
        action: None,
    };
    let rate = Bareme {
        id: ctx.id(),
        cle,
        cents: 1_234,
        unite: Unite::Unite,
        arrondi: Arrondi::QuartSuperieur,
        du: today.saturating_sub(60.days()),
        au: None,
        source: "Règlement intérieur, annexe 2".to_owned(),
    };
    indemnites::write_bareme(&ctx, db, rate).await.expect("a rate");
    let account = |name: &str| Compte::read(name, IBAN, "AGRIFRPP").expect("an account");
    indemnites::set_compte(&ctx, db, &account("CPTS du banc")).await.expect("the account to debit");
    let checker = Ctx { actor: Actor::Personne(Uuid::from_u128(2)), ..ctx.clone() };
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        let id = ctx.id();
        adhesions::add_adherent(&ctx, db, id, door::fiche(n), Some(today.saturating_sub(400.days())))
            .await
            .expect("a member");
        let holder = account(&format!("Claude Numero{n:03}"));
        indemnites::give_coordonnees(&ctx, db, id, &holder, None).await.expect("an account");
        indemnites::confirm_coordonnees(&checker, db, id, ctx.now, "Appelée").await.expect("checked");
        people.push(id);
    }
    let mut tx = db.begin(&ctx).await.expect("a transaction");
    for personne in &people {
        for _ in 0..EACH {
            let source: Id<()> = tx.ctx().id();
            let slot = Proposition {
                personne: *personne,
                libelle: "Créneau gardé".to_owned(),
                objet: Objet::CreneauGarde,
                quantite: 1,
                jour: today.saturating_sub(10.days()),
                horaire: None,
                mission: Mission::Acces,
                genre: String::new(),
                action: None,
                profession: None,
                declarant: None,
                piece: None,
            };
            indemnites::propose(&mut tx, ("snp.creneau", source.uuid()), slot).await.expect("a line");
        }
    }
    tx.commit().await.expect("a commit");
    (ctx, Parameters::embedded().expect("the law"), today)
}
