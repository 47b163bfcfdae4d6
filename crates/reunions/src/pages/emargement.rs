//! Signing on a phone: the code of the screen opens it, one finds one's name, one taps.

use crate::heures;
use crate::invite::Invite;
use crate::letter::quand;
use crate::reunion::Reunion;
use crate::sign_presence::{Signataire, Signature};
use crate::write_error::EtatRefus;
use crate::{WriteError, author, jeton, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use db::Tx;
use kernel::{Id, fold};
use maud::{Markup, html};
use ui::{Button, Field, Filled, Frame, Tone};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit, id_of};

/// Most names proposed at once.
const NOMS: usize = 8;

/// The page for whoever has no camera: the code is typed, the meeting is found by it.
pub(super) async fn ask(visit: Visit) -> Answer {
    Ok(visit.page(&visit.frame("Signer ma présence"), asking(&visit, &Filled::new())?))
}

fn asking(visit: &Visit, filled: &Filled) -> Result<Markup, Problem> {
    let action = format!("/{}/e", visit.tenant()?.slug);
    Ok(ui::form(
        &visit.csrf,
        &action,
        ui::Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (Field::text("code", "Code affiché à l’écran").hint("Seize lettres et chiffres. Il change toutes les 30\u{a0}secondes.").required().filled(filled))
            div.actions { (Button::primary("Continuer")) }
        },
    ))
}

pub(super) async fn find(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let (today, code) = (heures::today(visit.ctx.now), fields.get("code"));
    let eve = today.saturating_sub(jiff::Span::new().days(2));
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::reunions::entre(&mut tx, eve, today.saturating_add(jiff::Span::new().days(1))).await?;
    let good = |one: &&Reunion| jeton::is_good(app.db.secret(), visit.ctx.cpts, one.id, code, visit.ctx.now);
    match all.iter().find(good) {
        Some(reunion) => welcome(&visit, &app, &mut tx, reunion).await,
        None => {
            let errors = FieldErrors::one("code", EtatRefus::CodePerime);
            Ok(visit.refused(visit.frame("Signer ma présence"), asking(&visit, &fields.filled(&errors))?))
        }
    }
}

/// The address that the code of the screen draws.
pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, reunion, code)): Path<(String, String, String)>,
) -> Answer {
    let id = id_of::<Reunion>(&reunion)?;
    if !jeton::is_good(app.db.secret(), visit.ctx.cpts, id, &code, visit.ctx.now) {
        return Err(WriteError::from(EtatRefus::CodePerime).into());
    }
    let mut tx = app.db.read(&visit.ctx).await?;
    let reunion = super::meeting(&mut tx, &reunion).await?;
    welcome(&visit, &app, &mut tx, &reunion).await
}

/// The first page after the code: one's own name at once when one is signed in, else a field to find it.
async fn welcome(visit: &Visit, app: &App, tx: &mut Tx, reunion: &Reunion) -> Answer {
    if !reunion.ouverte(visit.ctx.now) {
        return Err(WriteError::from(EtatRefus::PasOuverte).into());
    }
    let me = match author(&visit.ctx) {
        Some(me) => adhesions::par_compte(tx, me).await?,
        None => None,
    };
    let passe = jeton::pass(app.db.secret(), visit.ctx.cpts, reunion.id, visit.ctx.now);
    let choices: Vec<Choix> = me.iter().map(Choix::member).collect();
    Ok(visit.page(&frame(visit, reunion), page(visit, reunion, &passe, &choices, &Filled::new())?))
}

fn frame(visit: &Visit, reunion: &Reunion) -> Frame {
    Frame {
        lead: Some(format!("{}, {}", reunion.titre, quand(reunion)).into()),
        ..visit.frame("Signer ma présence")
    }
}

/// A name to tap.
struct Choix {
    qui: String,
    nom: String,
    note: String,
}

impl Choix {
    fn member(one: &Adherent) -> Self {
        let note = one.professions.first().cloned().unwrap_or_default();
        Self { qui: one.id.to_string(), nom: one.nom(), note }
    }

    fn guest(one: &Invite) -> Self {
        Self { qui: format!("invite:{}", one.id), nom: one.nom.clone(), note: "Personne invitée".to_owned() }
    }
}

/// Whether each word typed starts a word of the name.
fn matches(nom: &str, typed: &str) -> bool {
    let (nom, typed) = (fold(nom), fold(typed));
    typed.split(' ').all(|part| nom.split(' ').any(|word| word.starts_with(part)))
}

/// Members and people invited whose name starts so, by name: three hundred people ask it within two minutes, so only those
/// are read.
async fn look(tx: &mut Tx, reunion: &Reunion, typed: &str) -> db::Result<Vec<Choix>> {
    let mut found = Vec::new();
    for one in adhesions::cherche(tx, typed).await? {
        if one.est_adherent(reunion.jour()) || store::invites::of(tx, reunion.id, one.id).await?.is_some() {
            found.push(Choix::member(&one));
        }
    }
    let guests = store::invites::guests(tx, reunion.id).await?;
    found.extend(guests.iter().filter(|one| matches(&one.nom, typed)).map(Choix::guest));
    Ok(found)
}

fn page(
    visit: &Visit,
    reunion: &Reunion,
    passe: &str,
    choices: &[Choix],
    filled: &Filled,
) -> Result<Markup, Problem> {
    let action = format!("/{}/e/{}", visit.tenant()?.slug, reunion.id);
    let form = |body: Markup| {
        ui::form(&visit.csrf, &action, ui::Method::Post, html! { (ui::form::hidden("passe", passe)) (body) })
    };
    let far = || Field::checkbox("distance", "Je suis à distance").filled(filled);
    Ok(html! {
        (ui::form::error_summary(filled))
        @for choice in choices {
            (form(html! {
                (ui::form::hidden("qui", &choice.qui))
                @if filled.get("distance").is_some() { (ui::form::hidden("distance", "oui")) }
                div.actions { (Button::primary(format!("Je suis {}", choice.nom))) @if !choice.note.is_empty() { span.soft { (choice.note) } } }
            }))
        }
        (form(html! {
            (Field::text("nom", "Les premières lettres de votre nom").autocomplete("family-name").filled(filled))
            (far())
            div.actions { (Button::secondary("Trouver mon nom").send("geste", "chercher")) }
        }))
        details open[filled.error_of("profession").is_some()] {
            summary { "Je ne suis pas dans la liste" }
            (form(html! {
                (Field::text("nom", "Prénom et nom").id("visiteur").required().filled(filled))
                (Field::text("profession", "Profession ou fonction").required().filled(filled))
                (far().id("visiteur-distance"))
                div.actions { (Button::secondary("Signer").send("geste", "visiteur")) }
            }))
        }
    })
}

pub(super) async fn act(
    visit: Visit,
    State(app): State<App>,
    Path((_, reunion)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (id, passe) = (id_of::<Reunion>(&reunion)?, fields.get("passe"));
    if !jeton::passes(app.db.secret(), visit.ctx.cpts, id, passe, visit.ctx.now) {
        return Err(WriteError::from(EtatRefus::CodePerime).into());
    }
    let Some(qui) = signer(&visit, &app, &fields).await? else {
        return searched(&visit, &app, &reunion, &fields).await;
    };
    match crate::sign_presence(&visit.ctx, &app.db, id, passe, &qui, fields.has("distance")).await {
        Ok(signature) => thanks(&visit, &app, id, &qui, signature).await,
        Err(WriteError::Saisie(refus)) => again(&visit, &app, &reunion, &fields, &[], &refus.into()).await,
        Err(other) => Err(other.into()),
    }
}

/// Who the form says that they are; nobody yet when they look for their name.
async fn signer(visit: &Visit, app: &App, fields: &Fields) -> Result<Option<Signataire>, Problem> {
    let qui = fields.get("qui");
    if let Some(invite) = qui.strip_prefix("invite:") {
        let mut tx = app.db.read(&visit.ctx).await?;
        let invite = store::invites::one(&mut tx, id_of(invite)?).await?.ok_or_else(Problem::not_found)?;
        return Ok(Some(Signataire::Visiteur {
            nom: invite.nom, profession: "Personne invitée".to_owned()
        }));
    }
    if !qui.is_empty() {
        return Ok(Some(Signataire::Adherent(id_of(qui)?)));
    }
    let (nom, profession) = (fields.get("nom").to_owned(), fields.get("profession").to_owned());
    Ok((fields.get("geste") == "visiteur").then_some(Signataire::Visiteur { nom, profession }))
}

async fn searched(visit: &Visit, app: &App, id: &str, fields: &Fields) -> Answer {
    let typed = fields.get("nom");
    let mut tx = app.db.read(&visit.ctx).await?;
    let reunion = super::meeting(&mut tx, id).await?;
    let found =
        if fold(typed).chars().count() < 2 { Vec::new() } else { look(&mut tx, &reunion, typed).await? };
    drop(tx);
    let errors = match found.len() {
        0 if fold(typed).chars().count() < 2 => {
            FieldErrors::one("nom", "Tapez au moins deux lettres de votre nom.")
        }
        0 => FieldErrors::one(
            "nom",
            "Aucun nom ne commence ainsi. Essayez votre prénom, ou signez «\u{a0}hors liste\u{a0}» plus bas.",
        ),
        n if n > NOMS => FieldErrors::one(
            "nom",
            "Beaucoup de noms commencent ainsi\u{a0}: ajoutez quelques lettres, ou votre prénom.",
        ),
        _ => FieldErrors::default(),
    };
    let shown = if found.len() > NOMS { &[] } else { found.as_slice() };
    again(visit, app, id, fields, shown, &errors).await
}

async fn again(
    visit: &Visit,
    app: &App,
    id: &str,
    fields: &Fields,
    found: &[Choix],
    errors: &FieldErrors,
) -> Answer {
    let reunion = super::meeting(&mut app.db.read(&visit.ctx).await?, id).await?;
    let filled = fields.filled(errors);
    let (frame, content) =
        (frame(visit, &reunion), page(visit, &reunion, fields.get("passe"), found, &filled)?);
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

async fn thanks(visit: &Visit, app: &App, id: Id<Reunion>, qui: &Signataire, signature: Signature) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let reunion = store::reunions::reunion(&mut tx, id).await?.ok_or_else(Problem::not_found)?;
    let said = match qui {
        Signataire::Visiteur { nom, .. } => {
            format!("{nom}, votre signature est notée. Le bureau la rattachera à votre fiche.")
        }
        Signataire::Adherent(who) => {
            let nom = adhesions::adherent(&mut tx, *who).await?.map(|one| one.nom()).unwrap_or_default();
            let there = store::presences::of(&mut tx, id, *who).await?;
            let minutes = there.map_or(0, |one| one.minutes);
            format!("{nom}, votre présence est notée\u{a0}: {}.", ui::francais::duree(i64::from(minutes)))
        }
    };
    let mut frame = frame(visit, &reunion);
    frame.title = match signature {
        Signature::Gardee => "Merci, c’est signé".into(),
        Signature::DejaLa => "C’était déjà signé".into(),
    };
    Ok(visit.page(
        &frame,
        html! {
            (ui::alert::alert(Tone::Success, said))
            p { "Ce n’est pas votre nom\u{202f}? Dites-le à la porte\u{a0}: la présence sera annulée, et vous signerez à votre nom." }
            p { "Vous pouvez fermer cette page." }
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_name_is_found_by_the_start_of_its_words_without_accents() {
        assert!(matches("Léa Martin-Roux", "lea rou"));
        assert!(matches("Léa Martin-Roux", "ROUX"));
        assert!(!matches("Léa Martin-Roux", "oux"));
        assert!(!matches("Léa Martin-Roux", "lea dupont"));
    }
}
