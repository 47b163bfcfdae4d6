//! The list of requests: what to do next, then each request without its name; filters, bulk work.

use super::carte::court;
use super::communes::Communes;
use super::demandes_filtres::Voulu;
use super::demandes_lot;
use super::{ROOM, accueil};
use crate::droits::{PRENDRE, TRAITER};
use crate::store::listes::Liste;
use crate::store::suivi::{self, AFaire};
use crate::store::{demandes, medecins, regles};
use crate::{Coffre, Demande, Etat, Phase, Proposition, Regle, Reponse};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::empty::empty;
use ui::status::{badge, status};
use ui::{Button, Card, Column, Icon, Item, Row, Table, Tone, form, francais};
use web::{Answer, App, Fields, Problem, Visit};

/// What the page shows.
struct Page {
    voulu: Voulu,
    liste: Liste,
    /// How many of each household are open.
    foyers: BTreeMap<kernel::Id<crate::Foyer>, u32>,
    comptes: BTreeMap<Phase, u32>,
    a_faire: AFaire,
    cartes: BTreeMap<kernel::Id<crate::Foyer>, Proposition>,
    medecins: BTreeMap<kernel::Id<crate::Medecin>, String>,
    regles: BTreeMap<u32, Regle>,
    lieux: Communes,
    jour: Date,
    /// Whoever looks is one of the doctors.
    medecin: bool,
}

pub(super) async fn show(app: &App, visit: &Visit, fields: &Fields) -> Answer {
    let page = Page::read(app, visit, fields).await?;
    let mut frame = visit.frame(ROOM.name);
    let waiting = page.comptes.get(&Phase::Attente).copied().unwrap_or(0);
    let words =
        francais::compte(waiting.into(), "personne attend un médecin", "personnes attendent un médecin");
    frame.lead = Some(format!("{words}. La liste ne montre aucun nom.").into());
    frame.actions = Some(html! {
        @if page.medecin { (Button::secondary("Mes cartes").href(ROOM.at(visit, "mes-cartes"))) " " }
        (Button::secondary("Importer une liste").href(ROOM.at(visit, "import"))) " "
        (Button::primary("Nouvelle demande").href(ROOM.at(visit, "nouvelle")))
    });
    Ok(visit.page(
        &frame,
        html! {
            (ROOM.tabs(visit, ""))
            @if page.comptes.values().all(|many| *many == 0) { (accueil::start(visit)?) }
            @else {
                (page.next(visit))
                (accueil::also(visit))
                (page.filters(visit))
                (page.list(visit))
            }
        },
    ))
}

impl Page {
    async fn read(app: &App, visit: &Visit, fields: &Fields) -> Result<Self, Problem> {
        let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
        let now = visit.ctx.now;
        let jour = kernel::today(now);
        let mut tx = app.db.read(&visit.ctx).await?;
        let lieux = Communes::read(app, &mut tx).await?;
        let reglage = regles::reglage(&mut tx).await?;
        let versions = regles::versions(&mut tx).await?;
        let mut regles: BTreeMap<u32, Regle> =
            versions.into_iter().map(|one| (one.numero, one.regle)).collect();
        regles.entry(0).or_insert_with(Regle::proposee);
        let voulu = Voulu::read(fields);
        let current = regles.values().next_back().cloned().unwrap_or_else(Regle::proposee);
        let liste = voulu.fetch(&mut tx, &coffre, (&current, reglage.relances_sans_reponse), jour).await?;
        let foyers: Vec<_> = liste.demandes.iter().map(|one| one.foyer).collect();
        let late = now.checked_sub(crate::cards::RENDEZ_VOUS).unwrap_or(Timestamp::MIN);
        Ok(Self {
            comptes: demandes::comptes(&mut tx).await?.into_iter().collect(),
            medecin: visit.can(PRENDRE) && medecins::moi(&mut tx).await?.is_some(),
            a_faire: suivi::a_faire(&mut tx, late, reglage.relances_sans_reponse).await?,
            cartes: suivi::dernieres_cartes(&mut tx, &foyers).await?,
            medecins: suivi::noms_des_medecins(&mut tx).await?,
            foyers: suivi::personnes(&mut tx, &foyers).await?,
            voulu,
            liste,
            regles,
            lieux,
            jour,
        })
    }

    fn regle(&self) -> Regle {
        self.regles.values().next_back().cloned().unwrap_or_else(Regle::proposee)
    }

    /// What to do next, the most urgent first.
    fn next(&self, visit: &Visit) -> Markup {
        let todo = &self.a_faire;
        let lines = [
            (todo.a_verifier, "demande à vérifier", "demandes à vérifier", "?phase=a_verifier", "Vérifier"),
            (todo.doublons, "doublon à trancher", todo.doublons_en_mots(), "doublons", "Comparer"),
            (
                todo.sans_reponse,
                "foyer dont le médecin n’a pas répondu",
                "foyers dont le médecin n’a pas répondu",
                "proposer",
                "Proposer à un autre",
            ),
            (
                todo.sans_rendez_vous,
                "personne acceptée sans rendez-vous depuis quinze jours",
                "personnes acceptées sans rendez-vous depuis quinze jours",
                "?ensuite=rendez_vous&tri=anciennete",
                "Voir",
            ),
            (
                todo.a_declarer,
                "rendez-vous passé\u{a0}: médecin traitant déclaré\u{202f}?",
                "rendez-vous passés\u{a0}: médecin traitant déclaré\u{202f}?",
                "?ensuite=declarer&tri=anciennete",
                "Voir",
            ),
            (
                todo.injoignables,
                "personne à rappeler\u{a0}: elle ne répond plus",
                "personnes à rappeler\u{a0}: elles ne répondent plus",
                "?ensuite=rappeler&tri=anciennete",
                "Voir",
            ),
            (todo.lettres, "lettre à imprimer", "lettres à imprimer", "lettres", "Imprimer"),
            (todo.appels, "appel à passer", "appels à passer", "lettres", "Appeler"),
        ];
        let items: Vec<Item> = lines
            .iter()
            .filter(|(many, ..)| *many > 0)
            .map(|(many, one, more, to, go)| {
                let words = francais::compte(i64::from(*many), one, more);
                let go = Button::secondary(*go).about(words.clone()).small().href(ROOM.at(visit, to));
                Item::new(words).action(go)
            })
            .collect();
        ui::card::cards(&[Card::new(Icon::Check, "À faire ensuite", "Rien n’attend le bureau.")
            .items(items)
            .more("Qui n’a pas de médecin possible, et ce qui débloquerait", ROOM.at(visit, "proposer"))])
    }

    fn filters(&self, visit: &Visit) -> Markup {
        let used = self.lieux.choix();
        let phases = Phase::ALL.iter().map(|one| (*one, self.comptes.get(one).copied().unwrap_or(0)));
        form::filters(&ROOM.at(visit, ""), self.voulu.fields(phases, &self.regle(), &used))
    }

    fn list(&self, visit: &Visit) -> Markup {
        let may = visit.can(TRAITER);
        let mut columns = vec![Column::text("Demande")];
        columns.extend([
            Column::number("Âge"),
            Column::text("Commune"),
            Column::text("Situation"),
            Column::number("Points"),
            Column::text("Sans médecin depuis"),
            Column::text("Où en est-elle"),
            Column::text("Ensuite"),
        ]);
        let rows = self.liste.demandes.iter().map(|one| self.row(visit, one)).collect();
        let whole = self.liste.total;
        let caption = francais::compte(whole.into(), "demande", "demandes");
        let none = empty(
            Icon::People,
            "Aucune demande ici",
            "Changez de filtre, ou entrez une demande reçue par téléphone ou sur papier.",
            None,
        );
        let table = Table::new("demandes", caption, columns).rows(rows).empty(none);
        let table = table.paging(self.voulu.paging(visit, &self.liste));
        if !may || self.liste.demandes.is_empty() {
            return html! { (table) };
        }
        form::form(
            &visit.csrf,
            &ROOM.at(visit, "demandes/lot"),
            ui::Method::Post,
            html! {
                (form::hidden("retour", &self.voulu.query(self.voulu.page)))
                div data-boxes { (table) }
                p.soft {
                    @if self.voulu.tout { a href=(ROOM.at(visit, &self.voulu.query(self.voulu.page))) { "Tout décocher" } }
                    @else { a href=(ROOM.at(visit, &format!("{}&tout=oui", self.voulu.query(self.voulu.page)))) { "Tout cocher" } }
                    ". Au clavier, dans la liste\u{a0}: " kbd { "j" } " et " kbd { "k" } " pour avancer et reculer, " kbd { "x" } " pour cocher, "
                    kbd { "Maj" } " + " kbd { "x" } " pour cocher tout ce qui est entre deux, " kbd { "Entrée" } " pour ouvrir, " kbd { "a" } " pour agir."
                }
                (ui::button::actions(html! {
                    (demandes_lot::buttons(self.voulu.phase))
                    span.soft role="status" data-boxes-count {}
                }))
            },
        )
    }

    fn row(&self, visit: &Visit, one: &Demande) -> Row {
        let code = court(one.id);
        let (place, next) = self.stands(one);
        Row::new(vec![
            html! {
                span.pick {
                    @if visit.can(TRAITER) {
                        input type="checkbox" name="id" value=(one.id) checked[self.voulu.tout] aria-label={ "Choisir la demande " (code) };
                    }
                    a href=(ROOM.at(visit, &format!("demandes/{}", one.id))) { (code) }
                }
                @if self.foyers.get(&one.foyer).is_some_and(|many| *many > 1) { " " (badge(Tone::Info, "foyer")) }
            },
            html! { (one.situation.age(self.jour)) },
            html! { (self.lieux.nom(one.situation.commune)) },
            self.chips(one),
            super::regle::points_expliques(&self.lines(one)),
            html! { (francais::date_courte(one.cherche_depuis)) },
            place,
            html! { (next) },
        ])
        .id(format!("d-{code}"))
    }

    fn lines(&self, one: &Demande) -> Vec<crate::regle::Ligne> {
        let rule = self.regles.get(&one.regle);
        rule.map(|rule| rule.lignes(&one.situation, one.cherche_depuis, self.jour)).unwrap_or_default()
    }

    fn chips(&self, one: &Demande) -> Markup {
        let rule = self.regles.get(&one.regle).cloned().unwrap_or_else(Regle::proposee);
        let held = rule.criteres.iter().filter(|critere| critere.holds(&one.situation, self.jour));
        let words: Vec<String> = held.map(|critere| super::carte::acronyme(&critere.libelle)).collect();
        html! { @for (rank, word) in words.iter().enumerate() { @if rank > 0 { " " } (badge(Tone::Neutral, word)) } }
    }

    /// Where it stands, and what comes next.
    fn stands(&self, one: &Demande) -> (Markup, &'static str) {
        let card = self.cartes.get(&one.foyer);
        let name = |id| self.medecins.get(id).map_or("un médecin", String::as_str);
        match &one.etat {
            Etat::AVerifier => (status(Tone::Warning, "À vérifier"), "La vérifier"),
            Etat::Attente => waiting(card, card.map_or("", |card| name(&card.medecin))),
            Etat::Acceptee { medecin, .. } => {
                (html! { (status(Tone::Success, "Acceptée")) " " (name(medecin)) }, "Noter le rendez-vous")
            }
            Etat::RendezVous { medecin, jour, .. } => {
                let words = format!("Rendez-vous le {}", francais::date_courte(*jour));
                let next = if *jour < self.jour { "Déclarée\u{202f}?" } else { "Attendre le rendez-vous" };
                (html! { (status(Tone::Success, &words)) " " (name(medecin)) }, next)
            }
            Etat::Close { cloture, le, .. } => {
                let words = format!("{}, le {}", cloture.libelle(), francais::date_courte(*le));
                (status(Tone::Neutral, &words), "Sera effacée")
            }
        }
    }
}

/// A request that waits: the last card of its household.
fn waiting(card: Option<&Proposition>, name: &str) -> (Markup, &'static str) {
    let Some(card) = card else { return (status(Tone::Neutral, "Pas encore proposée"), "Proposer") };
    let told = |tone, words: &str| html! { (status(tone, words)) " " (name) };
    match card.reponse {
        Reponse::Prete => (told(Tone::Info, "Carte à envoyer"), "Attendre l’envoi"),
        Reponse::Envoyee => (told(Tone::Info, "Carte envoyée"), "Attendre la réponse"),
        Reponse::SansReponse => (told(Tone::Warning, "Sans réponse"), "Proposer à un autre"),
        Reponse::Non | Reponse::PasMaintenant => (told(Tone::Neutral, "Refusée"), "Proposer à un autre"),
        Reponse::Oui | Reponse::Retiree | Reponse::Defaite => {
            (told(Tone::Neutral, "Carte retirée"), "Proposer")
        }
    }
}
