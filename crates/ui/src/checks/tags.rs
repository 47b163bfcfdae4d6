//! A reader of tags, just strict enough for the HTML that maud writes.

/// An opening or closing tag.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) closing: bool,
    pub(super) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// Every tag, in order; self-closing ones (in our raw SVG) count as opened then closed.
pub(super) fn tags(html: &str) -> Vec<Tag> {
    let mut out = Vec::new();
    for piece in html.split('<').skip(1) {
        let inside =
            piece.split_once('>').expect("maud escapes > in attributes, so a tag ends at the first one").0;
        let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
        let (alone, inside) = inside.strip_suffix('/').map_or((false, inside), |rest| (true, rest));
        let (name, rest) = inside.split_once(' ').unwrap_or((inside, ""));
        let tag = Tag { name: name.to_owned(), closing, attributes: attributes(rest) };
        let names: Vec<_> = tag.attributes.iter().map(|(name, _)| name).collect();
        assert!(
            names.iter().all(|name| names.iter().filter(|n| n == &name).count() == 1),
            "an attribute twice: {tag:?}"
        );
        out.push(tag);
        if alone {
            out.push(Tag { name: name.to_owned(), closing: true, attributes: Vec::new() });
        }
    }
    out
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return out;
        }
        match rest.split_once("=\"") {
            Some((name, tail)) if !name.contains(' ') => {
                let (value, after) = tail.split_once('"').expect("maud quotes attributes");
                out.push((name.to_owned(), value.to_owned()));
                rest = after;
            }
            _ => {
                let (name, after) = rest.split_once(' ').unwrap_or((rest, ""));
                out.push((name.to_owned(), String::new()));
                rest = after;
            }
        }
    }
}
