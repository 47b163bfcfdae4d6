use crate::droits::TENIR;
use crate::instance::{Instance, Majorite};
use crate::scrutin::{Mode, Scrutin};
use crate::seance::{Point, Refus, Seance};
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{self, Refuses};
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
    /// The question, the text and the names, trimmed and measured; every fault at once.
    fn check(&self, today: Date) -> Result<(String, String, Vec<String>), Refuses> {
        let mut faults = Refuses::default();
        let question = faults.keep(saisie::line("question", &self.question));
        let texte = faults.keep(crate::TEXTE.maybe_words("texte", &self.texte));
        let names = names(&self.candidats, self.sieges).unwrap_or_else(|refused| {
            faults.0.extend(refused.0);
            Vec::new()
        });
        if let Cadre::Consultation(_, du, au) = self.cadre {
            faults.keep(days(du, au, today));
            if self.mode == Mode::MainLevee {
                faults.add("mode", "Hors réunion, un vote est nominatif ou secret.");
            }
        }
        faults.finish((question, texte, names))
    }
}

/// The names of an election for that many seats; none of a resolution.
///
/// # Errors
/// Every fault.
pub(crate) fn names(candidats: &[String], sieges: u32) -> Result<Vec<String>, Refuses> {
    let mut faults = Refuses::default();
    let names: Result<Vec<String>, _> = candidats.iter().map(|nom| saisie::line("candidats", nom)).collect();
    let names = faults.keep(names);
    let distinct: std::collections::BTreeSet<String> = names.iter().map(|nom| kernel::fold(nom)).collect();
    if distinct.len() != names.len() {
        faults.add("candidats", "Le même nom est écrit deux fois.");
    } else if names.len() > 60 {
        faults.add("candidats", "60\u{a0}candidats au plus sont acceptés.");
    }
    if candidats.is_empty() != (sieges == 0) {
        let said = "Une élection a des candidats et au moins un siège\u{a0}; une résolution n’en a pas.";
        faults.add("sieges", said);
    } else if sieges > 60 {
        faults.add("sieges", "60\u{a0}sièges au plus sont acceptés.");
    }
    faults.finish(names)
}

/// Refuses the days of a consultation that could never be answered.
///
/// # Errors
/// Why.
pub(crate) fn days(du: Date, au: Date, today: Date) -> Result<(), saisie::Refus> {
    match () {
        () if au < du => Err(saisie::Refus::new("au", "Cette date vient avant le début.")),
        () if au < today => Err(saisie::Refus::new("au", "Cette date est passée.")),
        () => Ok(()),
    }
}

/// Prepares a vote under the id that its form was given: it opens later.
///
/// # Errors
/// [`WriteError`].
pub async fn prepare_scrutin(ctx: &Ctx, db: &Db, id: Id<Scrutin>, projet: &Projet) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let (question, texte, names) = projet.check(kernel::today(ctx.now))?;
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
