//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::store::{baremes, choix, coordonnees, depenses, lots, plafonds, virements};
use testkit::{
    actors::{counting_again, cpts as nth},
    each_engine,
};

/// What the same world has under the same ids in two CPTS.
struct Twin {
    who: Id<Adherent>,
    paid: Id<Indemnite>,
    open: Id<Indemnite>,
    lot: Id<Lot>,
    prepared: Id<Lot>,
    rate: Id<Bareme>,
}

async fn world(db: &Db, ctx: &Ctx, cents: i64, nom: &str) -> Twin {
    let other = as_person(ctx, Uuid::from_u128(2));
    debit(ctx, db).await;
    set_plafond(ctx, db, 2027, 1_000_000 + cents, nom).await.unwrap();
    let who = adherent(ctx, db, nom, &["Médecin"]).await;
    give(ctx, db, who, nom, IBAN).await;
    give(ctx, db, who, nom, AUTRE_IBAN).await;
    let ids = slots(ctx, db, who, cents, 4).await;
    approve(ctx, db, &law(), ids[0], PAYDAY).await.unwrap();
    let lot = ctx.id();
    prepare_lot(ctx, db, &law(), lot, PAYDAY, sepa::Version::V09, Remise::Reference).await.unwrap();
    issue_lot(&other, db, lot).await.unwrap();
    confirm_lot(&on(ctx, PAYDAY), db, lot).await.unwrap();
    cancel(ctx, db, ids[0], nom).await.unwrap();
    approve(ctx, db, &law(), ids[1], PAYDAY).await.unwrap();
    approve(ctx, db, &law(), ids[2], PAYDAY).await.unwrap();
    let prepared = ctx.id();
    prepare_lot(ctx, db, &law(), prepared, PAYDAY, sepa::Version::V03, Remise::Reference).await.unwrap();
    let rate = baremes::baremes(&mut db.read(ctx).await.unwrap()).await.unwrap()[0].id;
    Twin { who, paid: ids[0], open: ids[3], lot, prepared, rate }
}

async fn read_all(tx: &mut db::Tx, twin: &Twin) {
    assert_eq!(baremes::baremes(tx).await.unwrap()[0].cents, 1_000);
    let one = lignes::ligne(tx, twin.paid).await.unwrap().unwrap();
    assert_eq!(one.cents(), Some(1_000));
    assert_eq!(lignes::corrections(tx, twin.paid).await.unwrap()[0].cents(), Some(-1_000));
    assert_eq!(plafonds::ecrit(tx, 2027).await.unwrap().unwrap().cents, 1_001_000);
    assert_eq!(plafonds::engage_de(tx, twin.who, 2026).await.unwrap(), 2_000);
    assert_eq!(plafonds::engages(tx, 2026).await.unwrap(), BTreeMap::from([(twin.who, 2_000)]));
    assert_eq!(coordonnees::coordonnees(tx, twin.who).await.unwrap().unwrap().titulaire, "Ici");
    assert_eq!(coordonnees::papier(tx, twin.who).await.unwrap(), None);
    assert_eq!(coordonnees::open_papier(tx, twin.who).await.unwrap(), None);
    assert!(!coordonnees::rejected(tx, twin.who).await.unwrap());
    assert!(virements::representables(tx, twin.lot).await.unwrap().is_empty());
    assert_eq!(virements::references(tx, twin.who).await.unwrap().len(), 2);
    assert_eq!(coordonnees::toutes(tx).await.unwrap().len(), 1);
    assert!(coordonnees::compte(tx).await.unwrap().is_some());
    assert_eq!(lots::lots(tx).await.unwrap().iter().map(|one| one.total).collect::<Vec<_>>(), [1_000, 1_000]);
    assert_eq!(lots::lot(tx, twin.lot).await.unwrap().unwrap().total, 1_000);
    assert_eq!(lots::of_line(tx, twin.paid).await.unwrap().len(), 1);
    assert_eq!(virements::virements(tx, twin.lot).await.unwrap()[0].cents, 1_000);
    assert_eq!(virements::changed(tx, twin.lot).await.unwrap(), None);
    let filtre = lectures::Filtre {
        personne: Some(twin.who),
        lot: Some(twin.lot.uuid()),
        ..lectures::Filtre::default()
    };
    assert_eq!(lectures::lignes(tx, &filtre, 0, 10).await.unwrap().len(), 1);
    assert_eq!(lectures::sommes(tx, &filtre).await.unwrap()[&Etat::Payee], (1, 1_000));
    assert_eq!(lectures::en_attente(tx).await.unwrap().len(), 1);
    assert!(lectures::doublons(tx).await.unwrap().is_empty());
    assert_eq!(lectures::decidees(tx, date(2026, 1, 1)).await.unwrap().len(), 3);
    assert_eq!(lectures::corrige(tx).await.unwrap(), BTreeMap::from([(twin.paid, -1_000)]));
    assert_eq!(lectures::proposees(tx, date(2026, 1, 1)).await.unwrap().len(), 1);
    assert_eq!(lectures::payees_de(tx, twin.who, 2026).await.unwrap().len(), 1);
    assert_eq!(depenses::payees(tx, PAYDAY, PAYDAY).await.unwrap()[0].cents, 1_000);
    assert_eq!(depenses::engagees(tx).await.unwrap().iter().map(|one| one.cents).sum::<i64>(), 1_000);
    assert_eq!(depenses::par_beneficiaire(tx, 2026).await.unwrap()[0].2, 1_000);
    let seen = examen(tx, &law(), None, 2026).await.unwrap();
    assert!(seen.alertes.is_empty());
    assert_eq!(seen.resume(), (1, 1, 1_000));
}

/// Changes everything that can be changed under the ids of the twin.
async fn change_all(tx: &mut db::Tx, twin: &Twin) {
    let me = Uuid::from_u128(9);
    store::hold(tx).await.unwrap();
    assert!(baremes::end(tx, twin.rate, date(2026, 6, 30)).await.unwrap());
    let rates = baremes::baremes(tx).await.unwrap();
    assert!(!baremes::add(tx, &rates[0], None).await.unwrap());
    plafonds::write(
        tx,
        &Plafond { annee: 2027, cents: 5_000_000, source: "x".into(), incertain: false },
        None,
    )
    .await
    .unwrap();
    assert!(plafonds::engage(tx, twin.who, 2026, 10, 10_000_000).await.unwrap());
    plafonds::give_back(tx, twin.who, 2026, 3).await.unwrap();
    let mut bank = coordonnees::coordonnees(tx, twin.who).await.unwrap().unwrap();
    assert!(coordonnees::confirm(tx, twin.who, bank.donne_le, me).await.unwrap());
    change_paper(tx, twin, bank.donne_le).await;
    (bank.titulaire, bank.change_le) = ("Autre".into(), None);
    coordonnees::write(tx, &bank).await.unwrap();
    coordonnees::set_compte(tx, b"x", "x").await.unwrap();
    choix::sign(tx, twin.who, me).await.unwrap();
    choix::choose(tx, &[twin.open]).await.unwrap();
    assert_eq!(choix::approve(tx, Uuid::from_u128(1), 2026).await.unwrap(), 1);
    assert_eq!(plafonds::engage_choice(tx, 2026, 10_000_000).await.unwrap(), 0);
    assert!(plafonds::move_choice(tx, 2027, 10_000_000).await.unwrap().is_empty());
    assert_eq!(virements::of_choice(tx, 9, PAYDAY).await.unwrap().len(), 1);
    assert!(lots::cancel(tx, twin.prepared).await.unwrap());
    assert!(choix::choose_payable(tx).await.unwrap() > 0);
    let transfers = virements::of_choice(tx, 9, PAYDAY).await.unwrap();
    let numero = lots::next(tx).await.unwrap();
    let new = Lot {
        id: Id::new(me),
        numero,
        emis_par: None,
        emis_le: None,
        ..lots::hold(tx, twin.lot).await.unwrap().unwrap()
    };
    assert!(lots::add(tx, &new).await.unwrap());
    virements::add(tx, new.id, &transfers).await.unwrap();
    lots::take_choice(tx, new.id).await.unwrap();
    assert!(lots::issue(tx, new.id, me, b"x", "y").await.unwrap());
    assert!(lots::execute(tx, new.id).await.unwrap());
    assert!(lots::read_fichier(tx, twin.lot).await.unwrap().is_some());
    assert_eq!(virements::pay(tx, new.id, None).await.unwrap(), 1);
    assert!(virements::reject(tx, new.id, &transfers[0], "x", indemnite::Rejet::Autre).await.unwrap());
    assert!(lignes::represent(tx, new.id, transfers[0].beneficiaire).await.unwrap() > 0);
    choix::clear(tx).await.unwrap();
    let line = lignes::hold(tx, twin.paid).await.unwrap().unwrap();
    assert!(!lignes::add(tx, &line, None).await.unwrap());
    assert!(!lignes::rewrite(tx, line.etat, &line).await.unwrap());
    lignes::mark_late(tx, twin.paid, true).await.unwrap();
    assert!(!lignes::take_back(tx, twin.paid, me).await.unwrap(), "somebody did");
    assert!(lignes::take_back(tx, twin.open, me).await.unwrap());
    assert!(!lignes::approve(tx, twin.paid, me, 2026).await.unwrap());
    assert!(lignes::hold_source(tx, &line.source.0, line.source.1).await.unwrap().is_some());
    assert!(lignes::drop_line(tx, &line, Etat::Annulee, None, "x").await.unwrap());
    tx.record(db::Trace::new("essai", "essai"));
}

async fn change_paper(tx: &mut db::Tx, twin: &Twin, recu_le: jiff::Timestamp) {
    let papier = Papier { genre: pieces::Genre::Pdf, taille: 1, recu_le };
    coordonnees::forget_papier(tx, twin.who).await.unwrap();
    coordonnees::keep_papier(tx, twin.who, &papier, b"x").await.unwrap();
}

each_engine! { SCHEMA;
    async fn twins_do_not_see_nor_touch_each_other(db) {
        let root = testkit::actors::ctx(nth(1), &[]);
        let open = |n: u128| Ctx { rights: Rights::all(), ..counting_again(&root.within(nth(n))) };
        let (here, there) = (open(1), open(2));
        let twin = world(&db, &here, 1_000, "Ici").await;
        world(&db, &there, 2_000, "Là").await;
        read_all(&mut db.read(&here).await.unwrap(), &twin).await;
        let mut tx = db.begin(&there).await.unwrap();
        change_all(&mut tx, &twin).await;
        tx.commit().await.unwrap();
        read_all(&mut db.read(&here).await.unwrap(), &twin).await;
    }
}
