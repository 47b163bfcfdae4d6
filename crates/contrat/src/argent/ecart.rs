//! The gap of a contract year: what came of the payments due in it, on whatever day it came.

use super::AnneeBilan;
use std::collections::BTreeMap;

/// By component, what came of the payments due in this year less what should have come by today; negative when money is awaited.
/// `touches` is what [`super::rapproche`] says of `payments`.
#[must_use]
pub fn ecarts<'a>(
    annee: &AnneeBilan,
    payments: &'a [aci::Versement],
    touches: &[i64],
) -> BTreeMap<&'a str, i64> {
    let mut all = BTreeMap::new();
    for (payment, came) in payments.iter().zip(touches).filter(|(one, _)| annee.attendus.contains(one)) {
        *all.entry(&*payment.component).or_default() += came - payment.cents;
    }
    all
}
