//! Cards, their answers and the codes of doctors.

use super::*;
use crate::store::propositions::{self, Dite};
use crate::store::{cartes, codes, liste_cartes};
use jiff::Timestamp;

/// The same cards under the same ids in two CPTS.
#[derive(Debug, PartialEq)]
struct Cartes {
    medecin: Id<Medecin>,
    foyer: Id<Foyer>,
    demande: Id<Demande>,
    carte: Id<Proposition>,
}

fn card(ctx: &Ctx, foyer: Id<Foyer>, medecin: Id<Medecin>) -> Proposition {
    Proposition::nouvelle(ctx, foyer, medecin, 1, None)
}

async fn cards(db: &Db, ctx: &Ctx, word: &str) -> Cartes {
    let medecin = medecin(ctx, db, word, 3).await;
    let one = demande(ctx, 1956, &[]);
    let card = card(ctx, one.foyer, medecin);
    let mut tx = db.begin(ctx).await.unwrap();
    assert!(demandes::keep(&mut tx, &Coffre::new(db.secret(), ctx.cpts), &one, None).await.unwrap());
    assert!(propositions::keep(&mut tx, &card, None).await.unwrap());
    tx.record(Trace::new("essai", "carte"));
    tx.commit().await.unwrap();
    Cartes { medecin, foyer: one.foyer, demande: one.id, carte: card.id }
}

async fn both(db: &Db) -> (Ctx, Ctx, Cartes) {
    let me =
        Ctx { actor: Actor::Personne(Uuid::from_u128(1)), now: instant("2026-03-02T08:00:00Z"), ..system() };
    let ours = counting_again(&me);
    let theirs = counting_again(&Ctx { cpts: nth(2), ..me });
    let (mine, other) = (cards(db, &ours, "Roche").await, cards(db, &theirs, "Favier").await);
    assert_eq!(mine, other, "the two worlds must collide");
    (ours, theirs, mine)
}

const LONG_AGO: Timestamp = Timestamp::UNIX_EPOCH;

async fn reponse(db: &Db, ctx: &Ctx, id: Id<Proposition>) -> Reponse {
    propositions::proposition(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap().reponse
}

each_engine! { SCHEMA;
    async fn questions_about_cards_stay_inside(db) {
        let (ctx, theirs, twin) = both(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(cartes::des_attentes(&mut tx).await.unwrap().len(), 1);
        assert_eq!(cartes::en_cours(&mut tx).await.unwrap(), [(twin.medecin, 1)].into());
        assert_eq!(cartes::a_verifier(&mut tx).await.unwrap(), [].into());
        assert_eq!(cartes::a_servir(&mut tx).await.unwrap(), [twin.medecin]);
        assert_eq!(cartes::acceptees(&mut tx, twin.medecin).await.unwrap(), []);
        assert_eq!(cartes::en_cours_de(&mut tx, twin.medecin).await.unwrap(), 1);
        assert_eq!(cartes::pretes(&mut tx, twin.medecin).await.unwrap().len(), 1);
        assert_eq!(liste_cartes::recentes(&mut tx, LONG_AGO, (0, 9)).await.unwrap().len(), 1);
        assert_eq!(liste_cartes::combien(&mut tx, LONG_AGO).await.unwrap(), (1, 1, 1));
        assert_eq!(liste_cartes::demandes(&mut tx, &[twin.foyer].into()).await.unwrap(), [(twin.foyer, vec![twin.demande])].into());
        assert_eq!(liste_cartes::demandes(&mut tx, &[].into()).await.unwrap(), [].into());
        let coffre = Coffre::new(db.secret(), ctx.cpts);
        assert_eq!(liste_cartes::gens(&mut tx, &coffre, &[twin.foyer].into()).await.unwrap()[&twin.foyer].len(), 1);
        assert_eq!(propositions::du_foyer(&mut tx, twin.foyer).await.unwrap().len(), 1);
        assert_eq!(propositions::ouvertes(&mut tx, twin.medecin).await.unwrap().len(), 1);
        assert_eq!(propositions::acceptees_depuis(&mut tx, LONG_AGO).await.unwrap(), [].into());
        drop(tx);
        let mut tx = db.begin(&theirs).await.unwrap();
        assert!(cartes::withdraw_one(&mut tx, twin.carte, "Reprise", None).await.unwrap());
        let next = [card(&theirs, twin.foyer, twin.medecin), card(&theirs, twin.foyer, twin.medecin)];
        assert!(cartes::prepare(&mut tx, &next[0], None, 1).await.unwrap());
        assert!(!cartes::prepare(&mut tx, &next[1], None, 1).await.unwrap(), "one card, one doctor");
        tx.record(Trace::new("essai", "carte"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(propositions::du_foyer(&mut tx, twin.foyer).await.unwrap().len(), 1);
        assert_eq!(reponse(&db, &ctx, twin.carte).await, Reponse::Prete);
    }

    async fn answers_to_cards_stay_inside(db) {
        let (ctx, theirs, twin) = both(&db).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        cartes::tour(&mut tx).await.unwrap();
        assert!(propositions::set_envoyee(&mut tx, twin.carte, ctx.now).await.unwrap());
        assert_eq!(cartes::echues(&mut tx).await.unwrap(), [twin.carte]);
        assert!(cartes::expire(&mut tx, twin.carte).await.unwrap());
        tx.record(Trace::new("essai", "carte"));
        tx.commit().await.unwrap();
        assert_eq!((reponse(&db, &ctx, twin.carte).await, reponse(&db, &theirs, twin.carte).await), (Reponse::SansReponse, Reponse::Prete));
        let mut tx = db.begin(&ctx).await.unwrap();
        let next = card(&ctx, twin.foyer, twin.medecin);
        assert!(propositions::keep(&mut tx, &next, None).await.unwrap());
        let dite = Dite { par: Voie::Bureau, auteur: None, motif: "Mme Martin", revenir_le: None };
        assert!(propositions::answer(&mut tx, next.id, Reponse::Oui, dite).await.unwrap());
        cartes::set_personnes(&mut tx, next.id, 2).await.unwrap();
        assert_eq!(propositions::acceptees_depuis(&mut tx, LONG_AGO).await.unwrap(), [(twin.medecin, 2)].into());
        assert!(propositions::undo(&mut tx, twin.foyer, "Mme Martin").await.unwrap());
        assert_eq!(cartes::forget_words(&mut tx).await.unwrap(), 0, "the request is still there");
        let gone = card(&ctx, ctx.id(), twin.medecin);
        assert!(propositions::keep(&mut tx, &gone, None).await.unwrap());
        let dite = Dite { par: Voie::Bureau, auteur: None, motif: "Mme Martin", revenir_le: None };
        assert!(propositions::answer(&mut tx, gone.id, Reponse::Non, dite).await.unwrap());
        assert_eq!(cartes::forget_words(&mut tx).await.unwrap(), 1);
        tx.record(Trace::new("essai", "carte"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(propositions::du_foyer(&mut tx, twin.foyer).await.unwrap().len(), 1);
        assert_eq!(propositions::acceptees_depuis(&mut tx, LONG_AGO).await.unwrap(), [].into());
    }

    async fn cards_taken_back_and_codes_stay_inside(db) {
        let (ctx, theirs, twin) = both(&db).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        assert_eq!(cartes::withdraw_pretes(&mut tx, twin.medecin).await.unwrap(), 1);
        assert!(!cartes::withdraw_one(&mut tx, twin.carte, "Reprise", None).await.unwrap());
        assert_eq!(propositions::withdraw(&mut tx, twin.foyer).await.unwrap(), 0);
        let soon = instant("2026-03-02T08:15:00Z");
        assert!(codes::keep_code(&mut tx, twin.medecin, b"juste", (TODAY, LONG_AGO, soon)).await.unwrap());
        assert_eq!(codes::try_code(&mut tx, twin.medecin).await.unwrap().as_deref(), Some(b"juste".as_slice()));
        codes::spend_code(&mut tx, twin.medecin).await.unwrap();
        assert_eq!(codes::try_code(&mut tx, twin.medecin).await.unwrap(), None);
        tx.record(Trace::new("essai", "carte"));
        tx.commit().await.unwrap();
        assert_eq!(reponse(&db, &theirs, twin.carte).await, Reponse::Prete);
        let mut tx = db.begin(&theirs).await.unwrap();
        assert_eq!(codes::try_code(&mut tx, twin.medecin).await.unwrap(), None);
        assert!(codes::keep_code(&mut tx, twin.medecin, b"autre", (TODAY, LONG_AGO, soon)).await.unwrap());
        assert_eq!(codes::try_code(&mut tx, twin.medecin).await.unwrap().as_deref(), Some(b"autre".as_slice()));
    }

    async fn refusals_and_departures_stay_inside(db) {
        let (ctx, theirs, twin) = both(&db).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        assert!(propositions::set_envoyee(&mut tx, twin.carte, ctx.now).await.unwrap());
        assert_eq!(cartes::envoyees(&mut tx, twin.medecin).await.unwrap().len(), 1);
        let known = medecins::medecin(&mut tx, twin.medecin).await.unwrap().unwrap();
        let gone = Medecin { courriel: None, depart_le: Some(TODAY), ..known };
        assert!(medecins::change(&mut tx, &gone, None).await.unwrap());
        assert!(!medecins::keep(&mut tx, &gone, None).await.unwrap(), "that id is kept");
        medecins::set_envoye(&mut tx, twin.medecin).await.unwrap();
        assert_eq!(cartes::des_partis(&mut tx, TODAY).await.unwrap(), [twin.carte]);
        assert_eq!(medecins::sans_courriel(&mut tx).await.unwrap().len(), 1);
        let dite = Dite { par: Voie::Bureau, auteur: None, motif: "", revenir_le: None };
        assert!(propositions::answer(&mut tx, twin.carte, Reponse::Non, dite).await.unwrap());
        assert_eq!(cartes::refusees(&mut tx, twin.medecin, LONG_AGO).await.unwrap().len(), 1);
        tx.record(Trace::new("essai", "carte"));
        tx.commit().await.unwrap();
        let mut tx = db.begin(&theirs).await.unwrap();
        assert_eq!(cartes::envoyees(&mut tx, twin.medecin).await.unwrap(), []);
        assert_eq!(medecins::medecin(&mut tx, twin.medecin).await.unwrap().unwrap().envoye_le, None);
        assert_eq!(cartes::des_partis(&mut tx, TODAY).await.unwrap(), []);
        assert_eq!(medecins::sans_courriel(&mut tx).await.unwrap(), []);
        assert_eq!(cartes::refusees(&mut tx, twin.medecin, LONG_AGO).await.unwrap(), []);
        assert!(!cartes::reopen(&mut tx, twin.carte, ctx.now).await.unwrap());
        drop(tx);
        let mut tx = db.begin(&ctx).await.unwrap();
        assert!(cartes::reopen(&mut tx, twin.carte, ctx.now).await.unwrap());
        assert!(!cartes::reopen(&mut tx, twin.carte, ctx.now).await.unwrap(), "once");
    }
}
