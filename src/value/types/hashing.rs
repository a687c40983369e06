//! `MD5`, `SHA1`, `SHA256`, `SHA384`, `SHA512`: digests of bytes. `Get-FileHash` takes them from here too.

use super::TypeImpl;
use super::io::{byte_array, bytes_of};
use super::object::{arg, int_arg};
use crate::value::{Object, Res, Runtime, TypeRef, Value, exception_type, known};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Algorithm {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Algorithm {
    /// By the name `Get-FileHash` takes.
    pub fn named(name: &str) -> Option<Algorithm> {
        use Algorithm::*;
        let all = [("MD5", Md5), ("SHA1", Sha1), ("SHA256", Sha256), ("SHA384", Sha384), ("SHA512", Sha512)];
        all.into_iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, algorithm)| algorithm)
    }

    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Algorithm::Md5 => md5(bytes),
            Algorithm::Sha1 => sha1(bytes),
            Algorithm::Sha256 => sha256(bytes),
            Algorithm::Sha384 => sha512(bytes, &SHA384_START)[..48].to_vec(),
            Algorithm::Sha512 => sha512(bytes, &SHA512_START),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Algorithm::Md5 => "MD5",
            Algorithm::Sha1 => "SHA1",
            Algorithm::Sha256 => "SHA256",
            Algorithm::Sha384 => "SHA384",
            Algorithm::Sha512 => "SHA512",
        }
    }
}

/// The message with its end mark and its length in bits, in whole blocks.
fn padded(bytes: &[u8], block: usize, big_endian: bool) -> Vec<u8> {
    let mut out = bytes.to_vec();
    out.push(0x80);
    let length_bytes = block / 8;
    while out.len() % block != block - length_bytes {
        out.push(0);
    }
    let bits = bytes.len() as u128 * 8;
    match (big_endian, length_bytes) {
        (false, _) => out.extend((bits as u64).to_le_bytes()),
        (true, 8) => out.extend((bits as u64).to_be_bytes()),
        (true, _) => out.extend(bits.to_be_bytes()),
    }
    out
}

fn word(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |word, b| word << 8 | *b as u32)
}

fn long(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |word, b| word << 8 | *b as u64)
}

fn md5(bytes: &[u8]) -> Vec<u8> {
    const TURNS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    // The constants are the sines of 1 to 64.
    let sine = |i: usize| ((i as f64 + 1.0).sin().abs() * 4_294_967_296.0) as u32;
    let mut state = [0x6745_2301u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded(bytes, 64, false).chunks_exact(64) {
        let words: Vec<u32> = block.chunks_exact(4).map(|b| word(b).swap_bytes()).collect();
        let [mut a, mut b, mut c, mut d] = state;
        for i in 0..64 {
            let (mix, at) = match i / 16 {
                0 => ((b & c) | (!b & d), i),
                1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | !d), (7 * i) % 16),
            };
            let turned = a.wrapping_add(mix).wrapping_add(sine(i)).wrapping_add(words[at]).rotate_left(TURNS[i / 16][i % 4]);
            (a, d, c, b) = (d, c, b, b.wrapping_add(turned));
        }
        for (slot, add) in state.iter_mut().zip([a, b, c, d]) {
            *slot = slot.wrapping_add(add);
        }
    }
    state.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn sha1(bytes: &[u8]) -> Vec<u8> {
    let mut state = [0x6745_2301u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in padded(bytes, 64, true).chunks_exact(64) {
        let mut words: Vec<u32> = block.chunks_exact(4).map(word).collect();
        for i in 16..80 {
            words.push((words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16]).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (i, word) in words.iter().enumerate() {
            let (mix, key) = match i / 20 {
                0 => ((b & c) | (!b & d), 0x5a82_7999u32),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6),
            };
            let next = a.rotate_left(5).wrapping_add(mix).wrapping_add(e).wrapping_add(key).wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (slot, add) in state.iter_mut().zip([a, b, c, d, e]) {
            *slot = slot.wrapping_add(add);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// The first 64 bits of the fractions of the cube roots of the first 80 primes; the 32-bit digests use their upper halves.
const KEYS: [u64; 80] = [
    0x428a2f98d728ae22,
    0x7137449123ef65cd,
    0xb5c0fbcfec4d3b2f,
    0xe9b5dba58189dbbc,
    0x3956c25bf348b538,
    0x59f111f1b605d019,
    0x923f82a4af194f9b,
    0xab1c5ed5da6d8118,
    0xd807aa98a3030242,
    0x12835b0145706fbe,
    0x243185be4ee4b28c,
    0x550c7dc3d5ffb4e2,
    0x72be5d74f27b896f,
    0x80deb1fe3b1696b1,
    0x9bdc06a725c71235,
    0xc19bf174cf692694,
    0xe49b69c19ef14ad2,
    0xefbe4786384f25e3,
    0x0fc19dc68b8cd5b5,
    0x240ca1cc77ac9c65,
    0x2de92c6f592b0275,
    0x4a7484aa6ea6e483,
    0x5cb0a9dcbd41fbd4,
    0x76f988da831153b5,
    0x983e5152ee66dfab,
    0xa831c66d2db43210,
    0xb00327c898fb213f,
    0xbf597fc7beef0ee4,
    0xc6e00bf33da88fc2,
    0xd5a79147930aa725,
    0x06ca6351e003826f,
    0x142929670a0e6e70,
    0x27b70a8546d22ffc,
    0x2e1b21385c26c926,
    0x4d2c6dfc5ac42aed,
    0x53380d139d95b3df,
    0x650a73548baf63de,
    0x766a0abb3c77b2a8,
    0x81c2c92e47edaee6,
    0x92722c851482353b,
    0xa2bfe8a14cf10364,
    0xa81a664bbc423001,
    0xc24b8b70d0f89791,
    0xc76c51a30654be30,
    0xd192e819d6ef5218,
    0xd69906245565a910,
    0xf40e35855771202a,
    0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8,
    0x1e376c085141ab53,
    0x2748774cdf8eeb99,
    0x34b0bcb5e19b48a8,
    0x391c0cb3c5c95a63,
    0x4ed8aa4ae3418acb,
    0x5b9cca4f7763e373,
    0x682e6ff3d6b2b8a3,
    0x748f82ee5defb2fc,
    0x78a5636f43172f60,
    0x84c87814a1f0ab72,
    0x8cc702081a6439ec,
    0x90befffa23631e28,
    0xa4506cebde82bde9,
    0xbef9a3f7b2c67915,
    0xc67178f2e372532b,
    0xca273eceea26619c,
    0xd186b8c721c0c207,
    0xeada7dd6cde0eb1e,
    0xf57d4f7fee6ed178,
    0x06f067aa72176fba,
    0x0a637dc5a2c898a6,
    0x113f9804bef90dae,
    0x1b710b35131c471b,
    0x28db77f523047d84,
    0x32caab7b40c72493,
    0x3c9ebe0a15c9bebc,
    0x431d67c49c100d4c,
    0x4cc5d4becb3e42b6,
    0x597f299cfc657e2a,
    0x5fcb6fab3ad6faec,
    0x6c44198c4a475817,
];

const SHA512_START: [u64; 8] = [
    0x6a09e667f3bcc908,
    0xbb67ae8584caa73b,
    0x3c6ef372fe94f82b,
    0xa54ff53a5f1d36f1,
    0x510e527fade682d1,
    0x9b05688c2b3e6c1f,
    0x1f83d9abfb41bd6b,
    0x5be0cd19137e2179,
];
const SHA384_START: [u64; 8] = [
    0xcbbb9d5dc1059ed8,
    0x629a292a367cd507,
    0x9159015a3070dd17,
    0x152fecd8f70e5939,
    0x67332667ffc00b31,
    0x8eb44a8768581511,
    0xdb0c2e0d64f98fa7,
    0x47b5481dbefa4fa4,
];

fn sha256(bytes: &[u8]) -> Vec<u8> {
    let mut state = SHA512_START.map(|start| (start >> 32) as u32);
    for block in padded(bytes, 64, true).chunks_exact(64) {
        let mut words: Vec<u32> = block.chunks_exact(4).map(word).collect();
        for i in 16..64 {
            let (old, new) = (words[i - 15], words[i - 2]);
            let first = old.rotate_right(7) ^ old.rotate_right(18) ^ (old >> 3);
            let second = new.rotate_right(17) ^ new.rotate_right(19) ^ (new >> 10);
            words.push(words[i - 16].wrapping_add(first).wrapping_add(words[i - 7]).wrapping_add(second));
        }
        let mut s = state;
        for (word, key) in words.iter().zip(KEYS) {
            let high = s[4].rotate_right(6) ^ s[4].rotate_right(11) ^ s[4].rotate_right(25);
            let choice = (s[4] & s[5]) ^ (!s[4] & s[6]);
            let first = s[7].wrapping_add(high).wrapping_add(choice).wrapping_add((key >> 32) as u32).wrapping_add(*word);
            let low = s[0].rotate_right(2) ^ s[0].rotate_right(13) ^ s[0].rotate_right(22);
            let majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
            s = [first.wrapping_add(low).wrapping_add(majority), s[0], s[1], s[2], s[3].wrapping_add(first), s[4], s[5], s[6]];
        }
        for (slot, add) in state.iter_mut().zip(s) {
            *slot = slot.wrapping_add(add);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

fn sha512(bytes: &[u8], start: &[u64; 8]) -> Vec<u8> {
    let mut state = *start;
    for block in padded(bytes, 128, true).chunks_exact(128) {
        let mut words: Vec<u64> = block.chunks_exact(8).map(long).collect();
        for i in 16..80 {
            let (old, new) = (words[i - 15], words[i - 2]);
            let first = old.rotate_right(1) ^ old.rotate_right(8) ^ (old >> 7);
            let second = new.rotate_right(19) ^ new.rotate_right(61) ^ (new >> 6);
            words.push(words[i - 16].wrapping_add(first).wrapping_add(words[i - 7]).wrapping_add(second));
        }
        let mut s = state;
        for (word, key) in words.iter().zip(KEYS) {
            let high = s[4].rotate_right(14) ^ s[4].rotate_right(18) ^ s[4].rotate_right(41);
            let choice = (s[4] & s[5]) ^ (!s[4] & s[6]);
            let first = s[7].wrapping_add(high).wrapping_add(choice).wrapping_add(key).wrapping_add(*word);
            let low = s[0].rotate_right(28) ^ s[0].rotate_right(34) ^ s[0].rotate_right(39);
            let majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
            s = [first.wrapping_add(low).wrapping_add(majority), s[0], s[1], s[2], s[3].wrapping_add(first), s[4], s[5], s[6]];
        }
        for (slot, add) in state.iter_mut().zip(s) {
            *slot = slot.wrapping_add(add);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// What `Create()` gives.
struct Hasher(Algorithm);

impl Object for Hasher {
    fn type_ref(&self) -> TypeRef {
        exception_type(&format!("System.Security.Cryptography.{}", self.0.name()))
    }

    fn property(&self, name: &str, _: &mut dyn Runtime) -> Option<Res<Value>> {
        name.eq_ignore_ascii_case("HashSize").then(|| Ok(Value::Int32(self.0.digest(b"").len() as i32 * 8)))
    }

    fn invoke(&self, name: &str, args: &[Value], cx: &mut dyn Runtime) -> Option<Res<Value>> {
        match name.to_ascii_lowercase().as_str() {
            "computehash" => Some(source(args, cx).map(|bytes| byte_array(&self.0.digest(&bytes)))),
            "dispose" | "clear" | "initialize" => Some(Ok(Value::Void)),
            _ => None,
        }
    }
}

/// Bytes, a part of them, or what a stream holds.
fn source(args: &[Value], cx: &mut dyn Runtime) -> Res<Vec<u8>> {
    let all = match arg(args, 0).base() {
        Value::Object(stream) => match stream.invoke("ToArray", &[], cx) {
            Some(bytes) => bytes_of(&bytes?),
            None => Vec::new(),
        },
        value => bytes_of(&crate::value::convert::to(value, TypeRef::array_of(known::BYTE, 1), cx)?),
    };
    if args.len() < 3 {
        return Ok(all);
    }
    let from = (int_arg(args, 1).max(0) as usize).min(all.len());
    let to = (from + int_arg(args, 2).max(0) as usize).min(all.len());
    Ok(all[from..to].to_vec())
}

macro_rules! hashes {
    ($($id:ident = $name:literal, $algorithm:ident;)*) => {
        $(pub static $id: TypeImpl = TypeImpl {
            static_methods: &[
                ("Create", |_, _| Ok(Value::object(Hasher(Algorithm::$algorithm)))),
                ("HashData", |args, cx| source(args, cx).map(|bytes| byte_array(&Algorithm::$algorithm.digest(&bytes)))),
            ],
            constructor: Some(|_, _| Ok(Value::object(Hasher(Algorithm::$algorithm)))),
            ..TypeImpl::of(concat!("System.Security.Cryptography.", $name))
        };)*
        pub static ALL: &[&TypeImpl] = &[$(&$id),*, &BY_NAME];
    };
}
hashes! {
    MD5 = "MD5", Md5;
    SHA1 = "SHA1", Sha1;
    SHA256 = "SHA256", Sha256;
    SHA384 = "SHA384", Sha384;
    SHA512 = "SHA512", Sha512;
}

/// `[HashAlgorithm]::Create('SHA256')`.
pub static BY_NAME: TypeImpl = TypeImpl {
    static_methods: &[("Create", |args, cx| {
        let name = super::object::text_arg(args, 0, cx);
        let name = name.rsplit('.').next().unwrap_or("").replace('-', "");
        Ok(Algorithm::named(&name).map_or(Value::Null, |algorithm| Value::object(Hasher(algorithm))))
    })],
    ..TypeImpl::of("System.Security.Cryptography.HashAlgorithm")
};

#[cfg(test)]
mod tests {
    use super::Algorithm;

    fn hex(algorithm: Algorithm) -> String {
        algorithm.digest(b"abc").iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn digests_of_abc() {
        assert_eq!(hex(Algorithm::Md5), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(hex(Algorithm::Sha1), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(hex(Algorithm::Sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(hex(Algorithm::Sha384).starts_with("cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"));
        assert!(hex(Algorithm::Sha512).starts_with("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2"));
    }
}
