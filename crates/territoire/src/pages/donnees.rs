//! « Données et sources »: every dataset with its vintage, origin, licence and limits; what was imported and when.

use crate::atlas::{Atlas, Etat};
use crate::edition::{Importee, Jeu};
use crate::indicateur::{Colonne, Nature};
use crate::store;
use db::Tx;
use maud::{Markup, html};
use ui::section::section;
use ui::status::badge;
use ui::{Column, Row, Table, Tone, francais};
use web::App;

/// The part of « Données et sources » that tells of communes, indicators, maps and texts of law.
///
/// # Errors
/// A fault of storage.
pub async fn donnees(app: &App, tx: &mut Tx) -> db::Result<Markup> {
    let etat = app.resource::<Atlas>().at(tx).await?;
    let editions = store::editions(tx).await?;
    Ok(html! {
        (section("jeux", "Jeux de données", datasets(&etat, &editions)))
        (section("indicateurs", "Indicateurs", indicators(&etat)))
        (section("editions", "Éditions importées", imported(&editions)))
        (section("textes", "Textes", texts(&etat)))
        (section("limites", "Limites", limits()))
    })
}

fn datasets(etat: &Etat, editions: &[Importee]) -> Markup {
    let (edition, meta) = (etat.france.edition(), etat.france.meta());
    let origin = |jeu: Jeu| match editions.iter().find(|edition| edition.jeu == jeu) {
        Some(edition) => format!("importé le {} ({})", francais::date(day(edition)), edition.fichier),
        None if jeu == Jeu::Contours => "aucun fichier importé\u{a0}: les cartes sont des croquis".to_owned(),
        None => "fourni avec le logiciel".to_owned(),
    };
    let communes = etat.france.communes().iter().filter(|commune| !commune.is_arrondissement()).count();
    let row = |name: &str, what: String, vintage: &str, licence: &str, from: String| {
        Row::new(vec![
            html! { (name) },
            html! { (what) },
            html! { (vintage) },
            html! { (licence) },
            html! { (from) },
        ])
    };
    let rows = vec![
        row(
            Jeu::Communes.label(),
            format!(
                "{} communes\u{a0}; {}",
                francais::nombre(i64::try_from(communes).unwrap_or(0)),
                edition.attribution
            ),
            &format!("{}, {}", edition.cog, edition.population),
            &edition.licence,
            origin(Jeu::Communes),
        ),
        row(
            Jeu::Indicateurs.label(),
            meta.attribution.clone(),
            &meta.titre,
            &meta.licence,
            origin(Jeu::Indicateurs),
        ),
        row(
            Jeu::Contours.label(),
            "IGN, ou tout fichier GeoJSON ou TopoJSON".to_owned(),
            "selon le fichier",
            "selon le fichier",
            origin(Jeu::Contours),
        ),
        row(
            "Contours des départements",
            "IGN Admin Express, simplifiés".to_owned(),
            "2018",
            "Licence Ouverte",
            "fourni avec le logiciel".to_owned(),
        ),
    ];
    let columns = vec![
        Column::text("Jeu"),
        Column::text("Contenu et origine"),
        Column::text("Millésime"),
        Column::text("Licence"),
        Column::text("Ici"),
    ];
    html! { (Table::new("jeux-de-donnees", "Jeux de données", columns).quiet_caption().rows(rows)) }
}

fn day(edition: &Importee) -> jiff::civil::Date {
    kernel::today(edition.le)
}

fn indicators(etat: &Etat) -> Markup {
    let columns = vec![
        Column::text("Indicateur"),
        Column::text("Nature"),
        Column::text("Origine"),
        Column::text("Millésime"),
        Column::text("Masqué"),
    ];
    let row = |colonne: &Colonne| {
        let masked =
            if colonne.seuil > 1 { format!("de 1 à {}", colonne.seuil - 1) } else { "jamais".to_owned() };
        let nature = match colonne.nature {
            Nature::Compte => "nombre, additionné",
            Nature::Part { .. } => "part, moyenne pondérée",
        };
        Row::new(vec![
            html! { (colonne.libelle) @if colonne.estimation { " " (badge(Tone::Warning, "estimation")) } },
            html! { (nature) },
            html! { (colonne.source) @if let Some(note) = &colonne.note { br; span.soft { (note) } } },
            html! { (colonne.millesime) },
            html! { (masked) },
        ])
    };
    let rows = etat.france.meta().colonnes.iter().map(row).collect();
    html! { (Table::new("colonnes", "Indicateurs", columns).quiet_caption().rows(rows)) }
}

fn imported(editions: &[Importee]) -> Markup {
    if editions.is_empty() {
        return html! { p { "Aucune\u{a0}: cette instance utilise les données fournies avec le logiciel." } };
    }
    let columns = vec![
        Column::text("Jeu"),
        Column::text("Importé le"),
        Column::text("Fichier"),
        Column::number("Lignes lues"),
        Column::number("Changées"),
        Column::number("Refusées"),
    ];
    let number = |n: u64| francais::nombre(i64::try_from(n).unwrap_or(i64::MAX));
    let row = |edition: &Importee| {
        let bilan = &edition.bilan;
        Row::new(vec![
            html! { (edition.jeu.label()) },
            html! { (francais::date(day(edition))) },
            html! { (edition.fichier) br; code.small-text { (edition.empreinte.chars().take(16).collect::<String>()) } },
            html! { (number(bilan.lus)) },
            html! { (number(bilan.ajoutes + bilan.modifies)) },
            html! { (number(bilan.rejetes)) },
        ])
    };
    html! { (Table::new("imports", "Éditions importées", columns).quiet_caption().rows(editions.iter().map(row).collect())) }
}

fn texts(etat: &Etat) -> Markup {
    html! {
        p { "Textes et pages sur lesquels s’appuient les règles, avec la confiance qu’on leur accorde." }
        ul.plain-list {
            @for source in etat.law.sources() {
                li {
                    @match &source.url { Some(url) => a href=(url) rel="noreferrer" { (source.title) }, None => (source.title) }
                    " (" (source.confidence.label()) ")"
                    @if let Some(note) = &source.note { br; span.soft { (note) } }
                }
            }
        }
    }
}

fn limits() -> Markup {
    html! {
        ul.plain-list {
            li { "Aucun texte lu ne dit quelle population fait foi pour la taille d’une CPTS, ni de quelle année\u{a0}: la CPAM la vérifie. Le chiffre montré ici est celui de l’Insee, avec son millésime." }
            li { "Un nombre de 1 à 10 personnes dans un territoire est masqué, et avec lui ceux qui permettraient de le déduire." }
            li { "Sans contours importés, les cartes sont des croquis\u{a0}: la forme d’une commune est l’ensemble des points plus proches de son centre que de celui d’une autre. Voisins, trous et morceaux en dépendent." }
            li { "Deux millésimes de population coexistent\u{a0}: celui des communes, et celui des indicateurs. Ils ne sont jamais mêlés dans un même rapport." }
        }
    }
}
