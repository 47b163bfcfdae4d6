//! One member: identity, decision, fees, texts, account, college, exit, history.

mod gestes;

use super::champs::{Listes, numero};
use super::{ROOM, paiements, textes, tone};
use crate::droits::{MODIFIER, VALIDER};
use crate::{Adherent, College, Convention, Cotisation, Etat, Texte, store};
use axum::extract::{Path, State};
use comptes::Demande as DemandeMembres;
use comptes::Noms;
use db::Tx;
use db::journal::{self, Ligne};
use kernel::Id;
use maud::{Markup, Render, html};
use std::collections::BTreeSet;
use ui::definitions::definitions;
use ui::section::{panel, section};
use ui::status::status;
use ui::timeline::{Entry, timeline};
use ui::{Button, Choice, Filled, Tone, alert::alert, francais};
use uuid::Uuid;
use web::{Answer, App, Problem, Visit, id_of};

pub(super) use gestes::{accept, college, come_back, leave, link, refuse, told};

/// Lines of the journal that are shown.
const HISTORY: u32 = 60;
/// Most accounts in a list of choices.
const PEOPLE: usize = 500;

/// Somebody and what is known of them.
pub(super) struct Vue {
    pub(super) adherent: Adherent,
    listes: Listes,
    colleges: Vec<College>,
    pub(super) cotisations: Vec<Cotisation>,
    pub(super) textes: Vec<Texte>,
    pub(super) acceptes: BTreeSet<Id<Texte>>,
    convention: Option<Convention>,
    employeur: String,
    couverts: Vec<(Id<Adherent>, String)>,
    autres: Vec<Adherent>,
    histoire: Vec<Ligne>,
    noms: Noms,
}

/// The name of a form of the page, and what was typed in it.
pub(super) type Tape<'a> = Option<(&'static str, &'a Filled)>;

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let (frame, content) = page(&visit, &app, id_of(&id)?, None).await?;
    Ok(visit.page(&frame, content))
}

impl Vue {
    async fn read(app: &App, tx: &mut Tx, id: Id<Adherent>) -> Result<Self, Problem> {
        let adherent = store::adherents::adherent(tx, id).await?.ok_or_else(Problem::not_found)?;
        let all = store::adherents::tous(tx).await?;
        let name = |id: Id<Adherent>| all.iter().find(|one| one.id == id).map(Adherent::nom);
        let employeur = adherent.employeur.and_then(name).unwrap_or_else(|| adherent.employeur_nom.clone());
        let staff = all.iter().filter(|one| one.employeur == Some(id) && one.est_en_cours());
        let twin = |one: &&Adherent| {
            let numbered = one.idnps.is_some() && one.idnps == adherent.idnps;
            let named = one.cle_tri() == adherent.cle_tri() && one.courriel == adherent.courriel;
            one.id != id && (numbered || named)
        };
        let today = kernel::today(tx.ctx().now);
        let accepted = store::textes::acceptees(tx, id).await?;
        let mut histoire = journal::about(tx, &crate::objet(id), HISTORY).await?;
        // What other rooms wrote of the same person (bank details, interests) is theirs to show.
        histoire.retain(|line| line.action.starts_with("adhesions."));
        Ok(Self {
            listes: Listes::read(app, tx, false).await?,
            colleges: crate::colleges(tx).await?,
            cotisations: store::cotisations::de(tx, id).await?,
            textes: store::textes::textes(tx).await?,
            acceptes: accepted.iter().map(|one| one.texte).collect(),
            convention: crate::convention_du(tx, id, today).await?,
            employeur,
            couverts: staff.map(|one| (one.id, one.nom())).collect(),
            autres: all.iter().filter(twin).cloned().collect(),
            noms: names(tx, &histoire).await?,
            histoire,
            adherent,
        })
    }
}

/// The page; `typed` is the form that was refused, under its name.
pub(super) async fn page(
    visit: &Visit,
    app: &App,
    id: Id<Adherent>,
    typed: Tape<'_>,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let vue = Vue::read(app, &mut tx, id).await?;
    drop(tx);
    let accounts = if visit.can(MODIFIER) { accounts(visit, app).await? } else { Vec::new() };
    let account = vue.adherent.compte.and_then(|id| accounts.iter().find(|(known, _)| *known == id));
    let mut frame = ROOM.below(visit, vue.adherent.nom(), &[]);
    if visit.can(MODIFIER) {
        let edit = ROOM.at(visit, &format!("adherents/{id}/modifier"));
        frame.actions = Some(Button::secondary("Modifier").about("la fiche").href(edit).render());
    }
    let content = html! {
        (gestes::decision(visit, &vue.adherent, &vue.colleges, typed))
        (others(visit, &vue))
        (panel(identity(&vue, account.map(|(_, nom)| nom.as_str()))))
        (section("cotisations", "Cotisations", paiements::part(visit, &vue, typed)))
        (section("textes", "Textes acceptés", textes::part(visit, &vue)))
        @if !vue.couverts.is_empty() { (section("salaries", "Personnes employées ici", staff(visit, &vue))) }
        @if visit.can(MODIFIER) { (gestes::office(visit, &vue.adherent, &vue.colleges, &choices(&accounts), typed)) }
        (section("histoire", "Histoire", history(app, &vue)))
    };
    Ok((frame, content))
}

/// The members of the workspace, for those who may see them.
async fn accounts(visit: &Visit, app: &App) -> Result<Vec<(Uuid, String)>, Problem> {
    let mut accounts = Vec::new();
    let mut place = None;
    while visit.can(comptes::droits::VOIR_MEMBRES) && accounts.len() < PEOPLE {
        let ask = DemandeMembres { place: place.take(), ..DemandeMembres::default() };
        let page = comptes::list_membres(&visit.ctx, &app.db, &ask).await?;
        accounts.extend(
            page.membres.iter().map(|one| (one.personne.uuid(), format!("{} {}", one.nom, one.prenom))),
        );
        match page.apres {
            Some(next) => place = Some(next),
            None => break,
        }
    }
    Ok(accounts)
}

fn choices(accounts: &[(Uuid, String)]) -> Vec<Choice> {
    let one = |(id, nom): &(Uuid, String)| Choice::new(id.to_string(), nom.clone());
    std::iter::once(Choice::new("", "Aucun compte")).chain(accounts.iter().map(one)).collect()
}

fn identity(vue: &Vue, account: Option<&str>) -> Markup {
    let one = &vue.adherent;
    let dash = |text: String| html! { @if text.is_empty() { "—" } @else { (text) } };
    let college = vue.colleges.iter().find(|college| Some(college.id) == one.college);
    let mut facts = vec![
        (
            "État",
            html! { (status(tone(one.etat.phase()), one.etat.phase().libelle())) " " (since(&one.etat)) },
        ),
        ("Professions", dash(one.professions.join(", "))),
        ("Collège", dash(college.map(|college| college.nom.clone()).unwrap_or_default())),
        ("Adresse électronique", dash(one.courriel.as_ref().map(ToString::to_string).unwrap_or_default())),
        ("Téléphone", dash(one.telephone.as_ref().map(ToString::to_string).unwrap_or_default())),
        ("Commune", dash(vue.listes.commune(one))),
    ];
    match &one.qui {
        crate::Qui::Personne { .. } => {
            let said = match one.conventionne {
                Some(true) => "profession conventionnée",
                Some(false) => "profession non conventionnée",
                None => "convention non précisée",
            };
            facts.push(("RPPS", dash(one.idnps.as_ref().map(numero).unwrap_or_default())));
            facts.push(("Exercice", html! { (one.mode.libelle()) ", " (said) }));
            facts.push(("Employeur", dash(vue.employeur.clone())));
            if let Some(signed) = &vue.convention {
                let words = format!(
                    "en vigueur depuis le {}, indemnités versées {}",
                    francais::date(signed.du),
                    signed.verse_a.libelle().to_lowercase()
                );
                facts.push(("Convention", html! { (words) }));
            }
            facts.push(("Compte", html! { @match (account, one.compte) { (Some(nom), _) => (nom), (None, Some(_)) => "lié", (None, None) => "—" } }));
        }
        crate::Qui::Organisation { representant, .. } => {
            facts.push(("Représentée par", dash(representant.clone())));
            facts.push(("SIRET", dash(one.siret.map(|one| one.to_string()).unwrap_or_default())));
            facts.push(("FINESS", dash(one.finess.map(|one| one.to_string()).unwrap_or_default())));
        }
    }
    if !one.message.is_empty() {
        facts.push(("Message", super::paragraphs(&one.message)));
    }
    definitions(&facts)
}

fn since(etat: &Etat) -> String {
    let day = francais::date;
    match etat {
        Etat::Demande { le } => format!("reçue le {}", day(*le)),
        Etat::Adherent { depuis } => format!("depuis le {}", day(*depuis)),
        Etat::Refuse { le, motif } => format!("le {}\u{a0}: {motif}", day(*le)),
        Etat::Sorti { depuis, le, motif } => {
            format!("le {}, adhérent depuis le {}\u{a0}: {motif}", day(*le), day(*depuis))
        }
    }
}

/// Other sheets of the same person, it seems: before an exit, refused, in double.
fn others(visit: &Visit, vue: &Vue) -> Markup {
    html! {
        @for one in &vue.autres {
            (alert(Tone::Info, html! {
                "Une autre fiche a le même numéro RPPS, ou le même nom et la même adresse\u{a0}: "
                a href=(ROOM.at(visit, &format!("adherents/{}", one.id))) { (one.nom()) ", " (one.etat.phase().libelle().to_lowercase()) } " " (since(&one.etat)) "."
            }))
        }
    }
}

fn staff(visit: &Visit, vue: &Vue) -> Markup {
    html! { ul { @for (id, nom) in &vue.couverts { li { a href=(ROOM.at(visit, &format!("adherents/{id}"))) { (nom) } } } } }
}

fn history(app: &App, vue: &Vue) -> Markup {
    let entry = |line: &Ligne| {
        let who = match line.acteur.split_once(':') {
            Some(("personne", id)) => {
                let known = id.parse().ok().and_then(|id| vue.noms.get(id));
                known.unwrap_or("Une personne").to_owned()
            }
            Some(("lien", _)) => "Par un lien reçu, on".to_owned(),
            Some(("systeme", nom)) => format!("Maillage ({})", nom.replace('_', " ")),
            Some(_) | None => "Par la page publique, on".to_owned(),
        };
        let entry = Entry::new(
            line.instant.to_string(),
            francais::date_courte(kernel::today(line.instant)),
            who,
            app.phrase(&line.action),
        );
        if line.detail.is_empty() { entry } else { entry.detail(&line.detail) }
    };
    let entries: Vec<Entry> = vue.histoire.iter().map(entry).collect();
    html! { @if entries.is_empty() { p { "Rien au journal." } } @else { (timeline(&entries)) } }
}

/// Names of the people that these lines tell of.
async fn names(tx: &mut Tx, lines: &[Ligne]) -> db::Result<Noms> {
    Noms::read(
        tx,
        lines.iter().filter_map(|line| line.acteur.strip_prefix("personne:")?.parse().ok()).collect(),
    )
    .await
}

/// Whether the visitor may decide of that request.
pub(super) fn may_decide(visit: &Visit, one: &Adherent) -> bool {
    visit.can(VALIDER) && (one.compte.is_none() || one.compte != crate::author(&visit.ctx))
}
