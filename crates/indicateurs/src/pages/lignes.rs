//! The acts behind a value, page by page, and as CSV.

use super::{Salle, mots};
use crate::{Gel, Indicateur, WriteError, lignes_actes, store};
use actes::Acte;
use axum::extract::{Path, State};
use db::Tx;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::{Column, Crumb, Icon, Row, Table, francais};
use web::{Answer, App, Fields, Problem, Visit, id_of};

const PAGE: u32 = 50;
/// Lines of a file: more than a year of any CPTS.
const MOST: u32 = 20_000;

struct Vue {
    salle: Salle,
    indicateur: Indicateur,
    gel: Option<Gel>,
}

async fn load(app: &App, visit: &Visit, tx: &mut Tx, id: &str, query: &Fields) -> Result<Vue, Problem> {
    let id: Id<Indicateur> = id_of(id)?;
    let salle = Salle::must_read(app, visit, tx, query).await?;
    let found = store::indicateurs::indicateur(tx, id).await?.filter(|one| one.contrat == salle.contrat.id);
    let indicateur = found.ok_or(WriteError::Inconnu("Cet indicateur"))?;
    let gel = match query.get("gel").parse::<Id<Gel>>() {
        Ok(id) => Some(store::gels::gel(tx, id).await?.ok_or(WriteError::Inconnu("Ce gel"))?),
        Err(_) => None,
    };
    Ok(Vue { salle, indicateur, gel })
}

impl Vue {
    async fn acts(
        &self,
        tx: &mut Tx,
        before: Option<(Date, Id<Acte>)>,
        limit: u32,
    ) -> Result<Vec<Acte>, Problem> {
        let which = (&self.indicateur, self.salle.annee.numero, self.gel.as_ref().map(|gel| gel.id));
        Ok(lignes_actes(tx, &self.salle.contrat, which, before, limit).await?)
    }

    fn query(&self) -> String {
        let gel = self.gel.as_ref().map(|gel| format!("&gel={}", gel.id)).unwrap_or_default();
        format!("?annee={}{gel}", self.salle.annee.numero)
    }

    fn path(&self, visit: &Visit, part: &str) -> String {
        visit.workspace(&format!("dossier-aci/indicateurs/{}{part}{}", self.indicateur.id, self.query()))
    }
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    query: Fields,
) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let vue = load(&app, &visit, &mut tx, &id, &query).await?;
    let mut actes = vue.acts(&mut tx, cursor(query.get("avant")), PAGE + 1).await?;
    let more = actes.len() > PAGE as usize;
    actes.truncate(PAGE as usize);
    let next = actes
        .last()
        .filter(|_| more)
        .map(|acte| format!("{}&avant={}_{}", vue.path(&visit, "/lignes"), acte.fait.jour, acte.id));
    let frame = ui::Frame {
        lead: Some(
            vue.indicateur.texte.mesure.as_ref().map(crate::Mesure::phrase).unwrap_or_default().into(),
        ),
        breadcrumb: vec![
            Crumb::new("Dossier ACI", visit.workspace("dossier-aci")),
            Crumb::new(vue.indicateur.texte.libelle.clone(), vue.path(&visit, "")),
        ],
        ..visit.frame("Actes qui font ce chiffre")
    };
    Ok(visit.page(&frame, content(&visit, &vue, &actes, next)))
}

fn content(visit: &Visit, vue: &Vue, actes: &[Acte], next: Option<String>) -> Markup {
    let columns = vec![
        Column::text("Ce qui a été fait"),
        Column::text("Genre"),
        Column::text("Jour"),
        Column::number("Durée"),
        Column::number("Personnes"),
        Column::text("Preuve"),
    ];
    let rows = actes.iter().map(|acte| row(visit, acte)).collect();
    let empty = ui::empty::empty(
        Icon::Proof,
        "Aucun acte ne compte pour l’instant",
        "Un acte compte dès qu’il est noté avec la mission et le genre que la règle demande.",
        None,
    );
    let paging = ui::table::Paging {
        first: None,
        shown: i64::try_from(actes.len()).unwrap_or(i64::MAX),
        total: None,
        previous: None,
        next: next.map(Into::into),
    };
    html! {
        @if let Some(gel) = &vue.gel {
            (ui::alert::alert(ui::Tone::Info, html! {
                "Les actes tels qu’ils ont été comptés le " (francais::date(gel.jour)) " pour «\u{a0}" (gel.libelle) "\u{a0}»\u{a0}: les corrections faites depuis n’y changent rien."
            }))
        }
        (Table::new("actes-comptes", "Actes comptés", columns).rows(rows).empty(empty).paging(paging).csv(vue.path(visit, "/lignes.csv")))
    }
}

fn row(visit: &Visit, acte: &Acte) -> Row {
    let fait = &acte.fait;
    mots::ligne(vec![
        html! { a href=(visit.workspace(&format!("actes/{}", acte.id))) { (fait.intitule) } },
        html! { (fait.genre.map_or("—", actes::Genre::label)) @if !fait.theme.is_empty() { " · " (fait.theme) } },
        html! { (francais::date_courte(fait.jour)) },
        html! { @if fait.minutes > 0 { (francais::duree(fait.minutes.into())) } },
        html! { @if fait.personnes > 0 { (francais::nombre(fait.personnes.into())) } },
        html! { @if acte.source.0 == "actes" { "noté à la main" } @else { (acte.source.0) } },
    ])
}

pub(super) async fn csv(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    query: Fields,
) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let vue = load(&app, &visit, &mut tx, &id, &query).await?;
    let actes = vue.acts(&mut tx, None, MOST).await?;
    let head = ["jour", "mission", "genre", "theme", "intitule", "minutes", "personnes", "commune", "preuve"];
    let line = |acte: &Acte| {
        let fait = &acte.fait;
        vec![
            fait.jour.to_string(),
            fait.mission.code().to_owned(),
            fait.genre.map_or("", actes::Genre::code).to_owned(),
            fait.theme.clone(),
            fait.intitule.clone(),
            noted(fait.minutes),
            noted(fait.personnes),
            fait.commune.map(|code| code.to_string()).unwrap_or_default(),
            format!("{} {}", acte.source.0, acte.source.1),
        ]
    };
    let lines = std::iter::once(head.map(str::to_owned).to_vec()).chain(actes.iter().map(line));
    Ok(web::csv(&format!("actes-annee-{}.csv", vue.salle.annee.numero), lines))
}

/// A count as the page shows it: nothing when nobody noted any.
fn noted(n: impl Into<i64>) -> String {
    let n = n.into();
    if n > 0 { n.to_string() } else { String::new() }
}

/// `2026-03-02_<id>`, the last line of the page before.
fn cursor(text: &str) -> Option<(Date, Id<Acte>)> {
    let (jour, id) = text.split_once('_')?;
    Some((jour.parse().ok()?, id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_count_that_nobody_noted_is_blank_in_the_file() {
        assert_eq!([super::noted(0_u32), super::noted(60_u32)], ["", "60"]);
    }
}
