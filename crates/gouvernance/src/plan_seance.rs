use crate::droits::TENIR;
use crate::instance::{Genre, Instance};
use crate::quorum::Etat;
use crate::read_seance::held;
use crate::seance::{Point, Refus, Seance};
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use jiff::civil::DateTime;
use kernel::{Ctx, Id, saisie};
use reunions::Nouvelle;

/// When and where an instance meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendez {
    /// It starts.
    pub debut: DateTime,
    /// It ends.
    pub fin: DateTime,
    /// The room; possibly empty.
    pub lieu: String,
    /// The video call; possibly empty.
    pub visio: String,
}

/// Plans a meeting of an instance, under the id that its form was given. `premiere`: the meeting without quorum that it follows, as the
/// statutes allow; its agenda is taken over.
///
/// # Errors
/// [`WriteError`].
pub async fn plan_seance(
    ctx: &Ctx,
    db: &Db,
    id: Id<Seance>,
    instance: Id<Instance>,
    rendez: Rendez,
    premiere: Option<Id<Seance>>,
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let known = store::instances::instance(&mut tx, instance).await?;
    let known = known.ok_or(WriteError::Inconnu("Cette instance"))?;
    if store::seances::seance(&mut tx, id).await?.is_some_and(|kept| kept.instance == instance) {
        return Ok(());
    }
    let agenda = match premiere {
        Some(first) => second(&mut tx, first, instance, &rendez).await?,
        None => Vec::new(),
    };
    let reunion = reunions::plan_in(&mut tx, meeting(&known, rendez)).await?;
    let seance = Seance {
        id,
        instance,
        reunion,
        premiere,
        convoquee_le: None,
        ouverte_le: None,
        close_le: None,
        points: Vec::new(),
    };
    if !store::seances::add(&mut tx, &seance).await? {
        return Err(WriteError::DejaNote);
    }
    for point in agenda {
        store::seances::add_point(&mut tx, id, &Point { id: ctx.id(), deports: Vec::new(), ..point }).await?;
    }
    tx.record(
        Trace::new("gouvernance.seance_prevue", format!("seance:{id}")).detail(&known.nom).after(&seance),
    );
    tx.commit().await?;
    Ok(())
}

fn meeting(instance: &Instance, rendez: Rendez) -> Nouvelle {
    let genre = match instance.genre {
        Genre::AgOrdinaire | Genre::AgExtraordinaire => reunions::Genre::Ag,
        Genre::Ca => reunions::Genre::Ca,
        Genre::Bureau => reunions::Genre::Bureau,
        Genre::Autre => reunions::Genre::Autre,
    };
    let Rendez { debut, fin, lieu, visio } = rendez;
    Nouvelle { lieu, visio, ..Nouvelle::new(instance.nom.clone(), genre, debut, fin) }
}

/// The agenda of the first meeting of the instance, over without its quorum, when the statutes allow a second one then.
async fn second(
    tx: &mut Tx,
    first: Id<Seance>,
    instance: Id<Instance>,
    rendez: &Rendez,
) -> Result<Vec<Point>, WriteError> {
    let vue = held(tx, first).await?;
    let regle = vue.regle()?;
    match () {
        () if vue.instance.id != instance => return Err(Refus::AutreInstance.into()),
        () if vue.seance.premiere.is_some() => return Err(Refus::DejaSeconde.into()),
        () if vue.seance.close_le.is_none() && !vue.reunion.passee(tx.ctx().now) => {
            return Err(Refus::PremiereEnCours.into());
        }
        () if vue.quorum.as_ref().is_some_and(Etat::atteint) => return Err(Refus::QuorumReuni.into()),
        () => {}
    }
    let seconde = regle.seconde.ok_or(Refus::PasDeSeconde)?;
    let jours = vue.reunion.jour().until(rendez.debut.date()).map_or(0, |span| span.get_days());
    if i64::from(jours) < i64::from(seconde.delai) {
        let source_de = regle.source.clone();
        return Err(Refus::TropTot { jours, demandes: seconde.delai, source_de }.into());
    }
    Ok(vue.seance.points)
}

/// Adds a point at the end of the agenda, under the id that its form was given.
///
/// # Errors
/// [`WriteError`].
pub async fn add_point(
    ctx: &Ctx,
    db: &Db,
    seance: Id<Seance>,
    id: Id<Point>,
    (titre, texte): (&str, &str),
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let (titre, texte) = (saisie::line("titre", titre)?, crate::TEXTE.maybe_words("texte", texte)?);
    let mut tx = db.begin(ctx).await?;
    let known = open_agenda(&mut tx, seance).await?;
    if known.points.iter().any(|one| one.id == id) {
        return Ok(());
    }
    let rang = known.points.last().map_or(1, |one| one.rang + 1);
    let point = Point { id, rang, titre, texte, deports: Vec::new() };
    if !store::seances::add_point(&mut tx, seance, &point).await? {
        return Err(WriteError::DejaNote);
    }
    let trace = Trace::new("gouvernance.point_ajoute", format!("seance:{seance}"));
    tx.record(trace.detail(&point.titre).after(&point));
    tx.commit().await?;
    Ok(())
}

/// Takes a point off the agenda before the convocation leaves.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_point(ctx: &Ctx, db: &Db, seance: Id<Seance>, id: Id<Point>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    open_agenda(&mut tx, seance).await?;
    if !store::seances::remove_point(&mut tx, seance, id).await? {
        return Err(WriteError::Inconnu("Ce point"));
    }
    tx.record(Trace::new("gouvernance.point_retire", format!("seance:{seance}")));
    tx.commit().await?;
    Ok(())
}

/// The meeting whose agenda may still change.
async fn open_agenda(tx: &mut Tx, id: Id<Seance>) -> Result<Seance, WriteError> {
    let seance = store::seances::hold(tx, id).await?.ok_or(WriteError::Inconnu("Cette séance"))?;
    if seance.convoquee_le.is_some() { Err(WriteError::OrdreDuJourParti) } else { Ok(seance) }
}
