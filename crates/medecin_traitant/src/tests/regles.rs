//! The rule of priority, its versions, the points that follow; the settings.

use super::places::{shows, site};
use super::*;
use db::Db;
use testkit::Visitor;
use testkit::actors::instant;

const ROOM: &str = "/velay/espace/medecin-traitant";
const MORNING: &str = "2026-03-02T08:00:00Z";

async fn desk(db: &Db) -> Visitor {
    site(db, MORNING, &format!("{}~coordination", Uuid::from_u128(1))).await
}

/// So many requests, one in two of somebody with a long-term illness.
async fn waiting(ctx: &Ctx, db: &Db, coffre: &Coffre, many: usize) {
    let mut tx = db.begin(ctx).await.unwrap();
    for n in 0..many {
        let criteres: &[&str] = if n.is_multiple_of(2) { &["ald"] } else { &[] };
        assert!(store::demandes::keep(&mut tx, coffre, &demande(ctx, 1990, criteres), None).await.unwrap());
    }
    tx.record(db::Trace::new("essai", "demandes"));
    tx.commit().await.unwrap();
}

async fn points(ctx: &Ctx, db: &Db, coffre: &Coffre) -> Vec<(u32, u32)> {
    let all = store::declarations::pointees(&mut db.read(ctx).await.unwrap(), coffre).await.unwrap();
    let mut points: Vec<(u32, u32)> = all.iter().map(|one| (one.points, one.regle)).collect();
    points.sort_unstable();
    points.dedup();
    points
}

fn worth(ald: u32) -> Regle {
    let mut rule = Regle::proposee();
    rule.criteres[0].points = ald;
    rule
}

/// The form as the page shows it, with these fields instead.
fn form(rule: &Regle, version: &str, others: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all = vec![
        ("version".to_owned(), version.to_owned()),
        ("note".to_owned(), "Décision du bureau".to_owned()),
    ];
    all.push(("points_par_mois".to_owned(), rule.points_par_mois.to_string()));
    all.push(("mois_au_plus".to_owned(), rule.mois_au_plus.to_string()));
    for (rank, one) in rule.criteres.iter().enumerate() {
        let mut add = |name: &str, value: String| all.push((format!("{name}_{}", one.code), value));
        add("compte", "oui".to_owned());
        add("points", one.points.to_string());
        add("rang", (rank + 1).to_string());
        add("libelle", one.libelle.clone());
        add("question", one.question.clone());
        if let crate::regle::Quand::AgeDepuis(age) | crate::regle::Quand::AgeSous(age) = one.quand {
            add("age", age.to_string());
        }
    }
    all.retain(|(name, _)| others.iter().all(|(other, _)| other != name));
    all.extend(others.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    all
}

fn sent(all: &[(String, String)]) -> Vec<(&str, &str)> {
    all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

each_engine! { SCHEMA;
    async fn a_new_rule_counts_every_open_request_again_at_once(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        waiting(&ctx, &db, &coffre, 900).await;
        assert_eq!(points(&ctx, &db, &coffre).await, [(6, 0), (106, 0)], "six months without a doctor");
        let seen = preview_regle(&ctx, &db, worth(0)).await.unwrap();
        assert_eq!((seen.attendent, seen.points_changes, seen.premieres.len()), (900, 450, 10));
        assert!(seen.bougent > 400);
        assert_eq!(points(&ctx, &db, &coffre).await, [(6, 0), (106, 0)], "a preview writes nothing");
        assert_eq!(set_regle(&ctx, &db, 0, worth(300), " Décision  du bureau ").await.unwrap(), 450);
        assert_eq!(points(&ctx, &db, &coffre).await, [(6, 1), (306, 1)]);
        let kept = store::regles::versions(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!((kept.len(), kept[0].numero, kept[0].note.as_str()), (1, 1, "Décision du bureau"));
        assert_eq!(differences(&Regle::proposee(), &kept[0].regle), ["Affection de longue durée (ALD)\u{a0}: de 100 à 300 points"]);
        assert!(matches!(set_regle(&ctx, &db, 0, worth(5), "x").await, Err(WriteError::Change)));
        assert!(matches!(set_regle(&ctx, &db, 7, worth(5), "x").await, Err(WriteError::Change)));
        assert!(matches!(set_regle(&ctx, &db, 1, worth(300), "x").await, Err(WriteError::PasPossible(_))));
        assert!(matches!(set_regle(&ctx, &db, 1, worth(1_001), " ").await, Err(WriteError::Saisie(all)) if all.0.len() == 2));
    }

    async fn of_two_editors_at_once_one_is_told(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let next = std::sync::atomic::AtomicU32::new(0);
        let said = testkit::race(8, || async {
            let n = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            set_regle(&ctx, &db, 0, worth(200 + n), "Décision").await
        }).await;
        assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 1);
        assert_eq!(said.iter().filter(|one| matches!(one, Err(WriteError::Change))).count(), 7, "{said:?}");
        assert_eq!(store::regles::versions(&mut db.read(&ctx).await.unwrap()).await.unwrap().len(), 1);
    }

    async fn points_grow_with_time_and_are_written_once_a_day(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        waiting(&ctx, &db, &coffre, 3).await;
        let at = |now: &str| Ctx { now: instant(now), ..ctx.clone() };
        assert_eq!(refresh_points(&ctx, &db).await.unwrap(), 0);
        let later = at("2026-05-02T08:00:00Z");
        assert_eq!(refresh_points(&later, &db).await.unwrap(), 3);
        assert_eq!(refresh_points(&later, &db).await.unwrap(), 0);
        assert_eq!(points(&ctx, &db, &coffre).await, [(8, 0), (108, 0)]);
        let evening = at("2026-05-02T20:00:00Z");
        set_regle(&evening, &db, 0, worth(10), "Décision").await.unwrap();
        waiting(&evening, &db, &coffre, 1).await;
        assert_eq!(refresh_points(&evening, &db).await.unwrap(), 1, "one that came by the older version meanwhile");
        assert_eq!(points(&ctx, &db, &coffre).await, [(8, 1), (18, 1)]);
    }

    async fn the_rule_is_read_by_the_room_and_changed_through_its_page(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        waiting(&ctx, &db, &coffre, 2).await;
        let (mut desk, here) = (desk(&db).await, format!("{ROOM}/regle"));
        shows(&desk.get(&here).await, 200, &["proposition de départ, à valider par la CPTS", "plus de 70 ans", "Aucun texte ne dit", "CPTS Tarn Ouest", "n’a pas été relu"]);
        let rule = Regle::proposee();
        let bad = form(&rule, "0", &[("points_ald", "-5"), ("age_age_70", "200"), ("libelle_c2s", ""), ("mois_au_plus", "mille"), ("points_nouveau", "2000")]);
        shows(&desk.post(&here, &sent(&bad)).await, 422, &["6 points à corriger", "Écrivez un nombre entier", "De 1 à 120"]);
        let local = [("libelle_nouveau", "Sortie d’hôpital"), ("question_nouveau", "Je sors de l’hôpital"), ("points_nouveau", "80"), ("points_ald", "7"), ("rang_ald", "99")];
        let mut preview = form(&rule, "0", &local);
        preview.push(("geste".to_owned(), "apercu".to_owned()));
        shows(&desk.post(&here, &sent(&preview)).await, 200, &["changent de rang", "Rien n’est encore enregistré", "Sortie d’hôpital"].map(|word| if word == "changent de rang" { "de rang" } else { word }));
        let keep = form(&rule, "0", &local);
        let page = desk.post(&here, &sent(&keep)).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let kept = store::regles::en_vigueur(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        let codes: Vec<&str> = kept.regle.criteres.iter().map(|one| one.code.as_str()).collect();
        assert_eq!((codes[0], codes[10], codes[11]), ("age_70", "ald", "local_1"));
        assert_eq!(desk.post(&here, &sent(&form(&rule, "0", &[("points_ald", "9")]))).await.status, 422, "made from an older version");
        let gone = form(&kept.regle, "1", &[("retirer_local_1", "oui"), ("libelle_nouveau", "Réfugiés"), ("points_nouveau", "10")]);
        assert_eq!(desk.post(&here, &sent(&gone)).await.status, 303);
        let last = store::regles::en_vigueur(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(last.regle.criteres.last().unwrap().code, "local_2", "a code never serves twice");
        shows(&desk.get(&here).await, 200, &["Version 2", "Sortie d’hôpital\u{a0}: retiré", "Réfugiés\u{a0}: ajouté"]);
        let mut reader = site(&db, MORNING, &format!("{}~secretariat", Uuid::from_u128(2))).await;
        let page = reader.get(&here).await;
        assert!(page.status == 200 && !page.body.contains("Enregistrer cette version"));
        assert_eq!(reader.post(&here, &sent(&keep)).await.status, 403);
    }

    async fn settings_say_what_they_do_and_refuse_every_fault_at_once(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let (mut desk, here) = (desk(&db).await, format!("{ROOM}/reglages"));
        let page = desk.get(&here).await;
        shows(&page, 200, &["le médecin suivant est interrogé", "De 1 à 60", "proposition de Maillage"]);
        let lu = page.input("lu").unwrap().to_owned();
        let with = |others: &[(&'static str, &'static str)]| {
            let usual = [("jours_pour_repondre", "5"), ("cartes_a_la_fois", "2"), ("au_plus_km", "25"), ("mois_entre_relances", "3"),
                ("relances_sans_reponse", "2"), ("mois_de_conservation", "6"), ("ouvert", "oui"), ("telephone", "04 71 00 00 00")];
            let mut all: Vec<(&str, &str)> = usual.into_iter().filter(|(name, _)| others.iter().all(|(other, _)| other != name)).collect();
            all.extend(others);
            all
        };
        let bad = with(&[("jours_pour_repondre", "0"), ("cartes_a_la_fois", "-1"), ("au_plus_km", "99999999999"), ("telephone", "douze")]);
        shows(&desk.post(&here, &[&bad[..], &[("lu", &lu)]].concat()).await, 422, &["4 points à corriger"]);
        assert_eq!(desk.post(&here, &[&with(&[])[..], &[("lu", &lu)]].concat()).await.status, 303);
        let kept = store::regles::reglage(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!((kept.jours_pour_repondre, kept.suite_automatique, kept.telephone.as_str()), (5, false, "04 71 00 00 00"));
        let stale = desk.post(&here, &[&with(&[])[..], &[("lu", &lu)]].concat()).await;
        shows(&stale, 422, &["Cela a changé"]);
        let fresh = stale.input("lu").unwrap().to_owned();
        assert_eq!(fresh, kept.empreinte());
        let said = testkit::race(4, || async { set_reglage(&ctx, &db, &fresh, Reglage::default()).await.is_ok() }).await;
        assert_eq!(said.iter().filter(|done| **done).count(), 1);
        assert_eq!(site(&db, MORNING, "secretariat").await.get(&here).await.status, 403);
    }
}
