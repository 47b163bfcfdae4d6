//! Who is on duty: a table for each week, a line for each day, a column for each hour.

use super::{ROOM, is_open};
use crate::{DemiJournee, Tableau, mots};
use jiff::Span;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use ui::status::badge;
use ui::{Column, Row, Table, Tone, francais};
use web::Visit;

/// Columns of hours, at most: beyond, each half-day has its line.
const COLONNES: usize = 5;

/// Names of those on each half-day.
struct Presents<'a> {
    visit: &'a Visit,
    tableau: &'a Tableau,
    noms: HashMap<Id<DemiJournee>, Vec<&'a str>>,
    /// Whether they may be seen.
    open: bool,
}

pub(super) fn grille(visit: &Visit, tableau: &Tableau) -> Markup {
    let mut noms: HashMap<_, Vec<&str>> = HashMap::new();
    for one in &tableau.affectations {
        noms.entry(one.demi_journee).or_default().push(tableau.nom(one.participant));
    }
    let presents = Presents { visit, tableau, noms, open: is_open(visit, tableau.planning.etat) };
    let mut heures: BTreeMap<_, String> = BTreeMap::new();
    for one in &tableau.demi_journees {
        let from = kernel::paris(one.horaire.debut).time();
        heures.entry((from, mots::heures(one))).or_insert_with(|| mots::heures(one));
    }
    let heures: Vec<String> = heures.into_values().collect();
    let weeks = tableau.demi_journees.chunk_by(|a, b| monday(a.jour()) == monday(b.jour()));
    html! {
        div.stack {
            @for week in weeks {
                @if heures.len() <= COLONNES { (presents.by_day(week, &heures)) } @else { (presents.by_line(week)) }
            }
        }
    }
}

fn monday(day: Date) -> Date {
    day.saturating_sub(Span::new().days(day.weekday().to_monday_zero_offset()))
}

/// « lundi 2 mars »: the week says the year.
pub(super) fn jour(day: Date) -> String {
    let whole = francais::date_complete(day);
    whole.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign.is_whitespace()).to_owned()
}

impl Presents<'_> {
    fn table(&self, week: &[DemiJournee], columns: Vec<Column>) -> Table {
        let first = week.first().map(|one| monday(one.jour())).unwrap_or_default();
        Table::new(format!("semaine-{first}"), format!("Semaine du {}", francais::date(first)), columns)
    }

    fn by_day(&self, week: &[DemiJournee], heures: &[String]) -> Markup {
        let mut columns = vec![Column::text("Jour")];
        columns.extend(heures.iter().map(|words| Column::text(words.clone())));
        let days = week.chunk_by(|a, b| a.jour() == b.jour());
        let row = |day: &[DemiJournee]| {
            let mut cells = vec![html! { (day.first().map(|one| jour(one.jour())).unwrap_or_default()) }];
            cells.extend(heures.iter().map(|words| {
                html! { @for one in day.iter().filter(|one| mots::heures(one) == *words) { (self.cell(one)) } }
            }));
            Row::new(cells)
        };
        html! { (self.table(week, columns).rows(days.map(row).collect())) }
    }

    fn by_line(&self, week: &[DemiJournee]) -> Markup {
        let columns = vec![Column::text("Jour"), Column::text("Heures"), Column::text("De garde")];
        let row = |one: &DemiJournee| {
            Row::new(vec![html! { (jour(one.jour())) }, html! { (mots::heures(one)) }, self.cell(one)])
        };
        html! { (self.table(week, columns).rows(week.iter().map(row).collect())) }
    }

    fn cell(&self, one: &DemiJournee) -> Markup {
        let to =
            ROOM.at(self.visit, &format!("plannings/{}/demi-journees/{}", self.tableau.planning.id, one.id));
        let noms = self.noms.get(&one.id).map_or(&[][..], Vec::as_slice);
        let there = u32::try_from(noms.len()).unwrap_or(u32::MAX);
        let missing = one.besoin.saturating_sub(there);
        html! {
            div {
                a href=(to) {
                    @if !self.open { (francais::compte(i64::from(one.besoin), "personne", "personnes")) }
                    @else if noms.is_empty() { "Personne" }
                    @else { (noms.join(", ")) }
                    span.visually-hidden { ", " (mots::quand(one)) }
                }
                @if let Some(asked) = one.competence { " " span.soft.small-text { (asked.libelle()) } }
                @if self.open && missing > 0 { " " (badge(Tone::Warning, &format!("Manque\u{a0}{missing}"))) }
            }
        }
    }
}
