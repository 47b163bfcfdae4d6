//! Money received: noting it, correcting a line, removing it.

use super::{Salle, end};
use crate::accord::{FONCTIONNEMENT, part_dite};
use crate::contrat::{Contrat, annees};
use crate::note_versement::numbered;
use crate::versement::{Destination, LigneVirement, Recu, Versement, Virement};
use crate::{WriteError, store};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::form::{Width, row};
use ui::{Button, Choice, Crumb, Field, Filled, Method, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Reader, Redirect, Visit, id_of};

/// Lines that a form offers for one transfer.
pub(super) const LIGNES: usize = 6;

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let errors = match read(&fields, LIGNES) {
        Err(errors) => errors,
        Ok(virement) => {
            let done = crate::note_virement(&visit.ctx, &app.db, &salle.law, contrat, &virement).await;
            match end(&visit, salle.path(&visit, "argent"), done.map(|_| "Le versement est noté.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    let content = alone(&visit, &salle, None, &fields.filled(&errors));
    Ok(visit.refused(frame(&visit, &salle), content))
}

/// A transfer of a form, of `count` lines at most; those left empty do not count.
fn read(fields: &Fields, count: usize) -> Result<Virement, FieldErrors> {
    let mut reader = fields.reader();
    let recu_le: Option<Date> = reader.required("recu_le");
    let lignes = (0..count).filter_map(|at| one_line(fields, &mut reader, at)).collect();
    reader.finish(recu_le.map(|recu_le| Virement {
        recu_le,
        libelle: fields.get("libelle").to_owned(),
        reference: fields.get("reference").to_owned(),
        lignes,
    }))
}

/// A line of the form; the first must be there. Money taken back is negative.
fn one_line(fields: &Fields, reader: &mut Reader<'_>, at: usize) -> Option<LigneVirement> {
    let name = |champ: &str| numbered(champ, at);
    let (amount, what) = (name("montant"), name("composante"));
    if at > 0 && !fields.has(&amount) && !fields.has(&what) {
        return None;
    }
    let montant: Option<aci::Montant> = reader.required(&amount);
    let composante: Option<String> = reader.required(&what);
    let annee: Option<u32> = reader.optional(&name("annee"));
    let sign = if fields.has("repris") { -1 } else { 1 };
    let pour = Destination { part: fields.get(&name("part")).to_owned(), annee };
    let cents = montant?.cents().saturating_mul(sign);
    Some(LigneVirement { composante: composante?, cents, pour })
}

async fn load(app: &App, visit: &Visit, fields: &Fields, id: &str) -> Result<(Salle, Recu), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, fields).await?;
    let id: Id<Versement> = id_of(id)?;
    let all = store::versements::recus(&mut tx, salle.contrat()?.id).await?;
    let found =
        all.into_iter().find(|one| one.versement.id == id).ok_or(WriteError::Inconnu("Ce versement"))?;
    Ok((salle, found))
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (salle, versement) = load(&app, &visit, &fields, &id).await?;
    let filled = standing(&versement);
    Ok(visit.page(&frame(&visit, &salle), alone(&visit, &salle, Some(&versement), &filled)))
}

fn standing(recu: &Recu) -> Filled {
    let ligne = &recu.versement.ligne;
    let filled = Filled::new()
        .value("lu", recu.lecture())
        .value("recu_le", ligne.recu_le.to_string())
        .value("montant", francais::euros(ligne.cents.abs()))
        .value("composante", &ligne.composante)
        .value("part", &recu.pour.part)
        .value("annee", recu.pour.annee.map(|annee| annee.to_string()).unwrap_or_default())
        .value("libelle", &ligne.libelle)
        .value("reference", &ligne.reference);
    if ligne.cents < 0 { filled.value("repris", "oui") } else { filled }
}

pub(super) async fn correct(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (salle, versement) = load(&app, &visit, &fields, &id).await?;
    let contrat = salle.contrat()?.id;
    let read = read(&fields, 1).and_then(|virement| {
        let first = virement.lignes().next();
        first.ok_or_else(|| FieldErrors::one("montant", "Ce champ est obligatoire."))
    });
    let errors = match read {
        Err(errors) => errors,
        Ok(line) => {
            let (ctx, law, id) = (&visit.ctx, &salle.law, versement.versement.id);
            let done = crate::correct_versement(ctx, &app.db, law, contrat, id, line, fields.get("lu")).await;
            match end(&visit, salle.path(&visit, "argent"), done.map(|()| "Le versement est corrigé.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    let content = alone(&visit, &salle, Some(&versement), &fields.filled(&errors));
    Ok(visit.refused(frame(&visit, &salle), content))
}

pub(super) async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let done = crate::remove_versement(&visit.ctx, &app.db, contrat, id_of(&id)?).await;
    Redirect::to(salle.path(&visit, "argent")).after(&visit, done.map(|()| "Le versement est retiré."))
}

fn frame(visit: &Visit, salle: &Salle) -> ui::Frame {
    ui::Frame {
        breadcrumb: vec![
            Crumb::new("Contrat", salle.path(visit, "")),
            Crumb::new("Argent", salle.path(visit, "argent")),
        ],
        ..visit.frame("Versement reçu")
    }
}

fn alone(visit: &Visit, salle: &Salle, known: Option<&Recu>, filled: &Filled) -> Markup {
    let Some(contrat) = &salle.contrat else { return super::nothing(visit) };
    let action = match known {
        Some(one) => visit.workspace(&format!("contrat/versements/{}", one.versement.id)),
        None => visit.workspace("contrat/versements"),
    };
    html! {
        (form(visit, salle, contrat, (&action, if known.is_some() { 1 } else { LIGNES }), filled))
        @if let Some(one) = known {
            (ui::button::confirm("Retirer ce versement", &francais::euros(one.versement.ligne.cents), "Il ne comptera plus comme reçu\u{a0}; le journal en garde la trace.",
                ui::form(&visit.csrf, &format!("{action}/retrait"), Method::Post, html! { (salle.hidden()) (Button::danger("Oui, retirer")) })))
        }
    }
}

/// The form of a transfer of `count` lines at most.
pub(super) fn form(
    visit: &Visit,
    salle: &Salle,
    contrat: &Contrat,
    (action, count): (&str, usize),
    filled: &Filled,
) -> Markup {
    let more = (1..count).any(|at| filled.get(&numbered("montant", at)).is_some_and(|text| !text.is_empty()));
    let body = html! {
        (ui::form::error_summary(filled))
        (salle.hidden())
        @if let Some(lu) = filled.get("lu") { (ui::form::hidden("lu", lu)) }
        (Field::date("recu_le", "Reçu le").required().filled(filled))
        (line_fields(salle, contrat, 0, filled))
        @if count > 1 {
            details open[more || filled.is_refused()] {
                summary { "Ce virement paie plusieurs choses" }
                p { "Une ligne par mission, par part et par année. Les lignes laissées vides ne comptent pas." }
                @for at in 1..count { (line_fields(salle, contrat, at, filled)) }
            }
        }
        (Field::text("libelle", "Ce que dit le relevé").hint("Par exemple «\u{a0}Avance année 2\u{a0}».").required().filled(filled))
        (Field::text("reference", "Référence du virement").filled(filled))
        (Field::checkbox("repris", "La caisse a repris cet argent (trop-perçu)").filled(filled))
        div.actions { (Button::primary("Enregistrer")) }
    };
    ui::form(&visit.csrf, action, Method::Post, body)
}

/// What one line of a transfer pays, and how much.
fn line_fields(salle: &Salle, contrat: &Contrat, at: usize, filled: &Filled) -> Markup {
    let name = |champ: &str| numbered(champ, at);
    let must = |field: Field| if at == 0 { field.required() } else { field };
    let unsaid = || Choice::new("", "Non précisée");
    let said = aci::Part::ALL.map(part_dite).map(|(code, words)| Choice::new(code, words));
    let years = annees(contrat).into_iter().map(|one| {
        let words =
            format!("Année {}, du {} au {}", one.numero, francais::date(one.du), francais::date(one.au));
        Choice::new(one.numero.to_string(), words)
    });
    let mut components = components(salle, contrat);
    if at > 0 {
        components.insert(0, Choice::new("", "Aucune"));
    }
    html! {
        (row(html! {
            (must(Field::select(name("composante"), "Pour", components)).filled(filled))
            (Field::select(name("part"), "Part", std::iter::once(unsaid()).chain(said).collect()).filled(filled))
            (Field::select(name("annee"), "Au titre de", std::iter::once(unsaid()).chain(years).collect()).filled(filled))
            (must(Field::text(name("montant"), "Montant").hint("Par exemple 87 500 €.").width(Width::Short)).filled(filled))
        }))
    }
}

fn components(salle: &Salle, contrat: &Contrat) -> Vec<Choice> {
    let missions = contrat.missions.iter().map(|one| one.mission.clone());
    let all = std::iter::once(FONCTIONNEMENT.to_owned()).chain(missions);
    all.map(|one| Choice::new(one.clone(), salle.accord.nom(&one).to_owned())).collect()
}
