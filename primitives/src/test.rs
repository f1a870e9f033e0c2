//! A fake of the staking pallet, for tests of pallets that use the seams.
//!
//! [`TestStake`] implements all traits of the seams that the staking pallet implements, by books in
//! storage: they are rolled back with a failed call, and `assert_noop!` sees them. It moves real
//! funds: the stake is in the account [`TestStakeConfig::pot`]. Tests set it up with functions such
//! as [`TestStake::add_validator`], make calls fail with
//! [`TestStake::set_failing`], and read the calls
//! that it received, in order, with [`TestStake::take_calls`].
//!
//! The fake is exact where the real pallet rounds: a position is an amount, not shares.
//!
//! - There is one class of stake for each owner, validator and [`RewardClass`].
//! - A slash takes an equal fraction of the positions, deals and exits liable for the epoch, each
//!   rounded down, and the remainder of the loss of the first.
//! - The fake has no time for reports: exits of self-stake can be transferred once they could be
//!   withdrawn.
//! - Rewards are paid by [`TestStake::reward_deal`] alone, and the validator's part is not paid.

// Test code: a panic is a failed test.
#![allow(clippy::arithmetic_side_effects, clippy::expect_used)]

use crate::{
	Balance, Basis, CaseInspect, Conduct, ConductObserver, DealControl, DealId, DealStatus,
	EpochClock, EpochIndex, ExposedTotal, Exposure, ExposureInspect, OnSlash, PlannedMember,
	PositionInspect, PositionTransfer, RewardClass, SlashControl, StakeMark, Subject,
	ValidatorControl, ValidatorInspect, ValidatorStatus,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::{Codec, Decode, Encode};
use core::marker::PhantomData;
use frame_support::{
	ensure,
	storage::unhashed,
	traits::{
		fungible::{Balanced, Credit, Inspect, Mutate},
		tokens::{Fortitude, Precision, Preservation},
	},
	weights::Weight,
};
use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Perbill, Rounding};
use sp_runtime::{DispatchError, DispatchResult};

/// The storage key of the books.
const KEY: &[u8] = b":palisade_test_stake:";

/// The parameters of a [`TestStake`].
pub trait TestStakeConfig {
	/// The accounts.
	type AccountId: Codec + Ord + Clone + core::fmt::Debug;

	/// The currency of the stake.
	type Currency: Inspect<Self::AccountId, Balance = Balance>
		+ Mutate<Self::AccountId>
		+ Balanced<Self::AccountId, Balance = Balance>;

	/// Acts on slashes.
	type OnSlash: OnSlash<Self::AccountId>;

	/// Receives the conduct of validators, as the staking pallet reports it.
	type ConductObserver: ConductObserver<Self::AccountId>;

	/// The account that has the stake.
	fn pot() -> Self::AccountId;

	/// The epochs after its last liable epoch for which stake cannot be withdrawn.
	fn bonding_epochs() -> EpochIndex;

	/// Registers the weight of [`OnSlash`](Self::OnSlash) with the block.
	fn register(_: Weight) {}
}

/// A call that a [`TestStake`] received and carried out.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Call<AccountId> {
	/// [`ValidatorControl::jail`].
	Jail(AccountId, EpochIndex),
	/// [`ValidatorControl::unjail`].
	Unjail(AccountId),
	/// [`ValidatorControl::release`].
	Release(AccountId),
	/// [`ValidatorControl::ban`].
	Ban(AccountId),
	/// [`ValidatorControl::unban`].
	Unban(AccountId),
	/// [`SlashControl::open_case`].
	OpenCase(AccountId, EpochIndex, Basis),
	/// [`SlashControl::close_case`].
	CloseCase(AccountId, EpochIndex, Basis),
	/// [`SlashControl::slash`].
	Slash(AccountId, EpochIndex, Perbill),
	/// [`SlashControl::take_self_stake`].
	TakeSelfStake(AccountId, Balance),
	/// [`SlashControl::forfeit_self_stake`].
	ForfeitSelfStake(AccountId, Balance),
	/// [`PositionTransfer::move_position`].
	MovePosition(AccountId, AccountId, RewardClass, Balance, AccountId),
	/// [`PositionTransfer::move_exits`].
	MoveExits(AccountId, AccountId, EpochIndex, AccountId),
	/// [`PositionTransfer::move_deal`].
	MoveDeal(AccountId, DealId, AccountId),
	/// [`DealControl::open_deal`].
	OpenDeal(AccountId, AccountId, Balance, Perbill),
	/// [`DealControl::amend_deal`].
	AmendDeal(AccountId, DealId, Perbill),
	/// [`DealControl::close_deal`].
	CloseDeal(AccountId, DealId),
	/// [`DealControl::claim_deal`].
	ClaimDeal(AccountId, DealId),
}

/// A validator in the books.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct TestValidator {
	/// The status.
	pub status: ValidatorStatus,
	/// The status and the first epoch after the jail, before a jailing or ban through the seam.
	pub before: Option<(ValidatorStatus, EpochIndex)>,
	/// The first epoch after the jail.
	pub jailed_until: EpochIndex,
	/// Whether the validator accepts deals while online and without a proven case.
	pub accepts_deals: bool,
}

impl TestValidator {
	/// Restores the status before, unless the status is another than `confined` or governance set
	/// it.
	fn restore_from(&mut self, confined: ValidatorStatus) {
		if self.status == confined {
			if let Some((status, until)) = self.before.take() {
				(self.status, self.jailed_until) = (status, until);
			}
		}
	}
}

/// A deal in the books.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct Deal<AccountId> {
	owner: AccountId,
	validator: AccountId,
	value: Balance,
	rewards: Balance,
	commission: Perbill,
	active_from: EpochIndex,
	lapsed: Option<EpochIndex>,
}

/// The stake of an owner with a validator.
type PositionKey<AccountId> = (AccountId, AccountId, RewardClass);
/// The exits of an owner from a validator in an epoch.
type ExitKey<AccountId> = (AccountId, AccountId, EpochIndex);

/// The books.
#[derive(Clone, Debug, Encode, Decode)]
struct Books<AccountId: Ord> {
	epoch: EpochIndex,
	validators: BTreeMap<AccountId, TestValidator>,
	reward_accounts: BTreeMap<AccountId, AccountId>,
	positions: BTreeMap<PositionKey<AccountId>, Balance>,
	exits: BTreeMap<ExitKey<AccountId>, Balance>,
	/// How often owners have taken stake out of their positions with validators.
	departures: BTreeMap<(AccountId, AccountId), u32>,
	/// How often the exits of an owner have become more.
	arrivals: BTreeMap<ExitKey<AccountId>, u32>,
	deals: BTreeMap<DealId, Deal<AccountId>>,
	next_deal: DealId,
	exposures: BTreeMap<EpochIndex, Vec<Exposure<AccountId>>>,
	cases: Vec<(AccountId, EpochIndex, Basis)>,
	slashed: BTreeMap<(AccountId, EpochIndex), Balance>,
	/// The error with which calls fail, and the number of calls that succeed before.
	failing: Option<(DispatchError, u32)>,
	calls: Vec<Call<AccountId>>,
}

impl<AccountId: Ord> Default for Books<AccountId> {
	fn default() -> Self {
		Self {
			epoch: 0,
			validators: BTreeMap::new(),
			reward_accounts: BTreeMap::new(),
			positions: BTreeMap::new(),
			exits: BTreeMap::new(),
			departures: BTreeMap::new(),
			arrivals: BTreeMap::new(),
			deals: BTreeMap::new(),
			next_deal: 0,
			exposures: BTreeMap::new(),
			cases: Vec::new(),
			slashed: BTreeMap::new(),
			failing: None,
			calls: Vec::new(),
		}
	}
}

impl<AccountId: Codec + Ord + Clone> Books<AccountId> {
	fn load() -> Self {
		unhashed::get(KEY).unwrap_or_default()
	}

	/// Changes the books, unless `change` fails or calls have to fail.
	fn call<Outcome>(
		call: Call<AccountId>,
		change: impl FnOnce(&mut Self) -> Result<Outcome, DispatchError>,
	) -> Result<Outcome, DispatchError> {
		let mut books = Self::load();
		if let Some((error, spared)) = &mut books.failing {
			*spared = spared.checked_sub(1).ok_or(*error)?;
		}
		let outcome = change(&mut books)?;
		books.calls.push(call);
		unhashed::put(KEY, &books);
		Ok(outcome)
	}

	fn set<Outcome>(change: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
		let mut books = Self::load();
		let outcome = change(&mut books);
		unhashed::put(KEY, &books);
		outcome
	}

	fn validator(&mut self, who: &AccountId) -> Result<&mut TestValidator, DispatchError> {
		self.validators.get_mut(who).ok_or(UNKNOWN_VALIDATOR)
	}

	fn deal(
		&mut self,
		owner: &AccountId,
		id: DealId,
	) -> Result<&mut Deal<AccountId>, DispatchError> {
		self.deals.get_mut(&id).filter(|deal| deal.owner == *owner).ok_or(UNKNOWN_DEAL)
	}

	/// The active stake of a validator, deals that are not active yet excepted.
	fn stake_of(&self, validator: &AccountId) -> Balance {
		let positions = self.positions.iter().filter(|((_, with, _), _)| with == validator);
		let deals = self.deals.values().filter(|deal| {
			deal.validator == *validator && deal.lapsed.is_none() && deal.active_from <= self.epoch
		});
		positions.map(|(_, value)| *value).chain(deals.map(|deal| deal.value)).sum()
	}

	/// Moves a position, or the given part of it. Fails if the owner has less.
	fn move_stake(
		&mut self,
		from: PositionKey<AccountId>,
		to: &AccountId,
		amount: Balance,
	) -> DispatchResult {
		let (_, validator, class) = from.clone();
		let left = self.positions.get(&from).copied().unwrap_or_default().checked_sub(amount);
		let left = left.ok_or(INSUFFICIENT_STAKE)?;
		match left {
			0 => drop(self.positions.remove(&from)),
			left => drop(self.positions.insert(from, left)),
		}
		self.begin(to, &validator);
		*self.positions.entry((to.clone(), validator, class)).or_default() += amount;
		Ok(())
	}

	/// Records the first delegation of an owner to a validator.
	fn begin(&mut self, owner: &AccountId, validator: &AccountId) {
		self.departures.entry((owner.clone(), validator.clone())).or_default();
	}

	/// Adds to exits.
	fn add_exit(&mut self, key: ExitKey<AccountId>, value: Balance) {
		*self.arrivals.entry(key.clone()).or_default() += 1;
		*self.exits.entry(key).or_default() += value;
	}

	/// All amounts liable for `epoch` with a validator.
	fn liable_for(&mut self, validator: &AccountId, epoch: EpochIndex) -> Vec<&mut Balance> {
		let since = epoch.saturating_sub(1);
		let positions = self.positions.iter_mut().filter(|((_, with, _), _)| with == validator);
		let exits = self
			.exits
			.iter_mut()
			.filter(|((_, from, left), _)| from == validator && *left >= since);
		let now = self.epoch;
		let deals = self.deals.values_mut().filter(|deal| {
			deal.validator == *validator && deal.lapsed.is_none() && deal.active_from <= now
		});
		positions
			.map(|(_, value)| value)
			.chain(exits.map(|(_, value)| value))
			.chain(deals.map(|deal| &mut deal.value))
			.collect()
	}
}

/// The account is not a validator.
pub const UNKNOWN_VALIDATOR: DispatchError = DispatchError::Other("unknown validator");
/// The owner has no such deal.
pub const UNKNOWN_DEAL: DispatchError = DispatchError::Other("unknown deal");
/// The amount is zero.
pub const ZERO_AMOUNT: DispatchError = DispatchError::Other("zero amount");
/// The deal has no rewards.
pub const NOTHING_TO_CLAIM: DispatchError = DispatchError::Other("nothing to claim");
/// The owner has no exits that can be withdrawn.
pub const NOTHING_TO_WITHDRAW: DispatchError = DispatchError::Other("nothing to withdraw");
/// The deposit of the deal is not active yet.
pub const DEPOSIT_PENDING: DispatchError = DispatchError::Other("deposit pending");
/// The owner has less stake.
pub const INSUFFICIENT_STAKE: DispatchError = DispatchError::Other("insufficient stake");
/// The owner has no exits of the epoch.
pub const NO_EXITS: DispatchError = DispatchError::Other("no exits");
/// The exits are those of a validator that can still cause their slash.
pub const SELF_STAKE_LIABLE: DispatchError = DispatchError::Other("self-stake is liable");
/// The validator was not in the set of the epoch.
pub const NOT_EXPOSED: DispatchError = DispatchError::Other("not exposed");
/// No such case is open.
pub const UNKNOWN_CASE: DispatchError = DispatchError::Other("unknown case");
/// The validator is banned.
pub const VALIDATOR_BANNED: DispatchError = DispatchError::Other("validator banned");
/// The validator is in jail.
pub const VALIDATOR_JAILED: DispatchError = DispatchError::Other("validator jailed");
/// The validator takes no deals.
pub const NO_DEALS: DispatchError = DispatchError::Other("no deals");
/// The free balance does not cover the amount.
pub const INSUFFICIENT_FUNDS: DispatchError = DispatchError::Other("insufficient funds");

/// The fake. See [the module](self).
pub struct TestStake<T>(PhantomData<T>);

/// Sets up and reads the fake.
impl<T: TestStakeConfig> TestStake<T> {
	/// Adds a validator that is online, with this much self-stake, new to the issuance.
	pub fn add_validator(who: T::AccountId, self_stake: Balance) {
		let validator = TestValidator {
			status: ValidatorStatus::Online,
			before: None,
			jailed_until: 0,
			accepts_deals: true,
		};
		Books::set(|books| {
			books.validators.insert(who.clone(), validator);
		});
		Self::add_stake(who.clone(), who, RewardClass::Compounding, self_stake);
	}

	/// Adds stake, new to the issuance.
	pub fn add_stake(
		owner: T::AccountId,
		validator: T::AccountId,
		class: RewardClass,
		amount: Balance,
	) {
		T::Currency::mint_into(&T::pot(), amount).expect("the issuance does not overflow");
		Books::<T::AccountId>::set(|books| {
			books.begin(&owner, &validator);
			*books.positions.entry((owner, validator, class)).or_default() += amount;
		});
	}

	/// Unbonds part of a position in the running epoch.
	pub fn exit(owner: T::AccountId, validator: T::AccountId, class: RewardClass, amount: Balance) {
		Books::<T::AccountId>::set(|books| {
			let key = (owner.clone(), validator.clone(), class);
			let value = books.positions.get_mut(&key).expect("there is such a position");
			*value = value.checked_sub(amount).expect("the position is large enough");
			*books.departures.entry((owner.clone(), validator.clone())).or_default() += 1;
			books.add_exit((owner, validator, books.epoch), amount);
		});
	}

	/// Removes a validator.
	pub fn remove_validator(who: &T::AccountId) {
		Books::<T::AccountId>::set(|books| {
			books.validators.remove(who);
		});
	}

	/// Sets the status of a validator and reports the conduct that this shows, as governance or the
	/// validator would.
	pub fn set_status(who: &T::AccountId, status: ValidatorStatus) {
		let before = Books::set(|books| {
			let validator = books.validator(who).expect("there is such a validator");
			validator.before = None;
			core::mem::replace(&mut validator.status, status)
		});
		Self::report(who, before, status, false);
	}

	/// Sets whether a validator accepts deals while it is online and has no proven case.
	pub fn set_accepts_deals(who: &T::AccountId, accepts: bool) {
		Books::set(|books| {
			books.validator(who).expect("there is such a validator").accepts_deals = accepts;
		});
	}

	/// Sets the account to which rewards of `who` are paid.
	pub fn set_reward_account(who: T::AccountId, to: T::AccountId) {
		Books::set(|books| {
			books.reward_accounts.insert(who, to);
		});
	}

	/// Replaces the set of the running epoch, for example by one with validators that went offline
	/// or to jail after they had been elected.
	pub fn set_members(members: Vec<PlannedMember<T::AccountId>>) {
		Books::<T::AccountId>::set(|books| books.expose(members));
	}

	/// Begins the next epoch. Its set has all validators that are online and have stake.
	pub fn next_epoch() {
		Books::<T::AccountId>::set(|books| {
			books.epoch += 1;
			books.expose(books.online());
		});
	}

	/// Pays a reward of `amount` for a deal. The owner's part, after the commission of the deal, is
	/// new to the issuance.
	pub fn reward_deal(id: DealId, amount: Balance) {
		let reward = Books::<T::AccountId>::set(|books| {
			let deal = books.deals.get_mut(&id).expect("there is such a deal");
			let reward = amount - deal.commission.mul_ceil(amount);
			deal.rewards += reward;
			reward
		});
		T::Currency::mint_into(&T::pot(), reward).expect("the issuance does not overflow");
	}

	/// The number of the next deal.
	pub fn next_deal() -> DealId {
		Books::<T::AccountId>::load().next_deal
	}

	/// Pays the exits of `owner` that are no longer held. Returns their value.
	pub fn withdraw(owner: &T::AccountId) -> Result<Balance, DispatchError> {
		let mut books = Books::<T::AccountId>::load();
		let mut value = 0;
		books.exits.retain(|(who, validator, epoch), exit| {
			let is_paid = who == owner && *epoch < Self::exits_held_since(validator);
			value += if is_paid { *exit } else { 0 };
			!is_paid
		});
		ensure!(value > 0, NOTHING_TO_WITHDRAW);
		T::Currency::transfer(&T::pot(), owner, value, Preservation::Expendable)?;
		unhashed::put(KEY, &books);
		Ok(value)
	}

	/// Lets a deal lapse in the running epoch.
	pub fn lapse_deal(id: DealId) {
		Books::<T::AccountId>::set(|books| {
			let epoch = books.epoch;
			books.deals.get_mut(&id).expect("there is such a deal").lapsed = Some(epoch);
		});
	}

	/// Makes all calls that would change something fail with this error, or none. The text of
	/// [`DispatchError::Other`] is lost.
	pub fn set_failing(error: Option<DispatchError>) {
		Books::<T::AccountId>::set(|books| books.failing = error.map(|error| (error, 0)));
	}

	/// Makes all calls that would change something fail with this error, after `spared` successful
	/// ones.
	pub fn set_failing_after(spared: u32, error: DispatchError) {
		Books::<T::AccountId>::set(|books| books.failing = Some((error, spared)));
	}

	/// The calls carried out since the last call of this function, in their order.
	pub fn take_calls() -> Vec<Call<T::AccountId>> {
		Books::<T::AccountId>::set(|books| core::mem::take(&mut books.calls))
	}

	/// A validator in the books.
	pub fn validator(who: &T::AccountId) -> Option<TestValidator> {
		Books::<T::AccountId>::load().validators.get(who).cloned()
	}

	/// The open cases, in the order in which they were opened.
	pub fn cases() -> Vec<(T::AccountId, EpochIndex, Basis)> {
		Books::<T::AccountId>::load().cases
	}

	/// Checks that the pot has what the books say.
	pub fn check() -> Result<(), &'static str> {
		let books = Books::<T::AccountId>::load();
		let deals = books.deals.values().map(|deal| deal.value + deal.rewards);
		let stake = books.positions.values().chain(books.exits.values()).copied();
		let all: Balance = stake.chain(deals).sum();
		ensure!(T::Currency::total_balance(&T::pot()) >= all, "the pot has less than the stake");
		Ok(())
	}

	fn change_status(
		who: &T::AccountId,
		call: Call<T::AccountId>,
		change: impl FnOnce(&mut TestValidator, EpochIndex) -> DispatchResult,
	) -> DispatchResult {
		let is_reversal = matches!(call, Call::Release(_) | Call::Unban(_));
		let (before, after) = Books::call(call, |books| {
			let epoch = books.epoch;
			let validator = books.validator(who)?;
			let before = validator.status;
			change(validator, epoch)?;
			Ok((before, validator.status))
		})?;
		Self::report(who, before, after, is_reversal);
		Ok(())
	}

	/// Reports the conduct that a change of status shows.
	fn report(
		who: &T::AccountId,
		before: ValidatorStatus,
		after: ValidatorStatus,
		is_reversal: bool,
	) {
		use ValidatorStatus::{Banned, BelowMinimum, Jailed, Online};
		let is_confined = |status| matches!(status, Jailed | Banned);
		let observe = |conduct| {
			T::ConductObserver::observe(Subject::Validator(who), Self::current_epoch(), conduct);
		};
		let conduct = match (is_confined(before), is_confined(after)) {
			(false, true) => Some(Conduct::Jailed),
			(true, false) if is_reversal => Some(Conduct::Released),
			(false, false) if before == Online && after == BelowMinimum => {
				Some(Conduct::FellBelowMinimum)
			},
			(false, false) if matches!(before, Online | BelowMinimum) && before != after => {
				(after != Online).then_some(Conduct::WentOffline)
			},
			_ => None,
		};
		conduct.into_iter().for_each(observe);
		if before != Online && after == Online {
			observe(Conduct::WentOnline);
		}
	}
}

impl<AccountId: Codec + Ord + Clone> Books<AccountId> {
	/// The exits of the epoch before.
	fn left(&self, validator: &AccountId) -> Balance {
		let left = self.exits.iter().filter(|((_, from, left), _)| {
			from == validator && left.checked_add(1) == Some(self.epoch)
		});
		left.map(|(_, value)| *value).sum()
	}

	/// The validators that are online and have stake.
	fn online(&self) -> Vec<PlannedMember<AccountId>> {
		let validators = self.validators.iter();
		let online =
			validators.filter(|(_, validator)| validator.status == ValidatorStatus::Online);
		let members = online.map(|(who, _)| PlannedMember {
			validator: who.clone(),
			power: self.stake_of(who) + self.left(who),
		});
		members.filter(|member| member.power > 0).collect()
	}

	/// Records the exposures of the running epoch, in which `members` serve.
	fn expose(&mut self, members: Vec<PlannedMember<AccountId>>) {
		let members = members.into_iter().map(|member| {
			let PlannedMember { validator, power } = member;
			let is_compounding = |key: &PositionKey<AccountId>| {
				key.1 == validator && key.2 == RewardClass::Compounding
			};
			let positions = self.positions.iter().filter(|(key, _)| is_compounding(key));
			let compounding: Balance = positions.map(|(_, value)| *value).sum();
			Exposure {
				power,
				compounding,
				liquid: self.stake_of(&validator) - compounding,
				waiting: 0,
				left: self.left(&validator),
				bonus: Perbill::zero(),
				validator,
			}
		});
		let members = members.collect();
		self.exposures.insert(self.epoch, members);
	}
}

impl<T: TestStakeConfig> EpochClock for TestStake<T> {
	fn current_epoch() -> EpochIndex {
		Books::<T::AccountId>::load().epoch
	}
}

impl<T: TestStakeConfig> ValidatorInspect<T::AccountId> for TestStake<T> {
	fn status(who: &T::AccountId) -> Option<ValidatorStatus> {
		Some(Books::<T::AccountId>::load().validators.get(who)?.status)
	}

	fn stake_of(validator: &T::AccountId) -> Balance {
		Books::<T::AccountId>::load().stake_of(validator)
	}

	fn reward_account(who: &T::AccountId) -> T::AccountId {
		Books::<T::AccountId>::load().reward_accounts.remove(who).unwrap_or_else(|| who.clone())
	}

	fn is_gone(validator: &T::AccountId) -> bool {
		matches!(
			Self::status(validator),
			None | Some(ValidatorStatus::Leaving | ValidatorStatus::Banned)
		)
	}
}

impl<T: TestStakeConfig> ValidatorControl<T::AccountId> for TestStake<T> {
	fn jail(validator: &T::AccountId, until: EpochIndex) -> DispatchResult {
		let call = Call::Jail(validator.clone(), until);
		Self::change_status(validator, call, |validator, _| {
			validator.before.get_or_insert((validator.status, validator.jailed_until));
			if validator.status != ValidatorStatus::Banned {
				validator.status = ValidatorStatus::Jailed;
				validator.jailed_until = validator.jailed_until.max(until);
			}
			Ok(())
		})
	}

	fn unjail(validator: &T::AccountId) -> DispatchResult {
		let call = Call::Unjail(validator.clone());
		Self::change_status(validator, call, |validator, now| {
			ensure!(validator.status != ValidatorStatus::Banned, VALIDATOR_BANNED);
			ensure!(now >= validator.jailed_until, VALIDATOR_JAILED);
			(validator.status, validator.before) = (ValidatorStatus::Online, None);
			Ok(())
		})
	}

	fn release(validator: &T::AccountId) -> DispatchResult {
		let call = Call::Release(validator.clone());
		Self::change_status(validator, call, |validator, _| {
			validator.restore_from(ValidatorStatus::Jailed);
			Ok(())
		})
	}

	fn ban(validator: &T::AccountId) -> DispatchResult {
		let call = Call::Ban(validator.clone());
		Self::change_status(validator, call, |validator, _| {
			validator.before.get_or_insert((validator.status, validator.jailed_until));
			validator.status = ValidatorStatus::Banned;
			Ok(())
		})
	}

	fn unban(validator: &T::AccountId) -> DispatchResult {
		let call = Call::Unban(validator.clone());
		Self::change_status(validator, call, |validator, _| {
			validator.restore_from(ValidatorStatus::Banned);
			Ok(())
		})
	}
}

impl<T: TestStakeConfig> ExposureInspect<T::AccountId> for TestStake<T> {
	fn exposure(epoch: EpochIndex, validator: &T::AccountId) -> Option<Exposure<T::AccountId>> {
		let exposures = Books::<T::AccountId>::load().exposures.remove(&epoch)?;
		exposures.into_iter().find(|exposure| exposure.validator == *validator)
	}

	fn exposures(epoch: EpochIndex) -> Vec<Exposure<T::AccountId>> {
		Books::<T::AccountId>::load().exposures.remove(&epoch).unwrap_or_default()
	}

	fn exposed_total(epoch: EpochIndex) -> ExposedTotal {
		ExposedTotal::of(&Self::exposures(epoch))
	}

	fn planned() -> Vec<PlannedMember<T::AccountId>> {
		let mut books = Books::<T::AccountId>::load();
		books.epoch += 1;
		books.online()
	}
}

impl<T: TestStakeConfig> PositionInspect<T::AccountId> for TestStake<T> {
	fn staked_by(who: &T::AccountId) -> Balance {
		let books = Books::<T::AccountId>::load();
		let positions = books.positions.iter().filter(|((owner, ..), _)| owner == who);
		let deals = books.deals.values().filter(|deal| deal.owner == *who);
		positions.map(|(_, value)| *value).chain(deals.map(|deal| deal.value)).sum()
	}

	fn position_value(who: &T::AccountId, validator: &T::AccountId, class: RewardClass) -> Balance {
		let key = (who.clone(), validator.clone(), class);
		Books::<T::AccountId>::load().positions.get(&key).copied().unwrap_or_default()
	}

	fn position_mark(who: &T::AccountId, validator: &T::AccountId) -> Option<StakeMark> {
		let departures = Books::<T::AccountId>::load().departures;
		departures.get(&(who.clone(), validator.clone())).map(StakeMark::of)
	}

	fn exits_mark(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
	) -> Option<StakeMark> {
		let key = (owner.clone(), validator.clone(), epoch);
		let books = Books::<T::AccountId>::load();
		books.exits.contains_key(&key).then(|| StakeMark::of(&books.arrivals.get(&key)))
	}

	fn exits_value(owner: &T::AccountId, validator: &T::AccountId, epoch: EpochIndex) -> Balance {
		let key = (owner.clone(), validator.clone(), epoch);
		Books::<T::AccountId>::load().exits.get(&key).copied().unwrap_or_default()
	}

	fn at_risk(who: &T::AccountId, validator: &T::AccountId) -> Balance {
		let books = Books::<T::AccountId>::load();
		let is_theirs =
			|owner: &T::AccountId, with: &T::AccountId| owner == who && with == validator;
		let positions =
			books.positions.iter().filter(|((owner, with, _), _)| is_theirs(owner, with));
		let exits = books.exits.iter().filter(|((owner, with, _), _)| is_theirs(owner, with));
		let deals = books.deals.values().filter(|deal| is_theirs(&deal.owner, &deal.validator));
		positions
			.map(|(_, value)| *value)
			.chain(exits.map(|(_, value)| *value))
			.chain(deals.map(|deal| deal.value))
			.sum()
	}
}

impl<T: TestStakeConfig> PositionTransfer<T::AccountId> for TestStake<T> {
	fn move_position(
		owner: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		amount: Balance,
		to: &T::AccountId,
	) -> Result<Balance, DispatchError> {
		let (from, with) = (owner.clone(), validator.clone());
		let call = Call::MovePosition(from.clone(), with.clone(), class, amount, to.clone());
		Books::call(call, |books| {
			books.move_stake((from, with, class), to, amount)?;
			Ok(amount)
		})
	}

	fn may_move_exits(owner: &T::AccountId, validator: &T::AccountId, epoch: EpochIndex) -> bool {
		owner != validator || epoch < Self::exits_held_since(validator)
	}

	fn move_exits(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
		to: &T::AccountId,
	) -> Result<Balance, DispatchError> {
		ensure!(Self::may_move_exits(owner, validator, epoch), SELF_STAKE_LIABLE);
		let key = (owner.clone(), validator.clone(), epoch);
		let call = Call::MoveExits(owner.clone(), validator.clone(), epoch, to.clone());
		Books::call(call, |books| {
			let value = books.exits.remove(&key).ok_or(NO_EXITS)?;
			books.add_exit((to.clone(), validator.clone(), epoch), value);
			Ok(value)
		})
	}

	fn move_deal(owner: &T::AccountId, deal: DealId, to: &T::AccountId) -> DispatchResult {
		Books::call(Call::MoveDeal(owner.clone(), deal, to.clone()), |books| {
			books.deal(owner, deal)?.owner = to.clone();
			Ok(())
		})
	}
}

impl<T: TestStakeConfig> DealControl<T::AccountId> for TestStake<T> {
	fn accepts_deals(validator: &T::AccountId) -> bool {
		let books = Books::<T::AccountId>::load();
		let is_proven = |(accused, _, basis): &(T::AccountId, _, _)| {
			accused == validator && *basis == Basis::Proven
		};
		books.validators.get(validator).is_some_and(|record| {
			record.status == ValidatorStatus::Online
				&& record.accepts_deals
				&& !books.cases.iter().any(is_proven)
		})
	}

	fn open_deal(
		owner: &T::AccountId,
		validator: &T::AccountId,
		amount: Balance,
		commission: Perbill,
	) -> Result<DealId, DispatchError> {
		let call = Call::OpenDeal(owner.clone(), validator.clone(), amount, commission);
		Books::call(call, |books| {
			ensure!(Self::accepts_deals(validator), NO_DEALS);
			ensure!(amount > 0, ZERO_AMOUNT);
			T::Currency::transfer(owner, &T::pot(), amount, Preservation::Preserve)
				.map_err(|_| INSUFFICIENT_FUNDS)?;
			let set = books.exposures.get(&books.epoch).into_iter().flatten();
			let serves = set.clone().any(|exposure| exposure.validator == *validator);
			let id = books.next_deal;
			books.next_deal += 1;
			let deal = Deal {
				owner: owner.clone(),
				validator: validator.clone(),
				value: amount,
				rewards: 0,
				commission,
				active_from: books.epoch + EpochIndex::from(serves),
				lapsed: None,
			};
			books.deals.insert(id, deal);
			Ok(id)
		})
	}

	fn amend_deal(owner: &T::AccountId, deal: DealId, commission: Perbill) -> DispatchResult {
		Books::call(Call::AmendDeal(owner.clone(), deal, commission), |books| {
			books.deal(owner, deal)?.commission = commission;
			Ok(())
		})
	}

	fn close_deal(owner: &T::AccountId, deal: DealId) -> Result<EpochIndex, DispatchError> {
		Books::call(Call::CloseDeal(owner.clone(), deal), |books| {
			let now = books.epoch;
			let Deal { owner, validator, value, rewards, active_from, lapsed, .. } =
				books.deal(owner, deal)?.clone();
			ensure!(active_from <= now, DEPOSIT_PENDING);
			let to = books.reward_accounts.get(&owner).unwrap_or(&owner);
			T::Currency::transfer(&T::pot(), to, rewards, Preservation::Expendable)?;
			books.deals.remove(&deal);
			let epoch = lapsed.unwrap_or(now);
			books.add_exit((owner, validator, epoch), value);
			Ok(epoch)
		})
	}

	fn claim_deal(owner: &T::AccountId, deal: DealId) -> Result<Balance, DispatchError> {
		Books::call(Call::ClaimDeal(owner.clone(), deal), |books| {
			let rewards = core::mem::take(&mut books.deal(owner, deal)?.rewards);
			ensure!(rewards > 0, NOTHING_TO_CLAIM);
			let to = books.reward_accounts.get(owner).unwrap_or(owner);
			T::Currency::transfer(&T::pot(), to, rewards, Preservation::Expendable)?;
			Ok(rewards)
		})
	}

	fn deal_status(owner: &T::AccountId, deal: DealId) -> Option<DealStatus<T::AccountId>> {
		let mut books = Books::<T::AccountId>::load();
		let deal = books.deal(owner, deal).ok()?;
		Some(DealStatus {
			validator: deal.validator.clone(),
			commission: deal.commission,
			value: deal.value,
			rewards: deal.rewards,
			active_from: deal.active_from,
			lapsed: deal.lapsed.is_some(),
		})
	}
}

impl<T: TestStakeConfig> CaseInspect<T::AccountId> for TestStake<T> {
	fn has_open_case(validator: &T::AccountId) -> bool {
		Self::cases().iter().any(|(accused, ..)| accused == validator)
	}

	fn exits_held_since(validator: &T::AccountId) -> EpochIndex {
		let bonding = (Self::current_epoch() + 1).saturating_sub(T::bonding_epochs());
		let cases = Self::cases().into_iter().filter(|(accused, ..)| accused == validator);
		let held = cases.map(|(_, epoch, _)| epoch.saturating_sub(1)).min();
		held.map_or(bonding, |held| held.min(bonding))
	}
}

impl<T: TestStakeConfig> SlashControl<T::AccountId> for TestStake<T> {
	type Loss = Credit<T::AccountId, T::Currency>;

	fn open_case(validator: &T::AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult {
		let case = (validator.clone(), epoch, basis);
		Books::call(Call::OpenCase(validator.clone(), epoch, basis), |books| {
			books.validator(validator)?;
			books.cases.push(case);
			Ok(())
		})
	}

	fn close_case(validator: &T::AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult {
		let case = (validator.clone(), epoch, basis);
		Books::call(Call::CloseCase(validator.clone(), epoch, basis), |books| {
			let place = books.cases.iter().position(|open| *open == case).ok_or(UNKNOWN_CASE)?;
			books.cases.remove(place);
			Ok(())
		})
	}

	fn slash(
		validator: &T::AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Result<Self::Loss, DispatchError> {
		let call = Call::Slash(validator.clone(), epoch, fraction);
		let (base, loss) = Books::call(call, |books| {
			let exposure = Self::exposure(epoch, validator).ok_or(NOT_EXPOSED)?;
			let key = (validator.clone(), epoch);
			let before = books.slashed.get(&key).copied().unwrap_or_default();
			let wanted = fraction.mul_ceil(exposure.liable());
			let liable = books.liable_for(validator, epoch);
			let base: Balance = liable.iter().map(|value| **value).sum();
			let loss = wanted.saturating_sub(before).min(base);
			let mut left = loss;
			for value in liable {
				let part =
					multiply_by_rational_with_rounding(*value, loss, base.max(1), Rounding::Down);
				let part = part.expect("the loss is a part of the base");
				*value -= part;
				left -= part;
			}
			for value in books.liable_for(validator, epoch) {
				let part = left.min(*value);
				*value -= part;
				left -= part;
			}
			books.slashed.insert(key, before.max(wanted));
			Ok((base, loss))
		})?;
		if loss > 0 {
			T::register(T::OnSlash::on_slash(validator, epoch, base, loss));
			let conduct = Conduct::Slashed { amount: loss, base };
			T::ConductObserver::observe(Subject::Validator(validator), epoch, conduct);
		}
		T::Currency::withdraw(
			&T::pot(),
			loss,
			Precision::Exact,
			Preservation::Expendable,
			Fortitude::Force,
		)
	}

	fn take_self_stake(
		validator: &T::AccountId,
		most: Balance,
	) -> Result<Self::Loss, DispatchError> {
		Self::levy(Call::TakeSelfStake(validator.clone(), most), validator, most)
	}

	fn forfeit_self_stake(
		validator: &T::AccountId,
		most: Balance,
	) -> Result<Self::Loss, DispatchError> {
		Self::levy(Call::ForfeitSelfStake(validator.clone(), most), validator, most)
	}
}

impl<T: TestStakeConfig> TestStake<T> {
	/// Takes up to `most` planck of a validator's own stake by this call.
	fn levy(
		call: Call<T::AccountId>,
		validator: &T::AccountId,
		most: Balance,
	) -> Result<Credit<T::AccountId, T::Currency>, DispatchError> {
		let taken = Books::call(call, |books| {
			books.validator(validator)?;
			let mut taken = 0;
			for class in [RewardClass::Compounding, RewardClass::Liquid] {
				let key = (validator.clone(), validator.clone(), class);
				if let Some(value) = books.positions.get_mut(&key) {
					let part = (most - taken).min(*value);
					*value -= part;
					taken += part;
				}
			}
			Ok(taken)
		})?;
		T::Currency::withdraw(
			&T::pot(),
			taken,
			Precision::Exact,
			Preservation::Expendable,
			Fortitude::Force,
		)
	}
}

/// The owners of stake and exits, for tests that compare all of it.
impl<T: TestStakeConfig> TestStake<T> {
	/// All accounts with stake, deals or exits.
	pub fn owners() -> BTreeSet<T::AccountId> {
		let books = Books::<T::AccountId>::load();
		let positions = books.positions.into_keys().map(|(owner, ..)| owner);
		let exits = books.exits.into_keys().map(|(owner, ..)| owner);
		let deals = books.deals.into_values().map(|deal| deal.owner);
		positions.chain(exits).chain(deals).collect()
	}
}
