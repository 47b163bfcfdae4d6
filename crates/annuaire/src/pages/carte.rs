//! The offer on a map: how many people of one profession practise in each commune; and the same in a table.

use super::liste::open;
use super::{ROOM, public};
use crate::Regard;
use crate::bottin::{Bottin, Sorte};
use crate::pages::commune;
use axum::extract::State;
use identifiants::{CommuneCode, DepartementCode};
use maud::{Markup, html};
use repertoire::Famille;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use territoire::atlas::Etat;
use territoire::fonds::Fond;
use territoire::plan::{Aspect, Vue, carte};
use ui::empty::empty;
use ui::map::{CHOROPLETH, CommuneState, LegendItem};
use ui::{Choice, Column, Crumb, Field, Icon, Row, Table, form, francais};
use web::{Answer, App, Fields, Problem, Visit};

/// A territory crosses at most this many départements on its map.
const DRAWN: usize = 6;
const PROFESSION: &str = "profession";

pub(super) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let offre = Offre::read(&app, &visit, &fields, Regard::of(&visit.ctx.rights)).await?;
    let mut frame = ROOM.below(&visit, "Carte de l’offre", &[]);
    frame.lead = Some(offre.lead().into());
    let base = visit.workspace("annuaire");
    Ok(visit.page(&frame, html! { (ROOM.tabs(&visit, "")) (offre.draw(&base)) }))
}

pub(super) async fn show_public(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let offre = Offre::read(&app, &visit, &fields, Regard::Public).await?;
    let base = public::base(&visit)?;
    let frame = ui::Frame {
        lead: Some(offre.lead().into()),
        breadcrumb: vec![Crumb::new("Annuaire de santé", base.clone())],
        ..visit.frame("Carte de l’offre de soins")
    };
    Ok(visit.page(&frame, offre.draw(&base)))
}

/// People of one profession by commune.
struct Offre {
    bottin: Arc<Bottin>,
    etat: Arc<Etat>,
    fond: Arc<Fond>,
    famille: &'static Famille,
    /// People of each profession that the territory has.
    familles: BTreeMap<&'static str, u32>,
    /// People of the one shown, by commune of the territory.
    personnes: BTreeMap<CommuneCode, u32>,
    /// The same people, each counted once.
    total: u32,
}

impl Offre {
    async fn read(app: &App, visit: &Visit, fields: &Fields, regard: Regard) -> Result<Self, Problem> {
        let asked = match fields.get(PROFESSION) {
            "" => "medecin_generaliste",
            other => other,
        };
        let famille = Famille::parse(asked).ok_or_else(|| {
            let problem = Problem::new(422, "parametre-illisible", "Cette adresse n’est pas lisible.");
            problem.field(PROFESSION, format!("«\u{a0}{asked}\u{a0}» n’est pas un choix de la liste."))
        })?;
        let mut tx = app.db.read(&visit.ctx).await?;
        let (bottin, etat) = open(app, &mut tx, regard).await?;
        let fond = etat.fonds.of(&mut tx, &etat.france, &departements(bottin.territoire())).await?;
        let (familles, personnes, total) = count(&bottin, famille);
        Ok(Self { bottin, etat, fond, famille, familles, personnes, total })
    }

    fn lead(&self) -> String {
        let count = francais::nombre(self.total.into());
        format!(
            "{}\u{a0}: {count} sur le territoire. {}",
            self.famille.pluriel,
            super::liste::sources(&self.bottin)
        )
    }

    fn draw(&self, base: &str) -> Markup {
        let known = Famille::all().iter().chain(Famille::parse("autre"));
        let kept = known.filter(|one| *one == self.famille || self.familles.contains_key(one.code));
        let choices = kept.map(|one| {
            let count = self.familles.get(one.code).copied().unwrap_or(0);
            Choice::new(one.code, format!("{} ({})", one.pluriel, francais::nombre(count.into())))
        });
        html! {
            (form::filters(&format!("{base}/carte"), html! {
                (Field::select(PROFESSION, "Profession", choices.collect()).value(self.famille.code))
            }))
            (self.map(base))
            p.soft { "Chaque personne compte dans chacune des communes où elle donne des soins\u{a0}; les étudiants ne sont pas comptés." }
        }
    }

    fn map(&self, base: &str) -> Markup {
        let territoire = self.bottin.territoire();
        let mailles: BTreeSet<CommuneCode> =
            territoire.iter().flat_map(|code| self.etat.france.mailles(*code)).collect();
        let Some(feuille) = self.fond.draw(&mailles, true) else {
            return html! {
                @if territoire.is_empty() { (empty(Icon::Map, "Pas encore de territoire", "La carte montre les communes de la CPTS.", None)) }
                @else { (self.table(base)) }
            };
        };
        let most = self.personnes.values().copied().max().unwrap_or(0);
        let aspect = |code: CommuneCode| {
            if !mailles.contains(&code) {
                return Aspect::from(CommuneState::Out);
            }
            let count = self.personnes.get(&code).copied().unwrap_or(0);
            Aspect { classe: CHOROPLETH[class(count, most)].into(), mots: self.words(count).into() }
        };
        let mut legende: Vec<LegendItem> = CHOROPLETH
            .iter()
            .zip(labels(most))
            .map(|(class, words)| LegendItem::new(*class, words))
            .collect();
        legende.push(CommuneState::Out.into());
        carte(
            &self.etat,
            Vue {
                id: "carte-offre",
                titre: format!("{} par commune", self.famille.pluriel),
                fond: &self.fond,
                feuille,
                etat: &aspect,
                bords: vec![mailles.clone()],
                choix: false,
                legende,
                jumeau: self.table(base),
            },
        )
    }

    fn words(&self, count: u32) -> String {
        let nom = |words: &str| words.to_lowercase();
        match count {
            0 => format!("aucun {}", nom(self.famille.nom)),
            n => francais::compte(n.into(), &nom(self.famille.nom), &nom(self.famille.pluriel)),
        }
    }

    /// The same as the map: communes by name, each leading to the list.
    fn table(&self, base: &str) -> Markup {
        let columns =
            vec![Column::text("Commune"), Column::number(self.famille.pluriel), Column::number("Habitants")];
        let territoire = self.bottin.territoire().iter();
        let shown = territoire.filter(|code| !self.etat.france.has_arrondissements(**code));
        let mut named: Vec<(String, CommuneCode)> =
            shown.map(|code| (commune(&self.etat, *code), *code)).collect();
        named.sort_by_cached_key(|(name, _)| kernel::fold(name));
        let rows = named.into_iter().map(|(name, code)| {
            let count = self.personnes.get(&code).copied().unwrap_or(0);
            let people = self.etat.france.commune(code).and_then(|commune| commune.population);
            let href = format!("{base}?{PROFESSION}={}&commune={code}", self.famille.code);
            Row::new(vec![
                html! { @if count > 0 { a href=(href) { (name) } } @else { (name) } },
                html! { (francais::nombre(count.into())) },
                html! { @match people { Some(n) => (francais::nombre(n.into())), None => "non publié" } },
            ])
        });
        html! { (Table::new("offre", format!("{} par commune", self.famille.pluriel), columns).quiet_caption().compact().rows(rows.collect())) }
    }
}

type Count = (BTreeMap<&'static str, u32>, BTreeMap<CommuneCode, u32>, u32);

/// Those who give care in the territory today, students apart.
fn count(bottin: &Bottin, famille: &'static Famille) -> Count {
    let (mut familles, mut personnes, mut total) = (BTreeMap::new(), BTreeMap::new(), 0);
    let people = bottin.inscrits().iter().filter(|one| one.entree().sorte == Sorte::Professionnel);
    let present =
        people.filter(|one| !one.is_retiree() && one.entree().absent_du.is_none() && !one.entree().etudiant);
    for one in present {
        let care = one.entree().lieux.iter().filter(|lieu| lieu.soin).filter_map(|lieu| lieu.commune);
        let here: BTreeSet<CommuneCode> = care.filter(|code| bottin.territoire().contains(code)).collect();
        let Some(own) = one.entree().famille.filter(|_| !here.is_empty()) else { continue };
        *familles.entry(own.code).or_insert(0) += 1;
        if own == famille {
            total += 1;
            for code in here {
                *personnes.entry(code).or_insert(0) += 1;
            }
        }
    }
    (familles, personnes, total)
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

/// Least count of each class above none: one by one up to five, then each twice the one before.
const fn least(most: u32) -> [u32; 5] {
    if most <= 5 { [1, 2, 3, 4, 5] } else { [1, 2, 4, 8, 16] }
}

/// The class of a commune, from 0.
fn class(count: u32, most: u32) -> usize {
    least(most).iter().filter(|bound| **bound <= count).count()
}

/// « aucun », « 1 », « 2 à 3 », … « 16 et plus ».
fn labels(most: u32) -> [String; 6] {
    let bounds = least(most);
    std::array::from_fn(|at| match at {
        0 => "Aucun".to_owned(),
        5 if most <= 5 => "5".to_owned(),
        5 => "16 et plus".to_owned(),
        _ if bounds[at] == bounds[at - 1] + 1 => bounds[at - 1].to_string(),
        _ => format!("{} à {}", bounds[at - 1], bounds[at] - 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_follow_each_other_without_gap() {
        assert_eq!(labels(3), ["Aucun", "1", "2", "3", "4", "5"]);
        assert_eq!(labels(40), ["Aucun", "1", "2 à 3", "4 à 7", "8 à 15", "16 et plus"]);
        let classes: Vec<usize> = [0, 1, 2, 3, 4, 7, 8, 15, 16, 99].iter().map(|n| class(*n, 99)).collect();
        assert_eq!(classes, [0, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    }
}
