//! One file of professionals, read line by line and poured where a line is new.

use crate::cles::{self, Paire};
use crate::commune::{Lieux, Place};
use crate::empreintes::{Connue, Empreintes};
use crate::import::{Ecartes, ImportError};
use crate::import_annuaire::counted;
use crate::professionnel::key;
use crate::{Bilan, Nature, store};
use db::{Batch, Tx};
use extractions::{Champ, Identites, Illisible, Lecture, Ligne, Rejet};
use identifiants::CommuneCode;
use std::borrow::Cow;
use std::io::Read;
use territoire::referentiel::Referentiel;

/// Bytes of lines poured at once.
const POUR: usize = 2 << 20;

/// A file that was read; what is new in it is poured.
pub(crate) struct Charge {
    pub(crate) empreintes: Empreintes,
    pub(crate) bilan: Bilan,
    pub(crate) avis: Vec<String>,
    /// Hash of the lines, in order.
    pub(crate) empreinte: String,
}

/// Why it stops: the name of the file is the caller's to say.
pub(crate) enum Fault {
    Illisible(Illisible),
    Db(db::Error),
}

impl Fault {
    pub(crate) fn of(self, fichier: &str) -> ImportError {
        match self {
            Self::Illisible(error) => ImportError::Fichier(fichier.to_owned(), error),
            Self::Db(error) => ImportError::Db(error),
        }
    }
}

impl From<db::Error> for Fault {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}

/// Lines on their way to the base.
struct Tri<'a> {
    nature: Nature,
    lieux: Lieux<'a>,
    empreintes: Empreintes,
    identites: Identites,
    /// Of the lines of one portion.
    hashes: Vec<u64>,
    batch: Batch,
    /// Keys of the new lines.
    pairs: Vec<Paire>,
    /// Lines that bear the number of somebody else: line, number, name.
    homonymes: Vec<(Rejet, String, String)>,
    empreinte: u64,
    /// Lines are poured, and not only counted.
    verse: bool,
    inchanges: u64,
    ajoutes: u64,
    doubles: u64,
    sans_commune: u64,
}

/// Reads the file, and pours every line that is not known; with `a_blanc`, pours nothing into tables that are empty.
pub(crate) async fn load<R: Read + Send>(
    tx: &mut Tx,
    nature: Nature,
    mut lecture: Lecture<R>,
    france: &Referentiel,
    a_blanc: bool,
    ecartes: &mut Ecartes<'_, '_>,
) -> Result<Charge, Fault> {
    let empreintes = store::load_empreintes(tx, nature).await?;
    let first = empreintes.is_empty();
    let mut tri = Tri::of(nature, france, empreintes);
    tri.verse = !(first && a_blanc);
    while tri.next(&mut lecture, ecartes)? {
        if tri.batch.weight() >= POUR {
            tx.pour(&tri.batch).await?;
            tri.batch.clear();
        }
    }
    tx.pour(&tri.batch).await?;
    let pairs = std::mem::take(&mut tri.pairs);
    if first {
        store::fill_keys(tx, nature, pairs).await?;
    } else {
        store::change_keys(tx, nature, pairs, Vec::new()).await?;
    }
    for (rejet, idnps, name) in std::mem::take(&mut tri.homonymes) {
        ecartes.push(named(tx, nature, rejet, &idnps, &name).await?);
    }
    Ok(tri.finish(&lecture, ecartes.count))
}

/// The national number; files of some years leave it empty.
fn idnps<'a>(ligne: &Ligne<'a>) -> Cow<'a, str> {
    match ligne.champ(Champ::IdentificationNationale).trim() {
        "" => {
            let (kind, number) = (ligne.champ(Champ::TypeIdentifiant), ligne.champ(Champ::Identifiant));
            format!("{}{}", kind.trim(), number.trim()).into()
        }
        said => said.into(),
    }
}

/// Says who bore the number first.
async fn named(tx: &mut Tx, nature: Nature, rejet: Rejet, idnps: &str, name: &str) -> db::Result<Rejet> {
    let lines = store::lines_of_person(tx, nature, idnps).await?;
    let bearer = lines.first().map(|line| {
        let field = |champ| extractions::champ_de(nature.extraction(), &line.texte, champ);
        format!("{} {}", field(Champ::PrenomExercice), field(Champ::NomExercice))
    });
    let bearer = bearer.unwrap_or_else(|| "une autre personne".to_owned());
    let raison =
        format!("Deux personnes sous le même numéro\u{a0}: {bearer} est gardée, {name} est écartée.");
    Ok(Rejet { raison, ..rejet })
}

impl<'a> Tri<'a> {
    fn of(nature: Nature, france: &'a Referentiel, empreintes: Empreintes) -> Self {
        Self {
            nature,
            lieux: Lieux::new(france),
            empreintes,
            identites: Identites::new(),
            hashes: Vec::new(),
            batch: store::batch(nature),
            pairs: Vec::new(),
            homonymes: Vec::new(),
            empreinte: 0,
            verse: true,
            inchanges: 0,
            ajoutes: 0,
            doubles: 0,
            sans_commune: 0,
        }
    }

    /// Reads some lines; false at the end.
    fn next<R: Read>(
        &mut self,
        lecture: &mut Lecture<R>,
        ecartes: &mut Ecartes<'_, '_>,
    ) -> Result<bool, Fault> {
        let Some(lot) = lecture.lot().map_err(Fault::Illisible)? else { return Ok(false) };
        let mut hashes = std::mem::take(&mut self.hashes);
        hashes.clear();
        hashes.extend(lot.iter().flatten().map(|ligne| ligne.empreinte()));
        self.empreintes.approach(&hashes);
        let mut next = hashes.iter().copied();
        for ligne in lot {
            match ligne {
                Ok(ligne) => self.line(next.next().unwrap_or_default(), &ligne),
                Err(rejet) => ecartes.push(rejet),
            }
        }
        self.hashes = hashes;
        Ok(true)
    }

    fn line(&mut self, hash: u64, ligne: &Ligne<'_>) {
        self.empreinte = (self.empreinte.rotate_left(5) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if let Some(rejet) = self.identites.check(ligne) {
            self.homonyme(rejet, ligne);
            return;
        }
        match self.empreintes.see(hash) {
            Connue::Oui => self.inchanges += 1,
            Connue::Double => self.doubles += 1,
            Connue::Non(id) => {
                self.ajoutes += 1;
                self.pour(id, ligne);
            }
        }
    }

    /// The first ones are kept until the base can say who bore the number before.
    fn homonyme(&mut self, rejet: Rejet, ligne: &Ligne<'_>) {
        let name = format!("{} {}", ligne.champ(Champ::PrenomExercice), ligne.champ(Champ::NomExercice));
        self.homonymes.push((rejet, idnps(ligne).into_owned(), name));
    }

    fn pour(&mut self, id: i64, ligne: &Ligne<'_>) {
        let commune = if self.nature == Nature::Activite { self.commune(ligne) } else { None };
        if !self.verse {
            return;
        }
        let idnps = idnps(ligne);
        let idnps = idnps.as_ref();
        if self.nature != Nature::Activite {
            self.batch.row().int(id).text(idnps).null().text(ligne.texte());
            cles::of_new(&mut self.pairs, id, idnps, None, None);
            return;
        }
        let technique = ligne.champ(Champ::IdentifiantTechniqueStructure);
        let cle = key(technique, ligne.champ(Champ::FinessSite), ligne.champ(Champ::SiretSite));
        cles::of_new(&mut self.pairs, id, idnps, commune.as_ref(), cle.as_deref());
        let row = self.batch.row().int(id).text(idnps);
        row.maybe(commune.as_ref().map(CommuneCode::as_str)).null().text(ligne.texte());
    }

    fn commune(&mut self, ligne: &Ligne<'_>) -> Option<CommuneCode> {
        let place = Place {
            code: ligne.champ(Champ::CodeCommune),
            postal: ligne.champ(Champ::CodePostal),
            ville: ligne.champ(Champ::LibelleCommune),
            bureau: ligne.champ(Champ::BureauCedex),
        };
        let commune = self.lieux.find(&place);
        if commune.is_none() && place != Place::default() {
            self.sans_commune += 1;
        }
        commune
    }

    fn finish<R: Read>(self, lecture: &Lecture<R>, rejetes: u64) -> Charge {
        let mut avis = lecture.avis();
        if self.doubles > 0 {
            let said = counted(self.doubles, "ligne figure deux fois", "lignes figurent deux fois");
            avis.push(format!("{said} dans le fichier\u{a0}: une seule est gardée."));
        }
        if self.sans_commune > 0 {
            let said = counted(self.sans_commune, "nouvelle ligne n’a", "nouvelles lignes n’ont");
            avis.push(format!(
                "{said} pas de commune reconnue\u{a0}: ni son code, ni son code postal et sa ville."
            ));
        }
        let bilan = Bilan {
            lus: lecture.bilan().lus,
            ajoutes: self.ajoutes,
            inchanges: self.inchanges + self.doubles,
            rejetes,
            ..Bilan::default()
        };
        Charge { empreintes: self.empreintes, bilan, avis, empreinte: format!("{:016x}", self.empreinte) }
    }
}
