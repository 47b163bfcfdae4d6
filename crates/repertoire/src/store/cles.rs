//! The table of keys: which lines a person, a commune or a structure has.

use super::{lists, marks};
use crate::Nature;
use crate::cles::{self, Cle, Paire};
use db::{Batch, Passing, Result, Tx};
use std::collections::BTreeMap;

/// Rows read and written at once.
const TOGETHER: usize = 1000;

const fn first(nature: Nature) -> i64 {
    (nature as i64) << 32
}

fn table() -> Batch {
    Batch::new("repertoire_cle", &["bloc", "octets"])
}

/// Adds pairs to an empty table: nothing is read.
pub(crate) async fn fill_keys(tx: &mut Tx, nature: Nature, mut pairs: Vec<Paire>) -> Result<()> {
    pairs.sort_unstable();
    let mut rows = table();
    let mut bytes = Vec::new();
    for some in pairs.chunk_by(|a, b| cles::bloc_of(*a) == cles::bloc_of(*b)) {
        bytes.clear();
        bytes.extend(some.iter().flat_map(|pair| pair.to_le_bytes()));
        rows.row().int(first(nature) + cles::bloc_of(some[0])).bytes(&bytes);
        if rows.len() >= TOGETHER {
            tx.pour(&rows).await?;
            rows.clear();
        }
    }
    tx.pour(&rows).await.map(drop)
}

/// Adds pairs and takes pairs away.
pub(crate) async fn change_keys(
    tx: &mut Tx,
    nature: Nature,
    mut more: Vec<Paire>,
    mut less: Vec<Paire>,
) -> Result<()> {
    more.sort_unstable();
    less.sort_unstable();
    let mut blocs: Vec<i64> = more.iter().chain(&less).map(|pair| cles::bloc_of(*pair)).collect();
    blocs.sort_unstable();
    blocs.dedup();
    for some in blocs.chunks(TOGETHER) {
        let numbers: Vec<i64> = some.iter().map(|bloc| first(nature) + bloc).collect();
        let known = read(tx, &numbers).await?;
        let delete = format!("DELETE FROM repertoire_cle WHERE bloc IN ({})", marks(1));
        for list in lists(&numbers) {
            tx.execute_untraced(&delete, &list).await?;
        }
        let mut rows = table();
        for bloc in some {
            let number = first(nature) + bloc;
            let bytes = known.get(&number).map_or(&[][..], Vec::as_slice);
            let bytes = cles::changed(bytes, of(&more, *bloc), of(&less, *bloc));
            if !bytes.is_empty() {
                rows.row().int(number).bytes(&bytes);
            }
        }
        tx.pour(&rows).await?;
    }
    Ok(())
}

/// The pairs of a row among sorted ones.
fn of(pairs: &[Paire], bloc: i64) -> &[Paire] {
    let start = pairs.partition_point(|pair| cles::bloc_of(*pair) < bloc);
    let length = pairs[start..].partition_point(|pair| cles::bloc_of(*pair) == bloc);
    &pairs[start..start + length]
}

async fn read(tx: &mut Tx, numbers: &[i64]) -> Result<BTreeMap<i64, Vec<u8>>> {
    let sql = format!("SELECT bloc, octets FROM repertoire_cle WHERE bloc IN ({})", marks(1));
    let mut rows = BTreeMap::new();
    for list in lists(numbers) {
        tx.each(&sql, &list, &mut |row: &Passing<'_>| {
            rows.insert(row.int(0)?, row.bytes(1)?.to_vec());
            Ok(())
        })
        .await?;
    }
    Ok(rows)
}

/// Lines that may have one of these keys, each once, by number: to be checked by whoever reads them.
pub(crate) async fn ids_of(tx: &mut Tx, nature: Nature, asked: &[Cle<'_>]) -> Result<Vec<i64>> {
    let mut hashes: Vec<u32> = asked.iter().map(|cle| cle.hash()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut found = Vec::new();
    for some in hashes.chunks(TOGETHER) {
        let mut numbers: Vec<i64> = some.iter().map(|hash| first(nature) + cles::bloc(*hash)).collect();
        numbers.dedup();
        let rows = read(tx, &numbers).await?;
        for hash in some {
            let row = rows.get(&(first(nature) + cles::bloc(*hash)));
            found.extend(row.into_iter().flat_map(|bytes| cles::ids(bytes, *hash)));
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
