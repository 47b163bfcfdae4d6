//! After the form: the code of each person, and what follows.

use super::demander::{Base, frame, here};
use crate::{Recue, Reglage};
use axum::extract::State;
use maud::{Markup, html};
use ui::Tone;
use ui::alert::alert;
use web::{Answer, App, Fields, Problem, Visit};

/// The answer to a form, to print: the code of each person. The code is in no address.
pub(super) fn kept(visit: &Visit, reglage: &Reglage, fields: &Fields, recue: &Recue) -> Answer {
    let code = |rank: usize| recue.demandes.get(rank).map(|(_, code)| code.as_str()).unwrap_or_default();
    let content = html! {
        (alert(Tone::Success, "Merci. Votre demande est arrivée."))
        (ui::section::section("codes", if recue.demandes.len() == 1 { "Votre code" } else { "Vos codes" }, html! {
            p { "Notez ce code, ou imprimez cette page. Il sert à suivre votre demande." }
            dl.definitions {
                @for rank in 0..recue.demandes.len() {
                    dt { (fields.get(&format!("prenom_{}", rank + 1))) }
                    dd { strong.code { (code(rank)) } }
                }
            }
        }))
        (next(visit, reglage)?)
    };
    Ok(visit.page(&frame(visit, "Demande envoyée"), content))
}

fn next(visit: &Visit, reglage: &Reglage) -> Result<Markup, Problem> {
    Ok(ui::section::section(
        "suite",
        "Et maintenant\u{202f}?",
        html! {
            ol {
                li { "Nous cherchons un médecin près de chez vous. Les personnes qui en ont le plus besoin passent d’abord." }
                li { "Quand un médecin accepte, nous vous prévenons. Vous saurez son nom et comment l’appeler." }
                li { "Tous les " (reglage.mois_entre_relances) " mois, nous vous demandons si vous cherchez toujours." }
            }
            p { "Cela peut prendre du temps. En cas d’urgence, appelez le " strong { "15" } "." }
            p { a href=(here(visit, "/suivi")?) { "Suivre ma demande" } " · " a href=(here(visit, "/donnees")?) { "Mes informations, mes droits" } }
            @if !reglage.telephone.is_empty() { p { "Une question\u{202f}? Appelez le " strong { (reglage.telephone) } "." } }
        },
    ))
}

/// What stays at an address that holds no code.
pub(super) async fn thanks(visit: Visit, State(app): State<App>) -> Answer {
    let base = Base::read(&visit, &app).await?;
    let content = html! {
        (alert(Tone::Success, "Merci. Si vous venez d’envoyer une demande, elle est arrivée."))
        p { "Vous avez perdu votre code\u{202f}? Appelez la CPTS." }
        (next(&visit, &base.reglage)?)
    };
    Ok(visit.page(&frame(&visit, "Demande envoyée"), content))
}
