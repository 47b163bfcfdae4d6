//! Where the offer falls short: what is missing first, then the week, then the communes and the answers that there are.

use super::couverture_filtres::{around, filtres, read};
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
        (section("semaine", &mots::du_au(question.du, question.au()), week(vue)))
        (section("communes", "Par commune, sur quatre semaines", communes(visit, vue)))
        (section("reponses", "Les réponses qui existent", answers(visit, vue)))
    }
}

fn missing(visit: &Visit, vue: &Vue) -> Markup {
    let all = &vue.couverture;
    let gaps = all.manques();
    let (shown, rest) = gaps.split_at(gaps.len().min(D_ABORD));
    let line = |one: &Case| {
        let to = visit.workspace(&format!("rendez-vous?jour={}", one.jour));
        html! { li { (mots::manque(one, all.jour)) @if one.jour >= all.jour { " " a href=(to) { "Créneaux de ce jour" } } } }
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
                li { "Un jour passé compte ce qui a été reçu. Aujourd’hui et les jours à venir attendent la moyenne des mêmes jours de la semaine, sur huit semaines au plus\u{a0}; pour une seule commune, sur le temps pendant lequel une demande est gardée. Le nombre de semaines vues est dit." }
                li { "Un manque est montré dès qu’il arriverait une semaine sur deux." }
            }
        }
    }
}

/// The days in rows, two hours in columns: those of practices, and those in which something is offered or missing.
fn week(vue: &Vue) -> Markup {
    let all = &vue.couverture;
    if all.cases.is_empty() {
        let help = "Ni demande ni place sur ces jours avec ces filtres. Les places viennent de la salle Créneaux, où chaque professionnel propose les siennes.";
        return empty(Icon::Calendar, "Rien sur ces sept jours", help, None);
    }
    let told = all.cases.iter().filter(|one| one.places() > 0 || one.court());
    let hours = || told.clone().map(|one| one.plage.debut());
    let (first, last) = (hours().min().unwrap_or(8).min(8), hours().max().unwrap_or(18).max(18));
    let plages: Vec<Plage> = (first..=last).step_by(2).map(Plage::of).collect();
    let mut columns = vec![Column::text("Jour")];
    columns.extend(plages.iter().map(|one| Column::text(one.to_string())));
    let days = (0..JOURS).map(|rank| all.question.du.saturating_add(rank.days()));
    let rows = days.map(|day| {
        let mut cells = vec![html! { (mots::jour_court(day)) }];
        cells.extend(plages.iter().map(|plage| cell(all, all.case(day, *plage))));
        Row::new(cells)
    });
    html! {
        p { "Dans chaque case\u{a0}: les demandes, puis les places. " (expected(all)) }
        (Table::new("grille", "Demandes et places, par jour et par deux heures", columns).quiet_caption().compact().rows(rows.collect()))
    }
}

/// What the demands of days to come rest on.
fn expected(all: &Couverture) -> String {
    let coming = all.cases.iter().filter(|one| one.jour >= all.jour).map(|one| one.demandes().semaines);
    let (least, most) = (coming.clone().min(), coming.max());
    let weeks = |many: u32| francais::compte(i64::from(many), "semaine", "semaines");
    match least.zip(most) {
        None => String::new(),
        Some((_, 0)) => "Les demandes des jours à venir ne sont pas encore connues.".to_owned(),
        Some((least, most)) if least == most => {
            format!("Aujourd’hui et ensuite, ce qui est attendu\u{a0}: la moyenne de {}.", weeks(most))
        }
        Some((least, most)) => format!(
            "Aujourd’hui et ensuite, ce qui est attendu\u{a0}: la moyenne de {least} à {}, selon le jour.",
            weeks(most)
        ),
    }
}

/// « 2,8 / 5 », and what is left or was taken.
fn cell(all: &Couverture, case: Option<&Case>) -> Markup {
    let Some(one) = case else { return html! { span.soft { "—" } } };
    let (coming, asked, places) = (one.jour >= all.jour, one.demandes(), one.places());
    let rest = if coming {
        francais::compte(i64::from(one.libres()), "libre", "libres")
    } else {
        francais::compte(i64::from(places - one.libres()), "prise", "prises")
    };
    html! {
        div {
            @if asked.semaines == 0 { span.soft { "?" } span.visually-hidden { " demandes pas encore connues" } }
            @else { (mots::dixiemes(asked.dixiemes())) span.visually-hidden { " demandes" } }
            " / " strong { (places) } span.visually-hidden { " places" }
            @if places > 0 { br; span.soft { (rest) } }
            @if one.court() { br; (status(Tone::Warning, "manque")) }
        }
    }
}

/// Where offers are made.
pub(super) fn offer(visit: &Visit) -> Markup {
    html! { (Button::secondary("Ouvrir la salle Créneaux").icon(Icon::Calendar).href(visit.workspace("rendez-vous"))) }
}
