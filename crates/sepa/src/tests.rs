mod comptes;
mod controle;
mod ecriture;
mod retour;

use jiff::civil::date;

use crate::{Lot, Motif, Titulaire, Virement};

fn titulaire(nom: &str, iban: &str, bic: &str) -> Titulaire {
    Titulaire { nom: nom.into(), iban: iban.parse().unwrap(), bic: bic.parse().ok() }
}

fn virement(id: &str, montant: i64, beneficiaire: Titulaire, motif: &str) -> Virement {
    Virement { id: id.into(), montant, beneficiaire, motif: Motif::Texte(motif.into()) }
}

/// The order of the golden files: two transfers, 195.50 €.
fn lot() -> Lot {
    let alix = titulaire("Dr FICTIF Alix", "FR14 2004 1010 0505 0001 3M02 606", "PSSTFRPPLIL");
    let camille = titulaire("EXEMPLE Camille", "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPPXXX");
    Lot {
        id: "CPTS20261121-0001".into(),
        cree: date(2026, 11, 21).at(10, 0, 0, 0),
        execution: date(2026, 12, 1),
        groupe: true,
        debiteur: titulaire("CPTS FICTIVE", "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPPXXX"),
        virements: vec![
            virement("CPTS-2026-000123", 12_050, alix, "INDEMNITE SNP 2026-11"),
            virement("CPTS-2026-000124", 7_500, camille, "REUNION PLURIPRO 2026-11-12"),
        ],
    }
}
