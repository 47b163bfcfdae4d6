//! The meeting as minutes and report say it.

use crate::cible::{CibleProposee, Sort};
use crate::dossier::{CibleLue, Rencontre};
use crate::{Dialogue, Partie, WriteError, store};
use db::Tx;
use indicateurs::Tableau;
use ui::francais;

pub(crate) async fn read(tx: &mut Tx, dialogue: &Dialogue, table: &Tableau) -> Result<Rencontre, WriteError> {
    let points = store::points::points(tx, dialogue.id).await?;
    let targets = store::cibles::cibles(tx, dialogue.id).await?;
    let corrections = store::dialogues::corrections(tx, dialogue.id).await?;
    let tenue = dialogue.tenue();
    let people = |partie: Partie| {
        let tenue = tenue?;
        let nobody = if tenue.participants.is_empty() { "noms effacés" } else { "personne" };
        let names = tenue.participants.of(partie).to_vec();
        Some((partie.libelle(), if names.is_empty() { vec![nobody.to_owned()] } else { names }))
    };
    Ok(Rencontre {
        le: tenue.map(|one| one.le),
        prevu_le: dialogue.prevu_le,
        lieu: tenue.map(|one| one.lieu.clone()).unwrap_or_default(),
        participants: Partie::ALL.into_iter().filter_map(people).collect(),
        points: points.into_iter().map(|one| (one.titre, one.notes, one.decision)).collect(),
        cibles: targets.iter().map(|one| target(one, table)).collect(),
        corrections: corrections.into_iter().map(|one| (kernel::today(one.le), one.motif)).collect(),
        clos_le: dialogue.cloture().filter(|_| dialogue.is_clos()).map(|one| kernel::today(one.le)),
    })
}

fn target(one: &CibleProposee, table: &Tableau) -> CibleLue {
    let line = table.lignes.iter().find(|line| line.indicateur.id == one.indicateur);
    let text = line.map(|line| &line.indicateur.texte);
    let agreed = |accord: &crate::cible::Accord| {
        format!("{} : {}, le {}", accord.partie.libelle(), accord.nom(), francais::date(accord.le))
    };
    CibleLue {
        indicateur: text.map_or_else(|| "Indicateur retiré".to_owned(), |text| text.libelle.clone()),
        annee: one.annee,
        cible: text.map_or_else(|| one.cible.to_string(), |text| one.cible.en_mots(text.unite)),
        motif: one.motif.clone(),
        accords: one.accords.iter().map(agreed).collect(),
        sort: sort(one),
    }
}

/// What became of a proposed target, in words.
pub(crate) fn sort(one: &CibleProposee) -> String {
    match one.sort {
        Sort::Appliquee(le) => format!("s’applique depuis le {}", francais::date(kernel::today(le))),
        Sort::Retiree(_) => "a été retirée".to_owned(),
        Sort::EnAttente => {
            let missing: Vec<&str> = one.missing().into_iter().map(Partie::of).collect();
            format!("ne s’applique pas : il manque l’accord {}", missing.join(", "))
        }
    }
}
