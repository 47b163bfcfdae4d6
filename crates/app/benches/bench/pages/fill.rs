//! Fills a database with the tenants, members and acts of the measure, once; later runs find it again.

use db::{Db, Secret, Tx, params};
use jiff::civil::date;
use kernel::{Ctx, Id};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// A filled database, and somebody who may see all of it.
pub struct Base {
    pub database: PathBuf,
    pub data: PathBuf,
    pub slugs: Vec<String>,
    pub token: String,
}

const KEY: [u8; 32] = [7; 32];

/// Tenants, members per tenant, acts in all.
fn sizes(size: &str) -> (u32, u32, u32) {
    match size {
        "s" => (100, 200, 40_000),
        "m" => (300, 1_000, 600_000),
        _ => (1_000, 1_000, 2_000_000),
    }
}

pub async fn base(work: &Path, size: &str) -> Base {
    let modules = [
        db::MIGRATIONS,
        comptes::module().migrations,
        actes::module().migrations,
        territoire::module().migrations,
    ];
    let version = &db::journal::fingerprint(
        &modules.iter().flat_map(|m| m.files).map(|(_, text)| text).collect::<Vec<_>>(),
    )[..8];
    let data = work.join(format!("pages-{size}-{version}"));
    let (tenants, members, acts) = sizes(size);
    let slugs: Vec<String> = (1..=tenants).map(|n| format!("cpts-{n}")).collect();
    let base = Base {
        database: data.join("maillage.db"),
        data: data.clone(),
        slugs,
        token: "banc-de-mesure".to_owned(),
    };
    if !data.join("pret").exists() {
        drop(std::fs::remove_dir_all(&data));
        std::fs::create_dir_all(&data).expect("a folder");
        std::fs::write(data.join("cle-instance"), "07".repeat(32)).expect("a key");
        let db = Db::open(&format!("sqlite:{}", base.database.display()), Secret::new(KEY)).expect("a base");
        #[expect(clippy::disallowed_methods, reason = "a measure lives in real time")]
        let ctx = Ctx::system("banc", jiff::Timestamp::now());
        db.migrate(&ctx, &modules).await.expect("a schema");
        eprintln!("Remplissage : {tenants} CPTS, {} membres, {acts} actes…", tenants * members);
        let mut tx = db.begin(&ctx).await.expect("a transaction");
        people(&mut tx, tenants, members).await.expect("people");
        ledger(&mut tx, tenants, acts).await.expect("acts");
        observer(&mut tx, tenants, &base.token).await.expect("an observer");
        tx.commit().await.expect("a commit");
        std::fs::write(data.join("pret"), "").expect("a mark");
    }
    base
}

/// CPTS without members, and somebody signed in who may see them all.
pub async fn tenants(tx: &mut Tx, count: u32, token: &str) -> db::Result<()> {
    people(tx, count, 0).await?;
    observer(tx, count, token).await
}

pub fn cpts(n: u32) -> Id<kernel::Cpts> {
    Id::new(Uuid::from_u128(u128::from(n) << 64))
}

const LAST: [&str; 12] = [
    "Martel", "Fabre", "Chauvet", "Delorme", "Vidal", "Roche", "Besson", "Arnaud", "Coste", "Gaillard",
    "Merle", "Pons",
];
const FIRST: [&str; 10] = ["Claire", "Hugo", "Inès", "Paul", "Léa", "Marc", "Nadia", "Yves", "Zoé", "Anne"];
const PROFESSIONS: [&str; 6] =
    ["Médecin", "Infirmier", "Pharmacien", "Masseur-kinésithérapeute", "Sage-femme", "Orthophoniste"];

async fn people(tx: &mut Tx, tenants: u32, members: u32) -> db::Result<()> {
    const TOTAL: &str = "INSERT INTO comptes_effectif (cpts, membres) VALUES ($1, $2)";
    const CPTS: &str = "INSERT INTO comptes_cpts (id, slug, nom, creee_le) VALUES ($1, $2, $3, $4)";
    let now = tx.ctx().now;
    for t in 1..=tenants {
        tx.execute_untraced(CPTS, params![cpts(t), format!("cpts-{t}"), format!("CPTS numéro {t}"), now])
            .await?;
        tx.execute_untraced(TOTAL, params![cpts(t), members + 1]).await?;
        for m in 0..members {
            let n = u64::from(t) * 100_000 + u64::from(m);
            let pick = |list: &'static [&'static str], step: u64| {
                list[usize::try_from(n * step % list.len() as u64).unwrap_or(0)]
            };
            let nom = format!("{}-{}", pick(&LAST, 7), (n * 31) % 977);
            member(
                tx,
                t,
                Uuid::from_u128(u128::from(n)),
                &nom,
                pick(&FIRST, 3),
                pick(&PROFESSIONS, 5),
                " membre ",
            )
            .await?;
        }
    }
    Ok(())
}

async fn member(
    tx: &mut Tx,
    t: u32,
    id: Uuid,
    nom: &str,
    prenom: &str,
    profession: &str,
    roles: &str,
) -> db::Result<()> {
    const PERSON: &str =
        "INSERT INTO comptes_personne (id, courriel, nom, prenom, creee_le) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    const MEMBER: &str = "INSERT INTO comptes_appartenance (cpts, personne, cle_tri, nom, prenom, courriel, profession,
        commune, telephone, roles, etat, depuis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'actif', $11)";
    let (now, courriel) = (tx.ctx().now, format!("{}@exemple.test", id.as_u128()));
    tx.execute_untraced(PERSON, params![id, &courriel, nom, prenom, now]).await?;
    let key = kernel::fold(&format!("{nom} {prenom}"));
    let since = date(2024, 1, 15);
    let values =
        params![cpts(t), id, key, nom, prenom, courriel, profession, "43157", "01 99 00 12 34", roles, since];
    tx.execute_untraced(MEMBER, values).await?;
    Ok(())
}

async fn ledger(tx: &mut Tx, tenants: u32, acts: u32) -> db::Result<()> {
    const ACT: &str = "INSERT INTO actes_acte (cpts, id, jour, mission, intitule, commune, minutes, personnes, source,
        source_id, motif, annule, saisi_le) VALUES ($1, $2, $3, $4, 'Réunion du groupe', '', $5, $6, 'banc', $7, '', $8, $9)";
    const TOTAL: &str = "INSERT INTO actes_total (cpts, mission, mois, actes, minutes, personnes) VALUES ($1, $2, $3, $4, $5, $6)";
    let now = tx.ctx().now;
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut totals: BTreeMap<(u32, usize, jiff::civil::Date), (i64, i64, i64)> = BTreeMap::new();
    for n in 0..acts {
        let (t, kind) = (n % tenants + 1, (n / tenants) as usize % actes::Mission::ALL.len());
        let day =
            today.saturating_sub(jiff::Span::new().days(i64::from(n.wrapping_mul(2_654_435_761) % 360)));
        let (minutes, people) = (15 * (n % 8 + 1), n % 12 + 1);
        let mission = actes::Mission::ALL[kind].code();
        let values = params![
            cpts(t),
            Uuid::from_u128(u128::from(n) + 1),
            day,
            mission,
            minutes,
            people,
            n.to_string(),
            false,
            now
        ];
        tx.execute_untraced(ACT, values).await?;
        let total = totals.entry((t, kind, day.first_of_month())).or_default();
        *total = (total.0 + 1, total.1 + i64::from(minutes), total.2 + i64::from(people));
    }
    for ((t, kind, month), (count, minutes, people)) in totals {
        tx.execute_untraced(
            TOTAL,
            params![cpts(t), actes::Mission::ALL[kind].code(), month, count, minutes, people],
        )
        .await?;
    }
    Ok(())
}

/// Somebody who coordinates every CPTS, signed in.
async fn observer(tx: &mut Tx, tenants: u32, token: &str) -> db::Result<()> {
    const SESSION: &str =
        "INSERT INTO comptes_session (empreinte, id, personne, moyen, creee_le, vue_le, expire_le, ip, agent)
        VALUES ($1, $2, $2, 'lien', $3, $3, $4, '', '')";
    let id = Uuid::from_u128(u128::MAX);
    for t in 1..=tenants {
        member(tx, t, id, "Zola", "Observatrice", "", " coordination ").await?;
    }
    let now = tx.ctx().now;
    let later = now.saturating_add(jiff::SignedDuration::from_hours(24 * 300)).unwrap_or(now);
    tx.execute_untraced(SESSION, params![Sha256::digest(token.as_bytes()).to_vec(), id, now, later]).await?;
    Ok(())
}
