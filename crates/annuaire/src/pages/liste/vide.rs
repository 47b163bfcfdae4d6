//! What a list says when there is nothing in it, and where to look further.

use super::{Vitrine, filtres};
use crate::bottin::{Filtre, Reponse};
use crate::droits::MODIFIER;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ui::button::actions;
use ui::empty::empty;
use ui::{Button, Icon, francais};

/// Nobody at all: no territory, or no file yet.
pub(super) fn nobody(vitrine: &Vitrine<'_>) -> Markup {
    let visit = vitrine.visit;
    if vitrine.is_publique() {
        return empty(Icon::People, "L’annuaire se prépare", "Revenez dans quelques jours.", None);
    }
    let add = || Button::secondary("Ajouter un acteur").href(visit.workspace("annuaire/nouveau"));
    if vitrine.bottin.territoire().is_empty() {
        let compose = Button::primary("Composer le territoire").href(visit.workspace("territoire/modifier"));
        let action = visit.can(territoire::droits::MODIFIER).then(|| html! { (compose) " " (add()) });
        let words =
            "L’annuaire montre qui exerce dans les communes de la CPTS\u{a0}: choisissez-les d’abord.";
        return empty(Icon::Map, "Pas encore de territoire", words, action);
    }
    let words = "Les fichiers officiels (RPPS, FINESS) ne sont pas encore chargés sur cette instance\u{a0}: son administration s’en occupe. Les acteurs sans numéro national peuvent déjà s’ajouter.";
    let action = visit.can(MODIFIER).then(|| html! { (add()) });
    empty(Icon::People, "L’annuaire est vide", words, action)
}

/// Nobody for this question.
pub(super) fn nothing(vitrine: &Vitrine<'_>, reponse: &Reponse) -> Markup {
    let question = vitrine.question;
    let texte = question.texte.trim();
    let around = Filtre { pres_de: question.filtre.pres_de, ..Filtre::default() };
    let all = question.with(around).address(&vitrine.base);
    let found = i64::try_from(reponse.sans_filtre).unwrap_or(i64::MAX);
    let words = match (texte.is_empty(), found) {
        (true, _) => "Aucune fiche ne passe tous ces filtres à la fois.".to_owned(),
        (false, 0) => format!("Personne ni rien ne répond à «\u{a0}{texte}\u{a0}» dans l’annuaire."),
        (false, n) => {
            let count = francais::compte(n, "fiche répond", "fiches répondent");
            format!("{count} à «\u{a0}{texte}\u{a0}», mais pas avec ces filtres.")
        }
    };
    let filtered = !filtres::without(vitrine).is_empty();
    html! {
        (empty(Icon::Search, "Rien de trouvé", &words, None))
        @if !reponse.proches.is_empty() {
            p { "Vouliez-vous dire" }
            (actions(html! {
                @for proche in &reponse.proches {
                    @let other = texte.replace(&proche.tape, &proche.connu);
                    @let href = super::Question { texte: other.clone(), ..question.from(0) }.address(&vitrine.base);
                    (Button::secondary(other).small().href(href))
                }
            }))
        }
        @if filtered { (actions(html! { (Button::secondary("Enlever tous les filtres").href(all)) })) }
        (further(vitrine))
    }
}

/// A page after the last one: the list has shrunk since.
pub(super) fn past(vitrine: &Vitrine<'_>) -> Markup {
    let back = Button::secondary("Revenir au début").href(vitrine.question.from(0).address(&vitrine.base));
    empty(
        Icon::People,
        "La liste s’arrête avant",
        "Elle a changé depuis que cette adresse a été faite.",
        Some(html! { (back) }),
    )
}

/// The rest of the country, for those who have a workspace.
pub(super) fn further(vitrine: &Vitrine<'_>) -> Markup {
    let texte = vitrine.question.texte.trim();
    let shown = !vitrine.is_publique() && !texte.is_empty() && vitrine.bottin.rpps_du().is_some();
    let query = utf8_percent_encode(texte, NON_ALPHANUMERIC);
    html! {
        @if shown {
            p { a href={ (vitrine.base) "/france?q=" (query) } { "Chercher «\u{a0}" (texte) "\u{a0}» dans toute la France" } }
        }
    }
}
