//! Money that other rooms keep: fees, indemnities.

use super::*;
use crate::seuil::seuil;
use ::adhesions::{Adherent, Fiche, Mode, Paiement, Qui, Tarif};
use ::indemnites::bareme::Bareme;
use ::indemnites::{Arrondi, Indemnite, Objet, Proposition, Regime, Unite};
use kernel::Actor;
use testkit::each_engine;

/// A banking day after [`TODAY`].
const PAYDAY: Date = date(2026, 3, 6);

fn person(ctx: &Ctx, n: u128) -> Ctx {
    Ctx { actor: Actor::Personne(uuid::Uuid::from_u128(n)), ..ctx.clone() }
}

async fn member(ctx: &Ctx, db: &Db, prenom: &str) -> Id<Adherent> {
    let qui = Qui::Personne { nom: "Roux".into(), prenom: prenom.into() };
    let courriel = Some(format!("{}@exemple.org", kernel::fold(prenom)).parse().unwrap());
    let id = ctx.id();
    let fiche = Fiche { courriel, ..Fiche::new(qui, Mode::Liberal) };
    ::adhesions::add_adherent(ctx, db, id, fiche, Some(date(2024, 1, 1))).await.unwrap();
    id
}

/// The fee of 2026, asked for.
async fn fees(ctx: &Ctx, db: &Db) {
    let source = "Règlement intérieur, article 4".to_owned();
    let tarif =
        Tarif { id: ctx.id(), annee: 2026, college: None, profession: String::new(), cents: 2_000, source };
    ::adhesions::set_tarif(ctx, db, tarif).await.unwrap();
    ::adhesions::open_annee(ctx, db, 2026).await.unwrap();
}

async fn pays(ctx: &Ctx, db: &Db, adherent: Id<Adherent>, jour: Date, cents: i64) -> Id<Paiement> {
    let id = ctx.id();
    let moyen = ::adhesions::Moyen::Virement;
    let one = Paiement { id, adherent, annee: 2026, cents, jour, moyen, reference: String::new() };
    ::adhesions::note_paiement(ctx, db, one).await.unwrap();
    id
}

/// A slot kept by somebody, for 50 €, approved.
async fn approved(ctx: &Ctx, db: &Db, personne: Id<Adherent>) -> Id<Indemnite> {
    let slot = Proposition {
        personne,
        libelle: "Créneau gardé".into(),
        objet: Objet::CreneauGarde,
        quantite: 1,
        jour: date(2026, 2, 10),
        horaire: None,
        mission: Mission::Acces,
        genre: String::new(),
        action: None,
        profession: None,
        declarant: None,
        piece: None,
    };
    let mut tx = db.begin(ctx).await.unwrap();
    let source = ctx.id::<()>().uuid();
    let id = ::indemnites::propose(&mut tx, ("snp.creneau", source), slot).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    ::indemnites::approve(ctx, db, &LAW, id, PAYDAY).await.unwrap();
    id
}

async fn rate(ctx: &Ctx, db: &Db) {
    let cle = ::indemnites::Cle {
        regime: Regime::RemunerationDeMission,
        objet: Objet::CreneauGarde,
        profession: String::new(),
        mission: None,
        genre: String::new(),
        action: None,
    };
    let bareme = Bareme {
        id: ctx.id(),
        cle,
        cents: 5_000,
        unite: Unite::Unite,
        arrondi: Arrondi::QuartSuperieur,
        du: date(2026, 1, 1),
        au: None,
        source: "Règlement intérieur, annexe 2".into(),
    };
    ::indemnites::write_bareme(ctx, db, bareme).await.unwrap();
}

/// What an account of the entries of 2026 holds.
async fn balance(ctx: &Ctx, db: &Db, compte: &str) -> i64 {
    let mut tx = db.read(ctx).await.unwrap();
    let book = livre(&mut tx, Arc::clone(&LAW)).await.unwrap();
    let all = compta(&mut tx, &book, 2026).await.unwrap().balance();
    all.iter().find(|one| one.compte == compte).map_or(0, |one| one.cents)
}

each_engine! { SCHEMA;
    async fn fees_paid_come_by_themselves_as_own_money_and_are_never_typed_again(db) {
        let ctx = person(&cpts(&db, "velay").await, 1);
        let (zoe, luc) = (member(&ctx, &db, "Zoé").await, member(&ctx, &db, "Luc").await);
        fees(&ctx, &db).await;
        let asked = read(&ctx, &db).await;
        assert!(asked.lignes.is_empty(), "a fee that is asked for is no money yet");
        let civil = |book: &Livre| bilan(book, Cle::Cotisations, &Exercice::civil(2026));
        assert_eq!((civil(&asked).du, civil(&asked).attendu, civil(&asked).recu), (4_000, 4_000, 0), "it is expected");
        let jour = date(2026, 2, 3);
        pays(&ctx, &db, zoe, jour, 2_000).await;
        pays(&ctx, &db, luc, jour, 500).await;
        let late = pays(&ctx, &db, luc, TODAY, 1_500).await;
        let book = read(&ctx, &db).await;
        assert_eq!((civil(&book).attendu, civil(&book).recu), (0, 4_000), "paid, it is not awaited any more");
        let of = |book: &Livre| book.lignes.iter().map(|one| (one.jour, one.cents, one.libelle.clone())).collect::<Vec<_>>();
        assert_eq!(of(&book), [(jour, 2_500, "Cotisations, 2\u{a0}paiements".to_owned()), (TODAY, 1_500, "Cotisations, 1\u{a0}paiement".to_owned())]);
        assert_eq!((book.nom(Cle::Cotisations), seuil(&book, 2026).unwrap().recu()), ("Cotisations".to_owned(), 0));
        assert_eq!((balance(&ctx, &db, "756").await, balance(&ctx, &db, "512").await), (-4_000, 4_000));
        ::adhesions::cancel_paiement(&ctx, &db, luc, late).await.unwrap();
        let book = read(&ctx, &db).await;
        assert_eq!((book.en_caisse(Cle::Cotisations), book.attendu(Cle::Cotisations)), (2_500, 1_500));
        let typed = saisie(Genre::Recette, TODAY, 2_500, &[(Cle::Cotisations, "756", 2_500)], "");
        let refus = write_mouvement(&ctx, &db, ctx.id(), typed, None).await;
        assert!(matches!(refus, Err(WriteError::Refus(all)) if all == [Refus::Cotisations("enveloppe-1".into())]));
        note(&ctx, &db, saisie(Genre::Depense, TODAY, 700, &[(Cle::Cotisations, "6257", 700)], "")).await;
        assert_eq!(read(&ctx, &db).await.en_caisse(Cle::Cotisations), 1_800);
        let mut luc = site(&db, TODAY, "tresorerie").await;
        let page = luc.get("/velay/espace/budget/mouvements").await;
        assert!(page.body.contains("/velay/espace/adhesions/cotisations") && !page.body.contains("Roux"), "{}", page.body);
        assert_eq!(luc.get("/velay/espace/budget/enveloppes/cotisations").await.status, 200);
    }

    async fn indemnities_are_committed_once_approved_and_spent_once_paid_nobody_named(db) {
        let ctx = person(&cpts(&db, "velay").await, 1);
        let nora = member(&ctx, &db, "Nora").await;
        let account = |nom| ::indemnites::Compte::read(nom, "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPP").unwrap();
        ::indemnites::set_compte(&ctx, &db, &account("CPTS Velay")).await.unwrap();
        ::indemnites::give_coordonnees(&ctx, &db, nora, &account("Nora Roux"), None).await.unwrap();
        ::indemnites::confirm_coordonnees(&person(&ctx, 2), &db, nora, ctx.now, "Appelée").await.unwrap();
        rate(&ctx, &db).await;
        for _ in 0..2 {
            approved(&ctx, &db, nora).await;
        }
        let acces = Cle::Aci(Mission::Acces);
        let book = read(&ctx, &db).await;
        let sums = |book: &Livre| (book.somme(acces, Genre::Engagement, |_| true), book.somme(acces, Genre::Depense, |_| true));
        assert_eq!(sums(&book), (10_000, 0));
        assert!(alertes(&book).iter().any(|one| one.phrase.contains("100,00\u{a0}€ d’indemnités approuvées")));
        assert_eq!(balance(&ctx, &db, "6228").await, 0, "a promise is no entry");
        let lot = ctx.id();
        ::indemnites::prepare_lot(&ctx, &db, &LAW, lot, PAYDAY, sepa::Version::V09, ::indemnites::Remise::Reference).await.unwrap();
        assert_eq!(sums(&read(&ctx, &db).await), (10_000, 0), "in a batch, still to pay");
        ::indemnites::issue_lot(&person(&ctx, 2), &db, lot).await.unwrap();
        let later = on(&ctx, PAYDAY);
        ::indemnites::confirm_lot(&later, &db, lot).await.unwrap();
        approved(&ctx, &db, nora).await;
        let book = read(&later, &db).await;
        assert_eq!(sums(&book), (5_000, 10_000));
        let paid = book.lignes.iter().find(|one| one.genre == Genre::Depense).unwrap();
        assert_eq!((paid.jour, paid.origine, paid.cents), (PAYDAY, Origine::Indemnites(lot.uuid()), 10_000));
        assert!(book.lignes.iter().all(|one| !format!("{one:?}").contains("Roux")));
        assert_eq!((balance(&later, &db, "6228").await, balance(&later, &db, "512").await), (10_000, -10_000));
        let told = depense_par_mission(&mut db.read(&later).await.unwrap(), date(2026, 3, 1), PAYDAY).await.unwrap();
        assert_eq!(told, [(Mission::Acces, 10_000)].into());
    }
}
