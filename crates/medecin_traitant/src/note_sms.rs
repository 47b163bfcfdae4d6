use crate::WriteError;
use crate::droits::TRAITER;
use crate::store::courriers;
use db::{Db, Trace};
use kernel::Ctx;

/// Notes whether text messages leave from this instance (`app.can_send_sms()`): nobody is promised one that cannot. Run by the
/// clock as often as one likes; written when it changes.
///
/// # Errors
/// [`WriteError`].
pub async fn note_sms(ctx: &Ctx, db: &Db, sms: bool) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    if courriers::sms(&mut db.read(ctx).await?).await? == sms {
        return Ok(());
    }
    let mut tx = db.begin(ctx).await?;
    if courriers::set_sms(&mut tx, sms).await? {
        let said = if sms { "les SMS partent" } else { "les SMS ne partent pas" };
        tx.record(Trace::new("medecin_traitant.sms_note", "sms").detail(said));
        tx.commit().await?;
    }
    Ok(())
}
