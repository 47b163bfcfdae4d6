use crate::change_adherent::UNKNOWN;
use crate::droits::{MIENNE, MODIFIER};
use crate::remind::USAGE;
use crate::store::{adherents, textes};
use crate::texte::{Acceptation, Comment};
use crate::{Adherent, Texte, WriteError, texte};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{Refuses, UpTo, line};
use kernel::{Ctx, Id, today};
use pieces::Depot;
use std::collections::BTreeSet;

/// Longest text of the association: statutes are long.
const CONTENU: UpTo = UpTo(200_000);

/// Publishes a version of a text, its words here or in a file, under the id that its form was given.
///
/// # Errors
/// [`WriteError`].
pub async fn publish_texte(ctx: &Ctx, db: &Db, text: Texte, file: Option<Depot>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut faults = Refuses::default();
    let version = faults.keep(line("version", &text.version));
    let titre = faults.keep(line("titre", &text.titre));
    let contenu = faults.keep(CONTENU.maybe_words("contenu", &text.contenu));
    if contenu.is_empty() && file.is_none() {
        faults.add("contenu", "Écrivez le texte ici, ou joignez son fichier.");
    }
    let mut text = faults.finish(Texte { version, titre, contenu, ..text })?;
    let mut tx = db.begin(ctx).await?;
    let all = textes::textes(&mut tx).await?;
    if all.iter().any(|one| one.id == text.id) {
        return Ok(());
    }
    if let Some(file) = file {
        text.piece = Some(pieces::keep(&mut tx, &file).await?.id);
    }
    if !textes::add(&mut tx, &text, crate::author(ctx)).await? {
        let words = "Cette version, ou une autre version du même jour, est déjà publiée.";
        return Err(WriteError::DejaConnu(words.to_owned()));
    }
    let trace = Trace::new("adhesions.texte_publie", format!("texte:{}", text.id));
    tx.record(trace.detail(format!("{}, {}", text.titre, text.version)).after(&text));
    tx.commit().await?;
    Ok(())
}

/// Takes away a version published by mistake, as long as nobody accepted it.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_texte(ctx: &Ctx, db: &Db, id: Id<Texte>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let all = textes::textes(&mut tx).await?;
    let known = all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Ce texte"))?;
    if !textes::retire(&mut tx, id).await? {
        return Err(WriteError::PasPossible(
            "Des personnes ont accepté cette version\u{a0}: publiez-en une nouvelle.",
        ));
    }
    tx.record(Trace::new("adhesions.texte_retire", format!("texte:{id}")).detail(&known.titre));
    tx.commit().await?;
    if let Some(piece) = known.piece {
        pieces::release(ctx, db, piece).await?;
    }
    Ok(())
}

/// Somebody accepts texts in force: signed in, by a link received, or on paper that the office notes with its day. Accepted
/// already, nothing is written.
///
/// # Errors
/// [`WriteError`].
pub async fn accept_textes(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    accepted: &BTreeSet<Id<Texte>>,
    (comment, le): (Comment, Date),
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    may(&mut tx, id, comment).await?;
    let jour = today(ctx.now);
    let one = adherents::adherent(&mut tx, id).await?.filter(Adherent::est_en_cours).ok_or(UNKNOWN)?;
    let mut faults = Refuses::default();
    if accepted.is_empty() {
        faults.add("accepte", "Cochez au moins un texte.");
    }
    if le > jour {
        faults.add("le", "Cette date est dans le futur.");
    }
    faults.finish(())?;
    let all = textes::textes(&mut tx).await?;
    let mut titles = Vec::new();
    for text in texte::en_vigueur(&all, jour).into_iter().filter(|text| accepted.contains(&text.id)) {
        let kept = Acceptation { adherent: id, texte: text.id, le, comment };
        if textes::accept(&mut tx, &kept, crate::author(ctx)).await? {
            titles.push(format!("{}, {}", text.titre, text.version));
        }
    }
    if titles.is_empty() {
        return Ok(());
    }
    let trace = Trace::new("adhesions.texte_accepte", crate::objet(one.id));
    tx.record(trace.detail(titles.join(" ; ")).after(&(accepted, comment)));
    tx.commit().await?;
    Ok(())
}

/// The office notes papers; anybody accepts for themself.
async fn may(tx: &mut Tx, id: Id<Adherent>, comment: Comment) -> Result<(), WriteError> {
    let ctx = tx.ctx().clone();
    match comment {
        Comment::Papier => Ok(ctx.require(MODIFIER)?),
        Comment::Lien if comptes::holds_lien_direct(tx, USAGE, id.uuid()).await? => Ok(()),
        Comment::Lien => Err(WriteError::LienPerdu),
        Comment::Page => {
            ctx.require(MIENNE)?;
            let mine = match crate::author(&ctx) {
                Some(me) => adherents::par_compte(tx, me).await?,
                None => None,
            };
            if mine.is_some_and(|one| one.id == id) { Ok(()) } else { Err(UNKNOWN) }
        }
    }
}
