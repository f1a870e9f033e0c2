//! Violations of the invariants are found.

use crate::{mock::*, types::*, *};
use frame_election_provider_support::SortedListProvider;
use frame_support::{
	assert_ok,
	traits::fungible::{Mutate, MutateHold},
};
use palisade_primitives::{
	DealControl, Exposure, RewardClass,
	RewardClass::{Compounding, Liquid},
};
use palisade_share_pool::{Activation, DealWeight, ExitPool, Index, Shares};
use sp_arithmetic::Perbill;

/// Runs a chain that uses each storage item, corrupts the chain, and returns the violation that the
/// check reports.
///
/// Validators 1 and 2 are in the set and 3 is not. 10 to 13 delegate to 1: liquid, compounding,
/// with an activated deposit with unclaimed shares, with an exit. 14 has a deal. 15 deposits in the
/// running epoch.
fn complaint(corrupt: impl FnOnce()) -> &'static str {
	ActiveValidators::set(2);
	let chain = Chain::new().validator(1, 1_000).validator(2, 500).validator(3, 200);
	let chain = chain
		.delegation(10, 1, 50, Liquid)
		.delegation(11, 1, 50, Compounding)
		.delegation(13, 1, 50, Liquid)
		.delegation(13, 2, 50, Compounding)
		.accounts([12, 14, 15]);
	chain.start().execute_with(|| {
		assert_ok!(Staking::delegate(signed(12), 1, 50 * UNIT, Liquid, 0));
		assert_ok!(Staking::undelegate(signed(13), 1, Liquid, Amount::Exact(10 * UNIT)));
		assert_ok!(Staking::undelegate(signed(13), 2, Compounding, Amount::Exact(10 * UNIT)));
		run_to_epoch(2);
		assert_ok!(Staking::open_deal(&14, &1, 50 * UNIT, Perbill::from_percent(3)));
		run_to_epoch(3);
		assert_ok!(Staking::amend_deal(&14, 0, Perbill::from_percent(2)));
		assert_ok!(Staking::open_deal(&14, &1, 20 * UNIT, Perbill::from_percent(3)));
		assert_ok!(Staking::delegate(signed(15), 1, 50 * UNIT, Compounding, 0));
		assert_ok!(Staking::undelegate(signed(13), 1, Liquid, Amount::Exact(10 * UNIT)));
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		check();
		corrupt();
		Staking::check_state().expect_err("the corruption was not noticed")
	})
}

fn change(who: AccountId, change: impl FnOnce(&mut Validator)) {
	Validators::<Test>::mutate(who, |record| change(record.as_mut().unwrap()));
}

fn change_delegator(who: AccountId, change: impl FnOnce(&mut DelegatorOf<Test>)) {
	Delegators::<Test>::mutate(who, |record| change(record.as_mut().unwrap()));
}

fn change_delegation(who: AccountId, change: impl FnOnce(&mut Delegation<AccountId>)) {
	change_delegator(who, |record| change(&mut record.delegations[0]));
}

fn change_position(who: AccountId, change: impl FnOnce(&mut Position)) {
	change_delegation(who, |delegation| {
		let mut position = delegation.position().unwrap();
		change(&mut position);
		delegation.set_position(&position);
	});
}

fn change_exits(change: impl FnOnce(&mut ExitsOf<Test>)) {
	Exits::<Test>::mutate(13, 1, |exits| change(exits.as_mut().unwrap()));
}

fn change_exit_pool(change: impl FnOnce(&mut ExitPool)) {
	ExitPools::<Test>::mutate(1, 0, |pool| change(pool.as_mut().unwrap()));
}

fn change_activation(change: impl FnOnce(&mut Activation)) {
	Activations::<Test>::mutate(1, 0, |activated| {
		let activated = activated.as_mut().unwrap();
		let liquid =
			activated.iter_mut().find(|(kind, _)| *kind == DepositKind::fresh(Liquid)).unwrap();
		change(&mut liquid.1)
	});
}

const NOT_THEIRS: &str = "the shares of a class are not those of its holders";

#[test]
fn shares_that_are_not_those_of_the_class() {
	for class in [Compounding, Liquid] {
		let more = |class: RewardClass| {
			change(1, |record| record.class_mut(class).shares.0 += 1);
		};
		assert_eq!(complaint(|| more(class)), NOT_THEIRS);
	}
	let fewer = || change(1, |record| record.pool.compounding.shares.0 -= 1);
	assert_eq!(complaint(fewer), NOT_THEIRS);
	let of_a_delegator = || change_position(11, |own| own.compounding.shares.0 += 1);
	assert_eq!(complaint(of_a_delegator), NOT_THEIRS);
	let of_the_operator = || change(1, |record| record.own.compounding.shares.0 -= 1);
	assert_eq!(complaint(of_the_operator), NOT_THEIRS);
	let of_a_generation = || change_position(11, |own| own.compounding.generation += 1);
	assert_eq!(complaint(of_a_generation), NOT_THEIRS);
	let of_a_deal = || Deals::<Test>::mutate(14, 0, |deal| deal.as_mut().unwrap().shares.0 += 1);
	assert_eq!(complaint(of_a_deal), NOT_THEIRS);
	let beyond_bounds = || {
		change_position(11, |own| own.compounding.shares.0 = u128::MAX);
	};
	assert_eq!(complaint(beyond_bounds), "a sum of shares overflows");
	let a_lost_delegator = || Delegators::<Test>::remove(11);
	assert_eq!(complaint(a_lost_delegator), NOT_THEIRS);
}

#[test]
fn assets_without_shares() {
	let assets = || change(3, |record| record.pool.liquid.class.stake = 1);
	assert_eq!(complaint(assets), "assets without shares");
	let waiting = || change(3, |record| record.pool.liquid.class.waiting = 1);
	assert_eq!(complaint(waiting), "assets without shares");
}

#[test]
fn what_leaves_and_is_not_in_the_exits() {
	for class in [Compounding, Liquid] {
		let leaving =
			|class: RewardClass| change(1, |record| record.class_mut(class).leaving.0 += 1);
		assert_eq!(complaint(|| leaving(class)), "the leaving shares do not match the exits");
	}
}

#[test]
fn deals_that_are_not_those_of_the_class() {
	let shares = || change(1, |record| record.pool.liquid.deal_shares.0 += 1);
	assert_eq!(complaint(shares), "the shares of deals are not theirs");
	let weight = || {
		change(1, |record| {
			let liquid = &mut record.pool.liquid;
			liquid.deal_weight = liquid.deal_weight.plus(DealWeight::of(Shares(1), Perbill::one()));
		});
	};
	assert_eq!(complaint(weight), "the weight of deals is not theirs");
	let commission = || {
		Deals::<Test>::mutate(14, 0, |deal| {
			deal.as_mut().unwrap().commission = Perbill::from_percent(4);
		});
	};
	assert_eq!(complaint(commission), "the weight of deals is not theirs");
}

#[test]
fn deals_that_are_not_counted_or_not_owned() {
	let count = || change_delegator(14, |record| record.deals += 1);
	assert_eq!(complaint(count), "the number of deals is wrong");
	assert_eq!(complaint(|| Deals::<Test>::remove(14, 0)), "the number of deals is wrong");
	let owner = || Delegators::<Test>::remove(14);
	assert_eq!(complaint(owner), "a deal has no owner");
	let validator = || {
		Deals::<Test>::mutate(14, 0, |deal| deal.as_mut().unwrap().validator = 99);
	};
	assert_eq!(complaint(validator), "a deal has no validator");
	let deposit = || {
		Deals::<Test>::mutate(14, 1, |deal| {
			deal.as_mut().unwrap().pending.as_mut().unwrap().1 -= 1;
		});
	};
	assert_eq!(complaint(deposit), "deposits are not those of their owners");
}

#[test]
fn rewards_that_are_not_there() {
	let of_a_delegator = || {
		let all = validator(1).pool.liquid.unclaimed;
		change_position(10, |own| own.unclaimed = all + 1);
	};
	assert_eq!(complaint(of_a_delegator), "the settled rewards exceed the unclaimed rewards");
	let of_a_deal = || {
		let all = validator(1).pool.liquid.unclaimed;
		Deals::<Test>::mutate(14, 0, |deal| deal.as_mut().unwrap().unclaimed = all + 1);
	};
	assert_eq!(complaint(of_a_deal), "the settled rewards exceed the unclaimed rewards");
}

#[test]
fn rewards_that_were_earned_and_are_not_there() {
	// The settled rewards are covered; unsettled rewards are owed too.
	let not_settled = || {
		let settled = Delegators::<Test>::iter_values()
			.flat_map(|record| record.delegations)
			.filter(|delegation| delegation.validator == 1)
			.map(|delegation| delegation.position().unwrap().unclaimed)
			.chain(Deals::<Test>::iter().map(|(_, _, deal)| deal.unclaimed))
			.sum();
		change(1, |record| record.pool.liquid.unclaimed = settled);
	};
	assert_eq!(complaint(not_settled), "the settled rewards exceed the unclaimed rewards");
}

#[test]
fn accrued_rewards_of_deals_that_are_not_there() {
	let exceeds = "the settled rewards exceed the unclaimed rewards";
	// A deal that would earn again what it was paid.
	let again = || {
		Deals::<Test>::mutate(14, 0, |deal| deal.as_mut().unwrap().settled = Default::default());
	};
	assert_eq!(complaint(again), exceeds);
	// A deal whose activation is not settled, with the rewards from before it.
	let before = || {
		run_to_epoch(5);
		check();
		Activations::<Test>::mutate(1, 3, |activated| {
			let activated = activated.as_mut().unwrap();
			let deal = activated.iter_mut().find(|(kind, _)| *kind == DepositKind::deal()).unwrap();
			deal.1.index.gross = Default::default();
		});
	};
	assert_eq!(complaint(before), exceeds);
	let gone = || {
		run_to_epoch(5);
		Activations::<Test>::remove(1, 3);
	};
	assert_eq!(complaint(gone), "the deposit of a deal is lost");
}

#[test]
fn a_pot_that_holds_too_little() {
	let too_little = "the pot holds less than it owes";
	let less = || {
		let pot = Staking::pot();
		let _ = Balances::set_balance(&pot, free(pot) - UNIT);
	};
	assert_eq!(complaint(less), too_little);
	// All liabilities count.
	type Debt = fn(&mut Validator);
	let debts: [Debt; 6] = [
		|record| record.commission_due += UNIT,
		|record| record.dust += UNIT,
		|record| record.pool.compounding.waiting += UNIT,
		|record| record.pool.liquid.class.waiting += UNIT,
		|record| record.pool.liquid.unclaimed += UNIT,
		|record| record.deposits.of_mut(DepositKind::fresh(Compounding)).assets += UNIT,
	];
	for debt in debts {
		assert_eq!(complaint(|| change(1, debt)), too_little);
	}
	let exits = || change_exit_pool(|pool| pool.liquid.assets_left += UNIT);
	assert_eq!(complaint(exits), too_little);
	let last_rewards = || change_exit_pool(|pool| pool.unclaimed += UNIT);
	assert_eq!(complaint(last_rewards), too_little);
}

#[test]
fn holders_that_were_miscounted() {
	for count in [0, 2, 4, 8, 9] {
		let corrupt = || change(1, |record| record.holders = count);
		assert_eq!(complaint(corrupt), "the number of holders is wrong");
	}
	assert_eq!(
		complaint(|| change(3, |record| record.holders = 1)),
		"the number of holders is wrong"
	);
}

#[test]
fn delegations_that_cannot_be() {
	let validator = || change_delegation(10, |own| own.validator = 99);
	assert_eq!(complaint(validator), "a delegation has no validator");
	let twice = || {
		change_delegator(13, |record| record.delegations[1].validator = 1);
	};
	assert_eq!(complaint(twice), "two delegations to one validator");
	let empty = || change_position(10, |own| *own = Position::default());
	assert_eq!(complaint(empty), "a delegation is empty");
	let own = || {
		let record = Delegators::<Test>::get(10).unwrap();
		Delegators::<Test>::insert(1, record);
	};
	assert_eq!(complaint(own), "self-stake is with the delegations");
}

#[test]
fn exits_that_cannot_be() {
	let noted = || change_delegation(13, |own| own.oldest_exit = Some(1));
	assert_eq!(complaint(noted), "the oldest exit is not noted");
	let forgotten = || change_delegation(13, |own| own.oldest_exit = None);
	assert_eq!(complaint(forgotten), "the oldest exit is not noted");
	assert_eq!(complaint(|| Exits::<Test>::remove(13, 1)), "the oldest exit is not noted");
	let unsorted = || {
		change_exits(|exits| {
			exits[1].epoch = 0;
			exits[0].epoch = 3;
			change_delegation(13, |own| own.oldest_exit = Some(3));
		})
	};
	assert_eq!(complaint(unsorted), "exits are not sorted");
	let empty = || change_exits(|exits| exits[0].shares = Shares::ZERO);
	assert_eq!(complaint(empty), "an exit is empty");
	let of_nobody = || {
		let exits = Exits::<Test>::get(13, 1).unwrap();
		Exits::<Test>::insert(10, 2, exits);
	};
	assert_eq!(complaint(of_nobody), "exits belong to no delegation");
}

#[test]
fn exit_pools_that_are_not_those_of_their_owners() {
	let not_theirs = "an exit pool is not that of its owners";
	for class in [Compounding, Liquid] {
		let more = |class: RewardClass| {
			change_exit_pool(|pool| {
				exits::exit_class_mut(pool, class).shares_left.0 += 1;
			})
		};
		assert_eq!(complaint(|| more(class)), not_theirs);
	}
	let of_an_exit = || change_exits(|exits| exits[0].shares.0 += 1);
	assert_eq!(complaint(of_an_exit), not_theirs);
	let of_a_class = || change_exits(|exits| exits[0].class = Compounding);
	assert_eq!(complaint(of_a_class), not_theirs);
	assert_eq!(complaint(|| ExitPools::<Test>::remove(1, 0)), "exits have no pool");
	let empty = || ExitPools::<Test>::insert(1, 1, ExitPool::default());
	assert_eq!(complaint(empty), "an exit pool is empty");
	let of_no_validator = || {
		let pool = ExitPools::<Test>::get(1, 0).unwrap();
		ExitPools::<Test>::insert(99, 0, pool);
	};
	assert_eq!(complaint(of_no_validator), "an exit pool has no validator");
}

#[test]
fn units_of_deposits_that_are_not_owned() {
	let not_owned = "the units of an activation are not those of its owners";
	assert_eq!(complaint(|| change_activation(|record| record.units_left += 1)), not_owned);
	let of_the_owner = || change_position(12, |own| own.pending[0].units -= 1);
	assert_eq!(complaint(of_the_owner), not_owned);
	let of_an_epoch = || change_position(12, |own| own.pending[0].epoch = 1);
	assert_eq!(complaint(of_an_epoch), not_owned);
	let shares = || change_activation(|record| record.shares_left.0 += 1);
	assert_eq!(complaint(shares), NOT_THEIRS);
	let lost = || Activations::<Test>::remove(1, 0);
	assert_eq!(complaint(lost), NOT_THEIRS);
	let empty = || {
		let empty = (DepositKind::fresh(Liquid), Activation::default());
		Activations::<Test>::insert(1, 1, Activated::truncate_from(vec![empty]));
	};
	assert_eq!(complaint(empty), "an activation is empty");
}

#[test]
fn activations_of_a_validator_that_is_gone() {
	let orphan = || {
		let record = Activations::<Test>::get(1, 0).unwrap();
		Activations::<Test>::insert(99, 0, record);
	};
	assert_eq!(complaint(orphan), "an activation has no validator");
}

#[test]
fn deposits_that_are_not_those_of_their_owners() {
	let units =
		|| change(1, |record| record.deposits.of_mut(DepositKind::fresh(Compounding)).units += 1);
	assert_eq!(complaint(units), "deposits are not those of their owners");
	let of_the_owner = || change_position(15, |own| own.pending[0].units += 1);
	assert_eq!(complaint(of_the_owner), "deposits are not those of their owners");
	let not_in_the_set = || {
		let deposits = validator(1).deposits;
		change(3, |record| record.deposits = deposits);
		let pot = Staking::pot();
		let _ = Balances::set_balance(&pot, free(pot) + 100 * UNIT);
	};
	assert_eq!(complaint(not_in_the_set), "deposits wait with a validator that is not in the set");
}

#[test]
fn candidates_that_are_not_those_who_are_online() {
	let not_those = "the candidate list does not match the online validators";
	assert_eq!(complaint(|| CandidateList::on_remove(&3).unwrap()), not_those);
	assert_eq!(complaint(|| change(3, |record| record.state = State::Offline)), not_those);
	let score = || CandidateList::on_update(&3, 7 * UNIT).unwrap();
	assert_eq!(complaint(score), "the score is not the stake");
	// Funds in the pot that are no stake.
	let stake = || {
		change(3, |record| {
			record.pool.compounding.stake -= 1;
			record.pool.compounding.waiting += 1;
		})
	};
	assert_eq!(complaint(stake), "the score is not the stake");
}

#[test]
fn a_registration_deposit_that_is_not_held() {
	let released = || {
		let _ = Balances::set_on_hold(&HoldReason::Registration.into(), &3, 0);
	};
	assert_eq!(complaint(released), "a deposit is not held");
}

#[test]
fn sets_that_do_not_fit() {
	let exposure = |validator| Exposure {
		validator,
		power: 0,
		compounding: 0,
		liquid: 0,
		waiting: 0,
		left: 0,
		bonus: Perbill::zero(),
	};
	let insert = |exposures: Vec<Exposure<AccountId>>| {
		let bounded = ExposuresOf::<Test>::truncate_from(exposures);
		Staking::remove_exposures(3);
		Staking::insert_exposures(3, bounded);
	};
	let unknown = || insert(vec![exposure(1), exposure(2), exposure(99)]);
	assert_eq!(complaint(unknown), "a member of the set is no validator");
	let stranger = || insert(vec![exposure(1), exposure(3)]);
	assert_eq!(complaint(stranger), "a member of the set does not serve");
	let missing = || insert(vec![exposure(1)]);
	assert_eq!(complaint(missing), "a serving validator is not in the set");
	let forgotten = || Staking::remove_exposures(3);
	assert_eq!(complaint(forgotten), "a serving validator is not in the set");
	let active = || change(3, |record| record.state = State::Active);
	assert_eq!(complaint(active), "an active validator is not in the set");
}

#[test]
fn members_that_were_kept_in_no_set() {
	let past = || KeptOffline::<Test>::insert(2, KeptOf::<Test>::truncate_from(vec![1]));
	assert_eq!(complaint(past), "members were kept in a past set");
	let none = || KeptOffline::<Test>::insert(4, KeptOf::<Test>::default());
	assert_eq!(complaint(none), "an empty record of kept members");
}

#[test]
fn a_disabled_account_outside_the_set() {
	let stranger = || DisabledMembers::<Test>::put(KeptOf::<Test>::truncate_from(vec![99]));
	assert_eq!(complaint(stranger), "a disabled account is not in the set");
}

#[test]
fn results_that_are_not_those_of_the_set() {
	let not_those = "results are not those of the set";
	assert_eq!(complaint(|| EpochResults::<Test>::remove(1)), not_those);
	assert_eq!(complaint(|| Staking::remove_exposures(1)), not_those);
	let fewer = || {
		EpochResults::<Test>::mutate(1, |results| {
			results.as_mut().unwrap().pop();
		})
	};
	assert_eq!(complaint(fewer), not_those);
}

#[test]
fn money_that_was_sent_to_the_pot_is_no_fault() {
	Chain::new().validator(1, 1_000).account(10).execute(|| {
		assert_ok!(Balances::transfer_keep_alive(signed(10), Staking::pot(), UNIT));
	});
}

#[test]
fn closed_classes_that_are_not_noted() {
	let noted = || change(1, |record| record.closed.liquid = Some(0));
	assert_eq!(complaint(noted), "the epoch of a closed class is not recorded");
}

#[test]
fn a_position_that_cannot_be_decoded() {
	assert_eq!(complaint(|| corrupt_position(10)), "a position cannot be decoded");
}

#[test]
fn cases_that_are_not_noted() {
	let case = |epoch, proven| OpenCases { epoch, proven, alleged: 1 };
	let with = |cases: Vec<OpenCases>| {
		let liability = Liability { cases: cases.try_into().unwrap(), ..Default::default() };
		Liabilities::<Test>::insert(1, liability);
	};
	let of_no_epoch = || with(vec![case(2, 0)]);
	assert_eq!(complaint(of_no_epoch), "the epochs of cases are not noted");
	let without_proof = || {
		with(vec![case(2, 1), case(3, 0)]);
		change(1, |record| record.cases = vec![2, 3].try_into().unwrap());
	};
	assert_eq!(complaint(without_proof), "the last case with a proof is not noted");
	let of_nobody = || Liabilities::<Test>::insert(99, Liability::default());
	assert_eq!(complaint(of_nobody), "a liability has no validator");
}

#[test]
fn a_state_before_of_a_validator_that_is_not_confined() {
	let forgotten = || change(1, |record| record.confined_from = Some(State::Waiting));
	assert_eq!(complaint(forgotten), "a validator that is not confined has a state before");
}

#[test]
fn rewards_of_exits_that_are_not_in_their_pool() {
	let lost = || change_exit_pool(|pool| pool.unclaimed = 0);
	assert_eq!(complaint(lost), "the rewards of exits exceed those of their pool");
}

#[test]
fn rewards_that_are_settled_beyond_the_index() {
	let beyond = Index(!Index::default().0);
	let above = "rewards are settled beyond the index of the class";
	assert_eq!(complaint(|| change_position(10, |own| own.liquid.settled = beyond)), above);
	let of_a_deal = || Deals::<Test>::mutate(14, 0, |deal| deal.as_mut().unwrap().settled = beyond);
	assert_eq!(complaint(of_a_deal), above);
	let of_an_activation = || change_activation(|activation| activation.index.net = beyond);
	assert_eq!(complaint(of_an_activation), above);
}

#[test]
fn planned_members_that_are_no_validators() {
	let planned = || {
		NextSet::<Test>::mutate(|set| {
			set.last_mut().unwrap().validator = 99;
		})
	};
	assert_eq!(complaint(planned), "a member of the planned set is no validator");
}

#[test]
fn candidates_that_are_no_validators() {
	let ghost = || {
		assert_ok!(<Test as Config>::CandidateList::on_insert(99, 5));
	};
	assert_eq!(complaint(ghost), "an account in the candidate list is no validator");
}

#[test]
fn records_that_belong_to_no_validator_or_delegator() {
	let profile = || {
		let (name, website) = Default::default();
		Profiles::<Test>::insert(99, Profile { name, website, contact: None });
	};
	assert_eq!(complaint(profile), "a profile has no validator");
	let delegator = || Delegators::<Test>::insert(99, DelegatorOf::<Test>::default());
	assert_eq!(complaint(delegator), "a delegator has neither stake nor deals");
}
