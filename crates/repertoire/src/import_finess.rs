use crate::commune::{Lieux, Place, today};
use crate::droits::IMPORTER;
use crate::import::{self, Counted, Ecartes, ImportError, Progress, Refuse, Reglages, Source, Summary};
use crate::mouvement::{Mouvement, compare};
use crate::professionnel::Libelle;
use crate::{Bilan, Ecarte, Edition, Etablissement, Nature, store};
use db::{Db, Tx};
use extractions::{Rejet, finess};
use identifiants::{Finess, Siret};
use jiff::civil::Date;
use kernel::Ctx;
use std::collections::{BTreeMap, BTreeSet};
use territoire::referentiel::Referentiel;

/// Structures written at once.
const TOGETHER: usize = 500;

/// Lays a file of FINESS over the edition in force: only what changed is written, and a structure that the file no
/// longer holds is marked absent.
///
/// # Errors
/// [`ImportError`]; nothing is written then.
pub async fn import_finess(
    ctx: &Ctx,
    db: &Db,
    france: &Referentiel,
    sources: &[Source<'_>],
    reglages: Reglages,
    refuse: Refuse<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    ctx.require(IMPORTER)?;
    let [source] = sources else {
        let second = sources.get(1).map_or("", |source| source.nom);
        return Err(ImportError::Double(second.to_owned()));
    };
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let mut ecartes = Ecartes::of(0, refuse);
    let mut tri = Tri::over(france, store::known_etablissements(&mut tx).await?);
    let read = tri.read(Counted::open(source, 0, progress)?, &mut ecartes);
    let read = read.map_err(|error| ImportError::Fichier(source.nom.to_owned(), error))?;
    let known = store::en_vigueur(&mut tx, Nature::Etablissement).await?;
    let said = read.edition.or_else(|| extractions::edition(source.nom)).map(|moment| moment.date());
    let du = import::day(reglages, said, ctx);
    import::check_order(source.nom, du, known.as_ref(), reglages)?;
    let numero = known.as_ref().map_or(1, |edition| edition.numero + 1);
    let told = if known.is_some() { tri.told(&mut tx, (numero, du)).await? } else { Vec::new() };
    let changements = told.len() as u64;
    let bilan = Bilan { lus: read.lus, rejetes: ecartes.count, changements, ..tri.bilan() };
    let mut summary = Summary { bilan, written: false, notices: read.avis };
    summary.refused(reglages)?;
    let edition = Edition {
        nature: Nature::Etablissement,
        numero,
        du,
        importee_le: ctx.now,
        par: ctx.actor.label(),
        fichier: source.nom.to_owned(),
        empreinte: format!("{:016x}", tri.empreinte),
        communes: france.edition().cog.clone(),
        bilan,
    };
    if known.is_some_and(|known| known.is_same(du, &edition.empreinte)) && !bilan.changes() {
        summary.notices.push(format!("{}\u{a0}: déjà en vigueur.", source.nom));
        return Ok(summary);
    }
    if reglages.dry_run {
        return Ok(summary);
    }
    tri.keep(&mut tx, du).await?;
    store::keep_edition(&mut tx, &edition).await?;
    store::keep_mouvements(&mut tx, &told).await?;
    let apart: Vec<Ecarte> = ecartes.first.iter().map(apart).collect();
    store::keep_ecartes(&mut tx, Nature::Etablissement, edition.numero, &apart).await?;
    import::commit(tx, db, &[edition]).await?;
    summary.written = true;
    Ok(summary)
}

/// Structures of the file against those that are known.
struct Tri<'a> {
    france: &'a Referentiel,
    lieux: Lieux<'a>,
    /// Hash, and whether absent.
    known: BTreeMap<Finess, (i64, bool)>,
    seen: BTreeSet<Finess>,
    /// Numbers that refused lines bear: the file still names them.
    named: BTreeSet<Finess>,
    changed: Vec<(Etablissement, i64)>,
    back: Vec<Finess>,
    ajoutes: u64,
    inchanges: u64,
    empreinte: u64,
}

impl<'a> Tri<'a> {
    fn over(france: &'a Referentiel, known: BTreeMap<Finess, (i64, bool)>) -> Self {
        Self {
            france,
            lieux: Lieux::new(france),
            known,
            seen: BTreeSet::new(),
            named: BTreeSet::new(),
            changed: Vec::new(),
            back: Vec::new(),
            ajoutes: 0,
            inchanges: 0,
            empreinte: 0,
        }
    }

    fn read(
        &mut self,
        reader: Counted<'_>,
        ecartes: &mut Ecartes<'_, '_>,
    ) -> Result<finess::Bilan, extractions::Illisible> {
        let mut refused = Vec::new();
        let mut twice = Vec::new();
        let read = finess::read(
            reader,
            &mut |one| {
                if let Some(again) = self.take(one) {
                    twice.push(again);
                }
            },
            &mut |rejet| refused.push(rejet),
        );
        self.named = refused.iter().filter_map(number).collect();
        refused.into_iter().chain(twice).for_each(|rejet| ecartes.push(rejet));
        read
    }

    /// One structure of the file; a refusal when its number came before.
    fn take(&mut self, read: finess::Etablissement) -> Option<Rejet> {
        let number = read.finess;
        if !self.seen.insert(number) {
            return Some(refusal(number, "Ce numéro FINESS figure déjà plus haut dans le fichier."));
        }
        let one = self.noun(read);
        // Debug writes every field, in order: two structures that differ somewhere have two texts.
        let hash = extractions::empreinte(&format!("{one:?}"));
        self.empreinte = (self.empreinte.rotate_left(5) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash = hash.cast_signed();
        match self.known.get(&number) {
            Some((known, absent)) if *known == hash => {
                self.inchanges += 1;
                if *absent {
                    self.back.push(number);
                }
            }
            Some(_) => self.changed.push((one, hash)),
            None => {
                self.ajoutes += 1;
                self.changed.push((one, hash));
            }
        }
        None
    }

    fn noun(&mut self, read: finess::Etablissement) -> Etablissement {
        let (postal, ville) = (read.code_postal.unwrap_or_default(), read.ville.unwrap_or_default());
        let commune = read.commune.and_then(|code| today(self.france, code));
        let place = Place { code: "", postal: &postal, ville: &ville, bureau: "" };
        let commune = commune.or_else(|| self.lieux.find(&place));
        let categorie =
            read.categorie.map(|one| Libelle { code: one.code, libelle: one.libelle.unwrap_or_default() });
        Etablissement {
            finess: read.finess,
            finess_juridique: read.finess_ej,
            siret: read.siret.and_then(|number| number.parse::<Siret>().ok()),
            nom: read.nom_long.unwrap_or(read.nom),
            categorie: categorie.unwrap_or_default(),
            adresse: read.adresse,
            code_postal: postal,
            ville,
            commune,
            telephone: read.telephone,
            position: read.position.map(|position| (position.lat, position.lon)),
            ouvert_le: read.ouvert_le,
            ferme_le: read.ferme_le,
            actif: read.actif,
            absent_du: None,
        }
    }

    /// Known structures that the file does not name.
    fn vanished(&self) -> Vec<Finess> {
        let named = |number: &Finess| self.seen.contains(number) || self.named.contains(number);
        let gone = self.known.iter().filter(|(number, (_, absent))| !absent && !named(number));
        gone.map(|(number, _)| *number).collect()
    }

    fn bilan(&self) -> Bilan {
        let modifies = self.changed.len() as u64 - self.ajoutes + self.back.len() as u64;
        let inchanges = self.inchanges - self.back.len() as u64;
        let disparus = self.vanished().len() as u64;
        Bilan { ajoutes: self.ajoutes, modifies, inchanges, disparus, ..Bilan::default() }
    }

    /// What changes for structures, in the order of their numbers.
    async fn told(&self, tx: &mut Tx, edition: (i64, Date)) -> db::Result<Vec<Mouvement>> {
        let mut told = Vec::new();
        for some in self.changed.chunks(TOGETHER) {
            let numbers: Vec<Finess> = some.iter().map(|(one, _)| one.finess).collect();
            let old = store::etablissements_of_numbers(tx, &numbers).await?;
            told.extend(some.iter().filter_map(|(one, _)| compare(old.get(&one.finess), Some(one), edition)));
        }
        for (numbers, gone) in [(self.vanished(), true), (self.back.clone(), false)] {
            for some in numbers.chunks(TOGETHER) {
                let known = store::etablissements_of_numbers(tx, some).await?.into_values();
                told.extend(known.filter_map(|old| {
                    let back = Etablissement { absent_du: None, ..old.clone() };
                    compare(Some(&old), (!gone).then_some(&back), edition)
                }));
            }
        }
        told.sort_by_key(|one| one.finess);
        Ok(told)
    }

    async fn keep(&self, tx: &mut Tx, du: Date) -> db::Result<()> {
        for some in self.changed.chunks(TOGETHER) {
            store::keep_etablissements(tx, some).await?;
        }
        store::mark_etablissements(tx, &self.vanished(), du).await?;
        store::forget_absence(tx, &self.back).await
    }
}

/// The number that a refused line bears: alone, or as the second field of the whole line.
fn number(rejet: &Rejet) -> Option<Finess> {
    let field = if rejet.colonne.is_empty() { rejet.recu.split(';').nth(1)? } else { &rejet.recu };
    let field = field.trim();
    if field.len() == 9 { Finess::read(field).ok() } else { None }
}

/// A refused line; a FINESS number begins with that of its département, overseas apart.
fn apart(rejet: &Rejet) -> Ecarte {
    let field =
        if rejet.colonne.is_empty() { rejet.recu.split(';').nth(1) } else { Some(rejet.recu.as_str()) };
    let identifiant: String = field.unwrap_or_default().trim().chars().take(40).collect();
    let departement = identifiant.get(..2).and_then(|code| code.parse().ok());
    Ecarte { identifiant, departement, ..Ecarte::bare(rejet.clone()) }
}

fn refusal(number: Finess, raison: &str) -> Rejet {
    Rejet { ligne: 0, colonne: "nofinesset".to_owned(), recu: number.to_string(), raison: raison.to_owned() }
}
