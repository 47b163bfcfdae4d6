use crate::{
    Anonymat, Bulletin, Canal, Enquete, Faute, Invitation, Pleine, Question, Refus, Reponse,
    droits::{GERER, REPONDRE},
    edit::objet,
    formulaire,
    invitation::USAGE,
    store,
};
use comptes::Personne;
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Actor, Ctx, Denied, Id, Origin, today};
use ui::francais;
use web::{Fields, Refusal};

/// Field of the sealed number of a form.
pub const FORMULAIRE: &str = "formulaire";
/// Field of the name, when a named survey does not know whose answer it is.
pub const NOM: &str = "nom";
/// Field that says which writing of a named answer is being changed.
pub const REVISION: &str = "revision";

/// Why an answer was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// No such survey, invitation or open link in this CPTS.
    #[error("Cette enquête n’existe pas, ou son lien a été retiré.")]
    Inconnue,
    /// This person already answered, on that day.
    #[error("Vous avez déjà répondu à cette enquête le {}.", francais::date(*.0))]
    DejaRepondu(Date),
    /// The answer was changed on another page since this one was shown.
    #[error("Votre réponse a été changée dans une autre fenêtre\u{a0}: rechargez la page pour la revoir.")]
    Changee,
    /// A form that was not shown by this site.
    #[error("Ce formulaire n’est pas lisible\u{a0}: rechargez la page et recommencez.")]
    Formulaire,
    /// Nobody signed a named answer.
    #[error("Écrivez votre nom\u{a0}: cette enquête est nominative.")]
    SansNom,
    /// Some answers cannot be read: number of the question and sentence.
    #[error("Une ou plusieurs réponses sont à corriger.")]
    Fautes(Vec<(u16, Faute)>),
    /// The survey does not take answers.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// It holds as many as it can.
    #[error(transparent)]
    Pleine(#[from] Pleine),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Answers, or changes a named answer, by a personal link: the caller follows it.
///
/// # Errors
/// [`AnswerError`]; of two answers that come together, one is [`AnswerError::DejaRepondu`].
pub async fn answer_link(ctx: &Ctx, db: &Db, id: Id<Invitation>, fields: &Fields) -> Result<(), AnswerError> {
    let mut tx = db.begin(&quiet(ctx)).await?;
    if !comptes::holds_lien_direct(&mut tx, USAGE, id.uuid()).await? {
        return Err(AnswerError::Inconnue);
    }
    let (enquete, invitation) =
        store::invitation::invitation(&mut tx, id).await?.ok_or(AnswerError::Inconnue)?;
    let (enquete, questions) = taking(&mut tx, enquete).await?;
    let bulletin = read(&questions, fields)?;
    by_invitation(&mut tx, &enquete, &invitation, bulletin, fields).await?;
    Ok(tx.commit().await?)
}

/// Answers, or changes a named answer, as a signed-in member, invited or not.
///
/// # Errors
/// [`AnswerError`].
pub async fn answer_member(ctx: &Ctx, db: &Db, id: Id<Enquete>, fields: &Fields) -> Result<(), AnswerError> {
    ctx.require(REPONDRE)?;
    let Actor::Personne(person) = ctx.actor else { return Err(Denied { right: REPONDRE }.into()) };
    let mut tx = db.begin(&quiet(ctx)).await?;
    let (enquete, questions) = taking(&mut tx, id).await?;
    let bulletin = read(&questions, fields)?;
    let invitation = of_member(&mut tx, id, Id::new(person)).await?;
    by_invitation(&mut tx, &enquete, &invitation, bulletin, fields).await?;
    Ok(tx.commit().await?)
}

/// Answers through the open link of code `code`. The same form sent again counts once.
///
/// # Errors
/// [`AnswerError`].
pub async fn answer_open(ctx: &Ctx, db: &Db, code: &str, fields: &Fields) -> Result<(), AnswerError> {
    let mut tx = db.begin(&quiet(ctx)).await?;
    let enquete = store::enquete::by_lien(&mut tx, code).await?.ok_or(AnswerError::Inconnue)?;
    by_form(tx, db, enquete.id, fields, "enquete.reponse_recue").await
}

/// Enters an answer that came on paper.
///
/// # Errors
/// [`AnswerError`].
pub async fn enter_paper(ctx: &Ctx, db: &Db, id: Id<Enquete>, fields: &Fields) -> Result<(), AnswerError> {
    ctx.require(GERER)?;
    let tx = db.begin(&quiet(ctx)).await?;
    by_form(tx, db, id, fields, "enquete.reponse_saisie").await
}

/// The journal of a survey never says from where an answer came.
fn quiet(ctx: &Ctx) -> Ctx {
    Ctx { origin: Origin::default(), ..ctx.clone() }
}

/// The survey and its questions, when it takes answers today. Other answers to it wait for the end of this one.
async fn taking(tx: &mut Tx, id: Id<Enquete>) -> Result<(Enquete, Vec<Question>), AnswerError> {
    if !store::enquete::hold(tx, id).await? {
        return Err(AnswerError::Inconnue);
    }
    let enquete = store::enquete::enquete(tx, id).await?.ok_or(AnswerError::Inconnue)?;
    enquete.takes_answers(today(tx.ctx().now))?;
    let questions = store::question::questions(tx, id).await?;
    Ok((enquete, questions))
}

fn read(questions: &[Question], fields: &Fields) -> Result<Bulletin, AnswerError> {
    let sent = |name: &str| fields.all(name).map(str::to_owned).collect();
    Bulletin::read(questions, sent).map_err(AnswerError::Fautes)
}

/// The invitation of a member; one is made for whoever was not invited, so that they too answer once.
async fn of_member(
    tx: &mut Tx,
    enquete: Id<Enquete>,
    person: Id<Personne>,
) -> Result<Invitation, AnswerError> {
    if let Some(invitation) = store::invitation::of_personne(tx, enquete, person).await? {
        return Ok(invitation);
    }
    let membre = comptes::membre(tx, person).await?.ok_or(Denied { right: REPONDRE })?;
    let invitation = Invitation {
        id: tx.ctx().id(),
        personne: Some(person),
        nom: membre.nom_complet(),
        adresse: String::new(),
        canal: Canal::Compte,
        relances: 0,
        repondue_le: None,
    };
    store::invitation::keep(tx, enquete, &invitation).await?;
    Ok(invitation)
}

async fn by_invitation(
    tx: &mut Tx,
    enquete: &Enquete,
    invitation: &Invitation,
    bulletin: Bulletin,
    fields: &Fields,
) -> Result<(), AnswerError> {
    let jour = today(tx.ctx().now);
    if store::invitation::mark(tx, enquete.id, invitation.id, jour).await? {
        let nom = if invitation.nom.is_empty() { &invitation.adresse } else { &invitation.nom };
        return take(tx, enquete, (Some(invitation.id), nom), bulletin, "enquete.reponse_recue").await;
    }
    let revision: u32 = fields.get(REVISION).parse().unwrap_or(0);
    if enquete.anonymat.is_anonyme() || revision == 0 {
        return Err(AnswerError::DejaRepondu(invitation.repondue_le.unwrap_or(jour)));
    }
    if !store::reponse::change(tx, enquete.id, invitation.id, &bulletin, revision).await? {
        return Err(AnswerError::Changee);
    }
    tx.record(Trace::new("enquete.reponse_changee", objet(enquete.id)));
    Ok(())
}

/// An answer that no invitation brought: its form counts once.
async fn by_form(
    mut tx: Tx,
    db: &Db,
    id: Id<Enquete>,
    fields: &Fields,
    action: &'static str,
) -> Result<(), AnswerError> {
    let (enquete, questions) = taking(&mut tx, id).await?;
    let print = formulaire::print(db.secret(), fields.get(FORMULAIRE), tx.cpts(), id);
    let print = print.ok_or(AnswerError::Formulaire)?;
    let bulletin = read(&questions, fields);
    let nom = fields.get(NOM);
    if enquete.anonymat == Anonymat::Nominative && nom.is_empty() {
        return Err(bulletin.err().unwrap_or(AnswerError::SansNom));
    }
    let bulletin = bulletin?;
    if !store::reponse::keep_formulaire(&mut tx, id, &print).await? {
        return Ok(()); // the same form sent again: it was counted, and says thank you again
    }
    let nom: String = nom.chars().take(160).collect();
    take(&mut tx, &enquete, (None, &nom), bulletin, action).await?;
    Ok(tx.commit().await?)
}

/// Keeps an answer: in the urn without a name, or with one.
async fn take(
    tx: &mut Tx,
    enquete: &Enquete,
    (invitation, nom): (Option<Id<Invitation>>, &str),
    bulletin: Bulletin,
    action: &'static str,
) -> Result<(), AnswerError> {
    let now = tx.ctx().now;
    let mut trace = Trace::new(action, objet(enquete.id));
    match enquete.anonymat {
        Anonymat::Anonyme => {
            let mut urne = store::reponse::urne(tx, enquete.id).await?;
            urne.drop_in(bulletin)?;
            store::reponse::keep_urne(tx, enquete.id, &urne).await?;
        }
        Anonymat::Nominative => {
            let (id, nom) = (tx.ctx().id(), nom.to_owned());
            trace = trace.after(&bulletin);
            let reponse =
                Reponse { id, invitation, nom, bulletin, revision: 1, recue_le: now, modifiee_le: now };
            if !store::reponse::keep(tx, enquete.id, &reponse).await? {
                return Err(AnswerError::DejaRepondu(today(now)));
            }
        }
    }
    store::enquete::add_reponse(tx, enquete.id, today(now)).await?;
    tx.record(trace);
    Ok(())
}

impl Refusal for AnswerError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "enquete-inconnue"),
            Self::DejaRepondu(_) => (409, "enquete-deja-repondu"),
            Self::Changee => (409, "enquete-reponse-changee"),
            Self::Formulaire => (422, "enquete-formulaire-illisible"),
            Self::SansNom | Self::Fautes(_) => (422, "enquete-reponse-refusee"),
            Self::Refus(refus) => refus.problem(),
            Self::Pleine(_) => (409, "enquete-pleine"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
