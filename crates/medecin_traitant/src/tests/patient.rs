//! What a patient does and is told: by what leaves, once, and nothing before somebody looked at what a program may have sent.

use super::demander::{FORM, code_of, form, shows, visitor};
use super::suivi::{carte_pour, demandes, envoi, etat};
use super::*;
use crate::courrier::Sorte;
use crate::envoi::tests::personne;
use crate::store::{courriers, suivi as lists};
use crate::tell::{Moyen, moyen};
use db::Db;
use jiff::civil::date;
use testkit::each_engine;

const SUIVI: &str = "/velay/medecin-traitant/suivi";

/// Messages that wait to leave.
async fn messages(ctx: &Ctx, db: &Db) -> Vec<String> {
    let due = db::outbox::due(&mut db.read(ctx).await.unwrap(), 100).await.unwrap();
    due.into_iter().filter(|one| one.nom == "comptes.message_demande").map(|one| one.contenu).collect()
}

async fn appels(ctx: &Ctx, db: &Db) -> usize {
    courriers::en_attente(&mut db.read(ctx).await.unwrap(), Sorte::Appel, 99).await.unwrap().len()
}

async fn acts(ctx: &Ctx, db: &Db) -> usize {
    actes::store::latest(&mut db.read(ctx).await.unwrap(), None, 1000).await.unwrap().len()
}

async fn pairs(ctx: &Ctx, db: &Db) -> usize {
    store::doublons::ouverts(&mut db.read(ctx).await.unwrap()).await.unwrap().len()
}

/// A visitor who asked, the code of their request, and its id.
async fn asked(ctx: &Ctx, db: &Db) -> (testkit::Visitor, String, Id<Demande>) {
    let (mut visitor, key) = visitor(db).await;
    let code = code_of(&visitor.post(FORM, &form(&key, &[("courriel", "jeanne@exemple.fr")])).await);
    let id = find_by_code(ctx, db, &code, 1956).await.unwrap().unwrap().id;
    (visitor, code, id)
}

#[test]
fn whoever_gave_something_can_be_told_and_an_sms_is_only_promised_where_it_leaves() {
    let base = personne("Jeanne", "Durand", date(1956, 3, 14)).identite;
    for bits in 0..32_u32 {
        let has = |bit: u32| bits & (1 << bit) != 0;
        let mut who = base.clone();
        who.telephone = has(0).then(|| if has(1) { "0612345678" } else { "0471000000" }.parse().unwrap());
        who.courriel = has(2).then(|| "jeanne@exemple.fr".parse().unwrap());
        who.adresse = if has(3) { "3 rue des Tables".to_owned() } else { String::new() };
        let something = has(0) || has(2) || has(3);
        for canal in Canal::ALL {
            let found = moyen(&who, *canal, has(4));
            assert_eq!(found.is_some(), something, "{who:?} {canal}");
            if let Some(Moyen::Message(comptes::Contact::Telephone(number))) = found {
                assert!(has(4) && number.is_mobile());
            }
        }
    }
}

each_engine! { SCHEMA;
    async fn without_sms_the_office_calls_and_nothing_waits_in_the_outbox(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        for done in testkit::race(4, || note_sms(&ctx, &db, false)).await {
            done.unwrap();
        }
        let id = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        assert_eq!((messages(&ctx, &db).await.len(), appels(&ctx, &db).await), (0, 1));
        let later = Ctx { now: testkit::actors::instant("2026-06-02T08:00:00Z"), ..ctx.clone() };
        assert_eq!(remind_patients(&later, &db).await.unwrap(), 1);
        assert_eq!((messages(&later, &db).await.len(), appels(&later, &db).await), (0, 1), "a call, the last step");
        note_sms(&ctx, &db, true).await.unwrap();
        close(&ctx, &db, id, Cloture::Renonce, None).await.unwrap();
        assert_eq!(messages(&ctx, &db).await.len(), 1);
        let noted = db::journal::about(&mut db.read(&ctx).await.unwrap(), "sms", 10).await.unwrap();
        assert_eq!(noted.len(), 2, "written when it changes");
    }

    async fn what_a_program_may_have_sent_is_no_act_no_pair_and_no_message_until_somebody_looked(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let mut ids = Vec::new();
        for cle in ["1", "2", "3"] {
            ids.push(ask(&ctx, &db, envoi(cle, &["Jeanne"], true)).await.unwrap().demandes.remove(0));
        }
        still_looking(&ctx, &db, ids[0].0, true).await.unwrap();
        close(&ctx, &db, ids[0].0, Cloture::Injoignable, None).await.unwrap();
        assert_eq!((acts(&ctx, &db).await, pairs(&ctx, &db).await, messages(&ctx, &db).await.len()), (0, 0, 0));
        demandes(&ctx, &db, "4", &["Jeanne"]).await;
        assert_eq!((acts(&ctx, &db).await, pairs(&ctx, &db).await, messages(&ctx, &db).await.len()), (1, 2, 1), "who really asks is compared");
        let twice = [ids[1].0, ids[1].0];
        let looked = testkit::race(4, || verify(&ctx, &db, &twice)).await;
        assert_eq!(looked.into_iter().map(Result::unwrap).sum::<u32>(), 1);
        assert_eq!((acts(&ctx, &db).await, pairs(&ctx, &db).await), (3, 3), "it came, it was looked at, it is compared");
        let told = messages(&ctx, &db).await;
        assert!(told.len() == 2 && told.iter().any(|text| text.contains(&ids[1].1)), "told with its code");
        let steps = store::etapes::etapes(&mut db.read(&ctx).await.unwrap(), ids[1].0).await.unwrap();
        assert_eq!(steps.iter().map(|one| one.quoi).collect::<Vec<_>>(), [Etape::Recue, Etape::Verifiee]);
        assert_eq!(actes::verify(&mut db.read(&ctx).await.unwrap()).await.unwrap(), []);
        let open = store::demandes::de_phase(&mut db.read(&ctx).await.unwrap(), &coffre, Phase::Attente).await.unwrap();
        assert_eq!(open.len(), 2);
        let todo = lists::a_faire(&mut db.read(&ctx).await.unwrap(), ctx.now, 2).await.unwrap().doublons;
        assert_eq!(todo, 3);
        close(&ctx, &db, ids[1].0, Cloture::Doublon, None).await.unwrap();
        let todo = lists::a_faire(&mut db.read(&ctx).await.unwrap(), ctx.now, 2).await.unwrap().doublons;
        assert_eq!((todo as usize, pairs(&ctx, &db).await), (1, 1), "what is closed is no work");
    }

    async fn still_looking_is_noted_once_a_day(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let id = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        for done in testkit::race(8, || still_looking(&ctx, &db, id, true)).await {
            done.unwrap();
        }
        assert_eq!(acts(&ctx, &db).await, 2, "it came, they still look");
        let next = Ctx { now: testkit::actors::instant("2026-03-03T08:00:00Z"), ..ctx.clone() };
        still_looking(&next, &db, id, true).await.unwrap();
        assert_eq!(acts(&ctx, &db).await, 3);
    }

    async fn whoever_was_accepted_says_the_appointment_and_the_declaration_and_the_place_stays(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let (mut visitor, code, id) = asked(&ctx, &db).await;
        let with = |more: &[(&'static str, &'static str)]| {
            let mine = [("code", code.clone()), ("annee", "1956".to_owned())];
            mine.into_iter().chain(more.iter().map(|(name, value)| (*name, (*value).to_owned()))).collect::<Vec<_>>()
        };
        let post = async |visitor: &mut testkit::Visitor, more: &[(&'static str, &'static str)]| {
            let fields = with(more);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            visitor.post(SUIVI, &fields).await
        };
        shows(&post(&mut visitor, &[("geste", "declare")]).await, 422, &["Aucun médecin n’a encore accepté"]);
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let card = carte_pour(&ctx, &db, id, doctor, 1).await;
        answer_carte(&ctx, &db, card, Avis::Oui, Voie::Bureau).await.unwrap();
        let page = post(&mut visitor, &[]).await;
        shows(&page, 200, &["Dr Claire Roche", "Ce médecin est maintenant mon médecin traitant", "Mon premier rendez-vous est pris", "J’ai trouvé un autre médecin"]);
        assert!(!page.body.contains("Je cherche toujours"));
        shows(&post(&mut visitor, &[("geste", "rendez_vous")]).await, 422, &["obligatoire"]);
        shows(&post(&mut visitor, &[("geste", "rendez_vous"), ("jour", "2036-03-12")]).await, 422, &["vérifiez l’année"]);
        shows(&post(&mut visitor, &[("geste", "rendez_vous"), ("jour", "2026-03-12")]).await, 200, &["12\u{a0}mars 2026", "Votre rendez-vous est noté"]);
        shows(&post(&mut visitor, &[("geste", "declare")]).await, 200, &["ce médecin est votre médecin traitant", "Médecin traitant déclaré"]);
        let end = etat(&ctx, &db, id).await;
        assert!(matches!(end, Etat::Close { cloture: Cloture::MtDeclare, preuve: Some((Preuve::Patient, TODAY)), .. }), "{end:?}");
        let kept = store::medecins::medecin(&mut db.read(&ctx).await.unwrap(), doctor).await.unwrap().unwrap();
        assert_eq!(kept.offre.prises, 1, "the place stays taken");
    }

    async fn whoever_has_the_code_may_have_everything_erased(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let (mut visitor, code, id) = asked(&ctx, &db).await;
        let mine = [("code", code.as_str()), ("annee", "1956")];
        shows(&visitor.post(SUIVI, &mine).await, 200, &["Effacer mes informations", "détruits, pour toujours"]);
        let by_link = Ctx { actor: Actor::Lien(Uuid::from_u128(9)), rights: kernel::Rights::of([comptes::droits::SUIVRE_LIEN]), ..ctx.clone() };
        assert!(erase_own(&by_link, &db, id).await.is_err(), "not by a link");
        shows(&visitor.post(SUIVI, &[mine[0], mine[1], ("geste", "effacer")]).await, 200, &["Vos informations sont effacées"]);
        shows(&visitor.post(SUIVI, &mine).await, 422, &["Aucune demande ne correspond"]);
        assert!(store::identites::scelle(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().is_none());
    }

    async fn a_call_that_is_no_longer_possible_becomes_an_e_mail(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let mut one = envoi("1", &["Jeanne"], false);
        one.personnes[0].identite.adresse = String::new();
        one.personnes[0].situation.canal = Canal::Appel;
        let id = ask(&ctx, &db, one).await.unwrap().demandes[0].0;
        assert_eq!((messages(&ctx, &db).await.len(), appels(&ctx, &db).await), (0, 1));
        change_contact(&ctx, &db, id, None, Some("jeanne@exemple.fr".parse().unwrap())).await.unwrap();
        close(&ctx, &db, id, Cloture::Demenage, None).await.unwrap();
        assert_eq!(messages(&ctx, &db).await.len(), 1);
    }

    async fn a_doctor_stops_within_ten_years(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        for year in [206, 1926, 2206] {
            let refused = open_campagne(&ctx, &db, ctx.id(), None, "Dr Roche", date(year, 6, 30)).await;
            assert!(matches!(refused, Err(WriteError::Saisie(_))), "{year}");
        }
        open_campagne(&ctx, &db, ctx.id(), None, "Dr Roche", date(2026, 6, 30)).await.unwrap();
    }
}
