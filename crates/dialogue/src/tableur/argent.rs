//! Money in the tables: granted with its parts, received, spent, left, by component, with the sums and their checks.

use super::euros;
use crate::dossier::{Argent, Dossier, Doutes, MontantPart, reste};
use documents::{Cell, Kind, Sheet, SheetColumn, Workbook};
use ui::francais;

/// Money granted, received, spent by component; then each payment.
pub(crate) fn argent(dossier: &Dossier) -> Workbook {
    let mut notes: Vec<(String, String)> = [
        (
            "Accordé",
            "Ce que donnent les missions démarrées et l’atteinte arrêtée ; le plafond est le plus que l’accord permet.",
        ),
        ("Part fixe, part variable", "Ce que l’accordé contient ; « autre » : ce que l’accord ne partage pas, le plan de crise, une crise."),
        (
            "Reçu",
            "Versements saisis dont la date tombe dans l’année du contrat : le solde de l’année d’avant y est compté.",
        ),
        ("Dépensé", "Montants déclarés par la CPTS ; « non saisi » quand rien n’a été déclaré."),
        ("Reste", "Reçu moins dépensé ; inconnu tant que la dépense n’est pas déclarée."),
    ]
    .map(|(label, words)| (label.to_owned(), words.to_owned()))
    .to_vec();
    notes.extend(checks(dossier).into_iter().map(|one| ("Contrôle".to_owned(), one)));
    notes.extend(dossier.reserves.iter().map(|one| ("Réserve".to_owned(), one.clone())));
    Workbook {
        title: format!("Argent, année {}", dossier.annee),
        organisation: dossier.cpts.clone(),
        date: dossier.jour,
        sheets: vec![by_mission(dossier), payments(dossier)],
        notes,
    }
}

fn by_mission(dossier: &Dossier) -> Sheet {
    let text = |label: &str| SheetColumn::new(label, Kind::Text);
    let money = |label: &str| SheetColumn::new(label, Kind::Euros);
    let mut rows: Vec<Vec<Cell>> = dossier.argent.iter().map(component).collect();
    rows.push(totals(&dossier.argent));
    Sheet {
        name: "Par mission".to_owned(),
        title: format!("Accordé, reçu, dépensé par mission, {}", dossier.periode()),
        note: None,
        columns: vec![
            text("Mission"),
            money("Plafond de l’année"),
            money("Accordé, part fixe"),
            money("Accordé, part variable"),
            money("Accordé, autre"),
            money("Accordé à ce jour"),
            money("Reçu"),
            money("Dépensé, déclaré"),
            money("Reste (reçu moins dépensé)"),
            text("D’où vient la dépense"),
            text("À savoir"),
        ],
        rows,
    }
}

fn payments(dossier: &Dossier) -> Sheet {
    let text = |label: &str| SheetColumn::new(label, Kind::Text);
    let line = |one: &crate::dossier::Versement| {
        vec![one.le.into(), one.composante.as_str().into(), one.libelle.as_str().into(), euros(one.cents)]
    };
    let mut rows: Vec<Vec<Cell>> = dossier.versements.iter().map(line).collect();
    if !rows.is_empty() {
        let sum = euros(dossier.versements.iter().map(|one| one.cents).sum());
        rows.push([Cell::from("Total"), Cell::Empty, Cell::Empty, sum].map(Cell::total).to_vec());
    }
    Sheet {
        name: "Versements".to_owned(),
        title: format!("Versements reçus, {}", dossier.periode()),
        note: None,
        columns: vec![
            SheetColumn::new("Reçu le", Kind::Date),
            text("Mission"),
            text("Libellé"),
            SheetColumn::new("Montant", Kind::Euros),
        ],
        rows,
    }
}

fn component(line: &Argent) -> Vec<Cell> {
    let unknown = |cents: Option<i64>, words: &str| cents.map_or_else(|| words.into(), euros);
    let absent = |words: &'static str| match (line.hors_contrat, line.commencee) {
        (true, _) => "plus au contrat",
        (false, true) => words,
        (false, false) => "pas démarrée",
    };
    vec![
        line.libelle.as_str().into(),
        unknown(line.plafond, if line.hors_contrat { "plus au contrat" } else { "inconnu" }),
        part(line.parts.fixe),
        part(line.parts.variable),
        part(line.parts.autre),
        unknown(line.accorde, absent("inconnu")),
        euros(line.recu),
        unknown(line.depense, absent("non saisi")),
        unknown(line.reste(), absent("inconnu")),
        line.note.as_str().into(),
        line.a_savoir()
            .into_iter()
            .chain(line.minimums().into_iter().map(str::to_owned))
            .collect::<Vec<_>>()
            .join(", ")
            .into(),
    ]
}

fn part(part: MontantPart) -> Cell {
    match part {
        MontantPart::Connu(cents) | MontantPart::AuMoins(cents) => euros(cents),
        MontantPart::Inconnu => "inconnu".into(),
        MontantPart::Sans => "—".into(),
    }
}

/// The sum of a column, and whether some line that should be in it is not known.
pub(crate) fn sum(
    all: &[Argent],
    of: fn(&Argent) -> Option<i64>,
    due: fn(&Argent) -> bool,
) -> (Option<i64>, bool) {
    let known: Vec<i64> = all.iter().filter_map(of).collect();
    let missing = all.iter().any(|one| due(one) && of(one).is_none());
    ((!known.is_empty()).then(|| known.iter().sum()), missing)
}

/// The same of one part of what is granted.
fn split(all: &[Argent], of: fn(&Argent) -> MontantPart) -> (Option<i64>, bool) {
    let known: Vec<i64> = all.iter().filter_map(|one| of(one).cents()).collect();
    ((!known.is_empty()).then(|| known.iter().sum()), all.iter().any(|one| of(one).partiel()))
}

fn totals(all: &[Argent]) -> Vec<Cell> {
    let begun = |one: &Argent| one.commencee && !one.hors_contrat;
    let columns: [(&str, (Option<i64>, bool)); 8] = [
        ("plafond", sum(all, |one| one.plafond, |one| !one.hors_contrat)),
        ("part fixe", split(all, |one| one.parts.fixe)),
        ("part variable", split(all, |one| one.parts.variable)),
        ("autre", split(all, |one| one.parts.autre)),
        ("accordé", {
            let (cents, missing) = sum(all, |one| one.accorde, begun);
            (cents, missing || all.iter().any(|one| one.partiel))
        }),
        ("reçu", sum(all, |one| Some(one.recu), |_| false)),
        ("dépensé", sum(all, |one| one.depense, begun)),
        ("reste", (reste(all), true)),
    ];
    let partial: Vec<&str> = columns
        .iter()
        .filter(|(name, (cents, missing))| *missing && cents.is_some() && *name != "reste")
        .map(|(name, _)| *name)
        .collect();
    let mut said = Vec::new();
    if !partial.is_empty() {
        said.push(format!("sommes partielles\u{a0}: {}", partial.join(", ")));
    }
    said.extend(Doutes::of(all).nommes());
    let mut row = vec![Cell::from("Total")];
    let cell = |(cents, missing): &(Option<i64>, bool)| match cents {
        Some(cents) => euros(*cents),
        None if *missing => "inconnu".into(),
        None => "—".into(),
    };
    row.extend(columns.iter().map(|(_, sum)| cell(sum)));
    row.extend([Cell::Empty, said.join("\u{202f}; ").into()]);
    row.into_iter().map(Cell::total).collect()
}

/// What a reader would add up themselves: payments against what missions received, parts against what is granted.
fn checks(dossier: &Dossier) -> Vec<String> {
    let received: i64 = dossier.argent.iter().map(|one| one.recu).sum();
    let paid: i64 = dossier.versements.iter().map(|one| one.cents).sum();
    let parts = |one: &Argent| {
        [one.parts.fixe, one.parts.variable, one.parts.autre]
            .into_iter()
            .filter_map(MontantPart::cents)
            .sum::<i64>()
    };
    let split: i64 = dossier.argent.iter().map(parts).sum();
    let granted: i64 = dossier.argent.iter().filter_map(|one| one.accorde).sum();
    let doubt = Doutes::of(&dossier.argent).accorde;
    let doubt = doubt.en_mots().map(|words| format!(" ({words})")).unwrap_or_default();
    let line = |what: &str, a: i64, (other, b): (&str, i64), doubt: &str| {
        let verdict = if a == b { "égal à" } else { "DIFFÉRENT de" };
        format!(
            "{what}, {}{doubt}, est {verdict} {other}, {}{doubt}.",
            francais::euros(a),
            francais::euros(b)
        )
    };
    vec![
        line("Le total des versements", paid, ("ce que les missions ont reçu", received), ""),
        line("Le total des parts accordées", split, ("l’accordé", granted), &doubt),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Parts;
    use contrat::Doute;

    fn line(fixe: i64, variable: MontantPart, depense: Option<i64>) -> Argent {
        let granted = fixe + variable.cents().unwrap_or(0);
        Argent {
            libelle: "Accès".to_owned(),
            commencee: true,
            plafond: Some(900),
            accorde: Some(granted),
            parts: Parts { fixe: MontantPart::Connu(fixe), variable, autre: MontantPart::Sans },
            recu: 500,
            depense,
            note: String::new(),
            doutes: Doutes { variable: Doute::Regles(vec!["Part variable".to_owned()]), ..Doutes::default() },
            partiel: variable.partiel(),
            hors_contrat: false,
        }
    }

    #[test]
    fn the_row_of_totals_sums_each_column_and_says_which_sums_are_partial() {
        let all = [line(300, MontantPart::Connu(200), Some(100)), line(50, MontantPart::Inconnu, None)];
        let row = totals(&all);
        let plain = |at: usize| match &row[at] {
            Cell::Total(cell) => (**cell).clone(),
            other => other.clone(),
        };
        let sums: Vec<Cell> = (1..=8).map(plain).collect();
        let wanted = [1_800, 350, 200].map(euros).to_vec();
        assert_eq!(sums[..3], wanted);
        assert_eq!(sums[3], Cell::from("—"));
        assert_eq!(sums[4..7], [550, 1_000, 100].map(euros));
        assert_eq!(sums[7], Cell::from("inconnu"), "no bound is true of it");
        let said = "sommes partielles\u{a0}: part variable, accordé, dépensé\u{202f}; règle non confirmée\u{a0}: part variable";
        assert_eq!(plain(10), Cell::from(said));
    }

    #[test]
    fn a_part_of_which_only_the_least_is_known_makes_its_sum_partial_and_says_so_on_its_row() {
        let one = Argent {
            parts: Parts { autre: MontantPart::AuMoins(70), ..Parts::default() },
            ..line(0, MontantPart::Sans, None)
        };
        assert_eq!(
            component(&one)[10],
            "règle non confirmée\u{a0}: part variable, «\u{a0}autre\u{a0}» est un minimum".into()
        );
        assert_eq!(split(&[one], |one| one.parts.autre), (Some(70), true));
    }

    #[test]
    fn what_is_left_is_not_known_until_somebody_says_what_was_spent() {
        assert_eq!(line(1, MontantPart::Sans, None).reste(), None);
        assert_eq!(line(1, MontantPart::Sans, Some(700)).reste(), Some(-200));
    }
}
