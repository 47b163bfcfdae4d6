//! One Rust file, read once: its tokens, its functions, and which of its lines are tests.

use std::ops::RangeInclusive;

use anyhow::Context;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A parsed file.
pub struct Source {
    pub path: String,
    pub lines: usize,
    pub functions: Vec<Function>,
    tokens: Vec<(usize, Token)>,
    test_ranges: Vec<RangeInclusive<usize>>,
    /// Files declared by `#[cfg(test)] mod name;`.
    test_modules: Vec<String>,
    all_test: bool,
}

/// What a guard needs to know of a function.
pub struct Function {
    pub name: String,
    pub line: usize,
    /// Last line.
    pub end: usize,
    /// Lines of code: neither blank nor comment.
    pub lines: usize,
    pub params: usize,
    pub public: bool,
    pub is_async: bool,
}

/// A token; doc comments are left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Ident(String),
    Str(String),
    Punct(char),
    Open,
    Close,
    Other,
}

impl Source {
    /// Parse `text`; `path` is relative to the root.
    pub fn parse(path: &str, text: &str) -> anyhow::Result<Self> {
        let stream: TokenStream = text.parse().map_err(|error| anyhow::anyhow!("{path}: {error}"))?;
        let mut tokens = Vec::new();
        flatten(stream.clone(), &mut tokens);
        let file: syn::File = syn::parse2(stream).with_context(|| format!("in {path}"))?;
        let mut finder = Finder {
            code: text.lines().collect(),
            functions: Vec::new(),
            tests: Vec::new(),
            modules: Vec::new(),
        };
        finder.visit_file(&file);
        Ok(Self {
            path: path.to_owned(),
            lines: finder.code.len(),
            functions: finder.functions,
            tokens,
            test_ranges: finder.tests,
            test_modules: finder.modules,
            all_test: ["/tests/", "/benches/", "crates/testkit/", "crates/testsite/"]
                .iter()
                .any(|place| path.contains(place))
                || path.ends_with("/tests.rs"),
        })
    }

    /// Where the modules that exist only for tests are: `crates/ui/src/checks`.
    pub fn test_modules(&self) -> impl Iterator<Item = String> {
        let own = self.path.trim_end_matches(".rs");
        let (folder, stem) = own.rsplit_once('/').unwrap_or(("", own));
        let folder = if ["lib", "main", "mod"].contains(&stem) { folder } else { own };
        self.test_modules.iter().map(move |name| format!("{folder}/{name}"))
    }

    /// The whole file exists only for tests.
    pub fn mark_test(&mut self) {
        self.all_test = true;
    }

    /// True for a line of test code.
    pub fn is_test(&self, line: usize) -> bool {
        self.all_test || self.test_ranges.iter().any(|range| range.contains(&line))
    }

    /// How many lines are tests.
    pub fn test_lines(&self) -> usize {
        if self.all_test {
            return self.lines;
        }
        self.test_ranges.iter().map(|range| range.end() - range.start() + 1).sum()
    }

    /// Path inside `src/` or the crate: `pages/membres.rs`.
    pub fn place(&self) -> &str {
        let inside = self.path.splitn(3, '/').nth(2).unwrap_or(&self.path);
        inside.strip_prefix("src/").unwrap_or(inside)
    }

    /// `store.rs`, or a file of `store/`.
    pub fn is_store(&self) -> bool {
        self.place() == "store.rs" || self.place().starts_with("store/")
    }

    /// Tokens outside tests, with their line.
    pub fn tokens(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.tokens.iter().map(|(line, token)| (*line, token)).filter(|(line, _)| !self.is_test(*line))
    }

    /// What the whole file names, tests included: `store`, `keep`, and `store::keep` when they follow each other.
    pub fn named(&self) -> impl Iterator<Item = String> {
        let ident = |index: usize| match self.tokens.get(index) {
            Some((_, Token::Ident(name))) => Some(name.as_str()),
            _ => None,
        };
        let colon = |index: usize| matches!(self.tokens.get(index), Some((_, Token::Punct(':'))));
        (0..self.tokens.len()).filter_map(move |index| Some((index, ident(index)?))).flat_map(
            move |(index, name)| {
                let next = ident(index + 3).filter(|_| colon(index + 1) && colon(index + 2));
                [Some(name.to_owned()), next.map(|next| format!("{name}::{next}"))].into_iter().flatten()
            },
        )
    }

    /// String literals outside tests.
    pub fn strings(&self) -> impl Iterator<Item = (usize, &str)> {
        self.tokens().filter_map(|(line, token)| match token {
            Token::Str(text) => Some((line, text.as_str())),
            _ => None,
        })
    }

    /// Names of structs and enums outside tests.
    pub fn types(&self) -> impl Iterator<Item = (usize, &str)> {
        let keyword =
            |token: &Token| matches!(token, Token::Ident(name) if name == "struct" || name == "enum");
        let pairs = self.tokens().zip(self.tokens().skip(1));
        pairs.filter_map(move |((_, first), (line, second))| match second {
            Token::Ident(name) if keyword(first) => Some((line, name.as_str())),
            _ => None,
        })
    }

    /// Lines outside tests where these tokens follow each other; a name stands for itself, `(` for any opening.
    pub fn lines_with(&self, pattern: &[&str]) -> Vec<usize> {
        let tokens: Vec<_> = self.tokens().collect();
        let same = |token: &Token, wanted: &str| match token {
            Token::Ident(name) => name == wanted,
            Token::Punct(one) => wanted.chars().eq([*one]),
            Token::Open => wanted == "(",
            Token::Str(_) | Token::Close | Token::Other => false,
        };
        let matches = |window: &&[(usize, &Token)]| window.iter().zip(pattern).all(|((_, t), p)| same(t, p));
        tokens.windows(pattern.len()).filter(matches).map(|window| window[0].0).collect()
    }
}

fn flatten(stream: TokenStream, out: &mut Vec<(usize, Token)>) {
    let mut after_hash = false;
    for tree in stream {
        let line = tree.span().start().line;
        let hash = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '#');
        match tree {
            TokenTree::Ident(ident) => out.push((line, Token::Ident(ident.to_string()))),
            TokenTree::Punct(punct) => out.push((line, Token::Punct(punct.as_char()))),
            TokenTree::Literal(literal) => out.push((
                line,
                match syn::Lit::new(literal) {
                    syn::Lit::Str(text) => Token::Str(text.value()),
                    _ => Token::Other,
                },
            )),
            TokenTree::Group(group) => {
                let doc = after_hash
                    && group.delimiter() == Delimiter::Bracket
                    && group.stream().to_string().starts_with("doc");
                if !doc {
                    out.push((line, Token::Open));
                    flatten(group.stream(), out);
                    out.push((group.span_close().start().line, Token::Close));
                }
            }
        }
        after_hash = hash;
    }
}

struct Finder<'a> {
    code: Vec<&'a str>,
    functions: Vec<Function>,
    tests: Vec<RangeInclusive<usize>>,
    modules: Vec<String>,
}

impl Finder<'_> {
    fn function(&mut self, sig: &syn::Signature, public: bool, span: Span) {
        let (first, last) = (sig.span().start().line, span.end().line);
        let code = |line: &&&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        self.functions.push(Function {
            name: sig.ident.to_string(),
            line: first,
            end: last,
            lines: self.code.get(first - 1..last).unwrap_or_default().iter().filter(code).count(),
            params: sig.inputs.len(),
            public,
            is_async: sig.asyncness.is_some(),
        });
    }

    /// True, and remembered, when the attributes make the item a test.
    fn test(&mut self, attrs: &[syn::Attribute], span: Span) -> bool {
        let test = attrs.iter().any(|attr| {
            let path = attr.path();
            let cfg_test =
                || matches!(&attr.meta, syn::Meta::List(list) if list.tokens.to_string() == "test");
            path.segments.last().is_some_and(|last| last.ident == "test")
                || (path.is_ident("cfg") && cfg_test())
        });
        if test {
            self.tests.push(span.start().line..=span.end().line);
        }
        test
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !self.test(&item.attrs, item.span()) {
            visit::visit_item_mod(self, item);
        } else if item.content.is_none() {
            self.modules.push(item.ident.to_string());
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !self.test(&item.attrs, item.span()) {
            let public = !matches!(item.vis, syn::Visibility::Inherited);
            self.function(&item.sig, public, item.span());
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !self.test(&item.attrs, item.span()) {
            let public = !matches!(item.vis, syn::Visibility::Inherited);
            self.function(&item.sig, public, item.span());
            visit::visit_impl_item_fn(self, item);
        }
    }
}
