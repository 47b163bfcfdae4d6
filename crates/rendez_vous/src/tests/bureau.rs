//! The office: the planning, places, professionals.

use super::suivi::{MINE, RIGHTS, ROOM, office, shows, site_of};
use super::*;

each_engine! { SCHEMA;
    async fn the_planning_is_filtered_by_its_address(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let other = effecteur(&ctx, &db, "Anne Abrial").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        creneau(&ctx, &db, other, "2026-03-02T17:00:00Z", 2).await;
        creneau(&ctx, &db, other, "2026-03-05T17:00:00Z", 3).await;
        book(&ctx, &db, &ordre(slot)).await.unwrap();
        let mut office = office(&db);
        let lieu = lieu_de(&db, &ctx, who).await;
        let day = office.get(ROOM).await;
        let order = (day.body.find("Dr Anne Abrial"), day.body.find("Dr Claire Roche"));
        assert!(order.0 < order.1 && order.0.is_some(), "by hour then by name");
        for (query, words, absent) in [
            ("?vue=semaine", "5\u{a0}places libres</strong>", "rien"),
            ("?libres=oui", "2\u{a0}places libres</strong>", ">Dr Claire Roche<"),
            ("?jour=2026-03-05", "3\u{a0}places libres</strong>", ">Dr Claire Roche<"),
            ("?jour=05/03/2026&vue=semaine", "5\u{a0}places libres</strong>", "rien"),
            ("?profession=infirmier", "Aucun créneau", ">Dr Claire Roche<"),
            ("?commune=43157", "2\u{a0}places libres</strong>", "rien"),
            ("?commune=01001", "Aucun créneau", ">Dr Claire Roche<"),
            ("?jour=x&vue=y&profession=z&commune=0&lieu=1&libres=", "2\u{a0}places libres</strong>", "rien"),
        ] {
            let page = office.get(&format!("{ROOM}{query}")).await;
            shows(&page, 200, &[words]);
            assert!(!page.body.contains(absent), "{query}");
        }
        shows(&office.get(&format!("{ROOM}?lieu={lieu}&vue=semaine")).await, 200, &[&format!("vue=semaine&amp;lieu={lieu}"), ">Pris</span>"]);
        for extreme in ["9999-12-31", "0001-01-01", "-009999-01-01"] {
            let page = office.get(&format!("{ROOM}?vue=semaine&jour={extreme}")).await;
            assert!(page.status.as_u16() < 500, "{extreme} {}", page.body);
        }
    }

    async fn places_are_added_changed_and_taken_out(db) {
        let (_, _) = cpts(&db, "essai").await;
        let mut office = office(&db);
        let lieux = format!("{ROOM}/lieux");
        let good = [("nom", "Maison médicale de garde"), ("sorte", "maison_de_garde"), ("commune", "43157"), ("code_postal", "43 000"), ("horaires", "Samedi de 14 h à 20 h"), ("acces", "Sur appel au 15"), ("telephone", "0471000000")];
        assert_eq!(office.post(&lieux, &good).await.location(), lieux);
        let page = office.get(&lieux).await;
        shows(&page, 200, &["Maison médicale de garde", "Samedi de 14 h à 20 h", "Sur appel au 15", "43000"]);
        let wrong = [("nom", " "), ("sorte", "x"), ("commune", "Atlantide"), ("code_postal", "43"), ("telephone", "12"), ("finess", "1")];
        let fields = ["nom", "sorte", "commune", "code_postal", "telephone", "finess"].map(|name| format!("id=\"f-{name}-erreur\""));
        shows(&office.post(&lieux, &wrong).await, 422, &fields.each_ref().map(String::as_str));
        shows(&office.post(&lieux, &good).await, 422, &["Un lieu de ce nom existe déjà"]);
        let at = page.body.find(">Maison médicale de garde</a>").unwrap();
        let here = page.body[..at].rsplit('"').nth(1).unwrap().to_owned();
        shows(&office.get(&here).await, 200, &["value=\"43157\"", "Retirer ce lieu"]);
        let now = [("nom", "Garde du Velay"), ("sorte", "maison_de_garde"), ("commune", "43157")];
        assert_eq!(office.post(&here, &now).await.location(), lieux);
        shows(&site_of(&db, 9, "membre", "2026-03-02T08:00:00Z").get(&here).await, 200, &["Garde du Velay", "Maison médicale de garde"]);
        office.post(&format!("{here}/retrait"), &[]).await;
        assert_eq!(office.get(&here).await.status, 404);
    }

    async fn professionals_are_added_changed_and_taken_out(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let lieu = lieu_de(&db, &ctx, who).await.to_string();
        let mut office = office(&db);
        let list = format!("{ROOM}/professionnels");
        shows(&office.get(&list).await, 200, &["Dr Claire Roche", "Sans RPPS"]);
        let good = [("nom", "Luc Besson-Roux"), ("profession", "infirmier"), ("lieu", lieu.as_str()), ("rpps", ""), ("courriel", "luc@exemple.fr")];
        let added = office.post(&list, &good).await;
        let theirs = added.location().to_owned();
        assert!(theirs.starts_with(&format!("{list}/")) && theirs.ends_with("/creneaux"), "{theirs}");
        let wrong = [("nom", ""), ("profession", ""), ("lieu", ""), ("rpps", "123"), ("courriel", "x"), ("telephone", "1")];
        let fields = ["nom", "profession", "lieu", "rpps", "courriel", "telephone"].map(|name| format!("id=\"f-{name}-erreur\""));
        shows(&office.post(&list, &wrong).await, 422, &fields.each_ref().map(String::as_str));
        let here = theirs.trim_end_matches("/creneaux").to_owned();
        shows(&office.get(&here).await, 200, &["Luc Besson-Roux", "luc@exemple.fr", "N’a pas de compte relié"]);
        let now = [("nom", "Luc Besson"), ("profession", "ipa"), ("lieu", lieu.as_str())];
        assert_eq!(office.post(&here, &now).await.location(), list);
        shows(&office.get(&list).await, 200, &["Luc Besson<", "Infirmier en pratique avancée"]);
        creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        office.post(&format!("{list}/{who}/retrait"), &[]).await;
        shows(&office.get(&list).await, 200, &["Professionnel retiré. 1\u{a0}créneau retiré, aucun rendez-vous"]);
        assert_eq!(office.get(&format!("{list}/{who}")).await.status, 404);
        let read_only = site_of(&db, 9, "operateur_snp", "2026-03-02T08:00:00Z").get(&list).await;
        shows(&read_only, 200, &["Luc Besson"]);
        assert!(!read_only.body.contains("Ses créneaux"));
    }

    async fn a_member_brings_their_account_whatever_the_form_says(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let lieu = lieu_de(&db, &ctx, who).await.to_string();
        let (member, account) = membre(&ctx, &db).await;
        let mut office = office(&db);
        let list = format!("{ROOM}/professionnels");
        shows(&office.get(&list).await, 200, &["Un membre de la CPTS", "Jeanne Vigouroux, Médecin généraliste"]);
        let page = office.get(&format!("{list}/nouveau?membre={member}")).await;
        shows(&page, 200, &["value=\"Dr Jeanne Vigouroux\"", "value=\"medecin_generaliste\" selected"]);
        let member = member.to_string();
        let sent = [("nom", "Dr Jeanne Vigouroux"), ("profession", "medecin_generaliste"), ("lieu", lieu.as_str()), ("membre", member.as_str())];
        assert_eq!(office.post(&list, &sent).await.status, 303);
        let mut jeanne = site_of(&db, account, "membre", "2026-03-02T08:00:00Z");
        shows(&jeanne.get(MINE).await, 200, &["Proposer un créneau"]);
        shows(&office.post(&list, &sent).await, 422, &["participe déjà"]);
        let stranger = [sent[0], sent[1], sent[2], ("membre", "00000000-0000-4000-8000-00000000000a")];
        assert_eq!(office.post(&list, &stranger).await.status, 404);
    }

    async fn a_commune_is_said_by_its_name_and_the_postcode_tells_those_of_one_name_apart(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let atlas = territoire::Atlas::load(&db, ctx.now).await.unwrap();
        let app = testsite::builder(&db, ctx.now, RIGHTS).with(atlas).modules(&[module()]).build();
        let mut office = testsite::visitor(&app, (module().routes)(), "secretariat");
        let lieux = format!("{ROOM}/lieux");
        for (nom, commune, code_postal, answer) in [
            ("un", "le puy en velay", "", Ok("43157")),
            ("deux", "Saint-Denis", "93200", Ok("93066")),
            ("trois", "Saint-Denis", "97400", Ok("97411")),
            ("quatre", "Saint-Denis", "", Err("Plusieurs communes sont possibles")),
            ("cinq", "Saint-Ge", "", Err("Plusieurs communes sont possibles")),
            ("six", "Atlantide", "", Err("Nous ne connaissons pas cette commune")),
        ] {
            let sent = [("nom", nom), ("sorte", "cabinet"), ("commune", commune), ("code_postal", code_postal)];
            let page = office.post(&lieux, &sent).await;
            match answer {
                Err(words) => shows(&page, 422, &[words, "id=\"f-commune-erreur\""]),
                Ok(code) => {
                    assert_eq!(page.status, 303, "{commune}: {}", page.body);
                    let all = store::lieux::lieux(&mut db.read(&ctx).await.unwrap()).await.unwrap();
                    assert_eq!(all.iter().find(|one| one.nom == nom).unwrap().commune.to_string(), code);
                }
            }
        }
    }
}
