//! What happened to an entry, the messages about it, and the gestures that take something away.

use super::super::quand;
use crate::Dossier;
use comptes::EtatLien;
use db::journal::Ligne;
use maud::{Markup, html};
use ui::button::{actions, confirm, post_button};
use ui::section::{panel, section};
use ui::timeline::{Entry, timeline};
use ui::{Button, francais};
use web::{App, Visit};

pub(super) fn follow_up(app: &App, visit: &Visit, dossier: &Dossier) -> Markup {
    html! {
        (section("messages", "Demandes de confirmation", messages(visit, dossier)))
        @if !dossier.histoire.is_empty() {
            @let entries: Vec<Entry> = dossier.histoire.iter().map(|line| entry(app, dossier, line)).collect();
            (section("historique", "Historique", timeline(&entries)))
        }
        (section("retrait", "Retirer ou effacer", removal(visit, dossier)))
    }
}

fn messages(visit: &Visit, dossier: &Dossier) -> Markup {
    let silent = dossier.vue.as_ref().is_some_and(|vue| vue.ne_plus_ecrire);
    let (geste, words) = if silent {
        ("ecrire", "Accepter de nouveau les messages")
    } else {
        ("ne-plus-ecrire", "Ne plus lui écrire")
    };
    html! {
        @if dossier.liens.is_empty() { p.soft { "Aucun message envoyé pour l’instant." } }
        @else {
            ul {
                @for lien in dossier.liens.iter().take(10) {
                    li {
                        "Le " (quand(lien.cree_le)) " à " (lien.vers) ", "
                        @match (lien.etat(visit.ctx.now), lien.suivi_le) {
                            (EtatLien::Utilise(le), _) => { "répondu le " (quand(le)) },
                            (EtatLien::Revoque(_), _) => "remplacé par une autre demande",
                            (EtatLien::Expire(le), _) => { "expiré le " (quand(le)) },
                            (EtatLien::Vivant, Some(le)) => { "ouvert le " (quand(le)) ", sans réponse" },
                            (EtatLien::Vivant, None) => "pas encore ouvert",
                        }
                    }
                }
            }
        }
        @if dossier.vue.is_some() {
            (actions(post_button(&visit.csrf, &format!("{}/gestes", visit.workspace(&dossier.reference.chemin())), &[("geste", geste)], &Button::secondary(words).small())))
        }
    }
}

fn entry(app: &App, dossier: &Dossier, line: &Ligne) -> Entry {
    let who = match line.acteur.split_once(':') {
        Some(("personne", id)) => {
            let name = id.parse().ok().and_then(|id| dossier.noms.get(id));
            name.unwrap_or("Une personne inconnue").to_owned()
        }
        Some(("lien", _)) => "La personne, par son lien,".to_owned(),
        Some(("systeme", name)) => format!("Maillage ({})", name.replace('_', " ")),
        Some(_) | None => "Un visiteur".to_owned(),
    };
    let instant = line.instant.in_tz("Europe/Paris");
    let instant = instant.unwrap_or_else(|_| line.instant.to_zoned(jiff::tz::TimeZone::UTC));
    let what = html! { (app.phrase(&line.action)) @if !line.detail.is_empty() { " (" (line.detail) ")" } };
    let machine = instant.strftime("%Y-%m-%dT%H:%M").to_string();
    Entry::new(machine, francais::date_courte(instant.date()), who, what)
}

fn removal(visit: &Visit, dossier: &Dossier) -> Markup {
    let base = format!("{}/gestes", visit.workspace(&dossier.reference.chemin()));
    let name = super::title(dossier);
    let button = |geste: &str, words: &'static str| {
        post_button(&visit.csrf, &base, &[("geste", geste)], &Button::danger(words))
    };
    let out = dossier.vue.as_ref().is_some_and(|vue| vue.retiree_le.is_some());
    panel(html! {
        @if !out {
            p { "Retirer la fiche la cache au public et aux membres. C’est réversible." }
            (confirm("Retirer de l’annuaire", &name, html! { "Retirer " (name) " de l’annuaire\u{202f}?" }, button("retirer", "Oui, retirer")))
        }
        @if dossier.vue.is_some() {
            p { "À la demande de la personne, tout ce qui a été noté sur elle peut être effacé. La ligne du fichier officiel reste\u{a0}; le journal garde seulement que l’effacement a eu lieu." }
            (confirm("Effacer ce qui est noté", &name, html! { "Effacer pour toujours ce qui est noté sur " (name) "\u{202f}?" }, button("effacer", "Oui, effacer")))
        }
    })
}
