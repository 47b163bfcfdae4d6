//! Feature tests, through the doors, on both engines.

mod alertes;
mod argent;
mod cloison;
mod courses;
mod fraude;
mod lots;
mod masse;
mod plafond;
mod portes;
mod rejets;
mod reprises;
mod vie;

use crate::bareme::{Bareme, Cle};
use crate::store::{lectures, lignes};
use crate::*;
use actes::Mission;
use adhesions::{Fiche, Mode, Qui};
use comptes::{NouveauMembre, Role, Roles};
use db::Db;
use jiff::civil::{Date, date};
use kernel::Rights;
use law::Parameters;
use reunions::{Comment, Genre, Nouvelle, Passage, Presence, Reunion};
use std::collections::BTreeMap;
use testkit::actors::system;

const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    adhesions::MIGRATIONS,
    territoire::MIGRATIONS,
    reunions::MIGRATIONS,
    MIGRATIONS,
];
/// Every test begins on that day, a Monday.
const TODAY: Date = date(2026, 3, 2);
/// A banking day of the same year.
const PAYDAY: Date = date(2026, 3, 6);
const IBAN: &str = "FR76 3000 6000 0112 3456 7890 189";
const AUTRE_IBAN: &str = "FR14 2004 1010 0505 0001 3M02 606";

/// A CPTS of that address, and the program with every right in it, as an account that is nobody’s.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    let root = as_person(&system().within(id), Uuid::from_u128(1));
    Ctx { ids: kernel::Ids::Random, ..root }
}

fn as_person(ctx: &Ctx, id: Uuid) -> Ctx {
    Ctx { actor: Actor::Personne(id), ..ctx.clone() }
}

fn on(ctx: &Ctx, jour: Date) -> Ctx {
    Ctx { now: testkit::actors::instant(&format!("{jour}T08:00:00Z")), ..ctx.clone() }
}

fn only(ctx: &Ctx, rights: &[kernel::Right]) -> Ctx {
    Ctx { rights: Rights::of(rights.iter().copied()), ..ctx.clone() }
}

fn law() -> Parameters {
    Parameters::embedded().unwrap()
}

/// An account named after `prenom`, acting with every right.
async fn account(ctx: &Ctx, db: &Db, prenom: &str) -> Ctx {
    let nouveau = NouveauMembre {
        courriel: format!("{}@exemple.fr", kernel::fold(prenom)).parse().unwrap(),
        nom: "Roux".parse().unwrap(),
        prenom: prenom.parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: Roles::of([Role::Tresorerie]),
        depuis: TODAY,
    };
    let id = comptes::add_personne(ctx, db, &nouveau).await.unwrap();
    as_person(ctx, id.uuid())
}

/// A member since two years, with these professions.
async fn adherent(ctx: &Ctx, db: &Db, prenom: &str, professions: &[&str]) -> Id<Adherent> {
    let qui = Qui::Personne { nom: "Roux".into(), prenom: prenom.into() };
    let mut fiche = Fiche::new(qui, Mode::Liberal);
    fiche.professions = professions.iter().map(|one| (*one).to_owned()).collect();
    fiche.courriel = Some(format!("{}@exemple.org", kernel::fold(prenom)).parse().unwrap());
    member(ctx, db, fiche).await
}

async fn member(ctx: &Ctx, db: &Db, fiche: Fiche) -> Id<Adherent> {
    let id = ctx.id();
    adhesions::add_adherent(ctx, db, id, fiche, Some(date(2024, 1, 1))).await.unwrap();
    id
}

/// Forty-five euros an hour for anybody, fifty for a doctor; by the quarter begun.
async fn rates(ctx: &Ctx, db: &Db) {
    write_bareme(ctx, db, rate(ctx, "", 4_500)).await.unwrap();
    write_bareme(ctx, db, rate(ctx, "Médecin", 5_000)).await.unwrap();
}

fn rate(ctx: &Ctx, profession: &str, cents: i64) -> Bareme {
    let cle = Cle {
        regime: Regime::PerteDeRevenu,
        objet: Objet::Temps,
        profession: profession.into(),
        mission: None,
        genre: String::new(),
        action: None,
    };
    Bareme {
        id: ctx.id(),
        cle,
        cents,
        unite: Unite::Heure,
        arrondi: Arrondi::QuartSuperieur,
        du: date(2026, 1, 1),
        au: None,
        source: "Règlement intérieur, annexe 2".into(),
    }
}

/// A meeting of an hour and a half, in the evening of that day.
async fn meeting(ctx: &Ctx, db: &Db, titre: &str, jour: Date) -> Id<Reunion> {
    let new = Nouvelle {
        mission: Mission::Acces,
        ..Nouvelle::new(titre, Genre::GroupeDeTravail, jour.at(18, 0, 0, 0), jour.at(19, 30, 0, 0))
    };
    reunions::plan_reunion(ctx, db, new).await.unwrap()
}

/// They were there for the whole meeting; the reaction runs.
async fn attend(ctx: &Ctx, db: &Db, meeting: Id<Reunion>, who: &[Id<Adherent>]) -> Vec<Presence> {
    let whole = who.iter().map(|id| (*id, Passage::whole(Comment::Feuille))).collect();
    reunions::note_presences(ctx, db, meeting, &whole).await.unwrap();
    let all = reunions::presences_de(&mut db.read(ctx).await.unwrap(), meeting).await.unwrap();
    for one in &all {
        settle_presence(ctx, db, one.id.uuid()).await.unwrap();
    }
    all
}

/// The line that an attendance gave.
async fn line_of(ctx: &Ctx, db: &Db, presence: &Presence) -> Indemnite {
    let mut tx = db.begin(ctx).await.unwrap();
    lignes::hold_source(&mut tx, indemnite::source::PRESENCE, presence.id.uuid()).await.unwrap().unwrap()
}

async fn line(ctx: &Ctx, db: &Db, id: Id<Indemnite>) -> Indemnite {
    lignes::ligne(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap()
}

async fn all_lines(ctx: &Ctx, db: &Db) -> Vec<Indemnite> {
    lectures::lignes(&mut db.read(ctx).await.unwrap(), &lectures::Filtre::default(), 0, 100).await.unwrap()
}

async fn engaged(ctx: &Ctx, db: &Db, who: Id<Adherent>, annee: i16) -> i64 {
    store::plafonds::engage_de(&mut db.read(ctx).await.unwrap(), who, annee).await.unwrap()
}

/// Lines of another room, of one unit each, for so many cents.
async fn slots(ctx: &Ctx, db: &Db, who: Id<Adherent>, cents: i64, n: usize) -> Vec<Id<Indemnite>> {
    let cle =
        Cle { objet: Objet::CreneauGarde, regime: Regime::RemunerationDeMission, ..rate(ctx, "", 0).cle };
    let new = Bareme { cle, unite: Unite::Unite, cents, ..rate(ctx, "", 0) };
    if store::baremes::baremes(&mut db.read(ctx).await.unwrap())
        .await
        .unwrap()
        .iter()
        .all(|one| !one.overlaps(&new))
    {
        write_bareme(ctx, db, new).await.unwrap();
    }
    let mut tx = db.begin(ctx).await.unwrap();
    let mut ids = Vec::new();
    for _ in 0..n {
        let source: Id<()> = ctx.id();
        ids.push(propose(&mut tx, ("snp.creneau", source.uuid()), slot(who)).await.unwrap().unwrap());
    }
    tx.commit().await.unwrap();
    ids
}

fn slot(who: Id<Adherent>) -> Proposition {
    Proposition {
        personne: who,
        libelle: "Créneau gardé".into(),
        objet: Objet::CreneauGarde,
        quantite: 1,
        jour: date(2026, 2, 10),
        horaire: None,
        mission: Mission::Acces,
        genre: String::new(),
        action: None,
        profession: None,
        declarant: None,
        piece: None,
    }
}

/// The office notes an account.
async fn note(ctx: &Ctx, db: &Db, who: Id<Adherent>, nom: &str, iban: &str) {
    give_coordonnees(ctx, db, who, &Compte::read(nom, iban, "").unwrap(), None).await.unwrap();
}

/// Somebody checks the account that is kept.
async fn check(by: &Ctx, db: &Db, who: Id<Adherent>) -> Result<(), WriteError> {
    let kept = bank(by, db, who).await;
    confirm_coordonnees(by, db, who, kept.donne_le, "Appelée au cabinet").await
}

async fn bank(ctx: &Ctx, db: &Db, who: Id<Adherent>) -> Coordonnees {
    store::coordonnees::coordonnees(&mut db.read(ctx).await.unwrap(), who).await.unwrap().unwrap()
}

/// The office notes an account, and somebody else checks it.
async fn give(ctx: &Ctx, db: &Db, who: Id<Adherent>, nom: &str, iban: &str) {
    note(ctx, db, who, nom, iban).await;
    check(&as_person(ctx, Uuid::from_u128(2)), db, who).await.unwrap();
}

/// The account of the association is known.
async fn debit(ctx: &Ctx, db: &Db) {
    set_compte(ctx, db, &Compte::read("CPTS Vélay", IBAN, "AGRIFRPP").unwrap()).await.unwrap();
}
