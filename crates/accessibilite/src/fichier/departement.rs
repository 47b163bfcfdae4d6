//! A département and what counts for it.

use crate::bandes::Bandes;
use crate::{Lieu, Lieux, Methode, Refus, etude, sphere};
use identifiants::DepartementCode;

/// True when the code of a place begins with that of the département.
pub(super) fn holds(departement: DepartementCode, lieu: &Lieu) -> bool {
    lieu.code.starts_with(departement.as_str())
}

/// The places of the département and those within the radius of one of them, in the order they came.
pub(super) fn around(lieux: &Lieux, departement: DepartementCode, rayon_km: f64) -> Result<Lieux, Refus> {
    let inside: Vec<bool> = lieux.iter().map(|lieu| holds(departement, lieu)).collect();
    let mut near = inside.clone();
    let bandes = Bandes::new(&etude::points(lieux), rayon_km);
    bandes.each_run(|point, run| {
        let here = bandes.ordre[point] as usize;
        for other in run {
            let there = bandes.ordre[other] as usize;
            if inside[here] == inside[there] || (near[here] && near[there]) {
                continue;
            }
            if bandes.points[point].km(bandes.points[other]) <= rayon_km {
                (near[here], near[there]) = (true, true);
            }
        }
    });
    let kept = lieux.iter().zip(&near).filter(|(_, near)| **near);
    Lieux::new(kept.map(|(lieu, _)| lieu.clone()).collect())
}

/// What is said when people who share a supply in reach of the département are themselves beyond the radius.
pub(super) fn notice(methode: &Methode, rayon_km: f64) -> Option<String> {
    let reach = (methode.decroissance().coupure() / sphere::MINUTES_PAR_KM).min(rayon_km);
    let ways = if methode.selection() { 3.0 } else { 2.0 };
    (ways * reach > rayon_km).then(|| {
        format!(
            "Les lieux à plus de {rayon_km}\u{a0}km du département ne comptent pas\u{a0}: avec cette méthode, \
             les scores près de ses limites sont surestimés. Calculez tout le fichier pour les comparer."
        )
    })
}
