//! The form of an action sheet.

use super::super::{atlas, people};
use crate::action::{Action, Avancement, Fiche, Objectif, Visee};
use crate::missions::{self, Mission};
use crate::montant;
use crate::saisie;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{Button, Choice, Field, Filled, form::hidden};
use web::{App, FieldErrors, Fields, Problem, Visit};

/// What a sheet may name.
pub(super) struct Choix {
    missions: Vec<Mission>,
    objectifs: Vec<Objectif>,
    visees: Vec<Visee>,
    people: Vec<Choice>,
}

impl Choix {
    pub(super) async fn load(visit: &Visit, app: &App, action: Option<&Action>) -> Result<Self, Problem> {
        let mut tx = app.db.read(&visit.ctx).await?;
        let etat = atlas(app, &mut tx).await?;
        let objectifs = crate::objectifs(&mut tx).await?;
        let visees = crate::visees(&mut tx).await?;
        drop(tx);
        let mut missions = missions::missions(&etat.law, crate::today(visit.ctx.now)).unwrap_or_default();
        // A mission of an older agreement stays on the sheet that names it.
        if let Some(old) =
            action.map(|one| &one.fiche.mission).filter(|id| !missions.iter().any(|one| one.id == **id))
        {
            missions.push(Mission { id: old.clone(), libelle: old.clone(), socle: false });
        }
        Ok(Self { missions, objectifs, visees, people: people(visit, app).await? })
    }

    fn missions(&self) -> Vec<Choice> {
        let one = |mission: &Mission| {
            let words = if mission.socle {
                mission.libelle.clone()
            } else {
                format!("{} (en option)", mission.libelle)
            };
            Choice::new(mission.id.clone(), words)
        };
        self.missions.iter().map(one).collect()
    }

    fn objectifs(&self) -> Vec<Choice> {
        let none = Choice::new("", "Aucun pour l’instant");
        let all = self.objectifs.iter().map(|one| Choice::new(one.id.to_string(), one.titre.clone()));
        std::iter::once(none).chain(all).collect()
    }

    fn visees(&self) -> Vec<Choice> {
        let words = |one: &Visee| {
            Choice::new(one.id.to_string(), format!("{} {}", one.code, one.libelle)).hint(one.prs.clone())
        };
        self.visees.iter().map(words).collect()
    }
}

/// The form, filled with what was typed, else with what the sheet says.
pub(super) fn form(
    visit: &Visit,
    to: &str,
    choix: &Choix,
    action: Option<&Action>,
    filled: &Filled,
) -> Markup {
    let fiche = action.map(|one| &one.fiche);
    let text = |of: fn(&Fiche) -> String| fiche.map(of).unwrap_or_default();
    let progress = Avancement::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let aims = fiche.map(|one| one.visees.clone()).unwrap_or_default();
    let aims = aims.iter().fold(
        Field::checkboxes("visees", "Objectifs du projet régional de santé", choix.visees()),
        |field, id| field.value(id.to_string()),
    );
    ui::form(
        &visit.csrf,
        to,
        ui::Method::Post,
        html! {
            (ui::form::error_summary(filled))
            @if let Some(one) = action { (hidden("version", &one.version.to_string())) }
            (Field::text("titre", "Titre").required().maxlength(200).value(text(|one| one.titre.clone())).filled(filled))
            (Field::select("mission", "Mission", choix.missions()).required().value(text(|one| one.mission.clone())).filled(filled))
            (Field::select("objectif", "Objectif", choix.objectifs()).hint("C’est par lui que l’action répond à un besoin du diagnostic.").value(text(|one| one.objectif.map(|id| id.to_string()).unwrap_or_default())).filled(filled))
            (Field::textarea("description", "Ce qui est fait, pour qui", 6).hint("«\u{a0}- \u{a0}» en début de ligne fait une liste, **mots** en gras.").value(text(|one| one.description.clone())).filled(filled))
            (Field::select("responsable", "Responsable", choix.people.clone()).value(text(|one| one.responsable.map(|id| id.to_string()).unwrap_or_default())).filled(filled))
            (ui::form::row(html! {
                (Field::date("debut", "Début").value(text(|one| one.debut.map(|jour| jour.to_string()).unwrap_or_default())).filled(filled))
                (Field::date("fin", "Fin").value(text(|one| one.fin.map(|jour| jour.to_string()).unwrap_or_default())).filled(filled))
            }))
            (Field::select("avancement", "Avancement", progress).value(fiche.map_or("prevue", |one| one.avancement.code())).filled(filled))
            (Field::textarea("partenaires", "Partenaires", 3).hint("Un par ligne.").value(text(|one| one.partenaires.join("\n"))).filled(filled))
            (Field::textarea("indicateurs", "Indicateurs", 3).hint("Un par ligne\u{a0}: ce qui sera compté, et d’où cela viendra.").value(text(|one| one.indicateurs.join("\n"))).filled(filled))
            (Field::text("budget", "Budget").hint("Facultatif\u{a0}: «\u{a0}12\u{202f}500\u{a0}€\u{a0}» ou «\u{a0}12500,50\u{a0}». Vide tant qu’il n’est pas chiffré.").width(ui::form::Width::Short).value(text(|one| one.budget_cents.map(montant::typed).unwrap_or_default())).filled(filled))
            @if !choix.visees.is_empty() {
                (aims.filled(filled))
            } @else {
                p { a href=(visit.workspace("projet/prs")) { "Coller les objectifs du projet régional de santé" } " permet de dire auxquels l’action contribue." }
            }
            div.actions { (Button::primary("Enregistrer l’action")) }
        },
    )
}

/// The sheet that a form sends.
pub(super) fn read(fields: &Fields) -> Result<Fiche, FieldErrors> {
    let mut reader = fields.reader();
    let mut lines = |name: &'static str| match saisie::lines(name, fields.get(name)) {
        Ok(lines) => lines,
        Err(refus) => {
            reader.refuse(refus.champ, refus.pourquoi);
            Vec::new()
        }
    };
    let (partenaires, indicateurs) = (lines("partenaires"), lines("indicateurs"));
    let budget_cents = match fields.get("budget") {
        "" => None,
        text => {
            montant::read("budget", text).map_err(|refus| reader.refuse(refus.champ, refus.pourquoi)).ok()
        }
    };
    let mission: Option<String> = reader.required("mission");
    let (objectif, responsable) = (reader.optional("objectif"), reader.optional("responsable"));
    let (debut, fin) = (reader.optional("debut"), reader.optional("fin"));
    let avancement = reader.optional("avancement").unwrap_or(Avancement::Prevue);
    let visees: BTreeSet<_> = fields.all("visees").filter_map(|id| id.parse().ok()).collect();
    let fiche = mission.map(|mission| Fiche {
        titre: fields.get("titre").to_owned(),
        description: fields.get("description").to_owned(),
        mission,
        objectif,
        responsable,
        debut,
        fin,
        partenaires,
        indicateurs,
        budget_cents,
        avancement,
        visees,
    });
    reader.finish(fiche)
}
