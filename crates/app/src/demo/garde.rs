//! Two plannings of the centre of unscheduled care: one published, begun last week, and one open to wishes. All invented.

use ::garde::{
    Avis, Besoin, Cadre, DemiJournee, Echange, EtatEchange, Issue, Planning, Tableau, add_demi_journees,
    add_participants, ask_echange, keep_planning, open_voeux, propose, publish, remove, say_voeux, settle,
};
use ::rendez_vous::lieu::Sorte;
use ::rendez_vous::{Effecteur, Profession, Regle, store};
use db::Db;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Span};
use kernel::{Ctx, Id};
use std::collections::BTreeSet;

/// Writes them through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db) -> anyhow::Result<()> {
    let mut tx = db.read(ctx).await?;
    let lieux = store::lieux::lieux(&mut tx).await?;
    let people = store::effecteurs::effecteurs(&mut tx).await?;
    drop(tx);
    let Some(centre) = lieux.iter().find(|one| one.sorte == Sorte::CentreSnp) else { return Ok(()) };
    let doctors = people.iter().filter(|one| one.profession != Profession::Imagerie).map(|one| one.id);
    let doctors: Vec<Id<Effecteur>> = doctors.collect();
    let today = kernel::today(ctx.now);
    let monday = days(today, -i64::from(today.weekday().to_monday_zero_offset()));
    // Drawn a fortnight ago: some half-days are over, and what became of them is known.
    let then = Ctx { now: ctx.now - SignedDuration::from_hours(24 * 14), ..ctx.clone() };
    let cadre = |nom: &str, du: Date, weeks: i64| Cadre {
        nom: nom.to_owned(),
        lieu: centre.id,
        du,
        au: days(du, 7 * weeks - 1),
        par_semaine: 2,
        fin_de_semaine: Some(2),
        compte_depuis: Date::new(du.year(), 1, 1).unwrap_or(du),
    };
    let id = drawn(&then, db, cadre("Centre du Velay, ce mois-ci", days(monday, -7), 4), &doctors).await?;
    propose(&then, db, id).await?;
    publish(&then, db, false, id).await?;
    lived(ctx, db, id).await?;
    let next =
        drawn(ctx, db, cadre("Centre du Velay, le mois prochain", days(monday, 28), 4), &doctors).await?;
    open_voeux(ctx, db, false, next).await?;
    wishes(ctx, db, next).await
}

fn days(day: Date, count: i64) -> Date {
    day.saturating_add(Span::new().days(count))
}

/// Evenings of weekdays, two people on Saturday mornings.
async fn drawn(ctx: &Ctx, db: &Db, cadre: Cadre, people: &[Id<Effecteur>]) -> anyhow::Result<Id<Planning>> {
    let id = keep_planning(ctx, db, ctx.id(), cadre).await?;
    let patterns = [
        ([true, true, true, true, true, false, false], (18, 21), 1),
        ([false, false, false, false, false, true, false], (9, 13), 2),
    ];
    for (jours, (from, to), personnes) in patterns {
        let hour = |hour| Time::constant(hour, 0, 0, 0);
        let regle = Regle {
            jours,
            toutes_les: 1,
            debut: hour(from),
            fin: hour(to),
            minutes: None,
            du: Date::default(),
            au: Date::default(),
            sauf: BTreeSet::new(),
        };
        add_demi_journees(ctx, db, id, regle, Besoin { personnes, competence: None, feries: true }).await?;
    }
    add_participants(ctx, db, id, people).await?;
    Ok(id)
}

/// What became of half-days that are over, a hole to come, a swap that waits.
async fn lived(ctx: &Ctx, db: &Db, id: Id<Planning>) -> anyhow::Result<()> {
    let tableau = Tableau::read(&mut db.read(ctx).await?, id).await?;
    let when = |what| tableau.demi_journee(what).map(|one: &DemiJournee| one.horaire);
    let (mut to_come, mut over) = (Vec::new(), Vec::new());
    for one in &tableau.affectations {
        match when(one.demi_journee) {
            Some(horaire) if horaire.fin <= ctx.now => over.push(one),
            Some(horaire) if horaire.debut > ctx.now => to_come.push(one),
            Some(_) | None => {}
        }
    }
    for one in over.iter().take(3) {
        let issue = Issue { assuree: true, minutes: 180, gardes: 8, inutilises: 2 };
        settle(ctx, db, one.demi_journee, one.participant, issue).await?;
    }
    if let Some(one) = to_come.get(2) {
        remove(ctx, db, false, one.demi_journee, one.participant).await?;
    }
    if let Some(one) = to_come.first() {
        let asked = Echange {
            id: ctx.id(),
            planning: id,
            donne: one.demi_journee,
            de: one.participant,
            a: None,
            contre: None,
            motif: "Réunion de parents d’élèves".to_owned(),
            etat: EtatEchange::Demande,
        };
        ask_echange(ctx, db, false, asked).await?;
    }
    Ok(())
}

/// Half of the people have said what suits them.
async fn wishes(ctx: &Ctx, db: &Db, id: Id<Planning>) -> anyhow::Result<()> {
    let tableau = Tableau::read(&mut db.read(ctx).await?, id).await?;
    for (n, who) in tableau.participants.iter().enumerate().step_by(2) {
        let said = tableau.demi_journees.iter().enumerate();
        let said: Vec<_> =
            said.map(|(k, what)| (what.id, Avis::ALL[(n + 3 * k) % Avis::ALL.len()])).collect();
        say_voeux(ctx, db, who.id, &said).await?;
    }
    Ok(())
}
