use super::*;
use crate::store::versements::recus;
use crate::versement::{Destination, Ligne, Versement};
use crate::{Refus, WriteError, argent};
use testkit::each_engine;

fn ligne(recu_le: Date, cents: i64) -> Ligne {
    let text = |text: &str| text.to_owned();
    Ligne {
        recu_le,
        cents,
        composante: text("fonctionnement"),
        libelle: text("Avance"),
        reference: text("VIR 1"),
    }
}

async fn lu(db: &Db, ctx: &Ctx, id: Id<Contrat>, versement: Id<Versement>) -> String {
    let all = recus(&mut db.read(ctx).await.unwrap(), id).await.unwrap();
    all.iter().find(|one| one.versement.id == versement).unwrap().lecture()
}

each_engine! { &SCHEMA;
    async fn the_same_line_of_the_statement_is_noted_once(db) {
        let (ctx, law) = (leader(), &*LAW);
        let id = signed(&db, &ctx).await;
        note_versement(&ctx, &db, law, id, ligne(date(2024, 4, 2), 5_000_000)).await.unwrap();
        let twice = note_versement(&ctx, &db, law, id, ligne(date(2024, 4, 2), 5_000_000)).await;
        assert!(matches!(twice, Err(WriteError::Refus(Refus::DejaRecu))), "{twice:?}");
        for (wrong, champ) in [(ligne(date(2024, 4, 2), 0), "montant"), (ligne(date(2024, 3, 19), 1), "recu_le"), (ligne(date(2026, 3, 3), 1), "recu_le"), (ligne(date(2024, 4, 2), i64::MIN), "montant")] {
            let done = note_versement(&ctx, &db, law, id, wrong).await;
            assert!(matches!(&done, Err(WriteError::Refus(refus)) if refus.champ() == champ), "{done:?}");
        }
        let odd = Ligne { composante: "jardinage".to_owned(), ..ligne(TODAY, 1) };
        assert!(matches!(note_versement(&ctx, &db, law, id, odd).await, Err(WriteError::Refus(Refus::MontantInconnu))));
    }

    async fn a_line_is_corrected_and_removed_with_its_trace(db) {
        let (ctx, law) = (leader(), &*LAW);
        let id = signed(&db, &ctx).await;
        let one = note_versement(&ctx, &db, law, id, ligne(date(2024, 4, 2), 5_000_000)).await.unwrap();
        let other = note_versement(&ctx, &db, law, id, ligne(date(2024, 4, 3), 5_000_000)).await.unwrap();
        let (first, second) = (lu(&db, &ctx, id, one).await, lu(&db, &ctx, id, other).await);
        let correct = async |which, cents, lu: &str| crate::correct_versement(&ctx, &db, law, id, which, (ligne(date(2024, 4, 2), cents), Destination::default()), lu).await;
        let clash = correct(other, 5_000_000, &second).await;
        assert!(matches!(clash, Err(WriteError::Refus(Refus::DejaRecu))), "{clash:?}");
        correct(one, 4_900_000, &first).await.unwrap();
        let stale = correct(one, 4_800_000, &first).await.unwrap_err();
        assert!(matches!(stale, WriteError::Refus(Refus::Change(_))) && web::Refusal::problem(&stale).0 == 409, "{stale:?}");
        crate::remove_versement(&ctx, &db, id, other).await.unwrap();
        let left = crate::recu(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        assert_eq!(left.iter().map(|one| one.ligne.cents).collect::<Vec<_>>(), [4_900_000]);
        assert_eq!(actions(&db, &ctx).await[..2], ["contrat.versement_retire", "contrat.versement_corrige"]);
        let mut tx = db.read(&ctx).await.unwrap();
        let corrected = db::journal::latest(&mut tx, i64::MAX, 2).await.unwrap().remove(1);
        assert!(corrected.detail.contains("50\u{202f}000,00\u{a0}€ → 49\u{202f}000,00\u{a0}€"), "{corrected:?}");
    }

    async fn one_transfer_pays_several_things_all_or_none(db) {
        let (ctx, law) = (leader(), &*LAW);
        let id = signed(&db, &ctx).await;
        crate::choose_mission(&ctx, &db, law, id, mission("acces", Some(SIGNATURE))).await.unwrap();
        let line = |composante: &str, part: &str, annee, cents| crate::LigneVirement { composante: composante.to_owned(), cents, pour: Destination { part: part.to_owned(), annee: Some(annee) } };
        let virement = |lignes| crate::Virement { recu_le: date(2025, 4, 2), libelle: "Mars".to_owned(), reference: "VIR 2".to_owned(), lignes };
        let wrong = virement(vec![line("fonctionnement", "total", 2, 100), line("acces", "plan", 1, 7), line("acces", "fixe", 9, 7)]);
        let Err(WriteError::Fautes(all)) = crate::note_virement(&ctx, &db, law, id, &wrong).await else { panic!() };
        assert_eq!(all.iter().map(|one| one.champ.as_str()).collect::<Vec<_>>(), ["composante-2", "annee-3"]);
        let good = virement(vec![line("acces", "fixe", 1, 100), line("acces", "fixe", 2, 100)]);
        assert_eq!(crate::note_virement(&ctx, &db, law, id, &good).await.unwrap().len(), 2);
        let all = crate::store::versements::recus(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        assert!(all.len() == 2 && all[0].virement == all[1].virement, "{all:?}");
    }

    async fn a_payment_that_came_is_no_longer_due(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let path = "/velay-sud/espace/contrat/argent?annee=1";
        let mut visitor = site(&db, &ctx, "tresorerie").await;
        assert!(visitor.get(path).await.body.contains("échu, pas encore reçu"));
        let line = |at: &str, annee: &str, montant: &str| [(format!("composante{at}"), "fonctionnement".to_owned()), (format!("annee{at}"), annee.to_owned()), (format!("montant{at}"), montant.to_owned())];
        let mut form = vec![("recu_le".to_owned(), "2024-04-02".to_owned()), ("libelle".to_owned(), "Signature".to_owned())];
        form.extend(line("", "1", "30 000").into_iter().chain(line("-2", "1", "20 000")));
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(visitor.post("/velay-sud/espace/contrat/versements", &form).await.status, 303);
        let page = visitor.get(path).await;
        assert!(!page.body.contains("pas encore reçu") && page.body.contains("en 2 lignes"), "{}", page.body);
    }

    async fn ceiling_earned_and_received_stay_apart_year_by_year(db) {
        let (ctx, law) = (leader(), &*LAW);
        let id = signed(&db, &ctx).await;
        note_versement(&ctx, &db, law, id, ligne(date(2024, 4, 2), 5_000_000)).await.unwrap();
        note_versement(&ctx, &db, law, id, ligne(date(2025, 4, 2), 1_000)).await.unwrap();
        let contrat = read(&db, &ctx, id).await;
        let recus = crate::recu(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let resultat = argent::simulate(law, &contrat, &[], TODAY).unwrap().unwrap();
        let years = argent::bilan(&resultat, &recus, TODAY);
        assert_eq!(years.len(), 5);
        assert_eq!((years[0].recu, years[0].attendu.cents), (5_000_000, 5_000_000), "the signature pays a year of running costs");
        assert_eq!((years[1].recu, years[2].recu), (1_000, 0));
        assert!(years[0].plafond.cents > years[0].gagne.cents);
        let fonctionnement = &years[0].lignes.iter().find(|one| one.composante == "fonctionnement").unwrap();
        assert_eq!((fonctionnement.gagne_cents(), fonctionnement.recu - fonctionnement.attendu.cents), (5_000_000, 0));
    }
}
