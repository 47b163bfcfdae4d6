//! What happened to the crisis mission: the facts noted, the file that proves each, and the contract year where each counts.

use super::missions::{frame, page};
use super::{Salle, doubt, end};
use crate::contrat::{Contrat, FaitCrise, GenreCrise, annees};
use crate::droits::MODIFIER;
use crate::{Annexe, note_fait};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use pieces::{Envoi, Piece};
use ui::{Button, Choice, Column, Field, Filled, Method, Row, Table, form::row, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

/// The room, and the files that prove the facts.
pub(super) struct Shown {
    pub(super) salle: Salle,
    preuves: Vec<(FaitCrise, Annexe, Option<Piece>)>,
}

pub(super) async fn load(app: &App, visit: &Visit, fields: &Fields) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, fields).await?;
    let mut preuves = Vec::new();
    if let Some(contrat) = &salle.contrat {
        for (fait, annexe) in crate::preuves_de_crise(&mut tx, contrat).await? {
            let piece = pieces::piece(&mut tx, annexe.piece).await?;
            preuves.push((fait, annexe, piece));
        }
    }
    Ok(Shown { salle, preuves })
}

pub(super) async fn note(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let shown = load(&app, &visit, &envoi.fields).await?;
    let contrat = shown.salle.contrat()?;
    let mut reader = envoi.fields.reader();
    let genre: Option<GenreCrise> = reader.required("genre");
    let le: Option<Date> = reader.required("le");
    let mut read = reader.finish(genre.zip(le));
    let mut refused = web::FieldErrors::default();
    envoi.check("piece", &mut refused);
    if let (Ok(_), false) = (&read, refused.is_empty()) {
        read = Err(refused);
    }
    let errors = match read {
        Err(errors) => errors,
        Ok((genre, le)) => {
            let preuve = envoi.take("piece");
            let note = envoi.fields.get("note").to_owned();
            let fait = FaitCrise { id: visit.ctx.id(), genre, le, note };
            let done = note_fait(&visit.ctx, &app.db, &shown.salle.law, contrat.id, fait, preuve).await;
            let path = shown.salle.path(&visit, "missions");
            match end(&visit, path, done.map(|()| counted(contrat, genre, le))) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    Ok(visit.refused(frame(&visit), page(&visit, &shown, &envoi.fields.filled(&errors))))
}

pub(super) async fn prove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    mut envoi: Envoi,
) -> Answer {
    let salle = Salle::load(&app, &visit, &envoi.fields).await?;
    let (contrat, path) = (salle.contrat()?.id, salle.path(&visit, "missions"));
    let mut errors = web::FieldErrors::default();
    envoi.check("piece", &mut errors);
    if let Some(sentence) = errors.get("piece") {
        return Ok(web::Redirect::to(path).refused(sentence.to_owned()).answer(&visit));
    }
    let Some(depot) = envoi.take("piece") else {
        return Ok(web::Redirect::to(path).refused("Choisir un fichier.").answer(&visit));
    };
    let done = crate::prove_crise(&visit.ctx, &app.db, contrat, id_of(&id)?, depot).await;
    Redirect::to(path).after(&visit, done.map(|_| "Le fichier est joint au fait."))
}

pub(super) async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let done = crate::remove_crise(&visit.ctx, &app.db, &salle.law, contrat, id_of(&id)?).await;
    Redirect::to(salle.path(&visit, "missions")).after(&visit, done.map(|()| "Le fait est retiré."))
}

/// What noting a fact changed: the contract year where it counts, and the years before it that stay without an update. `contrat`
/// is as it stood before.
fn counted(contrat: &Contrat, genre: GenreCrise, le: Date) -> String {
    let Some(year) = contrat.annee(le) else { return "C’est noté.".to_owned() };
    let at = |genre| contrat.crises.iter().filter(move |one| one.genre == genre).map(|one| one.le);
    let plan = at(GenreCrise::Plan).next().and_then(|jour| contrat.annee(jour));
    let updated: Vec<u32> = at(GenreCrise::MiseAJour).filter_map(|jour| contrat.annee(jour)).collect();
    match (genre, plan) {
        (GenreCrise::Plan, _) => format!("C’est noté\u{a0}: compté pour l’année {year}."),
        (GenreCrise::MiseAJour, Some(plan)) if plan == year => {
            format!(
                "C’est noté. Le plan a été remis la même année de contrat (année {year})\u{a0}: rien n’est dû pour cette mise à jour."
            )
        }
        (GenreCrise::MiseAJour, _) if updated.contains(&year) => {
            format!(
                "C’est noté. L’année {year} a déjà une mise à jour\u{a0}: une seule compte par année de contrat."
            )
        }
        (GenreCrise::MiseAJour, Some(plan)) => {
            let without: Vec<u32> = (plan + 1..year).filter(|one| !updated.contains(one)).collect();
            format!("C’est noté\u{a0}: comptée pour l’année {year}{}.", lacking(&without))
        }
        (GenreCrise::MiseAJour | GenreCrise::Crise, _) => {
            format!("C’est noté\u{a0}: comptée pour l’année {year}.")
        }
    }
}

/// « ; l’année 2 reste sans mise à jour ».
fn lacking(years: &[u32]) -> String {
    let all: Vec<String> = years.iter().map(ToString::to_string).collect();
    match all.split_last() {
        None => String::new(),
        Some((one, [])) => format!("\u{202f}; l’année {one} reste sans mise à jour"),
        Some((last, first)) => {
            format!("\u{202f}; les années {} et {last} restent sans mise à jour", first.join(", "))
        }
    }
}

pub(super) fn crises(visit: &Visit, shown: &Shown, contrat: &Contrat, filled: &Filled) -> Markup {
    let columns = vec![
        Column::text("Fait"),
        Column::text("Jour"),
        Column::text("Note"),
        Column::text("Fichier"),
        Column::actions(),
    ];
    let rows = contrat.crises.iter().map(|fait| fact(visit, shown, contrat, fait));
    html! {
        p { "Le plan est remis la première année, puis mis à jour chaque année\u{a0}; une crise déclarée par les autorités ouvre un paiement à qui a un plan." (doubt(true)) }
        @if !contrat.crises.is_empty() {
            (Table::new("faits-de-crise", "Faits notés", columns).rows(rows.collect()))
        }
        @if visit.can(MODIFIER) {
            (ui::form::upload_form(&visit.csrf, &visit.workspace("contrat/missions/crise"), fields(shown, contrat, filled)))
        }
    }
}

fn fields(shown: &Shown, contrat: &Contrat, filled: &Filled) -> Markup {
    let choices = GenreCrise::ALL.iter().map(|genre| Choice::new(genre.code(), genre.libelle()));
    let asked = filled.get("annee").and_then(|one| one.parse::<u32>().ok());
    let asked = annees(contrat).into_iter().find(|one| Some(one.numero) == asked);
    let hint = match &asked {
        None => "C’est ce jour qui décide de l’année.".to_owned(),
        Some(one) => {
            let (du, au) = (francais::date(one.du), francais::date(one.au));
            format!("Pour l’année {}, un jour du {du} au {au}.", one.numero)
        }
    };
    html! {
        (ui::form::error_summary(filled))
        (shown.salle.hidden())
        @if let Some(one) = &asked { (ui::form::hidden("annee", &one.numero.to_string())) }
        p { "Un fait compte dans l’année de contrat où tombe son jour\u{a0}: " (years(contrat, shown.salle.today)) "." }
        (row(html! {
            (Field::select("genre", "Ce qui a eu lieu", choices.collect()).required().filled(filled))
            (Field::date("le", "Le").hint(hint).required().filled(filled))
        }))
        (Field::text("note", "Note").hint("Qui l’a reçu, par quel acte la crise a été déclarée.").filled(filled))
        (pieces::champ("piece", "Fichier qui le prouve").filled(filled))
        p.soft { "Par exemple le plan, ou le courriel à l’ARS. L’ARS et la CPAM peuvent lire ce fichier." }
        div.actions { (Button::primary("Noter")) }
    }
}

/// « année 1 du 20 mars 2024 au 19 mars 2025, année 2 du … »: those begun.
fn years(contrat: &Contrat, today: Date) -> String {
    let begun = annees(contrat).into_iter().filter(|one| one.du <= today);
    let said = begun.map(|one| {
        format!("année {} du {} au {}", one.numero, francais::date(one.du), francais::date(one.au))
    });
    said.collect::<Vec<_>>().join(", ")
}

fn fact(visit: &Visit, shown: &Shown, contrat: &Contrat, fait: &FaitCrise) -> Row {
    let year = contrat.annee(fait.le);
    Row::new(vec![
        html! { (fait.genre.libelle()) },
        html! { (francais::date(fait.le)) @if let Some(year) = year { br; span.soft { "année " (year) } } },
        html! { (fait.note) },
        html! { div {
            @for (_, _, piece) in shown.preuves.iter().filter(|(one, ..)| one.id == fait.id) {
                @if let Some(piece) = piece { div { (pieces::lien(visit, piece)) } }
            }
        } },
        html! { @if visit.can(MODIFIER) { (actions(visit, shown, fait)) } },
    ])
}

fn actions(visit: &Visit, shown: &Shown, fait: &FaitCrise) -> Markup {
    let base = visit.workspace(&format!("contrat/missions/crise/{}", fait.id));
    let about = format!("le fait du {}", francais::date(fait.le));
    let proof = html! {
        (shown.salle.hidden())
        (pieces::champ("piece", "Fichier").id(format!("piece-{}", fait.id)).required())
        (Button::primary("Joindre").small().about(about.clone()))
    };
    let removal = html! { (shown.salle.hidden()) (Button::danger("Oui, retirer").small()) };
    html! {
        details {
            summary { "Joindre un fichier" span.visually-hidden { "\u{a0}: " (about) } }
            (ui::form::upload_form(&visit.csrf, &format!("{base}/piece"), proof))
        }
        (ui::button::confirm("Retirer", &about, "Ce fait ne comptera plus dans les montants, et ses fichiers ne seront plus joints au contrat.",
            ui::form(&visit.csrf, &format!("{base}/retrait"), Method::Post, removal)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{SIGNATURE, termes};
    use jiff::civil::date;
    use kernel::Id;
    use uuid::Uuid;

    fn contrat(facts: &[(GenreCrise, Date)]) -> Contrat {
        let draft = Contrat::draft(Id::new(Uuid::from_u128(1)), termes("CPTS d’essai"), 5);
        let fait = |(genre, le): &(GenreCrise, Date)| {
            let id = Id::new(Uuid::from_u128(2));
            FaitCrise { id, genre: *genre, le: *le, note: String::new() }
        };
        Contrat { signature: Some(SIGNATURE), crises: facts.iter().map(fait).collect(), ..draft }
    }

    #[test]
    fn an_update_says_the_year_where_it_counts_and_those_that_stay_without() {
        let plan = (GenreCrise::Plan, date(2024, 9, 1));
        let said = |facts: &[_], le| {
            counted(&contrat(facts), GenreCrise::MiseAJour, le).replace(['\u{a0}', '\u{202f}'], " ")
        };
        let late = said(&[plan], date(2026, 10, 15));
        assert_eq!(late, "C’est noté : comptée pour l’année 3 ; l’année 2 reste sans mise à jour.");
        let later = said(&[plan], date(2027, 10, 15));
        assert!(later.ends_with("l’année 4 ; les années 2 et 3 restent sans mise à jour."), "{later}");
        let second = (GenreCrise::MiseAJour, date(2025, 9, 1));
        assert_eq!(said(&[plan, second], date(2026, 10, 15)), "C’est noté : comptée pour l’année 3.");
        assert!(said(&[plan, second], date(2025, 10, 15)).contains("L’année 2 a déjà une mise à jour"));
        assert!(said(&[plan], date(2024, 10, 15)).contains("rien n’est dû"));
    }
}
