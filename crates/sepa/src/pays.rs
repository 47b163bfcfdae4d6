//! Which countries are in SEPA, and what their account numbers look like.
//!
//! Members and territories: list of SEPA scheme countries of the European Payments Council (EPC409-09), with Albania,
//! Montenegro, Moldova and North Macedonia (in operation since October 2025) and Serbia (since May 2026), recalled.
//! Lengths: IBAN registry of SWIFT (ISO 13616), compared in tests with the one inside `iban_validate`.

/// A country of SEPA, by the two letters that open its IBANs.
pub(crate) struct Pays {
    pub(crate) code: &'static str,
    pub(crate) nom: &'static str,
    /// Signs of an IBAN, the two letters included.
    pub(crate) longueur: usize,
}

const fn pays(code: &'static str, nom: &'static str, longueur: usize) -> Pays {
    Pays { code, nom, longueur }
}

/// Every country of SEPA that has IBANs of its own.
pub(crate) const SEPA: &[Pays] = &[
    pays("AD", "Andorre", 24),
    pays("AL", "Albanie", 28),
    pays("AT", "Autriche", 20),
    pays("BE", "Belgique", 16),
    pays("BG", "Bulgarie", 22),
    pays("CH", "Suisse", 21),
    pays("CY", "Chypre", 28),
    pays("CZ", "Tchéquie", 24),
    pays("DE", "Allemagne", 22),
    pays("DK", "Danemark", 18),
    pays("EE", "Estonie", 20),
    pays("ES", "Espagne", 24),
    pays("FI", "Finlande", 18),
    pays("FR", "France", 27),
    pays("GB", "Royaume-Uni", 22),
    pays("GI", "Gibraltar", 23),
    pays("GR", "Grèce", 27),
    pays("HR", "Croatie", 21),
    pays("HU", "Hongrie", 28),
    pays("IE", "Irlande", 22),
    pays("IS", "Islande", 26),
    pays("IT", "Italie", 27),
    pays("LI", "Liechtenstein", 21),
    pays("LT", "Lituanie", 20),
    pays("LU", "Luxembourg", 20),
    pays("LV", "Lettonie", 21),
    pays("MC", "Monaco", 27),
    pays("MD", "Moldavie", 24),
    pays("ME", "Monténégro", 22),
    pays("MK", "Macédoine du Nord", 19),
    pays("MT", "Malte", 31),
    pays("NL", "Pays-Bas", 18),
    pays("NO", "Norvège", 15),
    pays("PL", "Pologne", 28),
    pays("PT", "Portugal", 25),
    pays("RO", "Roumanie", 24),
    pays("RS", "Serbie", 22),
    pays("SE", "Suède", 24),
    pays("SI", "Slovénie", 19),
    pays("SK", "Slovaquie", 24),
    pays("SM", "Saint-Marin", 27),
    pays("VA", "Vatican", 22),
];

/// Countries of the IBAN registry outside SEPA.
pub(crate) const AUTRES: &[&str] = &[
    "AE", "AZ", "BA", "BH", "BI", "BR", "BY", "CR", "DJ", "DO", "EG", "FK", "FO", "GE", "GL", "GT", "HN",
    "IL", "IQ", "JO", "KW", "KZ", "LB", "LC", "LY", "MN", "MR", "MU", "NI", "OM", "PK", "PS", "QA", "RU",
    "SA", "SC", "SD", "SO", "ST", "SV", "TL", "TN", "TR", "UA", "VG", "XK", "YE",
];

/// A territory whose accounts carry the letters of another country; its banks may carry its own in their BIC.
pub(crate) struct Territoire {
    pub(crate) code: &'static str,
    pub(crate) nom: &'static str,
    /// Letters that open its IBANs.
    pub(crate) iban: &'static str,
    /// The three of the Pacific franc are not in SEPA, though their IBANs start with FR.
    pub(crate) sepa: bool,
}

const fn territoire(code: &'static str, nom: &'static str, iban: &'static str, sepa: bool) -> Territoire {
    Territoire { code, nom, iban, sepa }
}

/// Territories without letters of their own.
pub(crate) const TERRITOIRES: &[Territoire] = &[
    territoire("AX", "Åland", "FI", true),
    territoire("BL", "Saint-Barthélemy", "FR", true),
    territoire("GF", "Guyane", "FR", true),
    territoire("GG", "Guernesey", "GB", true),
    territoire("GP", "Guadeloupe", "FR", true),
    territoire("IM", "Île de Man", "GB", true),
    territoire("JE", "Jersey", "GB", true),
    territoire("MF", "Saint-Martin", "FR", true),
    territoire("MQ", "Martinique", "FR", true),
    territoire("NC", "Nouvelle-Calédonie", "FR", false),
    territoire("PF", "Polynésie française", "FR", false),
    territoire("PM", "Saint-Pierre-et-Miquelon", "FR", true),
    territoire("RE", "La Réunion", "FR", true),
    territoire("TF", "Terres australes françaises", "FR", false),
    territoire("WF", "Wallis-et-Futuna", "FR", false),
    territoire("YT", "Mayotte", "FR", true),
];

/// The country of SEPA whose IBANs open with these letters.
pub(crate) fn sepa(code: &str) -> Option<&'static Pays> {
    SEPA.iter().find(|one| one.code == code)
}

/// The territory of these letters.
pub(crate) fn territoire_de(code: &str) -> Option<&'static Territoire> {
    TERRITOIRES.iter().find(|one| one.code == code)
}

/// A bank whose BIC carries these letters is in SEPA.
pub(crate) fn banque_sepa(code: &str) -> bool {
    sepa(code).is_some() || territoire_de(code).is_some_and(|one| one.sepa)
}
