//! The result as a table that a person reads in a terminal.

use crate::resultat::{Plafond, Resultat, StatutDelai};
use francais::{date as jour, euros_courts as euros};
use std::fmt::Write as _;

const DOUTE: &str = "  (non confirmé)";

fn mark(uncertain: bool) -> &'static str {
    if uncertain { DOUTE } else { "" }
}

fn partial(lacks: bool) -> &'static str {
    if lacks { ", somme partielle" } else { "" }
}

impl Resultat {
    /// The result in French, line by line; what is not confirmed says so on its line.
    pub fn texte(&self) -> String {
        let doubt = if self.size_uncertain { " (non confirmé)" } else { "" };
        let mut out = format!("Version {}, taille {}{doubt}\n", self.version, self.size);
        ceiling(&mut out, &self.ceiling);
        self.years_text(&mut out);
        self.payments_text(&mut out);
        self.deadlines_text(&mut out);
        let questions = self.missing.iter().map(|one| {
            let years: Vec<String> = one.years.iter().map(ToString::to_string).collect();
            format!("{} [années {}]", one.question, years.join(", "))
        });
        list(&mut out, "À demander", questions);
        list(&mut out, "À savoir", self.warnings.iter().cloned());
        list(&mut out, "Non confirmé", self.uncertain.iter().cloned());
        out
    }

    fn years_text(&self, out: &mut String) {
        for year in &self.years {
            row(
                out,
                &format!(
                    "\nAnnée {} ({} – {})\u{a0}: acquis{}",
                    year.year,
                    jour(year.from),
                    jour(year.to),
                    partial(year.partial)
                ),
                year.earned_cents,
                year.uncertain,
            );
            let label = format!("  plafond{}", partial(year.ceiling.partial));
            row(out, &label, year.ceiling.total_cents, year.ceiling.uncertain);
            for line in &year.lines {
                let prorata = line.prorata.as_ref().map(|text| format!(" × {text}")).unwrap_or_default();
                let label = format!("  {}, {}{prorata}", line.component, line.part.libelle());
                row(out, &label, line.cents, line.uncertain);
            }
        }
    }

    fn payments_text(&self, out: &mut String) {
        out.push_str("\nVersements\n");
        for day in self.payments_by_date() {
            row(out, &format!("{}{}", jour(day.date), partial(day.partial)), day.cents, day.uncertain);
            for one in self.payments.iter().filter(|one| one.date == day.date) {
                let label = format!(
                    "  {}, {}, {} (année {})",
                    one.component,
                    one.part.libelle(),
                    one.kind.libelle(),
                    one.year
                );
                row(out, &label, one.cents, one.uncertain);
            }
        }
    }

    fn deadlines_text(&self, out: &mut String) {
        let lines = self.deadlines.iter().map(|one| {
            let status = match one.status {
                StatutDelai::OnTime => "dans les temps",
                StatutDelai::Late => "démarrée en retard",
                StatutDelai::Upcoming => "à démarrer",
                StatutDelai::Overdue => "délai dépassé",
                StatutDelai::Unknown => "pas encore démarrée",
            };
            format!(
                "{}\u{a0}: démarrer avant le {}, déployer avant le {}, {status}{}",
                one.mission,
                jour(one.start_by),
                jour(one.deployed_by),
                mark(one.uncertain)
            )
        });
        list(out, "Délais", lines);
    }
}

fn ceiling(out: &mut String, plafond: &Plafond) {
    let label = format!("Plafond d’une année, avec une crise{}", partial(plafond.partial));
    row(out, &label, plafond.total_cents, plafond.uncertain);
    let label = format!("  sans crise déclarée{}", partial(plafond.without_crisis_partial));
    row(out, &label, plafond.without_crisis_cents, plafond.without_crisis_uncertain);
    for line in &plafond.lines {
        row(out, &format!("  {}", line.component), line.cents, line.uncertain);
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
