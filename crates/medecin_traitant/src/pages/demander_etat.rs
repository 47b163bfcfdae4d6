//! The page of one’s request: where it stands, what happened, what its person can say or have erased.

use crate::store::{etapes, medecins};
use crate::{Cloture, Demande, Dit, Etape, Etat, Medecin, etape::Faite};
use kernel::Id;
use maud::{Markup, html};
use ui::alert::{alert, notice};
use ui::button::{actions, confirm, post_button};
use ui::form::{hidden, row};
use ui::section::section;
use ui::{Button, Field, Filled, Method, Tone, francais};
use web::{App, Problem, Visit};

/// How the visitor came to a request: its forms go back the same way.
pub(super) struct Par<'a> {
    pub(super) action: String,
    pub(super) code: Option<(&'a str, &'a str)>,
}

impl Par<'_> {
    fn fields(&self) -> Markup {
        html! { @if let Some((code, annee)) = self.code { (hidden("code", code)) (hidden("annee", annee)) } }
    }

    fn button(&self, visit: &Visit, dit: Dit, button: &Button) -> Markup {
        let (code, annee) = self.code.unwrap_or_default();
        post_button(
            &visit.csrf,
            &self.action,
            &[("code", code), ("annee", annee), ("geste", dit.code())],
            button,
        )
    }
}

/// The page of a request, for whoever came to it that way; `said`: what was just noted.
pub(super) async fn status(
    visit: &Visit,
    app: &App,
    id: Id<Demande>,
    by: &Par<'_>,
    (said, filled): (&str, &Filled),
) -> Result<Markup, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let coffre = crate::Coffre::new(app.db.secret(), visit.ctx.cpts);
    let one = crate::store::demandes::demande(&mut tx, &coffre, id).await?;
    let one = one.ok_or_else(Problem::not_found)?;
    let medecin = match one.etat.medecin() {
        Some((medecin, _)) => medecins::medecin(&mut tx, medecin).await?,
        None => None,
    };
    let steps = etapes::etapes(&mut tx, id).await?;
    drop(tx);
    Ok(html! {
        (ui::form::error_summary(filled))
        @if !said.is_empty() { (alert(Tone::Success, said)) }
        (now(&one, medecin.as_ref()))
        (past(&one, &steps))
        @if one.est_ouverte() { (gestures(visit, by, one.etat.medecin().is_some(), filled)) }
        @if by.code.is_some() { (erasing(visit, by)) }
    })
}

/// Where it stands now, in the words of somebody who waits.
fn now(one: &Demande, medecin: Option<&Medecin>) -> Markup {
    match &one.etat {
        Etat::AVerifier => notice(
            Tone::Info,
            "Demande arrivée",
            html! { p { "Nous la vérifions, puis nous cherchons un médecin." } },
        ),
        Etat::Attente => notice(
            Tone::Info,
            "Nous cherchons un médecin",
            html! { p { "Nous vous préviendrons dès qu’un médecin accepte." } },
        ),
        Etat::Acceptee { .. } => notice(
            Tone::Success,
            "Un médecin accepte de vous suivre",
            html! {
                (doctor(medecin))
                p { "Appelez pour prendre un premier rendez-vous. Dites que vous venez par la CPTS." }
            },
        ),
        Etat::RendezVous { jour, .. } => notice(
            Tone::Success,
            "Votre premier rendez-vous",
            html! {
                p { "Le " strong { (francais::date_complete(*jour)) } "." }
                (doctor(medecin))
            },
        ),
        Etat::Close { cloture, .. } => notice(
            Tone::Neutral,
            "Votre demande est close",
            html! {
                p { (cloture.libelle()) "." }
                @if *cloture == Cloture::Doublon { p { "Votre autre demande continue\u{a0}: c’est son code qui sert." } }
                p { "Ce n’est pas juste\u{202f}? Appelez la CPTS." }
            },
        ),
    }
}

fn doctor(medecin: Option<&Medecin>) -> Markup {
    html! {
        @if let Some(one) = medecin {
            p {
                strong { (one.nom) }
                @if !one.adresse.is_empty() { br; (one.adresse) }
                @if let Some(numero) = &one.telephone { br; "Téléphone\u{a0}: " strong { (numero) } }
            }
        }
    }
}

/// What happened; a request that nobody looked at yet has only come.
fn past(one: &Demande, steps: &[Faite]) -> Markup {
    let came = Faite { quoi: Etape::Recue, le: one.recue_le };
    let steps = if steps.is_empty() { std::slice::from_ref(&came) } else { steps };
    section(
        "etapes",
        "Ce qui s’est passé",
        html! {
            ol { @for one in steps { li { (francais::date(kernel::today(one.le))) "\u{a0}: " (one.quoi.au_patient()) } } }
        },
    )
}

/// What they can say: `accepte` when a doctor said yes.
fn gestures(visit: &Visit, by: &Par<'_>, accepte: bool, filled: &Filled) -> Markup {
    const CLOSE: &str = "Votre demande sera close\u{a0}: nous ne chercherons plus.";
    let ends = |dit: Dit, words: &'static str, question: &str, button: &'static str| {
        confirm(words, "", question, by.button(visit, dit, &Button::primary(button)))
    };
    section(
        "repondre",
        "Dites-nous où vous en êtes",
        html! {
            @if accepte {
                (ends(Dit::Declare, Dit::Declare.libelle(), "Vous avez fait la déclaration avec lui\u{a0}: votre demande sera close.", "Oui, c’est mon médecin traitant"))
                (appointment(visit, by, filled))
                (ends(Dit::Trouve, "J’ai trouvé un autre médecin", CLOSE, "Oui, j’ai trouvé un autre médecin"))
            } @else {
                (by.button(visit, Dit::Cherche, &Button::primary(Dit::Cherche.libelle())))
                (ends(Dit::Trouve, Dit::Trouve.libelle(), CLOSE, "Oui, j’ai trouvé un médecin"))
            }
            (ends(Dit::Demenage, Dit::Demenage.libelle(), CLOSE, "Oui, j’ai déménagé"))
            (ends(Dit::Arrete, Dit::Arrete.libelle(), CLOSE, "Oui, je ne cherche plus"))
            @if by.code.is_some() { (reach(visit, by, filled)) }
        },
    )
}

fn appointment(visit: &Visit, by: &Par<'_>, filled: &Filled) -> Markup {
    html! {
        details open[filled.get("jour").is_some()] {
            summary { "Mon premier rendez-vous est pris" }
            (ui::form(&visit.csrf, &by.action, Method::Post, html! {
                (by.fields())
                (hidden("geste", "rendez_vous"))
                (Field::date("jour", "Jour du rendez-vous").required().filled(filled))
                (actions(html! { (Button::primary("Noter ce jour")) }))
            }))
        }
    }
}

fn reach(visit: &Visit, by: &Par<'_>, filled: &Filled) -> Markup {
    html! {
        h3 { "Changer mon téléphone ou mon adresse électronique" }
        (ui::form(&visit.csrf, &by.action, Method::Post, html! {
            (by.fields())
            (hidden("geste", "contact"))
            (row(html! {
                (Field::tel("telephone", "Nouveau téléphone").autocomplete("tel").filled(filled))
                (Field::email("courriel", "Nouvelle adresse électronique").autocomplete("email").filled(filled))
            }))
            p.hint { "Ce que vous écrivez ici remplace les deux." }
            (actions(html! { (Button::secondary("Enregistrer")) }))
        }))
    }
}

/// The right to be erased, at once.
fn erasing(visit: &Visit, by: &Par<'_>) -> Markup {
    let (code, annee) = by.code.unwrap_or_default();
    let fields = [("code", code), ("annee", annee), ("geste", "effacer")];
    let button =
        post_button(&visit.csrf, &by.action, &fields, &Button::danger("Oui, effacer mes informations"));
    section(
        "effacer",
        "Effacer mes informations",
        confirm(
            "Effacer mes informations maintenant",
            "",
            "Votre demande s’arrête. Votre nom et tout ce que vous avez écrit sont détruits, pour toujours.",
            button,
        ),
    )
}
