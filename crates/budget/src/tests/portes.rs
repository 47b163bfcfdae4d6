use super::*;
use testkit::{each_engine, http::Page};

const ICI: &str = "/velay/espace/budget";

fn shows(page: &Page, words: &[&str]) {
    assert!(page.status == 200 || page.status == 422, "{}\n{}", page.status, page.body);
    for word in words {
        assert!(page.body.contains(word), "{word}\n{}", page.body);
    }
    assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
}

async fn posted(visitor: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> String {
    let page = visitor.post(path, fields).await;
    assert_eq!(page.status, 303, "{path}\n{}", page.body);
    page.location().to_owned()
}

each_engine! { SCHEMA;
    async fn every_page_opens_on_an_empty_budget_and_says_what_to_do(db) {
        cpts(&db, "velay").await;
        let mut luc = site(&db, TODAY, "tresorerie").await;
        for (part, words) in [
            ("", "Aucune enveloppe pour l’instant"), ("/mouvements", "Aucun mouvement"), ("/import", "Colonnes reconnues"),
            ("/financements", "Aucun autre financement"), ("/simulation", "Aucune décision"), ("/seuil", "pas plus de"),
            ("/exports", "SIREN"), ("/reglages", "ANC"), ("/mouvements/nouveau", "Qui paie"), ("/salaires/nouveau", "Salaire brut"),
        ] {
            shows(&luc.get(&format!("{ICI}{part}")).await, &[words]);
        }
        for nowhere in ["/enveloppes/x", "/enveloppes/aci-acces", "/mouvements/x", "/financements/x", "/exports?annee=1200"] {
            assert_eq!(luc.get(&format!("{ICI}{nowhere}")).await.status, 404, "{nowhere}");
        }
    }

    async fn a_treasurer_notes_corrects_reverses_and_withdraws(db) {
        let ctx = cpts(&db, "velay").await;
        signed(&db, &ctx).await;
        let mut luc = site(&db, TODAY, "tresorerie").await;
        let new = format!("{ICI}/mouvements/nouveau");
        let bad = luc.post(&new, &[("genre", "depense"), ("jour", "2026-01-05"), ("montant", "100"), ("libelle", ""), ("enveloppe-1", "aci-acces"), ("compte-1", "6132"), ("part-1", "60"), ("enveloppe-2", "aci-fonctionnement"), ("compte-2", ""), ("part-2", "30")]).await;
        shows(&bad, &["Ce champ est obligatoire.", "Les parts font 90,00", "l’écart est de 10,00", "value=\"60\""]);
        let at = posted(&mut luc, &new, &[("genre", "depense"), ("jour", "2026-01-05"), ("montant", "100"), ("libelle", "Salle"), ("reference", "F-1"), ("enveloppe-1", "aci-acces"), ("compte-1", "6132")]).await;
        shows(&luc.get(&at).await, &["100,00\u{a0}€", "Accès aux soins", "Locations immobilières", "Aucune pièce jointe"]);
        let twice = luc.post(&new, &[("genre", "depense"), ("jour", "2026-01-05"), ("montant", "100"), ("libelle", "Salle"), ("reference", "F-1"), ("enveloppe-1", "aci-acces"), ("compte-1", "6132")]).await;
        shows(&twice, &["est déjà noté"]);
        let lu = luc.get(&at).await.input("lu").unwrap().to_owned();
        let fields = [("lu", lu.as_str()), ("genre", "depense"), ("jour", "2026-01-06"), ("montant", "120"), ("libelle", "Salle"), ("reference", "F-1"), ("enveloppe-1", "aci-acces"), ("compte-1", "6132")];
        posted(&mut luc, &at, &fields).await;
        shows(&luc.post(&at, &fields).await, &["a changé depuis"]);
        posted(&mut luc, &format!("{at}/annulation"), &[("jour", "2026-02-01")]).await;
        shows(&luc.get(&format!("{ICI}/mouvements?q=salle&genre=depense")).await, &["\u{2212}120,00", "Annulation", "1\u{2013}2 sur\u{a0}2"]);
        posted(&mut luc, &format!("{ICI}/salaires/nouveau"), &[("libelle", "Coordination"), ("jour", "2026-01-31"), ("brut", "2500"), ("charges", "1050,40"), ("enveloppe-1", "aci-fonctionnement")]).await;
        shows(&luc.get(&format!("{ICI}/enveloppes/aci-fonctionnement?vue=civile")).await, &["3\u{202f}550,40", "Pourquoi ce montant", "Coordination"]);
        posted(&mut luc, &format!("{ICI}/enveloppes/aci-fonctionnement/prevu"), &[("exercice", "civil-2026"), ("prevu", "40 000"), ("note", "Voté")]).await;
        shows(&luc.get(&format!("{ICI}?vue=civile")).await, &["40\u{202f}000,00", "Fonctionnement", "Année civile"]);
        shows(&luc.get(&format!("{ICI}?vue=contrat")).await, &["Année 2 du contrat, 2025-2026</option>", "du 20\u{a0}mars 2025 au 19\u{a0}mars 2026", "Ensemble"]);
    }

    async fn members_see_the_shared_money_and_neither_salaries_nor_movements(db) {
        let ctx = cpts(&db, "velay").await;
        signed(&db, &ctx).await;
        let means = Cle::Aci(Mission::Fonctionnement);
        let salary = saisie(Genre::Depense, date(2026, 1, 31), 355_040, &[(means, "641", 250_000), (means, "645", 105_040)], "");
        note(&ctx, &db, Saisie { nature: Nature::Salaire, libelle: "Coordination, Jeanne".into(), ..salary }).await;
        let mut zoe = site(&db, TODAY, "membre").await;
        let page = zoe.get(ICI).await;
        shows(&page, &["3\u{202f}550,40", "Fonctionnement"]);
        assert!(!page.body.contains("Noter une dépense") && !page.body.contains("/mouvements"));
        let one = zoe.get(&format!("{ICI}/enveloppes/aci-fonctionnement")).await;
        shows(&one, &["D’où vient cet argent"]);
        assert!(!one.body.contains("Jeanne") && !one.body.contains("Coordination"));
        for closed in ["/mouvements", "/financements", "/simulation", "/exports", "/reglages", "/exports/fec.txt", "/rapport.pdf"] {
            assert_eq!(zoe.get(&format!("{ICI}{closed}")).await.status, 403, "{closed}");
        }
        assert_eq!(zoe.post(&format!("{ICI}/mouvements/nouveau"), &[("genre", "depense")]).await.status, 403);
        shows(&site(&db, TODAY, "presidence").await.get(&format!("{ICI}/mouvements")).await, &["Coordination, Jeanne"]);
    }

    async fn a_pasted_file_is_read_before_then_written(db) {
        let ctx = cpts(&db, "velay").await;
        signed(&db, &ctx).await;
        let mut luc = site(&db, TODAY, "tresorerie").await;
        let (at, text) = (format!("{ICI}/import"), "date;libelle;montant\n05/01/2026;Papier;12,50\nhier;x;1");
        shows(&luc.post(&at, &[("lignes", text)]).await, &["Ce champ est obligatoire."]);
        let fields = [("lignes", text), ("enveloppe", "aci-fonctionnement"), ("compte", "6064")];
        shows(&luc.post(&at, &fields).await, &["1\u{a0}mouvement à écrire", "1\u{a0}ligne refusée", "n’est pas une date", "Écrire ces mouvements"]);
        assert!(read(&ctx, &db).await.lignes.is_empty());
        shows(&luc.post(&at, &[&fields[..], &[("confirmer", "oui")]].concat()).await, &["1\u{a0}mouvement écrits"]);
        shows(&luc.post(&at, &fields).await, &["1\u{a0}déjà noté"]);
    }

    async fn a_transfer_is_simulated_and_says_what_no_text_settles(db) {
        let ctx = cpts(&db, "velay").await;
        signed(&db, &ctx).await;
        let mut luc = site(&db, TODAY, "tresorerie").await;
        let page = luc.get(&format!("{ICI}/simulation?de=aci-acces&vers=aci-fonctionnement&montant=1000")).await;
        shows(&page, &["à découvert", "À vérifier avec la CPAM", "Sénat", "Noter la décision"]);
        shows(&luc.get(&format!("{ICI}/simulation?de=aci-acces&vers=aci-acces&montant=1")).await, &["deux enveloppes différentes"]);
        let bare = luc.post(&format!("{ICI}/simulation"), &[("de", "aci-acces"), ("vers", "aci-fonctionnement"), ("montant", "1000"), ("jour", "2026-03-01"), ("texte", "Oui")]).await;
        shows(&bare, &["Joignez la pièce"]);
        assert!(read(&ctx, &db).await.decisions.is_empty());
    }

    async fn files_are_downloaded_and_the_year_is_closed(db) {
        let ctx = cpts(&db, "velay").await;
        let contrat = signed(&db, &ctx).await;
        received(&ctx, &db, contrat, date(2025, 4, 2), "acces", 3_750_000).await;
        let mut luc = site(&db, TODAY, "tresorerie").await;
        let exports = format!("{ICI}/exports");
        shows(&luc.get(&format!("{exports}?annee=2025")).await, &["Le FEC ne peut pas encore être écrit", "SIREN"]);
        assert_eq!(luc.get(&format!("{exports}/fec.txt?annee=2025")).await.status, 422);
        shows(&luc.post(&format!("{ICI}/reglages"), &[("siren", "123456789")]).await, &["clé de contrôle"]);
        posted(&mut luc, &format!("{ICI}/reglages"), &[("siren", "900000001")]).await;
        posted(&mut luc, &format!("{ICI}/reglages/comptes"), &[("numero", "6132"), ("libelle", "Loyers")]).await;
        let fec = luc.get(&format!("{exports}/fec.txt?annee=2025")).await;
        assert!(fec.status == 200 && fec.headers["content-disposition"].to_str().unwrap().contains("900000001FEC20251231.txt"));
        assert!(luc.get(&format!("{exports}/paheko.csv?annee=2025")).await.body.contains("Numéro d'écriture"));
        assert!(luc.get(&format!("{exports}/ecritures.csv?annee=2025")).await.body.contains("Virement CPAM"));
        assert!(luc.get(&format!("{exports}/ecritures.xlsx?annee=2025")).await.body.starts_with("PK"));
        assert!(luc.get(&format!("{ICI}/rapport.pdf?vue=contrat")).await.body.starts_with("%PDF"));
        assert!(luc.get(&format!("{ICI}/rapport.xlsx?vue=civile")).await.body.starts_with("PK"));
        shows(&luc.post(&format!("{exports}/soldes"), &[("annee", "2025"), ("soldes", "512 10,50\n110 -10")]).await, &["ne s’équilibrent pas"]);
        posted(&mut luc, &format!("{exports}/soldes"), &[("annee", "2025"), ("soldes", "512 10,50\n110 -10,50")]).await;
        posted(&mut luc, &format!("{exports}/cloture"), &[("annee", "2025")]).await;
        let kept = luc.get(&format!("{exports}/fec.txt?annee=2025")).await.body;
        let print = store::clotures::empreinte(kept.as_bytes());
        shows(&luc.get(&format!("{exports}?annee=2025")).await, &["a été clôturée", "gardé tel quel", &print]);
        received(&ctx, &db, contrat, date(2025, 5, 2), "acces", 10).await;
        let late = ["Arrivé après clôture, compté dans les écritures de 2026", "Contrat, 2\u{a0}mai 2025", "0,10\u{a0}€"];
        for annee in [2025, 2026] {
            shows(&luc.get(&format!("{exports}?annee={annee}")).await, &late);
        }
        assert_eq!(luc.get(&format!("{exports}/fec.txt?annee=2025")).await.body, kept);
        assert!(luc.get(&format!("{exports}/fec.txt?annee=2026")).await.body.contains("Après clôture : Virement CPAM"));
    }

    async fn the_card_of_the_day_says_what_is_late(db) {
        let ctx = cpts(&db, "velay").await;
        signed(&db, &ctx).await;
        let now = ctx.now;
        let app = testsite::builder(&db, now, RIGHTS).with(territoire::Atlas::load(&db, now).await.unwrap()).modules(&[module()]).build();
        let cards = crate::cards::read(&app, &mut db.read(&ctx).await.unwrap()).await.unwrap();
        let drawn: String = cards.iter().map(|(_, card)| maud::Render::render(card).into_string()).collect();
        assert!(drawn.contains("attendus depuis") && drawn.contains("/velay/espace/budget"), "{drawn}");
    }
}
