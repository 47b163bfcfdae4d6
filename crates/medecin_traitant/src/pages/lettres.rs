//! For people without mobile nor e-mail: letters to print, calls to make.

use super::ROOM;
use super::carte::court;
use super::communes::Communes;
use crate::courrier::{Courrier, Sorte};
use crate::droits::TRAITER;
use crate::lettres::AU_PLUS;
use crate::store::{courriers, regles};
use crate::{Lettre, Reglage, note_courriers, read_lettres};
use axum::extract::State;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::button::{actions, post_button};
use ui::empty::empty;
use ui::form::hidden;
use ui::section::section;
use ui::{Button, Column, Icon, Method, Row, Table, form, francais};
use web::{Answer, App, Fields, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/medecin-traitant/lettres", TRAITER, show)
        .post("/{cpts}/espace/medecin-traitant/lettres/imprimer", TRAITER, print)
        .post("/{cpts}/espace/medecin-traitant/lettres/faites", TRAITER, done)
}

async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let lettres = courriers::en_attente(&mut tx, Sorte::Lettre, AU_PLUS).await?;
    let combien = courriers::combien(&mut tx).await?;
    let appels = courriers::en_attente(&mut tx, Sorte::Appel, AU_PLUS).await?;
    drop(tx);
    let mut frame = ROOM.below(&visit, "Lettres et appels", &[]);
    frame.lead = Some("Pour ceux qui n’ont ni mobile ni courriel, ou qui l’ont voulu ainsi.".into());
    Ok(visit.page(
        &frame,
        html! {
            (ROOM.tabs(&visit, ""))
            (section("a-imprimer", "Lettres à imprimer", letters(&visit, &lettres, combien.0)))
            (section("a-appeler", "Appels à passer", calls(&visit, &appels)))
        },
    ))
}

/// `many`: those that wait in all; the oldest are shown and printed first.
fn letters(visit: &Visit, all: &[Courrier], many: u32) -> Markup {
    if all.is_empty() {
        return empty(
            Icon::Check,
            "Aucune lettre n’attend",
            "Une lettre s’ajoute ici à chaque étape d’une demande sans mobile ni courriel.",
            None,
        );
    }
    html! {
        p { "Chaque lettre imprimée lit une identité\u{a0}: c’est noté au journal. Elles attendent ici tant que vous ne les dites pas postées." }
        @if many > AU_PLUS { p { "Les " (AU_PLUS) " plus anciennes sur " (francais::nombre(many.into())) "\u{a0}: les suivantes viennent quand celles-ci sont postées." } }
        (actions(html! { (post_button(&visit.csrf, &ROOM.at(visit, "lettres/imprimer"), &[], &Button::primary("Imprimer les lettres").icon(Icon::Document))) }))
        (list(visit, all, "lettres", "Lettre postée"))
        (form::form(&visit.csrf, &ROOM.at(visit, "lettres/faites"), Method::Post, html! {
            @for one in all { (hidden("id", &one.id.to_string())) }
            (actions(html! { (Button::secondary("Toutes les lettres sont postées")) }))
        }))
    }
}

fn calls(visit: &Visit, all: &[Courrier]) -> Markup {
    if all.is_empty() {
        return empty(
            Icon::Check,
            "Aucun appel n’attend",
            "Le numéro s’ouvre depuis la demande, avec un motif.",
            None,
        );
    }
    list(visit, all, "appels", "Appel passé")
}

fn list(visit: &Visit, all: &[Courrier], id: &'static str, done: &'static str) -> Markup {
    let row = |one: &Courrier| {
        let (code, line) = (court(one.demande), one.id.to_string());
        let button = Button::secondary(done).about(code.clone()).small();
        Row::new(vec![
            html! { a href=(ROOM.at(visit, &format!("demandes/{}", one.demande))) { (code) } },
            html! { (one.quoi.libelle()) },
            html! { (francais::date_courte(kernel::today(one.voulu_le))) },
            post_button(&visit.csrf, &ROOM.at(visit, "lettres/faites"), &[("id", &line)], &button),
        ])
    };
    let columns = vec![
        Column::text("Demande"),
        Column::text("Ce qui est dit"),
        Column::text("Depuis"),
        Column::actions(),
    ];
    let caption = if id == "lettres" { "Lettres à imprimer" } else { "Appels à passer" };
    html! { (Table::new(id, caption, columns).quiet_caption().rows(all.iter().map(row).collect())) }
}

async fn done(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let ids: Vec<Id<Courrier>> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    ROOM.after(&visit, "lettres", "C’est noté.", note_courriers(&visit.ctx, &app.db, &ids).await)
}

async fn print(State(app): State<App>, visit: Visit) -> Answer {
    let all = read_lettres(&visit.ctx, &app.db).await?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let communes = Communes::read(&app, &mut tx).await?;
    let reglage = regles::reglage(&mut tx).await?;
    drop(tx);
    let tenant = visit.tenant()?;
    let address = format!("{}/{}/medecin-traitant/suivi", app.settings.public_url, tenant.slug);
    let doc = document(&all, (&tenant.nom, &address), &communes, &reglage, kernel::today(visit.ctx.now));
    web::download("lettres.pdf", "application/pdf", move || documents::letters(&doc)).await
}

/// A page for each.
fn document(
    all: &[Lettre],
    (cpts, address): (&str, &str),
    communes: &Communes,
    reglage: &Reglage,
    jour: Date,
) -> documents::Letters {
    let call = if reglage.telephone.is_empty() {
        "Une question\u{202f}? Appelez-nous, ou demandez à votre pharmacie.".to_owned()
    } else {
        format!("Une question\u{202f}? Appelez le {}.", reglage.telephone)
    };
    let letter = |one: &Lettre| {
        let mut to = vec![one.pour.nom_entier()];
        to.extend(Some(one.pour.adresse.clone()).filter(|text| !text.is_empty()));
        to.push(communes.postal(one.commune));
        let said =
            one.dit.strip_prefix("votre").map_or_else(|| one.dit.clone(), |rest| format!("Votre{rest}"));
        let mut paragraphs = vec!["Bonjour,".to_owned(), said];
        paragraphs.extend(doctor(one, communes));
        paragraphs.push(format!(
            "Pour savoir où elle en est, ou nous dire que vous ne cherchez plus\u{a0}: {address}. Votre code\u{a0}: {}.",
            one.pour.code
        ));
        paragraphs.extend([call.clone(), cpts.to_owned()]);
        documents::Letter { to, subject: "Votre demande".to_owned(), paragraphs }
    };
    documents::Letters { from: cpts.to_owned(), date: jour, letters: all.iter().map(letter).collect() }
}

/// Whom to call, or when they are met: whoever is written to on paper has no page to read it on.
fn doctor(one: &Lettre, communes: &Communes) -> Option<String> {
    let who = one.medecin.as_ref()?;
    let place = [who.adresse.clone(), communes.postal(who.commune)];
    let place: Vec<String> = place.into_iter().filter(|text| !text.is_empty()).collect();
    let call = who.telephone.as_ref().map(|number| format!(", téléphone {number}")).unwrap_or_default();
    let who = format!("{}, {}{call}", who.nom, place.join(", "));
    Some(match one.rendez_vous {
        Some(day) => format!("Votre rendez-vous\u{a0}: le {}, chez {who}.", francais::date_complete(day)),
        None => format!(
            "Appelez pour prendre un premier rendez-vous, et dites que vous venez par la CPTS\u{a0}: {who}."
        ),
    })
}
