use super::{Recherche, Trouve};
use crate::professionnel::Champs;
use crate::{professionnel, questions, store};
use db::{Db, Result, Tx};
use extractions::Champ;
use identifiants::{CommuneCode, Idnps};
use kernel::Ctx;
use recherche::{Builder, Demande, Fiche, Index, Position, Resultat};
use std::collections::{BTreeMap, BTreeSet};
use territoire::referentiel::Referentiel;

/// Everybody present in the directory, searchable.
pub struct Nationale {
    revision: i64,
    index: Index,
    /// National number of each document. Somebody whose lines do not stand together, after a refresh, has several.
    numeros: Numeros,
    personnes: usize,
    /// Rank of commune and document, sorted.
    places: Vec<(u32, u32)>,
}

/// National numbers, eight bytes for almost all.
#[derive(Default)]
struct Numeros {
    short: Vec<u64>,
    /// Those that are not twelve digits: place in `short`, text.
    other: BTreeMap<usize, Box<str>>,
}

impl Numeros {
    fn push(&mut self, idnps: &str) {
        match idnps.parse::<u64>() {
            Ok(number) if idnps.len() == 12 => self.short.push(number),
            _ => {
                self.other.insert(self.short.len(), idnps.into());
                self.short.push(0);
            }
        }
    }

    fn distinct(&self) -> usize {
        let mut all: Vec<u64> = self.short.iter().copied().filter(|number| *number != 0).collect();
        all.sort_unstable();
        all.dedup();
        let other: BTreeSet<&str> = self.other.values().map(AsRef::as_ref).collect();
        all.len() + other.len()
    }

    fn get(&self, at: usize) -> Option<Idnps> {
        let text = match self.other.get(&at) {
            Some(text) => text.to_string(),
            None => format!("{:012}", self.short.get(at)?),
        };
        text.parse().ok()
    }
}

/// One person on the way to the index.
#[derive(Default)]
struct Gathered {
    idnps: String,
    nom: String,
    prenom: String,
    profession: String,
    savoir_faire: Vec<String>,
    structures: Vec<String>,
    communes: Vec<CommuneCode>,
}

impl Nationale {
    /// Reads the base and builds.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn read(db: &Db, ctx: &Ctx, france: &Referentiel) -> Result<Self> {
        let mut tx = db.read(ctx).await?;
        let revision = store::revision(&mut tx).await?;
        let (mut builder, mut numeros, mut places) = (Builder::new(), Numeros::default(), Vec::new());
        let mut person = Gathered::default();
        let mut flush = |person: &Gathered| {
            if !person.idnps.is_empty() {
                let document = add(&mut builder, france, person);
                numeros.push(&person.idnps);
                places.extend(person.communes.iter().map(|code| (code.rank() as u32, document)));
            }
        };
        store::stream_people(&mut tx, &mut |idnps, commune, texte| {
            if person.idnps != idnps {
                flush(&person);
                person = Gathered { idnps: idnps.to_owned(), ..Gathered::default() };
            }
            person.take(commune, texte);
        })
        .await?;
        flush(&person);
        drop(tx);
        places.sort_unstable();
        let personnes = numeros.distinct();
        Ok(Self { revision, index: builder.build(), numeros, personnes, places })
    }

    /// The state of the base that it holds.
    #[must_use]
    pub const fn revision(&self) -> i64 {
        self.revision
    }

    /// People.
    #[must_use]
    pub fn len(&self) -> usize {
        self.personnes
    }

    /// Nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.personnes == 0
    }

    /// Who answers, and close words when nothing is found as typed.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn search(
        &self,
        tx: &mut Tx,
        france: &Referentiel,
        asked: Recherche<'_>,
    ) -> Result<(Vec<Trouve>, Vec<String>)> {
        let (found, proches) = self.documents_for(france, asked);
        let numbers: Vec<Option<Idnps>> =
            found.iter().map(|one| self.numeros.get(one.document as usize)).collect();
        let known: Vec<Idnps> = numbers.iter().flatten().cloned().collect();
        let mut people: BTreeMap<Idnps, professionnel::Professionnel> = BTreeMap::new();
        for person in questions::professionnels(tx, &known).await? {
            people.insert(person.idnps.clone(), person);
        }
        let trouves = found.into_iter().zip(numbers).filter_map(|(one, idnps)| {
            Some(Trouve {
                professionnel: people.remove(&idnps?)?,
                score: one.score,
                complet: one.complet,
                metres: one.metres,
                pourquoi: one.pourquoi.iter().map(ToString::to_string).collect(),
            })
        });
        Ok((trouves.take(asked.limit).collect(), proches))
    }

    /// Documents that answer, and close words when none holds everything that was typed.
    fn documents_for(&self, france: &Referentiel, asked: Recherche<'_>) -> (Vec<Resultat>, Vec<String>) {
        let parmi = asked.communes.map(|communes| self.documents(&questions::of_today(france, communes)));
        let found = self.index.search(&Demande {
            limit: asked.limit * 2,
            pres_de: asked.pres_de.and_then(|code| position(france, code)),
            parmi: parmi.as_deref(),
            ..Demande::new(asked.texte)
        });
        if found.iter().any(|one| one.complet) {
            return (found, Vec::new());
        }
        let proches = self.index.proches(asked.texte).iter().map(ToString::to_string).collect();
        (found, proches)
    }

    /// Documents of people who practise in these communes, sorted.
    fn documents(&self, communes: &BTreeSet<CommuneCode>) -> Vec<u32> {
        let mut found = Vec::new();
        for code in communes {
            let rank = code.rank() as u32;
            let start = self.places.partition_point(|(place, _)| *place < rank);
            let here = self.places[start..].iter().take_while(|(place, _)| *place == rank);
            found.extend(here.map(|(_, document)| *document));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Gathered {
    fn take(&mut self, commune: &str, texte: &str) {
        let c = Champs::of(texte);
        if self.nom.is_empty() {
            self.nom = c.get(Champ::NomExercice).to_owned();
            self.prenom = c.get(Champ::PrenomExercice).to_owned();
            self.profession = c.get(Champ::CodeProfession).to_owned();
        }
        let mut once = |list: fn(&mut Self) -> &mut Vec<String>, text: &str| {
            if !text.is_empty() && !list(self).iter().any(|known| known == text) {
                list(self).push(text.to_owned());
            }
        };
        once(|one| &mut one.savoir_faire, c.get(Champ::CodeSavoirFaire));
        let sign = c.maybe(Champ::EnseigneCommerciale).unwrap_or(c.get(Champ::RaisonSociale));
        once(|one| &mut one.structures, sign);
        if let Ok(code) = commune.parse()
            && !self.communes.contains(&code)
        {
            self.communes.push(code);
        }
    }
}

fn add(builder: &mut Builder, france: &Referentiel, person: &Gathered) -> u32 {
    let names: Vec<&str> =
        person.communes.iter().filter_map(|code| france.commune(*code)).map(|one| &*one.nom).collect();
    let (commune, others) = names.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    let further: Vec<&str> =
        person.structures.iter().skip(1).map(String::as_str).chain(others.iter().copied()).collect();
    let specialites: Vec<&str> = person.savoir_faire.iter().map(String::as_str).collect();
    builder.add(&Fiche {
        nom: &person.nom,
        prenom: &person.prenom,
        profession: &person.profession,
        specialites: &specialites,
        commune,
        structure: person.structures.first().map(String::as_str),
        mots: &further,
        position: person.communes.first().and_then(|code| position(france, *code)),
    })
}

fn position(france: &Referentiel, code: CommuneCode) -> Option<Position> {
    let place = france.commune(code)?.position?;
    Some(Position { lat: place.lat_degrees(), lon: place.lon_degrees() })
}
