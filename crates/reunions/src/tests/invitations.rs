//! Invitations, answers, changes, cancellations: what leaves by mail and what calendars read in it.

use super::*;
use comptes::MessageDemande;
use testkit::each_engine;

/// The value of a property in the calendar part of a letter, as another program reads it.
fn read(letter: &MessageDemande, name: &str) -> String {
    let part = letter.calendrier.as_ref().unwrap();
    let text = part.texte.replace(comptes::EXPEDITEUR, "cpts@exemple.fr");
    assert!(text.contains(&format!("METHOD:{}\r\n", part.methode)));
    let unfolded = icalendar::parser::unfold(&text);
    let calendar = icalendar::parser::read_calendar(&unfolded).unwrap();
    let event = calendar.components.iter().find(|one| one.name == "VEVENT").unwrap();
    event.find_prop(name).unwrap_or_else(|| panic!("{name}: {text}")).val.to_string()
}

fn path(letter: &MessageDemande) -> String {
    letter.chemin.clone().unwrap()
}

each_engine! { SCHEMA;
    async fn an_invitation_is_answered_by_a_tap_and_changed_until_the_meeting(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let guest = Convive { nom: "Marie Durand".into(), courriel: "marie@exemple.fr".parse().ok() };
        assert_eq!(send_invitations(&ctx, &db, id, &[lea], std::slice::from_ref(&guest)).await.unwrap(), (2, 2));
        assert_eq!(send_invitations(&ctx, &db, id, &[lea], &[guest]).await.unwrap(), (0, 0), "once");
        let sent = letters(&ctx, &db).await;
        assert_eq!(sent.len(), 2);
        assert_eq!(read(&sent[0], "DTSTART"), "20260302T190000");
        assert_eq!(read(&sent[0], "SEQUENCE"), "0");
        assert_eq!(read(&sent[0], "ORGANIZER"), "mailto:cpts@exemple.fr");
        let tap = sent.iter().find(|one| one.vers.to_string().starts_with("lea")).map(path).unwrap();
        let mut phone = super::tapped(&db, testkit::actors::NOW);
        assert!(phone.get(&tap).await.body.contains("Viendrez-vous"));
        for (geste, said) in [("oui", "oui"), ("non", "non"), ("peut_etre", "peut-être"), ("oui", "oui")] {
            let page = phone.post(&tap, &[("geste", geste)]).await;
            assert!(page.body.contains(&format!("C’est noté\u{a0}: {said}.")), "{}", page.body);
        }
        let kept = reunion(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
        assert_eq!(kept.oui, 1);
        let mut late = super::tapped(&db, DURING);
        assert!(late.post(&tap, &[("geste", "non")]).await.body.contains("a déjà commencé"));
        assert!(late.post(&tap, &[("geste", "signer")]).await.body.contains("présence à distance est signée"));
        let there = presences_de(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        assert_eq!((there.len(), there[0].comment, there[0].a_distance), (1, Comment::Lien, true));
    }

    async fn a_link_signs_during_the_meeting_only(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        send_invitations(&ctx, &db, id, &[lea], &[]).await.unwrap();
        let tap = path(&letters(&ctx, &db).await[0]);
        let mut early = super::tapped(&db, testkit::actors::NOW);
        assert!(early.get(&tap).await.body.contains("Possible de 30\u{a0}minutes avant"));
        assert!(early.post(&tap, &[("geste", "signer")]).await.body.contains("On signe sa présence de 30"));
        let mut over = super::tapped(&db, "2026-03-02T20:01:00Z");
        assert!(over.get(&tap).await.body.contains("demandez au bureau de noter votre présence"));
        assert!(over.post(&tap, &[("geste", "signer")]).await.body.contains("on n’y signe plus à distance"));
        let after = at(&ctx, "2026-03-02T20:01:00Z");
        assert!(matches!(send_signing_links(&after, &db, id).await, Err(WriteError::Etat(EtatRefus::LienApresLaFin))));
        assert!(presences_de(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().is_empty());
    }

    async fn a_full_room_takes_no_more_yes_however_many_answer_at_once(db) {
        let ctx = cpts(&db, "velay").await;
        let id = plan_reunion(&ctx, &db, Nouvelle { jauge: Some(3), ..ce_soir() }).await.unwrap();
        let mut people = Vec::new();
        for n in 0..8 {
            let who = membre(&ctx, &db, "Léa", &format!("Roux{n}")).await;
            people.push(linked(&ctx, &db, who, &format!("lea{n}")).await);
            send_invitations(&ctx, &db, id, &[who], &[]).await.unwrap();
        }
        let next = std::sync::atomic::AtomicUsize::new(0);
        let answers = testkit::race(8, || async {
            let n = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            answer_invitation(&people[n], &db, id, Reponse::Oui).await
        })
        .await;
        assert_eq!(answers.iter().filter(|one| one.is_ok()).count(), 3);
        assert!(answers.iter().flat_map(|one| one.as_ref().err()).all(|error| matches!(error, WriteError::Etat(EtatRefus::Complet))));
    }

    async fn a_change_and_a_cancellation_reach_calendars_with_the_next_sequence(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        send_invitations(&ctx, &db, id, &[lea], &[]).await.unwrap();
        let lu = reunion(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap().change_le;
        let later = at(&ctx, "2026-03-02T08:00:00Z");
        let moved = Nouvelle { debut: hour("2026-03-02T18:30"), ..ce_soir() };
        assert_eq!(change_reunion(&later, &db, id, lu, moved.clone(), Portee::Celle).await.unwrap(), 1);
        let stale = change_reunion(&later, &db, id, lu, moved, Portee::Celle).await;
        assert!(matches!(stale, Err(WriteError::Change)));
        let told = db::outbox::due(&mut db.read(&later).await.unwrap(), 100).await.unwrap();
        assert_eq!(told.iter().filter(|one| one.nom == "reunions.reunion_deplacee").count(), 1, "rooms above learn it");
        cancel_reunion(&later, &db, id, "Salle prise", Portee::Celle).await.unwrap();
        let sent = letters(&later, &db).await;
        let said: Vec<(String, String, String)> = sent.iter().map(|one| (one.calendrier.clone().unwrap().methode, read(one, "SEQUENCE"), read(one, "DTSTART"))).collect();
        assert!(said.contains(&("REQUEST".into(), "1".into(), "20260302T183000".into())), "{said:?}");
        assert!(said.contains(&("CANCEL".into(), "2".into(), "20260302T183000".into())), "{said:?}");
        let uids: std::collections::BTreeSet<String> = sent.iter().map(|one| read(one, "UID")).collect();
        assert_eq!(uids.len(), 1, "the same meeting for ever");
        assert!(sent.iter().any(|one| one.texte.contains("Motif\u{a0}: Salle prise")));
    }

    async fn whoever_did_not_answer_is_reminded(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let hers = linked(&ctx, &db, lea, "lea").await;
        send_invitations(&ctx, &db, id, &[lea], &[]).await.unwrap();
        assert_eq!(remind_invites(&ctx, &db, id).await.unwrap(), 1);
        answer_invitation(&hers, &db, id, Reponse::Non).await.unwrap();
        assert_eq!(remind_invites(&ctx, &db, id).await.unwrap(), 0);
    }

    async fn a_series_is_kept_once_and_changed_from_a_meeting_on(db) {
        let ctx = cpts(&db, "velay").await;
        let regle = Regle { rythme: crate::serie::Rythme::Semaines, tous_les: 1, fin: crate::serie::Fin::Fois(4), sauf: [].into() };
        let key = Uuid::from_u128(99);
        let ids = plan_serie(&ctx, &db, key, &ce_soir(), &regle).await.unwrap();
        assert_eq!(plan_serie(&ctx, &db, key, &ce_soir(), &regle).await.unwrap(), ids, "the same form twice");
        let second = reunion(&mut db.read(&ctx).await.unwrap(), ids[1]).await.unwrap().unwrap();
        let next = Nouvelle { debut: hour("2026-03-10T20:00"), fin: hour("2026-03-10T22:00"), ..ce_soir() };
        assert_eq!(change_reunion(&ctx, &db, ids[1], second.change_le, next, Portee::Suivantes).await.unwrap(), 3);
        let all = store::reunions::de_la_serie(&mut db.read(&ctx).await.unwrap(), key).await.unwrap();
        let days: Vec<String> = all.iter().map(|one| one.debut.to_string()).collect();
        assert_eq!(days, ["2026-03-02T19:00:00", "2026-03-10T20:00:00", "2026-03-17T20:00:00", "2026-03-24T20:00:00"]);
        assert_eq!(cancel_reunion(&ctx, &db, ids[2], "Vacances", Portee::Suivantes).await.unwrap(), 2);
    }
}
