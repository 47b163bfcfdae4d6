//! What the page of an indicator shows.

use super::super::mots;
use super::Vue;
use super::saisies::{proofs, values};
use crate::atteinte::en_pourcent;
use crate::cible;
use crate::constat::Provenance;
use crate::droits::MODIFIER;
use crate::enjeu::Enjeu;
use crate::feu::LEGENDE;
use crate::tableau::Ligne;
use maud::{Markup, html};
use ui::{Button, Crumb, Explanation, Field, Figure, Filled, Tone, figure::Derivation, francais};
use web::Visit;

pub(super) fn frame(visit: &Visit, vue: &Vue) -> ui::Frame {
    let id = vue.indicateur.id;
    let edit = visit.can(MODIFIER) && vue.indicateur.en_vigueur();
    ui::Frame {
        lead: Some(format!("{} · {}", vue.salle.mission(&vue.indicateur.texte.mission), vue.indicateur.texte.nature.libelle()).into()),
        breadcrumb: vec![Crumb::new("Dossier ACI", visit.workspace("dossier-aci"))],
        actions: edit.then(|| {
            html! { (Button::secondary("Modifier").href(visit.workspace(&format!("dossier-aci/indicateurs/{id}/texte")))) }
        }),
        ..visit.frame(vue.indicateur.texte.libelle.clone())
    }
}

/// `part` names the form that was refused, filled with what was typed.
pub(super) fn page(visit: &Visit, vue: &Vue, filled: &Filled, part: &str) -> Markup {
    let blank = Filled::new();
    let of = |name: &str| if part == name || (part.is_empty() && name == "valeur") { filled } else { &blank };
    html! {
        @if let Some(retrait) = &vue.indicateur.retire {
            (ui::alert::alert(Tone::Warning, html! { "Cet indicateur a quitté le contrat le " (francais::date(kernel::today(retrait.le))) "\u{a0}: " (retrait.motif) }))
        }
        @if !vue.indicateur.texte.confirme {
            (ui::alert::alert(Tone::Warning, "Ces mots viennent du catalogue et n’ont pas encore été comparés au contrat\u{a0}: c’est le contrat qui l’emporte."))
        }
        @if let Some(ligne) = vue.ligne() { (standing(visit, vue, ligne)) }
        (definition(vue))
        (ui::section::section("valeurs", "Valeurs", values(visit, vue, of("valeur"), part, filled)))
        (ui::section::section("preuves", "Preuves", proofs(visit, vue, of("preuve"))))
        (targets(vue))
        @if visit.can(MODIFIER) { (leaving(visit, vue, of("retrait"))) }
    }
}

fn standing(visit: &Visit, vue: &Vue, ligne: &Ligne) -> Markup {
    let texte = &ligne.indicateur.texte;
    let value = match &ligne.constat {
        None => Figure::missing("Valeur", "Aucune valeur cette année"),
        Some(constat) => Figure::new("Valeur", constat.valeur.en_mots(texte.unite)).strong().note(html! {
            "au " (francais::date(constat.jour)) ". "
            a href=(mots::behind(visit, ligne, constat, vue.salle.annee.numero)) {
                @match constat.de {
                    Provenance::Actes { lignes } | Provenance::Gel(_, lignes) if lignes > 0 => { "Voir " (francais::compte(lignes, "l’acte", "actes")) },
                    _ => "Voir les preuves",
                }
            }
        }),
    };
    let (tone, words) = mots::etat(&vue.table, ligne);
    html! {
        p {
            (ui::status::status(tone, words)) " "
            @if let Some(one) = &ligne.prevision { (one.phrase) }
            @if let Some(gel) = &vue.table.gel { "Année arrêtée le " (francais::date(kernel::today(gel.gele_le))) "\u{a0}: ces chiffres ne changent plus." }
            @for one in ligne.manque.iter().filter(|_| vue.table.gel.is_none()) { " " (ui::status::badge(Tone::Warning, one.phrase())) }
        }
        dl.figures {
            (value)
            (reached(ligne))
            @if vue.table.gel.is_none() { (expected(ligne)) }
            (worth(visit, vue, ligne))
        }
        @if vue.table.gel.is_none() { details { summary { "Ce que veulent dire les états" } p { (LEGENDE) } } }
    }
}

fn reached(ligne: &Ligne) -> Figure {
    match &ligne.atteinte {
        None => Figure::missing("Chemin fait", "Il manque la valeur, la cible ou le départ"),
        Some(atteinte) => {
            let why = Explanation::new()
                .formula("Part du chemin faite entre le départ et la cible, de 0 à 100\u{a0}%.")
                .steps(mots::steps(&atteinte.steps));
            Figure::new("Chemin fait", en_pourcent(atteinte.value)).explained(why)
        }
    }
}

fn expected(ligne: &Ligne) -> Figure {
    let Some(one) = &ligne.prevision else { return Figure::missing("Attendu", "Pas de valeur à prolonger") };
    let mut why = Explanation::new().steps(mots::steps(&one.pourquoi));
    if !one.sure {
        why =
            why.warning("Prévision peu sûre\u{a0}: l’historique est trop court, ou la valeur trop ancienne.");
    }
    let share = one.atteinte.map(|share| format!("{} du chemin", en_pourcent(share))).unwrap_or_default();
    Figure::new(
        format!("Attendu au {}", francais::date(one.au)),
        one.valeur.en_mots(ligne.indicateur.texte.unite),
    )
    .note(html! { (share) @if !one.sure { " (peu sûr)" } })
    .explained(why)
}

fn worth(visit: &Visit, vue: &Vue, ligne: &Ligne) -> Figure {
    let part = vue.table.part(&ligne.indicateur.texte.mission);
    match &ligne.enjeu {
        Enjeu::Montant { plafond, acquis, prevu, doute } => {
            let poids = cible::en_pourcent(ligne.cible.poids.unwrap_or(0).into());
            let variable = part.and_then(|one| one.variable).unwrap_or(0);
            let tree = part.and_then(|one| one.pourquoi.as_ref()).map(|tree| {
                let cite = ui::pourquoi::cite(&vue.salle.lois);
                ui::pourquoi(tree, "part variable de la mission", &cite)
            });
            let mut why = Explanation::new()
                .formula(html! { (francais::euros(variable)) " (part variable de la mission) × " (poids) " (poids) = " (francais::euros(*plafond)) })
                .steps(brought(&vue.table, *acquis, *prevu))
                .rows(html! { @if let Some(tree) = tree { (tree) } });
            if let Some(words) = mots::conseil(doute) {
                why = why.warning(words);
            }
            Figure::new("Enjeu", francais::euros(*plafond))
                .note(html! {
                    @match acquis { Some(acquis) if vue.table.gel.is_some() => { (francais::euros(*acquis)) " obtenus " (mots::manques(*plafond, *acquis)) }, Some(acquis) => { (francais::euros(plafond - acquis)) " à gagner" }, None => (mots::jusqu_a(*plafond)) }
                    @if let Some(words) = doute.en_mots() { " " (ui::status::badge(Tone::Warning, words)) }
                })
                .explained(why)
        }
        Enjeu::Inconnu { question } => Figure::missing("Enjeu", question.clone()).note(mots::lien(
            visit,
            contrat::droits::MODIFIER,
            ("Saisir", "le montant du contrat"),
            "contrat/montants",
        )),
        Enjeu::PoidsInacheves => Figure::missing("Enjeu", "Les poids de la mission ne font pas 100\u{a0}%")
            .note(mots::lien(
                visit,
                MODIFIER,
                ("Compléter", "les poids"),
                &format!("dossier-aci/poids?annee={}", vue.salle.annee.numero),
            )),
        Enjeu::PasDemarree => Figure::missing("Enjeu", "La mission n’est pas encore démarrée"),
        Enjeu::SansPart => Figure::missing("Enjeu", "Aucune part variable n’en dépend cette année"),
    }
}

/// What was obtained once the year is settled; before, what is earned and what is expected.
fn brought(table: &crate::Tableau, acquis: Option<i64>, prevu: Option<i64>) -> Vec<Derivation> {
    let step = |label: &'static str, cents: Option<i64>| Derivation {
        label: label.into(),
        value: cents.map_or_else(|| "inconnu".to_owned(), francais::euros).into(),
        reference: None,
    };
    if table.gel.is_some() {
        return vec![step("Obtenu", acquis)];
    }
    vec![step("Acquis aujourd’hui", acquis), step("Attendu à la date anniversaire", prevu)]
}

fn definition(vue: &Vue) -> Markup {
    let texte = &vue.indicateur.texte;
    let or = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
    let mut facts = vec![
        ("Numérateur", html! { (or(&texte.numerateur)) }),
        ("Dénominateur", html! { (or(&texte.denominateur)) }),
        (
            "Source",
            html! { @match &texte.mesure { Some(mesure) => (mesure.phrase()), None => (or(&texte.source)) } },
        ),
        ("Sens", html! { (texte.sens.libelle()) }),
        ("Connu", html! { (texte.frequence.libelle()) }),
    ];
    if let Some((depart, le)) = texte.depart {
        facts.push(("Départ", html! { (depart.en_mots(texte.unite)) " le " (francais::date(le)) }));
    }
    html! { details { summary { "Définition" } (ui::definitions::definitions(&facts)) } }
}

fn targets(vue: &Vue) -> Markup {
    let unite = vue.indicateur.texte.unite;
    html! {
        @if !vue.cibles.is_empty() {
            details {
                summary { "Cibles et poids, année par année" }
                ul { @for one in &vue.cibles { li {
                    "Année " (one.annee) "\u{a0}: cible " @match one.cible { Some(n) => (n.en_mots(unite)), None => "à fixer" }
                    ", poids " @match one.poids { Some(n) => (cible::en_pourcent(n.into())), None => "à fixer" }
                } } }
                @for one in &vue.adaptations {
                    p { "Le " (francais::date(kernel::today(one.adaptee_le))) ", la cible de l’année " (one.annee) " est passée "
                        @if let Some(old) = one.ancienne { "de " (old.en_mots(unite)) " " } "à " (one.nouvelle.en_mots(unite)) "\u{a0}: " (one.motif) }
                }
            }
        }
    }
}

fn leaving(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let base = visit.workspace(&format!("dossier-aci/indicateurs/{}", vue.indicateur.id));
    if !vue.indicateur.en_vigueur() {
        return ui::button::post_button(
            &visit.csrf,
            &format!("{base}/reprise"),
            &[],
            &Button::secondary("Remettre au contrat"),
        );
    }
    html! {
        details open[filled.is_refused()] {
            summary { "Retirer cet indicateur du contrat" }
            (ui::form(&visit.csrf, &format!("{base}/retrait"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::text("motif", "Pourquoi").hint("Ce qui a été figé reste. L’indicateur peut revenir.").required().filled(filled))
                div.actions { (Button::danger("Retirer du contrat")) }
            }))
        }
    }
}
