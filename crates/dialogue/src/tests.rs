//! Feature tests of the dialogue de gestion, on both engines.

mod argent;
mod budget;
mod cibles;
mod cloison;
mod cloture;
mod conservation;
mod dialogues;
mod ensemble;
mod lecteurs;
mod liasses;
mod nouns;
mod partage;
mod registre;

use crate::dialogue::Tenue;
use crate::{Dialogue, Participants, Partie};
use contrat::{
    Contrat, Imprime, Institution, MissionContrat, PartieCpts, Parties, Population, Signatures, Termes,
};
use db::{Db, Migrations};
use indicateurs::indicateur::{Evolution, Frequence, Nature, Sens};
use indicateurs::{Cible, Etat, Indicateur, Nombre, Saisie, Texte, Unite};
use jiff::civil::{Date, date};
use kernel::{Ctx, Id, Rights};
use law::Parameters;
use pieces::Depot;
use std::collections::BTreeMap;

pub(crate) const SCHEMA: [Migrations; 8] = [
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    projet_sante::MIGRATIONS,
    contrat::MIGRATIONS,
    indicateurs::MIGRATIONS,
    crate::MIGRATIONS,
];
/// Year 1 is over, year 2 runs.
pub(crate) const SIGNED: Date = date(2024, 9, 20);

/// Whoever coordinates, with every right of the room.
pub(crate) fn leader() -> Ctx {
    Ctx { rights: Rights::all(), ..testkit::ctx(testkit::CPTS, &[]) }
}

pub(crate) fn lois() -> Parameters {
    Parameters::embedded().unwrap()
}

/// A CPTS with its signed contract, one mission, one indicator, whose value of year 1 is proved by a paper.
pub(crate) struct World {
    pub contrat: Contrat,
    pub indicateur: Id<Indicateur>,
}

pub(crate) async fn world(db: &Db, ctx: &Ctx, word: &str) -> World {
    let law = lois();
    let id = contrat::write_contrat(ctx, db, &law, termes(word)).await.unwrap();
    let signed = Some(SIGNED);
    let signatures = Signatures { cpts: signed, ars: signed, caisse: signed };
    contrat::sign_contrat(ctx, db, &law, id, signatures).await.unwrap();
    let choix =
        MissionContrat { mission: "acces".into(), prevue_le: None, debut: signed, note: String::new() };
    contrat::choose_mission(ctx, db, &law, id, choix).await.unwrap();
    let imprime =
        |part: &str, cents| Imprime { composante: "acces".into(), part: part.into(), cents, du: None };
    contrat::set_montants(ctx, db, &law, id, &[imprime("fixe", 5_000_000), imprime("variable", 3_000_000)])
        .await
        .unwrap();
    let contrat = contrat::contrat(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap();
    let indicateur = indicateurs::add_indicateur(ctx, db, &law, &contrat, texte(word)).await.unwrap();
    let cible = |annee| Cible { annee, cible: Some(Nombre::from_milliemes(6_400)), poids: Some(1000) };
    for annee in [1, 2] {
        let cibles = BTreeMap::from([(indicateur, cible(annee))]);
        indicateurs::set_cibles(ctx, db, &contrat, ("acces", annee), &cibles, Etat::Complet).await.unwrap();
    }
    let saisie = Saisie {
        jour: date(2025, 9, 1),
        valeur: Nombre::from_milliemes(6_900),
        source: "CPAM, relevé de septembre".into(),
        note: String::new(),
    };
    let paper = Depot::new("Relevé <2025>.pdf", format!("%PDF-1.7\n{word}").into_bytes());
    indicateurs::note_valeur(ctx, db, &contrat, indicateur, saisie, Some(paper)).await.unwrap();
    World { contrat, indicateur }
}

/// A contract signed for five years with one mission, half of whose way was settled for year 1, and these amounts.
pub(crate) fn signed(montants: &[(&str, &str, i64)]) -> Contrat {
    let (signed, id) = (Some(SIGNED), Id::new(uuid::Uuid::from_u128(1)));
    let montant = |(composante, part, cents): &(&str, &str, i64)| contrat::MontantContrat {
        id: Id::new(uuid::Uuid::from_u128(2)),
        composante: (*composante).into(),
        part: (*part).into(),
        cents: *cents,
        du: SIGNED,
    };
    let atteinte =
        contrat::Atteinte { id: "a".into(), libelle: "A".into(), poids: 1_000_000, atteinte: 500_000 };
    Contrat {
        signatures: Signatures { cpts: signed, ars: signed, caisse: signed },
        signature: signed,
        montants: montants.iter().map(montant).collect(),
        missions: vec![MissionContrat {
            mission: "acces".into(),
            prevue_le: None,
            debut: signed,
            note: String::new(),
        }],
        realisations: vec![contrat::Arretee {
            annee: 1,
            mission: "acces".into(),
            indicateurs: vec![atteinte],
            source: "Dialogue".into(),
            le: date(2025, 12, 1),
        }],
        ..Contrat::draft(id, termes("ours"), 5)
    }
}

fn termes(word: &str) -> Termes {
    let party =
        |nom: &str| Institution { nom: nom.into(), representant: String::new(), qualite: String::new() };
    let cpts = PartieCpts {
        nom: format!("CPTS {word}"),
        finess: String::new(),
        rna: String::new(),
        adresse: String::new(),
        representant: "Anaïs Delmas".into(),
        qualite: "présidente".into(),
    };
    Termes {
        parties: Parties { cpts, ars: party("ARS"), caisse: party("CPAM") },
        version: "aci-2019-avenant-2".into(),
        population: Population::new(36_000, "INSEE", Some(2023)).unwrap(),
    }
}

pub(crate) fn texte(word: &str) -> Texte {
    Texte {
        code: String::new(),
        mission: "acces".into(),
        libelle: format!("Habitants sans médecin traitant, {word}"),
        nature: Nature::Resultat,
        sens: Sens::Baisse,
        unite: Unite::Pourcentage,
        mot: String::new(),
        numerateur: "habitants sans médecin traitant".into(),
        denominateur: String::new(),
        source: "CPAM".into(),
        frequence: Frequence::Annuelle,
        evolution: Evolution::Niveau,
        mesure: None,
        depart: Some((Nombre::from_milliemes(7_400), SIGNED)),
        confirme: true,
    }
}

pub(crate) async fn open(db: &Db, ctx: &Ctx, world: &World, annee: u32) -> Id<Dialogue> {
    crate::open_dialogue(ctx, db, &lois(), world.contrat.id, annee).await.unwrap()
}

pub(crate) fn tenue() -> Tenue {
    let participants =
        Participants::read(&[(Partie::Cpts, "Anaïs Delmas, présidente"), (Partie::Ars, " \n")]);
    Tenue { le: date(2026, 2, 10), lieu: "Mairie".to_owned(), participants: participants.unwrap() }
}

pub(crate) async fn read(db: &Db, ctx: &Ctx, id: Id<Dialogue>) -> Dialogue {
    crate::store::dialogues::dialogue(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap()
}
