//! Grants, experiments, fees, own funds.

use super::{ROOM, livre, of};
use crate::droits::TENIR;
use crate::financement::{Financement, Genre, Texte};
use crate::livre::Livre;
use crate::{Cle, WriteError, mouvement, store};
use aci::Montant;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::form::Width;
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, button, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::financements::financements(&mut tx).await?;
    let livre = livre(app, &mut tx).await?;
    let content = html! {
        (ROOM.tabs(visit, "financements"))
        (table(visit, &livre, &all))
        p { "Les enveloppes de l’ACI viennent du contrat\u{a0}; les aides au démarrage se notent dans " a href=(visit.workspace("projet/aides")) { "le projet, «\u{a0}Aides\u{a0}»" } ". Elles comptent ici toutes seules." }
        @if visit.can(TENIR) {
            details open[filled.is_refused()] {
                summary { "Noter un financement" }
                (ui::form(&visit.csrf, &visit.workspace("budget/financements"), ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (visit.key(filled))
                    (fields_of(None, filled))
                    div.actions { (Button::primary("Noter le financement")) }
                }))
            }
        }
    };
    Ok((visit.frame("Financements"), content))
}

fn table(visit: &Visit, livre: &Livre, all: &[Financement]) -> Table {
    let columns = vec![
        Column::text("Financement"),
        Column::text("Financeur"),
        Column::number("Accordé"),
        Column::number("Reçu"),
        Column::number("Dépensé"),
        Column::text("Avant le"),
        Column::text("Enveloppe"),
    ];
    let rows = all.iter().map(|one| {
        let (cle, t) = (Cle::Libre(one.id), &one.texte);
        let sum = |genre| livre.somme(cle, genre, |_| true);
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("budget/financements/{}", one.id))) { (t.nom) } br; small { (t.genre.libelle()) } },
            html! { (t.financeur) },
            html! { (super::euros(t.montant)) },
            html! { (super::euros(sum(mouvement::Genre::Recette))) },
            html! { (super::euros(sum(mouvement::Genre::Depense))) },
            html! { @match t.au { Some(au) => (francais::date(au)), None => "—" } },
            html! { a href=(of(visit, cle)) { "Voir" span.visually-hidden { " l’enveloppe " (t.nom) } } },
        ])
    });
    let empty = ui::empty::empty(
        Icon::Euro,
        "Aucun autre financement",
        "Subvention d’une commune, expérimentation (article 51, IPEP), fonds propres\u{a0}: notez-les ici avec leur convention. Les cotisations viennent des adhésions.",
        None,
    );
    Table::new("financements", "Autres financements", columns).rows(rows.collect()).empty(empty)
}

fn fields_of(known: Option<&Texte>, filled: &Filled) -> Markup {
    let text = |of: fn(&Texte) -> String| known.map(of).unwrap_or_default();
    let day =
        |of: fn(&Texte) -> Option<Date>| known.and_then(of).map(|jour| jour.to_string()).unwrap_or_default();
    let genres = Genre::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let public = [("", "Selon sa nature"), ("oui", "Oui"), ("non", "Non")]
        .map(|(code, words)| Choice::new(code, words));
    let said = known.map_or("", |one| if one.publique { "oui" } else { "non" });
    html! {
        (Field::select("genre", "Nature", genres).value(known.map_or(Genre::Fir, |one| one.genre).code()).required().filled(filled))
        (Field::text("nom", "Nom").maxlength(200).value(text(|one| one.nom.clone())).required().filled(filled))
        (Field::text("financeur", "Financeur").maxlength(200).value(text(|one| one.financeur.clone())).required().filled(filled))
        (Field::text("source", "Où c’est écrit").hint("Convention, courrier, délibération, avec sa date.").maxlength(200).value(text(|one| one.source.clone())).required().filled(filled))
        (Field::text("montant", "Montant accordé").hint("Vide si aucun montant n’est promis.").unit("€").width(Width::Short).value(known.filter(|one| one.montant > 0).map(|one| francais::euros_saisis(one.montant)).unwrap_or_default()).filled(filled))
        (ui::form::row(html! {
            (Field::date("du", "À partir du").value(text(|one| one.du.to_string())).required().filled(filled))
            (Field::date("au", "À dépenser avant le").value(day(|one| one.au)).filled(filled))
            (Field::date("attendu_le", "Versement attendu le").value(day(|one| one.attendu_le)).filled(filled))
        }))
        (Field::select("publique", "Subvention publique", public.to_vec()).hint("Elle compte pour le seuil du commissaire aux comptes.").value(said).filled(filled))
        (Field::textarea("conditions", "Conditions", 4).hint("Dépenses possibles, compte rendu à remettre, part à rendre.").value(text(|one| one.conditions.clone())).filled(filled))
        (Field::text("compte", "Compte des recettes").hint("Vide\u{a0}: celui de la nature choisie.").width(Width::Short).value(text(|one| one.compte.clone())).filled(filled))
    }
}

fn read(fields: &Fields) -> Result<Texte, FieldErrors> {
    let mut reader = fields.reader();
    let genre: Option<Genre> = reader.required("genre");
    let du: Option<Date> = reader.required("du");
    let montant: Option<Montant> = reader.optional("montant");
    let (au, attendu_le) = (reader.optional("au"), reader.optional("attendu_le"));
    let text = |name: &str| fields.get(name).to_owned();
    let texte = genre.zip(du).map(|(genre, du)| Texte {
        genre,
        nom: text("nom"),
        financeur: text("financeur"),
        source: text("source"),
        montant: montant.map(Montant::cents).unwrap_or_default(),
        publique: match fields.get("publique") {
            "oui" => true,
            "non" => false,
            _ => genre.publique(),
        },
        du,
        au,
        attendu_le,
        conditions: text("conditions"),
        compte: text("compte"),
    });
    reader.finish(texte)
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(texte) => match crate::add_financement(&visit.ctx, &app.db, fields.key(&visit), texte).await {
            Ok(()) => return ROOM.done(&visit, "financements", "Le financement est noté."),
            Err(error) => error.beside()?,
        },
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn one(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (frame, content) = single(&visit, &app, &id, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn single(visit: &Visit, app: &App, id: &str, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let id = id_of(id)?;
    let all = store::financements::financements(&mut app.db.read(&visit.ctx).await?).await?;
    let known = all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Ce financement"))?;
    let at = visit.workspace(&format!("budget/financements/{id}"));
    let t = &known.texte;
    let facts = [
        ("Nature", html! { (t.genre.libelle()) }),
        ("Financeur", html! { (t.financeur) }),
        ("Source", html! { (t.source) }),
        (
            "Montant",
            html! { @if t.montant == 0 { "aucun montant promis" } @else { (francais::euros(t.montant)) } },
        ),
        ("Conditions", html! { @if t.conditions.is_empty() { "non notées" } @else { (t.conditions) } }),
    ];
    let content = html! {
        (ui::definitions::definitions(&facts))
        div.actions { (Button::secondary("Voir l’enveloppe").href(of(visit, Cle::Libre(id)))) }
        @if visit.can(TENIR) {
            details open[filled.is_refused()] {
                summary { "Corriger" }
                (ui::form(&visit.csrf, &at, ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (fields_of(Some(t), filled))
                    div.actions { (Button::primary("Enregistrer")) }
                }))
            }
            (button::confirm("Retirer ce financement", &t.nom, "Noté par erreur\u{202f}? Il faut qu’aucun mouvement ne s’y rattache.", button::post_button(&visit.csrf, &format!("{at}/retrait"), &[], &Button::danger("Retirer"))))
        }
    };
    Ok((ROOM.below(visit, t.nom.clone(), &[("Financements", "financements")]), content))
}

pub(super) async fn correct(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(texte) => match crate::correct_financement(&visit.ctx, &app.db, id_of(&id)?, texte).await {
            Ok(()) => {
                let to = visit.workspace(&format!("budget/financements/{id}"));
                return Ok(Redirect::to(to).done("Le financement est corrigé.").answer(&visit));
            }
            Err(error) => error.beside()?,
        },
    };
    let (frame, content) = single(&visit, &app, &id, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_financement(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, "financements", "Le financement est retiré.", gone)
}
