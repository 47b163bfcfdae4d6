//! The form of a movement: its fields, and how they are read.

use super::enveloppes;
use crate::livre::Livre;
use crate::mouvement::{Genre, Mouvement, Moyen, Nature, Part, Saisie, champ};
use crate::plan::Compte;
use aci::Montant;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::form::Width;
use ui::{Choice, Field, Filled, francais};
use web::{FieldErrors, Fields, Visit};

/// Shares that the form offers.
const RANGS: usize = 4;

/// What the form is about.
pub(super) struct Formulaire<'a> {
    pub visit: &'a Visit,
    pub livre: &'a Livre,
    pub comptes: &'a [Compte],
    pub filled: &'a Filled,
}

impl Formulaire<'_> {
    /// Its fields, as they stand; `saisie` is what is corrected.
    pub(super) fn champs(&self, genre: Genre, saisie: Option<&Saisie>) -> Markup {
        let filled = self.filled;
        let text = |of: fn(&Saisie) -> String| saisie.map(of).unwrap_or_default();
        let choices = |all: Vec<(&'static str, &'static str)>| {
            all.into_iter().map(|(code, words)| Choice::new(code, words)).collect()
        };
        let genres = choices(Genre::ALL.iter().map(|one| (one.code(), one.libelle())).collect());
        let natures = choices(Nature::ALL.iter().map(|one| (one.code(), one.libelle())).collect());
        let moyens = choices(Moyen::ALL.iter().map(|one| (one.code(), one.libelle())).collect());
        html! {
            (ui::form::error_summary(filled))
            (self.visit.key(filled))
            (Field::radios("genre", "Sens", genres).value(saisie.map_or(genre, |one| one.genre).code()).required().filled(filled))
            (ui::form::row(html! {
                (Field::date("jour", "Date").hint("Celle du paiement\u{a0}; pour un engagement, celle de la commande.").value(text(|one| one.jour.to_string())).required().filled(filled))
                (Field::text("montant", "Montant").unit("€").width(Width::Short).value(saisie.map(|one| francais::euros_saisis(one.cents)).unwrap_or_default()).required().filled(filled))
            }))
            (Field::text("libelle", "Libellé").maxlength(200).value(text(|one| one.libelle.clone())).required().filled(filled))
            (Field::text("tiers", "Fournisseur ou payeur").maxlength(200).value(text(|one| one.tiers.clone())).filled(filled))
            (ui::form::row(html! {
                (Field::text("reference", "Numéro de facture ou référence").hint("Avec la date et le montant, elle empêche un doublon.").maxlength(200).value(text(|one| one.reference.clone())).filled(filled))
                (Field::date("facture_le", "Date de la facture").value(saisie.and_then(|one| one.facture_le).map(|jour| jour.to_string()).unwrap_or_default()).filled(filled))
            }))
            (ui::form::row(html! {
                (Field::select("nature", "Nature de la pièce", natures).value(saisie.map_or(Nature::Facture, |one| one.nature).code()).filled(filled))
                (Field::select("moyen", "Moyen de paiement", moyens).value(saisie.map_or(Moyen::Virement, |one| one.moyen).code()).filled(filled))
            }))
            @if let Some(engagement) = saisie.and_then(|one| one.engagement) { (ui::form::hidden("engagement", &engagement.to_string())) }
            (self.parts(saisie))
        }
    }

    /// Which envelope bears what, on which account.
    fn parts(&self, saisie: Option<&Saisie>) -> Markup {
        let comptes: Vec<Choice> = std::iter::once(Choice::new("", "Choisir"))
            .chain(
                self.comptes
                    .iter()
                    .filter(|one| !one.numero.starts_with('5'))
                    .map(|one| Choice::new(one.numero.clone(), format!("{} {}", one.numero, one.libelle))),
            )
            .collect();
        let all = enveloppes(self.livre);
        let known = saisie.map_or(&[][..], |one| &one.parts);
        let row = |rang: usize| {
            let part = known.get(rang);
            ui::form::row(html! {
                (Field::select(champ("enveloppe", rang), format!("Enveloppe {}", rang + 1), all.clone()).value(part.map(|one| one.cle.to_string()).unwrap_or_default()).filled(self.filled))
                (Field::select(champ("compte", rang), format!("Compte {}", rang + 1), comptes.clone()).value(part.map(|one| one.compte.clone()).unwrap_or_default()).filled(self.filled))
                (Field::text(champ("part", rang), format!("Part {}", rang + 1)).unit("€").width(Width::Short).value(part.filter(|_| known.len() > 1).map(|one| francais::euros_saisis(one.cents)).unwrap_or_default()).filled(self.filled))
            })
        };
        let body = html! {
            p { "Une seule enveloppe paie tout\u{202f}? Laissez sa part vide. Sinon, les parts font le montant, au centime." }
            (row(0))
            details open[known.len() > 1 || self.filled.is_refused()] {
                summary { "Partager entre plusieurs enveloppes" }
                @for rang in 1..RANGS.max(known.len()) { (row(rang)) }
            }
        };
        ui::form::fieldset("Qui paie, sur quel compte", body)
    }
}

/// What was typed.
pub(super) fn read(fields: &Fields) -> Result<Saisie, FieldErrors> {
    let mut reader = fields.reader();
    let genre: Option<Genre> = reader.required("genre");
    let jour: Option<Date> = reader.required("jour");
    let montant: Option<Montant> = reader.required("montant");
    let facture_le: Option<Date> = reader.optional("facture_le");
    let engagement: Option<Id<Mouvement>> = reader.optional("engagement");
    let total = montant.map(Montant::cents).unwrap_or_default();
    let mut rows = Vec::new();
    for rang in 0..RANGS.max(20) {
        let (envelope, compte, part) = (champ("enveloppe", rang), champ("compte", rang), champ("part", rang));
        if !fields.has(&envelope) && !fields.has(&part) {
            continue;
        }
        let cle = reader.required(&envelope);
        let cents: Option<Montant> = reader.optional(&part);
        rows.extend(cle.map(|cle| {
            (
                Part {
                    cle,
                    compte: fields.get(&compte).to_owned(),
                    cents: cents.map(Montant::cents).unwrap_or_default(),
                },
                cents.is_none(),
            )
        }));
    }
    // One envelope alone pays the whole.
    if let [(part, true)] = rows.as_mut_slice() {
        part.cents = total;
    }
    let text = |name: &str| fields.get(name).to_owned();
    let read = genre.zip(jour).map(|(genre, jour)| Saisie {
        genre,
        nature: fields.get("nature").parse().unwrap_or(Nature::Facture),
        jour,
        facture_le,
        libelle: text("libelle"),
        tiers: text("tiers"),
        reference: text("reference"),
        moyen: fields.get("moyen").parse().unwrap_or(Moyen::Virement),
        engagement,
        cents: total,
        parts: rows.into_iter().map(|(part, _)| part).collect(),
    });
    reader.finish(read)
}
