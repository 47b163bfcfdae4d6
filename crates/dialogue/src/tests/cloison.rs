//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::{SCHEMA, World, leader, open, tenue, world};
use crate::cible::{Accord, CibleProposee, Sort};
use crate::dialogue::Correction;
use crate::liasse::{Archive, EtatLiasse, Liasse};
use crate::store::{cibles, depenses, dialogues, liasses, points};
use crate::{Depense, Dialogue, Partie, Point};
use db::{Db, Tx};
use indicateurs::Nombre;
use kernel::{Ctx, Id};
use testkit::{
    actors::{counting_again, cpts},
    each_engine,
};
use uuid::Uuid;

struct Twin {
    world: World,
    dialogue: Id<Dialogue>,
    cible: Id<CibleProposee>,
    liasse: Id<Liasse>,
}

/// The same dialogue with the same ids; only the words differ.
async fn twin(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let world = world(db, ctx, word).await;
    let dialogue = open(db, ctx, &world, 1).await;
    crate::add_point(ctx, db, dialogue, word).await.unwrap();
    crate::write_textes(ctx, db, dialogue, &[("synthese".to_owned(), word.to_owned())]).await.unwrap();
    let which = (world.indicateur, 2);
    let cible = crate::propose_cible(ctx, db, dialogue, which, Nombre::ZERO, word).await.unwrap();
    let accord = Accord { partie: Partie::Ars, le: jiff::civil::date(2026, 3, 1), nom: word.to_owned() };
    crate::note_accord(ctx, db, dialogue, cible, accord).await.unwrap();
    let line = ("acces".to_owned(), Some(if word == "ours" { 100 } else { 900 }), word.to_owned());
    crate::declare_depenses(ctx, db, (world.contrat.id, 1), &[line]).await.unwrap();
    let liasse = crate::ask_liasse(ctx, db, dialogue).await.unwrap();
    let mut tx = db.begin(ctx).await.unwrap();
    liasses::pour(&mut tx, liasse, 0, word.as_bytes()).await.unwrap();
    let correction = Correction { le: ctx.now, par: None, motif: word.to_owned() };
    dialogues::add_correction(&mut tx, dialogue, &correction).await.unwrap();
    tx.record(db::Trace::new("essai", "tout"));
    tx.commit().await.unwrap();
    Twin { world, dialogue, cible, liasse }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let ours = counting_again(&leader());
    let theirs = counting_again(&Ctx { cpts: cpts(2), ..leader() });
    let mine = twin(db, &ours, "ours").await;
    let other = twin(db, &theirs, "autres").await;
    assert_eq!(
        (mine.dialogue, mine.cible, mine.liasse),
        (other.dialogue, other.cible, other.liasse),
        "the two worlds must collide"
    );
    (ours, theirs, mine)
}

/// What each question answers, in words.
async fn said(tx: &mut Tx, twin: &Twin) -> Vec<String> {
    let dialogue = dialogues::dialogue(tx, twin.dialogue).await.unwrap().unwrap();
    let all = dialogues::dialogues(tx, Some(twin.world.contrat.id)).await.unwrap();
    assert_eq!(all, [dialogue]);
    let mut words = vec![dialogues::textes(tx, twin.dialogue).await.unwrap()["synthese"].clone()];
    words.extend(dialogues::corrections(tx, twin.dialogue).await.unwrap().into_iter().map(|one| one.motif));
    words.extend(points::points(tx, twin.dialogue).await.unwrap().pop().map(|one| one.titre));
    let targets = cibles::cibles(tx, twin.dialogue).await.unwrap();
    words.extend(targets.into_iter().map(|one| format!("{} {}", one.motif, one.accords[0].nom)));
    let spent = depenses::depenses(tx, twin.world.contrat.id, 1).await.unwrap();
    words.extend(spent.into_iter().map(|one| one.note));
    let packs = liasses::liasses(tx, twin.dialogue).await.unwrap();
    assert_eq!(liasses::liasse(tx, twin.liasse).await.unwrap().as_ref(), packs.first());
    words.push(
        String::from_utf8(liasses::tranche(tx, twin.liasse, 0, false).await.unwrap().unwrap()).unwrap(),
    );
    words
}

each_engine! { &SCHEMA;
    async fn questions_stay_inside(db) {
        let (ctx, _, twin) = twins(&db).await;
        let words = said(&mut db.read(&ctx).await.unwrap(), &twin).await;
        assert_eq!(words, ["ours", "ours", "ours", "ours ours", "ours", "ours"]);
    }

    async fn what_one_writes_the_other_does_not_see(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let mut tx = db.begin(&ours).await.unwrap();
        change_everything(&mut tx, &twin).await;
        tx.record(db::Trace::new("essai", "tout"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(said(&mut tx, &twin).await, ["autres", "autres", "autres", "autres autres", "autres", "autres"]);
        let dialogue = dialogues::dialogue(&mut tx, twin.dialogue).await.unwrap().unwrap();
        assert_eq!((dialogue.prevu_le, dialogue.tenue()), (None, None));
        assert_eq!(cibles::cibles(&mut tx, twin.dialogue).await.unwrap()[0].sort, Sort::EnAttente);
        let pack = liasses::liasse(&mut tx, twin.liasse).await.unwrap().unwrap();
        assert!(matches!(pack.etat, EtatLiasse::EnCours { etape: 0, .. }) && pack.partagee_le.is_none());
    }
}

async fn change_everything(tx: &mut Tx, twin: &Twin) {
    let now = tx.ctx().now;
    let dialogue = dialogues::hold(tx, twin.dialogue).await.unwrap().unwrap();
    let held = dialogue.planned(Some(tenue().le)).unwrap().held(tenue(), super::SIGNED, tenue().le).unwrap();
    dialogues::change(tx, &held).await.unwrap();
    assert!(!dialogues::add(tx, &dialogue).await.unwrap());
    dialogues::write_texte(tx, twin.dialogue, "synthese", "changé", now).await.unwrap();
    let last = points::points(tx, twin.dialogue).await.unwrap().pop().unwrap();
    points::change(tx, twin.dialogue, &Point { titre: "changé".to_owned(), ..last.clone() }).await.unwrap();
    points::add(tx, twin.dialogue, &Point { id: Id::new(Uuid::from_u128(999)), rang: 99, ..last.clone() })
        .await
        .unwrap();
    assert!(points::remove(tx, twin.dialogue, last.id).await.unwrap());
    let cible = cibles::cibles(tx, twin.dialogue).await.unwrap().remove(0);
    let accord = Accord { partie: Partie::Cpam, ..cible.accords[0].clone() };
    assert!(cibles::agree(tx, twin.dialogue, twin.cible, &accord, (now, None)).await.unwrap());
    cibles::settle(tx, twin.dialogue, twin.cible, Sort::Retiree(now)).await.unwrap();
    let again = CibleProposee { id: Id::new(Uuid::from_u128(998)), ..cible };
    assert!(cibles::add(tx, twin.dialogue, &again).await.unwrap());
    let year = (twin.world.contrat.id, 1);
    let old = depenses::depenses(tx, year.0, 1).await.unwrap().remove(0);
    let new = Depense::declare("acces", 1, "changé", now).unwrap();
    assert!(depenses::declare(tx, year, (&new, Some(&old)), None).await.unwrap());
    assert!(depenses::forget(tx, year, &new).await.unwrap());
    change_pack(tx, twin).await;
}

async fn change_pack(tx: &mut Tx, twin: &Twin) {
    let now = tx.ctx().now;
    assert!(liasses::advance(tx, twin.liasse, 3, now).await.unwrap());
    liasses::fail(tx, twin.liasse, "raté").await.unwrap();
    let archive =
        Archive { faite_le: now, taille: 1, pieces: 0, empreinte: "e".to_owned(), chiffres: "c".to_owned() };
    liasses::finish(tx, twin.liasse, &archive).await.unwrap();
    liasses::erase_drafts(tx, twin.dialogue, now).await.unwrap();
    assert!(!liasses::share(tx, twin.liasse, now).await.unwrap(), "an erased pack is not shared");
    assert!(!liasses::unshare(tx, twin.liasse).await.unwrap());
    liasses::trim(tx, twin.liasse, 0).await.unwrap();
    let one = liasses::hold(tx, twin.liasse).await.unwrap().unwrap();
    let again = Liasse { id: Id::new(Uuid::from_u128(997)), ..one };
    liasses::ask(tx, &again).await.unwrap();
    liasses::pour(tx, again.id, 0, b"x").await.unwrap();
    assert!(liasses::forget(tx, again.id).await.unwrap());
    forget_names(tx, twin).await;
}

async fn forget_names(tx: &mut Tx, twin: &Twin) {
    let (contrat, now) = (twin.world.contrat.id, tx.ctx().now);
    assert_eq!(dialogues::forget_people(tx, contrat).await.unwrap(), 1);
    assert!(cibles::forget_people(tx, contrat).await.unwrap() > 0);
    liasses::erase_all(tx, contrat, now).await.unwrap();
}
