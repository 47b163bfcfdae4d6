//! The minutes of a meeting: written from a template, validated, downloaded.

use super::{DOCX, PDF, ROOM, beside, here, meeting, under};
use crate::droits::ANIMER;
use crate::invite::Reponse;
use crate::letter::names;
use crate::minutes::{CompteRendu, Decision, modele};
use crate::reunion::Reunion;
use crate::{heures, responsable, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use db::Tx;
use documents::Document;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::button::confirm;
use ui::{Button, Field, Filled, Tone, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;
/// How a document is written.
type Write = fn(&Document) -> Result<Vec<u8>, documents::Error>;

/// What the page shows.
struct Minutes {
    reunion: Reunion,
    textes: Vec<CompteRendu>,
    decisions: Vec<Decision>,
    membres: BTreeMap<Id<Adherent>, Adherent>,
    modele: String,
    tient: bool,
}

impl Minutes {
    async fn read(tx: &mut Tx, id: &str) -> Result<Self, Problem> {
        let reunion = meeting(tx, id).await?;
        let membres = names(tx).await?;
        let nom = |id| membres.get(&id).map(Adherent::nom);
        let presents: Vec<String> =
            crate::presences_de(tx, reunion.id).await?.iter().filter_map(|one| nom(one.adherent)).collect();
        let no = |one: &&crate::Invite| one.reponse == Reponse::Non;
        let invites = store::invites::of_reunion(tx, reunion.id).await?;
        let excuses: Vec<String> = invites
            .iter()
            .filter(no)
            .filter_map(|one| one.adherent.map_or_else(|| Some(one.nom.clone()), nom))
            .collect();
        let tient = tx.ctx().rights.contains(ANIMER) && responsable::answers(tx, &reunion).await?;
        let mut textes = store::minutes::all(tx, reunion.id).await?;
        // A text in preparation is read by those who write it.
        textes.retain(|one| tient || one.valide.is_some());
        Ok(Self {
            decisions: store::decisions::of_reunion(tx, reunion.id).await?,
            modele: modele(&reunion, &presents, &excuses),
            textes,
            membres,
            tient,
            reunion,
        })
    }

    fn last(&self) -> Option<&CompteRendu> {
        self.textes.first()
    }
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let all = Minutes::read(&mut app.db.read(&visit.ctx).await?, &id).await?;
    Ok(visit.page(&under(&visit, &all.reunion, "Compte rendu"), page(&visit, &all, &Filled::new())))
}

fn page(visit: &Visit, all: &Minutes, filled: &Filled) -> Markup {
    let base = format!("{}/compte-rendu", here(visit, all.reunion.id));
    html! {
        @match all.last() {
            Some(one) => {
                @match one.valide {
                    Some((le, _)) => (ui::alert::alert(Tone::Success, html! { "Validé le " (francais::date(heures::today(le))) ", version " (one.numero) ". Ce texte ne change plus\u{a0}: une modification fait une nouvelle version." })),
                    None => (ui::alert::alert(Tone::Info, html! { "En préparation, version " (one.numero) "." })),
                }
                div.actions {
                    (Button::secondary("Télécharger (PDF)").href(format!("{base}.pdf")))
                    (Button::secondary("Télécharger (DOCX)").href(format!("{base}.docx")))
                }
                (text(&one.texte))
                @if all.tient && one.valide.is_none() { (validating(visit, &base, one.numero)) }
            }
            None => @if !all.tient { p { "Le compte rendu n’est pas encore validé." } },
        }
        @if all.tient { (writing(visit, &base, all, filled)) }
        (ui::section::section("decisions", "Décisions", html! {
            @if all.decisions.is_empty() { p { "Aucune décision notée." } }
            @else { (super::decisions::list(visit, &all.decisions, &all.membres, &BTreeMap::new())) }
            @if all.tient { (super::decisions::noting(visit, &all.reunion, &all.membres, filled)) }
        }))
    }
}

/// The text, its titles as titles.
fn text(texte: &str) -> Markup {
    html! {
        @for line in texte.lines().map(str::trim).filter(|line| !line.is_empty()) {
            @match line.strip_prefix("## ") { Some(title) => h2 { (title) }, None => p { (line) } }
        }
    }
}

fn validating(visit: &Visit, base: &str, numero: u32) -> Markup {
    let form = ui::form(
        &visit.csrf,
        &format!("{base}/validation"),
        ui::Method::Post,
        html! {
            (ui::form::hidden("lue", &numero.to_string()))
            (Button::primary("Oui, valider"))
        },
    );
    html! { div.actions { (confirm("Valider le compte rendu", "", "Tous les membres pourront le lire, et ce texte ne changera plus.", form)) } }
}

fn writing(visit: &Visit, base: &str, all: &Minutes, filled: &Filled) -> Markup {
    let numero = all.last().map_or(0, |one| one.numero);
    let start = all.last().map_or(&all.modele, |one| &one.texte);
    let field = Field::textarea("compte_rendu", "Texte", 16).hint(
        "Une ligne qui commence par «\u{a0}##\u{a0}» et un espace fait un titre. Aucun nom de patient.",
    );
    let field =
        if filled.get("compte_rendu").is_some() { field.filled(filled) } else { field.value(start.clone()) };
    html! {
        details open[numero == 0 || filled.error_of("compte_rendu").is_some()] {
            summary { @if numero == 0 { "Écrire le compte rendu" } @else { "Écrire une nouvelle version" } }
            (ui::form(&visit.csrf, base, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (ui::form::hidden("lue", &numero.to_string()))
                (field)
                div.actions { (Button::primary("Enregistrer")) }
            }))
        }
    }
}

pub(super) async fn write(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let all = Minutes::read(&mut app.db.read(&visit.ctx).await?, &id).await?;
    let lue = fields.get("lue").parse().unwrap_or(0);
    match crate::write_minutes(&visit.ctx, &app.db, all.reunion.id, lue, fields.get("compte_rendu")).await {
        Ok(_) => {
            let back = format!("{}/compte-rendu", here(&visit, all.reunion.id));
            Ok(Redirect::to(back).done("Le compte rendu est enregistré.").answer(&visit))
        }
        Err(error) => {
            let filled = fields.filled(&beside(error)?);
            Ok(visit.refused(under(&visit, &all.reunion, "Compte rendu"), page(&visit, &all, &filled)))
        }
    }
}

pub(super) async fn validate(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let (id, lue) = (id_of(&id)?, fields.get("lue").parse().unwrap_or(0));
    let validated = crate::validate_minutes(&visit.ctx, &app.db, id, lue).await;
    ROOM.after(&visit, &format!("{id}/compte-rendu"), "Le compte rendu est validé.", validated)
}

pub(super) async fn pdf(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    file(&visit, &app, &id, ("pdf", PDF, documents::pdf)).await
}

pub(super) async fn docx(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    file(&visit, &app, &id, ("docx", DOCX, documents::docx)).await
}

async fn file(
    visit: &Visit,
    app: &App,
    id: &str,
    (extension, kind, write): (&str, &'static str, Write),
) -> Answer {
    let all = Minutes::read(&mut app.db.read(&visit.ctx).await?, id).await?;
    let texte = all.last().ok_or_else(Problem::not_found)?;
    let porteur = |one: &Decision| {
        one.porteur.and_then(|id| all.membres.get(&id)).map(Adherent::nom).unwrap_or_default()
    };
    let decisions: Vec<(Decision, String)> =
        all.decisions.iter().map(|one| (one.clone(), porteur(one))).collect();
    let jour = heures::today(texte.ecrit_le);
    let doc = crate::feuille::compte_rendu(&visit.tenant()?.nom, &all.reunion, texte, &decisions, jour);
    let name = format!("compte-rendu-{}.{extension}", all.reunion.jour());
    web::download(&name, kind, move || write(&doc)).await
}
