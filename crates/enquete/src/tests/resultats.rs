use super::*;
use testkit::each_engine;

fn n(lecture: &Lecture, numero: u16, code: &str) -> u32 {
    let one = lecture.resultats.questions.iter().find(|one| one.question.numero == numero).unwrap();
    let Detail::Parts(parts) = &one.detail else { panic!("{:?}", one.detail) };
    parts.iter().find(|part| part.code == code).map_or(0, |part| part.n)
}

/// `nurses` infirmières who lack a doctor, `others` of other professions.
async fn filled(ctx: &Ctx, db: &Db, nurses: usize, others: &[(&str, usize)]) -> Id<Enquete> {
    let id = opened(ctx, db, Anonymat::Anonyme).await;
    papers(ctx, db, id, &vec![said("infirmier", "mt", "10").as_str(); nurses]).await;
    for (profession, times) in others {
        papers(ctx, db, id, &vec![said(profession, "age", "4").as_str(); *times]).await;
    }
    id
}

async fn read(ctx: &Ctx, db: &Db, id: Id<Enquete>, groupe: &str) -> Lecture {
    read_resultats(&mut db.read(ctx).await.unwrap(), id, groupe).await.unwrap()
}

each_engine! { SCHEMA;
    async fn answers_are_counted_question_by_question(db) {
        let ctx = cpts(&db, "velay").await;
        let id = filled(&ctx, &db, 6, &[("sage_femme", 5)]).await;
        papers(&ctx, &db, id, &["q1=infirmier&q2=mt&q2=psy&q3=2,5&q4=Zut", "q1=infirmier&q2=&q3=&q4=Aller"]).await;
        let all = read(&ctx, &db, id, "").await;
        assert_eq!((n(&all, 1, "infirmier"), n(&all, 2, "mt"), n(&all, 2, "age"), n(&all, 2, "psy")), (8, 7, 5, 1));
        let [_, besoins, delai, libre] = &all.resultats.questions[..] else { panic!() };
        assert_eq!((besoins.exprimes, delai.exprimes), (12, 12));
        let Detail::Mesure(mesure) = &delai.detail else { panic!() };
        assert_eq!((mesure.n, mesure.mediane, mesure.min, mesure.max), (12, 7.0, 2.5, 10.0));
        assert!((mesure.moyenne - 82.5 / 12.0).abs() < 1e-9);
        assert_eq!(libre.detail, Detail::Textes(vec!["Aller".to_owned(), "Zut".to_owned()]));
    }

    async fn below_five_answers_an_unnamed_survey_says_nothing(db) {
        let ctx = cpts(&db, "velay").await;
        let id = filled(&ctx, &db, 4, &[]).await;
        let few = read(&ctx, &db, id, "").await;
        assert_eq!((few.resultats.masque, few.groupes.len()), (Some(Masque::TropPeu), 0));
        assert!(few.resultats.questions.iter().all(|one| one.detail == Detail::Masque && one.exprimes == 0));
        papers(&ctx, &db, id, &[&said("infirmier", "mt", "1")]).await;
        assert_eq!(read(&ctx, &db, id, "").await.resultats.masque, None);
    }

    async fn a_small_group_is_hidden_and_so_is_what_would_give_it_away(db) {
        let ctx = cpts(&db, "velay").await;
        let id = filled(&ctx, &db, 9, &[("sage_femme", 6), ("pharmacien", 2)]).await;
        let nurses = read(&ctx, &db, id, "infirmier").await;
        assert_eq!((n(&nurses, 2, "mt"), n(&nurses, 2, "age")), (9, 0));
        for hidden in ["pharmacien", "sage_femme"] {
            let group = read(&ctx, &db, id, hidden).await;
            assert_eq!(group.resultats.masque, Some(Masque::Groupe), "{hidden}");
            assert!(group.resultats.questions.iter().all(|one| one.detail == Detail::Masque));
        }
    }

    async fn a_named_survey_is_whole_for_who_runs_it_and_masked_for_members(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Nominative).await;
        let sent = format!("{}&nom=Luc", said("infirmier", "mt", "3"));
        enter_paper(&ctx, &db, id, &form(&ctx, &db, id, &sent)).await.unwrap();
        assert_eq!(n(&read(&ctx, &db, id, "infirmier").await, 2, "mt"), 1);
        let member = only(&ctx, &[VOIR_RESULTATS]);
        assert_eq!(read(&member, &db, id, "").await.resultats.masque, Some(Masque::TropPeu));
        let denied = read_resultats(&mut db.read(&only(&ctx, &[])).await.unwrap(), id, "").await;
        assert!(matches!(denied, Err(ReadError::Denied(_))));
    }

    async fn a_survey_is_cited_with_its_rate_and_its_days(db) {
        let ctx = cpts(&db, "velay").await;
        let id = opened(&ctx, &db, Anonymat::Anonyme).await;
        let people = invited(&ctx, &db, id, &["Anne", "Bruno", "Chloé"]).await;
        for (invitation, follower) in &people[..2] {
            answer_link(follower, &db, *invitation, &fields(&said("infirmier", "mt", "1"))).await.unwrap();
        }
        let late = on(&ctx, date(2026, 4, 2));
        let cited = async |ctx: &Ctx| resultats(&mut db.read(ctx).await.unwrap(), id).await.unwrap();
        let said_of = cited(&late).await;
        assert_eq!(said_of.citation(), "2\u{a0}réponses sur\u{a0}3, du 2 au 20\u{a0}mars 2026");
        assert_eq!(said_of.taux().map(f64::round), Some(67.0));
        assert_eq!(said_of.enquete.recues, Some((TODAY, TODAY)));
        papers(&ctx, &db, id, &[&said("infirmier", "mt", "1")]).await;
        assert_eq!(cited(&ctx).await.citation(), "3\u{a0}réponses (3\u{a0}personnes invitées), le 2\u{a0}mars 2026");
    }

    async fn the_demonstration_has_a_survey_that_is_over_and_one_that_is_open(db) {
        let ctx = cpts(&db, "velay").await;
        let [over, open] = crate::demo::fill(&ctx, &db).await.unwrap();
        let lecture = read(&ctx, &db, over, "").await;
        assert_eq!(lecture.resultats.citation(), "42\u{a0}réponses, du 21\u{a0}janvier au 10\u{a0}février 2026");
        assert!(lecture.groupes.iter().any(|group| !group.masque) && lecture.resultats.masque.is_none());
        assert!(matches!(survey(&ctx, &db, open).await.etat(TODAY), Etat::Ouverte { .. }));
    }

    async fn a_question_of_a_ready_made_survey_is_found_by_its_meaning(db) {
        let ctx = cpts(&db, "velay").await;
        let id = write_from(&ctx, &db, modele("professionnels").unwrap()).await.unwrap();
        withdraw(&ctx, &db, id, 2).await.unwrap();
        open(&ctx, &db, id, TODAY, FIN).await.unwrap();
        let sent = "q1=infirmier&q3=seul&q4=oui&q6=trois_ans&q7=urgence&q7=imagerie&q10=non&q11=30";
        papers(&ctx, &db, id, &[sent; 5]).await;
        let all = resultats(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let Detail::Parts(parts) = &all.repere("difficultes").unwrap().detail else { panic!() };
        assert_eq!(parts.iter().filter(|part| part.n == 5).count(), 2);
        assert_eq!(all.repere("temps_cpts").unwrap().exprimes, 0, "asked only of who says yes");
        assert!(all.repere("commune").is_none() && all.repere("").is_none());
    }
}

#[test]
fn days_are_said_the_short_way() {
    assert_eq!(span(date(2026, 2, 28), FIN), "du 28\u{a0}février au 20\u{a0}mars 2026");
    assert_eq!(span(date(2025, 12, 28), FIN), "du 28\u{a0}décembre 2025 au 20\u{a0}mars 2026");
    assert_eq!(span(date(2026, 3, 1), FIN), "du 1er au 20\u{a0}mars 2026");
    assert_eq!(span(FIN, FIN), "le 20\u{a0}mars 2026");
}

#[test]
fn the_middle_of_an_even_and_of_an_odd_number_of_numbers() {
    let question = Question {
        numero: 1,
        enonce: enonce("?", Genre::Echelle { bas: String::new(), haut: String::new() }, false),
        repere: String::new(),
    };
    let questions = [question];
    let notes = |notes: &[&str]| -> (f64, f64, u32) {
        let bulletins: Vec<Bulletin> = notes
            .iter()
            .map(|note| Bulletin::read(&questions, |_| vec![(*note).to_owned()]).unwrap())
            .collect();
        let counted = count(&questions, &bulletins.iter().collect::<Vec<_>>());
        let Detail::Mesure(mesure) = &counted[0].detail else { panic!() };
        (mesure.moyenne, mesure.mediane, mesure.parts[4].n)
    };
    assert_eq!(notes(&["1", "5", "5"]), (11.0 / 3.0, 5.0, 2));
    assert_eq!(notes(&["1", "2", "4", "5"]), (3.0, 3.0, 1));
    assert_eq!(notes(&[]), (0.0, 0.0, 0));
}

#[test]
fn a_commune_keeps_its_name_and_the_code_that_was_given() {
    let questions =
        [Question { numero: 1, enonce: enonce("?", Genre::Commune, false), repere: String::new() }];
    for (typed, nom, code) in [
        ("Le Puy-en-Velay (43157)", "Le Puy-en-Velay", Some("43157")),
        ("43157", "", Some("43157")),
        ("Saint-Front", "Saint-Front", None),
        ("Polignac (haut)", "Polignac (haut)", None),
    ] {
        let read = Bulletin::read(&questions, |_| vec![typed.to_owned()]).unwrap();
        let expected = Valeur::Commune { nom: nom.to_owned(), code: code.map(str::to_owned) };
        assert_eq!(read.get(1), Some(&expected));
        assert_eq!(expected.typed(), [typed]);
    }
}
