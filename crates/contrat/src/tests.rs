//! Feature tests of the contract, on both engines.

mod agenda;
mod api;
mod arretes;
mod avenants;
mod calculs;
mod cloison;
mod comites;
mod dates;
mod faits;
mod portes;
mod projets;
mod simulateur;
mod verbes;
mod versements;

use crate::contrat::{Institution, PartieCpts, Parties, Population, Signatures, Termes};
use crate::droits::{ENCAISSER, MODIFIER, S_ABONNER, SUIVRE, VOIR, VOIR_PROJET};
use crate::versement::{Destination, Ligne, LigneVirement, Versement, Virement};
use crate::{Avenant, Clause, Contrat, MissionContrat, WriteError};
use db::{Db, Migrations};
use jiff::civil::{Date, date};
use kernel::{Ctx, Id};
use law::Parameters;
use std::sync::LazyLock;
use testkit::Visitor;

pub(crate) const SCHEMA: [Migrations; 5] =
    [db::MIGRATIONS, comptes::MIGRATIONS, territoire::MIGRATIONS, pieces::MIGRATIONS, crate::MIGRATIONS];
pub(crate) const TODAY: Date = date(2026, 3, 2);
pub(crate) const SIGNATURE: Date = date(2024, 3, 20);

/// The room of the contract of « velay-sud ».
pub(crate) const BASE: &str = "/velay-sud/espace/contrat";
/// Its pages.
pub(crate) const PARTS: [&str; 9] = [
    "",
    "/argent",
    "/echeances",
    "/missions",
    "/texte",
    "/montants",
    "/avenants",
    "/annexes",
    "/commissions",
];

pub(crate) static LAW: LazyLock<Parameters> = LazyLock::new(|| Parameters::embedded().unwrap());

/// Whoever runs the contract.
pub(crate) fn leader() -> Ctx {
    testkit::ctx(testkit::CPTS, &[VOIR, VOIR_PROJET, MODIFIER, ENCAISSER, SUIVRE, S_ABONNER])
}

/// A transfer of one line, of which nothing more is known than its component.
pub(crate) async fn note_versement(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    ligne: Ligne,
) -> Result<Id<Versement>, WriteError> {
    let Ligne { recu_le, cents, composante, libelle, reference } = ligne;
    let lignes = vec![LigneVirement { composante, cents, pour: Destination::default() }];
    let virement = Virement { recu_le, libelle, reference, lignes };
    crate::note_virement(ctx, db, law, id, &virement).await.map(|all| all[0])
}

pub(crate) fn termes(nom: &str) -> Termes {
    let institution = |nom: &str, representant: &str| Institution {
        nom: nom.to_owned(),
        representant: representant.to_owned(),
        qualite: "Directrice générale".to_owned(),
    };
    let cpts = PartieCpts {
        nom: nom.to_owned(),
        finess: String::new(),
        rna: "W431001234".to_owned(),
        adresse: "1 place du Breuil, 43000 Le Puy-en-Velay".to_owned(),
        representant: "Claire Fabre".to_owned(),
        qualite: "Présidente".to_owned(),
    };
    Termes {
        parties: Parties {
            cpts,
            ars: institution("ARS", "Dominique Exemple"),
            caisse: institution("CPAM", "Camille Fictif"),
        },
        version: "aci-2019-avenant-2".to_owned(),
        population: Population::new(24_000, "INSEE, population municipale", Some(2021)).unwrap(),
    }
}

/// Three signatures the same day.
pub(crate) fn all_on(jour: Date) -> Signatures {
    Signatures { cpts: Some(jour), ars: Some(jour), caisse: Some(jour) }
}

/// A contract signed on [`SIGNATURE`].
pub(crate) async fn signed(db: &Db, ctx: &Ctx) -> Id<Contrat> {
    let id = crate::write_contrat(ctx, db, &LAW, termes("CPTS d’essai")).await.unwrap();
    crate::sign_contrat(ctx, db, &LAW, id, all_on(SIGNATURE)).await.unwrap();
    id
}

pub(crate) fn mission(id: &str, debut: Option<Date>) -> MissionContrat {
    MissionContrat { mission: id.to_owned(), prevue_le: None, debut, note: String::new() }
}

pub(crate) async fn read(db: &Db, ctx: &Ctx, id: Id<Contrat>) -> Contrat {
    crate::contrat(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap()
}

/// What an amendment says, signed or being prepared.
pub(crate) fn clause(objet: &str, signe_le: Option<Date>) -> Clause {
    Clause { objet: objet.to_owned(), texte: String::new(), version: None, population: None, signe_le }
}

/// Corrects an amendment as it now stands.
pub(crate) async fn corrected(db: &Db, ctx: &Ctx, id: Id<Contrat>, new: Avenant) -> Result<(), WriteError> {
    let contrat = read(db, ctx, id).await;
    let lu = contrat.avenants.iter().find(|one| one.id == new.id).unwrap().lecture();
    crate::correct_avenant(ctx, db, &LAW, id, new, &lu).await
}

/// Actions of the journal, newest first.
pub(crate) async fn actions(db: &Db, ctx: &Ctx) -> Vec<String> {
    let mut tx = db.read(ctx).await.unwrap();
    let lines = db::journal::latest(&mut tx, i64::MAX, 50).await.unwrap();
    lines.into_iter().map(|line| line.action).collect()
}

const RIGHTS: &str =
    "droit | sens | visiteur | connecte | coordination | tresorerie | membre | referent_institution
contrat.voir | a | | | x | x | x | x
contrat.voir_projet | a | | | x | x | x |
contrat.modifier | a | | | x | | |
contrat.encaisser | a | | | x | x | |
contrat.suivre | a | | | x | | |
contrat.s_abonner | a | | | x | x | |
contrat.simuler | a | x | | | | |
pieces.voir | a | | | x | x | x | x
pieces.voir_internes | a | | | x | x | x |
pieces.retirer | a | | | x | | |
lien.suivre | a | x | | | | |";

/// The program, with every right, in a new CPTS.
pub(crate) async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..testkit::actors::system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    ctx.within(id)
}

/// Somebody with an account and one role in the CPTS of `ctx`.
pub(crate) async fn somebody(db: &Db, ctx: &Ctx, role: comptes::Role) -> Ctx {
    let nouveau = comptes::NouveauMembre {
        courriel: "claire.fabre@exemple.fr".parse().unwrap(),
        nom: "Fabre".parse().unwrap(),
        prenom: "Claire".parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: comptes::Roles::of([role]),
        depuis: TODAY,
    };
    let id = comptes::add_personne(ctx, db, &nouveau).await.unwrap();
    Ctx { actor: kernel::Actor::Personne(id.uuid()), ..ctx.clone() }
}

/// The site, for somebody with that role (« role », or « person~role »), or for nobody.
pub(crate) async fn site(db: &Db, ctx: &Ctx, who: &str) -> Visitor {
    let atlas = territoire::Atlas::load(db, ctx.now).await.unwrap();
    let app = testsite::builder(db, ctx.now, RIGHTS).with(atlas).modules(&[crate::module()]).build();
    let routes =
        (crate::module().routes)().and((comptes::module().routes)()).and((pieces::module().routes)());
    testsite::visitor(&app, routes, who)
}
