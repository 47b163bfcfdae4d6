//! Signing in, refused once.

use maud::{Markup, html};
use ui::{
    Button, Field, Filled, Frame, Method,
    button::actions,
    form::{error_summary, form},
    section::{panel, split},
};

pub(crate) fn frame() -> Frame {
    Frame { title: "Se connecter".into(), refused: true, ..super::public("") }
}

pub(crate) fn content() -> Markup {
    let filled = Filled::new()
        .value("courriel", "claire.fabre@exemple")
        .error("courriel", "Écrivez une adresse complète, comme nom@exemple.fr.")
        .error("mot-de-passe", "Écrivez votre mot de passe.");
    split(
        html! {
            (error_summary(&filled))
            (form("", "#", Method::Post, html! {
                (Field::email("courriel", "Adresse de courriel").required().filled(&filled))
                (Field::password("mot-de-passe", "Mot de passe").required().filled(&filled))
                (Field::checkbox("rester", "Rester connecté sur cet appareil").hint("Ne cochez pas sur un poste partagé."))
                (actions(html! { (Button::primary("Se connecter")) (Button::plain("Mot de passe oublié").href("#")) }))
            }))
        },
        panel(html! {
            h2 { "Sans mot de passe" }
            p { "Recevez un lien par courriel. Il sert une seule fois, pendant quinze minutes." }
            (form("", "#", Method::Post, html! {
                (Field::email("adresse", "Adresse de courriel").required())
                (actions(html! { (Button::secondary("Recevoir un lien")) }))
            }))
        }),
    )
}
