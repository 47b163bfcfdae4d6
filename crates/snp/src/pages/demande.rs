//! One request: where it goes, the places for it, what can be done.

use super::salle::Salle;
use super::{ROOM, choix, gestes, mots};
use crate::droits::{TRAITER, VOIR};
use crate::guide::Drapeau;
use crate::store::{demandes, sollicitations, transmissions};
use crate::{Choix, Coffre, Demande, Etat, Orientation, Sollicitation, Transmission, WriteError};
use axum::extract::{Path, State};
use maud::{Markup, html};
use rendez_vous::{Creneau, store as offre};
use ui::alert::{alert, notice};
use ui::definitions::definitions;
use ui::section::section;
use ui::status::status;
use ui::{Filled, Frame, Tone, francais};
use web::{Answer, App, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/soins-non-programmes/demandes/{id}", VOIR, show)
}

/// What the page shows.
pub(super) struct Vue {
    pub(super) demande: Demande,
    pub(super) salle: Salle,
    places: Vec<(Choix, Creneau)>,
    /// Its appointment.
    pub(super) rdv: Option<Creneau>,
    sollicitations: Vec<Sollicitation>,
    transmission: Option<Transmission>,
}

pub(super) async fn read(visit: &Visit, app: &App, id: &str) -> Result<Vue, Problem> {
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = demandes::demande(&mut tx, &coffre, web::id_of(id)?).await?;
    let demande = found.ok_or(WriteError::Inconnu("Cette demande"))?;
    let mut salle = Salle::read(app, &mut tx).await?;
    let looks = demande.attend() || matches!(demande.etat, Etat::Prise { .. });
    let places = if looks && visit.can(TRAITER) && demande.situation.drapeaux.is_empty() {
        salle.propose(&mut tx, &demande, visit.ctx.now).await?
    } else {
        Vec::new()
    };
    let rdv = match demande.etat.rdv() {
        Some(id) => match offre::rdvs::rdv(&mut tx, id).await? {
            Some(one) => offre::creneaux::creneau(&mut tx, one.creneau).await?,
            None => None,
        },
        None => None,
    };
    if let Some(slot) = &rdv {
        salle.complete(&mut tx, slot).await?;
    }
    let sollicitations = sollicitations::de(&mut tx, demande.id).await?;
    for one in &sollicitations {
        if !salle.effecteurs.contains_key(&one.effecteur) {
            let gone = offre::effecteurs::effecteur(&mut tx, one.effecteur).await?;
            salle.effecteurs.extend(gone.map(|one| (one.id, one)));
        }
    }
    let transmission = transmissions::de(&mut tx, &coffre, demande.id).await?.map(|(said, ..)| said);
    Ok(Vue { demande, salle, places, rdv, sollicitations, transmission })
}

pub(super) fn frame(visit: &Visit, vue: &Vue) -> Frame {
    let mut frame = ROOM.below(visit, mots::resume(&vue.salle, &vue.demande.situation), &[]);
    let heard = francais::date_heure(kernel::paris(vue.demande.recue_le));
    frame.lead = Some(format!("Reçue le {heard}, par\u{a0}: {}.", vue.demande.origine.libelle()).into());
    frame
}

pub(super) fn page(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let one = &vue.demande;
    let waits = one.attend();
    let flagged = !one.situation.drapeaux.is_empty();
    let polled = matches!(one.etat, Etat::MtInterroge { .. })
        || vue.sollicitations.iter().any(|ask| ask.reponse.is_none() && ask.expire_le > visit.ctx.now);
    html! {
        (ui::form::error_summary(filled))
        @if polled { div #etat data-poll { (state(visit, vue)) } } @else { (state(visit, vue)) }
        div.section data-keys {
            @if waits && flagged { (quinze(visit, vue, filled)) }
            @if waits && !flagged { (orientation(visit, vue)) }
            @if !flagged && (waits || matches!(one.etat, Etat::Prise { .. })) && visit.can(TRAITER) {
                (choix::places(visit, &vue.salle, one, &vue.places))
            }
            @if visit.can(TRAITER) { (gestes::all(visit, vue, filled)) }
        }
        @if let Some(said) = &vue.transmission { (handed(vue, said)) }
        @if !vue.sollicitations.is_empty() { (asked(visit, vue)) }
    }
}

fn state(visit: &Visit, vue: &Vue) -> Markup {
    let one = &vue.demande;
    let phase = one.etat.phase();
    let mut facts = vec![(
        "État",
        html! { (status(mots::ton(phase), phase.libelle())) " " (mots::etat(&vue.salle, one, visit.ctx.now)) },
    )];
    if one.attend() {
        let (tone, words) = mots::horloge(one, &vue.salle.reglage, visit.ctx.now);
        let until = francais::date_heure(kernel::paris(one.echeance));
        facts.push(("Délai", html! { (status(tone, &words)) " (avant le " (until) ")" }));
    }
    facts.push(("Médecin traitant", html! { (vue.salle.mt(&one.situation.medecin_traitant)) }));
    if let Some(slot) = &vue.rdv {
        let phone = vue.salle.lieux.get(&slot.contenu.lieu).and_then(|lieu| lieu.telephone.clone());
        facts.push(("Rendez-vous", html! {
            (mots::quand(slot, visit.ctx.now)) ", " (vue.salle.qui(slot.effecteur)) br; (vue.salle.ou(slot.contenu.lieu))
            @if let Some(number) = phone { ", " (number) }
        }));
    }
    if one.situation.avance {
        facts.push(("Souhait", html! { "Être avancé sans autre appel si une place se libère." }));
    }
    definitions(&facts)
}

/// Where the guide sends this call, and what else to ask.
fn orientation(visit: &Visit, vue: &Vue) -> Markup {
    let (guide, asked) = (&vue.salle.guide, &vue.demande.situation);
    let hour = kernel::paris(visit.ctx.now).time();
    let own: Vec<&Drapeau> = guide
        .questions(&asked.motif, asked.age)
        .into_iter()
        .filter(|one| guide.drapeaux.iter().all(|all| all.code != one.code))
        .collect();
    html! {
        @match guide.orient(&asked.motif, asked.age, hour, &asked.drapeaux) {
            Orientation::Quinze(_) => {},
            Orientation::Professions { professions, raison } => {
                @let names: Vec<&str> = professions.iter().map(|one| one.libelle()).collect();
                p { (vue.salle.guide_dit()) "\u{a0}: " strong { (names.join(", ")) } ". " span.soft { (raison) } }
            },
            Orientation::Ailleurs { lieu, raison } => {
                (alert(Tone::Info, html! { (raison) " " (vue.salle.guide_dit()) "\u{a0}: " strong { (lieu) } ". Les places ci-dessous sont les prochaines." }))
            },
        }
        @if !own.is_empty() { (gestes::questions(visit, &vue.demande, &own)) }
    }
}

/// A red flag: the 15, and nothing else.
fn quinze(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let flags = words(vue, &vue.demande.situation.drapeaux);
    notice(
        Tone::Danger,
        "Signe d’alarme\u{a0}: appelez le 15 maintenant",
        html! {
            ul { @for one in &flags { li { (one) } } }
            p { "Cette demande ne se place pas. " a href="tel:15" { "Appeler le 15" } ", transférez l’appel, puis notez ce qui a été dit." }
            @if visit.can(TRAITER) { (gestes::transmission(visit, &vue.demande, filled)) }
        },
    )
}

/// Questions in words, as this version of the guide asks them.
fn words<'a>(vue: &'a Vue, codes: &'a std::collections::BTreeSet<String>) -> Vec<&'a str> {
    let guide = &vue.salle.guide;
    let all: Vec<&Drapeau> =
        guide.drapeaux.iter().chain(guide.motifs.iter().flat_map(|one| &one.drapeaux)).collect();
    codes
        .iter()
        .map(|code| {
            all.iter().find(|one| one.code == *code).map_or(code.as_str(), |one| one.question.as_str())
        })
        .collect()
}

fn handed(vue: &Vue, said: &Transmission) -> Markup {
    section(
        "transmission",
        "Transmission au 15",
        html! {
            ul { @for one in words(vue, &said.drapeaux) { li { (one) } } }
            p { (said.dit) }
        },
    )
}

/// Whom was asked, and what they said.
fn asked(visit: &Visit, vue: &Vue) -> Markup {
    let now = visit.ctx.now;
    section(
        "sollicitations",
        "Professionnels interrogés",
        html! {
            ul.plain {
                @for one in &vue.sollicitations {
                    li {
                        strong { (vue.salle.qui(one.effecteur)) } " "
                        @match one.reponse {
                            Some(said) => { (status(if said == crate::Reponse::Oui { Tone::Success } else { Tone::Neutral }, said.libelle())) },
                            None if one.expire_le <= now => { (status(Tone::Neutral, "Pas de réponse à temps")) },
                            None => { (status(Tone::Info, &format!("Attend, encore {}", francais::duree(one.expire_le.duration_since(now).as_mins())))) (gestes::repondre(visit, &vue.demande, one, vue.salle.qui(one.effecteur))) },
                        }
                    }
                }
            }
        },
    )
}

async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let vue = read(&visit, &app, &id).await?;
    Ok(visit.page(&frame(&visit, &vue), page(&visit, &vue, &Filled::new())))
}
