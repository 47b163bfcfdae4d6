//! The questions as whoever answers sees them: one page, plain words, what was typed kept.

use crate::{
    Anonymat, AnswerError, Bulletin, Condition, Enquete, Genre, Question,
    answer::{NOM, REVISION},
    bulletin::champ,
};
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, Tone, alert::notice, form::Width, francais};
use web::{FieldErrors, Fields};

/// What stands around the questions of one form.
pub(super) struct Formulaire<'a> {
    pub csrf: &'a str,
    pub action: &'a str,
    /// Hidden fields.
    pub caches: Vec<(&'a str, String)>,
    /// Whether the name is asked.
    pub nom: bool,
    pub bouton: &'static str,
}

impl Formulaire<'_> {
    /// The form, filled.
    pub(super) fn draw(&self, questions: &[Question], filled: &Filled) -> Markup {
        let body = html! {
            (ui::form::error_summary(filled))
            @if filled.is_refused() { (progress(questions, filled)) }
            @if self.nom {
                (Field::text(NOM, "Votre nom").required().autocomplete("name").maxlength(160).width(Width::Medium).filled(filled))
            }
            (fields(questions, filled))
            @for (name, value) in &self.caches { (ui::form::hidden(name, value)) }
            (ui::button::actions(html! { (Button::primary(self.bouton)) }))
        };
        ui::form(self.csrf, self.action, ui::Method::Post, body)
    }
}

/// How many questions hold something.
fn progress(questions: &[Question], filled: &Filled) -> Markup {
    let done =
        questions.iter().filter(|q| filled.get(&champ(q.numero)).is_some_and(|v| !v.is_empty())).count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    ui::progress::progress("avancement", "Questions remplies", count(done), count(questions.len()))
}

/// Each question, with its place among the others.
pub(super) fn fields(questions: &[Question], filled: &Filled) -> Markup {
    let all = questions.len();
    html! { @for (rang, question) in (1_usize..).zip(questions) { (field(questions, question, (rang, all)).filled(filled)) } }
}

fn field(questions: &[Question], question: &Question, (rang, all): (usize, usize)) -> Field {
    let (name, enonce) = (champ(question.numero), &question.enonce);
    let label = format!("{rang}/{all}. {}", enonce.intitule);
    let listed = || -> Vec<Choice> {
        enonce.genre.choix().into_iter().map(|choix| Choice::new(choix.code, choix.libelle)).collect()
    };
    let field = match &enonce.genre {
        Genre::ChoixUnique(_) | Genre::OuiNon => Field::radios(name, label, listed()),
        Genre::ChoixMultiple { .. } => Field::checkboxes(name, label, listed()),
        Genre::Echelle { bas, haut } => Field::radios(name, label, notes(bas, haut)),
        Genre::Nombre { unite, .. } => {
            let field = Field::digits(name, label).maxlength(20);
            if unite.is_empty() { field } else { field.unit(unite.clone()) }
        }
        Genre::TexteCourt => Field::text(name, label).maxlength(200),
        Genre::TexteLong => Field::textarea(name, label, 5).maxlength(2_000),
        Genre::Commune => {
            Field::text(name, label).autocomplete("address-level2").maxlength(200).width(Width::Medium)
        }
        Genre::Profession => {
            let mut choices = vec![Choice::new("", "Choisir dans la liste")];
            choices.extend(listed());
            Field::select(name, label, choices)
        }
    };
    let field = if enonce.obligatoire { field.required() } else { field };
    let hint = hint(questions, question);
    if hint.is_empty() { field } else { field.hint(hint) }
}

fn notes(bas: &str, haut: &str) -> Vec<Choice> {
    let label = |note: u8| match (note, bas, haut) {
        (1, bas, _) if !bas.is_empty() => format!("1, {bas}"),
        (5, _, haut) if !haut.is_empty() => format!("5, {haut}"),
        (note, ..) => note.to_string(),
    };
    (1..=5).map(|note| Choice::new(note.to_string(), label(note))).collect()
}

/// The condition, the help, and what the list allows, in this order.
fn hint(questions: &[Question], question: &Question) -> String {
    let mut parts = Vec::new();
    if let Some(si) = &question.enonce.si {
        parts.push(condition(questions, si));
    }
    if !question.enonce.aide.is_empty() {
        parts.push(question.enonce.aide.clone());
    }
    if let Genre::ChoixMultiple { max, .. } = &question.enonce.genre {
        parts.push(match max {
            Some(max) => format!("Plusieurs réponses possibles, {max} au plus."),
            None => "Plusieurs réponses possibles.".to_owned(),
        });
    }
    parts.join(" ")
}

/// « Seulement si vous avez répondu « Oui » à la question 10. »
pub(super) fn condition(questions: &[Question], si: &Condition) -> String {
    let place = questions.iter().position(|question| question.numero == si.question);
    let said = place.and_then(|place| questions.get(place)).map(|question| question.enonce.genre.choix());
    let said = said.unwrap_or_default().into_iter().find(|choix| choix.code == si.code);
    let words = said.map_or_else(|| si.code.clone(), |choix| choix.libelle);
    let rang = place.map_or(0, |place| place + 1);
    format!("Seulement si vous avez répondu «\u{a0}{words}\u{a0}» à la question {rang}.")
}

/// Why it is asked, until when, and what becomes of the answer.
pub(super) fn introduction(enquete: &Enquete) -> Markup {
    let until = enquete.periode.map(|periode| francais::date(periode.au));
    html! {
        @for paragraph in enquete.intitule.introduction.split("\n\n").filter(|text| !text.trim().is_empty()) { p { (paragraph) } }
        (notice(Tone::Info, promise_title(enquete.anonymat), html! {
            p { (promise(enquete.anonymat)) }
            @if let Some(until) = until { p { "L’enquête se termine le " (until) "." } }
        }))
    }
}

const fn promise_title(anonymat: Anonymat) -> &'static str {
    match anonymat {
        Anonymat::Anonyme => "Cette enquête est anonyme",
        Anonymat::Nominative => "Cette enquête est nominative",
    }
}

const fn promise(anonymat: Anonymat) -> &'static str {
    match anonymat {
        Anonymat::Anonyme => {
            "Nous pouvons retenir que vous avez répondu, jamais ce que vous avez répondu\u{a0}: votre réponse est mêlée aux autres, sans nom, sans date, sans numéro et sans ordre d’arrivée. Rien de ce qui est enregistré ne la relie à vous, ni pour la CPTS, ni pour qui administre ce site. Une fois envoyée, elle ne peut donc être ni retrouvée ni changée. Les résultats s’affichent à partir de cinq réponses. Dans les textes libres, n’écrivez rien qui vous désigne."
        }
        Anonymat::Nominative => {
            "Votre réponse porte votre nom\u{a0}: la coordination de la CPTS peut la lire. Les autres membres ne voient que des résultats d’ensemble. Vous pouvez la changer jusqu’à la fin de l’enquête."
        }
    }
}

/// What was answered, as a form sends it.
pub(super) fn filled(bulletin: &Bulletin) -> Filled {
    let typed = bulletin
        .iter()
        .flat_map(|(numero, valeur)| valeur.typed().into_iter().map(move |text| (champ(numero), text)));
    typed.fold(Filled::new(), |filled, (name, text)| filled.value(name, text))
}

/// The form as it was sent, with the sentences beside the questions at fault; nothing when the refusal is not about them.
pub(super) fn again(fields: &Fields, error: &AnswerError) -> Option<Filled> {
    let mut errors = FieldErrors::default();
    match error {
        AnswerError::Fautes(fautes) => {
            // The order of the form is that of its questions.
            let filled = fields.filled(&errors);
            return Some(
                fautes
                    .iter()
                    .fold(filled, |filled, (numero, faute)| filled.error(champ(*numero), faute.to_string())),
            );
        }
        AnswerError::SansNom => errors.add(NOM, error),
        AnswerError::Changee | AnswerError::Formulaire => errors.add("", error),
        AnswerError::Inconnue
        | AnswerError::DejaRepondu(_)
        | AnswerError::Refus(_)
        | AnswerError::Pleine(_)
        | AnswerError::Denied(_)
        | AnswerError::Db(_) => return None,
    }
    Some(fields.filled(&errors))
}

/// The hidden field of a form that changes a named answer.
pub(super) fn revision(revision: u32) -> (&'static str, String) {
    (REVISION, revision.to_string())
}
