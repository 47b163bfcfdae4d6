//! What somebody asks the simulator, read from its address.

use crate::accord::{Accord, FONCTIONNEMENT, part};
use crate::argent::reached;
use crate::pages::montants::name_of;
use crate::pages::texte::whole;
use aci::{Cas, Fraction, MissionCas, Montant, MontantContrat};
use identifiants::CommuneCode;
use jiff::{Span, civil::Date};
use std::collections::BTreeSet;
use territoire::atlas::Etat;
use territoire::selection::Selection;
use ui::{Filled, francais};
use web::{FieldErrors, Fields};

/// All targets reached, in per cent.
pub(super) const ENTIER: u8 = 100;

/// A mission asked for.
pub(super) struct Voulue {
    pub id: String,
    pub debut: Date,
    pub crise: bool,
}

/// An amount of the contract, as typed.
struct Tape {
    composante: String,
    part: &'static str,
    texte: String,
    montant: Option<Montant>,
}

/// What is asked, with what is wrong with it.
pub(super) struct Demande {
    pub asked: bool,
    pub errors: FieldErrors,
    pub atteinte: u8,
    pub missions: Vec<Voulue>,
    pub signed: Date,
    pub version: Option<String>,
    pub territoire: Option<Territoire>,
    population: i64,
    montants: Vec<Tape>,
    annees: u8,
    fields: Fields,
}

/// The territory of the address.
pub(super) struct Territoire {
    pub code: String,
    pub communes: usize,
    pub habitants: i64,
    pub millesime: String,
}

impl Demande {
    pub(super) fn read(accord: &Accord, etat: &Etat, fields: &Fields, today: Date) -> Self {
        let territoire = territory(etat, fields.get("t"), today);
        let mut reader = fields.reader();
        let signed = reader.optional("signature").unwrap_or(today);
        let atteinte = rate(fields, &mut reader);
        let population = people(fields, territoire.as_ref(), &mut reader);
        // Before the first agreement the form keeps the missions of today, and the engine refuses the day.
        let version = accord.usual(signed).or_else(|| accord.usual(today)).map(str::to_owned);
        let missions = missions(accord, version.as_deref(), fields, signed, &mut reader);
        let montants = amounts(accord, version.as_deref(), fields, &mut reader);
        let asked = fields.has("population") || territoire.is_some() || fields.has("signature");
        let errors = reader.finish::<()>(None).err().unwrap_or_default();
        let errors = if asked { errors } else { FieldErrors::default() };
        let population = population.unwrap_or_default();
        let annees = u8::try_from(accord.duree_ans()).unwrap_or(u8::MAX);
        let fields = fields.clone();
        Self {
            asked,
            errors,
            atteinte,
            missions,
            signed,
            version,
            territoire,
            population,
            montants,
            annees,
            fields,
        }
    }

    /// The case as an address writes it.
    pub(super) fn query(&self) -> String {
        self.fields.query()
    }

    /// The case, with targets reached at `atteinte` per cent.
    pub(super) fn cas(&self, atteinte: u8) -> Cas {
        let mut cas = Cas::new(u64::try_from(self.population).unwrap_or_default(), self.signed);
        cas.version.clone_from(&self.version);
        cas.contract_amounts = self.montants.iter().filter_map(contract_amount).collect();
        cas.missions = self.missions.iter().map(mission_case).collect();
        let rate = Fraction::new(i128::from(atteinte), i128::from(ENTIER));
        for year in 1..=self.annees {
            let end = aci::anniversary(self.signed, year);
            let paid = cas
                .missions
                .iter()
                .zip(&self.missions)
                .filter(|(case, one)| !one.crise && case.started.is_none_or(|day| day < end));
            cas.achievements.extend(paid.map(|(_, one)| reached(&one.id, year, rate)));
        }
        cas
    }

    /// Puts the sentences of the engine beside the fields they are about.
    pub(super) fn refuse(&mut self, errors: &[aci::Erreur]) {
        for error in errors {
            let field = match error.field.as_str() {
                "population" => "population".to_owned(),
                "signed" | "version" => "signature".to_owned(),
                other => self.field_of(other),
            };
            self.errors.add(&field, &error.sentence);
        }
    }

    /// The field of `missions[2].started`.
    fn field_of(&self, field: &str) -> String {
        let rest = field.strip_prefix("missions[").and_then(|rest| rest.split_once(']'));
        let at: Option<usize> = rest.and_then(|(at, _)| at.parse().ok());
        at.and_then(|at| self.missions.get(at)).map(|one| format!("debut-{}", one.id)).unwrap_or_default()
    }

    /// The form as it is shown again.
    pub(super) fn filled(&self) -> Filled {
        if self.asked {
            let filled = self.fields.filled(&self.errors);
            let known = self.territoire.as_ref().filter(|_| !self.fields.has("population"));
            let filled = match known {
                Some(one) => filled.value("population", francais::nombre(one.habitants)),
                None => filled,
            };
            if self.fields.has("signature") { filled } else { self.defaults(filled) }
        } else {
            self.defaults(Filled::new())
        }
    }

    fn defaults(&self, filled: Filled) -> Filled {
        let filled =
            filled.value("signature", self.signed.to_string()).value("atteinte", self.atteinte.to_string());
        self.missions.iter().fold(filled, |filled, one| filled.value("missions", &one.id))
    }

    /// Whether a component is part of what is asked: running costs always, a mission when it is chosen.
    pub(super) fn counts(&self, composante: &str) -> bool {
        composante == FONCTIONNEMENT || self.missions.iter().any(|one| one.id == composante)
    }

    /// Amounts already typed, that the form keeps asking for.
    pub(super) fn typed(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.montants
            .iter()
            .filter(|one| !one.texte.is_empty())
            .map(|one| (one.composante.as_str(), one.part))
    }
}

fn people(fields: &Fields, territoire: Option<&Territoire>, reader: &mut web::Reader<'_>) -> Option<i64> {
    let text = fields.get("population");
    match (text.is_empty(), territoire) {
        (true, Some(one)) => Some(one.habitants),
        (true, None) => {
            reader.refuse("population", "Écrire la population du territoire, ou le composer d’abord.");
            None
        }
        (false, _) => match whole(text) {
            Some(n) if n > 0 => Some(n),
            _ => {
                reader.refuse(
                    "population",
                    "Un nombre d’habitants s’écrit en chiffres et dépasse zéro, par exemple 24 000.",
                );
                None
            }
        },
    }
}

fn rate(fields: &Fields, reader: &mut web::Reader<'_>) -> u8 {
    match fields.get("atteinte").trim_end_matches(['%', ' ']) {
        "" => ENTIER,
        text => match text.trim().parse::<u8>() {
            Ok(n) if n <= ENTIER => n,
            _ => {
                reader.refuse("atteinte", "De 0 à 100.");
                ENTIER
            }
        },
    }
}

/// The missions ticked, or those of the socle when nothing was asked yet; each starts the day given, else at its deadline.
fn missions(
    accord: &Accord,
    version: Option<&str>,
    fields: &Fields,
    signed: Date,
    reader: &mut web::Reader<'_>,
) -> Vec<Voulue> {
    let all = version.map(|version| accord.missions(version)).unwrap_or_default();
    let chosen: BTreeSet<&str> = fields.all("missions").collect();
    let first = !fields.has("signature");
    let known = |id: &&str| all.iter().any(|mission| *mission.id == **id);
    if let Some(odd) = chosen.iter().find(|id| !known(id)) {
        let refus = accord.check_mission(version.unwrap_or_default(), odd);
        reader.refuse("missions", refus.err().map(|refus| refus.to_string()).unwrap_or_default());
    }
    let wanted = all.iter().filter(|mission| {
        if first && chosen.is_empty() { mission.socle } else { chosen.contains(&*mission.id) }
    });
    let voulue = |mission: &aci::Mission| Voulue {
        id: mission.id.to_string(),
        debut: reader.optional(&format!("debut-{}", mission.id)).unwrap_or_else(|| {
            signed.saturating_add(Span::new().months(mission.demarrage_mois.unwrap_or(12)))
        }),
        crise: accord.is_crise(&mission.id),
    };
    wanted.map(voulue).collect()
}

fn amounts(
    accord: &Accord,
    version: Option<&str>,
    fields: &Fields,
    reader: &mut web::Reader<'_>,
) -> Vec<Tape> {
    let version = version.unwrap_or_default();
    let missions = accord.missions(version).iter().map(|mission| mission.id.to_string());
    let mut all = Vec::new();
    for composante in std::iter::once(FONCTIONNEMENT.to_owned()).chain(missions) {
        for (part, _) in accord.parts(version, &composante) {
            let name = name_of(&composante, part);
            let texte = fields.get(&name).to_owned();
            let montant = reader.optional(&name);
            all.push(Tape { composante: composante.clone(), part, texte, montant });
        }
    }
    all
}

fn contract_amount(tape: &Tape) -> Option<MontantContrat> {
    let (component, part) = (tape.composante.clone(), part(tape.part)?);
    Some(MontantContrat { component, part, eur: tape.montant?, from: None })
}

/// A crisis plan is supposed delivered the day its mission starts, and no crisis declared.
fn mission_case(one: &Voulue) -> MissionCas {
    let mut mission = MissionCas::started(&one.id, one.debut);
    mission.plan_delivered = one.crise.then_some(one.debut);
    mission
}

/// The territory of `?t=43157.43012` (codes separated by dots, a département whole by its own), as `/territoire` writes it.
fn territory(etat: &Etat, code: &str, today: Date) -> Option<Territoire> {
    let mut list = String::new();
    for piece in code.split('.').filter(|piece| !piece.is_empty()) {
        let departement = if piece.len() <= 3 { piece.parse().ok() } else { None };
        match departement {
            None => list.push_str(&format!("{piece}\n")),
            Some(departement) => {
                let whole =
                    etat.france.of_departement(departement).iter().filter(|one| !one.is_arrondissement());
                let codes: Vec<CommuneCode> = whole.map(|one| one.code).collect();
                codes.iter().for_each(|one| list.push_str(&format!("{one}\n")));
            }
        }
    }
    if list.is_empty() {
        return None;
    }
    let selection = Selection::read(&etat.france, &list);
    let estimation = territoire::estimation::estimate(&etat.france, &etat.law, today, &selection);
    let habitants = estimation.population.valeur.entier().filter(|n| *n > 0)?;
    Some(Territoire {
        code: code.to_owned(),
        communes: estimation.communes,
        habitants,
        millesime: estimation.population.millesime,
    })
}
