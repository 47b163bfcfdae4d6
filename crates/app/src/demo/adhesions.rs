//! The association of the demo: members of several professions and colleges, organisations, requests that wait, fees paid and
//! unpaid, texts by version, agreements with employers. All invented.

use ::adhesions::{
    Adherent, College, Comment, Convention, Demande, Fiche, Mode, Moyen, Paiement, Qui, Reglage, Tarif,
    Texte, VerseA, texte::Genre,
};
use comptes::{Demande as Page, Membre, Role};
use db::Db;
use identifiants::{CommuneCode, Rpps};
use jiff::{Span, Timestamp, civil::Date};
use kernel::{Ctx, Id};
use std::collections::BTreeSet;

/// Name, order, who fits.
const COLLEGES: [(&str, u32, &str); 4] = [
    ("Professionnels de santé de ville", 1, "libéraux et salariés des soins de ville"),
    ("Établissements et services", 2, "hôpitaux, EHPAD, services médico-sociaux"),
    ("Partenaires et collectivités", 3, "communes, associations, dispositifs d’appui"),
    ("Usagers", 4, "représentants des usagers"),
];

/// Name, type, who speaks, college.
const MAISONS: [(&str, &str, &str, usize); 5] = [
    ("Maison de santé des Orgues", "Maison de santé", "Adèle Teyssier", 0),
    ("Pharmacie du Breuil", "Pharmacie", "Inès Chauvet", 0),
    ("EHPAD Les Genêts", "EHPAD", "Bruno Lac", 1),
    ("Centre hospitalier du Velay", "Établissement de santé", "Sylvie Aubert", 1),
    ("Association Vivre à domicile", "Service à domicile", "Gilles Pradel", 2),
];

/// First name, name, profession, how, whether it has a convention, what they write.
type Ecrite = (&'static str, &'static str, &'static str, Mode, Option<bool>, &'static str);

const DEMANDES: [Ecrite; 4] = [
    (
        "Perrine",
        "Salomé",
        "Sage-femme",
        Mode::Liberal,
        Some(true),
        "Je m’installe en juin et souhaite rejoindre le groupe périnatalité.",
    ),
    ("Théo", "Maurin", "Ostéopathe", Mode::Liberal, Some(false), ""),
    ("Nour", "Haddad", "Ergothérapeute", Mode::Mixte, None, "Deux jours à l’EHPAD, trois jours en libéral."),
    ("Bruno", "Lac", "Directeur d’EHPAD", Mode::Salarie, None, ""),
];

struct Demo<'a> {
    ctx: &'a Ctx,
    db: &'a Db,
    today: Date,
    colleges: Vec<Id<College>>,
    textes: BTreeSet<Id<Texte>>,
}

/// The association of the main CPTS.
pub(super) async fn fill(ctx: &Ctx, db: &Db, communes: &[CommuneCode]) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let mut demo = Demo { ctx, db, today, colleges: Vec::new(), textes: BTreeSet::new() };
    demo.house().await?;
    let houses = demo.houses(communes).await?;
    let people = demo.people(communes, &houses).await?;
    demo.fees(&people).await?;
    demo.agreements(&houses).await?;
    demo.requests().await
}

/// The accounts of the workspace.
async fn members(ctx: &Ctx, db: &Db) -> anyhow::Result<Vec<Membre>> {
    let (mut all, mut place) = (Vec::new(), None);
    loop {
        let page = comptes::list_membres(ctx, db, &Page { place, ..Page::default() }).await?;
        all.extend(page.membres);
        match page.apres {
            Some(next) => place = Some(next),
            None => return Ok(all),
        }
    }
}

/// The `n`th number of an invented register, its key right.
fn rpps(n: usize) -> Option<Rpps> {
    (0..10).find_map(|key| format!("109999{n:04}{key}").parse().ok())
}

impl Demo<'_> {
    /// The first day of a year, that many years ago.
    fn new_year(&self, before: i16) -> Date {
        Date::new(self.today.year() - before, 1, 1).unwrap_or(self.today)
    }

    /// Colleges, rates, texts, how to pay.
    async fn house(&mut self) -> anyhow::Result<()> {
        for (nom, ordre, pour) in COLLEGES {
            let id = self.ctx.id();
            let one = College { id, nom: nom.to_owned(), ordre, pour: pour.to_owned(), ferme_le: None };
            ::adhesions::write_college(self.ctx, self.db, one).await?;
            self.colleges.push(id);
        }
        let first = self.today.year() - 1;
        for (college, profession, cents) in
            [(None, "", 2_000), (self.colleges.get(1), "", 10_000), (None, "Étudiant en santé", 0)]
        {
            let tarif = Tarif {
                id: self.ctx.id(),
                annee: first,
                college: college.copied(),
                profession: profession.to_owned(),
                cents,
                source: "Règlement intérieur, article 4".to_owned(),
            };
            ::adhesions::set_tarif(self.ctx, self.db, tarif).await?;
        }
        let payer = "Par virement à l’association, libellé «\u{a0}cotisation\u{a0}» et votre nom, ou par chèque à l’ordre de la CPTS.";
        let reglage = Reglage {
            payer: payer.to_owned(),
            lien: "https://www.helloasso.com/associations/exemple".to_owned(),
        };
        ::adhesions::set_reglage(self.ctx, self.db, &reglage).await?;
        let texts = [
            (Genre::Charte, "Charte des membres", "Assemblée constitutive", 2, true),
            (Genre::Charte, "Charte des membres", "Révision de l’assemblée générale", 1, true),
            (Genre::ReglementInterieur, "Règlement intérieur", "Version 2", 1, true),
            (Genre::Statuts, "Statuts", "Statuts d’origine", 2, false),
        ];
        for (genre, titre, version, years, a_accepter) in texts {
            let id = self.ctx.id();
            let contenu = "Les membres s’engagent à servir la population du territoire, à partager ce qui aide les autres, à dire leurs \
                           liens d’intérêts.\n\nChaque réunion rend compte. Le temps donné est indemnisé selon le barème.";
            let en_vigueur_du = self.new_year(years);
            let text = Texte {
                id,
                genre,
                version: version.to_owned(),
                titre: titre.to_owned(),
                contenu: contenu.to_owned(),
                piece: None,
                en_vigueur_du,
                a_accepter,
            };
            ::adhesions::publish_texte(self.ctx, self.db, text, None).await?;
            if a_accepter && years == 1 {
                self.textes.insert(id);
            }
        }
        Ok(())
    }

    async fn houses(&self, communes: &[CommuneCode]) -> anyhow::Result<Vec<Id<Adherent>>> {
        let mut all = Vec::new();
        for (n, (nom, kind, who, college)) in MAISONS.into_iter().enumerate() {
            let id = self.ctx.id();
            let qui = Qui::Organisation { nom: nom.to_owned(), representant: who.to_owned() };
            let fiche = Fiche {
                courriel: Some(format!("contact{n}@maisons.demo.example").parse()?),
                commune: communes.get(n).copied(),
                professions: vec![kind.to_owned()],
                college: self.colleges.get(college).copied(),
                ..Fiche::new(qui, Mode::SansObjet)
            };
            ::adhesions::add_adherent(self.ctx, self.db, id, fiche, Some(self.new_year(1))).await?;
            all.push(id);
        }
        Ok(all)
    }

    /// A member out of each account that is one, linked to it.
    async fn people(
        &self,
        communes: &[CommuneCode],
        houses: &[Id<Adherent>],
    ) -> anyhow::Result<Vec<Id<Adherent>>> {
        let mut people = Vec::new();
        for (n, one) in members(self.ctx, self.db).await?.into_iter().enumerate() {
            if one.roles.has(Role::ReferentInstitution) || one.etat == comptes::Etat::Invite {
                continue;
            }
            let id = self.ctx.id();
            ::adhesions::add_adherent(
                self.ctx,
                self.db,
                id,
                self.sheet(n, &one, communes, houses)?,
                Some(one.depuis),
            )
            .await?;
            ::adhesions::link_compte(self.ctx, self.db, id, Some(one.personne.uuid())).await?;
            if n % 5 != 4 {
                let how = (Comment::Papier, self.today);
                ::adhesions::accept_textes(self.ctx, self.db, id, &self.textes, how).await?;
            }
            people.push(id);
        }
        if let Some(gone) = people.last() {
            ::adhesions::leave(self.ctx, self.db, *gone, self.today, "Départ du territoire").await?;
        }
        Ok(people)
    }

    fn sheet(
        &self,
        n: usize,
        one: &Membre,
        communes: &[CommuneCode],
        houses: &[Id<Adherent>],
    ) -> anyhow::Result<Fiche> {
        let qui = Qui::Personne { nom: one.nom.clone(), prenom: one.prenom.clone() };
        let salaried = n % 11 == 3;
        let college = match () {
            () if one.roles.has(Role::Usager) => 3,
            () if one.roles.has(Role::Elu) || one.roles.has(Role::Partenaire) => 2,
            () if salaried => 1,
            () => 0,
        };
        let mut professions = vec![one.profession.clone()];
        if n % 17 == 5 {
            professions.push("Ostéopathe".to_owned());
        }
        Ok(Fiche {
            courriel: Some(one.courriel.to_string().parse()?),
            telephone: one.telephone.parse().ok(),
            commune: communes.get(n % communes.len().max(1)).copied(),
            idnps: rpps(n).filter(|_| college < 2).map(Into::into),
            professions,
            conventionne: (college == 0).then_some(true),
            employeur: houses.get(2).copied().filter(|_| salaried),
            college: self.colleges.get(college).copied(),
            ..Fiche::new(qui, if salaried { Mode::Salarie } else { Mode::Liberal })
        })
    }

    /// The fees of the year and of the one before: most are paid, some are reminded, one is offered.
    async fn fees(&self, people: &[Id<Adherent>]) -> anyhow::Result<()> {
        let year = self.today.year();
        for (annee, every) in [(year - 1, 19), (year, 4)] {
            ::adhesions::open_annee(self.ctx, self.db, annee).await?;
            let fees = ::adhesions::store::cotisations::de_l_annee(&mut self.db.read(self.ctx).await?, annee)
                .await?;
            for (n, id) in people.iter().enumerate().filter(|(n, _)| n % every != every - 1) {
                let Some(fee) = fees.get(id).filter(|fee| fee.reste() > 0) else { continue };
                let day = if annee == year { self.today } else { Date::new(annee, 3, 15)? };
                let (moyen, reference) = if n % 2 == 0 {
                    (Moyen::HelloAsso, format!("{annee}{n:03}"))
                } else {
                    (Moyen::Virement, String::new())
                };
                let paiement = Paiement {
                    id: self.ctx.id(),
                    adherent: *id,
                    annee,
                    cents: fee.reste(),
                    jour: day,
                    moyen,
                    reference,
                };
                ::adhesions::note_paiement(self.ctx, self.db, paiement).await?;
            }
        }
        if let Some(id) = people.get(3) {
            ::adhesions::remind_cotisations(self.ctx, self.db, year, Some(*id), false).await?;
        }
        if let Some(id) = people.get(7) {
            ::adhesions::offer_cotisation(self.ctx, self.db, *id, year, Some("Première installation"))
                .await?;
        }
        Ok(())
    }

    /// One agreement that runs, one that ends soon.
    async fn agreements(&self, houses: &[Id<Adherent>]) -> anyhow::Result<()> {
        let soon = self.today.saturating_add(Span::new().days(40));
        for (house, au) in [(2, None), (3, Some(soon))] {
            let Some(employeur) = houses.get(house).copied() else { continue };
            let note = "L’employeur maintient le salaire pendant les réunions.".to_owned();
            let du = self.new_year(1);
            let one = Convention {
                id: self.ctx.id(),
                employeur,
                du,
                au,
                verse_a: VerseA::Employeur,
                note,
                piece: None,
            };
            ::adhesions::keep_convention(self.ctx, self.db, one, None).await?;
        }
        Ok(())
    }

    /// People who asked lately.
    async fn requests(&self) -> anyhow::Result<()> {
        for (n, (prenom, nom, profession, mode, conventionne, message)) in DEMANDES.into_iter().enumerate() {
            let days = Span::new().hours(24 * i64::try_from(3 * n + 1)?);
            let now: Timestamp = self.ctx.now.checked_sub(days)?;
            let past = Ctx { now, ..self.ctx.clone() };
            let qui = Qui::Personne { nom: nom.to_owned(), prenom: prenom.to_owned() };
            let fiche = Fiche {
                courriel: Some(format!("{}@demandes.demo.example", kernel::fold(prenom)).parse()?),
                professions: vec![profession.to_owned()],
                conventionne,
                ..Fiche::new(qui, mode)
            };
            let demande = Demande { fiche, message: message.to_owned(), acceptes: self.textes.clone() };
            ::adhesions::ask_adhesion(&past, self.db, past.id(), demande).await?;
        }
        Ok(())
    }
}
