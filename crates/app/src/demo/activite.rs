//! A year of acts, so that pages show a living week: denser where a contract runs, none in a project that begins.

use actes::{Genre, Mission, acte::Fait, record};
use db::Db;
use jiff::{Span, ToSpan};
use kernel::Ctx;

/// What a community does, with its mission, its kind, its usual length in minutes and number of people.
const HABITS: [(Mission, Option<Genre>, &str, u32, u32); 14] = [
    (Mission::Acces, Some(Genre::Patient), "Médecin traitant trouvé", 10, 1),
    (Mission::Acces, Some(Genre::Soin), "Demande de soins non programmés placée sous 24 h", 5, 1),
    (Mission::Acces, Some(Genre::Soin), "Créneau tenu du samedi matin", 180, 12),
    (Mission::Parcours, Some(Genre::Reunion), "Groupe « insuffisance cardiaque »", 90, 9),
    (Mission::Parcours, Some(Genre::Reunion), "Réunion ville-hôpital", 60, 14),
    (Mission::Parcours, Some(Genre::Document), "Annuaire relu avec les cabinets", 45, 3),
    (Mission::Prevention, Some(Genre::Public), "Matinée de dépistage du diabète", 240, 42),
    (Mission::Prevention, Some(Genre::Public), "Atelier équilibre des plus de 75 ans", 120, 15),
    (Mission::Prevention, Some(Genre::Public), "Bus dentaire à l’école", 300, 60),
    (Mission::Crise, Some(Genre::Exercice), "Exercice du plan de crise", 120, 18),
    (Mission::Qualite, Some(Genre::Groupe), "Groupe d’analyse de pratiques", 90, 8),
    (Mission::Accompagnement, Some(Genre::Stage), "Accueil d’un interne", 60, 1),
    (Mission::Fonctionnement, None, "Réunion du bureau", 120, 6),
    (Mission::Fonctionnement, None, "Conseil d’administration", 150, 13),
];

pub(super) async fn fill(ctx: &Ctx, db: &Db, slug: &str) -> anyhow::Result<()> {
    let count: u32 = match slug {
        super::MAIN => 260,
        "nord-velay-forez" => 140,
        _ => return Ok(()),
    };
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let mut tx = db.begin(ctx).await?;
    let actions = projet_sante::actions(&mut tx).await?;
    for n in 0..count {
        let (mission, genre, intitule, minutes, personnes) = HABITS[usize::try_from(n * 5 % 14)?];
        let age: Span = i64::from(n * 345 / count).days();
        let mine: Vec<_> = actions.iter().filter(|one| one.fiche.mission == mission.code()).collect();
        let action = (!mine.is_empty()).then(|| mine[usize::try_from(n).unwrap_or(0) % mine.len()].id.uuid());
        let fait = Fait {
            genre,
            action: action.filter(|_| n % 4 != 0),
            minutes: minutes + n % 3 * 10,
            personnes: personnes + n % 4,
            ..Fait::new(today.checked_sub(age)?, mission, intitule)
        };
        record(&mut tx, fait, ("demo", &n.to_string())).await?;
    }
    tx.commit().await?;
    Ok(())
}
