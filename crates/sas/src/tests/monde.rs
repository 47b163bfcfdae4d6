//! What tests start from.

use super::*;
use db::Migrations;
use jiff::SignedDuration;
use kernel::{Actor, Ids};
use rendez_vous::rdv::Origine;
use rendez_vous::{Contenu, Effecteur, Horaire, Lieu, Modalite, Ordre, Profession, RendezVous};
use std::collections::BTreeSet;
use testkit::Visitor;
use testkit::actors::{instant, system};
use uuid::Uuid;

pub(super) const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    adhesions::MIGRATIONS,
    territoire::MIGRATIONS,
    rendez_vous::MIGRATIONS,
    MIGRATIONS,
];

pub(super) const RIGHTS: &str = "\
droit | sens | visiteur | connecte | coordination
sas.lire | lire | x | |
sas.ecrire | écrire | x | |
sas.reserver | réserver | | x |
sas.regler | régler | | | x
";
pub(super) const IDNPS: &str = "urn:oid:1.2.250.1.71.4.2.1";
/// Number of the doctor of every CPTS.
pub(super) const RPPS: &str = "10003421459";

pub(super) async fn site(db: &Db, now: &str, acces: Acces, session: &str) -> Visitor {
    let atlas = territoire::Atlas::load(db, instant(now)).await.unwrap();
    let builder = testsite::builder(db, instant(now), RIGHTS).with(atlas).with(acces);
    testsite::visitor(&builder.modules(&[module()]).build(), (module().routes)(), session)
}

/// A CPTS of that address on Monday 2 March 2026 at 9:00, open to the platform, and a doctor of Le Puy-en-Velay.
pub(super) async fn cpts(db: &Db, slug: &str) -> (Ctx, Id<Effecteur>) {
    let ctx = Ctx { ids: Ids::Random, now: instant("2026-03-02T08:00:00Z"), ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    let ctx = Ctx { actor: Actor::Personne(Uuid::from_u128(1)), ..ctx.within(id) };
    let reglage = Reglage { ouvert: true, finess: Some("430000018".parse().unwrap()), telephone: None };
    set_reglage(&ctx, db, &reglage).await.unwrap();
    let who = doctor(&ctx, db, "Claire Roche").await;
    (ctx, who)
}

pub(super) async fn doctor(ctx: &Ctx, db: &Db, nom: &str) -> Id<Effecteur> {
    let lieu = Lieu {
        id: ctx.id(),
        sorte: rendez_vous::lieu::Sorte::Cabinet,
        nom: format!("Cabinet de {nom}"),
        commune: "43157".parse().unwrap(),
        adresse: "1 place du Plot".to_owned(),
        code_postal: "43000".to_owned(),
        telephone: Some("04 71 00 00 00".parse().unwrap()),
        finess: None,
        horaires: String::new(),
        acces: String::new(),
        retire_le: None,
    };
    let lieu = rendez_vous::keep_lieu(ctx, db, lieu).await.unwrap();
    let one = Effecteur {
        id: ctx.id(),
        adherent: None,
        compte: None,
        rpps: Some(RPPS.parse().unwrap()),
        nom: format!("Dr {nom}"),
        profession: Profession::MedecinGeneraliste,
        specialite: String::new(),
        lieu,
        telephone: None,
        courriel: None,
        retire_le: None,
    };
    rendez_vous::keep_effecteur(ctx, db, one).await.unwrap()
}

/// Half an hour for one patient.
pub(super) async fn creneau(
    ctx: &Ctx,
    db: &Db,
    who: Id<Effecteur>,
    debut: &str,
    seen: &[Visibilite],
) -> Id<Creneau> {
    let mut tx = db.read(ctx).await.unwrap();
    let lieu = rendez_vous::store::effecteurs::effecteur(&mut tx, who).await.unwrap().unwrap().lieu;
    drop(tx);
    let debut = instant(debut);
    let fin = debut.checked_add(SignedDuration::from_mins(30)).unwrap();
    let contenu = Contenu {
        lieu,
        places: 1,
        visibilite: seen.iter().copied().collect(),
        modalite: Modalite::Cabinet,
        soins: BTreeSet::new(),
        note: String::new(),
    };
    rendez_vous::offer(ctx, db, ctx.id(), who, Horaire { debut, fin }, contenu).await.unwrap()
}

pub(super) async fn take(ctx: &Ctx, db: &Db, creneau: Id<Creneau>) -> Id<RendezVous> {
    let ordre = Ordre { cle: ctx.id::<()>().uuid(), creneau, demande: None, origine: Origine::Regulateur };
    rendez_vous::book(ctx, db, &ordre).await.unwrap().id
}

/// As the platform asks for individuals, three days from Monday morning.
pub(super) fn individual(rpps: &str) -> String {
    format!(
        "start=ge2026-03-02T10:00:00.000%2B01:00&start=le2026-03-05T10:00:00.000%2B01:00&status=free\
         &schedule.actor:Practitioner.identifier={IDNPS}%7C8{rpps}&_include=Slot:schedule&_include:iterate=Schedule:actor"
    )
}

/// As it asks for CPTS.
pub(super) fn cpts_flavour(rpps: &str) -> String {
    let more = "&_include=Slot:service-type-reference&_include:iterate=HealthcareService:organization";
    format!("{}{more}", individual(rpps))
}
