//! Feature tests of the indicators, on both engines.

mod arretes;
mod catalogue;
mod cibles;
mod cloison;
mod gels;
mod imports;
mod indicateurs;
mod portes;
mod tableaux;
mod valeurs;

use crate::constat::{Constat, Provenance};
use crate::droits::{GELER, MODIFIER, SAISIR, VOIR};
use crate::indicateur::{Evolution, Frequence, Indicateur, Nature, Sens, Texte, Unite};
use crate::mesure::{Compte, Depuis, Mesure};
use crate::{Cible, Etat, Nombre, Valeur};
use actes::{Filtre, Genre, Mission, acte::Fait};
use contrat::{
    Contrat, Institution, MissionContrat, MontantContrat, PartieCpts, Parties, Population, Signatures, Termes,
};
use db::{Db, Migrations};
use jiff::civil::{Date, date};
use kernel::{Ctx, Id};
use law::Parameters;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const SCHEMA: [Migrations; 4] =
    [db::MIGRATIONS, pieces::MIGRATIONS, actes::MIGRATIONS, crate::MIGRATIONS];
pub(crate) const TODAY: Date = date(2026, 3, 2);
/// First day of the contract: the running year is the first.
pub(crate) const SIGNED: Date = date(2025, 9, 20);

/// Whoever coordinates.
pub(crate) fn leader() -> Ctx {
    let rights = [VOIR, SAISIR, MODIFIER, GELER, actes::NOTER, actes::CORRIGER, actes::VOIR];
    testkit::ctx(testkit::CPTS, &rights)
}

pub(crate) fn lois() -> Parameters {
    Parameters::embedded().unwrap()
}

/// A contract signed, with its amounts and two missions that started with it.
pub(crate) fn contrat() -> Contrat {
    let party =
        |nom: &str| Institution { nom: nom.into(), representant: String::new(), qualite: String::new() };
    let parties = Parties {
        cpts: PartieCpts {
            nom: "CPTS d’essai".into(),
            finess: String::new(),
            rna: String::new(),
            adresse: String::new(),
            representant: String::new(),
            qualite: String::new(),
        },
        ars: party("ARS"),
        caisse: party("CPAM"),
    };
    let population = Population::new(36_000, "INSEE", Some(2023)).unwrap();
    let termes = Termes { parties, version: "aci-2019-avenant-2".into(), population };
    let signed = Some(SIGNED);
    let amount = |n: u128, composante: &str, part: &str, cents: i64| MontantContrat {
        id: Id::new(Uuid::from_u128(n)),
        composante: composante.into(),
        part: part.into(),
        cents,
        du: SIGNED,
    };
    let mission =
        |id: &str| MissionContrat { mission: id.into(), prevue_le: None, debut: signed, note: String::new() };
    Contrat {
        signatures: Signatures { cpts: signed, ars: signed, caisse: signed },
        signature: signed,
        montants: vec![
            amount(1, "acces", "fixe", 5_000_000),
            amount(2, "acces", "variable", 3_000_000),
            amount(3, "parcours", "fixe", 2_500_000),
            amount(4, "parcours", "variable", 2_500_000),
        ],
        missions: vec![mission("acces"), mission("parcours")],
        ..Contrat::draft(Id::new(Uuid::from_u128(900)), termes, 5)
    }
}

/// Meetings of pathways, counted from the acts.
pub(crate) fn reunions() -> Texte {
    let filtre =
        Filtre { mission: Some(Mission::Parcours), genre: Some(Genre::Reunion), ..Filtre::default() };
    Texte {
        code: "parcours.reunions".into(),
        mission: "parcours".into(),
        libelle: "Réunions de parcours".into(),
        nature: Nature::Moyens,
        sens: Sens::Hausse,
        unite: Unite::Nombre,
        mot: "réunions".into(),
        numerateur: "réunions tenues".into(),
        denominateur: String::new(),
        source: "CPTS".into(),
        frequence: Frequence::Continue,
        evolution: Evolution::Cumul,
        mesure: Some(Mesure { filtre, compte: Compte::Actes, depuis: Depuis::Annee, sur: None }),
        depart: Some((Nombre::ZERO, SIGNED)),
        confirme: true,
    }
}

/// The share of inhabitants without a médecin traitant, entered.
pub(crate) fn sans_mt() -> Texte {
    Texte {
        code: "acces.pop_sans_mt".into(),
        mission: "acces".into(),
        libelle: "Part des habitants sans médecin traitant".into(),
        nature: Nature::Resultat,
        sens: Sens::Baisse,
        unite: Unite::Pourcentage,
        mot: String::new(),
        evolution: Evolution::Niveau,
        mesure: None,
        depart: Some((Nombre::from_milliemes(7_400), SIGNED)),
        ..reunions()
    }
}

pub(crate) fn constat(milliemes: i64, jour: Date) -> Constat {
    Constat {
        valeur: Nombre::from_milliemes(milliemes),
        jour,
        de: Provenance::Valeur(Id::<Valeur>::new(Uuid::from_u128(1))),
        source: "essai".into(),
        preuves: 0,
    }
}

/// Adds an indicator through the verb.
pub(crate) async fn add(db: &Db, ctx: &Ctx, texte: Texte) -> Id<Indicateur> {
    crate::add_indicateur(ctx, db, &lois(), &contrat(), texte).await.unwrap()
}

/// Sets the target and the whole weight of the only indicator of a mission.
pub(crate) async fn aim(db: &Db, ctx: &Ctx, mission: &str, id: Id<Indicateur>, cible: Nombre) {
    aim_of(db, ctx, &contrat(), (mission, id), cible).await;
}

/// The same in a contract that was signed.
async fn aim_of(db: &Db, ctx: &Ctx, contrat: &Contrat, (mission, id): (&str, Id<Indicateur>), cible: Nombre) {
    let cibles = BTreeMap::from([(id, Cible { annee: 1, cible: Some(cible), poids: Some(1000) })]);
    crate::set_cibles(ctx, db, contrat, (mission, 1), &cibles, Etat::Complet).await.unwrap();
}

/// Notes `n` meetings, on days before `TODAY`.
pub(crate) async fn meet(db: &Db, ctx: &Ctx, n: u32, genre: Option<Genre>) -> Vec<Id<actes::Acte>> {
    let mut tx = db.begin(ctx).await.unwrap();
    let mut ids = Vec::new();
    for one in 0..n {
        let jour = TODAY.saturating_sub(jiff::Span::new().days(i64::from(one % 90)));
        let fait =
            Fait { minutes: 60, personnes: 8, genre, ..Fait::new(jour, Mission::Parcours, "Réunion") };
        let source: String = ctx.id::<Fait>().to_string();
        ids.push(actes::record(&mut tx, fait, ("essai", &source)).await.unwrap());
    }
    tx.commit().await.unwrap();
    ids
}

/// The table of the first year, today.
pub(crate) async fn read(db: &Db, ctx: &Ctx) -> crate::Tableau {
    let mut tx = db.read(ctx).await.unwrap();
    crate::tableau(&mut tx, &lois(), &contrat(), 1, TODAY).await.unwrap()
}
