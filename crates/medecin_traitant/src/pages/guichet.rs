//! What a doctor sees of their cards, by link or from their account, and what they may do: the same pieces for both.

use super::carte::{Vue, carte, gens, titre, vues};
use crate::regle::Regle;
use crate::{
    Avis, Coffre, Demande, Foyer, Identite, Medecin, Reconnu, Reponse, Suite, Voie, WriteError, answer_carte,
    as_medecin, reopen_carte, store, undo_oui,
};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use kernel::saisie::Refus;
use maud::{Markup, html};
use ui::button::{actions, confirm};
use ui::section::{panel, section};
use ui::{Button, Field, Icon, Method, definitions, form, francais};
use web::{Answer, App, Fields, Redirect, Visit};

/// How long a refusal can be taken back from here.
const REPRISE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A doctor in front of their cards.
pub(super) struct Guichet {
    pub(super) medecin: Id<Medecin>,
    pub(super) voie: Voie,
    /// Where forms are sent.
    pub(super) chemin: String,
    /// Whether it is known that it is them.
    pub(super) reconnu: Option<Reconnu>,
}

/// What a page shows of the cards of a doctor.
pub(super) struct Table {
    pub(super) medecin: Medecin,
    ouvertes: Vec<Vue>,
    acceptees: Vec<Vue>,
    /// Refused or put off of late.
    refusees: Vec<Vue>,
    regle: Regle,
    jour: Date,
}

/// The people whose identity is on the page, of one household.
pub(super) type Ouvert = (Id<Foyer>, Vec<(Demande, Identite)>);

impl Guichet {
    pub(super) async fn read(&self, app: &App, visit: &Visit) -> Result<Table, WriteError> {
        let mut tx = app.db.read(&visit.ctx).await?;
        let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
        crate::answer_carte::allow(&mut tx, self.voie, self.medecin).await?;
        let medecin = store::medecins::medecin(&mut tx, self.medecin).await?.ok_or(WriteError::LienPerdu)?;
        let mut open = store::propositions::ouvertes(&mut tx, self.medecin).await?;
        open.retain(|one| one.reponse == Reponse::Envoyee);
        let yes = store::cartes::acceptees(&mut tx, self.medecin).await?;
        let since = visit.ctx.now.saturating_sub(REPRISE).unwrap_or(Timestamp::MIN);
        let no = store::cartes::refusees(&mut tx, self.medecin, since).await?;
        Ok(Table {
            medecin,
            ouvertes: vues(&mut tx, &coffre, open).await?,
            acceptees: vues(&mut tx, &coffre, yes).await?,
            refusees: vues(&mut tx, &coffre, no).await?,
            regle: store::regles::en_vigueur(&mut tx).await?.regle,
            jour: kernel::today(visit.ctx.now),
        })
    }

    /// The cards that wait and the people accepted; `ouvert`: who some of them are.
    pub(super) fn content(&self, visit: &Visit, table: &Table, ouvert: Option<&Ouvert>) -> Markup {
        let left = i64::from(table.medecin.offre.restantes());
        let none = "Rien ne vous attend. Un message vous préviendra à vos jours et à votre heure.";
        html! {
            p { "Vos places déclarées et libres\u{a0}: " strong { (francais::nombre(left)) } "." }
            (section("attente", "Ces demandes vous attendent", html! {
                @if table.ouvertes.is_empty() { (ui::empty::empty(Icon::People, "Aucune demande", none, None)) }
                @for vue in &table.ouvertes { (carte(visit, &self.chemin, vue, &table.regle, table.jour)) }
            }))
            @if !table.acceptees.is_empty() {
                (section("acceptees", "Vous avez accepté", html! {
                    @for vue in &table.acceptees {
                        (self.accepted(visit, table, vue, ouvert.filter(|one| one.0 == vue.carte.foyer)))
                    }
                }))
            }
            @if !table.refusees.is_empty() {
                (section("refusees", "Vos réponses de la semaine", html! {
                    @for vue in &table.refusees { (self.refused_card(visit, table, vue)) }
                }))
            }
        }
    }

    fn refused_card(&self, visit: &Visit, table: &Table, vue: &Vue) -> Markup {
        let id = vue.carte.id.to_string();
        panel(html! {
            h3 { (titre(&vue.carte, vue.gens.len())) }
            (gens(vue, &table.regle, table.jour))
            p.soft { "Vous avez répondu\u{a0}: " (vue.carte.reponse.libelle()) "." }
            (form(&visit.csrf, &self.chemin, Method::Post, html! {
                (form::hidden("carte", &id))
                (actions(html! { (Button::secondary("Je me suis trompé, la revoir").send("geste", "reprendre")) }))
            }))
        })
    }

    fn accepted(&self, visit: &Visit, table: &Table, vue: &Vue, ouvert: Option<&Ouvert>) -> Markup {
        let foyer = vue.carte.foyer.to_string();
        let one = |geste: &'static str, inside: Markup, button: Button| {
            form(
                &visit.csrf,
                &self.chemin,
                Method::Post,
                html! {
                    (form::hidden("foyer", &foyer))
                    (inside)
                    (actions(html! { (button.send("geste", geste)) }))
                },
            )
        };
        let date = |name: &'static str, label: &'static str| {
            Field::date(name, label).required().id(format!("{name}-{foyer}"))
        };
        let why = Field::text("motif", "Pourquoi")
            .hint("Sans nom ni détail de santé.")
            .maxlength(200)
            .id(format!("defaire-{foyer}"));
        panel(html! {
            h3 { (titre(&vue.carte, vue.gens.len())) }
            @match ouvert {
                Some((_, people)) => { @for (demande, who) in people { (identity(demande, who)) } },
                None => {
                    (gens(vue, &table.regle, table.jour))
                    (one("identite", html! {}, Button::primary("Voir qui c’est")))
                },
            }
            @if self.reconnu.is_some() {
                details {
                    summary { "Le premier rendez-vous est pris" }
                    (one("rendez_vous", html! { (date("jour", "Jour du rendez-vous")) }, Button::primary("Noter le rendez-vous")))
                }
                details {
                    summary { "Je suis déclaré médecin traitant" }
                    (one("declaree", html! { (date("declare_le", "Depuis le")) }, Button::primary("Noter la déclaration")))
                }
            }
            (confirm("Finalement, non", "", "La place redevient libre, un autre médecin sera cherché.", one("defaire", html! { (why) }, Button::danger("Je ne peux finalement pas"))))
        })
    }

    /// What was asked of the cards; nothing when it is about something else.
    pub(super) async fn act(&self, app: &App, visit: &Visit, fields: &Fields) -> Option<Answer> {
        let (ctx, db) = (&visit.ctx, &app.db);
        let done = match fields.get("geste") {
            geste @ ("oui" | "pas_maintenant" | "non") => {
                let card = fields.get("carte").parse().ok()?;
                match avis(geste, fields) {
                    Ok(avis) => {
                        answer_carte(ctx, db, card, avis, self.voie).await.map(|done| noted(geste, done))
                    }
                    Err(error) => Err(error),
                }
            }
            "reprendre" => {
                let card = fields.get("carte").parse().ok()?;
                let open = reopen_carte(ctx, db, card, self.voie).await;
                open.map(|()| "C’est noté\u{a0}: la demande attend de nouveau votre réponse.")
            }
            "defaire" => {
                let foyer = fields.get("foyer").parse().ok()?;
                let undone = undo_oui(ctx, db, foyer, fields.get("motif"), self.voie).await;
                undone.map(|()| "C’est noté\u{a0}: votre place est de nouveau libre.")
            }
            "rendez_vous" => {
                let (foyer, qui) = (fields.get("foyer").parse().ok()?, self.reconnu.as_ref()?);
                let Some(jour) = day(fields, "jour") else { return Some(Ok(self.refused(visit, NO_DAY))) };
                let told = as_medecin::tell_rendez_vous(ctx, db, qui, foyer, jour).await;
                told.map(|()| "Le rendez-vous est noté.")
            }
            "declaree" => {
                let (foyer, qui) = (fields.get("foyer").parse().ok()?, self.reconnu.as_ref()?);
                let Some(jour) = day(fields, "declare_le") else {
                    return Some(Ok(self.refused(visit, NO_DAY)));
                };
                let told = as_medecin::tell_declaree(ctx, db, qui, foyer, jour).await;
                told.map(|()| "La déclaration est notée. Merci\u{202f}!")
            }
            _ => return None,
        };
        Some(Redirect::to(self.chemin.clone()).after(visit, done))
    }

    fn refused(&self, visit: &Visit, words: &str) -> axum::response::Response {
        Redirect::to(self.chemin.clone()).refused(words).answer(visit)
    }
}

const NO_DAY: &str = "Donnez le jour, par exemple 14/03/2026.";

/// What was said of a card.
pub(super) fn avis(geste: &str, fields: &Fields) -> Result<Avis, WriteError> {
    let words = if fields.has("mots") { fields.get("mots") } else { fields.get("motif") };
    let later = day(fields, "revenir_le");
    Ok(match geste {
        "oui" => Avis::Oui,
        "pas_maintenant" if later.is_none() && fields.has("revenir_le") => {
            return Err(Refus::new("revenir_le", NO_DAY).into());
        }
        "pas_maintenant" => Avis::PasMaintenant(later),
        _ => Avis::Non(words.to_owned()),
    })
}

/// What is said once it is noted.
pub(super) const fn noted(geste: &str, done: Suite) -> &'static str {
    match (done, geste.as_bytes()) {
        (Suite::DejaNotee, _) => "C’était déjà noté\u{a0}: rien de plus à faire.",
        (Suite::Notee, b"oui") => "Merci\u{202f}! Vous pouvez maintenant voir qui c’est.",
        (Suite::Notee, b"non") => "C’est noté\u{a0}: un autre médecin sera cherché.",
        (Suite::Notee, _) => "C’est noté\u{a0}: pas maintenant.",
    }
}

fn day(fields: &Fields, name: &str) -> Option<Date> {
    fields.reader().optional(name)
}

/// Who somebody is, for the doctor who said yes.
fn identity(demande: &Demande, who: &Identite) -> Markup {
    let born = francais::date(who.naissance);
    let mut facts = vec![("Nom", html! { strong { (who.nom_entier()) } }), ("Naissance", html! { (born) })];
    if let Some(number) = &who.telephone {
        facts.push((
            "Téléphone",
            html! { a href=(format!("tel:{}", number.to_string().replace(' ', ""))) { (number) } },
        ));
    }
    if let Some(mail) = &who.courriel {
        facts.push(("Courriel", html! { (mail) }));
    }
    if !who.adresse.is_empty() {
        facts.push(("Adresse", html! { (who.adresse) }));
    }
    if let Some(carer) = &who.aidant {
        let number = carer.telephone.as_ref().map(|one| format!(", {one}")).unwrap_or_default();
        facts.push(("Parle pour elle", html! { (carer.nom) " (" (carer.lien) ")" (number) }));
    }
    if !who.ancien_medecin.is_empty() {
        facts.push(("Médecin précédent", html! { (who.ancien_medecin) }));
    }
    if !who.message.is_empty() {
        facts.push(("Message", html! { (who.message) }));
    }
    facts.push(("Demande", html! { (super::carte::court(demande.id)) }));
    definitions::definitions(&facts)
}
