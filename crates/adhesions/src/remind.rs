use crate::droits::{COTISER, MODIFIER};
use crate::store::{adherents, cotisations, textes, vie};
use crate::{Adherent, WriteError, texte};
use comptes::Contact;
use db::{Db, Trace, Tx};
use jiff::{SignedDuration, Timestamp};
use kernel::saisie::Refus;
use kernel::{Ctx, Id, today};
use std::collections::BTreeSet;
use ui::francais;

/// What the link of a reminder is for: one's own membership, for one member.
pub const USAGE: &str = "adhesions.mienne";
/// How long such a link is good.
pub(crate) const DUREE: SignedDuration = SignedDuration::from_hours(60 * 24);
/// Two reminders of the same thing are at least that far apart, unless asked otherwise.
pub const REPOS: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What became of a call for reminders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envoi {
    /// Messages that leave.
    pub envoyes: u32,
    /// People who were reminded less than `REPOS` ago.
    pub recents: u32,
    /// People whose address nobody knows.
    pub sans_adresse: Vec<String>,
}

impl Envoi {
    /// In a sentence.
    #[must_use]
    pub fn en_mots(&self) -> String {
        let mut words =
            vec![format!("{}.", francais::compte(self.envoyes.into(), "rappel part", "rappels partent"))];
        if self.recents > 0 {
            let recent = francais::compte(
                self.recents.into(),
                "personne a déjà été relancée",
                "personnes ont déjà été relancées",
            );
            words.push(format!("{recent} depuis moins de quatorze jours."));
        }
        if !self.sans_adresse.is_empty() {
            words.push(format!("Sans adresse électronique\u{a0}: {}.", self.sans_adresse.join(", ")));
        }
        words.join(" ")
    }
}

/// Writes to members whose fee of that year is due, or to one of them; `force` writes even to those who were written to
/// lately.
///
/// # Errors
/// [`WriteError`].
pub async fn remind_cotisations(
    ctx: &Ctx,
    db: &Db,
    annee: i16,
    only: Option<Id<Adherent>>,
    force: bool,
) -> Result<Envoi, WriteError> {
    ctx.require(COTISER)?;
    let mut tx = db.begin(ctx).await?;
    let fees = cotisations::de_l_annee(&mut tx, annee).await?;
    let all = adherents::adherents(&mut tx).await?;
    let cpts = here(&mut tx).await?;
    let mut envoi = Envoi::default();
    for one in all.iter().filter(|one| one.est_en_cours() && only.is_none_or(|id| id == one.id)) {
        let Some(left) = fees.get(&one.id).map(crate::Cotisation::reste).filter(|left| *left > 0) else {
            continue;
        };
        let Some(vers) = one.courriel.clone() else {
            envoi.sans_adresse.push(one.nom());
            continue;
        };
        if !cotisations::claim_relance(&mut tx, one.id, annee, rested(ctx.now, force)).await? {
            envoi.recents += 1;
            continue;
        }
        let objet = format!("Votre cotisation {annee}\u{a0}: {cpts}");
        let texte = format!(
            "Bonjour,\n\nLa cotisation {annee} de {} n’est pas encore réglée\u{a0}: il reste {} à payer. La façon de la régler est sur cette page\u{a0}:\n\n{{lien}}\n\n\
             Ce lien est personnel, sans compte ni mot de passe\u{a0}: ne le transmettez pas. Si vous venez de régler, ne tenez pas compte de ce message.\n\n{cpts}",
            one.nom(),
            francais::euros(left)
        );
        send(&mut tx, one, vers.into(), &objet, &texte).await?;
        envoi.envoyes += 1;
    }
    finish(tx, only, envoi, &format!("annee:{annee}"), "adhesions.cotisations_relancees").await
}

/// Writes to members who have not accepted every text in force, or to one of them.
///
/// # Errors
/// [`WriteError`].
pub async fn remind_textes(
    ctx: &Ctx,
    db: &Db,
    only: Option<Id<Adherent>>,
    force: bool,
) -> Result<Envoi, WriteError> {
    ctx.require(MODIFIER)?;
    let jour = today(ctx.now);
    let mut tx = db.begin(ctx).await?;
    let texts = textes::textes(&mut tx).await?;
    let asked: Vec<_> = texte::asked(&texts, jour).collect();
    let accepted: BTreeSet<_> =
        textes::acceptations(&mut tx).await?.iter().map(|one| (one.adherent, one.texte)).collect();
    let members = adherents::membres(&mut tx, jour).await?;
    let cpts = here(&mut tx).await?;
    let mut envoi = Envoi::default();
    for one in members.iter().filter(|one| only.is_none_or(|id| id == one.id)) {
        let missing = asked.iter().filter(|text| !accepted.contains(&(one.id, text.id)));
        let missing: Vec<&str> = missing.map(|text| text.titre.as_str()).collect();
        if missing.is_empty() {
            continue;
        }
        let Some(vers) = one.courriel.clone() else {
            envoi.sans_adresse.push(one.nom());
            continue;
        };
        if !vie::claim_rappel(&mut tx, one.id, rested(ctx.now, force)).await? {
            envoi.recents += 1;
            continue;
        }
        let texte = format!(
            "Bonjour,\n\nChaque membre de l’association accepte ses textes. Il reste à {}\u{a0}: {}. Lisez-les et acceptez-les sur cette page\u{a0}:\n\n{{lien}}\n\n\
             Ce lien est personnel, sans compte ni mot de passe\u{a0}: ne le transmettez pas.\n\n{cpts}",
            one.nom(),
            missing.join(", ")
        );
        send(&mut tx, one, vers.into(), &format!("Des textes à accepter\u{a0}: {cpts}"), &texte).await?;
        envoi.envoyes += 1;
    }
    finish(tx, only, envoi, "textes", "adhesions.textes_rappeles").await
}

/// One that was asked for alone and left lately is refused; else the journal keeps how many leave.
async fn finish(
    mut tx: Tx,
    only: Option<Id<Adherent>>,
    envoi: Envoi,
    objet: &str,
    action: &'static str,
) -> Result<Envoi, WriteError> {
    if only.is_some() && envoi == Envoi::default() {
        return Err(Refus::new("", "Cette personne n’a rien à régler ni à accepter.").into());
    }
    if envoi.envoyes == 0 {
        return Ok(envoi);
    }
    let objet = only.map_or_else(|| objet.to_owned(), crate::objet);
    let count = francais::compte(envoi.envoyes.into(), "rappel", "rappels");
    tx.record(Trace::new(action, objet).detail(count));
    tx.commit().await?;
    Ok(envoi)
}

async fn send(tx: &mut Tx, one: &Adherent, vers: Contact, objet: &str, texte: &str) -> db::Result<()> {
    comptes::send_lien_direct(tx, USAGE, one.id.uuid(), DUREE, &vers, objet, texte).await
}

/// The name of the CPTS.
async fn here(tx: &mut Tx) -> db::Result<String> {
    Ok(comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default())
}

/// Who was written to after that instant is left alone.
fn rested(now: Timestamp, force: bool) -> Timestamp {
    if force { now } else { now.saturating_sub(REPOS).unwrap_or(Timestamp::MIN) }
}
