//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

mod cartes;
mod places;

mod suivi;

use super::*;
use crate::envoi::tests::personne;
use crate::store::{demandes, doublons, etapes, identites, medecins};
use db::{Db, Trace, Tx};
use jiff::civil::date;
use testkit::actors::{counting_again, cpts as nth, instant, system};
use testkit::each_engine;

/// What the same world has under the same ids in two CPTS.
#[derive(Debug, PartialEq)]
struct Twin {
    zoe: Id<Demande>,
    luc: Id<Demande>,
    foyer: Id<Foyer>,
    campagne: Id<Campagne>,
}

async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let campagne = ctx.id();
    open_campagne(ctx, db, campagne, None, word, date(2026, 6, 30)).await.unwrap();
    let envoi = |cle: &str, prenom: &str| Envoi {
        origine: Origine::Depart,
        cherche_depuis: date(2026, 1, 1),
        personnes: vec![personne(prenom, word, date(1956, 3, 14))],
        campagne: Some(campagne),
        cle: cle.to_owned(),
        suspect: false,
    };
    let zoe = ask(ctx, db, envoi("1", "Zoé")).await.unwrap();
    let luc = ask(ctx, db, envoi("2", "Luc")).await.unwrap();
    let (id, foyer) = (zoe.demandes[0].0, zoe.foyer);
    let mut tx = db.begin(ctx).await.unwrap();
    assert!(identites::print(&mut tx, id, "telephone", b"le meme").await.unwrap());
    tx.record(Trace::new("essai", "empreinte"));
    tx.commit().await.unwrap();
    Twin { zoe: id, luc: luc.demandes[0].0, foyer, campagne }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let me =
        Ctx { actor: Actor::Personne(Uuid::from_u128(1)), now: instant("2026-03-02T08:00:00Z"), ..system() };
    let ours = counting_again(&me);
    let theirs = counting_again(&Ctx { cpts: nth(2), ..me });
    let (mine, other) = (world(db, &ours, "Martin").await, world(db, &theirs, "Petit").await);
    assert_eq!(mine, other, "the two worlds must collide");
    (ours, theirs, mine)
}

each_engine! { SCHEMA;
    async fn questions_of_intake_stay_inside(db) {
        let (ctx, theirs, twin) = twins(&db).await;
        let coffre = Coffre::new(db.secret(), ctx.cpts);
        let mut tx = db.read(&ctx).await.unwrap();
        let who = coffre.open_identite(twin.zoe, &identites::scelle(&mut tx, twin.zoe).await.unwrap().unwrap()).unwrap();
        assert_eq!(who.nom, "Martin");
        assert_eq!(identites::with_print(&mut tx, "telephone", b"le meme").await.unwrap(), [twin.zoe]);
        let alike = identites::semblables(&mut tx, ctx.id(), &[b"le meme"]).await.unwrap();
        assert_eq!(alike, [(twin.zoe, b"le meme".to_vec())]);
        assert_eq!(identites::semblables(&mut tx, twin.foyer, &[b"le meme"]).await.unwrap(), []);
        assert_eq!(doublons::ouverts(&mut tx).await.unwrap().len(), 1);
        assert_eq!(doublons::a_trancher(&mut tx).await.unwrap().len(), 1);
        assert_eq!(doublons::de(&mut tx, twin.zoe).await.unwrap().len(), 1);
        assert_eq!(medecins::campagnes(&mut tx).await.unwrap()[0].nom, "Martin");
        assert_eq!(demandes::de_campagne(&mut tx, twin.campagne).await.unwrap(), [(Phase::Attente, 2)]);
        assert_eq!(demandes::a_relancer(&mut tx, &coffre, date(2026, 7, 1), 2).await.unwrap().len(), 2);
        assert_eq!(etapes::etapes(&mut tx, twin.zoe).await.unwrap().len(), 1);
        drop(tx);
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(medecins::campagnes(&mut tx).await.unwrap()[0].nom, "Petit");
    }

    async fn what_intake_writes_stays_inside(db) {
        let (ctx, theirs, twin) = twins(&db).await;
        let (coffre, other) = (Coffre::new(db.secret(), ctx.cpts), Coffre::new(db.secret(), theirs.cpts));
        let mut tx = db.begin(&ctx).await.unwrap();
        identites::forget_prints(&mut tx, twin.zoe).await.unwrap();
        assert_eq!(identites::print_all(&mut tx, twin.zoe, &[("courriel", b"x"), ("adresse", b"y")]).await.unwrap(), 2);
        let who = Identite { nom: "Changée".to_owned(), ..personne("Zoé", "Martin", date(1956, 3, 14)).identite };
        identites::keep(&mut tx, twin.zoe, &coffre.seal_identite(twin.zoe, &who)).await.unwrap();
        let one = demandes::demande(&mut tx, &coffre, twin.luc).await.unwrap().unwrap();
        assert!(demandes::claim_relance(&mut tx, &one, date(2027, 1, 1)).await.unwrap());
        assert!(!demandes::claim_relance(&mut tx, &one, date(2027, 1, 1)).await.unwrap(), "once");
        doublons::keep(&mut tx, twin.zoe, twin.luc, "telephone").await.unwrap();
        assert!(doublons::decide(&mut tx, twin.zoe, twin.luc, doublons::Decision::Autres, None).await.unwrap());
        let (step, act) = (ctx.id(), ctx.id());
        etapes::keep(&mut tx, step, twin.zoe, Etape::Verifiee, act).await.unwrap();
        assert_eq!(etapes::acte(&mut tx, twin.zoe, Etape::Verifiee).await.unwrap(), Some(act));
        let new = Campagne { id: ctx.id(), medecin: None, nom: "Autre".to_owned(), depart_le: date(2026, 6, 1) };
        assert!(medecins::keep_campagne(&mut tx, &new, None).await.unwrap());
        tx.record(Trace::new("essai", "entrees"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(identites::with_print(&mut tx, "telephone", b"le meme").await.unwrap(), [twin.zoe]);
        assert_eq!(identites::with_print(&mut tx, "courriel", b"x").await.unwrap(), []);
        let sealed = identites::scelle(&mut tx, twin.zoe).await.unwrap().unwrap();
        assert_eq!(other.open_identite(twin.zoe, &sealed).unwrap().nom, "Petit");
        assert_eq!(demandes::demande(&mut tx, &other, twin.luc).await.unwrap().unwrap().relances, 0);
        assert_eq!(doublons::ouverts(&mut tx).await.unwrap().len(), 1);
        assert_eq!(etapes::etapes(&mut tx, twin.zoe).await.unwrap().len(), 1);
        assert_eq!(etapes::acte(&mut tx, twin.zoe, Etape::Verifiee).await.unwrap(), None);
        assert_eq!(medecins::campagnes(&mut tx).await.unwrap().len(), 1);
    }
}
