//! Where the creation stands: the stages of this CPTS, with what the program sees in the other rooms.

use crate::Parcours;
use crate::dossier::Objet;
use crate::etape::Constat;
use crate::horloge::Horloge;
use crate::section::Etat;
use crate::{couverture, loi, missions, read_sections, store};
use db::{Result, Tx};
use jiff::civil::Date;
use kernel::Ctx;
use law::Parameters;
use std::collections::BTreeMap;
use territoire::statut::Etape as Statut;
use ui::francais;

/// The stages of the law files, as if nothing was kept.
pub(crate) fn bare(ctx: &Ctx) -> Parcours {
    Parcours::of(&loi::etapes(kernel::today(ctx.now)), &[], &[], &BTreeMap::new())
}

/// True when the program sees that criterion by itself.
pub(crate) fn is_auto(etape: &str, code: &str, ctx: &Ctx) -> bool {
    let types = loi::etapes(kernel::today(ctx.now));
    let criteria = types.iter().filter(|one| one.code == etape).flat_map(|one| &one.criteres);
    criteria.into_iter().any(|one| one.code == code && !one.auto.is_empty())
}

/// The stages, without what the other rooms know.
pub(crate) async fn without_facts(tx: &mut Tx) -> Result<Parcours> {
    path(tx, &BTreeMap::new()).await
}

/// The stages, with what the other rooms know.
///
/// # Errors
/// A fault of storage.
pub async fn parcours(tx: &mut Tx, law: &Parameters) -> Result<Parcours> {
    let faits = facts(tx, law).await?;
    path(tx, &faits).await
}

async fn path(tx: &mut Tx, faits: &BTreeMap<&'static str, Constat>) -> Result<Parcours> {
    let jour = kernel::today(tx.ctx().now);
    let adaptations = store::parcours::adaptations(tx).await?;
    let suivis = store::parcours::suivis(tx).await?;
    Ok(Parcours::of(&loi::etapes(jour), &adaptations, &suivis, faits))
}

/// The clock of the last projet that was sent; none when none was, or when the law files give no delay.
///
/// # Errors
/// A fault of storage.
pub async fn horloge(tx: &mut Tx, law: &Parameters) -> Result<Option<Horloge>> {
    let jour = kernel::today(tx.ctx().now);
    let sent = store::dossier::envois(tx).await?;
    let last = sent.into_iter().rev().find(|envoi| envoi.objet == Objet::Projet);
    Ok(last.and_then(|envoi| {
        let echeance = missions::echeance(law, envoi.jour).ok()?;
        Some(Horloge::of(envoi.jour, echeance, envoi.reponse(), jour))
    }))
}

/// The version of the last projet that was sent: the one that the ARS reads.
///
/// # Errors
/// A fault of storage.
pub async fn transmise(tx: &mut Tx) -> Result<Option<u32>> {
    let sent = store::dossier::envois(tx).await?;
    Ok(sent.into_iter().rev().find(|envoi| envoi.objet == Objet::Projet).and_then(|envoi| envoi.version))
}

fn many(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn constat(rempli: bool, mots: impl Into<String>, ou: &str) -> Constat {
    Constat { rempli, mots: mots.into(), ou: ou.to_owned() }
}

async fn facts(tx: &mut Tx, law: &Parameters) -> Result<BTreeMap<&'static str, Constat>> {
    let jour = kernel::today(tx.ctx().now);
    let mut faits = BTreeMap::new();
    faits.insert("perimetre", perimeter(tx, jour).await?);
    let help = store::appuis::appuis(tx).await?.len();
    let words = francais::compte(many(help), "appui noté", "appuis notés");
    faits.insert("appui", constat(help > 0, words, "projet/appuis"));
    needs(tx, &mut faits).await?;
    writing(tx, &mut faits).await?;
    sending(tx, law, &mut faits).await?;
    let statut = territoire::store::statut(tx).await?.map(|statut| statut.etape());
    let signed = matches!(statut, Some(Statut::AciSigne | Statut::Operationnelle));
    let words = statut.map_or_else(
        || "Étape de la CPTS inconnue".to_owned(),
        |etape| format!("Étape de la CPTS\u{a0}: {}", etape.libelle()),
    );
    faits.insert("contrat", constat(signed, words, "territoire"));
    Ok(faits)
}

async fn perimeter(tx: &mut Tx, jour: Date) -> Result<Constat> {
    let all = territoire::store::perimetres(tx).await?;
    let now = all.iter().rev().find(|one| one.version.depuis <= jour);
    Ok(match now {
        None => constat(false, "Aucune commune choisie", "territoire"),
        Some(one) => {
            let communes = francais::compte(many(one.version.communes.len()), "commune", "communes");
            let since = francais::date(one.version.depuis);
            constat(true, format!("{communes} depuis le {since}"), "territoire")
        }
    })
}

async fn needs(tx: &mut Tx, faits: &mut BTreeMap<&'static str, Constat>) -> Result<()> {
    let couverture = couverture(tx).await?;
    let all = couverture.lignes.len();
    let words = francais::compte(many(all), "besoin écrit", "besoins écrits");
    faits.insert("besoins", constat(all > 0, words, "diagnostic/besoins"));
    let ranked = couverture.lignes.iter().filter(|ligne| ligne.besoin.rang.is_some()).count();
    let words = format!("{} sur {all}", francais::compte(many(ranked), "besoin classé", "besoins classés"));
    faits.insert("seance", constat(ranked > 0, words, "diagnostic/seances"));
    let bare = couverture.besoins_sans_action().len();
    let words = match (all, bare) {
        (0, _) => "Aucun besoin écrit".to_owned(),
        (_, 0) => "Chaque besoin a au moins une action".to_owned(),
        _ => francais::compte(many(bare), "besoin sans action", "besoins sans action"),
    };
    faits.insert("couverture", constat(couverture.is_complete(), words, "projet/couverture"));
    Ok(())
}

async fn writing(tx: &mut Tx, faits: &mut BTreeMap<&'static str, Constat>) -> Result<()> {
    let jour = kernel::today(tx.ctx().now);
    let sections = read_sections::sections(tx).await?;
    let done = sections.iter().filter(|one| one.etat == Etat::Valide).count();
    let words = format!(
        "{} sur {}",
        francais::compte(many(done), "partie validée", "parties validées"),
        sections.len()
    );
    faits.insert("sections", constat(done == sections.len(), words, "projet/sections"));
    let points = loi::points(jour);
    let kept = store::statuts::verifications(tx).await?;
    let right = kept.iter().filter(|one| one.resultat == crate::Resultat::Conforme).count();
    let words = format!(
        "{} sur {}",
        francais::compte(many(right), "point conforme", "points conformes"),
        points.len()
    );
    faits.insert("statuts", constat(right == points.len(), words, "projet/statuts"));
    let frozen = store::versions::versions(tx).await?.first().map(|one| one.numero);
    let words = frozen.map_or_else(|| "Aucune version figée".to_owned(), |n| format!("Version {n} figée"));
    faits.insert("fige", constat(frozen.is_some(), words, "projet/versions"));
    Ok(())
}

async fn sending(tx: &mut Tx, law: &Parameters, faits: &mut BTreeMap<&'static str, Constat>) -> Result<()> {
    let sent = store::dossier::envois(tx).await?;
    for (name, objet) in [("lettre", Objet::Lettre), ("transmis", Objet::Projet)] {
        let last = sent.iter().rev().find(|one| one.objet == objet);
        let words = last.map_or_else(
            || "Aucun envoi noté".to_owned(),
            |one| format!("Envoi du {}", francais::date(one.jour)),
        );
        faits.insert(name, constat(last.is_some(), words, "projet/dossier"));
    }
    let waiting = store::dossier::questions(tx).await?.iter().filter(|one| one.reponse.is_none()).count();
    let words = match waiting {
        0 => "Aucune question sans réponse".to_owned(),
        n => francais::compte(many(n), "question sans réponse", "questions sans réponse"),
    };
    let any = sent.iter().any(|one| one.objet == Objet::Projet);
    faits.insert("questions", constat(any && waiting == 0, words, "projet/dossier"));
    let clock = horloge(tx, law).await?;
    let done = clock.as_ref().is_some_and(Horloge::is_validee);
    let last = sent.iter().rev().find(|one| one.objet == Objet::Projet).map(|one| one.jour);
    let words = said(clock.as_ref(), last);
    faits.insert("valide", constat(done, words, "projet/dossier"));
    Ok(())
}

/// Where the delay of the ARS stands, in words. A projet may have been sent on a day for which the law files know no delay.
fn said(clock: Option<&Horloge>, sent: Option<Date>) -> String {
    match (clock, sent) {
        (Some(clock), _) => clock.phrase(),
        (None, Some(jour)) => {
            format!("Transmis le {}, délai non connu pour cette date", francais::date(jour))
        }
        (None, None) => "Projet pas encore transmis".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::said;
    use jiff::civil::date;

    #[test]
    fn a_projet_sent_before_the_first_known_text_is_sent_all_the_same() {
        assert_eq!(said(None, None), "Projet pas encore transmis");
        let words = "Transmis le 1er\u{a0}mars 2010, délai non connu pour cette date";
        assert_eq!(said(None, Some(date(2010, 3, 1))), words);
    }
}
