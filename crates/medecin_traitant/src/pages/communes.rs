//! Those who wait on a map, by commune, and the same in a table. Exact: the office answers for each of them.

use super::ROOM;
use crate::Coffre;
use crate::droits::VOIR;
use crate::store::suivi;
use axum::extract::State;
use db::Tx;
use identifiants::{CommuneCode, DepartementCode};
use jiff::civil::Date;
use kernel::{Cpts, Id};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use territoire::Atlas;
use territoire::atlas::Etat;
use territoire::fonds::Fond;
use territoire::plan::{Aspect, Vue, carte};
use ui::empty::empty;
use ui::map::{CHOROPLETH, CommuneState, LegendItem};
use ui::{Column, Icon, Row, Table, francais};
use web::{Answer, App, Problem, Routes, Visit};

/// A territory crosses at most this many départements on its map.
const DRAWN: usize = 6;
/// Least count of each class above none.
const BORNES: [u32; 5] = [1, 5, 10, 25, 50];

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/communes", VOIR, show)
}

/// The communes of France and those of the caller’s CPTS, when this instance has them.
pub(super) struct Communes {
    etat: Option<Arc<Etat>>,
    jour: Date,
    cpts: Id<Cpts>,
}

impl Communes {
    pub(super) async fn read(app: &App, tx: &mut Tx) -> Result<Self, Problem> {
        let etat = match app.find::<Atlas>() {
            Some(atlas) => Some(atlas.at(tx).await?),
            None => None,
        };
        Ok(Self { etat, jour: kernel::today(tx.ctx().now), cpts: tx.cpts() })
    }

    /// « Le Puy-en-Velay ».
    pub(super) fn nom(&self, code: CommuneCode) -> String {
        let known = self.etat.as_ref().and_then(|etat| etat.france.commune(code));
        known.map_or_else(|| code.to_string(), |one| one.nom.to_string())
    }

    /// « 43000 Le Puy-en-Velay », as an address ends.
    pub(super) fn postal(&self, code: CommuneCode) -> String {
        let known = self.etat.as_ref().and_then(|etat| etat.france.commune(code));
        let postcode = known.and_then(|one| one.codes_postaux.split(' ').next().map(str::to_owned));
        format!("{} {}", postcode.unwrap_or_default(), self.nom(code)).trim().to_owned()
    }

    /// Those of the territory.
    fn ici(&self) -> BTreeSet<CommuneCode> {
        let here = self.etat.as_ref().and_then(|etat| etat.of(self.cpts));
        here.map(|cpts| cpts.communes(self.jour).iter().copied().collect()).unwrap_or_default()
    }

    /// Those of the territory, by name.
    pub(super) fn choix(&self) -> Vec<(CommuneCode, String)> {
        let mut all: Vec<_> = self.ici().into_iter().map(|code| (code, self.nom(code))).collect();
        all.sort_by_cached_key(|(_, nom)| kernel::fold(nom));
        all
    }
}

async fn show(State(app): State<App>, visit: Visit) -> Answer {
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let mut tx = app.db.read(&visit.ctx).await?;
    let communes = Communes::read(&app, &mut tx).await?;
    let combien = suivi::par_commune(&mut tx, &coffre).await?;
    let fond = match &communes.etat {
        Some(etat) => Some(etat.fonds.of(&mut tx, &etat.france, &departements(&communes.ici())).await?),
        None => None,
    };
    drop(tx);
    let mut frame = ROOM.below(&visit, "Par commune", &[]);
    let sum: u32 = combien.values().sum();
    let words = francais::compte(sum.into(), "personne attend un médecin", "personnes attendent un médecin");
    frame.lead = Some(format!("{words}. Ces nombres sont exacts\u{a0}: ils restent au bureau.").into());
    let twin = table(&visit, &communes, &combien);
    let content = match (&communes.etat, fond) {
        (Some(etat), Some(fond)) => map(etat, &fond, &communes.ici(), &combien, twin),
        _ => twin,
    };
    Ok(visit.page(&frame, html! { (ROOM.tabs(&visit, "")) (content) }))
}

fn map(
    etat: &Etat,
    fond: &Fond,
    ici: &BTreeSet<CommuneCode>,
    combien: &BTreeMap<CommuneCode, u32>,
    jumeau: Markup,
) -> Markup {
    let mailles: BTreeSet<CommuneCode> = ici.iter().flat_map(|code| etat.france.mailles(*code)).collect();
    let Some(feuille) = fond.draw(&mailles, true) else { return jumeau };
    let aspect = |code: CommuneCode| {
        let many = combien.get(&code).copied().unwrap_or(0);
        if many == 0 && !mailles.contains(&code) {
            return Aspect::from(CommuneState::Out);
        }
        let mots = francais::compte(many.into(), "personne attend", "personnes attendent").into();
        Aspect { classe: CHOROPLETH[class(many)].into(), mots }
    };
    let mut legende: Vec<LegendItem> =
        CHOROPLETH.iter().zip(labels()).map(|(class, words)| LegendItem::new(*class, words)).collect();
    legende.push(CommuneState::Out.into());
    let titre = "Personnes qui attendent un médecin, par commune".to_owned();
    let (bords, etat_de) = (vec![mailles.clone()], &aspect);
    let vue = Vue {
        id: "carte-attente",
        titre,
        fond,
        feuille,
        etat: etat_de,
        bords,
        choix: false,
        legende,
        jumeau,
    };
    carte(etat, vue)
}

fn table(visit: &Visit, communes: &Communes, combien: &BTreeMap<CommuneCode, u32>) -> Markup {
    let mut lines: Vec<(String, CommuneCode, u32)> =
        combien.iter().map(|(code, many)| (communes.nom(*code), *code, *many)).collect();
    lines.sort_by_cached_key(|(nom, _, many)| (std::cmp::Reverse(*many), kernel::fold(nom)));
    let rows = lines.into_iter().map(|(nom, code, many)| {
        Row::new(vec![
            html! { a href=(ROOM.at(visit, &format!("?commune={code}"))) { (nom) } },
            html! { (francais::nombre(many.into())) },
        ])
    });
    let columns = vec![Column::text("Commune"), Column::number("Personnes qui attendent")];
    let none =
        empty(Icon::Map, "Personne n’attend", "Les communes de ceux qui attendent sont montrées ici.", None);
    html! { (Table::new("communes", "Personnes qui attendent, par commune", columns).quiet_caption().compact().rows(rows.collect()).empty(none)) }
}

/// The départements of the most communes.
fn departements(communes: &BTreeSet<CommuneCode>) -> Vec<DepartementCode> {
    let mut counts: BTreeMap<DepartementCode, usize> = BTreeMap::new();
    for code in communes {
        *counts.entry(code.departement()).or_default() += 1;
    }
    let mut all: Vec<(DepartementCode, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    all.into_iter().take(DRAWN).map(|(code, _)| code).collect()
}

/// The class of a commune, from 0.
fn class(count: u32) -> usize {
    BORNES.iter().filter(|bound| **bound <= count).count()
}

/// « Personne », « 1 à 4 », … « 50 et plus ».
fn labels() -> [String; 6] {
    std::array::from_fn(|at| match (at, BORNES.get(at)) {
        (0, _) => "Personne".to_owned(),
        (at, Some(next)) => format!("{} à {}", BORNES[at - 1], next - 1),
        (at, None) => format!("{} et plus", BORNES[at - 1]),
    })
}
