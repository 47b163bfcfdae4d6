//! Free slots of other publishers, asked for when a page shows them and kept for a minute.

use crate::{commands::Failure, config::Editeur, fhir_client::Server};
use fhir::NationalId;
use fhir::search::{Flavour, MOST_PRACTITIONERS, SlotSearch, Window};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use kernel::{Cpts, Ctx, Id};
use rendez_vous::ailleurs::{Ailleurs, CreneauAilleurs, Lecture};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;
use web::{App, BoxFuture};

/// How far ahead they are asked for.
const HORIZON: SignedDuration = SignedDuration::from_hours(72);
/// How long an answer serves.
const KEPT: SignedDuration = SignedDuration::from_secs(60);
/// How long a page waits for a publisher.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(6);
/// Professionals asked about, at most.
const MOST: usize = 4 * MOST_PRACTITIONERS;

/// What a publisher answered, and when; nothing when it did not.
type Answered = (Timestamp, Option<Arc<Vec<CreneauAilleurs>>>);

struct Source {
    editeur: Editeur,
    server: Server,
    kept: Mutex<HashMap<Id<Cpts>, Answered>>,
}

/// The publishers of the instance.
#[derive(Clone, Default)]
pub(crate) struct Editeurs(Arc<Vec<Source>>);

impl Editeurs {
    pub(crate) fn open(all: &[Editeur]) -> Result<Self, Failure> {
        let one = |editeur: &Editeur| {
            let server = Server::new(&editeur.acces)?;
            Ok(Source { editeur: editeur.clone(), server, kept: Mutex::default() })
        };
        all.iter().map(one).collect::<Result<Vec<_>, Failure>>().map(|all| Self(Arc::new(all)))
    }

    /// Where the planning finds them.
    pub(crate) fn hook(&self) -> Ailleurs {
        Ailleurs { chez: self.0.iter().map(|one| one.editeur.cpts.clone()).collect(), read }
    }
}

fn read<'a>(app: &'a App, ctx: &'a Ctx, slug: &'a str) -> BoxFuture<'a, db::Result<Lecture>> {
    Box::pin(async move {
        let mut tx = app.db.read(ctx).await?;
        let people = rendez_vous::store::effecteurs::effecteurs(&mut tx).await?;
        drop(tx);
        let numbers = people.iter().filter_map(|one| NationalId::read(one.rpps.as_ref()?.as_str()));
        let numbers: Vec<NationalId> = numbers.take(MOST).collect();
        let mut found = Lecture::default();
        for source in app.resource::<Editeurs>().0.iter().filter(|one| one.editeur.cpts == slug) {
            match source.slots(ctx, &numbers).await {
                Some(slots) => found.creneaux.extend(slots.iter().cloned()),
                None => found.muets.push(source.editeur.nom.clone()),
            }
        }
        found.creneaux.retain(|one| one.horaire.debut > ctx.now);
        found.creneaux.sort_by_key(|one| one.horaire.debut);
        Ok(found)
    })
}

impl Source {
    /// What the publisher shows now; one request for all who look at once.
    async fn slots(&self, ctx: &Ctx, numbers: &[NationalId]) -> Option<Arc<Vec<CreneauAilleurs>>> {
        let mut kept = self.kept.lock().await;
        if let Some((at, answer)) = kept.get(&ctx.cpts)
            && ctx.now.duration_since(*at).abs() < KEPT
        {
            return answer.clone();
        }
        let asked = tokio::time::timeout(PATIENCE, self.ask(ctx.now, numbers)).await;
        let answer = match asked.unwrap_or_else(|_| Err(anyhow::anyhow!("the publisher takes too long"))) {
            Ok(slots) => Some(Arc::new(slots)),
            Err(error) => {
                tracing::warn!(editeur = self.editeur.nom, error = format!("{error:#}"), "slots of others");
                None
            }
        };
        kept.insert(ctx.cpts, (ctx.now, answer.clone()));
        answer
    }

    async fn ask(&self, now: Timestamp, numbers: &[NationalId]) -> anyhow::Result<Vec<CreneauAilleurs>> {
        let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
        let mut found = Vec::new();
        for practitioners in numbers.chunks(MOST_PRACTITIONERS) {
            let search = SlotSearch {
                window: Window { from: now, to: now.saturating_add(HORIZON).unwrap_or(now) },
                practitioners: practitioners.to_vec(),
                free: true,
                flavour: Flavour::Cpts,
                count: None,
            };
            let body = self.server.get(&format!("/Slot?{}", search.query(&zone))).await?;
            found.extend(sas::read_ailleurs(&self.editeur.nom, self.editeur.finess.as_deref(), &body)?);
        }
        Ok(found)
    }
}
