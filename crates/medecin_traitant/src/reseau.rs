//! How often something came from one network lately. In memory: nothing is written for each attempt, nothing is refused for
//! being many; a program that starts again begins from nothing, two programs count apart.

use jiff::{SignedDuration, Timestamp};
use kernel::Ctx;
use std::collections::HashMap;
use std::net::Ipv6Addr;
use std::sync::{LazyLock, Mutex, PoisonError};
use uuid::Uuid;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Geste {
    /// A request from the public form.
    Demande,
    /// A code that leads nowhere.
    Code,
}

/// Networks remembered at most, before those whose window is over are forgotten.
const MEMOIRE: usize = 20_000;

type Cle = (Uuid, Geste, String);
static VUS: LazyLock<Mutex<HashMap<Cle, (Timestamp, u32)>>> = LazyLock::new(Mutex::default);

impl Geste {
    /// How many in one window before it is too many.
    pub(crate) const fn limite(self) -> u32 {
        match self {
            Self::Demande => 30,
            Self::Code => 20,
        }
    }

    /// How long a window is.
    const fn fenetre(self) -> SignedDuration {
        match self {
            Self::Demande => SignedDuration::from_mins(10),
            Self::Code => SignedDuration::from_mins(15),
        }
    }

    fn cle(self, ctx: &Ctx) -> Option<Cle> {
        let network = network(ctx.origin.ip.trim());
        (!network.is_empty()).then(|| (ctx.cpts.uuid(), self, network))
    }

    fn over(self, debut: Timestamp, now: Timestamp) -> bool {
        now.duration_since(debut) >= self.fenetre() || now < debut
    }
}

/// An address; of IPv6 its /64, which a home has whole.
fn network(ip: &str) -> String {
    let Ok(six) = ip.parse::<Ipv6Addr>() else { return ip.to_owned() };
    let [a, b, c, d, ..] = six.segments();
    six.to_ipv4_mapped().map_or_else(|| format!("{a:x}:{b:x}:{c:x}:{d:x}"), |four| four.to_string())
}

/// Counts one more; true when there are too many. An unknown network is never too many.
pub(crate) fn count(ctx: &Ctx, geste: Geste) -> bool {
    let Some(cle) = geste.cle(ctx) else { return false };
    let mut seen = VUS.lock().unwrap_or_else(PoisonError::into_inner);
    if seen.len() >= MEMOIRE {
        seen.retain(|(_, geste, _), (debut, _)| !geste.over(*debut, ctx.now));
        // So many networks at once are no visitors: memory is worth more than their count.
        if seen.len() >= MEMOIRE {
            seen.clear();
        }
    }
    let window = seen.entry(cle).or_insert((ctx.now, 0));
    if geste.over(window.0, ctx.now) {
        *window = (ctx.now, 0);
    }
    window.1 = window.1.saturating_add(1);
    window.1 > geste.limite()
}

/// Until when there are too many already, without counting one more.
pub(crate) fn paused(ctx: &Ctx, geste: Geste) -> Option<Timestamp> {
    let cle = geste.cle(ctx)?;
    let seen = VUS.lock().unwrap_or_else(PoisonError::into_inner);
    let (debut, combien) = seen.get(&cle).copied()?;
    let full = combien >= geste.limite() && !geste.over(debut, ctx.now);
    full.then(|| debut.saturating_add(geste.fenetre()).unwrap_or(debut))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Origin;

    #[test]
    fn a_network_is_counted_for_a_while_and_an_unknown_one_never() {
        let from = |ip: &str, now: &str| Ctx {
            origin: Origin { ip: ip.to_owned(), ..Origin::default() },
            ..Ctx::system("essai", now.parse().unwrap())
        };
        let here = from("2001:db8:1:2:aaaa::1", "2026-03-02T08:00:00Z");
        let neighbour = from("2001:db8:1:2:bbbb::9", "2026-03-02T08:01:00Z");
        let counted = (0..15).flat_map(|_| [count(&here, Geste::Demande), count(&neighbour, Geste::Demande)]);
        assert_eq!(counted.filter(|many| *many).count(), 0);
        assert!(count(&neighbour, Geste::Demande) && paused(&here, Geste::Demande).is_some());
        assert!(!count(&from("2001:db8:1:3::1", "2026-03-02T08:01:00Z"), Geste::Demande));
        assert!(!count(&from("2001:db8:1:2::1", "2026-03-02T08:11:00Z"), Geste::Demande));
        assert!((0..99).all(|_| !count(&from("", "2026-03-02T08:00:00Z"), Geste::Demande)));
        assert_eq!(paused(&here, Geste::Code), None);
        for (a, b, same) in [
            ("2001:db8::1", "2001:db8::2:3:4:5", true),
            ("2001:db8::1", "2001:db8:0:1::1", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
        ] {
            assert_eq!(network(a) == network(b), same, "{a} {b}");
        }
    }
}
