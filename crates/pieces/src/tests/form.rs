//! A form with files, as a browser sends it.

use crate::pages::tour::{EACH, ROOM, Tour};
use crate::{Envoi, Genre, MAX, Refus};
use axum::{body::Body, extract::FromRequest, http::Request};
use uuid::Uuid;
use web::{FieldErrors, Problem};

const EDGE: &str = "----essai";

async fn send(body: Vec<u8>) -> Result<Envoi, Problem> {
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let request = Request::post("/").header("content-type", kind).body(Body::from(body)).unwrap();
    Envoi::from_request(request, &()).await
}

fn form(words: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in words {
        body.extend(
            format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for (name, file, bytes) in files {
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
            Content-Type: text/html\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    [body, format!("--{EDGE}--\r\n").into_bytes()].concat()
}

#[tokio::test]
async fn words_and_files_arrive_each_under_its_name() {
    let body = form(
        &[("titre", "Été & co = 3 + 2"), ("_csrf", "x")],
        &[("piece", "a.pdf", b"%PDF-1.4"), ("autre", "", b"")],
    );
    let mut envoi = send(body).await.unwrap();
    assert_eq!(envoi.fields.get("titre"), "Été & co = 3 + 2");
    assert!(envoi.fichier("autre").is_none(), "nothing was chosen");
    let depot = envoi.take("piece").unwrap();
    assert_eq!((depot.nom(), depot.check()), ("a.pdf", Ok(Genre::Pdf)));
    assert!(envoi.take("piece").is_none());
}

#[tokio::test]
async fn a_file_too_big_or_empty_is_said_beside_its_field() {
    let big = vec![b'a'; usize::try_from(MAX).unwrap() + 10];
    let envoi = send(form(&[], &[("piece", "a.txt", &big), ("vide", "b.txt", b"")])).await.unwrap();
    let mut errors = FieldErrors::default();
    envoi.check("piece", &mut errors);
    envoi.check("vide", &mut errors);
    envoi.check("absent", &mut errors);
    assert_eq!(errors.get("piece"), Some(Refus::TropGros(MAX + 10).to_string().as_str()));
    assert_eq!((errors.get("vide"), errors.get("absent")), (Some("Ce fichier est vide."), None));
}

#[tokio::test]
async fn a_form_cut_short_or_with_too_much_is_refused() {
    let whole = form(&[], &[("piece", "a.pdf", b"%PDF-1.4 et la suite")]);
    let cut = send(whole[..whole.len() - 40].to_vec()).await.unwrap_err();
    assert_eq!(cut.code(), "pieces-envoi-coupe");
    let seven: Vec<(&str, &str, &[u8])> = (0..7).map(|_| ("piece", "a.txt", &b"a"[..])).collect();
    assert_eq!(send(form(&[], &seven)).await.unwrap_err().code(), "pieces-trop-grosse");
    let words = "a".repeat(3_000_000);
    assert_eq!(send(form(&[("titre", &words)], &[])).await.unwrap_err().code(), "pieces-trop-grosse");
}

#[tokio::test]
async fn a_form_without_files_is_read_as_any_other() {
    let request = Request::post("/").body(Body::from("titre=Un+essai")).unwrap();
    let envoi = Envoi::from_request(request, &()).await.unwrap();
    assert_eq!(envoi.fields.get("titre"), "Un essai");
    assert!(envoi.fichier("piece").is_none());
}

#[tokio::test]
async fn two_forms_of_six_files_do_not_wait_for_each_other() {
    let six: Vec<(&str, &str, &[u8])> = (0..6).map(|_| ("piece", "a.txt", &b"a"[..])).collect();
    let first = send(form(&[], &six)).await.unwrap();
    let second = send(form(&[], &six)).await.unwrap();
    assert!(first.fichier("piece").is_some() && second.fichier("piece").is_some());
}

#[tokio::test]
async fn one_person_never_takes_every_turn() {
    let (me, other) = (Some(Uuid::from_u128(1)), Some(Uuid::from_u128(2)));
    let mut mine = Vec::new();
    for _ in 0..EACH {
        mine.push(Tour::of(me).await.unwrap());
    }
    assert_eq!(Tour::of(me).await.unwrap_err().code(), "pieces-envoi-occupe");
    Tour::of(other).await.unwrap();
    mine.pop();
    Tour::of(me).await.unwrap();
}

#[tokio::test]
async fn a_form_that_finds_no_turn_is_told_to_come_back() {
    let mut all = Vec::new();
    for _ in 0..ROOM {
        all.push(Tour::of(None).await.unwrap());
    }
    let refused = send(form(&[], &[("piece", "a.txt", b"a")])).await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (503, "pieces-envoi-occupe"));
    drop(all);
    assert!(send(form(&[], &[("piece", "a.txt", b"a")])).await.is_ok());
}

#[tokio::test]
async fn names_empty_files_and_the_whole_are_measured() {
    let (long, big) = ("n".repeat(1_001), vec![b'a'; 61_000_000]);
    let empty: Vec<(&str, &str, &[u8])> = (0..7).map(|_| ("piece", "vide.txt", &b""[..])).collect();
    let fields: Vec<(&str, &str)> = (0..1_001).map(|_| ("x", "")).collect();
    for body in [
        form(&[(&long, "")], &[]),
        form(&[], &[("piece", &long, b"a")]),
        form(&[], &empty),
        form(&fields, &[]),
        form(&[], &[("piece", "a.txt", &big)]),
    ] {
        assert_eq!(send(body).await.unwrap_err().code(), "pieces-trop-grosse");
    }
}
