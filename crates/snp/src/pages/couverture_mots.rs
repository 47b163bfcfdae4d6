//! How *Couverture* says a number, a cell, what is missing.

use crate::chiffres::SEMAINE;
use crate::couverture::{Case, Demandes, Ligne};
use jiff::civil::Date;
use ui::francais;

/// « 4,5 », « 6 », from tenths.
pub(super) fn dixiemes(many: u32) -> String {
    let whole = francais::entier(u64::from(many / 10));
    if many.is_multiple_of(10) { whole } else { format!("{whole},{}", many % 10) }
}

/// « 6 demandes », « 4,5 demandes attendues ».
pub(super) fn demandes(all: Demandes, coming: bool) -> String {
    let many = all.dixiemes();
    let words = match (many >= 20, coming) {
        (false, false) => "demande",
        (true, false) => "demandes",
        (false, true) => "demande attendue",
        (true, true) => "demandes attendues",
    };
    format!("{}\u{a0}{words}", dixiemes(many))
}

/// « 2 places », « aucune place ».
pub(super) fn places(many: u32) -> String {
    match many {
        0 => "aucune place".to_owned(),
        _ => francais::compte(i64::from(many), "place", "places"),
    }
}

/// « Mercredi 25 novembre »; the year is said when it is another one than that of `today`.
pub(super) fn jour(day: Date, today: Date) -> String {
    let mut whole = francais::date_complete(day);
    if day.year() == today.year() {
        let kept = whole.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign.is_whitespace()).len();
        whole.truncate(kept);
    }
    let mut signs = whole.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// « Mercredi 25 », among seven days in a row.
pub(super) fn jour_court(day: Date) -> String {
    let rank = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    format!("{}\u{a0}{}", SEMAINE.get(rank).copied().unwrap_or_default(), day.day())
}

/// « Du lundi 2 mars 2026 au dimanche 8 mars 2026 ».
pub(super) fn du_au(du: Date, au: Date) -> String {
    format!("Du {} au {}", francais::date_complete(du), francais::date_complete(au))
}

/// « Mercredi 25 février, 18 h – 20 h : 6 demandes, 2 places. Médecin généraliste : 4 demandes, 2 places ; … ».
pub(super) fn manque(one: &Case, today: Date) -> String {
    let coming = one.jour >= today;
    let said = |asked: Demandes, offered: u32| format!("{}, {}", demandes(asked, coming), places(offered));
    let whole =
        format!("{}, {}\u{a0}: {}", jour(one.jour, today), one.plage, said(one.demandes(), one.places()));
    // What is asked now and then does not hide who is missed most.
    let most = one.lignes.iter().map(Ligne::manque).max().unwrap_or(0);
    let short = |line: &&Ligne| line.manque() > 0 && line.manque() * 4 >= most;
    let parts: Vec<String> = one
        .lignes
        .iter()
        .filter(short)
        .map(|line| {
            format!(
                "{}\u{a0}: {}",
                line.profession.libelle().to_lowercase(),
                said(line.demandes, line.places)
            )
        })
        .collect();
    match one.lignes.as_slice() {
        [only] => format!("{whole} ({}).", only.profession.libelle().to_lowercase()),
        _ => format!("{whole}\u{a0}; dont {}.", parts.join("\u{a0}; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::affluence::Plage;
    use jiff::civil::date;
    use rendez_vous::Profession::{self, MasseurKinesitherapeute, MedecinGeneraliste};

    fn line(profession: Profession, somme: u32, semaines: u32, places: u32) -> Ligne {
        Ligne { profession, demandes: Demandes { somme, semaines }, places, libres: 0 }
    }

    #[test]
    fn what_is_missing_is_a_sentence() {
        let today = date(2026, 3, 2);
        let past = Case {
            jour: date(2026, 2, 25),
            plage: Plage::of(18),
            lignes: vec![line(MedecinGeneraliste, 4, 1, 2), line(MasseurKinesitherapeute, 2, 1, 0)],
        };
        assert_eq!(
            manque(&past, today).replace('\u{a0}', " "),
            "Mercredi 25 février, 18 h – 20 h : 6 demandes, 2 places ; dont médecin généraliste : 4 demandes, 2 places ; \
             masseur-kinésithérapeute : 2 demandes, aucune place."
        );
        let coming =
            Case { jour: today, plage: Plage::of(8), lignes: vec![line(MedecinGeneraliste, 12, 8, 0)] };
        assert_eq!(
            manque(&coming, today).replace('\u{a0}', " "),
            "Lundi 2 mars, 8 h – 10 h : 1,5 demande attendue, aucune place (médecin généraliste)."
        );
        assert_eq!(jour(date(2025, 12, 31), today), "Mercredi 31\u{a0}décembre 2025");
        assert_eq!((places(1).as_str(), jour_court(today).as_str()), ("1\u{a0}place", "Lundi\u{a0}2"));
    }
}
