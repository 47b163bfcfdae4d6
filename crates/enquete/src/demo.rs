//! Surveys of invented people, for a demonstration: one that is over, with its answers, one that is open, and a draft.

use crate::{
    AnswerError, EditError, Enquete, answer::FORMULAIRE, close, enter_paper, formulaire, modele, open, share,
    write_from,
};
use db::Db;
use jiff::{SignedDuration, Span};
use kernel::{Ctx, Id, today};
use web::Fields;

/// Answers of the survey that is over.
const REPONSES: usize = 42;
const PROFESSIONS: [&str; 7] = [
    "infirmier",
    "medecin_generaliste",
    "masseur_kinesitherapeute",
    "pharmacien",
    "infirmier",
    "sage_femme",
    "medecin_generaliste",
];
const COMMUNES: [&str; 4] =
    ["Le Puy-en-Velay (43157)", "Brives-Charensac", "Polignac", "Le Puy-en-Velay (43157)"];
const EXERCICES: [&str; 5] = ["groupe", "seul", "msp", "groupe", "etablissement"];
const PATIENTS: [&str; 4] = ["non", "conditions", "oui", "non"];
const DEPARTS: [&str; 6] = ["non", "trois_ans", "cinq_ans", "non", "un_an", "ne_sais_pas"];
const DIFFICULTES: [&str; 5] = ["demande", "medecin_traitant", "second_recours", "psy", "remplacement"];
const BESOINS: [&str; 5] =
    ["medecin_traitant", "specialistes", "personnes_agees", "sante_mentale", "transport"];
const IDEES: [&str; 4] = [
    "Un annuaire à jour, avec les numéros directs.",
    "Un créneau de soins non programmés partagé entre les cabinets.",
    "Une infirmière en pratique avancée pour le suivi des patients chroniques.",
    "Des échanges réguliers avec les urgences de l’hôpital.",
];

/// Why the demonstration could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A survey was refused.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// An answer was refused.
    #[error(transparent)]
    Answer(#[from] AnswerError),
}

/// Fills the CPTS of `ctx`; answers the survey that is over, then the one that is open.
///
/// # Errors
/// [`DemoError`].
pub async fn fill(ctx: &Ctx, db: &Db) -> Result<[Id<Enquete>; 2], DemoError> {
    let before = Ctx { now: ctx.now - SignedDuration::from_hours(24 * 40), ..ctx.clone() };
    let after = Ctx { now: ctx.now - SignedDuration::from_hours(24 * 20), ..ctx.clone() };
    let over = begin(&before, db, "professionnels").await?;
    for rank in 0..REPONSES {
        let number = formulaire::draw(db.secret(), ctx.id::<Enquete>().uuid(), ctx.cpts, over);
        let form = Fields::parse(&format!("{}&{FORMULAIRE}={number}", answer(rank)));
        enter_paper(&before, db, over, &form).await?;
    }
    close(&after, db, over).await?;
    let current = begin(ctx, db, "partenaires").await?;
    share(ctx, db, current).await?;
    let long_ago = Ctx { now: ctx.now - SignedDuration::from_hours(24 * 60), ..ctx.clone() };
    write_from(&long_ago, db, modele("partenaires").ok_or(EditError::ModeleInconnu)?).await?;
    Ok([over, current])
}

/// A ready-made survey, open for thirty days.
async fn begin(ctx: &Ctx, db: &Db, code: &str) -> Result<Id<Enquete>, EditError> {
    let id = write_from(ctx, db, modele(code).ok_or(EditError::ModeleInconnu)?).await?;
    let du = today(ctx.now);
    open(ctx, db, id, du, du.saturating_add(Span::new().days(30))).await?;
    Ok(id)
}

/// What the person of that rank says: always the same, and never twice in a row.
fn answer(rank: usize) -> String {
    let of = |list: &[&str], step: usize| {
        list.get((rank * step + rank / 7) % list.len().max(1)).copied().unwrap_or_default().to_owned()
    };
    let said = [
        ("q1", of(&PROFESSIONS, 1)),
        ("q2", of(&COMMUNES, 1)),
        ("q3", of(&EXERCICES, 2)),
        ("q4", of(&PATIENTS, 3)),
        ("q5", (2 + rank * 7 % 45).to_string()),
        ("q6", of(&DEPARTS, 1)),
        ("q7", of(&DIFFICULTES, 1)),
        ("q7", of(&DIFFICULTES, 3)),
        ("q8", of(&BESOINS, 2)),
        ("q8", of(&BESOINS, 3)),
        ("q9", (1 + rank * 3 % 5).to_string()),
        ("q10", if rank.is_multiple_of(3) { "oui" } else { "non" }.to_owned()),
        ("q11", (1 + rank % 4).to_string()),
        ("q12", if rank.is_multiple_of(5) { of(&IDEES, 1) } else { String::new() }),
    ];
    said.map(|(name, value)| format!("{name}={value}")).join("&")
}
