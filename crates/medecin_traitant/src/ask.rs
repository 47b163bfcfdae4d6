use crate::doublon::{self, PARTAGE, Raison};
use crate::droits::{DEMANDER, SAISIR};
use crate::envoi::{AU_PLUS, Envoi, Personne, Recue};
use crate::etape::{entrusted, note};
use crate::store::regles::Version;
use crate::store::{demandes, doublons, identites, regles};
use crate::{Coffre, Demande, Etape, Etat, Foyer, Origine, Reglage, WriteError, code};
use db::{Db, Trace, Tx};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::saisie::Refuses;
use kernel::{Ctx, Id};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody who was faster with the same form is read at the next turn: never more than one.
const TOURS: usize = 4;
/// Forms of a list that are kept together.
const LOT: usize = 100;

/// What a transaction made of a form.
enum Issue {
    Gardee(Recue),
    /// It was kept before, word for word.
    Deja(Recue),
    /// It was kept before, with other words.
    AutresMots,
    /// Somebody is keeping it right now: nothing of this transaction may stay.
    Devancee,
}

/// How the CPTS works, read once for many forms.
struct Cadre {
    regle: Version,
    reglage: Reglage,
    jour: Date,
}

/// Keeps a form: a request for each person, sealed, with its code; the only way in. Sent twice, it gives the same answer.
///
/// # Errors
/// [`WriteError::DejaNote`] when the same form was kept with other words, or another refusal.
pub async fn ask(ctx: &Ctx, db: &Db, envoi: Envoi) -> Result<Recue, WriteError> {
    let envoi = checked(ctx, envoi)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let own = entrusted(ctx);
    for _ in 0..TOURS {
        let mut tx = db.begin(&own).await?;
        let cadre = Cadre::read(&mut tx).await?;
        match keep(&mut tx, &coffre, &cadre, &envoi).await? {
            Issue::Gardee(recue) => {
                tx.commit().await?;
                return Ok(recue);
            }
            Issue::Deja(recue) => return Ok(recue),
            Issue::AutresMots => return Err(WriteError::DejaNote),
            Issue::Devancee => {}
        }
    }
    Err(WriteError::Change)
}

/// What became of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lot {
    /// Forms that were kept.
    pub gardes: u32,
    /// Forms that were there already.
    pub deja: u32,
}

/// Keeps many forms, by lots: each lot is kept whole, and the same list sent again only keeps what is missing.
///
/// # Errors
/// The first refusal; the lots before it are kept.
pub async fn ask_all(ctx: &Ctx, db: &Db, envois: Vec<Envoi>) -> Result<Lot, WriteError> {
    let envois: Vec<Envoi> = envois.into_iter().map(|one| checked(ctx, one)).collect::<Result<_, _>>()?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let own = entrusted(ctx);
    let mut sum = Lot::default();
    for lot in envois.chunks(LOT) {
        let mut left = TOURS;
        let kept = loop {
            let mut tx = db.begin(&own).await?;
            if let Some(kept) = keep_lot(&mut tx, &coffre, lot).await? {
                if kept.gardes > 0 {
                    tx.commit().await?;
                }
                break kept;
            }
            left = left.checked_sub(1).ok_or(WriteError::Change)?;
        };
        sum.gardes += kept.gardes;
        sum.deja += kept.deja;
    }
    Ok(sum)
}

/// Nothing when somebody is keeping one of them right now.
async fn keep_lot(tx: &mut Tx, coffre: &Coffre, lot: &[Envoi]) -> Result<Option<Lot>, WriteError> {
    let cadre = Cadre::read(tx).await?;
    let mut sum = Lot::default();
    for envoi in lot {
        match keep(tx, coffre, &cadre, envoi).await? {
            Issue::Gardee(_) => sum.gardes += 1,
            Issue::Deja(_) | Issue::AutresMots => sum.deja += 1,
            Issue::Devancee => return Ok(None),
        }
    }
    Ok(Some(sum))
}

impl Cadre {
    async fn read(tx: &mut Tx) -> Result<Self, WriteError> {
        let jour = kernel::today(tx.ctx().now);
        Ok(Self { regle: regles::en_vigueur(tx).await?, reglage: regles::reglage(tx).await?, jour })
    }

    /// The day on which somebody who answers now is asked again.
    fn relance(&self) -> Date {
        self.jour.saturating_add(i64::from(self.reglage.mois_entre_relances.max(1)).months())
    }
}

/// The form with its names trimmed, if the caller may send it and it says who.
fn checked(ctx: &Ctx, mut envoi: Envoi) -> Result<Envoi, WriteError> {
    match envoi.origine {
        Origine::Patient | Origine::Aidant if !ctx.rights.contains(SAISIR) => ctx.require(DEMANDER)?,
        Origine::Patient
        | Origine::Aidant
        | Origine::Professionnel
        | Origine::Partenaire
        | Origine::Liste
        | Origine::Papier
        | Origine::Depart => ctx.require(SAISIR)?,
    }
    let jour = kernel::today(ctx.now);
    let mut faults = Refuses::default();
    if envoi.personnes.is_empty() || envoi.personnes.len() > AU_PLUS {
        faults.add("personnes", format!("Une demande compte d’une à {AU_PLUS}\u{a0}personnes."));
    }
    if envoi.enfant_seul(jour).is_some() {
        faults.add("aidant_nom", "Un enfant de moins de 15\u{a0}ans\u{a0}: qui répond pour lui\u{202f}?");
    }
    let mut people = Vec::with_capacity(envoi.personnes.len());
    for one in envoi.personnes {
        match one.check(jour) {
            Ok(one) => people.push(one),
            Err(refuses) => faults.0.extend(refuses.0),
        }
    }
    envoi.personnes = people;
    Ok(faults.finish(envoi)?)
}

/// The code of each person of a form.
fn codes(coffre: &Coffre, envoi: &Envoi) -> Vec<String> {
    let content = |one: &Personne| serde_json::to_string(one).unwrap_or_default();
    let all = envoi.personnes.iter().enumerate();
    all.map(|(rang, one)| code::draw(coffre, &envoi.cle, rang, &content(one))).collect()
}

async fn keep(tx: &mut Tx, coffre: &Coffre, cadre: &Cadre, envoi: &Envoi) -> Result<Issue, WriteError> {
    let form = coffre.empreinte("envoi", &envoi.cle);
    let codes = codes(coffre, envoi);
    if let Some(first) = identites::with_print(tx, "envoi", &form).await?.first() {
        return again(tx, coffre, *first, codes).await;
    }
    let foyer = tx.ctx().id();
    let mut demandes = Vec::with_capacity(codes.len());
    for (personne, code) in envoi.personnes.iter().zip(codes) {
        let form = demandes.is_empty().then_some(form.as_slice());
        match keep_one(tx, coffre, (cadre, envoi, foyer), (personne, &code), form).await? {
            Some(id) => demandes.push((id, code)),
            None => return Ok(Issue::Devancee),
        }
    }
    if let Some((first, _)) = demandes.first() {
        let who = ui::francais::compte(i64::try_from(demandes.len()).unwrap_or(0), "personne", "personnes");
        tx.record(Trace::new("medecin_traitant.demande_recue", crate::objet(*first)).detail(who));
    }
    Ok(Issue::Gardee(Recue { foyer, demandes }))
}

/// The answer that the same form had.
async fn again(
    tx: &mut Tx,
    coffre: &Coffre,
    first: Id<Demande>,
    codes: Vec<String>,
) -> Result<Issue, WriteError> {
    let Some(kept) = demandes::demande(tx, coffre, first).await? else { return Ok(Issue::Devancee) };
    let mut demandes = Vec::with_capacity(codes.len());
    for code in codes {
        let found = identites::with_print(tx, "code", &code::empreinte(coffre, &code)).await?;
        let Some(id) = found.first() else { return Ok(Issue::AutresMots) };
        demandes.push((*id, code));
    }
    Ok(Issue::Deja(Recue { foyer: kept.foyer, demandes }))
}

/// One person: nothing when somebody is keeping the same form right now.
async fn keep_one(
    tx: &mut Tx,
    coffre: &Coffre,
    (cadre, envoi, foyer): (&Cadre, &Envoi, Id<Foyer>),
    (personne, code): (&Personne, &str),
    form: Option<&[u8]>,
) -> Result<Option<Id<Demande>>, WriteError> {
    let one = Demande {
        id: tx.ctx().id(),
        foyer,
        campagne: envoi.campagne,
        origine: envoi.origine,
        etat: if envoi.suspect { Etat::AVerifier } else { Etat::Attente },
        recue_le: tx.ctx().now,
        cherche_depuis: envoi.cherche_depuis,
        points: cadre.regle.regle.points(&personne.situation, envoi.cherche_depuis, cadre.jour),
        regle: cadre.regle.numero,
        situation: personne.situation.clone(),
        relance_le: cadre.relance(),
        relances: 0,
    };
    let author = crate::author(tx.ctx());
    if !demandes::keep(tx, coffre, &one, author).await? {
        return Ok(None);
    }
    let mut identite = personne.identite.clone();
    code.clone_into(&mut identite.code);
    identites::keep(tx, one.id, &coffre.seal_identite(one.id, &identite)).await?;
    let code = code::empreinte(coffre, code);
    let alone = form.map(|form| ("envoi", form)).into_iter().chain([("code", code.as_slice())]).collect();
    if !print(tx, coffre, one.id, personne, alone).await? {
        return Ok(None);
    }
    if !envoi.suspect {
        receive(tx, coffre, &one, personne).await?;
    }
    Ok(Some(one.id))
}

/// A request that somebody made: its act, those that may be about the same person, and the message that it came. What a program
/// may have sent waits for the office: it is no act, is compared with nobody, and nobody is written to at an address that
/// anybody could have typed.
pub(crate) async fn receive(
    tx: &mut Tx,
    coffre: &Coffre,
    one: &Demande,
    personne: &Personne,
) -> Result<(), WriteError> {
    // The act holds the counters of the ledger until the end: of two requests for one person sent at once, the second one
    // waits here, and then sees the first.
    note(tx, one.id, Etape::Recue).await?;
    find_doublons(tx, coffre, one, personne).await?;
    crate::tell(tx, coffre, one, Etape::Recue).await?;
    Ok(())
}

/// Keeps the fingerprints of a person, and those of `also`; false when one of these was there already.
pub(crate) async fn print(
    tx: &mut Tx,
    coffre: &Coffre,
    id: Id<Demande>,
    personne: &Personne,
    also: Vec<(&str, &[u8])>,
) -> Result<bool, WriteError> {
    let mine = doublon::empreintes(coffre, personne);
    let mut all = also;
    all.extend(mine.iter().map(|(valeur, raison)| (raison.code(), valeur.as_slice())));
    let kept = identites::print_all(tx, id, &all).await?;
    Ok(usize::try_from(kept).is_ok_and(|kept| kept == all.len()))
}

/// Says which open requests of other households may be about the same person.
pub(crate) async fn find_doublons(
    tx: &mut Tx,
    coffre: &Coffre,
    one: &Demande,
    personne: &Personne,
) -> Result<(), WriteError> {
    let mine = doublon::empreintes(coffre, personne);
    let values: Vec<&[u8]> = mine.keys().map(Vec::as_slice).collect();
    let mut alike: BTreeMap<Id<Demande>, BTreeSet<Raison>> = BTreeMap::new();
    for (other, valeur) in identites::semblables(tx, one.foyer, &values).await? {
        alike.entry(other).or_default().extend(mine.get(&valeur).copied());
    }
    for raison in Raison::ALL.iter().filter(|raison| raison.est_un_contact()) {
        if alike.values().filter(|raisons| raisons.contains(raison)).count() > PARTAGE {
            alike.values_mut().for_each(|raisons| {
                raisons.remove(raison);
            });
        }
    }
    for (other, raisons) in alike.iter().filter(|(_, raisons)| doublon::suffit(raisons)) {
        doublons::keep(tx, one.id, *other, &doublon::codes(raisons)).await?;
    }
    Ok(())
}
