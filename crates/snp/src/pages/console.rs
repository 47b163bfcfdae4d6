//! The console: a new call, the requests that wait, the earliest deadline first.

use super::salle::Salle;
use super::{ROOM, champs, mots};
use crate::droits::{TRAITER, VOIR};
use crate::guide::proposition::AVERTISSEMENT;
use crate::store::{aubaines, demandes};
use crate::{Aubaine, Coffre, Demande, Phase};
use axum::extract::State;
use jiff::Timestamp;
use maud::{Markup, html};
use rendez_vous::Creneau;
use ui::alert::alert;
use ui::button::actions;
use ui::section::section;
use ui::status::status;
use ui::tabs::{Tab, tabs};
use ui::{Button, Column, Field, Filled, Frame, Icon, Row, Table, Tone, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Requests shown at once.
const LIGNES: u32 = 100;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/soins-non-programmes", VOIR, show)
}

kernel::codes! {
    /// Which requests the list shows.
    pub(crate) enum Liste {
        /// Those that look for a place.
        Attente = "attente", "En attente";
        /// Those that have one.
        Placees = "placees", "Placées";
        /// Those that are over.
        Closes = "closes", "Terminées";
    }
}

impl Liste {
    const fn phases(self) -> &'static [Phase] {
        match self {
            Self::Attente => &Phase::EN_ATTENTE,
            Self::Placees => &[Phase::Prise, Phase::Placee],
            Self::Closes => {
                &[Phase::Honoree, Phase::NonHonoree, Phase::Redirigee, Phase::Transmise15, Phase::Abandonnee]
            }
        }
    }
}

/// What the page shows.
pub(super) struct Vue {
    pub(super) salle: Salle,
    liste: Liste,
    demandes: Vec<Demande>,
    aubaines: Vec<(Aubaine, Demande, Creneau)>,
}

pub(super) async fn read(visit: &Visit, app: &App, liste: Liste) -> Result<Vue, Problem> {
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let mut tx = app.db.read(&visit.ctx).await?;
    let mut salle = Salle::read(app, &mut tx).await?;
    let latest = liste != Liste::Attente;
    let demandes = demandes::quelques(&mut tx, &coffre, liste.phases(), latest, LIGNES).await?;
    let mut freed = Vec::new();
    for one in aubaines::ouvertes(&mut tx).await? {
        let slot = rendez_vous::store::creneaux::creneau(&mut tx, one.creneau).await?;
        let asked = demandes::demande(&mut tx, &coffre, one.demande).await?;
        if let (Some(slot), Some(asked)) = (slot, asked)
            && slot.check_open(visit.ctx.now).is_ok()
            && asked.attend()
        {
            salle.complete(&mut tx, &slot).await?;
            freed.push((one, asked, slot));
        }
    }
    Ok(Vue { salle, liste, demandes, aubaines: freed })
}

pub(super) fn frame(visit: &Visit) -> Frame {
    let mut frame = visit.frame("Soins non programmés");
    frame.lead = Some("Un appel, une place\u{a0}: le jour même ou dans les 24\u{a0}heures.".into());
    frame
}

/// The whole page; `connus`: what the number that was typed brought up.
pub(super) fn page(visit: &Visit, vue: &Vue, filled: &Filled, connus: Option<&[Demande]>) -> Markup {
    html! {
        (ROOM.tabs(visit, ""))
        @if visit.can(TRAITER) && vue.liste == Liste::Attente { (nouvel_appel(visit, vue, filled, connus)) }
        @if !vue.aubaines.is_empty() { (liberees(visit, vue)) }
        (section("demandes", "Demandes", html! { (listes(visit, vue)) (table(visit, vue)) }))
    }
}

fn nouvel_appel(visit: &Visit, vue: &Vue, filled: &Filled, connus: Option<&[Demande]>) -> Markup {
    let salle = &vue.salle;
    let phone = Field::tel("telephone", "Téléphone").autocomplete("off").ask("connus").filled(filled);
    let phone = if filled.is_refused() { phone } else { phone.autofocus() };
    let appelant = html! {
        (phone)
        div #connus aria-live="polite" { @if let Some(all) = connus { (deja(visit, vue, all)) } }
    };
    let unread = salle.guide.drapeaux.iter().any(|one| !one.valide);
    section(
        "appel",
        "Nouvel appel",
        html! {
            @if unread { (alert(Tone::Warning, format!("{}. {AVERTISSEMENT}", salle.guide_dit()))) }
            (ui::form::steady_form(&visit.csrf, &ROOM.at(visit, "appels"), html! {
                (ui::form::error_summary(filled))
                (champs::champs(visit, salle, &appelant, filled))
            // The first button is the one that Enter presses.
                (actions(html! {
                    (Button::primary("Chercher une place").icon(Icon::Search))
                    button.button.plain type="submit" formaction=(ROOM.at(visit, "appelant")) { span { "Cet appelant est-il connu\u{202f}?" } }
                }))
            }))
            p.soft { "Entrée cherche une place dès que les champs obligatoires sont remplis\u{a0}; un signe d’alarme coché mène au 15." }
        },
    )
}

/// Who called with that number lately.
fn deja(visit: &Visit, vue: &Vue, all: &[Demande]) -> Markup {
    html! {
        @if all.is_empty() { p.soft { "Ce numéro n’a pas appelé récemment." } } @else {
            (alert(Tone::Info, html! {
                (francais::compte(i64::try_from(all.len()).unwrap_or(i64::MAX), "demande récente", "demandes récentes")) " avec ce numéro\u{a0}:"
                ul {
                    @for one in all.iter().take(5) {
                        li {
                            a href=(ROOM.at(visit, &format!("demandes/{}", one.id))) { (mots::resume(&vue.salle, &one.situation)) }
                            ", " (one.etat.phase().libelle().to_lowercase()) ", " (francais::date_heure(kernel::paris(one.recue_le)))
                        }
                    }
                }
            }))
        }
    }
}

/// Places that were freed, and whom they suit.
fn liberees(visit: &Visit, vue: &Vue) -> Markup {
    let columns =
        vec![Column::text("Place libérée"), Column::text("Pour"), Column::text("Délai"), Column::actions()];
    let row = |(_, asked, slot): &(Aubaine, Demande, Creneau)| {
        let (tone, clock) = mots::horloge(asked, &vue.salle.reglage, visit.ctx.now);
        let to = ROOM.at(visit, &format!("demandes/{}", asked.id));
        Row::new(vec![
            html! { (mots::quand(slot, visit.ctx.now)) br; span.soft { (vue.salle.qui(slot.effecteur)) ", " (vue.salle.ou(slot.contenu.lieu)) } },
            html! { (mots::resume(&vue.salle, &asked.situation)) },
            status(tone, &clock),
            html! { (Button::secondary("Proposer").href(to).about(mots::resume(&vue.salle, &asked.situation)).small()) },
        ])
    };
    section(
        "liberees",
        "Places libérées",
        html! {
            (Table::new("aubaines", "Places libérées, pour qui elles conviennent", columns).quiet_caption().rows(vue.aubaines.iter().map(row).collect()))
        },
    )
}

fn listes(visit: &Visit, vue: &Vue) -> Markup {
    let all: Vec<Tab> = Liste::ALL
        .iter()
        .map(|one| {
            Tab::new(one.libelle(), ROOM.at(visit, &format!("?liste={}", one.code())), *one == vue.liste)
        })
        .collect();
    tabs("Listes des demandes", &all)
}

fn table(visit: &Visit, vue: &Vue) -> Markup {
    let now = visit.ctx.now;
    let columns = vec![
        Column::text("Demande"),
        Column::text("Reçue"),
        Column::text("Délai"),
        Column::text("Où elle en est"),
    ];
    let rows = vue.demandes.iter().map(|one| line(visit, &vue.salle, one, now)).collect();
    let none = match vue.liste {
        Liste::Attente => empty(
            Icon::Check,
            "Personne n’attend",
            "Chaque appel sans place est ici, le plus pressé d’abord.",
            None,
        ),
        Liste::Placees => empty(
            Icon::Calendar,
            "Aucun rendez-vous à venir",
            "Les demandes qui ont une place sont ici.",
            None,
        ),
        Liste::Closes => empty(
            Icon::Journal,
            "Aucune demande terminée",
            "Les demandes terminées restent ici jusqu’à leur effacement.",
            None,
        ),
    };
    let full = vue.demandes.len() >= usize::try_from(LIGNES).unwrap_or(usize::MAX);
    html! {
        (Table::new("liste", vue.liste.libelle(), columns).quiet_caption().rows(rows).empty(none))
        @if full { p.soft { "Les " (LIGNES) " premières sont montrées." } }
    }
}

fn line(visit: &Visit, salle: &Salle, one: &Demande, now: Timestamp) -> Row {
    let clock = if one.attend() {
        let (tone, words) = mots::horloge(one, &salle.reglage, now);
        status(tone, &words)
    } else {
        html! { @match one.minutes() { Some(took) => { "Trouvée en " (francais::duree(i64::from(took))) }, None => "—" } }
    };
    let phase = one.etat.phase();
    Row::new(vec![
        html! { a href=(ROOM.at(visit, &format!("demandes/{}", one.id))) { (mots::resume(salle, &one.situation)) } },
        html! { (francais::date_heure(kernel::paris(one.recue_le))) br; span.soft { (one.origine.libelle()) } },
        clock,
        status(mots::ton(phase), phase.libelle()),
    ])
}

async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let liste = fields.get("liste").parse().unwrap_or(Liste::Attente);
    let vue = read(&visit, &app, liste).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &vue, &Filled::new(), None)))
}
