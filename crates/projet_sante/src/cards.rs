//! What waits in « Ma journée » about the projet de santé.

use crate::droits::{CONDUIRE, REDIGER, VOIR};
use crate::section::Etat;
use crate::{horloge::EtatHorloge, read_sections, store};
use db::{Result, Tx};
use territoire::Atlas;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 45;
/// Days before the end of the delay of the ARS from which the card says so.
const SOON: i64 = 30;

pub(crate) fn read<'a>(app: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let ctx = tx.ctx().clone();
        if !ctx.rights.contains(VOIR) {
            return Ok(Vec::new());
        }
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/projet", cpts.slug);
        let mut items = Vec::new();
        if ctx.rights.contains(CONDUIRE) {
            items.extend(clock(app, tx, &base).await?);
            items.extend(questions(tx, &base).await?);
        }
        if ctx.rights.contains(REDIGER) {
            items.extend(mine(tx, &base).await?);
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let card = Card::new(Icon::Document, "Projet de santé", "Rien n’attend dans le projet de santé.");
        Ok(vec![(RANK, card.items(items).more("Voir le projet", base))])
    })
}

async fn clock(app: &App, tx: &mut Tx, base: &str) -> Result<Option<Item>> {
    let etat = app.resource::<Atlas>().at(tx).await?;
    let Some(clock) = crate::horloge(tx, &etat.law).await? else { return Ok(None) };
    Ok(match clock.etat {
        EtatHorloge::EnCours { jours } if jours <= SOON => {
            let item = Item::new(clock.phrase()).detail("Sans opposition, le projet sera réputé validé.");
            let item = item.mark(if jours <= 7 { Tone::Warning } else { Tone::Info }, "Délai de l’ARS");
            Some(item.action(Button::secondary("Voir").small().href(format!("{base}/dossier"))))
        }
        _ => None,
    })
}

async fn questions(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let waiting = store::dossier::questions(tx).await?.into_iter().filter(|one| one.reponse.is_none());
    Ok(waiting
        .map(|one| {
            let said = format!("{}, le {}", one.de, francais::date(one.recue_le));
            let go = Button::secondary("Répondre").small().href(format!("{base}/questions/{}", one.id));
            Item::new("Une question de l’ARS attend sa réponse")
                .detail(said)
                .mark(Tone::Warning, "À traiter")
                .action(go)
        })
        .collect())
}

/// Parts that were given to me and are not ready.
async fn mine(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let Some(me) = crate::author(tx.ctx()) else { return Ok(Vec::new()) };
    let sections = read_sections::sections(tx).await?;
    let mine = sections
        .into_iter()
        .filter(|one| one.responsable == Some(me) && matches!(one.etat, Etat::AEcrire | Etat::EnCours));
    Ok(mine
        .map(|one| {
            let go = Button::secondary("Écrire").about(one.modele.titre.clone()).small();
            let go = go.href(format!("{base}/sections/{}", one.modele.code));
            Item::new(format!("Une partie vous est confiée\u{a0}: {}", one.modele.titre))
                .mark(one.etat.tone(), one.etat.libelle())
                .action(go)
        })
        .collect())
}
