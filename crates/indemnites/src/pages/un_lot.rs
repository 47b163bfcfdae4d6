//! One batch: its transfers, its file, what the bank answered.

use super::{Names, ROOM, name, person};
use crate::droits::{EMETTRE, PAYER};
use crate::lot::{Etat, Lot, Virement, readable};
use crate::store::{lots, virements};
use crate::{Compte, WriteError};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use comptes::Noms;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::table::Paging;
use ui::{
    Button, Choice, Column, Field, Row, Table, Tone, alert, button, definitions::definitions, francais,
    status::badge,
};
use web::{Answer, App, Fields, Visit, id_of};

type Here = Path<(String, String)>;

/// Transfers a page.
const PAGE: usize = 100;

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let lot = lots::lot(&mut tx, id_of(&id)?).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    let transfers = virements::virements(&mut tx, lot.id).await?;
    let names = crate::noms(&mut tx).await?;
    let again = virements::representables(&mut tx, lot.id).await?;
    let accounts =
        Noms::read(&mut tx, std::iter::once(lot.prepare_par).chain(lot.emis_par).collect()).await?;
    drop(tx);
    let page: usize = query.get("page").parse().unwrap_or(0);
    let content = html! {
        p { (badge(lot.etat.tone(), lot.etat.libelle())) }
        (definitions(&facts(&lot, &accounts)))
        (gestures(&visit, &lot))
        @if visit.can(PAYER) && !again.is_empty() { (representing(&visit, &lot, &transfers, &again, &names)) }
        (table(&visit, &lot, &transfers, &names, page))
    };
    let frame = ROOM.below(&visit, lot.titre(), &[("Lots", "lots")]);
    Ok(visit.page(&frame, content))
}

fn facts<'a>(lot: &Lot, accounts: &Noms) -> Vec<(&'a str, Markup)> {
    let le = |at: jiff::Timestamp| francais::date_heure(kernel::paris(at));
    let mut facts = vec![
        ("Jour d’exécution", html! { (francais::date(lot.execution)) }),
        ("Total", html! { (francais::euros(lot.total)) }),
        ("Virements", html! { (francais::nombre(lot.virements)) }),
        ("Format", html! { (lot.version.libelle()) }),
        ("Libellé", html! { (lot.remise.libelle()) }),
        ("Identifiant chez la banque", html! { code { (lot.message()) } }),
        ("Préparé", html! { "par " (accounts.of(Some(lot.prepare_par))) ", le " (le(lot.prepare_le)) }),
    ];
    if let Some(at) = lot.emis_le {
        facts.push(("Émis", html! { "par " (accounts.of(lot.emis_par)) ", le " (le(at)) }));
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

/// The transfers that the bank sent back for another reason than the account.
fn representing(visit: &Visit, lot: &Lot, all: &[Virement], again: &BTreeSet<i64>, names: &Names) -> Markup {
    let who = |one: &Virement| {
        Choice::new(
            one.rang.to_string(),
            format!("{}\u{a0}: {}", name(names, Id::new(one.beneficiaire)), one.raison),
        )
    };
    let one_by_one = all.iter().filter(|one| again.contains(&one.rang)).map(who);
    let choices = std::iter::once(Choice::new("", "Tous")).chain(one_by_one).collect();
    let form = ui::form(
        &visit.csrf,
        &visit.workspace(&format!("indemnites/lots/{}/representation", lot.id)),
        ui::Method::Post,
        html! {
            (Field::select("rang", "Virements", choices))
            (Field::text("motif", "Ce qui a été corrigé").hint("Par exemple\u{a0}: le compte a été approvisionné.").required().maxlength(200))
            div.actions { (Button::primary("Représenter")) }
        },
    );
    let count = francais::compte(i64::try_from(again.len()).unwrap_or_default(), "virement", "virements");
    html! {
        (alert::alert(Tone::Warning, html! { "La banque a rejeté " (count) " pour une raison qui ne tient pas au compte du bénéficiaire." }))
        (button::confirm("Représenter les virements rejetés", &lot.titre(), "Leurs lignes redeviennent approuvées, prêtes pour le prochain lot.", form))
    }
}

/// A file that was downloaded already must not go to the bank twice.
fn issued(lot: &Lot, at: jiff::Timestamp) -> Markup {
    let day = francais::date_heure(kernel::paris(at));
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
        Column::text("Référence").minor(),
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
            html! { code { (lot.reference_lue(one)) } },
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
    ROOM.after(&visit, &format!("lots/{id}"), "Le lot est émis\u{a0}: son fichier ne changera plus.", issued)
}

pub(super) async fn cancel(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::cancel_lot(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, &format!("lots/{id}"), "Le lot est annulé\u{a0}: ses lignes sont libres.", gone)
}

pub(super) async fn confirm(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let paid = crate::confirm_lot(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, &format!("lots/{id}"), "Le lot est exécuté\u{a0}: ses lignes sont payées.", paid)
}

pub(super) async fn represent(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let rang = fields.get("rang").parse().ok();
    let again = crate::represent(&visit.ctx, &app.db, id_of(&id)?, rang, fields.get("motif")).await;
    let n = again.as_ref().map_or(0, |n| i64::try_from(*n).unwrap_or_default());
    let words = francais::compte(n, "virement est prêt", "virements sont prêts");
    ROOM.after(&visit, &format!("lots/{id}"), format!("{words} pour le prochain lot."), again)
}

pub(super) async fn download(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (name, bytes) = crate::read_fichier(&visit.ctx, &app.db, id_of(&id)?).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/xml".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
