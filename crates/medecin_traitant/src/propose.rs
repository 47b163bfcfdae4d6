use crate::droits::{TRAITER, VOIR};
use crate::plan::{APlacer, EnAttente, Essai, Matiere, Plan, Pose, Preneur};
use crate::{Coffre, Demande, Foyer, Medecin, Phase, Proposition, Reponse, WriteError, author, store};
use db::{Db, Trace, Tx};
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::{Ctx, Id};
use std::collections::{BTreeMap, BTreeSet};
use territoire::Atlas;
use territoire::referentiel::Referentiel;

/// Which cards of the plan are made.
#[derive(Debug, Clone)]
pub enum Choix {
    /// All of them, if the plan is still the one that was seen ([`Plan::empreinte`]).
    Vu(String),
    /// These pairs, those that the plan still has.
    Paires(BTreeSet<(Id<Foyer>, Id<Medecin>)>),
    /// Those of households to whom another doctor was proposed before: by the clock.
    Suite,
}

/// What would be proposed now, were it so; nothing is written.
///
/// # Errors
/// [`WriteError`].
pub async fn plan(ctx: &Ctx, db: &Db, atlas: &Atlas, essai: &Essai) -> Result<Plan, WriteError> {
    ctx.require(VOIR)?;
    let mut tx = db.read(ctx).await?;
    let (matiere, held) = gather(&mut tx, &Coffre::new(db.secret(), ctx.cpts), atlas, essai).await?;
    drop(tx);
    Ok(with_held(make(&matiere.essayer(essai))?, held))
}

/// Makes the cards of the plan of now; they leave at each doctor’s hour. Asked twice, they are made once. How many.
///
/// # Errors
/// [`WriteError`].
pub async fn propose(ctx: &Ctx, db: &Db, atlas: &Atlas, choix: &Choix) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    if matches!(choix, Choix::Suite) {
        // By the clock, every few minutes: nobody waits for the pen when there is nothing to write.
        let mut tx = db.read(ctx).await?;
        if wanted(&mut tx, &coffre, atlas, choix).await?.is_empty() {
            return Ok(0);
        }
    }
    let mut tx = db.begin(ctx).await?;
    store::cartes::tour(&mut tx).await?;
    let mut made = 0;
    for pose in wanted(&mut tx, &coffre, atlas, choix).await? {
        let card = Proposition {
            id: ctx.id(),
            foyer: pose.foyer,
            medecin: pose.medecin,
            personnes: u32::try_from(pose.demandes.len()).unwrap_or(u32::MAX),
            metres: pose.metres,
            reponse: Reponse::Prete,
            prete_le: ctx.now,
            envoyee_le: None,
            expire_le: None,
            repondue_le: None,
            par: None,
            motif: String::new(),
            revenir_le: None,
        };
        made += u32::from(store::propositions::keep(&mut tx, &card, author(ctx)).await?);
    }
    if made > 0 {
        tx.record(Trace::new("medecin_traitant.cartes_preparees", "cartes").detail(made));
        tx.commit().await?;
    }
    Ok(made)
}

/// The pairs of the plan of now that were chosen.
async fn wanted(tx: &mut Tx, coffre: &Coffre, atlas: &Atlas, choix: &Choix) -> Result<Vec<Pose>, WriteError> {
    let (matiere, _) = gather(tx, coffre, atlas, &Essai::default()).await?;
    let mut plan = make(&matiere)?;
    match choix {
        Choix::Vu(seen) if *seen != plan.empreinte() => return Err(WriteError::Change),
        Choix::Vu(_) => {}
        Choix::Paires(pairs) => plan.poses.retain(|one| pairs.contains(&(one.foyer, one.medecin))),
        Choix::Suite => plan.poses.retain(|one| matiere.suivis.contains(&one.foyer)),
    }
    Ok(plan.poses)
}

fn make(matiere: &Matiere) -> Result<Plan, WriteError> {
    matiere.plan().map_err(|_| {
        WriteError::PasPossible(
            "Les points de priorité sont trop grands pour être additionnés\u{a0}: baissez-les dans la règle.",
        )
    })
}

fn with_held(mut plan: Plan, held: Vec<EnAttente>) -> Plan {
    plan.attentes.extend(held);
    plan.attentes.sort_by_key(|one| (std::cmp::Reverse(one.points), one.foyer));
    plan
}

/// The matter of a plan, and those who wait but for whom none is made.
async fn gather(
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
    let medecins = medecins.into_iter().filter(|one| one.depart_le.is_none_or(|day| day > jour));
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
        suivis: cards.iter().filter(|one| !one.reponse.est_ouverte()).map(|one| one.foyer).collect(),
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
    /// Whether that doctor is not asked again, on that day, for that household.
    #[must_use]
    pub fn ecarte(&self, jour: Date) -> bool {
        match self.reponse {
            Reponse::Retiree => false,
            Reponse::PasMaintenant => self.revenir_le.is_none_or(|day| jour < day),
            Reponse::Prete
            | Reponse::Envoyee
            | Reponse::Oui
            | Reponse::Non
            | Reponse::SansReponse
            | Reponse::Defaite => true,
        }
    }
}
