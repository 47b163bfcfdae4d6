//! Invented people: one account per role, and the members around them.

use anyhow::Context;
use comptes::{NouveauMembre, Role};
use db::Db;
use jiff::civil::{Date, date};
use kernel::{Ctx, Id};

/// An account of the demo.
pub(crate) struct Account {
    role: Role,
    prenom: &'static str,
    nom: &'static str,
    profession: &'static str,
}

impl Account {
    /// `coordination@demo.example`.
    pub(crate) fn courriel(&self) -> String {
        format!("{}@demo.example", self.role.code().replace('_', "-"))
    }

    /// « Coordination : Claire Fabre ».
    pub(crate) fn label(&self) -> String {
        format!("{} : {} {}", self.role.label(), self.prenom, self.nom)
    }
}

const fn account(role: Role, prenom: &'static str, nom: &'static str, profession: &'static str) -> Account {
    Account { role, prenom, nom, profession }
}

/// One account per role.
pub(crate) const ACCOUNTS: [Account; 11] = [
    account(Role::Coordination, "Claire", "Fabre", "Coordinatrice"),
    account(Role::Presidence, "Hugo", "Martel", "Médecin généraliste"),
    account(Role::Tresorerie, "Inès", "Chauvet", "Pharmacienne"),
    account(Role::Secretariat, "Paul", "Vidal", "Secrétaire"),
    account(Role::Membre, "Léa", "Roche", "Infirmière"),
    account(Role::OperateurSnp, "Nadia", "Besson", "Opératrice de soins non programmés"),
    account(Role::Partenaire, "Marc", "Arnaud", "Dispositif d’appui à la coordination"),
    account(Role::ReferentInstitution, "Anne", "Coste", "Référente ARS"),
    account(Role::Elu, "Yves", "Gaillard", "Maire"),
    account(Role::Usager, "Zoé", "Pons", "Représentante des usagers"),
    account(Role::AdministrateurPlateforme, "Alix", "Merle", ""),
];

/// Invited, and not yet come.
const INVITES: [(&str, &str, &str); 2] =
    [("Ondine", "Chalendar", "Sage-femme"), ("Tristan", "Bouchet", "Pharmacien")];

const PRENOMS: [&str; 24] = [
    "Adèle", "Bastien", "Camille", "Denis", "Élise", "Fabien", "Gaëlle", "Henri", "Irène", "Jules", "Karine",
    "Louis", "Maud", "Noé", "Odile", "Pierre", "Rachel", "Samir", "Thaïs", "Ulysse", "Valérie", "William",
    "Yasmine", "Zacharie",
];
const NOMS: [&str; 26] = [
    "Abrial",
    "Bonhomme",
    "Charreyre",
    "Delabre",
    "Exbrayat",
    "Faure-Gignoux",
    "Gibert",
    "Habauzit",
    "Issartel",
    "Jouve",
    "Lashermes",
    "Mialon",
    "Nicolas",
    "Ollier",
    "Pélissier",
    "Quèze",
    "Rivet",
    "Sabatier",
    "Teyssier",
    "Uginet",
    "Vacher",
    "Vigouroux",
    "Walle",
    "Ytournel",
    "Zani",
    "Œuvrard",
];
const PROFESSIONS: [(&str, u32); 9] = [
    ("Infirmier", 30),
    ("Médecin généraliste", 22),
    ("Masseur-kinésithérapeute", 14),
    ("Pharmacien", 10),
    ("Chirurgien-dentiste", 7),
    ("Sage-femme", 5),
    ("Orthophoniste", 5),
    ("Pédicure-podologue", 4),
    ("Psychologue", 3),
];

/// The people of one CPTS: in the main one the accounts of the demo and 64 members, in the others a coordination and
/// a dozen.
pub(super) async fn fill(ctx: &Ctx, db: &Db, slug: &str) -> anyhow::Result<()> {
    let main = slug == super::MAIN;
    let mut tx = db.begin(ctx).await?;
    let seed = slug.bytes().map(u32::from).sum::<u32>();
    for n in 0..if main { 64 } else { 12 } {
        comptes::add(&mut tx, &member(slug, seed, n)?, comptes::Etat::Actif).await?;
    }
    if !main {
        let lead =
            Account { role: Role::Coordination, prenom: "Sacha", nom: "Delorme", profession: "Coordination" };
        let courriel = format!("coordination@{slug}.demo.example");
        comptes::add(&mut tx, &newcomer(&lead, &courriel)?, comptes::Etat::Actif).await?;
    }
    tx.commit().await?;
    if main {
        for account in ACCOUNTS.iter().filter(|account| account.role != Role::AdministrateurPlateforme) {
            open(ctx, db, account).await?;
        }
        for (prenom, nom, profession) in INVITES {
            let account = Account { role: Role::Membre, prenom, nom, profession };
            let courriel = format!("{}@demo.example", prenom.to_lowercase());
            let invited = ctx.now.in_tz("Europe/Paris")?.date().saturating_sub(jiff::Span::new().days(6));
            let newcomer = NouveauMembre { depuis: invited, ..newcomer(&account, &courriel)? };
            comptes::invite(ctx, db, &newcomer).await?;
        }
    }
    Ok(())
}

/// The administrator of the instance, who belongs to no CPTS.
pub(super) async fn administrator(ctx: &Ctx, db: &Db) -> anyhow::Result<()> {
    let last = ACCOUNTS.iter().find(|account| account.role == Role::AdministrateurPlateforme);
    open(&ctx.within(Id::INSTANCE), db, last.context("an administrator")?).await
}

async fn open(ctx: &Ctx, db: &Db, account: &Account) -> anyhow::Result<()> {
    let id = comptes::add_personne(ctx, db, &newcomer(account, &account.courriel())?).await?;
    comptes::give_password(ctx, db, id, &super::PASSWORD.parse()?).await?;
    Ok(())
}

fn newcomer(account: &Account, courriel: &str) -> anyhow::Result<NouveauMembre> {
    Ok(NouveauMembre {
        courriel: courriel.parse()?,
        nom: account.nom.parse()?,
        prenom: account.prenom.parse()?,
        profession: Some(account.profession).filter(|text| !text.is_empty()).map(str::parse).transpose()?,
        commune: None,
        telephone: None,
        roles: comptes::Roles::of([account.role]),
        depuis: date(2024, 9, 2),
    })
}

/// The `n`th member of a CPTS, always the same.
fn member(slug: &str, seed: u32, n: u32) -> anyhow::Result<NouveauMembre> {
    let pick = |step: u32, len: usize| usize::try_from(seed + n * step).unwrap_or(0) % len;
    let depuis: Date = date(2023, 1, 9).saturating_add(jiff::Span::new().days(i64::from((n * 37) % 900)));
    Ok(NouveauMembre {
        courriel: format!("membre{n}@{slug}.demo.example").parse()?,
        nom: NOMS[pick(7, NOMS.len())].parse()?,
        prenom: PRENOMS[pick(5, PRENOMS.len())].parse()?,
        profession: Some(profession((n * 41 + seed) % 100).parse()?),
        commune: None,
        // 01 99 00 xx xx: numbers kept for fiction.
        telephone: Some(format!("01 99 00 {:02} {:02}", seed % 100, n).parse()?),
        roles: comptes::Roles::of([Role::Membre]),
        depuis,
    })
}

fn profession(percent: u32) -> &'static str {
    let mut left = percent;
    for (name, share) in PROFESSIONS {
        if left < share {
            return name;
        }
        left -= share;
    }
    PROFESSIONS[0].0
}
