use crate::{
    Bulletin, Detail, Enquete, Etat, Groupe, Masque, ParQuestion, Question, Reponse, Resultats, SEUIL,
    droits::{GERER, VOIR_RESULTATS},
    masquage::{axis, groups},
    resultat::count,
    store,
};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Denied, Id, today};
use web::Refusal;

/// Why results are not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No such survey in this CPTS.
    #[error("Cette enquête n’existe pas.")]
    Inconnue,
    /// Not theirs to see.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Results as a page shows them: whole or of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Lecture {
    /// The results; of the group when one was asked for.
    pub resultats: Resultats,
    /// The groups that the results may be cut into.
    pub groupes: Vec<Groupe>,
    /// The group shown.
    pub groupe: Option<Groupe>,
}

/// Every survey of the caller's CPTS, the newest first.
///
/// # Errors
/// A fault of storage.
pub async fn enquetes(tx: &mut Tx) -> db::Result<Vec<Enquete>> {
    store::enquete::all(tx).await
}

/// What a survey says, by counts; hidden below [`SEUIL`] answers when they carry no name, or when the caller does not run
/// surveys.
///
/// # Errors
/// [`ReadError`].
pub async fn resultats(tx: &mut Tx, id: Id<Enquete>) -> Result<Resultats, ReadError> {
    Ok(read_resultats(tx, id, "").await?.resultats)
}

/// The same, for those who gave the answer `groupe` to the question on the profession; everybody when it is empty or
/// names nobody.
///
/// # Errors
/// [`ReadError`].
pub async fn read_resultats(tx: &mut Tx, id: Id<Enquete>, groupe: &str) -> Result<Lecture, ReadError> {
    tx.ctx().require(VOIR_RESULTATS)?;
    let enquete = store::enquete::enquete(tx, id).await?.ok_or(ReadError::Inconnue)?;
    let questions = store::question::questions(tx, id).await?;
    let bulletins = bulletins(tx, &enquete).await?;
    let masked = enquete.anonymat.is_anonyme() || !tx.ctx().rights.contains(GERER);
    let (invites, repondu) = store::invitation::compte(tx, id).await?;
    let jour = today(tx.ctx().now);
    let mut resultats = Resultats {
        periode: match enquete.etat(jour) {
            Etat::Brouillon | Etat::Prevue { .. } => None,
            Etat::Ouverte { du, .. } => Some((du, jour)),
            Etat::Close { du, au } => Some((du, au)),
        },
        reponses: enquete.reponses,
        enquete,
        invites,
        repondu,
        masque: None,
        questions: Vec::new(),
    };
    let all: Vec<&Bulletin> = bulletins.iter().collect();
    if masked && all.len() < SEUIL as usize {
        resultats.masque = Some(Masque::TropPeu);
        resultats.questions = hidden(&questions);
        return Ok(Lecture { resultats, groupes: Vec::new(), groupe: None });
    }
    let axis = axis(&questions);
    let groupes = axis.map(|axis| groups(axis, &all, masked)).unwrap_or_default();
    let groupe = groupes.iter().find(|one| one.code == groupe).cloned();
    resultats.questions = match (axis, &groupe) {
        (Some(_), Some(groupe)) if groupe.masque => {
            resultats.masque = Some(Masque::Groupe);
            hidden(&questions)
        }
        (Some(axis), Some(groupe)) => {
            let theirs: Vec<&Bulletin> =
                all.into_iter().filter(|b| b.says(axis.numero, &groupe.code)).collect();
            count(&questions, &theirs)
        }
        (_, None) | (None, _) => count(&questions, &all),
    };
    Ok(Lecture { resultats, groupes, groupe })
}

fn hidden(questions: &[Question]) -> Vec<ParQuestion> {
    let one =
        |question: &Question| ParQuestion { question: question.clone(), exprimes: 0, detail: Detail::Masque };
    questions.iter().map(one).collect()
}

async fn bulletins(tx: &mut Tx, enquete: &Enquete) -> db::Result<Vec<Bulletin>> {
    if enquete.anonymat.is_anonyme() {
        return Ok(store::reponse::urne(tx, enquete.id).await?.bulletins().to_vec());
    }
    Ok(store::reponse::all(tx, enquete.id).await?.into_iter().map(|reponse| reponse.bulletin).collect())
}

/// What leaves as a file: counts by question, or named answers one by one.
#[derive(Debug, Clone, PartialEq)]
pub enum Fichier {
    /// Counts, for an unnamed survey or for whoever does not run surveys.
    Comptes(Resultats),
    /// Each answer with its name.
    Reponses(Enquete, Vec<Question>, Vec<Reponse>),
}

/// Takes the results away, and says so in the journal.
///
/// # Errors
/// [`ReadError`].
pub async fn export(ctx: &Ctx, db: &Db, id: Id<Enquete>) -> Result<Fichier, ReadError> {
    let mut tx = db.begin(ctx).await?;
    let resultats = resultats(&mut tx, id).await?;
    let named = !resultats.enquete.anonymat.is_anonyme() && ctx.rights.contains(GERER);
    let file = if named {
        let questions = store::question::questions(&mut tx, id).await?;
        let reponses = store::reponse::all(&mut tx, id).await?;
        Fichier::Reponses(resultats.enquete, questions, reponses)
    } else {
        Fichier::Comptes(resultats)
    };
    tx.record(Trace::new("enquete.resultats_exportes", crate::edit::objet(id)));
    tx.commit().await?;
    Ok(file)
}

impl Refusal for ReadError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnue => (404, "enquete-inconnue"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
