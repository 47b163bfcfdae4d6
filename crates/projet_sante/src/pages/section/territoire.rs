//! The territory, beside the words that speak of it: its map, its figures, its communes.

use crate::gather;
use crate::version::Territoire;
use db::{Result, Tx};
use identifiants::CommuneCode;
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;
use territoire::fonds::Fond;
use territoire::plan::{Aspect, Vue, carte};
use territoire::{Atlas, atlas::Etat};
use ui::map::{CommuneState, LegendItem};
use ui::{Column, Figure, Row, Table, figure::figures, francais};

/// The territory of the CPTS, today.
pub(super) struct Ici {
    etat: Arc<Etat>,
    fond: Arc<Fond>,
    communes: BTreeSet<CommuneCode>,
    dit: Territoire,
}

impl Ici {
    /// None before a territory is chosen.
    pub(super) async fn load(tx: &mut Tx, atlas: &Atlas) -> Result<Option<Self>> {
        let (etat, jour) = (atlas.at(tx).await?, kernel::today(tx.ctx().now));
        let Some((communes, fond)) = gather::fond(tx, &etat, jour).await? else { return Ok(None) };
        let (dit, communes) = (gather::figures(&etat, communes, jour), communes.clone());
        Ok(Some(Self { etat, fond, communes, dit }))
    }

    pub(super) fn show(&self) -> Markup {
        let tiles: Vec<Figure> = self
            .dit
            .chiffres
            .iter()
            .map(|(label, value, source)| {
                let tile = Figure::new(label.clone(), value.clone());
                if source.is_empty() { tile } else { tile.note(html! { (source) }) }
            })
            .collect();
        let rows = self.dit.communes.iter().map(|(nom, people)| {
            let people = people.map_or_else(|| "non publiée".to_owned(), |n| francais::nombre(n.into()));
            Row::new(vec![html! { (nom) }, html! { (people) }])
        });
        let columns = vec![Column::text("Commune"), Column::number("Habitants")];
        html! {
            (figures(&tiles))
            (self.map())
            (Table::new("communes", "Communes du territoire", columns).rows(rows.collect()))
            p.hint { "Source\u{a0}: " (self.dit.source) "." }
        }
    }

    fn map(&self) -> Markup {
        let inside: BTreeSet<CommuneCode> =
            self.communes.iter().flat_map(|code| self.etat.france.mailles(*code)).collect();
        let Some(feuille) = self.fond.draw(&inside, true) else { return html! {} };
        let state =
            |code: &CommuneCode| if inside.contains(code) { CommuneState::In } else { CommuneState::Out };
        let look = |code: CommuneCode| Aspect::from(state(&code));
        carte(
            &self.etat,
            Vue {
                id: "carte-territoire",
                titre: "Le territoire d’action".to_owned(),
                fond: &self.fond,
                feuille,
                etat: &look,
                bords: vec![inside.clone()],
                choix: false,
                legende: [CommuneState::In, CommuneState::Out].map(LegendItem::from).to_vec(),
                jumeau: html! { p { a href="#communes" { "La liste des communes" } " dit la même chose que la carte." } },
            },
        )
    }
}
