//! The directory of the demo: an invented extraction of Haute-Loire in the official layout, the same a week later with a few
//! changes, and entries that some owners completed.

use annuaire::{Genre, Institution, Local, Nature, Reference, Referent, Saisie, Valeur};
use anyhow::Context;
use db::Db;
use flate2::read::GzDecoder;
use identifiants::{CommuneCode, Idnps};
use jiff::{SignedDuration, ToSpan, civil::Date};
use kernel::Ctx;
use repertoire::{Reglages, Source};
use std::io::{Cursor, Read};
use territoire::referentiel::Referentiel;

/// Made by a generator: invented names, numbers that nobody has, real communes.
const PEOPLE: &[u8] = include_bytes!("../../data/demo/personne-activite.txt.gz");
const SITES: &[u8] = include_bytes!("../../data/demo/finess.csv.gz");
/// Columns of the extraction.
const IDPP: usize = 1;
const IDNPS: usize = 2;
const COMMUNE: usize = 36;
const TELEPHONE: usize = 40;

/// Loads the official files of last week and of yesterday, for the whole instance.
pub(super) async fn import(ctx: &Ctx, db: &Db) -> anyhow::Result<()> {
    let mut text = String::new();
    GzDecoder::new(PEOPLE).read_to_string(&mut text)?;
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let france = territoire::reference(db, ctx.now).await?;
    let (last_week, yesterday) = (today.checked_sub(8.days())?, today.checked_sub(1.day())?);
    load(ctx, db, &france, last_week, text.clone().into_bytes()).await?;
    load(ctx, db, &france, yesterday, a_week_later(&text).into_bytes()).await?;
    let open = || Ok(Box::new(Cursor::new(SITES)) as Box<dyn Read + Send>);
    let name = format!("etalab-cs1100507-stock-{}-0339.csv", last_week.strftime("%Y%m%d"));
    let source = Source { nom: &name, octets: SITES.len() as u64, ouvrir: &open };
    let reglages = Reglages { partial: true, ..Reglages::default() };
    repertoire::import_finess(ctx, db, &france, &[source], reglages, &mut |_, _| {}, &mut |_, _| {}).await?;
    Ok(())
}

async fn load(ctx: &Ctx, db: &Db, france: &Referentiel, du: Date, bytes: Vec<u8>) -> anyhow::Result<()> {
    let name = format!("PS_LibreAcces_Personne_activite_{}0830.txt", du.strftime("%Y%m%d"));
    let open = || Ok(Box::new(Cursor::new(bytes.clone())) as Box<dyn Read + Send>);
    let source = Source { nom: &name, octets: bytes.len() as u64, ouvrir: &open };
    let reglages = Reglages { partial: true, ..Reglages::default() };
    repertoire::import_annuaire(ctx, db, france, &[source], reglages, &mut |_, _| {}, &mut |_, _| {}).await?;
    Ok(())
}

/// The same file where, here and there, somebody left, somebody moved, a telephone changed, a number has a wrong key.
fn a_week_later(text: &str) -> String {
    let mut lines = text.lines();
    let mut later = lines.next().unwrap_or_default().to_owned() + "\n";
    for (rank, line) in lines.enumerate() {
        let mut fields: Vec<&str> = line.split('|').collect();
        match rank % 211 {
            17 => continue,
            33 if rank < 500 && fields.len() > IDNPS => {
                (fields[IDPP], fields[IDNPS]) = ("10099999999", "810099999999")
            }
            60 if fields.len() > TELEPHONE => fields[TELEPHONE] = "0465719999",
            120 if fields.len() > COMMUNE => fields[COMMUNE] = "43157",
            _ => {}
        }
        later.push_str(&fields.join("|"));
        later.push('\n');
    }
    later
}

/// Entries that a few people completed, actors without number, a referent; for the main CPTS.
pub(super) async fn fill(ctx: &Ctx, db: &Db, communes: &[CommuneCode]) -> anyhow::Result<()> {
    let france = territoire::reference(db, ctx.now).await?;
    let mut tx = db.read(ctx).await?;
    let here = communes.iter().copied().collect();
    let mut people = repertoire::professionnels_of(&mut tx, &france, &here).await?;
    drop(tx);
    people.sort_by(|a, b| a.idnps.cmp(&b.idnps));
    let before = Ctx { now: ctx.now - SignedDuration::from_hours(24 * 250), ..ctx.clone() };
    for (rank, person) in people.iter().filter(|one| one.absent_du.is_none()).take(24).enumerate() {
        let when = if rank.is_multiple_of(3) { &before } else { ctx };
        complete(when, db, &person.idnps, rank).await?;
    }
    let puy: CommuneCode = "43157".parse()?;
    for (genre, nom) in [(Genre::Pmi, "PMI du Puy-en-Velay"), (Genre::Dac, "DAC de Haute-Loire")] {
        annuaire::add_acteur(ctx, db, Local::new(genre, "", nom, "", [puy].into())?).await?;
    }
    referent(&before, db).await
}

async fn complete(ctx: &Ctx, db: &Db, idnps: &Idnps, rank: usize) -> anyhow::Result<()> {
    let words = |nature: Nature, text: &str| -> anyhow::Result<Saisie> {
        let valeur = Valeur::parse(nature, text).ok().with_context(|| format!("demo: {nature} {text}"))?;
        Ok(Saisie { nature, valeur, visibilite: None })
    };
    let mut fields = vec![
        words(Nature::NouveauxPatients, if rank.is_multiple_of(2) { "oui" } else { "non" })?,
        words(Nature::Langues, if rank.is_multiple_of(4) { "anglais, portugais" } else { "anglais" })?,
    ];
    if rank.is_multiple_of(5) {
        fields.push(words(Nature::DepartPrevu, "06/2027")?);
    }
    let reference = Reference::Professionnel(idnps.clone());
    annuaire::fill(ctx, db, &reference, &fields).await?;
    let dossier = annuaire::read_fiche(ctx, db, &reference.to_string()).await?;
    if let Some(vue) = &dossier.vue {
        annuaire::confirm(ctx, db, vue.id, dossier.numero).await?;
    }
    Ok(())
}

async fn referent(ctx: &Ctx, db: &Db) -> anyhow::Result<()> {
    let referent = Referent {
        id: ctx.id(),
        institution: Institution::Ars,
        departement: "43".parse()?,
        theme: "CPTS et exercice coordonné".to_owned(),
        role: "chargée de mission".to_owned(),
        unite: "délégation départementale".to_owned(),
        nom: String::new(),
        courriel: Some("ars-dd43@exemple.example".parse()?),
        telephone: None,
        verifie_le: ctx.now,
        retire_le: None,
    };
    annuaire::add_referent(ctx, db, referent).await?;
    Ok(())
}
