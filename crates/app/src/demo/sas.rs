//! The exchange with the SAS, open, and a regulator: the operator of unscheduled care, who comes from the platform too.

use ::sas::{Reglage, receive_regulateur, set_reglage};
use db::Db;
use fhir::sas::Regulator;
use kernel::Ctx;

pub(super) async fn fill(here: &Ctx, db: &Db) -> anyhow::Result<()> {
    let reglage =
        Reglage { ouvert: true, finess: "430000018".parse().ok(), telephone: "04 71 00 00 10".parse().ok() };
    set_reglage(here, db, &reglage).await?;
    let regulator = Regulator {
        national_id: Some("3430000018/11242343".to_owned()),
        sas_id: None,
        others: Vec::new(),
        active: true,
        family: "Chalendar".to_owned(),
        given: "Marion".to_owned(),
        email: "operateur-snp@demo.example".to_owned(),
    };
    receive_regulateur(here, db, &regulator, None, None).await?;
    Ok(())
}
