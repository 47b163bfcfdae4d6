//! Where one’s request stands: by its code and the year of birth, or by the link of a message. No code in any address.

use super::beside;
use super::demander::{frame, here};
use crate::reseau::{self, Geste};
use crate::store::{etapes, medecins};
use crate::{Demande, Dit, Etat, Medecin, change_contact, etape::Faite};
use axum::extract::State;
use comptes::{LienSuivi, Pause};
use kernel::Id;
use maud::{Markup, html};
use ui::alert::{alert, notice};
use ui::button::{actions, confirm, post_button};
use ui::form::{Width, hidden, row};
use ui::section::section;
use ui::{Button, Field, Filled, Method, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

const PERDU: &str = "Aucune demande ne correspond à ce code et à cette année. Vérifiez les deux.";

pub(super) async fn show(visit: Visit) -> Answer {
    let content = ask(&visit, &Filled::new())?;
    Ok(visit.page(&frame(&visit, "Suivre ma demande"), content))
}

fn ask(visit: &Visit, filled: &Filled) -> Result<Markup, Problem> {
    Ok(ui::form(
        &visit.csrf,
        &here(visit, "/suivi")?,
        Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (Field::text("code", "Votre code").hint("10 lettres et chiffres, donnés quand vous avez fait la demande.").required().width(Width::Medium).maxlength(20).autocomplete("off").filled(filled))
            (Field::digits("annee", "Année de naissance de la personne").hint("Par exemple\u{a0}: 1956").required().width(Width::Short).maxlength(4).filled(filled))
            (actions(html! { (Button::primary("Voir où en est ma demande")) }))
        },
    ))
}

/// The request that a code and a year open; else why not, beside the field. Codes that lead nowhere are counted.
async fn found(visit: &Visit, app: &App, fields: &Fields) -> Result<Result<Demande, FieldErrors>, Problem> {
    if let Some(end) = reseau::paused(&visit.ctx, Geste::Code) {
        return Ok(Err(FieldErrors::one("code", Pause::until(end, visit.ctx.now))));
    }
    let mut reader = fields.reader();
    let code: Option<String> = reader.required("code");
    let annee: Option<i16> = reader.required("annee");
    let (code, annee) = match reader.finish(code.zip(annee)) {
        Ok(typed) => typed,
        Err(errors) => return Ok(Err(errors)),
    };
    match crate::find_by_code(&visit.ctx, &app.db, &code, annee).await? {
        Some(one) => Ok(Ok(one)),
        None => {
            reseau::count(&visit.ctx, Geste::Code);
            Ok(Err(FieldErrors::one("code", PERDU)))
        }
    }
}

pub(super) async fn act(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let one = match found(&visit, &app, &fields).await? {
        Ok(one) => one,
        Err(errors) => {
            let content = ask(&visit, &fields.filled(&errors))?;
            return Ok(visit.refused(frame(&visit, "Suivre ma demande"), content));
        }
    };
    let by = Par { action: here(&visit, "/suivi")?, code: Some((fields.get("code"), fields.get("annee"))) };
    let done = match fields.get("geste") {
        "" => Ok(""),
        "contact" => contact(&visit, &app, one.id, &fields).await?,
        dit => answer(&visit, &app, one.id, dit).await?,
    };
    let (said, filled) = match done {
        Ok(said) => (said, Filled::new()),
        Err(errors) => ("", fields.filled(&errors)),
    };
    let content = status(&visit, &app, one.id, &by, (said, &filled)).await?;
    let frame = frame(&visit, "Ma demande");
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

type Done = Result<Result<&'static str, FieldErrors>, Problem>;

async fn answer(visit: &Visit, app: &App, id: Id<Demande>, dit: &str) -> Done {
    let Ok(dit) = dit.parse::<Dit>() else { return Ok(Ok("")) };
    let said = match dit {
        Dit::Cherche => "Merci. C’est noté\u{a0}: vous cherchez toujours.",
        Dit::Trouve => "Merci. Nous sommes contents pour vous. Votre demande est close.",
        Dit::Arrete => "C’est noté. Votre demande est close.",
    };
    match crate::answer_relance(&visit.ctx, &app.db, id, dit).await {
        Ok(()) => Ok(Ok(said)),
        Err(error) => Ok(Err(beside(error)?)),
    }
}

async fn contact(visit: &Visit, app: &App, id: Id<Demande>, fields: &Fields) -> Done {
    let mut reader = fields.reader();
    let (telephone, courriel) = (reader.optional("telephone"), reader.optional("courriel"));
    if !fields.has("telephone") && !fields.has("courriel") {
        reader.refuse("telephone", "Donnez un téléphone ou une adresse électronique.");
    }
    match reader.finish(Some((telephone, courriel))) {
        Err(errors) => Ok(Err(errors)),
        Ok((telephone, courriel)) => {
            match change_contact(&visit.ctx, &app.db, id, telephone, courriel).await {
                Ok(()) => Ok(Ok("C’est noté. Nous utiliserons ce nouveau contact.")),
                Err(error) => Ok(Err(beside(error)?)),
            }
        }
    }
}

/// How the visitor came to a request: its forms go back the same way.
struct Par<'a> {
    action: String,
    code: Option<(&'a str, &'a str)>,
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

async fn status(
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
        (past(&steps))
        @if one.est_ouverte() { (gestures(visit, by, filled)) }
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

fn past(steps: &[Faite]) -> Markup {
    section(
        "etapes",
        "Ce qui s’est passé",
        html! {
            ol { @for one in steps { li { (francais::date(kernel::today(one.le))) "\u{a0}: " (one.quoi.au_patient()) } } }
        },
    )
}

fn gestures(visit: &Visit, by: &Par<'_>, filled: &Filled) -> Markup {
    let ends = |dit: Dit, question: &str, button: &str| {
        confirm(dit.libelle(), "", question, by.button(visit, dit, &Button::primary(button.to_owned())))
    };
    section(
        "repondre",
        "Dites-nous où vous en êtes",
        html! {
            (by.button(visit, Dit::Cherche, &Button::primary(Dit::Cherche.libelle())))
            (ends(Dit::Trouve, "Votre demande sera close\u{a0}: nous ne chercherons plus.", "Oui, j’ai trouvé un médecin"))
            (ends(Dit::Arrete, "Votre demande sera close\u{a0}: nous ne chercherons plus.", "Oui, je ne cherche plus"))
            @if by.code.is_some() {
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
        },
    )
}

pub(super) async fn by_link(visit: Visit, State(app): State<App>, lien: LienSuivi) -> Answer {
    let by = Par { action: lien.chemin.clone(), code: None };
    let content = status(&visit, &app, Id::new(lien.sujet), &by, ("", &Filled::new())).await?;
    Ok(visit.page(&frame(&visit, "Ma demande"), content))
}

pub(super) async fn act_by_link(
    visit: Visit,
    State(app): State<App>,
    lien: LienSuivi,
    fields: Fields,
) -> Answer {
    let to = Redirect::to(lien.chemin.clone());
    match answer(&visit, &app, Id::new(lien.sujet), fields.get("geste")).await? {
        Ok(said) => Ok(to.done(said).answer(&visit)),
        Err(errors) => Ok(to.refused(errors.get("").unwrap_or_default()).answer(&visit)),
    }
}
