//! The workspace pages.

use super::*;
use testkit::each_engine;

const BASE: &str = "/velay-sud/espace/annuaire";

fn here(reference: &Reference) -> String {
    format!("/velay-sud/espace/{}", reference.chemin())
}

each_engine! { SCHEMA;
    async fn the_office_fills_an_entry_field_by_field_and_reads_its_history(db) {
        let base = cpts(&db, "velay-sud").await;
        let ctx = claire(&db, &base).await;
        official(&db, &atlas(&db).await, 20, &[(1, "FICTIF", "0471000009", "", "43157")]).await;
        let mut visitor = site(&db, ctx.now, "coordination").await;
        let page = visitor.get(&here(&ps(1))).await;
        assert!(page.status == 200 && page.body.contains("Alix Fictif") && page.body.contains("Rien n’a encore été ajouté"), "{}", page.body);
        for nature in Nature::ALL {
            let page = visitor.get(&format!("{}/champs/{nature}", here(&ps(1)))).await;
            assert!(page.status == 200 && page.body.contains(nature.libelle()), "{nature}");
        }
        let wrong = visitor.post(&format!("{}/champs/telephone", here(&ps(1))), &[("telephone-valeur", "douze")]).await;
        assert!(wrong.status == 422 && wrong.body.contains("value=\"douze\""), "{}", wrong.body);
        let wide = visitor.post(&format!("{}/champs/depart_prevu", here(&ps(1))), &[("depart_prevu-valeur", "09/2027"), ("visibilite", "public")]).await;
        assert!(wide.status == 422 && wide.body.contains("ne peut pas être montré"), "{}", wide.body);
        let page = visitor.post(&format!("{}/champs/telephone", here(&ps(1))), &[("telephone-valeur", "0471000001"), ("visibilite", "membres")]).await;
        assert_eq!(page.location(), here(&ps(1)));
        fill(&ctx, &db, &ps(1), &[said(Nature::Langues, "arabe")]).await.unwrap();
        let page = visitor.get(&here(&ps(1))).await;
        for told in ["04 71 00 00 01", "Les membres de la CPTS", "Claire Fabre", "a modifié une fiche", "le fichier officiel dit autre chose"] {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }
    }

    async fn a_disagreement_with_the_official_file_is_settled_either_way(db) {
        let base = cpts(&db, "velay-sud").await;
        let ctx = office(&base);
        let atlas = atlas(&db).await;
        official(&db, &atlas, 20, &[(1, "FICTIF", "0471000009", "", "43157")]).await;
        fill(&ctx, &db, &ps(1), &[said(Nature::Telephone, "0471000001")]).await.unwrap();
        let mut visitor = site(&db, ctx.now, "coordination").await;
        let settle = format!("{}/ecarts/telephone", here(&ps(1)));
        visitor.post(&settle, &[("choix", "garder")]).await;
        let kept = entry(&db, &ctx, &ps(1)).await;
        assert_eq!(kept.champs[&Nature::Telephone].valeur.en_mots(), "04 71 00 00 01");
        assert!(!visitor.get(&here(&ps(1))).await.body.contains("dit autre chose"));
        official(&db, &atlas, 21, &[(1, "FICTIF", "0471000008", "", "43157")]).await;
        assert_eq!(entry(&db, &ctx, &ps(1)).await.champs, kept.champs, "an import never overwrites");
        visitor.post(&settle, &[("choix", "suivre")]).await;
        assert_eq!(entry(&db, &ctx, &ps(1)).await.champs[&Nature::Telephone].valeur.en_mots(), "04 71 00 00 08");
        assert!(matches!(settle_ecart(&ctx, &db, &ps(1), Nature::Telephone, Choix::Garder).await, Err(WriteError::SansEcart)));
    }

    async fn a_member_reads_what_is_theirs_and_finds_no_form(db) {
        let base = cpts(&db, "velay-sud").await;
        let ctx = office(&base);
        anne(&db, &ctx).await;
        fill(&ctx, &db, &ps(1), &[said(Nature::NoteInterne, "tres-secret")]).await.unwrap();
        let mut visitor = site(&db, ctx.now, "membre").await;
        let page = visitor.get(&here(&ps(1))).await;
        assert!(page.body.contains(ADRESSE) && !page.body.contains("tres-secret") && !page.body.contains("Note interne"));
        for absent in ["Effacer", "Historique", "Modifier", "Demander une confirmation", "Noter une absence"] {
            assert!(!page.body.contains(absent), "{absent}");
        }
        for closed in ["a-confirmer", "reponses", "changements", "referents", "reglages", "nouveau"] {
            assert_eq!(visitor.get(&format!("{BASE}/{closed}")).await.status, 403, "{closed}");
        }
        assert_eq!(visitor.post(&format!("{}/gestes", here(&ps(1))), &[("geste", "effacer")]).await.status, 403);
        assert!(site(&db, ctx.now, "").await.get(&here(&ps(1))).await.location().starts_with("/connexion"));
    }

    async fn an_actor_is_added_corrected_taken_out_and_put_back(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let mut visitor = site(&db, ctx.now, "coordination").await;
        assert!(visitor.get(&format!("{BASE}/nouveau")).await.body.contains("Genre d’acteur"));
        let nowhere = visitor.post(&format!("{BASE}/nouveau"), &[("genre", "pmi"), ("nom", "PMI de Langeac")]).await;
        assert!(nowhere.status == 422 && nowhere.body.contains("au moins une commune"), "{}", nowhere.body);
        let form = [("genre", "pmi"), ("nom", "PMI de Langeac"), ("contact", "Mme Roche"), ("autres-communes", "43112, 43040")];
        let page = visitor.post(&format!("{BASE}/nouveau"), &form).await;
        let one = page.location().to_owned();
        let page = visitor.get(&one).await;
        assert!(page.body.contains("PMI de Langeac") && page.body.contains("Langeac, Brioude") || page.body.contains("Brioude, Langeac"), "{}", page.body);
        assert!(visitor.get(&format!("{one}/identite")).await.body.contains("Mme Roche"));
        visitor.post(&format!("{one}/identite"), &[("genre", "autre"), ("precision", "Consultation de nourrissons"), ("nom", "PMI"), ("commune", "43112")]).await;
        assert!(visitor.get(&one).await.body.contains("Consultation de nourrissons"));
        visitor.post(&format!("{one}/gestes"), &[("geste", "retirer")]).await;
        assert!(visitor.get(&one).await.body.contains("Remettre dans l’annuaire"));
        visitor.post(&format!("{one}/gestes"), &[("geste", "remettre")]).await;
        assert!(!visitor.get(&one).await.body.contains("Remettre dans l’annuaire"));
        assert_eq!(visitor.get(&format!("{BASE}/local-00000000-0000-0000-0000-0000000000ff")).await.status, 404);
        assert_eq!(visitor.get(&format!("{BASE}/nimporte")).await.status, 404);
    }

    async fn absences_and_structures_are_noted_with_errors_beside_their_field(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        anne(&db, &ctx).await;
        let mut visitor = site(&db, ctx.now, "coordination").await;
        let (absences, structures) = (format!("{}/absences", here(&ps(1))), format!("{}/structures", here(&ps(1))));
        assert_eq!(visitor.post(&absences, &[]).await.status, 422);
        let good = [("absence-du", "2026-03-09"), ("absence-au", "2026-03-13"), ("absence-remplacant", "Zoé Roux")];
        assert_eq!(visitor.post(&absences, &good).await.status, 303);
        let page = visitor.post(&absences, &good).await;
        assert!(page.status == 422 && page.body.contains("Une absence est déjà notée du 9\u{a0}mars 2026"), "{}", page.body);
        assert_eq!(visitor.post(&structures, &[("structure-numero", "douze"), ("structure-depuis", "2026-01-01")]).await.status, 422);
        let msp = Reference::Locale(add_acteur(&ctx, &db, local("MSP des Sucs")).await.unwrap()).to_string();
        assert_eq!(visitor.post(&structures, &[("structure-numero", &msp), ("structure-depuis", "2026-01-01")]).await.status, 303);
        let page = visitor.get(&here(&ps(1))).await;
        assert!(page.body.contains("MSP des Sucs") && page.body.contains("remplacement\u{a0}: Zoé Roux"));
        let fiche = entry(&db, &ctx, &ps(1)).await;
        let one = format!("{structures}/{}", fiche.rattachements[0].id);
        assert_eq!(visitor.post(&one, &[("geste", "finir")]).await.status, 303);
        assert!(entry(&db, &ctx, &ps(1)).await.rattachements[0].jusquau.is_none(), "a day is needed");
        visitor.post(&one, &[("geste", "retirer")]).await;
        visitor.post(&format!("{absences}/{}/retirer", fiche.absences[0].id), &[]).await;
        let after = entry(&db, &ctx, &ps(1)).await;
        assert!(after.rattachements.is_empty() && after.absences.is_empty());
    }

    async fn ten_people_are_asked_with_one_button_and_answers_are_seen(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let mut visitor = site(&db, ctx.now, "coordination").await;
        assert!(visitor.get(&format!("{BASE}/a-confirmer")).await.body.contains("Rien à demander"));
        assert!(visitor.get(&format!("{BASE}/reponses")).await.body.contains("Rien à voir"));
        for n in 1..=3 {
            fill(&ctx, &db, &ps(n), &[said(Nature::Courriel, &format!("p{n}@exemple.fr"))]).await.unwrap();
        }
        fill(&ctx, &db, &ps(4), &[said(Nature::Langues, "arabe")]).await.unwrap();
        let page = visitor.get(&format!("{BASE}/a-confirmer")).await;
        assert!(page.body.contains("Demander à ces 3 personnes") && page.body.contains("À appeler"), "{}", page.body);
        let wanted: Vec<String> = (1..=3).map(|n| ps(n).to_string()).collect();
        let form: Vec<(&str, &str)> = wanted.iter().map(|one| ("fiche", one.as_str())).collect();
        assert_eq!(visitor.post(&format!("{BASE}/a-confirmer"), &form).await.location(), format!("{BASE}/a-confirmer"));
        assert_eq!(letters(&db, &ctx).await.len(), 3);
        let path = mailed(&db, &ctx).await;
        site(&db, ctx.now, "").await.post(&path, &[("geste", "parti")]).await;
        let page = visitor.get(&format!("{BASE}/reponses")).await;
        assert!(page.body.contains("N’exerce plus ici"), "{}", page.body);
        let number = page.input("reponse").unwrap().to_owned();
        visitor.post(&format!("{BASE}/reponses"), &[("reponse", &number)]).await;
        assert!(visitor.get(&format!("{BASE}/reponses")).await.body.contains("Rien à voir"));
    }

    async fn referents_and_settings_have_their_pages(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let mut visitor = site(&db, ctx.now, "coordination").await;
        let list = format!("{BASE}/referents");
        assert!(visitor.get(&list).await.body.contains("Aucun référent"));
        let wrong = visitor.post(&list, &[("institution", "ars"), ("departement", "99")]).await;
        assert_eq!(wrong.status, 422);
        let form = [("institution", "ars"), ("departement", "43"), ("unite", "Délégation de Haute-Loire"), ("courriel", "dd43@exemple.fr")];
        assert_eq!(visitor.post(&list, &form).await.location(), list);
        let page = visitor.get(&list).await;
        let one = page.body.split(&format!("{list}/")).nth(1).unwrap()[..36].to_owned();
        let one = format!("{list}/{one}");
        assert!(visitor.get(&one).await.body.contains("dd43@exemple.fr"));
        assert_eq!(visitor.post(&one, &[("institution", "cpam"), ("departement", "43"), ("nom", "Mme Vial"), ("telephone", "0471000000")]).await.location(), list);
        let taken = visitor.post(&format!("{one}/gestes"), &[("geste", "retirer")]).await;
        assert_eq!(taken.location(), one);
        assert!(visitor.get(&one).await.body.contains("Remettre dans la liste"));
        visitor.post(&format!("{one}/gestes"), &[("geste", "remettre")]).await;
        assert!(visitor.get(&list).await.body.contains("Mme Vial"));
        let settings = format!("{BASE}/reglages");
        assert_eq!(visitor.post(&settings, &[("fraicheur", "99"), ("referents", "6")]).await.status, 422);
        assert_eq!(visitor.post(&settings, &[("fraicheur", "3"), ("referents", "6")]).await.status, 303);
        assert_eq!(visitor.get(&settings).await.input("fraicheur"), Some("3"));
    }

    async fn the_cards_tell_the_office_what_waits_and_members_nothing(db) {
        let base = cpts(&db, "velay-sud").await;
        let ctx = office(&base);
        anne(&db, &ctx).await;
        let app = testsite::builder(&db, ctx.now, RIGHTS).with(atlas(&db).await).with(Carnets::default()).build();
        let cards = async |ctx: &Ctx| cards::read(&app, &mut db.read(ctx).await.unwrap()).await.unwrap();
        assert!(cards(&member(&base)).await.is_empty());
        let drawn = async |ctx: &Ctx| {
            let all: Vec<ui::Card> = cards(ctx).await.into_iter().map(|(_, card)| card).collect();
            ui::card::cards(&all).into_string()
        };
        assert!(drawn(&ctx).await.contains("Demander à cette personne"));
        ask_confirmation(&ctx, &db, &[ps(1)], false, false).await.unwrap();
        let waiting = drawn(&ctx).await;
        assert!(!waiting.contains("Demander à") && waiting.contains("1\u{a0}fiche à reconfirmer"), "{waiting}");
    }
}
