use super::*;
use crate::etape::{Etat, Refus};
use crate::origine::Refus as RefusRemise;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{each_engine, race};

async fn path(ctx: &Ctx, db: &Db) -> Parcours {
    parcours(&mut db.read(ctx).await.unwrap(), &law()).await.unwrap()
}

async fn missing(ctx: &Ctx, db: &Db, etape: &str) -> Vec<String> {
    let path = path(ctx, db).await;
    path.etape(etape).unwrap().manquants().iter().map(|one| one.code.clone()).collect()
}

fn mots(titre: &str) -> Mots {
    Mots { titre: titre.to_owned(), ..Mots::default() }
}

each_engine! { SCHEMA;
    async fn what_is_done_in_other_rooms_fills_the_criteria(db) {
        let ctx = cpts(&db, "velay").await;
        assert_eq!(missing(&ctx, &db, "emergence").await, ["perimetre", "initiateurs", "contacts"]);
        let atlas = Atlas::load(&db, ctx.now).await.unwrap();
        let communes = BTreeSet::from(["43157".parse().unwrap()]);
        territoire::set_perimetre(&ctx, &db, &atlas, TODAY, communes).await.unwrap();
        besoin(&ctx, &db, "Trouver un médecin").await;
        let recit = Recit { jour: TODAY, institution: "ARS".into(), personnes: String::new(), minutes: 60, objet: "Premier contact".into(), suite: String::new() };
        note_appui(&ctx, &db, recit).await.unwrap();
        assert_eq!(missing(&ctx, &db, "emergence").await, ["initiateurs"]);
        assert_eq!(missing(&ctx, &db, "lettre").await, ["lettre_envoyee", "lettre_acceptee"]);
    }

    async fn people_say_the_rest_but_not_what_the_program_sees(db) {
        let ctx = cpts(&db, "velay").await;
        let seen = settle_critere(&ctx, &db, ("emergence", "perimetre"), Etat::Fait, Some(TODAY), "").await;
        assert!(matches!(seen, Err(WriteError::Etape(Refus::DeLuiMeme(_)))), "{seen:?}");
        settle_critere(&ctx, &db, ("emergence", "perimetre"), Etat::SansObjet, None, "Voisine").await.unwrap();
        settle_critere(&ctx, &db, ("emergence", "initiateurs"), Etat::Fait, Some(TODAY), "").await.unwrap();
        assert_eq!(missing(&ctx, &db, "emergence").await, ["contacts"]);
        let unknown = settle_critere(&ctx, &db, ("emergence", "rien"), Etat::Fait, None, "").await;
        assert!(matches!(unknown, Err(WriteError::Inconnu(_))), "{unknown:?}");
    }

    async fn a_region_has_its_words_its_criteria_and_its_stages(db) {
        let ctx = cpts(&db, "velay").await;
        adapt_etape(&ctx, &db, "lettre", &mots("Pré-projet"), false).await.unwrap();
        adapt_etape(&ctx, &db, "elaboration", &mots("Élaboration"), true).await.unwrap();
        let added = add_etape(&ctx, &db, "Audition", "validation").await.unwrap();
        add_critere(&ctx, &db, &added, "Compte rendu reçu").await.unwrap();
        let path = path(&ctx, &db).await;
        let titles: Vec<&str> = path.suivies().map(|one| one.titre.as_str()).collect();
        assert_eq!(titles, ["Émergence", "Pré-projet", "Validation", "Audition", "Contrat ACI et déploiement"]);
        assert_eq!(path.etape("lettre").unwrap().resume, loi::etapes(TODAY)[1].resume, "words left empty are those of all");
        let own = &path.etape(&added).unwrap().criteres[0];
        assert!(matches!(remove_critere(&ctx, &db, "emergence", "contacts").await, Err(WriteError::Etape(Refus::Commun))));
        remove_critere(&ctx, &db, &added, &own.code).await.unwrap();
        assert!(missing(&ctx, &db, &added).await.is_empty());
    }

    async fn a_stage_is_left_and_taken_back(db) {
        let ctx = cpts(&db, "velay").await;
        reach_etape(&ctx, &db, &law(), "emergence", Some(TODAY), "Réunion du 2 mars").await.unwrap();
        assert_eq!(path(&ctx, &db).await.courante().unwrap().code, "lettre");
        let twice = reach_etape(&ctx, &db, &law(), "emergence", Some(TODAY), "").await;
        assert!(matches!(twice, Err(WriteError::Etape(Refus::DejaFranchie))), "{twice:?}");
        reach_etape(&ctx, &db, &law(), "emergence", None, "").await.unwrap();
        let again = reach_etape(&ctx, &db, &law(), "emergence", None, "").await;
        assert!(matches!(again, Err(WriteError::Etape(Refus::PasFranchie))), "{again:?}");
        assert_eq!(path(&ctx, &db).await.courante().unwrap().code, "emergence");
        let nowhere = reach_etape(&ctx, &db, &law(), "rien", Some(TODAY), "").await;
        assert!(matches!(nowhere, Err(WriteError::Inconnu(_))), "{nowhere:?}");
    }

    async fn a_stage_left_without_its_criteria_or_out_of_order_says_why_and_keeps_it(db) {
        let ctx = cpts(&db, "velay").await;
        let bare = reach_etape(&ctx, &db, &law(), "lettre", Some(TODAY), " ").await;
        assert!(matches!(bare, Err(WriteError::Etape(Refus::SansMotif(_)))), "{bare:?}");
        reach_etape(&ctx, &db, &law(), "lettre", Some(TODAY), "Accord oral de l’ARS").await.unwrap();
        let left = path(&ctx, &db).await.etape("lettre").unwrap().clone();
        assert_eq!((left.sans.len(), left.note.as_str()), (4, "Accord oral de l’ARS"), "{left:?}");
        assert!(left.sans[3].contains("Émergence"), "{:?}", left.sans);
        reach_etape(&ctx, &db, &law(), "lettre", None, "").await.unwrap();
        assert!(path(&ctx, &db).await.etape("lettre").unwrap().sans.is_empty());
    }

    async fn a_stage_is_not_left_before_the_creation_nor_before_another_without_a_reason(db) {
        let ctx = cpts(&db, "velay").await;
        open_creation(&ctx, &db, PortePar::Professionnels, ("", ""), date(2026, 2, 1)).await.unwrap();
        reach_etape(&ctx, &db, &law(), "emergence", Some(TODAY), "Réunion").await.unwrap();
        let leave = async |jour, why| reach_etape(&ctx, &db, &law(), "lettre", Some(jour), why).await;
        let old = leave(date(2019, 1, 1), "Avant nous").await;
        assert!(matches!(old, Err(WriteError::Etape(Refus::AvantOuverture(_)))), "{old:?}");
        let early = leave(date(2026, 2, 10), "").await;
        assert!(matches!(early, Err(WriteError::Etape(Refus::AvantAutre { .. }))), "{early:?}");
        leave(date(2026, 2, 10), "Accord oral").await.unwrap();
        let late = open_creation(&ctx, &db, PortePar::Professionnels, ("", ""), date(2026, 2, 20)).await;
        assert!(matches!(&late, Err(WriteError::Saisie(refus)) if refus.champ == "ouverte_le"), "{late:?}");
    }

    async fn an_institution_opens_and_hands_over_once_to_somebody_who_can_lead(db) {
        let ctx = cpts(&db, "velay").await;
        let (zoe, luc) = (membre(&ctx, &db, "Zoé", Role::Membre).await, membre(&ctx, &db, "Luc", Role::Coordination).await);
        let refused = async |who| hand_over(&ctx, &db, who).await.unwrap_err().to_string();
        assert_eq!(refused(luc).await, RefusRemise::RienARemettre.to_string());
        let bare = open_creation(&ctx, &db, PortePar::Institution, ("", "Aucune initiative"), TODAY).await;
        assert!(matches!(bare, Err(WriteError::Saisie(_))), "{bare:?}");
        open_creation(&ctx, &db, PortePar::Institution, ("ARS", "Aucune initiative"), TODAY).await.unwrap();
        assert_eq!(refused(zoe).await, RefusRemise::SansRole.to_string());
        assert_eq!(refused(ctx.id()).await, RefusRemise::PasMembre.to_string());
        hand_over(&ctx, &db, luc).await.unwrap();
        assert_eq!(refused(luc).await, RefusRemise::DejaRemis.to_string());
        let late = open_creation(&ctx, &db, PortePar::Professionnels, ("", ""), TODAY).await;
        assert!(matches!(late, Err(WriteError::Origine(RefusRemise::DejaRemis))), "{late:?}");
    }

    async fn a_stage_is_left_once_and_its_words_stay_when_both_are_noted_at_once(db) {
        let ctx = cpts(&db, "velay").await;
        let turn = AtomicUsize::new(0);
        let done = race(4, async || match turn.fetch_add(1, Ordering::SeqCst) {
            0 => adapt_etape(&ctx, &db, "emergence", &mots("Amorçage"), false).await,
            _ => reach_etape(&ctx, &db, &law(), "emergence", Some(TODAY), "Réunion").await,
        }).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 2, "{done:?}");
        let path = path(&ctx, &db).await;
        let stage = path.etape("emergence").unwrap();
        assert_eq!((stage.titre.as_str(), stage.atteinte_le, stage.note.as_str()), ("Amorçage", Some(TODAY), "Réunion"));
    }

    async fn the_project_is_handed_over_once_and_to_somebody_who_comes_in(db) {
        let ctx = cpts(&db, "velay").await;
        let (luc, eve) = (membre(&ctx, &db, "Luc", Role::Coordination).await, membre(&ctx, &db, "Ève", Role::Coordination).await);
        open_creation(&ctx, &db, PortePar::Institution, ("ARS", "Aucune initiative"), TODAY).await.unwrap();
        comptes::suspend(&ctx, &db, eve).await.unwrap();
        let refused = hand_over(&ctx, &db, eve).await;
        assert!(matches!(refused, Err(WriteError::Origine(RefusRemise::PasActif))), "{refused:?}");
        let done = race(4, || hand_over(&ctx, &db, luc)).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
    }
}
