use crate::champ::{Champ, Nature, Texte, Valeur};
use crate::{Absence, Confirmation, Fiche, Rattachement, Reference, Regard, Sujet};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;

/// What one reader may see of an entry: the only form in which it leaves this crate for a page, the API or a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Vue {
    /// The entry.
    pub id: Id<Fiche>,
    /// The unique text of its subject.
    pub reference: Reference,
    /// Who or what; without the name of whom to ask for, which is for members.
    pub sujet: Sujet,
    /// The fields that this reader may see.
    pub champs: Vec<(Nature, Champ)>,
    /// Present and coming absences; their note is for members.
    pub absences: Vec<Absence>,
    /// Structures where the person works now.
    pub rattachements: Vec<Rattachement>,
    /// Last confirmation; the account behind it is for the office.
    pub confirmee: Option<Confirmation>,
    /// Last request; for the office.
    pub demandee_le: Option<Timestamp>,
    /// The owner wants no more messages; for the office.
    pub ne_plus_ecrire: bool,
    /// The owner said they no longer practise here; for the office until somebody has looked.
    pub parti_le: Option<Timestamp>,
    /// Out of the directory: such an entry is shown to the office only.
    pub retiree_le: Option<Timestamp>,
}

/// What `regard` may see of `fiche` on `jour`. A value above the level of the reader cannot come out, whatever the
/// database holds.
#[must_use]
pub fn visible(fiche: &Fiche, regard: Regard, jour: Date) -> Vue {
    let bureau = regard == Regard::Bureau;
    let hidden = fiche.retiree_le.is_some() && !bureau;
    let champs = fiche.champs.iter().filter(|(_, champ)| !hidden && regard.sees(champ.niveau()));
    let absences = fiche.absences.iter().filter(|absence| !hidden && !absence.is_past(jour));
    let rattachements = fiche.rattachements.iter().filter(|one| !hidden && (bureau || one.holds(jour)));
    Vue {
        id: fiche.id,
        reference: fiche.reference(),
        sujet: sujet(&fiche.sujet, regard),
        champs: champs.map(|(nature, champ)| (*nature, blunt(champ, regard))).collect(),
        absences: absences.map(|absence| quiet(absence, regard)).collect(),
        rattachements: rattachements.cloned().collect(),
        confirmee: fiche.confirmee.map(|one| Confirmation { par: one.par.filter(|_| bureau), ..one }),
        demandee_le: fiche.demandee_le.filter(|_| bureau),
        ne_plus_ecrire: bureau && fiche.ne_plus_ecrire,
        parti_le: fiche.parti_le.filter(|_| bureau),
        retiree_le: fiche.retiree_le,
    }
}

fn sujet(sujet: &Sujet, regard: Regard) -> Sujet {
    match sujet {
        Sujet::Local(local) if regard == Regard::Public => {
            Sujet::Local(crate::Local { contact: String::new(), ..local.clone() })
        }
        other => other.clone(),
    }
}

/// Without the account that typed it, which is for the office.
fn blunt(champ: &Champ, regard: Regard) -> Champ {
    let bureau = regard == Regard::Bureau;
    let ecarte = if bureau { champ.ecarte.clone() } else { String::new() };
    Champ { par: champ.par.filter(|_| bureau), ecarte, ..champ.clone() }
}

fn quiet(absence: &Absence, regard: Regard) -> Absence {
    let note = if regard == Regard::Public { Texte::default() } else { absence.note.clone() };
    Absence { note, ..absence.clone() }
}

impl Vue {
    /// What a field says, when this reader may know.
    #[must_use]
    pub fn get(&self, nature: Nature) -> Option<&Valeur> {
        self.champ(nature).map(|champ| &champ.valeur)
    }

    /// A field, when this reader may know.
    #[must_use]
    pub fn champ(&self, nature: Nature) -> Option<&Champ> {
        self.champs.iter().find(|(known, _)| *known == nature).map(|(_, champ)| champ)
    }

    /// The absence of that day.
    #[must_use]
    pub fn absence(&self, jour: Date) -> Option<&Absence> {
        self.absences.iter().find(|absence| absence.contains(jour))
    }

    /// Whether new patients may come on that day, when it is known.
    #[must_use]
    pub fn nouveaux_patients(&self, jour: Date) -> Option<bool> {
        match self.get(Nature::NouveauxPatients) {
            Some(Valeur::NouveauxPatients(accueil)) if accueil.holds(jour) => Some(accueil.is_open(jour)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::champ::Source;
    use crate::champ::valeur_samples::sample;
    use crate::{Remplacant, Visibilite};
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 3, 2);

    fn champ(nature: Nature, visibilite: Visibilite) -> (Nature, Champ) {
        let (id, le) = (Id::new(uuid::Uuid::from_u128(9)), Timestamp::UNIX_EPOCH);
        let par = Some(uuid::Uuid::from_u128(7));
        let valeur = sample(nature);
        (nature, Champ { id, valeur, visibilite, source: Source::Cpts, le, par, ecarte: "x".to_owned() })
    }

    fn fiche(levels: &[usize]) -> Fiche {
        let sujet = Sujet::Professionnel("899763608371".parse().unwrap());
        let mut fiche = Fiche::new(Id::new(uuid::Uuid::nil()), sujet, Timestamp::UNIX_EPOCH);
        let fields = Nature::ALL.iter().zip(levels);
        fiche.champs = fields.map(|(nature, level)| champ(*nature, Visibilite::ALL[*level])).collect();
        fiche
    }

    fn absence(du: Date, au: Date) -> Absence {
        Absence {
            id: Id::new(uuid::Uuid::nil()),
            du,
            au: Some(au),
            remplacant: Some(Remplacant::Mots("Zoé Roux".to_owned())),
            note: "Congé maternité".parse().unwrap(),
            source: Source::Titulaire,
            le: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_planned_departure_and_a_note_of_the_office_never_leave_it_even_from_a_wrong_row() {
        let fiche = fiche(&[0; 18]);
        for nature in [Nature::DepartPrevu, Nature::NoteInterne] {
            assert!(visible(&fiche, Regard::Membre, TODAY).get(nature).is_none());
            assert!(visible(&fiche, Regard::Bureau, TODAY).get(nature).is_some());
        }
        assert!(visible(&fiche, Regard::Public, TODAY).get(Nature::ActiviteEtp).is_none());
        assert!(visible(&fiche, Regard::Membre, TODAY).get(Nature::ActiviteEtp).is_some());
    }

    #[test]
    fn past_absences_are_kept_and_hidden_and_the_reason_of_the_others_is_for_members() {
        let mut fiche = fiche(&[]);
        fiche.absences = vec![absence(date(2026, 2, 1), date(2026, 3, 1)), absence(TODAY, TODAY)];
        let public = visible(&fiche, Regard::Public, TODAY);
        assert_eq!((public.absences.len(), public.absences[0].note.is_empty()), (1, true));
        assert!(!visible(&fiche, Regard::Membre, TODAY).absences[0].note.is_empty());
    }

    #[test]
    fn an_entry_taken_out_shows_nothing_but_to_the_office() {
        let mut fiche = fiche(&[0; 18]);
        fiche.retiree_le = Some(Timestamp::UNIX_EPOCH);
        assert!(visible(&fiche, Regard::Membre, TODAY).champs.is_empty());
        assert_eq!(visible(&fiche, Regard::Bureau, TODAY).champs.len(), 18);
    }

    proptest! {
        #[test]
        fn a_field_above_the_level_of_the_reader_cannot_come_out(levels in proptest::collection::vec(0usize..3, 18)) {
            let fiche = fiche(&levels);
            for regard in [Regard::Public, Regard::Membre, Regard::Bureau] {
                let vue = visible(&fiche, regard, TODAY);
                for (nature, champ) in &vue.champs {
                    prop_assert!(regard.sees(champ.visibilite) && regard.sees(nature.maximum()), "{} to {:?}", nature, regard);
                    prop_assert!(regard == Regard::Bureau || (champ.par.is_none() && champ.ecarte.is_empty()));
                }
                let expected = Nature::ALL.iter().zip(&levels).filter(|(nature, level)| regard.sees(Visibilite::ALL[**level]) && regard.sees(nature.maximum())).count();
                prop_assert_eq!(vue.champs.len(), expected);
            }
        }

        #[test]
        fn a_wider_reader_sees_all_that_a_narrower_one_does(levels in proptest::collection::vec(0usize..3, 18)) {
            let fiche = fiche(&levels);
            let seen = |regard| visible(&fiche, regard, TODAY).champs.into_iter().map(|(nature, _)| nature).collect::<std::collections::BTreeSet<_>>();
            prop_assert!(seen(Regard::Public).is_subset(&seen(Regard::Membre)));
            prop_assert!(seen(Regard::Membre).is_subset(&seen(Regard::Bureau)));
        }
    }
}
