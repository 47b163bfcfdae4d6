//! Changing the communes of a CPTS, with the composer that everybody has.

use super::compositeur::{Cadre, Compositeur, read};
use super::espace::changes;
use crate::atlas::{Atlas, Etat};
use crate::perimetre::Difference;
use crate::set_perimetre::{SetPerimetreError, set_perimetre};
use axum::extract::State;
use identifiants::CommuneCode;
use kernel::today;
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;
use ui::section::panel;
use ui::{Crumb, Field, Filled, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

struct Page {
    etat: Arc<Etat>,
    composer: Compositeur,
    /// The communes in force.
    avant: BTreeSet<CommuneCode>,
}

async fn compose(app: &App, visit: &Visit, fields: &Fields) -> Result<Page, Problem> {
    let tenant = visit.tenant()?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let jour = today(visit.ctx.now);
    let avant = etat.of(tenant.id).map(|cpts| cpts.communes(jour).clone()).unwrap_or_default();
    let saisie = read(&etat, fields, &avant);
    let composer = Compositeur::build(&mut tx, &etat, saisie, Some(tenant.id), jour).await?;
    Ok(Page { etat, composer, avant })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let page = compose(&app, &visit, &fields).await?;
    let depuis =
        if fields.has("depuis") { fields.get("depuis").to_owned() } else { page.composer.jour.to_string() };
    Ok(visit.page(&frame(&visit), draw(&visit, &page, &Filled::new().value("depuis", depuis))))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        breadcrumb: vec![Crumb::new("Territoire", visit.workspace("territoire"))],
        ..visit.frame("Modifier les communes")
    }
}

fn draw(visit: &Visit, page: &Page, filled: &Filled) -> Markup {
    let difference = Difference::between(&page.avant, &page.composer.saisie.codes);
    let keep = visit.workspace("territoire/versions");
    let suite = panel(html! {
        h3 { "Enregistrer" }
        (ui::form::error_summary(filled))
        @if difference.is_empty() { p.soft { "Rien n’a changé pour l’instant." } } @else if !page.avant.is_empty() { (changes(&page.etat, &difference)) }
        (Field::date("depuis", "À partir du").required().hint("Le territoire d’avant reste consultable.").filled(filled))
        div.actions { button.button.primary type="submit" formaction=(keep) { span { "Enregistrer ce territoire" } } }
    });
    let action = visit.workspace("territoire/modifier");
    page.composer.draw(&page.etat, &Cadre { csrf: &visit.csrf, action: &action, suite })
}

pub(super) async fn keep(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let page = compose(&app, &visit, &fields).await?;
    let again =
        |errors: &FieldErrors| Ok(visit.refused(frame(&visit), draw(&visit, &page, &fields.filled(errors))));
    let mut reader = fields.reader();
    let depuis = reader.required::<jiff::civil::Date>("depuis");
    let depuis = match reader.finish(depuis) {
        Ok(depuis) => depuis,
        Err(errors) => return again(&errors),
    };
    let communes = page.composer.saisie.codes.clone();
    match set_perimetre(&visit.ctx, &app.db, app.resource::<Atlas>(), depuis, communes).await {
        Ok(claims) => {
            let overlap = match claims.len() {
                0 => String::new(),
                n => format!(
                    " Attention\u{a0}: {} aussi dans une autre CPTS.",
                    francais::compte(i64::try_from(n).unwrap_or(i64::MAX), "commune est", "communes sont")
                ),
            };
            let done = format!("Le territoire s’applique à partir du {}.{overlap}", francais::date(depuis));
            Ok(Redirect::to(visit.workspace("territoire")).done(done).answer(&visit))
        }
        Err(SetPerimetreError::Refus(refus)) => {
            let field = if matches!(refus, crate::perimetre::Refus::Passe(_)) { "depuis" } else { "" };
            again(&FieldErrors::one(field, refus))
        }
        Err(other) => Err(other.into()),
    }
}
