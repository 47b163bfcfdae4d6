/// A set of at most as many things as its number has bits.
macro_rules! masque {
    ($(#[$meta:meta])* $name:ident($bits:ty) { $($(#[$doc:meta])* $case:ident = $rank:literal;)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name($bits);

        impl $name {
            $($(#[$doc])* pub const $case: Self = Self(1 << $rank);)*
            /// Everything.
            pub const TOUT: Self = Self(<$bits>::MAX);

            /// The set of these bits.
            #[must_use]
            pub const fn new(bits: $bits) -> Self {
                Self(bits)
            }

            /// Its bits.
            #[must_use]
            pub const fn bits(self) -> $bits {
                self.0
            }

            /// What is in one or the other.
            #[must_use]
            pub const fn or(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// What is in both.
            #[must_use]
            pub const fn and(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// Nothing is in it.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }
        }
    };
}

masque! {
    /// To whom a slot is shown, as nomenclature TRE_R314 of the ANS names them.
    Visibilites(u8) {
        /// Everybody.
        PUBLIC = 0;
        /// Health professionals.
        PRO = 1;
        /// Regulators and organisers of unscheduled care.
        SNP = 2;
        /// Members of the CPTS.
        CPTS = 3;
    }
}

masque! {
    /// How care is given.
    Modalites(u8) {
        /// At the place of the professional.
        CABINET = 0;
        /// At the patient's.
        DOMICILE = 1;
        /// At a distance.
        TELESOIN = 2;
    }
}

masque! {
    /// Kinds of care, at most 64, whose ranks the caller keeps.
    Soins(u64) {}
}
