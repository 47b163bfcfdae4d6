//! The form that everybody sees: asking for a médecin traitant, alone, for a household or for somebody else, without account.

use super::demander_champs::{Cadre, Lu, change, combien};
use super::demander_lieu::{Faute, Lieu, Lieux};
use super::demander_lire::aidant;
use super::demander_merci::{self, kept};
use super::{beside, demander_donnees, demander_papier, demander_suivi};
use crate::droits::DEMANDER;
use crate::reseau::{self, Geste};
use crate::store::regles;
use crate::{Aidant, Envoi, Origine, Reglage, Regle, USAGE_DEMANDE};
use axum::extract::State;
use jiff::Timestamp;
use kernel::Id;
use maud::{Markup, html};
use ui::alert::notice;
use ui::button::actions;
use ui::{Button, Choice, Field, Filled, Frame, Method, TextSize, Tone};
use uuid::Uuid;
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Routes, Visit};

/// A field that nobody sees: only a program fills it, or a browser that fills everything.
const PIEGE: &str = "site_internet";
/// Nobody fills the form faster than that, in milliseconds.
const TROP_VITE: i64 = 3_000;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/medecin-traitant", DEMANDER, show)
        .post("/{cpts}/medecin-traitant", DEMANDER, send)
        .get("/{cpts}/medecin-traitant/merci", DEMANDER, demander_merci::thanks)
        .get("/{cpts}/medecin-traitant/suivi", DEMANDER, demander_suivi::show)
        .post("/{cpts}/medecin-traitant/suivi", DEMANDER, demander_suivi::act)
        .get("/{cpts}/medecin-traitant/donnees", DEMANDER, demander_donnees::show)
        .get("/{cpts}/medecin-traitant/formulaire.pdf", DEMANDER, demander_papier::pdf)
        .tap(USAGE_DEMANDE, demander_suivi::by_link, demander_suivi::act_by_link)
}

/// The address of a public page.
pub(super) fn here(visit: &Visit, part: &str) -> Result<String, Problem> {
    Ok(format!("/{}/medecin-traitant{part}", visit.tenant()?.slug))
}

/// A public page, in large letters unless the reader chose a size.
pub(super) fn frame(visit: &Visit, title: &'static str) -> Frame {
    let mut frame = visit.frame(title);
    if frame.text_size == TextSize::default() {
        frame.text_size = TextSize::Grand;
    }
    frame
}

/// What the form rests on.
pub(super) struct Base {
    pub(super) lieux: Lieux,
    pub(super) regle: Regle,
    pub(super) reglage: Reglage,
}

impl Base {
    pub(super) async fn read(visit: &Visit, app: &App) -> Result<Self, Problem> {
        let mut tx = app.db.read(&visit.ctx).await?;
        let lieux = Lieux::read(app, &mut tx).await?;
        let regle = regles::en_vigueur(&mut tx).await?.regle;
        Ok(Self { lieux, regle, reglage: regles::reglage(&mut tx).await? })
    }

    pub(super) fn cadre(&self, visit: &Visit, app: &App, bureau: bool) -> Cadre<'_> {
        let (jour, sms) = (kernel::today(visit.ctx.now), app.can_send_sms());
        Cadre { lieux: &self.lieux, regle: &self.regle, jour, sms, bureau }
    }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let base = Base::read(&visit, &app).await?;
    if !base.reglage.ouvert {
        return closed(&visit, &base.reglage);
    }
    let content = page(&visit, &app, &base, 1, &Filled::new())?;
    Ok(visit.page(&titled(&visit)?, content))
}

fn titled(visit: &Visit) -> Result<Frame, Problem> {
    let mut frame = frame(visit, "Je cherche un médecin traitant");
    let cpts = &visit.tenant()?.nom;
    frame.lead = Some(format!("{cpts}\u{a0}: des soignants vous aident à trouver un médecin traitant. C’est gratuit. Il faut environ 5\u{a0}minutes.").into());
    Ok(frame)
}

fn closed(visit: &Visit, reglage: &Reglage) -> Answer {
    let content = notice(
        Tone::Info,
        "Le formulaire est fermé pour le moment",
        html! {
            p { "Nous ne prenons pas de demande ici en ce moment." }
            @if !reglage.telephone.is_empty() { p { "Vous pouvez appeler le " strong { (reglage.telephone) } "." } }
            p { "Le service de l’Assurance Maladie répond au " strong { "36\u{a0}46" } "." }
        },
    );
    Ok(visit.page(&titled(visit)?, content))
}

fn page(visit: &Visit, app: &App, base: &Base, combien: usize, filled: &Filled) -> Result<Markup, Problem> {
    let typed = filled.get("commune").unwrap_or_default();
    let found = base.lieux.find(typed, filled.get("commune_code").unwrap_or_default());
    let cadre = base.cadre(visit, app, false);
    Ok(html! {
        (ui::form::error_summary(filled))
        @if let Ok(lieu) = &found { @if !lieu.ici && filled.is_refused() { (elsewhere(base, lieu)) } }
        (ui::form(&visit.csrf, &here(visit, "")?, Method::Post, html! {
            (visit.key(filled))
            (who(filled))
            (cadre.questions(combien, found.as_ref().err().filter(|_| !typed.is_empty()), filled))
            @if found.as_ref().is_ok_and(|lieu| !lieu.ici) {
                (Field::checkbox("insiste", "Mon médecin était ici, ou je viens habiter ici\u{a0}: je veux quand même demander ici").filled(filled))
            }
            (agreement(visit, filled)?)
            div.visually-hidden aria-hidden="true" {
                label for=(PIEGE) { "Laissez ce champ vide" }
                input type="text" id=(PIEGE) name=(PIEGE) tabindex="-1" autocomplete="off";
            }
            (actions(html! { (Button::primary("Envoyer ma demande")) }))
        }))
        p { "Vous avez déjà fait une demande\u{202f}? " a href=(here(visit, "/suivi")?) { "Suivre ma demande" } "." }
        p { "Vous préférez le papier\u{202f}? " a href=(here(visit, "/formulaire.pdf")?) { "Imprimer le formulaire" } " et donnez-le à une pharmacie ou à la CPTS." }
        @if !base.reglage.telephone.is_empty() { p { "Besoin d’aide\u{202f}? Appelez le " strong { (base.reglage.telephone) } "." } }
    })
}

fn who(filled: &Filled) -> Markup {
    let choices = vec![
        Choice::new("patient", "Pour moi, ou pour ma famille"),
        Choice::new("aidant", "Pour une autre personne, que j’aide"),
    ];
    ui::form::fieldset(
        "1. Pour qui faites-vous cette demande\u{202f}?",
        html! {
            (Field::radios("qui", "Vous remplissez ce formulaire", choices).required().filled(filled))
            p.hint { "Vous aidez quelqu’un, ou la demande est pour un enfant seul\u{202f}? Écrivez votre nom ici." }
            (ui::form::row(html! {
                (Field::text("aidant_nom", "Votre nom").maxlength(100).filled(filled))
                (Field::text("aidant_lien", "Qui êtes-vous pour cette personne\u{202f}?").hint("Par exemple\u{a0}: sa fille, son voisin.").maxlength(100).filled(filled))
            }))
            (Field::tel("aidant_telephone", "Votre téléphone").filled(filled))
        },
    )
}

fn agreement(visit: &Visit, filled: &Filled) -> Result<Markup, Problem> {
    let data = here(visit, "/donnees")?;
    Ok(ui::form::fieldset(
        "8. Votre accord",
        html! {
            p { "Nous gardons ces informations seulement pour vous trouver un médecin. Elles sont chiffrées. Un médecin ne voit votre nom que s’il accepte de vous suivre. " a href=(data) target="_blank" { "Lire ce que nous faisons de vos informations" span.visually-hidden { " (nouvel onglet)" } } "." }
            (Field::checkbox("accord", "Je suis d’accord").required().filled(filled))
        },
    ))
}

/// Another territory: who to ask there.
fn elsewhere(base: &Base, lieu: &Lieu) -> Markup {
    let others = base.lieux.autres(lieu.code);
    notice(
        Tone::Info,
        "Vous habitez dans un autre territoire",
        html! {
            @if others.is_empty() {
                p { (lieu.nom) " n’est pas dans notre territoire, et nous ne connaissons pas la CPTS de chez vous. Cherchez «\u{a0}CPTS\u{a0}» et le nom de votre commune, ou appelez l’Assurance Maladie au " strong { "36\u{a0}46" } "." }
            } @else {
                p { (lieu.nom) " est dans le territoire d’une autre CPTS. Demandez là-bas, c’est plus près de chez vous\u{a0}:" }
                ul { @for (nom, adresse) in &others { li { a href=(adresse) { (nom) } } } }
            }
            p { "Votre médecin était ici\u{202f}? Cochez «\u{a0}je veux quand même demander ici\u{a0}» en bas du formulaire." }
        },
    )
}

async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let base = Base::read(&visit, &app).await?;
    if !base.reglage.ouvert {
        return closed(&visit, &base.reglage);
    }
    if junk(&fields) {
        return Ok(Redirect::to(here(&visit, "/merci")?).answer(&visit));
    }
    if let Some(combien) = change(&fields) {
        let filled = fields.filled(&FieldErrors::default());
        return Ok(visit.page(&titled(&visit)?, page(&visit, &app, &base, combien, &filled)?));
    }
    let errors = match read(&visit, &app, &base, &fields) {
        Ok(envoi) => match crate::ask(&visit.ctx, &app.db, envoi).await {
            Ok(recue) => return kept(&visit, &base.reglage, &fields, &recue),
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let content = page(&visit, &app, &base, combien(&fields), &fields.filled(&errors))?;
    Ok(visit.refused(titled(&visit)?, content))
}

/// What no person sends: the hidden field is filled and a name or the message holds an address of the web. Thanked, not kept.
/// A hidden field that a browser filled by itself keeps its request: the office looks at it.
fn junk(fields: &Fields) -> bool {
    let web = |text: &str| text.contains("://") || text.contains("www.");
    let said = ["message", "nom_1", "prenom_1", "aidant_nom", "ancien_medecin"];
    fields.has(PIEGE) && said.iter().any(|name| web(fields.get(name)))
}

/// Whether a program may have sent it: a hidden field is filled, the form came back at once, or many came from one network.
fn suspect(visit: &Visit, fields: &Fields) -> bool {
    let many = reseau::count(&visit.ctx, Geste::Demande);
    let drawn = fields.get("cle").parse::<Uuid>().ok().and_then(drawn_at);
    let fast = drawn.is_none_or(|at| visit.ctx.now.as_millisecond() - at.as_millisecond() < TROP_VITE);
    many || fast || fields.has(PIEGE)
}

/// When a form was first shown: its key holds the instant.
fn drawn_at(cle: Uuid) -> Option<Timestamp> {
    let millis = i64::try_from(cle.as_u128() >> 80).ok().filter(|_| cle.get_version_num() == 7)?;
    Timestamp::from_millisecond(millis).ok()
}

fn read(visit: &Visit, app: &App, base: &Base, fields: &Fields) -> Result<Envoi, FieldErrors> {
    let mut errors = FieldErrors::default();
    let helped = fields.get("qui") == "aidant";
    if !helped && fields.get("qui") != "patient" {
        errors.add("qui", "Choisissez une réponse.");
    }
    if !fields.has("accord") {
        errors.add("accord", "Sans votre accord, nous ne pouvons pas garder votre demande.");
    }
    let aidant: Option<Aidant> = aidant(fields, &mut errors, helped);
    let lu = base.cadre(visit, app, false).read(fields, aidant.as_ref());
    if let Ok(Lu { lieu, .. }) = &lu
        && !lieu.ici
        && !fields.has("insiste")
    {
        errors.add(
            "commune",
            format!("{} n’est pas dans notre territoire\u{a0}: voyez en haut de la page.", lieu.nom),
        );
    }
    let lu = match lu {
        Ok(lu) if errors.is_empty() => lu,
        Ok(_) => return Err(errors),
        Err(more) => {
            more.iter().for_each(|(name, sentence)| errors.add(name, sentence));
            return Err(errors);
        }
    };
    Ok(Envoi {
        origine: if helped { Origine::Aidant } else { Origine::Patient },
        cherche_depuis: lu.cherche_depuis,
        personnes: lu.personnes,
        campagne: None,
        cle: fields.key::<Envoi>(visit).to_string(),
        suspect: suspect(visit, fields),
    })
}

/// Why the place that was typed is not one commune, if so.
pub(super) fn faute(base: &Base, filled: &Filled) -> Option<Faute> {
    let typed = filled.get("commune").filter(|text| !text.is_empty())?;
    base.lieux.find(typed, filled.get("commune_code").unwrap_or_default()).err()
}

/// The id in a hidden field.
pub(super) fn hidden_id<T>(fields: &Fields, name: &str) -> Result<Id<T>, Problem> {
    web::id_of(fields.get(name))
}
