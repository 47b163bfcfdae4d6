//! Invented people who look for a médecin traitant, invented doctors who take some; cards answered, requests closed.

use ::medecin_traitant::{
    Avis, Canal, Cloture, Demande, Envoi, Fiche, Identite, Nouveau, Offre, Origine, Personne, Preuve,
    Proposition, Situation, Voie, add_medecin, answer_carte, ask, close, declare_mt, declare_places,
    medecin::Quand, set_rendez_vous, store, want_lettres,
};
use db::{Db, Trace};
use identifiants::CommuneCode;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Ctx, Id};

/// Names of nobody.
const NOMS: [&str; 12] = [
    "Abrillac",
    "Besseyrol",
    "Chantegrel",
    "Dorlhac",
    "Estival",
    "Fontfreyde",
    "Grimardias",
    "Liabœuf",
    "Montagnac",
    "Peyrelade",
    "Rocheblave",
    "Vialatelle",
];
const PRENOMS: [&str; 10] =
    ["Jeanne", "Marcel", "Yvette", "Karim", "Lucie", "Antoine", "Fatima", "Hugo", "Odette", "Émile"];
/// Situations, in turn.
const CRITERES: [&[&str]; 8] =
    [&["ald"], &[], &["c2s"], &["ald", "isolement"], &[], &["handicap"], &["depart"], &["grossesse", "c2s"]];
/// Name, places: the doctors of the demo, but the one who has an account.
const MEDECINS: [(&str, u32); 5] = [
    ("Dr Anne Sauvagnat", 12),
    ("Dr Paul Rocheblave", 6),
    ("Dr Leïla Bendaoud", 8),
    ("Dr Marc Tardieu", 3),
    ("Dr Inès Coubladour", 0),
];
/// Households that ask.
const FOYERS: usize = 44;

/// Writes them through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db, communes: &[CommuneCode]) -> anyhow::Result<()> {
    if communes.is_empty() {
        return Ok(());
    }
    let today = kernel::today(ctx.now);
    let doctors = doctors(ctx, db, communes, today).await?;
    let mut asked = Vec::new();
    for n in 0..FOYERS {
        // The most recent come last; the first ones waited for months.
        let days = i32::try_from((FOYERS - n) * 4).unwrap_or(0);
        let then =
            Ctx { now: ctx.now - jiff::SignedDuration::from_hours(24 * i64::from(days)), ..ctx.clone() };
        let recue = ask(&then, db, envoi(n, communes, kernel::today(then.now))).await?;
        asked.push(recue.demandes.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    }
    for (n, people) in asked.iter().enumerate().take(14) {
        let doctor = doctors[n % 4];
        follow(ctx, db, n, people, doctor).await?;
    }
    if let Some(member) = doctors.get(MEDECINS.len()) {
        for n in [19, 20] {
            follow(ctx, db, n, &asked[n], *member).await?;
        }
    }
    // The same person, by the pharmacy this time.
    let cle = "demonstration-doublon".to_owned();
    ask(ctx, db, Envoi { cle, origine: Origine::Papier, ..envoi(31, communes, today) }).await?;
    let letters: Vec<Id<Demande>> = asked.iter().skip(20).take(3).flatten().copied().collect();
    want_lettres(ctx, db, &letters).await?;
    Ok(())
}

async fn doctors(
    ctx: &Ctx,
    db: &Db,
    communes: &[CommuneCode],
    today: Date,
) -> anyhow::Result<Vec<Id<::medecin_traitant::Medecin>>> {
    let mut all = Vec::new();
    for (n, (nom, places)) in MEDECINS.iter().enumerate() {
        let fiche = Fiche {
            nom: (*nom).to_owned(),
            commune: communes[n * 7 % communes.len()],
            adresse: format!("{} place du Marché", n + 2),
            telephone: None,
            courriel: format!("cabinet{}@exemple.fr", n + 1).parse().ok(),
            depart_le: None,
        };
        let id = add_medecin(ctx, db, ctx.id(), Nouveau::ALaMain(fiche)).await?;
        if *places > 0 {
            let offre = Offre { quand: Quand::Maintenant, visites: n % 2 == 0, ..Offre::vide(today) };
            declare_places(ctx, db, id, *places, offre).await?;
        }
        all.push(id);
    }
    all.extend(member(ctx, db, today).await?);
    Ok(all)
}

/// A doctor who has an account: whoever presides.
async fn member(ctx: &Ctx, db: &Db, today: Date) -> anyhow::Result<Option<Id<::medecin_traitant::Medecin>>> {
    let members = ::adhesions::membres(&mut db.read(ctx).await?, today).await?;
    let known = members.iter().find(|one| one.nom() == "Hugo Martel" && one.commune.is_some());
    let Some(one) = known else { return Ok(None) };
    let id = add_medecin(ctx, db, ctx.id(), Nouveau::Adherent(one.id)).await?;
    let offre = Offre { quand: Quand::Maintenant, ..Offre::vide(today) };
    declare_places(ctx, db, id, 5, offre).await?;
    Ok(Some(id))
}

/// A household: one person, now and then a couple, now and then a parent and a child.
fn envoi(n: usize, communes: &[CommuneCode], jour: Date) -> Envoi {
    let nom = NOMS[n % NOMS.len()];
    let people = if n.is_multiple_of(9) { 2 } else { 1 };
    let personnes = (0..people).map(|rank| personne(n, rank, nom, communes)).collect();
    let origine = match n % 6 {
        0 | 1 => Origine::Patient,
        2 => Origine::Professionnel,
        3 => Origine::Aidant,
        4 => Origine::Partenaire,
        _ => Origine::Papier,
    };
    let months = i64::try_from(1 + n * 5 % 30).unwrap_or(1);
    Envoi {
        origine,
        cherche_depuis: jour.saturating_sub(months.months()),
        personnes,
        campagne: None,
        cle: format!("demonstration-{n}"),
        suspect: n == 40 || n == 41,
    }
}

fn personne(n: usize, rank: usize, nom: &str, communes: &[CommuneCode]) -> Personne {
    let year = i16::try_from(1932 + (n * 17 + rank * 3) % 74).unwrap_or(1950);
    let naissance = jiff::civil::date(year, i8::try_from(1 + n % 12).unwrap_or(1), 14);
    let canal = [Canal::Sms, Canal::Courriel, Canal::Lettre, Canal::Appel][n % 4];
    let identite = Identite {
        nom: nom.to_owned(),
        prenom: PRENOMS[(n + rank) % PRENOMS.len()].to_owned(),
        naissance,
        // Numbers kept by Arcep for fiction.
        telephone: matches!(canal, Canal::Sms | Canal::Appel)
            .then(|| format!("06399800{:02}", n % 100).parse().ok())
            .flatten(),
        courriel: matches!(canal, Canal::Courriel)
            .then(|| format!("personne{n}@exemple.fr").parse().ok())
            .flatten(),
        adresse: format!("{} rue des Tables", n + 1),
        aidant: None,
        ancien_medecin: String::new(),
        message: if n.is_multiple_of(7) { "Le matin de préférence.".to_owned() } else { String::new() },
        code: String::new(),
    };
    let possible = |code: &&&str| **code != "grossesse" || (1982..=2006).contains(&year);
    let situation = Situation {
        annee: year,
        mois: naissance.month(),
        commune: communes[(n * 5) % communes.len()],
        criteres: CRITERES[n % CRITERES.len()]
            .iter()
            .filter(possible)
            .map(|code| (*code).to_owned())
            .collect(),
        se_deplace: !n.is_multiple_of(5),
        au_plus_km: None,
        langue: if n % 11 == 3 { "arabe".to_owned() } else { String::new() },
        choix: None,
        canal,
    };
    Personne { identite, situation }
}

/// A card for each of the first households, and what became of it.
async fn follow(
    ctx: &Ctx,
    db: &Db,
    n: usize,
    people: &[Id<Demande>],
    medecin: Id<::medecin_traitant::Medecin>,
) -> anyhow::Result<()> {
    let coffre = ::medecin_traitant::Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let Some(one) = store::demandes::demande(&mut tx, &coffre, people[0]).await? else { return Ok(()) };
    let card = Proposition::nouvelle(
        ctx,
        one.foyer,
        medecin,
        u32::try_from(people.len())?,
        Some(u32::try_from(n * 900)?),
    );
    store::propositions::keep(&mut tx, &card, None).await?;
    let expire = ctx.now + jiff::SignedDuration::from_hours(7 * 24);
    store::propositions::set_envoyee(&mut tx, card.id, expire).await?;
    tx.record(Trace::new("medecin_traitant.cartes_preparees", "cartes").detail(1));
    tx.commit().await?;
    let today = kernel::today(ctx.now);
    match n % 7 {
        0..=3 => {
            answer_carte(ctx, db, card.id, Avis::Oui, Voie::Bureau).await?;
        }
        4 => {
            answer_carte(ctx, db, card.id, Avis::Non("distance".to_owned()), Voie::Bureau).await?;
        }
        _ => return Ok(()),
    }
    match n % 7 {
        0 => declare_mt(ctx, db, people[0], Preuve::Medecin, today).await?,
        1 => set_rendez_vous(ctx, db, people[0], today.saturating_add(9.days())).await?,
        3 if n > 6 => close(ctx, db, people[0], Cloture::Demenage, None).await?,
        _ => {}
    }
    Ok(())
}
