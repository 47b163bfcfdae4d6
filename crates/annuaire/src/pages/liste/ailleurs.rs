//! The national directory: whoever the territory does not have.

use super::super::{ROOM, commune};
use crate::{ExportError, Reference};
use axum::extract::State;
use maud::{Markup, html};
use repertoire::{Etat as EtatIndex, Recherche, Repertoire, Reponse, Trouve};
use std::sync::Arc;
use territoire::Atlas;
use territoire::atlas::Etat;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;
use ui::empty::empty;
use ui::status::status;
use ui::{Button, Column, Field, Icon, Row, Table, Tone, form, francais};
use web::{Answer, App, Fields, Problem, Visit};

/// People shown: past that, a word more is quicker than a page more.
const MOST: usize = 50;
const ICI: &str = "annuaire/france";

pub(in crate::pages) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let texte: String = fields.get("q").chars().take(120).collect();
    let (etat, reponse) = ask(&app, &visit, &texte).await?;
    let mut frame = ROOM.below(&visit, "Chercher dans toute la France", &[]);
    frame.lead = Some("Les professionnels de santé du fichier national (RPPS), où qu’ils exercent.".into());
    let content = html! {
        (ROOM.tabs(&visit, ""))
        (form::filters(&visit.workspace(ICI), html! {
            (Field::search("q", "Nom, métier, commune ou numéro RPPS").value(texte.clone()))
        }))
        (answer(&visit, &etat, &texte, &reponse))
    };
    Ok(visit.page(&frame, content))
}

/// Two million lines are searched on a thread of their own, not on one of those that serve pages.
async fn ask(app: &App, visit: &Visit, texte: &str) -> Result<(Arc<Etat>, Reponse), Problem> {
    let (app, ctx, texte, handle) = (app.clone(), visit.ctx.clone(), texte.to_owned(), Handle::current());
    let search = move || {
        handle.block_on(async move {
            let mut tx = app.db.read(&ctx).await?;
            let etat = app.resource::<Atlas>().at(&mut tx).await?;
            let here = etat.of(tx.cpts()).map(|cpts| cpts.communes(kernel::today(ctx.now)));
            let pres_de = here.and_then(|communes| communes.first().copied());
            let asked = Recherche { texte: &texte, pres_de, communes: None, limit: MOST };
            let repertoire = app.resource::<Repertoire>();
            let reponse = repertoire.search(&app.db, &mut tx, &etat.france, asked).await?;
            Ok::<_, db::Error>((etat, reponse))
        })
    };
    Ok(spawn_blocking(search).await.map_err(ExportError::from)??)
}

fn answer(visit: &Visit, etat: &Etat, texte: &str, reponse: &Reponse) -> Markup {
    match reponse.etat {
        EtatIndex::Vide => empty(
            Icon::People,
            "Le fichier national n’est pas chargé",
            "L’administration de cette instance peut le charger\u{a0}; il est public et gratuit.",
            None,
        ),
        EtatIndex::Prepare if reponse.trouves.is_empty() => {
            let again = html! { (Button::secondary("Réessayer").href(visit.here.clone())) };
            let words = "Deux millions de lignes se rangent en mémoire\u{a0}: cela prend quelques secondes.";
            empty(Icon::Search, "La recherche se prépare", words, Some(again))
        }
        EtatIndex::Prepare | EtatIndex::Pret { .. } if texte.trim().is_empty() => empty(
            Icon::Search,
            "Qui cherchez-vous\u{202f}?",
            "Écrivez un nom, un métier, une commune\u{a0}: «\u{a0}dr martin cardio Clermont\u{a0}».",
            None,
        ),
        EtatIndex::Prepare | EtatIndex::Pret { .. } => found(visit, etat, reponse),
    }
}

fn found(visit: &Visit, etat: &Etat, reponse: &Reponse) -> Markup {
    let columns = ["Nom", "Où", "Pourquoi"].map(Column::text).to_vec();
    let rows = reponse.trouves.iter().map(|one| row(visit, etat, one)).collect();
    let table = Table::new("france", "Trouvés dans le fichier national", columns).quiet_caption().rows(rows);
    let nobody = "Vérifiez l’orthographe, ou enlevez un mot.";
    html! {
        @if reponse.trouves.is_empty() { @for proche in &reponse.proches { p { (proche) } } }
        (table.empty(empty(Icon::Search, "Personne de trouvé", nobody, None)))
        @if reponse.trouves.len() == MOST { p.soft { "Les " (MOST) " premiers\u{a0}: ajoutez un mot pour trouver les autres." } }
    }
}

fn row(visit: &Visit, etat: &Etat, one: &Trouve) -> Row {
    let person = &one.professionnel;
    let reference = Reference::Professionnel(person.idnps.clone());
    let communes: Vec<String> = person.communes().into_iter().map(|code| commune(etat, code)).collect();
    Row::new(vec![
        html! {
            a href=(visit.workspace(&reference.chemin())) { (person.nom_complet()) }
            br; (crate::officiel::person(person).profession)
        },
        html! {
            (communes.join(", "))
            @if let Some(du) = person.absent_du { br; (status(Tone::Warning, &format!("Absent du fichier du {}", francais::date(du)))) }
        },
        html! { (one.pourquoi.join("\u{a0}; ")) },
    ])
}
