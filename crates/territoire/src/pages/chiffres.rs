//! The figures of a territory as a page shows them: each opens onto its origin.

use crate::api::estimation::is_age;
use crate::atlas::Etat;
use crate::chiffre::{Chiffre, Valeur};
use crate::estimation::{Estimation, Mesure, Part};
use aci::regles::taille::Taille;
use law::{Explained, Parameters};
use maud::{Markup, html};
use ui::figure::{self, Bar, Derivation};
use ui::section::panel;
use ui::status::badge;
use ui::{Explanation, Figure, Tone, francais};

/// Where every page sends for sources.
const SOURCES: &str = "/donnees";

/// The two figures that decide.
pub(super) fn essential(etat: &Etat, estimation: &Estimation) -> Markup {
    html! { dl.figures { (population(estimation).strong()) (size(&etat.law, estimation)) } }
}

/// Density and the oldest.
pub(super) fn rest(estimation: &Estimation) -> Markup {
    html! { dl.figures { (rest_tiles(estimation)) } }
}

/// All of them, in a line where there is room.
pub(super) fn tiles(etat: &Etat, estimation: &Estimation) -> Markup {
    html! { dl.figures { (population(estimation).strong()) (size(&etat.law, estimation)) (rest_tiles(estimation)) } }
}

fn rest_tiles(estimation: &Estimation) -> Markup {
    let old = |id: &str| estimation.indicateurs.iter().find(|mesure| mesure.id == id);
    let share = |mesure: &Mesure, label: &str| {
        mesure.part.as_ref().map(|part| tile(label.to_owned(), part, &formula(mesure)))
    };
    html! {
        (tile("Densité".into(), &estimation.densite, &density_formula(estimation)))
        @if let Some(old) = old("part_65p_2020").and_then(|m| share(m, "65 ans ou plus")) { (old) }
        @if let Some(old) = old("part_75p_est").and_then(|m| share(m, "75 ans ou plus")) { (old) }
    }
}

fn population(estimation: &Estimation) -> Figure {
    let count = communes(estimation);
    tile("Population".into(), &estimation.population, &format!("Somme des populations de {count}."))
        .note(html! { (count) })
}

/// « 48 communes », « 1 commune et 2 arrondissements ».
pub(super) fn communes(estimation: &Estimation) -> String {
    let count = |n: usize, one, many| francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many);
    let communes = count(estimation.communes, "commune", "communes");
    let parts = count(estimation.arrondissements, "arrondissement", "arrondissements");
    match (estimation.communes, estimation.arrondissements) {
        (_, 0) => communes,
        (0, _) => parts,
        _ => format!("{communes} et {parts}"),
    }
}

fn density_formula(estimation: &Estimation) -> String {
    format!("Habitants divisés par la superficie\u{a0}: {} km².", estimation.superficie.valeur)
}

fn formula(mesure: &Mesure) -> String {
    let usual = match &mesure.part {
        Some(_) => "Moyenne des communes, pondérée par leur population.",
        None => "Somme des communes.",
    };
    format!("{}{}", mesure.note.as_deref().unwrap_or(usual), coverage(mesure))
}

fn coverage(mesure: &Mesure) -> String {
    let couverture = mesure.couverture;
    if couverture.is_entiere() {
        return String::new();
    }
    format!(" Chiffre connu pour {} communes sur {}.", couverture.communes, couverture.sur)
}

/// A figure with its explanation, masked or missing as it must be.
pub(super) fn tile(label: String, chiffre: &Chiffre, formula: &str) -> Figure {
    let explanation = Explanation::new().formula(formula).source(
        chiffre.origine.clone(),
        chiffre.millesime.clone(),
        Some(SOURCES.into()),
    );
    let figure = match &chiffre.valeur {
        Valeur::Masquee { raison } => Figure::masked(label, raison.clone()),
        Valeur::Inconnue { raison } => Figure::missing(label, raison.clone()),
        known => Figure::new(label, known.to_string()).unit(chiffre.unite.clone()),
    };
    let figure = if chiffre.estimation { figure.estimate() } else { figure };
    figure.explained(explanation)
}

fn size(law: &Parameters, estimation: &Estimation) -> Figure {
    match &estimation.taille {
        Err(refus) => Figure::missing("Taille au sens de l’ACI", refus.to_string()),
        Ok(explained) => {
            let figure = Figure::new("Taille au sens de l’ACI", explained.value.numero().to_string());
            let figure = figure.note(html! {
                (wording(explained))
                @if explained.uncertain() { " " (badge(Tone::Warning, "à confirmer")) }
            });
            figure.explained(size_explanation(law, explained))
        }
    }
}

/// « entre 40 000 et 80 000 habitants ».
pub(super) fn wording(explained: &Explained<Taille>) -> &str {
    explained.steps.iter().find(|step| !step.sources.is_empty()).map_or("", |step| step.formula.as_str())
}

fn size_explanation(law: &Parameters, explained: &Explained<Taille>) -> Explanation {
    let reference = |ids: &[String]| {
        let sources: Vec<_> = ids.iter().filter_map(|id| law.source(id)).collect();
        (!sources.is_empty()).then(|| html! {
            @for (at, source) in sources.iter().enumerate() {
                @if at > 0 { " · " }
                @match &source.url { Some(url) => a href=(url) rel="noreferrer" { (source.title) }, None => (source.title) }
                " (" (source.confidence.label()) ")"
            }
        })
    };
    let steps = explained.steps.iter().map(|step| Derivation {
        label: step.label.clone().into(),
        value: step.formula.clone().into(),
        reference: reference(&step.sources),
    });
    let explanation = Explanation::new()
        .formula("La taille fixe les plafonds du contrat ACI. Elle se lit sur la population du territoire.")
        .steps(steps.collect());
    if explained.uncertain() {
        return explanation
            .warning("Les textes lus ne tranchent pas ce point\u{a0}: à confirmer avec la CPAM.");
    }
    explanation
}

/// Ages, EPCI, départements, other figures.
pub(super) fn panels(estimation: &Estimation) -> Markup {
    let ages: Vec<&Mesure> =
        estimation.indicateurs.iter().filter(|m| is_age(m, &estimation.indicateurs)).collect();
    html! {
        (panel(bars("Âges", &ages)))
        (panel(shares("Par intercommunalité", &estimation.epcis)))
        @if estimation.departements.len() > 1 {
            (panel(html! {
                (shares("Par département", &estimation.departements))
                p.hint { "Un territoire à cheval sur plusieurs départements a plusieurs référents à l’ARS et à la CPAM, dont un chef de file." }
            }))
        }
        (others(estimation))
    }
}

fn bars(title: &str, mesures: &[&Mesure]) -> Markup {
    let bar = |mesure: &&Mesure| {
        let (length, words) = match (&mesure.compte.valeur, mesure.part.as_ref().map(|part| &part.valeur)) {
            (Valeur::Entier(count), Some(share)) => (
                share.dixiemes().unwrap_or_default(),
                format!("{} · {share}\u{202f}%", francais::nombre(*count)),
            ),
            (other, _) => (0, other.to_string()),
        };
        let words = if mesure.compte.estimation { format!("{words} (estimation)") } else { words };
        let bar = Bar::new(mesure.libelle.clone(), f64::from(i32::try_from(length).unwrap_or(0)), words);
        if mesure.part_de.is_none() { bar.strong() } else { bar }
    };
    let bars: Vec<Bar> = mesures.iter().map(bar).collect();
    html! {
        (figure::bars(title, &bars, Some(1000.0)))
        (origins(title, mesures))
    }
}

/// One explanation for a group of figures, with the reason of each mask.
fn origins(title: &str, mesures: &[&Mesure]) -> Markup {
    let step = |mesure: &&Mesure| {
        let value = match &mesure.compte.valeur {
            Valeur::Masquee { raison } | Valeur::Inconnue { raison } => raison.clone(),
            known => format!("{known} {}", mesure.compte.unite),
        };
        let note = format!(
            "{} ({}). {}{}",
            mesure.compte.origine,
            mesure.compte.millesime,
            mesure.note.as_deref().unwrap_or_default(),
            coverage(mesure)
        );
        Derivation {
            label: mesure.libelle.clone().into(),
            value: value.into(),
            reference: Some(html! { (note) }),
        }
    };
    Explanation::new()
        .formula("Parts de chaque commune, pondérées par sa population.")
        .steps(mesures.iter().map(step).collect())
        .details(title)
}

fn shares(title: &str, parts: &[Part]) -> Markup {
    let bar = |part: &Part| {
        let share = Valeur::Dixiemes(part.part_du_territoire);
        let words = format!("{} · {share}\u{202f}%", francais::nombre(part.population));
        let scope = if part.is_entier() {
            "en entier".to_owned()
        } else {
            let count = i64::try_from(part.communes.max(part.arrondissements)).unwrap_or(i64::MAX);
            let word = if part.communes > 0 {
                ("commune", "communes")
            } else {
                ("arrondissement", "arrondissements")
            };
            let some = francais::compte(count, word.0, word.1);
            if part.communes > 0 { format!("{some} sur {}", part.communes_total) } else { some }
        };
        let length = i32::try_from(part.part_du_territoire).unwrap_or(0);
        Bar::new(format!("{}, {scope}", part.nom), f64::from(length), words)
    };
    // A long list would hide the rest of the page.
    const SHOWN: usize = 12;
    let bars: Vec<Bar> = parts.iter().take(SHOWN).map(bar).collect();
    html! {
        (figure::bars(title, &bars, Some(1000.0)))
        @if parts.len() > SHOWN { p.hint { "Et " (parts.len() - SHOWN) " autres, moins peuplées." } }
    }
}

fn others(estimation: &Estimation) -> Markup {
    let rest: Vec<&Mesure> =
        estimation.indicateurs.iter().filter(|m| !is_age(m, &estimation.indicateurs)).collect();
    html! {
        @if !rest.is_empty() {
            details.panel {
                summary { "Autres chiffres du territoire" }
                dl.figures {
                    @for mesure in rest {
                        (tile(mesure.libelle.clone(), mesure.part.as_ref().unwrap_or(&mesure.compte), &formula(mesure)))
                    }
                }
            }
        }
    }
}
