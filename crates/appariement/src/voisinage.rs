use crate::moteur::rank;
use crate::{Arc, Candidats, Medecin, Patient, metres_carres};

/// Doctors in square cells, to find those near a point without looking at all.
struct Grille {
    cote: i64,
    origine: (i64, i64),
    colonnes: i64,
    lignes: i64,
    debuts: Vec<u32>,
    medecins: Vec<u32>,
}

impl Grille {
    fn new(medecins: &[Medecin]) -> Self {
        let points = || medecins.iter().filter_map(|one| one.position);
        let span = |of: fn((i32, i32)) -> i32| {
            let (least, most) = (points().map(of).min().unwrap_or(0), points().map(of).max().unwrap_or(0));
            (i64::from(least), i64::from(most) - i64::from(least) + 1)
        };
        let ((x, width), (y, height)) = (span(|at| at.0), span(|at| at.1));
        // About two doctors in a cell, were they spread evenly.
        let cote = (width.max(height) / (medecins.len() as i64 / 2).isqrt().max(1)).max(1);
        let (colonnes, lignes) = (width / cote + 1, height / cote + 1);
        let mut grille =
            Self { cote, origine: (x, y), colonnes, lignes, debuts: Vec::new(), medecins: Vec::new() };
        let mut cells: Vec<(i64, u32)> = Vec::new();
        for (n, one) in medecins.iter().enumerate() {
            if let Some(at) = one.position {
                let (column, line) = grille.cell(at);
                cells.push((line * colonnes + column, rank(n)));
            }
        }
        cells.sort_unstable();
        grille.debuts =
            (0..=colonnes * lignes).map(|cell| rank(cells.partition_point(|one| one.0 < cell))).collect();
        grille.medecins = cells.into_iter().map(|one| one.1).collect();
        grille
    }

    fn cell(&self, (x, y): (i32, i32)) -> (i64, i64) {
        (
            (i64::from(x) - self.origine.0).div_euclid(self.cote),
            (i64::from(y) - self.origine.1).div_euclid(self.cote),
        )
    }

    /// The cells of a line between two columns, those that exist.
    fn run(&self, line: i64, from: i64, to: i64) -> &[u32] {
        let (from, to) = (from.max(0), to.min(self.colonnes - 1));
        if !(0..self.lignes).contains(&line) || from > to {
            return &[];
        }
        let at =
            |column: i64| self.debuts[usize::try_from(line * self.colonnes + column).unwrap_or(0)] as usize;
        &self.medecins[at(from)..at(to + 1)]
    }

    /// The doctors of the cells at exactly that many cells from a cell.
    fn ring(&self, (column, line): (i64, i64), far: i64) -> impl Iterator<Item = u32> {
        let (left, right) = (column - far, column + far);
        let whole = [line - far, line + far].into_iter().take(if far == 0 { 1 } else { 2 });
        let whole = whole.flat_map(move |line| self.run(line, left, right));
        let between = (line - far + 1).max(0)..(line + far).min(self.lignes);
        let sides = between
            .flat_map(move |line| self.run(line, left, left).iter().chain(self.run(line, right, right)));
        whole.chain(sides).copied()
    }

    /// Rings beyond which there is nobody.
    fn last_ring(&self, (column, line): (i64, i64)) -> i64 {
        let across = |at: i64, many: i64| at.abs().max((many - 1 - at).abs());
        across(column, self.colonnes).max(across(line, self.lignes))
    }
}

/// Pairs by distance: of each patient, the doctors at most `metres` away, or as far as the patient says; at most `combien`,
/// the nearest. The cost is the distance in hundreds of metres, floored. Returns also how many pairs more were within reach.
#[must_use]
pub fn candidats(
    patients: &[Patient],
    medecins: &[Medecin],
    metres: u32,
    combien: usize,
) -> (Candidats, usize) {
    let grille = Grille::new(medecins);
    let (mut found, mut candidats, mut left) =
        (Vec::new(), Candidats { debuts: vec![0], arcs: Vec::new() }, 0);
    for patient in patients {
        if let Some(at) = patient.position {
            let most = u64::from(patient.au_plus_m.unwrap_or(metres)).pow(2);
            around(&grille, medecins, (at, patient.age), most, &mut found);
            if found.len() > combien {
                left += found.len() - combien;
                found.select_nth_unstable(combien);
                found.truncate(combien);
            }
            let from = candidats.arcs.len();
            let arc = |&(far, vers): &(u64, u32)| Arc {
                vers,
                cout: i32::try_from((far / 10_000).isqrt()).unwrap_or(i32::MAX),
            };
            candidats.arcs.extend(found.iter().map(arc));
            candidats.arcs[from..].sort_unstable_by_key(|arc| arc.vers);
        }
        candidats.debuts.push(rank(candidats.arcs.len()));
    }
    (candidats, left)
}

/// Doctors within a distance that take that age, with the square of theirs.
fn around(
    grille: &Grille,
    medecins: &[Medecin],
    (at, age): ((i32, i32), Option<u16>),
    most: u64,
    found: &mut Vec<(u64, u32)>,
) {
    found.clear();
    let cell = grille.cell(at);
    for far in 0..=grille.last_ring(cell) {
        // Who is that many cells away is at least that far, less the one where the patient is.
        let least = (far - 1).max(0).unsigned_abs() * grille.cote.unsigned_abs();
        if least.saturating_mul(least) > most {
            break;
        }
        for medecin in grille.ring(cell, far) {
            let one = &medecins[medecin as usize];
            let takes = age.is_none_or(|age| (one.ages.0..=one.ages.1).contains(&age));
            let far = one.position.map_or(u64::MAX, |there| metres_carres(at, there));
            if takes && far <= most {
                found.push((far, medecin));
            }
        }
    }
}
