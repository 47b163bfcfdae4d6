use std::{fmt, str::FromStr};

/// What somebody is for a CPTS; the order is the one of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Runs the CPTS day after day.
    Coordination,
    /// Represents the association.
    Presidence,
    /// Holds the money.
    Tresorerie,
    /// Keeps the minutes.
    Secretariat,
    /// Health professional or structure that belongs to the CPTS.
    Membre,
    /// Answers for unscheduled care.
    OperateurSnp,
    /// Works with the CPTS without belonging to it.
    Partenaire,
    /// Follows the CPTS for the ARS or the CPAM.
    ReferentInstitution,
    /// Elected by the inhabitants.
    Elu,
    /// Speaks for the users of care.
    Usager,
    /// Runs the instance; lives on the instance, not in a CPTS.
    AdministrateurPlateforme,
}

/// The text names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas un rôle.")]
pub struct RoleError(String);

impl Role {
    /// Every role, in order.
    pub const ALL: [Self; 11] = [
        Self::Coordination,
        Self::Presidence,
        Self::Tresorerie,
        Self::Secretariat,
        Self::Membre,
        Self::OperateurSnp,
        Self::Partenaire,
        Self::ReferentInstitution,
        Self::Elu,
        Self::Usager,
        Self::AdministrateurPlateforme,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// As the database and the rights table write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Coordination => "coordination",
            Self::Presidence => "presidence",
            Self::Tresorerie => "tresorerie",
            Self::Secretariat => "secretariat",
            Self::Membre => "membre",
            Self::OperateurSnp => "operateur_snp",
            Self::Partenaire => "partenaire",
            Self::ReferentInstitution => "referent_institution",
            Self::Elu => "elu",
            Self::Usager => "usager",
            Self::AdministrateurPlateforme => "administrateur_plateforme",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Coordination => "Coordination",
            Self::Presidence => "Présidence",
            Self::Tresorerie => "Trésorerie",
            Self::Secretariat => "Secrétariat",
            Self::Membre => "Membre",
            Self::OperateurSnp => "Opérateur SNP",
            Self::Partenaire => "Partenaire",
            Self::ReferentInstitution => "Référent ARS ou CPAM",
            Self::Elu => "Élu",
            Self::Usager => "Usager",
            Self::AdministrateurPlateforme => "Administration de la plateforme",
        }
    }

    /// One line for whoever gives the role.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Coordination => {
                "Fait vivre la CPTS au quotidien\u{a0}: accès à tout l’espace, membres et rôles compris."
            }
            Self::Presidence => "Représente l’association.",
            Self::Tresorerie => "Tient les comptes et prépare les paiements.",
            Self::Secretariat => "Tient les réunions, les adhésions et les comptes rendus.",
            Self::Membre => "Professionnel ou structure adhérente.",
            Self::OperateurSnp => "Répond aux demandes de soins non programmés.",
            Self::Partenaire => "Travaille avec la CPTS sans en être membre.",
            Self::ReferentInstitution => "Suit la CPTS pour l’ARS ou la CPAM, en lecture seule.",
            Self::Elu => "Représente une commune ou une intercommunalité.",
            Self::Usager => "Représente les usagers du système de santé.",
            Self::AdministrateurPlateforme => "Administre toute l’instance.",
        }
    }
}

impl FromStr for Role {
    type Err = RoleError;
    fn from_str(text: &str) -> Result<Self, RoleError> {
        let found = Self::ALL.into_iter().find(|role| role.code() == text);
        found.ok_or_else(|| RoleError(text.chars().take(40).collect()))
    }
}

/// The roles that one person holds in one CPTS: one bit each, in the order of [`Role`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles(u16);

impl Roles {
    /// These roles.
    pub fn of(roles: impl IntoIterator<Item = Role>) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | role.bit()))
    }

    /// In order.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Whether `role` is among them.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether whoever holds them can run the CPTS: somebody always must.
    #[must_use]
    pub const fn lead(self) -> bool {
        self.has(Role::Coordination) || self.has(Role::Presidence)
    }

    /// As people say them: « Coordination, Membre ».
    #[must_use]
    pub fn labels(self) -> String {
        let mut labels = String::new();
        for role in self.iter() {
            labels.push_str(if labels.is_empty() { "" } else { ", " });
            labels.push_str(role.label());
        }
        labels
    }

    /// The first one, as people say it.
    #[must_use]
    pub fn main_label(self) -> &'static str {
        self.iter().next().map_or("", Role::label)
    }

    /// The codes, for the rights table.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        self.iter().map(Role::code)
    }
}

/// As the database keeps them: ` coordination membre `, so that ` membre ` is found whatever stands around it.
impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(" ")?;
        self.iter().try_for_each(|role| write!(f, "{} ", role.code()))
    }
}

impl FromStr for Roles {
    type Err = RoleError;
    fn from_str(text: &str) -> Result<Self, RoleError> {
        text.split_ascii_whitespace()
            .try_fold(Self(0), |roles, code| Ok(Self(roles.0 | code.parse::<Role>()?.bit())))
    }
}

impl serde::Serialize for Roles {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.codes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_reads_back_from_its_code() {
        assert!(Role::ALL.into_iter().all(|role| role.code().parse() == Ok(role)));
        assert_eq!("chef".parse::<Role>().unwrap_err().to_string(), "«\u{a0}chef\u{a0}» n’est pas un rôle.");
    }

    #[test]
    fn roles_read_back_from_what_is_kept() {
        let roles = Roles::of([Role::Membre, Role::Coordination, Role::Membre]);
        assert_eq!(roles.to_string(), " coordination membre ");
        assert_eq!(roles.to_string().parse(), Ok(roles));
        assert_eq!((roles.labels().as_str(), roles.main_label()), ("Coordination, Membre", "Coordination"));
        assert!(roles.lead() && !Roles::default().lead());
    }
}
