//! Voting with staked funds.
//!
//! The pot holds staked funds, so a pallet that reads an account's balance does not see them.
//! [`StakeAwareCurrency`] replaces the balances where a pallet needs the account's total including
//! stake. `pallet-conviction-voting` is such a pallet: it reads the total balance and sets locks.
//!
//! ```ignore
//! impl pallet_conviction_voting::Config for Runtime {
//!     type Currency = StakeAwareCurrency<Balances, Staking>;
//!     // …
//! }
//! ```
//!
//! A lock above the free balance freezes all of the free balance, later withdrawals from staking
//! included, until the lock ends. All other functions behave as those of the balances.
//!
//! The stake of an account without own balance does not count, because such an account cannot be
//! locked.
//!
//! Exits do not vote. A vote above the free balance locks all of it, including funds for fees,
//! until the vote is removed. Stake that has voted cannot be transferred to another owner, who
//! could vote with it again: see [`Config::Locks`](crate::Config::Locks).
//!
//! Reading the total balance costs reads for each delegation and each deal of the account; see
//! [`WeightInfo::staked_by`](crate::WeightInfo::staked_by).

use core::marker::PhantomData;
use frame_support::traits::{
	fungible,
	tokens::{DepositConsequence, Fortitude, Preservation, Provenance, WithdrawConsequence},
	BalanceStatus, Currency, ExistenceRequirement, LockIdentifier, LockableCurrency,
	ReservableCurrency, SignedImbalance, WithdrawReasons,
};
use palisade_primitives::{Balance, PositionInspect};
use sp_runtime::{DispatchError, DispatchResult};

/// The currency `Inner`, with the account's stake included in the total balance.
pub struct StakeAwareCurrency<Inner, Stake>(PhantomData<(Inner, Stake)>);

impl<AccountId, Inner, Stake> Currency<AccountId> for StakeAwareCurrency<Inner, Stake>
where
	Inner: Currency<AccountId, Balance = Balance>,
	Stake: PositionInspect<AccountId>,
{
	type Balance = Balance;
	type PositiveImbalance = Inner::PositiveImbalance;
	type NegativeImbalance = Inner::NegativeImbalance;

	fn total_balance(who: &AccountId) -> Balance {
		match Inner::total_balance(who) {
			0 => 0,
			own => own.saturating_add(Stake::staked_by(who)),
		}
	}

	fn can_slash(who: &AccountId, value: Balance) -> bool {
		Inner::can_slash(who, value)
	}

	fn total_issuance() -> Balance {
		Inner::total_issuance()
	}

	fn active_issuance() -> Balance {
		Inner::active_issuance()
	}

	fn deactivate(amount: Balance) {
		Inner::deactivate(amount)
	}

	fn reactivate(amount: Balance) {
		Inner::reactivate(amount)
	}

	fn minimum_balance() -> Balance {
		Inner::minimum_balance()
	}

	fn burn(amount: Balance) -> Self::PositiveImbalance {
		Inner::burn(amount)
	}

	fn issue(amount: Balance) -> Self::NegativeImbalance {
		Inner::issue(amount)
	}

	fn free_balance(who: &AccountId) -> Balance {
		Inner::free_balance(who)
	}

	fn ensure_can_withdraw(
		who: &AccountId,
		amount: Balance,
		reasons: WithdrawReasons,
		new_balance: Balance,
	) -> DispatchResult {
		Inner::ensure_can_withdraw(who, amount, reasons, new_balance)
	}

	fn transfer(
		source: &AccountId,
		dest: &AccountId,
		value: Balance,
		existence_requirement: ExistenceRequirement,
	) -> DispatchResult {
		Inner::transfer(source, dest, value, existence_requirement)
	}

	fn slash(who: &AccountId, value: Balance) -> (Self::NegativeImbalance, Balance) {
		Inner::slash(who, value)
	}

	fn deposit_into_existing(
		who: &AccountId,
		value: Balance,
	) -> Result<Self::PositiveImbalance, DispatchError> {
		Inner::deposit_into_existing(who, value)
	}

	fn deposit_creating(who: &AccountId, value: Balance) -> Self::PositiveImbalance {
		Inner::deposit_creating(who, value)
	}

	fn withdraw(
		who: &AccountId,
		value: Balance,
		reasons: WithdrawReasons,
		liveness: ExistenceRequirement,
	) -> Result<Self::NegativeImbalance, DispatchError> {
		Inner::withdraw(who, value, reasons, liveness)
	}

	fn make_free_balance_be(
		who: &AccountId,
		balance: Balance,
	) -> SignedImbalance<Balance, Self::PositiveImbalance> {
		Inner::make_free_balance_be(who, balance)
	}
}

impl<AccountId, Inner, Stake> ReservableCurrency<AccountId> for StakeAwareCurrency<Inner, Stake>
where
	Inner: ReservableCurrency<AccountId, Balance = Balance>,
	Stake: PositionInspect<AccountId>,
{
	fn can_reserve(who: &AccountId, value: Balance) -> bool {
		Inner::can_reserve(who, value)
	}

	fn slash_reserved(who: &AccountId, value: Balance) -> (Self::NegativeImbalance, Balance) {
		Inner::slash_reserved(who, value)
	}

	fn reserved_balance(who: &AccountId) -> Balance {
		Inner::reserved_balance(who)
	}

	fn reserve(who: &AccountId, value: Balance) -> DispatchResult {
		Inner::reserve(who, value)
	}

	fn unreserve(who: &AccountId, value: Balance) -> Balance {
		Inner::unreserve(who, value)
	}

	fn repatriate_reserved(
		slashed: &AccountId,
		beneficiary: &AccountId,
		value: Balance,
		status: BalanceStatus,
	) -> Result<Balance, DispatchError> {
		Inner::repatriate_reserved(slashed, beneficiary, value, status)
	}
}

impl<AccountId, Inner, Stake> LockableCurrency<AccountId> for StakeAwareCurrency<Inner, Stake>
where
	Inner: LockableCurrency<AccountId, Balance = Balance>,
	Stake: PositionInspect<AccountId>,
{
	type Moment = Inner::Moment;
	type MaxLocks = Inner::MaxLocks;

	fn set_lock(id: LockIdentifier, who: &AccountId, amount: Balance, reasons: WithdrawReasons) {
		Inner::set_lock(id, who, amount, reasons)
	}

	fn extend_lock(id: LockIdentifier, who: &AccountId, amount: Balance, reasons: WithdrawReasons) {
		Inner::extend_lock(id, who, amount, reasons)
	}

	fn remove_lock(id: LockIdentifier, who: &AccountId) {
		Inner::remove_lock(id, who)
	}
}

impl<AccountId, Inner, Stake> fungible::Inspect<AccountId> for StakeAwareCurrency<Inner, Stake>
where
	Inner: fungible::Inspect<AccountId, Balance = Balance>,
	Stake: PositionInspect<AccountId>,
{
	type Balance = Balance;

	fn total_issuance() -> Balance {
		Inner::total_issuance()
	}

	fn active_issuance() -> Balance {
		Inner::active_issuance()
	}

	fn minimum_balance() -> Balance {
		Inner::minimum_balance()
	}

	fn total_balance(who: &AccountId) -> Balance {
		match Inner::total_balance(who) {
			0 => 0,
			own => own.saturating_add(Stake::staked_by(who)),
		}
	}

	fn balance(who: &AccountId) -> Balance {
		Inner::balance(who)
	}

	fn reducible_balance(who: &AccountId, preservation: Preservation, force: Fortitude) -> Balance {
		Inner::reducible_balance(who, preservation, force)
	}

	fn can_deposit(who: &AccountId, amount: Balance, provenance: Provenance) -> DepositConsequence {
		Inner::can_deposit(who, amount, provenance)
	}

	fn can_withdraw(who: &AccountId, amount: Balance) -> WithdrawConsequence<Balance> {
		Inner::can_withdraw(who, amount)
	}
}
