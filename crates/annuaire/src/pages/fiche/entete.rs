//! What stands first: what is wrong, how fresh it is, what the official files say.

use super::super::{commune, quand};
use crate::read_fiche::numero_en_mots;
use crate::{Dossier, Sujet, fraicheur};
use maud::{Markup, html};
use territoire::atlas::Etat;
use ui::button::{actions, post_button};
use ui::definitions::definitions;
use ui::section::panel;
use ui::status::status;
use ui::{Button, Tone, francais};
use web::Visit;

pub(super) fn alerts(visit: &Visit, dossier: &Dossier, office: bool) -> Markup {
    let base = visit.workspace(&dossier.reference.chemin());
    let button = |geste: &str, button: Button| {
        post_button(&visit.csrf, &format!("{base}/gestes"), &[("geste", geste)], &button)
    };
    let vue = dossier.vue.as_ref();
    html! {
        @if let Some(le) = vue.and_then(|vue| vue.retiree_le) {
            (ui::alert::notice(Tone::Warning, "Retirée de l’annuaire", html! {
                p { "Depuis le " (quand(le)) ". Seul le bureau la voit." }
                @if office { (actions(button("remettre", Button::secondary("Remettre dans l’annuaire").small()))) }
            }))
        }
        @if let Some(le) = vue.filter(|vue| vue.retiree_le.is_none()).and_then(|vue| vue.parti_le) {
            (ui::alert::notice(Tone::Warning, "La personne dit ne plus exercer ici", html! {
                p { "Depuis le " (quand(le)) ". Rien n’a été effacé." }
                @if office {
                    (actions(html! {
                        (button("retirer", Button::secondary("Retirer de l’annuaire").small()))
                        (button("exerce", Button::secondary("Elle exerce toujours ici").small()))
                    }))
                }
            }))
        }
        @if let Some(du) = dossier.connu.as_ref().and_then(|known| known.absent_du) {
            (ui::alert::alert(Tone::Warning, html! { "Absent du fichier officiel du " (francais::date(du)) "\u{a0}: départ, retraite ou changement de numéro." }))
        }
    }
}

/// How fresh the entry is, and the two gestures that make it so.
pub(super) fn freshness(visit: &Visit, dossier: &Dossier, office: bool) -> Markup {
    let confirmee = dossier.vue.as_ref().and_then(|vue| vue.confirmee);
    let fresh = fraicheur(confirmee.map(|one| one.le), visit.ctx.now, dossier.reglage.fraicheur_mois);
    panel(html! {
        p {
            (status(fresh.tone(), fresh.label()))
            @if let Some(one) = confirmee { " Confirmée le " (quand(one.le)) " par " (one.source.libelle()) "." }
        }
        @if office { (gestures(visit, dossier)) }
    })
}

fn gestures(visit: &Visit, dossier: &Dossier) -> Markup {
    let base = visit.workspace(&dossier.reference.chemin());
    let vue = dossier.vue.as_ref();
    let (asked, silent) = (vue.and_then(|vue| vue.demandee_le), vue.is_some_and(|vue| vue.ne_plus_ecrire));
    let rests = asked.is_some_and(|le| visit.ctx.now.duration_since(le) < crate::REPOS);
    let numero = dossier.numero.to_string();
    let force: &[(&str, &str)] = if rests { &[("force", "oui")] } else { &[] };
    let words = if rests { "Redemander quand même" } else { "Demander une confirmation" };
    html! {
        @if let Some(le) = asked { p.soft { "Dernière demande le " (quand(le)) "." } }
        @if silent { p.soft { "Cette personne ne veut plus de message\u{a0}: appelez-la." } }
        (actions(html! {
            @if vue.is_some() {
                (post_button(&visit.csrf, &format!("{base}/confirmer"), &[("numero", &numero)], &Button::secondary("Tout est juste, confirmé au téléphone").small()))
            }
            @if !silent && visit.can(crate::droits::DEMANDER) {
                (post_button(&visit.csrf, &format!("{base}/demander"), force, &Button::secondary(words).small()))
            }
        }))
    }
}

/// What the official files say; who an actor without number is.
pub(super) fn official(visit: &Visit, dossier: &Dossier, etat: &Etat) -> Markup {
    if let Sujet::Local(local) = &dossier.sujet {
        return panel(html! {
            p.soft { "Cet acteur n’a pas de numéro national\u{a0}: seule la CPTS le connaît." }
            (definitions(&[
                ("Genre", html! { (local.genre_en_mots()) }),
                ("Communes", html! { (local.communes.iter().map(|code| commune(etat, *code)).collect::<Vec<_>>().join(", ")) }),
                ("À demander", html! { @if local.contact.is_empty() { "—" } @else { (local.contact) } }),
            ]))
            @if visit.can(crate::droits::MODIFIER) {
                (actions(html! { (Button::secondary("Corriger").small().href(format!("{}/identite", visit.workspace(&dossier.reference.chemin())))) }))
            }
        });
    }
    let Some(known) = &dossier.connu else {
        return panel(html! {
            p { (numero_en_mots(&dossier.reference)) }
            p.soft { "Ce numéro n’est pas dans les fichiers officiels chargés ici." }
        });
    };
    panel(html! {
        p { (numero_en_mots(&dossier.reference)) @if !known.profession.is_empty() { ", " (known.profession) } }
        @if known.lieux.is_empty() { p.soft { "Aucun lieu d’exercice déclaré." } }
        ul { @for lieu in &known.lieux { li { (place(visit, dossier, lieu)) } } }
    })
}

fn place(visit: &Visit, dossier: &Dossier, lieu: &crate::officiel::Lieu) -> Markup {
    let elsewhere = lieu.structure.as_ref().filter(|one| **one != dossier.reference);
    html! {
        @match elsewhere {
            Some(structure) => a href=(visit.workspace(&structure.chemin())) { @if lieu.nom.is_empty() { (numero_en_mots(structure)) } @else { (lieu.nom) } },
            None => (lieu.nom),
        }
        @if !lieu.mode.is_empty() { " (" (lieu.mode) ")" }
        @if !lieu.adresse.is_empty() { br; (lieu.adresse) }
        @if !lieu.telephones.is_empty() { br; (lieu.telephones.join(", ")) }
    }
}
