//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::store::{instances, mandats, pouvoirs, scrutins, seances, urnes};
use testkit::actors::{counting_again, cpts as nth};
use testkit::each_engine;

/// What the same world has under the same ids in two CPTS.
struct Twin {
    all: Vec<Id<Adherent>>,
    instance: Id<Instance>,
    seance: Id<Seance>,
    point: Id<Point>,
    ouvert: Id<Scrutin>,
    prepare: Id<Scrutin>,
    mandat: Id<Mandat>,
}

async fn world(db: &Db, ctx: &Ctx) -> Twin {
    let all = adherents(ctx, db, 4, false).await;
    let instance = ag(ctx, db).await;
    let (id, point) = seance(ctx, db, instance).await;
    attach(ctx, db, id.uuid(), ::pieces::Depot::new("a.txt", b"a".to_vec())).await.unwrap();
    note_deport(ctx, db, id, point, (all[3], "Fournisseur")).await.unwrap();
    give_pouvoir(ctx, db, Voie::Bureau(all[1]), id, all[0], false).await.unwrap();
    open(ctx, db, id, &[all[0], all[2]]).await;
    let ouvert = vote(ctx, db, &projet(id, Mode::Nominatif)).await;
    choose(ctx, db, 1, ouvert, 0).await.unwrap();
    let prepare = ctx.id();
    prepare_scrutin(&during(ctx), db, prepare, &projet(id, Mode::Secret)).await.unwrap();
    let mandat = ctx.id();
    let one = Mandat {
        id: mandat,
        adherent: all[0],
        instance,
        fonction: Fonction::Presidence,
        precision: String::new(),
        du: TODAY,
        au: None,
        fini: None,
        seance: Some(id),
    };
    note_mandat(ctx, db, one).await.unwrap();
    declare_interet(ctx, db, Voie::Bureau(all[0]), "Aucun").await.unwrap();
    let mut tx = db.begin(ctx).await.unwrap();
    urnes::put(&mut tx, prepare, vec![1]).await.unwrap();
    tx.commit().await.unwrap();
    Twin { all, instance, seance: id, point, ouvert, prepare, mandat }
}

/// All that the store says of a world.
async fn read(db: &Db, ctx: &Ctx, twin: &Twin) -> String {
    let mut tx = db.read(ctx).await.unwrap();
    let mut said = format!("{:?}", instances::instances(&mut tx).await.unwrap());
    said += &format!("{:?}", instances::instance(&mut tx, twin.instance).await.unwrap());
    said += &format!("{:?}", seances::seances(&mut tx).await.unwrap());
    said += &format!("{:?}", seances::seance(&mut tx, twin.seance).await.unwrap());
    let called = seances::convoques(&mut tx, twin.seance).await.unwrap();
    said += &format!("{called:?}{:?}", seances::consultes(&mut tx, twin.ouvert).await.unwrap());
    said += &format!("{:?}", seances::convoque(&mut tx, called[0].id).await.unwrap());
    said += &format!("{:?}", seances::jointes(&mut tx, twin.seance.uuid()).await.unwrap());
    said += &format!("{:?}", pouvoirs::pouvoirs(&mut tx, twin.seance).await.unwrap());
    said += &format!("{:?}", scrutins::scrutins(&mut tx).await.unwrap());
    said += &format!("{:?}", scrutins::scrutin(&mut tx, twin.ouvert).await.unwrap());
    said += &format!("{:?}", scrutins::roll(&mut tx, twin.ouvert).await.unwrap());
    said += &format!("{:?}", scrutins::votes(&mut tx, twin.ouvert).await.unwrap());
    said += &format!("{:?}", scrutins::waiting(&mut tx, twin.all[2]).await.unwrap());
    said += &format!("{:?}", urnes::urne(&mut tx, twin.prepare).await.unwrap());
    said += &format!("{:?}", mandats::mandats(&mut tx).await.unwrap());
    said + &format!("{:?}", mandats::interets(&mut tx).await.unwrap())
}

/// Changes all that can be changed, through the store.
async fn change(db: &Db, ctx: &Ctx, twin: &Twin) {
    let mut tx = db.begin(ctx).await.unwrap();
    let here = &mut tx;
    let known = instances::instance(here, twin.instance).await.unwrap().unwrap();
    let fresh = |id| Instance { id, regles: Vec::new(), ..known.clone() };
    assert!(instances::add(here, &fresh(ctx.id())).await.unwrap());
    let rule = Regle { du: TODAY, id: ctx.id(), ..known.regles[0].clone() };
    assert!(instances::add_regle(here, twin.instance, &rule).await.unwrap());
    assert!(instances::close(here, twin.instance, true).await.unwrap());
    let seance = seances::hold(here, twin.seance).await.unwrap().unwrap();
    let reunion = reunions::plan_in(
        here,
        reunions::Nouvelle::new("AG", reunions::Genre::Ag, TODAY.at(8, 0, 0, 0), TODAY.at(9, 0, 0, 0)),
    )
    .await
    .unwrap();
    let later = Seance { id: ctx.id(), reunion, ..seance.clone() };
    assert!(seances::add(here, &later).await.unwrap());
    assert!(seances::mark_convoquee(here, later.id, TODAY, 0).await.unwrap());
    assert!(seances::tell(here, later.id, 1).await.unwrap());
    assert!(seances::open(here, later.id).await.unwrap());
    assert!(seances::close(here, twin.seance).await.unwrap());
    let point =
        Point { id: ctx.id(), rang: 9, titre: "Neuf".to_owned(), texte: String::new(), deports: Vec::new() };
    assert!(seances::add_point(here, twin.seance, &point).await.unwrap());
    let deport = Deport { adherent: twin.all[0], motif: "Lien".to_owned() };
    assert!(seances::add_deport(here, twin.point, &deport).await.unwrap());
    assert!(seances::remove_point(here, twin.seance, point.id).await.unwrap());
    assert!(seances::answer(here, twin.seance, twin.all[0], Reponse::Vient).await.unwrap());
    let line = Convoque {
        id: ctx.id(),
        seance: Some(later.id),
        scrutin: None,
        adherent: twin.all[0],
        par_courriel: false,
        reponse: Reponse::Attendue,
    };
    assert!(seances::call(here, &line).await.unwrap());
    let called = seances::convoques(here, twin.seance).await.unwrap();
    seances::written(here, called[0].id, true).await.unwrap();
    let piece = seances::jointes(here, twin.seance.uuid()).await.unwrap()[0].id;
    seances::attach(here, later.id.uuid(), piece).await.unwrap();
    assert!(seances::detach(here, twin.seance.uuid(), piece).await.unwrap());
    assert_eq!(pouvoirs::remove(here, twin.seance, twin.all[1]).await.unwrap(), Some(twin.all[0]));
    pouvoirs::ready(here, twin.seance, twin.all[3], 1).await.unwrap();
    assert!(pouvoirs::leave(here, twin.seance, twin.all[3]).await.unwrap());
    assert!(pouvoirs::take(here, twin.seance, twin.all[0]).await.unwrap());
    let one = Pouvoir { seance: twin.seance, mandant: twin.all[3], mandataire: twin.all[0] };
    assert!(pouvoirs::add(here, one).await.unwrap());
    votes(here, twin).await;
    assert!(mandats::end(here, twin.mandat, TODAY, "Fin").await.unwrap());
    let known = mandats::mandats(here).await.unwrap().remove(0);
    assert!(mandats::add(here, &Mandat { id: ctx.id(), adherent: twin.all[1], ..known }).await.unwrap());
    mandats::declare(here, &Interet { adherent: twin.all[0], le: TODAY, liens: "Autre".to_owned() })
        .await
        .unwrap();
    tx.record(Trace::new("essai.change", "tout"));
    tx.commit().await.unwrap();
}

async fn votes(here: &mut db::Tx, twin: &Twin) {
    let known = scrutins::scrutin(here, twin.ouvert).await.unwrap().unwrap();
    assert!(scrutins::hold_open(here, twin.ouvert).await.unwrap());
    assert!(scrutins::sign(here, twin.ouvert, twin.all[2], twin.all[2]).await.unwrap());
    scrutins::choose(here, twin.ouvert, twin.all[2], 1).await.unwrap();
    let now = here.ctx().now;
    scrutins::close(here, &Scrutin { clos_le: Some(now), issue: Some(Issue::Rejetee), ..known.clone() })
        .await
        .unwrap();
    let roll = [Emargement { electeur: twin.all[0], porteur: twin.all[0], voix: 1, a_vote: false }];
    urnes::put(here, twin.prepare, vec![2]).await.unwrap();
    urnes::destroy(here, twin.prepare).await.unwrap();
    assert!(scrutins::remove(here, twin.prepare).await.unwrap());
    let again = Scrutin { ouvert_le: None, clos_le: None, issue: None, ..known };
    let other = Scrutin { id: Id::new(Uuid::from_u128(0xffff)), ..again };
    assert!(scrutins::add(here, &other).await.unwrap());
    assert!(scrutins::open(here, other.id, &roll).await.unwrap());
}

each_engine! { SCHEMA;
    async fn what_one_cpts_does_touches_no_other(db) {
        let of = |n| person(&before(&counting_again(&system().within(nth(n)))), 1);
        let (a, b) = (of(1), of(2));
        let (first, second) = (world(&db, &a).await, world(&db, &b).await);
        assert_eq!((first.seance, first.ouvert), (second.seance, second.ouvert));
        let before = read(&db, &b, &second).await;
        assert_eq!(read(&db, &a, &first).await, before, "the same worlds");
        change(&db, &a, &first).await;
        assert_eq!(read(&db, &b, &second).await, before);
        assert_ne!(read(&db, &a, &first).await, before);
    }
}
