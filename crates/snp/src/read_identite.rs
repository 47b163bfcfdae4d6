use crate::droits::TRAITER;
use crate::place::DEMANDE;
use crate::{Coffre, Demande, Identite, WriteError, objet, store};
use db::{Db, Trace};
use identifiants::Telephone;
use kernel::saisie::{Refus, UpTo};
use kernel::{Ctx, Id};

/// Reasons are short: they stay in the journal after the request is erased.
const RAISON: UpTo = UpTo(120);

/// Who a request is for. The only way to an identity for people: each reading and its reason are in the journal, in the same
/// transaction, or nothing is read.
///
/// # Errors
/// [`WriteError`]: no reason, one that names the person; [`WriteError::Illisible`] when nothing is kept.
pub async fn read_identite(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    raison: &str,
) -> Result<Identite, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    store::demandes::demande(&mut tx, &coffre, id).await?.ok_or(DEMANDE)?;
    let sealed = store::identites::scelle(&mut tx, id).await?.ok_or(WriteError::Illisible)?;
    let who = coffre.open_identite(id, &sealed).ok_or(WriteError::Illisible)?;
    let raison = checked(&who, raison)?;
    tx.record(Trace::new("snp.identite_lue", objet(id)).detail(raison));
    tx.commit().await?;
    Ok(who)
}

/// The requests of somebody who calls again, the latest first: by the fingerprint of their number, which nobody reads.
///
/// # Errors
/// [`WriteError`].
pub async fn find_appelant(ctx: &Ctx, db: &Db, telephone: &Telephone) -> Result<Vec<Demande>, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await?;
    let mut found = Vec::new();
    for id in store::identites::with_print(&mut tx, &coffre.empreinte(telephone)).await? {
        found.extend(store::demandes::demande(&mut tx, &coffre, id).await?);
    }
    Ok(found)
}

/// A reason that somebody can judge later, and that says nothing of the person.
fn checked(who: &Identite, raison: &str) -> Result<String, Refus> {
    let raison = RAISON.line("raison", raison)?;
    let folded = kernel::fold(&raison);
    let said: Vec<&str> =
        folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if said.len() < 2 {
        return Err(Refus::new(
            "raison",
            "Dites pourquoi en quelques mots\u{a0}: «\u{a0}rappel du patient\u{a0}».",
        ));
    }
    let name = kernel::fold(&who.nom);
    let mut name = name.split(|sign: char| !sign.is_alphanumeric()).filter(|part| part.chars().count() > 1);
    let called = digits(&raison);
    let rings = who.telephone.as_ref().is_some_and(|phone| {
        let phone = digits(&phone.to_string());
        phone.len() > 8 && called.contains(&phone[phone.len() - 9..])
    });
    if rings || name.any(|part| said.contains(&part)) {
        return Err(Refus::new(
            "raison",
            "Ce motif reste au journal\u{a0}: n’y écrivez ni le nom ni le téléphone de la personne.",
        ));
    }
    Ok(raison)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something_and_nothing_of_the_person() {
        let who =
            Identite { nom: "Jeanne Le Gall".to_owned(), telephone: Some("0612345678".parse().unwrap()) };
        for words in
            ["", "rappel", "appel à jeanne", "dossier GALL", "rappel au 06 12 34 56 78", "appel +33612345678"]
        {
            assert!(checked(&who, words).is_err(), "{words}");
        }
        for words in ["rappel du patient", "rendez-vous à déplacer, 2 fois"] {
            assert_eq!(checked(&who, words).as_deref(), Ok(words));
        }
    }
}
