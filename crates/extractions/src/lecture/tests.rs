use super::Lecture;
use crate::{Champ, Extraction, Illisible, Rejet, champ_de, empreinte};
use std::io::Read;

mod blocs;
mod editions;
mod refus;

/// A line of `Personne_activite`, with some fields changed.
pub(super) fn ligne(changes: &[(Champ, &str)]) -> String {
    let mut fields = [""; 56];
    let usual = [
        (Champ::TypeIdentifiant, "8"),
        (Champ::Identifiant, "99701000004"),
        (Champ::IdentificationNationale, "899701000004"),
        (Champ::NomExercice, "D'ÉSSAI"),
        (Champ::PrenomExercice, "Maëlle \"Lou\""),
        (Champ::CodeProfession, "10"),
        (Champ::CodePostal, "43000"),
        (Champ::CodeCommune, "43157"),
        (Champ::CodePays, "99000"),
        (Champ::LibelleGenreActivite, "Activité de soin"),
    ];
    for (champ, text) in usual.iter().chain(changes) {
        fields[*champ as usize] = text;
    }
    fields.join("|")
}

/// The header of a file.
pub(super) fn titres(extraction: Extraction) -> String {
    extraction.champs().iter().map(|champ| champ.libelle()).collect::<Vec<_>>().join("|")
}

/// A file as it is published: header, lines, a separator and a line feed after each.
pub(super) fn fichier(lignes: &[String]) -> Vec<u8> {
    let header = titres(Extraction::PersonneActivite);
    [header].iter().chain(lignes).map(|line| format!("{line}|\n")).collect::<String>().into_bytes()
}

/// What a reading gives: number, canonical text and hash of the accepted lines, and the refusals.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lu {
    pub lignes: Vec<(u64, String, u64)>,
    pub rejets: Vec<Rejet>,
    pub avis: Vec<String>,
}

impl Lu {
    pub(super) fn textes(&self) -> Vec<&str> {
        self.lignes.iter().map(|(_, texte, _)| texte.as_str()).collect()
    }
}

pub(super) fn read_by(source: impl Read, bloc: usize, portion: usize) -> Result<Lu, Illisible> {
    let mut lecture = Lecture::open_by(source, bloc, portion)?;
    let mut lu = Lu::default();
    lecture.each(|ligne| match ligne {
        Ok(ligne) => {
            let fields = ligne.extraction().champs().iter().map(|champ| ligne.champ(*champ));
            assert_eq!(fields.collect::<Vec<_>>().join("|"), ligne.texte());
            lu.lignes.push((ligne.numero(), ligne.texte().to_owned(), ligne.empreinte()));
        }
        Err(rejet) => lu.rejets.push(rejet),
    })?;
    assert_eq!(lecture.bilan().lus, (lu.lignes.len() + lu.rejets.len()) as u64);
    assert_eq!(lecture.bilan().rejetes, lu.rejets.len() as u64);
    lu.avis = lecture.avis();
    Ok(lu)
}

pub(super) fn read(bytes: &[u8]) -> Result<Lu, Illisible> {
    read_by(bytes, super::bloc::BLOC, super::bloc::PORTION)
}

#[test]
fn a_line_is_handed_over_with_its_fields_its_text_and_its_hash() {
    let bytes = fichier(&[ligne(&[]), ligne(&[(Champ::CodeCommune, "2A004"), (Champ::CodePostal, "20000")])]);
    let lu = read(&bytes).unwrap();
    assert_eq!(lu.rejets, []);
    assert_eq!(lu.avis, [""; 0]);
    assert_eq!(lu.lignes[1].0, 3);
    let (_, texte, hash) = &lu.lignes[0];
    assert_eq!(*texte, ligne(&[]));
    assert_eq!(*hash, empreinte(texte));
    assert_eq!(champ_de(Extraction::PersonneActivite, texte, Champ::NomExercice), "D'ÉSSAI");
    assert_eq!(
        champ_de(Extraction::PersonneActivite, texte, Champ::LibelleGenreActivite),
        "Activité de soin"
    );
}

/// Editions that are stored speak through this number: a change of code must not change it.
#[test]
fn the_hash_of_a_line_is_for_ever() {
    assert_eq!(empreinte(&ligne(&[])), 8_060_532_061_921_339_730);
}

#[test]
fn doubtful_numbers_of_structures_are_counted_and_kept() {
    let bytes = fichier(&[ligne(&[
        (Champ::FinessSite, "950047226"),
        (Champ::FinessEtablissementJuridique, "2A0000014"),
        (Champ::SiretSite, "77220148900023"),
        (Champ::SirenSite, "772201489"),
    ])]);
    let mut lecture = Lecture::open(&bytes[..]).unwrap();
    lecture.each(|ligne| assert!(ligne.is_ok())).unwrap();
    assert_eq!((lecture.bilan().finess_douteux, lecture.bilan().siret_douteux), (1, 1));
    assert_eq!(lecture.avis().len(), 2);
}

#[test]
fn two_people_under_one_number_are_reported() {
    let other = |nom, prenom| ligne(&[(Champ::NomExercice, nom), (Champ::PrenomExercice, prenom)]);
    let lines = [
        ligne(&[]),
        other("d essai-modele", "MAELLE LOU"),
        other("D'ÉSSAI", "Camille"),
        other("AUTRE", "Camille"),
    ];
    let bytes = fichier(&lines);
    let (mut lecture, mut identites) = (Lecture::open(&bytes[..]).unwrap(), crate::Identites::new());
    let mut conflicts = Vec::new();
    lecture.each(|ligne| conflicts.extend(identites.check(&ligne.unwrap()))).unwrap();
    assert_eq!(identites.len(), 1);
    assert_eq!(conflicts.len(), 1);
    assert_eq!((conflicts[0].ligne, conflicts[0].recu.as_str()), (5, "99701000004"));
}
