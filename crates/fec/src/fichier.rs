use identifiants::Siren;
use jiff::civil::Date;

use crate::{Compte, Ecriture, Faute, Ligne, controle};

/// The 18 columns, spelt as the law spells them.
const COLUMNS: [&str; 18] = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
];

/// The entries of one year of one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fec {
    /// Who keeps these accounts.
    pub siren: Siren,
    /// First day of the year.
    pub du: Date,
    /// Last day of the year, on which it is closed.
    pub au: Date,
    /// Entries in the order of their numbers: see [`Fec::ordonner`].
    pub ecritures: Vec<Ecriture>,
}

/// The tax office would refuse the file: everything that has to be put right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct FecError(pub Vec<Faute>);

impl Fec {
    /// « 900000001FEC20261231.txt »: the name that the law wants.
    #[must_use]
    pub fn nom(&self) -> String {
        format!("{}FEC{}.txt", self.siren, day(self.au))
    }

    /// Put entries in the order of their numbers: opening entries, then by day of validation. Those of one day keep
    /// their order.
    pub fn ordonner(&mut self) {
        self.ecritures.sort_by_key(|one| (!one.a_nouveau, one.validation));
    }

    /// Everything that the tax office would refuse, in the order of the file; empty when it can be written.
    #[must_use]
    pub fn fautes(&self) -> Vec<Faute> {
        controle::fautes(self)
    }

    /// The file: UTF-8, the same bytes for the same entries.
    ///
    /// # Errors
    ///
    /// Every fault at once.
    pub fn ecrire(&self) -> Result<String, FecError> {
        let fautes = self.fautes();
        if !fautes.is_empty() {
            return Err(FecError(fautes));
        }
        let mut out = COLUMNS.join("\t") + "\r\n";
        for (number, ecriture) in (1..).zip(&self.ecritures) {
            for ligne in &ecriture.lignes {
                out.push_str(&columns(number, ecriture, ligne).join("\t"));
                out.push_str("\r\n");
            }
        }
        Ok(out)
    }
}

/// One line of the file.
fn columns(number: usize, ecriture: &Ecriture, ligne: &Ligne) -> [String; 18] {
    let (debit, credit) = ligne.montant.colonnes();
    let aux = |field: fn(&Compte) -> &String| ligne.auxiliaire.as_ref().map(|one| clean(field(one)));
    let lettrage = ligne.lettrage.as_ref();
    [
        clean(&ecriture.journal.code),
        clean(&ecriture.journal.libelle),
        number.to_string(),
        day(ecriture.date),
        clean(&ligne.compte.numero),
        clean(&ligne.compte.libelle),
        aux(|one| &one.numero).unwrap_or_default(),
        aux(|one| &one.libelle).unwrap_or_default(),
        clean(&ligne.piece.reference),
        day(ligne.piece.date),
        clean(&ligne.libelle),
        cents(debit),
        cents(credit),
        lettrage.map(|one| clean(&one.code)).unwrap_or_default(),
        lettrage.map(|one| day(one.date)).unwrap_or_default(),
        day(ecriture.validation),
        String::new(),
        String::new(),
    ]
}

/// « 20261231 ».
fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// « 120,50 », from cents.
fn cents(amount: i64) -> String {
    format!("{},{:02}", amount / 100, amount % 100)
}

/// A text without tabs, line breaks, vertical bars or other signs that cut lines: one space for each run of them.
pub(crate) fn clean(text: &str) -> String {
    let cuts = |sign: char| sign.is_whitespace() || sign.is_control() || sign == '|';
    text.split(cuts).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
