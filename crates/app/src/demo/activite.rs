//! A year of acts, so that pages show a living week: denser where a contract runs, none in a project that begins.

use actes::{Mission, acte::Fait, record};
use db::Db;
use jiff::{Span, ToSpan};
use kernel::Ctx;

/// What a community does, with its mission, its usual length in minutes and number of people.
const HABITS: [(Mission, &str, u32, u32); 14] = [
    (Mission::Acces, "Médecin traitant trouvé", 10, 1),
    (Mission::Acces, "Demande de soins non programmés placée sous 24 h", 5, 1),
    (Mission::Acces, "Créneau tenu du samedi matin", 180, 12),
    (Mission::Parcours, "Groupe « insuffisance cardiaque »", 90, 9),
    (Mission::Parcours, "Réunion ville-hôpital", 60, 14),
    (Mission::Parcours, "Annuaire relu avec les cabinets", 45, 3),
    (Mission::Prevention, "Matinée de dépistage du diabète", 240, 42),
    (Mission::Prevention, "Atelier équilibre des plus de 75 ans", 120, 15),
    (Mission::Prevention, "Bus dentaire à l’école", 300, 60),
    (Mission::Crise, "Exercice du plan de crise", 120, 18),
    (Mission::Qualite, "Groupe d’analyse de pratiques", 90, 8),
    (Mission::Accompagnement, "Accueil d’un interne", 60, 1),
    (Mission::Fonctionnement, "Réunion du bureau", 120, 6),
    (Mission::Fonctionnement, "Conseil d’administration", 150, 13),
];

pub(super) async fn fill(ctx: &Ctx, db: &Db, slug: &str) -> anyhow::Result<()> {
    let count: u32 = match slug {
        super::MAIN => 260,
        "nord-velay-forez" => 140,
        _ => return Ok(()),
    };
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let mut tx = db.begin(ctx).await?;
    for n in 0..count {
        let (mission, intitule, minutes, personnes) = HABITS[usize::try_from(n * 5 % 14)?];
        let age: Span = i64::from(n * 345 / count).days();
        let fait = Fait {
            jour: today.checked_sub(age)?,
            mission,
            intitule: intitule.to_owned(),
            auteur: None,
            commune: None,
            minutes: minutes + n % 3 * 10,
            personnes: personnes + n % 4,
        };
        record(&mut tx, fait, ("demo", &n.to_string())).await?;
    }
    tx.commit().await?;
    Ok(())
}
