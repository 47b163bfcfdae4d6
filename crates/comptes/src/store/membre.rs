use crate::{Etat, Membre, Personne, Place, Repere, Roles};
use db::{Result, Row, Tx, Value, params};
use kernel::Id;

/// False when the person already belongs to this CPTS.
pub async fn keep(tx: &mut Tx, membre: &Membre) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO comptes_appartenance (cpts, personne, cle_tri, nom, prenom, courriel, profession,
        commune, telephone, roles, depuis, etat)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    let values = params![
        cpts,
        membre.personne,
        crate::membre::cle_tri(&membre.nom, &membre.prenom),
        &membre.nom,
        &membre.prenom,
        &membre.courriel,
        &membre.profession,
        &membre.commune,
        &membre.telephone,
        membre.roles.to_string(),
        membre.depuis,
        membre.etat.code()
    ];
    const COUNT: &str = "INSERT INTO comptes_effectif (cpts, membres) VALUES ($1, 1)
        ON CONFLICT (cpts) DO UPDATE SET membres = comptes_effectif.membres + 1";
    let kept = tx.execute(SQL, values).await? == 1;
    if kept {
        tx.execute(COUNT, params![cpts]).await?;
    }
    Ok(kept)
}

/// Somebody of this CPTS.
pub async fn membre(tx: &mut Tx, personne: Id<Personne>) -> Result<Option<Membre>> {
    const SQL: &str =
        "SELECT personne, nom, prenom, courriel, profession, commune, telephone, roles, depuis, etat
        FROM comptes_appartenance WHERE cpts = $1 AND personne = $2";
    let cpts = tx.cpts();
    tx.row(SQL, params![cpts, personne]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Membre> {
    Ok(Membre {
        personne: row.get("personne")?,
        nom: row.get("nom")?,
        prenom: row.get("prenom")?,
        courriel: row.get("courriel")?,
        profession: row.get("profession")?,
        commune: row.get("commune")?,
        telephone: row.get("telephone")?,
        roles: row.parse("roles")?,
        depuis: row.get("depuis")?,
        etat: row.parse("etat")?,
    })
}

/// New roles.
pub async fn keep_roles(tx: &mut Tx, personne: Id<Personne>, roles: &Roles) -> Result<()> {
    const SQL: &str = "UPDATE comptes_appartenance SET roles = $3 WHERE cpts = $1 AND personne = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, personne, roles.to_string()]).await?;
    Ok(())
}

/// A new state.
pub async fn keep_etat(tx: &mut Tx, personne: Id<Personne>, etat: Etat) -> Result<()> {
    const SQL: &str = "UPDATE comptes_appartenance SET etat = $3 WHERE cpts = $1 AND personne = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, personne, etat.code()]).await?;
    Ok(())
}

/// Whether somebody else than `personne` can run this CPTS.
pub async fn has_other_lead(tx: &mut Tx, personne: Id<Personne>) -> Result<bool> {
    const SQL: &str =
        "SELECT a.personne FROM comptes_appartenance a JOIN comptes_personne p ON p.id = a.personne
        WHERE a.cpts = $1 AND a.personne <> $2 AND a.etat <> 'suspendu' AND p.desactivee_le IS NULL
        AND (a.roles LIKE '% coordination %' OR a.roles LIKE '% presidence %') LIMIT 1";
    let cpts = tx.cpts();
    Ok(tx.row(SQL, params![cpts, personne]).await?.is_some())
}

/// Whoever was invited has come, in each of their CPTS.
pub async fn activate(tx: &mut Tx, personne: Id<Personne>) -> Result<()> {
    const SQL: &str =
        "UPDATE comptes_appartenance SET etat = 'actif' WHERE personne = $1 AND etat = 'invite'";
    tx.execute_untraced(SQL, params![personne]).await?;
    Ok(())
}

/// What a list keeps: the beginning of a word of the name, a role. Empty texts keep everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    /// Folded.
    pub recherche: String,
    /// Code of a role.
    pub role: String,
}

impl Filtre {
    fn is_empty(&self) -> bool {
        self.recherche.is_empty() && self.role.is_empty()
    }

    /// Patterns; a folded text and a code hold no sign that LIKE reads in its own way.
    fn patterns(&self) -> [Value; 2] {
        let role = if self.role.is_empty() { "%".to_owned() } else { format!("% {} %", self.role) };
        [Value::from(format!("% {}%", self.recherche)), Value::from(role)]
    }
}

macro_rules! page {
    ($compare:literal, $order:literal, $filter:literal) => {
        concat!(
            "SELECT personne, nom, prenom, courriel, profession, commune, telephone, roles, depuis, etat
            FROM comptes_appartenance WHERE cpts = $1 AND (cle_tri, personne) ",
            $compare,
            " ($2, $3)",
            $filter,
            " ORDER BY cle_tri ",
            $order,
            ", personne ",
            $order,
            " LIMIT $4"
        )
    };
}

/// Up to `limit` members of this CPTS from `place` on, in the order of names, whichever way one walks.
pub async fn page(tx: &mut Tx, filtre: &Filtre, place: Option<&Place>, limit: u32) -> Result<Vec<Membre>> {
    let start = Repere { cle: String::new(), personne: Id::new(Id::INSTANCE.uuid()) };
    let (backward, repere) = match place {
        None => (false, &start),
        Some(Place::Apres(repere)) => (false, repere),
        Some(Place::Avant(repere)) => (true, repere),
    };
    let sql = match (filtre.is_empty(), backward) {
        (true, false) => page!(">", "ASC", ""),
        (true, true) => page!("<", "DESC", ""),
        (false, false) => page!(">", "ASC", " AND ' ' || cle_tri LIKE $5 AND roles LIKE $6"),
        (false, true) => page!("<", "DESC", " AND ' ' || cle_tri LIKE $5 AND roles LIKE $6"),
    };
    let cpts = tx.cpts();
    let mut values = params![cpts, &repere.cle, repere.personne, limit].to_vec();
    if !filtre.is_empty() {
        values.extend(filtre.patterns());
    }
    let mut membres: Vec<Membre> = tx.rows(sql, &values).await?.iter().map(read).collect::<Result<_>>()?;
    if backward {
        membres.reverse();
    }
    Ok(membres)
}

/// Who was invited and never came, the oldest invitation first.
pub async fn invites(tx: &mut Tx, limit: u32) -> Result<Vec<Membre>> {
    const SQL: &str = "SELECT personne, nom, prenom, courriel, profession, commune, telephone, roles, depuis, etat
        FROM comptes_appartenance WHERE cpts = $1 AND etat = 'invite' ORDER BY depuis, cle_tri, personne LIMIT $2";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, limit]).await?.iter().map(read).collect()
}

/// How many members the filter keeps.
pub async fn count(tx: &mut Tx, filtre: &Filtre) -> Result<i64> {
    const ALL: &str = "SELECT membres AS n FROM comptes_effectif WHERE cpts = $1";
    const SOME: &str = "SELECT count(*) AS n FROM comptes_appartenance
        WHERE cpts = $1 AND ' ' || cle_tri LIKE $2 AND roles LIKE $3";
    let cpts = tx.cpts();
    let row = if filtre.is_empty() {
        let Some(row) = tx.row(ALL, params![cpts]).await? else { return Ok(0) };
        row
    } else {
        let [recherche, role] = filtre.patterns();
        tx.must_row(SOME, &[Value::from(cpts), recherche, role]).await?
    };
    row.get("n")
}
