//! The room as its doors show it: drawing a planning, wishes on a phone, by a link, publishing, taking, saying.

use super::*;
use db::Db;
use testkit::Visitor;
use testkit::http::Page;
use uuid::Uuid;

const RIGHTS: &str = include_str!("../../../app/droits.txt");
const ROOM: &str = "/essai/espace/garde";
const NOW: &str = "2026-03-02T08:00:00Z";

/// The words of the cards of « Ma journée » for whoever acts.
async fn cards(db: &Db, ctx: &Ctx) -> String {
    let app = testsite::builder(db, ctx.now, RIGHTS).modules(&[module()]).build();
    let all = (module().cards.unwrap())(&app, &mut db.read(ctx).await.unwrap()).await.unwrap();
    all.iter().map(|(_, card)| ui::card::cards(std::slice::from_ref(card)).into_string()).collect()
}

/// Somebody with that role at that instant; the person whose number is given.
fn site(db: &Db, person: u128, role: &str, now: &str) -> Visitor {
    let app = testsite::builder(db, instant(now), RIGHTS).modules(&[comptes::module(), module()]).build();
    let routes = (comptes::module().routes)().and((module().routes)());
    testsite::visitor(
        &app,
        routes,
        &if role.is_empty() { String::new() } else { format!("{}~{role}", Uuid::from_u128(person)) },
    )
}

fn shows(page: &Page, status: u16, words: &[&str]) {
    assert_eq!(page.status, status, "{}", page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

each_engine! { SCHEMA;
    async fn the_office_draws_fills_and_publishes_a_planning(db) {
        let monde = monde(&db, 3).await;
        let mut office = site(&db, 7, "secretariat", NOW);
        shows(&office.get(ROOM).await, 200, &["Centre du Velay", "Brouillon", "Nouveau planning"]);
        let lieu = monde.lieu.to_string();
        let good = [("nom", "Été"), ("lieu", lieu.as_str()), ("du", "2026-03-30"), ("au", "2026-04-12"), ("par_semaine", "2"), ("fin_de_semaine", "2"), ("compte_depuis", "2026-01-01")];
        shows(&office.get(&format!("{ROOM}/nouveau")).await, 200, &["value=\"2026-03-16\"", "value=\"2026-01-01\""]);
        let wrong = [("nom", " "), ("lieu", ""), ("du", "2026-03-30"), ("au", "2026-03-01"), ("par_semaine", "8"), ("fin_de_semaine", "13"), ("compte_depuis", "2026-04-01")];
        let fields = ["nom", "lieu", "au", "par_semaine", "fin_de_semaine", "compte_depuis"].map(|name| format!("id=\"f-{name}-erreur\""));
        shows(&office.post(&format!("{ROOM}/nouveau"), &wrong).await, 422, &fields.each_ref().map(String::as_str));
        let to = office.post(&format!("{ROOM}/nouveau"), &good).await.location().to_owned();
        let here = to.trim_end_matches("/demi-journees").to_owned();
        let refused = office.post(&to, &[("debut", "18h"), ("fin", "x"), ("besoin", "21")]).await;
        shows(&refused, 422, &["id=\"f-fin-erreur\""]);
        let pattern = [("jours", "5"), ("jours", "6"), ("debut", "18:00"), ("fin", "22:00"), ("besoin", "2"), ("competence", "medecin"), ("sauf", "05/04/2026")];
        assert_eq!(office.post(&to, &pattern).await.location(), to);
        shows(&office.get(&to).await, 200, &["3\u{a0}demi-journées ajoutées", "samedi 4\u{a0}avril", "Choisir les participants"]);
        shows(&office.post(&to, &pattern).await, 422, &["déjà au planning"]);
        let people = format!("{here}/participants");
        shows(&office.post(&people, &[]).await, 422, &["Choisissez au moins une personne"]);
        let ids: Vec<String> = monde.effecteurs.iter().map(ToString::to_string).collect();
        let all: Vec<(&str, &str)> = ids.iter().map(|id| ("effecteurs", id.as_str())).collect();
        assert_eq!(office.post(&people, &all).await.location(), people);
        let page = office.get(&people).await;
        shows(&page, 200, &["Dr Roche 0", "Médecin"]);
        let at = page.body.find(">Dr Roche 0</a>").unwrap();
        let one = page.body[..at].rsplit('"').nth(1).unwrap().to_owned();
        shows(&office.get(&one).await, 200, &["Ne participe plus"]);
        shows(&office.post(&one, &[("par_semaine", "0")]).await, 422, &["De 1 à 7"]);
        assert_eq!(office.post(&one, &[("par_semaine", "2"), ("au_plus", "3"), ("competences", "medecin")]).await.location(), people);
        assert_eq!(office.post(&here, &[("geste", "proposer")]).await.location(), here);
        shows(&office.get(&here).await, 200, &["C’est prouvé", "Proposé", "Dr Roche 0", "Équité", "Publier…"]);
        shows(&office.get(&format!("{here}/pourquoi")).await, 200, &["Qui a quoi", "Disponible"]);
        let mut member = site(&db, 1, "membre", NOW);
        let page = member.get(&here).await;
        shows(&page, 200, &["pas encore publié"]);
        assert!(!page.body.contains("Dr Roche"), "{}", page.body);
        assert!(!member.get(&format!("{here}/planning.csv")).await.body.contains("Dr Roche"));
        assert_eq!(office.post(&here, &[("geste", "publier")]).await.location(), here);
        shows(&member.get(&here).await, 200, &["Dr Roche 0", "Publié"]);
        let csv = member.get(&format!("{here}/planning.csv")).await;
        assert!(csv.body.contains("2026-04-04") && csv.body.contains("Dr Roche 0"), "{}", csv.body);
        assert_eq!(member.post(&here, &[("geste", "clore")]).await.status, 403);
        assert_eq!(office.post(&here, &[("geste", "x")]).await.status, 404);
        shows(&office.get(&format!("{here}/reglages")).await, 200, &["value=\"Été\""]);
        assert_eq!(office.post(&format!("{here}/reglages"), &good).await.location(), here);
        assert_eq!(office.post(&format!("{here}/suppression"), &[]).await.location(), here, "published: it stays");
    }

    async fn a_half_day_is_changed_by_hand_and_what_it_breaks_is_said(db) {
        let monde = monde(&db, 2).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        for one in &halves(&db, ctx, id).await[..3] {
            assign(ctx, &db, false, one.id, monde.gens[1]).await.unwrap();
        }
        let fourth = halves(&db, ctx, id).await[3].id;
        let mut office = site(&db, 7, "coordination", NOW);
        let here = format!("{ROOM}/plannings/{id}/demi-journees/{fourth}");
        shows(&office.get(&here).await, 200, &["Personne n’est de garde", "Dr Roche 0 (possible, 0\u{a0}garde)"]);
        let qui = monde.gens[1].to_string();
        office.post(&here, &[("geste", "affecter"), ("qui", &qui)]).await;
        shows(&office.get(&here).await, 200, &["4\u{a0}demi-journées la semaine du", "Placée à la main, fixée"]);
        office.post(&here, &[("geste", "liberer"), ("qui", &qui)]).await;
        assert!(!office.get(&here).await.body.contains("fixée</"));
        office.post(&here, &[("geste", "besoin"), ("besoin", "2")]).await;
        shows(&office.get(&here).await, 200, &["Il faut 2\u{a0}personnes"]);
        office.post(&here, &[("geste", "besoin"), ("besoin", "x")]).await;
        shows(&office.get(&here).await, 200, &["Un nombre entier est attendu"]);
        office.post(&here, &[("geste", "effacer")]).await;
        shows(&office.get(&here).await, 200, &["retirez d’abord les personnes"]);
        office.post(&here, &[("geste", "retirer"), ("qui", &qui)]).await;
        assert_eq!(office.post(&here, &[("geste", "effacer")]).await.location(), format!("{ROOM}/plannings/{id}"));
        assert_eq!(office.get(&here).await.status, 404);
    }

    async fn wishes_are_said_from_a_phone_with_an_account_or_a_link(db) {
        let monde = monde(&db, 2).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        open_voeux(ctx, &db, false, id).await.unwrap();
        let all = halves(&db, ctx, id).await;
        assert!(cards(&db, ctx).await.contains("Vos vœux\u{a0}: Centre du Velay"));
        let mut claire = site(&db, 1, "membre", NOW);
        shows(&claire.get(&format!("{ROOM}/mes-gardes")).await, 200, &["Centre du Velay"]);
        let mine = format!("{ROOM}/mes-gardes/{id}");
        shows(&claire.get(&mine).await, 200, &["À éviter", "lundi 9\u{a0}mars", "radiogroup"]);
        let (first, second) = (format!("v-{}", all[0].id), format!("v-{}", all[1].id));
        let said = claire.post(&mine, &[("geste", "voeux"), (&first, "impossible"), (&second, "n’importe quoi")]).await;
        assert_eq!(said.location(), mine);
        shows(&claire.get(&mine).await, 200, &["1\u{a0}vœu"]);
        let letters = messages(&db, ctx).await;
        let link = letters.iter().find(|one| one.vers.to_string() == "dr1@exemple.fr").unwrap().chemin.clone().unwrap();
        let mut phone = site(&db, 0, "", NOW);
        shows(&phone.get(&link).await, 200, &["Dr Roche 1", "Souhaitée"]);
        assert_eq!(phone.post(&link, &[("geste", "voeux"), (&second, "souhaite")]).await.location(), link);
        // Who calls the office instead.
        let mut office = site(&db, 7, "secretariat", NOW);
        let other = format!("{ROOM}/plannings/{id}/participants/{}/page", monde.gens[1]);
        shows(&office.get(&other).await, 200, &["Dr Roche 1", "vous pouvez répondre pour elle"]);
        let third = format!("v-{}", all[2].id);
        assert_eq!(office.post(&other, &[("geste", "voeux"), (&third, "eviter")]).await.location(), other);
        assert_eq!(site(&db, 1, "membre", NOW).get(&other).await.status, 403);
        let now = tableau(&db, ctx, id).await;
        assert_eq!(now.voeux.len(), 3);
        assert_eq!((now.avis(monde.gens[0], all[0].id), now.avis(monde.gens[1], all[1].id)), (Avis::Impossible, Avis::Souhaite));
        let stranger = site(&db, 9, "membre", NOW).get(&mine).await;
        assert_eq!(stranger.status, 404);
        propose(ctx, &db, id).await.unwrap();
        phone.post(&link, &[("geste", "voeux"), (&second, "impossible")]).await;
        shows(&phone.get(&link).await, 200, &["les vœux sont fermés"]);
    }

    async fn a_published_planning_is_lived_from_a_phone(db) {
        let monde = monde(&db, 3).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let all = halves(&db, ctx, id).await;
        for (half, who) in [(0, 0), (1, 1), (2, 0)] {
            assign(ctx, &db, false, all[half].id, monde.gens[who]).await.unwrap();
        }
        publish(ctx, &db, false, id).await.unwrap();
        let mine = format!("{ROOM}/mes-gardes/{id}");
        let mut claire = site(&db, 1, "membre", NOW);
        shows(&claire.get(&mine).await, 200, &["Vos gardes à venir", "Il manque quelqu’un", "Je la prends", "Mettre dans mon agenda"]);
        let calendar = claire.get(&format!("{mine}/gardes.ics")).await;
        assert_eq!(calendar.body.matches("BEGIN:VEVENT").count(), 2, "{}", calendar.body);
        let fifth = all[4].id.to_string();
        assert_eq!(claire.post(&mine, &[("geste", "prendre"), ("demi_journee", &fifth)]).await.location(), mine);
        shows(&claire.get(&mine).await, 200, &["La garde est à vous"]);
        let (first, against) = (all[0].id.to_string(), format!("{}:{}", monde.gens[1], all[1].id));
        let asked = [("geste", "echanger"), ("demi_journee", first.as_str()), ("a", against.as_str()), ("motif", "mariage")];
        claire.post(&mine, &asked).await;
        shows(&claire.get(&mine).await, 200, &["Retirer ma demande"]);
        let letters = messages(&db, ctx).await;
        let swap = letters.iter().find(|one| one.texte.contains("propose sa garde")).unwrap();
        assert_eq!(swap.vers.to_string(), "dr1@exemple.fr");
        let link = swap.chemin.clone().unwrap();
        let mut phone = site(&db, 0, "", NOW);
        let page = phone.get(&link).await;
        shows(&page, 200, &["On vous propose un échange", "mariage"]);
        let echange = page.input("echange").unwrap().to_owned();
        phone.post(&link, &[("geste", "accepter"), ("echange", &echange)]).await;
        assert!(cards(&db, ctx).await.contains("1\u{a0}échange accepté"));
        for (now, soon) in [("2026-02-28T08:00:00Z", false), ("2026-03-08T08:00:00Z", true)] {
            let then = Ctx { now: instant(now), ..ctx.clone() };
            assert_eq!(cards(&db, &then).await.contains("lundi 9\u{a0}mars 2026"), soon, "{now}");
        }
        let mut office = site(&db, 7, "coordination", NOW);
        shows(&office.get(&format!("{ROOM}/echanges")).await, 200, &["Approuver", "Dr Roche 1"]);
        let to = format!("{ROOM}/echanges/{echange}");
        assert_eq!(office.post(&to, &[("geste", "approuver")]).await.location(), format!("{ROOM}/echanges"));
        shows(&office.get(&format!("{ROOM}/echanges")).await, 200, &["Aucun échange en cours"]);
        assert!(tableau(&db, ctx, id).await.presents(all[0].id).all(|one| one.participant == monde.gens[1]));
        office.post(&format!("{ROOM}/plannings/{id}"), &[("geste", "annoncer")]).await;
        shows(&office.get(&format!("{ROOM}/plannings/{id}")).await, 200, &["C’est annoncé", "Annoncé le"]);
        // Ten days later: what became of them.
        let mut later = site(&db, 1, "membre", "2026-03-12T18:00:00Z");
        shows(&later.get(&mine).await, 200, &["Non assurée", "Autre durée"]);
        let second = all[1].id.to_string();
        later.post(&mine, &[("geste", "issue"), ("demi_journee", &second), ("issue", "assuree"), ("minutes", "270"), ("gardes", "8"), ("inutilises", "2")]).await;
        shows(&later.get(&mine).await, 200, &["Assurée, 4\u{a0}h\u{a0}30"]);
        let mut office = site(&db, 7, "coordination", "2026-03-12T18:00:00Z");
        let page = office.get(&format!("{ROOM}/plannings/{id}/demi-journees/{second}")).await;
        shows(&page, 200, &["8\u{a0}créneaux gardés, dont 2 inutilisés", "value=\"270\""]);
    }

    async fn slots_are_opened_in_the_name_of_those_on_duty_once(db) {
        let monde = monde(&db, 2).await;
        let (ctx, id) = (&monde.ctx, monde.planning);
        let first = halves(&db, ctx, id).await[0].clone();
        set_besoin(ctx, &db, first.id, 2).await.unwrap();
        for who in &monde.gens {
            assign(ctx, &db, false, first.id, *who).await.unwrap();
        }
        let early = open_creneaux(ctx, &db, first.id, 8).await;
        assert!(matches!(early, Err(WriteError::PasPossible(_))), "{early:?}");
        publish(ctx, &db, false, id).await.unwrap();
        let mut office = site(&db, 7, "secretariat", NOW);
        let here = format!("{ROOM}/plannings/{id}/demi-journees/{}", first.id);
        for said in ["2\u{a0}créneaux ouverts", "Rien de nouveau"] {
            office.post(&here, &[("geste", "ouvrir"), ("places", "8")]).await;
            shows(&office.get(&here).await, 200, &[said]);
        }
        let mut tx = db.read(ctx).await.unwrap();
        let slots = rendez_vous::store::creneaux::entre(&mut tx, first.horaire.debut, first.horaire.fin).await.unwrap();
        assert_eq!(slots.iter().map(|one| one.contenu.places).collect::<Vec<_>>(), [8, 8]);
    }
}
