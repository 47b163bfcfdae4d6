//! The coordinator’s list: five thousand people wait for a médecin traitant; how long a page of the list takes on the server.

use crate::{client::Client, report::Report, server::Server};
use db::{Db, Secret, Trace, params};
use identifiants::CommuneCode;
use jiff::ToSpan;
use jiff::civil::date;
use kernel::{Ctx, Id};
use medecin_traitant::{
    Canal, Envoi, Fiche, Foyer, Identite, Nouveau, Origine, Personne, Proposition, Situation, add_medecin,
    ask_all, store::propositions,
};
use std::path::PathBuf;
use std::time::Instant;

const PEOPLE: usize = 5_000;
const DOCTORS: usize = 100;
/// One household in so many waits for the answer of a doctor.
const ASKED: usize = 4;
const PAGES: usize = 200;
const TOKEN: &str = "banc-de-mesure";

/// What those who wait are called, which decides how many of them look like one another.
#[derive(Clone, Copy)]
enum Prenoms {
    /// First names that sound different: nobody is taken for somebody else.
    Distincts,
    /// One first name for all, with names that sound alike: far more pairs to settle than a page counts.
    Communs,
}

pub async fn measure(report: &mut Report) {
    for (prenoms, among) in [(Prenoms::Distincts, ""), (Prenoms::Communs, ", doublons par milliers")] {
        list(report, prenoms, among).await;
    }
}

async fn list(report: &mut Report, prenoms: Prenoms, among: &str) {
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench/attente"));
    drop(std::fs::remove_dir_all(&work));
    std::fs::create_dir_all(&work).expect("target/bench/attente");
    std::fs::write(work.join("cle-instance"), "07".repeat(32)).expect("a key");
    let database = work.join("maillage.db");
    let db = Db::open(&format!("sqlite:{}", database.display()), Secret::new([7; 32])).expect("a base");
    fill(&db, prenoms).await;
    let server = Server::on(&database, &work);
    let headers = format!("Cookie: maillage_session={TOKEN}\r\n");
    for (name, query, (asked, most)) in [
        ("", "", ("médiane < 25 ms", 25.0)),
        (", filtrée par situation et par âge", "?critere=ald&ages=oui", ("médiane < 100 ms", 100.0)),
    ] {
        let path = format!("/cpts-1/espace/medecin-traitant{query}");
        let mut client = Client::connect(server.address).await;
        let mut times = Vec::with_capacity(PAGES);
        for _ in 0..PAGES {
            let began = Instant::now();
            let page = client.get(&path, &headers).await;
            times.push(began.elapsed());
            assert_eq!(page.status, 200, "{}", String::from_utf8_lossy(&page.body));
        }
        times.sort_unstable();
        let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e3;
        report.add(
            format!("Liste d’attente de médecin traitant, {PEOPLE} demandes, une sur {ASKED} chez un médecin{name}{among}"),
            format!("médiane {:.1} ms, 99ᵉ centile {:.1} ms", at(50), at(99)),
            asked,
            at(50) < most,
        );
    }
}

/// A CPTS, somebody of its office signed in, and those who wait.
async fn fill(db: &Db, prenoms: Prenoms) {
    let modules = [
        db::MIGRATIONS,
        comptes::module().migrations,
        actes::module().migrations,
        pieces::module().migrations,
        adhesions::module().migrations,
        territoire::module().migrations,
        medecin_traitant::module().migrations,
    ];
    #[expect(clippy::disallowed_methods, reason = "a measure lives in real time")]
    let ctx = Ctx::system("banc", jiff::Timestamp::now());
    db.migrate(&ctx, &modules).await.expect("a schema");
    let mut tx = db.begin(&ctx).await.expect("a transaction");
    crate::pages::fill::tenants(&mut tx, 1, TOKEN).await.expect("an office");
    tx.commit().await.expect("a commit");
    let here = ctx.within(crate::pages::fill::cpts(1));
    let people = (0..PEOPLE).map(|n| envoi(&here, n, prenoms)).collect();
    ask_all(&here, db, people).await.expect("five thousand requests");
    cards(&here, db).await;
}

/// Doctors, and the cards that they have not answered.
async fn cards(ctx: &Ctx, db: &Db) {
    let mut doctors = Vec::new();
    for n in 0..DOCTORS {
        let fiche = Fiche {
            nom: format!("Dr {}", letters(n)),
            commune: "43157".parse().expect("a commune"),
            adresse: String::new(),
            telephone: None,
            courriel: None,
            depart_le: None,
        };
        doctors.push(add_medecin(ctx, db, ctx.id(), Nouveau::ALaMain(fiche)).await.expect("a doctor"));
    }
    let mut tx = db.begin(ctx).await.expect("a transaction");
    let sql = "SELECT DISTINCT foyer FROM medecin_traitant_demande WHERE cpts = $1 ORDER BY foyer";
    let rows = tx.rows(sql, params![ctx.cpts]).await.expect("households");
    for (n, row) in rows.iter().enumerate().step_by(ASKED) {
        let foyer: Id<Foyer> = row.get("foyer").expect("a household");
        let card = Proposition::nouvelle(ctx, foyer, doctors[n % DOCTORS], 1, Some(0));
        propositions::keep(&mut tx, &card, None).await.expect("a card");
        propositions::set_envoyee(&mut tx, card.id, ctx.now + 168.hours()).await.expect("a card that left");
    }
    tx.record(Trace::new("medecin_traitant.cartes_preparees", "cartes"));
    tx.commit().await.expect("a commit");
}

fn envoi(ctx: &Ctx, n: usize, prenoms: Prenoms) -> Envoi {
    let today = kernel::today(ctx.now);
    let commune: CommuneCode = ["43157", "43046", "43087", "43020"][n % 4].parse().expect("a commune");
    let annee = i16::try_from(1935 + n % 70).expect("a year");
    let naissance =
        date(annee, i8::try_from(1 + n % 12).expect("a month"), 1 + i8::try_from(n % 28).expect("a day"));
    let identite = Identite {
        nom: format!("Personne{}", letters(n)),
        prenom: match prenoms {
            Prenoms::Distincts => crate::intake::word(u32::try_from(n).expect("few")),
            Prenoms::Communs => "Camille".to_owned(),
        },
        naissance,
        telephone: None,
        courriel: None,
        adresse: String::new(),
        aidant: None,
        ancien_medecin: String::new(),
        message: String::new(),
        code: String::new(),
    };
    let situation = Situation {
        annee,
        mois: naissance.month(),
        commune,
        criteres: if n.is_multiple_of(3) { ["ald".to_owned()].into() } else { [].into() },
        se_deplace: !n.is_multiple_of(10),
        au_plus_km: None,
        langue: String::new(),
        choix: None,
        canal: Canal::Lettre,
    };
    Envoi {
        origine: Origine::Papier,
        cherche_depuis: today.saturating_sub(i64::try_from(n % 30).expect("months").months()),
        personnes: vec![Personne { identite, situation }],
        campagne: None,
        cle: format!("banc-{n}"),
        suspect: false,
    }
}

/// A name of letters for each.
fn letters(n: usize) -> String {
    n.to_string().bytes().map(|digit| char::from(b'a' + (digit - b'0'))).collect()
}
