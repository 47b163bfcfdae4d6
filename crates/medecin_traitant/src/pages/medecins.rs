//! The doctors who take patients, for the office: who declared what, since when; adding one; asking all.

use super::demander_lieu::Lieux;
use super::{ROOM, beside, medecin, places_champs as champs};
use crate::droits::{TRAITER, VOIR};
use crate::medecin::Quand;
use crate::{Demandees, Fiche, Medecin, Nouveau, add_medecin, ask_places, est_medecin, store};
use adhesions::Adherent;
use axum::extract::State;
use jiff::Timestamp;
use kernel::Id;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::button::{actions, confirm, post_button};
use ui::form::row;
use ui::section::section;
use ui::status::status;
use ui::{Button, Column, Field, Filled, Frame, Icon, Method, Row, Table, Tone, empty::empty, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/medecin-traitant/medecins", VOIR, show)
        .post("/{cpts}/espace/medecin-traitant/medecins", TRAITER, add)
        .post("/{cpts}/espace/medecin-traitant/medecins/membres", TRAITER, add_members)
        .post("/{cpts}/espace/medecin-traitant/medecins/demander", TRAITER, ask)
}

/// What the page shows.
struct Vue {
    medecins: Vec<Medecin>,
    /// Members who could be added.
    membres: Vec<Adherent>,
    reponses: BTreeMap<Id<Medecin>, Timestamp>,
    rappels: BTreeMap<Id<Medecin>, (Timestamp, u32)>,
    lieux: Lieux,
}

async fn read(visit: &Visit, app: &App) -> Result<Vue, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let medecins = store::medecins::medecins(&mut tx).await?;
    let known: BTreeSet<Id<Adherent>> = medecins.iter().filter_map(|one| one.adherent).collect();
    let members = adhesions::membres(&mut tx, kernel::today(visit.ctx.now)).await?;
    let doctor = |one: &Adherent| est_medecin(&one.professions) && !known.contains(&one.id);
    Ok(Vue {
        membres: members.into_iter().filter(doctor).collect(),
        reponses: store::declarations::dernieres_reponses(&mut tx).await?,
        rappels: store::declarations::rappels(&mut tx).await?,
        lieux: Lieux::read(app, &mut tx).await?,
        medecins,
    })
}

fn page(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let may = visit.can(TRAITER);
    html! {
        (ROOM.tabs(visit, "medecins"))
        (list(visit, vue))
        @if may {
            @if !vue.medecins.is_empty() { (asking(visit)) }
            (section("ajouter", "Ajouter un médecin", html! {
                @if !vue.membres.is_empty() { (members(visit, vue)) }
                details open[filled.is_refused()] {
                    summary { "Ajouter à la main un médecin qui n’est pas membre" }
                    (ui::form(&visit.csrf, &ROOM.at(visit, "medecins"), Method::Post, html! {
                        (ui::form::error_summary(filled))
                        (visit.key(filled))
                        (contact_fields(filled))
                        (actions(html! { (Button::primary("Ajouter ce médecin")) }))
                    }))
                }
            }))
        }
    }
}

fn list(visit: &Visit, vue: &Vue) -> Markup {
    let columns = vec![
        Column::text("Médecin"),
        Column::text("Commune"),
        Column::text("Prend des patients"),
        Column::number("Déclarées"),
        Column::number("Prises"),
        Column::number("Libres"),
        Column::text("Déclaré le"),
        Column::text("Dernière réponse à une carte"),
    ];
    let mut rows: Vec<Row> = vue.medecins.iter().map(|one| line(visit, vue, one)).collect();
    let sum =
        |of: fn(&Medecin) -> u32| francais::entier(vue.medecins.iter().map(|one| u64::from(of(one))).sum());
    if !rows.is_empty() {
        let blank = || html! {};
        rows.push(
            Row::new(vec![
                html! { "Ensemble" },
                blank(),
                blank(),
                html! { (sum(|one| one.offre.places)) },
                html! { (sum(|one| one.offre.prises)) },
                html! { (sum(|one| one.offre.restantes())) },
                blank(),
                blank(),
            ])
            .total(),
        );
    }
    let nothing = empty(
        Icon::People,
        "Aucun médecin pour le moment",
        "Ajoutez d’un geste les médecins qui sont membres de la CPTS, puis demandez-leur combien de patients ils peuvent prendre.",
        None,
    );
    html! { (Table::new("liste-medecins", "Médecins qui prennent des patients", columns).rows(rows).filter("Chercher un médecin").empty(nothing)) }
}

fn line(visit: &Visit, vue: &Vue, one: &Medecin) -> Row {
    let day = |at: Timestamp| francais::date(kernel::today(at));
    let said = match (one.declare_le, vue.rappels.get(&one.id)) {
        (Some(le), _) if one.est_ancienne(visit.ctx.now) => {
            html! { (day(le)) " " (status(Tone::Warning, "Plus de six mois")) }
        }
        (Some(le), _) => html! { (day(le)) },
        (None, Some((le, _))) => html! { "Demandé le " (day(*le)) ", sans réponse" },
        (None, None) => html! { "Jamais demandé" },
    };
    Row::new(vec![
        html! { a href=(ROOM.at(visit, &format!("medecins/{}", one.id))) { (one.nom) } },
        html! { (vue.lieux.nom(one.commune)) },
        takes(one, kernel::today(visit.ctx.now)),
        html! { (one.offre.places) },
        html! { (one.offre.prises) },
        html! { (one.offre.restantes()) },
        said,
        html! { @match vue.reponses.get(&one.id) { Some(le) => (day(*le)), None => "—" } },
    ])
}

/// Whether cards may go to them, and why not.
pub(super) fn takes(one: &Medecin, jour: jiff::civil::Date) -> Markup {
    let offre = &one.offre;
    if one.declare_le.is_none() {
        return status(Tone::Neutral, "N’a pas encore dit");
    }
    if let Some(day) = one.depart_le {
        return status(Tone::Warning, &format!("S’arrête le {}", francais::date(day)));
    }
    if let Some((du, au)) = offre.pause.filter(|(du, au)| *du <= jour && au.is_none_or(|au| jour <= au)) {
        let until =
            au.map_or_else(|| "sans date de fin".to_owned(), |au| format!("jusqu’au {}", francais::date(au)));
        return status(Tone::Warning, &format!("En pause depuis le {}, {until}", francais::date(du)));
    }
    match offre.quand {
        Quand::Non => status(Tone::Neutral, "Pas pour le moment"),
        Quand::SixMois if offre.a_partir > jour => {
            status(Tone::Info, &format!("Dans les six mois, pas avant le {}", francais::date(offre.a_partir)))
        }
        Quand::SixMois => status(Tone::Info, "Dans les six mois"),
        Quand::Maintenant if offre.restantes() == 0 => status(Tone::Neutral, "Complet"),
        Quand::Maintenant if offre.a_partir > jour => {
            status(Tone::Info, &format!("À partir du {}", francais::date(offre.a_partir)))
        }
        Quand::Maintenant => status(Tone::Success, "Oui"),
    }
}

fn asking(visit: &Visit) -> Markup {
    let to = ROOM.at(visit, "medecins/demander");
    let send = post_button(&visit.csrf, &to, &[], &Button::primary("Envoyer à tous"));
    confirm(
        "Demander leurs places à tous",
        "",
        "Chaque médecin reçoit un message avec un lien\u{a0}: il dit en une minute combien de nouveaux patients il prend, sans compte. Sans réponse, le message repart deux fois, tous les quatorze jours. Une réponse de plus de six mois est redemandée d’elle-même.",
        send,
    )
}

fn members(visit: &Visit, vue: &Vue) -> Markup {
    let to = ROOM.at(visit, "medecins/membres");
    let columns =
        vec![Column::text("Membre"), Column::text("Profession"), Column::text("Commune"), Column::actions()];
    let row = |one: &Adherent| {
        let id = one.id.to_string();
        Row::new(vec![
            html! { (one.nom()) },
            html! { (one.professions.join(", ")) },
            html! { @match one.commune { Some(code) => (vue.lieux.nom(code)), None => "Commune à compléter dans Adhésions" } },
            post_button(
                &visit.csrf,
                &to,
                &[("membre", &id)],
                &Button::secondary("Ajouter").about(one.nom()).small(),
            ),
        ])
    };
    let ids: Vec<String> =
        vue.membres.iter().filter(|one| one.commune.is_some()).map(|one| one.id.to_string()).collect();
    let all: Vec<(&str, &str)> = ids.iter().map(|id| ("membre", id.as_str())).collect();
    html! {
        (Table::new("membres-medecins", "Médecins membres de la CPTS, pas encore ajoutés", columns).rows(vue.membres.iter().map(row).collect()))
        @if all.len() > 1 { (post_button(&visit.csrf, &to, &all, &Button::secondary(format!("Ajouter ces {} médecins", all.len())))) }
    }
}

/// Who they are and how to reach them.
pub(super) fn contact_fields(filled: &Filled) -> Markup {
    html! {
        (Field::text("nom", "Nom").hint("Comme le liront les patients\u{a0}: Dr Claire Roche.").required().maxlength(100).filled(filled))
        (row(html! {
            (Field::text("commune", "Commune du cabinet").hint("Nom ou code postal.").required().maxlength(100).filled(filled))
            (Field::text("adresse", "Adresse du cabinet").maxlength(200).filled(filled))
        }))
        (row(html! {
            (Field::email("courriel", "Courriel").hint("Les demandes y arrivent, sans nom.").filled(filled))
            (Field::tel("telephone", "Téléphone").hint("Un mobile reçoit les SMS et les codes.").filled(filled))
        }))
        (Field::date("depart_le", "S’arrête le").hint("À remplir quand ce médecin part\u{a0}: plus aucune demande ne lui est proposée ce jour-là.").filled(filled))
    }
}

/// What the form says; every fault at once.
pub(super) fn read_contact(
    fields: &Fields,
    lieux: &Lieux,
    jour: jiff::civil::Date,
) -> Result<Fiche, FieldErrors> {
    let mut reader = fields.reader();
    let found = lieux.find(fields.get("commune"), fields.get("commune_code"));
    let commune = found.map_err(|fault| reader.refuse("commune", champs::faute(&fault))).ok();
    let (telephone, courriel) = (reader.optional("telephone"), reader.optional("courriel"));
    let depart_le = reader.optional("depart_le");
    // Any commune will do to look for the other faults.
    let code = commune.as_ref().map(|lieu| lieu.code).or_else(|| "01001".parse().ok());
    let text = |name: &str| fields.get(name).to_owned();
    let fiche = code.map(|commune| Fiche {
        nom: text("nom"),
        commune,
        adresse: text("adresse"),
        telephone,
        courriel,
        depart_le,
    });
    let fiche = fiche.and_then(|fiche| reader.keep(fiche.check(jour)));
    reader.finish(commune.zip(fiche).map(|(_, fiche)| fiche))
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = ROOM.below(visit, "Médecins", &[]);
    let leaving = Button::secondary("Un médecin s’arrête").href(ROOM.at(visit, "campagnes"));
    frame.actions = Some(html! { (leaving) });
    frame
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let vue = read(&visit, &app).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &vue, &Filled::new())))
}

async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let vue = read(&visit, &app).await?;
    let errors = match read_contact(&fields, &vue.lieux, kernel::today(visit.ctx.now)) {
        Ok(fiche) => {
            match add_medecin(&visit.ctx, &app.db, fields.key(&visit), Nouveau::ALaMain(fiche)).await {
                Ok(id) => return ROOM.done(&visit, &format!("medecins/{id}"), medecin::AJOUTE),
                Err(error) => beside(error)?,
            }
        }
        Err(errors) => errors,
    };
    Ok(visit.refused(frame(&visit), page(&visit, &vue, &fields.filled(&errors))))
}

async fn add_members(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut added = 0;
    for id in fields.all("membre").take(500) {
        let member = web::id_of::<Adherent>(id)?;
        if let Err(error) = add_medecin(&visit.ctx, &app.db, visit.ctx.id(), Nouveau::Adherent(member)).await
        {
            return Redirect::to(ROOM.at(&visit, "medecins")).after(&visit, Err::<String, _>(error));
        }
        added += 1;
    }
    let said = francais::compte(
        added,
        "médecin ajouté. Demandez-lui maintenant ses places.",
        "médecins ajoutés. Demandez-leur maintenant leurs places.",
    );
    ROOM.done(&visit, "medecins", said)
}

async fn ask(visit: Visit, State(app): State<App>) -> Answer {
    let done = ask_places(&visit.ctx, &app.db, None, app.can_send_sms()).await;
    ROOM.after(&visit, "medecins", done.as_ref().map(asked).unwrap_or_default(), done)
}

/// Who was asked, in a sentence.
pub(super) fn asked(done: &Demandees) -> String {
    let mut said = format!(
        "{}.",
        francais::compte(i64::from(done.envoyees), "médecin est prévenu", "médecins sont prévenus")
    );
    if done.deja > 0 {
        said += &format!(
            " {}, il y a moins d’un jour.",
            francais::compte(i64::from(done.deja), "l’était déjà", "l’étaient déjà")
        );
    }
    if !done.sans_adresse.is_empty() {
        said += &format!(" Sans courriel ni mobile, à appeler\u{a0}: {}.", done.sans_adresse.join(", "));
    }
    said
}
