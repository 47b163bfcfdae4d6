//! Fees received and asked for, as the room of memberships says: never typed twice, nobody named.

use crate::cle::Cle;
use crate::enveloppe::Attendu;
use crate::ligne::{Ligne, Origine};
use crate::mouvement::{Genre, Moyen, Nature};
use crate::reglages::Reglages;
use adhesions::{Encaissement, Recouvrement};
use db::{Result, Tx};
use jiff::civil::date;

/// One line a day.
pub(super) async fn lines(tx: &mut Tx, reglages: &Reglages) -> Result<Vec<Ligne>> {
    let all = adhesions::encaissements(tx).await?;
    Ok(all.iter().map(|one| line(one, reglages)).collect())
}

/// What members are asked for, of the civil year that runs and of the next: fees of the years before are reminded by their room, and
/// counted when they come.
pub(super) fn expected(one: &Recouvrement) -> Attendu {
    Attendu {
        cle: Cle::Cotisations,
        jour: one.appele_le.max(date(one.annee, 1, 1)),
        date_connue: false,
        libelle: format!("cotisations {} appelées", one.annee),
        cents: one.cents,
        recu: one.recu,
        incertain: false,
        pourquoi: None,
    }
}

fn line(one: &Encaissement, reglages: &Reglages) -> Ligne {
    let count =
        if one.nombre == 1 { "1\u{a0}paiement".to_owned() } else { format!("{}\u{a0}paiements", one.nombre) };
    Ligne {
        origine: Origine::Cotisations(one.jour),
        genre: Genre::Recette,
        nature: Nature::Autre,
        jour: one.jour,
        facture_le: None,
        libelle: format!("Cotisations, {count}"),
        tiers: "Adhérents".to_owned(),
        reference: String::new(),
        moyen: Moyen::Virement,
        cle: Cle::Cotisations,
        compte: Some(reglages.cotisations.clone()),
        cents: one.cents,
    }
}
