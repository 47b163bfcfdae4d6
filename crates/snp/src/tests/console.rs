//! The console as its doors show it: a call typed, a sign of alarm, places, gestures, the tap of a professional.

use super::*;
use db::Db;
use testkit::Visitor;
use testkit::http::Page;

const RIGHTS: &str = include_str!("../../../app/droits.txt");
const ROOM: &str = "/essai/espace/soins-non-programmes";

fn site_of(db: &Db, role: &str, now: &str) -> Visitor {
    let modules = [rendez_vous::module(), module()];
    let app = testsite::builder(db, instant(now), RIGHTS).modules(&modules).build();
    testsite::visitor(&app, (module().routes)(), &format!("{}~{role}", Uuid::from_u128(1)))
}

/// The operator on 2 March 2026 at 9:00.
fn operator(db: &Db) -> Visitor {
    site_of(db, "operateur_snp", "2026-03-02T08:00:00Z")
}

fn shows(page: &Page, status: u16, words: &[&str]) {
    assert_eq!(page.status, status, "{}", page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

/// A call, and what else is said of it; the communes of these sites are known by their code only.
fn appel<'a>(rest: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("telephone", "06 12 34 56 78"),
        ("motif", "fiev"),
        ("age", "34"),
        ("commune", "43157"),
        ("nom", "Jeanne Chaussegros"),
        ("mt", ""),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !rest.iter().any(|(other, _)| other == name));
    kept.chain(rest.iter().copied()).collect()
}

/// Types a call; where its request is.
async fn typed(site: &mut Visitor, rest: &[(&str, &str)]) -> String {
    let page = site.post(&format!("{ROOM}/appels"), &appel(rest)).await;
    assert_eq!(page.status, 303, "{}", page.body);
    page.location().to_owned()
}

/// The value of the first field of that name.
fn value<'a>(page: &'a Page, name: &str) -> &'a str {
    let at = page
        .body
        .find(&format!("name=\"{name}\" value=\""))
        .unwrap_or_else(|| panic!("{name}\n{}", page.body));
    page.body[at..].split('"').nth(3).unwrap()
}

each_engine! { SCHEMA;
    async fn a_call_is_typed_and_placed_by_one_key(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 2).await;
        let mut site = operator(&db);
        shows(&site.get(ROOM).await, 200, &["Nouvel appel", "Personne n’attend", "data-steady", "Proposition à valider"]);
        let here = typed(&mut site, &[]).await;
        let page = site.get(&here).await;
        shows(&page, 200, &["Fièvre, 34\u{a0}ans, 43157", "data-key=\"1\"", "Aujourd’hui, 18\u{a0}h\u{a0}00\u{a0}–\u{a0}19\u{a0}h\u{a0}00", "dans 9\u{a0}h", "même commune"]);
        assert!(!page.body.contains("Chaussegros") && !page.body.contains("0612345678"), "no name without a reason");
        let (cle, slot) = (value(&page, "cle").to_owned(), slot.to_string());
        let order = [("geste", "placer"), ("cle", cle.as_str()), ("creneau", slot.as_str())];
        for _ in 0..3 {
            let done = site.post(&here, &order).await;
            assert_eq!(done.location(), ROOM, "sent again, the same appointment");
        }
        assert_eq!(libres(&ctx, &db, slot.parse().unwrap()).await, 1);
        shows(&site.get(&here).await, 200, &["Rendez-vous pris", "Dr Claire Roche", "L’issue se note dès que"]);
        shows(&site.get(&format!("{ROOM}?liste=placees")).await, 200, &["Fièvre, 34\u{a0}ans"]);
        let mut later = site_of(&db, "operateur_snp", "2026-03-02T17:30:00Z");
        shows(&later.get(&here).await, 200, &["data-key=\"v\""]);
        assert_eq!(later.post(&here, &[("geste", "issue"), ("issue", "honoree")]).await.status, 303);
        shows(&later.get(&here).await, 200, &["Patient vu"]);
    }

    async fn every_fault_of_a_call_is_beside_its_field(db) {
        cpts(&db, "essai").await;
        let mut site = operator(&db);
        let wrong = [("telephone", "12"), ("motif", "xyz"), ("age", "130"), ("commune", "Atlantide"), ("mt", "")];
        let fields = ["telephone", "motif", "age", "commune"].map(|name| format!("id=\"f-{name}-erreur\""));
        let page = site.post(&format!("{ROOM}/appels"), &appel(&wrong)).await;
        shows(&page, 422, &fields.each_ref().map(String::as_str));
        shows(&page, 422, &["Jeanne Chaussegros"]);
        let empty = site.post(&format!("{ROOM}/appels"), &[]).await;
        shows(&empty, 422, &["id=\"f-motif-erreur\"", "id=\"f-age-erreur\"", "id=\"f-commune-erreur\""]);
        assert!(!empty.body.contains("f-telephone-erreur"), "some callers hide their number");
    }

    async fn a_sign_of_alarm_goes_to_the_15_and_proposes_no_place(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 2).await;
        let mut site = operator(&db);
        let here = typed(&mut site, &[("drapeaux", "thorax"), ("drapeaux", "souffle")]).await;
        let page = site.get(&here).await;
        shows(&page, 200, &["appelez le 15 maintenant", "Une douleur dans la poitrine", "De la peine à respirer", "tel:15"]);
        assert!(!page.body.contains("data-key=\"1\""));
        shows(&site.post(&here, &[("geste", "quinze"), ("dit", " ")]).await, 422, &["id=\"f-dit-erreur\""]);
        assert_eq!(site.post(&here, &[("geste", "quinze"), ("dit", "Régulateur prévenu, SMUR engagé.")]).await.status, 303);
        shows(&site.get(&here).await, 200, &["Transmise au 15", "SMUR engagé"]);
        // One that comes up while a place is looked for.
        let next = typed(&mut site, &[]).await;
        shows(&site.get(&next).await, 200, &["data-key=\"1\""]);
        assert_eq!(site.post(&next, &[("geste", "alarme"), ("drapeaux", "conscience")]).await.status, 303);
        let page = site.get(&next).await;
        shows(&page, 200, &["appelez le 15 maintenant"]);
        assert!(!page.body.contains("data-key=\"1\""));
    }

    async fn the_own_doctor_comes_first_then_everybody_and_the_link_answers_in_one_tap(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let other = effecteur(&ctx, &db, "Anne Abrial").await;
        creneau(&ctx, &db, other, "2026-03-02T09:00:00Z", 1).await;
        creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let mut site = operator(&db);
        let here = typed(&mut site, &[("mt", "roche")]).await;
        let page = site.get(&here).await;
        let order = (page.body.find("Dr Claire Roche</td>").or(page.body.find("Dr Claire Roche<br")), page.body.find("Dr Anne Abrial<br"));
        assert!(order.0 < order.1 && order.0.is_some(), "{order:?}\n{}", page.body);
        shows(&page, 200, &["médecin traitant · dans"]);
        assert_eq!(site.post(&here, &[("geste", "mt")]).await.status, 303);
        let asked = site.get(&here).await;
        shows(&asked, 200, &["data-poll", "a la main, encore 20\u{a0}min", "Élargir à tous maintenant"]);
        assert!(!asked.body.contains("Dr Anne Abrial<br"), "only the own doctor meanwhile");
        assert_eq!(site.post(&here, &[("geste", "elargir")]).await.status, 303);
        shows(&site.get(&here).await, 200, &["Proposée à tous", "Dr Anne Abrial<br"]);
        assert_eq!(site.post(&here, &[("geste", "secteur")]).await.status, 303);
        let page = site.get(&here).await;
        shows(&page, 200, &["Professionnels interrogés", "Dit oui"]);
        let asked = value(&page, "sollicitation").to_owned();
        assert_eq!(site.post(&here, &[("geste", "reponse"), ("sollicitation", &asked), ("oui", "oui")]).await.status, 303);
        shows(&site.get(&here).await, 200, &["la prend, dit à"]);
    }

    async fn a_caller_is_recognised_and_read_with_a_reason(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let mut site = operator(&db);
        let here = typed(&mut site, &[]).await;
        let known = site.post(&format!("{ROOM}/appelant"), &[("telephone", "+33612345678"), ("nom", "Luc")]).await;
        shows(&known, 200, &["1\u{a0}demande récente", &here, "value=\"Luc\""]);
        shows(&site.post(&format!("{ROOM}/appelant"), &[("telephone", "0699999999")]).await, 200, &["n’a pas appelé récemment"]);
        shows(&site.post(&format!("{ROOM}/appelant"), &[]).await, 422, &["Écrivez d’abord son numéro"]);
        shows(&site.post(&here, &[("geste", "identite")]).await, 422, &["id=\"f-raison-erreur\""]);
        shows(&site.post(&here, &[("geste", "identite"), ("raison", "pour Chaussegros")]).await, 422, &["ni le nom"]);
        shows(&site.post(&here, &[("geste", "identite"), ("choix", "rappel du patient")]).await, 200, &["Jeanne Chaussegros"]);
        let nameless = typed(&mut site, &[("telephone", ""), ("nom", "")]).await;
        assert_eq!(site.post(&nameless, &[("geste", "identite"), ("choix", "rappel du patient")]).await.status, 303);
        let mut stranger = site_of(&db, "membre", "2026-03-02T08:00:00Z");
        assert_eq!((stranger.get(ROOM).await.status.as_u16(), stranger.get(&here).await.status.as_u16()), (403, 403));
        let mut reader = site_of(&db, "presidence", "2026-03-02T08:00:00Z");
        let page = reader.get(&here).await;
        shows(&page, 200, &["Fièvre"]);
        assert!(!page.body.contains("Nom et téléphone") && !page.body.contains("data-key=\""), "reads, does nothing");
        assert_eq!(site.get(&format!("{ROOM}/demandes/{}", ctx.id::<()>())).await.status, 404);
    }

    async fn an_appointment_is_told_once_and_says_nothing_of_health(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 2).await;
        let id = demande(&ctx, &db).await;
        let rdv = place(&ctx, &db, id, slot, cle(&ctx)).await.unwrap().id;
        let told = testkit::race(8, || async { tell(&ctx, &db, id, rdv, Annonce::Pris, true).await.unwrap() }).await;
        assert_eq!(told.iter().filter(|(patient, doctor)| *patient && *doctor).count(), 1);
        let sent = events::<comptes::MessageDemande>(&db, &ctx).await;
        let texts: Vec<&str> = sent.iter().map(|one| one.texte.as_str()).collect();
        assert_eq!(texts.len(), 2, "{texts:#?}");
        let patient = texts.iter().find(|text| text.contains("votre rendez-vous")).unwrap();
        assert!(patient.contains("de 18\u{a0}h\u{a0}00 à 19\u{a0}h\u{a0}00, Cabinet de Claire Roche, 1 place du Plot, 43000"), "{patient}");
        for text in &texts {
            assert!(!text.contains("Fièvre") && !text.contains("Chaussegros") && !text.contains("34"), "{text}");
        }
        let mute = demande(&ctx, &db).await;
        let rdv = place(&ctx, &db, mute, slot, cle(&ctx)).await.unwrap().id;
        assert_eq!(tell(&ctx, &db, mute, rdv, Annonce::Pris, false).await.unwrap(), (false, true), "no text messages here");
    }
}
