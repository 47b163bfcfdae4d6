//! No question of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::champ::Champ;
use crate::store::*;
use testkit::each_engine;

/// The same directory with the same ids in two CPTS; only words differ.
async fn twins(db: &Db) -> (Ctx, Ctx, Fiche) {
    let (a, b) = (cpts(db, "velay-a").await, cpts(db, "velay-b").await);
    let (a, b) = (actors::counting_again(&office(&a)), actors::counting_again(&office(&b)));
    for (ctx, mine) in [(&a, "a"), (&b, "b")] {
        let msp = add_acteur(ctx, db, local(&format!("MSP {mine}"))).await.unwrap();
        let saisies = [said(Nature::Courriel, &format!("{mine}@exemple.fr")), said(Nature::Langues, mine)];
        fill(ctx, db, &ps(1), &saisies).await.unwrap();
        let away =
            Annonce { du: TODAY, au: None, remplacant: mine.to_owned(), note: champ::Texte::default() };
        announce_absence(ctx, db, &ps(1), &away).await.unwrap();
        attach(ctx, db, &ps(1), Reference::Locale(msp), mine, TODAY).await.unwrap();
        let fiche = entry(db, ctx, &ps(1)).await;
        let mut tx = db.begin(ctx).await.unwrap();
        let id = ctx.id();
        keep_reponse(
            &mut tx,
            &Reponse {
                id,
                fiche: fiche.id,
                suite: Suite::Confirmee,
                natures: Vec::new(),
                absence: mine == "a",
                le: ctx.now,
            },
        )
        .await
        .unwrap();
        keep_reglage(&mut tx, Reglage { fraicheur_mois: if mine == "a" { 3 } else { 9 }, referent_mois: 6 })
            .await
            .unwrap();
        for fil in [Fil::Professionnels, Fil::Structures] {
            keep_revue(&mut tx, fil, if mine == "a" { 1 } else { 2 }, 9).await.unwrap();
        }
        tx.record(db::Trace::new("essai", "annuaire"));
        tx.commit().await.unwrap();
        add_referent(ctx, db, referent_named(mine)).await.unwrap();
    }
    let fiche = entry(db, &a, &ps(1)).await;
    assert_eq!(
        fiche.id,
        entry(db, &b, &ps(1)).await.id,
        "the two worlds must collide for this test to prove anything"
    );
    (a, b, fiche)
}

fn referent_named(nom: &str) -> Referent {
    Referent {
        id: Id::new(uuid::Uuid::nil()),
        institution: Institution::Ars,
        departement: "43".parse().unwrap(),
        theme: String::new(),
        role: String::new(),
        unite: String::new(),
        nom: nom.to_owned(),
        courriel: Some("x@exemple.fr".parse().unwrap()),
        telephone: None,
        verifie_le: actors::instant(actors::NOW),
        retire_le: None,
    }
}

fn said_by(fiche: &Fiche) -> String {
    fiche.champs[&Nature::Langues].valeur.en_mots()
}

/// All that one CPTS keeps, as it is read.
async fn all(db: &Db, ctx: &Ctx) -> String {
    let mut tx = db.read(ctx).await.unwrap();
    let entries = fiches(&mut tx).await.unwrap();
    let rest = (
        referents(&mut tx).await.unwrap(),
        reponses(&mut tx, 9).await.unwrap(),
        revue(&mut tx, Fil::Professionnels).await.unwrap(),
        revue(&mut tx, Fil::Structures).await.unwrap(),
    );
    format!("{entries:?} {rest:?} {:?} {}", reglage(&mut tx).await.unwrap(), revision(&mut tx).await.unwrap())
}

each_engine! { SCHEMA;
    async fn every_question_of_the_store_stays_inside(db) {
        let (a, _, one) = twins(&db).await;
        let mut tx = db.read(&a).await.unwrap();
        let tx = &mut tx;
        assert_eq!(said_by(&fiche(tx, one.id).await.unwrap().unwrap()), "a");
        assert_eq!(said_by(&by_reference(tx, &ps(1)).await.unwrap().unwrap()), "a");
        assert_eq!((fiches(tx).await.unwrap().len(), references(tx).await.unwrap().len()), (2, 2));
        let now = a.now;
        assert_eq!(a_reconfirmer(tx, now, now, 9).await.unwrap().len(), 2);
        assert_eq!(count_a_reconfirmer(tx, now).await.unwrap(), 2);
        let json = |mail: &str| champ::Parts::one(mail).to_json();
        assert_eq!(by_courriel(tx, &json("a@exemple.fr")).await.unwrap(), [one.id]);
        assert!(by_courriel(tx, &json("b@exemple.fr")).await.unwrap().is_empty());
        let msp = &one.rattachements[0].structure;
        assert_eq!(rattaches(tx, msp, TODAY).await.unwrap(), [(one.id, "a".to_owned())]);
        assert!(reponses(tx, 9).await.unwrap()[0].absence && count_reponses(tx).await.unwrap() == 1);
        let known = referents(tx).await.unwrap();
        assert_eq!((known.len(), known[0].nom.as_str()), (1, "a"));
        assert_eq!(referent(tx, known[0].id).await.unwrap().unwrap().nom, "a");
        assert_eq!(reglage(tx).await.unwrap().fraicheur_mois, 3);
        for fil in [Fil::Professionnels, Fil::Structures] {
            assert_eq!(revue(tx, fil).await.unwrap().vus, [1].into());
        }
        assert!(revision(tx).await.unwrap() > 3);
    }

    async fn what_one_writes_the_other_does_not_see(db) {
        let (a, b, one) = twins(&db).await;
        let before = all(&db, &b).await;
        let mut tx = db.begin(&a).await.unwrap();
        let tx_ = &mut tx;
        revise(tx_).await.unwrap();
        let id = one.id;
        assert!(advance(tx_, id, one.numero).await.unwrap() && !advance(tx_, id, one.numero).await.unwrap());
        let again = Fiche::new(a.id(), one.sujet.clone(), a.now);
        assert!(!open(tx_, &again).await.unwrap(), "one entry by subject");
        assert!(open(tx_, &Fiche::new(Id::new(uuid::Uuid::from_u128(900)), Sujet::officiel(&ps(2)).unwrap(), a.now)).await.unwrap());
        keep_confirmation(tx_, id, Some(&Confirmation { le: a.now, source: Source::Cpts, par: None })).await.unwrap();
        keep_silence(tx_, id, true).await.unwrap();
        keep_parti(tx_, id, Some(a.now)).await.unwrap();
        keep_retrait(tx_, id, Some(a.now)).await.unwrap();
        assert!(claim_demande(tx_, id, a.now).await.unwrap());
        keep_effacement(tx_, id).await.unwrap();
        keep_local(tx_, id, &local("autre")).await.unwrap();
        let champ = one.champs[&Nature::Langues].clone();
        keep_champ(tx_, id, &Champ { visibilite: Visibilite::Bureau, ..champ }).await.unwrap();
        keep_ecarte(tx_, id, Nature::Langues, "officiel").await.unwrap();
        assert!(drop_champ(tx_, id, Nature::Langues).await.unwrap());
        assert_eq!(drop_champs(tx_, id).await.unwrap(), 1);
        keep_absence(tx_, id, &Absence { id: Id::new(uuid::Uuid::from_u128(901)), ..one.absences[0].clone() }).await.unwrap();
        assert!(drop_absence(tx_, id, one.absences[0].id).await.unwrap());
        assert_eq!(drop_absences(tx_, id).await.unwrap(), 1);
        let work = one.rattachements[0].clone();
        assert!(!keep_rattachement(tx_, id, &work).await.unwrap(), "already there");
        assert!(end_rattachement(tx_, id, work.id, TODAY).await.unwrap());
        assert!(drop_rattachement(tx_, id, work.id).await.unwrap());
        assert_eq!(drop_rattachements(tx_, id).await.unwrap(), 0);
        let answer = reponses(tx_, 9).await.unwrap()[0].id;
        assert!(keep_vues(tx_, answer).await.unwrap() && !keep_vues(tx_, answer).await.unwrap());
        keep_reponse(tx_, &Reponse { id: Id::new(uuid::Uuid::from_u128(902)), fiche: id, suite: Suite::Corrigee, natures: Vec::new(), absence: false, le: a.now }).await.unwrap();
        assert_eq!(drop_reponses(tx_, id).await.unwrap(), 2);
        let known = referents(tx_).await.unwrap().remove(0);
        assert!(rewrite_referent(tx_, &Referent { nom: "autre".to_owned(), ..known }).await.unwrap());
        keep_referent(tx_, &Referent { id: Id::new(uuid::Uuid::from_u128(903)), ..referent_named("z") }).await.unwrap();
        keep_reglage(tx_, Reglage { fraicheur_mois: 12, referent_mois: 12 }).await.unwrap();
        for fil in [Fil::Professionnels, Fil::Structures] {
            assert!(keep_revue(tx_, fil, 2, 9).await.unwrap());
            keep_socle(tx_, fil, 9).await.unwrap();
        }
        tx.record(db::Trace::new("essai", "annuaire"));
        tx.commit().await.unwrap();
        assert_eq!(all(&db, &b).await, before);
    }
}
