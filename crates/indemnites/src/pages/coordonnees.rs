//! Bank details: masked; read in full by a few, with a reason that the journal keeps.

use super::{Names, ROOM, beside, name};
use crate::coordonnees::{Compte, Coordonnees};
use crate::droits::{COORDONNEES, PAYER};
use crate::{Papier, WriteError, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use jiff::Timestamp;
use kernel::Id;
use maud::{Markup, html};
use ui::{
    Button, Column, Field, Filled, Icon, Row, Table, Tone, button, definitions::definitions, form::Width,
    francais, status::badge,
};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn list(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::coordonnees::toutes(&mut tx).await?;
    let names = crate::noms(&mut tx).await?;
    drop(tx);
    let mut rows: Vec<_> = all.values().collect();
    rows.sort_by_cached_key(|one| (!one.recentes(visit.ctx.now), kernel::fold(&name(&names, one.adherent))));
    let rows = rows.into_iter().map(|one| row(&visit, &names, one)).collect();
    let columns = vec![
        Column::text("Personne"),
        Column::text("Titulaire"),
        Column::text("Compte"),
        Column::text("Données le"),
    ];
    let empty = ui::empty::empty(
        Icon::Lock,
        "Aucune coordonnée bancaire",
        "Chacun donne les siennes depuis «\u{a0}Mon année\u{a0}». Elles sont chiffrées, et toujours montrées masquées.",
        None,
    );
    let content = html! {
        (ROOM.tabs(&visit, "coordonnees"))
        (Table::new("coordonnees", "Coordonnées bancaires", columns).rows(rows).empty(empty).filter("Chercher une personne"))
    };
    Ok(visit.page(&visit.frame("Coordonnées bancaires"), content))
}

fn row(visit: &Visit, names: &Names, one: &Coordonnees) -> Row {
    let to = visit.workspace(&format!("indemnites/coordonnees/{}", one.adherent));
    Row::new(vec![
        html! { a href=(to) { (name(names, one.adherent)) } },
        html! { (one.titulaire) },
        html! { (one.masque) },
        html! { span { (francais::date_courte(kernel::today(one.donne_le))) @if one.recentes(visit.ctx.now) { " " (badge(Tone::Warning, "à vérifier")) } } },
    ])
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (frame, content) = page(&visit, &app, id_of(&id)?, &Filled::new(), None).await?;
    Ok(visit.page(&frame, content))
}

async fn page(
    visit: &Visit,
    app: &App,
    id: Id<Adherent>,
    filled: &Filled,
    clear: Option<&Compte>,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let who = adhesions::adherent(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette personne"))?;
    let kept = store::coordonnees::coordonnees(&mut tx, id).await?;
    let paper = store::coordonnees::papier(&mut tx, id).await?;
    drop(tx);
    let content = html! {
        @if let Some(one) = &kept { (definitions(&facts(one, paper.as_ref(), clear))) (reading(visit, one, paper.is_some(), clear)) }
        @else { p { "Aucune coordonnée bancaire n’est notée pour cette personne." } }
        @if visit.can(PAYER) {
            section.section {
                h2 { @if kept.is_some() { "Remplacer" } @else { "Saisir" } " ces coordonnées" }
                p { "Chacun donne les siennes depuis «\u{a0}Mon année\u{a0}»\u{a0}; saisissez-les ici si vous avez reçu un papier. La personne en est prévenue par courriel, et quelqu’un d’autre que vous les vérifie avec elle avant tout paiement." }
                (form(visit, &visit.workspace(&format!("indemnites/coordonnees/{id}")), filled, true))
            }
        }
    };
    Ok((ROOM.below(visit, who.nom(), &[("Coordonnées", "coordonnees")]), content))
}

fn facts<'a>(one: &Coordonnees, paper: Option<&Papier>, clear: Option<&Compte>) -> Vec<(&'a str, Markup)> {
    let le = |at| francais::date_heure(kernel::paris(at));
    let mut facts = vec![
        (
            "Titulaire",
            html! { (one.titulaire) @if let Some(plain) = Compte::nom_bancaire(&one.titulaire) { " (pour la banque\u{a0}: " (plain) ")" } },
        ),
        (
            "IBAN",
            html! { @match clear { Some(one) => code { (one.0.iban.lisible()) }, None => (one.masque) } },
        ),
        ("Données le", html! { (le(one.donne_le)) }),
    ];
    if let Some(clear) = clear {
        facts.push(("BIC", html! { (clear.0.bic.map_or("non donné".to_owned(), |bic| bic.to_string())) }));
    }
    if let Some(at) = one.change_le {
        let checked = one.confirme_le.map(le);
        let since = if one.par_autrui {
            "Données par quelqu’un d’autre le"
        } else {
            "Remplacent d’autres depuis le"
        };
        facts.push((since, html! { (le(at)) ", " @match checked { Some(day) => { "vérifiées le " (day) }, None => "pas encore vérifiées" } }));
    }
    if let Some(one) = paper {
        let ko = i64::try_from(one.taille.div_ceil(1_000)).unwrap_or_default();
        facts.push((
            "Papier",
            html! { (one.genre.libelle()) ", " (francais::nombre(ko)) "\u{a0}ko, reçu le " (le(one.recu_le)) ", chiffré" },
        ));
    }
    facts
}

fn reading(visit: &Visit, one: &Coordonnees, paper: bool, clear: Option<&Compte>) -> Markup {
    let ask = |verb: &str, field: Field, label: &'static str| {
        ui::form(
            &visit.csrf,
            &visit.workspace(&format!("indemnites/coordonnees/{}/{verb}", one.adherent)),
            ui::Method::Post,
            html! {
                (ui::form::hidden("donne_le", &one.donne_le.to_string()))
                (field.required().maxlength(200))
                div.actions { (Button::primary(label)) }
            },
        )
    };
    html! {
        @if visit.can(PAYER) && one.recentes(visit.ctx.now) {
            (button::confirm("Ces coordonnées sont vérifiées", &one.titulaire, "Appelez la personne à un numéro que vous connaissez déjà\u{a0}: un courriel peut être usurpé.",
                ask("confirmation", Field::text("motif", "Comment l’avez-vous vérifié\u{202f}?").id("verification"), "Ces coordonnées sont vérifiées")))
        }
        @if visit.can(COORDONNEES) && clear.is_none() {
            (button::confirm("Lire en entier", &one.titulaire, "Cette lecture et son motif restent au journal.",
                ask("lecture", Field::text("motif", "Pourquoi\u{202f}?").id("motif-de-lecture"), "Lire en entier")))
        }
        @if visit.can(COORDONNEES) && paper {
            (button::confirm("Ouvrir le papier", &one.titulaire, "Cette lecture et son motif restent au journal.",
                ask("papier", Field::text("motif", "Pourquoi\u{202f}?").id("motif-du-papier"), "Télécharger le papier")))
        }
    }
}

/// The form of an account, with a paper for the office.
pub(super) fn form(visit: &Visit, to: &str, filled: &Filled, paper: bool) -> Markup {
    ui::form::upload_form(
        &visit.csrf,
        to,
        html! {
            (ui::form::error_summary(filled))
            (Field::text("titulaire", "Titulaire du compte").required().maxlength(140).filled(filled))
            (Field::text("iban", "IBAN").hint("Avec ou sans espaces.").required().maxlength(60).autocomplete("off").filled(filled))
            (Field::text("bic", "BIC").hint("Facultatif.").width(Width::Short).maxlength(20).autocomplete("off").filled(filled))
            @if paper { (::pieces::champ("piece", "Relevé d’identité bancaire reçu").hint("Chiffré comme l’IBAN, et détruit quand ces coordonnées sont remplacées\u{a0}; 5\u{a0}Mo au plus.").filled(filled)) }
            div.actions { (Button::primary("Enregistrer")) }
        },
    )
}

/// The account of a form.
pub(super) fn read_account(fields: &Fields) -> Result<Compte, FieldErrors> {
    Ok(Compte::read(fields.get("titulaire"), fields.get("iban"), fields.get("bic"))?)
}

pub(super) async fn give(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    mut envoi: ::pieces::Envoi,
) -> Answer {
    let who = id_of(&id)?;
    let paper = envoi.take("piece");
    let errors = match read_account(&envoi.fields) {
        Err(errors) => errors,
        Ok(account) => match crate::give_coordonnees(&visit.ctx, &app.db, who, &account, paper).await {
            Ok(()) => {
                let to = visit.workspace(&format!("indemnites/coordonnees/{id}"));
                return Ok(Redirect::to(to)
                    .done("Les coordonnées bancaires sont enregistrées.")
                    .answer(&visit));
            }
            Err(error) => beside(error, "iban")?,
        },
    };
    let (frame, content) = page(&visit, &app, who, &envoi.fields.filled(&errors), None).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn read(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let who = id_of(&id)?;
    match crate::read_coordonnees(&visit.ctx, &app.db, who, fields.get("motif")).await {
        Ok(clear) => {
            let (frame, content) = page(&visit, &app, who, &Filled::new(), Some(&clear)).await?;
            Ok(visit.page(&frame, content))
        }
        Err(error) => ROOM.after(&visit, &format!("coordonnees/{id}"), "", Err::<(), _>(error)),
    }
}

pub(super) async fn paper(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    match crate::read_papier(&visit.ctx, &app.db, id_of(&id)?, fields.get("motif")).await {
        Ok((genre, bytes)) => {
            let name = format!("releve-identite-bancaire.{}", genre.extension());
            web::download(&name, genre.media(), move || Ok::<_, std::convert::Infallible>(bytes)).await
        }
        Err(error) => ROOM.after(&visit, &format!("coordonnees/{id}"), "", Err::<(), _>(error)),
    }
}

pub(super) async fn confirm(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let donne_le: Timestamp = fields.get("donne_le").parse().unwrap_or_default();
    let checked =
        crate::confirm_coordonnees(&visit.ctx, &app.db, id_of(&id)?, donne_le, fields.get("motif")).await;
    ROOM.after(&visit, &format!("coordonnees/{id}"), "Ces coordonnées sont notées comme vérifiées.", checked)
}
