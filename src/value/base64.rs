//! Base 64, as `Convert` writes and reads it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Characters of a line where breaks are asked for.
const LINE: usize = 76;

pub fn encode(bytes: &[u8], break_lines: bool) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    let mut column = 0;
    for chunk in bytes.chunks(3) {
        if break_lines && column == LINE {
            text.push_str("\r\n");
            column = 0;
        }
        let block = chunk.iter().enumerate().fold(0u32, |block, (at, byte)| block | u32::from(*byte) << (16 - 8 * at));
        for place in 0..4 {
            let index = (block >> (18 - 6 * place) & 63) as usize;
            text.push(if place > chunk.len() { '=' } else { ALPHABET[index].into() });
        }
        column += 4;
    }
    text
}

/// White space is skipped; `None`: the text is no base 64.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let symbols: Vec<u8> = text.bytes().filter(|b| !matches!(b, b' ' | b'\t' | b'\r' | b'\n')).collect();
    if !symbols.len().is_multiple_of(4) {
        return None;
    }
    let padding = symbols.iter().rev().take_while(|b| **b == b'=').count();
    if padding > 2 {
        return None;
    }
    let data = &symbols[..symbols.len() - padding];
    let mut bytes = Vec::with_capacity(data.len() * 3 / 4);
    let (mut block, mut bits) = (0u32, 0);
    for symbol in data {
        let value = ALPHABET.iter().position(|a| a == symbol)? as u32;
        block = block << 6 | value;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((block >> bits) as u8);
            block &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}
