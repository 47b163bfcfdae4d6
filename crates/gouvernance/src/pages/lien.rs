//! The page of a convocation or of a consultation, opened by the link that was sent: come, give a proxy, read the files, vote.

use super::bulletin::{self, Bulletin};
use super::{beside, people};
use crate::read_seance::Vue;
use crate::scrutin::{Emargement, Scrutin};
use crate::seance::{Convoque, Reponse};
use crate::voie::Voie;
use crate::{WriteError, noms, store};
use adhesions::Adherent;
use axum::extract::State;
use comptes::LienSuivi;
use kernel::Id;
use maud::{Markup, html};
use pieces::Piece;
use std::collections::BTreeMap;
use ui::{Button, Field, Filled, Frame, Method, Tone, alert, francais};
use uuid::Uuid;
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

/// What a link is about, and who follows it.
struct Sien {
    ligne: Convoque,
    vue: Option<Vue>,
    scrutins: Vec<(Scrutin, Vec<Emargement>)>,
    noms: BTreeMap<Id<Adherent>, String>,
    pieces: Vec<Piece>,
}

impl Sien {
    fn sujet(&self) -> Uuid {
        let seance = self.ligne.seance.map(Id::uuid);
        seance.or(self.ligne.scrutin.map(Id::uuid)).unwrap_or_default()
    }
}

async fn read(visit: &Visit, app: &App, lien: &LienSuivi) -> Result<Sien, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let ligne =
        store::seances::convoque(&mut tx, Id::new(lien.sujet)).await?.ok_or(WriteError::LienPerime)?;
    let vue = match ligne.seance {
        Some(id) => crate::read_seance(&mut tx, id).await?,
        None => None,
    };
    let mut scrutins = Vec::new();
    for one in store::scrutins::scrutins(&mut tx).await? {
        let mine = Some(one.id) == ligne.scrutin || (one.seance.is_some() && one.seance == ligne.seance);
        if mine && one.ouvert_le.is_some() {
            let mut roll = store::scrutins::roll(&mut tx, one.id).await?;
            roll.retain(|line| [line.porteur, line.electeur].contains(&ligne.adherent));
            scrutins.push((one, roll));
        }
    }
    let noms = noms(&mut tx).await?;
    let mut sien = Sien { ligne, vue, scrutins, noms, pieces: Vec::new() };
    sien.pieces = store::seances::jointes(&mut tx, sien.sujet()).await?;
    Ok(sien)
}

pub(super) async fn show(visit: Visit, State(app): State<App>, lien: LienSuivi) -> Answer {
    let sien = read(&visit, &app, &lien).await?;
    let (frame, content) = page(&visit, &lien, &sien, &Filled::new());
    Ok(visit.page(&frame, content))
}

fn page(visit: &Visit, lien: &LienSuivi, sien: &Sien, filled: &Filled) -> (Frame, Markup) {
    let title = sien.vue.as_ref().map_or("Votre avis".to_owned(), |vue| vue.instance.nom.clone());
    let nom = super::nom_of(&sien.noms, sien.ligne.adherent);
    let lead = match &sien.vue {
        Some(vue) => format!("{nom}, vous êtes convoqué le {}.", francais::date_heure(vue.reunion.debut)),
        None => format!("{nom}, votre avis est demandé."),
    };
    let voting = filled.values_of("geste").any(|geste| geste == "voter");
    let blank = Filled::new();
    let (of_vote, of_rest) = if voting { (filled, &blank) } else { (&blank, filled) };
    let content = html! {
        @for (scrutin, miennes) in sien.scrutins.iter().filter(|(one, _)| one.clos_le.is_none()) {
            (Bulletin { scrutin, miennes, moi: sien.ligne.adherent, noms: &sien.noms, action: &lien.chemin }.show(visit, of_vote))
        }
        @if let Some(vue) = &sien.vue { (meeting(visit, lien, sien, vue, of_rest)) }
        @if !sien.pieces.is_empty() { (files(visit, lien, &sien.pieces)) }
        @for (scrutin, _) in sien.scrutins.iter().filter(|(one, _)| one.clos_le.is_some()) { (super::scrutin::result(scrutin)) }
        p.soft { "Ce lien est le vôtre\u{a0}: ne le transmettez pas. Il est valable jusqu’au " (francais::date(kernel::today(lien.expire_le))) "." }
    };
    (Frame { lead: Some(lead.into()), ..visit.frame(title) }, content)
}

fn meeting(visit: &Visit, lien: &LienSuivi, sien: &Sien, vue: &Vue, filled: &Filled) -> Markup {
    let open = vue.seance.close_le.is_none();
    html! {
        section.section id="ordre" {
            h2 { "Ordre du jour" }
            @if !vue.reunion.lieu.is_empty() { p { "Lieu\u{a0}: " (vue.reunion.lieu) } }
            @if !vue.reunion.visio.is_empty() { p { a href=(vue.reunion.visio) { "Rejoindre en visioconférence" } } }
            ol.stack { @for point in &vue.seance.points { li { strong { (point.rang) ".\u{a0}" (point.titre) } @for line in point.texte.lines().filter(|line| !line.is_empty()) { p.soft { (line) } } } } }
        }
        @if open && vue.seance.ouverte_le.is_none() { (coming(visit, &lien.chemin, vue, sien.ligne.adherent, sien.ligne.reponse, filled)) }
    }
}

/// Coming, or giving a proxy: also on the page of whoever is signed in, where each form has its own address.
pub(super) fn coming(
    visit: &Visit,
    action: &str,
    vue: &Vue,
    moi: Id<Adherent>,
    reponse: Reponse,
    filled: &Filled,
) -> Markup {
    let given = vue.pouvoirs.iter().find(|one| one.mandant == moi);
    let others = vue.ayants.iter().filter(|one| one.id != moi).map(|one| (one.id, one.nom.as_str()));
    let proxies = vue.regle.as_ref().is_some_and(|regle| regle.pouvoirs_max > 0);
    let by_link = matches!(visit.ctx.actor, kernel::Actor::Lien(_));
    let at = |part: &str| if by_link { action.to_owned() } else { format!("{action}/{part}") };
    let post = |part: &str, body: Markup| ui::form(&visit.csrf, &at(part), Method::Post, body);
    html! {
        section.section id="venir" {
            h2 { "Venez-vous\u{202f}?" }
            @if let Some(one) = given {
                (alert::alert(Tone::Success, html! { p { "Vous avez donné pouvoir à " strong { (vue.nom(one.mandataire)) } ". Si vous venez, il n’est plus compté." } }))
            } @else if reponse != Reponse::Attendue {
                (alert::alert(Tone::Success, html! { p { @if reponse == Reponse::Vient { "Vous avez répondu que vous venez." } @else { "Vous avez répondu que vous ne venez pas." } } }))
            }
            (ui::form::error_summary(filled))
            (post("reponse", html! { (ui::form::hidden("geste", "repondre")) div.actions {
                (Button::primary("Je viens").send("reponse", Reponse::Vient.code()))
                (Button::secondary("Je ne viens pas").send("reponse", Reponse::NeVientPas.code()))
            } }))
            @if proxies {
                h3 { "Donner pouvoir" }
                (post("pouvoir", html! {
                    (ui::form::hidden("geste", "pouvoir"))
                    (Field::select("mandataire", "À qui\u{202f}?", people("Choisir", others)).required().filled(filled))
                    @if given.is_some() { (Field::checkbox("remplace", "Remplacer le pouvoir déjà donné").filled(filled)) }
                    div.actions { (Button::secondary("Donner pouvoir")) }
                }))
                @if given.is_some() { (post("pouvoir/retrait", html! { (ui::form::hidden("geste", "reprendre")) div.actions { (Button::plain("Reprendre mon pouvoir")) } })) }
            }
        }
    }
}

/// Files, given by the link itself: who follows it has no account.
fn files(visit: &Visit, lien: &LienSuivi, files: &[Piece]) -> Markup {
    html! {
        section.section id="documents" {
            h2 { "Documents" }
            @for one in files {
                (ui::form(&visit.csrf, &lien.chemin, Method::Post, html! {
                    (ui::form::hidden("geste", "lire"))
                    (ui::form::hidden("piece", &one.id.to_string()))
                    div.actions { (Button::secondary(format!("Télécharger {}", one.nom)).icon(ui::Icon::Download)) " " (one.en_mots()) }
                }))
            }
        }
    }
}

pub(super) async fn act(visit: Visit, State(app): State<App>, lien: LienSuivi, fields: Fields) -> Answer {
    let sien = read(&visit, &app, &lien).await?;
    let (ctx, db, voie) = (&visit.ctx, &app.db, Voie::Lien(sien.ligne.id));
    let meeting = || sien.ligne.seance.ok_or_else(Problem::not_found);
    let (said, result) = match fields.get("geste") {
        "voter" => ("Votre vote est compté.", vote(&visit, &app, &sien, &fields).await),
        "repondre" => {
            let reponse = fields.get("reponse").parse().map_err(|_| Problem::not_found())?;
            ("Votre réponse est notée.", crate::answer(ctx, db, voie, meeting()?, reponse).await)
        }
        "pouvoir" => ("Votre pouvoir est donné.", give(&visit, &app, voie, meeting()?, &fields).await),
        "reprendre" => {
            ("Votre pouvoir est repris.", crate::withdraw_pouvoir(ctx, db, voie, meeting()?).await)
        }
        "lire" => return file(&visit, &app, &sien, fields.get("piece")).await,
        _ => return Err(Problem::not_found()),
    };
    match result {
        Ok(()) => Ok(Redirect::to(&lien.chemin).done(said).answer(&visit)),
        Err(error) => {
            let (frame, content) = page(&visit, &lien, &sien, &fields.filled(&beside(error)?));
            Ok(visit.refused(frame, content))
        }
    }
}

/// Gives a proxy, from the fields of a form.
pub(super) async fn give(
    visit: &Visit,
    app: &App,
    voie: Voie,
    seance: Id<crate::Seance>,
    fields: &Fields,
) -> Result<(), WriteError> {
    let Ok(mandataire) = fields.get("mandataire").parse() else {
        return Err(kernel::saisie::Refus::new("mandataire", "Choisissez à qui vous donnez pouvoir.").into());
    };
    crate::give_pouvoir(&visit.ctx, &app.db, voie, seance, mandataire, fields.has("remplace")).await
}

async fn vote(visit: &Visit, app: &App, sien: &Sien, fields: &Fields) -> Result<(), WriteError> {
    let asked = fields.get("scrutin");
    let found = sien.scrutins.iter().find(|(one, _)| one.id.to_string() == asked);
    let (scrutin, miennes) = found.ok_or(WriteError::Inconnu("Ce vote"))?;
    let chosen = bulletin::read(fields, miennes);
    crate::cast(&visit.ctx, &app.db, Voie::Lien(sien.ligne.id), scrutin.id, &chosen).await
}

async fn file(visit: &Visit, app: &App, sien: &Sien, id: &str) -> Answer {
    let id: Id<Piece> = id_of(id)?;
    let piece = sien.pieces.iter().find(|one| one.id == id).ok_or_else(Problem::not_found)?;
    let bytes = pieces::bytes(&mut app.db.read(&visit.ctx).await?, piece).await?;
    web::download(&piece.nom_ascii(), "application/octet-stream", move || Ok::<_, db::Error>(bytes)).await
}
