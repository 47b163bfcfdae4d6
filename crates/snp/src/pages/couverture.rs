//! Where the offer falls short: what is missing first, then the week, then the communes and the answers that there are.

use super::couverture_filtres::{around, at, filtres, read};
use super::couverture_inventaire::{communes, inventaire as answers};
use super::{ROOM, couverture_mots as mots};
use crate::Coffre;
use crate::affluence::Plage;
use crate::couverture::{Case, Couverture, Inventaire, JOURS, Question, couverture, inventaire};
use crate::droits::VOIR;
use crate::store::affluences;
use axum::extract::State;
use identifiants::CommuneCode;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use rendez_vous::Profession;
use std::collections::BTreeSet;
use territoire::Communes;
use ui::section::section;
use ui::status::status;
use ui::{Button, Column, Frame, Icon, Row, Table, Tone, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// What is missing, said at first; the rest on demand.
const D_ABORD: usize = 8;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/soins-non-programmes/couverture", VOIR, show)
}

/// What the page shows.
pub(super) struct Vue {
    couverture: Couverture,
    pub(super) inventaire: Inventaire,
    pub(super) communes: Communes,
    /// Day of the first request, if there was one.
    depuis: Option<Date>,
}

impl Vue {
    async fn read(visit: &Visit, app: &App, asked: Question) -> Result<Self, Problem> {
        let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
        let mut tx = app.db.read(&visit.ctx).await?;
        Ok(Self {
            couverture: couverture(&mut tx, &coffre, asked).await?,
            inventaire: inventaire(&mut tx, &coffre).await?,
            depuis: affluences::depuis(&mut tx).await?,
            communes: Communes::read(app, &mut tx).await?,
        })
    }

    /// Professions of those who take part or who are called.
    fn professions(&self) -> BTreeSet<Profession> {
        let offer = self.inventaire.professionnels.iter().map(|one| one.effecteur.profession);
        let asked = self.couverture.cases.iter().flat_map(|case| &case.lignes).map(|line| line.profession);
        offer.chain(asked).chain(self.couverture.question.profession).collect()
    }

    /// Those of the territory, and those where something was asked or offered.
    fn lieux(&self) -> Vec<(CommuneCode, String)> {
        let mut all = self.communes.ici();
        let here: BTreeSet<CommuneCode> = all.iter().map(|(code, _)| *code).collect();
        let seen: BTreeSet<CommuneCode> = self
            .inventaire
            .communes
            .iter()
            .map(|one| one.commune)
            .chain(self.couverture.question.commune)
            .collect();
        all.extend(seen.difference(&here).map(|code| (*code, self.communes.nom(*code))));
        all
    }
}

async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let asked = read(&fields, kernel::today(visit.ctx.now));
    let vue = Vue::read(&visit, &app, asked).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &vue)))
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = ROOM.below(visit, "Couverture", &[]);
    frame.lead =
        Some("Les places offertes face aux demandes, par jour, par deux heures et par profession.".into());
    frame
}

fn page(visit: &Visit, vue: &Vue) -> Markup {
    let Couverture { question, jour, .. } = vue.couverture;
    html! {
        (ROOM.tabs(visit, "couverture"))
        (filtres(visit, question, &vue.professions(), &vue.lieux()))
        (around(visit, question, jour))
        (section("manques", "Ce qui manque", missing(visit, vue)))
        (section("semaine", "Les sept jours", week(vue)))
        (section("communes", "Par commune, sur quatre semaines", communes(visit, vue)))
        (section("reponses", "Les réponses qui existent", answers(visit, vue)))
    }
}

fn missing(visit: &Visit, vue: &Vue) -> Markup {
    let all = &vue.couverture;
    let gaps = all.manques();
    let (shown, rest) = gaps.split_at(gaps.len().min(D_ABORD));
    let line = |one: &Case| {
        let to = at(visit, Question { du: one.jour, ..all.question });
        html! { li { (mots::manque(one, all.jour)) @if one.jour != all.question.du { " " a href=(to) { "Voir ce jour" } } } }
    };
    html! {
        @if vue.depuis.is_none() {
            p { "Aucune demande n’a encore été reçue\u{a0}: ce qui est offert est ci-dessous, ce qui manque se verra avec les premiers appels." }
        } @else if gaps.is_empty() {
            p { (status(Tone::Success, "Aucun manque")) " Sur ces jours, chaque demande reçue ou attendue a une place." }
        } @else {
            ul { @for one in shown { (line(one)) } }
            @if !rest.is_empty() {
                details { summary { (francais::compte(i64::try_from(rest.len()).unwrap_or(i64::MAX), "autre manque", "autres manques")) } ul { @for one in rest { (line(one)) } } }
            }
        }
        @if all.sans_commune > 0 {
            p.soft { (francais::compte(i64::from(all.sans_commune), "demande effacée n’est pas comptée", "demandes effacées ne sont pas comptées")) " ici\u{a0}: leur commune n’est pas gardée." }
        }
        (how())
    }
}

fn how() -> Markup {
    html! {
        details {
            summary { "Comment c’est compté" }
            ul {
                li { "Une demande compte à l’heure de l’appel, pour la profession que le guide cite d’abord selon le motif et l’âge. Celles transmises au 15, ou que le guide envoie ailleurs, n’y sont pas." }
                li { "Les places d’un créneau sont réparties sur le temps qu’il dure. Celles d’une profession ne servent pas les demandes pour une autre." }
                li { "Un jour passé compte ce qui a été reçu. Aujourd’hui et les jours à venir attendent la moyenne des mêmes jours de la semaine, sur huit semaines au plus\u{a0}: le nombre de semaines vues est dit." }
                li { "Un manque est montré dès qu’il arriverait une semaine sur deux." }
            }
        }
    }
}

/// The days in rows, two hours in columns: those in which something is asked or offered, those of practices at least.
fn week(vue: &Vue) -> Markup {
    let all = &vue.couverture;
    if all.cases.is_empty() {
        let help = "Ni demande ni place sur ces jours avec ces filtres. Les places viennent de la salle Créneaux, où chaque professionnel propose les siennes.";
        return empty(Icon::Calendar, "Rien sur ces sept jours", help, None);
    }
    let hours = || all.cases.iter().map(|one| one.plage.debut());
    let (first, last) = (hours().min().unwrap_or(8).min(8), hours().max().unwrap_or(18).max(18));
    let plages: Vec<Plage> = (first..=last).step_by(2).map(Plage::of).collect();
    let mut columns = vec![Column::text("Jour")];
    columns.extend(plages.iter().map(|one| Column::text(one.to_string())));
    let days = (0..JOURS).map(|rank| all.question.du.saturating_add(rank.days()));
    let rows = days.map(|day| {
        let mut cells = vec![html! { (mots::jour(day, all.jour)) (seen(all, day)) }];
        cells.extend(plages.iter().map(|plage| cell(all, all.case(day, *plage))));
        Row::new(cells)
    });
    html! { (Table::new("grille", "Demandes et places, par jour et par deux heures", columns).quiet_caption().rows(rows.collect())) }
}

/// Over how many weeks a day to come was seen.
fn seen(all: &Couverture, day: Date) -> Markup {
    let weeks = all.cases.iter().find(|one| one.jour == day).map(|one| one.demandes().semaines);
    html! {
        @if day >= all.jour {
            br; span.soft {
                @match weeks {
                    Some(0) => "demandes pas encore connues",
                    Some(weeks) => { "attendu, sur " (francais::compte(i64::from(weeks), "semaine", "semaines")) }
                    None => "attendu",
                }
            }
        }
    }
}

fn cell(all: &Couverture, case: Option<&Case>) -> Markup {
    let Some(one) = case else { return html! { span.soft { "—" } } };
    let coming = one.jour >= all.jour;
    let asked = one.demandes();
    let words = if asked.semaines == 0 { String::new() } else { mots::demandes(asked, coming) };
    let free =
        if coming { francais::compte(i64::from(one.libres()), "libre", "libres") } else { String::new() };
    html! {
        div {
            @if !words.is_empty() { (words) br; }
            strong { (mots::places(one.places())) }
            @if coming && one.places() > 0 { ", " (free) }
            @if !coming && one.places() > 0 { ", " (francais::compte(i64::from(one.places() - one.libres()), "prise", "prises")) }
            @if one.court() { br; (status(Tone::Warning, "manque")) }
        }
    }
}

/// Where offers are made.
pub(super) fn offer(visit: &Visit) -> Markup {
    html! { (Button::secondary("Ouvrir la salle Créneaux").icon(Icon::Calendar).href(visit.workspace("rendez-vous"))) }
}
