//! Sorting the pieces of a list: what is a commune, what must be said.

use super::lecture::{self, Entree};
use super::{Genre, Remarque, Selection};
use crate::referentiel::{Commune, Referentiel, plier};
use identifiants::{CommuneCode, CommuneCodeError, DepartementCode};

/// Names are looked up by likeness for that many unknown ones: each costs a walk through France.
const SUGGESTIONS: usize = 20;

/// The work in progress.
pub(super) struct Tri<'a> {
    france: &'a Referentiel,
    seen: Vec<bool>,
    remarques: Vec<Remarque>,
    suggestions: usize,
}

impl<'a> Tri<'a> {
    pub(super) fn new(france: &'a Referentiel) -> Self {
        let seen = vec![false; france.communes().len()];
        Self { france, seen, remarques: Vec::new(), suggestions: SUGGESTIONS }
    }

    /// A line of a table (code, its name, other figures) counts for its code; any other line is a list.
    pub(super) fn line(&mut self, fields: &[&str]) {
        if let [code, nom, rest @ ..] = fields
            && !rest.is_empty()
            && lecture::is_code(code)
            && code.parse().is_ok_and(|code| self.is_called(code, nom))
        {
            return self.code(code, nom);
        }
        let mut fields = fields.iter().copied().peekable();
        while let Some(field) = fields.next() {
            if lecture::is_code(field) {
                // « 43157;Le Puy-en-Velay »: the name goes with the code.
                let beside = |next: &&str| {
                    !lecture::is_code(next) && field.parse().is_ok_and(|code| self.is_called(code, next))
                };
                let nom = fields.next_if(beside).unwrap_or_default();
                self.code(field, nom);
                continue;
            }
            for piece in lecture::pieces(field) {
                match piece {
                    Entree::Code { code, nom } => self.code(code, nom),
                    Entree::Nom(nom) => self.name(nom),
                }
            }
        }
    }

    /// True when a name may be that of a code: the same, or one begins the other.
    fn is_called(&self, code: CommuneCode, nom: &str) -> bool {
        let wanted = plier(nom);
        let same = |name: &str| {
            let name = plier(name);
            name == wanted
                || name.starts_with(&format!("{wanted} "))
                || wanted.starts_with(&format!("{name} "))
        };
        let anciens = self.france.anciens(code);
        !wanted.is_empty()
            && (self.france.commune(code).is_some_and(|commune| same(&commune.nom))
                || anciens.iter().any(|ancien| !ancien.nom.is_empty() && same(&ancien.nom))
                || anciens.iter().filter_map(|a| self.france.commune(a.actuel)).any(|c| same(&c.nom)))
    }

    fn code(&mut self, recu: &str, nom: &str) {
        match recu.parse::<CommuneCode>() {
            Ok(code) => self.known_code(code, recu, nom),
            Err(error) => {
                let genre = match error {
                    CommuneCodeError::Etranger { .. } => Genre::CodeEtranger,
                    CommuneCodeError::Vide
                    | CommuneCodeError::ZeroPerdu { .. }
                    | CommuneCodeError::MalForme { .. } => Genre::CodeMalForme,
                };
                self.flag(genre, recu, error.to_string(), None, &[]);
            }
        }
    }

    /// A well-formed code, with the name that stood beside it (empty without).
    pub(super) fn known_code(&mut self, code: CommuneCode, recu: &str, nom: &str) {
        let called = nom.is_empty() || self.is_called(code, nom);
        if !called && self.postcode(code, recu, nom) {
            return;
        }
        if let Some(at) = self.france.index(code) {
            self.keep(at, recu);
            let real = &self.france.communes()[at].nom;
            if !called {
                let phrase = format!(
                    "{recu} est le code de {real}, et non de «\u{a0}{nom}\u{a0}»\u{a0}: c’est {real} qui \
                     est comptée."
                );
                self.flag(Genre::NomDifferent, recu, phrase, Some(code), &[]);
            }
            return;
        }
        let mut now: Vec<CommuneCode> =
            self.france.anciens(code).iter().map(|ancien| ancien.actuel).collect();
        now.sort_unstable();
        now.dedup();
        match now.as_slice() {
            [] => self.unknown(code, recu),
            [one] => match self.france.index(*one) {
                Some(at) => self.moved(at, recu),
                None => self.unknown(code, recu),
            },
            several => {
                let phrase = format!(
                    "{recu} est un ancien code qui mène à plusieurs communes\u{a0}: {}. Choisissez la bonne.",
                    self.list(several)
                );
                self.flag(Genre::CodeAncienAmbigu, recu, phrase, None, several);
            }
        }
    }

    /// « 43200 Yssingeaux »: true when the code is the postcode of the only commune of that name it serves.
    fn postcode(&mut self, code: CommuneCode, recu: &str, nom: &str) -> bool {
        let wanted = plier(nom);
        let same: Vec<CommuneCode> = self
            .france
            .of_postcode(code.as_str())
            .filter(|c| plier(&c.nom) == wanted)
            .map(|c| c.code)
            .collect();
        let [one] = same.as_slice() else { return false };
        let Some(at) = self.france.index(*one) else { return false };
        self.keep(at, recu);
        let phrase = format!("{recu} est un code postal\u{a0}: {} est comptée.", self.list(&[*one]));
        self.flag(Genre::CodePostal, recu, phrase, Some(*one), &[]);
        true
    }

    fn moved(&mut self, at: usize, recu: &str) {
        let commune = &self.france.communes()[at];
        let phrase = format!(
            "{recu} est un ancien code\u{a0}: la commune est aujourd’hui {} ({}).",
            commune.nom, commune.code
        );
        self.flag(Genre::CodeAncien, recu, phrase, Some(commune.code), &[]);
        self.keep(at, recu);
    }

    fn unknown(&mut self, code: CommuneCode, recu: &str) {
        let served: Vec<CommuneCode> = self.france.of_postcode(code.as_str()).map(|c| c.code).collect();
        let phrase = if served.is_empty() {
            format!("Aucune commune n’a le code {recu} ({}).", self.france.edition().cog)
        } else {
            format!(
                "{recu} n’est pas un code de commune mais un code postal\u{a0}: {}. Choisissez la bonne.",
                self.list(&served)
            )
        };
        self.flag(Genre::CodeInconnu, recu, phrase, None, &served);
    }

    fn name(&mut self, recu: &str) {
        let found = self.named(recu);
        match found.as_slice() {
            [one] => {
                if let Some(at) = self.france.index(*one) {
                    self.keep(at, recu);
                }
            }
            [] => {
                let limit = if self.suggestions > 0 { 5 } else { 0 };
                self.suggestions = self.suggestions.saturating_sub(1);
                let near: Vec<CommuneCode> = self.france.search(recu, limit).iter().map(|c| c.code).collect();
                let hint = if near.is_empty() {
                    String::new()
                } else {
                    format!(" Peut-être {}\u{a0}?", self.list(&near))
                };
                self.flag(
                    Genre::NomInconnu,
                    recu,
                    format!("Aucune commune ne s’appelle «\u{a0}{recu}\u{a0}».{hint}"),
                    None,
                    &near,
                );
            }
            several => {
                let phrase = format!(
                    "Plusieurs communes s’appellent «\u{a0}{recu}\u{a0}»\u{a0}: {}. Donnez le code de la \
                     bonne.",
                    self.list(several)
                );
                self.flag(Genre::NomAmbigu, recu, phrase, None, several);
            }
        }
    }

    /// « Saint-Denis », or « Saint-Denis (974) », « Saint-Denis (La Réunion) ».
    fn named(&self, text: &str) -> Vec<CommuneCode> {
        let whole = self.france.named(text);
        let codes = |communes: Vec<&Commune>| communes.iter().map(|c| c.code).collect::<Vec<_>>();
        let Some((nom, place)) = text.trim_end_matches(')').rsplit_once('(').filter(|_| whole.is_empty())
        else {
            return codes(whole);
        };
        let wanted = plier(place);
        let departement: Option<DepartementCode> =
            place.trim().parse().ok().or_else(|| {
                self.france.departements().iter().find(|d| plier(&d.nom) == wanted).map(|d| d.code)
            });
        let inside = |c: &&Commune| Some(c.code.departement()) == departement;
        codes(self.france.named(nom).into_iter().filter(inside).collect())
    }

    fn keep(&mut self, at: usize, recu: &str) {
        if !std::mem::replace(&mut self.seen[at], true) {
            return;
        }
        let commune = &self.france.communes()[at];
        let phrase = format!(
            "{} ({}) est plusieurs fois dans la liste\u{a0}: comptée une seule fois.",
            commune.nom, commune.code
        );
        self.flag(Genre::Doublon, recu, phrase, Some(commune.code), &[]);
    }

    /// « A (12345), B (12346)… », five at most.
    fn list(&self, codes: &[CommuneCode]) -> String {
        let one = |code: &CommuneCode| match self.france.commune(*code) {
            Some(commune) => format!("{} ({code})", commune.nom),
            None => code.to_string(),
        };
        let more = if codes.len() > 5 { "…" } else { "" };
        codes.iter().take(5).map(one).collect::<Vec<_>>().join(", ") + more
    }

    fn flag(
        &mut self,
        genre: Genre,
        recu: &str,
        phrase: String,
        retenu: Option<CommuneCode>,
        candidats: &[CommuneCode],
    ) {
        let recu = recu.chars().take(80).collect();
        self.remarques.push(Remarque { genre, recu, phrase, retenu, candidats: candidats.to_vec() });
    }

    pub(super) fn finish(mut self) -> Selection {
        self.merge_arrondissements();
        let communes: Vec<u32> =
            (0..self.seen.len()).filter(|at| self.seen[*at]).map(|at| at as u32).collect();
        for at in &communes {
            let commune = &self.france.communes()[*at as usize];
            if commune.population.is_none() {
                let phrase = format!(
                    "La population de {} n’est pas publiée\u{a0}: elle n’est pas comptée.",
                    commune.nom
                );
                self.flag(Genre::PopulationInconnue, commune.code.as_str(), phrase, Some(commune.code), &[]);
            }
        }
        Selection { communes, remarques: self.remarques }
    }

    /// Paris and its 1st arrondissement: the people of the 1st are counted in Paris.
    fn merge_arrondissements(&mut self) {
        for at in 0..self.seen.len() {
            let commune = &self.france.communes()[at];
            let Some(mere) = commune.mere.filter(|_| self.seen[at]) else { continue };
            if self.france.index(mere).is_some_and(|mere| self.seen[mere]) {
                self.seen[at] = false;
                let phrase = format!(
                    "{} ({}) est déjà dans {}\u{a0}: ses habitants ne sont comptés qu’une fois.",
                    commune.nom,
                    commune.code,
                    self.list(&[mere])
                );
                self.flag(Genre::ArrondissementEtCommune, commune.code.as_str(), phrase, Some(mere), &[]);
            }
        }
    }
}
