use super::{ALL, SCHEMA, atlas, claire, codes, cpts};
use crate::perimetre::Refus;
use crate::statut::{Etape, Jalon, Quand};
use crate::{ChangeStatutError, SetPerimetreError, change_statut, open_projet, set_perimetre, store};
use comptes::Role;
use jiff::civil::date;
use kernel::{Actor, Ctx, Id, Rights};
use testkit::{actors, each_engine};

/// The day of the tests is 2 March 2026.
const TODAY: jiff::civil::Date = date(2026, 3, 2);

each_engine! { SCHEMA;
    async fn a_territory_has_dated_versions_and_shows_what_others_claim(db) {
        let (velay, loire, atlas) = (cpts(&db, "velay-sud").await, cpts(&db, "loire").await, atlas(&db).await);
        let claims = set_perimetre(&velay, &db, &atlas, date(2022, 9, 1), codes("43157 43012")).await.unwrap();
        assert!(claims.is_empty());
        let claims = set_perimetre(&loire, &db, &atlas, TODAY, codes("43012 42218")).await.unwrap();
        assert_eq!((claims.len(), claims[0].cpts.as_slice()), (1, [velay.cpts].as_slice()));
        set_perimetre(&velay, &db, &atlas, date(2026, 4, 1), codes("43157")).await.unwrap();

        let mut tx = db.read(&velay).await.unwrap();
        let etat = atlas.at(&mut tx).await.unwrap();
        let known = etat.of(velay.cpts).unwrap();
        assert_eq!(known.communes(TODAY), &codes("43157 43012"));
        assert_eq!(known.communes(date(2026, 4, 1)), &codes("43157"));
        let decisions = store::perimetres(&mut tx).await.unwrap();
        assert_eq!(decisions[1].population, etat.population(&codes("43157")));
        assert!(decisions[0].millesime.contains("RP2023"));
    }

    async fn a_territory_is_not_empty_not_unknown_and_not_in_the_past(db) {
        let (ctx, atlas) = (cpts(&db, "velay-sud").await, atlas(&db).await);
        let set = async |depuis, communes| set_perimetre(&ctx, &db, &atlas, depuis, communes).await;
        assert!(matches!(set(TODAY, codes("")).await, Err(SetPerimetreError::Refus(Refus::Vide))));
        assert!(matches!(set(TODAY, codes("43999")).await, Err(SetPerimetreError::CommuneInconnue(_))));
        set(date(2025, 1, 1), codes("43157")).await.unwrap();
        assert!(matches!(set(date(2024, 1, 1), codes("43012")).await, Err(SetPerimetreError::Refus(Refus::Passe(_)))));
        assert!(matches!(set(TODAY, codes("43157")).await, Err(SetPerimetreError::Refus(Refus::Identique))));
        let member = Ctx { rights: Rights::none(), ..ctx.clone() };
        let denied = set_perimetre(&member, &db, &atlas, TODAY, codes("43012")).await;
        assert!(matches!(denied, Err(SetPerimetreError::Denied(_))));
    }

    async fn stages_follow_each_other_and_are_in_the_journal(db) {
        let ctx = cpts(&db, "velay-sud").await;
        let jalon = |etape, day| Jalon { etape, quand: Quand::le(day) };
        let early = change_statut(&ctx, &db, jalon(Etape::ProjetSoumis, date(2026, 6, 1)), true).await;
        assert!(matches!(early, Err(ChangeStatutError::SansEtape)));
        change_statut(&ctx, &db, jalon(Etape::LettreIntention, date(2025, 1, 1)), false).await.unwrap();
        change_statut(&ctx, &db, jalon(Etape::ProjetSoumis, date(2026, 6, 1)), true).await.unwrap();
        let wrong = change_statut(&ctx, &db, jalon(Etape::Operationnelle, TODAY), false).await;
        assert!(matches!(wrong, Err(ChangeStatutError::Refus(_))));
        let mut tx = db.read(&ctx).await.unwrap();
        let statut = store::statut(&mut tx).await.unwrap().unwrap();
        assert_eq!((statut.etape(), statut.prevu().unwrap().etape), (Etape::LettreIntention, Etape::ProjetSoumis));
        let lines = db::journal::latest(&mut tx, i64::MAX, 10).await.unwrap();
        let actions: Vec<&str> = lines.iter().map(|line| line.action.as_str()).collect();
        assert_eq!(actions, ["territoire.etape_prevue", "territoire.etape_atteinte", "comptes.cpts_ouverte"]);
        assert!(!lines[0].avant.is_empty() && lines[0].avant != lines[0].apres);
    }

    async fn whoever_composes_a_territory_opens_its_cpts_and_retypes_nothing(db) {
        let (first, atlas) = (cpts(&db, "ailleurs").await, atlas(&db).await);
        let person = comptes::add_personne(&first, &db, &claire()).await.unwrap();
        let claire = Ctx { actor: Actor::Personne(person.uuid()), ids: kernel::Ids::Random, ..actors::ctx(Id::INSTANCE, ALL) };
        let names = || ("val-d-allier".parse().unwrap(), "CPTS du Val d’Allier".parse().unwrap());
        let id = open_projet(&claire, &db, &atlas, names(), codes("43040 43112")).await.unwrap();
        assert!(open_projet(&claire, &db, &atlas, names(), codes("43040")).await.is_err());
        let refused = open_projet(&claire, &db, &atlas, ("vide".parse().unwrap(), "Vide".parse().unwrap()), codes("")).await;
        assert!(refused.is_err());

        let mut tx = db.read(&first.within(id)).await.unwrap();
        let etat = atlas.at(&mut tx).await.unwrap();
        assert_eq!(etat.of(id).unwrap().communes(TODAY), &codes("43040 43112"));
        assert_eq!(etat.of(id).unwrap().statut.as_ref().unwrap().etape(), Etape::Emergence);
        assert!(comptes::membre(&mut tx, person).await.unwrap().unwrap().roles.has(Role::Coordination));
        assert!(comptes::by_slug(&mut tx, "vide").await.unwrap().is_none(), "all of it or nothing");
    }

    async fn the_demonstration_goes_through_the_verbs(db) {
        let filled = crate::demo::fill(&actors::system().within(Id::INSTANCE), &db).await.unwrap();
        assert_eq!(filled.len(), 5);
        let mut tx = db.read(&actors::system()).await.unwrap();
        let etat = atlas(&db).await.at(&mut tx).await.unwrap();
        let people: i64 = etat.cpts.iter().map(|cpts| etat.population(cpts.communes(TODAY))).sum();
        assert_eq!(people, 36_753 + 65_440 + 26_098 + 16_499 + 81_820);
        assert!(etat.cpts.iter().any(|cpts| cpts.statut.as_ref().unwrap().is_en_retard(TODAY)));
    }
}
