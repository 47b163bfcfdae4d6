//! Files of invoices and of payroll, read line by line.

use crate::cle::Cle;
use crate::mouvement::{Genre, Moyen, Nature, Part, Saisie};
use aci::Montant;
use jiff::civil::Date;
use tables::{Row, Sifted, Table, Unreadable};

/// Most lines of a file.
const LIGNES: usize = 5_000;
/// Names that a column may have, whatever the case and accents.
const JOUR: &[&str] = &["date", "jour", "paye le", "date de paiement", "date paiement", "mois"];
const LIBELLE: &[&str] = &["libelle", "intitule", "objet", "salarie", "nom"];
const MONTANT: &[&str] = &["montant", "montant ttc", "ttc", "total"];
const DEBIT: &[&str] = &["debit", "depense"];
const CREDIT: &[&str] = &["credit", "recette"];
const BRUT: &[&str] = &["brut", "salaire brut"];
const CHARGES: &[&str] = &["charges", "charges patronales", "cotisations patronales"];
const TIERS: &[&str] = &["tiers", "fournisseur", "beneficiaire"];
const REFERENCE: &[&str] = &["reference", "numero", "facture", "numero de facture", "piece"];
const COMPTE: &[&str] = &["compte", "numero de compte"];
const ENVELOPPE: &[&str] = &["enveloppe", "mission", "financement"];

/// What a line says when it does not say it itself.
#[derive(Debug, Clone)]
pub struct Defaut {
    /// Which way the money went.
    pub genre: Genre,
    /// The envelope.
    pub cle: Cle,
    /// The account; empty when each line must say its own.
    pub compte: String,
    /// Envelopes by name.
    pub enveloppes: Vec<(Cle, String)>,
}

/// Reads a file, its columns by name in any order. A column « brut » makes it a payroll.
///
/// # Errors
/// [`Unreadable`].
pub fn read(octets: &[u8], defaut: &Defaut) -> Result<Sifted<Saisie>, Unreadable> {
    let table = Table::read(octets, LIGNES)?;
    let columns = Colonnes::find(&table)?;
    Ok(table.sift(|row| columns.read(row, defaut)))
}

/// Where each column stands.
struct Colonnes {
    jour: usize,
    libelle: usize,
    montant: Option<usize>,
    debit: Option<usize>,
    credit: Option<usize>,
    brut: Option<usize>,
    charges: Option<usize>,
    tiers: Option<usize>,
    reference: Option<usize>,
    compte: Option<usize>,
    enveloppe: Option<usize>,
}

impl Colonnes {
    fn find(table: &Table) -> Result<Self, Unreadable> {
        let one = Self {
            jour: table.must_place("date", JOUR)?,
            libelle: table.must_place("libellé", LIBELLE)?,
            montant: table.place(MONTANT),
            debit: table.place(DEBIT),
            credit: table.place(CREDIT),
            brut: table.place(BRUT),
            charges: table.place(CHARGES),
            tiers: table.place(TIERS),
            reference: table.place(REFERENCE),
            compte: table.place(COMPTE),
            enveloppe: table.place(ENVELOPPE),
        };
        match one.debit.or(one.credit).or(one.brut) {
            Some(_) => Ok(one),
            None => table.must_place("montant", MONTANT).map(|_| one),
        }
    }

    fn read(&self, row: &Row, defaut: &Defaut) -> Result<Saisie, String> {
        let cell = |place: Option<usize>| row.get(place);
        let typed = row.get(self.jour);
        let jour = tables::day(typed).or_else(|| month(typed)).ok_or_else(|| {
            format!("«\u{a0}{typed}\u{a0}» n’est pas une date\u{a0}: 31/12/2026, 2026-12-31 ou 12/2026.")
        })?;
        let cle = envelope(cell(self.enveloppe), defaut)?;
        let compte = Some(cell(self.compte)).filter(|text| !text.is_empty()).unwrap_or(&defaut.compte);
        let salaire = self.brut.is_some();
        let (genre, parts) = if salaire {
            (Genre::Depense, salary(cle, cell(self.brut), cell(self.charges))?)
        } else {
            let (genre, cents) = self.amount(&cell, defaut.genre)?;
            (genre, vec![Part { cle, compte: compte.to_owned(), cents }])
        };
        Ok(Saisie {
            genre,
            nature: if salaire { Nature::Salaire } else { Nature::Facture },
            jour,
            facture_le: None,
            libelle: row.get(self.libelle).to_owned(),
            tiers: cell(self.tiers).to_owned(),
            reference: cell(self.reference).to_owned(),
            moyen: Moyen::Virement,
            engagement: None,
            cents: parts.iter().map(|one| one.cents).sum(),
            parts,
        })
    }

    /// Two columns tell which way; else a minus sign is money that went out.
    fn amount<'a>(
        &self,
        cell: &dyn Fn(Option<usize>) -> &'a str,
        usual: Genre,
    ) -> Result<(Genre, i64), String> {
        let (debit, credit) = (cell(self.debit), cell(self.credit));
        let (genre, text) = match () {
            () if !debit.is_empty() && cents(debit)? != 0 => (Genre::Depense, debit),
            () if !credit.is_empty() && cents(credit)? != 0 => (Genre::Recette, credit),
            () => (usual, cell(self.montant)),
        };
        match cents(text)? {
            0 => Err("Le montant est nul.".to_owned()),
            cents if cents < 0 => Ok((Genre::Depense, -cents)),
            cents => Ok((genre, cents)),
        }
    }
}

/// Gross pay and what the employer adds.
fn salary(cle: Cle, brut: &str, charges: &str) -> Result<Vec<Part>, String> {
    let charges = if charges.is_empty() { 0 } else { cents(charges)? };
    let all = [("641", cents(brut)?), ("645", charges)];
    let parts = all.into_iter().filter(|(_, cents)| *cents != 0);
    Ok(parts.map(|(compte, cents)| Part { cle, compte: compte.to_owned(), cents }).collect())
}

fn envelope(text: &str, defaut: &Defaut) -> Result<Cle, String> {
    if text.is_empty() {
        return Ok(defaut.cle);
    }
    let wanted = kernel::fold(text);
    let named = |(cle, nom): &&(Cle, String)| kernel::fold(nom) == wanted || cle.to_string() == wanted;
    let found = defaut.enveloppes.iter().find(named).map(|(cle, _)| *cle);
    let found = found.or_else(|| wanted.parse().ok().map(Cle::Aci));
    found.ok_or_else(|| format!("Aucune enveloppe ne s’appelle «\u{a0}{text}\u{a0}»."))
}

/// Cents of « 1 234,56 € », « -12.50 », « (12,50) ».
pub(crate) fn cents(text: &str) -> Result<i64, String> {
    let tidy = text.trim().replace('\u{2212}', "-");
    let inside = tidy.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let minus = inside.or_else(|| tidy.strip_prefix('-'));
    let read =
        |text: &str| text.trim().parse::<Montant>().map(Montant::cents).map_err(|error| error.to_string());
    minus.map_or_else(|| read(&tidy), |rest| read(rest).map(|cents| -cents))
}

/// « 12/2026 », the last day of that month.
fn month(text: &str) -> Option<Date> {
    let (month, year) = text.split_once(['/', '.', '-', ' '])?;
    let first = Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
    (first.year() > 100).then(|| first.last_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actes::Mission;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn defaut() -> Defaut {
        let cle = Cle::Aci(Mission::Fonctionnement);
        let enveloppes = vec![
            (cle, "Fonctionnement".to_owned()),
            (Cle::Aci(Mission::Acces), "Accès aux soins".to_owned()),
        ];
        Defaut { genre: Genre::Depense, cle, compte: "6064".to_owned(), enveloppes }
    }

    #[test]
    fn invoices_edited_in_a_spreadsheet_are_read() {
        let text = "\u{feff}Date;Libellé;Fournisseur;Montant TTC;N° pièce;Numéro;Compte;Enveloppe\r\n\
            05/01/2026;Loyer;SCI du Breuil;\"1 200,50 €\";;F-1;6132;acces aux soins\r\n\r\n\
            2026-02-05;Papier;;18,9;;F-2;;\r\nhier;x;;1;;;;\r\n06/01/2026;y;;douze;;;;\r\n07/01/2026;z;;0;;;;nulle part\r\n";
        let releve = read(text.as_bytes(), &defaut()).unwrap();
        let (ligne, one) = &releve.kept[0];
        assert_eq!(
            (*ligne, one.jour, one.cents, one.reference.as_str()),
            (2, date(2026, 1, 5), 120_050, "F-1")
        );
        assert_eq!((one.parts[0].cle, one.parts[0].compte.as_str()), (Cle::Aci(Mission::Acces), "6132"));
        assert_eq!(
            (releve.kept[1].0, releve.kept[1].1.cents, releve.kept[1].1.parts[0].compte.as_str()),
            (4, 1_890, "6064")
        );
        assert_eq!(releve.refused.iter().map(|one| one.number).collect::<Vec<_>>(), [5, 6, 7]);
    }

    #[test]
    fn a_payroll_has_its_gross_and_its_charges() {
        let text = "mois,salarie,brut,charges\n01/2026,Coordination,\"2 500,00\",\"1 050,40\"\n";
        let (_, one) = &read(text.as_bytes(), &defaut()).unwrap().kept[0];
        assert_eq!((one.nature, one.jour, one.cents), (Nature::Salaire, date(2026, 1, 31), 355_040));
        let accounts: Vec<&str> = one.parts.iter().map(|part| part.compte.as_str()).collect();
        assert_eq!(accounts, ["641", "645"]);
    }

    #[test]
    fn a_bank_statement_says_which_way_by_column_or_by_sign() {
        let columns =
            read(b"date;libelle;debit;credit\n01/02/2026;a;12,00;\n01/02/2026;b;;7\n", &defaut()).unwrap();
        let ways: Vec<(Genre, i64)> = columns.kept.iter().map(|(_, one)| (one.genre, one.cents)).collect();
        assert_eq!(ways, [(Genre::Depense, 1_200), (Genre::Recette, 700)]);
        let usual = Defaut { genre: Genre::Recette, ..defaut() };
        let signs = read(b"date;libelle;montant\n01/02/2026;a;-12\n01/02/2026;b;7\n", &usual).unwrap();
        assert_eq!(
            signs.kept.iter().map(|(_, one)| one.genre).collect::<Vec<_>>(),
            [Genre::Depense, Genre::Recette]
        );
    }

    #[test]
    fn a_file_without_its_columns_says_so() {
        let missing = read(b"date;libelle\n1;2\n", &defaut()).unwrap_err();
        assert_eq!(missing, Unreadable::NoColumn("montant", "date, libelle".to_owned()));
    }

    proptest! {
        #[test]
        fn no_file_breaks_the_reading(octets in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let _ = read(&octets, &defaut());
        }
    }
}
