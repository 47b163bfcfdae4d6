//! The minutes of the meeting.

use crate::dossier::{Dossier, MontantPart, PartVariable, Rencontre};
use contrat::Doute;
use documents::{Block, Column, Document, Fact, Level, Table, Text};
use ui::francais;

/// The minutes, also before the meeting: the agenda then.
pub(crate) fn document(dossier: &Dossier) -> Document {
    let meeting = &dossier.rencontre;
    let title = match meeting.le {
        Some(_) => format!("Compte rendu du dialogue de gestion, année {}", dossier.annee),
        None => format!("Ordre du jour du dialogue de gestion, année {}", dossier.annee),
    };
    let mut doc =
        Document::new(&dossier.cpts, title, meeting.le.or(meeting.prevu_le).unwrap_or(dossier.jour));
    doc.subtitle = Some(format!("Année du contrat {}", dossier.periode()));
    doc.push(Block::Facts(facts(meeting)));
    doc.heading(Level::One, "Ordre du jour");
    if meeting.points.is_empty() {
        doc.paragraph("Aucun point n’est inscrit.");
    }
    for (number, (titre, notes, decision)) in (1..).zip(&meeting.points) {
        doc.push(Block::Heading { level: Level::Two, text: format!("{number}. {titre}"), numbered: false });
        for paragraph in paragraphs(notes) {
            doc.paragraph(paragraph);
        }
        if !decision.trim().is_empty() {
            doc.paragraph(Text::new().strong("Décision : ").plain(decision.trim()));
        }
    }
    if meeting.le.is_some() && !dossier.parts.is_empty() {
        doc.heading(Level::One, "Taux d’atteinte et part variable");
        doc.push(parts(dossier));
    }
    if !meeting.cibles.is_empty() {
        doc.heading(Level::One, "Cibles adaptées");
        doc.paragraph("Une cible adaptée s’applique quand la CPTS, l’ARS et la CPAM ont toutes trois donné leur accord.");
        doc.push(targets(meeting));
    }
    if !meeting.corrections.is_empty() {
        doc.heading(Level::One, "Corrections");
        let words = |(le, motif): &(jiff::civil::Date, String)| {
            format!("Rouvert le {} : {motif}", francais::date(*le))
        };
        doc.list(meeting.corrections.iter().map(words));
    }
    if meeting.le.is_some() {
        doc.heading(Level::One, "Signatures");
        let cell = |words: &str| Text::from(words);
        doc.push(Table {
            columns: vec![
                Column::text("Partie", 1.0),
                Column::text("Nom et qualité", 2.0),
                Column::text("Date et signature", 2.0),
            ],
            rows: ["CPTS", "ARS", "CPAM"].map(|partie| vec![cell(partie), cell("\n\n"), cell("")]).to_vec(),
            ..Table::default()
        });
    }
    doc
}

fn facts(meeting: &Rencontre) -> Vec<Fact> {
    let day = match (meeting.le, meeting.prevu_le) {
        (Some(le), _) => Fact::new("Tenu le", francais::date(le)),
        (None, Some(le)) => Fact::new("Prévu le", francais::date(le)),
        (None, None) => Fact::new("Date", "non fixée"),
    };
    let mut facts = vec![day];
    if !meeting.lieu.is_empty() {
        facts.push(Fact::new("Lieu", &meeting.lieu));
    }
    facts.extend(meeting.participants.iter().map(|(partie, names)| Fact::new(*partie, names.join(" ; "))));
    if let Some(le) = meeting.clos_le {
        facts.push(Fact::new("Clos le", francais::date(le)).note("chiffres de l’année figés"));
    }
    facts
}

/// The rate and the variable part of each mission, settled or not yet.
pub(crate) fn parts(dossier: &Dossier) -> Table {
    let row = |one: &PartVariable| {
        let rate = match one.taux {
            Some(taux) => crate::en_pourcent(taux),
            None if one.demarree => "inconnu".to_owned(),
            None => "pas encore démarrée".to_owned(),
        };
        let amount = match one.montant {
            MontantPart::Connu(cents) if cents != 0 || one.demarree => flagged(cents, false, &one.doute),
            MontantPart::AuMoins(cents) => flagged(cents, true, &one.doute),
            MontantPart::Inconnu if one.demarree => "inconnu".to_owned(),
            MontantPart::Sans if one.demarree => "aucune cette année".to_owned(),
            MontantPart::Connu(_) | MontantPart::Inconnu | MontantPart::Sans => {
                "pas encore démarrée".to_owned()
            }
        };
        vec![Text::from(one.libelle.as_str()), Text::from(rate), Text::from(amount)]
    };
    let known: Vec<i64> = dossier.parts.iter().filter_map(|one| one.montant.cents()).collect();
    let partiel = dossier.parts.iter().any(|one| one.montant.partiel());
    let worst = dossier.parts.iter().map(|one| &one.doute).max().cloned().unwrap_or_default();
    let total = match known.is_empty() && partiel {
        true => "inconnu".to_owned(),
        false => flagged(known.iter().sum(), partiel, &worst),
    };
    let settled = "Part variable arrêtée à la clôture";
    Table {
        caption: if dossier.arrete { settled } else { "Ce que la clôture donnerait aujourd’hui" }.to_owned(),
        columns: vec![
            Column::text("Mission", 2.4),
            Column::number("Taux d’atteinte", 1.3),
            Column::number("Part variable", 1.6),
        ],
        rows: dossier.parts.iter().map(row).collect(),
        total: Some(vec!["Total".into(), "".into(), Text::from(total)]),
        source: None,
    }
}

/// A sum that may be the least, or rest on something unconfirmed.
pub(crate) fn flagged(cents: i64, partiel: bool, doute: &Doute) -> String {
    let least = if partiel { " au moins" } else { "" };
    let doubt = doute.en_mots().map(|words| format!(" ({words})")).unwrap_or_default();
    format!("{}{least}{doubt}", francais::euros(cents))
}

/// Proposed targets with what became of them.
pub(crate) fn targets(meeting: &Rencontre) -> Table {
    let rows = meeting.cibles.iter().map(|one| {
        vec![
            Text::from(one.indicateur.as_str()),
            Text::from(format!("année {}", one.annee)),
            Text::from(one.cible.as_str()),
            Text::from(one.motif.as_str()),
            Text::from(if one.accords.is_empty() { "aucun".to_owned() } else { one.accords.join("\n") }),
            Text::from(one.sort.as_str()),
        ]
    });
    Table {
        caption: "Cibles proposées et accords".to_owned(),
        columns: vec![
            Column::text("Indicateur", 2.2),
            Column::text("Pour", 0.9),
            Column::text("Cible", 1.1),
            Column::text("Motif", 2.0),
            Column::text("Accords", 2.4),
            Column::text("Suite", 1.6),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// The paragraphs of a text that a person typed.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}
