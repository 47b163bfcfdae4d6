//! The calendar of obligations that a signature opens, each with its source and its doubt.

use crate::calendrier::{self, AnneeContrat};
use crate::cas::{Cas, MissionCas, controle};
use crate::dossier::Dossier;
use crate::droit::{Droit, Mission, Mode, Obligation, Rythme, Sources};
use crate::{Erreur, simulation};
use jiff::civil::Date;
use law::Parameters;
use serde::{Deserialize, Serialize};

/// What kind of date it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NatureEcheance {
    /// The contract is signed.
    Signature,
    /// A mission must have started.
    Demarrage,
    /// A mission must be deployed.
    Deploiement,
    /// The crisis plan must be written.
    PlanDeCrise,
    /// The crisis plan must be updated.
    MiseAJourDuPlan,
    /// The yearly dialogue.
    DialogueDeGestion,
    /// A contract year begins.
    Anniversaire,
    /// Amounts are reviewed.
    Revue,
    /// A civil year ends.
    AnneeCivile,
    /// The next contract is prepared.
    Renouvellement,
    /// The contract ends.
    Fin,
}

/// How an obligation stands on the day of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatutEcheance {
    /// Done in time.
    Faite,
    /// Done after its day.
    FaiteEnRetard,
    /// Still time.
    AVenir,
    /// Its day is past and nothing says it was done.
    EnRetard,
    /// Its day is past, and this program does not know.
    Passee,
    /// The case has no day.
    Inconnu,
}

/// An obligation and its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Echeance {
    /// Stable: « acces.demarrage », « anniversaire.2 ».
    pub id: String,
    /// The last day, or the day itself.
    pub date: Date,
    /// Its nature.
    pub nature: NatureEcheance,
    /// For a person, in French.
    pub titre: String,
    /// Its mission.
    pub mission: Option<String>,
    /// Its contract year (civil year for [`NatureEcheance::AnneeCivile`]).
    pub annee: Option<i16>,
    /// Day it was done.
    pub faite: Option<Date>,
    /// How it stands.
    pub statut: StatutEcheance,
    /// What to know about it.
    pub note: Option<String>,
    /// Its sources.
    pub sources: Sources,
    /// True when its day is our reading.
    pub uncertain: bool,
}

/// Every obligation of a contract, by date.
///
/// # Errors
/// The sentences of [`crate::check`].
pub fn echeances(law: &Parameters, cas: &Cas) -> Result<Vec<Echeance>, Vec<Erreur>> {
    let droit = Droit::of(law).map_err(|absent| vec![simulation::unreadable(&absent)])?;
    let errors = controle::check(&droit, cas);
    let dossier = Dossier::new(&droit, cas);
    let (true, Some(dossier)) = (errors.is_empty(), dossier) else { return Err(errors) };
    let mut agenda = Agenda { dossier: &dossier, all: Vec::new() };
    agenda.contract();
    agenda.missions();
    agenda.obligations();
    let mut all = agenda.all;
    all.sort_by(|a, b| (a.date, a.nature, &a.id).cmp(&(b.date, b.nature, &b.id)));
    Ok(all)
}

struct Agenda<'d, 'a> {
    dossier: &'d Dossier<'a>,
    all: Vec<Echeance>,
}

impl Agenda<'_, '_> {
    fn add(
        &mut self,
        id: String,
        date: Date,
        nature: NatureEcheance,
        titre: String,
        sources: &Sources,
    ) -> &mut Echeance {
        let statut = match self.dossier.cas.as_of {
            None => StatutEcheance::Inconnu,
            Some(today) if today <= date => StatutEcheance::AVenir,
            Some(_) => StatutEcheance::Passee,
        };
        let sources = sources.clone();
        let at = self.all.len();
        self.all.push(Echeance {
            id,
            date,
            nature,
            titre,
            mission: None,
            annee: None,
            faite: None,
            statut,
            note: None,
            sources,
            uncertain: false,
        });
        &mut self.all[at]
    }

    /// Signature, anniversaries, end.
    fn contract(&mut self) {
        let cas = self.dossier.cas;
        let terms = self.dossier.etats[0].version.paiement.as_ref();
        let sources = terms.map(|terms| terms.source.clone()).unwrap_or_default();
        let signed = self.add(
            "signature".to_owned(),
            cas.signed,
            NatureEcheance::Signature,
            "Signature du contrat".to_owned(),
            &sources,
        );
        signed.faite = Some(cas.signed);
        signed.statut = StatutEcheance::Faite;
        for annee in self.dossier.annees.iter().skip(1) {
            let (id, titre) = (
                format!("anniversaire.{}", annee.numero - 1),
                format!("Anniversaire du contrat\u{a0}: l’année {} commence", annee.numero),
            );
            let one = self.add(id, annee.du, NatureEcheance::Anniversaire, titre, &sources);
            one.annee = Some(i16::from(annee.numero));
            one.note = Some("Avances de l’année nouvelle et solde de l’année écoulée.".to_owned());
        }
        if let Some(last) = self.dossier.annees.last() {
            self.add(
                "fin".to_owned(),
                last.au,
                NatureEcheance::Fin,
                "Dernier jour du contrat".to_owned(),
                &sources,
            );
        }
    }

    /// Starts, deployments, crisis plan.
    fn missions(&mut self) {
        let dossier = self.dossier;
        for composante in &dossier.composantes {
            let known =
                dossier.etats.iter().find_map(|etat| Some((etat, etat.version.mission(&composante.id)?)));
            let Some((etat, mission)) = known else { continue };
            let case = dossier.mission(&composante.id);
            let late = etat.du != dossier.cas.signed;
            let steps = [
                (mission.demarrage_mois, NatureEcheance::Demarrage, "demarrage", "démarrée"),
                (mission.deploiement_mois, NatureEcheance::Deploiement, "deploiement", "déployée"),
            ];
            for (months, nature, id, word) in steps {
                let Some(months) = months else { continue };
                let titre = format!("{}\u{a0}: mission {word} au plus tard", mission.court);
                let date = calendrier::add_months(etat.du, months);
                let one = self.add(format!("{}.{id}", mission.id), date, nature, titre, &mission.source);
                one.mission = Some(mission.id.to_string());
                one.uncertain = late;
                if nature == NatureEcheance::Demarrage {
                    done(one, case.and_then(|case| case.started));
                }
            }
            if mission.mode == Mode::PlanCrise {
                self.plan(etat.du, mission, case);
            }
        }
    }

    /// The plan the first year, then an update in each following contract year.
    fn plan(&mut self, from: Date, mission: &Mission, case: Option<&MissionCas>) {
        let dossier = self.dossier;
        let regle = dossier.regle("mise_a_jour");
        let sources = regle.map(|regle| regle.source.clone()).unwrap_or_default();
        let delivered = case.and_then(|case| case.plan_delivered);
        let first = calendrier::anniversary(from, 1);
        let eve = first.yesterday().unwrap_or(first);
        let titre = "Plan de crise\u{a0}: rédigé la première année".to_owned();
        let one = self.add(format!("{}.plan", mission.id), eve, NatureEcheance::PlanDeCrise, titre, &sources);
        one.mission = Some(mission.id.to_string());
        one.uncertain = true;
        done(one, delivered);
        let start = delivered.unwrap_or(eve);
        let updates = case.and_then(|case| case.plan_updates.as_deref()).unwrap_or_default();
        let rank = dossier.annees.iter().position(|annee| annee.contains(start)).unwrap_or(0);
        for annee in dossier.annees.iter().skip(rank + 1) {
            let n = annee.numero.saturating_sub(dossier.annees[rank].numero);
            let date = calendrier::anniversary(start, n).clamp(annee.du, annee.au);
            let titre = format!("Plan de crise\u{a0}: mise à jour de l’année {}", annee.numero);
            let id = format!("{}.mise-a-jour.{}", mission.id, annee.numero);
            let made = updates.iter().copied().filter(|day| annee.contains(*day)).min();
            let one = self.add(id, date, NatureEcheance::MiseAJourDuPlan, titre, &sources);
            one.mission = Some(mission.id.to_string());
            one.annee = Some(i16::from(annee.numero));
            one.uncertain = true;
            done(one, made);
        }
    }

    /// What the texts add: dialogue, review, civil years, renewal.
    fn obligations(&mut self) {
        let dossier = self.dossier;
        let Some(version) = dossier.etats.last().map(|etat| etat.version) else { return };
        for one in &version.obligations {
            if let Some(months) = one.mois {
                let date = calendrier::add_months(dossier.cas.signed, months);
                self.obligation(one, one.id.clone(), date, None);
            }
            match one.chaque {
                Some(Rythme::Anniversaire) => {
                    for annee in &dossier.annees {
                        let id = format!("{}.{}", one.id, annee.numero);
                        self.obligation(one, id, annee.fin(), Some(i16::from(annee.numero)));
                    }
                }
                Some(Rythme::AnneeCivile) => self.civil(one),
                None => {}
            }
        }
    }

    fn civil(&mut self, one: &Obligation) {
        let ends = |annee: Option<&AnneeContrat>, last: bool| {
            annee.map(|annee| if last { annee.au.year() } else { annee.du.year() })
        };
        let annees = &self.dossier.annees;
        let (Some(from), Some(to)) = (ends(annees.first(), false), ends(annees.last(), true)) else { return };
        for year in from..=to {
            if let Ok(date) = Date::new(year, 12, 31) {
                self.obligation(one, format!("{}.{year}", one.id), date, Some(year));
            }
        }
    }

    fn obligation(&mut self, one: &Obligation, id: String, date: Date, annee: Option<i16>) {
        let number = annee.map(|annee| annee.to_string()).unwrap_or_default();
        let titre = one.libelle.replace("{annee}", &number);
        let added = self.add(id, date, one.nature, titre, &one.source);
        added.annee = annee;
        added.uncertain = one.uncertain;
        added.note = one.note.clone();
    }
}

/// Something that the case knows to be done, or not.
fn done(one: &mut Echeance, day: Option<Date>) {
    one.faite = day;
    one.statut = match (day, one.statut) {
        (Some(day), _) if day <= one.date => StatutEcheance::Faite,
        (Some(_), _) => StatutEcheance::FaiteEnRetard,
        (None, StatutEcheance::Passee) => StatutEcheance::EnRetard,
        (None, other) => other,
    };
}
