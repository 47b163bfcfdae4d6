//! Reads what the pack says, from each crate by its public questions.

mod actes;
mod activite;
mod finances;
mod mesures;
mod rencontre;

pub(crate) use rencontre::{read as rencontre, sort};

use crate::dossier::{Dossier, Reunion};
use crate::part_arretee::Vue;
use crate::{Dialogue, WriteError, chiffres, obligation, store};
use aci::Droit;
use comptes::Demande;
use contrat::Contrat;
use db::{Db, Tx};
use kernel::Ctx;
use law::Parameters;
use std::collections::BTreeMap;
use ui::francais;

/// Everything about the contract year of a dialogue, on the day of `ctx`.
///
/// # Errors
/// [`WriteError`].
pub async fn gather(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    dialogue: &Dialogue,
) -> Result<Dossier, WriteError> {
    let membres = members(ctx, db).await?;
    let mut tx = db.read(ctx).await?;
    let tx = &mut tx;
    let contrat = contrat::contrat(tx, dialogue.contrat).await?.ok_or(WriteError::Inconnu("Ce contrat"))?;
    let jour = kernel::today(ctx.now);
    let annee = contrat::annees(&contrat).into_iter().find(|one| one.numero == dialogue.annee);
    let annee = annee.ok_or(WriteError::HorsContrat(dialogue.annee))?;
    let droit = Droit::of(law)?;
    let textes = store::dialogues::textes(tx, dialogue.id).await?;
    let table = indicateurs::tableau(tx, law, &contrat, dialogue.annee, jour).await?;
    let (acts, acts_cut) = actes::read(tx, &contrat, &table, (&droit, jour)).await?;
    let preuves = mesures::proofs(tx, &contrat, &table, (&droit, jour)).await?;
    let missions = activite::missions(tx, &contrat, (&droit, jour), &annee).await?;
    let missions = mesures::fill(tx, law, missions, &table, (&contrat, jour), (&textes, &preuves)).await?;
    let money = finances::read(tx, law, &contrat, (&droit, jour), dialogue.annee).await?;
    let recus = contrat::recu(tx, contrat.id).await?;
    let depenses = store::depenses::depenses(tx, contrat.id, dialogue.annee).await?;
    let vue = Vue { law, droit: &droit, contrat: &contrat, table: &table, dialogue, today: jour };
    Ok(Dossier {
        parts: vue.dites(),
        arrete: dialogue.cloture().is_some(),
        obligations: obligation::of_year(tx, law, &contrat, (&annee, jour)).await?,
        chiffres: chiffres::empreinte(&contrat, &table, &recus, &depenses),
        cpts: comptes::here(tx)
            .await?
            .map_or_else(|| contrat.termes.parties.cpts.nom.clone(), |one| one.nom.to_string()),
        annee: dialogue.annee,
        du: annee.du,
        au: annee.au,
        jour,
        definitif: dialogue.is_clos(),
        identite: identity(&contrat, &annee, jour),
        membres,
        reunions: meetings(tx, &annee).await?,
        missions,
        argent: money.lignes,
        versements: money.versements,
        calculs: money.calculs,
        reserves: money.reserves,
        actes: acts,
        actes_coupes: acts_cut,
        preuves: preuves.into_iter().map(|(_, one)| one).collect(),
        textes,
        rencontre: rencontre(tx, dialogue, &table).await?,
    })
}

/// Who the CPTS is, by its contract.
fn identity(
    contrat: &Contrat,
    annee: &contrat::Annee,
    jour: jiff::civil::Date,
) -> Vec<(&'static str, Option<String>)> {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let with = |nom: &str, qualite: &str| {
        said(nom).map(|nom| if qualite.trim().is_empty() { nom } else { format!("{nom}, {qualite}") })
    };
    let parties = &contrat.termes.parties;
    let population = contrat.population_au(jour.min(annee.au));
    let inhabitants = francais::nombre(population.habitants.into());
    let confirmed = match population.confirmee_par.trim() {
        "" => "non confirmée par la caisse".to_owned(),
        who => format!("confirmée par {who}"),
    };
    let year = population.annee.map(|annee| format!(", {annee}")).unwrap_or_default();
    vec![
        ("Représentée par", with(&parties.cpts.representant, &parties.cpts.qualite)),
        ("Adresse", said(&parties.cpts.adresse)),
        ("FINESS", said(&parties.cpts.finess)),
        ("RNA", said(&parties.cpts.rna)),
        (
            "Population couverte",
            Some(format!("{inhabitants} habitants ({}{year} ; {confirmed})", population.source)),
        ),
        ("Contrat signé le", contrat.signature.map(francais::date)),
        ("Agence régionale de santé", said(&parties.ars.nom)),
        ("Caisse d’assurance maladie", said(&parties.caisse.nom)),
    ]
}

/// Members who come in, by profession; none when nobody is written down.
async fn members(ctx: &Ctx, db: &Db) -> Result<Option<Vec<(String, u32)>>, WriteError> {
    let mut by: BTreeMap<String, u32> = BTreeMap::new();
    let mut demande = Demande { role: Some(comptes::Role::Membre), ..Demande::default() };
    loop {
        let page = comptes::list_membres(ctx, db, &demande).await.map_err(|error| match error {
            comptes::ListError::Denied(error) => WriteError::Denied(error),
            comptes::ListError::Db(error) => WriteError::Db(error),
        })?;
        for one in page.membres.iter().filter(|one| matches!(one.etat, comptes::Etat::Actif)) {
            let words = one.profession.trim();
            let words = if words.is_empty() { "Profession non saisie" } else { words };
            *by.entry(words.to_owned()).or_default() += 1;
        }
        match page.apres {
            Some(place) => demande.place = Some(place),
            None => break,
        }
    }
    let mut all: Vec<(String, u32)> = by.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok((!all.is_empty()).then_some(all))
}

/// Committees of the year, then what the ledger says of the life of the association.
async fn meetings(tx: &mut Tx, annee: &contrat::Annee) -> Result<Vec<Reunion>, WriteError> {
    let committees = contrat::store::comites::reunions(tx).await?;
    let inside = |le: jiff::civil::Date| annee.du <= le && le <= annee.au;
    let committees = committees.into_iter().filter(|one| inside(one.seance.le));
    let mut all: Vec<Reunion> = committees
        .map(|one| Reunion {
            le: one.seance.le,
            libelle: one.seance.comite.libelle().to_owned(),
            personnes: None,
        })
        .collect();
    let filtre =
        ::actes::Filtre { mission: Some(::actes::Mission::Fonctionnement), ..::actes::Filtre::default() };
    let held = ::actes::store::behind(tx, &filtre, (annee.du, annee.au), None, 200).await?;
    all.extend(held.into_iter().map(|one| Reunion {
        le: one.fait.jour,
        libelle: one.fait.intitule,
        personnes: Some(one.fait.personnes).filter(|count| *count > 0),
    }));
    all.sort_by(|a, b| (a.le, &a.libelle).cmp(&(b.le, &b.libelle)));
    Ok(all)
}
