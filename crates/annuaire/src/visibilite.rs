use crate::droits::{MODIFIER, VOIR};
use kernel::Rights;

kernel::codes! {
    /// Who may see a value, the widest first.
    pub enum Visibilite {
        /// Everybody.
        Public = "public", "Tout le monde";
        /// Whoever has a role in the CPTS.
        Membres = "membres", "Les membres de la CPTS";
        /// Coordination, présidence, secretariat.
        Bureau = "bureau", "Le bureau seulement";
    }
}

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regard {
    /// Anybody, without account.
    Public,
    /// Somebody with a role in the CPTS.
    Membre,
    /// Whoever keeps the directory.
    Bureau,
}

impl Regard {
    /// What these rights let see.
    #[must_use]
    pub fn of(rights: &Rights) -> Self {
        match (rights.contains(MODIFIER), rights.contains(VOIR)) {
            (true, _) => Self::Bureau,
            (false, true) => Self::Membre,
            (false, false) => Self::Public,
        }
    }

    /// Whether a value of that visibility may be shown to this reader.
    #[must_use]
    pub const fn sees(self, visibilite: Visibilite) -> bool {
        match visibilite {
            Visibilite::Public => true,
            Visibilite::Membres => matches!(self, Self::Membre | Self::Bureau),
            Visibilite::Bureau => matches!(self, Self::Bureau),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_decide_who_looks_and_each_reader_sees_its_level_and_the_wider_ones() {
        let seen = |regard: Regard| Visibilite::ALL.iter().filter(|v| regard.sees(**v)).count();
        assert_eq!(seen(Regard::of(&Rights::none())), 1);
        assert_eq!(seen(Regard::of(&Rights::of([VOIR]))), 2);
        assert_eq!(seen(Regard::of(&Rights::of([MODIFIER]))), 3);
    }
}
