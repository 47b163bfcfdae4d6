//! The fields of one question, according to its kind.

use crate::{Choix, Condition, Enonce, Genre, Malformee, Question};
use maud::{Markup, html};
use ui::{Choice, Field, Filled, form::Width};
use web::{FieldErrors, Fields};

/// A question of that kind, empty.
pub(super) fn blank(code: &str) -> Option<Genre> {
    let genre = match code {
        "choix_unique" => Genre::ChoixUnique(Vec::new()),
        "choix_multiple" => Genre::ChoixMultiple { choix: Vec::new(), max: None },
        "echelle" => Genre::Echelle { bas: String::new(), haut: String::new() },
        "nombre" => Genre::Nombre { unite: String::new(), min: Some(0), max: None },
        "texte_court" => Genre::TexteCourt,
        "texte_long" => Genre::TexteLong,
        "commune" => Genre::Commune,
        "oui_non" => Genre::OuiNon,
        "profession" => Genre::Profession,
        _ => return None,
    };
    Some(genre)
}

/// The fields; `before` are the questions that it may depend on.
pub(super) fn fields(genre: &Genre, before: &[Question], filled: &Filled) -> Markup {
    html! {
        (Field::textarea("intitule", "Question", 2).required().maxlength(300).filled(filled))
        (Field::text("aide", "Aide").hint("Facultative : une ligne sous la question.").maxlength(300).filled(filled))
        (details(genre, filled))
        (Field::checkbox("obligatoire", "Une réponse est nécessaire").filled(filled))
        @let conditions = conditions(before);
        @if conditions.len() > 1 {
            (Field::select("si", "Quand la poser", conditions).width(Width::Full).filled(filled))
        }
    }
}

fn details(genre: &Genre, filled: &Filled) -> Markup {
    html! {
        @match genre {
            Genre::ChoixUnique(_) | Genre::ChoixMultiple { .. } => {
                (Field::textarea("choix", "Réponses possibles", 8).required().hint("Une par ligne.").filled(filled))
                @if matches!(genre, Genre::ChoixMultiple { .. }) {
                    (Field::number("maximum", "Nombre maximal de réponses").hint("Vide : autant qu’on veut.").filled(filled))
                }
            },
            Genre::Echelle { .. } => (ui::form::row(html! {
                (Field::text("bas", "Ce que veut dire 1").maxlength(80).width(Width::Medium).filled(filled))
                (Field::text("haut", "Ce que veut dire 5").maxlength(80).width(Width::Medium).filled(filled))
            })),
            Genre::Nombre { .. } => (ui::form::row(html! {
                (Field::text("unite", "Unité").maxlength(40).width(Width::Short).filled(filled))
                (Field::number("min", "Minimum").filled(filled))
                (Field::number("max", "Maximum").filled(filled))
            })),
            Genre::TexteCourt | Genre::TexteLong | Genre::Commune | Genre::OuiNon | Genre::Profession => {},
        }
    }
}

/// « Toujours », then each answer of a closed list that comes before.
fn conditions(before: &[Question]) -> Vec<Choice> {
    let mut all = vec![Choice::new("", "Toujours")];
    for (rang, question) in (1_usize..).zip(before) {
        let short = matches!(
            question.enonce.genre,
            Genre::ChoixUnique(_) | Genre::ChoixMultiple { .. } | Genre::OuiNon
        );
        for choix in question.enonce.genre.choix().into_iter().filter(|_| short) {
            let words =
                format!("Seulement si la réponse à la question {rang} est «\u{a0}{}\u{a0}»", choix.libelle);
            all.push(Choice::new(format!("{}:{}", question.numero, choix.code), words));
        }
    }
    all
}

/// What a question says, as its form sends it.
pub(super) fn filled(enonce: &Enonce) -> Filled {
    let mut filled = Filled::new().value("intitule", &enonce.intitule).value("aide", &enonce.aide);
    if enonce.obligatoire {
        filled = filled.value("obligatoire", "oui");
    }
    if let Some(si) = &enonce.si {
        filled = filled.value("si", format!("{}:{}", si.question, si.code));
    }
    let lines = |choix: &[Choix]| choix.iter().map(|one| one.libelle.as_str()).collect::<Vec<_>>().join("\n");
    let number = |n: &Option<i32>| n.map(|n| n.to_string()).unwrap_or_default();
    match &enonce.genre {
        Genre::ChoixUnique(choix) => filled.value("choix", lines(choix)),
        Genre::ChoixMultiple { choix, max } => filled
            .value("choix", lines(choix))
            .value("maximum", max.map(|max| max.to_string()).unwrap_or_default()),
        Genre::Echelle { bas, haut } => filled.value("bas", bas).value("haut", haut),
        Genre::Nombre { unite, min, max } => {
            filled.value("unite", unite).value("min", number(min)).value("max", number(max))
        }
        Genre::TexteCourt | Genre::TexteLong | Genre::Commune | Genre::OuiNon | Genre::Profession => filled,
    }
}

/// Reads a question; a line of its list that it already had keeps its code.
pub(super) fn read(fields: &Fields, genre: &Genre) -> Result<Enonce, FieldErrors> {
    let mut reader = fields.reader();
    let text = |name: &str| fields.get(name).to_owned();
    let list = || Choix::lines(fields.get("choix"), &before(genre));
    let genre = match genre {
        Genre::ChoixUnique(_) => Genre::ChoixUnique(list()),
        Genre::ChoixMultiple { .. } => {
            Genre::ChoixMultiple { choix: list(), max: reader.optional("maximum") }
        }
        Genre::Echelle { .. } => Genre::Echelle { bas: text("bas"), haut: text("haut") },
        Genre::Nombre { .. } => {
            Genre::Nombre { unite: text("unite"), min: reader.optional("min"), max: reader.optional("max") }
        }
        Genre::TexteCourt | Genre::TexteLong | Genre::Commune | Genre::OuiNon | Genre::Profession => {
            genre.clone()
        }
    };
    let si = fields.get("si").split_once(':').and_then(|(question, code)| {
        Some(Condition { question: question.parse().ok()?, code: code.to_owned() })
    });
    let enonce = Enonce {
        intitule: text("intitule"),
        aide: text("aide"),
        genre,
        obligatoire: fields.has("obligatoire"),
        si,
    };
    reader.finish(Some(enonce))
}

fn before(genre: &Genre) -> Vec<Choix> {
    match genre {
        Genre::ChoixUnique(choix) | Genre::ChoixMultiple { choix, .. } => choix.clone(),
        _ => Vec::new(),
    }
}

/// The field that a refusal is about.
pub(super) const fn field_of(malformee: &Malformee) -> &'static str {
    match malformee {
        Malformee::SansIntitule | Malformee::Longue => "intitule",
        Malformee::PeuDeChoix | Malformee::TropDeChoix | Malformee::Doublon(_) => "choix",
        Malformee::Maximum => "maximum",
        Malformee::Bornes => "min",
        Malformee::Condition(_) => "si",
    }
}
