//! Feature tests, on both engines, through verbs and doors. Every person is invented.

mod api;
mod changements;
mod cloison;
mod confirmations;
mod ecartes;
mod export;
mod fiches;
mod liens;
mod liste;
mod monde;
mod portes;
mod public;

use crate::*;
use comptes::{NouveauMembre, Role, Roles};
use db::{Db, Migrations};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use kernel::{Actor, Ctx, Id, Rights};
use std::io::{Cursor, Read};
use testkit::{Visitor, actors};

const SCHEMA: &[Migrations] =
    &[db::MIGRATIONS, comptes::MIGRATIONS, territoire::MIGRATIONS, repertoire::MIGRATIONS, MIGRATIONS];
const TODAY: Date = date(2026, 3, 2);
const ADRESSE: &str = "anne.petit@exemple.fr";

const RIGHTS: &str = "droit | sens | visiteur | connecte | coordination | membre
annuaire.consulter | a | x | | |
annuaire.voir | a | | | x | x
annuaire.modifier | a | | | x |
annuaire.demander | a | | | x |
annuaire.referents | a | | | x |
lien.suivre | a | x | | |";

/// The program, with every right, in a new CPTS of that address.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { rights: Rights::all(), ..actors::system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    ctx.within(id)
}

/// Somebody of the office of that CPTS.
fn office(ctx: &Ctx) -> Ctx {
    let rights = [droits::VOIR, droits::MODIFIER, droits::DEMANDER, droits::REFERENTS, droits::CONSULTER];
    Ctx { actor: Actor::Personne(uuid::Uuid::from_u128(7)), rights: Rights::of(rights), ..ctx.clone() }
}

/// A simple member.
fn member(ctx: &Ctx) -> Ctx {
    Ctx { rights: Rights::of([droits::VOIR, droits::CONSULTER]), ..office(ctx) }
}

fn later(ctx: &Ctx, days: i64) -> Ctx {
    Ctx { now: ctx.now + SignedDuration::from_hours(24 * days), ..ctx.clone() }
}

fn rpps(n: u32) -> String {
    let base = format!("1000{n:06}");
    let digits = base.chars().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = digits.map(|(at, d)| if at % 2 == 0 { d * 2 / 10 + d * 2 % 10 } else { d }).sum();
    format!("{base}{}", (10 - sum % 10) % 10)
}

/// The `n`th professional of a test.
fn ps(n: u32) -> Reference {
    Reference::Professionnel(format!("8{}", rpps(n)).parse().unwrap())
}

fn said(nature: Nature, text: &str) -> Saisie {
    Saisie { nature, valeur: Valeur::parse(nature, text).unwrap(), visibilite: None }
}

fn local(nom: &str) -> Local {
    Local::new(Genre::Pmi, "", nom, "Mme Roche", ["43112".parse().unwrap()].into()).unwrap()
}

/// An entry with an address and a telephone.
async fn anne(db: &Db, ctx: &Ctx) -> Fiche {
    let saisies = [said(Nature::Courriel, ADRESSE), said(Nature::Telephone, "0471000001")];
    fill(ctx, db, &ps(1), &saisies).await.unwrap();
    entry(db, ctx, &ps(1)).await
}

async fn entry(db: &Db, ctx: &Ctx, reference: &Reference) -> Fiche {
    let mut tx = db.read(ctx).await.unwrap();
    store::by_reference(&mut tx, reference).await.unwrap().unwrap()
}

/// Actions of the journal, newest first.
async fn actions(db: &Db, ctx: &Ctx) -> Vec<String> {
    let mut tx = db.read(ctx).await.unwrap();
    let lines = db::journal::latest(&mut tx, i64::MAX, 50).await.unwrap();
    lines.into_iter().map(|line| line.action).collect()
}

/// Every message that was asked for: to whom, path of the page, text; oldest first.
async fn letters(db: &Db, ctx: &Ctx) -> Vec<comptes::MessageDemande> {
    let mut tx = db.begin(ctx).await.unwrap();
    let events = db::outbox::due(&mut tx, 100).await.unwrap();
    let read = |event: &db::outbox::Pending| event.read().unwrap();
    events.iter().filter(|event| event.nom == "comptes.message_demande").map(read).collect()
}

/// The page of the last link that was sent.
async fn mailed(db: &Db, ctx: &Ctx) -> String {
    letters(db, ctx).await.pop().and_then(|letter| letter.chemin).expect("a link was sent")
}

/// A person of the official file of a day of November 2025: number, name, telephone, e-mail, commune.
type Ligne<'a> = (u32, &'a str, &'a str, &'a str, &'a str);

/// Loads an official file of nurses.
async fn official(db: &Db, atlas: &territoire::Atlas, day: u8, lines: &[Ligne<'_>]) {
    const HEAD: &str = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Raison sociale site|Code commune (coord. structure)|Téléphone (coord. structure)|Adresse e-mail (coord. structure)|Code genre activité|";
    let line = |(n, nom, tel, mail, commune): &Ligne| {
        let number = rpps(*n);
        format!(
            "8|{number}|8{number}|{nom}|Alix|60|Infirmier|C|CABINET FICTIF|{commune}|{tel}|{mail}|GENR01|\n"
        )
    };
    let text = format!("{HEAD}\n{}", lines.iter().map(line).collect::<String>());
    let open =
        || -> std::io::Result<Box<dyn Read + Send>> { Ok(Box::new(Cursor::new(text.clone().into_bytes()))) };
    let nom = format!("PS_LibreAcces_Personne_activite_202511{day:02}0830.txt");
    let source = repertoire::Source { nom: &nom, octets: text.len() as u64, ouvrir: &open };
    let wanted = repertoire::Reglages { partial: false, dry_run: false, force: true, du: None };
    let ctx = Ctx::system("essai", actors::instant(actors::NOW));
    let mut tx = db.read(&ctx).await.unwrap();
    let etat = atlas.at(&mut tx).await.unwrap();
    drop(tx);
    repertoire::import_annuaire(
        &ctx,
        db,
        &etat.france,
        &[source],
        wanted,
        &mut |_, rejet| panic!("{rejet:?}"),
        &mut |_, _| {},
    )
    .await
    .unwrap();
}

async fn atlas(db: &Db) -> territoire::Atlas {
    territoire::Atlas::load(db, actors::instant(actors::NOW)).await.unwrap()
}

/// The site at an instant, for somebody with that role, or for anybody.
async fn site(db: &Db, now: Timestamp, role: &str) -> Visitor {
    let builder = testsite::builder(db, now, RIGHTS).with(atlas(db).await).with(Carnets::default());
    let app = builder.modules(&[module()]).build();
    testsite::visitor(&app, (module().routes)().and((comptes::module().routes)()), role)
}

/// A real account, so that the history has a name.
async fn claire(db: &Db, ctx: &Ctx) -> Ctx {
    let nouveau = NouveauMembre {
        courriel: "claire.fabre@exemple.fr".parse().unwrap(),
        nom: "Fabre".parse().unwrap(),
        prenom: "Claire".parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: Roles::of([Role::Coordination]),
        depuis: TODAY,
    };
    let id = comptes::add_personne(ctx, db, &nouveau).await.unwrap();
    Ctx { actor: Actor::Personne(id.uuid()), ..office(ctx) }
}
