use crate::{
    Contact, EtatLien, Jeton, LienDirect, MessageDemande,
    lien_direct::{chemin_direct, objet as lien_objet},
    store,
};
use db::{Result, Trace, Tx};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Opens a link of the caller's CPTS: `usage` says what for (`crate.purpose`), `sujet` is the row of the module that it is
/// about, good for `duree`. `vers` is to whom it goes; nobody when it is printed or handed over. Its page is
/// [`chemin_direct`]. The right to send one is the module's to ask for.
///
/// # Errors
/// A fault of storage.
pub async fn open_lien_direct(
    tx: &mut Tx,
    usage: &'static str,
    sujet: Uuid,
    duree: SignedDuration,
    vers: Option<&Contact>,
) -> Result<Jeton> {
    let jeton = Jeton::draw();
    let (id, now) = (tx.ctx().id(), tx.ctx().now);
    let lien = LienDirect {
        id,
        usage: usage.to_owned(),
        sujet,
        vers: vers.map(Contact::masque).unwrap_or_default(),
        cree_le: now,
        expire_le: now.saturating_add(duree).unwrap_or(Timestamp::MAX),
        suivi_le: None,
        utilise_le: None,
        revoque_le: None,
    };
    store::lien_direct::keep(tx, &jeton.empreinte(), &lien).await?;
    tx.record(Trace::new("comptes.lien_direct_ouvert", lien_objet(id)).detail(about(&lien)));
    Ok(jeton)
}

/// Opens a link and asks for the message that carries it, in the same transaction. `texte` has
/// [`LIEN`](crate::LIEN) where the address goes.
///
/// # Errors
/// A fault of storage.
pub async fn send_lien_direct(
    tx: &mut Tx,
    usage: &'static str,
    sujet: Uuid,
    duree: SignedDuration,
    vers: &Contact,
    objet: &str,
    texte: &str,
) -> Result<()> {
    let jeton = open_lien_direct(tx, usage, sujet, duree, Some(vers)).await?;
    let (vers, objet, texte) = (vers.clone(), objet.to_owned(), texte.to_owned());
    let chemin = Some(chemin_direct(&jeton));
    tx.publish(&MessageDemande { vers, objet, texte, chemin, calendrier: None }).await
}

/// No link of `usage` about `sujet` is good any more; returns how many still were.
///
/// # Errors
/// A fault of storage.
pub async fn revoke_liens_directs(tx: &mut Tx, usage: &'static str, sujet: Uuid) -> Result<u64> {
    let now = tx.ctx().now;
    let all = store::lien_direct::liens_directs(tx, usage, sujet).await?;
    let alive: Vec<_> = all.iter().filter(|lien| lien.etat(now) == EtatLien::Vivant).collect();
    if alive.is_empty() {
        return Ok(0);
    }
    for lien in alive {
        tx.record(Trace::new("comptes.lien_direct_retire", lien_objet(lien.id)).detail(about(lien)));
    }
    store::lien_direct::revoke(tx, usage, sujet).await
}

/// What for, and to whom.
fn about(lien: &LienDirect) -> String {
    if lien.vers.is_empty() { lien.usage.clone() } else { format!("{}, {}", lien.usage, lien.vers) }
}
