//! The living page of every component in every state. It is also what the tests read: a component that is not here
//! is not finished.

use maud::{Markup, html};

mod charts;
mod data;
mod forms;
mod states;
mod words;

/// One entry of the gallery: its address on the page, its name, when to use it, its examples.
pub(crate) struct Entry {
    pub(crate) id: &'static str,
    title: &'static str,
    purpose: &'static str,
    pub(crate) examples: fn() -> Markup,
}

pub(crate) const ENTRIES: [Entry; 15] = [
    Entry {
        id: "couleurs",
        title: "Couleurs",
        purpose: "Un vert profond, un papier chaud, un ambre. Chaque paire qui se touche atteint le niveau AA dans les deux thèmes.",
        examples: words::colours,
    },
    Entry {
        id: "texte",
        title: "Texte",
        purpose: "La police du système, des chiffres de même largeur, des titres sans saut de niveau.",
        examples: words::text,
    },
    Entry {
        id: "icones",
        title: "Icônes",
        purpose: "Toujours décoratives\u{a0}: un mot les accompagne.",
        examples: words::icons,
    },
    Entry {
        id: "boutons",
        title: "Boutons",
        purpose: "Un seul bouton principal par page. Ce qui ne se défait pas demande confirmation.",
        examples: forms::buttons,
    },
    Entry {
        id: "champs",
        title: "Champs",
        purpose: "Un champ se déclare une fois\u{a0}: étiquette, aide, saisie et erreur suivent.",
        examples: forms::fields,
    },
    Entry {
        id: "erreurs",
        title: "Formulaire refusé",
        purpose: "Le résumé vient en premier et mène à chaque champ. Ce qui a été saisi reste.",
        examples: forms::refused,
    },
    Entry {
        id: "chiffres",
        title: "Chiffres expliqués",
        purpose: "Chaque chiffre s’ouvre sur sa formule, sa source et son millésime. Un chiffre masqué dit pourquoi.",
        examples: charts::figures,
    },
    Entry {
        id: "graphiques",
        title: "Graphiques",
        purpose: "Dessinés par le serveur, doublés en mots.",
        examples: charts::charts,
    },
    Entry {
        id: "carte",
        title: "Carte",
        purpose: "Des états qui se distinguent sans la couleur, une légende, un tableau jumeau.",
        examples: charts::maps,
    },
    Entry {
        id: "tableaux",
        title: "Tableaux",
        purpose: "Nombres à droite, en-têtes qui trient, fiches sur un téléphone.",
        examples: data::tables,
    },
    Entry {
        id: "cartes",
        title: "Cartes de Ma journée",
        purpose: "Ce qui attend, avec l’action sur place\u{a0}; rien n’attend\u{a0}: on le dit.",
        examples: data::cards,
    },
    Entry {
        id: "listes",
        title: "Faits, journal, personnes",
        purpose: "Ce qu’on sait d’une chose, et ce qui lui est arrivé.",
        examples: data::lists,
    },
    Entry {
        id: "etats",
        title: "États et messages",
        purpose: "La forme et le mot disent le ton\u{a0}; la couleur le confirme.",
        examples: states::tones,
    },
    Entry {
        id: "reperes",
        title: "Repères",
        purpose: "Où l’on est, ce qui est fait, ce qui reste.",
        examples: states::landmarks,
    },
    Entry {
        id: "vides",
        title: "Vide, refus, panne",
        purpose: "Une phrase simple et une sortie.",
        examples: states::nothing,
    },
];

/// Every component, in every state.
#[must_use]
pub fn gallery() -> Markup {
    html! {
        nav.gallery-index aria-label="Composants" {
            ul { @for entry in &ENTRIES { li { a href={ "#" (entry.id) } { (entry.title) } } } }
        }
        @for entry in &ENTRIES {
            section.section id=(entry.id) {
                h2 { (entry.title) }
                p.soft { (entry.purpose) }
                (((entry.examples)()))
            }
        }
    }
}

/// One example under its small title.
fn example(title: &str, body: Markup) -> Markup {
    html! { div.example { h3.example-title { (title) } (body) } }
}
