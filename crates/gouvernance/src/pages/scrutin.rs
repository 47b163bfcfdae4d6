//! One vote: prepared, opened, closed, its result in words.

use super::bulletin::{secret_words, signed};
use super::{ROOM, beside, elus, moi, nom_of, papier, pieces, renvoi, to};
use crate::close_scrutin::Cloture;
use crate::droits::{TENIR, VOIR_INTERNE, VOTER};
use crate::scrutin::{Emargement, Mode, Refus, SECRET_MINIMUM, Scrutin, Sens, is_fragile};
use crate::{WriteError, noms, store};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Choice, Column, Field, Filled, Row, Table, Tone, alert, button, francais, status};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit, id_of};

type Here = Path<(String, String)>;

/// The votes, each with what it came to.
pub(super) fn list(visit: &Visit, all: &[Scrutin]) -> Markup {
    let today = kernel::today(visit.ctx.now);
    let columns = vec![Column::text("Question"), Column::text("Mode"), Column::text("État")];
    let row = |one: &Scrutin| {
        let (tone, words) = one.etat(today);
        Row::new(vec![
            to(visit, &format!("scrutins/{}", one.id), &one.question),
            html! { (one.mode.libelle()) },
            html! { (status::status(tone, words)) @if one.clos_le.is_some() { p.soft { (one.motif) } } },
        ])
    };
    html! { @if !all.is_empty() { (Table::new("scrutins", "Votes", columns).quiet_caption().rows(all.iter().map(row).collect())) } }
}

/// Why a vote takes no ballot now.
pub(super) fn closed_words(one: &Scrutin, today: Date) -> String {
    match (one.clos_le, one.jours) {
        (Some(_), _) => "Ce vote est clos.".to_owned(),
        (None, Some((du, _))) if today < du => {
            format!("Les réponses sont ouvertes à partir du {}.", francais::date(du))
        }
        (None, Some((_, au))) if today > au => {
            format!("Les réponses étaient ouvertes jusqu’au {}.", francais::date(au))
        }
        _ => "Ce vote n’est pas encore ouvert.".to_owned(),
    }
}

/// What a closed vote came to.
pub(super) fn result(one: &Scrutin) -> Markup {
    let columns = vec![Column::text("Choix"), Column::number("Voix")];
    let row = |choix: &crate::Choix| {
        Row::new(vec![
            html! { (choix.libelle) @if choix.retenu { " " (status::badge(Tone::Success, "Retenu")) } },
            html! { (choix.voix.unwrap_or_default()) },
        ])
    };
    let counted = one.choix.iter().all(|choix| choix.voix.is_some());
    let tone = one.etat(Date::MIN).0;
    html! {
        section.section id={ "resultat-" (one.id) } {
            h2 { "Résultat\u{a0}: " (one.question) }
            @if let Some(issue) = one.issue { (alert::notice(tone, issue.libelle(), html! { p { (one.motif) } })) }
            @if counted { (Table::new(format!("resultat-table-{}", one.id), "Voix", columns).quiet_caption().compact().rows(one.choix.iter().map(row).collect())) }
            @if let Some((cast, all)) = one.participation { p { (cast) " voix ont pris part au vote, sur " (all) " présentes, représentées ou consultées." } }
        }
    }
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (frame, content) = page(&visit, &app, id_of(&id)?, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

/// The same page, with what was refused in the form that closes the vote or notes mandates.
pub(super) async fn again(visit: &Visit, app: &App, id: Id<Scrutin>, filled: &Filled) -> Answer {
    let (frame, content) = page(visit, app, id, filled).await?;
    Ok(visit.refused(frame, content))
}

async fn page(
    visit: &Visit,
    app: &App,
    id: Id<Scrutin>,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = store::scrutins::scrutin(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce vote"))?;
    let (roll, votes) =
        (store::scrutins::roll(&mut tx, id).await?, store::scrutins::votes(&mut tx, id).await?);
    let (files, noms) = (store::seances::jointes(&mut tx, id.uuid()).await?, noms(&mut tx).await?);
    let adherents = adhesions::adherents(&mut tx).await?;
    let mandates = store::mandats::mandats(&mut tx).await?;
    let instances = store::instances::instances(&mut tx).await?;
    let (asked, moi) = (store::seances::consultes(&mut tx, id).await?, moi(&mut tx).await?);
    drop(tx);
    let signed_in = |id| adherents.iter().any(|who| who.id == id && who.compte.is_some());
    let unwritten = asked.iter().filter(|one| !one.par_courriel && signed_in(one.adherent));
    let unwritten: Vec<&str> = unwritten.map(|one| nom_of(&noms, one.adherent)).collect();
    let (tone, state) = one.etat(kernel::today(visit.ctx.now));
    let said = roll.iter().filter(|line| line.a_vote).count();
    // Who voted, and by name what: read by members and office, and by those who voted.
    let mine = |line: &Emargement| [line.electeur, line.porteur].into_iter().any(|who| Some(who) == moi);
    let named = visit.can(VOIR_INTERNE) || roll.iter().any(mine);
    let waits = roll.iter().any(|line| Some(line.porteur) == moi && !line.a_vote);
    let content = html! {
        @if !one.texte.is_empty() { @for line in one.texte.lines().filter(|line| !line.is_empty()) { p { (line) } } }
        (ui::definitions::definitions(&[
            ("État", status::status(tone, state)),
            ("Mode", html! { (one.mode.libelle()) }),
            ("Règle", html! { @if one.sieges > 0 { (francais::compte(one.sieges.into(), "siège", "sièges")) ", à ceux qui ont le plus de voix" } @else { (one.majorite.libelle()) ", " (one.assiette.libelle().to_lowercase()) } }),
            ("Quand", html! { @match one.jours { Some((du, au)) => { "Du " (francais::date(du)) " au " (francais::date(au)) }, None => "En séance" } }),
            ("Participation", html! { @if one.ouvert_le.is_none() { "—" } @else if one.mode == Mode::MainLevee { (roll.len()) " membres présents ou représentés" } @else { (said) " sur " (roll.len()) " ont voté" } }),
        ]))
        @if one.clos_le.is_some() { (result(&one)) }
        @if waits && visit.can(VOTER) && one.is_ouvert(kernel::today(visit.ctx.now)) && one.mode != Mode::MainLevee {
            p { (Button::primary("Voter").href(ROOM.at(visit, &format!("voter/{id}")))) }
        }
        @if one.jours.is_some() { h2 { "Documents" } (pieces::files(visit, id.uuid(), &files, visit.can(TENIR) && one.ouvert_le.is_none())) }
        @if visit.can(TENIR) {
            @if !unwritten.is_empty() { (alert::alert(Tone::Warning, html! { p { "Sans adresse électronique, ils ne peuvent répondre que depuis leur compte\u{a0}: " (unwritten.join(", ")) "." } })) }
            @if one.clos_le.is_none() && !asked.is_empty() { (renvoi::form(visit, &ROOM.at(visit, &format!("scrutins/{id}/renvoi")), asked.iter().map(|line| (line.adherent, nom_of(&noms, line.adherent))))) }
            (papier::section(visit, &one, &roll, &adherents, &noms))
            (gestures(visit, &one, &roll, filled))
            (elus::section(visit, &one, (&mandates, &instances), &noms, filled))
        }
        @if one.clos_le.is_some() && named { (signed(&one, &roll, &votes, &noms)) }
        @if one.mode == Mode::Secret { (secret_words(&one, 1)) }
    };
    let (crumb, back) = above(&one);
    Ok((ROOM.below(visit, one.question.clone(), &[(crumb, back.as_str())]), content))
}

/// Where a vote belongs: its meeting, or the consultations.
pub(super) fn above(one: &Scrutin) -> (&'static str, String) {
    match one.seance {
        Some(id) => ("Séance", format!("seances/{id}")),
        None => ("Consultations", "consultations".to_owned()),
    }
}

/// Opening, closing, taking away.
fn gestures(visit: &Visit, one: &Scrutin, roll: &[Emargement], filled: &Filled) -> Markup {
    let at = ROOM.at(visit, &format!("scrutins/{}", one.id));
    let post =
        |part: &str, body: Markup| ui::form(&visit.csrf, &format!("{at}/{part}"), ui::Method::Post, body);
    html! {
        @if one.ouvert_le.is_none() {
            (post("ouverture", html! {
                @if one.mode == Mode::Secret { p.soft { "Un vote secret s’ouvre à partir de " (SECRET_MINIMUM) " personnes qui votent, et demande que " (SECRET_MINIMUM) " au moins aient voté." } }
                div.actions { (Button::primary(if one.jours.is_some() { "Ouvrir et écrire aux membres" } else { "Ouvrir le vote" })) }
            }))
            (button::confirm("Retirer", &one.question, "Retirer ce vote, qui n’a pas encore été ouvert\u{202f}?", button::post_button(&visit.csrf, &format!("{at}/retrait"), &[], &Button::danger("Retirer"))))
        } @else if one.clos_le.is_none() {
            section.section id="clore" {
                h2 { "Clore le vote" }
                @let closing = post("cloture", html! {
                    (ui::form::error_summary(filled))
                    @if one.mode == Mode::MainLevee {
                        p { (roll.iter().map(|line| line.voix).sum::<u32>()) " voix présentes ou représentées." }
                        @for choix in &one.choix { (Field::number(format!("n-{}", choix.rang), choix.libelle.clone()).required().value("0").filled(filled)) }
                    }
                    @if one.mode != Mode::Secret && one.sieges == 0 {
                        (Field::select("presidence", "En cas d’égalité, vote de la présidence", vec![Choice::new("", "Sans objet"), Choice::new(Sens::Pour.code(), Sens::Pour.libelle()), Choice::new(Sens::Contre.code(), Sens::Contre.libelle())]).filled(filled))
                    }
                    p.soft { "Un bulletin qui arrive après la clôture n’est pas compté. Le résultat ne change plus." }
                    div.actions { (Button::danger("Clore le vote")) }
                });
                @if filled.is_refused() { (closing) } @else { (button::confirm("Clore le vote", &one.question, closing_words(one.mode, roll), closing)) }
            }
        }
    }
}

/// How many have not voted, before the vote is closed.
fn closing_words(mode: Mode, roll: &[Emargement]) -> String {
    match roll.iter().filter(|line| !line.a_vote).count() {
        _ if mode == Mode::MainLevee => "Comptez les mains, puis écrivez les voix de chaque choix.".to_owned(),
        _ if is_fragile(mode, roll) => "Moins de trois personnes ont voté. Clos maintenant, ce vote serait sans effet\u{a0}: aucun résultat, et ses bulletins détruits. Clore tout de même\u{202f}?".to_owned(),
        0 => "Tous ont voté. Clore\u{202f}?".to_owned(),
        n => format!(
            "{}. Clore tout de même\u{202f}?",
            francais::compte(
                i64::try_from(n).unwrap_or_default(),
                "membre n’a pas encore voté",
                "membres n’ont pas encore voté"
            )
        ),
    }
}

pub(super) async fn open(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let opened = crate::open_scrutin(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, &format!("scrutins/{id}"), "Le vote est ouvert.", opened)
}

pub(super) async fn close(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let scrutin = id_of(&id)?;
    let known = store::scrutins::scrutin(&mut app.db.read(&visit.ctx).await?, scrutin).await?;
    let known = known.ok_or(WriteError::Inconnu("Ce vote"))?;
    let errors = match counted(&known, &fields) {
        Err(errors) => errors,
        Ok(cloture) => match crate::close_scrutin(&visit.ctx, &app.db, scrutin, &cloture).await {
            Ok(()) => return ROOM.done(&visit, &format!("scrutins/{id}"), "Le vote est clos."),
            gone @ Err(WriteError::Scrutin(Refus::Clos | Refus::PasOuvert)) => {
                return ROOM.after(&visit, &format!("scrutins/{id}"), "", gone);
            }
            Err(error) => beside(error)?,
        },
    };
    again(&visit, &app, scrutin, &fields.filled(&errors)).await
}

/// The hands that the office counted: a number for each choice, nothing is guessed.
fn counted(one: &Scrutin, fields: &Fields) -> Result<Cloture, FieldErrors> {
    let mut reader = fields.reader();
    let hands = one.choix.iter().filter(|_| one.mode == Mode::MainLevee);
    let mains = hands.filter_map(|choix| Some((choix.rang, reader.required(&format!("n-{}", choix.rang))?)));
    let mains = mains.collect();
    let presidence = reader.optional("presidence");
    reader.finish(Some(Cloture { mains, presidence }))
}

pub(super) async fn remove(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::remove_scrutin(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, "seances", "Le vote est retiré.", gone)
}
