//! Names that people join: « LE GOFF » is also found by « legoff », « DE LA TOUR » by « delatour » and « latour ».

use crate::mots::is_particle;

/// The joined spellings of a name given by its folded words: each run of particles and the word after it. Gives the
/// joined text, and the range of words that it stands for.
pub(crate) fn joined<'a>(
    words: &'a [&'a str],
) -> impl Iterator<Item = (String, std::ops::Range<usize>)> + 'a {
    (0..words.len()).filter_map(move |from| {
        let rest = words.get(from..)?;
        let particles = rest.iter().take_while(|word| is_particle(word)).count().min(rest.len() - 1);
        let to = from + particles + 1;
        (1..=3).contains(&particles).then(|| (rest[..=particles].concat(), from..to))
    })
}
