//! The diagnostic of the demo: needs with their evidence, a session that ranked them, what a commune reported.

use db::Db;
use diagnostic::{Besoin, Fait, Nature, Origine, Public, Texte};
use identifiants::CommuneCode;
use jiff::SignedDuration;
use kernel::{Actor, Ctx, Id};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const NEEDS: [(Public, Origine, &str, &str); 5] = [
    (
        Public::Population,
        Origine::Cpts,
        "Trouver un médecin traitant pour les patients en ALD",
        "Plusieurs centaines de personnes en affection de longue durée n’ont plus de médecin traitant.",
    ),
    (
        Public::Population,
        Origine::Elu,
        "Soigner à domicile les plus de 75 ans des plateaux",
        "Les visites se raréfient l’hiver.",
    ),
    (Public::Population, Origine::Institution, "Rapprocher le dépistage des communes éloignées", ""),
    (
        Public::Professionnels,
        Origine::Cpts,
        "Être remplacé pendant les congés",
        "Un cabinet sur deux ferme faute de remplaçant.",
    ),
    (Public::Professionnels, Origine::Enquete, "Joindre un spécialiste dans la journée", ""),
];

/// Points that six people gave to these needs.
const BALLOTS: [[u32; 5]; 6] =
    [[3, 1, 0, 1, 0], [2, 0, 0, 2, 1], [3, 2, 0, 0, 0], [1, 1, 1, 1, 1], [0, 3, 0, 2, 0], [4, 0, 0, 0, 1]];

/// Writes them through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db, communes: &[CommuneCode]) -> anyhow::Result<()> {
    let mut needs = Vec::new();
    for (public, origine, titre, description) in NEEDS {
        let texte = Texte {
            public,
            titre: titre.parse()?,
            description: description.to_owned(),
            communes: BTreeSet::new(),
        };
        needs.push(diagnostic::write_besoin(ctx, db, texte, origine).await?);
    }
    let fait = Fait {
        nature: Nature::Document,
        reference: String::new(),
        libelle: "Patients en ALD sans médecin traitant".to_owned(),
        valeur: "412".to_owned(),
        source: "Exemple de la démonstration, chiffre inventé".to_owned(),
    };
    if let Some(first) = needs.first() {
        diagnostic::tie_preuve(ctx, db, *first, fait).await?;
    }
    rank(ctx, db, &needs).await?;
    let here: BTreeSet<CommuneCode> = communes.iter().copied().collect();
    if let Some(commune) = communes.first() {
        let text = "Depuis septembre, le cabinet infirmier ne prend plus de nouveaux patients à domicile.";
        diagnostic::report_difficulty(ctx, db, &here, *commune, text).await?;
    }
    Ok(())
}

async fn rank(ctx: &Ctx, db: &Db, needs: &[Id<Besoin>]) -> anyhow::Result<()> {
    let past = Ctx { now: ctx.now - SignedDuration::from_hours(24 * 12), ..ctx.clone() };
    let jour = past.now.in_tz("Europe/Paris")?.date();
    let liste = needs.iter().copied().collect();
    let seance = diagnostic::open_seance(&past, db, "Groupe diagnostic", jour, 5, &liste).await?;
    for (voter, ballot) in BALLOTS.iter().enumerate() {
        let person = Ctx { actor: Actor::Personne(Uuid::from_u128(voter as u128 + 1)), ..past.clone() };
        let choix: BTreeMap<_, _> = needs.iter().copied().zip(ballot.iter().copied()).collect();
        diagnostic::cast_vote(&person, db, seance, &choix).await?;
    }
    diagnostic::close_seance(&past, db, seance).await?;
    Ok(())
}
