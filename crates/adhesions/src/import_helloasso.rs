use crate::droits::COTISER;
use crate::helloasso::{Achat, Colonnes, LIGNES, is_total, mots, tell_apart};
use crate::open_annee::call;
use crate::rapport::{Issue, Lue, Rapport};
use crate::store::{adherents, cotisations, paiements, tarifs};
use crate::tarif::{Tarif, tarif_de};
use crate::{Adherent, Moyen, Paiement, Phase, WriteError};
use db::{Db, Trace, Tx};
use kernel::Ctx;
use tables::Table;
use ui::francais;

/// What an import is asked to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reglages {
    /// The civil year of every fee of the file; that of each payment when none.
    pub annee: Option<i16>,
    /// Says what would change, and writes nothing.
    pub dry_run: bool,
}

/// Notes the payments of an export of HelloAsso, each once, whatever the number of files that hold it and of people who
/// import at once. Whoever is not found is listed, never created.
///
/// # Errors
/// [`WriteError`]; a line at fault refuses only itself.
pub async fn import_helloasso(
    ctx: &Ctx,
    db: &Db,
    octets: &[u8],
    asked: Reglages,
) -> Result<Rapport, WriteError> {
    ctx.require(COTISER)?;
    let mut file = Table::read(octets, LIGNES)?;
    let columns = Colonnes::find(&mut file)?;
    let mut tx = db.begin(ctx).await?;
    let people = adherents::tous(&mut tx).await?;
    let rates = tarifs::tarifs(&mut tx).await?;
    let mut rapport = Rapport { avis: file.notes.clone(), ..Rapport::default() };
    let mut read: Vec<_> = file.rows.iter().map(|line| columns.read(line)).collect();
    tell_apart(&mut read);
    for (line, read) in file.rows.iter().zip(read) {
        let lue = match read {
            _ if is_total(line) => sort(Issue::Ecartee, "ligne de total", None),
            Err(fault) => Lue { colonne: fault.colonne, ..sort(Issue::Illisible, fault.raison, None) },
            Ok(achat) => {
                let lue = note(&mut tx, &people, &rates, &achat, asked).await?;
                let courriel = achat.courriel.map(|one| one.to_string()).unwrap_or_default();
                Lue { nom: achat.nom, courriel, ..lue }
            }
        };
        let nom = if lue.nom.is_empty() { line.words() } else { lue.nom };
        rapport.lignes.push(Lue { numero: line.number, nom, ..lue });
    }
    if rapport.writes() && !asked.dry_run {
        tx.record(Trace::new("adhesions.helloasso_importe", "helloasso").detail(rapport.en_mots()));
        tx.commit().await?;
    }
    Ok(rapport)
}

/// What becomes of an order; it is written, for the caller to keep or not.
async fn note(
    tx: &mut Tx,
    people: &[Adherent],
    rates: &[Tarif],
    achat: &Achat,
    asked: Reglages,
) -> Result<Lue, WriteError> {
    if let Some(lue) = settled(tx, achat).await? {
        return Ok(lue);
    }
    let one = match find(people, achat) {
        Ok(one) => one,
        Err(why) => return Ok(sort(Issue::SansAdherent, why, None)),
    };
    let annee = asked.annee.unwrap_or_else(|| achat.jour.year());
    if !one.was_in(annee) {
        let why = match one.etat.phase() {
            Phase::Demande => {
                format!("{} attend la décision du bureau\u{a0}: acceptez d’abord sa demande", one.nom())
            }
            Phase::Refuse => format!("la demande de {} a été refusée", one.nom()),
            Phase::Adherent | Phase::Sorti => format!("{} n’était pas adhérent en {annee}", one.nom()),
        };
        return Ok(sort(Issue::SansAdherent, why, Some(one)));
    }
    let rate = tarif_de(rates, one, annee);
    call(tx, one, annee, achat.jour, rate.map_or(achat.cents, |rate| rate.cents), rate).await?;
    let fee = cotisations::hold(tx, one.id, annee).await?.ok_or(WriteError::DejaNote)?;
    if fee.reste() == 0 {
        let how = if fee.offerte.is_some() { "offerte" } else { "déjà payée" };
        let why = format!(
            "cotisation {annee} {how}\u{a0}: ce paiement en plus n’est pas noté, vérifiez-le chez HelloAsso"
        );
        return Ok(sort(Issue::Ecartee, why, Some(one)));
    }
    let paiement = Paiement {
        id: tx.ctx().id(),
        adherent: one.id,
        annee,
        cents: achat.cents,
        jour: achat.jour,
        moyen: Moyen::HelloAsso,
        reference: achat.reference.clone(),
    };
    let auteur = crate::author(tx.ctx());
    if !paiements::add(tx, &paiement, Some(&achat.cle), auteur).await? {
        return Ok(sort(Issue::Inchangee, "ce paiement vient d’être noté", Some(one)));
    }
    let mut why = format!("{}, cotisation {annee} de {}", francais::euros(achat.cents), one.nom());
    if achat.cents != fee.reste() {
        let gap = achat.cents - fee.reste();
        let words = if gap > 0 { "de plus que demandé" } else { "restent à payer" };
        why = format!("{why} ({} {words})", francais::euros(gap.abs()));
    }
    Ok(sort(Issue::Ajoutee, why, Some(one)))
}

/// What is known of an order before anybody is looked for: noted already, refunded, free.
async fn settled(tx: &mut Tx, achat: &Achat) -> db::Result<Option<Lue>> {
    let known = paiements::connu(tx, &achat.cle).await?;
    Ok(match (known, &achat.ecarte) {
        (Some((_, true)), _) => Some(sort(Issue::Inchangee, "noté, puis annulé ici", None)),
        (Some((jour, false)), Some(why)) => {
            let words = format!(
                "{why}, mais notée ici le {}\u{a0}: annulez ce paiement sur sa fiche",
                francais::date(jour)
            );
            Some(sort(Issue::Ecartee, words, None))
        }
        (Some((jour, false)), None) => {
            Some(sort(Issue::Inchangee, format!("paiement du {} déjà noté", francais::date(jour)), None))
        }
        (None, Some(why)) => Some(sort(Issue::Ecartee, why.clone(), None)),
        (None, None) if achat.cents == 0 => {
            Some(sort(Issue::Ecartee, "montant nul\u{a0}: rien à noter", None))
        }
        (None, None) => None,
    })
}

/// Whose membership an order is: by address and name, by name, then by address alone when whoever paid did it for themself;
/// members first, then whoever left or waits. Two who fit are nobody.
fn find<'a>(people: &'a [Adherent], achat: &Achat) -> Result<&'a Adherent, String> {
    let same = |one: &Adherent| mots(&one.nom()) == achat.mots;
    let at = |one: &Adherent| one.courriel.is_some() && one.courriel == achat.courriel;
    let only = |fits: &dyn Fn(&Adherent) -> bool| {
        for phase in [Phase::Adherent, Phase::Sorti, Phase::Demande, Phase::Refuse] {
            let found: Vec<&Adherent> =
                people.iter().filter(|one| one.etat.phase() == phase && fits(one)).collect();
            match found.as_slice() {
                [] => {}
                [one] => return Some(Ok(*one)),
                _ => {
                    return Some(Err(format!(
                        "{}\u{a0}adhérents portent ce nom ou cette adresse",
                        found.len()
                    )));
                }
            }
        }
        None
    };
    let found = only(&|one| at(one) && same(one))
        .or_else(|| only(&same))
        .or_else(|| if achat.pour_soi { only(&at) } else { None });
    let unknown = || {
        let payer = people.iter().find(|one| at(one));
        Err(match payer {
            Some(payer) => format!("aucun adhérent de ce nom\u{a0}; l’adresse est celle de {}", payer.nom()),
            None => "aucun adhérent de cette adresse ni de ce nom".to_owned(),
        })
    };
    found.unwrap_or_else(unknown)
}

fn sort(issue: Issue, raison: impl Into<String>, one: Option<&Adherent>) -> Lue {
    Lue {
        numero: 0,
        nom: String::new(),
        courriel: String::new(),
        issue,
        raison: raison.into(),
        colonne: "",
        adherent: one.map(|one| one.id),
    }
}
