use crate::droits::CONDUIRE;
use crate::origine::{Origine, PortePar, Refus, Remise};
use crate::{WriteError, store::parcours};
use comptes::Personne;
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::saisie::{self, Refus as Saisie};
use kernel::{Ctx, Id};

/// Says who carries the creation at its start: professionals, or an institution where nobody did.
///
/// # Errors
/// [`WriteError`].
pub async fn open_creation(
    ctx: &Ctx,
    db: &Db,
    porte_par: PortePar,
    (institution, motif): (&str, &str),
    ouverte_le: Date,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    if ouverte_le > kernel::today(ctx.now) {
        return Err(Saisie::new("ouverte_le", "Cette date est dans le futur.").into());
    }
    let (institution, motif) = match porte_par {
        PortePar::Professionnels => (String::new(), saisie::maybe_words("motif", motif)?),
        PortePar::Institution => (saisie::line("institution", institution)?, saisie::words("motif", motif)?),
    };
    let mut tx = db.begin(ctx).await?;
    let before = parcours::origine(&mut tx).await?;
    if before.as_ref().is_some_and(|one| one.remise.is_some()) {
        return Err(Refus::DejaRemis.into());
    }
    let origine = Origine { porte_par, institution, motif, ouverte_le, remise: None };
    if !parcours::keep_origine(&mut tx, &origine).await? {
        return Err(Refus::DejaRemis.into());
    }
    let kept = parcours::adaptations(&mut tx).await?;
    let left = kept.iter().filter_map(|one| one.atteinte_le).min().filter(|left| *left < ouverte_le);
    if let Some(left) = left {
        let words = format!("Une étape a été franchie le {}, avant ce jour.", ui::francais::date(left));
        return Err(Saisie::new("ouverte_le", words).into());
    }
    let trace = Trace::new("projet_sante.creation_ouverte", "origine");
    tx.record(trace.detail(porte_par.libelle()).before(&before).after(&origine));
    tx.commit().await?;
    Ok(())
}

/// Hands the project over, once, from the institution that opened it to an active member who can lead it.
///
/// # Errors
/// [`WriteError`].
pub async fn hand_over(ctx: &Ctx, db: &Db, porteur: Id<Personne>) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let before = parcours::origine(&mut tx).await?.ok_or(Refus::RienARemettre)?;
    before.can_be_handed_over()?;
    let membre = comptes::membre(&mut tx, porteur).await?.ok_or(Refus::PasMembre)?;
    if membre.etat != comptes::Etat::Actif {
        return Err(Refus::PasActif.into());
    }
    if !membre.roles.lead() {
        return Err(Refus::SansRole.into());
    }
    let par = crate::author(ctx);
    let remise = Remise { le: ctx.now, a: porteur.uuid(), par };
    if !parcours::hand_over(&mut tx, &remise).await? {
        return Err(Refus::DejaRemis.into());
    }
    let after = Origine { remise: Some(remise), ..before.clone() };
    let trace = Trace::new("projet_sante.projet_remis", format!("personne:{porteur}"));
    tx.record(trace.before(&before).after(&after));
    tx.commit().await?;
    Ok(())
}
