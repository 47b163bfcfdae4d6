//! The first page of the room, and the way from page to page.

use super::places::{compte, membre, shows, site};
use super::*;
use testkit::Visitor;

const ROOM: &str = "/velay/espace/medecin-traitant";
const MORNING: &str = "2026-03-02T08:00:00Z";
/// Each page, and the part of the room below which it stands.
const BELOW: [(&str, &str); 10] = [
    ("", ""),
    ("/nouvelle", ""),
    ("/import", ""),
    ("/doublons", ""),
    ("/lettres", ""),
    ("/communes", ""),
    ("/medecins", "/medecins"),
    ("/campagnes", "/medecins"),
    ("/reglages", "/regle"),
    ("/registre", "/regle"),
];

async fn enter(db: &db::Db, who: Uuid, role: &str) -> Visitor {
    site(db, MORNING, &format!("{who}~{role}")).await
}

each_engine! { SCHEMA;
    async fn each_page_shows_the_part_below_which_it_stands(db) {
        cpts(&db, "velay").await;
        let mut office = enter(&db, Uuid::from_u128(1), "coordination").await;
        for (page, part) in BELOW {
            let tab = format!(r#"href="{ROOM}{part}" aria-current="page""#);
            shows(&office.get(&format!("{ROOM}{page}")).await, 200, &[r#"class="tabs""#, &tab]);
        }
    }

    async fn a_room_without_request_says_how_to_begin(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let mut office = enter(&db, Uuid::from_u128(1), "coordination").await;
        shows(&office.get(ROOM).await, 200, &["Pour commencer", "/velay/medecin-traitant/formulaire.pdf"]);
        let one = demande(&ctx, 1956, &["ald"]);
        let (coffre, mut tx) = (Coffre::new(db.secret(), ctx.cpts), db.begin(&ctx).await.unwrap());
        assert!(store::demandes::keep(&mut tx, &coffre, &one, None).await.unwrap());
        tx.record(db::Trace::new("essai", objet(one.id)));
        tx.commit().await.unwrap();
        let list = office.get(ROOM).await;
        shows(&list, 200, &["Doublons", "Lettres et appels", "Carte par commune"]);
        assert!(!list.body.contains("Pour commencer") && !list.body.contains("doublon à trancher"), "{}", list.body);
    }

    async fn a_member_finds_what_they_may_do_and_a_doctor_their_pages(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let nurse = enter(&db, Uuid::from_u128(7), "membre").await.get(ROOM).await;
        shows(&nurse, 200, &["Nouvelle demande", "Demandez à la coordination de vous ajouter"]);
        assert!(!nurse.body.contains("mes-cartes") && !nurse.body.contains(r#"class="tabs""#), "{}", nurse.body);
        let roche = membre(&ctx, &db, "Roche", "Médecin généraliste", Some("43157")).await;
        let account = compte(&ctx, &db, roche).await;
        add_medecin(&ctx, &db, ctx.id(), Nouveau::Adherent(roche)).await.unwrap();
        let mut doctor = enter(&db, account, "membre").await;
        let links = [format!("{ROOM}/mes-cartes"), format!("{ROOM}/mes-places")];
        let words = ["Dr Claire Roche", "combien de patients pouvez-vous prendre", &links[0], &links[1]];
        shows(&doctor.get(ROOM).await, 200, &words);
        shows(&doctor.get(&links[0]).await, 200, &[&links[1]]);
        shows(&doctor.get(&links[1]).await, 200, &[&links[0]]);
        for refused in ["/medecins", "/chiffres", "/proposer"] {
            assert_eq!(doctor.get(&format!("{ROOM}{refused}")).await.status, 403);
        }
        let partner = enter(&db, Uuid::from_u128(8), "partenaire").await.get(ROOM).await;
        shows(&partner, 200, &["Nouvelle demande"]);
        assert!(!partner.body.contains("Vous êtes médecin"), "{}", partner.body);
    }
}
