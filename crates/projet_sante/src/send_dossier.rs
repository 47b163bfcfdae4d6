use crate::dossier::{Decision, Envoi, Nature, Objet, Question, Refus};
use crate::droits::CONDUIRE;
use crate::freeze::freeze_within;
use crate::section::Etat;
use crate::{WriteError, loi, store::dossier, store::versions, version};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{line, maybe_line, maybe_words, words};
use kernel::{Ctx, Id};
use territoire::Atlas;

/// What is said of a sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bordereau {
    /// What was sent.
    pub objet: Objet,
    /// The frozen version; needed for the projet.
    pub version: Option<u32>,
    /// To whom, one a line.
    pub destinataires: String,
    /// The day.
    pub jour: Date,
    /// How.
    pub moyen: String,
    /// A few words.
    pub note: String,
    /// The projet goes out though not all of its parts are agreed upon.
    pub malgre: bool,
}

/// Notes that something was sent, under the id that its form was given: the same form sent twice is one sending. A projet
/// goes out in a frozen version, and starts the clock of the ARS.
///
/// # Errors
/// [`WriteError`].
pub async fn send_dossier(
    ctx: &Ctx,
    db: &Db,
    id: Id<Envoi>,
    bordereau: &Bordereau,
) -> Result<(), WriteError> {
    let envoi = read(ctx, id, bordereau)?;
    let mut tx = db.begin(ctx).await?;
    if !keep(&mut tx, &envoi, bordereau.malgre).await? {
        let kept = dossier::envoi(&mut tx, id).await?;
        return if same(kept.as_ref(), &envoi) { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    tx.commit().await?;
    Ok(())
}

/// Freezes the projet as it stands and notes that this very version was sent: both, or neither. What says the same as the last
/// version goes out in it.
///
/// # Errors
/// [`WriteError`].
pub async fn freeze_and_send(
    ctx: &Ctx,
    db: &Db,
    atlas: &Atlas,
    id: Id<Envoi>,
    bordereau: &Bordereau,
) -> Result<(), WriteError> {
    let mut envoi = read(ctx, id, bordereau)?;
    let mut tx = db.begin(ctx).await?;
    let motif = format!("Envoi du {}", ui::francais::date(envoi.jour));
    envoi.version = match freeze_within(&mut tx, atlas, motif).await {
        Ok(version) => Some(version.numero),
        Err(WriteError::Version(version::Refus::Identique(numero))) => Some(numero),
        Err(refus @ WriteError::Version(version::Refus::EnMemeTemps)) => {
            drop(tx);
            let kept = dossier::envoi(&mut db.read(ctx).await?, id).await?;
            return twice(kept.as_ref(), &envoi, refus);
        }
        Err(other) => return Err(other),
    };
    if !keep(&mut tx, &envoi, bordereau.malgre).await? {
        let kept = dossier::envoi(&mut tx, id).await?;
        return twice(kept.as_ref(), &envoi, WriteError::DejaNote);
    }
    tx.commit().await?;
    Ok(())
}

/// The same form sent twice: the first froze and sent.
fn twice(kept: Option<&Envoi>, envoi: &Envoi, refus: WriteError) -> Result<(), WriteError> {
    let first = Envoi { version: kept.and_then(|one| one.version), ..envoi.clone() };
    if same(kept, &first) { Ok(()) } else { Err(refus) }
}

fn same(kept: Option<&Envoi>, envoi: &Envoi) -> bool {
    kept.is_some_and(|kept| Envoi { decision: None, ..kept.clone() } == *envoi)
}

fn read(ctx: &Ctx, id: Id<Envoi>, bordereau: &Bordereau) -> Result<Envoi, WriteError> {
    ctx.require(CONDUIRE)?;
    if bordereau.jour > kernel::today(ctx.now) {
        return Err(Refus::Futur.into());
    }
    Ok(Envoi {
        id,
        objet: bordereau.objet,
        version: bordereau.version,
        destinataires: words("destinataires", &bordereau.destinataires)?,
        jour: bordereau.jour,
        moyen: maybe_line("moyen", &bordereau.moyen)?,
        note: maybe_words("note", &bordereau.note)?,
        auteur: crate::author(ctx),
        decision: None,
    })
}

/// Keeps a sending and its trace; false when its id is kept already. A projet whose parts are not all agreed upon goes out once
/// somebody said that it does.
async fn keep(tx: &mut Tx, envoi: &Envoi, malgre: bool) -> Result<bool, WriteError> {
    match envoi.version {
        None if envoi.objet == Objet::Projet => return Err(Refus::SansVersion.into()),
        None => {}
        Some(n) => {
            let known = versions::versions(tx).await?;
            if !known.iter().any(|one| one.numero == n) {
                return Err(Refus::VersionInconnue(n).into());
            }
            if envoi.is_figee_apres(&known) && envoi.note.is_empty() {
                return Err(Refus::FigeeApres(n).into());
            }
        }
    }
    let open = if envoi.objet == Objet::Projet { pas_validees(tx, envoi.version).await? } else { Vec::new() };
    if !open.is_empty() && !malgre {
        return Err(Refus::PasValidees(open.join(", ")).into());
    }
    if !dossier::add_envoi(tx, envoi).await? {
        return Ok(false);
    }
    let trace = Trace::new("projet_sante.dossier_envoye", format!("envoi:{}", envoi.id));
    let detail = match open.len() {
        0 => envoi.objet.libelle().to_owned(),
        _ => format!("{}, parties pas validées\u{a0}: {}", envoi.objet.libelle(), open.join(", ")),
    };
    tx.record(trace.detail(&detail).after(envoi));
    Ok(true)
}

/// Titles of the parts that are not agreed upon: in a frozen version, or as the projet stands now.
async fn pas_validees(tx: &mut Tx, version: Option<u32>) -> db::Result<Vec<String>> {
    let frozen = match version {
        Some(numero) => crate::kept(tx, numero).await?,
        None => None,
    };
    if let Some((_, content)) = frozen {
        return Ok(content.pas_validees());
    }
    let open = crate::sections(tx).await?.into_iter().filter(|one| one.etat != Etat::Valide);
    Ok(open.map(|one| one.modele.titre).collect())
}

/// Takes back a sending noted by mistake, with its files, as long as nothing answered it.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_envoi(ctx: &Ctx, db: &Db, id: Id<Envoi>) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let envoi = held(&mut tx, id).await?;
    let asked = dossier::questions(&mut tx).await?.iter().any(|one| one.envoi == id);
    if asked || envoi.decision.is_some() {
        return Err(Refus::Repondu.into());
    }
    if !dossier::retire_envoi(&mut tx, id).await? {
        return Err(WriteError::Inconnu("Cet envoi"));
    }
    let files = crate::store::pieces::clear(&mut tx, &crate::Sujet::envoi(id)).await?;
    let trace = Trace::new("projet_sante.envoi_retire", format!("envoi:{id}"));
    tx.record(trace.detail(envoi.objet.libelle()).before(&envoi));
    tx.commit().await?;
    crate::attach_piece::release(ctx, db, files).await
}

/// Notes what the ARS decided: yes, or no on one of the lawful grounds. One decision a sending.
///
/// # Errors
/// [`WriteError`].
pub async fn note_decision(
    ctx: &Ctx,
    db: &Db,
    id: Id<Envoi>,
    nature: &str,
    jour: Date,
    (reference, note): (&str, &str),
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let nature = Nature::of(nature, &loi::motifs(kernel::today(ctx.now)))?;
    let decision = Decision {
        nature,
        jour,
        reference: maybe_line("reference", reference)?,
        note: maybe_words("note", note)?,
    };
    let mut tx = db.begin(ctx).await?;
    let envoi = held(&mut tx, id).await?;
    if envoi.objet == Objet::Complement {
        return Err(Refus::SansDecision.into());
    }
    envoi.after(jour, kernel::today(ctx.now))?;
    if !dossier::keep_decision(&mut tx, id, &decision, crate::author(ctx)).await? {
        return Err(Refus::DejaDecide.into());
    }
    let trace = Trace::new("projet_sante.decision_notee", format!("envoi:{id}"));
    tx.record(trace.detail(decision.nature.code()).after(&decision));
    tx.commit().await?;
    Ok(())
}

/// Notes a question received about a sending.
///
/// # Errors
/// [`WriteError`].
pub async fn note_question(
    ctx: &Ctx,
    db: &Db,
    envoi: Id<Envoi>,
    recue_le: Date,
    (de, texte): (&str, &str),
) -> Result<Id<Question>, WriteError> {
    ctx.require(CONDUIRE)?;
    let (de, texte) = (line("de", de)?, words("texte", texte)?);
    let mut tx = db.begin(ctx).await?;
    held(&mut tx, envoi).await?.after(recue_le, kernel::today(ctx.now))?;
    let question = Question { id: ctx.id(), envoi, recue_le, de, texte, reponse: None };
    dossier::add_question(&mut tx, &question, crate::author(ctx)).await?;
    let trace = Trace::new("projet_sante.question_recue", format!("question:{}", question.id));
    tx.record(trace.after(&question));
    tx.commit().await?;
    Ok(question.id)
}

/// Notes what was answered. Of two people who answer, the first is kept.
///
/// # Errors
/// [`WriteError`].
pub async fn answer_question(
    ctx: &Ctx,
    db: &Db,
    id: Id<Question>,
    jour: Date,
    reponse: &str,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let reponse = words("reponse", reponse)?;
    let mut tx = db.begin(ctx).await?;
    let known = dossier::questions(&mut tx).await?.into_iter().find(|one| one.id == id);
    let question = known.ok_or(WriteError::Inconnu("Cette question"))?;
    match () {
        () if jour > kernel::today(ctx.now) => return Err(Refus::Futur.into()),
        () if jour < question.recue_le => return Err(Refus::AvantEnvoi.into()),
        () => {}
    }
    if !dossier::answer_question(&mut tx, id, jour, &reponse).await? {
        return Err(Refus::DejaRepondue.into());
    }
    let trace = Trace::new("projet_sante.question_repondue", format!("question:{id}"));
    tx.record(trace.after(&Question { reponse: Some((jour, reponse)), ..question }));
    tx.commit().await?;
    Ok(())
}

async fn held(tx: &mut Tx, id: Id<Envoi>) -> Result<Envoi, WriteError> {
    dossier::hold(tx, id).await?.ok_or(WriteError::Inconnu("Cet envoi"))
}
