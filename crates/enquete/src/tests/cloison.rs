//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::store::{enquete, invitation, question, reponse};
use testkit::{
    actors::{counting_again, cpts as nth},
    each_engine,
};

const QUI: Id<Personne> = Id::new(uuid::Uuid::from_u128(9));

fn of(id: u128) -> Invitation {
    Invitation {
        id: Id::new(uuid::Uuid::from_u128(id)),
        personne: (id == 50).then_some(QUI),
        nom: String::new(),
        adresse: format!("{id}@exemple.fr"),
        canal: Canal::Courriel,
        relances: 0,
        repondue_le: None,
    }
}

fn named(nom: &str, invitation: u128) -> Reponse {
    let now = instant("2026-03-02T08:00:00Z");
    let id = Id::new(uuid::Uuid::from_u128(80));
    let invitation = Some(Id::new(uuid::Uuid::from_u128(invitation)));
    let bulletin = bulletin(nom);
    Reponse { id, invitation, nom: nom.to_owned(), bulletin, revision: 1, recue_le: now, modifiee_le: now }
}

fn bulletin(word: &str) -> Bulletin {
    let question =
        Question { numero: 1, enonce: enonce("?", Genre::TexteCourt, false), repere: String::new() };
    Bulletin::read(&[question], |_| vec![word.to_owned()]).unwrap()
}

/// The same survey, with the same ids, in two CPTS; only its words differ.
async fn twins(db: &Db) -> (Ctx, Ctx, Id<Enquete>) {
    let mut ids = Vec::new();
    let all = Ctx { rights: Rights::all(), ..system() };
    let (ours, theirs) = (counting_again(&all.within(nth(1))), counting_again(&all.within(nth(2))));
    for (ctx, word) in [(&ours, "nous"), (&theirs, "eux")] {
        let id = write(ctx, db, intitule(word), Anonymat::Nominative).await.unwrap();
        for text in [word, "retirée"] {
            ask(ctx, db, id, enonce(text, Genre::TexteCourt, false)).await.unwrap();
        }
        withdraw(ctx, db, id, 2).await.unwrap();
        let mut tx = db.begin(ctx).await.unwrap();
        let kept = enquete::enquete(&mut tx, id).await.unwrap().unwrap();
        enquete::keep(&mut tx, &Enquete { id: Id::new(uuid::Uuid::from_u128(90)), ..kept }).await.unwrap();
        enquete::keep_lien(&mut tx, id, "code").await.unwrap();
        assert!(invitation::keep(&mut tx, id, &of(50)).await.unwrap());
        assert!(reponse::keep(&mut tx, id, &named(word, 50)).await.unwrap());
        let mut urne = Urne::default();
        urne.drop_in(bulletin(word)).unwrap();
        reponse::keep_urne(&mut tx, id, &urne).await.unwrap();
        assert!(reponse::keep_formulaire(&mut tx, id, "empreinte").await.unwrap());
        tx.record(db::Trace::new("essai", "enquete"));
        tx.commit().await.unwrap();
        ids.push(id);
    }
    assert_eq!(ids[0], ids[1], "the two worlds must collide for this test to prove anything");
    (ours, theirs, ids[0])
}

each_engine! { SCHEMA;
    async fn every_question_of_the_store_stays_inside(db) {
        let (ctx, _, id) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let titles = [
            enquete::enquete(&mut tx, id).await.unwrap().unwrap(),
            enquete::by_lien(&mut tx, "code").await.unwrap().unwrap(),
            enquete::all(&mut tx).await.unwrap().remove(0),
            enquete::all(&mut tx).await.unwrap().remove(1),
        ];
        assert!(titles.iter().all(|enquete| enquete.intitule.titre == "nous"));
        assert_eq!(enquete::all(&mut tx).await.unwrap().len(), 2);
        let asked = question::questions(&mut tx, id).await.unwrap();
        assert_eq!((asked.len(), asked[0].enonce.intitule.as_str()), (1, "nous"));
        assert_eq!(question::retirees(&mut tx, id).await.unwrap().len(), 1);
        assert_eq!(question::last(&mut tx, id).await.unwrap(), 2);
        assert_eq!(reponse::urne(&mut tx, id).await.unwrap().bulletins(), [bulletin("nous")]);
        let answers = [reponse::all(&mut tx, id).await.unwrap().remove(0), reponse::of_invitation(&mut tx, id, of(50).id).await.unwrap().unwrap()];
        assert!(answers.iter().all(|one| one.nom == "nous"));
    }

    async fn invitations_stay_inside(db) {
        let (ctx, theirs, id) = twins(&db).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        assert!(invitation::mark(&mut tx, id, of(50).id, TODAY).await.unwrap());
        invitation::add_relance(&mut tx, id, of(50).id).await.unwrap();
        assert_eq!(invitation::compte(&mut tx, id).await.unwrap(), (1, 1));
        assert!(invitation::silent(&mut tx, id).await.unwrap().is_empty() && invitation::waiting(&mut tx, QUI).await.unwrap().is_empty());
        tx.record(db::Trace::new("essai", "enquete"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(invitation::compte(&mut tx, id).await.unwrap(), (1, 0));
        assert_eq!(invitation::invitation(&mut tx, of(50).id).await.unwrap(), Some((id, of(50))));
        assert_eq!(invitation::of_personne(&mut tx, id, QUI).await.unwrap(), Some(of(50)));
        assert_eq!(invitation::all(&mut tx, id).await.unwrap(), [of(50)]);
        assert_eq!(invitation::silent(&mut tx, id).await.unwrap(), [of(50)]);
        assert_eq!(invitation::waiting(&mut tx, QUI).await.unwrap(), [id]);
    }

    async fn what_one_writes_the_other_does_not_see(db) {
        let (ours, theirs, id) = twins(&db).await;
        let mut tx = db.begin(&ours).await.unwrap();
        assert!(enquete::hold(&mut tx, id).await.unwrap());
        enquete::keep_intitule(&mut tx, id, &intitule("changé"), Anonymat::Anonyme).await.unwrap();
        enquete::keep_periode(&mut tx, id, Ouverture { du: TODAY, au: FIN, close_le: None }).await.unwrap();
        enquete::add_reponse(&mut tx, id, TODAY).await.unwrap();
        enquete::add_relance(&mut tx, id).await.unwrap();
        enquete::keep_lien(&mut tx, id, "").await.unwrap();
        question::change(&mut tx, id, 1, &enonce("changé", Genre::OuiNon, true)).await.unwrap();
        question::place(&mut tx, id, 1, 9).await.unwrap();
        question::keep_retiree(&mut tx, id, 1, true).await.unwrap();
        question::forget_retirees(&mut tx, id).await.unwrap();
        let new = Question { numero: 3, enonce: enonce("nouvelle", Genre::OuiNon, false), repere: String::new() };
        question::keep(&mut tx, id, &new, 1).await.unwrap();
        assert!(reponse::change(&mut tx, id, of(50).id, &bulletin("changé"), 1).await.unwrap());
        reponse::keep_urne(&mut tx, id, &Urne::default()).await.unwrap();
        tx.record(db::Trace::new("essai", "enquete"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        let other = enquete::enquete(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((other.intitule, other.periode, other.reponses, other.relances, other.lien.as_str()), (intitule("eux"), None, 0, 0, "code"));
        assert_eq!(question::questions(&mut tx, id).await.unwrap()[0].enonce.intitule, "eux");
        assert_eq!(question::retirees(&mut tx, id).await.unwrap().len(), 1);
        assert_eq!(reponse::urne(&mut tx, id).await.unwrap().len(), 1);
        assert_eq!(reponse::of_invitation(&mut tx, id, of(50).id).await.unwrap().unwrap().revision, 1);
    }

    async fn addresses_erased_here_stay_there(db) {
        let (ours, theirs, id) = twins(&db).await;
        for ctx in [&ours, &theirs] {
            let mut tx = db.begin(ctx).await.unwrap();
            invitation::keep(&mut tx, id, &of(51)).await.unwrap();
            enquete::keep_periode(&mut tx, id, Ouverture { du: TODAY, au: FIN, close_le: None }).await.unwrap();
            tx.record(db::Trace::new("essai", "enquete"));
            tx.commit().await.unwrap();
        }
        let mut tx = db.begin(&ours).await.unwrap();
        assert_eq!(invitation::ended(&mut tx, FIN).await.unwrap().len(), 1);
        assert!(invitation::ended(&mut tx, TODAY).await.unwrap().is_empty());
        assert!(invitation::erase(&mut tx, id).await.unwrap() > 0 && invitation::erase(&mut tx, id).await.unwrap() == 0);
        assert!(invitation::ended(&mut tx, FIN).await.unwrap().is_empty());
        tx.record(db::Trace::new("essai", "enquete"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(invitation::ended(&mut tx, FIN).await.unwrap().len(), 1);
        assert!(invitation::all(&mut tx, id).await.unwrap().iter().all(|one| !one.adresse.is_empty() || !one.nom.is_empty()));
    }

    async fn a_draft_thrown_away_here_stays_there(db) {
        let all = Ctx { rights: Rights::all(), ..system() };
        let (ours, theirs) = (counting_again(&all.within(nth(1))), counting_again(&all.within(nth(2))));
        let (id, twin) = (draft(&ours, &db, Anonymat::Anonyme).await, draft(&theirs, &db, Anonymat::Anonyme).await);
        assert_eq!(id, twin);
        let mut tx = db.begin(&ours).await.unwrap();
        enquete::discard(&mut tx, id).await.unwrap();
        tx.record(db::Trace::new("essai", "enquete"));
        tx.commit().await.unwrap();
        assert!(enquete::enquete(&mut db.read(&ours).await.unwrap(), id).await.unwrap().is_none());
        let mut tx = db.read(&theirs).await.unwrap();
        assert_eq!(question::questions(&mut tx, id).await.unwrap().len(), 4);
    }
}
