use crate::WriteError;
use crate::approve::approver;
use crate::coffre::coffre;
use crate::coordonnees::{Compte, Coordonnees};
use crate::droits::{COORDONNEES, DECLARER, PAYER};
use crate::indemnite::Refus as Ligne;
use crate::lot::Refus as LotRefus;
use crate::papier;
use crate::store::{self, coordonnees};
use adhesions::Adherent;
use comptes::MessageDemande;
use db::{Db, Trace, Tx};
use jiff::Timestamp;
use kernel::{Ctx, Id, saisie};
use pieces::Depot;
use uuid::Uuid;
use vault::Vault;

/// Keeps the bank details of a member: their own, or those that the office received on paper.
///
/// The person is told at the address of their record, so that what they did not do is seen. Those that replace others, or that somebody
/// else gave, are checked by a third one before they are paid on. A paper is sealed like the account, and goes with it.
///
/// # Errors
/// [`WriteError`].
pub async fn give_coordonnees(
    ctx: &Ctx,
    db: &Db,
    adherent: Id<Adherent>,
    compte: &Compte,
    papier: Option<Depot>,
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let account = crate::author(ctx).ok_or(WriteError::SansAuteur)?;
    let own = adhesions::par_compte(&mut tx, account).await?.is_some_and(|me| me.id == adherent);
    ctx.require(if own { DECLARER } else { PAYER })?;
    let person =
        adhesions::adherent(&mut tx, adherent).await?.ok_or(WriteError::Inconnu("Cette personne"))?;
    store::hold(&mut tx).await?;
    let coffre = coffre(db.secret(), tx.cpts());
    let before = coordonnees::coordonnees(&mut tx, adherent).await?;
    let kept =
        before.as_ref().and_then(|one| Compte::open(&coffre, adherent.uuid(), &one.titulaire, &one.scelle));
    if kept.as_ref() == Some(compte) && !coordonnees::rejected(&mut tx, adherent).await? {
        return Ok(());
    }
    let new = Coordonnees {
        adherent,
        titulaire: compte.0.nom.clone(),
        masque: compte.0.iban.masque(),
        scelle: compte.seal(&coffre, adherent.uuid()),
        donne_le: ctx.now,
        donne_par: Some(account),
        change_le: (before.is_some() || !own).then_some(ctx.now),
        confirme_le: None,
        par_autrui: !own,
        piece: None,
    };
    coordonnees::write(&mut tx, &new).await?;
    papier::replace(&mut tx, &coffre, adherent, papier.as_ref()).await?;
    warn(&mut tx, &person, &new.masque, before.is_some()).await?;
    tx.record(
        Trace::new("indemnites.coordonnees_donnees", format!("adherent:{adherent}"))
            .detail(&new.masque)
            .before(&before)
            .after(&new),
    );
    tx.commit().await?;
    if let Some(clear) = before.and_then(|one| one.piece) {
        pieces::release(ctx, db, clear).await?;
    }
    Ok(())
}

async fn warn(tx: &mut Tx, person: &Adherent, masque: &str, changed: bool) -> Result<(), WriteError> {
    let (Some(to), Some(here)) = (person.courriel.clone(), comptes::here(tx).await?) else { return Ok(()) };
    let what = if changed { "viennent de changer" } else { "viennent d’être notées" };
    let texte = format!(
        "Bonjour,\n\nLes coordonnées bancaires sur lesquelles {} vous paie {what}\u{a0}: {masque}.\n\n\
         Si cela ne vient pas de vous, prévenez tout de suite la trésorerie de la CPTS\u{a0}: ce que vous n’avez pas donné vous-même n’est pas payé sans vérification.\n\n{}",
        here.nom,
        comptes::LIEN
    );
    let message = MessageDemande {
        vers: to.into(),
        objet: if changed {
            "Vos coordonnées bancaires ont changé"
        } else {
            "Vos coordonnées bancaires sont notées"
        }
        .to_owned(),
        texte,
        chemin: Some(format!("/{}/espace/mon-annee", here.slug)),
        calendrier: None,
    };
    tx.publish(&message).await?;
    Ok(())
}

/// Reads bank details in full. The reading and its reason stay in the journal.
///
/// # Errors
/// [`WriteError`].
pub async fn read_coordonnees(
    ctx: &Ctx,
    db: &Db,
    adherent: Id<Adherent>,
    motif: &str,
) -> Result<Compte, WriteError> {
    ctx.require(COORDONNEES)?;
    let motif = saisie::line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let kept = coordonnees::coordonnees(&mut tx, adherent).await?;
    let kept = kept.ok_or(WriteError::Inconnu("Ces coordonnées bancaires"))?;
    let coffre = coffre(db.secret(), tx.cpts());
    let clear =
        Compte::open(&coffre, adherent.uuid(), &kept.titulaire, &kept.scelle).ok_or(LotRefus::Illisible)?;
    tx.record(Trace::new("indemnites.coordonnees_lues", format!("adherent:{adherent}")).detail(motif));
    tx.commit().await?;
    Ok(clear)
}

/// Somebody else than the person, and than whoever gave them, checked with the person the details that were given at that instant.
///
/// # Errors
/// [`WriteError`].
pub async fn confirm_coordonnees(
    ctx: &Ctx,
    db: &Db,
    adherent: Id<Adherent>,
    donne_le: Timestamp,
    motif: &str,
) -> Result<(), WriteError> {
    ctx.require(PAYER)?;
    let motif = saisie::line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let me = approver(&mut tx).await?;
    let kept = coordonnees::coordonnees(&mut tx, adherent).await?;
    let kept = kept.ok_or(WriteError::Inconnu("Ces coordonnées bancaires"))?;
    if me.adherent == Some(adherent) || kept.donne_par == Some(me.compte) {
        return Err(Ligne::PourSoi.into());
    }
    if !coordonnees::confirm(&mut tx, adherent, donne_le, me.compte).await? {
        return Err(WriteError::CoordonneesChangees);
    }
    tx.record(Trace::new("indemnites.coordonnees_confirmees", format!("adherent:{adherent}")).detail(motif));
    tx.commit().await?;
    Ok(())
}

/// Writes the account that the association pays from.
///
/// # Errors
/// [`WriteError`].
pub async fn set_compte(ctx: &Ctx, db: &Db, compte: &Compte) -> Result<(), WriteError> {
    ctx.require(PAYER)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let coffre = coffre(db.secret(), tx.cpts());
    // The name goes with the account: one seal holds both.
    let clear = format!(
        "{}\n{}\n{}",
        compte.0.iban.electronique(),
        compte.0.bic.map(|bic| bic.to_string()).unwrap_or_default(),
        compte.0.nom
    );
    let masque = format!("{}, {}", compte.0.nom, compte.0.iban.masque());
    coordonnees::set_compte(&mut tx, &coffre.seal(Uuid::nil(), clear.as_bytes()), &masque).await?;
    tx.record(Trace::new("indemnites.compte_ecrit", "compte").detail(masque));
    tx.commit().await?;
    Ok(())
}

/// The account that the association pays from, in clear.
pub(crate) async fn debtor(tx: &mut Tx, coffre: &Vault) -> Result<Compte, WriteError> {
    let (sealed, ..) = coordonnees::compte(tx).await?.ok_or(LotRefus::SansCompte)?;
    let clear = coffre
        .open(Uuid::nil(), &sealed)
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or(LotRefus::Illisible)?;
    let mut parts = clear.splitn(3, '\n');
    let (iban, bic, nom) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    Compte::read(nom, iban, bic).map_err(|_| LotRefus::Illisible.into())
}
