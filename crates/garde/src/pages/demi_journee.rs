//! One half-day: who is on it and why, putting somebody there, taking them off, what became of it, its slots.

use super::moi_gardes::issue_forms;
use super::un::violations;
use super::{ROOM, below, is_open, read};
use crate::droits::{GERER, VOIR};
use crate::{
    Affectation, DemiJournee, Etat, Issue, Participant, Tableau, WriteError, assign, fix, mots,
    open_creneaux, remove, remove_demi_journee, set_besoin, settle,
};
use axum::extract::{Path, State};
use kernel::Id;
use kernel::saisie::Refus;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::button::{actions, confirm, post_button};
use ui::form::{Width, hidden};
use ui::section::section;
use ui::status::status;
use ui::{Button, Choice, Column, Field, Icon, Method, Row, Table, Tone, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/garde/plannings/{id}/demi-journees/{demi_journee}", VOIR, show).post(
        "/{cpts}/espace/garde/plannings/{id}/demi-journees/{demi_journee}",
        GERER,
        act,
    )
}

/// What the page is about.
struct Vue<'a> {
    visit: &'a Visit,
    tableau: &'a Tableau,
    one: &'a DemiJournee,
    to: String,
    /// What is expected of each who was there, once it is over.
    issues: BTreeMap<Id<Participant>, Issue>,
}

fn find<'a>(tableau: &'a Tableau, id: &str) -> Result<&'a DemiJournee, WriteError> {
    let found = id.parse().ok().and_then(|id| tableau.demi_journee(id));
    found.ok_or(WriteError::Inconnu("Cette demi-journée"))
}

impl Vue<'_> {
    fn page(&self) -> Result<Markup, WriteError> {
        let (tableau, one) = (self.tableau, self.one);
        let office = self.visit.can(GERER) && tableau.planning.check_alive().is_ok();
        let said = francais::compte(i64::from(one.besoin), "personne", "personnes");
        let names: Vec<&str> = tableau.presents(one.id).map(|what| tableau.nom(what.participant)).collect();
        let broken: Vec<String> = if office {
            let when = mots::quand(one);
            let about =
                |words: &String| words.contains(&when) || names.iter().any(|name| words.contains(name));
            tableau.violations()?.into_iter().filter(about).collect()
        } else {
            Vec::new()
        };
        Ok(html! {
            p { "Il faut " (said) @if let Some(asked) = one.competence { ", avec la compétence «\u{a0}" (asked.libelle()) "\u{a0}»" } "." }
            @if !broken.is_empty() { (section("regles", "Règles enfreintes", violations(&broken))) }
            @if is_open(self.visit, tableau.planning.etat) { (section("de-garde", "De garde", self.presents(office)?)) }
            @if office { (self.changes()) }
        })
    }

    fn presents(&self, office: bool) -> Result<Markup, WriteError> {
        let all: Vec<&Affectation> = self.tableau.presents(self.one.id).collect();
        if all.is_empty() {
            return Ok(empty(
                Icon::People,
                "Personne n’est de garde",
                "Cette demi-journée n’est pas couverte.",
                None,
            ));
        }
        let why = if self.visit.can(GERER) { self.tableau.pourquoi()?.motifs } else { Vec::new() };
        let words = |who| {
            let found = why.iter().find(|(what, other, _)| *what == self.one.id && *other == who);
            found.map_or("", |(.., words)| words.as_str())
        };
        let manages = self.visit.can(GERER);
        let rows = all.iter().map(|what| {
            let mut cells = vec![
                html! { (self.tableau.nom(what.participant)) },
                html! { (what.origine.libelle()) @if what.fixe { ", fixée" } },
            ];
            if manages {
                cells.extend([self.issue(what), html! { (words(what.participant)) }]);
            }
            if office {
                cells.push(self.gestures(what));
            }
            Row::new(cells)
        });
        let mut columns = vec![Column::text("Qui"), Column::text("Comment")];
        if manages {
            columns.extend([Column::text("Suite"), Column::text("Pourquoi")]);
        }
        if office {
            columns.push(Column::actions());
        }
        let table = Table::new("presents", "De garde cette demi-journée", columns).rows(rows.collect());
        Ok(html! { (table.quiet_caption()) })
    }

    /// What became of it for one person, and saying it.
    fn issue(&self, what: &Affectation) -> Markup {
        let over = self.one.horaire.fin <= self.visit.ctx.now;
        if !over || !matches!(self.tableau.planning.etat, Etat::Publie | Etat::Clos) {
            return Markup::default();
        }
        let mut all = self.tableau.constats.iter();
        let said =
            all.find(|one| one.demi_journee == what.demi_journee && one.participant == what.participant);
        let (tone, words) = match said.map(|one| &one.issue) {
            Some(issue) if issue.assuree => (Tone::Success, assuree(issue)),
            Some(_) => (Tone::Warning, "Non assurée".to_owned()),
            None => (Tone::Info, "À dire".to_owned()),
        };
        let who = (what.participant, self.tableau.nom(what.participant));
        html! {
            div.stack {
                (status(tone, &words))
                @if let Some(issue) = self.issues.get(&what.participant) { (issue_forms(&self.visit.csrf, &self.to, self.one, who, issue)) }
            }
        }
    }

    fn gestures(&self, what: &Affectation) -> Markup {
        let who = what.participant.to_string();
        let name = self.tableau.nom(what.participant);
        let post = |geste: &str, button: Button| {
            post_button(
                &self.visit.csrf,
                &self.to,
                &[("geste", geste), ("qui", &who)],
                &button.about(format!("({name})")).small(),
            )
        };
        html! {
            (actions(html! {
                @if what.fixe { (post("liberer", Button::secondary("Libérer"))) } @else { (post("fixer", Button::secondary("Fixer"))) }
                (confirm("Retirer…", name, "Cette personne ne sera plus de garde.", post("retirer", Button::danger("Oui, retirer"))))
            }))
        }
    }

    fn changes(&self) -> Markup {
        let free = self.tableau.participants.iter().filter(|one| {
            self.tableau.is_active(one)
                && !self.tableau.presents(self.one.id).any(|what| what.participant == one.id)
        });
        let load = |who: Id<Participant>| {
            self.tableau.affectations.iter().filter(|one| one.participant == who).count()
        };
        let mut free: Vec<&Participant> = free.collect();
        free.sort_by_key(|one| {
            (self.tableau.avis(one.id, self.one.id), !one.can(self.one.competence), load(one.id))
        });
        let choice = |one: &&Participant| {
            let said = self.tableau.avis(one.id, self.one.id).libelle().to_lowercase();
            let skill = if one.can(self.one.competence) { "" } else { ", sans la compétence" };
            let has = francais::compte(i64::try_from(load(one.id)).unwrap_or(i64::MAX), "garde", "gardes");
            Choice::new(one.id.to_string(), format!("{} ({said}{skill}, {has})", self.tableau.nom(one.id)))
        };
        let choices: Vec<Choice> = free.iter().map(choice).collect();
        let form = |geste: &str, body: Markup| {
            ui::form(&self.visit.csrf, &self.to, Method::Post, html! { (hidden("geste", geste)) (body) })
        };
        let gone = post_button(
            &self.visit.csrf,
            &self.to,
            &[("geste", "effacer")],
            &Button::danger("Oui, effacer").small(),
        );
        html! {
            @if !choices.is_empty() {
                (section("mettre", "Mettre quelqu’un de garde", form("affecter", html! {
                    (Field::select("qui", "Qui", choices).width(Width::Full).hint("D’abord ceux qui la souhaitent, puis les moins chargés.").required())
                    (actions(html! { (Button::primary("Mettre de garde")) }))
                })))
            }
            @if self.tableau.planning.etat == Etat::Publie && self.one.horaire.debut > self.visit.ctx.now {
                (section("creneaux", "Ouvrir les créneaux", form("ouvrir", html! {
                    p { "Chaque personne de garde propose des places aux patients pendant toute la demi-journée." }
                    (Field::number("places", "Places par personne").width(Width::Short).value("10").required().range(Some("1".into()), Some("60".into())))
                    (actions(html! { (Button::secondary("Ouvrir les créneaux")) }))
                })))
            }
            (section("changer", "Changer", html! {
                (form("besoin", html! {
                    (Field::number("besoin", "Combien de personnes").width(Width::Short).value(self.one.besoin.to_string()).required().range(Some("1".into()), Some("20".into())))
                    (actions(html! { (Button::secondary("Enregistrer")) }))
                }))
                (confirm("Effacer cette demi-journée…", "", "Plus personne n’est demandé à ce moment-là.", gone))
            }))
        }
    }
}

/// « Assurée, 5 h, 8 créneaux gardés, dont 2 inutilisés ».
fn assuree(issue: &Issue) -> String {
    let lasted = francais::duree(i64::from(issue.minutes));
    match issue.gardes {
        0 => format!("Assurée, {lasted}"),
        many => {
            let kept = francais::compte(i64::from(many), "créneau gardé", "créneaux gardés");
            format!("Assurée, {lasted}, {kept}, dont {} inutilisés", issue.inutilises)
        }
    }
}

async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, demi_journee)): Path<(String, String, String)>,
) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    let one = find(&tableau, &demi_journee)?;
    let to = ROOM.at(&visit, &format!("plannings/{id}/demi-journees/{demi_journee}"));
    let mut issues = BTreeMap::new();
    if visit.can(GERER) && one.horaire.fin <= visit.ctx.now {
        let mut tx = app.db.read(&visit.ctx).await?;
        for who in tableau
            .participants
            .iter()
            .filter(|who| tableau.presents(one.id).any(|what| what.participant == who.id))
        {
            issues.insert(who.id, super::moi::expected(&mut tx, &tableau, who, one).await?);
        }
    }
    let content = Vue { visit: &visit, tableau: &tableau, one, to, issues }.page()?;
    Ok(visit.page(&below(&visit, &tableau, mots::titre(one)), content))
}

async fn act(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, demi_journee)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    let what = find(&tableau, &demi_journee)?.id;
    let (ctx, db, sms) = (&visit.ctx, &app.db, app.can_send_sms());
    let qui = || web::id_of::<Participant>(fields.get("qui"));
    let number = |champ: &'static str| {
        fields
            .get(champ)
            .parse::<u32>()
            .map_err(|_| WriteError::from(Refus::new(champ, "Un nombre entier est attendu.")))
    };
    let done = match fields.get("geste") {
        "affecter" => assign(ctx, db, sms, what, qui()?).await.map(|()| "C’est fait.".to_owned()),
        "retirer" => remove(ctx, db, sms, what, qui()?)
            .await
            .map(|()| "Cette personne n’est plus de garde.".to_owned()),
        "fixer" => fix(ctx, db, what, qui()?, true).await.map(|()| "Le calcul la laissera là.".to_owned()),
        "liberer" => {
            fix(ctx, db, what, qui()?, false).await.map(|()| "Le calcul pourra la changer.".to_owned())
        }
        "besoin" => match number("besoin") {
            Ok(people) => set_besoin(ctx, db, what, people).await.map(|()| "C’est enregistré.".to_owned()),
            Err(error) => Err(error),
        },
        "ouvrir" => match number("places") {
            Ok(places) => open_creneaux(ctx, db, what, places).await.map(opened),
            Err(error) => Err(error),
        },
        "issue" => match super::moi::read_issue(&fields) {
            Ok(issue) => settle(ctx, db, what, qui()?, issue).await.map(|()| "C’est noté.".to_owned()),
            Err(error) => Err(error),
        },
        "effacer" => {
            let done = remove_demi_journee(ctx, db, what).await;
            let to = if done.is_ok() {
                format!("plannings/{id}")
            } else {
                format!("plannings/{id}/demi-journees/{what}")
            };
            return ROOM.after(&visit, &to, "Demi-journée effacée.", done);
        }
        _ => return Err(Problem::not_found()),
    };
    let said = done.as_ref().map(Clone::clone).unwrap_or_default();
    ROOM.after(&visit, &format!("plannings/{id}/demi-journees/{what}"), said, done)
}

fn opened(many: usize) -> String {
    match i64::try_from(many).unwrap_or(i64::MAX) {
        0 => "Rien de nouveau\u{a0}: chacun a déjà un créneau à ce moment-là.".to_owned(),
        many => format!("{}.", francais::compte(many, "créneau ouvert", "créneaux ouverts")),
    }
}
