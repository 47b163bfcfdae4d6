//! Somebody calls: their request is found by what they say of themselves, without any name on the page or in an address.

use super::carte::court;
use super::communes::Communes;
use super::{ROOM, beside};
use crate::droits::TRAITER;
use crate::{Demande, Recherche, find_demandes};
use axum::extract::State;
use maud::{Markup, html};
use ui::button::actions;
use ui::empty::empty;
use ui::form::row;
use ui::section::section;
use ui::{Button, Column, Field, Filled, Frame, Icon, Method, Row, Table, francais};
use web::{Answer, App, FieldErrors, Fields, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/retrouver", TRAITER, show).post(
        "/{cpts}/espace/medecin-traitant/retrouver",
        TRAITER,
        find,
    )
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = ROOM.below(visit, "Retrouver une demande", &[]);
    frame.lead = Some("Quelqu’un appelle sans son code\u{a0}? Ce que vous tapez est comparé sans ouvrir aucune identité, et n’est pas gardé.".into());
    frame
}

async fn show(visit: Visit) -> Answer {
    Ok(visit.page(&frame(&visit), html! { (ROOM.tabs(&visit, "")) (form(&visit, &Filled::new())) }))
}

fn form(visit: &Visit, filled: &Filled) -> Markup {
    ui::form(
        &visit.csrf,
        &ROOM.at(visit, "retrouver"),
        Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (row(html! {
                (Field::text("nom", "Nom").maxlength(100).autocomplete("off").filled(filled))
                (Field::text("prenom", "Prénom").maxlength(100).autocomplete("off").filled(filled))
                (Field::text("naissance", "Date de naissance").hint("Par exemple\u{a0}: 14/03/1952").maxlength(20).autocomplete("off").filled(filled))
            }))
            (row(html! {
                (Field::tel("telephone", "Ou son téléphone").autocomplete("off").filled(filled))
                (Field::text("code", "Ou son code").maxlength(20).autocomplete("off").filled(filled))
            }))
            (actions(html! { (Button::primary("Retrouver")) }))
        },
    )
}

async fn find(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let found = match read(&fields) {
        Ok(asked) => match find_demandes(&visit.ctx, &app.db, &asked).await {
            Ok(found) => found,
            Err(error) => return Ok(refused(&visit, &fields, &beside(error)?)),
        },
        Err(errors) => return Ok(refused(&visit, &fields, &errors)),
    };
    let lieux = Communes::read(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let content = html! {
        (ROOM.tabs(&visit, ""))
        (section("trouvees", "Ce qui correspond", results(&visit, &found, &lieux)))
        (section("encore", "Chercher encore", form(&visit, &fields.filled(&FieldErrors::default()))))
    };
    Ok(visit.page(&frame(&visit), content))
}

fn refused(visit: &Visit, fields: &Fields, errors: &FieldErrors) -> axum::response::Response {
    visit.refused(frame(visit), html! { (ROOM.tabs(visit, "")) (form(visit, &fields.filled(errors))) })
}

fn read(fields: &Fields) -> Result<Recherche, FieldErrors> {
    let mut reader = fields.reader();
    let (naissance, telephone) = (reader.optional("naissance"), reader.optional("telephone"));
    let text = |name: &str| fields.get(name).to_owned();
    let asked =
        Recherche { nom: text("nom"), prenom: text("prenom"), naissance, telephone, code: text("code") };
    reader.finish(Some(asked))
}

fn results(visit: &Visit, found: &[Demande], lieux: &Communes) -> Markup {
    if found.is_empty() {
        let why = "Vérifiez l’orthographe et la date, ou essayez le téléphone. Une demande effacée ne se retrouve pas.";
        return empty(Icon::People, "Aucune demande", why, None);
    }
    let jour = kernel::today(visit.ctx.now);
    let line = |one: &Demande| {
        Row::new(vec![
            html! { a href=(ROOM.at(visit, &format!("demandes/{}", one.id))) { (court(one.id)) } },
            html! { (one.situation.age(jour)) },
            html! { (lieux.nom(one.situation.commune)) },
            html! { (francais::date_courte(kernel::today(one.recue_le))) },
            html! { (one.etat.phase().libelle()) },
        ])
    };
    let columns = vec![
        Column::text("Demande"),
        Column::number("Âge"),
        Column::text("Commune"),
        Column::text("Reçue le"),
        Column::text("État"),
    ];
    html! { (Table::new("resultats", "Demandes trouvées", columns).quiet_caption().rows(found.iter().map(line).collect())) }
}
