//! A file of invoices or of payroll: tried first, written on a second press.

use super::{ROOM, enveloppes, livre};
use crate::import_mouvements::{Import, import_mouvements};
use crate::livre::Livre;
use crate::mouvement::Genre;
use crate::plan::{self, Compte};
use crate::releve::Defaut;
use crate::{Cle, store};
use axum::extract::State;
use maud::{Markup, html};
use pieces::Envoi;
use ui::{Button, Choice, Column, Field, Filled, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Visit};

/// Largest file, in bytes: it travels through the page that shows what it would write.
const MAX: usize = 600_000;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let comptes = plan::comptes(&store::reglages::comptes(&mut tx).await?);
    let livre = livre(&app, &mut tx).await?;
    Ok(visit.page(&frame(&visit), form(&visit, &livre, &comptes, &Filled::new())))
}

fn frame(visit: &Visit) -> ui::Frame {
    let lead = "Factures, relevé de banque ou paie, par un fichier de tableur\u{a0}: rien n’est écrit avant que vous ayez relu.";
    ui::Frame { lead: Some(lead.into()), ..visit.frame("Importer des mouvements") }
}

fn form(visit: &Visit, livre: &Livre, comptes: &[Compte], filled: &Filled) -> Markup {
    let ways = [Genre::Depense, Genre::Recette].map(|one| Choice::new(one.code(), one.libelle()));
    let accounts = std::iter::once(Choice::new("", "Le fichier le dit")).chain(
        comptes
            .iter()
            .filter(|one| !one.numero.starts_with('5'))
            .map(|one| Choice::new(one.numero.clone(), format!("{} {}", one.numero, one.libelle))),
    );
    html! {
        (ROOM.tabs(visit, "import"))
        (ui::form::upload_form(&visit.csrf, &visit.workspace("budget/import"), html! {
            (ui::form::error_summary(filled))
            (Field::file("fichier", "Fichier CSV", ".csv,text/csv,text/plain").hint("Séparé par des points-virgules ou des virgules, enregistré par un tableur.").filled(filled))
            (Field::textarea("lignes", "Ou les lignes, collées", 6).hint("Avec la première ligne, qui nomme les colonnes.").filled(filled))
            (Field::select("enveloppe", "Enveloppe des lignes qui n’en nomment pas", enveloppes(livre)).required().filled(filled))
            (Field::select("compte", "Compte des lignes qui n’en ont pas", accounts.collect()).filled(filled))
            (Field::radios("genre", "Sens des montants positifs", ways.to_vec()).value(Genre::Depense.code()).filled(filled))
            div.actions { (Button::primary("Relire le fichier")) }
        }))
        details {
            summary { "Colonnes reconnues" }
            p { "Factures\u{a0}: date, libellé, montant (ou débit et crédit), fournisseur, référence, compte, enveloppe. Paie\u{a0}: mois ou date, salarié, brut, charges, référence, enveloppe." }
            p { "Une ligne dont la référence, la date et le montant sont déjà notés n’est jamais écrite une seconde fois\u{a0}; sans référence, c’est son libellé qui compte." }
        }
    }
}

pub(super) async fn read(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let comptes = plan::comptes(&store::reglages::comptes(&mut tx).await?);
    let livre = livre(&app, &mut tx).await?;
    drop(tx);
    let octets = match envoi.take("fichier") {
        // The bytes of the file as they came; the page carries them on as text.
        Some(depot) => file(&depot),
        None => envoi.fields.get("lignes").as_bytes().to_vec(),
    };
    let errors = match defaut(&livre, &envoi.fields, &octets) {
        Err(errors) => errors,
        Ok(defaut) => {
            let essai = envoi.fields.get("confirmer") != "oui";
            match import_mouvements(&visit.ctx, &app.db, &octets, &defaut, essai).await {
                Ok(import) => {
                    let shown = report(&visit, &livre, &import, (&octets, &envoi.fields), essai);
                    return Ok(visit.page(&frame(&visit), shown));
                }
                Err(error) => error.beside()?,
            }
        }
    };
    Ok(visit.refused(frame(&visit), form(&visit, &livre, &comptes, &envoi.fields.filled(&errors))))
}

fn file(depot: &pieces::Depot) -> Vec<u8> {
    depot.octets().to_vec()
}

fn defaut(livre: &Livre, fields: &Fields, octets: &[u8]) -> Result<Defaut, FieldErrors> {
    let mut reader = fields.reader();
    let cle: Option<Cle> = reader.required("enveloppe");
    if octets.is_empty() {
        reader.refuse("fichier", "Choisissez un fichier CSV, ou collez ses lignes.");
    }
    if octets.len() > MAX {
        reader.refuse("fichier", "Le fichier dépasse 600\u{a0}Ko\u{a0}: envoyez-le en plusieurs fois.");
    }
    let genre = fields.get("genre").parse().unwrap_or(Genre::Depense);
    let enveloppes = livre.enveloppes.iter().map(|one| (one.cle, one.nom.clone())).collect();
    let compte = fields.get("compte").to_owned();
    reader.finish(cle.map(|cle| Defaut { genre, cle, compte, enveloppes }))
}

/// What is, or would be, written; when it is only tried, the button that writes it.
fn report(
    visit: &Visit,
    livre: &Livre,
    import: &Import,
    (octets, fields): (&[u8], &Fields),
    essai: bool,
) -> Markup {
    let count =
        |n: usize, one: &str, many: &str| francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many);
    let tone = if import.refuses.is_empty() { Tone::Success } else { Tone::Warning };
    let written: Vec<Row> = import
        .ecrites
        .iter()
        .map(|(ligne, one)| {
            let names: Vec<String> =
                one.parts.iter().map(|part| format!("{} ({})", livre.nom(part.cle), part.compte)).collect();
            Row::new(vec![
                html! { (ligne) },
                html! { (francais::date_courte(one.jour)) },
                html! { (one.libelle) },
                html! { (names.join(", ")) },
                html! { (one.genre.libelle()) },
                html! { (francais::euros(one.cents)) },
            ])
        })
        .collect();
    let refused = import
        .refuses
        .iter()
        .map(|one| Row::new(vec![html! { (one.number) }, html! { (one.words) }, html! { (one.why) }]));
    let columns = vec![
        Column::number("Ligne"),
        Column::text("Le"),
        Column::text("Libellé"),
        Column::text("Enveloppe et compte"),
        Column::text("Sens"),
        Column::number("Montant"),
    ];
    html! {
        (ROOM.tabs(visit, "import"))
        (ui::alert::alert(tone, html! {
            (count(import.ecrites.len(), "mouvement", "mouvements")) @if essai { " à écrire, " } @else { " écrits, " }
            (count(import.connues.len(), "déjà noté", "déjà notés")) ", "
            (count(import.refuses.len(), "ligne refusée", "lignes refusées")) "."
        }))
        @for remarque in &import.remarques { p { (remarque) } }
        @if !import.refuses.is_empty() { (Table::new("refusees", "Lignes refusées", vec![Column::number("Ligne"), Column::text("Ce qui est écrit"), Column::text("Pourquoi")]).rows(refused.collect())) }
        @if !written.is_empty() { (Table::new("ecrites", if essai { "Ce qui serait écrit" } else { "Ce qui est écrit" }, columns).rows(written)) }
        @if essai && !import.ecrites.is_empty() { (confirm(visit, octets, fields)) }
        div.actions { (Button::plain("Un autre fichier").href(visit.workspace("budget/import"))) }
    }
}

fn confirm(visit: &Visit, octets: &[u8], fields: &Fields) -> Markup {
    let text = tables::text(octets);
    ui::form(
        &visit.csrf,
        &visit.workspace("budget/import"),
        ui::Method::Post,
        html! {
            (ui::form::hidden("lignes", &text))
            @for name in ["enveloppe", "compte", "genre"] { (ui::form::hidden(name, fields.get(name))) }
            (ui::form::hidden("confirmer", "oui"))
            div.actions { (Button::primary("Écrire ces mouvements")) }
        },
    )
}
