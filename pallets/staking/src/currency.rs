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
//! The balances are locked only for the part of a lock that stake and exits do not cover: see the
//! module `locks` of this crate. Stake that is paid out is locked when it arrives. All other
//! functions behave as those of the balances, `Inner`, which must be
//! [`Config::LockableCurrency`](crate::Config::LockableCurrency).
//!
//! The total balance of an account with stake leaves out
//! [`Config::FeeReserve`](crate::Config::FeeReserve), so that an account that votes with all it has
//! can pay for taking the vote back. The stake of an account without own balance does not count,
//! because such an account cannot be locked.
//!
//! Exits do not vote. Stake that has voted cannot be transferred to another owner, who could vote
//! with it again, unless the account retains what it has voted with.
//!
//! Reading the total balance costs reads for each delegation and each deal of the account; see
//! [`WeightInfo::staked_by`](crate::WeightInfo::staked_by). Setting a lock also costs reads of exits;
//! see [`WeightInfo::stake_lock`](crate::WeightInfo::stake_lock). The runtime adds both to the weights
//! of the calls that do so.

use crate::{Config, Pallet};
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

impl<T, Inner> Currency<T::AccountId> for StakeAwareCurrency<Inner, Pallet<T>>
where
	T: Config,
	Inner: Currency<T::AccountId, Balance = Balance>,
{
	type Balance = Balance;
	type PositiveImbalance = Inner::PositiveImbalance;
	type NegativeImbalance = Inner::NegativeImbalance;

	fn total_balance(who: &T::AccountId) -> Balance {
		match Inner::total_balance(who) {
			0 => 0,
			own => {
				let stake = Pallet::<T>::staked_by(who);
				Pallet::<T>::lockable(own, stake).saturating_add(stake)
			},
		}
	}

	fn can_slash(who: &T::AccountId, value: Balance) -> bool {
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

	fn free_balance(who: &T::AccountId) -> Balance {
		Inner::free_balance(who)
	}

	fn ensure_can_withdraw(
		who: &T::AccountId,
		amount: Balance,
		reasons: WithdrawReasons,
		new_balance: Balance,
	) -> DispatchResult {
		Inner::ensure_can_withdraw(who, amount, reasons, new_balance)
	}

	fn transfer(
		source: &T::AccountId,
		dest: &T::AccountId,
		value: Balance,
		existence_requirement: ExistenceRequirement,
	) -> DispatchResult {
		Inner::transfer(source, dest, value, existence_requirement)
	}

	fn slash(who: &T::AccountId, value: Balance) -> (Self::NegativeImbalance, Balance) {
		Inner::slash(who, value)
	}

	fn deposit_into_existing(
		who: &T::AccountId,
		value: Balance,
	) -> Result<Self::PositiveImbalance, DispatchError> {
		Inner::deposit_into_existing(who, value)
	}

	fn deposit_creating(who: &T::AccountId, value: Balance) -> Self::PositiveImbalance {
		Inner::deposit_creating(who, value)
	}

	fn withdraw(
		who: &T::AccountId,
		value: Balance,
		reasons: WithdrawReasons,
		liveness: ExistenceRequirement,
	) -> Result<Self::NegativeImbalance, DispatchError> {
		Inner::withdraw(who, value, reasons, liveness)
	}

	fn make_free_balance_be(
		who: &T::AccountId,
		balance: Balance,
	) -> SignedImbalance<Balance, Self::PositiveImbalance> {
		Inner::make_free_balance_be(who, balance)
	}
}

impl<T, Inner> ReservableCurrency<T::AccountId> for StakeAwareCurrency<Inner, Pallet<T>>
where
	T: Config,
	Inner: ReservableCurrency<T::AccountId, Balance = Balance>,
{
	fn can_reserve(who: &T::AccountId, value: Balance) -> bool {
		Inner::can_reserve(who, value)
	}

	fn slash_reserved(who: &T::AccountId, value: Balance) -> (Self::NegativeImbalance, Balance) {
		Inner::slash_reserved(who, value)
	}

	fn reserved_balance(who: &T::AccountId) -> Balance {
		Inner::reserved_balance(who)
	}

	fn reserve(who: &T::AccountId, value: Balance) -> DispatchResult {
		Inner::reserve(who, value)
	}

	fn unreserve(who: &T::AccountId, value: Balance) -> Balance {
		Inner::unreserve(who, value)
	}

	fn repatriate_reserved(
		slashed: &T::AccountId,
		beneficiary: &T::AccountId,
		value: Balance,
		status: BalanceStatus,
	) -> Result<Balance, DispatchError> {
		Inner::repatriate_reserved(slashed, beneficiary, value, status)
	}
}

impl<T, Inner> LockableCurrency<T::AccountId> for StakeAwareCurrency<Inner, Pallet<T>>
where
	T: Config,
	Inner: LockableCurrency<T::AccountId, Balance = Balance>,
{
	type Moment = Inner::Moment;
	type MaxLocks = Inner::MaxLocks;

	fn set_lock(id: LockIdentifier, who: &T::AccountId, amount: Balance, reasons: WithdrawReasons) {
		Pallet::<T>::set_stake_lock(id, who, amount, reasons)
	}

	fn extend_lock(
		id: LockIdentifier,
		who: &T::AccountId,
		amount: Balance,
		reasons: WithdrawReasons,
	) {
		Pallet::<T>::extend_stake_lock(id, who, amount, reasons)
	}

	fn remove_lock(id: LockIdentifier, who: &T::AccountId) {
		Pallet::<T>::remove_stake_lock(id, who)
	}
}

impl<T, Inner> fungible::Inspect<T::AccountId> for StakeAwareCurrency<Inner, Pallet<T>>
where
	T: Config,
	Inner: fungible::Inspect<T::AccountId, Balance = Balance>,
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

	fn total_balance(who: &T::AccountId) -> Balance {
		match Inner::total_balance(who) {
			0 => 0,
			own => {
				let stake = Pallet::<T>::staked_by(who);
				Pallet::<T>::lockable(own, stake).saturating_add(stake)
			},
		}
	}

	fn balance(who: &T::AccountId) -> Balance {
		Inner::balance(who)
	}

	fn reducible_balance(
		who: &T::AccountId,
		preservation: Preservation,
		force: Fortitude,
	) -> Balance {
		Inner::reducible_balance(who, preservation, force)
	}

	fn can_deposit(
		who: &T::AccountId,
		amount: Balance,
		provenance: Provenance,
	) -> DepositConsequence {
		Inner::can_deposit(who, amount, provenance)
	}

	fn can_withdraw(who: &T::AccountId, amount: Balance) -> WithdrawConsequence<Balance> {
		Inner::can_withdraw(who, amount)
	}
}
