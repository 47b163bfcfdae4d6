//! The half-days of a planning: added by pattern, listed on the page of the planning.

use super::{ROOM, below, beside, grille::grille, read};
use crate::demi_journee::BESOIN_AU_PLUS;
use crate::droits::GERER;
use crate::{Ajoutees, Besoin, Competence, Tableau, add_demi_journees};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::saisie::Refus;
use maud::{Markup, html};
use rendez_vous::{Heure, Regle};
use std::collections::BTreeSet;
use ui::button::actions;
use ui::form::{Width, row};
use ui::section::section;
use ui::{Button, Choice, Field, Filled, Method, francais};
use web::{Answer, App, FieldErrors, Fields, Routes, Visit};

const TITLE: &str = "Demi-journées";
const JOURS: [(&str, &str); 7] = [
    ("0", "Lundi"),
    ("1", "Mardi"),
    ("2", "Mercredi"),
    ("3", "Jeudi"),
    ("4", "Vendredi"),
    ("5", "Samedi"),
    ("6", "Dimanche"),
];

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/garde/plannings/{id}/demi-journees", GERER, show).post(
        "/{cpts}/espace/garde/plannings/{id}/demi-journees",
        GERER,
        add,
    )
}

/// Weekday mornings, then what is asked after them: afternoons.
fn usual(tableau: &Tableau) -> Filled {
    let (from, to) = if tableau.demi_journees.is_empty() { ("08:00", "13:00") } else { ("13:00", "18:00") };
    let filled =
        Filled::new().value("debut", from).value("fin", to).value("besoin", "1").value("toutes_les", "1");
    JOURS.iter().take(5).fold(filled, |filled, (code, _)| filled.value("jours", *code))
}

fn page(visit: &Visit, tableau: &Tableau, filled: &Filled) -> Markup {
    let days = JOURS.iter().map(|(code, words)| Choice::new(*code, *words)).collect();
    let mut skills = vec![Choice::new("", "Aucune en particulier")];
    skills.extend(Competence::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())));
    let at = |part: &str| ROOM.at(visit, &format!("plannings/{}/{part}", tableau.planning.id));
    html! {
        (section("ajouter", "Ajouter des demi-journées", ui::form(&visit.csrf, &at("demi-journees"), Method::Post, html! {
            (ui::form::error_summary(filled))
            (Field::checkboxes("jours", "Quels jours", days).filled(filled))
            (row(html! {
                (Field::time("debut", "De").required().filled(filled))
                (Field::time("fin", "À").required().filled(filled))
            }))
            (Field::number("besoin", "Combien de personnes").width(Width::Short).required().range(Some("1".into()), Some(BESOIN_AU_PLUS.to_string().into())).filled(filled))
            (Field::select("competence", "Compétence demandée", skills).filled(filled))
            (Field::checkbox("feries", "Aussi les jours fériés").filled(filled))
            (Field::number("toutes_les", "Toutes les").unit("semaines").width(Width::Short).range(Some("1".into()), Some("8".into())).filled(filled))
            (Field::text("sauf", "Sauf ces jours").hint("Séparés par des virgules\u{a0}: 24/12/2026, 31/12/2026.").filled(filled))
            (actions(html! { (Button::primary("Ajouter ces demi-journées")) }))
        })))
        @if !tableau.demi_journees.is_empty() {
            (section("planning", &francais::compte(count(tableau.demi_journees.len()), "demi-journée", "demi-journées"), html! {
                p { "Ouvrez une demi-journée pour changer le nombre de personnes ou la retirer." }
                @if tableau.participants.is_empty() { (actions(html! { (Button::primary("Choisir les participants").href(at("participants"))) })) }
                (grille(visit, tableau))
            }))
        }
    }
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

fn read_form(fields: &Fields) -> Result<(Regle, Besoin), FieldErrors> {
    let mut reader = fields.reader();
    let hours = reader.required::<Heure>("debut").zip(reader.required::<Heure>("fin"));
    let personnes = reader.required("besoin");
    let competence = reader.optional("competence");
    let toutes_les = reader.optional("toutes_les").unwrap_or(1);
    let sauf = reader.keep(read_days(fields.get("sauf")));
    let said = hours.zip(personnes).zip(sauf).map(|(((debut, fin), personnes), sauf)| {
        let regle = Regle {
            jours: std::array::from_fn(|rank| fields.all("jours").any(|one| one == JOURS[rank].0)),
            toutes_les,
            debut: debut.0,
            fin: fin.0,
            minutes: None,
            // The planning says its days.
            du: Date::default(),
            au: Date::default(),
            sauf,
        };
        (regle, Besoin { personnes, competence, feries: fields.has("feries") })
    });
    reader.finish(said)
}

/// Days that are typed, separated by commas.
fn read_days(text: &str) -> Result<BTreeSet<Date>, Refus> {
    let typed = text.split([',', ';', '\n']).map(str::trim).filter(|day| !day.is_empty());
    let read = |day: &str| {
        let encoded = Fields::parse(&format!("jour={day}"));
        let mut reader = encoded.reader();
        let found = reader.optional::<Date>("jour");
        reader
            .finish(found)
            .map_err(|errors| Refus::new("sauf", errors.get("jour").unwrap_or("Ce jour n’est pas lisible.")))
    };
    typed.map(read).collect()
}

fn said(done: &Ajoutees) -> String {
    let mut words = format!(
        "{}.",
        francais::compte(count(done.combien), "demi-journée ajoutée", "demi-journées ajoutées")
    );
    if done.ecartees > 0 {
        let left = francais::compte(count(done.ecartees), "écartée", "écartées");
        words += &format!(" {left}\u{a0}: déjà passée, ou déjà au planning.");
    }
    for day in &done.sautes {
        words += &format!(" Rien le {}\u{a0}: l’heure change cette nuit-là.", francais::date(*day));
    }
    words
}

async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    Ok(visit.page(&below(&visit, &tableau, TITLE), page(&visit, &tableau, &usual(&tableau))))
}

async fn add(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let errors = match read_form(&fields) {
        Ok((regle, besoin)) => {
            match add_demi_journees(&visit.ctx, &app.db, web::id_of(&id)?, regle, besoin).await {
                Ok(done) => return ROOM.done(&visit, &format!("plannings/{id}/demi-journees"), said(&done)),
                Err(error) => beside(error)?,
            }
        }
        Err(errors) => errors,
    };
    let tableau = read(&visit, &app, &id).await?;
    Ok(visit.refused(below(&visit, &tableau, TITLE), page(&visit, &tableau, &fields.filled(&errors))))
}
