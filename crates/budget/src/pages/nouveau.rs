//! A new movement; a month of salary.

use super::saisie::{self, Formulaire};
use super::{ROOM, enveloppes, livre};
use crate::mouvement::{Genre, Mouvement, Moyen, Nature, Part, Saisie};
use crate::plan::{self, Compte};
use crate::{Cle, Livre, WriteError, store};
use aci::Montant;
use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};
use pieces::Envoi;
use ui::form::Width;
use ui::{Button, Field, Filled};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let (frame, content) = page(&visit, &app, &fields, &fields.filled(&FieldErrors::default())).await?;
    Ok(visit.page(&frame, content))
}

/// The book, the accounts, and the commitment that the new movement would pay.
async fn read(
    visit: &Visit,
    app: &App,
    fields: &Fields,
) -> Result<(Livre, Vec<Compte>, Option<Mouvement>), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let comptes = plan::comptes(&store::reglages::comptes(&mut tx).await?);
    let promise = match fields.get("engagement").parse() {
        Ok(id) => store::mouvements::one(&mut tx, id).await?,
        Err(_) => None,
    };
    Ok((livre(app, &mut tx).await?, comptes, promise))
}

async fn page(
    visit: &Visit,
    app: &App,
    fields: &Fields,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let (livre, comptes, promise) = read(visit, app, fields).await?;
    let genre = fields.get("genre").parse().unwrap_or(Genre::Depense);
    // What pays a commitment starts from its words and shares.
    let draft = promise.filter(|one| one.saisie.genre == Genre::Engagement).map(|one| Saisie {
        genre: Genre::Depense,
        engagement: Some(one.id),
        jour: livre.today,
        reference: String::new(),
        ..one.saisie
    });
    let form = Formulaire { visit, livre: &livre, comptes: &comptes, filled };
    let content = html! {
        (ROOM.tabs(visit, "mouvements"))
        (ui::form::upload_form(&visit.csrf, &visit.workspace("budget/mouvements/nouveau"), html! {
            @if let Some(draft) = &draft { p { "Ce paiement règle l’engagement «\u{a0}" (draft.libelle) "\u{a0}»." } }
            (form.champs(genre, draft.as_ref()))
            (pieces::champ("piece", "Pièce (facture, reçu, devis)").filled(filled))
            div.actions { (Button::primary("Enregistrer le mouvement")) }
        }))
    };
    Ok((ROOM.below(visit, "Noter un mouvement", &[("Mouvements", "mouvements")]), content))
}

pub(super) async fn write(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let mut checked = FieldErrors::default();
    envoi.check("piece", &mut checked);
    let errors = match saisie::read(&envoi.fields) {
        Ok(saisie) if checked.is_empty() => {
            let (id, depot) = (envoi.fields.key(&visit), envoi.take("piece"));
            match crate::write_mouvement(&visit.ctx, &app.db, id, saisie, depot).await {
                Ok(()) => {
                    let to = visit.workspace(&format!("budget/mouvements/{id}"));
                    return Ok(Redirect::to(to).done("Le mouvement est noté.").answer(&visit));
                }
                Err(error) => error.beside()?,
            }
        }
        Ok(_) => checked,
        Err(errors) => errors,
    };
    let (frame, content) = page(&visit, &app, &envoi.fields, &envoi.fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn salary(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = salary_page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn salary_page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let livre = livre(app, &mut app.db.read(&visit.ctx).await?).await?;
    let content = html! {
        (ROOM.tabs(visit, "mouvements"))
        (ui::form(&visit.csrf, &visit.workspace("budget/salaires/nouveau"), ui::Method::Post, html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            p { "Le bulletin en deux montants\u{a0}: le brut (compte 641) et les charges de l’employeur (compte 645). Les salaires ne sont lus que par le bureau et la coordination." }
            (Field::text("libelle", "Poste").hint("«\u{a0}Coordination, mars\u{a0}» plutôt qu’un nom.").maxlength(200).required().filled(filled))
            (Field::date("jour", "Payé le").required().filled(filled))
            (ui::form::row(html! {
                (Field::text("brut", "Salaire brut").unit("€").width(Width::Short).required().filled(filled))
                (Field::text("charges", "Charges de l’employeur").unit("€").width(Width::Short).filled(filled))
            }))
            (Field::text("reference", "Référence du bulletin").maxlength(200).filled(filled))
            (Field::select("enveloppe-1", "Enveloppe", enveloppes(&livre)).required().filled(filled))
            div.actions { (Button::primary("Enregistrer le salaire")) }
        }))
    };
    Ok((ROOM.below(visit, "Noter un salaire", &[("Mouvements", "mouvements")]), content))
}

fn salary_of(fields: &Fields) -> Result<Saisie, FieldErrors> {
    let mut reader = fields.reader();
    let (jour, brut): (Option<Date>, Option<Montant>) = (reader.required("jour"), reader.required("brut"));
    let charges: Option<Montant> = reader.optional("charges");
    let cle: Option<Cle> = reader.required("enveloppe-1");
    let saisie = jour.zip(brut).zip(cle).map(|((jour, brut), cle)| {
        let all = [("641", brut.cents()), ("645", charges.map(Montant::cents).unwrap_or_default())];
        let parts: Vec<Part> = all
            .into_iter()
            .filter(|(_, cents)| *cents != 0)
            .map(|(compte, cents)| Part { cle, compte: compte.to_owned(), cents })
            .collect();
        Saisie {
            genre: Genre::Depense,
            nature: Nature::Salaire,
            jour,
            facture_le: None,
            libelle: fields.get("libelle").to_owned(),
            tiers: String::new(),
            reference: fields.get("reference").to_owned(),
            moyen: Moyen::Virement,
            engagement: None,
            cents: parts.iter().map(|one| one.cents).sum(),
            parts,
        }
    });
    reader.finish(saisie)
}

pub(super) async fn pay(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match salary_of(&fields) {
        Err(errors) => errors,
        Ok(saisie) => {
            let id = fields.key(&visit);
            let written: Result<(), WriteError> =
                crate::write_mouvement(&visit.ctx, &app.db, id, saisie, None).await;
            match written {
                Ok(()) => {
                    let to = visit.workspace(&format!("budget/mouvements/{id}"));
                    return Ok(Redirect::to(to).done("Le salaire est noté.").answer(&visit));
                }
                Err(error) => error.beside()?,
            }
        }
    };
    let (frame, content) = salary_page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}
