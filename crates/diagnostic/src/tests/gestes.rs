//! What is written from the pages: forms post and lead somewhere, or come back with what was typed and why.

use super::monde::{Monde, PUY, SCHEMA};
use super::pages::{here, tells};
use super::{TODAY, write};
use crate::besoin::Origine;
use crate::store;
use kernel::Id;
use testkit::http::Page;
use testkit::{Visitor, each_engine};

/// The page of a form that was refused: it says why, and keeps what was typed.
fn refused(page: &Page, why: &str, kept: &str) {
    assert_eq!(page.status, 422, "{}", page.body);
    for told in [why, kept, "class=\"error\""] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    // What the summary of errors leads to is there.
    let summary =
        page.body.split("error-summary").nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap();
    for field in summary.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.body.contains(&format!("id=\"{field}\"")), "#{field}: {}", page.body);
    }
}

async fn seance(monde: &Monde, titres: &[&str]) -> String {
    let ids = write(&monde.db, &monde.ctx, titres).await.into_iter().collect();
    let open = crate::open_seance(&monde.ctx, &monde.db, "Groupe diagnostic", TODAY, 5, &ids);
    here(&format!("seances/{}", open.await.unwrap()))
}

async fn posted(visitor: &mut Visitor, path: &str, fields: &[(&str, &str)], to: &str) {
    let page = visitor.post(path, fields).await;
    assert_eq!((page.status.as_u16(), page.location()), (303, to), "{}", page.body);
}

each_engine! { SCHEMA;
    async fn a_need_is_written_and_shown(db) {
        let monde = Monde::new(&db).await;
        let (mut visitor, list) = (monde.site("coordination").await, here("besoins"));
        refused(&visitor.post(&list, &[("titre", "Sans dire pour qui")]).await, "besoin", "value=\"Sans dire pour qui\"");
        let form = [("public", "population"), ("titre", "Trouver un médecin"), ("description", "Deux partent."), ("communes", PUY), ("origine", "elu")];
        let page = visitor.post(&list, &form).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let besoin = store::besoins::besoins(&mut db.read(&monde.ctx).await.unwrap()).await.unwrap().remove(0);
        assert_eq!(besoin.origine, Origine::Elu);
        let one = here(&format!("besoins/{}", besoin.id));
        tells(&visitor.get(&one).await, &["Trouver un médecin", "Deux partent.", "Le Puy-en-Velay", "Claire Fabre", "Aucune preuve pour l’instant"]);
        assert_eq!(visitor.get(&here("besoins/nimporte")).await.status, 404);
        let nobody = Id::<crate::Besoin>::new(uuid::Uuid::nil());
        assert_eq!(visitor.get(&here(&format!("besoins/{nobody}"))).await.status, 404);
    }

    async fn a_need_is_reworded_taken_off_and_put_back(db) {
        let monde = Monde::new(&db).await;
        let id = write(&db, &monde.ctx, &["Trouver un médecin"]).await[0];
        let (mut visitor, one) = (monde.site("coordination").await, here(&format!("besoins/{id}")));
        let long = "a".repeat(5001);
        let page = visitor.post(&one, &[("public", "population"), ("titre", "Mieux dit"), ("description", &long)]).await;
        refused(&page, "caractères", "value=\"Mieux dit\"");
        posted(&mut visitor, &one, &[("public", "population"), ("titre", "Mieux dit")], &one).await;
        let sort = format!("{one}/sort");
        refused(&visitor.post(&sort, &[("sort", "retirer"), ("motif", " ")]).await, "Pourquoi le retirer", "Mieux dit");
        posted(&mut visitor, &sort, &[("sort", "retirer"), ("motif", "dit ailleurs")], &one).await;
        tells(&visitor.get(&one).await, &["Retiré de la liste le 2\u{a0}mars 2026", "dit ailleurs", "Remettre sur la liste"]);
        tells(&visitor.get(&here("besoins")).await, &["1\u{a0}besoin retiré ou fondu"]);
        posted(&mut visitor, &sort, &[("sort", "reprendre")], &one).await;
        assert!(!visitor.get(&one).await.body.contains("Remettre sur la liste"));
    }

    async fn evidence_and_comments_are_added_and_taken_back(db) {
        let monde = Monde::new(&db).await;
        let id = write(&db, &monde.ctx, &["Trouver un médecin"]).await[0];
        let (mut visitor, one) = (monde.site("coordination").await, here(&format!("besoins/{id}")));
        let page = visitor.post(&format!("{one}/preuves"), &[("nature", "document"), ("libelle", "Attentes"), ("source", "")]).await;
        assert!(page.status == 422 && page.body.contains("Il manque la source.") && page.body.contains("value=\"Attentes\""), "{}", page.body);
        let fact = [("besoin", id.to_string()), ("nature", "offre".to_owned()), ("reference", "infirmier".to_owned()), ("libelle", "Infirmiers".to_owned()), ("valeur", "3 personnes".to_owned()), ("source", "RPPS".to_owned())];
        let fact: Vec<(&str, &str)> = fact.iter().map(|(name, value)| (*name, value.as_str())).collect();
        posted(&mut visitor, &here("preuves"), &fact, &format!("{one}#preuves")).await;
        posted(&mut visitor, &here("preuves"), &fact, &format!("{one}#preuves")).await;
        tells(&visitor.get(&one).await, &["déjà parmi les preuves", "3 personnes"]);
        let tied = store::preuves::preuves(&mut db.read(&monde.ctx).await.unwrap(), Some(id)).await.unwrap();
        posted(&mut visitor, &format!("{one}/preuves/{}/retrait", tied[0].id), &[], &one).await;
        posted(&mut visitor, &format!("{one}/commentaires"), &[("texte", "Tout à fait.")], &one).await;
        let page = visitor.post(&format!("{one}/commentaires"), &[("texte", " ")]).await;
        assert_eq!(page.status, 422, "{}", page.body);
        let said = store::besoins::commentaires(&mut db.read(&monde.ctx).await.unwrap(), id).await.unwrap();
        posted(&mut visitor, &format!("{one}/commentaires/{}/retrait", said[0].id), &[], &one).await;
        tells(&visitor.get(&one).await, &["Aucune preuve pour l’instant"]);
    }

    async fn two_needs_are_merged_from_the_page(db) {
        let monde = Monde::new(&db).await;
        let ids = write(&db, &monde.ctx, &["Trouver un médecin", "Trouver un généraliste"]).await;
        let (mut visitor, one) = (monde.site("coordination").await, here(&format!("besoins/{}", ids[1])));
        posted(&mut visitor, &format!("{one}/sort"), &[("sort", "fondre"), ("dans", &ids[0].to_string())], &one).await;
        tells(&visitor.get(&one).await, &["Fondu le 2\u{a0}mars 2026", &ids[0].to_string()]);
    }

    async fn a_session_that_lacks_something_is_not_opened(db) {
        let monde = Monde::new(&db).await;
        let ids = write(&db, &monde.ctx, &["Trouver un médecin", "Se déplacer"]).await;
        let (mut visitor, list) = (monde.site("coordination").await, here("seances"));
        let (one, two) = (ids[0].to_string(), ids[1].to_string());
        let both = [("jour", "2026-03-09"), ("besoins", one.as_str()), ("besoins", two.as_str())];
        for (more, why) in [([("titre", ""), ("points", "5")], "titre"), ([("titre", "Groupe"), ("points", "500")], "points")] {
            refused(&visitor.post(&list, &[&both[..], &more[..]].concat()).await, why, "value=\"2026-03-09\"");
        }
        let alone = [("titre", "Groupe"), ("points", "5")];
        refused(&visitor.post(&list, &[&both[..2], &alone[..]].concat()).await, "Besoins à classer", "value=\"Groupe\"");
        let page = visitor.post(&list, &[&both[..], &alone[..]].concat()).await;
        assert!(page.location().starts_with(&format!("{list}/")), "{}", page.body);
        tells(&visitor.get(&list).await, &["Groupe"]);
    }

    async fn points_are_given_and_a_closed_session_keeps_its_trace(db) {
        let monde = Monde::new(&db).await;
        let one = seance(&monde, &["Trouver un médecin", "Se déplacer"]).await;
        let mut visitor = monde.site("coordination").await;
        let besoins = store::besoins::besoins(&mut db.read(&monde.ctx).await.unwrap()).await.unwrap();
        let first = besoins.iter().find(|one| one.texte.titre.to_string() == "Trouver un médecin").unwrap();
        let points: Vec<String> = besoins.iter().map(|besoin| format!("points-{}", besoin.id)).collect();
        let mine = format!("points-{}", first.id);
        let vote = format!("{one}/vote");
        refused(&visitor.post(&vote, &[(&points[0], "4"), (&points[1], "3")]).await, "5", "value=\"4\"");
        refused(&visitor.post(&vote, &[(&points[0], "beaucoup")]).await, "Mes points", "value=\"beaucoup\"");
        posted(&mut visitor, &vote, &[(&mine, "4")], &one).await;
        tells(&visitor.get(&one).await, &["Classement pour l’instant", "Claire Fabre", "Trouver un médecin (4)"]);
        posted(&mut visitor, &format!("{one}/cloture"), &[], &one).await;
        tells(&visitor.get(&one).await, &["Close le 2\u{a0}mars 2026", "Classement"]);
        tells(&visitor.get(&here("besoins")).await, &["Classés par la séance"]);
        assert_eq!(visitor.post(&vote, &[(&mine, "1")]).await.status, 409);
    }

    async fn a_report_is_sent_and_answered_with_errors_beside_their_field(db) {
        let monde = Monde::new(&db).await;
        let (mut elu, list) = (monde.site("elu").await, here("signalements"));
        let page = elu.post(&list, &[("commune", PUY), ("texte", "  ")]).await;
        assert!(page.status == 422 && page.body.contains("Signaler une difficulté"), "{}", page.body);
        let page = elu.post(&list, &[("commune", "75056"), ("texte", "Rien à Paris")]).await;
        refused(&page, "75056", "Rien à Paris");
        posted(&mut elu, &list, &[("commune", PUY), ("texte", "Plus de médecin.")], &list).await;
        tells(&elu.get(&list).await, &["Plus de médecin.", "sans réponse"]);
        let mut office = monde.site("coordination").await;
        let sent = store::signalements::signalements(&mut db.read(&monde.ctx).await.unwrap(), None).await.unwrap();
        let answer = format!("{list}/{}/reponse", sent[0].id);
        refused(&office.post(&answer, &[("reponse", "Nous cherchons."), ("devenir", "nouveau"), ("titre", "")]).await, "Titre du besoin", "Nous cherchons.");
        refused(&office.post(&answer, &[("reponse", " "), ("devenir", "")]).await, "Réponse", "Plus de médecin.");
        posted(&mut office, &answer, &[("reponse", "Nous cherchons."), ("devenir", "nouveau"), ("titre", "Un médecin au Puy")], &list).await;
        tells(&elu.get(&list).await, &["Nous cherchons.", "Voir le besoin"]);
        tells(&office.get(&here("besoins")).await, &["Un médecin au Puy"]);
    }

    async fn whoever_may_not_is_refused_and_reads_no_form(db) {
        let monde = Monde::new(&db).await;
        let one = seance(&monde, &["Trouver un médecin", "Se déplacer"]).await;
        let besoin = store::besoins::besoins(&mut db.read(&monde.ctx).await.unwrap()).await.unwrap().remove(0);
        let page = here(&format!("besoins/{}", besoin.id));
        let mut member = monde.site("membre").await;
        for path in [format!("{page}/sort"), format!("{page}/preuves"), here("preuves"), here("besoins"), here("seances"), format!("{one}/cloture"), here("signalements")] {
            assert_eq!(member.post(&path, &[("titre", "x")]).await.status, 403, "{path}");
        }
        assert_eq!(member.get(&here("signalements")).await.status, 403);
        let read = member.get(&page).await;
        assert!(read.status == 200 && !read.body.contains("Retirer ou fondre") && !read.body.contains("Commenter"));
        assert!(member.get(&one).await.body.contains("Donner mes points"));
        assert_eq!(monde.site("elu").await.post(&format!("{one}/vote"), &[]).await.status, 403);
        for path in ["", "chiffres", "offre", "acces", "besoins", "seances", "signalements"] {
            assert!(monde.site("").await.get(&here(path)).await.location().starts_with("/connexion"), "{path}");
        }
    }
}
