//! The list of needs, and writing one.

use super::{ROOM, communes};
use crate::besoin::{Besoin, Etat, Origine, Public, Refus, Texte};
use crate::droits::{ANIMER, ECRIRE};
use crate::seance::Place;
use crate::store;
use crate::{Seance, WriteError, write_besoin};
use axum::extract::State;
use db::Tx;
use identifiants::CommuneCode;
use kernel::Id;
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit};

/// What the list shows.
pub(crate) struct Liste {
    pub(crate) besoins: Vec<Besoin>,
    pub(crate) preuves: HashMap<Id<Besoin>, usize>,
    /// The last closed session and its ranking.
    pub(crate) classement: Option<(Seance, BTreeMap<Id<Besoin>, Place>)>,
}

pub(crate) async fn read(tx: &mut Tx) -> db::Result<Liste> {
    let besoins = store::besoins::besoins(tx).await?;
    let mut preuves: HashMap<Id<Besoin>, usize> = HashMap::new();
    for preuve in store::preuves::preuves(tx, None).await? {
        *preuves.entry(preuve.besoin).or_default() += 1;
    }
    let closed = store::seances::seances(tx).await?.into_iter().find(|seance| seance.close_le.is_some());
    let classement = match closed {
        None => None,
        Some(seance) => {
            let places = store::seances::places(tx, seance.id).await?;
            Some((seance, places.into_iter().map(|place| (place.besoin, place)).collect()))
        }
    };
    Ok(Liste { besoins, preuves, classement })
}

impl Liste {
    /// The rank of a need in the last session.
    pub(crate) fn rang(&self, besoin: Id<Besoin>) -> Option<u32> {
        self.classement.as_ref().and_then(|(_, places)| places.get(&besoin)).map(|place| place.rang)
    }

    /// The needs that stand, ranked first; then as they were written.
    pub(crate) fn ouverts(&self, public: Public) -> Vec<&Besoin> {
        let all = self.besoins.iter().filter(|besoin| besoin.is_ouvert() && besoin.texte.public == public);
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|besoin| self.rang(besoin.id).unwrap_or(u32::MAX));
        all
    }
}

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    page(&visit, &app, &Filled::new()).await.map(|(frame, content)| visit.page(&frame, content))
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let origine = if visit.can(ANIMER) { fields.get("origine").parse().ok() } else { None };
    let origine = origine.unwrap_or_else(|| usual_origin(&visit));
    let errors = match read_texte(&fields) {
        Err(errors) => errors,
        Ok(texte) => match write_besoin(&visit.ctx, &app.db, texte, origine).await {
            Ok(id) => {
                let path = visit.workspace(&format!("diagnostic/besoins/{id}"));
                return Ok(Redirect::to(path).done("Le besoin est sur la liste.").answer(&visit));
            }
            Err(WriteError::Besoin(refus)) => FieldErrors::one(field_of(&refus), &refus),
            Err(other) => return Err(other.into()),
        },
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

/// Whoever writes from an institution or a town hall speaks for it.
fn usual_origin(visit: &Visit) -> Origine {
    let roles = visit.identity.as_ref().map_or(&[] as &[String], |identity| &identity.roles);
    let has = |role: &str| roles.iter().any(|one| one == role);
    match () {
        () if has("referent_institution") => Origine::Institution,
        () if has("elu") => Origine::Elu,
        () => Origine::Cpts,
    }
}

/// The field that a refusal is about.
pub(super) const fn field_of(refus: &Refus) -> &'static str {
    match refus {
        Refus::DescriptionLongue(_) => "description",
        Refus::SansMotif => "motif",
        Refus::DansLuiMeme => "dans",
        Refus::PlusOuvert | Refus::DejaOuvert | Refus::EnSeance => "",
    }
}

pub(super) fn read_texte(fields: &Fields) -> Result<Texte, FieldErrors> {
    let mut reader = fields.reader();
    let public = reader.required("public");
    let titre = reader.required("titre");
    let communes = fields.all("communes").filter_map(|code| code.parse().ok()).collect();
    let texte = public.zip(titre).map(|(public, titre)| Texte {
        public,
        titre,
        description: fields.get("description").trim().to_owned(),
        communes,
    });
    reader.finish(texte)
}

/// The fields of a need.
pub(super) fn champs(communes: &[(CommuneCode, String)], filled: &Filled) -> Markup {
    let publics = Public::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let places = communes.iter().map(|(code, nom)| Choice::new(code.to_string(), nom.clone())).collect();
    html! {
        (ui::form::error_summary(filled))
        (Field::radios("public", "C’est un besoin de", publics).required().filled(filled))
        (Field::text("titre", "Le besoin, en une phrase").hint("Par exemple\u{a0}: «\u{a0}Les plus de 75 ans d’Allègre n’ont plus de médecin à moins de 20 minutes\u{a0}».").required().maxlength(200).filled(filled))
        (Field::textarea("description", "Ce que l’on sait", 4).hint("Facultatif. Sans nom de patient.").filled(filled))
        @if !communes.is_empty() {
            details {
                summary { "Limiter à certaines communes" }
                (Field::checkboxes("communes", "Communes concernées", places).hint("Aucune cochée\u{a0}: tout le territoire.").filled(filled))
            }
        }
    }
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), web::Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let liste = read(&mut tx).await?;
    let communes = communes(visit, app, &mut tx).await?;
    let frame = ui::Frame {
        lead: Some(
            "Ce dont la population et les professionnels ont besoin, avec ce qui le montre, classé ensemble."
                .into(),
        ),
        ..visit.frame("Besoins du territoire")
    };
    let content = html! {
        (ROOM.tabs(visit, "besoins"))
        @if let Some((seance, _)) = &liste.classement {
            p { "Classés par la séance " a href=(visit.workspace(&format!("diagnostic/seances/{}", seance.id))) { "«\u{a0}" (seance.titre) "\u{a0}»" } " du " (francais::date(seance.jour)) "." }
        }
        @for public in Public::ALL { (table(visit, &liste, *public)) }
        @if visit.can(ECRIRE) {
            details #ecrire open[filled.is_refused()] {
                summary { "Écrire un besoin" }
                (ui::form(&visit.csrf, &visit.workspace("diagnostic/besoins"), ui::Method::Post, html! {
                    (champs(&communes, filled))
                    @if visit.can(ANIMER) {
                        (Field::select("origine", "Porté par", Origine::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect()).filled(filled))
                    }
                    div.actions { (Button::primary("Ajouter à la liste")) }
                }))
            }
        }
        (settled(visit, &liste))
    };
    Ok((frame, content))
}

fn table(visit: &Visit, liste: &Liste, public: Public) -> Markup {
    let columns = vec![
        Column::number("Rang"),
        Column::text("Besoin"),
        Column::text("Porté par"),
        Column::number("Preuves"),
        Column::text("Écrit le"),
    ];
    let rows = liste.ouverts(public).into_iter().map(|besoin| {
        let proofs = liste.preuves.get(&besoin.id).copied().unwrap_or(0);
        Row::new(vec![
            html! { @match liste.rang(besoin.id) { Some(rang) => (rang), None => { span title="Pas encore classé" { "—" } } } },
            html! { a href=(visit.workspace(&format!("diagnostic/besoins/{}", besoin.id))) { (besoin.texte.titre) } },
            html! { (besoin.origine.libelle()) },
            html! { @if proofs == 0 { (ui::status::badge(Tone::Warning, "sans preuve")) } @else { (proofs) } },
            html! { (francais::date_courte(kernel::today(besoin.ecrit_le))) },
        ])
    });
    let (title, id) = match public {
        Public::Population => ("Besoins de la population", "population"),
        Public::Professionnels => ("Besoins des professionnels", "professionnels"),
    };
    let empty = ui::empty::empty(
        Icon::Journal,
        "Aucun besoin écrit pour l’instant",
        "Un besoin s’écrit en une phrase ; les chiffres, l’enquête et les signalements des communes le montrent ensuite.",
        None,
    );
    html! { (Table::new(id, title, columns).rows(rows.collect()).empty(empty)) }
}

/// What is off the list, kept with its reason.
fn settled(visit: &Visit, liste: &Liste) -> Markup {
    let gone: Vec<_> = liste.besoins.iter().filter(|besoin| !besoin.is_ouvert()).collect();
    html! {
        @if !gone.is_empty() {
            details {
                summary { (francais::compte(i64::try_from(gone.len()).unwrap_or(i64::MAX), "besoin retiré ou fondu", "besoins retirés ou fondus")) }
                ul { @for besoin in gone {
                    li {
                        a href=(visit.workspace(&format!("diagnostic/besoins/{}", besoin.id))) { (besoin.texte.titre) }
                        @match &besoin.etat {
                            Etat::Retire { motif, .. } => { "\u{a0}: retiré, " (motif) },
                            Etat::Fondu { .. } => { "\u{a0}: fondu dans un autre" },
                            Etat::Ouvert => {},
                        }
                    }
                } }
            }
        }
    }
}
