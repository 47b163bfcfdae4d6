//! What the contract needs to know of the accord: its versions, their missions, their parts, their delays.

use crate::Refus;
use crate::comite::Limites;
use aci::{Droit, Mission, Mode, Part, Version};
use jiff::civil::Date;
use law::{Absent, Parameters};
use std::sync::Arc;

/// The accord in the law files, version by version.
pub(crate) struct Accord {
    droit: Arc<Droit>,
    duree_ans: i32,
}

/// The component that pays for running the community.
pub(crate) const FONCTIONNEMENT: &str = "fonctionnement";

/// A part of the money: its code, its words.
pub(crate) type PartDite = (&'static str, &'static str);

const TOTAL: PartDite = ("total", "Montant annuel");
const FIXE: PartDite = ("fixe", "Part fixe");
const VARIABLE: PartDite = ("variable", "Part variable");
const PLAN: PartDite = ("plan", "Plan de crise remis");
const MISE_A_JOUR: PartDite = ("mise_a_jour", "Mise à jour du plan");
const CRISE: PartDite = ("crise", "Crise déclarée");

/// Every part with its words.
const PARTS: [(Part, PartDite); 6] = [
    (Part::Total, TOTAL),
    (Part::Fixe, FIXE),
    (Part::Variable, VARIABLE),
    (Part::Plan, PLAN),
    (Part::MiseAJour, MISE_A_JOUR),
    (Part::Crise, CRISE),
];

/// The part that a code names.
pub(crate) fn part(code: &str) -> Option<Part> {
    PARTS.iter().find(|(_, (known, _))| *known == code).map(|(part, _)| *part)
}

/// The code and the words of a part.
pub(crate) fn part_dite(part: Part) -> PartDite {
    PARTS.iter().find(|(one, _)| *one == part).map_or(TOTAL, |(_, said)| *said)
}

impl Accord {
    /// Reads the law files.
    ///
    /// # Errors
    /// [`Absent`] when they do not hold the accord.
    pub(crate) fn of(law: &Parameters) -> Result<Self, Absent> {
        let droit = Droit::of(law)?;
        let terms = droit.versions().iter().rev().filter(|version| version.a_vecu());
        let months =
            terms.filter_map(|version| version.paiement.as_ref()).map(|terms| terms.duree_mois).next();
        let duree_ans = months.and_then(|months| i32::try_from(months / 12).ok()).unwrap_or(5).max(1);
        Ok(Self { droit, duree_ans })
    }

    /// Years that a contract lasts.
    pub(crate) const fn duree_ans(&self) -> i32 {
        self.duree_ans
    }

    /// Versions that a contract could be signed under, oldest first.
    pub(crate) fn versions(&self) -> impl Iterator<Item = (&Version, Date)> {
        let applied = self.droit.versions().iter().filter(|version| version.utilisable());
        applied.filter_map(|version| Some((version, version.du?)))
    }

    fn version(&self, id: &str) -> Option<(&Version, Date)> {
        self.versions().find(|(version, _)| &*version.id == id)
    }

    /// The label of a version, or its id when it is unknown.
    pub(crate) fn label<'a>(&'a self, id: &'a str) -> &'a str {
        self.version(id).map_or(id, |(version, _)| &version.libelle)
    }

    /// First day of a version.
    pub(crate) fn depuis(&self, id: &str) -> Option<Date> {
        self.version(id).map(|(_, depuis)| depuis)
    }

    /// The rule of that id, as the newest version that has it says it.
    pub(crate) fn regle(&self, id: &str) -> Option<&aci::droit::Regle> {
        let applied = self.droit.versions().iter().rev().filter(|version| version.a_vecu());
        applied.flat_map(|version| &version.regles).find(|one| one.id == id)
    }

    /// The amount of the tables for a part of a component and a size.
    pub(crate) fn tableau(
        &self,
        version: &str,
        composante: &str,
        part: &str,
        taille: u8,
    ) -> Option<(i64, bool)> {
        let (version, _) = self.version(version)?;
        let line = version.montant(composante, crate::accord::part(part)?, taille)?;
        Some((line.cents, line.uncertain))
    }

    /// A sentence of the engine with the titles of versions in place of their ids.
    pub(crate) fn titled(&self, text: &str) -> String {
        let mut versions: Vec<&Version> = self.droit.versions().iter().collect();
        // « aci-2019 » begins « aci-2019-avenant-2 »: the longest first.
        versions.sort_by_key(|one| std::cmp::Reverse(one.id.len()));
        let said = |text: String, one: &Version| match text.contains(&*one.id) {
            true => text.replace(&*one.id, &format!("«\u{a0}{}\u{a0}»", one.libelle)),
            false => text,
        };
        versions.into_iter().fold(text.to_owned(), said)
    }

    /// The version that a contract signed that day adopts, by its id.
    pub(crate) fn usual(&self, jour: Date) -> Option<&str> {
        self.droit.en_vigueur(jour).map(|version| &*version.id)
    }

    /// The missions of a version; none when it is unknown.
    pub(crate) fn missions(&self, version: &str) -> &[Mission] {
        self.version(version).map_or(&[], |(version, _)| &version.missions)
    }

    /// A version that contracts can name.
    pub(crate) fn check_version(&self, version: &str) -> Result<(), Refus> {
        let known = self.version(version).is_some();
        if known { Ok(()) } else { Err(Refus::VersionInconnue(version.to_owned())) }
    }

    /// A version that applies that day.
    pub(crate) fn check_applies(&self, version: &str, jour: Date) -> Result<(), Refus> {
        let found = self.version(version).ok_or_else(|| Refus::VersionInconnue(version.to_owned()))?;
        let (version, depuis) = (found.0.libelle.clone(), found.1);
        if jour < depuis { Err(Refus::VersionFuture { version, depuis }) } else { Ok(()) }
    }

    /// A day when the accord existed and the version applied.
    pub(crate) fn check_signature(&self, jour: Date, version: &str) -> Result<(), Refus> {
        match self.versions().map(|(_, depuis)| depuis).min() {
            Some(first) if jour < first => Err(Refus::AvantAci(first)),
            _ => self.check_applies(version, jour),
        }
    }

    /// A mission of that version.
    pub(crate) fn check_mission(&self, version: &str, mission: &str) -> Result<(), Refus> {
        if self.missions(version).iter().any(|one| &*one.id == mission) {
            return Ok(());
        }
        let version = self.label(version).to_owned();
        Err(Refus::MissionInconnue { mission: self.nom(mission).to_owned(), version })
    }

    fn mission(&self, id: &str) -> Option<&Mission> {
        let newest_first = self.droit.versions().iter().rev();
        newest_first.flat_map(|version| &version.missions).find(|mission| &*mission.id == id)
    }

    /// How people name a component; its id when no version knows it.
    pub(crate) fn nom<'a>(&'a self, composante: &'a str) -> &'a str {
        if composante == FONCTIONNEMENT {
            return "Fonctionnement";
        }
        self.mission(composante).map_or(composante, |mission| &mission.court)
    }

    /// Whether a mission is paid on a plan and on declared crises.
    pub(crate) fn is_crise(&self, mission: &str) -> bool {
        self.mission(mission).is_some_and(|one| one.mode == Mode::PlanCrise)
    }

    /// The parts that a contract may print for a component; none when the version does not know it.
    pub(crate) fn parts(&self, version: &str, composante: &str) -> &'static [PartDite] {
        if composante == FONCTIONNEMENT {
            return &[TOTAL];
        }
        match self.missions(version).iter().find(|mission| &*mission.id == composante) {
            None => &[],
            Some(mission) if mission.mode == Mode::PlanCrise => &[PLAN, MISE_A_JOUR, CRISE],
            Some(_) => &[FIXE, VARIABLE, TOTAL],
        }
    }
}

/// The last days to send what members of a committee must receive before a meeting.
pub(crate) fn limites(law: &Parameters, seance: Date) -> Result<Limites, Absent> {
    let delais = aci::delais_commission(law, seance)?;
    Ok(Limites { convocation: delais.convocation.value, ordre_du_jour: delais.ordre_du_jour.value })
}
