//! The diagnostic as a document: figures, offer, access, voices and needs, each with its source and vintage. No name of a
//! person is in it.

mod acces;
mod besoins;
mod enquetes;
mod territoire;

use crate::comparaison::Comparaison;
use crate::pages::acces::Lu;
use crate::pages::besoins::Liste;
use crate::pages::offre::Offre;
use crate::{Place, Preuve, Signalement};
use ::territoire::atlas::Etat;
use ::territoire::fonds::Feuille;
use documents::{Block, Callout, Document, Level, Tone};
use enquete::Resultats;
use identifiants::CommuneCode;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything that the document says.
pub(crate) struct Rapport {
    /// Name of the CPTS.
    pub(crate) cpts: String,
    /// Day of the document.
    pub(crate) jour: Date,
    pub(crate) etat: Arc<Etat>,
    pub(crate) communes: BTreeSet<CommuneCode>,
    pub(crate) feuille: Option<Feuille>,
    pub(crate) contours: Option<String>,
    pub(crate) comparaison: Option<Comparaison>,
    pub(crate) offre: Option<Offre>,
    /// One study per profession of first recourse.
    pub(crate) acces: Vec<(crate::pages::acces::Question, Lu)>,
    pub(crate) enquetes: Vec<Resultats>,
    pub(crate) signalements: Vec<Signalement>,
    pub(crate) liste: Liste,
    pub(crate) preuves: Vec<Preuve>,
    pub(crate) places: Vec<Place>,
    /// People who gave points in the last session.
    pub(crate) votants: usize,
}

impl Rapport {
    /// The document.
    pub(crate) fn document(&self) -> Document {
        let mut document = Document::new(self.cpts.clone(), "Diagnostic territorial", self.jour);
        document.subtitle = Some("Population, offre de soins, accès et besoins du territoire".to_owned());
        document.title_page = true;
        document.push(Block::Contents { depth: Level::Two });
        document.push(Block::PageBreak);
        self.territoire(&mut document);
        self.population(&mut document);
        self.offre(&mut document);
        self.access(&mut document);
        self.surveys(&mut document);
        self.reports(&mut document);
        self.needs(&mut document);
        self.sources(&mut document);
        document
    }

    fn sources(&self, document: &mut Document) {
        document.heading(Level::One, "Sources et millésimes");
        let edition = self.etat.france.edition();
        let mut lines = vec![format!("Population\u{a0}: {}, {}.", edition.attribution, edition.population)];
        if let Some(comparaison) = &self.comparaison {
            let figures = comparaison.lignes.iter().filter_map(|line| line.chiffres.first()?.as_ref());
            let known: BTreeSet<String> =
                figures.map(|one| format!("{}, {}.", one.origine, one.millesime)).collect();
            lines.extend(known);
        }
        if let Some(offre) = &self.offre {
            lines.push(format!(
                "Offre de soins\u{a0}: {}, Agence du numérique en santé.",
                crate::pages::offre::source(offre)
            ));
        }
        if let Some(contours) = &self.contours {
            lines.push(format!("Contours des communes\u{a0}: {contours}."));
        }
        document.list(lines);
    }
}

fn note(text: impl Into<documents::Text>) -> Block {
    Block::Callout(Callout { tone: Tone::Note, title: String::new(), text: text.into() })
}
