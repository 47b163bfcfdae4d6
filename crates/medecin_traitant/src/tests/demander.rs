//! The doors by which requests come in, as a browser without script sees them.

use super::*;
use axum::http::Method;
use db::Db;
use territoire::Atlas;
use testkit::{Visitor, each_engine, http::Page};

const RIGHTS: &str = include_str!("../../../app/droits.txt");
pub(super) const FORM: &str = "/velay/medecin-traitant";
pub(super) const ROOM: &str = "/velay/espace/medecin-traitant";

pub(super) async fn site(db: &Db, hour: &str, session: &str) -> Visitor {
    let now = testkit::actors::instant(&format!("{TODAY}T{hour}Z"));
    let atlas = Atlas::load(db, now).await.unwrap();
    let app = testsite::builder(db, now, RIGHTS).with(atlas).modules(&[module()]).build();
    testsite::visitor(&app, (module().routes)(), session)
}

pub(super) async fn claire(db: &Db) -> Visitor {
    site(db, "10:00:00", "coordination").await
}

/// Somebody in front of the form that they opened a minute ago, and its key.
pub(super) async fn visitor(db: &Db) -> (Visitor, String) {
    let key = site(db, "08:59:00", "").await.get(FORM).await.input("cle").unwrap().to_owned();
    (site(db, "09:00:00", "").await, key)
}

/// The territory of the CPTS: Le Puy-en-Velay and Chadrac.
pub(super) async fn territory(ctx: &Ctx, db: &Db, communes: &[&str]) {
    let atlas = Atlas::load(db, ctx.now).await.unwrap();
    let codes = communes.iter().map(|code| code.parse().unwrap()).collect();
    territoire::set_perimetre(ctx, db, &atlas, TODAY, codes).await.unwrap();
}

/// A whole form, with these fields in place of its own; an empty one is taken away.
pub(super) fn form<'a>(key: &'a str, others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let whole = [
        ("cle", key),
        ("qui", "patient"),
        ("personnes", "1"),
        ("prenom_1", " Jeanne "),
        ("nom_1", "Durand"),
        ("naissance_1", "14/03/1956"),
        ("deplace_1", "oui"),
        ("criteres_1", "ald"),
        ("commune", "Le Puy en Velay"),
        ("telephone", "06.12.34.56.78"),
        ("depuis", "12"),
        ("accord", "oui"),
    ];
    let replaced = |name: &str| others.iter().any(|(other, _)| *other == name);
    let kept = whole.into_iter().filter(|(name, _)| !replaced(name));
    kept.chain(others.iter().copied()).filter(|(_, value)| !value.is_empty()).collect()
}

pub(super) fn code_of(page: &Page) -> String {
    let after = page.body.split("<strong class=\"code\">").nth(1).unwrap_or_else(|| panic!("{}", page.body));
    after.split('<').next().unwrap().to_owned()
}

pub(super) fn shows(page: &Page, status: u16, words: &[&str]) {
    assert_eq!(page.status, status, "{}", page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

pub(super) async fn waiting(ctx: &Ctx, db: &Db, coffre: &Coffre, phase: Phase) -> Vec<Demande> {
    store::demandes::de_phase(&mut db.read(ctx).await.unwrap(), coffre, phase).await.unwrap()
}

each_engine! { SCHEMA;
    async fn somebody_asks_and_the_same_form_gives_the_same_code(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        territory(&ctx, &db, &["43157"]).await;
        let (mut visitor, key) = visitor(&db).await;
        let first = visitor.post(FORM, &form(&key, &[])).await;
        shows(&first, 200, &["Votre demande est arrivée", "Notez ce code", "Jeanne"]);
        let again = visitor.post(FORM, &form(&key, &[])).await;
        assert_eq!(code_of(&first), code_of(&again));
        let other = visitor.post(FORM, &form(&key, &[("nom_1", "Martin")])).await;
        shows(&other, 422, &["C’est déjà noté"]);
        let kept = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].situation.commune.to_string().as_str(), kept[0].situation.canal), ("43157", Canal::Appel));
        assert_eq!((kept[0].points, kept[0].origine), (100 + 100 + 12, Origine::Patient));
        let steps = store::etapes::etapes(&mut db.read(&ctx).await.unwrap(), kept[0].id).await.unwrap();
        assert_eq!(steps.iter().map(|one| one.quoi).collect::<Vec<_>>(), [Etape::Recue]);
    }

    async fn every_fault_is_told_beside_its_field_and_nothing_typed_is_lost(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        territory(&ctx, &db, &["43157"]).await;
        let (mut visitor, key) = visitor(&db).await;
        let blank = visitor.post(FORM, &[("cle", &key)]).await;
        shows(&blank, 422, &["f-prenom_1", "f-naissance_1-erreur", "f-commune-erreur", "f-telephone-erreur", "f-qui-erreur", "f-depuis-erreur", "f-accord-erreur"]);
        assert_eq!(blank.input("cle"), Some(key.as_str()));
        for (field, value, said) in [
            ("naissance_1", "14/03/2031", "pas encore arrivée"),
            ("naissance_1", "14/03/1896", "plus de 120"),
            ("naissance_1", "le 14 mars", "n’est pas une date"),
            ("naissance_1", "12/01/2018", "qui répond pour lui"),
            ("nom_1", "123", "des lettres"),
            ("telephone", "12", "n’est pas un numéro"),
            ("courriel", "jeanne", "n’est pas une adresse"),
            ("commune", "Qwertz", "Nous ne connaissons pas cette commune"),
            ("commune", "Saint-Germain", "choisissez la vôtre"),
            ("canal", "courriel", "il faut une adresse électronique"),
            ("canal", "lettre", "le numéro et la rue"),
            ("accord", "", "Sans votre accord"),
            ("deplace_1", "", "Choisissez une réponse"),
        ] {
            let page = visitor.post(FORM, &form(&key, &[(field, value)])).await;
            shows(&page, 422, &[said]);
            assert!(field == "nom_1" || page.body.contains("Durand"), "{field}");
            assert!(value.is_empty() || page.body.contains(value), "{value}");
        }
        assert_eq!(waiting(&ctx, &db, &coffre, Phase::Attente).await, []);
        let child = [("naissance_1", "12/01/2018"), ("qui", "aidant"), ("aidant_nom", "Luc Durand"), ("aidant_lien", "son père")];
        shows(&visitor.post(FORM, &form(&key, &child)).await, 200, &["Merci"]);
        let kept = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        assert_eq!((kept.len(), kept[0].origine), (1, Origine::Aidant));
    }

    async fn places_and_births_are_read_as_people_type_them_and_enter_sends_the_form(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        territory(&ctx, &db, &["43157"]).await;
        let (mut visitor, _) = visitor(&db).await;
        for (commune, born) in [("43000 Le Puy en Velay", "14-03-1956"), ("Le Puy-en-Velay (43000)", "14031956"), ("43000 le puy", "14.3.56")] {
            let page = site(&db, "08:59:00", "").await.get(FORM).await;
            let above = page.body.split("name=\"personnes\"").next().unwrap();
            let first = above.rsplit("<form").next().unwrap().split("<button").nth(1).unwrap();
            assert!(first.starts_with(" class=\"visually-hidden\" type=\"submit\" tabindex=\"-1\" aria-hidden=\"true\""), "{first}");
            let key = page.input("cle").unwrap().to_owned();
            let sent = visitor.post(FORM, &form(&key, &[("commune", commune), ("naissance_1", born)])).await;
            shows(&sent, 200, &["Merci"]);
        }
        let kept = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        assert_eq!(kept.len(), 3);
        assert!(kept.iter().all(|one| one.situation.commune.to_string() == "43157" && one.situation.annee == 1956));
        let (mut visitor, key) = super::demander::visitor(&db).await;
        for (field, value, said) in [
            ("naissance_1", "43000", "n’est pas une date"),
            ("aidant_telephone", "0612345678", "le nom de la personne qui répond"),
        ] {
            shows(&visitor.post(FORM, &form(&key, &[(field, value)])).await, 422, &[said]);
        }
        let odd = [("au_plus_km", "0"), ("criteres_1", "age_70")];
        shows(&visitor.post(FORM, &form(&key, &odd)).await, 200, &["Merci"]);
        let kept = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        assert!(kept.iter().all(|one| one.situation.au_plus_km.is_none() && !one.situation.a("age_70")));
    }

    async fn a_household_is_one_form_with_a_code_for_each(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        let (mut visitor, key) = visitor(&db).await;
        let more = visitor.post(FORM, &form(&key, &[("geste", "ajouter")])).await;
        shows(&more, 200, &["Personne 2", "name=\"prenom_2\"", "value=\"Durand\"", "Retirer la dernière personne"]);
        let both = [("personnes", "2"), ("prenom_2", "Léo"), ("nom_2", "Durand"), ("naissance_2", "2 4 2019"), ("deplace_2", "oui")];
        let kept = visitor.post(FORM, &form(&key, &both)).await;
        shows(&kept, 200, &["Vos codes", "Léo"]);
        assert_eq!(kept.body.matches("<strong class=\"code\">").count(), 2);
        let all = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        assert_eq!((all.len(), all[0].foyer), (2, all[1].foyer));
        let pairs = store::doublons::ouverts(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(pairs, [], "those of one form are not compared");
    }

    async fn who_lives_elsewhere_is_sent_to_the_right_cpts_unless_their_doctor_was_here(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        territory(&ctx, &db, &["43157"]).await;
        let (there, _) = cpts(&db, "brivadois").await;
        territory(&there, &db, &["43040"]).await;
        let (mut visitor, key) = visitor(&db).await;
        let page = visitor.post(FORM, &form(&key, &[("commune", "Brioude")])).await;
        shows(&page, 422, &["Vous habitez dans un autre territoire", "/brivadois/medecin-traitant", "CPTS brivadois", "name=\"insiste\""]);
        shows(&visitor.post(FORM, &form(&key, &[("commune", "Lille")])).await, 422, &["36\u{a0}46"]);
        assert_eq!(waiting(&ctx, &db, &coffre, Phase::Attente).await, []);
        shows(&visitor.post(FORM, &form(&key, &[("commune", "Brioude"), ("insiste", "oui")])).await, 200, &["Merci"]);
        assert_eq!(waiting(&ctx, &db, &coffre, Phase::Attente).await.len(), 1);
    }

    async fn what_a_program_may_have_sent_waits_for_the_office(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        let (mut visitor, key) = visitor(&db).await;
        shows(&visitor.post(FORM, &form(&key, &[("site_internet", "x")])).await, 200, &["Merci"]);
        let fast = site(&db, "08:59:58", "").await.get(FORM).await.input("cle").unwrap().to_owned();
        shows(&visitor.post(FORM, &form(&fast, &[("nom_1", "Vite")])).await, 200, &["Merci"]);
        let junk = visitor.post(FORM, &form(&key, &[("site_internet", "x"), ("message", "http://x.test")])).await;
        assert_eq!(junk.location(), "/velay/medecin-traitant/merci");
        shows(&visitor.get("/velay/medecin-traitant/merci").await, 200, &["elle est arrivée"]);
        assert_eq!(waiting(&ctx, &db, &coffre, Phase::AVerifier).await.len(), 2);
        assert_eq!(waiting(&ctx, &db, &coffre, Phase::Attente).await, []);
    }

    async fn a_code_and_a_year_show_where_it_stands_and_take_answers(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        let (mut visitor, key) = visitor(&db).await;
        let code = code_of(&visitor.post(FORM, &form(&key, &[])).await);
        let here = "/velay/medecin-traitant/suivi";
        shows(&visitor.get(here).await, 200, &["Votre code"]);
        for bad in [[("code", "AAAAA-AAAAA"), ("annee", "1956")], [("code", code.as_str()), ("annee", "1957")]] {
            shows(&visitor.post(here, &bad).await, 422, &["Aucune demande ne correspond"]);
        }
        let typed = code.to_lowercase().replace('-', " ");
        let mine = [("code", typed.as_str()), ("annee", "1956")];
        let with = |more: &[(&'static str, &'static str)]| mine.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>();
        shows(&visitor.post(here, &mine).await, 200, &["Nous cherchons un médecin", "Votre demande est arrivée.", "Je cherche toujours"]);
        shows(&visitor.post(here, &with(&[("geste", "cherche")])).await, 200, &["vous cherchez toujours", "c’est noté"]);
        shows(&visitor.post(here, &with(&[("geste", "contact")])).await, 422, &["Donnez un téléphone"]);
        shows(&visitor.post(here, &with(&[("geste", "contact"), ("telephone", "0498765432")])).await, 200, &["nouveau contact"]);
        let one = waiting(&ctx, &db, &coffre, Phase::Attente).await.remove(0);
        let who = read_identite(&ctx, &db, one.id, "essai du contact").await.unwrap();
        assert_eq!((who.telephone.unwrap().to_string().as_str(), who.code), ("04 98 76 54 32", code.clone()));
        shows(&visitor.post(here, &with(&[("geste", "trouve")])).await, 200, &["Votre demande est close", "A trouvé un médecin autrement"]);
        assert_eq!(waiting(&ctx, &db, &coffre, Phase::Close).await.len(), 1);
    }

    async fn the_office_enters_compares_and_decides(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        let (mut visitor, key) = visitor(&db).await;
        shows(&visitor.post(FORM, &form(&key, &[])).await, 200, &["Merci"]);
        let mut claire = claire(&db).await;
        let at = format!("{ROOM}/nouvelle");
        let key = claire.get(&at).await.input("cle").unwrap().to_owned();
        let pharmacy = [("prenom_1", "Durant"), ("nom_1", "JEANNE"), ("origine", "papier"), ("telephone", "0611223344")];
        shows(&claire.post(&at, &form(&key, &[("accord", "")])).await, 422, &["son accord"]);
        let page = claire.post(&at, &form(&key, &pharmacy)).await;
        shows(&page, 200, &["La demande est gardée", "Peut-être déjà demandé", "même date de naissance"]);
        let list = claire.get(&format!("{ROOM}/doublons")).await;
        shows(&list, 200, &["1 à trancher", "Comparer"]);
        assert!(!list.body.contains("Durand") && !list.body.contains("Jeanne"), "no name on the list");
        let pair = [("demande", list.input("demande").unwrap()), ("autre", list.input("autre").unwrap())];
        let side = claire.post(&format!("{ROOM}/doublons/comparer"), &pair).await;
        shows(&side, 200, &["Durand", "Durant", "06 11 22 33 44", "Une seule personne"]);
        let read: Vec<_> = db::journal::latest(&mut db.read(&ctx).await.unwrap(), i64::MAX, 50).await.unwrap();
        assert_eq!(read.iter().filter(|line| line.action == "medecin_traitant.identite_lue" && line.detail == "doublon à trancher").count(), 2);
        assert!(read.iter().all(|line| !format!("{line:?}").contains("Durand")));
        let told = [("demande", side.input("demande").unwrap()), ("autre", side.input("autre").unwrap()), ("sort", "meme"), ("repris", "telephone")];
        let done = claire.post(&format!("{ROOM}/doublons/decision"), &told).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/velay/espace/medecin-traitant/doublons"));
        let open = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        assert_eq!((open.len(), open[0].origine), (1, Origine::Patient));
        let who = read_identite(&ctx, &db, open[0].id, "essai du doublon").await.unwrap();
        assert_eq!((who.nom.as_str(), who.telephone.unwrap().to_string().as_str()), ("Durand", "06 11 22 33 44"));
        let closed = waiting(&ctx, &db, &coffre, Phase::Close).await;
        assert!(matches!(closed[0].etat, Etat::Close { cloture: Cloture::Doublon, .. }));
        assert_eq!(claire.get(&format!("{ROOM}/doublons")).await.body.matches("Comparer").count(), 0);
        assert_eq!(site(&db, "09:00:00", "membre").await.get(&format!("{ROOM}/doublons")).await.status, 403);
    }

    async fn a_list_is_shown_then_kept_and_never_doubled(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        territory(&ctx, &db, &["43157"]).await;
        let mut claire = claire(&db).await;
        let at = format!("{ROOM}/import");
        let list = "Nom;Prénom;Date de naissance;Commune;CP;Téléphone;ALD;Remarque\n\
            Durand;Jeanne;14/03/1956;Le Puy-en-Velay;43000;0612345678;oui;x\n\
            DURAND;Jeanne;14/03/56;;43000;;;\n\
            Petit;Paul;31/02/1990;Le Puy-en-Velay;43000;;;\n\
            Roux;Zoé;01/01/2031;Le Puy-en-Velay;43000;;;\n\
            Blanc;Luc;02/02/1980;Nullepart;;;non;\n\
            Noir;Inès;02/02/1980;Le Puy-en-Velay;43000;;non;\n";
        shows(&claire.get(&at).await, 200, &["date de naissance"]);
        shows(&claire.post(&at, &[("contenu", "a;b\n1;2"), ("accord", "oui")]).await, 422, &["Aucune colonne"]);
        let page = claire.post(&at, &[("contenu", list), ("accord", "oui")]).await;
        shows(&page, 200, &["Colonnes laissées de côté", "n’est pas une date de naissance", "pas encore arrivée", "Commune inconnue", "lignes refusées"]);
        assert_eq!(waiting(&ctx, &db, &coffre, Phase::Attente).await, [], "nothing is written before");
        for _ in 0..2 {
            let done = claire.post(&format!("{at}/confirmation"), &[("contenu", list), ("accord", "oui")]).await;
            assert_eq!(done.status, 303, "{}", done.body);
        }
        let kept = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|one| one.origine == Origine::Liste));
        assert!(kept.iter().any(|one| one.situation.a("ald")));
        let body = format!("--limite\r\nContent-Disposition: form-data; name=\"accord\"\r\n\r\noui\r\n--limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"liste.csv\"\r\nContent-Type: text/csv\r\n\r\n{list}\r\n--limite--\r\n");
        let kind = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=limite")];
        shows(&claire.send(Method::POST, &at, Some(body), &kind).await, 200, &["personne de nouveau"]);
    }

    async fn the_patients_of_a_doctor_who_stops_enter_together(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        territory(&ctx, &db, &["43157"]).await;
        let mut claire = claire(&db).await;
        let at = format!("{ROOM}/campagnes");
        let key = claire.get(&at).await.input("cle").unwrap().to_owned();
        shows(&claire.post(&at, &[("cle", &key)]).await, 422, &["Choisissez un médecin"]);
        let opened = claire.post(&at, &[("cle", &key), ("nom", "Dr Claire Roche"), ("depart_le", "2026-06-30")]).await;
        let to = opened.location().to_owned();
        shows(&claire.get(&to).await, 200, &["Patients de Dr Claire Roche"]);
        let campaign = to.rsplit('=').next().unwrap().to_owned();
        let lines: String = (0..1500).map(|n| format!("Patient{n};Zoé;{:02}/{:02}/19{:02}\n", n % 28 + 1, n % 12 + 1, 30 + n % 60)).collect();
        let list = format!("nom;prenom;naissance\n{lines}");
        let sent = [("contenu", list.as_str()), ("accord", "oui"), ("campagne", &campaign), ("commune", "43000")];
        let ambiguous = claire.post(&format!("{ROOM}/import"), &sent).await;
        shows(&ambiguous, 422, &["Plusieurs communes"]);
        let sent = [("contenu", list.as_str()), ("accord", "oui"), ("campagne", &campaign), ("commune", "Le Puy-en-Velay")];
        let done = claire.post(&format!("{ROOM}/import/confirmation"), &sent).await;
        assert_eq!(done.location(), at, "{}", done.body);
        let kept = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        assert_eq!(kept.len(), 1500);
        assert!(kept.iter().all(|one| one.origine == Origine::Depart && one.situation.a("depart") && one.campagne.is_some()));
        shows(&claire.get(&at).await, 200, &["0 sur 1500"]);
    }

    async fn what_is_done_of_data_is_told_and_the_paper_twin_is_printed(db) {
        cpts(&db, "velay").await;
        let mut visitor = site(&db, "09:00:00", "").await;
        shows(&visitor.get("/velay/medecin-traitant/donnees").await, 200, &["Combien de temps", "CNIL", "3\u{a0}mois"]);
        let paper = visitor.get("/velay/medecin-traitant/formulaire.pdf").await;
        assert_eq!(paper.status, 200);
        assert!(paper.body.starts_with("%PDF"));
    }
}
