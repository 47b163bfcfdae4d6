//! Two editions, and what a territory reads between them.

use super::{FRANCE, L, SCHEMA, codes, counts, day, idnps, l, named};
use crate::{Changement, Genre, changements, professionnel};
use db::Db;
use extractions::Champ;
use jiff::civil::date;
use testkit::{actors, each_engine};

async fn seen(db: &Db, communes: &str, depuis: i64) -> Vec<Changement> {
    let mut tx = db.read(&actors::system()).await.unwrap();
    changements(&mut tx, &FRANCE, &codes(communes), depuis).await.unwrap()
}

/// « arrivee Mme Lou Exemple ».
fn words(changes: &[Changement]) -> Vec<String> {
    let mut words: Vec<String> =
        changes.iter().map(|one| format!("{} {}", one.genre.code(), one.nom)).collect();
    words.sort();
    words
}

/// Five people at Le Puy.
fn before() -> Vec<L> {
    (1..=5).map(|n| l(n, &format!("FICTIF-{n}"), "ALIX")).collect()
}

/// One left the file, one moved to Brioude, one changed telephone, one arrived.
fn after() -> Vec<L> {
    let mut lines = before();
    lines.remove(0);
    lines[0] = lines[0].clone().at("43040", "43100", "Brioude");
    lines[1] = lines[1].clone().with(Champ::Telephone, "0471000000");
    lines.push(l(6, "NOUVEAU", "LOU"));
    lines
}

each_engine! { SCHEMA;
    async fn a_first_edition_changes_nothing_for_anybody(db) {
        day(&db, 20, &before()).await;
        assert!(seen(&db, "43157 43040", 0).await.is_empty());
    }

    async fn two_editions_tell_who_arrived_left_moved_and_changed(db) {
        day(&db, 20, &before()).await;
        assert_eq!(counts(&day(&db, 27, &after()).await), [5, 1, 2, 2, 0, 1, 4]);
        let all = seen(&db, "43157 43040", 0).await;
        let expected = ["arrivee Mme Lou Nouveau", "demenagement Mme Alix Fictif-2", "depart Mme Alix Fictif-1",
            "modification Mme Alix Fictif-3"];
        assert_eq!(words(&all), expected);
        let of = |genre| all.iter().find(|one| one.genre == genre).unwrap();
        assert!(of(Genre::Depart).details[0].apres.starts_with("absent du fichier du 27"));
        let moved = of(Genre::Demenagement);
        assert_eq!((moved.avant, moved.apres), (Some("43157".parse().unwrap()), Some("43040".parse().unwrap())));
        let changed = &of(Genre::Modification).details;
        assert_eq!(changed.len(), 1, "{changed:?}");
        assert_eq!((changed[0].quoi.as_str(), changed[0].avant.as_str(), changed[0].apres.as_str()), ("Téléphone", "", "0471000000"));
    }

    async fn a_move_is_an_arrival_here_and_a_departure_there(db) {
        day(&db, 20, &before()).await;
        day(&db, 27, &after()).await;
        assert_eq!(words(&seen(&db, "43040", 0).await), ["arrivee Mme Alix Fictif-2"]);
        let here = words(&seen(&db, "43157", 0).await);
        assert!(here.contains(&"depart Mme Alix Fictif-2".to_owned()), "{here:?}");
        assert!(seen(&db, "43157", 2).await.is_empty() && seen(&db, "63113", 0).await.is_empty());
    }

    async fn somebody_who_vanishes_stays_and_may_come_back(db) {
        let lines = [l(1, "FICTIF", "ALIX"), l(2, "EXEMPLE", "LOU")];
        day(&db, 20, &lines).await;
        assert_eq!(counts(&day(&db, 21, &lines[..1]).await), [1, 0, 0, 1, 0, 1, 1]);
        let absent = async || {
            let mut tx = db.read(&actors::system()).await.unwrap();
            professionnel(&mut tx, &idnps(2)).await.unwrap().unwrap().absent_du
        };
        assert_eq!(absent().await, Some(date(2026, 11, 21)));
        // Still absent: nothing more is said, and the day stays that of the first file without them.
        assert_eq!(counts(&day(&db, 22, &lines[..1]).await), [1, 0, 0, 1, 0, 0, 0]);
        assert_eq!(absent().await, Some(date(2026, 11, 21)));
        let back = day(&db, 23, &lines).await;
        assert_eq!((back.bilan.changements, back.bilan.ajoutes, absent().await), (1, 1, None));
        assert_eq!(words(&seen(&db, "43157", 3).await), ["arrivee Mme Lou Exemple"]);
    }

    async fn somebody_who_comes_back_elsewhere_leaves_their_old_lines(db) {
        let lines = [l(1, "FICTIF", "ALIX"), l(2, "EXEMPLE", "LOU")];
        day(&db, 20, &lines).await;
        day(&db, 21, &lines[..1]).await;
        day(&db, 22, &[lines[0].clone(), lines[1].clone().at("43040", "43100", "Brioude")]).await;
        let mut tx = db.read(&actors::system()).await.unwrap();
        let lou = professionnel(&mut tx, &idnps(2)).await.unwrap().unwrap();
        assert_eq!((lou.communes(), lou.is_present(), lou.exercices.len()), (codes("43040"), true, 1));
    }

    async fn a_second_practice_is_an_arrival_and_a_new_name_is_told_everywhere(db) {
        day(&db, 20, &[l(1, "FICTIF", "ALIX")]).await;
        let second = l(1, "FICTIF", "ALIX").at("43040", "43100", "Brioude");
        day(&db, 21, &[l(1, "FICTIF", "ALIX"), second.clone()]).await;
        assert_eq!(words(&seen(&db, "43157 43040", 0).await), ["arrivee Mme Alix Fictif"]);
        let married = |line: L| line.with(Champ::NomExercice, "MOREL");
        assert_eq!(day(&db, 22, &[married(l(1, "", "ALIX")), married(second)]).await.bilan.modifies, 2);
        let told = seen(&db, "43157 43040", 2).await;
        assert_eq!(words(&told), ["modification Mme Alix Morel"], "one for the whole territory");
        assert_eq!(told[0].details[0].avant, "Mme Alix Fictif");
        assert_eq!(words(&seen(&db, "43040", 2).await), ["modification Mme Alix Morel"]);
    }

    async fn a_column_that_no_noun_speaks_of_is_told_by_its_title(db) {
        day(&db, 20, &[l(1, "FICTIF", "ALIX")]).await;
        day(&db, 21, &[l(1, "FICTIF", "ALIX").with(Champ::Telecopie, "0471000000")]).await;
        let told = seen(&db, "43157", 0).await;
        assert_eq!(told[0].details[0].quoi, Champ::Telecopie.libelle());
    }

    async fn a_qualification_gained_is_told_in_words(db) {
        let doctor = || l(1, "FICTIF", "ALIX").doctor("SM04");
        day(&db, 20, &[doctor()]).await;
        assert_eq!(day(&db, 21, &[doctor(), l(1, "FICTIF", "ALIX").doctor("SM54")]).await.bilan.ajoutes, 1);
        let told = seen(&db, "43157", 0).await;
        assert_eq!((told[0].details[0].avant.as_str(), told[0].details[0].apres.as_str()), ("SM04", "SM04, SM54"));
        assert!(!named(1).is_empty());
    }
}
