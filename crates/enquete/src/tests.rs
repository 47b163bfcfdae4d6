//! Feature tests, on both engines, through verbs and doors.

mod anonymat;
mod cloison;
mod envois;
mod portes;
mod redaction;
mod reponses;
mod resultats;
mod site;

use crate::{
    Anonymat, Choix, Destinataire, Enonce, Enquete, Genre, Intitule, Invitation,
    droits::{GERER, REPONDRE, VOIR_RESULTATS},
    invitation::USAGE,
    *,
};
use comptes::{NouveauMembre, Personne, Roles};
use db::{Db, Migrations};
use jiff::civil::{Date, date};
use kernel::{Actor, Ctx, Id, Rights};
use testkit::actors::{instant, system};
use web::Fields;

const SCHEMA: &[Migrations] = &[db::MIGRATIONS, comptes::MIGRATIONS, MIGRATIONS];
/// Every test begins on that day.
const TODAY: Date = date(2026, 3, 2);
/// Last day of the surveys of these tests.
const FIN: Date = date(2026, 3, 20);

/// A CPTS of that address, and its coordinator, with every right.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    ctx.within(id)
}

/// A member named after `prenom`.
async fn membre(ctx: &Ctx, db: &Db, prenom: &str) -> Id<Personne> {
    let nouveau = NouveauMembre {
        courriel: format!("{}@exemple.fr", kernel::fold(prenom)).parse().unwrap(),
        nom: "Roux".parse().unwrap(),
        prenom: prenom.parse().unwrap(),
        profession: Some("Infirmière".parse().unwrap()),
        commune: None,
        telephone: Some("0612345678".parse().unwrap()),
        roles: Roles::of([comptes::Role::Membre]),
        depuis: TODAY,
    };
    comptes::add_personne(ctx, db, &nouveau).await.unwrap()
}

/// Somebody with these rights and no other.
fn only(ctx: &Ctx, rights: &[kernel::Right]) -> Ctx {
    Ctx { rights: Rights::of(rights.iter().copied()), ..ctx.clone() }
}

fn on(ctx: &Ctx, jour: Date) -> Ctx {
    Ctx { now: instant(&format!("{jour}T08:00:00Z")), ..ctx.clone() }
}

fn enonce(intitule: &str, genre: Genre, obligatoire: bool) -> Enonce {
    Enonce { intitule: intitule.to_owned(), aide: String::new(), genre, obligatoire, si: None }
}

fn intitule(titre: &str) -> Intitule {
    Intitule { titre: titre.to_owned(), introduction: String::new(), destinataires: String::new() }
}

/// A draft of four questions: profession (needed), needs (two at most), delay in days, words.
async fn draft(ctx: &Ctx, db: &Db, anonymat: Anonymat) -> Id<Enquete> {
    let id = write(ctx, db, intitule("Accès aux soins"), anonymat).await.unwrap();
    let besoins =
        vec![Choix::new("mt", "Médecin traitant"), Choix::new("age", "Âgés"), Choix::new("psy", "Psychisme")];
    for question in [
        enonce("Votre profession", Genre::Profession, true),
        enonce("Besoins", Genre::ChoixMultiple { choix: besoins, max: Some(2) }, false),
        enonce("Délai", Genre::Nombre { unite: "jours".to_owned(), min: Some(0), max: Some(365) }, false),
        enonce("Autre chose", Genre::TexteLong, false),
    ] {
        ask(ctx, db, id, question).await.unwrap();
    }
    id
}

/// The same, open from [`TODAY`] to [`FIN`].
async fn opened(ctx: &Ctx, db: &Db, anonymat: Anonymat) -> Id<Enquete> {
    let id = draft(ctx, db, anonymat).await;
    open(ctx, db, id, TODAY, FIN).await.unwrap();
    id
}

/// Answers to the questions of [`draft`], as a form sends them.
fn said(profession: &str, besoin: &str, delai: &str) -> String {
    format!("q1={profession}&q2={besoin}&q3={delai}&q4=")
}

fn fields(text: &str) -> Fields {
    Fields::parse(text)
}

fn people(names: &[&str]) -> Vec<Destinataire> {
    names
        .iter()
        .map(|name| Destinataire {
            personne: None,
            nom: (*name).to_owned(),
            contact: format!("{}@exemple.fr", kernel::fold(name)).parse().unwrap(),
        })
        .collect()
}

/// Invites these people; each with the context of whoever follows their link, in the order of names.
async fn invited(ctx: &Ctx, db: &Db, id: Id<Enquete>, names: &[&str]) -> Vec<(Id<Invitation>, Ctx)> {
    invite(ctx, db, id, &people(names), false).await.unwrap();
    let mut tx = db.read(ctx).await.unwrap();
    let mut followers = Vec::new();
    for invitation in store::invitation::all(&mut tx, id).await.unwrap() {
        let links = comptes::liens_directs(&mut tx, USAGE, invitation.id.uuid()).await.unwrap();
        let actor = Actor::Lien(links[0].id.uuid());
        followers.push((invitation.id, only(&Ctx { actor, ..ctx.clone() }, &[comptes::droits::SUIVRE_LIEN])));
    }
    followers
}

/// A form of the open link or of a paper, with its sealed number.
fn form(ctx: &Ctx, db: &Db, id: Id<Enquete>, text: &str) -> Fields {
    let number = formulaire::draw(db.secret(), ctx.id::<Enquete>().uuid(), ctx.cpts, id);
    fields(&format!("{text}&formulaire={number}"))
}

/// Enters unnamed answers on paper.
async fn papers(ctx: &Ctx, db: &Db, id: Id<Enquete>, answers: &[&str]) {
    for text in answers {
        enter_paper(ctx, db, id, &form(ctx, db, id, text)).await.unwrap();
    }
}

async fn survey(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Enquete {
    store::enquete::enquete(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap()
}
