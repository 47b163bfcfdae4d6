use crate::droits::ORGANISER;
use crate::plan_reunion::plan_of;
use crate::reunion::{Nouvelle, Reunion};
use crate::serie::Regle;
use crate::{WriteError, author, store};
use db::{Db, Trace};
use jiff::Span;
use kernel::saisie::Refus;
use kernel::{Ctx, Id};
use ui::francais;
use uuid::Uuid;

/// The meetings that a rule gives, before anything is kept: what the preview shows.
///
/// # Errors
/// [`Refus`], with the field.
pub fn spread(nouvelle: &Nouvelle, regle: &Regle) -> Result<Vec<Nouvelle>, Refus> {
    let lasts = nouvelle.debut.date().until(nouvelle.fin.date()).map_or(0, |span| span.get_days());
    let one = |jour: jiff::civil::Date| {
        let debut = jour.to_datetime(nouvelle.debut.time());
        let fin = jour.saturating_add(Span::new().days(lasts)).to_datetime(nouvelle.fin.time());
        let checked = Nouvelle { id: None, debut, fin, ..nouvelle.clone() }.check();
        checked.map_err(|refus| {
            Refus::new(refus.champ, format!("{}\u{a0}: {}", francais::date(jour), refus.pourquoi))
        })
    };
    regle.dates(nouvelle.debut.date())?.into_iter().map(one).collect()
}

/// Plans the meetings of a series, under the id that its form was given: the same form sent twice is one series.
///
/// # Errors
/// [`WriteError`].
pub async fn plan_serie(
    ctx: &Ctx,
    db: &Db,
    serie: Uuid,
    nouvelle: &Nouvelle,
    regle: &Regle,
) -> Result<Vec<Id<Reunion>>, WriteError> {
    ctx.require(ORGANISER)?;
    let all = spread(nouvelle, regle)?;
    let mut tx = db.begin(ctx).await?;
    if !store::reunions::add_serie(&mut tx, serie, &regle.en_mots(nouvelle.debut.date()), author(ctx)).await?
    {
        let kept = store::reunions::de_la_serie(&mut tx, serie).await?;
        return Ok(kept.iter().map(|one| one.id).collect());
    }
    tx.record(Trace::new("reunions.serie_prevue", format!("serie:{serie}")).detail(&nouvelle.titre));
    let mut ids = Vec::new();
    for one in all {
        ids.push(plan_of(&mut tx, one, Some(serie)).await?);
    }
    tx.commit().await?;
    Ok(ids)
}
