//! The register of processings of a CPTS: read, printed, downloaded.

use crate::{assembly, registre};
use maud::{Markup, html};
use ui::section::section;
use ui::{Crumb, Icon};
use web::{Answer, Visit};

pub(super) async fn show(visit: Visit) -> Answer {
    let mut frame = visit.frame(registre::TITRE);
    frame.breadcrumb = vec![Crumb::new("Réglages", visit.workspace("reglages"))];
    frame.lead = Some(registre::CHAPEAU.into());
    let all: Vec<_> = assembly::traitements()
        .enumerate()
        .map(|(rank, one)| (format!("traitement-{}", rank + 1), one))
        .collect();
    let content = html! {
        p.table-tools { a.csv href=(visit.workspace("reglages/registre.pdf")) { (Icon::Download) "Télécharger le registre (PDF)" } }
        (section("sommaire", "Sommaire", html! { ul { @for (id, one) in &all { li { a href={ "#" (id) } { (one.nom) } } } } }))
        (section("commun", "Commun à tous les traitements", common()))
        @for (id, one) in &all { (web::traitement(id, one)) }
    };
    Ok(visit.page(&frame, content))
}

fn common() -> Markup {
    html! { ul { @for line in registre::A_COMPLETER { li { (line) "\u{a0}: à compléter" } } } }
}

pub(super) async fn pdf(visit: Visit) -> Answer {
    let (nom, jour) = (visit.tenant()?.nom.clone(), kernel::today(visit.ctx.now));
    let write = move || documents::pdf(&registre::document(&nom, jour));
    web::download(&format!("registre-des-traitements-{jour}.pdf"), "application/pdf", write).await
}
