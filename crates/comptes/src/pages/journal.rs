use super::{paris, settings_frame};
use crate::read_journal::{Journal, export_journal, read_journal};
use axum::extract::State;
use db::journal::Ligne;
use maud::{Markup, html};
use ui::{
    Icon,
    empty::empty,
    francais::{date_complete, heure},
    section::section,
    table::Paging,
    timeline::{Entry, timeline},
};
use web::{Answer, App, Fields, Problem, Visit};

const HEADINGS: [&str; 8] =
    ["Numéro", "Instant", "Qui", "Action", "Objet", "Détail", "Adresse réseau", "Empreinte"];

pub(super) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let avant = match fields.get("avant") {
        "" => i64::MAX,
        text => text.parse().map_err(|_| Problem::not_found())?,
    };
    let journal = read_journal(&visit.ctx, &app.db, avant).await?;
    let mut frame = settings_frame(&visit, "Journal".to_owned(), &[]);
    frame.lead = Some("Qui a fait ou lu quoi. Chaque ligne est scellée avec la précédente\u{a0}: rien ne peut être changé ni retiré sans que cela se voie.".into());
    let base = visit.workspace("reglages/journal");
    let oldest = journal.lignes.last().filter(|_| journal.suite);
    let paging = Paging {
        shown: i64::try_from(journal.lignes.len()).unwrap_or(i64::MAX),
        total: Some(journal.lignes.first().map_or(0, |first| first.numero)).filter(|_| avant == i64::MAX),
        first: (avant == i64::MAX).then_some(1),
        previous: (avant != i64::MAX).then(|| base.clone().into()),
        next: oldest.map(|ligne| format!("{base}?avant={}", ligne.numero).into()),
    };
    let content = html! {
        p.table-tools { a.csv href=(visit.workspace("reglages/journal.csv")) { (Icon::Download) "Télécharger le journal (CSV)" } }
        @if journal.lignes.is_empty() { (empty(Icon::Journal, "Rien encore", "Le journal commence avec la première action.", None)) }
        @else { (by_day(&app, &journal)) (paging) }
    };
    Ok(visit.page(&frame, content))
}

/// One part by day, newest first.
pub(super) fn by_day(app: &App, journal: &Journal) -> Markup {
    let day = |ligne: &Ligne| paris(ligne.instant).date();
    let days = journal.lignes.chunk_by(|a, b| day(a) == day(b));
    html! {
        @for (lines, first) in days.filter_map(|lines| Some((lines, lines.first()?))) {
            @let entries: Vec<Entry> = lines.iter().map(|ligne| entry(app, journal, ligne)).collect();
            (section(&format!("jour-{}", day(first)), &date_complete(day(first)), timeline(&entries)))
        }
    }
}

/// A line as a reader sees it.
fn entry(app: &App, journal: &Journal, ligne: &Ligne) -> Entry {
    let instant = paris(ligne.instant);
    let whom = journal.objet(ligne).filter(|whom| *whom != journal.acteur(ligne));
    let what = html! {
        (app.phrase(&ligne.action))
        @if let Some(whom) = &whom { "\u{a0}: " (whom) }
        @if !ligne.detail.is_empty() { " (" (ligne.detail) ")" }
    };
    let machine = instant.strftime("%Y-%m-%dT%H:%M").to_string();
    let entry = Entry::new(machine, heure(instant.time()), journal.acteur(ligne), what);
    if ligne.ip.is_empty() { entry } else { entry.detail(html! { "Depuis l’adresse " (ligne.ip) }) }
}

pub(super) async fn download(State(app): State<App>, visit: Visit) -> Answer {
    let journal = export_journal(&visit.ctx, &app.db).await?;
    let lines = journal.lignes.iter().map(|ligne| {
        let objet = journal.objet(ligne).unwrap_or_else(|| ligne.objet.clone());
        let (numero, instant) = (ligne.numero.to_string(), ligne.instant.to_string());
        let (action, detail) = (app.phrase(&ligne.action), ligne.detail.clone());
        [
            numero,
            instant,
            journal.acteur(ligne),
            action,
            objet,
            detail,
            ligne.ip.clone(),
            ligne.empreinte.clone(),
        ]
    });
    Ok(web::csv("journal.csv", std::iter::once(HEADINGS.map(str::to_owned)).chain(lines)))
}
