//! The activity report of a contract year, as an ARS or a CPAM reads it.

mod argent;
mod mission;
mod obligations;

use crate::compte_rendu::{paragraphs, targets};
use crate::dossier::Dossier;
use crate::tableur::state;
use documents::{Block, Callout, Column, Document, Fact, Level, Table, Text, Tone};
use ui::francais;

/// The texts that a CPTS may write, with their title in the report and what to write there.
pub(crate) const TEXTES: [(&str, &str, &str); 4] = [
    (
        "synthese",
        "L’année en quelques lignes",
        "Trois ou quatre phrases : ce qui a compté, ce qui a changé pour la population.",
    ),
    ("difficultes", "Difficultés rencontrées", "Ce qui a freiné, et ce qui a été tenté."),
    ("plan", "Plan de l’année suivante", "Les priorités et les étapes prévues."),
    ("souhaits", "Évolutions souhaitées du contrat", "Missions, indicateurs, cibles, moyens."),
];

/// The report.
pub(crate) fn document(dossier: &Dossier) -> Document {
    let title = format!("Rapport d’activité, année {} du contrat", dossier.annee);
    let mut doc = Document::new(&dossier.cpts, title, dossier.jour);
    doc.subtitle = Some(format!("Année {}", dossier.periode()));
    doc.reference = Some(format!("Dialogue de gestion, année {}", dossier.annee));
    doc.title_page = true;
    doc.push(Block::Contents { depth: Level::Two });
    doc.push(Block::PageBreak);
    summary(&mut doc, dossier);
    identity(&mut doc, dossier);
    doc.heading(Level::One, "Missions, actions et indicateurs");
    if dossier.missions.is_empty() {
        doc.paragraph("Le contrat ne compte aucune mission.");
    }
    for mission in &dossier.missions {
        mission::write(&mut doc, dossier, mission);
    }
    obligations::write(&mut doc, dossier);
    argent::write(&mut doc, dossier);
    next_year(&mut doc, dossier);
    proofs(&mut doc, dossier);
    doc
}

/// A text of the CPTS under a title, or that nobody wrote it.
fn free(doc: &mut Document, dossier: &Dossier, cle: &str) {
    let written = dossier.texte(cle);
    if written.trim().is_empty() {
        doc.paragraph(Text::new().emphasis("Non rédigé par la CPTS."));
    }
    for paragraph in paragraphs(written) {
        doc.paragraph(paragraph);
    }
}

fn summary(doc: &mut Document, dossier: &Dossier) {
    doc.heading(Level::One, "L’année en bref");
    doc.push(Callout {
        tone: Tone::Note,
        title: "État des chiffres".to_owned(),
        text: state(dossier).into(),
    });
    free(doc, dossier, "synthese");
    let all: Vec<_> = dossier.missions.iter().flat_map(|one| &one.indicateurs).collect();
    let measured = all.iter().filter(|one| one.valeur.is_some()).count();
    let reached = all.iter().filter(|one| one.atteinte == Some(1_000_000)).count();
    let acts: i64 = dossier.missions.iter().map(|one| one.actes.actes).sum();
    let hours: i64 = dossier.missions.iter().map(|one| one.actes.minutes).sum::<i64>() / 60;
    let received: i64 = dossier.argent.iter().map(|one| one.recu).sum();
    let (spent, whole) = dossier.depenses();
    let missing = if whole { "déclaré" } else { "déclaré en partie : le reste est non saisi" };
    doc.push(Block::Facts(vec![
        Fact::new("Actes notés", francais::nombre(acts)).note(format!("{} heures", francais::nombre(hours))),
        Fact::new("Indicateurs mesurés", format!("{measured} sur {}", all.len())),
        Fact::new("Cibles atteintes", format!("{reached} sur {}", all.len())),
        Fact::new("Accordé à ce jour", argent::granted(&dossier.argent)),
        Fact::new("Reçu dans l’année", francais::euros(received)),
        Fact::new("Dépensé", amount(spent, "non saisi")).note(if spent.is_some() {
            missing
        } else {
            "à déclarer"
        }),
    ]));
    doc.heading(Level::Two, "Difficultés rencontrées");
    free(doc, dossier, "difficultes");
}

/// Euros, or words.
fn amount(cents: Option<i64>, unknown: &str) -> String {
    cents.map_or_else(|| unknown.to_owned(), francais::euros)
}

fn identity(doc: &mut Document, dossier: &Dossier) {
    doc.heading(Level::One, "La CPTS");
    let fact = |(label, value): &(&'static str, Option<String>)| {
        Fact::new(*label, value.as_deref().unwrap_or("non renseigné"))
    };
    doc.push(Block::Facts(dossier.identite.iter().map(fact).collect()));
    doc.heading(Level::Two, "Membres");
    match &dossier.membres {
        None => {
            doc.paragraph("La liste des membres n’est pas tenue ici : leur nombre et leurs professions ne sont pas connus.");
        }
        Some(members) => {
            let total: u32 = members.iter().map(|(_, count)| count).sum();
            let line = |(profession, count): &(String, u32)| {
                vec![Text::from(profession.as_str()), Text::from(count.to_string())]
            };
            doc.push(Table {
                caption: "Membres inscrits, par profession".to_owned(),
                columns: vec![Column::text("Profession", 3.0), Column::number("Membres", 1.0)],
                rows: members.iter().map(line).collect(),
                total: Some(vec!["Total".into(), Text::from(total.to_string())]),
                source: Some(format!("espace de la CPTS, le {}", francais::date(dossier.jour))),
            });
        }
    }
    doc.heading(Level::Two, "Vie de la communauté");
    if dossier.reunions.is_empty() {
        doc.paragraph("Aucune réunion de gouvernance n’est notée pour cette année.");
        return;
    }
    let line = |one: &crate::dossier::Reunion| {
        let people = one.personnes.map_or_else(|| "non noté".to_owned(), |count| count.to_string());
        vec![Text::from(francais::date(one.le)), Text::from(one.libelle.as_str()), Text::from(people)]
    };
    doc.push(Table {
        caption: "Réunions de gouvernance".to_owned(),
        columns: vec![
            Column::text("Date", 1.4),
            Column::text("Réunion", 3.0),
            Column::number("Personnes", 1.0),
        ],
        rows: dossier.reunions.iter().map(line).collect(),
        total: None,
        source: Some("registre des actes et commissions du contrat".to_owned()),
    });
}

fn next_year(doc: &mut Document, dossier: &Dossier) {
    doc.heading(Level::One, format!("L’année {}", dossier.annee + 1));
    free(doc, dossier, "plan");
    let going = dossier.missions.iter().flat_map(|one| one.actions.iter().map(move |action| (one, action)));
    let going: Vec<String> = going
        .filter(|(_, action)| action.continue_apres)
        .map(|(mission, action)| {
            format!("{} : {} ({})", mission.libelle, action.titre, action.avancement.to_lowercase())
        })
        .collect();
    doc.heading(Level::Two, "Actions qui se poursuivent");
    if going.is_empty() {
        doc.paragraph("Aucune action du projet de santé ne se poursuit au-delà de l’année.");
    } else {
        doc.list(going);
    }
    if !dossier.rencontre.cibles.is_empty() {
        doc.heading(Level::Two, "Cibles adaptées");
        doc.push(targets(&dossier.rencontre));
    }
    doc.heading(Level::Two, "Évolutions souhaitées du contrat");
    free(doc, dossier, "souhaits");
}

fn proofs(doc: &mut Document, dossier: &Dossier) {
    doc.heading(Level::One, "Index des preuves");
    if dossier.preuves.is_empty() {
        doc.paragraph("Aucune preuve n’est jointe.");
        return;
    }
    let line = |(at, one): (usize, &crate::dossier::Preuve)| {
        let words = if one.libelle.trim().is_empty() { &one.piece.nom } else { &one.libelle };
        vec![
            Text::from((at + 1).to_string()),
            Text::from(one.mission.as_str()),
            Text::from(one.indicateur.as_str()),
            Text::from(words.as_str()),
            Text::from(one.piece.en_mots()),
        ]
    };
    doc.push(Table {
        caption: "Preuves jointes à la liasse".to_owned(),
        columns: vec![
            Column::number("N°", 0.5),
            Column::text("Mission", 1.5),
            Column::text("Indicateur", 2.5),
            Column::text("Preuve", 2.5),
            Column::text("Fichier", 1.3),
        ],
        rows: dossier.preuves.iter().enumerate().map(line).collect(),
        total: None,
        source: None,
    });
}
