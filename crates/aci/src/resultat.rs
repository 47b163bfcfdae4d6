//! What a contract is worth: ceiling, earned, payments, deadlines, and what is not known.

use crate::cas::Part;
use crate::droit::Sources;
use crate::manque::VersementInconnu;
use jiff::civil::Date;
use law::Pourquoi;
use serde::Serialize;
use std::sync::Arc;

/// The answer to a case. Three figures, never mixed: ceiling, earned, and payments due; what was received is elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resultat {
    /// Version applied at the signature.
    pub version: Arc<str>,
    /// Size at the signature.
    pub size: u8,
    /// Two bands meet at that population: the size is our reading.
    pub size_uncertain: bool,
    /// Ceiling of a contract year, with every mission of the version, at the signature.
    pub ceiling: Plafond,
    /// Contract years.
    pub years: Vec<Annee>,
    /// Payments, by date.
    pub payments: Vec<Versement>,
    /// Days whose payments lack one, for want of its amount.
    pub incomplete_days: Vec<Date>,
    /// Those payments, by day; JSON tells their days alone.
    #[serde(skip)]
    pub unknown_payments: Vec<VersementInconnu>,
    /// Delays of the missions.
    pub deadlines: Vec<Delai>,
    /// Everything unconfirmed that entered the figures, once each.
    pub uncertain: Vec<String>,
    /// What stops a line: a question each.
    pub missing: Vec<Manque>,
    /// What a person should know.
    pub warnings: Vec<String>,
}

/// The most that a contract year can bring.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plafond {
    /// With one crisis.
    pub total_cents: i64,
    /// A line is missing from the sum.
    pub partial: bool,
    /// An unconfirmed figure enters the sum.
    pub uncertain: bool,
    /// The same without a declared crisis.
    pub without_crisis_cents: i64,
    /// A line is missing from that sum: a crisis amount that is not known takes its mission out of it.
    pub without_crisis_partial: bool,
    /// An unconfirmed figure enters that sum, or was taken off it.
    pub without_crisis_uncertain: bool,
    /// One line per component.
    pub lines: Vec<LignePlafond>,
}

/// Ceiling of one component.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LignePlafond {
    /// « fonctionnement » or a mission.
    pub component: Arc<str>,
    /// Cents.
    pub cents: i64,
    /// Unconfirmed.
    pub uncertain: bool,
    /// Its sources.
    pub source: Sources,
    /// Its derivation.
    pub why: Arc<Pourquoi>,
}

/// A contract year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Annee {
    /// From 1.
    pub year: u8,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// Version on the first day.
    pub version: Arc<str>,
    /// Size on the first day.
    pub size: u8,
    /// Two bands meet at that population: the size is our reading.
    pub size_uncertain: bool,
    /// Ceiling of that year.
    pub ceiling: Plafond,
    /// Sum of the lines.
    pub earned_cents: i64,
    /// A line is missing from the sum.
    pub partial: bool,
    /// An unconfirmed figure enters the sum.
    pub uncertain: bool,
    /// What is earned.
    pub lines: Vec<Ligne>,
}

/// What one part of one component earns in a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ligne {
    /// « fonctionnement » or a mission.
    pub component: Arc<str>,
    /// Its part.
    pub part: Part,
    /// Cents.
    pub cents: i64,
    /// « 8/12 », « 249/366 »; absent for a whole year.
    pub prorata: Option<String>,
    /// Unconfirmed.
    pub uncertain: bool,
    /// Its derivation.
    pub why: Arc<Pourquoi>,
}

/// A payment due.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Versement {
    /// Day.
    pub date: Date,
    /// Contract year that it pays.
    pub year: u8,
    /// « fonctionnement » or a mission.
    pub component: Arc<str>,
    /// Its part.
    pub part: Part,
    /// Why it is paid.
    pub kind: Nature,
    /// Cents; negative when an advance is taken back.
    pub cents: i64,
    /// Unconfirmed.
    pub uncertain: bool,
    /// After the day of the case, when it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upcoming: Option<bool>,
    /// Its derivation.
    pub why: Arc<Pourquoi>,
}

/// Why a payment is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Fonctionnement of the first year.
    Signature,
    /// Advance when a mission starts.
    Start,
    /// Advance at an anniversary.
    Advance,
    /// Balance of the ended year.
    Balance,
    /// Delivery of the crisis plan.
    Plan,
    /// Update of the plan.
    PlanUpdate,
    /// A crisis.
    Crisis,
}

impl Nature {
    /// As JSON writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Start => "start",
            Self::Advance => "advance",
            Self::Balance => "balance",
            Self::Plan => "plan",
            Self::PlanUpdate => "plan_update",
            Self::Crisis => "crisis",
        }
    }

    /// As a page writes it.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Signature => "à la signature",
            Self::Start => "avance au démarrage",
            Self::Advance => "avance de l’année",
            Self::Balance => "solde de l’année écoulée",
            Self::Plan => "remise du plan",
            Self::PlanUpdate => "mise à jour du plan",
            Self::Crisis => "crise",
        }
    }
}

/// Delays of a mission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delai {
    /// The mission.
    pub mission: Arc<str>,
    /// Last day to start.
    pub start_by: Date,
    /// Last day to be deployed.
    pub deployed_by: Date,
    /// Day it started.
    pub started: Option<Date>,
    /// How it stands.
    pub status: StatutDelai,
    /// Sources of the delay.
    pub source: Sources,
    /// The delay is our reading.
    pub uncertain: bool,
}

/// How a mission stands with its delay to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatutDelai {
    /// Started in time.
    OnTime,
    /// Started too late.
    Late,
    /// Not started, still time.
    Upcoming,
    /// Not started, too late.
    Overdue,
    /// Not started, and the case has no day.
    Unknown,
}

impl StatutDelai {
    /// As JSON writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::Upcoming => "upcoming",
            Self::Overdue => "overdue",
            Self::Unknown => "unknown",
        }
    }
}

/// What stops a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manque {
    /// « fonctionnement » or a mission.
    pub component: Arc<str>,
    /// Its part.
    pub part: Part,
    /// Contract years without it; empty for the ceiling alone.
    pub years: Vec<u8>,
    /// What to ask, in French.
    pub question: String,
}

/// All that is paid on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Echeancier {
    /// The day.
    pub date: Date,
    /// Sum of its payments.
    pub cents: i64,
    /// An unconfirmed figure enters it.
    pub uncertain: bool,
    /// A payment of that day is missing from the sum.
    pub partial: bool,
}

impl Resultat {
    /// Payments summed by day.
    pub fn payments_by_date(&self) -> Vec<Echeancier> {
        let mut days: Vec<Echeancier> = Vec::new();
        for one in &self.payments {
            match days.last_mut().filter(|day| day.date == one.date) {
                Some(day) => {
                    day.cents += one.cents;
                    day.uncertain |= one.uncertain;
                }
                None => days.push(Echeancier {
                    date: one.date,
                    cents: one.cents,
                    uncertain: one.uncertain,
                    partial: self.incomplete_days.contains(&one.date),
                }),
            }
        }
        days
    }

    /// What a component and part earn in a year.
    pub fn line(&self, year: u8, component: &str, part: Part) -> Option<&Ligne> {
        let year = self.years.iter().find(|one| one.year == year)?;
        year.lines.iter().find(|one| &*one.component == component && one.part == part)
    }
}
