//! Lists: the CPAM, a DAC, the patients of a doctor who stops. Read line by line, nothing doubled, nothing lost without a reason.

use crate::droits::SAISIR;
use crate::envoi::{self, Envoi, Personne};
use crate::store::identites;
use crate::{Campagne, Canal, Coffre, Identite, Lot, Origine, Situation, WriteError, ask_all, doublon};
use db::{Db, Tx};
use identifiants::CommuneCode;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Ctx, fold};
use std::collections::{BTreeMap, BTreeSet};
use tables::{Refused, Row, Sifted, Table, Unreadable};

/// Most lines of a list.
const AU_PLUS: usize = 3_000;

const NOM: [&str; 6] =
    ["nom", "nom de naissance", "nom patient", "nom de famille", "nom usuel", "nom d usage"];
const PRENOM: [&str; 3] = ["prenom", "prenoms", "prenom patient"];
const NAISSANCE: [&str; 6] = ["naissance", "date de naissance", "date naissance", "ne le", "nee le", "ddn"];
const COMMUNE: [&str; 5] = ["commune", "ville", "code commune", "code insee", "localite"];
const POSTAL: [&str; 3] = ["code postal", "cp", "codepostal"];
const ADRESSE: [&str; 3] = ["adresse", "rue", "voie"];
const TELEPHONE: [&str; 6] =
    ["telephone", "tel", "telephone portable", "portable", "mobile", "numero de telephone"];
const COURRIEL: [&str; 5] = ["courriel", "email", "e mail", "mail", "adresse electronique"];
const DEPUIS: [&str; 3] = ["sans medecin depuis", "depuis", "depuis le"];
/// Columns of criteria: names, the code that they tick.
const CRITERES: [(&[&str], &str); 6] = [
    (&["ald", "affection de longue duree"], "ald"),
    (&["c2s", "css", "complementaire sante solidaire", "cmu", "cmuc"], "c2s"),
    (&["ame", "aide medicale de l etat"], "ame"),
    (&["handicap", "aah"], "handicap"),
    (&["grossesse", "enceinte"], "grossesse"),
    (&["isolement", "isole", "isolee"], "isolement"),
];

/// How a list is read.
pub struct Reglages<'a> {
    /// Whose patients they are, and since when; none of an ordinary list.
    pub campagne: Option<&'a Campagne>,
    /// The commune of the lines that give none.
    pub commune: Option<CommuneCode>,
    /// How a commune is found from its name and postcode.
    pub trouver: &'a (dyn Fn(&str, &str) -> Result<CommuneCode, String> + Sync),
}

/// What a list would do.
#[derive(Debug, Clone)]
pub struct Lecture {
    /// Lines that would be kept, with their numbers.
    pub nouvelles: Vec<(u64, Personne, Date)>,
    /// Numbers of the lines of people whose request is open already, or who are twice in the list.
    pub deja: Vec<u64>,
    /// Lines that cannot be read.
    pub refusees: Vec<Refused>,
    /// What to know of the whole.
    pub notes: Vec<String>,
}

struct Places {
    nom: usize,
    prenom: usize,
    naissance: usize,
    commune: Option<usize>,
    postal: Option<usize>,
    adresse: Option<usize>,
    telephone: Option<usize>,
    courriel: Option<usize>,
    depuis: Option<usize>,
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
            postal: table.place(&POSTAL),
            adresse: table.place(&ADRESSE),
            telephone: table.place(&TELEPHONE),
            courriel: table.place(&COURRIEL),
            depuis: table.place(&DEPUIS),
            criteres: criteres.collect(),
        })
    }

    fn all(&self) -> Vec<Option<usize>> {
        let some = [Some(self.nom), Some(self.prenom), Some(self.naissance), self.commune, self.postal];
        let more = [self.adresse, self.telephone, self.courriel, self.depuis];
        some.into_iter().chain(more).chain(self.criteres.iter().map(|(at, _)| Some(*at))).collect()
    }
}

/// A list, line by line.
fn read(bytes: &[u8], jour: Date, asked: &Reglages<'_>) -> Result<Sifted<(Personne, Date)>, Unreadable> {
    let mut table = Table::read(bytes, AU_PLUS)?;
    let places = Places::of(&table)?;
    table.leave_out(&places.all());
    Ok(table.sift(|row| line(row, &places, jour, asked)))
}

fn line(row: &Row, places: &Places, jour: Date, asked: &Reglages<'_>) -> Result<(Personne, Date), String> {
    let telephone = maybe(row.get(places.telephone))?;
    let courriel = maybe(row.get(places.courriel))?;
    let identite = Identite {
        nom: row.get(places.nom).to_owned(),
        prenom: row.get(places.prenom).to_owned(),
        naissance: born(row.get(places.naissance), jour)?,
        telephone,
        courriel,
        adresse: row.get(places.adresse).chars().take(200).collect(),
        aidant: None,
        ancien_medecin: asked.campagne.map(|one| one.nom.clone()).unwrap_or_default(),
        message: String::new(),
        code: String::new(),
    };
    let identite = envoi::check(identite, jour).map_err(|faults| faults.to_string())?;
    let commune = place(row, places, asked)?;
    let yes =
        |at: usize| matches!(fold(row.get(at)).as_str(), "oui" | "o" | "x" | "1" | "vrai" | "true" | "yes");
    let ticked = places.criteres.iter().filter(|(at, _)| yes(*at)).map(|(_, code)| (*code).to_owned());
    let leaving = asked.campagne.map(|_| "depart".to_owned());
    let mobile = identite.telephone.as_ref().is_some_and(identifiants::Telephone::is_mobile);
    let canal = match (mobile, &identite.courriel, &identite.telephone) {
        (true, ..) => Canal::Sms,
        (_, Some(_), _) => Canal::Courriel,
        (_, None, Some(_)) => Canal::Appel,
        (_, None, None) => Canal::Lettre,
    };
    let situation = Situation {
        annee: identite.naissance.year(),
        mois: identite.naissance.month(),
        commune,
        criteres: ticked.chain(leaving).collect(),
        se_deplace: true,
        au_plus_km: None,
        langue: String::new(),
        choix: None,
        canal,
    };
    let since = match (asked.campagne, row.get(places.depuis)) {
        (Some(campagne), _) => campagne.depart_le,
        (None, "") => jour,
        (None, text) => tables::day(text).ok_or_else(|| unread("une date", text))?.min(jour),
    };
    Ok((Personne { identite, situation }, since))
}

fn maybe<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|why: T::Err| why.to_string()) }
}

fn unread(what: &str, text: &str) -> String {
    let came: String = text.chars().take(40).collect();
    format!("«\u{a0}{came}\u{a0}» n’est pas {what}.")
}

/// A birth; two digits of a year that would be in the future are of the last century.
fn born(text: &str, jour: Date) -> Result<Date, String> {
    let read = tables::day(text).ok_or_else(|| unread("une date de naissance", text))?;
    let short = text.split(['/', '-', '.', ' ']).next_back().is_some_and(|year| year.len() == 2);
    Ok(if short && read > jour { read.saturating_sub(100.years()) } else { read })
}

fn place(row: &Row, places: &Places, asked: &Reglages<'_>) -> Result<CommuneCode, String> {
    let (name, postcode) = (row.get(places.commune), row.get(places.postal));
    match asked.commune {
        Some(code) if name.is_empty() && postcode.is_empty() => Ok(code),
        Some(_) | None => (asked.trouver)(name, postcode),
    }
}

/// What a list would do, nothing written.
///
/// # Errors
/// [`WriteError::Saisie`] about `fichier` when nothing of it can be read.
pub async fn read_list(
    ctx: &Ctx,
    db: &Db,
    bytes: &[u8],
    asked: &Reglages<'_>,
) -> Result<Lecture, WriteError> {
    ctx.require(SAISIR)?;
    let jour = kernel::today(ctx.now);
    let sifted = read(bytes, jour, asked)
        .map_err(|why| WriteError::from(kernel::saisie::Refus::new("fichier", why)))?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await?;
    let mut lecture =
        Lecture { nouvelles: Vec::new(), deja: Vec::new(), refusees: sifted.refused, notes: sifted.notes };
    let mut seen = BTreeSet::new();
    for (number, (one, since)) in sifted.kept {
        if !seen.insert(cle(&one)) || is_known(&mut tx, &coffre, &one).await? {
            lecture.deja.push(number);
        } else {
            lecture.nouvelles.push((number, one, since));
        }
    }
    Ok(lecture)
}

/// Who it is, whatever the case and the accents.
fn cle(one: &Personne) -> String {
    let who = &one.identite;
    format!("{} {} {}", fold(&who.nom), fold(&who.prenom), who.naissance)
}

/// Whether an open request has this birth, this name and this first name.
async fn is_known(tx: &mut Tx, coffre: &Coffre, one: &Personne) -> Result<bool, WriteError> {
    let mine = doublon::empreintes(coffre, one);
    let values: Vec<&[u8]> = mine.keys().map(Vec::as_slice).collect();
    let mut alike: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (other, valeur) in identites::semblables(tx, tx.ctx().id(), &values).await? {
        alike.entry(other).or_default().extend(mine.get(&valeur).copied());
    }
    let whole = |raisons: &BTreeSet<_>| {
        [doublon::Raison::NaissanceNom, doublon::Raison::NaissancePrenom, doublon::Raison::NomPrenom]
            .iter()
            .all(|raison| raisons.contains(raison))
    };
    Ok(alike.values().any(whole))
}

/// Keeps the new people of a list: sent twice, nothing is doubled.
///
/// # Errors
/// As [`read_list`].
pub async fn import_demandes(
    ctx: &Ctx,
    db: &Db,
    bytes: &[u8],
    asked: &Reglages<'_>,
) -> Result<(Lot, Lecture), WriteError> {
    let lecture = read_list(ctx, db, bytes, asked).await?;
    let jour = kernel::today(ctx.now);
    let envoi = |(_, one, since): &(u64, Personne, Date)| Envoi {
        origine: if asked.campagne.is_some() { Origine::Depart } else { Origine::Liste },
        cherche_depuis: *since,
        personnes: vec![one.clone()],
        campagne: asked.campagne.map(|campagne| campagne.id),
        // The same line on the same day is the same form: of two imports at once, one keeps it.
        cle: format!("liste {jour} {}", cle(one)),
        suspect: false,
    };
    let lot = ask_all(ctx, db, lecture.nouvelles.iter().map(envoi).collect()).await?;
    Ok((lot, lecture))
}
