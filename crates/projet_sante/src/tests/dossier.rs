use super::*;
use crate::dossier::Refus;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{each_engine, race};

fn bordereau(objet: Objet, version: Option<u32>) -> Bordereau {
    Bordereau {
        objet,
        version,
        destinataires: "ARS Auvergne-Rhône-Alpes\nCPAM de la Haute-Loire".to_owned(),
        jour: TODAY,
        moyen: "Lettre recommandée".to_owned(),
        note: String::new(),
        malgre: true,
    }
}

/// A projet sent to the ARS.
async fn sent(ctx: &Ctx, db: &Db) -> Id<Envoi> {
    let version = frozen(ctx, db, "Le diagnostic montre…").await;
    let id = ctx.id();
    send_dossier(ctx, db, id, &bordereau(Objet::Projet, Some(version))).await.unwrap();
    id
}

async fn clock(ctx: &Ctx, db: &Db, jour: Date) -> EtatHorloge {
    let ctx = on(ctx, jour);
    horloge(&mut db.read(&ctx).await.unwrap(), &law()).await.unwrap().unwrap().etat
}

each_engine! { SCHEMA;
    async fn two_months_of_silence_validate_the_projet(db) {
        let ctx = cpts(&db, "velay").await;
        assert!(horloge(&mut db.read(&ctx).await.unwrap(), &law()).await.unwrap().is_none());
        sent(&ctx, &db).await;
        assert_eq!(clock(&ctx, &db, date(2026, 4, 2)).await, EtatHorloge::EnCours { jours: 30 });
        assert_eq!(clock(&ctx, &db, date(2026, 5, 2)).await, EtatHorloge::EnCours { jours: 0 });
        assert_eq!(clock(&ctx, &db, date(2026, 5, 3)).await, EtatHorloge::Silence { depuis: date(2026, 5, 3) });
    }

    async fn an_objection_stops_the_clock_and_a_new_sending_starts_it_again(db) {
        let ctx = cpts(&db, "velay").await;
        let id = sent(&ctx, &db).await;
        let april = on(&ctx, date(2026, 4, 10));
        let unlawful = note_decision(&april, &db, id, "opposition:cher", date(2026, 4, 9), ("", "")).await;
        assert!(matches!(unlawful, Err(WriteError::Dossier(Refus::MotifInconnu(_)))), "{unlawful:?}");
        note_decision(&april, &db, id, "opposition:territoire", date(2026, 4, 9), ("2026-41", "")).await.unwrap();
        let state = clock(&ctx, &db, date(2026, 9, 1)).await;
        assert_eq!(state, EtatHorloge::Opposition { le: date(2026, 4, 9), motif: "territoire".to_owned() });
        let again = Bordereau { jour: date(2026, 4, 10), ..bordereau(Objet::Projet, Some(1)) };
        send_dossier(&april, &db, ctx.id(), &again).await.unwrap();
        assert_eq!(clock(&ctx, &db, date(2026, 6, 9)).await, EtatHorloge::EnCours { jours: 1 });
    }

    async fn one_decision_a_sending_even_when_two_note_it_at_once(db) {
        let ctx = cpts(&db, "velay").await;
        let id = sent(&ctx, &db).await;
        let done = race(4, || note_decision(&ctx, &db, id, "validation", TODAY, ("2026-12", ""))).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        let gone = withdraw_envoi(&ctx, &db, id).await;
        assert!(matches!(gone, Err(WriteError::Dossier(Refus::Repondu))), "{gone:?}");
    }

    async fn a_projet_goes_out_frozen_and_not_in_the_future(db) {
        let ctx = cpts(&db, "velay").await;
        let bare = send_dossier(&ctx, &db, ctx.id(), &bordereau(Objet::Projet, None)).await;
        assert!(matches!(bare, Err(WriteError::Dossier(Refus::SansVersion))), "{bare:?}");
        let unknown = send_dossier(&ctx, &db, ctx.id(), &bordereau(Objet::Projet, Some(7))).await;
        assert!(matches!(unknown, Err(WriteError::Dossier(Refus::VersionInconnue(7)))), "{unknown:?}");
        let late = Bordereau { jour: date(2026, 3, 3), ..bordereau(Objet::Lettre, None) };
        assert!(matches!(send_dossier(&ctx, &db, ctx.id(), &late).await, Err(WriteError::Dossier(Refus::Futur))));
        let letter = ctx.id();
        send_dossier(&ctx, &db, letter, &bordereau(Objet::Lettre, None)).await.unwrap();
        withdraw_envoi(&ctx, &db, letter).await.unwrap();
        let gone = withdraw_envoi(&ctx, &db, letter).await;
        assert!(matches!(gone, Err(WriteError::Inconnu(_))), "{gone:?}");
    }

    async fn what_is_sent_is_frozen_with_the_sending_and_the_same_form_sends_once(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "besoins", 0, "Le diagnostic montre…").await.unwrap();
        let (atlas, id) = (Atlas::load(&db, ctx.now).await.unwrap(), ctx.id());
        let projet = bordereau(Objet::Projet, None);
        let done = race(4, || freeze_and_send(&ctx, &db, &atlas, id, &projet)).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        write_section(&ctx, &db, "besoins", 1, "Autre chose.").await.unwrap();
        freeze_and_send(&ctx, &db, &atlas, id, &projet).await.unwrap();
        assert_eq!(frozen(&ctx, &db, "Encore autre chose.").await, 2);
        assert_eq!(transmise(&mut db.read(&ctx).await.unwrap()).await.unwrap(), Some(1));
    }

    async fn the_files_of_a_sending_noted_by_mistake_go_with_it(db) {
        let ctx = cpts(&db, "velay").await;
        let letter = ctx.id();
        send_dossier(&ctx, &db, letter, &bordereau(Objet::Lettre, None)).await.unwrap();
        attach_piece(&ctx, &db, &Sujet::envoi(letter), pieces::Depot::new("lettre.txt", b"Madame".to_vec())).await.unwrap();
        let one = store::pieces::jointes(&mut db.read(&ctx).await.unwrap()).await.unwrap().remove(0);
        withdraw_envoi(&ctx, &db, letter).await.unwrap();
        assert_eq!(pieces::piece(&mut db.read(&ctx).await.unwrap(), one.piece.id).await.unwrap(), None);
    }

    async fn a_projet_whose_parts_are_not_agreed_upon_goes_out_once_somebody_says_so(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "besoins", 0, "Le diagnostic montre…").await.unwrap();
        let atlas = Atlas::load(&db, ctx.now).await.unwrap();
        let bare = Bordereau { malgre: false, note: "Texte inchangé".to_owned(), ..bordereau(Objet::Projet, None) };
        let refused = freeze_and_send(&ctx, &db, &atlas, ctx.id(), &bare).await;
        assert!(matches!(&refused, Err(WriteError::Dossier(Refus::PasValidees(all))) if all.contains("Les besoins identifiés")), "{refused:?}");
        assert!(versions(&mut db.read(&ctx).await.unwrap()).await.unwrap().is_empty());
        let letter = Bordereau { malgre: false, ..bordereau(Objet::Lettre, None) };
        send_dossier(&ctx, &db, ctx.id(), &letter).await.unwrap();
        freeze_and_send(&ctx, &db, &atlas, ctx.id(), &Bordereau { malgre: true, ..bare }).await.unwrap();
    }

    async fn nothing_is_frozen_when_the_sending_is_refused(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "besoins", 0, "Le diagnostic montre…").await.unwrap();
        let atlas = Atlas::load(&db, ctx.now).await.unwrap();
        let before = Bordereau { jour: date(2026, 2, 20), ..bordereau(Objet::Projet, None) };
        let refused = freeze_and_send(&ctx, &db, &atlas, ctx.id(), &before).await;
        assert!(matches!(refused, Err(WriteError::Dossier(Refus::FigeeApres(1)))), "{refused:?}");
        assert!(versions(&mut db.read(&ctx).await.unwrap()).await.unwrap().is_empty());
        let said = Bordereau { note: "Texte inchangé depuis".to_owned(), ..before };
        freeze_and_send(&ctx, &db, &atlas, ctx.id(), &said).await.unwrap();
    }

    async fn a_question_has_one_answer(db) {
        let ctx = cpts(&db, "velay").await;
        let id = sent(&ctx, &db).await;
        let early = note_question(&ctx, &db, id, date(2026, 2, 1), ("ARS", "Quel territoire ?")).await;
        assert!(matches!(early, Err(WriteError::Dossier(Refus::AvantEnvoi))), "{early:?}");
        let asked = note_question(&ctx, &db, id, TODAY, ("ARS", "Quel territoire ?")).await.unwrap();
        answer_question(&ctx, &db, asked, TODAY, "48 communes.").await.unwrap();
        let twice = answer_question(&ctx, &db, asked, TODAY, "49 communes.").await;
        assert!(matches!(twice, Err(WriteError::Dossier(Refus::DejaRepondue))), "{twice:?}");
        let all = store::dossier::questions(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(all[0].reponse, Some((TODAY, "48 communes.".to_owned())));
    }

    async fn a_sending_is_decided_or_taken_back_and_never_both(db) {
        let ctx = cpts(&db, "velay").await;
        for _ in 0..4 {
            let (id, turn) = (ctx.id(), AtomicUsize::new(0));
            send_dossier(&ctx, &db, id, &bordereau(Objet::Lettre, None)).await.unwrap();
            let done = race(2, async || match turn.fetch_add(1, Ordering::SeqCst) {
                0 => withdraw_envoi(&ctx, &db, id).await,
                _ => note_decision(&ctx, &db, id, "validation", TODAY, ("", "")).await,
            }).await;
            assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        }
    }

    async fn the_same_sending_noted_twice_at_once_is_one(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, letter) = (ctx.id(), bordereau(Objet::Lettre, None));
        let done = race(4, || send_dossier(&ctx, &db, id, &letter)).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        assert_eq!(store::dossier::envois(&mut db.read(&ctx).await.unwrap()).await.unwrap().len(), 1);
        let other = Bordereau { destinataires: "CPAM".to_owned(), ..letter };
        let other = send_dossier(&ctx, &db, id, &other).await;
        assert!(matches!(other, Err(WriteError::DejaNote)), "{other:?}");
    }
}
