//! One entry, for everybody.

use super::base;
use crate::bottin::{Bottin, Inscrit, Lieu};
use crate::champ::Source;
use crate::pages::liste::{away, open, telephone};
use crate::pages::{Place, commune, quand, reference};
use crate::{Nature, Reference, Regard, Valeur};
use axum::extract::{Path, State};
use maud::{Markup, html};
use territoire::atlas::Etat;
use ui::definitions::definitions;
use ui::section::{panel, section};
use ui::{Crumb, francais};
use web::{Answer, App, Problem, Visit};

pub(in crate::pages) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((_, segment)): Place,
) -> Answer {
    let reference = reference(&segment)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let (bottin, etat) = open(&app, &mut tx, Regard::Public).await?;
    drop(tx);
    let one = bottin.get(&reference).ok_or_else(Problem::not_found)?;
    let base = base(&visit)?;
    let frame = ui::Frame {
        lead: Some(one.entree().metier.clone().into()).filter(|lead: &ui::Text| !lead.is_empty()),
        breadcrumb: vec![Crumb::new("Annuaire de santé", base.clone())],
        ..visit.frame(one.entree().nom_complet())
    };
    let page = Page { bottin: &bottin, etat: &etat, one, base };
    Ok(visit.page(&frame, page.draw()))
}

struct Page<'a> {
    bottin: &'a Bottin,
    etat: &'a Etat,
    one: &'a Inscrit,
    base: String,
}

impl Page<'_> {
    fn draw(&self) -> Markup {
        let absence = self.one.absence(self.bottin.jour());
        let known = self.known();
        html! {
            @if let Some(absence) = absence { (panel(away(self.bottin, absence))) }
            (section("ou", "Où, comment joindre", panel(self.places())))
            @if !known.is_empty() { (section("savoir", "Bon à savoir", panel(definitions(&known)))) }
            (self.team())
            (section("source", "D’où viennent ces informations", self.source()))
        }
    }

    fn link(&self, reference: &Reference, words: &str) -> Markup {
        let path = reference.chemin();
        let href = format!("{}{}", self.base, path.trim_start_matches("annuaire"));
        html! { @if self.bottin.get(reference).is_some() { a href=(href) { (words) } } @else { (words) } }
    }

    fn places(&self) -> Markup {
        let entree = self.one.entree();
        let said = self.one.dit(Nature::Telephone);
        html! {
            @if let Some(phone) = &said { p { strong { (telephone(phone)) } } }
            @if let Some(more) = self.one.dit(Nature::AdresseComplement) { p { (more) } }
            @if !self.one.attaches().is_empty() || !entree.lieux.is_empty() {
                ul {
                    @for one in self.one.attaches() {
                        li { (self.link(&one.structure, &one.nom)) @if !one.fonction.is_empty() { ", " (one.fonction) } }
                    }
                    @for lieu in &entree.lieux { li { (self.place(lieu)) } }
                }
            }
            @if entree.lieux.is_empty() {
                @let communes: Vec<String> = self.one.communes().iter().map(|code| commune(self.etat, *code)).collect();
                @if !communes.is_empty() { p { "Communes\u{a0}: " (communes.join(", ")) } }
                @else if said.is_none() { p.soft { "Aucun lieu connu." } }
            }
        }
    }

    fn place(&self, lieu: &Lieu) -> Markup {
        let (adresse, nom) = (lieu.adresse(), &lieu.nom);
        html! {
            @match &lieu.structure {
                Some(structure) if !nom.is_empty() => (self.link(structure, nom)),
                _ => (nom),
            }
            @if !nom.is_empty() && !adresse.is_empty() { br; }
            (adresse)
            @for phone in lieu.telephones(Regard::Public) { br; (telephone(phone)) }
        }
    }

    /// What was said, but for what is shown elsewhere on the page.
    fn known(&self) -> Vec<(&'static str, Markup)> {
        let shown = |nature: Nature| !matches!(nature, Nature::Telephone | Nature::AdresseComplement);
        let fields = self.one.vue().into_iter().flat_map(|vue| &vue.champs);
        let current = fields.filter(|(nature, champ)| match &champ.valeur {
            Valeur::NouveauxPatients(accueil) => accueil.holds(self.bottin.jour()),
            _ => shown(*nature),
        });
        current.map(|(nature, champ)| (nature.libelle(), value(&champ.valeur))).collect()
    }

    fn team(&self) -> Markup {
        if matches!(self.one.reference(), Reference::Professionnel(_)) {
            return html! {};
        }
        let team: Vec<&Inscrit> = self.bottin.equipe(self.one.reference()).collect();
        html! {
            @if !team.is_empty() {
                (section("equipe", "Qui y exerce", html! {
                    ul { @for one in team { li { (self.link(one.reference(), &one.entree().nom_complet())) ", " (one.entree().metier) } } }
                }))
            }
        }
    }

    fn source(&self) -> Markup {
        let confirmed = self.one.vue().and_then(|vue| vue.confirmee);
        let official = !matches!(self.one.reference(), Reference::Locale(_));
        html! {
            @if let Some(one) = confirmed {
                p { @match one.source {
                    Source::Titulaire => { "Confirmé par son titulaire le " (quand(one.le)) "." },
                    Source::Cpts => { "Confirmé par la CPTS le " (quand(one.le)) "." },
                } }
            }
            @if let Some(words) = self.file() { p { (words) } }
            @else if !official && confirmed.is_none() { p { "D’après la CPTS." } }
            p { a href={ (self.base) "/nouveau-lien" } { "C’est votre fiche\u{202f}? Recevez un lien pour la corriger." } }
            @if official {
                p.soft { "Le nom, la profession et les lieux viennent des fichiers officiels\u{a0}: ils se corrigent auprès de l’ordre, de l’ARS ou de l’assurance maladie. Pour ne plus figurer dans cet annuaire, écrivez à la coordination de la CPTS." }
            }
        }
    }

    /// « D’après le RPPS du 12 novembre 2026. »
    fn file(&self) -> Option<String> {
        let (name, du) = match self.one.reference() {
            Reference::Professionnel(_) | Reference::Siret(_) => ("RPPS", self.bottin.rpps_du()),
            Reference::Finess(_) => ("FINESS", self.bottin.finess_du().or(self.bottin.rpps_du())),
            Reference::Locale(_) => ("", None),
        };
        du.map(|du| format!("D’après le fichier {name} du {}.", francais::date(du)))
    }
}

/// A value as people read it; addresses are links.
fn value(valeur: &Valeur) -> Markup {
    let words = valeur.en_mots();
    html! {
        @match valeur {
            Valeur::Site(site) => a href=(site) rel="noopener noreferrer nofollow" { (site) },
            Valeur::Courriel(courriel) => a href={ "mailto:" (courriel) } { (courriel) },
            Valeur::Horaires(horaires) => {
                @for (jour, plages) in horaires.jours().filter(|(_, plages)| !plages.is_closed()) { (jour) " " (plages) br; }
                (horaires.note())
            },
            _ => @for line in words.lines() { (line) br; },
        }
    }
}
