//! Lists of people: shown line by line, then kept.

use super::demander::{Base, hidden_id};
use super::demander_lieu::{Faute, Lieux};
use super::{ROOM, beside};
use crate::droits::SAISIR;
use crate::import_demandes::{Lecture, Ou, Reglages, Trouver, import_demandes, read_list};
use crate::store::medecins;
use crate::{Campagne, WriteError};
use axum::extract::State;
use identifiants::CommuneCode;
use kernel::Id;
use maud::{Markup, html};
use pieces::Envoi;
use ui::alert::alert;
use ui::button::actions;
use ui::form::{hidden, upload_form};
use ui::{Button, Column, Field, Filled, Frame, Method, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/medecin-traitant/import", SAISIR, show)
        .post("/{cpts}/espace/medecin-traitant/import", SAISIR, preview)
        .post("/{cpts}/espace/medecin-traitant/import/confirmation", SAISIR, confirm)
}

/// The campaign that the list belongs to, if any.
async fn campagne(visit: &Visit, app: &App, fields: &Fields) -> Result<Option<Campagne>, Problem> {
    if !fields.has("campagne") {
        return Ok(None);
    }
    let id: Id<Campagne> = hidden_id(fields, "campagne")?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = medecins::campagnes(&mut tx).await?.into_iter().find(|one| one.id == id);
    Ok(Some(found.ok_or(WriteError::Inconnu("Cette campagne"))?))
}

/// The tab that is current: patients of a doctor who stops come below the doctors.
const fn onglet(campagne: Option<&Campagne>) -> &'static str {
    if campagne.is_some() { "medecins" } else { "" }
}

/// Where another list is given.
fn encore(visit: &Visit, campagne: Option<&Campagne>) -> String {
    campagne.map_or_else(|| ROOM.at(visit, "import"), |one| link(visit, one.id))
}

fn frame(visit: &Visit, campagne: Option<&Campagne>) -> Frame {
    match campagne {
        Some(one) => {
            let title = format!("Patients de {}", one.nom);
            let mut frame = ROOM.below(visit, title, &[("Départs", "campagnes")]);
            frame.lead = Some(format!("Arrêt le {}.", francais::date(one.depart_le)).into());
            frame
        }
        None => ROOM.below(visit, "Importer une liste", &[]),
    }
}

async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let campagne = campagne(&visit, &app, &query).await?;
    Ok(visit.page(&frame(&visit, campagne.as_ref()), form(&visit, campagne.as_ref(), &Filled::new())))
}

fn form(visit: &Visit, campagne: Option<&Campagne>, filled: &Filled) -> Markup {
    html! {
        (ROOM.tabs(visit, onglet(campagne)))
        p { "Une ligne par personne, avec une ligne de titres\u{a0}: " strong { "nom, prénom, date de naissance" } ", et si vous les avez\u{a0}: commune, code postal, adresse, téléphone, courriel, ALD, C2S, AME, handicap, sans médecin depuis, foyer, responsable." }
        p { "Les lignes du même foyer vont ensemble. Pour un enfant de moins de 15\u{a0}ans\u{a0}: le même foyer qu’un adulte de la liste, ou le nom de son responsable." }
        p { "Rien n’est écrit avant votre confirmation. Une personne déjà dans la liste n’est pas ajoutée deux fois." }
        (upload_form(&visit.csrf, &ROOM.at(visit, "import"), html! {
            (ui::form::error_summary(filled))
            @if let Some(one) = campagne { (hidden("campagne", &one.id.to_string())) }
            (Field::file("fichier", "Fichier CSV", ".csv,.txt").filled(filled))
            (Field::textarea("contenu", "Ou la liste collée d’un tableur", 8).hint("Avec sa ligne de titres.").filled(filled))
            (Field::text("commune", "Commune des lignes qui n’en donnent pas").hint("Facultatif\u{a0}: nom ou code postal.").maxlength(100).filled(filled))
            (Field::checkbox("accord", "Ces personnes sont informées que la CPTS cherche un médecin pour elles").required().filled(filled))
            (actions(html! { (Button::primary("Lire la liste")) }))
        }))
    }
}

/// The commune of a line, from its code, or from its name and its postcode; and whether it is ours.
fn found(lieux: &Lieux, ou: &Ou<'_>) -> Result<(CommuneCode, bool), String> {
    if !ou.insee.is_empty() {
        let known = ou.insee.parse().ok().and_then(|code| lieux.connue(code));
        let known = known.ok_or_else(|| format!("Code de commune inconnu\u{a0}: {}.", short(ou.insee)))?;
        return Ok((known.code, known.ici));
    }
    let typed = if ou.nom.is_empty() { ou.postal } else { ou.nom };
    let first = match lieux.find(typed, "") {
        Ok(lieu) => return Ok((lieu.code, lieu.ici)),
        Err(faute) => faute,
    };
    if !ou.nom.is_empty()
        && !ou.postal.is_empty()
        && let Ok(lieu) = lieux.find(&format!("{} {}", ou.postal, ou.nom), "")
    {
        return Ok((lieu.code, lieu.ici));
    }
    Err(match first {
        Faute::Vide => "Il manque la commune ou le code postal.".to_owned(),
        Faute::Inconnue => format!("Commune inconnue\u{a0}: {}.", short(typed)),
        Faute::Plusieurs(_) => {
            "Plusieurs communes sont possibles\u{a0}: donnez le nom et le code postal.".to_owned()
        }
    })
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// What was asked, read out of the form: errors beside their fields.
struct Demandee {
    base: Base,
    campagne: Option<Campagne>,
    commune: Option<CommuneCode>,
}

impl Demandee {
    async fn read(visit: &Visit, app: &App, fields: &Fields) -> Result<(Self, FieldErrors), Problem> {
        let (base, campagne) = (Base::read(visit, app).await?, campagne(visit, app, fields).await?);
        let mut errors = FieldErrors::default();
        let commune = match base.lieux.find(fields.get("commune"), "") {
            Ok(lieu) => Some(lieu.code),
            Err(Faute::Vide) => None,
            Err(faute) => {
                errors.add("commune", faute.en_mots());
                None
            }
        };
        if !fields.has("accord") {
            errors.add("accord", "Informez d’abord ces personnes.");
        }
        Ok((Self { base, campagne, commune }, errors))
    }

    fn reglages<'a>(&'a self, sms: bool, trouver: &'a Trouver<'a>) -> Reglages<'a> {
        Reglages { campagne: self.campagne.as_ref(), commune: self.commune, sms, trouver }
    }
}

async fn preview(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let pasted = envoi.fields.get("contenu").to_owned();
    let octets =
        envoi.take("fichier").map(|depot| depot.octets().to_vec()).filter(|octets| !octets.is_empty());
    let octets = octets.unwrap_or_else(|| pasted.into_bytes());
    let (asked, mut errors) = Demandee::read(&visit, &app, &envoi.fields).await?;
    if errors.is_empty() {
        let trouver = |ou: &Ou<'_>| found(&asked.base.lieux, ou);
        let reglages = asked.reglages(app.can_send_sms(), &trouver);
        match read_list(&visit.ctx, &app.db, &octets, &reglages).await {
            Ok(lecture) => {
                let text = tables::text(&octets);
                let content = shown(&visit, &asked, &envoi.fields, &lecture, &text);
                return Ok(visit.page(&frame(&visit, asked.campagne.as_ref()), content));
            }
            Err(error) => errors = beside(error)?,
        }
    }
    let content = form(&visit, asked.campagne.as_ref(), &envoi.fields.filled(&errors));
    Ok(visit.refused(frame(&visit, asked.campagne.as_ref()), content))
}

/// What becomes of the list: how many lines are kept, and those refused, with their numbers and words as the spreadsheet shows them.
fn shown(visit: &Visit, asked: &Demandee, fields: &Fields, lecture: &Lecture, text: &str) -> Markup {
    let count = |n: usize, one: &str, many: &str| francais::compte(i64::try_from(n).unwrap_or(0), one, many);
    let columns = vec![
        Column::number("Ligne"),
        Column::text("Ce qu’elle dit"),
        Column::text("Pourquoi elle est refusée"),
    ];
    let row = |one: &tables::Refused| {
        Row::new(vec![html! { (one.number) }, html! { (one.words) }, html! { (one.why) }])
    };
    html! {
        (ROOM.tabs(visit, onglet(asked.campagne.as_ref())))
        @for note in &lecture.notes { (alert(Tone::Info, note)) }
        p {
            strong { (count(lecture.nouvelles.len(), "personne à ajouter", "personnes à ajouter")) } ", "
            (count(lecture.deja.len(), "déjà là", "déjà là")) ", "
            (count(lecture.refusees.len(), "ligne refusée", "lignes refusées")) "."
        }
        @if lecture.nouvelles.is_empty() {
            (alert(Tone::Info, "Cette liste n’apporte personne de nouveau."))
            (actions(html! { (Button::plain("Choisir une autre liste").href(encore(visit, asked.campagne.as_ref()))) }))
        } @else {
            (ui::form(&visit.csrf, &ROOM.at(visit, "import/confirmation"), Method::Post, html! {
                (hidden("contenu", text))
                (hidden("commune", fields.get("commune")))
                (hidden("accord", "oui"))
                @if let Some(one) = &asked.campagne { (hidden("campagne", &one.id.to_string())) }
                (actions(html! {
                    (Button::primary(count(lecture.nouvelles.len(), "demande à garder", "demandes à garder")))
                    (Button::plain("Choisir une autre liste").href(encore(visit, asked.campagne.as_ref())))
                }))
            }))
        }
        @if !lecture.refusees.is_empty() {
            (Table::new("refusees", "Lignes refusées", columns).rows(lecture.refusees.iter().map(row).collect()))
        }
    }
}

async fn confirm(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let (asked, mut errors) = Demandee::read(&visit, &app, &fields).await?;
    if errors.is_empty() {
        let trouver = |ou: &Ou<'_>| found(&asked.base.lieux, ou);
        let reglages = asked.reglages(app.can_send_sms(), &trouver);
        match import_demandes(&visit.ctx, &app.db, fields.get("contenu").as_bytes(), &reglages).await {
            Ok((lot, lecture)) => {
                let kept = francais::compte(lot.gardes.into(), "demande est gardée", "demandes sont gardées");
                let left = lecture.refusees.len();
                let words = if left == 0 {
                    format!("{kept}.")
                } else {
                    format!("{kept}\u{a0}; lignes refusées\u{a0}: {left}.")
                };
                let to = if asked.campagne.is_some() { "campagnes" } else { "" };
                return Ok(Redirect::to(ROOM.at(&visit, to)).done(words).answer(&visit));
            }
            Err(error) => errors = beside(error)?,
        }
    }
    let content = form(&visit, asked.campagne.as_ref(), &fields.filled(&errors));
    Ok(visit.refused(frame(&visit, asked.campagne.as_ref()), content))
}

/// Where the list of a campaign is given.
pub(super) fn link(visit: &Visit, campagne: Id<Campagne>) -> String {
    ROOM.at(visit, &format!("import?campagne={campagne}"))
}
