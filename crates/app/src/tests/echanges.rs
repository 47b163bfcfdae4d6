//! Other servers: the platform of the SAS is told what becomes of appointments, a publisher is asked for its slots.

use super::{SCHEMA, settings};
use crate::ailleurs::Editeurs;
use crate::config::Editeur;
use crate::echanges::{Echanges, Plateforme};
use crate::fhir_client::{Access, Server};
use crate::{assembly, mail::Mailbox, reactions};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use db::Db;
use fhir::sas::Regulator;
use identifiants::Rpps;
use jiff::SignedDuration;
use kernel::{Actor, Clock, Ctx, Id};
use rendez_vous::{Creneau, Effecteur, Horaire, Lieu, Modalite, Profession, Visibilite};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use testkit::actors::instant;
use testkit::each_engine;

const NOW: &str = "2026-03-02T08:00:00Z";

/// What they answer: status and body.
type Said = (u16, Vec<u8>);
/// A request: method, address, headers, body.
type Asked = (Method, Uri, HeaderMap, serde_json::Value);

/// A server of somebody else: what it answers in turn, the last one for ever, and what it was asked.
#[derive(Clone, Default)]
struct Theirs {
    answers: Arc<Mutex<Vec<Said>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Theirs {
    async fn open(answers: Vec<Said>) -> (Self, Access) {
        let one = Self { answers: Arc::new(Mutex::new(answers)), ..Self::default() };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let adresse = format!("http://{}/fhir/", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(one.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (one, Access { adresse, ..Access::default() })
    }

    fn take(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

async fn answer(State(one): State<Theirs>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body: Bytes = axum::body::to_bytes(body, 1_000_000).await.unwrap();
    let said = serde_json::from_slice(&body).unwrap_or_default();
    one.asked.lock().unwrap().push((parts.method, parts.uri, parts.headers, said));
    let mut answers = one.answers.lock().unwrap();
    let (status, body) = if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() };
    let headers = [("location", "http://127.0.0.1:1/ailleurs")];
    (StatusCode::from_u16(status).unwrap(), headers, body).into_response()
}

/// A CPTS open to the SAS, a doctor, half an hour with them, and the context of a regulator there.
pub(super) async fn world(db: &Db) -> (Ctx, Id<Creneau>, Ctx) {
    let system = Ctx::system("essai", instant(NOW));
    let id = comptes::open_cpts(&system, db, "velay-sud".parse().unwrap(), "CPTS Velay".parse().unwrap())
        .await
        .unwrap();
    let ctx = system.within(id);
    let reglage = sas::Reglage { ouvert: true, finess: None, telephone: None };
    sas::set_reglage(&ctx, db, &reglage).await.unwrap();
    let lieu = Lieu {
        id: ctx.id(),
        sorte: rendez_vous::lieu::Sorte::Cabinet,
        nom: "Cabinet".to_owned(),
        commune: "43157".parse().unwrap(),
        adresse: "1 place du Plot".to_owned(),
        code_postal: "43000".to_owned(),
        telephone: None,
        finess: None,
        horaires: String::new(),
        acces: String::new(),
        retire_le: None,
    };
    let lieu = rendez_vous::keep_lieu(&ctx, db, lieu).await.unwrap();
    let one = Effecteur {
        id: ctx.id(),
        adherent: None,
        compte: None,
        rpps: Some("10003421459".parse::<Rpps>().unwrap()),
        nom: "Dr Claire Roche".to_owned(),
        profession: Profession::MedecinGeneraliste,
        specialite: String::new(),
        lieu,
        telephone: None,
        courriel: None,
        retire_le: None,
    };
    let who = rendez_vous::keep_effecteur(&ctx, db, one).await.unwrap();
    let contenu = rendez_vous::Contenu {
        lieu,
        places: 1,
        visibilite: [Visibilite::Snp].into(),
        modalite: Modalite::Cabinet,
        soins: BTreeSet::new(),
        note: String::new(),
    };
    let horaire = Horaire { debut: instant("2026-03-02T17:00:00Z"), fin: instant("2026-03-02T17:30:00Z") };
    let slot = rendez_vous::offer(&ctx, db, ctx.id(), who, horaire, contenu).await.unwrap();
    let regulating = regulator(&ctx, db).await;
    (ctx, slot, regulating)
}

/// The context of a regulator there.
async fn regulator(ctx: &Ctx, db: &Db) -> Ctx {
    let regulator = Regulator {
        national_id: Some("3456780581/1".to_owned()),
        sas_id: None,
        others: Vec::new(),
        active: true,
        family: "Marius".to_owned(),
        given: "Jules".to_owned(),
        email: "jules@test.com".to_owned(),
    };
    let sas::Recu::Cree(jules) = sas::receive_regulateur(ctx, db, &regulator, None, None).await.unwrap()
    else {
        panic!("a new regulator")
    };
    Ctx { actor: Actor::Personne(jules.personne), ..ctx.clone() }
}

/// Delivers what waits, `minutes` after the morning; how many events are left.
async fn deliver(db: &Db, access: &Access, minutes: i64) -> i64 {
    let at = instant(NOW).checked_add(SignedDuration::from_mins(minutes)).unwrap();
    let echanges = Echanges::to(Plateforme(Server::new(access).ok().unwrap()));
    let app =
        assembly::app(db.clone(), Clock::Fixed(at), settings(), Mailbox::local(), echanges).await.unwrap();
    reactions::worker(&app).run_until_idle().await.unwrap();
    db::outbox::depth(&mut db.read(&Ctx::system("essai", at)).await.unwrap()).await.unwrap().0
}

each_engine! { &SCHEMA;
    async fn a_platform_that_was_down_hears_each_state_once(db) {
        let (theirs, access) = Theirs::open(vec![(503, Vec::new()), (201, Vec::new())]).await;
        let (ctx, slot, regulating) = world(&db).await;
        let rdv = sas::book(&regulating, &db, "http://essai.test", slot, uuid::Uuid::from_u128(9)).await.unwrap().id;
        assert_eq!(deliver(&db, &access, 0).await, 1, "it is told again later");
        assert_eq!(theirs.take().len(), 1);
        assert_eq!(deliver(&db, &access, 2).await, 0);
        let [(method, uri, headers, body)] = &theirs.take()[..] else { panic!("one message") };
        assert_eq!((method, uri.path()), (&Method::POST, "/fhir/Appointment"));
        assert!(headers["if-none-exist"].to_str().unwrap().ends_with(&format!("%7C{}", rdv.to_string().replace('-', "%2D"))));
        assert_eq!((&body["status"], &body["identifier"][0]["value"]), (&"booked".into(), &rdv.to_string().into()));
        rendez_vous::cancel(&ctx, &db, rdv, "").await.unwrap();
        assert_eq!(deliver(&db, &access, 3).await, 0);
        let [(method, uri, _, body)] = &theirs.take()[..] else { panic!("one message") };
        assert_eq!((method, &body["status"]), (&Method::PUT, &"cancelled".into()));
        assert!(uri.query().unwrap().starts_with("identifier=http%3A%2F%2Fessai%2Etest%2Frendez%2Dvous%7C"), "{uri}");
        assert_eq!((deliver(&db, &access, 90).await, theirs.take().len()), (0, 0), "said once");
    }

    async fn what_was_given_up_is_told_when_the_day_turns(db) {
        let (theirs, access) = Theirs::open(vec![(201, Vec::new())]).await;
        let (ctx, slot, regulating) = world(&db).await;
        let rdv = sas::book(&regulating, &db, "http://essai.test", slot, uuid::Uuid::from_u128(9)).await.unwrap().id;
        rendez_vous::cancel(&ctx, &db, rdv, "").await.unwrap();
        let clock = Clock::Fixed(instant(NOW));
        let deaf = assembly::app(db.clone(), clock, settings(), Mailbox::local(), sas::Acces::Ferme).await.unwrap();
        reactions::worker(&deaf).run_until_idle().await.unwrap();
        for (heard, expected) in [(1, vec![Method::POST]), (1, vec![])] {
            assert_eq!(sas::remind(&Ctx::system("essai", instant("2026-03-09T17:00:00Z")), &db).await.unwrap(), heard);
            assert_eq!(deliver(&db, &access, 60 * 24 * 8).await, 0);
            let said = theirs.take();
            assert!(said.iter().all(|(.., body)| body["status"] == "cancelled"));
            assert_eq!(said.into_iter().map(|(method, ..)| method).collect::<Vec<_>>(), expected);
        }
        assert_eq!(sas::remind(&Ctx::system("essai", instant("2026-03-09T18:00:00Z")), &db).await.unwrap(), 0);
    }

    async fn an_appointment_that_the_platform_has_already_is_changed_and_one_that_it_lost_is_made(db) {
        let (theirs, access) = Theirs::open(vec![(412, Vec::new()), (200, Vec::new()), (404, Vec::new()), (201, Vec::new())]).await;
        let (ctx, slot, regulating) = world(&db).await;
        let rdv = sas::book(&regulating, &db, "http://essai.test", slot, uuid::Uuid::from_u128(9)).await.unwrap().id;
        assert_eq!(deliver(&db, &access, 0).await, 0);
        rendez_vous::cancel(&ctx, &db, rdv, "").await.unwrap();
        assert_eq!(deliver(&db, &access, 1).await, 0);
        let methods: Vec<Method> = theirs.take().into_iter().map(|(method, ..)| method).collect();
        assert_eq!(methods, [Method::POST, Method::PUT, Method::PUT, Method::POST]);
    }

    async fn slots_of_another_publisher_are_read_with_their_source_and_nothing_else(db) {
        let (ctx, ..) = world(&db).await;
        let start = "2026-03-03T09:00:00.000+01:00";
        let bundle = bundle(start);
        let large = vec![b' '; 11_000_000];
        let odd = [(200, b"{".to_vec()), (500, bundle.clone()), (302, Vec::new()), (200, large), (200, b"{\"resourceType\":\"Patient\"}".to_vec())];
        for (status, body) in odd {
            let (theirs, access) = Theirs::open(vec![(status, body)]).await;
            let found = others(&db, &ctx, access).await;
            assert_eq!((found.creneaux.len(), found.muets), (0, vec!["Doctolibre".to_owned()]), "{status}");
            assert_eq!(theirs.take().len(), 1, "no redirection is followed");
        }
        let (theirs, access) = Theirs::open(vec![(200, bundle)]).await;
        let found = others(&db, &ctx, access).await;
        let [one] = &found.creneaux[..] else { panic!("{found:?}") };
        assert_eq!((one.editeur.as_str(), one.professionnel.as_str(), one.page.as_deref()), ("Doctolibre", "Alix Fictive", Some("https://rdv.example/alix?x=1")));
        assert!(one.lieu.contains("43000") && one.horaire.debut == start.parse().unwrap());
        let asked = theirs.take();
        let query = asked[0].1.query().unwrap().to_owned();
        assert!(query.contains("810003421459") && query.contains("status=free"), "{query}");
        assert_eq!(asked.len(), 1, "the second reader is answered from memory");
    }
}

/// What two readers of the CPTS see at once.
async fn others(db: &Db, ctx: &Ctx, acces: Access) -> rendez_vous::ailleurs::Lecture {
    let editeur = Editeur { nom: "Doctolibre".to_owned(), cpts: "velay-sud".to_owned(), finess: None, acces };
    let elsewhere = Editeur { cpts: "ailleurs".to_owned(), ..editeur.clone() };
    let echanges = Echanges::reading(Editeurs::open(&[editeur, elsewhere]).ok().unwrap());
    let clock = Clock::Fixed(instant(NOW));
    let app = assembly::app(db.clone(), clock, settings(), Mailbox::local(), echanges).await.unwrap();
    let hook = app.resource::<rendez_vous::ailleurs::Ailleurs>();
    let first = (hook.read)(&app, ctx, "velay-sud").await.unwrap();
    assert_eq!((hook.read)(&app, ctx, "velay-sud").await.unwrap(), first);
    first
}

/// A slot that the platform may see, and one that is kept for some CPTS.
fn bundle(start: &str) -> Vec<u8> {
    use fhir::sas::{
        Answer, BookingMode, Cpts, FreeSlot, Mode, Place, Professional, Publication, Visibility,
    };
    let begins = start.parse().unwrap();
    let slot = |id: &str, seen| FreeSlot {
        id: id.to_owned(),
        start: begins,
        end: begins + SignedDuration::from_mins(20),
        visible: vec![seen],
        modes: vec![Mode::Office],
        reasons: Vec::new(),
        specialties: Vec::new(),
        booking: Some(BookingMode::Booked),
        page: Some("https://rdv.example/alix?x=1".to_owned()),
        cpts: vec!["c1".to_owned()],
    };
    let place = Place {
        id: "p1".to_owned(),
        structure: None,
        system: "https://rdv.example/lieux".to_owned(),
        number: "1".to_owned(),
        line: "1 rue du Port".to_owned(),
        city: "Le Puy-en-Velay".to_owned(),
        postal_code: "43000".to_owned(),
        phone: None,
        slots: vec![slot("s1", Visibility::Snp), slot("s2", Visibility::Cpts)],
    };
    let professional = Professional {
        id: "a1".to_owned(),
        national_id: fhir::NationalId::read("10003421459").unwrap(),
        family: Some("Fictive".to_owned()),
        given: vec!["Alix".to_owned()],
        places: vec![place],
    };
    let cpts = Cpts { id: "c1".to_owned(), finess: "430000018".to_owned(), name: None, phone: None };
    let publication = Publication { professionals: vec![professional], cpts: vec![cpts] };
    let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
    let answer =
        Answer { base: "https://rdv.example/fhir", zone: &zone, flavour: fhir::search::Flavour::Cpts };
    answer.bundle("b1", "https://rdv.example/fhir/Slot", &publication)
}

#[test]
fn a_server_in_clear_or_half_a_certificate_is_refused_at_the_start() {
    let with =
        |adresse: &str| Server::new(&Access { adresse: adresse.to_owned(), ..Access::default() }).is_ok();
    assert!(with("https://sas.example/fhir") && with("http://127.0.0.1:8080/fhir"));
    for wrong in
        ["http://sas.example/fhir", "sas.example", "", "ftp://sas.example", "https://sas.example/fhir?x=1"]
    {
        assert!(!with(wrong), "{wrong}");
    }
    let half =
        Access { adresse: "https://sas.example".to_owned(), cle: Some("x.key".into()), ..Access::default() };
    assert!(Server::new(&half).is_err());
}
