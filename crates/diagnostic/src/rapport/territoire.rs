//! Chapters about who lives here and who cares for them.

use super::{Rapport, note};
use crate::pages::chiffres::words;
use crate::pages::offre::{density, source};
use documents::{Block, Column, Document, Fact, Figure, Level, Table, Text};
use identifiants::CommuneCode;
use territoire::plan::{Aspect, standalone};
use ui::francais;
use ui::map::LegendItem;

/// Communes named in the table of the first chapter.
const NAMED: usize = 40;

impl Rapport {
    pub(super) fn territoire(&self, document: &mut Document) {
        document.heading(Level::One, "Le territoire");
        let Some(comparaison) = &self.comparaison else {
            document.paragraph("Le territoire n’est pas encore composé.");
            return;
        };
        let Some(here) = comparaison.colonnes.first() else { return };
        let estimation = &here.estimation;
        let communes = i64::try_from(self.communes.len()).unwrap_or(i64::MAX);
        let mut facts = vec![
            Fact::new("Communes", francais::nombre(communes)),
            Fact::new("Population", format!("{} habitants", estimation.population.valeur))
                .note(estimation.population.millesime.clone()),
            Fact::new("Superficie", format!("{} km²", estimation.superficie.valeur)),
            Fact::new("Densité", format!("{} hab./km²", estimation.densite.valeur)),
        ];
        if let Ok(size) = &estimation.taille {
            let doubt = if size.uncertain() {
                "à confirmer avec la CPAM"
            } else {
                "accord conventionnel interprofessionnel"
            };
            facts.push(Fact::new("Taille au sens de l’ACI", size.value.numero().to_string()).note(doubt));
        }
        document.push(Block::Facts(facts));
        self.map(document);
        self.biggest(document);
    }

    fn map(&self, document: &mut Document) {
        let Some(feuille) = &self.feuille else { return };
        let look = |code: CommuneCode| Aspect {
            classe: if self.communes.contains(&code) { "in" } else { "out" }.into(),
            mots: "".into(),
        };
        let legend =
            [LegendItem::new("in", "Dans le territoire"), LegendItem::new("out", "Communes voisines")];
        document.push(Block::Figure(Figure {
            svg: standalone(&self.etat, feuille, &look, &legend),
            caption: "Le territoire".to_owned(),
            alternative: format!(
                "Carte des {} communes du territoire et de leurs voisines.",
                self.communes.len()
            ),
            source: self.contours.clone(),
            width: 0.8,
        }));
    }

    fn biggest(&self, document: &mut Document) {
        let mut communes: Vec<_> =
            self.communes.iter().filter_map(|code| self.etat.france.commune(*code)).collect();
        communes.sort_by_key(|one| std::cmp::Reverse(one.population));
        let rows = communes.iter().take(NAMED).map(|one| {
            let epci = one.epci.and_then(|siren| self.etat.france.epci(siren));
            let people = one.population.map_or_else(|| "—".to_owned(), |n| francais::nombre(n.into()));
            vec![
                one.nom.to_string().into(),
                epci.map_or("—".to_owned(), |one| one.nom.to_string()).into(),
                people.into(),
            ]
        });
        let more = communes.len().saturating_sub(NAMED);
        document.push(Block::Table(Table {
            caption: if more > 0 {
                format!("Les {NAMED} communes les plus peuplées")
            } else {
                "Communes".to_owned()
            },
            columns: vec![
                Column::text("Commune", 3.0),
                Column::text("Intercommunalité", 4.0),
                Column::number("Habitants", 1.5),
            ],
            rows: rows.collect(),
            source: Some(self.etat.france.edition().population.clone()),
            ..Table::default()
        }));
    }

    pub(super) fn population(&self, document: &mut Document) {
        let Some(comparaison) = &self.comparaison else { return };
        document.heading(Level::One, "La population, comparée");
        let mut columns = vec![Column::text("Indicateur", 3.5)];
        columns.extend(comparaison.colonnes.iter().map(|one| Column::number(one.nom.clone(), 1.6)));
        columns.push(Column::text("Millésime", 1.4));
        let rows = comparaison.lignes.iter().map(|line| {
            let mut row: Vec<Text> = vec![line.libelle.clone().into()];
            row.extend(
                line.chiffres.iter().map(|one| one.as_ref().map_or_else(|| "—".to_owned(), words).into()),
            );
            let vintage = line.chiffres.first().and_then(Option::as_ref).map(|one| one.millesime.clone());
            row.push(vintage.unwrap_or_default().into());
            row
        });
        document.push(Block::Table(Table {
            caption: "Le territoire comparé au département, à la région et à la France".to_owned(),
            columns,
            rows: rows.collect(),
            source: Some("voir le dernier chapitre".to_owned()),
            ..Table::default()
        }));
        document.push(note("Les parts sont des moyennes des communes, pondérées par leur population. Un effectif de 1 à 10 personnes est masqué\u{a0}: il permettrait de reconnaître quelqu’un."));
    }

    pub(super) fn offre(&self, document: &mut Document) {
        document.heading(Level::One, "L’offre de soins");
        let Some(offre) = self.offre.as_ref().filter(|one| one.du.is_some()) else {
            document.paragraph("L’Annuaire Santé n’est pas encore chargé.");
            return;
        };
        let rows = offre.lignes.iter().map(|line| {
            vec![
                line.famille.pluriel.to_owned().into(),
                line.famille.recours.label().to_owned().into(),
                line.personnes.to_string().into(),
                francais::decimal(line.activite, 1).into(),
                francais::decimal(density(offre, line), 0).into(),
            ]
        });
        document.push(Block::Table(Table {
            caption: "Professionnels qui exercent dans le territoire".to_owned(),
            columns: vec![
                Column::text("Profession", 3.0),
                Column::text("Recours", 2.0),
                Column::number("Personnes", 1.2),
                Column::number("Activité", 1.2),
                Column::number("Pour 100\u{202f}000 hab.", 1.5),
            ],
            rows: rows.collect(),
            source: Some(source(offre)),
            ..Table::default()
        }));
        document.push(note("Activité\u{a0}: ce que la fiche de chacun déclare, sinon un plein temps, partagé à parts égales entre ses communes d’exercice. Le fichier officiel ne dit pas le temps de travail."));
    }
}
