//! What the office writes, and what readers see of it.

use super::*;
use testkit::{each_engine, race};

fn annonce(du: Date, au: Option<Date>) -> Annonce {
    Annonce { du, au, remplacant: "Zoé Roux".to_owned(), note: "Congé".parse().unwrap() }
}

each_engine! { SCHEMA;
    async fn an_entry_is_opened_once_by_the_first_thing_typed_even_by_eight_at_once(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let typed = race(8, async || fill(&ctx, &db, &ps(1), &[said(Nature::Langues, "anglais")]).await).await;
        assert!(typed.iter().all(Result::is_ok), "{typed:?}");
        assert_eq!(typed.iter().filter(|one| one.as_ref().is_ok_and(|changed| !changed.is_empty())).count(), 1);
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::fiches(&mut tx).await.unwrap().len(), 1);
        assert_eq!(actions(&db, &ctx).await[..2], ["annuaire.champs_modifies", "annuaire.fiche_ouverte"]);
    }

    async fn each_reader_sees_its_level_and_a_member_writes_nothing(db) {
        let base = cpts(&db, "velay-sud").await;
        let ctx = office(&base);
        let saisies = [said(Nature::DepartPrevu, "09/2027"), said(Nature::Courriel, ADRESSE), said(Nature::Langues, "arabe"), said(Nature::ActiviteEtp, "0,8")];
        fill(&ctx, &db, &ps(1), &saisies).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        for (regard, count) in [(Regard::Public, 1), (Regard::Membre, 2), (Regard::Bureau, 4)] {
            assert_eq!(vue(&mut tx, &ps(1), regard, TODAY).await.unwrap().unwrap().champs.len(), count);
        }
        assert_eq!(etp(&mut tx).await.unwrap().into_values().collect::<Vec<_>>(), [0.8]);
        assert_eq!(departs(&mut tx).await.unwrap()[0].1, date(2027, 9, 1));
        let denied = fill(&member(&base), &db, &ps(1), &[said(Nature::Langues, "")]).await;
        assert!(matches!(denied, Err(WriteError::Denied(_))));
        let wide = Saisie { visibilite: Some(Visibilite::Public), ..said(Nature::NoteInterne, "x") };
        assert!(matches!(fill(&ctx, &db, &ps(1), &[wide]).await, Err(WriteError::Saisie(_))));
    }

    async fn a_value_that_holds_for_new_patients_is_found_until_it_expires(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let parts = champ::Parts::new().with("reponse", "oui").with("jusquau", "2026-03-31");
        let valeur = Valeur::read(Nature::NouveauxPatients, &parts).unwrap();
        let open = Saisie { nature: Nature::NouveauxPatients, valeur, visibilite: None };
        fill(&ctx, &db, &ps(1), &[open]).await.unwrap();
        fill(&ctx, &db, &ps(2), &[said(Nature::NouveauxPatients, "non")]).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(nouveaux_patients(&mut tx, TODAY).await.unwrap(), [ps(1)].into());
        assert!(nouveaux_patients(&mut tx, date(2026, 4, 1)).await.unwrap().is_empty());
    }

    async fn two_absences_at_once_never_share_a_day(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        fill(&ctx, &db, &ps(1), &[said(Nature::Langues, "anglais")]).await.unwrap();
        let away = annonce(date(2026, 3, 9), Some(date(2026, 3, 13)));
        let noted = race(6, async || announce_absence(&ctx, &db, &ps(1), &away).await).await;
        assert_eq!(noted.iter().filter(|one| one.is_ok()).count(), 1);
        assert!(noted.iter().all(|one| matches!(one, Ok(()) | Err(WriteError::Absence(AbsenceRefus::Chevauche(_))))), "{noted:?}");
        announce_absence(&ctx, &db, &ps(1), &annonce(date(2026, 3, 14), None)).await.unwrap();
        let fiche = entry(&db, &ctx, &ps(1)).await;
        assert_eq!(visible(&fiche, Regard::Public, date(2026, 3, 14)).absences.len(), 1, "the first is past");
        withdraw_absence(&ctx, &db, fiche.id, fiche.absences[1].id).await.unwrap();
        let again = withdraw_absence(&ctx, &db, fiche.id, fiche.absences[1].id).await;
        assert!(matches!(again, Err(WriteError::LigneInconnue)));
    }

    async fn somebody_is_attached_to_a_structure_once_until_they_leave(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let msp = Reference::Locale(add_acteur(&ctx, &db, local("MSP des Sucs")).await.unwrap());
        let work = async |to: &Reference| attach(&ctx, &db, &ps(1), to.clone(), "Infirmière", TODAY).await;
        work(&msp).await.unwrap();
        assert!(matches!(work(&msp).await, Err(WriteError::Rattachement(RattachementRefus::Deja))));
        assert!(matches!(work(&ps(2)).await, Err(WriteError::Rattachement(RattachementRefus::PasUneStructure))));
        let fiche = entry(&db, &ctx, &ps(1)).await;
        let one = fiche.rattachements[0].id;
        let early = detach(&ctx, &db, fiche.id, one, Some(date(2026, 3, 1))).await;
        assert!(matches!(early, Err(WriteError::Rattachement(RattachementRefus::Envers))));
        detach(&ctx, &db, fiche.id, one, Some(TODAY)).await.unwrap();
        work(&msp).await.unwrap();
        let dossier = read_fiche(&ctx, &db, &msp.to_string()).await.unwrap();
        assert_eq!(dossier.rattaches.len(), 2, "the last day counts");
    }

    async fn what_was_typed_is_erased_and_the_journal_keeps_that_it_was(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let fiche = anne(&db, &ctx).await;
        announce_absence(&ctx, &db, &ps(1), &annonce(TODAY, None)).await.unwrap();
        ask_confirmation(&ctx, &db, &[ps(1)], false, false).await.unwrap();
        stop_messages(&ctx, &db, fiche.id).await.unwrap();
        erase_fiche(&ctx, &db, fiche.id).await.unwrap();
        let after = entry(&db, &ctx, &ps(1)).await;
        assert!(after.champs.is_empty() && after.absences.is_empty() && after.confirmee.is_none());
        assert!(after.ne_plus_ecrire && after.effacee_le.is_some());
        let mut tx = db.read(&ctx).await.unwrap();
        let links = comptes::liens_directs(&mut tx, USAGE, fiche.id.uuid()).await.unwrap();
        assert!(links.iter().all(|link| link.revoque_le.is_some()));
        let lines = db::journal::latest(&mut tx, i64::MAX, 50).await.unwrap();
        assert!(lines.iter().any(|line| line.action == "annuaire.fiche_effacee" && line.detail.contains('2')));
        assert!(lines.iter().all(|line| !line.detail.contains(ADRESSE) && !line.detail.contains("04 71")));
    }

    async fn an_erased_actor_loses_its_name_and_leaves_the_directory(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let id = add_acteur(&ctx, &db, local("Mme Durand")).await.unwrap();
        correct_acteur(&ctx, &db, id, &local("Mme Durand-Roche")).await.unwrap();
        erase_fiche(&ctx, &db, id).await.unwrap();
        let after = entry(&db, &ctx, &Reference::Locale(id)).await;
        let Sujet::Local(erased) = &after.sujet else { panic!("{after:?}") };
        assert_eq!((erased.nom.as_str(), erased.contact.as_str()), ("Acteur effacé", ""));
        let mut tx = db.read(&ctx).await.unwrap();
        assert!(locaux(&mut tx, Regard::Membre, TODAY).await.unwrap().is_empty());
    }

    async fn an_official_identity_is_not_ours_to_change(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let fiche = anne(&db, &ctx).await;
        assert!(matches!(correct_acteur(&ctx, &db, fiche.id, &local("X")).await, Err(WriteError::Officielle)));
    }

    async fn an_entry_taken_out_comes_back_whole(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        anne(&db, &ctx).await;
        withdraw_fiche(&ctx, &db, &ps(1)).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert!(vues(&mut tx, Regard::Bureau, TODAY).await.unwrap().is_empty());
        drop(tx);
        let issue = ask_confirmation(&ctx, &db, &[ps(1)], true, false).await.unwrap();
        assert_eq!(issue[0].1, Issue::Refusee(DemandeRefus::Retiree));
        restore_fiche(&ctx, &db, &ps(1)).await.unwrap();
        assert_eq!(entry(&db, &ctx, &ps(1)).await.champs.len(), 2);
    }

    async fn caches_see_each_change(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let carnets = Carnets::default();
        let mut tx = db.read(&ctx).await.unwrap();
        assert!(carnets.at(&mut tx).await.unwrap().vue(&ps(1), Regard::Bureau, TODAY).is_none());
        drop(tx);
        anne(&db, &ctx).await;
        let id = add_acteur(&ctx, &db, local("PMI de Langeac")).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let carnet = carnets.at(&mut tx).await.unwrap();
        assert_eq!(carnet.vue(&ps(1), Regard::Membre, TODAY).unwrap().champs.len(), 2);
        assert_eq!(carnet.locaux(Regard::Public, TODAY).map(|vue| vue.id).collect::<Vec<_>>(), [id]);
        assert_eq!(carnet.revision(), revision(&mut tx).await.unwrap());
    }

    async fn referents_are_checked_again_taken_out_and_put_back(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let referent = Referent {
            id: Id::new(uuid::Uuid::nil()),
            institution: Institution::Ars,
            departement: "43".parse().unwrap(),
            theme: "Exercice coordonné".to_owned(),
            role: String::new(),
            unite: "Délégation départementale".to_owned(),
            nom: String::new(),
            courriel: Some("dd43@exemple.fr".parse().unwrap()),
            telephone: None,
            verifie_le: ctx.now,
            retire_le: None,
        };
        let id = add_referent(&ctx, &db, referent.clone()).await.unwrap();
        let unreachable = Referent { courriel: None, ..referent };
        assert!(matches!(add_referent(&ctx, &db, unreachable).await, Err(WriteError::Referent(ReferentRefus::SansContact))));
        let old = later(&ctx, 200);
        let read = async |ctx: &Ctx| store::referents(&mut db.read(ctx).await.unwrap()).await.unwrap();
        assert!(read(&old).await[0].is_old(old.now, 6));
        recheck_referent(&old, &db, id).await.unwrap();
        assert!(!read(&old).await[0].is_old(old.now, 6));
        withdraw_referent(&ctx, &db, id).await.unwrap();
        assert!(read(&ctx).await.is_empty());
        restore_referent(&ctx, &db, id).await.unwrap();
        assert_eq!(read(&ctx).await.len(), 1);
        set_reglage(&ctx, &db, Reglage::new(3, 12).unwrap()).await.unwrap();
        assert_eq!(reglage(&mut db.read(&ctx).await.unwrap()).await.unwrap(), Reglage { fraicheur_mois: 3, referent_mois: 12 });
    }
}
