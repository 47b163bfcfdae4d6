use super::*;
use jiff::civil::date;

fn rate(regime: Regime, profession: &str, cents: i64) -> Bareme {
    let cle = Cle {
        regime,
        objet: Objet::Temps,
        profession: profession.into(),
        mission: None,
        genre: String::new(),
        action: None,
    };
    let id = Id::new(Uuid::from_u128(u128::try_from(cents).unwrap()));
    Bareme {
        id,
        cle,
        cents,
        unite: Unite::Heure,
        arrondi: Arrondi::QuartSuperieur,
        du: date(2026, 1, 1),
        au: None,
        source: "Annexe 2".into(),
    }
}

fn fait(profession: &str, minutes: u32) -> Fait {
    Fait {
        objet: Objet::Temps,
        profession: profession.into(),
        perd_un_revenu: true,
        mission: Mission::Acces,
        genre: "formation".into(),
        action: None,
        jour: date(2026, 3, 2),
        quantite: minutes,
    }
}

#[test]
fn the_most_precise_rate_applies_and_explains_itself() {
    let all = [rate(Regime::PerteDeRevenu, "", 4_000), rate(Regime::PerteDeRevenu, "Médecin", 7_500)];
    let doctor = calcul(&all, &fait("médecin", 97)).unwrap();
    assert_eq!(doctor.cents, 13_125, "1 h 45 at 75 €");
    assert!(
        doctor.pourquoi.formula.contains("1\u{a0}h\u{a0}45 × 75,00\u{a0}€ l’heure = 131,25\u{a0}€"),
        "{}",
        doctor.pourquoi.formula
    );
    assert_eq!(calcul(&all, &fait("Sage-femme", 60)).unwrap().cents, 4_000);
    let mut closed = all.clone();
    closed.iter_mut().for_each(|one| one.au = Some(date(2026, 2, 28)));
    assert_eq!(calcul(&closed, &fait("Médecin", 60)), None);
}

#[test]
fn a_volunteer_has_no_loss_of_income_and_a_mission_is_worth_the_same_to_all() {
    let mut mission = rate(Regime::RemunerationDeMission, "", 5_000);
    mission.cle.genre = "formation".into();
    let all = [rate(Regime::PerteDeRevenu, "", 4_000), mission];
    let volunteer = Fait { perd_un_revenu: false, genre: String::new(), ..fait("", 60) };
    assert_eq!(calcul(&all, &volunteer), None);
    let both = calcul(&all, &fait("Médecin", 60)).unwrap();
    assert_eq!((both.regime, both.cents), (Regime::RemunerationDeMission, 5_000), "one regime, never two");
}

#[test]
fn half_a_cent_goes_up_and_a_flat_amount_does_not_depend_on_time() {
    let mut one = rate(Regime::PerteDeRevenu, "", 4_001);
    one.arrondi = Arrondi::Minute;
    assert_eq!(one.amount(30).1, 2_001);
    one.unite = Unite::Forfait;
    assert_eq!(one.amount(500).1, 4_001);
}

#[test]
fn rates_of_one_key_overlap_when_they_share_a_day() {
    let one = rate(Regime::PerteDeRevenu, "Médecin", 100);
    let mut other = rate(Regime::PerteDeRevenu, "MEDECIN", 200);
    assert!(one.overlaps(&other));
    other.au = Some(date(2026, 1, 1));
    other.du = date(2025, 1, 1);
    assert!(one.overlaps(&other) && other.overlaps(&one), "the last day counts");
    other.au = Some(date(2025, 12, 31));
    assert!(!one.overlaps(&other) && !other.overlaps(&one));
    assert_eq!(Bareme { unite: Unite::Kilometre, ..one.clone() }.check().unwrap_err().champ, "unite");
    assert_eq!(Bareme { cents: -1, ..one }.check().unwrap_err().champ, "montant");
}
