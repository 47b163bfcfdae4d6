use crate::droits::TENIR;
use crate::read_seance::{Vue, held};
use crate::seance::{Convoque, Refus, Reponse, Seance};
use crate::voie::CONVOCATION;
use crate::{WriteError, store};
use adhesions::Adherent;
use comptes::Contact;
use db::{Db, Trace, Tx};
use jiff::SignedDuration;
use kernel::{Ctx, Id};
use reunions::heures;
use ui::francais;

/// Calls every member of the instance, with the agenda: a letter by e-mail for those who have an address, whose link answers, gives a
/// proxy, opens the files, votes. The others are listed, to be written to on paper. A notice shorter than the statutes ask for must be
/// known (`malgre`).
///
/// # Errors
/// [`WriteError`].
pub async fn convoke(ctx: &Ctx, db: &Db, id: Id<Seance>, malgre: bool) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let vue = held(&mut tx, id).await?;
    let today = crate::today(ctx.now);
    check(&vue, today, malgre)?;
    if !store::seances::mark_convoquee(&mut tx, id, today).await? {
        return Err(Refus::DejaConvoquee.into());
    }
    let called: Vec<Id<Adherent>> = vue.ayants.iter().map(|one| one.id).collect();
    reunions::invite(&mut tx, vue.reunion.id, &called).await?;
    let letter = letter(&mut tx, &vue).await?;
    let good = heures::instant(vue.reunion.fin).duration_since(ctx.now) + SignedDuration::from_hours(48);
    let members = adhesions::adherents(&mut tx).await?;
    let mut sent = 0;
    for one in members.iter().filter(|one| called.contains(&one.id)) {
        let line = Convoque {
            id: ctx.id(),
            seance: Some(id),
            scrutin: None,
            adherent: one.id,
            par_courriel: one.courriel.is_some(),
            reponse: Reponse::Attendue,
        };
        store::seances::call(&mut tx, &line).await?;
        if let Some(courriel) = &one.courriel {
            let (to, sujet) = (Contact::Courriel(courriel.clone()), line.id.uuid());
            comptes::send_lien_direct(&mut tx, CONVOCATION, sujet, good, &to, &letter.0, &letter.1).await?;
            sent += 1;
        }
    }
    let said = format!("{sent} par courriel sur {}", called.len());
    tx.record(Trace::new("gouvernance.seance_convoquee", format!("seance:{id}")).detail(said).after(&called));
    tx.commit().await?;
    Ok(())
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

/// Subject and words of the convocation.
async fn letter(tx: &mut Tx, vue: &Vue) -> Result<(String, String), WriteError> {
    let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    let when = francais::date_heure(vue.reunion.debut);
    let place = [vue.reunion.lieu.as_str(), vue.reunion.visio.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|text| !text.is_empty()).collect();
    let place =
        if place.is_empty() { String::new() } else { format!("Lieu\u{a0}: {}\n\n", place.join(", ")) };
    let points: Vec<String> =
        vue.seance.points.iter().map(|one| format!("{}. {}", one.rang, one.titre)).collect();
    let again = if vue.seance.premiere.is_some() {
        " (seconde convocation, la première séance n’ayant pas réuni le quorum)"
    } else {
        ""
    };
    let objet = format!("Convocation\u{a0}: {}, {}", vue.instance.nom, francais::date(vue.reunion.jour()));
    let texte = format!(
        "Bonjour,\n\nVous êtes convoqué à la séance suivante de {cpts}{again}\u{a0}: {}, {when}.\n\n{place}Ordre du jour\u{a0}:\n\n{}\n\n\
         Dites si vous venez ou à qui vous donnez pouvoir, lisez les documents et, le moment venu, votez\u{a0}: {{lien}}\n\n\
         Ce lien est le vôtre\u{a0}: ne le transmettez pas, il permet de voter en votre nom.",
        vue.instance.nom,
        points.join("\n")
    );
    Ok((objet, texte))
}
