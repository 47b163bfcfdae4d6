//! Access to care from each commune of the territory: what the engine of `accessibilite` says of the communes of the
//! reference and of the people of the official directory.

use crate::offre::{Declarations, by_commune};
use accessibilite::{Acces, Etude, Lieu, Lieux, MINUTES_PAR_KM, Methode, Position, Refus};
use db::Tx;
use identifiants::CommuneCode;
use repertoire::Famille;
use std::collections::{BTreeMap, BTreeSet};
use territoire::atlas::Etat;
use territoire::referentiel::Commune;

/// Farthest place that counts, in kilometres by great circle: where the weights of the method end.
#[must_use]
pub fn rayon_km(methode: &Methode) -> f64 {
    (methode.decroissance().coupure() / MINUTES_PAR_KM).ceil()
}

/// The scores of one profession around a territory.
#[derive(Debug)]
pub struct Carte {
    /// Scores of every commune of the territory and of those around.
    pub etude: Etude,
    /// Ranks of the communes of the territory.
    pub rangs: BTreeMap<CommuneCode, usize>,
    /// People who give care, by commune.
    pub offre: BTreeMap<CommuneCode, f64>,
}

/// Computes the scores of `famille`.
///
/// # Errors
/// A fault of storage; the inner error when the engine refuses a number.
pub async fn compute(
    tx: &mut Tx,
    etat: &Etat,
    territoire: &BTreeSet<CommuneCode>,
    famille: &Famille,
    methode: Methode,
    declarations: &Declarations,
) -> db::Result<Result<Carte, Refus>> {
    let inside: BTreeSet<CommuneCode> =
        territoire.iter().flat_map(|code| etat.france.mailles(*code)).collect();
    let around = around(etat, &inside, rayon_km(&methode));
    let codes: BTreeSet<CommuneCode> = around.iter().map(|one| one.code).collect();
    let people = repertoire::professionnels_of(tx, &etat.france, &codes).await?;
    let offre = by_commune(&people, famille, declarations);
    Ok(study(&around, &inside, offre, methode))
}

fn study(
    around: &[&Commune],
    inside: &BTreeSet<CommuneCode>,
    offre: BTreeMap<CommuneCode, f64>,
    methode: Methode,
) -> Result<Carte, Refus> {
    let lieu = |commune: &&Commune| Lieu {
        code: commune.code.to_string(),
        population: commune.population.map_or(0.0, f64::from),
        demande: None,
        offre: offre.get(&commune.code).copied().unwrap_or(0.0),
        position: commune.position.and_then(|at| Position::new(at.lat_degrees(), at.lon_degrees()).ok()),
    };
    let lieux = Lieux::new(around.iter().map(lieu).collect())?;
    let etude = Etude::new(lieux, Acces::Distance { rayon_km: rayon_km(&methode) }, methode)?;
    let ranked = around.iter().enumerate().filter(|(_, one)| inside.contains(&one.code));
    let rangs = ranked.map(|(rang, one)| (one.code, rang)).collect();
    Ok(Carte { etude, rangs, offre })
}

/// The communes of the territory and those whose supply or inhabitants count for it: twice the radius, since a place at the
/// edge shares its care with people farther out.
fn around<'a>(etat: &'a Etat, inside: &BTreeSet<CommuneCode>, rayon_km: f64) -> Vec<&'a Commune> {
    let france = &etat.france;
    let places: Vec<_> = inside.iter().filter_map(|code| france.commune(*code)?.position).collect();
    let reach = 2.0 * rayon_km / 111.0;
    let bounds = |value: &dyn Fn(&territoire::referentiel::Position) -> f64| {
        let all = places.iter().map(value);
        all.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)))
    };
    let (south, north) = bounds(&|at| at.lat_degrees());
    let (west, east) = bounds(&|at| at.lon_degrees());
    let shrink = south.abs().max(north.abs()).min(85.0).to_radians().cos().max(0.05);
    let near = |commune: &&Commune| {
        commune.position.is_some_and(|at| {
            let (lat, lon) = (at.lat_degrees(), at.lon_degrees());
            (south - reach..=north + reach).contains(&lat)
                && (west - reach / shrink..=east + reach / shrink).contains(&lon)
        })
    };
    let whole = |commune: &&Commune| !france.has_arrondissements(commune.code);
    france.communes().iter().filter(|one| whole(one) && (inside.contains(&one.code) || near(one))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use territoire::referentiel::Position as Place;

    fn commune(code: &str, population: u32, lat: f64) -> Commune {
        Commune {
            code: code.parse().unwrap(),
            nom: code.into(),
            mere: None,
            epci: None,
            population: Some(population),
            codes_postaux: "".into(),
            position: Place::from_degrees(lat, 3.0),
            superficie_ha: None,
        }
    }

    #[test]
    fn supply_nobody_can_reach_counts_for_nothing_and_is_listed() {
        // A doctor alone in an empty commune; people a hundred kilometres away, and two doctors among others.
        let all = [commune("43001", 0, 44.0), commune("43002", 1000, 45.0), commune("43003", 4000, 46.0)];
        let [empty, far, served] = all.each_ref().map(|one| one.code);
        let offre = BTreeMap::from([(empty, 1.0), (served, 2.0)]);
        let inside = BTreeSet::from([empty, far, served]);
        let carte = study(&all.each_ref(), &inside, offre, Methode::E2sfcaApl).unwrap();
        let score = |code| carte.etude.score(carte.rangs[&code]).unwrap().score;
        assert_eq!((score(far), score(served)), (0.0, 2.0 / 4000.0));
        assert!(score(empty).is_finite());
        let bilan = carte.etude.bilan();
        assert_eq!(
            bilan.offre_perdue.iter().map(|rang| *rang as usize).collect::<Vec<_>>(),
            [carte.rangs[&empty]]
        );
        assert!(bilan.hors_portee.contains(&u32::try_from(carte.rangs[&far]).unwrap()), "{bilan:?}");
    }
}
