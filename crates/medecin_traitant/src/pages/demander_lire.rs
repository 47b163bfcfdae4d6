//! The eight questions, read: every fault at once, each beside its field.

use super::demander_champs::{Cadre, DEPUIS, Lu, combien};
use super::demander_lieu::Faute;
use crate::envoi::{AGE_SEUL, annees, naissance};
use crate::regle::Quand;
use crate::{Aidant, Canal, Identite, Personne, Situation};
use identifiants::{Courriel, Telephone};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;
use web::{FieldErrors, Fields};

impl Cadre<'_> {
    /// What the form says, or every fault of it.
    pub(super) fn read(&self, fields: &Fields, aidant: Option<&Aidant>) -> Result<Lu, FieldErrors> {
        let mut reader = fields.reader();
        let lieu = self.lieux.find(fields.get("commune"), fields.get("commune_code"));
        let lieu = lieu.map_err(|faute| {
            let field = if matches!(faute, Faute::Plusieurs(_)) { "commune_code" } else { "commune" };
            reader.refuse(field, faute.en_mots());
        });
        let shared = self.shared(fields, &mut reader, aidant);
        let depuis = fields.get("depuis");
        let months = DEPUIS.iter().find(|(code, ..)| *code == depuis).map(|(_, months, _)| *months);
        if months.is_none() {
            reader.refuse("depuis", "Choisissez une réponse.");
        }
        let mut personnes = Vec::new();
        for n in 1..=combien(fields) {
            let commune = lieu.as_ref().ok().map(|lieu| lieu.code);
            personnes.extend(self.one(n, fields, &mut reader, (shared.as_ref(), commune)));
        }
        self.children(&personnes, aidant, &mut reader);
        let cherche_depuis = self.jour.saturating_sub(months.unwrap_or(0).months());
        let whole = personnes.len() == combien(fields);
        reader.finish(lieu.ok().filter(|_| whole).map(|lieu| Lu { personnes, cherche_depuis, lieu }))
    }

    /// What everybody of the form shares: how to reach them.
    fn shared(
        &self,
        fields: &Fields,
        reader: &mut web::Reader<'_>,
        aidant: Option<&Aidant>,
    ) -> Option<(Identite, Canal)> {
        let telephone: Option<Telephone> = reader.optional("telephone");
        let courriel: Option<Courriel> = reader.optional("courriel");
        let adresse = reader.keep(kernel::saisie::maybe_line("adresse", fields.get("adresse")))?;
        let typed = fields.has("telephone") || fields.has("courriel") || !adresse.is_empty();
        if !typed && aidant.is_none_or(|one| one.telephone.is_none()) {
            reader.refuse(
                "telephone",
                "Donnez un téléphone, une adresse électronique ou une adresse où écrire.",
            );
        }
        // Whoever speaks for somebody is told when the patient gives nothing.
        let carer = || aidant.filter(|_| courriel.is_none())?.telephone.clone();
        let telephone = telephone.or_else(carer);
        let canal = self.canal(fields, reader, telephone.as_ref());
        let ancien =
            reader.keep(kernel::saisie::maybe_line("ancien_medecin", fields.get("ancien_medecin")))?;
        let message =
            reader.keep(kernel::saisie::UpTo(1000).maybe_words("message", fields.get("message")))?;
        let aidant = aidant.cloned();
        let identite = Identite {
            telephone,
            courriel,
            adresse,
            aidant,
            ancien_medecin: ancien,
            message,
            ..vide(self.jour)
        };
        Some((identite, canal))
    }

    fn one(
        &self,
        n: usize,
        fields: &Fields,
        reader: &mut web::Reader<'_>,
        (shared, commune): (Option<&(Identite, Canal)>, Option<identifiants::CommuneCode>),
    ) -> Option<Personne> {
        let named = |name: &str| format!("{name}_{n}");
        let naissance = naissance(fields.get(&named("naissance")), self.jour)
            .or_else(|| reader.required::<Date>(&named("naissance")));
        if !["oui", "non"].contains(&fields.get(&named("deplace"))) {
            reader.refuse(&named("deplace"), "Choisissez une réponse.");
        }
        let text = |name: &str| fields.get(&named(name)).to_owned();
        // Names are checked even when the rest cannot be read: every fault is told at once.
        let (identite, canal) = shared.cloned().unwrap_or_else(|| (vide(self.jour), Canal::Lettre));
        let born = naissance.unwrap_or(self.jour);
        let who = Identite { nom: text("nom"), prenom: text("prenom"), naissance: born, ..identite };
        let who = crate::envoi::check(who, self.jour).map_err(|faults| {
            faults.0.iter().for_each(|one| reader.refuse(&named(one.champ), &one.pourquoi));
        });
        let asked = self.regle.criteres.iter().filter(|one| one.quand == Quand::Coche);
        let known: BTreeSet<&str> = asked.map(|one| one.code.as_str()).collect();
        let criteres = named("criteres");
        let ticked = fields.all(&criteres).filter(|code| known.contains(code)).map(str::to_owned);
        let leaving = (fields.get("depuis") == "depart").then(|| "depart".to_owned());
        let situation = Situation {
            annee: born.year(),
            mois: born.month(),
            commune: commune?,
            criteres: ticked.chain(leaving).collect(),
            se_deplace: fields.get(&named("deplace")) != "non",
            au_plus_km: fields.get("au_plus_km").parse().ok().filter(|km| (1..=200).contains(km)),
            langue: fields.get("langue").chars().take(60).collect(),
            choix: fields.get("choix").parse().ok(),
            canal,
        };
        naissance.and(shared)?;
        Some(Personne { identite: who.ok()?, situation })
    }

    /// How to tell them: what they chose, if it can be; else what can.
    fn canal(&self, fields: &Fields, reader: &mut web::Reader<'_>, telephone: Option<&Telephone>) -> Canal {
        let mobile = telephone.is_some_and(Telephone::is_mobile);
        let guessed = match (mobile && self.sms, fields.has("courriel"), telephone.is_some()) {
            (true, ..) => Canal::Sms,
            (_, true, _) => Canal::Courriel,
            (.., true) => Canal::Appel,
            _ => Canal::Lettre,
        };
        let Some(canal) = reader.optional::<Canal>("canal") else { return guessed };
        match canal {
            Canal::Sms if !mobile => {
                reader.refuse("telephone", "Pour un SMS, il faut un numéro de mobile (06 ou 07).");
            }
            Canal::Courriel if !fields.has("courriel") => {
                reader.refuse("courriel", "Pour un courriel, il faut une adresse électronique.");
            }
            Canal::Lettre if !fields.has("adresse") => {
                reader.refuse("adresse", "Pour une lettre, il faut le numéro et la rue.");
            }
            Canal::Appel if telephone.is_none() && !fields.has("aidant_telephone") => {
                reader.refuse("telephone", "Pour un appel, il faut un numéro de téléphone.");
            }
            Canal::Sms | Canal::Courriel | Canal::Lettre | Canal::Appel => {}
        }
        canal
    }

    /// A child of the form needs somebody who answers.
    fn children(&self, personnes: &[Personne], aidant: Option<&Aidant>, reader: &mut web::Reader<'_>) {
        let age = |one: &Personne| annees(one.identite.naissance, self.jour);
        let adult = personnes.iter().any(|one| age(one) >= 18);
        if aidant.is_none() && !adult && personnes.iter().any(|one| age(one) < AGE_SEUL) {
            reader.refuse(
                "aidant_nom",
                "Un enfant de moins de 15\u{a0}ans\u{a0}: qui répond pour lui\u{202f}? Écrivez votre nom.",
            );
        }
    }
}

/// Nobody yet.
pub(super) fn vide(jour: Date) -> Identite {
    Identite {
        nom: String::new(),
        prenom: String::new(),
        naissance: jour,
        telephone: None,
        courriel: None,
        adresse: String::new(),
        aidant: None,
        ancien_medecin: String::new(),
        message: String::new(),
        code: String::new(),
    }
}

/// Somebody who speaks for the patient, when a name is given.
pub(super) fn aidant(fields: &Fields, errors: &mut FieldErrors, needed: bool) -> Option<Aidant> {
    let mut reader = fields.reader();
    let nom = fields.get("aidant_nom").chars().take(100).collect::<String>();
    let lien = fields.get("aidant_lien").chars().take(100).collect::<String>();
    let telephone: Option<Telephone> = reader.optional("aidant_telephone");
    if nom.is_empty() && needed {
        reader.refuse("aidant_nom", "Ce champ est obligatoire.");
    } else if nom.is_empty() && (telephone.is_some() || !lien.is_empty()) {
        reader.refuse("aidant_nom", "Écrivez aussi le nom de la personne qui répond.");
    }
    match reader.finish(Some(Aidant { nom, lien, telephone })) {
        Ok(one) => Some(one).filter(|one| !one.nom.is_empty()),
        Err(faults) => {
            faults.iter().for_each(|(name, sentence)| errors.add(name, sentence));
            None
        }
    }
}
