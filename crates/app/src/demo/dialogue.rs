//! The dialogues of the demo: year 1 closed, year 2 being prepared. People and figures are invented.

use ::contrat::{Annee, Contrat};
use ::dialogue::{
    Accord, Consentement, Dialogue, Participants, Partie, Tenue, add_point, close_dialogue, declare_depenses,
    hold_dialogue, note_accord, open_dialogue, plan_dialogue, propose_cible, write_point, write_textes,
};
use ::indicateurs::{Cible, Etat, Indicateur, Nombre, Saisie, Unite};
use db::Db;
use jiff::{ToSpan, civil::Date};
use kernel::{Ctx, Id};
use law::Parameters;
use pieces::Depot;
use std::collections::BTreeMap;

/// Spent in year 1, in euros.
const DEPENSES: [(&str, i64, &str); 3] = [
    ("fonctionnement", 61_200, "Comptes de l’année, poste coordination et loyer"),
    ("acces", 52_340, "Comptes de l’année"),
    ("parcours", 21_900, "Comptes de l’année"),
];

/// Writes them through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db, law: &Parameters) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let Some(contrat) = ::contrat::en_cours(&mut db.read(ctx).await?, today).await? else { return Ok(()) };
    let years = ::contrat::annees(&contrat);
    let [first, second, ..] = years.as_slice() else { return Ok(()) };
    for annee in [first, second] {
        aims(ctx, db, law, &contrat, annee).await?;
    }
    closed(ctx, db, law, &contrat, first).await?;
    prepared(ctx, db, law, &contrat, second).await
}

/// The targets of a past year, those of today a little easier, and a value for each.
async fn aims(ctx: &Ctx, db: &Db, law: &Parameters, contrat: &Contrat, annee: &Annee) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let Some(running) = contrat.annee(today).filter(|running| *running > annee.numero) else { return Ok(()) };
    let table = ::indicateurs::tableau(&mut db.read(ctx).await?, law, contrat, running, today).await?;
    let mut missions: BTreeMap<String, BTreeMap<Id<Indicateur>, Cible>> = BTreeMap::new();
    for line in &table.lignes {
        let (id, text) = (line.indicateur.id, &line.indicateur.texte);
        let (Some((depart, _)), Some(aim)) = (text.depart, line.cible.cible) else { continue };
        let eased = Nombre::from_milliemes(i64::midpoint(depart.milliemes(), aim.milliemes()));
        let cible = Cible { annee: annee.numero, cible: Some(eased), poids: line.cible.poids };
        missions.entry(text.mission.clone()).or_default().insert(id, cible);
        if text.mesure.is_none() {
            // Whole counts, shares with one decimal.
            let step = if text.unite == Unite::Pourcentage { 100 } else { 1_000 };
            let value = (depart.milliemes() + 2 * eased.milliemes()) / 3 / step * step;
            let value = Nombre::from_milliemes(value);
            enter(ctx, db, contrat, id, value, annee).await?;
        }
    }
    for (mission, cibles) in &missions {
        ::indicateurs::set_cibles(ctx, db, contrat, (mission, annee.numero), cibles, Etat::Complet).await?;
    }
    Ok(())
}

async fn enter(
    ctx: &Ctx,
    db: &Db,
    contrat: &Contrat,
    id: Id<Indicateur>,
    valeur: Nombre,
    annee: &Annee,
) -> anyhow::Result<()> {
    let jour = annee.au.saturating_sub(20.days());
    let paper = format!("jour;valeur\n{jour};{valeur}\n");
    let saisie = Saisie {
        jour,
        valeur,
        source: "CPAM, relevé inventé pour la démonstration".to_owned(),
        note: String::new(),
    };
    let depot = Depot::new(&format!("releve-cpam-annee-{}.csv", annee.numero), paper.into_bytes());
    ::indicateurs::note_valeur(ctx, db, contrat, id, saisie, Some(depot)).await?;
    Ok(())
}

fn texts(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(cle, texte)| ((*cle).to_owned(), (*texte).to_owned())).collect()
}

/// The dialogue of year 1, held two months after its end, then closed.
async fn closed(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    contrat: &Contrat,
    annee: &Annee,
) -> anyhow::Result<()> {
    let id = open_dialogue(ctx, db, law, contrat.id, annee.numero).await?;
    let written = texts(&[
        (
            "synthese",
            "La première année a servi à réunir les professionnels et à ouvrir l’accès au médecin traitant.\nLe samedi matin est tenu depuis l’automne.",
        ),
        (
            "difficultes",
            "Deux médecins sont partis en cours d’année ; les relevés de la CPAM sont arrivés en juin.",
        ),
        ("plan", "Étendre les créneaux de soins non programmés, ouvrir le parcours insuffisance cardiaque."),
    ]);
    write_textes(ctx, db, id, &written).await?;
    let lines = DEPENSES.map(|(what, euros, note)| (what.to_owned(), Some(euros * 100), note.to_owned()));
    declare_depenses(ctx, db, (contrat.id, annee.numero), &lines).await?;
    let people = [
        (Partie::Cpts, "Hélène Chabanon, présidente\nClaire Fabre, coordinatrice"),
        (Partie::Ars, "Dominique Exemple, délégation de la Haute-Loire"),
        (Partie::Cpam, "Camille Fictif, directeur"),
    ];
    let le = annee.au.saturating_add(2.months());
    let tenue =
        Tenue { le, lieu: "CPAM, Le Puy-en-Velay".to_owned(), participants: Participants::read(&people)? };
    hold_dialogue(ctx, db, id, tenue).await?;
    let bus = add_point(ctx, db, id, "Bus dentaire").await?;
    let said = ("Bus dentaire", "Le bus passera dans quatre écoles.", "La CPTS le porte en année 2.");
    write_point(ctx, db, id, bus, said).await?;
    close_dialogue(ctx, db, law, id, &Consentement::default()).await?;
    Ok(())
}

/// The dialogue of year 2: a day, a word on the year, a target that waits for the CPAM.
async fn prepared(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    contrat: &Contrat,
    annee: &Annee,
) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let id = open_dialogue(ctx, db, law, contrat.id, annee.numero).await?;
    plan_dialogue(ctx, db, id, Some(today.saturating_add(18.days()))).await?;
    write_textes(
        ctx,
        db,
        id,
        &texts(&[("synthese", "La deuxième année a étendu les soins non programmés à tout le territoire.")]),
    )
    .await?;
    propose(ctx, db, law, contrat, id, today).await
}

async fn propose(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    contrat: &Contrat,
    id: Id<Dialogue>,
    today: Date,
) -> anyhow::Result<()> {
    let Some(running) = contrat.annee(today) else { return Ok(()) };
    let table = ::indicateurs::tableau(&mut db.read(ctx).await?, law, contrat, running, today).await?;
    let line = table.lignes.iter().find(|line| line.indicateur.texte.code == "parcours.reunions");
    let Some(line) = line else { return Ok(()) };
    let (which, aim) = ((line.indicateur.id, running), Nombre::entier(40));
    let motif = "Deux structures ont fusionné : moins de réunions, plus larges.";
    let cible = propose_cible(ctx, db, id, which, aim, motif).await?;
    for (partie, nom) in [(Partie::Cpts, "Hélène Chabanon, présidente"), (Partie::Ars, "Dominique Exemple")]
    {
        let accord = Accord { partie, le: today.saturating_sub(3.days()), nom: nom.to_owned() };
        note_accord(ctx, db, id, cible, accord).await?;
    }
    Ok(())
}
