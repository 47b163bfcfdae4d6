//! A hash of 64 bits that never changes: wyhash, final version 4 (public domain), seed 0.
//!
//! Editions are compared line by line through it, years apart and on other machines: `std`'s hashers promise neither.
//! Words are read little-endian whatever the processor. It is not a seal: whoever wants two texts with one hash can
//! make them. By chance, two of two million lines share one once in nine million editions.

const SECRET: [u64; 4] =
    [0x2d35_8dcc_aa6c_78a5, 0x8bb8_4b93_962e_acc9, 0x4b33_a62e_d433_d4a3, 0x4d5a_2da5_1de1_aa47];

/// Both halves of the product of 128 bits.
fn multiply(a: u64, b: u64) -> (u64, u64) {
    let product = u128::from(a) * u128::from(b);
    (product as u64, (product >> 64) as u64)
}

fn mix(a: u64, b: u64) -> u64 {
    let (low, high) = multiply(a, b);
    low ^ high
}

/// Eight bytes from a place; the callers stay inside.
fn eight(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |word| u64::from_le_bytes(*word))
}

fn four(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |word| u64::from(u32::from_le_bytes(*word)))
}

/// The two words of a text of 16 bytes or less.
fn short(bytes: &[u8]) -> (u64, u64) {
    let length = bytes.len();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) if length < 4 => {
            (u64::from(*first) << 16 | u64::from(bytes[length / 2]) << 8 | u64::from(*last), 0)
        }
        (Some(_), Some(_)) => {
            let (last, step) = (length - 4, length / 8 * 4);
            (four(bytes, 0) << 32 | four(bytes, step), four(bytes, last) << 32 | four(bytes, last - step))
        }
        _ => (0, 0),
    }
}

/// The hash of a text, the same for ever and everywhere. See the module for what it is and is not.
pub fn empreinte(texte: &str) -> u64 {
    wyhash(texte.as_bytes(), 0)
}

fn wyhash(bytes: &[u8], seed: u64) -> u64 {
    let mut seed = seed ^ mix(seed ^ SECRET[0], SECRET[1]);
    let (a, b) = if bytes.len() <= 16 {
        short(bytes)
    } else {
        let (blocks, mut rest) = bytes.as_chunks::<48>();
        if !blocks.is_empty() {
            let (mut second, mut third) = (seed, seed);
            for block in blocks {
                seed = mix(eight(block, 0) ^ SECRET[1], eight(block, 8) ^ seed);
                second = mix(eight(block, 16) ^ SECRET[2], eight(block, 24) ^ second);
                third = mix(eight(block, 32) ^ SECRET[3], eight(block, 40) ^ third);
            }
            seed ^= second ^ third;
        }
        while rest.len() > 16 {
            seed = mix(eight(rest, 0) ^ SECRET[1], eight(rest, 8) ^ seed);
            rest = &rest[16..];
        }
        (eight(bytes, bytes.len() - 16), eight(bytes, bytes.len() - 8))
    };
    let (a, b) = multiply(a ^ SECRET[1], b ^ seed);
    mix(a ^ SECRET[0] ^ bytes.len() as u64, b ^ SECRET[1])
}

#[cfg(test)]
mod tests {
    use super::{empreinte, wyhash};

    /// The vectors published with the algorithm.
    #[test]
    fn it_is_the_published_algorithm() {
        let digits = "1234567890".repeat(8);
        let vectors = [
            ("", 0x9322_8a4d_e0ee_c5a2),
            ("a", 0xc5ba_c3db_1787_13c4),
            ("abc", 0xa97f_2f7b_1d9b_3314),
            ("message digest", 0x786d_1f1d_f380_1df4),
            ("abcdefghijklmnopqrstuvwxyz", 0xdca5_a813_8ad3_7c87),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 0xb9e7_34f1_17cf_af70),
            (digits.as_str(), 0x6cc5_eab4_9a92_d617_u64),
        ];
        for (seed, (text, hash)) in vectors.into_iter().enumerate() {
            assert_eq!(wyhash(text.as_bytes(), seed as u64), hash, "{text}");
        }
    }

    #[test]
    fn every_length_has_its_own_hash() {
        let text = "x".repeat(200);
        let mut all: Vec<u64> = (0..=200).map(|length| empreinte(&text[..length])).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 201);
    }
}
