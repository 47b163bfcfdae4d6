use jiff::Timestamp;
use serde_json::Value;

use crate::date::Instant;
use crate::issue::{Issue, IssueCode, quoted};

/// An element, there or not, and where it is.
pub(super) struct Node<'a> {
    pub value: Option<&'a Value>,
    pub path: String,
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Report {
    pub issues: Vec<Issue>,
}

impl<'a> Node<'a> {
    pub fn root(value: &'a Value, name: &str) -> Self {
        Self { value: Some(value), path: name.to_owned() }
    }

    /// `resourceType`.
    pub fn name(&self) -> Option<&'a str> {
        self.value?.get("resourceType")?.as_str()
    }

    /// A member.
    pub fn get(&self, name: &str) -> Self {
        Self { value: self.value.and_then(|value| value.get(name)), path: format!("{}.{name}", self.path) }
    }

    /// The text of a member, without a word about what is wrong in it.
    pub fn peek(&self, name: &str) -> Option<&'a str> {
        self.value?.get(name)?.as_str()
    }

    /// The items of a list, without a word when it is no list.
    pub fn items(&self) -> Vec<Self> {
        let items = self.value.and_then(Value::as_array).into_iter().flatten();
        let item = |(rank, value)| Self { value: Some(value), path: format!("{}[{rank}]", self.path) };
        items.enumerate().map(item).collect()
    }
}

impl Report {
    pub fn error(&mut self, code: IssueCode, node: &Node, words: impl Into<String>) {
        self.issues.push(Issue::error(code, node.path.clone(), words));
    }

    pub fn warn(&mut self, code: IssueCode, node: &Node, words: impl Into<String>) {
        self.issues.push(Issue::warning(code, node.path.clone(), words));
    }

    /// A mandatory element is not there.
    pub fn missing(&mut self, node: &Node, expected: &str) {
        self.error(IssueCode::Required, node, format!("Cet élément est obligatoire\u{a0}: {expected}."));
    }

    /// Something else came.
    pub fn unexpected(&mut self, code: IssueCode, node: &Node, expected: &str) {
        self.error(code, node, format!("{} a été reçu au lieu de\u{a0}: {expected}.", came(node)));
    }

    /// The items of a list, none when it is absent.
    pub fn list<'a>(&mut self, node: &Node<'a>) -> Vec<Node<'a>> {
        if node.value.is_some_and(|value| !value.is_array()) {
            self.unexpected(IssueCode::Structure, node, "une liste");
        }
        node.items()
    }

    /// The items of a list that holds at least one.
    pub fn some<'a>(&mut self, node: &Node<'a>, expected: &str) -> Vec<Node<'a>> {
        let items = self.list(node);
        if items.is_empty() && node.value.is_none_or(Value::is_array) {
            self.missing(node, expected);
        }
        items
    }

    /// The only item of a list that holds exactly one.
    pub fn only<'a>(&mut self, node: &Node<'a>, expected: &str) -> Option<Node<'a>> {
        let items = self.some(node, expected);
        if items.len() > 1 {
            let words =
                format!("{} éléments ont été reçus, un seul est accepté\u{a0}: {expected}.", items.len());
            self.error(IssueCode::Invalid, node, words);
        }
        items.into_iter().next()
    }

    /// A text that says something, when it is there.
    pub fn text<'a>(&mut self, node: &Node<'a>) -> Option<&'a str> {
        match node.value? {
            Value::String(text) if !text.trim().is_empty() => Some(text),
            Value::String(_) => {
                self.unexpected(IssueCode::Value, node, "un texte non vide");
                None
            }
            _ => {
                self.unexpected(IssueCode::Structure, node, "un texte");
                None
            }
        }
    }

    /// A mandatory text.
    pub fn words<'a>(&mut self, node: &Node<'a>, expected: &str) -> Option<&'a str> {
        if node.value.is_none() {
            self.missing(node, expected);
        }
        self.text(node)
    }

    /// A mandatory text among those accepted.
    pub fn one_of(&mut self, node: &Node, accepted: &[&str]) {
        let expected = accepted.join(", ");
        if let Some(text) = self.words(node, &expected)
            && !accepted.contains(&text)
        {
            self.unexpected(IssueCode::Value, node, &expected);
        }
    }

    /// A mandatory boolean.
    pub fn flag(&mut self, node: &Node) {
        match node.value {
            Some(Value::Bool(_)) => {}
            Some(_) => self.unexpected(IssueCode::Structure, node, "true ou false"),
            None => self.missing(node, "true ou false"),
        }
    }

    /// A mandatory instant.
    pub fn instant(&mut self, node: &Node) -> Option<Timestamp> {
        const EXPECTED: &str = "un instant (AAAA-MM-JJThh:mm:ss±hh:mm)";
        let text = self.words(node, EXPECTED)?;
        let read = text.parse::<Instant>().and_then(|instant| instant.timestamp());
        if read.is_err() {
            self.unexpected(IssueCode::Value, node, EXPECTED);
        }
        read.ok()
    }

    /// Mandatory `start` and `end`, in this order.
    pub fn span(&mut self, node: &Node) {
        let end = node.get("end");
        if let (Some(first), Some(last)) = (self.instant(&node.get("start")), self.instant(&end))
            && last <= first
        {
            self.error(IssueCode::BusinessRule, &end, "La fin doit venir après le début.");
        }
    }

    /// A mandatory reference to a resource of this type, of which the text is given back.
    pub fn reference<'a>(&mut self, node: &Node<'a>, kind: &str) -> Option<&'a str> {
        let expected = format!("une référence {kind}/<id>");
        self.words(&node.get("reference"), &expected)
    }
}

/// What came, quoted and cut.
fn came(node: &Node) -> String {
    match node.value {
        Some(Value::String(text)) => quoted(text),
        Some(value) => quoted(&value.to_string()),
        None => "Rien".to_owned(),
    }
}
