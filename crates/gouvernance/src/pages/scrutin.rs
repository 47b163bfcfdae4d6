//! One vote: prepared, opened, closed, its result in words.

use super::bulletin::{secret_words, signed};
use super::{below, beside, choices, done, elus, id_of, key, key_of, nom_of, papier, pieces, to};
use crate::close_scrutin::Cloture;
use crate::droits::{TENIR, VOTER};
use crate::instance::{Instance, Majorite};
use crate::prepare_scrutin::{Cadre, Projet};
use crate::scrutin::{Emargement, Mode, Scrutin, Sens};
use crate::seance::{Point, Seance};
use crate::{WriteError, noms, store};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Choice, Column, Field, Filled, Row, Table, Tone, alert, button, francais, status};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit};

type Here = Path<(String, String)>;

/// Where a vote is prepared.
pub(super) enum Place<'a> {
    /// In a meeting, on one of its points.
    Seance(&'a [Point]),
    /// Outside meetings, by one of these instances.
    Consultation(&'a [Instance]),
}

/// The votes, each with what it came to.
pub(super) fn list(visit: &Visit, all: &[Scrutin]) -> Markup {
    let today = crate::today(visit.ctx.now);
    let columns = vec![Column::text("Question"), Column::text("Mode"), Column::text("État")];
    let row = |one: &Scrutin| {
        let (tone, words) = one.etat(today);
        Row::new(vec![
            to(visit, &format!("scrutins/{}", one.id), &one.question),
            html! { (one.mode.libelle()) },
            html! { (status::status(tone, words)) @if one.clos_le.is_some() { p.soft { (one.motif) } } },
        ])
    };
    html! { @if !all.is_empty() { (Table::new("scrutins", "Votes", columns).rows(all.iter().map(row).collect())) } }
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

/// The same page, with what was refused in the form that notes mandates.
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
    let asked = store::seances::consultes(&mut tx, id).await?;
    drop(tx);
    let signed_in = |id| adherents.iter().any(|who| who.id == id && who.compte.is_some());
    let unwritten = asked.iter().filter(|one| !one.par_courriel && signed_in(one.adherent));
    let unwritten: Vec<&str> = unwritten.map(|one| nom_of(&noms, one.adherent)).collect();
    let (tone, state) = one.etat(crate::today(visit.ctx.now));
    let said = roll.iter().filter(|line| line.a_vote).count();
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
        @if visit.can(VOTER) && one.is_ouvert(crate::today(visit.ctx.now)) && one.mode != Mode::MainLevee {
            p { (Button::primary("Voter").href(visit.workspace(&super::room(&format!("voter/{id}"))))) }
        }
        @if one.jours.is_some() { h2 { "Documents" } (pieces::files(visit, id.uuid(), &files, visit.can(TENIR) && one.ouvert_le.is_none())) }
        @if visit.can(TENIR) {
            @if !unwritten.is_empty() { (alert::alert(Tone::Warning, html! { p { "Sans adresse électronique, ils ne peuvent répondre que depuis leur compte\u{a0}: " (unwritten.join(", ")) "." } })) }
            (papier::section(visit, &one, &roll, &adherents, &noms))
            (gestures(visit, &one, &roll))
            (elus::section(visit, &one, (&mandates, &instances), &noms, filled))
        }
        @if one.clos_le.is_some() { (signed(&one, &roll, &votes, &noms)) }
        @if one.mode == Mode::Secret { (secret_words(&one, 1)) }
    };
    let back = one.seance.map(|id| format!("seances/{id}")).unwrap_or_else(|| "consultations".to_owned());
    let crumb = if one.seance.is_some() { "Séance" } else { "Consultations" };
    Ok((below(visit, one.question.clone(), &[(crumb, back.as_str())]), content))
}

/// Opening, closing, taking away.
fn gestures(visit: &Visit, one: &Scrutin, roll: &[Emargement]) -> Markup {
    let at = visit.workspace(&super::room(&format!("scrutins/{}", one.id)));
    let post =
        |part: &str, body: Markup| ui::form(&visit.csrf, &format!("{at}/{part}"), ui::Method::Post, body);
    html! {
        @if one.ouvert_le.is_none() {
            (post("ouverture", html! {
                @if one.mode == Mode::Secret {
                    (Field::checkbox("malgre", "Ouvrir en le sachant").hint("À cocher seulement s’il y a moins de trois votants\u{a0}: le secret ne peut alors pas être garanti."))
                }
                div.actions { (Button::primary(if one.jours.is_some() { "Ouvrir et écrire aux membres" } else { "Ouvrir le vote" })) }
            }))
            (button::confirm("Retirer", &one.question, "Retirer ce vote, qui n’a pas encore été ouvert\u{202f}?", button::post_button(&visit.csrf, &format!("{at}/retrait"), &[], &Button::danger("Retirer"))))
        } @else if one.clos_le.is_none() {
            section.section id="clore" {
                h2 { "Clore le vote" }
                @let closing = post("cloture", html! {
                    @if one.mode == Mode::MainLevee {
                        p { (roll.iter().map(|line| line.voix).sum::<u32>()) " voix présentes ou représentées." }
                        @for choix in &one.choix { (Field::number(format!("n-{}", choix.rang), choix.libelle.clone()).value("0")) }
                    }
                    @if one.mode != Mode::Secret && one.sieges == 0 {
                        (Field::select("presidence", "En cas d’égalité, vote de la présidence", vec![Choice::new("", "Sans objet"), Choice::new(Sens::Pour.code(), Sens::Pour.libelle()), Choice::new(Sens::Contre.code(), Sens::Contre.libelle())]))
                    }
                    p.soft { "Un bulletin qui arrive après la clôture n’est pas compté. Le résultat ne change plus." }
                    div.actions { (Button::danger("Clore le vote")) }
                });
                @if one.mode == Mode::MainLevee { (closing) } @else { (button::confirm("Clore le vote", &one.question, closing_words(roll), closing)) }
            }
        }
    }
}

/// How many have not voted, before the vote is closed.
fn closing_words(roll: &[Emargement]) -> String {
    match roll.iter().filter(|line| !line.a_vote).count() {
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

/// The form that prepares a vote.
pub(super) fn preparing(visit: &Visit, action: &str, place: &Place<'_>, filled: &Filled) -> Markup {
    let written = matches!(place, Place::Consultation(_));
    let modes = Mode::ALL.iter().filter(|one| !written || **one != Mode::MainLevee);
    let modes = modes.map(|one| Choice::new(one.code(), one.libelle())).collect();
    let same = Choice::new("", "Celle de l’instance");
    let majorities = std::iter::once(same).chain(choices!(Majorite)).collect();
    html! {
        details open[filled.is_refused()] {
            summary { @if written { "Préparer une consultation" } @else { "Préparer un vote" } }
            (ui::form(&visit.csrf, action, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (key(visit))
                @match place {
                    Place::Seance(points) => {
                        @let all = std::iter::once(Choice::new("", "Aucun")).chain(points.iter().map(|one| Choice::new(one.id.to_string(), format!("{}. {}", one.rang, one.titre)))).collect();
                        (Field::select("point", "Point de l’ordre du jour", all).filled(filled))
                    },
                    Place::Consultation(all) => {
                        @let all = all.iter().filter(|one| !one.fermee).map(|one| Choice::new(one.id.to_string(), one.nom.clone())).collect();
                        (Field::select("instance", "Instance consultée", all).required().filled(filled))
                        (ui::form::row(html! { (Field::date("du", "Du").required().filled(filled)) (Field::date("au", "Au, inclus").required().filled(filled)) }))
                    },
                }
                (Field::text("question", "Question").required().maxlength(200).filled(filled))
                (Field::textarea("texte", "Texte proposé", 4).filled(filled))
                (Field::radios("mode", "Mode", modes).required().filled(filled))
                (Field::select("majorite", "Majorité", majorities).filled(filled))
                (Field::textarea("candidats", "Candidats, un par ligne", 3).hint("Pour une élection seulement\u{a0}; sinon on vote pour, contre ou abstention.").filled(filled))
                (Field::number("sieges", "Sièges à pourvoir").hint("Pour une élection seulement.").filled(filled))
                div.actions { (Button::secondary("Préparer")) }
            }))
        }
    }
}

/// What the form says.
pub(super) fn read(fields: &Fields, seance: Option<Id<Seance>>) -> Result<Projet, FieldErrors> {
    let mut reader = fields.reader();
    let cadre = match seance {
        Some(seance) => Some(Cadre::Seance(seance, fields.get("point").parse().ok())),
        None => {
            let instance = fields.get("instance").parse();
            let instance = instance.map_err(|_| reader.refuse("instance", "Choisissez une instance.")).ok();
            let (du, au) = (reader.required("du"), reader.required("au"));
            instance.zip(du.zip(au)).map(|(instance, (du, au))| Cadre::Consultation(instance, du, au))
        }
    };
    let mode = reader.required("mode");
    let (majorite, sieges) = (reader.optional("majorite"), reader.optional("sieges"));
    let names = fields.get("candidats").lines().filter(|line| !line.trim().is_empty());
    let candidats = names.map(str::to_owned).collect();
    let (question, texte) = (fields.get("question").to_owned(), fields.get("texte").to_owned());
    let read = || {
        let sieges = sieges.unwrap_or_default();
        Some(Projet { cadre: cadre?, question, texte, mode: mode?, candidats, sieges, majorite })
    };
    reader.finish(read())
}

pub(super) async fn prepare(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let seance: Id<Seance> = id_of(&id)?;
    let errors = match read(&fields, Some(seance)) {
        Err(errors) => errors,
        Ok(projet) => match crate::prepare_scrutin(&visit.ctx, &app.db, key_of(&visit, &fields), &projet)
            .await
        {
            Ok(()) => return done(&visit, &format!("seances/{id}#votes"), "Le vote est préparé.", Ok(())),
            Err(error) => beside(error)?,
        },
    };
    super::seance::again(&visit, &app, seance, &fields.filled(&errors)).await
}

pub(super) async fn open(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let opened = crate::open_scrutin(&visit.ctx, &app.db, id_of(&id)?, fields.has("malgre")).await;
    done(&visit, &format!("scrutins/{id}"), "Le vote est ouvert.", opened)
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
    let counted = |rang: u32| fields.get(&format!("n-{rang}")).parse().unwrap_or_default();
    let mains = known.choix.iter().map(|one| (one.rang, counted(one.rang))).collect();
    let cloture = Cloture { mains, presidence: fields.get("presidence").parse().ok() };
    let closed = crate::close_scrutin(&visit.ctx, &app.db, scrutin, &cloture).await;
    done(&visit, &format!("scrutins/{id}"), "Le vote est clos.", closed)
}

pub(super) async fn remove(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::remove_scrutin(&visit.ctx, &app.db, id_of(&id)?).await;
    done(&visit, "seances", "Le vote est retiré.", gone)
}
