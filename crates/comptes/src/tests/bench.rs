use super::*;
use db::params;
fn cpu() -> u64 { std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(' ').next().unwrap().parse().unwrap() }
#[test]
#[ignore = "measure"]
fn members_page() {
    let rt = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    rt.block_on(async {
        let fresh = !std::path::Path::new("/tmp/bench.db").exists();
        let db = db::Db::open("sqlite:/tmp/bench.db", testkit::engines::secret()).unwrap();
        db.migrate(&system(), TABLES).await.unwrap();
        if !fresh { return measure(&db).await; }
        let ctx = world(&db, "velay-sud").await;
        claire(&ctx, &db).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        for n in 0..999 {
            let one = NouveauMembre { courriel: format!("n{n}@exemple.fr").parse().unwrap(), ..nouveau(["Anne","Luc","Zoé"][n % 3], &format!("Martin {}", ["Va","Ba","Ca","Da"][n%4]), &[Role::Membre]) };
            add(&mut tx, &one, Etat::Actif).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        for t in 0..999u128 {
            let cpts = testkit::actors::cpts(t + 10);
            for n in 0..1000u128 {
                let id: Id<Personne> = format!("{:08x}-0000-7000-8000-{:012x}", (t*1000+n)*2654435761 % 4294967296, t * 1000 + n + 100000).parse().unwrap();
                tx.execute("INSERT INTO comptes_personne (id, courriel, nom, prenom, creee_le) VALUES ($1,$2,'A','B',$3)", params![id, format!("m{t}-{n}@x.fr"), ctx.now]).await.unwrap();
                tx.execute("INSERT INTO comptes_appartenance (cpts, personne, cle_tri, nom, prenom, courriel, profession, commune, telephone, roles, depuis, etat) VALUES ($1,$2,$3,'A','B','c@x.fr','Infirmière','Commune','04 71 00 00 00',' membre ','2026-01-01','actif')", params![cpts, id, format!("nom {} prenom", (n*7919)%1000)]).await.unwrap();
            }
        }
        tx.record(db::Trace::new("essai.x","y"));
        tx.commit().await.unwrap();
        measure(&db).await;
    });
}
async fn measure(db: &Db) {
    let db = db.clone();
    let ctx = { let mut tx = db.read(&system()).await.unwrap(); let id = by_slug(&mut tx, "velay-sud").await.unwrap().unwrap().id; system().within(id) };
    {
        let mut v = site_as(&db, ctx.now, "claire.fabre@exemple.fr").await;
        let path = "/velay-sud/espace/reglages/membres";
        let page = v.get(path).await;
        let next = page.body.split("apres=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let paths = [path.to_owned(), format!("{path}?apres={next}"), format!("{path}?recherche=zoe"), "/velay-sud/espace/reglages".to_owned()];
        for path in &paths {
            for _ in 0..200 { v.get(path).await; }
            let t = cpu();
            for _ in 0..2000 { v.get(path).await; }
            println!("{path}: {:.1} us/page, {} bytes", (cpu() - t) as f64 / 2e6, v.get(path).await.body.len());
        }
        let tok = v.cookies["maillage_session"].clone();
        let t = cpu();
        for _ in 0..2000 { identify::find(&db, ctx.now, Some(&tok), Some("velay-sud")).await.unwrap(); }
        println!("identify {:?}", (cpu() - t) as f64 / 2e6);
        let me = Ctx { rights: Rights::all(), ..ctx.clone() };
        let t = cpu();
        for _ in 0..2000 { list_membres(&me, &db, &Demande::default()).await.unwrap(); }
        println!("list_membres {:?}", (cpu() - t) as f64 / 2e6);
        let membres = list_membres(&me, &db, &Demande::default()).await.unwrap();
        let t = cpu();
        for _ in 0..2000 { std::hint::black_box(crate::pages::bench_table(&membres)); }
        println!("table {:?}", (cpu() - t) as f64 / 2e6);
        let t = cpu();
        for _ in 0..2000 { let mut tx = db.read(&me).await.unwrap(); store::membre::count(&mut tx, &Filtre::default()).await.unwrap(); }
        let _ = ();println!("count {:?}", (cpu() - t) as f64 / 2e6);
    }
}
