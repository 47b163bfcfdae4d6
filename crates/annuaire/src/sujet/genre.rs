kernel::codes! {
    /// The actors and structures of a territory that no national number names, or not always.
    pub enum Genre {
        /// Assistante sociale, éducateur…
        TravailleurSocial = "travailleur_social", "Travailleur social";
        /// Somebody who cares without RPPS number.
        SansNumero = "professionnel_sans_numero", "Professionnel sans numéro RPPS";
        /// Service of the département, of a hospital, of a fund.
        ServiceSocial = "service_social", "Service social";
        /// Mairie.
        Mairie = "mairie", "Mairie";
        /// Centre communal ou intercommunal d'action sociale.
        Ccas = "ccas", "CCAS ou CIAS";
        /// Association of patients, of carers, of neighbours.
        Association = "association", "Association";
        /// Representatives of users of the health system.
        Usagers = "usagers", "Représentants des usagers";
        /// Protection maternelle et infantile.
        Pmi = "pmi", "PMI (protection maternelle et infantile)";
        /// Médecine et infirmiers scolaires.
        SanteScolaire = "sante_scolaire", "Santé scolaire";
        /// Service de prévention et de santé au travail.
        SanteTravail = "sante_travail", "Santé au travail";
        /// Dispositif d'appui à la coordination.
        Dac = "dac", "DAC (dispositif d’appui à la coordination)";
        /// Centre local d'information et de coordination.
        Clic = "clic", "CLIC";
        /// Établissement d'hébergement pour personnes âgées dépendantes.
        Ehpad = "ehpad", "EHPAD";
        /// Service de soins infirmiers à domicile.
        Ssiad = "ssiad", "SSIAD";
        /// Service d'aide à domicile.
        AideDomicile = "aide_domicile", "Aide à domicile";
        /// Any other medico-social structure.
        MedicoSocial = "medico_social", "Autre structure médico-sociale";
        /// Hospital, clinic, HAD.
        Etablissement = "etablissement_sante", "Établissement de santé";
        /// Équipe de soins primaires.
        Esp = "esp", "ESP (équipe de soins primaires)";
        /// Maison de santé pluriprofessionnelle.
        Msp = "msp", "MSP (maison de santé pluriprofessionnelle)";
        /// Centre de santé.
        CentreSante = "centre_sante", "Centre de santé";
        /// Cabinet de groupe.
        Cabinet = "cabinet", "Cabinet de groupe";
        /// Anything else, in words.
        Autre = "autre", "Autre acteur (à préciser)";
    }
}

/// What kinds of entries have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Famille {
    /// Somebody.
    Personne,
    /// Where people care, together.
    Structure,
    /// Who helps around care.
    Partenaire,
}

impl Genre {
    /// The family of this kind.
    #[must_use]
    pub const fn famille(self) -> Famille {
        match self {
            Self::TravailleurSocial | Self::SansNumero => Famille::Personne,
            Self::Ehpad
            | Self::Ssiad
            | Self::MedicoSocial
            | Self::Etablissement
            | Self::Esp
            | Self::Msp
            | Self::CentreSante
            | Self::Cabinet => Famille::Structure,
            Self::ServiceSocial
            | Self::Mairie
            | Self::Ccas
            | Self::Association
            | Self::Usagers
            | Self::Pmi
            | Self::SanteScolaire
            | Self::SanteTravail
            | Self::Dac
            | Self::Clic
            | Self::AideDomicile
            | Self::Autre => Famille::Partenaire,
        }
    }
}
