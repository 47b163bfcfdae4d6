//! Orders of HelloAsso as its export writes them, or as a spreadsheet has written them again.

use crate::tarif::Prix;
use identifiants::Courriel;
use jiff::civil::Date;
use kernel::fold;
use std::collections::BTreeMap;
use tables::{Row, Table, Unreadable, day, is_rounded};

/// Most lines of a file.
pub(crate) const LIGNES: usize = 10_000;
/// How the key begins of a payment that its file numbers.
const REFERENCEE: &str = "helloasso:";
/// Why a number that [`is_rounded`] is not read.
const ARRONDI: &str = "Le tableur a arrondi ce numéro\u{a0}: exportez de nouveau le fichier, sans l’ouvrir.";

/// A membership that was bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Achat {
    /// Whose membership it is, in words.
    pub nom: String,
    /// The same, its folded words in alphabetical order: « Roux Zoé » and « ZOE ROUX » are one.
    pub mots: String,
    /// Whether whoever paid says to be whoever belongs: then the address is theirs.
    pub pour_soi: bool,
    /// The address of the order.
    pub courriel: Option<Courriel>,
    /// When.
    pub jour: Date,
    /// How much.
    pub cents: i64,
    /// Reference of the order; possibly empty.
    pub reference: String,
    /// Why it does not count: refunded, cancelled.
    pub ecarte: Option<String>,
    /// What tells this payment from any other.
    pub cle: String,
}

/// Why a line is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faute {
    /// The column.
    pub colonne: &'static str,
    /// What stands there.
    pub recu: String,
    /// Why.
    pub raison: String,
}

/// Places of the columns of an export.
#[derive(Debug, Clone)]
pub struct Colonnes {
    reference: Option<usize>,
    billet: Option<usize>,
    jour: usize,
    statut: Option<usize>,
    nom: Option<usize>,
    prenom: Option<usize>,
    courriel: Option<usize>,
    payeur: (Option<usize>, Option<usize>),
    raison_sociale: Option<usize>,
    montant: usize,
}

const REFERENCE: [&str; 6] = [
    "reference commande",
    "reference de la commande",
    "numero de commande",
    "n de commande",
    "ref commande",
    "reference",
];
const BILLET: [&str; 4] = ["numero de billet", "numero billet", "n de billet", "billet"];
const JOUR: [&str; 6] = [
    "date de la commande",
    "date commande",
    "date de commande",
    "date de paiement",
    "date du paiement",
    "date",
];
const STATUT: [&str; 4] = ["statut de la commande", "statut commande", "statut du paiement", "statut"];
const NOM: [&str; 4] = ["nom adherent", "nom de l adherent", "nom participant", "nom"];
const PRENOM: [&str; 4] = ["prenom adherent", "prenom de l adherent", "prenom participant", "prenom"];
const COURRIEL: [&str; 8] = [
    "email adherent",
    "email payeur",
    "email du payeur",
    "email acheteur",
    "e mail payeur",
    "email",
    "e mail",
    "courriel",
];
const MONTANT: [&str; 5] = ["montant tarif", "montant du tarif", "montant", "montant paye", "montant total"];

impl Colonnes {
    /// Finds the columns, and says which ones nobody reads.
    ///
    /// # Errors
    /// [`Unreadable::NoColumn`]: a date and an amount are needed, and somebody.
    pub fn find(file: &mut Table) -> Result<Self, Unreadable> {
        let columns = Self {
            reference: file.place(&REFERENCE),
            billet: file.place(&BILLET),
            jour: file.must_place("Date de la commande", &JOUR)?,
            statut: file.place(&STATUT),
            nom: file.place(&NOM),
            prenom: file.place(&PRENOM),
            courriel: file.place(&COURRIEL),
            payeur: (
                file.place(&["nom payeur", "nom acheteur"]),
                file.place(&["prenom payeur", "prenom acheteur"]),
            ),
            raison_sociale: file.place(&["raison sociale", "nom de la structure"]),
            montant: file.must_place("Montant tarif", &MONTANT)?,
        };
        if columns.nom.is_none() && columns.courriel.is_none() {
            file.must_place("Nom adhérent", &NOM)?;
        }
        let (payeur, prenom_payeur) = columns.payeur;
        file.leave_out(&[
            columns.reference,
            columns.billet,
            Some(columns.jour),
            columns.statut,
            columns.nom,
            columns.prenom,
            columns.courriel,
            payeur,
            prenom_payeur,
            columns.raison_sociale,
            Some(columns.montant),
            // Read by people.
            file.place(&["moyen de paiement"]),
            file.place(&["tarif"]),
        ]);
        Ok(columns)
    }

    /// Whether a file looks like an export of orders rather than a list of people.
    #[must_use]
    pub fn fits(file: &Table) -> bool {
        file.place(&JOUR).is_some() && file.place(&MONTANT).is_some()
    }

    /// A line, or why it is not read.
    ///
    /// # Errors
    /// [`Faute`].
    pub fn read(&self, line: &Row) -> Result<Achat, Faute> {
        let fault = |colonne, recu: &str, raison: String| Faute { colonne, recu: recu.to_owned(), raison };
        let (nom, prenom) = (line.get(self.nom), line.get(self.prenom));
        let paid = (line.get(self.payeur.0), line.get(self.payeur.1));
        let house = line.get(self.raison_sociale);
        let who = match (house, format!("{prenom} {nom}").trim()) {
            ("", "") => format!("{} {}", paid.1, paid.0).trim().to_owned(),
            ("", person) => person.to_owned(),
            (house, _) => house.to_owned(),
        };
        let long = [self.reference, self.billet].map(|place| line.get(place));
        if let Some(number) = long.into_iter().find(|text| is_rounded(text)) {
            return Err(fault("référence", number, ARRONDI.to_owned()));
        }
        let address = line.get(self.courriel);
        if who.is_empty() && address.is_empty() {
            return Err(fault("nom", &line.words(), "Ni nom ni adresse électronique.".to_owned()));
        }
        let courriel =
            if address.is_empty() { None } else { address.to_lowercase().parse::<Courriel>().ok() };
        let jour = line.get(self.jour);
        let jour = day(jour).ok_or_else(|| {
            fault("date", jour, "Cette date ne se lit pas\u{a0}: écrire par exemple 31/01/2026.".to_owned())
        })?;
        let money = line.get(self.montant);
        let Prix(cents) = money.parse().map_err(|why| fault("montant", money, why))?;
        let ecarte = self.ecarte(line).map_err(|recu| {
            fault(
                "statut",
                recu,
                "Ce statut n’est pas connu\u{a0}: vérifiez la commande chez HelloAsso.".to_owned(),
            )
        })?;
        let (reference, mots) = (line.get(self.reference).to_owned(), mots(&who));
        let cle = match (reference.as_str(), line.get(self.billet)) {
            ("", "") => {
                format!("{}|{mots}|{jour}|{cents}", courriel.as_ref().map_or("", Courriel::as_str))
            }
            (_, billet) => format!(
                "{REFERENCEE}{}:{}",
                fold(&reference),
                if billet.is_empty() { mots.clone() } else { fold(billet) }
            ),
        };
        let payer = format!("{} {}", paid.1, paid.0);
        let pour_soi = payer.trim().is_empty()
            || self::mots(&payer) == self::mots(&format!("{prenom} {nom}"))
            || (nom.is_empty() && prenom.is_empty());
        Ok(Achat { nom: who, mots, pour_soi, courriel, jour, cents, reference, ecarte, cle })
    }

    /// Why an order does not count; its status when nobody knows it.
    fn ecarte<'a>(&self, line: &'a Row) -> Result<Option<String>, &'a str> {
        let said = line.get(self.statut);
        let status = fold(said);
        let starts = |words: &[&str]| words.iter().any(|word| status.starts_with(word));
        match () {
            () if starts(&["rembours", "refund"]) => Ok(Some("remboursée chez HelloAsso".to_owned())),
            () if starts(&["annul", "cancel", "abandon"]) => Ok(Some("annulée chez HelloAsso".to_owned())),
            () if starts(&["refus", "echec", "echou", "contest", "en attente", "pending"]) => {
                Ok(Some(format!("non payée («\u{a0}{said}\u{a0}»)")))
            }
            () if status.is_empty()
                || starts(&["valid", "pay", "trait", "process", "autoris", "authoriz", "enregistr"]) =>
            {
                Ok(None)
            }
            () => Err(said),
        }
    }
}

/// Tells apart the payments of a file that nothing numbers and that say the same: who, how much, which day. The first keeps its key,
/// the next ones are the second, the third…: the same file has the same keys again, whatever their order. Those that do not count come
/// last.
pub fn tell_apart(read: &mut [Result<Achat, Faute>]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for counts in [true, false] {
        let same = |one: &&mut Achat| one.ecarte.is_none() == counts && !one.cle.starts_with(REFERENCEE);
        for achat in read.iter_mut().flatten().filter(same) {
            let rank = seen.entry(achat.cle.clone()).or_default();
            *rank += 1;
            if *rank > 1 {
                achat.cle = format!("{}#{rank}", achat.cle);
            }
        }
    }
}

/// Whether a line sums the others: « Total ; ; 420,00 ».
#[must_use]
pub fn is_total(line: &Row) -> bool {
    fold(&line.words()).starts_with("total")
}

/// Folded words in alphabetical order.
#[must_use]
pub fn mots(text: &str) -> String {
    let folded = fold(text);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_order_has_one_key_and_a_refund_does_not_count() {
        let text = "Référence commande;Numéro de billet;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;Email payeur;Nom payeur;Prénom payeur;Montant tarif\n\
            123;45;31/01/2026 10:05;Validé;ROUX;Zoé;Zoe@Exemple.fr;Roux;Zoé;20,00 €\n\
            124;46;2026-02-01;Remboursé;Fabre;Luc;luc@exemple.fr;Roux;Zoé;20\n\
            ;;01/02/2026;;Abrial;Ève;eve@exemple.fr;;;15\n\
            125;;01/02/2026;Bizarre;Abrial;Ève;eve@exemple.fr;;;15\n\
            9,87654E+12;47;01/02/2026;;Abrial;Ève;eve@exemple.fr;;;15\n";
        let mut file = Table::read(text.as_bytes(), LIGNES).unwrap();
        let columns = Colonnes::find(&mut file).unwrap();
        let read: Vec<_> = file.rows.iter().map(|line| columns.read(line)).collect();
        let first = read[0].as_ref().unwrap();
        assert_eq!((first.cle.as_str(), first.cents, first.pour_soi), ("helloasso:123:45", 2_000, true));
        assert_eq!((first.nom.as_str(), first.mots.as_str()), ("Zoé ROUX", "roux zoe"));
        assert_eq!(first.courriel.as_ref().map(Courriel::as_str), Some("zoe@exemple.fr"));
        let second = read[1].as_ref().unwrap();
        assert!(second.ecarte.is_some() && !second.pour_soi);
        assert_eq!(read[2].as_ref().unwrap().cle, "eve@exemple.fr|abrial eve|2026-02-01|1500");
        assert_eq!(read[3].as_ref().unwrap_err().colonne, "statut");
        assert_eq!(
            read[4].as_ref().unwrap_err().colonne,
            "référence",
            "a number that the spreadsheet rounded"
        );
    }
}
