//! The chapter about needs, ranked with their evidence.

use super::{Rapport, note};
use crate::{Besoin, Public};
use documents::{Block, Column, Document, Level, Table, Text};
use identifiants::CommuneCode;
use ui::francais;

impl Rapport {
    pub(super) fn needs(&self, document: &mut Document) {
        document.heading(Level::One, "Les besoins, par ordre de priorité");
        match &self.liste.classement {
            Some((seance, _)) => document.paragraph(format!(
                "Besoins classés le {} («\u{a0}{}\u{a0}»)\u{a0}: {} ont partagé chacune {} entre les besoins de la liste.",
                francais::date(seance.jour),
                seance.titre,
                francais::compte(i64::try_from(self.votants).unwrap_or(i64::MAX), "personne", "personnes"),
                francais::compte(seance.points.into(), "point", "points"),
            )),
            None => document.push(note("Les besoins ne sont pas encore classés.")),
        };
        for public in Public::ALL {
            let needs = self.liste.ouverts(*public);
            if needs.is_empty() {
                continue;
            }
            document.heading(
                Level::Two,
                match public {
                    Public::Population => "Besoins de la population",
                    Public::Professionnels => "Besoins des professionnels",
                },
            );
            document.push(Block::Table(self.ranking(&needs)));
            for need in needs {
                self.need(document, need);
            }
        }
    }

    fn ranking(&self, needs: &[&Besoin]) -> Table {
        let row = |need: &&Besoin| {
            let place = self.places.iter().find(|place| place.besoin == need.id);
            let rang = place.map_or_else(|| "—".to_owned(), |place| place.rang.to_string());
            let points = place.map_or_else(|| "—".to_owned(), |place| place.points.to_string());
            let proofs = self.preuves.iter().filter(|one| one.besoin == need.id).count();
            vec![rang.into(), need.texte.titre.to_string().into(), points.into(), proofs.to_string().into()]
        };
        Table {
            caption: "Classement".to_owned(),
            columns: vec![
                Column::number("Rang", 0.7),
                Column::text("Besoin", 6.0),
                Column::number("Points", 1.0),
                Column::number("Preuves", 1.0),
            ],
            rows: needs.iter().map(row).collect(),
            ..Table::default()
        }
    }

    fn need(&self, document: &mut Document, need: &Besoin) {
        document.heading(Level::Three, need.texte.titre.to_string());
        for line in need.texte.description.lines().filter(|line| !line.trim().is_empty()) {
            document.paragraph(line.to_owned());
        }
        document.paragraph(format!(
            "Porté par\u{a0}: {}. Où\u{a0}: {}.",
            need.origine.libelle(),
            self.places_of(need)
        ));
        let proofs: Vec<Text> = self
            .preuves
            .iter()
            .filter(|one| one.besoin == need.id)
            .map(|one| {
                let value = if one.fait.valeur.is_empty() {
                    String::new()
                } else {
                    format!("\u{a0}: {}", one.fait.valeur)
                };
                Text::new()
                    .strong(format!("{}{value}", one.fait.libelle))
                    .plain(format!(" ({}).", one.fait.source))
            })
            .collect();
        if !proofs.is_empty() {
            document.push(Block::List { numbered: false, items: proofs });
        }
    }

    fn places_of(&self, need: &Besoin) -> String {
        if need.texte.communes.is_empty() {
            return "tout le territoire".to_owned();
        }
        let name = |code: &CommuneCode| {
            self.etat.france.commune(*code).map_or_else(|| code.to_string(), |one| one.nom.to_string())
        };
        need.texte.communes.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}
