//! Who a request is for, opened with a reason: to call, to write, to correct, to copy for them, to erase.

use super::ROOM;
use super::carte::court;
use super::communes::Communes;
use super::demande::drawn;
use super::demander_lieu::Lieux;
use crate::droits::TRAITER;
use crate::read_identite::EFFACEMENT;
use crate::regle::Quand;
use crate::store::{demandes, regles};
use crate::{
    Aidant, Canal, Coffre, Demande, Identite, Regle, Situation, WriteError, erase_now, export_personne,
    read_identite, reprint,
};
use axum::extract::{Path, State};
use identifiants::{Courriel, Telephone};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::alert::alert;
use ui::button::{actions, confirm, post_button};
use ui::definitions::definitions;
use ui::form::row;
use ui::section::section;
use ui::{Button, Choice, Field, Filled, Method, Tone, form, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit, id_of};

pub(super) fn routes() -> Routes {
    Routes::new()
        .post("/{cpts}/espace/medecin-traitant/demandes/{id}/identite", TRAITER, open)
        .post("/{cpts}/espace/medecin-traitant/demandes/{id}/corriger", TRAITER, correct)
        .post("/{cpts}/espace/medecin-traitant/demandes/{id}/copie", TRAITER, copy)
        .post("/{cpts}/espace/medecin-traitant/demandes/{id}/effacer", TRAITER, erase)
}

type At = Path<(String, String)>;

async fn open(State(app): State<App>, visit: Visit, Path((_, text)): At, fields: Fields) -> Answer {
    let id = id_of(&text)?;
    let typed = fields.get("raison");
    let raison = if typed.is_empty() { fields.get("motif") } else { typed };
    match read_identite(&visit.ctx, &app.db, id, raison).await {
        Ok(who) => shown(&app, &visit, id, &who).await,
        Err(WriteError::Saisie(faults)) => {
            let (frame, content) = drawn(&app, &visit, &text, &fields.filled(&faults.into())).await?;
            Ok(visit.refused(frame, content))
        }
        Err(other) => Err(other.into()),
    }
}

async fn shown(app: &App, visit: &Visit, id: Id<Demande>, who: &Identite) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let one = demandes::demande(&mut tx, &coffre, id).await?.ok_or_else(Problem::not_found)?;
    let regle = regles::en_vigueur(&mut tx).await?.regle;
    let commune = Communes::read(app, &mut tx).await?.nom(one.situation.commune);
    drop(tx);
    let part = format!("demandes/{id}");
    let code = format!("Demande {}", court(id));
    let frame = ROOM.below(visit, "Identité", &[(&code, &part)]);
    let filled = filled(who, &one.situation, &commune);
    let at = |end: &str| ROOM.at(visit, &format!("{part}/{end}"));
    Ok(visit.page(&frame, html! {
        (alert(Tone::Info, "Cette lecture et son motif sont au journal. La page ne se garde pas\u{a0}: pour la revoir, redonnez un motif."))
        (facts(who, &one, &commune))
        (section("corriger", "Corriger", html! {
            details { summary { "Corriger l’identité ou la situation" } (correction(visit, id, &regle, &filled)) }
        }))
        (section("droits", "Droits de la personne", html! {
            (post_button(&visit.csrf, &at("copie"), &[], &Button::secondary("Copie de ses données (article 15)")))
            (confirm("Effacer maintenant (article 17)", "", "L’identité, la situation et le suivi sont détruits, pour toujours. La demande est close si elle est ouverte.",
                form::form(&visit.csrf, &at("effacer"), Method::Post, html! {
                    (Field::text("raison", "Motif").hint("Sans nom\u{a0}: il reste au journal.").value(EFFACEMENT).required().maxlength(120))
                    (actions(html! { (Button::danger("Effacer pour toujours")) }))
                })))
        }))
        (actions(html! { (Button::plain("Revenir à la demande").href(ROOM.at(visit, &part))) }))
    }))
}

fn facts(who: &Identite, one: &Demande, commune: &str) -> Markup {
    let mut facts = vec![
        ("Nom", html! { strong { (who.nom_entier()) } }),
        ("Naissance", html! { (francais::date(who.naissance)) }),
        ("Commune", html! { (commune) @if !who.adresse.is_empty() { ", " (who.adresse) } }),
        ("Prévenue par", html! { (one.situation.canal.libelle()) }),
        ("Code de suivi", html! { code { (who.code) } }),
    ];
    if let Some(phone) = &who.telephone {
        facts.push((
            "Téléphone",
            html! { a href={ "tel:" (phone.to_string().replace(' ', "")) } { (phone) } },
        ));
    }
    if let Some(mail) = &who.courriel {
        facts.push(("Courriel", html! { a href={ "mailto:" (mail) } { (mail) } }));
    }
    if let Some(aidant) = &who.aidant {
        let phone = aidant.telephone.as_ref().map(|one| format!(", {one}")).unwrap_or_default();
        facts.push(("Qui parle pour elle", html! { (aidant.nom) " (" (aidant.lien) ")" (phone) }));
    }
    if !who.ancien_medecin.is_empty() {
        facts.push(("Ancien médecin", html! { (who.ancien_medecin) }));
    }
    if !who.message.is_empty() {
        facts.push(("Message", html! { (who.message) }));
    }
    definitions(&facts)
}

/// What the form of correction starts from.
fn filled(who: &Identite, situation: &Situation, commune: &str) -> Filled {
    let phone = |one: Option<&Telephone>| one.map(ToString::to_string).unwrap_or_default();
    let aidant = who.aidant.as_ref();
    let values = [
        ("nom", who.nom.clone()),
        ("prenom", who.prenom.clone()),
        ("naissance", who.naissance.to_string()),
        ("telephone", phone(who.telephone.as_ref())),
        ("courriel", who.courriel.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("adresse", who.adresse.clone()),
        ("commune", commune.to_owned()),
        ("commune_code", situation.commune.to_string()),
        ("aidant_nom", aidant.map(|one| one.nom.clone()).unwrap_or_default()),
        ("aidant_lien", aidant.map(|one| one.lien.clone()).unwrap_or_default()),
        ("aidant_telephone", phone(aidant.and_then(|one| one.telephone.as_ref()))),
        ("ancien_medecin", who.ancien_medecin.clone()),
        ("message", who.message.clone()),
        ("deplace", if situation.se_deplace { "oui" } else { "non" }.to_owned()),
        ("au_plus_km", situation.au_plus_km.map(|km| km.to_string()).unwrap_or_default()),
        ("langue", situation.langue.clone()),
        ("canal", situation.canal.code().to_owned()),
    ];
    let filled = values.into_iter().fold(Filled::new(), |filled, (name, value)| filled.value(name, value));
    situation.criteres.iter().fold(filled, |filled, code| filled.value("criteres", code))
}

fn correction(visit: &Visit, id: Id<Demande>, regle: &Regle, filled: &Filled) -> Markup {
    let ticked = regle.criteres.iter().filter(|one| one.quand == Quand::Coche);
    let boxes = ticked.map(|one| Choice::new(one.code.clone(), one.libelle.clone())).collect();
    let canaux = Canal::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let moves = vec![Choice::new("oui", "Se déplace"), Choice::new("non", "Ne se déplace pas")];
    form::form(
        &visit.csrf,
        &ROOM.at(visit, &format!("demandes/{id}/corriger")),
        Method::Post,
        html! {
            (form::error_summary(filled))
            (row(html! {
                (Field::text("prenom", "Prénom").required().maxlength(100).filled(filled))
                (Field::text("nom", "Nom").required().maxlength(100).filled(filled))
                (Field::text("naissance", "Naissance").required().maxlength(20).filled(filled))
            }))
            (row(html! {
                (Field::tel("telephone", "Téléphone").filled(filled))
                (Field::email("courriel", "Courriel").filled(filled))
                (Field::select("canal", "Prévenue par", canaux).filled(filled))
            }))
            (row(html! {
                (Field::text("adresse", "Numéro et rue").maxlength(200).filled(filled))
                (Field::text("commune", "Commune ou code postal").required().maxlength(100).filled(filled))
            }))
            (form::hidden("commune_code", filled.get("commune_code").unwrap_or_default()))
            (Field::radios("deplace", "Mobilité", moves).filled(filled))
            (Field::checkboxes("criteres", "Situation", boxes).filled(filled))
            (row(html! {
                (Field::digits("au_plus_km", "Jusqu’à").unit("km").filled(filled))
                (Field::text("langue", "Langue, si ce n’est pas le français").maxlength(60).filled(filled))
                (Field::text("ancien_medecin", "Ancien médecin").maxlength(200).filled(filled))
            }))
            (row(html! {
                (Field::text("aidant_nom", "Qui parle pour elle").maxlength(100).filled(filled))
                (Field::text("aidant_lien", "Son lien").maxlength(100).filled(filled))
                (Field::tel("aidant_telephone", "Son téléphone").filled(filled))
            }))
            (Field::textarea("message", "Message", 3).maxlength(1000).filled(filled))
            (actions(html! { (Button::primary("Corriger")) }))
        },
    )
}

async fn correct(State(app): State<App>, visit: Visit, Path((_, text)): At, fields: Fields) -> Answer {
    let id = id_of(&text)?;
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = demandes::demande(&mut tx, &coffre, id).await?.ok_or_else(Problem::not_found)?;
    let regle = regles::en_vigueur(&mut tx).await?.regle;
    let lieux = Lieux::read(&app, &mut tx).await?;
    drop(tx);
    let errors = match corrected(&fields, &lieux, one.situation) {
        Ok((who, situation)) => match reprint(&visit.ctx, &app.db, id, who, situation).await {
            Ok(()) => return ROOM.done(&visit, &format!("demandes/{id}"), "La demande est corrigée."),
            Err(other) => super::beside(other)?,
        },
        Err(errors) => errors,
    };
    let frame =
        ROOM.below(&visit, "Corriger", &[(&format!("Demande {}", court(id)), &format!("demandes/{id}"))]);
    let form = correction(&visit, id, &regle, &fields.filled(&errors));
    Ok(visit.refused(frame, form))
}

/// What the form of correction says; the doctor that the patient asked for stays.
fn corrected(fields: &Fields, lieux: &Lieux, kept: Situation) -> Result<(Identite, Situation), FieldErrors> {
    let mut reader = fields.reader();
    let lieu = lieux.find(fields.get("commune"), fields.get("commune_code"));
    let lieu = lieu.map_err(|faute| reader.refuse("commune", faute.en_mots())).ok();
    let naissance = reader.required::<Date>("naissance");
    let (telephone, courriel) =
        (reader.optional::<Telephone>("telephone"), reader.optional::<Courriel>("courriel"));
    let (phone, km) = (reader.optional("aidant_telephone"), reader.optional("au_plus_km"));
    let text = |name: &str| fields.get(name).to_owned();
    let aidant = Some(text("aidant_nom")).filter(|nom| !nom.is_empty());
    let aidant = aidant.map(|nom| Aidant { nom, lien: text("aidant_lien"), telephone: phone });
    let (naissance, lieu) = reader.finish(naissance.zip(lieu))?;
    let who = Identite {
        nom: text("nom"),
        prenom: text("prenom"),
        naissance,
        telephone,
        courriel,
        adresse: text("adresse"),
        aidant,
        ancien_medecin: text("ancien_medecin"),
        message: text("message"),
        code: String::new(),
    };
    let situation = Situation {
        annee: naissance.year(),
        mois: naissance.month(),
        commune: lieu.code,
        criteres: fields.all("criteres").map(str::to_owned).collect(),
        se_deplace: fields.get("deplace") != "non",
        au_plus_km: km,
        langue: text("langue"),
        canal: fields.get("canal").parse().unwrap_or(kept.canal),
        ..kept
    };
    Ok((who, situation))
}

/// Everything that is kept of them, as a file for them.
async fn copy(State(app): State<App>, visit: Visit, Path((_, text)): At) -> Answer {
    let all = export_personne(&visit.ctx, &app.db, id_of(&text)?).await?;
    let name = "copie-des-donnees.json";
    web::download(name, "application/json", move || serde_json::to_vec_pretty(&all)).await
}

async fn erase(State(app): State<App>, visit: Visit, Path((_, text)): At, fields: Fields) -> Answer {
    let id = id_of(&text)?;
    match erase_now(&visit.ctx, &app.db, id, fields.get("raison")).await {
        Err(WriteError::Saisie(faults)) => {
            let to = ROOM.at(&visit, &format!("demandes/{id}"));
            Ok(web::Redirect::to(to).refused(faults.to_string()).answer(&visit))
        }
        result => {
            ROOM.after(&visit, "", "La demande et tout ce qui disait de qui elle était sont effacés.", result)
        }
    }
}
