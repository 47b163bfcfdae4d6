//! A press campaign: two hundred people a second ask for a médecin traitant through the public form, for a minute.

use crate::{client::Client, report::Report, server::Server};
use db::{Db, Secret, params};
use kernel::Ctx;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const PER_SECOND: u32 = 200;
const LASTING: Duration = Duration::from_secs(60);
/// People who send at once.
const SENDERS: u32 = 64;
/// One form in twenty is sent twice: a tired thumb.
const TWICE: u32 = 20;

pub async fn measure(report: &mut Report) {
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench/demandes"));
    drop(std::fs::remove_dir_all(&work));
    std::fs::create_dir_all(&work).expect("target/bench/demandes");
    std::fs::write(work.join("cle-instance"), "07".repeat(32)).expect("a key");
    let database = work.join("maillage.db");
    let db = Db::open(&format!("sqlite:{}", database.display()), Secret::new([7; 32])).expect("a base");
    let (ctx, _) = crate::door::open(&db).await;
    let server = Server::on(&database, &work);
    let (began, ctx) = (Instant::now(), ctx.clone());
    let senders = (0..SENDERS).map(|n| tokio::spawn(send(server.address, ctx.clone(), n, began)));
    let mut times = Vec::new();
    for sender in senders.collect::<Vec<_>>() {
        times.extend(sender.await.expect("a sender"));
    }
    let lasted = began.elapsed();
    times.sort_unstable();
    let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e3;
    let (kept, whole) = (kept(&ctx, &db).await, i64::from(PER_SECOND) * 60);
    let rate = times.len() as f64 / lasted.as_secs_f64();
    report.add(
        format!("Demandes de médecin traitant, {PER_SECOND} par seconde pendant {} s", LASTING.as_secs()),
        format!(
            "{} demandes et {} actes gardés, {rate:.0} envois par seconde, médiane {:.1} ms, 99ᵉ centile {:.1} ms",
            kept.0,
            kept.1,
            at(50),
            at(99)
        ),
        "12 000 et 12 000, 99ᵉ centile < 1 s",
        kept == (whole, whole) && lasted < LASTING + Duration::from_secs(5) && at(99) < 1_000.0,
    );
}

/// Sends every `SENDERS`th form, each at its instant; some twice. How long each answer took.
async fn send(address: SocketAddr, ctx: Ctx, first: u32, began: Instant) -> Vec<Duration> {
    let mut client = Client::connect(address).await;
    let total = PER_SECOND * u32::try_from(LASTING.as_secs()).unwrap_or(60);
    let mut times = Vec::new();
    // A key says when the form was opened.
    let opened =
        Ctx { now: ctx.now.saturating_sub(jiff::SignedDuration::from_secs(60)).expect("an instant"), ..ctx };
    for n in (first..total).step_by(SENDERS as usize) {
        tokio::time::sleep_until((began + LASTING * n / total).into()).await;
        let form = form(&opened, n);
        // Nobody comes from one network: a campaign reaches homes.
        let network = format!("X-Forwarded-For: 10.{}.{}.{}\r\n", n / 65_536, n / 256 % 256, n % 256);
        let sent = Instant::now();
        let page = client.post("/banc/medecin-traitant", &network, &form).await;
        times.push(sent.elapsed());
        let said = String::from_utf8_lossy(&page.body);
        assert!(
            page.status == 200 && said.contains("Votre demande est arriv"),
            "{n}: {} {said}",
            page.status
        );
        if n.is_multiple_of(TWICE) {
            let again = client.post("/banc/medecin-traitant", &network, &form).await;
            assert_eq!(code(&said), code(&String::from_utf8_lossy(&again.body)), "one form, one code");
        }
    }
    times
}

/// The code that a page gives.
fn code(page: &str) -> String {
    let after = page.split("class=\"code\">").nth(1).expect("a code");
    after.split('<').next().unwrap_or_default().to_owned()
}

fn form(opened: &Ctx, n: u32) -> String {
    let (day, month, year) = (n % 28 + 1, n / 28 % 12 + 1, 1930 + n / 336 % 70);
    format!(
        "cle={}&qui=patient&personnes=1&prenom_1=Claude{}&nom_1=Numero{n:05}&naissance_1={day:02}%2F{month:02}%2F{year}\
         &deplace_1=oui&criteres_1=ald&commune=Le+Puy-en-Velay&telephone=04{:08}&depuis=12&accord=oui",
        opened.id::<()>(),
        word(n),
        71_000_000 + n,
    )
}

/// First names that sound different.
pub fn word(n: u32) -> String {
    [n / 400 % 20, n / 20 % 20, n % 20]
        .map(|at| char::from(b"abdefgijklnoprtuvkmb"[at as usize]))
        .iter()
        .collect()
}

/// Requests and acts in the database.
async fn kept(ctx: &Ctx, db: &Db) -> (i64, i64) {
    const DEMANDES: &str = "SELECT count(*) AS n FROM medecin_traitant_demande WHERE cpts = $1";
    const ACTES: &str =
        "SELECT count(*) AS n FROM actes_acte WHERE cpts = $1 AND source = 'medecin_traitant_etape'";
    let mut tx = db.read(ctx).await.expect("a base");
    let mut counts = Vec::new();
    for sql in [DEMANDES, ACTES] {
        let row = tx.must_row(sql, params![tx.cpts()]).await.expect("a count");
        counts.push(row.get("n").expect("a number"));
    }
    (counts[0], counts[1])
}
