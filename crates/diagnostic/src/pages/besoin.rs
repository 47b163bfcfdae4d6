//! One need: what it says, what shows it, what people say of it, what becomes of it.

mod vue;

use super::{besoins, communes};
use crate::besoin::Besoin;
use crate::preuve::{self, Fait, Nature, Preuve};
use crate::settle_besoin::{Sort, settle_besoin};
use crate::store::besoins::Commentaire;
use crate::{WriteError, store};
use axum::extract::{Path, State};
use comptes::Noms;
use identifiants::CommuneCode;
use ui::Filled;
use vue::{frame, page};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

struct Shown {
    besoin: Besoin,
    preuves: Vec<Preuve>,
    commentaires: Vec<Commentaire>,
    communes: Vec<(CommuneCode, String)>,
    liste: besoins::Liste,
    names: Noms,
}

async fn load(app: &App, visit: &Visit, id: &str) -> Result<Shown, Problem> {
    let id = id_of(id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let besoin = store::besoins::besoin(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce besoin"))?;
    let preuves = store::preuves::preuves(&mut tx, Some(id)).await?;
    let commentaires = store::besoins::commentaires(&mut tx, id).await?;
    let people = commentaires.iter().map(|one| one.auteur).chain(besoin.auteur);
    let names =
        Noms::read(&mut tx, people.chain(preuves.iter().filter_map(|one| one.auteur)).collect()).await?;
    let communes = communes(visit, app, &mut tx).await?;
    let liste = besoins::read(&mut tx).await?;
    Ok(Shown { besoin, preuves, commentaires, communes, liste, names })
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let shown = load(&app, &visit, &id).await?;
    Ok(visit.page(&frame(&visit, &shown), page(&visit, &shown, &Filled::new(), "")))
}

/// Says that it is done, or shows the form again with what was typed.
async fn end(
    (app, visit, fields): (&App, &Visit, &Fields),
    id: &str,
    part: &str,
    done: Result<&'static str, WriteError>,
) -> Answer {
    let errors = match done {
        Ok(sentence) => {
            let path = visit.workspace(&format!("diagnostic/besoins/{id}"));
            return Ok(Redirect::to(path).done(sentence).answer(visit));
        }
        Err(WriteError::Besoin(refus)) => FieldErrors::one(besoins::field_of(&refus), &refus),
        Err(WriteError::Preuve(refus)) => FieldErrors::one(preuve_field(&refus), &refus),
        Err(WriteError::Signalement(refus)) => FieldErrors::one("texte", &refus),
        Err(other) => return Err(other.into()),
    };
    again((app, visit, fields), id, part, &errors).await
}

async fn again(
    (app, visit, fields): (&App, &Visit, &Fields),
    id: &str,
    part: &str,
    errors: &FieldErrors,
) -> Answer {
    let shown = load(app, visit, id).await?;
    Ok(visit.refused(frame(visit, &shown), page(visit, &shown, &fields.filled(errors), part)))
}

const fn preuve_field(refus: &preuve::Refus) -> &'static str {
    match refus {
        preuve::Refus::Vide(_) | preuve::Refus::Long(..) | preuve::Refus::DejaLa => "libelle",
    }
}

pub(super) async fn reword(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let texte = match besoins::read_texte(&fields) {
        Ok(texte) => texte,
        Err(errors) => return again((&app, &visit, &fields), &id, "texte", &errors).await,
    };
    let done = crate::reword_besoin(&visit.ctx, &app.db, id_of(&id)?, texte).await;
    end((&app, &visit, &fields), &id, "texte", done.map(|()| "Le besoin est réécrit.")).await
}

pub(super) async fn settle(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (sort, sentence) = match fields.get("sort") {
        "retirer" => (Sort::Retirer(fields.get("motif").to_owned()), "Le besoin est retiré de la liste."),
        "fondre" => (Sort::Fondre(id_of(fields.get("dans"))?), "Le besoin est fondu dans l’autre."),
        _ => (Sort::Reprendre, "Le besoin est de nouveau sur la liste."),
    };
    let done = settle_besoin(&visit.ctx, &app.db, id_of(&id)?, &sort).await;
    end((&app, &visit, &fields), &id, "sort", done.map(|()| sentence)).await
}

pub(super) async fn tie(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let text = |name: &str| fields.get(name).to_owned();
    let fait = Fait {
        nature: fields.get("nature").parse().unwrap_or(Nature::Document),
        reference: text("reference"),
        libelle: text("libelle"),
        valeur: text("valeur"),
        source: text("source"),
    };
    let done = crate::tie_preuve(&visit.ctx, &app.db, id_of(&id)?, fait).await;
    end((&app, &visit, &fields), &id, "preuve", done.map(|()| "La preuve est liée au besoin.")).await
}

pub(super) async fn untie(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, preuve)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let preuve = id_of(&preuve)?;
    let done = crate::untie_preuve(&visit.ctx, &app.db, id_of(&id)?, preuve).await;
    end((&app, &visit, &fields), &id, "", done.map(|()| "La preuve est retirée.")).await
}

pub(super) async fn comment(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let done = crate::comment_besoin(&visit.ctx, &app.db, id_of(&id)?, fields.get("texte")).await;
    end((&app, &visit, &fields), &id, "commentaire", done.map(|()| "Le commentaire est noté.")).await
}

pub(super) async fn take_back(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, commentaire)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let commentaire = id_of(&commentaire)?;
    let done = crate::take_back_comment(&visit.ctx, &app.db, commentaire).await;
    end((&app, &visit, &fields), &id, "", done.map(|()| "Le commentaire est retiré.")).await
}
