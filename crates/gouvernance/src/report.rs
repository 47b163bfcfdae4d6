//! The papers of a meeting: its convocation, its minutes, made of facts.

use crate::read_seance::Vue;
use crate::scrutin::{Emargement, Mode, Scrutin};
use crate::store;
use adhesions::Adherent;
use db::{Result, Tx};
use documents::{Block, Column, Document, Fact, Level, Table, Text};
use kernel::Id;
use reunions::Decision;
use std::collections::BTreeMap;
use ui::francais;

/// All that the papers of a meeting say.
pub(crate) struct Dossier {
    /// The meeting.
    pub(crate) vue: Vue,
    /// The name of the CPTS.
    pub(crate) cpts: String,
    /// Its votes with their rolls.
    pub(crate) scrutins: Vec<(Scrutin, Vec<Emargement>)>,
    /// What was decided, and who carries it out.
    pub(crate) decisions: Vec<Decision>,
    /// Names of members.
    pub(crate) noms: BTreeMap<Id<Adherent>, String>,
}

/// Reads all that the papers of a meeting say; none when there is no such meeting.
pub(crate) async fn gather(tx: &mut Tx, id: Id<crate::Seance>) -> Result<Option<Dossier>> {
    let Some(vue) = crate::read_seance(tx, id).await? else { return Ok(None) };
    let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    let mut scrutins = Vec::new();
    for one in store::scrutins::scrutins(tx).await?.into_iter().filter(|one| one.seance == Some(id)) {
        let roll = store::scrutins::roll(tx, one.id).await?;
        scrutins.push((one, roll));
    }
    let decisions = reunions::store::decisions::of_reunion(tx, vue.reunion.id).await?;
    let noms = crate::noms(tx).await?;
    Ok(Some(Dossier { vue, cpts, scrutins, decisions, noms }))
}

impl Dossier {
    fn title(&self, what: &str) -> String {
        format!("{what}\u{a0}: {}", self.vue.instance.nom)
    }

    fn place(&self, interne: bool) -> String {
        let meeting = &self.vue.reunion;
        let all = [meeting.lieu.as_str(), if interne { meeting.visio.as_str() } else { "" }];
        let all: Vec<&str> = all.into_iter().filter(|text| !text.is_empty()).collect();
        if all.is_empty() { "À préciser".to_owned() } else { all.join(", ") }
    }

    /// The letter for those who have no e-mail address.
    pub(crate) fn convocation(&self) -> Document {
        let vue = &self.vue;
        let day = vue.seance.convoquee_le.unwrap_or_else(|| vue.reunion.jour());
        let mut doc = Document::new(&self.cpts, self.title("Convocation"), day);
        let when = francais::date_heure(vue.reunion.debut);
        let again = if vue.seance.premiere.is_some() {
            " Il s’agit d’une seconde convocation, la première séance n’ayant pas réuni le quorum."
        } else {
            ""
        };
        doc.paragraph(format!(
            "Madame, Monsieur,\n\nVous êtes convoqué à la séance suivante\u{a0}: {}, {when}.{again}",
            vue.instance.nom
        ));
        doc.push(Block::Facts(vec![Fact::new("Quand", when), Fact::new("Lieu", self.place(true))]));
        doc.heading(Level::One, "Ordre du jour");
        doc.push(Block::List {
            numbered: true,
            items: vue.seance.points.iter().map(|one| said(&one.titre, &one.texte)).collect(),
        });
        if let Some(rule) = vue.regle.as_ref().filter(|rule| rule.pouvoirs_max > 0) {
            doc.heading(Level::One, "Pouvoir");
            doc.paragraph(format!(
                "Si vous ne venez pas, vous pouvez donner pouvoir à un autre membre ({} au plus par personne\u{a0}; {}).",
                francais::compte(rule.pouvoirs_max.into(), "pouvoir", "pouvoirs"),
                rule.source
            ));
            doc.paragraph("Je soussigné(e) ........................................ donne pouvoir à ........................................ pour voter en mon nom à cette séance.\n\nDate et signature\u{a0}:");
        }
        doc
    }

    /// The minutes, born of what was noted: nothing is typed twice. `interne`: for members and office, with why somebody took no part.
    pub(crate) fn minutes(&self, interne: bool) -> Document {
        let vue = &self.vue;
        let mut doc = Document::new(&self.cpts, self.title("Procès-verbal"), vue.reunion.jour());
        doc.reference = Some(if vue.seance.close_le.is_some() {
            "Séance close".to_owned()
        } else {
            "Projet\u{a0}: séance en cours".to_owned()
        });
        doc.push(Block::Facts(vec![
            Fact::new("Séance", vue.instance.nom.clone()),
            Fact::new("Date", francais::date_heure(vue.reunion.debut)),
            Fact::new("Lieu", self.place(interne)),
            Fact::new("Règles", vue.regle.as_ref().map_or("—".to_owned(), |rule| rule.source.clone())),
        ]));
        self.summons(&mut doc);
        self.attendance(&mut doc);
        self.points(&mut doc, interne);
        self.carried(&mut doc);
        doc.paragraph("La présidence\u{a0}:                                        Le secrétariat\u{a0}:");
        doc
    }

    fn summons(&self, doc: &mut Document) {
        doc.heading(Level::One, "Convocation");
        match (self.vue.seance.convoquee_le, self.vue.preavis(self.vue.reunion.jour())) {
            (Some(day), Some(notice)) => {
                doc.paragraph(format!("Envoyée le {}. {}", francais::date(day), notice.phrase().1))
            }
            (Some(day), None) => doc.paragraph(format!("Envoyée le {}.", francais::date(day))),
            (None, _) => doc.paragraph("Aucune convocation n’a été envoyée par le site."),
        };
    }

    fn attendance(&self, doc: &mut Document) {
        let vue = &self.vue;
        doc.heading(Level::One, "Présences, pouvoirs et quorum");
        let presents = vue.presents();
        let names: Vec<&str> =
            vue.ayants.iter().filter(|one| presents.contains(&one.id)).map(|one| one.nom.as_str()).collect();
        doc.paragraph(format!(
            "Présents\u{a0}: {}.",
            if names.is_empty() { "aucun".to_owned() } else { names.join(", ") }
        ));
        let held = vue.pouvoirs.iter().filter(|one| vue.porteurs.get(&one.mandant) == Some(&one.mandataire));
        let held: Vec<String> = held
            .map(|one| format!("{} représenté par {}", vue.nom(one.mandant), vue.nom(one.mandataire)))
            .collect();
        doc.paragraph(if held.is_empty() {
            "Aucun pouvoir.".to_owned()
        } else {
            format!("Pouvoirs\u{a0}: {}.", held.join("\u{a0}; "))
        });
        if let Some(state) = &vue.quorum {
            let groups: Vec<String> = state.groupes.iter().map(crate::quorum::Groupe::phrase).collect();
            doc.paragraph(format!("{} {}.", state.phrase(), groups.join("\u{a0}; ")));
        }
    }

    fn points(&self, doc: &mut Document, interne: bool) {
        doc.heading(Level::One, "Ordre du jour et votes");
        for point in &self.vue.seance.points {
            doc.heading(Level::Two, point.titre.clone());
            for line in point.texte.lines().filter(|line| !line.is_empty()) {
                doc.paragraph(line);
            }
            for one in &point.deports {
                let why = if interne { format!("\u{a0}: {}", one.motif) } else { String::new() };
                doc.paragraph(format!("{} se déporte{why}.", self.vue.nom(one.adherent)));
            }
            self.votes(doc, |one| one.point == Some(point.id));
        }
        self.votes(doc, |one| one.point.is_none());
    }

    fn votes(&self, doc: &mut Document, of: impl Fn(&Scrutin) -> bool) {
        for (one, roll) in self.scrutins.iter().filter(|(one, _)| of(one) && one.ouvert_le.is_some()) {
            let issue = one.issue.map_or("vote en cours", crate::scrutin::Issue::libelle);
            doc.paragraph(
                Text::new()
                    .strong(format!("{} ({})", one.question, one.mode.libelle().to_lowercase()))
                    .plain(format!("\n{issue}. {}", one.motif)),
            );
            if one.clos_le.is_some() && one.choix.iter().all(|choix| choix.voix.is_some()) {
                doc.push(counts(one));
            }
            if one.mode == Mode::Secret {
                let voted = roll.iter().filter(|line| line.a_vote).count();
                doc.paragraph(format!("Vote secret\u{a0}: {voted} électeurs sur {} ont émargé.", roll.len()));
            }
        }
    }

    fn carried(&self, doc: &mut Document) {
        if self.decisions.is_empty() {
            return;
        }
        doc.heading(Level::One, "Décisions et qui les porte");
        let none = || "—".to_owned();
        let row = |one: &Decision| {
            let who = one.porteur.and_then(|id| self.noms.get(&id).cloned()).unwrap_or_else(none);
            vec![one.texte.clone().into(), who.into(), one.echeance.map_or_else(none, francais::date).into()]
        };
        doc.push(Table {
            columns: vec![
                Column::text("Décision", 3.0),
                Column::text("Porteur", 1.5),
                Column::text("Échéance", 1.0),
            ],
            rows: self.decisions.iter().map(row).collect(),
            ..Table::default()
        });
    }
}

fn said(titre: &str, texte: &str) -> Text {
    let text = Text::new().strong(titre);
    if texte.is_empty() { text } else { text.plain(format!("\n{texte}")) }
}

fn counts(one: &Scrutin) -> Table {
    let row = |choix: &crate::Choix| {
        let kept = if choix.retenu { "Retenu" } else { "" };
        vec![choix.libelle.clone().into(), choix.voix.unwrap_or_default().to_string().into(), kept.into()]
    };
    Table {
        columns: vec![Column::text("Choix", 3.0), Column::number("Voix", 1.0), Column::text("Résultat", 1.0)],
        rows: one.choix.iter().map(row).collect(),
        ..Table::default()
    }
}
