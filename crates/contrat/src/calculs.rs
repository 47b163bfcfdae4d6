//! What a contract is worth, on paper: each amount with the number of its calculation, each calculation once, each source once.

use crate::accord::{Accord, part_dite};
use crate::doute::{Doute, doute, own};
use aci::{Annee, Plafond, Resultat, Versement, VersementInconnu};
use documents::{Block, Callout, Column, Document, Fact, Level, Table, Text, Tone};
use jiff::civil::Date;
use law::{Absent, Confidence, Entree, Parameters, Pourquoi};
use std::sync::Arc;
use ui::francais;

/// The result of a simulation as a document: ceiling, each contract year, each payment, then the calculations that the
/// amounts refer to by number, and their sources. `cpts` is whose it is.
///
/// # Errors
/// [`Absent`] when the law files do not hold the accord.
pub fn calculs(
    law: &Parameters,
    (cpts, jour): (&str, Date),
    resultat: &Resultat,
) -> Result<Document, Absent> {
    let accord = Accord::of(law)?;
    let mut pages = Pages { law, accord: &accord, calculs: Vec::new(), sources: Vec::new() };
    let mut document = Document::new(cpts, "Argent du contrat ACI : montants, calculs et sources", jour);
    document.push(Block::Facts(vec![
        Fact::new("Version de l’accord", accord.label(&resultat.version)),
        Fact::new("Taille à la signature", size(resultat.size, resultat.size_uncertain)),
        Fact::new("Plafond d’une année", said(resultat.ceiling.total_cents, resultat.ceiling.uncertain))
            .note("toutes missions, une crise comprise"),
    ]));
    reserves(&mut document, resultat);
    document.heading(Level::One, "Plafond, à la signature").push(pages.ceiling(&resultat.ceiling));
    for annee in &resultat.years {
        pages.year(&mut document, annee, resultat);
    }
    pages.close(&mut document);
    Ok(document)
}

/// « 87 500,00 € », « 100 000,00 € (non confirmé) ».
fn said(cents: i64, uncertain: bool) -> String {
    format!("{}{}", francais::euros(cents), if uncertain { " (non confirmé)" } else { "" })
}

/// « 3 (non confirmé) ».
fn size(taille: u8, uncertain: bool) -> String {
    format!("{taille}{}", if uncertain { " (non confirmé)" } else { "" })
}

fn reserves(document: &mut Document, resultat: &Resultat) {
    let mut lines: Vec<Text> = resultat.missing.iter().map(|one| one.en_mots().into()).collect();
    lines.extend(resultat.uncertain.iter().map(|words| format!("Non confirmé : {}", words).into()));
    lines.extend(resultat.warnings.iter().map(|words| words.clone().into()));
    document.push(Callout {
        tone: Tone::Warning,
        title: "Le contrat signé l’emporte".to_owned(),
        text: "Les montants écrits à son article 5 remplacent ceux des tables. Ce qu’aucun texte lu ne confirme est dit « non confirmé ».".into(),
    });
    if !lines.is_empty() {
        document.heading(Level::One, "Ce qui manque ou n’est pas confirmé");
        document.push(Block::List { numbered: false, items: lines });
    }
}

struct Pages<'a> {
    law: &'a Parameters,
    accord: &'a Accord,
    /// Every calculation met so far; its number is its place, from 1. What it rests on stands before it.
    calculs: Vec<Arc<Pourquoi>>,
    /// Every source met so far, in the same way.
    sources: Vec<Arc<str>>,
}

impl Pages<'_> {
    fn number(&mut self, step: &Arc<Pourquoi>) -> usize {
        if let Some(at) = self.calculs.iter().position(|one| Arc::ptr_eq(one, step) || one == step) {
            return at + 1;
        }
        for below in &step.then {
            self.number(below);
        }
        self.calculs.push(Arc::clone(step));
        self.calculs.len()
    }

    /// An amount with its doubt: that of the amount, or only that of a rule, which its calculation names.
    fn amount(&self, cents: i64, uncertain: bool, why: &Pourquoi) -> Text {
        match doute(self.accord, uncertain, why) {
            Doute::Aucun => francais::euros(cents).into(),
            Doute::Regles(_) => format!("{} (règle non confirmée)", francais::euros(cents)).into(),
            Doute::Montant => said(cents, true).into(),
        }
    }

    fn reference(&mut self, step: &Arc<Pourquoi>) -> Text {
        format!("n°\u{a0}{}", self.number(step)).into()
    }

    fn ceiling(&mut self, ceiling: &Plafond) -> Table {
        let row = |line: &aci::LignePlafond| {
            vec![
                self.accord.nom(&line.component).into(),
                self.amount(line.cents, line.uncertain, &line.why),
                self.reference(&line.why),
            ]
        };
        let rows = ceiling.lines.iter().map(row).collect();
        let total = vec!["Ensemble".into(), sum(ceiling.total_cents, ceiling.uncertain, ceiling.partial)];
        Table {
            caption: "Plafond d’une année, une crise comprise".to_owned(),
            columns: vec![
                Column::text("Composante", 3.0),
                Column::number("Plafond", 2.4),
                Column::text("Calcul", 0.8),
            ],
            rows,
            total: Some(total),
            source: None,
        }
    }

    fn year(&mut self, document: &mut Document, annee: &Annee, resultat: &Resultat) {
        let title = format!(
            "Année {}, du {} au {}, taille {}",
            annee.year,
            francais::date(annee.from),
            francais::date(annee.to),
            size(annee.size, annee.size_uncertain)
        );
        document.heading(Level::One, title).push(self.earned(annee));
        let mine: Vec<&Versement> = resultat.payments.iter().filter(|one| one.year == annee.year).collect();
        let asked = resultat.unknown_payments.iter().filter(|one| one.year == annee.year);
        let asked: Vec<&VersementInconnu> = asked.collect();
        if !mine.is_empty() || !asked.is_empty() {
            document.push(self.paid(annee.year, &mine, &asked));
        }
    }

    fn earned(&mut self, annee: &Annee) -> Table {
        let row = |line: &aci::Ligne| {
            vec![
                self.accord.nom(&line.component).into(),
                part_dite(line.part).1.into(),
                line.prorata.clone().unwrap_or_default().into(),
                self.amount(line.cents, line.uncertain, &line.why),
                self.reference(&line.why),
            ]
        };
        let rows = annee.lines.iter().map(row).collect();
        let none = || Text::from("");
        let total = sum(annee.earned_cents, annee.uncertain, annee.partial);
        Table {
            caption: format!("Gagné au titre de l’année {}", annee.year),
            columns: vec![
                Column::text("Composante", 2.4),
                Column::text("Part", 1.6),
                Column::text("Prorata", 1.0),
                Column::number("Montant", 2.2),
                Column::text("Calcul", 0.8),
            ],
            rows,
            total: Some(vec!["Ensemble".into(), none(), none(), total]),
            source: None,
        }
    }

    /// The payments of a year by day; those whose amount is not known are asked for.
    fn paid(&mut self, annee: u8, payments: &[&Versement], asked: &[&VersementInconnu]) -> Table {
        let row = |one: &&Versement| {
            let cells = vec![
                francais::date(one.date).into(),
                self.accord.nom(&one.component).into(),
                one.kind.libelle().into(),
                self.amount(one.cents, one.uncertain, &one.why),
                self.reference(&one.why),
            ];
            (one.date, cells)
        };
        let mut rows: Vec<(Date, Vec<Text>)> = payments.iter().map(row).collect();
        rows.extend(asked.iter().map(|one| (one.date, self.asked(one))));
        rows.sort_by_key(|(date, _)| *date);
        Table {
            caption: format!("Versements attendus au titre de l’année {annee}"),
            columns: vec![
                Column::text("Jour", 1.6),
                Column::text("Composante", 2.0),
                Column::text("Nature", 1.8),
                Column::number("Montant", 2.2),
                Column::text("Calcul", 0.8),
            ],
            rows: rows.into_iter().map(|(_, cells)| cells).collect(),
            total: None,
            source: None,
        }
    }

    fn asked(&self, one: &VersementInconnu) -> Vec<Text> {
        let nom = self.accord.nom(&one.component).into();
        vec![francais::date(one.date).into(), nom, one.kind.libelle().into(), "à demander".into(), "".into()]
    }

    /// The calculations, then the sources that they cite.
    fn close(mut self, document: &mut Document) {
        let steps = std::mem::take(&mut self.calculs);
        let place = |step: &Arc<Pourquoi>| {
            steps.iter().position(|one| Arc::ptr_eq(one, step) || one == step).map(|at| at + 1)
        };
        let items = steps.iter().map(|step| {
            let below: Vec<usize> = step.then.iter().filter_map(place).collect();
            self.step(step, &below)
        });
        let items: Vec<Text> = items.collect();
        document.heading(Level::One, "Calculs").push(Block::List { numbered: true, items });
        let sources: Vec<Text> = self.sources.iter().map(|id| cited(self.law, id)).collect();
        document.heading(Level::One, "Sources").push(Block::List { numbered: true, items: sources });
    }

    fn step(&mut self, step: &Pourquoi, below: &[usize]) -> Text {
        let doubt = match own(self.accord, step).filter(|_| step.uncertain) {
            Some(rule) => format!(" Règle non confirmée\u{a0}: {rule}."),
            None if step.uncertain => " Non confirmé.".to_owned(),
            None => String::new(),
        };
        let formula = once(&step.formula);
        let mut text = Text::new().strong(step.label.as_ref()).plain(format!("\u{a0}: {formula}.{doubt}"));
        for input in &step.inputs {
            text = text.plain(format!("\n{}", self.input(input)));
        }
        if !below.is_empty() {
            text = text.plain(format!("\nD’après {}.", list("le calcul", "les calculs", below)));
        }
        let sources = self.cite(&step.source);
        if !sources.is_empty() {
            text = text.plain(format!("\n{}.", list("Source", "Sources", &sources)));
        }
        text
    }

    fn input(&mut self, input: &Entree) -> String {
        let doubt = if input.uncertain { " (non confirmé)" } else { "" };
        let sources = self.cite(&input.source);
        let from = if sources.is_empty() {
            String::new()
        } else {
            format!(" ({})", list("source", "sources", &sources))
        };
        format!("{}\u{a0}: {}{doubt}{from}", input.label, input.value)
    }

    fn cite(&mut self, ids: &[Arc<str>]) -> Vec<usize> {
        let number = |id: &Arc<str>| match self.sources.iter().position(|one| one == id) {
            Some(at) => at + 1,
            None => {
                self.sources.push(Arc::clone(id));
                self.sources.len()
            }
        };
        ids.iter().map(number).collect()
    }
}

/// « 56 000 € = 56 000 € » says one thing: it is written once.
fn once(formula: &str) -> &str {
    match formula.split_once(" = ") {
        Some((left, right)) if left == right => right,
        _ => formula,
    }
}

fn sum(cents: i64, uncertain: bool, partial: bool) -> Text {
    let partial = if partial { ", somme partielle" } else { "" };
    format!("{}{partial}", said(cents, uncertain)).into()
}

/// « le calcul n° 3 », « les calculs n° 3 et 7 ».
fn list(one: &str, many: &str, numbers: &[usize]) -> String {
    let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let noun = if words.len() == 1 { one } else { many };
    match words.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{noun} n°\u{a0}{} et {last}", first.join(", ")),
        _ => format!("{noun} n°\u{a0}{}", words.concat()),
    }
}

fn cited(law: &Parameters, id: &str) -> Text {
    let Some(source) = law.source(id) else { return id.into() };
    let words = format!(" ({})", source.confidence.label());
    match source.url.as_deref().filter(|_| source.confidence != Confidence::Hypothese) {
        Some(url) => Text::new().link(source.title.as_str(), url).plain(words),
        None => format!("{}{words}", source.title).into(),
    }
}
