use crate::cible::en_pourcent;
use crate::constat::{Constat, Provenance};
use crate::droits::GELER;
use crate::gel::{Demande, Ecart, Gel, LigneGelee, Refus};
use crate::mesure::Depuis;
use crate::note_valeur::author;
use crate::read_tableau::{TableauError, check_mission, constats, tableau, year};
use crate::tableau::{Ligne, Tableau};
use crate::{Cible, Indicateur, PreuveDeposee, Valeur, WriteError, atteinte, store};
use actes::Acte;
use contrat::{Annee, Contrat};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// Acts read by one statement.
const PAR_LOT: u32 = 500;

/// Freezes the figures of a year in the caller's transaction: values, targets, weights, achievements with their explanation, and
/// the acts that were counted. A year is settled once; an indicator without value then counts for zero only when the demand says so.
///
/// # Errors
/// [`Refus::DejaGele`] when somebody was faster, another [`WriteError`].
pub async fn freeze(
    tx: &mut Tx,
    lois: &Parameters,
    contrat: &Contrat,
    annee: u32,
    demande: Demande,
) -> Result<Id<Gel>, WriteError> {
    tx.ctx().require(GELER)?;
    let today = kernel::today(tx.ctx().now);
    if demande.libelle.trim().is_empty() {
        return Err(Refus::SansLibelle.into());
    }
    let days = year(contrat, annee)?;
    if days.du > today {
        return Err(Refus::PasCommencee(annee).into());
    }
    // Whoever shares weights or settles the same year waits here.
    store::indicateurs::hold_all(tx, contrat.id).await?;
    let table = tableau(tx, lois, contrat, annee, today).await?;
    if demande.definitif && table.gel.is_none() {
        check_missions(lois, contrat, &table)?;
    }
    check(&table, &demande)?;
    let ctx = tx.ctx().clone();
    let gel = Gel {
        id: ctx.id(),
        contrat: contrat.id,
        annee,
        libelle: demande.libelle.trim().to_owned(),
        definitif: demande.definitif,
        jour: table.jour,
        gele_le: ctx.now,
        par: author(&ctx),
    };
    if !store::gels::add(tx, &gel, &demande.cle).await? {
        return Err(Refus::DejaGele(annee).into());
    }
    let preuves = store::preuves::du_contrat(tx, contrat.id, Some(annee)).await?;
    for (rang, ligne) in (0..).zip(&table.lignes) {
        let frozen = keep(tx, contrat, &days, &gel, (ligne, &preuves)).await?;
        store::gels::add_ligne(tx, gel.id, rang, &frozen).await?;
    }
    let trace = Trace::new("indicateurs.gele", format!("contrat:{}:annee:{annee}", contrat.id));
    tx.record(trace.detail(&gel.libelle).after(&gel));
    Ok(gel.id)
}

/// What keeps the figures of a year from being frozen.
fn check(table: &Tableau, demande: &Demande) -> Result<(), Refus> {
    if table.gel.is_some() {
        return Err(Refus::DejaGele(table.annee.numero));
    }
    if table.lignes.is_empty() {
        return Err(Refus::Vide);
    }
    if !demande.definitif {
        return Ok(());
    }
    if let Some(one) = table.poids.iter().find(|one| !one.complet) {
        return Err(Refus::Poids(one.mission.clone(), en_pourcent(one.somme)));
    }
    let bare = table.lignes.iter().filter(|one| !demande.a_zero && one.sans_atteinte());
    let bare: Vec<&str> = bare.map(|one| one.indicateur.texte.libelle.as_str()).collect();
    if bare.is_empty() { Ok(()) } else { Err(Refus::SansValeur(bare.join(", "))) }
}

/// A settled year pays the missions of the contract: an indicator of another would be refused when its figures are handed down.
fn check_missions(lois: &Parameters, contrat: &Contrat, table: &Tableau) -> Result<(), Refus> {
    let astray =
        |ligne: &&Ligne| check_mission(lois, contrat, table.jour, &ligne.indicateur.texte.mission).is_err();
    let names: Vec<&str> =
        table.lignes.iter().filter(astray).map(|one| one.indicateur.texte.libelle.as_str()).collect();
    if names.is_empty() { Ok(()) } else { Err(Refus::HorsMission(names.join(", "))) }
}

/// The same in a transaction of its own, for the page. A year is settled after its last day, unless somebody says `avant_terme`.
///
/// # Errors
/// [`Refus::AvantTerme`], another [`WriteError`].
pub async fn freeze_annee(
    ctx: &Ctx,
    db: &Db,
    lois: &Parameters,
    contrat: &Contrat,
    annee: u32,
    (demande, avant_terme): (Demande, bool),
) -> Result<Id<Gel>, WriteError> {
    ctx.require(GELER)?;
    let (days, today) = (year(contrat, annee)?, kernel::today(ctx.now));
    let runs = days.du <= today && today <= days.au;
    if demande.definitif && runs && !avant_terme {
        return Err(Refus::AvantTerme(days.au).into());
    }
    let mut tx = db.begin(ctx).await?;
    let id = freeze(&mut tx, lois, contrat, annee, demande).await?;
    tx.commit().await?;
    Ok(id)
}

/// Keeps one indicator: a computed value is counted again from the very lines that are kept, so that they always agree.
async fn keep(
    tx: &mut Tx,
    contrat: &Contrat,
    annee: &Annee,
    gel: &Gel,
    (ligne, preuves): (&Ligne, &[PreuveDeposee]),
) -> Result<LigneGelee, WriteError> {
    let Indicateur { id, texte, .. } = &ligne.indicateur;
    let constat = ligne.constat.as_ref();
    let mut valeur = constat.map(|one| one.valeur);
    let mut lignes = 0;
    if let Some(mesure) = &texte.mesure {
        let du = match mesure.depuis {
            Depuis::Annee => annee.du,
            Depuis::Contrat => contrat.signature.unwrap_or(annee.du),
        };
        let actes = all_behind(tx, &mesure.filtre, (du, gel.jour)).await?;
        valeur = Some(mesure.count(&actes));
        lignes = i64::try_from(actes.len()).unwrap_or(i64::MAX);
        store::gels::add_actes(tx, gel.id, *id, &actes).await?;
    }
    let known = texte.depart.zip(ligne.cible.cible).zip(valeur);
    let reached =
        known.map(|(((depart, _), cible), valeur)| atteinte::atteinte(texte.sens, depart, cible, valeur));
    let pieces = constat.map(|one| counted(*id, one, preuves)).unwrap_or_default();
    Ok(LigneGelee {
        indicateur: *id,
        code: texte.code.clone(),
        mission: texte.mission.clone(),
        libelle: texte.libelle.clone(),
        nature: texte.nature,
        sens: texte.sens,
        unite: texte.unite,
        depart: texte.depart,
        cible: ligne.cible.cible,
        poids: ligne.cible.poids,
        confirme: texte.confirme,
        valeur,
        jour: constat.map(|one| one.jour),
        de: constat.and_then(entered),
        source: constat.map(|one| one.source.clone()).unwrap_or_default(),
        lignes,
        preuves: i64::try_from(pieces.len()).unwrap_or(i64::MAX),
        pieces,
        atteinte: reached,
    })
}

/// The entered value that a figure is.
const fn entered(constat: &Constat) -> Option<Id<Valeur>> {
    match constat.de {
        Provenance::Valeur(id) => Some(id),
        Provenance::Actes { .. } | Provenance::Gel(..) => None,
    }
}

/// The papers of the year behind a figure: those of its value, and those of the indicator as a whole.
fn counted(id: Id<Indicateur>, constat: &Constat, preuves: &[PreuveDeposee]) -> Vec<Id<PreuveDeposee>> {
    let of = |one: &&PreuveDeposee| one.valeur.is_none() || one.valeur == entered(constat);
    preuves.iter().filter(|one| one.indicateur == id).filter(of).map(|one| one.id).collect()
}

async fn all_behind(
    tx: &mut Tx,
    filtre: &actes::Filtre,
    days: (Date, Date),
) -> Result<Vec<Acte>, WriteError> {
    let (mut all, mut before): (Vec<Acte>, _) = (Vec::new(), None);
    loop {
        let some = actes::store::behind(tx, filtre, days, before, PAR_LOT).await?;
        before = some.last().map(|acte| (acte.fait.jour, acte.id));
        let last = some.len() < PAR_LOT as usize;
        all.extend(some);
        if last {
            return Ok(all);
        }
    }
}

/// What a freeze said, and what the same year would say today: what corrections changed since. Indicators that say the same are
/// left out.
///
/// # Errors
/// [`TableauError`].
pub async fn ecarts(tx: &mut Tx, contrat: &Contrat, gel: &Gel) -> Result<Vec<Ecart>, TableauError> {
    let annee = year(contrat, gel.annee)?;
    let all: Vec<(Indicateur, Cible)> = store::indicateurs::de_l_annee(tx, contrat.id, gel.annee).await?;
    let now = constats(tx, contrat, &annee, gel.jour, &all).await?;
    let frozen = store::gels::lignes(tx, gel.id).await?;
    let ecart = |one: LigneGelee| Ecart {
        indicateur: one.indicateur,
        libelle: one.libelle,
        unite: one.unite,
        gele: one.valeur,
        aujourdhui: now.get(&one.indicateur).map(|constat| constat.valeur),
    };
    Ok(frozen.into_iter().map(ecart).filter(|one| one.gele != one.aujourdhui).collect())
}
