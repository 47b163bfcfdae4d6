//! Does each need have an action, each action a need, each aim of the regional plan an action?

use crate::action::{Action, Avancement, Objectif, Visee};
use diagnostic::{Besoin, Retenu};
use kernel::Id;
use std::collections::BTreeMap;

/// A need, and what answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// The need, and its rank.
    pub besoin: Retenu,
    /// Its objectives, each with its actions.
    pub objectifs: Vec<(Objectif, Vec<Id<Action>>)>,
}

impl Ligne {
    /// True when an action that is not suspended answers it.
    #[must_use]
    pub fn is_couvert(&self, couverture: &Couverture) -> bool {
        self.objectifs
            .iter()
            .flat_map(|(_, actions)| actions)
            .filter_map(|id| couverture.actions.get(id))
            .any(|action| action.fiche.avancement != Avancement::Suspendue)
    }
}

/// Who answers what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Couverture {
    /// Needs that stand, ranked first.
    pub lignes: Vec<Ligne>,
    /// Actions on the list, by id.
    pub actions: BTreeMap<Id<Action>, Action>,
    /// Aims of the regional plan, each with its actions.
    pub visees: Vec<(Visee, Vec<Id<Action>>)>,
    /// Objectives on the list.
    pub objectifs: Vec<Objectif>,
}

impl Couverture {
    /// The coverage of these needs by these actions.
    #[must_use]
    pub fn of(
        besoins: Vec<Retenu>,
        objectifs: Vec<Objectif>,
        actions: Vec<Action>,
        visees: Vec<Visee>,
    ) -> Self {
        let serving = |id: Id<Objectif>| -> Vec<Id<Action>> {
            actions.iter().filter(|one| one.fiche.objectif == Some(id)).map(|one| one.id).collect()
        };
        let lignes = besoins.into_iter().map(|besoin| {
            let answers = objectifs.iter().filter(|one| one.besoins.contains(&besoin.besoin.id));
            Ligne { objectifs: answers.map(|one| (one.clone(), serving(one.id))).collect(), besoin }
        });
        let lignes = lignes.collect();
        let aimed = |visee: Visee| {
            let serves = |one: &&Action| one.fiche.visees.contains(&visee.id);
            let ids = actions.iter().filter(serves).map(|one| one.id).collect();
            (visee, ids)
        };
        let visees = visees.into_iter().map(aimed).collect();
        Self { lignes, visees, objectifs, actions: actions.into_iter().map(|one| (one.id, one)).collect() }
    }

    /// Needs that no running or planned action answers.
    #[must_use]
    pub fn besoins_sans_action(&self) -> Vec<&Besoin> {
        let bare = self.lignes.iter().filter(|ligne| !ligne.is_couvert(self));
        bare.map(|ligne| &ligne.besoin.besoin).collect()
    }

    /// Actions that answer no need that stands.
    #[must_use]
    pub fn actions_sans_besoin(&self) -> Vec<&Action> {
        let answers = |action: &&Action| {
            let served = self.lignes.iter().flat_map(|ligne| &ligne.objectifs);
            !served.flat_map(|(_, ids)| ids).any(|id| *id == action.id)
        };
        self.actions.values().filter(answers).collect()
    }

    /// Aims that no action serves.
    #[must_use]
    pub fn visees_sans_action(&self) -> Vec<&Visee> {
        self.visees.iter().filter(|(_, ids)| ids.is_empty()).map(|(visee, _)| visee).collect()
    }

    /// Actions that serve no aim, once a plan is known.
    #[must_use]
    pub fn actions_sans_visee(&self) -> Vec<&Action> {
        if self.visees.is_empty() {
            return Vec::new();
        }
        let known = |action: &&Action| !self.visees.iter().any(|(_, ids)| ids.contains(&action.id));
        self.actions.values().filter(known).collect()
    }

    /// True when there are needs, and each has its action.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.lignes.is_empty() && self.besoins_sans_action().is_empty()
    }
}
