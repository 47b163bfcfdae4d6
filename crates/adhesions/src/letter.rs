//! The letters that tell a decision of the bureau to whoever asked to belong.

use crate::remind::{DUREE, USAGE};
use crate::store::{cotisations, tarifs, textes};
use crate::tarif::tarif_de;
use crate::{Adherent, Cotisation, EtatCotisation, texte};
use comptes::{Contact, Cpts, LIEN, MessageDemande};
use db::{Result, Tx};
use jiff::civil::Date;
use kernel::today;
use std::collections::BTreeSet;
use ui::francais;

/// Tells somebody that they belong since that day, and what comes next: fee, texts, where their own page is. False when no
/// address is known, or none of a CPTS.
///
/// # Errors
/// A fault of storage.
pub(crate) async fn accepted(tx: &mut Tx, one: &Adherent, depuis: Date) -> Result<bool> {
    let Some((vers, cpts)) = reached(tx, one).await? else { return Ok(false) };
    let annee = today(tx.ctx().now).year();
    let objet = format!("Votre adhésion est acceptée\u{a0}: {}", cpts.nom);
    let mut said = vec![
        "Bonjour,".to_owned(),
        format!(
            "Le bureau de l’association a accepté l’adhésion de {}, à compter du {}. Bienvenue\u{202f}!",
            one.nom(),
            francais::date(depuis)
        ),
    ];
    said.extend(fee(tx, one, annee).await?);
    said.extend(texts(tx, one).await?);
    said.push(if one.compte.is_some() {
        format!("Votre page «\u{a0}Mon adhésion\u{a0}», dans l’espace de la CPTS\u{a0}:\n\n{LIEN}")
    } else {
        format!("Votre page «\u{a0}Mon adhésion\u{a0}», sans compte ni mot de passe. Ce lien est personnel, ne le transmettez pas\u{a0}:\n\n{LIEN}")
    });
    said.push(cpts.nom.to_string());
    let texte = said.join("\n\n");
    if one.compte.is_some() {
        let chemin = Some(format!("/{}/espace/adhesions/moi", cpts.slug.as_str()));
        tx.publish(&MessageDemande { vers, objet, texte, chemin, calendrier: None }).await?;
    } else {
        comptes::send_lien_direct(tx, USAGE, one.id.uuid(), DUREE, &vers, &objet, &texte).await?;
    }
    Ok(true)
}

/// Tells somebody that their request is refused, and why. False when no address is known.
///
/// # Errors
/// A fault of storage.
pub(crate) async fn refused(tx: &mut Tx, one: &Adherent, motif: &str) -> Result<bool> {
    let Some((vers, cpts)) = reached(tx, one).await? else { return Ok(false) };
    let objet = format!("Votre demande d’adhésion\u{a0}: {}", cpts.nom);
    let texte = format!(
        "Bonjour,\n\nLe bureau de l’association a examiné la demande d’adhésion de {}, reçue le {}. Il ne l’a pas retenue.\n\n\
         Motif\u{a0}: {motif}\n\n\
         Votre situation a changé\u{202f}? Vous pouvez faire une nouvelle demande\u{a0}:\n\n{LIEN}\n\n{}",
        one.nom(),
        francais::date(one.demande_le),
        cpts.nom
    );
    let chemin = Some(format!("/{}/rejoindre", cpts.slug.as_str()));
    tx.publish(&MessageDemande { vers, objet, texte, chemin, calendrier: None }).await?;
    Ok(true)
}

/// Where to write, and in whose name.
async fn reached(tx: &mut Tx, one: &Adherent) -> Result<Option<(Contact, Cpts)>> {
    let Some(vers) = one.courriel.clone() else { return Ok(None) };
    Ok(comptes::here(tx).await?.map(|cpts| (vers.into(), cpts)))
}

/// What the fee of the year will be, or is. Nothing of a CPTS that asks for none; no amount while a college may change it.
async fn fee(tx: &mut Tx, one: &Adherent, annee: i16) -> Result<Option<String>> {
    let fees = cotisations::de(tx, one.id).await?;
    let later = "un message vous la demandera, avec la façon de la régler.";
    if let Some(called) = fees.iter().find(|fee| fee.annee == annee).map(Cotisation::etat) {
        return Ok(Some(match called {
            EtatCotisation::Due { cents, .. } => {
                format!("Il vous reste à régler la cotisation {annee}\u{a0}: {}.", francais::euros(cents))
            }
            EtatCotisation::Payee { .. } => format!("Votre cotisation {annee} est réglée."),
            EtatCotisation::Offerte | EtatCotisation::SansAppel => nothing(annee),
        }));
    }
    let rates = tarifs::tarifs(tx).await?;
    let sure = one.college.is_some() || rates.iter().all(|rate| rate.college.is_none());
    let rate = tarif_de(&rates, one, annee).filter(|_| sure).map(|rate| rate.cents);
    Ok(match rate {
        _ if rates.is_empty() => None,
        Some(0) => Some(nothing(annee)),
        Some(cents) => {
            Some(format!("La cotisation {annee} est de {}\u{a0}: {later}", francais::euros(cents)))
        }
        None => Some(format!("Reste la cotisation {annee}\u{a0}: {later}")),
    })
}

fn nothing(annee: i16) -> String {
    format!("Aucune cotisation ne vous est demandée pour {annee}.")
}

/// The texts in force that they have not accepted; nothing when there are none.
async fn texts(tx: &mut Tx, one: &Adherent) -> Result<Option<String>> {
    let all = textes::textes(tx).await?;
    let known: BTreeSet<_> =
        textes::acceptees(tx, one.id).await?.into_iter().map(|kept| kept.texte).collect();
    let left: Vec<&str> = texte::asked(&all, today(tx.ctx().now))
        .filter(|text| !known.contains(&text.id))
        .map(|text| text.titre.as_str())
        .collect();
    Ok((!left.is_empty()).then(|| format!("Il vous reste à lire et accepter\u{a0}: {}.", left.join(", "))))
}
