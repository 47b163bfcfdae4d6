//! Merges the official layer and what a reader may see of the rest.

use crate::bottin::officiels::Officiels;
use crate::bottin::{Attache, Bottin, Entree, Inscrit};
use crate::{Carnet, Reference, Regard, Remplacant, Sujet, Vue, store};
use db::{Result, Tx};
use identifiants::{CommuneCode, Idnps};
use kernel::fold;
use repertoire::CleStructure;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};
use tokio::sync::OnceCell;

impl Bottin {
    /// The directory of `officiels` with what `regard` may see of `carnet`.
    ///
    /// # Errors
    /// A fault of storage.
    pub(super) async fn gather(
        tx: &mut Tx,
        officiels: Arc<Officiels>,
        carnet: &Carnet,
        regard: Regard,
    ) -> Result<Self> {
        let mois = store::reglage(tx).await?.fraicheur_mois;
        let vues = carnet.vues(regard, officiels.jour);
        let mut vues: BTreeMap<Reference, Vue> = vues.map(|vue| (vue.reference.clone(), vue)).collect();
        let mut entrees = officiels.entrees.clone();
        let known = |vue: &&Vue| entrees.contains_key(&vue.reference);
        let missing: Vec<Vue> = vues.values().filter(|vue| !known(vue)).cloned().collect();
        for entree in elsewhere(tx, &missing, &officiels).await? {
            entrees.insert(entree.reference.clone(), Arc::new(entree));
        }
        let noms = replacements(tx, vues.values(), &entrees).await?;
        let mut inscrits: Vec<Inscrit> = entrees
            .values()
            .map(|entree| inscrit(entree, vues.remove(&entree.reference), regard, &entrees, &officiels))
            .filter(|one| shown(one, regard))
            .collect();
        inscrits.sort_by_cached_key(|one| (fold(&one.entree().nom_de_liste()), one.reference().clone()));
        let rangs = inscrits.iter().zip(0..).map(|(one, rang)| (one.reference().clone(), rang)).collect();
        Ok(Self {
            regard,
            revision: carnet.revision(),
            officiels,
            inscrits,
            rangs,
            noms,
            mois,
            index: OnceLock::new(),
            imprime: OnceCell::new(),
        })
    }
}

/// Who belongs to the directory that this reader opens. Everybody but the office misses those taken out; the public
/// misses those who stand in no file any more, unless somebody confirmed them since, and those who work elsewhere.
fn shown(one: &Inscrit, regard: Regard) -> bool {
    let confirmed = one.vue().and_then(|vue| vue.confirmee).map(|one| kernel::today(one.le));
    let gone = one.entree().absent_du.is_some_and(|du| confirmed.is_none_or(|le| le < du));
    match regard {
        Regard::Bureau => true,
        Regard::Membre => !one.is_retiree(),
        Regard::Public => !one.is_retiree() && one.is_ici() && !gone,
    }
}

fn inscrit(
    entree: &Arc<Entree>,
    vue: Option<Vue>,
    regard: Regard,
    entrees: &BTreeMap<Reference, Arc<Entree>>,
    officiels: &Officiels,
) -> Inscrit {
    let (mut attaches, mut autour) = (Vec::new(), BTreeSet::<CommuneCode>::new());
    let jour = officiels.jour;
    for one in vue.iter().flat_map(|vue| &vue.rattachements).filter(|one| one.holds(jour)) {
        let structure = entrees.get(&one.structure);
        let nom = structure.map_or_else(
            || crate::read_fiche::numero_en_mots(&one.structure),
            |structure| structure.nom_complet(),
        );
        autour.extend(structure.iter().flat_map(|structure| structure.communes.iter().copied()));
        attaches.push(Attache { structure: one.structure.clone(), nom, fonction: one.fonction.clone() });
    }
    let effectif = officiels.effectifs.get(&entree.reference).copied().unwrap_or(0);
    let mut one = Inscrit::new(Arc::clone(entree), vue, regard, attaches, autour, &officiels.territoire);
    one.effectif = effectif;
    one
}

/// Subjects that the CPTS speaks of and that the files do not place in its territory.
async fn elsewhere(tx: &mut Tx, vues: &[Vue], officiels: &Officiels) -> Result<Vec<Entree>> {
    let mut found = Vec::new();
    let mut people: Vec<Idnps> = Vec::new();
    for vue in vues {
        match &vue.sujet {
            Sujet::Local(local) => found.push(Entree::of_local(vue.id, local)),
            Sujet::Professionnel(idnps) => people.push(idnps.clone()),
            Sujet::Finess(finess) => {
                let known = repertoire::etablissement(tx, *finess).await?;
                found.extend(known.as_ref().map(|one| Entree::of_etablissement(one, officiels.jour)));
                if known.is_none() {
                    found.push(site(tx, &vue.reference, &CleStructure::from(*finess)).await?);
                }
            }
            Sujet::Siret(siret) => found.push(site(tx, &vue.reference, &CleStructure::from(siret)).await?),
        }
    }
    let known = repertoire::professionnels(tx, &people).await?;
    found.extend(known.iter().map(Entree::of_person));
    let missing = people.into_iter().filter(|idnps| known.iter().all(|one| one.idnps != *idnps));
    found.extend(missing.map(|idnps| Entree::unknown(Reference::Professionnel(idnps))));
    Ok(found)
}

/// A structure known by those who practise there, or only by its number.
async fn site(tx: &mut Tx, reference: &Reference, cle: &CleStructure) -> Result<Entree> {
    let people = repertoire::lieu(tx, cle).await?;
    let lines = people.iter().flat_map(|one| &one.exercices);
    let there = lines.clone().find(|line| line.structure.cle().as_ref() == Some(cle));
    Ok(match there {
        Some(line) => Entree::of_site(reference.clone(), line),
        None => Entree::unknown(reference.clone()),
    })
}

/// Names of those who stand in for somebody and are not in the directory.
async fn replacements(
    tx: &mut Tx,
    vues: impl Iterator<Item = &Vue>,
    entrees: &BTreeMap<Reference, Arc<Entree>>,
) -> Result<HashMap<Idnps, String>> {
    let named = vues.flat_map(|vue| &vue.absences).filter_map(|absence| match &absence.remplacant {
        Some(Remplacant::Professionnel(idnps)) => Some(idnps.clone()),
        Some(Remplacant::Mots(_)) | None => None,
    });
    let missing = named.filter(|idnps| !entrees.contains_key(&Reference::Professionnel(idnps.clone())));
    let missing: BTreeSet<Idnps> = missing.collect();
    let missing: Vec<Idnps> = missing.into_iter().collect();
    let found = repertoire::professionnels(tx, &missing).await?;
    Ok(found.into_iter().map(|one| (one.idnps.clone(), one.nom_complet())).collect())
}
