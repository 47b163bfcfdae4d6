//! The form of an action sheet.

use super::super::{atlas, people};
use crate::action::{Action, Avancement, Fiche, Objectif, Visee};
use crate::missions::{self, Mission};
use kernel::saisie;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{Button, Choice, Field, Filled, form::hidden};
use web::{App, FieldErrors, Fields, Problem, Visit};

/// The field of the indicators of the agreement.
const LOI: &str = "indicateurs_loi";

/// What a sheet may name.
pub(super) struct Choix {
    missions: Vec<Mission>,
    objectifs: Vec<Objectif>,
    visees: Vec<Visee>,
    people: Vec<Choice>,
    /// Indicators of the agreement: id of the mission, words.
    indicateurs: Vec<(String, String)>,
}

impl Choix {
    pub(super) async fn load(visit: &Visit, app: &App, action: Option<&Action>) -> Result<Self, Problem> {
        let mut tx = app.db.read(&visit.ctx).await?;
        let etat = atlas(app, &mut tx).await?;
        let objectifs = crate::objectifs(&mut tx).await?;
        let visees = crate::visees(&mut tx).await?;
        drop(tx);
        let mut missions = missions::missions(&etat.law, kernel::today(visit.ctx.now)).unwrap_or_default();
        // A mission of an older agreement stays on the sheet that names it.
        if let Some(old) =
            action.map(|one| &one.fiche.mission).filter(|id| !missions.iter().any(|one| one.id == **id))
        {
            missions.push(Mission { id: old.clone(), libelle: old.clone(), socle: false });
        }
        let indicateurs = missions::indicateurs(&etat.law, kernel::today(visit.ctx.now));
        Ok(Self { missions, objectifs, visees, people: people(visit, app).await?, indicateurs })
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

    /// The indicators of the agreement, mission by mission; those that the sheet has are ticked.
    fn catalogue(&self, fiche: Option<&Fiche>, filled: &Filled) -> Markup {
        let kept = fiche.map(|one| one.indicateurs.as_slice()).unwrap_or_default();
        let boxes = |mission: &Mission| {
            let mine = self.indicateurs.iter().filter(|(id, _)| *id == mission.id).map(|(_, words)| words);
            let choices: Vec<Choice> = mine.map(|words| Choice::new(words.clone(), words.clone())).collect();
            let label = format!("Indicateurs de l’accord\u{a0}: {}", mission.libelle);
            let field = Field::checkboxes(LOI, label, choices).id(format!("{LOI}-{}", mission.id));
            kept.iter().fold(field, |field, words| field.value(words.clone())).filled(filled)
        };
        let theirs = |mission: &Mission| self.indicateurs.iter().any(|(id, _)| *id == mission.id);
        let chosen = filled.get("mission").or(fiche.map(|one| one.mission.as_str()));
        html! {
            @for mission in self.missions.iter().filter(|one| theirs(one)) {
                details open[chosen == Some(mission.id.as_str())] {
                    summary { "Choisir parmi les indicateurs de l’accord\u{a0}: " (mission.libelle) }
                    (boxes(mission))
                }
            }
        }
    }

    /// The indicators of a sheet that are in the words of the CPTS.
    fn own(&self, fiche: &Fiche) -> String {
        let own =
            fiche.indicateurs.iter().filter(|one| !self.indicateurs.iter().any(|(_, words)| words == *one));
        own.cloned().collect::<Vec<_>>().join("\n")
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
            (choix.catalogue(fiche, filled))
            (Field::textarea("indicateurs", "Autres indicateurs, dans vos mots", 3).hint("Un par ligne\u{a0}: ce qui sera compté, et d’où cela viendra.").value(fiche.map(|one| choix.own(one)).unwrap_or_default()).filled(filled))
            (Field::text("budget", "Budget").hint("Facultatif\u{a0}: «\u{a0}12\u{202f}500\u{a0}€\u{a0}» ou «\u{a0}12500,50\u{a0}». Vide tant qu’il n’est pas chiffré.").width(ui::form::Width::Short).value(text(|one| one.budget_cents.map(ui::francais::euros_saisis).unwrap_or_default())).filled(filled))
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
    let mut lines = |name| reader.keep(saisie::lines(name, fields.get(name))).unwrap_or_default();
    let (partenaires, own) = (lines("partenaires"), lines("indicateurs"));
    let mut indicateurs: Vec<String> = fields.all(LOI).map(str::to_owned).collect();
    indicateurs.extend(own);
    let mut seen = BTreeSet::new();
    indicateurs.retain(|one| seen.insert(one.clone()));
    let budget_cents = reader.optional("budget").map(aci::Montant::cents);
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
