//! Feature tests, through the doors, on both engines.

mod cloison;
mod contrat;
mod fec;
mod livre;
mod portes;
mod salles;
mod seuil;
mod vie;

use crate::financement::{Genre as Nature2, Texte};
use crate::mouvement::Genre;
use crate::*;
use ::contrat::contrat::{Institution, PartieCpts, Parties, Population, Signatures, Termes};
use ::contrat::{Contrat, Imprime, MissionContrat};
use actes::Mission;
use db::{Db, Migrations};
use jiff::civil::{Date, date};
use kernel::{Ctx, Id};
use law::Parameters;
use std::sync::{Arc, LazyLock};
use testkit::Visitor;

const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    territoire::MIGRATIONS,
    diagnostic::MIGRATIONS,
    projet_sante::MIGRATIONS,
    ::contrat::MIGRATIONS,
    adhesions::MIGRATIONS,
    reunions::MIGRATIONS,
    indemnites::MIGRATIONS,
    MIGRATIONS,
];
/// Every test begins on that day, unless it says otherwise.
const TODAY: Date = date(2026, 3, 2);
/// The day of the contract.
const SIGNATURE: Date = date(2024, 3, 20);
/// The table that is shipped.
const RIGHTS: &str = include_str!("../../app/droits.txt");

static LAW: LazyLock<Arc<Parameters>> = LazyLock::new(|| Arc::new(Parameters::embedded().unwrap()));

/// A CPTS of that address, and the program with every right in it.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..testkit::actors::system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    ctx.within(id)
}

fn on(ctx: &Ctx, jour: Date) -> Ctx {
    Ctx { now: testkit::actors::instant(&format!("{jour}T08:00:00Z")), ..ctx.clone() }
}

async fn read(ctx: &Ctx, db: &Db) -> Livre {
    livre(&mut db.read(ctx).await.unwrap(), Arc::clone(&LAW)).await.unwrap()
}

/// An invoice for one mission.
fn facture(jour: Date, cents: i64, mission: Mission, reference: &str) -> Saisie {
    saisie(Genre::Depense, jour, cents, &[(Cle::Aci(mission), "6132", cents)], reference)
}

fn saisie(genre: Genre, jour: Date, cents: i64, parts: &[(Cle, &str, i64)], reference: &str) -> Saisie {
    let part = |(cle, compte, cents): &(Cle, &str, i64)| Part {
        cle: *cle,
        compte: (*compte).to_owned(),
        cents: *cents,
    };
    Saisie {
        genre,
        nature: Nature::Facture,
        jour,
        facture_le: None,
        libelle: "Loyer".to_owned(),
        tiers: "SCI du Breuil".to_owned(),
        reference: reference.to_owned(),
        moyen: Moyen::Virement,
        engagement: None,
        cents,
        parts: parts.iter().map(part).collect(),
    }
}

async fn note(ctx: &Ctx, db: &Db, saisie: Saisie) -> Id<Mouvement> {
    let id = ctx.id();
    write_mouvement(ctx, db, id, saisie, None).await.unwrap();
    id
}

fn texte(nom: &str, montant: i64) -> Texte {
    Texte {
        genre: Nature2::Experimentation,
        nom: nom.to_owned(),
        financeur: "ARS".to_owned(),
        source: "Convention du 3 janvier 2026".to_owned(),
        montant,
        publique: true,
        du: date(2026, 1, 3),
        au: Some(date(2026, 12, 31)),
        attendu_le: Some(date(2026, 6, 1)),
        conditions: "Compte rendu annuel.".to_owned(),
        compte: String::new(),
    }
}

/// A contract signed on [`SIGNATURE`], with one mission started a year later.
async fn signed(db: &Db, ctx: &Ctx) -> Id<Contrat> {
    let institution = |nom: &str, representant: &str| Institution {
        nom: nom.to_owned(),
        representant: representant.to_owned(),
        qualite: "Directrice générale".to_owned(),
    };
    let cpts = PartieCpts {
        nom: "CPTS d’essai".to_owned(),
        finess: String::new(),
        rna: String::new(),
        adresse: String::new(),
        representant: "Claire Fabre".to_owned(),
        qualite: "Présidente".to_owned(),
    };
    let termes = Termes {
        parties: Parties {
            cpts,
            ars: institution("ARS", "Dominique Exemple"),
            caisse: institution("CPAM", "Camille Fictif"),
        },
        version: "aci-2019-avenant-2".to_owned(),
        population: Population::new(24_000, "INSEE", Some(2021)).unwrap(),
    };
    let id = ::contrat::write_contrat(ctx, db, &LAW, termes).await.unwrap();
    let days = Signatures { cpts: Some(SIGNATURE), ars: Some(SIGNATURE), caisse: Some(SIGNATURE) };
    ::contrat::sign_contrat(ctx, db, &LAW, id, days).await.unwrap();
    let choix = MissionContrat {
        mission: "acces".to_owned(),
        prevue_le: None,
        debut: Some(date(2025, 3, 20)),
        note: String::new(),
    };
    ::contrat::choose_mission(ctx, db, &LAW, id, choix).await.unwrap();
    let amounts = [
        ("fonctionnement", "total", 6_000_000),
        ("acces", "fixe", 5_000_000),
        ("acces", "variable", 3_000_000),
    ];
    let imprimes = amounts.map(|(composante, part, cents)| Imprime {
        composante: composante.to_owned(),
        part: part.to_owned(),
        cents,
        du: None,
    });
    ::contrat::set_montants(ctx, db, &LAW, id, &imprimes).await.unwrap();
    id
}

async fn received(ctx: &Ctx, db: &Db, contrat: Id<Contrat>, jour: Date, composante: &str, cents: i64) {
    let ligne = ::contrat::LigneVirement {
        composante: composante.to_owned(),
        cents,
        pour: ::contrat::Destination::default(),
    };
    let virement = ::contrat::Virement {
        recu_le: jour,
        libelle: "Virement CPAM".to_owned(),
        reference: format!("V{jour}"),
        lignes: vec![ligne],
    };
    ::contrat::note_virement(ctx, db, &LAW, contrat, &virement).await.unwrap();
}

/// The site as somebody with that role sees it, on that day.
async fn site(db: &Db, jour: Date, role: &str) -> Visitor {
    let now = testkit::actors::instant(&format!("{jour}T08:00:00Z"));
    let atlas = territoire::Atlas::load(db, now).await.unwrap();
    let app = testsite::builder(db, now, RIGHTS).with(atlas).modules(&[module()]).build();
    testsite::visitor(&app, (module().routes)().and((pieces::module().routes)()), role)
}
