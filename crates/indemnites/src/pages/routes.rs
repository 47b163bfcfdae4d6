//! Every address of the rooms, with the right that it asks for.

use super::{
    baremes, compte, coordonnees, declarations, differences, lignes, lots, mon_annee, montants, payer,
    plafonds, un_lot, une,
};
use crate::droits::{APPROUVER, COORDONNEES, DECLARER, EMETTRE, PAYER, REGLER, VOIR};
use web::Routes;

pub(crate) fn routes() -> Routes {
    office().and(lines()).and(batches()).and(mine())
}

/// What the office sets.
fn office() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/indemnites/baremes", VOIR, baremes::show)
        .post("/{cpts}/espace/indemnites/baremes", REGLER, baremes::write)
        .post("/{cpts}/espace/indemnites/baremes/{id}/fin", REGLER, baremes::end)
        .get("/{cpts}/espace/indemnites/differences", VOIR, differences::show)
        .post("/{cpts}/espace/indemnites/differences", REGLER, differences::propose)
        .get("/{cpts}/espace/indemnites/plafonds", VOIR, plafonds::show)
        .post("/{cpts}/espace/indemnites/plafonds", REGLER, plafonds::write)
        .get("/{cpts}/espace/indemnites/coordonnees", VOIR, coordonnees::list)
        .get("/{cpts}/espace/indemnites/coordonnees/{id}", VOIR, coordonnees::show)
        .post("/{cpts}/espace/indemnites/coordonnees/{id}", PAYER, coordonnees::give)
        .post("/{cpts}/espace/indemnites/coordonnees/{id}/lecture", COORDONNEES, coordonnees::read)
        .post("/{cpts}/espace/indemnites/coordonnees/{id}/papier", COORDONNEES, coordonnees::paper)
        .post("/{cpts}/espace/indemnites/coordonnees/{id}/confirmation", PAYER, coordonnees::confirm)
        .get("/{cpts}/espace/indemnites/compte", PAYER, compte::show)
        .post("/{cpts}/espace/indemnites/compte", PAYER, compte::write)
}

/// Lines.
fn lines() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/indemnites", VOIR, lignes::show)
        .get("/{cpts}/espace/indemnites/payer", VOIR, payer::show)
        .post("/{cpts}/espace/indemnites/payer", APPROUVER, payer::approve)
        .get("/{cpts}/espace/indemnites/personnes/{id}", VOIR, mon_annee::of)
        .get("/{cpts}/espace/indemnites/personnes/{id}/releve.pdf", VOIR, mon_annee::releve_of)
        .get("/{cpts}/espace/indemnites/montants", VOIR, montants::show)
        .get("/{cpts}/espace/indemnites/montants.csv", PAYER, montants::csv)
        .get("/{cpts}/espace/indemnites/montants.xlsx", PAYER, montants::xlsx)
        .get("/{cpts}/espace/indemnites/{id}", VOIR, une::show)
        .post("/{cpts}/espace/indemnites/{id}/approbation", APPROUVER, une::approve)
        .post("/{cpts}/espace/indemnites/{id}/refus", APPROUVER, une::refuse)
        .post("/{cpts}/espace/indemnites/{id}/annulation", APPROUVER, une::cancel)
        .post("/{cpts}/espace/indemnites/{id}/profession", APPROUVER, une::profession)
}

/// Batches.
fn batches() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/indemnites/lots", VOIR, lots::show)
        .post("/{cpts}/espace/indemnites/lots", PAYER, lots::prepare)
        .post("/{cpts}/espace/indemnites/retours", PAYER, lots::answer)
        .get("/{cpts}/espace/indemnites/lots/{id}", VOIR, un_lot::show)
        .post("/{cpts}/espace/indemnites/lots/{id}/emission", EMETTRE, un_lot::issue)
        .post("/{cpts}/espace/indemnites/lots/{id}/annulation", PAYER, un_lot::cancel)
        .post("/{cpts}/espace/indemnites/lots/{id}/execution", PAYER, un_lot::confirm)
        .post("/{cpts}/espace/indemnites/lots/{id}/representation", PAYER, un_lot::represent)
        .get("/{cpts}/espace/indemnites/lots/{id}/virements.xml", EMETTRE, un_lot::download)
}

/// One’s own year.
fn mine() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/mon-annee", DECLARER, mon_annee::show)
        .get("/{cpts}/espace/mon-annee/releve.pdf", DECLARER, mon_annee::releve)
        .post("/{cpts}/espace/mon-annee/attestation", DECLARER, mon_annee::attest)
        .post("/{cpts}/espace/mon-annee/declarations", DECLARER, declarations::declare)
        .post("/{cpts}/espace/mon-annee/declarations/{id}/retrait", DECLARER, declarations::withdraw)
        .post("/{cpts}/espace/mon-annee/coordonnees", DECLARER, declarations::give)
        .post("/{cpts}/espace/mon-annee/lignes/{id}/profession", DECLARER, declarations::profession)
}
