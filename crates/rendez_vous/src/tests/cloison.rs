//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::creneau::{Creneau, Source};
use crate::store::{agenda, creneaux, effecteurs, lieux, places, rdvs};
use db::{Db, Trace, Tx};
use jiff::Timestamp;
use testkit::actors::{counting_again, cpts as nth, system};

/// What the same world has under the same ids in two CPTS.
#[derive(Debug, PartialEq)]
struct Twin {
    who: Id<Effecteur>,
    lieu: Id<Lieu>,
    serie: Id<Serie>,
    slot: Id<Creneau>,
    rdv: Id<RendezVous>,
    cle: Uuid,
}

const DEMANDE: Uuid = Uuid::from_u128(0xd);

async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let who = effecteur(ctx, db, word).await;
    let lieu = lieu_de(db, ctx, who).await;
    let serie = ctx.id();
    let slot = offer_serie(ctx, db, serie, who, &regle(), contenu(lieu, 3)).await.unwrap().creneaux[0];
    let cle = ctx.id::<()>().uuid();
    let asked = Ordre { cle, demande: Some(DEMANDE), ..ordre(slot) };
    let rdv = book(ctx, db, &asked).await.unwrap().id;
    Twin { who, lieu, serie, slot, rdv, cle }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let me =
        Ctx { actor: Actor::Personne(Uuid::from_u128(1)), now: instant("2026-03-02T08:00:00Z"), ..system() };
    let ours = counting_again(&me);
    let theirs = counting_again(&Ctx { cpts: nth(2), ..me });
    let (mine, other) = (world(db, &ours, "Roche").await, world(db, &theirs, "Favier").await);
    assert_eq!(mine, other, "the two worlds must collide");
    (ours, theirs, mine)
}

/// Every question about these rows, in words that compare.
async fn all(tx: &mut Tx, one: &Twin) -> Vec<String> {
    let (du, au) = (Timestamp::UNIX_EPOCH, instant("2100-01-01T00:00:00Z"));
    vec![
        format!("{:?}", lieux::lieu(tx, one.lieu).await.unwrap()),
        format!("{:?}", lieux::lieux(tx).await.unwrap()),
        format!("{:?}", effecteurs::effecteur(tx, one.who).await.unwrap()),
        format!("{:?}", effecteurs::effecteurs(tx).await.unwrap()),
        format!("{:?}", effecteurs::moi(tx).await.unwrap()),
        format!("{:?}", creneaux::creneau(tx, one.slot).await.unwrap()),
        format!("{:?}", creneaux::entre(tx, du, au).await.unwrap()),
        format!("{:?}", creneaux::de(tx, one.who, du, au).await.unwrap()),
        format!("{:?}", creneaux::ouverts(tx, du, au).await.unwrap()),
        format!("{:?}", creneaux::libres(tx, &[one.who], du, au).await.unwrap()),
        format!("{:?}", effecteurs::of_rpps(tx, &["10003421459".parse().unwrap()]).await.unwrap()),
        format!("{:?}", creneaux::de_la_serie(tx, one.serie, du).await.unwrap()),
        format!("{:?}", creneaux::horaires(tx, one.who, Horaire { debut: du, fin: au }).await.unwrap()),
        format!("{:?}", rdvs::rdv(tx, one.rdv).await.unwrap()),
        format!("{:?}", rdvs::of_key(tx, one.cle).await.unwrap()),
        format!("{:?}", rdvs::of_slot(tx, one.slot).await.unwrap()),
        format!("{:?}", rdvs::answering(tx, DEMANDE).await.unwrap()),
        format!("{:?}", agenda::derniers(tx, one.who).await.unwrap()),
        format!("{:?}", agenda::a_regler(tx, one.who, (du, au)).await.unwrap()),
    ]
}

each_engine! { SCHEMA;
    async fn questions_stay_inside(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let mine = all(&mut db.read(&ours).await.unwrap(), &twin).await;
        let other = all(&mut db.read(&theirs).await.unwrap(), &twin).await;
        assert!(mine.iter().all(|words| !words.contains("Favier")), "{mine:#?}");
        assert!(other.iter().all(|words| !words.contains("Roche")), "{other:#?}");
        assert!(creneaux_of(&mine) == creneaux_of(&other) && creneaux_of(&mine) == 10);
    }

    async fn writes_stay_inside(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let before = all(&mut db.read(&theirs).await.unwrap(), &twin).await;
        let mut tx = db.begin(&ours).await.unwrap();
        let who = effecteurs::hold(&mut tx, twin.who).await.unwrap().unwrap();
        assert!(effecteurs::change(&mut tx, &Effecteur { nom: "Dr Autre".to_owned(), ..who.clone() }, None).await.unwrap());
        let lieu = lieux::lieu(&mut tx, twin.lieu).await.unwrap().unwrap();
        assert!(lieux::change(&mut tx, &Lieu { nom: "Ailleurs".to_owned(), ..lieu.clone() }, None).await.unwrap());
        let third = ours.id();
        assert!(lieux::keep(&mut tx, &Lieu { id: third, nom: "Centre".to_owned(), ..lieu }, None).await.unwrap());
        let fourth = Effecteur { id: ours.id(), nom: "Dr Neuf".to_owned(), adherent: None, ..who };
        assert!(effecteurs::keep(&mut tx, &fourth, None).await.unwrap());
        assert!(rdvs::move_to(&mut tx, twin.rdv, Etat::Pris, Etat::Annule, "essai").await.unwrap());
        assert!(places::free(&mut tx, twin.rdv).await.unwrap());
        let (again, lost) = (ours.id(), ours.id());
        for id in [again, lost] {
            assert!(rdvs::keep(&mut tx, id, &ordre(twin.slot), None).await.unwrap());
        }
        assert!(places::take(&mut tx, twin.slot, again).await.unwrap());
        rdvs::forget(&mut tx, lost).await.unwrap();
        places::open(&mut tx, twin.slot, 4, 9).await.unwrap();
        assert_eq!(places::close(&mut tx, twin.slot).await.unwrap(), 8);
        assert!(creneaux::keep_serie(&mut tx, ours.id(), twin.who, &regle(), None).await.unwrap());
        assert!(creneaux::hold(&mut tx, twin.slot).await.unwrap().is_some());
        let slot = creneaux::creneau(&mut tx, twin.slot).await.unwrap().unwrap();
        assert!(creneaux::withdraw(&mut tx, twin.slot, "essai").await.unwrap());
        let copy = Creneau { id: ours.id(), source: Source::Agenda, externe: Some("uid".to_owned()), ..slot };
        assert!(creneaux::keep(&mut tx, &copy, None).await.unwrap());
        tx.record(Trace::new("essai", "cloison"));
        tx.commit().await.unwrap();
        assert_eq!(before, all(&mut db.read(&theirs).await.unwrap(), &twin).await);
    }

    async fn that_somebody_gives_care_in_a_cpts_is_the_one_thing_said_outside_of_it(db) {
        let (ours, theirs, twin) = twins(&db).await;
        let number: identifiants::Rpps = "10003421459".parse().unwrap();
        let numbers = std::slice::from_ref(&number);
        let known = async |expected: &[Id<kernel::Cpts>]| {
            let found = effecteurs::chez(&mut db.read(&ours).await.unwrap(), numbers).await.unwrap();
            assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
        };
        known(&[]).await;
        for ctx in [&ours, &theirs] {
            let mut tx = db.begin(ctx).await.unwrap();
            let who = effecteurs::effecteur(&mut tx, twin.who).await.unwrap().unwrap();
            let numbered = Effecteur { rpps: Some(number), ..who };
            assert!(effecteurs::change(&mut tx, &numbered, None).await.unwrap());
            tx.record(Trace::new("essai", "cloison"));
            tx.commit().await.unwrap();
        }
        known(&[ours.cpts, theirs.cpts]).await;
        withdraw_effecteur(&theirs, &db, twin.who).await.unwrap();
        known(&[ours.cpts]).await;
        assert!(effecteurs::chez(&mut db.read(&ours).await.unwrap(), &[]).await.unwrap().is_empty());
    }
}

fn creneaux_of(words: &[String]) -> usize {
    words[6].matches("Creneau {").count()
}
