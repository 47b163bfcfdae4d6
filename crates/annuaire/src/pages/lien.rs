//! The page of a confirmation link: its owner confirms, corrects, leaves or asks for silence, without account.

use super::{entrees, presence, quand};
use crate::ask_again::seal;
use crate::correct::Corrigee;
use crate::officiel::{Connu, connu};
use crate::{
    Corrections, Fiche, Nature, Regard, Saisie, Sujet, Vue, WriteError, confirm, correct, leave,
    stop_messages, store, visible,
};
use axum::extract::State;
use comptes::LienSuivi;
use kernel::Id;
use maud::{Markup, html};
use ui::button::actions;
use ui::section::{panel, section};
use ui::{Button, Filled, Frame, Method, Tone, form};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit};

/// The entry of a link, and what its owner reads.
struct Sienne {
    fiche: Fiche,
    nom: String,
    connu: Option<Connu>,
}

async fn read(app: &App, visit: &Visit, lien: &LienSuivi) -> Result<Sienne, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let fiche = store::fiche(&mut tx, Id::new(lien.sujet)).await?.ok_or(WriteError::Inconnue)?;
    let connu = connu(&mut tx, &fiche.sujet).await?;
    let nom = crate::read_fiche::name(&mut tx, &fiche.reference()).await?;
    Ok(Sienne { fiche, nom, connu })
}

pub(super) async fn show(State(app): State<App>, visit: Visit, lien: LienSuivi) -> Answer {
    let sienne = read(&app, &visit, &lien).await?;
    Ok(visit.page(&head(&visit, &sienne), content(&visit, &lien, &sienne, &Filled::new(), None)))
}

fn head(visit: &Visit, sienne: &Sienne) -> Frame {
    let mut frame = visit.frame(format!("{}\u{a0}: votre fiche", sienne.nom));
    let cpts = visit.tenant().map(|tenant| tenant.nom.clone()).unwrap_or_default();
    frame.lead = Some(format!("Voici ce que l’annuaire de {cpts} dit de vous. Est-ce juste\u{202f}?").into());
    frame
}

fn content(
    visit: &Visit,
    lien: &LienSuivi,
    sienne: &Sienne,
    filled: &Filled,
    said: Option<(Tone, &str)>,
) -> Markup {
    let numero = sienne.fiche.numero.to_string();
    let prefilled = if filled.is_refused() { filled.clone() } else { prefill(&sienne.fiche) };
    html! {
        @if let Some((tone, words)) = said { (ui::alert::alert(tone, words)) }
        (form::error_summary(filled))
        (panel(summary(visit, sienne)))
        (form::form(&visit.csrf, &lien.chemin, Method::Post, html! {
            (form::hidden("numero", &numero))
            (actions(html! { (Button::primary("Tout est juste").send("geste", "confirmer")) }))
        }))
        details open[filled.is_refused()] {
            summary { "Corriger quelque chose" }
            (form::form(&visit.csrf, &lien.chemin, Method::Post, html! {
                (form::hidden("numero", &numero))
                @for nature in Nature::DU_TITULAIRE {
                    (form::hidden("champ", nature.code()))
                    (entrees::inputs(nature, &prefilled))
                }
                @if sienne.fiche.sujet.is_personne() { (form::fieldset("Absence à venir et remplacement", presence::inputs(&prefilled, false))) }
                (actions(html! { (Button::primary("Enregistrer mes corrections").send("geste", "corriger")) }))
            }))
        }
        (section("autre", "Autre chose", others(visit, lien, sienne)))
    }
}

fn others(visit: &Visit, lien: &LienSuivi, sienne: &Sienne) -> Markup {
    let one = |geste: &str, button: Button| {
        form::form(
            &visit.csrf,
            &lien.chemin,
            Method::Post,
            html! { (actions(html! { (button.send("geste", geste.to_owned())) })) },
        )
    };
    html! {
        (ui::button::confirm("Je n’exerce plus ici", "", "La CPTS sera prévenue. Rien n’est effacé.", one("parti", Button::secondary("Oui, je n’exerce plus ici"))))
        @if sienne.fiche.ne_plus_ecrire { p { "Vous ne recevrez plus de demande de confirmation." } }
        @else { (ui::button::confirm("Ne plus m’écrire", "", "Vous ne recevrez plus ces demandes de confirmation. Ce lien reste valable.", one("silence", Button::secondary("Oui, ne plus m’écrire")))) }
        p.soft { "Ces informations servent à orienter les patients et les confrères. Vous pouvez les faire corriger ou effacer en vous adressant à la coordination de la CPTS. Ce lien est valable jusqu’au " (quand(lien.expire_le)) "." }
    }
}

/// What is said of the owner, by audience: what everybody reads, what members read.
fn summary(visit: &Visit, sienne: &Sienne) -> Markup {
    let today = kernel::today(visit.ctx.now);
    let (public, member) =
        (visible(&sienne.fiche, Regard::Public, today), visible(&sienne.fiche, Regard::Membre, today));
    let only = |vue: &Vue| Vue {
        champs: vue.champs.iter().filter(|(nature, _)| public.champ(*nature).is_none()).cloned().collect(),
        absences: Vec::new(),
        ..vue.clone()
    };
    let members = only(&member);
    let bureau = only(&visible(&sienne.fiche, Regard::Bureau, today));
    let kept: Vec<&str> = bureau
        .champs
        .iter()
        .filter(|(nature, _)| members.champ(*nature).is_none())
        .map(|(nature, _)| nature.libelle())
        .collect();
    html! {
        h2 { "Visible par tout le monde" }
        @if let Some(known) = &sienne.connu {
            @for lieu in &known.lieux { p { strong { (lieu.nom) } @if !lieu.adresse.is_empty() { ", " (lieu.adresse) } } }
        } @else if let Sujet::Local(local) = &sienne.fiche.sujet { p { (local.genre_en_mots()) } }
        (super::fiche::facts(&public))
        @if !members.champs.is_empty() {
            h2 { "Visible par les membres de la CPTS" }
            (super::fiche::facts(&members))
        }
        @if !kept.is_empty() { p.soft { "Le bureau de la CPTS garde aussi\u{a0}: " (kept.join(", ").to_lowercase()) ". Vous pouvez demander à le lire." } }
    }
}

fn prefill(fiche: &Fiche) -> Filled {
    let known = Nature::DU_TITULAIRE.iter().filter_map(|nature| fiche.champs.get(nature));
    known.fold(Filled::new(), entrees::prefill)
}

pub(super) async fn act(State(app): State<App>, visit: Visit, lien: LienSuivi, fields: Fields) -> Answer {
    let id = Id::<Fiche>::new(lien.sujet);
    let numero = fields.get("numero").parse().unwrap_or(0);
    let (ctx, db) = (&visit.ctx, &app.db);
    let done = match fields.get("geste") {
        "confirmer" => confirm(ctx, db, id, numero).await.map(|()| thanks(&visit, &Corrigee::default())),
        "corriger" => match corrections(&fields) {
            Ok(wanted) => correct(ctx, db, id, numero, &wanted).await.map(|done| thanks(&visit, &done)),
            Err(errors) => return again(&app, &visit, &lien, &fields.filled(&errors), None).await,
        },
        "parti" => leave(ctx, db, id).await.map(|()| farewell(&visit)),
        "silence" => match stop_messages(ctx, db, id).await {
            Ok(()) => {
                let said = "C’est noté\u{a0}: plus aucune demande ne partira. Vous pouvez encore confirmer ou corriger.";
                return again(&app, &visit, &lien, &Filled::new(), Some((Tone::Success, said))).await;
            }
            Err(error) => Err(error),
        },
        _ => return again(&app, &visit, &lien, &Filled::new(), None).await,
    };
    match done {
        Ok((frame, content)) => Ok(visit.page(&frame, content)),
        Err(error) => refused(&app, &visit, &lien, &fields, error).await,
    }
}

async fn refused(app: &App, visit: &Visit, lien: &LienSuivi, fields: &Fields, error: WriteError) -> Answer {
    match error {
        WriteError::LienUtilise => done(State(app.clone()), visit.clone(), lien.clone()).await,
        WriteError::Changee => {
            let said = "Votre fiche vient d’être modifiée\u{a0}: relisez-la avant de répondre.";
            again(app, visit, lien, &Filled::new(), Some((Tone::Warning, said))).await
        }
        WriteError::Absence(refus) => {
            again(app, visit, lien, &fields.filled(&presence::beside(&refus)), None).await
        }
        other => Err(other.into()),
    }
}

async fn again(
    app: &App,
    visit: &Visit,
    lien: &LienSuivi,
    filled: &Filled,
    said: Option<(Tone, &str)>,
) -> Answer {
    let sienne = read(app, visit, lien).await?;
    let (frame, page) = (head(visit, &sienne), content(visit, lien, &sienne, filled, said));
    Ok(if filled.is_refused() { visit.refused(frame, page) } else { visit.page(&frame, page) })
}

/// Only the fields that the form showed: one that was not there is not emptied.
fn corrections(fields: &Fields) -> Result<Corrections, FieldErrors> {
    let mut errors = FieldErrors::default();
    let shown = fields.all("champ").filter_map(|code| code.parse::<Nature>().ok());
    let mut saisies: Vec<Saisie> = Vec::new();
    for nature in shown {
        // An owner does not choose the audience here: it stays what it is.
        let read = entrees::read(fields, nature, &mut errors);
        saisies.extend(read.map(|saisie| Saisie { visibilite: None, ..saisie }));
    }
    let absence = match presence::read(fields) {
        Ok(absence) => absence,
        Err(others) => {
            others.iter().for_each(|(name, sentence)| errors.add(name, sentence));
            None
        }
    };
    if errors.is_empty() { Ok(Corrections { saisies, absence }) } else { Err(errors) }
}

fn thanks(visit: &Visit, done: &Corrigee) -> (Frame, Markup) {
    let mut frame = visit.frame("Merci\u{202f}!");
    frame.lead = Some("Votre fiche est à jour.".into());
    let mut changed: Vec<&str> = done.natures.iter().map(|nature| nature.libelle()).collect();
    if done.absence {
        changed.push("Absence et remplacement");
    }
    let content = panel(html! {
        @if changed.is_empty() { p { "Vous avez confirmé que tout est juste. Vous n’avez rien d’autre à faire." } }
        @else {
            p { "Vos corrections sont enregistrées\u{a0}:" }
            ul { @for one in changed { li { (one) } } }
        }
    });
    (frame, content)
}

fn farewell(visit: &Visit) -> (Frame, Markup) {
    let mut frame = visit.frame("C’est noté");
    frame.lead = Some("La coordination est prévenue que vous n’exercez plus ici. Rien n’est effacé tant qu’elle n’a pas vérifié.".into());
    (
        frame,
        panel(
            html! { p { "Merci de l’avoir dit\u{a0}: les patients ne vous chercheront plus au mauvais endroit." } },
        ),
    )
}

/// A link already used says when, one that has expired since when; both give the way to another.
pub(super) async fn done(State(app): State<App>, visit: Visit, lien: LienSuivi) -> Answer {
    let id = Id::<Fiche>::new(lien.sujet);
    let expired = lien.utilise_le.is_none() && lien.expire_le <= visit.ctx.now;
    let mut frame = visit.frame(if expired { "Ce lien a expiré" } else { "Vous avez déjà répondu" });
    frame.lead = Some(match lien.utilise_le {
        Some(le) => format!("C’était le {}. Merci\u{202f}!", quand(le)).into(),
        None if expired => format!("Il était valable jusqu’au {}.", quand(lien.expire_le)).into(),
        None => "Votre réponse est enregistrée. Merci\u{202f}!".into(),
    });
    let sceau = seal(app.db.secret(), visit.ctx.cpts, id);
    let slug = visit.tenant()?.slug.clone();
    let content = panel(html! {
        p { "Quelque chose a changé depuis\u{202f}? Demandez un nouveau lien\u{a0}: il part à l’adresse que l’annuaire connaît." }
        (form::form(&visit.csrf, &format!("/{slug}/annuaire/nouveau-lien"), Method::Post, html! {
            (form::hidden("fiche", &id.to_string()))
            (form::hidden("sceau", &sceau))
            (actions(html! { (Button::primary("Recevoir un nouveau lien")) }))
        }))
    });
    Ok(visit.page(&frame, content))
}
