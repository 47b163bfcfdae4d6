use super::{SCHEMA, World, leader, lois, open, read, tenue, world};
use crate::cible::{self, Accord, Sort};
use crate::dialogue::Refus;
use crate::droits::{PREPARER, VOIR};
use crate::prepare::{Manque, checklist};
use crate::store::{cibles, dialogues, points};
use crate::{
    Consentement, Partie, WriteError, add_point, close_dialogue, hold_dialogue, note_accord, plan_dialogue,
    propose_cible, raise_point, remove_point, reopen_dialogue, withdraw_cible, write_point, write_textes,
};
use db::Db;
use indicateurs::Nombre;
use jiff::civil::{Date, date};
use testkit::each_engine;

const TODAY: Date = date(2026, 3, 2);

fn accord(partie: Partie) -> Accord {
    Accord { partie, le: TODAY, nom: "Mme Roche, directrice".to_owned() }
}

async fn target(db: &Db, world: &World, annee: u32) -> Option<Nombre> {
    let mut tx = db.read(&leader()).await.unwrap();
    let table = indicateurs::tableau(&mut tx, &lois(), &world.contrat, annee, TODAY).await.unwrap();
    table.lignes[0].cible.cible
}

each_engine! { &SCHEMA;
    async fn opening_proposes_an_agenda_once_for_a_year_that_has_begun(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let all = points::points(&mut db.read(&leader()).await.unwrap(), id).await.unwrap();
        assert!(all.iter().any(|one| one.titre == "Indicateurs et preuves : Accès aux soins"), "{all:?}");
        let twice = crate::open_dialogue(&leader(), &db, &lois(), world.contrat.id, 1).await;
        assert!(matches!(twice, Err(WriteError::DejaOuvert)), "{twice:?}");
        let early = crate::open_dialogue(&leader(), &db, &lois(), world.contrat.id, 3).await;
        assert!(matches!(early, Err(WriteError::HorsContrat(3))), "{early:?}");
    }

    async fn the_checklist_says_what_is_missing_and_where(db) {
        let world = world(&db, &leader(), "ours").await;
        let mut tx = db.read(&leader()).await.unwrap();
        let two = checklist(&mut tx, &lois(), &world.contrat, 2, TODAY).await.unwrap();
        let has = |what: fn(&Manque) -> bool| two.iter().any(what);
        assert!(has(|one| matches!(one, Manque::SansCible(_, 3))), "no target for year 3: {two:?}");
        assert!(has(|one| matches!(one, Manque::SansDepense(_))), "{two:?}");
        assert!(!has(|one| matches!(one, Manque::SansPreuve(_))), "the value has its paper: {two:?}");
        let path = two.iter().find(|one| matches!(one, Manque::SansDepense(_))).unwrap().lieu("dialogue/1", 2);
        assert_eq!(path, "dialogue/1/depenses");
    }

    async fn the_agenda_is_written_moved_and_cut(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let point = add_point(&leader(), &db, id, " Bus dentaire ").await.unwrap();
        raise_point(&leader(), &db, id, point).await.unwrap();
        write_point(&leader(), &db, id, point, ("Bus dentaire", "Dit", "Décidé")).await.unwrap();
        let all = points::points(&mut db.read(&leader()).await.unwrap(), id).await.unwrap();
        let place = all.iter().position(|one| one.id == point).unwrap();
        assert_eq!((place, all[place].decision.as_str()), (all.len() - 2, "Décidé"));
        let empty = write_point(&leader(), &db, id, point, (" ", "", "")).await;
        assert!(matches!(empty, Err(WriteError::Dialogue(Refus::Vide(_)))), "{empty:?}");
        remove_point(&leader(), &db, id, point).await.unwrap();
        assert!(matches!(remove_point(&leader(), &db, id, point).await, Err(WriteError::Inconnu(_))));
    }

    async fn texts_of_the_report_are_kept_under_their_key(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let text = |words: &str| [("synthese".to_owned(), words.to_owned())];
        write_textes(&leader(), &db, id, &text("Une bonne année.")).await.unwrap();
        write_textes(&leader(), &db, id, &text("Une très bonne année.")).await.unwrap();
        let known = dialogues::textes(&mut db.read(&leader()).await.unwrap(), id).await.unwrap();
        assert_eq!(known["synthese"], "Une très bonne année.");
        let long = write_textes(&leader(), &db, id, &text(&"a".repeat(6_001))).await;
        assert!(matches!(long, Err(WriteError::Dialogue(Refus::Long(..)))), "{long:?}");
    }

    async fn a_target_changes_with_the_third_agreement_and_not_before(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let new = Nombre::from_milliemes(6_000);
        let which = (world.indicateur, 2);
        let cible = propose_cible(&leader(), &db, id, which, new, "Deux départs").await.unwrap();
        let twice = propose_cible(&leader(), &db, id, which, new, "Encore").await;
        assert!(matches!(twice, Err(WriteError::Cible(cible::Refus::DejaProposee))), "{twice:?}");
        for partie in [Partie::Ars, Partie::Cpts] {
            assert!(!note_accord(&leader(), &db, id, cible, accord(partie)).await.unwrap());
            assert_eq!(target(&db, &world, 2).await, Some(Nombre::from_milliemes(6_400)), "two do not suffice");
        }
        assert!(note_accord(&leader(), &db, id, cible, accord(Partie::Cpam)).await.unwrap());
        assert_eq!(target(&db, &world, 2).await, Some(new));
        let late = withdraw_cible(&leader(), &db, id, cible).await;
        assert!(matches!(late, Err(WriteError::Cible(cible::Refus::Reglee))), "{late:?}");
    }

    async fn a_target_that_was_withdrawn_makes_room_for_another(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 2).await;
        let which = (world.indicateur, 2);
        let past = propose_cible(&leader(), &db, id, (world.indicateur, 1), Nombre::ZERO, "Avant").await;
        assert!(matches!(past, Err(WriteError::Cible(cible::Refus::Passee))), "{past:?}");
        let first = propose_cible(&leader(), &db, id, which, Nombre::ZERO, "Essai").await.unwrap();
        withdraw_cible(&leader(), &db, id, first).await.unwrap();
        propose_cible(&leader(), &db, id, which, Nombre::ZERO, "Autre").await.unwrap();
        let all = cibles::cibles(&mut db.read(&leader()).await.unwrap(), id).await.unwrap();
        assert!(matches!((all[0].sort, all[1].sort), (Sort::Retiree(_), Sort::EnAttente)), "{all:?}");
    }

    async fn closing_freezes_the_year_and_hands_its_achievement_to_the_contract(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let early = close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await;
        assert!(matches!(early, Err(WriteError::Dialogue(Refus::PasTenu))), "{early:?}");
        hold_dialogue(&leader(), &db, id, tenue()).await.unwrap();
        close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await.unwrap();
        let mut tx = db.read(&leader()).await.unwrap();
        let contrat = contrat::contrat(&mut tx, world.contrat.id).await.unwrap().unwrap();
        let settled: Vec<_> = contrat.realisations.iter().map(|one| (one.annee, one.indicateurs[0].atteinte)).collect();
        assert_eq!(settled, [(1, 500_000)], "from 7,4 to 6,9 where 6,4 was aimed at");
        let table = indicateurs::tableau(&mut tx, &lois(), &contrat, 1, TODAY).await.unwrap();
        assert_eq!(table.gel.map(|gel| gel.id), read(&db, &leader(), id).await.cloture().map(|one| one.gel));
    }

    async fn an_indicator_without_value_is_settled_at_zero_only_when_somebody_says_so(db) {
        let world = world(&db, &leader(), "ours").await;
        let values = indicateurs::store::valeurs::valeurs(&mut db.read(&leader()).await.unwrap(), world.indicateur).await.unwrap();
        indicateurs::retract_valeur(&leader(), &db, values[0].id, "erreur").await.unwrap();
        let id = open(&db, &leader(), &world, 1).await;
        hold_dialogue(&leader(), &db, id, tenue()).await.unwrap();
        let bare = close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await;
        let Err(WriteError::Indicateurs(refus)) = bare else { panic!("{bare:?}") };
        assert!(refus.to_string().contains("Habitants sans médecin traitant"), "{refus}");
        close_dialogue(&leader(), &db, &lois(), id, &Consentement { a_zero: true, lues: None }).await.unwrap();
        assert!(read(&db, &leader(), id).await.is_clos());
    }

    async fn reopening_says_why_and_keeps_the_figures(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        hold_dialogue(&leader(), &db, id, tenue()).await.unwrap();
        close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await.unwrap();
        let gel = read(&db, &leader(), id).await.cloture().unwrap().gel;
        assert!(matches!(add_point(&leader(), &db, id, "Tard").await, Err(WriteError::Dialogue(Refus::Clos))));
        assert!(matches!(reopen_dialogue(&leader(), &db, id, "").await, Err(WriteError::Dialogue(Refus::Vide(_)))));
        reopen_dialogue(&leader(), &db, id, "Une décision oubliée").await.unwrap();
        add_point(&leader(), &db, id, "La décision oubliée").await.unwrap();
        close_dialogue(&leader(), &db, &lois(), id, &Consentement::default()).await.unwrap();
        assert_eq!(read(&db, &leader(), id).await.cloture().unwrap().gel, gel);
        let why = dialogues::corrections(&mut db.read(&leader()).await.unwrap(), id).await.unwrap();
        assert_eq!(why.iter().map(|one| one.motif.as_str()).collect::<Vec<_>>(), ["Une décision oubliée"]);
    }

    async fn each_right_opens_its_own_door(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let reader = testkit::ctx(testkit::CPTS, &[VOIR]);
        assert!(matches!(plan_dialogue(&reader, &db, id, None).await, Err(WriteError::Denied(_))));
        assert!(matches!(crate::ask_liasse(&reader, &db, id).await, Err(WriteError::Denied(_))));
        let secretary = testkit::ctx(testkit::CPTS, &[VOIR, PREPARER]);
        plan_dialogue(&secretary, &db, id, Some(date(2026, 3, 20))).await.unwrap();
        assert_eq!(read(&db, &reader, id).await.prevu_le, Some(date(2026, 3, 20)));
        assert!(matches!(hold_dialogue(&secretary, &db, id, tenue()).await, Err(WriteError::Denied(_))));
        let money = crate::declare_depenses::<crate::Declaration>(&secretary, &db, (world.contrat.id, 1), &[]).await;
        assert!(matches!(money, Err(WriteError::Denied(_))), "{money:?}");
    }
}
