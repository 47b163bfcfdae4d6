//! What the budget counts beside what is declared.

use super::{leader, open, world};
use actes::Mission;
use budget::mouvement::Genre;
use budget::{Cle, Moyen, Nature, Part, Saisie};
use db::{Db, Migrations};
use jiff::civil::{Date, date};
use kernel::{Ctx, Ids};
use testkit::each_engine;

const SCHEMA: [Migrations; 13] = [
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    territoire::MIGRATIONS,
    projet_sante::MIGRATIONS,
    contrat::MIGRATIONS,
    indicateurs::MIGRATIONS,
    adhesions::MIGRATIONS,
    reunions::MIGRATIONS,
    indemnites::MIGRATIONS,
    budget::MIGRATIONS,
    crate::MIGRATIONS,
];
const RIGHTS: &str = "droit | sens | visiteur | coordination | tresorerie
lien.suivre | a | x | |
dialogue.voir | a | | x | x
dialogue.declarer_depense | a | | x | x
budget.voir | a | | x |";

async fn spend(ctx: &Ctx, db: &Db, jour: Date, cents: i64) {
    let part = Part { cle: Cle::Aci(Mission::Acces), compte: "6132".into(), cents };
    let saisie = Saisie {
        genre: Genre::Depense,
        nature: Nature::Facture,
        jour,
        facture_le: None,
        libelle: "Salle".into(),
        tiers: String::new(),
        reference: String::new(),
        moyen: Moyen::Virement,
        engagement: None,
        cents,
        parts: vec![part],
    };
    budget::write_mouvement(ctx, db, ctx.id(), saisie, None).await.unwrap();
}

each_engine! { &SCHEMA;
    async fn the_budget_is_said_beside_each_mission_and_taken_over_when_asked(db) {
        let ctx = Ctx { ids: Ids::Random, ..leader() };
        let cpts = comptes::open_cpts(&ctx, &db, "velay-sud".parse().unwrap(), "CPTS Velay Sud".parse().unwrap()).await.unwrap();
        let ctx = ctx.within(cpts);
        let world = world(&db, &ctx, "ours").await;
        let id = open(&db, &ctx, &world, 1).await;
        spend(&ctx, &db, date(2025, 5, 5), 1_234_567).await;
        spend(&ctx, &db, date(2025, 9, 20), 99).await;
        let at = format!("/velay-sud/espace/dialogue/{id}/depenses");
        let atlas = || async { territoire::Atlas::load(&db, ctx.now).await.unwrap() };
        let app = testsite::builder(&db, ctx.now, RIGHTS).with(atlas().await).modules(&[crate::module()]).build();
        let mut leader = testsite::visitor(&app, (crate::module().routes)(), "coordination");
        let page = leader.get(&at).await;
        assert!(page.body.contains("Le budget dit 12\u{202f}345,67\u{a0}€.") && page.body.contains("aucune dépense"), "{}", page.body);
        assert_eq!(page.input("cents.acces").unwrap_or_default(), "", "nothing is declared by looking");
        let taken = leader.get(&format!("{at}?reprendre=budget")).await;
        assert_eq!(taken.input("cents.acces").map(|text| text.trim().to_owned()).as_deref(), Some("12\u{202f}345,67"));
        let seen = |name: &str| taken.input(name).unwrap().to_owned();
        let (acces, means) = (seen("lue.acces"), seen("lue.fonctionnement"));
        let fields = [("lue.acces", acces.as_str()), ("lue.fonctionnement", means.as_str()), ("cents.acces", "12 000"), ("note.acces", "Grand livre")];
        assert_eq!(leader.post(&at, &fields).await.status, 303);
        let kept = leader.get(&format!("{at}?reprendre=budget")).await;
        assert!(kept.input("cents.acces").unwrap().contains("000,00"), "what was declared stays");
        let mut other = testsite::visitor(&app, (crate::module().routes)(), "tresorerie");
        assert!(!other.get(&at).await.body.contains("budget"), "sums are for whoever may see the budget");
    }
}
