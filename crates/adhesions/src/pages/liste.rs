//! Everybody: counts by state, filters, a page of a hundred.

use super::{ROOM, tone};
use crate::droits::MODIFIER;
use crate::registre::fee_words;
use crate::{Adherent, College, EtatCotisation, Phase, Situation, read_situation, store};
use axum::extract::State;
use kernel::{Id, fold, today};
use maud::{Markup, Render, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::status::{badge, status};
use ui::table::Paging;
use ui::{Button, Choice, Column, Field, Icon, Row, Table, Tone, empty::empty, form::filters, francais};
use web::{Answer, App, Fields, Visit};

/// Rows of one page.
const PAGE: usize = 100;

/// Everybody, and where they stand.
struct Liste {
    tous: Vec<Adherent>,
    situations: BTreeMap<Id<Adherent>, Situation>,
    colleges: Vec<College>,
    annee: i16,
}

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let jour = today(visit.ctx.now);
    let tous = store::adherents::tous(&mut tx).await?;
    let situations = read_situation::situations_of(&mut tx, &tous, jour).await?;
    let colleges = crate::colleges(&mut tx).await?;
    drop(tx);
    let liste = Liste { tous, situations, colleges, annee: jour.year() };
    let mut frame = visit.frame("Adhésions");
    if visit.can(MODIFIER) {
        let add =
            Button::primary("Ajouter").icon(Icon::Plus).about("un adhérent").href(ROOM.at(&visit, "nouveau"));
        frame.actions = Some(add.render());
    }
    let content = html! {
        (ROOM.tabs(&visit, ""))
        (counts(&visit, &liste))
        (search(&visit, &liste, &query))
        (table(&visit, &liste, &query))
        p { a href=(ROOM.at(&visit, "registre.xlsx")) { "Registre des membres (XLSX)" } " · " a href=(ROOM.at(&visit, "registre.csv")) { "CSV" } }
    };
    Ok(visit.page(&frame, content))
}

/// How many in each state, each a link to them.
fn counts(visit: &Visit, liste: &Liste) -> Markup {
    let of = |phase: Phase| liste.tous.iter().filter(|one| one.etat.phase() == phase).count();
    let unpaid = liste.tous.iter().filter(|one| liste.is_unpaid(one)).count();
    let words =
        |n: usize, one: &str, many: &str| francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many);
    let link = |query: &str, text: String| html! { a href={ (ROOM.at(visit, "")) "?" (query) } { (text) } };
    html! {
        p {
            (link("etat=adherent", words(of(Phase::Adherent), "adhérent", "adhérents"))) " · "
            (link("etat=demande", words(of(Phase::Demande), "demande à examiner", "demandes à examiner"))) " · "
            (link("cotisation=due", words(unpaid, "cotisation à payer", "cotisations à payer"))) " · "
            (link("etat=sorti", words(of(Phase::Sorti), "sorti", "sortis")))
        }
    }
}

impl Liste {
    fn fee(&self, one: &Adherent) -> EtatCotisation {
        self.situations.get(&one.id).map_or(EtatCotisation::SansAppel, |stand| stand.cotisation)
    }

    fn is_unpaid(&self, one: &Adherent) -> bool {
        one.etat.phase() == Phase::Adherent && matches!(self.fee(one), EtatCotisation::Due { .. })
    }

    fn lacks_texts(&self, one: &Adherent) -> bool {
        one.etat.phase() == Phase::Adherent && self.situations.get(&one.id).is_some_and(|stand| !stand.textes)
    }

    /// Those that the filters keep. Without any, whoever asks or belongs.
    fn kept(&self, query: &Fields) -> Vec<&Adherent> {
        let words = fold(query.get("q"));
        let profession = fold(query.get("profession"));
        let state = |one: &Adherent| match query.get("etat") {
            "" => one.est_en_cours(),
            "tous" => true,
            code => one.etat.phase().code() == code,
        };
        let keep = |one: &&Adherent| {
            state(one)
                && (!query.has("college")
                    || one.college.is_some_and(|id| id.to_string() == query.get("college")))
                && (query.get("cotisation") != "due" || self.is_unpaid(one))
                && (query.get("textes") != "non" || self.lacks_texts(one))
                && (profession.is_empty() || one.professions.iter().any(|word| fold(word) == profession))
                && (words.is_empty() || matches(one, &words))
        };
        self.tous.iter().filter(keep).collect()
    }

    fn college(&self, one: &Adherent) -> &str {
        let found = one.college.and_then(|id| self.colleges.iter().find(|college| college.id == id));
        found.map_or("", |college| college.nom.as_str())
    }
}

/// Every word begins a word of the name, or stands in the address.
fn matches(one: &Adherent, words: &str) -> bool {
    let name = one.cle_tri();
    let address = one.courriel.as_ref().map(|one| fold(one.as_str())).unwrap_or_default();
    let begins = |word: &str| name.split(' ').any(|part| part.starts_with(word)) || address.contains(word);
    words.split(' ').all(begins)
}

fn search(visit: &Visit, liste: &Liste, query: &Fields) -> Markup {
    let mut states = vec![Choice::new("", "Adhérents et demandes")];
    states.extend(Phase::ALL.iter().map(|phase| Choice::new(phase.code(), phase.libelle())));
    states.push(Choice::new("tous", "Tous"));
    let mut colleges = vec![Choice::new("", "Tous les collèges")];
    colleges.extend(liste.colleges.iter().map(|one| Choice::new(one.id.to_string(), one.nom.clone())));
    let words: BTreeSet<&str> =
        liste.tous.iter().flat_map(|one| &one.professions).map(String::as_str).collect();
    let mut jobs = vec![Choice::new("", "Toutes les professions")];
    jobs.extend(words.into_iter().map(|word| Choice::new(word.to_owned(), word.to_owned())));
    let fees = vec![Choice::new("", "Payées ou non"), Choice::new("due", "À payer")];
    let texts = vec![Choice::new("", "Acceptés ou non"), Choice::new("non", "À accepter")];
    let value = |field: Field, name: &str| field.value(query.get(name));
    filters(
        &ROOM.at(visit, ""),
        html! {
            (value(Field::search("q", "Nom ou adresse"), "q"))
            (value(Field::select("etat", "État", states), "etat"))
            (value(Field::select("college", "Collège", colleges), "college"))
            (value(Field::select("profession", "Profession", jobs), "profession"))
            (value(Field::select("cotisation", "Cotisation", fees), "cotisation"))
            (value(Field::select("textes", "Textes", texts), "textes"))
        },
    )
}

fn table(visit: &Visit, liste: &Liste, query: &Fields) -> Markup {
    let kept = liste.kept(query);
    let from: usize = query.get("a").parse().unwrap_or(0);
    let shown: Vec<&Adherent> = kept.iter().skip(from).take(PAGE).copied().collect();
    let columns = vec![
        Column::text("Nom"),
        Column::text("Profession"),
        Column::text("Collège").minor(),
        Column::text("État"),
        Column::text(format!("Cotisation {}", liste.annee)),
    ];
    let rows = shown.iter().map(|one| row(visit, liste, one)).collect();
    let nothing = if liste.tous.is_empty() {
        let add = visit
            .can(MODIFIER)
            .then(|| Button::primary("Ajouter un adhérent").href(ROOM.at(visit, "nouveau")).render());
        let public =
            format!("/{}/rejoindre", visit.tenant.as_ref().map_or("", |tenant| tenant.slug.as_str()));
        let words = format!(
            "Ajoutez les adhérents d’aujourd’hui, importez leur liste, ou partagez la page où chacun demande à adhérer\u{a0}: {public}"
        );
        empty(Icon::People, "Aucun adhérent pour l’instant", &words, add)
    } else {
        empty(Icon::Search, "Personne ne correspond", "Élargissez les filtres.", None)
    };
    let page = Paging {
        first: Some(i64::try_from(from + 1).unwrap_or(1)),
        shown: i64::try_from(shown.len()).unwrap_or(0),
        total: i64::try_from(kept.len()).ok(),
        previous: (from > 0).then(|| turned(visit, query, from.saturating_sub(PAGE)).into()),
        next: (from + PAGE < kept.len()).then(|| turned(visit, query, from + PAGE).into()),
    };
    let table = Table::new("adherents", "Adhérents", columns).rows(rows).empty(nothing);
    if shown.is_empty() { table.render() } else { table.paging(page).render() }
}

/// The same list from another row on.
fn turned(visit: &Visit, query: &Fields, from: usize) -> String {
    let asked = query.query();
    let kept = asked.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("a="));
    let parts: Vec<String> = kept.map(str::to_owned).chain([format!("a={from}")]).collect();
    format!("{}?{}", ROOM.at(visit, ""), parts.join("&"))
}

fn row(visit: &Visit, liste: &Liste, one: &Adherent) -> Row {
    let phase = one.etat.phase();
    let fee = liste.fee(one);
    let tone_of = match fee {
        EtatCotisation::Payee { .. } | EtatCotisation::Offerte => Tone::Success,
        EtatCotisation::Due { .. } => Tone::Warning,
        EtatCotisation::SansAppel => Tone::Neutral,
    };
    Row::new(vec![
        html! {
            a href=(ROOM.at(visit, &format!("adherents/{}", one.id))) { (one.nom()) }
            @if !one.qui.is_personne() { " " (badge(Tone::Neutral, "Organisation")) }
        },
        html! { @if one.professions.is_empty() { "—" } @else { (one.professions.join(", ")) } },
        html! { (liste.college(one)) },
        html! { (status(tone(phase), phase.libelle())) @if one.en_double && phase == Phase::Demande { br; (status(Tone::Warning, "En double")) } @if liste.lacks_texts(one) { br; (status(Tone::Warning, "Textes à accepter")) } },
        html! { @if phase == Phase::Adherent { (status(tone_of, &fee_words(fee))) } @else { "—" } },
    ])
}
