//! The result as a table that a person reads in a terminal.

use crate::cas::Part;
use crate::droit::Droit;
use crate::resultat::{Annee, Manque, Plafond, Resultat, StatutDelai};
use francais::{date as jour, euros_courts as euros};
use law::Parameters;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

const DOUTE: &str = "  (non confirmé)";
const INCONNU: &str = "à demander";

fn mark(uncertain: bool) -> &'static str {
    if uncertain { DOUTE } else { "" }
}

fn partial(lacks: bool) -> &'static str {
    if lacks { ", somme partielle" } else { "" }
}

/// How people name versions and components.
struct Mots(Option<Arc<Droit>>);

impl Mots {
    fn version<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.as_ref().and_then(|droit| droit.version(id)).map_or(id, |one| &one.libelle)
    }

    fn composante<'a>(&'a self, id: &'a str) -> &'a str {
        if id == crate::cas::controle::FONCTIONNEMENT {
            return "Fonctionnement";
        }
        let newest_first = self.0.iter().flat_map(|droit| droit.versions().iter().rev());
        newest_first
            .flat_map(|version| &version.missions)
            .find(|one| *one.id == *id)
            .map_or(id, |one| &one.court)
    }
}

impl Resultat {
    /// The result in French, line by line; what is not confirmed says so on its line. `law` gives the names.
    pub fn texte(&self, law: &Parameters) -> String {
        let mots = Mots(Droit::of(law).ok());
        let doubt = if self.size_uncertain { " (non confirmé)" } else { "" };
        let mut out = format!("{}, taille {}{doubt}\n", mots.version(&self.version), self.size);
        ceiling(&mut out, &mots, &self.ceiling);
        self.years.iter().for_each(|year| year_text(&mut out, &mots, year));
        self.payments_text(&mut out, &mots);
        self.deadlines_text(&mut out, &mots);
        list(&mut out, "À demander", self.missing.iter().map(Manque::en_mots));
        list(&mut out, "À savoir", self.warnings.iter().cloned());
        list(&mut out, "Non confirmé", self.uncertain.iter().cloned());
        out
    }

    fn payments_text(&self, out: &mut String, mots: &Mots) {
        out.push_str("\nVersements\n");
        let paid = self.payments_by_date();
        let days: BTreeSet<_> =
            paid.iter().map(|day| day.date).chain(self.incomplete_days.iter().copied()).collect();
        for date in days {
            let Some(day) = paid.iter().find(|day| day.date == date) else {
                let _ = writeln!(out, "{:<62} {:>14}", jour(date), INCONNU);
                continue;
            };
            row(out, &format!("{}{}", jour(date), partial(day.partial)), day.cents, day.uncertain);
            for one in self.payments.iter().filter(|one| one.date == date) {
                let titre = titre(mots, &one.component, one.part);
                let label = format!("  {titre}, {} (année {})", one.kind.libelle(), one.year);
                row(out, &label, one.cents, one.uncertain);
            }
        }
    }

    fn deadlines_text(&self, out: &mut String, mots: &Mots) {
        let lines = self.deadlines.iter().map(|one| {
            let status = match one.status {
                StatutDelai::OnTime => "démarrée dans les temps",
                StatutDelai::Late => "démarrée en retard",
                StatutDelai::Upcoming => "à démarrer",
                StatutDelai::Overdue => "délai dépassé",
                StatutDelai::Unknown => "pas encore démarrée",
            };
            format!(
                "{}\u{a0}: à démarrer au plus tard le {}, à déployer au plus tard le {}, {status}{}",
                mots.composante(&one.mission),
                jour(one.start_by),
                jour(one.deployed_by),
                mark(one.uncertain)
            )
        });
        list(out, "Délais", lines);
    }
}

/// « Accès aux soins, part fixe »; the running of the CPTS has no parts.
fn titre(mots: &Mots, component: &str, part: Part) -> String {
    let nom = mots.composante(component);
    if part == Part::Total { nom.to_owned() } else { format!("{nom}, {}", part.libelle()) }
}

fn year_text(out: &mut String, mots: &Mots, year: &Annee) {
    let (from, to) = (jour(year.from), jour(year.to));
    let label = format!("\nAnnée {} ({from} – {to})\u{a0}: acquis", year.year);
    sum(out, &label, (year.partial, year.lines.is_empty()), year.earned_cents, year.uncertain);
    let plafond = &year.ceiling;
    let lacks = (plafond.partial, plafond.lines.is_empty());
    sum(out, "  plafond", lacks, plafond.total_cents, plafond.uncertain);
    for line in &year.lines {
        let prorata = line.prorata.as_ref().map(|text| format!(" × {text}")).unwrap_or_default();
        let label = format!("  {}{prorata}", titre(mots, &line.component, line.part));
        row(out, &label, line.cents, line.uncertain);
    }
}

fn ceiling(out: &mut String, mots: &Mots, plafond: &Plafond) {
    let none = plafond.lines.is_empty();
    let lacks = (plafond.without_crisis_partial, none);
    let (calm, doubt) = (plafond.without_crisis_cents, plafond.without_crisis_uncertain);
    if plafond.total_cents == calm && plafond.partial == plafond.without_crisis_partial {
        sum(out, "Plafond d’une année", lacks, calm, doubt);
    } else {
        let label = "Plafond d’une année, avec une crise";
        sum(out, label, (plafond.partial, none), plafond.total_cents, plafond.uncertain);
        sum(out, "  sans crise déclarée", lacks, calm, doubt);
    }
    for line in &plafond.lines {
        row(out, &format!("  {}", mots.composante(&line.component)), line.cents, line.uncertain);
    }
}

/// A sum: of nothing known, it is not zero.
fn sum(out: &mut String, label: &str, (lacks, none): (bool, bool), cents: i64, uncertain: bool) {
    if lacks && none {
        let _ = writeln!(out, "{label:<62} {INCONNU:>14}");
    } else {
        row(out, &format!("{label}{}", partial(lacks)), cents, uncertain);
    }
}

fn row(out: &mut String, label: &str, cents: i64, uncertain: bool) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{label:<62} {:>14}{}", euros(cents), mark(uncertain));
}

fn list(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "\n{title}");
        lines.iter().for_each(|line| {
            let _ = writeln!(out, "- {line}");
        });
    }
}
