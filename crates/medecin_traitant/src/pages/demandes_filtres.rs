//! What the list is asked for, and what it finds: in SQL when it can be, else opened once in memory.

use super::ROOM;
use crate::store::demandes;
use crate::store::suivi::{self, Tri, Voulues};
use crate::{Coffre, Demande, Origine, Phase, Regle};
use db::{Result, Tx};
use identifiants::CommuneCode;
use jiff::civil::Date;
use maud::{Markup, html};
use std::cmp::Reverse;
use ui::table::Paging;
use ui::{Choice, Field, francais};
use web::{Fields, Visit};

/// Requests on a page.
pub(super) const PAGE: u32 = 50;
/// « 70 ans et plus ».
const AGE: u16 = 70;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Voulu {
    pub(super) phase: Phase,
    origine: Option<Origine>,
    tri: Tri,
    commune: Option<CommuneCode>,
    critere: String,
    ages: bool,
    injoignables: bool,
    /// Every box is ticked.
    pub(super) tout: bool,
    pub(super) page: u32,
}

/// What was found.
pub(super) struct Vues {
    pub(super) demandes: Vec<Demande>,
    pub(super) total: u32,
}

impl Vues {
    /// How many of a household are on this page.
    pub(super) fn ensemble(&self, one: &Demande) -> usize {
        self.demandes.iter().filter(|other| other.foyer == one.foyer).count()
    }
}

impl Voulu {
    /// What an address asks; what is not readable there is not asked.
    pub(super) fn read(fields: &Fields) -> Self {
        Self {
            phase: fields.get("phase").parse().unwrap_or(Phase::Attente),
            origine: fields.get("origine").parse().ok(),
            tri: fields.get("tri").parse().unwrap_or(Tri::Priorite),
            commune: fields.get("commune").parse().ok(),
            critere: fields.get("critere").to_owned(),
            ages: fields.has("ages"),
            injoignables: fields.has("injoignables"),
            tout: fields.has("tout"),
            page: fields.get("page").parse().unwrap_or(0),
        }
    }

    /// Whether something that is sealed is asked.
    fn is_sealed(&self) -> bool {
        self.commune.is_some() || !self.critere.is_empty() || self.ages || self.injoignables
    }

    /// The page that is asked, `relances`: asked that often without an answer, nobody can reach them.
    pub(super) async fn fetch(
        &self,
        tx: &mut Tx,
        coffre: &Coffre,
        (regle, relances): (&Regle, u32),
        jour: Date,
    ) -> Result<Vues> {
        let from = self.page.saturating_mul(PAGE);
        if !self.is_sealed() {
            let voulues = Voulues { phase: self.phase, origine: self.origine, tri: self.tri };
            let (demandes, total) = suivi::liste(tx, coffre, voulues, (from, PAGE)).await?;
            return Ok(Vues { demandes, total });
        }
        let mut all = demandes::de_phase(tx, coffre, self.phase).await?;
        let asked = regle.criteres.iter().find(|one| one.code == self.critere);
        all.retain(|one| {
            self.origine.is_none_or(|origine| one.origine == origine)
                && self.commune.is_none_or(|commune| one.situation.commune == commune)
                && (self.critere.is_empty()
                    || asked.is_some_and(|critere| critere.holds(&one.situation, jour)))
                && (!self.ages || one.situation.age(jour) >= AGE)
                && (!self.injoignables || one.relances >= relances.max(1))
        });
        match self.tri {
            Tri::Priorite => {}
            Tri::Anciennete => all.sort_by_key(|one| (one.recue_le, one.id)),
            Tri::Recentes => all.sort_by_key(|one| Reverse((one.recue_le, one.id))),
        }
        let total = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let demandes = all.into_iter().skip(from as usize).take(PAGE as usize).collect();
        Ok(Vues { demandes, total })
    }

    /// The end of the address of a page of this list.
    pub(super) fn query(&self, page: u32) -> String {
        let mut parts = vec![format!("phase={}", self.phase), format!("tri={}", self.tri)];
        parts.extend(self.origine.map(|one| format!("origine={one}")));
        parts.extend(self.commune.map(|one| format!("commune={one}")));
        if self.critere.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
            && !self.critere.is_empty()
        {
            parts.push(format!("critere={}", self.critere));
        }
        parts.extend(self.ages.then(|| "ages=oui".to_owned()));
        parts.extend(self.injoignables.then(|| "injoignables=oui".to_owned()));
        parts.extend((page > 0).then(|| format!("page={page}")));
        format!("?{}", parts.join("&"))
    }

    pub(super) fn paging(&self, visit: &Visit, shown: usize, total: u32) -> Paging {
        let from = self.page.saturating_mul(PAGE);
        let at = |page: u32| ROOM.at(visit, &self.query(page)).into();
        let shown = i64::try_from(shown).unwrap_or(0);
        Paging {
            first: Some(i64::from(from) + 1),
            shown,
            total: Some(total.into()),
            previous: self.page.checked_sub(1).map(at),
            next: (i64::from(from) + shown < i64::from(total)).then(|| at(self.page + 1)),
        }
    }

    /// The lists that choose.
    pub(super) fn fields(
        &self,
        phases: impl Iterator<Item = (Phase, u32)>,
        regle: &Regle,
        communes: &[(CommuneCode, String)],
    ) -> Markup {
        let phases = phases.map(|(one, many)| {
            Choice::new(one.code(), format!("{} ({})", one.libelle(), francais::nombre(many.into())))
        });
        let all = |words: &'static str| std::iter::once(Choice::new("", words));
        let communes = all("Toutes")
            .chain(communes.iter().map(|(code, nom)| Choice::new(code.to_string(), nom.clone())));
        let criteres = all("Toutes")
            .chain(regle.criteres.iter().map(|one| Choice::new(one.code.clone(), one.libelle.clone())));
        let origines =
            all("Toutes").chain(Origine::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())));
        let tris = Tri::ALL.iter().map(|one| Choice::new(one.code(), one.libelle()));
        let commune = self.commune.map(|one| one.to_string()).unwrap_or_default();
        html! {
            (Field::select("phase", "État", phases.collect()).value(self.phase.code()))
            (Field::select("commune", "Commune", communes.collect()).value(commune))
            (Field::select("critere", "Situation", criteres.collect()).value(self.critere.clone()))
            (Field::select("origine", "Demandée par", origines.collect()).value(self.origine.map_or("", Origine::code)))
            (Field::select("tri", "Ordre", tris.collect()).value(self.tri.code()))
            (Field::checkbox("ages", "70 ans et plus").value(if self.ages { "oui" } else { "" }))
            @if self.injoignables { (Field::checkbox("injoignables", "Ne répondent plus").value("oui")) }
        }
    }
}
