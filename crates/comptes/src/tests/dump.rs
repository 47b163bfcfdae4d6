use super::*;
use testkit::each_engine;
fn save(name: &str, page: &testkit::http::Page) {
    let css = &ui::assets::STYLESHEET;
    let js = &ui::assets::SCRIPT;
    std::fs::create_dir_all("/tmp/shots").unwrap();
    std::fs::write("/tmp/shots/s.css", &css.bytes).unwrap();
    std::fs::write("/tmp/shots/s.js", &js.bytes).unwrap();
    std::fs::write(
        format!("/tmp/shots/{name}.html"),
        page.body.replace(&css.path, "s.css").replace(&js.path, "s.js"),
    )
    .unwrap();
    println!("{name} {} {}", page.status, page.body.len());
}
each_engine! { TABLES;
    async fn dump(db) {
        let ctx = world(&db, "velay-sud").await;
        let id = claire(&ctx, &db).await;
        let noms = ["Martin", "Bernard", "Dubois", "Thomas", "Robert", "Vial", "Roux", "Chapuis", "Gagne", "Ollier"];
        let prenoms = ["Anne", "Luc", "Zoé", "Jean-Pierre", "Émilie", "Marc"];
        let roles = [Role::Membre, Role::Tresorerie, Role::Elu, Role::OperateurSnp, Role::Partenaire];
        for n in 0..73usize {
            let one = NouveauMembre { courriel: format!("n{n}@exemple.fr").parse().unwrap(), ..nouveau(prenoms[n % 6], noms[n % 10], &[roles[n % 5], Role::Membre]) };
            if n == 7 { invite(&ctx, &db, &one).await.unwrap(); } else { add_personne(&ctx, &db, &one).await.unwrap(); }
        }
        let mut v = site(&db, ctx.now);
        save("connexion", &v.get("/connexion?retour=%2Fcompte").await);
        save("connexion-erreur", &v.post("/connexion", &[("courriel", "claire.fabre@exemple.fr"), ("mot_de_passe", "faux faux")]).await);
        save("lien-envoye", &v.get("/connexion/lien").await);
        save("lien", &v.get("/connexion/lien/abc").await);
        let mut v = site_as(&db, ctx.now, "claire.fabre@exemple.fr").await;
        site_as(&db, ctx.now, "claire.fabre@exemple.fr").await;
        save("compte", &v.get("/compte").await);
        save("df0", &v.get("/compte/double-facteur").await);
        v.post("/compte/double-facteur", &[]).await;
        save("df1", &v.get("/compte/double-facteur").await);
        let base = "/velay-sud/espace/reglages";
        save("reglages", &v.get(base).await);
        save("membres", &v.get(&format!("{base}/membres")).await);
        save("inviter", &v.get(&format!("{base}/membres/inviter")).await);
        v.post(&format!("{base}/membres/{id}/roles"), &[("role", "coordination"), ("role","membre")]).await;
        save("membre", &v.get(&format!("{base}/membres/{id}")).await);
        save("journal", &v.get(&format!("{base}/journal")).await);
        save("roles", &v.get(&format!("{base}/roles")).await);
        let mut tx = db.read(&ctx).await.unwrap();
        let sealed = store::personne::by_id(&mut tx, id).await.unwrap().unwrap().totp_attente.unwrap();
        drop(tx);
        let cle = Cle::open(&sealed, db.secret(), id).unwrap();
        save("codes", &v.post("/compte/double-facteur/confirmation", &[("code", &cle.code_at(ctx.now).unwrap())]).await);
        let mut v = site(&db, ctx.now + SignedDuration::from_mins(3));
        v.post("/connexion", &[("courriel", "claire.fabre@exemple.fr"), ("mot_de_passe", PASSWORD)]).await;
        save("code", &v.get("/connexion/code").await);
        let luc = nouveau("Paul", "Sans", &[Role::Membre]);
        let luc = add_personne(&ctx, &db, &luc).await.unwrap();
        give_password(&ctx, &db, luc, &PASSWORD.parse().unwrap()).await.unwrap();
        suspend(&ctx, &db, luc).await.unwrap();
        let mut v = site_as(&db, ctx.now, "paul.sans@exemple.fr").await;
        save("espaces-vide", &v.get("/espaces").await);
        save("interdit", &v.get(&format!("{base}/membres")).await);
        v.post("/deconnexion", &[]).await;
    }
}
