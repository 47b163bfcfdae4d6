//! The pages that are read: figures, coverage, settings.

use super::*;
use db::Db;
use territoire::Atlas;
use testkit::{Visitor, http::Page};

const RIGHTS: &str = include_str!("../../../app/droits.txt");
pub(super) const ROOM: &str = "/essai/espace/soins-non-programmes";

/// Person number 1 with that role, in front of the pages at that instant; nobody when the role is empty.
pub(super) async fn site(db: &Db, role: &str, now: &str) -> Visitor {
    let atlas = Atlas::load(db, instant(now)).await.unwrap();
    let app = testsite::builder(db, instant(now), RIGHTS).with(atlas).modules(&[module()]).build();
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

/// Six calls of Monday 2 March at 9 h for a fever, five seen after ten minutes, one for a tooth; two places at 9 h.
async fn world(db: &Db) -> Ctx {
    let (ctx, who) = cpts(db, "essai").await;
    let slot = creneau(&ctx, db, who, "2026-03-02T08:20:00Z", 5).await;
    for _ in 0..5 {
        let one = demande(&ctx, db).await;
        place(&at(&ctx, "2026-03-02T08:10:00Z"), db, one, slot, cle(&ctx)).await.unwrap();
        note_issue(&at(&ctx, "2026-03-02T08:30:00Z"), db, one, Issue::Honoree).await.unwrap();
    }
    let mut teeth = nouvelle(&ctx);
    "dent".clone_into(&mut teeth.situation.motif);
    receive(&ctx, db, teeth).await.unwrap();
    ctx
}

each_engine! { SCHEMA;
    async fn figures_are_read_explained_and_leave_masked(db) {
        world(&db).await;
        let mut desk = site(&db, "coordination", "2026-03-04T08:00:00Z").await;
        let page = desk.get(&format!("{ROOM}/suivi")).await;
        shows(&page, 200, &["Demandes reçues", ">83 <", "5\u{a0}demandes, sur 6 qui cherchaient", "10\u{a0}min", "Mal de dent", "8\u{a0}h\u{a0}–\u{a0}10\u{a0}h", "Patient vu", "D’où viennent"]);
        let csv = desk.get(&format!("{ROOM}/suivi.csv?du=2026-03&au=2026-03")).await;
        assert_eq!(csv.status, 200);
        let line = |words: &str| csv.body.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}\n{}", csv.body));
        assert!(line("Reçues").contains(";6;"), "{}", csv.body);
        assert!(line("Mal de dent").contains("masqué") && line("Fièvre").contains("masqué"), "or else one would be given back");
        assert!(line("Dont place trouvée").contains("masqué"), "one of six would be told");
        for secret in ["Chaussegros", "Roche", "43157", "0612"] {
            assert!(!csv.body.contains(secret) && !page.body.contains(secret), "{secret}");
        }
        shows(&desk.get(&format!("{ROOM}/suivi?du=2026-03&au=2026-01")).await, 422, &["finit avant de commencer"]);
        for bad in ["?du=mars", "?du=2026-13&au=2026-14", "?au=99999-01", "?du=-009999-01&au=2026-03", "?du=2026-03&au=2026-04"] {
            assert_eq!(desk.get(&format!("{ROOM}/suivi{bad}")).await.status, 422, "{bad}");
            assert_eq!(desk.get(&format!("{ROOM}/suivi.csv{bad}")).await.status, 422, "{bad}");
        }
        shows(&desk.get(&format!("{ROOM}/suivi?du=2025-01&au=2025-02")).await, 200, &["Aucune demande sur la période"]);
        assert_eq!(site(&db, "usager", "2026-03-04T08:00:00Z").await.get(&format!("{ROOM}/suivi")).await.status, 403);
    }

    async fn coverage_says_what_is_missing_first(db) {
        world(&db).await;
        let mut desk = site(&db, "operateur_snp", "2026-03-04T08:00:00Z").await;
        let past = desk.get(&format!("{ROOM}/couverture?du=2026-03-02")).await;
        let gap = "Lundi 2\u{a0}mars, 8\u{a0}h\u{a0}–\u{a0}10\u{a0}h\u{a0}: 6\u{a0}demandes, 3\u{a0}places\u{a0}; dont médecin généraliste\u{a0}: 5\u{a0}demandes, 3\u{a0}places\u{a0}; chirurgien-dentiste\u{a0}: 1\u{a0}demande, aucune place.";
        shows(&past, 200, &[gap, "3\u{a0}prises", "Cabinet de Claire Roche", "Dr Claire Roche", "manque"]);
        let order = (past.body.find("Ce qui manque"), past.body.find("Les réponses qui existent"));
        assert!(order.0 < order.1);
        let only = desk.get(&format!("{ROOM}/couverture?du=2026-03-02&profession=infirmier")).await;
        shows(&only, 200, &["Aucun manque", "Rien sur ces sept jours"]);
        shows(&desk.get(&format!("{ROOM}/couverture?du=2026-03-02&commune=01001")).await, 200, &["Aucun manque"]);
        shows(&desk.get(&format!("{ROOM}/couverture?du=2026-03-09")).await, 200, &["5\u{a0}demandes attendues, aucune place", "la moyenne de 1\u{a0}semaine", "Lundi\u{a0}9"]);
        for extreme in ["?du=9999-12-31", "?du=-009999-01-01", "?du=x&profession=y&commune=z"] {
            let page = desk.get(&format!("{ROOM}/couverture{extreme}")).await;
            assert!(page.status.as_u16() < 500, "{extreme} {}", page.body);
        }
    }

    async fn nothing_yet_is_a_page_that_helps(db) {
        cpts(&db, "essai").await;
        let mut desk = site(&db, "coordination", "2026-03-02T08:00:00Z").await;
        shows(&desk.get(&format!("{ROOM}/suivi")).await, 200, &["Aucune demande sur la période", "Aller à la console"]);
        assert_eq!(desk.get(&format!("{ROOM}/suivi.csv")).await.status, 200);
        shows(&desk.get(&format!("{ROOM}/couverture")).await, 200, &["Aucune demande n’a encore été reçue", "Rien sur ces sept jours", "Ouvrir la salle Créneaux"]);
    }

    async fn settings_are_kept_checked_and_never_written_over(db) {
        cpts(&db, "essai").await;
        let mut desk = site(&db, "coordination", "2026-03-02T08:00:00Z").await;
        let here = format!("{ROOM}/reglages");
        let page = desk.get(&here).await;
        shows(&page, 200, &["value=\"20\"", "Garder une demande terminée", "name=\"lu\""]);
        let lu = serde_json::to_string(&Reglage::default()).unwrap();
        let good = [("lu", lu.as_str()), ("minutes_mt", "15"), ("minutes_secteur", "60"), ("heures_alerte", "20"), ("au_plus_km", "30"), ("jours_de_conservation", "30"), ("telephone", "04 71 00 00 01"), ("horaires", "8 h – 20 h"), ("texte_public", "Bonjour")];
        assert_eq!(desk.post(&here, &good).await.location(), here);
        shows(&desk.get(&here).await, 200, &["value=\"15\"", "04 71 00 00 01", "Les réglages sont enregistrés"]);
        shows(&desk.post(&here, &good).await, 422, &["a changé pendant que vous écriviez"]);
        let wrong = [("lu", "x"), ("minutes_mt", "0"), ("minutes_secteur", "x"), ("heures_alerte", "24"), ("au_plus_km", ""), ("jours_de_conservation", "366"), ("telephone", "12")];
        let fields = ["minutes_mt", "minutes_secteur", "heures_alerte", "au_plus_km", "jours_de_conservation", "telephone"].map(|name| format!("id=\"f-{name}-erreur\""));
        let refused: Vec<&str> = fields.iter().map(String::as_str).collect();
        let answer = desk.post(&here, &wrong).await;
        assert_eq!(answer.status, 422);
        assert!(refused.iter().any(|field| answer.body.contains(field)), "{}", answer.body);
        assert_eq!(site(&db, "operateur_snp", "2026-03-02T08:00:00Z").await.get(&here).await.status, 403);
    }
}
