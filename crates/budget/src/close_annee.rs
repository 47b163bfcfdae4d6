use crate::annee::{self, Solde};
use crate::cloture::{Cloture, Scelle};
use crate::droits::TENIR;
use crate::livre::Livre;
use crate::mouvement::Genre;
use crate::refus::Refus;
use crate::{WriteError, ecritures, gather, plan, store};
use db::{Db, Trace, Tx};
use kernel::Ctx;
use law::Parameters;
use std::sync::Arc;

/// Closes a civil year that is over and whose entries are valid: nobody writes in it any more, nor in those before, its balances
/// open the next one. Its file is kept byte for byte: what other rooms say differently later is counted in the next open year.
///
/// # Errors
/// [`WriteError`]; everything that keeps its entries from being valid; an earlier year that is still open.
pub async fn close_annee(ctx: &Ctx, db: &Db, law: Arc<Parameters>, annee: i16) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    if annee >= kernel::today(ctx.now).year() {
        return Err(Refus::EnCours(annee).into());
    }
    let mut tx = db.begin(ctx).await?;
    // Nobody writes in the accounts between this reading and its end.
    crate::write_mouvement::open(&mut tx, &[jiff::civil::date(annee, 12, 31)]).await?;
    let livre = gather::livre(&mut tx, law).await?;
    if let Some(before) = still_open(&mut tx, &livre, annee).await? {
        return Err(Refus::Precedente(before).into());
    }
    if !store::annees::close(&mut tx, annee, crate::author(ctx)).await? {
        return Err(Refus::Close(annee).into());
    }
    let compta = ecritures::compta(&mut tx, &livre, annee).await?;
    let (nom, text) = compta.fec(&livre).map_err(WriteError::Export)?;
    let next = compta.next();
    store::annees::set_soldes(&mut tx, annee + 1, &next).await?;
    let scelle = Scelle {
        nom,
        empreinte: store::clotures::empreinte(text.as_bytes()),
        banque: livre.reglages.banque.clone(),
    };
    let said = format!("{}, SHA-256 {}", scelle.nom, scelle.empreinte);
    store::clotures::keep(&mut tx, annee, &Cloture { scelle, lignes: compta.lignes }, text.as_bytes())
        .await?;
    tx.record(Trace::new("budget.annee_close", format!("annee:{annee}")).detail(said).after(&next));
    tx.commit().await?;
    Ok(())
}

/// The first year before that one which has entries and is still open. Years before the last balances typed are settled elsewhere;
/// those before a closed one are closed.
async fn still_open(tx: &mut Tx, livre: &Livre, annee: i16) -> Result<Option<i16>, WriteError> {
    let ouvertes = store::annees::ouvertes(tx).await?;
    let annee = i64::from(annee);
    let from = ouvertes.range(..=annee).next_back().copied();
    let closed = store::annees::closes(tx).await?.into_keys().next_back();
    let moved = livre.lignes.iter().filter(|one| one.genre != Genre::Engagement);
    let years = moved.map(|one| i64::from(one.jour.year())).chain(ouvertes);
    let still = |one: &i64| {
        *one < annee && from.is_none_or(|from| *one >= from) && closed.is_none_or(|last| *one > last)
    };
    Ok(years.filter(still).min().and_then(|one| i16::try_from(one).ok()))
}

/// Writes the balances that open a civil year, as the accountant gives them: « compte;débit;crédit » or « compte;solde » a line.
///
/// # Errors
/// [`WriteError`].
pub async fn set_soldes(ctx: &Ctx, db: &Db, annee: i16, soldes: Vec<Solde>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    annee::check(&soldes)?;
    let mut tx = db.begin(ctx).await?;
    crate::write_mouvement::open(&mut tx, &[jiff::civil::date(annee, 1, 1)]).await?;
    if store::annees::closes(&mut tx).await?.contains_key(&i64::from(annee - 1)) {
        return Err(Refus::Close(annee - 1).into());
    }
    let plan = plan::comptes(&store::reglages::comptes(&mut tx).await?);
    let mut named = Vec::new();
    for one in soldes {
        let compte = plan::numero("soldes", &one.compte)?;
        let libelle =
            plan::libelle(&plan, &compte).ok_or(Refus::Compte("soldes".to_owned(), compte.clone()))?;
        named.push(Solde { libelle: libelle.to_owned(), compte, ..one });
    }
    store::annees::set_soldes(&mut tx, annee, &named).await?;
    tx.record(Trace::new("budget.soldes_notes", format!("annee:{annee}")).after(&named));
    tx.commit().await?;
    Ok(())
}
