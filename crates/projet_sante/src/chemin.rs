//! The stages of a CPTS: those of the law files, with what its region changed and what the program knows.

use crate::etape::{Adaptation, Constat, Critere, Etape, Etat, Refus, Suivi};
use crate::loi::EtapeType;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// The stages of this CPTS, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parcours {
    /// In order, those that this region does without included.
    pub etapes: Vec<Etape>,
}

impl Parcours {
    /// The stages of the law files, with what the CPTS changed and what the program knows, by name of fact.
    #[must_use]
    pub fn of(
        types: &[EtapeType],
        adaptations: &[Adaptation],
        suivis: &[Suivi],
        faits: &BTreeMap<&'static str, Constat>,
    ) -> Self {
        let known = |code: &str| adaptations.iter().find(|one| one.code == code);
        let mut etapes: Vec<Etape> = types
            .iter()
            .zip(1_i32..)
            .map(|(etape, n)| stage(etape, n * 10, known(&etape.code), suivis, faits))
            .collect();
        let own = adaptations.iter().filter(|one| !types.iter().any(|etape| etape.code == one.code));
        etapes.extend(own.map(|one| own_stage(one, suivis)));
        etapes.sort_by(|a, b| (a.rang, &a.code).cmp(&(b.rang, &b.code)));
        Self { etapes }
    }

    /// A stage by its name.
    #[must_use]
    pub fn etape(&self, code: &str) -> Option<&Etape> {
        self.etapes.iter().find(|etape| etape.code == code)
    }

    /// The first stage that is not left yet; none once all are.
    #[must_use]
    pub fn courante(&self) -> Option<&Etape> {
        self.etapes.iter().find(|etape| etape.atteinte_le.is_none() && !etape.sans_objet)
    }

    /// What a stage is left without, when it is left on that day: its criteria, then the stages before it.
    #[must_use]
    pub fn sans(&self, etape: &Etape, jour: Date) -> Vec<String> {
        let criteria = etape.manquants().into_iter().map(|critere| critere.libelle.clone());
        let before = self.suivies().filter(|one| (one.rang, &one.code) < (etape.rang, &etape.code));
        let stages = before.filter_map(|one| match one.atteinte_le {
            None => Some(format!("l’étape «\u{a0}{}\u{a0}», pas encore franchie", one.titre)),
            Some(left) if left > jour => Some(format!(
                "l’étape «\u{a0}{}\u{a0}», franchie plus tard, le {}",
                one.titre,
                ui::francais::date(left)
            )),
            Some(_) => None,
        });
        criteria.chain(stages).collect()
    }

    /// Why a stage is not left on that day without a reason; none when nothing is missing.
    #[must_use]
    pub fn why_not(&self, etape: &Etape, jour: Date) -> Option<Refus> {
        let before = self.suivies().filter(|one| (one.rang, &one.code) < (etape.rang, &etape.code));
        let late = before.filter_map(|one| Some((one, one.atteinte_le.filter(|left| *left > jour)?)));
        if let Some((one, franchie)) = late.max_by_key(|(_, left)| *left) {
            return Some(Refus::AvantAutre { jour, etape: one.titre.clone(), franchie });
        }
        let sans = self.sans(etape, jour);
        (!sans.is_empty()).then(|| Refus::SansMotif(sans.join("\u{a0}; ")))
    }

    /// The stages that this region has.
    pub fn suivies(&self) -> impl Iterator<Item = &Etape> {
        self.etapes.iter().filter(|etape| !etape.sans_objet)
    }
}

fn stage(
    etape: &EtapeType,
    rang: i32,
    kept: Option<&Adaptation>,
    suivis: &[Suivi],
    faits: &BTreeMap<&'static str, Constat>,
) -> Etape {
    let blank = Adaptation::blank(&etape.code, rang);
    let kept = kept.unwrap_or(&blank);
    let or = |own: &String, usual: &String| if own.is_empty() { usual.clone() } else { own.clone() };
    let mut criteres: Vec<Critere> = etape
        .criteres
        .iter()
        .map(|critere| {
            let suivi = suivis.iter().find(|one| one.etape == etape.code && one.code == critere.code);
            Critere {
                code: critere.code.clone(),
                libelle: critere.libelle.clone(),
                propre: false,
                constat: faits.get(critere.auto.as_str()).cloned(),
                etat: suivi.map_or(Etat::AFaire, |one| one.etat),
                jour: suivi.and_then(|one| one.jour),
                note: suivi.map(|one| one.note.clone()).unwrap_or_default(),
            }
        })
        .collect();
    criteres.extend(own_criteria(&etape.code, suivis));
    Etape {
        code: etape.code.clone(),
        rang,
        titre: or(&kept.titre, &etape.titre),
        resume: or(&kept.resume, &etape.resume),
        produit: or(&kept.produit, &etape.produit),
        recoit: etape.recoit.clone(),
        decide: or(&kept.decide, &etape.decide),
        statut: etape.statut.clone(),
        propre: false,
        adaptee: [&kept.titre, &kept.resume, &kept.produit, &kept.decide].iter().any(|own| !own.is_empty()),
        sans_objet: kept.sans_objet,
        atteinte_le: kept.atteinte_le,
        note: kept.note.clone(),
        sans: kept.sans.clone(),
        criteres,
    }
}

fn own_stage(kept: &Adaptation, suivis: &[Suivi]) -> Etape {
    Etape {
        code: kept.code.clone(),
        rang: kept.rang,
        titre: kept.titre.clone(),
        resume: kept.resume.clone(),
        produit: kept.produit.clone(),
        recoit: String::new(),
        decide: kept.decide.clone(),
        statut: String::new(),
        propre: true,
        adaptee: false,
        sans_objet: kept.sans_objet,
        atteinte_le: kept.atteinte_le,
        note: kept.note.clone(),
        sans: kept.sans.clone(),
        criteres: own_criteria(&kept.code, suivis).collect(),
    }
}

fn own_criteria<'a>(etape: &'a str, suivis: &'a [Suivi]) -> impl Iterator<Item = Critere> + 'a {
    suivis.iter().filter(move |one| one.propre && one.etape == etape).map(|one| Critere {
        code: one.code.clone(),
        libelle: one.libelle.clone(),
        propre: true,
        constat: None,
        etat: one.etat,
        jour: one.jour,
        note: one.note.clone(),
    })
}

#[cfg(test)]
mod tests;
