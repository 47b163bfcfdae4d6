use crate::add_adherent::add_in;
use crate::droits::MODIFIER;
use crate::fiche::Fiche;
use crate::helloasso::{Colonnes, Faute, LIGNES, is_total};
use crate::import_helloasso::{Reglages, import_helloasso};
use crate::rapport::{Issue, Lue, Rapport};
use crate::store::adherents;
use crate::{Adherent, College, Mode, Qui, WriteError};
use db::{Db, Trace, Tx};
use identifiants::{Idnps, Rpps};
use jiff::civil::Date;
use kernel::{Ctx, Id, fold, today};
use std::fmt::Display;
use std::str::FromStr;
use tables::{Row, Table, day};

/// Columns of a plain list, with the names that they may have.
const COLONNES: [(&str, &[&str]); 13] = [
    ("nom", &["nom", "nom adherent", "nom de famille"]),
    ("prenom", &["prenom", "prenom adherent"]),
    ("organisation", &["organisation", "raison sociale", "structure"]),
    ("courriel", &["courriel", "email", "e mail", "mail", "adresse electronique"]),
    ("telephone", &["telephone", "tel", "mobile", "portable"]),
    ("profession", &["profession", "professions", "metier"]),
    ("mode", &["mode", "mode d exercice", "exercice"]),
    ("idnps", &["rpps", "numero rpps", "n rpps", "idnps"]),
    ("siret", &["siret", "numero siret"]),
    ("finess", &["finess", "numero finess"]),
    ("commune", &["commune", "code commune", "code insee"]),
    ("college", &["college"]),
    ("depuis", &["depuis", "adherent depuis", "date d adhesion", "date adhesion"]),
];

/// Keeps the members of a list, or the payments of an export of HelloAsso: the header tells which. Whoever is known is
/// completed where nothing was written, never written over.
///
/// # Errors
/// [`WriteError`]; a line at fault refuses only itself.
pub async fn import_adherents(
    ctx: &Ctx,
    db: &Db,
    octets: &[u8],
    asked: Reglages,
) -> Result<Rapport, WriteError> {
    let mut file = Table::read(octets, LIGNES)?;
    if Colonnes::fits(&file) {
        return import_helloasso(ctx, db, octets, asked).await;
    }
    ctx.require(MODIFIER)?;
    if file.place(&["organisation", "raison sociale", "structure"]).is_none() {
        file.must_place("Nom", &["nom", "nom adherent", "nom de famille"])?;
    }
    let places = COLONNES.map(|(_, names)| file.place(names));
    file.leave_out(&places);
    let mut tx = db.begin(ctx).await?;
    let colleges = crate::colleges(&mut tx).await?;
    let mut rapport = Rapport { avis: file.notes.clone(), ..Rapport::default() };
    for line in file.rows.iter().filter(|line| !is_total(line)) {
        let row = Rang { line, places: &places };
        let (nom, courriel) = (row.qui().nom(), row.get("courriel").to_owned());
        let (issue, raison, colonne, adherent) = match row.fiche(&colleges, today(ctx.now)) {
            Err(fault) => (Issue::Illisible, fault.raison, fault.colonne, None),
            Ok((fiche, depuis)) => match keep(&mut tx, fiche, depuis).await {
                Ok((issue, id)) => (issue, String::new(), "", Some(id)),
                Err(error @ (WriteError::Saisie(_) | WriteError::DejaConnu(_))) => {
                    (Issue::Illisible, error.to_string(), "", None)
                }
                Err(other) => return Err(other),
            },
        };
        rapport.lignes.push(Lue { numero: line.number, nom, courriel, issue, raison, colonne, adherent });
    }
    if rapport.writes() && !asked.dry_run {
        tx.record(Trace::new("adhesions.liste_importee", "liste").detail(rapport.en_mots()));
        tx.commit().await?;
    }
    Ok(rapport)
}

/// Adds somebody, or completes whoever is the same person.
async fn keep(tx: &mut Tx, fiche: Fiche, depuis: Date) -> Result<(Issue, Id<Adherent>), WriteError> {
    let fiche = fiche.check()?;
    let twins = adherents::jumeaux(tx, &fiche).await?;
    let same = |one: &&Adherent| {
        one.cle_tri() == fiche.qui.cle_tri()
            && (fiche.idnps.is_none() || one.idnps.is_none() || one.idnps == fiche.idnps)
    };
    let named = |all: Vec<Adherent>| {
        let mut all =
            all.into_iter().filter(|one| one.est_en_cours() && one.cle_tri() == fiche.qui.cle_tri());
        all.next().filter(|one| fiche.courriel.is_none() || one.courriel.is_none())
    };
    let known = match twins.iter().find(same) {
        Some(one) => Some(one.clone()),
        None if twins.is_empty() => named(adherents::tous(tx).await?),
        None => None,
    };
    let Some(known) = known else {
        let id = tx.ctx().id();
        add_in(tx, id, fiche, Some(depuis)).await?;
        return Ok((Issue::Ajoutee, id));
    };
    let full = complete(known.fiche(), fiche);
    if full == known.fiche() {
        return Ok((Issue::Inchangee, known.id));
    }
    crate::add_adherent::known(tx, &full, Some(known.id)).await?;
    adherents::change(tx, known.id, &full).await?;
    Ok((Issue::Completee, known.id))
}

/// What is known, and what the file adds where nothing was.
fn complete(known: Fiche, told: Fiche) -> Fiche {
    Fiche {
        courriel: known.courriel.or(told.courriel),
        telephone: known.telephone.or(told.telephone),
        commune: known.commune.or(told.commune),
        idnps: known.idnps.or(told.idnps),
        finess: known.finess.or(told.finess),
        siret: known.siret.or(told.siret),
        professions: if known.professions.is_empty() { told.professions } else { known.professions },
        college: known.college.or(told.college),
        ..known
    }
}

/// A line of a list of people.
struct Rang<'a> {
    line: &'a Row,
    places: &'a [Option<usize>; 13],
}

impl Rang<'_> {
    fn get(&self, column: &str) -> &str {
        let at = COLONNES.iter().position(|(name, _)| *name == column);
        self.line.get(at.and_then(|at| self.places.get(at).copied().flatten()))
    }

    fn qui(&self) -> Qui {
        let nom = self.get("nom").to_owned();
        match self.get("organisation") {
            "" => Qui::Personne { nom, prenom: self.get("prenom").to_owned() },
            house => Qui::Organisation {
                nom: house.to_owned(),
                representant: format!("{} {nom}", self.get("prenom")).trim().to_owned(),
            },
        }
    }

    /// A cell as a noun; nothing when it is empty.
    fn noun<T: FromStr<Err: Display>>(&self, column: &'static str) -> Result<Option<T>, Faute> {
        let text = self.get(column);
        if text.is_empty() {
            return Ok(None);
        }
        let fault =
            |error: T::Err| Faute { colonne: column, recu: text.to_owned(), raison: error.to_string() };
        text.parse().map(Some).map_err(fault)
    }

    /// The sheet that the line says, and since when they belong; since today when it does not say.
    fn fiche(&self, colleges: &[College], today: Date) -> Result<(Fiche, Date), Faute> {
        let fault = |colonne, recu: &str, raison: &str| Faute {
            colonne,
            recu: recu.to_owned(),
            raison: raison.to_owned(),
        };
        let depuis = match self.get("depuis") {
            "" => today,
            text => day(text).ok_or_else(|| {
                fault("depuis", text, "Cette date ne se lit pas\u{a0}: écrire par exemple 31/01/2026.")
            })?,
        };
        let college = match self.get("college") {
            "" => None,
            text => {
                let found =
                    colleges.iter().find(|one| one.ferme_le.is_none() && fold(&one.nom) == fold(text));
                Some(
                    found
                        .ok_or_else(|| {
                            fault("college", text, "Ce collège n’existe pas ici\u{a0}: ouvrez-le d’abord.")
                        })?
                        .id,
                )
            }
        };
        let mode = match fold(self.get("mode")).as_str() {
            "" | "liberal" | "liberale" => Mode::Liberal,
            "salarie" | "salariee" => Mode::Salarie,
            "mixte" | "liberal et salarie" => Mode::Mixte,
            "benevole" => Mode::Benevole,
            "sans objet" => Mode::SansObjet,
            _ => {
                return Err(fault(
                    "mode",
                    self.get("mode"),
                    "Libéral, salarié, mixte, bénévole ou sans objet est attendu.",
                ));
            }
        };
        let words = self.get("profession").split([';', '/', '\n']).map(|word| word.trim().to_owned());
        let fiche = Fiche {
            courriel: self.noun("courriel")?,
            telephone: self.noun("telephone")?,
            commune: self.noun("commune")?,
            idnps: match self.get("idnps").parse::<Idnps>() {
                Ok(known) => Some(known),
                Err(_) => self.noun::<Rpps>("idnps")?.map(Into::into),
            },
            finess: self.noun("finess")?,
            siret: self.noun("siret")?,
            professions: words.filter(|word| !word.is_empty()).collect(),
            college,
            ..Fiche::new(self.qui(), mode)
        };
        Ok((fiche, depuis))
    }
}
