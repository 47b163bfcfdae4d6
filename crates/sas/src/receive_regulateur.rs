use crate::droits::ECRIRE;
use crate::{Regulateur, store};
use comptes::{AddError, Nom};
use db::{Db, Trace, Tx};
use fhir::sas::Regulator;
use fhir::search::Token;
use identifiants::Courriel;
use jiff::Timestamp;
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// What was made of a message of the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recu<T> {
    /// It is new here.
    Cree(T),
    /// It was there: what is held now, whether the message changed it or came too late.
    Connu(T),
}

/// Why a regulator is not taken.
#[derive(Debug, thiserror::Error)]
pub enum RegulateurError {
    /// The address is that of another regulator.
    #[error("L’adresse «\u{a0}{0}\u{a0}» est déjà celle d’un autre régulateur.")]
    CourrielPris(String),
    /// The number is that of another open account.
    #[error("Cet identifiant est déjà celui d’un autre compte ouvert de régulateur.")]
    NumeroPris,
    /// No account can have that address or that name.
    #[error("{0}")]
    Illisible(String),
    /// The account of that address was closed on the whole instance.
    #[error("Le compte de cette adresse a été fermé par l’administration de cette instance.")]
    CompteFerme,
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Opens, changes or closes the account of a regulator, as the platform asks (INT_R02). `looked_for` is what a conditional update
/// looks for; without it the account is new. `changed` is when the platform last changed it: what is older than what is held
/// changes nothing, and the same message twice is one.
///
/// # Errors
/// [`RegulateurError`]; nothing is written then.
pub async fn receive_regulateur(
    ctx: &Ctx,
    db: &Db,
    fiche: &Regulator,
    changed: Option<Timestamp>,
    looked_for: Option<&Token>,
) -> Result<Recu<Regulateur>, RegulateurError> {
    ctx.require(ECRIRE)?;
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    let known = match looked_for {
        Some(token) => store::regulateurs::of_number(&mut tx, &token.value).await?.into_iter().next(),
        None => None,
    };
    // A date to come would close the door to what comes next.
    let marque = changed.map(|at| at.min(ctx.now));
    if let Some(held) = &known
        && marque.zip(held.marque).is_some_and(|(new, old)| new < old)
    {
        return Ok(Recu::Connu(held.clone()));
    }
    let (fiche, personne) = account(&mut tx, fiche).await?;
    let id = known.as_ref().map_or_else(|| ctx.id(), |held| held.id);
    let one = Regulateur { id, personne, fiche, marque, change_le: ctx.now };
    match known {
        None => add(tx, one).await.map(Recu::Cree),
        Some(held) => change(tx, held, one).await.map(Recu::Connu),
    }
}

/// The account that they sign in with, opened when there is none; their address as accounts compare it.
async fn account(tx: &mut Tx, fiche: &Regulator) -> Result<(Regulator, uuid::Uuid), RegulateurError> {
    let unreadable = |why: &dyn std::fmt::Display| RegulateurError::Illisible(why.to_string());
    let courriel: Courriel = fiche.email.parse().map_err(|why| unreadable(&why))?;
    let nom: Nom = fiche.family.parse().map_err(|why| unreadable(&why))?;
    let prenom: Nom = fiche.given.parse().map_err(|why| unreadable(&why))?;
    let opened = comptes::open_account(tx, &courriel, &nom, &prenom).await;
    let personne = opened.map_err(|why| match why {
        AddError::Db(fault) => RegulateurError::Db(fault),
        AddError::Denied(denied) => RegulateurError::Denied(denied),
        AddError::CompteFerme => RegulateurError::CompteFerme,
        other @ (AddError::DejaMembre(_)
        | AddError::SansRole
        | AddError::RoleDAilleurs(_)
        | AddError::CptsInconnue) => RegulateurError::Illisible(other.to_string()),
    })?;
    Ok((Regulator { email: comptes::folded(&courriel), ..fiche.clone() }, personne.uuid()))
}

async fn add(mut tx: Tx, one: Regulateur) -> Result<Regulateur, RegulateurError> {
    if !store::regulateurs::keep(&mut tx, &one).await? {
        return Err(whose(&mut tx, &one).await?);
    }
    tx.record(Trace::new("sas.regulateur_ouvert", format!("regulateur:{}", one.id)));
    tx.commit().await?;
    Ok(one)
}

/// Whether the address or a number stood in the way.
async fn whose(tx: &mut Tx, one: &Regulateur) -> db::Result<RegulateurError> {
    for number in [one.fiche.sas_id.as_deref(), one.national()].into_iter().flatten() {
        let held = store::regulateurs::of_number(tx, number).await?;
        if held.iter().any(|other| other.fiche.active || one.fiche.sas_id.as_deref() == Some(number)) {
            return Ok(RegulateurError::NumeroPris);
        }
    }
    Ok(RegulateurError::CourrielPris(one.fiche.email.clone()))
}

async fn change(mut tx: Tx, held: Regulateur, one: Regulateur) -> Result<Regulateur, RegulateurError> {
    if held.fiche == one.fiche && one.marque.is_none_or(|new| held.marque == Some(new)) {
        return Ok(held);
    }
    match store::regulateurs::change(&mut tx, &one).await {
        Ok(true) => {}
        // Somebody faster wrote something newer.
        Ok(false) => return Ok(store::regulateurs::regulateur(&mut tx, held.id).await?.unwrap_or(held)),
        Err(fault) if fault.is_constraint() => {
            let same_address = held.fiche.email == one.fiche.email;
            return Err(match same_address {
                true => RegulateurError::NumeroPris,
                false => RegulateurError::CourrielPris(one.fiche.email),
            });
        }
        Err(fault) => return Err(fault.into()),
    }
    let act = if one.fiche.active { "sas.regulateur_change" } else { "sas.regulateur_ferme" };
    tx.record(Trace::new(act, format!("regulateur:{}", one.id)));
    tx.commit().await?;
    Ok(Regulateur { marque: one.marque.or(held.marque), ..one })
}

impl Refusal for RegulateurError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::CourrielPris(_) => (422, "sas-regulateur-courriel-pris"),
            Self::NumeroPris => (422, "sas-regulateur-numero-pris"),
            Self::Illisible(_) => (422, "sas-regulateur-illisible"),
            Self::CompteFerme => (422, "sas-regulateur-compte-ferme"),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
