use super::site::{cards, shipped, signed};
use super::*;
use crate::droits::{CONDUIRE, REDIGER, VOIR};
use testkit::{Visitor, each_engine, http::Page};

const ICI: &str = "/velay/espace/projet";

/// The coordinator of « velay », at her desk.
async fn claire(db: &Db) -> Visitor {
    signed(db, TODAY, Uuid::from_u128(1), "coordination").await
}

async fn posted(visitor: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let page = visitor.post(path, fields).await;
    assert_eq!(page.status, 303, "{path}\n{}", page.body);
    page.location().to_owned()
}

/// What a page keeps in one of its fields.
async fn read(visitor: &mut Visitor, path: &str, name: &str) -> String {
    visitor.get(path).await.input(name).unwrap().to_owned()
}

fn shows(page: &Page, words: &[&str]) {
    assert!(page.status == 200 || page.status == 422, "{}\n{}", page.status, page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

each_engine! { SCHEMA;
    async fn every_page_opens_on_an_empty_projet_and_says_what_to_do(db) {
        cpts(&db, "velay").await;
        let mut claire = claire(&db).await;
        for (part, words) in [
            ("", "Pour franchir «\u{a0}Émergence\u{a0}»"), ("/creation", "Dire qui la porte"), ("/sections", "Les besoins identifiés"),
            ("/actions", "Aucune action pour l’instant"), ("/objectifs", "Aucun objectif"), ("/couverture", "Aucun besoin écrit"),
            ("/prs", "Aucun objectif régional"), ("/dossier", "Aucun envoi noté"), ("/statuts", "Pas encore vérifié"),
            ("/versions", "Aucune version figée"), ("/appuis", "Aucun appui noté"), ("/aides", "Aucune aide notée"),
            ("/etapes/emergence", "Franchir l’étape"), ("/sections/besoins", "Rien n’est encore écrit"),
            ("/sections/besoins/ecrire", "Relire avant"), ("/sections/besoins/textes", "pas encore de texte"),
            ("/actions/nouvelle", "Écrire une action"), ("/statuts/emploi", "Que regarder"),
            ("/etapes/emergence/criteres/initiateurs", "Où en est-on"),
        ] {
            shows(&claire.get(&format!("{ICI}{part}")).await, &[words]);
        }
        for nowhere in ["/sections/x", "/etapes/x", "/actions/x", "/statuts/x", "/versions/9/projet-de-sante.pdf"] {
            assert_eq!(claire.get(&format!("{ICI}{nowhere}")).await.status, 404, "{nowhere}");
        }
    }

    async fn a_part_is_written_read_before_and_compared(db) {
        cpts(&db, "velay").await;
        let (mut claire, here) = (claire(&db).await, format!("{ICI}/sections/besoins"));
        let write = format!("{here}/ecrire");
        let before = claire.post(&write, &[("texte", "Un **mot** <b>"), ("lue", "0"), ("relire", "oui")]).await;
        shows(&before, &["pas encore enregistré", "<strong>mot</strong> &lt;b&gt;"]);
        assert_eq!(posted(&mut claire, &write, &[("texte", "Un mot"), ("lue", "0")]).await, here);
        posted(&mut claire, &write, &[("texte", "Un grand mot"), ("lue", "1")]).await;
        shows(&claire.get(&format!("{here}/textes")).await, &["<ins>", "grand", "1\u{a0}mot ajouté, 0\u{a0}mot retiré."]);
        let late = claire.post(&write, &[("texte", "Un petit mot"), ("lue", "1")]).await;
        assert_eq!(late.status, 422);
        shows(&late, &["Rien n’est perdu", "Un grand mot", "Un petit mot", "<del>"]);
        assert_eq!(late.input("lue"), Some("2"), "one’s own text can be kept upon the other");
        posted(&mut claire, &format!("{here}/commentaires"), &[("texte", "Et la sixième commune ?")]).await;
        shows(&claire.get(&here).await, &["Et la sixième commune", "ouvert", "Régler"]);
        posted(&mut claire, &format!("{here}/etat"), &[("etat", "valide"), ("lue", "2")]).await;
        shows(&claire.get(&format!("{ICI}/sections")).await, &["Validée"]);
    }

    async fn a_table_is_filled_enlarged_read_before_and_downloaded(db) {
        cpts(&db, "velay").await;
        let (mut claire, here) = (claire(&db).await, format!("{ICI}/sections/engagements"));
        let write = format!("{here}/ecrire");
        let rows = [("lue", "0"), ("texte", "La charte"), ("lignes", "2"), ("t0-0", "Infirmiers"), ("t0-1", "12"), ("t1-0", "Médecins"), ("t1-1", "")];
        let more = claire.post(&write, &[&rows[..], &[("agrandir", "oui")]].concat()).await;
        shows(&more, &["value=\"Infirmiers\"", "t4-0"]);
        shows(&claire.post(&write, &[&rows[..], &[("relire", "oui")]].concat()).await, &["Signataires de la charte", "sans 1\u{a0}ligne non chiffrée"]);
        let bad = claire.post(&write, &[("lue", "0"), ("lignes", "1"), ("t0-0", "a"), ("t0-1", "b")]).await;
        shows(&bad, &["Ligne 1, Signataires"]);
        posted(&mut claire, &write, &rows).await;
        shows(&claire.get(&here).await, &["La charte", "Infirmiers", "Aucune pièce jointe"]);
        posted(&mut claire, &write, &[("lue", "1"), ("texte", "La charte"), ("lignes", "1"), ("t0-0", "Sages-femmes"), ("t0-1", "3")]).await;
        shows(&claire.get(&format!("{here}/textes")).await, &["<ins>", "Sages-femmes"]);
        let file = claire.get(&format!("{ICI}/projet-de-sante.docx")).await;
        assert!(file.status == 200 && file.body.starts_with("PK"));
        let system = format!("{ICI}/sections/systeme_information");
        shows(&claire.get(&system).await, &["Partir d’un texte tiré des réglages"]);
        shows(&claire.get(&format!("{system}/ecrire?proposer=oui")).await, &["Qui accède à quoi", "Hébergement"]);
    }

    async fn the_part_on_the_territory_carries_its_communes_and_its_map(db) {
        let ctx = cpts(&db, "velay").await;
        let atlas = Atlas::load(&db, ctx.now).await.unwrap();
        let communes = BTreeSet::from(["43157".parse().unwrap(), "43078".parse().unwrap()]);
        territoire::set_perimetre(&ctx, &db, &atlas, TODAY, communes).await.unwrap();
        let page = claire(&db).await.get(&format!("{ICI}/sections/territoire")).await;
        shows(&page, &["Communes du territoire", "Le Puy-en-Velay", "carte-territoire"]);
        let etat = Atlas::load(&db, ctx.now).await.unwrap().at(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        let said = gather(&mut db.read(&ctx).await.unwrap(), &etat).await.unwrap().territoire.unwrap();
        assert_eq!(said.communes.len(), 2);
        assert!(said.carte.unwrap().svg.starts_with("<svg"));
        assert_eq!(frozen(&ctx, &db, "Les besoins.").await, 1);
        let same = freeze(&ctx, &db, &atlas, "Encore").await;
        assert!(matches!(same, Err(WriteError::Version(crate::version::Refus::Identique(1)))), "the map is drawn the same");
    }

    async fn members_read_and_comment_and_lead_nothing(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "besoins", 0, "Un texte").await.unwrap();
        let mut luc = signed(&db, TODAY, Uuid::from_u128(7), "membre").await;
        let page = luc.get(&format!("{ICI}/sections/besoins")).await;
        shows(&page, &["Un texte", "Commenter"]);
        assert!(!page.body.contains("/ecrire"));
        assert_eq!(luc.get(&format!("{ICI}/sections/besoins/ecrire")).await.status, 403);
        assert_eq!(luc.post(&format!("{ICI}/versions"), &[("motif", "x")]).await.status, 403);
        posted(&mut luc, &format!("{ICI}/sections/besoins/commentaires"), &[("texte", "D’accord")]).await;
    }

    async fn needs_goals_actions_and_their_coverage_go_through_the_pages(db) {
        let ctx = cpts(&db, "velay").await;
        let need = besoin(&ctx, &db, "Trouver un médecin").await.to_string();
        let mut claire = claire(&db).await;
        let goal = posted(&mut claire, &format!("{ICI}/objectifs"), &[("titre", "Chacun son médecin"), ("besoins", &need)]).await;
        shows(&claire.get(&format!("{ICI}/couverture")).await, &["Objectif sans action"]);
        let id = goal.rsplit('/').next().unwrap();
        let bad = claire.post(&format!("{ICI}/actions/nouvelle"), &[("titre", "Placer"), ("mission", "acces"), ("budget", "beaucoup")]).await;
        assert_eq!(bad.status, 422);
        let sheet = [("titre", "Placer les patients"), ("mission", "acces"), ("objectif", id), ("budget", "12 500,50 €"), ("indicateurs", "Patients placés"), ("indicateurs_loi", "Part de la population sans médecin traitant")];
        let action = posted(&mut claire, &format!("{ICI}/actions/nouvelle"), &sheet).await;
        shows(&claire.get(&action).await, &["12\u{202f}500,50\u{a0}€", "Trouver un médecin", "Part de la population sans médecin traitant", "Aucun acte ne nomme encore"]);
        shows(&claire.get(&format!("{ICI}/couverture")).await, &["Couvert", "1 sur 1"]);
        shows(&claire.get(&format!("{action}/modifier")).await, &["value=\"12500,50\"", "value=\"Part de la population sans médecin traitant\" checked"]);
        posted(&mut claire, &format!("{action}/modifier"), &[("titre", "Placer 200 patients"), ("mission", "acces"), ("version", "1")]).await;
        let late = claire.post(&format!("{action}/modifier"), &[("titre", "Autre"), ("mission", "acces"), ("version", "1")]).await;
        shows(&late, &["Cette fiche a changé"]);
        posted(&mut claire, &format!("{action}/retrait"), &[("motif", "Faite ailleurs")]).await;
        shows(&claire.get(&action).await, &["Faite ailleurs", "Remettre sur la liste"]);
    }

    async fn the_file_goes_out_and_the_clock_shows(db) {
        let ctx = cpts(&db, "velay").await;
        frozen(&ctx, &db, "Le diagnostic montre…").await;
        let mut claire = claire(&db).await;
        let envoi = [("objet", "projet"), ("version", "1"), ("destinataires", "ARS"), ("jour", "2026-03-02")];
        let told = claire.post(&format!("{ICI}/dossier"), &envoi).await;
        shows(&told, &["ne sont pas validées\u{a0}: ", "Les besoins identifiés", "J’envoie malgré cela"]);
        let envoi = [&envoi[..], &[("malgre", "oui")]].concat();
        let here = posted(&mut claire, &format!("{ICI}/dossier"), &envoi).await;
        shows(&claire.get(ICI).await, &["encore 61\u{a0}jours, jusqu’au 2\u{a0}mai 2026"]);
        posted(&mut claire, &format!("{here}/questions"), &[("de", "ARS"), ("recue_le", "2026-03-02"), ("texte", "Quel territoire ?")]).await;
        let desk = only(&ctx, &[VOIR, CONDUIRE]);
        assert!(cards(&db, &desk, date(2026, 3, 3)).await.contains("Une question de l’ARS attend sa réponse"));
        assert!(cards(&db, &desk, date(2026, 4, 20)).await.contains("encore 12\u{a0}jours"));
        let bad = claire.post(&format!("{here}/decision"), &[("nature", "opposition:cher"), ("jour", "2026-03-02")]).await;
        shows(&bad, &["n’est pas un motif d’opposition prévu par la loi"]);
        posted(&mut claire, &format!("{here}/decision"), &[("nature", "validation"), ("jour", "2026-03-02")]).await;
        shows(&claire.get(&format!("{ICI}/dossier")).await, &["Validé par l’ARS le 2\u{a0}mars 2026", "Quel territoire"]);
    }

    async fn whoever_follows_for_the_ars_sees_what_was_sent_and_answered(db) {
        let ctx = cpts(&db, "velay").await;
        let anne = membre(&ctx, &db, "Anne", Role::ReferentInstitution).await;
        let hers = shipped(&Ctx { actor: Actor::Personne(anne.uuid()), ..ctx.clone() }, "referent_institution");
        assert_eq!(cards(&db, &hers, TODAY).await, "");
        let version = frozen(&ctx, &db, "Le diagnostic montre…").await;
        let sent = Bordereau { objet: Objet::Projet, version: Some(version), destinataires: "ARS".into(), jour: TODAY, moyen: String::new(), note: String::new(), malgre: true };
        let envoi = ctx.id();
        send_dossier(&ctx, &db, envoi, &sent).await.unwrap();
        let asked = note_question(&ctx, &db, envoi, TODAY, ("ARS", "Quel territoire ?")).await.unwrap();
        answer_question(&ctx, &db, asked, TODAY, "48 communes.").await.unwrap();
        note_question(&ctx, &db, envoi, TODAY, ("ARS", "Quel budget ?")).await.unwrap();
        let card = cards(&db, &hers, date(2026, 3, 20)).await;
        assert!(card.contains("transmis le 2\u{a0}mars 2026") && card.contains("versions/1/projet-de-sante.pdf"), "{card}");
        assert!(card.contains("Quel territoire ?") && card.contains("pas encore répondu"), "{card}");
        assert!(card.contains("projet/dossier"), "{card}");
        let member = membre(&ctx, &db, "Luc", Role::Membre).await;
        let his = shipped(&Ctx { actor: Actor::Personne(member.uuid()), ..hers }, "membre");
        assert_eq!(cards(&db, &his, TODAY).await, "");
    }

    async fn people_are_chosen_by_role_then_by_name(db) {
        let ctx = cpts(&db, "velay").await;
        for (prenom, role) in [("Zoé", Role::Membre), ("Ève", Role::Membre), ("Luc", Role::Coordination)] {
            membre(&ctx, &db, prenom, role).await;
        }
        let page = claire(&db).await.get(&format!("{ICI}/actions/nouvelle")).await;
        let at = |name: &str| page.body.find(&format!("Roux {name}")).unwrap();
        assert!(at("Luc") < at("Ève") && at("Ève") < at("Zoé"));
    }

    async fn a_part_given_to_me_waits_in_my_day(db) {
        let ctx = cpts(&db, "velay").await;
        let zoe = membre(&ctx, &db, "Zoé", Role::Membre).await;
        let her = only(&Ctx { actor: Actor::Personne(zoe.uuid()), ..ctx.clone() }, &[VOIR, REDIGER]);
        assert_eq!(cards(&db, &her, TODAY).await, "");
        assign_section(&ctx, &db, "besoins", Some(zoe.uuid())).await.unwrap();
        assert!(cards(&db, &her, TODAY).await.contains("Une partie vous est confiée"));
        let mut zoe = signed(&db, TODAY, zoe.uuid(), "membre").await;
        posted(&mut zoe, &format!("{ICI}/sections/besoins/ecrire"), &[("texte", "Moi"), ("lue", "0")]).await;
        posted(&mut zoe, &format!("{ICI}/sections/besoins/etat"), &[("etat", "relu"), ("lue", "1")]).await;
        assert_eq!(cards(&db, &her, TODAY).await, "");
    }

    async fn a_stage_is_left_through_its_page_which_asks_why(db) {
        cpts(&db, "velay").await;
        let mut claire = claire(&db).await;
        posted(&mut claire, &format!("{ICI}/etapes/emergence/criteres/initiateurs"), &[("etat", "fait"), ("jour", "2026-03-02")]).await;
        let emergence = format!("{ICI}/etapes/emergence");
        shows(&claire.post(&emergence, &[("jour", "2026-03-02")]).await, &["Dites pourquoi"]);
        posted(&mut claire, &emergence, &[("jour", "2026-03-02"), ("note", "Carte en cours")]).await;
        shows(&claire.get(&emergence).await, &["Franchie sans", "Carte en cours", "Étape franchie sans"]);
        let tomorrow = claire.post(&format!("{ICI}/etapes/lettre"), &[("jour", "2026-03-03")]).await;
        shows(&tomorrow, &["dans le futur"]);
        shows(&claire.get(ICI).await, &["Pour franchir «\u{a0}Lettre d’intention\u{a0}»"]);
        posted(&mut claire, &format!("{ICI}/creation"), &[("porte_par", "professionnels"), ("ouverte_le", "2026-01-01")]).await;
    }

    async fn an_aid_is_granted_received_and_spent_through_its_page(db) {
        cpts(&db, "velay").await;
        let mut claire = claire(&db).await;
        let aid = [("intitule", "Aide au démarrage"), ("financeur", "ARS"), ("montant", "15 000 €"), ("accordee_le", "2026-01-12"), ("source", "Courrier")];
        let aid = posted(&mut claire, &format!("{ICI}/aides"), &aid).await;
        let more = claire.post(&format!("{aid}/versements"), &[("montant", "15 000,01"), ("recu_le", "2026-02-01")]).await;
        shows(&more, &["dépasserait ce qui a été accordé"]);
        posted(&mut claire, &format!("{aid}/versements"), &[("montant", "7500"), ("recu_le", "2026-02-01")]).await;
        let more = claire.post(&format!("{aid}/depenses"), &[("libelle", "Loyer"), ("montant", "15 000,01"), ("jour", "2026-02-01")]).await;
        shows(&more, &["la seule part payée par l’aide"]);
        posted(&mut claire, &format!("{aid}/depenses"), &[("libelle", "Loyer"), ("montant", "7600"), ("jour", "2026-02-01")]).await;
        shows(&claire.get(&aid).await, &["Loyer", "100,00\u{a0}€ avancés par la CPTS"]);
        shows(&claire.get(&format!("{ICI}/aides")).await, &["7\u{202f}500,00\u{a0}€", "7\u{202f}400,00\u{a0}€"]);
    }

    async fn the_help_is_noted_through_its_page(db) {
        cpts(&db, "velay").await;
        let mut claire = claire(&db).await;
        posted(&mut claire, &format!("{ICI}/appuis"), &[("jour", "2026-03-02"), ("institution", "CPAM"), ("minutes", "90"), ("objet", "Statuts")]).await;
        let page = claire.get(&format!("{ICI}/appuis")).await;
        shows(&page, &["1\u{a0}h\u{a0}30"]);
        let gone = page.body.split("action=\"").find(|part| part.contains("/retrait\"")).unwrap();
        let gone = gone.split('"').next().unwrap().to_owned();
        shows(&claire.post(&gone, &[("motif", "")]).await, &["Ce champ est obligatoire."]);
        posted(&mut claire, &gone, &[("motif", "Saisi deux fois")]).await;
        let page = claire.get(&format!("{ICI}/appuis")).await;
        shows(&page, &["<s>Statuts</s>", "retiré le 2\u{a0}mars 2026\u{a0}: Saisi deux fois"]);
        assert!(!page.body.contains("En tout") && !page.body.contains("/retrait"), "{}", page.body);
    }

    async fn the_statutes_are_noted_through_their_pages(db) {
        cpts(&db, "velay").await;
        let mut claire = claire(&db).await;
        let bare = claire.post(&format!("{ICI}/statuts/emploi"), &[("resultat", "a_revoir"), ("jour", "2026-03-02")]).await;
        assert_eq!(bare.status, 422);
        let emploi = format!("{ICI}/statuts/emploi");
        let silent = claire.post(&emploi, &[("resultat", "conforme"), ("jour", "2026-03-02")]).await;
        shows(&silent, &["Convention collective appliquée", "Ce champ est obligatoire."]);
        let lus = read(&mut claire, &emploi, "faits-lus").await;
        posted(&mut claire, &format!("{emploi}/faits"), &[("clause", "oui"), ("signataire", "Le bureau"), ("convention", "Syntec"), ("faits-lus", &lus)]).await;
        let lu = read(&mut claire, &emploi, "point-lu").await;
        posted(&mut claire, &emploi, &[("resultat", "conforme"), ("jour", "2026-03-02"), ("point-lu", &lu)]).await;
        let seats = format!("{ICI}/statuts/professions");
        let bad = claire.post(&format!("{seats}/faits"), &[("sieges-lignes", "1"), ("s0-c", "Bureau"), ("s0-n", "2")]).await;
        shows(&bad, &["Ligne 1\u{a0}: choisir qui siège."]);
        assert!(!bad.body.contains("Ce qui est noté maintenant"));
        let lus = read(&mut claire, &seats, "faits-lus").await;
        posted(&mut claire, &format!("{seats}/faits"), &[("sieges-lignes", "1"), ("s0-p", "Infirmier"), ("s0-c", "Bureau"), ("s0-n", "2"), ("faits-lus", &lus)]).await;
        shows(&claire.get(&seats).await, &["Une seule profession de santé siège", "Non conforme"]);
    }

    async fn facts_written_upon_those_of_another_are_refused_and_shown_beside_them(db) {
        cpts(&db, "velay").await;
        let (mut claire, emploi) = (claire(&db).await, format!("{ICI}/statuts/emploi"));
        let (lus, lu) = (read(&mut claire, &emploi, "faits-lus").await, read(&mut claire, &emploi, "point-lu").await);
        let faits = format!("{emploi}/faits");
        posted(&mut claire, &faits, &[("signataire", "Le bureau"), ("faits-lus", &lus)]).await;
        let late = claire.post(&faits, &[("signataire", "La présidence"), ("faits-lus", &lus)]).await;
        shows(&late, &["a changé depuis que vous l’avez lu", "Ce qui est noté maintenant", "Le bureau", "value=\"La présidence\""]);
        let fresh = late.input("faits-lus").unwrap().to_owned();
        posted(&mut claire, &faits, &[("signataire", "La présidence"), ("faits-lus", &fresh)]).await;
        let unread = [("resultat", "a_revoir"), ("jour", "2026-03-02"), ("note", "Article 9"), ("point-lu", &lu)];
        shows(&claire.post(&emploi, &unread).await, &["a changé depuis que vous l’avez lu", "Article 9"]);
    }

    async fn the_document_is_downloaded_of_today_and_frozen(db) {
        let ctx = cpts(&db, "velay").await;
        frozen(&ctx, &db, "Le diagnostic montre…").await;
        let mut claire = claire(&db).await;
        for path in ["projet-de-sante.docx", "versions/1/projet-de-sante.docx"] {
            let file = claire.get(&format!("{ICI}/{path}")).await;
            assert!(file.status == 200 && file.body.starts_with("PK"), "{path}");
        }
        let refused = claire.post(&format!("{ICI}/versions"), &[("motif", "Encore")]).await;
        shows(&refused, &["Rien n’a changé depuis la version 1"]);
    }
}
