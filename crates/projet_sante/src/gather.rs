//! The projet de santé as it stands now, in words.

use crate::action::Action;
use crate::couverture::Couverture;
use crate::jointe::Sujet;
use crate::missions::{self, Mission};
use crate::version::{ActionDite, BesoinDit, CarteDite, Instantane, ObjectifDit, Partie, Territoire};
use crate::{couverture, read_sections, store};
use comptes::Noms;
use db::{Result, Tx};
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::Id;
use std::collections::BTreeSet;
use std::sync::Arc;
use territoire::fonds::Fond;
use territoire::plan::{Aspect, standalone};
use territoire::{atlas::Etat, estimation::estimate, selection::Selection};
use ui::{francais, map::LegendItem};

/// Everything that the document says.
///
/// # Errors
/// A fault of storage.
pub async fn gather(tx: &mut Tx, etat: &Etat) -> Result<Instantane> {
    let jour = kernel::today(tx.ctx().now);
    let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    let sections = read_sections::sections(tx).await?;
    let parties = sections.into_iter().map(|one| Partie {
        code: one.modele.code.clone(),
        titre: one.modele.titre.clone(),
        etat: one.etat,
        texte: one.texte().to_owned(),
        tableau: one.tableau().dit(&one.modele),
    });
    let couverture = couverture(tx).await?;
    let actions = crate::actions(tx).await?;
    let names = Noms::read(tx, actions.iter().filter_map(|one| one.fiche.responsable).collect()).await?;
    let missions = missions::missions(&etat.law, jour).unwrap_or_default();
    let annexes = store::pieces::jointes(tx).await?;
    let annexes = annexes.into_iter().filter(|one| one.sujet == Sujet::annexe()).map(|one| one.piece.nom);
    Ok(Instantane {
        cpts,
        jour,
        parties: parties.collect(),
        territoire: territoire(tx, etat, jour).await?,
        besoins: needs(&couverture, &actions),
        objectifs: objectives(&couverture),
        visees: aims(&couverture, &actions),
        actions: actions.iter().map(|one| sheet(one, &couverture, &missions, &names)).collect(),
        annexes: annexes.collect(),
    })
}

fn place(actions: &[Action], id: Id<Action>) -> Option<usize> {
    actions.iter().position(|one| one.id == id)
}

fn needs(couverture: &Couverture, actions: &[Action]) -> Vec<BesoinDit> {
    let said = couverture.lignes.iter().map(|ligne| {
        let ids = ligne.objectifs.iter().flat_map(|(_, ids)| ids);
        let mut places: Vec<usize> = ids.filter_map(|id| place(actions, *id)).collect();
        places.sort_unstable();
        places.dedup();
        let texte = &ligne.besoin.besoin.texte;
        BesoinDit {
            titre: texte.titre.to_string(),
            public: texte.public.libelle().to_owned(),
            rang: ligne.besoin.rang,
            description: texte.description.clone(),
            couvert: ligne.is_couvert(couverture),
            actions: places,
        }
    });
    said.collect()
}

fn objectives(couverture: &Couverture) -> Vec<ObjectifDit> {
    let said = couverture.objectifs.iter().map(|objectif| {
        let answered =
            couverture.lignes.iter().filter(|one| objectif.besoins.contains(&one.besoin.besoin.id));
        ObjectifDit {
            titre: objectif.titre.clone(),
            cible: objectif.cible.clone(),
            besoins: answered.map(|one| one.besoin.besoin.texte.titre.to_string()).collect(),
        }
    });
    said.collect()
}

fn aims(couverture: &Couverture, actions: &[Action]) -> Vec<(String, Vec<usize>)> {
    let said = couverture.visees.iter().map(|(visee, ids)| {
        let mut places: Vec<usize> = ids.iter().filter_map(|id| place(actions, *id)).collect();
        places.sort_unstable();
        (format!("{}, {} {}", visee.prs, visee.code, visee.libelle), places)
    });
    said.collect()
}

fn sheet(action: &Action, couverture: &Couverture, missions: &[Mission], names: &Noms) -> ActionDite {
    let fiche = &action.fiche;
    let objectif = couverture.objectifs.iter().find(|one| Some(one.id) == fiche.objectif);
    let aims = couverture.visees.iter().filter(|(visee, _)| fiche.visees.contains(&visee.id));
    let bare = couverture.actions_sans_besoin();
    ActionDite {
        titre: fiche.titre.clone(),
        mission: missions::libelle(missions, &fiche.mission),
        objectif: objectif.map(|one| one.titre.clone()),
        description: fiche.description.clone(),
        responsable: fiche.responsable.and_then(|id| names.get(id)).map(str::to_owned),
        debut: fiche.debut,
        fin: fiche.fin,
        partenaires: fiche.partenaires.clone(),
        indicateurs: fiche.indicateurs.clone(),
        budget_cents: fiche.budget_cents,
        avancement: fiche.avancement,
        visees: aims.map(|(visee, _)| format!("{} {}", visee.code, visee.libelle)).collect(),
        repond: !bare.iter().any(|one| one.id == action.id),
    }
}

/// The figures, the communes and the map of the territory; none before one is chosen.
async fn territoire(tx: &mut Tx, etat: &Etat, jour: Date) -> Result<Option<Territoire>> {
    let Some((communes, fond)) = fond(tx, etat, jour).await? else { return Ok(None) };
    Ok(Some(Territoire { carte: map(etat, &fond, communes), ..figures(etat, communes, jour) }))
}

/// The communes of the CPTS and the outlines of their map; none before a territory is chosen.
pub(crate) async fn fond<'a>(
    tx: &mut Tx,
    etat: &'a Etat,
    jour: Date,
) -> Result<Option<(&'a BTreeSet<CommuneCode>, Arc<Fond>)>> {
    let Some(communes) = etat.of(tx.cpts()).map(|one| one.communes(jour)).filter(|all| !all.is_empty())
    else {
        return Ok(None);
    };
    let departements: BTreeSet<_> = communes.iter().map(CommuneCode::departement).collect();
    let departements: Vec<_> = departements.into_iter().collect();
    let fond = etat.fonds.of(tx, &etat.france, &departements).await?;
    Ok(Some((communes, fond)))
}

fn map(etat: &Etat, fond: &Fond, communes: &BTreeSet<CommuneCode>) -> Option<CarteDite> {
    let inside: BTreeSet<CommuneCode> = communes.iter().flat_map(|code| etat.france.mailles(*code)).collect();
    let feuille = fond.draw(&inside, true)?;
    let look = |code: CommuneCode| Aspect {
        classe: if inside.contains(&code) { "in" } else { "out" }.into(),
        mots: "".into(),
    };
    let legend = [LegendItem::new("in", "Dans le territoire"), LegendItem::new("out", "Communes voisines")];
    let source = fond.source.clone().filter(|source| !source.is_empty());
    Some(CarteDite { svg: standalone(etat, &feuille, &look, &legend), source })
}

/// The figures and the communes of the territory, without its map.
pub(crate) fn figures(etat: &Etat, communes: &BTreeSet<CommuneCode>, jour: Date) -> Territoire {
    let selection = Selection::of(&etat.france, communes.iter().copied());
    let estimation = estimate(&etat.france, &etat.law, jour, &selection);
    let vintage =
        |chiffre: &territoire::chiffre::Chiffre| format!("{}, {}", chiffre.origine, chiffre.millesime);
    let mut chiffres = vec![
        ("Communes".to_owned(), francais::nombre(i64::try_from(communes.len()).unwrap_or(0)), String::new()),
        (
            "Population".to_owned(),
            format!("{} habitants", estimation.population.valeur),
            vintage(&estimation.population),
        ),
        (
            "Superficie".to_owned(),
            format!("{} km²", estimation.superficie.valeur),
            vintage(&estimation.superficie),
        ),
        (
            "Densité".to_owned(),
            format!("{} hab./km²", estimation.densite.valeur),
            vintage(&estimation.densite),
        ),
    ];
    if let Ok(taille) = &estimation.taille {
        let doubt = if taille.uncertain() {
            "à confirmer avec la CPAM"
        } else {
            "accord conventionnel interprofessionnel"
        };
        chiffres.push((
            "Taille au sens de l’ACI".to_owned(),
            taille.value.numero().to_string(),
            doubt.to_owned(),
        ));
    }
    let mut named: Vec<(String, Option<u32>)> = communes
        .iter()
        .filter_map(|code| etat.france.commune(*code))
        .map(|one| (one.nom.to_string(), one.population))
        .collect();
    named.sort_by_key(|(nom, people)| (std::cmp::Reverse(*people), kernel::fold(nom)));
    Territoire { chiffres, communes: named, source: etat.france.edition().population.clone(), carte: None }
}
