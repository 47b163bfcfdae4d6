use crate::droits::TRAITER;
use crate::store::{demandes, identites};
use crate::{Coffre, Demande, WriteError, code, doublon};
use db::{Db, Trace};
use identifiants::Telephone;
use jiff::civil::Date;
use kernel::Ctx;
use kernel::saisie::Refus;

/// What somebody on the phone says of whom they call about.
#[derive(Clone, Default)]
pub struct Recherche {
    /// Family name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Day of birth.
    pub naissance: Option<Date>,
    /// Their number.
    pub telephone: Option<Telephone>,
    /// The code that they were given.
    pub code: String,
}

/// The requests that fit: by keyed fingerprints, without opening any identity. The journal says that it was done and how many were
/// found, not who was looked for.
///
/// # Errors
/// [`WriteError`]: too little to find anybody.
pub async fn find_demandes(ctx: &Ctx, db: &Db, voulue: &Recherche) -> Result<Vec<Demande>, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut prints = doublon::retrouver(&coffre, voulue);
    prints.extend(code::read(&voulue.code).map(|code| code::empreinte(&coffre, &code)));
    if prints.is_empty() {
        let few = "Donnez le nom avec le prénom ou la date de naissance, ou un téléphone, ou le code.";
        return Err(Refus::new("nom", few).into());
    }
    let mut tx = db.begin(ctx).await?;
    let mut found = Vec::new();
    for id in identites::with_any(&mut tx, &prints).await? {
        found.extend(demandes::demande(&mut tx, &coffre, id).await?);
    }
    let many = ui::francais::compte(i64::try_from(found.len()).unwrap_or(0), "demande", "demandes");
    tx.record(Trace::new("medecin_traitant.recherche_faite", "demandes").detail(many));
    tx.commit().await?;
    Ok(found)
}
