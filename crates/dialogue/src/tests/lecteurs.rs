//! A referent of the ARS or the CPAM, and who coordinates, in front of the same pages.

use super::{World, lois, open, tenue, world};
use crate::texte::empreinte;
use crate::{Consentement, Dialogue, add_point, close_dialogue, hold_dialogue, propose_cible, write_point};
use db::{Db, Migrations};
use indicateurs::Nombre;
use kernel::{Ctx, Id, Ids, Rights};
use testkit::{Visitor, each_engine};

const SCHEMA: [Migrations; 9] = [
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    actes::MIGRATIONS,
    pieces::MIGRATIONS,
    territoire::MIGRATIONS,
    projet_sante::MIGRATIONS,
    contrat::MIGRATIONS,
    indicateurs::MIGRATIONS,
    crate::MIGRATIONS,
];
const RIGHTS: &str = "droit | sens | visiteur | coordination | tresorerie | referent_institution
lien.suivre | a | x | | |
dialogue.voir | a | | x | x | x
dialogue.preparer | a | | x | |
dialogue.conduire | a | | x | |
dialogue.declarer_depense | a | | x | x |
contrat.voir | a | | x | x | x
indicateurs.voir | a | | x | x | x";
const SECRETS: [&str; 3] = ["Dit entre nous", "Un bus de plus", "Un motif à taire"];

struct Room {
    ctx: Ctx,
    id: Id<Dialogue>,
    world: World,
}

/// A dialogue that was held, with what was said, decided and proposed.
async fn room(db: &Db) -> Room {
    let ctx = Ctx { ids: Ids::Random, rights: Rights::all(), ..testkit::actors::system() };
    let nom = "CPTS Velay Sud".parse().unwrap();
    let cpts = comptes::open_cpts(&ctx, db, "velay-sud".parse().unwrap(), nom).await.unwrap();
    let ctx = ctx.within(cpts);
    let world = world(db, &ctx, "ours").await;
    let id = open(db, &ctx, &world, 1).await;
    hold_dialogue(&ctx, db, id, tenue()).await.unwrap();
    let point = add_point(&ctx, db, id, "Bus dentaire").await.unwrap();
    write_point(&ctx, db, id, point, ("Bus dentaire", SECRETS[0], SECRETS[1])).await.unwrap();
    propose_cible(&ctx, db, id, (world.indicateur, 2), Nombre::ZERO, SECRETS[2]).await.unwrap();
    Room { ctx, id, world }
}

async fn site(db: &Db, room: &Room, role: &str) -> Visitor {
    let atlas = territoire::Atlas::load(db, room.ctx.now).await.unwrap();
    let app = testsite::builder(db, room.ctx.now, RIGHTS).with(atlas).modules(&[crate::module()]).build();
    testsite::visitor(&app, (crate::module().routes)(), role)
}

impl Room {
    fn path(&self, part: &str) -> String {
        format!("/velay-sud/espace/dialogue/{}{part}", self.id)
    }

    /// Every page of the dialogue that anybody may open, one after the other.
    async fn read(&self, visitor: &mut Visitor) -> String {
        let mut all = String::new();
        for part in ["", "/rencontre", "/cloture", "/liasse"] {
            let page = visitor.get(&self.path(part)).await;
            assert_eq!(page.status, 200, "{part}\n{}", page.body);
            all.push_str(&page.body);
        }
        all
    }
}

each_engine! { &SCHEMA;
    async fn a_referent_reads_days_agenda_and_people_before_the_closing_and_nothing_of_the_work(db) {
        let room = room(&db).await;
        let mut referent = site(&db, &room, "referent_institution").await;
        let said = room.read(&mut referent).await;
        for secret in SECRETS {
            assert!(!said.contains(secret), "{secret}");
        }
        assert!(said.contains("Bus dentaire") && said.contains("Anaïs Delmas") && said.contains("10\u{a0}février 2026"), "{said}");
        assert!(!said.contains("compte-rendu.pdf") && !said.contains("Habitants sans médecin traitant"), "{said}");
        for file in ["/compte-rendu.pdf", "/compte-rendu.docx"] {
            assert_eq!(referent.get(&room.path(file)).await.status, 409, "{file}");
        }
    }

    async fn a_referent_reads_everything_once_the_dialogue_is_closed(db) {
        let room = room(&db).await;
        let mut tx = db.read(&room.ctx).await.unwrap();
        let targets = crate::store::cibles::cibles(&mut tx, room.id).await.unwrap();
        drop(tx);
        crate::withdraw_cible(&room.ctx, &db, room.id, targets[0].id).await.unwrap();
        close_dialogue(&room.ctx, &db, &lois(), room.id, &Consentement::default()).await.unwrap();
        let mut referent = site(&db, &room, "referent_institution").await;
        let said = room.read(&mut referent).await;
        assert!(SECRETS.iter().all(|secret| said.contains(secret)), "{said}");
        assert_eq!(referent.get(&room.path("/compte-rendu.docx")).await.status, 200);
    }

    async fn whoever_coordinates_reads_the_work_before_the_closing_and_what_it_would_pay(db) {
        let room = room(&db).await;
        let mut leader = site(&db, &room, "coordination").await;
        let said = room.read(&mut leader).await;
        assert!(SECRETS.iter().all(|secret| said.contains(secret)), "{said}");
        assert!(said.contains("Ce que la clôture donnerait aujourd’hui"), "{said}");
        assert!(said.contains("15\u{202f}000,00\u{a0}€"), "half of 30 000 € {said}");
        assert_eq!(leader.get(&room.path("/compte-rendu.docx")).await.status, 200);
    }

    async fn a_text_that_somebody_else_wrote_comes_back_beside_mine(db) {
        let room = room(&db).await;
        let mut leader = site(&db, &room, "coordination").await;
        let path = room.path("/rapport");
        let none = empreinte("");
        let first = leader.post(&path, &[("synthese", "Le sien"), ("lue.synthese", &none)]).await;
        assert_eq!(first.status, 303);
        let late = leader.post(&path, &[("synthese", "Le mien"), ("lue.synthese", &none)]).await;
        assert!(late.body.contains("Le sien") && late.body.contains("Le mien"), "{}", late.body);
        assert!(late.body.contains(&empreinte("Le sien")), "the next text is written upon the kept one");
        let partial = leader.post(&path, &[("plan", "Un plan"), ("lue.plan", &none)]).await;
        assert_eq!(partial.status, 303, "a field that was not sent says nothing");
        assert!(leader.get(&path).await.body.contains("Le sien"));
    }

    async fn sharing_asks_for_the_attestation_and_says_what_is_true_of_the_files(db) {
        let room = room(&db).await;
        let pack = crate::ask_liasse(&room.ctx, &db, room.id).await.unwrap();
        crate::build_liasse(&room.ctx, &db, &lois(), pack).await.unwrap();
        let mut leader = site(&db, &room, "coordination").await;
        let page = leader.get(&room.path("/liasse")).await.body;
        assert!(page.contains("n’ont pas été relues par le logiciel") && page.contains("J’ai relu"), "{page}");
        let share = room.path(&format!("/liasse/partage/{pack}"));
        assert_eq!(leader.post(&share, &[]).await.status, 422);
        assert_eq!(leader.post(&share, &[("relues", "oui")]).await.status, 303);
        let archive = room.path(&format!("/liasse/archive/{pack}"));
        let mut referent = site(&db, &room, "referent_institution").await;
        assert_eq!(referent.get(&archive).await.status, 200);
        leader.post(&room.path(&format!("/liasse/reprise/{pack}")), &[]).await;
        assert_eq!(referent.get(&archive).await.status, 404);
        assert!(!room.read(&mut referent).await.contains(&archive) && room.world.contrat.signature.is_some());
    }
}
