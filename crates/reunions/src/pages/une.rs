//! One meeting: what it is, who comes, who was there, what was decided, what to do next.

use super::{ROOM, badge, here, meeting};
use crate::droits::{ANIMER, ORGANISER};
use crate::invite::{Invite, Reponse};
use crate::letter::{names, quand};
use crate::minutes::{CompteRendu, Decision};
use crate::presence::Presence;
use crate::reunion::{Etat, Genre, Reunion};
use crate::{author, responsable, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use db::Tx;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::button::{confirm, post_button};
use ui::definitions::definitions;
use ui::section::section;
use ui::{Button, Choice, Field, Tone, francais};
use web::{Answer, App, Problem, Visit};

/// What the page shows.
struct Une {
    reunion: Reunion,
    regle: Option<String>,
    invites: Vec<Invite>,
    presences: Vec<Presence>,
    visiteurs: usize,
    minutes: Option<CompteRendu>,
    decisions: Vec<Decision>,
    membres: BTreeMap<Id<Adherent>, Adherent>,
    moi: Option<Id<Adherent>>,
    /// Whether whoever looks answers for it.
    tient: bool,
}

impl Une {
    async fn read(tx: &mut Tx, id: &str) -> Result<Self, Problem> {
        let reunion = meeting(tx, id).await?;
        let moi = match author(tx.ctx()) {
            Some(me) => adhesions::par_compte(tx, me).await?.map(|one| one.id),
            None => None,
        };
        Ok(Self {
            regle: match reunion.serie {
                Some(serie) => store::reunions::regle(tx, serie).await?,
                None => None,
            },
            invites: store::invites::of_reunion(tx, reunion.id).await?,
            presences: crate::presences_de(tx, reunion.id).await?,
            visiteurs: store::visiteurs::of_reunion(tx, reunion.id)
                .await?
                .iter()
                .filter(|one| one.rattache.is_none())
                .count(),
            minutes: store::minutes::all(tx, reunion.id).await?.into_iter().next(),
            decisions: store::decisions::of_reunion(tx, reunion.id).await?,
            membres: names(tx).await?,
            tient: tx.ctx().rights.contains(ANIMER) && responsable::answers(tx, &reunion).await?,
            moi,
            reunion,
        })
    }

    fn nom(&self, id: Id<Adherent>) -> String {
        self.membres.get(&id).map_or_else(|| "Une personne sortie".to_owned(), Adherent::nom)
    }

    /// Whether the address of the video call is theirs to read: that of a board or of an office is for those who sit there.
    fn enters(&self) -> bool {
        let closed = matches!(self.reunion.genre, Genre::Ca | Genre::Bureau);
        let invited = || self.moi.is_some() && self.invites.iter().any(|one| one.adherent == self.moi);
        !closed || self.tient || invited()
    }

    fn count(&self, reponse: Reponse) -> usize {
        self.invites.iter().filter(|one| one.reponse == reponse).count()
    }
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let une = Une::read(&mut app.db.read(&visit.ctx).await?, &id).await?;
    let mut frame = ROOM.below(&visit, une.reunion.titre.clone(), &[]);
    let (tone, words) = badge(&une.reunion, visit.ctx.now);
    frame.lead = Some(format!("{}, {}", une.reunion.genre.libelle(), quand(&une.reunion)).into());
    let open = matches!(une.reunion.etat, Etat::Prevue);
    frame.actions = (open && visit.can(ORGANISER)).then(|| {
        html! { (Button::secondary("Modifier").href(format!("{}/modifier", here(&visit, une.reunion.id)))) }
    });
    let content = html! {
        p { (ui::status::badge(tone, words)) }
        @if let Etat::Annulee { motif, .. } = &une.reunion.etat { (ui::alert::alert(Tone::Danger, html! { "Annulée\u{a0}: " (motif) })) }
        (next(&visit, &une))
        (facts(&une, une.enters() || visit.can(ORGANISER)))
        (mine(&visit, &une))
        (coming(&visit, &une))
        (there(&visit, &une))
        (minutes(&visit, &une))
        @if visit.can(ORGANISER) { (cancelling(&visit, &une)) }
    };
    Ok(visit.page(&frame, content))
}

/// What whoever holds the meeting does now.
fn next(visit: &Visit, une: &Une) -> Markup {
    let (base, now) = (here(visit, une.reunion.id), visit.ctx.now);
    if !une.tient || !matches!(une.reunion.etat, Etat::Prevue) {
        return html! {};
    }
    html! {
        div.actions {
            @if une.reunion.ouverte(now) {
                (Button::primary("Ouvrir la porte").href(format!("{base}/porte")))
                @if une.reunion.ouverte_a_distance(now) { (post_button(&visit.csrf, &format!("{base}/liens"), &[], &Button::secondary("Envoyer le lien de signature à distance"))) }
            }
            @if crate::heures::instant(une.reunion.debut) <= now {
                (Button::secondary("Noter les présences").href(format!("{base}/presences")))
                (post_button(&visit.csrf, &format!("{base}/tenue"), &[], &Button::primary("La réunion a eu lieu")))
            } @else if visit.can(ORGANISER) {
                (Button::primary("Inviter").href(format!("{base}/invites")))
            }
            (Button::secondary("Feuille à signer (PDF)").href(format!("{base}/feuille.pdf")))
        }
        @if !une.reunion.ouverte(now) && !une.reunion.passee(now) {
            p.soft { "La porte s’ouvre 30\u{a0}minutes avant le début\u{a0}: un code à scanner, qui change toutes les 30\u{a0}secondes." }
        }
    }
}

fn facts(une: &Une, visio: bool) -> Markup {
    let one = &une.reunion;
    let mut facts = vec![
        ("Mission", html! { (one.mission.label()) @if !one.theme.is_empty() { ", " (one.theme) } }),
        ("Durée", html! { (francais::duree(i64::from(one.minutes))) }),
    ];
    if !one.lieu.is_empty() || one.commune.is_some() {
        facts.push(("Lieu", html! { (one.lieu) @if let Some(code) = one.commune { " (" (code) ")" } }));
    }
    if !one.visio.is_empty() && visio {
        facts.push((
            "Visioconférence",
            html! { a href=(one.visio) rel="noopener noreferrer" { (one.visio) } },
        ));
    }
    if let Some(id) = one.responsable {
        facts.push(("Responsable", html! { (une.nom(id)) }));
    }
    if let Some(regle) = &une.regle {
        facts.push(("Série", html! { (regle) }));
    }
    html! {
        (definitions(&facts))
        @if !one.ordre.is_empty() {
            (section("ordre", "Ordre du jour", html! { ul { @for line in one.ordre.lines().filter(|line| !line.trim().is_empty()) { li { (line.trim().trim_start_matches("- ")) } } } }))
        }
    }
}

/// My own answer, when I am invited.
fn mine(visit: &Visit, une: &Une) -> Markup {
    let Some(invite) = une.moi.and_then(|me| une.invites.iter().find(|one| one.adherent == Some(me))) else {
        return html! {};
    };
    let open =
        matches!(une.reunion.etat, Etat::Prevue) && crate::heures::instant(une.reunion.debut) > visit.ctx.now;
    section(
        "reponse",
        "Ma réponse",
        html! {
            p { (invite.reponse.libelle()) }
            @if open { div.actions { @for reponse in [Reponse::Oui, Reponse::Non, Reponse::PeutEtre] {
                @if reponse != invite.reponse {
                    (post_button(&visit.csrf, &format!("{}/reponse", here(visit, une.reunion.id)), &[("reponse", reponse.code())], &Button::secondary(reponse.libelle())))
                }
            } } }
        },
    )
}

fn coming(visit: &Visit, une: &Une) -> Markup {
    let full = une.reunion.jauge.is_some_and(|jauge| une.reunion.oui >= jauge);
    section(
        "invites",
        "Invitations",
        html! {
            @if une.invites.is_empty() { p { "Personne n’est encore invité." } }
            @else {
                p {
                    (francais::compte(super::many(une.invites.len()), "personne invitée", "personnes invitées")) "\u{a0}: "
                    (une.count(Reponse::Oui)) " oui, " (une.count(Reponse::PeutEtre)) " peut-être, " (une.count(Reponse::Non)) " non, "
                    (une.count(Reponse::Attendu)) " sans réponse."
                }
            }
            @if full { (ui::alert::alert(Tone::Warning, "Toutes les places sont prises.")) }
            @if visit.can(ORGANISER) { div.actions { (Button::secondary("Voir les invitations et les réponses").href(format!("{}/invites", here(visit, une.reunion.id)))) } }
        },
    )
}

fn there(visit: &Visit, une: &Une) -> Markup {
    if une.presences.is_empty() && une.visiteurs == 0 && !une.reunion.passee(visit.ctx.now) {
        return html! {};
    }
    let far = une.presences.iter().filter(|one| one.a_distance).count();
    section(
        "presences",
        "Présences",
        html! {
            p {
                (francais::compte(super::many(une.presences.len()), "présence signée", "présences signées"))
                @if far > 0 { ", dont " (far) " à distance" }
                @if une.visiteurs > 0 { "\u{a0}; " (une.visiteurs) " à rattacher" }
                "."
            }
            @if une.tient {
                ul { @for one in &une.presences { li { (une.nom(one.adherent)) ", " (francais::duree(i64::from(one.minutes))) @if one.a_distance { ", à distance" } } } }
                div.actions { (Button::secondary("Corriger les présences").href(format!("{}/presences", here(visit, une.reunion.id)))) }
            }
        },
    )
}

fn minutes(visit: &Visit, une: &Une) -> Markup {
    let page = format!("{}/compte-rendu", here(visit, une.reunion.id));
    section(
        "compte-rendu",
        "Compte rendu et décisions",
        html! {
            @match &une.minutes {
                Some(one) if one.valide.is_some() => p { a href=(page) { "Lire le compte rendu validé" } }
                Some(_) if une.tient => p { a href=(page) { "Compte rendu en préparation" } }
                Some(_) | None if une.tient => div.actions { (Button::secondary("Écrire le compte rendu").href(page)) }
                Some(_) | None => p { "Le compte rendu n’est pas encore validé." }
            }
            @if !une.decisions.is_empty() { (super::decisions::list(visit, &une.decisions, &une.membres, &BTreeMap::new())) }
        },
    )
}

fn cancelling(visit: &Visit, une: &Une) -> Markup {
    let action = format!("{}/annulation", here(visit, une.reunion.id));
    let over = une.reunion.passee(visit.ctx.now);
    let (opener, question, hint) = match une.reunion.etat {
        Etat::Annulee { .. } => return html! {},
        Etat::Tenue { .. } => (
            "Elle n’a pas eu lieu",
            "Elle est notée comme tenue. Ses présences et son acte ne compteront plus, les indemnités qui en viennent seront reprises. Les attestations déjà délivrées restent à retirer.",
            "Il reste au journal et au registre des actes.",
        ),
        Etat::Prevue if over => (
            "Elle n’a pas eu lieu",
            "Les présences déjà signées ne compteront plus, ni les indemnités qui en viennent.",
            "Il reste au journal et au registre des actes.",
        ),
        Etat::Prevue => (
            "Annuler la réunion",
            "Les personnes invitées seront prévenues, leur agenda l’effacera, et les présences déjà signées ne compteront plus.",
            "Il part avec l’annulation.",
        ),
    };
    let form = ui::form(
        &visit.csrf,
        &action,
        ui::Method::Post,
        html! {
            (Field::text("motif", "Motif").hint(hint).required().maxlength(160))
            @if une.reunion.serie.is_some() && !over {
                (Field::radios("portee", "Quelles réunions\u{202f}?", vec![Choice::new("celle", "Celle-ci seulement"), Choice::new("suivantes", "Celle-ci et les suivantes de la série")]).value("celle"))
            }
            (Button::danger("Oui, annuler"))
        },
    );
    html! { div.actions { (confirm(opener, "", question, form)) } }
}
