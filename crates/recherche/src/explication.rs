//! A document found, told to the person who searches.

use crate::analyse::Analyse;
use crate::choix;
use crate::demande::{Point, Resultat, metres};
use crate::dictionnaire::rank;
use crate::index::{Entete, Index};
use crate::note::{Rencontre, link};
use crate::raison::{Champ, Facon, Raison};
use crate::recherche::Cle;

pub(crate) fn explain(index: &Index, analyse: &Analyse<'_>, lieu: Option<Point>, cle: &Cle) -> Resultat {
    let mut links = Vec::with_capacity(32);
    let entete = link(index, analyse, cle.interne, &mut links);
    let (note, kept) = choix::choose(analyse, &entete, &mut links).unwrap_or_default();
    links.truncate(kept);
    let metres = lieu.filter(|_| cle.loin != u32::MAX).map(|_| metres(f32::from_bits(cle.loin)));
    let mut pourquoi = reasons(index, analyse, &entete, &links, note.trouves);
    pourquoi.extend(metres.map(|metres| Raison::Distance { metres }));
    #[expect(clippy::cast_precision_loss, reason = "a cost is a few thousands")]
    let score = 1000.0 / (1000.0 + note.cout as f32);
    Resultat { document: entete.numero, score, complet: note.complet, metres, pourquoi }
}

fn reasons(
    index: &Index,
    analyse: &Analyse<'_>,
    entete: &Entete,
    links: &[Rencontre],
    trouves: u16,
) -> Vec<Raison> {
    let mut told: Vec<(u32, Raison)> = Vec::new();
    let (of_commune, others): (Vec<&Rencontre>, Vec<&Rencontre>) =
        links.iter().partition(|link| link.champ == Champ::Commune);
    for link in others {
        told.push((link.mots.trailing_zeros(), reason(index, analyse, entete, link)));
    }
    if let Some(worst) = of_commune.iter().max_by_key(|link| link.cout) {
        let mots = of_commune.iter().fold(0, |mots, link| mots | link.mots);
        let trouve =
            index.communes.libelles.get(entete.commune as usize).map_or("", |libelle| libelle).to_owned();
        let (tape, champ) = (typed(analyse, mots), Champ::Commune);
        let facon = if worst.facon == Facon::Exact { spelling(&tape, &trouve) } else { worst.facon };
        told.push((mots.trailing_zeros(), Raison::Mot { tape, trouve, champ, facon }));
    }
    for (at, terme) in analyse.termes.iter().enumerate() {
        if terme.requis && trouves >> at & 1 == 0 {
            told.push((rank(at), Raison::Absent { tape: terme.tape.clone() }));
        }
    }
    told.sort_by_key(|(at, _)| *at);
    told.into_iter().map(|(_, raison)| raison).collect()
}

/// The typed words of these bits, as typed.
fn typed(analyse: &Analyse<'_>, mots: u16) -> String {
    let words = analyse.termes.iter().enumerate().filter(|(at, _)| mots >> at & 1 == 1);
    words.map(|(_, terme)| terme.tape.as_str()).collect::<Vec<_>>().join(" ")
}

fn reason(index: &Index, analyse: &Analyse<'_>, entete: &Entete, link: &Rencontre) -> Raison {
    let tape = typed(analyse, link.mots);
    if link.champ == Champ::Profession {
        let (trouve, champ) = profession(index, analyse, entete, link.quoi);
        let same = kernel::fold(&tape) == kernel::fold(&trouve);
        let facon = if same { spelling(&tape, &trouve) } else { link.facon };
        return Raison::Mot { tape, trouve, champ, facon };
    }
    let trouve = index.formes.text(link.quoi).to_owned();
    let facon = if link.facon == Facon::Exact { spelling(&tape, &trouve) } else { link.facon };
    Raison::Mot { tape, trouve, champ: link.champ, facon }
}

/// Whether what is found is written as typed, whatever the case and the signs between words.
fn spelling(tape: &str, trouve: &str) -> Facon {
    let letters = |text: &str| {
        text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (typed, found): (String, String) = (letters(tape), letters(trouve));
    if found.starts_with(&typed) || found.contains(&typed) { Facon::Exact } else { Facon::SansAccent }
}

/// The label, among those of the document, that the called phrase is a word for.
fn profession(index: &Index, analyse: &Analyse<'_>, entete: &Entete, appel: u32) -> (String, Champ) {
    let phrase = analyse.appels.get(appel as usize).map_or("", |appel| appel.phrase);
    let ranks = index.rubriques.get(usize::from(entete.rubrique)).map(|rubrique| rubrique.0.as_slice());
    let metiers = ranks.unwrap_or_default().iter().filter_map(|&at| index.metiers.get(usize::from(at)));
    let own = |metier: &&crate::metiers::Metier| {
        let label = crate::metiers::fold_phrase(&metier.libelle);
        metier.phrases.iter().any(|known| known == phrase) || label.split(' ').any(|word| word == phrase)
    };
    let metier = metiers.clone().find(own).or_else(|| metiers.clone().next());
    metier.map_or_else(
        || (String::new(), Champ::Profession),
        |metier| {
            (metier.libelle.clone(), if metier.specialite { Champ::Specialite } else { Champ::Profession })
        },
    )
}
