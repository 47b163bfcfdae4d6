use crate::{Enquete, Malformee, Question, Refus, droits::GERER, question::check_order, store};
use db::{Db, Tx};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why a survey was not written, opened, closed, sent.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// No such survey in this CPTS.
    #[error("Cette enquête n’existe pas.")]
    Inconnue,
    /// No such question in this survey.
    #[error("Cette question n’existe pas.")]
    QuestionInconnue,
    /// No such ready-made survey.
    #[error("Ce modèle d’enquête n’existe pas.")]
    ModeleInconnu,
    /// The survey does not allow it.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// The question cannot be kept.
    #[error(transparent)]
    Malformee(#[from] Malformee),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Opens a transaction on a survey that nobody else changes meanwhile.
pub(crate) async fn hold(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Result<(Tx, Enquete), EditError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    if !store::enquete::hold(&mut tx, id).await? {
        return Err(EditError::Inconnue);
    }
    let enquete = store::enquete::enquete(&mut tx, id).await?.ok_or(EditError::Inconnue)?;
    Ok((tx, enquete))
}

/// The same on a draft, with its questions.
pub(crate) async fn draft(
    ctx: &Ctx,
    db: &Db,
    id: Id<Enquete>,
) -> Result<(Tx, Enquete, Vec<Question>), EditError> {
    let (mut tx, enquete) = hold(ctx, db, id).await?;
    enquete.editable()?;
    let questions = store::question::questions(&mut tx, id).await?;
    Ok((tx, enquete, questions))
}

/// Writes the places of the questions, when each still comes after the one it depends on.
pub(crate) async fn keep_order(
    tx: &mut Tx,
    id: Id<Enquete>,
    questions: &[Question],
) -> Result<(), EditError> {
    check_order(questions)?;
    for (rang, question) in (1..).zip(questions) {
        store::question::place(tx, id, question.numero, rang).await?;
    }
    Ok(())
}

/// How the journal names a survey.
pub(crate) fn objet(id: Id<Enquete>) -> String {
    format!("enquete:{id}")
}

impl Refusal for EditError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "enquete-inconnue"),
            Self::QuestionInconnue => (404, "enquete-question-inconnue"),
            Self::ModeleInconnu => (404, "enquete-modele-inconnu"),
            Self::Refus(refus) => refus.problem(),
            Self::Malformee(_) => (422, "enquete-question-refusee"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}

impl Refusal for Refus {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::SansTitre | Self::TropLong(_) => (422, "enquete-texte-refuse"),
            Self::Figee => (409, "enquete-figee"),
            Self::SansQuestion | Self::TropDeQuestions => (422, "enquete-nombre-de-questions"),
            Self::Passe(_) | Self::Ordre | Self::TropLongtemps => (422, "enquete-dates-refusees"),
            Self::DejaClose | Self::PasClose => (409, "enquete-etat"),
            Self::PasOuverte | Self::PasEncore(_) => (409, "enquete-pas-ouverte"),
            Self::Finie(_) => (410, "enquete-close"),
            Self::TropDeRelances => (409, "enquete-trop-de-relances"),
        }
    }
}
