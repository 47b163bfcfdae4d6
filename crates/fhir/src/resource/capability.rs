use super::{Text, element, resource};
use crate::date::DateTime;

resource! {
    /// What a server can do (`GET /metadata`).
    CapabilityStatement {
        /// `draft`, `active`…
        status: Option<Text>,
        /// When it was last changed.
        date: Option<DateTime>,
        /// Who answers for it.
        publisher: Option<Text>,
        /// `instance`: this very server.
        kind: Option<Text>,
        /// The program.
        software: Option<Software>,
        /// Where it runs.
        implementation: Option<Implementation>,
        /// `4.0.1`.
        fhir_version: Option<Text>,
        /// Media types.
        format: Vec<Text>,
        /// Guides that it follows.
        implementation_guide: Vec<Text>,
        /// What it does over HTTP.
        rest: Vec<CapabilityRest>,
    }
}

element! {
    /// The program that answers.
    Software {
        /// Its name.
        name: Option<Text>,
        /// Its version.
        version: Option<Text>,
    }
}

element! {
    /// The server that answers.
    Implementation {
        /// What it is.
        description: Option<Text>,
        /// Base address.
        url: Option<Text>,
    }
}

element! {
    /// One side of the conversation.
    CapabilityRest {
        /// `server` or `client`.
        mode: Option<Text>,
        /// Resource by resource.
        resource: Vec<CapabilityResource>,
    }
}

element! {
    /// What can be done with a type of resource.
    CapabilityResource {
        /// The type.
        r#type: Option<Text>,
        /// The profile that all follow.
        profile: Option<Text>,
        /// Profiles that some follow.
        supported_profile: Vec<Text>,
        /// `read`, `search-type`…
        interaction: Vec<Interaction>,
        /// A PUT may create.
        update_create: Option<bool>,
        /// `not-match`: `If-None-Match` is understood.
        conditional_read: Option<Text>,
        /// A PUT may find its resource by a search.
        conditional_update: Option<bool>,
        /// `_include` values.
        search_include: Vec<Text>,
        /// Search parameters.
        search_param: Vec<SearchParam>,
    }
}

element! {
    /// One thing that can be done.
    Interaction {
        /// `read`, `search-type`, `create`, `update`…
        code: Option<Text>,
    }
}

element! {
    /// A search parameter.
    SearchParam {
        /// As it is written in a query.
        name: Option<Text>,
        /// Where it is defined (canonical).
        definition: Option<Text>,
        /// `date`, `token`, `reference`…
        r#type: Option<Text>,
        /// Words about its use.
        documentation: Option<Text>,
    }
}
