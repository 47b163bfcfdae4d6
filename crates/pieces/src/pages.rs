//! Doors: a file is downloaded, or removed; and what a form or a page of another crate shows of it.

mod envoi;
pub(crate) mod tour;

pub use envoi::Envoi;

use crate::{Cercle, Genre, Piece, discard, droits, nom, open, store};
use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use data_encoding::HEXLOWER;
use db::Db;
use futures_util::stream;
use kernel::{Ctx, Id};
use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};
use ui::Field;
use web::{Answer, App, Fields, Redirect, Routes, Visit};

/// Endings that a browser offers to choose.
const ACCEPT: &str = ".pdf,.png,.jpg,.jpeg,.webp,.docx,.xlsx,.odt,.ods,.csv,.txt";
/// What a `filename*` keeps as is (RFC 8187).
const ATTR: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

pub(crate) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/pieces/{id}", droits::VOIR, download).post(
        "/{cpts}/espace/pieces/{id}/retrait",
        droits::RETIRER,
        remove,
    )
}

/// The field of a form where a file is given: inside [`ui::form::upload_form`], read by [`Envoi`].
#[must_use]
pub fn champ(name: impl Into<ui::Text>, label: impl Into<ui::Text>) -> Field {
    Field::file(name, label, ACCEPT)
        .hint("PDF, photo, document Word, Excel ou OpenDocument, CSV ou texte ; 20\u{a0}Mo au plus.")
}

/// Where a file is downloaded.
#[must_use]
pub fn chemin(slug: &str, id: Id<Piece>) -> String {
    format!("/{slug}/espace/pieces/{id}")
}

/// A file as a page names it: a link for those who may open it, its name alone for the others.
#[must_use]
pub fn lien(visit: &Visit, piece: &Piece) -> Markup {
    html! {
        @if open::may_open(&visit.ctx, piece) {
            a href=(visit.workspace(&format!("pieces/{}", piece.id))) download { (piece.nom) }
        } @else {
            (piece.nom)
        }
        " (" (piece.en_mots()) ")"
        @if piece.cercle == Cercle::Institutions { span.visually-hidden { ", lisible par l’ARS et la CPAM" } }
    }
}

async fn download(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, Id<Piece>)>) -> Answer {
    let piece = open(&visit.ctx, &app.db, id).await?;
    let disposition = format!(
        "attachment; filename=\"{}\"; filename*=UTF-8''{}",
        nom::ascii(&piece.nom),
        utf8_percent_encode(&piece.nom, ATTR)
    );
    let media = match piece.genre {
        // Whatever the sender wrote in it, a text is never a page.
        Genre::Csv | Genre::Txt => "application/octet-stream",
        other => other.media(),
    };
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_LENGTH, piece.taille.to_string()),
    ];
    Ok((headers, body(visit.ctx.clone(), app.db.clone(), piece)).into_response())
}

/// The content, a slice in memory at a time. A content that is not the one received breaks off before its end.
fn body(ctx: Ctx, db: Db, piece: Piece) -> Body {
    let slices = stream::try_unfold((0_u32, 0_u64, Sha256::new()), move |(rang, sent, mut hash)| {
        let (ctx, db, piece) = (ctx.clone(), db.clone(), piece.clone());
        async move {
            if sent >= piece.taille {
                return Ok(None);
            }
            let mut tx = db.read(&ctx).await?;
            let slice = store::tranche(&mut tx, &piece.empreinte, rang).await?;
            let slice = slice.ok_or_else(|| store::altered(&piece))?;
            hash.update(&slice);
            let sent = sent + slice.len() as u64;
            if sent >= piece.taille && HEXLOWER.encode(&hash.clone().finalize()) != piece.empreinte {
                tracing::error!(piece = %piece.id, "altered content");
                return Err(store::altered(&piece));
            }
            Ok::<_, db::Error>(Some((Bytes::from(slice), (rang + 1, sent, hash))))
        }
    });
    Body::from_stream(slices)
}

async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, Id<Piece>)>,
    fields: Fields,
) -> Answer {
    discard(&visit.ctx, &app.db, id).await?;
    let back = Some(fields.get("retour")).filter(|path| !path.is_empty()).map(str::to_owned);
    Ok(Redirect::to(back.unwrap_or_else(|| visit.workspace(""))).done("La pièce est retirée.").answer(&visit))
}
