//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::store::{annees, clotures, decisions, financements, mouvements, pieces, reglages};
use crate::write_mouvement::cles;
use std::collections::BTreeSet;
use testkit::{
    actors::{counting_again, cpts as nth},
    each_engine,
};

/// What the same world has under the same ids in two CPTS.
struct Twin {
    financement: Id<Financement>,
    facture: Id<Mouvement>,
    promesse: Id<Mouvement>,
    decision: Id<Decision>,
}

async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let financement = ctx.id();
    add_financement(ctx, db, financement, texte(word, 1_000)).await.unwrap();
    let facture = ctx.id();
    let one = Saisie { libelle: word.to_owned(), ..facture_of(financement) };
    let depot = ::pieces::Depot::new(&format!("{word}.txt"), word.as_bytes().to_vec());
    write_mouvement(ctx, db, facture, one, Some(depot)).await.unwrap();
    let promesse = ctx.id();
    let one = saisie(Genre::Engagement, TODAY, 9, &[(Cle::Aci(Mission::Acces), "6132", 9)], "");
    write_mouvement(ctx, db, promesse, one, None).await.unwrap();
    let decision = ctx.id();
    let tried = Transfert { de: Cle::Aci(Mission::Acces), vers: Cle::Libre(financement), cents: 5 };
    let depot = Some(::pieces::Depot::new("accord.txt", word.as_bytes().to_vec()));
    note_decision(ctx, db, decision, tried, (TODAY, word), depot).await.unwrap();
    plan_depense(ctx, db, Cle::Libre(financement), "civil-2026", Some((7, word))).await.unwrap();
    name_compte(ctx, db, "6132", word).await.unwrap();
    let mut tx = db.begin(ctx).await.unwrap();
    annees::set_soldes(&mut tx, 2026, &[Solde { compte: "512".into(), libelle: word.into(), cents: 3 }])
        .await
        .unwrap();
    reglages::set(&mut tx, "mot", word).await.unwrap();
    reglages::assign(&mut tx, "aide-1", word).await.unwrap();
    annees::hold(&mut tx, 2024).await.unwrap();
    annees::hold(&mut tx, 2023).await.unwrap();
    clotures::keep(&mut tx, 2023, &kept(word), word.as_bytes()).await.unwrap();
    tx.record(db::Trace::new("budget.reglages", "essai"));
    tx.commit().await.unwrap();
    Twin { financement, facture, promesse, decision }
}

fn kept(word: &str) -> Cloture {
    let (nom, banque) = (word.to_owned(), "512".to_owned());
    let scelle = Scelle { nom, empreinte: clotures::empreinte(word.as_bytes()), banque };
    let ligne = Ligne {
        origine: Origine::Cotisations(TODAY),
        genre: Genre::Recette,
        nature: Nature::Autre,
        jour: TODAY,
        facture_le: None,
        libelle: word.to_owned(),
        tiers: String::new(),
        reference: String::new(),
        moyen: Moyen::Virement,
        cle: Cle::Cotisations,
        compte: None,
        cents: 1,
    };
    Cloture { scelle, lignes: vec![ligne] }
}

fn facture_of(financement: Id<Financement>) -> Saisie {
    saisie(Genre::Depense, TODAY, 100, &[(Cle::Libre(financement), "6132", 100)], "F-1")
}

/// Every word that a CPTS reads.
async fn words(db: &Db, ctx: &Ctx, twin: &Twin) -> BTreeSet<String> {
    let mut tx = db.read(ctx).await.unwrap();
    let tx = &mut tx;
    let mut all: Vec<String> = Vec::new();
    all.extend(financements::financements(tx).await.unwrap().into_iter().map(|one| one.texte.nom));
    all.extend(
        mouvements::mouvements(tx)
            .await
            .unwrap()
            .into_iter()
            .filter(|one| one.id == twin.facture)
            .map(|one| one.saisie.libelle),
    );
    all.push(mouvements::one(tx, twin.facture).await.unwrap().unwrap().saisie.libelle);
    all.extend(
        pieces::of(tx, twin.facture).await.unwrap().into_iter().map(|one| one.nom.replace(".txt", "")),
    );
    all.extend(decisions::decisions(tx).await.unwrap().into_iter().map(|one| one.texte));
    all.extend(decisions::prevus(tx).await.unwrap().into_iter().map(|one| one.note));
    all.extend(reglages::comptes(tx).await.unwrap().into_iter().map(|one| one.libelle));
    all.extend(reglages::reglages(tx).await.unwrap().remove("mot"));
    all.extend(reglages::affectations(tx).await.unwrap().into_values());
    let years = clotures::clotures(tx).await.unwrap();
    assert_eq!(years.keys().collect::<Vec<_>>(), [&2023]);
    all.extend(years.into_values().flat_map(|one| [one.scelle.nom, one.lignes[0].libelle.clone()]));
    all.push(String::from_utf8(clotures::fichier(tx, 2023).await.unwrap().unwrap().1).unwrap());
    assert_eq!(annees::ouvertes(tx).await.unwrap(), BTreeSet::from([2026]));
    all.extend(annees::soldes(tx, 2026).await.unwrap().into_iter().map(|one| one.libelle));
    assert_eq!(mouvements::marques(tx).await.unwrap().len(), 1);
    assert_eq!(cles(tx).await.unwrap().len(), 1);
    all.into_iter().collect()
}

each_engine! { SCHEMA;
    async fn two_cpts_with_the_same_ids_never_meet(db) {
        let (here, there) = (nth(1), nth(2));
        let first = counting_again(&testkit::ctx(here, &[crate::droits::TENIR]));
        let second = counting_again(&testkit::ctx(there, &[crate::droits::TENIR]));
        let one = world(&db, &first, "un").await;
        let two = world(&db, &second, "deux").await;
        assert_eq!((one.facture, one.financement, one.promesse, one.decision), (two.facture, two.financement, two.promesse, two.decision));
        let only = |word: &str| BTreeSet::from([word.to_owned()]);
        assert_eq!(words(&db, &first, &one).await, only("un"));
        let mut tx = db.begin(&first).await.unwrap();
        let held = mouvements::hold(&mut tx, one.facture).await.unwrap().unwrap();
        assert!(mouvements::change(&mut tx, &Mouvement { saisie: Saisie { libelle: "trois".into(), ..held.saisie.clone() }, ..held.clone() }, None).await.unwrap());
        assert!(mouvements::settle(&mut tx, one.promesse, true).await.unwrap());
        assert!(!mouvements::add(&mut tx, &held, mouvements::Marques::default(), None).await.unwrap());
        assert!(annees::close(&mut tx, 2024, None).await.unwrap());
        annees::set_soldes(&mut tx, 2026, &[]).await.unwrap();
        decisions::plan(&mut tx, Cle::Libre(one.financement), "civil-2026", None, None).await.unwrap();
        assert!(decisions::retire(&mut tx, one.decision).await.unwrap());
        let file = pieces::of(&mut tx, one.facture).await.unwrap().remove(0);
        assert!(pieces::remove(&mut tx, one.facture, file.id).await.unwrap());
        assert!(mouvements::retire(&mut tx, one.facture).await.unwrap());
        let known = financements::financements(&mut tx).await.unwrap().remove(0);
        assert!(!financements::add(&mut tx, &known, None).await.unwrap());
        assert!(financements::change(&mut tx, &known).await.unwrap());
        assert!(financements::retire(&mut tx, one.financement).await.unwrap());
        reglages::set(&mut tx, "mot", "trois").await.unwrap();
        reglages::name_compte(&mut tx, &Compte { numero: "6132".into(), libelle: "trois".into() }).await.unwrap();
        reglages::assign(&mut tx, "aide-1", "trois").await.unwrap();
        tx.record(db::Trace::new("budget.reglages", "essai"));
        tx.commit().await.unwrap();
        assert_eq!(words(&db, &second, &two).await, only("deux"));
        let mut tx = db.begin(&second).await.unwrap();
        assert!(annees::closes(&mut tx).await.unwrap().is_empty());
        assert!(annees::hold(&mut tx, 2024).await.unwrap());
        assert_eq!(pieces::of(&mut tx, two.facture).await.unwrap().len(), 1, "the other CPTS took its own off");
        assert!(mouvements::one(&mut tx, two.promesse).await.unwrap().unwrap().solde_le.is_none());
        let known = decisions::decisions(&mut tx).await.unwrap().remove(0);
        assert!(!decisions::add(&mut tx, &known, None).await.unwrap());
        let file = pieces::of(&mut tx, two.facture).await.unwrap().remove(0);
        pieces::add(&mut tx, second.id(), two.facture, file.id, None).await.unwrap();
    }
}
