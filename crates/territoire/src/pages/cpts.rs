//! The public home of a CPTS.

use super::{chiffres, fiche};
use crate::atlas::Atlas;
use crate::droits::VOIR;
use axum::extract::State;
use kernel::today;
use maud::html;
use ui::section::{panel, section, split};
use ui::{Button, Icon, francais};
use web::{Answer, App, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let tenant = visit.tenant()?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let jour = today(visit.ctx.now);
    let enter = Some(html! {
        @if visit.can(VOIR) { (Button::primary("Entrer dans l’espace").href(visit.workspace("ma-journee"))) }
        (Button::secondary("Besoin d’un soin rapidement").href(format!("/{}/soins-rapides", tenant.slug)).icon(Icon::Care))
        (Button::secondary("Trouver un médecin traitant").href(format!("/{}/medecin-traitant", tenant.slug)).icon(Icon::Search))
        (Button::secondary("Annuaire de santé").href(format!("/{}/annuaire", tenant.slug)).icon(Icon::People))
        (Button::secondary("Adhérer").href(format!("/{}/rejoindre", tenant.slug)).icon(Icon::Plus))
    });
    let rank = etat.rank(tenant.id).filter(|rank| !etat.cpts[*rank].communes(jour).is_empty());
    let Some(rank) = rank else {
        let frame = ui::Frame { actions: enter, ..visit.frame(tenant.nom.clone()) };
        let words = "Le territoire de cette CPTS n’est pas encore composé.";
        return Ok(visit.page(&frame, ui::empty::empty(Icon::Map, "Pas encore de territoire", words, None)));
    };
    let cpts = &etat.cpts[rank];
    let page = fiche::Fiche::build(&mut tx, &etat, rank, jour).await?;
    let lead =
        format!("{}, {} habitants.", chiffres::communes(&page.estimation), page.estimation.population.valeur);
    let frame = ui::Frame { lead: Some(lead.into()), actions: enter, ..visit.frame(tenant.nom.clone()) };
    let since = cpts.perimetre.at(jour).map(|version| version.depuis);
    let content = html! {
        p { (fiche::stage(cpts.statut.as_ref())) }
        (chiffres::tiles(&etat, &page.estimation))
        (split(
            html! {
                (page.map(&etat))
                (section("liste", "Communes", html! {
                    @if let Some(since) = since { p.soft { "Territoire en vigueur depuis le " (francais::date(since)) "." } }
                    (page.table(&etat, None))
                }))
            },
            html! {
                @if let Some(statut) = &cpts.statut { (panel(html! { h2 { "Où en est la CPTS" } (fiche::life(statut)) })) }
                (chiffres::panels(&page.estimation))
            },
        ))
    };
    Ok(visit.page(&frame, content))
}
