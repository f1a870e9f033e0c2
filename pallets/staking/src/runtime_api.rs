//! What a wallet and a tool ask: `api.call.stakingApi.*` in polkadot.js.

use crate::types::{
	Announced, Compounding, DelegationPolicy, Elected, Profile, RewardPolicy, State,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use palisade_primitives::{Balance, Class, DealId, EpochIndex, Exposure, Refusal, WeightPart};
use scale_info::TypeInfo;
use sp_arithmetic::{FixedU64, Perbill, Perquintill};

/// What a delegator has with a validator. Amounts in planck.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct PositionView<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// Active stake of the compounding class, rewards that wait to become stake included.
	pub compounding: Balance,
	/// Active stake of the liquid class.
	pub liquid: Balance,
	/// Deposits into the compounding class that become active with the next epoch.
	pub pending_compounding: Balance,
	/// Deposits into the liquid class that become active with the next epoch.
	pub pending_liquid: Balance,
	/// Rewards of the compounding class that wait to become stake; part of `compounding`.
	pub compounding_rewards: Balance,
	/// Rewards of the liquid class that can be claimed.
	pub liquid_rewards: Balance,
}

/// An exit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ExitView<AccountId> {
	/// From this validator.
	pub validator: AccountId,
	/// From this class.
	pub class: Class,
	/// It leaves, or left, with this epoch.
	pub epoch: EpochIndex,
	/// What it is worth now, rewards of its last epoch included. Planck.
	pub amount: Balance,
	/// The first epoch in which it can be withdrawn, as known now: judging that is interrupted until then moves it on.
	pub withdrawable: EpochIndex,
	/// Whether an open case would hold it now.
	pub held: bool,
	/// Where it is going, if it is redelegated, and the first epoch in which it can arrive, as known
	/// now.
	pub redelegation: Option<(AccountId, EpochIndex)>,
}

/// A deal.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct DealView<AccountId> {
	/// Its number.
	pub deal: DealId,
	/// With this validator.
	pub validator: AccountId,
	/// The validator's part of the rewards.
	pub commission: Perbill,
	/// What it is worth. Planck.
	pub amount: Balance,
	/// Whether it is active.
	pub active: bool,
	/// Rewards that can be claimed. Planck.
	pub rewards: Balance,
}

/// A validator. Amounts in planck.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ValidatorView {
	/// What it is doing.
	pub state: State,
	/// Whether it is in the set of the running epoch.
	pub serving: bool,
	/// How it presents itself.
	pub profile: Option<Profile>,
	/// Its commission in the running epoch.
	pub commission: Perbill,
	/// Another one that was announced.
	pub announced_commission: Option<Announced>,
	/// What becomes of the rewards for its own stake.
	pub reward_policy: RewardPolicy,
	/// When rewards become stake.
	pub compounding: Compounding,
	/// Who may delegate.
	pub delegation_policy: DelegationPolicy,
	/// Its own stake, of both classes.
	pub own_stake: Balance,
	/// Stake of the compounding class.
	pub compounding_stake: Balance,
	/// Stake of the liquid class.
	pub liquid_stake: Balance,
	/// Deposits that become active with the next epoch.
	pub pending_stake: Balance,
	/// Commission that it can claim.
	pub commission_due: Balance,
	/// Accounts that have something with it, and deals.
	pub holders: u64,
	/// Whether it has to answer for an offence that was proven, or alleged.
	pub cases: (u32, u32),
	/// The factor of its election weight, bounded, and its parts.
	pub election_factor: FixedU64,
	/// The parts of the factor.
	pub election_weight: Vec<WeightPart>,
	/// Its last epochs in the set, the latest first.
	pub history: Vec<EpochView>,
}

/// What a validator did in an epoch.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct EpochView {
	/// The epoch.
	pub epoch: EpochIndex,
	/// What was at stake. Planck.
	pub stake: Balance,
	/// Its performance.
	pub performance: Perbill,
	/// The reward for all of its stake, commission included. Planck.
	pub reward: Balance,
}

/// What stake with a validator has earned. Not a promise.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct YieldView {
	/// Epochs that were looked at.
	pub epochs: u32,
	/// Those of them in which it was in the set.
	pub served: u32,
	/// Reward per stake and epoch, on average over the epochs that it served, before commission.
	pub per_epoch: Perquintill,
	/// The same after the commission of now.
	pub per_epoch_after_commission: Perquintill,
}

/// Who would be elected now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ElectionView<AccountId> {
	/// The set that was elected for the next epoch.
	pub next: Vec<Elected<AccountId>>,
	/// The set that an election with the randomness of now would come to.
	pub preview: Vec<Elected<AccountId>>,
	/// Candidates that would be refused or passed over.
	pub refused: Vec<(AccountId, Refusal)>,
}

sp_api::decl_runtime_apis! {
	/// Reads of the staking pallet. Amounts in planck, times in epochs.
	pub trait StakingApi<AccountId> where AccountId: codec::Codec {
		/// The running epoch.
		fn current_epoch() -> EpochIndex;

		/// What `who` has with each validator.
		fn positions(who: AccountId) -> Vec<PositionView<AccountId>>;

		/// The exits of `who`.
		fn exits(who: AccountId) -> Vec<ExitView<AccountId>>;

		/// The deals of `who`.
		fn deals(who: AccountId) -> Vec<DealView<AccountId>>;

		/// Value of all that `who` has staked.
		fn staked_by(who: AccountId) -> Balance;

		/// A validator.
		fn validator(validator: AccountId) -> Option<ValidatorView>;

		/// What stake with `validator` has earned over the last `epochs`, as far as they are kept.
		fn realised_yield(validator: AccountId, epochs: u32) -> Option<YieldView>;

		/// The set of the running epoch.
		fn active_set() -> Vec<Exposure<AccountId>>;

		/// Who would be elected now.
		fn election_preview() -> ElectionView<AccountId>;

		/// The seed of the draw of rotation seats of `epoch`, if it were drawn in this block.
		fn rotation_seed(epoch: EpochIndex) -> [u8; 32];

		/// Draws `seats` with a seed among candidates with these weights: their indices. For checking; an election
		/// passes over those that cannot have a seat and draws on.
		fn rotation_draw(seed: [u8; 32], weights: Vec<Balance>, seats: u32) -> Vec<u32>;

		/// What a slash of `fraction` for `epoch` would take from stake worth `value` with `validator`.
		fn expected_loss(
			validator: AccountId,
			epoch: EpochIndex,
			fraction: Perbill,
			value: Balance,
		) -> Option<Balance>;
	}
}
