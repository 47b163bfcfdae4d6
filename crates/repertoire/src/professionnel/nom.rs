/// « JEAN-PIERRE » as « Jean-Pierre », « D'ALMEIDA » as « D’Almeida »; a text that already has small letters stays.
#[must_use]
pub fn cased(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let mut begins = true;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\'' | '’' => out.push('’'),
            _ if begins => out.push(letter),
            _ => out.extend(letter.to_lowercase()),
        }
        begins = !letter.is_alphanumeric();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::cased;

    #[test]
    fn names_are_written_as_people_write_them() {
        for (file, shown) in [
            ("FICTIF", "Fictif"),
            ("JEAN-PIERRE", "Jean-Pierre"),
            ("D'ALMEIDA ÉLOI", "D’Almeida Éloi"),
            ("Le Goff", "Le Goff"),
            ("", ""),
        ] {
            assert_eq!(cased(file), shown);
        }
    }
}
