//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::etape::{Adaptation, Etat, Suivi};
use crate::section::Etat as EtatPartie;
use crate::store::{actions, aides, appuis, dossier, parcours, pieces, sections, statuts, versions, visees};
use ::pieces::Depot;
use testkit::{
    actors::{counting_again, cpts as nth},
    each_engine,
};

/// What the same world has under the same ids in two CPTS.
struct Twin {
    envoi: Id<Envoi>,
    question: Id<Question>,
    commentaire: Id<Commentaire>,
    objectif: Id<Objectif>,
    action: Id<Action>,
    aide: Id<Aide>,
    appui: Id<Appui>,
}

fn recit(word: &str) -> Recit {
    Recit {
        jour: TODAY,
        institution: word.to_owned(),
        personnes: String::new(),
        minutes: 60,
        objet: word.to_owned(),
        suite: String::new(),
    }
}

fn octroi(word: &str) -> Octroi {
    Octroi {
        intitule: word.to_owned(),
        financeur: "ARS".into(),
        montant: 100,
        accordee_le: TODAY,
        source: "Courrier".into(),
        fin: None,
    }
}

async fn path(ctx: &Ctx, db: &Db, word: &str) {
    open_creation(ctx, db, PortePar::Institution, (word, word), TODAY).await.unwrap();
    let mots = Mots { titre: word.to_owned(), ..Mots::default() };
    adapt_etape(ctx, db, "lettre", &mots, false).await.unwrap();
    settle_critere(ctx, db, ("lettre", "lettre_acceptee"), Etat::AFaire, None, word).await.unwrap();
    add_critere(ctx, db, "lettre", word).await.unwrap();
    check_statuts(ctx, db, &law(), "emploi", (Resultat::ARevoir, TODAY), word).await.unwrap();
    let facts = Faits([("signataire".to_owned(), vec![word.to_owned()])].into());
    note_faits(ctx, db, &law(), "emploi", &facts).await.unwrap();
    attach_piece(ctx, db, &Sujet::annexe(), Depot::new(&format!("{word}.txt"), word.into())).await.unwrap();
}

/// The same projet with the same ids; only the words differ.
async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    path(ctx, db, word).await;
    write_section(ctx, db, "besoins", 0, word).await.unwrap();
    let commentaire = comment_section(ctx, db, "besoins", word).await.unwrap();
    let atlas = Atlas::load(db, ctx.now).await.unwrap();
    freeze(ctx, db, &atlas, word).await.unwrap();
    let bordereau = Bordereau {
        objet: Objet::Projet,
        version: Some(1),
        destinataires: word.into(),
        jour: TODAY,
        moyen: String::new(),
        note: String::new(),
        malgre: true,
    };
    let envoi = ctx.id();
    send_dossier(ctx, db, envoi, &bordereau).await.unwrap();
    let question = note_question(ctx, db, envoi, TODAY, (word, word)).await.unwrap();
    let objectif = write_objectif(ctx, db, None, (word, ""), BTreeSet::new()).await.unwrap();
    let action = write_action(ctx, db, &law(), fiche(word, Some(objectif))).await.unwrap();
    list_visees(ctx, db, (word, word), TODAY, "1;Un").await.unwrap();
    let aide = ctx.id();
    grant_aide(ctx, db, aide, octroi(word)).await.unwrap();
    receive_versement(ctx, db, aide, ctx.id(), (10, TODAY), word).await.unwrap();
    spend_aide(ctx, db, aide, ctx.id(), (5, TODAY), word).await.unwrap();
    let appui = note_appui(ctx, db, recit(word)).await.unwrap();
    Twin { envoi, question, commentaire, objectif, action, aide, appui }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let ours = counting_again(&person(&system(), 1));
    let theirs = counting_again(&Ctx { cpts: nth(2), ..ours.clone() });
    let mine = world(db, &ours, "ours").await;
    let other = world(db, &theirs, "autres").await;
    assert_eq!(
        (mine.action, mine.envoi, mine.aide),
        (other.action, other.envoi, other.aide),
        "the two worlds must collide"
    );
    (ours, theirs, mine)
}

each_engine! { SCHEMA;
    async fn questions_about_the_path_and_the_file_stay_inside(db) {
        let (ctx, _, twin) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(parcours::origine(&mut tx).await.unwrap().unwrap().institution, "ours");
        assert_eq!(parcours::adaptations(&mut tx).await.unwrap().len(), 1);
        assert_eq!(parcours::suivis(&mut tx).await.unwrap().len(), 2);
        assert_eq!(dossier::envois(&mut tx).await.unwrap().len(), 1);
        assert_eq!(dossier::envoi(&mut tx, twin.envoi).await.unwrap().unwrap().destinataires, "ours");
        assert_eq!(dossier::questions(&mut tx).await.unwrap()[0].texte, "ours");
        assert_eq!(statuts::verifications(&mut tx).await.unwrap()[0].note, "ours");
        assert_eq!(statuts::faits(&mut tx).await.unwrap()["emploi"].first("signataire"), "ours");
        assert_eq!(appuis::appuis(&mut tx).await.unwrap()[0].recit.objet, "ours");
        let kept = aides::aides(&mut tx).await.unwrap();
        assert_eq!((kept.len(), kept[0].versements.len(), kept[0].octroi.intitule.as_str()), (1, 1, "ours"));
        assert_eq!(pieces::jointes(&mut tx).await.unwrap()[0].piece.nom, "ours.txt");
    }

    async fn questions_about_the_words_and_the_actions_stay_inside(db) {
        let (ctx, _, twin) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(sections::suivi(&mut tx).await.unwrap().len(), 1);
        assert_eq!(sections::dernieres(&mut tx).await.unwrap()["besoins"].texte, "ours");
        assert_eq!(sections::redactions(&mut tx, "besoins").await.unwrap().len(), 1);
        assert_eq!(sections::redaction(&mut tx, "besoins", 1).await.unwrap().unwrap().texte, "ours");
        assert_eq!(sections::commentaire(&mut tx, twin.commentaire).await.unwrap().unwrap().texte, "ours");
        assert_eq!(sections::commentaires(&mut tx, "besoins").await.unwrap().len(), 1);
        assert_eq!(sections::ouverts(&mut tx).await.unwrap()["besoins"], 1);
        assert_eq!(versions::versions(&mut tx).await.unwrap()[0].motif, "ours");
        assert_eq!(versions::version(&mut tx, 1).await.unwrap().unwrap().0.motif, "ours");
        assert_eq!(actions::objectifs(&mut tx).await.unwrap()[0].titre, "ours");
        assert_eq!(actions::action(&mut tx, twin.action).await.unwrap().unwrap().fiche.titre, "ours");
        assert_eq!(actions::actions(&mut tx).await.unwrap().len(), 1);
        assert_eq!(visees::visees(&mut tx).await.unwrap()[0].prs, "ours");
    }

    async fn what_one_writes_the_other_does_not_see(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let mut tx = db.begin(&ours).await.unwrap();
        change_path(&mut tx, &twin).await;
        change_words(&mut tx, &twin).await;
        change_chain(&mut tx, &twin).await;
        tx.record(db::Trace::new("essai", "tout"));
        tx.commit().await.unwrap();
        unchanged(&db, &theirs, &twin).await;
    }
}

async fn change_path(tx: &mut db::Tx, twin: &Twin) {
    let one = parcours::origine(tx).await.unwrap().unwrap();
    assert_eq!(parcours::hold_origine(tx).await.unwrap(), Some(TODAY));
    assert!(parcours::keep_origine(tx, &Origine { institution: "neuf".into(), ..one }).await.unwrap());
    let remise = crate::origine::Remise { le: tx.ctx().now, a: Uuid::from_u128(1), par: None };
    assert!(parcours::hand_over(tx, &remise).await.unwrap());
    let stage = Adaptation { atteinte_le: Some(TODAY), ..Adaptation::blank("lettre", 20) };
    assert_eq!(parcours::hold(tx, "lettre", 20).await.unwrap().titre, "ours");
    parcours::keep_mots(tx, &stage).await.unwrap();
    assert!(parcours::reach(tx, &stage).await.unwrap());
    assert!(parcours::resume(tx, "lettre", "neuf").await.unwrap());
    let all = parcours::suivis(tx).await.unwrap();
    let own = all.iter().find(|one| one.propre).unwrap();
    let said = Suivi { note: "neuf".into(), ..own.clone() };
    assert!(parcours::keep_suivi(tx, &said, None).await.unwrap());
    assert!(parcours::retire_suivi(tx, "lettre", &own.code).await.unwrap());
    let decision = Decision {
        nature: crate::dossier::Nature::Validation,
        jour: TODAY,
        reference: String::new(),
        note: String::new(),
    };
    assert!(dossier::keep_decision(tx, twin.envoi, &decision, None).await.unwrap());
    assert!(dossier::answer_question(tx, twin.question, TODAY, "oui").await.unwrap());
    let envoi = dossier::hold(tx, twin.envoi).await.unwrap().unwrap();
    dossier::add_envoi(tx, &Envoi { id: Id::new(Uuid::from_u128(999)), ..envoi }).await.unwrap();
    let asked = dossier::questions(tx).await.unwrap().remove(0);
    dossier::add_question(tx, &Question { id: Id::new(Uuid::from_u128(998)), ..asked }, None).await.unwrap();
    assert!(dossier::retire_envoi(tx, twin.envoi).await.unwrap());
    let seen = statuts::verifications(tx).await.unwrap().remove(0);
    statuts::keep(tx, &Verification { note: "neuf".into(), ..seen }).await.unwrap();
    statuts::hold(tx, "emploi").await.unwrap();
    statuts::keep_faits(tx, "emploi", &Faits::default(), None).await.unwrap();
    assert_eq!(appuis::tous(tx).await.unwrap().len(), 1);
    let help = appuis::appuis(tx).await.unwrap().remove(0);
    appuis::add(tx, &Appui { id: Id::new(Uuid::from_u128(997)), ..help }).await.unwrap();
    assert!(appuis::retire(tx, twin.appui, "neuf").await.unwrap());
    let held = aides::hold(tx, twin.aide).await.unwrap().unwrap();
    aides::add(tx, Id::new(Uuid::from_u128(996)), &held.octroi, None).await.unwrap();
    let paid = held.versements[0].clone();
    aides::add_versement(tx, &Versement { id: Id::new(Uuid::from_u128(995)), ..paid.clone() }, None)
        .await
        .unwrap();
    assert!(aides::retire_versement(tx, paid.id).await.unwrap());
    let spent = held.depenses[0].clone();
    let more = Depense { id: Id::new(Uuid::from_u128(989)), ..spent.clone() };
    assert!(aides::add_depense(tx, &more, None).await.unwrap());
    assert!(aides::hold_depense(tx, spent.id).await.unwrap().is_some());
    assert!(aides::retire_depense(tx, spent.id).await.unwrap());
    assert!(aides::retire(tx, twin.aide).await.unwrap());
    let paper = pieces::jointes(tx).await.unwrap().remove(0);
    pieces::add(tx, Id::new(Uuid::from_u128(994)), &Sujet::annexe(), paper.piece.id, None).await.unwrap();
    assert!(pieces::point(tx, paper.id, paper.piece.id).await.unwrap());
    assert!(pieces::remove(tx, paper.id).await.unwrap().is_some());
    assert_eq!(pieces::clear(tx, &Sujet::annexe()).await.unwrap(), [paper.piece.id]);
}

async fn change_words(tx: &mut db::Tx, twin: &Twin) {
    sections::hold(tx, "besoins").await.unwrap();
    sections::assign(tx, "besoins", Some(Uuid::from_u128(1))).await.unwrap();
    sections::advance(tx, "besoins", EtatPartie::Valide).await.unwrap();
    let first = sections::redaction(tx, "besoins", 1).await.unwrap().unwrap();
    assert!(
        sections::keep_redaction(tx, &Redaction { numero: 2, texte: "neuf".into(), ..first }).await.unwrap()
    );
    let said = sections::commentaire(tx, twin.commentaire).await.unwrap().unwrap();
    sections::add_commentaire(tx, &Commentaire { id: Id::new(Uuid::from_u128(993)), ..said }).await.unwrap();
    let now = tx.ctx().now;
    assert!(sections::settle_commentaire(tx, twin.commentaire, Some((now, None))).await.unwrap());
    assert!(sections::retire_commentaire(tx, twin.commentaire, None).await.unwrap());
    let (frozen, text) = versions::version(tx, 1).await.unwrap().unwrap();
    assert!(versions::keep(tx, &Version { numero: 2, ..frozen }, &text).await.unwrap());
}

async fn change_chain(tx: &mut db::Tx, twin: &Twin) {
    let now = tx.ctx().now;
    let goal = actions::objectifs(tx).await.unwrap().remove(0);
    assert_eq!(goal.id, twin.objectif);
    assert!(actions::hold_objectif(tx, goal.id).await.unwrap().is_some());
    actions::change_objectif(tx, &Objectif { retire_le: Some(now), ..goal.clone() }).await.unwrap();
    let new = Objectif { id: Id::new(Uuid::from_u128(990)), ..goal };
    assert!(actions::add_objectif(tx, &new, None).await.unwrap());
    let one = actions::hold(tx, twin.action).await.unwrap().unwrap();
    assert!(
        actions::change(tx, &Action { version: 2, fiche: fiche("neuf", None), ..one.clone() }).await.unwrap()
    );
    actions::add(tx, &Action { id: Id::new(Uuid::from_u128(992)), ..one }).await.unwrap();
    let aim = visees::visees(tx).await.unwrap().remove(0);
    assert!(visees::reword(tx, &Visee { libelle: "neuf".into(), ..aim.clone() }).await.unwrap());
    assert!(
        visees::add(tx, &Visee { id: Id::new(Uuid::from_u128(991)), code: "2".into(), ..aim.clone() })
            .await
            .unwrap()
    );
    assert!(visees::retire(tx, aim.id).await.unwrap());
}

async fn unchanged(db: &Db, theirs: &Ctx, twin: &Twin) {
    let mut tx = db.read(theirs).await.unwrap();
    let origine = parcours::origine(&mut tx).await.unwrap().unwrap();
    assert!(origine.institution == "autres" && origine.remise.is_none());
    assert_eq!(parcours::adaptations(&mut tx).await.unwrap()[0].titre, "autres");
    assert_eq!(parcours::suivis(&mut tx).await.unwrap().iter().filter(|one| one.note != "neuf").count(), 2);
    let envoi = dossier::envoi(&mut tx, twin.envoi).await.unwrap().unwrap();
    assert!(envoi.decision.is_none() && dossier::envois(&mut tx).await.unwrap().len() == 1);
    let asked = dossier::questions(&mut tx).await.unwrap();
    assert!(asked.len() == 1 && asked[0].reponse.is_none());
    assert_eq!(statuts::verifications(&mut tx).await.unwrap()[0].note, "autres");
    assert_eq!(statuts::faits(&mut tx).await.unwrap()["emploi"].first("signataire"), "autres");
    assert_eq!(appuis::appuis(&mut tx).await.unwrap().len(), 1);
    let aid = aides::aides(&mut tx).await.unwrap().remove(0);
    assert_eq!((aid.recu(), aid.depense(), aid.depenses[0].libelle.as_str()), (10, 5, "autres"));
    assert_eq!(pieces::jointes(&mut tx).await.unwrap().len(), 1);
    assert_eq!(sections::suivi(&mut tx).await.unwrap()["besoins"], (None, EtatPartie::EnCours));
    assert_eq!(sections::redactions(&mut tx, "besoins").await.unwrap().len(), 1);
    let said = sections::commentaires(&mut tx, "besoins").await.unwrap();
    assert!(said.len() == 1 && said[0].resolu.is_none());
    assert_eq!(versions::versions(&mut tx).await.unwrap().len(), 1);
    let goals = actions::objectifs(&mut tx).await.unwrap();
    assert!(goals.len() == 1 && goals[0].retire_le.is_none());
    assert_eq!(actions::action(&mut tx, twin.action).await.unwrap().unwrap().fiche.titre, "autres");
    let aims = visees::visees(&mut tx).await.unwrap();
    assert_eq!(aims.iter().map(|one| one.libelle.as_str()).collect::<Vec<_>>(), ["Un"]);
}
