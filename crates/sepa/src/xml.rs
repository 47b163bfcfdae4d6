//! pain.001: one order, one payment block, its transfers, in the order that the schema wants.

use std::io;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::texte::{MOTIF, NOM, bancaire};
use crate::{Bic, Lot, Motif, Titulaire, Version, Virement};

type Xml = Writer<Vec<u8>>;

/// Write an order without faults.
pub(crate) fn write(lot: &Lot, version: Version) -> io::Result<String> {
    let mut xml = Writer::new_with_indent(Vec::new(), b'\t', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let namespace = format!("urn:iso:std:iso:20022:tech:xsd:{version}");
    xml.create_element("Document").with_attribute(("xmlns", namespace.as_str())).write_inner_content(
        |xml| {
            group(xml, "CstmrCdtTrfInitn", |xml| {
                group(xml, "GrpHdr", |xml| header(xml, lot))?;
                group(xml, "PmtInf", |xml| block(xml, lot, version))
            })
        },
    )?;
    String::from_utf8(xml.into_inner()).map_err(io::Error::other)
}

fn header(xml: &mut Xml, lot: &Lot) -> io::Result<()> {
    leaf(xml, "MsgId", &lot.id)?;
    leaf(xml, "CreDtTm", &lot.cree.strftime("%Y-%m-%dT%H:%M:%S").to_string())?;
    sums(xml, lot)?;
    group(xml, "InitgPty", |xml| name(xml, &lot.debiteur))
}

fn block(xml: &mut Xml, lot: &Lot, version: Version) -> io::Result<()> {
    leaf(xml, "PmtInfId", &format!("{}-1", lot.id))?;
    leaf(xml, "PmtMtd", "TRF")?;
    leaf(xml, "BtchBookg", if lot.groupe { "true" } else { "false" })?;
    sums(xml, lot)?;
    group(xml, "PmtTpInf", |xml| group(xml, "SvcLvl", |xml| leaf(xml, "Cd", "SEPA")))?;
    let day = lot.execution.to_string();
    match version {
        Version::V03 => leaf(xml, "ReqdExctnDt", &day)?,
        Version::V09 => group(xml, "ReqdExctnDt", |xml| leaf(xml, "Dt", &day))?,
    }
    group(xml, "Dbtr", |xml| name(xml, &lot.debiteur))?;
    group(xml, "DbtrAcct", |xml| account(xml, &lot.debiteur))?;
    group(xml, "DbtrAgt", |xml| bank(xml, lot.debiteur.bic, version))?;
    leaf(xml, "ChrgBr", "SLEV")?;
    lot.virements.iter().try_for_each(|one| group(xml, "CdtTrfTxInf", |xml| transfer(xml, one, version)))
}

fn transfer(xml: &mut Xml, one: &Virement, version: Version) -> io::Result<()> {
    group(xml, "PmtId", |xml| leaf(xml, "EndToEndId", &one.id))?;
    group(xml, "Amt", |xml| {
        let amount = cents(one.montant);
        let element = xml.create_element("InstdAmt").with_attribute(("Ccy", "EUR"));
        element.write_text_content(BytesText::new(&amount)).map(drop)
    })?;
    let beneficiary = &one.beneficiaire;
    if beneficiary.bic.is_some() {
        group(xml, "CdtrAgt", |xml| bank(xml, beneficiary.bic, version))?;
    }
    group(xml, "Cdtr", |xml| name(xml, beneficiary))?;
    group(xml, "CdtrAcct", |xml| account(xml, beneficiary))?;
    group(xml, "RmtInf", |xml| match &one.motif {
        Motif::Texte(text) => leaf(xml, "Ustrd", &readable(text, MOTIF)?),
        Motif::Reference(reference) => structured(xml, reference.as_str()),
    })
}

/// A reference of the creditor, as the rulebook of the EPC wants it: type SCOR, issued by ISO.
fn structured(xml: &mut Xml, reference: &str) -> io::Result<()> {
    group(xml, "Strd", |xml| {
        group(xml, "CdtrRefInf", |xml| {
            group(xml, "Tp", |xml| {
                group(xml, "CdOrPrtry", |xml| leaf(xml, "Cd", "SCOR"))?;
                leaf(xml, "Issr", "ISO")
            })?;
            leaf(xml, "Ref", reference)
        })
    })
}

fn sums(xml: &mut Xml, lot: &Lot) -> io::Result<()> {
    leaf(xml, "NbOfTxs", &lot.virements.len().to_string())?;
    leaf(xml, "CtrlSum", &cents(lot.total()))
}

fn name(xml: &mut Xml, holder: &Titulaire) -> io::Result<()> {
    leaf(xml, "Nm", &readable(&holder.nom, NOM)?)
}

fn account(xml: &mut Xml, holder: &Titulaire) -> io::Result<()> {
    group(xml, "Id", |xml| leaf(xml, "IBAN", holder.iban.electronique()))
}

fn bank(xml: &mut Xml, bic: Option<Bic>, version: Version) -> io::Result<()> {
    group(xml, "FinInstnId", |xml| match (bic, version) {
        (Some(bic), Version::V03) => leaf(xml, "BIC", bic.as_str()),
        (Some(bic), Version::V09) => leaf(xml, "BICFI", bic.as_str()),
        (None, _) => group(xml, "Othr", |xml| leaf(xml, "Id", "NOTPROVIDED")),
    })
}

/// « 120.50 », from cents.
fn cents(amount: i64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

fn readable(text: &str, max: usize) -> io::Result<String> {
    bancaire(text, max).map_err(io::Error::other)
}

/// An element that holds others.
fn group(xml: &mut Xml, name: &str, inside: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(inside).map(drop)
}

/// An element that holds a text.
fn leaf(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::from_escaped(partial_escape(text))).map(drop)
}
