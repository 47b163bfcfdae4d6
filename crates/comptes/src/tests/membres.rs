use super::*;
use testkit::each_engine;

/// Names of every page of the list, walking forward, then the pages walking back from the last one.
async fn walk(ctx: &Ctx, db: &Db, demande: Demande) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let names = |liste: &Liste| liste.membres.iter().map(Membre::nom_complet).collect::<Vec<_>>();
    let ask = async |place: Option<Place>| {
        list_membres(ctx, db, &Demande { place, ..demande.clone() }).await.unwrap()
    };
    let mut liste = ask(None).await;
    assert!(liste.avant.is_none());
    let mut forward = vec![names(&liste)];
    while let Some(place) = liste.apres.take() {
        liste = ask(Some(place)).await;
        forward.push(names(&liste));
    }
    let mut backward = vec![names(&liste)];
    while let Some(place) = liste.avant.take() {
        liste = ask(Some(place)).await;
        backward.push(names(&liste));
    }
    backward.reverse();
    (forward, backward)
}

each_engine! { TABLES;
    async fn a_hundred_and_twenty_namesakes_are_all_seen_once_both_ways(db) {
        let ctx = world(&db, "velay-sud").await;
        let mut tx = db.begin(&ctx).await.unwrap();
        for n in 0..120 {
            let (nom, prenom) = [("Martin", "Anne"), ("Märtin", "Anne"), ("Martin", "Zoé")][n % 3];
            let one = NouveauMembre { courriel: format!("n{n}@exemple.fr").parse().unwrap(), ..nouveau(prenom, nom, &[Role::Membre]) };
            add(&mut tx, &one, Etat::Actif).await.unwrap();
        }
        tx.commit().await.unwrap();
        let (forward, backward) = walk(&ctx, &db, Demande::default()).await;
        assert_eq!(forward.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20]);
        assert_eq!(forward, backward);
        let all = forward.concat();
        assert!(all[..80].iter().all(|name| name.starts_with("Anne")) && all[80..].iter().all(|name| name == "Zoé Martin"));
        let (found, back) = walk(&ctx, &db, Demande { recherche: "ZOÉ".to_owned(), ..Demande::default() }).await;
        assert_eq!((found.concat().len(), found == back), (40, true));
    }

    async fn a_search_and_a_role_keep_whom_they_say(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        for (prenom, nom, role) in [("Luc", "L'Haÿ", Role::Membre), ("Fabrice", "Roux", Role::Elu), ("Anne", "Roux", Role::OperateurSnp)] {
            add_personne(&ctx, &db, &nouveau(prenom, nom, &[role])).await.unwrap();
        }
        let found = async |recherche: &str, role| {
            let demande = Demande { recherche: recherche.to_owned(), role, place: None };
            let liste = list_membres(&ctx, &db, &demande).await.unwrap();
            assert_eq!(liste.total, liste.membres.len() as i64);
            liste.membres.iter().map(Membre::nom_complet).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(found("FABR", None).await, "Claire Fabre, Fabrice Roux");
        assert_eq!(found("hay", None).await, "Luc L'Haÿ");
        assert_eq!(found("roux", Some(Role::Elu)).await, "Fabrice Roux");
        assert_eq!(found("", Some(Role::OperateurSnp)).await, "Anne Roux");
        assert_eq!(found("%", None).await, "Claire Fabre, Luc L'Haÿ, Anne Roux, Fabrice Roux");
        assert_eq!(found("abre", None).await, "");
    }

    async fn the_last_coordination_stays_even_when_two_leave_together(db) {
        let ctx = world(&db, "velay-sud").await;
        let one = claire(&ctx, &db).await;
        let only = change_roles(&ctx, &db, one, &Roles::of([Role::Membre])).await.unwrap_err();
        assert!(matches!(only, ChangeRolesError::Derniere), "{only}");
        assert!(matches!(suspend(&ctx, &db, one).await, Err(SuspendError::Derniere)));
        let other = add_personne(&ctx, &db, &nouveau("Luc", "Vial", &[Role::Presidence])).await.unwrap();
        let turn = std::sync::atomic::AtomicUsize::new(0);
        let left = testkit::race(2, async || {
            let who = [one, other][turn.fetch_add(1, std::sync::atomic::Ordering::Relaxed)];
            change_roles(&ctx, &db, who, &Roles::of([Role::Membre])).await.is_ok()
        });
        assert_eq!(left.await.into_iter().filter(|left| *left).count(), 1);
        let lead = Demande { role: Some(Role::Coordination), ..Demande::default() };
        let chair = Demande { role: Some(Role::Presidence), ..Demande::default() };
        let total = async |demande| list_membres(&ctx, &db, &demande).await.unwrap().total;
        assert_eq!(total(lead).await + total(chair).await, 1);
    }

    async fn the_secret_addresses_of_somebody_die_with_their_access(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let luc = add_personne(&ctx, &db, &nouveau("Luc", "Vial", &[Role::Membre])).await.unwrap();
        let alive = async || {
            let all = crate::store::lien_direct::liens_directs(&mut db.read(&ctx).await.unwrap(), "agenda", luc.uuid()).await.unwrap();
            all.iter().filter(|one| one.etat(ctx.now) == crate::EtatLien::Vivant).count()
        };
        let open = async || {
            let mut tx = db.begin(&ctx).await.unwrap();
            crate::open_lien_direct(&mut tx, "agenda", luc.uuid(), jiff::SignedDuration::from_hours(24), None).await.unwrap();
            tx.record(db::Trace::new("essai", "lien"));
            tx.commit().await.unwrap();
        };
        open().await;
        suspend(&ctx, &db, luc).await.unwrap();
        reinstate(&ctx, &db, luc).await.unwrap();
        assert_eq!(alive().await, 0, "coming back does not bring them back");
        open().await;
        crate::disable(&ctx, &db, luc).await.unwrap();
        assert_eq!(alive().await, 0);
    }

    async fn somebody_suspended_is_nobody_there_until_they_come_back(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let luc = add_personne(&ctx, &db, &nouveau("Luc", "Vial", &[Role::Membre])).await.unwrap();
        give_password(&ctx, &db, luc, &PASSWORD.parse().unwrap()).await.unwrap();
        let jeton = signed_in(&ctx, &db, "luc.vial@exemple.fr").await;
        let roles = async || identify(&db, ctx.now, Some(jeton.as_str()), Some("velay-sud")).await.unwrap().identity.unwrap().roles;
        assert_eq!(roles().await, ["membre"]);
        suspend(&ctx, &db, luc).await.unwrap();
        assert!(roles().await.is_empty());
        assert!(matches!(suspend(&ctx, &db, luc).await, Err(SuspendError::Deja)));
        assert!(read_espaces(&myself(&ctx, &db, &jeton).await, &db).await.unwrap().0.is_empty());
        reinstate(&ctx, &db, luc).await.unwrap();
        assert_eq!(roles().await, ["membre"]);
        assert!(matches!(reinstate(&ctx, &db, luc).await, Err(ReinstateError::PasSuspendue)));
    }

    async fn whoever_may_only_invite_cannot_make_a_coordinator(db) {
        let ctx = world(&db, "velay-sud").await;
        let claire = claire(&ctx, &db).await;
        let secretary = Ctx { rights: Rights::of([droits::GERER_MEMBRES]), ..ctx.clone() };
        let refused = invite(&secretary, &db, &nouveau("Zoé", "Roux", &[Role::Coordination])).await.unwrap_err();
        assert!(matches!(refused, AddError::Denied(denied) if denied.right == droits::CHANGER_ROLES));
        invite(&secretary, &db, &nouveau("Zoé", "Roux", &[Role::Membre])).await.unwrap();
        assert!(matches!(change_roles(&secretary, &db, claire, &Roles::default()).await, Err(ChangeRolesError::Denied(_))));
        let admin = Roles::of([Role::AdministrateurPlateforme]);
        assert!(matches!(change_roles(&ctx, &db, claire, &admin).await, Err(ChangeRolesError::RoleDAilleurs(_))));
        assert!(matches!(change_roles(&ctx, &db, claire, &Roles::default()).await, Err(ChangeRolesError::SansRole)));
    }

    async fn one_account_serves_several_cpts_and_belongs_once_to_each(db) {
        let ctx = world(&db, "velay-sud").await;
        let one = claire(&ctx, &db).await;
        let again = add_personne(&ctx, &db, &nouveau("Claire", "Fabre", &[Role::Membre])).await.unwrap_err();
        assert_eq!(again.to_string(), "«\u{a0}claire.fabre@exemple.fr\u{a0}» est déjà l’adresse d’un membre de cette CPTS.");
        let nord = open_cpts(&ctx, &db, "velay-nord".parse().unwrap(), "CPTS Velay Nord".parse().unwrap()).await.unwrap();
        let there = ctx.within(nord);
        let same = add_personne(&there, &db, &nouveau("Claire", "Fabre", &[Role::Elu])).await.unwrap();
        assert_eq!(one, same);
        let taken = open_cpts(&ctx, &db, "velay-nord".parse().unwrap(), "Autre".parse().unwrap()).await.unwrap_err();
        assert_eq!(taken.to_string(), "Une autre CPTS a déjà l’adresse «\u{a0}velay-nord\u{a0}».");
        let nowhere = ctx.within(testkit::CPTS);
        assert!(matches!(add_personne(&nowhere, &db, &nouveau("A", "B", &[Role::Membre])).await, Err(AddError::CptsInconnue)));
    }

    async fn changes_of_roles_are_told_with_their_before_and_after(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let luc = add_personne(&ctx, &db, &nouveau("Luc", "Vial", &[Role::Membre])).await.unwrap();
        change_roles(&ctx, &db, luc, &Roles::of([Role::Tresorerie, Role::Membre])).await.unwrap();
        let fiche = read_membre(&ctx, &db, luc).await.unwrap();
        let histoire = fiche.histoire.unwrap();
        let told: Vec<_> = histoire.lignes.iter().map(|line| (line.action.as_str(), line.detail.as_str())).collect();
        assert_eq!(told, [("comptes.roles_changes", "Membre → Trésorerie, Membre"), ("comptes.membre_ajoute", "Membre")]);
        assert!(histoire.lignes[0].avant != histoire.lignes[0].apres && histoire.lignes[0].avant.len() == 64);
        assert_eq!(histoire.objet(&histoire.lignes[0]).as_deref(), Some("Luc Vial"));
        let mut tx = db.read(&ctx).await.unwrap();
        let checked = db::verify::verify(&mut tx, db.secret()).await.unwrap();
        assert!(checked.anomalies.is_empty() && checked.lignes >= 4);
    }
}
