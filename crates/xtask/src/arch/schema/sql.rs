//! Enough of SQL to read a migration: tables with their keys, indexes, views, columns added, tables renamed or dropped.

/// What the guards look at in a migration.
#[derive(Debug, PartialEq)]
pub enum Statement {
    Table(Table),
    Index { name: String, table: String, unique: bool, columns: Vec<String> },
    View(String),
    Column { table: String, column: String, keys: Vec<Key> },
    Rename { from: String, to: String },
    Drop(String),
}

/// A table as declared.
#[derive(Debug, Default, PartialEq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    pub keys: Vec<Key>,
}

impl Table {
    /// Holds rows of a CPTS.
    pub fn tenant(&self) -> bool {
        self.columns.iter().any(|column| column == super::TENANT)
    }
}

/// A key of a table.
#[derive(Debug, PartialEq)]
pub enum Key {
    Primary(Vec<String>),
    Unique(Vec<String>),
    Foreign { columns: Vec<String>, table: String, to: Vec<String> },
}

/// Words that could name a table.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| word.contains('_'))
}

type Tokens<'a> = &'a [(usize, String)];

/// Statements of a migration, with their line.
pub fn read(text: &str) -> Vec<(usize, Statement)> {
    let tokens = tokens(text);
    let mut statements = Vec::new();
    for start in 0..tokens.len() {
        let rest = &tokens[start..];
        let word = |index: usize| rest.get(index).map_or("", |(_, word)| word.as_str());
        let statement = match (word(0), word(1), word(2)) {
            ("create", "table", _) => table(after_if(&rest[2..])),
            ("create", "view", _) => {
                after_if(&rest[2..]).first().map(|(_, name)| Statement::View(name.clone()))
            }
            ("create", "unique", "index") => index(after_if(&rest[3..]), true),
            ("create", "index", _) => index(after_if(&rest[2..]), false),
            ("alter", "table", _) => alter(after_if(&rest[2..])),
            ("drop", "table", _) => {
                after_if(&rest[2..]).first().map(|(_, name)| Statement::Drop(name.clone()))
            }
            _ => None,
        };
        statements.extend(statement.map(|statement| (rest[0].0, statement)));
    }
    statements
}

/// Lower-case words and single signs, with their line; comments and strings are left out.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("--").next().unwrap_or_default();
        let mut quoted = false;
        let mut glued = false;
        for c in code.chars() {
            quoted ^= c == '\'';
            let part = c.is_alphanumeric() || matches!(c, '_' | '@' | '.');
            match out.last_mut() {
                _ if quoted || c == '"' => glued = false,
                Some((_, word)) if part && glued => word.extend(c.to_lowercase()),
                _ if part => {
                    out.push((number + 1, c.to_lowercase().collect()));
                    glued = true;
                }
                _ => {
                    glued = false;
                    if !c.is_whitespace() && c != '\'' {
                        out.push((number + 1, c.to_string()));
                    }
                }
            }
        }
    }
    out
}

fn after_if(tokens: Tokens<'_>) -> Tokens<'_> {
    let skipped =
        tokens.iter().take_while(|(_, word)| ["if", "not", "exists"].contains(&word.as_str())).count();
    &tokens[skipped..]
}

fn table(tokens: Tokens<'_>) -> Option<Statement> {
    let mut table = Table { name: tokens.first()?.1.clone(), ..Table::default() };
    for item in items(tokens.get(1..)?) {
        let constraint = match item.first().map(|(_, word)| word.as_str()) {
            Some("constraint") => item.get(2..),
            Some("primary" | "unique" | "foreign" | "check" | "exclude") => Some(item),
            _ => None,
        };
        match (constraint, item.first()) {
            (Some(rule), _) => table.keys.extend(keys(rule, &[])),
            (None, Some((_, column))) => {
                table.columns.push(column.clone());
                table.keys.extend(keys(&item[1..], std::slice::from_ref(column)));
            }
            (None, None) => {}
        }
    }
    Some(Statement::Table(table))
}

fn index(tokens: Tokens<'_>, unique: bool) -> Option<Statement> {
    let on = tokens.iter().position(|(_, word)| word == "on")?;
    let rest = tokens.get(on + 1..)?;
    let columns = columns(rest.get(1..)?);
    Some(Statement::Index {
        name: tokens.first()?.1.clone(),
        table: rest.first()?.1.clone(),
        unique,
        columns,
    })
}

fn alter(tokens: Tokens<'_>) -> Option<Statement> {
    let table = tokens.first()?.1.clone();
    let end = tokens.iter().position(|(_, word)| word == ";").unwrap_or(tokens.len());
    let rest = tokens.get(1..end)?;
    let word = |index: usize| rest.get(index).map_or("", |(_, word)| word.as_str());
    match (word(0), word(1)) {
        ("rename", "to") => Some(Statement::Rename { from: table, to: word(2).to_owned() }),
        ("add", first) => {
            let skip = if first == "column" { 2 } else { 1 };
            let rest = after_if(rest.get(skip..)?);
            let column = rest.first()?.1.clone();
            let keys = keys(&rest[1..], std::slice::from_ref(&column));
            Some(Statement::Column { table, column, keys })
        }
        _ => None,
    }
}

/// Keys declared by one item of a table; `own` is the column it declares, if it declares one.
fn keys(item: Tokens<'_>, own: &[String]) -> Vec<Key> {
    let mut found = Vec::new();
    for (index, (_, word)) in item.iter().enumerate() {
        let listed = |skip: usize| {
            let listed = item.get(index + skip..).map(columns).unwrap_or_default();
            if listed.is_empty() { own.to_vec() } else { listed }
        };
        match word.as_str() {
            "primary" => found.push(Key::Primary(listed(2))),
            "unique" => found.push(Key::Unique(listed(1))),
            "references" => {
                let columns = if own.is_empty() { columns_before(item, index) } else { own.to_vec() };
                let table = item.get(index + 1).map(|(_, name)| name.clone()).unwrap_or_default();
                let to = item.get(index + 2..).map(self::columns).unwrap_or_default();
                found.push(Key::Foreign { columns, table, to });
            }
            _ => {}
        }
    }
    found
}

/// Columns of `FOREIGN KEY (…)` that stand before `REFERENCES`.
fn columns_before(item: Tokens<'_>, end: usize) -> Vec<String> {
    let open = item[..end].iter().position(|(_, word)| word == "(").unwrap_or(end);
    columns(&item[open..end])
}

/// First word of each item of a list in parentheses; empty when the tokens do not open one.
fn columns(tokens: Tokens<'_>) -> Vec<String> {
    items(tokens).into_iter().filter_map(|item| item.first().map(|(_, word)| word.clone())).collect()
}

/// Items of a list in parentheses that starts here.
fn items(tokens: Tokens<'_>) -> Vec<Tokens<'_>> {
    let mut items = Vec::new();
    let (mut depth, mut from) = (0usize, 1);
    for (index, (_, word)) in tokens.iter().enumerate() {
        match word.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "," if depth == 1 => {
                items.push(&tokens[from..index]);
                from = index + 1;
            }
            _ => {}
        }
        if depth == 0 {
            if index > 0 {
                items.push(&tokens[from..index]);
            }
            break;
        }
    }
    items
}
