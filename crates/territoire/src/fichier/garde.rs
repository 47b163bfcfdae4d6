//! A limit on the size of one record: a quote that is never closed must not swallow a file of a gigabyte.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// No line of an official file comes near.
const RECORD: u64 = 1 << 20;
/// What the CSV reader may take in advance.
const AHEAD: u64 = 1 << 16;

/// Shared between the reader of bytes and the reader of records.
#[derive(Clone)]
pub(super) struct Limite {
    until: Rc<Cell<u64>>,
    reached: Rc<Cell<bool>>,
}

impl Limite {
    /// A record begins at that byte.
    pub(super) fn begin(&self, byte: u64) {
        self.until.set(byte + RECORD + AHEAD);
    }

    pub(super) fn is_reached(&self) -> bool {
        self.reached.get()
    }
}

pub(super) struct Garde<R> {
    inner: R,
    read: u64,
    limite: Limite,
}

impl<R: Read> Garde<R> {
    pub(super) fn over(inner: R) -> (Self, Limite) {
        let limite = Limite { until: Rc::new(Cell::new(RECORD)), reached: Rc::new(Cell::new(false)) };
        (Self { inner, read: 0, limite: limite.clone() }, limite)
    }
}

impl<R: Read> Read for Garde<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read >= self.limite.until.get() {
            self.limite.reached.set(true);
            return Err(io::Error::other("enregistrement trop long"));
        }
        let count = self.inner.read(buffer)?;
        self.read += count as u64;
        Ok(count)
    }
}
