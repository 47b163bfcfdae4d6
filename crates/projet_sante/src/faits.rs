//! The facts about the statutes, and what follows from them: what is missing, the result that they propose. A person decides.

use crate::loi::{ChampType, GenreChamp};
use crate::missions::Mission;
use crate::statuts::Resultat;
use identifiants::{Finess, Siret};
use kernel::saisie::{self, Refus};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most seats told apart.
pub const SIEGES: usize = 60;

/// Facts, by name: words, `oui` or `non`, ticks, or seats.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Faits(pub BTreeMap<String, Vec<String>>);

/// Most seats of a line: beyond, a slip of the finger.
const SIEGES_PAR_LIGNE: u32 = 1000;

/// Who sits somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Siege {
    /// The profession, or what the seat is for.
    pub profession: String,
    /// The college or the bureau.
    pub college: String,
    /// How many; none when nobody said.
    pub nombre: Option<u32>,
}

/// What the facts say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilan {
    /// The result that they propose.
    pub propose: Resultat,
    /// What is missing or wrong, in sentences.
    pub manques: Vec<String>,
    /// What is worth knowing and asks for nothing.
    pub notes: Vec<String>,
}

impl Siege {
    /// Cells apart by tabs, that no line typed holds.
    fn text(&self) -> String {
        let many = self.nombre.map(|n| n.to_string()).unwrap_or_default();
        format!("{}\t{}\t{many}", self.profession, self.college)
    }

    fn of(text: &str) -> Self {
        let mut cells = text.split('\t');
        let mut next = || cells.next().unwrap_or_default().to_owned();
        Self { profession: next(), college: next(), nombre: next().parse().ok() }
    }

    /// From three cells of a form; none when they are empty.
    ///
    /// # Errors
    /// [`Refus`], that names the row.
    pub fn read(n: usize, [profession, college, nombre]: [&str; 3]) -> Result<Option<Self>, Refus> {
        if college.is_empty() && nombre.is_empty() && profession.is_empty() {
            return Ok(None);
        }
        let refuse = |why: &str| Refus::new("sieges", format!("Ligne {n}\u{a0}: {why}"));
        if profession.is_empty() {
            return Err(refuse("choisir qui siège."));
        }
        let nombre = match nombre {
            "" => None,
            text => {
                let many: Result<u32, _> = text.parse();
                let many = many.map_err(|_| refuse("un nombre entier de sièges est attendu."))?;
                if many > SIEGES_PAR_LIGNE {
                    return Err(refuse("1\u{202f}000 sièges au plus sont acceptés."));
                }
                Some(many)
            }
        };
        let (profession, college) =
            (saisie::line("sieges", profession)?, saisie::maybe_line("sieges", college)?);
        Ok(Some(Self { profession, college, nombre }))
    }
}

impl Faits {
    /// The values of a fact.
    #[must_use]
    pub fn of(&self, code: &str) -> &[String] {
        self.0.get(code).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first value of a fact; empty when there is none.
    #[must_use]
    pub fn first(&self, code: &str) -> &str {
        self.of(code).first().map(String::as_str).unwrap_or_default()
    }

    /// The seats of a fact.
    #[must_use]
    pub fn sieges(&self, code: &str) -> Vec<Siege> {
        self.of(code).iter().map(|one| Siege::of(one)).collect()
    }

    /// The same with seats.
    #[must_use]
    pub fn with_sieges(mut self, code: &str, sieges: &[Siege]) -> Self {
        self.0.insert(code.to_owned(), sieges.iter().map(Siege::text).collect());
        self
    }

    /// The same, each number in its official form; facts that are not asked for are left out.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(&self, champs: &[ChampType]) -> Result<Self, Refus> {
        let mut kept = BTreeMap::new();
        for champ in champs {
            let text = self.first(&champ.code);
            let one = match champ.genre {
                _ if text.is_empty() => Vec::new(),
                GenreChamp::Texte => vec![saisie::maybe_line("texte", text)?],
                GenreChamp::OuiNon if matches!(text, "oui" | "non") => vec![text.to_owned()],
                GenreChamp::OuiNon => Vec::new(),
                GenreChamp::Rna => vec![rna(text)?],
                GenreChamp::Siret => vec![parse::<Siret>("siret", text)?],
                GenreChamp::Finess => vec![parse::<Finess>("finess", text)?],
                GenreChamp::Choix => {
                    self.of(&champ.code).iter().filter(|one| champ.choix.contains(one)).cloned().collect()
                }
                GenreChamp::Missions | GenreChamp::Sieges => self.of(&champ.code).to_vec(),
            };
            kept.insert(champ.code.clone(), one);
        }
        if kept.values().flatten().count() > 200 {
            return Err(Refus::new("sieges", format!("{SIEGES} lignes au plus sont acceptées.")));
        }
        kept.retain(|_, values| !values.is_empty());
        Ok(Self(kept))
    }

    /// What these facts say of a question, for a CPTS that has chosen these missions.
    #[must_use]
    pub fn assess(&self, champs: &[ChampType], choisies: &[Mission]) -> Bilan {
        let mut bilan = Bilan { propose: Resultat::Conforme, manques: Vec::new(), notes: Vec::new() };
        for champ in champs {
            match champ.genre {
                GenreChamp::OuiNon if self.first(&champ.code) == "non" => bilan.refuse(&champ.refus),
                GenreChamp::Choix => self.unticked(champ, &mut bilan),
                GenreChamp::Missions => self.missions(champ, choisies, &mut bilan),
                GenreChamp::Sieges => seats(champ, &self.sieges(&champ.code), &mut bilan),
                _ if self.first(&champ.code).is_empty() && !champ.facultatif => {
                    bilan.miss(champ.manque.clone())
                }
                _ => {}
            }
        }
        bilan
    }

    fn unticked(&self, champ: &ChampType, bilan: &mut Bilan) {
        let ticked = self.of(&champ.code);
        for one in champ.choix.iter().filter(|one| !ticked.contains(one)) {
            bilan.miss(format!("{}\u{a0}: {one}", champ.manque));
        }
    }

    fn missions(&self, champ: &ChampType, choisies: &[Mission], bilan: &mut Bilan) {
        let written = self.of(&champ.code);
        for one in choisies.iter().filter(|one| !written.contains(&one.id)) {
            bilan.miss(format!("{}\u{a0}: {}", champ.manque, one.libelle));
        }
        let more = written.iter().filter(|id| !choisies.iter().any(|one| one.id == **id)).count();
        if more > 0 {
            bilan.notes.push("L’objet nomme aussi des missions en option sans action au projet.".to_owned());
        }
    }
}

impl Bilan {
    fn miss(&mut self, words: String) {
        self.manques.push(words);
        if self.propose == Resultat::Conforme {
            self.propose = Resultat::ARevoir;
        }
    }

    fn refuse(&mut self, words: &str) {
        self.manques.push(words.to_owned());
        self.propose = Resultat::NonConforme;
    }
}

/// Several professions, none of them alone able to decide, those seen first all there.
fn seats(champ: &ChampType, sieges: &[Siege], bilan: &mut Bilan) {
    let health =
        |one: &&Siege| champ.choix.contains(&one.profession) || champ.autres.contains(&one.profession);
    let seen: BTreeSet<&str> = sieges.iter().filter(health).map(|one| one.profession.as_str()).collect();
    match seen.len() {
        0 => return bilan.miss(champ.manque.clone()),
        1 => bilan.refuse(&champ.refus),
        _ => {}
    }
    let absent: Vec<&str> =
        champ.choix.iter().map(String::as_str).filter(|one| !seen.contains(one)).collect();
    if !absent.is_empty() {
        bilan.miss(format!("Professions de premier recours absentes\u{a0}: {}", absent.join(", ")));
    }
    for one in sieges.iter().filter(|one| one.nombre.is_none()) {
        bilan.miss(format!("Nombre de sièges à dire\u{a0}: {}", one.profession));
    }
    let total: u64 = sieges.iter().filter_map(|one| one.nombre).map(u64::from).sum();
    for profession in seen {
        let mine = sieges.iter().filter(|one| one.profession == profession);
        let mine: u64 = mine.filter_map(|one| one.nombre).map(u64::from).sum();
        if mine > total - mine {
            bilan.miss(format!("Plus de la moitié des sièges à une seule profession\u{a0}: {profession}"));
        }
    }
}

/// « W » and nine digits; a letter stands second or third overseas (« W9R… »).
fn rna(text: &str) -> Result<String, Refus> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number = compact.to_ascii_uppercase();
    let digits = number.strip_prefix('W').filter(|rest| rest.len() == 9 && rest.is_ascii());
    let plain = |(n, c): (usize, char)| c.is_ascii_digit() || (n == 1 && c.is_ascii_uppercase());
    match digits {
        Some(rest) if rest.chars().enumerate().all(plain) => Ok(number),
        _ => Err(Refus::new(
            "rna",
            "Un numéro RNA est attendu\u{a0}: W et neuf chiffres, par exemple W431234567.",
        )),
    }
}

fn parse<T: std::str::FromStr<Err: std::fmt::Display> + ToString>(
    champ: &'static str,
    text: &str,
) -> Result<String, Refus> {
    text.parse::<T>().map(|one| one.to_string()).map_err(|error| Refus::new(champ, error))
}

#[cfg(test)]
mod tests;
