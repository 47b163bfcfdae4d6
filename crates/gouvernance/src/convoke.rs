use crate::droits::TENIR;
use crate::lettre::Lettre;
use crate::read_seance::{Vue, held};
use crate::seance::{Convoque, Refus, Reponse, Seance};
use crate::voie::CONVOCATION;
use crate::{WriteError, store};
use adhesions::Adherent;
use db::{Db, Trace, Tx};
use jiff::SignedDuration;
use kernel::{Ctx, Id};
use reunions::heures;
use ui::francais;

/// Why a convocation leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// For the first time.
    Convocation,
    /// Again, with another link.
    Renvoi,
    /// The meeting moved.
    Deplacee,
}

/// How long after the end of a meeting its links are good, so that their page can say what came of it.
const APRES: SignedDuration = SignedDuration::from_hours(48);

/// Calls every member of the instance, with the agenda: a letter by e-mail for those who have an address, whose link answers, gives a
/// proxy, opens the files, votes, and whose part for calendars is that of the meeting. The others are listed, to be written to on paper. A
/// notice shorter than the statutes ask for must be known (`malgre`).
///
/// # Errors
/// [`WriteError`].
pub async fn convoke(ctx: &Ctx, db: &Db, id: Id<Seance>, malgre: bool) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let known = store::seances::seance(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette séance"))?;
    // The meeting does not move between what the letters say and what is noted of them.
    reunions::store::reunions::hold(&mut tx, known.reunion).await?;
    let vue = held(&mut tx, id).await?;
    let today = kernel::today(ctx.now);
    check(&vue, today, malgre)?;
    if !store::seances::mark_convoquee(&mut tx, id, today, vue.reunion.sequence).await? {
        return Err(Refus::DejaConvoquee.into());
    }
    let called: Vec<Id<Adherent>> = vue.ayants.iter().map(|one| one.id).collect();
    let lines = call(&mut tx, &vue, &called).await?;
    let lettre = lettre(&mut tx, &vue, Occasion::Convocation).await?;
    let mut sent = 0;
    for (line, who) in &lines {
        sent += u32::from(lettre.send(&mut tx, line, who).await?);
    }
    let said = format!("{sent} par courriel sur {}", called.len());
    tx.record(Trace::new("gouvernance.seance_convoquee", format!("seance:{id}")).detail(said).after(&called));
    tx.commit().await?;
    Ok(())
}

/// Adds members to those who are called, and invites them to the meeting.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn call(
    tx: &mut Tx,
    vue: &Vue,
    called: &[Id<Adherent>],
) -> Result<Vec<(Convoque, Adherent)>, WriteError> {
    reunions::invite(tx, vue.reunion.id, called).await?;
    let mut lines = Vec::new();
    for one in adhesions::adherents(tx).await?.into_iter().filter(|one| called.contains(&one.id)) {
        let line = Convoque {
            id: tx.ctx().id(),
            seance: Some(vue.seance.id),
            scrutin: None,
            adherent: one.id,
            par_courriel: one.courriel.is_some(),
            reponse: Reponse::Attendue,
        };
        store::seances::call(tx, &line).await?;
        lines.push((line, one));
    }
    Ok(lines)
}

fn check(vue: &Vue, today: jiff::civil::Date, malgre: bool) -> Result<(), WriteError> {
    let regle = vue.regle()?;
    if vue.seance.convoquee_le.is_some() {
        return Err(Refus::DejaConvoquee.into());
    }
    if vue.seance.ouverte_le.is_some() {
        return Err(Refus::PlusLa.into());
    }
    if vue.seance.points.is_empty() {
        return Err(Refus::SansOrdreDuJour.into());
    }
    if vue.ayants.is_empty() {
        return Err(Refus::SansMembre.into());
    }
    let notice = crate::seance::Preavis::of(today, vue.reunion.jour(), regle);
    if notice.respecte() || malgre { Ok(()) } else { Err(Refus::DelaiCourt(notice.phrase().1).into()) }
}

/// The letter that calls, as the meeting stands now.
pub(crate) async fn lettre(tx: &mut Tx, vue: &Vue, occasion: Occasion) -> Result<Lettre, WriteError> {
    let now = tx.ctx().now;
    // A meeting may last: its links stay good as long while it is held.
    let valable = heures::instant(vue.reunion.fin).duration_since(now).max(SignedDuration::ZERO) + APRES;
    let cpts = crate::lettre::cpts(tx).await?;
    let again = if vue.seance.premiere.is_some() {
        " (seconde convocation, la première séance n’ayant pas réuni le quorum)"
    } else {
        ""
    };
    let (what, first) = match occasion {
        Occasion::Convocation | Occasion::Renvoi => {
            ("Convocation", format!("Vous êtes convoqué à la séance suivante de {cpts}{again}"))
        }
        Occasion::Deplacee => (
            "Séance déplacée",
            format!(
                "La séance de {cpts} à laquelle vous êtes convoqué{again} est déplacée. Voici ce qui vaut maintenant"
            ),
        ),
    };
    let last = match occasion {
        Occasion::Convocation => "",
        Occasion::Renvoi | Occasion::Deplacee => " Il remplace celui que vous avez reçu, qui ne sert plus.",
    };
    let texte = format!(
        "Bonjour,\n\n{first}\u{a0}: {}, {}.\n\n{}\
         Dites si vous venez ou à qui vous donnez pouvoir, lisez les documents et, le moment venu, votez\u{a0}: {{lien}}\n\n\
         Ce lien est le vôtre\u{a0}: ne le transmettez pas, il permet de voter en votre nom.{last}",
        vue.instance.nom,
        francais::date_heure(vue.reunion.debut),
        agenda(vue)
    );
    let objet = format!("{what}\u{a0}: {}, {}", vue.instance.nom, francais::date(vue.reunion.jour()));
    Ok(Lettre { usage: CONVOCATION, valable, objet, texte, cpts, reunion: Some(vue.reunion.clone()) })
}

/// Where, and what about.
fn agenda(vue: &Vue) -> String {
    let place = [vue.reunion.lieu.as_str(), vue.reunion.visio.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|text| !text.is_empty()).collect();
    let place =
        if place.is_empty() { String::new() } else { format!("Lieu\u{a0}: {}\n\n", place.join(", ")) };
    let points: Vec<String> =
        vue.seance.points.iter().map(|one| format!("{}. {}", one.rang, one.titre)).collect();
    format!("{place}Ordre du jour\u{a0}:\n\n{}\n\n", points.join("\n"))
}
