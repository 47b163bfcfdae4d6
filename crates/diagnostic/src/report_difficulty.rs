use crate::besoin::{Besoin, Origine, Texte};
use crate::droits::{ANIMER, SIGNALER};
use crate::preuve::{Fait, Nature, Preuve};
use crate::signalement::{Refus, Signalement, Suite, words};
use crate::{WriteError, store, write_besoin};
use db::{Db, Trace, Tx};
use identifiants::CommuneCode;
use kernel::{Ctx, Id};
use std::collections::BTreeSet;
use ui::francais;

/// Reports a difficulty of a commune, one of `territoire`.
///
/// # Errors
/// [`WriteError`].
pub async fn report_difficulty(
    ctx: &Ctx,
    db: &Db,
    territoire: &BTreeSet<CommuneCode>,
    commune: CommuneCode,
    texte: &str,
) -> Result<Id<Signalement>, WriteError> {
    ctx.require(SIGNALER)?;
    let texte = words(texte, Refus::SansTexte)?;
    if !territoire.contains(&commune) {
        return Err(Refus::HorsTerritoire(commune).into());
    }
    let auteur = write_besoin::author(ctx);
    let signalement = Signalement { id: ctx.id(), commune, texte, auteur, recu_le: ctx.now, suite: None };
    let mut tx = db.begin(ctx).await?;
    store::signalements::add(&mut tx, &signalement).await?;
    let trace = Trace::new("diagnostic.signalement_recu", format!("signalement:{}", signalement.id));
    tx.record(trace.detail(commune).after(&signalement));
    tx.commit().await?;
    Ok(signalement.id)
}

/// What a report becomes in the diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Devenir {
    /// Nothing more than the answer.
    Reponse,
    /// It joins a need of the list, as evidence.
    Rejoint(Id<Besoin>),
    /// A new need, of which it is the first evidence.
    Nouveau(Texte),
}

/// Answers a report; it may become a need, or evidence of one.
///
/// # Errors
/// [`WriteError`].
pub async fn answer_report(
    ctx: &Ctx,
    db: &Db,
    id: Id<Signalement>,
    reponse: &str,
    devenir: Devenir,
) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let reponse = words(reponse, Refus::SansReponse)?;
    let mut tx = db.begin(ctx).await?;
    let known = store::signalements::signalement(&mut tx, id).await?;
    let signalement = known.ok_or(WriteError::Inconnu("Ce signalement"))?;
    let besoin = match devenir {
        Devenir::Reponse => None,
        Devenir::Rejoint(besoin) => Some(besoin),
        Devenir::Nouveau(texte) => Some(write_besoin::write(&mut tx, texte, Origine::Elu).await?),
    };
    if !store::signalements::answer(&mut tx, id, &Suite { reponse, le: ctx.now, besoin }).await? {
        return Err(Refus::DejaRepondu.into());
    }
    if let Some(besoin) = besoin {
        cite(&mut tx, &signalement, besoin).await?;
    }
    tx.record(Trace::new("diagnostic.signalement_repondu", format!("signalement:{id}")));
    tx.commit().await?;
    Ok(())
}

/// Makes the report evidence of a need that stands.
async fn cite(tx: &mut Tx, signalement: &Signalement, besoin: Id<Besoin>) -> Result<(), WriteError> {
    let known = store::besoins::hold(tx, besoin).await?.ok_or(WriteError::Inconnu("Ce besoin"))?;
    if !known.is_ouvert() {
        return Err(crate::besoin::Refus::PlusOuvert.into());
    }
    let jour = kernel::today(signalement.recu_le);
    let fait = Fait {
        nature: Nature::Signalement,
        reference: signalement.id.to_string(),
        libelle: signalement.texte.chars().take(300).collect(),
        valeur: String::new(),
        source: format!("Commune {}, le {}", signalement.commune, francais::date(jour)),
    };
    let auteur = write_besoin::author(tx.ctx());
    let preuve =
        Preuve { id: tx.ctx().id(), besoin, fait: fait.checked()?, auteur, ajoutee_le: tx.ctx().now };
    store::preuves::tie(tx, &preuve).await?;
    Ok(())
}
