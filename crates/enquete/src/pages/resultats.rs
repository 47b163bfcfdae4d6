//! What the answers say: counts, bars with their words, middle of numbers, texts, a file.

use super::{Fiche, at, questions::numero_of};
use crate::{
    Detail, Fichier, Genre, Groupe, Lecture, Mesure, ParQuestion, Part, ReadError, Resultats,
    bulletin::champ, export, read_resultats, span,
};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{
    Choice, Explanation, Field, Figure, Icon, Tone,
    alert::notice,
    button::actions,
    code::code_block,
    figure::{Bar, bars, figures},
    francais,
    section::section,
    table::Paging,
};
use web::{Answer, App, Fields, Visit, id_of};

/// Texts on the page of all results, and on a page of their own.
const FIRST_TEXTS: usize = 5;
const TEXTS: usize = 50;

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    query: Fields,
) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let fiche = Fiche::of(&mut tx, &id).await?;
    let lecture = read_resultats(&mut tx, fiche.enquete.id, query.get("groupe")).await?;
    let download = html! { (ui::Button::secondary("Télécharger (CSV)").href(fiche.at(&visit, "resultats.csv")).icon(Icon::Download)) };
    let frame = ui::Frame {
        lead: Some(fiche.enquete.intitule.titre.clone().into()),
        actions: Some(download),
        ..fiche.frame(&visit, "Résultats")
    };
    Ok(visit.page(&frame, content(&visit, &fiche, &lecture)))
}

fn content(visit: &Visit, fiche: &Fiche, lecture: &Lecture) -> Markup {
    let resultats = &lecture.resultats;
    html! {
        (head(resultats))
        @if !lecture.groupes.is_empty() { (cut(visit, fiche, lecture)) }
        @if let Some(masque) = &resultats.masque {
            (notice(Tone::Info, "Résultats masqués", html! { p { (masque) } }))
        } @else {
            @for (rang, one) in (1_usize..).zip(&resultats.questions) { (question(visit, fiche, (rang, one), lecture)) }
        }
        (code_block("Pour citer cette enquête", &resultats.citation()))
    }
}

fn head(resultats: &Resultats) -> Markup {
    let mut tiles = vec![Figure::new("Réponses", francais::nombre(resultats.reponses.into())).strong()];
    if let Some(taux) = resultats.taux() {
        let why = Explanation::new().formula(html! {
            (francais::nombre(resultats.repondu.into())) " personnes invitées ont répondu, sur "
            (francais::nombre(resultats.invites.into())) ". Les réponses venues par le lien ouvert, sur papier ou d’un compte non invité ne comptent pas dans ce taux."
        });
        tiles.push(Figure::new("Taux de réponse", francais::pourcentage(taux)).explained(why));
    }
    if let Some((du, au)) = resultats.periode {
        tiles.push(Figure::new("Recueil", span(du, au)));
    }
    figures(&tiles)
}

/// The choice of a group; a hidden one is named with its reason.
fn cut(visit: &Visit, fiche: &Fiche, lecture: &Lecture) -> Markup {
    let chosen = lecture.groupe.as_ref().map_or("", |groupe| &groupe.code);
    let words = |groupe: &Groupe| {
        let n = francais::compte(groupe.n.into(), "réponse", "réponses");
        let hidden = if groupe.masque { ", masqué" } else { "" };
        Choice::new(groupe.code.clone(), format!("{} ({n}{hidden})", groupe.libelle))
    };
    let mut choices = vec![Choice::new("", "Toutes les professions")];
    choices.extend(lecture.groupes.iter().map(words));
    ui::form::filters(
        &fiche.at(visit, "resultats"),
        html! {
            (Field::select("groupe", "Profession", choices).value(chosen))
        },
    )
}

fn question(visit: &Visit, fiche: &Fiche, (rang, one): (usize, &ParQuestion), lecture: &Lecture) -> Markup {
    let enonce = &one.question.enonce;
    let said = francais::compte(one.exprimes.into(), "réponse", "réponses");
    let id = champ(one.question.numero);
    section(
        &id,
        &format!("{rang}. {}", enonce.intitule),
        html! {
            @match &one.detail {
                Detail::Parts(parts) if parts.iter().all(|part| part.n == 0) => p { "Aucune réponse." },
                Detail::Parts(parts) => {
                    (bars(&said, &drawn(parts, one.exprimes), Some(100.0)))
                    @if matches!(enonce.genre, Genre::ChoixMultiple { .. }) { p { small { "Plusieurs réponses possibles\u{a0}: le total dépasse 100\u{202f}%." } } }
                },
                Detail::Mesure(mesure) => (measure(mesure, &enonce.genre, &said)),
                Detail::Textes(texts) => (first_texts(visit, fiche, one.question.numero, texts, lecture)),
                Detail::Masque => p { "Masqué." },
            }
        },
    )
}

fn drawn(parts: &[Part], whole: u32) -> Vec<Bar> {
    let bar = |part: &Part| {
        let taux = part.taux(whole);
        let text = format!("{} ({})", francais::nombre(part.n.into()), francais::pourcentage(taux));
        Bar::new(part.libelle.clone(), taux, text)
    };
    parts.iter().map(bar).collect()
}

fn measure(mesure: &Mesure, genre: &Genre, said: &str) -> Markup {
    if mesure.n == 0 {
        return html! { p { "Aucune réponse." } };
    }
    let unit = if let Genre::Nombre { unite, .. } = genre { unite.clone() } else { "sur 5".to_owned() };
    let tile = |label: &'static str, value: f64| {
        let decimals = usize::from(value.fract() != 0.0);
        let figure = Figure::new(label, francais::decimal(value, decimals));
        if unit.is_empty() { figure } else { figure.unit(unit.clone()) }
    };
    html! {
        (figures(&[
            tile("Moyenne", mesure.moyenne),
            tile("Médiane", mesure.mediane),
            Figure::new("Du plus petit au plus grand", format!("{} à {}", francais::decimal(mesure.min, 0), francais::decimal(mesure.max, 0))),
        ]))
        @if mesure.parts.is_empty() { p { (said) } } @else { (bars(said, &drawn(&labelled(&mesure.parts, genre), mesure.n), Some(100.0))) }
    }
}

/// Notes with the words of both ends.
fn labelled(parts: &[Part], genre: &Genre) -> Vec<Part> {
    let words = |part: &Part| match (genre, part.code.as_str()) {
        (Genre::Echelle { bas, .. }, "1") if !bas.is_empty() => format!("1, {bas}"),
        (Genre::Echelle { haut, .. }, "5") if !haut.is_empty() => format!("5, {haut}"),
        _ => part.libelle.clone(),
    };
    parts.iter().map(|part| Part { libelle: words(part), ..part.clone() }).collect()
}

fn first_texts(visit: &Visit, fiche: &Fiche, numero: u16, texts: &[String], lecture: &Lecture) -> Markup {
    let group = lecture.groupe.as_ref().map_or_else(String::new, |groupe| format!("?groupe={}", groupe.code));
    let page = fiche.at(visit, &format!("resultats/{numero}{group}"));
    html! {
        @if texts.is_empty() { p { "Aucune réponse." } } @else { (listed(texts.iter().take(FIRST_TEXTS))) }
        @if texts.len() > FIRST_TEXTS {
            (actions(html! { (ui::Button::secondary(format!("Lire les {} textes", texts.len())).href(page)) }))
        }
    }
}

fn listed<'a>(texts: impl Iterator<Item = &'a String>) -> Markup {
    html! { ul { @for text in texts { li { (text) } } } }
}

pub(super) async fn texts(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, numero)): Path<(String, String, String)>,
    query: Fields,
) -> Answer {
    let (numero, from) = (numero_of(&numero)?, query.get("a_partir_de").parse::<usize>().unwrap_or(0));
    let mut tx = app.db.read(&visit.ctx).await?;
    let fiche = Fiche::of(&mut tx, &id).await?;
    let lecture = read_resultats(&mut tx, fiche.enquete.id, query.get("groupe")).await?;
    let one = lecture.resultats.questions.iter().find(|one| one.question.numero == numero);
    let one = one.ok_or(ReadError::Inconnue)?;
    let all: &[String] = if let Detail::Textes(texts) = &one.detail { texts } else { &[] };
    let group = lecture.groupe.as_ref().map_or("", |groupe| &groupe.code);
    let place = |from: usize| {
        at(&visit, fiche.enquete.id, &format!("resultats/{numero}?groupe={group}&a_partir_de={from}")).into()
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let shown = all.iter().skip(from).take(TEXTS);
    let paging = Paging {
        first: Some(count(from) + 1),
        shown: count(shown.len()),
        total: Some(count(all.len())),
        previous: (from > 0).then(|| place(from.saturating_sub(TEXTS))),
        next: (from + TEXTS < all.len()).then(|| place(from + TEXTS)),
    };
    let frame = fiche.frame(&visit, one.question.enonce.intitule.clone());
    let body = html! {
        @if let Some(masque) = &lecture.resultats.masque { (notice(Tone::Info, "Résultats masqués", html! { p { (masque) } })) }
        (listed(shown)) (paging)
    };
    Ok(visit.page(&frame, body))
}

pub(super) async fn file(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let lines = match export(&visit.ctx, &app.db, id_of(&id)?).await? {
        Fichier::Comptes(resultats) => counts(&resultats),
        Fichier::Reponses(_, questions, reponses) => {
            let mut head = vec!["Nom".to_owned(), "Reçue le".to_owned()];
            head.extend(questions.iter().map(|question| question.enonce.intitule.clone()));
            let line = |reponse: &crate::Reponse| {
                let day = kernel::today(reponse.recue_le).to_string();
                let said = questions.iter().map(|question| {
                    let valeur = reponse.bulletin.get(question.numero);
                    valeur.map(|valeur| valeur.words(&question.enonce.genre)).unwrap_or_default()
                });
                [reponse.nom.clone(), day].into_iter().chain(said).collect()
            };
            std::iter::once(head).chain(reponses.iter().map(line)).collect()
        }
    };
    Ok(web::csv("enquete.csv", lines))
}

/// One line per answer of each question; a hidden question says why.
fn counts(resultats: &Resultats) -> Vec<Vec<String>> {
    let mut lines = vec![["Question", "Réponse", "Nombre", "Part (%)"].map(str::to_owned).to_vec()];
    let mut add = |one: &ParQuestion, answer: String, n: String, share: String| {
        lines.push(vec![one.question.enonce.intitule.clone(), answer, n, share]);
    };
    for one in &resultats.questions {
        let shares = |parts: &[Part], whole: u32| -> Vec<(String, String, String)> {
            let line = |part: &Part| {
                let share = format!("{:.1}", part.taux(whole)).replace('.', ",");
                (part.libelle.clone(), part.n.to_string(), share)
            };
            parts.iter().map(line).collect()
        };
        match &one.detail {
            Detail::Parts(parts) => {
                shares(parts, one.exprimes).into_iter().for_each(|(a, n, s)| add(one, a, n, s));
            }
            Detail::Mesure(mesure) => {
                let said = |value: f64| format!("{value:.2}").replace('.', ",");
                add(one, "Moyenne".to_owned(), said(mesure.moyenne), String::new());
                add(one, "Médiane".to_owned(), said(mesure.mediane), String::new());
                shares(&mesure.parts, mesure.n).into_iter().for_each(|(a, n, s)| add(one, a, n, s));
            }
            Detail::Textes(texts) => {
                texts.iter().for_each(|text| add(one, text.clone(), String::new(), String::new()));
            }
            Detail::Masque => {
                let why = resultats.masque.map(|masque| masque.to_string()).unwrap_or_default();
                add(one, why, String::new(), String::new());
            }
        }
    }
    lines
}
