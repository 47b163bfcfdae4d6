//! The form above a list, and the filters in force, each with a way out.

use super::Vitrine;
use super::lecture::{PAGE, rayons};
use crate::bottin::{Cadre, Comptes, Etat, Filtre, Sorte};
use crate::champ::Recours;
use crate::pages::commune;
use identifiants::CommuneCode;
use maud::{Markup, html};
use repertoire::Famille;
use ui::{Button, Choice, Field, francais};

/// Search box and filters; each choice says how many entries it would give.
pub(super) fn form(vitrine: &Vitrine<'_>, comptes: &Comptes) -> Markup {
    let f = &vitrine.question.filtre;
    let more = Filtre { famille: None, commune: None, ..*f } != Filtre::default();
    ui::form::filters(
        &vitrine.base,
        html! {
            (Field::search(PAGE.texte, "Nom, métier, lieu ou numéro").value(vitrine.question.texte.clone()))
            (professions(comptes, f.famille))
            (communes(vitrine, comptes, f.commune))
            details open[more] {
                summary { "Plus de filtres" }
                div.filters {
                    (list(PAGE.sorte, "Quoi", "Tout", Sorte::ALL, f.sorte, |one| (one.code(), one.libelle()), |one| comptes.sortes.get(one).copied()))
                    (list(PAGE.recours, "Recours", "Tous", Recours::ALL, f.recours, |one| (one.code(), one.libelle()), |one| comptes.recours.get(one).copied()))
                    (list(PAGE.cadre, "Cadre d’exercice", "Tous", Cadre::ALL, f.cadre, |one| (one.code(), one.libelle()), |one| comptes.cadres.get(one).copied()))
                    @if !vitrine.is_publique() {
                        (list("etat", "État de la fiche", "Toutes", Etat::ALL, f.etat, |one| (one.code(), one.libelle()), |one| comptes.etats.get(one).copied()))
                    }
                    (around(vitrine, f))
                    (radius(f.rayon_km))
                    (patients(comptes, f.nouveaux_patients))
                }
            }
        },
    )
}

fn counted(label: &str, count: Option<u32>) -> String {
    format!("{label} ({})", francais::nombre(count.unwrap_or(0).into()))
}

/// A list without the choices that give nothing, but for the one in force.
fn list<T: Copy + PartialEq + 'static>(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    choices: &[T],
    now: Option<T>,
    words: impl Fn(&T) -> (&'static str, &'static str),
    count: impl Fn(&T) -> Option<u32>,
) -> Field {
    let kept = choices.iter().filter(|one| now == Some(**one) || count(one).is_some());
    let kept = kept.map(|one| Choice::new(words(one).0, counted(words(one).1, count(one))));
    let choices = std::iter::once(Choice::new("", all)).chain(kept).collect();
    Field::select(name, label, choices).value(now.map_or("", |one| words(&one).0))
}

fn professions(comptes: &Comptes, now: Option<&'static Famille>) -> Field {
    let known = Famille::all().iter().chain(Famille::parse("autre"));
    let kept = known.filter(|one| now == Some(*one) || comptes.of_famille(one) > 0);
    let kept = kept.map(|one| Choice::new(one.code, counted(one.pluriel, Some(comptes.of_famille(one)))));
    let choices = std::iter::once(Choice::new("", "Toutes")).chain(kept).collect();
    Field::select(PAGE.famille, "Profession", choices).value(now.map_or("", |one| one.code))
}

/// Communes of the territory by name, then those of elsewhere that are in force.
fn communes(vitrine: &Vitrine<'_>, comptes: &Comptes, now: Option<CommuneCode>) -> Field {
    let territoire = vitrine.bottin.territoire();
    let here = comptes.communes.keys().copied().filter(|code| territoire.contains(code));
    let mut all: Vec<CommuneCode> = here.chain(now).collect();
    all.sort_unstable();
    all.dedup();
    let mut named: Vec<(String, CommuneCode)> =
        all.into_iter().map(|code| (commune(vitrine.etat, code), code)).collect();
    named.sort_by_cached_key(|(name, _)| kernel::fold(name));
    let kept = named.into_iter().map(|(name, code)| {
        Choice::new(code.to_string(), counted(&name, comptes.communes.get(&code).copied()))
    });
    let choices = std::iter::once(Choice::new("", "Toutes")).chain(kept).collect();
    Field::select(PAGE.commune, "Commune", choices)
        .value(now.map_or_else(String::new, |code| code.to_string()))
}

fn around(vitrine: &Vitrine<'_>, f: &Filtre) -> Field {
    let territoire = vitrine.bottin.territoire().iter().copied();
    let elsewhere = f.pres_de.filter(|code| !vitrine.bottin.territoire().contains(code));
    let mut named: Vec<(String, CommuneCode)> =
        territoire.chain(elsewhere).map(|code| (commune(vitrine.etat, code), code)).collect();
    named.sort_by_cached_key(|(name, _)| kernel::fold(name));
    let kept = named.into_iter().map(|(name, code)| Choice::new(code.to_string(), name));
    let choices = std::iter::once(Choice::new("", "Partout")).chain(kept).collect();
    Field::select(PAGE.pres_de, "Près de", choices)
        .value(f.pres_de.map_or_else(String::new, |code| code.to_string()))
}

fn radius(now: Option<u16>) -> Field {
    let kept = rayons(now).into_iter().map(|km| Choice::new(km.to_string(), format!("{km}\u{a0}km")));
    let choices = std::iter::once(Choice::new("", "Toute distance")).chain(kept).collect();
    Field::select(PAGE.rayon, "À moins de", choices).value(now.map_or_else(String::new, |km| km.to_string()))
}

fn patients(comptes: &Comptes, now: bool) -> Field {
    let label = counted("Prend de nouveaux patients", Some(comptes.nouveaux_patients));
    let field = Field::checkbox(PAGE.nouveaux, label);
    if now { field.value("oui") } else { field }
}

/// The filters in force, each with a link that takes it away.
pub(super) fn chosen(vitrine: &Vitrine<'_>) -> Markup {
    let links = without(vitrine);
    html! {
        @if !links.is_empty() {
            div.actions { @for (words, href) in links { (Button::secondary(format!("Enlever «\u{a0}{words}\u{a0}»")).small().href(href)) } }
        }
    }
}

/// Each filter in force, in words, and the address of the list without it.
pub(super) fn without(vitrine: &Vitrine<'_>) -> Vec<(String, String)> {
    let f = vitrine.question.filtre;
    let named = |code| commune(vitrine.etat, code);
    let near = f.pres_de.map(|code| match f.rayon_km {
        Some(km) => format!("à moins de {km}\u{a0}km de {}", named(code)),
        None => format!("près de {}", named(code)),
    });
    let all = [
        (f.sorte.map(|one| one.libelle().to_owned()), Filtre { sorte: None, ..f }),
        (f.famille.map(|one| one.pluriel.to_owned()), Filtre { famille: None, ..f }),
        (f.commune.map(named), Filtre { commune: None, ..f }),
        (f.recours.map(|one| one.libelle().to_owned()), Filtre { recours: None, ..f }),
        (f.cadre.map(|one| one.libelle().to_owned()), Filtre { cadre: None, ..f }),
        (f.etat.map(|one| one.libelle().to_owned()), Filtre { etat: None, ..f }),
        (
            f.nouveaux_patients.then(|| "nouveaux patients".to_owned()),
            Filtre { nouveaux_patients: false, ..f },
        ),
        (near, Filtre { pres_de: None, rayon_km: None, ..f }),
    ];
    let link = |filtre: Filtre| vitrine.question.with(filtre).address(&vitrine.base);
    all.into_iter().filter_map(|(words, filtre)| Some((words?, link(filtre)))).collect()
}
