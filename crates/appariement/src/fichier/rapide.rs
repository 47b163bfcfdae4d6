//! Pairs written the plainest way, millions of them: eight bytes at a time. Anything else is left to the patient reader.

use crate::Arc;

const TITRES: &[u8] = b"patient_id,doctor_id,cost\n";

/// Pairs, when every line is three plain numbers of known people; `patients` and `medecins`: the rank that stands at each
/// number. None: read it the slow way, which also says what is wrong.
pub(super) fn read(octets: &[u8], patients: &[u32], medecins: &[u32]) -> Option<(Vec<u32>, Vec<Arc>)> {
    let body = octets.strip_prefix(TITRES)?;
    let lines = body.len() / 10;
    let (mut qui, mut arcs) = (Vec::with_capacity(lines), Vec::with_capacity(lines));
    let known = |ranks: &[u32], n: u32| ranks.get(n as usize).copied().filter(|rang| *rang != u32::MAX);
    let mut at = 0;
    while at < body.len() {
        let (patient, after) = nombre(body, at, b',')?;
        let (medecin, after) = nombre(body, after, b',')?;
        let (cout, after) = nombre(body, after, b'\n')?;
        qui.push(known(patients, patient)?);
        arcs.push(Arc { vers: known(medecins, medecin)?, cout: i32::try_from(cout).ok()? });
        at = after;
    }
    Some((qui, arcs))
}

/// A number of one to seven digits from `at`, and where what follows its end begins.
fn nombre(body: &[u8], at: usize, end: u8) -> Option<(u32, usize)> {
    let Some(eight) = body.get(at..at + 8).and_then(|eight| eight.try_into().ok()) else {
        return last(body, at, end);
    };
    // Digits become 0 to 9; in each byte that was none, the high bit is set.
    let digits = u64::from_le_bytes(eight) ^ 0x3030_3030_3030_3030;
    let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
    let length = others.trailing_zeros() as usize / 8;
    if length == 0 || length == 8 || body[at + length] != end {
        return None;
    }
    // The digits slide to the end of eight, zeros ahead; then two by two, four by four, all.
    let slid = (digits & ((1 << (8 * length)) - 1)) << (64 - 8 * length);
    let pairs = (slid.wrapping_mul(10) + (slid >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100) + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    let all = (fours.wrapping_mul(10_000) + (fours >> 32)) & 0xffff_ffff;
    Some((u32::try_from(all).ok()?, at + length + 1))
}

/// The same, near the end of the file.
fn last(body: &[u8], at: usize, end: u8) -> Option<(u32, usize)> {
    let rest = &body[at..];
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if length == 0 || length > 7 {
        return None;
    }
    let closed = rest.get(length) == Some(&end) || (end == b'\n' && rest.len() == length);
    let number = rest[..length].iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    closed.then_some((number, at + length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_are_read_and_others_left() {
        let ranks: Vec<u32> = (0..2_000).collect();
        let read = |text: &str| read(text.as_bytes(), &ranks, &ranks);
        let (qui, arcs) = read("patient_id,doctor_id,cost\n1,2,3\n1999,10,1234567\n7,0,0").unwrap();
        assert_eq!(qui, [1, 1999, 7]);
        assert_eq!(
            arcs.iter().map(|arc| (arc.vers, arc.cout)).collect::<Vec<_>>(),
            [(2, 3), (10, 1_234_567), (0, 0)]
        );
        for digits in 1..=7 {
            let n: u32 = "1234567"[..digits].parse().unwrap();
            let (_, arcs) = read(&format!("patient_id,doctor_id,cost\n1,2,{n}\n1,3,{n}\n1,4,0\n")).unwrap();
            assert!(arcs[..2].iter().all(|arc| arc.cout == n as i32), "{n}");
        }
        for wrong in [
            "1,2",
            "1,2,-3",
            "1,2,3,4",
            "1,,3",
            "1,2,3 ",
            "2000,2,3",
            "1,2,12345678",
            "1;2;3",
            "\"1\",2,3",
            "1,2,3\r",
        ] {
            for more in ["", "\n", "\n1,2,3\n1,3,3\n"] {
                assert!(read(&format!("patient_id,doctor_id,cost\n{wrong}{more}")).is_none(), "{wrong}");
            }
        }
    }
}
