use std::collections::HashSet;

/// Somebody who may be on duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Personne {
    /// Half-days at most in one week.
    pub par_semaine: u32,
    /// Half-days at most in all the plan, when there is a limit.
    pub au_plus: Option<u32>,
    /// Half-days already done before the plan: a share that is fair counts them.
    pub deja: u32,
}

impl Personne {
    /// Somebody with a weekly limit only.
    #[must_use]
    pub const fn new(par_semaine: u32) -> Self {
        Self { par_semaine, au_plus: None, deja: 0 }
    }
}

/// A half-day to be covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Creneau {
    /// Number of the day; weeks are days 0 to 6, 7 to 13…
    pub jour: u32,
    /// Whether the rule of weekends counts it.
    pub fin_de_semaine: bool,
    /// How many people it needs.
    pub besoin: u32,
}

impl Creneau {
    /// Number of its week.
    #[must_use]
    pub const fn semaine(&self) -> u32 {
        self.jour / 7
    }
}

/// Somebody may take a half-day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Possible {
    /// Rank of the person.
    pub personne: u32,
    /// Rank of the half-day.
    pub creneau: u32,
    /// What it costs them; negative for a wish.
    pub cout: i64,
}

/// Somebody has a half-day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Affectation {
    /// Rank of the half-day.
    pub creneau: u32,
    /// Rank of the person.
    pub personne: u32,
}

/// What a plan is worth, and the rule of weekends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regles {
    /// What a missing person costs.
    pub manque: i64,
    /// What the square of the load of each person is multiplied by.
    pub equite: i64,
    /// One half-day of weekend at most in so many weeks on end, when there is such a rule.
    pub fin_de_semaine: Option<u32>,
}

impl Default for Regles {
    fn default() -> Self {
        Self { manque: 1_000, equite: 3, fin_de_semaine: None }
    }
}

/// Who may take what, what each costs, what must be and what must not.
///
/// Somebody has one half-day at most in a day. A plan costs [`Regles::manque`] for each missing person, the costs of the
/// half-days taken, and [`Regles::equite`] × (`deja` + half-days taken)² for each person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Probleme {
    /// People; a rank is a place in this list.
    pub personnes: Vec<Personne>,
    /// Half-days; a rank is a place in this list.
    pub creneaux: Vec<Creneau>,
    /// Who may take what; nobody takes anything else. A skill that a half-day asks for is said here.
    pub possibles: Vec<Possible>,
    /// Kept by hand: they are in the plan whatever the rules, and the rules count them.
    pub tenues: Vec<Affectation>,
    /// Not to be.
    pub interdites: Vec<Affectation>,
    /// What is sought.
    pub regles: Regles,
}

/// Why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// A rank that no person has.
    #[error("La personne de rang {0} n’existe pas.")]
    Personne(u32),
    /// A rank that no half-day has.
    #[error("Le créneau de rang {0} n’existe pas.")]
    Creneau(u32),
    /// The same pair twice, among those possible or those kept.
    #[error("La personne de rang {} est citée deux fois pour le créneau de rang {}.", .0.personne, .0.creneau)]
    Double(Affectation),
    /// Costs under zero where none may be.
    #[error("Le coût d’un manque et celui de la charge vont de 0 à 1 000 000.")]
    Regle,
    /// Sums that could not be exact.
    #[error("Les coûts sont trop grands pour être additionnés exactement.")]
    TropGrand,
}

/// The largest weight of a rule.
const POIDS: i64 = 1_000_000;
/// The largest cost of one half-day, either way.
pub(crate) const COUT: i64 = 1_000_000_000_000;
/// The largest load counted before the plan.
const DEJA: u32 = 1_000_000;

impl Probleme {
    /// Whether everything cited exists, once, and adds exactly.
    pub(crate) fn check(&self) -> Result<(), Refus> {
        let Regles { manque, equite, fin_de_semaine: _ } = self.regles;
        if !(0..=POIDS).contains(&manque) || !(0..=POIDS).contains(&equite) {
            return Err(Refus::Regle);
        }
        if self.possibles.iter().any(|one| !(-COUT..=COUT).contains(&one.cout))
            || self.personnes.iter().any(|one| one.deja > DEJA)
        {
            return Err(Refus::TropGrand);
        }
        let possibles =
            self.possibles.iter().map(|one| Affectation { creneau: one.creneau, personne: one.personne });
        self.known(possibles.clone())?;
        self.known(self.tenues.iter().copied())?;
        self.known(self.interdites.iter().copied())?;
        once(possibles)?;
        once(self.tenues.iter().copied())
    }

    /// Whether these are people and half-days of the problem.
    pub(crate) fn known(&self, mut cited: impl Iterator<Item = Affectation>) -> Result<(), Refus> {
        cited.try_for_each(|one| {
            if one.personne as usize >= self.personnes.len() {
                return Err(Refus::Personne(one.personne));
            }
            if one.creneau as usize >= self.creneaux.len() {
                return Err(Refus::Creneau(one.creneau));
            }
            Ok(())
        })
    }
}

fn once(mut cited: impl Iterator<Item = Affectation> + Clone) -> Result<(), Refus> {
    // In order of people, as files come, nothing needs to be remembered.
    let key = |one: &Affectation| (one.personne, one.creneau);
    if cited.clone().is_sorted_by(|a, b| key(a) < key(b)) {
        return Ok(());
    }
    let mut seen = HashSet::new();
    cited.try_for_each(|one| if seen.insert(one) { Ok(()) } else { Err(Refus::Double(one)) })
}
