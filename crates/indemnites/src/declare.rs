use crate::WriteError;
use crate::droits::DECLARER;
use crate::indemnite::{Etat, Indemnite, Refus as Ligne, source};
use crate::propose::{self, Proposition};
use crate::regime::Objet;
use crate::store::{self, lignes};
use actes::Mission;
use db::{Db, Trace};
use jiff::{ToSpan, civil::Date};
use kernel::saisie::{Refuses, line};
use kernel::{Ctx, Id};
use pieces::Depot;
use uuid::Uuid;

/// What a member says they did, when no meeting says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// When.
    pub jour: Date,
    /// Time or a journey.
    pub objet: Objet,
    /// Minutes or kilometres.
    pub quantite: u32,
    /// For which mission.
    pub mission: Mission,
    /// For which action of the projet de santé.
    pub action: Option<Uuid>,
    /// What was done, in words.
    pub quoi: String,
    /// The profession that they took part as; their main one when none is told.
    pub profession: Option<String>,
}

impl Declaration {
    /// Every fault at once.
    fn check(mut self, today: Date) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        let limit = if self.objet == Objet::Kilometre { 2_000 } else { 24 * 60 };
        match () {
            () if self.jour > today => faults.add("jour", "Cette date est dans le futur."),
            () if self.jour < today.saturating_sub(1.year()) => {
                faults.add("jour", "Cette date a plus d’un an\u{a0}: voyez avec la trésorerie.");
            }
            () => {}
        }
        if !(1..=limit).contains(&self.quantite) {
            faults.add("quantite", format!("De 1 à {} pour une journée.", self.objet.mots(limit)));
        }
        self.quoi = faults.keep(line("quoi", &self.quoi));
        faults.finish(self)
    }
}

/// Declares what no event says, under the id that the form was given: the same form sent twice is one line.
///
/// # Errors
/// [`WriteError`].
pub async fn declare(
    ctx: &Ctx,
    db: &Db,
    cle: Uuid,
    declaration: Declaration,
    proof: Option<Depot>,
) -> Result<Option<Id<Indemnite>>, WriteError> {
    ctx.require(DECLARER)?;
    let account = crate::author(ctx).ok_or(WriteError::SansAuteur)?;
    let told = declaration.check(kernel::today(ctx.now))?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let me = adhesions::par_compte(&mut tx, account).await?.ok_or(WriteError::SansFiche)?;
    if let Some(known) = lignes::hold_source(&mut tx, source::DECLARATION, cle).await? {
        return Ok(Some(known.id));
    }
    if let Some(other) = told.profession.as_ref().filter(|one| !me.professions.contains(one)) {
        return Err(Ligne::Profession(other.clone()).into());
    }
    let piece = match proof {
        Some(depot) => Some(pieces::keep(&mut tx, &depot).await?.id),
        None => None,
    };
    let proposition = Proposition {
        personne: me.id,
        libelle: told.quoi,
        objet: told.objet,
        quantite: told.quantite,
        jour: told.jour,
        horaire: None,
        mission: told.mission,
        genre: String::new(),
        action: told.action,
        profession: told.profession,
        declarant: Some(account),
        piece,
    };
    let id = propose::propose(&mut tx, (source::DECLARATION, cle), proposition).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes back one’s own declaration, as long as it waits.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_declaration(ctx: &Ctx, db: &Db, id: Id<Indemnite>) -> Result<(), WriteError> {
    ctx.require(DECLARER)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let line = lignes::hold(&mut tx, id).await?;
    let line = line.filter(|one| one.declarant.is_some() && one.declarant == crate::author(ctx));
    let line = line.ok_or(WriteError::Inconnu("Cette déclaration"))?;
    if line.etat != Etat::Proposee {
        return Err(Ligne::TropTard(line.etat).into());
    }
    if !lignes::drop_line(&mut tx, &line, Etat::Annulee, None, "Retirée par son auteur").await? {
        return Err(Ligne::TropTard(line.etat).into());
    }
    tx.record(Trace::new("indemnites.declaration_retiree", format!("indemnite:{id}")).before(&line));
    tx.commit().await?;
    Ok(())
}
