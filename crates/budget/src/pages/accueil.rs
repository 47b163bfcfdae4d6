//! Every envelope over a year: what is shared with every member.

use super::{ROOM, asked, euros, livre, of, switch};
use crate::alerte::{Alerte, alertes};
use crate::bilan::{Bilan, bilans, total};
use crate::droits::{EXPORTER, TENIR, VOIR_DETAIL};
use crate::livre::Livre;
use crate::{Exercice, Vue};
use axum::extract::State;
use maud::{Markup, html};
use ui::figure::{Figure, figures};
use ui::{Button, Column, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let livre = livre(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let (vue, exercice) = asked(&livre, &fields);
    let content = match &exercice {
        Some(exercice) if !livre.enveloppes.is_empty() => page(&visit, &livre, vue, exercice),
        _ => html! { (ROOM.tabs(&visit, "")) (nothing(&visit)) },
    };
    let frame = ui::Frame {
        lead: Some("L’argent de la CPTS, enveloppe par enveloppe, à jour à chaque mouvement.".into()),
        ..visit.frame("Budget")
    };
    Ok(visit.page(&frame, content))
}

fn nothing(visit: &Visit) -> Markup {
    let go = visit.can(TENIR).then(
        || html! { (Button::primary("Noter un financement").href(visit.workspace("budget/financements"))) },
    );
    ui::empty::empty(
        Icon::Euro,
        "Aucune enveloppe pour l’instant",
        "Les enveloppes de l’ACI viennent du contrat signé, les aides au démarrage du projet de santé, les cotisations des adhésions. Notez ici les autres financements.",
        go,
    )
}

fn page(visit: &Visit, livre: &Livre, vue: Vue, exercice: &Exercice) -> Markup {
    let all = bilans(livre, exercice);
    let sum = total(&all);
    let shown: Vec<Alerte> = if visit.can(VOIR_DETAIL) { alertes(livre) } else { Vec::new() };
    html! {
        (ROOM.tabs(visit, ""))
        @if visit.can(TENIR) {
            div.actions {
                (Button::primary("Noter une dépense").icon(Icon::Plus).href(visit.workspace("budget/mouvements/nouveau?genre=depense")))
                (Button::secondary("Recette").href(visit.workspace("budget/mouvements/nouveau?genre=recette")))
                (Button::secondary("Engagement").href(visit.workspace("budget/mouvements/nouveau?genre=engagement")))
                (Button::secondary("Salaire").href(visit.workspace("budget/salaires/nouveau")))
            }
        }
        (switch(visit, livre, "", vue, Some(exercice)))
        (figures(&tiles(&sum)))
        (watch(&shown))
        (table(visit, vue, exercice, &all, &sum))
        (legend())
        @if visit.can(EXPORTER) {
            div.actions {
                (Button::secondary("Rapport de la trésorerie (PDF)").icon(Icon::Download).href(report(visit, vue, exercice, "pdf")))
                (Button::secondary("Le même en tableur").icon(Icon::Download).href(report(visit, vue, exercice, "xlsx")))
            }
        }
    }
}

/// What to see, one box a tone: a long list never hides the table.
fn watch(all: &[Alerte]) -> Markup {
    let boxes = [(Tone::Danger, "À régler"), (Tone::Warning, "À surveiller"), (Tone::Info, "À savoir")];
    html! {
        @for (tone, title) in boxes {
            @let mine: Vec<&Alerte> = all.iter().filter(|one| one.tone == tone).collect();
            @if !mine.is_empty() {
                (ui::alert::notice(tone, title, html! { ul { @for one in mine { li { (one.phrase) } } } }))
            }
        }
    }
}

fn report(visit: &Visit, vue: Vue, exercice: &Exercice, kind: &str) -> String {
    visit.workspace(&format!("budget/rapport.{kind}?vue={}&exercice={}", vue.code(), exercice.cle))
}

fn tiles(sum: &Bilan) -> Vec<Figure> {
    vec![
        Figure::new("Reçu dans l’année", francais::euros_ronds(sum.recu)),
        Figure::new("Dépensé", francais::euros_ronds(sum.depense)),
        Figure::new("Engagé, encore à payer", francais::euros_ronds(sum.engage)),
        Figure::new("Reste", francais::euros_ronds(sum.reste())).strong(),
        Figure::new("Encore attendu", francais::euros_ronds(sum.attendu)),
        Figure::new("Reste prévu en fin d’année", francais::euros_ronds(sum.a_la_fin())).estimate(),
    ]
}

fn table(visit: &Visit, vue: Vue, exercice: &Exercice, all: &[Bilan], sum: &Bilan) -> Table {
    let columns = vec![
        Column::text("Enveloppe"),
        Column::number("Report"),
        Column::number("Reçu"),
        Column::number("Dépensé"),
        Column::number("Engagé"),
        Column::number("Reste"),
        Column::number("Attendu"),
        Column::number("Dépenses prévues"),
        Column::number("Reste prévu"),
    ];
    let query = format!("?vue={}&exercice={}", vue.code(), exercice.cle);
    let name = |one: &Bilan| {
        html! {
            @match one.cle { Some(cle) => a href=(format!("{}{query}", of(visit, cle))) { (one.nom) }, None => (one.nom) }
            @if one.incertain { " " (ui::status::badge(Tone::Warning, "non confirmé")) }
        }
    };
    let mut rows: Vec<Row> = all.iter().map(|one| Row::new(cells(name(one), one))).collect();
    rows.push(Row::new(cells(html! { "Ensemble" }, sum)).total());
    let empty =
        ui::empty::empty(Icon::Euro, "Rien cette année-là", "Aucun mouvement et rien d’attendu.", None);
    let rows = if all.is_empty() { Vec::new() } else { rows };
    Table::new("enveloppes", format!("{}, {}", exercice.libelle, exercice.jours()), columns)
        .rows(rows)
        .empty(empty)
}

fn cells(name: Markup, one: &Bilan) -> Vec<Markup> {
    // What a decision brought is with what was left before: the row adds up.
    vec![
        name,
        euros(one.report + one.transfere),
        euros(one.recu),
        euros(one.depense),
        euros(one.engage),
        html! { strong { (francais::euros(one.reste())) } },
        euros(one.attendu),
        euros(one.depense_prevue),
        html! { (francais::euros(one.a_la_fin())) },
    ]
}

fn legend() -> Markup {
    html! {
        details {
            summary { "Comment lire ce tableau" }
            p { "Reste = report des années précédentes (et transferts décidés) + reçu − dépensé − engagé. La date d’un mouvement décide de son année, civile ou du contrat." }
            p { "Dépenses prévues = dépensé + engagé + rythme des mois entiers écoulés, reporté sur les mois qui restent\u{a0}; un montant prévu par la trésorerie remplace le rythme. Chaque calcul est détaillé dans la page de l’enveloppe." }
            p { "Attendu = ce que le contrat, les aides et les financements promettent et qui n’est pas arrivé. Les parts variables dont le taux n’est pas arrêté n’y sont pas comptées." }
        }
    }
}
