use super::{MEMBERS, OFFICE, signed};
use crate::{Answer, Fields, Refusal, Room, Routes, Visit};
use axum::http::StatusCode;
use maud::html;
use testkit::each_engine;

const ROOM: Room = Room {
    name: "Essais",
    segment: "essais",
    label: "Parties des essais",
    parts: &[("Tous", "", MEMBERS), ("Passés", "?quand=passes", MEMBERS), ("Réglages", "reglages", OFFICE)],
};

/// A verb that answers what it is asked.
#[derive(Debug, thiserror::Error)]
#[error("Ce n’est pas possible.")]
struct Refused(u16, &'static str);

impl Refusal for Refused {
    fn problem(&self) -> (u16, &'static str) {
        (self.0, self.1)
    }
}

pub(super) fn routes() -> Routes {
    async fn show(visit: Visit, fields: Fields) -> Answer {
        let frame = ROOM.below(&visit, "Un essai", &[("Lots", "lots"), ("Lot 3", "lots/3")]);
        let part = if fields.has("bureau") { "reglages" } else { "?quand=passes" };
        let content = html! {
            (ROOM.tabs(&visit, part))
            (visit.key(&fields.filled(&crate::FieldErrors::default())))
        };
        Ok(visit.page(&frame, content))
    }
    async fn act(visit: Visit, fields: Fields) -> Answer {
        let code = if fields.has("droit") { "droit-manquant" } else { "essai-refuse" };
        let result = fields.get("refus").parse().map_or(Ok(()), |status| Err(Refused(status, code)));
        ROOM.after(&visit, "lots/3", format!("Noté\u{a0}: {}.", fields.key::<()>(&visit)), result)
    }
    Routes::new()
        .get("/{cpts}/espace/essais", MEMBERS, show)
        .get("/{cpts}/espace/essais/lots/3", MEMBERS, show)
        .post("/{cpts}/espace/essais", MEMBERS, act)
}

const HERE: &str = "/velay/espace/essais";
const KEY: &str = "0197a3b2-0000-7000-8000-000000000001";

each_engine! { &[db::MIGRATIONS];
    async fn tabs_show_the_parts_that_one_may_open(db) {
        let member = signed(db.clone(), "membre").get(HERE).await.body;
        assert!(member.contains(r#"<nav class="tabs" aria-label="Parties des essais">"#), "{member}");
        assert!(member.contains(r#"<a href="/velay/espace/essais?quand=passes" aria-current="page">Passés</a>"#), "{member}");
        assert!(member.contains(r#"<a href="/velay/espace/essais">Tous</a>"#) && !member.contains("Réglages"), "{member}");
        let office = signed(db, "bureau").get(HERE).await.body;
        assert!(office.contains(r#"<a href="/velay/espace/essais/reglages">Réglages</a>"#), "{office}");
    }

    async fn below_a_part_that_one_may_not_open_there_are_no_tabs(db) {
        let below = format!("{HERE}?bureau=oui");
        let member = signed(db.clone(), "membre").get(&below).await.body;
        assert!(!member.contains("class=\"tabs\""), "{member}");
        let office = signed(db, "bureau").get(&below).await.body;
        assert!(office.contains(r#"<a href="/velay/espace/essais/reglages" aria-current="page">Réglages</a>"#), "{office}");
    }

    async fn crumbs_lead_from_the_room_down(db) {
        let page = signed(db, "membre").get(HERE).await.body;
        let places: Vec<_> = [">Essais<", r#"href="/velay/espace/essais/lots""#, r#"href="/velay/espace/essais/lots/3""#]
            .map(|words| page.find(words)).into_iter().collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {page}");
    }

    async fn a_form_shown_again_keeps_its_key(db) {
        let mut person = signed(db, "membre");
        let fresh = person.get(HERE).await.input("cle").unwrap().to_owned();
        assert_ne!(person.get(&format!("{HERE}?cle=")).await.input("cle").unwrap(), fresh);
        assert_eq!(person.get(&format!("{HERE}?cle={KEY}")).await.input("cle"), Some(KEY));
        person.post(HERE, &[("cle", KEY)]).await;
        assert!(person.get(&format!("{HERE}/lots/3")).await.body.contains(KEY));
    }

    async fn a_refusal_is_said_where_one_returns(db) {
        for status in ["403", "409", "413", "422"] {
            let mut person = signed(db.clone(), "membre");
            let answer = person.post(HERE, &[("refus", status)]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/velay/espace/essais/lots/3"), "{status}");
            let page = person.get(answer.location()).await.body;
            assert!(page.contains("Ce n’est pas possible.") && !page.contains("Noté"), "{page}");
        }
    }

    async fn what_no_page_can_tell_is_a_problem(db) {
        let mut person = signed(db, "membre");
        for status in ["404", "410", "500"] {
            assert_eq!(person.post(HERE, &[("refus", status)]).await.status.as_str(), status);
        }
        assert_eq!(person.post(HERE, &[("refus", "403"), ("droit", "oui")]).await.status, StatusCode::FORBIDDEN);
    }
}
