/// A demand may be given a place by this holder, at that cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// Rank of the place-holder.
    pub vers: u32,
    /// In units of the network: hundreds of metres, minutes.
    pub cout: i32,
}

/// Demands with their arcs, and what it costs to leave each without a place.
#[derive(Debug, Clone, Default)]
pub struct Reseau {
    /// Where the arcs of each demand begin; one more at the end.
    pub(crate) debuts: Vec<u32>,
    /// The arcs, by demand, then by holder.
    pub(crate) arcs: Vec<Arc>,
    /// What it costs to leave each demand without a place.
    pub(crate) sans: Vec<i64>,
    /// What one unit of an arc costs, in the unit of everything else.
    pub(crate) unite: i64,
}

/// How many a holder takes, and what the next one costs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// What the first, the second… costs; never less than the one before.
    pub(crate) couts: Vec<i64>,
}

/// Why a network cannot be solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// An arc leads nowhere.
    #[error("La demande {demande} cite la place {vers}, qui n’existe pas.")]
    Inconnue {
        /// Rank of the demand, from 0.
        demande: usize,
        /// What it cites.
        vers: u32,
    },
    /// The same pair twice.
    #[error("La demande {demande} cite deux fois la place {vers}.")]
    Double {
        /// Rank of the demand, from 0.
        demande: usize,
        /// What it cites twice.
        vers: u32,
    },
    /// A negative cost.
    #[error("La demande {demande} a un coût négatif.")]
    Negatif {
        /// Rank of the demand, from 0.
        demande: usize,
    },
    /// A holder whose next place costs less than the one before.
    #[error("La place {place} coûte moins que celle d’avant.")]
    Decroissant {
        /// Rank of the holder, from 0.
        place: usize,
    },
    /// Costs that could not be added without overflow.
    #[error("Les coûts sont trop grands pour être additionnés exactement.")]
    TropGrand,
}

/// Above this, sums along a path could overflow.
pub(crate) const INFINI: i64 = 1 << 60;
/// Largest cost accepted: a path has at most a few million steps, and their differences telescope.
const MAX: i64 = 1 << 56;
/// The cost of an arc that may not be taken.
pub(crate) const INTERDIT: i32 = i32::MAX;

/// A cost that an arc can hold; the largest means that it may not be taken.
pub(crate) fn arc_cost(cost: i64) -> Result<i32, Refus> {
    i32::try_from(cost).ok().filter(|cost| *cost < INTERDIT).ok_or(Refus::TropGrand)
}

impl Places {
    /// `n` places that cost nothing more.
    #[must_use]
    pub fn simples(n: usize) -> Self {
        Self { couts: vec![0; n] }
    }

    /// Places with what each costs more than the arc that leads there, in the unit of everything else; the costs grow.
    #[must_use]
    pub const fn croissantes(couts: Vec<i64>) -> Self {
        Self { couts }
    }

    /// How many.
    #[must_use]
    pub const fn nombre(&self) -> usize {
        self.couts.len()
    }
}

impl Reseau {
    /// No demand yet; one unit of an arc costs `unite`.
    #[must_use]
    pub fn new(unite: i64) -> Self {
        Self { debuts: vec![0], arcs: Vec::new(), sans: Vec::new(), unite }
    }

    /// Adds a demand: what it costs to leave it without a place, where it may go. Returns its rank.
    pub fn push(&mut self, sans: i64, arcs: &[Arc]) -> usize {
        self.arcs.extend_from_slice(arcs);
        let from = self.debuts.last().map_or(0, |last| *last as usize);
        self.arcs[from..].sort_unstable_by_key(|arc| arc.vers);
        self.debuts.push(u32::try_from(self.arcs.len()).unwrap_or(u32::MAX));
        self.sans.push(sans);
        self.sans.len() - 1
    }

    /// Room for what is to come.
    pub fn reserve(&mut self, demandes: usize, arcs: usize) {
        self.debuts.reserve_exact(demandes);
        self.sans.reserve_exact(demandes);
        self.arcs.reserve_exact(arcs);
    }

    /// How many demands.
    #[must_use]
    pub const fn demandes(&self) -> usize {
        self.sans.len()
    }

    /// Where a demand may go, by holder.
    #[must_use]
    pub fn arcs(&self, demande: usize) -> &[Arc] {
        &self.arcs[self.debuts[demande] as usize..self.debuts[demande + 1] as usize]
    }

    /// By holder, how many demands may go there: it never takes more, whatever its capacity.
    pub(crate) fn pretendants(&self, holders: usize) -> Vec<u32> {
        let mut all = vec![0; holders];
        for arc in &self.arcs {
            if let Some(many) = all.get_mut(arc.vers as usize) {
                *many += 1;
            }
        }
        all
    }

    /// Checks that the network can be solved with these places.
    ///
    /// # Errors
    /// [`Refus`], the first met.
    pub fn check(&self, places: &[Places]) -> Result<(), Refus> {
        if self.arcs.len() >= u32::MAX as usize || self.unite < 0 || self.unite > MAX {
            return Err(Refus::TropGrand);
        }
        for demande in 0..self.demandes() {
            let arcs = self.arcs(demande);
            for (n, arc) in arcs.iter().enumerate() {
                if arc.vers as usize >= places.len() {
                    return Err(Refus::Inconnue { demande, vers: arc.vers });
                }
                if n > 0 && arcs[n - 1].vers == arc.vers {
                    return Err(Refus::Double { demande, vers: arc.vers });
                }
                if arc.cout < 0 {
                    return Err(Refus::Negatif { demande });
                }
                if arc.cout == INTERDIT
                    || i64::from(arc.cout).checked_mul(self.unite).is_none_or(|cout| cout > MAX)
                {
                    return Err(Refus::TropGrand);
                }
            }
            match self.sans[demande] {
                ..0 => return Err(Refus::Negatif { demande }),
                0..=MAX => {}
                _ => return Err(Refus::TropGrand),
            }
        }
        for (place, one) in places.iter().enumerate() {
            if one.couts.windows(2).any(|two| two[1] < two[0]) || one.couts.first().is_some_and(|c| *c < 0) {
                return Err(Refus::Decroissant { place });
            }
            if one.couts.last().is_some_and(|cout| *cout > MAX) {
                return Err(Refus::TropGrand);
            }
        }
        Ok(())
    }
}
