//! What tests start from.

use crate::*;
use db::{Db, Trace};
use jiff::civil::{Date, date};
use kernel::Ids;
use std::collections::BTreeSet;
use testkit::actors::{instant, system};

pub(super) const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    adhesions::MIGRATIONS,
    territoire::MIGRATIONS,
    MIGRATIONS,
];
/// Every test begins on that day.
pub(super) const TODAY: Date = date(2026, 3, 2);

/// A CPTS of that address with person number 1, who has every right, and its vault.
pub(super) async fn cpts(db: &Db, slug: &str) -> (Ctx, Coffre) {
    let ctx = Ctx { ids: Ids::Random, now: instant(&format!("{TODAY}T08:00:00Z")), ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    let ctx = Ctx { actor: Actor::Personne(Uuid::from_u128(1)), ..ctx.within(id) };
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    (ctx, coffre)
}

/// Somebody born that year, in March, in Le Puy-en-Velay.
pub(super) fn situation(annee: i16, criteres: &[&str]) -> Situation {
    Situation {
        annee,
        mois: 3,
        commune: "43157".parse().unwrap(),
        criteres: criteres.iter().map(|code| (*code).to_owned()).collect::<BTreeSet<_>>(),
        se_deplace: true,
        au_plus_km: None,
        langue: String::new(),
        choix: None,
        canal: Canal::Lettre,
    }
}

/// A request that waits, alone in its household.
pub(super) fn demande(ctx: &Ctx, annee: i16, criteres: &[&str]) -> Demande {
    let (situation, depuis) = (situation(annee, criteres), date(2025, 9, 2));
    Demande {
        id: ctx.id(),
        foyer: ctx.id(),
        campagne: None,
        origine: Origine::Patient,
        etat: Etat::Attente,
        recue_le: ctx.now,
        cherche_depuis: depuis,
        points: Regle::proposee().points(&situation, depuis, TODAY),
        regle: 0,
        situation,
        relance_le: date(2026, 6, 2),
        relances: 0,
    }
}

/// A doctor of Le Puy-en-Velay with so many places, now.
pub(super) async fn medecin(ctx: &Ctx, db: &Db, nom: &str, places: u32) -> Id<Medecin> {
    let id = ctx.id();
    let offre = Offre { places, quand: medecin::Quand::Maintenant, ..Offre::vide(TODAY) };
    let one = Medecin {
        id,
        adherent: None,
        compte: None,
        nom: format!("Dr {nom}"),
        commune: "43157".parse().unwrap(),
        adresse: String::new(),
        telephone: None,
        courriel: Some(format!("{}@exemple.fr", kernel::fold(nom).replace(' ', ".")).parse().unwrap()),
        offre,
        depart_le: None,
        declare_le: None,
        envoye_le: None,
        retire_le: None,
    };
    let mut tx = db.begin(ctx).await.unwrap();
    assert!(store::medecins::keep(&mut tx, &one, None).await.unwrap());
    tx.record(Trace::new("essai", "medecin"));
    tx.commit().await.unwrap();
    id
}
