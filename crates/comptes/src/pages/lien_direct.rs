use super::quand;
use crate::{
    EtatLien, LienDirect,
    droits::SUIVRE_LIEN,
    follow_lien_direct::{FollowError, follow_lien_direct, notice_opening},
};
use axum::{
    extract::{FromRequestParts, Path, Request, State},
    http::{Method, request::Parts},
};
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;
use web::{Answer, App, Problem, Redirect, TAP, Taps, Tenant, Visit};

/// The tap link that the caller follows: what a page or an action of `Routes::tap` is about.
#[derive(Debug, Clone)]
pub struct LienSuivi {
    /// Id of the link.
    pub id: Id<LienDirect>,
    /// What it is for.
    pub usage: String,
    /// What it is about: the id of a row of the module.
    pub sujet: Uuid,
    /// Its own address: where its form is sent.
    pub chemin: String,
    /// When it stops being good.
    pub expire_le: Timestamp,
    /// When it was used; only pages of `Routes::tap_done` see it, and those of expired links.
    pub utilise_le: Option<Timestamp>,
}

/// Opens or sends the page of a link: the module of its usage answers, with the rights of the link and no other.
pub(super) async fn follow(
    visit: Visit,
    State(app): State<App>,
    taps: Taps,
    Path(token): Path<String>,
    mut request: Request,
) -> Answer {
    let (lien, tenant) = match follow_lien_direct(&visit.ctx, &app.db, &token).await {
        Ok(found) => found,
        Err(error @ FollowError::Inconnu) => return Err(unknown(&error)),
        Err(error) => return Err(error.into()),
    };
    let (etat, get) = (lien.etat(visit.ctx.now), *request.method() == Method::GET);
    let visit = visit.by_link(tenant.clone(), lien.id.uuid(), SUIVRE_LIEN);
    let done = match etat {
        EtatLien::Vivant => false,
        EtatLien::Utilise(_) | EtatLien::Expire(_) if taps.shows_done(&lien.usage) => true,
        EtatLien::Utilise(_) | EtatLien::Revoque(_) | EtatLien::Expire(_) => {
            return Ok(visit.problem(dead(etat, &tenant)));
        }
    };
    let chemin = TAP.replace("{token}", &token);
    if done && !request.method().is_safe() {
        // Answered twice at once: the page says what became of the first.
        return Ok(Redirect::to(chemin).answer(&visit));
    }
    if get {
        notice_opening(&visit.ctx, &app.db, &tenant, &lien);
    }
    let LienDirect { id, usage, sujet, expire_le, utilise_le, .. } = lien;
    request.extensions_mut().insert(LienSuivi {
        id,
        usage: usage.clone(),
        sujet,
        chemin,
        expire_le,
        utilise_le,
    });
    taps.hand_over(&usage, done, &visit, request).await
}

fn unknown(error: &FollowError) -> Problem {
    Problem::new(404, "comptes-lien-inconnu", error.to_string())
        .detail(
            "Il a peut-être été coupé\u{a0}: ouvrez-le depuis le message, ou recopiez-le en entier. \
             S’il ne mène toujours nulle part, demandez-en un nouveau à la CPTS qui vous l’a envoyé.",
        )
        .in_its_words()
}

/// What happened to a link that opens nothing any more, and whom to ask.
fn dead(etat: EtatLien, tenant: &Tenant) -> Problem {
    let nom = &tenant.nom;
    match etat {
        EtatLien::Utilise(le) => Problem::new(410, "comptes-lien-deja-suivi", "Vous avez déjà répondu").detail(
            format!("Votre réponse du {} est bien arrivée à {nom}. Pour la changer, demandez-lui un nouveau lien.", quand(le)),
        ),
        EtatLien::Revoque(_) => Problem::new(410, "comptes-lien-retire", "Ce lien a été retiré").detail(format!(
            "{nom} n’attend plus de réponse par ce lien. Un message plus récent le remplace peut-être\u{a0}; sinon, demandez-lui un nouveau lien."
        )),
        EtatLien::Expire(le) => Problem::new(410, "comptes-lien-expire", "Ce lien n’est plus valable")
            .detail(format!("Il l’était jusqu’au {}. Demandez-en un nouveau à {nom}.", quand(le))),
        EtatLien::Vivant => Problem::not_found(),
    }
}

impl<S: Sync> FromRequestParts<S> for LienSuivi {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // Only a page reached by a link has one.
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::not_found)
    }
}
