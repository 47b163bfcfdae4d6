use crate::change_adherent::UNKNOWN;
use crate::droits::COTISER;
use crate::store::{adherents, cotisations, tarifs};
use crate::tarif::{ANNEES, Tarif, tarif_de};
use crate::{Adherent, Cotisation, WriteError};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::Refus;
use kernel::{Ctx, Id, today};
use ui::francais;

/// What became of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appel {
    /// Fees asked for now.
    pub appelees: u32,
    /// Fees asked for before.
    pub deja: u32,
    /// Members whom no rate is for.
    pub sans_tarif: Vec<String>,
}

/// Asks every member of a civil year for their fee, at the rate of that year. Done again, it asks only those who joined since;
/// of two people who call at once, each fee is asked for once.
///
/// # Errors
/// [`WriteError`].
pub async fn open_annee(ctx: &Ctx, db: &Db, annee: i16) -> Result<Appel, WriteError> {
    ctx.require(COTISER)?;
    let jour = today(ctx.now);
    check(annee, jour)?;
    let mut tx = db.begin(ctx).await?;
    let all = adherents::adherents(&mut tx).await?;
    let known = cotisations::de_l_annee(&mut tx, annee).await?;
    let rates = tarifs::tarifs(&mut tx).await?;
    let mut appel = Appel::default();
    // Who has left already is not asked for a year that is not theirs any more, unless by hand.
    for one in all.iter().filter(|one| one.was_in(annee) && one.est_en_cours()) {
        match tarif_de(&rates, one, annee) {
            _ if known.contains_key(&one.id) => appel.deja += 1,
            None => appel.sans_tarif.push(one.nom()),
            Some(rate) if call(&mut tx, one, annee, jour, rate.cents, Some(rate)).await? => {
                appel.appelees += 1
            }
            Some(_) => appel.deja += 1,
        }
    }
    if appel.appelees == 0 {
        return Ok(appel);
    }
    let count = francais::compte(appel.appelees.into(), "cotisation", "cotisations");
    tx.record(
        Trace::new("adhesions.annee_appelee", format!("annee:{annee}")).detail(format!("{annee}, {count}")),
    );
    tx.commit().await?;
    Ok(appel)
}

/// Asks one member for the fee of a civil year, at its rate or for another amount.
///
/// # Errors
/// [`WriteError`].
pub async fn call_cotisation(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    annee: i16,
    cents: Option<i64>,
) -> Result<(), WriteError> {
    ctx.require(COTISER)?;
    let jour = today(ctx.now);
    check(annee, jour)?;
    let mut tx = db.begin(ctx).await?;
    let one = adherents::hold(&mut tx, id).await?.ok_or(UNKNOWN)?;
    if !one.was_in(annee) {
        let words = format!("{} n’était pas adhérent en {annee}.", one.nom());
        return Err(Refus::new("annee", words).into());
    }
    let rates = tarifs::tarifs(&mut tx).await?;
    let rate = tarif_de(&rates, &one, annee);
    let cents = cents.or(rate.map(|rate| rate.cents));
    let cents = cents.ok_or_else(|| {
        Refus::new("montant", "Aucun tarif ne vaut pour cette année\u{a0}: donnez le montant.")
    })?;
    let rate = rate.filter(|rate| rate.cents == cents);
    if !call(&mut tx, &one, annee, jour, cents, rate).await? {
        return Err(WriteError::DejaConnu(format!("La cotisation {annee} est déjà appelée.")));
    }
    let words = format!("{annee}, {}", francais::euros(cents));
    tx.record(Trace::new("adhesions.cotisation_appelee", crate::objet(id)).detail(words));
    tx.commit().await?;
    Ok(())
}

/// Asks for a fee; false when it was asked for already.
pub(crate) async fn call(
    tx: &mut Tx,
    one: &Adherent,
    annee: i16,
    appelee_le: Date,
    cents: i64,
    rate: Option<&Tarif>,
) -> db::Result<bool> {
    let auteur = crate::author(tx.ctx());
    let fee = Cotisation {
        adherent: one.id,
        annee,
        cents,
        appelee_le,
        offerte: None,
        relancee_le: None,
        paiements: Vec::new(),
    };
    cotisations::call(tx, &fee, rate.map(|rate| rate.id), auteur).await
}

/// A fee is asked for until the year after.
fn check(annee: i16, jour: Date) -> Result<(), WriteError> {
    if !ANNEES.contains(&annee) || annee > jour.year() + 1 {
        return Err(Refus::new(
            "annee",
            format!("Une année civile est attendue, jusqu’à {}.", jour.year() + 1),
        )
        .into());
    }
    Ok(())
}
