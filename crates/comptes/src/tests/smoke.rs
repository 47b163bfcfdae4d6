use crate::*;
use testkit::{actors::system, each_engine};

each_engine! { &[db::MIGRATIONS, MIGRATIONS];
    async fn first_light(db) {
        let ctx = system();
        let cpts = open_cpts(&ctx, &db, "velay-sud".parse().unwrap(), "CPTS Velay Sud".parse().unwrap()).await.unwrap();
        let ctx = ctx.within(cpts);
        let n = NouveauMembre { courriel: "claire@exemple.fr".parse().unwrap(), nom: "Fabre".parse().unwrap(), prenom: "Claire".parse().unwrap(),
            profession: None, commune: None, telephone: None, roles: Roles::of([Role::Coordination]), depuis: "2026-01-01".parse().unwrap() };
        let p = add_personne(&ctx, &db, &n).await.unwrap();
        give_password(&ctx, &db, p, &MotDePasse::choose("lentille verte du matin", "x@y.fr").unwrap()).await.unwrap();
        let e = sign_in(&ctx, &db, "Claire@exemple.fr ", "lentille verte du matin").await.unwrap();
        let Entree::Ouverte(j) = e else { panic!() };
        let c = identify(&db, ctx.now, Some(j.as_str()), Some("velay-sud")).await.unwrap();
        assert_eq!(c.identity.unwrap().roles, ["coordination"]);
        let l = list_membres(&ctx, &db, &Demande::default()).await.unwrap();
        assert_eq!((l.total, l.membres.len()), (1, 1));
    }
}
