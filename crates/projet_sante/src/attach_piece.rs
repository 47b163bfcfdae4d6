use crate::droits::{AIDES, CONDUIRE, JOINDRE};
use crate::jointe::{Genre, Jointe, Sujet};
use crate::store::{aides, dossier, pieces as store};
use crate::{WriteError, loi, read_parcours::without_facts};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Denied, Id};
use pieces::Depot;

/// Keeps a file beside something that exists, as its proof. What goes to the ARS can be opened by its referents.
///
/// # Errors
/// [`WriteError`].
pub async fn attach_piece(ctx: &Ctx, db: &Db, sujet: &Sujet, depot: Depot) -> Result<(), WriteError> {
    may(ctx, sujet)?;
    let depot = if sujet.is_partage() { depot.for_institutions() } else { depot };
    let mut tx = db.begin(ctx).await?;
    if !exists(&mut tx, sujet).await? {
        return Err(WriteError::Inconnu("Ce à quoi cette pièce se joint"));
    }
    let piece = pieces::keep(&mut tx, &depot).await?;
    let id = ctx.id();
    store::add(&mut tx, id, sujet, piece.id, crate::author(ctx)).await?;
    tx.record(Trace::new("projet_sante.piece_jointe", sujet.to_string()).detail(&piece.nom));
    tx.commit().await?;
    Ok(())
}

/// Takes a file away from what it was beside; the file itself goes when nothing else cites it.
///
/// # Errors
/// [`WriteError`].
pub async fn detach_piece(ctx: &Ctx, db: &Db, id: Id<Jointe>) -> Result<Sujet, WriteError> {
    ctx.require(JOINDRE)?;
    let mut tx = db.begin(ctx).await?;
    let (sujet, piece) = store::remove(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette pièce"))?;
    may(ctx, &sujet)?;
    tx.record(Trace::new("projet_sante.piece_otee", sujet.to_string()).before(&format!("piece:{piece}")));
    tx.commit().await?;
    pieces::release(ctx, db, piece).await?;
    Ok(sujet)
}

/// Whoever leads adds every paper; whoever keeps the money, those of aids.
fn may(ctx: &Ctx, sujet: &Sujet) -> Result<(), Denied> {
    ctx.require(JOINDRE)?;
    if sujet.is_aide() && ctx.rights.contains(AIDES) { Ok(()) } else { ctx.require(CONDUIRE) }
}

/// Whether there is something of that name to keep a file beside.
async fn exists(tx: &mut Tx, sujet: &Sujet) -> db::Result<bool> {
    let cle = sujet.cle.as_str();
    Ok(match sujet.genre {
        Genre::Annexe => *sujet == Sujet::annexe(),
        Genre::Statut => loi::points(crate::today(tx.ctx().now)).iter().any(|one| one.code == cle),
        Genre::Critere => {
            let path = without_facts(tx).await?;
            cle.split_once('/').is_some_and(|(etape, code)| {
                let etape = path.etape(etape);
                etape.is_some_and(|etape| etape.criteres.iter().any(|one| one.code == code))
            })
        }
        Genre::Envoi => match cle.parse() {
            Ok(id) => dossier::hold(tx, id).await?.is_some(),
            Err(_) => false,
        },
        Genre::Question => dossier::questions(tx).await?.iter().any(|one| one.id.to_string() == cle),
        Genre::Depense => {
            let all = aides::aides(tx).await?;
            all.iter().flat_map(|aide| &aide.depenses).any(|one| one.id.to_string() == cle)
        }
        Genre::Section => loi::sections(crate::today(tx.ctx().now)).iter().any(|one| one.code == cle),
        Genre::Aide => match cle.parse() {
            Ok(id) => aides::hold(tx, id).await?.is_some(),
            Err(_) => false,
        },
    })
}
