//! Pairs of places within a radius, with the thousandths of a minute between them, each kept once.

use crate::bandes::Bandes;
use crate::calcul::Paires;
use crate::methode::Decroissance;
use crate::sphere::{self, MINUTES_PAR_KM, Radians};

/// Pairs that count, in the order of the bands.
pub(crate) struct Voisins {
    ordre: Vec<u32>,
    /// Where the pairs of each place begin.
    debut: Vec<usize>,
    autre: Vec<u32>,
    milliemes: Vec<u32>,
    /// The weight of each thousandth of a minute.
    poids: Vec<f64>,
    paires: u64,
}

/// Points apart from their sines: three lists, read in a row.
struct Sphere {
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
}

/// Squares of chords that tell near from far, with a doubt in between.
struct Seuil {
    surement: f64,
    peut_etre: f64,
}

impl Seuil {
    fn at(km: f64) -> Self {
        let chord = sphere::chord_squared(km).sqrt();
        let (less, more) = (chord * (1.0 - 1e-9) - 1e-14, chord * (1.0 + 1e-9) + 1e-14);
        Self { surement: if less > 0.0 { less * less } else { -1.0 }, peut_etre: more * more }
    }
}

impl Sphere {
    fn of(points: &[Radians]) -> Self {
        let mut sphere = Self { x: Vec::new(), y: Vec::new(), z: Vec::new() };
        for at in points {
            let (sin, cos) = at.phi.sin_cos();
            sphere.x.push(cos * at.lambda.cos());
            sphere.y.push(cos * at.lambda.sin());
            sphere.z.push(sin);
        }
        sphere
    }
}

impl Voisins {
    /// Every pair within the radius is counted; those whose weight is not nothing are kept.
    pub(crate) fn find(points: &[(u32, Radians)], rayon_km: f64, decroissance: &Decroissance) -> Self {
        let bandes = Bandes::new(points, rayon_km);
        let poids = table(rayon_km, decroissance);
        let mut found = Trouve {
            sphere: Sphere::of(&bandes.points),
            points: &bandes.points,
            rayon_km,
            rayon: Seuil::at(rayon_km),
            // One more thousandth than the last weight, for what is rounded down to it.
            coupure: Seuil::at((poids.len() + 1) as f64 / (MINUTES_PAR_KM * 1000.0)).peut_etre,
            poids: &poids,
            candidats: Vec::new(),
            autre: Vec::new(),
            milliemes: Vec::new(),
            paires: 0,
        };
        let mut debut = Vec::with_capacity(points.len() + 1);
        bandes.each_run(|point, run| {
            while debut.len() <= point {
                debut.push(found.autre.len());
            }
            found.run(point, run);
        });
        debut.resize(points.len() + 1, found.autre.len());
        let Trouve { autre, milliemes, paires, .. } = found;
        let paires = 2 * paires + points.len() as u64;
        Self { ordre: bandes.ordre, debut, autre, milliemes, poids, paires }
    }
}

/// The weight of each thousandth of a minute up to the cut or the radius.
fn table(rayon_km: f64, decroissance: &Decroissance) -> Vec<f64> {
    let last = f64::from(sphere::milliemes(rayon_km)).min((decroissance.coupure() * 1000.0).ceil()) as u32;
    let mut table: Vec<f64> = (0..=last).map(|at| decroissance.poids(sphere::en_minutes(at))).collect();
    let used = table.iter().rposition(|poids| *poids > 0.0).map_or(0, |at| at + 1);
    table.truncate(used);
    table
}

struct Trouve<'a> {
    sphere: Sphere,
    points: &'a [Radians],
    rayon_km: f64,
    rayon: Seuil,
    coupure: f64,
    poids: &'a [f64],
    candidats: Vec<f64>,
    autre: Vec<u32>,
    milliemes: Vec<u32>,
    paires: u64,
}

impl Trouve<'_> {
    fn run(&mut self, point: usize, run: std::ops::Range<usize>) {
        let Sphere { x, y, z } = &self.sphere;
        let (px, py, pz) = (x[point], y[point], z[point]);
        let row = x[run.clone()].iter().zip(&y[run.clone()]).zip(&z[run.clone()]);
        self.candidats.clear();
        self.candidats.extend(row.map(|((x, y), z)| {
            let (dx, dy, dz) = (x - px, y - py, z - pz);
            dx * dx + dy * dy + dz * dz
        }));
        let surement = self.candidats.iter().filter(|squared| **squared <= self.rayon.surement).count();
        self.paires += surement as u64;
        let keep = self.coupure.min(self.rayon.peut_etre);
        for at in 0..self.candidats.len() {
            let squared = self.candidats[at];
            let doubt = squared > self.rayon.surement && squared <= self.rayon.peut_etre;
            if squared <= keep || doubt {
                self.look(point, run.start + at, squared, doubt);
            }
        }
    }

    /// Keeps a pair that counts.
    fn look(&mut self, point: usize, other: usize, squared: f64, doubt: bool) {
        let km = || self.points[point].km(self.points[other]);
        if doubt {
            if km() > self.rayon_km {
                return;
            }
            self.paires += 1;
        }
        let milliemes = sphere::milliemes_of_chord(squared).unwrap_or_else(|| sphere::milliemes(km()));
        if self.poids.get(milliemes as usize).is_some_and(|poids| *poids > 0.0) {
            self.autre.push(other as u32);
            self.milliemes.push(milliemes);
        }
    }
}

impl Paires for Voisins {
    fn ordre(&self) -> &[u32] {
        &self.ordre
    }

    fn paires(&self) -> u64 {
        self.paires
    }

    fn each(&self, mut f: impl FnMut(usize, usize, f64)) {
        let here = self.poids.first().copied().unwrap_or(0.0);
        for point in 0..self.ordre.len() {
            f(point, point, here);
            let range = self.debut[point]..self.debut[point + 1];
            for (other, milliemes) in self.autre[range.clone()].iter().zip(&self.milliemes[range]) {
                let poids = self.poids[*milliemes as usize];
                f(point, *other as usize, poids);
                f(*other as usize, point, poids);
            }
        }
    }
}
