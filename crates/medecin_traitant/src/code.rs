//! The code by which somebody follows a request: ten signs that nobody confuses, aloud or on paper.

use crate::Coffre;

/// No 0 nor O, no 1, I nor L, no U that looks like a V.
const SIGNES: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of a code: 30¹⁰ of them exist, nobody finds one by trying.
const LONGUEUR: usize = 10;

/// The code of the `rang`th person of a form: the same form gives the same code again, another form never does. `contenu` is all
/// that the form says, so that a key taken by somebody else leads nowhere.
#[must_use]
pub(crate) fn draw(coffre: &Coffre, cle: &str, rang: usize, contenu: &str) -> String {
    let hash = coffre.empreinte("code_tire", &format!("{cle}\n{rang}\n{contenu}"));
    let mut left = hash.iter().fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
    let mut code = String::with_capacity(LONGUEUR + 1);
    for rank in 0..LONGUEUR {
        if rank == LONGUEUR / 2 {
            code.push('-');
        }
        let at = usize::try_from(left % 30).unwrap_or_default();
        code.extend(SIGNES.get(at).map(|sign| char::from(*sign)));
        left /= 30;
    }
    code
}

/// The code that somebody typed, in any case, with or without its hyphen; nothing when it cannot be one.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let signs: String =
        text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let whole = signs.len() == LONGUEUR && signs.bytes().all(|sign| SIGNES.contains(&sign));
    let (left, right) = signs.split_at_checked(LONGUEUR / 2).filter(|_| whole)?;
    Some(format!("{left}-{right}"))
}

/// What finds a request by its code.
#[must_use]
pub(crate) fn empreinte(coffre: &Coffre, code: &str) -> Vec<u8> {
    coffre.empreinte("code", code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use db::Secret;
    use kernel::Id;

    #[test]
    fn a_code_is_read_as_people_type_it_and_depends_on_the_whole_form() {
        let coffre = Coffre::new(&Secret::new([7; 32]), Id::INSTANCE);
        let code = draw(&coffre, "cle", 0, "contenu");
        assert_eq!(code.len(), 11, "{code}");
        assert_eq!(draw(&coffre, "cle", 0, "contenu"), code);
        for other in [
            draw(&coffre, "autre", 0, "contenu"),
            draw(&coffre, "cle", 1, "contenu"),
            draw(&coffre, "cle", 0, ""),
        ] {
            assert_ne!(other, code);
        }
        assert_eq!(read(&format!(" {} ", code.to_lowercase().replace('-', " "))), Some(code));
        for bad in ["", "ABCDE-FGHJ", "ABCDE-FGHJ0", "ÀBCDE-FGHJK", "ABCDEFGHJKM"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
