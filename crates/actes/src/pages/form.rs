//! The form of an act: noting one by hand, and correcting one.

use crate::actions::{ActionProposee, actions};
use crate::{Genre, Mission, Refus, WriteError, acte::Fait, record::record};
use axum::extract::State;
use maud::{Markup, html};
use ui::{Button, Choice, Crumb, Field, Filled, form::Width};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit};

/// The kinds that may be chosen by hand, and the one that the act has already: a presence is noted in its meeting, never here.
fn choosable(had: Option<Genre>) -> impl Iterator<Item = Genre> {
    Genre::ALL.into_iter().filter(move |genre| *genre != Genre::Presence || had == Some(Genre::Presence))
}

/// The fields of an act, filled with what was typed; the action is asked when there are some to choose from. `had`: the kind that a
/// corrected act has.
pub(super) fn fields(filled: &Filled, actions: &[ActionProposee], had: Option<Genre>) -> Markup {
    let mut chosen = vec![Choice::new("", "Aucune")];
    chosen.extend(actions.iter().map(|one| Choice::new(one.id.to_string(), one.titre.clone())));
    let missions = Mission::ALL.map(|mission| Choice::new(mission.code(), mission.label())).to_vec();
    let mut genres = vec![Choice::new("", "Sans genre")];
    genres.extend(choosable(had).map(|genre| Choice::new(genre.code(), genre.label())));
    html! {
        (ui::form::error_summary(filled))
        (Field::text("intitule", "Ce qui a été fait").hint("En quelques mots, sans nom de patient.").required().maxlength(200).filled(filled))
        (ui::form::row(html! {
            (Field::date("jour", "Jour").required().width(Width::Short).filled(filled))
            (Field::select("mission", "Mission", missions).required().filled(filled))
        }))
        (ui::form::row(html! {
            (Field::select("genre", "Genre", genres).hint("Ce que comptent les indicateurs.").filled(filled))
            (Field::text("theme", "Thème").hint("Facultatif. Par exemple\u{a0}: insuffisance cardiaque.").maxlength(60).filled(filled))
        }))
        (ui::form::row(html! {
            (Field::number("minutes", "Durée").unit("minutes").hint("0 si le temps ne compte pas.").width(Width::Short).filled(filled))
            (Field::number("personnes", "Personnes touchées").width(Width::Short).filled(filled))
        }))
        @if !actions.is_empty() {
            (Field::select("action", "Action du projet de santé", chosen).hint("Facultatif. L’action que cet acte met en œuvre.").filled(filled))
        }
        (Field::text("commune", "Code de la commune").hint("Facultatif. Cinq caractères, par exemple 43157.").width(Width::Short).filled(filled))
    }
}

/// Reads an act out of the form.
pub(super) fn read(
    fields: &Fields,
    author: Option<uuid::Uuid>,
    actions: &[ActionProposee],
    had: Option<Genre>,
) -> Result<Fait, FieldErrors> {
    let mut reader = fields.reader();
    let named = fields.get("action");
    let action = actions.iter().find(|one| one.id.to_string() == named).map(|one| one.id);
    if action.is_none() && !named.is_empty() {
        reader.refuse(
            "action",
            "Cette action n’est plus au projet de santé\u{a0}: en choisir une autre, ou aucune.",
        );
    }
    let jour: Option<jiff::civil::Date> = reader.required("jour");
    let mission: Option<Mission> = reader.required("mission");
    let intitule: Option<String> = reader.required("intitule");
    let minutes: u32 = reader.optional("minutes").unwrap_or(0);
    let personnes: u32 = reader.optional("personnes").unwrap_or(0);
    let commune = reader.optional("commune");
    let (genre, theme) = (reader.optional("genre"), fields.get("theme").to_owned());
    if genre.is_some_and(|genre| choosable(had).all(|one| one != genre)) {
        reader.refuse("genre", "Une présence se note dans sa réunion\u{a0}: choisir un autre genre.");
    }
    let read = jour.zip(mission).zip(intitule).map(|((jour, mission), intitule)| Fait {
        jour,
        mission,
        intitule,
        auteur: author,
        commune,
        minutes,
        personnes,
        genre,
        theme,
        action,
    });
    reader.finish(read)
}

/// The field that a refusal is about.
pub(super) const fn field_of(refus: &Refus) -> &'static str {
    match refus {
        Refus::SansIntitule | Refus::IntituleLong(_) => "intitule",
        Refus::ThemeLong(_) => "theme",
        Refus::Futur(_) => "jour",
        Refus::TropLong(_) => "minutes",
        Refus::TropDePersonnes(_) => "personnes",
        Refus::SansMotif => "motif",
        Refus::DejaNote | Refus::DejaCorrige => "",
    }
}

/// The signed-in person, author of what they note.
pub(super) fn author(visit: &Visit) -> Option<uuid::Uuid> {
    visit.identity.as_ref().map(|identity| identity.person)
}

pub(super) async fn blank(visit: Visit, State(app): State<App>) -> Answer {
    let proposed = actions(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let today = kernel::today(visit.ctx.now).to_string();
    let filled = Filled::new().value("jour", today).value("personnes", "1").value("minutes", "30");
    Ok(visit.page(&frame(&visit), page(&visit, &filled, &proposed, &visit.ctx.id::<Fait>().to_string())))
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let proposed = actions(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let again = |errors: &FieldErrors| {
        let filled = fields.filled(errors);
        Ok(visit.refused(frame(&visit), page(&visit, &filled, &proposed, fields.get("cle"))))
    };
    let fait = match read(&fields, author(&visit), &proposed, None) {
        Ok(fait) => fait,
        Err(errors) => return again(&errors),
    };
    let mut tx = app.db.begin(&visit.ctx).await?;
    // The key drawn with the form makes a second press of the button harmless.
    match record(&mut tx, fait, ("actes", fields.get("cle"))).await {
        Ok(_) => tx.commit().await?,
        Err(WriteError::Refus(Refus::DejaNote)) => {}
        Err(WriteError::Refus(refus)) => return again(&FieldErrors::one(field_of(&refus), &refus)),
        Err(other) => return Err(other.into()),
    }
    Ok(Redirect::to(visit.workspace("actes")).done("L’acte est au registre.").answer(&visit))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some(
            "Ce qui a été fait, noté une fois ; l’indicateur, le rapport et l’indemnité en découlent.".into(),
        ),
        breadcrumb: vec![Crumb::new("Actes", visit.workspace("actes"))],
        ..visit.frame("Noter un acte")
    }
}

fn page(visit: &Visit, filled: &Filled, actions: &[ActionProposee], key: &str) -> Markup {
    let body = html! {
        (fields(filled, actions, None))
        (ui::form::hidden("cle", key))
        div.actions { (Button::primary("Noter l’acte")) (Button::plain("Annuler").href(visit.workspace("actes"))) }
    };
    ui::form(&visit.csrf, &visit.workspace("actes"), ui::Method::Post, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_presence_is_noted_in_its_meeting_never_by_hand() {
        let offered = |had| fields(&Filled::new(), &[], had).into_string().contains("value=\"presence\"");
        assert!(!offered(None) && offered(Some(Genre::Presence)));
        let typed =
            Fields::parse("intitule=Groupe&jour=2026-03-02&mission=parcours&genre=presence&minutes=60");
        let refused = read(&typed, None, &[], None).unwrap_err();
        assert!(refused.get("genre").is_some_and(|said| said.contains("dans sa réunion")));
        assert!(read(&typed, None, &[], Some(Genre::Reunion)).is_err(), "nor by a correction");
        let kept = read(&typed, None, &[], Some(Genre::Presence)).unwrap();
        assert_eq!(kept.genre, Some(Genre::Presence), "the act of a presence keeps its kind");
    }
}
