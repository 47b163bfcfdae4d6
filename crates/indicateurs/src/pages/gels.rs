//! Frozen figures: the list, one of them with what changed since, and freezing.

use super::{ROOM, Salle, mots, no_contract};
use crate::cible;
use crate::droits::GELER;
use crate::gel::{A_ZERO, Demande, LigneGelee, Refus};
use crate::{Ecart, Gel, Nombre, Unite, WriteError, ecarts, freeze_annee, store};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Column, Crumb, Field, Filled, Icon, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let filled = Filled::new().value("cle", visit.ctx.id::<Gel>().to_string());
    match page(&visit, &app, &query, &filled).await? {
        Some(content) => Ok(visit.page(&frame(&visit), content)),
        None => Ok(visit.page(&frame(&visit), no_contract(&visit))),
    }
}

pub(super) async fn freeze(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::must_read(&app, &visit, &mut tx, &fields).await?;
    drop(tx);
    let demande = Demande {
        libelle: fields.get("libelle").to_owned(),
        definitif: fields.has("definitif"),
        cle: fields.get("cle").to_owned(),
        a_zero: fields.has("a_zero"),
    };
    let (annee, demande) = (salle.annee.numero, (demande, fields.has("avant_terme")));
    let errors = match freeze_annee(&visit.ctx, &app.db, &salle.lois, &salle.contrat, annee, demande).await {
        Ok(id) => {
            let path = visit.workspace(&format!("dossier-aci/gels/{id}"));
            return Ok(Redirect::to(path).done("Les chiffres sont figés.").answer(&visit));
        }
        Err(WriteError::Gel(refus @ Refus::SansValeur(_))) => FieldErrors::one("a_zero", &refus),
        Err(WriteError::Gel(refus @ Refus::AvantTerme(_))) => FieldErrors::one("avant_terme", &refus),
        Err(WriteError::Gel(refus @ Refus::SansLibelle)) => FieldErrors::one("libelle", &refus),
        Err(WriteError::Gel(refus)) => FieldErrors::one("annee", &refus),
        Err(other) => return Err(other.into()),
    };
    let content = page(&visit, &app, &fields, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame(&visit), content.unwrap_or_default()))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Les chiffres d’une année tels qu’ils étaient un jour donné, pour un point d’étape ou pour le dialogue de gestion. Ils ne changent plus, quoi qu’il arrive aux actes.".into()),
        ..visit.frame("Chiffres figés")
    }
}

async fn page(visit: &Visit, app: &App, query: &Fields, filled: &Filled) -> Result<Option<Markup>, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(salle) = Salle::read(app, visit, &mut tx, query).await? else { return Ok(None) };
    let gels = store::gels::gels(&mut tx, salle.contrat.id).await?;
    let rows = gels.iter().rev().map(|gel| {
        mots::ligne(vec![
            html! { a href=(visit.workspace(&format!("dossier-aci/gels/{}", gel.id))) { (gel.libelle) } },
            html! { (gel.annee) },
            html! { (francais::date_courte(gel.jour)) },
            html! { @if gel.definitif { (ui::status::badge(Tone::Success, "année arrêtée")) } @else { "point d’étape" } },
        ])
    });
    let columns = vec![
        Column::text("Pourquoi"),
        Column::number("Année"),
        Column::text("Chiffres du"),
        Column::text("Portée"),
    ];
    let empty = ui::empty::empty(
        Icon::Lock,
        "Rien n’a encore été figé",
        "Le dialogue de gestion fige les chiffres de l’année\u{a0}; un point d’étape peut l’être à tout moment.",
        None,
    );
    let begun = salle.year_choices();
    Ok(Some(html! {
        (ROOM.tabs(visit, "gels"))
        (Table::new("gels", "Chiffres figés", columns).rows(rows.collect()).empty(empty))
        @if visit.can(GELER) {
            details open[filled.is_refused()] {
                summary { "Figer les chiffres d’une année" }
                (ui::form(&visit.csrf, &visit.workspace("dossier-aci/gels"), ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (ui::form::hidden("cle", filled.get("cle").unwrap_or_default()))
                    (Field::select("annee", "Année du contrat", begun).value(salle.annee.numero.to_string()).filled(filled))
                    (Field::text("libelle", "Pourquoi").hint("Par exemple\u{a0}: point d’étape avec la CPAM, mars 2026.").required().maxlength(200).filled(filled))
                    (Field::checkbox("definitif", "Ces chiffres arrêtent l’année").hint("Une seule fois par année\u{a0}: la part variable en découle.").filled(filled))
                    (Field::checkbox("avant_terme", "L’année n’est pas finie\u{a0}: arrêter ses chiffres dès maintenant").hint("Seulement pour arrêter une année avant sa date anniversaire\u{a0}: ce qui sera fait d’ici là ne comptera plus.").filled(filled))
                    (Field::checkbox("a_zero", "Compter à zéro les indicateurs sans valeur").hint("Seulement pour arrêter l’année\u{a0}: un indicateur dont rien ne dit où il en est ne rapportera rien.").filled(filled))
                    div.actions { (Button::primary("Figer")) }
                }))
            }
        }
    }))
}

pub(super) async fn one(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let id: Id<Gel> = id_of(&id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let gel = store::gels::gel(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce gel"))?;
    let contrat = contrat::contrat(&mut tx, gel.contrat).await?.ok_or(WriteError::Inconnu("Le contrat"))?;
    let lignes = store::gels::lignes(&mut tx, id).await?;
    let ecarts = ecarts(&mut tx, &contrat, &gel).await?;
    let frame = ui::Frame {
        lead: Some(
            format!("Année {} du contrat, chiffres du {}.", gel.annee, francais::date(gel.jour)).into(),
        ),
        breadcrumb: vec![
            Crumb::new("Dossier ACI", visit.workspace("dossier-aci")),
            Crumb::new("Chiffres figés", visit.workspace("dossier-aci/gels")),
        ],
        ..visit.frame(gel.libelle.clone())
    };
    let content = html! { (changes(&ecarts)) (lines(&visit, &gel, &lignes)) };
    Ok(visit.page(&frame, content))
}

fn said(n: Option<Nombre>, unite: Unite) -> String {
    n.map_or_else(|| "aucune valeur".to_owned(), |n| n.en_mots(unite))
}

fn changes(ecarts: &[Ecart]) -> Markup {
    html! {
        @if ecarts.is_empty() { (ui::alert::alert(Tone::Success, "Rien n’a changé depuis\u{a0}: les actes et les valeurs disent toujours la même chose.")) }
        @else {
            (ui::alert::notice(Tone::Warning, "Ce qui a changé depuis", html! {
                ul { @for one in ecarts { li { (one.libelle) "\u{a0}: figé à " (said(one.gele, one.unite)) ", aujourd’hui " (said(one.aujourdhui, one.unite)) } } }
            }))
        }
    }
}

fn lines(visit: &Visit, gel: &Gel, lignes: &[LigneGelee]) -> Markup {
    let columns = vec![
        Column::text("Indicateur"),
        Column::number("Départ"),
        Column::number("Cible"),
        Column::number("Valeur"),
        Column::number("Chemin fait"),
        Column::number("Poids"),
        Column::text("Preuves"),
    ];
    let rows = lignes.iter().map(|one| {
        let behind = visit.workspace(&format!(
            "dossier-aci/indicateurs/{}/lignes?annee={}&gel={}",
            one.indicateur, gel.annee, gel.id
        ));
        let papers = visit
            .workspace(&format!("dossier-aci/indicateurs/{}?annee={}#preuves", one.indicateur, gel.annee));
        mots::ligne(vec![
            html! { (one.libelle) },
            html! { @if let Some((depart, _)) = one.depart { (depart.en_mots(one.unite)) } },
            html! { @if let Some(cible) = one.cible { (cible.en_mots(one.unite)) } },
            html! { (said(one.valeur, one.unite)) @if gel.definitif && one.sans_atteinte() { " " (ui::status::badge(Tone::Warning, A_ZERO)) } },
            html! { @match &one.atteinte { Some(atteinte) => (mots::chemin(&one.libelle, atteinte)), None => "—" } },
            html! { @if let Some(poids) = one.poids { (cible::en_pourcent(poids.into())) } },
            html! {
                @if one.lignes > 0 { a href=(behind) { (francais::compte(one.lignes, "acte", "actes")) } " " }
                @if one.preuves > 0 { a href=(papers) { (francais::compte(one.preuves, "pièce", "pièces")) } }
                @if one.lignes == 0 && one.preuves == 0 { (ui::status::badge(Tone::Warning, "sans preuve")) }
            },
        ])
    });
    html! { (Table::new("figes", "Indicateurs figés", columns).rows(rows.collect())) }
}
