use super::{SCHEMA, leader, somebody, texte, write};
use crate::besoin::{Etat, Refus};
use crate::{Fait, Nature, Sort, WriteError, preuve, settle_besoin, store, tie_preuve, untie_preuve};
use testkit::each_engine;

fn fait(valeur: &str) -> Fait {
    Fait {
        nature: Nature::Indicateur,
        reference: "part_75p_est".to_owned(),
        libelle: "75 ans ou plus".to_owned(),
        valeur: valeur.to_owned(),
        source: "INSEE, 2021".to_owned(),
    }
}

/// Somebody who leads, and is not the usual leader.
fn somebody_leading(n: u128) -> kernel::Ctx {
    kernel::Ctx { actor: kernel::Actor::Personne(uuid::Uuid::from_u128(n)), ..leader() }
}

each_engine! { &SCHEMA;
    async fn a_need_is_read_as_it_was_written(db) {
        let id = write(&db, &leader(), &["Trouver un médecin"]).await[0];
        let mut tx = db.read(&leader()).await.unwrap();
        let kept = store::besoins::besoin(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((kept.texte.clone(), kept.etat), (texte("Trouver un médecin"), Etat::Ouvert));
        assert_eq!(kept.auteur, Some(uuid::Uuid::from_u128(1)));
    }

    async fn an_author_rewords_their_own_need_and_no_other(db) {
        let id = write(&db, &somebody(7), &["Un besoin"]).await[0];
        crate::reword_besoin(&somebody(7), &db, id, texte("Un besoin mieux dit")).await.unwrap();
        let refused = crate::reword_besoin(&somebody(8), &db, id, texte("Autre chose")).await;
        assert!(matches!(refused, Err(WriteError::Denied(_))), "{refused:?}");
        crate::reword_besoin(&leader(), &db, id, texte("Encore mieux dit")).await.unwrap();
    }

    async fn a_merged_need_says_where_it_went_and_can_come_back(db) {
        let ids = write(&db, &leader(), &["Un besoin", "Le même besoin"]).await;
        settle_besoin(&leader(), &db, ids[1], &Sort::Fondre(ids[0])).await.unwrap();
        let again = settle_besoin(&leader(), &db, ids[0], &Sort::Fondre(ids[1])).await;
        assert!(matches!(again, Err(WriteError::Besoin(Refus::PlusOuvert))), "{again:?}");
        settle_besoin(&leader(), &db, ids[1], &Sort::Reprendre).await.unwrap();
        settle_besoin(&leader(), &db, ids[1], &Sort::Retirer("dit deux fois".to_owned())).await.unwrap();
        let mut tx = db.read(&leader()).await.unwrap();
        let kept = store::besoins::besoin(&mut tx, ids[1]).await.unwrap().unwrap();
        assert!(matches!(kept.etat, Etat::Retire { motif, .. } if motif == "dit deux fois"));
    }

    async fn the_evidence_of_a_merged_need_follows_it_once(db) {
        let ids = write(&db, &leader(), &["Un besoin", "Le même besoin", "Encore le même"]).await;
        tie_preuve(&leader(), &db, ids[0], fait("12,4 %")).await.unwrap();
        tie_preuve(&leader(), &db, ids[1], fait("12,4 %")).await.unwrap();
        let other = Fait { reference: "part_65p".to_owned(), ..fait("30 %") };
        tie_preuve(&somebody_leading(9), &db, ids[1], other.clone()).await.unwrap();
        settle_besoin(&leader(), &db, ids[1], &Sort::Fondre(ids[0])).await.unwrap();
        settle_besoin(&leader(), &db, ids[0], &Sort::Fondre(ids[2])).await.unwrap();
        let mut tx = db.read(&leader()).await.unwrap();
        for (id, expected) in [(ids[0], 2), (ids[1], 2), (ids[2], 2)] {
            assert_eq!(store::preuves::preuves(&mut tx, Some(id)).await.unwrap().len(), expected);
        }
        let carried = store::preuves::preuves(&mut tx, Some(ids[2])).await.unwrap();
        let one = carried.iter().find(|one| one.fait == other).unwrap();
        assert_eq!(one.auteur, Some(uuid::Uuid::from_u128(9)), "who tied it is still said");
    }

    async fn a_fact_is_tied_once_and_can_be_tied_again_once_untied(db) {
        let id = write(&db, &leader(), &["Un besoin"]).await[0];
        tie_preuve(&leader(), &db, id, fait("12,4 %")).await.unwrap();
        let twice = tie_preuve(&leader(), &db, id, fait("12,9 %")).await;
        assert!(matches!(twice, Err(WriteError::Preuve(preuve::Refus::DejaLa))), "{twice:?}");
        let mut tx = db.read(&leader()).await.unwrap();
        let tied = store::preuves::preuves(&mut tx, Some(id)).await.unwrap();
        drop(tx);
        assert_eq!(tied[0].fait, fait("12,4 %"));
        untie_preuve(&leader(), &db, id, tied[0].id).await.unwrap();
        tie_preuve(&leader(), &db, id, fait("12,9 %")).await.unwrap();
    }

    async fn a_comment_is_taken_back_by_its_author_or_the_leader(db) {
        let id = write(&db, &leader(), &["Un besoin"]).await[0];
        for n in [7, 8] {
            crate::comment_besoin(&somebody(n), &db, id, " D’accord. ").await.unwrap();
        }
        let mut tx = db.read(&leader()).await.unwrap();
        let said = store::besoins::commentaires(&mut tx, id).await.unwrap();
        drop(tx);
        assert_eq!((said.len(), said[0].texte.as_str()), (2, "D’accord."));
        let other = crate::take_back_comment(&somebody(8), &db, said[0].id).await;
        assert!(matches!(other, Err(WriteError::Inconnu(_))), "{other:?}");
        crate::take_back_comment(&somebody(7), &db, said[0].id).await.unwrap();
        crate::take_back_comment(&leader(), &db, said[1].id).await.unwrap();
        let mut tx = db.read(&leader()).await.unwrap();
        assert!(store::besoins::commentaires(&mut tx, id).await.unwrap().is_empty());
    }
}
