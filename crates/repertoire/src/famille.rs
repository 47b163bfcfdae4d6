//! Families of professions, and who is seen first: the general practitioner, the nurse, the pharmacist… or on the
//! advice of somebody else. The table `data/familles.tsv` says for each why.

use std::sync::LazyLock;

/// Level of care (Code de la santé publique, art. L. 1411-11 and L. 1411-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recours {
    /// Seen first.
    Premier,
    /// Seen on the advice of another, or for one organ or one disease.
    Second,
    /// Gives no care in person: laboratory technician, physicist, unknown profession.
    Aucun,
}

impl Recours {
    /// As files write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Premier => "premier",
            Self::Second => "second",
            Self::Aucun => "aucun",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Premier => "Premier recours",
            Self::Second => "Second recours",
            Self::Aucun => "Hors soins de ville",
        }
    }
}

/// A profession as people count it.
#[derive(Debug, PartialEq, Eq)]
pub struct Famille {
    /// Short name without accents, for addresses and files.
    pub code: &'static str,
    /// Code of the profession (TRE_G15); empty for those that the table does not know.
    pub profession: &'static str,
    /// One of them.
    pub nom: &'static str,
    /// Several of them.
    pub pluriel: &'static str,
    /// The larger group: médecins, pharmacie, rééducation…
    pub groupe: &'static str,
    /// Level of care by default; a CPTS may see it otherwise.
    pub recours: Recours,
    /// Where that level comes from.
    pub raison: &'static str,
}

/// Qualifications of general practitioners (TRE_R38).
pub const GENERALISTE: [&str; 3] = ["SM26", "SM53", "SM54"];
const MEDECIN: &str = "10";

static ALL: LazyLock<Vec<Famille>> = LazyLock::new(|| {
    let lines = include_str!("../data/familles.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(read).collect()
});

fn read(line: &'static str) -> Option<Famille> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let [code, profession, nom, pluriel, groupe, recours, raison] = fields[..] else { return None };
    let levels = [Recours::Premier, Recours::Second, Recours::Aucun];
    let recours = levels.into_iter().find(|level| level.code() == recours)?;
    Some(Famille { code, profession, nom, pluriel, groupe, recours, raison })
}

static INCONNUE: Famille = Famille {
    code: "autre",
    profession: "",
    nom: "Autre professionnel",
    pluriel: "Autres professionnels",
    groupe: "Autres",
    recours: Recours::Aucun,
    raison: "Profession absente du tableau.",
};

impl Famille {
    /// Every family, in the order of the table.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The family of a profession (TRE_G15), given the codes of their qualifications: a doctor is a general
    /// practitioner with one of [`GENERALISTE`], or without any speciality.
    pub fn of<'a>(profession: &str, savoir_faire: impl IntoIterator<Item = &'a str>) -> &'static Self {
        let code = if profession == MEDECIN {
            let mut specialities = savoir_faire.into_iter().filter(|code| code.starts_with("SM")).peekable();
            let none = specialities.peek().is_none();
            let general = none || specialities.any(|code| GENERALISTE.contains(&code));
            Some(if general { "medecin_generaliste" } else { "medecin_specialiste" })
        } else {
            None
        };
        let found = match code {
            Some(code) => Self::parse(code),
            None => ALL.iter().find(|famille| famille.profession == profession),
        };
        found.unwrap_or(&INCONNUE)
    }

    /// The family of that code.
    #[must_use]
    pub fn parse(code: &str) -> Option<&'static Self> {
        ALL.iter().chain([&INCONNUE]).find(|famille| famille.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_knows_every_profession() {
        let lines = include_str!("../data/familles.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(Famille::all().len(), lines.count());
        let mut codes: Vec<&str> = Famille::all().iter().map(|famille| famille.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Famille::all().len());
        for code in
            "10 21 26 28 31 32 40 50 60 69 70 71 72 73 80 81 82 83 84 85 86 91 92 93 94 95 96 98".split(' ')
        {
            assert_ne!(Famille::of(code, []).code, "autre", "{code}");
        }
    }

    #[test]
    fn a_doctor_is_a_generalist_or_a_specialist() {
        let famille = |codes: &[&str]| Famille::of("10", codes.iter().copied()).code;
        assert_eq!(famille(&["SM04"]), "medecin_specialiste");
        assert_eq!(famille(&["SM04", "SM54"]), "medecin_generaliste");
        assert_eq!((famille(&[]), famille(&["CAPA1"])), ("medecin_generaliste", "medecin_generaliste"));
        assert_eq!(Famille::of("60", ["SI01"]).recours, Recours::Premier);
        assert_eq!(Famille::of("999", []).code, "autre");
    }
}
