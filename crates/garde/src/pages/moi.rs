//! The page of one participant, by their account or by their link: wishes, then half-days, swaps and holes.

use super::{moi_gardes, voeux};
use crate::affectation::Issue;
use crate::{
    Avis, DemiJournee, Echange, Etat, EtatEchange, Participant, Tableau, WriteError, accept_echange,
    ask_echange, decline_echange, say_voeux, settle, store, take_trou, withdraw_echange,
};
use db::Tx;
use kernel::Id;
use kernel::saisie::Refus;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::francais;
use web::{App, Fields, Problem, Visit};

/// What one participant sees.
pub(super) struct Moi {
    pub(super) tableau: Tableau,
    pub(super) id: Id<Participant>,
    pub(super) echanges: Vec<Echange>,
    /// What is expected of their half-days that are over.
    pub(super) issues: BTreeMap<Id<DemiJournee>, Issue>,
    /// Where its forms go.
    pub(super) chemin: String,
}

impl Moi {
    pub(super) async fn read(tx: &mut Tx, one: &Participant, chemin: String) -> Result<Self, Problem> {
        let tableau = Tableau::read(tx, one.planning).await?;
        let echanges = store::echanges::of(tx, one.planning).await?;
        let mut moi = Self { tableau, id: one.id, echanges, issues: BTreeMap::new(), chemin };
        let now = tx.ctx().now;
        let over: Vec<DemiJournee> = moi.gardes().filter(|what| what.horaire.fin <= now).cloned().collect();
        for what in over {
            let issue = expected(tx, &moi.tableau, one, &what).await?;
            moi.issues.insert(what.id, issue);
        }
        Ok(moi)
    }

    /// Their half-days, in order.
    pub(super) fn gardes(&self) -> impl Iterator<Item = &DemiJournee> {
        let mine = self.tableau.affectations.iter().filter(|one| one.participant == self.id);
        mine.filter_map(|one| self.tableau.demi_journee(one.demi_journee))
    }

    pub(super) fn content(&self, visit: &Visit) -> Markup {
        let cadre = &self.tableau.planning.cadre;
        let period = format!("Du {} au {}", francais::date(cadre.du), francais::date(cadre.au));
        html! {
            p.soft { (period) ", " (self.tableau.planning.etat.libelle().to_lowercase()) "." }
            @match self.tableau.planning.etat {
                Etat::Brouillon | Etat::Propose => { p { "Vos gardes seront ici dès que le planning sera publié." } }
                Etat::Voeux => { (voeux::form(visit, self)) }
                Etat::Publie | Etat::Clos => { (moi_gardes::content(visit, self)) }
            }
        }
    }
}

/// What a form about a half-day that is over begins with: what was said, else its hours and the slots offered then.
pub(super) async fn expected(
    tx: &mut Tx,
    tableau: &Tableau,
    who: &Participant,
    what: &DemiJournee,
) -> Result<Issue, Problem> {
    let mut constats = tableau.constats.iter();
    if let Some(said) = constats.find(|one| one.demi_journee == what.id && one.participant == who.id)
        && said.issue.assuree
    {
        return Ok(said.issue.clone());
    }
    let (debut, fin) = (what.horaire.debut, what.horaire.fin);
    let slots = rendez_vous::store::creneaux::de(tx, who.effecteur, debut, fin).await?;
    Ok(Issue {
        assuree: true,
        minutes: what.minutes(),
        gardes: slots.iter().map(|slot| slot.contenu.places).sum(),
        inutilises: slots.iter().map(|slot| slot.libres).sum(),
    })
}

/// Does what a form of the page asks.
pub(super) async fn act(
    visit: &Visit,
    app: &App,
    who: Id<Participant>,
    fields: &Fields,
) -> Result<Result<String, WriteError>, Problem> {
    let (ctx, db, sms) = (&visit.ctx, &app.db, app.can_send_sms());
    let what = || web::id_of::<DemiJournee>(fields.get("demi_journee"));
    let swap = || web::id_of::<Echange>(fields.get("echange"));
    Ok(match fields.get("geste") {
        "voeux" => say_voeux(ctx, db, who, &read_voeux(visit, app, who, fields).await?).await.map(|said| {
            let said = francais::compte(i64::try_from(said).unwrap_or(i64::MAX), "vœu", "vœux");
            format!(
                "C’est noté\u{a0}: {said}. Vous pouvez revenir les changer tant que les vœux sont ouverts."
            )
        }),
        "prendre" => {
            take_trou(ctx, db, who, what()?).await.map(|()| "La garde est à vous, merci.".to_owned())
        }
        "echanger" => {
            let asked = read_echange(visit, fields, who, what()?)?;
            ask_echange(ctx, db, sms, asked).await.map(|()| "Votre demande d’échange est envoyée.".to_owned())
        }
        "accepter" => accept_echange(ctx, db, who, swap()?)
            .await
            .map(|()| "C’est noté\u{a0}: la coordination doit encore approuver l’échange.".to_owned()),
        "decliner" => decline_echange(ctx, db, sms, who, swap()?).await.map(|()| "C’est noté.".to_owned()),
        "reprendre" => withdraw_echange(ctx, db, swap()?)
            .await
            .map(|()| "Votre demande d’échange est retirée.".to_owned()),
        "issue" => match read_issue(fields) {
            Ok(issue) => settle(ctx, db, what()?, who, issue).await.map(|()| "C’est noté, merci.".to_owned()),
            Err(error) => Err(error),
        },
        _ => return Err(Problem::not_found()),
    })
}

/// « v- » and the id of a half-day says what suits; what cannot be read is left out.
async fn read_voeux(
    visit: &Visit,
    app: &App,
    who: Id<Participant>,
    fields: &Fields,
) -> Result<Vec<(Id<DemiJournee>, Avis)>, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(one) = store::participants::participant(&mut tx, who).await? else { return Ok(Vec::new()) };
    let all = store::demi_journees::of(&mut tx, one.planning).await?;
    let said = |what: &DemiJournee| Some((what.id, fields.get(&format!("v-{}", what.id)).parse().ok()?));
    Ok(all.iter().filter_map(said).collect())
}

/// To whom: nobody named, somebody, or « somebody:their half-day ».
fn read_echange(
    visit: &Visit,
    fields: &Fields,
    de: Id<Participant>,
    donne: Id<DemiJournee>,
) -> Result<Echange, Problem> {
    let (a, contre) = match fields.get("a").split_once(':') {
        Some((who, what)) => (Some(web::id_of(who)?), Some(web::id_of(what)?)),
        None if fields.has("a") => (Some(web::id_of(fields.get("a"))?), None),
        None => (None, None),
    };
    Ok(Echange {
        id: fields.key(visit),
        // The half-day says its planning.
        planning: Id::new(uuid::Uuid::nil()),
        donne,
        de,
        a,
        contre,
        motif: fields.get("motif").to_owned(),
        etat: EtatEchange::Demande,
    })
}

/// What became of a half-day, as a form says it.
pub(super) fn read_issue(fields: &Fields) -> Result<Issue, WriteError> {
    if fields.get("issue") != "assuree" {
        return Ok(Issue::NON_ASSUREE);
    }
    let number = |champ: &'static str| {
        let text = fields.get(champ);
        let text = if text.is_empty() { "0" } else { text };
        text.parse::<u32>().map_err(|_| WriteError::from(Refus::new(champ, "Un nombre entier est attendu.")))
    };
    Ok(Issue {
        assuree: true,
        minutes: number("minutes")?,
        gardes: number("gardes")?,
        inutilises: number("inutilises")?,
    })
}
