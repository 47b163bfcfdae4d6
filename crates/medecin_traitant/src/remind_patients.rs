use crate::etape::{entrusted, note};
use crate::reprint::sealed;
use crate::still_looking::USAGE;
use crate::store::{courriers, demandes, regles};
use crate::tell::{Moyen, moyen};
use crate::{Coffre, Demande, Etape, WriteError};
use comptes::{Cpts, MessageDemande};
use db::{Db, Trace, Tx};
use jiff::{SignedDuration, ToSpan};
use kernel::{Ctx, Id};

/// How long the link of a reminder is good: the next one carries a new one.
const DUREE: SignedDuration = SignedDuration::from_hours(24 * 60);

/// Asks those whose day has come whether they still look, each once: by the link of a message, or by a letter to print. Run by
/// the clock as often as one likes, by several programs at once. How many were asked.
///
/// # Errors
/// [`WriteError`].
pub async fn remind_patients(ctx: &Ctx, db: &Db) -> Result<u32, WriteError> {
    ctx.require(crate::droits::TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut asked = 0;
    loop {
        let mut tx = db.begin(&entrusted(ctx)).await?;
        let reglage = regles::reglage(&mut tx).await?;
        let jour = kernel::today(ctx.now);
        let next = jour.saturating_add(i64::from(reglage.mois_entre_relances.max(1)).months());
        let due = demandes::a_relancer(&mut tx, &coffre, jour, reglage.relances_sans_reponse).await?;
        let cpts = comptes::here(&mut tx).await?;
        let (Some(cpts), false) = (cpts, due.is_empty()) else { return Ok(asked) };
        let mut sent = 0;
        for one in &due {
            if demandes::claim_relance(&mut tx, one, next).await? {
                send(&mut tx, &coffre, &cpts, one).await?;
                sent += 1;
            }
        }
        if sent == 0 {
            return Ok(asked);
        }
        let words = ui::francais::compte(sent.into(), "personne", "personnes");
        tx.record(Trace::new("medecin_traitant.relances_envoyees", format!("jour:{jour}")).detail(words));
        tx.commit().await?;
        asked += sent;
    }
}

async fn send(tx: &mut Tx, coffre: &Coffre, cpts: &Cpts, one: &Demande) -> Result<(), WriteError> {
    note(tx, one.id, Etape::Relancee).await?;
    let who = sealed(tx, coffre, one.id).await?;
    let sms = courriers::sms(tx).await?;
    let Some(Moyen::Message(vers)) = moyen(&who, one.situation.canal, sms) else {
        return crate::tell(tx, coffre, one, Etape::Relancee).await.map(|_| ());
    };
    let objet = format!("Votre demande\u{a0}: cherchez-vous toujours\u{202f}? {}", cpts.nom);
    let texte = format!(
        "Bonjour,\n\nVotre demande est toujours chez nous. Cherchez-vous toujours\u{202f}? Un clic suffit pour répondre\u{a0}:\n\n{}\n\n\
         Ce lien est pour vous seul\u{a0}: ne le transmettez pas.\n\n{}",
        comptes::LIEN,
        cpts.nom
    );
    let sujet: Id<Demande> = one.id;
    // To whom is not said to the link: it would stay, half hidden, in the journal.
    let jeton = comptes::open_lien_direct(tx, USAGE, sujet.uuid(), DUREE, None).await?;
    let chemin = Some(comptes::chemin_direct(&jeton));
    tx.publish(&MessageDemande { vers, objet, texte, chemin, calendrier: None }).await?;
    Ok(())
}
