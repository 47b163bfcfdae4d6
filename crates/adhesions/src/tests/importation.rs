//! Files: exports of HelloAsso, original or saved again by a spreadsheet, and plain lists.

use super::*;
use crate::rapport::{Comptes, Issue};
use testkit::{each_engine, race};

const HEADER: &str = "Référence commande,Date de la commande,Statut de la commande,Nom adhérent,Prénom adhérent,Nom payeur,Prénom payeur,Email payeur,Raison sociale,Moyen de paiement,Tarif,Montant tarif,Numéro de billet\n";

/// As HelloAsso writes it.
fn original() -> String {
    format!(
        "\u{feff}{HEADER}\
        9001,05/01/2026 10:12:00,Validé,ROUX,Zoé,Roux,Zoé,Zoe.Roux@exemple.fr,,Carte bancaire,Cotisation,\"20,00\",71\n\
        9002,06/01/2026 09:00:00,Validé,Fabre,Luc,Abrial,Ève,eve.abrial@exemple.fr,,Carte bancaire,Cotisation,\"20,00\",72\n\
        9003,07/01/2026 09:00:00,Remboursé,Abrial,Ève,Abrial,Ève,eve.abrial@exemple.fr,,Carte bancaire,Cotisation,\"20,00\",73\n\
        9004,08/01/2026 09:00:00,Validé,Inconnue,Paule,Inconnue,Paule,paule@exemple.fr,,Carte bancaire,\"Cotisation\nréduite\",\"10,00\",74\n\
        9005,32/01/2026 09:00:00,Validé,Abrial,Ève,Abrial,Ève,eve.abrial@exemple.fr,,Carte bancaire,Cotisation,\"20,00\",75\n\
        9006,08/01/2026,Validé,,,Abrial,Ève,contact@msp.fr,MSP du Lac,Carte bancaire,Cotisation,\"50,00\",76\n"
    )
}

/// The same, opened and saved again by a spreadsheet: semicolons, other dates and amounts, blank lines, a total, Latin letters.
fn edited() -> Vec<u8> {
    let text = "Numéro de billet;Date de la commande;Nom adhérent;Prénom adhérent;Email payeur;Montant tarif;Référence commande;Statut de la commande;Raison sociale\r\n\
        71;05/01/2026;ROUX;Zoé;zoe.roux@exemple.fr;20 €;9001;Validé;\r\n\
        ;;;;;;;;\r\n\
        72;2026-01-06;Fabre;Luc;eve.abrial@exemple.fr;20,00 €;9002;Validé;\r\n\
        76;08/01/26;;;contact@msp.fr;50;9006;Validé;MSP du Lac\r\n\
        77;09/01/2026 08:00;Abrial;Ève;eve.abrial@exemple.fr;20,00;9007;Validé;\r\n\
        Total;;;;;110,00 €;;;\r\n";
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

async fn world(db: &Db) -> Ctx {
    let ctx = cpts(db, "velay").await;
    for name in ["Zoé Roux", "Luc Fabre", "Ève Abrial"] {
        membre(&ctx, db, name).await;
    }
    organisation(&ctx, db, "MSP du Lac").await;
    rate(&ctx, db).await;
    ctx
}

fn issues(rapport: &Rapport) -> Vec<Issue> {
    rapport.lignes.iter().map(|one| one.issue).collect()
}

async fn received(ctx: &Ctx, db: &Db) -> i64 {
    let fees = store::cotisations::de_l_annee(&mut db.read(ctx).await.unwrap(), 2026).await.unwrap();
    fees.values().map(Cotisation::recu).sum()
}

each_engine! { SCHEMA;
    async fn an_export_is_noted_once_whatever_the_file_that_brings_it(db) {
        use Issue::{Ajoutee, Ecartee, Illisible, Inchangee, SansAdherent};
        let ctx = world(&db).await;
        let dry = Reglages { dry_run: true, ..Reglages::default() };
        let seen = import_helloasso(&ctx, &db, original().as_bytes(), dry).await.unwrap();
        assert_eq!(issues(&seen), [Ajoutee, Ajoutee, Ecartee, SansAdherent, Illisible, Ajoutee]);
        assert_eq!(seen.lignes.iter().map(|one| one.numero).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7]);
        assert_eq!((seen.lignes[4].colonne, received(&ctx, &db).await), ("date", 0));
        assert!(seen.lignes[5].raison.contains("30,00\u{a0}€ de plus que demandé"), "{}", seen.lignes[5].raison);
        let kept = import_helloasso(&ctx, &db, original().as_bytes(), Reglages::default()).await.unwrap();
        assert_eq!((issues(&kept), received(&ctx, &db).await), (issues(&seen), 9_000));
        let again = import_helloasso(&ctx, &db, original().as_bytes(), Reglages::default()).await.unwrap();
        assert_eq!(again.comptes(), Comptes { read: 6, inserted: 0, updated: 0, unchanged: 4, rejected: 2 });
        let more = import_helloasso(&ctx, &db, &edited(), Reglages::default()).await.unwrap();
        assert_eq!(issues(&more), [Inchangee, Inchangee, Inchangee, Ajoutee, Ecartee]);
        assert!(more.avis.iter().any(|words| words.contains("Windows-1252")));
        assert_eq!(received(&ctx, &db).await, 11_000);
    }

    async fn two_imports_at_once_note_each_payment_once(db) {
        let ctx = world(&db).await;
        let done = race(4, || async { import_helloasso(&ctx, &db, &edited(), Reglages::default()).await }).await;
        let added: u64 = done.into_iter().map(|one| one.unwrap().count(Issue::Ajoutee)).sum();
        assert_eq!((added, received(&ctx, &db).await), (4, 11_000));
    }

    async fn a_cancelled_payment_does_not_come_back_and_a_refund_is_said(db) {
        let ctx = world(&db).await;
        import_helloasso(&ctx, &db, original().as_bytes(), Reglages::default()).await.unwrap();
        let refunded = original().replace("9001,05/01/2026 10:12:00,Validé", "9001,05/01/2026 10:12:00,Remboursé");
        let said = import_helloasso(&ctx, &db, refunded.as_bytes(), Reglages::default()).await.unwrap();
        assert!(said.lignes[0].issue == Issue::Ecartee && said.lignes[0].raison.contains("annulez ce paiement"));
        let zoe = membres(&mut db.read(&ctx).await.unwrap(), TODAY).await.unwrap().into_iter().find(|one| one.nom() == "Zoé Roux").unwrap();
        let fee = store::cotisations::de(&mut db.read(&ctx).await.unwrap(), zoe.id).await.unwrap().remove(0);
        cancel_paiement(&ctx, &db, zoe.id, fee.paiements[0].id).await.unwrap();
        let again = import_helloasso(&ctx, &db, original().as_bytes(), Reglages::default()).await.unwrap();
        assert!(again.lignes[0].raison.contains("annulé ici"), "{}", again.lignes[0].raison);
    }

    async fn who_pays_for_two_members_pays_twice_and_equal_rows_are_noted_or_said(db) {
        let ctx = world(&db).await;
        let text = "Date;Nom;Prénom;Email;Montant\n05/01/2026;Roux;Zoé;secretariat@msp.fr;20\n05/01/2026;Fabre;Luc;secretariat@msp.fr;20\n\
            05/01/2026;Abrial;Ève;secretariat@msp.fr;10\n05/01/2026;Abrial;Ève;secretariat@msp.fr;10\n05/01/2026;Abrial;Ève;secretariat@msp.fr;10\n";
        let read = import_helloasso(&ctx, &db, text.as_bytes(), Reglages::default()).await.unwrap();
        use Issue::{Ajoutee, Ecartee, Inchangee};
        assert_eq!(issues(&read), [Ajoutee, Ajoutee, Ajoutee, Ajoutee, Ecartee]);
        assert!(read.lignes[4].raison.contains("vérifiez-le chez HelloAsso"), "{}", read.lignes[4].raison);
        assert_eq!(received(&ctx, &db).await, 6_000);
        let again = import_helloasso(&ctx, &db, text.as_bytes(), Reglages::default()).await.unwrap();
        assert_eq!((issues(&again), received(&ctx, &db).await), (vec![Inchangee, Inchangee, Inchangee, Inchangee, Ecartee], 6_000));
        let done = race(4, || async { import_helloasso(&ctx, &db, text.as_bytes(), Reglages::default()).await }).await;
        assert!(done.into_iter().all(|one| one.unwrap().count(Ajoutee) == 0));
    }

    async fn without_reference_address_day_and_amount_tell_a_payment(db) {
        let ctx = world(&db).await;
        let text = "Date;Nom;Prénom;Email;Montant\n05/01/2026;Roux;Zoé;zoe.roux@exemple.fr;20\n05/01/2026;Roux;Zoé;zoe.roux@exemple.fr;20,00 €\n05/02/2026;;;;20\n";
        let read = import_helloasso(&ctx, &db, text.as_bytes(), Reglages::default()).await.unwrap();
        assert_eq!(issues(&read), [Issue::Ajoutee, Issue::Ecartee, Issue::Illisible], "paid already: said, never dropped");
        let late = Reglages { annee: Some(2024), dry_run: false };
        let before = "Date;Nom;Prénom;Email;Montant\n05/12/2025;Roux;Zoé;zoe.roux@exemple.fr;20\n";
        let read = import_helloasso(&ctx, &db, before.as_bytes(), late).await.unwrap();
        assert_eq!(read.lignes[0].raison, "Zoé Roux n’était pas adhérent en 2024");
    }

    async fn whoever_pays_for_another_is_not_taken_for_them(db) {
        let ctx = world(&db).await;
        let text = format!("{HEADER}1,05/01/2026,Validé,Martin,Jeanne,Roux,Zoé,zoe.roux@exemple.fr,,,,20,1\n2,05/01/2026,Validé,Roux-Martin,Zoé,Roux-Martin,Zoé,zoe.roux@exemple.fr,,,,20,2\n");
        let read = import_helloasso(&ctx, &db, text.as_bytes(), Reglages::default()).await.unwrap();
        assert_eq!(issues(&read), [Issue::SansAdherent, Issue::Ajoutee]);
        assert!(read.lignes[0].raison.contains("l’adresse est celle de Zoé Roux"));
    }

    async fn a_plain_list_adds_completes_and_refuses_line_by_line(db) {
        let ctx = cpts(&db, "velay").await;
        membre(&ctx, &db, "Zoé Roux").await;
        let text = "Nom|Prénom|E-mail|Téléphone|Profession|RPPS|Depuis|Couleur\n\
            Roux|Zoé|zoe.roux@exemple.fr|06 12 34 56 78|Infirmier / Ostéopathe||01/01/2025|bleu\n\
            Fabre|Luc|luc.fabre@exemple.fr||Médecin généraliste||15/06/2025|\n\
            Gibert|Noé|pas-une-adresse|||||\n\
            Vidal|Paul|paul@exemple.fr|||12345678901||\n";
        let first = import_adherents(&ctx, &db, text.as_bytes(), Reglages::default()).await.unwrap();
        assert_eq!(issues(&first), [Issue::Completee, Issue::Ajoutee, Issue::Illisible, Issue::Illisible]);
        assert_eq!((first.lignes[2].colonne, first.lignes[3].colonne), ("courriel", "idnps"));
        assert!(first.avis[0].contains("couleur"), "{:?}", first.avis);
        let again = import_adherents(&ctx, &db, text.as_bytes(), Reglages::default()).await.unwrap();
        assert_eq!(again.comptes(), Comptes { read: 4, inserted: 0, updated: 0, unchanged: 2, rejected: 2 });
        let all = membres(&mut db.read(&ctx).await.unwrap(), TODAY).await.unwrap();
        assert_eq!(all.iter().map(Adherent::nom).collect::<Vec<_>>(), ["Luc Fabre", "Zoé Roux"]);
        assert_eq!(all[1].professions, ["Infirmier", "Ostéopathe"]);
        let orders = import_adherents(&ctx, &db, original().as_bytes(), Reglages::default()).await.unwrap();
        assert_eq!(orders.count(Issue::Ajoutee), 2, "an export is told by its header");
    }
}
