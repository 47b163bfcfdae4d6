//! The closed lists of the room.

kernel::codes! {
    /// Two ways to pay a member, never mixed: what makes up for lost income, and what a mission is worth.
    pub enum Regime {
        /// Income lost because of a function in the CPTS: by profession and by time.
        PerteDeRevenu = "perte_de_revenu", "Indemnité pour perte de revenus";
        /// A share taken in a mission.
        RemunerationDeMission = "remuneration_de_mission", "Rémunération d’une mission";
    }
}

kernel::codes! {
    /// What is counted.
    pub enum Objet {
        /// Minutes.
        Temps = "temps", "Temps";
        /// Kilometres of a journey.
        Kilometre = "kilometre", "Déplacement";
        /// Trainees tutored.
        Tutorat = "tutorat", "Tutorat";
        /// Slots kept for unscheduled care.
        CreneauGarde = "creneau_garde", "Créneau gardé";
    }
}

kernel::codes! {
    /// For what the amount of a rate is given.
    pub enum Unite {
        /// An hour.
        Heure = "heure", "l’heure";
        /// The whole, whatever lasts.
        Forfait = "forfait", "le forfait";
        /// A kilometre.
        Kilometre = "kilometre", "le kilomètre";
        /// A trainee, a slot.
        Unite = "unite", "l’unité";
    }
}

kernel::codes! {
    /// How minutes are counted.
    pub enum Arrondi {
        /// Any quarter of an hour begun counts.
        QuartSuperieur = "quart_superieur", "au quart d’heure supérieur";
        /// To the nearest quarter of an hour, the half upwards.
        QuartProche = "quart_proche", "au quart d’heure le plus proche";
        /// As they are.
        Minute = "minute", "à la minute";
    }
}

impl Objet {
    /// The unit that goes with it, besides a flat amount.
    #[must_use]
    pub const fn unite(self) -> Unite {
        match self {
            Self::Temps => Unite::Heure,
            Self::Kilometre => Unite::Kilometre,
            Self::Tutorat | Self::CreneauGarde => Unite::Unite,
        }
    }

    /// A quantity in words: « 1 h 30 », « 24 km », « 2 créneaux ».
    #[must_use]
    pub fn mots(self, quantite: u32) -> String {
        let n = i64::from(quantite);
        match self {
            Self::Temps => ui::francais::duree(n),
            Self::Kilometre => format!("{}\u{a0}km", ui::francais::nombre(n)),
            Self::Tutorat => ui::francais::compte(n, "tutorat", "tutorats"),
            Self::CreneauGarde => ui::francais::compte(n, "créneau", "créneaux"),
        }
    }
}

impl Arrondi {
    /// Minutes as the rule counts them.
    #[must_use]
    pub const fn minutes(self, minutes: u32) -> u32 {
        match self {
            Self::QuartSuperieur => minutes.div_ceil(15).saturating_mul(15),
            Self::QuartProche => (minutes / 15 + (minutes % 15 >= 8) as u32) * 15,
            Self::Minute => minutes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_counted_as_the_rule_says() {
        for (minutes, up, near) in
            [(0, 0, 0), (1, 15, 0), (7, 15, 0), (8, 15, 15), (15, 15, 15), (97, 105, 90), (98, 105, 105)]
        {
            assert_eq!(Arrondi::QuartSuperieur.minutes(minutes), up, "{minutes}");
            assert_eq!(Arrondi::QuartProche.minutes(minutes), near, "{minutes}");
            assert_eq!(Arrondi::Minute.minutes(minutes), minutes);
        }
    }
}
