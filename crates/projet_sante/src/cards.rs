//! What waits in « Ma journée » about the projet de santé.

use crate::droits::{AIDES, CONDUIRE, REDIGER, VOIR, VOIR_DOSSIER};
use crate::section::Etat;
use crate::{horloge::EtatHorloge, read_sections, store};
use comptes::Role;
use db::{Result, Tx};
use jiff::ToSpan;
use kernel::Id;
use territoire::Atlas;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 45;
/// Days before the end of the delay of the ARS from which the card says so.
const SOON: i64 = 30;
/// Days during which an answer is news.
const LATELY: i64 = 30;

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
        let follows =
            ctx.rights.contains(VOIR_DOSSIER) && !ctx.rights.contains(CONDUIRE) && follows(tx).await?;
        if follows {
            items.extend(followed(app, tx, &base).await?);
        }
        if ctx.rights.contains(AIDES) {
            items.extend(ending(tx, &base).await?);
        }
        if ctx.rights.contains(REDIGER) {
            items.extend(mine(tx, &base).await?);
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let card = Card::new(Icon::Document, "Projet de santé", "Rien n’attend dans le projet de santé.");
        let card = card.items(items);
        let card = if follows {
            card.more("Voir le dossier envoyé", format!("{base}/dossier"))
        } else {
            card.more("Voir le projet", base)
        };
        Ok(vec![(RANK, card)])
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

/// Whether whoever looks follows the CPTS for an institution.
async fn follows(tx: &mut Tx) -> Result<bool> {
    let Some(me) = crate::author(tx.ctx()) else { return Ok(false) };
    let here = comptes::membre(tx, Id::new(me)).await?;
    Ok(here.is_some_and(|one| one.roles.has(Role::ReferentInstitution)))
}

/// What an institution follows: the projet that was sent, its clock, the questions that wait or were answered lately.
async fn followed(app: &App, tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    let today = kernel::today(tx.ctx().now);
    let etat = app.resource::<Atlas>().at(tx).await?;
    let clock = crate::horloge(tx, &etat.law).await?.filter(crate::Horloge::is_en_cours);
    if let Some(clock) = clock {
        let item = Item::new(format!("Projet de santé transmis le {}", francais::date(clock.transmis_le)));
        let item = item.detail(clock.phrase()).mark(Tone::Info, "À lire");
        let to = match crate::transmise(tx).await? {
            Some(n) => format!("{base}/versions/{n}/projet-de-sante.pdf"),
            None => format!("{base}/dossier"),
        };
        items.push(item.action(Button::secondary("Lire").about("la version transmise").small().href(to)));
    }
    for one in store::dossier::questions(tx).await? {
        let (words, about) = match one.reponse {
            Some((le, _)) if le.saturating_add(LATELY.days()) < today => continue,
            Some((le, _)) => {
                (format!("La CPTS a répondu à une question le {}", francais::date(le)), "la réponse à")
            }
            None => ("La CPTS n’a pas encore répondu à une question".to_owned(), "la question de"),
        };
        let go = Button::secondary("Lire").about(format!("{about} {}", one.de)).small();
        let go = go.href(format!("{base}/questions/{}", one.id));
        items.push(Item::new(words).detail(one.texte).action(go));
    }
    Ok(items)
}

/// Aids whose money must soon be spent, or should have been.
async fn ending(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let today = kernel::today(tx.ctx().now);
    let all = store::aides::aides(tx).await?;
    let items = all.iter().filter_map(|aide| {
        let (tone, words) = aide.alerte(today)?;
        let go = Button::secondary("Voir").about(aide.octroi.intitule.clone()).small();
        let go = go.href(format!("{base}/aides/{}", aide.id));
        Some(Item::new(words).detail(aide.octroi.intitule.clone()).mark(tone, "Aide").action(go))
    });
    Ok(items.collect())
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
