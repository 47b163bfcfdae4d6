use crate::creneau::{Contenu, Horaire, Source};
use crate::droits::{GERER, OFFRIR};
use crate::serie::Regle;
use crate::{Creneau, Effecteur, Serie, WriteError, author, objet, store};
use db::{Db, Trace, Tx};
use jiff::tz::TimeZone;
use kernel::saisie::Refus;
use kernel::{Ctx, Id};

/// What an offer made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offerte {
    /// Slots that are there now.
    pub creneaux: Vec<Id<Creneau>>,
    /// Those left out because the professional has another slot then, or because they are past.
    pub ecartes: Vec<Horaire>,
    /// Days left out because clocks jump over that hour.
    pub sautes: Vec<jiff::civil::Date>,
}

/// Offers one slot of somebody: oneself, or anybody for the office. The same form sent twice offers one.
///
/// # Errors
/// [`WriteError`].
pub async fn offer(
    ctx: &Ctx,
    db: &Db,
    id: Id<Creneau>,
    effecteur: Id<Effecteur>,
    horaire: Horaire,
    contenu: Contenu,
) -> Result<Id<Creneau>, WriteError> {
    let contenu = contenu.check()?;
    horaire.check(ctx.now).map_err(|why| Refus::new(why.champ(), why))?;
    let mut tx = db.begin(ctx).await?;
    hold(&mut tx, effecteur, &contenu).await?;
    if let Some(kept) = store::creneaux::creneau(&mut tx, id).await? {
        let same = kept.effecteur == effecteur && kept.horaire == horaire;
        return if same { Ok(id) } else { Err(WriteError::DejaNote) };
    }
    let met = store::creneaux::horaires(&mut tx, effecteur, horaire).await?;
    if let Some(other) = met.first() {
        return Err(WriteError::Chevauche(in_words(*other)));
    }
    let one = slot(id, effecteur, horaire, contenu, Source::Saisie, None);
    store::creneaux::keep(&mut tx, &one, author(ctx)).await?;
    tx.record(Trace::new("rendez_vous.creneau_offert", objet(id)).detail(in_words(horaire)));
    tx.commit().await?;
    Ok(id)
}

/// Offers every slot of a series; those that meet another slot of that person, or are past, are left out and said.
///
/// # Errors
/// [`WriteError`].
pub async fn offer_serie(
    ctx: &Ctx,
    db: &Db,
    id: Id<Serie>,
    effecteur: Id<Effecteur>,
    regle: &Regle,
    contenu: Contenu,
) -> Result<Offerte, WriteError> {
    let contenu = contenu.check()?;
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let unrolled = regle.unroll(&zone)?;
    let mut tx = db.begin(ctx).await?;
    hold(&mut tx, effecteur, &contenu).await?;
    if !store::creneaux::keep_serie(&mut tx, id, effecteur, regle, author(ctx)).await? {
        let kept = store::creneaux::de_la_serie(&mut tx, id, jiff::Timestamp::UNIX_EPOCH).await?;
        return Ok(Offerte { creneaux: kept.into_iter().map(|one| one.id).collect(), ..Offerte::default() });
    }
    let mut done = Offerte { sautes: unrolled.sautes, ..Offerte::default() };
    let (first, last) = (unrolled.horaires.first(), unrolled.horaires.last());
    let span = first.zip(last).map(|(first, last)| Horaire { debut: first.debut, fin: last.fin });
    let taken = match span {
        Some(span) => store::creneaux::horaires(&mut tx, effecteur, span).await?,
        None => Vec::new(),
    };
    for horaire in unrolled.horaires {
        // Both lists are in order of beginning and no hour of `taken` meets another of it.
        let from = taken.partition_point(|other| other.fin <= horaire.debut);
        let met = taken.get(from).is_some_and(|other| other.meets(horaire));
        if met || horaire.check(ctx.now).is_err() {
            done.ecartes.push(horaire);
            continue;
        }
        let one = slot(ctx.id(), effecteur, horaire, contenu.clone(), Source::Serie, Some(id));
        store::creneaux::keep(&mut tx, &one, author(ctx)).await?;
        done.creneaux.push(one.id);
    }
    if done.creneaux.is_empty() {
        return Err(Refus::new("du", "Tous ces moments sont passés, ou déjà offerts.").into());
    }
    let count = done.creneaux.len();
    tx.record(Trace::new("rendez_vous.serie_offerte", format!("serie:{id}")).detail(count));
    tx.commit().await?;
    Ok(done)
}

fn slot(
    id: Id<Creneau>,
    effecteur: Id<Effecteur>,
    horaire: Horaire,
    contenu: Contenu,
    source: Source,
    serie: Option<Id<Serie>>,
) -> Creneau {
    let libres = contenu.places;
    Creneau {
        id,
        effecteur,
        serie,
        horaire,
        contenu,
        libres,
        source,
        externe: None,
        retire_le: None,
        motif: String::new(),
    }
}

/// Holds that person until the end of the transaction, when the caller may offer for them.
pub(crate) async fn hold(tx: &mut Tx, id: Id<Effecteur>, contenu: &Contenu) -> Result<Effecteur, WriteError> {
    let one = hold_own(tx, id).await?;
    let lieu = store::lieux::lieu(tx, contenu.lieu).await?;
    if lieu.is_none_or(|lieu| lieu.retire_le.is_some()) {
        return Err(Refus::new("lieu", "Ce lieu n’existe plus\u{a0}: choisissez-en un autre.").into());
    }
    Ok(one)
}

/// The same, for what needs no place.
pub(crate) async fn hold_own(tx: &mut Tx, id: Id<Effecteur>) -> Result<Effecteur, WriteError> {
    let ctx = tx.ctx().clone();
    if !ctx.rights.contains(GERER) {
        ctx.require(OFFRIR)?;
    }
    let found = store::effecteurs::hold(tx, id).await?.filter(|one| one.retire_le.is_none());
    let one = found.ok_or(WriteError::Inconnu("Ce professionnel"))?;
    let mine = one.compte.is_some() && one.compte == author(&ctx);
    if mine || ctx.rights.contains(GERER) { Ok(one) } else { Err(WriteError::Inconnu("Ce professionnel")) }
}

/// « le 3 mars de 18 h 00 à 19 h 00 », in France.
pub(crate) fn in_words(horaire: Horaire) -> String {
    let (debut, fin) = (kernel::paris(horaire.debut), kernel::paris(horaire.fin));
    let hour = |at: jiff::civil::DateTime| ui::francais::heure(at.time());
    format!("le {} de {} à {}", ui::francais::date(debut.date()), hour(debut), hour(fin))
}
