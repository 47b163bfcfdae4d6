//! What can be done with one request: forms, and what they do.

use super::demande::{self, Vue};
use super::salle::Salle;
use super::{ROOM, beside, mots};
use crate::droits::TRAITER;
use crate::guide::Drapeau;
use crate::{Coffre, Demande, Etat, Issue, MedecinTraitant, Sollicitation, WriteError, store};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use rendez_vous::Effecteur;
use ui::alert::alert;
use ui::button::{actions, confirm};
use ui::form::hidden;
use ui::section::section;
use ui::{Button, Choice, Field, Filled, Method, Tone, form, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Routes, Visit};

/// Why a request ends without a place.
const CLOTURES: [&str; 4] =
    ["A trouvé ailleurs", "Va mieux", "Ne répond pas aux rappels", "Erreur de saisie"];
/// Why an identity is read.
const RAISONS: [&str; 3] =
    ["rappel du patient", "demande du professionnel qui le reçoit", "vérification de la saisie"];

pub(super) fn routes() -> Routes {
    Routes::new().post("/{cpts}/espace/soins-non-programmes/demandes/{id}", TRAITER, act)
}

/// Every gesture that this request allows.
pub(super) fn all(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let one = &vue.demande;
    let waits = one.attend();
    section(
        "suite",
        "Que faire d’autre",
        html! {
            @if waits && one.situation.drapeaux.is_empty() { (ask(visit, vue)) }
            @match one.etat {
                Etat::Placee { .. } | Etat::Prise { .. } => { (issues(visit, vue)) (give_back(visit, one, filled)) },
                Etat::Reglee { .. } => (issues(visit, vue)),
                Etat::Ouverte | Etat::MtInterroge { .. } | Etat::Elargie | Etat::Rappel | Etat::Transmise15 { .. } | Etat::Abandonnee { .. } => {},
            }
            @if waits {
                @if one.situation.drapeaux.is_empty() { (alarm(visit, vue, filled)) }
                (closing(visit, one, filled))
            }
            (identity(visit, one, filled))
        },
    )
}

fn here(visit: &Visit, one: &Demande) -> String {
    ROOM.at(visit, &format!("demandes/{}", one.id))
}

fn gesture(visit: &Visit, one: &Demande, geste: &str, inside: Markup) -> Markup {
    form::form(&visit.csrf, &here(visit, one), Method::Post, html! { (hidden("geste", geste)) (inside) })
}

/// Asking professionals, waiting for a call: one key each.
fn ask(visit: &Visit, vue: &Vue) -> Markup {
    let one = &vue.demande;
    let asked = matches!(one.etat, Etat::MtInterroge { .. });
    let mt = matches!(one.situation.medecin_traitant, MedecinTraitant::Effecteur(_));
    let sector = vue.salle.secteur(&one.situation).len();
    form::form(
        &visit.csrf,
        &here(visit, one),
        Method::Post,
        actions(html! {
            @if mt && !asked { (Button::secondary("Interroger son médecin traitant").key('m').send("geste", "mt")) }
            @if asked { (Button::secondary("Élargir à tous maintenant").key('e').send("geste", "elargir")) }
            @if sector > 0 {
                @let many = francais::compte(i64::try_from(sector).unwrap_or(i64::MAX), "professionnel", "professionnels");
                (Button::secondary(format!("Interroger le secteur ({many})")).key('s').send("geste", "secteur"))
            }
            @if !matches!(one.etat, Etat::Rappel) { (Button::secondary("Mettre en rappel").key('r').send("geste", "rappel")) }
        }),
    )
}

fn issues(visit: &Visit, vue: &Vue) -> Markup {
    let one = &vue.demande;
    let begun = vue.rdv.as_ref().is_none_or(|slot| slot.horaire.debut <= visit.ctx.now);
    if !begun {
        return html! { p.soft { "L’issue se note dès que le rendez-vous a commencé." } };
    }
    let said = match one.etat {
        Etat::Reglee { issue, .. } => Some(issue),
        _ => None,
    };
    form::form(
        &visit.csrf,
        &here(visit, one),
        Method::Post,
        html! {
            (hidden("geste", "issue"))
            (actions(html! {
                @for (issue, key) in [(Issue::Honoree, 'v'), (Issue::NonHonoree, 'n'), (Issue::Redirigee, 'o')] {
                    @if said != Some(issue) { (Button::secondary(issue.libelle()).key(key).send("issue", issue.code())) }
                }
            }))
        },
    )
}

fn give_back(visit: &Visit, one: &Demande, filled: &Filled) -> Markup {
    let inside = html! {
        (Field::text("motif", "Motif").id("f-motif-annulation").maxlength(200).filled(filled))
        (actions(html! { (Button::danger("Annuler cette place")) }))
    };
    confirm(
        "Annuler sa place…",
        "",
        "La demande cherchera de nouveau une place, son délai ne change pas.",
        gesture(visit, one, "annuler", inside),
    )
}

fn closing(visit: &Visit, one: &Demande, filled: &Filled) -> Markup {
    let why = CLOTURES.iter().map(|words| Choice::new(*words, *words)).collect();
    let inside = html! {
        (Field::radios("motif", "Pourquoi", why).required().filled(filled))
        (actions(html! { (Button::danger("Clore sans place")) }))
    };
    confirm(
        "Clore sans place…",
        "",
        "La demande sera close, sans rendez-vous.",
        gesture(visit, one, "clore", inside),
    )
}

/// A sign of alarm that comes up during the call.
fn alarm(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let one = &vue.demande;
    let asked = vue.salle.guide.questions(&one.situation.motif, one.situation.age);
    let asked = asked.into_iter().map(|one| Choice::new(one.code.clone(), one.question.clone())).collect();
    html! {
        details open[filled.error_of("dit").is_some()] {
            summary { "Un signe d’alarme apparaît" }
            (gesture(visit, one, "quinze", html! {
                (Field::checkboxes("drapeaux", "À quoi la réponse est-elle oui\u{202f}?", asked).filled(filled))
                (dit(filled))
                (actions(html! { (Button::danger("Transmis au 15")) }))
            }))
        }
    }
}

fn dit(filled: &Filled) -> Field {
    Field::textarea("dit", "Ce qui a été dit au 15", 2)
        .hint("Sans le nom du patient.")
        .required()
        .maxlength(2_000)
        .filled(filled)
}

/// What was told to the 15, for the flags that the request has.
pub(super) fn transmission(visit: &Visit, one: &Demande, filled: &Filled) -> Markup {
    gesture(
        visit,
        one,
        "quinze",
        html! { (dit(filled)) (actions(html! { (Button::danger("Transmis au 15")) })) },
    )
}

/// The questions of the motif: a « oui » notes the flag.
pub(super) fn questions(visit: &Visit, one: &Demande, all: &[&Drapeau]) -> Markup {
    html! {
        p { strong { "Demandez aussi\u{a0}:" } }
        @for flag in all {
            (gesture(visit, one, "alarme", html! {
                (hidden("drapeaux", &flag.code))
                p { (flag.question) " " (Button::danger("Oui").about(flag.question.clone()).small()) }
            }))
        }
    }
}

/// The office answers for a professional who telephones.
pub(super) fn repondre(visit: &Visit, one: &Demande, asked: &Sollicitation, who: &str) -> Markup {
    gesture(
        visit,
        one,
        "reponse",
        html! {
            (hidden("sollicitation", &asked.id.to_string()))
            (actions(html! {
                (Button::secondary("Dit oui").about(who.to_owned()).send("oui", "oui").small())
                (Button::secondary("Dit non").about(who.to_owned()).send("oui", "non").small())
            }))
        },
    )
}

fn identity(visit: &Visit, one: &Demande, filled: &Filled) -> Markup {
    let why = RAISONS.iter().map(|words| Choice::new(*words, *words)).collect();
    let inside = html! {
        (Field::radios("choix", "Pourquoi l’ouvrir\u{202f}?", why).filled(filled))
        (Field::text("raison", "Ou en quelques mots").hint("Ce motif reste au journal\u{a0}: sans nom.").maxlength(120).filled(filled))
        (actions(html! { (Button::secondary("Voir qui c’est")) }))
    };
    html! {
        details open[filled.error_of("raison").is_some()] {
            summary { "Nom et téléphone" }
            (gesture(visit, one, "identite", inside))
        }
    }
}

async fn act(
    visit: Visit,
    State(app): State<App>,
    Path((_, text)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let id = web::id_of(&text)?;
    let to = |part: String| Redirect::to(ROOM.at(&visit, &part));
    let done = match fields.get("geste") {
        "identite" => return open(&app, &visit, &text, &fields).await,
        "placer" => return place(&app, &visit, id, &fields).await,
        _ => done(&app, &visit, id, &fields).await,
    };
    match done {
        Ok(said) => Ok(to(format!("demandes/{id}")).done(said).answer(&visit)),
        Err(WriteError::Saisie(faults)) => refused(&app, &visit, &text, &fields, &faults.into()).await,
        Err(other) => to(format!("demandes/{id}")).after(&visit, Err::<&str, _>(other)),
    }
}

async fn refused(app: &App, visit: &Visit, id: &str, fields: &Fields, errors: &FieldErrors) -> Answer {
    let vue = demande::read(visit, app, id).await?;
    Ok(visit.refused(demande::frame(visit, &vue), demande::page(visit, &vue, &fields.filled(errors))))
}

/// Books the place that was chosen; the operator goes on with the next call.
async fn place(app: &App, visit: &Visit, id: Id<Demande>, fields: &Fields) -> Answer {
    let slot = web::id_of(fields.get("creneau"))?;
    let made = crate::place(&visit.ctx, &app.db, id, slot, fields.key::<()>(visit).uuid()).await;
    let said = match &made {
        Ok(_) => placed(app, visit, slot).await?,
        Err(_) => String::new(),
    };
    let part = if made.is_ok() { String::new() } else { format!("demandes/{id}") };
    Redirect::to(ROOM.at(visit, &part)).after(visit, made.map(|_| said))
}

/// What the operator reads to the patient.
async fn placed(app: &App, visit: &Visit, slot: Id<rendez_vous::Creneau>) -> Result<String, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(slot) = rendez_vous::store::creneaux::creneau(&mut tx, slot).await? else {
        return Ok("Rendez-vous pris.".to_owned());
    };
    let mut salle = Salle::read(app, &mut tx).await?;
    salle.complete(&mut tx, &slot).await?;
    let when = mots::quand(&slot, visit.ctx.now);
    Ok(format!(
        "Rendez-vous pris\u{a0}: {when}, {}, {}.",
        salle.qui(slot.effecteur),
        salle.ou(slot.contenu.lieu)
    ))
}

async fn done(app: &App, visit: &Visit, id: Id<Demande>, fields: &Fields) -> Result<String, WriteError> {
    let (ctx, db, sms) = (&visit.ctx, &app.db, app.can_send_sms());
    Ok(match fields.get("geste") {
        "mt" => {
            let until = crate::ask_mt(ctx, db, id, sms).await?;
            let minutes = until.duration_since(ctx.now).as_mins();
            format!("Son médecin traitant est interrogé\u{a0}: il a la main {}.", francais::duree(minutes))
        }
        "elargir" => {
            crate::widen(ctx, db, id).await?;
            "La demande est proposée à tous.".to_owned()
        }
        "secteur" => {
            let near = near(app, visit, id).await?;
            let many = crate::broadcast(ctx, db, id, &near, sms).await?;
            let many =
                francais::compte(i64::from(many), "professionnel interrogé", "professionnels interrogés");
            format!("{many}\u{a0}: le premier qui répond prend la demande.")
        }
        "rappel" => {
            crate::note_rappel(ctx, db, id).await?;
            "La personne est dans la liste des rappels.".to_owned()
        }
        "alarme" => {
            crate::flag(ctx, db, id, fields.all("drapeaux").map(str::to_owned).collect()).await?;
            "Signe d’alarme noté\u{a0}: appelez le 15.".to_owned()
        }
        "quinze" => {
            let flags = fields.all("drapeaux").map(str::to_owned).collect();
            crate::transmit_15(ctx, db, id, flags, fields.get("dit")).await?;
            "Transmise au 15\u{a0}: c’est noté, avec l’heure et qui l’a fait.".to_owned()
        }
        "clore" => {
            crate::close(ctx, db, id, fields.get("motif")).await?;
            "La demande est close.".to_owned()
        }
        "annuler" => {
            crate::cancel(ctx, db, id, fields.get("motif")).await?;
            "La place est rendue\u{a0}: la demande cherche de nouveau.".to_owned()
        }
        "issue" => {
            let Ok(issue) = fields.get("issue").parse::<Issue>() else {
                return Err(WriteError::PasPossible("Choisissez une issue dans la liste."));
            };
            crate::note_issue(ctx, db, id, issue).await?;
            format!("C’est noté\u{a0}: {}.", issue.libelle().to_lowercase())
        }
        "reponse" => {
            let asked =
                fields.get("sollicitation").parse().map_err(|_| WriteError::Inconnu("Cette question"))?;
            crate::answer(ctx, db, asked, fields.get("oui") == "oui").await?;
            "La réponse est notée.".to_owned()
        }
        _ => return Err(WriteError::PasPossible("Choisissez ce qui est à faire.")),
    })
}

/// Whom a request is broadcast to.
async fn near(app: &App, visit: &Visit, id: Id<Demande>) -> Result<Vec<Id<Effecteur>>, WriteError> {
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = store::demandes::demande(&mut tx, &coffre, id).await?.ok_or(crate::place::DEMANDE)?;
    let salle = Salle::read(app, &mut tx).await?;
    match salle.secteur(&one.situation) {
        none if none.is_empty() => Err(WriteError::PasPossible(
            "Personne du secteur ne prend ce motif\u{a0}: vérifiez le guide et les professionnels.",
        )),
        all => Ok(all),
    }
}

/// Shows who it is, once the reason is in the journal.
async fn open(app: &App, visit: &Visit, text: &str, fields: &Fields) -> Answer {
    let typed = fields.get("raison");
    let raison = if typed.is_empty() { fields.get("choix") } else { typed };
    match crate::read_identite(&visit.ctx, &app.db, web::id_of(text)?, raison).await {
        Ok(who) => {
            let vue = demande::read(visit, app, text).await?;
            let content = html! {
                (alert(Tone::Info, html! { strong { (who.nom) } @if let Some(number) = &who.telephone { ", " a href={ "tel:" (number) } { (number) } } }))
                (demande::page(visit, &vue, &Filled::new()))
            };
            Ok(visit.page(&demande::frame(visit, &vue), content))
        }
        Err(WriteError::Illisible) => Ok(Redirect::to(ROOM.at(visit, &format!("demandes/{text}")))
            .refused("Aucun nom n’est gardé pour cette demande.")
            .answer(visit)),
        Err(error) => refused(app, visit, text, fields, &beside(error)?).await,
    }
}
