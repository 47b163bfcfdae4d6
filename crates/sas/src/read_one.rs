use crate::annonce::statut;
use crate::publish::{Found, diary, leaves};
use crate::{Reglage, store};
use db::{Db, Tx};
use fhir::resource::Meta;
use fhir::sas::Answer;
use fhir::search::Flavour;
use jiff::tz::TimeZone;
use kernel::{Cpts, Ctx, Id};
use rendez_vous::{Creneau, Effecteur};
use serde_json::Value;
use std::sync::Arc;
use territoire::Atlas;
use territoire::atlas::Etat;

kernel::codes! {
    /// What the platform may read one by one, as FHIR names it. A place has no address of its own: it stands in the role.
    pub enum Sorte {
        /// A free slot.
        Creneau = "Slot", "Créneau";
        /// The diary of somebody in a place.
        Agenda = "Schedule", "Agenda";
        /// A professional, or a regulator.
        Personne = "Practitioner", "Professionnel";
        /// A professional in a place.
        Exercice = "PractitionerRole", "Exercice";
        /// The service of a CPTS.
        Service = "HealthcareService", "Service";
        /// A CPTS.
        Cpts = "Organization", "CPTS";
        /// An appointment that a regulator made.
        RendezVous = "Appointment", "Rendez-vous";
    }
}

/// What reads are made from.
#[derive(Clone, Copy)]
pub struct Lecture<'a> {
    /// The base.
    pub db: &'a Db,
    /// The communes.
    pub atlas: &'a Atlas,
    /// Our address as the Web sees it.
    pub site: &'a str,
    /// On whose clocks instants are written.
    pub zone: &'a TimeZone,
}

impl Lecture<'_> {
    /// The resource of that id, when it is published now: a slot with a place left that the platform may see, a professional who
    /// has a number, in a CPTS that is open to it; a regulator that it sent, an appointment that one of them made.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn read(self, ctx: &Ctx, sorte: Sorte, id: &str) -> db::Result<Option<Value>> {
        let mut tx = self.db.read(ctx).await?;
        match sorte {
            Sorte::RendezVous => return self.appointment(ctx, tx, id).await,
            Sorte::Personne => {
                if let Ok(id) = id.parse()
                    && let Some(one) = store::regulateurs::regulateur(&mut tx, id).await?
                {
                    let made = one.fiche.practitioner(&one.id.to_string(), one.change_le, self.zone);
                    return Ok(serde_json::to_value(made).ok());
                }
            }
            Sorte::Creneau | Sorte::Agenda | Sorte::Exercice | Sorte::Service | Sorte::Cpts => {}
        }
        let (open, etat) = (store::ouvertes(&mut tx).await?, self.atlas.at(&mut tx).await?);
        drop(tx);
        for (cpts, reglage) in open {
            let mut tx = self.db.read(&ctx.within(cpts)).await?;
            if let Some(one) = self.published(&mut tx, (&etat, &reglage), sorte, id).await? {
                return Ok(Some(one));
            }
        }
        Ok(None)
    }

    /// The resource of that id in the CPTS of the transaction.
    async fn published(
        self,
        tx: &mut Tx,
        (etat, reglage): (&Arc<Etat>, &Reglage),
        sorte: Sorte,
        id: &str,
    ) -> db::Result<Option<Value>> {
        let mut found = Found::new(self.site);
        match sorte {
            Sorte::Creneau => {
                if let Some((who, slot)) = free(tx, reglage, id).await? {
                    found.add(tx, etat, reglage, &[who], &[slot]).await?;
                }
            }
            Sorte::Agenda | Sorte::Exercice => diary_of(tx, etat, id, &mut found).await?,
            Sorte::Personne => {
                if let Ok(id) = id.parse::<Id<Effecteur>>()
                    && let Some(who) = rendez_vous::store::effecteurs::effecteur(tx, id).await?
                    && who.retire_le.is_none()
                {
                    found.professional(&who);
                }
            }
            Sorte::Service | Sorte::Cpts => {
                if id.parse::<Id<Cpts>>() == Ok(tx.cpts())
                    && let Some(here) = comptes::here(tx).await?
                {
                    found.add_cpts(&here, tx.cpts(), reglage);
                }
            }
            Sorte::RendezVous => {}
        }
        let base = format!("{}/fhir", self.site);
        let flavour = if reglage.finess.is_some() { Flavour::Cpts } else { Flavour::Individual };
        let made = Answer { base: &base, zone: self.zone, flavour }.resources(&found.finish());
        let values = made.iter().filter_map(|one| serde_json::to_value(one).ok());
        let is = |value: &Value| value["resourceType"] == sorte.code() && value["id"] == id;
        Ok({ values }.find(is))
    }

    async fn appointment(self, ctx: &Ctx, mut tx: Tx, id: &str) -> db::Result<Option<Value>> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let Some(one) = store::annonces::of_any(&mut tx, id).await? else { return Ok(None) };
        drop(tx);
        self.told(ctx, &one).await
    }

    /// An appointment as it stands, under the id that we gave it.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn told(self, ctx: &Ctx, one: &crate::Annonce) -> db::Result<Option<Value>> {
        let mut resource = match one.tenu {
            None => one.booking(one.statut, None).appointment(self.zone),
            Some(tenu) => {
                let mut tx = self.db.read(&ctx.within(tenu.chez)).await?;
                let Some(rdv) = rendez_vous::store::rdvs::rdv(&mut tx, tenu.rdv).await? else {
                    return Ok(None);
                };
                let mut made = one.booking(statut(rdv.etat), Some(rdv.pris_le)).appointment(self.zone);
                made.id = Some(rdv.id.to_string().into());
                made
            }
        };
        let updated = fhir::date::Instant::new(one.change_le, self.zone);
        resource.meta =
            Some(Meta { last_updated: Some(updated), ..resource.meta.take().unwrap_or_default() });
        Ok(serde_json::to_value(resource).ok())
    }
}

/// A slot of that id that the platform may see and that has a place left, and whose it is.
async fn free(tx: &mut Tx, reglage: &Reglage, id: &str) -> db::Result<Option<(Effecteur, Creneau)>> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let now = tx.ctx().now;
    let slot = rendez_vous::store::creneaux::creneau(tx, id).await?;
    let Some(slot) = slot.filter(|one| one.check_open(now).is_ok() && leaves(one, reglage)) else {
        return Ok(None);
    };
    let who = rendez_vous::store::effecteurs::effecteur(tx, slot.effecteur).await?;
    Ok(who.filter(|who| who.retire_le.is_none()).map(|who| (who, slot)))
}

/// The diary of that id: its professional and its place are looked for among those of the CPTS.
async fn diary_of(tx: &mut Tx, etat: &Arc<Etat>, id: &str, found: &mut Found<'_>) -> db::Result<()> {
    let people = rendez_vous::store::effecteurs::effecteurs(tx).await?;
    let places = rendez_vous::store::lieux::lieux(tx).await?;
    let pairs = people.iter().flat_map(|who| places.iter().map(move |lieu| (who, lieu)));
    if let Some((who, lieu)) = { pairs }.find(|(who, lieu)| diary(who.id, lieu.id) == id) {
        found.place(etat, who, lieu);
    }
    Ok(())
}
