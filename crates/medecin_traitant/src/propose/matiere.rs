//! What a plan is made from: who waits, who takes, where they are.

use crate::plan::{APlacer, EnAttente, Essai, Matiere, Preneur};
use crate::{Coffre, Demande, Foyer, Medecin, Phase, Proposition, Reponse, Voie, WriteError, store};
use db::Tx;
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};
use territoire::Atlas;
use territoire::referentiel::Referentiel;

/// The matter of a plan, and those who wait but for whom none is made.
pub(super) async fn gather(
    tx: &mut Tx,
    coffre: &Coffre,
    atlas: &Atlas,
    essai: &Essai,
) -> Result<(Matiere, Vec<EnAttente>), WriteError> {
    let jour = kernel::today(tx.ctx().now);
    let reglage = store::regles::reglage(tx).await?;
    let waiting = store::demandes::de_phase(tx, coffre, Phase::Attente).await?;
    let cards = store::cartes::des_attentes(tx).await?;
    let looked_at = store::cartes::a_verifier(tx).await?;
    let year = jour.checked_sub(jiff::Span::new().years(1)).unwrap_or(jour);
    let year = year.in_tz("Europe/Paris").map_or(tx.ctx().now, |day| day.timestamp());
    let taken = store::propositions::acceptees_depuis(tx, year).await?;
    let open = store::cartes::en_cours(tx).await?;
    let medecins = store::medecins::medecins(tx).await?;
    let france = &atlas.at(tx).await?.france;
    let medecins = medecins.into_iter().filter(|one| !one.est_parti(jour));
    let medecins: Vec<Preneur> = medecins.map(|one| preneur(one, &taken, &open)).collect();
    let (personnes, held) = sort(waiting, &cards, &looked_at, reglage.cartes_a_la_fois);
    let communes = personnes.iter().map(|one| one.situation.commune);
    let communes = communes.chain(medecins.iter().map(|one| one.commune)).chain(essai.ajout.map(|one| one.0));
    let matiere = Matiere {
        jour,
        au_plus_km: reglage.au_plus_km,
        cartes_a_la_fois: reglage.cartes_a_la_fois,
        lieux: lieux(france, communes.collect()),
        personnes,
        medecins,
        ecartes: cards.iter().filter(|one| one.ecarte(jour)).map(|one| (one.foyer, one.medecin)).collect(),
        suivis: suivis(&cards),
    };
    Ok((matiere, held))
}

fn preneur(one: Medecin, taken: &BTreeMap<Id<Medecin>, u32>, open: &BTreeMap<Id<Medecin>, u32>) -> Preneur {
    let of = |counts: &BTreeMap<Id<Medecin>, u32>| counts.get(&one.id).copied().unwrap_or(0);
    Preneur {
        deja: of(taken),
        en_cours: of(open),
        medecin: one.id,
        nom: one.nom,
        commune: one.commune,
        offre: one.offre,
    }
}

/// Households to whom the next doctor is asked by the clock: a doctor was asked before, and the office did not take the last card
/// back, which is for it to follow.
fn suivis(cards: &[Proposition]) -> BTreeSet<Id<Foyer>> {
    let mut all = BTreeSet::new();
    for card in cards.iter().filter(|one| !one.reponse.est_ouverte()) {
        if card.reponse == Reponse::Retiree && card.par == Some(Voie::Bureau) {
            all.remove(&card.foyer);
        } else {
            all.insert(card.foyer);
        }
    }
    all
}

/// Those for whom a card may be made, and those who wait for something else; those who have their cards are in neither.
fn sort(
    waiting: Vec<Demande>,
    cards: &[Proposition],
    looked_at: &BTreeSet<Id<Foyer>>,
    at_once: u32,
) -> (Vec<APlacer>, Vec<EnAttente>) {
    let mut open: BTreeMap<Id<Foyer>, u32> = BTreeMap::new();
    let mut accepted: BTreeSet<Id<Foyer>> = BTreeSet::new();
    for card in cards {
        if card.reponse.est_ouverte() {
            *open.entry(card.foyer).or_default() += 1;
        } else if card.reponse == Reponse::Oui {
            accepted.insert(card.foyer);
        }
    }
    let (mut free, mut held) = (Vec::new(), BTreeMap::<Id<Foyer>, EnAttente>::new());
    for one in waiting {
        let why = if accepted.contains(&one.foyer) {
            Some((
                "un médecin a déjà accepté d’autres personnes de ce foyer",
                "demander au même médecin, ou séparer le foyer",
            ))
        } else if looked_at.contains(&one.foyer) {
            Some(("une personne du foyer reste à vérifier", "la vérifier"))
        } else {
            None
        };
        if let Some((obstacle, suffirait)) = why {
            let (foyer, obstacle, suffirait) = (one.foyer, obstacle.to_owned(), suffirait.to_owned());
            let line = EnAttente { foyer, demandes: vec![], points: 0, obstacle, suffirait };
            let line = held.entry(foyer).or_insert(line);
            line.demandes.push(one.id);
            line.points += one.points;
        } else if open.get(&one.foyer).is_none_or(|open| *open < at_once) {
            free.push(APlacer {
                demande: one.id,
                foyer: one.foyer,
                points: one.points,
                situation: one.situation,
            });
        }
    }
    (free, held.into_values().collect())
}

/// Centres of communes, in metres on a plane around their middle latitude.
fn lieux(france: &Referentiel, communes: BTreeSet<CommuneCode>) -> BTreeMap<CommuneCode, (i32, i32)> {
    /// Metres in a degree of latitude.
    const DEGRE: f64 = 111_195.0;
    let known = communes.into_iter().filter_map(|code| Some((code, france.commune(code)?.position?)));
    let known: Vec<_> = known.collect();
    let middle = known.iter().map(|(_, at)| at.lat_degrees()).sum::<f64>() / (known.len().max(1) as f64);
    let narrow = middle.to_radians().cos();
    let metres = |degrees: f64| (degrees * DEGRE).round() as i32;
    known
        .into_iter()
        .map(|(code, at)| (code, (metres(at.lon_degrees() * narrow), metres(at.lat_degrees()))))
        .collect()
}

impl Proposition {
    /// Whether that doctor is not asked again, on that day, for that household. Whoever did not answer in time may be, a month
    /// later: others are asked meanwhile, if there are any.
    #[must_use]
    pub fn ecarte(&self, jour: Date) -> bool {
        let month = |day: Date| day.saturating_add(jiff::Span::new().months(1));
        match self.reponse {
            Reponse::Retiree => false,
            Reponse::PasMaintenant => self.revenir_le.is_none_or(|day| jour < day),
            Reponse::SansReponse => self.expire_le.is_none_or(|le| jour < month(kernel::today(le))),
            Reponse::Prete | Reponse::Envoyee | Reponse::Oui | Reponse::Non | Reponse::Defaite => true,
        }
    }
}
