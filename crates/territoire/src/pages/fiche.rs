//! What the public page of a CPTS and its workspace both show: map, communes, life.

use crate::atlas::{CptsConnue, Etat};
use crate::estimation::Estimation;
use crate::fonds::Fond;
use crate::plan::{Aspect, Vue, carte, legend};
use crate::selection::Selection;
use crate::statut::{Etape, Statut};
use db::Tx;
use identifiants::{CommuneCode, DepartementCode};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use ui::map::CommuneState;
use ui::status::status;
use ui::steps::{State, Step, steps};
use ui::{Column, Row, Table, Tone, francais};

/// A territory crosses at most this many départements on its map.
const DRAWN: usize = 6;

/// A list of communes with everything that follows from it.
pub(super) struct Fiche {
    pub communes: BTreeSet<CommuneCode>,
    pub selection: Selection,
    pub estimation: Estimation,
    pub fond: Arc<Fond>,
    /// The CPTS, by rank in the atlas.
    pub moi: usize,
    pub jour: Date,
}

impl Fiche {
    /// The territory of a CPTS on a day.
    pub(super) async fn build(tx: &mut Tx, etat: &Etat, moi: usize, jour: Date) -> db::Result<Self> {
        let communes = etat.cpts[moi].communes(jour).clone();
        let selection = Selection::of(&etat.france, communes.iter().copied());
        let estimation = crate::estimation::estimate(&etat.france, &etat.law, jour, &selection);
        let departements = largest(&estimation);
        let fond = etat.fonds.of(tx, &etat.france, &departements).await?;
        Ok(Self { communes, selection, estimation, fond, moi, jour })
    }

    fn mailles(&self, etat: &Etat) -> BTreeSet<CommuneCode> {
        self.communes.iter().flat_map(|code| etat.france.mailles(*code)).collect()
    }

    /// The territory and what touches it.
    pub(super) fn map(&self, etat: &Etat) -> Markup {
        let mailles = self.mailles(etat);
        let Some(feuille) = self.fond.draw(&mailles, true) else { return html! {} };
        let occupation = etat.occupation(self.jour);
        let holes: BTreeSet<CommuneCode> =
            self.fond.voisinage.holes(&mailles).into_iter().flatten().collect();
        let state = |code: CommuneCode| {
            let others: Vec<&CptsConnue> = occupation
                .owners(code)
                .iter()
                .filter(|rank| **rank != self.moi)
                .filter_map(|rank| etat.cpts.get(*rank))
                .collect();
            let state = match (mailles.contains(&code), others.first()) {
                (true, None) => CommuneState::In,
                (true, Some(_)) => CommuneState::Overlap,
                (false, _) if holes.contains(&code) => CommuneState::Hole,
                (false, Some(_)) => CommuneState::Other,
                (false, None) => CommuneState::Uncovered,
            };
            match others.first() {
                Some(other) => Aspect { classe: state.class().into(), mots: other.nom.clone().into() },
                None => Aspect::from(state),
            }
        };
        use CommuneState::{Hole, In, Other, Overlap, Uncovered};
        carte(
            etat,
            Vue {
                id: "carte-territoire",
                titre: "Le territoire et ses voisins".to_owned(),
                fond: &self.fond,
                feuille,
                etat: &state,
                bords: vec![mailles.clone()],
                choix: false,
                legende: legend(&[In, Overlap, Hole, Other, Uncovered]),
                jumeau: html! { p { a href="#communes" { "La liste des communes" } " dit la même chose que la carte." } },
            },
        )
    }

    /// The communes, largest first.
    pub(super) fn table(&self, etat: &Etat, csv: Option<String>) -> Markup {
        let mut communes: Vec<_> = self.selection.communes(&etat.france).collect();
        communes.sort_by_key(|commune| std::cmp::Reverse(commune.population));
        let columns = vec![
            Column::text("Commune"),
            Column::text("Code").minor(),
            Column::text("Intercommunalité"),
            Column::number("Population"),
        ];
        let rows = communes.into_iter().map(|commune| {
            let epci = commune.epci.and_then(|siren| etat.france.epci(siren));
            Row::new(vec![
                html! { (commune.nom) },
                html! { (commune.code) },
                html! { @if let Some(epci) = epci { (epci.nom) } @else { "—" } },
                html! { @match commune.population { Some(n) => (francais::nombre(n.into())), None => "non publiée" } },
            ])
        });
        let table = Table::new("communes", "Communes", columns).quiet_caption().compact().filter("Filtrer");
        let table = table.rows(rows.collect());
        match csv {
            Some(href) => html! { (table.csv(href)) },
            None => html! { (table) },
        }
    }
}

fn largest(estimation: &Estimation) -> Vec<DepartementCode> {
    estimation.departements.iter().filter_map(|part| part.code.parse().ok()).take(DRAWN).collect()
}

/// The stage in a few words: a shape, a colour, a date.
pub(super) fn stage(statut: Option<&Statut>) -> Markup {
    let Some(statut) = statut else { return html! { (status(Tone::Neutral, "Étape non renseignée")) } };
    let jalon = statut.dernier();
    html! { (status(tone(jalon.etape), jalon.etape.libelle())) " " span.soft { (jalon.quand) } }
}

const fn tone(etape: Etape) -> Tone {
    match etape {
        Etape::Emergence | Etape::LettreIntention => Tone::Neutral,
        Etape::ProjetSoumis | Etape::ProjetValide => Tone::Info,
        Etape::AciSigne | Etape::Operationnelle => Tone::Success,
        Etape::Abandonnee => Tone::Danger,
    }
}

/// The stages, those behind with their date, the one expected with its own.
pub(super) fn life(statut: &Statut) -> Markup {
    let reached: BTreeMap<Etape, String> =
        statut.atteints().iter().map(|jalon| (jalon.etape, jalon.quand.to_string())).collect();
    let line = crate::statut::ETAPES.into_iter().filter(|etape| {
        // A project given up shows where it stopped, the others where they go.
        reached.contains_key(etape) || (*etape > statut.etape() && *etape != Etape::Abandonnee)
    });
    let step = |etape: Etape| match (reached.get(&etape), statut.prevu()) {
        (Some(when), _) if etape == statut.etape() => {
            Step::new(State::Current, etape.libelle(), Some(when.clone().into()))
        }
        (Some(when), _) => Step::new(State::Done, etape.libelle(), Some(when.clone().into())),
        (None, Some(jalon)) if jalon.etape == etape => {
            Step::new(State::Planned, etape.libelle(), Some(format!("attendu\u{a0}: {}", jalon.quand).into()))
        }
        (None, _) => Step::new(State::Planned, etape.libelle(), None),
    };
    steps("Vie de la CPTS", &line.map(step).collect::<Vec<_>>())
}
