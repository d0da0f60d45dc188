//! What happens to files: bytes change, go missing, appear; numbers become absurd.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Numbers at which lengths and sums go wrong.
const ABSURD: [u64; 8] = [
    0,
    1,
    0x7fff_ffff,
    0xffff_ffff,
    0x1_0000_0000,
    i64::MAX as u64,
    u64::MAX - 7,
    u64::MAX,
];
/// Pieces of the grammars that the readers know.
const PIECES: [&[u8]; 16] = [
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"-",
    b"1e999",
    b"99999999999999999999",
    b"null",
    b"\\u0000",
    b"F64",
    b"[[[[[[[[[[[[[[[[",
    b"\xff\xfe",
    b"{\"a\":{\"a\":{\"a\":",
];

#[derive(Debug, Clone)]
enum Damage {
    /// Another byte at a place.
    Byte(Index, u8),
    /// A digit at a place: other numbers in what is still well-formed.
    Digit(Index, u8),
    /// A number in eight bytes, little-endian.
    Number(Index, usize),
    /// A piece put in.
    Piece(Index, usize),
    /// Bytes left out.
    Cut(Index, usize),
    /// Bytes repeated.
    Repeat(Index, usize),
    /// The rest lost.
    End(Index),
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let length = bytes.len();
        let range = |place: &Index, count: usize| {
            let start = place.index(length);
            start..length.min(start + count)
        };
        match self {
            Self::Byte(place, byte) => bytes[place.index(length)] = *byte,
            Self::Digit(place, digit) => {
                let digits: Vec<usize> = (0..length)
                    .filter(|&at| bytes[at].is_ascii_digit())
                    .collect();
                if !digits.is_empty() {
                    bytes[*place.get(&digits)] = b'0' + digit;
                }
            }
            Self::Number(place, number) => {
                let start = place.index(length);
                let number = ABSURD[*number].to_le_bytes();
                for (byte, new) in bytes[start..].iter_mut().zip(number) {
                    *byte = new;
                }
            }
            Self::Piece(place, piece) => {
                let start = place.index(length);
                bytes.splice(start..start, PIECES[*piece].iter().copied());
            }
            Self::Cut(place, count) => drop(bytes.drain(range(place, *count))),
            Self::Repeat(place, count) => {
                let range = range(place, *count);
                let again = bytes[range.clone()].to_vec();
                bytes.splice(range.end..range.end, again);
            }
            Self::End(place) => bytes.truncate(place.index(length)),
        }
    }
}

fn one() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(place, byte)| Damage::Byte(place, byte)),
        (any::<Index>(), 0..10u8).prop_map(|(place, digit)| Damage::Digit(place, digit)),
        (any::<Index>(), 0..ABSURD.len()).prop_map(|(place, number)| Damage::Number(place, number)),
        (any::<Index>(), 0..PIECES.len()).prop_map(|(place, piece)| Damage::Piece(place, piece)),
        (any::<Index>(), 1..40usize).prop_map(|(place, count)| Damage::Cut(place, count)),
        (any::<Index>(), 1..40usize).prop_map(|(place, count)| Damage::Repeat(place, count)),
        any::<Index>().prop_map(Damage::End),
    ]
}

/// A copy of one of the files with one to four damages, half of them to its first 400 bytes.
pub fn damaged(good: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let damages = vec((any::<bool>(), one()), 1..5);
    (any::<Index>(), damages).prop_map(move |(which, damages)| {
        let mut bytes = which.get(&good).clone();
        for (is_early, damage) in damages {
            if is_early && bytes.len() > 400 {
                let rest = bytes.split_off(400);
                damage.apply(&mut bytes);
                bytes.extend(rest);
            } else {
                damage.apply(&mut bytes);
            }
        }
        bytes
    })
}
