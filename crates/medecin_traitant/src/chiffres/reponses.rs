//! What doctors answered to cards, and why not.

use crate::Reponse;
use crate::proposition::MotifRefus;
use crate::store::chiffres::Repondue;
use jiff::Timestamp;

/// What doctors answered to cards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reponses {
    /// Yes, even undone later.
    pub oui: u32,
    /// Not now.
    pub pas_maintenant: u32,
    /// No.
    pub non: u32,
    /// No answer in time.
    pub sans_reponse: u32,
    /// Half of the answers came in no more hours.
    pub mediane_heures: Option<u32>,
}

pub(super) fn answers(cards: &[Repondue]) -> Reponses {
    let mut all = Reponses::default();
    let mut hours = Vec::new();
    for card in cards {
        match card.reponse {
            Reponse::Oui | Reponse::Defaite => all.oui += 1,
            Reponse::PasMaintenant => all.pas_maintenant += 1,
            Reponse::Non => all.non += 1,
            Reponse::SansReponse => all.sans_reponse += 1,
            Reponse::Prete | Reponse::Envoyee | Reponse::Retiree => {}
        }
        hours.extend(card.envoyee_le.zip(card.repondue_le).map(|(sent, said)| elapsed(sent, said)));
    }
    hours.sort_unstable();
    all.mediane_heures = super::rang(&hours, 50);
    all
}

fn elapsed(sent: Timestamp, said: Timestamp) -> u32 {
    u32::try_from(said.duration_since(sent).as_hours()).unwrap_or(0)
}

/// Words of doctors are not shown: they are counted as another reason.
pub(super) fn refusals(cards: &[Repondue]) -> Vec<(&'static str, u32)> {
    let mut all: Vec<(&'static str, u32)> = MotifRefus::ALL.iter().map(|one| (one.libelle(), 0)).collect();
    all.push(("Sans raison donnée", 0));
    for card in cards.iter().filter(|one| one.reponse == Reponse::Non) {
        let why = match (card.motif.as_str(), card.motif.parse::<MotifRefus>()) {
            ("", _) => "Sans raison donnée",
            (_, Ok(known)) => known.libelle(),
            (_, Err(_)) => MotifRefus::Autre.libelle(),
        };
        all.iter_mut().filter(|(one, _)| *one == why).for_each(|(_, many)| *many += 1);
    }
    all
}
