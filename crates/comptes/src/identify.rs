use crate::{
    Role, Roles, Session, jeton,
    session::PRECISION,
    store::{self, session::Titulaire},
};
use db::Db;
use jiff::Timestamp;
use kernel::{Ctx, Id};
use web::{BoxFuture, Caller, Identity};

/// Who calls, and in which CPTS: the shape that [`web::App::builder`] wants. Two point reads; the last activity of a session
/// is written once every few minutes, after the answer.
pub fn identify<'a>(
    db: &'a Db,
    now: Timestamp,
    token: Option<&'a str>,
    slug: Option<&'a str>,
) -> BoxFuture<'a, db::Result<Caller>> {
    Box::pin(async move {
        let (caller, stale) = find(db, now, token, slug).await?;
        if let Some(session) = stale {
            // A reader must not wait behind whoever writes, an import for instance.
            let (db, ctx) = (db.clone(), machine(now));
            drop(tokio::spawn(async move { touch(&ctx, &db, session).await }));
        }
        Ok(caller)
    })
}

/// The caller, and their session when its last activity is worth writing.
pub(crate) async fn find(
    db: &Db,
    now: Timestamp,
    token: Option<&str>,
    slug: Option<&str>,
) -> db::Result<(Caller, Option<Id<Session>>)> {
    if token.is_none() && slug.is_none() {
        return Ok((Caller::default(), None));
    }
    let mut tx = db.read(&machine(now)).await?;
    let tenant = match slug {
        Some(slug) => store::cpts::by_slug(&mut tx, slug).await?,
        None => None,
    };
    let cpts = tenant.as_ref().map_or(Id::INSTANCE, |tenant| tenant.id);
    let holder = match token {
        Some(token) => store::session::holder(&mut tx, &jeton::empreinte(token), cpts).await?,
        None => None,
    };
    let stale = holder.as_ref().filter(|holder| now.duration_since(holder.vue_le) >= PRECISION);
    let stale = stale.map(|holder| holder.session);
    Ok((Caller { identity: holder.map(identity), tenant }, stale))
}

/// Remembers that a session was active.
pub(crate) async fn touch(ctx: &Ctx, db: &Db, session: Id<Session>) -> db::Result<()> {
    let mut tx = db.begin(ctx).await?;
    store::session::touch(&mut tx, session).await?;
    tx.commit().await
}

fn machine(now: Timestamp) -> Ctx {
    Ctx::system("identification", now)
}

fn identity(holder: Titulaire) -> Identity {
    let Titulaire { session, personne, nom, roles, instance, .. } = holder;
    let here = if roles.is_empty() { &instance } else { &roles };
    Identity {
        person: personne.uuid(),
        name: nom,
        session: session.to_string(),
        role_label: here.main_label().to_owned(),
        roles: codes(&roles, &instance),
    }
}

/// Roles of the CPTS, and those of the instance that count everywhere.
fn codes(roles: &Roles, instance: &Roles) -> Vec<String> {
    let everywhere = instance.iter().filter(|role| *role == Role::AdministrateurPlateforme);
    let all = Roles::of(roles.iter().chain(everywhere));
    all.codes().map(str::to_owned).collect()
}
