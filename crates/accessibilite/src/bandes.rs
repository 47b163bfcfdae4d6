//! Points sorted in bands of latitude, then by longitude: what is near a point is a few runs of neighbours in memory.
//!
//! For each pair of bands one window of longitude holds every pair within the radius; it slides along the band with
//! the point. Bands at a pole have a window of the whole turn; the turn is closed at the antimeridian.

use crate::sphere::{RAYON_TERRE_KM, Radians};
use std::f64::consts::{FRAC_PI_2, PI};
use std::ops::Range;

/// Bands per radius: more of them fit the disc better, and cut it in shorter runs.
const FINESSE: f64 = 3.0;

/// Points in bands.
pub(crate) struct Bandes {
    /// The rank that each point came with.
    pub ordre: Vec<u32>,
    pub points: Vec<Radians>,
    bandes: Vec<Bande>,
    hauteur: f64,
    /// Square of the sine of half the radius, with some margin.
    portee: f64,
}

#[derive(Debug, Clone, Copy)]
struct Bande {
    numero: i64,
    debut: usize,
    fin: usize,
}

/// What a band shows of another one to the point under the cursor.
struct Fenetre {
    bande: Range<usize>,
    /// Half-width, in radians; `None` for the whole band.
    demi: Option<f64>,
    vue: Range<usize>,
}

impl Bandes {
    /// Points with their ranks, in an order that breaks ties (places at one point).
    pub(crate) fn new(points: &[(u32, Radians)], rayon_km: f64) -> Self {
        let rayon = rayon_km / RAYON_TERRE_KM;
        let hauteur = rayon / FINESSE;
        let numero = |at: &Radians| ((at.phi + FRAC_PI_2) / hauteur) as i64;
        let mut sorted: Vec<(i64, u32, Radians)> =
            points.iter().map(|(rang, at)| (numero(at), *rang, *at)).collect();
        let key = |(numero, _, at): &(i64, u32, Radians)| (*numero, at.lambda, at.phi);
        sorted.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
        let mut bandes: Vec<Bande> = Vec::new();
        for (at, (numero, ..)) in sorted.iter().enumerate() {
            match bandes.last_mut() {
                Some(bande) if bande.numero == *numero => bande.fin = at + 1,
                _ => bandes.push(Bande { numero: *numero, debut: at, fin: at + 1 }),
            }
        }
        let sine = (rayon / 2.0).sin();
        Self {
            ordre: sorted.iter().map(|(_, rang, _)| *rang).collect(),
            points: sorted.iter().map(|(.., at)| *at).collect(),
            bandes,
            hauteur,
            portee: sine * sine * (1.0 + 1e-9) + 1e-24,
        }
    }

    /// Calls `f` with each point, in order, and runs of points that may be near it: each pair of distinct points
    /// within the radius is in one run, once, on one side.
    pub(crate) fn each_run(&self, mut f: impl FnMut(usize, Range<usize>)) {
        for (at, bande) in self.bandes.iter().enumerate() {
            let mut fenetres = self.fenetres(at);
            for point in bande.debut..bande.fin {
                for (rang, fenetre) in fenetres.iter_mut().enumerate() {
                    self.runs(fenetre, point, rang == 0, &mut f);
                }
            }
        }
    }

    /// The windows of a band on itself, then on those above within reach.
    fn fenetres(&self, at: usize) -> Vec<Fenetre> {
        let bande = self.bandes[at];
        let near = self.bandes[at..].iter().take_while(|other| {
            let apart = (other.numero - bande.numero - 1).max(0) as f64 * self.hauteur;
            (apart / 2.0).sin().powi(2) <= self.portee
        });
        near.map(|other| Fenetre {
            bande: other.debut..other.fin,
            demi: self.demi(bande.numero, other.numero),
            vue: other.debut..other.debut,
        })
        .collect()
    }

    /// How far in longitude two points of two bands may be and still be near.
    fn demi(&self, numero: i64, other: i64) -> Option<f64> {
        let apart = ((other - numero - 1).max(0) as f64 * self.hauteur / 2.0).sin().powi(2);
        let sine = (self.portee - apart) / (self.cosine(numero) * self.cosine(other));
        // A band at a pole has a cosine of nothing, and the quotient is no number: the whole turn.
        let demi = if sine < 1.0 { 2.0 * sine.sqrt().asin() * (1.0 + 1e-9) + 1e-12 } else { PI };
        (demi < PI - 1e-6).then_some(demi)
    }

    /// The smallest cosine of a latitude of a band.
    fn cosine(&self, numero: i64) -> f64 {
        let edge = |n: i64| (n as f64 * self.hauteur - FRAC_PI_2).clamp(-FRAC_PI_2, FRAC_PI_2).cos();
        edge(numero).min(edge(numero + 1)) - 1e-12
    }

    fn runs(&self, fenetre: &mut Fenetre, point: usize, same: bool, f: &mut impl FnMut(usize, Range<usize>)) {
        let after = |start: usize| if same { start.max(point + 1) } else { start };
        let Some(demi) = fenetre.demi else {
            return f(point, after(fenetre.bande.start)..fenetre.bande.end);
        };
        let (west, east) = (self.points[point].lambda - demi, self.points[point].lambda + demi);
        let Fenetre { bande, vue, .. } = fenetre;
        while vue.start < bande.end && self.points[vue.start].lambda < west {
            vue.start += 1;
        }
        while vue.end < bande.end && self.points[vue.end].lambda <= east {
            vue.end += 1;
        }
        if after(vue.start) < vue.end {
            f(point, after(vue.start)..vue.end);
        }
        let within = &self.points[bande.clone()];
        if east > PI {
            f(point, bande.start..bande.start + within.partition_point(|at| at.lambda <= east - 2.0 * PI));
        }
        if west < -PI && !same {
            f(point, bande.start + within.partition_point(|at| at.lambda < west + 2.0 * PI)..bande.end);
        }
    }
}
