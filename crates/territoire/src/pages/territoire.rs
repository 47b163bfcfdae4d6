//! « Composer un territoire », for everybody; and opening the space of the CPTS that was composed.

use super::compositeur::{Cadre, Compositeur, Saisie, read};
use crate::atlas::{Atlas, Etat};
use crate::droits::OUVRIR_PROJET;
use crate::open_projet::{OpenProjetError, open_projet, suggested_slug};
use crate::set_perimetre::SetPerimetreError;
use axum::extract::State;
use comptes::{Nom, Slug};
use kernel::today;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;
use ui::section::panel;
use ui::{Button, Crumb, Field, Filled, Icon};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit};

const HERE: &str = "/territoire";
/// Longer addresses are cut by some mail programs.
const LINK: usize = 6_000;

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let (etat, page) = compose(&app, &visit, &fields).await?;
    Ok(visit.page(&frame(&visit), draw(&visit, &etat, &page, &Filled::new())))
}

async fn compose(
    app: &App,
    visit: &Visit,
    fields: &Fields,
) -> db::Result<(std::sync::Arc<Etat>, Compositeur)> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let saisie = read(&etat, fields, &BTreeSet::new());
    let page = Compositeur::build(&mut tx, &etat, saisie, None, today(visit.ctx.now)).await?;
    Ok((etat, page))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Choisissez des communes\u{a0}: qui y vit, quelle taille au sens de l’ACI, quels voisins. Sans compte, rien n’est enregistré.".into()),
        breadcrumb: vec![Crumb::new("Accueil", "/")],
        ..visit.frame("Composer un territoire")
    }
}

fn draw(visit: &Visit, etat: &Etat, page: &Compositeur, filled: &Filled) -> Markup {
    let link = address(etat, &page.saisie);
    let suite = html! {
        (panel(open(visit, link.as_deref(), filled)))
        @if let Some(link) = &link { p.soft { a href=(link) { "Adresse de ce territoire" } ", à garder ou à partager." } }
    };
    page.draw(etat, &Cadre { csrf: &visit.csrf, action: HERE, suite })
}

/// `/territoire?t=43157.43012&vue=43`; `None` for a list too long for an address.
fn address(etat: &Etat, saisie: &Saisie) -> Option<String> {
    let list = crate::demande::short(&etat.france, &saisie.codes);
    let vue = saisie.vue.map(|code| format!("&vue={code}")).unwrap_or_default();
    (list.len() <= LINK).then(|| format!("{HERE}?t={list}{vue}"))
}

/// From a composed territory to a CPTS: nothing is typed again.
fn open(visit: &Visit, link: Option<&str>, filled: &Filled) -> Markup {
    if !visit.can(OUVRIR_PROJET) {
        let back = utf8_percent_encode(link.unwrap_or(HERE), NON_ALPHANUMERIC).to_string();
        return html! {
            h3 { "En faire un projet de CPTS" }
            p { "Connectez-vous pour ouvrir l’espace de cette CPTS\u{a0}: ces communes en seront le premier territoire." }
            div.actions { (Button::secondary("Se connecter").href(format!("/connexion?retour={back}"))) }
        };
    }
    html! {
        h3 { "En faire un projet de CPTS" }
        p { "Vous en serez la coordination, ces communes en seront le premier territoire, et le projet sera en émergence." }
        (ui::form::error_summary(filled))
        (Field::text("nom", "Nom de la CPTS").hint("Par exemple «\u{a0}CPTS du Val d’Allier\u{a0}».").maxlength(80).filled(filled))
        (Field::text("slug", "Mot de son adresse").hint("Facultatif\u{a0}: tiré du nom si vous ne l’écrivez pas.").maxlength(40).filled(filled))
        div.actions {
            button.button.primary type="submit" formaction="/territoire/ouvrir" { (Icon::Plus) span { "Ouvrir l’espace de cette CPTS" } }
        }
    }
}

pub(super) async fn open_space(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let (etat, page) = compose(&app, &visit, &fields).await?;
    let again = |errors: &FieldErrors| {
        Ok(visit.refused(frame(&visit), draw(&visit, &etat, &page, &fields.filled(errors))))
    };
    let (nom, slug) = match names(&fields) {
        Ok(names) => names,
        Err(errors) => return again(&errors),
    };
    let atlas = app.resource::<Atlas>();
    let space = format!("/{slug}/espace/territoire");
    match open_projet(&visit.ctx, &app.db, atlas, (slug, nom), page.saisie.codes.clone()).await {
        Ok(_) => Ok(Redirect::to(space).done("L’espace de la CPTS est ouvert.").answer(&visit)),
        Err(OpenProjetError::Cpts(error @ comptes::OpenError::Prise(_))) => {
            again(&FieldErrors::one("slug", error))
        }
        Err(OpenProjetError::Perimetre(error @ SetPerimetreError::Refus(_))) => {
            again(&FieldErrors::one("", error))
        }
        Err(other) => Err(other.into()),
    }
}

fn names(fields: &Fields) -> Result<(Nom, Slug), FieldErrors> {
    let mut reader = fields.reader();
    let nom: Option<Nom> = reader.required("nom");
    let slug: Option<Slug> = if fields.has("slug") {
        reader.optional("slug")
    } else {
        suggested_slug(fields.get("nom")).parse().map_err(|error| reader.refuse("slug", error)).ok()
    };
    reader.finish(nom.zip(slug))
}
