//! One request, without its name: situation, points, steps, answers, household, who read who they are; what can be done.

use super::ROOM;
use super::carte::court;
use super::communes::Communes;
use super::demande_gestes as gestes;
use crate::droits::{TRAITER, VOIR};
use crate::etape::Faite;
use crate::read_identite::LUE;
use crate::store::doublons::Paire;
use crate::store::{demandes, doublons, etapes, propositions, regles, suivi};
use crate::{Coffre, Demande, Etat, Medecin, Phase, Proposition, Regle};
use axum::extract::{Path, State};
use comptes::Noms;
use db::journal;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::definitions::definitions;
use ui::section::{section, split};
use ui::status::status;
use ui::timeline::{Entry, timeline};
use ui::{Column, Filled, Frame, Row, Table, Tone, francais};
use uuid::Uuid;
use web::{Answer, App, Problem, Routes, Visit, id_of};

/// Lines of the journal that are shown.
const LIGNES: u32 = 100;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/demandes/{id}", VOIR, show)
}

async fn show(State(app): State<App>, visit: Visit, Path((_, id)): Path<(String, String)>) -> Answer {
    let (frame, content) = drawn(&app, &visit, &id, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

/// The page, its forms filled with what was typed.
pub(super) async fn drawn(
    app: &App,
    visit: &Visit,
    id: &str,
    filled: &Filled,
) -> Result<(Frame, Markup), Problem> {
    let vue = Vue::read(app, visit, id_of(id)?).await?;
    let code = court(vue.demande.id);
    let mut frame = ROOM.below(visit, format!("Demande {code}"), &[]);
    frame.lead = Some(
        format!("{}, sans nom. L’identité s’ouvre avec un motif.", vue.demande.etat.phase().libelle()).into(),
    );
    let main = html! {
        (section("situation", "Situation", vue.situation()))
        (section("priorite", "Priorité", vue.priority()))
        (section("cartes", "Médecins sollicités", vue.cards()))
        (section("foyer", "Foyer", vue.household(visit)))
        (vue.alike(visit))
        (section("etapes", "Étapes", vue.steps()))
    };
    let aside = html! {
        @if visit.can(TRAITER) { (gestes::all(visit, &vue.demande, filled)) }
        (section("lectures", "Qui a lu l’identité", vue.readings()))
    };
    Ok((frame, html! { (ROOM.tabs(visit, "")) (split(main, aside)) }))
}

/// What the page shows.
struct Vue {
    demande: Demande,
    regle: Regle,
    jour: Date,
    communes: Communes,
    etapes: Vec<Faite>,
    cartes: Vec<Proposition>,
    medecins: BTreeMap<Id<Medecin>, String>,
    foyer: Vec<Demande>,
    paires: Vec<Paire>,
    lectures: Vec<journal::Ligne>,
    noms: Noms,
}

impl Vue {
    async fn read(app: &App, visit: &Visit, id: Id<Demande>) -> Result<Self, Problem> {
        let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
        let mut tx = app.db.read(&visit.ctx).await?;
        let demande = demandes::demande(&mut tx, &coffre, id).await?.ok_or_else(Problem::not_found)?;
        let versions = regles::versions(&mut tx).await?;
        let regle = versions.into_iter().find(|one| one.numero == demande.regle).map(|one| one.regle);
        let mut lectures = journal::about(&mut tx, &crate::objet(id), LIGNES).await?;
        lectures.retain(|line| line.action == LUE);
        Ok(Self {
            regle: regle.unwrap_or_else(Regle::proposee),
            jour: kernel::today(visit.ctx.now),
            communes: Communes::read(app, &mut tx).await?,
            etapes: etapes::etapes(&mut tx, id).await?,
            cartes: propositions::du_foyer(&mut tx, demande.foyer).await?,
            medecins: suivi::noms_des_medecins(&mut tx).await?,
            foyer: demandes::du_foyer(&mut tx, &coffre, demande.foyer).await?,
            paires: doublons::de(&mut tx, id).await?,
            noms: Noms::read(&mut tx, lectures.iter().filter_map(actor).collect()).await?,
            lectures,
            demande,
        })
    }

    fn medecin(&self, id: Id<Medecin>) -> &str {
        self.medecins.get(&id).map_or("Un médecin", String::as_str)
    }

    fn situation(&self) -> Markup {
        let (one, who) = (&self.demande, &self.demande.situation);
        let held = self.regle.criteres.iter().filter(|critere| critere.holds(who, self.jour));
        let held: Vec<&str> = held.map(|critere| critere.libelle.as_str()).collect();
        let mut facts = vec![
            ("Où en est-elle", self.stands()),
            ("Âge", html! { (francais::compte(who.age(self.jour).into(), "an", "ans")) }),
            ("Commune", html! { (self.communes.nom(who.commune)) }),
            ("Situation", html! { @if held.is_empty() { "Rien de coché" } @else { (held.join(", ")) } }),
            ("Se déplace", html! { @if who.se_deplace { "oui" } @else { "non\u{a0}: visite à la maison" } }),
            ("Prévenue par", html! { (who.canal.libelle()) }),
            ("Sans médecin depuis", html! { (francais::date(one.cherche_depuis)) }),
            (
                "Reçue le",
                html! { (francais::date(kernel::today(one.recue_le))) ", par " (one.origine.libelle()) },
            ),
        ];
        if let Some(km) = who.au_plus_km {
            facts.push(("Jusqu’à", html! { (km) "\u{a0}km" }));
        }
        if !who.langue.is_empty() {
            facts.push(("Langue", html! { (who.langue) }));
        }
        if let Some(choix) = who.choix {
            facts.push(("Demande ce médecin", html! { (self.medecin(choix)) }));
        }
        definitions(&facts)
    }

    fn stands(&self) -> Markup {
        let one = &self.demande;
        let tone = match one.etat.phase() {
            Phase::AVerifier => Tone::Warning,
            Phase::Attente => Tone::Info,
            Phase::Acceptee | Phase::RendezVous => Tone::Success,
            Phase::Close => Tone::Neutral,
        };
        let day = francais::date;
        html! {
            (status(tone, one.etat.phase().libelle()))
            @match &one.etat {
                Etat::AVerifier | Etat::Attente => {}
                Etat::Acceptee { medecin, le } => { ", " (self.medecin(*medecin)) ", le " (day(kernel::today(*le))) }
                Etat::RendezVous { medecin, jour, .. } => { ", " (self.medecin(*medecin)) ", le " (day(*jour)) }
                Etat::Close { le, cloture, medecin, preuve } => {
                    ", le " (day(*le)) "\u{a0}: " (cloture.libelle())
                    @if let Some((medecin, _)) = medecin { ", " (self.medecin(*medecin)) }
                    @if let Some((preuve, le)) = preuve { ", " (preuve.libelle()) ", le " (day(*le)) }
                }
            }
        }
    }

    fn priority(&self) -> Markup {
        let one = &self.demande;
        let lines = self.regle.lignes(&one.situation, one.cherche_depuis, self.jour);
        let sum: u32 = lines.iter().map(|line| line.points).sum();
        let row = |words: &str, points: u32| Row::new(vec![html! { (words) }, html! { (points) }]);
        let mut rows: Vec<Row> = lines.iter().map(|line| row(&line.libelle, line.points)).collect();
        rows.push(row("Total", sum).total());
        let columns = vec![Column::text("Ce qui compte"), Column::number("Points")];
        html! {
            (Table::new("points", "Points, ligne par ligne", columns).quiet_caption().compact().rows(rows))
            p.soft {
                "Comptés aujourd’hui par la règle n°\u{a0}" (one.regle) "."
                @if sum != one.points { " La liste la classe avec " (one.points) " points, comptés au dernier changement." }
            }
        }
    }

    fn cards(&self) -> Markup {
        let when = |card: &Proposition| card.repondue_le.or(card.envoyee_le).unwrap_or(card.prete_le);
        let rows = self.cartes.iter().rev().map(|card| {
            Row::new(vec![
                html! { (self.medecin(card.medecin)) },
                html! { (card.reponse.libelle()) @if !card.motif.is_empty() { "\u{a0}: " (gestes::motif(&card.motif)) } },
                html! { (francais::date_courte(kernel::today(when(card)))) },
                html! { @if let Some(voie) = card.par { (voie.libelle()) } },
            ])
        });
        let columns = vec![
            Column::text("Médecin"),
            Column::text("Réponse"),
            Column::text("Le"),
            Column::text("Comment"),
        ];
        html! {
            @if self.cartes.is_empty() { p { "Aucun médecin n’a encore reçu de carte." } }
            @else { (Table::new("cartes-demande", "Cartes de ce foyer", columns).quiet_caption().compact().rows(rows.collect())) }
        }
    }

    fn household(&self, visit: &Visit) -> Markup {
        let others = self.foyer.iter().filter(|other| other.id != self.demande.id);
        html! {
            @if self.foyer.len() < 2 { p { "Cette personne est seule dans sa demande." } }
            @else {
                p { "Ces personnes cherchent le même médecin, ensemble\u{a0}:" }
                ul { @for other in others { li {
                    a href=(ROOM.at(visit, &format!("demandes/{}", other.id))) { (court(other.id)) }
                    ", " (other.situation.age(self.jour)) "\u{a0}ans, " (other.etat.phase().libelle())
                } } }
            }
            @if visit.can(TRAITER) { (gestes::household(visit, &self.demande, self.foyer.len())) }
        }
    }

    fn alike(&self, visit: &Visit) -> Markup {
        let other = |pair: &Paire| if pair.demande == self.demande.id { pair.autre } else { pair.demande };
        html! {
            @if !self.paires.is_empty() {
                (section("doublons", "Demandes semblables", html! {
                    ul { @for pair in &self.paires { li {
                        a href=(ROOM.at(visit, &format!("demandes/{}", other(pair)))) { (court(other(pair))) } ", "
                        @match pair.decision {
                            Some(decision) => (decision.libelle()),
                            None => { "à trancher dans " a href=(ROOM.at(visit, "doublons")) { "Doublons" } }
                        }
                    } } }
                }))
            }
        }
    }

    fn steps(&self) -> Markup {
        let entries: Vec<Entry> = self
            .etapes
            .iter()
            .rev()
            .map(|one| {
                let when = francais::date_courte(kernel::today(one.le));
                Entry::new(one.le.to_string(), when, one.quoi.libelle(), "")
            })
            .collect();
        timeline(&entries)
    }

    fn readings(&self) -> Markup {
        let who = |line: &journal::Ligne| {
            let known = actor(line).and_then(|id| self.noms.get(id));
            known.unwrap_or("Une personne").to_owned()
        };
        let entry = |line: &journal::Ligne| {
            let when = francais::date_heure(kernel::paris(line.instant));
            Entry::new(line.instant.to_string(), when, who(line), "a lu l’identité").detail(&line.detail)
        };
        let entries: Vec<Entry> = self.lectures.iter().map(entry).collect();
        html! {
            @if entries.is_empty() { p { "Personne, à ce jour." } } @else { (timeline(&entries)) }
        }
    }
}

/// Whoever a line of the journal names, when it was a person.
fn actor(line: &journal::Ligne) -> Option<Uuid> {
    line.acteur.strip_prefix("personne:").and_then(|id| id.parse().ok())
}
