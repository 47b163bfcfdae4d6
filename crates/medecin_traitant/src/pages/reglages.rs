//! How the room works: each setting with what it does.

use super::{ROOM, beside};
use crate::droits::REGLER;
use crate::reglage::BORNES;
use crate::{Reglage, WriteError, set_reglage, store};
use axum::extract::State;
use maud::{Markup, html};
use ui::button::actions;
use ui::form::Width;
use ui::status::badge;
use ui::{Button, Field, Filled, Frame, Method, Tone};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/reglages", REGLER, show).post(
        "/{cpts}/espace/medecin-traitant/reglages",
        REGLER,
        send,
    )
}

/// The words, the unit and the effect of each number.
const NOMBRES: [(&str, &str, &str, &str); 6] = [
    (
        "jours_pour_repondre",
        "Temps d’un médecin pour répondre",
        "jours",
        "Passé ce temps, la carte expire et le médecin suivant est interrogé.",
    ),
    (
        "cartes_a_la_fois",
        "Médecins interrogés à la fois pour un foyer",
        "médecins",
        "1\u{a0}: l’un après l’autre. Plus\u{a0}: le premier qui dit oui l’emporte, les autres cartes sont retirées.",
    ),
    (
        "au_plus_km",
        "Distance au plus",
        "km",
        "Pour ceux qui n’ont pas dit jusqu’où ils peuvent aller. À vol d’oiseau, de commune à commune.",
    ),
    (
        "mois_entre_relances",
        "Entre deux «\u{a0}cherchez-vous toujours\u{202f}?\u{a0}»",
        "mois",
        "La personne répond d’un geste\u{a0}; sa demande garde son ancienneté.",
    ),
    (
        "relances_sans_reponse",
        "Relances sans réponse avant de prévenir le bureau",
        "relances",
        "La demande n’est jamais close d’elle-même\u{a0}: le bureau appelle d’abord.",
    ),
    (
        "mois_de_conservation",
        "Garder une demande close",
        "mois",
        "Ensuite tout ce qui dit qui est la personne est effacé pour toujours\u{a0}; il ne reste que des nombres. Le RGPD demande une durée limitée, sans la fixer\u{a0}: c’est la vôtre, écrite au registre.",
    ),
];

fn prefill(now: &Reglage) -> Filled {
    let mut filled = Filled::new().value("telephone", &now.telephone);
    for (name, ..) in NOMBRES {
        filled = filled.value(name, now.nombre(name).to_string());
    }
    for (name, on) in [("ouvert", now.ouvert), ("suite_automatique", now.suite_automatique)] {
        if on {
            filled = filled.value(name, "oui");
        }
    }
    filled
}

fn page(visit: &Visit, lu: &str, filled: &Filled) -> Markup {
    let usual = Reglage::default();
    html! {
        (ROOM.tabs(visit, "regle"))
        p { (badge(Tone::Info, "proposition de Maillage")) " Aucun texte ne fixe ces valeurs\u{a0}: elles sont le choix de la CPTS, à reprendre dans son règlement ou son protocole." }
        (ui::form(&visit.csrf, &ROOM.at(visit, "reglages"), Method::Post, html! {
            (ui::form::error_summary(filled))
            (ui::form::hidden("lu", lu))
            (Field::checkbox("ouvert", "Le formulaire public reçoit des demandes").hint("Fermé, il dit d’appeler la CPTS ou le 36\u{a0}46.").filled(filled))
            (Field::tel("telephone", "Téléphone de la CPTS pour les patients").hint("Montré sur les pages publiques et les lettres. Vide\u{a0}: aucun.").filled(filled))
            @for ((name, words, unit, effect), (_, least, most)) in NOMBRES.iter().zip(BORNES) {
                (Field::number(*name, *words).required().unit(*unit).width(Width::Short)
                    .hint(format!("{effect} De {least} à {most}\u{a0}; proposé\u{a0}: {}.", usual.nombre(name)))
                    .range(Some(least.to_string().into()), Some(most.to_string().into())).filled(filled))
            }
            (Field::checkbox("suite_automatique", "Interroger le médecin suivant sans intervention du bureau").hint("Après un refus ou une absence de réponse. Proposé\u{a0}: oui.").filled(filled))
            (actions(html! { (Button::primary("Enregistrer")) }))
        }))
    }
}

fn frame(visit: &Visit) -> Frame {
    ROOM.below(visit, "Réglages", &[("Règle", "regle")])
}

async fn now(visit: &Visit, app: &App) -> Result<Reglage, Problem> {
    Ok(store::regles::reglage(&mut app.db.read(&visit.ctx).await?).await?)
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let now = now(&visit, &app).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &now.empreinte(), &prefill(&now))))
}

fn read(fields: &Fields) -> Result<Reglage, FieldErrors> {
    let mut reader = fields.reader();
    let mut number = |name: &str| reader.required::<u32>(name).unwrap_or_default();
    let wanted = Reglage {
        ouvert: fields.has("ouvert"),
        telephone: fields.get("telephone").to_owned(),
        jours_pour_repondre: number("jours_pour_repondre"),
        cartes_a_la_fois: number("cartes_a_la_fois"),
        suite_automatique: fields.has("suite_automatique"),
        au_plus_km: number("au_plus_km"),
        mois_entre_relances: number("mois_entre_relances"),
        relances_sans_reponse: number("relances_sans_reponse"),
        mois_de_conservation: number("mois_de_conservation"),
    };
    let checked = reader.keep(wanted.check());
    reader.finish(checked)
}

async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut lu = fields.get("lu").to_owned();
    let errors = match read(&fields) {
        Ok(wanted) => match set_reglage(&visit.ctx, &app.db, &lu, wanted).await {
            Ok(()) => return ROOM.done(&visit, "reglages", "Les réglages sont enregistrés."),
            Err(error) => {
                if matches!(error, WriteError::Change) {
                    lu = now(&visit, &app).await?.empreinte();
                }
                beside(error)?
            }
        },
        Err(errors) => errors,
    };
    Ok(visit.refused(frame(&visit), page(&visit, &lu, &fields.filled(&errors))))
}
