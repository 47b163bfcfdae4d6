//! How the association of the demo decides: its instances, a general meeting held, a board to come, mandates, interests, a question
//! put in writing. People and statutes are invented.

use adhesions::Adherent;
use db::Db;
use gouvernance::{
    Bulletins, Cadre, Cloture, Fonction, Genre, Instance, Mandat, Mode, Projet, Quorum, Regle, Rendez,
    Seance, Voie,
};
use jiff::{SignedDuration, ToSpan, civil::Date};
use kernel::{Actor, Ctx, Id};
use reunions::{Comment, Passage};
use std::collections::BTreeMap;

/// Kind, article, quorum.
const INSTANCES: [(Genre, &str, Quorum); 4] = [
    (Genre::AgOrdinaire, "Statuts, article 12", Quorum::Quart),
    (Genre::AgExtraordinaire, "Statuts, article 13", Quorum::Moitie),
    (Genre::Ca, "Statuts, article 15", Quorum::Moitie),
    (Genre::Bureau, "Statuts, article 17", Quorum::Aucun),
];

/// Family name of an account, function, days left of the mandate.
const TETE: [(&str, Fonction, i64); 3] = [
    ("Martel", Fonction::Presidence, 400),
    ("Chauvet", Fonction::Tresorerie, 400),
    ("Vidal", Fonction::Secretariat, 62),
];

struct Demo<'a> {
    ctx: &'a Ctx,
    db: &'a Db,
    today: Date,
    membres: Vec<Adherent>,
}

/// Writes it through the verbs that everybody uses; nothing when nobody belongs.
pub(super) async fn fill(ctx: &Ctx, db: &Db) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let all = adhesions::membres(&mut db.read(ctx).await?, today).await?;
    let membres: Vec<Adherent> = all.into_iter().filter(|one| one.qui.is_personne()).collect();
    if membres.len() < 12 {
        return Ok(());
    }
    let demo = Demo { ctx, db, today, membres };
    let instances = demo.statutes().await?;
    let [ag, _, ca, bureau] = instances.as_slice() else { return Ok(()) };
    let elected = demo.mandates(*ca, *bureau).await?;
    demo.held(*ag).await?;
    demo.coming(*ca).await?;
    demo.interests(&elected).await?;
    demo.consulted(*ca).await
}

impl Demo<'_> {
    /// The same actor some days ago, in the evening.
    fn ago(&self, days: i64) -> Ctx {
        let now = self.ctx.now.checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(self.ctx.now);
        Ctx { now, ..self.ctx.clone() }
    }

    fn day(&self, days: i64) -> Date {
        self.today.saturating_add(days.days())
    }

    async fn statutes(&self) -> anyhow::Result<Vec<Id<Instance>>> {
        let past = self.ago(600);
        let mut all = Vec::new();
        for (genre, source, quorum) in INSTANCES {
            let id = past.id();
            gouvernance::open_instance(&past, self.db, id, genre, "").await?;
            let usual = Regle::usuelle(genre, past.id(), self.day(-600));
            let rule = Regle { source: source.to_owned(), quorum, ..usual };
            gouvernance::set_regle(&past, self.db, id, rule).await?;
            all.push(id);
        }
        Ok(all)
    }

    /// The head of the association, then ten members of the board; those who are elected.
    async fn mandates(&self, ca: Id<Instance>, bureau: Id<Instance>) -> anyhow::Result<Vec<Id<Adherent>>> {
        let named = |nom: &str| self.membres.iter().find(|one| one.nom().ends_with(nom)).map(|one| one.id);
        let mut elected = Vec::new();
        for (nom, fonction, left) in TETE {
            let Some(adherent) = named(nom) else { continue };
            for instance in [bureau, ca] {
                self.mandate(adherent, instance, fonction, left).await?;
            }
            elected.push(adherent);
        }
        let plain: Vec<_> = self
            .membres
            .iter()
            .map(|one| one.id)
            .filter(|id| !elected.contains(id))
            .step_by(3)
            .take(8)
            .collect();
        for adherent in plain {
            self.mandate(adherent, ca, Fonction::Membre, 400).await?;
            elected.push(adherent);
        }
        Ok(elected)
    }

    async fn mandate(
        &self,
        adherent: Id<Adherent>,
        instance: Id<Instance>,
        fonction: Fonction,
        left: i64,
    ) -> anyhow::Result<()> {
        let one = Mandat {
            id: self.ctx.id(),
            adherent,
            instance,
            fonction,
            precision: String::new(),
            du: self.day(left - 1_095),
            au: Some(self.day(left)),
            fini: None,
            seance: None,
        };
        Ok(gouvernance::note_mandat(&self.ago(500), self.db, one).await?)
    }

    async fn plan(
        &self,
        ctx: &Ctx,
        instance: Id<Instance>,
        jour: Date,
        points: &[(&str, &str)],
    ) -> anyhow::Result<Id<Seance>> {
        let id = ctx.id();
        let (debut, fin) = (jour.at(20, 0, 0, 0), jour.at(22, 0, 0, 0));
        let rendez = Rendez {
            debut,
            fin,
            lieu: "Salle polyvalente, Le Puy-en-Velay".to_owned(),
            visio: String::new(),
        };
        gouvernance::plan_seance(ctx, self.db, id, instance, rendez, None).await?;
        for (titre, texte) in points {
            gouvernance::add_point(ctx, self.db, id, ctx.id(), (titre, texte)).await?;
        }
        Ok(id)
    }

    /// A general meeting six weeks ago: proxies, presences, a vote by hands, a secret one.
    async fn held(&self, ag: Id<Instance>) -> anyhow::Result<()> {
        let before = self.ago(70);
        let points = [
            ("Rapport moral", "Le rapport de la présidence sur l’année écoulée."),
            ("Comptes de l’année", "Approuver les comptes et affecter le résultat."),
            (
                "Indemnités des élus",
                "Indemniser le temps passé au conseil, selon le barème du règlement intérieur.",
            ),
        ];
        let seance = self.plan(&before, ag, self.day(-42), &points).await?;
        gouvernance::convoke(&before, self.db, seance, false).await?;
        let vue = gouvernance::read_seance(&mut self.db.read(self.ctx).await?, seance).await?;
        let Some(vue) = vue else { return Ok(()) };
        let (came, away) = vue.ayants.split_at(vue.ayants.len() * 3 / 5);
        for (from, to) in away.iter().zip(came).take(6) {
            gouvernance::give_pouvoir(&self.ago(50), self.db, Voie::Bureau(from.id), seance, to.id, false)
                .await?;
        }
        let lines: BTreeMap<_, _> =
            came.iter().map(|one| (one.id, Passage::whole(Comment::Feuille))).collect();
        let then = self.ago(41);
        reunions::note_presences(&then, self.db, vue.reunion.id, &lines).await?;
        gouvernance::open_seance(&then, self.db, seance).await?;
        self.hands(&then, seance, &vue).await?;
        self.secret(&then, seance, &vue).await?;
        Ok(gouvernance::close_seance(&then, self.db, seance).await?)
    }

    async fn hands(&self, then: &Ctx, seance: Id<Seance>, vue: &gouvernance::Vue) -> anyhow::Result<()> {
        let point = vue.seance.points.first().map(|one| one.id);
        let id = then.id();
        let projet = Projet {
            cadre: Cadre::Seance(seance, point),
            ..asked("Approuvez-vous le rapport moral\u{202f}?", Mode::MainLevee)
        };
        gouvernance::prepare_scrutin(then, self.db, id, &projet).await?;
        gouvernance::open_scrutin(then, self.db, id).await?;
        let there = u32::try_from(vue.ayants.len() * 3 / 5)?;
        let cloture = Cloture { mains: BTreeMap::from([(0, there - 3), (1, 1), (2, 2)]), presidence: None };
        Ok(gouvernance::close_scrutin(then, self.db, id, &cloture).await?)
    }

    /// Whoever came with an account votes, for all the voices that they hold.
    async fn secret(&self, then: &Ctx, seance: Id<Seance>, vue: &gouvernance::Vue) -> anyhow::Result<()> {
        let point = vue.seance.points.get(2).map(|one| one.id);
        let id = then.id();
        let projet = Projet {
            cadre: Cadre::Seance(seance, point),
            ..asked("Adoptez-vous ce barème\u{202f}?", Mode::Secret)
        };
        gouvernance::prepare_scrutin(then, self.db, id, &projet).await?;
        gouvernance::open_scrutin(then, self.db, id).await?;
        let roll = gouvernance::store::scrutins::roll(&mut self.db.read(then).await?, id).await?;
        for (n, voter) in self.membres.iter().enumerate() {
            let held: Bulletins = roll
                .iter()
                .filter(|one| one.porteur == voter.id)
                .map(|one| (one.electeur, vec![u32::from(n % 4 == 0)]))
                .collect();
            let Some(account) = voter.compte.filter(|_| !held.is_empty()) else { continue };
            let me = Ctx { actor: Actor::Personne(account), ..then.clone() };
            gouvernance::cast(&me, self.db, Voie::Compte, id, &held).await?;
        }
        Ok(gouvernance::close_scrutin(then, self.db, id, &Cloture::default()).await?)
    }

    /// A board in three weeks, called yesterday.
    async fn coming(&self, ca: Id<Instance>) -> anyhow::Result<()> {
        let points = [
            ("Suivi du budget", "Où en sont les enveloppes du contrat."),
            ("Avenant au contrat", "Autoriser la présidence à signer l’avenant."),
            ("Questions diverses", ""),
        ];
        let yesterday = self.ago(1);
        let seance = self.plan(&yesterday, ca, self.day(21), &points).await?;
        Ok(gouvernance::convoke(&yesterday, self.db, seance, false).await?)
    }

    /// Most of the elected declared; two have not, one did long ago.
    async fn interests(&self, elected: &[Id<Adherent>]) -> anyhow::Result<()> {
        let links = [
            "",
            "Associé d’une maison de santé qui loue une salle à la CPTS.",
            "",
            "Conjoint salarié d’un laboratoire d’analyses.",
            "",
        ];
        for (n, one) in elected.iter().enumerate().skip(2) {
            let when = if n == 2 { 420 } else { 90 };
            let liens = links.get(n % links.len()).copied().unwrap_or_default();
            gouvernance::declare_interet(&self.ago(when), self.db, Voie::Bureau(*one), liens).await?;
        }
        Ok(())
    }

    /// A question to the board, in writing, open.
    async fn consulted(&self, ca: Id<Instance>) -> anyhow::Result<()> {
        let past = self.ago(3);
        let id = past.id();
        let cadre = Cadre::Consultation(ca, self.day(-3), self.day(7));
        let texte = "Le bail du local prend fin dans quatre mois. Le nouveau local, 85\u{a0}m², est au rez-de-chaussée de la maison de santé.".to_owned();
        let projet = Projet {
            cadre,
            texte,
            ..asked("Autorisez-vous la signature du nouveau bail\u{202f}?", Mode::Nominatif)
        };
        gouvernance::prepare_scrutin(&past, self.db, id, &projet).await?;
        Ok(gouvernance::open_scrutin(&past, self.db, id).await?)
    }
}

fn asked(question: &str, mode: Mode) -> Projet {
    Projet {
        cadre: Cadre::Seance(Id::new(uuid::Uuid::nil()), None),
        question: question.to_owned(),
        texte: String::new(),
        mode,
        candidats: Vec::new(),
        sieges: 0,
        majorite: None,
    }
}
