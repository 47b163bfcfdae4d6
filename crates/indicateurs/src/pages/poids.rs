//! Targets and weights of a year, mission by mission.

use super::{ROOM, Salle, no_contract};
use crate::cible::{Refus, egaux, en_pourcent, read_poids};
use crate::droits::MODIFIER;
use crate::set_cibles::{Etat, correct_cibles, lecture};
use crate::{Cible, Indicateur, Nombre, WriteError, store};
use axum::extract::State;
use kernel::Id;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::{Button, Field, Filled, Tone, form::Width};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    match page(&visit, &app, &query, None).await? {
        Some(content) => Ok(visit.page(&frame(&visit), content)),
        None => Ok(visit.page(&frame(&visit), no_contract(&visit))),
    }
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Ce que chaque indicateur vise cette année, et sa part de la part variable de sa mission\u{a0}: 100\u{a0}% en tout, exactement.".into()),
        ..visit.frame("Cibles et poids")
    }
}

async fn page(
    visit: &Visit,
    app: &App,
    query: &Fields,
    refused: Option<(&str, &Filled)>,
) -> Result<Option<Markup>, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(salle) = Salle::read(app, visit, &mut tx, query).await? else { return Ok(None) };
    let all = store::indicateurs::de_l_annee(&mut tx, salle.contrat.id, salle.annee.numero).await?;
    let marks = Marks::read(&mut tx, &salle).await?;
    let settled = store::gels::definitif(&mut tx, salle.contrat.id, salle.annee.numero).await?.is_some();
    let all: Vec<_> = all.into_iter().filter(|(one, _)| one.en_vigueur()).collect();
    let years = html! {
        (Field::select("annee", "Année du contrat", salle.year_choices()).value(salle.annee.numero.to_string()))
    };
    Ok(Some(html! {
        (ROOM.tabs(visit, "poids"))
        (ui::form::filters(&visit.workspace("dossier-aci/poids"), years))
        @if settled { (ui::alert::alert(Tone::Info, "Cette année est arrêtée\u{a0}: ses cibles et ses poids ne changent plus.")) }
        @if all.is_empty() { p { "Aucun indicateur au contrat. " @if visit.can(MODIFIER) { a href=(visit.workspace("dossier-aci/catalogue")) { "Choisir au catalogue" } } } }
        @for (id, nom) in &salle.missions {
            @let mine: Vec<_> = all.iter().filter(|(one, _)| one.texte.mission == *id).collect();
            @if !mine.is_empty() {
                @let filled = refused.filter(|(mission, _)| mission == id).map(|(_, filled)| filled);
                (ui::section::section(&format!("mission-{id}"), nom, mission(visit, (&salle, &marks), id, &mine, filled, !settled && visit.can(MODIFIER))))
            }
        }
    }))
}

/// What sets some indicators of a year apart.
struct Marks {
    /// Those whose target the three parties agreed to.
    agreed: BTreeSet<Id<Indicateur>>,
    /// Those that count in the year.
    counted: BTreeSet<Id<Indicateur>>,
}

impl Marks {
    async fn read(tx: &mut db::Tx, salle: &Salle) -> db::Result<Self> {
        let agreed = store::indicateurs::adaptes(tx, salle.contrat.id, salle.annee.numero).await?;
        let all = store::indicateurs::comptes_en(tx, salle.contrat.id, &salle.annee).await?;
        Ok(Self { agreed, counted: all.into_iter().map(|(one, _)| one.id).collect() })
    }
}

fn mission(
    visit: &Visit,
    (salle, marks): (&Salle, &Marks),
    id: &str,
    mine: &[&(Indicateur, Cible)],
    filled: Option<&Filled>,
    open: bool,
) -> Markup {
    let sum: u32 = mine.iter().map(|(_, cible)| u32::from(cible.poids.unwrap_or(0))).sum();
    // Weights that make a whole are those of the contract: nobody shares them out again by one click.
    let shareable =
        sum != crate::cible::ENTIER && !mine.iter().any(|(one, _)| marks.agreed.contains(&one.id));
    let tone = if sum == crate::cible::ENTIER { Tone::Success } else { Tone::Warning };
    let now = mine.iter().fold(Filled::new(), |filled, (one, cible)| {
        let target = cible.cible.map(|n| n.a_saisir(one.texte.unite)).unwrap_or_default();
        let weight = cible.poids.map(|poids| en_pourcent(poids.into())).unwrap_or_default();
        filled.value(format!("cible-{}", one.id), target).value(format!("poids-{}", one.id), weight)
    });
    let filled = filled.unwrap_or(&now);
    let fields = html! {
        (ui::form::error_summary(filled))
        @if filled.get("etat") == Some("egal") { (ui::alert::alert(Tone::Info, "Les poids sont répartis également ci-dessous. Rien n’est encore enregistré\u{a0}: relisez, puis enregistrez.")) }
        (ui::form::hidden("mission", id)) (ui::form::hidden("annee", &salle.annee.numero.to_string()))
        (ui::form::hidden("lu", filled.get("lu").unwrap_or(&lecture(mine.iter().copied()))))
        @for (one, _) in mine {
            (ui::form::fieldset(&one.texte.libelle, html! {
                @if let Some((depart, le)) = one.texte.depart { p { small { "Départ\u{a0}: " (depart.en_mots(one.texte.unite)) " le " (ui::francais::date(le)) } } }
                (ui::form::row(html! {
                    (Field::text(format!("cible-{}", one.id), "Cible").width(Width::Short).filled(filled))
                    (Field::text(format!("poids-{}", one.id), "Poids").width(Width::Short).filled(filled))
                }))
                @if marks.agreed.contains(&one.id) { p { small { "Cible accordée par les trois parties\u{a0}: elle ne se change qu’au " a href=(visit.workspace("dialogue")) { "dialogue de gestion" } "." } } }
                @if !marks.counted.contains(&one.id) { p { small { "Écrit après la fin de cette année\u{a0}: il n’y compte que si vous lui donnez ici une cible ou un poids." } } }
            }))
        }
        div.actions {
            (Button::primary("Enregistrer").send("etat", "complet"))
            (Button::secondary("Garder en brouillon").send("etat", "brouillon"))
            @if shareable { (Button::secondary("Répartir également").send("etat", "egal")) }
        }
    };
    html! {
        p { (ui::status::status(tone, &format!("Les poids font {}", en_pourcent(sum)))) }
        @if open { (ui::form(&visit.csrf, &visit.workspace("dossier-aci/poids"), ui::Method::Post, fields)) }
        @else {
            ul { @for (one, cible) in mine {
                li { (one.texte.libelle) "\u{a0}: cible " @match cible.cible { Some(n) => (n.en_mots(one.texte.unite)), None => "à fixer" } ", poids " @match cible.poids { Some(n) => (en_pourcent(n.into())), None => "à fixer" } }
            } }
        }
    }
}

pub(super) async fn set(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::must_read(&app, &visit, &mut tx, &fields).await?;
    let all = store::indicateurs::de_l_annee(&mut tx, salle.contrat.id, salle.annee.numero).await?;
    let marks = Marks::read(&mut tx, &salle).await?;
    drop(tx);
    let mission = fields.get("mission").to_owned();
    let mine: Vec<Indicateur> = all
        .into_iter()
        .map(|(one, _)| one)
        .filter(|one| one.en_vigueur() && one.texte.mission == mission)
        .collect();
    if fields.get("etat") == "egal" {
        let filled = shared(&fields, &mine, &marks);
        let content = page(&visit, &app, &fields, Some((&mission, &filled))).await?;
        return Ok(visit.page(&frame(&visit), content.unwrap_or_default()));
    }
    let etat = if fields.get("etat") == "brouillon" { Etat::Brouillon } else { Etat::Complet };
    let errors = match read(&fields, &mine, salle.annee.numero) {
        Err(errors) => errors,
        Ok(cibles) => {
            let (which, read) = ((mission.as_str(), salle.annee.numero), (etat, fields.get("lu")));
            match correct_cibles(&visit.ctx, &app.db, &salle.contrat, which, &cibles, read).await {
                Ok(()) => {
                    let path = visit.workspace(&format!("dossier-aci/poids?annee={}", salle.annee.numero));
                    return Ok(Redirect::to(path)
                        .done("Les cibles et les poids sont enregistrés.")
                        .answer(&visit));
                }
                Err(WriteError::Cible(refus)) if refus != Refus::Change => errors_of(&refus, &mine),
                Err(other) => return Err(other.into()),
            }
        }
    };
    let filled = fields.filled(&errors);
    let content = page(&visit, &app, &fields, Some((&mission, &filled))).await?;
    Ok(visit.refused(frame(&visit), content.unwrap_or_default()))
}

/// The form as it was sent, with equal weights to be read before they are kept.
fn shared(fields: &Fields, mine: &[Indicateur], marks: &Marks) -> Filled {
    let shares =
        |one: &&Indicateur| marks.counted.contains(&one.id) || fields.has(&format!("cible-{}", one.id));
    let equal: Vec<_> = mine.iter().filter(shares).map(|one| one.id).collect();
    let equal: BTreeMap<_, _> = equal.iter().copied().zip(egaux(equal.len())).collect();
    let filled = Filled::new().value("etat", "egal").value("lu", fields.get("lu"));
    mine.iter().fold(filled, |filled, one| {
        let (cible, poids) = (format!("cible-{}", one.id), format!("poids-{}", one.id));
        let weight = equal.get(&one.id).map(|weight| en_pourcent((*weight).into())).unwrap_or_default();
        let target = fields.get(&cible).to_owned();
        filled.value(cible, target).value(poids, weight)
    })
}

fn errors_of(refus: &Refus, mine: &[Indicateur]) -> FieldErrors {
    let of = |part: &str, libelle: &str| {
        let one = mine.iter().find(|one| one.texte.libelle == libelle).or(mine.first());
        one.map(|one| format!("{part}-{}", one.id)).unwrap_or_default()
    };
    match refus {
        Refus::Cible(libelle) | Refus::Accordee(libelle) => FieldErrors::one(&of("cible", libelle), refus),
        Refus::Somme(_) | Refus::Poids(_) | Refus::TropFin(..) | Refus::Change | Refus::SansMotif => {
            FieldErrors::one(&of("poids", ""), refus)
        }
    }
}

fn read(
    fields: &Fields,
    mine: &[Indicateur],
    annee: u32,
) -> Result<BTreeMap<Id<Indicateur>, Cible>, FieldErrors> {
    let (mut all, mut errors) = (BTreeMap::new(), FieldErrors::default());
    for one in mine {
        let (cible, poids) = (format!("cible-{}", one.id), format!("poids-{}", one.id));
        let target = match fields.get(&cible) {
            "" => None,
            text => text.parse::<Nombre>().map_err(|error| errors.add(&cible, error)).ok(),
        };
        let weight = read_poids(fields.get(&poids)).map_err(|error| errors.add(&poids, error)).ok().flatten();
        all.insert(one.id, Cible { annee, cible: target, poids: weight });
    }
    if errors.is_empty() { Ok(all) } else { Err(errors) }
}
