use proptest::prelude::*;
use quick_xml::events::Event;

use super::{lot, titulaire, virement};
use crate::{Lot, Motif, Reference, Version, texte};

const DE_2009: &str = include_str!("data/pain.001.001.03-deux-virements.xml");
const DE_2019: &str = include_str!("data/pain.001.001.09-deux-virements.xml");

/// Path and text of every leaf, by a reader that knows nothing of the writer.
fn leaves(xml: &str) -> Vec<(String, String)> {
    let (mut path, mut out, mut last) = (Vec::new(), Vec::new(), String::new());
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                path.push(start.local_name().into_inner().to_owned());
                last.clear();
            }
            Event::Text(text) => last.push_str(&text),
            Event::End(_) => {
                let leaf = (path.join("/"), std::mem::take(&mut last).trim().to_owned());
                path.pop();
                out.extend((!leaf.1.is_empty()).then_some(leaf));
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// Texts of the leaves whose path ends so.
fn all(leaves: &[(String, String)], end: &str) -> Vec<String> {
    leaves.iter().filter(|(path, _)| path.ends_with(end)).map(|(_, text)| text.clone()).collect()
}

fn cents(text: &str) -> i64 {
    let (units, cents) = text.split_once('.').unwrap();
    assert_eq!(cents.len(), 2);
    units.parse::<i64>().unwrap() * 100 + cents.parse::<i64>().unwrap()
}

#[test]
fn both_versions_are_the_golden_files() {
    assert_eq!(lot().xml(Version::V09).unwrap(), DE_2019.trim_end());
    assert_eq!(lot().xml(Version::V03).unwrap(), DE_2009.trim_end());
}

#[test]
fn a_bank_that_is_not_told_is_marked_for_the_debtor_and_left_out_for_others() {
    let mut lot = lot();
    lot.debiteur.bic = None;
    lot.virements[0].beneficiaire.bic = None;
    for version in Version::ALL {
        let xml = lot.xml(*version).unwrap();
        let leaves = leaves(&xml);
        assert_eq!(all(&leaves, "DbtrAgt/FinInstnId/Othr/Id"), ["NOTPROVIDED"]);
        assert_eq!(xml.matches("<CdtrAgt>").count(), 1);
    }
}

#[test]
fn a_structured_reference_stands_in_its_block() {
    let mut lot = lot();
    lot.groupe = false;
    lot.virements[0].motif = Motif::Reference(Reference::pour("539007547034").unwrap());
    let leaves = leaves(&lot.xml(Version::V09).unwrap());
    assert_eq!(all(&leaves, "RmtInf/Strd/CdtrRefInf/Ref"), ["RF18539007547034"]);
    assert_eq!(all(&leaves, "CdtrRefInf/Tp/CdOrPrtry/Cd"), ["SCOR"]);
    assert_eq!(all(&leaves, "BtchBookg"), ["false"]);
}

#[test]
fn foreign_accounts_of_sepa_and_accents_go_through() {
    let mut lot = lot();
    let zoe = titulaire("Zoé Müller-O’Brien", "BE54925899139441", "");
    lot.virements.push(virement("a", 1, zoe, "Réunion du 3\u{a0}décembre & suites"));
    let leaves = leaves(&lot.xml(Version::V09).unwrap());
    assert_eq!(all(&leaves, "Cdtr/Nm")[2], "Zoe Muller-O'Brien");
    assert_eq!(all(&leaves, "RmtInf/Ustrd")[2], "Reunion du 3 decembre + suites");
    assert_eq!(all(&leaves, "CdtrAcct/Id/IBAN")[2], "BE54925899139441");
}

#[test]
fn five_thousand_transfers_are_written_in_no_time() {
    let one = lot().virements[0].clone();
    let many = (0..5_000).map(|n| crate::Virement { id: format!("V{n}"), ..one.clone() });
    let lot = Lot { virements: many.collect(), ..lot() };
    let start = std::time::Instant::now();
    let leaves = leaves(&lot.xml(Version::V09).unwrap());
    let spent = start.elapsed();
    assert_eq!(all(&leaves, "GrpHdr/NbOfTxs"), ["5000"]);
    assert_eq!(all(&leaves, "PmtInf/CtrlSum"), ["602500.00"]);
    // Generous: written and read back, in debug, on a busy machine.
    assert!(spent.as_millis() < 5_000, "{spent:?}");
}

proptest! {
    #[test]
    fn counts_and_sums_are_those_of_the_transfers(amounts in prop::collection::vec(1i64..=99_999_999_999, 1..30),
        nom in "\\PC{0,90}[a-z]", motif in "[a-z]\\PC{0,200}") {
        let who = crate::Titulaire { nom, ..lot().virements[0].beneficiaire.clone() };
        let numbered = amounts.iter().enumerate();
        let virements = numbered.map(|(n, amount)| virement(&format!("V{n}"), *amount, who.clone(), &motif)).collect();
        let lot = Lot { virements, ..lot() };
        // Ninety signs may leave nothing readable in the first seventy: such an order is refused, never written.
        prop_assume!(lot.fautes().is_empty());
        let leaves = leaves(&lot.xml(Version::V03).unwrap());
        let paid: Vec<i64> = all(&leaves, "Amt/InstdAmt").iter().map(|one| cents(one)).collect();
        prop_assert_eq!(&paid, &amounts);
        prop_assert_eq!(cents(&all(&leaves, "GrpHdr/CtrlSum")[0]), amounts.iter().sum::<i64>());
        prop_assert!(leaves.iter().all(|(_, text)| text.chars().all(texte::accepte)));
        prop_assert_eq!(lot.xml(Version::V03).unwrap(), lot.xml(Version::V03).unwrap());
    }
}
