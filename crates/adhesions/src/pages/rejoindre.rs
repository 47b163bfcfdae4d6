//! The form that everybody sees: asking to belong, without account.

use super::champs::{self, Listes};
use super::textes::ticked;
use super::{beside, paragraphs};
use crate::add_adherent::A_ACCEPTER;
use crate::texte::{asked, en_vigueur};
use crate::{Demande, Texte, WriteError, store};
use axum::extract::{Path, State};
use db::Tx;
use kernel::{Id, today};
use maud::{Markup, html};
use ui::alert::notice;
use ui::button::actions;
use ui::tabs::{Tab, tabs};
use ui::{Button, Choice, Field, Filled, Method, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

/// A field that nobody sees: only a program fills it.
const PIEGE: &str = "site_internet";

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let filled = Filled::new().value("nature", query.get("nature"));
    let (frame, content) = page(&visit, &app, &filled).await?;
    Ok(visit.page(&frame, content))
}

/// The address of a part of the form.
fn here(visit: &Visit, part: &str) -> Result<String, Problem> {
    Ok(format!("/{}/rejoindre{part}", visit.tenant()?.slug))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let listes = Listes::read(app, &mut tx, true).await?;
    let texts = store::textes::textes(&mut tx).await?;
    drop(tx);
    let asked: Vec<&Texte> = asked(&texts, today(visit.ctx.now)).collect();
    let personne = filled.get("nature") != Some("organisation");
    let (to, cpts) = (here(visit, "")?, &visit.tenant()?.nom);
    let parts = [
        Tab::new("Je suis une personne", to.clone(), personne),
        Tab::new("Nous sommes une organisation", format!("{to}?nature=organisation"), !personne),
    ];
    let content = html! {
        (tabs("Qui demande", &parts))
        (ui::form(&visit.csrf, &to, Method::Post, html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (champs::fields(personne, &listes, filled))
            (Field::textarea("message", "Message au bureau", 3).hint("Facultatif. Ne citez aucun patient.").filled(filled))
            (charter(&to, &asked, filled))
            div.visually-hidden aria-hidden="true" {
                label for=(PIEGE) { "Laissez ce champ vide" }
                input type="text" id=(PIEGE) name=(PIEGE) tabindex="-1" autocomplete="off";
            }
            p.soft { "Ces informations servent à tenir le registre des membres de l’association et à vous écrire. Le bureau et la coordination les lisent. Pour les faire corriger ou effacer, écrivez à la CPTS." }
            (actions(html! { (Button::primary("Envoyer ma demande")) }))
        }))
    };
    let mut frame = visit.frame("Demander à adhérer");
    frame.lead = Some(
        format!("{cpts}\u{a0}: le bureau de l’association examine votre demande et vous répond par courriel. Aucun compte n’est nécessaire.").into(),
    );
    Ok((frame, content))
}

/// The texts in force, each to read, all to accept.
fn charter(to: &str, asked: &[&Texte], filled: &Filled) -> Markup {
    let boxes = asked
        .iter()
        .map(|one| {
            Choice::new(
                one.id.to_string(),
                format!("J’ai lu et j’accepte\u{a0}: {}, {}", one.titre, one.version),
            )
        })
        .collect();
    html! {
        @if !asked.is_empty() {
            p { "À lire avant d’adhérer\u{a0}:" }
            ul { @for one in asked { li { a href={ (to) "/textes/" (one.id) } target="_blank" { (one.titre) ", " (one.version) span.visually-hidden { " (nouvel onglet)" } } } } }
            (Field::checkboxes("accepte", "Textes de l’association", boxes).required().filled(filled))
        }
    }
}

pub(super) async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let thanks = here(&visit, "/merci")?;
    if fields.has(PIEGE) {
        return Ok(Redirect::to(thanks).answer(&visit));
    }
    let errors = match champs::read(&fields) {
        Err(errors) => completed(&visit, &app, &fields, errors).await?,
        Ok(fiche) => {
            let (message, acceptes) = (fields.get("message").to_owned(), ticked(&fields));
            let asked = Demande { fiche, message, acceptes };
            match crate::ask_adhesion(&visit.ctx, &app.db, fields.key(&visit), asked).await {
                Ok(_) => return Ok(Redirect::to(thanks).answer(&visit)),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

/// What a sheet that cannot be read keeps from being said: an address, texts to accept.
async fn completed(
    visit: &Visit,
    app: &App,
    fields: &Fields,
    mut errors: FieldErrors,
) -> Result<FieldErrors, Problem> {
    if !fields.has("courriel") {
        errors.add("courriel", "Ce champ est obligatoire.");
    }
    let mut tx = app.db.read(&visit.ctx).await?;
    let texts = store::textes::textes(&mut tx).await?;
    let ticked = ticked(fields);
    if asked(&texts, today(visit.ctx.now)).any(|one| !ticked.contains(&one.id)) {
        errors.add("accepte", A_ACCEPTER);
    }
    Ok(errors)
}

pub(super) async fn thanks(visit: Visit) -> Answer {
    let cpts = &visit.tenant()?.nom;
    let content = notice(
        Tone::Success,
        "Merci, votre demande est arrivée",
        html! {
            p { "Le bureau de l’association (" (cpts) ") l’examinera, et un courriel vous dira sa décision à l’adresse que vous avez donnée." }
            p { "Une demande ou une adhésion existait déjà à votre nom\u{202f}? Le bureau rapprochera les deux." }
        },
    );
    Ok(visit.page(&visit.frame("Demande envoyée"), content))
}

/// A text in force: no other is shown to everybody.
async fn read(tx: &mut Tx, visit: &Visit, id: &str) -> Result<Texte, Problem> {
    let id: Id<Texte> = id_of(id)?;
    let all = store::textes::textes(tx).await?;
    let found = en_vigueur(&all, today(visit.ctx.now)).into_iter().find(|one| one.id == id).cloned();
    Ok(found.ok_or(WriteError::Inconnu("Ce texte"))?)
}

pub(super) async fn text(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let text = read(&mut tx, &visit, &id).await?;
    let file = match text.piece {
        Some(piece) => ::pieces::piece(&mut tx, piece).await?,
        None => None,
    };
    drop(tx);
    let mut frame = visit.frame(text.titre.clone());
    frame.lead = Some(
        format!(
            "Version «\u{a0}{}\u{a0}», en vigueur du {}.",
            text.version,
            francais::date(text.en_vigueur_du)
        )
        .into(),
    );
    let to = here(&visit, &format!("/textes/{}/fichier", text.id))?;
    let content = html! {
        @if let Some(file) = &file { p { a href=(to) download { "Télécharger le texte" } " (" (file.en_mots()) ")" } }
        (paragraphs(&text.contenu))
    };
    Ok(visit.page(&frame, content))
}

pub(super) async fn file(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let text = read(&mut tx, &visit, &id).await?;
    let piece = text.piece.ok_or_else(Problem::not_found)?;
    let piece = ::pieces::piece(&mut tx, piece).await?.ok_or_else(Problem::not_found)?;
    let bytes = ::pieces::bytes(&mut tx, &piece).await?;
    drop(tx);
    web::download(&piece.nom_ascii(), "application/octet-stream", move || Ok::<_, WriteError>(bytes)).await
}
