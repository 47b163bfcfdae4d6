//! What leaves to somebody who is called, with the link that answers and votes.

use crate::seance::{Convoque, Reponse};
use adhesions::Adherent;
use comptes::{Contact, MessageDemande, chemin_direct};
use db::{Result, Tx};
use jiff::SignedDuration;
use reunions::Reunion;

/// A letter, the same for all but for its link and its part for calendars.
pub(crate) struct Lettre {
    /// What its link is for.
    pub(crate) usage: &'static str,
    /// How long its link is good.
    pub(crate) valable: SignedDuration,
    /// Its subject.
    pub(crate) objet: String,
    /// Its words, with `{lien}` where the link goes.
    pub(crate) texte: String,
    /// The name of the CPTS.
    pub(crate) cpts: String,
    /// The meeting that calendars keep.
    pub(crate) reunion: Option<Reunion>,
}

impl Lettre {
    /// Writes to somebody, about their line; false when they have no e-mail address.
    ///
    /// # Errors
    /// A fault of storage.
    pub(crate) async fn send(&self, tx: &mut Tx, line: &Convoque, who: &Adherent) -> Result<bool> {
        let Some(courriel) = &who.courriel else { return Ok(false) };
        let vers = Contact::Courriel(courriel.clone());
        let jeton =
            comptes::open_lien_direct(tx, self.usage, line.id.uuid(), self.valable, Some(&vers)).await?;
        let reponse = match line.reponse {
            Reponse::Attendue => reunions::Reponse::Attendu,
            Reponse::Vient => reunions::Reponse::Oui,
            Reponse::NeVientPas => reunions::Reponse::Non,
        };
        let (nom, now) = (who.nom(), tx.ctx().now);
        let calendrier = self.reunion.as_ref().map(|reunion| {
            reunions::partie_calendrier(reunion, (&self.cpts, &nom, courriel.as_str()), reponse, now)
        });
        let (objet, texte, chemin) = (self.objet.clone(), self.texte.clone(), Some(chemin_direct(&jeton)));
        tx.publish(&MessageDemande { vers, objet, texte, chemin, calendrier }).await?;
        Ok(true)
    }

    /// The same in the place of the letter sent before, whose link no longer serves.
    ///
    /// # Errors
    /// A fault of storage.
    pub(crate) async fn send_again(&self, tx: &mut Tx, line: &Convoque, who: &Adherent) -> Result<bool> {
        comptes::revoke_liens_directs(tx, self.usage, line.id.uuid()).await?;
        let sent = self.send(tx, line, who).await?;
        crate::store::seances::written(tx, line.id, sent).await?;
        Ok(sent)
    }
}

/// The name of the CPTS.
///
/// # Errors
/// A fault of storage.
pub(crate) async fn cpts(tx: &mut Tx) -> Result<String> {
    Ok(comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default())
}
