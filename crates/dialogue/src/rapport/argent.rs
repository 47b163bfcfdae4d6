//! Money in the report.

use super::amount;
use crate::compte_rendu::flagged as words;
use crate::dossier::{Argent, Dossier, Doutes, MontantPart, reste};
use contrat::Doute;
use documents::{Column, Document, Level, Table, Text};
use ui::francais;

pub(super) fn write(doc: &mut Document, dossier: &Dossier) {
    doc.heading(Level::One, "L’argent du contrat");
    doc.push(table(dossier));
    doc.push(parted(&dossier.argent));
    for line in dossier.argent.iter().filter(|one| !one.note.is_empty()) {
        doc.paragraph(format!("{}, dépense déclarée : {}", line.libelle, line.note));
    }
    if !dossier.reserves.is_empty() {
        doc.heading(Level::Two, "Ce qui n’est pas confirmé ou manque");
        doc.list(dossier.reserves.iter().map(String::as_str));
    }
    doc.heading(Level::Two, "Versements reçus");
    if dossier.versements.is_empty() {
        doc.paragraph("Aucun versement reçu n’est saisi pour cette année.");
    } else {
        let row = |one: &crate::dossier::Versement| {
            vec![
                Text::from(francais::date(one.le)),
                Text::from(one.composante.as_str()),
                Text::from(one.libelle.as_str()),
                Text::from(francais::euros(one.cents)),
            ]
        };
        doc.push(Table {
            caption: "Versements de l’année".to_owned(),
            columns: vec![
                Column::text("Reçu le", 1.3),
                Column::text("Mission", 1.7),
                Column::text("Libellé", 2.6),
                Column::number("Montant", 1.2),
            ],
            rows: dossier.versements.iter().map(row).collect(),
            total: Some(vec![
                "Total".into(),
                "".into(),
                "".into(),
                Text::from(francais::euros(dossier.versements.iter().map(|one| one.cents).sum())),
            ]),
            source: Some("versements saisis d’après les relevés de compte".to_owned()),
        });
    }
    doc.heading(Level::Two, "Indemnités versées aux professionnels");
    doc.paragraph("Non saisies : les comptes de l’association ne sont pas tenus ici.");
}

/// « (non confirmé) » after an amount, nothing without doubt.
fn suffixe(doute: &Doute) -> String {
    doute.en_mots().map(|words| format!(" ({words})")).unwrap_or_default()
}

/// The sum of a column over the lines that are asked for it: of amounts that are never negative, some not known, it is the least.
fn total(asked: &[&Argent], of: fn(&Argent) -> Option<i64>) -> String {
    let known: Vec<i64> = asked.iter().filter_map(|one| of(one)).collect();
    match known.len() {
        0 => "inconnu".to_owned(),
        n => words(known.iter().sum(), n < asked.len(), &Doute::Aucun),
    }
}

/// What is granted to date, over what has started.
pub(super) fn granted(all: &[Argent]) -> String {
    let asked: Vec<&Argent> = all.iter().filter(|one| one.commencee || one.accorde.is_some()).collect();
    let known: Vec<i64> = asked.iter().filter_map(|one| one.accorde).collect();
    let partiel = known.len() < asked.len() || asked.iter().any(|one| one.partiel);
    match known.len() {
        0 => "inconnu".to_owned(),
        _ => words(known.iter().sum(), partiel, &Doutes::of(all).accorde),
    }
}

fn row(one: &Argent) -> Vec<Text> {
    let gone = if one.hors_contrat { " (n’est plus au contrat)" } else { "" };
    let name = format!("{}{gone}", one.libelle);
    let absent = |words: &'static str| match (one.hors_contrat, one.commencee) {
        (true, _) => "plus au contrat",
        (false, true) => words,
        (false, false) => "pas démarrée",
    };
    let accorde = one.accorde.map(|cents| words(cents, one.partiel, &one.doutes.accorde));
    let plafond = one.plafond.map(|cents| words(cents, false, &one.doutes.plafond));
    let unknown = if one.hors_contrat { "plus au contrat" } else { "inconnu" };
    vec![
        Text::from(name),
        Text::from(plafond.unwrap_or_else(|| unknown.to_owned())),
        Text::from(accorde.unwrap_or_else(|| absent("inconnu").to_owned())),
        Text::from(francais::euros(one.recu)),
        Text::from(amount(one.depense, absent("non saisi"))),
        Text::from(amount(one.reste(), absent("inconnu"))),
    ]
}

/// What is granted, part by part.
fn parted(argent: &[Argent]) -> Table {
    let said = |(part, doute): (MontantPart, &Doute)| match part {
        MontantPart::Connu(cents) => words(cents, false, doute),
        MontantPart::AuMoins(cents) => words(cents, true, doute),
        MontantPart::Inconnu => "inconnu".to_owned(),
        MontantPart::Sans => "—".to_owned(),
    };
    let row = |one: &Argent| {
        let (parts, doutes) = (&one.parts, &one.doutes);
        let parts =
            [(parts.fixe, &doutes.fixe), (parts.variable, &doutes.variable), (parts.autre, &doutes.autre)];
        let parts = parts.map(said);
        std::iter::once(one.libelle.clone()).chain(parts).map(Text::from).collect()
    };
    let sum = |of: fn(&Argent) -> MontantPart, doute: &Doute| {
        let all: Vec<MontantPart> = argent.iter().map(of).collect();
        let known: Vec<i64> = all.iter().filter_map(|one| one.cents()).collect();
        match (known.is_empty(), all.iter().any(|one| one.partiel())) {
            (true, true) => "inconnu".to_owned(),
            (true, false) => "—".to_owned(),
            (false, missing) => words(known.iter().sum(), missing, doute),
        }
    };
    let doutes = Doutes::of(argent);
    let sums = [
        sum(|one| one.parts.fixe, &doutes.fixe),
        sum(|one| one.parts.variable, &doutes.variable),
        sum(|one| one.parts.autre, &doutes.autre),
    ];
    Table {
        caption: "Accordé, part par part".to_owned(),
        columns: vec![
            Column::text("Mission", 2.0),
            Column::number("Part fixe", 1.3),
            Column::number("Part variable", 1.3),
            Column::number("Autre", 1.3),
        ],
        rows: argent.iter().map(row).collect(),
        total: Some(std::iter::once("Total".to_owned()).chain(sums).map(Text::from).collect()),
        source: Some(
            "contrat ; « autre » : ce que l’accord ne partage pas, le plan de crise, une crise".to_owned(),
        ),
    }
}

fn table(dossier: &Dossier) -> Table {
    let all: Vec<&Argent> = dossier.argent.iter().collect();
    let here: Vec<&Argent> = dossier.argent.iter().filter(|one| !one.hors_contrat).collect();
    let begun: Vec<&Argent> =
        dossier.argent.iter().filter(|one| one.commencee || one.depense.is_some()).collect();
    let ceiling = total(&here, |one| one.plafond);
    let ceiling = format!("{ceiling}{}", suffixe(&Doutes::of(&dossier.argent).plafond));
    let spent = if dossier.depenses().0.is_some() {
        total(&begun, |one| one.depense)
    } else {
        "non saisi".to_owned()
    };
    let left = amount(reste(&dossier.argent), "inconnu");
    Table {
        caption: "Accordé, reçu, dépensé, reste par mission".to_owned(),
        columns: vec![
            Column::text("Mission", 1.5),
            Column::number("Plafond de l’année", 1.3),
            Column::number("Accordé à ce jour", 1.3),
            Column::number("Reçu", 1.2),
            Column::number("Dépensé (déclaré)", 1.3),
            Column::number("Reste (reçu moins dépensé)", 1.3),
        ],
        rows: dossier.argent.iter().map(row).collect(),
        total: Some(vec![
            "Total".into(),
            Text::from(ceiling),
            Text::from(granted(&dossier.argent)),
            Text::from(total(&all, |one| Some(one.recu))),
            Text::from(spent),
            Text::from(left),
        ]),
        source: Some("contrat, versements saisis, déclarations de la CPTS".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Parts;

    fn line(accorde: Option<i64>, partiel: bool, incertain: bool) -> Argent {
        let accorde_doute = if incertain { Doute::Montant } else { Doute::Aucun };
        Argent {
            libelle: "Accès aux soins".to_owned(),
            commencee: true,
            plafond: None,
            accorde,
            parts: Parts::default(),
            recu: 0,
            depense: None,
            note: String::new(),
            doutes: Doutes { accorde: accorde_doute, ..Doutes::default() },
            partiel,
            hors_contrat: false,
        }
    }

    #[test]
    fn what_is_granted_says_when_it_is_the_least_and_when_it_is_not_confirmed() {
        let sure = || line(Some(100_000), false, false);
        assert_eq!(granted(&[sure()]), "1\u{202f}000,00\u{a0}€");
        assert!(granted(&[sure(), line(Some(1), true, false)]).ends_with(" au moins"));
        assert!(granted(&[sure(), line(None, false, false)]).ends_with(" au moins"));
        assert!(granted(&[sure(), line(Some(1), false, true)]).ends_with("€ (non confirmé)"));
        assert_eq!(granted(&[line(None, false, true)]), "inconnu");
        let rule = Doute::Regles(vec!["Part variable".to_owned()]);
        let rule = Argent { doutes: Doutes { accorde: rule, ..Doutes::default() }, ..sure() };
        assert!(granted(&[rule]).ends_with("€ (règle non confirmée)"), "the contract prints the amount");
    }

    #[test]
    fn a_part_of_which_something_is_asked_for_is_written_as_the_least() {
        let parts = Parts { autre: MontantPart::AuMoins(100), ..Parts::default() };
        let table = parted(&[Argent { parts, ..line(Some(100), true, false) }]);
        let least = Text::from("1,00\u{a0}€ au moins");
        assert_eq!((&table.rows[0][3], &table.total.unwrap()[3]), (&least, &least));
    }

    #[test]
    fn a_partial_grant_is_said_on_its_own_row() {
        let words: String = line(Some(100_000), true, false).a_savoir().concat();
        assert!(words.contains("somme partielle"), "{words}");
        assert_eq!(row(&line(Some(100), true, false))[2], Text::from("1,00\u{a0}€ au moins"));
    }

    #[test]
    fn a_doubt_stands_in_the_cell_of_its_amount_and_in_the_sums_of_its_column() {
        let one = line(Some(100), false, true);
        let doutes = Doutes { fixe: Doute::Montant, ..one.doutes.clone() };
        let parts =
            Parts { fixe: MontantPart::Connu(100), variable: MontantPart::Connu(5), ..Parts::default() };
        let one = Argent { plafond: Some(200), parts, doutes, ..one };
        let said: Vec<String> = row(&one).iter().map(Text::words).collect();
        assert_eq!(said[..3], ["Accès aux soins", "2,00\u{a0}€", "1,00\u{a0}€ (non confirmé)"]);
        let table = parted(&[one]);
        let flags =
            |row: &[Text]| row.iter().map(|one| one.words().contains("non confirmé")).collect::<Vec<_>>();
        assert_eq!(flags(&table.rows[0]), [false, true, false, false]);
        assert_eq!(flags(&table.total.unwrap()), [false, true, false, false]);
    }

    #[test]
    fn what_is_left_in_all_is_not_known_while_one_mission_did_not_say_what_it_spent() {
        let spent = |depense| Argent { recu: 100, depense, ..line(Some(1), false, false) };
        assert_eq!(reste(&[spent(Some(400)), spent(None)]), None, "an expense to come lowers it");
        assert_eq!(reste(&[spent(Some(400)), spent(Some(0))]), Some(-200));
    }
}
