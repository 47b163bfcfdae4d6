//! The headings of a document, with their numbers: for the table of contents and its links.

use crate::model::{Block, Document, Level};

/// A heading.
pub(super) struct Title {
    pub(super) level: u8,
    /// « 2.1 »; empty when the heading bears none.
    pub(super) number: String,
    pub(super) text: String,
}

/// The headings in the order in which they come, titles of groups of directories included.
pub(super) fn titles(document: &Document) -> Vec<Title> {
    let mut counts = [0_usize; 3];
    let mut titles = Vec::new();
    let mut under = 0;
    for block in &document.blocks {
        match block {
            Block::Heading { level, text, numbered } => {
                under = level.number();
                let number = if *numbered { next(&mut counts, *level) } else { String::new() };
                titles.push(Title { level: under, number, text: text.clone() });
            }
            Block::Directory(directory) => {
                let groups = directory.groups.iter().filter_map(|group| group.title.clone());
                titles.extend(groups.map(|text| Title { level: below(under), number: String::new(), text }));
            }
            _ => {}
        }
    }
    titles
}

/// The rank of the titles of groups that stand under a heading of this rank (0: under none).
pub(super) fn below(level: u8) -> u8 {
    (level + 1).min(Level::Three.number())
}

fn next(counts: &mut [usize; 3], level: Level) -> String {
    let rank = usize::from(level.number());
    for (at, count) in counts.iter_mut().enumerate() {
        match (at + 1).cmp(&rank) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => *count += 1,
            std::cmp::Ordering::Greater => *count = 0,
        }
    }
    counts.iter().take(rank).map(ToString::to_string).collect::<Vec<_>>().join(".")
}
