//! What a slot offers: shown, read, every fault beside its field. The same for one slot and for a series.

use super::mots;
use super::noms::Noms;
use crate::heure::Heure;
use crate::{Contenu, Creneau, Effecteur, Habitude, Horaire, Modalite, Soin, Visibilite};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::form::{Width, hidden, row};
use ui::{Choice, Field, Filled};
use web::{FieldErrors, Fields, Reader};

/// Who sees a slot when nobody says otherwise.
const USUELLE: [Visibilite; 2] = [Visibilite::Cpts, Visibilite::Snp];
/// Days that the list offers; a later one is typed.
const JOURS: usize = 15;

/// The form before anybody typed: what was offered last, else what most slots are.
pub(super) fn prefill(who: &Effecteur, last: Option<&Habitude>) -> Filled {
    let filled = Filled::new();
    let Some(last) = last else {
        let filled = filled.value("lieu", who.lieu.to_string()).value("modalite", Modalite::Cabinet.code());
        return USUELLE.iter().fold(filled, |filled, one| filled.value("visibilite", one.code()));
    };
    sent(last)
        .into_iter()
        .filter(|(name, _)| *name != "jour" && *name != "note")
        .fold(filled, |filled, (name, value)| filled.value(name, value))
}

/// The fields that offer this slot.
pub(super) fn sent(one: &Habitude) -> Vec<(&'static str, String)> {
    let (debut, fin) = (kernel::paris(one.horaire.debut), kernel::paris(one.horaire.fin));
    let hour = |at: jiff::civil::DateTime| at.strftime("%H:%M").to_string();
    let Contenu { lieu, places, visibilite, modalite, soins, note } = &one.contenu;
    let mut all = vec![
        ("jour", debut.date().to_string()),
        ("debut", hour(debut)),
        ("fin", hour(fin)),
        ("places", places.to_string()),
        ("lieu", lieu.to_string()),
        ("modalite", modalite.code().to_owned()),
        ("note", note.clone()),
    ];
    if fin.date() > debut.date() {
        all.push(("lendemain", "oui".to_owned()));
    }
    all.extend(visibilite.iter().map(|who| ("visibilite", who.code().to_owned())));
    all.extend(soins.iter().map(|soin| ("soins", soin.code().to_owned())));
    all
}

/// What a slot is, to offer it again.
pub(super) fn comme(one: &Creneau) -> Habitude {
    Habitude { horaire: one.horaire, contenu: one.contenu.clone() }
}

/// The hidden fields of a button that offers this slot.
pub(super) fn cachees(one: &Habitude) -> Markup {
    html! { @for (name, value) in sent(one) { (hidden(name, &value)) } }
}

/// The day: one of the coming fortnight.
pub(super) fn jour(filled: &Filled, today: Date) -> Markup {
    let days = today.series(jiff::Span::new().days(1)).take(JOURS);
    let choices = days.map(|day| Choice::new(day.to_string(), mots::jour_dit(day, today))).collect();
    html! { (Field::select("jour", "Jour", choices).filled(filled)) }
}

/// From, to.
pub(super) fn heures(filled: &Filled) -> Markup {
    row(html! {
        (Field::time("debut", "De").required().filled(filled))
        (Field::time("fin", "À").required().filled(filled))
    })
}

/// How many, where.
pub(super) fn places(filled: &Filled, noms: &Noms) -> Markup {
    html! {
        (Field::number("places", "Places").hint("Combien de patients vous pouvez voir dans ce créneau.").required().width(Width::Short).range(Some("1".into()), Some("60".into())).filled(filled))
        (Field::select("lieu", "Lieu", noms.lieux_offerts()).width(Width::Full).required().filled(filled))
    }
}

/// Whether something that most slots do not need to say is said, or wrong: it must be in sight.
pub(super) fn is_unusual(filled: &Filled) -> bool {
    let visible = |one: &Visibilite| filled.values_of("visibilite").any(|code| code == one.code());
    let all_may_see = |one: &Visibilite| visible(one) == USUELLE.contains(one);
    ["soins", "lendemain", "date", "note"]
        .iter()
        .any(|name| filled.get(name).is_some_and(|said| !said.is_empty()))
        || filled.get("modalite").is_some_and(|code| code != Modalite::Cabinet.code())
        || !Visibilite::ALL.iter().all(all_may_see)
        || ["visibilite", "note", "date", "modalite"].iter().any(|name| filled.error_of(name).is_some())
}

/// What most slots do not need to say.
pub(super) fn plus(filled: &Filled) -> Markup {
    let modalites = Modalite::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let soins = Soin::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    html! {
        (Field::radios("modalite", "Comment", modalites).filled(filled))
        (Field::checkboxes("visibilite", "Qui peut voir ce créneau", vues()).filled(filled))
        (Field::checkboxes("soins", "Seulement pour", soins).hint("Rien de coché\u{a0}: tous les motifs.").filled(filled))
        (Field::text("note", "Note pour qui prend le rendez-vous").hint("Jamais le nom d’un patient.").maxlength(160).filled(filled))
    }
}

fn vues() -> Vec<Choice> {
    let why = |one: &Visibilite| match one {
        Visibilite::Public => "Les patients pourront le voir.",
        Visibilite::Pro => "Les professionnels du territoire.",
        Visibilite::Snp => "La plateforme nationale du SAS, si votre numéro RPPS est noté.",
        Visibilite::Cpts => "L’opérateur et les membres de la CPTS.",
    };
    Visibilite::ALL.iter().map(|one| Choice::new(one.code(), one.libelle()).hint(why(one))).collect()
}

/// One slot, as a form says it; every fault at once.
pub(super) fn read(fields: &Fields) -> Result<(Horaire, Contenu), FieldErrors> {
    let mut reader = fields.reader();
    let typed: Option<Date> = reader.optional("date");
    let day = if fields.has("date") { typed } else { reader.required("jour") };
    let hours = read_heures(&mut reader);
    let contenu = read_contenu(&mut reader, fields);
    let horaire =
        day.zip(hours).and_then(|(day, hours)| reader.keep(Horaire::on(day, hours, fields.has("lendemain"))));
    reader.finish(horaire.zip(contenu))
}

/// From, to.
pub(super) fn read_heures(reader: &mut Reader<'_>) -> Option<(Heure, Heure)> {
    let (debut, fin) = (reader.required("debut"), reader.required("fin"));
    debut.zip(fin)
}

/// What is offered.
pub(super) fn read_contenu(reader: &mut Reader<'_>, fields: &Fields) -> Option<Contenu> {
    let (places, lieu) = (reader.required("places"), reader.required("lieu"));
    let modalite = reader.optional("modalite");
    // Any place will do to look for the other faults.
    let contenu = Contenu {
        lieu: lieu.unwrap_or_else(|| Id::new(uuid::Uuid::nil())),
        places: places.unwrap_or(1),
        visibilite: fields.all("visibilite").filter_map(|code| code.parse().ok()).collect(),
        modalite: modalite.unwrap_or(Modalite::Cabinet),
        soins: fields.all("soins").filter_map(|code| code.parse().ok()).collect(),
        note: fields.get("note").to_owned(),
    };
    let kept = reader.keep(contenu.check());
    lieu.zip(places).and(kept)
}
