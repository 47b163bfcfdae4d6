//! The question that an unknown amount asks.

use super::Demande;
use crate::cas::Part;
use crate::droit::Mode;
use francais::euros_courts as euros;

/// « Quelle est la part fixe … écrite à l'article 5 du contrat ? », with what is known around it.
pub(super) fn about(asked: &Demande, part: Part) -> String {
    let taille = asked.etat.bande.tranche.taille;
    let what = match (asked.one.mode, part) {
        (None, _) => "montant annuel du fonctionnement",
        (_, Part::Total) => "montant annuel total",
        (_, Part::Fixe) => "montant annuel de la part fixe",
        (_, Part::Variable) => "montant annuel de la part variable",
        (_, Part::Plan) => "montant versé pour la rédaction du plan de crise",
        (_, Part::MiseAJour) => "montant versé pour la mise à jour annuelle du plan de crise",
        (_, Part::Crise) => "montant versé lorsqu’une crise survient",
    };
    let mut text = format!(
        "{} (taille {taille})\u{a0}: quel est le {what} écrit à l’article 5 du contrat\u{202f}?",
        asked.one.nom
    );
    let total = asked.contract(Part::Total).or_else(|| asked.table(Part::Total));
    let split = matches!(part, Part::Fixe | Part::Variable) && asked.one.mode == Some(Mode::FixeVariable);
    if let (true, Some(total)) = (split, total) {
        text.push_str(&format!(
            " Le total est de {}\u{a0}; sa répartition entre part fixe et part variable n’a pas été trouvée.",
            euros(total.cents)
        ));
        if asked.halved() {
            text.push_str(&format!(
                " La moitié ({}) est l’usage rapporté pour la taille 3, non confirmé ailleurs.",
                euros(total.cents / 2)
            ));
        }
    } else {
        text.push_str(&tables(asked, part));
    }
    text
}

/// What the tables say of that very amount.
fn tables(asked: &Demande, part: Part) -> String {
    let taille = asked.etat.bande.tranche.taille;
    match asked.etat.version.montant(&asked.one.id, part, taille) {
        None => " Les tableaux lus ne le donnent pas.".to_owned(),
        Some(line) => {
            let doubt = if line.uncertain || asked.etat.bande.doute { " (non confirmé)" } else { "" };
            format!(" Le tableau donne {}{doubt}\u{a0}; le contrat l’emporte.", euros(line.cents))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cas::{Cas, MissionCas};
    use jiff::civil::date;

    #[test]
    fn the_question_says_what_is_known() {
        let law = law::Parameters::embedded().unwrap();
        let mut cas = Cas::new(24_000, date(2023, 9, 20));
        cas.missions = vec![MissionCas::started("acces", date(2024, 1, 20))];
        let missing = crate::simulate(&law, &cas).unwrap().missing;
        let fixed = missing.iter().find(|one| &*one.component == "acces").unwrap();
        assert!(fixed.question.contains("part fixe écrit à l’article 5"), "{}", fixed.question);
        assert!(fixed.question.contains("80\u{202f}000\u{a0}€"), "{}", fixed.question);
        assert_eq!(fixed.years, [1, 2, 3, 4, 5]);
    }
}
