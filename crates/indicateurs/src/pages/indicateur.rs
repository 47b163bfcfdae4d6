//! One indicator: where it stands, what it is worth and why, its values and its proofs.

mod saisies;
mod vue;

use super::Salle;
use crate::add_preuve::Objet;
use crate::indicateur::{self, Indicateur};
use crate::store::indicateurs::Adaptation;
use crate::tableau::{Ligne, Tableau};
use crate::valeur::{PreuveDeposee, Refus, Saisie, Valeur};
use crate::{Cible, Gel, WriteError, store};
use axum::extract::{Path, State};
use contrat::Contrat;
use jiff::civil::Date;
use kernel::Id;
use pieces::{Envoi, KeepError, Piece};
use std::collections::{BTreeSet, HashMap};
use ui::Filled;
use vue::{frame, page};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

/// What the page shows.
struct Vue {
    salle: Salle,
    indicateur: Indicateur,
    table: Tableau,
    cibles: Vec<Cible>,
    adaptations: Vec<Adaptation>,
    valeurs: Vec<Valeur>,
    preuves: Vec<PreuveDeposee>,
    pieces: HashMap<Id<Piece>, Piece>,
    /// The freezes that settled a year.
    arrets: Vec<Gel>,
    /// The papers that they counted: they stay.
    retenues: BTreeSet<Id<PreuveDeposee>>,
}

impl Vue {
    /// The line of the year; none once the indicator has left the contract.
    fn ligne(&self) -> Option<&Ligne> {
        self.table.lignes.iter().find(|one| one.indicateur.id == self.indicateur.id)
    }

    /// The freeze that settled the year of a day.
    fn arret(&self, jour: Date) -> Option<&Gel> {
        let annee = self.salle.contrat.annee(jour)?;
        self.arrets.iter().find(|gel| gel.annee == annee)
    }

    /// Whether a value came once its year was settled: the settled figures do not know it.
    fn apres_arret(&self, valeur: &Valeur) -> bool {
        self.arret(valeur.releve.jour).is_some_and(|gel| valeur.saisi_le > gel.gele_le)
    }
}

async fn load(app: &App, visit: &Visit, id: &str, query: &Fields) -> Result<Vue, Problem> {
    let id = id_of(id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::must_read(app, visit, &mut tx, query).await?;
    let found =
        store::indicateurs::indicateur(&mut tx, id).await?.filter(|one| one.contrat == salle.contrat.id);
    let indicateur = found.ok_or(WriteError::Inconnu("Cet indicateur"))?;
    let table = crate::tableau(&mut tx, &salle.lois, &salle.contrat, salle.annee.numero, salle.today).await?;
    let cibles = store::indicateurs::cibles(&mut tx, id).await?;
    let adaptations = store::indicateurs::adaptations(&mut tx, id).await?;
    let valeurs = store::valeurs::valeurs(&mut tx, id).await?;
    let preuves = store::preuves::preuves(&mut tx, id).await?;
    let ids: Vec<Id<Piece>> = preuves.iter().map(|one| one.piece).collect();
    let pieces = pieces::pieces(&mut tx, &ids).await?.into_iter().map(|one| (one.id, one)).collect();
    let mut arrets = store::gels::gels(&mut tx, salle.contrat.id).await?;
    arrets.retain(|gel| gel.definitif);
    let mut retenues = BTreeSet::new();
    for gel in &arrets {
        let lignes = store::gels::lignes(&mut tx, gel.id).await?;
        retenues.extend(lignes.into_iter().filter(|one| one.indicateur == id).flat_map(|one| one.pieces));
    }
    Ok(Vue { salle, indicateur, table, cibles, adaptations, valeurs, preuves, pieces, arrets, retenues })
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    query: Fields,
) -> Answer {
    let vue = load(&app, &visit, &id, &query).await?;
    let filled = Filled::new().value("jour", vue.salle.today.to_string());
    Ok(visit.page(&frame(&visit, &vue), page(&visit, &vue, &filled, "")))
}

/// Says that it is done, or shows the form again with what was typed.
async fn end(
    (app, visit, fields): (&App, &Visit, &Fields),
    id: &str,
    part: &str,
    done: Result<&'static str, WriteError>,
) -> Answer {
    let errors = match done {
        Ok(sentence) => {
            let annee = fields.get("annee");
            let query = if annee.is_empty() { String::new() } else { format!("?annee={annee}") };
            let path = visit.workspace(&format!("dossier-aci/indicateurs/{id}{query}"));
            return Ok(Redirect::to(path).done(sentence).answer(visit));
        }
        Err(WriteError::Valeur(refus)) => FieldErrors::one(field_of(&refus, part), &refus),
        Err(WriteError::Piece(KeepError::Refus(refus))) => FieldErrors::one(file_of(part), &refus),
        Err(WriteError::Indicateur(refus @ indicateur::Refus::SansMotif)) => {
            FieldErrors::one("motif", &refus)
        }
        Err(other) => return Err(other.into()),
    };
    again((app, visit, fields), id, part, &errors).await
}

async fn again(
    (app, visit, fields): (&App, &Visit, &Fields),
    id: &str,
    part: &str,
    errors: &FieldErrors,
) -> Answer {
    let vue = load(app, visit, id, fields).await?;
    Ok(visit.refused(frame(visit, &vue), page(visit, &vue, &fields.filled(errors), part)))
}

/// The field of the file: a page has two of them.
fn file_of(part: &str) -> &'static str {
    if part == "preuve" { "preuve" } else { "piece" }
}

fn field_of(refus: &Refus, part: &str) -> &'static str {
    match refus {
        Refus::Futur(_) | Refus::HorsContrat(_) | Refus::DejaUne => "jour",
        Refus::SansSource => "source",
        Refus::Long(_) => "note",
        Refus::HorsUnite | Refus::Calcule => "valeur",
        Refus::SansMotif | Refus::DejaRetiree => "motif",
        Refus::PieceDejaLa | Refus::SansPiece => file_of(part),
    }
}

pub(super) async fn note(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    mut envoi: Envoi,
) -> Answer {
    let mut errors = FieldErrors::default();
    envoi.check("piece", &mut errors);
    let depot = envoi.take("piece");
    let fields = envoi.fields;
    let mut reader = fields.reader();
    let (jour, valeur) = (reader.required("jour"), reader.required("valeur"));
    let read = reader.finish(jour.zip(valeur));
    let (jour, valeur) = match read {
        Ok(read) if errors.is_empty() => read,
        Ok(_) => return again((&app, &visit, &fields), &id, "valeur", &errors).await,
        Err(mut found) => {
            errors.iter().for_each(|(name, sentence)| found.add(name, sentence));
            return again((&app, &visit, &fields), &id, "valeur", &found).await;
        }
    };
    let text = |name: &str| fields.get(name).to_owned();
    let saisie = Saisie { jour, valeur, source: text("source"), note: text("note") };
    let contrat = room(&visit, &app, &fields).await?.contrat;
    let sentence = if is_settled(&visit, &app, &contrat, jour).await? {
        "La valeur est enregistrée. Son année est arrêtée\u{a0}: les chiffres arrêtés ne changent pas."
    } else {
        "La valeur est enregistrée."
    };
    let done = crate::note_valeur(&visit.ctx, &app.db, &contrat, id_of(&id)?, saisie, depot).await;
    end((&app, &visit, &fields), &id, "valeur", done.map(|_| sentence)).await
}

/// Whether the figures of the year of a day are settled.
async fn is_settled(visit: &Visit, app: &App, contrat: &Contrat, jour: Date) -> Result<bool, Problem> {
    let Some(annee) = contrat.annee(jour) else { return Ok(false) };
    let mut tx = app.db.read(&visit.ctx).await?;
    Ok(store::gels::definitif(&mut tx, contrat.id, annee).await?.is_some())
}

async fn room(visit: &Visit, app: &App, fields: &Fields) -> Result<Salle, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    Salle::must_read(app, visit, &mut tx, fields).await
}

pub(super) async fn retract(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, valeur)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let done = crate::retract_valeur(&visit.ctx, &app.db, id_of(&valeur)?, fields.get("motif")).await;
    let part = format!("retrait-{valeur}");
    end(
        (&app, &visit, &fields),
        &id,
        &part,
        done.map(|()| "La valeur est retirée\u{202f}; ses preuves aussi, sauf celles d’une année arrêtée."),
    )
    .await
}

pub(super) async fn prove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    mut envoi: Envoi,
) -> Answer {
    let mut errors = FieldErrors::default();
    envoi.check("preuve", &mut errors);
    let depot = envoi.take("preuve");
    let fields = envoi.fields;
    if !errors.is_empty() {
        return again((&app, &visit, &fields), &id, "preuve", &errors).await;
    }
    let salle = room(&visit, &app, &fields).await?;
    let objet = Objet {
        indicateur: id_of(&id)?,
        annee: salle.annee.numero,
        valeur: fields.get("de").parse().ok(),
        libelle: fields.get("libelle").to_owned(),
    };
    let done = crate::add_preuve(&visit.ctx, &app.db, &salle.contrat, objet, depot).await;
    end((&app, &visit, &fields), &id, "preuve", done.map(|_| "La preuve est jointe.")).await
}

pub(super) async fn unprove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, preuve)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let done = crate::remove_preuve(&visit.ctx, &app.db, id_of(&id)?, id_of(&preuve)?).await;
    end(
        (&app, &visit, &fields),
        &id,
        "",
        done.map(|()| "La preuve est retirée\u{202f}; son fichier est effacé, sauf s’il sert ailleurs."),
    )
    .await
}

pub(super) async fn retire(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let done = crate::retire_indicateur(&visit.ctx, &app.db, id_of(&id)?, fields.get("motif")).await;
    end((&app, &visit, &fields), &id, "retrait", done.map(|()| "L’indicateur a quitté le contrat.")).await
}

pub(super) async fn restore(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = room(&visit, &app, &fields).await?;
    let done = crate::restore_indicateur(&visit.ctx, &app.db, &salle.lois, &salle.contrat, id_of(&id)?).await;
    end((&app, &visit, &fields), &id, "", done.map(|()| "L’indicateur est de nouveau au contrat.")).await
}
