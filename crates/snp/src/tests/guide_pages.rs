//! The guide, through its pages: read, changed one thing at a time, taken back.

use super::lire::{ROOM, shows, site};
use super::*;
use crate::store::guides::{self, Version};
use db::Db;
use rendez_vous::Profession;

async fn now(ctx: &Ctx, db: &Db) -> Version {
    guides::en_vigueur(&mut db.read(ctx).await.unwrap()).await.unwrap()
}

const MORNING: &str = "2026-03-02T08:00:00Z";

/// What a motif needs, and what else is said.
fn motif<'a>(version: &'a str, rest: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("version", version),
        ("note", "relu"),
        ("libelle", "Œil rouge"),
        ("de_0", "0"),
        ("a_0", "120"),
        ("qui_0_0", "medecin_generaliste"),
        ("modalites", "cabinet"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !rest.iter().any(|(other, _)| other == name));
    kept.chain(rest.iter().copied()).collect()
}

each_engine! { SCHEMA;
    async fn a_proposal_says_that_it_is_one_until_doctors_keep_each_question(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let mut reader = site(&db, "operateur_snp", MORNING).await;
        let page = reader.get(&format!("{ROOM}/guide")).await;
        shows(&page, 200, &["Proposition à valider", "11\u{a0}questions d’alarme attendent", "Une douleur dans la poitrine", "Mal de dent", "Version de départ"]);
        assert!(!page.body.contains("guide/alarmes"), "an operator reads");
        assert_eq!(reader.get(&format!("{ROOM}/guide/alarmes")).await.status, 403);
        let mut doctor = site(&db, "presidence", MORNING).await;
        let here = format!("{ROOM}/guide/alarmes");
        shows(&doctor.get(&here).await, 200, &["name=\"question_10\"", "Nouvelle question", "name=\"question_11\""]);
        let asked = now(&ctx, &db).await.guide.drapeaux;
        let owned: Vec<(String, String)> = (0..asked.len()).flat_map(|rank| {
            let one = &asked[rank];
            let age = one.age_max.map(|age| age.to_string()).unwrap_or_default();
            [(format!("code_{rank}"), one.code.clone()), (format!("question_{rank}"), one.question.clone()), (format!("age_{rank}"), age), (format!("valide_{rank}"), "oui".to_owned())]
        }).collect();
        let mut form: Vec<(&str, &str)> = owned.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        form.extend([("version", "0"), ("note", "lues le 2 mars"), ("retirer_1", "oui"), ("question_11", "Des convulsions ?"), ("valide_11", "oui")]);
        assert_eq!(doctor.post(&here, &form).await.location(), format!("{ROOM}/guide"));
        let kept = now(&ctx, &db).await;
        assert_eq!((kept.numero, kept.guide.drapeaux.len(), kept.guide.a_valider()), (1, 11, 0));
        assert!(kept.guide.drapeaux.iter().all(|one| one.code != "souffle"));
        assert_eq!(kept.guide.drapeaux[10].code, "des_convulsions");
        let page = reader.get(&format!("{ROOM}/guide")).await;
        shows(&page, 200, &["Version 1", "lues le 2 mars", "Question d’alarme retirée", "Question d’alarme ajoutée"]);
        assert!(!page.body.contains("Proposition à valider"));
        shows(&doctor.post(&here, &form).await, 422, &["a changé pendant que vous écriviez"]);
        let none: Vec<(&str, &str)> = vec![("version", "1"), ("note", "tout retirer")];
        shows(&doctor.post(&here, &none).await, 422, &["Gardez au moins une question"]);
        let empty = [("version", "1"), ("note", ""), ("code_0", "thorax"), ("question_0", ""), ("age_0", "121")];
        shows(&doctor.post(&here, &empty).await, 422, &["id=\"f-question_0-erreur\"", "id=\"f-age_0-erreur\""]);
    }

    async fn a_motif_is_added_changed_and_removed_each_a_version(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let mut doctor = site(&db, "presidence", MORNING).await;
        let (list, new) = (format!("{ROOM}/guide"), format!("{ROOM}/guide/motifs/nouveau"));
        shows(&doctor.get(&new).await, 200, &["Nouveau motif", "value=\"120\""]);
        let ages = [("a_0", "15"), ("de_1", "16"), ("a_1", "120"), ("qui_1_0", "chirurgien_dentiste"), ("qui_1_1", "infirmier"), ("qui_1_2", "infirmier"), ("synonymes", "conjonctivite\r\n\r\nrougeur"), ("soins", "ophtalmologie"), ("question_0", "Un produit dans l’œil ?")];
        assert_eq!(doctor.post(&new, &motif("0", &ages)).await.location(), list);
        let kept = now(&ctx, &db).await.guide.motif("oeil_rouge").cloned().unwrap_or_else(|| panic!("no code"));
        assert_eq!(kept.synonymes, ["conjonctivite", "rougeur"]);
        assert_eq!(kept.tranches[1].professions, [Profession::ChirurgienDentiste, Profession::Infirmier]);
        assert_eq!((kept.drapeaux.len(), kept.soins.len()), (1, 1));
        let here = format!("{ROOM}/guide/motifs/oeil_rouge");
        shows(&doctor.get(&here).await, 200, &["conjonctivite", "value=\"16\"", "Un produit dans l’œil", "Retirer ce motif"]);
        let wrong = [("libelle", ""), ("de_0", "20"), ("a_0", "10"), ("qui_0_0", "x"), ("modalites", "x"), ("note", "")];
        let page = doctor.post(&here, &motif("1", &wrong)).await;
        let fields = ["libelle", "a_0", "qui_0_0", "modalites"].map(|name| format!("id=\"f-{name}-erreur\""));
        shows(&page, 422, &fields.each_ref().map(String::as_str));
        shows(&doctor.post(&here, &motif("1", &[("de_1", "60"), ("a_1", "70"), ("qui_1_0", "infirmier")])).await, 422, &["se recouvrent"]);
        assert_eq!(doctor.post(&here, &motif("1", &[("libelle", "Œil rouge ou sec")])).await.location(), list);
        let kept = now(&ctx, &db).await;
        assert_eq!((kept.numero, kept.guide.motif("oeil_rouge").unwrap().libelle.as_str()), (2, "Œil rouge ou sec"), "its code stays");
        shows(&doctor.post(&format!("{here}/retrait"), &[("version", "2"), ("note", "")]).await, 422, &["Retirer ce motif"]);
        assert_eq!(doctor.post(&format!("{here}/retrait"), &[("version", "2"), ("note", "inutile")]).await.location(), list);
        assert_eq!(doctor.get(&here).await.status, 404);
        doctor.post(&new, &motif("3", &[])).await;
        assert!(now(&ctx, &db).await.guide.motif("oeil_rouge_2").is_some(), "a code that was is not given again");
        shows(&doctor.get(&list).await, 200, &["Motif ajouté", "Motif retiré", "Version 4"]);
        let operator = site(&db, "operateur_snp", MORNING).await.post(&new, &motif("4", &[])).await;
        assert_eq!(operator.status, 403);
    }

    async fn hours_are_changed_and_an_earlier_version_is_taken_again(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let mut doctor = site(&db, "presidence", MORNING).await;
        let (list, here) = (format!("{ROOM}/guide"), format!("{ROOM}/guide/horaires"));
        shows(&doctor.get(&here).await, 200, &["value=\"08:00\"", "Permanence des soins"]);
        let form = |ouvre| [("version", "0"), ("note", "été"), ("ouvre", ouvre), ("ferme", "19:00"), ("hors_horaires", "Le 116 117"), ("ailleurs", "Le 15")];
        shows(&doctor.post(&here, &form("19:30")).await, 422, &["L’heure d’ouverture vient avant"]);
        shows(&doctor.post(&here, &form("midi")).await, 422, &["id=\"f-ouvre-erreur\""]);
        assert_eq!(doctor.post(&here, &form("09:00")).await.location(), list);
        shows(&doctor.get(&format!("{list}/versions/0")).await, 200, &["Reprendre cette version", "8\u{a0}h\u{a0}00"]);
        shows(&doctor.get(&format!("{list}/versions/1")).await, 200, &["C’est la version en vigueur"]);
        for unknown in ["2", "-1", "x"] {
            assert_eq!(doctor.get(&format!("{list}/versions/{unknown}")).await.status, 404, "{unknown}");
        }
        let back = format!("{list}/versions/0/reprise");
        assert_eq!(doctor.post(&back, &[("version", "0")]).await.status, 303, "somebody changed it meanwhile");
        assert_eq!(now(&ctx, &db).await.numero, 1);
        assert_eq!(doctor.post(&back, &[("version", "1")]).await.location(), list);
        let kept = now(&ctx, &db).await;
        assert_eq!((kept.numero, kept.note.as_str(), kept.guide), (2, "Retour à la version de départ", Guide::proposee()));
    }

    async fn doctors_write_the_guide_and_no_other_member(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let rights = |all: &[kernel::Right]| kernel::Rights::of(all.iter().copied());
        let doctor = Ctx { rights: rights(&[droits::GUIDER]), ..ctx.clone() };
        assert_eq!(set_guide(&doctor, &db, 0, Guide::proposee(), "relu").await.unwrap(), 1);
        let other = Ctx { actor: Actor::Personne(Uuid::from_u128(2)), ..doctor };
        let refused = set_guide(&other, &db, 1, Guide::proposee(), "relu").await;
        assert!(matches!(refused, Err(WriteError::PasPossible(_))), "{refused:?}");
        let office = Ctx { rights: rights(&[droits::GUIDER, droits::REGLER]), ..other };
        assert_eq!(set_guide(&office, &db, 1, Guide::proposee(), "relu").await.unwrap(), 2);
        let mut member = site(&db, "membre", MORNING).await;
        shows(&member.get(&format!("{ROOM}/guide")).await, 200, &["Version 2", "guide/alarmes"]);
        assert_eq!(member.get(ROOM).await.status, 403, "no request of a patient");
    }
}
