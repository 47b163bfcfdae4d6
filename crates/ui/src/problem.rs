//! Pages for when it does not go as hoped, in plain French and with a way out.

use maud::{Markup, html};

use crate::{Text, button::Button};

/// The title and the content of an error page; put them in a frame.
#[derive(Clone, Debug)]
pub struct ProblemPage {
    /// For [`crate::Frame::title`].
    pub title: Text,
    /// For [`crate::page()`] or [`crate::public_page`].
    pub content: Markup,
}

fn problem_page(code: &str, title: impl Into<Text>, body: Markup, ways: Markup) -> ProblemPage {
    let content = html! {
        div.problem { div.problem-body { (body) } div.actions { (ways) } p.problem-code { "Code " (code) } }
    };
    ProblemPage { title: title.into(), content }
}

fn home() -> Button {
    Button::primary("Aller à l’accueil").href("/")
}

/// 404: nothing at this address.
#[must_use]
pub fn not_found() -> ProblemPage {
    problem_page(
        "404",
        "Cette page n’existe pas",
        html! {
            p { "L’adresse est peut-être incomplète, ou la page a été déplacée." }
            p { "Si vous avez suivi un lien reçu par courriel, recopiez-le en entier\u{a0}: il est parfois coupé en fin de ligne." }
        },
        html! { (home()) },
    )
}

/// 403: signed in, but this is not theirs. `reason` says which right is missing.
#[must_use]
pub fn forbidden(reason: &str) -> ProblemPage {
    problem_page(
        "403",
        "Vous n’avez pas accès à cette page",
        html! {
            p { (reason) }
            p { "Si vous en avez besoin pour votre travail, demandez-le à la coordination de votre CPTS." }
        },
        html! { (home()) (Button::secondary("Changer de compte").href("/connexion")) },
    )
}

/// 500: our fault. `reference` finds the fault in our log.
#[must_use]
pub fn fault(reference: &str) -> ProblemPage {
    problem_page(
        "500",
        "Quelque chose n’a pas marché chez nous",
        html! {
            p { "Votre dernière action n’a peut-être pas été enregistrée. Rien d’autre n’est perdu." }
            p { "Attendez une minute et recommencez. Si cela continue, signalez-le avec cette référence\u{a0}: " code { (reference) } }
        },
        html! { (home()) },
    )
}

/// 422 outside a form: what was received, what is accepted.
#[must_use]
pub fn unreadable(sentence: &str) -> ProblemPage {
    problem_page(
        "422",
        "Nous n’avons pas compris la demande",
        html! { p { (sentence) } p { "Rien n’a été enregistré. Revenez en arrière pour corriger." } },
        html! { (home()) },
    )
}

/// Any other refusal: its sentence, its code, its way out.
#[must_use]
pub fn refusal(code: &str, title: impl Into<Text>, sentence: &str, way_out: Option<Button>) -> ProblemPage {
    problem_page(code, title, html! { p { (sentence) } }, html! { (way_out.unwrap_or_else(home)) })
}
