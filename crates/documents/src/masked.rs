//! Figures about people that leave for others: a group too small is hidden, and so is what a subtraction would give back.

use crate::{Cell, Kind, Sheet, SheetColumn};

/// Groups under that are hidden.
pub const SMALL: u32 = 5;

/// A figure that may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Shown.
    Shown(u32),
    /// A group too small, or one that a subtraction would give back.
    Hidden,
    /// Nothing to measure.
    Nothing,
}

/// A line of a sheet of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it belongs to.
    pub heading: &'static str,
    /// What is counted.
    pub measure: String,
    /// How many.
    pub value: Value,
    /// « personnes », « minutes ».
    pub unit: &'static str,
}

impl Line {
    /// A line.
    #[must_use]
    pub fn new(heading: &'static str, measure: &str, value: Value, unit: &'static str) -> Self {
        Self { heading, measure: measure.to_owned(), value, unit }
    }
}

/// A count on its own.
#[must_use]
pub const fn alone(many: u32) -> Value {
    if small(many) { Value::Hidden } else { Value::Shown(many) }
}

/// A part of these wholes, which are shown: none of them, and neither it nor what is left of any, may be too small.
#[must_use]
pub fn part(many: u32, wholes: &[u32]) -> Value {
    let tells = |whole: &u32| small(*whole) || small(whole.saturating_sub(many));
    if wholes.iter().any(tells) { Value::Hidden } else { alone(many) }
}

/// The parts that make up a whole which is shown: hidden ones are never alone, and never less than the least group together.
#[must_use]
pub fn parts(counts: &[u32]) -> Vec<Value> {
    let mut hidden: Vec<bool> = counts.iter().map(|many| small(*many)).collect();
    while hidden.contains(&true) {
        let masked = || counts.iter().zip(&hidden).filter(|(_, hidden)| **hidden);
        if masked().count() > 1 && masked().map(|(many, _)| *many).sum::<u32>() >= SMALL {
            break;
        }
        let shown = (0..counts.len()).filter(|at| !hidden[*at] && counts[*at] > 0);
        let Some(next) = shown.min_by_key(|at| counts[*at]) else { break };
        hidden[next] = true;
    }
    let value = |(many, hidden): (&u32, bool)| if hidden { Value::Hidden } else { Value::Shown(*many) };
    counts.iter().zip(hidden).map(value).collect()
}

/// A measure of a group (a median, a delay), hidden when the group is too small.
#[must_use]
pub const fn measured(group: u32, value: Option<u32>) -> Value {
    match value {
        None => Value::Nothing,
        Some(_) if group < SMALL => Value::Hidden,
        Some(value) => Value::Shown(value),
    }
}

/// These lines as a sheet, which says what is hidden.
#[must_use]
pub fn sheet(name: &str, title: String, lines: Vec<Line>) -> Sheet {
    let value = |one: Value| match one {
        Value::Shown(many) => Cell::Number(f64::from(many)),
        Value::Hidden => Cell::from("masqué"),
        Value::Nothing => Cell::Empty,
    };
    let row = |one: Line| vec![one.heading.into(), one.measure.into(), value(one.value), one.unit.into()];
    Sheet {
        name: name.to_owned(),
        title,
        note: Some(format!("Les groupes de moins de {SMALL} sont masqués, et ce qui les ferait retrouver.")),
        columns: vec![
            SheetColumn::new("Rubrique", Kind::Text),
            SheetColumn::new("Mesure", Kind::Text),
            SheetColumn::new("Valeur", Kind::Number { decimals: 0 }),
            SheetColumn::new("Unité", Kind::Text),
        ],
        rows: lines.into_iter().map(row).collect(),
    }
}

const fn small(many: u32) -> bool {
    many > 0 && many < SMALL
}

#[cfg(test)]
mod tests {
    use super::Value::{Hidden, Nothing, Shown};
    use super::*;

    #[test]
    fn a_small_group_is_hidden_and_no_subtraction_gives_it_back() {
        assert_eq!(parts(&[10, 20, 0]), [Shown(10), Shown(20), Shown(0)]);
        assert_eq!(parts(&[3, 20, 8]), [Hidden, Shown(20), Hidden]);
        assert_eq!(parts(&[1, 1, 30, 40]), [Hidden, Hidden, Hidden, Shown(40)]);
        assert_eq!(parts(&[4, 4, 30]), [Hidden, Hidden, Shown(30)]);
        assert_eq!((parts(&[3]), parts(&[])), (vec![Hidden], vec![]));
        assert_eq!((alone(0), alone(4), alone(5)), (Shown(0), Hidden, Shown(5)));
        assert_eq!(
            (part(18, &[20]), part(15, &[20]), part(20, &[20]), part(0, &[3])),
            (Hidden, Shown(15), Shown(20), Hidden)
        );
        assert_eq!(
            (part(12, &[30, 14]), part(0, &[30, 14])),
            (Hidden, Shown(0)),
            "two of fourteen would be told"
        );
        assert_eq!(
            (part(17, &[30, 20]), part(20, &[30, 20])),
            (Hidden, Shown(20)),
            "three of twenty would be told"
        );
        assert_eq!(
            (measured(4, Some(9)), measured(5, Some(9)), measured(0, None)),
            (Hidden, Shown(9), Nothing)
        );
    }
}
