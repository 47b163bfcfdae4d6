//! No query of one CPTS reads or changes a row of another, even when their ids are the same.

use super::*;
use crate::minutes::Decision;
use crate::store::{attestations, decisions, invites, minutes, presences, reunions, visiteurs};
use std::collections::BTreeMap;
use testkit::actors::{counting_again, cpts as nth};
use testkit::each_engine;

/// What the same world has under the same ids in two CPTS.
#[derive(PartialEq, Debug)]
struct Twin {
    adherent: Id<Adherent>,
    reunion: Id<Reunion>,
    presence: Id<Presence>,
    invite: Id<Invite>,
    decision: Id<Decision>,
    visiteur: Id<Visiteur>,
    attestation: Id<Attestation>,
}

const SERIE: Uuid = Uuid::from_u128(0xabc);

fn signer(id: Id<Visiteur>, reunion: Id<Reunion>, word: &str, now: jiff::Timestamp) -> Visiteur {
    let nom = format!("{word} inconnu");
    Visiteur { id, reunion, nom, profession: word.into(), a_distance: false, rattache: None, signe_le: now }
}

/// The same meetings with the same ids; only the words differ.
async fn world(db: &Db, ctx: &Ctx, word: &str) -> Twin {
    let adherent = membre(ctx, db, "Léa", word).await;
    let regle = Regle {
        rythme: crate::serie::Rythme::Semaines,
        tous_les: 1,
        fin: crate::serie::Fin::Fois(2),
        sauf: [].into(),
    };
    let nouvelle = Nouvelle { titre: word.into(), theme: word.into(), ..ce_soir() };
    let reunion = plan_serie(ctx, db, SERIE, &nouvelle, &regle).await.unwrap()[0];
    send_invitations(ctx, db, reunion, &[adherent], &[]).await.unwrap();
    let lines: BTreeMap<_, _> = [(adherent, Passage::whole(Comment::Feuille))].into();
    note_presences(ctx, db, reunion, &lines).await.unwrap();
    write_minutes(ctx, db, reunion, 0, word).await.unwrap();
    let decision = ctx.id();
    note_decision(
        ctx,
        db,
        Decision {
            id: decision,
            reunion,
            texte: word.into(),
            porteur: Some(adherent),
            echeance: None,
            fait_le: None,
        },
    )
    .await
    .unwrap();
    let visiteur = ctx.id();
    let mut tx = db.begin(ctx).await.unwrap();
    visiteurs::add(&mut tx, &signer(visiteur, reunion, word, ctx.now)).await.unwrap();
    tx.record(db::Trace::new("essai", "visiteur"));
    tx.commit().await.unwrap();
    let attestation = attest(ctx, db, adherent, 2026).await.unwrap();
    close_reunion(ctx, db, reunion).await.unwrap();
    let mut tx = db.read(ctx).await.unwrap();
    let presence = presences_de(&mut tx, reunion).await.unwrap()[0].id;
    let invite = invites::of_reunion(&mut tx, reunion).await.unwrap()[0].id;
    Twin { adherent, reunion, presence, invite, decision, visiteur, attestation }
}

async fn twins(db: &Db) -> (Ctx, Ctx, Twin) {
    let ours = counting_again(&at(&person(&system(), 1), "2026-03-02T20:30:00Z"));
    let theirs = counting_again(&Ctx { cpts: nth(2), ..ours.clone() });
    let mine = world(db, &ours, "ours").await;
    assert_eq!(mine, world(db, &theirs, "autres").await, "the two worlds must collide");
    (ours, theirs, mine)
}

each_engine! { SCHEMA;
    async fn questions_stay_inside(db) {
        let (ctx, _, twin) = twins(&db).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let (du, au) = (date(2026, 1, 1), date(2026, 12, 31));
        assert_eq!(reunions::reunion(&mut tx, twin.reunion).await.unwrap().unwrap().titre, "ours");
        assert_eq!(reunions::regle(&mut tx, SERIE).await.unwrap().unwrap(), "Toutes les semaines, le lundi");
        assert_eq!(reunions::de_la_serie(&mut tx, SERIE).await.unwrap().len(), 2);
        assert_eq!(reunions::entre(&mut tx, du, au).await.unwrap().len(), 2);
        assert_eq!(reunions::seen_by(&mut tx, twin.adherent, du, au).await.unwrap().len(), 1);
        assert_eq!(reunions::inviting(&mut tx, twin.adherent, du).await.unwrap().len(), 1);
        assert_eq!(reunions::themes(&mut tx).await.unwrap(), ["ours"]);
        assert!(reunions::acte(&mut tx, twin.reunion).await.unwrap().is_some());
        assert_eq!(presences::all(&mut tx, twin.reunion).await.unwrap().len(), 1);
        assert_eq!(presences::count(&mut tx, twin.reunion).await.unwrap(), 1);
        assert_eq!(presences::of_adherent(&mut tx, twin.adherent, du, au).await.unwrap()[0].0.titre, "ours");
        assert!(presences::presence(&mut tx, twin.presence).await.unwrap().is_some());
        assert_eq!(presences::of(&mut tx, twin.reunion, twin.adherent).await.unwrap().unwrap().id, twin.presence);
        assert_eq!(invites::one(&mut tx, twin.invite).await.unwrap().unwrap().adherent, Some(twin.adherent));
        assert!(invites::of(&mut tx, twin.reunion, twin.adherent).await.unwrap().is_some());
        assert_eq!(invites::answers(&mut tx, twin.adherent).await.unwrap().len(), 1);
        assert_eq!(invites::of_reunion(&mut tx, twin.reunion).await.unwrap().len(), 1);
        assert!(invites::guests(&mut tx, twin.reunion).await.unwrap().is_empty());
        assert_eq!(minutes::all(&mut tx, twin.reunion).await.unwrap()[0].texte, "ours");
        assert_eq!(decisions::one(&mut tx, twin.decision).await.unwrap().unwrap().texte, "ours");
        assert_eq!(decisions::of_reunion(&mut tx, twin.reunion).await.unwrap().len(), 1);
        assert_eq!(decisions::open(&mut tx).await.unwrap().len(), 1);
        assert_eq!(decisions::of_porteur(&mut tx, twin.adherent).await.unwrap().len(), 1);
        assert_eq!(visiteurs::one(&mut tx, twin.visiteur).await.unwrap().unwrap().profession, "ours");
        assert_eq!(visiteurs::of_reunion(&mut tx, twin.reunion).await.unwrap().len(), 1);
        let one = attestations::one(&mut tx, twin.attestation).await.unwrap().unwrap();
        assert!(one.faits.nom.ends_with("ours"));
        assert_eq!(attestations::by_code(&mut tx, &one.code).await.unwrap().unwrap().numero, "2026-0001");
        assert_eq!(attestations::latest(&mut tx, None, None, 9).await.unwrap().len(), 1);
        assert_eq!(decisions::titres(&mut tx).await.unwrap().into_values().collect::<Vec<_>>(), ["ours, 2\u{a0}mars 2026"]);
        assert!(attestations::same(&mut tx, twin.adherent, 2026, &one.empreinte).await.unwrap().is_some());
    }

    async fn gestures_stay_inside(db) {
        let (ctx, theirs, twin) = twins(&db).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        let acte = Id::new(Uuid::from_u128(5));
        let held = reunions::hold(&mut tx, twin.reunion).await.unwrap().unwrap();
        reunions::add(&mut tx, ctx.id(), &Nouvelle { id: None, ..held.nouvelle() }, None, None).await.unwrap();
        reunions::add_serie(&mut tx, Uuid::from_u128(0xdef), "x", None).await.unwrap();
        let second = reunions::de_la_serie(&mut tx, SERIE).await.unwrap()[1].clone();
        assert!(reunions::rewrite(&mut tx, second.id, &Nouvelle { titre: "changé".into(), ..second.nouvelle() }, true).await.unwrap());
        assert!(reunions::seat(&mut tx, second.id, true).await.unwrap());
        assert!(reunions::close(&mut tx, second.id, acte).await.unwrap());
        reunions::set_acte(&mut tx, twin.reunion, acte).await.unwrap();
        let one = presences::presence(&mut tx, twin.presence).await.unwrap().unwrap();
        assert!(presences::rewrite(&mut tx, &Presence { minutes: 1, ..one.clone() }).await.unwrap());
        assert!(!presences::add(&mut tx, &Presence { id: ctx.id(), ..one }, None).await.unwrap());
        presences::set_acte(&mut tx, twin.presence, acte).await.unwrap();
        let invite = invites::hold(&mut tx, twin.invite).await.unwrap().unwrap();
        assert!(!invites::add(&mut tx, &Invite { id: ctx.id(), ..invite }, None).await.unwrap());
        assert_eq!(invites::remind(&mut tx, twin.reunion).await.unwrap(), 1);
        invites::answer(&mut tx, twin.invite, Reponse::Oui).await.unwrap();
        assert!(invites::retire(&mut tx, twin.invite).await.unwrap());
        assert!(minutes::validate(&mut tx, twin.reunion, 1, None).await.unwrap());
        assert!(minutes::add(&mut tx, twin.reunion, 2, "x", None).await.unwrap());
        let decision = decisions::one(&mut tx, twin.decision).await.unwrap().unwrap();
        assert!(!decisions::add(&mut tx, &decision, None).await.unwrap());
        decisions::settle(&mut tx, twin.decision, Some(TODAY)).await.unwrap();
        assert!(decisions::retire(&mut tx, twin.decision).await.unwrap());
        visiteurs::add(&mut tx, &signer(ctx.id(), twin.reunion, "autre", ctx.now)).await.unwrap();
        assert!(visiteurs::attach(&mut tx, twin.visiteur, twin.presence).await.unwrap());
        assert!(!visiteurs::retire(&mut tx, twin.visiteur).await.unwrap());
        let attestation = attestations::one(&mut tx, twin.attestation).await.unwrap().unwrap();
        assert_eq!(attestations::next_number(&mut tx, 2026).await.unwrap(), 2);
        assert!(attestations::withdraw(&mut tx, twin.attestation, "x").await.unwrap());
        let code = "AUTRE".to_owned();
        attestations::add(&mut tx, &Attestation { id: ctx.id(), code, ..attestation }).await.unwrap();
        assert!(reunions::cancel(&mut tx, twin.reunion, "x").await.unwrap());
        tx.record(db::Trace::new("essai", "tout"));
        tx.commit().await.unwrap();

        let mut tx = db.read(&theirs).await.unwrap();
        let all = reunions::entre(&mut tx, date(2026, 1, 1), date(2026, 12, 31)).await.unwrap();
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|one| one.titre == "autres" && one.oui == 0 && !matches!(one.etat, Etat::Annulee { .. })));
        assert_eq!(reunions::regle(&mut tx, Uuid::from_u128(0xdef)).await.unwrap(), None);
        assert_ne!(reunions::acte(&mut tx, twin.reunion).await.unwrap(), Some(acte));
        let one = presences::presence(&mut tx, twin.presence).await.unwrap().unwrap();
        assert!(one.minutes == 120 && one.acte != Some(acte));
        let invite = invites::one(&mut tx, twin.invite).await.unwrap().unwrap();
        assert!(invite.reponse == Reponse::Attendu && invite.relance_le.is_none());
        assert!(minutes::all(&mut tx, twin.reunion).await.unwrap()[0].valide.is_none());
        assert_eq!(decisions::one(&mut tx, twin.decision).await.unwrap().unwrap().fait_le, None);
        assert_eq!(visiteurs::one(&mut tx, twin.visiteur).await.unwrap().unwrap().rattache, None);
        assert!(attestations::one(&mut tx, twin.attestation).await.unwrap().unwrap().retrait.is_none());
        assert_eq!(attestations::latest(&mut tx, None, None, 9).await.unwrap().len(), 1);
    }
}
