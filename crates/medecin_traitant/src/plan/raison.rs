//! Why this doctor, what blocks, what would unblock: in words.

use super::obstacle::{AGE, CHOIX, COMMUNE, ECARTE, LANGUE, LOIN, Regard, VISITES};
use super::{EnAttente, Pose, trop_loin_seulement};
use crate::Demande;
use appariement::{Deblocage, Motif, PLACES_ESSAYEES};
use kernel::Id;
use ui::francais;

/// A household: its rank, its requests, its points.
type Qui = (usize, Vec<Id<Demande>>, u32);

/// « 2,1 km ».
pub(crate) fn kilometres(metres: u32) -> String {
    format!("{},{}\u{a0}km", metres / 1000, metres % 1000 / 100)
}

/// « 2,1 km », « même commune », « distance inconnue ».
fn far(metres: Option<u32>) -> String {
    match metres {
        Some(0) => "même commune".to_owned(),
        Some(metres) => kilometres(metres),
        None => "distance inconnue".to_owned(),
    }
}

impl Regard<'_> {
    pub(super) fn pose(&self, (foyer, demandes, points): Qui, chez: usize, motif: Motif) -> Pose {
        let (group, to, metres) = (&self.foyers[foyer], self.preneurs[chez], self.metres(foyer, chez));
        let asked =
            group.rangs.iter().any(|rang| self.matiere.personnes[*rang].situation.choix == Some(to.medecin));
        let distance = far(metres);
        let why = match motif {
            _ if asked => format!("le médecin demandé\u{a0}: {distance}"),
            Motif::Proche => format!("le plus proche qui a une place\u{a0}: {distance}"),
            Motif::Complet { .. } => {
                format!("{distance}\u{a0}: les médecins plus proches n’ont plus de place")
            }
            Motif::Ensemble { personnes, .. } => {
                format!("{distance}\u{a0}: le plus proche n’a pas {personnes} places pour le foyer")
            }
            Motif::Partage { .. }
            | Motif::SansCandidat
            | Motif::HorsLimites
            | Motif::TropCher
            | Motif::Complets { .. } => {
                format!("{distance}\u{a0}: les places vont d’abord aux plus prioritaires")
            }
        };
        let raison = group.choix_perdu.as_ref().map_or(why.clone(), |lost| format!("{why} ({lost})"));
        let (medecin, nom) = (to.medecin, to.nom.clone());
        Pose { foyer: group.foyer, demandes, points, medecin, nom, metres, raison }
    }

    pub(super) fn attente(&self, (foyer, demandes, points): Qui, motif: Motif) -> EnAttente {
        let group = &self.foyers[foyer];
        let (blocks, suffirait) = match motif {
            Motif::Complets { combien, medecin, personnes, suffirait } => {
                self.full(foyer, (combien, personnes), medecin as usize, suffirait)
            }
            Motif::Proche
            | Motif::Complet { .. }
            | Motif::Ensemble { .. }
            | Motif::Partage { .. }
            | Motif::SansCandidat
            | Motif::HorsLimites
            | Motif::TropCher => self.nobody(foyer),
        };
        let obstacle = group.choix_perdu.as_ref().map_or(blocks.clone(), |lost| format!("{blocks} ({lost})"));
        EnAttente { foyer: group.foyer, demandes, points, obstacle, suffirait }
    }

    /// All who could take them are full.
    fn full(&self, foyer: usize, who: (u32, u32), near: usize, more: Option<Deblocage>) -> (String, String) {
        let blocks = match who {
            (1, 1) => format!("le seul médecin possible, {}, n’a plus de place", self.preneurs[near].nom),
            (1, n) => format!("le seul médecin possible, {}, n’a pas {n} places", self.preneurs[near].nom),
            (all, 1) => format!("les {all} médecins possibles n’ont plus de place"),
            (all, n) => format!("aucun des {all} médecins possibles n’a {n} places"),
        };
        let (nom, metres) = (&self.preneurs[near].nom, self.metres(foyer, near));
        let within = metres.map_or(1, |metres| metres.div_ceil(1000).max(1));
        let unblocks = match more {
            Some(Deblocage::Places(n)) => {
                let places = francais::compte(i64::from(n), "place de plus", "places de plus");
                format!("{places} à moins de {within}\u{a0}km (chez {nom})")
            }
            None => format!("des places de plus chez {nom}\u{a0}: combien, cela n’a pas été cherché"),
            Some(Deblocage::Davantage) => {
                format!("plus de {PLACES_ESSAYEES} places de plus chez {nom}\u{a0}: d’autres passent avant")
            }
        };
        (blocks, unblocks)
    }

    /// Something stands against each doctor.
    fn nobody(&self, foyer: usize) -> (String, String) {
        let most = self.matiere.au_plus_km;
        if self.preneurs.is_empty() {
            let unblocks = format!("un médecin qui prenne des patients à moins de {most}\u{a0}km");
            return ("aucun médecin ne prend de patients en ce moment".to_owned(), unblocks);
        }
        let all = 0..self.preneurs.len();
        let counted = ORDRE.iter().filter_map(|(what, one, several, _)| {
            let first = |to: &usize| ORDRE.iter().find(|(bit, ..)| self.obstacles(foyer, *to) & bit != 0);
            let many = all.clone().filter(|to| first(to).is_some_and(|(bit, ..)| bit == what)).count();
            (many > 0).then(|| francais::compte(i64::try_from(many).unwrap_or(i64::MAX), one, several))
        });
        let blocks = format!("aucun médecin possible\u{a0}: {}", counted.collect::<Vec<_>>().join(", "));
        let alone = |to: &usize| self.obstacles(foyer, *to).count_ones() == 1;
        let nearest = all.filter(alone).min_by_key(|to| self.metres(foyer, *to).unwrap_or(u32::MAX));
        let unblocks = nearest.map_or_else(
            || format!("un médecin de plus à moins de {most}\u{a0}km"),
            |to| self.lift(foyer, to),
        );
        (blocks, unblocks)
    }

    /// What would open the one doctor against whom a single thing stands.
    fn lift(&self, foyer: usize, to: usize) -> String {
        let (nom, metres, what) = (&self.preneurs[to].nom, self.metres(foyer, to), self.obstacles(foyer, to));
        if trop_loin_seulement(what) {
            return match metres {
                Some(metres) => format!("aller jusqu’à {}\u{a0}km ({nom})", metres.div_ceil(1000)),
                None => format!("savoir où est {nom}, dont la commune n’a pas de position"),
            };
        }
        let words = ORDRE.iter().find(|(bit, ..)| *bit == what).map_or("", |(.., words)| words);
        format!("{words} ({nom}, {})", far(metres))
    }
}

/// What stands, in words for one doctor, for several, and for what would lift it.
const ORDRE: [(u8, &str, &str, &str); 7] = [
    (
        CHOIX,
        "qui n’est pas celui demandé",
        "qui ne sont pas celui demandé",
        "accepter un autre médecin que celui demandé",
    ),
    (LOIN, "trop loin", "trop loin", ""),
    (ECARTE, "déjà sollicité", "déjà sollicités", "un oui du médecin déjà sollicité"),
    (
        COMMUNE,
        "qui ne prend pas cette commune",
        "qui ne prennent pas cette commune",
        "qu’un médecin prenne cette commune",
    ),
    (AGE, "qui ne prend pas cet âge", "qui ne prennent pas cet âge", "qu’un médecin prenne cet âge"),
    (
        VISITES,
        "sans visites à domicile",
        "sans visites à domicile",
        "qu’un médecin fasse des visites à domicile",
    ),
    (
        LANGUE,
        "qui ne parle pas la langue",
        "qui ne parlent pas la langue",
        "un interprète, ou un médecin qui parle la langue",
    ),
];
