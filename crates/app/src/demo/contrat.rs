//! The contract of the demo: signed two years ago, missions started, an avenant, money received, a committee. All invented.

use contrat::{
    Clause, Comite, Contrat, Destination, GenreCrise, Imprime, Institution, LigneVirement, MissionContrat,
    PartieCpts, Parties, Place, Population, Seance, Section, Signatures, Termes, Virement,
};
use db::Db;
use jiff::{Span, ToSpan, civil::Date};
use kernel::{Ctx, Id};
use law::Parameters;
use std::collections::BTreeMap;

/// What article 5 of the contract prints, in euros a year.
const MONTANTS: [(&str, &str, i64); 7] = [
    ("acces", "fixe", 70_000),
    ("acces", "variable", 30_000),
    ("parcours", "fixe", 35_000),
    ("parcours", "variable", 35_000),
    ("prevention", "fixe", 13_750),
    ("prevention", "variable", 13_750),
    ("crise", "mise_a_jour", 15_000),
];

/// Missions, and how many months after the signature they started.
const MISSIONS: [(&str, i64); 4] = [("acces", 3), ("crise", 4), ("parcours", 9), ("prevention", 13)];

/// Writes it through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db) -> anyhow::Result<()> {
    let law = Parameters::embedded()?;
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let signature = today.saturating_sub(2.years()).saturating_sub(2.months());
    let id = contrat::write_contrat(ctx, db, &law, terms(signature)?).await?;
    let days = Signatures {
        cpts: Some(signature.saturating_sub(9.days())),
        ars: Some(signature),
        caisse: Some(signature.saturating_sub(4.days())),
    };
    contrat::sign_contrat(ctx, db, &law, id, days).await?;
    missions(ctx, db, &law, id, signature).await?;
    amend(ctx, db, &law, id, signature).await?;
    committee(ctx, db, today).await?;
    done(ctx, db, &law, id).await?;
    let text = "Contrat tripartite de la démonstration, inventé : article 5, montants de la taille 2.";
    let depot = pieces::Depot::new("contrat-aci-signe.txt", text.as_bytes().to_vec());
    contrat::attach(ctx, db, id, None, "Contrat signé", depot).await?;
    Ok(())
}

/// The first dialogue took place, two missions are deployed.
async fn done(ctx: &Ctx, db: &Db, law: &Parameters, id: Id<Contrat>) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let mut tx = db.read(ctx).await?;
    let Some(found) = contrat::contrat(&mut tx, id).await? else { return Ok(()) };
    let dates = contrat::echeances(&mut tx, law, &found, today).await?;
    drop(tx);
    let wanted = ["acces.deploiement", "crise.deploiement", "parcours.deploiement"];
    for one in dates.iter().filter(|one| one.jour < today && one.can_be_marked() && one.faite.is_none()) {
        let year = found.annee(one.jour).unwrap_or_default();
        if wanted.contains(&one.cle.as_str())
            || one.cle.starts_with("plafond-membre.")
            || year <= 2 && one.cle.ends_with(".1")
        {
            let le = one.jour.saturating_sub(6.days());
            contrat::mark_echeance(ctx, db, law, id, &one.cle, Some(le), "Compte rendu au dossier.").await?;
        }
    }
    Ok(())
}

fn terms(signature: Date) -> anyhow::Result<Termes> {
    let text = |text: &str| text.to_owned();
    let institution = |nom: &str, representant: &str, qualite: &str| Institution {
        nom: text(nom),
        representant: text(representant),
        qualite: text(qualite),
    };
    let cpts = PartieCpts {
        nom: text("CPTS Velay Sud"),
        finess: String::new(),
        rna: text("W431009876"),
        adresse: text("1 place du Breuil, 43000 Le Puy-en-Velay"),
        representant: text("Hélène Chabanon"),
        qualite: text("présidente"),
    };
    let ars = institution("ARS Auvergne-Rhône-Alpes", "Dominique Exemple", "directrice générale");
    let caisse = institution("CPAM de la Haute-Loire", "Camille Fictif", "directeur");
    let population = Population::new(65_440, "INSEE, population municipale", Some(signature.year() - 3))?;
    let population =
        population.confirmed("CPAM de la Haute-Loire", Some(signature.saturating_sub(30.days())));
    let version = text("aci-2019-avenant-2");
    Ok(Termes { parties: Parties { cpts, ars, caisse }, version, population })
}

async fn missions(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    signature: Date,
) -> anyhow::Result<()> {
    for (mission, months) in MISSIONS {
        let debut = Some(signature.saturating_add(Span::new().months(months)));
        let mission = mission.to_owned();
        let choix = MissionContrat { mission, prevue_le: None, debut, note: String::new() };
        contrat::choose_mission(ctx, db, law, id, choix).await?;
    }
    let prevue_le = Some(signature.saturating_add(30.months()));
    let qualite = MissionContrat {
        mission: "qualite".to_owned(),
        prevue_le,
        debut: None,
        note: "Groupe de pairs en préparation.".to_owned(),
    };
    contrat::choose_mission(ctx, db, law, id, qualite).await?;
    let plan = signature.saturating_add(10.months());
    contrat::note_crise(ctx, db, law, id, GenreCrise::Plan, plan, "Remis à l’ARS.").await?;
    let imprimes = MONTANTS.map(|(composante, part, euros)| Imprime {
        composante: composante.to_owned(),
        part: part.to_owned(),
        cents: euros * 100,
        du: None,
    });
    contrat::set_montants(ctx, db, law, id, &imprimes).await?;
    Ok(())
}

async fn amend(ctx: &Ctx, db: &Db, law: &Parameters, id: Id<Contrat>, signature: Date) -> anyhow::Result<()> {
    let clause = Clause {
        objet: "Mission qualité".to_owned(),
        texte: "La CPTS ajoute la mission optionnelle « qualité et pertinence ».\nObjectif : deux groupes de pairs."
            .to_owned(),
        version: None,
        population: None,
        signe_le: Some(signature.saturating_add(17.months())),
    };
    contrat::amend(ctx, db, law, id, signature.saturating_add(18.months()), clause).await?;
    Ok(())
}

/// What the caisse paid in the first two years, a little late, once the first dialogue settled what was reached.
pub(super) async fn receive(ctx: &Ctx, db: &Db, law: &Parameters) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let Some(found) = contrat::en_cours(&mut db.read(ctx).await?, today).await? else { return Ok(()) };
    let simulated = contrat::argent::simulate(law, &found, &[], today);
    let (Some(Ok(resultat)), Some(signature)) = (simulated, found.signature) else { return Ok(()) };
    let until = signature.saturating_add(25.months());
    let paid = resultat.payments.iter().filter(|one| one.date <= until && one.cents > 0);
    let mut days: BTreeMap<Date, Vec<LigneVirement>> = BTreeMap::new();
    for one in paid {
        let pour = Destination { part: one.part.code().to_owned(), annee: Some(u32::from(one.year)) };
        let ligne = LigneVirement { composante: one.component.to_string(), cents: one.cents, pour };
        days.entry(one.date).or_default().push(ligne);
    }
    for (day, lignes) in days {
        let virement = Virement {
            recu_le: day.saturating_add(12.days()),
            libelle: "Virement CPAM".to_owned(),
            reference: format!("ACI-{}", day.strftime("%Y%m%d")),
            lignes,
        };
        contrat::note_virement(ctx, db, law, found.id, &virement).await?;
    }
    Ok(())
}

async fn committee(ctx: &Ctx, db: &Db, today: Date) -> anyhow::Result<()> {
    let place = |nom: &str, section, qualite: &str| Place {
        comite: Comite::Cpl,
        section,
        nom: nom.to_owned(),
        qualite: qualite.to_owned(),
        depuis: today.saturating_sub(14.months()),
        jusquau: None,
    };
    contrat::keep_siege(ctx, db, None, place("Camille Fictif", Section::AssuranceMaladie, "présidence"))
        .await?;
    contrat::keep_siege(ctx, db, None, place("Alix Exemple", Section::Professions, "URPS infirmiers"))
        .await?;
    let seance = |le: Date| Seance {
        comite: Comite::Cpl,
        le,
        lieu: "CPAM, Le Puy-en-Velay".to_owned(),
        convocation_le: Some(le.saturating_sub(18.days())),
        ordre_du_jour_le: Some(le.saturating_sub(3.days())),
        ordre_du_jour: "Suivi des contrats, indicateurs de l’année.".to_owned(),
        decisions: "Les cibles de l’année 2 sont maintenues.".to_owned(),
    };
    contrat::keep_reunion(ctx, db, None, seance(today.saturating_sub(5.months()))).await?;
    let next = Seance {
        convocation_le: None,
        ordre_du_jour_le: None,
        decisions: String::new(),
        ..seance(today.saturating_add(10.days()))
    };
    contrat::keep_reunion(ctx, db, None, next).await?;
    Ok(())
}
