//! A module asks for a message, the reaction sends it, and nothing of it stays.

use super::{SCHEMA, settings};
use crate::{
    assembly,
    mail::{Mailbox, Sent},
    reactions,
};
use comptes::{Contact, send_lien_direct};
use db::Db;
use jiff::SignedDuration;
use kernel::{Clock, Ctx};
use testkit::{Visitor, each_engine};

const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
const SUJET: uuid::Uuid = uuid::Uuid::from_u128(7);

/// Sends a link to `vers` from a new CPTS, then delivers; what left, and how many events still wait.
async fn delivered(db: &Db, mailbox: Mailbox, vers: &str) -> (Vec<Sent>, i64) {
    let clock = Clock::Fixed(testkit::actors::instant(testkit::actors::NOW));
    let ctx = Ctx::system("essai", clock.now());
    let cpts = comptes::open_cpts(&ctx, db, "velay-sud".parse().unwrap(), "CPTS Velay Sud".parse().unwrap());
    let ctx = ctx.within(cpts.await.unwrap());
    let app = assembly::app(db.clone(), clock, settings(), mailbox.clone(), sas::Acces::Ferme).await.unwrap();
    let vers: Contact = vers.parse().unwrap();
    let mut tx = db.begin(&ctx).await.unwrap();
    let texte = "Votre fiche est-elle à jour ?\n\n{lien}";
    send_lien_direct(&mut tx, "essai.fiche", SUJET, WEEK, &vers, "Votre fiche", texte).await.unwrap();
    tx.commit().await.unwrap();
    reactions::worker(&app).run_until_idle().await.unwrap();
    let waiting = db::outbox::depth(&mut db.read(&ctx).await.unwrap()).await.unwrap();
    (mailbox.sent(), waiting.0 + waiting.1)
}

each_engine! { &SCHEMA;
    async fn a_letter_and_a_text_reach_the_list_of_the_demo_with_their_link(db) {
        let mailbox = Mailbox::local();
        let (sent, waiting) = delivered(&db, mailbox, "zoe@exemple.fr").await;
        let [Sent::Letter(letter)] = sent.as_slice() else { panic!("{sent:?}") };
        assert_eq!((letter.to.as_str(), letter.subject.as_str(), waiting), ("zoe@exemple.fr", "Votre fiche", 0));
        assert!(letter.text.starts_with("Votre fiche est-elle à jour ?\n\nhttp://essai.test/t/"), "{}", letter.text);
    }

    async fn a_text_message_is_shown_beside_the_letters(db) {
        let mailbox = Mailbox::local();
        let (sent, waiting) = delivered(&db, mailbox.clone(), "0612345678").await;
        let [Sent::Text(text)] = sent.as_slice() else { panic!("{sent:?}") };
        assert_eq!((text.to.to_string().as_str(), waiting), ("06 12 34 56 78", 0));
        let demo = web::Settings { demo: true, ..settings() };
        let app = assembly::app(db, Clock::Real, demo, mailbox, sas::Acces::Ouvert).await.unwrap();
        let page = Visitor::new(web::router(&app, assembly::routes(true)).0).get("/courriels").await;
        assert!(page.body.contains("Courriels et SMS") && page.body.contains("SMS au 06 12 34 56 78"), "{}", page.body);
        assert!(page.body.contains("<a href=\"http://essai.test/t/"), "{}", page.body);
    }

    async fn without_a_gateway_a_text_waits_and_the_door_says_so(db) {
        let (sent, waiting) = delivered(&db, Mailbox::local().texting(None), "0612345678").await;
        assert_eq!((sent.len(), waiting), (0, 1));
        assert!(!Mailbox::local().texting(None).can_send_sms() && Mailbox::local().can_send_sms());
    }
}
