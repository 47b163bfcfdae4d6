//! Where one’s request stands: by its code and the year of birth, or by the link of a message. No code in any address.

use super::beside;
use super::demander::{frame, here};
use super::demander_etat::{Par, status};
use crate::reseau::{self, Geste};
use crate::{Demande, Dit, WriteError, change_contact};
use axum::extract::State;
use comptes::{LienSuivi, Pause};
use kernel::Id;
use maud::{Markup, html};
use ui::alert::alert;
use ui::button::actions;
use ui::form::Width;
use ui::{Button, Field, Filled, Method, Tone};
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
        "contact" => contact(&visit, &app, one.id, &fields).await?,
        "effacer" => return erase(&visit, &app, one.id).await,
        _ => answer(&visit, &app, one.id, &fields).await?,
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

/// What they answer, by their code or by the link of a message; nothing when they only look.
async fn answer(visit: &Visit, app: &App, id: Id<Demande>, fields: &Fields) -> Done {
    if fields.get("geste") == "rendez_vous" {
        return rendez_vous(visit, app, id, fields).await;
    }
    let Ok(dit) = fields.get("geste").parse::<Dit>() else { return Ok(Ok("")) };
    let said = match dit {
        Dit::Cherche => "Merci. C’est noté\u{a0}: vous cherchez toujours.",
        Dit::Declare => {
            "Merci. C’est noté\u{a0}: ce médecin est votre médecin traitant. Votre demande est close."
        }
        Dit::Trouve => "Merci. Nous sommes contents pour vous. Votre demande est close.",
        Dit::Demenage | Dit::Arrete => "C’est noté. Votre demande est close.",
    };
    noted(crate::answer_relance(&visit.ctx, &app.db, id, dit).await, said)
}

async fn rendez_vous(visit: &Visit, app: &App, id: Id<Demande>, fields: &Fields) -> Done {
    let mut reader = fields.reader();
    let jour = reader.required("jour");
    match reader.finish(jour) {
        Err(errors) => Ok(Err(errors)),
        Ok(jour) => noted(
            crate::tell_rendez_vous(&visit.ctx, &app.db, id, jour).await,
            "Merci. Votre rendez-vous est noté.",
        ),
    }
}

fn noted(done: Result<(), WriteError>, said: &'static str) -> Done {
    match done {
        Ok(()) => Ok(Ok(said)),
        Err(error) => Ok(Err(beside(error)?)),
    }
}

async fn erase(visit: &Visit, app: &App, id: Id<Demande>) -> Answer {
    crate::erase_own(&visit.ctx, &app.db, id).await?;
    let content = html! {
        (alert(Tone::Success, "Vos informations sont effacées. Votre code ne sert plus."))
        p { a href=(here(visit, "")?) { "Faire une nouvelle demande" } }
    };
    Ok(visit.page(&frame(visit, "Informations effacées"), content))
}

async fn contact(visit: &Visit, app: &App, id: Id<Demande>, fields: &Fields) -> Done {
    let mut reader = fields.reader();
    let (telephone, courriel) = (reader.optional("telephone"), reader.optional("courriel"));
    if !fields.has("telephone") && !fields.has("courriel") {
        reader.refuse("telephone", "Donnez un téléphone ou une adresse électronique.");
    }
    match reader.finish(Some((telephone, courriel))) {
        Err(errors) => Ok(Err(errors)),
        Ok((telephone, courriel)) => noted(
            change_contact(&visit.ctx, &app.db, id, telephone, courriel).await,
            "C’est noté. Nous utiliserons ce nouveau contact.",
        ),
    }
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
    match answer(&visit, &app, Id::new(lien.sujet), &fields).await? {
        Ok(said) => Ok(to.done(said).answer(&visit)),
        Err(errors) => {
            let why = errors.iter().next().map(|(_, sentence)| sentence.to_owned()).unwrap_or_default();
            Ok(to.refused(why).answer(&visit))
        }
    }
}
