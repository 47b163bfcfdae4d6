//! What the form of the composer says, and what one press of a button changes.

use crate::atlas::Etat;
use crate::demande::Demande;
use crate::referentiel::Referentiel;
use crate::selection::{Genre, Remarque, Selection};
use identifiants::{CommuneCode, DepartementCode};
use std::collections::{BTreeMap, BTreeSet};
use web::Fields;

/// Communes shown for a name.
const FOUND: usize = 12;

/// The communes chosen, and what is being looked for.
pub(crate) struct Saisie {
    pub codes: BTreeSet<CommuneCode>,
    pub selection: Selection,
    /// What a person must know about what they typed, then about the whole.
    pub flags: Vec<Remarque>,
    /// The département on the map.
    pub vue: Option<DepartementCode>,
    /// The name that was searched.
    pub cherche: String,
    /// What was found for it.
    pub trouvees: Vec<CommuneCode>,
    /// The list that was pasted, when nothing of it was recognised.
    pub liste: String,
    /// A département or an EPCI that does not exist.
    pub problems: Vec<String>,
}

/// Reads the form, or the address of a shared list (`?t=43157.43012&vue=43`); `start` when neither says anything.
pub(crate) fn read(etat: &Etat, fields: &Fields, start: &BTreeSet<CommuneCode>) -> Saisie {
    let france = &etat.france;
    let mut demande = Demande::default();
    demande.add_short(france, fields.get("t"));
    demande.add_short(france, fields.get("etat"));
    let kept = Selection::read(france, &std::mem::take(&mut demande.liste));
    let blank = !fields.has("affiche") && !fields.has("t");
    let mut codes = if blank { start.clone() } else { kept.codes(france).into_iter().collect() };
    tick(france, fields, &mut codes);
    let typed = Selection::read(france, fields.get("liste"));
    codes.extend(typed.codes(france));
    press(france, fields, &mut codes, &mut demande);

    let selection = Selection::of(france, codes);
    let codes: BTreeSet<CommuneCode> = selection.codes(france).into_iter().collect();
    // Unpublished populations are said once, by the last reading.
    let once = |flag: &&Remarque| flag.genre != Genre::PopulationInconnue;
    let mut flags: Vec<Remarque> =
        kept.remarques().iter().chain(typed.remarques()).filter(once).cloned().collect();
    flags.extend(selection.remarques().iter().cloned());
    let refused = !fields.get("liste").is_empty() && typed.is_empty();
    Saisie {
        vue: view(etat, fields, &codes),
        trouvees: france.search(fields.get("q"), FOUND).iter().map(|commune| commune.code).collect(),
        cherche: fields.get("q").to_owned(),
        liste: if refused { fields.get("liste").to_owned() } else { String::new() },
        problems: demande.problems.into_iter().map(|(_, sentence)| sentence).collect(),
        codes,
        selection,
        flags,
    }
}

/// The boxes of the départements on the page: those ticked are in, the others are out.
fn tick(france: &Referentiel, fields: &Fields, codes: &mut BTreeSet<CommuneCode>) {
    let shown: BTreeSet<DepartementCode> =
        fields.get("affiche").split('.').filter_map(|code| code.parse().ok()).collect();
    let ticked: BTreeSet<CommuneCode> = fields.all("c").filter_map(|code| code.parse().ok()).collect();
    // Paris whole shows as its twenty arrondissements: as long as they are all ticked, it stays whole.
    let complete = |code: CommuneCode| france.mailles(code).iter().all(|part| ticked.contains(part));
    codes.retain(|code| !shown.contains(&code.departement()) || complete(*code));
    for code in ticked {
        let city = france.commune(code).and_then(|commune| commune.mere);
        if city.is_none_or(|city| !codes.contains(&city)) {
            codes.insert(code);
        }
    }
}

/// The button that was pressed: `ajouter:43012.43157`, `epci:200073427`, `departement:43`, `retirer-epci:…`, `vider`.
fn press(france: &Referentiel, fields: &Fields, codes: &mut BTreeSet<CommuneCode>, demande: &mut Demande) {
    let (verb, what) = fields.get("geste").split_once(':').unwrap_or((fields.get("geste"), ""));
    match verb {
        "vider" => codes.clear(),
        "ajouter" => demande.add_short(france, what),
        "epci" | "retirer-epci" => {
            demande.add_epci(france, if what.is_empty() { fields.get("epci") } else { what })
        }
        "departement" | "retirer-departement" => demande.add_departement(france, what),
        _ => return,
    }
    let meant = Selection::read(france, &demande.liste).codes(france);
    if verb.starts_with("retirer") {
        codes.retain(|code| !meant.contains(code));
    } else {
        codes.extend(meant);
    }
}

/// The département asked for; else the one where most of the chosen people live; else one where a CPTS is.
fn view(etat: &Etat, fields: &Fields, codes: &BTreeSet<CommuneCode>) -> Option<DepartementCode> {
    let france = &etat.france;
    let asked: Option<DepartementCode> = fields.get("vue").parse().ok();
    if let Some(code) = asked.filter(|code| !france.of_departement(*code).is_empty()) {
        return Some(code);
    }
    let covered =
        || etat.cpts.iter().flat_map(|cpts| cpts.perimetre.versions()).flat_map(|version| &version.communes);
    let among: Vec<&CommuneCode> =
        if codes.is_empty() { covered().collect() } else { codes.iter().collect() };
    let mut people: BTreeMap<DepartementCode, u64> = BTreeMap::new();
    for commune in among.into_iter().filter_map(|code| france.commune(*code)) {
        *people.entry(commune.code.departement()).or_default() +=
            u64::from(commune.population.unwrap_or_default());
    }
    let most = people.into_iter().max_by_key(|(_, people)| *people).map(|(code, _)| code);
    most.or_else(|| france.departements().first().map(|departement| departement.code))
}
