//! The composer: choosing communes and seeing at once who lives there. One component for the public page and for the
//! workspace; its whole state travels in its form, so that it works without any account and without any script.

mod choix;
mod resultat;
mod saisie;

pub(super) use saisie::{Saisie, read};

use super::script;
use crate::atlas::Etat;
use crate::estimation::{Estimation, estimate};
use crate::fonds::Fond;
use crate::occupation::Occupation;
use crate::plan::{Aspect, Vue, carte, legend};
use db::Tx;
use identifiants::{CommuneCode, DepartementCode};
use jiff::civil::Date;
use kernel::{Cpts, Id};
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;
use ui::map::CommuneState;

/// Territories across more départements than this are drawn by the one in view, and their holes are not looked for.
const DRAWN: usize = 4;

/// Everything that the page draws.
pub(super) struct Compositeur {
    pub saisie: Saisie,
    pub estimation: Estimation,
    /// Départements on the map and in the table.
    pub departements: Vec<DepartementCode>,
    pub fond: Arc<Fond>,
    /// Blocks of communes that the territory surrounds; `None` when they were not looked for.
    pub trous: Option<Vec<BTreeSet<CommuneCode>>>,
    /// Number of separate blocks.
    pub blocs: usize,
    pub occupation: Arc<Occupation>,
    /// The CPTS that is being changed.
    pub moi: Option<usize>,
    pub jour: Date,
}

/// Where the form goes, and what else it offers.
pub(super) struct Cadre<'a> {
    pub csrf: &'a str,
    pub action: &'a str,
    /// Under the figures: open a project, keep the change.
    pub suite: Markup,
}

impl Compositeur {
    /// Computes everything that follows from the communes chosen.
    pub(super) async fn build(
        tx: &mut Tx,
        etat: &Etat,
        saisie: Saisie,
        me: Option<Id<Cpts>>,
        jour: Date,
    ) -> db::Result<Self> {
        let estimation = estimate(&etat.france, &etat.law, jour, &saisie.selection);
        let touched: BTreeSet<DepartementCode> = saisie.codes.iter().map(CommuneCode::departement).collect();
        let near = touched.len() <= DRAWN;
        let mut departements: Vec<DepartementCode> = saisie.vue.into_iter().collect();
        departements.extend(touched.into_iter().filter(|code| near && Some(*code) != saisie.vue));
        let fond = etat.fonds.of(tx, &etat.france, &departements).await?;
        let territoire: BTreeSet<CommuneCode> =
            saisie.codes.iter().flat_map(|code| etat.france.mailles(*code)).collect();
        let trous = near.then(|| fond.voisinage.holes(&territoire));
        let blocs = if near { fond.voisinage.parts(&territoire).len() } else { 1 };
        let moi = me.and_then(|id| etat.rank(id));
        let occupation = etat.occupation(jour);
        Ok(Self { saisie, estimation, departements, fond, trous, blocs, occupation, moi, jour })
    }

    /// The whole component.
    pub(super) fn draw(&self, etat: &Etat, cadre: &Cadre<'_>) -> Markup {
        html! {
            div #compositeur {
                form.stack method="post" action=(cadre.action) data-composer {
                    input type="hidden" name="_csrf" value=(cadre.csrf);
                    input type="hidden" name="etat" value=(crate::demande::short(&etat.france, &self.saisie.codes));
                    input type="hidden" name="affiche" value=(self.shown());
                    // The first button is the one that Enter presses.
                    button.visually-hidden type="submit" tabindex="-1" { "Mettre à jour" }
                    div.split {
                        div.split-main {
                            (choix::draw(self, etat))
                            div #carte { (self.map(etat)) }
                        }
                        div.split-aside #resultat { (resultat::beside(self, etat, cadre)) }
                    }
                    div #details { (resultat::below(self, etat)) }
                }
            }
            (script::tag())
        }
    }

    /// The départements whose boxes are on the page: a box that is not ticked there means « not in the territory ».
    fn shown(&self) -> String {
        self.departements.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
    }

    fn map(&self, etat: &Etat) -> Markup {
        let on_map: BTreeSet<CommuneCode> = self.mailles(etat).collect();
        let twin = choix::table(self, etat);
        let Some(feuille) = self.fond.draw(&on_map, false) else { return twin };
        let holes: BTreeSet<CommuneCode> = self.trous.iter().flatten().flatten().copied().collect();
        let state = |code| Aspect::from(self.state(etat, code, &holes));
        use CommuneState::{Hole, In, Other, Out, Overlap, Uncovered};
        carte(
            etat,
            Vue {
                id: "carte-communes",
                titre: "Communes choisies et autour".to_owned(),
                fond: &self.fond,
                feuille,
                etat: &state,
                bords: vec![self.saisie.codes.iter().flat_map(|code| etat.france.mailles(*code)).collect()],
                choix: true,
                legende: legend(&[In, Overlap, Hole, Other, Uncovered, Out]),
                jumeau: twin,
            },
        )
    }

    /// The smallest parts on the map, arrondissements in the three cities.
    fn mailles<'a>(&'a self, etat: &'a Etat) -> impl Iterator<Item = CommuneCode> + 'a {
        let all = self.departements.iter().flat_map(|code| etat.france.of_departement(*code));
        all.map(|commune| commune.code).filter(|code| !etat.france.has_arrondissements(*code))
    }

    /// Whether a commune is chosen, by itself or with its city.
    fn chosen(&self, etat: &Etat, code: CommuneCode) -> bool {
        let city = || etat.france.commune(code).and_then(|commune| commune.mere);
        self.saisie.codes.contains(&code) || city().is_some_and(|city| self.saisie.codes.contains(&city))
    }

    fn state(&self, etat: &Etat, code: CommuneCode, holes: &BTreeSet<CommuneCode>) -> CommuneState {
        let others = self.occupation.owners(code).iter().any(|rank| Some(*rank) != self.moi);
        match (self.chosen(etat, code), others) {
            (true, true) => CommuneState::Overlap,
            (true, false) => CommuneState::In,
            (false, _) if holes.contains(&code) => CommuneState::Hole,
            (false, true) => CommuneState::Other,
            (false, false) => CommuneState::Uncovered,
        }
    }
}
