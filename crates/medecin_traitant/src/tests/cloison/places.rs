//! Doctors, what they declare, the rule, the settings, the figures.

use super::*;
use crate::store::{cartes, chiffres, declarations, propositions, regles};
use jiff::Timestamp;

/// The same doctor, request and card under the same ids in two CPTS.
#[derive(Debug, PartialEq)]
struct Places {
    medecin: Id<Medecin>,
    demande: Id<Demande>,
    foyer: Id<Foyer>,
    carte: Id<Proposition>,
}

async fn places(db: &Db, ctx: &Ctx, word: &str) -> Places {
    let medecin = medecin(ctx, db, word, 3).await;
    let one = demande(ctx, 1956, &[]);
    let card = Proposition::nouvelle(ctx, one.foyer, medecin, 1, None);
    let mut tx = db.begin(ctx).await.unwrap();
    assert!(demandes::keep(&mut tx, &Coffre::new(db.secret(), ctx.cpts), &one, None).await.unwrap());
    assert!(propositions::keep(&mut tx, &card, None).await.unwrap());
    tx.record(Trace::new("essai", "places"));
    tx.commit().await.unwrap();
    Places { medecin, demande: one.id, foyer: one.foyer, carte: card.id }
}

async fn both(db: &Db) -> (Ctx, Ctx, Places) {
    let me =
        Ctx { actor: Actor::Personne(Uuid::from_u128(1)), now: instant("2026-03-02T08:00:00Z"), ..system() };
    let ours = counting_again(&me);
    let theirs = counting_again(&Ctx { cpts: nth(2), ..me });
    let (mine, other) = (places(db, &ours, "Roche").await, places(db, &theirs, "Favier").await);
    assert_eq!(mine, other, "the two worlds must collide");
    (ours, theirs, mine)
}

const COMPTE: Uuid = Uuid::from_u128(77);

/// Every write about that doctor, that request and that card.
async fn write(tx: &mut Tx, coffre: &Coffre, one: &Places) {
    let known = medecins::hold(tx, one.medecin).await.unwrap().unwrap();
    let changed = Medecin { nom: "Dr Autre".to_owned(), ..known.clone() };
    assert!(medecins::change(tx, &changed, None).await.unwrap());
    assert!(declarations::set_compte(tx, one.medecin, (None, Some(COMPTE))).await.unwrap());
    assert!(!declarations::set_compte(tx, one.medecin, (None, Some(COMPTE))).await.unwrap(), "once");
    assert!(medecins::declare(tx, one.medecin, 9, &known.offre).await.unwrap());
    assert!(medecins::take(tx, one.medecin, 2).await.unwrap());
    assert!(medecins::give_back(tx, one.medecin, 1).await.unwrap());
    assert!(declarations::claim_rappel(tx, one.medecin, Timestamp::UNIX_EPOCH, 1).await.unwrap());
    assert!(!declarations::claim_rappel(tx, one.medecin, Timestamp::UNIX_EPOCH, 2).await.unwrap());
    assert_eq!(
        declarations::situations_des_cartes(tx, coffre, one.medecin).await.unwrap()[&one.foyer].len(),
        1
    );
    assert!(cartes::withdraw_one(tx, one.carte, "Complet", None).await.unwrap());
    assert!(!cartes::withdraw_one(tx, one.carte, "Complet", None).await.unwrap(), "once");
    assert!(regles::keep(tx, 0, &Regle::proposee(), "note", None).await.unwrap());
    assert!(declarations::perimees(tx, 1).await.unwrap());
    assert_eq!(declarations::set_points(tx, 1, &[(one.demande, 999)]).await.unwrap(), 1);
    assert_eq!(declarations::set_points(tx, 1, &[]).await.unwrap(), 0);
    declarations::set_recompte(tx, TODAY).await.unwrap();
    assert_eq!(regles::hold_reglage(tx).await.unwrap(), Reglage::default());
    regles::set_reglage(tx, &Reglage { au_plus_km: 7, ..Reglage::default() }, None).await.unwrap();
    assert!(medecins::withdraw(tx, one.medecin).await.unwrap());
}

each_engine! { SCHEMA;
    async fn what_is_declared_stays_inside(db) {
        let (ctx, theirs, one) = both(&db).await;
        let (coffre, other) = (Coffre::new(db.secret(), ctx.cpts), Coffre::new(db.secret(), theirs.cpts));
        let before = medecins::medecin(&mut db.read(&theirs).await.unwrap(), one.medecin).await.unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        write(&mut tx, &coffre, &one).await;
        tx.record(Trace::new("essai", "places"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(medecins::medecins(&mut tx).await.unwrap(), []);
        assert_eq!(declarations::rappels(&mut tx).await.unwrap()[&one.medecin].1, 1);
        assert_eq!(declarations::dernier_recompte(&mut tx).await.unwrap(), Some(TODAY));
        assert_eq!(declarations::pointees(&mut tx, &coffre).await.unwrap()[0].points, 999);
        assert_eq!(chiffres::demandes(&mut tx, &coffre).await.unwrap().len(), 1);
        drop(tx);
        let account = Ctx { actor: kernel::Actor::Personne(COMPTE), ..theirs.clone() };
        assert_eq!(medecins::moi(&mut db.read(&account).await.unwrap()).await.unwrap(), None);
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(medecins::medecin(&mut tx, one.medecin).await.unwrap(), before);
        assert_eq!(medecins::medecins(&mut tx).await.unwrap().len(), 1);
        assert_eq!(medecins::par_compte(&mut tx, COMPTE).await.unwrap(), None);
        assert!(declarations::rappels(&mut tx).await.unwrap().is_empty());
        assert!(declarations::dernieres_reponses(&mut tx).await.unwrap().is_empty());
        assert_eq!(declarations::dernier_recompte(&mut tx).await.unwrap(), None);
        assert!(!declarations::perimees(&mut tx, 0).await.unwrap());
        assert_ne!(declarations::pointees(&mut tx, &other).await.unwrap()[0].points, 999);
        assert_eq!(chiffres::demandes(&mut tx, &other).await.unwrap()[0].regle, 0);
        assert_eq!(chiffres::reponses(&mut tx, Timestamp::UNIX_EPOCH, Timestamp::MAX).await.unwrap(), []);
        assert_eq!(chiffres::effacees(&mut tx, date(2026, 1, 1), date(2026, 12, 31)).await.unwrap(), []);
        assert_eq!((regles::versions(&mut tx).await.unwrap().len(), regles::en_vigueur(&mut tx).await.unwrap().numero), (0, 0));
        assert_eq!(regles::reglage(&mut tx).await.unwrap(), Reglage::default());
        assert_eq!(propositions::proposition(&mut tx, one.carte).await.unwrap().unwrap().reponse, Reponse::Prete);
    }

    async fn answers_and_what_was_erased_are_counted_inside(db) {
        let (ctx, theirs, one) = both(&db).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        let dite = propositions::Dite { par: Voie::Bureau, auteur: None, motif: "", revenir_le: None };
        assert!(propositions::answer(&mut tx, one.carte, Reponse::Non, dite).await.unwrap());
        let closed = Etat::Close { le: TODAY, cloture: Cloture::Erreur, medecin: None, preuve: None };
        assert!(demandes::set_etat(&mut tx, one.demande, Phase::Attente, &closed).await.unwrap());
        let bilan = crate::store::bilans::Bilan {
            recue: TODAY, close: TODAY, cloture: Cloture::Erreur, origine: Origine::Patient, delai_jours: None,
            delai_declare_jours: None, ald: false, age_70: true, c2s: true, precarite: true,
        };
        assert!(crate::store::bilans::erase(&mut tx, one.demande, &bilan).await.unwrap());
        tx.record(Trace::new("essai", "reponses"));
        tx.commit().await.unwrap();
        for (ctx, many) in [(&ctx, 1), (&theirs, 0)] {
            let mut tx = db.read(ctx).await.unwrap();
            assert_eq!(declarations::dernieres_reponses(&mut tx).await.unwrap().len(), many);
            assert_eq!(chiffres::reponses(&mut tx, Timestamp::UNIX_EPOCH, Timestamp::MAX).await.unwrap().len(), many);
            assert_eq!(chiffres::effacees(&mut tx, TODAY, TODAY).await.unwrap().len(), many);
        }
    }
}
