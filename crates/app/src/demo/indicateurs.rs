//! The indicators of the demo: a dozen, some counted from the acts, some entered as the CPAM would send them. Figures are
//! invented.

use contrat::{Annee, Contrat};
use db::Db;
use indicateurs::{Cible, Etat, Indicateur, Nombre, Saisie, Texte};
use jiff::ToSpan;
use kernel::{Ctx, Id};
use law::Parameters;
use pieces::Depot;
use std::collections::BTreeMap;

/// Code in the catalogue, baseline, target and value of today in thousandths (no value: counted from the acts, or not known
/// yet), and weight in thousandths of the mission.
const CHOICES: [(&str, i64, i64, Option<i64>, u16); 12] = [
    ("acces.pop_sans_mt", 9_400, 8_600, Some(9_000), 400),
    ("acces.ald_sans_mt", 4_100, 3_500, Some(4_050), 300),
    ("acces.medecins_sas", 6_000, 12_000, Some(7_000), 200),
    ("acces.rdv_sas", 0, 60_000, Some(6_000), 100),
    ("parcours.reunions", 0, 48_000, None, 500),
    ("parcours.professionnels_engages", 12_000, 30_000, Some(13_500), 300),
    ("parcours.outil_partage", 20_000, 45_000, None, 200),
    ("prevention.actions", 0, 40_000, None, 400),
    ("prevention.depistage", 31_200, 34_000, Some(31_500), 300),
    ("prevention.vaccination", 51_000, 56_000, Some(51_400), 300),
    ("qualite.groupes", 0, 18_000, None, 1_000),
    ("crise.exercices", 0, 2_000, None, 1_000),
];

/// Entered without a paper: the page shows what is left to prove.
const UNPROVED: &str = "parcours.professionnels_engages";

/// Writes them through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db, lois: &Parameters) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let Some(contrat) = contrat::en_cours(&mut db.read(ctx).await?, today).await? else { return Ok(()) };
    let Some(annee) = contrat::annees(&contrat).into_iter().find(|one| one.du <= today && today <= one.au)
    else {
        return Ok(());
    };
    let mut cibles: BTreeMap<String, BTreeMap<Id<Indicateur>, Cible>> = BTreeMap::new();
    for (code, depart, cible, valeur, poids) in CHOICES {
        let Some((id, mission)) = choose(ctx, db, lois, (&contrat, &annee), code, depart).await? else {
            continue;
        };
        let cible =
            Cible { annee: annee.numero, cible: Some(Nombre::from_milliemes(cible)), poids: Some(poids) };
        cibles.entry(mission).or_default().insert(id, cible);
        if let Some(valeur) = valeur {
            enter(ctx, db, &contrat, id, (code, depart, valeur), &annee).await?;
        }
    }
    for (mission, cibles) in &cibles {
        indicateurs::set_cibles(ctx, db, &contrat, (mission, annee.numero), cibles, Etat::Complet).await?;
    }
    Ok(())
}

/// Adds one of the catalogue, its words checked against the contract.
async fn choose(
    ctx: &Ctx,
    db: &Db,
    lois: &Parameters,
    (contrat, annee): (&Contrat, &Annee),
    code: &str,
    depart: i64,
) -> anyhow::Result<Option<(Id<Indicateur>, String)>> {
    let jour = ctx.now.in_tz("Europe/Paris")?.date();
    let all = indicateurs::catalogue::catalogue(lois, contrat, jour)?;
    let Some(modele) = all.into_iter().find(|one| one.texte.code == code) else { return Ok(None) };
    let depart = Some((Nombre::from_milliemes(depart), contrat.signature.unwrap_or(annee.du)));
    let texte = Texte { depart, confirme: true, ..modele.texte };
    let mission = texte.mission.clone();
    Ok(Some((indicateurs::add_indicateur(ctx, db, lois, contrat, texte).await?, mission)))
}

/// A value halfway, and that of today, with the letter that brought them.
async fn enter(
    ctx: &Ctx,
    db: &Db,
    contrat: &Contrat,
    id: Id<Indicateur>,
    (code, depart, valeur): (&str, i64, i64),
    annee: &Annee,
) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let recent = today.checked_sub(9.days())?.max(annee.du);
    let middle = annee.du.checked_add(i64::from((recent - annee.du).get_days() / 2).days())?;
    for (jour, milliemes) in [(middle, i64::midpoint(depart, valeur)), (recent, valeur)] {
        let text = format!("indicateur;jour;valeur\n{code};{jour};{}\n", Nombre::from_milliemes(milliemes));
        let paper = (code != UNPROVED).then(|| Depot::new("releve-cpam.csv", text.into_bytes()));
        let saisie = Saisie {
            jour,
            valeur: Nombre::from_milliemes(milliemes),
            source: "CPAM, relevé inventé pour la démonstration".to_owned(),
            note: String::new(),
        };
        // Two values of one day: the year has only just begun.
        if jour == recent || middle < recent {
            indicateurs::note_valeur(ctx, db, contrat, id, saisie, paper).await?;
        }
    }
    Ok(())
}
