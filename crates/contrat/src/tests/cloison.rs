//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::comites::{place, seance};
use super::*;
use crate::contrat::{FaitCrise, Fin, GenreCrise, MontantContrat};
use crate::store::{annexes, avenants, comites, contrats, echeances, parts, versements};
use crate::{Annexe, Arretee, Atteinte, Avenant, Clause, Ligne, Recu, Reunion, Seance, Siege, UN, Versement};
use pieces::Piece;
use testkit::actors::{counting_again, cpts as tenant};
use testkit::each_engine;
use uuid::Uuid;

fn id<T>(n: u128) -> Id<T> {
    Id::new(Uuid::from_u128(n))
}

struct Twin {
    contrat: Id<Contrat>,
    avenant: Id<Avenant>,
    montant: Id<MontantContrat>,
    crise: Id<FaitCrise>,
    annexe: Annexe,
    versement: Recu,
    siege: Siege,
    reunion: Reunion,
}

fn ligne(libelle: &str) -> Ligne {
    Ligne {
        recu_le: TODAY,
        cents: 100,
        composante: "fonctionnement".to_owned(),
        libelle: libelle.to_owned(),
        reference: String::new(),
    }
}

fn arretee(taux: i64) -> Arretee {
    let one = Atteinte { id: "mt".to_owned(), libelle: String::new(), poids: UN, atteinte: taux };
    Arretee {
        annee: 1,
        mission: "crise".to_owned(),
        indicateurs: vec![one],
        source: String::new(),
        le: TODAY,
    }
}

/// The same contract with the same ids; only the words differ.
async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let contrat = crate::write_contrat(ctx, db, &LAW, termes(word)).await.unwrap();
    crate::sign_contrat(ctx, db, &LAW, contrat, all_on(SIGNATURE)).await.unwrap();
    crate::choose_mission(ctx, db, &LAW, contrat, mission("crise", Some(date(2024, 6, 1)))).await.unwrap();
    crate::note_crise(ctx, db, &LAW, contrat, GenreCrise::Plan, date(2024, 9, 1), word).await.unwrap();
    let (objet, texte, signe_le) = (word.to_owned(), String::new(), Some(date(2024, 12, 20)));
    let clause = Clause { objet, texte, version: None, population: None, signe_le };
    let avenant = crate::amend(ctx, db, &LAW, contrat, date(2025, 1, 1), clause).await.unwrap();
    let (composante, part) = ("fonctionnement".to_owned(), "total".to_owned());
    let imprime = crate::Imprime { composante, part, cents: 5_000_000, du: None };
    crate::set_montants(ctx, db, &LAW, contrat, &[imprime]).await.unwrap();
    note_versement(ctx, db, &LAW, contrat, ligne(word)).await.unwrap();
    let depot = pieces::Depot::new("annexe.txt", word.as_bytes().to_vec());
    crate::attach(ctx, db, contrat, None, word, depot).await.unwrap();
    let siege = crate::keep_siege(ctx, db, None, place(word)).await.unwrap();
    let meeting = Seance { lieu: word.to_owned(), ..seance(date(2026, 5, 4)) };
    crate::keep_reunion(ctx, db, None, meeting).await.unwrap();
    let mut tx = db.begin(ctx).await.unwrap();
    crate::settle_realisations(&mut tx, contrat, 1, &[arretee(if word == "ours" { 1 } else { 2 })])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let kept = read(db, ctx, contrat).await;
    let mut tx = db.read(ctx).await.unwrap();
    Twin {
        contrat,
        avenant,
        montant: kept.montants[0].id,
        crise: kept.crises[0].id,
        annexe: annexes::annexes(&mut tx, contrat).await.unwrap().remove(0),
        versement: versements::recus(&mut tx, contrat).await.unwrap().remove(0),
        siege: Siege { id: siege, place: place(word) },
        reunion: comites::reunions(&mut tx).await.unwrap().remove(0),
    }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let ours = counting_again(&leader());
    let theirs = counting_again(&Ctx { cpts: tenant(2), ..leader() });
    let mine = world(db, &ours, "ours").await;
    let other = world(db, &theirs, "autres").await;
    let same = (mine.contrat, mine.avenant, &mine.versement.versement.id)
        == (other.contrat, other.avenant, &other.versement.versement.id);
    assert!(same && mine.annexe.id == other.annexe.id, "the two worlds must collide");
    (ours, theirs, mine)
}

async fn all_say(db: &Db, ctx: &Ctx, twin: &Twin, word: &str) {
    let mut tx = db.read(ctx).await.unwrap();
    let all = contrats::contrats(&mut tx).await.unwrap();
    assert_eq!((all.len(), all[0].termes.parties.cpts.nom.as_str()), (1, word));
    assert_eq!((all[0].signature, &all[0].fin), (Some(SIGNATURE), &None));
    let said = avenants::avenants(&mut tx, twin.contrat).await.unwrap();
    assert_eq!(said.iter().map(|one| one.clause.objet.as_str()).collect::<Vec<_>>(), [word]);
    let montants = parts::montants(&mut tx, twin.contrat).await.unwrap();
    assert_eq!(montants.iter().map(|one| one.du).collect::<Vec<_>>(), [SIGNATURE]);
    assert_eq!(parts::missions(&mut tx, twin.contrat).await.unwrap()[0].debut, Some(date(2024, 6, 1)));
    let crises = parts::crises(&mut tx, twin.contrat).await.unwrap();
    assert_eq!(crises.iter().map(|one| one.note.as_str()).collect::<Vec<_>>(), [word]);
    let settled = parts::realisations(&mut tx, twin.contrat).await.unwrap();
    assert_eq!(settled[0].indicateurs[0].atteinte, if word == "ours" { 1 } else { 2 });
    let came = versements::versements(&mut tx, twin.contrat).await.unwrap();
    assert_eq!(came.iter().map(|one| one.ligne.libelle.as_str()).collect::<Vec<_>>(), [word]);
    let attached = annexes::annexes(&mut tx, twin.contrat).await.unwrap();
    assert_eq!(attached.iter().map(|one| one.libelle.as_str()).collect::<Vec<_>>(), [word]);
    let seats = comites::sieges(&mut tx).await.unwrap();
    assert_eq!(seats.iter().map(|one| one.place.nom.as_str()).collect::<Vec<_>>(), [word]);
    let meetings = comites::reunions(&mut tx).await.unwrap();
    assert_eq!(meetings.iter().map(|one| one.seance.lieu.as_str()).collect::<Vec<_>>(), [word]);
    let told = echeances::gardees(&mut tx, twin.contrat).await.unwrap();
    assert!(!told.is_empty() && told.iter().all(|one| one.faite.is_none()));
}

async fn change_everything(tx: &mut db::Tx, twin: &Twin) {
    let held = contrats::hold(tx).await.unwrap().remove(0);
    contrats::change(tx, twin.contrat, &termes("changé")).await.unwrap();
    assert!(contrats::sign(tx, twin.contrat, all_on(TODAY)).await.unwrap());
    let fin = Fin { le: TODAY, motif: "non".to_owned() };
    assert!(contrats::end(tx, twin.contrat, &fin).await.unwrap());
    contrats::resume(tx, twin.contrat).await.unwrap();
    assert!(!contrats::discard(tx, twin.contrat).await.unwrap(), "it is signed");
    assert!(contrats::add(tx, &Contrat { id: id(999), ..held.clone() }).await.unwrap());
    parts::move_montant(tx, twin.contrat, twin.montant, TODAY).await.unwrap();
    let mut avenant = held.avenants[0].clone();
    avenant.clause.objet = "changé".to_owned();
    assert!(avenants::change(tx, twin.contrat, &avenant).await.unwrap());
    assert!(avenants::remove(tx, twin.contrat, twin.avenant).await.unwrap());
    assert!(avenants::add(tx, twin.contrat, &Avenant { id: id(998), ..avenant }).await.unwrap());
    assert!(!parts::remove_montant(tx, twin.contrat, twin.montant).await.unwrap(), "discard removed it");
    assert!(parts::add_montant(tx, twin.contrat, &held.montants[0]).await.unwrap());
    assert!(!parts::remove_mission(tx, twin.contrat, "crise").await.unwrap(), "discard removed it");
    parts::keep_mission(tx, twin.contrat, &mission("crise", None)).await.unwrap();
    assert!(parts::remove_crise(tx, twin.contrat, twin.crise).await.unwrap());
    assert!(
        parts::add_crise(tx, twin.contrat, &FaitCrise { id: id(997), ..held.crises[0].clone() })
            .await
            .unwrap()
    );
    parts::settle(tx, twin.contrat, 1, &[arretee(3)]).await.unwrap();
    parts::unsettle(tx, twin.contrat, 1, "crise").await.unwrap();
}

async fn change_the_rest(tx: &mut db::Tx, twin: &Twin) {
    let Twin { contrat, versement, annexe, siege, reunion, .. } = twin;
    let first = versement.versement.id;
    let changed = ligne("changé");
    assert!(versements::change(tx, *contrat, first, (&changed, &versement.pour)).await.unwrap());
    let twin = Versement { id: id(996), ..versement.versement.clone() };
    assert!(versements::add(tx, *contrat, &Recu { versement: twin, ..versement.clone() }).await.unwrap());
    assert!(versements::remove(tx, *contrat, first).await.unwrap());
    assert!(!annexes::remove(tx, *contrat, annexe.id).await.unwrap(), "discard removed it");
    annexes::add(tx, *contrat, &Annexe { id: id(995), ..annexe.clone() }).await.unwrap();
    annexes::point(tx, *contrat, id(995), annexe.piece).await.unwrap();
    assert!(annexes::remove(tx, *contrat, id(995)).await.unwrap());
    comites::keep_siege(tx, &Siege { id: siege.id, place: place("changé") }).await.unwrap();
    assert!(comites::remove_siege(tx, siege.id).await.unwrap());
    assert!(
        comites::keep_reunion(tx, &Reunion { id: id(994), seance: seance(TODAY), ..reunion.clone() })
            .await
            .unwrap()
    );
    assert!(comites::remove_reunion(tx, reunion.id).await.unwrap());
    let mut told = echeances::gardees(tx, *contrat).await.unwrap().remove(0);
    told.faite = Some(crate::echeance::Faite { le: TODAY, note: String::new(), dialogue: false });
    echeances::keep(tx, *contrat, &told).await.unwrap();
}

each_engine! { &SCHEMA;
    async fn questions_stay_inside(db) {
        let (ours, theirs, twin) = twins(&db).await;
        all_say(&db, &ours, &twin, "ours").await;
        all_say(&db, &theirs, &twin, "autres").await;
        let mut tx = db.read(&theirs).await.unwrap();
        let piece: Id<Piece> = twin.annexe.piece;
        assert!(pieces::piece(&mut tx, piece).await.unwrap().is_some(), "a piece of theirs has the same id");
    }

    async fn what_one_writes_the_other_does_not_see(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let mut tx = db.begin(&ours).await.unwrap();
        change_everything(&mut tx, &twin).await;
        change_the_rest(&mut tx, &twin).await;
        tx.record(db::Trace::new("essai", "tout"));
        tx.commit().await.unwrap();
        all_say(&db, &theirs, &twin, "autres").await;
    }
}
