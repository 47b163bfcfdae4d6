//! Who holds a link proves to be its doctor: six digits sent to them, asked once from each browser.

use crate::answer_carte::allow;
use crate::{Coffre, Medecin, USAGE, Voie, WriteError, store};
use comptes::{Jeton, MessageDemande};
use db::{Db, Secret, Trace};
use jiff::{SignedDuration, Timestamp};
use kernel::{Cpts, Ctx, Id};

/// How long a code is good.
const VALIDITE: SignedDuration = SignedDuration::from_mins(15);
/// Between two codes.
const REPOS: SignedDuration = SignedDuration::from_mins(1);
/// How long a browser is remembered, in seconds.
pub(crate) const MEMOIRE: u32 = 12 * 3600;
/// The cookie that remembers it.
pub(crate) const COOKIE: &str = "maillage_medecin";

/// Somebody known to be that doctor: by their account, or by the code that they received.
#[derive(Debug, Clone, Copy)]
pub struct Reconnu {
    medecin: Id<Medecin>,
    voie: Voie,
}

impl Reconnu {
    /// The doctor that the caller’s account is.
    ///
    /// # Errors
    /// [`WriteError`].
    pub async fn par_compte(ctx: &Ctx, db: &Db, medecin: Id<Medecin>) -> Result<Self, WriteError> {
        allow(&mut db.read(ctx).await?, Voie::Compte, medecin).await?;
        Ok(Self { medecin, voie: Voie::Compte })
    }

    /// The doctor that this browser proved to be, if its cookie says so.
    #[must_use]
    pub fn par_navigateur(secret: &Secret, ctx: &Ctx, medecin: Id<Medecin>, cookie: &str) -> Option<Self> {
        let (until, _) = cookie.split_once('.')?;
        let alive = until.parse::<i64>().ok()? > ctx.now.as_second();
        (alive && signed(secret, ctx.cpts, medecin, until) == cookie)
            .then_some(Self { medecin, voie: Voie::Lien })
    }

    /// Who.
    #[must_use]
    pub const fn medecin(&self) -> Id<Medecin> {
        self.medecin
    }

    /// How they answer.
    #[must_use]
    pub const fn voie(&self) -> Voie {
        self.voie
    }
}

fn signed(secret: &Secret, cpts: Id<Cpts>, medecin: Id<Medecin>, until: &str) -> String {
    let seal = secret.seal("medecin_traitant/navigateur", &[&cpts.to_string(), &medecin.to_string(), until]);
    format!("{until}.{seal}")
}

/// Sends six digits to the doctor whose link the caller follows; where to, as a hint. Only its keyed hash is kept.
///
/// # Errors
/// [`WriteError`].
pub async fn send_code(ctx: &Ctx, db: &Db, medecin: Id<Medecin>, sms: bool) -> Result<String, WriteError> {
    let mut tx = db.begin(ctx).await?;
    allow(&mut tx, Voie::Lien, medecin).await?;
    let who = store::medecins::hold(&mut tx, medecin).await?.ok_or(WriteError::LienPerdu)?;
    let nowhere = "Nous n’avons pas où vous envoyer un code\u{a0}: appelez la CPTS.";
    let vers = who.contact_du_code(sms).ok_or(WriteError::PasPossible(nowhere))?;
    let code = draw(db.secret());
    let empreinte =
        Coffre::new(db.secret(), ctx.cpts).empreinte("code_medecin", &format!("{medecin}/{code}"));
    let at = |by: SignedDuration| ctx.now.saturating_add(by).unwrap_or(Timestamp::MAX);
    let when = (kernel::today(ctx.now), at(-REPOS), at(VALIDITE));
    if !store::codes::keep_code(&mut tx, medecin, &empreinte, when).await? {
        let wait =
            "Un code vient de partir\u{a0}: attendez-le une minute. Au plus dix partent dans une journée.";
        return Err(WriteError::PasPossible(wait));
    }
    let texte = format!(
        "Votre code pour ouvrir l’identité\u{a0}: {code}. Il est valable 15\u{a0}minutes. Ne le donnez à personne."
    );
    let masque = vers.masque();
    let objet = "Votre code".to_owned();
    tx.publish(&MessageDemande { vers, objet, texte, chemin: None, calendrier: None }).await?;
    tx.record(Trace::new("medecin_traitant.code_envoye", format!("medecin:{medecin}")).detail(&masque));
    tx.commit().await?;
    Ok(masque)
}

/// The caller types the digits: what to remember in their browser when they are right. Each try counts.
///
/// # Errors
/// [`WriteError`].
pub async fn check_code(ctx: &Ctx, db: &Db, medecin: Id<Medecin>, code: &str) -> Result<String, WriteError> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let mut tx = db.begin(ctx).await?;
    allow(&mut tx, Voie::Lien, medecin).await?;
    let empreinte =
        Coffre::new(db.secret(), ctx.cpts).empreinte("code_medecin", &format!("{medecin}/{digits}"));
    let right = store::codes::try_code(&mut tx, medecin).await?;
    let known = right.as_deref() == Some(empreinte.as_slice());
    if known {
        store::codes::spend_code(&mut tx, medecin).await?;
    }
    let action = if known { "medecin_traitant.medecin_reconnu" } else { "medecin_traitant.code_refuse" };
    tx.record(Trace::new(action, format!("medecin:{medecin}")).detail(USAGE));
    tx.commit().await?;
    match (known, right) {
        (true, _) => {
            let until = ctx.now.as_second() + i64::from(MEMOIRE);
            Ok(signed(db.secret(), ctx.cpts, medecin, &until.to_string()))
        }
        (false, Some(_)) => {
            Err(kernel::saisie::Refus::new("code", "Ce n’est pas le code que vous avez reçu.").into())
        }
        (false, None) => {
            let late = "Ce code ne sert plus\u{a0}: il a plus de 15\u{a0}minutes, ou cinq essais ont été faits. Demandez-en un autre.";
            Err(kernel::saisie::Refus::new("code", late).into())
        }
    }
}

/// Six digits that nobody can foresee.
fn draw(secret: &Secret) -> String {
    let random = secret.derive(Jeton::draw().as_str());
    let number = random.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    format!("{:06}", number % 1_000_000)
}
