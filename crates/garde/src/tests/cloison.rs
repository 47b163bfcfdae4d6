//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::affectation::{Constat, Issue};
use crate::store::{affectations, constats, demi_journees, echanges, participants, plannings, voeux};
use db::{Db, Trace, Tx};
use jiff::Timestamp;
use rendez_vous::Horaire;
use testkit::actors::{counting_again, cpts as nth, system};
use uuid::Uuid;

/// What the same world has under the same ids in two CPTS.
#[derive(Debug, PartialEq)]
struct Twin {
    planning: Id<Planning>,
    half: Id<DemiJournee>,
    who: Id<Participant>,
    effecteur: Id<rendez_vous::Effecteur>,
    swap: Id<Echange>,
}

async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let monde = monde_in(db, ctx.clone(), 2, word).await;
    let (planning, who) = (monde.planning, monde.gens[0]);
    open_voeux(ctx, db, false, planning).await.unwrap();
    let half = halves(db, ctx, planning).await[0].id;
    say_voeux(ctx, db, who, &[(half, Avis::Eviter)]).await.unwrap();
    publish(ctx, db, false, planning).await.unwrap();
    assign(ctx, db, false, half, who).await.unwrap();
    let motif = format!("de {word}");
    let etat = EtatEchange::Demande;
    let swap = Echange { id: ctx.id(), planning, donne: half, de: who, a: None, contre: None, motif, etat };
    let id = swap.id;
    ask_echange(ctx, db, false, swap).await.unwrap();
    let later = Ctx { now: instant("2026-03-09T12:30:00Z"), ..ctx.clone() };
    settle(&later, db, half, who, Issue { assuree: true, minutes: 300, gardes: 0, inutilises: 0 })
        .await
        .unwrap();
    Twin { planning, half, who, effecteur: monde.effecteurs[0], swap: id }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let me =
        Ctx { actor: Actor::Personne(Uuid::from_u128(1)), now: instant("2026-03-02T08:00:00Z"), ..system() };
    let ours = counting_again(&me);
    let theirs = counting_again(&Ctx { cpts: nth(2), ..me });
    let (mine, other) = (world(db, &ours, "Roche").await, world(db, &theirs, "Favier").await);
    assert_eq!(mine, other, "the two worlds must collide");
    (ours, theirs, mine)
}

/// Every question about these rows, in words that compare.
async fn all(tx: &mut Tx, one: &Twin) -> Vec<String> {
    let since = Timestamp::UNIX_EPOCH;
    let span = Horaire { debut: since, fin: instant("2100-01-01T00:00:00Z") };
    let elsewhere = tx.ctx().id();
    vec![
        format!("{:?}", plannings::planning(tx, one.planning).await.unwrap()),
        format!("{:?}", plannings::plannings(tx).await.unwrap()),
        format!("{:?}", demi_journees::demi_journee(tx, one.half).await.unwrap()),
        format!("{:?}", demi_journees::of(tx, one.planning).await.unwrap()),
        format!("{:?}", participants::participant(tx, one.who).await.unwrap()),
        format!("{:?}", participants::of(tx, one.planning).await.unwrap()),
        format!("{:?}", participants::of_effecteur(tx, one.effecteur).await.unwrap()),
        format!("{:?}", voeux::of(tx, one.planning).await.unwrap()),
        format!("{:?}", affectations::of(tx, one.planning).await.unwrap()),
        format!("{:?}", affectations::charges(tx, elsewhere, since).await.unwrap()),
        format!("{:?}", affectations::elsewhere(tx, elsewhere, span).await.unwrap()),
        format!("{:?}", constats::of(tx, one.planning).await.unwrap()),
        format!("{:?}", constats::constat(tx, one.half, one.who).await.unwrap()),
        format!("{:?}", echanges::echange(tx, one.swap).await.unwrap()),
        format!("{:?}", echanges::of(tx, one.planning).await.unwrap()),
        format!("{:?}", echanges::under_way(tx).await.unwrap()),
        format!("{:?}", Tableau::read(tx, one.planning).await.unwrap().gens),
    ]
}

each_engine! { SCHEMA;
    async fn questions_stay_inside(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let mine = all(&mut db.read(&ours).await.unwrap(), &twin).await;
        let other = all(&mut db.read(&theirs).await.unwrap(), &twin).await;
        assert!(mine.iter().all(|words| !words.contains("Favier")), "{mine:#?}");
        assert!(other.iter().all(|words| !words.contains("Roche")), "{other:#?}");
        let count = |words: &[String]| [3, 5, 8].map(|n| words[n].matches(": Id(").count() + words[n].matches("fixe").count());
        assert_eq!(count(&mine), count(&other));
    }

    async fn writes_stay_inside(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let before = all(&mut db.read(&theirs).await.unwrap(), &twin).await;
        // What became of the first half-day was said: it is over.
        let ours = Ctx { now: instant("2026-03-09T12:30:00Z"), ..ours };
        let mut tx = db.begin(&ours).await.unwrap();
        let held = plannings::hold(&mut tx, twin.planning).await.unwrap().unwrap();
        plannings::change(&mut tx, twin.planning, &Cadre { nom: "Ailleurs".to_owned(), ..held.cadre.clone() }).await.unwrap();
        plannings::set_etat(&mut tx, twin.planning, Etat::Clos, Some((1, 1))).await.unwrap();
        let draft = ours.id();
        assert!(plannings::keep(&mut tx, draft, &held.cadre).await.unwrap());
        plannings::forget(&mut tx, draft).await.unwrap();
        demi_journees::set_besoin(&mut tx, twin.half, 7).await.unwrap();
        demi_journees::set_annonce(&mut tx, twin.half).await.unwrap();
        let halves = demi_journees::of(&mut tx, twin.planning).await.unwrap();
        assert!(demi_journees::forget(&mut tx, halves[5].id).await.unwrap());
        assert!(demi_journees::keep(&mut tx, &DemiJournee { id: ours.id(), ..halves[5].clone() }).await.unwrap());
        let who = participants::participant(&mut tx, twin.who).await.unwrap().unwrap();
        participants::keep(&mut tx, &Participant { limites: Limites { par_semaine: 7, ..Limites::default() }, ..who }).await.unwrap();
        participants::withdraw(&mut tx, twin.who).await.unwrap();
        voeux::keep(&mut tx, twin.who, twin.half, Avis::Impossible).await.unwrap();
        assert!(affectations::set_fixe(&mut tx, (twin.half, twin.who), false).await.unwrap());
        assert!(!affectations::remove(&mut tx, twin.half, twin.who).await.unwrap(), "what became of it was said");
        let other = Affectation { demi_journee: halves[1].id, participant: twin.who, effecteur: twin.effecteur, fixe: false, origine: Origine::Main };
        assert!(affectations::keep(&mut tx, &other, halves[1].horaire).await.unwrap());
        affectations::clear(&mut tx, halves[1].planning).await.unwrap();
        assert!(affectations::take(&mut tx, &Affectation { demi_journee: halves[2].id, ..other }, halves[2].horaire).await.unwrap());
        assert_eq!(affectations::clear_of(&mut tx, twin.who).await.unwrap(), 1);
        let said = constats::constat(&mut tx, twin.half, twin.who).await.unwrap().unwrap();
        constats::keep(&mut tx, &Constat { issue: Issue::NON_ASSUREE, ..said }).await.unwrap();
        assert!(echanges::accept(&mut tx, twin.swap, twin.who).await.unwrap());
        assert!(echanges::end(&mut tx, twin.swap, EtatEchange::Accepte, EtatEchange::Refuse).await.unwrap());
        let swap = echanges::echange(&mut tx, twin.swap).await.unwrap().unwrap();
        assert!(echanges::keep(&mut tx, &Echange { id: ours.id(), ..swap }).await.unwrap());
        tx.record(Trace::new("essai", "cloison"));
        tx.commit().await.unwrap();
        assert_eq!(before, all(&mut db.read(&theirs).await.unwrap(), &twin).await);
    }
}
