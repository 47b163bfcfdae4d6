//! What the pages of the room read together: the guide, who gives care, where, communes.

use crate::store::{guides, reglages};
use crate::{Choix, Demande, Guide, MedecinTraitant, Reglage, Situation, choose};
use db::Tx;
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use rendez_vous::{Creneau, Effecteur, Lieu, store as offre};
use std::collections::BTreeMap;
use territoire::Communes;
use web::App;

/// Places proposed at once: as many as keys.
pub(super) const PROPOSES: usize = 9;
/// How far ahead places are looked for, beyond the deadline.
const HORIZON: SignedDuration = SignedDuration::from_hours(72);

/// What is known of the room when a page is drawn.
pub(super) struct Salle {
    pub(super) guide: Guide,
    version: u32,
    pub(super) reglage: Reglage,
    pub(super) effecteurs: BTreeMap<Id<Effecteur>, Effecteur>,
    pub(super) lieux: BTreeMap<Id<Lieu>, Lieu>,
    pub(super) communes: Communes,
}

impl Salle {
    pub(super) async fn read(app: &App, tx: &mut Tx) -> db::Result<Self> {
        let en_vigueur = guides::en_vigueur(tx).await?;
        let effecteurs = offre::effecteurs::effecteurs(tx).await?;
        let lieux = offre::lieux::lieux(tx).await?;
        Ok(Self {
            guide: en_vigueur.guide,
            version: en_vigueur.numero,
            reglage: reglages::reglage(tx).await?,
            effecteurs: effecteurs.into_iter().map(|one| (one.id, one)).collect(),
            lieux: lieux.into_iter().map(|one| (one.id, one)).collect(),
            communes: Communes::read(app, tx).await?,
        })
    }

    /// Reads also who gives a slot and where, when they no longer take part.
    pub(super) async fn complete(&mut self, tx: &mut Tx, slot: &Creneau) -> db::Result<()> {
        if !self.effecteurs.contains_key(&slot.effecteur) {
            let found = offre::effecteurs::effecteur(tx, slot.effecteur).await?;
            self.effecteurs.extend(found.map(|one| (one.id, one)));
        }
        if !self.lieux.contains_key(&slot.contenu.lieu) {
            let found = offre::lieux::lieu(tx, slot.contenu.lieu).await?;
            self.lieux.extend(found.map(|one| (one.id, one)));
        }
        Ok(())
    }

    /// The best free places for a request, with their slots.
    pub(super) async fn propose(
        &self,
        tx: &mut Tx,
        one: &Demande,
        now: Timestamp,
    ) -> db::Result<Vec<(Choix, Creneau)>> {
        let until = now.saturating_add(HORIZON).unwrap_or(now);
        let free = offre::creneaux::ouverts(tx, now, until).await?;
        let here = self.communes.centre(one.situation.commune);
        let from = |lieu: &Lieu| {
            if lieu.commune == one.situation.commune {
                return Some((0, 0));
            }
            Some(self.communes.centre(lieu.commune)?.metres_from(here?))
        };
        let around = (&from as choose::Position<'_>, self.reglage.au_plus_km);
        let best =
            choose::choose(&one.situation, self.offre(&free), &self.guide, (now, until), around, PROPOSES);
        let slot = |choix: Choix| {
            let slot = free.iter().find(|slot| slot.id == choix.creneau)?.clone();
            Some((choix, slot))
        };
        Ok(best.into_iter().filter_map(slot).collect())
    }

    /// Whom a request is broadcast to.
    pub(super) fn secteur(&self, asked: &Situation) -> Vec<Id<Effecteur>> {
        let metres = |a, b| self.communes.metres(a, b);
        choose::secteur(asked, self.offre(&[]), &self.guide, &metres, self.reglage.au_plus_km)
    }

    /// These slots, and who gives them where.
    fn offre<'a>(&'a self, creneaux: &'a [Creneau]) -> choose::Offre<'a> {
        choose::Offre { creneaux, effecteurs: &self.effecteurs, lieux: &self.lieux }
    }

    /// Which guide it is.
    pub(super) fn guide_dit(&self) -> String {
        match self.version {
            0 => "Guide proposé".to_owned(),
            numero => format!("Guide, version {numero}"),
        }
    }

    /// The words of a motif.
    pub(super) fn motif<'a>(&'a self, code: &'a str) -> &'a str {
        self.guide.motif(code).map_or(code, |one| one.libelle.as_str())
    }

    /// The name of a professional.
    pub(super) fn qui(&self, id: Id<Effecteur>) -> &str {
        self.effecteurs.get(&id).map_or("", |one| one.nom.as_str())
    }

    /// « Cabinet du Plot, Le Puy-en-Velay »; the commune is left out when the name says it.
    pub(super) fn ou(&self, id: Id<Lieu>) -> String {
        let Some(one) = self.lieux.get(&id) else { return String::new() };
        let commune = self.communes.nom(one.commune);
        if one.nom.contains(&commune) { one.nom.clone() } else { format!("{}, {commune}", one.nom) }
    }

    /// The own doctor, in words.
    pub(super) fn mt(&self, who: &MedecinTraitant) -> String {
        match who {
            MedecinTraitant::Aucun => "aucun, ou pas dit".to_owned(),
            MedecinTraitant::Effecteur(id) => self.qui(*id).to_owned(),
            MedecinTraitant::Nomme(nom) => format!("{nom} (ne propose pas de créneaux ici)"),
        }
    }
}
