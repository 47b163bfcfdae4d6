//! Who gives care: shown, read, every fault beside its field.

use super::noms::Noms;
use crate::effecteur::{Effecteur, Profession};
use adhesions::Adherent;
use kernel::Id;
use maud::{Markup, html};
use ui::form::{Width, hidden, row};
use ui::{Choice, Field, Filled};
use web::{FieldErrors, Fields};

/// The form as it stands now.
pub(super) fn prefill(one: &Effecteur) -> Filled {
    let said = |value: Option<String>| value.unwrap_or_default();
    Filled::new()
        .value("nom", &one.nom)
        .value("profession", one.profession.code())
        .value("specialite", &one.specialite)
        .value("lieu", one.lieu.to_string())
        .value("rpps", said(one.rpps.as_ref().map(ToString::to_string)))
        .value("telephone", said(one.telephone.as_ref().map(ToString::to_string)))
        .value("courriel", said(one.courriel.as_ref().map(ToString::to_string)))
}

/// What a membership says already.
pub(super) fn of_member(one: &Adherent) -> Filled {
    let profession = one.professions.first().map_or(Profession::Autre, |words| Profession::of_words(words));
    let title = match profession {
        Profession::MedecinGeneraliste | Profession::MedecinSpecialiste | Profession::ChirurgienDentiste => {
            "Dr "
        }
        Profession::Infirmier
        | Profession::Ipa
        | Profession::Pharmacien
        | Profession::MasseurKinesitherapeute
        | Profession::SageFemme
        | Profession::Orthoptiste
        | Profession::Orthophoniste
        | Profession::PedicurePodologue
        | Profession::Psychologue
        | Profession::Imagerie
        | Profession::Autre => "",
    };
    let said = |value: Option<String>| value.unwrap_or_default();
    Filled::new()
        .value("membre", one.id.to_string())
        .value("nom", format!("{title}{}", one.nom()))
        .value("profession", profession.code())
        .value(
            "rpps",
            said(one.idnps.as_ref().and_then(identifiants::Idnps::rpps).map(|rpps| rpps.to_string())),
        )
        .value("telephone", said(one.telephone.as_ref().map(ToString::to_string)))
        .value("courriel", said(one.courriel.as_ref().map(ToString::to_string)))
}

/// The questions.
pub(super) fn fields(filled: &Filled, noms: &Noms) -> Markup {
    let mut professions = vec![Choice::new("", "Choisir…")];
    professions.extend(Profession::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())));
    let mut lieux = vec![Choice::new("", "Choisir…")];
    lieux.extend(noms.lieux_offerts());
    html! {
        @if let Some(member) = filled.get("membre") { (hidden("membre", member)) }
        (Field::text("nom", "Nom").hint("Comme le liront les patients\u{a0}: Dr Claire Roche.").required().maxlength(200).filled(filled))
        (row(html! {
            (Field::select("profession", "Profession", professions).required().filled(filled))
            (Field::text("specialite", "Spécialité").hint("Cardiologie, échographie…").maxlength(200).filled(filled))
        }))
        (Field::select("lieu", "Lieu habituel", lieux).width(Width::Full).required().filled(filled))
        (Field::digits("rpps", "Numéro RPPS").hint("Sans RPPS, rien n’est publié au SAS\u{a0}: ses créneaux restent dans la CPTS.").maxlength(20).filled(filled))
        (row(html! {
            (Field::email("courriel", "Courriel").hint("Les avis de rendez-vous y arrivent, sans nom de patient.").filled(filled))
            (Field::tel("telephone", "Téléphone").filled(filled))
        }))
    }
}

/// What the form says of somebody; who they were before, if they are changed. Every fault at once.
pub(super) fn read(
    fields: &Fields,
    id: Id<Effecteur>,
    before: Option<&Effecteur>,
) -> Result<Effecteur, FieldErrors> {
    let mut reader = fields.reader();
    let (profession, lieu) = (reader.required("profession"), reader.required("lieu"));
    let (rpps, telephone, courriel) =
        (reader.optional("rpps"), reader.optional("telephone"), reader.optional("courriel"));
    // Any of them will do to look for the other faults.
    let one = Effecteur {
        id,
        adherent: before.map_or_else(|| fields.get("membre").parse().ok(), |one| one.adherent),
        compte: before.and_then(|one| one.compte),
        rpps,
        nom: fields.get("nom").to_owned(),
        profession: profession.unwrap_or(Profession::Autre),
        specialite: fields.get("specialite").to_owned(),
        lieu: lieu.unwrap_or_else(|| Id::new(uuid::Uuid::nil())),
        telephone,
        courriel,
        retire_le: None,
    };
    let one = reader.keep(one.check());
    reader.finish(profession.zip(lieu).and(one))
}
