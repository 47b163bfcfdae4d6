//! The life of an instance: rules, convocation, proxies, quorum, votes, mandates.

use super::*;
use crate::{pouvoir, scrutin as noun, seance as meeting};
use testkit::each_engine;

/// A general meeting of six members, called.
async fn called(db: &Db) -> (Ctx, Vec<Id<Adherent>>, Id<Seance>, Id<Point>) {
    let ctx = cpts(db, "velay").await;
    let all = adherents(&ctx, db, 6, true).await;
    let ag = ag(&ctx, db).await;
    let (id, point) = seance(&ctx, db, ag).await;
    (ctx, all, id, point)
}

fn proxy<T: std::fmt::Debug>(answer: Result<T, WriteError>) -> pouvoir::Refus {
    match answer.unwrap_err() {
        WriteError::Pouvoir(refus) => refus,
        other => panic!("{other:?}"),
    }
}

each_engine! { SCHEMA;
    async fn a_convocation_needs_an_agenda_a_rule_and_its_notice(db) {
        let ctx = cpts(&db, "velay").await;
        adherents(&ctx, &db, 2, true).await;
        let (bare, id) = (ctx.id(), ctx.id());
        open_instance(&ctx, &db, bare, Genre::Bureau, "").await.unwrap();
        plan_seance(&ctx, &db, id, bare, soir(TODAY), None).await.unwrap();
        let refused = convoke(&ctx, &db, id, false).await.unwrap_err().to_string();
        assert!(refused.contains("ne sont pas encore saisies"), "{refused}");
        let ag = ag(&ctx, &db).await;
        let id = ctx.id();
        plan_seance(&ctx, &db, id, ag, soir(TODAY), None).await.unwrap();
        assert!(matches!(convoke(&ctx, &db, id, false).await, Err(WriteError::Seance(meeting::Refus::SansOrdreDuJour))));
        add_point(&ctx, &db, id, ctx.id(), ("Comptes", "")).await.unwrap();
        let late = Ctx { now: instant("2026-02-18T08:00:00Z"), ..ctx.clone() };
        let refused = convoke(&late, &db, id, false).await.unwrap_err().to_string();
        assert!(refused.starts_with("Convoquée 12\u{a0}jours avant la séance\u{a0}; les statuts demandent 15\u{a0}jours (Statuts, article 12)"), "{refused}");
        convoke(&late, &db, id, true).await.unwrap();
        assert!(matches!(convoke(&late, &db, id, true).await, Err(WriteError::Seance(meeting::Refus::DejaConvoquee))));
        assert!(matches!(add_point(&late, &db, id, ctx.id(), ("Autre", "")).await, Err(WriteError::OrdreDuJourParti)));
    }

    async fn a_proxy_is_given_once_never_to_oneself_never_in_a_chain(db) {
        let (ctx, all, id, _) = called(&db).await;
        let give = async |from: usize, to: usize, again| give_pouvoir(&ctx, &db, Voie::Bureau(all[from]), id, all[to], again).await;
        assert_eq!(proxy(give(0, 0, false).await), pouvoir::Refus::ASoiMeme);
        give(0, 1, false).await.unwrap();
        give(0, 1, false).await.unwrap();
        assert!(matches!(proxy(give(0, 2, false).await), pouvoir::Refus::DejaDonne { .. }));
        give(0, 2, true).await.unwrap();
        assert!(matches!(proxy(give(3, 0, false).await), pouvoir::Refus::Chaine(_)), "who gave holds none");
        assert!(matches!(proxy(give(2, 3, false).await), pouvoir::Refus::Porte(_)), "who holds gives none");
        give(1, 2, false).await.unwrap();
        assert!(matches!(proxy(give(3, 2, false).await), pouvoir::Refus::Trop { max: 2, .. }));
        let stranger = ctx.id();
        assert!(matches!(proxy(give_pouvoir(&ctx, &db, Voie::Bureau(all[4]), id, stranger, false).await), pouvoir::Refus::SansVoix(_)));
        answer(&member(&ctx, 101), &db, Voie::Compte, id, Reponse::Vient).await.unwrap();
        assert_eq!(vue(&ctx, &db, id).await.pouvoirs.len(), 1, "who comes takes the proxy back");
        open(&ctx, &db, id, &all[2..3]).await;
        assert_eq!(proxy(give(4, 5, false).await), pouvoir::Refus::SeanceOuverte);
    }

    async fn the_quorum_counts_who_came_and_who_is_represented_by_somebody_who_came(db) {
        let (ctx, all, id, _) = called(&db).await;
        give_pouvoir(&ctx, &db, Voie::Bureau(all[1]), id, all[0], false).await.unwrap();
        give_pouvoir(&ctx, &db, Voie::Bureau(all[2]), id, all[5], false).await.unwrap();
        let quorum = async || vue(&ctx, &db, id).await.quorum.unwrap();
        assert!(!quorum().await.atteint());
        come(&ctx, &db, id, &all[..1]).await;
        let state = quorum().await;
        let phrase = state.groupes[0].phrase();
        assert!(state.atteint() && phrase.starts_with("1\u{a0}présent et 1\u{a0}représenté sur 6\u{a0}; 2 demandés"), "{phrase}");
        assert_eq!(state.absents.len(), 4, "a proxy whose holder is away counts for nothing");
        come(&ctx, &db, id, &all[1..2]).await;
        assert_eq!(quorum().await.groupes[0].representes, 0, "who came votes for themselves");
    }

    async fn no_vote_opens_without_quorum_and_a_second_meeting_needs_none(db) {
        let (ctx, all, id, _) = called(&db).await;
        let early = open_seance(&ctx, &db, id).await;
        assert!(matches!(early, Err(WriteError::Seance(meeting::Refus::TropTotPourOuvrir(_)))), "proxies would freeze weeks before");
        open(&ctx, &db, id, &all[..1]).await;
        let vote = ctx.id();
        prepare_scrutin(&during(&ctx), &db, vote, &projet(id, Mode::Nominatif)).await.unwrap();
        let refused = open_scrutin(&during(&ctx), &db, vote).await.unwrap_err().to_string();
        assert!(refused.contains("il manque 1\u{a0}personne"), "{refused}");
        let instance = vue(&ctx, &db, id).await.instance.id;
        let other = ctx.id();
        open_instance(&ctx, &db, other, Genre::AgExtraordinaire, "").await.unwrap();
        set_regle(&ctx, &db, other, regle(&ctx, Genre::AgExtraordinaire)).await.unwrap();
        let plan_of = async |of, first, jour| plan_seance(&during(&ctx), &db, ctx.id(), of, soir(jour), Some(first)).await;
        let plan = async |jour| plan_of(instance, id, jour).await;
        assert!(matches!(plan(date(2026, 3, 23)).await, Err(WriteError::Seance(meeting::Refus::PremiereEnCours))));
        close_seance(&during(&ctx), &db, id).await.unwrap();
        assert!(matches!(plan_of(other, id, date(2026, 3, 23)).await, Err(WriteError::Seance(meeting::Refus::AutreInstance))));
        assert!(matches!(plan(date(2026, 3, 9)).await, Err(WriteError::Seance(meeting::Refus::TropTot { jours: 7, .. }))));
        plan(date(2026, 3, 23)).await.unwrap();
        let all = store::seances::seances(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        let second = all.iter().find(|one| one.premiere == Some(id)).unwrap();
        assert_eq!(second.points.len(), 1, "the same agenda");
        assert!(vue(&ctx, &db, second.id).await.quorum.unwrap().atteint());
        assert!(plan(date(2026, 3, 24)).await.is_err(), "one second meeting");
        let third = plan_of(instance, second.id, date(2026, 4, 20)).await;
        assert!(matches!(third, Err(WriteError::Seance(meeting::Refus::DejaSeconde))), "{third:?}");
    }

    async fn a_meeting_that_had_its_quorum_has_no_second_one(db) {
        let (ctx, all, id, _) = called(&db).await;
        open(&ctx, &db, id, &all[..4]).await;
        close_seance(&during(&ctx), &db, id).await.unwrap();
        let instance = vue(&ctx, &db, id).await.instance.id;
        let second = plan_seance(&during(&ctx), &db, ctx.id(), instance, soir(date(2026, 3, 23)), Some(id)).await;
        assert!(matches!(second, Err(WriteError::Seance(meeting::Refus::QuorumReuni))), "{second:?}");
    }

    async fn a_convocation_is_an_event_of_calendars_that_a_change_moves(db) {
        let (ctx, _, id, _) = called(&db).await;
        let sent = letters(&ctx, &db).await;
        assert_eq!(sent.len(), 6);
        let part = sent[0].calendrier.as_ref().unwrap();
        let meeting = vue(&ctx, &db, id).await.reunion;
        let uid = format!("UID:{}@reunions.maillage\r\n", meeting.id);
        for line in ["METHOD:REQUEST\r\n", &uid, "SEQUENCE:0\r\n", "DTSTART;TZID=Europe/Paris:20260302T200000\r\n", "PARTSTAT=NEEDS-ACTION"] {
            assert!(part.texte.contains(line), "{line}\n{}", part.texte);
        }
        assert!(sent.iter().all(|one| one.calendrier.as_ref().is_some_and(|part| part.texte.contains(comptes::EXPEDITEUR))));
        let lieu = reunions::Nouvelle { lieu: "Salle des fêtes".to_owned(), ..meeting.nouvelle() };
        reunions::change_reunion(&ctx, &db, meeting.id, meeting.change_le, lieu, reunions::Portee::Celle).await.unwrap();
        let all = letters(&ctx, &db).await;
        let changed = |one: &&comptes::MessageDemande| one.calendrier.as_ref().is_some_and(|part| part.texte.contains("SEQUENCE:1\r\n") && part.texte.contains(&uid));
        assert_eq!(all.iter().filter(changed).count(), 6, "the same event, its next version");
    }

    async fn a_vote_by_name_counts_proxies_and_says_who_chose_what_once_closed(db) {
        let (ctx, all, id, point) = called(&db).await;
        give_pouvoir(&ctx, &db, Voie::Bureau(all[1]), id, all[0], false).await.unwrap();
        note_deport(&ctx, &db, id, point, (all[3], "Son cabinet est fournisseur")).await.unwrap();
        open(&ctx, &db, id, &[all[0], all[2], all[3]]).await;
        let on_point = Projet { cadre: Cadre::Seance(id, Some(point)), ..projet(id, Mode::Nominatif) };
        let first = vote(&ctx, &db, &on_point).await;
        choose(&ctx, &db, 1, first, 0).await.unwrap();
        assert!(matches!(choose(&ctx, &db, 4, first, 0).await, Err(WriteError::Scrutin(noun::Refus::SansVoix))), "an interest");
        assert!(matches!(choose(&ctx, &db, 2, first, 0).await, Err(WriteError::Scrutin(noun::Refus::SansVoix))), "represented");
        assert!(matches!(choose(&ctx, &db, 1, first, 1).await, Err(WriteError::Scrutin(noun::Refus::DejaVote))));
        choose(&ctx, &db, 3, first, 1).await.unwrap();
        assert!(matches!(close_seance(&during(&ctx), &db, id).await, Err(WriteError::Seance(meeting::Refus::VoteOuvert))));
        close_scrutin(&during(&ctx), &db, first, &Cloture::default()).await.unwrap();
        let closed = scrutin(&ctx, &db, first).await;
        assert_eq!((closed.issue, voices(&closed), closed.participation), (Some(Issue::Adoptee), vec![Some(2), Some(1), Some(0)], Some((3, 3))));
        assert!(matches!(choose(&ctx, &db, 3, first, 0).await, Err(WriteError::Scrutin(noun::Refus::Clos))));
        close_seance(&during(&ctx), &db, id).await.unwrap();
    }

    async fn hands_are_never_more_than_the_voices_that_are_there(db) {
        let (ctx, all, id, _) = called(&db).await;
        open(&ctx, &db, id, &all[..4]).await;
        let first = vote(&ctx, &db, &projet(id, Mode::MainLevee)).await;
        let close = async |mains: [u32; 3], presidence| {
            let mains = (0..).zip(mains).collect();
            close_scrutin(&during(&ctx), &db, first, &Cloture { mains, presidence }).await
        };
        assert!(matches!(close([3, 2, 0], None).await, Err(WriteError::Scrutin(noun::Refus::TropDeVoix { comptees: 5, portees: 4 }))));
        assert!(matches!(close([2, 2, 0], None).await, Err(WriteError::Scrutin(noun::Refus::Departage(_)))));
        close([2, 2, 0], Some(Sens::Pour)).await.unwrap();
        assert_eq!(scrutin(&ctx, &db, first).await.issue, Some(Issue::Adoptee));
    }

    async fn a_consultation_runs_between_two_days_and_needs_its_answers(db) {
        let ctx = cpts(&db, "velay").await;
        adherents(&ctx, &db, 6, true).await;
        let ag = ag(&ctx, &db).await;
        let on = |day: &str| Ctx { now: instant(&format!("{day}T09:00:00Z")), ..ctx.clone() };
        let project = Projet {
            cadre: Cadre::Consultation(ag, date(2026, 2, 10), date(2026, 2, 20)),
            question: "Siège social".to_owned(),
            ..projet(ctx.id(), Mode::Nominatif)
        };
        let id = ctx.id();
        prepare_scrutin(&ctx, &db, id, &project).await.unwrap();
        open_scrutin(&ctx, &db, id).await.unwrap();
        let roll = store::scrutins::roll(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let all: Bulletins = roll.iter().map(|one| (one.electeur, vec![0])).collect();
        let say = async |n: u128, day: &str| cast(&member(&on(day), 100 + n), &db, Voie::Compte, id, &all).await;
        assert!(matches!(say(1, "2026-02-09").await, Err(WriteError::Scrutin(noun::Refus::PasOuvert))));
        say(1, "2026-02-10").await.unwrap();
        assert!(matches!(close_scrutin(&on("2026-02-20"), &db, id, &Cloture::default()).await, Err(WriteError::Scrutin(noun::Refus::EnCours(_)))));
        assert!(matches!(say(2, "2026-02-21").await, Err(WriteError::Scrutin(noun::Refus::Clos))));
        close_scrutin(&on("2026-02-21"), &db, id, &Cloture::default()).await.unwrap();
        let closed = scrutin(&ctx, &db, id).await;
        assert_eq!(closed.issue, Some(Issue::SansQuorum));
        assert!(closed.motif.contains("1\u{a0}réponse sur 6, 2 demandées"), "{}", closed.motif);
    }

    async fn a_member_who_owes_the_fee_has_no_voice_where_the_statutes_ask_for_it(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 2, false).await;
        let ag = ag(&ctx, &db).await;
        let rule = regle(&ctx, Genre::AgOrdinaire);
        let entitled = async || ayants(&mut db.read(&ctx).await.unwrap(), ag, &rule, TODAY).await.unwrap().len();
        assert_eq!(entitled().await, 2);
        let mut tx = db.begin(&ctx).await.unwrap();
        let fee = "INSERT INTO adhesions_cotisation (cpts, adherent, annee, cents, appelee_le) VALUES ($1, $2, 2026, 2000, $3)";
        tx.execute(fee, db::params![ctx.cpts, all[0], date(2026, 1, 10)]).await.unwrap();
        tx.record(Trace::new("essai.due", "x"));
        tx.commit().await.unwrap();
        assert_eq!(entitled().await, 1);
    }

    async fn mandates_and_interests_are_kept_and_said_when_they_end(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 2, false).await;
        let ca = ctx.id();
        open_instance(&ctx, &db, ca, Genre::Ca, "").await.unwrap();
        let mandat = Mandat {
            id: ctx.id(),
            adherent: all[0],
            instance: ca,
            fonction: Fonction::Presidence,
            precision: String::new(),
            du: date(2024, 4, 1),
            au: Some(date(2026, 3, 31)),
            fini: None,
            seance: None,
        };
        note_mandat(&ctx, &db, mandat.clone()).await.unwrap();
        note_mandat(&ctx, &db, mandat.clone()).await.unwrap();
        let rule = Regle { composition: Composition::Mandats, ..regle(&ctx, Genre::Ca) };
        assert_eq!(ayants(&mut db.read(&ctx).await.unwrap(), ca, &rule, TODAY).await.unwrap().len(), 1);
        let items = crate::a_faire::read(&mut db.read(&ctx).await.unwrap(), "/x").await.unwrap();
        let said: String = items.iter().map(|item| maud::Render::render(item).into_string()).collect();
        assert!(said.contains("Se termine le 31\u{a0}mars 2026") && said.contains("1\u{a0}déclaration d’intérêts manque"), "{said}");
        declare_interet(&member(&ctx, 101), &db, Voie::Compte, "Associé de la pharmacie du Breuil").await.unwrap();
        assert!(declare_interet(&member(&ctx, 7), &db, Voie::Compte, "").await.is_err(), "no member of that account");
        end_mandat(&ctx, &db, mandat.id, TODAY, "Démission").await.unwrap();
        assert!(ayants(&mut db.read(&ctx).await.unwrap(), ca, &rule, TODAY).await.unwrap().is_empty());
    }

    async fn voices_weigh_by_college_and_a_weighted_vote_is_never_secret(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 4, false).await;
        let college = adhesions::College { id: ctx.id(), nom: "Ville".to_owned(), ordre: 1, pour: String::new(), ferme_le: None };
        adhesions::write_college(&ctx, &db, college.clone()).await.unwrap();
        adhesions::move_college(&ctx, &db, all[0], Some(college.id)).await.unwrap();
        let instance = ctx.id();
        open_instance(&ctx, &db, instance, Genre::AgOrdinaire, "").await.unwrap();
        let rule = Regle { poids: BTreeMap::from([(college.id, 3)]), ..regle(&ctx, Genre::AgOrdinaire) };
        set_regle(&ctx, &db, instance, rule).await.unwrap();
        let (id, _) = seance(&ctx, &db, instance).await;
        open(&ctx, &db, id, &all).await;
        let by_name = vote(&ctx, &db, &projet(id, Mode::Nominatif)).await;
        choose(&ctx, &db, 1, by_name, 0).await.unwrap();
        choose(&ctx, &db, 2, by_name, 1).await.unwrap();
        choose(&ctx, &db, 3, by_name, 1).await.unwrap();
        close_scrutin(&during(&ctx), &db, by_name, &Cloture::default()).await.unwrap();
        assert_eq!(voices(&scrutin(&ctx, &db, by_name).await), [Some(3), Some(2), Some(0)]);
        let secret = ctx.id();
        prepare_scrutin(&during(&ctx), &db, secret, &projet(id, Mode::Secret)).await.unwrap();
        let refused = open_scrutin(&during(&ctx), &db, secret).await;
        assert!(matches!(refused, Err(WriteError::Scrutin(noun::Refus::SecretPondere))));
        remove_scrutin(&during(&ctx), &db, secret).await.unwrap();
    }

    async fn an_election_by_secret_ballot_fills_its_seats(db) {
        let (ctx, all, id, _) = called(&db).await;
        open(&ctx, &db, id, &all).await;
        let names = ["Anne", "Luc", "Zoé"].map(str::to_owned).to_vec();
        let election = Projet { candidats: names, sieges: 2, ..projet(id, Mode::Secret) };
        let first = vote(&ctx, &db, &election).await;
        assert_eq!(scrutin(&ctx, &db, first).await.check(&[0, 3]), Err(noun::Refus::BlancEtNom));
        let ballots: [&[u32]; 6] = [&[0, 1], &[0, 2], &[0], &[1], &[3], &[0, 1]];
        for (n, ranks) in (1..).zip(ballots) {
            let me = member(&during(&ctx), 100 + n);
            let mine = Bulletins::from([(all[usize::try_from(n).unwrap() - 1], ranks.to_vec())]);
            cast(&me, &db, Voie::Compte, first, &mine).await.unwrap();
        }
        close_scrutin(&during(&ctx), &db, first, &Cloture::default()).await.unwrap();
        let closed = scrutin(&ctx, &db, first).await;
        assert_eq!((closed.issue, voices(&closed)), (Some(Issue::Pourvue), vec![Some(4), Some(3), Some(1), Some(1)]));
        let kept: Vec<&str> = closed.choix.iter().filter(|one| one.retenu).map(|one| one.libelle.as_str()).collect();
        assert_eq!(kept, ["Anne", "Luc"]);
        let bad = Projet { candidats: vec!["Anne".to_owned(), "anne".to_owned()], sieges: 1, ..projet(id, Mode::Secret) };
        assert!(matches!(prepare_scrutin(&during(&ctx), &db, ctx.id(), &bad).await, Err(WriteError::Saisie(refus)) if refus.0[0].champ == "candidats"));
    }
}
