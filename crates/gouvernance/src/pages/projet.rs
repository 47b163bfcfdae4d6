//! The form that prepares a vote, in a meeting or outside.

use super::{ROOM, beside, choices};
use crate::instance::{Instance, Majorite};
use crate::prepare_scrutin::{self, Cadre, Projet};
use crate::scrutin::Mode;
use crate::seance::{Point, Seance};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled};
use web::{Answer, App, FieldErrors, Fields, Visit, id_of};

/// Where a vote is prepared.
pub(super) enum Place<'a> {
    /// In a meeting, on one of its points.
    Seance(&'a [Point]),
    /// Outside meetings, by one of these instances.
    Consultation(&'a [Instance]),
}

/// The form that prepares a vote.
pub(super) fn preparing(visit: &Visit, action: &str, place: &Place<'_>, filled: &Filled) -> Markup {
    let written = matches!(place, Place::Consultation(_));
    let modes = Mode::ALL.iter().filter(|one| !written || **one != Mode::MainLevee);
    let modes = modes.map(|one| Choice::new(one.code(), one.libelle())).collect();
    let same = Choice::new("", "Celle de l’instance");
    let majorities = std::iter::once(same).chain(choices!(Majorite)).collect();
    html! {
        details open[filled.is_refused()] {
            summary { @if written { "Préparer une consultation" } @else { "Préparer un vote" } }
            (ui::form(&visit.csrf, action, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (visit.key(filled))
                @match place {
                    Place::Seance(points) => {
                        @let all = std::iter::once(Choice::new("", "Aucun")).chain(points.iter().map(|one| Choice::new(one.id.to_string(), format!("{}. {}", one.rang, one.titre)))).collect();
                        (Field::select("point", "Point de l’ordre du jour", all).filled(filled))
                    },
                    Place::Consultation(all) => {
                        @let all = all.iter().filter(|one| !one.fermee).map(|one| Choice::new(one.id.to_string(), one.nom.clone())).collect();
                        (Field::select("instance", "Instance consultée", all).required().filled(filled))
                        (ui::form::row(html! { (Field::date("du", "Du").required().filled(filled)) (Field::date("au", "Au, inclus").required().filled(filled)) }))
                    },
                }
                (Field::text("question", "Question").required().maxlength(200).filled(filled))
                (Field::textarea("texte", "Texte proposé", 4).filled(filled))
                (Field::radios("mode", "Mode", modes).required().filled(filled))
                (Field::select("majorite", "Majorité", majorities).filled(filled))
                (Field::textarea("candidats", "Candidats, un par ligne", 3).hint("Pour une élection seulement\u{a0}; sinon on vote pour, contre ou abstention.").filled(filled))
                (Field::number("sieges", "Sièges à pourvoir").hint("Pour une élection seulement.").filled(filled))
                div.actions { (Button::secondary("Préparer")) }
            }))
        }
    }
}

/// What the form says.
pub(super) fn read(fields: &Fields, seance: Option<Id<Seance>>, today: Date) -> Result<Projet, FieldErrors> {
    let mut reader = fields.reader();
    let cadre = match seance {
        Some(seance) => Some(Cadre::Seance(seance, fields.get("point").parse().ok())),
        None => {
            let instance = fields.get("instance").parse();
            let instance = instance.map_err(|_| reader.refuse("instance", "Choisissez une instance.")).ok();
            let (du, au) = (reader.required("du"), reader.required("au"));
            instance.zip(du.zip(au)).map(|(instance, (du, au))| Cadre::Consultation(instance, du, au))
        }
    };
    let mode = reader.required("mode");
    let (majorite, sieges) = (reader.optional("majorite"), reader.optional("sieges"));
    let names = fields.get("candidats").lines().filter(|line| !line.trim().is_empty());
    let candidats = names.map(str::to_owned).collect();
    let candidats: Vec<String> = candidats;
    let (question, texte) = (reader.required("question"), fields.get("texte").to_owned());
    let sieges = sieges.unwrap_or_default();
    // What the verb would say of the rest, all the same: every fault at once.
    reader.keep(prepare_scrutin::names(&candidats, sieges));
    if let Some(Cadre::Consultation(_, du, au)) = cadre {
        reader.keep(prepare_scrutin::days(du, au, today));
    }
    let read = || {
        let question = question?;
        Some(Projet { cadre: cadre?, question, texte, mode: mode?, candidats, sieges, majorite })
    };
    reader.finish(read())
}

pub(super) async fn prepare(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let seance: Id<Seance> = id_of(&id)?;
    let errors = match read(&fields, Some(seance), kernel::today(visit.ctx.now)) {
        Err(errors) => errors,
        Ok(projet) => match crate::prepare_scrutin(&visit.ctx, &app.db, fields.key(&visit), &projet).await {
            Ok(()) => return ROOM.done(&visit, &format!("seances/{id}#votes"), "Le vote est préparé."),
            Err(error) => beside(error)?,
        },
    };
    super::seance::again(&visit, &app, seance, &fields.filled(&errors)).await
}
