//! All the cards: where each stands, answers that a doctor gives by telephone, « Envoyer maintenant ».

use super::ROOM;
use super::carte::{carte, courts, gens, titre, vues};
use super::guichet::{avis, noted};
use crate::cards::a_appeler;
use crate::droits::{TRAITER, VOIR};
use crate::store::liste_cartes;
use crate::{
    Coffre, Depart, Etat, Foyer, Medecin, Proposition, Reponse, Voie, WriteError, answer_carte, reopen_carte,
    send_cartes, store, undo_oui, withdraw_carte,
};
use axum::extract::{Path, State};
use identifiants::Telephone;
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use maud::{Markup, html};
use ui::alert::notice;
use ui::button::{actions, confirm};
use ui::status::status;
use ui::table::Paging;
use ui::{Button, Column, Field, Filled, Icon, Method, Row, Table, Tone, form, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Answers older than that are not shown.
const RECENT: SignedDuration = SignedDuration::from_hours(60 * 24);
/// Cards on a page.
const PAGE: u32 = 100;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/medecin-traitant/cartes", VOIR, show)
        .post("/{cpts}/espace/medecin-traitant/cartes/envoi", TRAITER, send)
        .get("/{cpts}/espace/medecin-traitant/cartes/{id}", TRAITER, one)
        .post("/{cpts}/espace/medecin-traitant/cartes/{id}", TRAITER, act)
}

/// A card and what its line says.
struct Ligne {
    carte: Proposition,
    medecin: String,
    codes: String,
}

/// A page of cards.
struct Vues {
    lignes: Vec<Ligne>,
    /// In all, that wait for an answer, that have not left.
    combien: (u32, u32, u32),
    from: u32,
    a_appeler: Vec<Medecin>,
}

async fn read(app: &App, visit: &Visit, from: u32) -> Result<Vues, Problem> {
    let since = visit.ctx.now.saturating_sub(RECENT).unwrap_or(Timestamp::MIN);
    let mut tx = app.db.read(&visit.ctx).await?;
    let combien = liste_cartes::combien(&mut tx, since).await?;
    let from = from.min(combien.0);
    let cards = liste_cartes::recentes(&mut tx, since, (from, PAGE)).await?;
    let foyers = cards.iter().map(|one| one.foyer).collect();
    let codes = liste_cartes::demandes(&mut tx, &foyers).await?;
    let names = store::suivi::noms_des_medecins(&mut tx).await?;
    let of = |foyer: Id<Foyer>| codes.get(&foyer).map(|ids| courts(ids));
    let line = |carte: Proposition| Ligne {
        medecin: names.get(&carte.medecin).cloned().unwrap_or_default(),
        codes: of(carte.foyer).unwrap_or_else(|| "effacée".to_owned()),
        carte,
    };
    let lignes = cards.into_iter().map(line).collect();
    Ok(Vues { lignes, combien, from, a_appeler: a_appeler(&mut tx, app.can_send_sms()).await? })
}

async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let vues = read(&app, &visit, fields.get("de").parse().unwrap_or(0)).await?;
    let (from, (all, open, ready)) = (vues.from, vues.combien);
    let mut frame = ROOM.below(&visit, "Cartes", &[]);
    let waiting =
        francais::compte(i64::from(open), "carte attend une réponse", "cartes attendent une réponse");
    frame.lead = Some(format!("{waiting}. Une carte réunit un foyer et un médecin, sans nom.").into());
    let columns = vec![
        Column::text("Demande"),
        Column::text("Médecin"),
        Column::text("Pour"),
        Column::text("État"),
        Column::text("Quand"),
        Column::actions(),
    ];
    let rows = vues.lignes.iter().map(|one| row(&visit, one)).collect();
    let go = visit
        .can(TRAITER)
        .then(|| html! { (Button::primary("Chercher des médecins").href(ROOM.at(&visit, "proposer"))) });
    let empty = ui::empty::empty(
        Icon::People,
        "Aucune carte",
        "Une carte se prépare depuis « Proposer », puis part au jour et à l’heure du médecin.",
        go,
    );
    let at = |from: u32| ROOM.at(&visit, &format!("cartes?de={from}")).into();
    let paging = Paging {
        first: Some(i64::from(from) + 1),
        shown: i64::try_from(vues.lignes.len()).unwrap_or(i64::MAX),
        total: Some(i64::from(all)),
        previous: (from > 0).then(|| at(from.saturating_sub(PAGE))),
        next: (from + PAGE < all).then(|| at(from + PAGE)),
    };
    let content = html! {
        (ROOM.tabs(&visit, "cartes"))
        (to_call(&vues.a_appeler))
        @if visit.can(TRAITER) && ready > 0 {
            (actions(ui::button::post_button(&visit.csrf, &ROOM.at(&visit, "cartes/envoi"), &[], &Button::primary("Envoyer maintenant"))))
            p.soft { "Sans attendre le jour ni l’heure des médecins\u{a0}; les pauses et le nombre de cartes à la fois restent respectés." }
        }
        (Table::new("cartes", "Cartes des deux derniers mois", columns).rows(rows).empty(empty).paging(paging))
    };
    Ok(visit.page(&frame, content))
}

/// Doctors whose cards left and whom no message tells.
fn to_call(all: &[Medecin]) -> Markup {
    html! {
        @if !all.is_empty() {
            (notice(Tone::Warning, "Des médecins à appeler", html! {
                "Leurs cartes attendent, et ni courriel ni SMS ne les prévient\u{a0}: "
                @for (rank, one) in all.iter().enumerate() {
                    @if rank > 0 { ", " }
                    (one.nom) @if let Some(number) = &one.telephone { " (" (tel(number)) ")" }
                }
                ". Notez ici leurs réponses."
            }))
        }
    }
}

fn tel(number: &Telephone) -> Markup {
    html! { a href=(format!("tel:{}", number.to_string().replace(' ', ""))) { (number) } }
}

fn row(visit: &Visit, one: &Ligne) -> Row {
    let card = &one.carte;
    let open = Button::secondary("Ouvrir")
        .about(one.codes.clone())
        .small()
        .href(ROOM.at(visit, &format!("cartes/{}", card.id)));
    Row::new(vec![
        html! { (one.codes) },
        html! { (one.medecin) },
        html! { (titre(card, card.personnes as usize)) },
        html! { (status(tone(card.reponse), card.reponse.libelle())) @if let Some(par) = card.par { " " (how(card.reponse, par)) } },
        html! { (when(card)) },
        html! { @if visit.can(TRAITER) { (open) } },
    ])
}

/// How the answer came, or who took the card back.
fn how(reponse: Reponse, par: Voie) -> &'static str {
    if reponse == Reponse::Retiree { "par le bureau" } else { par.libelle() }
}

fn when(card: &Proposition) -> String {
    let day = |le: Timestamp| francais::date(kernel::today(le));
    match (card.repondue_le, card.envoyee_le, card.expire_le) {
        (Some(le), ..) => format!("répondue le {}", day(le)),
        (None, Some(le), Some(end)) => {
            format!("partie le {}, réponse attendue avant le {}", day(le), day(end))
        }
        (None, ..) => format!("prête depuis le {}", day(card.prete_le)),
    }
}

const fn tone(reponse: Reponse) -> Tone {
    match reponse {
        Reponse::Oui => Tone::Success,
        Reponse::Prete | Reponse::Envoyee => Tone::Info,
        Reponse::Non | Reponse::SansReponse | Reponse::Defaite => Tone::Warning,
        Reponse::PasMaintenant | Reponse::Retiree => Tone::Neutral,
    }
}

async fn one(State(app): State<App>, visit: Visit, Path((_, id)): Path<(String, String)>) -> Answer {
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let mut tx = app.db.read(&visit.ctx).await?;
    let unknown = || WriteError::Inconnu("Cette carte");
    let card = store::propositions::proposition(&mut tx, web::id_of(&id)?).await?.ok_or_else(unknown)?;
    let medecin = store::medecins::medecin(&mut tx, card.medecin).await?.ok_or_else(unknown)?;
    let regle = store::regles::en_vigueur(&mut tx).await?.regle;
    let vue = vues(&mut tx, &coffre, vec![card]).await?.pop().ok_or_else(unknown)?;
    let (jour, here) = (kernel::today(visit.ctx.now), ROOM.at(&visit, &format!("cartes/{id}")));
    let mut frame = ROOM.below(&visit, format!("Carte pour {}", medecin.nom), &[("Cartes", "cartes")]);
    frame.lead = Some(format!("{}, {}.", titre(&vue.carte, vue.gens.len()), when(&vue.carte)).into());
    let foyer = vue.carte.foyer.to_string();
    let why = Field::text("motif", "Pourquoi").hint("Sans nom ni détail de santé.").maxlength(200);
    let one = |geste: &'static str, inside: Markup, button: Button| {
        form(
            &visit.csrf,
            &here,
            Method::Post,
            html! {
                (form::hidden("foyer", &foyer)) (inside)
                (actions(html! { (button.send("geste", geste)) }))
            },
        )
    };
    let content = html! {
        (ROOM.tabs(&visit, "cartes"))
        (status(tone(vue.carte.reponse), vue.carte.reponse.libelle()))
        @if vue.carte.reponse.est_ouverte() {
            h2 { "Le médecin répond au téléphone" }
            @if let Some(number) = &medecin.telephone { p { (medecin.nom) "\u{a0}: " (tel(number)) } }
            (carte(&visit, &here, &vue, &regle, jour))
            (confirm("Reprendre cette carte", "", "Le médecin ne pourra plus y répondre\u{a0}; la demande attend de nouveau.", one("retirer", html! {}, Button::danger("Reprendre la carte"))))
        } @else {
            (gens(&vue, &regle, jour))
            @if !vue.carte.motif.is_empty() { p { "Raison\u{a0}: " (motif(&vue.carte.motif)) } }
            @if let Some(day) = vue.carte.revenir_le { p { "À proposer de nouveau à partir du " (francais::date(day)) "." } }
            @if est_reprenable(vue.carte.reponse) && vue.gens.iter().any(|one| one.etat == Etat::Attente) {
                (confirm("Cette réponse est une erreur", "", "La carte attend de nouveau la réponse du médecin.", one("reprendre", html! {}, Button::secondary("Rouvrir la carte"))))
            }
            @if vue.carte.reponse == Reponse::Oui {
                (confirm("Le médecin ne peut finalement pas", "", "Sa place redevient libre et un autre médecin sera cherché.", one("defaire", html! { (why.filled(&Filled::new())) }, Button::danger("Défaire ce oui"))))
            }
        }
    };
    Ok(visit.page(&frame, content))
}

/// Whether that answer can be taken back, the card waiting again.
pub(super) const fn est_reprenable(reponse: Reponse) -> bool {
    matches!(reponse, Reponse::Non | Reponse::PasMaintenant)
}

/// A reason in words.
fn motif(text: &str) -> String {
    text.parse::<crate::proposition::MotifRefus>()
        .map_or_else(|_| text.to_owned(), |one| one.libelle().to_owned())
}

async fn act(
    State(app): State<App>,
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (ctx, db, here) = (&visit.ctx, &app.db, format!("cartes/{id}"));
    match fields.get("geste") {
        geste @ ("oui" | "pas_maintenant" | "non") => {
            let card = web::id_of(&id)?;
            let done = match avis(geste, &fields) {
                Ok(avis) => answer_carte(ctx, db, card, avis, Voie::Bureau).await,
                Err(error) => Err(error),
            };
            match done {
                Ok(done) => ROOM.done(&visit, &here, noted("", done)),
                Err(error) => ROOM.after(&visit, &here, "", Err::<(), _>(error)),
            }
        }
        "reprendre" => {
            let done = reopen_carte(ctx, db, web::id_of(&id)?, Voie::Bureau).await;
            ROOM.after(&visit, &here, "La carte attend de nouveau la réponse du médecin.", done)
        }
        "retirer" => {
            let done = withdraw_carte(ctx, db, web::id_of(&id)?).await;
            ROOM.after(&visit, &here, "La carte est reprise\u{a0}: la demande attend de nouveau.", done)
        }
        "defaire" => {
            let foyer = web::id_of(fields.get("foyer"))?;
            let done = undo_oui(ctx, db, foyer, fields.get("motif"), Voie::Bureau).await;
            ROOM.after(&visit, &here, "Le oui est défait\u{a0}: la demande attend de nouveau.", done)
        }
        _ => Err(Problem::not_found()),
    }
}

async fn send(State(app): State<App>, visit: Visit) -> Answer {
    let done = send_cartes(&visit.ctx, &app.db, app.can_send_sms(), true).await;
    match done {
        Ok(left) => ROOM.done(&visit, "cartes", told(&left)),
        Err(error) => ROOM.after(&visit, "cartes", "", Err::<(), _>(error)),
    }
}

/// What left, and whom to call.
fn told(left: &Depart) -> String {
    let cards = francais::compte(i64::from(left.cartes), "carte partie", "cartes parties");
    let doctors = francais::compte(i64::from(left.medecins), "médecin", "médecins");
    let first =
        if left.cartes == 0 { "Rien n’est parti".to_owned() } else { format!("{cards} vers {doctors}") };
    if left.sans_adresse.is_empty() {
        format!("{first}.")
    } else {
        format!("{first}. À appeler, faute d’adresse\u{a0}: {}.", left.sans_adresse.join(", "))
    }
}
