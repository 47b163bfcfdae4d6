//! The eight questions, for the public and for the office, as they are shown.

use super::demander_lieu::{Faute, Lieu, Lieux};
use crate::envoi::AU_PLUS;
use crate::regle::Quand;
use crate::{Canal, Personne, Regle};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::form::{Width, hidden, row};
use ui::{Button, Choice, Field, Filled};
use web::Fields;

/// What the form is read and shown with.
pub(super) struct Cadre<'a> {
    pub(super) lieux: &'a Lieux,
    pub(super) regle: &'a Regle,
    pub(super) jour: Date,
    /// Text messages leave from here.
    pub(super) sms: bool,
    /// The office types it: it speaks of the patient.
    pub(super) bureau: bool,
}

/// What a form says.
pub(super) struct Lu {
    pub(super) personnes: Vec<Personne>,
    pub(super) cherche_depuis: Date,
    pub(super) lieu: Lieu,
}

/// How long without a doctor: code, months, words.
pub(super) const DEPUIS: [(&str, i64, &str); 7] = [
    ("depart", 0, "Mon médecin va s’arrêter bientôt"),
    ("1", 1, "Depuis moins de 3 mois"),
    ("3", 3, "Depuis 3 à 6 mois"),
    ("6", 6, "Depuis 6 mois à 1 an"),
    ("12", 12, "Depuis 1 à 2 ans"),
    ("24", 24, "Depuis 2 à 3 ans"),
    ("36", 36, "Depuis plus de 3 ans"),
];
const KM: [(&str, &str); 5] = [
    ("", "Je ne sais pas"),
    ("5", "5 km au plus"),
    ("10", "10 km au plus"),
    ("20", "20 km au plus"),
    ("30", "30 km au plus"),
];

/// How many people the form shows.
pub(super) fn combien(fields: &Fields) -> usize {
    fields.get("personnes").parse().unwrap_or(1).clamp(1, AU_PLUS)
}

/// The form with one person more or one less, when a button asks for it.
pub(super) fn change(fields: &Fields) -> Option<usize> {
    match fields.get("geste") {
        "ajouter" => Some((combien(fields) + 1).min(AU_PLUS)),
        "retirer" => Some(combien(fields).saturating_sub(1).max(1)),
        _ => None,
    }
}

impl Cadre<'_> {
    /// Every question but who fills the form and what they agree to.
    pub(super) fn questions(&self, combien: usize, ou: Option<&Faute>, filled: &Filled) -> Markup {
        html! {
            // The button that Enter presses in a field: else it would add a person.
            button.visually-hidden type="submit" tabindex="-1" aria-hidden="true" {}
            (hidden("personnes", &combien.to_string()))
            @for n in 1..=combien { (self.person(n, combien, filled)) }
            p.actions {
                @if combien < AU_PLUS { (Button::secondary("Ajouter une personne du foyer").send("geste", "ajouter")) }
                @if combien > 1 { " " (Button::plain("Retirer la dernière personne").send("geste", "retirer")) }
            }
            (ui::form::fieldset(if self.bureau { "Où" } else { "3. Où habitez-vous\u{202f}?" }, Self::place(ou, filled)))
            (ui::form::fieldset(if self.bureau { "Contact" } else { "4. Comment vous joindre\u{202f}?" }, self.reach(filled)))
            (ui::form::fieldset(if self.bureau { "Depuis quand" } else { "5. Depuis quand n’avez-vous plus de médecin traitant\u{202f}?" }, html! {
                @let choices = DEPUIS.iter().map(|(code, _, words)| Choice::new(*code, *words)).collect();
                (Field::radios("depuis", "Sans médecin traitant", choices).required().filled(filled))
                (Field::text("ancien_medecin", "Nom de votre ancien médecin").hint("Facultatif.").maxlength(200).filled(filled))
            }))
            (ui::form::fieldset(if self.bureau { "Ce qui aide à chercher" } else { "6. Pour mieux chercher" }, html! {
                @let km = KM.iter().map(|(code, words)| Choice::new(*code, *words)).collect();
                (Field::select("au_plus_km", "Jusqu’où pouvez-vous aller\u{202f}?", km).filled(filled))
                (Field::text("langue", "Quelle langue parlez-vous, si ce n’est pas le français\u{202f}?").hint("Facultatif.").maxlength(60).width(Width::Medium).filled(filled))
            }))
            (ui::form::fieldset(if self.bureau { "Remarque" } else { "7. Autre chose à nous dire\u{202f}?" }, html! {
                (Field::textarea("message", "Votre message", 3).hint("Facultatif. N’écrivez pas le détail de vos maladies.").maxlength(1000).filled(filled))
            }))
        }
    }

    fn person(&self, n: usize, combien: usize, filled: &Filled) -> Markup {
        let title = match (self.bureau, combien) {
            (true, 1) => "La personne".to_owned(),
            (false, 1) => "2. Qui cherche un médecin\u{202f}?".to_owned(),
            (true, _) => format!("Personne {n}"),
            (false, _) => format!("2. Qui cherche un médecin\u{202f}? Personne {n}"),
        };
        let asked =
            self.regle.criteres.iter().filter(|one| one.quand == Quand::Coche && !one.question.is_empty());
        let boxes: Vec<Choice> = asked
            .filter(|one| one.code != "depart")
            .map(|one| {
                Choice::new(
                    one.code.clone(),
                    if self.bureau { one.libelle.clone() } else { one.question.clone() },
                )
            })
            .collect();
        let moves = vec![
            Choice::new("oui", "Oui, aller au cabinet est possible"),
            Choice::new("non", "Non, le médecin doit venir à la maison"),
        ];
        let first = |token| if n == 1 { token } else { "off" };
        ui::form::fieldset(
            &title,
            html! {
                (row(html! {
                    (Field::text(format!("prenom_{n}"), "Prénom").required().maxlength(100).autocomplete(first("given-name")).filled(filled))
                    (Field::text(format!("nom_{n}"), "Nom").required().maxlength(100).autocomplete(first("family-name")).filled(filled))
                }))
                (Field::text(format!("naissance_{n}"), "Date de naissance").hint("Jour, mois, année. Par exemple\u{a0}: 14/03/1956").required().width(Width::Short).maxlength(20).autocomplete(first("bday")).filled(filled))
                (Field::radios(format!("deplace_{n}"), "Cette personne peut-elle se déplacer\u{202f}?", moves).required().filled(filled))
                @if !boxes.is_empty() {
                    (Field::checkboxes(format!("criteres_{n}"), "Sa situation", boxes).hint("Cochez ce qui est vrai. Rien n’est obligatoire\u{a0}: ces réponses servent à savoir qui aider d’abord.").filled(filled))
                }
            },
        )
    }

    fn place(ou: Option<&Faute>, filled: &Filled) -> Markup {
        let several = match ou {
            Some(Faute::Plusieurs(all)) => all.as_slice(),
            Some(Faute::Vide | Faute::Inconnue) | None => &[],
        };
        html! {
            (Field::text("commune", "Commune ou code postal").required().maxlength(100).width(Width::Medium).autocomplete("postal-code").filled(filled))
            @if !several.is_empty() {
                @let choices = several.iter().map(|(code, nom)| Choice::new(code.to_string(), nom.clone())).collect();
                (Field::radios("commune_code", "Laquelle\u{202f}?", choices).filled(filled))
            }
            (Field::text("adresse", "Numéro et rue").hint("Facultatif\u{a0}: utile pour vous écrire ou pour une visite à la maison.").maxlength(200).autocomplete("street-address").filled(filled))
        }
    }

    fn reach(&self, filled: &Filled) -> Markup {
        let offered = [
            (Canal::Sms, "Par SMS", self.sms),
            (Canal::Courriel, "Par courriel", true),
            (Canal::Appel, "Par un appel téléphonique", true),
            (Canal::Lettre, "Par une lettre", true),
        ];
        let choices =
            offered.iter().filter(|one| one.2).map(|(canal, words, _)| Choice::new(canal.code(), *words));
        html! {
            (row(html! {
                (Field::tel("telephone", "Téléphone").hint("Dix chiffres.").autocomplete("tel").filled(filled))
                (Field::email("courriel", "Adresse électronique").autocomplete("email").filled(filled))
            }))
            (Field::radios("canal", "Comment vous prévenir\u{202f}?", choices.collect()).filled(filled))
        }
    }
}
