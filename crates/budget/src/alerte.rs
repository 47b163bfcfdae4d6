//! What the treasurer must see.

use crate::cle::Cle;
use crate::ligne::Origine;
use crate::livre::Livre;
use crate::mouvement::Genre;
use crate::seuil::{Etat, seuil};
use jiff::ToSpan;
use ui::Tone;
use ui::francais::{date, euros};

/// Days after which money that is due is late.
const RETARD: i64 = 30;
/// Days before a last day from which what is left to spend is said.
const BIENTOT: i64 = 90;

/// Something to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alerte {
    /// How grave.
    pub tone: Tone,
    /// Of which envelope; none for the whole.
    pub cle: Option<Cle>,
    /// In a sentence.
    pub phrase: String,
}

/// Everything to see today, the gravest first.
#[must_use]
pub fn alertes(livre: &Livre) -> Vec<Alerte> {
    let mut all: Vec<Alerte> = Vec::new();
    for one in &livre.enveloppes {
        let say = |tone, words: String| Alerte {
            tone,
            cle: Some(one.cle),
            phrase: format!("{}\u{a0}: {words}", one.nom),
        };
        all.extend(overspent(livre, one.cle).map(|(tone, words)| say(tone, words)));
        all.extend(indemnities(livre, one.cle).map(|words| say(Tone::Danger, words)));
        all.extend(last_day(livre, one).map(|(tone, words)| say(tone, words)));
        all.extend(late(livre, one.cle).map(|words| say(Tone::Warning, words)));
        all.extend(at_stake(livre, one.cle).map(|words| say(Tone::Info, words)));
    }
    all.extend(threshold(livre));
    all.sort_by_key(|one| match one.tone {
        Tone::Danger => 0,
        Tone::Warning => 1,
        Tone::Info | Tone::Success | Tone::Neutral => 2,
    });
    all
}

/// Spent beyond what came, or promised beyond what is left.
fn overspent(livre: &Livre, cle: Cle) -> Option<(Tone, String)> {
    let (caisse, libre, attendu) = (livre.en_caisse(cle), livre.libre(cle), livre.attendu(cle));
    match () {
        () if caisse < 0 && caisse + attendu >= 0 => Some((
            Tone::Warning,
            format!(
                "dépensé {} de plus que reçu, en avance sur {} attendus.",
                euros(-caisse),
                euros(attendu)
            ),
        )),
        () if caisse < 0 => Some((Tone::Danger, format!("dépensé {} de plus que reçu.", euros(-caisse)))),
        () if libre < 0 => {
            Some((Tone::Warning, format!("les engagements dépassent de {} ce qui reste.", euros(-libre))))
        }
        () => None,
    }
}

/// Indemnities approved beyond what the envelope holds.
fn indemnities(livre: &Livre, cle: Cle) -> Option<String> {
    let mine = livre.lignes.iter().filter(|one| one.cle == cle && one.genre == Genre::Engagement);
    let engaged: i64 =
        mine.filter(|one| matches!(one.origine, Origine::Indemnites(_))).map(|one| one.cents).sum();
    let caisse = livre.en_caisse(cle).max(0);
    (engaged > caisse)
        .then(|| format!("{} d’indemnités approuvées, pour {} en caisse.", euros(engaged), euros(caisse)))
}

/// Money to spend before a day.
fn last_day(livre: &Livre, one: &crate::enveloppe::Enveloppe) -> Option<(Tone, String)> {
    let au = one.au?;
    let spent = livre.somme(one.cle, Genre::Depense, |_| true);
    let left = one.montant.unwrap_or_else(|| livre.somme(one.cle, Genre::Recette, |_| true)) - spent;
    let days = i64::from(livre.today.until(au).ok()?.get_days());
    match days {
        _ if left <= 0 => None,
        ..0 => Some((Tone::Danger, format!("{} non dépensés le {}, dernier jour.", euros(left), date(au)))),
        0..=BIENTOT => Some((Tone::Warning, format!("{} à dépenser avant le {}.", euros(left), date(au)))),
        _ => None,
    }
}

/// Money due for more than a month.
fn late(livre: &Livre, cle: Cle) -> Option<String> {
    let limit = livre.today.saturating_sub(RETARD.days());
    let mine = livre
        .attendus
        .iter()
        .filter(|one| one.cle == cle && one.date_connue && one.jour < limit && one.reste() > 0);
    let (mut cents, mut since) = (0, None);
    for one in mine {
        cents += one.reste();
        since = since.or(Some(one.jour));
    }
    since.map(|jour| format!("{} attendus depuis le {} ne sont pas arrivés.", euros(cents), date(jour)))
}

/// Variable parts that would be counted too soon.
fn at_stake(livre: &Livre, cle: Cle) -> Option<String> {
    let cents: i64 = livre.enjeux.iter().filter(|one| one.cle == cle).map(|one| one.cents).sum();
    (cents > 0).then(|| {
        format!(
            "jusqu’à {} de part variable selon les résultats\u{a0}: à ne pas compter comme acquis.",
            euros(cents)
        )
    })
}

/// The threshold of the auditor, this civil year.
fn threshold(livre: &Livre) -> Option<Alerte> {
    let one = seuil(livre, livre.today.year()).ok()?;
    let limit = euros(one.seuil);
    let (tone, phrase) = match one.etat() {
        Etat::Sous => return None,
        Etat::Prevu => (
            Tone::Warning,
            format!(
                "Avec ce qui est attendu, les subventions publiques de {} passeraient {limit}\u{a0}: commissaire aux comptes à prévoir.",
                one.annee
            ),
        ),
        Etat::Franchi => (
            Tone::Warning,
            format!(
                "{} de subventions publiques reçues en {}, plus de {limit}\u{a0}: commissaire aux comptes et comptes publiés.",
                euros(one.recu()),
                one.annee
            ),
        ),
    };
    Some(Alerte { tone, cle: None, phrase })
}
