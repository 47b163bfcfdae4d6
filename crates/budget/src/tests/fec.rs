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
    validation: String,
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
        validation: cells[15].into(),
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
        assert!(lines.iter().filter(|one| one.compte == "401").all(|one| one.auxiliaire.starts_with("401SCIDUBREUIL") && one.auxiliaire.len() == 20 && !one.lettrage.is_empty()));
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

    async fn a_closed_year_keeps_its_file_and_what_comes_later_is_counted_once_in_the_next_open_one(db) {
        let ctx = cpts(&db, "velay").await;
        siren(&ctx, &db).await;
        let contrat = signed(&db, &ctx).await;
        received(&ctx, &db, contrat, date(2024, 4, 2), "acces", 1_000).await;
        let close = async |ctx: &Ctx, annee| close_annee(ctx, &db, Arc::clone(&LAW), annee).await.unwrap();
        let kept = async |annee| store::clotures::fichier(&mut db.read(&ctx).await.unwrap(), annee).await.unwrap().unwrap();
        close(&ctx, 2024).await;
        let sealed = kept(2024).await;
        assert!(check(&String::from_utf8(sealed.1.clone()).unwrap(), "2024").iter().all(|one| one.validation == "20260302"));
        received(&ctx, &db, contrat, date(2024, 5, 2), "acces", 70).await;
        set_reglages(&ctx, &db, &[("siren".to_owned(), "900000001".to_owned()), ("banque".to_owned(), "5121".to_owned()), ("aci".to_owned(), "7401".to_owned())].into()).await.unwrap();
        assert_eq!((kept(2024).await, file(&ctx, &db, 2024).await.unwrap().1.into_bytes()), (sealed.clone(), sealed.1.clone()), "neither money nor settings change it");
        let sums = async |annee| {
            let lines = check(&file(&ctx, &db, annee).await.unwrap().1, &annee.to_string());
            let of = |begins: &str| lines.iter().filter(|one| one.journal != "AN" && one.compte.starts_with(begins)).map(|one| one.debit - one.credit).sum::<i64>();
            (of("512"), of("740"))
        };
        assert_eq!(sums(2025).await, (70, -70), "counted in the next open year");
        close(&ctx, 2025).await;
        received(&ctx, &db, contrat, date(2024, 6, 2), "acces", 5).await;
        received(&ctx, &db, contrat, date(2026, 1, 2), "acces", 900).await;
        assert_eq!(sums(2026).await, (905, -905), "once: what 2025 counted is not counted again");
        assert_eq!((kept(2024).await, sums(2025).await), (sealed, (70, -70)));
    }

    async fn money_out_and_back_in_one_paper_never_keeps_the_file_from_being_written(db) {
        let ctx = cpts(&db, "velay").await;
        siren(&ctx, &db).await;
        year(&ctx, &db).await;
        let mut book = read(&ctx, &db).await;
        let line = |cents, cle| Ligne {
            origine: Origine::Indemnites(uuid::Uuid::from_u128(9)),
            genre: Genre::Depense,
            nature: Nature::Autre,
            jour: date(2025, 7, 1),
            facture_le: None,
            libelle: "Indemnités".into(),
            tiers: "Professionnels".into(),
            reference: String::new(),
            moyen: Moyen::Virement,
            cle: Cle::Aci(cle),
            compte: Some("6228".into()),
            cents,
        };
        book.lignes.extend([line(500, Mission::Acces), line(-500, Mission::Crise)]);
        let zero = Ligne { origine: Origine::Indemnites(uuid::Uuid::from_u128(8)), ..line(0, Mission::Acces) };
        book.lignes.push(zero);
        let all = compta(&mut db.read(&ctx).await.unwrap(), &book, 2025).await.unwrap();
        let lines = check(&all.fec(&book).unwrap().1, "2025");
        assert_eq!(lines.iter().filter(|one| one.compte == "6228").map(|one| one.debit + one.credit).collect::<Vec<_>>(), [500, 500]);
    }

    async fn two_suppliers_whose_names_begin_alike_have_two_accounts_and_one_typed_twice_has_one(db) {
        let ctx = cpts(&db, "velay").await;
        siren(&ctx, &db).await;
        for (n, tiers) in ["Pharmacie de l’Église", "Pharmacie de la Gare", "PHARMACIE DE L'EGLISE"].into_iter().enumerate() {
            note(&ctx, &db, Saisie { tiers: tiers.into(), ..facture(TODAY, 100, Mission::Acces, &format!("F-{n}")) }).await;
        }
        let text = file(&ctx, &db, 2026).await.unwrap().1;
        let names: std::collections::BTreeSet<(String, String)> = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()).filter(|cells| !cells[6].is_empty()).map(|cells| (cells[6].to_owned(), cells[7].to_owned())).collect();
        let accounts: std::collections::BTreeSet<&String> = names.iter().map(|(account, _)| account).collect();
        assert!(names.len() == 2 && accounts.len() == 2 && accounts.iter().all(|one| one.starts_with("401PHARMACIEDEL")), "{names:?}");
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
