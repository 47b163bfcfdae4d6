//! The projet de santé of the demo: the path until the contract, the parts written, actions, one need without action, an open
//! comment, the file sent to the ARS. All invented.

mod textes;

use comptes::{Demande, Personne, Role};
use db::Db;
use diagnostic::Besoin;
use jiff::{Span, Timestamp, ToSpan, civil::Date};
use kernel::{Actor, Ctx, Id};
use law::Parameters;
use projet_sante::{
    Avancement, Bordereau, Faits, Fiche, Objectif, Objet, Octroi, PortePar, Recit, Resultat, Sujet,
    etape::Etat, section::Etat as EtatPartie,
};
use std::collections::{BTreeMap, BTreeSet};
use textes::{ACTIONS, APPUIS, FAITS, OBJECTIFS, PARTIES, STATUTS, VISEES};
use uuid::Uuid;

/// Months before the contract at which each stage was left, and the contract months before today.
const ETAPES: [(&str, i64); 5] =
    [("emergence", 22), ("lettre", 18), ("elaboration", 8), ("validation", 5), ("contrat", 0)];
const CONTRAT: i64 = 26;

/// The demo, its people and its days.
struct Demo<'a> {
    db: &'a Db,
    ctx: Ctx,
    contrat: Date,
    equipe: BTreeMap<&'static str, Id<Personne>>,
}

/// Writes it through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let mut equipe = BTreeMap::new();
    let known =
        [(Role::Coordination, ""), (Role::Presidence, ""), (Role::Tresorerie, ""), (Role::Membre, "roche")];
    for (role, nom) in known {
        let ask = Demande { role: Some(role), recherche: nom.to_owned(), place: None };
        let list = comptes::list_membres(ctx, db, &ask).await?;
        equipe.extend(list.membres.first().map(|one| (role.code(), one.personne)));
    }
    let contrat = today.saturating_sub(Span::new().months(CONTRAT));
    let demo = Demo { db, ctx: ctx.clone(), contrat, equipe };
    demo.parties().await?;
    demo.chaine(today).await?;
    demo.version_and_file().await?;
    demo.parcours().await?;
    demo.autour().await?;
    demo.work_goes_on().await
}

impl Demo<'_> {
    /// That many months before the contract.
    fn before(&self, months: i64) -> Date {
        self.contrat.saturating_sub(Span::new().months(months))
    }

    /// Somebody of the team, on that day.
    fn on(&self, jour: Date, role: &str) -> anyhow::Result<Ctx> {
        let now: Timestamp = jour.at(9, 30, 0, 0).in_tz("Europe/Paris")?.timestamp();
        let who = self.account(role).map_or_else(|| self.ctx.actor.clone(), Actor::Personne);
        Ok(Ctx { now: now.min(self.ctx.now), actor: who, ..self.ctx.clone() })
    }

    fn account(&self, role: &str) -> Option<Uuid> {
        self.equipe.get(role).map(|id| id.uuid())
    }

    /// Each part written, some twice, by the person it was given to.
    async fn parties(&self) -> anyhow::Result<()> {
        for (n, (code, role, first, last)) in (0_i64..).zip(PARTIES) {
            let lead = self.on(self.before(16), "coordination")?;
            projet_sante::assign_section(&lead, self.db, code, self.account(role)).await?;
            let mut lue = 0;
            for (texte, jour) in [(first, self.before(15)), (last, self.before(11))] {
                if !texte.is_empty() {
                    let ctx = self.on(jour.saturating_add(n.days()), role)?;
                    lue = projet_sante::write_section(&ctx, self.db, code, lue, texte).await?;
                }
            }
            let agreed = self.on(self.before(9), "presidence")?;
            projet_sante::mark_section(&agreed, self.db, code, lue, EtatPartie::Valide).await?;
        }
        Ok(())
    }

    /// Aims, objectives and actions; the last need has none.
    async fn chaine(&self, today: Date) -> anyhow::Result<()> {
        let lead = self.on(self.before(12), "coordination")?;
        let prs = ("PRS Auvergne-Rhône-Alpes 2023-2028", "Exemple de la démonstration, libellés inventés");
        projet_sante::list_visees(&lead, self.db, prs, jiff::civil::date(2023, 11, 1), VISEES).await?;
        let law = Parameters::embedded()?;
        let mut tx = self.db.read(&self.ctx).await?;
        let needs: Vec<(String, Id<Besoin>)> = diagnostic::retenus(&mut tx)
            .await?
            .into_iter()
            .map(|one| (one.besoin.texte.titre.to_string(), one.besoin.id))
            .collect();
        let aims = projet_sante::visees(&mut tx).await?;
        drop(tx);
        let mut goals: BTreeMap<&str, Id<Objectif>> = BTreeMap::new();
        for (titre, cible, besoin) in OBJECTIFS {
            let answered = needs.iter().filter(|(words, _)| words == besoin).map(|(_, id)| *id).collect();
            let id = projet_sante::write_objectif(&lead, self.db, None, (titre, cible), answered).await?;
            goals.insert(titre, id);
        }
        for one in ACTIONS {
            let debut = today.saturating_add(Span::new().months(one.debut));
            let visees: BTreeSet<_> =
                aims.iter().filter(|aim| one.visees.contains(&aim.code.as_str())).map(|aim| aim.id).collect();
            let fiche = Fiche {
                titre: one.titre.to_owned(),
                description: one.description.to_owned(),
                mission: one.mission.to_owned(),
                objectif: goals.get(one.objectif).copied(),
                responsable: self.account(one.responsable),
                debut: Some(debut),
                fin: Some(debut.saturating_add(Span::new().months(one.mois)).saturating_sub(1.day())),
                partenaires: one.partenaires.iter().map(ToString::to_string).collect(),
                indicateurs: one.indicateurs.iter().map(ToString::to_string).collect(),
                budget_cents: one.euros.map(|euros| euros * 100),
                avancement: if one.debut > 0 { Avancement::Prevue } else { Avancement::EnCours },
                visees,
            };
            projet_sante::write_action(&lead, self.db, &law, fiche).await?;
        }
        Ok(())
    }

    /// Frozen, sent, asked about, answered; the ARS says nothing for two months.
    async fn version_and_file(&self) -> anyhow::Result<()> {
        let letter = self.on(self.before(19), "coordination")?;
        let to = "ARS Auvergne-Rhône-Alpes, délégation de la Haute-Loire\nCPAM de la Haute-Loire";
        let mut sending = Bordereau {
            objet: Objet::Lettre,
            version: None,
            destinataires: to.to_owned(),
            jour: self.before(19),
            moyen: "Courriel avec accusé de réception".to_owned(),
            note: String::new(),
            malgre: true,
        };
        let first = letter.id();
        projet_sante::send_dossier(&letter, self.db, first, &sending).await?;
        let yes = self.on(self.before(18), "coordination")?;
        let answer = ("Courrier du délégué départemental", "Accord de principe sur le territoire.");
        projet_sante::note_decision(&yes, self.db, first, "validation", self.before(18), answer).await?;
        let ctx = self.on(self.before(8), "coordination")?;
        let charter = pieces::Depot::new("charte-d-engagement.txt", textes::CHARTE.into());
        projet_sante::attach_piece(&ctx, self.db, &Sujet::annexe(), charter).await?;
        let atlas = territoire::Atlas::load(self.db, ctx.now).await?;
        let version = projet_sante::freeze(&ctx, self.db, &atlas, "Envoi à l’ARS").await?;
        sending.objet = Objet::Projet;
        sending.version = Some(version.numero);
        sending.jour = self.before(8);
        sending.moyen = "Lettre recommandée avec avis de réception".to_owned();
        let sent = ctx.id();
        projet_sante::send_dossier(&ctx, self.db, sent, &sending).await?;
        let asked = self.before(7);
        let later = self.on(asked, "coordination")?;
        let words = (
            "Anne Coste, référente ARS",
            "Comment les cabinets des communes les plus éloignées seront-ils associés aux créneaux\u{202f}?",
        );
        let question = projet_sante::note_question(&later, self.db, sent, asked, words).await?;
        let day = asked.saturating_add(6.days());
        let reply = "Chaque bassin a son référent au conseil d’administration\u{202f}; les tournées d’hiver partent des trois pôles.";
        projet_sante::answer_question(&self.on(day, "coordination")?, self.db, question, day, reply).await?;
        Ok(())
    }

    /// The path, stage by stage.
    async fn parcours(&self) -> anyhow::Result<()> {
        let ctx = self.on(self.contrat, "coordination")?;
        let words = ("", "");
        projet_sante::open_creation(&ctx, self.db, PortePar::Professionnels, words, self.before(26)).await?;
        for (etape, code, months) in [
            ("emergence", "initiateurs", 24),
            ("lettre", "lettre_acceptee", 18),
            ("elaboration", "association", 12),
            ("contrat", "pieces", 1),
        ] {
            let day = Some(self.before(months));
            projet_sante::settle_critere(&ctx, self.db, (etape, code), Etat::Fait, day, "").await?;
        }
        let (law, why) =
            (Parameters::embedded()?, "Franchie avant l’arrivée de Maillage, sur décision du bureau.");
        for (etape, months) in ETAPES {
            let day = Some(self.before(months));
            projet_sante::reach_etape(&ctx, self.db, &law, etape, day, why).await?;
        }
        Ok(())
    }

    /// Statutes, help, aid.
    async fn autour(&self) -> anyhow::Result<()> {
        let law = Parameters::embedded()?;
        for (code, resultat, note) in STATUTS {
            let resultat: Resultat = resultat.parse().map_err(anyhow::Error::msg)?;
            let (ctx, day) = (self.on(self.before(10), "presidence")?, self.before(10));
            if let Some((_, facts)) = FAITS.iter().find(|(point, _)| *point == code) {
                let values = |all: &[&str]| all.iter().map(ToString::to_string).collect();
                let facts = facts.iter().map(|(name, all)| ((*name).to_owned(), values(all))).collect();
                projet_sante::note_faits(&ctx, self.db, &law, code, &Faits(facts)).await?;
            }
            projet_sante::check_statuts(&ctx, self.db, &law, code, (resultat, day), note).await?;
        }
        for (months, institution, minutes, objet, suite) in APPUIS {
            let recit = Recit {
                jour: self.before(months),
                institution: institution.to_owned(),
                personnes: String::new(),
                minutes,
                objet: objet.to_owned(),
                suite: suite.to_owned(),
            };
            projet_sante::note_appui(&self.on(self.before(months), "coordination")?, self.db, recit).await?;
        }
        let octroi = Octroi {
            intitule: "Aide au démarrage des CPTS".to_owned(),
            financeur: "ARS Auvergne-Rhône-Alpes (fonds d’intervention régional)".to_owned(),
            montant: 1_500_000,
            accordee_le: self.before(17),
            source: "Exemple de la démonstration\u{a0}: courrier de l’ARS, pré-projet validé".to_owned(),
            fin: Some(self.before(2)),
        };
        let ctx = self.on(self.before(14), "tresorerie")?;
        let aide = ctx.id();
        projet_sante::grant_aide(&ctx, self.db, aide, octroi).await?;
        let paid = (1_500_000, self.before(16));
        projet_sante::receive_versement(&ctx, self.db, aide, ctx.id(), paid, "VIR ARS AURA FIR").await?;
        for (months, cents, words) in [
            (16, 640_000, "Appui à l’écriture du projet de santé"),
            (15, 860_000, "Temps des soignants en groupes de travail"),
        ] {
            let (id, when) = (ctx.id(), (cents, self.before(months)));
            projet_sante::spend_aide(&ctx, self.db, aide, id, when, words).await?;
        }
        Ok(())
    }

    /// Since the contract: a part is being rewritten, and somebody asks something of it.
    async fn work_goes_on(&self) -> anyhow::Result<()> {
        let today = self.ctx.now.in_tz("Europe/Paris")?.date();
        let code = "evaluation";
        let lue = projet_sante::section(&mut self.db.read(&self.ctx).await?, code).await?;
        let lue = lue.map_or(0, |section| section.numero());
        let ctx = self.on(today.saturating_sub(6.days()), "coordination")?;
        projet_sante::write_section(&ctx, self.db, code, lue, textes::EVALUATION).await?;
        let member = self.on(today.saturating_sub(2.days()), "membre")?;
        let words =
            "Peut-on compter aussi les passages aux urgences évités le samedi\u{202f}? La CPAM a ce chiffre.";
        projet_sante::comment_section(&member, self.db, code, words).await?;
        Ok(())
    }
}
