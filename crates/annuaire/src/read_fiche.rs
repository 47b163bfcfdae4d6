use crate::confirm::USAGE;
use crate::droits::{MODIFIER, VOIR};
use crate::ecart::{Ecart, ecarts};
use crate::officiel::{Connu, connu};
use crate::{Fiche, Reference, Regard, Reglage, Sujet, Vue, WriteError, store, visible};
use comptes::{LienDirect, Noms};
use db::{Db, Tx, journal};
use kernel::{Ctx, Id};
use std::collections::HashMap;

/// Lines of history shown.
const LINES: u32 = 30;

/// All that the page of an entry needs; what the reader may not see is not in it.
pub struct Dossier {
    /// The subject.
    pub reference: Reference,
    /// The subject, without what the reader may not see.
    pub sujet: Sujet,
    /// What the official files say.
    pub connu: Option<Connu>,
    /// The entry, when something was said of this subject.
    pub vue: Option<Vue>,
    /// What everybody sees of it.
    pub publique: Option<Vue>,
    /// Number of the entry; 0 before there is one.
    pub numero: i64,
    /// Fields where the official file disagrees; for the office.
    pub ecarts: Vec<Ecart>,
    /// What happened to the entry; for the office.
    pub histoire: Vec<journal::Ligne>,
    /// Names of those who did it.
    pub noms: Noms,
    /// Confirmation links, newest first; for the office.
    pub liens: Vec<LienDirect>,
    /// Names of the structures where the person was attached by hand.
    pub structures: HashMap<Reference, String>,
    /// For a structure: who was attached to it by hand, as what.
    pub rattaches: Vec<(Reference, String, String)>,
    /// How often the CPTS wants confirmations.
    pub reglage: Reglage,
}

/// The entry that an address names, by reference or by its id, as the caller may see it.
///
/// # Errors
/// [`WriteError::Inconnue`] when neither the directory nor the official files know it; a fault.
pub async fn read_fiche(ctx: &Ctx, db: &Db, segment: &str) -> Result<Dossier, WriteError> {
    ctx.require(VOIR)?;
    let (regard, jour) = (Regard::of(&ctx.rights), kernel::today(ctx.now));
    let mut tx = db.read(ctx).await?;
    let fiche = find(&mut tx, segment).await?;
    let reference = match &fiche {
        Some(fiche) => fiche.reference(),
        None => segment.parse().map_err(|_| WriteError::Inconnue)?,
    };
    let sujet = fiche.as_ref().map(|fiche| fiche.sujet.clone()).or_else(|| Sujet::officiel(&reference));
    let sujet = sujet.ok_or(WriteError::Inconnue)?;
    let said = connu(&mut tx, &sujet).await?;
    if fiche.is_none() && said.is_none() {
        return Err(WriteError::Inconnue);
    }
    let vue = fiche.as_ref().map(|fiche| visible(fiche, regard, jour));
    let publique = fiche.as_ref().map(|fiche| visible(fiche, Regard::Public, jour));
    let mut dossier = Dossier {
        publique,
        sujet: vue.as_ref().map_or(sujet, |vue| vue.sujet.clone()),
        numero: fiche.as_ref().map_or(0, |fiche| fiche.numero),
        ecarts: Vec::new(),
        histoire: Vec::new(),
        noms: Noms::default(),
        liens: Vec::new(),
        structures: names(&mut tx, vue.as_ref()).await?,
        rattaches: attached(&mut tx, &reference, jour).await?,
        reglage: store::reglage(&mut tx).await?,
        connu: said,
        vue,
        reference,
    };
    if let Some(fiche) = fiche.filter(|_| ctx.rights.contains(MODIFIER)) {
        office(&mut tx, &fiche, &mut dossier).await?;
    }
    Ok(dossier)
}

/// By reference, or by the id of the entry.
pub(crate) async fn find(tx: &mut Tx, segment: &str) -> db::Result<Option<Fiche>> {
    if let Ok(id) = segment.parse::<Id<Fiche>>() {
        return store::fiche(tx, id).await;
    }
    match segment.parse::<Reference>() {
        Ok(reference) => store::by_reference(tx, &reference).await,
        Err(_) => Ok(None),
    }
}

async fn office(tx: &mut Tx, fiche: &Fiche, dossier: &mut Dossier) -> db::Result<()> {
    let said = dossier.connu.clone().unwrap_or_default();
    dossier.ecarts = ecarts(fiche, &said.officiel);
    dossier.liens = comptes::liens_directs(tx, USAGE, fiche.id.uuid()).await?;
    dossier.histoire = journal::about(tx, &fiche.objet(), LINES).await?;
    let ids = dossier.histoire.iter().filter_map(|line| line.acteur.strip_prefix("personne:")?.parse().ok());
    dossier.noms = Noms::read(tx, ids.collect()).await?;
    Ok(())
}

/// Names of the structures where somebody was attached.
async fn names(tx: &mut Tx, vue: Option<&Vue>) -> db::Result<HashMap<Reference, String>> {
    let mut names = HashMap::new();
    for one in vue.iter().flat_map(|vue| &vue.rattachements) {
        names.insert(one.structure.clone(), name(tx, &one.structure).await?);
    }
    Ok(names)
}

/// Who was attached to this structure: reference, name, as what.
async fn attached(
    tx: &mut Tx,
    structure: &Reference,
    jour: jiff::civil::Date,
) -> db::Result<Vec<(Reference, String, String)>> {
    let mut people = Vec::new();
    for (id, fonction) in store::rattaches(tx, structure, jour).await? {
        if let Some(fiche) = store::fiche(tx, id).await?.filter(|fiche| fiche.retiree_le.is_none()) {
            people.push((fiche.reference(), name(tx, &fiche.reference()).await?, fonction));
        }
    }
    Ok(people)
}

/// The name of a subject, or its number when nobody knows it.
pub(crate) async fn name(tx: &mut Tx, reference: &Reference) -> db::Result<String> {
    let sujet = match Sujet::officiel(reference) {
        Some(sujet) => sujet,
        None => match store::by_reference(tx, reference).await? {
            Some(fiche) => fiche.sujet,
            None => return Ok("Fiche retirée".to_owned()),
        },
    };
    if let Sujet::Local(local) = sujet {
        return Ok(local.nom);
    }
    let said = connu(tx, &sujet).await?.map(|known| known.nom).filter(|nom| !nom.is_empty());
    Ok(said.unwrap_or_else(|| numero_en_mots(reference)))
}

/// « RPPS 10001234567 », « FINESS 430000117 ».
pub(crate) fn numero_en_mots(reference: &Reference) -> String {
    match reference {
        Reference::Professionnel(idnps) => {
            idnps.rpps().map_or_else(|| format!("Identifiant {idnps}"), |rpps| format!("RPPS {rpps}"))
        }
        Reference::Finess(finess) => format!("FINESS {finess}"),
        Reference::Siret(siret) => format!("SIRET {siret}"),
        Reference::Locale(_) => "Sans numéro national".to_owned(),
    }
}
