//! The figures of the territory, compared.

use super::{ROOM, lier};
use crate::comparaison::{Comparaison, Ligne, compare};
use crate::droits::ANIMER;
use crate::preuve::{Fait, Nature};
use crate::{Besoin, store};
use axum::extract::State;
use maud::{Markup, html};
use territoire::Atlas;
use territoire::chiffre::{Chiffre, Valeur};
use ui::{Button, Column, Explanation, Icon, Row, Table};
use web::{Answer, App, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let jour = kernel::today(visit.ctx.now);
    let communes = super::territory(&visit, &etat);
    let needs = if visit.can(ANIMER) { store::besoins::besoins(&mut tx).await? } else { Vec::new() };
    drop(tx);
    let frame = ui::Frame {
        lead: Some("Qui vit ici, comparé au département, à la région et à la France. Chaque chiffre porte son millésime et sa source.".into()),
        ..visit.frame("Chiffres du territoire")
    };
    let content = html! {
        (ROOM.tabs(&visit, "chiffres"))
        @match compare(&etat, &communes, jour) {
            Some(comparaison) => (table(&visit, &comparaison, &needs)),
            None => (no_territory(&visit)),
        }
    };
    Ok(visit.page(&frame, content))
}

/// What to do before anything else.
pub(super) fn no_territory(visit: &Visit) -> Markup {
    ui::empty::empty(
        Icon::Map,
        "Le territoire n’est pas encore composé",
        "Les chiffres, l’offre et l’accès aux soins se calculent sur les communes de la CPTS.",
        Some(html! { (Button::primary("Composer le territoire").href(visit.workspace("territoire"))) }),
    )
}

fn table(visit: &Visit, comparaison: &Comparaison, needs: &[Besoin]) -> Markup {
    let mut columns = vec![Column::text("Indicateur")];
    columns.extend(comparaison.colonnes.iter().map(|colonne| Column::number(colonne.nom.clone())));
    columns.push(Column::text("Millésime"));
    if visit.can(ANIMER) {
        columns.push(Column::text("Preuve"));
    }
    let rows = comparaison.lignes.iter().map(|ligne| {
        let mut cells = vec![html! { (ligne.libelle) }];
        cells.extend(
            ligne.chiffres.iter().enumerate().map(|(at, chiffre)| cell(ligne, at == 0, chiffre.as_ref())),
        );
        let first = ligne.chiffres.first().and_then(Option::as_ref);
        cells.push(html! { @if let Some(chiffre) = first { (chiffre.millesime) } });
        if visit.can(ANIMER) {
            cells.push(lier(visit, needs, &fait(comparaison, ligne)));
        }
        Row::new(cells)
    });
    html! {
        (Table::new("chiffres", "Le territoire comparé", columns).rows(rows.collect()))
        p { "Les parts sont des moyennes des communes, pondérées par leur population. " a href="/donnees" { "Données et sources" } }
    }
}

fn cell(ligne: &Ligne, mine: bool, chiffre: Option<&Chiffre>) -> Markup {
    let Some(chiffre) = chiffre else { return html! { span title="Pas de chiffre" { "—" } } };
    match &chiffre.valeur {
        Valeur::Masquee { raison } => ui::figure::masked(raison),
        Valeur::Inconnue { raison } => html! { span title=(raison) { "—" } },
        _ if mine => ui::figure::explained(&ligne.libelle, &words(chiffre), &explanation(ligne, chiffre)),
        _ => html! { (words(chiffre)) },
    }
}

/// « 12,4 % ».
pub(crate) fn words(chiffre: &Chiffre) -> String {
    match chiffre.unite.as_str() {
        "%" => format!("{}\u{202f}%", chiffre.valeur),
        _ => chiffre.valeur.to_string(),
    }
}

fn explanation(ligne: &Ligne, chiffre: &Chiffre) -> Explanation {
    let usual = if chiffre.unite == "%" {
        "Moyenne des communes, pondérée par leur population."
    } else {
        "Somme des communes."
    };
    let formula = ligne.note.clone().unwrap_or_else(|| usual.to_owned());
    Explanation::new().formula(formula).source(
        chiffre.origine.clone(),
        chiffre.millesime.clone(),
        Some("/donnees".into()),
    )
}

/// The line as evidence: « 12,4 % (Haute-Loire 11,0 %, France 9,6 %) ».
fn fait(comparaison: &Comparaison, ligne: &Ligne) -> Fait {
    let said = |at: usize| {
        ligne.chiffres.get(at).and_then(Option::as_ref).map(words).unwrap_or_else(|| "—".to_owned())
    };
    let others: Vec<String> = comparaison
        .colonnes
        .iter()
        .enumerate()
        .skip(1)
        .map(|(at, one)| format!("{} {}", one.nom, said(at)))
        .collect();
    let first = ligne.chiffres.first().and_then(Option::as_ref);
    Fait {
        nature: Nature::Indicateur,
        reference: ligne.id.clone(),
        libelle: ligne.libelle.clone(),
        valeur: format!("{} ({})", said(0), others.join(", ")),
        source: first.map(|one| format!("{}, {}", one.origine, one.millesime)).unwrap_or_default(),
    }
}
