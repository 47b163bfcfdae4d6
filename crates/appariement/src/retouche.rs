use crate::moteur::rank;
use crate::reseau::{INFINI, INTERDIT};
use crate::{Moteur, Places};

impl Moteur {
    /// A holder takes one less: its dearest place goes, and whoever had none other looks for another.
    pub fn narrow(&mut self, place: usize) {
        if self.tenants[place].occupants.len() == self.tenants[place].places.nombre() {
            self.noeuds[place].suivante = INFINI;
            if !self.tenants[place].occupants.is_empty() {
                self.evict(rank(place));
            }
        }
        self.tenants[place].places.couts.pop();
        self.refresh(rank(place));
    }

    /// A holder that takes other places than before: those who were there look for another first.
    pub fn reopen(&mut self, place: usize, places: Places) {
        if !self.tenants[place].ferme {
            self.close(place);
        }
        self.tenants[place].places = places;
        self.tenants[place].ferme = false;
        self.refresh(rank(place));
        for _ in 0..self.tenants[place].places.nombre() {
            self.fill(rank(place));
        }
        if self.tenants[place].places.nombre() == 0 {
            self.noeuds[place].prix = INFINI;
        }
    }

    /// The same demand with other costs: what it costs to leave it without a place, what each of its arcs costs, none when
    /// it may not be taken. It takes part again if it did.
    pub(crate) fn redefine(&mut self, demande: usize, sans: i64, cout: impl Fn(usize) -> Option<i32>) {
        let inside = self.inscrite[demande];
        self.withdraw(demande);
        self.reseau.sans[demande] = sans;
        let arcs = self.reseau.debuts[demande] as usize..self.reseau.debuts[demande + 1] as usize;
        for (n, arc) in self.reseau.arcs[arcs].iter_mut().enumerate() {
            arc.cout = cout(n).unwrap_or(INTERDIT);
            if let Some(pretendants) = &mut self.pretendants {
                pretendants.rewrite(arc.vers, rank(demande), arc.cout);
            }
        }
        if inside {
            self.insert(demande);
        }
    }
}
