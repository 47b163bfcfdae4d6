//! Slots of other programs: shown with their source and where they are taken, nowhere else.

use super::*;
use crate::ailleurs::{Ailleurs, CreneauAilleurs, Lecture};

fn read<'a>(_: &'a web::App, _: &'a Ctx, slug: &'a str) -> web::BoxFuture<'a, db::Result<Lecture>> {
    Box::pin(async move {
        let one = CreneauAilleurs {
            editeur: "Agenda <b>".to_owned(),
            professionnel: "Dr Alix Fictive".to_owned(),
            lieu: "1 rue du Port, 43000".to_owned(),
            horaire: Horaire { debut: instant("2026-03-03T08:00:00Z"), fin: instant("2026-03-03T08:20:00Z") },
            precisions: vec![slug.to_owned()],
            page: Some("https://rdv.example/alix?x=1".to_owned()),
        };
        Ok(Lecture { creneaux: vec![one], muets: vec!["Autre agenda".to_owned()] })
    })
}

each_engine! { SCHEMA;
    async fn slots_of_others_are_shown_where_they_are_taken_and_never_here(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let with = |chez: &[&str]| {
            let hook = Ailleurs { chez: chez.iter().map(|one| (*one).to_owned()).collect(), read };
            testsite::builder(&db, ctx.now, suivi::RIGHTS).with(hook).modules(&[module()]).build()
        };
        let here = format!("{}/ailleurs", suivi::ROOM);
        let mut member = testsite::visitor(&with(&["essai"]), (module().routes)(), "secretariat");
        let page = member.get(&here).await;
        let link = "<a href=\"https://rdv.example/alix?x=1\" rel=\"noopener noreferrer\">Prendre rendez-vous chez Agenda &lt;b&gt;</a>";
        suivi::shows(&page, 200, &["Dr Alix Fictive", "Agenda &lt;b&gt;", link, "Autre agenda ne répond pas", "essai"]);
        assert!(!page.body.contains("name=\"creneau\"") && !page.body.contains("<b>"), "nothing is taken here");
        let mut other = testsite::visitor(&with(&["velay-nord"]), (module().routes)(), "secretariat");
        suivi::shows(&other.get(&here).await, 200, &["Aucun créneau"]);
        for (chez, shown) in [("essai", true), ("velay-nord", false)] {
            let mut member = testsite::visitor(&with(&[chez]), (module().routes)(), "secretariat");
            assert_eq!(member.get(suivi::ROOM).await.body.contains("publiés ailleurs"), shown);
        }
        let mut nobody = testsite::visitor(&with(&["essai"]), (module().routes)(), "");
        assert_eq!(nobody.get(&here).await.status, 303);
    }
}
