//! « Pourquoi ce montant ? »: a derivation as nested `<details>`, each source linked, what is not confirmed said.

use law::{Confidence, Entree, Parameters, Pourquoi};
use maud::{Markup, html};

use crate::{Tone, status};

/// How a source is cited beside a figure.
#[derive(Clone, Debug)]
pub struct Cite {
    /// Its title.
    pub title: String,
    /// Where to read it.
    pub href: Option<String>,
    /// How far it can be trusted, in words.
    pub confidence: &'static str,
}

/// Citations from the texts loaded at start.
pub fn cite(law: &Parameters) -> impl Fn(&str) -> Option<Cite> {
    |id| {
        let source = law.source(id)?;
        let href = source.url.clone().filter(|_| source.confidence != Confidence::Hypothese);
        Some(Cite { title: source.title.clone(), href, confidence: source.confidence.label() })
    }
}

/// The derivation of a figure, closed at first; `about` names the figure for screen readers. The figure says its own doubt beside it:
/// each step below says its own.
#[must_use]
pub fn pourquoi(tree: &Pourquoi, about: &str, sources: &dyn Fn(&str) -> Option<Cite>) -> Markup {
    html! {
        details.why.why-tree {
            summary {
                "Pourquoi ce montant\u{202f}?" span.visually-hidden { " : " (about) }
            }
            (node(tree, sources))
        }
    }
}

fn doubt() -> Markup {
    status::badge(Tone::Warning, "non confirmé")
}

/// One step: its arithmetic, what enters it, its sources, then the steps that it rests on.
fn node(step: &Pourquoi, sources: &dyn Fn(&str) -> Option<Cite>) -> Markup {
    html! {
        div.why-body {
            p.why-formula { strong { (step.label) } " : " (step.formula) }
            @if !step.inputs.is_empty() {
                ul.why-steps { @for input in &step.inputs { (entree(input, sources)) } }
            }
            @for id in step.source.iter() { (citation(id, sources)) }
            @for below in &step.then {
                details.why-then {
                    summary {
                        (below.label) " : " (below.formula)
                        @if below.uncertain { " " (doubt()) }
                    }
                    (node(below, sources))
                }
            }
        }
    }
}

fn entree(input: &Entree, sources: &dyn Fn(&str) -> Option<Cite>) -> Markup {
    html! {
        li {
            span { (input.label) }
            span.why-value { (input.value) @if input.uncertain { " " (doubt()) } }
            @if !input.source.is_empty() {
                span.why-reference {
                    @for (at, id) in input.source.iter().enumerate() {
                        @if at > 0 { " ; " }
                        (link(id, sources))
                    }
                }
            }
        }
    }
}

fn citation(id: &str, sources: &dyn Fn(&str) -> Option<Cite>) -> Markup {
    html! { p.why-source { "Source\u{a0}: " (link(id, sources)) } }
}

fn link(id: &str, sources: &dyn Fn(&str) -> Option<Cite>) -> Markup {
    html! {
        @match sources(id) {
            None => (id),
            Some(known) => {
                @match &known.href { Some(href) => a href=(href) { (known.title) }, None => (known.title) }
                " (" (known.confidence) ")"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn tree() -> Pourquoi {
        let ids: Arc<[Arc<str>]> = Arc::from([Arc::from("paps-hdf")]);
        let amount = Pourquoi::new("aci.montant", "Part fixe", "55 000 € <par an>".into(), ids.clone())
            .inputs(vec![Entree { uncertain: true, ..Entree::fact("Taille", "3 (80 000 habitants)") }]);
        Pourquoi::new("aci.avance", "Avance", "75 % × 55 000 €".into(), ids).then(Arc::new(amount))
    }

    #[test]
    fn each_step_opens_with_its_sources_and_its_doubt() {
        let law = Parameters::embedded().unwrap();
        let page = pourquoi(&tree(), "avance du 20 septembre", &cite(&law)).into_string();
        assert_eq!(page.matches("<details").count(), 2);
        assert_eq!(page.matches("</details>").count(), 2);
        assert_eq!(page.matches("non confirmé").count(), 2, "{page}");
        assert_eq!(page.matches("href=\"https://www.hauts-de-france").count(), 2);
        assert!(page.contains("avance du 20 septembre") && page.contains("&lt;par an&gt;"));
    }

    #[test]
    fn an_unknown_source_still_shows_its_id_and_a_sure_tree_has_no_flag() {
        let sure = Pourquoi::new("r", "Avance", "1 €".into(), Arc::from([Arc::from("inconnue")]));
        let page = pourquoi(&sure, "essai", &|_| None).into_string();
        assert!(page.contains("inconnue") && !page.contains("non confirmé"));
    }
}
