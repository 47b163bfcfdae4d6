//! The estimate as programs read it. Keys are English, labels and sentences French; counts are integers.

use crate::chiffre::{Chiffre, Valeur};
use crate::estimation::{Estimation, Mesure, Part};
use crate::referentiel::Referentiel;
use crate::selection::{Genre, Remarque, Selection};
use aci::regles::taille::Taille;
use law::{Explained, Parameters};
use serde::Serialize;
use utoipa::ToSchema;

/// What is known of a list of communes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Estimate {
    /// Inhabitants of the communes counted.
    pub population: i64,
    /// Vintage of the population.
    pub population_vintage: String,
    /// True when a piece of the list was left out, or when the population of a commune is not published.
    pub partial: bool,
    /// Communes counted, arrondissements apart.
    pub communes_count: usize,
    /// Arrondissements of Paris, Lyon or Marseille counted.
    pub arrondissements_count: usize,
    /// By département, largest first.
    pub departments: Vec<Share>,
    /// By EPCI, largest first; an empty code gathers the communes without EPCI.
    pub epci: Vec<Share>,
    /// Area in km².
    pub area: Figure,
    /// Inhabitants per km².
    pub density: Figure,
    /// Age bands; those with `part_of` are inside another one.
    pub ages: Vec<Indicator>,
    /// Other figures.
    pub indicators: Vec<Indicator>,
    /// Size band of the ACI; null when it has none (see `size_refusal`).
    pub size: Option<Size>,
    /// Why there is no size band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size_refusal: Option<String>,
    /// Everything to know about the list: what was left out, mapped or counted once.
    pub flags: Vec<Flag>,
    /// What other CPTS already count there.
    pub overlaps: Vec<super::couverture::Overlap>,
    /// Where the figures come from.
    pub sources: Vec<Source>,
}

/// What the territory takes of a département or of an EPCI.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Share {
    /// Département code, or SIREN of the EPCI.
    pub code: String,
    /// Name.
    pub name: String,
    /// Communes of it in the territory.
    pub communes: usize,
    /// Communes it has in all.
    pub communes_total: usize,
    /// Inhabitants of it in the territory.
    pub population: i64,
    /// Inhabitants it has in all.
    pub population_total: i64,
    /// True when the territory takes it whole.
    pub whole: bool,
}

/// A figure, or why it is not shown.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Figure {
    /// The number, whole for a count; null when masked or unknown.
    #[schema(value_type = Option<f64>)]
    pub value: Option<serde_json::Number>,
    /// Unit, in French.
    pub unit: String,
    /// Vintage.
    pub vintage: String,
    /// Who publishes it, or how it was computed.
    pub origin: String,
    /// True for our own estimate.
    pub estimate: bool,
    /// True when too few people are behind it.
    pub masked: bool,
    /// Why there is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A figure of the territory.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Indicator {
    /// Stable name.
    pub id: String,
    /// As shown, in French.
    pub label: String,
    /// Id of the figure that contains this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// How many.
    pub count: Figure,
    /// What share, in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Figure>,
    /// Communes that have the figure.
    pub communes_covered: usize,
}

/// The size band.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Size {
    /// 1 to 4.
    pub size: u8,
    /// « Taille 2 : entre 40 000 et 80 000 habitants ».
    pub label: String,
    /// Name of the rule.
    pub rule: String,
    /// The texts it rests on.
    pub source: Vec<Text>,
    /// True when the texts do not settle the point.
    pub uncertain: bool,
    /// How it was reached.
    #[schema(value_type = Vec<Object>)]
    pub explanation: Vec<law::Step>,
}

/// A text of law or a page that states it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Text {
    /// Short name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where to read it.
    pub url: Option<String>,
}

/// A remark about one piece of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Flag {
    /// What kind of remark: `code_inconnu`, `code_ancien`, `doublon`…
    #[schema(value_type = String)]
    pub code: Genre,
    /// The piece, as it came.
    pub input: String,
    /// A French sentence.
    pub sentence: String,
    /// The commune counted for it.
    pub kept: Option<String>,
    /// Communes among which to choose, when nothing was counted.
    pub candidates: Vec<String>,
}

/// A dataset.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Source {
    /// Who publishes it.
    pub name: String,
    /// Vintage.
    pub vintage: String,
    /// Licence.
    pub licence: String,
}

/// The whole answer.
pub(super) fn answer(
    france: &Referentiel,
    law: &Parameters,
    selection: &Selection,
    estimation: &Estimation,
) -> Estimate {
    let ages = |mesure: &&Mesure| is_age(mesure, &estimation.indicateurs);
    let size = estimation.taille.as_ref();
    Estimate {
        population: estimation.population.valeur.entier().unwrap_or_default(),
        population_vintage: estimation.population.millesime.clone(),
        partial: selection
            .remarques()
            .iter()
            .any(|s| s.genre.is_refus() || s.genre == Genre::PopulationInconnue),
        communes_count: estimation.communes,
        arrondissements_count: estimation.arrondissements,
        departments: estimation.departements.iter().map(share).collect(),
        epci: estimation.epcis.iter().map(share).collect(),
        area: figure(&estimation.superficie),
        density: figure(&estimation.densite),
        ages: estimation.indicateurs.iter().filter(ages).map(indicator).collect(),
        indicators: estimation.indicateurs.iter().filter(|mesure| !ages(mesure)).map(indicator).collect(),
        size: size.ok().map(|explained| band(law, explained)),
        size_refusal: size.err().map(ToString::to_string),
        flags: selection.remarques().iter().map(flag).collect(),
        overlaps: Vec::new(),
        sources: sources(france),
    }
}

/// A band of the partition of ages, or a part of one.
pub(crate) fn is_age(mesure: &Mesure, all: &[Mesure]) -> bool {
    let age = |mesure: &Mesure| mesure.partition.as_deref() == Some("age");
    age(mesure) || all.iter().any(|whole| age(whole) && mesure.part_de.as_deref() == Some(whole.id.as_str()))
}

fn share(part: &Part) -> Share {
    Share {
        code: part.code.clone(),
        name: part.nom.clone(),
        communes: part.communes,
        communes_total: part.communes_total,
        population: part.population,
        population_total: part.population_total,
        whole: part.is_entier(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "figures of a territory are far below 2^52")]
fn figure(chiffre: &Chiffre) -> Figure {
    let (value, reason) = match &chiffre.valeur {
        Valeur::Entier(number) => (Some((*number).into()), None),
        Valeur::Dixiemes(tenths) => (serde_json::Number::from_f64(*tenths as f64 / 10.0), None),
        Valeur::Masquee { raison } | Valeur::Inconnue { raison } => (None, Some(raison.clone())),
    };
    Figure {
        value,
        unit: chiffre.unite.clone(),
        vintage: chiffre.millesime.clone(),
        origin: chiffre.origine.clone(),
        estimate: chiffre.estimation,
        masked: chiffre.valeur.is_masquee(),
        reason,
    }
}

fn indicator(mesure: &Mesure) -> Indicator {
    Indicator {
        id: mesure.id.clone(),
        label: mesure.libelle.clone(),
        part_of: mesure.part_de.clone(),
        count: figure(&mesure.compte),
        share: mesure.part.as_ref().map(figure),
        communes_covered: mesure.couverture.communes,
    }
}

fn band(law: &Parameters, explained: &Explained<Taille>) -> Size {
    let texts = explained.sources().into_iter().map(|id| {
        let source = law.source(id);
        Text {
            id: id.to_owned(),
            title: source.map_or_else(|| id.to_owned(), |source| source.title.clone()),
            url: source.and_then(|source| source.url.clone()),
        }
    });
    let numero = explained.value.numero();
    let wording =
        explained.steps.iter().find(|step| !step.sources.is_empty()).map(|step| step.formula.as_str());
    Size {
        size: numero,
        label: format!("Taille {numero}\u{a0}: {}", wording.unwrap_or_default()),
        rule: explained.rule.clone(),
        source: texts.collect(),
        uncertain: explained.uncertain(),
        explanation: explained.steps.clone(),
    }
}

pub(super) fn flag(remarque: &Remarque) -> Flag {
    Flag {
        code: remarque.genre,
        input: remarque.recu.clone(),
        sentence: remarque.phrase.clone(),
        kept: remarque.retenu.map(|code| code.to_string()),
        candidates: remarque.candidats.iter().map(ToString::to_string).collect(),
    }
}

fn sources(france: &Referentiel) -> Vec<Source> {
    let (edition, meta) = (france.edition(), france.meta());
    vec![
        Source {
            name: edition.attribution.clone(),
            vintage: format!("{}, {}", edition.cog, edition.population),
            licence: edition.licence.clone(),
        },
        Source { name: meta.attribution.clone(), vintage: meta.titre.clone(), licence: meta.licence.clone() },
    ]
}
