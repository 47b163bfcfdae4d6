//! The chapters about what people say: surveys and reports of communes.

use super::Rapport;
use documents::{Block, Column, Document, Level, Table};
use enquete::{Detail, ParQuestion, Part, Resultats};
use std::collections::BTreeMap;
use ui::francais;

impl Rapport {
    pub(super) fn surveys(&self, document: &mut Document) {
        if self.enquetes.is_empty() {
            return;
        }
        document.heading(Level::One, "Ce que disent les enquêtes");
        for survey in &self.enquetes {
            document.heading(Level::Two, survey.enquete.intitule.titre.to_string());
            document.paragraph(format!("{}.", survey.citation()));
            for question in &survey.questions {
                self.question(document, survey, question);
            }
        }
    }

    fn question(&self, document: &mut Document, survey: &Resultats, one: &ParQuestion) {
        let caption = one.question.enonce.intitule.to_string();
        let source = Some(survey.citation());
        match &one.detail {
            Detail::Parts(parts) => document.push(Block::Table(shares(caption, parts, one.exprimes, source))),
            Detail::Mesure(mesure) => document.paragraph(format!(
                "{caption}\u{a0}: {} en moyenne, {} au milieu ({}).",
                francais::decimal(mesure.moyenne, 1),
                francais::decimal(mesure.mediane, 1),
                francais::compte(mesure.n.into(), "réponse", "réponses")
            )),
            // Free words may tell who wrote them: they are read on the page of the survey, by those who may.
            Detail::Textes(_) | Detail::Masque => document,
        };
    }

    pub(super) fn reports(&self, document: &mut Document) {
        if self.signalements.is_empty() {
            return;
        }
        let mut by: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for one in &self.signalements {
            let known = self.etat.france.commune(one.commune);
            let counts =
                by.entry(known.map_or_else(|| one.commune.to_string(), |it| it.nom.to_string())).or_default();
            counts.0 += 1;
            counts.1 += u32::from(one.suite.as_ref().is_some_and(|suite| suite.besoin.is_some()));
        }
        document.heading(Level::One, "Ce que signalent les communes");
        let rows = by.into_iter().map(|(nom, (all, besoins))| {
            vec![nom.into(), all.to_string().into(), besoins.to_string().into()]
        });
        document.push(Block::Table(Table {
            caption: "Signalements des élus, par commune".to_owned(),
            columns: vec![
                Column::text("Commune", 3.0),
                Column::number("Signalements", 1.5),
                Column::number("Devenus un besoin", 1.5),
            ],
            rows: rows.collect(),
            ..Table::default()
        }));
    }
}

fn shares(caption: String, parts: &[Part], whole: u32, source: Option<String>) -> Table {
    let row = |part: &Part| {
        vec![
            part.libelle.clone().into(),
            part.n.to_string().into(),
            format!("{}\u{202f}%", francais::decimal(part.taux(whole), 0)).into(),
        ]
    };
    Table {
        caption,
        columns: vec![
            Column::text("Réponse", 4.0),
            Column::number("Nombre", 1.0),
            Column::number("Part", 1.0),
        ],
        rows: parts.iter().map(row).collect(),
        source,
        ..Table::default()
    }
}
