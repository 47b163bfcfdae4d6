use fhir::sas::{FreeSlot, Mode, Place, Professional, Publication, Visibility};
use rendez_vous::Horaire;
use rendez_vous::ailleurs::CreneauAilleurs;

/// What came is not an answer to a search of slots; in the words of whoever answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LectureError(String);

/// Reads the free slots that another publisher answers, `editeur` being its name. A slot that it keeps for CPTS is read only when one
/// of them has that FINESS number. What cannot be used is left out.
///
/// # Errors
/// When it is no bundle.
pub fn read_ailleurs(
    editeur: &str,
    finess: Option<&str>,
    answer: &[u8],
) -> Result<Vec<CreneauAilleurs>, LectureError> {
    let value = serde_json::from_slice(answer).map_err(|why| LectureError(format!("not JSON: {why}")))?;
    let reading = fhir::sas::read(&value).map_err(|issues| {
        let words: Vec<String> = issues.iter().map(ToString::to_string).collect();
        LectureError(words.join(" "))
    })?;
    let publication = reading.publication;
    let mut all = Vec::new();
    for professional in &publication.professionals {
        for place in &professional.places {
            let shown = place.slots.iter().filter(|slot| is_for(slot, finess, &publication));
            all.extend(shown.map(|slot| one(editeur, professional, place, slot)));
        }
    }
    Ok(all)
}

/// Whether a CPTS of that number may see a slot.
fn is_for(slot: &FreeSlot, finess: Option<&str>, publication: &Publication) -> bool {
    let named =
        || publication.cpts.iter().any(|one| slot.cpts.contains(&one.id) && finess == Some(&one.finess));
    slot.visible.iter().any(|seen| *seen != Visibility::Cpts) || named()
}

fn one(editeur: &str, who: &Professional, place: &Place, slot: &FreeSlot) -> CreneauAilleurs {
    let name: Vec<&str> = who.given.iter().map(String::as_str).chain(who.family.as_deref()).collect();
    let name = if name.is_empty() { who.national_id.to_string() } else { name.join(" ") };
    let town = [place.line.as_str(), place.postal_code.as_str(), place.city.as_str()];
    let town: Vec<&str> = town.into_iter().filter(|words| !words.is_empty()).collect();
    let modes = slot.modes.iter().filter_map(|mode| match mode {
        Mode::Office => None,
        Mode::Home => Some("À domicile".to_owned()),
        Mode::Remote => Some("En téléconsultation".to_owned()),
    });
    CreneauAilleurs {
        editeur: editeur.to_owned(),
        professionnel: cut(&name),
        lieu: cut(&town.join(", ")),
        horaire: Horaire { debut: slot.start, fin: slot.end },
        precisions: modes.chain(slot.reasons.iter().map(|words| cut(words))).collect(),
        page: slot.page.clone(),
    }
}

/// Words of somebody else, short enough for a line.
fn cut(words: &str) -> String {
    words.chars().filter(|sign| !sign.is_control()).take(200).collect()
}
