use crate::WriteError;
use crate::bareme::{self, Bareme, Fait};
use crate::indemnite::{Etat, Indemnite};
use crate::regime::Objet;
use crate::store::{self, baremes, lignes};
use actes::Mission;
use adhesions::{Adherent, Mode, VerseA};
use db::{Trace, Tx};
use jiff::civil::Date;
use kernel::Id;
use pieces::Piece;
use uuid::Uuid;

/// What an act is owed: another room proposes it, once for each of its own rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposition {
    /// Who took part.
    pub personne: Id<Adherent>,
    /// What was done, in words.
    pub libelle: String,
    /// What is counted.
    pub objet: Objet,
    /// Minutes, kilometres or units.
    pub quantite: u32,
    /// When.
    pub jour: Date,
    /// From which minute of the day to which, when it is known.
    pub horaire: Option<(u32, u32)>,
    /// For which mission.
    pub mission: Mission,
    /// Kind of meeting; empty when there was none.
    pub genre: String,
    /// For which action of the projet de santé.
    pub action: Option<Uuid>,
    /// The profession that they took part as; their main one when none is told.
    pub profession: Option<String>,
    /// The account that declares it; none when an act does.
    pub declarant: Option<Uuid>,
    /// The proof.
    pub piece: Option<Id<Piece>>,
}

/// Writes the line of a row, inside the transaction of whoever holds that row: a second call for the same row gives the same
/// line. None when the règlement says that nothing is paid for it.
///
/// # Errors
/// [`WriteError`].
pub async fn propose(
    tx: &mut Tx,
    source: (&str, Uuid),
    nouvelle: Proposition,
) -> Result<Option<Id<Indemnite>>, WriteError> {
    store::hold(tx).await?;
    if let Some(known) = lignes::hold_source(tx, source.0, source.1).await? {
        return Ok(Some(known.id));
    }
    let rates = baremes::baremes(tx).await?;
    let (line, compte) = build(tx, source, nouvelle, &rates).await?;
    if is_free(&line) {
        return Ok(None);
    }
    add(tx, &line, compte).await?;
    Ok(Some(line.id))
}

/// Keeps a new line; nothing happens when its source has one.
pub(crate) async fn add(tx: &mut Tx, line: &Indemnite, compte: Option<Uuid>) -> Result<bool, WriteError> {
    let added = lignes::add(tx, line, compte).await?;
    if added {
        tx.record(
            Trace::new("indemnites.ligne_proposee", format!("indemnite:{}", line.id))
                .detail(&line.libelle)
                .after(line),
        );
    }
    Ok(added)
}

/// The règlement says that nothing is paid for it: a rate applies, and it is zero.
pub(crate) fn is_free(line: &Indemnite) -> bool {
    line.cents() == Some(0)
}

/// The line that an act gives, with the account of the person.
pub(crate) async fn build(
    tx: &mut Tx,
    source: (&str, Uuid),
    nouvelle: Proposition,
    rates: &[Bareme],
) -> Result<(Indemnite, Option<Uuid>), WriteError> {
    let person =
        adhesions::adherent(tx, nouvelle.personne).await?.ok_or(WriteError::Inconnu("Cette personne"))?;
    let beneficiaire = payee(tx, &person, nouvelle.jour).await?;
    let main = || person.professions.first().cloned();
    let fait = Fait {
        objet: nouvelle.objet,
        profession: nouvelle.profession.or_else(main).unwrap_or_default(),
        perd_un_revenu: matches!(person.mode, Mode::Liberal | Mode::Salarie | Mode::Mixte),
        mission: nouvelle.mission,
        genre: nouvelle.genre,
        action: nouvelle.action,
        jour: nouvelle.jour,
        quantite: nouvelle.quantite.max(1),
    };
    let racine = adhesions::premiere(tx, person.id).await?;
    let ctx = tx.ctx();
    let line = Indemnite {
        id: ctx.id(),
        source: (source.0.to_owned(), source.1),
        origine: None,
        personne: person.id,
        racine,
        beneficiaire,
        libelle: nouvelle.libelle,
        montant: bareme::calcul(rates, &fait).map(Into::into),
        fait,
        horaire: nouvelle.horaire,
        etat: Etat::Proposee,
        motif: String::new(),
        declarant: nouvelle.declarant,
        ecrit_le: ctx.now,
        approbateur: None,
        decide_le: None,
        annee: None,
        lot: None,
        piece: nouvelle.piece,
        repris_par: None,
    };
    Ok((line, person.compte))
}

/// Who is paid for the time of somebody: their employer, when they are salaried and its convention says so.
async fn payee(tx: &mut Tx, person: &Adherent, jour: Date) -> Result<Id<Adherent>, WriteError> {
    if person.mode != Mode::Salarie {
        return Ok(person.id);
    }
    let convention = adhesions::convention_du(tx, person.id, jour).await?;
    Ok(match convention {
        Some(one) if one.verse_a == VerseA::Employeur => one.employeur,
        _ => person.id,
    })
}
