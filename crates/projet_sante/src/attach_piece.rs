use crate::droits::{AIDES, CONDUIRE, JOINDRE};
use crate::jointe::{Genre, Jointe, Sujet};
use crate::store::{aides, dossier, pieces as store, sections};
use crate::{WriteError, loi, read_parcours::without_facts, read_sections};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Denied, Id};
use pieces::{Cercle, Depot, Piece};

/// Keeps a file beside something that exists, as its proof. What goes to the ARS, or was agreed upon, can be opened by its
/// referents.
///
/// # Errors
/// [`WriteError`].
pub async fn attach_piece(ctx: &Ctx, db: &Db, sujet: &Sujet, depot: Depot) -> Result<(), WriteError> {
    may(ctx, sujet)?;
    let mut tx = db.begin(ctx).await?;
    if !exists(&mut tx, sujet).await? {
        return Err(WriteError::Inconnu("Ce à quoi cette pièce se joint"));
    }
    let depot = if shown(&mut tx, sujet).await? { depot.for_institutions() } else { depot };
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

/// Opens the files of a part to institutions once it is agreed upon, and closes them when it no longer is: each file that
/// changes circle is kept again, so that an old address opens nothing. The files to release once the transaction is over.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn share(tx: &mut Tx, sujet: &Sujet, shown: bool) -> Result<Vec<Id<Piece>>, WriteError> {
    let circle = if shown { Cercle::Institutions } else { Cercle::Espace };
    let all = store::jointes(tx).await?;
    let mut replaced = Vec::new();
    for one in all.into_iter().filter(|one| one.sujet == *sujet && one.piece.cercle != circle) {
        let depot = Depot::new(&one.piece.nom, pieces::bytes(tx, &one.piece).await?);
        let depot = if shown { depot.for_institutions() } else { depot };
        let kept = pieces::keep(tx, &depot).await?;
        // Somebody took it away meanwhile: its copy goes too.
        let pointed = store::point(tx, one.id, kept.id).await?;
        replaced.push(if pointed { one.piece.id } else { kept.id });
    }
    Ok(replaced)
}

/// Removes files that nothing cites any more, after the transaction that took their links away.
///
/// # Errors
/// A fault of storage.
pub(crate) async fn release(ctx: &Ctx, db: &Db, files: Vec<Id<Piece>>) -> Result<(), WriteError> {
    for file in files {
        pieces::release(ctx, db, file).await?;
    }
    Ok(())
}

/// Whether institutions may open the files of this; a part is held, so that it is not agreed upon meanwhile.
async fn shown(tx: &mut Tx, sujet: &Sujet) -> db::Result<bool> {
    if sujet.genre != Genre::Section {
        return Ok(sujet.is_partage());
    }
    sections::hold(tx, &sujet.cle).await?;
    let section = read_sections::section(tx, &sujet.cle).await?;
    Ok(section.is_some_and(|one| one.texte_valide().is_some()))
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
        Genre::Statut => loi::points(kernel::today(tx.ctx().now)).iter().any(|one| one.code == cle),
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
        Genre::Depense => match cle.parse() {
            Ok(id) => aides::hold_depense(tx, id).await?.is_some(),
            Err(_) => false,
        },
        Genre::Section => loi::sections(kernel::today(tx.ctx().now)).iter().any(|one| one.code == cle),
        Genre::Aide => match cle.parse() {
            Ok(id) => aides::hold(tx, id).await?.is_some(),
            Err(_) => false,
        },
    })
}
