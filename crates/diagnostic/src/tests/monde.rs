//! A small territory, Le Puy-en-Velay and Brioude fifty kilometres apart, with a few invented people, and its site.

use annuaire::{Nature, Saisie, Valeur};
use comptes::{NouveauMembre, Role, Roles};
use db::{Db, Migrations};
use jiff::civil::date;
use kernel::{Actor, Ctx, Rights};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use territoire::Atlas;
use testkit::{Visitor, actors};
use tower::ServiceExt;
use uuid::Uuid;
use web::App;

pub(super) const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    territoire::MIGRATIONS,
    repertoire::MIGRATIONS,
    annuaire::MIGRATIONS,
    enquete::MIGRATIONS,
    crate::MIGRATIONS,
];
pub(super) const PUY: &str = "43157";
pub(super) const BRIOUDE: &str = "43040";
const RIGHTS: &str = "droit | sens | visiteur | coordination | membre | elu
diagnostic.voir | a | | x | x | x
diagnostic.ecrire | a | | x | |
diagnostic.signaler | a | | x | | x
diagnostic.classer | a | | x | x |
diagnostic.animer | a | | x | |
annuaire.modifier | a | | x | |
enquete.voir_resultats | a | | x | x |";

fn rpps(n: u32) -> String {
    let base = format!("1000{n:06}");
    let digits = base.chars().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = digits.map(|(at, d)| if at % 2 == 0 { d * 2 / 10 + d * 2 % 10 } else { d }).sum();
    format!("{base}{}", (10 - sum % 10) % 10)
}

/// Number, profession, category (C, or E for students), commune.
type Ligne = (u32, &'static str, &'static str, &'static str);

/// At Le Puy three nurses — one of them half of the time at Clermont-Ferrand —, a student, a general practitioner; at
/// Brioude a nurse, and nobody else.
const PEOPLE: [Ligne; 7] = [
    (1, "60", "C", PUY),
    (2, "60", "C", PUY),
    (2, "60", "C", "63113"),
    (3, "60", "C", PUY),
    (4, "60", "E", PUY),
    (5, "10", "C", PUY),
    (6, "60", "C", BRIOUDE),
];

async fn import(db: &Db, atlas: &Atlas, day: u8, lines: &[Ligne]) {
    const HEAD: &str = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Prénom d'exercice|Code profession|Code catégorie professionnelle|Code type savoir-faire|Code savoir-faire|Code commune (coord. structure)|Code genre activité|\n";
    let mut text = HEAD.to_owned();
    for (n, profession, categorie, commune) in lines {
        let number = rpps(*n);
        let savoir = if *profession == "10" { "S|SM54" } else { "|" };
        text += &format!(
            "8|{number}|8{number}|FICTIF-{n}|ALIX|{profession}|{categorie}|{savoir}|{commune}|GENR01|\n"
        );
    }
    let open =
        || -> std::io::Result<Box<dyn Read + Send>> { Ok(Box::new(Cursor::new(text.clone().into_bytes()))) };
    let nom = format!("PS_LibreAcces_Personne_activite_202602{day:02}0830.txt");
    let source = repertoire::Source { nom: &nom, octets: 1, ouvrir: &open };
    let ctx = Ctx::system("essai", actors::instant(actors::NOW));
    let etat = atlas.at(&mut db.read(&ctx).await.unwrap()).await.unwrap();
    let wanted = repertoire::Reglages::default();
    let mut refuse = |_, rejet| panic!("{rejet:?}");
    repertoire::import_annuaire(&ctx, db, &etat.france, &[source], wanted, &mut refuse, &mut |_, _| {})
        .await
        .unwrap();
}

/// What a test walks in.
pub(super) struct Monde {
    pub(super) db: Db,
    /// The coordinator, with every right.
    pub(super) ctx: Ctx,
    pub(super) atlas: Atlas,
}

pub(super) fn communes() -> BTreeSet<identifiants::CommuneCode> {
    BTreeSet::from([PUY, BRIOUDE].map(|code| code.parse().unwrap()))
}

impl Monde {
    /// A CPTS without a territory, and no official file.
    pub(super) async fn empty(db: &Db) -> Self {
        let ctx = Ctx { rights: Rights::all(), ..actors::system() };
        let nom = "CPTS du Velay".parse().unwrap();
        let id = comptes::open_cpts(&ctx, db, "velay-sud".parse().unwrap(), nom).await.unwrap();
        let ctx = ctx.within(id);
        let nouveau = NouveauMembre {
            courriel: "claire.fabre@exemple.fr".parse().unwrap(),
            nom: "Fabre".parse().unwrap(),
            prenom: "Claire".parse().unwrap(),
            profession: None,
            commune: None,
            telephone: None,
            roles: Roles::of([Role::Coordination]),
            depuis: date(2026, 1, 1),
        };
        let claire = comptes::add_personne(&ctx, db, &nouveau).await.unwrap();
        let ctx = Ctx { actor: Actor::Personne(claire.uuid()), ..ctx };
        Self { db: db.clone(), ctx, atlas: Atlas::load(db, actors::instant(actors::NOW)).await.unwrap() }
    }

    /// The same with its communes, and two editions: the nurse of Brioude left the second one. A nurse of Le Puy declares
    /// half an activity; the doctor, a departure in November.
    pub(super) async fn new(db: &Db) -> Self {
        let monde = Self::empty(db).await;
        let ctx = &monde.ctx;
        territoire::set_perimetre(ctx, db, &monde.atlas, date(2025, 1, 1), communes()).await.unwrap();
        import(db, &monde.atlas, 1, &PEOPLE).await;
        import(db, &monde.atlas, 20, &PEOPLE[..6]).await;
        for (n, nature, said) in [(3, Nature::ActiviteEtp, "0,5"), (5, Nature::DepartPrevu, "2026-11")] {
            let who = annuaire::Reference::Professionnel(format!("8{}", rpps(n)).parse().unwrap());
            let valeur = Valeur::parse(nature, said).unwrap();
            annuaire::fill(ctx, db, &who, &[Saisie { nature, valeur, visibilite: None }]).await.unwrap();
        }
        monde
    }

    /// The program, and the session of somebody with that role; of nobody when it is empty.
    async fn opened(&self, role: &str) -> (App, String) {
        let atlas = Atlas::load(&self.db, self.ctx.now).await.unwrap();
        let builder = testsite::builder(&self.db, self.ctx.now, RIGHTS).with(atlas);
        let person = match &self.ctx.actor {
            Actor::Personne(id) if role == "coordination" => *id,
            _ => Uuid::from_u128(77),
        };
        let session = if role.is_empty() { String::new() } else { format!("{person}~{role}") };
        (builder.modules(&[crate::module()]).build(), session)
    }

    /// Somebody with that role in front of the site.
    pub(super) async fn site(&self, role: &str) -> Visitor {
        let (app, session) = self.opened(role).await;
        testsite::visitor(&app, (crate::module().routes)(), &session)
    }

    /// What somebody with that role downloads.
    pub(super) async fn file(&self, role: &str, path: &str) -> Vec<u8> {
        let (app, session) = self.opened(role).await;
        let router = web::router(&app, (crate::module().routes)()).0;
        let request = axum::http::Request::get(path).header("host", "essai.test");
        let request = request.header("cookie", format!("maillage_session={session}"));
        let response = router.oneshot(request.body(axum::body::Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 200);
        axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap().to_vec()
    }
}
