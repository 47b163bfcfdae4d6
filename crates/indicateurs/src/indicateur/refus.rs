/// Why an indicator cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// No name.
    #[error("Donnez un nom à cet indicateur.")]
    SansLibelle,
    /// Too many words.
    #[error("{0} : {1} caractères, {2} au plus.")]
    Long(&'static str, usize, usize),
    /// The version of the agreement has no such mission.
    #[error("« {0} » n’est pas une mission de la version de l’accord en vigueur.")]
    Mission(String),
    /// The contract has not taken that mission on.
    #[error(
        "La mission «\u{a0}{0}\u{a0}» n’est pas au contrat\u{a0}: ajoutez-la d’abord à la page des missions du contrat."
    )]
    MissionAbsente(String),
    /// Not in the catalogue.
    #[error("Cet indicateur n’est pas au catalogue.")]
    HorsCatalogue,
    /// Chosen twice.
    #[error("Cet indicateur du catalogue est déjà au contrat.")]
    DejaChoisi,
    /// A value that the unit does not allow.
    #[error("{0} : un pourcentage va de 0 à 100, un oui ou non vaut 0 ou 1.")]
    HorsUnite(&'static str),
    /// The baseline has a value and a day, or neither.
    #[error("La valeur de départ va avec sa date.")]
    DepartIncomplet,
    /// Only counts and shares are computed from acts.
    #[error("Un oui ou non se saisit : il ne se calcule pas à partir des actes.")]
    MesureImpossible,
    /// A percentage needs what to divide by.
    #[error("Un pourcentage calculé demande par quoi diviser, plus grand que zéro.")]
    SansDenominateur,
    /// No reason.
    #[error("Dites pourquoi cet indicateur quitte le contrat.")]
    SansMotif,
    /// Retired already, or never.
    #[error("Cet indicateur a changé entre-temps : rechargez la page.")]
    Change,
    /// The figures of the year are final.
    #[error("L’année {0} est arrêtée : ses cibles et ses poids ne changent plus.")]
    AnneeArretee(u32),
    /// The contract has no such year.
    #[error("Le contrat n’a pas d’année {0}.")]
    HorsContrat(u32),
}
