//! Places of care, professionals who offer slots in them, and the appointments taken: a fortnight, all invented.

use ::rendez_vous::lieu::Sorte;
use ::rendez_vous::rdv::{Etat, Origine};
use ::rendez_vous::{
    Contenu, Creneau, Effecteur, Horaire, Lieu, Modalite, Ordre, Profession, Regle, Soin, Visibilite, book,
    keep_effecteur, keep_lieu, offer, offer_serie, settle, store, withdraw,
};
use db::Db;
use identifiants::CommuneCode;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Span};
use kernel::{Ctx, Id};
use std::collections::BTreeSet;

/// Kind, name, street, postcode, commune, opening hours, who may come.
type Adresse = (Sorte, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const LIEUX: [Adresse; 5] = [
    (
        Sorte::Cabinet,
        "Maison de santé des Orgues",
        "12 avenue des Orgues",
        "43000",
        "43157",
        "",
        "Rez-de-chaussée, parking gratuit.",
    ),
    (
        Sorte::CentreSnp,
        "Centre de soins non programmés du Velay",
        "3 boulevard Carnot",
        "43000",
        "43157",
        "Du lundi au vendredi de 18 h à 21 h, samedi de 9 h à 13 h.",
        "Sur rendez-vous, par le 15 ou l’opérateur de la CPTS.",
    ),
    (
        Sorte::MaisonDeGarde,
        "Maison médicale de garde",
        "12 boulevard Chantemesse",
        "43000",
        "43157",
        "Tous les soirs de 20 h à minuit, dimanche de 9 h à minuit.",
        "Sur appel au 15 seulement.",
    ),
    (
        Sorte::Imagerie,
        "Imagerie du Breuil",
        "8 place du Breuil",
        "43000",
        "43157",
        "Du lundi au vendredi de 8 h à 19 h.",
        "Ordonnance demandée. Radiographies sans rendez-vous le matin.",
    ),
    (Sorte::Cabinet, "Cabinet infirmier du Monteil", "2 rue du Pont", "43700", "43140", "", ""),
];

/// Name, profession, speciality, place, days of the week, from, to, places.
type Soignant = (&'static str, Profession, &'static str, usize, [bool; 7], (i8, i8), u32);

const OUVRES: [bool; 7] = [true, true, true, true, true, false, false];
const SOIGNANTS: [Soignant; 6] = [
    (
        "Dr Anne Sauvagnat",
        Profession::MedecinGeneraliste,
        "",
        0,
        [true, false, true, false, true, false, false],
        (17, 19),
        4,
    ),
    (
        "Dr Leïla Bendaoud",
        Profession::MedecinGeneraliste,
        "",
        1,
        [true, true, true, true, true, false, false],
        (18, 21),
        6,
    ),
    (
        "Dr Marc Tardieu",
        Profession::MedecinGeneraliste,
        "",
        2,
        [false, false, false, false, false, true, true],
        (14, 20),
        12,
    ),
    ("Imagerie du Breuil", Profession::Imagerie, "", 3, OUVRES, (8, 12), 8),
    ("Élise Gibert", Profession::Infirmier, "", 4, OUVRES, (7, 9), 3),
    (
        "Dr Paul Rocheblave",
        Profession::MedecinSpecialiste,
        "Cardiologie",
        1,
        [false, true, false, false, false, false, false],
        (9, 12),
        3,
    ),
];

/// Writes them through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db, communes: &[CommuneCode]) -> anyhow::Result<()> {
    if communes.is_empty() {
        return Ok(());
    }
    let mut lieux = Vec::new();
    for one in &LIEUX {
        lieux.push(keep_lieu(ctx, db, lieu(ctx, one)?).await?);
    }
    // Offered eight days ago: some slots are past, and what became of their appointments is known.
    let then = Ctx { now: ctx.now - SignedDuration::from_hours(24 * 8), ..ctx.clone() };
    for (n, one) in SOIGNANTS.iter().enumerate() {
        soignant(&then, db, (n, one), &lieux).await?;
    }
    member(&then, db, lieux[0]).await?;
    booked(ctx, &then, db).await
}

fn lieu(ctx: &Ctx, one: &Adresse) -> anyhow::Result<Lieu> {
    let (sorte, nom, adresse, code_postal, commune, horaires, acces) = *one;
    Ok(Lieu {
        id: ctx.id(),
        sorte,
        nom: nom.to_owned(),
        commune: commune.parse()?,
        adresse: adresse.to_owned(),
        code_postal: code_postal.to_owned(),
        telephone: None,
        finess: None,
        horaires: horaires.to_owned(),
        acces: acces.to_owned(),
        retire_le: None,
    })
}

fn contenu(lieu: Id<Lieu>, places: u32, profession: Profession) -> Contenu {
    let soins: BTreeSet<Soin> = match profession {
        Profession::Imagerie => [Soin::Radiographie, Soin::Echographie].into(),
        Profession::Infirmier => [Soin::Pansement, Soin::Injection].into(),
        _ => BTreeSet::new(),
    };
    Contenu {
        lieu,
        places,
        visibilite: if profession == Profession::Infirmier {
            [Visibilite::Cpts, Visibilite::Public].into()
        } else {
            [Visibilite::Cpts, Visibilite::Snp].into()
        },
        modalite: Modalite::Cabinet,
        soins,
        note: String::new(),
    }
}

/// One who is no member, and three weeks of slots.
async fn soignant(
    ctx: &Ctx,
    db: &Db,
    (n, one): (usize, &Soignant),
    lieux: &[Id<Lieu>],
) -> anyhow::Result<()> {
    let (nom, profession, specialite, lieu, jours, (debut, fin), places) = *one;
    let who = Effecteur {
        id: ctx.id(),
        adherent: None,
        compte: None,
        rpps: (0..10).find_map(|key| format!("109998{n:04}{key}").parse().ok()),
        nom: nom.to_owned(),
        profession,
        specialite: specialite.to_owned(),
        lieu: lieux[lieu],
        telephone: None,
        courriel: format!("soins{n}@exemple.fr").parse().ok(),
        retire_le: None,
    };
    let id = keep_effecteur(ctx, db, who).await?;
    let regle = regle(kernel::today(ctx.now), jours, (debut, fin));
    offer_serie(ctx, db, ctx.id(), id, &regle, contenu(lieux[lieu], places, profession)).await?;
    Ok(())
}

fn regle(du: Date, jours: [bool; 7], (debut, fin): (i8, i8)) -> Regle {
    let hour = |hour| Time::constant(hour, 0, 0, 0);
    let au = du.saturating_add(Span::new().days(21));
    let sauf = BTreeSet::new();
    Regle { jours, toutes_les: 1, debut: hour(debut), fin: hour(fin), minutes: None, du, au, sauf }
}

/// Two members who have an account: whoever presides, and a nurse.
async fn member(ctx: &Ctx, db: &Db, lieu: Id<Lieu>) -> anyhow::Result<()> {
    let today = kernel::today(ctx.now);
    let members = ::adhesions::membres(&mut db.read(ctx).await?, today).await?;
    let wanted =
        [("Hugo Martel", Profession::MedecinGeneraliste, "Dr "), ("Léa Roche", Profession::Infirmier, "")];
    for (nom, profession, title) in wanted {
        let Some(one) = members.iter().find(|one| one.nom() == nom) else { continue };
        let who = Effecteur {
            id: ctx.id(),
            adherent: Some(one.id),
            compte: None,
            rpps: one.idnps.as_ref().and_then(identifiants::Idnps::rpps),
            nom: format!("{title}{nom}"),
            profession,
            specialite: String::new(),
            lieu,
            telephone: one.telephone.clone(),
            courriel: one.courriel.clone(),
            retire_le: None,
        };
        let id = keep_effecteur(ctx, db, who).await?;
        let what = contenu(lieu, 4, Profession::MedecinGeneraliste);
        for day in [5, 7, 8, 9, 10, 13] {
            offer(ctx, db, ctx.id(), id, between(today, day, (18, 19))?, what.clone()).await?;
        }
        let noon = Contenu { places: 2, ..what };
        offer(ctx, db, ctx.id(), id, between(today, 11, (13, 14))?, noon).await?;
    }
    Ok(())
}

/// From that hour to that one, so many days later.
fn between(today: Date, days: i32, (debut, fin): (i8, i8)) -> anyhow::Result<Horaire> {
    let day = today.saturating_add(Span::new().days(days));
    let hour = |hour| ::rendez_vous::Heure(Time::constant(hour, 0, 0, 0));
    Ok(Horaire::on(day, (hour(debut), hour(fin)), false)?)
}

/// Appointments in one slot of two, outcomes of those that are past, and a slot that was taken back.
async fn booked(ctx: &Ctx, then: &Ctx, db: &Db) -> anyhow::Result<()> {
    let far = ctx.now + SignedDuration::from_hours(24 * 6);
    let all: Vec<Creneau> = store::creneaux::entre(&mut db.read(ctx).await?, then.now, far).await?;
    for (n, slot) in all.iter().enumerate() {
        let wanted = if n % 3 == 0 { slot.contenu.places } else { u32::try_from(n % 3).unwrap_or(0) };
        for rank in 0..wanted.min(4) {
            let origine = if rank % 2 == 0 { Origine::Console } else { Origine::Regulateur };
            let ordre = Ordre { cle: then.id::<()>().uuid(), creneau: slot.id, demande: None, origine };
            let held = book(then, db, &ordre).await?;
            if slot.horaire.debut < ctx.now - SignedDuration::from_hours(72) {
                let issue = if rank == 2 { Etat::NonHonore } else { Etat::Honore };
                settle(ctx, db, held.id, issue, "").await?;
            }
        }
    }
    if let Some(last) = all.iter().rev().find(|one| one.horaire.debut > ctx.now) {
        withdraw(ctx, db, last.id, "Formation").await?;
    }
    Ok(())
}
