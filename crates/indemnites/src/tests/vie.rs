//! The life of a line: from an attendance to a payment, and back.

use super::*;
use crate::indemnite::Refus;
use testkit::each_engine;

/// A batch of everything that is approved, prepared by one and issued by another, then carried out.
pub(super) async fn pay(ctx: &Ctx, other: &Ctx, db: &Db, jour: Date) -> Id<Lot> {
    let id = ctx.id();
    prepare_lot(ctx, db, &law(), id, jour, sepa::Version::V09, Remise::Reference).await.unwrap();
    issue_lot(other, db, id).await.unwrap();
    confirm_lot(&on(ctx, jour), db, id).await.unwrap();
    id
}

each_engine! { SCHEMA;
    async fn an_attendance_gives_one_line_however_often_it_is_told(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let (nurse, doctor) = (adherent(&ctx, &db, "Nora", &["Infirmier"]).await, adherent(&ctx, &db, "Marc", &["Médecin"]).await);
        let group = meeting(&ctx, &db, "Groupe soins", date(2026, 2, 10)).await;
        let there = attend(&ctx, &db, group, &[nurse, doctor]).await;
        for one in &there {
            settle_presence(&ctx, &db, one.id.uuid()).await.unwrap();
        }
        let lines = all_lines(&ctx, &db).await;
        let mut cents: Vec<_> = lines.iter().map(|one| one.cents().unwrap()).collect();
        cents.sort_unstable();
        assert_eq!(cents, [6_750, 7_500], "an hour and a half");
        assert!(lines.iter().all(|one| one.etat == Etat::Proposee && one.fait.mission == Mission::Acces));
        settle_presence(&ctx, &db, Uuid::from_u128(99)).await.unwrap();
    }

    async fn an_attendance_corrected_or_cancelled_before_approval_is_followed(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        let group = meeting(&ctx, &db, "Groupe", date(2026, 2, 10)).await;
        let one = attend(&ctx, &db, group, &[nora]).await.remove(0);
        let late = Passage { arrivee: Some(date(2026, 2, 10).at(19, 0, 0, 0)), ..Passage::whole(Comment::Feuille) };
        reunions::correct_presence(&ctx, &db, one.id, one.version, late, "Retard").await.unwrap();
        settle_presence(&ctx, &db, one.id.uuid()).await.unwrap();
        let line = line_of(&ctx, &db, &one).await;
        assert_eq!((line.cents(), line.horaire), (Some(2_250), Some((19 * 60, 19 * 60 + 30))));
        reunions::cancel_presence(&ctx, &db, one.id, one.version + 1, "Erreur").await.unwrap();
        settle_presence(&ctx, &db, one.id.uuid()).await.unwrap();
        assert_eq!(line_of(&ctx, &db, &one).await.etat, Etat::Annulee);
    }

    async fn an_approved_line_that_is_cancelled_gives_its_ceiling_back(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        let group = meeting(&ctx, &db, "Groupe", date(2026, 2, 10)).await;
        let one = attend(&ctx, &db, group, &[nora]).await.remove(0);
        let id = line_of(&ctx, &db, &one).await.id;
        approve(&ctx, &db, &law(), id, PAYDAY).await.unwrap();
        assert_eq!(engaged(&ctx, &db, nora, 2026).await, 6_750);
        let again = approve(&ctx, &db, &law(), id, PAYDAY).await;
        assert!(matches!(again, Err(WriteError::Ligne(Refus::PasProposee(Etat::Approuvee)))));
        let late = Passage { arrivee: Some(date(2026, 2, 10).at(19, 0, 0, 0)), ..Passage::whole(Comment::Feuille) };
        reunions::correct_presence(&ctx, &db, one.id, one.version, late, "Retard").await.unwrap();
        settle_presence(&ctx, &db, one.id.uuid()).await.unwrap();
        assert_eq!((line(&ctx, &db, id).await.etat, engaged(&ctx, &db, nora, 2026).await), (Etat::Proposee, 0), "it is to be approved again");
        approve(&ctx, &db, &law(), id, PAYDAY).await.unwrap();
        reunions::cancel_presence(&ctx, &db, one.id, one.version + 1, "Erreur").await.unwrap();
        settle_presence(&ctx, &db, one.id.uuid()).await.unwrap();
        assert_eq!((line(&ctx, &db, id).await.etat, engaged(&ctx, &db, nora, 2026).await), (Etat::Annulee, 0));
    }

    async fn what_was_paid_for_nothing_is_deducted_from_the_next_payment(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        rates(&ctx, &db).await;
        debit(&ctx, &db).await;
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        give(&ctx, &db, nora, "Nora Roux", IBAN).await;
        let group = meeting(&ctx, &db, "Groupe", date(2026, 2, 10)).await;
        let one = attend(&ctx, &db, group, &[nora]).await.remove(0);
        let paid = line_of(&ctx, &db, &one).await.id;
        approve(&ctx, &db, &law(), paid, PAYDAY).await.unwrap();
        pay(&ctx, &other, &db, PAYDAY).await;
        assert_eq!(line(&ctx, &db, paid).await.etat, Etat::Payee);
        reunions::cancel_presence(&ctx, &db, one.id, one.version, "Erreur").await.unwrap();
        for _ in 0..2 {
            settle_presence(&ctx, &db, one.id.uuid()).await.unwrap();
        }
        let contre = lignes::corrections(&mut db.read(&ctx).await.unwrap(), paid).await.unwrap();
        assert_eq!((contre.len(), contre[0].cents(), contre[0].etat), (1, Some(-6_750), Etat::Approuvee));
        assert_eq!(engaged(&ctx, &db, nora, 2026).await, 0);
        let alone = prepare_lot(&ctx, &db, &law(), ctx.id(), PAYDAY, sepa::Version::V09, Remise::Reference).await;
        assert!(matches!(alone, Err(WriteError::Lot(lot::Refus::RienAPayer))), "nothing is owed: it waits");
        let more = slots(&ctx, &db, nora, 10_000, 1).await[0];
        approve(&ctx, &db, &law(), more, PAYDAY).await.unwrap();
        let lot = pay(&ctx, &other, &db, PAYDAY).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let transfers = store::virements::virements(&mut tx, lot).await.unwrap();
        assert_eq!((transfers.len(), transfers[0].cents, transfers[0].lignes), (1, 3_250, 2));
        assert_eq!(payees(&mut tx, PAYDAY, PAYDAY).await.unwrap().iter().map(|one| one.cents).sum::<i64>(), 10_000);
    }

    async fn a_rate_written_afterwards_changes_what_waits_and_only_proposes_the_rest(db) {
        let ctx = cpts(&db, "velay").await;
        let first = Bareme { au: None, ..rate(&ctx, "", 4_500) };
        write_bareme(&ctx, &db, first.clone()).await.unwrap();
        assert_eq!(write_bareme(&ctx, &db, first.clone()).await.unwrap(), 0, "the same form twice");
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        let old = attend(&ctx, &db, meeting(&ctx, &db, "Ancien", date(2026, 2, 3)).await, &[nora]).await.remove(0);
        let new = attend(&ctx, &db, meeting(&ctx, &db, "Récent", date(2026, 2, 10)).await, &[nora]).await.remove(0);
        let approved = line_of(&ctx, &db, &old).await.id;
        approve(&ctx, &db, &law(), approved, PAYDAY).await.unwrap();
        let dearer = Bareme { du: date(2026, 2, 1), source: "Annexe 2, version 3".into(), ..rate(&ctx, "", 6_000) };
        assert!(matches!(write_bareme(&ctx, &db, dearer.clone()).await, Err(WriteError::Chevauche)));
        end_bareme(&ctx, &db, first.id, date(2026, 1, 31)).await.unwrap();
        assert_eq!(line_of(&ctx, &db, &new).await.cents(), None, "no rate: it is listed, never zero");
        assert_eq!(write_bareme(&ctx, &db, dearer).await.unwrap(), 1);
        assert_eq!(line_of(&ctx, &db, &new).await.cents(), Some(9_000));
        assert_eq!(line(&ctx, &db, approved).await.cents(), Some(6_750), "never changed");
        let told = differences(&ctx, &db, date(2026, 1, 1)).await.unwrap();
        assert_eq!((told.len(), told[0].cents), (1, 2_250));
        assert_eq!(propose_differences(&ctx, &db, &[approved]).await.unwrap(), 1);
        assert_eq!(propose_differences(&ctx, &db, &[approved]).await.unwrap(), 0);
        assert!(differences(&ctx, &db, date(2026, 1, 1)).await.unwrap().is_empty());
        let more = lignes::corrections(&mut db.read(&ctx).await.unwrap(), approved).await.unwrap();
        assert_eq!((more[0].cents(), more[0].etat), (Some(2_250), Etat::Proposee));
        let mine = approve(&ctx, &db, &law(), more[0].id, PAYDAY).await;
        assert!(matches!(mine, Err(WriteError::Ligne(Refus::Declarant))), "its own approval, by somebody else");
    }

    async fn somebody_with_two_professions_is_paid_as_the_one_they_took_part_as(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let both = adherent(&ctx, &db, "Béa", &["Ostéopathe", "Médecin"]).await;
        let one = attend(&ctx, &db, meeting(&ctx, &db, "Groupe", date(2026, 2, 10)).await, &[both]).await.remove(0);
        let id = line_of(&ctx, &db, &one).await.id;
        assert_eq!(line(&ctx, &db, id).await.cents(), Some(6_750), "the main one first");
        choose_profession(&ctx, &db, id, "Médecin").await.unwrap();
        assert_eq!(line(&ctx, &db, id).await.cents(), Some(7_500));
        assert!(matches!(choose_profession(&ctx, &db, id, "Dentiste").await, Err(WriteError::Ligne(Refus::Profession(_)))));
        settle_presence(&ctx, &db, one.id.uuid()).await.unwrap();
        assert_eq!(line(&ctx, &db, id).await.cents(), Some(7_500), "the choice stays");
        approve(&ctx, &db, &law(), id, PAYDAY).await.unwrap();
        assert!(choose_profession(&ctx, &db, id, "Ostéopathe").await.is_err());
    }

    async fn a_rate_of_zero_says_that_nothing_is_paid(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let mut free = rate(&ctx, "", 0);
        free.cle.genre = Genre::GroupeDeTravail.code().to_owned();
        write_bareme(&ctx, &db, free).await.unwrap();
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        attend(&ctx, &db, meeting(&ctx, &db, "Groupe", date(2026, 2, 10)).await, &[nora]).await;
        assert!(all_lines(&ctx, &db).await.is_empty());
    }

    async fn the_employer_is_paid_when_its_convention_says_so(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let house = member(&ctx, &db, Fiche::new(Qui::Organisation { nom: "Centre de santé".into(), representant: String::new() }, Mode::SansObjet)).await;
        let mut fiche = Fiche::new(Qui::Personne { nom: "Roux".into(), prenom: "Sam".into() }, Mode::Salarie);
        fiche.employeur = Some(house);
        let sam = member(&ctx, &db, fiche).await;
        let convention = adhesions::Convention { id: ctx.id(), employeur: house, du: date(2026, 2, 5), au: None, verse_a: adhesions::VerseA::Employeur, note: String::new(), piece: None };
        adhesions::keep_convention(&ctx, &db, convention, None).await.unwrap();
        let before = attend(&ctx, &db, meeting(&ctx, &db, "Avant", date(2026, 2, 3)).await, &[sam]).await.remove(0);
        let after = attend(&ctx, &db, meeting(&ctx, &db, "Après", date(2026, 2, 10)).await, &[sam]).await.remove(0);
        assert_eq!(line_of(&ctx, &db, &before).await.beneficiaire, sam);
        let line = line_of(&ctx, &db, &after).await;
        assert_eq!((line.personne, line.beneficiaire), (sam, house));
    }
}
