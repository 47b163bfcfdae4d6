use crate::{Entree, Jeton, Moyen, Personne, Session, Usage, store, store::personne::Compte};
use db::{Trace, Tx};
use kernel::{Actor, Ctx, Id};

/// The same visitor, now known: what follows is written in the journal of the instance under their name.
pub(crate) fn as_person(ctx: &Ctx, personne: Id<Personne>) -> Ctx {
    Ctx { actor: Actor::Personne(personne.uuid()), ..ctx.within(Id::INSTANCE) }
}

/// After the password or the link: a session, or the wait for a code when a second factor is on.
pub(crate) async fn welcome(tx: &mut Tx, compte: &Compte, moyen: Moyen) -> db::Result<Entree> {
    if compte.totp.is_none() {
        return open_session(tx, compte.personne.id, moyen).await.map(Entree::Ouverte);
    }
    let jeton = Jeton::draw();
    store::lien::keep(tx, &jeton.empreinte(), Usage::Code, Some(compte.personne.id), moyen).await?;
    Ok(Entree::Code(jeton))
}

/// A new session, under a token that nobody has seen before. Whoever was invited has come.
pub(crate) async fn open_session(tx: &mut Tx, personne: Id<Personne>, moyen: Moyen) -> db::Result<Jeton> {
    let (ctx, jeton) = (tx.ctx().clone(), Jeton::draw());
    let session = Session {
        id: ctx.id(),
        personne,
        moyen,
        creee_le: ctx.now,
        vue_le: ctx.now,
        ip: ctx.origin.ip,
        agent: ctx.origin.agent,
    };
    store::session::open(tx, &jeton.empreinte(), &session).await?;
    store::membre::activate(tx, personne).await?;
    tx.record(
        Trace::new("comptes.connexion_reussie", format!("session:{}", session.id)).detail(moyen.label()),
    );
    Ok(jeton)
}

/// Writes in the journal of the instance that somebody, or somebody who said to be them, was not let in.
pub(crate) async fn record_refusal(
    ctx: &Ctx,
    db: &db::Db,
    personne: Option<Id<Personne>>,
    why: &'static str,
) -> db::Result<()> {
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    let whom = personne.map_or_else(|| "compte:inconnu".to_owned(), |id| format!("personne:{id}"));
    tx.record(Trace::new("comptes.connexion_refusee", whom).detail(why));
    tx.commit().await
}
