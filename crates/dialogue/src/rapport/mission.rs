//! One mission in the report: what was done, what it measures, what it proves.

use crate::compte_rendu::paragraphs;
use crate::dossier::{Action, Compte, Dossier, Indicateur, Mission};
use documents::{Block, Callout, Column, Document, Fact, Level, Table, Text, Tone};
use ui::francais;

pub(super) fn write(doc: &mut Document, dossier: &Dossier, mission: &Mission) {
    doc.heading(Level::Two, &mission.libelle);
    let started = match mission.debut {
        None => "pas encore démarrée".to_owned(),
        Some(day) if day > dossier.au => format!("{}, après la fin de l’année", francais::date(day)),
        Some(day) => francais::date(day),
    };
    doc.push(Block::Facts(vec![
        Fact::new("Démarrage", started),
        Fact::new("Actes de l’année", francais::nombre(mission.actes.actes))
            .note(format!("temps donné : {}", francais::duree(mission.actes.minutes))),
        Fact::new("Personnes touchées", people(mission.actes)),
    ]));
    for paragraph in paragraphs(dossier.texte(&format!("mission.{}", mission.id))) {
        doc.paragraph(paragraph);
    }
    done(doc, mission);
    actions(doc, mission);
    if mission.indicateurs.is_empty() {
        doc.paragraph("Aucun indicateur n’est inscrit au contrat pour cette mission.");
        return;
    }
    if !mission.poids_complets {
        let text = "Les poids des indicateurs de cette mission ne font pas 100\u{a0}% : sa part variable ne peut pas être calculée.";
        doc.push(Callout { tone: Tone::Warning, title: String::new(), text: text.into() });
    }
    doc.push(table(mission));
    for line in &mission.indicateurs {
        explain(doc, line);
    }
}

/// People reached, when somebody noted any.
fn people(count: Compte) -> String {
    if count.personnes > 0 { francais::nombre(count.personnes) } else { "non noté".to_owned() }
}

fn done(doc: &mut Document, mission: &Mission) {
    if mission.genres.is_empty() {
        return;
    }
    let row = |(words, count): &(String, Compte)| {
        vec![
            Text::from(words.as_str()),
            Text::from(francais::nombre(count.actes)),
            Text::from(francais::duree(count.minutes)),
            Text::from(people(*count)),
        ]
    };
    doc.push(Table {
        caption: format!("Ce qui a été fait, {}", mission.libelle.to_lowercase()),
        columns: vec![
            Column::text("Genre d’acte", 3.0),
            Column::number("Actes", 1.0),
            Column::number("Temps", 1.0),
            Column::number("Personnes", 1.0),
        ],
        rows: mission.genres.iter().map(row).collect(),
        total: None,
        source: Some("registre des actes de la CPTS".to_owned()),
    });
}

fn actions(doc: &mut Document, mission: &Mission) {
    if mission.actions.is_empty() {
        doc.paragraph("Aucune action du projet de santé n’est rattachée à cette mission pour l’année.");
        return;
    }
    let row = |one: &Action| {
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "…".to_owned(), francais::date_courte);
        let dates = match one.dates {
            (None, None) => "non dites".to_owned(),
            (from, to) => format!("{} – {}", day(from), day(to)),
        };
        vec![
            Text::from(one.titre.as_str()),
            Text::from(one.avancement.as_str()),
            Text::from(dates),
            Text::from(francais::nombre(one.actes.actes)),
            Text::from(one.budget.map_or_else(|| "non dit".to_owned(), francais::euros_ronds)),
            Text::from(one.partenaires.join(", ")),
        ]
    };
    doc.push(Table {
        caption: format!("Actions, {}", mission.libelle.to_lowercase()),
        columns: vec![
            Column::text("Action", 2.3),
            Column::text("Avancement", 1.4),
            Column::text("Dates", 1.5),
            Column::number("Actes", 0.7),
            Column::number("Budget", 1.1),
            Column::text("Partenaires", 1.8),
        ],
        rows: mission.actions.iter().map(row).collect(),
        total: None,
        source: Some("fiches-actions du projet de santé".to_owned()),
    });
}

fn table(mission: &Mission) -> Table {
    let said = |value: &Option<String>| Text::from(value.as_deref().unwrap_or("non connu"));
    let row = |one: &Indicateur| {
        let dated = match (&one.valeur, one.jour) {
            (Some(value), Some(day)) => format!("{value}\n({})", francais::date_courte(day)),
            (Some(value), None) => value.clone(),
            (None, _) => "non connu".to_owned(),
        };
        let reached = one.atteinte.map_or_else(|| "non calculable".to_owned(), crate::en_pourcent);
        vec![
            Text::from(one.libelle.as_str()),
            said(&one.depart),
            said(&one.cible),
            Text::from(dated),
            Text::from(one.ecart.as_deref().unwrap_or("non connu")),
            Text::from(reached),
        ]
    };
    Table {
        caption: format!("Indicateurs, {}", mission.libelle.to_lowercase()),
        columns: vec![
            Column::text("Indicateur", 2.3),
            Column::text("Départ", 1.6),
            Column::text("Cible", 1.0),
            Column::text("Valeur", 1.8),
            Column::text("Écart", 1.2),
            Column::number("Atteinte", 1.2),
        ],
        rows: mission.indicateurs.iter().map(row).collect(),
        total: None,
        source: None,
    }
}

/// Source, proofs, explanation of one indicator.
fn explain(doc: &mut Document, line: &Indicateur) {
    let mut text = Text::new().strong(format!("{}. ", line.libelle));
    text = match (&line.source, line.actes) {
        (Some(source), Some(acts)) => text.plain(format!("Source : {source} ({acts} actes). ")),
        (Some(source), None) => text.plain(format!("Source : {source}. ")),
        (None, _) => text.plain("Source non connue. "),
    };
    let numbers: Vec<String> = line.preuves.iter().map(ToString::to_string).collect();
    text = match (numbers.len(), line.actes) {
        (0, None) => text.plain("Aucune preuve jointe. "),
        (0, Some(_)) => text,
        (1, _) => text.plain(format!("Preuve n° {}. ", numbers.join(", "))),
        _ => text.plain(format!("Preuves n° {}. ", numbers.join(", "))),
    };
    if !line.explication.trim().is_empty() {
        text = text.plain(format!("Explication de la CPTS : {} ", line.explication.trim()));
    }
    if !line.manque.is_empty() {
        text = text.emphasis(format!("À compléter : {}.", line.manque.join(", ")));
    }
    doc.paragraph(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_reached_is_not_noted_and_nearly_whole_is_not_whole() {
        assert_eq!(people(Compte { actes: 3, minutes: 60, personnes: 0 }), "non noté");
        assert_eq!(people(Compte { personnes: 12, ..Compte::default() }), "12");
        assert_eq!(crate::en_pourcent(999_600), francais::pourcentage(99.9));
        assert_eq!(crate::en_pourcent(1_000_000), francais::pourcentage(100.0));
        assert_eq!(crate::en_pourcent(500_000), francais::pourcentage(50.0));
    }
}
