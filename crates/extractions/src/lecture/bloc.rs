//! The block that the source fills, and the portions of whole lines that it is taken in.

use crate::Illisible;
use crate::source::{failed, fill};
use std::io::Read;
use std::ops::Range;

/// Bytes asked from the source at once.
pub(super) const BLOC: usize = 1 << 20;
/// Bytes of a portion at most, hence of a line (a real one has some 500): what is found in it stays near the processor.
pub(super) const PORTION: usize = 64 << 10;
/// What is kept of a line that is too long, to show it.
const SHOWN: usize = 256;

/// Whole lines of the block.
#[derive(Debug, Clone)]
pub(super) struct Portion {
    range: Range<usize>,
    /// Number of its first line in the file.
    pub ligne: u64,
    /// The last line has no end: the file stops there.
    pub sans_fin: bool,
    /// The beginning of one line that does not fit in a portion.
    pub trop_longue: bool,
}

/// Bytes read and not yet handed over.
pub(super) struct Bloc<S> {
    source: S,
    bytes: Vec<u8>,
    /// What is not handed over yet.
    rest: Range<usize>,
    portion: usize,
    /// Number of the first line of the rest.
    ligne: u64,
    /// In the middle of a line that is passed over.
    skipping: bool,
    ended: bool,
}

impl<S: Read> Bloc<S> {
    pub(super) fn new(source: S, bloc: usize, portion: usize) -> Self {
        let bytes = vec![0; bloc.max(portion)];
        Self { source, bytes, rest: 0..0, portion, ligne: 1, skipping: false, ended: false }
    }

    /// The first line that is not blank.
    pub(super) fn first_line(&mut self) -> Result<&[u8], Illisible> {
        loop {
            self.refill()?;
            let rest = &self.bytes[self.rest.clone()];
            let end = rest.iter().position(|byte| *byte == b'\n');
            let length = match end {
                Some(end) if end < self.portion => end + 1,
                None if rest.len() < self.portion => rest.len(),
                _ => return Err(Illisible::Nature("sa première ligne n’en finit pas.")),
            };
            let line = self.rest.start..self.rest.start + length;
            self.rest.start = line.end;
            if !self.bytes[line.clone()].trim_ascii().is_empty() {
                self.ligne += 1;
                return Ok(&self.bytes[line]);
            }
            if end.is_none() {
                return Err(Illisible::Vide);
            }
            self.ligne += 1;
        }
    }

    /// The next whole lines; `None` at the end.
    pub(super) fn next_portion(&mut self) -> Result<Option<Portion>, Illisible> {
        loop {
            self.skip();
            let rest = &self.bytes[self.rest.clone()];
            let window = &rest[..rest.len().min(self.portion)];
            if let Some(last) = window.iter().rposition(|byte| *byte == b'\n') {
                return Ok(Some(self.take(last + 1)));
            }
            if rest.len() >= self.portion {
                let shown = self.take(self.portion.min(SHOWN));
                self.skipping = true;
                return Ok(Some(Portion { trop_longue: true, ..shown }));
            }
            if self.ended {
                let length = rest.len();
                let last = (length > 0).then(|| Portion { sans_fin: true, ..self.take(length) });
                return Ok(last);
            }
            self.refill()?;
        }
    }

    pub(super) fn bytes(&self, portion: &Portion) -> &[u8] {
        &self.bytes[portion.range.clone()]
    }

    /// Lines of the last portion, before the next is asked for.
    pub(super) fn count_lines(&mut self, lines: usize) {
        self.ligne += lines as u64;
    }

    fn take(&mut self, length: usize) -> Portion {
        let range = self.rest.start..self.rest.start + length;
        self.rest.start = range.end;
        Portion { range, ligne: self.ligne, sans_fin: false, trop_longue: false }
    }

    /// Passes over the rest of a line that was too long.
    fn skip(&mut self) {
        if !self.skipping {
            return;
        }
        match self.bytes[self.rest.clone()].iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                self.rest.start += end + 1;
                self.ligne += 1;
                self.skipping = false;
            }
            None => self.rest = 0..0,
        }
    }

    /// Brings the rest to the beginning of the block and fills it up.
    fn refill(&mut self) -> Result<(), Illisible> {
        if self.ended {
            return Ok(());
        }
        self.bytes.copy_within(self.rest.clone(), 0);
        let kept = self.rest.len();
        let ligne = self.ligne;
        let read = fill(&mut self.source, &mut self.bytes[kept..]).inspect_err(|_| self.ended = true);
        let count = read.map_err(|error| failed(ligne, &error))?;
        self.rest = 0..kept + count;
        self.ended = self.rest.len() < self.bytes.len();
        Ok(())
    }
}
