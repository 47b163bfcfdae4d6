//! A year of meetings of the demo: held with their presences and minutes, to come with their answers, one that takes place now.

use ::reunions::serie::{Fin, Rythme};
use ::reunions::{Comment, Decision, Genre, Nouvelle, Passage, Regle, Reponse, Reunion};
use actes::Mission;
use adhesions::Adherent;
use db::Db;
use jiff::civil::{Date, DateTime, time};
use jiff::{Timestamp, ToSpan};
use kernel::{Actor, Ctx, Id};
use std::collections::BTreeMap;

/// Title, kind, mission, theme, days ago, hour, hours, how many came.
type Passee = (&'static str, Genre, Mission, &'static str, i64, i8, i64, usize);

const TENUES: [Passee; 12] = [
    (
        "Groupe insuffisance cardiaque",
        Genre::GroupeDeTravail,
        Mission::Parcours,
        "insuffisance cardiaque",
        12,
        19,
        2,
        9,
    ),
    ("Cas complexes du mardi", Genre::Rcp, Mission::Qualite, "polymédication", 26, 13, 1, 6),
    ("Formation aux gestes d’urgence", Genre::Formation, Mission::Crise, "plan de crise", 41, 9, 3, 14),
    ("Bureau", Genre::Bureau, Mission::Fonctionnement, "", 47, 19, 2, 5),
    ("Dépistage du diabète au marché", Genre::Prevention, Mission::Prevention, "diabète", 63, 8, 4, 7),
    (
        "Groupe insuffisance cardiaque",
        Genre::GroupeDeTravail,
        Mission::Parcours,
        "insuffisance cardiaque",
        75,
        19,
        2,
        8,
    ),
    (
        "Soins non programmés, point de l’hiver",
        Genre::GroupeDeTravail,
        Mission::Acces,
        "soins non programmés",
        102,
        20,
        2,
        11,
    ),
    ("Conseil d’administration", Genre::Ca, Mission::Fonctionnement, "", 124, 19, 2, 10),
    ("Accueil des internes", Genre::Autre, Mission::Accompagnement, "stages", 151, 18, 1, 6),
    (
        "Retour d’expérience de l’exercice",
        Genre::GroupeDeTravail,
        Mission::Crise,
        "plan de crise",
        178,
        19,
        2,
        9,
    ),
    ("Groupe plaies et cicatrisation", Genre::GroupeDeTravail, Mission::Parcours, "plaies", 214, 19, 2, 8),
    ("Cas complexes du mardi", Genre::Rcp, Mission::Qualite, "polymédication", 248, 13, 1, 7),
];

/// Title, kind, mission, days ahead, how many are invited.
const A_VENIR: [(&str, Genre, Mission, i64, usize); 3] = [
    ("Groupe plaies et cicatrisation", Genre::GroupeDeTravail, Mission::Parcours, 9, 10),
    ("Réunion ville-hôpital", Genre::Autre, Mission::Parcours, 16, 8),
    ("Conseil d’administration", Genre::Ca, Mission::Fonctionnement, 23, 12),
];

pub(super) async fn fill(ctx: &Ctx, db: &Db) -> anyhow::Result<()> {
    let today = ::reunions::heures::today(ctx.now);
    let people = adhesions::membres(&mut db.read(ctx).await?, today).await?;
    if people.is_empty() {
        return Ok(());
    }
    for (n, one) in TENUES.iter().enumerate() {
        let (titre, genre, mission, theme, ago, hour, hours, came) = *one;
        let debut = today.saturating_sub(ago.days()).to_datetime(time(hour, 0, 0, 0));
        let nouvelle = Nouvelle {
            theme: theme.to_owned(),
            ..meeting(titre, genre, mission, (debut, hours), &people, n)
        };
        held(ctx, db, nouvelle, &pick(&people, n * 3, came)).await?;
    }
    coming(ctx, db, today, &people).await?;
    series(ctx, db, today, &people).await?;
    now(ctx, db, &people).await
}

fn pick(people: &[Adherent], from: usize, count: usize) -> Vec<&Adherent> {
    let persons: Vec<&Adherent> = people.iter().filter(|one| one.qui.is_personne()).collect();
    let count = count.min(persons.len());
    persons.iter().cycle().skip(from).take(count).copied().collect()
}

fn meeting(
    titre: &str,
    genre: Genre,
    mission: Mission,
    (debut, hours): (DateTime, i64),
    people: &[Adherent],
    n: usize,
) -> Nouvelle {
    let fin = debut.saturating_add(hours.hours());
    Nouvelle {
        mission,
        lieu: ["Maison de santé des Orgues, salle du haut", "Mairie, salle du conseil"][n % 2].to_owned(),
        visio: if n.is_multiple_of(3) { "https://visio.exemple.fr/cpts".to_owned() } else { String::new() },
        ordre: "Ce qui a été fait depuis la dernière fois\nCe qui bloque\nCe que nous décidons".to_owned(),
        responsable: pick(people, n, 1).first().map(|one| one.id),
        ..Nouvelle::new(titre, genre, debut, fin)
    }
}

/// A meeting that took place: invited, noted, closed, with its minutes and what was decided.
async fn held(ctx: &Ctx, db: &Db, nouvelle: Nouvelle, there: &[&Adherent]) -> anyhow::Result<()> {
    let (debut, fin) = (nouvelle.debut, nouvelle.fin);
    let before = Ctx { now: at(debut.saturating_sub(10.days())), ..ctx.clone() };
    let after = Ctx { now: at(fin), ..ctx.clone() };
    let id = ::reunions::plan_reunion(&before, db, nouvelle).await?;
    let ids: Vec<Id<Adherent>> = there.iter().map(|one| one.id).collect();
    let mut tx = db.begin(&before).await?;
    ::reunions::invite(&mut tx, id, &ids).await?;
    tx.commit().await?;
    let line = |(n, one): (usize, &Id<Adherent>)| {
        let late = (n == 3).then(|| debut.saturating_add(30.minutes()));
        (*one, Passage { arrivee: late, a_distance: n % 4 == 1, ..Passage::whole(Comment::Feuille) })
    };
    let lines: BTreeMap<_, _> = ids.iter().enumerate().map(line).collect();
    ::reunions::note_presences(&after, db, id, &lines).await?;
    ::reunions::close_reunion(&after, db, id).await?;
    let names: Vec<String> = there.iter().map(|one| one.nom()).collect();
    let texte = format!(
        "Présents\u{a0}: {}\n\n## Ce qui a été fait depuis la dernière fois\n\nLe protocole a été relu par trois cabinets.\n\n## Ce que nous décidons\n\nVoir les décisions.",
        names.join(", ")
    );
    let lue = ::reunions::write_minutes(&after, db, id, 0, &texte).await?;
    ::reunions::validate_minutes(&after, db, id, lue).await?;
    decided(&after, db, id, debut.date(), there).await
}

async fn decided(
    ctx: &Ctx,
    db: &Db,
    reunion: Id<Reunion>,
    jour: Date,
    there: &[&Adherent],
) -> anyhow::Result<()> {
    for (n, texte) in ["Envoyer le protocole aux cabinets du territoire", "Proposer trois dates à l’hôpital"]
        .into_iter()
        .enumerate()
    {
        let porteur = there.get(n).map(|one| one.id);
        let id = ctx.id();
        let echeance = Some(jour.saturating_add(i64::try_from(30 * (n + 1))?.days()));
        let one = Decision { id, reunion, texte: texte.to_owned(), porteur, echeance, fait_le: None };
        ::reunions::note_decision(ctx, db, one).await?;
        if jour.day() % 3 != 0 {
            ::reunions::settle_decision(ctx, db, id, true).await?;
        }
    }
    Ok(())
}

/// Meetings to come, some answers given.
async fn coming(ctx: &Ctx, db: &Db, today: Date, people: &[Adherent]) -> anyhow::Result<()> {
    for (n, (titre, genre, mission, ahead, invited)) in A_VENIR.into_iter().enumerate() {
        let debut = today.saturating_add(ahead.days()).to_datetime(time(19, 0, 0, 0));
        let nouvelle = Nouvelle { jauge: Some(60), ..meeting(titre, genre, mission, (debut, 2), people, n) };
        let id = ::reunions::plan_reunion(ctx, db, nouvelle).await?;
        let mut ids: Vec<Id<Adherent>> = pick(people, n * 5, invited).iter().map(|one| one.id).collect();
        ids.extend(people.iter().filter(|one| one.compte.is_some()).map(|one| one.id));
        ids.sort();
        ids.dedup();
        ::reunions::send_invitations(ctx, db, id, &ids, &[]).await?;
        let accounts = people.iter().filter_map(|one| one.compte);
        for (rank, compte) in accounts.enumerate().filter(|(rank, _)| rank % 3 != 0) {
            let who = Ctx { actor: Actor::Personne(compte), ..ctx.clone() };
            let reponse = if rank % 3 == 1 { Reponse::Oui } else { Reponse::PeutEtre };
            ::reunions::answer_invitation(&who, db, id, reponse).await?;
        }
    }
    Ok(())
}

/// A working group every other week.
async fn series(ctx: &Ctx, db: &Db, today: Date, people: &[Adherent]) -> anyhow::Result<()> {
    let debut = today.saturating_add(5.days()).to_datetime(time(12, 30, 0, 0));
    let nouvelle = meeting(
        "Permanence des soins non programmés",
        Genre::GroupeDeTravail,
        Mission::Acces,
        (debut, 1),
        people,
        2,
    );
    let regle = Regle {
        rythme: Rythme::Semaines,
        tous_les: 2,
        fin: Fin::Fois(6),
        sauf: std::collections::BTreeSet::new(),
    };
    ::reunions::plan_serie(ctx, db, ctx.id::<Reunion>().uuid(), &nouvelle, &regle).await?;
    Ok(())
}

/// A meeting that takes place now: its door lives.
async fn now(ctx: &Ctx, db: &Db, people: &[Adherent]) -> anyhow::Result<()> {
    let clock = ::reunions::heures::clock(ctx.now);
    let debut = clock.date().to_datetime(time(clock.hour(), 0, 0, 0));
    let nouvelle = meeting(
        "Groupe prévention des chutes",
        Genre::GroupeDeTravail,
        Mission::Prevention,
        (debut, 2),
        people,
        1,
    );
    let id = ::reunions::plan_reunion(ctx, db, nouvelle).await?;
    let ids: Vec<Id<Adherent>> = pick(people, 4, 9).iter().map(|one| one.id).collect();
    let mut tx = db.begin(ctx).await?;
    ::reunions::invite(&mut tx, id, &ids).await?;
    tx.commit().await?;
    let lines: BTreeMap<_, _> =
        ids.iter().take(4).map(|one| (*one, Passage::whole(Comment::Bureau))).collect();
    ::reunions::note_presences(ctx, db, id, &lines).await?;
    Ok(())
}

fn at(heure: DateTime) -> Timestamp {
    ::reunions::heures::instant(heure)
}
