//! The token, as wallets and hardware wallets show it.
//!
//! The build script reads this file too: the metadata hash, which a hardware wallet compares with
//! the transaction it signs, covers both constants.

/// The symbol of the token.
pub const SYMBOL: &str = "UNIT";

/// The number of decimals: one token is 10^12 planck.
pub const DECIMALS: u8 = 12;
