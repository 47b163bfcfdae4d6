//! The chapter about access to care.

use super::{Rapport, note};
use crate::acces::Carte;
use crate::pages::acces::{Lu, Question, aspect, legend, mean, name, rate, rates, steps, without};
use documents::{Block, Column, Document, Figure, Level, Table};
use identifiants::CommuneCode;
use std::collections::BTreeSet;
use territoire::plan::standalone;
use ui::francais;

/// Communes named as the least served.
const LEAST: usize = 12;

impl Rapport {
    pub(super) fn access(&self, document: &mut Document) {
        let known: Vec<(&Question, &Lu, &Carte)> =
            self.acces.iter().filter_map(|(question, lu)| Some((question, lu, lu.carte.as_ref()?))).collect();
        let Some((first, ..)) = known.first() else { return };
        document.heading(Level::One, "L’accès aux soins");
        document.paragraph(format!(
            "Chaque lieu de soins partage ce qu’il offre entre les habitants qui peuvent l’atteindre\u{a0}; le score d’une commune est la somme des parts qu’elle atteint, pour 100\u{202f}000 habitants. Méthode\u{a0}: {}.",
            first.methode.libelle()
        ));
        let rows = known.iter().map(|(question, lu, carte)| {
            let mean = mean(lu, carte).map_or_else(|| "—".to_owned(), |mean| francais::decimal(mean, 1));
            vec![
                question.famille.pluriel.to_owned().into(),
                mean.into(),
                without(lu, carte).len().to_string().into(),
            ]
        });
        document.push(Block::Table(Table {
            caption: "Accès moyen d’un habitant du territoire".to_owned(),
            columns: vec![
                Column::text("Profession", 3.0),
                Column::number("À portée, pour 100\u{202f}000 hab.", 2.0),
                Column::number("Communes hors de portée", 2.0),
            ],
            rows: rows.collect(),
            source: Some(self.offre.as_ref().map(crate::pages::offre::source).unwrap_or_default()),
            ..Table::default()
        }));
        for (question, lu, carte) in known.iter().take(2) {
            self.one(document, question, lu, carte);
        }
        document.push(note("Distances à vol d’oiseau entre les centres des communes, converties en minutes\u{a0}: ce ne sont pas des temps de route, ni les valeurs de l’APL publiées par la DREES."));
    }

    fn one(&self, document: &mut Document, question: &Question, lu: &Lu, carte: &Carte) {
        document.heading(Level::Two, question.famille.pluriel);
        let inside: BTreeSet<CommuneCode> = carte.rangs.keys().copied().collect();
        if let Some(feuille) = lu.fond.as_ref().and_then(|fond| fond.draw(&inside, false)) {
            let limits = steps(&rates(carte));
            let look = |code: CommuneCode| aspect(carte, &limits, code);
            document.push(Block::Figure(Figure {
                svg: standalone(&lu.etat, &feuille, &look, &legend(&limits)),
                caption: format!("Accès aux {}, pour 100\u{202f}000 habitants", question.famille.pluriel.to_lowercase()),
                alternative: "Carte des communes, d’autant plus foncées que l’accès est bon ; le tableau qui suit nomme les moins bien servies.".to_owned(),
                source: self.contours.clone(),
                width: 0.8,
            }));
        }
        let mut codes: Vec<CommuneCode> = inside.into_iter().collect();
        codes.sort_by(|a, b| {
            let of = |code: &CommuneCode| rate(carte, *code).unwrap_or(-1.0);
            of(a).total_cmp(&of(b)).then(a.cmp(b))
        });
        let rows = codes.iter().take(LEAST).map(|code| {
            let people = lu.etat.france.commune(*code).and_then(|one| one.population);
            vec![
                name(lu, *code).into(),
                people.map_or_else(|| "—".to_owned(), |n| francais::nombre(n.into())).into(),
                rate(carte, *code).map_or_else(|| "—".to_owned(), |rate| francais::decimal(rate, 1)).into(),
            ]
        });
        document.push(Block::Table(Table {
            caption: format!(
                "Communes les moins bien servies en {}",
                question.famille.pluriel.to_lowercase()
            ),
            columns: vec![
                Column::text("Commune", 3.0),
                Column::number("Habitants", 1.5),
                Column::number("À portée, pour 100\u{202f}000 hab.", 2.0),
            ],
            rows: rows.collect(),
            ..Table::default()
        }));
    }
}
