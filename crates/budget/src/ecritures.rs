//! The accounting entries of a civil year, out of the shared book.

use crate::annee::{self, Solde};
use crate::cloture::{self, Scelle};
use crate::ligne::{Ligne, Origine};
use crate::livre::Livre;
use crate::mouvement::{Genre, Nature};
use crate::plan::{self, Compte};
use crate::store;
use crate::tiers::{Tiers, letters, third};
use db::{Result, Tx};
use fec::{Ecriture, Journal, Lettrage, Montant, Piece};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use ui::francais;

/// The entries of a civil year and what they lack.
#[derive(Debug, Clone)]
pub struct Compta {
    /// The year.
    pub annee: i16,
    /// The day it was closed.
    pub close_le: Option<Date>,
    /// The file that was kept when it was closed.
    pub scelle: Option<Scelle>,
    /// The lines that the entries are written from.
    pub lignes: Vec<Ligne>,
    /// What was said after their closing of closed years: of this one, or, in the year that counts them, of all.
    pub retards: Vec<Ligne>,
    /// Entries with the envelopes that they move, opening ones first, then by day.
    pub ecritures: Vec<(Ecriture, String)>,
    /// Everything that keeps them from being a valid file, in sentences.
    pub manques: Vec<String>,
}

/// The entries of a civil year.
///
/// # Errors
/// A fault of storage.
pub async fn compta(tx: &mut Tx, livre: &Livre, annee: i16) -> Result<Compta> {
    let plan = plan::comptes(&store::reglages::comptes(tx).await?);
    let closed = store::annees::closes(tx).await?.get(&i64::from(annee)).map(|at| kernel::today(*at));
    let soldes = store::annees::soldes(tx, annee).await?;
    let mut clotures = store::clotures::clotures(tx).await?;
    let late = cloture::retards(livre, &clotures);
    let bornes = cloture::bornes(&clotures);
    let inside = bornes.is_some_and(|(first, last)| (first..=last).contains(&annee));
    let counts = bornes.is_some_and(|(_, last)| last.checked_add(1) == Some(annee));
    let kept = clotures.remove(&annee);
    let (scelle, lignes) = match kept {
        Some(kept) => (Some(kept.scelle), kept.lignes),
        None if inside => (None, Vec::new()),
        None => (None, lines(livre, annee, if counts { &late } else { &[] })),
    };
    let banque = scelle.as_ref().map_or(&livre.reglages.banque, |one| &one.banque).clone();
    let mut book = Book {
        livre,
        plan: &plan,
        banque,
        close_le: closed,
        marks: 0,
        tiers: Tiers::default(),
        manques: Vec::new(),
    };
    let mut ecritures = Vec::new();
    if !soldes.is_empty() {
        ecritures.push((book.opening(annee, &soldes), String::new()));
    }
    for lignes in groups(&lignes) {
        ecritures.extend(book.entries(&lignes));
    }
    let mut manques = book.manques;
    if livre.reglages.siren.is_none() {
        manques.insert(0, "Le SIREN de l’association n’est pas renseigné.".to_owned());
    }
    if let Err(refus) = annee::check(&soldes) {
        manques.push(format!("À-nouveaux\u{a0}: {refus}"));
    }
    if ecritures.is_empty() {
        manques.push(format!("Aucune écriture en {annee}."));
    }
    let of = |one: &Ligne| counts || one.facture_le.is_some_and(|jour| jour.year() == annee);
    let retards = late.into_iter().filter(of).collect();
    Ok(Compta { annee, close_le: closed, scelle, lignes, retards, ecritures, manques })
}

/// Lines of an open year that moved money, and what came after the closing of the years before.
fn lines(livre: &Livre, annee: i16, late: &[Ligne]) -> Vec<Ligne> {
    let moved = livre.lignes.iter().filter(|one| one.genre != Genre::Engagement && one.jour.year() == annee);
    moved.chain(late).cloned().collect()
}

/// Lines together when one paper wrote them, by day.
fn groups(lignes: &[Ligne]) -> Vec<Vec<&Ligne>> {
    let mut all: BTreeMap<(Date, Origine), Vec<&Ligne>> = BTreeMap::new();
    for one in lignes {
        all.entry((one.jour, one.origine)).or_default().push(one);
    }
    all.into_values().collect()
}

struct Book<'a> {
    livre: &'a Livre,
    plan: &'a [Compte],
    banque: String,
    close_le: Option<Date>,
    marks: u32,
    tiers: Tiers,
    manques: Vec<String>,
}

impl Book<'_> {
    fn account(&mut self, numero: &str) -> fec::Compte {
        let known = plan::libelle(self.plan, numero).map(str::to_owned);
        let libelle = known.unwrap_or_else(|| {
            self.lacks(format!("Le compte {numero} n’a pas d’intitulé\u{a0}: ajoutez-le au plan comptable."));
            String::new()
        });
        fec::Compte { numero: numero.to_owned(), libelle }
    }

    fn lacks(&mut self, sentence: String) {
        if !self.manques.contains(&sentence) {
            self.manques.push(sentence);
        }
    }

    fn line(&mut self, numero: &str, cents: i64, head: &Ligne) -> fec::Ligne {
        let own = Some(head.reference.clone()).filter(|text| !text.is_empty());
        let reference = own.unwrap_or_else(|| head.origine.reference());
        fec::Ligne {
            compte: self.account(numero),
            auxiliaire: None,
            piece: Piece { reference, date: head.facture_le.unwrap_or(head.jour) },
            libelle: head.libelle.clone(),
            montant: side(cents),
            lettrage: None,
        }
    }

    /// An entry, without the lines that move nothing: money out and back in the same paper.
    fn entry(&self, journal: (&str, &str), jour: Date, mut lignes: Vec<fec::Ligne>) -> Ecriture {
        lignes.retain(|one| one.montant.colonnes() != (0, 0));
        let journal = Journal { code: journal.0.to_owned(), libelle: journal.1.to_owned() };
        Ecriture { journal, date: jour, validation: self.close_le.unwrap_or(jour), a_nouveau: false, lignes }
    }

    fn opening(&self, annee: i16, soldes: &[Solde]) -> Ecriture {
        let jour = date(annee, 1, 1);
        let lignes = soldes.iter().map(|one| fec::Ligne {
            compte: fec::Compte { numero: one.compte.clone(), libelle: one.libelle.clone() },
            auxiliaire: None,
            piece: Piece { reference: format!("AN-{annee}"), date: jour },
            libelle: "À-nouveaux".to_owned(),
            montant: side(one.cents),
            lettrage: None,
        });
        let one = self.entry(("AN", "À-nouveaux"), jour, lignes.collect());
        Ecriture { a_nouveau: true, ..one }
    }

    /// The entries of one paper: what is owed to a supplier or to the staff first, then what the bank paid.
    fn entries(&mut self, lignes: &[&Ligne]) -> Vec<(Ecriture, String)> {
        let Some(head) = lignes.first().copied() else { return Vec::new() };
        let sign = if head.genre == Genre::Recette { -1 } else { 1 };
        let mut moved = Vec::new();
        for one in lignes {
            match &one.compte {
                Some(compte) => moved.push((compte.clone(), sign * one.cents)),
                None => self.lacks(format!(
                    "«\u{a0}{}\u{a0}», {} le {}\u{a0}: choisissez un compte.",
                    one.libelle,
                    francais::euros(one.cents),
                    francais::date(one.jour)
                )),
            }
        }
        let mut names: Vec<String> = lignes.iter().map(|one| self.livre.nom(one.cle)).collect();
        names.dedup();
        let names = names.join(", ");
        let owed = head.genre == Genre::Depense && !head.tiers.is_empty() && head.nature != Nature::Autre;
        let all = if owed || head.nature == Nature::Salaire {
            self.owed(head, &moved)
        } else {
            vec![self.cash(head, &moved)]
        };
        all.into_iter().filter(|one| !one.lignes.is_empty()).map(|one| (one, names.clone())).collect()
    }

    /// Straight through the bank.
    fn cash(&mut self, head: &Ligne, moved: &[(String, i64)]) -> Ecriture {
        let total: i64 = moved.iter().map(|(_, cents)| cents).sum();
        let banque = self.banque.clone();
        let mut lignes = vec![self.line(&banque, -total, head)];
        for (compte, cents) in moved {
            let line = self.line(compte, *cents, head);
            lignes.push(line);
        }
        self.entry(("BQ", "Banque"), head.jour, lignes)
    }

    /// Owed, then paid: both sides of the third party carry the same mark.
    fn owed(&mut self, head: &Ligne, moved: &[(String, i64)]) -> Vec<Ecriture> {
        let mut debts: BTreeMap<&'static str, i64> = BTreeMap::new();
        let mut first = Vec::new();
        for (compte, cents) in moved {
            *debts.entry(third(compte)).or_default() += cents;
            let line = self.line(compte, *cents, head);
            first.push(line);
        }
        self.marks += 1;
        let lettrage = Some(Lettrage { code: letters(self.marks), date: head.jour });
        let (mut second, total) = (Vec::new(), debts.values().sum::<i64>());
        for (tiers, cents) in debts.into_iter().filter(|(_, cents)| *cents != 0) {
            for (side, into) in [(-cents, &mut first), (cents, &mut second)] {
                let line = self.line(tiers, side, head);
                let auxiliaire = (tiers == "401").then(|| self.tiers.compte(tiers, head));
                into.push(fec::Ligne { auxiliaire, lettrage: lettrage.clone(), ..line });
            }
        }
        let banque = self.banque.clone();
        let paid = self.line(&banque, -total, head);
        second.push(paid);
        let journal = if head.nature == Nature::Salaire { ("PA", "Paie") } else { ("AC", "Achats") };
        vec![self.entry(journal, head.jour, first), self.entry(("BQ", "Banque"), head.jour, second)]
    }
}

/// Debit above zero, credit below.
const fn side(cents: i64) -> Montant {
    if cents < 0 { Montant::Credit(-cents) } else { Montant::Debit(cents) }
}

impl Compta {
    /// The file of the tax office.
    ///
    /// # Errors
    /// Everything that keeps it from being valid, in sentences.
    pub fn fec(&self, livre: &Livre) -> std::result::Result<(String, String), Vec<String>> {
        let siren =
            livre.reglages.siren.filter(|_| self.manques.is_empty()).ok_or_else(|| self.manques.clone())?;
        let (du, au) = (date(self.annee, 1, 1), date(self.annee, 12, 31));
        let ecritures = self.ecritures.iter().map(|(one, _)| one.clone()).collect();
        let mut file = fec::Fec { siren, du, au, ecritures };
        file.ordonner();
        let said = |error: fec::FecError| error.0.iter().map(ToString::to_string).collect::<Vec<_>>();
        file.ecrire().map(|text| (file.nom(), text)).map_err(said)
    }

    /// The balance of each account, by number.
    #[must_use]
    pub fn balance(&self) -> Vec<Solde> {
        let mut all: BTreeMap<&str, (&str, i64)> = BTreeMap::new();
        for line in self.ecritures.iter().flat_map(|(one, _)| &one.lignes) {
            let (debit, credit) = line.montant.colonnes();
            let entry = all.entry(&line.compte.numero).or_insert((&line.compte.libelle, 0));
            entry.1 += debit - credit;
        }
        let solde = |(compte, (libelle, cents)): (&str, (&str, i64))| Solde {
            compte: compte.to_owned(),
            libelle: libelle.to_owned(),
            cents,
        };
        all.into_iter().map(solde).collect()
    }

    /// What opens the next year: balances of what the association owns and owes, and the result of the year.
    #[must_use]
    pub fn next(&self) -> Vec<Solde> {
        let (kept, year): (Vec<Solde>, Vec<Solde>) =
            self.balance().into_iter().partition(|one| !one.compte.starts_with(['6', '7', '8']));
        let result: i64 = year.iter().map(|one| one.cents).sum();
        let compte = if result > 0 { "129" } else { "120" };
        let mut all: BTreeMap<String, Solde> =
            kept.into_iter().map(|one| (one.compte.clone(), one)).collect();
        let libelle = plan::libelle(&plan::comptes(&[]), compte).unwrap_or_default().to_owned();
        let blank = Solde { compte: compte.to_owned(), libelle, cents: 0 };
        all.entry(compte.to_owned()).or_insert(blank).cents += result;
        all.into_values().filter(|one| one.cents != 0).collect()
    }
}
