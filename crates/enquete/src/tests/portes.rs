use super::site::{cards, signed, visitor};
use super::*;
use testkit::{Visitor, each_engine, http::Page};

const ICI: &str = "/velay/espace/diagnostic/enquetes";

/// The coordinator of « velay », at her desk.
async fn claire(ctx: &Ctx, db: &Db, jour: Date) -> Visitor {
    let person = membre(ctx, db, "Claire").await;
    signed(db, jour, person, "coordination")
}

async fn posted(visitor: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let page = visitor.post(path, fields).await;
    assert_eq!(page.status, 303, "{path}\n{}", page.body);
    page.location().to_owned()
}

fn shows(page: &Page, words: &[&str]) {
    assert_eq!(page.status, 200, "{}", page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

/// The path of the link that was sent to `name`.
async fn link_of(ctx: &Ctx, db: &Db, name: &str) -> String {
    let due = db::outbox::due(&mut db.read(&on(ctx, FIN)).await.unwrap(), 500).await.unwrap();
    let letters = due.iter().filter(|event| event.nom == "comptes.message_demande");
    let mut letters = letters.map(|event| event.read::<comptes::MessageDemande>().unwrap());
    letters.find(|letter| letter.texte.contains(name)).unwrap().chemin.unwrap()
}

each_engine! { SCHEMA;
    async fn a_survey_is_written_opened_answered_and_read_through_the_pages(db) {
        let ctx = cpts(&db, "velay").await;
        let mut claire = claire(&ctx, &db, TODAY).await;
        shows(&claire.get(ICI).await, &["Aucune enquête"]);
        shows(&claire.get(&format!("{ICI}/nouvelle")).await, &["Enquête auprès des professionnels pour le diagnostic", "Page blanche"]);
        let here = posted(&mut claire, ICI, &[("modele", "professionnels")]).await;
        shows(&claire.get(&here).await, &["Brouillon", "Quelle est votre profession", "Ouvrir l’enquête"]);
        posted(&mut claire, &format!("{here}/ouverture"), &[("du", "2026-03-02"), ("au", "2026-03-20")]).await;
        posted(&mut claire, &format!("{here}/invitations"), &[("a", "adresses"), ("adresses", "Zoé Roux <zoe@exemple.fr>")]).await;
        let link = link_of(&ctx, &db, "Zoé Roux").await;
        let mut zoe = visitor(&db, TODAY);
        shows(&zoe.get(&link).await, &["Cette enquête est anonyme", "1/12. Quelle est votre profession", "obligatoire"]);
        let answer = [("q1", "infirmier"), ("q3", "seul"), ("q4", "oui"), ("q6", "non")];
        assert_eq!(posted(&mut zoe, &link, &answer).await, link);
        let page = zoe.get(&link).await;
        shows(&page, &["Vous avez répondu le 2\u{a0}mars 2026", "Merci"]);
        assert!(!page.body.contains("<textarea"), "an unnamed answer cannot be changed");
        assert_eq!(posted(&mut zoe, &link, &answer).await, link, "sent again: the same page");
        shows(&claire.get(&format!("{here}/resultats")).await, &["Résultats masqués", "à partir de 5 réponses", "100,0\u{202f}%"]);
    }

    async fn what_was_typed_is_kept_beside_the_sentences(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        invited(&ctx, &db, id, &["Zoé"]).await;
        let link = link_of(&ctx, &db, "Zoé").await;
        let typed = [("q2", "mt"), ("q2", "psy"), ("q3", "beaucoup"), ("q4", "Des « mots » <b>")];
        let page = visitor(&db, TODAY).post(&link, &typed).await;
        assert_eq!(page.status, 422);
        for kept in ["Cette question attend une réponse.", "n’est pas un nombre", "value=\"beaucoup\"", "Des « mots » &lt;b&gt;", "3 sur 4", "2 points à corriger"] {
            assert!(page.body.contains(kept), "{kept}\n{}", page.body);
        }
        assert_eq!(page.body.matches("checked").count(), 2);
    }

    async fn a_named_answer_comes_back_filled(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Nominative).await;
        invited(&ctx, &db, id, &["Zoé"]).await;
        let (link, mut zoe) = (link_of(&ctx, &db, "Zoé").await, visitor(&db, TODAY));
        posted(&mut zoe, &link, &[("q1", "infirmier"), ("q2", "age"), ("q3", "7,5"), ("q4", "")]).await;
        let page = zoe.get(&link).await;
        shows(&page, &["Changer ma réponse", "value=\"7,5\"", "value=\"infirmier\" selected"]);
        let revision = page.input("revision").unwrap().to_owned();
        posted(&mut zoe, &link, &[("q1", "ipa"), ("revision", &revision)]).await;
        let again = zoe.post(&link, &[("q1", "opticien"), ("revision", &revision)]).await;
        assert!(again.status == 422 && again.body.contains("autre fenêtre"));
        let named = format!("{ICI}/{id}/resultats.csv");
        let file = claire(&ctx, &db, TODAY).await.get(&named).await;
        assert!(file.body.contains("Zoé;2026-03-02;Infirmier ou infirmière en pratique avancée"), "{}", file.body);
    }

    async fn the_open_link_is_for_everybody_until_the_end(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let mut desk = claire(&ctx, &db, TODAY).await;
        posted(&mut desk, &format!("{ICI}/{id}/lien"), &[("geste", "creer")]).await;
        let path = format!("/velay/enquete/{}", survey(&ctx, &db, id).await.lien);
        shows(&desk.get(&format!("{ICI}/{id}/papier")).await, &["svg class=\"qr\"", &path, "1/4. Votre profession"]);
        let mut passer = visitor(&db, TODAY);
        let number = passer.get(&path).await.input("formulaire").unwrap().to_owned();
        let form = [("q1", "opticien"), ("formulaire", number.as_str())];
        for _ in 0..2 {
            let to = posted(&mut passer, &path, &form).await;
            shows(&passer.get(&to).await, &["Merci, votre réponse est enregistrée"]);
        }
        assert_eq!(survey(&ctx, &db, id).await.reponses, 1);
        let mut late = visitor(&db, date(2026, 3, 21));
        shows(&late.get(&path).await, &["close depuis le 20\u{a0}mars 2026"]);
        assert_eq!(late.post(&path, &form).await.status, 410);
        assert_eq!(passer.get("/velay/enquete/0123456789ab").await.status, 404);
    }

    async fn a_paper_is_entered_and_the_form_comes_back_empty(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let (mut desk, path) = (claire(&ctx, &db, TODAY).await, format!("{ICI}/{id}/saisie"));
        let number = desk.get(&path).await.input("formulaire").unwrap().to_owned();
        let refused = desk.post(&path, &[("q3", "9"), ("formulaire", &number)]).await;
        assert_eq!((refused.status.as_u16(), refused.input("formulaire")), (422, Some(number.as_str())));
        posted(&mut desk, &path, &[("q1", "ipa"), ("q3", "9"), ("formulaire", &number)]).await;
        assert_ne!(desk.get(&path).await.input("formulaire"), Some(number.as_str()));
        assert_eq!(survey(&ctx, &db, id).await.reponses, 1);
    }

    async fn questions_are_written_moved_and_put_back_by_hand(db) {
        let ctx = cpts(&db, "velay").await;
        let mut desk = claire(&ctx, &db, TODAY).await;
        let bad = desk.post(ICI, &[("titre", ""), ("introduction", "Bonjour")]).await;
        assert!(bad.status == 422 && bad.body.contains("Donnez un titre") && bad.body.contains("Bonjour"));
        let here = posted(&mut desk, ICI, &[("titre", "Formation"), ("anonymat", "nominative")]).await;
        shows(&desk.get(&format!("{here}/questions/nouvelle?genre=choix_multiple")).await, &["Réponses possibles", "Nombre maximal"]);
        let short = desk.post(&format!("{here}/questions"), &[("genre", "choix_unique"), ("intitule", "Quand"), ("choix", "Matin")]).await;
        assert!(short.status == 422 && short.body.contains("au moins deux réponses") && short.body.contains("Matin"));
        let choice = [("genre", "choix_unique"), ("intitule", "Quand"), ("choix", "Matin\r\nSoir")];
        posted(&mut desk, &format!("{here}/questions"), &choice).await;
        let second = [("genre", "oui_non"), ("intitule", "Et tard"), ("si", "1:soir")];
        posted(&mut desk, &format!("{here}/questions"), &second).await;
        shows(&desk.get(&here).await, &["Seulement si vous avez répondu «\u{a0}Soir\u{a0}» à la question 1."]);
        shows(&desk.get(&format!("{here}/questions/1")).await, &["Matin\nSoir"]);
        posted(&mut desk, &format!("{here}/questions/2/retrait"), &[]).await;
        shows(&desk.get(&here).await, &["Questions retirées (1)", "Remettre"]);
        posted(&mut desk, &format!("{here}/questions/2/retour"), &[]).await;
        posted(&mut desk, &format!("{here}/questions/2/place"), &[("sens", "monter")]).await;
        shows(&desk.get(&here).await, &["doit venir avant elle"]);
    }

    async fn members_are_chosen_by_name_and_reminded(db) {
        let ctx = cpts(&db, "velay").await;
        let (zoe, _) = (membre(&ctx, &db, "Zoé").await, membre(&ctx, &db, "Luc").await);
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let (mut desk, path) = (claire(&ctx, &db, TODAY).await, format!("{ICI}/{id}/invitations"));
        let page = desk.get(&format!("{path}?recherche=roux")).await;
        shows(&page, &["Zoé Roux", "Luc Roux", "Par SMS"]);
        assert_eq!(desk.post(&path, &[("a", "membres")]).await.status, 422);
        posted(&mut desk, &path, &[("a", "membres"), ("membre", &zoe.to_string()), ("canal", "sms")]).await;
        let page = desk.get(&path).await;
        shows(&page, &["1\u{a0}invitation part.", "Relancer celles qui n’ont pas répondu"]);
        assert!(!page.body.contains("id=\"personnes\""), "an unnamed survey lists nobody");
        posted(&mut desk, &format!("{ICI}/{id}/relances"), &[("attendu", "0")]).await;
        let bad = desk.post(&path, &[("a", "adresses"), ("adresses", "zut\nanne@exemple.fr")]).await;
        assert!(bad.status == 422 && bad.body.contains("Rien n’est parti") && bad.body.contains("zut"));
    }

    async fn a_member_finds_the_survey_that_waits_and_answers_from_their_account(db) {
        let ctx = cpts(&db, "velay").await;
        let zoe = membre(&ctx, &db, "Zoé").await;
        let id = opened(&ctx, &db, Anonymat::Nominative).await;
        let one = Destinataire { personne: Some(zoe), ..people(&["Zoé"]).remove(0) };
        invite(&ctx, &db, id, &[one], false).await.unwrap();
        let me = only(&Ctx { actor: Actor::Personne(zoe.uuid()), ..ctx.clone() }, &[REPONDRE]);
        assert!(cards(&db, &me, TODAY).await.contains("Une enquête vous attend"));
        let (mut browser, path) = (signed(&db, TODAY, zoe, "membre"), format!("{ICI}/{id}/reponse"));
        shows(&browser.get(&path).await, &["Envoyer ma réponse"]);
        posted(&mut browser, &path, &[("q1", "infirmier")]).await;
        shows(&browser.get(&path).await, &["Merci, votre réponse est enregistrée.", "Changer ma réponse"]);
        assert_eq!(cards(&db, &me, TODAY).await, "");
        assert_eq!(browser.get(&format!("{ICI}/{id}/invitations")).await.status, 403);
        shows(&browser.get(&format!("{ICI}/{id}/resultats")).await, &["Résultats masqués"]);
    }

    async fn the_desk_hears_of_a_survey_that_ends_with_few_answers(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let people = invited(&ctx, &db, id, &["Anne", "Bruno"]).await;
        let desk = only(&ctx, &[GERER]);
        assert_eq!(cards(&db, &desk, date(2026, 3, 12)).await, "");
        assert!(cards(&db, &desk, date(2026, 3, 13)).await.contains("0\u{a0}réponse sur\u{a0}2"));
        answer_link(&people[0].1, &db, people[0].0, &fields(&said("ipa", "mt", "1"))).await.unwrap();
        assert_eq!(cards(&db, &desk, date(2026, 3, 13)).await, "", "half have answered");
        assert_eq!(cards(&db, &desk, date(2026, 3, 21)).await, "");
    }

    async fn results_are_cut_drawn_paged_and_downloaded(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        for n in 0..60 {
            papers(&ctx, &db, id, &[&format!("q1=ipa&q2=mt&q3=4&q4==texte+{n:02}")]).await;
        }
        let mut desk = claire(&ctx, &db, TODAY).await;
        let here = format!("{ICI}/{id}/resultats");
        shows(&desk.get(&format!("{here}?groupe=ipa")).await, &["60 (100,0\u{202f}%)", "Moyenne", "Lire les 60 textes", "60\u{a0}réponses"]);
        shows(&desk.get(&format!("{here}/4?a_partir_de=50")).await, &["=texte 59", "51\u{2013}60"]);
        let file = desk.get(&format!("{here}.csv")).await;
        assert!(file.body.starts_with("\u{feff}Question;Réponse;Nombre;Part (%)\r\n"), "{}", file.body);
        assert!(file.body.contains("Besoins;Médecin traitant;60;\"100,0\"") && file.body.contains("\"'=texte 00\""));
    }
}
