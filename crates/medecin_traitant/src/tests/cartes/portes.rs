//! The page of the link, the account of a doctor, the pages of the office.

use super::*;

each_engine! { SCHEMA;
    async fn a_link_shows_no_name_and_opens_one_only_for_who_has_the_code(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let (home, ids) = foyer(&ctx, &db, 1, 1952).await;
        let atlas = atlas(&db).await;
        let seen = plan(&ctx, &db, &atlas, &Essai::default()).await.unwrap();
        propose(&ctx, &db, &atlas, &Choix::Vu(seen.empreinte())).await.unwrap();
        send_cartes(&ctx, &db, false, true).await.unwrap();
        let (now, path) = ("2026-03-02T08:00:00Z", lien(&ctx, &db).await);
        let (mut phone, mut other) = (browser(&db, now, "").await, browser(&db, now, "").await);
        let page = phone.get(&path).await;
        assert!(page.body.contains("74\u{a0}ans, ALD, se déplace"), "{}", page.body);
        assert!(!page.body.contains("Valmondois"));
        assert_eq!(phase(&ctx, &db, ids[0]).await, Phase::Attente, "looking changes nothing");
        let card = page.input("carte").unwrap().to_owned();
        assert_eq!(phone.post(&path, &[("geste", "oui"), ("carte", &card)]).await.status, 303);
        assert_eq!((phase(&ctx, &db, ids[0]).await, prises(&ctx, &db, doctor).await), (Phase::Acceptee, 1));
        let foyer = home.to_string();
        // Forwarded to somebody else: the code goes to the doctor, not to them.
        let asked = other.post(&path, &[("geste", "identite"), ("foyer", &foyer)]).await;
        assert!(asked.body.contains("Un code à six chiffres vient de partir") && !asked.body.contains("Valmondois"), "{}", asked.body);
        let wrong = other.post(&path, &[("geste", "code"), ("foyer", &foyer), ("code", "nonsense")]).await;
        assert_eq!(wrong.status, 422);
        assert!(!other.get(&path).await.body.contains("Valmondois"));
        let sent = messages(&ctx, &db).await;
        let letter = sent.iter().rev().find(|one| one.texte.contains("Votre code")).unwrap();
        assert!(letter.vers.to_string().starts_with("claire"));
        let code: String = letter.texte.split(": ").nth(1).unwrap().chars().take(6).collect();
        assert_eq!(phone.post(&path, &[("geste", "code"), ("foyer", &foyer), ("code", &code)]).await.status, 303);
        let open = phone.post(&path, &[("geste", "identite"), ("foyer", &foyer)]).await;
        assert!(open.body.contains("Jeanne Valmondois") && open.body.contains("06 12 34 56 78"), "{}", open.body);
        let replayed = other.post(&path, &[("geste", "code"), ("foyer", &foyer), ("code", &code)]).await;
        assert_eq!(replayed.status, 422, "a code serves once");
        assert!(!other.post(&path, &[("geste", "identite"), ("foyer", &foyer)]).await.body.contains("Valmondois"));
        let mut tx = db.read(&ctx).await.unwrap();
        let journal = db::journal::latest(&mut tx, i64::MAX, 100).await.unwrap();
        let read: Vec<_> = journal.iter().filter(|one| one.action == "medecin_traitant.identite_lue").collect();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].detail, "médecin qui a accepté");
        drop(tx);
        // The same browser, twelve hours later, is asked again; after a month the link opens nothing.
        let mut night = browser(&db, "2026-03-02T20:00:01Z", "").await;
        night.cookies = phone.cookies.clone();
        assert!(!night.post(&path, &[("geste", "identite"), ("foyer", &foyer)]).await.body.contains("Valmondois"));
        let mut late = browser(&db, "2026-04-02T08:00:00Z", "").await;
        late.cookies = phone.cookies.clone();
        assert_eq!(late.get(&path).await.status, 410);
        assert_eq!(late.post(&path, &[("geste", "defaire"), ("foyer", &foyer)]).await.status, 410);
    }

    async fn five_wrong_codes_and_it_serves_no_more(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let (home, _) = foyer(&ctx, &db, 1, 1952).await;
        envoyee(&ctx, &db, home, doctor, 1).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        comptes::open_lien_direct(&mut tx, USAGE, doctor.uuid(), jiff::SignedDuration::from_hours(24), None).await.unwrap();
        tx.commit().await.unwrap();
        let link = comptes::liens_directs(&mut db.read(&ctx).await.unwrap(), USAGE, doctor.uuid()).await.unwrap()[0].id;
        let tap = Ctx { actor: Actor::Lien(link.uuid()), rights: Rights::of([comptes::droits::SUIVRE_LIEN]), ..ctx.clone() };
        send_code(&tap, &db, doctor, false).await.unwrap();
        assert!(matches!(send_code(&tap, &db, doctor, false).await, Err(WriteError::PasPossible(_))), "not twice in a minute");
        let letter = messages(&ctx, &db).await.pop().unwrap();
        let code: String = letter.texte.split(": ").nth(1).unwrap().chars().take(6).collect();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let tries = testkit::race(8, || async { check_code(&tap, &db, doctor, wrong).await }).await;
        assert!(tries.iter().all(Result::is_err));
        assert!(check_code(&tap, &db, doctor, &code).await.is_err(), "even the right one");
        // Somebody else’s link says nothing of this doctor.
        let other = medecin(&ctx, &db, "Paul Favier", 3).await;
        assert!(matches!(send_code(&tap, &db, other, false).await, Err(WriteError::LienPerdu)));
    }

    async fn a_doctor_with_an_account_needs_no_code_and_sees_only_their_own(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let me = uuid::Uuid::from_u128(77);
        let mut tx = db.begin(&ctx).await.unwrap();
        let mut own = store::medecins::medecin(&mut tx, doctor).await.unwrap().unwrap();
        own.compte = Some(me);
        store::medecins::change(&mut tx, &own, None).await.unwrap();
        tx.record(db::Trace::new("essai", "medecin"));
        tx.commit().await.unwrap();
        let other = medecin(&ctx, &db, "Paul Favier", 3).await;
        let (mine, ids) = foyer(&ctx, &db, 2, 1952).await;
        let (theirs, _) = foyer(&ctx, &db, 1, 1980).await;
        let card = envoyee(&ctx, &db, mine, doctor, 2).await.to_string();
        let foreign = envoyee(&ctx, &db, theirs, other, 1).await.to_string();
        let mut desk = browser(&db, "2026-03-02T08:00:00Z", &format!("{me}~membre")).await;
        let path = "/essai/espace/medecin-traitant/mes-cartes";
        let page = desk.get(path).await;
        assert!(page.body.contains("Foyer de 2 personnes, 2,1\u{a0}km") && !page.body.contains(&foreign), "{}", page.body);
        assert_eq!(desk.post(path, &[("geste", "oui"), ("carte", &foreign)]).await.status, 404);
        assert_eq!(desk.post(path, &[("geste", "oui"), ("carte", &card)]).await.status, 303);
        let open = desk.post(path, &[("geste", "identite"), ("foyer", &mine.to_string())]).await;
        assert!(open.body.contains("Jeanne Valmondois"));
        assert_eq!(desk.post(path, &[("geste", "rendez_vous"), ("foyer", &mine.to_string()), ("jour", "2026-03-20")]).await.status, 303);
        assert_eq!(phase(&ctx, &db, ids[1]).await, Phase::RendezVous);
        assert_eq!(desk.post(path, &[("geste", "declaree"), ("foyer", &mine.to_string()), ("declare_le", "2026-03-02")]).await.status, 303);
        assert_eq!(phase(&ctx, &db, ids[0]).await, Phase::Close);
        assert_eq!(prises(&ctx, &db, doctor).await, 2, "declared patients keep their place");
        let mut stranger = browser(&db, "2026-03-02T08:00:00Z", "membre").await;
        assert!(stranger.get(path).await.body.contains("n’est rattaché à aucun médecin"));
    }

    async fn the_office_proposes_sends_and_answers_from_its_pages(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 1).await;
        for annee in [1952, 1990] {
            foyer(&ctx, &db, 1, annee).await;
        }
        let mut desk = browser(&db, "2026-03-02T08:00:00Z", "coordination").await;
        let path = "/essai/espace/medecin-traitant/proposer";
        let page = desk.get(path).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("le plus proche qui a une place") && page.body.contains("Rien de mieux n’existe") && !page.body.contains("Valmondois"), "{}", page.body);
        assert!(page.body.contains("1\u{a0}place de plus à moins de 1\u{a0}km"), "{}", page.body);
        let tried = desk.get(&format!("{path}?km=&commune=43157&places=5&sans=")).await;
        assert!(tried.body.contains("1\u{a0}personne de plus aurait un médecin"), "{}", tried.body);
        assert_eq!(desk.get(&format!("{path}?commune=43157&places=")).await.status, 422);
        let seen = page.input("vu").unwrap().to_owned();
        assert_eq!(desk.post(path, &[("geste", "toutes"), ("vu", &seen)]).await.status, 303);
        assert_eq!(desk.post(path, &[("geste", "toutes"), ("vu", &seen)]).await.status, 303, "twice is told, not made twice");
        let mut tx = db.read(&ctx).await.unwrap();
        let open = store::propositions::ouvertes(&mut tx, doctor).await.unwrap();
        drop(tx);
        assert_eq!(open.len(), 1);
        let list = "/essai/espace/medecin-traitant/cartes";
        assert!(desk.get(list).await.body.contains("Envoyer maintenant"));
        assert_eq!(desk.post(&format!("{list}/envoi"), &[]).await.status, 303);
        assert_eq!(reponse(&ctx, &db, open[0].id).await, Reponse::Envoyee);
        let one = format!("{list}/{}", open[0].id);
        assert!(desk.get(&one).await.body.contains("Le médecin répond au téléphone"));
        assert_eq!(desk.post(&one, &[("geste", "oui"), ("carte", &open[0].id.to_string())]).await.status, 303);
        assert_eq!(reponse(&ctx, &db, open[0].id).await, Reponse::Oui);
        assert!(desk.get(&one).await.body.contains("Défaire ce oui"));
        let mut reader = browser(&db, "2026-03-02T08:00:00Z", "membre").await;
        assert_eq!(reader.get(path).await.status, 403);
        assert_eq!(reader.post(path, &[]).await.status, 403);
    }
}
