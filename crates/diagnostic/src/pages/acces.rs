//! Access to care: a score by commune, on a map and in its table.

use super::chiffres::no_territory;
use super::offre::no_directory;
use super::{ROOM, lier, people};
use crate::acces::{Carte, compute, rayon_km};
use crate::droits::ANIMER;
use crate::preuve::{Fait, Nature};
use crate::{Besoin, store};
use accessibilite::Methode;
use axum::extract::State;
use identifiants::{CommuneCode, DepartementCode};
use jiff::civil::Date;
use maud::{Markup, html};
use repertoire::Famille;
use std::collections::BTreeSet;
use std::sync::Arc;
use territoire::Atlas;
use territoire::atlas::Etat;
use territoire::fonds::Fond;
use territoire::plan::{Aspect, Vue, carte};
use ui::map::{CHOROPLETH, LegendItem};
use ui::{Choice, Column, Field, Filled, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Problem, Visit};

/// What is asked: which profession, by which method.
pub(crate) struct Question {
    pub(crate) famille: &'static Famille,
    pub(crate) methode: Methode,
}

impl Question {
    pub(crate) fn read(fields: &Fields) -> Self {
        let usual = || Famille::parse("medecin_generaliste").or_else(|| Famille::all().first());
        let famille = Famille::parse(fields.get("famille")).or_else(usual);
        let methode = fields.get("methode").parse().unwrap_or(Methode::E2sfcaApl);
        Self { famille: famille.unwrap_or_else(|| Famille::of("", [])), methode }
    }

    /// The same question in an address.
    pub(crate) fn query(&self) -> String {
        format!("famille={}&methode={}", self.famille.code, self.methode)
    }
}

/// Everything that the page, the explanation and the export draw from.
pub(crate) struct Lu {
    pub(crate) etat: Arc<Etat>,
    pub(crate) communes: BTreeSet<CommuneCode>,
    pub(crate) du: Option<Date>,
    /// None without a territory, or without official files.
    pub(crate) carte: Option<Carte>,
    pub(crate) fond: Option<Arc<Fond>>,
    pub(crate) besoins: Vec<Besoin>,
}

pub(crate) async fn read(app: &App, visit: &Visit, question: &Question) -> Result<Lu, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let communes = super::territory(visit, &etat);
    let du = repertoire::en_vigueur(&mut tx, repertoire::Nature::Activite).await?.map(|one| one.du);
    let besoins = if visit.can(ANIMER) { store::besoins::besoins(&mut tx).await? } else { Vec::new() };
    let departements: BTreeSet<DepartementCode> = communes.iter().map(CommuneCode::departement).collect();
    let departements: Vec<_> = departements.into_iter().collect();
    if communes.is_empty() || du.is_none() {
        return Ok(Lu { etat, communes, du, carte: None, fond: None, besoins });
    }
    let fond = etat.fonds.of(&mut tx, &etat.france, &departements).await?;
    let declarations = people::declarations(&mut tx, false).await?;
    let computed =
        compute(&mut tx, &etat, &communes, question.famille, question.methode.clone(), &declarations).await?;
    let carte = computed.map_err(|refus| Problem::new(422, "diagnostic-acces-refuse", refus.to_string()))?;
    Ok(Lu { etat, communes, du, carte: Some(carte), fond: Some(fond), besoins })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let question = Question::read(&query);
    let lu = read(&app, &visit, &question).await?;
    let frame = ui::Frame {
        lead: Some("Combien de soins chaque commune peut atteindre, une fois partagés avec toutes celles qui les atteignent aussi.".into()),
        ..visit.frame("Accès aux soins")
    };
    let content = html! {
        (ROOM.tabs(&visit, "acces"))
        @match &lu.carte {
            _ if lu.communes.is_empty() => (no_territory(&visit)),
            None => (no_directory()),
            Some(carte) => {
                (filters(&visit, &question))
                (summary(&visit, &lu, carte, &question))
                (map(&lu, carte, &question))
                (table(&visit, &lu, carte, &question))
                (method(&lu, carte, &question))
            },
        }
    };
    Ok(visit.page(&frame, content))
}

fn filters(visit: &Visit, question: &Question) -> Markup {
    let families = Famille::all().iter().filter(|one| one.recours.code() != "aucun");
    let families = families.map(|one| Choice::new(one.code, one.pluriel)).collect();
    let methods = Methode::USUELLES.iter().map(|one| Choice::new(one.to_string(), one.libelle())).collect();
    let filled =
        Filled::new().value("famille", question.famille.code).value("methode", question.methode.to_string());
    ui::form::filters(
        &visit.workspace("diagnostic/acces"),
        html! {
            (Field::select("famille", "Profession", families).filled(&filled))
            (Field::select("methode", "Méthode", methods).filled(&filled))
        },
    )
}

/// A score for 100 000 inhabitants.
pub(crate) fn rate(carte: &Carte, code: CommuneCode) -> Option<f64> {
    let rang = carte.rangs.get(&code)?;
    carte.etude.score(*rang).map(|score| score.score * 1e5)
}

/// The mean of the territory, weighted by population, for 100 000 inhabitants.
pub(crate) fn mean(lu: &Lu, carte: &Carte) -> Option<f64> {
    let (mut sum, mut people) = (0.0, 0.0);
    for code in carte.rangs.keys() {
        let population = lu.etat.france.commune(*code).and_then(|one| one.population).map_or(0.0, f64::from);
        if let Some(rate) = rate(carte, *code) {
            sum += rate * population;
            people += population;
        }
    }
    (people > 0.0).then(|| sum / people)
}

/// Communes of the territory without any access, by name.
pub(crate) fn without(lu: &Lu, carte: &Carte) -> Vec<String> {
    let none = carte.rangs.keys().filter(|code| rate(carte, **code).is_none_or(|rate| rate == 0.0));
    none.map(|code| name(lu, *code)).collect()
}

pub(crate) fn name(lu: &Lu, code: CommuneCode) -> String {
    lu.etat.france.commune(code).map_or_else(|| code.to_string(), |one| one.nom.to_string())
}

fn summary(visit: &Visit, lu: &Lu, carte: &Carte, question: &Question) -> Markup {
    let (without, lost) = (without(lu, carte), lost(lu, carte));
    let count = i64::try_from(without.len()).unwrap_or(i64::MAX);
    html! {
        @if let Some(mean) = mean(lu, carte) {
            p { "En moyenne, " strong { (francais::decimal(mean, 1)) } " " (question.famille.pluriel.to_lowercase()) " pour 100\u{202f}000 habitants sont à portée d’un habitant du territoire." }
            (lier(visit, &lu.besoins, &fait(lu, question, mean)))
        }
        @if !without.is_empty() {
            (ui::alert::alert(Tone::Warning, html! {
                (francais::compte(count, "commune est hors de portée", "communes sont hors de portée")) "\u{a0}: " (without.join(", ")) "."
            }))
        }
        @if !lost.is_empty() {
            p { "Offre que personne ne peut atteindre, comptée pour zéro\u{a0}: " (lost.join(", ")) "." }
        }
    }
}

/// Places whose supply nobody can reach, by name: those of the territory and around.
pub(crate) fn lost(lu: &Lu, carte: &Carte) -> Vec<String> {
    let lieux = carte.etude.lieux();
    let named = |rang: &u32| {
        let code = &lieux.lieu(usize::try_from(*rang).unwrap_or(usize::MAX)).code;
        code.parse().map_or_else(|_| code.clone(), |code| name(lu, code))
    };
    carte.etude.bilan().offre_perdue.iter().map(named).collect()
}

fn fait(lu: &Lu, question: &Question, mean: f64) -> Fait {
    let source = lu.du.map_or_else(|| "RPPS".to_owned(), |du| format!("RPPS du {}", francais::date(du)));
    Fait {
        nature: Nature::Acces,
        reference: question.query(),
        libelle: format!("Accès aux {}", question.famille.pluriel.to_lowercase()),
        valeur: format!("{} pour 100\u{202f}000 habitants à portée en moyenne", francais::decimal(mean, 1)),
        source: format!("{source}, {}", question.methode.libelle()),
    }
}

/// Limits of six tints: equal numbers of communes in each, zero apart by the legend.
pub(crate) fn steps(rates: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = rates.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut limits: Vec<f64> = (1..CHOROPLETH.len())
        .filter_map(|n| sorted.get(sorted.len() * n / CHOROPLETH.len()).copied())
        .collect();
    limits.dedup();
    limits
}

/// Class and legend of a rate between those limits.
pub(crate) fn tint(limits: &[f64], rate: f64) -> &'static str {
    let at = limits.iter().filter(|limit| rate >= **limit).count();
    CHOROPLETH.get(at).copied().unwrap_or("c6")
}

pub(crate) fn legend(limits: &[f64]) -> Vec<LegendItem> {
    let words = |at: usize| match (at.checked_sub(1).and_then(|low| limits.get(low)), limits.get(at)) {
        (None, Some(high)) => format!("moins de {}", francais::decimal(*high, 0)),
        (Some(low), Some(high)) => {
            format!("de {} à {}", francais::decimal(*low, 0), francais::decimal(*high, 0))
        }
        (Some(low), None) => format!("{} et plus", francais::decimal(*low, 0)),
        (None, None) => "partout pareil".to_owned(),
    };
    (0..=limits.len()).filter_map(|at| Some(LegendItem::new(*CHOROPLETH.get(at)?, words(at)))).collect()
}

/// How a commune looks on the map.
pub(crate) fn aspect(carte: &Carte, limits: &[f64], code: CommuneCode) -> Aspect {
    match rate(carte, code) {
        Some(rate) => Aspect {
            classe: tint(limits, rate).into(),
            mots: format!("{} pour 100\u{202f}000 habitants", francais::decimal(rate, 1)).into(),
        },
        None => Aspect { classe: "out".into(), mots: "pas de score".into() },
    }
}

pub(crate) fn rates(carte: &Carte) -> Vec<f64> {
    carte.rangs.keys().filter_map(|code| rate(carte, *code)).collect()
}

fn map(lu: &Lu, scores: &Carte, question: &Question) -> Markup {
    let inside: BTreeSet<CommuneCode> = scores.rangs.keys().copied().collect();
    let Some((fond, feuille)) = lu.fond.as_ref().and_then(|fond| Some((fond, fond.draw(&inside, false)?)))
    else {
        return html! {};
    };
    let limits = steps(&rates(scores));
    let look = |code: CommuneCode| aspect(scores, &limits, code);
    carte(
        &lu.etat,
        Vue {
            id: "carte-acces",
            titre: format!(
                "Accès aux {}, pour 100\u{202f}000 habitants",
                question.famille.pluriel.to_lowercase()
            ),
            fond,
            feuille,
            etat: &look,
            bords: Vec::new(),
            choix: false,
            legende: legend(&limits),
            jumeau: html! { p { a href="#communes" { "La table des communes" } " dit la même chose que la carte." } },
        },
    )
}

fn table(visit: &Visit, lu: &Lu, carte: &Carte, question: &Question) -> Markup {
    let columns = vec![
        Column::text("Commune"),
        Column::number("Population"),
        Column::number("Sur place"),
        Column::number("À portée, pour 100\u{202f}000 hab."),
        Column::number("Lieux à portée"),
    ];
    let mut codes: Vec<CommuneCode> = carte.rangs.keys().copied().collect();
    let key = |code: &CommuneCode| rate(carte, *code).unwrap_or(-1.0);
    codes.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.cmp(b)));
    let rows = codes.into_iter().map(|code| {
        let population = lu.etat.france.commune(code).and_then(|one| one.population);
        let score = carte.rangs.get(&code).and_then(|rang| carte.etude.score(*rang));
        let link = visit.workspace(&format!("diagnostic/acces/{code}?{}", question.query()));
        Row::new(vec![
            html! { (name(lu, code)) },
            html! { @match population { Some(n) => (francais::nombre(n.into())), None => "—" } },
            html! { (francais::decimal(carte.offre.get(&code).copied().unwrap_or(0.0), 1)) },
            html! { @match score {
                Some(score) => { a href=(link) { (francais::decimal(score.score * 1e5, 1)) span.visually-hidden { ", pourquoi\u{202f}?" } } },
                None => "pas de position connue",
            } },
            html! { @if let Some(score) = score { (score.lieux_atteints) } },
        ])
    });
    html! {
        (Table::new("communes", "Par commune, le moins bon accès d’abord", columns).rows(rows.collect()).filter("Filtrer les communes"))
    }
}

fn method(lu: &Lu, carte: &Carte, question: &Question) -> Markup {
    let bilan = carte.etude.bilan();
    let source = lu.du.map(francais::date).unwrap_or_default();
    html! {
        details {
            summary { "Comment ces scores sont faits" }
            p { (question.methode.libelle()) ". Chaque lieu de soins partage ce qu’il offre entre les habitants qui peuvent l’atteindre, les plus proches comptant davantage\u{a0}; le score d’une commune est la somme des parts qu’elle atteint." }
            p { "Distances à vol d’oiseau entre les centres des communes, converties en minutes (1,56 minute par kilomètre)\u{a0}; au plus " (francais::decimal(rayon_km(&question.methode), 0)) " km. Ce ne sont pas des temps de route." }
            p { "Demande\u{a0}: toute la population, sans pondération par âge. Offre\u{a0}: RPPS du " (source) ", activité déclarée ou, à défaut, plein temps partagé entre les communes d’exercice. Ce ne sont pas les valeurs de l’APL publiées par la DREES." }
            p { (francais::nombre(i64::try_from(bilan.lieux).unwrap_or(i64::MAX))) " communes et " (francais::nombre(i64::try_from(bilan.paires).unwrap_or(i64::MAX))) " trajets entrent dans le calcul, territoire et alentours." }
        }
    }
}
