use crate::droits::TENIR;
use crate::instance::Instance;
use crate::mandat::{Fonction, Mandat};
use crate::scrutin::Scrutin;
use crate::{WriteError, store};
use adhesions::Adherent;
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id, saisie};

/// Who an election chose, as members of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elus {
    /// The instance that they enter.
    pub instance: Id<Instance>,
    /// From that day.
    pub du: Date,
    /// Until that day; none: no term.
    pub au: Option<Date>,
    /// By rank on the ballot, who it is and their function.
    pub qui: Vec<(u32, Id<Adherent>, Fonction)>,
}

/// Notes the mandates of those that an election chose, all at once; those that were noted already stay as they are.
///
/// # Errors
/// [`WriteError`].
pub async fn note_elus(ctx: &Ctx, db: &Db, id: Id<Scrutin>, elus: &Elus) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let scrutin = store::scrutins::scrutin(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce vote"))?;
    if store::instances::instance(&mut tx, elus.instance).await?.is_none() {
        return Err(WriteError::Inconnu("Cette instance"));
    }
    if elus.qui.is_empty() {
        return Err(saisie::Refus::new("", "Choisissez au moins une personne élue.").into());
    }
    let known = adhesions::adherents(&mut tx).await?;
    let mut noted = 0;
    for (rang, adherent, fonction) in &elus.qui {
        if !scrutin.elus().any(|one| one.rang == *rang) {
            return Err(WriteError::Inconnu("Cette personne élue"));
        }
        if !known.iter().any(|one| one.id == *adherent) {
            return Err(WriteError::Inconnu("Cet adhérent"));
        }
        let mandat = Mandat {
            id: Mandat::elu(id, *rang),
            adherent: *adherent,
            instance: elus.instance,
            fonction: *fonction,
            precision: String::new(),
            du: elus.du,
            au: elus.au,
            fini: None,
            seance: scrutin.seance,
        };
        mandat.check()?;
        if store::mandats::add(&mut tx, &mandat).await? {
            noted += 1;
            let trace = Trace::new("gouvernance.mandat_note", format!("mandat:{}", mandat.id));
            tx.record(trace.detail(fonction.libelle()).after(&mandat));
        }
    }
    if noted > 0 {
        tx.commit().await?;
    }
    Ok(())
}
