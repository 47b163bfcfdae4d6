//! What waits: votes to cast, convocations to answer or to send, mandates that end, declarations that are missing.

use crate::droits::{TENIR, VOTER};
use crate::mandat::Interet;
use crate::read_seance::noms;
use crate::seance::{Preavis, Reponse};
use crate::store;
use db::{Result, Tx};
use std::collections::BTreeSet;
use ui::{Button, Item, Tone, francais};

/// What waits for whoever asks, the most pressing first. `base`: the address of the room.
///
/// # Errors
/// A fault of storage.
pub(crate) async fn read(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let ctx = tx.ctx().clone();
    let mut items = Vec::new();
    if ctx.rights.contains(VOTER) {
        items.extend(mine(tx, base).await?);
    }
    if ctx.rights.contains(TENIR) {
        items.extend(meetings(tx, base).await?);
        items.extend(office(tx, base).await?);
    }
    Ok(items)
}

/// Votes in which I have a voice, convocations that I have not answered, links that I have not declared.
async fn mine(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let (now, account) = (tx.ctx().now, crate::author(tx.ctx()));
    let Some(account) = account else { return Ok(Vec::new()) };
    let Some(me) = adhesions::par_compte(tx, account).await? else { return Ok(Vec::new()) };
    let today = kernel::today(now);
    let waiting = store::scrutins::waiting(tx, me.id).await?;
    let votes = store::scrutins::scrutins(tx).await?;
    let open = votes.iter().filter(|one| waiting.contains(&one.id) && one.is_ouvert(today));
    let mut items: Vec<Item> = open
        .filter(|one| one.mode != crate::Mode::MainLevee)
        .map(|one| {
            let go = Button::primary("Voter").about(one.question.clone()).small();
            let until = one
                .jours
                .map_or("Maintenant".to_owned(), |(_, au)| format!("Jusqu’au {}", francais::date(au)));
            Item::new(format!("Un vote vous attend\u{a0}: {}", one.question))
                .mark(Tone::Warning, until)
                .action(go.href(format!("{base}/voter/{}", one.id)))
        })
        .collect();
    for seance in store::seances::seances(tx)
        .await?
        .into_iter()
        .filter(|one| one.convoquee_le.is_some() && one.ouverte_le.is_none())
    {
        let line =
            store::seances::convoques(tx, seance.id).await?.into_iter().find(|one| one.adherent == me.id);
        let Some(meeting) = reunions::reunion(tx, seance.reunion).await? else { continue };
        if line.is_some_and(|one| one.reponse == Reponse::Attendue) && waits(&meeting, now) {
            let go = Button::secondary("Répondre").about(meeting.titre.clone()).small();
            let item = Item::new(format!(
                "Vous êtes convoqué\u{a0}: {}, le {}",
                meeting.titre,
                francais::date_heure(meeting.debut)
            ));
            items.push(
                item.mark(Tone::Info, "À répondre").action(go.href(format!("{base}/seances/{}", seance.id))),
            );
        }
    }
    Ok(items)
}

/// A meeting that will take place.
fn waits(meeting: &reunions::Reunion, now: jiff::Timestamp) -> bool {
    meeting.etat == reunions::Etat::Prevue && !meeting.passee(now)
}

/// Meetings to call before it is too late.
async fn meetings(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let now = tx.ctx().now;
    let today = kernel::today(now);
    let instances = store::instances::instances(tx).await?;
    let mut items = Vec::new();
    for seance in store::seances::seances(tx).await?.into_iter().filter(|one| one.convoquee_le.is_none()) {
        let Some(meeting) = reunions::reunion(tx, seance.reunion).await? else { continue };
        let rule =
            instances.iter().find(|one| one.id == seance.instance).and_then(|one| one.regle(meeting.jour()));
        let Some(rule) = rule.filter(|_| waits(&meeting, now)) else { continue };
        let notice = Preavis::of(today, meeting.jour(), rule);
        let left = i64::from(notice.jours) - i64::from(notice.demandes);
        let (tone, words) = match left {
            ..0 => (Tone::Danger, "Délai dépassé".to_owned()),
            0 => (Tone::Warning, "À convoquer aujourd’hui".to_owned()),
            1..=15 => {
                (Tone::Warning, format!("À convoquer sous {}", francais::compte(left, "jour", "jours")))
            }
            _ => (Tone::Info, "À préparer".to_owned()),
        };
        let go = Button::secondary("Préparer").about(meeting.titre.clone()).small();
        let item = Item::new(format!("{}, le {}", meeting.titre, francais::date(meeting.jour())));
        items.push(item.mark(tone, words).action(go.href(format!("{base}/seances/{}", seance.id))));
    }
    Ok(items)
}

/// Consultations to close, mandates that end, declarations that are missing.
async fn office(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let today = kernel::today(tx.ctx().now);
    let (noms, mandates) = (noms(tx).await?, store::mandats::mandats(tx).await?);
    let nom = |id| noms.get(&id).cloned().unwrap_or_default();
    let instances = store::instances::instances(tx).await?;
    let of = |id| instances.iter().find(|one| one.id == id).map_or("", |one| one.nom.as_str());
    let votes = store::scrutins::scrutins(tx).await?;
    let over = votes.iter().filter(|one| {
        one.clos_le.is_none() && one.ouvert_le.is_some() && one.jours.is_some_and(|(_, au)| au < today)
    });
    let mut items: Vec<Item> = over
        .map(|one| {
            let go = Button::secondary("Clore").about(one.question.clone()).small();
            Item::new(format!("Consultation terminée\u{a0}: {}", one.question))
                .mark(Tone::Warning, "À clore")
                .action(go.href(format!("{base}/scrutins/{}", one.id)))
        })
        .collect();
    items.extend(mandates.iter().filter_map(|one| {
        let (tone, words) = one.alerte(today)?;
        let go = Button::secondary("Voir").about(nom(one.adherent)).small().href(format!("{base}/mandats"));
        Some(
            Item::new(format!(
                "{}, {}\u{a0}: {}",
                nom(one.adherent),
                one.fonction.libelle().to_lowercase(),
                of(one.instance)
            ))
            .mark(tone, words)
            .action(go),
        )
    }));
    let declared = store::mandats::interets(tx).await?;
    let good: BTreeSet<_> =
        declared.iter().filter(|one: &&Interet| one.valable(today)).map(|one| one.adherent).collect();
    let holders: BTreeSet<_> =
        mandates.iter().filter(|one| one.court(today)).map(|one| one.adherent).collect();
    let missing = holders.difference(&good).count();
    if missing > 0 {
        let said = francais::compte(
            i64::try_from(missing).unwrap_or(0),
            "déclaration d’intérêts manque ou date de plus d’un an",
            "déclarations d’intérêts manquent ou datent de plus d’un an",
        );
        let go = Button::secondary("Voir").about("les déclarations d’intérêts").small();
        items.push(
            Item::new(said).mark(Tone::Warning, "Intérêts").action(go.href(format!("{base}/interets"))),
        );
    }
    Ok(items)
}
