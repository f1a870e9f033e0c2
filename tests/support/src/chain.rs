//! The builder of a test chain, its blocks, epochs and events.

use crate::{
	session::{Author, SessionKeys},
	AccountId, UNIT, WEALTH,
};
use frame_support::{
	traits::{OnFinalize, OnInitialize},
	DefaultNoBound,
};
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{Balance, EpochClock, EpochIndex, RewardClass};
use sp_arithmetic::Perbill;
use sp_runtime::{testing::UintAuthorityId, traits::One, BuildStorage};
use std::collections::BTreeMap;

/// The state with which a test chain starts. `Policy` is the staking pallet's reward policy.
#[derive(DefaultNoBound)]
pub struct Genesis<Policy> {
	/// The validators: account, self-stake in planck, commission, policy.
	pub validators: Vec<(AccountId, Balance, Perbill, Policy)>,
	/// The delegations: delegator, validator, amount in planck, class.
	pub delegations: Vec<(AccountId, AccountId, Balance, RewardClass)>,
	/// The balances, stakes included, in planck.
	pub balances: BTreeMap<AccountId, Balance>,
}

impl<Policy> Genesis<Policy> {
	/// The genesis of the balances.
	pub fn balances<T>(&self) -> pallet_balances::GenesisConfig<T>
	where
		T: pallet_balances::Config<Balance = Balance> + frame_system::Config<AccountId = AccountId>,
	{
		let balances = self.balances.iter().map(|(who, balance)| (*who, *balance)).collect();
		pallet_balances::GenesisConfig { balances, ..Default::default() }
	}

	/// The genesis of the sessions: the keys of all validators.
	pub fn session<T>(&self) -> pallet_session::GenesisConfig<T>
	where
		T: pallet_session::Config<ValidatorId = AccountId, Keys = SessionKeys>
			+ frame_system::Config<AccountId = AccountId>,
	{
		let keys = |who: &AccountId| SessionKeys { other: UintAuthorityId(*who as u64) };
		let keys = self.validators.iter().map(|(who, ..)| (*who, *who, keys(who))).collect();
		pallet_session::GenesisConfig { keys, ..Default::default() }
	}
}

/// A builder of test chains.
pub trait TestChain: Sized {
	/// The mock runtime.
	type Runtime: frame_system::Config;
	/// The staking pallet's reward policy.
	type Policy;

	/// The state with which the chain starts.
	fn genesis(&mut self) -> &mut Genesis<Self::Policy>;

	/// The genesis of the mock runtime.
	fn config(self) -> impl BuildStorage;

	/// Prepares the chain, in block 1.
	fn prepare() {}

	/// Checks the invariants.
	fn check();

	/// Adds an account with a balance of [`WEALTH`].
	fn account(mut self, who: AccountId) -> Self {
		self.genesis().balances.entry(who).or_insert(WEALTH);
		self
	}

	/// Adds accounts with a balance of [`WEALTH`].
	fn accounts(self, who: impl IntoIterator<Item = AccountId>) -> Self {
		who.into_iter().fold(self, Self::account)
	}

	/// Adds an account with this balance.
	fn account_with(mut self, who: AccountId, balance: Balance) -> Self {
		self.genesis().balances.insert(who, balance);
		self
	}

	/// Adds a delegation of this many units.
	fn delegation(
		mut self,
		who: AccountId,
		validator: AccountId,
		units: Balance,
		class: RewardClass,
	) -> Self {
		self.genesis().delegations.push((who, validator, units * UNIT, class));
		self.account(who)
	}

	/// Starts the chain, without a check of the invariants at the end.
	fn start(self) -> sp_io::TestExternalities {
		self.start_with(Self::prepare)
	}

	/// [`start`](Self::start), with another preparation.
	fn start_with(self, prepare: impl FnOnce()) -> sp_io::TestExternalities {
		sp_tracing::try_init_simple();
		let storage = self.config().build_storage().expect("the genesis is sound");
		let mut chain = sp_io::TestExternalities::from(storage);
		chain.execute_with(|| {
			frame_system::Pallet::<Self::Runtime>::set_block_number(One::one());
			prepare();
		});
		chain
	}

	/// Runs `test` on the chain, then checks the invariants.
	fn execute(self, test: impl FnOnce()) {
		self.start().execute_with(|| {
			test();
			Self::check();
		});
	}
}

/// Ends the block and begins the next, with the hooks of the pallets `Hooked`.
pub fn next_block<T, Hooked>()
where
	T: frame_system::Config,
	Hooked: OnFinalize<BlockNumberFor<T>> + OnInitialize<BlockNumberFor<T>>,
{
	let block = frame_system::Pallet::<T>::block_number();
	Hooked::on_finalize(block);
	let next = block + One::one();
	frame_system::Pallet::<T>::set_block_number(next);
	Hooked::on_initialize(next);
}

/// Makes a block by `author`, with the mock's `next_block`.
pub fn block_by(author: AccountId, next_block: impl FnOnce()) {
	Author::set(Some(author));
	next_block();
	Author::set(None);
}

/// Ends epochs with the mock's `next_epoch`, until `epoch` runs.
pub fn run_to_epoch<Clock: EpochClock>(epoch: EpochIndex, next_epoch: impl Fn()) {
	while Clock::current_epoch() < epoch {
		next_epoch();
	}
}

/// Checks that no reference to an account is left over or counted twice: each account has those of
/// the staking pallet, one for session keys, and one for a balance that is held or frozen.
///
/// - `references`: those of the staking pallet by account.
///
/// # Panics
///
/// If an account has another number of references.
pub fn check_references<T>(references: &BTreeMap<AccountId, u32>)
where
	T: frame_system::Config<
			AccountId = AccountId,
			AccountData = pallet_balances::AccountData<Balance>,
		> + pallet_session::Config<ValidatorId = AccountId>,
{
	for (who, account) in frame_system::Account::<T>::iter() {
		let has_keys = pallet_session::NextKeys::<T>::contains_key(who);
		let is_restricted = account.data.reserved > 0 || account.data.frozen > 0;
		let of_staking = references.get(&who).copied().unwrap_or_default();
		let expected = of_staking + u32::from(has_keys) + u32::from(is_restricted);
		assert_eq!(account.consumers, expected, "the references to {who}");
	}
}

/// Takes the events since the last call. Returns those of one pallet, oldest first.
pub fn take_events<T: frame_system::Config, Event>() -> Vec<Event>
where
	T::RuntimeEvent: TryInto<Event>,
{
	let events = frame_system::Pallet::<T>::read_events_for_pallet();
	frame_system::Pallet::<T>::reset_events();
	events
}
