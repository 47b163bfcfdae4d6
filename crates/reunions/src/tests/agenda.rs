//! The personal calendar, read by another program.

use super::*;
use testkit::each_engine;

each_engine! { SCHEMA;
    async fn my_meetings_are_in_my_calendar_until_i_close_its_address(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let me = linked(&ctx, &db, lea, "lea").await;
        let other = plan_reunion(&ctx, &db, Nouvelle { titre: "Autre".into(), ..ce_soir() }).await.unwrap();
        send_invitations(&ctx, &db, id, &[lea], &[]).await.unwrap();
        let address = comptes::chemin_direct(&open_feed(&me, &db).await.unwrap());
        let mut client = tapped(&db, testkit::actors::NOW);
        let page = client.get(&address).await;
        assert_eq!(page.headers["content-type"], "text/calendar; charset=utf-8");
        let unfolded = icalendar::parser::unfold(&page.body);
        let calendar = icalendar::parser::read_calendar(&unfolded).unwrap();
        let events: Vec<_> = calendar.components.iter().filter(|one| one.name == "VEVENT").collect();
        assert_eq!(events.len(), 1, "not {other}");
        assert_eq!(events[0].find_prop("STATUS").unwrap().val.to_string(), "CONFIRMED");
        cancel_reunion(&ctx, &db, id, "Salle prise", Portee::Celle).await.unwrap();
        assert!(client.get(&address).await.body.contains("STATUS:CANCELLED"));
        assert!(close_feed(&me, &db).await.unwrap());
        assert_ne!(client.get(&address).await.status, 200);
    }
}
