use super::{Resource, Text, element, resource};
use crate::date::Instant;

resource! {
    /// Several resources: for us, the answer to a search.
    Bundle {
        /// `searchset`, `collection`…
        r#type: Option<Text>,
        /// When it was put together.
        timestamp: Option<Instant>,
        /// How many resources match: for SAS, how many slots.
        total: Option<u32>,
        /// `self`, `next`…
        link: Vec<Link>,
        /// The resources.
        entry: Vec<Entry>,
    }
}

element! {
    /// An address related to a bundle.
    Link {
        /// `self`, `next`…
        relation: Option<Text>,
        /// The address.
        url: Option<Text>,
    }
}

element! {
    /// A resource in a bundle.
    Entry {
        /// Absolute address of the resource.
        full_url: Option<Text>,
        /// The resource.
        resource: Option<Resource>,
        /// Why it is there.
        search: Option<EntrySearch>,
    }
}

element! {
    /// Why a resource is in the answer to a search.
    EntrySearch {
        /// `match`, `include`, `outcome`.
        mode: Option<Text>,
    }
}
