//! Writing an indicator: a new one of the CPTS's own, or the words and rule of one that is there.

use super::Salle;
use crate::indicateur::{Evolution, Frequence, Indicateur, Nature, Refus, Sens, Texte, Unite};
use crate::mesure::{Compte, Depuis, Mesure};
use crate::{Nombre, WriteError, add_indicateur, reword_indicateur, store};
use actes::{Filtre, Genre};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Choice, Crumb, Field, Filled, form::Width};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

pub(super) async fn blank(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let (salle, themes) = room(&visit, &app, &query).await?;
    let filled = Filled::new()
        .value("nature", Nature::Moyens.code())
        .value("sens", Sens::Hausse.code())
        .value("unite", Unite::Nombre.code())
        .value("frequence", Frequence::Continue.code())
        .value("evolution", Evolution::Cumul.code())
        .value("depart", "0")
        .value("depart_le", salle.annee.du.to_string())
        .value("confirme", "oui");
    Ok(visit.page(&frame(&visit, "Écrire un indicateur"), page(&visit, &salle, &themes, "nouveau", &filled)))
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let (salle, themes) = room(&visit, &app, &fields).await?;
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(texte) => match add_indicateur(&visit.ctx, &app.db, &salle.lois, &salle.contrat, texte).await {
            Ok(id) => return Ok(done(&visit, id, "L’indicateur est au contrat.")),
            Err(WriteError::Indicateur(refus)) => FieldErrors::one(field_of(&refus), &refus),
            Err(other) => return Err(other.into()),
        },
    };
    let content = page(&visit, &salle, &themes, "nouveau", &fields.filled(&errors));
    Ok(visit.refused(frame(&visit, "Écrire un indicateur"), content))
}

pub(super) async fn edit(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    query: Fields,
) -> Answer {
    let (salle, themes) = room(&visit, &app, &query).await?;
    let one = load(&visit, &app, &id).await?;
    let part = format!("indicateurs/{id}/texte");
    let content = page(&visit, &salle, &themes, &part, &filled(&one.texte));
    Ok(visit.page(&frame(&visit, &one.texte.libelle), content))
}

pub(super) async fn reword(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let one = load(&visit, &app, &id).await?;
    let (salle, themes) = room(&visit, &app, &fields).await?;
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(texte) => {
            let (lois, contrat) = (&salle.lois, &salle.contrat);
            match reword_indicateur(&visit.ctx, &app.db, lois, contrat, one.id, texte).await {
                Ok(()) => return Ok(done(&visit, one.id, "L’indicateur est réécrit.")),
                Err(WriteError::Indicateur(refus)) => FieldErrors::one(field_of(&refus), &refus),
                Err(other) => return Err(other.into()),
            }
        }
    };
    let part = format!("indicateurs/{id}/texte");
    let content = page(&visit, &salle, &themes, &part, &fields.filled(&errors));
    Ok(visit.refused(frame(&visit, &one.texte.libelle), content))
}

async fn room(visit: &Visit, app: &App, fields: &Fields) -> Result<(Salle, Vec<String>), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::must_read(app, visit, &mut tx, fields).await?;
    let themes = actes::store::themes(&mut tx).await?;
    Ok((salle, themes))
}

async fn load(visit: &Visit, app: &App, id: &str) -> Result<Indicateur, Problem> {
    let id: Id<Indicateur> = id_of(id)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    Ok(store::indicateurs::indicateur(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cet indicateur"))?)
}

fn done(visit: &Visit, id: Id<Indicateur>, sentence: &str) -> axum::response::Response {
    Redirect::to(visit.workspace(&format!("dossier-aci/indicateurs/{id}"))).done(sentence).answer(visit)
}

fn frame(visit: &Visit, title: &str) -> ui::Frame {
    ui::Frame {
        breadcrumb: vec![Crumb::new("Dossier ACI", visit.workspace("dossier-aci"))],
        ..visit.frame(title.to_owned())
    }
}

/// The field that a refusal is about.
const fn field_of(refus: &Refus) -> &'static str {
    match refus {
        Refus::SansLibelle | Refus::Long(..) => "libelle",
        Refus::Mission(_) | Refus::MissionAbsente(_) => "mission",
        Refus::HorsUnite(_) | Refus::DepartIncomplet => "depart",
        Refus::MesureImpossible => "compte",
        Refus::SansDenominateur => "sur",
        Refus::SansMotif => "motif",
        Refus::HorsCatalogue
        | Refus::DejaChoisi
        | Refus::Change
        | Refus::AnneeArretee(_)
        | Refus::HorsContrat(_) => "",
    }
}

fn filled(texte: &Texte) -> Filled {
    let filled = Filled::new()
        .value("mission", &texte.mission)
        .value("libelle", &texte.libelle)
        .value("nature", texte.nature.code())
        .value("sens", texte.sens.code())
        .value("unite", texte.unite.code())
        .value("mot", &texte.mot)
        .value("numerateur", &texte.numerateur)
        .value("denominateur", &texte.denominateur)
        .value("source", &texte.source)
        .value("frequence", texte.frequence.code())
        .value("evolution", texte.evolution.code())
        .value("depart", texte.depart.map(|(n, _)| n.a_saisir(texte.unite)).unwrap_or_default())
        .value("depart_le", texte.depart.map(|(_, le)| le.to_string()).unwrap_or_default())
        .value("confirme", if texte.confirme { "oui" } else { "" });
    let Some(mesure) = &texte.mesure else { return filled };
    filled
        .value("compte", mesure.compte.code())
        .value("acte_mission", mesure.filtre.mission.map_or("", actes::Mission::code))
        .value("genre", mesure.filtre.genre.map_or("", Genre::code))
        .value("theme", mesure.filtre.theme.clone().unwrap_or_default())
        .value("depuis", mesure.depuis.code())
        .value("sur", mesure.sur.map(|n| n.to_string()).unwrap_or_default())
}

/// Reads an indicator out of the form.
fn read(fields: &Fields) -> Result<Texte, FieldErrors> {
    let mut reader = fields.reader();
    let mission: Option<String> = reader.required("mission");
    let libelle: Option<String> = reader.required("libelle");
    let (nature, sens, unite) =
        (reader.required("nature"), reader.required("sens"), reader.required("unite"));
    let (frequence, evolution) = (reader.required("frequence"), reader.required("evolution"));
    let depart: Option<Nombre> = reader.optional("depart");
    let depart_le: Option<Date> = reader.optional("depart_le");
    if fields.has("depart") != fields.has("depart_le") {
        reader.refuse("depart", Refus::DepartIncomplet);
    }
    let compte: Option<Compte> = reader.optional("compte");
    let (acte_mission, genre) = (reader.optional("acte_mission"), reader.optional("genre"));
    let (depuis, sur) = (reader.optional("depuis"), reader.optional("sur"));
    let text = |name: &str| fields.get(name).to_owned();
    let theme = Some(text("theme")).filter(|theme| !theme.is_empty());
    let mesure = compte.map(|compte| Mesure {
        filtre: Filtre { mission: acte_mission, genre, theme, action: None, source: None },
        compte,
        depuis: depuis.unwrap_or(Depuis::Annee),
        sur,
    });
    let choices = nature.zip(sens).zip(unite).zip(frequence).zip(evolution);
    let all = mission.zip(libelle).zip(choices);
    let texte = all.map(|((mission, libelle), ((((nature, sens), unite), frequence), evolution))| Texte {
        code: String::new(),
        mission,
        libelle,
        nature,
        sens,
        unite,
        mot: text("mot"),
        numerateur: text("numerateur"),
        denominateur: text("denominateur"),
        source: text("source"),
        frequence,
        evolution,
        mesure,
        depart: depart.zip(depart_le),
        confirme: fields.has("confirme"),
    });
    reader.finish(texte)
}

fn choices<T: Copy>(all: &[T], code: fn(T) -> &'static str, words: fn(T) -> &'static str) -> Vec<Choice> {
    all.iter().map(|one| Choice::new(code(*one), words(*one))).collect()
}

fn page(visit: &Visit, salle: &Salle, themes: &[String], part: &str, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("dossier-aci/{part}"));
    let held = salle.missions.iter().filter(|(id, _)| salle.holds(id));
    let missions = held.map(|(id, nom)| Choice::new(id.clone(), nom.clone())).collect();
    let body = html! {
        (ui::form::error_summary(filled))
        (ui::form::fieldset("Ce que dit le contrat", html! {
            (Field::select("mission", "Mission", missions).required().filled(filled))
            (Field::text("libelle", "Intitulé").required().maxlength(200).filled(filled))
            (ui::form::row(html! {
                (Field::select("nature", "Nature", choices(Nature::ALL, Nature::code, Nature::libelle)).required().filled(filled))
                (Field::select("sens", "Sens", choices(Sens::ALL, Sens::code, Sens::libelle)).required().filled(filled))
                (Field::select("unite", "La valeur est", choices(Unite::ALL, Unite::code, Unite::libelle)).required().filled(filled))
            }))
            (Field::text("mot", "Ce qui est compté").hint("Au pluriel, en un mot ou deux\u{a0}: réunions, patients inclus.").width(Width::Short).maxlength(60).filled(filled))
            (Field::textarea("numerateur", "Numérateur", 2).hint("Ce qui est compté, en une phrase.").filled(filled))
            (Field::textarea("denominateur", "Dénominateur", 2).hint("Vide pour un simple compte.").filled(filled))
            (ui::form::row(html! {
                (Field::text("source", "Source du chiffre").hint("CNAM, CPAM, ARS, CPTS…").maxlength(500).filled(filled))
                (Field::select("frequence", "Connu", choices(Frequence::ALL, Frequence::code, Frequence::libelle)).required().filled(filled))
                (Field::select("evolution", "La valeur", choices(Evolution::ALL, Evolution::code, Evolution::libelle)).hint("Pour un nombre saisi\u{a0}: un pourcentage saisi est toujours un niveau.").required().filled(filled))
            }))
            (ui::form::row(html! {
                (Field::text("depart", "Valeur de départ").width(Width::Short).filled(filled))
                (Field::date("depart_le", "Le").width(Width::Short).filled(filled))
            }))
            (Field::checkbox("confirme", "Ces mots sont ceux du contrat").filled(filled))
        }))
        (rule(themes, filled))
        div.actions { (Button::primary("Enregistrer")) (Button::plain("Annuler").href(visit.workspace("dossier-aci"))) }
    };
    ui::form(&visit.csrf, &action, ui::Method::Post, body)
}

/// The rule over the acts.
fn rule(themes: &[String], filled: &Filled) -> Markup {
    let mut comptes = vec![Choice::new("", "Rien\u{a0}: la valeur est saisie ou importée")];
    comptes.extend(choices(Compte::ALL, Compte::code, Compte::libelle));
    let mut missions = vec![Choice::new("", "De toutes les missions")];
    missions.extend(actes::Mission::ALL.map(|one| Choice::new(one.code(), one.label())));
    let mut genres = vec![Choice::new("", "De tous les genres")];
    genres.extend(Genre::ALL.map(|one| Choice::new(one.code(), one.label())));
    let mut subjects = vec![Choice::new("", "De tous les thèmes")];
    subjects.extend(themes.iter().map(|one| Choice::new(one.clone(), one.clone())));
    ui::form::fieldset(
        "Calcul à partir des actes",
        html! {
            (Field::select("compte", "On compte", comptes).filled(filled))
            (ui::form::row(html! {
                (Field::select("acte_mission", "Actes", missions).filled(filled))
                (Field::select("genre", "Genre", genres).filled(filled))
                @if !themes.is_empty() { (Field::select("theme", "Thème", subjects).filled(filled)) }
            }))
            (ui::form::row(html! {
                (Field::select("depuis", "Période", choices(Depuis::ALL, Depuis::code, Depuis::libelle)).filled(filled))
                (Field::text("sur", "Divisé par").hint("Pour un pourcentage\u{a0}: le nombre de membres, par exemple.").width(Width::Short).filled(filled))
            }))
        },
    )
}
