use crate::dialogue::short;
use crate::droits::PREPARER;
use crate::plan_dialogue::{find, writable};
use crate::point::{CHAMPS, Mots};
use crate::texte::{Concurrence, Ecrit, Suite};
use crate::{Dialogue, Point, WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Longest text of the report, in characters.
const TEXTE: usize = 6_000;

/// Writes texts of the report under their key: « synthese », « mission.acces », « indicateur.ID »; empty takes one off. Only what its
/// writer changed is written; what somebody else wrote in the meantime stays, and comes back with the text that was not written.
///
/// # Errors
/// [`WriteError`].
pub async fn write_textes<T: Clone + Into<Ecrit>>(
    ctx: &Ctx,
    db: &Db,
    id: Id<Dialogue>,
    textes: &[T],
) -> Result<Vec<Concurrence>, WriteError> {
    ctx.require(PREPARER)?;
    let textes: Vec<Ecrit> = textes.iter().cloned().map(Into::into).collect();
    let mut tx = db.begin(ctx).await?;
    let dialogue = writable(&mut tx, id).await?;
    let known = store::dialogues::textes(&mut tx, id).await?;
    let (mut changed, mut both) = (Vec::new(), Vec::new());
    for one in &textes {
        match one.upon(known.get(&one.cle).map_or("", String::as_str)) {
            Suite::Inchange => {}
            Suite::Concurrent(two) => both.push(two),
            Suite::Ecrire(texte) => {
                short("Un texte du rapport", &texte, TEXTE)?;
                store::dialogues::write_texte(&mut tx, id, &one.cle, &texte, ctx.now).await?;
                changed.push((&one.cle, texte));
            }
        }
    }
    if !changed.is_empty() {
        let keys: Vec<&str> = changed.iter().map(|(cle, _)| cle.as_str()).collect();
        let trace = Trace::new("dialogue.rapport_ecrit", dialogue.objet());
        tx.record(trace.detail(keys.join(", ")).before(&known).after(&changed));
        tx.commit().await?;
    }
    Ok(both)
}

/// Writes a point again: its title, what was said, what was decided. What is not sent stays; what somebody else wrote in the meantime
/// stays as well, and comes back with the text that was not written.
///
/// # Errors
/// [`WriteError`].
pub async fn write_point(
    ctx: &Ctx,
    db: &Db,
    id: Id<Dialogue>,
    point: Id<Point>,
    mots: impl Into<Mots>,
) -> Result<Vec<Concurrence>, WriteError> {
    ctx.require(PREPARER)?;
    let Mots(mots) = mots.into();
    let mut tx = db.begin(ctx).await?;
    let dialogue = writable(&mut tx, id).await?;
    let old = find(&mut tx, id, point).await?;
    let mut words = old.champs();
    let mut both = Vec::new();
    for (cle, word) in CHAMPS.iter().zip(&mut words) {
        let Some(one) = mots.iter().find(|one| one.cle == *cle) else { continue };
        match one.upon(word) {
            Suite::Inchange => {}
            Suite::Concurrent(two) => both.push(two),
            Suite::Ecrire(texte) => *word = texte,
        }
    }
    let [titre, notes, decision] = &words;
    let new = old.reworded(titre, notes, decision)?;
    if new != old {
        store::points::change(&mut tx, id, &new).await?;
        let trace = Trace::new("dialogue.point_ecrit", dialogue.objet());
        tx.record(trace.detail(&new.titre).before(&old).after(&new));
        tx.commit().await?;
    }
    Ok(both)
}
