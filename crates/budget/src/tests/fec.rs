use super::*;
use std::collections::BTreeMap;
use testkit::each_engine;

/// A reader of the file that knows the law and nothing of who wrote it.
struct Lue {
    journal: String,
    numero: u32,
    jour: String,
    compte: String,
    auxiliaire: String,
    lettrage: String,
    debit: i64,
    credit: i64,
}

const HEADER: &str = "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise";

fn check(file: &str, annee: &str) -> Vec<Lue> {
    let mut lines = file.strip_suffix("\r\n").unwrap().split("\r\n");
    assert_eq!(lines.next(), Some(HEADER));
    let all: Vec<Lue> = lines.map(|text| line(text, annee)).collect();
    let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
    for (before, after) in all.iter().zip(all.iter().skip(1)) {
        assert!(
            after.numero == before.numero || after.numero == before.numero + 1,
            "numbers go on one by one"
        );
    }
    for one in &all {
        *sums.entry(one.numero).or_default() += one.debit - one.credit;
    }
    assert!(sums.values().all(|cents| *cents == 0), "{sums:?}");
    assert_eq!(all.first().map(|one| one.numero), Some(1));
    all
}

fn line(text: &str, annee: &str) -> Lue {
    let cells: [&str; 18] = text.split('\t').collect::<Vec<_>>().try_into().unwrap();
    let day = |text: &str| text.len() == 8 && text.bytes().all(|sign| sign.is_ascii_digit());
    assert!(day(cells[3]) && cells[3].starts_with(annee) && day(cells[9]) && day(cells[15]), "{text}");
    assert!(cells[15] >= cells[3] && cells[4].bytes().take(3).all(|sign| sign.is_ascii_digit()), "{text}");
    for must in [0, 1, 4, 5, 8, 10] {
        assert!(!cells[must].is_empty(), "{must}: {text}");
    }
    let cents = |text: &str| {
        let (units, cents) = text.split_once(',').unwrap();
        assert_eq!(cents.len(), 2);
        units.parse::<i64>().unwrap() * 100 + cents.parse::<i64>().unwrap()
    };
    Lue {
        journal: cells[0].into(),
        numero: cells[2].parse().unwrap(),
        jour: cells[3].into(),
        compte: cells[4].into(),
        auxiliaire: cells[6].into(),
        lettrage: cells[13].into(),
        debit: cents(cells[11]),
        credit: cents(cells[12]),
    }
}

async fn siren(ctx: &Ctx, db: &Db) {
    set_reglages(ctx, db, &[("siren".to_owned(), "900 000 001".to_owned())].into()).await.unwrap();
}

async fn file(ctx: &Ctx, db: &Db, annee: i16) -> std::result::Result<(String, String), Vec<String>> {
    let mut tx = db.read(ctx).await.unwrap();
    let book = livre(&mut tx, Arc::clone(&LAW)).await.unwrap();
    compta(&mut tx, &book, annee).await.unwrap().fec(&book)
}

/// Money in, an invoice over two envelopes, a salary, a contra entry.
async fn year(ctx: &Ctx, db: &Db) {
    let contrat = signed(db, ctx).await;
    received(ctx, db, contrat, date(2025, 4, 2), "acces", 3_750_000).await;
    let (acces, means) = (Cle::Aci(Mission::Acces), Cle::Aci(Mission::Fonctionnement));
    note(
        ctx,
        db,
        saisie(
            Genre::Depense,
            date(2025, 5, 5),
            120_000,
            &[(acces, "6132", 20_000), (means, "6132", 100_000)],
            "F-1",
        ),
    )
    .await;
    let salary = saisie(
        Genre::Depense,
        date(2025, 5, 31),
        355_040,
        &[(means, "641", 250_000), (means, "645", 105_040)],
        "BP-05",
    );
    note(
        ctx,
        db,
        Saisie {
            nature: Nature::Salaire,
            tiers: String::new(),
            libelle: "Coordination, mai".into(),
            ..salary
        },
    )
    .await;
    let wrong = note(ctx, db, facture(date(2025, 6, 1), 700, Mission::Acces, "F-2")).await;
    reverse_mouvement(ctx, db, wrong, date(2025, 6, 3)).await.unwrap();
}

each_engine! { SCHEMA;
    async fn the_file_reads_back_balanced_and_in_order(db) {
        let ctx = cpts(&db, "velay").await;
        siren(&ctx, &db).await;
        year(&ctx, &db).await;
        let (name, text) = file(&ctx, &db, 2025).await.unwrap();
        assert_eq!(name, "900000001FEC20251231.txt");
        let lines = check(&text, "2025");
        let total = |compte: &str| lines.iter().filter(|one| one.compte == compte).map(|one| one.debit - one.credit).sum::<i64>();
        assert_eq!((total("740"), total("6132"), total("641"), total("645"), total("401"), total("421"), total("431")), (-3_750_000, 120_000, 250_000, 105_040, 0, 0, 0));
        assert_eq!(total("512"), 3_750_000 - 120_000 - 355_040);
        assert!(lines.iter().filter(|one| one.compte == "401").all(|one| one.auxiliaire == "401SCIDUBREUIL" && !one.lettrage.is_empty()));
        let mut days: Vec<&str> = lines.iter().map(|one| one.jour.as_str()).collect();
        assert!(days.is_sorted() && days.len() > 10);
        days.dedup();
        assert_eq!(lines.iter().filter(|one| one.journal == "PA").count(), 4);
    }

    async fn what_keeps_the_file_from_being_valid_is_said_all_at_once(db) {
        let ctx = cpts(&db, "velay").await;
        assert_eq!(file(&ctx, &db, 2026).await.unwrap_err().len(), 2, "no SIREN, no entry");
        let (aide, spent) = (ctx.id(), ctx.id());
        let octroi = projet_sante::Octroi {
            intitule: "Aide".into(),
            financeur: "ARS".into(),
            montant: 1_000,
            accordee_le: date(2026, 1, 5),
            source: "Courrier".into(),
            fin: None,
        };
        projet_sante::grant_aide(&ctx, &db, aide, octroi).await.unwrap();
        projet_sante::spend_aide(&ctx, &db, aide, spent, (200, date(2026, 2, 1)), "Cabinet").await.unwrap();
        note(&ctx, &db, saisie(Genre::Depense, date(2026, 2, 2), 5, &[(Cle::Aci(Mission::Acces), "8888", 5)], "F")).await;
        let said = file(&ctx, &db, 2026).await.unwrap_err();
        assert!(said.len() == 3 && said[0].contains("SIREN") && said[1].contains("Cabinet") && said[2].contains("8888"), "{said:?}");
        siren(&ctx, &db).await;
        name_compte(&ctx, &db, "8888", "Compte du comptable").await.unwrap();
        let line = format!("aide-{}", spent.uuid());
        assert!(matches!(assign_compte(&ctx, &db, "aide-x", "6226").await, Err(WriteError::Inconnu(_))));
        assign_compte(&ctx, &db, &line, "6226").await.unwrap();
        let (_, text) = file(&ctx, &db, 2026).await.unwrap();
        assert_eq!(check(&text, "2026").iter().filter(|one| one.compte == "6226").map(|one| one.debit).sum::<i64>(), 200);
    }

    async fn a_closed_year_opens_the_next_and_typed_balances_open_the_first(db) {
        let ctx = cpts(&db, "velay").await;
        siren(&ctx, &db).await;
        year(&ctx, &db).await;
        let solde = |compte: &str, cents| Solde { compte: compte.into(), libelle: String::new(), cents };
        let wrong = set_soldes(&ctx, &db, 2025, vec![solde("512", 100), solde("110", -90)]).await;
        assert!(matches!(wrong, Err(WriteError::Refus(refus)) if refus == [Refus::Desequilibre(10)]));
        set_soldes(&ctx, &db, 2025, vec![solde("512", 100), solde("110", -100)]).await.unwrap();
        close_annee(&ctx, &db, Arc::clone(&LAW), 2025).await.unwrap();
        let lines = check(&file(&ctx, &db, 2025).await.unwrap().1, "2025");
        assert_eq!((lines[0].journal.as_str(), lines[0].jour.as_str()), ("AN", "20250101"));
        let opening = store::annees::soldes(&mut db.read(&ctx).await.unwrap(), 2026).await.unwrap();
        let of = |compte: &str| opening.iter().find(|one| one.compte == compte).map(|one| one.cents);
        let left = 3_750_000 - 120_000 - 355_040;
        assert_eq!((of("512"), of("110"), of("120"), opening.len()), (Some(left + 100), Some(-100), Some(-left), 3));
        note(&ctx, &db, facture(date(2026, 1, 5), 700, Mission::Acces, "F-9")).await;
        let next = check(&file(&ctx, &db, 2026).await.unwrap().1, "2026");
        assert!(next[0].journal == "AN" && next.iter().filter(|one| one.numero == 1).count() == 3);
        let typed = set_soldes(&ctx, &db, 2026, vec![solde("512", 1), solde("110", -1)]).await;
        assert!(matches!(typed, Err(WriteError::Refus(_))), "the closing says them");
    }

    async fn paheko_finds_one_group_an_entry_and_each_group_balances(db) {
        let ctx = cpts(&db, "velay").await;
        year(&ctx, &db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let book = livre(&mut tx, Arc::clone(&LAW)).await.unwrap();
        let all = compta(&mut tx, &book, 2025).await.unwrap();
        let rows = crate::paheko::rows(&all);
        assert_eq!(rows[0][..6], ["Numéro d'écriture", "Libellé", "Date", "Remarques", "Numéro pièce comptable", "Numéro compte"]);
        let cents = |text: &str| text.replace(',', "").parse::<i64>().unwrap();
        let (mut groups, mut left) = (0, 0);
        for row in &rows[1..] {
            if !row[1].is_empty() {
                assert_eq!(left, 0);
                assert!(row[2].len() == 10 && !row[4].is_empty(), "{row:?}");
                groups += 1;
            }
            left += cents(&row[6]) - cents(&row[7]);
        }
        assert_eq!((groups, left), (all.ecritures.len(), 0));
    }
}
