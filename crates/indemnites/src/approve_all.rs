use crate::WriteError;
use crate::alerte::Nature;
use crate::approve::{approver, ceiling, sign};
use crate::droits::APPROUVER;
use crate::indemnite::Indemnite;
use crate::plafond;
use crate::read_alertes::examen;
use crate::store::{self, choix, plafonds};
use adhesions::Adherent;
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// Which lines one gesture approves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Geste {
    /// Those without any alert.
    SansAlerte,
    /// Those of a person that this alert names, in spite of it; other alerts of the same lines keep them waiting.
    Malgre(Nature, Id<Adherent>),
}

/// What one gesture did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Approuvees {
    /// Lines approved.
    pub lignes: u64,
    /// Lines left waiting because a ceiling would have been passed.
    pub au_dela: u64,
}

/// Approves many lines at once, to be paid on `paiement`: a few statements whatever their number, each person’s ceiling as exact as
/// for one line. A person whose ceiling would be passed keeps all their lines waiting.
///
/// # Errors
/// [`WriteError`].
pub async fn approve_all(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    geste: Geste,
    paiement: Date,
) -> Result<Approuvees, WriteError> {
    ctx.require(APPROUVER)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let me = approver(&mut tx).await?;
    let plafond = ceiling(&mut tx, law, plafond::annee(paiement)).await?;
    let seen = examen(&mut tx, law, Some(me), plafond.annee).await?;
    let chosen: Vec<Id<Indemnite>> = match geste {
        Geste::SansAlerte => seen.sures.iter().map(|one| one.id).collect(),
        Geste::Malgre(nature, personne) => seen.only(nature, personne),
    };
    if chosen.is_empty() {
        return Ok(Approuvees::default());
    }
    choix::choose(&mut tx, &chosen).await?;
    sign(&mut tx, me).await?;
    let approved = choix::approve(&mut tx, me.compte, plafond.annee).await?;
    let au_dela = plafonds::engage_choice(&mut tx, plafond.annee, plafond.cents).await?;
    choix::clear(&mut tx).await?;
    let done = Approuvees { lignes: approved - au_dela, au_dela };
    let words = ui::francais::compte(i64::try_from(done.lignes).unwrap_or(i64::MAX), "ligne", "lignes");
    let why = match geste {
        Geste::SansAlerte => words,
        Geste::Malgre(nature, _) => format!("{words}, malgré l’alerte «\u{a0}{}\u{a0}»", nature.libelle()),
    };
    let ids: Vec<String> = chosen.iter().map(ToString::to_string).collect();
    tx.record(
        Trace::new("indemnites.lignes_approuvees", format!("indemnites:{}", plafond.annee))
            .detail(why)
            .after(&ids),
    );
    tx.commit().await?;
    Ok(done)
}
