//! The ballot, as a phone shows it: the same for those who are signed in and those who follow a link.

use super::nom_of;
use crate::cast::Bulletins;
use crate::instance::Majorite;
use crate::scrutin::{Emargement, Mode, SECRET_MINIMUM, Scrutin};
use adhesions::Adherent;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::{Button, Choice, Column, Field, Filled, Row, Table, Tone, alert};
use web::{Fields, Visit};

/// What one may cast, and the form that casts it.
pub(super) struct Bulletin<'a> {
    /// The vote.
    pub(super) scrutin: &'a Scrutin,
    /// The voices that are cast here, and the voice that whoever looks gave to another.
    pub(super) miennes: &'a [Emargement],
    /// Who casts them.
    pub(super) moi: Id<Adherent>,
    /// Names of members.
    pub(super) noms: &'a BTreeMap<Id<Adherent>, String>,
    /// Where the form goes.
    pub(super) action: &'a str,
}

impl Bulletin<'_> {
    /// The question and its form, or what became of the ballot.
    pub(super) fn show(&self, visit: &Visit, filled: &Filled) -> Markup {
        let one = self.scrutin;
        let open = one.is_ouvert(kernel::today(visit.ctx.now));
        let held = || self.miennes.iter().filter(|line| line.porteur == self.moi);
        let left: Vec<&Emargement> = held().filter(|line| !line.a_vote).collect();
        html! {
            section.section id={ "vote-" (one.id) } {
                h2 { (one.question) }
                @if !one.texte.is_empty() { @for line in one.texte.lines().filter(|line| !line.is_empty()) { p { (line) } } }
                @if self.is_sent(filled) { (ui::form::error_summary(filled)) }
                @if one.ouvert_le.is_none() {
                    (alert::alert(Tone::Info, html! { p { (super::scrutin::closed_words(one, kernel::today(visit.ctx.now))) } }))
                } @else if let (None, Some(given)) = (held().next(), self.miennes.first()) {
                    (alert::alert(Tone::Info, html! { p { (nom_of(self.noms, given.porteur)) " porte votre pouvoir et vote pour vous." } }))
                } @else if self.miennes.is_empty() {
                    (alert::alert(Tone::Info, html! { p { "Vous n’avez pas de voix dans ce vote." } }))
                } @else if left.is_empty() {
                    (alert::alert(Tone::Success, html! { p { "Votre vote est compté." } }))
                } @else if one.mode == Mode::MainLevee {
                    (alert::alert(Tone::Info, html! { p { "Ce vote se fait à main levée\u{a0}: le bureau compte les voix." } }))
                } @else if !open {
                    (alert::alert(Tone::Info, html! { p { (super::scrutin::closed_words(one, kernel::today(visit.ctx.now))) } }))
                } @else {
                    (self.form(visit, &left, filled))
                }
                @if one.mode == Mode::Secret { (secret_words(one, held().count())) }
            }
        }
    }

    /// Whether the form that was refused is of this vote, among those of the page.
    fn is_sent(&self, filled: &Filled) -> bool {
        let mut sent = filled.values_of("scrutin").peekable();
        sent.peek().is_none() || sent.any(|id| id == self.scrutin.id.to_string())
    }

    /// The form by which the office enters the ballot that this member gave on paper.
    pub(super) fn papier(&self, visit: &Visit) -> Markup {
        let left = self.miennes.iter().filter(|line| !line.a_vote);
        ui::form(
            &visit.csrf,
            self.action,
            ui::Method::Post,
            html! {
                (ui::form::hidden("porteur", &self.moi.to_string()))
                @for line in left { (self.choice(line, &self.papier_label(line))) }
                div.actions { (Button::secondary("Compter ce bulletin")) }
                p.soft { "Un vote ne se change pas. Le journal garde qui l’a saisi." }
            },
        )
    }

    fn form(&self, visit: &Visit, left: &[&Emargement], filled: &Filled) -> Markup {
        ui::form(
            &visit.csrf,
            self.action,
            ui::Method::Post,
            html! {
                (ui::form::hidden("geste", "voter"))
                (ui::form::hidden("scrutin", &self.scrutin.id.to_string()))
                @for line in left { (self.choice(line, &self.label(line)).filled(filled)) }
                @if self.scrutin.mode == Mode::Nominatif { p.soft { "Ce vote est nominatif\u{a0}: votre choix sera lu par tous une fois le vote clos." } }
                div.actions { (Button::primary("Voter")) }
                p.soft { "Un vote ne se change pas." }
            },
        )
    }

    fn label(&self, line: &Emargement) -> String {
        if line.electeur == self.moi {
            format!("Votre vote{}", weight(line))
        } else {
            let nom = nom_of(self.noms, line.electeur);
            format!("Votre vote pour {nom}, dont vous portez le pouvoir{}", weight(line))
        }
    }

    fn papier_label(&self, line: &Emargement) -> String {
        let nom = nom_of(self.noms, line.electeur);
        let par = if line.electeur == self.moi { "" } else { ", par pouvoir" };
        format!("Vote de {nom}{par}{}", weight(line))
    }

    fn choice(&self, line: &Emargement, label: &str) -> Field {
        let name = field(line.electeur);
        // A page may show several votes of the same voter.
        let id = format!("{name}-{}", self.scrutin.id);
        let all = self.scrutin.choix.iter();
        let all = all.map(|one| Choice::new(one.rang.to_string(), one.libelle.clone())).collect();
        if self.scrutin.sieges > 1 {
            let most = format!("{}\u{a0}noms au plus.", self.scrutin.sieges);
            Field::checkboxes(name, label.to_owned(), all).id(id).hint(most).required()
        } else {
            Field::radios(name, label.to_owned(), all).id(id).required()
        }
    }
}

/// « (3 voix) », for those who have more than one.
fn weight(line: &Emargement) -> String {
    if line.voix > 1 { format!(" ({}\u{a0}voix)", line.voix) } else { String::new() }
}

fn field(electeur: Id<Adherent>) -> String {
    format!("v-{electeur}")
}

/// The choices of a form, for these voices.
pub(super) fn read(fields: &Fields, miennes: &[Emargement]) -> Bulletins {
    let ranks = |name: &str| fields.all(name).filter_map(|rang| rang.parse().ok()).collect::<Vec<u32>>();
    let left = miennes.iter().filter(|line| !line.a_vote);
    left.map(|line| (line.electeur, ranks(&field(line.electeur)))).collect()
}

/// What is secret, for whom, and what is not.
pub(super) fn secret_words(scrutin: &Scrutin, portees: usize) -> Markup {
    html! {
        details {
            summary { "Qui peut voir quoi\u{202f}?" }
            ul {
                li { "Votre choix n’est écrit nulle part à côté de votre nom\u{a0}: ni la coordination, ni la présidence, ni l’administrateur du site ne peuvent le lire dans la base." }
                li { "Le bureau voit qui a voté, jamais quoi. L’heure du vote n’est pas gardée." }
                li { "Aucun résultat, même partiel, n’est montré avant la clôture." }
                li { "Si moins de " (SECRET_MINIMUM) " personnes votent, le vote est sans effet\u{a0}: aucun résultat n’est calculé, montré ni gardé. Si toutes les voix vont au même choix, le résultat suffit à dire ce que chacun a voté\u{a0}: aucun vote secret ne l’évite." }
                @if portees > 1 { li { "Vous votez aussi pour d’autres\u{a0}: eux ne sauront pas ce que vous avez choisi pour eux." } }
                @if scrutin.majorite == Majorite::Simple && scrutin.sieges == 0 { li { "À égalité, la proposition est rejetée\u{a0}: la voix de la présidence ne peut pas l’emporter dans un vote secret." } }
                li { "Vous ne recevez aucune preuve de votre vote\u{a0}: personne ne peut donc vous la demander." }
                li { "Ce qui n’est pas garanti\u{a0}: celui qui aurait à la fois la clé du serveur et des copies de la base faites entre deux votes pourrait les comparer." }
            }
        }
    }
}

/// The roll once closed: who voted, and in a vote by name what.
pub(super) fn signed(
    one: &Scrutin,
    roll: &[Emargement],
    votes: &[(Id<Adherent>, u32)],
    noms: &BTreeMap<Id<Adherent>, String>,
) -> Markup {
    if one.mode == Mode::MainLevee {
        return html! {};
    }
    let chose = |id| {
        let ranks = votes.iter().filter(|(who, _)| *who == id).map(|(_, rang)| *rang);
        let words = ranks
            .filter_map(|rang| one.choix.iter().find(|it| it.rang == rang))
            .map(|it| it.libelle.as_str());
        words.collect::<Vec<_>>().join(", ")
    };
    let mut lines: Vec<&Emargement> = roll.iter().collect();
    lines.sort_by_key(|line| kernel::fold(nom_of(noms, line.electeur)));
    let row = |line: &&Emargement| {
        let proxy = line.porteur != line.electeur;
        Row::new(vec![
            html! { (nom_of(noms, line.electeur)) @if proxy { " (par " (nom_of(noms, line.porteur)) ")" } },
            html! { @if !line.a_vote { "N’a pas voté" } @else if one.mode == Mode::Nominatif { (chose(line.electeur)) } @else { "A voté" } },
        ])
    };
    let columns = vec![
        Column::text("Membre"),
        Column::text(if one.mode == Mode::Nominatif { "Vote" } else { "Émargement" }),
    ];
    html! { (Table::new("emargement", "Émargement", columns).rows(lines.iter().map(row).collect())) }
}
