use crate::store::{adherents, cotisations, textes};
use crate::{Adherent, EtatCotisation, Situation, texte};
use db::{Result, Tx};
use jiff::civil::Date;
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};

/// Where somebody stands on that day; none when there is no such person.
///
/// # Errors
/// A fault of storage.
pub async fn situation(tx: &mut Tx, id: Id<Adherent>, jour: Date) -> Result<Option<Situation>> {
    let Some(one) = adherents::adherent(tx, id).await? else { return Ok(None) };
    let fees = cotisations::de(tx, id).await?;
    let fee = fees.iter().find(|fee| fee.annee == jour.year());
    let texts = textes::textes(tx).await?;
    let known = textes::acceptees(tx, id).await?;
    let accepted: BTreeSet<_> = known.iter().map(|one| one.texte).collect();
    Ok(Some(Situation {
        adherent: one.est_adherent(jour),
        cotisation: fee.map_or(EtatCotisation::SansAppel, crate::Cotisation::etat),
        textes: texte::asked(&texts, jour).all(|text| accepted.contains(&text.id)),
    }))
}

/// Where everybody stands on that day, requests and refusals included, in five queries whatever their number.
///
/// # Errors
/// A fault of storage.
pub async fn situations(tx: &mut Tx, jour: Date) -> Result<BTreeMap<Id<Adherent>, Situation>> {
    let all = adherents::tous(tx).await?;
    situations_of(tx, &all, jour).await
}

/// The same, of people who were read already.
pub(crate) async fn situations_of(
    tx: &mut Tx,
    all: &[Adherent],
    jour: Date,
) -> Result<BTreeMap<Id<Adherent>, Situation>> {
    let fees = cotisations::de_l_annee(tx, jour.year()).await?;
    let texts = textes::textes(tx).await?;
    let asked: Vec<_> = texte::asked(&texts, jour).map(|text| text.id).collect();
    let accepted: BTreeSet<_> =
        textes::acceptations(tx).await?.iter().map(|one| (one.adherent, one.texte)).collect();
    let stands = |one: &Adherent| Situation {
        adherent: one.est_adherent(jour),
        cotisation: fees.get(&one.id).map_or(EtatCotisation::SansAppel, crate::Cotisation::etat),
        textes: asked.iter().all(|text| accepted.contains(&(one.id, *text))),
    };
    Ok(all.iter().map(|one| (one.id, stands(one))).collect())
}
