use crate::Arc;

/// Somebody who looks for a doctor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Patient {
    /// Metres, on a plane.
    pub position: Option<(i32, i32)>,
    /// Years.
    pub age: Option<u16>,
    /// Priority: what serving them is worth, first of all.
    pub poids: i64,
    /// What it costs to leave them without a doctor, in units of arcs (`plain` and `fair`).
    pub sans: i64,
    /// Those of one household go together, or not at all.
    pub foyer: Option<u32>,
    /// They go no further, in metres.
    pub au_plus_m: Option<u32>,
}

/// Somebody who takes patients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Medecin {
    /// Metres, on a plane.
    pub position: Option<(i32, i32)>,
    /// How many more they take.
    pub capacite: u32,
    /// How many they took over the period that fairness looks at.
    pub deja: u32,
    /// Ages that they take, both included.
    pub ages: (u16, u16),
}

impl Default for Medecin {
    fn default() -> Self {
        Self { position: None, capacite: 0, deja: 0, ages: (0, u16::MAX) }
    }
}

/// Who may go where, by patient then by doctor.
#[derive(Debug, Clone, Default)]
pub struct Candidats {
    pub(crate) debuts: Vec<u32>,
    pub(crate) arcs: Vec<Arc>,
}

/// A pair that comes twice: ranks of the patient and of the doctor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaireDouble {
    /// Rank of the patient.
    pub patient: u32,
    /// Rank of the doctor.
    pub medecin: u32,
}

impl Candidats {
    /// From pairs in any order: the patient of each arc.
    ///
    /// # Errors
    /// [`PaireDouble`], the first in the order of the patients.
    pub fn new(patients: usize, qui: &[u32], arcs: Vec<Arc>) -> Result<Self, PaireDouble> {
        let mut debuts = vec![0_u32; patients + 1];
        qui.iter().for_each(|one| debuts[*one as usize + 1] += 1);
        (0..patients).for_each(|n| debuts[n + 1] += debuts[n]);
        let arcs = if qui.is_sorted() { arcs } else { scatter(&debuts, qui, &arcs) };
        let mut candidats = Self { debuts, arcs };
        for patient in 0..patients {
            let mine = candidats.debuts[patient] as usize..candidats.debuts[patient + 1] as usize;
            let mine = &mut candidats.arcs[mine];
            mine.sort_unstable_by_key(|arc| arc.vers);
            if let Some(two) = mine.windows(2).find(|two| two[0].vers == two[1].vers) {
                return Err(PaireDouble { patient: crate::moteur::rank(patient), medecin: two[0].vers });
            }
        }
        Ok(candidats)
    }

    /// Where a patient may go.
    #[must_use]
    pub fn of(&self, patient: usize) -> &[Arc] {
        &self.arcs[self.debuts[patient] as usize..self.debuts[patient + 1] as usize]
    }

    /// How many pairs.
    #[must_use]
    pub const fn nombre(&self) -> usize {
        self.arcs.len()
    }
}

fn scatter(debuts: &[u32], qui: &[u32], arcs: &[Arc]) -> Vec<Arc> {
    let mut next = debuts.to_vec();
    let mut sorted = vec![Arc { vers: 0, cout: 0 }; arcs.len()];
    for (patient, arc) in qui.iter().zip(arcs) {
        let place = &mut next[*patient as usize];
        sorted[*place as usize] = *arc;
        *place += 1;
    }
    sorted
}

/// Patients, doctors, and who may go where.
#[derive(Debug, Clone, Default)]
pub struct Probleme {
    /// By rank.
    pub patients: Vec<Patient>,
    /// By rank.
    pub medecins: Vec<Medecin>,
    /// Pairs.
    pub candidats: Candidats,
}

impl Probleme {
    /// Whether nothing but the pair stands against it: the age that the doctor takes, how far the patient goes.
    #[must_use]
    pub fn admet(&self, patient: usize, medecin: usize) -> bool {
        let (who, to) = (&self.patients[patient], &self.medecins[medecin]);
        let old_enough = who.age.is_none_or(|age| (to.ages.0..=to.ages.1).contains(&age));
        let far = who.position.zip(to.position).map(|(a, b)| metres_carres(a, b));
        let near = who.au_plus_m.zip(far).is_none_or(|(most, far)| far <= u64::from(most).pow(2));
        old_enough && near
    }
}

/// The square of a distance, for positions within a thousand million metres of the origin.
#[must_use]
pub fn metres_carres(a: (i32, i32), b: (i32, i32)) -> u64 {
    let (x, y) = (u64::from(a.0.abs_diff(b.0)), u64::from(a.1.abs_diff(b.1)));
    x * x + y * y
}

/// Ranks along a curve that keeps neighbours together (Morton 1966): who is near in space is then near in memory. Those
/// without a position come last, in their order.
#[must_use]
pub fn ordre(positions: impl Iterator<Item = Option<(i32, i32)>>) -> Vec<u32> {
    let spread = |metres: i32| {
        let mut bits = u64::from(metres.cast_unsigned() ^ (1 << 31));
        for (shift, mask) in [
            (16, 0x0000_ffff_0000_ffff),
            (8, 0x00ff_00ff_00ff_00ff),
            (4, 0x0f0f_0f0f_0f0f_0f0f),
            (2, 0x3333_3333_3333_3333),
            (1, 0x5555_5555_5555_5555),
        ] {
            bits = (bits | (bits << shift)) & mask;
        }
        bits
    };
    let key = |at: Option<(i32, i32)>| at.map_or(u64::MAX, |(x, y)| spread(x) | (spread(y) << 1));
    let mut keyed: Vec<(u64, u32)> =
        positions.enumerate().map(|(n, at)| (key(at), crate::moteur::rank(n))).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|one| one.1).collect()
}
