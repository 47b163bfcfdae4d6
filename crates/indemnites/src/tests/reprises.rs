//! Attendances corrected, cancelled and restored after their line was approved or paid.

use super::vie::pay;
use super::*;
use crate::indemnite::Refus;
use testkit::each_engine;

/// A meeting of an hour and a half, where Nora is, and whose line is known.
struct Scene {
    ctx: Ctx,
    other: Ctx,
    nora: Id<Adherent>,
    presence: Id<Presence>,
    line: Id<Indemnite>,
}

async fn scene(db: &Db) -> Scene {
    let ctx = cpts(db, "velay").await;
    let other = account(&ctx, db, "Odile").await;
    rates(&ctx, db).await;
    debit(&ctx, db).await;
    let nora = adherent(&ctx, db, "Nora", &["Infirmier"]).await;
    give(&ctx, db, nora, "Nora Roux", IBAN).await;
    let group = meeting(&ctx, db, "Groupe", date(2026, 2, 10)).await;
    let one = attend(&ctx, db, group, &[nora]).await.remove(0);
    let line = line_of(&ctx, db, &one).await.id;
    Scene { ctx, other, nora, presence: one.id, line }
}

impl Scene {
    async fn presence(&self, db: &Db) -> Presence {
        reunions::presence(&mut db.read(&self.ctx).await.unwrap(), self.presence).await.unwrap().unwrap()
    }

    async fn settle(&self, db: &Db) {
        for _ in 0..2 {
            settle_presence(&self.ctx, db, self.presence.uuid()).await.unwrap();
        }
    }

    async fn cancel(&self, db: &Db) {
        let one = self.presence(db).await;
        reunions::cancel_presence(&self.ctx, db, one.id, one.version, "Erreur").await.unwrap();
        self.settle(db).await;
    }

    /// Noted again, from that hour on.
    async fn note(&self, db: &Db, hour: i8) {
        let one = self.presence(db).await;
        let from = Passage {
            arrivee: (hour > 18).then(|| date(2026, 2, 10).at(hour, 0, 0, 0)),
            ..Passage::whole(Comment::Feuille)
        };
        reunions::correct_presence(&self.ctx, db, one.id, one.version, from, "Heure").await.unwrap();
        self.settle(db).await;
    }

    async fn corrections(&self, db: &Db) -> Vec<Indemnite> {
        lignes::corrections(&mut db.read(&self.ctx).await.unwrap(), self.line).await.unwrap()
    }

    /// What is paid and what is to be paid, in cents.
    async fn total(&self, db: &Db) -> i64 {
        let mut all = self.corrections(db).await;
        all.push(line(&self.ctx, db, self.line).await);
        all.iter().filter(|one| one.stands()).filter_map(Indemnite::cents).sum()
    }

    /// Every line that waits is approved, by somebody who declared none.
    async fn approve(&self, db: &Db) {
        for one in all_lines(&self.ctx, db).await.iter().filter(|one| one.etat == Etat::Proposee) {
            approve(&self.other, db, &law(), one.id, PAYDAY).await.unwrap();
        }
    }

    async fn pay(&self, db: &Db) {
        let mut tx = db.begin(&self.ctx).await.unwrap();
        store::hold(&mut tx).await.unwrap();
        let owed = store::choix::choose_payable(&mut tx).await.unwrap();
        drop(tx);
        if owed > 0 {
            pay(&self.ctx, &as_person(&self.ctx, Uuid::from_u128(9)), db, PAYDAY).await;
        }
    }
}

each_engine! { SCHEMA;
    async fn an_attendance_cancelled_by_mistake_after_its_payment_is_paid_back_once_restored(db) {
        let it = scene(&db).await;
        it.approve(&db).await;
        it.pay(&db).await;
        it.cancel(&db).await;
        assert_eq!(it.total(&db).await, 0);
        it.note(&db, 18).await;
        assert_eq!(it.total(&db).await, 6_750);
        it.cancel(&db).await;
        assert_eq!(it.total(&db).await, 0, "what nobody approved is given up");
        it.note(&db, 18).await;
        it.approve(&db).await;
        assert_eq!(engaged(&it.ctx, &db, it.nora, 2026).await, 6_750);
        it.cancel(&db).await;
        assert_eq!((it.total(&db).await, engaged(&it.ctx, &db, it.nora, 2026).await), (0, 0), "and what is approved and not paid");
        let taken: Vec<_> = it.corrections(&db).await.into_iter().filter(|one| one.stands()).collect();
        assert_eq!(taken.iter().filter_map(Indemnite::cents).collect::<Vec<_>>(), [-6_750], "taken back once");
    }

    async fn a_second_cancellation_takes_back_what_was_paid_in_between(db) {
        let it = scene(&db).await;
        it.approve(&db).await;
        it.pay(&db).await;
        it.cancel(&db).await;
        it.note(&db, 18).await;
        it.approve(&db).await;
        slots_paid(&it, &db).await;
        it.cancel(&db).await;
        assert_eq!(it.total(&db).await, 0);
        assert_eq!(it.corrections(&db).await.iter().filter_map(Indemnite::cents).sum::<i64>(), -6_750);
    }

    async fn a_line_that_goes_takes_its_corrections_with_it(db) {
        let it = scene(&db).await;
        it.approve(&db).await;
        let rate_of = store::baremes::baremes(&mut db.read(&it.ctx).await.unwrap()).await.unwrap();
        let old = rate_of.iter().find(|one| one.cle.profession.is_empty()).unwrap();
        write_bareme(&it.ctx, &db, rate(&it.ctx, "Infirmier", 6_000)).await.unwrap();
        assert_eq!(old.cents, 4_500);
        assert_eq!(propose_differences(&it.ctx, &db, &[it.line]).await.unwrap(), 1);
        it.approve(&db).await;
        assert_eq!((it.total(&db).await, engaged(&it.ctx, &db, it.nora, 2026).await), (9_000, 9_000));
        it.note(&db, 19).await;
        assert_eq!((it.total(&db).await, engaged(&it.ctx, &db, it.nora, 2026).await), (3_000, 0), "to be approved again, as a whole");
        it.approve(&db).await;
        it.pay(&db).await;
        write_differences(&it, &db, 7_000).await;
        assert_eq!(it.total(&db).await, 3_500);
        it.cancel(&db).await;
        assert_eq!((it.total(&db).await, engaged(&it.ctx, &db, it.nora, 2026).await), (0, 0));
        assert!(differences(&it.ctx, &db, date(2026, 1, 1)).await.unwrap().is_empty());
    }

    async fn what_a_treasurer_cancelled_does_not_come_back(db) {
        let it = scene(&db).await;
        it.approve(&db).await;
        cancel(&it.ctx, &db, it.line, "Hors convention").await.unwrap();
        it.note(&db, 19).await;
        assert_eq!(line(&it.ctx, &db, it.line).await.etat, Etat::Annulee);
        it.cancel(&db).await;
        it.note(&db, 18).await;
        assert_eq!((line(&it.ctx, &db, it.line).await.etat, it.total(&db).await), (Etat::Annulee, 0));
    }

    async fn what_a_treasurer_took_back_after_its_payment_stays_so(db) {
        let it = scene(&db).await;
        it.approve(&db).await;
        it.pay(&db).await;
        cancel(&it.ctx, &db, it.line, "Hors convention").await.unwrap();
        let twice = cancel(&it.ctx, &db, it.line, "Encore").await;
        assert!(matches!(twice, Err(WriteError::Ligne(Refus::DejaReprise))));
        it.note(&db, 19).await;
        it.cancel(&db).await;
        it.note(&db, 18).await;
        assert_eq!((it.corrections(&db).await.len(), it.total(&db).await), (1, 0));
    }

    async fn a_difference_is_never_computed_again_as_a_whole(db) {
        let it = scene(&db).await;
        it.approve(&db).await;
        write_bareme(&it.ctx, &db, rate(&it.ctx, "Infirmier", 6_000)).await.unwrap();
        propose_differences(&it.ctx, &db, &[it.line]).await.unwrap();
        let difference = it.corrections(&db).await[0].id;
        let chosen = choose_profession(&it.other, &db, difference, "Infirmier").await;
        assert!(matches!(chosen, Err(WriteError::Ligne(Refus::Correction))));
        assert_eq!(line(&it.ctx, &db, difference).await.cents(), Some(2_250));
        it.approve(&db).await;
        it.pay(&db).await;
        cancel(&it.other, &db, difference, "Pas de rappel").await.unwrap();
        assert_eq!(it.total(&db).await, 6_750, "only the difference is taken back");
        it.settle(&db).await;
        assert_eq!(it.total(&db).await, 6_750);
        assert!(matches!(cancel(&it.other, &db, difference, "Encore").await, Err(WriteError::Ligne(Refus::DejaReprise))));
    }

    async fn an_attendance_signed_after_the_end_is_looked_at(db) {
        let it = scene(&db).await;
        let mut tx = db.begin(&it.ctx).await.unwrap();
        lignes::mark_late(&mut tx, it.line, true).await.unwrap();
        tx.record(db::Trace::new("essai", "essai"));
        tx.commit().await.unwrap();
        let seen = examen(&mut db.read(&it.ctx).await.unwrap(), &law(), None, 2026).await.unwrap();
        assert_eq!(seen.alertes.iter().map(|one| one.nature).collect::<Vec<_>>(), [alerte::Nature::SigneeApres]);
        it.settle(&db).await;
        let seen = examen(&mut db.read(&it.ctx).await.unwrap(), &law(), None, 2026).await.unwrap();
        assert!(seen.alertes.is_empty(), "a paper sheet is always entered afterwards");
    }

    async fn whatever_happens_what_is_paid_and_to_be_paid_is_what_the_attendance_is_worth(db) {
        // Sequences drawn once and for all: the same ones each time.
        let mut draw = 0x9e37_79b9_u32;
        let it = scene(&db).await;
        for sequence in 0..8_u8 {
            let jour = date(2026, 2, 11).checked_add(jiff::Span::new().days(sequence)).unwrap();
            let group = meeting(&it.ctx, &db, &format!("Groupe {sequence}"), jour).await;
            let one = attend(&it.ctx, &db, group, &[it.nora]).await.remove(0);
            let line = line_of(&it.ctx, &db, &one).await.id;
            let now = Scene { ctx: it.ctx.clone(), other: it.other.clone(), nora: it.nora, presence: one.id, line };
            let mut story = Vec::new();
            for _ in 0..12 {
                draw = draw.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let step = (draw >> 20) % 8;
                story.push(step);
                now.step(&db, step, jour).await;
                assert_eq!(now.total(&db).await, now.worth(&db).await, "{sequence}: {story:?}");
            }
        }
        let sums = lectures::sommes(&mut db.read(&it.ctx).await.unwrap(), &lectures::Filtre::default()).await.unwrap();
        let committed = [Etat::Approuvee, Etat::EnLot, Etat::Payee, Etat::Rejetee].iter().filter_map(|etat| sums.get(etat)).map(|(_, cents)| cents).sum::<i64>();
        assert_eq!(engaged(&it.ctx, &db, it.nora, 2026).await, committed, "and the ceiling knows it to the cent");
    }
}

impl Scene {
    async fn step(&self, db: &Db, step: u32, jour: Date) {
        let one = self.presence(db).await;
        match step {
            0 | 1 => self.approve(db).await,
            2 => self.pay(db).await,
            3 if !one.annulee => self.cancel(db).await,
            4 => {
                let whole = Passage::whole(Comment::Feuille);
                reunions::correct_presence(&self.ctx, db, one.id, one.version, whole, "Présente")
                    .await
                    .unwrap();
                self.settle(db).await;
            }
            5 => {
                let late =
                    Passage { arrivee: Some(jour.at(19, 0, 0, 0)), ..Passage::whole(Comment::Feuille) };
                reunions::correct_presence(&self.ctx, db, one.id, one.version, late, "Retard").await.unwrap();
                self.settle(db).await;
            }
            6 => {
                let cents = 4_000 + i64::from(one.version) * 100;
                write_differences(self, db, cents).await;
            }
            _ => self.settle(db).await,
        }
        let line = line(&self.ctx, db, self.line).await;
        if line.etat.due() || line.etat == Etat::Payee {
            // The rate may have changed since: whoever keeps the rates asks for the difference.
            propose_differences(&as_person(&self.ctx, Uuid::from_u128(8)), db, &[self.line]).await.unwrap();
        }
    }

    /// What the rates of today give for the attendance.
    async fn worth(&self, db: &Db) -> i64 {
        let one = self.presence(db).await;
        if one.annulee {
            return 0;
        }
        let rates = store::baremes::baremes(&mut db.read(&self.ctx).await.unwrap()).await.unwrap();
        let fait = line(&self.ctx, db, self.line).await.fait;
        let fait = crate::bareme::Fait { quantite: one.minutes, ..fait };
        crate::bareme::calcul(&rates, &fait).unwrap().cents
    }
}

/// The rate of nurses becomes this one, and the differences of the line are proposed.
async fn write_differences(it: &Scene, db: &Db, cents: i64) {
    let known = store::baremes::baremes(&mut db.read(&it.ctx).await.unwrap()).await.unwrap();
    if let Some(old) = known.iter().find(|one| one.cle.profession == "Infirmier") {
        let mut tx = db.begin(&it.ctx).await.unwrap();
        let sql = "DELETE FROM indemnites_bareme WHERE cpts = $1 AND id = $2";
        tx.execute(sql, db::params![it.ctx.cpts, old.id]).await.unwrap();
        tx.record(db::Trace::new("essai", "essai"));
        tx.commit().await.unwrap();
    }
    write_bareme(&it.ctx, db, rate(&it.ctx, "Infirmier", cents)).await.unwrap();
    propose_differences(&as_person(&it.ctx, Uuid::from_u128(8)), db, &[it.line]).await.ok();
}

/// Enough is owed otherwise for a batch to pay everything.
async fn slots_paid(it: &Scene, db: &Db) {
    let more = slots(&it.ctx, db, it.nora, 10_000, 1).await[0];
    approve(&it.ctx, db, &law(), more, PAYDAY).await.unwrap();
    it.pay(db).await;
}
