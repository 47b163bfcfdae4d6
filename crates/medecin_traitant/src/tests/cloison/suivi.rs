//! The same for the follow-up: lists, letters, counts, erasure.

use super::*;
use crate::courrier::Sorte;
use crate::store::bilans::{self, Bilan};
use crate::store::listes::{self, Ensuite, Tri, Voulues};
use crate::store::suivi;
use crate::store::{courriers, propositions};

const VOULUES: Voulues =
    Voulues { phase: Phase::Attente, origine: None, ensuite: None, relances: 2, tri: Tri::Priorite };

/// A card for the household of Zoé, from a doctor of each CPTS with the same id.
async fn carte(db: &Db, ctx: &Ctx, twin: &Twin, nom: &str) -> (Id<Medecin>, Id<Proposition>) {
    let doctor = medecin(ctx, db, nom, 2).await;
    let card = Proposition::nouvelle(ctx, twin.foyer, doctor, 1, None);
    let mut tx = db.begin(ctx).await.unwrap();
    assert!(propositions::keep(&mut tx, &card, None).await.unwrap());
    tx.record(Trace::new("essai", "carte"));
    tx.commit().await.unwrap();
    (doctor, card.id)
}

each_engine! { SCHEMA;
    async fn lists_and_letters_stay_inside(db) {
        let (ctx, theirs, twin) = twins(&db).await;
        let coffre = Coffre::new(db.secret(), ctx.cpts);
        let (doctor, card) = carte(&db, &ctx, &twin, "Claire Roche").await;
        let mut tx = db.begin(&ctx).await.unwrap();
        courriers::want(&mut tx, twin.zoe, Sorte::Lettre, Etape::Recue).await.unwrap();
        courriers::want(&mut tx, twin.zoe, Sorte::Lettre, Etape::Recue).await.unwrap();
        tx.record(Trace::new("essai", "lettre"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let page = listes::liste(&mut tx, &coffre, VOULUES, (0, 10)).await.unwrap();
        assert_eq!((page.demandes.len(), page.total), (2, 2));
        let some = listes::liste_ou(&mut tx, &coffre, VOULUES, (0, 10), |_| true).await.unwrap();
        assert_eq!(some, page);
        let left = Voulues { ensuite: Some(Ensuite::Proposer), ..VOULUES };
        assert_eq!(listes::liste(&mut tx, &coffre, left, (0, 10)).await.unwrap().total, 1, "one has a card");
        assert_eq!(suivi::personnes(&mut tx, &[twin.foyer]).await.unwrap()[&twin.foyer], 1);
        assert_eq!(suivi::par_commune(&mut tx, &coffre).await.unwrap().values().sum::<u32>(), 2);
        assert_eq!(suivi::dernieres_cartes(&mut tx, &[twin.foyer]).await.unwrap()[&twin.foyer].id, card);
        assert_eq!(suivi::noms_des_medecins(&mut tx).await.unwrap()[&doctor], "Dr Claire Roche");
        assert_eq!(suivi::ouvertes(&mut tx).await.unwrap().len(), 2);
        assert_eq!(suivi::a_faire(&mut tx, ctx.now, 2).await.unwrap().lettres, 1);
        assert_eq!(courriers::combien(&mut tx).await.unwrap(), (1, 0));
        drop(tx);
        let mut tx = db.begin(&ctx).await.unwrap();
        assert!(courriers::set_sms(&mut tx, false).await.unwrap() && !courriers::set_sms(&mut tx, false).await.unwrap());
        assert!(!courriers::sms(&mut tx).await.unwrap());
        tx.record(Trace::new("essai", "sms"));
        tx.commit().await.unwrap();
        assert!(courriers::sms(&mut db.read(&theirs).await.unwrap()).await.unwrap());
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(suivi::dernieres_cartes(&mut tx, &[twin.foyer]).await.unwrap().len(), 0);
        assert_eq!(suivi::personnes(&mut tx, &[twin.foyer]).await.unwrap()[&twin.foyer], 1, "their own");
        assert_eq!(suivi::noms_des_medecins(&mut tx).await.unwrap().len(), 0);
        assert_eq!(courriers::combien(&mut tx).await.unwrap(), (0, 0));
        assert_eq!(suivi::a_faire(&mut tx, ctx.now, 2).await.unwrap().lettres, 0);
        drop(tx);
        let mut tx = db.begin(&ctx).await.unwrap();
        let line = courriers::en_attente(&mut tx, Sorte::Lettre, 9).await.unwrap()[0].id;
        assert!(courriers::set_fait(&mut tx, line, None).await.unwrap() && !courriers::set_fait(&mut tx, line, None).await.unwrap());
        tx.record(Trace::new("essai", "lettre"));
        tx.commit().await.unwrap();
        let mut tx = db.begin(&theirs).await.unwrap();
        assert!(!courriers::set_fait(&mut tx, line, None).await.unwrap());
        courriers::want(&mut tx, twin.zoe, Sorte::Appel, Etape::Recue).await.unwrap();
        tx.record(Trace::new("essai", "appel"));
        tx.commit().await.unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        courriers::drop_waiting(&mut tx, twin.zoe).await.unwrap();
        tx.record(Trace::new("essai", "appel"));
        tx.commit().await.unwrap();
        assert_eq!(courriers::combien(&mut db.read(&theirs).await.unwrap()).await.unwrap(), (0, 1));
    }

    async fn erasing_stays_inside(db) {
        let (ctx, theirs, twin) = twins(&db).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        let closed = Etat::Close { le: TODAY, cloture: Cloture::Renonce, medecin: None, preuve: None };
        assert!(demandes::set_etat(&mut tx, twin.zoe, Phase::Attente, &closed).await.unwrap());
        assert_eq!(bilans::closes_avant(&mut tx, TODAY).await.unwrap(), [twin.zoe]);
        assert_eq!(suivi::gardees(&mut tx, TODAY).await.unwrap().hors_delai, 1);
        let bilan = Bilan {
            recue: TODAY,
            close: TODAY,
            cloture: Cloture::Renonce,
            origine: Origine::Depart,
            delai_jours: None,
            delai_declare_jours: Some(3),
            ald: false,
            age_70: false,
            c2s: false,
            precarite: false,
        };
        assert!(bilans::erase(&mut tx, twin.zoe, &bilan).await.unwrap());
        assert!(!bilans::erase(&mut tx, twin.luc, &bilan).await.unwrap(), "still open");
        assert_eq!(bilans::bilans(&mut tx, TODAY, TODAY).await.unwrap(), [bilan]);
        let emptied = coffre::Scelle { cle: Vec::new(), contenu: vec![1] };
        identites::keep(&mut tx, twin.luc, &emptied).await.unwrap();
        assert_eq!(identites::sans_cle(&mut tx).await.unwrap(), [twin.luc]);
        assert!(identites::print(&mut tx, twin.luc, "telephone", b"ici").await.unwrap());
        assert_eq!(identites::with_any(&mut tx, &[b"ici".to_vec()]).await.unwrap(), [twin.luc]);
        assert_eq!(bilans::forget_partis(&mut tx, ctx.now).await.unwrap(), 0);
        tx.record(Trace::new("essai", "effacement"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(identites::sans_cle(&mut tx).await.unwrap(), []);
        assert_eq!(identites::with_any(&mut tx, &[b"ici".to_vec()]).await.unwrap(), []);
        assert_eq!(bilans::bilans(&mut tx, TODAY, TODAY).await.unwrap(), []);
        assert_eq!(bilans::closes_avant(&mut tx, TODAY).await.unwrap(), []);
        let kept = suivi::gardees(&mut tx, TODAY).await.unwrap();
        assert_eq!((kept.ouvertes, kept.identites, kept.effacees, kept.hors_delai), (2, 2, 0, 0));
        assert_eq!(etapes::etapes(&mut tx, twin.zoe).await.unwrap().len(), 1);
    }

    async fn requests_stay_inside(db) {
        let (ctx, theirs, twin) = twins(&db).await;
        let (coffre, other) = (Coffre::new(db.secret(), ctx.cpts), Coffre::new(db.secret(), theirs.cpts));
        let mut tx = db.begin(&ctx).await.unwrap();
        let mut one = demandes::hold(&mut tx, &coffre, twin.zoe).await.unwrap().unwrap();
        assert_eq!(demandes::hold_foyer(&mut tx, &coffre, twin.foyer).await.unwrap().len(), 1);
        one.points = 999;
        assert!(demandes::set_situation(&mut tx, &coffre, &one).await.unwrap());
        assert!(demandes::set_foyer(&mut tx, twin.luc, twin.foyer).await.unwrap());
        assert!(demandes::set_relance(&mut tx, twin.luc, date(2027, 1, 1), 7).await.unwrap());
        assert_eq!(demandes::du_foyer(&mut tx, &coffre, twin.foyer).await.unwrap().len(), 2);
        tx.record(Trace::new("essai", "demandes"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(demandes::comptes(&mut tx).await.unwrap(), [(Phase::Attente, 2)]);
        let all = demandes::de_phase(&mut tx, &other, Phase::Attente).await.unwrap();
        assert!(all.iter().all(|one| one.points != 999 && one.relances == 0) && all.len() == 2);
        assert_eq!(demandes::du_foyer(&mut tx, &other, twin.foyer).await.unwrap().len(), 1);
    }
}
