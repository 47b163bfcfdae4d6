//! Through the doors: pages, forms, tap links.

use super::*;
use testkit::{Visitor, each_engine, http::Page};
use web::App;

const ICI: &str = "/velay/espace/gouvernance";

fn app(db: &Db, now: &str) -> App {
    testsite::builder(db, instant(now), RIGHTS).modules(&[module()]).build()
}

/// Somebody at their desk three weeks before the meeting.
fn signed(db: &Db, personne: u128, role: &str) -> Visitor {
    visiting(db, "2026-02-09T08:00:00Z", personne, role)
}

fn visiting(db: &Db, now: &str, personne: u128, role: &str) -> Visitor {
    testsite::visitor(&app(db, now), (module().routes)(), &format!("{}~{role}", Uuid::from_u128(personne)))
}

async fn posted(visitor: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let page = visitor.post(path, fields).await;
    assert_eq!(page.status, 303, "{path}\n{}", page.body);
    page.location().to_owned()
}

fn shows(page: &Page, words: &[&str]) {
    assert!(page.status == 200 || page.status == 422, "{}\n{}", page.status, page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

/// Somebody who follows a link, without account: the page of `comptes` is played by the test.
async fn link(db: &Db, ctx: &Ctx, usage: &'static str, sujet: Uuid) -> (Visitor, String) {
    let mut tx = db.begin(ctx).await.unwrap();
    let jeton =
        comptes::open_lien_direct(&mut tx, usage, sujet, jiff::SignedDuration::from_hours(1000), None)
            .await
            .unwrap();
    tx.commit().await.unwrap();
    let routes = (comptes::module().routes)().and((module().routes)());
    let visitor = testsite::visitor(&app(db, "2026-02-10T08:00:00Z"), routes, "");
    (visitor, comptes::chemin_direct(&jeton))
}

each_engine! { SCHEMA;
    async fn every_page_opens_on_nothing_and_says_what_to_do(db) {
        cpts(&db, "velay").await;
        let mut claire = signed(&db, 1, "coordination");
        for (part, words) in [
            ("", "À la tête de l’association"), ("/instances", "Aucune instance notée"), ("/seances", "Aucune séance"),
            ("/mandats", "Aucun mandat en cours"), ("/interets", "Aucun mandat en cours"), ("/consultations", "Aucune consultation"),
        ] {
            shows(&claire.get(&format!("{ICI}{part}")).await, &[words]);
        }
        for nowhere in ["/instances/x", "/seances/x", "/scrutins/x", "/voter/x"] {
            assert_eq!(claire.get(&format!("{ICI}{nowhere}")).await.status, 404, "{nowhere}");
        }
    }

    async fn an_instance_its_rules_and_a_meeting_go_through_the_pages(db) {
        let ctx = cpts(&db, "velay").await;
        adherents(&ctx, &db, 3, true).await;
        let mut claire = signed(&db, 1, "coordination");
        let here = posted(&mut claire, &format!("{ICI}/instances"), &[("genre", "ag_ordinaire")]).await;
        shows(&claire.get(&here).await, &["usuel, à vérifier dans vos statuts", "value=\"15\""]);
        let rules = [
            ("du", "2025-01-01"), ("source", ""), ("composition", "adherents"), ("preavis", "15"), ("quorum", "tiers"),
            ("pouvoirs_max", "2"), ("majorite", "simple"), ("assiette", "exprimes"), ("egalite", "president"), ("seconde_delai", "15"), ("seconde_quorum", "aucun"),
        ];
        shows(&claire.post(&here, &rules).await, &["Ce champ est obligatoire", "value=\"2025-01-01\""]);
        let rules = rules.map(|(name, value)| (name, if name == "source" { "Statuts, article 12" } else { value }));
        posted(&mut claire, &here, &rules).await;
        shows(&claire.get(&here).await, &["Statuts, article 12", "Luc Nom01, Luc Nom02, Luc Nom03"]);
        let instance = here.rsplit('/').next().unwrap().to_owned();
        let bad = claire.post(&format!("{ICI}/seances"), &[("instance", &instance), ("debut", "demain"), ("fin", "")]).await;
        shows(&bad, &["Écrivez un jour et une heure"]);
        let hours = [("instance", instance.as_str()), ("debut", "2026-03-02T20:00"), ("fin", "2026-03-02T22:00"), ("lieu", "Mairie")];
        let meeting = posted(&mut claire, &format!("{ICI}/seances"), &hours).await;
        posted(&mut claire, &format!("{meeting}/points"), &[("titre", "Comptes de l’année")]).await;
        let point = store::seances::seances(&mut db.read(&ctx).await.unwrap()).await.unwrap()[0].points[0].id.to_string();
        posted(&mut claire, &format!("{meeting}/deports"), &[("point", &point), ("motif", "Son cabinet")]).await;
        shows(&claire.get(&meeting).await, &["Choisissez un membre de l’instance"]);
        let luc = adhesions::adherents(&mut db.read(&ctx).await.unwrap()).await.unwrap()[0].id.to_string();
        posted(&mut claire, &format!("{meeting}/deports"), &[("point", &point), ("motif", "Son cabinet"), ("adherent", &luc)]).await;
        shows(&claire.get(&meeting).await, &["Luc Nom01 se déporte\u{a0}: Son cabinet"]);
        posted(&mut claire, &format!("{meeting}/convocation"), &[]).await;
        shows(&claire.get(&meeting).await, &["Convoquée 21\u{a0}jours avant la séance\u{a0}; les statuts demandent 15\u{a0}jours", "Luc Nom02", "il en manque 1", "Pourquoi"]);
        let pdf = claire.get(&format!("{meeting}/convocation.pdf")).await;
        assert!(pdf.status == 200 && pdf.body.starts_with("%PDF"));
        shows(&claire.get(ICI).await, &["Assemblée générale ordinaire", "Convoquée"]);
    }

    async fn a_member_answers_gives_a_proxy_and_votes_on_a_phone(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 4, true).await;
        let ag = ag(&ctx, &db).await;
        let (id, _) = seance(&ctx, &db, ag).await;
        let here = format!("{ICI}/seances/{id}");
        let mut luc = signed(&db, 101, "membre");
        shows(&luc.get(&here).await, &["Venez-vous", "Donner pouvoir"]);
        assert_eq!(luc.post(&format!("{here}/ouverture"), &[]).await.status, 403);
        posted(&mut luc, &format!("{here}/pouvoir"), &[("mandataire", &all[1].to_string())]).await;
        let again = luc.post(&format!("{here}/pouvoir"), &[("mandataire", &all[2].to_string())]).await;
        assert_eq!(again.status, 303);
        shows(&luc.get(&here).await, &["a déjà donné pouvoir à Luc Nom02", "Vous avez donné pouvoir à"]);
        open(&ctx, &db, id, &all[1..]).await;
        let vote = vote(&ctx, &db, &projet(id, Mode::Secret)).await;
        let mut second = visiting(&db, "2026-03-02T19:40:00Z", 102, "membre");
        let ballot = format!("{ICI}/voter/{vote}");
        shows(&second.get(&ballot).await, &["Votre vote pour Luc Nom01, dont vous portez le pouvoir", "Qui peut voir quoi"]);
        let (mine, theirs) = (format!("v-{}", all[1]), format!("v-{}", all[0]));
        shows(&second.post(&ballot, &[(&mine, "0")]).await, &["Choisissez une réponse pour chaque voix"]);
        let mut away = visiting(&db, "2026-03-02T19:40:00Z", 101, "membre");
        shows(&away.get(&ballot).await, &["Luc Nom02 porte votre pouvoir et vote pour vous."]);
        let meeting = second.get(&here).await;
        assert!(meeting.body.contains(&ballot), "the meeting leads to the ballot");
        posted(&mut second, &ballot, &[(&mine, "0"), (&theirs, "1")]).await;
        assert!(!second.get(&here).await.body.contains(&ballot), "a vote that was cast waits for nobody");
        assert_eq!(second.post(&ballot, &[(&mine, "1"), (&theirs, "1")]).await.status, 303);
        shows(&second.get(&ballot).await, &["Votre vote est déjà compté"]);
        let after = second.get(&ballot).await;
        shows(&after, &["Votre vote est compté."]);
        assert!(!after.body.contains("checked"), "nothing that proves a choice");
        let mut claire = visiting(&db, "2026-03-02T19:45:00Z", 1, "coordination");
        let page = claire.get(&format!("{ICI}/scrutins/{vote}")).await;
        shows(&page, &["2 sur 4 ont voté", "Clore le vote", "Moins de trois personnes ont voté. Clos maintenant, ce vote serait sans effet"]);
        assert!(!page.body.contains("Résultat\u{a0}:") && !page.body.contains("A voté"), "nothing before the closing");
        for n in 3..=4 {
            choose(&ctx, &db, n, vote, 0).await.unwrap();
        }
        shows(&claire.get(&format!("{ICI}/scrutins/{vote}")).await, &["Tous ont voté. Clore"]);
        posted(&mut claire, &format!("{ICI}/scrutins/{vote}/cloture"), &[]).await;
        shows(&claire.get(&format!("{ICI}/scrutins/{vote}")).await, &["Adoptée", "3 pour, 1 contre, 0\u{a0}abstention", "A voté"]);
        posted(&mut claire, &format!("{here}/cloture"), &[]).await;
        for (file, start) in [("proces-verbal.pdf", "%PDF"), ("proces-verbal.docx", "PK")] {
            assert!(claire.get(&format!("{here}/{file}")).await.body.starts_with(start), "{file}");
        }
    }

    async fn a_link_answers_gives_a_proxy_opens_the_files_and_votes_without_account(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 4, true).await;
        let ag = ag(&ctx, &db).await;
        let (id, _) = seance(&ctx, &db, ag).await;
        attach(&ctx, &db, id.uuid(), ::pieces::Depot::new("comptes.txt", b"Les comptes".to_vec())).await.unwrap();
        let lines = store::seances::convoques(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let line = lines.iter().find(|one| one.adherent == all[0]).unwrap();
        let (mut luc, path) = link(&db, &ctx, CONVOCATION, line.id.uuid()).await;
        shows(&luc.get(&path).await, &["Luc Nom01, vous êtes convoqué le", "Comptes de l’année", "comptes.txt"]);
        posted(&mut luc, &path, &[("geste", "pouvoir"), ("mandataire", &all[1].to_string())]).await;
        shows(&luc.post(&path, &[("geste", "pouvoir"), ("mandataire", &all[2].to_string())]).await, &["a déjà donné pouvoir"]);
        posted(&mut luc, &path, &[("geste", "repondre"), ("reponse", "vient")]).await;
        let piece = store::seances::jointes(&mut db.read(&ctx).await.unwrap(), id.uuid()).await.unwrap()[0].id.to_string();
        assert_eq!(luc.post(&path, &[("geste", "lire"), ("piece", &piece)]).await.body, "Les comptes");
        assert!(vue(&ctx, &db, id).await.pouvoirs.is_empty());
        open(&ctx, &db, id, &all).await;
        let vote = vote(&ctx, &db, &projet(id, Mode::Secret)).await;
        let (asked, mine) = (vote.to_string(), format!("v-{}", all[0]));
        posted(&mut luc, &path, &[("geste", "voter"), ("scrutin", &asked), (&mine, "2")]).await;
        shows(&luc.get(&path).await, &["Votre vote est compté."]);
        shows(&luc.post(&path, &[("geste", "voter"), ("scrutin", &asked), (&mine, "2")]).await, &["on ne vote qu’une fois"]);
        // The link of a meeting votes in no other.
        let other = ctx.id();
        plan_seance(&ctx, &db, other, ag, soir(date(2026, 3, 3)), None).await.unwrap();
        let foreign = member(&during(&ctx), 9);
        let foreign = Ctx { actor: Actor::Lien(Uuid::from_u128(5)), ..foreign };
        assert!(matches!(cast(&foreign, &db, Voie::Lien(line.id), vote, &Bulletins::new()).await, Err(WriteError::LienPerime)));
    }

    async fn a_consultation_mandates_and_interests_go_through_the_pages(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 4, true).await;
        let ag = ag(&ctx, &db).await.to_string();
        let mut claire = signed(&db, 1, "coordination");
        let base = [("instance", ag.as_str()), ("du", "2026-02-09"), ("question", "Siège social"), ("texte", "Le transférer à la mairie.")];
        let bad = claire.post(&format!("{ICI}/consultations"), &[&base[..], &[("au", "2026-02-01"), ("mode", "secret")]].concat()).await;
        shows(&bad, &["Cette date vient avant le début", "value=\"Siège social\""]);
        let worse = [("instance", ag.as_str()), ("du", "2026-02-09"), ("au", "2026-02-01"), ("candidats", "Anne\nanne"), ("sieges", "")];
        let every = ["Cette date vient avant le début", "Le même nom est écrit deux fois", "Une élection a des candidats et au moins un siège", "Ce champ est obligatoire"];
        shows(&claire.post(&format!("{ICI}/consultations"), &worse).await, &every);
        let vote = posted(&mut claire, &format!("{ICI}/consultations"), &[&base[..], &[("au", "2026-02-20"), ("mode", "secret")]].concat()).await;
        shows(&claire.get(&vote).await, &["Ouvrir et écrire aux membres", "Joindre un document"]);
        posted(&mut claire, &format!("{vote}/ouverture"), &[]).await;
        shows(&claire.get(&vote).await, &["0 sur 4 ont voté"]);
        let id: Id<Scrutin> = vote.rsplit('/').next().unwrap().parse().unwrap();
        let lines = store::seances::consultes(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let line = lines.iter().find(|one| one.adherent == all[2]).unwrap();
        let (mut luc, path) = link(&db, &ctx, CONSULTATION, line.id.uuid()).await;
        shows(&luc.get(&path).await, &["votre avis est demandé", "Le transférer à la mairie."]);
        posted(&mut luc, &path, &[("geste", "voter"), ("scrutin", &id.to_string()), (&format!("v-{}", all[2]), "0")]).await;
        let early = claire.post(&format!("{vote}/cloture"), &[]).await;
        shows(&early, &["La consultation court jusqu’au 20\u{a0}février 2026", "1 sur 4 ont voté"]);
        let who = all[0].to_string();
        let mandate = [("adherent", who.as_str()), ("instance", ag.as_str()), ("fonction", "presidence"), ("du", "2024-04-01"), ("au", "2026-03-31")];
        posted(&mut claire, &format!("{ICI}/mandats"), &mandate).await;
        shows(&claire.get(&format!("{ICI}/mandats")).await, &["Présidence", "Se termine le 31\u{a0}mars 2026"]);
        shows(&claire.post(&format!("{ICI}/mandats"), &[("adherent", &who), ("instance", &ag), ("fonction", "membre"), ("du", "2026-04-01"), ("au", "2026-03-31")]).await, &["vient avant le début du mandat"]);
        shows(&claire.get(&format!("{ICI}/interets")).await, &["Jamais déclaré", "reçue sur papier"]);
        posted(&mut signed(&db, 101, "membre"), &format!("{ICI}/interets"), &[("liens", "Associé d’une pharmacie")]).await;
        shows(&claire.get(&format!("{ICI}/interets")).await, &["Associé d’une pharmacie"]);
        shows(&claire.get(ICI).await, &["Présidence\u{a0}: Luc Nom01"]);
        shows(&signed(&db, 104, "membre").get(ICI).await, &["Un vote vous attend", "Siège social"]);
    }

    async fn hands_are_counted_with_every_number_written(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 4, false).await;
        let ag = ag(&ctx, &db).await;
        let (id, _) = seance(&ctx, &db, ag).await;
        open(&ctx, &db, id, &all).await;
        let vote = vote(&ctx, &db, &projet(id, Mode::MainLevee)).await;
        let mut claire = visiting(&db, "2026-03-02T19:45:00Z", 1, "coordination");
        let here = format!("{ICI}/scrutins/{vote}");
        shows(&claire.get(&here).await, &["Comptez les mains, puis écrivez les voix de chaque choix."]);
        let close = format!("{here}/cloture");
        let bad = claire.post(&close, &[("n-0", "3"), ("n-1", ""), ("n-2", "un")]).await;
        assert_eq!(bad.status, 422);
        shows(&bad, &["Ce champ est obligatoire", "n’est pas un nombre accepté", "value=\"3\"", "value=\"un\""]);
        shows(&claire.post(&close, &[("n-0", "3"), ("n-1", "3"), ("n-2", "0")]).await, &["6\u{a0}voix comptées, pour 4", "value=\"3\""]);
        assert_eq!(scrutin(&ctx, &db, vote).await.clos_le, None, "nothing closed it");
        posted(&mut claire, &close, &[("n-0", "3"), ("n-1", "1"), ("n-2", "0")]).await;
        shows(&claire.get(&here).await, &["Adoptée", "3 pour, 1 contre"]);
        posted(&mut claire, &close, &[("n-0", "0"), ("n-1", "4"), ("n-2", "0")]).await;
        assert_eq!(voices(&scrutin(&ctx, &db, vote).await), [Some(3), Some(1), Some(0)], "closed once");
    }

    async fn what_members_say_among_themselves_is_not_read_by_outsiders(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 4, true).await;
        let ca = ctx.id();
        open_instance(&ctx, &db, ca, Genre::Ca, "").await.unwrap();
        set_regle(&ctx, &db, ca, Regle { composition: Composition::Mandats, ..regle(&ctx, Genre::Ca) }).await.unwrap();
        for who in &all[..3] {
            let mandat = Mandat { id: ctx.id(), adherent: *who, instance: ca, fonction: Fonction::Membre, precision: String::new(), du: date(2025, 1, 1), au: None, fini: None, seance: None };
            note_mandat(&ctx, &db, mandat).await.unwrap();
        }
        declare_interet(&ctx, &db, Voie::Bureau(all[0]), "Associé d’un laboratoire").await.unwrap();
        declare_interet(&ctx, &db, Voie::Bureau(all[1]), "Conjoint fournisseur").await.unwrap();
        let id = ctx.id();
        plan_seance(&ctx, &db, id, ca, Rendez { visio: "https://visio.exemple.fr/ca".to_owned(), ..soir(TODAY) }, None).await.unwrap();
        let point = ctx.id();
        add_point(&ctx, &db, id, point, ("Bail", "")).await.unwrap();
        note_deport(&ctx, &db, id, point, (all[1], "Son conjoint loue la salle")).await.unwrap();
        convoke(&ctx, &db, id, true).await.unwrap();
        open(&ctx, &db, id, &all[..3]).await;
        let vote = vote(&ctx, &db, &projet(id, Mode::Nominatif)).await;
        choose(&ctx, &db, 1, vote, 1).await.unwrap();
        close_scrutin(&during(&ctx), &db, vote, &Cloture::default()).await.unwrap();
        let (interets, seance, vote) = (format!("{ICI}/interets"), format!("{ICI}/seances/{id}"), format!("{ICI}/scrutins/{vote}"));
        let secrets = [
            (&interets, vec!["Associé d’un laboratoire", "Conjoint fournisseur"]),
            (&seance, vec!["Son conjoint loue la salle"]),
            (&vote, vec!["N’a pas voté"]),
        ];
        for role in ["elu", "usager", "partenaire", "operateur_snp"] {
            let mut outsider = visiting(&db, "2026-03-02T19:50:00Z", 900, role);
            for (page, words) in &secrets {
                let page = outsider.get(page).await;
                assert_eq!(page.status, 200, "{role}");
                assert!(words.iter().all(|word| !page.body.contains(word)) && !page.body.contains("visio.exemple.fr"), "{role}: {}", page.body);
            }
            assert_eq!(outsider.get(&format!("{seance}/proces-verbal.pdf")).await.status, 200);
        }
        let mut luc = visiting(&db, "2026-03-02T19:50:00Z", 104, "membre");
        for (page, words) in &secrets {
            shows(&luc.get(page).await, words);
        }
        assert!(!luc.get(&seance).await.body.contains("visio.exemple.fr"), "a member who does not sit there");
        let mut sits = visiting(&db, "2026-03-02T19:50:00Z", 101, "usager");
        shows(&sits.get(&seance).await, &["visio.exemple.fr"]);
        shows(&sits.get(&vote).await, &["Contre"]);
        let own = sits.get(&interets).await;
        shows(&own, &["Associé d’un laboratoire", "Ma déclaration"]);
        assert!(!own.body.contains("Conjoint fournisseur"));
        let dossier = crate::report::gather(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
        let said = |interne| format!("{:?}", dossier.minutes(interne));
        assert!(said(true).contains("loue la salle") && said(true).contains("visio.exemple.fr"));
        assert!(!said(false).contains("loue la salle") && !said(false).contains("visio.exemple.fr"));
    }

    async fn the_office_enters_a_paper_ballot_and_notes_those_elected_through_the_pages(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 3, false).await;
        let rose = ctx.id();
        let fiche = Fiche::new(Qui::Personne { nom: "Papier".to_owned(), prenom: "Rose".to_owned() }, adhesions::Mode::Liberal);
        adhesions::add_adherent(&ctx, &db, rose, fiche, Some(date(2025, 1, 6))).await.unwrap();
        let ag = ag(&ctx, &db).await;
        let (id, _) = seance(&ctx, &db, ag).await;
        open(&ctx, &db, id, &[all[0], all[1], all[2], rose]).await;
        let candidats = ["Nom01 Luc", "Rose Papier"].map(str::to_owned).to_vec();
        let secret = vote(&ctx, &db, &projet(id, Mode::Secret)).await;
        let election = vote(&ctx, &db, &Projet { candidats, sieges: 1, ..projet(id, Mode::Nominatif) }).await;
        let mut claire = visiting(&db, "2026-03-02T19:45:00Z", 1, "coordination");
        shows(&claire.get(&format!("{ICI}/scrutins/{secret}")).await, &["ils ne peuvent pas voter ici\u{a0}: Rose Papier.", "dépouillez"]);
        let here = format!("{ICI}/scrutins/{election}");
        shows(&claire.get(&here).await, &["Saisir le bulletin de Rose Papier", "Compter ce bulletin"]);
        let (ballot, voter) = (format!("v-{rose}"), rose.to_string());
        posted(&mut claire, &format!("{here}/papier"), &[("porteur", &voter)]).await;
        shows(&claire.get(&here).await, &["Choisissez une réponse", "Saisir le bulletin de Rose Papier"]);
        posted(&mut claire, &format!("{here}/papier"), &[("porteur", &voter), (&ballot, "0")]).await;
        let after = claire.get(&here).await;
        shows(&after, &["Le bulletin est compté.", "1 sur 4 ont voté"]);
        assert!(!after.body.contains("Saisir le bulletin"));
        posted(&mut claire, &format!("{here}/cloture"), &[]).await;
        let chosen = format!("<option value=\"{}\" selected>Luc Nom01", all[0]);
        shows(&claire.get(&here).await, &["Mandats des élus", "Noter les mandats", &chosen]);
        let (who, ag) = (all[0].to_string(), ag.to_string());
        let form = [("a-0", who.as_str()), ("f-0", "presidence"), ("instance", ag.as_str()), ("du", "2026-03-02"), ("au", "")];
        let wrong = form.map(|(name, value)| (name, if name == "au" { "2026-01-01" } else { value }));
        shows(&claire.post(&format!("{here}/mandats"), &wrong).await, &["vient avant le début du mandat"]);
        posted(&mut claire, &format!("{here}/mandats"), &form).await;
        let noted = claire.get(&here).await;
        shows(&noted, &["Luc Nom01, présidence"]);
        assert!(!noted.body.contains("Noter les mandats"));
        shows(&claire.get(&format!("{ICI}/mandats")).await, &["Luc Nom01", "séance"]);
    }
}
