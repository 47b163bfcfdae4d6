//! One's own membership: fee and how to pay it, texts to accept; signed in, or by the link of a reminder.

use super::textes::ticked;
use super::{beside, paragraphs};
use crate::registre::fee_words;
use crate::store::tarifs::{self, Reglage};
use crate::texte::{asked, en_vigueur};
use crate::{Adherent, Comment, Cotisation, Etat, EtatCotisation, Texte, WriteError, store};
use axum::extract::State;
use comptes::LienSuivi;
use db::Tx;
use kernel::{Id, today};
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::button::actions;
use ui::section::{panel, section};
use ui::status::status;
use ui::{Button, Choice, Field, Filled, Icon, Method, Tone, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

/// What somebody reads of their own membership.
struct Sienne {
    adherent: Adherent,
    cotisations: Vec<Cotisation>,
    textes: Vec<Texte>,
    acceptes: BTreeSet<Id<Texte>>,
    reglage: Reglage,
}

impl Sienne {
    async fn of(tx: &mut Tx, adherent: Adherent) -> Result<Self, Problem> {
        let known = store::textes::acceptees(tx, adherent.id).await?;
        Ok(Self {
            cotisations: store::cotisations::de(tx, adherent.id).await?,
            textes: store::textes::textes(tx).await?,
            acceptes: known.iter().map(|one| one.texte).collect(),
            reglage: tarifs::reglage(tx).await?,
            adherent,
        })
    }

    /// The content; its form is sent to `action`.
    fn content(&self, visit: &Visit, action: &str, filled: &Filled) -> Markup {
        html! {
            p { (self.standing()) }
            (section("cotisation", "Cotisation", self.fees()))
            (section("textes", "Textes de l’association", self.texts(visit, action, filled)))
        }
    }

    fn standing(&self) -> String {
        let day = francais::date;
        let nom = self.adherent.nom();
        match &self.adherent.etat {
            Etat::Demande { le } => {
                format!("La demande de {nom}, reçue le {}, attend la décision du bureau.", day(*le))
            }
            Etat::Adherent { depuis } => format!("{nom} adhère à l’association depuis le {}.", day(*depuis)),
            Etat::Refuse { le, .. } => format!("La demande de {nom} a été refusée le {}.", day(*le)),
            Etat::Sorti { depuis, le, .. } => {
                format!("{nom} a adhéré à l’association du {} au {}.", day(*depuis), day(*le))
            }
        }
    }

    fn fees(&self) -> Markup {
        let due = self.cotisations.iter().any(|fee| fee.reste() > 0);
        let tone = |fee: &Cotisation| match fee.etat() {
            EtatCotisation::Due { .. } => Tone::Warning,
            EtatCotisation::Payee { .. } | EtatCotisation::Offerte => Tone::Success,
            EtatCotisation::SansAppel => Tone::Neutral,
        };
        html! {
            @if self.cotisations.is_empty() { p { "Aucune cotisation ne vous est demandée pour l’instant." } }
            ul { @for fee in &self.cotisations { li { (fee.annee) "\u{a0}: " (francais::euros(fee.cents)) " " (status(tone(fee), &fee_words(fee.etat()))) } } }
            @if due {
                (panel(html! {
                    h3 { "Comment payer" }
                    @if self.reglage.payer.is_empty() && self.reglage.lien.is_empty() { p { "Adressez-vous à la CPTS." } }
                    (paragraphs(&self.reglage.payer))
                    @if !self.reglage.lien.is_empty() { p { (Button::primary("Payer en ligne").href(self.reglage.lien.clone())) } }
                }))
            }
        }
    }

    fn texts(&self, visit: &Visit, action: &str, filled: &Filled) -> Markup {
        let jour = today(visit.ctx.now);
        let left: Vec<&Texte> =
            asked(&self.textes, jour).filter(|one| !self.acceptes.contains(&one.id)).collect();
        let slug = visit.tenant.as_ref().map_or("", |tenant| tenant.slug.as_str());
        let boxes: Vec<Choice> = left
            .iter()
            .map(|one| Choice::new(one.id.to_string(), format!("{}, {}", one.titre, one.version)))
            .collect();
        let ticks = left
            .iter()
            .fold(Field::checkboxes("accepte", "J’ai lu et j’accepte", boxes), |field, one| {
                field.value(one.id.to_string())
            });
        html! {
            ul {
                @for one in en_vigueur(&self.textes, jour) {
                    li {
                        a href={ "/" (slug) "/rejoindre/textes/" (one.id) } { (one.titre) ", " (one.version) } " "
                        @if self.acceptes.contains(&one.id) { (status(Tone::Success, "Accepté")) }
                        @else if one.a_accepter { (status(Tone::Warning, "À accepter")) }
                    }
                }
            }
            @if self.textes.is_empty() { p { "Aucun texte publié." } }
            @if !left.is_empty() && self.adherent.est_en_cours() {
                (ui::form(&visit.csrf, action, Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (ticks.filled(filled))
                    (actions(html! { (Button::primary("Accepter")) }))
                }))
            }
        }
    }
}

/// The membership of whoever is signed in.
async fn mine(visit: &Visit, app: &App) -> Result<Option<Sienne>, Problem> {
    let Some(me) = crate::author(&visit.ctx) else { return Ok(None) };
    let mut tx = app.db.read(&visit.ctx).await?;
    match store::adherents::par_compte(&mut tx, me).await? {
        Some(one) => Ok(Some(Sienne::of(&mut tx, one).await?)),
        None => Ok(None),
    }
}

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let slug = &visit.tenant()?.slug;
    let content = match mine(&visit, &app).await? {
        Some(mine) => mine.content(&visit, &visit.workspace("adhesions/moi"), &Filled::new()),
        None => empty(
            Icon::People,
            "Aucune adhésion à ce compte",
            "Votre compte n’est lié à aucun adhérent. Demandez à adhérer, ou demandez à la CPTS de lier votre compte.",
            Some(html! { (Button::primary("Demander à adhérer").href(format!("/{slug}/rejoindre"))) }),
        ),
    };
    Ok(visit.page(&visit.frame("Mon adhésion"), content))
}

pub(super) async fn accept(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mine = mine(&visit, &app).await?.ok_or(WriteError::Inconnu("Votre adhésion"))?;
    let here = visit.workspace("adhesions/moi");
    answer(&visit, &app, &mine, &here, &fields, Comment::Page).await
}

async fn linked(visit: &Visit, app: &App, lien: &LienSuivi) -> Result<Sienne, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = store::adherents::adherent(&mut tx, Id::new(lien.sujet)).await?;
    Sienne::of(&mut tx, one.ok_or(WriteError::Inconnu("Cette adhésion"))?).await
}

pub(super) async fn by_link(visit: Visit, State(app): State<App>, lien: LienSuivi) -> Answer {
    let mine = linked(&visit, &app, &lien).await?;
    Ok(visit.page(&visit.frame("Mon adhésion"), mine.content(&visit, &lien.chemin, &Filled::new())))
}

pub(super) async fn accept_by_link(
    visit: Visit,
    State(app): State<App>,
    lien: LienSuivi,
    fields: Fields,
) -> Answer {
    let mine = linked(&visit, &app, &lien).await?;
    answer(&visit, &app, &mine, &lien.chemin, &fields, Comment::Lien).await
}

async fn answer(
    visit: &Visit,
    app: &App,
    mine: &Sienne,
    here: &str,
    fields: &Fields,
    comment: Comment,
) -> Answer {
    let how = (comment, today(visit.ctx.now));
    match crate::accept_textes(&visit.ctx, &app.db, mine.adherent.id, &ticked(fields), how).await {
        Ok(()) => Ok(Redirect::to(here).done("Merci, votre accord est enregistré.").answer(visit)),
        Err(error) => {
            let filled = fields.filled(&beside(error)?);
            Ok(visit.refused(visit.frame("Mon adhésion"), mine.content(visit, here, &filled)))
        }
    }
}
