//! The two steps, and the third before them, over pairs in any order.

/// Pairs of places that count.
pub(crate) trait Paires {
    /// The rank of each place of the pairs: those of an order that does not depend on how the places came.
    fn ordre(&self) -> &[u32];

    /// How many pairs there are, in both directions, each place with itself included when it can.
    fn paires(&self) -> u64;

    /// Calls `f` with origin, destination and weight, once each, weights greater than nothing.
    fn each(&self, f: impl FnMut(usize, usize, f64));
}

/// One number per place, by rank.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resultats {
    pub score: Vec<f64>,
    pub offre_atteinte: Vec<f64>,
    pub lieux_atteints: Vec<u32>,
    /// Weighted demand in reach of each place.
    pub bassin: Vec<f64>,
    /// Sum of the weights of each origin; only with a choice.
    pub choix: Option<Vec<f64>>,
}

#[derive(Clone, Copy, Default)]
struct Atteint {
    score: f64,
    offre: f64,
    lieux: u32,
}

#[derive(Clone, Copy)]
struct Partage {
    ratio: f64,
    offre: f64,
    lieux: u32,
}

/// Supply over the weighted demand in reach, nothing when nobody is.
pub(crate) fn ratio(offre: f64, demande: f64) -> f64 {
    if demande > 0.0 { offre / demande } else { 0.0 }
}

/// The weight once people have chosen.
pub(crate) fn chosen(poids: f64, somme: f64) -> f64 {
    poids * poids / somme
}

/// Scores of every place; `demande` and `offre` by rank.
pub(crate) fn compute(paires: &impl Paires, selection: bool, demande: &[f64], offre: &[f64]) -> Resultats {
    let ordre = paires.ordre();
    let local = |values: &[f64]| -> Vec<f64> { ordre.iter().map(|rang| values[*rang as usize]).collect() };
    let choix = selection.then(|| {
        let mut sums = vec![0.0; ordre.len()];
        paires.each(|origin, _, poids| sums[origin] += poids);
        sums
    });
    let (demande, offre) = (local(demande), local(offre));
    let (bassin, atteint) = match &choix {
        Some(sums) => steps(paires, |origin, poids| chosen(poids, sums[origin]), &demande, &offre),
        None => steps(paires, |_, poids| poids, &demande, &offre),
    };
    spread(ordre, &bassin, &atteint, choix.as_deref())
}

fn steps(
    paires: &impl Paires,
    weigh: impl Fn(usize, f64) -> f64,
    demande: &[f64],
    offre: &[f64],
) -> (Vec<f64>, Vec<Atteint>) {
    let mut bassin = vec![0.0; demande.len()];
    paires.each(|origin, destination, poids| bassin[destination] += weigh(origin, poids) * demande[origin]);
    let share = |(offre, demande): (&f64, &f64)| Partage {
        ratio: ratio(*offre, *demande),
        offre: *offre,
        lieux: u32::from(*offre > 0.0),
    };
    let partage: Vec<Partage> = offre.iter().zip(&bassin).map(share).collect();
    let mut atteint = vec![Atteint::default(); demande.len()];
    paires.each(|origin, destination, poids| {
        let (to, from) = (&mut atteint[origin], &partage[destination]);
        to.score += weigh(origin, poids) * from.ratio;
        to.offre += from.offre;
        to.lieux += from.lieux;
    });
    (bassin, atteint)
}

/// From the order of the pairs to ranks.
fn spread(ordre: &[u32], bassin: &[f64], atteint: &[Atteint], choix: Option<&[f64]>) -> Resultats {
    let size = ordre.iter().max().map_or(0, |last| *last as usize + 1);
    let mut all = Resultats {
        score: vec![0.0; size],
        offre_atteinte: vec![0.0; size],
        lieux_atteints: vec![0; size],
        bassin: vec![0.0; size],
        choix: choix.map(|_| vec![0.0; size]),
    };
    for (at, rang) in ordre.iter().enumerate() {
        let rang = *rang as usize;
        all.score[rang] = atteint[at].score;
        all.offre_atteinte[rang] = atteint[at].offre;
        all.lieux_atteints[rang] = atteint[at].lieux;
        all.bassin[rang] = bassin[at];
        if let (Some(sums), Some(from)) = (all.choix.as_mut(), choix) {
            sums[rang] = from[at];
        }
    }
    all
}
