//! The CapabilityStatement of `GET /metadata`: says what the caller declares, and nothing that it does not.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::date::DateTime;
use crate::resource::{
    CapabilityResource, CapabilityRest, CapabilityStatement, Implementation, Interaction, SearchParam,
    Software, Text,
};

/// What can be done with a type of resource.
#[derive(Debug, Clone, Copy, Default)]
pub struct Declared {
    /// The type.
    pub name: &'static str,
    /// Profiles, the main one first.
    pub profiles: &'static [&'static str],
    /// `read`, `search-type`, `create`, `update`…
    pub interactions: &'static [&'static str],
    /// `_include` values.
    pub includes: &'static [&'static str],
    /// Search parameters.
    pub parameters: &'static [Parameter],
    /// A PUT creates what it does not find.
    pub update_create: bool,
    /// A PUT finds its resource by a search.
    pub conditional_update: bool,
    /// A read with `If-None-Match` answers 304 when nothing changed.
    pub conditional_read: bool,
}

/// A search parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// As a query writes it.
    pub name: &'static str,
    /// `date`, `token`, `reference`…
    pub kind: &'static str,
    /// Where it is defined, when it is.
    pub definition: Option<&'static str>,
    /// French words about its use.
    pub words: &'static str,
}

/// A server, to be described.
#[derive(Debug, Clone)]
pub struct Server<'a> {
    /// Name of the program.
    pub software: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// What this server is, in French.
    pub description: &'a str,
    /// Base address.
    pub base: &'a str,
    /// Since when it does all this.
    pub since: Timestamp,
    /// Resource by resource.
    pub resources: &'a [Declared],
}

/// The statement, its date on the clocks of `zone`.
#[must_use]
pub fn statement(server: &Server, zone: &TimeZone) -> CapabilityStatement {
    let text = |words: &str| Some(Text::from(words.to_owned()));
    CapabilityStatement {
        status: Some("active".into()),
        date: Some(DateTime::new(server.since, zone)),
        kind: Some("instance".into()),
        software: Some(Software {
            name: text(server.software),
            version: text(server.version),
            ..Software::default()
        }),
        implementation: Some(Implementation {
            description: text(server.description),
            url: text(server.base),
            ..Implementation::default()
        }),
        fhir_version: Some("4.0.1".into()),
        format: vec!["application/fhir+json".into(), "json".into()],
        implementation_guide: vec!["https://interop.esante.gouv.fr/ig/fhir/sas".into()],
        rest: vec![CapabilityRest {
            mode: Some("server".into()),
            resource: server.resources.iter().map(declared).collect(),
            ..CapabilityRest::default()
        }],
        ..CapabilityStatement::default()
    }
}

fn declared(one: &Declared) -> CapabilityResource {
    let (main, others) = match one.profiles {
        [] => (None, [].as_slice()),
        [only] => (Some(*only), [].as_slice()),
        several => (None, several),
    };
    let interaction =
        |code: &&'static str| Interaction { code: Some((*code).into()), ..Interaction::default() };
    let parameter = |one: &Parameter| SearchParam {
        name: Some(one.name.into()),
        definition: one.definition.map(Text::from),
        r#type: Some(one.kind.into()),
        documentation: Some(one.words.into()).filter(|words: &Text| !words.is_empty()),
        ..SearchParam::default()
    };
    CapabilityResource {
        r#type: Some(one.name.into()),
        profile: main.map(Text::from),
        supported_profile: others.iter().map(|one| (*one).into()).collect(),
        interaction: one.interactions.iter().map(interaction).collect(),
        update_create: one.update_create.then_some(true),
        conditional_read: one.conditional_read.then(|| "not-match".into()),
        conditional_update: one.conditional_update.then_some(true),
        search_include: one.includes.iter().map(|one| (*one).into()).collect(),
        search_param: one.parameters.iter().map(parameter).collect(),
        ..CapabilityResource::default()
    }
}
