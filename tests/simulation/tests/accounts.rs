//! Accounts stay able to act: fees after votes with staked funds, in the real runtime.

use frame_support::traits::{Currency, LockableCurrency, StorePreimage, WithdrawReasons};
use palisade_delegation_marketplace::types::Asset;
use palisade_primitives::{Balance, LockInspect, PositionInspect, RewardClass, SlashControl};
use palisade_runtime::{
	configs::{
		governance::origins::Origin,
		staking::{BalanceLocks, VOTE_LOCK},
	},
	Balances, DelegationMarketplace, OriginCaller, PalisadeStaking, Preimage, Runtime, RuntimeCall,
	System,
};
use palisade_simulation::{Account, Chain, Refused, Simulation, UNIT};
use palisade_staking::types::Amount;
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use sp_runtime::Perbill;

type Voted = <Runtime as pallet_conviction_voting::Config>::Currency;

/// The track of the referendum, which is the class of its votes.
const TRACK: u16 = 11;

/// Charlie has staked all but three units.
fn chain() -> Simulation {
	let mut chain = Chain::new()
		.validator("Alice", 1_000 * UNIT)
		.account("Bob", 10_000_000 * UNIT)
		.account("Charlie", 2 * UNIT)
		.delegation(Account::new("Charlie").id(), "Alice", 900 * UNIT, RewardClass::Liquid)
		.start();
	let call: RuntimeCall = frame_system::Call::remark { remark: vec![1] }.into();
	let proposal = chain.execute(|| Preimage::bound(call).expect("it can be noted"));
	let speaks_as: OriginCaller = Origin::Treasurer.into();
	let submitted = chain.submit(
		&Account::new("Bob"),
		pallet_referenda::Call::submit {
			proposal_origin: Box::new(speaks_as),
			proposal,
			enactment_moment: frame_support::traits::schedule::DispatchTime::After(0),
		},
	);
	assert_eq!(submitted, Ok(()));
	chain
}

fn charlie() -> Account {
	Account::new("Charlie")
}

/// All that Charlie may vote with, less the fee for the vote, which is paid first. Delegating votes
/// costs most: the fee is that of as many votes as there can be, until the rest is returned.
fn all(chain: &mut Simulation) -> Balance {
	chain.execute(|| <Voted as Currency<_>>::total_balance(&charlie().id())) - 3 * UNIT / 2
}

fn vote(chain: &mut Simulation) {
	let balance = all(chain);
	let vote = Vote { aye: true, conviction: Conviction::Locked1x };
	let vote = AccountVote::Standard { vote, balance };
	must(chain, pallet_conviction_voting::Call::vote { poll_index: 0, vote });
}

/// Charlie pays for `call`, which succeeds.
fn must(chain: &mut Simulation, call: impl Into<RuntimeCall>) {
	let before = chain.execute(|| Balances::free_balance(charlie().id()));
	assert_eq!(chain.submit(&charlie(), call), Ok(()));
	assert!(chain.execute(|| Balances::free_balance(charlie().id())) != before);
}

fn remark(chain: &mut Simulation) {
	must(chain, frame_system::Call::remark { remark: vec![] });
}

fn remove_vote(chain: &mut Simulation) {
	must(chain, pallet_conviction_voting::Call::remove_vote { class: Some(TRACK), index: 0 });
}

fn unlock(chain: &mut Simulation) {
	let target = charlie().id().into();
	must(chain, pallet_conviction_voting::Call::unlock { class: TRACK, target });
}

fn slash(chain: &mut Simulation) {
	let alice = Account::new("Alice").id();
	let loss = chain.execute(|| PalisadeStaking::slash(&alice, 0, Perbill::from_percent(50)));
	chain.execute(|| drop(loss));
	let left = chain.execute(|| PalisadeStaking::staked_by(&charlie().id()));
	assert!(left.abs_diff(450 * UNIT) < UNIT, "{left} is left");
}

#[test]
fn a_vote_with_all_staked_funds_is_taken_back_for_a_fee() {
	let mut chain = chain();
	vote(&mut chain);
	remark(&mut chain);
	remove_vote(&mut chain);
	unlock(&mut chain);
	assert_eq!(chain.execute(|| System::account(charlie().id()).data.frozen), 0);
}

#[test]
fn a_vote_is_taken_back_for_a_fee_although_it_was_slashed() {
	let mut chain = chain();
	vote(&mut chain);
	slash(&mut chain);
	remark(&mut chain);
	vote(&mut chain);
	must(
		&mut chain,
		palisade_staking::Call::undelegate {
			validator: Account::new("Alice").id(),
			class: RewardClass::Liquid,
			amount: Amount::Exact(100 * UNIT),
		},
	);
	remove_vote(&mut chain);
	unlock(&mut chain);
	remark(&mut chain);
}

#[test]
fn a_vote_is_taken_back_for_a_fee_after_the_poll() {
	let mut chain = chain();
	vote(&mut chain);
	// Governance cancels the referendum.
	let poll_ended = |chain: &mut Simulation| {
		let info = chain.execute(|| pallet_referenda::ReferendumInfoFor::<Runtime>::get(0));
		!matches!(info, Some(pallet_referenda::ReferendumInfo::Ongoing(_)))
	};
	let cancel = pallet_referenda::Call::<Runtime>::cancel { index: 0 };
	let origin = palisade_runtime::RuntimeOrigin::root();
	assert!(chain.dispatch(origin, cancel).is_ok());
	assert!(poll_ended(&mut chain));
	remark(&mut chain);
	remove_vote(&mut chain);
	unlock(&mut chain);
}

#[test]
fn all_is_staked_and_the_fee_for_the_way_out_is_left() {
	let mut chain = chain();
	let validator = Account::new("Alice").id();
	must(
		&mut chain,
		palisade_staking::Call::delegate_all {
			validator: validator.clone(),
			class: RewardClass::Liquid,
			min_shares_out: 0,
			keep_reserve: true,
		},
	);
	let class = RewardClass::Liquid;
	let amount = Amount::All;
	must(&mut chain, palisade_staking::Call::undelegate { validator, class, amount });
}

#[test]
fn a_delegated_vote_ends_for_a_fee() {
	let mut chain = chain();
	let balance = all(&mut chain);
	must(
		&mut chain,
		pallet_conviction_voting::Call::delegate {
			class: TRACK,
			to: Account::new("Bob").id().into(),
			conviction: Conviction::Locked1x,
			balance,
		},
	);
	remark(&mut chain);
	slash(&mut chain);
	must(&mut chain, pallet_conviction_voting::Call::undelegate { class: TRACK });
	unlock(&mut chain);
	remark(&mut chain);
}

/// Charlie offers its whole position for sale, at a price below all that it may lack. Bob buys it.
fn sell_all(chain: &mut Simulation) -> Result<(), Refused> {
	let (validator, class) = (Account::new("Alice").id(), RewardClass::Liquid);
	let of = validator.clone();
	let amount =
		chain.execute(move || PalisadeStaking::position_value(&charlie().id(), &of, class));
	must(
		chain,
		palisade_delegation_marketplace::Call::offer_for_sale {
			asset: Asset::Position { validator, class, amount },
			price: UNIT / 100,
			expiry: 1_000,
			accept_open_case: false,
		},
	);
	let (sale, _) = chain.execute(|| {
		let sales = DelegationMarketplace::sales(None, 10);
		(sales[0].id, assert_eq!(sales.len(), 1))
	});
	let buy = palisade_delegation_marketplace::Call::buy_position {
		sale,
		maximum_price: UNIT,
		minimum_value: amount,
		accept_open_case: false,
	};
	chain.submit(&Account::new("Bob"), buy)
}

#[test]
fn an_account_with_a_vesting_balance_sells_its_last_position() {
	let mut chain = chain();
	let locked = chain.execute(|| {
		// As `pallet_vesting` locks: all but what Charlie needs for a fee.
		let amount = Balances::free_balance(charlie().id()) - UNIT;
		let reasons = WithdrawReasons::except(WithdrawReasons::TRANSFER | WithdrawReasons::RESERVE);
		<Balances as LockableCurrency<_>>::set_lock(*b"vesting ", &charlie().id(), amount, reasons);
		amount
	});
	assert_eq!(sell_all(&mut chain), Ok(()));
	assert_eq!(chain.execute(|| PalisadeStaking::staked_by(&charlie().id())), 0);
	let account = chain.execute(|| System::account(charlie().id()));
	assert_eq!(account.data.frozen, locked);
	// For its balance that is locked.
	assert_eq!(account.consumers, 1);
	chain.check_books();
}

#[test]
fn an_account_that_has_voted_with_its_last_position_does_not_sell_it() {
	let mut chain = chain();
	vote(&mut chain);
	let locked = palisade_staking::Error::<Runtime>::Locked;
	assert_eq!(sell_all(&mut chain), Err(Refused::Failed(locked.into())));
	chain.check_books();
}

#[test]
fn the_lock_of_votes_is_the_one_that_counts() {
	let mut chain = chain();
	// Bob has no stake.
	let (bob, balance) = (Account::new("Bob"), 1_000 * UNIT);
	let vote = Vote { aye: true, conviction: Conviction::Locked1x };
	let vote = AccountVote::Standard { vote, balance };
	let call = pallet_conviction_voting::Call::vote { poll_index: 0, vote };
	assert_eq!(chain.submit(&bob, call), Ok(()));
	chain.execute(|| {
		let locks = pallet_balances::Locks::<Runtime>::get(bob.id());
		assert_eq!(locks.iter().map(|lock| lock.id).collect::<Vec<_>>(), [VOTE_LOCK]);
		assert_eq!(BalanceLocks::locked(&bob.id()), balance);
	});
}
