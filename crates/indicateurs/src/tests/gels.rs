use super::{SCHEMA, TODAY, add, aim, contrat, leader, lois, meet, read, reunions, sans_mt};
use crate::gel::Refus;
use crate::{
    Demande, Nombre, Provenance, WriteError, arretees, ecarts, freeze_annee, lignes_actes, realisations,
    store,
};
use actes::Genre;
use db::Db;
use kernel::{Ctx, Id};
use testkit::{each_engine, race};

fn demande(definitif: bool, cle: &str) -> Demande {
    Demande { libelle: "Dialogue de gestion".into(), definitif, cle: cle.into(), a_zero: false }
}

/// Nine meetings of twenty, frozen.
async fn world(
    db: &Db,
    ctx: &Ctx,
    definitif: bool,
) -> (Id<crate::Indicateur>, Id<crate::Gel>, Vec<Id<actes::Acte>>) {
    let id = add(db, ctx, reunions()).await;
    aim(db, ctx, "parcours", id, Nombre::entier(20)).await;
    let acts = meet(db, ctx, 9, Some(Genre::Reunion)).await;
    let gel = freeze_annee(ctx, db, &lois(), &contrat(), 1, (demande(definitif, "a"), true)).await.unwrap();
    (id, gel, acts)
}

each_engine! { &SCHEMA;
    async fn frozen_figures_never_change_whatever_happens_to_the_acts(db) {
        let (ctx, contrat) = (leader(), contrat());
        let (id, gel, acts) = world(&db, &ctx, true).await;
        let before = store::gels::lignes(&mut db.read(&ctx).await.unwrap(), gel).await.unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        actes::correct(&mut tx, acts[0], None, "doublon").await.unwrap();
        tx.commit().await.unwrap();
        meet(&db, &ctx, 3, Some(Genre::Reunion)).await;
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::gels::lignes(&mut tx, gel).await.unwrap(), before);
        let kept = store::gels::gel(&mut tx, gel).await.unwrap().unwrap();
        let changed = ecarts(&mut tx, &contrat, &kept).await.unwrap();
        assert_eq!((changed[0].gele, changed[0].aujourdhui), (Some(Nombre::entier(9)), Some(Nombre::entier(11))));
        let one = store::indicateurs::indicateur(&mut tx, id).await.unwrap().unwrap();
        let rows = lignes_actes(&mut tx, &contrat, (&one, 1, Some(gel)), None, 50).await.unwrap();
        assert!(rows.len() == 9 && rows.iter().any(|acte| acte.id == acts[0]));
        drop(tx);
        let line = read(&db, &ctx).await.lignes.remove(0);
        assert_eq!(line.constat.unwrap().de, Provenance::Gel(gel, 9));
    }

    async fn a_year_is_settled_once_even_when_eight_settle_it(db) {
        let (ctx, lois, contrat) = (leader(), lois(), contrat());
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        meet(&db, &ctx, 4, Some(Genre::Reunion)).await;
        let n = std::sync::atomic::AtomicU32::new(0);
        let answers = race(8, || {
            let cle = n.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_string();
            freeze_annee(&ctx, &db, &lois, &contrat, 1, (Demande { cle, ..demande(true, "") }, true))
        }).await;
        assert_eq!(answers.iter().filter(|one| one.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|one| one.is_ok() || matches!(one, Err(WriteError::Gel(Refus::DejaGele(1))))));
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::gels::gels(&mut tx, contrat.id).await.unwrap().len(), 1);
    }

    async fn a_frozen_figure_is_the_count_of_its_kept_lines_while_acts_pour_in(db) {
        let (ctx, lois, contrat) = (leader(), lois(), contrat());
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        let n = std::sync::atomic::AtomicU32::new(0);
        race(6, || async {
            let one = n.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if one.is_multiple_of(2) { meet(&db, &ctx, 5, Some(Genre::Reunion)).await; }
            else { freeze_annee(&ctx, &db, &lois, &contrat, 1, (demande(false, &one.to_string()), false)).await.unwrap(); }
        }).await;
        let mut tx = db.read(&ctx).await.unwrap();
        for gel in store::gels::gels(&mut tx, contrat.id).await.unwrap() {
            let line = store::gels::lignes(&mut tx, gel.id).await.unwrap().remove(0);
            let kept = store::gels::actes(&mut tx, (gel.id, id), None, 99).await.unwrap().len();
            assert_eq!(line.valeur, Some(Nombre::entier(i64::try_from(kept).unwrap())));
        }
    }

    async fn the_same_key_freezes_once_and_drafts_do_not_settle(db) {
        let (ctx, contrat) = (leader(), contrat());
        world(&db, &ctx, false).await;
        let again = freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande(false, "a"), false)).await;
        assert!(matches!(again, Err(WriteError::Gel(Refus::DejaGele(1)))), "{again:?}");
        freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande(false, "b"), false)).await.unwrap();
        assert!(read(&db, &ctx).await.gel.is_none());
    }

    async fn unfinished_weights_and_years_to_come_are_not_settled(db) {
        let (ctx, contrat) = (leader(), contrat());
        let empty = freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande(false, "a"), false)).await;
        assert!(matches!(empty, Err(WriteError::Gel(Refus::Vide))), "{empty:?}");
        add(&db, &ctx, sans_mt()).await;
        let open = freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande(true, "b"), true)).await;
        assert!(matches!(open, Err(WriteError::Gel(Refus::Poids(..)))), "{open:?}");
        let early = freeze_annee(&ctx, &db, &lois(), &contrat, 2, (demande(true, "c"), false)).await;
        assert!(matches!(early, Err(WriteError::Gel(Refus::PasCommencee(2)))), "{early:?}");
    }

    async fn nobody_is_settled_at_zero_unless_somebody_says_so(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, sans_mt()).await;
        aim(&db, &ctx, "acces", id, Nombre::from_milliemes(7_000)).await;
        let bare = freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande(true, "a"), true)).await;
        assert!(matches!(&bare, Err(WriteError::Gel(Refus::SansValeur(who))) if who.contains("médecin traitant")), "{bare:?}");
        freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande(false, "b"), false)).await.unwrap();
        let said = Demande { a_zero: true, ..demande(true, "c") };
        let gel = freeze_annee(&ctx, &db, &lois(), &contrat, 1, (said, true)).await.unwrap();
        let settled = arretees(&mut db.read(&ctx).await.unwrap(), gel).await.unwrap();
        assert!(settled[0].indicateurs[0].libelle.contains("compté à zéro"), "{settled:?}");
    }

    async fn a_year_that_still_runs_is_settled_only_when_somebody_says_so(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        let early = freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande(true, "a"), false)).await;
        assert!(matches!(&early, Err(WriteError::Gel(Refus::AvantTerme(_)))), "{early:?}");
        let late = Ctx { now: testkit::actors::instant("2026-09-20T07:00:00Z"), ..ctx };
        freeze_annee(&late, &db, &lois(), &contrat, 1, (demande(true, "a"), false)).await.unwrap();
    }

    async fn an_indicator_of_a_mission_that_left_the_contract_is_named_before_the_year_is_settled(db) {
        let (ctx, mut contrat) = (leader(), contrat());
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        contrat.missions.retain(|one| one.mission != "parcours");
        let astray = freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande(true, "a"), true)).await;
        assert!(matches!(&astray, Err(WriteError::Gel(Refus::HorsMission(who))) if who.contains("Réunions")), "{astray:?}");
        crate::retire_indicateur(&ctx, &db, id, "la mission a quitté le contrat").await.unwrap();
        let empty = freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande(true, "a"), true)).await;
        assert!(matches!(empty, Err(WriteError::Gel(Refus::Vide))), "{empty:?}");
    }

    async fn what_is_settled_reaches_the_contract_and_the_engine_alike(db) {
        let (ctx, contrat) = (leader(), contrat());
        let (id, gel, _) = world(&db, &ctx, true).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let settled = arretees(&mut tx, gel).await.unwrap();
        assert_eq!((settled.len(), settled[0].indicateurs[0].poids, settled[0].indicateurs[0].atteinte), (1, 1_000_000, 450_000));
        assert_eq!(settled[0].check(), Ok(()));
        let known = realisations(&mut tx, &lois(), &contrat, TODAY).await.unwrap();
        assert_eq!((known.len(), known[0].indicators[0].id.clone()), (1, id.to_string()));
        assert_eq!(known[0].indicators[0].achievement, crate::atteinte::fraction(450_000));
    }

    async fn the_base_refuses_to_change_what_is_frozen(db) {
        let ctx = leader();
        world(&db, &ctx, true).await;
        for sql in [
            "UPDATE indicateurs_gel_ligne SET contenu = '{}' WHERE cpts = $1",
            "DELETE FROM indicateurs_gel_ligne WHERE cpts = $1",
            "DELETE FROM indicateurs_gel_acte WHERE cpts = $1",
        ] {
            let mut tx = db.begin(&ctx).await.unwrap();
            let refused = tx.execute_untraced(sql, db::params![tx.cpts()]).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
    }
}
