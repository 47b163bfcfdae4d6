//! What was received of each payment that the contract announces.

use crate::accord::FONCTIONNEMENT;
use crate::versement::Recu;
use aci::Part;

/// Cents received of each payment, in the order of `payments`: first the lines that say both year and part, then those that say
/// one of them, then the others, oldest payment first. A line never counts twice; what nothing announces is counted nowhere here.
#[must_use]
pub fn rapproche(payments: &[aci::Versement], recus: &[Recu]) -> Vec<i64> {
    matched(payments, recus).0
}

/// The same, and what is left of each line of `recus`: money that nothing announced.
pub(crate) fn matched(payments: &[aci::Versement], recus: &[Recu]) -> (Vec<i64>, Vec<i64>) {
    let mut order: Vec<usize> = (0..payments.len()).collect();
    order.sort_by_key(|at| payments[*at].date);
    let mut received = vec![0; payments.len()];
    let mut left: Vec<i64> = recus.iter().map(|one| one.versement.ligne.cents).collect();
    for precision in [2, 1, 0] {
        for &at in &order {
            let payment = &payments[at];
            let mine =
                recus.iter().enumerate().filter(|(_, one)| said(one) == precision && pays(one, payment));
            for (line, _) in mine {
                let taken = share(payment.cents - received[at], left[line]);
                received[at] += taken;
                left[line] -= taken;
            }
        }
    }
    (received, left)
}

/// How much a line says of what it pays.
fn said(recu: &Recu) -> u8 {
    u8::from(recu.pour.annee.is_some()) + u8::from(part(recu).is_some())
}

/// The part that a line says. No mission is paid as a whole: « total » of a mission says no part.
fn part(recu: &Recu) -> Option<&str> {
    let whole = recu.pour.part == Part::Total.code() && recu.versement.ligne.composante != FONCTIONNEMENT;
    Some(recu.pour.part.as_str()).filter(|part| !part.is_empty() && !whole)
}

/// Whether a line may be about a payment.
fn pays(recu: &Recu, payment: &aci::Versement) -> bool {
    *recu.versement.ligne.composante == *payment.component
        && recu.pour.annee.is_none_or(|annee| annee == u32::from(payment.year))
        && part(recu).is_none_or(|part| part == payment.part.code())
}

/// What a line gives to a payment: never more than either, and only of the same sign.
fn share(wanted: i64, left: i64) -> i64 {
    if wanted > 0 && left > 0 {
        wanted.min(left)
    } else if wanted < 0 && left < 0 {
        wanted.max(left)
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::versement::{Destination, Ligne, Versement};
    use aci::Nature;
    use jiff::{Timestamp, civil::date};
    use kernel::Id;
    use std::sync::Arc;
    use uuid::Uuid;

    fn due(year: u8, part: Part, cents: i64) -> aci::Versement {
        aci::Versement {
            date: date(2024 + i16::from(year), 3, 20),
            year,
            component: Arc::from("acces"),
            part,
            kind: Nature::Advance,
            cents,
            uncertain: false,
            upcoming: None,
            why: Arc::new(law::Pourquoi::new("r", "l", String::new(), Arc::default())),
        }
    }

    fn came(cents: i64, part: &str, annee: Option<u32>) -> Recu {
        let ligne = Ligne {
            recu_le: date(2025, 4, 1),
            cents,
            composante: "acces".to_owned(),
            libelle: String::new(),
            reference: String::new(),
        };
        let id = Id::new(Uuid::from_u128(1));
        let versement = Versement { id, ligne, auteur: None, saisi_le: Timestamp::UNIX_EPOCH };
        Recu { versement, pour: Destination { part: part.to_owned(), annee }, virement: Uuid::nil() }
    }

    #[test]
    fn a_line_that_says_its_year_and_part_pays_that_and_the_others_the_oldest() {
        let payments = [due(1, Part::Fixe, 100), due(1, Part::Variable, 40), due(2, Part::Fixe, 100)];
        assert_eq!(rapproche(&payments, &[came(40, "variable", Some(1))]), [0, 40, 0]);
        assert_eq!(rapproche(&payments, &[came(130, "", None)]), [100, 30, 0]);
        let both = [came(100, "", None), came(100, "fixe", Some(1))];
        assert_eq!(rapproche(&payments, &both), [100, 40, 60], "said first, then the oldest");
    }

    #[test]
    fn the_whole_of_a_mission_pays_its_parts() {
        let payments = [due(1, Part::Fixe, 100), due(1, Part::Variable, 40), due(2, Part::Fixe, 100)];
        assert_eq!(rapproche(&payments, &[came(140, "total", Some(1))]), [100, 40, 0]);
        assert_eq!(rapproche(&payments, &[came(150, "total", None)]), [100, 40, 10]);
    }

    #[test]
    fn money_taken_back_pays_only_what_was_to_be_taken_back() {
        let payments = [due(1, Part::Fixe, 100), due(2, Part::Fixe, -30)];
        assert_eq!(rapproche(&payments, &[came(-30, "", None)]), [0, -30]);
        assert_eq!(rapproche(&payments, &[came(500, "", None)]), [100, 0]);
    }
}
