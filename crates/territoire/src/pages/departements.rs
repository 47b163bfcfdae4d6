//! Coverage of a département: the map of its CPTS, its zones blanches, its overlaps.

use super::fiche;
use crate::atlas::{Atlas, CptsConnue, Etat};
use crate::fonds::Fond;
use crate::perimetre::{ZonesBlanches, zones_blanches};
use crate::plan::{Aspect, Vue, carte, colour};
use crate::referentiel::Commune;
use axum::extract::{Path, State};
use identifiants::{CommuneCode, DepartementCode};
use jiff::civil::Date;
use kernel::today;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::map::{CommuneState, LegendItem};
use ui::section::section;
use ui::{Button, Column, Crumb, Figure, Row, Table, francais};
use web::{Answer, App, Problem, Visit};

/// A département, its CPTS and what they leave.
pub(super) struct Vu<'a> {
    pub etat: &'a Etat,
    pub code: DepartementCode,
    pub jour: Date,
    /// CPTS with a commune here, by rank in the atlas.
    pub ici: Vec<usize>,
    pub zones: ZonesBlanches,
}

impl<'a> Vu<'a> {
    pub(super) fn of(etat: &'a Etat, code: DepartementCode, jour: Date) -> Self {
        let here =
            |cpts: &CptsConnue| cpts.communes(jour).iter().any(|commune| commune.departement() == code);
        let mut ici: Vec<usize> = (0..etat.cpts.len()).filter(|rank| here(&etat.cpts[*rank])).collect();
        ici.sort_by_key(|rank| kernel::fold(&etat.cpts[*rank].nom));
        let zones = zones_blanches(&etat.france, code, etat.cpts.iter().map(|cpts| cpts.communes(jour)));
        Self { etat, code, jour, ici, zones }
    }

    fn mailles(&self) -> BTreeSet<CommuneCode> {
        let all = self.etat.france.of_departement(self.code).iter().map(|commune| commune.code);
        all.filter(|code| !self.etat.france.has_arrondissements(*code)).collect()
    }

    /// Who covers what, one colour per CPTS.
    pub(super) fn map(&self, fond: &Fond, nom: &str) -> Markup {
        let mailles = self.mailles();
        let Some(feuille) = fond.draw(&mailles, false) else { return self.table() };
        let occupation = self.etat.occupation(self.jour);
        let place = |rank: usize| self.ici.iter().position(|here| *here == rank).unwrap_or_default();
        let aspect = |code: CommuneCode| match occupation.owners(code) {
            [] => Aspect::from(CommuneState::Uncovered),
            [rank] => {
                Aspect { classe: colour(place(*rank)).into(), mots: self.etat.cpts[*rank].nom.clone().into() }
            }
            several => {
                let names: Vec<&str> =
                    several.iter().map(|rank| self.etat.cpts[*rank].nom.as_str()).collect();
                Aspect { classe: CommuneState::Overlap.class().into(), mots: names.join(", ").into() }
            }
        };
        let mut legende: Vec<LegendItem> = Vec::new();
        for (at, rank) in self.ici.iter().enumerate() {
            legende.push(LegendItem::new(colour(at), self.etat.cpts[*rank].nom.clone()));
        }
        legende.extend([CommuneState::Overlap.into(), CommuneState::Uncovered.into()]);
        let territory = |rank: &usize| -> BTreeSet<CommuneCode> {
            let communes = self.etat.cpts[*rank].communes(self.jour).iter();
            communes
                .flat_map(|code| self.etat.france.mailles(*code))
                .filter(|code| mailles.contains(code))
                .collect()
        };
        carte(
            self.etat,
            Vue {
                id: "carte-couverture",
                titre: format!("Les CPTS, {nom}"),
                fond,
                feuille,
                etat: &aspect,
                bords: self.ici.iter().map(territory).collect(),
                choix: false,
                legende,
                jumeau: self.table(),
            },
        )
    }

    /// The CPTS that have communes here.
    pub(super) fn table(&self) -> Markup {
        let columns = vec![
            Column::text("CPTS"),
            Column::text("Où elle en est"),
            Column::number("Communes ici"),
            Column::number("Habitants ici"),
            Column::number("Habitants en tout"),
        ];
        let rows = self.ici.iter().map(|rank| {
            let cpts = &self.etat.cpts[*rank];
            let communes = cpts.communes(self.jour);
            let here: BTreeSet<CommuneCode> =
                communes.iter().copied().filter(|commune| commune.departement() == self.code).collect();
            Row::new(vec![
                html! { a href={ "/" (cpts.slug) } { (cpts.nom) } },
                html! { (fiche::stage(cpts.statut.as_ref())) },
                html! { (here.len()) },
                html! { (francais::nombre(self.etat.population(&here))) },
                html! { (francais::nombre(self.etat.population(communes))) },
            ])
        });
        html! { (Table::new("cpts", "CPTS du département", columns).quiet_caption().rows(rows.collect())) }
    }
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path(code): Path<String>) -> Answer {
    let code: DepartementCode = code.parse().map_err(|_| Problem::not_found())?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let departement = etat.france.departement(code).ok_or_else(Problem::not_found)?;
    let fond = etat.fonds.of(&mut tx, &etat.france, &[code]).await?;
    let vu = Vu::of(&etat, code, today(visit.ctx.now));
    let frame = ui::Frame {
        lead: Some(lead(&vu).into()),
        breadcrumb: vec![Crumb::new("Accueil", "/"), Crumb::new("Départements", "/departements")],
        ..visit.frame(format!("{} ({code})", departement.nom))
    };
    let content = html! {
        (figures(&vu.zones))
        (vu.map(&fond, &departement.nom))
        @if !vu.ici.is_empty() { (section("liste", "Les CPTS", vu.table())) }
        (uncovered(&vu))
        (overlapping(&vu))
    };
    Ok(visit.page(&frame, content))
}

fn lead(vu: &Vu<'_>) -> String {
    match vu.ici.len() {
        0 => "Aucune CPTS de cette instance n’y a de commune pour l’instant.".to_owned(),
        1 => "Une CPTS et ce qu’elle couvre.".to_owned(),
        n => format!("{n}\u{a0}CPTS et ce qu’elles couvrent."),
    }
}

fn figures(zones: &ZonesBlanches) -> Markup {
    let covered = zones.population_total - zones.population;
    let explained = |formula: &str| {
        ui::Explanation::new().formula(formula.to_owned()).source(
            "Insee, populations municipales",
            "voir le millésime dans Données et sources",
            Some("/donnees".into()),
        )
    };
    ui::figure::figures(&[
        Figure::new("Habitants dans une CPTS", francais::nombre(covered))
            .unit("habitants")
            .strong()
            .note(format!("sur {}", francais::nombre(zones.population_total)))
            .explained(explained(
                "Population des communes comprises dans au moins une CPTS, chacune comptée une fois.",
            )),
        Figure::new("Zones blanches", francais::nombre(zones.population))
            .unit("habitants")
            .note(format!("{} communes sur {}", zones.communes.len(), zones.communes_total))
            .explained(explained("Population des communes qui ne sont dans aucune CPTS de cette instance.")),
    ])
}

/// Zones blanches, by EPCI, and the way to make a project of them.
fn uncovered(vu: &Vu<'_>) -> Markup {
    let france = &vu.etat.france;
    if vu.zones.communes.is_empty() {
        return section(
            "zones-blanches",
            "Zones blanches",
            html! { p { "Toutes les communes du département sont dans une CPTS." } },
        );
    }
    let mut by_epci: BTreeMap<String, Vec<&Commune>> = BTreeMap::new();
    for commune in vu.zones.communes.iter().filter_map(|code| france.commune(*code)) {
        let epci = commune.epci.and_then(|siren| france.epci(siren));
        by_epci.entry(epci.map_or("Sans EPCI", |epci| &epci.nom).to_owned()).or_default().push(commune);
    }
    let people =
        |communes: &[&Commune]| -> i64 { communes.iter().filter_map(|c| c.population).map(i64::from).sum() };
    let rows = by_epci.iter().map(|(epci, communes)| {
        let names: Vec<&str> = communes.iter().map(|commune| commune.nom.as_ref()).collect();
        Row::new(vec![
            html! { (epci) },
            html! { details { summary { (francais::compte(communes.len() as i64, "commune", "communes")) } (names.join(", ")) } },
            html! { (francais::nombre(people(communes))) },
        ])
    });
    let columns = vec![
        Column::text("Intercommunalité"),
        Column::text("Communes sans CPTS"),
        Column::number("Habitants"),
    ];
    let link = format!("/territoire?t={}&vue={}", crate::demande::short(france, &vu.zones.communes), vu.code);
    section(
        "zones-blanches",
        "Zones blanches",
        html! {
            (Table::new("blanches", "Communes sans CPTS, par intercommunalité", columns).quiet_caption().rows(rows.collect()))
            div.actions { (Button::secondary("Composer un territoire avec ces communes").href(link)) }
        },
    )
}

fn overlapping(vu: &Vu<'_>) -> Markup {
    let occupation = vu.etat.occupation(vu.jour);
    let several = vu.mailles().into_iter().filter(|code| occupation.owners(*code).len() > 1);
    let rows: Vec<Row> = several
        .filter_map(|code| vu.etat.france.commune(code))
        .map(|commune| {
            let names: Vec<&str> =
                occupation.owners(commune.code).iter().map(|rank| vu.etat.cpts[*rank].nom.as_str()).collect();
            Row::new(vec![html! { (commune.nom) }, html! { (names.join(", ")) }])
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            (section("chevauchements", "Communes dans plusieurs CPTS", html! {
                (Table::new("plusieurs", "Communes dans plusieurs CPTS", vec![Column::text("Commune"), Column::text("CPTS")]).quiet_caption().compact().rows(rows))
            }))
        }
    }
}
