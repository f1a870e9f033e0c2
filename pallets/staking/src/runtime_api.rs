//! The runtime API for wallets and tools: `api.call.stakingApi.*` in polkadot.js.

use crate::types::{
	Announced, Compounding, DelegationPolicy, Elected, Profile, RewardPolicy, Rise, State,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use palisade_primitives::{
	Balance, DealId, EpochIndex, Exposure, Milliblocks, RewardClass, WeightPart,
};
use scale_info::TypeInfo;
use sp_arithmetic::{FixedU64, Perbill, Perquintill};
use sp_runtime::DispatchError;

/// A delegator's position with one validator. Amounts in planck.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct PositionView<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// Active stake of the compounding class, waiting rewards included.
	pub compounding: Balance,
	/// Active stake of the liquid class.
	pub liquid: Balance,
	/// Deposits into the compounding class that become active with the next epoch.
	pub pending_compounding: Balance,
	/// Deposits into the liquid class that become active with the next epoch.
	pub pending_liquid: Balance,
	/// Rewards of the compounding class that are waiting to become stake; part of `compounding`.
	pub compounding_rewards: Balance,
	/// Claimable rewards of the liquid class.
	pub liquid_rewards: Balance,
}

/// An exit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ExitView<AccountId> {
	/// The validator that the stake leaves.
	pub validator: AccountId,
	/// The class of the stake.
	pub class: RewardClass,
	/// The epoch of the exit.
	pub epoch: EpochIndex,
	/// The current value, rewards of the last epoch included. Planck.
	pub amount: Balance,
	/// The first epoch in which the exit can be withdrawn. Later interruptions of judging postpone
	/// that epoch.
	pub withdrawable: EpochIndex,
	/// Whether an open case holds the exit now.
	pub held: bool,
	/// The destination of a redelegation and the first epoch of its arrival. Later interruptions of
	/// judging postpone that epoch.
	pub redelegation: Option<(AccountId, EpochIndex)>,
}

/// A deal.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct DealView<AccountId> {
	/// The deal's id.
	pub deal: DealId,
	/// The validator.
	pub validator: AccountId,
	/// The validator's share of the rewards.
	pub commission: Perbill,
	/// The value of the deal's stake. Planck.
	pub amount: Balance,
	/// Whether the stake is active.
	pub active: bool,
	/// Claimable rewards. Planck.
	pub rewards: Balance,
}

/// A validator. Amounts in planck.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ValidatorView {
	/// The validator's state.
	pub state: State,
	/// Whether the validator is in the set of the running epoch.
	pub serving: bool,
	/// The public profile.
	pub profile: Option<Profile>,
	/// The commission in the running epoch.
	pub commission: Perbill,
	/// The announced commission, if any.
	pub announced_commission: Option<Announced>,
	/// The use of the rewards for the self-stake.
	pub reward_policy: RewardPolicy,
	/// The conditions for compounding.
	pub compounding: Compounding,
	/// The conditions for delegations.
	pub delegation_policy: DelegationPolicy,
	/// The self-stake of both classes, pending deposits included.
	pub self_stake: Balance,
	/// Stake of the compounding class.
	pub compounding_stake: Balance,
	/// Stake of the liquid class.
	pub liquid_stake: Balance,
	/// Deposits that become active with the next epoch.
	pub pending_stake: Balance,
	/// The claimable commission.
	pub commission_due: Balance,
	/// The blocks authored in the running epoch.
	pub authored: u32,
	/// Blocks authored in earlier epochs beyond those expected, in thousandths. They pay for later
	/// expectations.
	pub credit: Milliblocks,
	/// The number of accounts with a position or exits, plus the number of deals.
	pub holders: u64,
	/// The numbers of open cases with and without a proof.
	pub cases: (u32, u32),
	/// The bounded factor of the election weight.
	pub election_factor: FixedU64,
	/// The factors of the election weight by source, unbounded.
	pub election_weight: Vec<WeightPart>,
	/// The last epochs of the validator in the set, latest first.
	pub history: Vec<EpochView>,
}

/// A validator's performance in one epoch.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct EpochView {
	/// The epoch.
	pub epoch: EpochIndex,
	/// The stake that earned. Planck.
	pub stake: Balance,
	/// The performance.
	pub performance: Perbill,
	/// The reward for all stake of the validator, commission included. Planck.
	pub reward: Balance,
}

/// The realised yield of stake with a validator. No forecast.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct YieldView {
	/// The number of epochs examined.
	pub epochs: u32,
	/// The number of those epochs in which the validator was in the set.
	pub served: u32,
	/// Average reward per stake and epoch over the served epochs, before commission.
	pub per_epoch: Perquintill,
	/// `per_epoch` after the current commission.
	pub per_epoch_after_commission: Perquintill,
}

/// The minimum self-stake of a validator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct MinimumView {
	/// The minimum for validators that have been registered before. Planck.
	pub in_force: Balance,
	/// The announced rises, the earliest first. A rise by governance is announced when the next
	/// epoch begins.
	pub announced: Vec<Rise>,
	/// The minimum for validators that register, go online, or take self-stake out. Planck.
	pub newest: Balance,
}

/// A preview of the election.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ElectionView<AccountId> {
	/// The set elected for the next epoch.
	pub next: Vec<Elected<AccountId>>,
	/// The set after it if the epoch ended now: of the election that was prepared, or else of one
	/// with the current randomness. Before the first set while elections are paused, the set that
	/// it would return without the pause.
	pub preview: Vec<Elected<AccountId>>,
	/// Whether `preview` is the set kept, because elections are paused or candidates too few.
	pub kept: bool,
	/// Candidates that would be refused, passed over or lose their seat, with the reasons as
	/// errors. Without those that gates have refused if the election was prepared.
	pub refused: Vec<(AccountId, DispatchError)>,
}

sp_api::decl_runtime_apis! {
	/// Queries of the staking pallet. Amounts in planck, times in epochs.
	pub trait StakingApi<AccountId> where AccountId: codec::Codec {
		/// The running epoch.
		fn current_epoch() -> EpochIndex;

		/// The positions of `who`, including its self-stake.
		fn positions(who: AccountId) -> Vec<PositionView<AccountId>>;

		/// The exits of `who`.
		fn exits(who: AccountId) -> Vec<ExitView<AccountId>>;

		/// The deals of `who`.
		fn deals(who: AccountId) -> Vec<DealView<AccountId>>;

		/// The value of all stake of `who`: positions, pending deposits, deals and self-stake.
		fn staked_by(who: AccountId) -> Balance;

		/// The validator's details; `None` for an unknown validator.
		fn validator(validator: AccountId) -> Option<ValidatorView>;

		/// Everything that keeps `who` from validating now, each as the error with which a
		/// registration or `goOnline` would fail. Empty if `who` validates or may do so.
		fn admission(who: AccountId) -> Vec<DispatchError>;

		/// The minimum self-stake in force and its announced rises.
		fn minimum_self_stake() -> MinimumView;

		/// The realised yield of stake with `validator` over the last `epochs`, as far as results
		/// are stored; `None` for an unknown validator.
		fn realised_yield(validator: AccountId, epochs: u32) -> Option<YieldView>;

		/// The set of the running epoch.
		fn active_set() -> Vec<Exposure<AccountId>>;

		/// The next set, and the set after it if the epoch ended now.
		fn election_preview() -> ElectionView<AccountId>;

		/// The seed of the rotation draw for `epoch`, if drawn in this block.
		fn rotation_seed(epoch: EpochIndex) -> [u8; 32];

		/// The indices of the candidates that a draw of `seats` by `weights` with `seed` selects.
		/// For verification; an election passes over candidates that cannot have a seat and
		/// continues the draw.
		fn rotation_draw(seed: [u8; 32], weights: Vec<Balance>, seats: u32) -> Vec<u32>;

		/// The amount that a slash of `fraction` for `epoch` would take from stake of `value` with
		/// `validator`. `None` if the validator cannot be slashed for the epoch.
		fn expected_loss(
			validator: AccountId,
			epoch: EpochIndex,
			fraction: Perbill,
			value: Balance,
		) -> Option<Balance>;
	}
}
