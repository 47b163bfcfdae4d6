//! From the projet de santé to the ledger: an act names the action that it carries out.

use super::{SCHEMA, demo_site, sign_in};
use testkit::each_engine;

const BASE: &str = "/velay-sud/espace/actes";

/// The value of the option that says `words`.
fn option<'a>(page: &'a str, words: &str) -> Option<&'a str> {
    let before = &page[..page.find(&format!(">{words}</option>"))?];
    before.rsplit("value=\"").next()?.split('"').next()
}

each_engine! { &SCHEMA;
    async fn an_act_names_an_action_of_the_projet_and_no_other(db) {
        let (router, _) = demo_site(db).await;
        let mut visitor = sign_in(&router, "coordination").await;
        let sheet = [("titre", "Suivre l’insuffisance cardiaque"), ("mission", "parcours"), ("avancement", "prevue")];
        let written = visitor.post("/velay-sud/espace/projet/actions/nouvelle", &sheet).await;
        assert_eq!(written.status, 303, "{}", written.body);
        let form = visitor.get(&format!("{BASE}/nouveau")).await.body;
        let action = option(&form, "Suivre l’insuffisance cardiaque").unwrap_or_else(|| panic!("{form}")).to_owned();
        let cle = "0192f0c0-0000-7000-8000-000000000001";
        let act = |action| [("jour", "2026-03-01"), ("mission", "parcours"), ("intitule", "Groupe de travail"), ("minutes", "60"), ("personnes", "9"), ("cle", cle), ("action", action)];
        let refused = visitor.post(BASE, &act("0192f0c0-0000-7000-8000-0000000000ff")).await;
        assert!(refused.status == 422 && refused.body.contains("n’est plus au projet de santé"), "{}", refused.body);
        assert_eq!(visitor.post(BASE, &act(&action)).await.status, 303);
        let list = visitor.get(BASE).await.body;
        let (before, _) = list.split_once("Groupe de travail</a>").unwrap_or_else(|| panic!("{list}"));
        let path = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        let page = visitor.get(path).await.body;
        assert!(page.contains(&format!("/velay-sud/espace/projet/actions/{action}")), "{page}");
    }
}
