//! Coverage: all the départements, and one with the map of its CPTS.

use super::carte::{Aspect, Vue, carte, colour};
use super::fiche;
use crate::api::atlas;
use crate::atlas::{Atlas, CptsConnue, Etat};
use crate::calendrier::today;
use crate::fonds::Fond;
use crate::perimetre::{ZonesBlanches, zones_blanches};
use crate::referentiel::{Commune, Departement};
use axum::extract::{Path, State};
use identifiants::{CommuneCode, DepartementCode};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::map::{self, CHOROPLETH, CommuneState, LegendItem, MapFrame};
use ui::section::section;
use ui::{Button, Column, Crumb, Figure, Row, Table, francais};
use web::{Answer, App, Problem, Visit};

/// What is covered of a département.
struct Couverture<'a> {
    departement: &'a Departement,
    cpts: usize,
    population: i64,
    couverte: i64,
}

impl Couverture<'_> {
    /// In hundredths, rounded down: 100 means everybody.
    const fn part(&self) -> i64 {
        if self.population > 0 { self.couverte * 100 / self.population } else { 0 }
    }
}

pub(super) async fn list(visit: Visit, State(app): State<App>) -> Answer {
    let etat = atlas(&app, &visit).await?;
    let jour = today(visit.ctx.now);
    let all = coverage(&etat, jour);
    let frame = ui::Frame {
        lead: Some("Part des habitants dont la commune est dans une CPTS de cette instance.".into()),
        breadcrumb: vec![Crumb::new("Accueil", "/")],
        ..visit.frame("Départements")
    };
    Ok(visit.page(&frame, html! { (france(&etat, &all)) (table(&all)) }))
}

fn coverage(etat: &Etat, jour: Date) -> Vec<Couverture<'_>> {
    let occupation = etat.occupation(jour);
    let one = |departement: &'_ Departement| {
        let (mut population, mut couverte, mut ranks) = (0, 0, BTreeSet::new());
        for commune in etat.france.of_departement(departement.code).iter().filter(|c| !etat.france.has_arrondissements(c.code)) {
            let people = commune.population.map_or(0, i64::from);
            let owners = occupation.owners(commune.code);
            population += people;
            couverte += if owners.is_empty() { 0 } else { people };
            ranks.extend(owners.iter().copied());
        }
        (ranks.len(), population, couverte)
    };
    let counted = etat.france.departements().iter().map(|departement| {
        let (cpts, population, couverte) = one(departement);
        Couverture { departement, cpts, population, couverte }
    });
    counted.filter(|couverture| couverture.population > 0).collect()
}

/// The map of the country, each département a link.
pub(super) fn france_map(etat: &Etat, jour: Date) -> Markup {
    let all = coverage(etat, jour);
    html! { (france(etat, &all)) }
}

fn france(etat: &Etat, all: &[Couverture<'_>]) -> Markup {
    let Some(drawing) = etat.fonds.france() else { return html! {} };
    let by_code: BTreeMap<DepartementCode, &Couverture<'_>> = all.iter().map(|c| (c.departement.code, c)).collect();
    let class = |part: i64| match part {
        0 => "out",
        1..=24 => CHOROPLETH[1],
        25..=49 => CHOROPLETH[2],
        50..=74 => CHOROPLETH[3],
        75..=99 => CHOROPLETH[4],
        _ => CHOROPLETH[5],
    };
    let svg = html! {
        svg.map viewBox=(drawing.view_box()) aria-label="Les départements" role="group" {
            @for (code, d) in drawing.paths() {
                @if let Some(one) = by_code.get(&code) {
                    a href={ "/departements/" (code) } {
                        path class={ "commune " (class(one.part())) } d=(d) fill-rule="evenodd" {
                            title { (one.departement.nom) ", " (one.part()) "\u{202f}% des habitants" }
                        }
                    }
                }
            }
        }
    };
    let legend = [(CHOROPLETH[5], "100\u{202f}%"), (CHOROPLETH[4], "75 à 99\u{202f}%"), (CHOROPLETH[3], "50 à 74\u{202f}%"),
        (CHOROPLETH[2], "25 à 49\u{202f}%"), (CHOROPLETH[1], "moins de 25\u{202f}%"), ("out", "aucune CPTS ici")];
    map::map(&MapFrame {
        id: "carte-france".into(),
        title: "Habitants dont la commune est dans une CPTS de cette instance".into(),
        svg,
        legend: legend.map(|(class, label)| LegendItem::new(class, label)).to_vec(),
        note: Some(html! { "Contours simplifiés. " a href="/donnees" { "Données et sources" } }),
        twin: html! { p { a href="/departements#departements" { "Le tableau des départements" } " dit la même chose." } },
    })
}

fn table(all: &[Couverture<'_>]) -> Markup {
    let columns = vec![
        Column::text("Département"),
        Column::number("CPTS"),
        Column::number("Habitants"),
        Column::number("Dans une CPTS"),
    ];
    let rows = all.iter().map(|one| {
        Row::new(vec![
            html! { a href={ "/departements/" (one.departement.code) } { (one.departement.code) " " (one.departement.nom) } },
            html! { (one.cpts) },
            html! { (francais::nombre(one.population)) },
            html! { (one.part()) "\u{202f}%" },
        ])
    });
    html! { (Table::new("departements", "Départements", columns).quiet_caption().filter("Filtrer").rows(rows.collect())) }
}

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
        let here = |cpts: &CptsConnue| cpts.communes(jour).iter().any(|commune| commune.departement() == code);
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
            [rank] => Aspect { classe: colour(place(*rank)).into(), mots: self.etat.cpts[*rank].nom.clone().into() },
            several => {
                let names: Vec<&str> = several.iter().map(|rank| self.etat.cpts[*rank].nom.as_str()).collect();
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
            communes.flat_map(|code| self.etat.france.mailles(*code)).filter(|code| mailles.contains(code)).collect()
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
        lead: Some(format!("{} et ce qu’elles couvrent.", francais::compte(vu.ici.len() as i64, "CPTS", "CPTS")).into()),
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

fn figures(zones: &ZonesBlanches) -> Markup {
    let covered = zones.population_total - zones.population;
    let explained = |formula: &str| ui::Explanation::new().formula(formula.to_owned()).source(
        "Insee, populations municipales", "voir le millésime dans Données et sources", Some("/donnees".into()));
    ui::figure::figures(&[
        Figure::new("Habitants dans une CPTS", francais::nombre(covered)).unit("habitants").strong()
            .note(format!("sur {}", francais::nombre(zones.population_total)))
            .explained(explained("Population des communes comprises dans au moins une CPTS, chacune comptée une fois.")),
        Figure::new("Zones blanches", francais::nombre(zones.population)).unit("habitants")
            .note(format!("{} communes sur {}", zones.communes.len(), zones.communes_total))
            .explained(explained("Population des communes qui ne sont dans aucune CPTS de cette instance.")),
    ])
}

/// Zones blanches, by EPCI, and the way to make a project of them.
fn uncovered(vu: &Vu<'_>) -> Markup {
    let france = &vu.etat.france;
    if vu.zones.communes.is_empty() {
        return section("zones-blanches", "Zones blanches", html! { p { "Toutes les communes du département sont dans une CPTS." } });
    }
    let mut by_epci: BTreeMap<String, Vec<&Commune>> = BTreeMap::new();
    for commune in vu.zones.communes.iter().filter_map(|code| france.commune(*code)) {
        let epci = commune.epci.and_then(|siren| france.epci(siren));
        by_epci.entry(epci.map_or("Sans EPCI", |epci| &epci.nom).to_owned()).or_default().push(commune);
    }
    let people = |communes: &[&Commune]| -> i64 { communes.iter().filter_map(|c| c.population).map(i64::from).sum() };
    let rows = by_epci.iter().map(|(epci, communes)| {
        let names: Vec<&str> = communes.iter().map(|commune| commune.nom.as_ref()).collect();
        Row::new(vec![
            html! { (epci) },
            html! { details { summary { (francais::compte(communes.len() as i64, "commune", "communes")) } (names.join(", ")) } },
            html! { (francais::nombre(people(communes))) },
        ])
    });
    let columns = vec![Column::text("Intercommunalité"), Column::text("Communes sans CPTS"), Column::number("Habitants")];
    let link = format!("/territoire?t={}&vue={}", crate::demande::short(france, &vu.zones.communes), vu.code);
    section("zones-blanches", "Zones blanches", html! {
        (Table::new("blanches", "Communes sans CPTS, par intercommunalité", columns).quiet_caption().rows(rows.collect()))
        div.actions { (Button::secondary("Composer un territoire avec ces communes").href(link)) }
    })
}

fn overlapping(vu: &Vu<'_>) -> Markup {
    let occupation = vu.etat.occupation(vu.jour);
    let several = vu.mailles().into_iter().filter(|code| occupation.owners(*code).len() > 1);
    let rows: Vec<Row> = several.filter_map(|code| vu.etat.france.commune(code)).map(|commune| {
        let names: Vec<&str> = occupation.owners(commune.code).iter().map(|rank| vu.etat.cpts[*rank].nom.as_str()).collect();
        Row::new(vec![html! { (commune.nom) }, html! { (names.join(", ")) }])
    }).collect();
    html! {
        @if !rows.is_empty() {
            (section("chevauchements", "Communes dans plusieurs CPTS", html! {
                (Table::new("plusieurs", "Communes dans plusieurs CPTS", vec![Column::text("Commune"), Column::text("CPTS")]).quiet_caption().compact().rows(rows))
            }))
        }
    }
}
