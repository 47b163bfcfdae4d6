use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Fraction {
    text.parse().unwrap()
}

#[test]
fn ratios_are_read_exactly() {
    for text in ["0,75", "0.75", "3/4", "75 %", "75\u{a0}%", "7.5e-1", ".75", "1,5/2"] {
        assert_eq!(read(text), Fraction::new(3, 4), "{text}");
    }
    assert_eq!(read("0,1").plus(read("0,2")), read("0,3"));
    assert_eq!(read("-2"), Fraction::from_int(-2));
    for text in ["", "abc", "1/0", "1.", "0x1", "1e99", "--1", "1/2/3", "NaN"] {
        assert!(text.parse::<Fraction>().is_err(), "{text}");
    }
}

#[test]
fn a_cent_is_rounded_once_half_up() {
    assert_eq!(Fraction::new(1, 2).of(1), 1);
    assert_eq!(Fraction::new(1, 2).of(-1), 0);
    assert_eq!(Fraction::new(5, 6).of(3), 3);
    assert_eq!(Fraction::new(249, 366).of(5_500_000), 3_741_803);
    assert_eq!(read("0,625").percent(), "62,5\u{202f}%");
    assert_eq!(Fraction::new(1, 3).to_string(), "0,333333333333");
}

#[test]
fn what_is_shown_can_be_computed_again() {
    assert_eq!(read("0,35").times(read("0,12345")).percent(), "4,32075\u{202f}%");
    assert_eq!(Fraction::new(2, 3).percent(), "2/3 (≈ 66,67\u{202f}%)");
    assert_eq!((Fraction::new(2, 3).exact(), read("0,4").exact()), ("2/3".to_owned(), "0,4".to_owned()));
}

proptest! {
    #[test]
    fn arithmetic_agrees_with_integers(a in -1000i128..1000, b in 1i128..1000, c in -1000i128..1000, d in 1i128..1000) {
        let (x, y) = (Fraction::new(a, b), Fraction::new(c, d));
        prop_assert_eq!(x.plus(y), Fraction::new(a * d + c * b, b * d));
        prop_assert_eq!(x.times(y), Fraction::new(a * c, b * d));
        prop_assert_eq!(x.minus(y).plus(y), x);
        prop_assert_eq!(x < y, a * d < c * b);
        let text = serde_json::to_value(x).unwrap();
        prop_assert_eq!(text.as_str().unwrap().parse::<Fraction>().unwrap(), x);
    }

    #[test]
    fn big_ratios_stay_close(parts in proptest::collection::vec((1i128..1_000_000_000_000_000, 1i128..1_000_000_000_000_000), 1..30)) {
        let sum = parts.iter().fold(Fraction::ZERO, |sum, (a, b)| sum.plus(Fraction::new(*a.min(b), *b)));
        prop_assert!(sum >= Fraction::ZERO && sum <= Fraction::from_int(30));
    }

    #[test]
    fn any_text_is_answered(text in ".{0,40}") {
        let _ = text.parse::<Fraction>();
    }
}
