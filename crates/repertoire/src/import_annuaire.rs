use crate::chargement::{self, Charge};
use crate::commune;
use crate::droits::IMPORTER;
use crate::import::{self, Counted, Ecartes, ImportError, Progress, Refuse, Reglages, Source, Summary};
use crate::relecture::{Colonnes, Relecture, reread};
use crate::{Bilan, Edition, Nature, rapprochement, store};
use db::{Db, Tx};
use extractions::{Extraction, Lecture};
use kernel::Ctx;
use std::io::Read;
use territoire::referentiel::Referentiel;
use ui::francais::compte;

/// Lays the files of `PS_LibreAcces` over the editions in force: what the file still says is not written again, what
/// it no longer says goes away or is marked absent, and what changed for somebody is kept. All files together, or none.
///
/// # Errors
/// [`ImportError`]; nothing is written then.
pub async fn import_annuaire(
    ctx: &Ctx,
    db: &Db,
    france: &Referentiel,
    sources: &[Source<'_>],
    reglages: Reglages,
    refuse: Refuse<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    ctx.require(IMPORTER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let mut summary = Summary::default();
    let mut editions: Vec<Edition> = Vec::new();
    let mut seen: Vec<Nature> = Vec::new();
    for (rank, source) in sources.iter().enumerate() {
        let reader = Counted::open(source, rank, &mut *progress)?;
        let lecture =
            Lecture::open(reader).map_err(|error| ImportError::Fichier(source.nom.to_owned(), error))?;
        let nature = nature(lecture.extraction());
        if seen.contains(&nature) {
            return Err(ImportError::Double(source.nom.to_owned()));
        }
        seen.push(nature);
        let ecartes = Ecartes::of(rank, &mut *refuse);
        let kept = one_file(&mut tx, lecture, france, (source, nature), reglages, ecartes, &mut summary);
        editions.extend(kept.await?);
    }
    summary.refused(reglages)?;
    if reglages.dry_run || editions.is_empty() {
        return Ok(summary);
    }
    import::commit(tx, db, &editions).await?;
    summary.written = true;
    Ok(summary)
}

/// Lays one file over the edition in force; nothing when it is that very edition, or when its refused lines refuse it.
async fn one_file<R: Read + Send>(
    tx: &mut Tx,
    lecture: Lecture<R>,
    france: &Referentiel,
    (source, nature): (&Source<'_>, Nature),
    reglages: Reglages,
    mut ecartes: Ecartes<'_, '_>,
    summary: &mut Summary,
) -> Result<Option<Edition>, ImportError> {
    let fichier = source.nom;
    let known = store::en_vigueur(tx, nature).await?;
    let du = import::day(reglages, extractions::edition(fichier).map(|moment| moment.date()), tx.ctx());
    import::check_order(fichier, du, known.as_ref(), reglages)?;
    let colonnes = Colonnes::of(lecture.titres(), lecture.extraction());
    let charge = chargement::load(tx, nature, lecture, france, reglages.dry_run, &mut ecartes).await;
    let charge = charge.map_err(|error| error.of(fichier))?;
    summary.notices.extend(charge.avis.iter().cloned());
    let same = known.as_ref().is_some_and(|known| known.is_same(du, &charge.empreinte));
    let refused = charge.bilan.rejetes > 0 && !reglages.partial;
    let nothing_before = reglages.dry_run && known.is_none(); // the counts are all that there is to say
    let relecture = match charge.bilan.rejetes {
        0 => Relecture::default(),
        _ if refused || nothing_before => Relecture::default(),
        _ => reread(source, &colonnes, france, &ecartes)?,
    };
    let already = same && !rapprochement::is_new(tx, nature, &charge.empreintes, &relecture).await?;
    if already || nothing_before || refused {
        summary.bilan.add(charge.bilan);
        summary.notices.extend(already.then(|| format!("{fichier}\u{a0}: déjà en vigueur.")));
        return Ok(None);
    }
    let edition = Edition {
        nature,
        numero: known.as_ref().map_or(1, |edition| edition.numero + 1),
        du,
        importee_le: tx.ctx().now,
        par: tx.ctx().actor.label(),
        fichier: fichier.to_owned(),
        empreinte: charge.empreinte.clone(),
        communes: france.edition().cog.clone(),
        bilan: charge.bilan,
    };
    let edition = settle(tx, charge, edition, known.as_ref(), (france, &relecture)).await?;
    summary.bilan.add(edition.bilan);
    store::keep_ecartes(tx, nature, edition.numero, &relecture.ecartes).await?;
    Ok(Some(edition))
}

const fn nature(extraction: Extraction) -> Nature {
    match extraction {
        Extraction::PersonneActivite => Nature::Activite,
        Extraction::SavoirFaire => Nature::SavoirFaire,
        Extraction::DiplAutExerc => Nature::Diplome,
    }
}

/// What follows from the lines that were poured: who left, what changed, which hashes are known from now on.
async fn settle(
    tx: &mut Tx,
    mut charge: Charge,
    mut edition: Edition,
    known: Option<&Edition>,
    (france, relecture): (&Referentiel, &Relecture),
) -> db::Result<Edition> {
    let nature = edition.nature;
    if let Some(known) = known {
        let moment = (edition.numero, edition.du);
        let found = rapprochement::reconcile(tx, nature, &mut charge.empreintes, relecture, moment).await?;
        let Bilan { ajoutes, modifies, disparus, changements, .. } = found;
        edition.bilan = Bilan { ajoutes, modifies, disparus, changements, ..edition.bilan };
        if nature == Nature::Activite && known.communes != edition.communes {
            let find = |code: &str| {
                let code = code.parse().ok().and_then(|code| commune::today(france, code));
                code.map(|code| code.to_string())
            };
            store::recode(tx, &find).await?;
        }
    }
    store::keep_empreintes(tx, nature, &charge.empreintes).await?;
    store::keep_edition(tx, &edition).await?;
    Ok(edition)
}

/// « 3 lignes sans commune reconnue ».
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    compte(i64::try_from(count).unwrap_or(i64::MAX), one, many)
}
