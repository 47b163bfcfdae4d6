//! A card, as a doctor and the office read it: nobody’s name.

use crate::plan::kilometres;
use crate::proposition::MotifRefus;
use crate::regle::{Quand, Regle};
use crate::{Coffre, Demande, Proposition, Situation, WriteError, store};
use db::Tx;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::button::actions;
use ui::section::panel;
use ui::{Button, Choice, Field, Method, form, francais};
use web::Visit;

/// A card and its people.
pub(super) struct Vue {
    pub(super) carte: Proposition,
    pub(super) gens: Vec<Demande>,
}

/// Cards with their people, those whose request is open.
pub(super) async fn vues(
    tx: &mut Tx,
    coffre: &Coffre,
    cartes: Vec<Proposition>,
) -> Result<Vec<Vue>, WriteError> {
    let foyers = cartes.iter().map(|one| one.foyer).collect();
    let people = store::liste_cartes::gens(tx, coffre, &foyers).await?;
    let vue = |carte: Proposition| {
        let gens = people.get(&carte.foyer).into_iter().flatten().filter(|one| one.est_ouverte());
        Vue { gens: gens.cloned().collect(), carte }
    };
    Ok(cartes.into_iter().map(vue).collect())
}

/// A request as people call it: six signs that say nothing of anybody.
pub(super) fn court(id: Id<Demande>) -> String {
    let text = id.uuid().simple().to_string().to_uppercase();
    text.chars().skip(26).collect()
}

/// The requests of a household, as people call them.
pub(super) fn courts(ids: &[Id<Demande>]) -> String {
    ids.iter().map(|id| court(*id)).collect::<Vec<_>>().join(", ")
}

/// What gives priority and is no doctor’s business: to refuse somebody for it is forbidden (Code de la santé publique, article
/// L. 1110-3), so that a card does not say it.
const TUS: [&str; 3] = ["c2s", "ame", "precarite"];

/// « 74 ans, ALD, se déplace ».
pub(super) fn mots(who: &Situation, regle: &Regle, jour: Date) -> String {
    let age = match who.age(jour) {
        0 => "moins d’un an".to_owned(),
        age => francais::compte(i64::from(age), "an", "ans"),
    };
    let told = |code: &str| who.a(code) && !TUS.contains(&code);
    let ticked = regle.criteres.iter().filter(|one| one.quand == Quand::Coche && told(&one.code));
    let mobile = if who.se_deplace { "se déplace" } else { "ne se déplace pas" };
    let mut words = vec![age];
    words.extend(ticked.map(|one| acronyme(&one.libelle)));
    words.push(mobile.to_owned());
    if !who.langue.is_empty() {
        words.push(format!("parle {}", who.langue));
    }
    words.join(", ")
}

/// « Affection de longue durée (ALD) »: « ALD »; other words as they are, in small letters.
pub(super) fn acronyme(libelle: &str) -> String {
    let short = libelle.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(short, _)| short);
    short.map_or_else(|| libelle.to_lowercase(), str::to_owned)
}

/// How far, and how many they are.
pub(super) fn titre(carte: &Proposition, gens: usize) -> String {
    let far = match carte.metres {
        Some(0) => "même commune".to_owned(),
        Some(metres) => kilometres(metres),
        None => "distance inconnue".to_owned(),
    };
    if gens > 1 { format!("Foyer de {gens} personnes, {far}") } else { format!("Une personne, {far}") }
}

/// The people of a card, one a line.
pub(super) fn gens(vue: &Vue, regle: &Regle, jour: Date) -> Markup {
    html! { ul { @for one in &vue.gens { li { (mots(&one.situation, regle, jour)) } } } }
}

/// A card with its three answers, sent to `action`.
pub(super) fn carte(visit: &Visit, action: &str, vue: &Vue, regle: &Regle, jour: Date) -> Markup {
    let id = vue.carte.id.to_string();
    let one = |geste: &'static str, inside: Markup, button: Button| {
        form(
            &visit.csrf,
            action,
            Method::Post,
            html! {
                (form::hidden("carte", &id))
                (inside)
                (actions(html! { (button.send("geste", geste)) }))
            },
        )
    };
    let codes: Vec<_> = vue.gens.iter().map(|one| one.id).collect();
    let why = std::iter::once(Choice::new("", "Sans raison"))
        .chain(MotifRefus::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())));
    panel(html! {
        h3 { (titre(&vue.carte, vue.gens.len())) }
        (gens(vue, regle, jour))
        p.soft {
            "Demande " (courts(&codes))
            @if let Some(le) = vue.carte.expire_le { ". Sans réponse avant le " (francais::date(kernel::today(le))) ", elle ira à un autre médecin" }
            "."
        }
        (one("oui", html! {}, Button::primary("Oui, je prends")))
        details {
            summary { "Pas maintenant" }
            (one("pas_maintenant", html! {
                (Field::date("revenir_le", "Me la proposer de nouveau à partir du").hint("Sans date\u{a0}: dans un mois, si elle attend encore.").id(format!("revenir-{id}")))
            }, Button::secondary("Pas maintenant")))
        }
        details {
            summary { "Non" }
            (one("non", html! {
                (Field::select("motif", "Pourquoi", why.collect()).id(format!("motif-{id}")))
                (Field::text("mots", "Ou en quelques mots").hint("Sans nom ni détail de santé.").maxlength(200).id(format!("mots-{id}")))
            }, Button::secondary("Non")))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Canal;
    use jiff::civil::date;

    fn situation(annee: i16, criteres: &[&str]) -> Situation {
        Situation {
            annee,
            mois: 3,
            commune: "43157".parse().unwrap(),
            criteres: criteres.iter().map(|code| (*code).to_owned()).collect(),
            se_deplace: true,
            au_plus_km: None,
            langue: String::new(),
            choix: None,
            canal: Canal::Lettre,
        }
    }

    #[test]
    fn a_card_says_what_counts_and_nobody_s_name() {
        let day = date(2026, 3, 2);
        let regle = Regle::proposee();
        assert_eq!(mots(&situation(1952, &["ald"]), &regle, day), "74\u{a0}ans, ALD, se déplace");
        let other = Situation {
            se_deplace: false,
            langue: "portugais".into(),
            ..situation(2025, &["c2s", "isolement"])
        };
        assert_eq!(
            mots(&other, &regle, day),
            "1\u{a0}an, isolement, ne se déplace pas, parle portugais",
            "means are no doctor’s business"
        );
    }
}
