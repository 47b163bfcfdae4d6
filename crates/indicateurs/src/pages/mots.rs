//! Words and marks that several pages share.

use crate::atteinte::en_pourcent;
use crate::constat::{Constat, Provenance};
use crate::droits::MODIFIER;
use crate::enjeu::Enjeu;
use crate::feu::PLEIN;
use crate::tableau::{Ligne, Tableau};
use crate::{Nombre, Unite};
use contrat::Doute;
use kernel::Right;
use law::{Explained, Step};
use maud::{Markup, html};
use ui::{Explanation, Row, Tone, figure::Derivation, francais};
use web::Visit;

/// « 7,4 % » with the word of what is counted.
pub(super) fn valeur(n: Nombre, unite: Unite, mot: &str) -> String {
    match unite {
        Unite::Nombre if !mot.is_empty() => format!("{}\u{a0}{mot}", n.arrondi()),
        _ => n.en_mots(unite),
    }
}

/// A row whose cells are one block each, so that a phone shows them whole under their heading.
pub(super) fn ligne(cells: Vec<Markup>) -> Row {
    Row::new(cells.into_iter().map(|cell| html! { div { (cell) } }).collect())
}

/// The value of a line, opening onto what is behind it, and its target.
pub(super) fn avancement(visit: &Visit, ligne: &Ligne, annee: u32) -> Markup {
    let texte = &ligne.indicateur.texte;
    html! {
        @match &ligne.constat {
            None => span { "Aucune valeur" },
            Some(constat) => {
                a href=(behind(visit, ligne, constat, annee)) { strong { (constat.valeur.en_mots(texte.unite)) } span.visually-hidden { " : voir ce qui le montre" } }
            },
        }
        @if let Some(cible) = ligne.cible.cible { " / " (valeur(cible, texte.unite, &texte.mot)) }
        @if let Some(atteinte) = &ligne.atteinte { br; small { (en_pourcent(atteinte.value)) " du chemin" } }
    }
}

/// Where the rows or papers behind a value stand.
pub(super) fn behind(visit: &Visit, ligne: &Ligne, constat: &Constat, annee: u32) -> String {
    let base = format!("dossier-aci/indicateurs/{}", ligne.indicateur.id);
    visit.workspace(&match constat.de {
        Provenance::Actes { .. } => format!("{base}/lignes?annee={annee}"),
        Provenance::Gel(gel, lignes) if lignes > 0 => format!("{base}/lignes?annee={annee}&gel={gel}"),
        Provenance::Gel(..) | Provenance::Valeur(_) => format!("{base}?annee={annee}#preuves"),
    })
}

/// Where an indicator stands; what it obtained once its year is settled.
pub(super) fn etat(table: &Tableau, ligne: &Ligne) -> (Tone, &'static str) {
    let reached = ligne.atteinte.as_ref().map(|one| one.value);
    match (&table.gel, reached) {
        (None, _) => (ligne.feu.tone(), ligne.feu.libelle()),
        (Some(_), None) if ligne.sans_atteinte() => (Tone::Danger, "Compté à zéro, sans valeur"),
        (Some(_), None) => (Tone::Neutral, "Sans valeur"),
        (Some(_), Some(share)) if share >= PLEIN => (Tone::Success, "Obtenu"),
        (Some(_), Some(share)) if share > 0 => (Tone::Warning, "Obtenu en partie"),
        (Some(_), Some(_)) => (Tone::Danger, "Manqué"),
    }
}

/// A link to a page: what to do there for whoever may, a plain « Voir » for the others.
pub(super) fn lien(visit: &Visit, right: Right, (verb, about): (&str, &str), path: &str) -> Markup {
    html! { a href=(visit.workspace(path)) { @if visit.can(right) { (verb) " " (about) } @else { "Voir " (about) } } }
}

/// « sur 25 000,00 €, 15 000,00 € manqués », of a settled year.
pub(super) fn manques(plafond: i64, acquis: i64) -> String {
    match plafond - acquis {
        0 => format!("sur {}", francais::euros(plafond)),
        left => format!("sur {}, {} manqués", francais::euros(plafond), francais::euros(left)),
    }
}

/// What an indicator is worth, in a cell, with what is not confirmed in it; what it brought once its year is settled.
pub(super) fn enjeu(visit: &Visit, table: &Tableau, enjeu: &Enjeu) -> Markup {
    html! {
        @match enjeu {
            Enjeu::Montant { plafond, acquis, prevu, doute } => {
                @match acquis {
                    Some(acquis) if table.gel.is_some() => { strong { (francais::euros(*acquis)) } " obtenus" br; small { (manques(*plafond, *acquis)) } },
                    Some(acquis) => {
                        strong { (francais::euros(plafond - acquis)) } " à gagner"
                        br; small { "sur " (francais::euros(*plafond)) @if let Some(prevu) = prevu { ", " (francais::euros(*prevu)) " attendus" } }
                    },
                    None => (jusqu_a(*plafond)),
                }
                @if let Some(words) = doute.en_mots() { br; (ui::status::badge(Tone::Warning, words)) }
            },
            Enjeu::Inconnu { question } => {
                (lien(visit, contrat::droits::MODIFIER, ("Saisir", "le montant"), "contrat/montants")) br; small { (question) }
            },
            Enjeu::PoidsInacheves => { "Poids à compléter" br; (lien(visit, MODIFIER, ("Compléter", "les poids"), &format!("dossier-aci/poids?annee={}", table.annee.numero))) },
            Enjeu::PasDemarree => span { "Mission pas encore démarrée" },
            Enjeu::SansPart => span { "Sans part variable" },
        }
    }
}

/// What to know of a doubt about a variable part, and what to do about it.
pub(super) fn conseil(doute: &Doute) -> Option<String> {
    match doute {
        Doute::Aucun => None,
        Doute::Montant => Some(
            "Un chiffre qui entre dans ce montant n’est pas confirmé\u{a0}: relisez le contrat et ses avenants, puis saisissez le montant qui y est écrit."
                .to_owned(),
        ),
        Doute::Regles(names) => Some(format!(
            "Les montants sont connus\u{202f}; c’est une règle de calcul qu’aucun texte lu ne confirme («\u{a0}{}\u{a0}»)\u{a0}: le dialogue de gestion tranche.",
            names.join("\u{a0}», «\u{a0}")
        )),
    }
}

/// What can be earned while nothing is known.
pub(super) fn jusqu_a(plafond: i64) -> String {
    format!("jusqu’à {}, valeur manquante", francais::euros(plafond))
}

/// Stored steps, to be opened under a figure.
pub(super) fn steps(steps: &[Step]) -> Vec<Derivation> {
    let read = |step: &Step| Derivation {
        label: step.label.clone().into(),
        value: step.formula.clone().into(),
        reference: step.uncertain.then(|| html! { "non confirmé" }),
    };
    steps.iter().map(read).collect()
}

/// How far an indicator went, with the steps that say so.
pub(super) fn chemin(libelle: &str, atteinte: &Explained<i64>) -> Markup {
    let why = Explanation::new()
        .formula("Part du chemin faite entre le départ et la cible, de 0 à 100\u{a0}%.")
        .steps(steps(&atteinte.steps));
    ui::figure::explained(&format!("chemin fait, {libelle}"), &en_pourcent(atteinte.value), &why)
}
