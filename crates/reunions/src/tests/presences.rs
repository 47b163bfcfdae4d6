//! Attendance: what is signed becomes an act, corrected and cancelled with it.

use super::*;
use crate::droits::{ANIMER, EMARGER, VOIR};
use crate::sign_presence::{Signataire, Signature};
use std::collections::BTreeMap;
use testkit::each_engine;

async fn scan(ctx: &Ctx, db: &Db, id: Id<Reunion>, who: Id<Adherent>) -> Result<Signature, WriteError> {
    let visitor = Ctx { actor: Actor::Anonyme, ..only(ctx, &[EMARGER]) };
    let passe = jeton::pass(db.secret(), ctx.cpts, id, ctx.now);
    sign_presence(&visitor, db, id, &passe, &Signataire::Adherent(who), false).await
}

each_engine! { SCHEMA;
    async fn a_scan_without_account_writes_one_presence_and_one_act(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let door = at(&ctx, DURING);
        assert_eq!(scan(&door, &db, id, lea).await.unwrap(), Signature::Gardee);
        assert_eq!(scan(&door, &db, id, lea).await.unwrap(), Signature::DejaLa);
        let there = presences_de(&mut db.read(&door).await.unwrap(), id).await.unwrap();
        assert_eq!((there.len(), there[0].minutes, there[0].comment), (1, 120, Comment::Porte));
        assert_eq!(ledger(&door, &db, actes::Genre::Presence).await, (1, 120, 0));
        let events = db::outbox::due(&mut db.read(&door).await.unwrap(), 10).await.unwrap();
        assert_eq!(events.iter().filter(|one| one.nom == "reunions.presence_changee").count(), 1);
    }

    async fn the_pass_is_asked_and_so_is_the_hour(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let early = scan(&at(&ctx, "2026-03-02T17:29:00Z"), &db, id, lea).await;
        assert!(matches!(early, Err(WriteError::Etat(EtatRefus::PasOuverte))));
        let late = scan(&at(&ctx, "2026-03-02T22:01:00Z"), &db, id, lea).await;
        assert!(matches!(late, Err(WriteError::Etat(EtatRefus::PasOuverte))));
        let (door, old) = (at(&ctx, DURING), jeton::pass(db.secret(), ctx.cpts, id, instant("2026-03-02T17:50:00Z")));
        let stale = sign_presence(&door, &db, id, &old, &Signataire::Adherent(lea), false).await;
        assert!(matches!(stale, Err(WriteError::Etat(EtatRefus::CodePerime))));
        let denied = sign_presence(&only(&door, &[]), &db, id, "", &Signataire::Adherent(lea), false).await;
        assert!(matches!(denied, Err(WriteError::Denied(_))));
    }

    async fn who_comes_late_counts_from_then_and_who_signs_after_the_end_counts_whole(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea, marc) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await, membre(&ctx, &db, "Marc", "Blanc").await);
        scan(&at(&ctx, "2026-03-02T19:00:30Z"), &db, id, lea).await.unwrap();
        scan(&at(&ctx, "2026-03-02T20:10:00Z"), &db, id, marc).await.unwrap();
        let there = presences_de(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let minutes: BTreeMap<_, _> = there.iter().map(|one| (one.adherent, one.minutes)).collect();
        assert_eq!((minutes[&lea], minutes[&marc]), (60, 120));
    }

    async fn corrected_cancelled_and_restored_with_its_act(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let door = at(&ctx, DURING);
        scan(&door, &db, id, lea).await.unwrap();
        let one = presences_de(&mut db.read(&door).await.unwrap(), id).await.unwrap().remove(0);
        let passage = Passage { depart: Some(hour("2026-03-02T20:00")), ..Passage::whole(Comment::Bureau) };
        let blank = correct_presence(&door, &db, one.id, 1, passage, " ").await;
        assert!(matches!(blank, Err(WriteError::Saisie(refus)) if refus.champ == "motif"));
        correct_presence(&door, &db, one.id, 1, passage, "Partie tôt").await.unwrap();
        assert_eq!(ledger(&door, &db, actes::Genre::Presence).await, (1, 60, 0));
        let stale = cancel_presence(&door, &db, one.id, 1, "Erreur").await;
        assert!(matches!(stale, Err(WriteError::Change)));
        cancel_presence(&door, &db, one.id, 2, "Erreur de nom").await.unwrap();
        assert_eq!(ledger(&door, &db, actes::Genre::Presence).await, (0, 0, 0));
        assert!(matches!(scan(&door, &db, id, lea).await, Err(WriteError::Etat(EtatRefus::PresenceAnnulee))));
        correct_presence(&door, &db, one.id, 3, Passage::whole(Comment::Bureau), "Elle était là").await.unwrap();
        assert_eq!(ledger(&door, &db, actes::Genre::Presence).await, (1, 120, 0));
    }

    async fn the_sheet_is_entered_at_once_and_a_meeting_held_counts_its_people(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea, marc) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await, membre(&ctx, &db, "Marc", "Blanc").await);
        let lines: BTreeMap<_, _> = [lea, marc].map(|one| (one, Passage::whole(Comment::Feuille))).into();
        let early = note_presences(&ctx, &db, id, &lines).await;
        assert!(matches!(early, Err(WriteError::Etat(EtatRefus::PasCommencee))));
        let after = at(&ctx, "2026-03-02T20:30:00Z");
        assert_eq!(note_presences(&after, &db, id, &lines).await.unwrap(), 2);
        assert_eq!(note_presences(&after, &db, id, &lines).await.unwrap(), 0, "the same form twice");
        close_reunion(&after, &db, id).await.unwrap();
        close_reunion(&after, &db, id).await.unwrap();
        assert_eq!(ledger(&after, &db, actes::Genre::Reunion).await, (1, 0, 2));
        let one = presences_de(&mut db.read(&after).await.unwrap(), id).await.unwrap().remove(0);
        cancel_presence(&after, &db, one.id, 1, "Absent").await.unwrap();
        assert_eq!(ledger(&after, &db, actes::Genre::Reunion).await, (1, 0, 1), "the act of the meeting follows");
        assert_eq!(ledger(&after, &db, actes::Genre::Presence).await, (1, 120, 0));
        cancel_reunion(&after, &db, id, "Panne de courant", Portee::Celle).await.unwrap();
        assert_eq!(ledger(&after, &db, actes::Genre::Presence).await, (0, 0, 0));
        assert_eq!(ledger(&after, &db, actes::Genre::Reunion).await, (0, 0, 0));
    }

    async fn who_comes_late_on_the_autumn_night_counts_from_the_instant_of_their_signature(db) {
        let ctx = cpts(&db, "velay").await;
        let lea = membre(&ctx, &db, "Léa", "Roux").await;
        let night = Nouvelle { debut: hour("2026-10-25T01:00"), fin: hour("2026-10-25T04:00"), ..ce_soir() };
        let id = plan_reunion(&ctx, &db, night).await.unwrap();
        // The second time that the clock shows 2:30: four hours in all, an hour and a half left.
        scan(&at(&ctx, "2026-10-25T01:30:20Z"), &db, id, lea).await.unwrap();
        let kept = async || presences_de(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().remove(0);
        let one = kept().await;
        assert_eq!((one.arrivee, one.minutes), (Some(hour("2026-10-25T02:30")), 90));
        let later = at(&ctx, "2026-10-26T08:00:00Z");
        let far = Passage { arrivee: one.arrivee, a_distance: true, ..Passage::whole(Comment::Bureau) };
        correct_presence(&later, &db, one.id, one.version, far, "À distance").await.unwrap();
        assert_eq!(kept().await.minutes, 90, "a correction of something else gives no hour");
    }

    async fn whoever_signs_at_the_door_after_the_end_is_marked(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea, marc) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await, membre(&ctx, &db, "Marc", "Blanc").await);
        scan(&at(&ctx, DURING), &db, id, lea).await.unwrap();
        scan(&at(&ctx, "2026-03-02T20:01:00Z"), &db, id, marc).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let meeting = reunion(&mut tx, id).await.unwrap().unwrap();
        let there = presences_de(&mut tx, id).await.unwrap();
        let late: Vec<_> = there.iter().filter(|one| one.signee_apres_la_fin(&meeting)).map(|one| one.adherent).collect();
        assert_eq!(late, [marc]);
    }

    async fn somebody_on_no_list_signs_and_is_attached(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let door = at(&ctx, DURING);
        let passe = jeton::pass(db.secret(), ctx.cpts, id, door.now);
        let qui = Signataire::Visiteur { nom: "Lea  ROUX".into(), profession: "Infirmière".into() };
        assert_eq!(sign_presence(&door, &db, id, &passe, &qui, false).await.unwrap(), Signature::Gardee);
        assert_eq!(sign_presence(&door, &db, id, &passe, &qui, false).await.unwrap(), Signature::DejaLa);
        let one = store::visiteurs::of_reunion(&mut db.read(&door).await.unwrap(), id).await.unwrap().remove(0);
        attach_visiteur(&door, &db, one.id, lea).await.unwrap();
        assert!(matches!(attach_visiteur(&door, &db, one.id, lea).await, Err(WriteError::Change)));
        assert_eq!(ledger(&door, &db, actes::Genre::Presence).await, (1, 120, 0));
        let there = presences_de(&mut db.read(&door).await.unwrap(), id).await.unwrap().remove(0);
        cancel_presence(&door, &db, there.id, there.version, "Erreur de nom").await.unwrap();
        let again = Signataire::Visiteur { nom: "Léa Roux-Vidal".into(), profession: "Infirmière".into() };
        sign_presence(&door, &db, id, &passe, &again, false).await.unwrap();
        let all = store::visiteurs::of_reunion(&mut db.read(&door).await.unwrap(), id).await.unwrap();
        let other = all.iter().find(|one| one.rattache.is_none()).unwrap();
        let refused = attach_visiteur(&door, &db, other.id, lea).await;
        assert!(matches!(refused, Err(WriteError::Etat(EtatRefus::RattacheAnnulee))), "{refused:?}");
    }

    async fn only_who_answers_for_a_meeting_holds_it(db) {
        let ctx = cpts(&db, "velay").await;
        let lea = membre(&ctx, &db, "Léa", "Roux").await;
        let account = linked(&ctx, &db, lea, "lea").await;
        let id = plan_reunion(&ctx, &db, Nouvelle { responsable: Some(lea), ..ce_soir() }).await.unwrap();
        let after = at(&ctx, "2026-03-02T20:30:00Z");
        let stranger = only(&person(&after, 9), &[VOIR, ANIMER]);
        assert!(matches!(close_reunion(&stranger, &db, id).await, Err(WriteError::PasResponsable)));
        let hers = only(&Ctx { now: after.now, ..account }, &[VOIR, ANIMER]);
        write_minutes(&hers, &db, id, 0, "Présents").await.unwrap();
        close_reunion(&hers, &db, id).await.unwrap();
    }

    async fn minutes_elapsed_on_the_night_of_the_clock_change_are_real(db) {
        let ctx = cpts(&db, "velay").await;
        let lea = membre(&ctx, &db, "Léa", "Roux").await;
        let night = |debut: &str, fin: &str| Nouvelle { debut: hour(debut), fin: hour(fin), ..ce_soir() };
        let refused = plan_reunion(&ctx, &db, night("2026-03-29T02:30", "2026-03-29T05:00")).await;
        assert!(matches!(refused, Err(WriteError::Saisie(refus)) if refus.champ == "debut"));
        let spring = plan_reunion(&ctx, &db, night("2026-03-29T01:00", "2026-03-29T04:00")).await.unwrap();
        let autumn = plan_reunion(&ctx, &db, night("2026-10-25T01:00", "2026-10-25T04:00")).await.unwrap();
        let lines: BTreeMap<_, _> = [(lea, Passage::whole(Comment::Feuille))].into();
        let later = at(&ctx, "2026-11-01T08:00:00Z");
        for (id, minutes) in [(spring, 120), (autumn, 240)] {
            note_presences(&later, &db, id, &lines).await.unwrap();
            let kept = presences_de(&mut db.read(&later).await.unwrap(), id).await.unwrap();
            assert_eq!(kept[0].minutes, minutes);
        }
        let mut tx = db.read(&later).await.unwrap();
        assert_eq!(presences(&mut tx, lea, date(2026, 3, 29), date(2026, 3, 29)).await.unwrap().len(), 1);
        assert_eq!(presences(&mut tx, lea, date(2026, 1, 1), date(2026, 12, 31)).await.unwrap().len(), 2);
    }
}
