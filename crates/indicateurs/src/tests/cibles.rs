use super::{SCHEMA, add, aim, contrat, leader, lois, read, reunions};
use crate::cible::Refus;
use crate::indicateur::{self, Texte};
use crate::{
    Cible, Demande, Enjeu, Etat, Nombre, WriteError, adapt_cible, correct_cibles, freeze_annee, lecture,
    set_cibles, store,
};
use std::collections::BTreeMap;
use testkit::each_engine;

fn weigh(poids: u16) -> Cible {
    Cible { annee: 1, cible: Some(Nombre::entier(20)), poids: Some(poids) }
}

each_engine! { &SCHEMA;
    async fn weights_that_do_not_sum_to_one_are_refused_or_kept_as_a_draft(db) {
        let (ctx, contrat) = (leader(), contrat());
        let one = add(&db, &ctx, reunions()).await;
        let two = add(&db, &ctx, Texte { code: String::new(), libelle: "Autre".into(), ..reunions() }).await;
        let set = BTreeMap::from([(one, weigh(500)), (two, weigh(499))]);
        let refused = set_cibles(&ctx, &db, &contrat, ("parcours", 1), &set, Etat::Complet).await;
        assert!(matches!(refused, Err(WriteError::Cible(Refus::Somme(999)))), "{refused:?}");
        set_cibles(&ctx, &db, &contrat, ("parcours", 1), &set, Etat::Brouillon).await.unwrap();
        let table = read(&db, &ctx).await;
        assert!(table.lignes.iter().all(|ligne| ligne.enjeu == Enjeu::PoidsInacheves));
        let rest = BTreeMap::from([(two, weigh(500))]);
        set_cibles(&ctx, &db, &contrat, ("parcours", 1), &rest, Etat::Complet).await.unwrap();
        let table = read(&db, &ctx).await;
        assert!(table.poids[0].complet && table.lignes.iter().all(|l| matches!(l.enjeu, Enjeu::Montant { .. })), "{table:?}");
    }

    async fn an_adapted_target_keeps_the_memory_of_the_old_one(db) {
        let ctx = leader();
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        adapt_cible(&mut tx, id, 1, Nombre::entier(15), "accord des trois parties").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let cibles = store::indicateurs::cibles(&mut tx, id).await.unwrap();
        assert_eq!((cibles[0].cible, cibles[0].poids), (Some(Nombre::entier(15)), Some(1000)));
        let memory = store::indicateurs::adaptations(&mut tx, id).await.unwrap();
        assert_eq!((memory[0].ancienne, memory[0].nouvelle), (Some(Nombre::entier(20)), Nombre::entier(15)));
    }

    async fn what_somebody_changed_since_it_was_read_is_not_written_over(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, reunions()).await;
        let read = |all: Vec<_>| lecture(&all);
        let all = store::indicateurs::de_l_annee(&mut db.read(&ctx).await.unwrap(), contrat.id, 1).await.unwrap();
        let lu = read(all);
        let new = |n| BTreeMap::from([(id, Cible { cible: Some(Nombre::entier(n)), ..weigh(1000) })]);
        let which = ("parcours", 1);
        correct_cibles(&ctx, &db, &contrat, which, &new(20), (Etat::Complet, &lu)).await.unwrap();
        let stale = correct_cibles(&ctx, &db, &contrat, which, &new(30), (Etat::Complet, &lu)).await.unwrap_err();
        assert!(matches!(stale, WriteError::Cible(Refus::Change)) && web::Refusal::problem(&stale).0 == 409, "{stale:?}");
        let kept = store::indicateurs::cibles(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        assert_eq!(kept[0].cible, Some(Nombre::entier(20)));
    }

    async fn a_target_that_the_three_parties_agreed_to_is_not_changed_alone(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        adapt_cible(&mut tx, id, 1, Nombre::entier(15), "accord des trois parties").await.unwrap();
        tx.commit().await.unwrap();
        let alone = |cible, poids| BTreeMap::from([(id, Cible { annee: 1, cible: Some(Nombre::entier(cible)), poids: Some(poids) })]);
        let refused = set_cibles(&ctx, &db, &contrat, ("parcours", 1), &alone(10, 1000), Etat::Complet).await;
        assert!(matches!(refused, Err(WriteError::Cible(Refus::Accordee(_)))), "{refused:?}");
        set_cibles(&ctx, &db, &contrat, ("parcours", 1), &alone(15, 900), Etat::Brouillon).await.unwrap();
        set_cibles(&ctx, &db, &contrat, ("parcours", 2), &alone(10, 1000), Etat::Complet).await.unwrap();
    }

    async fn a_settled_year_takes_no_new_weight(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        let demande = Demande { libelle: "Dialogue".into(), definitif: true, cle: "a".into(), a_zero: false };
        freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande, true)).await.unwrap();
        let late = set_cibles(&ctx, &db, &contrat, ("parcours", 1), &BTreeMap::from([(id, weigh(1000))]), Etat::Complet).await;
        assert!(matches!(late, Err(WriteError::Indicateur(indicateur::Refus::AnneeArretee(1)))), "{late:?}");
    }
}
