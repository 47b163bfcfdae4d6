//! The hashes of all known lines in memory: 8 bytes an id, and 4 to 8 bytes a line to find the id of a hash.

#[cfg(test)]
mod tests;

/// Ids of one row of the table of hashes.
pub(crate) const BLOC: usize = 500;

/// What is known of each line, and what the file being read says of it.
pub(crate) struct Empreintes {
    /// Hash by id; zero where no line has that id. Id 0 is nobody's.
    par_id: Vec<u64>,
    /// Open addressing: id by hash, zero where empty; the length is a power of two.
    places: Vec<u32>,
    connues: usize,
    /// Lines that the file holds.
    vues: Bits,
    /// Lines that this import adds.
    nouvelles: Bits,
    /// Lines kept for somebody who no longer stands in the file.
    absentes: Bits,
    /// Rows of the table of hashes to write again.
    blocs: Bits,
    /// Where the next line is likely to be: files keep their order.
    suivante: usize,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Connue {
    /// Known, seen for the first time in this file.
    Oui,
    /// The file already held it.
    Double,
    /// New, under this id.
    Non(i64),
}

impl Empreintes {
    pub(crate) fn new() -> Self {
        Self {
            par_id: vec![0],
            places: vec![0; 1024],
            connues: 0,
            vues: Bits::default(),
            nouvelles: Bits::default(),
            absentes: Bits::default(),
            blocs: Bits::default(),
            suivante: 1,
        }
    }

    /// Takes a row of the table of hashes.
    pub(crate) fn load(&mut self, bloc: usize, bytes: &[u8]) {
        let start = bloc * BLOC;
        if self.par_id.len() < start + BLOC {
            self.par_id.resize(start + BLOC, 0);
        }
        for (at, eight) in bytes.chunks_exact(8).take(BLOC).enumerate() {
            let mut little = [0; 8];
            little.copy_from_slice(eight);
            let hash = u64::from_le_bytes(little);
            self.par_id[start + at] = hash;
            self.connues += usize::from(hash != 0);
        }
    }

    /// To be called once all rows are loaded.
    pub(crate) fn index(&mut self) {
        while self.par_id.len() > 1 && self.par_id.last() == Some(&0) {
            self.par_id.pop();
        }
        self.grow();
    }

    pub(crate) fn mark_absent(&mut self, id: i64) {
        self.absentes.set(at(id));
    }

    /// What a line of that hash is; a new one takes the next id.
    pub(crate) fn see(&mut self, hash: u64) -> Connue {
        let hash = hash.max(1);
        let near = self.suivante..(self.suivante + 4).min(self.par_id.len());
        let found = near.into_iter().find(|id| self.par_id[*id] == hash);
        let found = found.or_else(|| self.find(hash));
        if let Some(id) = found {
            self.suivante = id + 1;
            return if self.vues.set(id) { Connue::Oui } else { Connue::Double };
        }
        let id = self.par_id.len();
        self.par_id.push(hash);
        self.connues += 1;
        self.vues.set(id);
        self.nouvelles.set(id);
        self.blocs.set(id / BLOC);
        if self.connues * 4 > self.places.len() * 3 {
            self.grow();
        } else {
            self.place(id);
        }
        Connue::Non(id as i64)
    }

    /// Reads the places of these hashes, all at once, before they are asked one by one: a place far from the processor is
    /// most of what a line costs, and to fetch many takes hardly longer than one.
    pub(crate) fn approach(&self, hashes: &[u64]) {
        let mask = self.places.len() - 1;
        let read = |hash: &u64| self.par_id[self.places[*hash as usize & mask] as usize];
        std::hint::black_box(hashes.iter().map(read).fold(0, |all, one| all ^ one));
    }

    fn find(&self, hash: u64) -> Option<usize> {
        let mask = self.places.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            match self.places[place] as usize {
                0 => return None,
                id if self.par_id[id] == hash => return Some(id),
                _ => place = (place + 1) & mask,
            }
        }
    }

    fn place(&mut self, id: usize) {
        let mask = self.places.len() - 1;
        let mut place = self.par_id[id] as usize & mask;
        while self.places[place] != 0 {
            place = (place + 1) & mask;
        }
        self.places[place] = id as u32;
    }

    fn grow(&mut self) {
        let size = (self.connues * 2).next_power_of_two().max(1024);
        self.places.clear();
        self.places.resize(size, 0);
        for id in 1..self.par_id.len() {
            if self.par_id[id] != 0 {
                self.place(id);
            }
        }
    }

    pub(crate) fn is_seen(&self, id: i64) -> bool {
        self.vues.get(at(id))
    }

    pub(crate) fn is_new(&self, id: i64) -> bool {
        self.nouvelles.get(at(id))
    }

    /// Lines that the file no longer holds, those of absent people apart.
    pub(crate) fn vanished(&self) -> impl Iterator<Item = i64> + '_ {
        let gone = move |id: &usize| self.par_id[*id] != 0 && !self.vues.get(*id) && !self.absentes.get(*id);
        (1..self.par_id.len()).filter(gone).map(|id| id as i64)
    }

    /// Lines of absent people that the file holds again.
    pub(crate) fn back(&self) -> impl Iterator<Item = i64> + '_ {
        self.absentes.iter().filter(|id| self.vues.get(*id)).map(|id| id as i64)
    }

    /// Lines that this import adds.
    pub(crate) fn added(&self) -> impl Iterator<Item = i64> + '_ {
        self.nouvelles.iter().map(|id| id as i64)
    }

    /// Whether no line is known.
    pub(crate) const fn is_empty(&self) -> bool {
        self.connues == 0
    }

    /// Whether the file says something new.
    pub(crate) fn changes(&self) -> bool {
        self.added().next().is_some() || self.vanished().next().is_some() || self.back().next().is_some()
    }

    /// Forgets a line.
    pub(crate) fn forget(&mut self, id: i64) {
        let id = at(id);
        self.par_id[id] = 0;
        self.blocs.set(id / BLOC);
    }

    /// Rows of the table of hashes to write again; empty bytes when nothing is left in one.
    pub(crate) fn changed(&self) -> impl Iterator<Item = (usize, Vec<u8>)> + '_ {
        self.blocs.iter().map(|bloc| {
            let end = ((bloc + 1) * BLOC).min(self.par_id.len());
            let hashes = &self.par_id[bloc * BLOC..end];
            let empty = hashes.iter().all(|hash| *hash == 0);
            let bytes = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
            (bloc, if empty { Vec::new() } else { bytes })
        })
    }
}

/// Ids come from the base, where they are positive.
fn at(id: i64) -> usize {
    usize::try_from(id).unwrap_or_default()
}

/// A set of small numbers.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    /// True when it was not there.
    fn set(&mut self, at: usize) -> bool {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        let (word, bit) = (&mut self.0[at / 64], 1_u64 << (at % 64));
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    fn get(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(rank, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    rank * 64 + bit
                })
            })
        })
    }
}
