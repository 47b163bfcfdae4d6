//! Who and where, for the pages that name them.

use crate::{Creneau, Effecteur, Lieu, store};
use db::Tx;
use identifiants::CommuneCode;
use kernel::Id;
use std::collections::BTreeMap;
use territoire::Communes;
use ui::Choice;
use web::{App, Problem};

/// Professionals and places by id, and the names of communes.
pub(super) struct Noms {
    effecteurs: BTreeMap<Id<Effecteur>, Effecteur>,
    lieux: BTreeMap<Id<Lieu>, Lieu>,
    pub(super) communes: Communes,
}

impl Noms {
    pub(super) async fn read(app: &App, tx: &mut Tx) -> Result<Self, Problem> {
        let effecteurs = store::effecteurs::effecteurs(tx).await?;
        let lieux = store::lieux::lieux(tx).await?;
        Ok(Self {
            effecteurs: effecteurs.into_iter().map(|one| (one.id, one)).collect(),
            lieux: lieux.into_iter().map(|one| (one.id, one)).collect(),
            communes: Communes::read(app, tx).await?,
        })
    }

    /// Reads also those of these slots that no longer take part or no longer serve.
    pub(super) async fn complete(&mut self, tx: &mut Tx, creneaux: &[Creneau]) -> Result<(), Problem> {
        for one in creneaux {
            if !self.effecteurs.contains_key(&one.effecteur) {
                let found = store::effecteurs::effecteur(tx, one.effecteur).await?;
                self.effecteurs.extend(found.map(|found| (found.id, found)));
            }
            if !self.lieux.contains_key(&one.contenu.lieu) {
                let found = store::lieux::lieu(tx, one.contenu.lieu).await?;
                self.lieux.extend(found.map(|found| (found.id, found)));
            }
        }
        Ok(())
    }

    pub(super) fn effecteur(&self, id: Id<Effecteur>) -> Option<&Effecteur> {
        self.effecteurs.get(&id)
    }

    pub(super) fn effecteurs(&self) -> impl Iterator<Item = &Effecteur> {
        self.effecteurs.values()
    }

    pub(super) fn lieu(&self, id: Id<Lieu>) -> Option<&Lieu> {
        self.lieux.get(&id)
    }

    /// The name of a professional.
    pub(super) fn qui(&self, id: Id<Effecteur>) -> &str {
        self.effecteur(id).map_or("", |one| one.nom.as_str())
    }

    /// « Cabinet du Plot, Le Puy-en-Velay »; the commune is left out when the name says it.
    pub(super) fn ou(&self, id: Id<Lieu>) -> String {
        let Some(one) = self.lieu(id) else { return String::new() };
        let commune = self.communes.nom(one.commune);
        if one.nom.contains(&commune) { one.nom.clone() } else { format!("{}, {commune}", one.nom) }
    }

    /// The communes where a place serves.
    pub(super) fn communes_des_lieux(&self) -> impl Iterator<Item = CommuneCode> {
        self.lieux.values().filter(|one| one.retire_le.is_none()).map(|one| one.commune)
    }

    /// The places that serve, by name, as a list offers them.
    pub(super) fn lieux_offerts(&self) -> Vec<Choice> {
        let mut all: Vec<&Lieu> = self.lieux.values().filter(|one| one.retire_le.is_none()).collect();
        all.sort_by_key(|one| kernel::fold(&one.nom));
        all.into_iter().map(|one| Choice::new(one.id.to_string(), self.ou(one.id))).collect()
    }
}
