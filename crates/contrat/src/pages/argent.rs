//! The money of the contract: ceiling, earned, received, never mixed; what is awaited, what is missing.

mod vue;

pub(super) use vue::ceiling_said;

use super::{Salle, end, nothing};
use crate::argent::{AnneeBilan, bilan, ecarts, matched, missing_amounts, simulate};
use crate::contrat::Contrat;
use crate::versement::{Recu, Versement};
use crate::{coherence, store};
use axum::extract::State;
use maud::Markup;
use std::collections::BTreeMap;
use ui::{Filled, Tone, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

/// The money of a signed contract.
struct Compte {
    resultat: aci::Resultat,
    annees: Vec<AnneeBilan>,
    recus: Vec<Recu>,
    /// Cents received of each payment of `resultat`, in its order.
    touches: Vec<i64>,
    /// What is left of each line of `recus`: nothing announced it.
    restes: Vec<i64>,
    /// Amounts to read in the contract; the rest of what is missing waits for a dialogue de gestion.
    montants: Vec<aci::Manque>,
    /// The year looked at, by its place.
    choisie: usize,
}

impl Compte {
    /// By component, what came of the payments due in a year less what should have.
    fn ecarts(&self, annee: &AnneeBilan) -> BTreeMap<&str, i64> {
        ecarts(annee, &self.resultat.payments, &self.touches)
    }
}

struct Shown {
    salle: Salle,
    compte: Option<Compte>,
}

async fn load(app: &App, visit: &Visit, fields: &Fields) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, fields).await?;
    let Some(contrat) = salle.contrat.as_ref().filter(|one| one.signature.is_some()) else {
        return Ok(Shown { salle, compte: None });
    };
    let recus = store::versements::recus(&mut tx, contrat.id).await?;
    let compte = counted(&salle, contrat, recus, fields)?;
    Ok(Shown { salle, compte })
}

fn counted(
    salle: &Salle,
    contrat: &Contrat,
    recus: Vec<Recu>,
    fields: &Fields,
) -> Result<Option<Compte>, Problem> {
    let Some(simulated) = simulate(&salle.law, contrat, &[], salle.today) else { return Ok(None) };
    let resultat = simulated.map_err(|errors| refused(salle, contrat, &errors))?;
    let versements: Vec<Versement> = recus.iter().map(|one| one.versement.clone()).collect();
    let annees = bilan(&resultat, &versements, salle.today);
    let (touches, restes) = matched(&resultat.payments, &recus);
    let asked: Option<u32> = fields.get("annee").parse().ok();
    let numero = asked.or_else(|| contrat.annee(salle.today));
    let found = numero.and_then(|numero| annees.iter().position(|one| one.numero == numero));
    let choisie = found.unwrap_or_else(|| annees.len().saturating_sub(1));
    let montants = missing_amounts(&salle.law, contrat, salle.today);
    Ok(Some(Compte { resultat, annees, recus, touches, restes, montants, choisie }))
}

/// What a year cut by the end of the contract cannot say.
pub(super) fn cut(annee: &AnneeBilan) -> Markup {
    let end = francais::date(annee.au.tomorrow().unwrap_or(annee.au));
    ui::alert::alert(
        Tone::Warning,
        format!(
            "Le contrat s’est arrêté le {end}, pendant cette année\u{a0}: les montants sont ceux d’une année entière, ce qui reste dû est à lire au contrat."
        ),
    )
}

/// A contract that the engine refuses was kept before a law file changed: each sentence is shown.
pub(super) fn refused(salle: &Salle, contrat: &Contrat, errors: &[aci::Erreur]) -> Problem {
    let problem = Problem::new(409, "contrat-refuse", "Le contrat noté ne peut pas être calculé.");
    let Some(cas) = contrat.cas(&[], salle.today) else { return problem };
    let said = coherence::said(&salle.accord, &cas, errors);
    problem.detail(said.into_iter().map(|one| one.phrase).collect::<Vec<_>>().join(" "))
}

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let shown = load(&app, &visit, &fields).await?;
    if shown.salle.contrat.is_none() {
        return Ok(visit.page(&vue::frame(&visit), nothing(&visit)));
    }
    Ok(visit.page(&vue::frame(&visit), vue::page(&visit, &shown, &Filled::new())))
}

/// Notes by hand what a dialogue de gestion settled for a mission.
pub(super) async fn settle(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let shown = load(&app, &visit, &fields).await?;
    let contrat = shown.salle.contrat()?.id;
    let mut reader = fields.reader();
    let annee: Option<u32> = reader.required("annee");
    let mission: Option<String> = reader.required("mission");
    let taux = millionths(fields.get("taux"));
    if taux.is_none() {
        reader.refuse("taux", "Un taux s’écrit en pour cent, par exemple 87,5.");
    }
    let errors = match reader.finish(annee.zip(mission).zip(taux)) {
        Err(errors) => errors,
        Ok(((annee, mission), taux)) => {
            let source = fields.get("source");
            let done = crate::note_taux(&visit.ctx, &app.db, contrat, annee, &mission, taux, source).await;
            match end(&visit, shown.salle.path(&visit, "argent"), done.map(|()| "Le taux arrêté est noté."))
            {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    Ok(visit.refused(vue::frame(&visit), vue::page(&visit, &shown, &fields.filled(&errors))))
}

/// Takes back a rate noted by hand.
pub(super) async fn unsettle(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let annee: u32 = fields.get("annee").parse().map_err(|_| Problem::not_found())?;
    let (contrat, mission) = (salle.contrat()?.id, fields.get("mission"));
    let done = crate::remove_taux(&visit.ctx, &app.db, contrat, annee, mission).await;
    Redirect::to(salle.path(&visit, "argent")).after(&visit, done.map(|()| "Le taux est retiré."))
}

/// « 87,5 », « 87.5 % » in millionths: four decimals at most.
fn millionths(text: &str) -> Option<i64> {
    let tidy: String = text.chars().filter(|c| !c.is_whitespace() && *c != '%').collect();
    let tidy = tidy.replace(',', ".");
    let (whole, fraction) = tidy.split_once('.').unwrap_or((&tidy, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || fraction.len() > 4 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<4}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 10_000 + fraction)
}

#[cfg(test)]
mod tests {
    use super::millionths;

    #[test]
    fn rates_are_read_as_people_type_them() {
        for (text, expected) in [
            ("100", Some(1_000_000)),
            ("87,5 %", Some(875_000)),
            ("0.0001", Some(1)),
            ("", None),
            ("-5", None),
            ("1e2", None),
            ("12,34567", None),
        ] {
            assert_eq!(millionths(text), expected, "{text}");
        }
    }
}
