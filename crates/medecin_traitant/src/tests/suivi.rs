//! The office at work: verbs and doors of the follow-up, letters, register, the list and its bulk work; and a close that races a yes.

use super::*;
use crate::courrier::Sorte;
use crate::envoi::tests::personne;
use db::{Db, Trace};
use jiff::civil::date;
use testkit::actors::instant;
use testkit::{Visitor, each_engine, http::Page};

const RIGHTS: &str = include_str!("../../../app/droits.txt");
const ROOM: &str = "/essai/espace/medecin-traitant";

pub(super) fn site(db: &Db, role: &str) -> Visitor {
    let app =
        testsite::builder(db, instant(&format!("{TODAY}T09:00:00Z")), RIGHTS).modules(&[module()]).build();
    let session = if role.is_empty() { String::new() } else { format!("{}~{role}", Uuid::from_u128(1)) };
    testsite::visitor(&app, (module().routes)(), &session)
}

pub(super) fn shows(page: &Page, status: u16, words: &[&str]) {
    assert_eq!(page.status, status, "{}", page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

pub(super) fn envoi(cle: &str, prenoms: &[&str], suspect: bool) -> Envoi {
    let one = |prenom: &&str| {
        let mut one = personne(prenom, "Chaussegros", date(1952, 3, 14));
        one.identite.telephone = Some("0612345678".parse().unwrap());
        one.identite.adresse = "3 rue des Tables".to_owned();
        one.situation.canal = Canal::Sms;
        one.situation.criteres.insert("ald".to_owned());
        one
    };
    let personnes = prenoms.iter().map(one).collect();
    let cherche_depuis = date(2025, 9, 2);
    Envoi {
        origine: Origine::Papier,
        cherche_depuis,
        personnes,
        campagne: None,
        cle: cle.to_owned(),
        suspect,
    }
}

/// A request for each first name, of one household.
pub(super) async fn demandes(ctx: &Ctx, db: &Db, cle: &str, prenoms: &[&str]) -> Vec<Id<Demande>> {
    ask(ctx, db, envoi(cle, prenoms, false)).await.unwrap().demandes.into_iter().map(|(id, _)| id).collect()
}

pub(super) async fn etat(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Etat {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await.unwrap();
    store::demandes::demande(&mut tx, &coffre, id).await.unwrap().unwrap().etat
}

async fn prises(ctx: &Ctx, db: &Db, id: Id<Medecin>) -> u32 {
    store::medecins::medecin(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap().offre.prises
}

/// A card of that household for that doctor.
pub(super) async fn carte_pour(
    ctx: &Ctx,
    db: &Db,
    one: Id<Demande>,
    medecin: Id<Medecin>,
    personnes: u32,
) -> Id<Proposition> {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await.unwrap();
    let foyer = store::demandes::demande(&mut tx, &coffre, one).await.unwrap().unwrap().foyer;
    let card = Proposition::nouvelle(ctx, foyer, medecin, personnes, Some(0));
    assert!(store::propositions::keep(&mut tx, &card, None).await.unwrap());
    tx.record(Trace::new("essai", "carte"));
    tx.commit().await.unwrap();
    card.id
}

pub(super) async fn reponse(ctx: &Ctx, db: &Db, id: Id<Proposition>) -> Reponse {
    store::propositions::proposition(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap().reponse
}

async fn oui(ctx: &Ctx, db: &Db, card: Id<Proposition>) -> Result<Suite, WriteError> {
    answer_carte(ctx, db, card, Avis::Oui, Voie::Bureau).await
}

each_engine! { SCHEMA;
    async fn an_identity_is_read_with_a_reason_that_the_journal_keeps_and_that_names_nobody(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let id = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        for bad in ["", "  ", "voir", "appel à Mme CHAUSSEGROS", "pour jeanne demain", "appel au 06 12 34 56 78", "lettre au 3 rue des tables"] {
            let refused = read_identite(&ctx, &db, id, bad).await;
            assert!(matches!(refused, Err(WriteError::Saisie(_))), "{bad}: {refused:?}");
        }
        let who = read_identite(&ctx, &db, id, " appel à  la personne").await.unwrap();
        assert_eq!(who.nom_entier(), "Jeanne Chaussegros");
        let lines = db::journal::about(&mut db.read(&ctx).await.unwrap(), &objet(id), 10).await.unwrap();
        let read: Vec<&str> = lines.iter().filter(|line| line.action == "medecin_traitant.identite_lue").map(|line| line.detail.as_str()).collect();
        assert_eq!(read, ["appel à la personne"]);
        let visitor = Ctx { rights: kernel::Rights::of([droits::VOIR, droits::SAISIR]), ..ctx.clone() };
        assert!(matches!(read_identite(&visitor, &db, id, "appel à la personne").await, Err(WriteError::Denied(_))));
        let kept = gardees(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!((kept.ouvertes, kept.identites, kept.hors_delai), (1, 1, 0));
        assert_eq!(kept.lectures, [("appel à la personne".to_owned(), 1)]);
    }

    async fn closing_takes_cards_back_and_gives_the_place_back_unless_it_was_declared(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let both = demandes(&ctx, &db, "1", &["Jeanne", "Luc"]).await;
        let card = carte_pour(&ctx, &db, both[0], doctor, 2).await;
        oui(&ctx, &db, card).await.unwrap();
        assert_eq!(prises(&ctx, &db, doctor).await, 2);
        set_rendez_vous(&ctx, &db, both[0], date(2026, 3, 12)).await.unwrap();
        assert!(matches!(etat(&ctx, &db, both[0]).await, Etat::RendezVous { jour, .. } if jour == date(2026, 3, 12)));
        assert!(close(&ctx, &db, both[0], Cloture::MtDeclare, None).await.is_err(), "a declaration has a proof");
        assert!(declare_mt(&ctx, &db, both[0], Preuve::Medecin, date(2026, 4, 1)).await.is_err(), "not a day to come");
        declare_mt(&ctx, &db, both[0], Preuve::Medecin, TODAY).await.unwrap();
        assert_eq!(prises(&ctx, &db, doctor).await, 2, "the place stays taken");
        close(&ctx, &db, both[1], Cloture::Demenage, None).await.unwrap();
        assert_eq!((prises(&ctx, &db, doctor).await, reponse(&ctx, &db, card).await), (1, Reponse::Oui));
        assert!(matches!(close(&ctx, &db, both[1], Cloture::Demenage, None).await, Err(WriteError::PasPossible(_))));
        reopen(&ctx, &db, both[0]).await.unwrap();
        assert!(matches!(etat(&ctx, &db, both[0]).await, Etat::Acceptee { .. }), "with its doctor");
        close(&ctx, &db, both[0], Cloture::Renonce, None).await.unwrap();
        assert_eq!((prises(&ctx, &db, doctor).await, reponse(&ctx, &db, card).await), (0, Reponse::Defaite));
        reopen(&ctx, &db, both[1]).await.unwrap();
        assert_eq!(etat(&ctx, &db, both[1]).await, Etat::Attente);
        let open = carte_pour(&ctx, &db, both[1], doctor, 1).await;
        close(&ctx, &db, both[1], Cloture::TrouveAilleurs, None).await.unwrap();
        assert_eq!(reponse(&ctx, &db, open).await, Reponse::Retiree);
    }

    async fn households_join_and_part_while_no_doctor_has_them(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let (a, b) = (demandes(&ctx, &db, "1", &["Jeanne"]).await[0], demandes(&ctx, &db, "2", &["Luc"]).await[0]);
        join_foyers(&ctx, &db, a, b).await.unwrap();
        join_foyers(&ctx, &db, b, a).await.unwrap();
        let of = async |id| store::demandes::demande(&mut db.read(&ctx).await.unwrap(), &coffre, id).await.unwrap().unwrap().foyer;
        assert_eq!(of(a).await, of(b).await);
        let card = carte_pour(&ctx, &db, a, doctor, 2).await;
        assert!(matches!(split_foyer(&ctx, &db, b).await, Err(WriteError::PasPossible(_))), "a card is open");
        oui(&ctx, &db, card).await.unwrap();
        assert!(matches!(split_foyer(&ctx, &db, b).await, Err(WriteError::PasPossible(_))), "a yes stands");
        undo_oui(&ctx, &db, of(a).await, "", Voie::Bureau).await.unwrap();
        split_foyer(&ctx, &db, b).await.unwrap();
        assert_ne!(of(a).await, of(b).await);
        assert!(matches!(split_foyer(&ctx, &db, b).await, Err(WriteError::PasPossible(_))), "alone already");
    }

    /// A doctor accepts while the office closes: the place counts exactly those who have it, whoever comes first.
    async fn a_close_and_a_yes_at_once_never_leave_a_place_without_a_patient(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 20).await;
        for turn in 0..6 {
            let both = demandes(&ctx, &db, &format!("tour {turn}"), &["Jeanne", "Luc"]).await;
            let card = carte_pour(&ctx, &db, both[0], doctor, 2).await;
            let rank = std::sync::atomic::AtomicUsize::new(0);
            testkit::race(4, || async {
                match rank.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                    0 | 3 => drop(oui(&ctx, &db, card).await),
                    1 => close(&ctx, &db, both[0], Cloture::Injoignable, None).await.unwrap(),
                    _ => close(&ctx, &db, both[1], Cloture::Injoignable, None).await.unwrap(),
                }
            })
            .await;
            for id in &both {
                assert!(matches!(etat(&ctx, &db, *id).await, Etat::Close { .. }));
            }
            assert_eq!(prises(&ctx, &db, doctor).await, 0, "turn {turn}");
            assert!(!reponse(&ctx, &db, card).await.est_ouverte());
            assert_ne!(reponse(&ctx, &db, card).await, Reponse::Oui);
        }
    }

    async fn steps_are_told_as_people_asked_and_say_nothing_of_health(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let id = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        let mut one = envoi("2", &["Luc"], false);
        one.personnes[0].identite.telephone = None;
        one.personnes[0].situation.canal = Canal::Lettre;
        let paper = ask(&ctx, &db, one).await.unwrap().demandes[0].0;
        let mut tx = db.begin(&ctx).await.unwrap();
        let (sms, letter) = (
            store::demandes::demande(&mut tx, &coffre, id).await.unwrap().unwrap(),
            store::demandes::demande(&mut tx, &coffre, paper).await.unwrap().unwrap(),
        );
        for etape in Etape::ALL {
            let told = tell(&mut tx, &coffre, &sms, *etape).await.unwrap();
            assert_eq!(told == Annonce::Rien, matches!(etape, Etape::Verifiee | Etape::Confirmee), "{etape}");
            let posted = tell(&mut tx, &coffre, &letter, *etape).await.unwrap();
            assert_ne!(posted, Annonce::Message);
        }
        tx.record(Trace::new("essai", "messages"));
        tx.commit().await.unwrap();
        let rows = db.read(&ctx).await.unwrap().rows("SELECT contenu FROM db_outbox WHERE nom = 'comptes.message_demande'", &[]).await.unwrap();
        assert!(rows.len() >= 9);
        for row in rows {
            let said: String = row.get("contenu").unwrap();
            let folded = kernel::fold(&said);
            for word in ["chaussegros", "jeanne", "ald", "sante", "maladie", "docteur", "generaliste", "rue des tables"] {
                let alone = folded.split(|sign: char| !sign.is_alphanumeric() && sign != ' ').any(|part| part.split(' ').any(|one| one == word));
                assert!(!alone, "{word}: {said}");
            }
            assert!(said.contains("/essai/medecin-traitant/suivi"), "{said}");
        }
        let waiting = store::courriers::en_attente(&mut db.read(&ctx).await.unwrap(), Sorte::Lettre, 50).await.unwrap();
        assert!(waiting.len() == 1 && waiting[0].demande == paper, "one letter waits");
        assert_eq!(waiting[0].quoi, *Etape::ALL.last().unwrap(), "it tells the last step");
    }

    async fn the_office_works_through_its_list_without_a_name(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let mut claire = site(&db, "coordination");
        shows(&claire.get(ROOM).await, 200, &["Pour commencer", "la règle de priorité", "sans aucun nom"]);
        let first = ask(&ctx, &db, envoi("1", &["Jeanne", "Luc"], false)).await.unwrap().demandes[0].0;
        let odd = ask(&ctx, &db, envoi("2", &["Zoé"], true)).await.unwrap().demandes[0].0;
        let page = claire.get(ROOM).await;
        shows(&page, 200, &["2\u{a0}personnes attendent", "1\u{a0}demande à vérifier", "ALD", "Pas encore proposée", "name=\"id\""]);
        for path in [ROOM.to_owned(), format!("{ROOM}?phase=a_verifier"), format!("{ROOM}/demandes/{first}"), format!("{ROOM}/communes"), format!("{ROOM}/registre"), format!("{ROOM}/lettres")] {
            let page = claire.get(&path).await;
            assert_eq!(page.status, 200, "{path}\n{}", page.body);
            assert!(!page.body.contains("Chaussegros") && !page.body.contains("Jeanne"), "{path}");
        }
        assert!(claire.get(&format!("{ROOM}?tout=oui")).await.body.contains(" checked"));
        shows(&claire.get(&format!("{ROOM}?commune=43157&critere=ald&ages=oui&origine=papier&tri=recentes")).await, 200, &["1–2 sur\u{a0}2"]);
        shows(&claire.get(&format!("{ROOM}?critere=grossesse")).await, 200, &["Aucune demande ici"]);
        let lot = format!("{ROOM}/demandes/lot");
        let (one, other) = (first.to_string(), odd.to_string());
        claire.post(&lot, &[("geste", "verifier"), ("id", &other), ("retour", "?phase=a_verifier")]).await;
        assert_eq!(etat(&ctx, &db, odd).await, Etat::Attente);
        claire.post(&lot, &[("geste", "lettre"), ("id", &one)]).await;
        shows(&claire.get(&format!("{ROOM}/lettres")).await, 200, &["Toutes les lettres sont postées", "Imprimer les lettres"]);
        shows(&claire.post(&lot, &[("geste", "clore"), ("id", &other)]).await, 200, &["Clore 1\u{a0}demande", "N’est plus joignable"]);
        shows(&claire.post(&lot, &[("geste", "clore"), ("oui", "oui"), ("id", &other)]).await, 422, &["obligatoire"]);
        shows(&claire.post(&lot, &[("geste", "clore"), ("oui", "oui"), ("id", &other), ("cloture", "mt_declare")]).await, 422, &["Comment savez-vous"]);
        claire.post(&lot, &[("geste", "clore"), ("oui", "oui"), ("cloture", "injoignable"), ("id", &other)]).await;
        assert!(matches!(etat(&ctx, &db, odd).await, Etat::Close { cloture: Cloture::Injoignable, .. }));
        shows(&claire.get(&format!("{ROOM}?phase=close")).await, 200, &["value=\"rouvrir\""]);
        claire.post(&lot, &[("geste", "rouvrir"), ("id", &other)]).await;
        assert_eq!(etat(&ctx, &db, odd).await, Etat::Attente);
        shows(&claire.post(&lot, &[("geste", "declarer"), ("oui", "oui"), ("id", &other), ("preuve", "medecin")]).await, 422, &["obligatoire"]);
        let declared = [("geste", "declarer"), ("oui", "oui"), ("id", other.as_str()), ("preuve", "assurance_maladie"), ("preuve_le", "2026-03-01")];
        assert_eq!(claire.post(&lot, &declared).await.status, 303);
        assert!(matches!(etat(&ctx, &db, odd).await, Etat::Close { cloture: Cloture::MtDeclare, .. }));
        let home = site(&db, "membre").get(ROOM).await;
        shows(&home, 200, &["Nouvelle demande"]);
        assert!(!home.body.contains("/demandes/") && !home.body.contains("name=\"id\""), "a member reads no list");
        assert_eq!(site(&db, "membre").get(&format!("{ROOM}/demandes/{one}")).await.status, 403);
        assert_eq!(site(&db, "operateur_snp").post(&lot, &[("geste", "verifier"), ("id", &one)]).await.status, 403);
    }

    async fn one_request_is_opened_corrected_copied_and_erased_with_a_reason(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let id = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        let here = format!("{ROOM}/demandes/{id}");
        let mut claire = site(&db, "coordination");
        shows(&claire.post(&format!("{here}/identite"), &[]).await, 422, &["obligatoire"]);
        let open = claire.post(&format!("{here}/identite"), &[("motif", "appel à la personne")]).await;
        shows(&open, 200, &["Jeanne Chaussegros", "06 12 34 56 78", "3 rue des Tables", "value=\"1952-03-14\""]);
        shows(&claire.get(&here).await, 200, &["appel à la personne", "a lu l’identité"]);
        let fields = [("nom", "Chaussegros"), ("prenom", "Jeanne"), ("naissance", "14/03/1925"), ("commune", "43157"), ("deplace", "non"), ("canal", "lettre"), ("adresse", "1 rue")];
        shows(&claire.post(&format!("{here}/corriger"), &[("nom", ""), ("naissance", "x")]).await, 422, &["n’est pas une date"]);
        assert_eq!(claire.post(&format!("{here}/corriger"), &fields).await.status, 303);
        shows(&claire.get(&here).await, 200, &["visite à la maison", "101\u{a0}ans"]);
        let copy = claire.post(&format!("{here}/copie"), &[]).await;
        shows(&copy, 200, &["\"nom\": \"Chaussegros\"", "lectures_de_l_identite"]);
        assert!(claire.post(&format!("{here}/effacer"), &[("raison", "ok")]).await.status == 303);
        assert_eq!(claire.get(&here).await.status, 200, "no reason, nothing erased");
        assert_eq!(claire.post(&format!("{here}/effacer"), &[("raison", "demande de la personne")]).await.status, 303);
        assert_eq!(claire.get(&here).await.status, 404);
    }

    async fn gestures_of_one_request_go_through_its_page(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let id = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        let here = format!("{ROOM}/demandes/{id}");
        let mut claire = site(&db, "secretariat");
        shows(&claire.post(&here, &[("geste", "rendez_vous")]).await, 422, &["obligatoire"]);
        let card = carte_pour(&ctx, &db, id, doctor, 1).await;
        oui(&ctx, &db, card).await.unwrap();
        assert_eq!(claire.post(&here, &[("geste", "rendez_vous"), ("jour", "12/03/2026")]).await.status, 303);
        shows(&claire.get(&here).await, 200, &["Dr Claire Roche", "12\u{a0}mars 2026"]);
        shows(&claire.post(&here, &[("geste", "declaree"), ("preuve", "medecin"), ("preuve_le", "12/03/2027")]).await, 422, &["pas encore arrivé"]);
        assert_eq!(claire.post(&here, &[("geste", "declaree"), ("preuve", "medecin"), ("preuve_le", "2026-03-01")]).await.status, 303);
        shows(&claire.get(&format!("{ROOM}?phase=close")).await, 200, &["Médecin traitant déclaré", "Sera effacée"]);
        assert_eq!(claire.post(&here, &[("geste", "rouvrir")]).await.status, 303);
        assert!(matches!(etat(&ctx, &db, id).await, Etat::Acceptee { .. }));
    }
}
