//! The file as a spreadsheet: indicators, obligations, money.

use super::{Salle, mots};
use crate::cible::en_pourcent;
use crate::constat::Manque;
use crate::enjeu::Enjeu;
use crate::tableau::{Ligne, Tableau};
use crate::{WriteError, tableau};
use axum::extract::State;
use contrat::echeance::Echeance;
use db::Trace;
use documents::{Cell, Kind, Sheet, SheetColumn, Workbook};
use web::{Answer, App, Fields, Problem, Visit};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn read(visit: &Visit, app: &App, query: &Fields) -> Result<(Salle, Tableau, Vec<Echeance>), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::must_read(app, visit, &mut tx, query).await?;
    let table = tableau(&mut tx, &salle.lois, &salle.contrat, salle.annee.numero, salle.today).await?;
    let dates = contrat::echeances(&mut tx, &salle.lois, &salle.contrat, salle.today).await?;
    drop(tx);
    let mut tx = app.db.begin(&visit.ctx).await?;
    tx.record(Trace::new(
        "indicateurs.exporte",
        format!("contrat:{}:annee:{}", salle.contrat.id, salle.annee.numero),
    ));
    tx.commit().await?;
    Ok((salle, table, dates))
}

pub(super) async fn csv(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let (salle, table, _) = read(&visit, &app, &query).await?;
    let text = documents::csv(&indicators(&salle, &table)).map_err(|error| Problem::fault(&error))?;
    let name = format!("dossier-aci-annee-{}.csv", salle.annee.numero);
    web::download(&name, "text/csv; charset=utf-8", move || Ok::<_, WriteError>(text.into_bytes())).await
}

pub(super) async fn xlsx(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let (salle, table, dates) = read(&visit, &app, &query).await?;
    let workbook = Workbook {
        title: format!("Dossier ACI, année {} du contrat", salle.annee.numero),
        organisation: visit.tenant()?.nom.clone(),
        date: salle.today,
        sheets: vec![indicators(&salle, &table), obligations(&dates)],
        notes: notes(&table),
    };
    let name = format!("dossier-aci-annee-{}.xlsx", salle.annee.numero);
    web::download(&name, XLSX, move || documents::xlsx(&workbook)).await
}

fn notes(table: &Tableau) -> Vec<(String, String)> {
    let mut notes = Vec::new();
    if table.gel.is_none() {
        notes.push(("Couleurs".to_owned(), crate::feu::LEGENDE.to_owned()));
    }
    let sum = table.bilan();
    if sum.partiel {
        notes.push((
            "Sommes".to_owned(),
            "Partielles : un montant, un poids ou une valeur manque à un indicateur au moins.".to_owned(),
        ));
    }
    let doubts = sum.doutes();
    if !doubts.is_empty() {
        notes.push(("Montants".to_owned(), format!("Dans les sommes\u{a0}: {}.", doubts.join(", "))));
    }
    notes.extend(
        table
            .parts
            .iter()
            .filter_map(|one| Some(("À lire dans le contrat".to_owned(), one.question.clone()?))),
    );
    notes
}

fn indicators(salle: &Salle, table: &Tableau) -> Sheet {
    let columns = vec![
        SheetColumn::new("Mission", Kind::Text),
        SheetColumn::new("Indicateur", Kind::Text),
        SheetColumn::new("Nature", Kind::Text),
        SheetColumn::new("Départ", Kind::Text),
        SheetColumn::new("Cible", Kind::Text),
        SheetColumn::new("Valeur", Kind::Text),
        SheetColumn::new("Au", Kind::Date),
        SheetColumn::new("Source", Kind::Text),
        SheetColumn::new("Chemin fait", Kind::Text),
        SheetColumn::new("Poids", Kind::Text),
        SheetColumn::new("État", Kind::Text),
        SheetColumn::new("Attendu à la date anniversaire", Kind::Text),
        SheetColumn::new("Prévision", Kind::Text),
        SheetColumn::new("Enjeu (euros)", Kind::Euros),
        SheetColumn::new("Acquis (euros)", Kind::Euros),
        SheetColumn::new("Prévu (euros)", Kind::Euros),
        SheetColumn::new("Montant", Kind::Text),
        SheetColumn::new("À faire", Kind::Text),
        SheetColumn::new("Manque", Kind::Text),
    ];
    Sheet {
        name: "Indicateurs".to_owned(),
        title: format!("Indicateurs, année {} du contrat", table.annee.numero),
        note: table.gel.as_ref().map(|gel| format!("Chiffres arrêtés : {}", gel.libelle)),
        columns,
        rows: table.lignes.iter().map(|ligne| line(salle, table, ligne)).collect(),
    }
}

fn line(salle: &Salle, table: &Tableau, ligne: &Ligne) -> Vec<Cell> {
    let live = table.gel.is_none();
    let texte = &ligne.indicateur.texte;
    let words = |n: Option<crate::Nombre>| Cell::from(n.map(|n| n.en_mots(texte.unite)));
    let constat = ligne.constat.as_ref();
    let (plafond, acquis, prevu, montant) = match &ligne.enjeu {
        Enjeu::Montant { plafond, acquis, prevu, doute } => {
            (Some(*plafond), *acquis, *prevu, doute.en_mots().unwrap_or("confirmé").to_owned())
        }
        Enjeu::Inconnu { question } => (None, None, None, question.clone()),
        Enjeu::PoidsInacheves => (None, None, None, "poids inachevés".to_owned()),
        Enjeu::PasDemarree => (None, None, None, "mission pas encore démarrée".to_owned()),
        Enjeu::SansPart => (None, None, None, "sans part variable".to_owned()),
    };
    vec![
        salle.mission(&texte.mission).into(),
        texte.libelle.clone().into(),
        texte.nature.libelle().into(),
        words(texte.depart.map(|(n, _)| n)),
        words(ligne.cible.cible),
        words(constat.map(|one| one.valeur)),
        constat.map(|one| one.jour).into(),
        constat.map(|one| one.source.clone()).into(),
        ligne.atteinte.as_ref().map(|one| crate::atteinte::en_pourcent(one.value)).into(),
        ligne.cible.poids.map(|poids| en_pourcent(poids.into())).into(),
        mots::etat(table, ligne).1.into(),
        words(ligne.prevision.as_ref().map(|one| one.valeur)),
        ligne.prevision.as_ref().map(|one| if one.sure { "sûre" } else { "peu sûre" }).into(),
        euros(plafond),
        euros(acquis),
        euros(prevu.filter(|_| live)),
        montant.into(),
        ligne.prevision.as_ref().map(|one| one.phrase.clone()).into(),
        ligne
            .manque
            .iter()
            .filter(|_| live)
            .map(|one: &Manque| one.phrase())
            .collect::<Vec<_>>()
            .join(", ")
            .into(),
    ]
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a spreadsheet holds doubles; cents of a contract are far below 2^53"
)]
fn euros(cents: Option<i64>) -> Cell {
    cents.map_or(Cell::Empty, |cents| Cell::Number(cents as f64 / 100.0))
}

fn obligations(dates: &[Echeance]) -> Sheet {
    let rows = dates.iter().filter(|one| one.is_due());
    Sheet {
        name: "Obligations".to_owned(),
        title: "Obligations du contrat".to_owned(),
        note: None,
        columns: vec![
            SheetColumn::new("Obligation", Kind::Text),
            SheetColumn::new("Avant le", Kind::Date),
            SheetColumn::new("Faite le", Kind::Date),
            SheetColumn::new("Date confirmée", Kind::Text),
        ],
        rows: rows
            .map(|one| {
                vec![
                    one.libelle.clone().into(),
                    one.jour.into(),
                    one.faite.as_ref().map(|faite| faite.le).into(),
                    if one.incertain { "non" } else { "oui" }.into(),
                ]
            })
            .collect(),
    }
}
