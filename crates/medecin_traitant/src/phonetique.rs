//! How a French name sounds, roughly: two spellings of one name mostly give the same text.

use kernel::fold;

/// Small words of a name that people leave out.
const PARTICULES: [&str; 12] = ["de", "du", "des", "d", "la", "le", "les", "l", "van", "von", "el", "ben"];
/// What sounds alike, the longest first.
const SONS: [(&str, &str); 24] = [
    ("sch", "#"),
    ("eau", "o"),
    ("ch", "#"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("qu", "k"),
    ("au", "o"),
    ("ai", "e"),
    ("ei", "e"),
    ("gue", "ge"),
    ("gui", "gi"),
    ("ge", "je"),
    ("gi", "ji"),
    ("ce", "se"),
    ("ci", "si"),
    ("y", "i"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("x", "s"),
    ("w", "v"),
    ("h", ""),
    ("m", "n"),
];
/// Signs that are mostly not heard at the end.
const MUETTES: [char; 5] = ['t', 'd', 's', 'e', 'p'];

/// The words of a name that count, folded; all of them when none does.
#[must_use]
pub(crate) fn mots(nom: &str) -> Vec<String> {
    let folded = fold(nom);
    let all: Vec<String> = folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let counted: Vec<String> =
        all.iter().filter(|word| !PARTICULES.contains(&word.as_str())).cloned().collect();
    if counted.is_empty() { all } else { counted }
}

/// How a folded text without spaces sounds.
#[must_use]
pub(crate) fn son(mot: &str) -> String {
    let heard = opened(mot);
    let mut single = String::with_capacity(heard.len());
    for sign in heard.chars() {
        if !single.ends_with(sign) {
            single.push(sign);
        }
    }
    while single.chars().count() > 2 && single.ends_with(MUETTES) {
        single.pop();
    }
    if single.is_empty() { mot.to_owned() } else { single }
}

fn opened(mot: &str) -> String {
    let mut heard = String::with_capacity(mot.len());
    let mut rest = mot;
    while let Some(first) = rest.chars().next() {
        match SONS.iter().find(|(signs, _)| rest.starts_with(signs)) {
            Some((signs, said)) => {
                heard.push_str(said);
                rest = rest.get(signs.len()..).unwrap_or_default();
            }
            None => {
                heard.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike_and_names_do_not() {
        for (a, b) in [
            ("dupont", "dupond"),
            ("durand", "durant"),
            ("philippe", "filipe"),
            ("lefevre", "lefevre"),
            ("mathieu", "matthieu"),
            ("cecile", "sesile"),
            ("guillaume", "guilaume"),
            ("schneider", "chneider"),
        ] {
            assert_eq!(son(a), son(b), "{a} {b}");
        }
        let names = [
            "martin", "bernard", "petit", "robert", "richard", "moreau", "leo", "lea", "paul", "paula", "li",
        ];
        for (rank, a) in names.iter().enumerate() {
            for b in names.iter().skip(rank + 1) {
                assert_ne!(son(a), son(b), "{a} {b}");
            }
        }
        assert_eq!(mots("de La Tour-d’Auvergne"), ["tour", "auvergne"]);
        assert_eq!(mots("Le"), ["le"]);
    }
}
