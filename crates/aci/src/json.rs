//! The result as JSON, faster than its `Serialize` and equal to it byte for byte (tests): a derivation that several
//! figures share is written once, then copied.

mod writer;

use crate::resultat::{Annee, Delai, Ligne, LignePlafond, Manque, Plafond, Resultat, Versement};
use law::{Entree, Pourquoi};
use std::sync::Arc;
use writer::Writer;

impl Resultat {
    /// The result as JSON.
    pub fn json(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(128 * 1024);
        self.write_json(&mut out);
        out
    }

    /// The same, at the end of a buffer: many results share one.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        Writer { text: out, known: Vec::with_capacity(256) }.result(self);
    }
}

impl Writer<'_> {
    fn result(&mut self, result: &Resultat) {
        self.raw("{\"version\":");
        self.string(&result.version);
        self.raw(",\"size\":");
        self.int(i64::from(result.size));
        self.raw(",\"size_uncertain\":");
        self.flag(result.size_uncertain);
        self.raw(",\"ceiling\":");
        self.ceiling(&result.ceiling);
        self.raw(",\"years\":");
        self.list(&result.years, Self::year);
        self.raw(",\"payments\":");
        self.list(&result.payments, Self::payment);
        self.raw(",\"incomplete_days\":");
        self.list(&result.incomplete_days, |out, day| out.day(*day));
        self.raw(",\"deadlines\":");
        self.list(&result.deadlines, Self::deadline);
        self.raw(",\"uncertain\":");
        self.list(&result.uncertain, |out, text| out.string(text));
        self.raw(",\"missing\":");
        self.list(&result.missing, Self::missing);
        self.raw(",\"warnings\":");
        self.list(&result.warnings, |out, text| out.string(text));
        self.raw("}");
    }

    fn ceiling(&mut self, plafond: &Plafond) {
        self.raw("{\"total_cents\":");
        self.int(plafond.total_cents);
        self.raw(",\"partial\":");
        self.flag(plafond.partial);
        self.raw(",\"uncertain\":");
        self.flag(plafond.uncertain);
        self.raw(",\"without_crisis_cents\":");
        self.int(plafond.without_crisis_cents);
        self.raw(",\"without_crisis_partial\":");
        self.flag(plafond.without_crisis_partial);
        self.raw(",\"without_crisis_uncertain\":");
        self.flag(plafond.without_crisis_uncertain);
        self.raw(",\"lines\":");
        self.list(&plafond.lines, Self::ceiling_line);
        self.raw("}");
    }

    fn ceiling_line(&mut self, line: &LignePlafond) {
        self.raw("{\"component\":");
        self.string(&line.component);
        self.raw(",\"cents\":");
        self.int(line.cents);
        self.raw(",\"uncertain\":");
        self.flag(line.uncertain);
        self.raw(",\"source\":");
        self.list(&line.source, |out, id| out.string(id));
        self.raw(",\"why\":");
        self.why(&line.why);
        self.raw("}");
    }

    fn year(&mut self, year: &Annee) {
        self.raw("{\"year\":");
        self.int(i64::from(year.year));
        self.raw(",\"from\":");
        self.day(year.from);
        self.raw(",\"to\":");
        self.day(year.to);
        self.raw(",\"version\":");
        self.string(&year.version);
        self.raw(",\"size\":");
        self.int(i64::from(year.size));
        self.raw(",\"size_uncertain\":");
        self.flag(year.size_uncertain);
        self.raw(",\"ceiling\":");
        self.ceiling(&year.ceiling);
        self.raw(",\"earned_cents\":");
        self.int(year.earned_cents);
        self.raw(",\"partial\":");
        self.flag(year.partial);
        self.raw(",\"uncertain\":");
        self.flag(year.uncertain);
        self.raw(",\"lines\":");
        self.list(&year.lines, Self::line);
        self.raw("}");
    }

    fn line(&mut self, line: &Ligne) {
        self.raw("{\"component\":");
        self.string(&line.component);
        self.raw(",\"part\":");
        self.string(line.part.code());
        self.raw(",\"cents\":");
        self.int(line.cents);
        self.raw(",\"prorata\":");
        match &line.prorata {
            Some(text) => self.string(text),
            None => self.raw("null"),
        }
        self.raw(",\"uncertain\":");
        self.flag(line.uncertain);
        self.raw(",\"why\":");
        self.why(&line.why);
        self.raw("}");
    }

    fn payment(&mut self, one: &Versement) {
        self.raw("{\"date\":");
        self.day(one.date);
        self.raw(",\"year\":");
        self.int(i64::from(one.year));
        self.raw(",\"component\":");
        self.string(&one.component);
        self.raw(",\"part\":");
        self.string(one.part.code());
        self.raw(",\"kind\":");
        self.string(one.kind.code());
        self.raw(",\"cents\":");
        self.int(one.cents);
        self.raw(",\"uncertain\":");
        self.flag(one.uncertain);
        if let Some(upcoming) = one.upcoming {
            self.raw(",\"upcoming\":");
            self.flag(upcoming);
        }
        self.raw(",\"why\":");
        self.why(&one.why);
        self.raw("}");
    }

    fn deadline(&mut self, one: &Delai) {
        self.raw("{\"mission\":");
        self.string(&one.mission);
        self.raw(",\"start_by\":");
        self.day(one.start_by);
        self.raw(",\"deployed_by\":");
        self.day(one.deployed_by);
        self.raw(",\"started\":");
        match one.started {
            Some(day) => self.day(day),
            None => self.raw("null"),
        }
        self.raw(",\"status\":");
        self.string(one.status.code());
        self.raw(",\"source\":");
        self.list(&one.source, |out, id| out.string(id));
        self.raw(",\"uncertain\":");
        self.flag(one.uncertain);
        self.raw("}");
    }

    fn missing(&mut self, one: &Manque) {
        self.raw("{\"component\":");
        self.string(&one.component);
        self.raw(",\"part\":");
        self.string(one.part.code());
        self.raw(",\"years\":");
        self.list(&one.years, |out, year| out.int(i64::from(*year)));
        self.raw(",\"question\":");
        self.string(&one.question);
        self.raw("}");
    }

    fn why(&mut self, node: &Arc<Pourquoi>) {
        let shared = Arc::strong_count(node) > 1;
        let address = Arc::as_ptr(node).addr();
        if shared && let Some((_, from, to)) = self.known.iter().rev().find(|(known, ..)| *known == address) {
            let (from, to) = (*from, *to);
            return self.text.extend_from_within(from..to);
        }
        let from = self.text.len();
        self.raw("{\"rule\":");
        self.string(&node.rule);
        self.raw(",\"label\":");
        self.string(&node.label);
        self.raw(",\"formula\":");
        self.string(&node.formula);
        self.raw(",\"inputs\":");
        self.list(&node.inputs, Self::input);
        self.raw(",\"source\":");
        self.list(&node.source, |out, id| out.string(id));
        self.raw(",\"uncertain\":");
        self.flag(node.uncertain);
        self.raw(",\"then\":");
        self.list(&node.then, Self::why);
        self.raw("}");
        if shared {
            self.known.push((address, from, self.text.len()));
        }
    }

    fn input(&mut self, input: &Entree) {
        self.raw("{\"label\":");
        self.string(&input.label);
        self.raw(",\"value\":");
        self.string(&input.value);
        if !input.source.is_empty() {
            self.raw(",\"source\":");
            self.list(&input.source, |out, id| out.string(id));
        }
        if input.uncertain {
            self.raw(",\"uncertain\":true");
        }
        self.raw("}");
    }
}
