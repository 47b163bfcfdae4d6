//! One batch: its transfers, its file, what the bank answered.

use super::{Names, below, compte_nom, comptes_noms, done, id_of, person};
use crate::droits::{EMETTRE, PAYER};
use crate::lot::{Etat, Lot, Virement, readable};
use crate::store::{lots, virements};
use crate::{Compte, WriteError};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::table::Paging;
use ui::{
    Button, Column, Row, Table, Tone, alert, button, definitions::definitions, francais, status::badge,
};
use uuid::Uuid;
use web::{Answer, App, Fields, Visit};

type Here = Path<(String, String)>;

/// Transfers a page.
const PAGE: usize = 100;

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let lot = lots::lot(&mut tx, id_of(&id)?).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    let transfers = virements::virements(&mut tx, lot.id).await?;
    let names = crate::noms(&mut tx).await?;
    let accounts = comptes_noms(&mut tx, &[Some(lot.prepare_par), lot.emis_par]).await?;
    drop(tx);
    let page: usize = query.get("page").parse().unwrap_or(0);
    let content = html! {
        p { (badge(lot.etat.tone(), lot.etat.libelle())) }
        (definitions(&facts(&lot, &accounts)))
        (gestures(&visit, &lot))
        (table(&visit, &lot, &transfers, &names, page))
    };
    let frame = below(&visit, lot.titre(), &[("Lots", "lots")]);
    Ok(visit.page(&frame, content))
}

fn facts<'a>(lot: &Lot, accounts: &BTreeMap<Uuid, String>) -> Vec<(&'a str, Markup)> {
    let le = |at: jiff::Timestamp| francais::date_heure(crate::paris(at));
    let mut facts = vec![
        ("Jour d’exécution", html! { (francais::date(lot.execution)) }),
        ("Total", html! { (francais::euros(lot.total)) }),
        ("Virements", html! { (francais::nombre(lot.virements)) }),
        ("Format", html! { (lot.version.libelle()) }),
        ("Identifiant chez la banque", html! { code { (lot.message()) } }),
        (
            "Préparé",
            html! { "par " (compte_nom(accounts, Some(lot.prepare_par))) ", le " (le(lot.prepare_le)) },
        ),
    ];
    if let Some(at) = lot.emis_le {
        facts.push(("Émis", html! { "par " (compte_nom(accounts, lot.emis_par)) ", le " (le(at)) }));
        facts.push(("Empreinte SHA-256", html! { code { (readable(&lot.empreinte)) } }));
    }
    facts
}

fn gestures(visit: &Visit, lot: &Lot) -> Markup {
    let at = |verb: &str| visit.workspace(&format!("indemnites/lots/{}/{verb}", lot.id));
    let mine = crate::author(&visit.ctx) == Some(lot.prepare_par);
    let post = |verb: &str, label: &'static str| {
        button::post_button(&visit.csrf, &at(verb), &[], &Button::primary(label))
    };
    html! {
        @match lot.etat {
            Etat::Prepare => {
                @if visit.can(EMETTRE) && !mine {
                    p { "Une fois émis, le fichier ne change plus et le lot ne s’annule plus." }
                    (post("emission", "Émettre le lot"))
                } @else { (alert::alert(Tone::Info, html! { "Ce lot attend qu’une autre personne que celle qui l’a préparé l’émette." })) }
                @if visit.can(PAYER) {
                    (button::confirm("Annuler le lot", &lot.titre(), "Ses lignes redeviennent approuvées, prêtes pour un autre lot.", post("annulation", "Annuler le lot")))
                }
            }
            Etat::Emis | Etat::Execute => {
                @if let Some(at) = lot.emis_le { (issued(lot, at)) }
                @if visit.can(EMETTRE) { p { a.button.secondary href=(at("virements.xml")) download { "Télécharger le fichier de virements" } } }
                @if visit.can(PAYER) && lot.etat == Etat::Emis {
                    (button::confirm("Marquer exécuté", &lot.titre(), "La banque a-t-elle exécuté ce lot\u{202f}? Ce qu’elle n’a pas rejeté sera payé.", post("execution", "Marquer exécuté")))
                }
            }
            Etat::Annule => {}
        }
    }
}

/// A file that was downloaded already must not go to the bank twice.
fn issued(lot: &Lot, at: jiff::Timestamp) -> Markup {
    let day = francais::date_heure(crate::paris(at));
    html! {
        @if lot.lectures > 0 {
            (alert::alert(Tone::Warning, html! {
                "Déjà émis le " (day) ", et téléchargé " (francais::compte(lot.lectures, "fois", "fois"))
                ". Le fichier est toujours le même\u{a0}: ne l’envoyez qu’une fois à la banque."
            }))
        } @else {
            (alert::alert(Tone::Info, html! { "Émis le " (day) ". Téléchargez le fichier, puis déposez-le sur le site de votre banque." }))
        }
    }
}

fn table(visit: &Visit, lot: &Lot, all: &[Virement], names: &Names, page: usize) -> Markup {
    let columns = vec![
        Column::number("N°"),
        Column::text("Bénéficiaire"),
        Column::text("Compte"),
        Column::number("Lignes"),
        Column::number("Montant"),
        Column::text("Sort"),
    ];
    let rows = all.iter().skip(page * PAGE).take(PAGE).map(|one| {
        Row::new(vec![
            html! { (one.rang) },
            html! {
                (person(visit, names, Id::new(one.beneficiaire)))
                @if let Some(plain) = Compte::nom_bancaire(&one.titulaire) { br; small { "pour la banque\u{a0}: " (plain) } }
            },
            html! { (one.masque) },
            html! { (one.lignes) },
            html! { (francais::euros(one.cents)) },
            html! { (badge(one.sort.tone(), one.sort.libelle())) @if !one.raison.is_empty() { br; small { (one.raison) } } },
        ])
    });
    let to = |page: usize| visit.workspace(&format!("indemnites/lots/{}?page={page}", lot.id)).into();
    let paging = Paging {
        first: i64::try_from(page * PAGE + 1).ok(),
        shown: i64::try_from(all.len().saturating_sub(page * PAGE).min(PAGE)).unwrap_or_default(),
        total: i64::try_from(all.len()).ok(),
        previous: (page > 0).then(|| to(page - 1)),
        next: ((page + 1) * PAGE < all.len()).then(|| to(page + 1)),
    };
    html! { (Table::new("virements", "Virements", columns).rows(rows.collect()).paging(paging)) }
}

pub(super) async fn issue(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let issued = crate::issue_lot(&visit.ctx, &app.db, id_of(&id)?).await;
    done(
        &visit,
        &format!("indemnites/lots/{id}"),
        "Le lot est émis\u{a0}: son fichier ne changera plus.",
        issued,
    )
}

pub(super) async fn cancel(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::cancel_lot(&visit.ctx, &app.db, id_of(&id)?).await;
    done(&visit, &format!("indemnites/lots/{id}"), "Le lot est annulé\u{a0}: ses lignes sont libres.", gone)
}

pub(super) async fn confirm(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let paid = crate::confirm_lot(&visit.ctx, &app.db, id_of(&id)?).await;
    done(&visit, &format!("indemnites/lots/{id}"), "Le lot est exécuté\u{a0}: ses lignes sont payées.", paid)
}

pub(super) async fn download(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (name, bytes) = crate::read_fichier(&visit.ctx, &app.db, id_of(&id)?).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/xml".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
