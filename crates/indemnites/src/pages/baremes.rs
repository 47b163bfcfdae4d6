//! The rates of the règlement intérieur.

use super::{ROOM, action_choices, actions, beside, for_what, missions};
use crate::bareme::{Bareme, Cle};
use crate::droits::REGLER;
use crate::regime::{Arrondi, Objet, Regime, Unite};
use crate::store;
use actes::ActionProposee;
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, button, form::Width, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::baremes::baremes(&mut tx).await?;
    let actions = actions(app, &mut tx).await?;
    drop(tx);
    let empty = ui::empty::empty(
        Icon::Euro,
        "Aucun barème",
        "Recopiez ici les montants de votre règlement intérieur, avec l’article où ils sont écrits\u{a0}: sans barème, une présence donne une ligne «\u{a0}sans barème\u{a0}» qui attend.",
        None,
    );
    let mut columns = vec![
        Column::text("Régime"),
        Column::text("Ce qui est payé"),
        Column::text("Profession"),
        Column::text("Pour"),
        Column::number("Montant"),
        Column::text("Dates"),
        Column::text("Source"),
    ];
    if visit.can(REGLER) {
        columns.push(Column::actions());
    }
    let rows = all.iter().map(|one| row(visit, one, &actions)).collect();
    let frame = ui::Frame {
        lead: Some("Deux régimes, jamais mêlés\u{a0}: ce qui compense une perte de revenus, et ce qui rémunère une mission. Le barème le plus précis s’applique.".into()),
        ..visit.frame("Barèmes")
    };
    let content = html! {
        (ROOM.tabs(visit, "baremes"))
        p { a href=(visit.workspace("indemnites/differences")) { "Voir ce que ces barèmes changeraient aux lignes déjà approuvées" } }
        (Table::new("baremes", "Barèmes du règlement intérieur", columns).rows(rows).empty(empty))
        @if visit.can(REGLER) { (writing(visit, &actions, filled)) }
    };
    Ok((frame, content))
}

fn row(visit: &Visit, one: &Bareme, actions: &[ActionProposee]) -> Row {
    let dates = match one.au {
        Some(au) => format!("du {} au {}", francais::date_courte(one.du), francais::date_courte(au)),
        None => format!("depuis le {}", francais::date_courte(one.du)),
    };
    let mut cells = vec![
        html! { (one.cle.regime.libelle()) },
        html! { (one.cle.objet.libelle()) @if one.unite == Unite::Heure { br; small { (one.arrondi.libelle()) } } },
        html! { @if one.cle.profession.is_empty() { "Toutes" } @else { (one.cle.profession) } },
        html! { (for_what(&one.cle, actions)) },
        html! { (one.prix()) },
        html! { (dates) },
        html! { (one.source) },
    ];
    if visit.can(REGLER) {
        cells.push(html! { @if one.au.is_none() { (ending(visit, one)) } });
    }
    Row::new(cells)
}

fn ending(visit: &Visit, one: &Bareme) -> Markup {
    let to = visit.workspace(&format!("indemnites/baremes/{}/fin", one.id));
    let form = ui::form(
        &visit.csrf,
        &to,
        ui::Method::Post,
        html! {
            (Field::date("au", "Dernier jour").id(format!("au-{}", one.id)).required())
            div.actions { (Button::primary("Fermer").small()) }
        },
    );
    button::confirm("Fermer", &one.prix(), "Jusqu’à quel jour ce barème s’applique-t-il\u{202f}?", form)
}

fn choices<T: Copy>(all: &[T], of: impl Fn(T) -> (&'static str, &'static str)) -> Vec<Choice> {
    all.iter().map(|one| of(*one)).map(|(code, words)| Choice::new(code, words)).collect()
}

fn writing(visit: &Visit, actions: &[ActionProposee], filled: &Filled) -> Markup {
    let kinds = choices(reunions::Genre::ALL, |one| (one.code(), one.libelle()));
    let kinds = std::iter::once(Choice::new("", "Tous")).chain(kinds).collect();
    html! {
        details open[filled.is_refused()] {
            summary { "Écrire un barème" }
            (ui::form(&visit.csrf, &visit.workspace("indemnites/baremes"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (visit.key(filled))
                (Field::radios("regime", "Régime", choices(Regime::ALL, |one| (one.code(), one.libelle()))).required().filled(filled))
                (Field::select("objet", "Ce qui est payé", choices(Objet::ALL, |one| (one.code(), one.libelle()))).required().filled(filled))
                (Field::text("profession", "Profession").hint("Vide\u{a0}: toutes les professions.").maxlength(200).filled(filled))
                (Field::select("mission", "Mission", missions(Some("Toutes"))).filled(filled))
                (Field::select("genre", "Genre de réunion", kinds).filled(filled))
                (Field::select("action", "Action du projet de santé", action_choices(actions)).filled(filled))
                (Field::text("montant", "Montant").hint("«\u{a0}45,00\u{a0}». Zéro\u{a0}: le règlement ne prévoit rien pour ce cas.").width(Width::Short).required().filled(filled))
                (Field::select("unite", "Pour", choices(Unite::ALL, |one| (one.code(), one.libelle()))).required().filled(filled))
                (Field::select("arrondi", "Temps compté", choices(Arrondi::ALL, |one| (one.code(), one.libelle()))).required().filled(filled))
                (Field::date("du", "Premier jour").required().filled(filled))
                (Field::date("au", "Dernier jour").hint("Vide\u{a0}: jusqu’au prochain barème.").filled(filled))
                (Field::text("source", "Où c’est écrit").hint("Règlement intérieur, article ou annexe, version.").required().maxlength(200).filled(filled))
                div.actions { (Button::primary("Écrire le barème")) }
            }))
        }
    }
}

fn read(visit: &Visit, fields: &Fields) -> Result<Bareme, FieldErrors> {
    let mut reader = fields.reader();
    let cents = reader.required("montant").map(aci::Montant::cents);
    let kind = (reader.required::<Regime>("regime"), reader.required::<Objet>("objet"));
    let how = (reader.required::<Unite>("unite"), reader.required::<Arrondi>("arrondi"));
    let (mission, action) = (reader.optional("mission"), reader.optional("action"));
    let genre = reader.optional::<reunions::Genre>("genre");
    let (du, au) = (reader.required("du"), reader.optional("au"));
    let all = kind.0.zip(kind.1).zip(how.0.zip(how.1)).zip(cents.zip(du));
    let built = all.map(|(((regime, objet), (unite, arrondi)), (cents, du))| Bareme {
        id: fields.key(visit),
        cle: Cle {
            regime,
            objet,
            profession: fields.get("profession").to_owned(),
            mission,
            genre: genre.map_or(String::new(), |one| one.code().to_owned()),
            action,
        },
        cents,
        unite,
        arrondi,
        du,
        au,
        source: fields.get("source").to_owned(),
    });
    reader.finish(built)
}

pub(super) async fn write(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match read(&visit, &fields) {
        Err(errors) => errors,
        Ok(new) => match crate::write_bareme(&visit.ctx, &app.db, new).await {
            Ok(changed) => return Ok(written(&visit, changed)),
            Err(error) => beside(error, "du")?,
        },
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

fn written(visit: &Visit, changed: u32) -> axum::response::Response {
    let lines = francais::compte(
        changed.into(),
        "ligne en attente est recalculée",
        "lignes en attente sont recalculées",
    );
    Redirect::to(visit.workspace("indemnites/baremes"))
        .done(format!("Le barème est écrit. {lines}."))
        .answer(visit)
}

pub(super) async fn end(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let au = reader.required("au");
    match reader.finish(au) {
        Ok(au) => {
            let ended = crate::end_bareme(&visit.ctx, &app.db, id_of(&id)?, au).await;
            ROOM.after(&visit, "baremes", "Le barème est fermé.", ended)
        }
        Err(errors) => {
            let said: Vec<String> = errors.iter().map(|(_, words)| words.to_owned()).collect();
            Ok(Redirect::to(visit.workspace("indemnites/baremes")).refused(said.join(" ")).answer(&visit))
        }
    }
}
