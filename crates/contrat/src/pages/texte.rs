//! What the contract says, who signed it, how it ends.

mod vue;

pub(super) use vue::{population as population_filled, population_fields, said as population_said};

use super::{Salle, end as ended, nothing};
use crate::contrat::{Institution, PartieCpts, Parties, Population, Signatures, Termes};
use crate::{Contrat, Refus, WriteError};
use axum::extract::State;
use jiff::civil::Date;
use kernel::Id;
use ui::Filled;
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    if salle.contrat.is_none() && !visit.can(crate::droits::MODIFIER) {
        return Ok(visit.page(&vue::frame(&visit, &salle), nothing(&visit)));
    }
    let new = fields.has("nouveau") && salle.tous.iter().all(|one| one.signature.is_some());
    let salle = if new { Salle { contrat: None, ..salle } } else { salle };
    let suggestion = suggestion(&app, &visit, &salle).await?;
    let filled = vue::prefill(&salle, suggestion.as_ref());
    Ok(visit.page(&vue::frame(&visit, &salle), vue::page(&visit, &salle, &filled, "")))
}

/// What the workspace already knows, for a first draft: nothing is typed twice.
pub(super) struct Suggestion {
    pub nom: String,
    pub habitants: Option<i64>,
    pub source: String,
}

async fn suggestion(app: &App, visit: &Visit, salle: &Salle) -> Result<Option<Suggestion>, Problem> {
    if salle.contrat.is_some() {
        return Ok(None);
    }
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<territoire::Atlas>().at(&mut tx).await?;
    let communes = etat.of(visit.ctx.cpts).map(|cpts| cpts.communes(salle.today).clone()).unwrap_or_default();
    let list = communes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let selection = territoire::selection::Selection::read(&etat.france, &list);
    let population =
        territoire::estimation::estimate(&etat.france, &etat.law, salle.today, &selection).population;
    let nom = visit.tenant()?.nom.clone();
    let habitants = population.valeur.entier().filter(|n| *n > 0);
    Ok(Some(Suggestion { nom, habitants, source: population.millesime }))
}

/// Which contract a form is about; none for a new draft.
fn about(fields: &Fields) -> Result<Option<Id<Contrat>>, Problem> {
    match fields.get("contrat") {
        "" => Ok(None),
        id => id_of(id).map(Some),
    }
}

pub(super) async fn write(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let id = about(&fields)?;
    let salle = if id.is_none() { Salle { contrat: None, ..salle } } else { salle };
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(termes) => {
            let (ctx, db, law) = (&visit.ctx, &app.db, &salle.law);
            let done = match id {
                None => {
                    crate::write_contrat(ctx, db, law, termes).await.map(|_| "Le contrat est en préparation.")
                }
                Some(id) => crate::correct_contrat(ctx, db, law, id, termes)
                    .await
                    .map(|()| "Le contrat est enregistré."),
            };
            match ended(&visit, salle.path(&visit, "texte"), done) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    again(&visit, &salle, &fields, &errors, "texte")
}

fn again(visit: &Visit, salle: &Salle, fields: &Fields, errors: &FieldErrors, part: &str) -> Answer {
    Ok(visit.refused(vue::frame(visit, salle), vue::page(visit, salle, &fields.filled(errors), part)))
}

/// The terms of a form. The fields of the population carry a prefix in none of our forms.
fn read(fields: &Fields) -> Result<Termes, FieldErrors> {
    let text = |name: &str| fields.get(name).to_owned();
    let institution = |name: &str| Institution {
        nom: text(&format!("{name}_nom")),
        representant: text(&format!("{name}_representant")),
        qualite: text(&format!("{name}_qualite")),
    };
    let mut reader = fields.reader();
    let version: Option<String> = reader.required("version");
    let population = population(fields, &mut reader);
    let parties = Parties {
        cpts: PartieCpts {
            nom: text("nom"),
            finess: text("finess"),
            rna: text("rna"),
            adresse: text("adresse"),
            representant: text("representant"),
            qualite: text("qualite"),
        },
        ars: institution("ars"),
        caisse: institution("caisse"),
    };
    let parties = match parties.checked() {
        Ok(parties) => Some(parties),
        Err(all) => {
            all.iter().for_each(|refus| reader.refuse(refus.champ(), refus));
            None
        }
    };
    let read = version.zip(population).zip(parties);
    reader.finish(read.map(|((version, population), parties)| Termes { parties, version, population }))
}

/// A population as forms give it: with spaces between thousands if people wish.
pub(super) fn population(fields: &Fields, reader: &mut web::Reader<'_>) -> Option<Population> {
    let annee: Option<i16> = reader.optional("population_annee");
    let le: Option<Date> = reader.optional("confirmee_le");
    let (typed, source) = (whole(fields.get("habitants")), fields.get("population_source"));
    if !fields.has("habitants") {
        reader.refuse("habitants", "Ce champ est obligatoire.");
    } else if typed.is_none() {
        reader.refuse("habitants", "Un nombre d’habitants s’écrit en chiffres, par exemple 24 000.");
    }
    // Each field is looked at alone, so that every sentence comes at once.
    let (one, known) = (typed.unwrap_or(1), "INSEE");
    for read in [
        Population::new(one, known, None),
        Population::new(1, known, annee),
        Population::new(1, source, None),
    ] {
        if let Err(refus) = read {
            reader.refuse(refus.champ(), &refus);
        }
    }
    let population = Population::new(typed?, source, annee).ok()?;
    Some(population.confirmed(fields.get("confirmee_par"), le))
}

/// A whole number as people type it, with any kind of space between thousands.
pub(super) fn whole(text: &str) -> Option<i64> {
    let tidy: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    tidy.parse().ok()
}

pub(super) async fn sign(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let mut reader = fields.reader();
    let mut day = |name: &str| reader.optional(name);
    let signatures =
        Signatures { cpts: day("signe_cpts"), ars: day("signe_ars"), caisse: day("signe_caisse") };
    for (name, jour) in
        [("signe_cpts", signatures.cpts), ("signe_ars", signatures.ars), ("signe_caisse", signatures.caisse)]
    {
        if let Some(jour) = jour.filter(|jour| *jour > salle.today) {
            reader.refuse(name, Refus::Futur { champ: "", jour });
        }
    }
    let errors = match reader.finish(Some(signatures)) {
        Err(errors) => errors,
        Ok(signatures) => {
            let done = crate::sign_contrat(&visit.ctx, &app.db, &salle.law, contrat, signatures).await;
            let complete = signatures.complete().is_some();
            let said = if complete {
                "Le contrat est signé\u{a0}: son calendrier est prêt."
            } else {
                "Les signatures sont notées."
            };
            match ended(&visit, visit.workspace("contrat"), done.map(|()| said)) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    again(&visit, &salle, &fields, &errors, "signatures")
}

pub(super) async fn end(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    if fields.get("geste") == "reprendre" {
        let done = crate::resume_contrat(&visit.ctx, &app.db, &salle.law, contrat).await;
        return Redirect::to(salle.path(&visit, "texte"))
            .after(&visit, done.map(|()| "Le contrat court jusqu’à son terme."));
    }
    let mut reader = fields.reader();
    let le: Option<Date> = reader.required("le");
    let errors = match reader.finish(le) {
        Err(errors) => errors,
        Ok(le) => {
            let motif = fields.get("motif");
            let done: Result<(), WriteError> =
                crate::end_contrat(&visit.ctx, &app.db, &salle.law, contrat, le, motif).await;
            match ended(&visit, salle.path(&visit, "texte"), done.map(|()| "La fin du contrat est notée.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    again(&visit, &salle, &fields, &errors, "fin")
}

pub(super) async fn discard(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let done = crate::discard_contrat(&visit.ctx, &app.db, contrat).await;
    Redirect::to(visit.workspace("contrat"))
        .after(&visit, done.map(|()| "Le contrat en préparation est abandonné."))
}

/// What was typed, or the contract as it stands, for forms that share the page.
fn own(filled: &Filled, part: &str, mine: &str, standing: Filled) -> Filled {
    if part == mine { filled.clone() } else { standing }
}
