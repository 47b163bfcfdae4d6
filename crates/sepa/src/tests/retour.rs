use proptest::prelude::*;

use crate::{Retour, RetourError, Statut, Version};

const EN_PARTIE: &str = include_str!("data/pain.002.001.10-en-partie.xml");
const TOUT_REFUSE: &str = include_str!("data/pain.002.001.03-tout-refuse.xml");

fn read(text: &str) -> Result<Retour, RetourError> {
    Retour::lire(text.as_bytes())
}

#[test]
fn each_transfer_gets_its_own_answer() {
    let retour = read(EN_PARTIE).unwrap();
    assert_eq!((retour.id.as_str(), retour.lot.as_str()), ("BANQUE-2026-334-77", "CPTS20261121-0001"));
    assert_eq!(retour.groupe.statut.as_ref().unwrap().libelle(), "Accepté en partie");
    assert_eq!(retour.blocs[0].id, "CPTS20261121-0001-1");
    let refused = retour.avis("CPTS-2026-000123").unwrap();
    assert!(refused.statut.unwrap().refuse());
    assert_eq!(refused.raisons[0].libelle(), "Compte clos");
    assert_eq!(refused.raisons[0].precisions, ["Compte fermé & transféré"]);
    let paid = retour.avis("CPTS-2026-000124").unwrap();
    assert!(paid.statut.unwrap().regle() && paid.raisons.is_empty());
    assert_eq!(retour.avis("CPTS-2026-000125"), None, "nothing is said of it");
}

#[test]
fn an_order_refused_as_a_whole_refuses_every_transfer() {
    let retour = read(TOUT_REFUSE).unwrap();
    assert!(retour.virements.is_empty());
    let avis = retour.avis("CPTS-2026-000123").unwrap();
    assert!(avis.statut.unwrap().refuse());
    assert_eq!(avis.raisons[0].libelle(), "Provision insuffisante");
    assert_eq!(
        (avis.raisons[1].code.as_str(), avis.raisons[1].libelle()),
        ("Z9", "motif que Maillage ne connaît pas")
    );
}

#[test]
fn a_refused_block_refuses_the_transfers_that_it_does_not_name() {
    let block = EN_PARTIE.replace("<p:PmtInfSts>PART", "<p:PmtInfSts>RJCT");
    assert!(read(&block).unwrap().avis("CPTS-2026-000999").unwrap().statut.unwrap().refuse());
}

#[test]
fn a_transfer_without_status_keeps_its_reasons_and_takes_the_status_of_the_order() {
    let silent = EN_PARTIE.replace("<p:TxSts>RJCT</p:TxSts>", "").replace("PART", "RJCT");
    let avis = read(&silent).unwrap().avis("CPTS-2026-000123").unwrap();
    assert!(avis.statut.unwrap().refuse());
    assert_eq!(avis.raisons[0].code, "AC04");
}

#[test]
fn an_unknown_status_is_kept_as_it_came() {
    let odd = read(&EN_PARTIE.replace("ACSC", "ZZZZ")).unwrap();
    let statut = odd.avis("CPTS-2026-000124").unwrap().statut.unwrap();
    assert_eq!(statut, Statut { code: "ZZZZ".into() });
    assert_eq!(statut.libelle(), "statut que Maillage ne connaît pas");
    assert!(!statut.refuse() && !statut.regle());
}

#[test]
fn a_refusal_says_whose_it_is_and_whether_the_bank_has_it_already() {
    let one = read(EN_PARTIE).unwrap();
    assert!(one.en_partie() && !one.ordre_refuse("CPTS-2026-000123") && !one.deja_recu("CPTS-2026-000123"));
    assert!(one.avis("CPTS-2026-000123").unwrap().raisons[0].sur_compte(), "AC04");
    let whole = read(TOUT_REFUSE).unwrap();
    assert!(whole.ordre_refuse("CPTS-2026-000123") && !whole.en_partie());
    assert!(!whole.avis("CPTS-2026-000123").unwrap().raisons[0].sur_compte(), "AM04");
    let twice = read(&TOUT_REFUSE.replace("AM04", "DU01")).unwrap();
    assert!(twice.deja_recu("CPTS-2026-000123"));
    let named =
        read(&EN_PARTIE.replace("<p:PmtInfSts>PART", "<p:PmtInfSts>RJCT").replace("AC04", "DUPL")).unwrap();
    assert!(
        named.deja_recu("CPTS-2026-000123") && !named.deja_recu("CPTS-2026-000124"),
        "the paid one is not refused"
    );
    let pending =
        read(&EN_PARTIE.replace("ACSC", "ACSP")).unwrap().avis("CPTS-2026-000124").unwrap().statut.unwrap();
    assert!(pending.en_cours() && !pending.regle());
}

#[test]
fn other_files_of_a_bank_are_named() {
    let order = super::lot().xml(Version::V09).unwrap();
    let sentence = "Ce fichier n’est pas un compte rendu de virements (pain.002)\u{a0}: c’est un ordre de virement (pain.001).";
    assert_eq!(read(&order).unwrap_err().to_string(), sentence);
    let statement = "<Document><BkToCstmrStmt/></Document>".replace("/>", "></BkToCstmrStmt>");
    assert_eq!(read(&statement), Err(RetourError::AutreMessage("c’est un relevé de compte")));
    assert_eq!(read("<html></html>"), Err(RetourError::AutreMessage("c’est un autre document")));
    let nameless = TOUT_REFUSE.replace("OrgnlMsgId", "Autre");
    assert_eq!(read(&nameless), Err(RetourError::SansLot));
}

#[test]
fn damaged_huge_and_hostile_files_are_refused() {
    assert_eq!(Retour::lire(&vec![b' '; 17 << 20]), Err(RetourError::TropGros));
    let bomb = TOUT_REFUSE.replace("<Document", "<!DOCTYPE x [<!ENTITY a \"b\">]><Document");
    let entity = TOUT_REFUSE.replace("AM04", "&a;");
    let deep = TOUT_REFUSE.replace("AM04", &"<a>".repeat(100));
    let crossed = TOUT_REFUSE.replace("</Rsn>", "</Rsm>");
    for text in ["", "bonjour", "<", &TOUT_REFUSE[..400], &bomb, &entity, &deep, &crossed] {
        assert_eq!(read(text), Err(RetourError::Illisible));
    }
}

#[test]
fn the_encoding_of_old_banks_and_a_byte_order_mark_are_read() {
    let marked = format!("\u{feff}{TOUT_REFUSE}");
    assert!(read(&marked).is_ok());
    let old = TOUT_REFUSE.replace("</Rsn>", "</Rsn><AddtlInf>refus@</AddtlInf>");
    let old: Vec<u8> = old.bytes().map(|byte| if byte == b'@' { 0xe9 } else { byte }).collect();
    assert_eq!(Retour::lire(&old).unwrap().groupe.raisons[0].precisions, ["refusé"]);
}

proptest! {
    #[test]
    fn no_cut_and_no_noise_makes_the_reader_fall(at in 0usize..1_200, noise in "\\PC{0,20}") {
        let whole = EN_PARTIE.trim_end();
        let (start, end) = whole.split_at(at % whole.len());
        let _ = read(&format!("{start}{noise}{end}"));
        prop_assert!(read(start).is_err());
    }
}
