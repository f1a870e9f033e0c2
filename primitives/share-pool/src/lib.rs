//! The arithmetic of delegated stake: the exact part of a validator's pool that each holder owns.
//!
//! All items are pure functions or plain values with methods: no storage, no accounts, no
//! allocation. The cost of every operation is independent of the number of holders.
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | [`Vault`] | assets and the shares that divide them |
//! | generation | the life of a vault; it ends when the share price has collapsed |
//! | compounding class | rewards raise the assets: every holder compounds at no cost |
//! | [`Liquid`] class | rewards move two indexes, *gross* and *net* of commission |
//! | deal | a holding of the liquid class with its own commission |
//! | [`Cover`] | stakes whose losses are compensated in proportion, as far as funds suffice |
//! | [`Pending`], [`Activation`] | deposits that become shares together at an epoch boundary |
//! | [`ExitPool`] | the exits of one epoch, liable until they may be withdrawn |
//! | [`Pool`] | both classes of a validator |
//!
//! A holder of the liquid class claims `shares × index`.
//!
//! # Formulas
//!
//! `A` assets, `S` shares, `V` = [`VIRTUAL_SHARES`], `P` = 2^[`INDEX_BITS`], `c` a commission.
//! Intermediates have 256 or 512 bits. Rounding is always to the disadvantage of the acting
//! account:
//!
//! ```text
//! deposit x      s = ⌊x·(S+V)/(A+1)⌋
//! redeem s       x = ⌊s·(A+1)/(S+V)⌋
//! withdraw x     burns ⌈x·(S+V)/(A+1)⌉ shares
//! reward r       r_c = ⌊r·A_c/(A_c+A_l)⌋, r_l = r − r_c
//! commission     f = ⌊c·r_c⌋ becomes ⌊f·(S_c+V)/(A_c+r_c−f+1)⌋ shares of the operator
//! index          Δgross = ⌊(r_l·P + carry)/S_l⌋, the remainder is carried; Δnet = ⌊Δgross·(1−c)⌋
//! operator       ⌊Δgross·((S_l−S_deal)·c + Σ s_i·c_i)/P⌋
//! claim          ⌊s·Δnet/P⌋, or ⌊s·Δgross·(1−c_i)/P⌋ for a deal
//! slash          leaves ⌊x·(base−loss)/base⌋
//! ```
//!
//! The virtual shares and the virtual unit of assets (as in OpenZeppelin's ERC-4626) make it
//! unprofitable to inflate the price before another account's first deposit. A donation costs the
//! attacker about `V` times what it costs the victim, so an attacker who spends no more than the
//! victim deposits takes less than one part in `V` from the victim. Assets are a counter that only
//! these operations change, so nothing but a reward can raise the price anyhow.
//!
//! Rounding leaves its remainders with the other holders. No holder gets more than its deposits,
//! its rewards and those remainders, which are less than a planck or a share per operation.
//!
//! # Example
//!
//! ```
//! use palisade_share_pool::{Pool, RewardIndexes};
//! use sp_arithmetic::Perbill;
//!
//! let mut pool = Pool::default();
//! let alice = pool.compounding.deposit(1_000_000)?;
//! let bob = pool.liquid.class.deposit(3_000_000)?;
//!
//! let paid = pool.reward(8_000, Perbill::from_percent(10))?;
//! // A quarter goes to the compounding class: 2,000, of which 200 are the operator's.
//! assert_eq!(pool.compounding.value_of(alice), 1_001_799);
//! // The rest goes to the liquid class: 6,000, of which 600 are the operator's, rounded down.
//! assert_eq!(paid.to_operator, 599);
//! assert_eq!(pool.liquid.accrued(bob, RewardIndexes::default(), pool.liquid.index), Ok(5_399));
//! # Ok::<(), palisade_share_pool::Error>(())
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(
	clippy::arithmetic_side_effects,
	clippy::cast_possible_truncation,
	clippy::float_arithmetic,
	clippy::indexing_slicing,
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic
)]
#![cfg_attr(
	test,
	allow(
		clippy::arithmetic_side_effects,
		clippy::cast_possible_truncation,
		clippy::indexing_slicing,
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic
	)
)]

#[cfg(test)]
mod tests;

mod cover;
mod exit;
mod liquid;
mod math;
mod pending;
mod pool;
mod vault;

pub use cover::Cover;
pub use exit::{ExitClass, ExitPool};
pub use liquid::{DealWeight, Index, Liquid, RewardIndexes, INDEX_BITS};
pub use math::{retained, Error};
pub use pending::{Activation, Pending, Taken};
pub use pool::{Closing, Exchange, Pool, RewardSplit};
pub use vault::{Redeemed, Shares, Vault, MAX_SHARES_PER_ASSET, VIRTUAL_SHARES};
