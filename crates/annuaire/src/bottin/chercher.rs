use crate::bottin::documents::bare;
use crate::bottin::filtre::{Instant, metres, position};
use crate::bottin::{Bottin, Cherche, Comptes, Filtre, Inscrit};
use jiff::Timestamp;
use recherche::{Proche, Raison};
use std::collections::HashSet;
use territoire::referentiel::Referentiel;

/// Signs of the shortest number that is searched as one.
const NUMERO: usize = 8;

/// A question put to a directory.
#[derive(Clone, Copy)]
pub struct Demande<'a> {
    /// As typed; empty for the whole list.
    pub texte: &'a str,
    /// Which entries.
    pub filtre: &'a Filtre,
    /// The instant, for how old entries are.
    pub now: Timestamp,
    /// Names and places of communes.
    pub france: &'a Referentiel,
}

/// An entry found, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouve {
    /// Its rank in [`Bottin::inscrits`].
    pub rang: u32,
    /// Metres to the commune asked for.
    pub metres: Option<f64>,
    /// 1 when each typed word was found as typed; towards 0 with errors.
    pub score: f32,
    /// What each typed word met; nothing when a whole number was typed, or no text.
    pub pourquoi: Vec<Raison>,
}

/// What a directory answers: everything found, in order; a page shows a part of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reponse {
    /// Without text: by distance when a commune is given, else by name. With a text: the best match first.
    pub trouves: Vec<Trouve>,
    /// How many each choice of each filter would give.
    pub comptes: Comptes,
    /// How many the text alone finds, without any filter.
    pub sans_filtre: usize,
    /// « Vouliez-vous dire… », when the text finds nothing.
    pub proches: Vec<Proche>,
}

impl Bottin {
    /// Who answers.
    #[must_use]
    pub fn search(&self, demande: &Demande<'_>) -> Reponse {
        let texte = demande.texte.trim();
        let named = !texte.is_empty();
        let all = || self.inscrits.iter().zip(0..).map(|(_, rang)| Trouve::plain(rang)).collect();
        let found = if named { self.matching(texte, demande.france) } else { all() };
        let from = demande.filtre.pres_de.and_then(|code| position(demande.france, code));
        let at = Instant { now: demande.now, france: demande.france };
        let mut reponse = Reponse { sans_filtre: found.len(), ..Reponse::default() };
        for trouve in found {
            let Some(one) = self.at(&trouve) else { continue };
            let far = from.and_then(|from| metres(at.france, from, one));
            let passage = demande.filtre.passage(self, one, far, at);
            reponse.comptes.add(self, one, passage, demande.now);
            if passage.passes() {
                reponse.trouves.push(Trouve { metres: far, ..trouve });
            }
        }
        if from.is_some() {
            order(&mut reponse.trouves);
        }
        if named && reponse.sans_filtre == 0 {
            reponse.proches = self.cherche(demande.france).index.proches(texte);
        }
        reponse
    }

    /// The entry of a result.
    #[must_use]
    pub fn at(&self, trouve: &Trouve) -> Option<&Inscrit> {
        self.inscrits.get(trouve.rang as usize)
    }

    fn cherche(&self, france: &Referentiel) -> &Cherche {
        self.index.get_or_init(|| Cherche::build(self, france))
    }

    /// Entries that answer to a text, the best first, each once, with the reasons.
    fn matching(&self, texte: &str, france: &Referentiel) -> Vec<Trouve> {
        let cherche = self.cherche(france);
        let numero = bare(texte);
        let digits = numero.chars().filter(char::is_ascii_digit).count();
        if numero.len() >= NUMERO && digits + 2 >= numero.len() {
            return once(cherche.numeros.get(&numero).into_iter().flatten().copied().map(Trouve::plain));
        }
        let demande = recherche::Demande { limit: cherche.rangs.len(), ..recherche::Demande::new(texte) };
        let results = cherche.index.search(&demande);
        // When somebody answers to every word, those who answer to some are noise.
        let whole = results.iter().any(|one| one.complet);
        let kept = results.into_iter().filter(|one| one.complet || !whole);
        once(kept.filter_map(|one| {
            let rang = *cherche.rangs.get(one.document as usize)?;
            Some(Trouve { rang, metres: None, score: one.score, pourquoi: one.pourquoi })
        }))
    }
}

impl Trouve {
    const fn plain(rang: u32) -> Self {
        Self { rang, metres: None, score: 1.0, pourquoi: Vec::new() }
    }
}

/// Each entry the first time that it comes.
fn once(all: impl Iterator<Item = Trouve>) -> Vec<Trouve> {
    let mut seen = HashSet::new();
    all.filter(|one| seen.insert(one.rang)).collect()
}

/// Among equal matches, the nearest first.
fn order(trouves: &mut [Trouve]) {
    let far = |one: &Trouve| one.metres.unwrap_or(f64::INFINITY);
    trouves.sort_by(|a, b| b.score.total_cmp(&a.score).then(far(a).total_cmp(&far(b))));
}
