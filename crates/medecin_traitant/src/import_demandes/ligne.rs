//! A list, line by line: which columns it has, what each line says, why one is refused.

use crate::envoi::{self, AGE_SEUL, MAJEUR, Personne, annees, naissance};
use crate::{Aidant, Campagne, Canal, Identite, Situation};
use identifiants::{CommuneCode, Telephone};
use jiff::civil::Date;
use kernel::fold;
use std::collections::BTreeMap;
use tables::{Row, Sifted, Table, Unreadable};

/// Most lines of a list.
const AU_PLUS: usize = 3_000;
/// Why the line of a child alone is refused.
const ENFANT: &str = "Un enfant de moins de 15\u{a0}ans\u{a0}: donnez son parent dans une colonne «\u{a0}responsable\u{a0}», ou le même «\u{a0}foyer\u{a0}» qu’un adulte de la liste.";

const NOM: [&str; 6] =
    ["nom", "nom de naissance", "nom patient", "nom de famille", "nom usuel", "nom d usage"];
const PRENOM: [&str; 3] = ["prenom", "prenoms", "prenom patient"];
const NAISSANCE: [&str; 6] = ["naissance", "date de naissance", "date naissance", "ne le", "nee le", "ddn"];
const COMMUNE: [&str; 3] = ["commune", "ville", "localite"];
const INSEE: [&str; 4] = ["code insee", "code commune", "insee", "code commune insee"];
const POSTAL: [&str; 3] = ["code postal", "cp", "codepostal"];
const ADRESSE: [&str; 3] = ["adresse", "rue", "voie"];
const TELEPHONE: [&str; 6] =
    ["telephone", "tel", "telephone portable", "portable", "mobile", "numero de telephone"];
const COURRIEL: [&str; 5] = ["courriel", "email", "e mail", "mail", "adresse electronique"];
const DEPUIS: [&str; 3] = ["sans medecin depuis", "depuis", "depuis le"];
/// Lines that say the same go together.
const FOYER: [&str; 3] = ["foyer", "famille", "numero de foyer"];
/// Who answers for a child, or for somebody who cannot.
const RESPONSABLE: [&str; 5] = ["responsable", "representant legal", "parent", "tuteur", "aidant"];
/// Columns of criteria: names, the code that they tick.
const CRITERES: [(&[&str], &str); 6] = [
    (&["ald", "affection de longue duree"], "ald"),
    (&["c2s", "css", "complementaire sante solidaire", "cmu", "cmuc"], "c2s"),
    (&["ame", "aide medicale de l etat"], "ame"),
    (&["handicap", "aah"], "handicap"),
    (&["grossesse", "enceinte"], "grossesse"),
    (&["isolement", "isole", "isolee"], "isolement"),
];

/// A commune as a line names it.
pub struct Ou<'a> {
    /// Its name.
    pub nom: &'a str,
    /// Its postcode.
    pub postal: &'a str,
    /// Its code.
    pub insee: &'a str,
}

/// How a commune is found, and whether it is of the territory; else why not.
pub type Trouver<'a> = dyn Fn(&Ou<'_>) -> Result<(CommuneCode, bool), String> + Sync + 'a;

/// How a list is read.
pub struct Reglages<'a> {
    /// Whose patients they are, and since when; none of an ordinary list.
    pub campagne: Option<&'a Campagne>,
    /// The commune of the lines that give none.
    pub commune: Option<CommuneCode>,
    /// Text messages leave from here.
    pub sms: bool,
    /// How a commune is found, and whether it is of the territory.
    pub trouver: &'a Trouver<'a>,
}

/// Somebody on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// The number of the line.
    pub numero: u64,
    /// Who.
    pub personne: Personne,
    /// Without a doctor since.
    pub depuis: Date,
    /// Those who have the same go together; empty for somebody alone.
    pub foyer: String,
    /// In the territory of the CPTS.
    pub ici: bool,
}

struct Places {
    nom: usize,
    prenom: usize,
    naissance: usize,
    commune: Option<usize>,
    insee: Option<usize>,
    postal: Option<usize>,
    adresse: Option<usize>,
    telephone: Option<usize>,
    courriel: Option<usize>,
    depuis: Option<usize>,
    foyer: Option<usize>,
    responsable: Option<usize>,
    criteres: Vec<(usize, &'static str)>,
}

impl Places {
    fn of(table: &Table) -> Result<Self, Unreadable> {
        let criteres = CRITERES.iter().filter_map(|(names, code)| Some((table.place(names)?, *code)));
        Ok(Self {
            nom: table.must_place("nom", &NOM)?,
            prenom: table.must_place("prénom", &PRENOM)?,
            naissance: table.must_place("date de naissance", &NAISSANCE)?,
            commune: table.place(&COMMUNE),
            insee: table.place(&INSEE),
            postal: table.place(&POSTAL),
            adresse: table.place(&ADRESSE),
            telephone: table.place(&TELEPHONE),
            courriel: table.place(&COURRIEL),
            depuis: table.place(&DEPUIS),
            foyer: table.place(&FOYER),
            responsable: table.place(&RESPONSABLE),
            criteres: criteres.collect(),
        })
    }

    fn all(&self) -> Vec<Option<usize>> {
        let some = [Some(self.nom), Some(self.prenom), Some(self.naissance), self.commune, self.insee];
        let more = [self.postal, self.adresse, self.telephone, self.courriel, self.depuis];
        let more = more.into_iter().chain([self.foyer, self.responsable]);
        some.into_iter().chain(more).chain(self.criteres.iter().map(|(at, _)| Some(*at))).collect()
    }
}

/// A list, line by line.
pub(super) fn read(bytes: &[u8], jour: Date, asked: &Reglages<'_>) -> Result<Sifted<Ligne>, Unreadable> {
    let mut table = Table::read(bytes, AU_PLUS)?;
    let places = Places::of(&table)?;
    table.leave_out(&places.all());
    let adults = adults(&table, &places, jour);
    Ok(table.sift(|row| line(row, &places, jour, (asked, &adults))))
}

/// The first adult of each household of a list, who answers for its children.
fn adults(table: &Table, places: &Places, jour: Date) -> BTreeMap<String, Aidant> {
    let mut all = BTreeMap::new();
    for row in &table.rows {
        let grown = naissance(row.get(places.naissance), jour).is_some_and(|it| annees(it, jour) >= MAJEUR);
        let foyer = fold(row.get(places.foyer));
        if grown && !foyer.is_empty() {
            let nom = format!("{} {}", row.get(places.prenom), row.get(places.nom));
            let telephone = phone(row.get(places.telephone)).ok().flatten();
            all.entry(foyer).or_insert(Aidant { nom, lien: "même foyer".to_owned(), telephone });
        }
    }
    all
}

fn line(
    row: &Row,
    places: &Places,
    jour: Date,
    (asked, adults): (&Reglages<'_>, &BTreeMap<String, Aidant>),
) -> Result<Ligne, String> {
    let foyer = fold(row.get(places.foyer));
    let born = naissance(row.get(places.naissance), jour);
    let born = born.ok_or_else(|| unread("une date de naissance", row.get(places.naissance)))?;
    let child = annees(born, jour) < AGE_SEUL;
    let identite = Identite {
        nom: row.get(places.nom).to_owned(),
        prenom: row.get(places.prenom).to_owned(),
        naissance: born,
        telephone: phone(row.get(places.telephone))?,
        courriel: maybe(row.get(places.courriel))?,
        adresse: row.get(places.adresse).chars().take(200).collect(),
        aidant: responsable(row.get(places.responsable))
            .or_else(|| adults.get(&foyer).filter(|_| child).cloned()),
        ancien_medecin: asked.campagne.map(|one| one.nom.clone()).unwrap_or_default(),
        message: String::new(),
        code: String::new(),
    };
    let identite = envoi::check(identite, jour).map_err(|faults| faults.to_string())?;
    if child && identite.aidant.is_none() {
        return Err(ENFANT.to_owned());
    }
    let (commune, ici) = place(row, places, asked)?;
    let yes =
        |at: usize| matches!(fold(row.get(at)).as_str(), "oui" | "o" | "x" | "1" | "vrai" | "true" | "yes");
    let ticked = places.criteres.iter().filter(|(at, _)| yes(*at)).map(|(_, code)| (*code).to_owned());
    let leaving = asked.campagne.map(|_| "depart".to_owned());
    let situation = Situation {
        annee: born.year(),
        mois: born.month(),
        commune,
        criteres: ticked.chain(leaving).collect(),
        se_deplace: true,
        au_plus_km: None,
        langue: String::new(),
        choix: None,
        canal: canal(&identite, asked.sms),
    };
    let depuis = match (asked.campagne, row.get(places.depuis)) {
        (Some(campagne), _) => campagne.depart_le,
        (None, "") => jour,
        (None, text) => tables::day(text).ok_or_else(|| unread("une date", text))?.min(jour),
    };
    Ok(Ligne { numero: row.number, personne: Personne { identite, situation }, depuis, foyer, ici })
}

/// How to tell somebody of a list: by what leaves by itself, else by what many can be told by.
fn canal(who: &Identite, sms: bool) -> Canal {
    let mobile = sms && who.telephone.as_ref().is_some_and(Telephone::is_mobile);
    match (mobile, &who.courriel, who.adresse.is_empty(), &who.telephone) {
        (true, ..) => Canal::Sms,
        (_, Some(_), ..) => Canal::Courriel,
        (_, None, true, Some(_)) => Canal::Appel,
        (_, None, ..) => Canal::Lettre,
    }
}

fn responsable(nom: &str) -> Option<Aidant> {
    let nom: String = nom.chars().take(100).collect();
    (!nom.is_empty()).then(|| Aidant { nom, lien: "responsable".to_owned(), telephone: None })
}

fn maybe<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|why: T::Err| why.to_string()) }
}

/// A telephone; a spreadsheet that took it for a number ate its zero.
fn phone(text: &str) -> Result<Option<Telephone>, String> {
    let digits: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    if digits.len() == 9 && digits.bytes().all(|sign| sign.is_ascii_digit()) && !digits.starts_with('0') {
        return maybe(&format!("0{digits}"));
    }
    maybe(text)
}

/// A code of five signs; a spreadsheet that took it for a number ate its zero.
fn five(text: &str) -> String {
    if text.len() == 4 && text.bytes().all(|sign| sign.is_ascii_digit()) {
        format!("0{text}")
    } else {
        text.to_owned()
    }
}

fn unread(what: &str, text: &str) -> String {
    let came: String = text.chars().take(40).collect();
    format!("«\u{a0}{came}\u{a0}» n’est pas {what}.")
}

fn place(row: &Row, places: &Places, asked: &Reglages<'_>) -> Result<(CommuneCode, bool), String> {
    let nom = row.get(places.commune);
    let (postal, insee) = (five(row.get(places.postal)), five(row.get(places.insee)));
    match asked.commune {
        Some(code) if nom.is_empty() && postal.is_empty() && insee.is_empty() => Ok((code, true)),
        Some(_) | None => (asked.trouver)(&Ou { nom, postal: &postal, insee: &insee }),
    }
}
