//! What somebody did in a year: meetings, other acts, time by mission.

use actes::{Acte, Genre, Mission};
use adhesions::Adherent;
use db::Tx;
use jiff::civil::Date;
use maud::{Markup, html};
use reunions::{Presence, Reunion};
use ui::{Column, Figure, Row, Table, francais};
use web::Visit;

/// Most acts of somebody in a year that are read.
const MOST: u32 = 2_000;
/// How many of them are listed.
const SHOWN: usize = 50;

/// What they did.
pub(super) struct Participation {
    meetings: Vec<(Reunion, Presence)>,
    actes: Vec<Acte>,
}

impl Participation {
    /// Reads it: their own for anybody, the ledger’s for those who may read it.
    pub(super) async fn read(
        visit: &Visit,
        tx: &mut Tx,
        who: &Adherent,
        days: (Date, Date),
        own: bool,
    ) -> db::Result<Self> {
        let meetings = reunions::presences(tx, who.id, days.0, days.1).await?;
        let mut actes = match who.compte.filter(|_| own || visit.can(actes::VOIR)) {
            Some(compte) => actes::store::de(tx, compte, days, MOST).await?,
            None => Vec::new(),
        };
        // Attendances are read as such.
        actes.retain(|one| one.fait.genre != Some(Genre::Presence));
        Ok(Self { meetings, actes })
    }

    /// How long, in meetings and otherwise.
    pub(super) fn figures(&self) -> Markup {
        let count = |n: usize, one, many| francais::compte(i64::try_from(n).unwrap_or_default(), one, many);
        let at_meetings = match self.meetings.len() {
            0 => "aucune présence notée".to_owned(),
            n => count(n, "présence, chacune un acte au registre", "présences, chacune un acte au registre"),
        };
        html! {
            (Figure::new("Temps aux réunions", francais::duree(self.meetings.iter().map(|(_, one)| i64::from(one.minutes)).sum())).note(at_meetings))
            @if !self.actes.is_empty() {
                (Figure::new("Temps des autres actes", francais::duree(self.actes.iter().map(|one| i64::from(one.fait.minutes)).sum()))
                    .note(count(self.actes.len(), "acte au registre", "actes au registre")))
            }
        }
    }

    /// Time by mission, meetings, other acts.
    pub(super) fn sections(&self, visit: &Visit, annee: i16) -> Markup {
        html! {
            @if !self.meetings.is_empty() || !self.actes.is_empty() {
                section.section { h2 { "Temps par mission" } (self.by_mission(annee)) }
            }
            section.section { h2 { "Réunions" } (self.meetings(annee)) }
            @if !self.actes.is_empty() { section.section { h2 { "Autres actes" } (self.actes(visit, annee)) } }
        }
    }

    /// Minutes at meetings and in other acts, of that mission; none when nothing was done for it.
    fn of(&self, mission: Mission) -> Option<(i64, i64)> {
        let meetings = || self.meetings.iter().filter(|(meeting, _)| meeting.mission == mission);
        let others = || self.actes.iter().filter(|one| one.fait.mission == mission);
        (meetings().next().is_some() || others().next().is_some()).then(|| {
            (
                meetings().map(|(_, one)| i64::from(one.minutes)).sum(),
                others().map(|one| i64::from(one.fait.minutes)).sum(),
            )
        })
    }

    fn by_mission(&self, annee: i16) -> Markup {
        let columns = vec![
            Column::text("Mission"),
            Column::number("Réunions"),
            Column::number("Autres actes"),
            Column::number("En tout"),
        ];
        let row = |mission: Mission| {
            let (meetings, others) = self.of(mission)?;
            Some(Row::new(vec![
                html! { (mission.label()) },
                html! { (francais::duree(meetings)) },
                html! { (francais::duree(others)) },
                html! { (francais::duree(meetings + others)) },
            ]))
        };
        let rows = Mission::ALL.into_iter().filter_map(row).collect();
        html! { (Table::new("missions", format!("Temps par mission en {annee}"), columns).rows(rows)) }
    }

    fn meetings(&self, annee: i16) -> Markup {
        let columns = vec![
            Column::text("Réunion"),
            Column::text("Mission"),
            Column::text("Jour"),
            Column::number("Durée"),
        ];
        let rows = self.meetings.iter().rev().map(|(meeting, presence)| {
            Row::new(vec![
                html! { (meeting.titre) @if presence.a_distance { " (à distance)" } },
                html! { (meeting.mission.label()) },
                html! { (francais::date_courte(presence.jour)) },
                html! { (francais::duree(i64::from(presence.minutes))) },
            ])
        });
        let empty = html! { p { "Aucune présence notée en " (annee) "." } };
        html! { (Table::new("reunions", format!("Présences {annee}"), columns).rows(rows.collect()).empty(empty)) }
    }

    fn actes(&self, visit: &Visit, annee: i16) -> Markup {
        let columns = vec![
            Column::text("Acte"),
            Column::text("Mission"),
            Column::text("Jour"),
            Column::number("Durée"),
        ];
        let row = |one: &Acte| {
            Row::new(vec![
                html! { (one.fait.intitule) },
                html! { (one.fait.mission.label()) },
                html! { (francais::date_courte(one.fait.jour)) },
                html! { @if one.fait.minutes == 0 { "—" } @else { (francais::duree(i64::from(one.fait.minutes))) } },
            ])
        };
        let rows = self.actes.iter().take(SHOWN).map(row).collect();
        html! {
            (Table::new("actes", format!("Actes notés sous ce nom en {annee}"), columns).rows(rows))
            @if self.actes.len() > SHOWN {
                p { "Les " (SHOWN) " derniers sur " (self.actes.len()) "." @if visit.can(actes::VOIR) { " " a href=(visit.workspace("actes")) { "Voir le registre" } } }
            }
        }
    }
}
