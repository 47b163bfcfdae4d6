//! A part of the directory made ready for a file: a sheet, contacts, a printed directory. What goes in is what the reader
//! of its [`Bottin`] may see; the eyes of the office are refused, so that no file holds what only the office knows.

mod contacts;
mod document;
mod feuille;

use crate::bottin::{Bottin, Inscrit};
use crate::{Nature, Regard, Visibilite};
use identifiants::CommuneCode;
use std::sync::Arc;
use territoire::atlas::Etat;
use ui::francais;

/// Entries on their way to a file.
pub struct Tirage {
    bottin: Arc<Bottin>,
    etat: Arc<Etat>,
    /// Ranks in the directory, in the order of the file.
    rangs: Vec<u32>,
    cpts: String,
}

impl Tirage {
    /// These entries of a directory; `None` for that of the office.
    #[must_use]
    pub fn of(bottin: Arc<Bottin>, etat: Arc<Etat>, cpts: &str, rangs: Vec<u32>) -> Option<Self> {
        (bottin.regard() != Regard::Bureau).then(|| Self { bottin, etat, rangs, cpts: cpts.to_owned() })
    }

    /// Everything that the directory shows, in its order.
    #[must_use]
    pub fn whole(bottin: Arc<Bottin>, etat: Arc<Etat>, cpts: &str) -> Option<Self> {
        let shown = bottin.inscrits().iter().zip(0..).filter(|(one, _)| one.is_ici() && !one.is_retiree());
        let rangs = shown.map(|(_, rang)| rang).collect();
        Self::of(bottin, etat, cpts, rangs)
    }

    /// How many entries.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rangs.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rangs.is_empty()
    }

    fn inscrits(&self) -> impl Iterator<Item = &Inscrit> {
        self.rangs.iter().filter_map(|rang| self.bottin.inscrits().get(*rang as usize))
    }

    fn is_public(&self) -> bool {
        self.bottin.regard() == Regard::Public
    }

    /// Who may read the file.
    fn audience(&self) -> &'static str {
        if self.is_public() { "Version publique" } else { "Réservé aux membres de la CPTS" }
    }

    /// « RPPS du 12 novembre 2026, FINESS du 3 novembre 2026 ».
    fn sources(&self) -> String {
        let rpps = self.bottin.rpps_du().map(|du| format!("RPPS du {}", francais::date(du)));
        let finess = self.bottin.finess_du().map(|du| format!("FINESS du {}", francais::date(du)));
        rpps.into_iter().chain(finess).collect::<Vec<_>>().join(", ")
    }

    /// Fields that such a file may hold.
    fn natures(&self) -> impl Iterator<Item = Nature> {
        let widest = if self.is_public() { Visibilite::Public } else { Visibilite::Membres };
        Nature::ALL.iter().copied().filter(move |nature| nature.maximum() <= widest)
    }

    fn commune(&self, code: CommuneCode) -> String {
        crate::pages::commune(&self.etat, code)
    }

    /// A field in words, while it holds.
    fn dit(&self, one: &Inscrit, nature: Nature) -> Option<String> {
        let over = nature == Nature::NouveauxPatients && one.nouveaux_patients(self.bottin.jour()).is_none();
        if over { None } else { one.dit(nature) }
    }

    /// « du … au …, remplacement : … ».
    fn absence(&self, one: &Inscrit) -> Option<String> {
        let absence = one.absence(self.bottin.jour())?;
        let who = absence.remplacant.as_ref().map(|who| who.en_mots(|idnps| self.bottin.nom(idnps)));
        Some(match who {
            Some(who) => format!("{}, remplacement\u{a0}: {who}", absence.en_mots()),
            None => absence.en_mots(),
        })
    }

    /// Places, those of the territory first.
    fn lieux<'i>(&self, one: &'i Inscrit) -> Vec<&'i crate::bottin::Lieu> {
        let mut lieux: Vec<_> = one.entree().lieux.iter().collect();
        let here = |code: CommuneCode| self.bottin.territoire().contains(&code);
        lieux.sort_by_key(|lieu| !lieu.commune.is_some_and(here));
        lieux
    }
}
