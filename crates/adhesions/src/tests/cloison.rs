//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::store::{
    adherents, colleges, conventions, cotisations, paiements, personnes, tarifs, textes, vie,
};
use std::collections::BTreeSet;
use testkit::{
    actors::{counting_again, cpts as nth},
    each_engine,
};

/// What the same world has under the same ids in two CPTS.
struct Twin {
    zoe: Id<Adherent>,
    luc: Id<Adherent>,
    asks: Id<Adherent>,
    left: Id<Adherent>,
    house: Id<Adherent>,
    college: Id<College>,
    tarif: Id<Tarif>,
    texte: Id<Texte>,
    convention: Convention,
    paiement: Paiement,
}

/// The same room with the same ids; only the words differ.
async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let name = |first: &str| format!("{first} {word}");
    let college =
        College { id: ctx.id(), nom: word.to_owned(), ordre: 1, pour: String::new(), ferme_le: None };
    write_college(ctx, db, college.clone()).await.unwrap();
    let (zoe, luc) = (membre(ctx, db, &name("Zoe")).await, membre(ctx, db, &name("Luc")).await);
    let left = membre(ctx, db, &name("Noe")).await;
    leave(ctx, db, left, TODAY, word).await.unwrap();
    let (asks, house) = (ctx.id(), organisation(ctx, db, word).await);
    add_adherent(ctx, db, asks, Fiche { employeur: Some(house), ..fiche(&name("Eve")) }, None).await.unwrap();
    rate(ctx, db).await;
    let tarif = tarifs::tarifs(&mut db.read(ctx).await.unwrap()).await.unwrap()[0].id;
    set_reglage(ctx, db, &Reglage { payer: word.to_owned(), lien: String::new() }).await.unwrap();
    open_annee(ctx, db, 2026).await.unwrap();
    let (moyen, reference) = (Moyen::Virement, word.to_owned());
    let paiement =
        Paiement { id: ctx.id(), adherent: zoe, annee: 2026, cents: 500, jour: TODAY, moyen, reference };
    note_paiement(ctx, db, paiement.clone()).await.unwrap();
    let texte = charte(ctx, db, word, date(2025, 1, 1)).await;
    let accepted = BTreeSet::from([texte]);
    accept_textes(ctx, db, zoe, &accepted, (Comment::Papier, TODAY)).await.unwrap();
    let id = ctx.id();
    let convention = Convention {
        id,
        employeur: house,
        du: TODAY,
        au: None,
        verse_a: VerseA::Salarie,
        note: word.to_owned(),
        piece: None,
    };
    keep_convention(ctx, db, convention.clone(), None).await.unwrap();
    let college = college.id;
    Twin { zoe, luc, asks, left, house, college, tarif, texte, convention, paiement }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let ours = counting_again(&person(&system(), 1));
    let theirs = counting_again(&Ctx { cpts: nth(2), ..ours.clone() });
    let mine = world(db, &ours, "ours").await;
    let other = world(db, &theirs, "autres").await;
    assert_eq!(
        (mine.zoe, mine.texte, mine.convention.id),
        (other.zoe, other.texte, other.convention.id),
        "the two worlds must collide"
    );
    (ours, theirs, mine)
}

each_engine! { SCHEMA;
    async fn questions_stay_inside(db) {
        let (ctx, _, twin) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let zoe = adherents::adherent(&mut tx, twin.zoe).await.unwrap().unwrap();
        assert_eq!(zoe.nom(), "Zoe ours");
        assert_eq!(adherents::cherche(&mut tx, "zoe").await.unwrap().len(), 1);
        assert_eq!(adherents::tous(&mut tx).await.unwrap().len(), 5);
        assert_eq!(adherents::adherents(&mut tx).await.unwrap().len(), 4);
        assert_eq!(adherents::membres(&mut tx, TODAY).await.unwrap().len(), 3);
        assert_eq!(adherents::jumeaux(&mut tx, &fiche("Zoe autres")).await.unwrap(), []);
        assert_eq!(adherents::jumeaux(&mut tx, &fiche("Zoe ours")).await.unwrap().len(), 1);
        assert_eq!(colleges::colleges(&mut tx).await.unwrap()[0].nom, "ours");
        assert_eq!(tarifs::tarifs(&mut tx).await.unwrap().len(), 1);
        assert_eq!(tarifs::reglage(&mut tx).await.unwrap().payer, "ours");
        let year = cotisations::de_l_annee(&mut tx, 2026).await.unwrap();
        assert_eq!((year.len(), year[&twin.zoe].paiements.len()), (3, 1));
        let asked = Recouvrement { annee: 2026, appele_le: TODAY, cents: 6_000, recu: 500 };
        assert_eq!(cotisations::recouvrements(&mut tx, 2026).await.unwrap(), [asked]);
        assert_eq!(cotisations::de(&mut tx, twin.zoe).await.unwrap()[0].paiements[0].reference, "ours");
        assert_eq!(paiements::connu(&mut tx, "rien").await.unwrap(), None);
        assert_eq!(encaissements(&mut tx).await.unwrap(), [Encaissement { jour: TODAY, cents: 500, nombre: 1 }]);
        assert_eq!(textes::textes(&mut tx).await.unwrap()[0].version, "ours");
        assert_eq!(textes::acceptations(&mut tx).await.unwrap().len(), 1);
        assert_eq!(textes::acceptees(&mut tx, twin.zoe).await.unwrap().len(), 1);
        assert_eq!(conventions::conventions(&mut tx).await.unwrap()[0].note, "ours");
        assert_eq!(conventions::convention_du(&mut tx, twin.asks, TODAY).await.unwrap().unwrap().note, "ours");
    }

    async fn accounts_stay_inside(db) {
        let (ctx, theirs, twin) = twins(&db).await;
        let me = Uuid::from_u128(77);
        let mut tx = db.begin(&theirs).await.unwrap();
        assert!(vie::link(&mut tx, twin.zoe, Some(me)).await.unwrap());
        tx.record(db::Trace::new("adhesions.compte_lie", "essai"));
        tx.commit().await.unwrap();
        assert_eq!(par_compte(&mut db.read(&ctx).await.unwrap(), me).await.unwrap(), None);
        assert!(par_compte(&mut db.read(&theirs).await.unwrap(), me).await.unwrap().is_some());
    }

    async fn changes_stay_inside(db) {
        let (ctx, theirs, twin) = twins(&db).await;
        let before = snapshot(&ctx, &db).await;
        let mut tx = db.begin(&theirs).await.unwrap();
        let tx_ = &mut tx;
        assert!(adherents::hold(tx_, twin.zoe).await.unwrap().is_some());
        assert!(adherents::change(tx_, twin.zoe, &fiche("Paul Autre")).await.unwrap());
        assert!(vie::accept(tx_, twin.asks, TODAY, None).await.unwrap());
        assert!(!vie::refuse(tx_, twin.asks, (TODAY, "x"), None).await.unwrap());
        assert!(vie::leave(tx_, twin.luc, TODAY, "x").await.unwrap());
        assert!(vie::undo_leave(tx_, twin.left).await.unwrap());
        assert!(vie::move_college(tx_, twin.zoe, Some(twin.college)).await.unwrap());
        assert!(vie::claim_rappel(tx_, twin.zoe, theirs.now).await.unwrap());
        assert_eq!(personnes::premiere(tx_, twin.zoe).await.unwrap(), twin.zoe);
        let one = adherents::adherent(tx_, twin.house).await.unwrap().unwrap();
        assert!(!adherents::add(tx_, &one, None).await.unwrap());
        let known = colleges::colleges(tx_).await.unwrap().remove(0);
        assert!(!colleges::add(tx_, &known, None).await.unwrap());
        assert!(colleges::change(tx_, &College { nom: "Autre".into(), ..known }).await.unwrap());
        assert!(colleges::close(tx_, twin.college, Some(TODAY)).await.unwrap());
        let rate = tarifs::tarifs(tx_).await.unwrap().remove(0);
        assert!(!tarifs::add(tx_, &rate, None).await.unwrap());
        assert!(tarifs::retire(tx_, twin.tarif).await.unwrap());
        tarifs::set_reglage(tx_, &Reglage::default()).await.unwrap();
        let fee = cotisations::hold(tx_, twin.zoe, 2026).await.unwrap().unwrap();
        assert!(!cotisations::call(tx_, &fee, None, None).await.unwrap());
        assert!(cotisations::offer(tx_, twin.luc, 2026, Some("x")).await.unwrap());
        assert!(cotisations::claim_relance(tx_, twin.zoe, 2026, theirs.now).await.unwrap());
        assert!(!paiements::add(tx_, &twin.paiement, None, None).await.unwrap());
        assert!(paiements::cancel(tx_, twin.paiement.id).await.unwrap());
        let text = textes::textes(tx_).await.unwrap().remove(0);
        assert!(!textes::add(tx_, &text, None).await.unwrap());
        assert!(!textes::retire(tx_, twin.texte).await.unwrap(), "somebody accepted it");
        let kept = Acceptation { adherent: twin.luc, texte: twin.texte, le: TODAY, comment: Comment::Papier };
        assert!(textes::accept(tx_, &kept, None).await.unwrap());
        assert!(!conventions::add(tx_, &twin.convention, None).await.unwrap());
        assert!(conventions::end(tx_, twin.convention.id, Some(TODAY)).await.unwrap());
        assert!(conventions::retire(tx_, twin.convention.id).await.unwrap());
        tx.record(db::Trace::new("adhesions.liste_importee", "essai"));
        tx.commit().await.unwrap();
        assert_eq!(snapshot(&ctx, &db).await, before);
    }
}

/// Everything that the room says.
async fn snapshot(ctx: &Ctx, db: &Db) -> String {
    let mut tx = db.read(ctx).await.unwrap();
    let tx = &mut tx;
    let said = (
        adherents::tous(tx).await.unwrap(),
        colleges::colleges(tx).await.unwrap(),
        (tarifs::tarifs(tx).await.unwrap(), tarifs::reglage(tx).await.unwrap()),
        (cotisations::de_l_annee(tx, 2026).await.unwrap(), encaissements(tx).await.unwrap()),
        textes::acceptations(tx).await.unwrap(),
        conventions::conventions(tx).await.unwrap(),
    );
    format!("{said:?}")
}
