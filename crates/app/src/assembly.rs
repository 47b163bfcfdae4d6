//! The list of modules, and what is made of it: one schema, one router, one rights table.

use crate::{echanges::Echanges, mail::Mailbox, pages};
use db::{Db, Migrations};
use kernel::Clock;
use web::{App, Module, RightsTable, RightsTableError, Routes, Settings};

/// The groups of the workspace's navigation, by the rank of their first entry.
const HEADINGS: &[(u8, &str)] = &[
    (20, "Territoire"),
    (34, "Projet et contrat"),
    (58, "Missions"),
    (60, "Association"),
    (90, "Administration"),
];

/// Every module, ground floor first: the order of migrations.
pub(crate) fn modules() -> Vec<Module> {
    vec![
        comptes::module(),
        actes::module(),
        pieces::module(),
        adhesions::module(),
        territoire::module(),
        enquete::module(),
        reunions::module(),
        repertoire::module(),
        gouvernance::module(),
        indemnites::module(),
        annuaire::module(),
        rendez_vous::module(),
        sas::module(),
        snp::module(),
        diagnostic::module(),
        medecin_traitant::module(),
        garde::module(),
        projet_sante::module(),
        contrat::module(),
        indicateurs::module(),
        budget::module(),
        dialogue::module(),
        pages::module(),
    ]
}

/// What every crate keeps about people, floor by floor, then the machinery: the register of the RGPD (article 30).
pub(crate) fn registres() -> impl Iterator<Item = (&'static str, kernel::Registre)> {
    let all = modules().into_iter().map(|module| (module.name, module.registre));
    all.chain(std::iter::once((db::MIGRATIONS.module, db::REGISTRE)))
}

/// Every processing of personal data.
pub(crate) fn traitements() -> impl Iterator<Item = &'static kernel::Traitement> {
    registres().flat_map(|(_, registre)| registre.traitements)
}

/// The schema.
pub(crate) fn migrations() -> Vec<Migrations> {
    std::iter::once(db::MIGRATIONS).chain(modules().iter().map(|module| module.migrations)).collect()
}

/// Every route.
pub(crate) fn routes(demo: bool) -> Routes {
    let all = modules().iter().fold(Routes::new(), |all, module| all.and((module.routes)()));
    if demo { all.and(pages::demo_routes()) } else { all }
}

/// The rights table, a text that a person can read.
pub(crate) fn rights() -> Result<RightsTable, RightsTableError> {
    RightsTable::parse(include_str!("../droits.txt"))
}

/// Database, clock and resources, ready for the router; `echanges` is with whom this instance exchanges slots.
pub(crate) async fn app(
    db: Db,
    clock: Clock,
    settings: Settings,
    mailbox: Mailbox,
    echanges: impl Into<Echanges>,
) -> anyhow::Result<App> {
    let atlas = territoire::Atlas::load(&db, clock.now()).await?;
    let builder = App::builder(db, clock, settings, comptes::identify, rights()?);
    let sms = mailbox.can_send_sms();
    let builder = builder
        .can_send_sms(sms)
        .with(mailbox)
        .with(atlas)
        .with(repertoire::Repertoire::new())
        .with(annuaire::Carnets::default())
        .with(annuaire::Bottins::default())
        .with(rendez_vous::Guichet::default())
        .with(medecin_traitant::Calculs::default())
        .with(actes::Actions(proposed))
        .with(adhesions::Communes(communes))
        .with(pages::Metrics::install())
        .modules(&modules())
        .headings(HEADINGS);
    Ok(echanges.into().plug(builder).build())
}

/// The actions of the projet de santé, for the form of an act.
fn proposed(
    tx: &mut db::Tx,
) -> std::pin::Pin<Box<dyn Future<Output = db::Result<Vec<actes::ActionProposee>>> + Send + '_>> {
    Box::pin(async move {
        let all = projet_sante::actions(tx).await?.into_iter();
        let one = |action: projet_sante::Action| actes::ActionProposee {
            id: action.id.uuid(),
            titre: action.fiche.titre,
            chemin: format!("projet/actions/{}", action.id),
        };
        Ok(all.map(one).collect())
    })
}

/// The communes of the territory, for the sheet of a member.
fn communes<'a>(
    app: &'a App,
    tx: &'a mut db::Tx,
) -> web::BoxFuture<'a, db::Result<adhesions::communes::Noms>> {
    Box::pin(async move {
        let (id, now) = (tx.cpts(), tx.ctx().now);
        let etat = app.resource::<territoire::Atlas>().at(tx).await?;
        let jour = now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let codes = etat.of(id).map(|cpts| cpts.communes(jour).clone()).unwrap_or_default();
        let named = codes.into_iter().filter_map(|code| Some((code, etat.france.commune(code)?.nom.clone())));
        Ok(named.map(|(code, nom)| (code, nom.to_string())).collect())
    })
}
