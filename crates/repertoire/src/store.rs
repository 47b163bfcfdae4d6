//! Every SQL statement of the crate. The directories belong to the instance: no table has a CPTS.

mod changements;
mod cles;
mod editions;
mod etablissements;
mod lignes;
mod mouvements;
mod personnes;

pub(crate) use changements::keep_changements;
pub use changements::{changements_of, next_changement};
pub(crate) use cles::{change_keys, fill_keys, ids_of};
pub use editions::{ecartes, editions, en_vigueur, keep_ecartes, keep_edition, revise, revision};
pub use etablissements::{
    etablissement, etablissements_of_communes, etablissements_of_numbers, forget_absence,
    keep_etablissements, known_etablissements, mark_etablissements,
};
pub use lignes::{
    batch, drop_lines, lines_of_ids, lines_of_people, mark_absent, mark_present, owners, recode,
};
pub(crate) use lignes::{keep_empreintes, load_empreintes};
pub use mouvements::{keep_mouvements, mouvements_of};
pub use personnes::{lines_of_commune_people, lines_of_person, lines_of_structure_people, stream_people};

use db::Value;

/// How many values a list of parameters holds: the last one is repeated to fill it.
const LIST: usize = 100;

/// `$from, $from + 1, …`
fn marks(from: usize) -> String {
    (from..from + LIST).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

/// Lists of [`LIST`] parameters that hold all these values.
fn lists<T: Clone + Into<Value>>(values: &[T]) -> impl Iterator<Item = Vec<Value>> + '_ {
    values.chunks(LIST).map(|some| {
        let mut list: Vec<Value> = some.iter().cloned().map(Into::into).collect();
        let last = list.last().cloned().unwrap_or(Value::Null);
        list.resize(LIST, last);
        list
    })
}
