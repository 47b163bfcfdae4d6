//! Every movement, whichever room wrote it: filters, pages.

use super::{ROOM, enveloppes, euros, livre, of};
use crate::ligne::{Ligne, Origine};
use crate::livre::Livre;
use crate::mouvement::Genre;
use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::table::Paging;
use ui::{Choice, Column, Field, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Visit};

/// Lines of a page.
const PAGE: usize = 50;

/// What the list keeps.
struct Filtre {
    genre: Option<Genre>,
    enveloppe: String,
    du: Option<Date>,
    au: Option<Date>,
    mots: String,
    page: usize,
}

impl Filtre {
    fn read(fields: &Fields) -> Self {
        let mut reader = fields.reader();
        Self {
            genre: fields.get("genre").parse().ok(),
            enveloppe: fields.get("enveloppe").to_owned(),
            du: reader.optional("du"),
            au: reader.optional("au"),
            mots: kernel::fold(fields.get("q")),
            page: fields.get("page").parse().unwrap_or(0),
        }
    }

    fn keeps(&self, one: &Ligne) -> bool {
        let words = || {
            kernel::fold(&format!(
                "{} {} {} {}",
                one.libelle,
                one.tiers,
                one.reference,
                one.compte.as_deref().unwrap_or_default()
            ))
        };
        self.genre.is_none_or(|genre| genre == one.genre)
            && (self.enveloppe.is_empty() || one.cle.to_string() == self.enveloppe)
            && self.du.is_none_or(|du| du <= one.jour)
            && self.au.is_none_or(|au| one.jour <= au)
            && (self.mots.is_empty() || words().contains(&self.mots))
    }

    /// The address of another page of the same list.
    fn at(&self, fields: &Fields, visit: &Visit, page: usize) -> String {
        let kept = ["genre", "enveloppe", "du", "au", "q"];
        let pairs =
            kept.iter().filter(|name| fields.has(name)).map(|name| format!("{name}={}", fields.get(name)));
        let query: Vec<String> = pairs.chain([format!("page={page}")]).collect();
        visit.workspace(&format!("budget/mouvements?{}", query.join("&").replace(' ', "+")))
    }
}

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let livre = livre(&app, &mut app.db.read(&visit.ctx).await?).await?;
    let filtre = Filtre::read(&fields);
    let all: Vec<&Ligne> = livre.lignes.iter().rev().filter(|one| filtre.keeps(one)).collect();
    let first = (filtre.page * PAGE).min(all.len());
    let shown = || all.iter().skip(first).take(PAGE).copied();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let paging = Paging {
        first: Some(count(first + 1)),
        shown: count(shown().count()),
        total: Some(count(all.len())),
        previous: filtre.page.checked_sub(1).map(|page| filtre.at(&fields, &visit, page).into()),
        next: (first + PAGE < all.len()).then(|| filtre.at(&fields, &visit, filtre.page + 1).into()),
    };
    let content = html! {
        (ROOM.tabs(&visit, "mouvements"))
        (filters(&visit, &livre, &fields))
        p { (sums(&all)) }
        (table(&visit, &livre, shown()).paging(paging))
    };
    Ok(visit.page(&visit.frame("Mouvements"), content))
}

fn filters(visit: &Visit, livre: &Livre, fields: &Fields) -> Markup {
    let genres = std::iter::once(Choice::new("", "Tous"))
        .chain(Genre::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())));
    ui::form::filters(
        &visit.workspace("budget/mouvements"),
        html! {
            (Field::select("genre", "Sens", genres.collect()).value(fields.get("genre")))
            (Field::select("enveloppe", "Enveloppe", enveloppes(livre)).value(fields.get("enveloppe")))
            (Field::date("du", "Du").value(fields.get("du")))
            (Field::date("au", "Au").value(fields.get("au")))
            (Field::search("q", "Mot").value(fields.get("q")))
        },
    )
}

fn sums(all: &[&Ligne]) -> String {
    let sum = |genre| all.iter().filter(|one| one.genre == genre).map(|one| one.cents).sum::<i64>();
    format!(
        "Reçu {}, dépensé {}, encore engagé {}.",
        francais::euros(sum(Genre::Recette)),
        francais::euros(sum(Genre::Depense)),
        francais::euros(sum(Genre::Engagement))
    )
}

/// Lines of the book; those that were typed here open.
pub(super) fn table<'a>(visit: &Visit, livre: &Livre, lignes: impl Iterator<Item = &'a Ligne>) -> Table {
    let columns = vec![
        Column::text("Le"),
        Column::text("Mouvement"),
        Column::text("Enveloppe"),
        Column::text("Compte").minor(),
        Column::text("Noté dans").minor(),
        Column::number("Reçu"),
        Column::number("Dépensé"),
        Column::number("Engagé"),
    ];
    let row = |one: &Ligne| {
        let only = |genre| euros(if one.genre == genre { one.cents } else { 0 });
        Row::new(vec![
            html! { (francais::date_courte(one.jour)) },
            words(visit, one),
            html! { a href=(of(visit, one.cle)) { (livre.nom(one.cle)) } },
            html! { @match &one.compte { Some(compte) => (compte), None => (ui::status::badge(Tone::Warning, "à choisir")) } },
            room(visit, one.origine),
            only(Genre::Recette),
            only(Genre::Depense),
            only(Genre::Engagement),
        ])
    };
    let empty = ui::empty::empty(
        Icon::Euro,
        "Aucun mouvement",
        "Rien n’est noté pour ces jours et cette enveloppe.",
        None,
    );
    Table::new("mouvements", "Mouvements", columns).rows(lignes.map(row).collect()).empty(empty)
}

/// The room that wrote a line, open to whoever may enter it.
fn room(visit: &Visit, origine: Origine) -> Markup {
    let (path, right) = match origine {
        Origine::Saisie(_) => return html! { (origine.dite()) },
        Origine::Contrat(_) => ("contrat/argent".to_owned(), contrat::droits::VOIR),
        Origine::AideRecue(_) | Origine::AideDepensee(_) => {
            ("projet/aides".to_owned(), projet_sante::droits::VOIR_AIDES)
        }
        Origine::Cotisations(_) => ("adhesions/cotisations".to_owned(), adhesions::droits::VOIR),
        Origine::Indemnites(lot) if lot.is_nil() => ("indemnites".to_owned(), indemnites::droits::VOIR),
        Origine::Indemnites(lot) => (format!("indemnites/lots/{lot}"), indemnites::droits::VOIR),
    };
    html! { @if visit.can(right) { a href=(visit.workspace(&path)) { (origine.dite()) } } @else { (origine.dite()) } }
}

fn words(visit: &Visit, one: &Ligne) -> Markup {
    html! {
        @if let Origine::Saisie(id) = one.origine {
            a href=(visit.workspace(&format!("budget/mouvements/{id}"))) { (one.libelle) }
        } @else { (one.libelle) }
        @if !one.tiers.is_empty() { br; small { (one.tiers) } }
        @if !one.reference.is_empty() { br; small { (one.reference) } }
    }
}
