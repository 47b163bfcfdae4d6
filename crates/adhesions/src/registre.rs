use crate::droits::VOIR;
use crate::store::adherents;
use crate::{Adherent, Etat, EtatCotisation, WriteError, read_situation};
use db::{Db, Trace};
use documents::{Cell, Kind, Sheet, SheetColumn, Workbook};
use identifiants::{Courriel, Telephone};
use jiff::civil::Date;
use kernel::{Ctx, today};
use std::collections::BTreeMap;

/// The members' register: everybody who belongs or belonged, since when, until when. The journal keeps who took it.
///
/// # Errors
/// [`WriteError`].
pub async fn export_registre(ctx: &Ctx, db: &Db) -> Result<Workbook, WriteError> {
    ctx.require(VOIR)?;
    let jour = today(ctx.now);
    let mut tx = db.begin(ctx).await?;
    let all = adherents::adherents(&mut tx).await?;
    let stands = read_situation::situations_of(&mut tx, &all, jour).await?;
    let colleges = crate::colleges(&mut tx).await?;
    let colleges: BTreeMap<_, _> = colleges.into_iter().map(|one| (one.id, one.nom)).collect();
    let names: BTreeMap<_, _> = all.iter().map(|one| (one.id, one.nom())).collect();
    let cpts = comptes::here(&mut tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    let row = |one: &Adherent| {
        let fee = stands.get(&one.id).map_or(EtatCotisation::SansAppel, |stand| stand.cotisation);
        let employer =
            one.employeur.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| one.employeur_nom.clone());
        let college = one.college.and_then(|id| colleges.get(&id).cloned()).unwrap_or_default();
        let mut cells = identity(one);
        cells.extend([college.into(), employer.into(), one.mode.libelle().into()]);
        cells.extend([one.depuis().into(), left(one).0.into(), left(one).1.into(), fee_words(fee).into()]);
        cells
    };
    let sheet = Sheet {
        name: "Registre".to_owned(),
        title: "Registre des membres".to_owned(),
        note: None,
        columns: columns(jour),
        rows: all.iter().map(row).collect(),
    };
    tx.record(Trace::new("adhesions.registre_exporte", "registre").detail(all.len()));
    tx.commit().await?;
    Ok(Workbook {
        title: "Registre des membres".to_owned(),
        organisation: cpts,
        date: jour,
        sheets: vec![sheet],
        notes: vec![("Usage".to_owned(), "Données personnelles\u{a0}: à ne pas diffuser.".to_owned())],
    })
}

fn columns(jour: Date) -> Vec<SheetColumn> {
    let texts = [
        "Nom",
        "Prénom ou représentant",
        "Nature",
        "Professions",
        "RPPS",
        "SIRET",
        "FINESS",
        "Courriel",
        "Téléphone",
        "Commune (code)",
        "Collège",
        "Employeur",
        "Mode d’exercice",
    ];
    let mut columns: Vec<SheetColumn> = texts.map(|label| SheetColumn::new(label, Kind::Text)).into();
    columns.push(SheetColumn::new("Adhérent depuis", Kind::Date));
    columns.push(SheetColumn::new("Sorti le", Kind::Date));
    columns.push(SheetColumn::new("Motif de sortie", Kind::Text));
    columns.push(SheetColumn::new(format!("Cotisation {}", jour.year()), Kind::Text));
    columns
}

fn identity(one: &Adherent) -> Vec<Cell> {
    use crate::Qui;
    let (nom, prenom, nature) = match &one.qui {
        Qui::Personne { nom, prenom } => (nom, prenom, "Personne"),
        Qui::Organisation { nom, representant } => (nom, representant, "Organisation"),
    };
    vec![
        nom.clone().into(),
        prenom.clone().into(),
        nature.into(),
        one.professions.join(", ").into(),
        one.idnps.as_ref().map(ToString::to_string).into(),
        one.siret.map(|siret| siret.to_string()).into(),
        one.finess.map(|finess| finess.to_string()).into(),
        one.courriel.as_ref().map(Courriel::to_string).into(),
        one.telephone.as_ref().map(Telephone::to_string).into(),
        one.commune.map(|code| code.to_string()).into(),
    ]
}

fn left(one: &Adherent) -> (Option<Date>, String) {
    match &one.etat {
        Etat::Sorti { le, motif, .. } => (Some(*le), motif.clone()),
        Etat::Demande { .. } | Etat::Adherent { .. } | Etat::Refuse { .. } => (None, String::new()),
    }
}

/// Where a fee stands, in words.
pub(crate) fn fee_words(fee: EtatCotisation) -> String {
    match fee {
        EtatCotisation::Payee { le } => format!("Payée le {}", ui::francais::date(le)),
        EtatCotisation::Offerte => "Offerte".to_owned(),
        EtatCotisation::Due { cents, .. } => format!("{} à payer", ui::francais::euros(cents)),
        EtatCotisation::SansAppel => "Pas appelée".to_owned(),
    }
}
