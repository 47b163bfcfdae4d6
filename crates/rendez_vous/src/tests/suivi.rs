//! The room as its doors show it: offering in a few fields, faults beside their fields, taking back, series, leave.

use super::*;
use db::Db;
use testkit::http::Page;
use testkit::{Visitor, each_engine};

pub(super) const RIGHTS: &str = include_str!("../../../app/droits.txt");
pub(super) const ROOM: &str = "/essai/espace/rendez-vous";
pub(super) const MINE: &str = "/essai/espace/rendez-vous/mes-creneaux";

/// Somebody with that role on 2 March 2026 at 9:00; the person whose number is given.
pub(super) fn site_of(db: &Db, person: u128, role: &str, now: &str) -> Visitor {
    let app = testsite::builder(db, instant(now), RIGHTS).modules(&[module()]).build();
    testsite::visitor(&app, (module().routes)(), &format!("{}~{role}", Uuid::from_u128(person)))
}

/// Claire Roche, who gives care, as a member.
fn claire(db: &Db) -> Visitor {
    site_of(db, 1, "membre", "2026-03-02T08:00:00Z")
}

/// The office: another person.
pub(super) fn office(db: &Db) -> Visitor {
    site_of(db, 7, "secretariat", "2026-03-02T08:00:00Z")
}

pub(super) fn shows(page: &Page, status: u16, words: &[&str]) {
    assert_eq!(page.status, status, "{}", page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

/// What a slot needs, and what else is said.
fn form<'a>(lieu: &'a str, rest: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("jour", "2026-03-02"),
        ("debut", "18:00"),
        ("fin", "19:00"),
        ("places", "4"),
        ("lieu", lieu),
        ("modalite", "cabinet"),
        ("visibilite", "CPTS"),
        ("visibilite", "SNP"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !rest.iter().any(|(other, _)| other == name));
    kept.chain(rest.iter().copied()).collect()
}

/// Slots of somebody from the beginning of 2026 on.
async fn of(db: &Db, ctx: &Ctx, who: Id<Effecteur>) -> Vec<Creneau> {
    let mut tx = db.read(ctx).await.unwrap();
    let (du, au) = (instant("2026-01-01T00:00:00Z"), instant("2028-01-01T00:00:00Z"));
    store::creneaux::de(&mut tx, who, du, au).await.unwrap()
}

each_engine! { SCHEMA;
    async fn a_slot_is_offered_in_a_few_fields_and_again_in_one_tap(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let lieu = lieu_de(&db, &ctx, who).await.to_string();
        let mut claire = claire(&db);
        let page = claire.get(MINE).await;
        shows(&page, 200, &["Aujourd’hui, lundi 2\u{a0}mars<", "Cabinet de Claire Roche", "Aucun créneau à venir"]);
        let key = page.input("cle").unwrap().to_owned();
        let sent = form(&lieu, &[("cle", &key)]);
        assert_eq!(claire.post(MINE, &sent).await.location(), MINE);
        let page = claire.get(MINE).await;
        shows(&page, 200, &["Créneau proposé\u{a0}: Aujourd’hui", "18\u{a0}h\u{a0}00\u{a0}–\u{a0}19\u{a0}h\u{a0}00", "4\u{a0}places libres sur 4", "Demain, 18\u{a0}h\u{a0}00"]);
        claire.post(MINE, &sent).await;
        assert_eq!(of(&db, &ctx, who).await.len(), 1, "the same form twice offers one");
        let again = [("jour", "2026-03-03")];
        claire.post(MINE, &form(&lieu, &again)).await;
        let all = of(&db, &ctx, who).await;
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].contenu, all[0].contenu);
        assert_eq!(all[1].horaire.debut, instant("2026-03-03T17:00:00Z"));
        let office = office(&db).get(ROOM).await;
        shows(&office, 200, &["Dr Claire Roche", "4\u{a0}places libres</strong>", "Médecin généraliste"]);
    }

    async fn every_fault_is_beside_its_field(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let lieu = lieu_de(&db, &ctx, who).await.to_string();
        creneau(&ctx, &db, who, "2026-03-02T20:00:00Z", 1).await;
        let mut claire = claire(&db);
        for (rest, field, words) in [
            (&[("debut", "08:00"), ("fin", "08:30")][..], "debut", "Ce moment est déjà passé"),
            (&[("fin", "18:00")], "fin", "finit avant d’avoir commencé"),
            (&[("fin", "17:00")], "fin", "finit avant d’avoir commencé"),
            (&[("debut", "20:30"), ("fin", "22:00")], "debut", "Vous avez déjà un créneau à ce moment-là"),
            (&[("date", "2026-03-29"), ("debut", "02:30"), ("fin", "04:00")], "debut", "Cette heure n’existe pas le 29\u{a0}mars 2026"),
            (&[("date", "2027-06-01")], "debut", "dans plus d’un an"),
            (&[("date", "le 3")], "date", "n’est pas une date"),
            (&[("debut", "midi")], "debut", "n’est pas une heure"),
            (&[("debut", "")], "debut", "obligatoire"),
            (&[("places", "61")], "places", "De 1 à 60"),
            (&[("places", "0"), ("note", "x")], "places", "De 1 à 60"),
            (&[("places", "beaucoup")], "places", "nombre entier"),
            (&[("visibilite", "")], "visibilite", "qui peut voir"),
            (&[("lieu", "00000000-0000-4000-8000-000000000000")], "lieu", "Ce lieu n’existe plus"),
        ] {
            let page = claire.post(MINE, &form(&lieu, rest)).await;
            shows(&page, 422, &[words, &format!("href=\"#f-{field}\""), &format!("id=\"f-{field}-erreur\"")]);
        }
        let three = claire.post(MINE, &form(&lieu, &[("debut", ""), ("places", "61"), ("visibilite", "")])).await;
        shows(&three, 422, &["3 points à corriger"]);
        assert_eq!(of(&db, &ctx, who).await.len(), 1, "nothing was written");
        let night = form(&lieu, &[("debut", "22:00"), ("fin", "08:00"), ("lendemain", "oui")]);
        assert_eq!(claire.post(MINE, &night).await.status, 303);
        shows(&claire.get(MINE).await, 200, &["22\u{a0}h\u{a0}00\u{a0}–\u{a0}8\u{a0}h\u{a0}00 le lendemain"]);
    }

    async fn a_slot_is_taken_back_with_a_reason_and_offered_again(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 2).await;
        book(&ctx, &db, &ordre(slot)).await.unwrap();
        let mut claire = claire(&db);
        let here = format!("{ROOM}/creneaux/{slot}");
        shows(&claire.get(MINE).await, 200, &["1\u{a0}place libre sur 2", "1\u{a0}rendez-vous sera annulé"]);
        shows(&claire.get(&here).await, 200, &["Opérateur de la CPTS", "Pris"]);
        let refused = claire.post(&format!("{here}/retrait"), &[("motif", "  ")]).await;
        shows(&refused, 422, &["id=\"f-motif-erreur\"", "Motif\u{a0}: ce champ est obligatoire"]);
        let stranger = site_of(&db, 9, "membre", "2026-03-02T08:00:00Z").post(&format!("{here}/retrait"), &[("motif", "x")]).await;
        assert_eq!(stranger.status, 404, "somebody else’s");
        assert!(read(&db, &ctx, slot).await.retire_le.is_none());
        let done = claire.post(&format!("{here}/retrait"), &[("motif", "malade"), ("retour", "mes-creneaux")]).await;
        assert_eq!(done.location(), MINE);
        shows(&claire.get(MINE).await, 200, &["1\u{a0}créneau retiré, 1\u{a0}rendez-vous annulé", "Aucun créneau à venir"]);
        let page = claire.get(&here).await;
        shows(&page, 200, &["malade", "Proposer de nouveau ce créneau", "Annulé"]);
        let lieu = lieu_de(&db, &ctx, who).await.to_string();
        let hidden = ["jour", "debut", "fin", "places", "lieu", "cle"].map(|name| (name, page.input(name).unwrap().to_owned()));
        let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fields.extend([("visibilite", "CPTS"), ("visibilite", "SNP")]);
        assert_eq!(fields[4], ("lieu", lieu.as_str()));
        assert_eq!(claire.post(MINE, &fields).await.status, 303);
        let all = of(&db, &ctx, who).await;
        assert_eq!((all.len(), all[0].horaire.debut), (1, instant("2026-03-02T17:00:00Z")));
        let elsewhere = office(&db).post(&format!("{ROOM}/creneaux/{}/retrait", all[0].id), &[("motif", "x"), ("retour", "//ailleurs.fr")]).await;
        assert_eq!(elsewhere.location(), format!("{ROOM}/creneaux/{}", all[0].id));
    }

    async fn what_became_of_an_appointment_is_one_tap(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 2).await;
        let rdv = book(&ctx, &db, &ordre(slot)).await.unwrap().id.to_string();
        let to = format!("{ROOM}/creneaux/{slot}/issue");
        let fields = |issue: &'static str| vec![("rdv", rdv.as_str()), ("issue", issue), ("retour", "mes-creneaux")];
        let mut early = claire(&db);
        early.post(&to, &fields("honore")).await;
        shows(&early.get(MINE).await, 200, &["Ce rendez-vous n’a pas encore commencé"]);
        let mut later = site_of(&db, 1, "presidence", "2026-03-02T17:20:00Z");
        shows(&later.get(MINE).await, 200, &["Ces patients sont-ils venus", "Pas venu"]);
        assert_eq!(later.post(&to, &fields("honore")).await.location(), MINE);
        let page = later.get(MINE).await;
        shows(&page, 200, &["C’est noté\u{a0}: honoré."]);
        assert!(!page.body.contains("Ces patients sont-ils venus"));
        for wrong in ["pris", "annule", "", "x"] {
            later.post(&to, &fields(wrong)).await;
        }
        let rdvs = store::rdvs::of_slot(&mut db.read(&ctx).await.unwrap(), slot).await.unwrap();
        assert_eq!(rdvs[0].etat, Etat::Honore);
        let mut stranger = site_of(&db, 9, "presidence", "2026-03-02T17:20:00Z");
        assert_eq!(stranger.post(&to, &fields("non_honore")).await.status, 404);
        let mut operator = site_of(&db, 9, "operateur_snp", "2026-03-02T17:20:00Z");
        assert_eq!(operator.post(&to, &fields("non_honore")).await.status, 303, "by whoever takes places for others");
    }

    async fn a_series_is_offered_with_its_exceptions_and_taken_back_from_one_of_its_slots(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let lieu = lieu_de(&db, &ctx, who).await.to_string();
        let mut claire = claire(&db);
        let serie = format!("{MINE}/serie");
        shows(&claire.get(&serie).await, 200, &["value=\"2026-03-02\"", "value=\"2026-04-27\""]);
        let days = [("jours", "1"), ("jours", "4"), ("du", "2026-03-02"), ("au", "2026-04-05"), ("toutes_les", "1"), ("sauf", "06/03/2026, 2026-03-10")];
        assert_eq!(claire.post(&serie, &form(&lieu, &days)).await.location(), MINE);
        shows(&claire.get(MINE).await, 200, &["8\u{a0}créneaux proposés."]);
        let all = of(&db, &ctx, who).await;
        let none = |day: &str| all.iter().all(|one| !one.horaire.debut.to_string().starts_with(day));
        assert!(all.len() == 8 && none("2026-03-06") && none("2026-03-10"));
        book(&ctx, &db, &ordre(all[2].id)).await.unwrap();
        let here = format!("{ROOM}/creneaux/{}", all[2].id);
        shows(&claire.get(&here).await, 200, &["8\u{a0}créneaux à venir", "Retirer toute la suite"]);
        claire.post(&format!("{here}/serie"), &[("motif", "change de jour")]).await;
        shows(&claire.get(&here).await, 200, &["8\u{a0}créneaux retirés, 1\u{a0}rendez-vous annulé"]);
        let refused = claire.post(&serie, &form(&lieu, &[("du", "2026-03-02"), ("au", "2026-03-01"), ("sauf", "demain"), ("places", "0")])).await;
        shows(&refused, 422, &["id=\"f-sauf-erreur\"", "id=\"f-places-erreur\""]);
        let refused = claire.post(&serie, &form(&lieu, &[("du", "2026-03-02"), ("au", "2026-03-01"), ("minutes", "4")])).await;
        shows(&refused, 422, &["id=\"f-jours-erreur\"", "id=\"f-au-erreur\"", "id=\"f-minutes-erreur\""]);
    }

    async fn leave_is_shown_then_taken(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let kept = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let slot = creneau(&ctx, &db, who, "2026-03-04T17:00:00Z", 2).await;
        book(&ctx, &db, &ordre(slot)).await.unwrap();
        let mut claire = claire(&db);
        let leave = format!("{MINE}/absence");
        shows(&claire.get(&leave).await, 200, &["Voir ce qui sera retiré"]);
        let days = [("du", "2026-03-03"), ("au", "2026-03-04")];
        let page = claire.get(&format!("{leave}?du=2026-03-03&au=2026-03-04")).await;
        shows(&page, 200, &["1\u{a0}créneau sera retiré", "1\u{a0}rendez-vous sera annulé", "Congés"]);
        shows(&claire.get(&format!("{leave}?du=2026-03-05&au=2026-03-04")).await, 422, &["id=\"f-au-erreur\""]);
        shows(&claire.get(&format!("{leave}?du=2026-04-05&au=2026-04-05")).await, 200, &["Aucun créneau ces jours-là"]);
        let empty = claire.post(&leave, &[days[0], days[1], ("motif", "")]).await;
        shows(&empty, 422, &["id=\"f-motif-erreur\""]);
        assert!(read(&db, &ctx, slot).await.retire_le.is_none());
        assert_eq!(claire.post(&leave, &[days[0], days[1], ("motif", "congés")]).await.location(), MINE);
        assert!(read(&db, &ctx, slot).await.retire_le.is_some() && read(&db, &ctx, kept).await.retire_le.is_none());
    }

    async fn nobody_who_gives_care_has_slots_of_their_own(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let mut nobody = site_of(&db, 9, "membre", "2026-03-02T08:00:00Z");
        shows(&nobody.get(MINE).await, 200, &["Aucun créneau à votre nom", "Demandez à la coordination"]);
        for page in ["serie", "absence"] {
            assert_eq!(nobody.get(&format!("{MINE}/{page}")).await.status, 404);
        }
        assert_eq!(nobody.post(MINE, &[]).await.status, 404);
        let theirs = format!("{ROOM}/professionnels/{who}/creneaux");
        assert_eq!(nobody.get(&theirs).await.status, 403);
        shows(&office(&db).get(MINE).await, 200, &["Choisir un professionnel"]);
        let lieu = lieu_de(&db, &ctx, who).await.to_string();
        let mut office = office(&db);
        shows(&office.get(&theirs).await, 200, &["Créneaux de Dr Claire Roche", "Noter une absence"]);
        assert_eq!(office.post(&theirs, &form(&lieu, &[])).await.location(), theirs);
        assert_eq!(of(&db, &ctx, who).await.len(), 1);
    }
}
