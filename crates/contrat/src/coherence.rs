//! Whether everything noted of a contract fits in it.

use crate::Refus;
use crate::accord::{Accord, part_dite};
use crate::contrat::{Contrat, annees};
use crate::set_montant::name_of;
use crate::versement::Recu;
use crate::write_error::{Faute, WriteError};
use aci::Cas;
use jiff::civil::Date;
use law::Parameters;
use ui::francais;

/// Checks a signed contract as a whole: each fact between signature and term, versions that follow time, each mission known to
/// the version of its day, and nothing that the engine refuses. What an amendment prepares is checked once it is signed.
///
/// # Errors
/// [`Refus`], or law files that cannot be read.
pub(crate) fn check(law: &Parameters, contrat: &Contrat) -> Result<(), WriteError> {
    let accord = Accord::of(law)?;
    let (Some(signature), Some(terme)) = (contrat.signature, contrat.terme()) else { return Ok(()) };
    let outside = |jour: &Date| *jour < signature || *jour >= terme;
    if let Some((quoi, jour)) = facts(contrat).find(|(_, jour)| outside(jour)) {
        return Err(Refus::FaitDehors { quoi, jour }.into());
    }
    forward(&accord, contrat)?;
    for mission in &contrat.missions {
        let jour = mission.debut.or(mission.prevue_le).unwrap_or(signature);
        accord.check_mission(contrat.version_au(jour), &mission.mission)?;
    }
    let Some(cas) = contrat.cas(&[], signature) else { return Ok(()) };
    let errors = aci::check(law, &cas);
    if errors.is_empty() { Ok(()) } else { Err(WriteError::Fautes(said(&accord, &cas, &errors))) }
}

fn facts(contrat: &Contrat) -> impl Iterator<Item = (&'static str, Date)> {
    let starts = contrat.missions.iter().filter_map(|one| one.debut);
    let starts = starts.map(|jour| ("Le démarrage d’une mission", jour));
    let crises = contrat.crises.iter().map(|one| ("Un fait de la mission de crise", one.le));
    let avenants = contrat.avenants_signes().map(|one| ("Un avenant", one.le));
    let montants = contrat.montants_comptes().map(|one| ("Un montant", one.du));
    starts.chain(crises).chain(avenants).chain(montants)
}

/// No amendment goes back behind the version that it would replace.
fn forward(accord: &Accord, contrat: &Contrat) -> Result<(), Refus> {
    let mut last = contrat.termes.version.as_str();
    for version in contrat.avenants_signes().filter_map(|one| one.clause.version.as_deref()) {
        if accord.depuis(version) < accord.depuis(last) {
            let title = |id: &str| accord.label(id).to_owned();
            return Err(Refus::VersionReculee { version: title(version), en_vigueur: title(last) });
        }
        last = version;
    }
    Ok(())
}

/// Checks that the contract years under settled achievements, and under the figures frozen with them, stay as they were.
///
/// # Errors
/// [`Refus::AnneeArretee`] for what a dialogue settled, else [`Refus::AnneesLiees`] for a rate that can be removed first.
pub(crate) fn check_years(accord: &Accord, old: &Contrat, new: &Contrat) -> Result<(), Refus> {
    let span = |contrat: &Contrat, numero| annees(contrat).into_iter().find(|one| one.numero == numero);
    let moved = old.realisations.iter().filter(|one| span(old, one.annee) != span(new, one.annee));
    // What nobody can remove is said before what can be.
    let Some(one) = moved.min_by_key(|one| one.by_hand()) else { return Ok(()) };
    let (annee, nom) = (one.annee, accord.nom(&one.mission).to_owned());
    if one.by_hand() {
        return Err(Refus::AnneesLiees(format!("La réalisation arrêtée de l’année {annee} ({nom})")));
    }
    Err(Refus::AnneeArretee { annee, nom })
}

/// Checks that the money received stays in the contract, and in the same contract year.
///
/// # Errors
/// [`Refus::AnneesLiees`], which names the payment.
pub(crate) fn check_money(
    accord: &Accord,
    old: &Contrat,
    new: &Contrat,
    recus: &[Recu],
) -> Result<(), Refus> {
    let year = |contrat: &Contrat, jour: Date| annees(contrat).iter().filter(|one| one.du <= jour).count();
    let lignes = recus.iter().map(|one| &one.versement.ligne);
    let mut moved = lignes.filter(|one| {
        let now = year(new, one.recu_le);
        now == 0 || now != year(old, one.recu_le)
    });
    match moved.next() {
        None => Ok(()),
        Some(one) => {
            let (jour, nom) = (francais::date(one.recu_le), accord.nom(&one.composante));
            Err(Refus::AnneesLiees(format!("Un versement du {jour} ({nom})")))
        }
    }
}

/// What the engine refuses, in words: which amount, which mission, which year, in place of the names of its fields.
pub(crate) fn said(accord: &Accord, cas: &Cas, errors: &[aci::Erreur]) -> Vec<Faute> {
    let one = |error: &aci::Erreur| {
        let sentence = accord.titled(&error.sentence);
        match about(accord, cas, &error.field) {
            Some((champ, words)) => Faute { champ, phrase: format!("{words}\u{a0}: {sentence}") },
            None => Faute { champ: String::new(), phrase: capital(&sentence) },
        }
    };
    errors.iter().map(one).collect()
}

/// What a field of the engine is about: the field of our form when there is one, the words.
fn about(accord: &Accord, cas: &Cas, field: &str) -> Option<(String, String)> {
    let (list, rest) = field.split_once('[')?;
    let at: usize = rest.split_once(']')?.0.parse().ok()?;
    let whole = |words: String| Some((String::new(), words));
    match list {
        "contract_amounts" => {
            let one = cas.contract_amounts.get(at)?;
            let (code, words) = part_dite(one.part);
            let words = amount(accord, &one.component, words, year(cas, one.from?));
            Some((name_of(&one.component, code), words))
        }
        "missions" => whole(accord.nom(&cas.missions.get(at)?.id).to_owned()),
        "changes" => whole(format!("Avenant du {}", francais::date(cas.changes.get(at)?.date))),
        "achievements" => {
            let one = cas.achievements.get(at)?;
            whole(format!("Réalisation de l’année {} ({})", one.year, accord.nom(&one.mission)))
        }
        _ => None,
    }
}

fn year(cas: &Cas, jour: Date) -> Option<u32> {
    let begun = (0..u8::MAX).take_while(|n| aci::anniversary(cas.signed, *n) <= jour).count();
    u32::try_from(begun).ok().filter(|n| *n > 0)
}

/// « Accès aux soins, part fixe, année 2 ».
pub(crate) fn amount(accord: &Accord, composante: &str, part: &str, annee: Option<u32>) -> String {
    let year = annee.map(|annee| format!(", année {annee}")).unwrap_or_default();
    format!("{}, {}{year}", accord.nom(composante), part.to_lowercase())
}

fn capital(sentence: &str) -> String {
    let mut signs = sentence.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// Everything that the engine refuses, in one sentence for the form as a whole.
pub(crate) fn whole(law: &Parameters, cas: &Cas, errors: &[aci::Erreur]) -> Refus {
    let Ok(accord) = Accord::of(law) else { return Refus::Moteur(String::new()) };
    let sentences: Vec<String> = said(&accord, cas, errors).into_iter().map(|one| one.phrase).collect();
    Refus::Moteur(sentences.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contrat::{Avenant, Clause};
    use crate::tests::{LAW, SIGNATURE, termes};
    use jiff::civil::date;
    use kernel::Id;
    use uuid::Uuid;

    fn contrat() -> Contrat {
        let draft = Contrat::draft(Id::new(Uuid::from_u128(1)), termes("CPTS d’essai"), 5);
        Contrat { signature: Some(SIGNATURE), ..draft }
    }

    /// The contract with an amendment that goes back to the first version.
    fn gone_back(le: Date, signe_le: Option<Date>) -> Contrat {
        let (objet, texte) = ("Retour".to_owned(), String::new());
        let version = Some("aci-2019".to_owned());
        let clause = Clause { objet, texte, version, population: None, signe_le };
        Contrat { avenants: vec![Avenant { id: Id::new(Uuid::from_u128(2)), le, clause }], ..contrat() }
    }

    #[test]
    fn versions_of_the_accord_follow_time() {
        let back = check(&LAW, &gone_back(date(2025, 1, 1), Some(SIGNATURE)));
        assert!(matches!(back, Err(WriteError::Refus(Refus::VersionReculee { .. }))), "{back:?}");
        let said = back.unwrap_err().to_string();
        assert!(!said.contains("aci-2019"), "titles, not ids");
        assert!(
            said.starts_with("La version «\u{a0}") && said.contains("\u{a0}» est plus ancienne que «\u{a0}"),
            "{said}"
        );
    }

    #[test]
    fn an_amendment_being_prepared_blocks_nothing() {
        check(&LAW, &gone_back(date(2025, 1, 1), None)).unwrap();
        let late = date(2029, 3, 20);
        let mut contrat = gone_back(late, None);
        let (composante, part) = ("fonctionnement".to_owned(), "total".to_owned());
        let id = Id::new(Uuid::from_u128(3));
        contrat.montants = vec![crate::MontantContrat { id, composante, part, cents: 1, du: late }];
        check(&LAW, &contrat).unwrap();
        contrat.avenants[0].clause.signe_le = Some(SIGNATURE);
        assert!(matches!(check(&LAW, &contrat), Err(WriteError::Refus(Refus::FaitDehors { .. }))));
    }

    #[test]
    fn what_the_engine_refuses_is_said_without_the_names_of_its_fields() {
        let amount = |part: &str, cents, n| crate::MontantContrat {
            id: Id::new(Uuid::from_u128(n)),
            composante: "acces".to_owned(),
            part: part.to_owned(),
            cents,
            du: SIGNATURE,
        };
        let montants = vec![amount("total", 100, 3), amount("fixe", 90, 4), amount("variable", 20, 5)];
        let Err(WriteError::Fautes(all)) = check(&LAW, &Contrat { montants, ..contrat() }) else { panic!() };
        assert!(all[0].champ.starts_with("montant-acces-"), "{all:?}");
        assert!(
            all[0].phrase.starts_with("Accès aux soins, ") && all[0].phrase.contains(", année 1"),
            "{all:?}"
        );
        assert!(all.iter().all(|one| !one.phrase.contains("contract_amounts")), "{all:?}");
    }
}
