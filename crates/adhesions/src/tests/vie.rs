//! Requests, decisions, fees, texts, agreements.

use super::*;
use comptes::{NouveauMembre, Role, Roles};
use kernel::saisie::Refuses;
use std::collections::BTreeSet;
use testkit::{actors::following, each_engine, race};

/// The account of somebody in the room.
async fn account(ctx: &Ctx, db: &Db, prenom: &str) -> Uuid {
    let nouveau = NouveauMembre {
        courriel: format!("{}@exemple.fr", kernel::fold(prenom)).parse().unwrap(),
        nom: "Roux".parse().unwrap(),
        prenom: prenom.parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: Roles::of([Role::Membre]),
        depuis: TODAY,
    };
    comptes::add_personne(ctx, db, &nouveau).await.unwrap().uuid()
}

fn demande(name: &str, acceptes: &[Id<Texte>]) -> Demande {
    Demande { fiche: fiche(name), message: String::new(), acceptes: acceptes.iter().copied().collect() }
}

fn paid(ctx: &Ctx, id: Id<Adherent>, cents: i64) -> Paiement {
    let (moyen, reference) = (Moyen::Cheque, "n° 12".to_owned());
    Paiement { id: ctx.id(), adherent: id, annee: 2026, cents, jour: TODAY, moyen, reference }
}

fn fields(error: WriteError) -> Vec<&'static str> {
    match error {
        WriteError::Saisie(Refuses(faults)) => faults.iter().map(|one| one.champ).collect(),
        other => panic!("{other:?}"),
    }
}

each_engine! { SCHEMA;
    async fn a_request_waits_for_the_bureau_and_one_address_has_one(db) {
        let ctx = cpts(&db, "velay").await;
        let text = charte(&ctx, &db, "2025", date(2025, 1, 1)).await;
        let id = ctx.id();
        let missing = ask_adhesion(&ctx, &db, id, demande("Zoé Roux", &[])).await.unwrap_err();
        assert_eq!(fields(missing), ["accepte"]);
        assert_eq!(ask_adhesion(&ctx, &db, id, demande("Zoé Roux", &[text])).await.unwrap(), Recue::EnAttente);
        assert_eq!(ask_adhesion(&ctx, &db, id, demande("Zoé Roux", &[text])).await.unwrap(), Recue::DejaLa, "a double click");
        assert_eq!(ask_adhesion(&ctx, &db, ctx.id(), demande("Zoé Roux", &[text])).await.unwrap(), Recue::DejaLa, "sent again");
        let sent = race(6, || ask_adhesion(&ctx, &db, ctx.id(), demande("Luc Fabre", &[text]))).await;
        assert_eq!(sent.into_iter().filter(|one| *one.as_ref().unwrap() == Recue::EnAttente).count(), 1);
        assert!(!stands(&ctx, &db, id).await.adherent && stands(&ctx, &db, id).await.textes);
        accept_adhesion(&ctx, &db, id, TODAY, None).await.unwrap();
        assert!(read(&ctx, &db, id).await.est_adherent(TODAY));
        assert!(matches!(accept_adhesion(&ctx, &db, id, TODAY, None).await, Err(WriteError::DejaDecide)));
        assert_eq!(membres(&mut db.read(&ctx).await.unwrap(), TODAY).await.unwrap().len(), 1);
    }

    async fn two_colleagues_may_share_an_address(db) {
        let ctx = cpts(&db, "velay").await;
        let shared = |name: &str| {
            let one = demande(name, &[]);
            Demande { fiche: Fiche { courriel: "secretariat@msp.fr".parse().ok(), ..one.fiche }, ..one }
        };
        for name in ["Zoé Roux", "Luc Fabre"] {
            assert_eq!(ask_adhesion(&ctx, &db, ctx.id(), shared(name)).await.unwrap(), Recue::EnAttente);
        }
        let same = Fiche { courriel: "secretariat@msp.fr".parse().ok(), ..fiche("Ève Abrial") };
        add_adherent(&ctx, &db, ctx.id(), same, None).await.unwrap();
        assert_eq!(store::adherents::tous(&mut db.read(&ctx).await.unwrap()).await.unwrap().len(), 3);
    }

    async fn a_stranger_never_takes_the_place_of_somebody_and_no_fact_is_lost(db) {
        let ctx = cpts(&db, "velay").await;
        let text = charte(&ctx, &db, "2025", date(2025, 1, 1)).await;
        let rpps = valid_rpps();
        let asks = |name: &str, message: &str| {
            let fiche = Fiche { idnps: Some(rpps.into()), ..fiche(name) };
            Demande { fiche, message: message.to_owned(), ..demande(name, &[text]) }
        };
        let (stranger, zoe) = (ctx.id(), ctx.id());
        assert_eq!(ask_adhesion(&ctx, &db, stranger, asks("Paul Farceur", "")).await.unwrap(), Recue::EnAttente);
        let real = asks("Zoé Roux", "Je m’installe en juin.");
        assert_eq!(ask_adhesion(&ctx, &db, zoe, real.clone()).await.unwrap(), Recue::EnDouble);
        let sent = race(6, || ask_adhesion(&ctx, &db, ctx.id(), real.clone())).await;
        assert!(sent.into_iter().all(|one| one.unwrap() == Recue::DejaLa), "the same words are kept once");
        let one = read(&ctx, &db, zoe).await;
        assert!(one.en_double && one.message == "Je m’installe en juin." && stands(&ctx, &db, zoe).await.textes);
        assert!(super::site::cards(&db, &ctx).await.contains("En double, à examiner"));
        let refused = accept_adhesion(&ctx, &db, zoe, TODAY, None).await;
        assert!(matches!(&refused, Err(WriteError::DejaConnu(why)) if why.contains("Paul Farceur")), "{refused:?}");
        let mut tx = db.begin(&ctx).await.unwrap();
        assert!(store::vie::accept(&mut tx, zoe, TODAY, None).await.unwrap_err().is_constraint(), "the schema too");
        drop(tx);
        refuse_adhesion(&ctx, &db, stranger, "Inconnu").await.unwrap();
        accept_adhesion(&ctx, &db, zoe, TODAY, None).await.unwrap();
        let one = read(&ctx, &db, zoe).await;
        assert!(!one.en_double && one.est_adherent(TODAY));
        assert_eq!(ask_adhesion(&ctx, &db, ctx.id(), asks("Zoé Roux", "Un autre mot")).await.unwrap(), Recue::EnDouble, "a member who asks again");
        assert_eq!(membres(&mut db.read(&ctx).await.unwrap(), TODAY).await.unwrap().len(), 1);
    }

    async fn a_college_is_chosen_when_a_request_is_accepted(db) {
        let ctx = cpts(&db, "velay").await;
        let id = ctx.id();
        ask_adhesion(&ctx, &db, id, demande("Zoé Roux", &[])).await.unwrap();
        let one = College { id: ctx.id(), nom: "Soignants".into(), ordre: 1, pour: String::new(), ferme_le: None };
        write_college(&ctx, &db, one.clone()).await.unwrap();
        assert_eq!(fields(accept_adhesion(&ctx, &db, id, TODAY, Some(ctx.id())).await.unwrap_err()), ["college"]);
        accept_adhesion(&ctx, &db, id, TODAY, Some(one.id)).await.unwrap();
        assert_eq!(read(&ctx, &db, id).await.college, Some(one.id));
    }

    async fn the_first_membership_of_somebody_stays_the_first_whatever_is_written_since(db) {
        let ctx = cpts(&db, "velay").await;
        let first = membre(&ctx, &db, "Zoé Roux").await;
        leave(&ctx, &db, first, date(2026, 1, 5), "Départ").await.unwrap();
        let later = on(&ctx, date(2026, 3, 9));
        let second = later.id();
        add_adherent(&later, &db, second, fiche("Zoé Roux"), Some(date(2024, 1, 1))).await.unwrap();
        let latest = on(&ctx, date(2026, 3, 20));
        let mut tx = db.begin(&latest).await.unwrap();
        assert!(store::adherents::change(&mut tx, first, &Fiche { mode: Mode::Mixte, ..fiche("Zoé Roux") }).await.unwrap());
        tx.record(db::Trace::new("adhesions.adherent_modifie", "essai"));
        tx.commit().await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!((premiere(&mut tx, first).await.unwrap(), premiere(&mut tx, second).await.unwrap()), (first, first));
    }

    async fn of_two_who_decide_one_does_and_nobody_decides_of_themself(db) {
        let ctx = cpts(&db, "velay").await;
        let id = ctx.id();
        ask_adhesion(&ctx, &db, id, demande("Zoé Roux", &[])).await.unwrap();
        let me = account(&ctx, &db, "Zoé").await;
        let zoe = Ctx { actor: Actor::Personne(me), ..ctx.clone() };
        assert!(matches!(link_compte(&zoe, &db, id, Some(me)).await, Err(WriteError::PasPossible(_))), "nor links oneself");
        link_compte(&ctx, &db, id, Some(me)).await.unwrap();
        assert!(matches!(accept_adhesion(&zoe, &db, id, TODAY, None).await, Err(WriteError::SaPropreDemande)));
        let mut tx = db.begin(&zoe).await.unwrap();
        assert!(store::vie::accept(&mut tx, id, TODAY, Some(me)).await.unwrap_err().is_constraint(), "the schema too");
        drop(tx);
        let decided = race(6, || async {
            if ctx.id::<()>().uuid().as_u128().is_multiple_of(2) { accept_adhesion(&ctx, &db, id, TODAY, None).await } else { refuse_adhesion(&ctx, &db, id, "Hors du territoire").await }
        }).await;
        assert_eq!(decided.iter().filter(|one| one.is_ok()).count(), 1);
        let other = ctx.id();
        ask_adhesion(&ctx, &db, other, demande("Luc Fabre", &[])).await.unwrap();
        let luc = Ctx { actor: Actor::Personne(account(&ctx, &db, "Luc").await), ..ctx.clone() };
        accept_adhesion(&luc, &db, other, TODAY, None).await.unwrap();
        let linked = link_compte(&ctx, &db, other, author(&luc)).await;
        assert!(matches!(linked, Err(WriteError::SaPropreDemande)), "whoever decided is not whoever asked");
        let found = par_compte(&mut db.read(&ctx).await.unwrap(), me).await.unwrap().unwrap();
        assert_eq!(found.id, id);
    }

    async fn the_same_person_is_never_kept_twice_and_it_is_said_who_is_there(db) {
        let ctx = cpts(&db, "velay").await;
        let rpps = valid_rpps();
        let with = |name: &str| Fiche { idnps: Some(rpps.into()), ..fiche(name) };
        let id = ctx.id();
        add_adherent(&ctx, &db, id, with("Zoé Roux"), Some(TODAY)).await.unwrap();
        add_adherent(&ctx, &db, id, with("Zoé Roux"), Some(TODAY)).await.unwrap();
        let said = add_adherent(&ctx, &db, ctx.id(), with("Zoé Martin"), Some(TODAY)).await.unwrap_err().to_string();
        assert!(said.starts_with("Zoé Roux a déjà ce numéro RPPS"), "{said}");
        let said = add_adherent(&ctx, &db, ctx.id(), fiche("ZOE ROUX"), None).await.unwrap_err().to_string();
        assert!(said.contains("ce nom et cette adresse"), "{said}");
        let racing = race(4, || add_adherent(&ctx, &db, ctx.id(), fiche("Luc Fabre"), Some(TODAY))).await;
        assert_eq!(racing.iter().filter(|one| one.is_ok()).count(), 1);
        leave(&ctx, &db, id, TODAY, "Retraite").await.unwrap();
        add_adherent(&ctx, &db, ctx.id(), with("Zoé Roux"), None).await.unwrap();
        assert!(matches!(undo_leave(&ctx, &db, id).await, Err(WriteError::DejaConnu(_))), "she asked again meanwhile");
    }

    async fn a_sheet_changed_meanwhile_is_left_as_it_is(db) {
        let ctx = cpts(&db, "velay").await;
        let id = membre(&ctx, &db, "Zoé Roux").await;
        let lue = read(&ctx, &db, id).await.empreinte();
        let two = Fiche { professions: vec!["Infirmier".into(), "Ostéopathe".into()], conventionne: Some(false), ..fiche("Zoé Roux") };
        change_adherent(&ctx, &db, id, &lue, two.clone()).await.unwrap();
        let late = change_adherent(&ctx, &db, id, &lue, Fiche { mode: Mode::Mixte, ..two.clone() }).await.unwrap_err();
        assert_eq!(web::Refusal::problem(&late).0, 409);
        change_adherent(&ctx, &db, id, &lue, two).await.unwrap();
        assert_eq!(read(&ctx, &db, id).await.professions, ["Infirmier", "Ostéopathe"]);
        let wrong = Fiche { employeur: Some(id), ..fiche("Luc Fabre") };
        assert_eq!(fields(add_adherent(&ctx, &db, ctx.id(), wrong, None).await.unwrap_err()), ["employeur"]);
    }

    async fn an_exit_has_a_day_after_the_entry_and_can_be_undone(db) {
        let ctx = cpts(&db, "velay").await;
        let id = membre(&ctx, &db, "Zoé Roux").await;
        assert_eq!(fields(leave(&ctx, &db, id, date(2024, 12, 31), " ").await.unwrap_err()), ["motif", "le"]);
        leave(&ctx, &db, id, date(2026, 2, 1), "Déménagement").await.unwrap();
        let one = read(&ctx, &db, id).await;
        assert!(one.est_adherent(date(2026, 1, 31)) && !one.est_adherent(date(2026, 2, 1)));
        assert!(one.was_in(2026) && !one.was_in(2027) && !one.was_in(2024));
        assert!(matches!(leave(&ctx, &db, id, TODAY, "x").await, Err(WriteError::PasPossible(_))));
        undo_leave(&ctx, &db, id).await.unwrap();
        assert!(stands(&ctx, &db, id).await.adherent);
    }

    async fn a_year_is_called_once_whoever_calls_it_and_for_new_members_too(db) {
        let ctx = cpts(&db, "velay").await;
        for name in ["Zoé Roux", "Luc Fabre", "Ève Abrial"] {
            membre(&ctx, &db, name).await;
        }
        assert_eq!(open_annee(&ctx, &db, 2026).await.unwrap().sans_tarif.len(), 3);
        rate(&ctx, &db).await;
        let calls = race(6, || open_annee(&ctx, &db, 2026)).await;
        assert_eq!(calls.into_iter().map(|one| one.unwrap().appelees).sum::<u32>(), 3);
        let late = membre(&ctx, &db, "Noé Gibert").await;
        assert_eq!(open_annee(&ctx, &db, 2026).await.unwrap(), Appel { appelees: 1, deja: 3, sans_tarif: Vec::new() });
        assert_eq!(fields(call_cotisation(&ctx, &db, late, 2024, None).await.unwrap_err()), ["annee"], "before the membership");
        assert!(open_annee(&ctx, &db, 2028).await.is_err());
        let all = situations(&mut db.read(&ctx).await.unwrap(), TODAY).await.unwrap();
        assert!(all.values().all(|one| one.cotisation == EtatCotisation::Due { cents: 2_000, depuis: TODAY }));
    }

    async fn a_fee_is_paid_in_parts_never_twice_and_a_payment_can_be_cancelled(db) {
        let ctx = cpts(&db, "velay").await;
        let id = membre(&ctx, &db, "Zoé Roux").await;
        rate(&ctx, &db).await;
        assert!(matches!(note_paiement(&ctx, &db, paid(&ctx, id, 500)).await, Err(WriteError::Inconnu(_))));
        open_annee(&ctx, &db, 2026).await.unwrap();
        let first = paid(&ctx, id, 500);
        note_paiement(&ctx, &db, first.clone()).await.unwrap();
        note_paiement(&ctx, &db, first.clone()).await.unwrap();
        assert_eq!(stands(&ctx, &db, id).await.cotisation, EtatCotisation::Due { cents: 1_500, depuis: TODAY });
        let rest = race(4, || note_paiement(&ctx, &db, paid(&ctx, id, 1_500))).await;
        assert_eq!(rest.iter().filter(|one| one.is_ok()).count(), 1, "two treasurers see each other");
        assert_eq!(stands(&ctx, &db, id).await.cotisation, EtatCotisation::Payee { le: TODAY });
        cancel_paiement(&ctx, &db, id, first.id).await.unwrap();
        assert_eq!(stands(&ctx, &db, id).await.cotisation, EtatCotisation::Due { cents: 500, depuis: TODAY });
        let other = membre(&ctx, &db, "Luc Fabre").await;
        open_annee(&ctx, &db, 2026).await.unwrap();
        offer_cotisation(&ctx, &db, other, 2026, Some("Étudiant")).await.unwrap();
        assert_eq!(stands(&ctx, &db, other).await.cotisation, EtatCotisation::Offerte);
        assert!(note_paiement(&ctx, &db, paid(&ctx, other, 500)).await.is_err());
    }

    async fn reminders_leave_once_a_fortnight_and_their_link_accepts_texts(db) {
        let ctx = cpts(&db, "velay").await;
        let id = membre(&ctx, &db, "Zoé Roux").await;
        rate(&ctx, &db).await;
        open_annee(&ctx, &db, 2026).await.unwrap();
        assert_eq!(remind_cotisations(&ctx, &db, 2026, None, false).await.unwrap().envoyes, 1);
        assert_eq!(remind_cotisations(&ctx, &db, 2026, None, false).await.unwrap().recents, 1);
        assert_eq!(remind_cotisations(&ctx, &db, 2026, Some(id), true).await.unwrap().envoyes, 1);
        let later = on(&ctx, date(2026, 3, 17));
        assert_eq!(remind_cotisations(&later, &db, 2026, None, false).await.unwrap().envoyes, 1);
        let text = charte(&ctx, &db, "2025", date(2025, 1, 1)).await;
        assert!(!stands(&ctx, &db, id).await.textes);
        assert_eq!(remind_textes(&ctx, &db, None, false).await.unwrap().envoyes, 1);
        let links = comptes::liens_directs(&mut db.read(&ctx).await.unwrap(), USAGE, id.uuid()).await.unwrap();
        let holder = Ctx { cpts: ctx.cpts, ..following(ctx.cpts, links[0].id.uuid()) };
        accept_textes(&holder, &db, id, &BTreeSet::from([text]), (Comment::Lien, TODAY)).await.unwrap();
        let other = membre(&ctx, &db, "Luc Fabre").await;
        let stolen = accept_textes(&holder, &db, other, &BTreeSet::from([text]), (Comment::Lien, TODAY)).await;
        assert!(matches!(stolen, Err(WriteError::LienPerdu)));
        assert!(stands(&ctx, &db, id).await.textes);
        charte(&ctx, &db, "2026", TODAY).await;
        assert!(!stands(&ctx, &db, id).await.textes, "a new version is accepted anew");
        assert!(matches!(withdraw_texte(&ctx, &db, text).await, Err(WriteError::PasPossible(_))));
    }

    async fn an_agreement_covers_the_salaried_people_of_an_employer(db) {
        let ctx = cpts(&db, "velay").await;
        let house = organisation(&ctx, &db, "EHPAD des Sources").await;
        let id = ctx.id();
        let salaried = Fiche { mode: Mode::Salarie, employeur: Some(house), ..fiche("Zoé Roux") };
        add_adherent(&ctx, &db, id, salaried, Some(date(2025, 1, 1))).await.unwrap();
        let one = Convention { id: ctx.id(), employeur: house, du: date(2026, 1, 1), au: Some(date(2026, 3, 31)), verse_a: VerseA::Employeur, note: String::new(), piece: None };
        keep_convention(&ctx, &db, one.clone(), None).await.unwrap();
        keep_convention(&ctx, &db, one.clone(), None).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(convention_du(&mut tx, id, TODAY).await.unwrap(), Some(one.clone()));
        assert_eq!(convention_du(&mut tx, id, date(2026, 4, 1)).await.unwrap(), None);
        assert_eq!(convention_du(&mut tx, house, TODAY).await.unwrap(), None);
        drop(tx);
        let again = Convention { id: ctx.id(), du: date(2026, 3, 31), au: None, ..one.clone() };
        assert_eq!(fields(keep_convention(&ctx, &db, again, None).await.unwrap_err()), ["du"]);
        assert_eq!(fields(end_convention(&ctx, &db, one.id, Some(date(2025, 1, 1))).await.unwrap_err()), ["au"]);
        assert!(super::site::cards(&db, &ctx).await.contains(&format!("se termine le {}", ui::francais::date(date(2026, 3, 31)))));
        withdraw_convention(&ctx, &db, one.id).await.unwrap();
        assert!(conventions(&mut db.read(&ctx).await.unwrap()).await.unwrap().is_empty());
    }

    async fn a_college_is_closed_and_opened_again(db) {
        let ctx = cpts(&db, "velay").await;
        let id = membre(&ctx, &db, "Zoé Roux").await;
        let one = College { id: ctx.id(), nom: "Soignants".into(), ordre: 1, pour: String::new(), ferme_le: None };
        write_college(&ctx, &db, one.clone()).await.unwrap();
        move_college(&ctx, &db, id, Some(one.id)).await.unwrap();
        let twin = College { id: ctx.id(), ..one.clone() };
        assert!(matches!(write_college(&ctx, &db, twin.clone()).await, Err(WriteError::DejaConnu(_))));
        close_college(&ctx, &db, one.id, true).await.unwrap();
        let other = membre(&ctx, &db, "Luc Fabre").await;
        assert!(matches!(move_college(&ctx, &db, other, Some(one.id)).await, Err(WriteError::PasPossible(_))));
        write_college(&ctx, &db, twin).await.unwrap();
        assert!(close_college(&ctx, &db, one.id, false).await.is_err(), "its name is taken");
    }

    async fn five_hundred_members_stand_in_a_few_queries(db) {
        let ctx = cpts(&db, "velay").await;
        let mut tx = db.begin(&ctx).await.unwrap();
        for n in 0..500 {
            crate::add_adherent::add_in(&mut tx, ctx.id(), fiche(&format!("P{n} Roux")), Some(date(2025, 1, 1))).await.unwrap();
        }
        tx.record(db::Trace::new("adhesions.liste_importee", "essai"));
        tx.commit().await.unwrap();
        rate(&ctx, &db).await;
        assert_eq!(open_annee(&ctx, &db, 2026).await.unwrap().appelees, 500);
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(situations(&mut tx, TODAY).await.unwrap().len(), 500);
        drop(tx);
        let page = super::site::signed(&db, 1, "coordination").get("/velay/espace/adhesions?cotisation=due&a=100").await;
        assert!(page.status == 200 && page.body.contains("101–200 sur\u{a0}500"), "{}", page.body);
    }
}

/// A number whose key is right.
fn valid_rpps() -> identifiants::Rpps {
    (0..10).find_map(|key| format!("1000000000{key}").parse().ok()).unwrap()
}
