//! The workspace pages.

use super::{SIGNED, TODAY, lois, meet, reunions};
use crate::droits::{GELER, MODIFIER, SAISIR, VOIR};
use contrat::Contrat;
use db::{Db, Migrations};
use kernel::{Ctx, Id};
use testkit::{Visitor, each_engine};

pub(super) const SCHEMA: [Migrations; 7] = [
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    territoire::MIGRATIONS,
    contrat::MIGRATIONS,
    crate::MIGRATIONS,
];
pub(super) const BASE: &str = "/velay-sud/espace/dossier-aci";
const RIGHTS: &str = "droit | sens | visiteur | connecte | coordination | membre
indicateurs.voir | a | | | x | x
indicateurs.saisir | a | | | x |
indicateurs.modifier | a | | | x |
indicateurs.geler | a | | | x |
actes.voir | a | | | x | x
actes.noter | a | | | x |
actes.corriger | a | | | x |
contrat.voir | a | | | x | x
contrat.modifier | a | | | x |
pieces.voir | a | | | x | x
pieces.voir_internes | a | | | x | x
pieces.retirer | a | | | x |
lien.suivre | a | x | | |";

pub(super) async fn cpts(db: &Db) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..testkit::actors::system() };
    let nom = "CPTS Velay Sud".parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, "velay-sud".parse().unwrap(), nom).await.unwrap();
    ctx.within(id)
}

/// A contract signed with the amounts of [`super::contrat`].
pub(super) async fn signed(db: &Db, ctx: &Ctx) -> Id<Contrat> {
    let model = super::contrat();
    let id = contrat::write_contrat(ctx, db, &lois(), model.termes).await.unwrap();
    contrat::sign_contrat(ctx, db, &lois(), id, model.signatures).await.unwrap();
    for mission in model.missions {
        contrat::choose_mission(ctx, db, &lois(), id, mission).await.unwrap();
    }
    let amounts: Vec<_> = model
        .montants
        .into_iter()
        .map(|one| contrat::Imprime {
            composante: one.composante,
            part: one.part,
            cents: one.cents,
            du: Some(SIGNED),
        })
        .collect();
    contrat::set_montants(ctx, db, &lois(), id, &amounts).await.unwrap();
    id
}

pub(super) async fn site(db: &Db, ctx: &Ctx, role: &str) -> Visitor {
    let atlas = territoire::Atlas::load(db, ctx.now).await.unwrap();
    let app = testsite::builder(db, ctx.now, RIGHTS).with(atlas).modules(&[crate::module()]).build();
    testsite::visitor(&app, (crate::module().routes)(), role)
}

/// The first link to an indicator.
pub(super) fn link(page: &str) -> String {
    let rest =
        page.split(&format!("{BASE}/indicateurs/")).nth(1).unwrap_or_else(|| panic!("no link in {page}"));
    format!("{BASE}/indicateurs/{}", rest.split(['"', '?', '/']).next().unwrap())
}

/// What the page of weights says it shows.
pub(super) async fn lu(visitor: &mut Visitor) -> String {
    let page = visitor.get(&format!("{BASE}/poids?annee=1")).await.body;
    let rest = page.split("name=\"lu\" value=\"").nth(1).unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Sends the form of weights of « parcours » for its only indicator, as it was read.
async fn send(
    visitor: &mut Visitor,
    id: &str,
    lu: &str,
    (weight, etat): (&str, &str),
) -> testkit::http::Page {
    let (cible, poids) = (format!("cible-{id}"), format!("poids-{id}"));
    let form = [
        ("mission", "parcours"),
        ("annee", "1"),
        ("lu", lu),
        (&cible, "20"),
        (&poids, weight),
        ("etat", etat),
    ];
    visitor.post(&format!("{BASE}/poids"), &form).await
}

each_engine! { &SCHEMA;
    async fn from_the_catalogue_to_what_is_at_stake_through_the_pages(db) {
        let ctx = cpts(&db).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        assert!(visitor.get(BASE).await.body.contains("Aucun contrat signé pour l’instant"));
        signed(&db, &ctx).await;
        assert!(visitor.get(BASE).await.body.contains("Aucun indicateur pour l’instant") || visitor.get(BASE).await.body.contains("Obligation du contrat"));
        assert!(visitor.get(&format!("{BASE}/catalogue")).await.body.contains("définition non confirmée"));
        let added = visitor.post(&format!("{BASE}/catalogue"), &[("code", "acces.pop_sans_mt")]).await;
        let one = added.location().strip_suffix("/texte").unwrap().to_owned();
        let edit = visitor.get(&format!("{one}/texte")).await;
        assert!(edit.status == 200 && edit.body.contains("Ces mots sont ceux du contrat"), "{}", edit.body);
        let page = visitor.get(BASE).await;
        assert!(page.body.contains("Poids inachevés") && page.body.contains("Aucune valeur"), "{}", page.body);
        assert!(page.body.contains("Les poids des indicateurs manquent") && !page.body.contains("Acquise aujourd’hui"), "{}", page.body);
    }

    async fn weights_that_do_not_sum_are_refused_beside_the_field_with_the_sum(db) {
        let ctx = cpts(&db).await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        visitor.post(&format!("{BASE}/catalogue"), &[("code", "parcours.reunions")]).await;
        let id = link(&visitor.get(BASE).await.body).rsplit('/').next().unwrap().to_owned();
        let first = lu(&mut visitor).await;
        let page = send(&mut visitor, &id, &first, ("99,9", "complet")).await;
        assert!(page.status == 422 && page.body.contains("font 99,9\u{a0}%") && page.body.contains(&first), "{}", page.body);
        assert_eq!(send(&mut visitor, &id, &first, ("99,9", "brouillon")).await.status, 303);
        let stale = send(&mut visitor, &id, &first, ("50", "brouillon")).await;
        assert!(stale.status == 409 && stale.body.contains("ont changé entre-temps"), "{}", stale.body);
        let now = lu(&mut visitor).await;
        let shared = send(&mut visitor, &id, &now, ("", "egal")).await;
        assert!(shared.status == 200 && shared.body.contains("Rien n’est encore enregistré") && shared.body.contains("value=\"100\u{a0}%\""), "{}", shared.body);
        assert!(visitor.get(&format!("{BASE}/poids?annee=1")).await.body.contains("Les poids font 99,9\u{a0}%"));
        assert_eq!(send(&mut visitor, &id, &now, ("100 %", "complet")).await.status, 303);
        assert!(!visitor.get(&format!("{BASE}/poids?annee=1")).await.body.contains("Répartir également"));
        let page = visitor.get(BASE).await;
        assert!(page.body.contains("25\u{202f}000,00\u{a0}€") && page.body.contains("Il manque 20\u{a0}réunions"), "{}", page.body);
    }

    async fn an_indicator_without_value_promises_nothing_and_is_not_settled_in_silence(db) {
        let ctx = cpts(&db).await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        visitor.post(&format!("{BASE}/catalogue"), &[("code", "acces.pop_sans_mt")]).await;
        let one = link(&visitor.get(BASE).await.body);
        let id = one.rsplit('/').next().unwrap();
        let (cible, poids) = (format!("cible-{id}"), format!("poids-{id}"));
        let lu = lu(&mut visitor).await;
        visitor.post(&format!("{BASE}/poids"), &[("mission", "acces"), ("annee", "1"), ("lu", &lu), (&cible, "7"), (&poids, "100"), ("etat", "complet")]).await;
        let words = "jusqu’à 30\u{202f}000,00\u{a0}€, valeur manquante";
        for page in [visitor.get(BASE).await, visitor.get(&one).await] {
            assert!(page.body.contains(words) && !page.body.contains("à gagner"), "{}", page.body);
        }
        let form = [("annee", "1"), ("libelle", "Dialogue"), ("cle", "k"), ("definitif", "on"), ("avant_terme", "on"), ("a_zero", "on")];
        let early = visitor.post(&format!("{BASE}/gels"), &form[..4]).await;
        assert!(early.status == 422 && early.body.contains("L’année n’est pas finie\u{a0}: elle court"), "{}", early.body);
        let refused = visitor.post(&format!("{BASE}/gels"), &form[..5]).await;
        assert!(refused.status == 422 && refused.body.contains("Rien ne dit où en sont"), "{}", refused.body);
        let gel = visitor.post(&format!("{BASE}/gels"), &form).await.location().to_owned();
        assert!(visitor.get(&gel).await.body.contains("sans valeur, compté à zéro"));
    }

    async fn a_value_is_refused_beside_its_field_then_shown_with_its_proof_missing(db) {
        let ctx = cpts(&db).await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        visitor.post(&format!("{BASE}/catalogue"), &[("code", "acces.pop_sans_mt")]).await;
        let one = link(&visitor.get(BASE).await.body);
        let path = format!("{one}/valeurs");
        let page = visitor.post(&path, &[("jour", "2026-03-03"), ("valeur", "7,1"), ("source", "CPAM")]).await;
        assert!(page.status == 422 && page.body.contains("n’est pas encore passé") && page.body.contains("value=\"7,1\""), "{}", page.body);
        let page = visitor.post(&path, &[("jour", "2026-03-01"), ("valeur", "beaucoup"), ("source", "CPAM")]).await;
        assert!(page.status == 422 && page.body.contains("n’est pas un nombre"), "{}", page.body);
        let done = visitor.post(&path, &[("jour", "2026-03-01"), ("valeur", "7,1 %"), ("source", "CPAM")]).await;
        assert_eq!(done.location(), one);
        let page = visitor.get(&one).await;
        assert!(page.body.contains("7,1\u{a0}%") && page.body.contains("valeur sans preuve"), "{}", page.body);
    }

    async fn a_computed_value_opens_onto_its_acts_as_a_page_and_a_file(db) {
        let ctx = cpts(&db).await;
        signed(&db, &ctx).await;
        let all = Ctx { rights: kernel::Rights::all(), ..ctx.clone() };
        let contrat = contrat::en_cours(&mut db.read(&ctx).await.unwrap(), TODAY).await.unwrap().unwrap();
        crate::add_indicateur(&all, &db, &lois(), &contrat, reunions()).await.unwrap();
        meet(&db, &all, 60, Some(actes::Genre::Reunion)).await;
        let mut visitor = site(&db, &ctx, "membre").await;
        let rows = format!("{}/lignes?annee=1", link(&visitor.get(BASE).await.body));
        let page = visitor.get(&rows).await;
        assert!(page.status == 200 && page.body.matches("<tr").count() == 51 && page.body.contains("rel=\"next\""), "{}", page.body);
        let file = visitor.get(&rows.replace("/lignes?", "/lignes.csv?")).await;
        assert_eq!(file.body.lines().count(), 61);
        assert_eq!(visitor.get(&format!("{BASE}/import")).await.status, 403);
    }

    async fn a_file_says_what_it_wrote_and_a_freeze_what_changed(db) {
        let ctx = cpts(&db).await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        visitor.post(&format!("{BASE}/catalogue"), &[("code", "acces.pop_sans_mt")]).await;
        let lines = "indicateur;jour;valeur\nacces.pop_sans_mt;01/02/2026;7,2\nrien;01/02/2026;3\n";
        let page = visitor.post(&format!("{BASE}/import"), &[("lignes", lines), ("source", "CPAM")]).await;
        assert!(page.status == 200 && page.body.contains("1\u{a0}valeur écrite") && page.body.contains("1\u{a0}ligne refusée"), "{}", page.body);
        let frozen = visitor.post(&format!("{BASE}/gels"), &[("annee", "1"), ("libelle", "Point d’étape"), ("cle", "k")]).await;
        assert_eq!(frozen.status, 303, "{}", frozen.body);
        let gel = frozen.location().to_owned();
        assert!(visitor.get(&gel).await.body.contains("Rien n’a changé depuis"));
        for file in ["dossier-aci.csv", "dossier-aci.xlsx"] {
            assert_eq!(visitor.get(&format!("{BASE}/{file}")).await.status, 200, "{file}");
        }
        let refused = visitor.post(&format!("{BASE}/gels"), &[("annee", "1"), ("libelle", ""), ("cle", "l")]).await;
        assert!(refused.status == 422 && refused.body.contains("Dites pourquoi"), "{}", refused.body);
    }
}

#[test]
fn every_right_of_the_room_is_in_the_table_of_these_tests() {
    assert!([VOIR, SAISIR, MODIFIER, GELER].iter().all(|right| RIGHTS.contains(right.0)));
}
