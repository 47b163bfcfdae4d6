//! What the list is asked for, and what it finds: in SQL, but for what is sealed.

use super::ROOM;
use crate::store::listes::{self, Ensuite, Liste, Tri, Voulues};
use crate::{Coffre, Origine, Phase, Regle, Situation};
use db::{Result, Tx};
use identifiants::CommuneCode;
use jiff::civil::Date;
use maud::{Markup, html};
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
    ensuite: Option<Ensuite>,
    /// Every box is ticked.
    pub(super) tout: bool,
    pub(super) page: u32,
}

impl Voulu {
    /// What an address asks; what is not readable there is not asked.
    pub(super) fn read(fields: &Fields) -> Self {
        let ensuite: Option<Ensuite> = fields.get("ensuite").parse().ok();
        let phase = fields.get("phase").parse().unwrap_or(Phase::Attente);
        Self {
            // What comes next says where requests stand.
            phase: ensuite.map_or(phase, Ensuite::phase),
            origine: fields.get("origine").parse().ok(),
            tri: fields.get("tri").parse().unwrap_or(Tri::Priorite),
            commune: fields.get("commune").parse().ok(),
            critere: fields.get("critere").to_owned(),
            ages: fields.has("ages"),
            ensuite,
            tout: fields.has("tout"),
            page: fields.get("page").parse().unwrap_or(0),
        }
    }

    /// Whether something that is sealed is asked.
    fn is_sealed(&self) -> bool {
        self.commune.is_some() || !self.critere.is_empty() || self.ages
    }

    /// The page that is asked, `relances`: asked that often without an answer, nobody can reach them.
    pub(super) async fn fetch(
        &self,
        tx: &mut Tx,
        coffre: &Coffre,
        (regle, relances): (&Regle, u32),
        jour: Date,
    ) -> Result<Liste> {
        let Self { phase, origine, ensuite, tri, .. } = *self;
        let voulues = Voulues { phase, origine, ensuite, relances, tri };
        if !self.is_sealed() {
            return listes::liste(tx, coffre, voulues, (self.page, PAGE)).await;
        }
        let asked = regle.criteres.iter().find(|one| one.code == self.critere);
        let takes = |who: &Situation| {
            self.commune.is_none_or(|commune| who.commune == commune)
                && (self.critere.is_empty() || asked.is_some_and(|critere| critere.holds(who, jour)))
                && (!self.ages || who.age(jour) >= AGE)
        };
        listes::liste_ou(tx, coffre, voulues, (self.page, PAGE), takes).await
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
        parts.extend(self.ensuite.map(|one| format!("ensuite={one}")));
        parts.extend((page > 0).then(|| format!("page={page}")));
        format!("?{}", parts.join("&"))
    }

    pub(super) fn paging(&self, visit: &Visit, liste: &Liste) -> Paging {
        let (from, total) = (liste.page * PAGE, liste.total);
        let at = |page: u32| ROOM.at(visit, &self.query(page)).into();
        let shown = i64::try_from(liste.demandes.len()).unwrap_or(0);
        Paging {
            first: Some(i64::from(from) + 1),
            shown,
            total: Some(total.into()),
            previous: liste.page.checked_sub(1).map(at),
            next: (i64::from(from) + shown < i64::from(total)).then(|| at(liste.page + 1)),
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
        let ensuites =
            all("Tout").chain(Ensuite::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())));
        let tris = Tri::ALL.iter().map(|one| Choice::new(one.code(), one.libelle()));
        let commune = self.commune.map(|one| one.to_string()).unwrap_or_default();
        html! {
            (Field::select("phase", "État", phases.collect()).value(self.phase.code()))
            (Field::select("commune", "Commune", communes.collect()).value(commune))
            (Field::select("critere", "Situation", criteres.collect()).value(self.critere.clone()))
            (Field::select("origine", "Demandée par", origines.collect()).value(self.origine.map_or("", Origine::code)))
            (Field::select("ensuite", "À faire", ensuites.collect()).value(self.ensuite.map_or("", Ensuite::code)))
            (Field::select("tri", "Ordre", tris.collect()).value(self.tri.code()))
            (Field::checkbox("ages", "70 ans et plus").value(if self.ages { "oui" } else { "" }))
        }
    }
}
