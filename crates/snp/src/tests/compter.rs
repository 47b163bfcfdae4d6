//! Figures and coverage: the same before and after requests are erased.

use super::*;
use crate::affluence::{Affluence, Plage, Vers};
use crate::couverture::{Demandes, Question, inventaire};
use crate::store::affluences;
use db::Db;
use jiff::civil::{Date, date};
use rendez_vous::Profession::{ChirurgienDentiste, MedecinGeneraliste};

const MONDAY: Date = date(2026, 3, 2);

async fn counted(ctx: &Ctx, db: &Db) -> Chiffres {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    chiffres(&mut db.read(ctx).await.unwrap(), &coffre, MONDAY, MONDAY).await.unwrap()
}

async fn covered(ctx: &Ctx, db: &Db, du: Date) -> Couverture {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let question = Question { du, profession: None, commune: None };
    couverture(&mut db.read(ctx).await.unwrap(), &coffre, question).await.unwrap()
}

/// Five calls on a Monday at 9 h: one seen, one handed over, one for a dentist given up, two that wait; and two places at 9 h.
async fn world(db: &Db) -> Ctx {
    let (ctx, who) = cpts(db, "essai").await;
    let early = at(&ctx, "2026-03-01T08:00:00Z");
    let slot = creneau(&early, db, who, "2026-03-02T08:10:00Z", 2).await;
    let (seen, gone) = (demande(&ctx, db).await, alarme(&ctx, db).await);
    place(&ctx, db, seen, slot, cle(&ctx)).await.unwrap();
    note_issue(&at(&ctx, "2026-03-02T08:30:00Z"), db, seen, Issue::Honoree).await.unwrap();
    transmit_15(&ctx, db, gone, ["thorax".to_owned()].into(), "douleur").await.unwrap();
    let mut teeth = nouvelle(&ctx);
    "dent".clone_into(&mut teeth.situation.motif);
    let teeth = receive(&ctx, db, teeth).await.unwrap().id;
    close(&ctx, db, teeth, "va mieux").await.unwrap();
    demande(&ctx, db).await;
    demande(&ctx, db).await;
    ctx
}

each_engine! { SCHEMA;
    async fn a_request_is_counted_once_before_and_after_it_is_erased(db) {
        let ctx = world(&db).await;
        let soon = at(&ctx, "2026-03-02T18:00:00Z");
        let before = counted(&soon, &db).await;
        assert_eq!((before.ensemble.recues, before.ensemble.a_placer, before.ensemble.dans_le_delai), (5, 2, 1));
        assert_eq!((before.heures[9], before.jours, before.placees, before.en_cours), (5, [5, 0, 0, 0, 0, 0, 0], 1, 2));
        let later = at(&ctx, "2026-04-03T08:00:00Z");
        assert_eq!(purge(&later, &db).await.unwrap(), 3);
        let late = counted(&later, &db).await;
        assert_eq!((late.ensemble.recues, late.ensemble.a_placer), (5, 4), "two waited too long");
        assert_eq!((late.heures, late.jours, late.delai, late.issues), (before.heures, before.jours, before.delai, before.issues));
        let kept = affluences::entre(&mut db.read(&later).await.unwrap(), MONDAY, MONDAY).await.unwrap();
        let line = |vers| Affluence { jour: MONDAY, plage: Plage::of(8), vers, nombre: 1 };
        let (teeth, doctor) = (Vers::Profession(ChirurgienDentiste), Vers::Profession(MedecinGeneraliste));
        assert_eq!(kept, [line(teeth), line(doctor), line(Vers::Quinze)]);
    }

    async fn coverage_is_the_same_once_requests_are_erased(db) {
        let ctx = world(&db).await;
        let tuesday = at(&ctx, "2026-03-03T08:00:00Z");
        let before = covered(&tuesday, &db, MONDAY).await;
        let worst = before.manques()[0];
        assert_eq!((worst.plage, worst.demandes(), worst.places(), worst.libres()), (Plage::of(8), Demandes { somme: 4, semaines: 1 }, 2, 1));
        assert_eq!(worst.manque(), 20, "one for the doctor, one for the dentist whom nobody is");
        let next = before.case(date(2026, 3, 9), Plage::of(8));
        assert!(next.is_none(), "seven days are shown");
        let coffre = Coffre::new(db.secret(), ctx.cpts);
        let answers = inventaire(&mut db.read(&tuesday).await.unwrap(), &coffre).await.unwrap();
        let one = &answers.professionnels[0];
        assert_eq!((one.effecteur.nom.as_str(), one.places, one.prises, answers.lieux.len()), ("Dr Claire Roche", 2, 1, 1));
        let town = answers.communes[0];
        assert_eq!((town.commune.to_string().as_str(), town.demandes, town.places), ("43157", 4, 2));
        let later = at(&ctx, "2026-04-03T08:00:00Z");
        purge(&later, &db).await.unwrap();
        assert_eq!(covered(&later, &db, MONDAY).await.cases, before.cases);
        let expected = covered(&later, &db, date(2026, 4, 6)).await;
        assert_eq!(expected.cases[0].demandes(), Demandes { somme: 4, semaines: 5 }, "five Mondays since the first call");
    }

    async fn nothing_received_is_nothing_expected(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        assert_eq!(affluences::depuis(&mut db.read(&ctx).await.unwrap()).await.unwrap(), None);
        assert!(covered(&ctx, &db, MONDAY).await.cases.is_empty());
        assert_eq!(counted(&ctx, &db).await.ensemble.pour_cent(), None);
    }
}
