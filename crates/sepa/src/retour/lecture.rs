//! A pain.002 read element by element; names are compared without their prefix, so that any version is read.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::{Avis, AvisBloc, AvisVirement, Raison, Retour, RetourError, Statut};

/// An answer on 5 000 transfers with all their details is half of it.
const BYTES: usize = 16 * 1024 * 1024;
/// Elements of a pain.002 are a dozen deep.
const DEPTH: usize = 32;
/// Signs kept of a text.
const SIGNS: usize = 500;

/// What is read so far.
pub(super) struct Lecture {
    /// Names of the open elements.
    open: Vec<String>,
    /// Text of the innermost one.
    text: String,
    retour: Retour,
}

impl Lecture {
    pub(super) fn read(file: &[u8]) -> Result<Retour, RetourError> {
        if file.len() > BYTES {
            return Err(RetourError::TropGros);
        }
        let text = decode(file);
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let retour = Retour {
            id: String::new(),
            lot: String::new(),
            groupe: Avis::default(),
            blocs: Vec::new(),
            virements: Vec::new(),
        };
        let mut this = Self { open: Vec::new(), text: String::new(), retour };
        let mut known = false;
        loop {
            match reader.read_event().map_err(|_| RetourError::Illisible)? {
                Event::Start(start) => {
                    this.open(start.local_name().into_inner())?;
                    known = known || this.recognise()?;
                }
                Event::End(_) => this.close(),
                Event::Text(text) => this.text.push_str(&text.xml10_content()),
                Event::CData(text) => this.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => this.text.push(sign(&reference)?),
                Event::DocType(_) => return Err(RetourError::Illisible),
                Event::Eof => break,
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        match (this.open.is_empty() && known, this.retour.lot.is_empty()) {
            (false, _) => Err(RetourError::Illisible),
            (true, true) => Err(RetourError::SansLot),
            (true, false) => Ok(this.retour),
        }
    }

    /// The message is known by the element inside the root.
    fn recognise(&self) -> Result<bool, RetourError> {
        match self.open.as_slice() {
            [root] if root == "Document" => Ok(false),
            [_, message] if message == "CstmrPmtStsRpt" => Ok(true),
            names => Err(RetourError::AutreMessage(other_message(names.last()))),
        }
    }

    fn open(&mut self, name: &str) -> Result<(), RetourError> {
        if self.open.len() == DEPTH {
            return Err(RetourError::Illisible);
        }
        match name {
            "OrgnlPmtInfAndSts" => self.retour.blocs.push(AvisBloc::default()),
            "TxInfAndSts" => {
                let inside = self.inside("OrgnlPmtInfAndSts");
                let bloc = self.retour.blocs.len().checked_sub(1).filter(|_| inside);
                self.retour.virements.push(AvisVirement { bloc, ..AvisVirement::default() });
            }
            "StsRsnInf" => {
                if let Some(avis) = self.avis() {
                    avis.raisons.push(Raison::default());
                }
            }
            _ => {}
        }
        self.open.push(name.to_owned());
        self.text.clear();
        Ok(())
    }

    /// The innermost element ends: its text goes where it belongs.
    fn close(&mut self) {
        let text: String = self.text.trim().chars().take(SIGNS).collect();
        self.text.clear();
        let Some(name) = self.open.pop() else { return };
        let parent = self.open.last().map_or("", String::as_str);
        match (parent, name.as_str()) {
            ("GrpHdr", "MsgId") => self.retour.id = text,
            ("OrgnlGrpInfAndSts", "OrgnlMsgId") => self.retour.lot = text,
            ("OrgnlGrpInfAndSts", "GrpSts")
            | ("OrgnlPmtInfAndSts", "PmtInfSts")
            | ("TxInfAndSts", "TxSts") => {
                if let Some(avis) = self.avis() {
                    avis.statut = Some(Statut { code: text });
                }
            }
            ("OrgnlPmtInfAndSts", "OrgnlPmtInfId") => {
                if let Some(bloc) = self.retour.blocs.last_mut() {
                    bloc.id = text;
                }
            }
            ("TxInfAndSts", "OrgnlEndToEndId") => {
                if let Some(one) = self.retour.virements.last_mut() {
                    one.id = text;
                }
            }
            ("Rsn", "Cd" | "Prtry") => self.reason(|raison| raison.code = text),
            ("StsRsnInf", "AddtlInf") => self.reason(|raison| raison.precisions.push(text)),
            _ => {}
        }
    }

    /// What the open elements speak of: a transfer, a block or the whole order.
    fn avis(&mut self) -> Option<&mut Avis> {
        if self.inside("TxInfAndSts") {
            self.retour.virements.last_mut().map(|one| &mut one.avis)
        } else if self.inside("OrgnlPmtInfAndSts") {
            self.retour.blocs.last_mut().map(|one| &mut one.avis)
        } else {
            self.inside("OrgnlGrpInfAndSts").then_some(&mut self.retour.groupe)
        }
    }

    fn reason(&mut self, write: impl FnOnce(&mut Raison)) {
        if let Some(raison) = self.avis().and_then(|avis| avis.raisons.last_mut()) {
            write(raison);
        }
    }

    fn inside(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }
}

/// UTF-8 as the standard wants, else the encoding of the files of old French banks.
fn decode(file: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(file)
        .map_or_else(|_| encoding_rs::WINDOWS_1252.decode_without_bom_handling(file).0, Cow::Borrowed)
}

/// The sign of `&amp;` or `&#233;`; there is no other entity without a DTD.
fn sign(reference: &BytesRef<'_>) -> Result<char, RetourError> {
    let named = quick_xml::escape::resolve_predefined_entity(reference).and_then(|text| text.chars().next());
    let numbered = || reference.resolve_char_ref().ok().flatten();
    named.or_else(numbered).ok_or(RetourError::Illisible)
}

/// What a bank may also send, in words.
fn other_message(name: Option<&String>) -> &'static str {
    match name.map(String::as_str) {
        Some("CstmrCdtTrfInitn") => "c’est un ordre de virement (pain.001)",
        Some("CstmrDrctDbtInitn") => "c’est un ordre de prélèvement (pain.008)",
        Some("BkToCstmrStmt" | "BkToCstmrAcctRpt") => "c’est un relevé de compte",
        Some("BkToCstmrDbtCdtNtfctn") => "c’est un avis d’opérations (camt.054)",
        Some("FIToFIPmtStsRpt") => "c’est un message entre banques (pacs.002)",
        _ => "c’est un autre document",
    }
}
