//! The budget of the demo: a year and a half of rent, salary, supplies and events, an experiment, a grant of the commune.
//! All invented.

use ::budget::financement::{Genre as Nature, Texte};
use ::budget::mouvement::Genre;
use ::budget::{Cle, Financement, Moyen, Nature as Papier, Part, Saisie};
use actes::Mission;
use db::Db;
use jiff::{Span, ToSpan, civil::Date};
use kernel::{Ctx, Id};

/// Months of movements.
const MOIS: i64 = 18;

/// What is bought now and then: months ago, words, supplier, mission, account, euros.
const ACHATS: [(i64, &str, &str, Mission, &str, i64); 12] = [
    (17, "Ordinateurs de la coordination", "Bureau Velay", Mission::Fonctionnement, "6063", 2_180),
    (15, "Affiches du dépistage", "Imprimerie des Fleurs", Mission::Prevention, "6236", 640),
    (14, "Formation aux soins non programmés", "Organisme fictif", Mission::Acces, "6185", 3_400),
    (12, "Assurance de l’association", "Mutuelle fictive", Mission::Fonctionnement, "616", 780),
    (11, "Protocole insuffisance cardiaque", "Cabinet d’appui fictif", Mission::Parcours, "6226", 5_200),
    (9, "Exercice du plan de crise", "Salle du Breuil", Mission::Crise, "6185", 1_150),
    (8, "Journée diabète, salle et repas", "Traiteur fictif", Mission::Prevention, "6257", 1_890),
    (6, "Papeterie et timbres", "Bureau Velay", Mission::Fonctionnement, "6064", 310),
    (5, "Plateforme téléphonique, semestre", "Télécom fictif", Mission::Acces, "626", 4_260),
    (3, "Dépliants du parcours", "Imprimerie des Fleurs", Mission::Parcours, "6236", 870),
    (2, "Logiciel de visioconférence, année", "Éditeur fictif", Mission::Fonctionnement, "651", 420),
    (1, "Déplacements de la coordination", "Notes de frais", Mission::Fonctionnement, "6251", 236),
];

/// Writes it through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let typed =
        [("siren", "732829320"), ("banque", "512")].map(|(cle, text)| (cle.to_owned(), text.to_owned()));
    ::budget::set_reglages(ctx, db, &typed.into()).await?;
    let demo = Demo { ctx, db, today };
    demo.grants().await?;
    demo.every_month().await?;
    for (mois, libelle, tiers, mission, compte, euros) in ACHATS {
        let parts = vec![part(Cle::Aci(mission), compte, euros * 100)];
        demo.note(Genre::Depense, demo.ago(mois), (libelle, tiers), format!("F-{mois:03}"), parts).await?;
    }
    demo.shared().await
}

struct Demo<'a> {
    ctx: &'a Ctx,
    db: &'a Db,
    today: Date,
}

fn part(cle: Cle, compte: &str, cents: i64) -> Part {
    Part { cle, compte: compte.to_owned(), cents }
}

impl Demo<'_> {
    /// That many months ago.
    fn ago(&self, months: i64) -> Date {
        self.today.saturating_sub(Span::new().months(months))
    }

    async fn note(
        &self,
        genre: Genre,
        jour: Date,
        (libelle, tiers): (&str, &str),
        reference: String,
        parts: Vec<Part>,
    ) -> anyhow::Result<()> {
        let salary = parts.iter().any(|one| one.compte == "641");
        let saisie = Saisie {
            genre,
            nature: if salary { Papier::Salaire } else { Papier::Facture },
            jour,
            facture_le: None,
            libelle: libelle.to_owned(),
            tiers: tiers.to_owned(),
            reference,
            moyen: Moyen::Virement,
            engagement: None,
            cents: parts.iter().map(|one| one.cents).sum(),
            parts,
        };
        ::budget::write_mouvement(self.ctx, self.db, self.ctx.id(), saisie, None).await?;
        Ok(())
    }

    /// Rent and the salary of the coordinator.
    async fn every_month(&self) -> anyhow::Result<()> {
        let means = Cle::Aci(Mission::Fonctionnement);
        for mois in 1..=MOIS {
            let jour = self.ago(mois).first_of_month();
            let rent = vec![part(means, "6132", 65_000)];
            self.note(
                Genre::Depense,
                jour.saturating_add(4.days()),
                ("Loyer", "SCI du Breuil"),
                format!("L-{jour}"),
                rent,
            )
            .await?;
            let salary = vec![part(means, "641", 182_000), part(means, "645", 76_440)];
            self.note(
                Genre::Depense,
                jour.last_of_month(),
                ("Coordination, mi-temps", ""),
                format!("BP-{jour}"),
                salary,
            )
            .await?;
        }
        Ok(())
    }

    /// An experiment, a grant of the commune. Fees come from their own room.
    async fn grants(&self) -> anyhow::Result<()> {
        let rules = "Indicateurs de qualité et d’expérience des patients, rapport chaque année.";
        let ipep = (Nature::Experimentation, "Expérimentation IPEP");
        let ipep = self.grant(ipep, "Assurance maladie et ministère", 2_400_000, rules, 10).await?;
        let town = (Nature::Collectivite, "Prévention dans les écoles");
        let rules = "Actions dans les écoles de la commune.";
        let town = self.grant(town, "Commune du Puy-en-Velay", 300_000, rules, 7).await?;
        let all = [
            (Genre::Recette, 9, ("Avance IPEP", "Assurance maladie"), "IPEP-1", (ipep, "740", 1_200_000)),
            (
                Genre::Depense,
                4,
                ("Suivi des patients âgés", "Cabinet d’appui fictif"),
                "IPEP-F1",
                (ipep, "6226", 480_000),
            ),
            (
                Genre::Recette,
                6,
                ("Subvention", "Commune du Puy-en-Velay"),
                "MAIRIE-1",
                (town, "740", 300_000),
            ),
            (
                Genre::Depense,
                3,
                ("Ateliers du goût", "Association fictive"),
                "ECOLE-1",
                (town, "6228", 120_000),
            ),
        ];
        for (genre, mois, words, reference, (cle, compte, cents)) in all {
            self.note(genre, self.ago(mois), words, reference.to_owned(), vec![part(cle, compte, cents)])
                .await?;
        }
        Ok(())
    }

    async fn grant(
        &self,
        (genre, nom): (Nature, &str),
        financeur: &str,
        montant: i64,
        conditions: &str,
        mois: i64,
    ) -> anyhow::Result<Cle> {
        let id: Id<Financement> = self.ctx.id();
        let du = self.ago(mois);
        let texte = Texte {
            genre,
            nom: nom.to_owned(),
            financeur: financeur.to_owned(),
            source: "Convention de la démonstration, inventée".to_owned(),
            montant,
            publique: genre.publique(),
            du,
            au: (montant > 0).then(|| self.today.saturating_add(Span::new().months(2))),
            attendu_le: (montant > 0).then_some(du),
            conditions: conditions.to_owned(),
            compte: String::new(),
        };
        ::budget::add_financement(self.ctx, self.db, id, texte).await?;
        Ok(Cle::Libre(id))
    }

    /// An invoice that two missions share, and an event that is ordered and not paid.
    async fn shared(&self) -> anyhow::Result<()> {
        let (acces, prevention) = (Cle::Aci(Mission::Acces), Cle::Aci(Mission::Prevention));
        let parts = vec![part(acces, "6228", 90_000), part(prevention, "6228", 60_001)];
        self.note(
            Genre::Depense,
            self.ago(2),
            ("Site d’information", "Agence fictive"),
            "SITE-1".to_owned(),
            parts,
        )
        .await?;
        let parts = vec![part(prevention, "6185", 260_000)];
        self.note(
            Genre::Engagement,
            self.ago(1),
            ("Forum santé, salle et intervenants", "Salle du Breuil"),
            "DEVIS-7".to_owned(),
            parts,
        )
        .await
    }
}
