//! The pages, as people walk them.

use super::*;
use testkit::{each_engine, http::Page};

const ICI: &str = "/velay/espace/reunions";

fn shows(page: &Page, words: &[&str]) {
    assert!(page.status == 200 || page.status == 422, "{}\n{}", page.status, page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

async fn posted(visitor: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let page = visitor.post(path, fields).await;
    assert_eq!(page.status, 303, "{path}\n{}", page.body);
    page.location().to_owned()
}

const FORM: [(&str, &str); 7] = [
    ("titre", "Groupe plaies"),
    ("genre", "groupe"),
    ("mission", "parcours"),
    ("debut", "2026-03-02T19:00"),
    ("fin", "2026-03-02T21:00"),
    ("ordre", "Bilan"),
    ("lieu", "Mairie"),
];

each_engine! { SCHEMA;
    async fn every_page_opens_on_an_empty_room(db) {
        cpts(&db, "velay").await;
        let mut claire = claire(&db, DURING);
        for (part, words) in [
            ("", "Aucune réunion ici"), ("?quand=passees", "Année 2025"), ("?quand=miennes", "Aucune réunion ici"),
            ("/nouvelle", "Prévoir la réunion"), ("/serie", "Voir les dates"), ("/decisions", "Rien à suivre"),
            ("/attestations", "Aucune attestation"), ("/agenda", "Créer mon adresse"),
        ] {
            shows(&claire.get(&format!("{ICI}{part}")).await, &[words]);
        }
        assert_eq!(claire.get(&format!("{ICI}/x")).await.status, 404);
        shows(&visitor(&db, DURING, "").get("/velay/e").await, &["Code affiché à l’écran"]);
    }

    async fn a_meeting_goes_from_plan_to_minutes_through_the_pages(db) {
        let ctx = cpts(&db, "velay").await;
        let lea = membre(&ctx, &db, "Léa", "Roux").await.to_string();
        let mut desk = claire(&db, testkit::actors::NOW);
        let bad = desk.post(ICI, &[("titre", "x"), ("genre", "groupe"), ("mission", "parcours"), ("debut", "2026-03-29T02:30"), ("fin", ""), ("visio", "skype")]).await;
        shows(&bad, &["Cette heure n’existe pas", "ce champ est obligatoire"]);
        let form = [&FORM[..], &[("cle", "018f0000-0000-7000-8000-000000000001")]].concat();
        let here = posted(&mut desk, ICI, &form).await;
        assert_eq!(posted(&mut desk, ICI, &form).await, here, "sent twice, kept once");
        shows(&desk.get(&here).await, &["Groupe plaies", "Personne n’est encore invité", "La porte s’ouvre"]);
        posted(&mut desk, &format!("{here}/invites"), &[("membre", &lea), ("convives", "Marie Durand <marie@exemple.fr>")]).await;
        shows(&desk.get(&format!("{here}/invites")).await, &["Léa Roux", "Marie Durand", "Relancer"]);
        let lu = desk.get(&format!("{here}/modifier")).await.input("lu").unwrap().to_owned();
        let changed = [&FORM[..], &[("lu", &lu), ("theme", "plaies")]].concat();
        posted(&mut desk, &format!("{here}/modifier"), &changed).await;
        let mut evening = claire(&db, DURING);
        shows(&evening.get(&here).await, &["Ouvrir la porte", "En cours"]);
        let sheet = evening.get(&format!("{here}/feuille.pdf")).await;
        assert!(sheet.status == 200 && sheet.body.starts_with("%PDF"));
        let grid = format!("{here}/presences");
        let wrong = evening.post(&grid, &[(&format!("la-{lea}"), "oui"), (&format!("de-{lea}"), "23h")]).await;
        shows(&wrong, &["en dehors de la réunion"]);
        posted(&mut evening, &grid, &[(&format!("la-{lea}"), "oui"), (&format!("de-{lea}"), "19h30"), ("comment", "feuille")]).await;
        shows(&evening.get(&grid).await, &["Léa Roux", "1\u{a0}h\u{a0}30", "Signée sur papier"]);
        posted(&mut evening, &format!("{here}/tenue"), &[]).await;
        let page = evening.get(&format!("{here}/compte-rendu")).await;
        shows(&page, &["Présents\u{a0}: Léa Roux", "## Bilan"]);
        posted(&mut evening, &format!("{here}/compte-rendu"), &[("lue", "0"), ("compte_rendu", "## Bilan\n\nTout va bien.")]).await;
        let late = evening.post(&format!("{here}/compte-rendu"), &[("lue", "0"), ("compte_rendu", "Autre")]).await;
        shows(&late, &["Cela a changé", "Autre"]);
        posted(&mut evening, &format!("{here}/compte-rendu/validation"), &[("lue", "1")]).await;
        posted(&mut evening, &format!("{here}/decisions"), &[("texte", "Écrire le protocole"), ("porteur", &lea), ("echeance", "2026-04-01")]).await;
        shows(&evening.get(&format!("{ICI}/decisions")).await, &["Écrire le protocole", "Léa Roux", "C’est fait", "Groupe plaies, 2\u{a0}mars 2026"]);
        for file in ["pdf", "docx"] {
            assert_eq!(evening.get(&format!("{here}/compte-rendu.{file}")).await.status, 200);
        }
        let mut later = claire(&db, "2026-03-04T08:00:00Z");
        shows(&later.get(&here).await, &["Tenue", "Elle n’a pas eu lieu", "les indemnités qui en viennent seront reprises"]);
        posted(&mut later, &format!("{here}/annulation"), &[("motif", "Notée par erreur")]).await;
        shows(&later.get(&here).await, &["ses présences ne comptent plus", "Annulée\u{a0}: Notée par erreur"]);
        assert_eq!(ledger(&at(&ctx, DURING), &db, actes::Genre::Presence).await, (0, 0, 0));
    }

    async fn the_video_call_of_a_board_is_for_those_who_sit_there(db) {
        let ctx = cpts(&db, "velay").await;
        let lea = membre(&ctx, &db, "Léa", "Roux").await;
        let account = author(&linked(&ctx, &db, lea, "lea").await).unwrap();
        let visio = "https://visio.exemple.fr/ca".to_owned();
        let board = plan_reunion(&ctx, &db, Nouvelle { genre: Genre::Ca, visio: visio.clone(), ..ce_soir() }).await.unwrap();
        let group = plan_reunion(&ctx, &db, Nouvelle { visio: visio.clone(), ..ce_soir() }).await.unwrap();
        send_invitations(&ctx, &db, board, &[lea], &[]).await.unwrap();
        let sees = async |mut who: Visitor, id: Id<Reunion>| who.get(&format!("{ICI}/{id}")).await.body.contains(&visio);
        let elu = || visitor(&db, DURING, &format!("{}~elu", Uuid::from_u128(8)));
        assert!(!sees(elu(), board).await && sees(elu(), group).await);
        assert!(sees(visitor(&db, DURING, &format!("{account}~usager")), board).await, "invited");
        assert!(sees(claire(&db, DURING), board).await);
    }

    async fn the_door_proposes_members_of_the_day_and_those_invited_by_name(db) {
        let ctx = cpts(&db, "velay").await;
        let id = planned(&ctx, &db).await;
        for prenom in ["Zoé", "Ana"] {
            membre(&ctx, &db, prenom, "Roux").await;
        }
        for (prenom, invited) in [("Paul", false), ("Luc", true)] {
            let left = membre(&ctx, &db, prenom, "Roux").await;
            if invited {
                send_invitations(&ctx, &db, id, &[left], &[]).await.unwrap();
            }
            adhesions::leave(&ctx, &db, left, date(2026, 2, 1), "Départ").await.unwrap();
        }
        let guest = Convive { nom: "Rose Roux-Vidal".to_owned(), courriel: None };
        send_invitations(&ctx, &db, id, &[], &[guest]).await.unwrap();
        let mut phone = visitor(&db, DURING, "");
        let code = jeton::code(db.secret(), ctx.cpts, id, instant(DURING));
        let passe = phone.get(&format!("/velay/e/{id}/{code}")).await.input("passe").unwrap().to_owned();
        let found = phone.post(&format!("/velay/e/{id}"), &[("passe", &passe), ("nom", "ROUX"), ("geste", "chercher")]).await;
        let place = |name: &str| found.body.find(&format!("Je suis {name}"));
        let order = ["Ana Roux", "Luc Roux", "Zoé Roux", "Rose Roux-Vidal"].map(|name| place(name).unwrap_or_else(|| panic!("{name}\n{}", found.body)));
        assert!(order.is_sorted(), "{order:?}");
        assert_eq!(place("Paul Roux"), None, "left, and not invited");
    }

    async fn the_door_shows_a_code_that_a_phone_follows(db) {
        let ctx = cpts(&db, "velay").await;
        let id = planned(&ctx, &db).await;
        membre(&ctx, &db, "Léa", "Roux").await;
        let page = claire(&db, DURING).get(&format!("{ICI}/{id}/porte")).await;
        shows(&page, &["Scannez pour signer", "Personne n’a encore signé", "<svg", "width=\"100%\""]);
        assert!(page.headers.contains_key("refresh"));
        let code = jeton::code(db.secret(), ctx.cpts, id, instant(DURING));
        let address = format!("/velay/e/{id}/{code}");
        let old = visitor(&db, "2026-03-02T18:10:00Z", "").get(&address).await;
        assert_eq!(old.status, 410, "a photo of five minutes ago");
        let mut phone = visitor(&db, DURING, "");
        let typed = phone.post("/velay/e", &[("code", &jeton::spaced(&code).to_lowercase())]).await;
        shows(&typed, &["Trouver mon nom"]);
        let passe = phone.get(&address).await.input("passe").unwrap().to_owned();
        let action = format!("/velay/e/{id}");
        shows(&phone.post(&action, &[("passe", &passe), ("nom", "r"), ("geste", "chercher")]).await, &["au moins deux lettres"]);
        let found = phone.post(&action, &[("passe", &passe), ("nom", "rou"), ("geste", "chercher")]).await;
        shows(&found, &["Je suis Léa Roux"]);
        assert!(!found.body.contains("exemple.fr"), "no address is shown");
        let qui = found.input("qui").unwrap().to_owned();
        shows(&phone.post(&action, &[("passe", &passe), ("qui", &qui)]).await, &["Merci, c’est signé", "2\u{a0}h"]);
        shows(&phone.post(&action, &[("passe", &passe), ("qui", &qui)]).await, &["C’était déjà signé"]);
        let half = phone.post(&action, &[("passe", &passe), ("nom", "Marie Durand"), ("geste", "visiteur")]).await;
        shows(&half, &["obligatoire"]);
        shows(&phone.post(&action, &[("passe", &passe), ("nom", "Marie Durand"), ("profession", "Élue"), ("geste", "visiteur")]).await, &["rattachera"]);
        assert_eq!(phone.post(&action, &[("passe", "1.X"), ("qui", &qui)]).await.status, 410);
        let mut evening = claire(&db, DURING);
        shows(&evening.get(&format!("{ICI}/{id}/porte?pause=oui")).await, &["Léa Roux", "Marie Durand", "À rattacher"]);
        shows(&evening.get(&format!("{ICI}/{id}/presences")).await, &["Signatures à rattacher", "Élue"]);
    }

    async fn a_signed_in_member_is_recognised_at_the_door(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let account = author(&linked(&ctx, &db, lea, "lea").await).unwrap();
        let code = jeton::code(db.secret(), ctx.cpts, id, instant(DURING));
        let mut phone = visitor(&db, DURING, &format!("{account}~membre"));
        shows(&phone.get(&format!("/velay/e/{id}/{code}")).await, &["Je suis Léa Roux"]);
    }

    async fn a_series_shows_its_dates_before_it_is_kept(db) {
        cpts(&db, "velay").await;
        let mut desk = claire(&db, testkit::actors::NOW);
        let rule = [&FORM[..], &[("rythme", "semaines"), ("tous_les", "2"), ("fois", "3"), ("cle", "018f0000-0000-7000-8000-000000000002")]].concat();
        shows(&desk.post(&format!("{ICI}/serie"), &rule).await, &["Toutes les 2 semaines, le lundi", "30\u{a0}mars 2026", "Prévoir ces réunions"]);
        let endless = [&FORM[..], &[("rythme", "semaines"), ("sauf", "demain")]].concat();
        shows(&desk.post(&format!("{ICI}/serie"), &endless).await, &["Donnez une date de fin", "n’est pas une date"]);
        posted(&mut desk, &format!("{ICI}/serie"), &[&rule[..], &[("geste", "garder")]].concat()).await;
        shows(&desk.get(ICI).await, &["Série", "30\u{a0}mars 2026"]);
    }

    async fn members_see_and_answer_and_hold_nothing(db) {
        let ctx = cpts(&db, "velay").await;
        let id = planned(&ctx, &db).await;
        let mut luc = visitor(&db, DURING, &format!("{}~membre", Uuid::from_u128(7)));
        let page = luc.get(&format!("{ICI}/{id}")).await;
        shows(&page, &["Groupe insuffisance cardiaque"]);
        assert!(!page.body.contains("/porte") && !page.body.contains("/annulation"));
        assert_eq!(luc.get(&format!("{ICI}/{id}/modifier")).await.status, 403);
        assert_eq!(luc.get(&format!("{ICI}/{id}/porte")).await.status, 403);
    }

    async fn my_day_says_what_waits(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let me = linked(&ctx, &db, lea, "lea").await;
        send_invitations(&ctx, &db, id, &[lea], &[]).await.unwrap();
        for (now, words) in [(testkit::actors::NOW, "Réponse attendue"), (DURING, "Ouvrir la porte"), ("2026-03-05T08:00:00Z", "À clore")] {
            let app = testsite::builder(&db, instant(now), RIGHTS).modules(&[module()]).build();
            let mut tx = db.read(&at(&me, now)).await.unwrap();
            let cards = crate::cards::read(&app, &mut tx).await.unwrap();
            let drawn: String = cards.iter().map(|(_, card)| maud::Render::render(card).into_string()).collect();
            assert!(drawn.contains(words), "{words}\n{drawn}");
        }
    }
}
