//! What no plan can cost less than, read from the prices alone (weak duality of linear programming).

use crate::flot::Flot;

impl Flot {
    /// The bound, in units of the network.
    pub(crate) fn borne(&self) -> i128 {
        let reseau = &self.reseau;
        let creneaux = reseau.besoins.len();
        let sink = self.prix[reseau.puits()];
        let gain = |cout: i64, from: usize, to: i64| i128::from((cout + to - self.prix[from]).min(0));
        let mut borne = 0;
        for (creneau, besoin) in reseau.besoins.iter().enumerate() {
            let worth = i128::from(self.prix[creneau] - sink) + gain(reseau.manque, creneau, sink);
            borne += i128::from(*besoin) * worth;
        }
        for arc in reseau.arcs.iter().filter(|arc| !arc.interdit) {
            borne += i128::from(self.cout_reduit(arc).min(0));
        }
        for (rang, noeud) in reseau.noeuds.iter().enumerate() {
            let node = creneaux + rang;
            if rang < reseau.personnes {
                let places = (0..noeud.limite).map(|k| gain(reseau.charge(rang, k), node, sink));
                borne += places.take_while(|gain| *gain < 0).sum::<i128>();
            } else {
                let up = gain(0, node, self.prix[noeud.parent as usize]);
                borne += i128::from(noeud.limite) * up;
            }
        }
        borne
    }

    /// What the flow costs, in units of the network.
    pub(crate) fn cout(&self) -> i128 {
        let reseau = &self.reseau;
        let arcs: i128 = self.pris().map(|n| i128::from(reseau.arcs[n as usize].cout)).sum();
        let manques: i128 = self.manques.iter().map(|n| i128::from(*n) * i128::from(reseau.manque)).sum();
        let load =
            |rang: usize, flot: u32| (0..flot).map(|k| i128::from(reseau.charge(rang, k))).sum::<i128>();
        let people = reseau.noeuds[..reseau.personnes].iter().enumerate();
        arcs + manques + people.map(|(rang, one)| load(rang, one.flot)).sum::<i128>()
    }
}
