//! Slashes, and the cases that hold liable stake until an offence is decided.

use crate::{Balance, Basis, EpochIndex};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use impl_trait_for_tuples::impl_for_tuples;
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult, Weight};

/// The losses that a slash would cause. Planck.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Impact {
	/// Sum of all losses.
	pub total: Balance,
	/// Loss of the validator's self-stake, exits not included.
	pub validator: Balance,
	/// Losses of delegators, exits not included; deposits that came from exits are.
	pub delegators: Balance,
	/// Losses of exits, by the epoch of the exit.
	pub exits: Vec<(EpochIndex, Balance)>,
}

/// Reads which cases are open.
pub trait CaseInspect<AccountId> {
	/// Whether a case of the validator, proven or alleged, is open and holds exits.
	fn has_open_case(validator: &AccountId) -> bool;

	/// The oldest epoch whose exits from the validator cannot be withdrawn now, because the bonding
	/// period is not over or an open case holds them.
	fn exits_held_since(validator: &AccountId) -> EpochIndex;
}

impl<AccountId> CaseInspect<AccountId> for () {
	fn has_open_case(_: &AccountId) -> bool {
		false
	}

	fn exits_held_since(_: &AccountId) -> EpochIndex {
		0
	}
}

/// Slashes validators and their delegators. For the pallet that judges offences.
pub trait SlashControl<AccountId> {
	/// The funds taken. Dropping the value burns them.
	type Loss;

	/// Opens a case: holds the exits of `validator` that are liable for `epoch` until the case is
	/// closed, at most for the bonding period and a slack that the staking pallet states.
	fn open_case(validator: &AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult;

	/// Closes one case that was opened with these arguments. A case that was opened twice has to be
	/// closed twice.
	fn close_case(validator: &AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult;

	/// Slashes up to a cumulative `fraction` of the epoch's exposure. Only the excess over earlier
	/// slashes is taken, so the call is idempotent.
	///
	/// The loss is spread in proportion over the active stake and the exits of the epoch before and
	/// of later ones: a unit of stake that left loses as much as one that stayed. The weight of
	/// [`OnSlash`] is registered with the block, in the mandatory class.
	fn slash(
		validator: &AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Result<Self::Loss, DispatchError>;

	/// Takes up to `most` planck of the validator's commission due and of its own active stake, for
	/// a fine. A validator in service keeps the minimum self-stake. The stake of its delegators and
	/// exits are not touched. Fails if the account is no validator.
	fn take_self_stake(validator: &AccountId, most: Balance) -> Result<Self::Loss, DispatchError>;

	/// Takes up to `most` planck like [`take_self_stake`](Self::take_self_stake), for a fault of the
	/// validator: the minimum self-stake is not spared, and a candidate that falls below it goes
	/// offline. Fails if the account is no validator.
	fn forfeit_self_stake(
		validator: &AccountId,
		most: Balance,
	) -> Result<Self::Loss, DispatchError>;
}

/// Acts on slashes in the block in which they happen, for example by paying a cover.
pub trait OnSlash<AccountId> {
	/// The liable stake of `validator` for `epoch`, worth `base`, lost `loss`, all of it an equal
	/// fraction. Planck. Returns the weight used.
	fn on_slash(validator: &AccountId, epoch: EpochIndex, base: Balance, loss: Balance) -> Weight;
}

#[impl_for_tuples(8)]
impl<AccountId> OnSlash<AccountId> for Tuple {
	fn on_slash(validator: &AccountId, epoch: EpochIndex, base: Balance, loss: Balance) -> Weight {
		let mut used = Weight::zero();
		for_tuples!( #( used = used.saturating_add(Tuple::on_slash(validator, epoch, base, loss)); )* );
		used
	}
}
