//! Lists of people: what spreadsheets make of them, children, households, and what can leave.

use super::demander::{ROOM, claire, shows, territory, waiting};
use super::*;
use crate::import_demandes::{Lecture, Ou, Reglages, read_list};
use db::Db;
use identifiants::CommuneCode;
use jiff::civil::date;
use testkit::each_engine;

/// What a list would do, everybody in Le Puy-en-Velay.
async fn read(ctx: &Ctx, db: &Db, bytes: &[u8], sms: bool) -> Lecture {
    let trouver = |_: &Ou<'_>| Ok(("43157".parse::<CommuneCode>().unwrap(), true));
    let asked = Reglages { campagne: None, commune: None, sms, trouver: &trouver };
    read_list(ctx, db, bytes, &asked).await.unwrap()
}

each_engine! { SCHEMA;
    async fn a_child_of_a_list_goes_with_an_adult_or_only_its_line_is_refused(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        territory(&ctx, &db, &["43157"]).await;
        let mut claire = claire(&db).await;
        let at = format!("{ROOM}/import");
        let list = "nom;prénom;naissance;commune;foyer;responsable;téléphone\n\
            Petit;Léo;02/02/2019;Le Puy-en-Velay;a 1;;\n\
            Petit;Anne;02/02/1985;Le Puy-en-Velay;A 1;;0612345678\n\
            Roux;Zoé;02/02/2020;Le Puy-en-Velay;;;\n\
            Blanc;Tom;02/02/2020;Brioude;;Marc Blanc;\n";
        let sent = [("contenu", list), ("accord", "oui")];
        let page = claire.post(&at, &sent).await;
        shows(&page, 200, &["3\u{a0}personnes à ajouter", "1\u{a0}ligne refusée", "donnez son parent", "Hors du territoire, gardées quand même\u{a0}: lignes 5", "Ni téléphone, ni courriel, ni adresse\u{a0}: lignes 5"]);
        for _ in 0..2 {
            let done = claire.post(&format!("{at}/confirmation"), &sent).await;
            assert_eq!(done.status, 303, "{}", done.body);
        }
        let kept = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        assert_eq!(kept.len(), 3);
        let foyers: std::collections::BTreeSet<_> = kept.iter().map(|one| one.foyer).collect();
        assert_eq!(foyers.len(), 2, "Léo goes with Anne");
        let leo = kept.iter().find(|one| one.situation.annee == 2019).unwrap();
        let who = read_identite(&ctx, &db, leo.id, "essai de la liste").await.unwrap();
        assert_eq!(who.aidant.unwrap().nom, "Anne Petit", "who is told for him");
    }

    async fn zeros_that_a_spreadsheet_ate_come_back_and_a_code_is_no_postcode(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        territory(&ctx, &db, &["43157"]).await;
        let mut claire = claire(&db).await;
        let list = "Nom,Prénom,Date de naissance,Code INSEE,Téléphone\n\
            Petit,Paul,14-03-56,69001,612345678\n\
            Blanc,Luc,14031960,1053,\n\
            Noir,Inès,1/2/1980,99999,\n";
        let sent = [("contenu", list), ("accord", "oui")];
        shows(&claire.post(&format!("{ROOM}/import"), &sent).await, 200, &["Code de commune inconnu\u{a0}: 99999"]);
        assert_eq!(claire.post(&format!("{ROOM}/import/confirmation"), &sent).await.status, 303);
        let mut kept = waiting(&ctx, &db, &coffre, Phase::Attente).await;
        kept.sort_by_key(|one| one.situation.annee);
        let communes: Vec<String> = kept.iter().map(|one| one.situation.commune.to_string()).collect();
        assert_eq!(communes, ["69001", "01053"]);
        let who = read_identite(&ctx, &db, kept[0].id, "essai de la liste").await.unwrap();
        assert_eq!((who.telephone.unwrap().to_string().as_str(), who.naissance), ("06 12 34 56 78", date(1956, 3, 14)));
    }

    async fn a_list_promises_only_what_leaves_and_is_read_whatever_wrote_it(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        let bytes = b"nom;pr\xe9nom;naissance;telephone;adresse;courriel\r\nLef\xe8vre;Zo\xe9;01/02/1950;0612345678;;\r\nA\xefm;L\xe9o;01/02/1951;0471000000;3 rue;\r\nRoux;Max;01/02/1952;0471000000;;\r\nPetit;Ida;01/02/1953;0612345678;;ida@exemple.fr\r\n";
        let canaux = |lecture: &Lecture| lecture.nouvelles.iter().map(|one| one.personne.situation.canal).collect::<Vec<_>>();
        let with = read(&ctx, &db, bytes, true).await;
        assert_eq!(canaux(&with), [Canal::Sms, Canal::Lettre, Canal::Appel, Canal::Sms]);
        assert_eq!(with.nouvelles[0].personne.identite.nom_entier(), "Zoé Lefèvre");
        let without = read(&ctx, &db, bytes, false).await;
        assert_eq!(canaux(&without), [Canal::Appel, Canal::Lettre, Canal::Appel, Canal::Courriel]);
        assert_eq!(without.refusees, []);
    }
}
