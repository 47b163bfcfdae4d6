//! Plans that take a while: computed aside, watched meanwhile, kept for whoever looks next.
//!
//! For one CPTS and one « what if », one plan is computed at a time: two who ask look at the same. It is computed again when
//! what it is made from has changed; the one before stays to be looked at until then. All this is in memory and holds no
//! name of a patient: after a restart, the next to look has the plan computed again.

use crate::WriteError;
use crate::droits::TRAITER;
use crate::plan::{EnAttente, Essai, Matiere, Plan};
use appariement::{Avancement, Suivi};
use jiff::{SignedDuration, Timestamp};
use kernel::{Cpts, Ctx, Id};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::task::spawn_blocking;

/// How long a page waits for a plan before it says that one is being computed.
const PATIENCE: Duration = Duration::from_millis(800);
/// Plans computed at once by this program, for all its CPTS.
const ENSEMBLE: usize = 4;
/// Plans kept at most.
const GARDES: usize = 32;
/// How long a plan is kept.
const DUREE: SignedDuration = SignedDuration::from_hours(1);
const PERDU: &str = "Le calcul s’est arrêté\u{a0}: recommencez.";

type Gardes = BTreeMap<(Id<Cpts>, Essai), Arc<Calcul>>;

/// Plans being computed, and those that were.
pub struct Calculs {
    pub(crate) patience: Duration,
    pub(crate) places: Arc<Semaphore>,
    gardes: Mutex<Gardes>,
}

/// A plan that was computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fait {
    /// The plan.
    pub plan: Plan,
    /// When it was asked for.
    pub le: Timestamp,
    /// Whether somebody stopped the search before its end.
    pub arrete: bool,
}

/// Where the computing of a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnCours {
    /// Since when.
    pub depuis: Timestamp,
    /// People for whom a doctor is sought.
    pub personnes: usize,
    /// Doctors.
    pub medecins: usize,
    /// Where the search is; none while others are computed first.
    pub avancement: Option<Avancement>,
}

/// What there is to look at.
#[derive(Debug, Clone)]
pub struct Vue {
    /// The plan; an earlier one while another is computed; none before the first.
    pub fait: Option<Arc<Fait>>,
    /// What is computed now.
    pub en_cours: Option<EnCours>,
}

/// A plan, from the moment it is asked for.
pub(crate) struct Calcul {
    /// What it is made from, to be recognised.
    empreinte: u64,
    debut: EnCours,
    suivi: Arc<Suivi>,
    etat: watch::Receiver<Etat>,
    avant: Option<Arc<Fait>>,
}

#[derive(Clone)]
enum Etat {
    Attend,
    Cherche,
    Fini(Result<Arc<Fait>, &'static str>),
}

impl Default for Calculs {
    fn default() -> Self {
        Self::new(PATIENCE, ENSEMBLE)
    }
}

impl Calculs {
    /// Whoever asks waits so long at most; so many plans are computed at once.
    #[must_use]
    pub fn new(patience: Duration, ensemble: usize) -> Self {
        Self { patience, places: Arc::new(Semaphore::new(ensemble)), gardes: Mutex::default() }
    }

    /// The search of this plan ends with the best that it has.
    ///
    /// # Errors
    /// [`WriteError::Denied`].
    pub fn stop(&self, ctx: &Ctx, essai: &Essai) -> Result<(), WriteError> {
        ctx.require(TRAITER)?;
        if let Some(calcul) = self.running(ctx, essai) {
            calcul.suivi.stop();
        }
        Ok(())
    }

    /// A plan whose search was stopped is searched again, to the end.
    ///
    /// # Errors
    /// [`WriteError::Denied`].
    pub fn resume(&self, ctx: &Ctx, essai: &Essai) -> Result<(), WriteError> {
        ctx.require(TRAITER)?;
        self.lock().retain(|(cpts, one), calcul| {
            *cpts != ctx.cpts || one != essai || calcul.fait().is_none_or(|fait| !fait.arrete)
        });
        Ok(())
    }

    /// The plan that is being computed for this « what if ».
    pub(crate) fn running(&self, ctx: &Ctx, essai: &Essai) -> Option<Arc<Calcul>> {
        let all = self.lock();
        let calcul = all.get(&(ctx.cpts, essai.clone()))?;
        (!calcul.est_fini()).then(|| Arc::clone(calcul))
    }

    /// The plan made from this: the one that is kept, or a new one.
    pub(crate) fn ask(
        &self,
        ctx: &Ctx,
        essai: &Essai,
        matiere: Arc<Matiere>,
        held: Vec<EnAttente>,
    ) -> Arc<Calcul> {
        let mut print = DefaultHasher::new();
        (&*matiere, &held).hash(&mut print);
        let (key, empreinte) = ((ctx.cpts, essai.clone()), print.finish());
        let mut all = self.lock();
        all.retain(|_, one| ctx.now.duration_since(one.debut.depuis) < DUREE);
        let before = all.remove(&key);
        let calcul = match before {
            Some(same) if same.empreinte == empreinte && !same.est_perdu() => same,
            before => {
                let avant = before.and_then(|old| {
                    old.suivi.stop();
                    old.fait().or_else(|| old.avant.clone())
                });
                make_room(&mut all);
                Arc::new(self.start(ctx.now, (empreinte, avant), matiere, held))
            }
        };
        all.insert(key, Arc::clone(&calcul));
        calcul
    }

    fn start(
        &self,
        le: Timestamp,
        (empreinte, avant): (u64, Option<Arc<Fait>>),
        matiere: Arc<Matiere>,
        held: Vec<EnAttente>,
    ) -> Calcul {
        let (tell, etat) = watch::channel(Etat::Attend);
        let (suivi, places) = (Arc::new(Suivi::default()), Arc::clone(&self.places));
        let (personnes, medecins) = (matiere.personnes.len(), matiere.medecins.len());
        let debut = EnCours { depuis: le, personnes, medecins, avancement: None };
        let calcul = Calcul { empreinte, debut, suivi: Arc::clone(&suivi), etat, avant };
        drop(tokio::spawn(async move {
            let Ok(_place) = places.acquire().await else { return };
            tell.send_replace(Etat::Cherche);
            let done = spawn_blocking(move || compute(le, &matiere, held, &suivi)).await;
            tell.send_replace(Etat::Fini(done.unwrap_or(Err(PERDU)).map(Arc::new)));
        }));
        calcul
    }

    #[cfg(test)]
    pub(crate) fn combien(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, Gardes> {
        self.gardes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The oldest leave.
fn make_room(all: &mut Gardes) {
    while all.len() >= GARDES {
        let oldest = all.iter().min_by_key(|(_, one)| one.debut.depuis).map(|(key, _)| key.clone());
        if let Some(gone) = oldest.and_then(|key| all.remove(&key)) {
            gone.suivi.stop();
        }
    }
}

/// A plan, with those for whom none is made: off the threads that serve pages.
fn compute(
    le: Timestamp,
    matiere: &Matiere,
    held: Vec<EnAttente>,
    suivi: &Suivi,
) -> Result<Fait, &'static str> {
    let mut plan = matiere.plan(suivi).map_err(
        |_| "Les points de priorité sont trop grands pour être additionnés\u{a0}: baissez-les dans la règle.",
    )?;
    plan.attentes.extend(held);
    plan.attentes.sort_by_key(|one| (std::cmp::Reverse(one.points), one.foyer));
    Ok(Fait { plan, le, arrete: suivi.est_arrete() })
}

impl Calcul {
    /// The plan, once it is computed; none when that takes longer than `patience`.
    pub(crate) async fn wait(&self, patience: Duration) -> Option<Result<Arc<Fait>, WriteError>> {
        tokio::time::timeout(patience, self.end()).await.ok()
    }

    /// The plan, however long it takes.
    pub(crate) async fn end(&self) -> Result<Arc<Fait>, WriteError> {
        let mut etat = self.etat.clone();
        let over = etat.wait_for(|etat| matches!(etat, Etat::Fini(_))).await;
        let found = over.map_or(Err(PERDU), |etat| match &*etat {
            Etat::Fini(found) => found.clone(),
            Etat::Attend | Etat::Cherche => Err(PERDU),
        });
        found.map_err(WriteError::PasPossible)
    }

    /// What there is to look at now.
    pub(crate) fn vue(&self) -> Vue {
        let running = |avancement| Some(EnCours { avancement, ..self.debut });
        match &*self.etat.borrow() {
            Etat::Fini(found) => Vue { fait: found.clone().ok(), en_cours: None },
            Etat::Attend => Vue { fait: self.avant.clone(), en_cours: running(None) },
            Etat::Cherche => {
                Vue { fait: self.avant.clone(), en_cours: running(Some(self.suivi.avancement())) }
            }
        }
    }

    fn fait(&self) -> Option<Arc<Fait>> {
        match &*self.etat.borrow() {
            Etat::Fini(found) => found.clone().ok(),
            Etat::Attend | Etat::Cherche => None,
        }
    }

    /// Whether it ended, with a plan or without.
    fn est_fini(&self) -> bool {
        let told = matches!(*self.etat.borrow(), Etat::Fini(_));
        told || self.etat.has_changed().is_err()
    }

    /// Whether it ended without a plan.
    fn est_perdu(&self) -> bool {
        self.est_fini() && self.fait().is_none()
    }
}
