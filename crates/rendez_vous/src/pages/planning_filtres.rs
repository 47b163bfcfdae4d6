//! The filters of the planning: they live in its address.

use super::ROOM;
use super::noms::Noms;
use crate::effecteur::Profession;
use crate::{Creneau, Lieu};
use identifiants::CommuneCode;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::form::{Width, filters};
use ui::{Choice, Field};
use web::{Fields, Visit};

/// What the page is asked for. What cannot be read asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Filtre {
    pub(super) jour: Date,
    pub(super) semaine: bool,
    profession: Option<Profession>,
    commune: Option<CommuneCode>,
    lieu: Option<Id<Lieu>>,
    libres: bool,
}

impl Filtre {
    pub(super) fn read(fields: &Fields, today: Date) -> Self {
        Self {
            jour: fields.reader().optional("jour").unwrap_or(today),
            semaine: fields.get("vue") == "semaine",
            profession: fields.get("profession").parse().ok(),
            commune: fields.get("commune").parse().ok(),
            lieu: fields.get("lieu").parse().ok(),
            libres: fields.has("libres"),
        }
    }

    /// First day: that of the week when it is a week.
    pub(super) fn du(&self) -> Date {
        let back = if self.semaine { self.jour.weekday().to_monday_zero_offset() } else { 0 };
        self.jour.saturating_sub(Span::new().days(back))
    }

    /// Last day.
    pub(super) fn au(&self) -> Date {
        self.du().saturating_add(Span::new().days(if self.semaine { 6 } else { 0 }))
    }

    /// So many days or weeks later.
    pub(super) fn moved(&self, by: i64) -> Self {
        let span = Span::new().days(if self.semaine { 7 * by } else { by });
        Self { jour: self.jour.saturating_add(span), ..self.clone() }
    }

    /// The same week, everybody everywhere.
    pub(super) fn whole_week(&self) -> Self {
        Self { jour: self.jour, semaine: true, ..Self::default() }
    }

    /// The end of its address.
    pub(super) fn query(&self) -> String {
        let mut all = format!("jour={}", self.jour);
        if self.semaine {
            all += "&vue=semaine";
        }
        let said = [
            ("profession", self.profession.map(|one| one.code().to_owned())),
            ("commune", self.commune.map(|one| one.to_string())),
            ("lieu", self.lieu.map(|one| one.to_string())),
            ("libres", self.libres.then(|| "oui".to_owned())),
        ];
        for (name, value) in said {
            if let Some(value) = value {
                all += &format!("&{name}={value}");
            }
        }
        all
    }

    /// « du lundi 23 au dimanche 29 novembre ».
    pub(super) fn en_mots(&self) -> String {
        let whole = ui::francais::date_complete;
        if self.semaine {
            format!("du {} au {}", whole(self.du()), whole(self.au()))
        } else {
            format!("le {}", whole(self.jour))
        }
    }

    pub(super) fn keeps(&self, one: &Creneau, noms: &Noms, now: Timestamp) -> bool {
        let who = noms.effecteur(one.effecteur).map(|who| who.profession);
        let town = noms.lieu(one.contenu.lieu).map(|lieu| lieu.commune);
        self.profession.is_none_or(|wanted| who == Some(wanted))
            && self.commune.is_none_or(|wanted| town == Some(wanted))
            && self.lieu.is_none_or(|wanted| one.contenu.lieu == wanted)
            && (!self.libres || one.check_open(now).is_ok())
    }
}

/// The line of filters: only what somebody of this CPTS is or has.
pub(super) fn filtres(visit: &Visit, filtre: &Filtre, noms: &Noms) -> Markup {
    let all = |words: &'static str| vec![Choice::new("", words)];
    let mut professions = all("Toutes");
    let known = |one: &&Profession| noms.effecteurs().any(|who| who.profession == **one);
    professions
        .extend(Profession::ALL.iter().filter(known).map(|one| Choice::new(one.code(), one.libelle())));
    let towns: BTreeMap<String, CommuneCode> =
        noms.communes_des_lieux().map(|code| (noms.communes.nom(code), code)).collect();
    let mut communes = all("Toutes");
    communes.extend(towns.into_iter().map(|(nom, code)| Choice::new(code.to_string(), nom)));
    let mut lieux = all("Tous");
    lieux.extend(noms.lieux_offerts());
    let vues = vec![Choice::new("jour", "Un jour"), Choice::new("semaine", "Une semaine")];
    let text = |value: Option<String>| value.unwrap_or_default();
    filters(
        &ROOM.at(visit, ""),
        html! {
            (Field::date("jour", "Jour").value(filtre.jour.to_string()))
            (Field::select("vue", "Voir", vues).width(Width::Short).value(if filtre.semaine { "semaine" } else { "jour" }))
            (Field::select("profession", "Profession", professions).value(text(filtre.profession.map(|one| one.to_string()))))
            (Field::select("commune", "Commune", communes).value(text(filtre.commune.map(|one| one.to_string()))))
            (Field::select("lieu", "Lieu", lieux).value(text(filtre.lieu.map(|one| one.to_string()))))
            (libres(filtre))
        },
    )
}

fn libres(filtre: &Filtre) -> Field {
    let field = Field::checkbox("libres", "Libres seulement");
    if filtre.libres { field.value("oui") } else { field }
}
