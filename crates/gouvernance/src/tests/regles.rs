//! Rules without a database: majorities, ties, elections, notice.

use super::*;
use crate::depouillement::{Totaux, depouille};
use crate::scrutin::Refus;

fn resolution(majorite: Majorite, assiette: Assiette, mode: Mode, egalite: Egalite) -> Scrutin {
    let id = Uuid::from_u128(1);
    Scrutin {
        id: Id::new(id),
        instance: Id::new(id),
        seance: None,
        point: None,
        question: String::new(),
        texte: String::new(),
        mode,
        sieges: 0,
        majorite,
        assiette,
        egalite,
        jours: None,
        ouvert_le: None,
        clos_le: None,
        issue: None,
        motif: String::new(),
        participation: None,
        choix: Scrutin::bulletin(&[]),
    }
}

fn totals(counts: &[u32], inscrits: u32) -> Totaux {
    Totaux { voix: (0..).zip(counts.iter().copied()).collect(), bulletins: counts.iter().sum(), inscrits }
}

#[test]
fn abstentions_count_or_not_as_the_statutes_say() {
    let issue = |majorite, assiette, counts: &[u32]| {
        let one = resolution(majorite, assiette, Mode::Secret, Egalite::Rejet);
        depouille(&one, &totals(counts, 12), None).unwrap().issue
    };
    assert_eq!(issue(Majorite::Simple, Assiette::Exprimes, &[3, 2, 7]), Issue::Adoptee);
    assert_eq!(issue(Majorite::Absolue, Assiette::Exprimes, &[3, 2, 7]), Issue::Adoptee);
    assert_eq!(issue(Majorite::Absolue, Assiette::Presents, &[6, 2, 4]), Issue::Rejetee);
    assert_eq!(issue(Majorite::Absolue, Assiette::Presents, &[7, 2, 3]), Issue::Adoptee);
    assert_eq!(issue(Majorite::DeuxTiers, Assiette::Exprimes, &[6, 3, 3]), Issue::Adoptee);
    assert_eq!(issue(Majorite::DeuxTiers, Assiette::Exprimes, &[5, 3, 4]), Issue::Rejetee);
    assert_eq!(issue(Majorite::TroisQuarts, Assiette::Presents, &[9, 0, 3]), Issue::Adoptee);
    assert_eq!(issue(Majorite::Simple, Assiette::Exprimes, &[0, 0, 5]), Issue::Rejetee, "nobody is for");
}

#[test]
fn a_tie_is_decided_by_the_chair_only_where_their_vote_is_known() {
    let with = |mode, egalite, chair| {
        let one = resolution(Majorite::Simple, Assiette::Exprimes, mode, egalite);
        depouille(&one, &totals(&[4, 4, 1], 9), chair)
    };
    let issue = |mode, egalite, chair| with(mode, egalite, chair).unwrap().issue;
    assert_eq!(issue(Mode::Nominatif, Egalite::Rejet, Some(Sens::Pour)), Issue::Rejetee);
    assert_eq!(issue(Mode::Nominatif, Egalite::President, Some(Sens::Pour)), Issue::Adoptee);
    assert_eq!(issue(Mode::MainLevee, Egalite::President, Some(Sens::Contre)), Issue::Rejetee);
    assert_eq!(issue(Mode::Secret, Egalite::President, Some(Sens::Pour)), Issue::Rejetee);
    assert!(matches!(with(Mode::MainLevee, Egalite::President, None), Err(Refus::Departage(_))));
    assert!(with(Mode::Secret, Egalite::President, None).unwrap().motif.contains("égalité"));
}

#[test]
fn seats_go_to_those_with_most_voices_and_a_tie_leaves_the_last_open() {
    let names: Vec<String> = ["Anne", "Luc", "Zoé"].map(str::to_owned).to_vec();
    let election = |counts: &[u32]| {
        let base = resolution(Majorite::Simple, Assiette::Exprimes, Mode::Secret, Egalite::Rejet);
        let one = Scrutin { sieges: 2, choix: Scrutin::bulletin(&names), ..base };
        let found = depouille(&one, &totals(counts, 9), None).unwrap();
        (found.issue, found.retenus, found.motif)
    };
    assert_eq!(election(&[5, 2, 4, 1]).1, [0, 2]);
    let (issue, kept, motif) = election(&[5, 3, 3, 1]);
    assert_eq!((issue, kept), (Issue::Incomplete, vec![0]));
    assert!(motif.contains("Luc, Zoé ont chacun 3"), "{motif}");
    assert_eq!(election(&[0, 0, 4, 1]).1, [2], "no voice, no seat");
    assert_eq!(election(&[3, 3, 3, 0]).1, Vec::<u32>::new());
}

#[test]
fn a_ballot_offers_what_it_offers() {
    let one = resolution(Majorite::Simple, Assiette::Exprimes, Mode::Secret, Egalite::Rejet);
    assert_eq!(one.check(&[1]), Ok(vec![1]));
    assert!(one.check(&[]).is_err() && one.check(&[0, 1]).is_err() && one.check(&[9]).is_err());
    let names: Vec<String> = ["Anne", "Luc", "Zoé"].map(str::to_owned).to_vec();
    let election = Scrutin { sieges: 2, choix: Scrutin::bulletin(&names), ..one };
    assert_eq!(election.check(&[2, 0, 0]), Ok(vec![0, 2]));
    assert!(matches!(election.check(&[0, 1, 2]), Err(Refus::TropDeNoms { .. })));
    assert!(election.check(&[0, 3]).is_err(), "a name and blank");
}

#[test]
fn the_notice_is_counted_in_days_and_cites_its_article() {
    let rule = Regle {
        source: "Statuts, article 12".to_owned(),
        ..Regle::usuelle(Genre::AgOrdinaire, Id::new(Uuid::nil()), TODAY)
    };
    let notice = |from| Preavis::of(from, date(2026, 3, 20), &rule);
    assert!(notice(date(2026, 3, 5)).respecte());
    let late = notice(date(2026, 3, 8));
    assert!(!late.respecte());
    let words = late.phrase().1;
    assert!(
        words.starts_with(
            "Convoquée 12\u{a0}jours avant la séance\u{a0}; les statuts demandent 15\u{a0}jours (Statuts, article 12)"
        ),
        "{words}"
    );
    assert!(notice(date(2026, 3, 20)).phrase().1.starts_with("Convoquée le jour même de la séance\u{a0}; "));
    assert_eq!(notice(date(2026, 3, 21)).avance(), "après la séance");
}

#[test]
fn the_quorum_of_each_college_is_asked_for_when_the_statutes_do() {
    let id = |n| Id::new(Uuid::from_u128(n));
    let college = |n, nom: &str| adhesions::College {
        id: Id::new(Uuid::from_u128(n)),
        nom: nom.to_owned(),
        ordre: 0,
        pour: String::new(),
        ferme_le: None,
    };
    let colleges = [college(1, "Ville"), college(2, "Établissements"), college(3, "Usagers")];
    let one = |n: u128, of| Ayant { id: id(n), nom: format!("Nom{n}"), college: of, voix: 1 };
    let (ville, etab) = (Some(colleges[0].id), Some(colleges[1].id));
    let all = [one(1, ville), one(2, ville), one(3, ville), one(4, etab), one(5, etab), one(6, None)];
    let there = |ids: &[u128]| ids.iter().map(|n| (id(*n), id(*n))).collect();
    let state = quorum::etat(Quorum::Tiers, Some(&colleges), &all, &there(&[1, 2, 3]));
    assert!(!state.atteint());
    let names: Vec<&str> = state.groupes.iter().map(|group| group.nom.as_str()).collect();
    assert_eq!(names, ["Ville", "Établissements", "Sans collège"], "an empty college is no group");
    assert_eq!(
        state.phrase(),
        "Le quorum n’est pas atteint\u{a0}: il manque 2\u{a0}personnes présentes ou représentées."
    );
    assert!(quorum::etat(Quorum::Tiers, Some(&colleges), &all, &there(&[1, 4, 6])).atteint());
    assert!(quorum::etat(Quorum::Tiers, None, &all, &there(&[1, 2])).atteint(), "of all members");
}
