use crate::droits::CONDUIRE;
use crate::gather::gather;
use crate::version::{Instantane, Refus, Version, empreinte};
use crate::{WriteError, rapport, store::versions as store};
use db::{Db, Error, Result, Trace, Tx};
use documents::Document;
use kernel::Ctx;
use kernel::saisie::line;
use territoire::Atlas;

/// Freezes the projet de santé as it stands: a number, a day, a hash, and nothing changes it any more. Work goes on in the
/// parts. Of two people who freeze at once, one does.
///
/// # Errors
/// [`WriteError`].
pub async fn freeze(
    ctx: &Ctx,
    db: &Db,
    atlas: &Atlas,
    motif: &str,
) -> std::result::Result<Version, WriteError> {
    ctx.require(CONDUIRE)?;
    let motif = line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let version = freeze_within(&mut tx, atlas, motif).await?;
    tx.commit().await?;
    Ok(version)
}

/// Freezes inside a transaction that does more, for instance sends what it freezes.
pub(crate) async fn freeze_within(
    tx: &mut Tx,
    atlas: &Atlas,
    motif: String,
) -> std::result::Result<Version, WriteError> {
    let etat = atlas.at(tx).await?;
    let now = gather(tx, &etat).await?;
    if now.is_vide() {
        return Err(Refus::Vide.into());
    }
    let last = store::versions(tx).await?.into_iter().next();
    if let Some(last) = &last
        && kept(tx, last.numero).await?.is_some_and(|(_, before)| now.says_the_same(&before))
    {
        return Err(Refus::Identique(last.numero).into());
    }
    let contenu = now.text().map_err(|error| unreadable(&error))?;
    let version = Version {
        numero: last.map_or(1, |one| one.numero + 1),
        motif,
        empreinte: empreinte(&contenu),
        auteur: crate::author(tx.ctx()),
        figee_le: tx.ctx().now,
    };
    if !store::keep(tx, &version, &contenu).await? {
        return Err(Refus::EnMemeTemps.into());
    }
    let trace = Trace::new("projet_sante.version_figee", format!("version:{}", version.numero));
    tx.record(trace.detail(&version.motif).after(&version));
    Ok(version)
}

/// The frozen versions, the last first.
///
/// # Errors
/// A fault of storage.
pub async fn versions(tx: &mut Tx) -> Result<Vec<Version>> {
    store::versions(tx).await
}

/// What was frozen; none when there is no such version. A content that its hash does not match is a fault.
///
/// # Errors
/// A fault of storage.
pub async fn kept(tx: &mut Tx, numero: u32) -> Result<Option<(Version, Instantane)>> {
    let Some((version, contenu)) = store::version(tx, numero).await? else { return Ok(None) };
    if empreinte(&contenu) != version.empreinte {
        return Err(Error::Decode {
            column: "contenu".to_owned(),
            expected: "what its hash says",
            got: Refus::Alteree(numero).to_string(),
        });
    }
    let read = serde_json::from_str(&contenu).map_err(|error| unreadable(&error))?;
    Ok(Some((version, read)))
}

/// The document of a frozen version, ready to be set.
///
/// # Errors
/// A fault of storage.
pub async fn document_fige(tx: &mut Tx, numero: u32) -> Result<Option<Document>> {
    let read = kept(tx, numero).await?;
    Ok(read.map(|(version, content)| rapport::document(&content, Some(&version))))
}

fn unreadable(error: &serde_json::Error) -> Error {
    Error::Decode { column: "contenu".to_owned(), expected: "a frozen projet", got: error.to_string() }
}
