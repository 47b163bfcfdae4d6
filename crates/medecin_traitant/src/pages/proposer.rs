//! Who could go to whom: the proposal of the engine with its reasons, those left waiting and why, « what if ».

use super::carte::{court, courts};
use super::proposer_calcul::{about, waiting};
use super::{ROOM, proposer_calcul, proposer_essai};
use crate::calcul::Vue;
use crate::droits::{TRAITER, VOIR};
use crate::plan::{EnAttente, Essai, Plan, Pose, kilometres};
use crate::{Calculs, Choix, Demande, Foyer, Medecin, WriteError, plan, propose};
use axum::extract::State;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeSet;
use territoire::Atlas;
use ui::section::section;
use ui::table::Paging;
use ui::{Button, Column, Icon, Method, Row, Table, Tone, definitions, form, francais};
use web::{Answer, App, FieldErrors, Fields, Routes, Visit};

/// Lines on a page.
const PAGE: usize = 200;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/proposer", VOIR, show).post(
        "/{cpts}/espace/medecin-traitant/proposer",
        TRAITER,
        act,
    )
}

async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let (essai, errors) = match proposer_essai::read(&fields) {
        Ok(essai) => (essai, FieldErrors::default()),
        Err(errors) => (Essai::default(), errors),
    };
    let real = Essai::default();
    let (now, tried) = if essai.est_vide() {
        (look(&app, &visit, &real).await?, None)
    } else {
        let (now, tried) = tokio::try_join!(look(&app, &visit, &real), look(&app, &visit, &essai))?;
        (now, Some(tried))
    };
    let mut frame = ROOM.below(&visit, "Proposer", &[]);
    frame.lead = Some(
        "D’abord les plus prioritaires, puis au plus près, puis des parts équitables entre médecins.".into(),
    );
    let (Some(before), Some(shown)) = (&now.fait, tried.as_ref().unwrap_or(&now).fait.as_ref()) else {
        let mut all = vec![("Le plan d’aujourd’hui", &now, &real)];
        all.extend(tried.as_ref().map(|tried| ("Votre essai", tried, &essai)));
        return Ok(waiting(&visit, &frame, &all));
    };
    let (before, plan) = (&before.plan, &shown.plan);
    let from = |name: &str, all: usize| fields.get(name).parse::<usize>().unwrap_or(0).min(all);
    let at = At {
        de: from("de", plan.poses.len()),
        sans_de: from("sans_de", plan.attentes.len()),
        essai: proposer_essai::query(&essai),
    };
    // What is tried is held against the plan of today: of an earlier hour, that is to be known too.
    let told = tried.as_ref().filter(|_| now.en_cours.is_none()).unwrap_or(&now);
    let content = html! {
        (ROOM.tabs(&visit, "proposer"))
        (about(&visit, told, &essai))
        @if before.poses.is_empty() && before.attentes.is_empty() { (super::accueil::nobody(&visit)) }
        @else {
            @if tried.is_some() { (difference(&visit, before, plan)) } @else { (summary(plan)) }
            (proposals(&visit, plan, &at, tried.is_none() && now.en_cours.is_none()))
            (unserved(&visit, plan, &at))
            (proposer_essai::section(&app, &visit, &fields, &errors).await?)
        }
    };
    Ok(if errors.is_empty() { visit.page(&frame, content) } else { visit.refused(frame, content) })
}

async fn look(app: &App, visit: &Visit, essai: &Essai) -> Result<Vue, WriteError> {
    plan(&visit.ctx, &app.db, app.resource::<Atlas>(), app.resource::<Calculs>(), essai).await
}

/// What the page shows of its two lists.
struct At {
    de: usize,
    sans_de: usize,
    /// What is tried, as the end of an address.
    essai: String,
}

fn summary(plan: &Plan) -> Markup {
    let (placed, left) = plan.personnes();
    let mean = plan.distance_moyenne().map_or_else(|| "—".to_owned(), kilometres);
    definitions::definitions(&[
        ("Personnes qui auraient un médecin", html! { (francais::nombre(many(placed))) }),
        ("Personnes qui attendraient encore", html! { (francais::nombre(many(left))) }),
        ("Distance moyenne", html! { (mean) }),
        ("Preuve", proof(plan)),
    ])
}

fn proof(plan: &Plan) -> Markup {
    let (value, least) = (plan.valeur, plan.borne);
    html! {
        @if plan.est_prouve() { "Rien de mieux n’existe\u{a0}: le résultat atteint la borne calculée séparément" }
        @else { "Résultat exact pour chaque personne seule\u{a0}; avec les foyers, au plus cet écart avec la borne" }
        " (priorité laissée sans médecin " (value.d_abord) " / " (least.d_abord)
        ", distance " (value.puis) " / " (least.puis) " centaines de mètres, charge " (value.enfin) " / " (least.enfin) ")."
    }
}

/// What a « what if » changes.
fn difference(visit: &Visit, now: &Plan, tried: &Plan) -> Markup {
    let (before, after) = (now.personnes().0, tried.personnes().0);
    let words = match after.cmp(&before) {
        std::cmp::Ordering::Greater => francais::compte(
            many(after - before),
            "personne de plus aurait un médecin",
            "personnes de plus auraient un médecin",
        ),
        std::cmp::Ordering::Less => francais::compte(
            many(before - after),
            "personne de moins aurait un médecin",
            "personnes de moins auraient un médecin",
        ),
        std::cmp::Ordering::Equal => "autant de personnes auraient un médecin".to_owned(),
    };
    html! {
        (ui::alert::notice(Tone::Info, "Essai\u{a0}: rien n’est écrit", html! {
            "Avec ces changements, " strong { (words) } ". "
            a href=(ROOM.at(visit, "proposer")) { "Revenir à la situation réelle" }
        }))
        (summary(tried))
    }
}

fn proposals(visit: &Visit, plan: &Plan, at: &At, real: bool) -> Markup {
    let may = real && visit.can(TRAITER);
    let shown: Vec<&Pose> = plan.poses.iter().skip(at.de).take(PAGE).collect();
    let columns = vec![
        Column::text("Demande"),
        Column::number("Points"),
        Column::text("Médecin"),
        Column::text("Pourquoi lui"),
    ];
    let rows = shown.iter().map(|one| pose(visit, one, may)).collect();
    let empty = ui::empty::empty(
        Icon::People,
        "Rien à proposer",
        "Aucune demande en attente ne trouve de place libre\u{a0}: voyez plus bas ce qui bloque.",
        None,
    );
    let paging = pages(visit, at, ("de", at.de, plan.poses.len()), ("sans_de", at.sans_de));
    let table = Table::new("propositions", "Propositions", columns)
        .quiet_caption()
        .rows(rows)
        .empty(empty)
        .paging(paging);
    let every = match plan.poses.len() {
        1 => "Préparer cette carte".to_owned(),
        all => format!("Préparer ces {}", francais::compte(many(all), "carte", "cartes")),
    };
    section(
        "propositions-titre",
        "Propositions",
        html! {
            @if may && !plan.poses.is_empty() {
                (form(&visit.csrf, &ROOM.at(visit, "proposer"), Method::Post, html! {
                    (form::hidden("vu", &plan.empreinte()))
                    div.actions {
                        (Button::primary(every).send("geste", "toutes"))
                        (Button::secondary("Préparer les cartes cochées").send("geste", "cochees"))
                    }
                    p.soft { "Les cartes partent ensuite au jour et à l’heure de chaque médecin, sans nom." }
                    div data-boxes { (table) }
                }))
            } @else { (table) }
        },
    )
}

/// The requests of a household, each one press away.
fn links(visit: &Visit, ids: &[Id<Demande>]) -> Markup {
    html! {
        @for (rank, id) in ids.iter().enumerate() {
            @if rank > 0 { " " }
            a href=(ROOM.at(visit, &format!("demandes/{id}"))) { (court(*id)) }
        }
    }
}

fn pose(visit: &Visit, one: &Pose, may: bool) -> Row {
    let codes = courts(&one.demandes);
    let pair = format!("{}~{}", one.foyer, one.medecin);
    let named = html! {
        span.pick {
            @if may { input type="checkbox" name="paire" value=(pair) aria-label={ "Choisir " (codes) }; }
            (links(visit, &one.demandes))
        }
    };
    Row::new(vec![named, html! { (one.points) }, html! { (one.nom) }, html! { (one.raison) }])
}

fn unserved(visit: &Visit, plan: &Plan, at: &At) -> Markup {
    let columns = vec![
        Column::text("Demande"),
        Column::number("Points"),
        Column::text("Ce qui bloque"),
        Column::text("Ce qui débloquerait"),
    ];
    let row = |one: &EnAttente| {
        let cells = vec![
            html! { span.pick { (links(visit, &one.demandes)) } },
            html! { (one.points) },
            html! { (one.obstacle) },
            html! { (one.suffirait) },
        ];
        Row::new(cells)
    };
    let rows = plan.attentes.iter().skip(at.sans_de).take(PAGE).map(row).collect();
    let empty = ui::empty::empty(
        Icon::Check,
        "Personne ne reste sans proposition",
        "Chaque demande en attente a un médecin proposé ou une carte en cours.",
        None,
    );
    let paging = pages(visit, at, ("sans_de", at.sans_de, plan.attentes.len()), ("de", at.de));
    section(
        "sans-titre",
        "Sans médecin pour le moment",
        html! {
            (Table::new("sans", "Sans médecin pour le moment", columns).quiet_caption().rows(rows).empty(empty).paging(paging))
        },
    )
}

fn pages(
    visit: &Visit,
    shown: &At,
    (name, from, all): (&str, usize, usize),
    (other, kept): (&str, usize),
) -> Paging {
    let tried = &shown.essai;
    let at = |from: usize| ROOM.at(visit, &format!("proposer?{name}={from}&{other}={kept}{tried}")).into();
    Paging {
        first: Some(many(from) + 1),
        shown: many(all.saturating_sub(from).min(PAGE)),
        total: Some(many(all)),
        previous: (from > 0).then(|| at(from.saturating_sub(PAGE))),
        next: (from + PAGE < all).then(|| at(from + PAGE)),
    }
}

async fn act(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    match fields.get("geste") {
        "arreter" | "reprendre" => proposer_calcul::act(&app, &visit, &fields),
        _ => prepare(&app, &visit, &fields).await,
    }
}

async fn prepare(app: &App, visit: &Visit, fields: &Fields) -> Answer {
    let pair = |text: &str| -> Option<(Id<Foyer>, Id<Medecin>)> {
        let (foyer, medecin) = text.split_once('~')?;
        Some((foyer.parse().ok()?, medecin.parse().ok()?))
    };
    let ticked: BTreeSet<_> = fields.all("paire").filter_map(pair).collect();
    let choix = match fields.get("geste") {
        "cochees" => Choix::Paires(ticked),
        _ => Choix::Vu(fields.get("vu").to_owned()),
    };
    let done = propose(&visit.ctx, &app.db, app.resource::<Atlas>(), app.resource::<Calculs>(), &choix).await;
    let said = match done {
        Ok(0) => {
            return ROOM.done(
                visit,
                "proposer",
                "Rien de plus à préparer\u{a0}: ces cartes l’étaient déjà, ne tiennent plus, ou aucune n’était cochée.",
            );
        }
        Ok(made) => Ok(francais::compte(i64::from(made), "carte préparée", "cartes préparées")),
        Err(error) => Err(error),
    };
    match said {
        Ok(words) => ROOM.done(
            visit,
            "cartes",
            format!("{words}\u{a0}: elles partent au jour et à l’heure de chaque médecin."),
        ),
        Err(error) => ROOM.after(visit, "proposer", "", Err::<(), _>(error)),
    }
}

pub(super) fn many(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
