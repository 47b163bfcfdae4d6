//! Behind a computed value, the acts that it counted, one by one and without a name.

use super::{SCHEMA, World, leader, lois, open, read, texte, world};
use crate::tableur;
use actes::acte::Fait;
use actes::{Filtre, Genre, Mission};
use db::Db;
use documents::Cell;
use indicateurs::indicateur::{Evolution, Nature, Sens};
use indicateurs::mesure::{Compte, Depuis};
use indicateurs::{Cible, Etat, Mesure, Nombre, Texte, Unite};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use testkit::each_engine;

/// An indicator that counts meetings, two of them in year 1 and one in year 2.
async fn counted(db: &Db, world: &World) {
    let filtre = Filtre { mission: Some(Mission::Acces), genre: Some(Genre::Reunion), ..Filtre::default() };
    let mesure = Some(Mesure { filtre, compte: Compte::Actes, depuis: Depuis::Annee, sur: None });
    let (sens, nature, evolution) = (Sens::Hausse, Nature::Moyens, Evolution::Cumul);
    let (libelle, unite) = ("Réunions d’accès".to_owned(), Unite::Nombre);
    let meetings =
        Texte { libelle, unite, sens, nature, evolution, mesure, mot: "réunions".into(), ..texte("ours") };
    let id = indicateurs::add_indicateur(&leader(), db, &lois(), &world.contrat, meetings).await.unwrap();
    let cible = Cible { annee: 1, cible: Some(Nombre::entier(4)), poids: None };
    let cibles = BTreeMap::from([(id, cible)]);
    let year = ("acces", 1);
    indicateurs::set_cibles(&leader(), db, &world.contrat, year, &cibles, Etat::Brouillon).await.unwrap();
    for (n, jour) in [date(2025, 3, 4), date(2025, 5, 6), date(2025, 11, 12)].into_iter().enumerate() {
        note(db, jour, &n.to_string()).await;
    }
}

async fn note(db: &Db, jour: Date, source: &str) {
    let fait = Fait::new(jour, Mission::Acces, "Réunion avec Mme Durand");
    let fait = Fait { genre: Some(Genre::Reunion), minutes: 90, personnes: 8, ..fait };
    let mut tx = db.begin(&leader()).await.unwrap();
    actes::record(&mut tx, fait, ("essai", source)).await.unwrap();
    tx.commit().await.unwrap();
}

each_engine! { &SCHEMA;
    async fn the_pack_lists_the_acts_behind_a_computed_value_and_names_nobody(db) {
        let world = world(&db, &leader(), "ours").await;
        counted(&db, &world).await;
        let id = open(&db, &leader(), &world, 1).await;
        let dialogue = read(&db, &leader(), id).await;
        let dossier = crate::gather(&leader(), &db, &lois(), &dialogue).await.unwrap();
        let days: Vec<Date> = dossier.actes.iter().map(|one| one.jour).collect();
        assert_eq!(days, [date(2025, 5, 6), date(2025, 3, 4)]);
        let lines = dossier.missions.iter().flat_map(|one| &one.indicateurs);
        assert_eq!(lines.filter_map(|one| one.actes).collect::<Vec<_>>(), [2], "as many as the value says");
        let book = tableur::indicateurs(&dossier);
        let sheet = book.sheets.iter().find(|sheet| sheet.name == "Actes").unwrap();
        let row = &sheet.rows[0];
        assert_eq!((&row[3], &row[5], &row[6]), (&Cell::from("Réunion"), &Cell::from(8), &Cell::from(90)));
        let named = dossier.actes.iter().all(|one| one.reference.len() == 8 && !one.reference.contains('-'));
        assert!(named, "a reference that people can read: {:?}", dossier.actes);
        assert!(!format!("{:?}", sheet.rows).contains("Durand"), "{:?}", sheet.rows);
        assert!(crate::index::page(&dossier).contains("feuille «\u{a0}Actes"));
    }
}
