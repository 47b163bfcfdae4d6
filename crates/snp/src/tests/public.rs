//! « Besoin d’un soin rapidement »: what everybody reads.

use super::lire::{shows, site};
use super::*;
use db::Db;
use rendez_vous::lieu::Sorte;
use rendez_vous::{Contenu, Horaire, Lieu, Modalite, Visibilite};

const PAGE: &str = "/essai/soins-rapides";

async fn house(ctx: &Ctx, db: &Db) {
    let lieu = Lieu {
        id: ctx.id(),
        sorte: Sorte::MaisonDeGarde,
        nom: "Garde du Velay".to_owned(),
        commune: "43157".parse().unwrap(),
        adresse: "12 boulevard Chantemesse".to_owned(),
        code_postal: "43000".to_owned(),
        telephone: Some("0471000002".parse().unwrap()),
        finess: None,
        horaires: "Samedi de 14 h à 20 h".to_owned(),
        acces: "Sur appel au 15".to_owned(),
        retire_le: None,
    };
    rendez_vous::keep_lieu(ctx, db, lieu).await.unwrap();
}

each_engine! { SCHEMA;
    async fn everybody_reads_whom_to_call_and_gives_nothing(db) {
        cpts(&db, "essai").await;
        let mut anybody = site(&db, "", "2026-03-02T08:00:00Z").await;
        let page = anybody.get(PAGE).await;
        shows(&page, 200, &["Besoin d’un soin rapidement", "tel:15", "tel:112", "tel:114", "tel:3237", "Une douleur dans la poitrine", "Permanence des soins", "8\u{a0}h\u{a0}00"]);
        assert!(!page.body.contains("<form method=\"post\"") && !page.body.contains("Les cabinets sont fermés") && !page.body.contains("Dr Claire Roche"));
        shows(&site(&db, "", "2026-03-02T20:00:00Z").await.get(PAGE).await, 200, &["Les cabinets sont fermés"]);
        assert_eq!(anybody.get("/personne/soins-rapides").await.status, 404);
    }

    async fn places_for_all_and_houses_are_shown_with_no_number_of_a_person(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        house(&ctx, &db).await;
        let professional = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let slot = rendez_vous::store::creneaux::creneau(&mut tx, professional).await.unwrap().unwrap();
        drop(tx);
        let public = Contenu { visibilite: [Visibilite::Public].into(), modalite: Modalite::Cabinet, ..slot.contenu };
        let horaire = |debut: &str, fin: &str| Horaire { debut: instant(debut), fin: instant(fin) };
        for (debut, fin) in [("2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"), ("2026-03-06T09:00:00Z", "2026-03-06T10:00:00Z")] {
            rendez_vous::offer(&ctx, &db, ctx.id(), who, horaire(debut, fin), public.clone()).await.unwrap();
        }
        let told = Reglage { telephone: Some("0471000001".parse().unwrap()), horaires: "de 8 h à 20 h".to_owned(), texte_public: "Venez avec votre carte.".to_owned(), ..Reglage::default() };
        set_reglage(&ctx, &db, &Reglage::default(), told).await.unwrap();
        let page = site(&db, "", "2026-03-02T08:00:00Z").await.get(PAGE).await;
        shows(&page, 200, &["mardi 3\u{a0}mars 2026, 10\u{a0}h\u{a0}00", "Dr Claire Roche", "1 place du Plot", "tel:0471000001", "de 8 h à 20 h", "Venez avec votre carte", "Garde du Velay", "Samedi de 14 h", "Sur appel au 15", "tel:0471000002"]);
        assert!(!page.body.contains("vendredi 6") && !page.body.contains("18\u{a0}h\u{a0}00"), "too far, and for professionals");
        assert!(!page.body.contains("@exemple.fr") && !page.body.contains("Cabinet de Claire Roche</h3>"));
    }
}
