//! Stubs of what surrounds a pallet. Tests set what they answer.

pub use crate::settings::{
	Asked, Entities, ExistentialDeposit, InterruptedBlocks, InterruptedEpochs, Seed, Stalled,
	ToTheTreasury,
};

use crate::{
	settings::{INTERRUPTED_EPOCHS, STALLED},
	AccountId, TREASURY, UNIT,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::{Balanced, Credit},
		Get, Imbalance, OnUnbalanced, Randomness,
	},
	PalletId,
};
use palisade_primitives::{
	Affiliation, Balance, Duty, EpochIndex, EpochPayout, Interruptions, MAX_INTERRUPTED_EPOCHS,
};
use sp_arithmetic::Perbill;
use sp_core::H256;
use std::marker::PhantomData;

/// The bag thresholds: powers of two from a unit.
static BAG_THRESHOLDS: [Balance; 41] = {
	let mut thresholds = [Balance::MAX; 41];
	let mut bag = 0;
	while bag < 40 {
		thresholds[bag] = UNIT << bag;
		bag += 1;
	}
	thresholds
};

parameter_types! {
	/// A third.
	pub const OneThird: Perbill = Perbill::from_parts(333_333_333);
	/// The thresholds of the candidates' list.
	pub const BagThresholds: &'static [Balance] = &BAG_THRESHOLDS;
	/// The id of the staking pallet's pot.
	pub const StakingPalletId: PalletId = PalletId(*b"test/stk");
	/// The account that takes the dust.
	pub const DustAccount: AccountId = 999_999;
}

/// A payout set by tests.
pub struct FixedPayout<Payout>(PhantomData<Payout>);
impl<Payout: Get<Balance>> EpochPayout for FixedPayout<Payout> {
	fn payout(_: Balance, _: Balance) -> Balance {
		Payout::get()
	}
}

/// Randomness that depends on [`Seed`].
pub struct SetRandomness;
impl Randomness<H256, u64> for SetRandomness {
	fn random(subject: &[u8]) -> (H256, u64) {
		let mut input = subject.to_vec();
		input.push(Seed::get());
		(H256(sp_io::hashing::blake2_256(&input)), 0)
	}
}

/// The affiliations in [`Entities`]: the first of a pair says that it belongs to the second.
pub struct Declared;

impl Declared {
	/// Notes a question, if questions are noted.
	fn note(one: AccountId, other: AccountId) {
		Asked::mutate(|asked| {
			if let Some(asked) = asked {
				asked.push((one, other));
			}
		});
	}
}

impl Affiliation<AccountId> for Declared {
	fn are_affiliated(one: &AccountId, other: &AccountId) -> bool {
		Self::note(*one, *other);
		let entities = Entities::get();
		one == other || entities.contains(&(*one, *other)) || entities.contains(&(*other, *one))
	}

	fn is_bound_to(who: &AccountId, other: &AccountId) -> bool {
		Self::note(*who, *other);
		who == other || Entities::get().contains(&(*who, *other))
	}
}

/// The interruptions in [`InterruptedEpochs`], [`InterruptedBlocks`] and [`Stalled`].
pub struct SetInterruptions;
impl Interruptions for SetInterruptions {
	fn epochs(duty: Duty, from: EpochIndex, until: EpochIndex) -> EpochIndex {
		let of_duty = (duty, from)..(duty, until.max(from));
		let number = INTERRUPTED_EPOCHS.with_borrow(|epochs| epochs.range(of_duty).count());
		(number as EpochIndex).min(MAX_INTERRUPTED_EPOCHS)
	}

	fn liability(from: EpochIndex, until: EpochIndex) -> EpochIndex {
		let until = until.max(from);
		let judging = (Duty::Judging, from)..(Duty::Judging, until);
		let number = INTERRUPTED_EPOCHS.with_borrow(|interrupted| {
			let stalled = STALLED.with_borrow(|stalled| {
				let also = |epoch: &&EpochIndex| !interrupted.contains(&(Duty::Judging, **epoch));
				stalled.range(from..until).filter(also).count()
			});
			interrupted.range(judging).count() + stalled
		});
		(number as EpochIndex).min(MAX_INTERRUPTED_EPOCHS)
	}

	fn blocks(duty: Duty) -> u32 {
		InterruptedBlocks::get().get(&duty).copied().unwrap_or_default()
	}
}

/// Marks `epoch` as interrupted for a duty.
pub fn interrupt(duty: Duty, epoch: EpochIndex) {
	InterruptedEpochs::mutate(|epochs| epochs.insert((duty, epoch)));
}

/// Pays into the account [`TREASURY`], so that the total issuance is unchanged.
pub struct ToTreasury<Currency>(PhantomData<Currency>);
impl<Currency> OnUnbalanced<Credit<AccountId, Currency>> for ToTreasury<Currency>
where
	Currency: Balanced<AccountId, Balance = Balance>,
{
	fn on_nonzero_unbalanced(credit: Credit<AccountId, Currency>) {
		ToTheTreasury::mutate(|total| *total += credit.peek());
		assert!(Currency::resolve(&TREASURY, credit).is_ok(), "the treasury exists");
	}
}
