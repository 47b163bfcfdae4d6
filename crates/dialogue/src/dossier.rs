//! Everything that the pack of a contract year says, as plain data: gathered once, then written as report, tables and index.
//! What nobody knows is `None`, and is said so.

mod argent;
mod suivi;

pub use argent::{Argent, Doutes, MontantPart, Parts, Versement, reste};
pub use suivi::{EtatObligation, Obligation, PartVariable};

use contrat::Doute;
use jiff::civil::Date;
use pieces::Piece;
use std::collections::BTreeMap;

/// The file of a contract year.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Name of the CPTS.
    pub cpts: String,
    /// Number of the contract year, from 1.
    pub annee: u32,
    /// Its first day.
    pub du: Date,
    /// Its last day, included.
    pub au: Date,
    /// The day of the figures and of the file.
    pub jour: Date,
    /// Whether the figures are frozen by a closed dialogue.
    pub definitif: bool,
    /// Who the CPTS is: label and value, when known.
    pub identite: Vec<(&'static str, Option<String>)>,
    /// Members by profession; none when no member is written down.
    pub membres: Option<Vec<(String, u32)>>,
    /// Meetings of the life of the association and of committees.
    pub reunions: Vec<Reunion>,
    /// Missions of the contract, in the order of the accord.
    pub missions: Vec<Mission>,
    /// Money by component.
    pub argent: Vec<Argent>,
    /// Money received during the year.
    pub versements: Vec<Versement>,
    /// Every amount of the contract with its calculation; none before the signature.
    pub calculs: Option<documents::Document>,
    /// The variable part of each mission: settled once the dialogue was closed.
    pub parts: Vec<PartVariable>,
    /// Whether the dialogue was closed once: the variable part is settled.
    pub arrete: bool,
    /// Obligations of the year, and those left from before.
    pub obligations: Vec<Obligation>,
    /// Print of the figures.
    pub chiffres: String,
    /// What makes amounts uncertain, and what nobody has said.
    pub reserves: Vec<String>,
    /// The acts behind the computed values.
    pub actes: Vec<ActeCompte>,
    /// True when there were too many acts for one file.
    pub actes_coupes: bool,
    /// Proofs, numbered from 1 in this order.
    pub preuves: Vec<Preuve>,
    /// Texts of the CPTS, by key: « synthese », « mission.acces »…
    pub textes: BTreeMap<String, String>,
    /// The dialogue itself.
    pub rencontre: Rencontre,
}

/// A meeting.
#[derive(Debug, Clone)]
pub struct Reunion {
    /// The day.
    pub le: Date,
    /// What it was.
    pub libelle: String,
    /// People, when known.
    pub personnes: Option<u32>,
}

/// A mission of the contract.
#[derive(Debug, Clone)]
pub struct Mission {
    /// Its id: « acces ».
    pub id: String,
    /// « Accès aux soins ».
    pub libelle: String,
    /// When it started; none when it has not.
    pub debut: Option<Date>,
    /// What was done during the year.
    pub actes: Compte,
    /// The same by kind of act, most first.
    pub genres: Vec<(String, Compte)>,
    /// Action sheets of the projet de santé.
    pub actions: Vec<Action>,
    /// Indicators.
    pub indicateurs: Vec<Indicateur>,
    /// Whether the weights of its indicators sum to one.
    pub poids_complets: bool,
}

/// Counted acts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compte {
    /// Acts.
    pub actes: i64,
    /// Minutes given.
    pub minutes: i64,
    /// People reached.
    pub personnes: i64,
}

/// An act that a computed value counted. Nobody is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActeCompte {
    /// Mission of the indicator.
    pub mission: String,
    /// The indicator that counted it.
    pub indicateur: String,
    /// The day it was done.
    pub jour: Date,
    /// « Réunion ».
    pub genre: &'static str,
    /// The action of the projet de santé that it carries out.
    pub action: Option<String>,
    /// People reached; none when nobody said.
    pub personnes: Option<u32>,
    /// Minutes given; none when time does not count.
    pub minutes: Option<u32>,
    /// The end of its id in the ledger, short enough to be read aloud.
    pub reference: String,
}

/// An action of the projet de santé.
#[derive(Debug, Clone)]
pub struct Action {
    /// Its title.
    pub titre: String,
    /// « En cours ».
    pub avancement: String,
    /// Whether it goes on after the year.
    pub continue_apres: bool,
    /// From when to when, when known.
    pub dates: (Option<Date>, Option<Date>),
    /// With whom.
    pub partenaires: Vec<String>,
    /// Acts that cite it.
    pub actes: Compte,
    /// Cents; none when nobody said.
    pub budget: Option<i64>,
}

/// What an indicator is worth, in cents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnJeu {
    /// At stake.
    pub plafond: i64,
    /// Earned, when a value is known.
    pub acquis: Option<i64>,
    /// What is not confirmed in it.
    pub doute: Doute,
}

/// An indicator of the year.
#[derive(Debug, Clone)]
pub struct Indicateur {
    /// Its name.
    pub libelle: String,
    /// « Moyens », « Résultat ».
    pub nature: &'static str,
    /// Whether more is better.
    pub hausse: bool,
    /// Baseline, with its unit and day.
    pub depart: Option<String>,
    /// Target, with its unit.
    pub cible: Option<String>,
    /// Value, with its unit.
    pub valeur: Option<String>,
    /// The day that the value says.
    pub jour: Option<Date>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Thousandths of the variable part; none when nobody said.
    pub poids: Option<u16>,
    /// Share of the target reached, in millionths.
    pub atteinte: Option<i64>,
    /// Gap between value and target, with its unit.
    pub ecart: Option<String>,
    /// Why, in the words of the CPTS.
    pub explication: String,
    /// Numbers of its proofs.
    pub preuves: Vec<usize>,
    /// Acts behind a computed value.
    pub actes: Option<i64>,
    /// What it is worth; none when an amount is missing.
    pub enjeu: Option<EnJeu>,
    /// What is missing.
    pub manque: Vec<String>,
    /// Target of the next contract year, with its unit.
    pub cible_suivante: Option<String>,
}

/// A proof.
#[derive(Debug, Clone)]
pub struct Preuve {
    /// Mission.
    pub mission: String,
    /// Indicator.
    pub indicateur: String,
    /// What it is.
    pub libelle: String,
    /// The file.
    pub piece: Piece,
    /// Its place in the archive.
    pub chemin: String,
}

/// The meeting and what it decided.
#[derive(Debug, Clone, Default)]
pub struct Rencontre {
    /// The day, once held.
    pub le: Option<Date>,
    /// The day agreed, before.
    pub prevu_le: Option<Date>,
    /// Where.
    pub lieu: String,
    /// Who was there: party, people.
    pub participants: Vec<(&'static str, Vec<String>)>,
    /// Agenda: title, what was said, what was decided.
    pub points: Vec<(String, String, String)>,
    /// Proposed targets.
    pub cibles: Vec<CibleLue>,
    /// Why the dialogue was reopened: day and reason.
    pub corrections: Vec<(Date, String)>,
    /// When it was closed.
    pub clos_le: Option<Date>,
}

/// A proposed target as the minutes say it.
#[derive(Debug, Clone)]
pub struct CibleLue {
    /// Indicator.
    pub indicateur: String,
    /// Contract year.
    pub annee: u32,
    /// Target, with its unit.
    pub cible: String,
    /// Why.
    pub motif: String,
    /// « CPTS : Mme …, le … ».
    pub accords: Vec<String>,
    /// « s’applique depuis le … », « ne s’applique pas : il manque l’accord de la CPAM », « a été retirée ».
    pub sort: String,
}

impl Dossier {
    /// A text of the CPTS; empty when nobody wrote it.
    #[must_use]
    pub fn texte(&self, cle: &str) -> &str {
        self.textes.get(cle).map_or("", String::as_str)
    }

    /// « du 1er mars 2025 au 28 février 2026 ».
    #[must_use]
    pub fn periode(&self) -> String {
        use ui::francais::date;
        format!("du {} au {}", date(self.du), date(self.au))
    }

    /// Declared spending of the year, in cents, when something was declared, and whether everything was.
    #[must_use]
    pub fn depenses(&self) -> (Option<i64>, bool) {
        let begun: Vec<&Argent> =
            self.argent.iter().filter(|one| one.commencee || one.depense.is_some()).collect();
        let said: Vec<i64> = begun.iter().filter_map(|one| one.depense).collect();
        ((!said.is_empty()).then(|| said.iter().sum()), said.len() == begun.len())
    }
}
