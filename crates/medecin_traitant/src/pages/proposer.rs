//! Who could go to whom: the proposal of the engine with its reasons, those left waiting and why, « what if ».

use super::ROOM;
use super::carte::courts;
use crate::droits::{TRAITER, VOIR};
use crate::plan::{EnAttente, Essai, Plan, Pose, kilometres};
use crate::{Choix, Foyer, Medecin, plan, propose, store};
use axum::extract::State;
use identifiants::CommuneCode;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeSet;
use territoire::Atlas;
use ui::form::Width;
use ui::section::section;
use ui::table::Paging;
use ui::{
    Button, Choice, Column, Field, Filled, Icon, Method, Row, Table, Tone, definitions, form, francais,
};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

/// Lines on a page.
const PAGE: usize = 200;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/proposer", VOIR, show).post(
        "/{cpts}/espace/medecin-traitant/proposer",
        TRAITER,
        prepare,
    )
}

async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let atlas = app.resource::<Atlas>();
    let (essai, errors) = match essai(&fields) {
        Ok(essai) => (essai, FieldErrors::default()),
        Err(errors) => (Essai::default(), errors),
    };
    let now = plan(&visit.ctx, &app.db, atlas, &Essai::default()).await?;
    let tried = if essai.est_vide() { None } else { Some(plan(&visit.ctx, &app.db, atlas, &essai).await?) };
    let shown = tried.as_ref().unwrap_or(&now);
    let from = |name: &str, all: usize| fields.get(name).parse::<usize>().unwrap_or(0).min(all);
    let at = (from("de", shown.poses.len()), from("sans_de", shown.attentes.len()));
    let mut frame = ROOM.below(&visit, "Proposer", &[]);
    frame.lead = Some(
        "D’abord les plus prioritaires, puis au plus près, puis des parts équitables entre médecins.".into(),
    );
    let content = html! {
        (ROOM.tabs(&visit, "proposer"))
        @if let Some(tried) = &tried { (difference(&visit, &now, tried)) } @else { (summary(&now)) }
        (proposals(&visit, shown, at, tried.is_none()))
        (unserved(&visit, shown, at))
        (what_if(&app, &visit, &fields, &errors).await?)
    };
    Ok(if errors.is_empty() { visit.page(&frame, content) } else { visit.refused(frame, content) })
}

/// What the form tries.
fn essai(fields: &Fields) -> Result<Essai, FieldErrors> {
    let mut reader = fields.reader();
    let au_plus_km: Option<u32> = reader.optional("km");
    if au_plus_km.is_some_and(|km| km > 300) {
        reader.refuse("km", "300\u{a0}km au plus.");
    }
    let commune: Option<CommuneCode> = reader.optional("commune");
    let places: Option<u32> = reader.optional("places");
    if commune.is_some() && places.is_none_or(|n| n == 0 || n > 5_000) {
        reader.refuse("places", "Combien de places aurait ce médecin\u{202f}? 5\u{202f}000 au plus.");
    }
    let sans: Option<Id<Medecin>> = reader.optional("sans");
    reader.finish(Some(Essai { au_plus_km, ajout: commune.zip(places), sans }))
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

fn proposals(visit: &Visit, plan: &Plan, at: (usize, usize), real: bool) -> Markup {
    let may = real && visit.can(TRAITER);
    let shown: Vec<&Pose> = plan.poses.iter().skip(at.0).take(PAGE).collect();
    let mut columns = vec![
        Column::text("Demande"),
        Column::number("Points"),
        Column::text("Médecin"),
        Column::text("Pourquoi lui"),
    ];
    if may {
        columns.insert(0, Column::text("Choisir"));
    }
    let rows = shown.iter().map(|one| pose(one, may)).collect();
    let empty = ui::empty::empty(
        Icon::People,
        "Rien à proposer",
        "Aucune demande en attente ne trouve de place libre\u{a0}: voyez plus bas ce qui bloque.",
        None,
    );
    let paging = pages(visit, ("de", at.0, plan.poses.len()), ("sans_de", at.1));
    let table = Table::new("propositions", "Propositions", columns)
        .quiet_caption()
        .rows(rows)
        .empty(empty)
        .paging(paging);
    let every = francais::compte(many(plan.poses.len()), "carte", "cartes");
    section(
        "propositions-titre",
        "Propositions",
        html! {
            @if may && !plan.poses.is_empty() {
                (form(&visit.csrf, &ROOM.at(visit, "proposer"), Method::Post, html! {
                    (form::hidden("vu", &plan.empreinte()))
                    div.actions {
                        (Button::primary(format!("Préparer ces {every}")).send("geste", "toutes"))
                        (Button::secondary("Préparer les cartes cochées").send("geste", "cochees"))
                    }
                    p.soft { "Les cartes partent ensuite au jour et à l’heure de chaque médecin, sans nom." }
                    (table)
                }))
            } @else { (table) }
        },
    )
}

fn pose(one: &Pose, may: bool) -> Row {
    let codes = courts(&one.demandes);
    let mut cells =
        vec![html! { (codes) }, html! { (one.points) }, html! { (one.nom) }, html! { (one.raison) }];
    if may {
        let pair = format!("{}~{}", one.foyer, one.medecin);
        cells.insert(
            0,
            html! { input type="checkbox" name="paire" value=(pair) aria-label={ "Choisir " (codes) }; },
        );
    }
    Row::new(cells)
}

fn unserved(visit: &Visit, plan: &Plan, at: (usize, usize)) -> Markup {
    let columns = vec![
        Column::text("Demande"),
        Column::number("Points"),
        Column::text("Ce qui bloque"),
        Column::text("Ce qui débloquerait"),
    ];
    let row = |one: &EnAttente| {
        let cells =
            [courts(&one.demandes), one.points.to_string(), one.obstacle.clone(), one.suffirait.clone()];
        Row::new(cells.into_iter().map(|text| html! { (text) }).collect())
    };
    let rows = plan.attentes.iter().skip(at.1).take(PAGE).map(row).collect();
    let empty = ui::empty::empty(
        Icon::Check,
        "Personne ne reste sans proposition",
        "Chaque demande en attente a un médecin proposé ou une carte en cours.",
        None,
    );
    let paging = pages(visit, ("sans_de", at.1, plan.attentes.len()), ("de", at.0));
    section(
        "sans-titre",
        "Sans médecin pour le moment",
        html! {
            (Table::new("sans", "Sans médecin pour le moment", columns).quiet_caption().rows(rows).empty(empty).paging(paging))
        },
    )
}

fn pages(visit: &Visit, (name, from, all): (&str, usize, usize), (other, kept): (&str, usize)) -> Paging {
    let at = |from: usize| ROOM.at(visit, &format!("proposer?{name}={from}&{other}={kept}")).into();
    Paging {
        first: Some(many(from) + 1),
        shown: many(all.saturating_sub(from).min(PAGE)),
        total: Some(many(all)),
        previous: (from > 0).then(|| at(from.saturating_sub(PAGE))),
        next: (from + PAGE < all).then(|| at(from + PAGE)),
    }
}

/// The form that tries something else.
async fn what_if(app: &App, visit: &Visit, fields: &Fields, errors: &FieldErrors) -> Result<Markup, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let doctors = store::medecins::medecins(&mut tx).await?;
    let atlas = app.resource::<Atlas>().at(&mut tx).await?;
    let today = kernel::today(visit.ctx.now);
    let communes = atlas.of(visit.ctx.cpts).map(|cpts| cpts.communes(today).clone()).unwrap_or_default();
    let named = communes.iter().filter_map(|code| atlas.france.commune(*code));
    let towns = std::iter::once(Choice::new("", "Aucun"))
        .chain(named.map(|one| Choice::new(one.code.to_string(), format!("à {}", one.nom))));
    let less = std::iter::once(Choice::new("", "Tous"))
        .chain(doctors.iter().map(|one| Choice::new(one.id.to_string(), format!("sans {}", one.nom))));
    let filled: Filled = fields.filled(errors);
    let form = form(
        &visit.csrf,
        &ROOM.at(visit, "proposer"),
        Method::Get,
        html! {
            (form::error_summary(&filled))
            (Field::number("km", "Distance au plus").unit("km").hint("Pour ceux qui n’en ont pas donné.").width(Width::Short).filled(&filled))
            (form::row(html! {
                (Field::select("commune", "Un médecin de plus", towns.collect()).filled(&filled))
                (Field::number("places", "Ses places").width(Width::Short).filled(&filled))
            }))
            (Field::select("sans", "Un médecin de moins", less.collect()).filled(&filled))
            (ui::button::actions(html! { (Button::secondary("Essayer, sans rien écrire")) }))
        },
    );
    Ok(section("essai", "Et si…", form))
}

async fn prepare(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let pair = |text: &str| -> Option<(Id<Foyer>, Id<Medecin>)> {
        let (foyer, medecin) = text.split_once('~')?;
        Some((foyer.parse().ok()?, medecin.parse().ok()?))
    };
    let ticked: BTreeSet<_> = fields.all("paire").filter_map(pair).collect();
    let choix = match fields.get("geste") {
        "cochees" => Choix::Paires(ticked),
        _ => Choix::Vu(fields.get("vu").to_owned()),
    };
    let done = propose(&visit.ctx, &app.db, app.resource::<Atlas>(), &choix).await;
    let said = match done {
        Ok(0) => {
            return ROOM.done(
                &visit,
                "proposer",
                "Rien de plus à préparer\u{a0}: ces cartes l’étaient déjà, ou aucune n’était cochée.",
            );
        }
        Ok(made) => Ok(francais::compte(i64::from(made), "carte préparée", "cartes préparées")),
        Err(error) => Err(error),
    };
    match said {
        Ok(words) => ROOM.done(
            &visit,
            "cartes",
            format!("{words}\u{a0}: elles partent au jour et à l’heure de chaque médecin."),
        ),
        Err(error) => ROOM.after(&visit, "proposer", "", Err::<(), _>(error)),
    }
}

fn many(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
