//! How the room works: each setting with what it does; what patients read of it.

use super::{ROOM, beside};
use crate::droits::REGLER;
use crate::reglage::BORNES;
use crate::store::reglages;
use crate::{Reglage, WriteError, set_reglage};
use axum::extract::State;
use maud::{Markup, html};
use ui::button::actions;
use ui::form::Width;
use ui::section::section;
use ui::status::badge;
use ui::{Button, Field, Filled, Frame, Method, Tone};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/soins-non-programmes/reglages", REGLER, show).post(
        "/{cpts}/espace/soins-non-programmes/reglages",
        REGLER,
        send,
    )
}

/// The words, the unit and the effect of each number, in the order of its bounds.
const NOMBRES: [(&str, &str, &str); 5] = [
    (
        "Temps laissé au médecin traitant",
        "minutes",
        "Lui seul peut prendre la demande pendant ce temps\u{a0}; ensuite elle s’ouvre à tous.",
    ),
    (
        "Temps laissé aux professionnels du secteur",
        "minutes",
        "Passé ce temps, la question qui leur est envoyée n’attend plus de réponse.",
    ),
    (
        "Alerte sans place après",
        "heures",
        "Les opérateurs sont prévenus que l’échéance de 24\u{a0}heures approche.",
    ),
    (
        "Distance au plus d’une place libérée",
        "km",
        "Au-delà, elle n’est pas proposée d’elle-même à qui attend. À vol d’oiseau, de commune à commune.",
    ),
    (
        "Garder une demande terminée",
        "jours",
        "Ensuite la clé de l’identité est détruite, dans les copies aussi\u{a0}; il ne reste que des nombres. Le RGPD demande une durée limitée, sans la fixer\u{a0}: c’est la vôtre, écrite au registre.",
    ),
];

fn prefill(now: &Reglage) -> Filled {
    let numbers = BORNES.iter().zip(now.nombres());
    let filled =
        numbers.fold(Filled::new(), |filled, ((name, ..), value)| filled.value(*name, value.to_string()));
    let phone = now.telephone.as_ref().map(ToString::to_string).unwrap_or_default();
    filled.value("telephone", phone).value("horaires", &now.horaires).value("texte_public", &now.texte_public)
}

/// The field of a number, by its rank; nothing beyond the last.
fn number(rank: usize, usual: u32, filled: &Filled) -> Option<Field> {
    let ((name, least, most), (words, unit, effect)) = (BORNES.get(rank)?, NOMBRES.get(rank)?);
    let field = Field::number(*name, *words).required().unit(*unit).width(Width::Short);
    let hint = format!("{effect} De {least} à {most}\u{a0}; proposé\u{a0}: {usual}.");
    Some(field.hint(hint).range(Some(least.to_string().into()), Some(most.to_string().into())).filled(filled))
}

fn page(visit: &Visit, lu: &Reglage, filled: &Filled) -> Markup {
    let usual = Reglage::default().nombres();
    // A type of ours, with text keys: serialising it cannot fail.
    let seen = serde_json::to_string(lu).unwrap_or_default();
    html! {
        (ROOM.tabs(visit, "reglages"))
        (ui::form(&visit.csrf, &ROOM.at(visit, "reglages"), Method::Post, html! {
            (ui::form::error_summary(filled))
            (ui::form::hidden("lu", &seen))
            (section("public", "Ce que lisent les patients", html! {
                p { "Montré sur la page publique «\u{a0}Besoin d’un soin rapidement\u{a0}»." }
                (Field::tel("telephone", "Téléphone des soins non programmés").hint("Celui qu’un patient appelle. Vide\u{a0}: la page dit seulement d’appeler le 15 et donne les lieux de soins.").filled(filled))
                (Field::textarea("horaires", "Quand il répond", 2).maxlength(400).hint("Par exemple\u{a0}: du lundi au vendredi, de 8\u{a0}h à 20\u{a0}h.").filled(filled))
                (Field::textarea("texte_public", "Un mot de la CPTS", 4).maxlength(1200).hint("Vide\u{a0}: rien n’est ajouté.").filled(filled))
            }))
            (section("travail", "Comment travaille la salle", html! {
                p { (badge(Tone::Info, "proposition de Maillage")) " Aucun texte ne fixe ces valeurs\u{a0}: elles sont le choix de la CPTS." }
                @for (rank, usual) in (0..).zip(usual) { @if let Some(field) = number(rank, usual, filled) { (field) } }
            }))
            (actions(html! { (Button::primary("Enregistrer")) }))
        }))
    }
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = ROOM.below(visit, "Réglages", &[]);
    let public = visit.tenant().ok().map(|cpts| format!("/{}/soins-rapides", cpts.slug));
    frame.actions = public.map(|to| html! { (Button::secondary("Voir la page publique").href(to)) });
    frame
}

async fn now(visit: &Visit, app: &App) -> Result<Reglage, Problem> {
    Ok(reglages::reglage(&mut app.db.read(&visit.ctx).await?).await?)
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let now = now(&visit, &app).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &now, &prefill(&now))))
}

fn read(fields: &Fields) -> Result<Reglage, FieldErrors> {
    let mut reader = fields.reader();
    let mut number = |name: &str| reader.required::<u32>(name).unwrap_or_default();
    let mut wanted = Reglage {
        minutes_mt: number("minutes_mt"),
        minutes_secteur: number("minutes_secteur"),
        heures_alerte: number("heures_alerte"),
        au_plus_km: number("au_plus_km"),
        jours_de_conservation: number("jours_de_conservation"),
        telephone: None,
        horaires: fields.get("horaires").to_owned(),
        texte_public: fields.get("texte_public").to_owned(),
    };
    wanted.telephone = reader.optional("telephone");
    let checked = reader.keep(wanted.check());
    reader.finish(checked)
}

async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    // Whatever was changed in the field is no setting of ours, so that nothing is written over.
    let mut lu: Reglage = serde_json::from_str(fields.get("lu")).unwrap_or_default();
    let errors = match read(&fields) {
        Ok(wanted) => match set_reglage(&visit.ctx, &app.db, &lu, wanted).await {
            Ok(()) => return ROOM.done(&visit, "reglages", "Les réglages sont enregistrés."),
            Err(error) => {
                if matches!(error, WriteError::Change) {
                    lu = now(&visit, &app).await?;
                }
                beside(error)?
            }
        },
        Err(errors) => errors,
    };
    Ok(visit.refused(frame(&visit), page(&visit, &lu, &fields.filled(&errors))))
}
