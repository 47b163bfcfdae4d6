//! Two CPTS that share their people and whose rows have the same ids: nothing of one is seen from the other.

use super::*;
use crate::store::{cpts, lien, lien_direct, membre, personne, session, tentative};
use testkit::each_engine;

/// Two CPTS; Claire coordinates the first and is elected in the second, Luc belongs to the second only.
async fn two(db: &Db) -> (Ctx, Ctx, Id<Personne>, Id<Personne>) {
    let a = world(db, "velay-a").await;
    let open = open_cpts(&a, db, "velay-b".parse().unwrap(), "CPTS velay-b".parse().unwrap()).await.unwrap();
    let b = a.within(open);
    let claire = claire(&a, db).await;
    add_personne(&b, db, &nouveau("Claire", "Fabre", &[Role::Elu])).await.unwrap();
    let luc = add_personne(&b, db, &nouveau("Luc", "Vial", &[Role::Coordination])).await.unwrap();
    (a, b, claire, luc)
}

each_engine! { TABLES;
    async fn questions_about_members_stay_in_their_cpts(db) {
        let (a, b, claire, luc) = two(&db).await;
        let (mut here, mut there) = (db.read(&a).await.unwrap(), db.read(&b).await.unwrap());
        let roles = async |tx: &mut db::Tx, id| membre::membre(tx, id).await.unwrap().map(|one| one.roles.labels());
        assert_eq!(roles(&mut here, claire).await.as_deref(), Some("Coordination"));
        assert_eq!(roles(&mut there, claire).await.as_deref(), Some("Élu"));
        assert_eq!(roles(&mut here, luc).await, None);
        let filtres = [Filtre::default(), Filtre { recherche: "vial".to_owned(), role: String::new() }];
        for (filtre, expected) in filtres.iter().zip([(1, 2), (0, 1)]) {
            let seen = membre::page(&mut here, filtre, None, 10).await.unwrap();
            assert_eq!((seen.len(), membre::count(&mut here, filtre).await.unwrap()), (expected.0, expected.0 as i64));
            let seen = membre::page(&mut there, filtre, None, 10).await.unwrap();
            assert_eq!((seen.len(), membre::count(&mut there, filtre).await.unwrap()), (expected.1, expected.1 as i64));
        }
        assert!(membre::invites(&mut here, 10).await.unwrap().is_empty());
        assert!(!membre::has_other_lead(&mut here, claire).await.unwrap(), "Luc leads the other one");
        assert!(membre::has_other_lead(&mut there, claire).await.unwrap());
        assert_eq!(cpts::here(&mut here).await.unwrap().unwrap().slug.as_str(), "velay-a");
        let known = db::journal::about(&mut here, &format!("personne:{luc}"), 10).await.unwrap();
        assert!(known.is_empty());
    }

    async fn changes_of_members_stay_in_their_cpts(db) {
        let (a, b, claire, luc) = two(&db).await;
        let mut tx = db.begin(&a).await.unwrap();
        assert!(cpts::hold(&mut tx).await.unwrap());
        membre::keep_roles(&mut tx, claire, &Roles::of([Role::Presidence])).await.unwrap();
        membre::keep_etat(&mut tx, claire, Etat::Suspendu).await.unwrap();
        membre::keep_roles(&mut tx, luc, &Roles::of([Role::Usager])).await.unwrap();
        membre::keep_etat(&mut tx, luc, Etat::Suspendu).await.unwrap();
        let there = membre::page(&mut tx, &Filtre::default(), None, 10).await.unwrap();
        assert!(!membre::keep(&mut tx, &there[0]).await.unwrap(), "already there");
        tx.record(db::Trace::new("essai.cloison", "membres"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&b).await.unwrap();
        let all = membre::page(&mut tx, &Filtre::default(), None, 10).await.unwrap();
        let seen: Vec<_> = all.iter().map(|one| (one.roles.labels(), one.etat)).collect();
        assert_eq!(seen, [("Élu".to_owned(), Etat::Actif), ("Coordination".to_owned(), Etat::Actif)]);
    }

    async fn a_session_has_in_each_cpts_the_roles_held_there(db) {
        let (a, b, claire, _) = two(&db).await;
        let jeton = signed_in(&a, &db, "claire.fabre@exemple.fr").await;
        let mut tx = db.begin(&a).await.unwrap();
        let empreinte = jeton.empreinte();
        for (ctx, expected) in [(&a, "Coordination"), (&b, "Élu"), (&a.within(testkit::CPTS), "")] {
            let holder = session::holder(&mut tx, &empreinte, ctx.cpts).await.unwrap().unwrap();
            assert_eq!((holder.personne, holder.roles.labels().as_str()), (claire, expected));
        }
        let places = cpts::espaces(&mut tx, claire).await.unwrap();
        assert_eq!(places.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>(), ["velay-a", "velay-b"]);
        assert_eq!(cpts::by_slug(&mut tx, "velay-b").await.unwrap().unwrap().id, b.cpts);
        assert_eq!(cpts::all(&mut tx).await.unwrap().len(), 2);
        let held = cpts::open(&mut tx, &Cpts { id: b.cpts, slug: "autre".parse().unwrap(), nom: "Autre".parse().unwrap(), creee_le: a.now }).await;
        assert!(!held.unwrap(), "the id is taken");
    }

    /// The links of both CPTS have the same id, usage and subject.
    async fn tap_links_act_in_their_cpts_only(db) {
        let (a, b, ..) = two(&db).await;
        let (sujet, jetons) = (uuid::Uuid::from_u128(9), [Jeton::draw(), Jeton::draw()]);
        for (ctx, jeton, vers) in [(&a, &jetons[0], "a…@exemple.fr"), (&b, &jetons[1], "b…@exemple.fr")] {
            let mut tx = db.begin(ctx).await.unwrap();
            let lien = liens_directs::lien(ctx, sujet, vers);
            lien_direct::keep(&mut tx, &jeton.empreinte(), &lien).await.unwrap();
            tx.record(db::Trace::new("essai.cloison", "liens"));
            tx.commit().await.unwrap();
        }
        let (usage, id) = (liens_directs::USAGE, liens_directs::lien(&a, sujet, "").id);
        let mut here = db.begin(&a).await.unwrap();
        let mine = lien_direct::liens_directs(&mut here, usage, sujet).await.unwrap();
        assert_eq!(mine.iter().map(|one| one.vers.as_str()).collect::<Vec<_>>(), ["a…@exemple.fr"]);
        assert_eq!(lien_direct::contacts(&mut here, &[id]).await.unwrap()[&id], "a…@exemple.fr");
        lien_direct::touch(&mut here, id).await.unwrap();
        assert!(lien_direct::spend(&mut here, id, usage, sujet).await.unwrap());
        assert_eq!(lien_direct::revoke(&mut here, usage, sujet).await.unwrap(), 0, "the other one is not here");
        assert_eq!(lien_direct::revoke_about(&mut here, sujet).await.unwrap(), 0);
        here.record(db::Trace::new("essai.cloison", "liens"));
        here.commit().await.unwrap();
        let mut there = db.read(&b).await.unwrap();
        assert!(lien_direct::holds(&mut there, id, usage, sujet).await.unwrap());
        let (his, tenant) = lien_direct::by_empreinte(&mut there, &jetons[1].empreinte()).await.unwrap().unwrap();
        assert_eq!((his.etat(b.now), his.suivi_le, tenant.id), (EtatLien::Vivant, None, b.cpts));
        drop(there);
        let mut tx = db.begin(&b).await.unwrap();
        assert_eq!(lien_direct::purge(&mut tx, b.now).await.unwrap(), 0);
        assert_eq!(lien_direct::forget_about(&mut tx, uuid::Uuid::from_u128(10)).await.unwrap(), 0, "somebody else's stay");
    }

    /// People, sessions, links and counters belong to the instance: what is kept apart there is one person from another.
    async fn what_belongs_to_a_person_is_not_anothers(db) {
        let (a, _, claire, luc) = two(&db).await;
        let mut tx = db.begin(&a).await.unwrap();
        let keep = async |tx: &mut db::Tx, print: &[u8], who| lien::keep(tx, print, Usage::Connexion, Some(who), Moyen::Lien).await;
        keep(&mut tx, b"claire", claire).await.unwrap();
        keep(&mut tx, b"luc", luc).await.unwrap();
        lien::revoke(&mut tx, claire).await.unwrap();
        assert!(lien::from_mailbox(&mut tx, b"claire").await.unwrap().is_none());
        assert_eq!(lien::from_mailbox(&mut tx, b"luc").await.unwrap().unwrap().personne, luc);
        assert!(lien::awaiting_code(&mut tx, b"luc").await.unwrap().is_none());
        assert!(lien::spend(&mut tx, b"luc").await.unwrap() && !lien::spend(&mut tx, b"luc").await.unwrap());

        for (print, personne) in [(b"s1", claire), (b"s2", luc)] {
            let (id, now) = (a.id(), a.now);
            let one = Session { id, personne, moyen: Moyen::Lien, creee_le: now, vue_le: now, ip: String::new(), agent: String::new() };
            session::open(&mut tx, print, &one).await.unwrap();
            session::touch(&mut tx, id).await.unwrap();
        }
        let his = session::of(&mut tx, luc).await.unwrap();
        assert!(!session::close(&mut tx, claire, his[0].id).await.unwrap());
        assert_eq!(session::close_all(&mut tx, claire, None).await.unwrap(), 1);
        assert_eq!(session::of(&mut tx, luc).await.unwrap().len(), 1);

        personne::keep_password(&mut tx, claire, "hash").await.unwrap();
        personne::propose_totp(&mut tx, claire, b"cle").await.unwrap();
        assert!(!personne::adopt_totp(&mut tx, luc, b"cle", 1).await.unwrap());
        assert!(personne::adopt_totp(&mut tx, claire, b"cle", 1).await.unwrap());
        assert!(!personne::accept_step(&mut tx, luc, 2).await.unwrap() && personne::accept_step(&mut tx, claire, 2).await.unwrap());
        personne::keep_codes(&mut tx, claire, &["code".to_owned()]).await.unwrap();
        assert!(!personne::spend_code(&mut tx, luc, "code").await.unwrap());
        assert_eq!((personne::codes_left(&mut tx, claire).await.unwrap(), personne::codes_left(&mut tx, luc).await.unwrap()), (1, 0));
        assert!(!personne::drop_totp(&mut tx, luc).await.unwrap() && personne::drop_totp(&mut tx, claire).await.unwrap());
        personne::rename(&mut tx, claire, "Zola", "Emma", "zola emma").await.unwrap();
        assert!(personne::keep_desactivation(&mut tx, claire, Some(a.now)).await.unwrap());
        membre::activate(&mut tx, claire).await.unwrap();
        let other = personne::by_id(&mut tx, luc).await.unwrap().unwrap();
        assert_eq!((other.personne.nom.as_str(), other.mot_de_passe, other.personne.desactivee_le), ("Vial", None, None));
        assert_eq!(personne::by_courriel(&mut tx, "luc.vial@exemple.fr").await.unwrap().unwrap().personne.id, luc);
        assert!(!personne::keep(&mut tx, &other.personne).await.unwrap(), "already there");
        assert_eq!(personne::all(&mut tx).await.unwrap().len(), 2);
        assert_eq!(crate::Noms::read(&mut tx, vec![luc.uuid()]).await.unwrap().of(Some(luc.uuid())), "Luc Vial");
        assert_eq!(personne::noms(&mut tx, &[luc]).await.unwrap().into_values().collect::<Vec<_>>(), ["Luc Vial"]);

        let geste = crate::tentative::Geste::Code;
        tentative::count(&mut tx, "claire", geste).await.unwrap();
        tentative::give_back(&mut tx, "luc").await.unwrap();
        tentative::forget(&mut tx, "luc").await.unwrap();
        assert_eq!(tentative::count(&mut tx, "claire", geste).await.unwrap().0, 2);
        assert_eq!(tentative::purge(&mut tx).await.unwrap() + lien::purge(&mut tx).await.unwrap(), 0);
        assert_eq!(session::purge(&mut tx).await.unwrap(), 0);
    }
}
