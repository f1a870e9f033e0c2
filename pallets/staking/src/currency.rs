//! Lets staked funds vote.
//!
//! Staked funds are in the pot and not in the account of their owner, so a pallet that asks the balances
//! for what somebody owns does not see them. [`StakeAwareCurrency`] takes the place of the balances where the
//! answer should be *all that is theirs*, as in `pallet-conviction-voting`, which asks for the total balance
//! and sets locks:
//!
//! ```ignore
//! impl pallet_conviction_voting::Config for Runtime {
//!     type Currency = StakeAwareCurrency<Balances, Staking>;
//!     // …
//! }
//! ```
//!
//! A lock for more than the free balance keeps all of it, and what comes back from staking, from being spent
//! until it ends. Nothing else differs from the balances.
//!
//! An account that does not exist owns nothing that could be locked, so what it has staked does not count.
//!
//! What leaves does not vote any more. A vote for more than the free balance locks all of it, fees included, until
//! the vote is removed. Stake that has voted can not be given to another owner, who would vote with it again:
//! see [`Config::Locks`](crate::Config::Locks).
//!
//! Reading the total balance costs reads for each validator that the account delegates to, and for each of its
//! deals; see [`WeightInfo::staked_by`](crate::WeightInfo::staked_by).

use core::marker::PhantomData;
use frame_support::traits::{
	fungible,
	tokens::{DepositConsequence, Fortitude, Preservation, Provenance, WithdrawConsequence},
	BalanceStatus, Currency, ExistenceRequirement, LockIdentifier, LockableCurrency,
	ReservableCurrency, SignedImbalance, WithdrawReasons,
};
use palisade_primitives::{Balance, StakeInspect};
use sp_runtime::{DispatchError, DispatchResult};

/// The balances `Inner`, where the total balance of an account includes what it has staked.
pub struct StakeAwareCurrency<Inner, Stake>(PhantomData<(Inner, Stake)>);

impl<AccountId, Inner, Stake> Currency<AccountId> for StakeAwareCurrency<Inner, Stake>
where
	Inner: Currency<AccountId, Balance = Balance>,
	Stake: StakeInspect<AccountId>,
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
	Stake: StakeInspect<AccountId>,
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
	Stake: StakeInspect<AccountId>,
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
	Stake: StakeInspect<AccountId>,
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
