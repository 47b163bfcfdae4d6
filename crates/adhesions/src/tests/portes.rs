//! Pages, as a browser sees them.

use super::site::{cards, signed};
use super::*;
use axum::http::Method;
use testkit::{Visitor, each_engine, http::Page};

const ICI: &str = "/velay/espace/adhesions";

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

/// Sends a file, as a form with files does.
async fn upload(visitor: &mut Visitor, path: &str, file: &str) -> Page {
    let body = format!(
        "--limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"export.csv\"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--limite--\r\n"
    );
    let kind = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=limite")];
    visitor.send(Method::POST, path, Some(body), &kind).await
}

each_engine! { SCHEMA;
    async fn every_page_opens_on_an_empty_room_and_says_what_to_do(db) {
        cpts(&db, "velay").await;
        let mut claire = signed(&db, 1, "coordination");
        for (part, words) in [
            ("", "Aucun adhérent pour l’instant"), ("/nouveau", "Déjà adhérent"), ("/nouveau?nature=organisation", "SIRET"),
            ("/cotisations", "Aucune cotisation appelée"), ("/textes", "Aucun texte publié"), ("/conventions", "Aucune convention"),
            ("/reglages", "Aucun tarif"), ("/import", "Lire le fichier"), ("/moi", "Aucune adhésion à ce compte"),
        ] {
            shows(&claire.get(&format!("{ICI}{part}")).await, &[words]);
        }
        for nowhere in ["/adherents/x", "/textes/x", "/adherents/00000000-0000-0000-0000-000000000009"] {
            assert_eq!(claire.get(&format!("{ICI}{nowhere}")).await.status, 404, "{nowhere}");
        }
        shows(&signed(&db, 1, "").get("/velay/rejoindre").await, &["Je suis une personne", "Numéro RPPS"]);
    }

    async fn somebody_asks_without_account_and_the_bureau_accepts(db) {
        let ctx = cpts(&db, "velay").await;
        let text = charte(&ctx, &db, "2025", date(2025, 1, 1)).await.to_string();
        let mut visitor = signed(&db, 1, "");
        let blank = visitor.get("/velay/rejoindre").await;
        shows(&blank, &["Charte des membres, 2025", "J’ai lu et j’accepte"]);
        shows(&visitor.get(&format!("/velay/rejoindre/textes/{text}")).await, &["Nous nous engageons."]);
        let key = blank.input("cle").unwrap().to_owned();
        let bad = visitor.post("/velay/rejoindre", &[("cle", &key), ("nature", "personne"), ("nom", "Roux"), ("idnps", "12345678901"), ("courriel", "zoe@")]).await;
        assert_eq!(bad.status, 422);
        shows(&bad, &["value=\"Roux\"", "4 points à corriger", "zoe@"]);
        assert_eq!(bad.input("cle"), Some(key.as_str()));
        let good = [("cle", key.as_str()), ("nature", "personne"), ("prenom", "Zoé"), ("nom", "Roux"), ("courriel", "Zoe@Exemple.fr"), ("profession", "Infirmier"), ("profession_autre", "Acupuncteur"), ("mode", "liberal"), ("conventionne", "oui"), ("accepte", text.as_str())];
        let without: Vec<_> = good.iter().filter(|(name, _)| *name != "accepte").copied().collect();
        shows(&visitor.post("/velay/rejoindre", &without).await, &["Lisez et acceptez chacun de ces textes"]);
        for _ in 0..2 {
            assert_eq!(posted(&mut visitor, "/velay/rejoindre", &good).await, "/velay/rejoindre/merci");
        }
        shows(&visitor.get("/velay/rejoindre/merci").await, &["votre demande est arrivée"]);
        posted(&mut visitor, "/velay/rejoindre", &[("site_internet", "x"), ("nom", "Robot")]).await;
        assert!(cards(&db, &ctx).await.contains("Zoé Roux demande à adhérer"));
        let mut hugo = signed(&db, 2, "presidence");
        shows(&hugo.get(&format!("{ICI}?etat=demande")).await, &["Zoé Roux", "Infirmier, Acupuncteur", "1\u{a0}demande à examiner"]);
        let here = format!("{ICI}/adherents/{key}");
        shows(&hugo.get(&here).await, &["Décision du bureau", "Charte des membres, 2025"]);
        shows(&hugo.post(&format!("{here}/acceptation"), &[("depuis", "2027-01-01")]).await, &["dans le futur"]);
        assert_eq!(signed(&db, 3, "membre").post(&format!("{here}/acceptation"), &[("depuis", "2026-03-02")]).await.status, 403);
        assert_eq!(posted(&mut hugo, &format!("{here}/acceptation"), &[("depuis", "2026-03-02")]).await, here);
        shows(&hugo.get(&here).await, &["Adhérent", "a accepté une adhésion"]);
    }

    async fn a_request_in_double_says_so_to_the_bureau_and_nothing_to_the_visitor(db) {
        let ctx = cpts(&db, "velay").await;
        membre(&ctx, &db, "Zoé Roux").await;
        let one = College { id: ctx.id(), nom: "Soignants".into(), ordre: 1, pour: String::new(), ferme_le: None };
        write_college(&ctx, &db, one.clone()).await.unwrap();
        let mut visitor = signed(&db, 1, "");
        let mut keys = Vec::new();
        for (prenom, nom) in [("Zoé", "Roux"), ("Luc", "Fabre")] {
            let key = visitor.get("/velay/rejoindre").await.input("cle").unwrap().to_owned();
            let sent = [("cle", key.as_str()), ("nature", "personne"), ("prenom", prenom), ("nom", nom), ("courriel", "zoe.roux@exemple.fr"), ("mode", "liberal"), ("profession", "Infirmier")];
            assert_eq!(posted(&mut visitor, "/velay/rejoindre", &sent).await, "/velay/rejoindre/merci");
            keys.push(key);
        }
        let mut hugo = signed(&db, 2, "presidence");
        shows(&hugo.get(&format!("{ICI}?etat=demande")).await, &["En double", "Luc Fabre", "2\u{a0}demandes à examiner"]);
        let here = format!("{ICI}/adherents/{}", keys[0]);
        shows(&hugo.get(&here).await, &["Demande en double à examiner", "Une autre fiche a le même"]);
        let college = one.id.to_string();
        let accepted = [("depuis", "2026-03-02"), ("college", college.as_str())];
        posted(&mut hugo, &format!("{here}/acceptation"), &accepted).await;
        shows(&hugo.get(&here).await, &["Demande en double à examiner"]);
        let other = format!("{ICI}/adherents/{}", keys[1]);
        shows(&hugo.get(&other).await, &["id=\"college-decision\"", "Soignants"]);
        posted(&mut hugo, &format!("{other}/acceptation"), &accepted).await;
        shows(&hugo.get(&other).await, &["Soignants", "a accepté une adhésion"]);
    }

    async fn an_organisation_is_added_by_hand_and_a_wrong_key_is_said(db) {
        cpts(&db, "velay").await;
        let mut claire = signed(&db, 1, "coordination");
        let here = format!("{ICI}/nouveau");
        let fields = [("nature", "organisation"), ("nom", "Pharmacie du Lac"), ("siret", "35600000000049"), ("finess", "430000018"), ("etat", "adherent"), ("depuis", "01/02/2026")];
        let bad = claire.post(&here, &fields).await;
        assert_eq!(bad.status, 422);
        shows(&bad, &["clé de contrôle"]);
        let good: Vec<_> = fields.iter().filter(|(name, _)| !["siret", "finess"].contains(name)).copied().collect();
        let to = posted(&mut claire, &here, &good).await;
        shows(&claire.get(&to).await, &["Pharmacie du Lac", "Représentée par"]);
        let edit = claire.get(&format!("{to}/modifier")).await;
        let lue = edit.input("lue").unwrap().to_owned();
        posted(&mut claire, &format!("{to}/modifier"), &[("nature", "organisation"), ("nom", "Pharmacie du Lac Bleu"), ("lue", &lue)]).await;
        assert_eq!(claire.post(&format!("{to}/modifier"), &[("nature", "organisation"), ("nom", "Autre"), ("lue", &lue)]).await.status, 409);
    }

    async fn a_year_of_fees_goes_from_the_call_to_the_last_payment(db) {
        let ctx = cpts(&db, "velay").await;
        let id = membre(&ctx, &db, "Zoé Roux").await;
        let mut ines = signed(&db, 1, "tresorerie");
        shows(&ines.post(&format!("{ICI}/reglages/tarifs"), &[("annee", "2026"), ("montant", "vingt"), ("source", "")]).await, &["n’est pas un montant"]);
        posted(&mut ines, &format!("{ICI}/reglages/tarifs"), &[("annee", "2026"), ("montant", "20,00 €"), ("source", "AG 2025")]).await;
        posted(&mut ines, &format!("{ICI}/reglages/paiement"), &[("payer", "Chèque à l’ordre de la CPTS"), ("lien", "https://exemple.fr/payer")]).await;
        posted(&mut ines, &format!("{ICI}/cotisations/appel"), &[("annee", "2026")]).await;
        shows(&ines.get(&format!("{ICI}/cotisations")).await, &["Zoé Roux", "20,00\u{a0}€", "Aucun"]);
        posted(&mut ines, &format!("{ICI}/cotisations/relances"), &[("annee", "2026")]).await;
        shows(&ines.get(&format!("{ICI}/cotisations")).await, &[&ui::francais::date(TODAY)]);
        let one = format!("{ICI}/adherents/{id}");
        let pay = format!("{one}/cotisations/2026/paiements");
        shows(&ines.post(&pay, &[("annee", "2026"), ("montant", "30"), ("jour", "2026-03-02"), ("moyen", "cheque")]).await, &["ce montant dépasse", "value=\"30\""]);
        posted(&mut ines, &pay, &[("annee", "2026"), ("montant", "20"), ("jour", "2026-03-02"), ("moyen", "cheque")]).await;
        shows(&ines.get(&one).await, &["Payée le"]);
        shows(&ines.get(&format!("{ICI}/cotisations")).await, &["Tout est payé"]);
        let file = ines.get(&format!("{ICI}/registre.csv")).await;
        assert!(file.status == 200 && file.body.contains("Roux;Zoé;Personne"), "{}", file.body);
        assert!(ines.get(&format!("{ICI}/registre.xlsx")).await.body.starts_with("PK"));
    }

    async fn an_export_is_shown_before_it_is_kept(db) {
        let ctx = cpts(&db, "velay").await;
        membre(&ctx, &db, "Zoé Roux").await;
        let mut ines = signed(&db, 1, "coordination");
        let file = "Date;Nom;Prénom;Email;Montant\n05/01/2026;Roux;Zoé;zoe.roux@exemple.fr;20\n05/01/2026;Inconnue;Paule;paule@exemple.fr;20\n";
        let seen = upload(&mut ines, &format!("{ICI}/import"), file).await;
        shows(&seen, &["1\u{a0}à noter", "1\u{a0}sans adhérent", "Noter ces paiements", "Ouvrir une fiche"]);
        shows(&ines.get(&format!("{ICI}/nouveau?prenom=Paule&nom=Inconnue&courriel=paule%40exemple.fr&etat=demande")).await, &["value=\"Inconnue\""]);
        shows(&upload(&mut ines, &format!("{ICI}/import"), "a;b\n1;2\n").await, &["Aucune colonne"]);
        posted(&mut ines, &format!("{ICI}/import/confirmation"), &[("contenu", file), ("annee", "")]).await;
        shows(&upload(&mut ines, &format!("{ICI}/import"), file).await, &["rien de nouveau", "déjà noté"]);
    }

    async fn texts_are_published_and_accepted_from_ones_own_page(db) {
        let ctx = cpts(&db, "velay").await;
        let id = membre(&ctx, &db, "Zoé Roux").await;
        let mut tx = db.begin(&ctx).await.unwrap();
        store::vie::link(&mut tx, id, Some(Uuid::from_u128(7))).await.unwrap();
        tx.record(db::Trace::new("adhesions.compte_lie", "essai"));
        tx.commit().await.unwrap();
        let mut claire = signed(&db, 1, "coordination");
        let text = [("genre", "charte"), ("titre", "Charte"), ("version", "2026"), ("en_vigueur_du", "2026-01-01"), ("contenu", "Un <b>texte</b>"), ("a_accepter", "oui")];
        posted(&mut claire, &format!("{ICI}/textes"), &text).await;
        shows(&claire.get(&format!("{ICI}/textes")).await, &["0 sur 1", "N’ont pas encore tout accepté", "Zoé Roux"]);
        shows(&claire.post(&format!("{ICI}/textes"), &text).await, &["déjà publiée"]);
        let mut zoe = signed(&db, 7, "membre");
        let page = zoe.get(&format!("{ICI}/moi")).await;
        shows(&page, &["Charte, 2026", "À accepter"]);
        let all = store::textes::textes(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        posted(&mut zoe, &format!("{ICI}/moi"), &[("accepte", &all[0].id.to_string())]).await;
        shows(&zoe.get(&format!("{ICI}/moi")).await, &["Accepté"]);
        let shown = claire.get(&format!("{ICI}/textes/{}", all[0].id)).await;
        shows(&shown, &["Un &lt;b&gt;texte"]);
    }

    async fn an_agreement_and_a_college_are_kept_from_their_pages(db) {
        let ctx = cpts(&db, "velay").await;
        let house = organisation(&ctx, &db, "EHPAD des Sources").await.to_string();
        let mut claire = signed(&db, 1, "coordination");
        posted(&mut claire, &format!("{ICI}/conventions"), &[("employeur", &house), ("du", "2026-01-01"), ("verse_a", "employeur")]).await;
        shows(&claire.get(&format!("{ICI}/conventions")).await, &["EHPAD des Sources", "En vigueur", "Pas joint"]);
        shows(&claire.post(&format!("{ICI}/conventions"), &[("employeur", &house), ("du", "2026-02-01"), ("verse_a", "employeur")]).await, &["terminez-la d’abord"]);
        posted(&mut claire, &format!("{ICI}/reglages/colleges"), &[("nom", "Soignants"), ("ordre", "1"), ("pour", "Libéraux")]).await;
        shows(&claire.get(&format!("{ICI}/reglages")).await, &["Soignants", "Ouvert"]);
        shows(&claire.post(&format!("{ICI}/reglages/colleges"), &[("nom", "SOIGNANTS"), ("ordre", "2")]).await, &["Un collège s’appelle déjà"]);
    }
}
