//! Files taken away.

use super::monde::{self, BUREAU, MEMBRES, bottin, every_field, leaks, territory};
use super::*;
use crate::export_bottin::Format;
use testkit::each_engine;

const PAGE: &str = "/velay-sud/espace/annuaire/export";

fn file(format: &str, pour: &str, more: &str) -> String {
    format!("{PAGE}/fichier?format={format}&visibilite={pour}{more}")
}

/// What a file for these readers is made of.
async fn tirage(db: &Db, ctx: &Ctx, atlas: &territoire::Atlas, regard: Regard) -> Option<Tirage> {
    let etat = atlas.at(&mut db.read(ctx).await.unwrap()).await.unwrap();
    Tirage::whole(bottin(db, ctx, atlas, regard).await, etat, "CPTS velay-sud")
}

each_engine! { SCHEMA;
    async fn no_file_holds_more_than_its_readers_may_see(db) {
        let (ctx, atlas) = territory(&db).await;
        every_field(&db, &ctx).await;
        let mut office = monde::site(&db, "coordination").await;
        for format in ["csv", "vcf"] {
            let public = office.get(&file(format, "public", "")).await;
            let members = office.get(&file(format, "membres", "")).await;
            assert_eq!((public.status.as_u16(), members.status.as_u16()), (200, 200));
            assert_eq!(leaks(&public.body, &MEMBRES), [""; 0], "{format}");
            assert_eq!(leaks(&public.body, &BUREAU), [""; 0], "{format}");
            assert_eq!(leaks(&members.body, &BUREAU), [""; 0], "{format}");
            assert!(public.body.contains("zirconium") && members.body.contains("tungstene"), "{format}");
        }
        assert!(!office.get(&file("csv", "public", "")).await.body.contains("0612345678"));
        for regard in [Regard::Public, Regard::Membre] {
            let tirage = tirage(&db, &ctx, &atlas, regard).await.unwrap();
            let said = format!("{:?} {:?} {:?}", tirage.classeur(), tirage.document(), tirage.contacts());
            assert_eq!(leaks(&said, &BUREAU), [""; 0], "{regard:?}");
            assert_eq!(leaks(&said, &MEMBRES).is_empty(), regard == Regard::Public);
        }
        assert!(tirage(&db, &ctx, &atlas, Regard::Bureau).await.is_none(), "the office never leaves in a file");
    }

    async fn a_file_holds_the_entries_of_the_list_each_once(db) {
        territory(&db).await;
        let mut office = monde::site(&db, "coordination").await;
        let all = office.get(&file("csv", "membres", "")).await;
        assert_eq!(all.body.matches("\r\n").count(), 9, "a heading and eight entries: {}", all.body);
        assert_eq!(all.body.matches("Fictif").count(), 1);
        let some = office.get(&file("csv", "public", "&profession=infirmier&commune=43157")).await.body;
        assert_eq!(some.matches("\r\n").count(), 2, "{some}");
        let name = all.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert_eq!(name, "attachment; filename=\"annuaire-velay-sud-membres-2026-03-02.csv\"");
        let shown = office.get(&format!("{PAGE}?profession=infirmier&commune=43157")).await;
        assert!(shown.body.contains("1\u{a0}fiche, telles que") && shown.input("profession") == Some("infirmier"));
    }

    async fn a_cell_is_never_a_formula(db) {
        let (ctx, _) = territory(&db).await;
        add_acteur(&ctx, &db, local("=HYPERLINK(\"http://x\")")).await.unwrap();
        let text = monde::site(&db, "coordination").await.get(&file("csv", "public", "")).await.body;
        assert!(text.contains("'=HYPERLINK") && !text.contains("\n=") && !text.contains(";="), "{text}");
    }

    async fn each_export_is_written_in_the_journal_and_members_take_only_a_contact(db) {
        let (ctx, _) = territory(&db).await;
        let mut office = monde::site(&db, "coordination").await;
        for format in Format::ALL {
            let page = office.get(&file(format.extension(), "public", "")).await;
            assert_eq!(page.headers.get("content-type").unwrap().to_str().unwrap(), format.mime());
        }
        assert_eq!(actions(&db, &ctx).await[..4], ["annuaire.exporte"; 4]);
        let mut member = monde::site(&db, "membre").await;
        assert_eq!(member.get(&file("csv", "membres", "")).await.status, 403);
        assert_eq!(member.get(PAGE).await.status, 403);
        let card = member.get(&format!("/velay-sud/espace/annuaire/{}/contact.vcf", ps(1))).await;
        assert!(card.body.contains("N:Fictif;Hélène") && card.body.contains("04 71 00 00 01"), "{}", card.body);
        assert_eq!(actions(&db, &ctx).await[0], "annuaire.contact_exporte");
        assert_eq!(member.get(&format!("/velay-sud/espace/annuaire/{}/contact.vcf", ps(99))).await.status, 404);
        for wrong in [file("doc", "public", ""), file("csv", "bureau", ""), file("csv", "", "")] {
            assert_eq!(office.get(&wrong).await.status, 422, "{wrong}");
        }
    }

    async fn the_printed_directory_is_by_profession_and_dated(db) {
        let (ctx, atlas) = territory(&db).await;
        let document = tirage(&db, &ctx, &atlas, Regard::Public).await.unwrap().document();
        let foot = "Version publique · RPPS du 20\u{a0}novembre 2025, FINESS du 3\u{a0}novembre 2025";
        assert_eq!((document.date, document.reference.as_deref()), (TODAY, Some(foot)));
        let directory = document.blocks.iter().find_map(|block| match block {
            documents::Block::Directory(directory) => Some(directory),
            _ => None,
        });
        let titles: Vec<&str> = directory.unwrap().groups.iter().filter_map(|group| group.title.as_deref()).collect();
        let people = ["Médecins généralistes", "Médecins spécialistes", "Infirmiers", "Masseurs-kinésithérapeutes"];
        assert_eq!(titles[..4], people);
        assert_eq!(titles[4..], ["Centre de santé", "Maison de santé (L.6223-3)", "PMI (protection maternelle et infantile)"]);
        assert_eq!(documents::pdf_counted(&document).unwrap().pages, 1);
    }
}
