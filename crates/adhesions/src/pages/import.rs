//! The export of HelloAsso: read, shown line by line, then kept.

use super::{ROOM, beside};
use crate::rapport::{Issue, Lue, Rapport};
use crate::{Reglages, import_helloasso};
use axum::extract::State;
use maud::{Markup, html};
use pieces::Envoi;
use ui::button::actions;
use ui::status::status;
use ui::{Button, Column, Field, Filled, Method, Row, Table, Tone, alert::alert};
use web::{Answer, App, FieldErrors, Fields, Visit};

/// Biggest file that a page sends again to confirm, in bytes; beyond, the command does it.
const CONFIRMABLE: usize = 600_000;

pub(super) async fn show(visit: Visit) -> Answer {
    Ok(visit.page(&visit.frame("Import HelloAsso"), form(&visit, &Filled::new())))
}

fn form(visit: &Visit, filled: &Filled) -> Markup {
    html! {
        (ROOM.tabs(visit, "import"))
        p { "Dans HelloAsso\u{a0}: la campagne d’adhésion, «\u{a0}Mes adhésions\u{a0}», «\u{a0}Exporter\u{a0}», format CSV. Le fichier tel quel, ou ouvert et enregistré dans un tableur." }
        p { "Chaque paiement n’est noté qu’une fois\u{a0}: le même fichier, ou un fichier plus long, peut être importé de nouveau. Rien n’est écrit avant votre confirmation." }
        (ui::form::upload_form(&visit.csrf, &ROOM.at(visit, "import"), html! {
            (ui::form::error_summary(filled))
            (Field::file("fichier", "Export de HelloAsso", ".csv,.txt").required().filled(filled))
            (Field::number("annee", "Année de cotisation").hint("Vide\u{a0}: l’année de chaque paiement. À remplir pour une campagne ouverte l’année d’avant.").filled(filled))
            (actions(html! { (Button::primary("Lire le fichier")) }))
        }))
    }
}

pub(super) async fn read(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let octets = envoi.take("fichier").map(|depot| depot.octets().to_vec()).unwrap_or_default();
    let fields = envoi.fields;
    let mut reader = fields.reader();
    let annee = reader.optional::<i16>("annee");
    if octets.len() > CONFIRMABLE {
        reader.refuse("fichier", "Ce fichier est trop long pour cette page\u{a0}: 600\u{a0}ko au plus. La commande «\u{a0}maillage import adherents\u{a0}» l’accepte.");
    }
    let errors = match reader.finish(Some(annee)) {
        Err(errors) => errors,
        Ok(annee) => {
            let asked = Reglages { annee, dry_run: true };
            match import_helloasso(&visit.ctx, &app.db, &octets, asked).await {
                Ok(rapport) => {
                    let text = tables::text(&octets);
                    return Ok(
                        visit.page(&visit.frame("Import HelloAsso"), preview(&visit, &rapport, &text, annee))
                    );
                }
                Err(error) => beside(error)?,
            }
        }
    };
    Ok(visit.refused(visit.frame("Import HelloAsso"), form(&visit, &fields.filled(&errors))))
}

fn preview(visit: &Visit, rapport: &Rapport, text: &str, annee: Option<i16>) -> Markup {
    html! {
        (ROOM.tabs(visit, "import"))
        @for words in &rapport.avis { (alert(Tone::Info, words)) }
        p { (rapport.en_mots()) }
        @if rapport.writes() {
            (ui::form(&visit.csrf, &ROOM.at(visit, "import/confirmation"), Method::Post, html! {
                (ui::form::hidden("contenu", text))
                (ui::form::hidden("annee", &annee.map(|it| it.to_string()).unwrap_or_default()))
                (actions(html! { (Button::primary("Noter ces paiements")) (Button::plain("Choisir un autre fichier").href(ROOM.at(visit, "import"))) }))
            }))
        } @else {
            (alert(Tone::Info, "Ce fichier n’apporte rien de nouveau."))
        }
        (lines(visit, rapport))
    }
}

/// What becomes of each line: those to look at first.
fn lines(visit: &Visit, rapport: &Rapport) -> Markup {
    let columns = vec![
        Column::number("Ligne"),
        Column::text("Qui"),
        Column::text("Résultat"),
        Column::text("Pourquoi"),
        Column::actions(),
    ];
    let mut all: Vec<&Lue> = rapport.lignes.iter().collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.issue), one.numero));
    let row = |one: &&Lue| {
        Row::new(vec![
            html! { (one.numero) },
            html! {
                @match one.adherent { Some(id) => a href=(ROOM.at(visit, &format!("adherents/{id}"))) { (one.nom) }, None => (one.nom) }
            },
            html! { (status(one.issue.tone(), one.issue.libelle())) },
            html! { @if !one.colonne.is_empty() { (one.colonne) "\u{a0}: " } (one.raison) },
            html! {
                @if one.issue == Issue::SansAdherent && one.adherent.is_none() && visit.can(crate::droits::MODIFIER) {
                    (opening(visit, one))
                }
            },
        ])
    };
    html! { (Table::new("lignes", "Lignes du fichier", columns).rows(all.iter().map(row).collect())) }
}

/// Leads to the blank sheet, with what the line says.
fn opening(visit: &Visit, one: &Lue) -> Markup {
    let (prenom, nom) = one.nom.split_once(' ').unwrap_or(("", &one.nom));
    let pairs = [("prenom", prenom), ("nom", nom), ("courriel", &one.courriel), ("etat", "demande")];
    ui::form(
        &visit.csrf,
        &ROOM.at(visit, "nouveau"),
        Method::Get,
        html! {
            @for (name, value) in pairs { (ui::form::hidden(name, value)) }
            (Button::secondary("Ouvrir une fiche").about(one.nom.clone()).small())
        },
    )
}

pub(super) async fn confirm(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let asked = Reglages { annee: fields.get("annee").parse().ok(), dry_run: false };
    match import_helloasso(&visit.ctx, &app.db, fields.get("contenu").as_bytes(), asked).await {
        Ok(rapport) => {
            let count = ui::francais::compte(
                i64::try_from(rapport.count(Issue::Ajoutee)).unwrap_or(0),
                "paiement est noté",
                "paiements sont notés",
            );
            ROOM.done(&visit, "cotisations", format!("{count}."))
        }
        Err(error) => {
            let errors: FieldErrors = beside(error)?;
            Ok(visit
                .refused(visit.frame("Import HelloAsso"), form(&visit, &Fields::default().filled(&errors))))
        }
    }
}
