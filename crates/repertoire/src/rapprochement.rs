//! The people whose lines changed, one by one: what goes away, what is kept for somebody absent, what is told.

use crate::changement::{self, Ecart};
use crate::cles::{self, Paire};
use crate::empreintes::Empreintes;
use crate::professionnel::Ligne;
use crate::relecture::Relecture;
use crate::{Bilan, Nature, store};
use db::{Result, Tx};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// People read at once.
const TOGETHER: usize = 100;

/// What to do with the lines of some people.
#[derive(Default)]
struct Suite {
    dropped: Vec<i64>,
    /// Keys of the lines that go away.
    less: Vec<Paire>,
    absent: Vec<i64>,
    back: Vec<i64>,
    told: Vec<(String, Ecart)>,
}

/// Compares, for everybody concerned, what was known with what the file says, and keeps the result.
pub(crate) async fn reconcile(
    tx: &mut Tx,
    nature: Nature,
    known: &mut Empreintes,
    relecture: &Relecture,
    (numero, du): (i64, Date),
) -> Result<Bilan> {
    let people = concerned(tx, nature, known).await?;
    let (mut bilan, mut next) = (Bilan::default(), store::next_changement(tx).await?);
    let mut less = Vec::new();
    for some in people.chunks(TOGETHER) {
        let mut lines = store::lines_of_people(tx, nature, some).await?;
        lines.sort_unstable_by(|a, b| (&a.idnps, a.id).cmp(&(&b.idnps, b.id)));
        lines.dedup_by_key(|line| line.id);
        let mut suite = Suite::default();
        for person in lines.chunk_by(|a, b| a.idnps == b.idnps) {
            let file = Fichier { nature, known, du, named: relecture.names(&person[0].idnps) };
            decide(person, &file, &mut suite, &mut bilan);
        }
        suite.dropped.iter().for_each(|id| known.forget(*id));
        store::drop_lines(tx, nature, &suite.dropped).await?;
        store::mark_absent(tx, nature, &suite.absent, du).await?;
        store::mark_present(tx, nature, &suite.back).await?;
        store::keep_changements(tx, next, (numero, du), &suite.told).await?;
        next += suite.told.len() as i64;
        bilan.changements += suite.told.len() as u64;
        less.extend(suite.less);
    }
    store::change_keys(tx, nature, Vec::new(), less).await?;
    Ok(bilan)
}

/// Whether the file says something that is not known. Lines that are kept only because a refused line names their person
/// are no news.
pub(crate) async fn is_new(
    tx: &mut Tx,
    nature: Nature,
    known: &Empreintes,
    relecture: &Relecture,
) -> Result<bool> {
    if known.added().next().is_some() || known.back().next().is_some() || relecture.names_nobody() {
        return Ok(known.changes());
    }
    let ids: Vec<i64> = known.vanished().collect();
    let mut news = false;
    store::owners(tx, nature, &ids, &mut |idnps| news |= !relecture.names(idnps)).await?;
    Ok(news)
}

/// Everybody who has a line that came, went or came back.
async fn concerned(tx: &mut Tx, nature: Nature, known: &Empreintes) -> Result<Vec<String>> {
    let ids: Vec<i64> = known.added().chain(known.vanished()).chain(known.back()).collect();
    let mut people = BTreeSet::new();
    store::owners(tx, nature, &ids, &mut |idnps| {
        if !people.contains(idnps) {
            people.insert(idnps.to_owned());
        }
    })
    .await?;
    Ok(people.into_iter().collect())
}

/// What the file says of one person.
struct Fichier<'a> {
    nature: Nature,
    known: &'a Empreintes,
    du: Date,
    /// A refused line bears their number: the file still names them.
    named: bool,
}

fn decide(lines: &[Ligne], file: &Fichier<'_>, suite: &mut Suite, bilan: &mut Bilan) {
    let Fichier { nature, known, du, named } = *file;
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let (mut gone, mut forgotten, mut back, mut new) = (Vec::new(), Vec::new(), Vec::new(), 0_u64);
    for line in lines {
        let (seen, absent) = (known.is_seen(line.id), line.absente_du.is_some());
        if known.is_new(line.id) {
            new += 1;
        } else if !absent {
            before.push(line.clone());
        }
        match (seen, absent) {
            (true, true) => back.push(line.id),
            (false, true) => forgotten.push(line.id),
            (false, false) => gone.push(line.id),
            (true, false) => {}
        }
        if seen {
            after.push(line.clone());
        }
    }
    if named && new == 0 {
        // What the file says of them was refused, and nothing replaces what is known: it stays until a file can be read.
        after.extend(lines.iter().filter(|line| gone.contains(&line.id)).cloned());
        gone.clear();
    }
    let left = gone.len() as u64;
    if nature == Nature::Activite {
        let told = changement::compare(&before, &after, du);
        suite.told.extend(told.into_iter().map(|one| (lines[0].idnps.clone(), one)));
    }
    if after.is_empty() {
        bilan.disparus += left;
        suite.absent.extend(gone);
        return;
    }
    bilan.modifies += new.min(left);
    bilan.ajoutes += new.saturating_sub(left) + back.len() as u64;
    bilan.disparus += left.saturating_sub(new);
    suite.back.extend(back);
    gone.extend(forgotten);
    let dropped = lines.iter().filter(|line| gone.contains(&line.id));
    dropped.for_each(|line| cles::of_line(&mut suite.less, nature, line));
    suite.dropped.extend(gone);
}
