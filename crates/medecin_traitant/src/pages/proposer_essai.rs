//! « What if »: what is tried, as an address and a form write it.

use super::ROOM;
use super::communes::Communes;
use crate::plan::Essai;
use crate::{Medecin, store};
use identifiants::CommuneCode;
use kernel::Id;
use maud::{Markup, html};
use ui::form::Width;
use ui::{Button, Choice, Field, Filled, Method, form};
use web::{App, FieldErrors, Fields, Problem, Visit};

/// What is tried, as the form sends it.
pub(super) fn query(essai: &Essai) -> String {
    let mut parts = Vec::new();
    parts.extend(essai.au_plus_km.map(|km| format!("&km={km}")));
    parts.extend(essai.ajout.map(|(commune, places)| format!("&commune={commune}&places={places}")));
    parts.extend(essai.sans.map(|medecin| format!("&sans={medecin}")));
    parts.concat()
}

/// What the form tries.
pub(super) fn read(fields: &Fields) -> Result<Essai, FieldErrors> {
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

/// Where it is looked at.
pub(super) fn path(essai: &Essai) -> String {
    format!("proposer{}", query(essai).replacen('&', "?", 1))
}

/// The same as fields of a form.
pub(super) fn hidden(essai: &Essai) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    fields.extend(essai.au_plus_km.map(|km| ("km", km.to_string())));
    if let Some((commune, places)) = essai.ajout {
        fields.extend([("commune", commune.to_string()), ("places", places.to_string())]);
    }
    fields.extend(essai.sans.map(|medecin| ("sans", medecin.to_string())));
    fields
}

/// The form that tries something else.
pub(super) async fn section(
    app: &App,
    visit: &Visit,
    fields: &Fields,
    errors: &FieldErrors,
) -> Result<Markup, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let doctors = store::medecins::medecins(&mut tx).await?;
    let towns = Communes::read(app, &mut tx).await?.choix();
    let towns = std::iter::once(Choice::new("", "Aucun"))
        .chain(towns.into_iter().map(|(code, nom)| Choice::new(code.to_string(), format!("à {nom}"))));
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
    Ok(ui::section::section("essai", "Et si…", form))
}
