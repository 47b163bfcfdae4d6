//! FINESS+, flow « Structures »: one legal entity at a time.

use super::etablissement::{Brut, join, street};
use super::souple::{Cle, Liste, Objet, Texte, objet};
use super::{Recolte, position};
use crate::Illisible;
use crate::source::failed;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::DateTime};
use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::io::Read;

objet! { Entite {
    "informationsgeneralespmej" => infos: InfosEntite,
    "ege" => sites: Liste<Site>,
} }
objet! { InfosEntite {
    "numfinesspm" => finess: Texte,
} }
objet! { Site {
    "informationsgeneralesege" => infos: InfosSite,
    "categorieentitegeographiqueexercice" => categorie: Texte,
    "adresse" => adresses: Liste<Adresse>,
    "contact" => contacts: Liste<Contact>,
    "etatobjet" => etat: Texte,
} }
objet! { InfosSite {
    "numfinessege" => finess: Texte,
    "nomegecourt" => nom: Texte,
    "nomegelong" => nom_long: Texte,
    "siret" => siret: Texte,
    "dateouverture" => ouvert_le: Texte,
    "datefermeture" => ferme_le: Texte,
} }
objet! { Adresse {
    "usageadresse" => usage: Texte,
    "numerovoie" => numero: Texte,
    "typevoie" => voie: Texte,
    "libellevoie" => libelle: Texte,
    "complementvoie" => complement: Texte,
    "complementpointgeographique" => point: Texte,
    "lieudit" => lieu_dit: Texte,
    "lignequatre" => ligne_quatre: Texte,
    "ligneacheminement" => ville: Texte,
    "codepostal" => code_postal: Texte,
    "cogcommune" => commune: Texte,
    "coordonneesgeographique" => coordonnees: Coordonnees,
} }
objet! { Coordonnees {
    "coordonneex" => x: Texte,
    "coordonneey" => y: Texte,
    "directionlatitude" => latitude: Texte,
    "directionlongitude" => longitude: Texte,
} }
objet! { Contact {
    "telecom" => telecom: Telecom,
} }
objet! { Telecom {
    "telephone" => telephone: Texte,
} }

/// Usage of the address where people go (the other is that of letters).
const USAGE_SITE: &str = "03";
const ACTIF: &str = "A";

/// Reads the file to its end.
pub(super) fn read(source: impl Read, recolte: &mut Recolte<'_>) -> Result<(), Illisible> {
    let mut json = serde_json::Deserializer::from_reader(source);
    let found = Racine(recolte).deserialize(&mut json).and_then(|found| json.end().map(|()| found));
    match found {
        Ok(true) => Ok(()),
        Ok(false) => Err(Illisible::Nature("ce JSON n’est pas le flux «\u{a0}Structures\u{a0}» de FINESS+.")),
        Err(error) => Err(failed(error.line() as u64, &error)),
    }
}

/// The whole file: true when it has legal entities.
struct Racine<'r, 'a>(&'r mut Recolte<'a>);

impl<'de> DeserializeSeed<'de> for Racine<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Racine<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("le flux Structures de FINESS+")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(Cle(key)) = map.next_key()? {
            match key.as_str() {
                "generatedat" => self.0.bilan.edition = moment(&map.next_value::<Texte>()?.0),
                "pmej" => {
                    found = true;
                    map.next_value_seed(Entites(self.0))?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(found)
    }
}

/// The legal entities.
struct Entites<'r, 'a>(&'r mut Recolte<'a>);

impl<'de> DeserializeSeed<'de> for Entites<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entites<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("une liste d’entités juridiques")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(entite) = list.next_element::<Entite>()? {
            for site in &entite.sites.0 {
                give(&entite, site, self.0);
            }
        }
        Ok(())
    }
}

/// In UTC.
fn moment(text: &str) -> Option<DateTime> {
    let instant = text.parse::<Timestamp>().ok().map(|instant| instant.to_zoned(TimeZone::UTC).datetime());
    instant.or_else(|| text.parse().ok())
}

fn give(entite: &Entite, site: &Site, recolte: &mut Recolte<'_>) {
    let nowhere = Adresse::default();
    let adresses = &site.adresses.0;
    let adresse = adresses.iter().find(|adresse| adresse.usage.0 == USAGE_SITE).or(adresses.first());
    let adresse = adresse.unwrap_or(&nowhere);
    let phones = site.contacts.0.iter().map(|contact| contact.telecom.telephone.0.as_str());
    let Coordonnees { x, y, latitude, longitude } = &adresse.coordonnees;
    let brut = Brut {
        finess: &site.infos.finess.0,
        finess_ej: &entite.infos.finess.0,
        siret: &site.infos.siret.0,
        nom: &site.infos.nom.0,
        nom_long: &site.infos.nom_long.0,
        categorie: &site.categorie.0,
        categorie_libelle: "",
        adresse: lines(adresse),
        code_postal: &adresse.code_postal.0,
        commune: &adresse.commune.0,
        ville: &adresse.ville.0,
        telephone: { phones }.find(|phone| !phone.is_empty()).unwrap_or_default(),
        ouvert_le: &site.infos.ouvert_le.0,
        ferme_le: &site.infos.ferme_le.0,
        // A state that is not said is read off the closing date.
        actif: if site.etat.0.is_empty() { site.infos.ferme_le.0.is_empty() } else { site.etat.0 == ACTIF },
        position: position::published(&x.0, &y.0, &latitude.0, &longitude.0, &adresse.commune.0),
    };
    let site = brut.read(recolte.bilan.lus + 1, "numFinessEge", &mut recolte.bilan);
    recolte.give(site);
}

fn lines(adresse: &Adresse) -> Vec<String> {
    let Adresse { numero, complement, voie, libelle, ligne_quatre, .. } = adresse;
    let street = if ligne_quatre.0.is_empty() {
        street(&numero.0, &complement.0, &voie.0, &libelle.0)
    } else {
        ligne_quatre.0.clone()
    };
    let lines = [join(&[&adresse.point.0]), street, join(&[&adresse.lieu_dit.0])];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}
