//! The first page of the room: where the contract stands, what presses, what it is worth.

use super::{Salle, doubt, echeances, nothing, reserves};
use crate::argent::{AnneeBilan, bilan, missing_amounts, simulate};
use crate::contrat::Contrat;
use crate::droits::MODIFIER;
use crate::echeance::{Echeance, Urgence};
use crate::store;
use axum::extract::State;
use maud::{Markup, html};
use ui::{Button, Card, Figure, Icon, Item, Tone, francais};
use web::{Answer, App, Fields, Visit};

/// Dates shown on the first page.
const TOP: usize = 6;

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(&app, &visit, &mut tx, &fields).await?;
    let frame = ui::Frame {
        lead: Some(
            "Ce que la CPTS a signé avec l’ARS et la CPAM, ce qu’elle doit faire, ce qu’elle reçoit.".into(),
        ),
        ..visit.frame("Contrat")
    };
    let Some(contrat) = &salle.contrat else {
        return Ok(visit.page(&frame, nothing(&visit)));
    };
    let recus = store::versements::versements(&mut tx, contrat.id).await?;
    let dates = crate::echeances(&mut tx, &salle.law, contrat, salle.today).await?;
    drop(tx);
    let resultat = match simulate(&salle.law, contrat, &[], salle.today) {
        Some(simulated) => {
            Some(simulated.map_err(|errors| super::argent::refused(&salle, contrat, &errors))?)
        }
        None => None,
    };
    let annees = resultat.as_ref().map(|one| bilan(one, &recus, salle.today)).unwrap_or_default();
    let numero = contrat.annee(salle.today);
    let annee = annees.iter().find(|one| Some(one.numero) == numero).or(annees.last());
    let questions = missing_amounts(&salle.law, contrat, salle.today);
    let content = html! {
        (salle.onglets(&visit, ""))
        (identity(&salle, contrat))
        @if let Some(annee) = annee { (figures(&visit, &salle, contrat, annee)) }
        div.cards {
            @if contrat.signature.is_none() { (prepare(&visit, &salle, contrat)) } @else { (pressing(&visit, &salle, &dates)) }
            (missions(&visit, &salle, contrat))
            @if !questions.is_empty() { (missing(&visit, &salle, &questions)) }
        }
    };
    Ok(visit.page(&frame, content))
}

fn identity(salle: &Salle, contrat: &Contrat) -> Markup {
    let day = salle.today.max(contrat.signature.unwrap_or(salle.today));
    let population = contrat.population_au(day);
    let span = |contrat: &Contrat| match (contrat.signature, contrat.terme()) {
        (Some(du), Some(au)) => {
            format!("signé le {}, jusqu’à la veille du {}", francais::date(du), francais::date(au))
        }
        _ => "pas encore signé".to_owned(),
    };
    ui::definitions::definitions(&[
        ("Contrat", html! { (span(contrat)) }),
        ("Version de l’ACI", html! { (salle.accord.label(contrat.version_au(day))) }),
        ("Population couverte", super::texte::population_said(population)),
    ])
}

fn figures(visit: &Visit, salle: &Salle, contrat: &Contrat, annee: &AnneeBilan) -> Markup {
    let plafond = annee.plafond_choisi(contrat, &salle.accord);
    let euros = |cents| francais::euros_ronds(cents);
    html! {
        dl.figures {
            (Figure::new("Taille", annee.taille.to_string()).note(html! { "année " (annee.numero) " du contrat" (doubt(annee.taille_incertaine)) }))
            (Figure::new("Plafond de l’année", euros(plafond.cents)).note(html! { (super::argent::ceiling_said(salle, contrat)) (reserves(plafond)) }))
            (Figure::new("Gagné", euros(annee.gagne.cents)).note(html! { "missions démarrées et résultats arrêtés" (reserves(annee.gagne)) }))
            (Figure::new("Reçu", euros(annee.recu)).note("arrivé sur le compte cette année"))
        }
        @if annee.coupee { (super::argent::cut(annee)) }
        p { a href=(visit.workspace("contrat/argent")) { "D’où viennent ces sommes, mission par mission" } }
    }
}

fn pressing(visit: &Visit, salle: &Salle, dates: &[Echeance]) -> Card {
    let ahead = dates.iter().filter(|one| one.urgence(salle.today) != Urgence::Passee);
    let item = |one: &Echeance| {
        Item::new(one.libelle.clone())
            .detail(html! { (francais::date(one.jour)) (doubt(one.incertain)) " " (echeances::state(one, salle.today)) })
    };
    let total = ahead.clone().count();
    Card::new(Icon::Calendar, "Prochaines échéances", "Aucune échéance à venir.")
        .items(ahead.take(TOP).map(item).collect())
        .total(u64::try_from(total).unwrap_or(u64::MAX))
        .more("Toutes les échéances", salle.path(visit, "echeances"))
}

fn missions(visit: &Visit, salle: &Salle, contrat: &Contrat) -> Card {
    let item = |one: &crate::MissionContrat| {
        let (tone, words) = match one.debut {
            Some(debut) => (Tone::Success, format!("démarrée le {}", francais::date(debut))),
            None => (Tone::Neutral, "pas encore démarrée".to_owned()),
        };
        Item::new(salle.accord.nom(&one.mission).to_owned()).mark(tone, words)
    };
    Card::new(Icon::Care, "Missions", "Aucune mission choisie.")
        .items(contrat.missions.iter().map(item).collect())
        .more("Voir les missions", salle.path(visit, "missions"))
}

fn missing(visit: &Visit, salle: &Salle, questions: &[aci::Manque]) -> Card {
    let item = |one: &aci::Manque| Item::new(one.en_mots()).mark(Tone::Warning, "à compléter");
    Card::new(Icon::Euro, "Ce qu’il manque pour tout calculer", "Tout est connu.")
        .items(questions.iter().map(item).collect())
        .more("Compléter", salle.path(visit, "argent"))
}

/// What a draft still needs before it is signed.
fn prepare(visit: &Visit, salle: &Salle, contrat: &Contrat) -> Card {
    let parties = &contrat.termes.parties;
    let who = |text: &str| !text.is_empty();
    let steps = [
        (
            "Les trois parties et leurs signataires",
            "texte",
            who(&parties.cpts.representant) && who(&parties.ars.nom) && who(&parties.caisse.nom),
        ),
        ("La population confirmée par la caisse", "texte", who(&contrat.termes.population.confirmee_par)),
        ("Les missions choisies", "missions", !contrat.missions.is_empty()),
        ("Les montants de l’article 5", "montants", !contrat.montants.is_empty()),
        ("Les trois signatures", "texte", false),
    ];
    let item = |(words, part, done): &(&'static str, &str, bool)| {
        let item = Item::new(*words);
        if *done {
            item.mark(Tone::Success, "fait")
        } else if visit.can(MODIFIER) {
            item.mark(Tone::Neutral, "à faire")
                .action(Button::secondary("Compléter").small().about(*words).href(salle.path(visit, part)))
        } else {
            item.mark(Tone::Neutral, "à faire")
        }
    };
    Card::new(Icon::Document, "Avant de signer", "Tout est prêt.").items(steps.iter().map(item).collect())
}
