//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::affluence::{Affluence, Plage, Vers};
use crate::store::{
    affluences, aubaines, bilans, demandes, etapes, guides, horloge, identites, messages, reglages,
    sollicitations, transmissions,
};
use db::{Db, Trace, Tx};
use rendez_vous::{Creneau, Effecteur};
use testkit::actors::{counting_again, cpts as nth, system};

/// What the same world has under the same ids in two CPTS.
#[derive(Debug, PartialEq)]
struct Twin {
    who: Id<Effecteur>,
    slot: Id<Creneau>,
    id: Id<Demande>,
    asked: Id<Sollicitation>,
}

/// Each CPTS has its motif, which tells its rows apart.
async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let who = effecteur(ctx, db, word).await;
    let slot = creneau(ctx, db, who, "2026-03-02T17:00:00Z", 2).await;
    let mut new = nouvelle(ctx);
    word.clone_into(&mut new.situation.motif);
    let id = receive(ctx, db, new).await.unwrap().id;
    let asked = ctx.id();
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let one = Sollicitation {
        id: asked,
        demande: id,
        effecteur: who,
        expire_le: instant("2026-03-03T08:00:00Z"),
        reponse: None,
    };
    let mut tx = db.begin(ctx).await.unwrap();
    assert!(sollicitations::keep(&mut tx, &one).await.unwrap());
    assert!(aubaines::keep(&mut tx, slot, id).await.unwrap());
    let said = Transmission { drapeaux: ["thorax".to_owned()].into(), dit: word.to_owned() };
    assert!(transmissions::keep(&mut tx, &coffre, id, &said, None).await.unwrap());
    identites::print(&mut tx, id, b"le meme").await.unwrap();
    affluences::add(&mut tx, &calls(ctx, if word == "Roche" { 3 } else { 5 })).await.unwrap();
    reglages::set_reglage(
        &mut tx,
        &Reglage { minutes_mt: if word == "Roche" { 11 } else { 22 }, ..Reglage::default() },
        None,
    )
    .await
    .unwrap();
    tx.record(Trace::new("essai", "monde"));
    tx.commit().await.unwrap();
    Twin { who, slot, id, asked }
}

/// Calls of that day for a dentist.
fn calls(ctx: &Ctx, nombre: u32) -> Affluence {
    let vers = Vers::Profession(rendez_vous::Profession::ChirurgienDentiste);
    Affluence { jour: kernel::today(ctx.now), plage: Plage::of(9), vers, nombre }
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

/// Every answer of every question, as words.
async fn all(tx: &mut Tx, coffre: &Coffre, one: &Twin) -> Vec<String> {
    let (du, au) = (instant("2026-03-01T00:00:00Z"), instant("2026-04-01T00:00:00Z"));
    vec![
        format!("{:?}", demandes::demande(tx, coffre, one.id).await.unwrap()),
        format!("{:?}", demandes::en(tx, coffre, Phase::ALL).await.unwrap()),
        format!("{:?}", demandes::recues(tx, coffre, du, au).await.unwrap()),
        format!("{:?}", aubaines::ouvertes(tx).await.unwrap()),
        format!("{:?}", sollicitations::sollicitation(tx, one.asked).await.unwrap()),
        format!("{:?}", sollicitations::de(tx, one.id).await.unwrap()),
        format!("{:?}", transmissions::de(tx, coffre, one.id).await.unwrap()),
        format!("{:?}", identites::scelle(tx, one.id).await.unwrap().map(|kept| (kept.cle, kept.contenu))),
        format!("{:?}", identites::with_print(tx, b"le meme").await.unwrap()),
        format!("{:?}", identites::sans_cle(tx).await.unwrap()),
        format!("{:?}", reglages::reglage(tx).await.unwrap()),
        format!("{:?}", guides::en_vigueur(tx).await.unwrap().numero),
        format!("{:?}", guides::versions(tx).await.unwrap()),
        format!("{:?}", horloge::a_elargir(tx).await.unwrap()),
        format!("{:?}", horloge::en_attente(tx).await.unwrap()),
        format!("{:?}", bilans::closes_avant(tx, au).await.unwrap()),
        format!("{:?}", bilans::bilans(tx, kernel::today(du), kernel::today(au)).await.unwrap()),
        format!("{:?}", affluences::entre(tx, kernel::today(du), kernel::today(au)).await.unwrap()),
        format!("{:?}", affluences::depuis(tx).await.unwrap()),
        format!("{:?}", etapes::acte(tx, one.id, Etape::Honoree).await.unwrap()),
        format!("{:?}", demandes::quelques(tx, coffre, Phase::ALL, true, 9).await.unwrap()),
    ]
}

each_engine! { SCHEMA;
    async fn questions_stay_inside(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let here = Coffre::new(db.secret(), ours.cpts);
        let there = Coffre::new(db.secret(), theirs.cpts);
        let mine = all(&mut db.read(&ours).await.unwrap(), &here, &twin).await;
        let other = all(&mut db.read(&theirs).await.unwrap(), &there, &twin).await;
        assert!(mine.iter().all(|words| !words.contains("Favier") && !words.contains("minutes_mt: 22")), "{mine:#?}");
        assert!(other.iter().all(|words| !words.contains("Roche") && !words.contains("minutes_mt: 11")), "{other:#?}");
        for (rank, noun) in [(1, "Demande {"), (2, "Demande {"), (3, "Aubaine {"), (5, "Sollicitation {")] {
            assert_eq!(mine[rank].matches(noun).count(), 1, "{}", mine[rank]);
        }
        let calls = |all: &[String], many: &str| all.iter().any(|words| words.contains(many));
        assert!(calls(&mine, "nombre: 3") && calls(&other, "nombre: 5"), "{mine:#?}");
        assert_eq!(mine[8].matches("Id").count().max(1), 1, "{}", mine[8]);
    }

    async fn writes_stay_inside(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let here = Coffre::new(db.secret(), ours.cpts);
        let there = Coffre::new(db.secret(), theirs.cpts);
        let before = all(&mut db.read(&theirs).await.unwrap(), &there, &twin).await;
        let mut tx = db.begin(&ours).await.unwrap();
        let one = demandes::hold(&mut tx, &here, twin.id).await.unwrap().unwrap();
        let changed = Situation { age: 3, ..one.situation.clone() };
        demandes::set_situation(&mut tx, &here, twin.id, &changed).await.unwrap();
        demandes::move_to(&mut tx, twin.id, &Etat::Rappel).await.unwrap();
        let next = Demande { id: ours.id(), ..one };
        assert!(demandes::keep(&mut tx, &here, &next, None).await.unwrap());
        identites::keep(&mut tx, next.id, &here.seal_identite(next.id, &identite("Luc"))).await.unwrap();
        assert!(sollicitations::answer(&mut tx, twin.asked, Reponse::Oui).await.unwrap());
        assert!(!sollicitations::answer(&mut tx, twin.asked, Reponse::Non).await.unwrap(), "once");
        sollicitations::withdraw(&mut tx, twin.id).await.unwrap();
        aubaines::forget(&mut tx, twin.id).await.unwrap();
        assert_eq!(reglages::hold_reglage(&mut tx).await.unwrap().minutes_mt, 11);
        assert!(guides::keep(&mut tx, 0, &Guide::proposee(), "essai", None).await.unwrap());
        assert_eq!(horloge::alerter(&mut tx, ours.now).await.unwrap().len(), 2);
        assert_eq!(horloge::escalader(&mut tx).await.unwrap().len(), 0);
        let (step, act) = (ours.id(), ours.id());
        let told = Id::new(Uuid::from_u128(7));
        assert!(messages::keep(&mut tx, told, Annonce::Pris).await.unwrap());
        assert!(!messages::keep(&mut tx, told, Annonce::Pris).await.unwrap(), "once");
        etapes::keep(&mut tx, step, twin.id, Etape::Honoree, act).await.unwrap();
        assert_eq!(etapes::acte(&mut tx, twin.id, Etape::Honoree).await.unwrap(), Some(act));
        demandes::move_to(&mut tx, next.id, &Etat::Abandonnee { le: ours.now }).await.unwrap();
        assert!(bilans::erase(&mut tx, next.id, &Bilan::of(&next)).await.unwrap());
        affluences::add(&mut tx, &calls(&ours, 4)).await.unwrap();
        assert_eq!(affluences::entre(&mut tx, kernel::today(ours.now), kernel::today(ours.now)).await.unwrap(), [calls(&ours, 7)]);
        tx.record(Trace::new("essai", "cloison"));
        tx.commit().await.unwrap();
        let mut tx = db.begin(&theirs).await.unwrap();
        assert!(messages::keep(&mut tx, told, Annonce::Pris).await.unwrap(), "theirs is another one");
        drop(tx);
        assert_eq!(before, all(&mut db.read(&theirs).await.unwrap(), &there, &twin).await);
        assert_eq!(phase(&ours, &db, twin.id).await, Phase::Rappel);
    }
}
