//! The fields of a call, and what was typed in them.

use super::salle::Salle;
use crate::{Guide, Identite, MedecinTraitant, Nouvelle, Origine, Situation};
use identifiants::Telephone;
use maud::{Markup, html};
use rendez_vous::{Effecteur, Profession};
use ui::form::row;
use ui::section::split;
use ui::{Choice, Field, Filled};
use web::{FieldErrors, Fields, Visit};

/// The fields, in the order in which somebody on the telephone asks, after what comes `first`; signs of alarm beside them.
pub(super) fn champs(visit: &Visit, salle: &Salle, first: &Markup, filled: &Filled) -> Markup {
    let words = salle.guide.motifs.iter().flat_map(|one| std::iter::once(&one.libelle).chain(&one.synonymes));
    let communes = salle.communes.ici().into_iter().map(|(_, nom)| nom);
    let doctors = doctors(salle).map(|one| one.nom.clone());
    let origines = Origine::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let fields = html! {
        (first)
        (row(html! {
            (Field::text("motif", "Motif").required().suggest(words.cloned()).maxlength(80).filled(filled))
            (Field::text("age", "Âge").required().hint("34, ou 8 mois.").maxlength(12).filled(filled))
        }))
        (row(html! {
            (Field::text("commune", "Commune").required().suggest(communes).maxlength(80).filled(filled))
            (Field::text("mt", "Médecin traitant").hint("Vide s’il n’y en a pas.").suggest(doctors).maxlength(120).filled(filled))
        }))
        (Field::text("nom", "Nom du patient").maxlength(120).filled(filled))
        (Field::checkbox("immobile", "Ne peut pas se déplacer").filled(filled))
        (Field::checkbox("avance", "D’accord pour être avancé sans autre appel si une place se libère").filled(filled))
        details {
            summary { "Si ce n’est pas un appel du patient" }
            (Field::select("origine", "La demande vient de", origines).filled(filled))
        }
    };
    html! { (visit.key(filled)) (split(fields, alarmes(&salle.guide, filled))) }
}

/// The signs of alarm asked on every call.
fn alarmes(guide: &Guide, filled: &Filled) -> Markup {
    let asked =
        guide.drapeaux.iter().map(|one| Choice::new(one.code.clone(), one.question.clone())).collect();
    html! { (Field::checkboxes("drapeaux", "Signes d’alarme\u{a0}: cochez ce à quoi la réponse est oui", asked).filled(filled)) }
}

/// Those who may be somebody’s médecin traitant.
fn doctors(salle: &Salle) -> impl Iterator<Item = &Effecteur> {
    salle.effecteurs.values().filter(|one| one.profession == Profession::MedecinGeneraliste)
}

/// The number that was typed, if one was.
pub(super) fn telephone(fields: &Fields) -> Result<Option<Telephone>, FieldErrors> {
    let mut reader = fields.reader();
    let number = reader.optional::<Telephone>("telephone");
    reader.finish(Some(number))
}

/// What was typed.
pub(super) fn read(visit: &Visit, salle: &Salle, fields: &Fields) -> Result<Nouvelle, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut keep = |read: Result<(), (&str, String)>| {
        if let Err((champ, why)) = read {
            errors.add(champ, why);
        }
    };
    let number = telephone(fields);
    let (motif, age) = (motif(&salle.guide, fields.get("motif")), age(fields.get("age")));
    let commune = salle.communes.find(fields.get("commune"), "", None);
    let mt = mt(salle, fields.get("mt"));
    keep(motif.as_ref().map(drop).map_err(|why| ("motif", why.clone())));
    keep(age.as_ref().map(drop).map_err(|why| ("age", why.clone())));
    let commune = match fields.get("commune") {
        "" => Err("Ce champ est obligatoire.".to_owned()),
        _ => commune,
    };
    keep(commune.as_ref().map(drop).map_err(|why| ("commune", why.clone())));
    keep(mt.as_ref().map(drop).map_err(|why| ("mt", why.clone())));
    let telephone = number.unwrap_or_else(|more| {
        more.iter().for_each(|(name, sentence)| keep(Err((name, sentence.to_owned()))));
        None
    });
    let nom = fields.get("nom");
    let identite = (!nom.is_empty() || telephone.is_some()).then(|| Identite {
        nom: if nom.is_empty() { "Sans nom".to_owned() } else { nom.to_owned() },
        telephone,
    });
    let drapeaux = fields.all("drapeaux").map(str::to_owned).collect();
    match (motif, age, commune, mt) {
        (Ok(motif), Ok(age), Ok(commune), Ok(medecin_traitant)) if errors.is_empty() => Ok(Nouvelle {
            id: fields.key(visit),
            origine: fields.get("origine").parse().unwrap_or(Origine::Appel),
            situation: Situation {
                motif,
                age,
                commune,
                se_deplace: !fields.has("immobile"),
                medecin_traitant,
                avance: fields.has("avance"),
                drapeaux,
            },
            identite,
        }),
        _ => Err(errors),
    }
}

/// The motif that a text means: its own words first, then the only one that it begins.
fn motif(guide: &Guide, typed: &str) -> Result<String, String> {
    if typed.trim().is_empty() {
        return Err("Ce champ est obligatoire.".to_owned());
    }
    let said = kernel::fold(typed);
    let exact = guide.motifs.iter().find(|one| {
        std::iter::once(&one.libelle).chain(&one.synonymes).any(|name| kernel::fold(name) == said)
    });
    let found = guide.find(typed);
    match (exact, found.as_slice()) {
        (Some(one), _) => Ok(one.code.clone()),
        (None, [one]) => Ok(one.code.clone()),
        (None, []) => Err(format!(
            "«\u{a0}{typed}\u{a0}» n’est pas dans le guide\u{a0}: essayez un autre mot, ou «\u{a0}Autre chose\u{a0}»."
        )),
        (None, several) => {
            let names: Vec<&str> = several.iter().map(|one| one.libelle.as_str()).collect();
            Err(format!("Plusieurs motifs sont possibles\u{a0}: {}.", names.join("\u{a0}; ")))
        }
    }
}

/// An age as people say it: « 34 », « 34 ans », « 8 mois », « 10 jours ».
fn age(typed: &str) -> Result<u16, String> {
    let said = typed.trim().to_lowercase();
    let (digits, unit) = said.split_at(said.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(said.len()));
    let number = digits.parse::<u16>().ok();
    let years = match (number, unit.trim()) {
        (Some(years), "" | "a" | "an" | "ans") => Some(years),
        (Some(months), "m" | "mois") => Some(months / 12),
        (Some(_), "j" | "jour" | "jours" | "s" | "sem" | "semaine" | "semaines") => Some(0),
        _ => None,
    };
    years.filter(|years| *years <= 120).ok_or_else(|| {
        format!("«\u{a0}{typed}\u{a0}» n’est pas un âge\u{a0}: écrivez des années (34) ou des mois (8 mois), 120\u{a0}ans au plus.")
    })
}

/// The own doctor that a text means: one who offers slots here, or a name.
fn mt(salle: &Salle, typed: &str) -> Result<MedecinTraitant, String> {
    let said = kernel::fold(typed);
    let words: Vec<&str> =
        said.split_whitespace().filter(|word| !matches!(*word, "dr" | "docteur")).collect();
    if words.is_empty() {
        return Ok(MedecinTraitant::Aucun);
    }
    let means = |one: &&Effecteur| {
        let name = kernel::fold(&one.nom);
        words.iter().all(|word| name.split([' ', '-']).any(|part| part.starts_with(word)))
    };
    let found: Vec<&Effecteur> = doctors(salle).filter(means).collect();
    match found.as_slice() {
        [one] => Ok(MedecinTraitant::Effecteur(one.id)),
        [] => Ok(MedecinTraitant::Nomme(typed.to_owned())),
        several => match several.iter().find(|one| kernel::fold(&one.nom) == said) {
            Some(one) => Ok(MedecinTraitant::Effecteur(one.id)),
            None => {
                let names: Vec<&str> = several.iter().map(|one| one.nom.as_str()).collect();
                Err(format!("Plusieurs médecins sont possibles\u{a0}: {}.", names.join("\u{a0}; ")))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_read_as_people_say_it() {
        for (typed, years) in [
            ("34", 34),
            ("34 ans", 34),
            ("0", 0),
            ("8 mois", 0),
            ("18mois", 1),
            ("10 jours", 0),
            ("1 an", 1),
            ("120", 120),
        ] {
            assert_eq!(age(typed), Ok(years), "{typed}");
        }
        for typed in ["", "ans", "121", "-3", "trente", "3,5", "99999999", "12 lunes"] {
            assert!(age(typed).is_err_and(|why| why.contains("34")), "{typed}");
        }
    }

    #[test]
    fn a_motif_is_what_its_words_say_or_the_only_one_that_they_begin() {
        let guide = Guide::proposee();
        for (typed, code) in [
            ("Fièvre", "fievre"),
            ("FIEV", "fievre"),
            ("angine", "gorge"),
            ("dent", "dent"),
            ("autre", "autre"),
        ] {
            assert_eq!(motif(&guide, typed).as_deref(), Ok(code), "{typed}");
        }
        assert!(
            motif(&guide, "mal")
                .is_err_and(|why| why.contains("Mal de dent") && why.contains("Mal au ventre"))
        );
        assert!(motif(&guide, "xyz").is_err() && motif(&guide, " ").is_err());
    }
}
