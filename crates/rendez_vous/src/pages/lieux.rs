//! Where care is given: the list, adding, changing, no longer serving.

use super::{ROOM, beside};
use crate::droits::{GERER, VOIR};
use crate::lieu::{Lieu, Sorte};
use crate::{WriteError, change_lieu, keep_lieu, store, withdraw_lieu};
use axum::extract::{Path, State};
use identifiants::CommuneCode;
use kernel::Id;
use maud::{Markup, html};
use territoire::Communes;
use ui::button::{actions, confirm, post_button};
use ui::form::{Width, row};
use ui::section::section;
use ui::{Button, Choice, Column, Field, Filled, Frame, Icon, Method, Row, Table, empty::empty};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/rendez-vous/lieux", VOIR, show)
        .post("/{cpts}/espace/rendez-vous/lieux", GERER, add)
        .get("/{cpts}/espace/rendez-vous/lieux/{id}", VOIR, show_one)
        .post("/{cpts}/espace/rendez-vous/lieux/{id}", GERER, change)
        .post("/{cpts}/espace/rendez-vous/lieux/{id}/retrait", GERER, withdraw)
}

async fn read(visit: &Visit, app: &App) -> Result<(Vec<Lieu>, Communes), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    Ok((store::lieux::lieux(&mut tx).await?, Communes::read(app, &mut tx).await?))
}

fn fields(filled: &Filled) -> Markup {
    let sortes = Sorte::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    html! {
        (Field::text("nom", "Nom").hint("Maison de santé du Pouzarot, Maison médicale de garde d’Yssingeaux…").required().maxlength(200).filled(filled))
        (Field::select("sorte", "Sorte de lieu", sortes).required().filled(filled))
        (Field::text("adresse", "Rue et numéro").maxlength(200).filled(filled))
        (row(html! {
            (Field::digits("code_postal", "Code postal").maxlength(5).filled(filled))
            (Field::text("commune", "Commune").required().maxlength(100).filled(filled))
        }))
        (Field::tel("telephone", "Téléphone").filled(filled))
        (Field::textarea("horaires", "Horaires d’ouverture", 2).hint("Samedi de 14 h à 20 h, dimanche de 9 h à 20 h.").maxlength(400).filled(filled))
        (Field::textarea("acces", "Qui peut venir, et comment", 2).hint("Sur appel au 15, premier étage sans ascenseur, ordonnance demandée…").maxlength(400).filled(filled))
        (Field::digits("finess", "Numéro FINESS").hint("Facultatif.").width(Width::Short).maxlength(20).filled(filled))
    }
}

fn prefill(one: &Lieu, communes: &Communes) -> Filled {
    let said = |value: Option<String>| value.unwrap_or_default();
    Filled::new()
        .value("nom", &one.nom)
        .value("sorte", one.sorte.code())
        .value("adresse", &one.adresse)
        .value("code_postal", &one.code_postal)
        .value("commune", communes.nom(one.commune))
        .value("telephone", said(one.telephone.as_ref().map(ToString::to_string)))
        .value("horaires", &one.horaires)
        .value("acces", &one.acces)
        .value("finess", said(one.finess.as_ref().map(ToString::to_string)))
}

/// What the form says; `known` is where the place was. Every fault at once.
fn read_lieu(
    fields: &Fields,
    communes: &Communes,
    id: Id<Lieu>,
    known: Option<CommuneCode>,
) -> Result<Lieu, FieldErrors> {
    let mut reader = fields.reader();
    let sorte = reader.required("sorte");
    let (telephone, finess) = (reader.optional("telephone"), reader.optional("finess"));
    let typed: Option<String> = reader.required("commune");
    let found = typed.and_then(|name| {
        let found = communes.find(&name, fields.get("code_postal"), known);
        found.map_err(|why| reader.refuse("commune", why)).ok()
    });
    let text = |name: &str| fields.get(name).to_owned();
    // Any commune will do to look for the other faults.
    let lieu = found.or(known).or_else(|| "01001".parse().ok()).map(|commune| Lieu {
        id,
        sorte: sorte.unwrap_or(Sorte::Autre),
        nom: text("nom"),
        commune,
        adresse: text("adresse"),
        code_postal: text("code_postal"),
        telephone,
        finess,
        horaires: text("horaires"),
        acces: text("acces"),
        retire_le: None,
    });
    let lieu = lieu.and_then(|lieu| reader.keep(lieu.check()));
    reader.finish(found.zip(sorte).and(lieu))
}

fn page(visit: &Visit, lieux: &[Lieu], communes: &Communes, filled: &Filled) -> Markup {
    html! {
        (ROOM.tabs(visit, "lieux"))
        (list(visit, lieux, communes))
        @if visit.can(GERER) {
            (section("ajouter", "Ajouter un lieu", ui::form(&visit.csrf, &ROOM.at(visit, "lieux"), Method::Post, html! {
                (ui::form::error_summary(filled))
                (visit.key(filled))
                (fields(filled))
                (actions(html! { (Button::primary("Ajouter ce lieu")) }))
            })))
        }
    }
}

fn list(visit: &Visit, lieux: &[Lieu], communes: &Communes) -> Markup {
    let columns = vec![
        Column::text("Lieu"),
        Column::text("Sorte"),
        Column::text("Adresse"),
        Column::text("Téléphone"),
        Column::text("Horaires"),
        Column::text("Accès"),
    ];
    let line = |one: &Lieu| {
        let to = ROOM.at(visit, &format!("lieux/{}", one.id));
        Row::new(vec![
            html! { a href=(to) { (one.nom) } },
            html! { (one.sorte.libelle()) },
            html! { div { @if !one.adresse.is_empty() { (one.adresse) br; } (one.code_postal) " " (communes.nom(one.commune)) } },
            html! { @if let Some(number) = &one.telephone { (number) } },
            html! { (one.horaires) },
            html! { (one.acces) },
        ])
    };
    let help =
        "Cabinets, maisons de santé, maisons de garde, imagerie\u{a0}: là où un patient peut être reçu.";
    let nothing = empty(Icon::Home, "Aucun lieu pour le moment", help, None);
    html! { (Table::new("lieux", "Lieux de soins", columns).rows(lieux.iter().map(line).collect()).filter("Chercher un lieu").empty(nothing)) }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (lieux, communes) = read(&visit, &app).await?;
    Ok(visit.page(&ROOM.below(&visit, "Lieux", &[]), page(&visit, &lieux, &communes, &Filled::new())))
}

async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let (lieux, communes) = read(&visit, &app).await?;
    let errors = match read_lieu(&fields, &communes, fields.key(&visit), None) {
        Ok(one) => match keep_lieu(&visit.ctx, &app.db, one).await {
            Ok(_) => return ROOM.done(&visit, "lieux", "Lieu ajouté."),
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let content = page(&visit, &lieux, &communes, &fields.filled(&errors));
    Ok(visit.refused(ROOM.below(&visit, "Lieux", &[]), content))
}

async fn one(visit: &Visit, app: &App, id: &str) -> Result<(Lieu, Communes), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = store::lieux::lieu(&mut tx, web::id_of(id)?).await?;
    let lieu = found.filter(|one| one.retire_le.is_none()).ok_or(WriteError::Inconnu("Ce lieu"))?;
    Ok((lieu, Communes::read(app, &mut tx).await?))
}

fn one_frame(visit: &Visit, lieu: &Lieu) -> Frame {
    let mut frame = ROOM.below(visit, lieu.nom.clone(), &[("Lieux", "lieux")]);
    let to = ROOM.at(visit, &format!("?vue=semaine&lieu={}", lieu.id));
    frame.lead = Some(lieu.sorte.libelle().into());
    frame.actions = Some(html! { (Button::secondary("Créneaux de la semaine").href(to)) });
    frame
}

fn one_page(visit: &Visit, lieu: &Lieu, communes: &Communes, filled: &Filled) -> Markup {
    if !visit.can(GERER) {
        return facts(lieu, communes);
    }
    let at = |part: &str| ROOM.at(visit, &format!("lieux/{}{part}", lieu.id));
    let question = "Ce lieu n’est plus proposé. Les créneaux déjà offerts y restent jusqu’à leur jour.";
    let leave = post_button(&visit.csrf, &at("/retrait"), &[], &Button::danger("Oui, retirer").small());
    html! {
        (ui::form(&visit.csrf, &at(""), Method::Post, html! {
            (ui::form::error_summary(filled))
            (fields(filled))
            (actions(html! { (Button::primary("Enregistrer")) }))
        }))
        (section("retirer", "Ne sert plus", confirm("Retirer ce lieu…", &lieu.nom, question, leave)))
    }
}

fn facts(lieu: &Lieu, communes: &Communes) -> Markup {
    let street = html! { @if !lieu.adresse.is_empty() { (lieu.adresse) ", " } (lieu.code_postal) " " (communes.nom(lieu.commune)) };
    let mut all = vec![("Adresse", street)];
    all.extend(lieu.telephone.as_ref().map(|number| ("Téléphone", html! { (number) })));
    for (term, words) in [("Horaires", &lieu.horaires), ("Accès", &lieu.acces)] {
        if !words.is_empty() {
            all.push((term, html! { (words) }));
        }
    }
    ui::definitions::definitions(&all)
}

async fn show_one(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let (lieu, communes) = one(&visit, &app, &id).await?;
    let content = one_page(&visit, &lieu, &communes, &prefill(&lieu, &communes));
    Ok(visit.page(&one_frame(&visit, &lieu), content))
}

async fn change(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    sent: Fields,
) -> Answer {
    let (lieu, communes) = one(&visit, &app, &id).await?;
    let errors = match read_lieu(&sent, &communes, lieu.id, Some(lieu.commune)) {
        Ok(now) => match change_lieu(&visit.ctx, &app.db, now).await {
            Ok(()) => return ROOM.done(&visit, "lieux", "C’est enregistré."),
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let content = one_page(&visit, &lieu, &communes, &sent.filled(&errors));
    Ok(visit.refused(one_frame(&visit, &lieu), content))
}

async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let done = withdraw_lieu(&visit.ctx, &app.db, web::id_of(&id)?).await;
    ROOM.after(&visit, "lieux", "Lieu retiré. Les créneaux déjà offerts y restent jusqu’à leur jour.", done)
}
