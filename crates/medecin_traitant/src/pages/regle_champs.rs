//! The rule as a form: each criterion, what it is worth, its place; one more of the CPTS.

use crate::regle::{CRITERES_AU_PLUS, Fautes, POINTS_AU_PLUS, Quand};
use crate::{Critere, Regle};
use maud::{Markup, html};
use ui::form::{Width, fieldset, row};
use ui::{Field, Filled};
use web::Fields;

/// Names the fields of the criterion that is being added.
const NOUVEAU: &str = "nouveau";

/// The form as that rule has it.
pub(super) fn prefill(regle: &Regle) -> Filled {
    let mut filled = Filled::new()
        .value("points_par_mois", regle.points_par_mois.to_string())
        .value("mois_au_plus", regle.mois_au_plus.to_string());
    for (rank, one) in regle.criteres.iter().enumerate() {
        let code = &one.code;
        if one.points > 0 {
            filled = filled.value(format!("compte_{code}"), "oui");
        }
        filled = filled
            .value(format!("points_{code}"), one.points.to_string())
            .value(format!("rang_{code}"), (rank + 1).to_string())
            .value(format!("libelle_{code}"), &one.libelle)
            .value(format!("question_{code}"), &one.question);
        if let Quand::AgeDepuis(age) | Quand::AgeSous(age) = one.quand {
            filled = filled.value(format!("age_{code}"), age.to_string());
        }
    }
    filled
}

/// The fields of that rule.
pub(super) fn questions(regle: &Regle, filled: &Filled) -> Markup {
    html! {
        @for one in &regle.criteres { (fieldset(&one.libelle, criterion(one, filled))) }
        (fieldset("Ajouter un critère de la CPTS", html! {
            (row(html! {
                (Field::text(format!("libelle_{NOUVEAU}"), "Son nom").maxlength(100).filled(filled))
                (points(NOUVEAU, filled))
            }))
            (Field::text(format!("question_{NOUVEAU}"), "Ce que demande le formulaire public").hint("Vide\u{a0}: la personne n’est pas interrogée, seul le bureau coche.").maxlength(200).filled(filled))
        }))
        (fieldset("Temps d’attente", html! {
            (row(html! {
                (Field::number("points_par_mois", "Points par mois sans médecin traitant").required().width(Width::Short).range(Some("0".into()), Some("20".into())).filled(filled))
                (Field::number("mois_au_plus", "Mois comptés au plus").required().width(Width::Short).range(Some("0".into()), Some("240".into())).filled(filled))
            }))
        }))
    }
}

fn points(code: &str, filled: &Filled) -> Field {
    Field::number(format!("points_{code}"), "Points")
        .width(Width::Short)
        .range(Some("0".into()), Some(POINTS_AU_PLUS.to_string().into()))
        .filled(filled)
}

fn criterion(one: &Critere, filled: &Filled) -> Markup {
    let code = &one.code;
    let open = ["libelle", "question", "age"]
        .iter()
        .any(|name| filled.error_of(&format!("{name}_{code}")).is_some());
    html! {
        (row(html! {
            (Field::checkbox(format!("compte_{code}"), "Compte dans la priorité").filled(filled))
            (points(code, filled))
            (Field::number(format!("rang_{code}"), "Place dans la liste").width(Width::Short).range(Some("1".into()), Some("99".into())).filled(filled))
        }))
        details open[open] {
            summary { "Ses mots" span.visually-hidden { " : " (one.libelle) } }
            (Field::text(format!("libelle_{code}"), "Son nom").required().maxlength(100).filled(filled))
            @match one.quand {
                Quand::Coche => { (Field::text(format!("question_{code}"), "Ce que demande le formulaire public").hint("Vide\u{a0}: la personne n’est pas interrogée, seul le bureau coche.").maxlength(200).filled(filled)) }
                Quand::AgeDepuis(_) => { (Field::number(format!("age_{code}"), "À partir de").unit("ans").width(Width::Short).range(Some("1".into()), Some("120".into())).filled(filled)) }
                Quand::AgeSous(_) => { (Field::number(format!("age_{code}"), "Avant").unit("ans").width(Width::Short).range(Some("1".into()), Some("120".into())).filled(filled)) }
                Quand::SansMobilite => { p.soft { "Calculé\u{a0}: la personne dit qu’elle ne peut pas se déplacer." } }
            }
            @if one.est_local() { (Field::checkbox(format!("retirer_{code}"), "Retirer ce critère").filled(filled)) }
        }
    }
}

/// The rule that the form says, from the one that it was shown with; `libre`: the first number that no local criterion ever had.
pub(super) fn read(fields: &Fields, before: &Regle, libre: usize) -> Result<Regle, Fautes> {
    let mut faults: Fautes = Vec::new();
    let mut ranked: Vec<(u32, Critere)> = Vec::new();
    for (at, one) in before.criteres.iter().enumerate() {
        let code = &one.code;
        if one.est_local() && fields.has(&format!("retirer_{code}")) {
            continue;
        }
        let text = |name: &str| fields.get(&format!("{name}_{code}")).to_owned();
        let counts = fields.has(&format!("compte_{code}"));
        let points = if counts { number(fields, &format!("points_{code}"), &mut faults) } else { 0 };
        let mut age =
            || u16::try_from(number(fields, &format!("age_{code}"), &mut faults)).unwrap_or(u16::MAX);
        let quand = match one.quand {
            Quand::AgeDepuis(_) => Quand::AgeDepuis(age()),
            Quand::AgeSous(_) => Quand::AgeSous(age()),
            Quand::Coche | Quand::SansMobilite => one.quand,
        };
        let rank =
            fields.get(&format!("rang_{code}")).parse().unwrap_or(u32::try_from(at + 1).unwrap_or(u32::MAX));
        let (libelle, question) = (text("libelle"), text("question"));
        ranked.push((rank, Critere { code: code.clone(), libelle, question, quand, points }));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut criteres: Vec<Critere> = ranked.into_iter().map(|(_, one)| one).collect();
    let text = |name: &str| fields.get(&format!("{name}_{NOUVEAU}")).to_owned();
    if criteres.len() < CRITERES_AU_PLUS
        && ["libelle", "question", "points"].iter().any(|name| !text(name).is_empty())
    {
        let points = number(fields, &format!("points_{NOUVEAU}"), &mut faults);
        let code = format!("local_{libre}");
        criteres.push(Critere {
            code,
            libelle: text("libelle"),
            question: text("question"),
            quand: Quand::Coche,
            points,
        });
    }
    let regle = Regle {
        criteres,
        points_par_mois: number(fields, "points_par_mois", &mut faults),
        mois_au_plus: number(fields, "mois_au_plus", &mut faults),
    };
    let renamed = |(name, why): (String, String)| (name.replace(&format!("local_{libre}"), NOUVEAU), why);
    match regle.check() {
        Ok(regle) if faults.is_empty() => Ok(regle),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more.into_iter().map(renamed));
            Err(faults)
        }
    }
}

fn number(fields: &Fields, name: &str, faults: &mut Fautes) -> u32 {
    fields.get(name).parse().unwrap_or_else(|_| {
        faults.push((name.to_owned(), "Écrivez un nombre entier, 0 ou plus.".to_owned()));
        1
    })
}
