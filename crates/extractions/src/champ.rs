//! The columns of the three files, by the names of the edition of 2026.

/// Declares the enum, the list and the official labels from one table.
macro_rules! champs {
    ($($nom:ident $libelle:literal)*) => {
        /// A column of a PS_LibreAcces file. The first 56 stand in the order of `Personne_activite`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Champ {
            $(#[doc = concat!("« ", $libelle, " ».")] $nom,)*
        }

        impl Champ {
            /// All of them.
            pub const ALL: [Self; 64] = [$(Self::$nom,)*];

            /// The title in the official file.
            pub const fn libelle(self) -> &'static str {
                match self {
                    $(Self::$nom => $libelle,)*
                }
            }
        }
    };
}

champs! {
    TypeIdentifiant "Type d'identifiant PP"
    Identifiant "Identifiant PP"
    IdentificationNationale "Identification nationale PP"
    CodeCiviliteExercice "Code civilité d'exercice"
    LibelleCiviliteExercice "Libellé civilité d'exercice"
    CodeCivilite "Code civilité"
    LibelleCivilite "Libellé civilité"
    NomExercice "Nom d'exercice"
    PrenomExercice "Prénom d'exercice"
    CodeProfession "Code profession"
    LibelleProfession "Libellé profession"
    CodeCategorie "Code catégorie professionnelle"
    LibelleCategorie "Libellé catégorie professionnelle"
    CodeTypeSavoirFaire "Code type savoir-faire"
    LibelleTypeSavoirFaire "Libellé type savoir-faire"
    CodeSavoirFaire "Code savoir-faire"
    LibelleSavoirFaire "Libellé savoir-faire"
    CodeModeExercice "Code mode exercice"
    LibelleModeExercice "Libellé mode exercice"
    SiretSite "Numéro SIRET site"
    SirenSite "Numéro SIREN site"
    FinessSite "Numéro FINESS site"
    FinessEtablissementJuridique "Numéro FINESS établissement juridique"
    IdentifiantTechniqueStructure "Identifiant technique de la structure"
    RaisonSociale "Raison sociale site"
    EnseigneCommerciale "Enseigne commerciale site"
    ComplementDestinataire "Complément destinataire (coord. structure)"
    ComplementPointGeographique "Complément point géographique (coord. structure)"
    NumeroVoie "Numéro Voie (coord. structure)"
    IndiceRepetitionVoie "Indice répétition voie (coord. structure)"
    CodeTypeVoie "Code type de voie (coord. structure)"
    LibelleTypeVoie "Libellé type de voie (coord. structure)"
    LibelleVoie "Libellé Voie (coord. structure)"
    MentionDistribution "Mention distribution (coord. structure)"
    BureauCedex "Bureau cedex (coord. structure)"
    CodePostal "Code postal (coord. structure)"
    CodeCommune "Code commune (coord. structure)"
    LibelleCommune "Libellé commune (coord. structure)"
    CodePays "Code pays (coord. structure)"
    LibellePays "Libellé pays (coord. structure)"
    Telephone "Téléphone (coord. structure)"
    Telephone2 "Téléphone 2 (coord. structure)"
    Telecopie "Télécopie (coord. structure)"
    Courriel "Adresse e-mail (coord. structure)"
    CodeDepartement "Code Département (structure)"
    LibelleDepartement "Libellé Département (structure)"
    AncienIdentifiantStructure "Ancien identifiant de la structure"
    AutoriteEnregistrement "Autorité d'enregistrement"
    CodeSecteurActivite "Code secteur d'activité"
    LibelleSecteurActivite "Libellé secteur d'activité"
    CodeSectionPharmacien "Code section tableau pharmaciens"
    LibelleSectionPharmacien "Libellé section tableau pharmaciens"
    CodeRole "Code rôle"
    LibelleRole "Libellé rôle"
    CodeGenreActivite "Code genre activité"
    LibelleGenreActivite "Libellé genre activité"
    CodeTypeDiplome "Code type diplôme obtenu"
    LibelleTypeDiplome "Libellé type diplôme obtenu"
    CodeDiplome "Code diplôme obtenu"
    LibelleDiplome "Libellé diplôme obtenu"
    CodeTypeAutorisation "Code type autorisation"
    LibelleTypeAutorisation "Libellé type autorisation"
    CodeDisciplineAutorisation "Code discipline autorisation"
    LibelleDisciplineAutorisation "Libellé discipline autorisation"
}

#[cfg(test)]
mod tests {
    use super::Champ;

    #[test]
    fn the_number_of_a_column_is_its_place_in_the_list() {
        for (at, champ) in Champ::ALL.into_iter().enumerate() {
            assert_eq!(champ as usize, at);
        }
        assert_eq!(Champ::CodePostal as usize, 35);
        assert_eq!(Champ::LibelleGenreActivite as usize, 55);
    }
}
