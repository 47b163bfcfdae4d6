//! Numbers as files write them: never guessed.

use std::fmt::Write;

/// A decimal with a point or a comma, an exponent or not; nothing for anything else, `NaN` and `inf` included.
pub(super) fn read(field: &[u8]) -> Option<f64> {
    let shape = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+' | b'e' | b'E');
    if !field.iter().all(shape) {
        return None;
    }
    let text = std::str::from_utf8(field).ok()?;
    let number: f64 = if text.contains(',') {
        let single = text.matches(',').count() == 1 && !text.contains('.');
        single.then(|| text.replace(',', "."))?.parse().ok()?
    } else {
        text.parse().ok()?
    };
    number.is_finite().then_some(number)
}

/// Twelve significant digits, as `%.12g` of C and Python: zeros of the end left out, an exponent below 1e-4 and from
/// 1e12.
pub(super) fn write(value: f64, out: &mut String) {
    if value == 0.0 {
        return out.push('0');
    }
    let start = out.len();
    let _ = write!(out, "{value:.11e}");
    let written = out.split_off(start);
    let Some((mantissa, exponent)) = written.split_once('e') else { return out.push_str(&written) };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
    let digits = digits.trim_end_matches('0');
    out.push_str(sign);
    if !(-4..12).contains(&exponent) {
        point(digits, 1, out);
        let _ = write!(out, "e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs());
    } else if exponent < 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', (-exponent - 1) as usize));
        out.push_str(digits);
    } else {
        point(digits, exponent as usize + 1, out);
    }
}

/// Digits with a point after so many of them, if any follow.
fn point(digits: &str, whole: usize, out: &mut String) {
    let cut = whole.min(digits.len());
    out.push_str(&digits[..cut]);
    out.extend(std::iter::repeat_n('0', whole - cut));
    if cut < digits.len() {
        out.push('.');
        out.push_str(&digits[cut..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: f64) -> String {
        let mut out = String::new();
        write(value, &mut out);
        out
    }

    #[test]
    fn twelve_digits_as_python_writes_them() {
        let expected = [
            (0.0, "0"),
            (1.0, "1"),
            (0.000638101234567891, "0.000638101234568"),
            (1.0 / 3.0, "0.333333333333"),
            (2.0 / 3.0 * 100.0, "66.6666666667"),
            (43614.0, "43614"),
            (43614.25, "43614.25"),
            (1e-5, "1e-05"),
            (1.234567890123456e-7, "1.23456789012e-07"),
            (0.0001, "0.0001"),
            (0.000_099_999_999_999_9, "9.99999999999e-05"),
            (0.000_099_999_999_999_99, "0.0001"),
            (999_999_999_999.4, "999999999999"),
            (999_999_999_999.6, "1e+12"),
            (1e100, "1e+100"),
            (123_456_789_012.0, "123456789012"),
            (100_000_000_000.0, "100000000000"),
            (-2.5, "-2.5"),
        ];
        for (value, text) in expected {
            assert_eq!(written(value), text);
        }
    }

    #[test]
    fn what_is_no_number_is_not_read_as_one() {
        for text in [
            "", "nan", "NaN", "inf", "-inf", "infinity", "1 234", "1,2,3", "1.234,5", "0x10", "1e999",
            "douze", "-", ".",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
        let read = |text: &str| read(text.as_bytes());
        assert_eq!(
            [read("12,5"), read("-3.25"), read("1e3"), read("+7")].map(Option::unwrap),
            [12.5, -3.25, 1000.0, 7.0]
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_to_twelve_digits(value in 1e-15..1e15f64) {
            let back = read(written(value).as_bytes()).unwrap();
            prop_assert!((back - value).abs() <= 5.01e-12 * value, "{value} {back}");
            prop_assert_eq!(written(back), written(value));
        }
    }
}
