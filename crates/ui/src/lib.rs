//! Components as functions: page, form, field, table, explained figure.
//!
//! Every component is a plain function, or a small value that `maud` renders (`(Field::text(..))` inside
//! `html!`). None of them reads a request or a database: a door gives words, this crate gives markup.
//!
//! Three promises hold everywhere, and are tested: pages work without JavaScript and under a strict
//! Content-Security-Policy (no inline style, no inline script, no third party), every colour pair reaches WCAG 2.2
//! AA in both themes ([`tokens`]), and every graphic has a text twin.
//!
//! The living catalogue is [`gallery::gallery`]; `cargo run -p ui --example preview` writes it to `target/preview`.

use std::borrow::Cow;

pub mod alert;
pub mod assets;
pub mod avatar;
pub mod button;
pub mod card;
pub mod code;
pub mod definitions;
pub mod empty;
pub mod figure;
pub mod form;
pub mod gallery;
pub mod icon;
pub mod map;
pub mod mark;
pub mod page;
pub mod pourquoi;
pub mod problem;
pub mod progress;
pub mod qr;
pub mod section;
pub mod status;
pub mod steps;
pub mod table;
pub mod tabs;
pub mod timeline;
pub mod tokens;
pub mod tone;

pub use button::Button;
pub use card::{Card, Item};
pub use figure::{Explanation, Figure};
pub use form::{Choice, Field, Filled, Method, form};
pub use francais;
pub use icon::Icon;
pub use page::{Crumb, Flash, Frame, NavEntry, TextSize, Theme, hero_page, page, public_page};
pub use pourquoi::pourquoi;
pub use qr::qr;
pub use table::{Column, Row, Table};
pub use tone::Tone;

#[cfg(test)]
mod checks;

/// Words shown to a person: borrowed when they are ours, owned when they come from data.
pub type Text = Cow<'static, str>;
