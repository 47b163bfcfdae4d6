//! The room « Contrat » of the workspace, the personal calendar, the public simulator.

mod accueil;
mod annexes;
mod argent;
mod avenant;
mod avenants;
mod calculs;
mod calendrier;
mod comites;
mod echeances;
mod faits;
mod mission;
mod missions;
mod montants;
mod mots;
mod reunion;
mod simulateur;
mod texte;
mod versement;

pub(crate) use mots::{doubt, doubt_of, pourquoi, reserves};

use crate::accord::Accord;
use crate::contrat::Contrat;
use crate::droits::{ENCAISSER, MODIFIER, S_ABONNER, SIMULER, SUIVRE, VOIR};
use crate::{Refus, USAGE, WriteError};
use jiff::civil::Date;
use kernel::Id;
use law::Parameters;
use maud::{Markup, html};
use std::sync::Arc;
use territoire::Atlas;
use ui::tabs::{Tab, tabs};
use ui::{Button, Filled, Icon, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Routes, Visit, id_of};

const PDF: &str = "application/pdf";

pub(crate) fn routes() -> Routes {
    contract_routes().and(follow_up_routes()).and(
        Routes::new()
            .get("/simulateur", SIMULER, simulateur::show)
            .get("/simulateur/calculs.pdf", SIMULER, simulateur::pdf)
            .tap(USAGE, calendrier::feed, calendrier::no_action),
    )
}

fn contract_routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/contrat", VOIR, accueil::show)
        .get("/{cpts}/espace/contrat/calculs.pdf", VOIR, calculs::pdf)
        .get("/{cpts}/espace/contrat/calculs.docx", VOIR, calculs::docx)
        .get("/{cpts}/espace/contrat/texte", VOIR, texte::show)
        .post("/{cpts}/espace/contrat/texte", MODIFIER, texte::write)
        .post("/{cpts}/espace/contrat/signatures", MODIFIER, texte::sign)
        .post("/{cpts}/espace/contrat/fin", MODIFIER, texte::end)
        .post("/{cpts}/espace/contrat/abandon", MODIFIER, texte::discard)
        .get("/{cpts}/espace/contrat/annexes", VOIR, annexes::show)
        .post("/{cpts}/espace/contrat/annexes", MODIFIER, annexes::add)
        .post("/{cpts}/espace/contrat/annexes/{id}/retrait", MODIFIER, annexes::remove)
        .get("/{cpts}/espace/contrat/montants", VOIR, montants::show)
        .post("/{cpts}/espace/contrat/montants", MODIFIER, montants::set)
        .post("/{cpts}/espace/contrat/montants/{id}/retrait", MODIFIER, montants::remove)
        .get("/{cpts}/espace/contrat/missions", VOIR, missions::show)
        .post("/{cpts}/espace/contrat/missions/crise", MODIFIER, faits::note)
        .post("/{cpts}/espace/contrat/missions/crise/{id}/piece", MODIFIER, faits::prove)
        .post("/{cpts}/espace/contrat/missions/crise/{id}/retrait", MODIFIER, faits::remove)
        .get("/{cpts}/espace/contrat/missions/{id}", MODIFIER, mission::show)
        .post("/{cpts}/espace/contrat/missions/{id}", MODIFIER, mission::choose)
        .post("/{cpts}/espace/contrat/missions/{id}/retrait", MODIFIER, mission::drop)
        .get("/{cpts}/espace/contrat/avenants", VOIR, avenants::show)
        .post("/{cpts}/espace/contrat/avenants", MODIFIER, avenants::add)
        .get("/{cpts}/espace/contrat/avenants/{id}", MODIFIER, avenant::show)
        .post("/{cpts}/espace/contrat/avenants/{id}", MODIFIER, avenant::correct)
        .post("/{cpts}/espace/contrat/avenants/{id}/retrait", MODIFIER, avenant::remove)
}

fn follow_up_routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/contrat/argent", VOIR, argent::show)
        .post("/{cpts}/espace/contrat/argent/realisations", MODIFIER, argent::settle)
        .post("/{cpts}/espace/contrat/argent/realisations/retrait", MODIFIER, argent::unsettle)
        .post("/{cpts}/espace/contrat/versements", ENCAISSER, versement::add)
        .get("/{cpts}/espace/contrat/versements/{id}", ENCAISSER, versement::show)
        .post("/{cpts}/espace/contrat/versements/{id}", ENCAISSER, versement::correct)
        .post("/{cpts}/espace/contrat/versements/{id}/retrait", ENCAISSER, versement::remove)
        .get("/{cpts}/espace/contrat/echeances", VOIR, echeances::show)
        .post("/{cpts}/espace/contrat/echeances/{cle}", SUIVRE, echeances::mark)
        .get("/{cpts}/espace/contrat/calendrier", S_ABONNER, calendrier::show)
        .post("/{cpts}/espace/contrat/calendrier", S_ABONNER, calendrier::open)
        .post("/{cpts}/espace/contrat/calendrier/fermeture", S_ABONNER, calendrier::close)
        .get("/{cpts}/espace/contrat/commissions", VOIR, comites::show)
        .post("/{cpts}/espace/contrat/commissions/sieges", SUIVRE, comites::keep_siege)
        .post("/{cpts}/espace/contrat/commissions/sieges/{id}/retrait", SUIVRE, comites::remove_siege)
        .get("/{cpts}/espace/contrat/commissions/reunions/{id}", SUIVRE, reunion::show)
        .post("/{cpts}/espace/contrat/commissions/reunions/{id}", SUIVRE, reunion::keep)
        .post("/{cpts}/espace/contrat/commissions/reunions/{id}/retrait", SUIVRE, reunion::remove)
}

/// What every page of the room needs: the contract that is looked at, the others, the law, the day.
pub(crate) struct Salle {
    pub contrat: Option<Contrat>,
    pub tous: Vec<Contrat>,
    pub law: Arc<Parameters>,
    pub accord: Accord,
    pub today: Date,
}

impl Salle {
    /// Reads the room in the transaction of the page. The contract is the one that `contrat` names, else the one that runs,
    /// else the one signed last, else the draft.
    pub(crate) async fn read(
        app: &App,
        visit: &Visit,
        tx: &mut db::Tx,
        fields: &Fields,
    ) -> Result<Self, Problem> {
        let law = Arc::clone(&app.resource::<Atlas>().at(tx).await?.law);
        let tous = crate::contrats(tx).await?;
        let today = kernel::today(visit.ctx.now);
        let contrat = match fields.get("contrat") {
            "" => usual(&tous, today).cloned(),
            id => {
                let id: Id<Contrat> = id_of(id)?;
                let found = tous.iter().find(|one| one.id == id);
                Some(found.cloned().ok_or(WriteError::Inconnu("Ce contrat"))?)
            }
        };
        let accord = Accord::of(&law).map_err(WriteError::from)?;
        Ok(Self { contrat, tous, law, accord, today })
    }

    /// The same, outside of a transaction already open.
    pub(crate) async fn load(app: &App, visit: &Visit, fields: &Fields) -> Result<Self, Problem> {
        let mut tx = app.db.read(&visit.ctx).await?;
        Self::read(app, visit, &mut tx, fields).await
    }

    /// The contract that is looked at.
    pub(crate) fn contrat(&self) -> Result<&Contrat, Problem> {
        self.contrat.as_ref().ok_or_else(|| WriteError::Inconnu("Le contrat").into())
    }

    /// The address of a part of the room, about this contract.
    pub(crate) fn path(&self, visit: &Visit, part: &str) -> String {
        let path = if part.is_empty() { "contrat".to_owned() } else { format!("contrat/{part}") };
        let usual = usual(&self.tous, self.today).map(|one| one.id);
        let query = match &self.contrat {
            Some(contrat) if usual != Some(contrat.id) => format!("?contrat={}", contrat.id),
            _ => String::new(),
        };
        format!("{}{query}", visit.workspace(&path))
    }

    /// The hidden field that says which contract a form is about.
    pub(crate) fn hidden(&self) -> Markup {
        let id = self.contrat.as_ref().map(|one| one.id.to_string()).unwrap_or_default();
        ui::form::hidden("contrat", &id)
    }

    /// The tabs, and a word when this is not the contract that runs.
    pub(crate) fn onglets(&self, visit: &Visit, current: &str) -> Markup {
        let tab = |words: &'static str, part: &str| Tab::new(words, self.path(visit, part), part == current);
        let all = [
            tab("Vue d’ensemble", ""),
            tab("Argent", "argent"),
            tab("Échéances", "echeances"),
            tab("Missions", "missions"),
            tab("Texte et signatures", "texte"),
            tab("Montants", "montants"),
            tab("Avenants", "avenants"),
            tab("Annexes", "annexes"),
            tab("Commissions", "commissions"),
        ];
        html! {
            (tabs("Parties du contrat", &all))
            @match &self.contrat {
                Some(contrat) if contrat.signature.is_none() => {
                    (ui::alert::alert(Tone::Info, "Contrat en préparation\u{a0}: rien n’est dû ni versé avant la signature des trois parties."))
                }
                Some(contrat) if !contrat.en_vigueur(self.today) => (ended(contrat)),
                _ => {}
            }
            (self.others(visit))
        }
    }

    fn others(&self, visit: &Visit) -> Markup {
        let here = self.contrat.as_ref().map(|one| one.id);
        let others: Vec<&Contrat> = self.tous.iter().filter(|one| Some(one.id) != here).collect();
        html! {
            @if !others.is_empty() {
                p.soft { "Autres contrats\u{a0}: "
                    @for (at, one) in others.iter().enumerate() {
                        @if at > 0 { ", " }
                        a href={ (visit.workspace("contrat")) "?contrat=" (one.id) } { (said(one)) }
                    }
                }
            }
        }
    }
}

fn usual(tous: &[Contrat], today: Date) -> Option<&Contrat> {
    let running = tous.iter().find(|one| one.en_vigueur(today));
    let signed = || tous.iter().find(|one| one.signature.is_some());
    running.or_else(signed).or_else(|| tous.first())
}

fn said(contrat: &Contrat) -> String {
    match contrat.signature {
        Some(jour) => format!("signé le {}", francais::date(jour)),
        None => "en préparation".to_owned(),
    }
}

fn ended(contrat: &Contrat) -> Markup {
    let terme = contrat.terme().map(francais::date).unwrap_or_default();
    html! {
        (ui::alert::alert(Tone::Warning, format!("Ce contrat s’est arrêté le {terme}.")))
    }
}

/// What a part of the room shows while there is no contract.
pub(crate) fn nothing(visit: &Visit) -> Markup {
    let prepare = visit.can(MODIFIER).then(|| {
        html! { (Button::primary("Préparer le contrat").href(visit.workspace("contrat/texte"))) " "
        (Button::secondary("Simuler d’abord").href("/simulateur")) }
    });
    ui::empty::empty(
        Icon::Document,
        "Aucun contrat pour l’instant",
        "Le contrat ACI se signe à trois\u{a0}: la CPTS, l’ARS et la CPAM. Il se prépare ici, avant la signature.",
        prepare,
    )
}

/// The end of an action: to `path` with a sentence, or the sentences beside the fields, or a problem.
pub(crate) fn end(
    visit: &Visit,
    path: String,
    done: Result<impl Into<String>, WriteError>,
) -> Result<Answer, FieldErrors> {
    match done {
        Ok(sentence) => Ok(Ok(Redirect::to(path).done(sentence).answer(visit))),
        // Nothing typed mends it: what now stands is to be read first.
        Err(refus @ WriteError::Refus(Refus::Change(_))) => Ok(Err(refus.into())),
        Err(WriteError::Refus(refus)) => Err(FieldErrors::one(refus.champ(), &refus)),
        Err(WriteError::Fautes(fautes)) => {
            let mut errors = FieldErrors::default();
            fautes.iter().for_each(|one| errors.add(&one.champ, &one.phrase));
            Err(errors)
        }
        Err(WriteError::Piece(pieces::KeepError::Refus(refus))) => Err(FieldErrors::one("piece", &refus)),
        Err(other) => Ok(Err(other.into())),
    }
}

/// A day of the contract as a form is first shown.
pub(crate) fn day(filled: Filled, name: &str, jour: Option<Date>) -> Filled {
    filled.value(name, jour.map(|jour| jour.to_string()).unwrap_or_default())
}
