//! The table of old codes.

use super::{Bilan, Import, Rejeter, walk};
use crate::fichier::{Colonne, Fichier, Illisible, Ligne, Rejet};
use crate::referentiel::{AncienCode, NatureAncien, TableCommunes};
use identifiants::CommuneCode;
use std::collections::BTreeMap;
use std::io::Read;
use ui::francais::compte;

fn columns() -> Vec<Colonne> {
    vec![
        Colonne::requise("code_ancien", &["ancien code", "com av"]),
        Colonne::requise("code_actuel", &["nouveau code", "com ap"]),
        Colonne::option("nom_ancien", &[]),
        Colonne::option("nom_actuel", &[]),
        Colonne::option("nature", &[]),
    ]
}

/// True for the first bytes of a table of old codes, which comes beside the table of communes.
pub fn is_anciens(head: &[u8]) -> bool {
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    kernel::fold(&String::from_utf8_lossy(first)).contains("code ancien")
}

/// Reads old codes over the present table. A commune of today whose code is said to be old leaves the table: its
/// people are counted in the commune that it became a part of.
pub fn anciens(
    present: &TableCommunes,
    source: impl Read,
    rejeter: Rejeter<'_>,
) -> Result<Import<TableCommunes>, Illisible> {
    let mut fichier = Fichier::open(source, &columns())?;
    let key = |ancien: &AncienCode| (ancien.code, ancien.actuel);
    let mut known: BTreeMap<(CommuneCode, CommuneCode), AncienCode> =
        present.anciens.iter().map(|ancien| (key(ancien), ancien.clone())).collect();
    let mut bilan = Bilan::default();
    let counts = walk(&mut fichier, rejeter, |ligne| {
        if let Some(ancien) = read(present, ligne)? {
            bilan.compare(known.get(&key(&ancien)), &ancien);
            known.insert(key(&ancien), ancien);
        } else {
            bilan.inchanges += 1;
        }
        Ok(())
    })?;
    let mut table = present.clone();
    let leads: BTreeMap<CommuneCode, CommuneCode> = known.keys().copied().collect();
    table.communes.retain(|commune| !leads.contains_key(&commune.code));
    let mut avis = fichier.avis();
    let removed = present.communes.len() - table.communes.len();
    if removed > 0 {
        let merged = compte(removed as i64, "commune a fusionné", "communes ont fusionné");
        avis.push(format!("{merged}\u{a0}: leur code mène à la nouvelle commune."));
    }
    // A code that led to a commune which has merged in turn leads to the newest.
    let newest = |code: CommuneCode| leads.get(&code).copied().unwrap_or(code);
    table.anciens = known.values().map(|a| AncienCode { actuel: newest(a.actuel), ..a.clone() }).collect();
    Ok(Import { edition: table, bilan: Bilan { lus: counts.lus, rejetes: counts.rejetes, ..bilan }, avis })
}

/// `None` for the chief town of a commune nouvelle, which keeps its code: nothing to remember.
fn read(present: &TableCommunes, ligne: &Ligne<'_>) -> Result<Option<AncienCode>, Rejet> {
    let (code, actuel): (CommuneCode, CommuneCode) = (ligne.read("code_ancien")?, ligne.read("code_actuel")?);
    if present.communes.binary_search_by_key(&actuel, |commune| commune.code).is_err() {
        return Err(ligne.refuse(
            "code_actuel",
            format!("Aucune commune n’a le code {actuel} ({}).", present.edition.cog),
        ));
    }
    let nature = match ligne.get("nature") {
        "" => NatureAncien::AncienCode,
        _ => ligne.read("nature")?,
    };
    let nom = ligne.text("nom_ancien")?.into();
    Ok((code != actuel).then_some(AncienCode { code, nom, actuel, nature }))
}
