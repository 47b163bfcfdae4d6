//! One entry in a list.

use super::Vitrine;
use crate::bottin::{Inscrit, Lieu, Trouve};
use crate::pages::commune;
use crate::{Fraicheur, Nature, Reference};
use identifiants::CommuneCode;
use maud::{Markup, html};
use recherche::Raison;
use ui::status::status;
use ui::{Column, Row, Tone, francais};

/// Places and communes named in a cell; the page of the entry has all of them.
const NAMED: usize = 3;

pub(super) fn row(vitrine: &Vitrine<'_>, one: &Inscrit, trouve: &Trouve) -> Row {
    let entree = one.entree();
    let name = html! { a href=(vitrine.chemin(one.reference())) { (entree.nom_de_liste()) } };
    let trade = html! { (entree.metier) @if entree.etudiant { " (étudiant)" } };
    let mut cells = vec![name, trade];
    if vitrine.is_searched() {
        cells.push(html! { div { (why(&vitrine.question.texte, trouve)) } });
    }
    cells.extend([facts(vitrine, one), place(vitrine, one, trouve), contact(one)]);
    Row::new(cells)
}

/// The columns of these rows. What may be empty is not last: a phone then leaves it out.
pub(super) fn columns(vitrine: &Vitrine<'_>) -> Vec<Column> {
    let found = vitrine.is_searched().then_some("Trouvé par");
    let all = ["Nom", "Profession"].into_iter().chain(found).chain(["À savoir", "Où", "Contact"]);
    all.map(Column::text).collect()
}

/// « « kine » : profession « Masseur-Kinésithérapeute » ».
fn why(texte: &str, trouve: &Trouve) -> String {
    if trouve.pourquoi.is_empty() {
        return format!("numéro «\u{a0}{}\u{a0}»", texte.trim());
    }
    trouve.pourquoi.iter().map(Raison::to_string).collect::<Vec<_>>().join("\u{a0}; ")
}

fn place(vitrine: &Vitrine<'_>, one: &Inscrit, trouve: &Trouve) -> Markup {
    let lines = places(vitrine, one);
    let far = trouve.metres.map(|metres| match metres {
        // Where exactly in a commune is not known: no distance is better than « à 0 m ».
        metres if metres < 1.0 => "dans la commune".to_owned(),
        metres => Raison::Distance { metres }.to_string(),
    });
    html! {
        div {
            @for (at, line) in lines.iter().enumerate() { @if at > 0 { br; } (line) }
            @if let Some(far) = far { @if !lines.is_empty() { br; } span.soft { (far) } }
        }
    }
}

/// Places of practice, those of the territory first; the communes for what has no place.
fn places(vitrine: &Vitrine<'_>, one: &Inscrit) -> Vec<String> {
    let territoire = vitrine.bottin.territoire();
    let here = |code: &CommuneCode| territoire.contains(code);
    let mut lieux: Vec<&Lieu> = one.entree().lieux.iter().collect();
    lieux.sort_by_key(|lieu| !lieu.commune.is_some_and(|code| here(&code)));
    let attached = one.attaches().iter().map(|one| one.nom.clone());
    let mut lines: Vec<String> = attached.chain(lieux.iter().map(|lieu| said(vitrine, lieu))).collect();
    lines.retain(|line| !line.is_empty());
    lines.dedup();
    if lieux.is_empty() {
        let mut communes: Vec<CommuneCode> = one.communes().iter().copied().collect();
        communes.sort_by_key(|code| !here(code));
        lines.extend(communes.into_iter().map(|code| commune(vitrine.etat, code)));
    }
    let more = lines.len().saturating_sub(NAMED);
    if more > 1 {
        lines.truncate(NAMED);
        lines.push(format!("et {more} autres"));
    }
    lines
}

/// « Cabinet des Lilas, Le Puy-en-Velay »; an address for what has no other name.
fn said(vitrine: &Vitrine<'_>, lieu: &Lieu) -> String {
    let town = lieu.commune.map_or_else(|| lieu.ville.clone(), |code| commune(vitrine.etat, code));
    let nom = if lieu.nom.is_empty() { lieu.lignes.join(", ") } else { lieu.nom.clone() };
    [nom, town].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn contact(one: &Inscrit) -> Markup {
    let phones = one.telephones();
    html! {
        div {
            @if phones.is_empty() { "—" }
            @for (at, phone) in phones.iter().take(2).enumerate() { @if at > 0 { br; } (telephone(phone)) }
        }
    }
}

/// A number that a phone dials.
pub(in crate::pages) fn telephone(texte: &str) -> Markup {
    let dialled: String = texte.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
    html! { a href={ "tel:" (dialled) } { (texte.replace(' ', "\u{a0}")) } }
}

/// What is worth knowing before calling.
fn facts(vitrine: &Vitrine<'_>, one: &Inscrit) -> Markup {
    let facts = badges(vitrine, one);
    html! {
        @if !facts.is_empty() { div { @for (at, fact) in facts.iter().enumerate() { @if at > 0 { br; } (fact) } } }
    }
}

fn badges(vitrine: &Vitrine<'_>, one: &Inscrit) -> Vec<Markup> {
    let (bottin, now) = (vitrine.bottin, vitrine.visit.ctx.now);
    let mut all = Vec::new();
    if let Some(absence) = one.absence(bottin.jour()) {
        all.push(away(bottin, absence));
    }
    match one.nouveaux_patients(bottin.jour()) {
        Some(true) => all.push(status(Tone::Success, "Prend de nouveaux patients")),
        Some(false) => all.push(status(Tone::Neutral, "Ne prend pas de nouveaux patients")),
        None => {}
    }
    if let Some(du) = one.entree().absent_du {
        all.push(status(Tone::Warning, &format!("Absent du fichier du {}", francais::date(du))));
    }
    if vitrine.is_publique() {
        return all;
    }
    let fresh = one.fraicheur(now, bottin.mois());
    if one.is_retiree() {
        all.push(status(Tone::Danger, "Retirée de l’annuaire"));
    } else if !one.is_ici() {
        all.push(status(Tone::Neutral, "Hors du territoire"));
    }
    if fresh != Fraicheur::JamaisConfirmee {
        all.push(status(fresh.tone(), fresh.label()));
    }
    if one.effectif() > 0 && matches!(one.reference(), Reference::Finess(_) | Reference::Siret(_)) {
        let words = francais::compte(one.effectif().into(), "professionnel", "professionnels");
        all.push(html! { (words) });
    }
    if let Some(jours) = one.dit(Nature::DepartPrevu) {
        all.push(status(Tone::Warning, &format!("Départ prévu\u{a0}: {jours}")));
    }
    all
}

/// « Absent du … au …, remplacement : … »
pub(in crate::pages) fn away(bottin: &crate::Bottin, absence: &crate::Absence) -> Markup {
    let stand_in = absence.remplacant.as_ref().map(|who| who.en_mots(|idnps| bottin.nom(idnps)));
    html! {
        (status(Tone::Warning, &format!("Absence {}", absence.en_mots())))
        @if let Some(who) = stand_in { br; "Remplacement\u{a0}: " (who) }
    }
}
