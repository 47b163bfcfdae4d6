//! The amounts that the contract prints: they win over the national tables.

use super::{Salle, doubt, end, nothing};
use crate::accord::{FONCTIONNEMENT, PartDite, part, part_dite};
use crate::argent::{asks_amount, missing_amounts, simulate};
use crate::contrat::{Contrat, MontantContrat};
use crate::droits::MODIFIER;
use crate::set_montant::Imprime;
pub(super) use crate::set_montant::name_of;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::form::{Width, fieldset, row};
use ui::{Button, Column, Field, Filled, Method, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit, id_of};

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &salle, &first(&salle))))
}

pub(super) async fn set(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?;
    let errors = match read(&salle, contrat, &fields) {
        Err(errors) => errors,
        Ok(imprimes) => {
            let done = crate::set_montants(&visit.ctx, &app.db, &salle.law, contrat.id, &imprimes).await;
            let path = if fields.get("retour") == "argent" { "argent" } else { "montants" };
            match end(&visit, salle.path(&visit, path), done.map(|()| "Les montants du contrat sont notés."))
            {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    Ok(visit.refused(frame(&visit), page(&visit, &salle, &fields.filled(&errors))))
}

pub(super) async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let done = crate::remove_montant(&visit.ctx, &app.db, &salle.law, contrat, id_of(&id)?).await;
    Redirect::to(salle.path(&visit, "montants")).after(&visit, done.map(|()| "Le montant est retiré."))
}

/// Components and parts that the contract may print, in the order of the accord.
fn all_parts(salle: &Salle, contrat: &Contrat) -> Vec<(String, &'static [PartDite])> {
    let day = salle.today.max(contrat.signature.unwrap_or(salle.today));
    let version = contrat.version_au(day);
    let missions = salle.accord.missions(version).iter().map(|mission| mission.id.to_string());
    let components = std::iter::once(FONCTIONNEMENT.to_owned()).chain(missions);
    components.map(|one| (one.clone(), salle.accord.parts(version, &one))).collect()
}

fn read(salle: &Salle, contrat: &Contrat, fields: &Fields) -> Result<Vec<Imprime>, FieldErrors> {
    let mut reader = fields.reader();
    let du: Option<Date> = reader.optional("du");
    let mut imprimes = Vec::new();
    for (composante, parts) in all_parts(salle, contrat) {
        for (part, _) in parts {
            let montant: Option<aci::Montant> = reader.optional(&name_of(&composante, part));
            let Some(montant) = montant else { continue };
            let (composante, part) = (composante.clone(), (*part).to_owned());
            imprimes.push(Imprime { composante, part, cents: montant.cents(), du });
        }
    }
    let read = reader.finish(Some(imprimes))?;
    let none =
        || FieldErrors::one("", "Écrire au moins un montant, tel que l’article 5 du contrat l’imprime.");
    if read.is_empty() { Err(none()) } else { Ok(read) }
}

fn first(salle: &Salle) -> Filled {
    let signature = salle.contrat.as_ref().and_then(|contrat| contrat.signature);
    super::day(Filled::new(), "du", signature)
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("L’article 5 du contrat imprime les montants de votre taille\u{a0}: ils l’emportent sur les tables nationales.".into()),
        ..visit.frame("Montants du contrat")
    }
}

fn page(visit: &Visit, salle: &Salle, filled: &Filled) -> Markup {
    let Some(contrat) = &salle.contrat else {
        return html! { (salle.onglets(visit, "montants")) (nothing(visit)) };
    };
    let columns = vec![
        Column::text("Montant"),
        Column::number("Au contrat, par an"),
        Column::text("À partir du"),
        Column::number("Tables nationales"),
        Column::actions(),
    ];
    html! {
        (salle.onglets(visit, "montants"))
        (Table::new("montants", "Montants du contrat, à côté de ceux des tables nationales", columns).rows(lines(visit, salle, contrat)))
        p.soft { "Un montant écrit au contrat l’emporte toujours. Sans lui, la table nationale sert quand elle est connue\u{a0}; le reste est demandé, jamais deviné." }
        @if visit.can(MODIFIER) {
            (ui::section::section("noter", "Noter des montants", form(visit, salle, contrat, filled)))
        }
    }
}

/// Every amount of the contract, then those that the tables alone give; a part that neither gives is to be noted.
fn lines(visit: &Visit, salle: &Salle, contrat: &Contrat) -> Vec<Row> {
    let tables = Tables::of(salle, contrat);
    let mut rows: Vec<Row> = contrat
        .montants
        .iter()
        .map(|montant| line(visit, salle, contrat, montant, tables.as_ref()))
        .collect();
    for (composante, parts) in all_parts(salle, contrat) {
        for (code, words) in parts {
            let noted =
                contrat.montants_comptes().any(|one| one.composante == composante && one.part == *code);
            let known = tables.as_ref().and_then(|tables| tables.amount(salle, &composante, code));
            if noted || known.is_none() {
                continue;
            }
            rows.push(Row::new(vec![
                html! { (salle.accord.nom(&composante)) ", " (words.to_lowercase()) },
                html! { "–" },
                html! {},
                national(known),
                html! {},
            ]));
        }
    }
    rows
}

/// What the national tables give under the version and the size of today.
struct Tables {
    version: String,
    taille: u8,
    doute: bool,
}

impl Tables {
    fn of(salle: &Salle, contrat: &Contrat) -> Option<Self> {
        let draft = Contrat::draft(contrat.id, contrat.termes.clone(), contrat.duree_ans);
        let signature = contrat.signature.or(Some(salle.today));
        let bare = Contrat { signature, avenants: contrat.avenants.clone(), ..draft };
        let resultat = simulate(&salle.law, &bare, &[], salle.today)?.ok()?;
        let begun = resultat.years.iter().rev().find(|one| one.from <= salle.today);
        let year = begun.or(resultat.years.first())?;
        Some(Self { version: year.version.to_string(), taille: year.size, doute: year.size_uncertain })
    }

    /// The amount, and whether it is unconfirmed.
    fn amount(&self, salle: &Salle, composante: &str, part: &str) -> Option<(i64, bool)> {
        let (cents, doute) = salle.accord.tableau(&self.version, composante, part, self.taille)?;
        Some((cents, doute || self.doute))
    }
}

fn national(known: Option<(i64, bool)>) -> Markup {
    html! {
        @match known {
            Some((cents, doute)) => { (francais::euros(cents)) (doubt(doute)) }
            None => span.soft { "non trouvé" },
        }
    }
}

fn line(
    visit: &Visit,
    salle: &Salle,
    contrat: &Contrat,
    montant: &MontantContrat,
    tables: Option<&Tables>,
) -> Row {
    let words = part(&montant.part).map_or("", |part| part_dite(part).1);
    let action = visit.workspace(&format!("contrat/montants/{}/retrait", montant.id));
    let about = format!("{}, {}", salle.accord.nom(&montant.composante), words.to_lowercase());
    Row::new(vec![
        html! { (about) },
        html! { (francais::euros(montant.cents)) },
        html! { div { (francais::date(montant.du)) @if contrat.prepares(montant.du) { " " (ui::status::badge(Tone::Warning, "en préparation")) } } },
        national(tables.and_then(|tables| tables.amount(salle, &montant.composante, &montant.part))),
        html! { @if visit.can(MODIFIER) {
            (ui::button::confirm("Retirer", &about, "La table nationale comptera de nouveau, si elle est connue.", ui::form(&visit.csrf, &action, Method::Post, html! {
                (salle.hidden()) (Button::danger("Oui, retirer").small())
            })))
        } },
    ])
}

fn form(visit: &Visit, salle: &Salle, contrat: &Contrat, filled: &Filled) -> Markup {
    let missing = missing(salle, contrat);
    let body = html! {
        (ui::form::error_summary(filled))
        (salle.hidden())
        @if !missing.is_empty() {
            (ui::alert::notice(Tone::Warning, "Il manque des montants", html! { ul { @for question in &missing { li { (question) } } } }))
        }
        p.soft { "Les taux de réalisation se notent dans «\u{a0}Argent\u{a0}», année par année." }
        (Field::date("du", "À partir du").hint("Le jour de la signature, ou celui de l’avenant qui les change\u{a0}: ceux d’un avenant comptent une fois qu’il est signé.").filled(filled))
        @for (composante, parts) in all_parts(salle, contrat) {
            (fieldset(salle.accord.nom(&composante), row(html! {
                @for (code, words) in parts { (input(&composante, code, words, filled)) }
            })))
        }
        div.actions { (Button::primary("Noter ces montants")) }
    };
    ui::form(&visit.csrf, &visit.workspace("contrat/montants"), Method::Post, body)
}

/// The field of an amount, as people type it.
pub(super) fn input(composante: &str, part: &str, words: &'static str, filled: &Filled) -> Markup {
    html! { (Field::text(name_of(composante, part), words).width(Width::Short).unit("€ par an").filled(filled)) }
}

/// The amounts that the engine asks for, once each; achievements are asked for elsewhere.
fn missing(salle: &Salle, contrat: &Contrat) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for one in missing_amounts(&salle.law, contrat, salle.today).into_iter().filter(asks_amount) {
        if !all.contains(&one.question) {
            all.push(one.question);
        }
    }
    all
}
