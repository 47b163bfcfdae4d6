//! What everybody sees of an entry.

use crate::{Dossier, Sujet, Vue};
use maud::{Markup, html};
use ui::definitions::definitions;
use ui::section::{panel, section};

pub(super) fn public(dossier: &Dossier) -> Markup {
    section(
        "public",
        "Ce que voit le public",
        html! {
            details {
                summary { "Montrer la fiche publique" }
                @match dossier.publique.as_ref().filter(|vue| vue.retiree_le.is_none()) {
                    Some(vue) => (panel(facts(vue))),
                    None if dossier.publique.is_some() => p { "Rien\u{a0}: la fiche est retirée de l’annuaire." },
                    None => p { "Le nom, la profession et le lieu du fichier officiel, rien d’autre." },
                }
            }
        },
    )
}

/// The fields of a view, without any form.
pub(crate) fn facts(vue: &Vue) -> Markup {
    let mut facts: Vec<(&str, Markup)> = Vec::new();
    if let Sujet::Local(local) = &vue.sujet {
        facts.push(("Genre", html! { (local.genre_en_mots()) }));
    }
    facts.extend(vue.champs.iter().map(|(nature, champ)| (nature.libelle(), super::value(&champ.valeur))));
    facts.extend(vue.absences.iter().map(|absence| {
        (
            "Absence",
            html! {
                (absence.en_mots())
                @if let Some(who) = &absence.remplacant { ", remplacement\u{a0}: " (who.en_mots(|_| None)) }
            },
        )
    }));
    html! { @if facts.is_empty() { p.soft { "Rien pour l’instant." } } @else { (definitions(&facts)) } }
}
