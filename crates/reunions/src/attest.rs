use crate::attestation::{self, Assistance, Attestation, Faits};
use crate::droits::{ORGANISER, VOIR};
use crate::{WriteError, author, faits, heures, store};
use adhesions::{Adherent, EtatCotisation};
use comptes::Noms;
use db::{Db, Trace, Tx};
use documents::{Block, Column, Document, Fact, Level, Table};
use jiff::civil::Date;
use kernel::{Ctx, Id, saisie};
use ui::francais;

/// Attests of a member's membership and participation in a civil year: one's own, or anybody's for the office. The same facts give the
/// attestation that was given before.
///
/// # Errors
/// [`WriteError`].
pub async fn attest(
    ctx: &Ctx,
    db: &Db,
    adherent: Id<Adherent>,
    annee: i16,
) -> Result<Id<Attestation>, WriteError> {
    ctx.require(VOIR)?;
    let today = heures::today(ctx.now);
    if annee > today.year() || annee < 2000 {
        return Err(saisie::Refus::new("annee", "Choisissez une année passée ou l’année en cours.").into());
    }
    let mut tx = db.begin(ctx).await?;
    let who = adhesions::adherent(&mut tx, adherent).await?.ok_or(WriteError::Inconnu("Cet adhérent"))?;
    let mine = author(ctx).is_some_and(|me| who.compte == Some(me));
    if !mine {
        ctx.require(ORGANISER)?;
    }
    if !who.was_in(annee) {
        let words = format!("{} n’adhérait pas à l’association en {annee}.", who.nom());
        return Err(saisie::Refus::new("annee", words).into());
    }
    let faits = gather(&mut tx, &who, annee, today).await?;
    let empreinte = faits.empreinte();
    if let Some(kept) = store::attestations::same(&mut tx, adherent, annee, &empreinte).await? {
        return Ok(kept.id);
    }
    let id: Id<Attestation> = ctx.id();
    let rang = store::attestations::next_number(&mut tx, today.year()).await?;
    let one = Attestation {
        id,
        code: attestation::code(db.secret(), ctx.cpts, id),
        numero: format!("{}-{rang:04}", today.year()),
        adherent,
        faits,
        empreinte,
        emise_par: issuer(&mut tx).await?,
        emise_le: ctx.now,
        retrait: None,
    };
    store::attestations::add(&mut tx, &one).await?;
    let trace = Trace::new("reunions.attestation_emise", format!("attestation:{id}"));
    tx.record(trace.detail(&one.numero).after(&one));
    tx.commit().await?;
    Ok(id)
}

/// The name of whoever asks.
async fn issuer(tx: &mut Tx) -> Result<String, WriteError> {
    let Some(me) = author(tx.ctx()) else { return Ok("Le bureau de la CPTS".to_owned()) };
    let names = Noms::read(tx, vec![me]).await?;
    Ok(names.get(me).unwrap_or("Le bureau de la CPTS").to_owned())
}

async fn gather(tx: &mut Tx, who: &Adherent, annee: i16, today: Date) -> Result<Faits, WriteError> {
    let (first, last) = (Date::constant(annee, 1, 1), Date::constant(annee, 12, 31));
    let situation = adhesions::situation(tx, who.id, last.min(today)).await?;
    let cotisation = match situation.map(|one| one.cotisation) {
        Some(EtatCotisation::Payee { le }) => format!("Cotisation {annee} réglée le {}", francais::date(le)),
        Some(EtatCotisation::Offerte) => format!("Cotisation {annee} offerte"),
        Some(EtatCotisation::Due { .. }) => format!("Cotisation {annee} non réglée"),
        Some(EtatCotisation::SansAppel) | None => format!("Pas d’appel de cotisation en {annee}"),
    };
    let reunions = faits::presences(tx, who.id, first, last).await?;
    let left = match &who.etat {
        adhesions::Etat::Sorti { le, .. } => Some(*le),
        adhesions::Etat::Adherent { .. }
        | adhesions::Etat::Demande { .. }
        | adhesions::Etat::Refuse { .. } => None,
    };
    Ok(Faits {
        nom: who.nom(),
        professions: who.professions.clone(),
        depuis: who.depuis(),
        jusqu_au: left,
        cotisation,
        annee,
        reunions: reunions
            .into_iter()
            .map(|(reunion, presence)| Assistance {
                jour: presence.jour,
                titre: reunion.titre,
                mission: reunion.mission.label().to_owned(),
                minutes: presence.minutes,
            })
            .collect(),
    })
}

/// Withdraws an attestation given by mistake: whoever checks it learns it.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_attestation(
    ctx: &Ctx,
    db: &Db,
    id: Id<Attestation>,
    motif: &str,
) -> Result<(), WriteError> {
    ctx.require(ORGANISER)?;
    let motif = crate::LIGNE.line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    if !store::attestations::withdraw(&mut tx, id, &motif).await? {
        return Err(WriteError::Inconnu("Cette attestation"));
    }
    tx.record(Trace::new("reunions.attestation_retiree", format!("attestation:{id}")).detail(&motif));
    tx.commit().await?;
    Ok(())
}

/// An attestation as a document: `public_url` is the address of the instance, under which it is checked.
///
/// # Errors
/// [`WriteError`].
pub async fn attestation_pdf(
    tx: &mut Tx,
    db: &Db,
    id: Id<Attestation>,
    public_url: &str,
) -> Result<Document, WriteError> {
    let one = store::attestations::one(tx, id).await?.ok_or(WriteError::Inconnu("Cette attestation"))?;
    let cpts = comptes::here(tx).await?.ok_or(WriteError::Inconnu("Cette CPTS"))?;
    let address = format!("{public_url}/{}/attestations/{}", cpts.slug.as_str(), one.code);
    let faits = &one.faits;
    let mut doc = Document::new(
        cpts.nom.to_string(),
        format!("Attestation d’adhésion et de participation {}", faits.annee),
        heures::today(one.emise_le),
    );
    doc.reference = Some(format!("Attestation n° {}", one.numero));
    doc.paragraph(format!("{} atteste que {}.", cpts.nom, en_mots(faits, heures::today(one.emise_le))));
    doc.push(Block::Facts(membership(faits)));
    doc.heading(Level::One, format!("Participation en {}", faits.annee));
    if faits.reunions.is_empty() {
        doc.paragraph("Aucune participation notée cette année.");
    } else {
        doc.paragraph(missions(faits));
        doc.push(meetings(faits));
    }
    doc.heading(Level::One, "Signature");
    let sceau = one.sceau_lisible(db.secret(), tx.cpts());
    doc.push(Block::Facts(vec![
        Fact::new("Délivrée le", francais::date(heures::today(one.emise_le))),
        Fact::new("Par", one.emise_par.clone()),
        Fact::new("Sceau", sceau),
    ]));
    if let Some(figure) = ui::qr::qr(&address, "Vérifier cette attestation", 160) {
        doc.push(documents::Figure {
            svg: figure.into_string().replacen("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", 1),
            caption: String::new(),
            alternative: address.clone(),
            source: None,
            width: 0.12,
        });
    }
    doc.paragraph(format!(
        "Quiconque tient ce papier peut le vérifier, en scannant ce code ou à cette adresse\u{a0}: {address}"
    ));
    Ok(doc)
}

/// « Léa Roux adhère à l’association depuis le … et a pris part, en 2026, à 4 réunions, soit 7 h ». A year that runs is told until the
/// day of the attestation.
fn en_mots(faits: &Faits, emise_le: Date) -> String {
    let day = francais::date;
    let belongs = match (faits.depuis, faits.jusqu_au) {
        (Some(depuis), Some(le)) => {
            format!("{} a adhéré à l’association du {} au {}", faits.nom, day(depuis), day(le))
        }
        (Some(depuis), None) => format!("{} adhère à l’association depuis le {}", faits.nom, day(depuis)),
        (None, _) => faits.nom.clone(),
    };
    let annee = if faits.annee == emise_le.year() {
        format!("en {}, jusqu’au {}", faits.annee, day(emise_le))
    } else {
        format!("en {}", faits.annee)
    };
    let count = i64::try_from(faits.reunions.len()).unwrap_or(i64::MAX);
    match count {
        0 => format!("{belongs}. Aucune participation n’est notée {annee}"),
        _ => format!(
            "{belongs} et a pris part, {annee}, à {}, soit {}",
            francais::compte(count, "réunion", "réunions"),
            francais::duree(i64::from(faits.minutes()))
        ),
    }
}

fn membership(faits: &Faits) -> Vec<Fact> {
    let mut facts = vec![Fact::new("Nom", faits.nom.clone())];
    if !faits.professions.is_empty() {
        facts.push(Fact::new("Profession", faits.professions.join(", ")));
    }
    if let Some(depuis) = faits.depuis {
        facts.push(Fact::new("Adhérent depuis le", francais::date(depuis)));
    }
    if let Some(le) = faits.jusqu_au {
        facts.push(Fact::new("Sorti le", francais::date(le)));
    }
    facts.push(Fact::new("Cotisation", faits.cotisation.clone()));
    facts
}

/// « Parcours : 3 réunions, 6 h ; Crise : 1 réunion, 2 h. »
fn missions(faits: &Faits) -> String {
    let said = faits.par_mission().into_iter().map(|(mission, meetings, minutes)| {
        let count = francais::compte(i64::try_from(meetings).unwrap_or(i64::MAX), "réunion", "réunions");
        format!("{mission}\u{a0}: {count}, {}", francais::duree(i64::from(minutes)))
    });
    format!("{}.", said.collect::<Vec<_>>().join("\u{a0}; "))
}

fn meetings(faits: &Faits) -> Table {
    let row = |one: &Assistance| {
        let cells = [
            francais::date(one.jour),
            one.titre.clone(),
            one.mission.clone(),
            francais::duree(i64::from(one.minutes)),
        ];
        cells.into_iter().map(Into::into).collect()
    };
    Table {
        caption: String::new(),
        columns: vec![
            Column::text("Jour", 1.5),
            Column::text("Réunion", 4.0),
            Column::text("Mission", 2.0),
            Column::number("Temps", 1.0),
        ],
        rows: faits.reunions.iter().map(row).collect(),
        total: Some(vec![
            "Total".into(),
            "".into(),
            "".into(),
            francais::duree(i64::from(faits.minutes())).into(),
        ]),
        source: None,
    }
}
