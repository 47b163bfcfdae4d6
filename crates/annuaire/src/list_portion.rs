use crate::ask_confirmation::contact;
use crate::calendrier::months_before;
use crate::droits::VOIR;
use crate::fiche::{PORTION, REPOS};
use crate::read_fiche::name;
use crate::{Confirmation, Fiche, Reference, WriteError, officiel, store};
use db::{Db, Tx};
use identifiants::CommuneCode;
use jiff::Timestamp;
use kernel::{Ctx, today};
use std::collections::BTreeSet;
use territoire::referentiel::Referentiel;

/// Somebody who may be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidat {
    /// Who.
    pub reference: Reference,
    /// Their name.
    pub nom: String,
    /// What they do.
    pub profession: String,
    /// Last confirmation.
    pub confirmee: Option<Confirmation>,
    /// Where the message would go, masked; none when there is nowhere.
    pub vers: Option<String>,
}

/// The next small portion of people to ask, and what there is behind it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Portion {
    /// Ten at most, the oldest confirmation first; each can be reached.
    pub candidats: Vec<Candidat>,
    /// Entries that are due and cannot be asked by message: they have to be called.
    pub injoignables: Vec<Candidat>,
    /// Entries to confirm in all.
    pub total: i64,
}

/// The instant before which a confirmation is too old.
pub(crate) fn limit(now: Timestamp, mois: u16) -> Timestamp {
    let day = months_before(today(now), mois);
    day.in_tz("Europe/Paris").map_or(now, |zoned| zoned.timestamp())
}

/// The next portion: entries that nobody ever confirmed, then the oldest confirmations, then professionals of the territory
/// about whom nothing was ever said. `place`: the communes of France and those of the CPTS.
///
/// # Errors
/// [`WriteError`].
pub async fn list_portion(
    ctx: &Ctx,
    db: &Db,
    place: (&Referentiel, &BTreeSet<CommuneCode>),
    sms: bool,
) -> Result<Portion, WriteError> {
    ctx.require(VOIR)?;
    let mut tx = db.read(ctx).await?;
    let mois = store::reglage(&mut tx).await?.fraicheur_mois;
    let old = limit(ctx.now, mois);
    let rested = ctx.now.saturating_sub(REPOS).unwrap_or(Timestamp::MIN);
    let mut portion =
        Portion { total: store::count_a_reconfirmer(&mut tx, old).await?, ..Portion::default() };
    // Some of the oldest have no address: look a little further than one portion.
    for id in store::a_reconfirmer(&mut tx, old, rested, 40).await? {
        let Some(fiche) = store::fiche(&mut tx, id).await? else { continue };
        let candidat = candidate(&mut tx, &fiche, sms).await?;
        match candidat.vers {
            Some(_) if portion.candidats.len() < PORTION => portion.candidats.push(candidat),
            Some(_) => break,
            None => portion.injoignables.push(candidat),
        }
    }
    if portion.candidats.len() < PORTION {
        newcomers(&mut tx, place, sms, &mut portion).await?;
    }
    Ok(portion)
}

async fn candidate(tx: &mut Tx, fiche: &Fiche, sms: bool) -> db::Result<Candidat> {
    let said = officiel::connu(tx, &fiche.sujet).await?.unwrap_or_default();
    let reference = fiche.reference();
    let profession = match &fiche.sujet {
        crate::Sujet::Local(local) => local.genre_en_mots().to_owned(),
        _ => said.profession,
    };
    Ok(Candidat {
        nom: name(tx, &reference).await?,
        profession,
        confirmee: fiche.confirmee,
        vers: contact(Some(fiche), &said.officiel, sms).map(|contact| contact.masque()),
        reference,
    })
}

/// Professionals of the territory without entry, who have an address in the official file.
async fn newcomers(
    tx: &mut Tx,
    (france, communes): (&Referentiel, &BTreeSet<CommuneCode>),
    sms: bool,
    portion: &mut Portion,
) -> db::Result<()> {
    let known: BTreeSet<Reference> = store::references(tx).await?.into_iter().collect();
    let mut people = repertoire::professionnels_of(tx, france, communes).await?;
    people.retain(|one| one.absent_du.is_none());
    people.sort_by(|a, b| (&a.nom, &a.prenom, &a.idnps).cmp(&(&b.nom, &b.prenom, &b.idnps)));
    for one in people {
        let reference = Reference::Professionnel(one.idnps.clone());
        if portion.candidats.len() >= PORTION || known.contains(&reference) {
            continue;
        }
        let said = officiel::person(&one);
        let Some(vers) = contact(None, &said.officiel, sms) else { continue };
        let (nom, profession, vers) = (said.nom, said.profession, Some(vers.masque()));
        portion.candidats.push(Candidat { reference, nom, profession, confirmee: None, vers });
    }
    Ok(())
}
