//! A year of indemnities of the demo: rates, accounts, lines in every state born of the meetings, three batches, alerts. All invented.

use ::indemnites::bareme::{Bareme, Cle};
use ::indemnites::{
    Arrondi, Compte, Declaration, Geste, Lot, Objet, Proposition, Regime, Remise, Unite, WriteError, store,
};
use actes::Mission;
use adhesions::Adherent;
use comptes::Role;
use db::Db;
use jiff::civil::{Date, time};
use jiff::{Timestamp, ToSpan};
use kernel::{Actor, Ctx, Id};
use law::Parameters;
use sepa::Version;
use uuid::Uuid;

/// Regime, what, profession, kind of meeting, cents, unit.
const TARIFS: [(Regime, Objet, &str, &str, i64, Unite); 7] = [
    (Regime::PerteDeRevenu, Objet::Temps, "", "", 4_500, Unite::Heure),
    (Regime::PerteDeRevenu, Objet::Temps, "Médecin généraliste", "", 7_500, Unite::Heure),
    (Regime::PerteDeRevenu, Objet::Temps, "Infirmière", "", 4_000, Unite::Heure),
    (Regime::RemunerationDeMission, Objet::Temps, "", "bureau", 5_000, Unite::Heure),
    (Regime::PerteDeRevenu, Objet::Temps, "", "ag", 0, Unite::Heure),
    (Regime::PerteDeRevenu, Objet::Kilometre, "", "", 60, Unite::Kilometre),
    (Regime::RemunerationDeMission, Objet::CreneauGarde, "", "", 2_500, Unite::Unite),
];

struct Demo<'a> {
    db: &'a Db,
    law: &'a Parameters,
    ctx: &'a Ctx,
    today: Date,
    people: Vec<Adherent>,
    chair: Uuid,
    desk: Uuid,
}

/// Writes it through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db, law: &Parameters) -> anyhow::Result<()> {
    let today = ctx.now.in_tz("Europe/Paris")?.date();
    let people = ::adhesions::membres(&mut db.read(ctx).await?, today).await?;
    let (Some(chair), Some(desk)) =
        (account(ctx, db, Role::Presidence).await?, account(ctx, db, Role::Tresorerie).await?)
    else {
        return Ok(());
    };
    let demo = Demo { db, law, ctx, today, people, chair, desk };
    demo.rates().await?;
    demo.accounts().await?;
    for (from, to, stop) in [(400, 60, 3), (59, 30, 2), (29, 13, 1), (12, 0, 0)] {
        demo.settle(from, to).await?;
        demo.run(to, stop).await?;
    }
    demo.to_check().await
}

/// The account of somebody with that role.
async fn account(ctx: &Ctx, db: &Db, role: Role) -> anyhow::Result<Option<Uuid>> {
    let page = comptes::list_membres(ctx, db, &comptes::Demande::default()).await?;
    Ok(page
        .membres
        .iter()
        .find(|one| one.roles.iter().any(|other| other == role))
        .map(|one| one.personne.uuid()))
}

/// An invented account number whose key is right.
fn iban(n: u64) -> String {
    let account = format!("3000600001{n:011}89");
    let rest = format!("{account}152700")
        .bytes()
        .fold(0_u64, |rest, sign| (rest * 10 + u64::from(sign.wrapping_sub(b'0'))) % 97);
    format!("FR{:02}{account}", 98 - rest)
}

impl Demo<'_> {
    /// Somebody who acts, so many days ago.
    fn by(&self, who: Uuid, days: i64) -> Ctx {
        let day = self.today.saturating_sub(days.days()).to_datetime(time(10, 0, 0, 0));
        let past = day.in_tz("Europe/Paris").map_or(self.ctx.now, |zoned| zoned.timestamp());
        let now: Timestamp = if days == 0 { self.ctx.now } else { past };
        Ctx { actor: Actor::Personne(who), now, ..self.ctx.clone() }
    }

    async fn rates(&self) -> anyhow::Result<()> {
        let du = Date::new(self.today.year() - 1, 1, 1)?;
        for (regime, objet, profession, genre, cents, unite) in TARIFS {
            let cle = Cle {
                regime,
                objet,
                profession: profession.to_owned(),
                mission: None,
                genre: genre.to_owned(),
                action: None,
            };
            let source = "Règlement intérieur, annexe 2, version 2".to_owned();
            let one = Bareme {
                id: self.ctx.id(),
                cle,
                cents,
                unite,
                arrondi: Arrondi::QuartSuperieur,
                du,
                au: None,
                source,
            };
            ::indemnites::write_bareme(&self.by(self.desk, 0), self.db, one).await?;
        }
        Ok(())
    }

    /// The association’s account, and those of most members: some have given none.
    async fn accounts(&self) -> anyhow::Result<()> {
        let desk = self.by(self.desk, 90);
        let own = Compte::read("CPTS Velay Sud", &iban(4_300_000), "AGRIFRPP")
            .map_err(|_| anyhow::anyhow!("an invented account"))?;
        ::indemnites::set_compte(&desk, self.db, &own).await?;
        let chair = self.by(self.chair, 90);
        for (n, one) in (1_u64..).zip(&self.people).filter(|(n, _)| n % 9 != 4) {
            // One’s own account needs nobody else; the others are checked by the chair with the person.
            let is = |by: &&Ctx| matches!(by.actor, Actor::Personne(who) if one.compte == Some(who));
            let own = [&desk, &chair].into_iter().find(is);
            self.give(own.unwrap_or(&desk), one, n).await?;
            if own.is_none() {
                let why = "Vérifié au téléphone";
                ::indemnites::confirm_coordonnees(&chair, self.db, one.id, desk.now, why).await?;
            }
        }
        Ok(())
    }

    async fn give(&self, by: &Ctx, one: &Adherent, n: u64) -> anyhow::Result<()> {
        let account =
            Compte::read(&one.nom(), &iban(n), "").map_err(|_| anyhow::anyhow!("an invented account"))?;
        Ok(::indemnites::give_coordonnees(by, self.db, one.id, &account, None).await?)
    }

    /// The lines of the attendances of these days, as the reaction writes them.
    async fn settle(&self, from: i64, to: i64) -> anyhow::Result<()> {
        let (du, au) = (self.today.saturating_sub(from.days()), self.today.saturating_sub(to.days()));
        let mut found = Vec::new();
        let mut tx = self.db.read(self.ctx).await?;
        for one in &self.people {
            found.extend(
                ::reunions::presences(&mut tx, one.id, du, au).await?.into_iter().map(|(_, there)| there.id),
            );
        }
        drop(tx);
        for there in found {
            ::indemnites::settle_presence(&self.by(self.desk, to), self.db, there.uuid()).await?;
        }
        Ok(())
    }

    /// What has no alert is approved; then, as far as `stop` says: prepared, issued, carried out.
    async fn run(&self, days: i64, stop: u8) -> anyhow::Result<()> {
        if stop == 0 {
            return Ok(());
        }
        let (chair, desk) = (self.by(self.chair, days), self.by(self.desk, days));
        let after = if stop == 1 {
            self.today.saturating_add(5.days())
        } else {
            self.today.saturating_sub((days - 3).days())
        };
        let jour = sepa::jours::prochain(after);
        ::indemnites::approve_all(&chair, self.db, self.law, Geste::SansAlerte, jour).await?;
        let id: Id<Lot> = self.ctx.id();
        match ::indemnites::prepare_lot(&desk, self.db, self.law, id, jour, Version::V09, Remise::Reference)
            .await
        {
            Ok(()) => {}
            Err(WriteError::Lot(_)) => return Ok(()),
            Err(other) => return Err(other.into()),
        }
        if stop >= 2 {
            ::indemnites::issue_lot(&chair, self.db, id).await?;
        }
        if stop >= 3 {
            self.answered(id, days - 10).await?;
        }
        Ok(())
    }

    /// The bank paid a batch, and sent one transfer back.
    async fn answered(&self, id: Id<Lot>, days: i64) -> anyhow::Result<()> {
        let mut tx = self.db.read(self.ctx).await?;
        let lot = store::lots::lot(&mut tx, id).await?;
        let transfers = store::virements::virements(&mut tx, id).await?;
        drop(tx);
        let (Some(lot), Some(last)) = (lot, transfers.last()) else { return Ok(()) };
        let (name, reference) = (lot.message(), &last.reference);
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
             <GrpHdr><MsgId>BANQUE-1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{name}</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\
             <OrgnlPmtInfAndSts><OrgnlPmtInfId>{name}-1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>RJCT</TxSts>\
             <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
        );
        ::indemnites::read_retour(&self.by(self.desk, days), self.db, text.as_bytes()).await?;
        Ok(())
    }

    /// What the treasurer is to look at: a declaration beside a meeting, an account that changed, a rate that is missing, a refusal.
    async fn to_check(&self) -> anyhow::Result<()> {
        let desk = self.by(self.desk, 0);
        let others = self.people.iter().filter(|one| {
            one.compte != Some(self.desk) && one.compte != Some(self.chair) && one.qui.is_personne()
        });
        let others: Vec<&Adherent> = others.collect();
        if let Some((n, one)) = (500_u64..).zip(&others).nth(2) {
            self.give(&desk, one, n).await?;
        }
        if let Some(one) = others.get(3) {
            self.tutored(one).await?;
        }
        let role = account(self.ctx, self.db, Role::Membre).await?;
        if let Some(lea) = role.filter(|id| self.people.iter().any(|one| one.compte == Some(*id))) {
            self.declared(lea).await?;
        }
        let filtre =
            store::lectures::Filtre { etat: Some(::indemnites::Etat::Proposee), ..Default::default() };
        let waiting = store::lectures::lignes(&mut self.db.read(self.ctx).await?, &filtre, 0, 50).await?;
        let about = others.iter().map(|one| one.id).collect::<Vec<_>>();
        if let Some(one) =
            waiting.iter().rev().find(|one| one.montant.is_some() && about.contains(&one.personne))
        {
            ::indemnites::refuse(
                &desk,
                self.db,
                one.id,
                "Cette réunion était déjà comptée dans un autre cadre.",
            )
            .await?;
        }
        Ok(())
    }

    /// Two trainees, for which the règlement says nothing yet.
    async fn tutored(&self, one: &Adherent) -> anyhow::Result<()> {
        let nouvelle = Proposition {
            personne: one.id,
            libelle: "Accueil d’une interne".to_owned(),
            objet: Objet::Tutorat,
            quantite: 1,
            jour: self.today.saturating_sub(20.days()),
            horaire: None,
            mission: Mission::Accompagnement,
            genre: String::new(),
            action: None,
            profession: None,
            declarant: None,
            piece: None,
        };
        let mut tx = self.db.begin(&self.by(self.desk, 0)).await?;
        let source: Id<()> = self.ctx.id();
        ::indemnites::propose(&mut tx, ("demo.tutorat", source.uuid()), nouvelle).await?;
        Ok(tx.commit().await?)
    }

    async fn declared(&self, who: Uuid) -> anyhow::Result<()> {
        let told = |objet, quantite, quoi: &str, days: i64| Declaration {
            jour: self.today.saturating_sub(days.days()),
            objet,
            quantite,
            mission: Mission::Parcours,
            action: None,
            quoi: quoi.to_owned(),
            profession: None,
        };
        let me = self.by(who, 0);
        for one in [
            told(Objet::Temps, 90, "Préparation du groupe insuffisance cardiaque", 12),
            told(Objet::Kilometre, 64, "Visite aux cabinets de Saugues", 9),
        ] {
            let key: Id<()> = self.ctx.id();
            ::indemnites::declare(&me, self.db, key.uuid(), one, None).await?;
        }
        Ok(())
    }
}
