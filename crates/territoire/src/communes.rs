//! Communes as a room of a CPTS meets them: a name to show, a name that somebody typed, those of the territory, how far.

use crate::Atlas;
use crate::atlas::Etat;
use crate::referentiel::{Commune, Position};
use db::Tx;
use identifiants::CommuneCode;
use kernel::{Cpts, Id};
use std::sync::Arc;
use web::App;

/// Names said at most when several communes have one.
const CHOIX: usize = 5;

/// Communes looked at when a name is only begun.
const DEBUTS: usize = 50;

/// What is known of communes, for the CPTS of a transaction, on its day. Without an atlas, nothing but codes.
pub struct Communes {
    etat: Option<Arc<Etat>>,
    cpts: Id<Cpts>,
    jour: jiff::civil::Date,
}

impl Communes {
    /// Reads what is known now.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn read(app: &App, tx: &mut Tx) -> db::Result<Self> {
        let etat = match app.find::<Atlas>() {
            Some(atlas) => Some(atlas.at(tx).await?),
            None => None,
        };
        Ok(Self { etat, cpts: tx.cpts(), jour: kernel::today(tx.ctx().now) })
    }

    /// The name of a commune, or its code.
    #[must_use]
    pub fn nom(&self, code: CommuneCode) -> String {
        let known = self.etat.as_ref().and_then(|etat| etat.france.commune(code));
        known.map_or_else(|| code.to_string(), |one| one.nom.to_string())
    }

    /// The commune that a name means, where the postcode is that one; `known` is kept when it has that name.
    ///
    /// # Errors
    /// The sentence beside the field.
    pub fn find(
        &self,
        text: &str,
        postcode: &str,
        known: Option<CommuneCode>,
    ) -> Result<CommuneCode, String> {
        if let Some(code) = known.filter(|code| self.nom(*code) == text) {
            return Ok(code);
        }
        let unknown = || "Nous ne connaissons pas cette commune\u{a0}: écrivez son nom en entier.".to_owned();
        let Some(etat) = &self.etat else { return text.parse().map_err(|_| unknown()) };
        let postcode: String = postcode.split_whitespace().collect();
        let served: Vec<CommuneCode> = etat.france.of_postcode(&postcode).map(|one| one.code).collect();
        let ours = |one: &Commune| self.is_ours(etat, one);
        let named = etat.france.named(text);
        // Of several communes of one name, ours is meant; the beginning of a name says less.
        let exact = !named.is_empty();
        let all = if exact { named } else { etat.france.search(text, DEBUTS) };
        let all = narrow(all, |one| served.contains(&one.code));
        let all = if exact { narrow(all, ours) } else { all };
        match all.as_slice() {
            [] => Err(unknown()),
            [one] => Ok(one.code),
            _ => Err(several(&narrow(all, ours))),
        }
    }

    /// Those of the territory, by name.
    #[must_use]
    pub fn ici(&self) -> Vec<(CommuneCode, String)> {
        let ours = self.etat.as_ref().and_then(|etat| etat.of(self.cpts));
        let codes = ours.map(|cpts| cpts.communes(self.jour).clone()).unwrap_or_default();
        let mut all: Vec<_> = codes.into_iter().map(|code| (code, self.nom(code))).collect();
        all.sort_by_cached_key(|(_, nom)| kernel::fold(nom));
        all
    }

    /// The centre of a commune.
    #[must_use]
    pub fn centre(&self, code: CommuneCode) -> Option<Position> {
        self.etat.as_ref()?.france.commune(code)?.position
    }

    /// Metres between the centres of two communes as the crow flies; none when one of them is unknown.
    #[must_use]
    pub fn metres(&self, a: CommuneCode, b: CommuneCode) -> Option<u32> {
        if a == b {
            return Some(0);
        }
        let (east, north) = self.centre(b)?.metres_from(self.centre(a)?);
        u32::try_from((i64::from(east).pow(2) + i64::from(north).pow(2)).isqrt()).ok()
    }

    fn is_ours(&self, etat: &Etat, one: &Commune) -> bool {
        etat.of(self.cpts).is_some_and(|cpts| cpts.communes(self.jour).contains(&one.code))
    }
}

/// Those that fit, unless none does: what was typed may be right all the same.
fn narrow(all: Vec<&Commune>, fits: impl Fn(&Commune) -> bool) -> Vec<&Commune> {
    let kept: Vec<&Commune> = all.iter().copied().filter(|one| fits(one)).collect();
    if kept.is_empty() { all } else { kept }
}

fn several(all: &[&Commune]) -> String {
    let name = |one: &&Commune| format!("{} ({})", one.nom, one.code.departement());
    let names: Vec<String> = all.iter().take(CHOIX).map(name).collect();
    format!("Plusieurs communes sont possibles\u{a0}: {}. Ajoutez le code postal.", names.join(", "))
}
