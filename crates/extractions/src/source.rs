//! The bytes of a file: gzip unpacked, byte order mark left out, plain mistakes named.

use crate::Illisible;
use flate2::read::MultiGzDecoder;
use std::io::{self, Chain, Cursor, ErrorKind, Read};

/// First bytes, then the rest.
type Again<R> = Chain<Cursor<Vec<u8>>, R>;

/// A file as it comes, or unpacked on the way.
pub(crate) enum Source<R> {
    Plain(Again<R>),
    Gzip(Box<Again<MultiGzDecoder<Again<R>>>>),
}

impl<R: Read> Source<R> {
    /// Looks at the first bytes.
    pub(crate) fn open(mut source: R) -> Result<Self, Illisible> {
        let head = first_bytes(&mut source)?;
        if !head.starts_with(&[0x1f, 0x8b]) {
            return Ok(Self::Plain(Cursor::new(text(head)?).chain(source)));
        }
        let mut inside = MultiGzDecoder::new(Cursor::new(head).chain(source));
        let head = first_bytes(&mut inside)?;
        Ok(Self::Gzip(Box::new(Cursor::new(text(head)?).chain(inside))))
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(plain) => plain.read(buffer),
            Self::Gzip(gzip) => gzip.read(buffer),
        }
    }
}

/// Enough to know a file by.
fn first_bytes(source: &mut impl Read) -> Result<Vec<u8>, Illisible> {
    let mut head = vec![0; 8];
    let count = fill(source, &mut head).map_err(|e| failed(1, &e))?;
    head.truncate(count);
    Ok(head)
}

/// Reads until the buffer is full or the source ends.
pub(crate) fn fill(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut count = 0;
    while count < buffer.len() {
        match source.read(&mut buffer[count..]) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}

pub(crate) fn failed(ligne: u64, error: &impl ToString) -> Illisible {
    Illisible::Lecture { ligne, message: error.to_string() }
}

/// Refuses what is plainly not a text; leaves the mark out.
fn text(mut head: Vec<u8>) -> Result<Vec<u8>, Illisible> {
    let refused = if head.starts_with(b"PK\x03\x04") {
        "c’est une archive ou un classeur. Décompressez l’archive et donnez le fichier qu’elle contient."
    } else if head.starts_with(b"\xd0\xcf\x11\xe0") {
        "c’est un classeur. Donnez le fichier tel qu’il est publié, sans passer par un tableur."
    } else if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        "il est en UTF-16. Donnez le fichier tel qu’il est publié."
    } else if head.starts_with(b"%PDF") {
        "c’est un PDF."
    } else if head.contains(&0) {
        "il contient des octets nuls."
    } else {
        if head.starts_with(b"\xef\xbb\xbf") {
            head.drain(..3);
        }
        return Ok(head);
    };
    Err(Illisible::Nature(refused))
}
