//! The list at work: what to do next, pages, households; letters that stay true; acts that count what happened.

use super::suivi::{carte_pour, demandes, envoi, shows, site};
use super::*;
use crate::courrier::Sorte;
use crate::store::{courriers, listes as vues};
use actes::{Filtre, Mission};
use db::Db;
use jiff::civil::date;
use testkit::actors::instant;

const ROOM: &str = "/essai/espace/medecin-traitant";

fn at(ctx: &Ctx, day: &str) -> Ctx {
    Ctx { now: instant(&format!("{day}T08:00:00Z")), ..ctx.clone() }
}

/// People counted by an indicator over the year for that step.
async fn counted(ctx: &Ctx, db: &Db, quoi: Etape) -> i64 {
    let filtre =
        Filtre { mission: Some(Mission::Acces), theme: Some(quoi.theme().to_owned()), ..Filtre::default() };
    let year = (date(2026, 1, 1), date(2026, 12, 31));
    let sums = actes::store::sommes(&mut db.read(ctx).await.unwrap(), &[year]).await.unwrap();
    sums[0].iter().filter(|one| filtre.takes(&one.nature)).map(|one| one.personnes).sum()
}

async fn waiting(ctx: &Ctx, db: &Db) -> Vec<(Sorte, Etape)> {
    let mut tx = db.read(ctx).await.unwrap();
    let mut all = courriers::en_attente(&mut tx, Sorte::Lettre, 50).await.unwrap();
    all.extend(courriers::en_attente(&mut tx, Sorte::Appel, 50).await.unwrap());
    all.iter().map(|one| (one.sorte, one.quoi)).collect()
}

/// Somebody who is told by letters.
async fn on_paper(ctx: &Ctx, db: &Db, cle: &str, adresse: &str) -> Id<Demande> {
    let mut one = envoi(cle, &["Jeanne"], false);
    one.personnes[0].identite.telephone = None;
    one.personnes[0].identite.adresse = adresse.to_owned();
    one.personnes[0].situation.canal = Canal::Lettre;
    ask(ctx, db, one).await.unwrap().demandes[0].0
}

each_engine! { SCHEMA;
    async fn each_step_is_counted_by_its_own_theme_and_a_mistaken_declaration_no_longer_counts(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let both = demandes(&ctx, &db, "1", &["Jeanne", "Luc"]).await;
        assert_eq!((counted(&ctx, &db, Etape::Recue).await, counted(&ctx, &db, Etape::Declaree).await), (2, 0));
        declare_mt(&ctx, &db, both[0], Preuve::Patient, TODAY).await.unwrap();
        declare_mt(&ctx, &db, both[1], Preuve::Patient, TODAY).await.unwrap();
        assert_eq!(counted(&ctx, &db, Etape::Declaree).await, 2);
        reopen(&ctx, &db, both[0]).await.unwrap();
        assert_eq!(counted(&ctx, &db, Etape::Declaree).await, 1, "it was not declared");
        declare_mt(&ctx, &db, both[0], Preuve::Medecin, TODAY).await.unwrap();
        assert_eq!(counted(&ctx, &db, Etape::Declaree).await, 2, "once each");
        let wrong = declare_mt(&ctx, &db, both[0], Preuve::Medecin, date(1026, 3, 1)).await;
        assert!(matches!(wrong, Err(WriteError::Saisie(_))), "{wrong:?}");
        let mut themes: Vec<_> = Etape::ALL.iter().map(|one| one.theme()).collect();
        themes.dedup();
        assert!(themes.len() == Etape::ALL.len() && themes.iter().all(|one| one.chars().count() <= 60));
    }

    async fn what_comes_next_leads_to_exactly_the_requests_that_it_counts(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 9).await;
        let both = demandes(&ctx, &db, "1", &["Jeanne", "Luc"]).await;
        let alone = demandes(&ctx, &db, "2", &["Zoé"]).await[0];
        let card = carte_pour(&ctx, &db, both[0], doctor, 2).await;
        let found = async |ctx: &Ctx, ensuite: vues::Ensuite| {
            let voulues = vues::Voulues { phase: ensuite.phase(), origine: None, ensuite: Some(ensuite), relances: 2, tri: vues::Tri::Anciennete };
            let page = vues::liste(&mut db.read(ctx).await.unwrap(), &coffre, voulues, (0, 10)).await.unwrap();
            page.demandes.iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(found(&ctx, vues::Ensuite::Proposer).await, [alone], "the others have a card");
        answer_carte(&ctx, &db, card, Avis::Oui, Voie::Bureau).await.unwrap();
        assert_eq!(found(&at(&ctx, "2026-03-10"), vues::Ensuite::RendezVous).await, []);
        let later = at(&ctx, "2026-03-20");
        assert_eq!(found(&later, vues::Ensuite::RendezVous).await.len(), 2);
        set_rendez_vous(&ctx, &db, both[0], date(2026, 3, 19)).await.unwrap();
        assert_eq!(found(&later, vues::Ensuite::Declarer).await, [both[0]]);
        assert_eq!(found(&at(&ctx, "2026-03-19"), vues::Ensuite::Declarer).await, [], "today is not passed");
        let mut tx = db.begin(&ctx).await.unwrap();
        store::demandes::set_relance(&mut tx, alone, date(2026, 9, 1), 2).await.unwrap();
        tx.record(db::Trace::new("essai", "relance"));
        tx.commit().await.unwrap();
        assert_eq!(found(&ctx, vues::Ensuite::Rappeler).await, [alone]);
        let mut claire = site(&db, "coordination");
        let page = claire.get(&format!("{ROOM}?ensuite=rappeler&commune=43157&critere=ald")).await;
        shows(&page, 200, &["1–1 sur\u{a0}1", "À rappeler", "name=\"ensuite\""]);
        shows(&claire.get(&format!("{ROOM}?ensuite=rappeler&critere=grossesse")).await, 200, &["Aucune demande ici"]);
        shows(&claire.get(&format!("{ROOM}?phase=acceptee")).await, 200, &[">foyer</span>"]);
    }

    async fn a_page_past_the_end_is_the_last_one_and_filters_find_the_same(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let mut tx = db.begin(&ctx).await.unwrap();
        for n in 0..120 {
            let one = demande(&ctx, 1940 + n, if n % 2 == 0 { &["ald"] } else { &[] });
            assert!(store::demandes::keep(&mut tx, &coffre, &one, None).await.unwrap());
        }
        tx.record(db::Trace::new("essai", "demandes"));
        tx.commit().await.unwrap();
        let mut claire = site(&db, "coordination");
        for (query, words) in [("", "1–50 sur\u{a0}120"), ("?page=2", "101–120 sur\u{a0}120"), ("?page=4294967295", "101–120 sur\u{a0}120"),
            ("?critere=ald&page=9", "51–60 sur\u{a0}60"), ("?ages=oui", "1–17 sur\u{a0}17"), ("?commune=01001", "Aucune demande ici"), ("?page=-1&tri=x&phase=y&ensuite=z", "1–50 sur\u{a0}120")] {
            shows(&claire.get(&format!("{ROOM}{query}")).await, 200, &[words]);
        }
        let voulues = vues::Voulues { phase: Phase::Attente, origine: None, ensuite: None, relances: 2, tri: vues::Tri::Priorite };
        let mut tx = db.read(&ctx).await.unwrap();
        for page in 0..3 {
            let plain = vues::liste(&mut tx, &coffre, voulues, (page, 50)).await.unwrap();
            assert_eq!(vues::liste_ou(&mut tx, &coffre, voulues, (page, 50), |_| true).await.unwrap(), plain);
        }
    }

    async fn one_letter_waits_and_it_is_true(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 9).await;
        let id = on_paper(&ctx, &db, "1", "3 rue des Tables").await;
        assert_eq!(waiting(&ctx, &db).await, [(Sorte::Lettre, Etape::Recue)]);
        let card = carte_pour(&ctx, &db, id, doctor, 1).await;
        answer_carte(&ctx, &db, card, Avis::Oui, Voie::Bureau).await.unwrap();
        assert_eq!(waiting(&ctx, &db).await, [(Sorte::Lettre, Etape::Acceptee)]);
        let letters = read_lettres(&ctx, &db).await.unwrap();
        assert_eq!((letters[0].medecin.as_ref().unwrap().nom.as_str(), letters[0].rendez_vous), ("Dr Claire Roche", None));
        set_rendez_vous(&ctx, &db, id, date(2026, 3, 12)).await.unwrap();
        let letters = read_lettres(&ctx, &db).await.unwrap();
        assert_eq!((letters.len(), letters[0].rendez_vous), (1, Some(date(2026, 3, 12))), "the day is in the letter");
        close(&ctx, &db, id, Cloture::Decede, None).await.unwrap();
        assert_eq!(waiting(&ctx, &db).await, [], "nobody writes to somebody who died");
        let other = on_paper(&ctx, &db, "2", "").await;
        assert_eq!(want_lettres(&ctx, &db, &[other, id]).await.unwrap(), Preparees { lettres: 0, sans_adresse: 1 });
    }

    async fn letters_are_printed_as_often_as_needed_then_said_to_be_posted(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let id = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        assert_eq!(want_lettres(&ctx, &db, &[id, id]).await.unwrap(), Preparees { lettres: 1, sans_adresse: 0 });
        let mut claire = site(&db, "coordination");
        for _ in 0..2 {
            let paper = claire.post(&format!("{ROOM}/lettres/imprimer"), &[]).await;
            assert!(paper.status == 200 && paper.body.starts_with("%PDF"));
        }
        let waiting = read_lettres(&ctx, &db).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].pour.nom.as_str()), (1, "Chaussegros"));
        let line = waiting[0].courrier.to_string();
        claire.post(&format!("{ROOM}/lettres/faites"), &[("id", &line)]).await;
        shows(&claire.get(&format!("{ROOM}/lettres")).await, 200, &["Aucune lettre n’attend"]);
        let kept = gardees(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(kept.lectures, [("lettre à imprimer".to_owned(), 3)]);
    }
}
