//! What the office enters: ballots on paper, mandates of those who were elected.

use super::*;
use crate::scrutin::Refus;
use testkit::each_engine;

/// A member without account nor e-mail address.
async fn offline(ctx: &Ctx, db: &Db) -> Id<Adherent> {
    let qui = Qui::Personne { nom: "Papier".to_owned(), prenom: "Rose".to_owned() };
    let id = ctx.id();
    let fiche = Fiche::new(qui, adhesions::Mode::Liberal);
    adhesions::add_adherent(ctx, db, id, fiche, Some(date(2025, 1, 6))).await.unwrap();
    id
}

async fn enter(ctx: &Ctx, db: &Db, who: Id<Adherent>, id: Id<Scrutin>, rang: u32) -> Result<(), WriteError> {
    let roll = store::scrutins::roll(&mut db.read(ctx).await.unwrap(), id).await.unwrap();
    let all: Bulletins = roll.iter().map(|one| (one.electeur, vec![rang])).collect();
    cast(&during(ctx), db, Voie::Bureau(who), id, &all).await
}

fn refused<T: std::fmt::Debug>(answer: Result<T, WriteError>) -> Refus {
    match answer.unwrap_err() {
        WriteError::Scrutin(refus) => refus,
        other => panic!("{other:?}"),
    }
}

each_engine! { SCHEMA;
    async fn the_office_enters_the_paper_ballot_of_who_has_no_other_way_by_name_only(db) {
        let ctx = cpts(&db, "velay").await;
        let mut all = adherents(&ctx, &db, 3, false).await;
        let rose = offline(&ctx, &db).await;
        let ag = ag(&ctx, &db).await;
        let (id, _) = seance(&ctx, &db, ag).await;
        give_pouvoir(&ctx, &db, Voie::Bureau(all[2]), id, rose, false).await.unwrap();
        all.push(rose);
        open(&ctx, &db, id, &[all[0], all[1], rose]).await;
        let by_name = vote(&ctx, &db, &projet(id, Mode::Nominatif)).await;
        assert!(matches!(refused(enter(&ctx, &db, all[0], by_name, 0).await), Refus::VoteSeul(nom) if nom == "Luc Nom01"));
        let plain = member(&during(&ctx), 101);
        assert!(matches!(cast(&plain, &db, Voie::Bureau(rose), by_name, &Bulletins::new()).await, Err(WriteError::Denied(_))));
        enter(&ctx, &db, rose, by_name, 1).await.unwrap();
        assert_eq!(refused(enter(&ctx, &db, rose, by_name, 0).await), Refus::DejaVote);
        choose(&ctx, &db, 1, by_name, 0).await.unwrap();
        close_scrutin(&during(&ctx), &db, by_name, &Cloture::default()).await.unwrap();
        assert_eq!(voices(&scrutin(&ctx, &db, by_name).await), [Some(1), Some(2), Some(0)], "hers, and the proxy that she holds");
        let secret = vote(&ctx, &db, &projet(id, Mode::Secret)).await;
        assert_eq!(refused(enter(&ctx, &db, rose, secret, 1).await), Refus::SecretPapier);
        let roll = store::scrutins::roll(&mut db.read(&ctx).await.unwrap(), secret).await.unwrap();
        assert!(roll.iter().all(|line| !line.a_vote), "a refusal signs nothing");
    }

    async fn those_who_were_elected_get_their_mandates_in_one_gesture_once(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 4, false).await;
        let (ag, ca) = (ag(&ctx, &db).await, ctx.id());
        open_instance(&ctx, &db, ca, Genre::Ca, "").await.unwrap();
        let (id, _) = seance(&ctx, &db, ag).await;
        open(&ctx, &db, id, &all).await;
        let candidats = ["Luc Nom01", "Luc Nom02", "Luc Nom03"].map(str::to_owned).to_vec();
        let election = vote(&ctx, &db, &Projet { candidats, sieges: 2, ..projet(id, Mode::Nominatif) }).await;
        let elus = |qui| Elus { instance: ca, du: TODAY, au: Some(date(2029, 3, 1)), qui };
        let two = elus(vec![(0, all[0], Fonction::Presidence), (1, all[1], Fonction::Membre)]);
        let early = note_elus(&ctx, &db, election, &two).await;
        assert!(matches!(early, Err(WriteError::Inconnu(_))), "nobody is elected before the closing");
        for (n, ranks) in [(1, vec![0, 1]), (2, vec![0, 1]), (3, vec![0]), (4, vec![1, 2])] {
            let mine = Bulletins::from([(all[n - 1], ranks)]);
            let me = member(&during(&ctx), 100 + u128::try_from(n).unwrap());
            cast(&me, &db, Voie::Compte, election, &mine).await.unwrap();
        }
        close_scrutin(&during(&ctx), &db, election, &Cloture::default()).await.unwrap();
        let other = elus(vec![(2, all[2], Fonction::Membre)]);
        assert!(note_elus(&ctx, &db, election, &other).await.is_err(), "only those who were chosen");
        assert!(note_elus(&ctx, &db, election, &elus(Vec::new())).await.is_err());
        for _ in 0..2 {
            note_elus(&ctx, &db, election, &two).await.unwrap();
        }
        let kept = store::mandats::mandats(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|one| one.instance == ca && one.seance == Some(id)));
    }
}
