use crate::droits::TRAITER;
use crate::reprint::sealed;
use crate::store::demandes;
use crate::{Coffre, Demande, Identite, WriteError};
use db::{Db, Trace, Tx};
use kernel::saisie::{Refus, UpTo};
use kernel::{Ctx, Id};

/// What the journal keeps of each reading.
pub(crate) const LUE: &str = "medecin_traitant.identite_lue";
/// Reasons are short: they stay in the journal after the request is erased.
const RAISON: UpTo = UpTo(120);

/// Who a request is for. The only way to an identity for people: each reading and its reason are in the journal, in the same
/// transaction, or nothing is read.
///
/// # Errors
/// [`WriteError`]: no reason, one that names the person.
pub async fn read_identite(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    raison: &str,
) -> Result<Identite, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let who = read(&mut tx, &coffre, id, raison).await?;
    tx.commit().await?;
    Ok(who)
}

/// The same in the caller’s transaction, for what reads several at once.
pub(crate) async fn read(
    tx: &mut Tx,
    coffre: &Coffre,
    id: Id<Demande>,
    raison: &str,
) -> Result<Identite, WriteError> {
    demandes::demande(tx, coffre, id).await?.ok_or(WriteError::Inconnu("Cette demande"))?;
    let who = sealed(tx, coffre, id).await?;
    let raison = checked(&who, raison)?;
    tx.record(Trace::new(LUE, crate::objet(id)).detail(raison));
    Ok(who)
}

/// A reason that somebody can judge later, and that says nothing of the person.
pub(crate) fn checked(who: &Identite, raison: &str) -> Result<String, Refus> {
    let raison = RAISON.line("raison", raison)?;
    if raison.split(' ').filter(|word| word.chars().filter(|sign| sign.is_alphabetic()).count() > 1).count()
        < 2
    {
        return Err(Refus::new(
            "raison",
            "Dites pourquoi en quelques mots\u{a0}: «\u{a0}appel au patient\u{a0}», «\u{a0}rendez-vous à noter\u{a0}».",
        ));
    }
    if names(who, &raison) {
        return Err(Refus::new(
            "raison",
            "Ce motif reste au journal\u{a0}: n’y écrivez ni le nom, ni le téléphone, ni l’adresse de la personne.",
        ));
    }
    Ok(raison)
}

/// Whether these words say who somebody is.
fn names(who: &Identite, text: &str) -> bool {
    let folded = kernel::fold(text);
    let words: Vec<&str> = folded.split(|sign: char| !sign.is_alphanumeric()).collect();
    let said = |name: &str| {
        let name = kernel::fold(name);
        let parts = name.split(|sign: char| !sign.is_alphanumeric()).filter(|part| part.chars().count() > 2);
        parts.into_iter().any(|part| words.contains(&part))
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let called = digits(text);
    let phone = who.telephone.as_ref().map(|one| digits(&one.to_string()));
    said(&who.nom)
        || said(&who.prenom)
        || phone.is_some_and(|phone| phone.len() > 8 && called.contains(&phone[phone.len() - 9..]))
        || who.courriel.as_ref().is_some_and(|one| folded.contains(&kernel::fold(one.as_str())))
        || (!who.adresse.is_empty() && folded.contains(&kernel::fold(&who.adresse)))
}
