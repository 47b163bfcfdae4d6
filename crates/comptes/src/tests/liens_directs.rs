//! Tap links: one person, one purpose, one CPTS, for a time.

mod module;

use super::*;
use axum::http::Method;
use kernel::Actor;
use testkit::{each_engine, http::Page};
use uuid::Uuid;

pub const USAGE: &str = "essai.reponse";
const MANY: &str = "essai.sondage";
const SUJET: Uuid = Uuid::from_u128(77);
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A living link as the store keeps it, the same in every CPTS but for its addressee.
pub fn lien(ctx: &Ctx, sujet: Uuid, vers: &str) -> LienDirect {
    LienDirect {
        id: Id::new(Uuid::from_u128(4)),
        usage: USAGE.to_owned(),
        sujet,
        vers: vers.to_owned(),
        cree_le: ctx.now,
        expire_le: ctx.now + WEEK,
        suivi_le: None,
        utilise_le: None,
        revoque_le: None,
    }
}

fn zoe() -> Contact {
    "zoe.roux@exemple.fr".parse().unwrap()
}

/// A link to Zoé, about [`SUJET`].
async fn opened(ctx: &Ctx, db: &Db, usage: &'static str) -> Jeton {
    let mut tx = db.begin(ctx).await.unwrap();
    let jeton = open_lien_direct(&mut tx, usage, SUJET, WEEK, Some(&zoe())).await.unwrap();
    tx.commit().await.unwrap();
    jeton
}

async fn links(ctx: &Ctx, db: &Db, usage: &str) -> Vec<LienDirect> {
    liens_directs(&mut db.read(ctx).await.unwrap(), usage, SUJET).await.unwrap()
}

/// Whoever follows the newest link.
async fn follower(ctx: &Ctx, db: &Db, usage: &str) -> Ctx {
    testkit::actors::following(ctx.cpts, links(ctx, db, usage).await[0].id.uuid())
}

/// An answer, as the verb of a module writes it.
async fn answered(ctx: &Ctx, db: &Db, usage: &str, sujet: Uuid) -> bool {
    let mut tx = db.begin(ctx).await.unwrap();
    if !use_lien_direct(&mut tx, usage, sujet).await.unwrap() {
        return false;
    }
    tx.record(db::Trace::new("essai.repondu", sujet));
    tx.commit().await.unwrap();
    true
}

/// The site with that module, at an instant.
fn door(db: &Db, now: Timestamp) -> Visitor {
    let settings =
        Settings { public_url: "http://essai.test".to_owned(), demo: false, name: "Maillage".to_owned() };
    let rights = RightsTable::parse(RIGHTS).unwrap();
    let app = App::builder(db.clone(), Clock::Fixed(now), settings, identify, rights).build();
    Visitor::new(web::router(&app, (crate::module().routes)().and(module::routes())).0)
}

async fn head(visitor: &mut Visitor, path: &str) -> Page {
    visitor.send(Method::HEAD, path, None, &[]).await
}

/// Every cell of every table, as text.
async fn everything(ctx: &Ctx, db: &Db) -> String {
    const TABLES: &str = "comptes_lien_direct db_journal";
    let mut tx = db.read(ctx).await.unwrap();
    let mut all = String::new();
    for table in TABLES.split(' ') {
        for row in tx.rows(&format!("SELECT * FROM {table}"), &[]).await.unwrap() {
            all.extend(row.cells().map(|(name, value)| format!("{name}={value:?}\n")));
        }
    }
    all
}

each_engine! { TABLES;
    async fn of_eight_answers_at_once_one_counts(db) {
        let ctx = world(&db, "velay-sud").await;
        opened(&ctx, &db, USAGE).await;
        let zoe = follower(&ctx, &db, USAGE).await;
        let won = testkit::race(8, || answered(&zoe, &db, USAGE, SUJET)).await;
        assert_eq!(won.iter().filter(|won| **won).count(), 1);
        assert_eq!(links(&ctx, &db, USAGE).await[0].etat(ctx.now), EtatLien::Utilise(ctx.now));
    }

    async fn a_link_is_good_for_its_usage_its_subject_its_cpts_and_its_follower(db) {
        let ctx = world(&db, "velay-sud").await;
        opened(&ctx, &db, USAGE).await;
        let zoe = follower(&ctx, &db, USAGE).await;
        let elsewhere = open_cpts(&ctx, &db, "velay-nord".parse().unwrap(), "CPTS".parse().unwrap()).await.unwrap();
        let member = Ctx { actor: Actor::Personne(Uuid::from_u128(1)), ..zoe.clone() };
        for (who, usage, sujet) in [(&zoe, MANY, SUJET), (&zoe, USAGE, Uuid::nil()), (&zoe.within(elsewhere), USAGE, SUJET), (&member, USAGE, SUJET)] {
            let mut tx = db.read(who).await.unwrap();
            assert!(!holds_lien_direct(&mut tx, usage, sujet).await.unwrap());
            drop(tx);
            assert!(!answered(who, &db, usage, sujet).await);
        }
        assert!(holds_lien_direct(&mut db.read(&zoe).await.unwrap(), USAGE, SUJET).await.unwrap());
        assert!(answered(&zoe, &db, USAGE, SUJET).await);
    }

    async fn an_expired_or_withdrawn_link_uses_nothing(db) {
        let ctx = world(&db, "velay-sud").await;
        opened(&ctx, &db, USAGE).await;
        let zoe = follower(&ctx, &db, USAGE).await;
        assert!(!answered(&later(&zoe, WEEK), &db, USAGE, SUJET).await);
        let mut tx = db.begin(&ctx).await.unwrap();
        assert_eq!(revoke_liens_directs(&mut tx, USAGE, SUJET).await.unwrap(), 1);
        assert_eq!(revoke_liens_directs(&mut tx, USAGE, SUJET).await.unwrap(), 0);
        tx.commit().await.unwrap();
        assert!(!answered(&zoe, &db, USAGE, SUJET).await);
        let mut tx = db.begin(&ctx).await.unwrap();
        assert_eq!(revoke_liens_directs(&mut tx, USAGE, SUJET).await.unwrap(), 0);
        tx.commit().await.expect("nothing to withdraw asks for no line in the journal");
    }

    async fn the_token_is_written_nowhere_and_the_addressee_as_a_hint(db) {
        let ctx = world(&db, "velay-sud").await;
        let jeton = opened(&ctx, &db, USAGE).await;
        door(&db, ctx.now).post(&chemin_direct(&jeton), &[]).await;
        let all = everything(&ctx, &db).await;
        assert!(all.contains("essai.repondu") && all.contains("z…@exemple.fr"), "{all}");
        assert!(!all.contains(jeton.as_str()) && !all.contains("zoe.roux"), "{all}");
        let journal = read_journal(&ctx, &db, i64::MAX).await.unwrap();
        assert_eq!(journal.acteur(&journal.lignes[0]), "Quelqu’un, par le lien envoyé à z…@exemple.fr");
    }

    async fn links_are_forgotten_three_months_after_they_expire(db) {
        let ctx = world(&db, "velay-sud").await;
        opened(&ctx, &db, USAGE).await;
        let days = |days: i64| later(&ctx, SignedDuration::from_hours(24 * days));
        assert_eq!((purge(&days(96), &db).await.unwrap(), purge(&days(97), &db).await.unwrap()), (0, 1));
        assert!(links(&ctx, &db, USAGE).await.is_empty());
    }

    async fn the_message_carries_the_address_and_is_published_with_the_link(db) {
        let ctx = world(&db, "velay-sud").await;
        let mut tx = db.begin(&ctx).await.unwrap();
        send_lien_direct(&mut tx, USAGE, SUJET, WEEK, &zoe(), "Votre fiche", "Répondez : {lien}").await.unwrap();
        tx.commit().await.unwrap();
        let told = told(&ctx, &db, "comptes.message_demande").await;
        let message: MessageDemande = serde_json::from_value(told).unwrap();
        assert_eq!((message.vers.clone(), message.objet.as_str()), (zoe(), "Votre fiche"));
        let page = door(&db, ctx.now).get(message.chemin.as_deref().unwrap()).await;
        assert!(page.status == 200 && message.en_clair("http://x").starts_with("Répondez : http://x/t/"));
    }

    async fn whoever_only_opens_the_page_changes_nothing(db) {
        let ctx = world(&db, "velay-sud").await;
        let path = chemin_direct(&opened(&ctx, &db, USAGE).await);
        let before = everything(&ctx, &db).await;
        let mut scanner = door(&db, ctx.now);
        for _ in 0..3 {
            assert_eq!((head(&mut scanner, &path).await.status.as_u16(), scanner.cookies.len()), (200, 0));
        }
        assert_eq!(everything(&ctx, &db).await, before);
        for _ in 0..3 {
            assert!(scanner.get(&path).await.body.contains("Répondre"));
        }
        assert_eq!(links(&ctx, &db, USAGE).await[0].etat(ctx.now), EtatLien::Vivant);
        assert_eq!(scanner.post(&path, &[]).await.location(), path);
    }

    async fn an_opening_is_remembered_after_the_answer(db) {
        let ctx = world(&db, "velay-sud").await;
        let path = chemin_direct(&opened(&ctx, &db, USAGE).await);
        door(&db, ctx.now).get(&path).await;
        let remembered = async || loop {
            if let Some(seen) = links(&ctx, &db, USAGE).await[0].suivi_le { break seen; }
            tokio::task::yield_now().await;
        };
        let seen = tokio::time::timeout(std::time::Duration::from_secs(10), remembered()).await.ok();
        assert_eq!(seen, Some(ctx.now));
    }

    async fn the_page_is_that_of_the_cpts_with_no_right_but_the_link(db) {
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let path = chemin_direct(&opened(&ctx, &db, USAGE).await);
        let id = links(&ctx, &db, USAGE).await[0].id;
        let mut signed_in = site_as(&db, ctx.now, "claire.fabre@exemple.fr").await;
        let mut visitor = door(&db, ctx.now);
        visitor.cookies.append(&mut signed_in.cookies);
        for mut one in [door(&db, ctx.now), visitor] {
            let page = one.get(&path).await;
            assert!(page.body.contains(&format!("CPTS velay-sud {SUJET} lien:{id} false false")), "{}", page.body);
            assert!(!page.body.contains("Claire"));
        }
        let many = chemin_direct(&opened(&ctx, &db, MANY).await);
        assert_eq!(door(&db, ctx.now).post(&many, &[]).await.status, 403);
    }

    async fn an_answer_leads_to_the_page_of_the_used_link_or_to_a_plain_one(db) {
        let ctx = world(&db, "velay-sud").await;
        let path = chemin_direct(&opened(&ctx, &db, USAGE).await);
        let mut zoe = door(&db, ctx.now);
        let refused = zoe.post(&path, &[("mot", "faux")]).await;
        assert!(refused.status == 422 && refused.body.contains("Ce mot ne va pas") && refused.body.contains("CPTS velay-sud"));
        assert_eq!(zoe.post(&path, &[("mot", "oui")]).await.location(), path);
        assert_eq!(zoe.post(&path, &[("mot", "oui")]).await.location(), path, "the second answer changes nothing");
        assert_eq!(zoe.get(&path).await.body, format!("déjà répondu le {}", ctx.now));
        let many = chemin_direct(&opened(&ctx, &db, MANY).await);
        assert!(answered(&follower(&ctx, &db, MANY).await, &db, MANY, SUJET).await);
        let page = zoe.get(&many).await;
        assert!(page.status == 410 && page.body.contains("Votre réponse du 2\u{a0}mars 2026") && page.body.contains("CPTS velay-sud"), "{}", page.body);
    }

    async fn a_dead_link_says_what_happened_and_whom_to_ask(db) {
        let ctx = world(&db, "velay-sud").await;
        let path = chemin_direct(&opened(&ctx, &db, MANY).await);
        let late = door(&db, later(&ctx, WEEK).now).get(&path).await;
        assert!(late.status == 410 && late.body.contains("n’est plus valable") && late.body.contains("à CPTS velay-sud"), "{}", late.body);
        assert_eq!(door(&db, later(&ctx, WEEK).now).post(&path, &[]).await.status, 410);
        let mut tx = db.begin(&ctx).await.unwrap();
        revoke_liens_directs(&mut tx, MANY, SUJET).await.unwrap();
        tx.commit().await.unwrap();
        let withdrawn = door(&db, ctx.now).get(&path).await;
        assert!(withdrawn.status == 410 && withdrawn.body.contains("Ce lien a été retiré"), "{}", withdrawn.body);
        let unknown = door(&db, ctx.now).get("/t/jamais-envoye").await;
        assert!(unknown.status == 404 && unknown.body.contains("recopiez-le en entier") && !unknown.body.contains("velay"), "{}", unknown.body);
    }

    async fn a_module_may_show_its_own_page_for_a_link_that_has_expired(db) {
        let ctx = world(&db, "velay-sud").await;
        let path = chemin_direct(&opened(&ctx, &db, USAGE).await);
        let mut late = door(&db, later(&ctx, WEEK).now);
        let page = late.get(&path).await;
        assert!(page.status == 200 && page.body.contains("jamais répondu"), "{}", page.body);
        assert_eq!(late.post(&path, &[]).await.status, 303);
        assert!(links(&ctx, &db, USAGE).await[0].utilise_le.is_none());
    }

    async fn a_link_that_no_module_takes_any_more_leads_nowhere(db) {
        let ctx = world(&db, "velay-sud").await;
        let path = chemin_direct(&opened(&ctx, &db, "ancien.usage").await);
        assert_eq!(door(&db, ctx.now).get(&path).await.status, 404);
        assert_eq!(door(&db, ctx.now).post(&path, &[]).await.status, 404);
        assert_eq!(links(&ctx, &db, "ancien.usage").await[0].etat(ctx.now), EtatLien::Vivant);
    }

    async fn nobody_tries_addresses_for_ever_but_a_good_one_still_opens(db) {
        let ctx = world(&db, "velay-sud").await;
        let path = chemin_direct(&opened(&ctx, &db, USAGE).await);
        let mut visitor = door(&db, ctx.now);
        for n in 0..60 {
            assert_eq!(visitor.get(&format!("/t/essai-{n}")).await.status, 404);
        }
        assert_eq!(visitor.get("/t/encore-un").await.status, 429);
        assert_eq!(visitor.get(&path).await.status, 200);
        let claire = claire(&ctx, &db).await;
        assert!(sign_in(&anonymous(&ctx), &db, "claire.fabre@exemple.fr", PASSWORD).await.is_ok(), "{claire}");
    }

    async fn the_page_is_discreet_and_refuses_forms_from_elsewhere(db) {
        let ctx = world(&db, "velay-sud").await;
        let path = chemin_direct(&opened(&ctx, &db, USAGE).await);
        let mut visitor = door(&db, ctx.now);
        for path in [path.as_str(), "/t/inconnu"] {
            let headers = visitor.get(path).await.headers;
            let told = ["referrer-policy", "cache-control", "x-robots-tag"].map(|name| headers[name].to_str().unwrap().to_owned());
            assert_eq!(told, ["no-referrer", "no-store", "noindex, nofollow, noarchive"]);
        }
        for foreign in [("sec-fetch-site", "cross-site"), ("origin", "https://ailleurs.test")] {
            assert_eq!(visitor.send(Method::POST, &path, Some(String::new()), &[foreign]).await.status, 403, "{foreign:?}");
        }
        let ours = visitor.send(Method::POST, &path, Some(String::new()), &[("origin", "null")]).await;
        assert_eq!(ours.location(), path, "no-referrer empties the origin of our own form");
    }
}
