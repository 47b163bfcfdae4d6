use crate::Fraicheur;
use crate::bottin::{Bottin, Cadre, Inscrit, Sorte};
use crate::champ::Recours;
use identifiants::CommuneCode;
use jiff::Timestamp;
use recherche::Position;
use repertoire::Famille;
use territoire::referentiel::Referentiel;

/// Radiuses offered around a commune, in kilometres.
pub const RAYONS: [u16; 5] = [2, 5, 10, 20, 40];

kernel::codes! {
    /// What members look for in the state of entries.
    pub enum Etat {
        /// Confirmed lately.
        AJour = "a_jour", "À jour";
        /// Confirmed too long ago.
        AReconfirmer = "a_reconfirmer", "À reconfirmer";
        /// Never confirmed.
        JamaisConfirmee = "jamais_confirmee", "Jamais confirmées";
        /// Away today.
        Absent = "absent", "Absents aujourd’hui";
        /// No longer in the official file.
        HorsFichier = "hors_fichier", "Absents du fichier officiel";
        /// Works elsewhere.
        HorsTerritoire = "hors_territoire", "Hors du territoire";
        /// Taken out; for the office.
        Retiree = "retiree", "Retirées de l’annuaire";
    }
}

/// Which entries are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filtre {
    /// What they are.
    pub sorte: Option<Sorte>,
    /// Their profession.
    pub famille: Option<&'static Famille>,
    /// Where they practise or what they serve.
    pub commune: Option<CommuneCode>,
    /// First or second line of care.
    pub recours: Option<Recours>,
    /// In which kind of place.
    pub cadre: Option<Cadre>,
    /// Only those who say that they take new patients.
    pub nouveaux_patients: bool,
    /// In which state.
    pub etat: Option<Etat>,
    /// Around which commune.
    pub pres_de: Option<CommuneCode>,
    /// At most that many kilometres from it.
    pub rayon_km: Option<u16>,
}

/// Filters whose choices are counted: the first bits of [`Passage`]; the radius is the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dimension {
    Sorte,
    Famille,
    Commune,
    Recours,
    Cadre,
    Nouveaux,
    Etat,
}

/// The dimensions in which an entry fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passage(u8);

impl Passage {
    /// Whether the entry is wanted.
    pub(super) const fn passes(self) -> bool {
        self.0 == 0
    }

    /// Whether it would be, but for that dimension.
    pub(super) const fn but(self, dimension: Dimension) -> bool {
        self.0 & !(1 << dimension as u8) == 0
    }
}

/// The moment and the place of a question.
#[derive(Clone, Copy)]
pub(super) struct Instant<'a> {
    pub(super) now: Timestamp,
    pub(super) france: &'a Referentiel,
}

impl Filtre {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { pres_de: self.pres_de, ..Self::default() }
    }

    pub(super) fn passage(
        &self,
        bottin: &Bottin,
        one: &Inscrit,
        metres: Option<f64>,
        at: Instant<'_>,
    ) -> Passage {
        let wrong = [
            self.sorte.is_some_and(|sorte| one.entree().sorte != sorte),
            self.famille.is_some_and(|famille| one.entree().famille != Some(famille)),
            self.commune.is_some_and(|commune| !one.communes().contains(&commune)),
            self.recours.is_some_and(|recours| recours_of(one) != Some(recours)),
            self.cadre.is_some_and(|cadre| !one.cadres().contains(&cadre)),
            self.nouveaux_patients && one.nouveaux_patients(bottin.jour()) != Some(true),
            match self.etat {
                Some(etat) => !etat.holds(bottin, one, at.now),
                None => one.is_retiree() || !one.is_ici(),
            },
            self.rayon_km.is_some_and(|km| metres.is_none_or(|metres| metres > f64::from(km) * 1000.0)),
        ];
        Passage(wrong.iter().zip(0..).fold(0, |bits, (wrong, at)| bits | u8::from(*wrong) << at))
    }
}

impl Etat {
    /// Whether an entry is in that state. One that was taken out has no other.
    pub(super) fn holds(self, bottin: &Bottin, one: &Inscrit, now: Timestamp) -> bool {
        let fresh = || one.fraicheur(now, bottin.mois());
        match self {
            Self::Retiree => one.is_retiree(),
            _ if one.is_retiree() => false,
            Self::HorsTerritoire => !one.is_ici(),
            _ if !one.is_ici() => false,
            Self::AJour => fresh() == Fraicheur::Fraiche,
            Self::AReconfirmer => fresh() == Fraicheur::AReconfirmer,
            Self::JamaisConfirmee => fresh() == Fraicheur::JamaisConfirmee,
            Self::Absent => one.absence(bottin.jour()).is_some(),
            Self::HorsFichier => one.entree().absent_du.is_some(),
        }
    }
}

/// The line of care of an entry, when it has one.
pub(super) const fn recours_of(one: &Inscrit) -> Option<Recours> {
    match one.recours() {
        repertoire::Recours::Premier => Some(Recours::Premier),
        repertoire::Recours::Second => Some(Recours::Second),
        repertoire::Recours::Aucun => None,
    }
}

/// Where a commune is.
pub(super) fn position(france: &Referentiel, commune: CommuneCode) -> Option<Position> {
    let place = france.commune(commune)?.position?;
    Some(Position { lat: place.lat_degrees(), lon: place.lon_degrees() })
}

/// Metres from a place to the nearest place of an entry: that of a structure, the centre of a commune otherwise.
pub(super) fn metres(france: &Referentiel, from: Position, one: &Inscrit) -> Option<f64> {
    let exact = one.entree().lieux.iter().filter_map(|lieu| Some((lieu.commune?, lieu.position?)));
    let exact: Vec<(CommuneCode, Position)> = exact.collect();
    let of = |code: &CommuneCode| {
        let known = exact.iter().find(|(commune, _)| commune == code).map(|(_, place)| *place);
        known.or_else(|| position(france, *code))
    };
    one.communes().iter().filter_map(of).map(|to| distance(from, to)).min_by(f64::total_cmp)
}

/// Metres along the great circle. Earth radius 6371.0088 km.
fn distance(a: Position, b: Position) -> f64 {
    let (lat, lon) = ((b.lat - a.lat).to_radians(), (b.lon - a.lon).to_radians());
    let h = (lat / 2.0).sin().powi(2)
        + a.lat.to_radians().cos() * b.lat.to_radians().cos() * (lon / 2.0).sin().powi(2);
    2.0 * 6_371_008.8 * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() {
        let (a, b) = (Position { lat: 45.0, lon: 3.0 }, Position { lat: 46.0, lon: 3.0 });
        assert!((distance(a, b) - 111_195.0).abs() < 1.0);
        assert!(distance(a, a) < 0.001);
    }

    #[test]
    fn an_entry_that_fails_once_counts_for_the_choices_of_that_list_only() {
        let passage = Passage(1 << Dimension::Commune as u8);
        assert!(!passage.passes() && passage.but(Dimension::Commune) && !passage.but(Dimension::Sorte));
        assert!(Passage(0).passes() && Passage(0).but(Dimension::Etat));
        assert!(!Passage(0b11).but(Dimension::Sorte));
    }
}
