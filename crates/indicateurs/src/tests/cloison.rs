//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::valeurs::said;
use super::{SCHEMA, TODAY, add, aim, contrat, leader, lois, meet, reunions, sans_mt};
use crate::indicateur::Texte;
use crate::store::{gels, indicateurs, preuves, valeurs};
use crate::{Cible, Demande, Gel, Indicateur, Nombre, Valeur};
use actes::Genre;
use db::Db;
use kernel::{Ctx, Id};
use pieces::Depot;
use testkit::{
    actors::{counting_again, cpts},
    each_engine,
};
use uuid::Uuid;

struct Twin {
    computed: Id<Indicateur>,
    entered: Id<Indicateur>,
    valeur: Id<Valeur>,
    gel: Id<Gel>,
}

/// The same indicators with the same ids; only the words, the values and the number of acts differ.
async fn world(db: &Db, ctx: &Ctx, word: &str, n: u32) -> Twin {
    let computed = add(db, ctx, Texte { libelle: word.to_owned(), ..reunions() }).await;
    let entered = add(db, ctx, Texte { libelle: word.to_owned(), ..sans_mt() }).await;
    aim(db, ctx, "parcours", computed, Nombre::entier(n.into())).await;
    aim(db, ctx, "acces", entered, Nombre::from_milliemes(n.into())).await;
    let paper = Depot::new("preuve.csv", word.as_bytes().to_vec());
    let valeur =
        crate::note_valeur(ctx, db, &contrat(), entered, said(TODAY, n.into()), Some(paper)).await.unwrap();
    let mut tx = db.begin(ctx).await.unwrap();
    crate::adapt_cible(&mut tx, computed, 1, Nombre::entier(i64::from(n) + 1), word).await.unwrap();
    tx.commit().await.unwrap();
    let demande = Demande { libelle: word.to_owned(), definitif: true, cle: "a".into(), a_zero: false };
    let gel = crate::freeze_annee(ctx, db, &lois(), &contrat(), 1, (demande, true)).await.unwrap();
    meet(db, ctx, n, Some(Genre::Reunion)).await;
    Twin { computed, entered, valeur, gel }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let ours = counting_again(&leader());
    let theirs = counting_again(&Ctx { cpts: cpts(2), ..leader() });
    let mine = world(db, &ours, "ours", 3).await;
    let other = world(db, &theirs, "autres", 7).await;
    let ids = |one: &Twin| (one.computed, one.entered, one.valeur, one.gel);
    assert_eq!(ids(&mine), ids(&other), "the two worlds must collide");
    (ours, theirs, mine)
}

each_engine! { &SCHEMA;
    async fn questions_about_indicators_and_values_stay_inside(db) {
        let (ctx, _, twin) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(indicateurs::indicateur(&mut tx, twin.computed).await.unwrap().unwrap().texte.libelle, "ours");
        let all = indicateurs::de_l_annee(&mut tx, contrat().id, 1).await.unwrap();
        assert!(all.len() == 2 && all.iter().all(|(one, _)| one.texte.libelle == "ours"));
        assert_eq!(all[0].1.cible, Some(Nombre::entier(4)));
        assert_eq!(indicateurs::cibles(&mut tx, twin.computed).await.unwrap().len(), 1);
        assert_eq!(indicateurs::adaptations(&mut tx, twin.computed).await.unwrap()[0].motif, "ours");
        let annee = contrat::annees(&contrat()).remove(0);
        let counted = indicateurs::comptes_en(&mut tx, contrat().id, &annee).await.unwrap();
        assert!(counted.len() == 2 && counted.iter().all(|(one, _)| one.texte.libelle == "ours"));
        assert_eq!(indicateurs::adaptes(&mut tx, contrat().id, 1).await.unwrap().len(), 1);
        let value = valeurs::valeur(&mut tx, twin.valeur).await.unwrap().unwrap();
        assert_eq!(value.releve.valeur.milliemes(), 3);
        assert_eq!(valeurs::valeurs(&mut tx, twin.entered).await.unwrap(), std::slice::from_ref(&value));
        let last = valeurs::dernieres(&mut tx, contrat().id, (TODAY, TODAY)).await.unwrap();
        assert_eq!(last, [value]);
    }

    async fn questions_about_proofs_and_freezes_stay_inside(db) {
        let (ctx, _, twin) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(preuves::preuves(&mut tx, twin.entered).await.unwrap().len(), 1);
        assert_eq!(preuves::du_contrat(&mut tx, contrat().id, None).await.unwrap().len(), 1);
        let counts = preuves::counts(&mut tx, contrat().id, 1).await.unwrap();
        assert_eq!(counts.values().sum::<i64>(), 1);
        assert_eq!(gels::gels(&mut tx, contrat().id).await.unwrap().len(), 1);
        assert_eq!(gels::gel(&mut tx, twin.gel).await.unwrap().unwrap().libelle, "ours");
        assert_eq!(gels::definitif(&mut tx, contrat().id, 1).await.unwrap().unwrap().libelle, "ours");
        let lines = gels::lignes(&mut tx, twin.gel).await.unwrap();
        assert!(lines.len() == 2 && lines.iter().all(|one| one.libelle == "ours"));
        assert!(gels::actes(&mut tx, (twin.gel, twin.computed), None, 50).await.unwrap().is_empty());
    }

    async fn what_one_writes_the_other_does_not_see(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let mut tx = db.begin(&ours).await.unwrap();
        indicateurs::hold_all(&mut tx, contrat().id).await.unwrap();
        let held = indicateurs::hold(&mut tx, twin.computed).await.unwrap().unwrap();
        let new = Indicateur { texte: Texte { libelle: "nouveau".into(), ..held.texte.clone() }, ..held.clone() };
        indicateurs::change(&mut tx, &new).await.unwrap();
        let other = Texte { code: String::new(), ..held.texte };
        assert!(indicateurs::add(&mut tx, &Indicateur { id: Id::new(Uuid::from_u128(999)), texte: other, ..held }).await.unwrap());
        indicateurs::set_cible(&mut tx, twin.computed, &Cible { annee: 1, cible: None, poids: Some(1) }).await.unwrap();
        let old = indicateurs::adaptations(&mut tx, twin.computed).await.unwrap().remove(0);
        indicateurs::keep_adaptation(&mut tx, &indicateurs::Adaptation { id: Id::new(Uuid::from_u128(998)), ..old }).await.unwrap();
        let value = valeurs::valeur(&mut tx, twin.valeur).await.unwrap().unwrap();
        assert!(valeurs::retract(&mut tx, twin.valeur, "non").await.unwrap());
        assert!(valeurs::add(&mut tx, &Valeur { id: Id::new(Uuid::from_u128(997)), ..value }).await.unwrap());
        let paper = preuves::preuves(&mut tx, twin.entered).await.unwrap().remove(0);
        assert_eq!(preuves::remove(&mut tx, twin.entered, paper.id).await.unwrap(), Some(paper.piece));
        preuves::add(&mut tx, &crate::PreuveDeposee { id: Id::new(Uuid::from_u128(996)), ..paper }, None).await.unwrap();
        let gel = gels::gel(&mut tx, twin.gel).await.unwrap().unwrap();
        let draft = Gel { id: Id::new(Uuid::from_u128(995)), definitif: false, ..gel };
        assert!(gels::add(&mut tx, &draft, "b").await.unwrap());
        let line = gels::lignes(&mut tx, twin.gel).await.unwrap().remove(0);
        gels::add_ligne(&mut tx, draft.id, 0, &line).await.unwrap();
        let acts = actes::store::latest(&mut tx, None, 2).await.unwrap();
        gels::add_actes(&mut tx, draft.id, twin.computed, &acts).await.unwrap();
        tx.record(db::Trace::new("essai", "tout"));
        tx.commit().await.unwrap();
        unchanged(&db, &theirs, &twin).await;
    }
}

async fn unchanged(db: &Db, theirs: &Ctx, twin: &Twin) {
    let mut tx = db.read(theirs).await.unwrap();
    let all = indicateurs::de_l_annee(&mut tx, contrat().id, 1).await.unwrap();
    assert!(all.len() == 2 && all.iter().all(|(one, _)| one.texte.libelle == "autres"));
    assert_eq!(all[0].1.poids, Some(1000));
    assert_eq!(valeurs::valeurs(&mut tx, twin.entered).await.unwrap().len(), 1);
    assert_eq!(preuves::preuves(&mut tx, twin.entered).await.unwrap().len(), 1);
    assert_eq!(gels::gels(&mut tx, contrat().id).await.unwrap().len(), 1);
    assert_eq!(indicateurs::adaptations(&mut tx, twin.computed).await.unwrap().len(), 1);
}
