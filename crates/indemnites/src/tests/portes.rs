//! Through the pages, with the rights that are shipped.

use super::*;
use testkit::{Visitor, each_engine, http::Page};

/// The table that is shipped: who is let in here is let in for real.
const RIGHTS: &str = include_str!("../../../app/droits.txt");
const ICI: &str = "/velay/espace/indemnites";
const MOI: &str = "/velay/espace/mon-annee";

async fn signed(db: &Db, ctx: &Ctx, role: &str) -> Visitor {
    let now = testkit::actors::instant(&format!("{TODAY}T08:00:00Z"));
    let builder = testsite::builder(db, now, RIGHTS).with(territoire::Atlas::load(db, now).await.unwrap());
    let app = builder.modules(&[module()]).build();
    testsite::visitor(&app, (module().routes)(), &format!("{}~{role}", crate::author(ctx).unwrap()))
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

each_engine! { SCHEMA;
    async fn every_page_opens_on_nothing_and_says_what_to_do(db) {
        let ctx = cpts(&db, "velay").await;
        let mut desk = signed(&db, &ctx, "tresorerie").await;
        for (part, words) in [
            ("", "Une ligne naît de chaque présence"), ("/payer", "Aucune alerte"), ("/lots", "Aucun lot"), ("/baremes", "Aucun barème"),
            ("/differences", "Aucune différence"), ("/plafonds", "48\u{202f}060"), ("/coordonnees", "Aucune coordonnée"),
            ("/montants", "Rien de payé"), ("/compte", "Titulaire du compte"),
        ] {
            shows(&desk.get(&format!("{ICI}{part}")).await, &[words]);
        }
        shows(&desk.get(MOI).await, &["Pas encore de fiche"]);
        for nowhere in ["/x", "/lots/x", "/personnes/x", "/coordonnees/x"] {
            assert_eq!(desk.get(&format!("{ICI}{nowhere}")).await.status, 404, "{nowhere}");
        }
        let mut luc = signed(&db, &ctx, "membre").await;
        for closed in ["", "/payer", "/lots"] {
            assert_eq!(luc.get(&format!("{ICI}{closed}")).await.status, 403);
        }
        shows(&luc.get(MOI).await, &["Pas encore de fiche"]);
    }

    async fn a_payment_run_goes_through_the_pages(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let (mut desk, mut chair) = (signed(&db, &ctx, "tresorerie").await, signed(&db, &other, "presidence").await);
        let rate = [
            ("regime", "perte_de_revenu"), ("objet", "temps"), ("montant", "45"), ("unite", "heure"), ("arrondi", "quart_superieur"),
            ("du", "2026-01-01"), ("source", "Règlement intérieur, annexe 2"), ("profession", ""), ("mission", ""), ("genre", ""), ("action", ""),
        ];
        let bad = desk.post(&format!("{ICI}/baremes"), &[&rate[..6], &[("source", ""), ("unite", "kilometre")]].concat()).await;
        assert_eq!(bad.status, 422);
        posted(&mut desk, &format!("{ICI}/baremes"), &rate).await;
        let overlap = desk.post(&format!("{ICI}/baremes"), &rate).await;
        shows(&overlap, &["Un autre barème vaut déjà"]);
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        attend(&ctx, &db, meeting(&ctx, &db, "Groupe soins", date(2026, 2, 10)).await, &[nora]).await;
        shows(&desk.get(&format!("{ICI}/payer")).await, &["Coordonnées bancaires manquantes", "Saisir l’IBAN", "Aucune autre ligne"]);
        let bank = format!("{ICI}/coordonnees/{nora}");
        let wrong = desk.post(&bank, &[("titulaire", "Nora Roux"), ("iban", "FR76 3000 6000 0112 3456 7890 188"), ("bic", "")]).await;
        shows(&wrong, &["La clé de cet IBAN est fausse"]);
        posted(&mut desk, &bank, &[("titulaire", "Nora Roux"), ("iban", "fr76 3000 6000 0112 3456 7890 189"), ("bic", "")]).await;
        let masked = desk.get(&bank).await;
        shows(&masked, &["FR76 •••• 0189"]);
        assert!(!masked.body.contains("3000 6000"));
        shows(&desk.post(&format!("{bank}/lecture"), &[("motif", "Appel de la banque")]).await, &["FR76 3000 6000"]);
        shows(&desk.get(&format!("{ICI}/payer")).await, &["Coordonnées bancaires à vérifier", "Vérifier avec la personne"]);
        let checked = [("motif", "Appelée au cabinet"), ("donne_le", masked.input("donne_le").unwrap())];
        posted(&mut signed(&db, &other, "coordination").await, &format!("{bank}/confirmation"), &checked).await;
        shows(&desk.get(&format!("{ICI}/payer")).await, &["Aucune alerte", "1\u{a0}ligne", "67,50\u{a0}€", "Approuver la ligne sans alerte"]);
        posted(&mut desk, &format!("{ICI}/payer"), &[("paiement", "2026-03-06")]).await;
        posted(&mut desk, &format!("{ICI}/compte"), &[("titulaire", "CPTS Velay"), ("iban", IBAN), ("bic", "")]).await;
        let lot = posted(&mut desk, &format!("{ICI}/lots"), &[("execution", "2026-03-06"), ("version", "pain.001.001.09")]).await;
        shows(&desk.get(&lot).await, &["Ce lot attend", "Annuler le lot", "67,50"]);
        assert_eq!(desk.post(&format!("{lot}/emission"), &[]).await.status, 303);
        shows(&desk.get(&lot).await, &["quelqu’un d’autre doit l’émettre"]);
        posted(&mut chair, &format!("{lot}/emission"), &[]).await;
        let file = chair.get(&format!("{lot}/virements.xml")).await;
        assert!(file.status == 200 && file.body.contains("<Nm>Nora Roux</Nm>"));
        shows(&chair.get(&lot).await, &["Déjà émis le", "téléchargé 1"]);
        let id = all_lines(&ctx, &db).await[0].id;
        shows(&desk.get(&format!("{ICI}/{id}")).await, &["Pourquoi ce montant", "1\u{a0}h\u{a0}30 × 45,00\u{a0}€", "Lot n°\u{a0}1", "En cours de paiement"]);
        shows(&desk.get(&format!("{ICI}?etat=en_lot&mois=2026-02&personne={nora}")).await, &["Groupe soins"]);
        shows(&desk.get(&format!("{ICI}/personnes/{nora}")).await, &["Groupe soins", "Reste sous le plafond", "non confirmé"]);
        let early = desk.post(&format!("{lot}/execution"), &[]).await;
        assert_eq!(early.status, 303);
        confirm_lot(&on(&ctx, PAYDAY), &db, lot.rsplit('/').next().unwrap().parse().unwrap()).await.unwrap();
        shows(&desk.get(&format!("{ICI}/montants")).await, &["67,50", "Télécharger en XLSX"]);
        for part in ["/montants.csv", "/montants.xlsx"] {
            assert_eq!(desk.get(&format!("{ICI}{part}?annee=2026")).await.status, 200);
        }
        let paper = desk.get(&format!("{ICI}/personnes/{nora}/releve.pdf?annee=2026")).await;
        assert!(paper.status == 200 && paper.body.starts_with("%PDF"));
    }

    async fn a_member_sees_their_year_declares_and_gives_their_account(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier", "Médecin"]).await;
        let mine = account(&ctx, &db, "Nora").await;
        adhesions::link_compte(&ctx, &db, nora, crate::author(&mine)).await.unwrap();
        attend(&ctx, &db, meeting(&ctx, &db, "Groupe soins", date(2026, 2, 10)).await, &[nora]).await;
        let mut me = signed(&db, &mine, "membre").await;
        let page = me.get(MOI).await;
        shows(&page, &["Groupe soins", "67,50", "Sans IBAN", "Comme Médecin", "Reste sous le plafond", "Temps par mission"]);
        assert!(!page.body.contains("Autres actes</h2>"), "an attendance is not told twice");
        let mut tx = db.begin(&ctx).await.unwrap();
        for (auteur, titre) in [(crate::author(&mine), "Fiche sur les chutes"), (Some(Uuid::from_u128(77)), "Acte d’une autre personne")] {
            let fait = actes::acte::Fait { auteur, minutes: 50, ..actes::acte::Fait::new(date(2026, 2, 12), Mission::Prevention, titre) };
            actes::record(&mut tx, fait, ("actes", titre)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let page = me.get(MOI).await;
        shows(&page, &["Autres actes</h2>", "Fiche sur les chutes", "50\u{a0}min", "1\u{a0}h\u{a0}30", "Temps des autres actes"]);
        assert!(!page.body.contains("Acte d’une autre personne"));
        let desk = signed(&db, &ctx, "tresorerie").await.get(&format!("{ICI}/personnes/{nora}")).await;
        shows(&desk, &["Fiche sur les chutes"]);
        let told = [("jour", "2026-02-20"), ("objet", "temps"), ("quantite", "30"), ("mission", "acces"), ("quoi", "Appels"), ("profession", "Infirmier"), ("cle", page.input("cle").unwrap())];
        let bad = me.post(&format!("{MOI}/declarations"), &[("jour", ""), ("objet", "temps"), ("quantite", "x"), ("mission", "acces"), ("quoi", "")]).await;
        assert_eq!(bad.status, 422);
        shows(&bad, &["Ce champ est obligatoire", "Ce que vous avez fait"]);
        for _ in 0..2 {
            posted(&mut me, &format!("{MOI}/declarations"), &told).await;
        }
        shows(&me.get(MOI).await, &["Appels", "22,50", "Retirer"]);
        assert_eq!(all_lines(&ctx, &db).await.len(), 2, "the same form twice is one line");
        let wrong = me.post(&format!("{MOI}/coordonnees"), &[("titulaire", "Nora"), ("iban", "US12"), ("bic", "")]).await;
        assert_eq!(wrong.status, 422);
        posted(&mut me, &format!("{MOI}/coordonnees"), &[("titulaire", "Nora"), ("iban", IBAN), ("bic", "")]).await;
        shows(&me.get(MOI).await, &["FR76 •••• 0189"]);
        let paper = me.get(&format!("{MOI}/releve.pdf?annee=2026")).await;
        assert!(paper.status == 200 && paper.body.starts_with("%PDF"));
        let paper = me.post(&format!("{MOI}/attestation"), &[("annee", "2026")]).await;
        assert!(paper.status == 200 && paper.body.starts_with("%PDF"), "{}", paper.body);
        let id = all_lines(&ctx, &db).await.into_iter().find(|one| one.libelle == "Groupe soins").unwrap().id;
        posted(&mut me, &format!("{MOI}/lignes/{id}/profession"), &[("profession", "Médecin")]).await;
        assert_eq!(line(&ctx, &db, id).await.cents(), Some(7_500));
    }

    async fn a_refused_order_is_presented_again_and_a_paper_opens_with_a_reason(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let (nora, _) = super::lots::ready(&ctx, &db).await;
        let mine = account(&ctx, &db, "Nora").await;
        adhesions::link_compte(&ctx, &db, nora, crate::author(&mine)).await.unwrap();
        let (id, message) = super::rejets::issued(&ctx, &other, &db, PAYDAY).await;
        let mut desk = signed(&db, &ctx, "tresorerie").await;
        let lot = format!("{ICI}/lots/{id}");
        shows(&desk.get(&lot).await, &["Référence structurée", "IND2026000100001"]);
        let hers = if store::virements::virements(&mut db.read(&ctx).await.unwrap(), id).await.unwrap()[0].beneficiaire == nora.uuid() { 1 } else { 2 };
        shows(&signed(&db, &mine, "membre").await.get(MOI).await, &["Référence du virement", &format!("IND202600010000{hers}")]);
        read_retour(&ctx, &db, &super::rejets::whole(&message, "RJCT", "AM04")).await.unwrap();
        shows(&desk.get(&format!("{ICI}/payer")).await, &["Virement rejeté, à représenter", &lot]);
        shows(&desk.get(&lot).await, &["Représenter les virements rejetés", "Provision insuffisante"]);
        posted(&mut desk, &format!("{lot}/representation"), &[("rang", ""), ("motif", "Compte approvisionné")]).await;
        shows(&desk.get(&format!("{ICI}/payer")).await, &["4\u{a0}lignes approuvées", "Libellé sur le relevé du bénéficiaire"]);
        let form = [("execution", "2026-03-06"), ("version", "pain.001.001.09"), ("remise", "texte")];
        let next = posted(&mut desk, &format!("{ICI}/lots"), &form).await;
        shows(&desk.get(&next).await, &["Texte lisible", "IND-2026-0002-00001"]);
        let paper = pieces::Depot::new("rib.pdf", b"%PDF-1.7 rib".to_vec());
        let compte = Compte::read("Nora Roux", "BE54925899139441", "").unwrap();
        give_coordonnees(&ctx, &db, nora, &compte, Some(paper)).await.unwrap();
        let bank = format!("{ICI}/coordonnees/{nora}");
        shows(&desk.get(&bank).await, &["Ouvrir le papier", "chiffré", "Données par quelqu’un d’autre"]);
        let read = desk.post(&format!("{bank}/papier"), &[("motif", "Titulaire à relire")]).await;
        assert!(read.status == 200 && read.body.starts_with("%PDF"));
        assert_eq!(desk.post(&format!("{bank}/papier"), &[("motif", "")]).await.status, 303);
        assert_eq!(signed(&db, &other, "coordination").await.post(&format!("{bank}/papier"), &[("motif", "x")]).await.status, 403);
    }

    async fn the_card_says_what_waits_to_those_who_decide(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        give(&ctx, &db, nora, "Nora", IBAN).await;
        debit(&ctx, &db).await;
        let ids = slots(&ctx, &db, nora, 1_000, 2).await;
        approve(&ctx, &db, &law(), ids[0], PAYDAY).await.unwrap();
        prepare_lot(&ctx, &db, &law(), ctx.id(), PAYDAY, sepa::Version::V09, Remise::Reference).await.unwrap();
        let now = testkit::actors::instant(&format!("{TODAY}T08:00:00Z"));
        let app = testsite::builder(&db, now, RIGHTS).modules(&[module()]).build();
        let table = web::RightsTable::parse(RIGHTS).unwrap();
        let drawn = async |role: &str| {
            let hers = Ctx { rights: table.rights_of(true, &[role.to_owned()]), ..as_person(&ctx, Uuid::from_u128(5)) };
            let cards = crate::cards::read(&app, &mut db.read(&hers).await.unwrap()).await.unwrap();
            cards.iter().map(|(_, card)| maud::Render::render(card).into_string()).collect::<String>()
        };
        let chair = drawn("presidence").await;
        assert!(chair.contains("1\u{a0}indemnité à approuver") && chair.contains("Lot n°\u{a0}1 attend d’être émis"), "{chair}");
        assert_eq!(drawn("membre").await, "");
    }
}
