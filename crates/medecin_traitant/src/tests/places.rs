//! Doctors: added, asked, declaring by three doors, leaving.

use super::suivi::{carte_pour, demandes, reponse};
use super::*;
use crate::medecin::Quand;
use adhesions::{Adherent, Mode, Qui};
use db::Db;
use jiff::civil::date;
use kernel::Rights;
use territoire::Atlas;
use testkit::actors::instant;
use testkit::{Visitor, http::Page};

const RIGHTS: &str = include_str!("../../../app/droits.txt");
const ROOM: &str = "/velay/espace/medecin-traitant";

pub(super) async fn site(db: &Db, now: &str, session: &str) -> Visitor {
    let atlas = Atlas::load(db, instant(now)).await.unwrap();
    let builder = testsite::builder(db, instant(now), RIGHTS).with(atlas).with(Calculs::default());
    let app = builder.modules(&[comptes::module(), module()]).build();
    testsite::visitor(&app, (comptes::module().routes)().and((module().routes)()), session)
}

const MORNING: &str = "2026-03-02T08:00:00Z";

async fn desk(db: &Db) -> Visitor {
    site(db, MORNING, &format!("{}~coordination", Uuid::from_u128(1))).await
}

pub(super) fn shows(page: &Page, status: u16, words: &[&str]) {
    assert_eq!(page.status, status, "{}", page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

/// A member of that profession; with or without a commune.
pub(super) async fn membre(
    ctx: &Ctx,
    db: &Db,
    nom: &str,
    profession: &str,
    commune: Option<&str>,
) -> Id<Adherent> {
    let id = ctx.id();
    let qui = Qui::Personne { nom: nom.to_owned(), prenom: "Claire".to_owned() };
    let fiche = adhesions::Fiche {
        courriel: Some(format!("{}@exemple.fr", kernel::fold(nom)).parse().unwrap()),
        telephone: Some("0611223344".parse().unwrap()),
        commune: commune.map(|code| code.parse().unwrap()),
        professions: vec![profession.to_owned()],
        ..adhesions::Fiche::new(qui, Mode::Liberal)
    };
    adhesions::add_adherent(ctx, db, id, fiche, Some(date(2025, 1, 1))).await.unwrap();
    id
}

pub(super) async fn compte(ctx: &Ctx, db: &Db, who: Id<Adherent>) -> Uuid {
    let nouveau = comptes::NouveauMembre {
        courriel: "roche@exemple.fr".parse().unwrap(),
        nom: "Roche".parse().unwrap(),
        prenom: "Claire".parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: comptes::Roles::of([comptes::Role::Membre]),
        depuis: TODAY,
    };
    let compte = comptes::add_personne(ctx, db, &nouveau).await.unwrap().uuid();
    adhesions::link_compte(ctx, db, who, Some(compte)).await.unwrap();
    compte
}

async fn one(ctx: &Ctx, db: &Db, id: Id<Medecin>) -> Medecin {
    store::medecins::medecin(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap()
}

async fn all(ctx: &Ctx, db: &Db) -> Vec<Medecin> {
    store::medecins::medecins(&mut db.read(ctx).await.unwrap()).await.unwrap()
}

async fn messages(ctx: &Ctx, db: &Db) -> Vec<comptes::MessageDemande> {
    let due = db::outbox::due(&mut db.read(ctx).await.unwrap(), 1000).await.unwrap();
    due.iter().filter(|one| one.nom == "comptes.message_demande").map(|one| one.read().unwrap()).collect()
}

fn offre(prises: u32) -> Offre {
    Offre { prises, quand: Quand::Maintenant, ..Offre::vide(TODAY) }
}

fn fields(of: &WriteError) -> Vec<&str> {
    match of {
        WriteError::Saisie(faults) => faults.0.iter().map(|one| one.champ).collect(),
        other => panic!("{other:?}"),
    }
}

each_engine! { SCHEMA;
    async fn a_member_is_added_by_one_press_and_anybody_by_hand(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let roche = membre(&ctx, &db, "Roche", "Médecin généraliste", Some("43157")).await;
        let nowhere = membre(&ctx, &db, "Faure", "Médecin spécialiste", None).await;
        let nurse = membre(&ctx, &db, "Petit", "Infirmier", Some("43157")).await;
        let mut desk = desk(&db).await;
        let empty = desk.get(&format!("{ROOM}/medecins")).await;
        shows(&empty, 200, &["Aucun médecin pour le moment", "Claire Roche", "Commune à compléter"]);
        assert!(!empty.body.contains("Claire Petit"));
        for (member, said) in [(roche, 1), (roche, 1), (nowhere, 1), (nurse, 1)] {
            let page = desk.post(&format!("{ROOM}/medecins/membres"), &[("membre", &member.to_string())]).await;
            assert!(page.status == 303 && all(&ctx, &db).await.len() == said);
        }
        let added = all(&ctx, &db).await.remove(0);
        assert_eq!((added.nom.as_str(), added.adherent, added.offre.places), ("Dr Claire Roche", Some(roche), 0));
        assert!(added.courriel.is_some() && added.telephone.is_some() && added.declare_le.is_none());
        let bad = desk.post(&format!("{ROOM}/medecins"), &[
            ("nom", " "), ("commune", "Nullepart"), ("courriel", "roche"), ("telephone", "12"), ("depart_le", "3026-01-01"),
        ]).await;
        shows(&bad, 422, &["5 points à corriger", "Nullepart"]);
        let form = [("cle", "018f0000-0000-7000-8000-000000000001"), ("nom", "Dr Luc Vidal"), ("commune", "Le Puy-en-Velay")];
        for _ in 0..2 {
            assert_eq!(desk.post(&format!("{ROOM}/medecins"), &form).await.status, 303, "sent twice, kept once");
        }
        let again = |commune| [("nom", "dr luc VIDAL"), ("commune", commune)];
        shows(&desk.post(&format!("{ROOM}/medecins"), &again("le puy en velay")).await, 422, &["participe déjà"]);
        shows(&desk.post(&format!("{ROOM}/medecins"), &again("43000")).await, 422, &["Plusieurs communes", "Polignac"]);
        assert_eq!(all(&ctx, &db).await.len(), 2);
    }

    async fn a_doctor_declares_by_their_account_their_link_or_the_office(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let member = membre(&ctx, &db, "Roche", "Médecin généraliste", Some("43157")).await;
        let id = add_medecin(&ctx, &db, ctx.id(), Nouveau::Adherent(member)).await.unwrap();
        let mut desk = desk(&db).await;
        let by_phone = [
            ("prises", "0"), ("restantes", "4"), ("quand", "maintenant"), ("age_min", "16"), ("age_max", "130"), ("jours", "0"), ("jours", "3"),
            ("communes", "Le Puy-en-Velay\n43020"), ("langues", "arabe, portugais"), ("rythme", "2"), ("heure", "8"), ("visites", "oui"),
        ];
        let page = desk.post(&format!("{ROOM}/medecins/{id}/places"), &by_phone).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let kept = one(&ctx, &db, id).await;
        assert_eq!((kept.offre.restantes(), kept.offre.ages, kept.offre.communes.len(), kept.offre.rythme), (4, (16, 130), 2, 2));
        assert_eq!((kept.offre.jours, kept.offre.langues.len()), ([true, false, false, true, false, false, false], 2));
        shows(&desk.get(&format!("{ROOM}/medecins/{id}")).await, 200, &["Places déclarées", "arabe, portugais", "Le Puy-en-Velay"]);
        let account = compte(&ctx, &db, member).await;
        let mut own = site(&db, MORNING, &format!("{account}~membre")).await;
        shows(&own.get(&format!("{ROOM}/mes-places")).await, 200, &["n’est pas celui d’un médecin"]);
        assert_eq!(own.get(&format!("{ROOM}/medecins")).await.status, 403);
        remind_places(&ctx, &db, false).await.unwrap();
        shows(&own.get(&format!("{ROOM}/mes-places")).await, 200, &["Combien de nouveaux patients"]);
        let wrong = own.post(&format!("{ROOM}/mes-places"), &[
            ("prises", "0"), ("restantes", "-1"), ("quand", "demain"), ("age_min", "80"), ("age_max", "20"), ("communes", "Nullepart"),
            ("rythme", "99"), ("heure", "25"), ("pause_du", "2026-05-02"), ("pause_au", "2026-05-01"),
        ]).await;
        shows(&wrong, 422, &["8 points à corriger", "Nullepart", "finit avant de commencer", "Choisissez un jour au moins"]);
        let right = [("prises", "0"), ("restantes", "7"), ("quand", "six_mois"), ("jours", "1")];
        assert_eq!(own.post(&format!("{ROOM}/mes-places"), &right).await.status, 303);
        assert_eq!(one(&ctx, &db, id).await.offre.places, 7);
        assert_eq!(ask_places(&ctx, &db, None, false).await.unwrap().envoyees, 1);
        let letter = messages(&ctx, &db).await.pop().unwrap();
        assert!(letter.texte.contains("combien de nouveaux patients") && letter.texte.contains("{lien}"));
        let path = letter.chemin.unwrap();
        let mut phone = site(&db, MORNING, "").await;
        shows(&phone.get(&path).await, 200, &["vos places", "Combien de nouveaux patients"]);
        let said = phone.post(&path, &[("prises", "0"), ("restantes", "0"), ("quand", "non"), ("jours", "0")]).await;
        shows(&said, 200, &["aucune place pour le moment", "Changer ma réponse"]);
        let late = phone.post(&path, &[("prises", "1"), ("restantes", "3"), ("quand", "maintenant"), ("jours", "0")]).await;
        shows(&late, 422, &["Une place a changé pendant que vous répondiez"]);
        assert_eq!(one(&ctx, &db, id).await.offre.places, 0);
        assert_eq!(desk.post(&format!("{ROOM}/medecins/{id}/retrait"), &[]).await.status, 303);
        assert_eq!(phone.get(&path).await.status, 410, "the link stops with the doctor");
        assert_eq!(phone.post(&path, &right).await.status, 410);
    }

    async fn cards_that_no_longer_fit_are_taken_back_and_what_was_accepted_stays(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let id = medecin(&ctx, &db, "Claire Roche", 6).await;
        let mut cards = Vec::new();
        for (n, people) in [&["Ana"][..], &["Luc", "Zoé"], &["Max"], &["Eva"]].iter().enumerate() {
            let asked = demandes(&ctx, &db, &n.to_string(), people).await;
            let later = Ctx { now: ctx.now + jiff::SignedDuration::from_mins(i64::try_from(n).unwrap()), ..ctx.clone() };
            cards.push(carte_pour(&later, &db, asked[0], id, u32::try_from(people.len()).unwrap()).await);
        }
        answer_carte(&ctx, &db, cards[0], Avis::Oui, Voie::Bureau).await.unwrap();
        let stale = declare_places(&ctx, &db, id, 2, offre(0)).await.unwrap_err();
        assert_eq!(fields(&stale), ["restantes"]);
        let done = declare_places(&ctx, &db, id, 2, offre(1)).await.unwrap();
        assert_eq!((done.places, done.prises, done.retirees), (3, 1, 2));
        let mut left = Vec::new();
        for card in &cards[1..] {
            left.push(reponse(&ctx, &db, *card).await);
        }
        assert_eq!(left, [Reponse::Prete, Reponse::Retiree, Reponse::Retiree], "the oldest that fit stay");
        let why = store::propositions::proposition(&mut db.read(&ctx).await.unwrap(), cards[3]).await.unwrap().unwrap().motif;
        assert_eq!(why, "Le médecin a baissé son nombre de places.");
        let young = Offre { ages: (0, 15), ..offre(1) };
        assert_eq!(declare_places(&ctx, &db, id, 9, young).await.unwrap().retirees, 1, "they are 73");
        assert_eq!(withdraw_medecin(&ctx, &db, id).await.unwrap(), 0);
        assert_eq!(one(&ctx, &db, id).await.offre.prises, 1, "what was accepted stays");
        assert!(matches!(withdraw_medecin(&ctx, &db, id).await, Err(WriteError::Inconnu(_))));
        assert!(matches!(declare_places(&ctx, &db, id, 1, offre(1)).await, Err(WriteError::Inconnu(_))));
        assert!(matches!(ask_places(&ctx, &db, Some(id), false).await, Err(WriteError::Inconnu(_))));
    }

    async fn places_lowered_while_yes_is_said_never_pass_under_what_is_accepted(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let id = medecin(&ctx, &db, "Claire Roche", 8).await;
        let mut cards = Vec::new();
        for n in 0..8 {
            let asked = demandes(&ctx, &db, &n.to_string(), &["Ana"]).await;
            cards.push(carte_pour(&ctx, &db, asked[0], id, 1).await);
        }
        let (cards, next) = (&cards, std::sync::atomic::AtomicUsize::new(0));
        let said = testkit::race(16, || async {
            let n = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if n.is_multiple_of(2) {
                answer_carte(&ctx, &db, cards[n / 2], Avis::Oui, Voie::Bureau).await.is_ok()
            } else {
                let seen = one(&ctx, &db, id).await.offre.prises;
                let _ = declare_places(&ctx, &db, id, 1, offre(seen)).await;
                false
            }
        }).await;
        let kept = one(&ctx, &db, id).await.offre;
        let yes = u32::try_from(said.iter().filter(|yes| **yes).count()).unwrap();
        assert_eq!(kept.prises, yes);
        assert!(kept.places >= kept.prises && kept.restantes() <= 8);
        let open = store::propositions::ouvertes(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        assert!(u32::try_from(open.len()).unwrap() <= kept.restantes(), "no card beyond the places: {} {kept:?}", open.len());
    }

    async fn doctors_are_asked_once_reminded_twice_and_again_after_six_months(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let id = medecin(&ctx, &db, "Claire Roche", 3).await;
        let at = |day: &str| Ctx { now: instant(&format!("{day}T08:00:00Z")), ..ctx.clone() };
        let sent = |day: &'static str| {
            let (ctx, db) = (at(day), db.clone());
            async move { remind_places(&ctx, &db, false).await.unwrap().envoyees }
        };
        assert_eq!(sent("2026-03-02").await, 0, "the office begins");
        let asked = testkit::race(4, || async { ask_places(&ctx, &db, None, false).await.unwrap().envoyees }).await;
        assert_eq!(asked.iter().sum::<u32>(), 1, "pressed by four at once, one message leaves");
        for (day, messages) in [("2026-03-10", 0), ("2026-03-16", 1), ("2026-03-16", 0), ("2026-03-31", 1), ("2026-04-20", 0)] {
            assert_eq!(sent(day).await, messages, "{day}");
        }
        declare_places(&at("2026-04-21"), &db, id, 3, offre(0)).await.unwrap();
        for (day, messages) in [("2026-06-01", 0), ("2026-10-20", 0), ("2026-10-22", 1), ("2026-11-06", 1)] {
            assert_eq!(sent(day).await, messages, "{day}");
        }
        let nobody = medecin(&ctx, &db, "Sans Adresse", 1).await;
        let silent = Fiche { courriel: None, ..Fiche::of(&one(&ctx, &db, nobody).await) };
        change_medecin(&ctx, &db, nobody, silent).await.unwrap();
        assert_eq!(ask_places(&at("2027-01-01"), &db, Some(nobody), false).await.unwrap().sans_adresse, ["Dr Sans Adresse"]);
    }

    async fn nobody_speaks_for_another_doctor(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let id = medecin(&ctx, &db, "Claire Roche", 3).await;
        let only = |rights: &[kernel::Right]| Ctx { rights: Rights::of(rights.iter().copied()), ..ctx.clone() };
        let other = only(&[droits::PRENDRE]);
        assert!(matches!(declare_places(&other, &db, id, 9, offre(0)).await, Err(WriteError::Inconnu(_))));
        let none = only(&[droits::VOIR]);
        assert!(matches!(declare_places(&none, &db, id, 9, offre(0)).await, Err(WriteError::Denied(_))));
        let link = Ctx { actor: Actor::Lien(Uuid::from_u128(5)), ..only(&[comptes::droits::SUIVRE_LIEN]) };
        assert!(matches!(declare_places(&link, &db, id, 9, offre(0)).await, Err(WriteError::LienPerdu)));
        for refused in [withdraw_medecin(&none, &db, id).await.map(|_| ()), ask_places(&none, &db, None, false).await.map(|_| ())] {
            assert!(matches!(refused, Err(WriteError::Denied(_))));
        }
        assert_eq!(one(&ctx, &db, id).await.offre.places, 3);
    }

    async fn the_account_of_a_member_comes_and_goes_with_the_membership(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let member = membre(&ctx, &db, "Roche", "Médecin généraliste", Some("43157")).await;
        let id = add_medecin(&ctx, &db, ctx.id(), Nouveau::Adherent(member)).await.unwrap();
        let account = compte(&ctx, &db, member).await;
        remind_places(&ctx, &db, false).await.unwrap();
        assert_eq!(one(&ctx, &db, id).await.compte, Some(account));
        adhesions::link_compte(&ctx, &db, member, None).await.unwrap();
        testkit::race(2, || async { remind_places(&ctx, &db, false).await.unwrap() }).await;
        assert_eq!(one(&ctx, &db, id).await.compte, None, "taken away, it opens nothing");
        let by_hand = medecin(&ctx, &db, "Luc Vidal", 1).await;
        remind_places(&ctx, &db, false).await.unwrap();
        assert_eq!(one(&ctx, &db, by_hand).await.compte, None);
    }

    async fn who_said_within_six_months_is_asked_again_on_the_day_that_they_gave(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let id = medecin(&ctx, &db, "Claire Roche", 0).await;
        let promised = Offre { quand: Quand::SixMois, a_partir: date(2026, 6, 1), ..Offre::vide(TODAY) };
        declare_places(&ctx, &db, id, 4, promised).await.unwrap();
        for (day, messages) in [("2026-05-31", 0), ("2026-06-01", 1), ("2026-06-02", 0), ("2026-06-16", 1)] {
            let then = Ctx { now: instant(&format!("{day}T08:00:00Z")), ..ctx.clone() };
            assert_eq!(remind_places(&then, &db, false).await.unwrap().envoyees, messages, "{day}");
        }
    }
}
