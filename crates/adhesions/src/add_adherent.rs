use crate::droits::{DEMANDER, MODIFIER};
use crate::fiche::Fiche;
use crate::store::{adherents, textes};
use crate::texte::{Acceptation, Comment};
use crate::{Adherent, Etat, Texte, WriteError, texte};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{Refuses, maybe_words};
use kernel::{Ctx, Id, today};
use std::collections::BTreeSet;
use ui::francais;

/// Beside the texts that were not all accepted.
pub(crate) const A_ACCEPTER: &str = "Lisez et acceptez chacun de ces textes pour adhérer.";

/// What somebody sends who asks to belong.
#[derive(Debug, Clone)]
pub struct Demande {
    /// Their sheet.
    pub fiche: Fiche,
    /// What they add; possibly empty.
    pub message: String,
    /// The versions that they accept.
    pub acceptes: BTreeSet<Id<Texte>>,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recue {
    /// It waits for the bureau.
    EnAttente,
    /// It looks like somebody who asked or belongs: the bureau examines both.
    EnDouble,
    /// The same request was there, word for word: nothing was written.
    DejaLa,
}

/// Somebody asks to belong, without account, under the id that their form was given: sent twice, it is one request. Whoever
/// has one that waits, or belongs, is not told so: anybody may send this form. Nothing of what they wrote is lost: the bureau sees a
/// request in double.
///
/// # Errors
/// [`WriteError`].
pub async fn ask_adhesion(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    demande: Demande,
) -> Result<Recue, WriteError> {
    ctx.require(DEMANDER)?;
    let jour = today(ctx.now);
    let Demande { fiche, message, acceptes } = demande;
    // Which college, which member employs them: the bureau says it.
    let checked = Fiche { college: None, employeur: None, ..fiche }.check();
    let mut faults = checked.as_ref().err().cloned().unwrap_or_default();
    let message = faults.keep(maybe_words("message", &message));
    if checked.as_ref().is_ok_and(|fiche| fiche.courriel.is_none()) {
        faults.add("courriel", "Ce champ est obligatoire.");
    }
    let mut tx = db.begin(ctx).await?;
    let texts = textes::textes(&mut tx).await?;
    let asked: Vec<&Texte> = texte::asked(&texts, jour).collect();
    if asked.iter().any(|text| !acceptes.contains(&text.id)) {
        faults.add("accepte", A_ACCEPTER);
    }
    let fiche = match checked {
        Ok(fiche) if faults.0.is_empty() => fiche,
        _ => return Err(faults.into()),
    };
    let etat = Etat::Demande { le: jour };
    let one = Adherent { message, ..Adherent::of(id, fiche, jour, etat) };
    let (one, recue) = arrive(&mut tx, one).await?;
    let action = match recue {
        Recue::EnAttente => "adhesions.demande_recue",
        Recue::EnDouble => "adhesions.demande_en_double",
        Recue::DejaLa => return Ok(recue),
    };
    for text in asked {
        let kept = Acceptation { adherent: id, texte: text.id, le: jour, comment: Comment::Page };
        textes::accept(&mut tx, &kept, None).await?;
    }
    tx.record(Trace::new(action, crate::objet(id)).detail(one.nom()).after(&one));
    tx.commit().await?;
    Ok(recue)
}

/// Keeps a request: by itself, or in double when the schema knows the same person. Only the same words sent again are kept once.
async fn arrive(tx: &mut Tx, one: Adherent) -> Result<(Adherent, Recue), WriteError> {
    if adherents::add(tx, &one, None).await? {
        return Ok((one, Recue::EnAttente));
    }
    let sent = one.fiche();
    // What the bureau said since of whoever is known was not in their form.
    let same = |known: &Adherent| {
        known.message == one.message && Fiche { college: None, employeur: None, ..known.fiche() } == sent
    };
    if adherents::jumeaux(tx, &sent).await?.iter().any(same) {
        return Ok((one, Recue::DejaLa));
    }
    let one = Adherent { en_double: true, ..one };
    let kept = adherents::add(tx, &one, None).await?;
    Ok((one, if kept { Recue::EnDouble } else { Recue::DejaLa }))
}

/// The office keeps somebody by hand, under the id that its form was given: a member since `depuis`, or a request of today
/// that the bureau will examine.
///
/// # Errors
/// [`WriteError`], among them [`WriteError::DejaConnu`], which says who the same person is.
pub async fn add_adherent(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    fiche: Fiche,
    depuis: Option<Date>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    if let Some(known) = adherents::adherent(&mut tx, id).await? {
        return if known.fiche() == fiche.check()? { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    let one = add_in(&mut tx, id, fiche, depuis).await?;
    tx.record(Trace::new("adhesions.adherent_ajoute", crate::objet(id)).detail(one.nom()).after(&one));
    tx.commit().await?;
    Ok(())
}

/// The same, inside the transaction of the caller, who has checked the right and writes the journal.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn add_in(
    tx: &mut Tx,
    id: Id<Adherent>,
    fiche: Fiche,
    depuis: Option<Date>,
) -> Result<Adherent, WriteError> {
    let jour = today(tx.ctx().now);
    let checked = fiche.check();
    let mut faults = checked.as_ref().err().cloned().unwrap_or_default();
    if depuis.is_some_and(|day| day > jour) {
        faults.add("depuis", "Cette date est dans le futur.");
    }
    let fiche = match checked {
        Ok(fiche) if faults.0.is_empty() => fiche,
        _ => return Err(faults.into()),
    };
    known(tx, &fiche, None).await?;
    check_links(tx, &fiche, None).await?;
    let etat = depuis.map_or(Etat::Demande { le: jour }, |depuis| Etat::Adherent { depuis });
    let one = Adherent::of(id, fiche, depuis.unwrap_or(jour), etat);
    let auteur = crate::author(tx.ctx());
    if adherents::add(tx, &one, auteur).await? { Ok(one) } else { Err(WriteError::DejaNote) }
}

/// Refuses the same person a second time, and says who is there: nothing is ever merged silently.
pub(crate) async fn known(tx: &mut Tx, fiche: &Fiche, but: Option<Id<Adherent>>) -> Result<(), WriteError> {
    let twins = adherents::jumeaux(tx, fiche).await?;
    let Some(one) = twins.iter().find(|one| Some(one.id) != but) else { return Ok(()) };
    let why = if one.idnps.is_some() && one.idnps == fiche.idnps {
        "ce numéro RPPS"
    } else {
        "ce nom et cette adresse électronique"
    };
    let since = match &one.etat {
        Etat::Adherent { depuis } => format!("adhérent depuis le {}", francais::date(*depuis)),
        Etat::Demande { le } => format!("demande du {}", francais::date(*le)),
        Etat::Refuse { .. } | Etat::Sorti { .. } => String::new(),
    };
    let words = format!(
        "{} a déjà {why} ({since})\u{a0}: complétez sa fiche plutôt que d’en ouvrir une autre.",
        one.nom()
    );
    Err(WriteError::DejaConnu(words))
}

/// An employer is an organisation that belongs or belonged; a college is one of this CPTS, still open or theirs already.
pub(crate) async fn check_links(
    tx: &mut Tx,
    fiche: &Fiche,
    before: Option<&Adherent>,
) -> Result<(), WriteError> {
    let mut faults = Refuses::default();
    if let Some(id) = fiche.employeur {
        let employer = adherents::adherent(tx, id).await?;
        if employer.is_none_or(|one| one.qui.is_personne()) {
            faults.add("employeur", "Cet employeur n’est pas une organisation adhérente.");
        }
    }
    if let Some(id) = fiche.college {
        let all = crate::colleges(tx).await?;
        let theirs = before.is_some_and(|one| one.college == Some(id));
        if !all.iter().any(|one| one.id == id && (theirs || one.ferme_le.is_none())) {
            faults.add("college", "Ce collège est fermé\u{a0}: choisissez-en un autre.");
        }
    }
    Ok(faults.finish(())?)
}
