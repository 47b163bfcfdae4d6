use crate::droits::TENIR;
use crate::instance::{Instance, Majorite};
use crate::scrutin::{Mode, Scrutin};
use crate::seance::{Point, Refus, Seance};
use crate::{WriteError, saisie, store};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};

/// What is put to the vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projet {
    /// Where: on a point of a meeting, or outside meetings between two days.
    pub cadre: Cadre,
    /// The question.
    pub question: String,
    /// What is proposed, in full; possibly empty.
    pub texte: String,
    /// How.
    pub mode: Mode,
    /// The names, when it is an election; none for a resolution.
    pub candidats: Vec<String>,
    /// Seats to fill, of an election.
    pub sieges: u32,
    /// Another majority than that of the instance, when the statutes ask for it on this question.
    pub majorite: Option<Majorite>,
}

/// Where a vote takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadre {
    /// In a meeting, perhaps on a point of its agenda.
    Seance(Id<Seance>, Option<Id<Point>>),
    /// In writing, by an instance, from one day to another, both included.
    Consultation(Id<Instance>, Date, Date),
}

impl Projet {
    fn check(&self, today: Date) -> Result<Vec<String>, saisie::Refus> {
        let refuse = |champ, words: &str| Err(saisie::Refus::new(champ, words));
        let names = self.candidats.iter().map(|nom| saisie::line("candidats", nom));
        let names = names.collect::<Result<Vec<_>, _>>()?;
        let distinct: std::collections::BTreeSet<String> =
            names.iter().map(|nom| kernel::fold(nom)).collect();
        match &self.cadre {
            _ if distinct.len() != names.len() => refuse("candidats", "Le même nom est écrit deux fois."),
            _ if names.len() > 60 => refuse("candidats", "60\u{a0}candidats au plus sont acceptés."),
            _ if names.is_empty() != (self.sieges == 0) => refuse(
                "sieges",
                "Une élection a des candidats et au moins un siège\u{a0}; une résolution n’en a pas.",
            ),
            _ if self.sieges > 60 => refuse("sieges", "60\u{a0}sièges au plus sont acceptés."),
            Cadre::Consultation(..) if self.mode == Mode::MainLevee => {
                refuse("mode", "Hors réunion, un vote est nominatif ou secret.")
            }
            Cadre::Consultation(_, du, au) if au < du => refuse("au", "Cette date vient avant le début."),
            Cadre::Consultation(_, _, au) if *au < today => refuse("au", "Cette date est passée."),
            Cadre::Consultation(..) | Cadre::Seance(..) => Ok(names),
        }
    }
}

/// Prepares a vote under the id that its form was given: it opens later.
///
/// # Errors
/// [`WriteError`].
pub async fn prepare_scrutin(ctx: &Ctx, db: &Db, id: Id<Scrutin>, projet: &Projet) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let names = projet.check(crate::today(ctx.now))?;
    let (question, texte) =
        (saisie::line("question", &projet.question)?, saisie::words("texte", &projet.texte)?);
    let mut tx = db.begin(ctx).await?;
    let (instance, jour) = frame(&mut tx, projet.cadre).await?;
    let regle = instance.regle(jour).ok_or_else(|| Refus::SansRegle(ui::francais::date(jour)))?;
    let (seance, point, jours) = match projet.cadre {
        Cadre::Seance(seance, point) => (Some(seance), point, None),
        Cadre::Consultation(_, du, au) => (None, None, Some((du, au))),
    };
    let scrutin = Scrutin {
        id,
        instance: instance.id,
        seance,
        point,
        question,
        texte,
        mode: projet.mode,
        sieges: projet.sieges,
        majorite: projet.majorite.unwrap_or(regle.majorite),
        assiette: regle.assiette,
        egalite: regle.egalite,
        jours,
        ouvert_le: None,
        clos_le: None,
        issue: None,
        motif: String::new(),
        participation: None,
        choix: Scrutin::bulletin(&names),
    };
    if !store::scrutins::add(&mut tx, &scrutin).await? {
        let kept = store::scrutins::scrutin(&mut tx, id).await?;
        return if kept.is_some_and(|kept| kept == scrutin) { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    tx.record(
        Trace::new("gouvernance.vote_prepare", format!("scrutin:{id}"))
            .detail(&scrutin.question)
            .after(&scrutin),
    );
    tx.commit().await?;
    Ok(())
}

/// The instance that votes, and the day whose rule applies.
async fn frame(tx: &mut Tx, cadre: Cadre) -> Result<(Instance, Date), WriteError> {
    match cadre {
        Cadre::Seance(seance, point) => {
            let vue = crate::read_seance::held(tx, seance).await?;
            if vue.seance.close_le.is_some() {
                return Err(Refus::PlusLa.into());
            }
            if point.is_some() && !vue.seance.points.iter().any(|one| Some(one.id) == point) {
                return Err(WriteError::Inconnu("Ce point"));
            }
            Ok((vue.instance, vue.reunion.jour()))
        }
        Cadre::Consultation(instance, du, _) => {
            let known = store::instances::instance(tx, instance).await?;
            Ok((known.ok_or(WriteError::Inconnu("Cette instance"))?, du))
        }
    }
}

/// Takes away a vote that was never opened.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_scrutin(ctx: &Ctx, db: &Db, id: Id<Scrutin>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    if !store::scrutins::remove(&mut tx, id).await? {
        return Err(WriteError::Inconnu("Ce vote à ouvrir"));
    }
    tx.record(Trace::new("gouvernance.vote_retire", format!("scrutin:{id}")));
    tx.commit().await?;
    Ok(())
}
