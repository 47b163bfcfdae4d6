//! Which addresses may become links.

/// The address, when it leads to a page, a mail address or a telephone: nothing that could run or open a file.
pub(crate) fn safe(url: &str) -> Option<&str> {
    let url = url.trim();
    let scheme = url.split_once(':')?.0;
    let known = ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let printable = url.chars().all(|c| !c.is_control() && !c.is_whitespace());
    (known && printable && url.len() <= 2_000).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn only_pages_mail_and_telephones_become_links() {
        assert_eq!(safe(" https://cpts.example/a?b=1 "), Some("https://cpts.example/a?b=1"));
        assert_eq!(safe("mailto:a@b.example"), Some("mailto:a@b.example"));
        assert_eq!(safe("tel:+33565000000"), Some("tel:+33565000000"));
        for hostile in
            ["javascript:alert(1)", "file:///etc/passwd", "cpts.example", "", "https://a b", "http:\n//a"]
        {
            assert_eq!(safe(hostile), None, "{hostile}");
        }
    }
}
