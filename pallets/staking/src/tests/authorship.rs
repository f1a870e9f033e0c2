//! The blocks of an epoch, and the authorship paid from sums carried across epochs.

use crate::{
	authorship::{pay_authorship, MAX_CREDIT},
	epoch::performance,
	mock::*,
	AuthorPages, BlocksAuthored, EpochResults, WeightInfo,
};
use frame_support::assert_ok;
use palisade_primitives::{Milliblocks, ValidatorControl};
use palisade_test_support::dice::Dice;
use sp_arithmetic::Perbill;

/// The performance of a full participant that is paid this part of its expected blocks.
fn paid(part: Perbill) -> Perbill {
	performance(Perbill::one(), part)
}

/// The performance of the second member of the set in an ended epoch.
fn second(epoch: u32) -> Perbill {
	EpochResults::<Test>::get(epoch).expect("the epoch is over")[1].performance
}

fn part(available: u64, expected: u64) -> Perbill {
	Milliblocks(available).part_of(Milliblocks(expected))
}

/// Ends an epoch in which validators 1 and 2 authored these blocks.
fn epoch_of(first: u32, second: u32) {
	(0..first).for_each(|_| block_by(1));
	(0..second).for_each(|_| block_by(2));
	next_epoch();
}

/// Of 20 blocks of a chain, one is expected of validator 2.
fn nineteen_to_one() -> Chain {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_900).validator(2, 100)
}

#[test]
fn an_idle_validator_below_a_block_per_epoch_is_not_paid_in_full() {
	nineteen_to_one().execute(|| {
		// 19 blocks, of which 0.95 are expected.
		for epoch in 0..5 {
			epoch_of(19, 0);
			assert_eq!(second(epoch), paid(Perbill::zero()));
		}
	});
}

#[test]
fn luck_between_epochs_evens_out() {
	nineteen_to_one().execute(|| {
		// 0.95 expected per epoch; two blocks at once, then none.
		epoch_of(17, 2);
		assert_eq!(validator(2).credit, Milliblocks(1_050));
		epoch_of(19, 0);
		assert_eq!(validator(2).credit, Milliblocks(100));
		epoch_of(19, 0);
		assert_eq!(validator(2).credit, Milliblocks::ZERO);
		epoch_of(19, 0);
		let all = paid(Perbill::one());
		let results = [0, 1, 2, 3].map(second);
		assert_eq!(results, [all, all, paid(part(100, 950)), paid(Perbill::zero())]);
	});
}

#[test]
fn an_idle_validator_is_paid_for_no_more_than_the_greatest_credit() {
	nineteen_to_one().execute(|| {
		epoch_of(0, 200);
		assert_eq!(validator(2).credit, MAX_CREDIT);
		// 32 blocks at one per epoch.
		for epoch in 1..=40 {
			epoch_of(20, 0);
			let expected = if epoch <= 32 { Perbill::one() } else { Perbill::zero() };
			assert_eq!(second(epoch), paid(expected), "epoch {epoch}");
		}
	});
}

#[test]
fn a_chain_that_stood_still_costs_nothing() {
	nineteen_to_one().execute(|| {
		next_epoch();
		assert_eq!(second(0), Perbill::one());
	});
}

#[test]
fn leaving_the_set_or_jail_neither_resets_nor_raises_the_credit() {
	nineteen_to_one().execute(|| {
		epoch_of(17, 3);
		assert_eq!(validator(2).credit, Milliblocks(2_000));
		assert_ok!(Staking::go_offline(signed(2)));
		// The sets of two more epochs were elected before.
		epoch_of(20, 0);
		assert_eq!(validator(2).credit, Milliblocks(1_000));
		run_to_epoch(5);
		assert_eq!(Staking::active_validators(), [1]);
		assert_eq!(validator(2).credit, Milliblocks(1_000));
		assert_ok!(Staking::go_online(signed(2)));
		run_to_epoch(7);
		assert_eq!(Staking::active_validators(), [1, 2]);
		assert_ok!(Staking::jail(&2, 50));
		epoch_of(20, 0);
		assert_eq!(validator(2).credit, Milliblocks::ZERO);
	});
}

#[test]
fn a_new_registration_begins_without_credit() {
	nineteen_to_one().account(3).execute(|| {
		epoch_of(19, 1);
		let policy = crate::types::RewardPolicy::Compound;
		assert_ok!(Staking::register_validator(signed(3), 100 * UNIT, Perbill::zero(), policy));
		assert_eq!(validator(3).credit, Milliblocks::ZERO);
	});
}

/// The blocks of a validator in an epoch: each of `blocks` is its own with this probability.
fn luck(dice: &mut Dice, blocks: u32, part: Perbill) -> u32 {
	let bound = u64::from(part.deconstruct());
	(0..blocks).filter(|_| dice.below(1_000_000_000) < bound).count() as u32
}

/// Simulates `epochs` of `blocks` for `count` equal validators with `share` together, of which
/// each authors its blocks only in epochs that `is_online` says. Returns the sums of expected,
/// authored and paid thousandths.
fn simulate(
	seed: u64,
	(epochs, blocks): (u32, u32),
	share: Perbill,
	count: u32,
	is_online: impl Fn(u32) -> bool,
) -> (u64, u64, u64) {
	let mut dice = Dice(seed);
	let each = Perbill::from_parts(share.deconstruct() / count);
	let (mut due, mut made, mut paid) = (0, 0, 0);
	for _ in 0..count {
		let mut credit = Milliblocks::ZERO;
		for epoch in 0..epochs {
			let authored = match is_online(epoch) {
				true => luck(&mut dice, blocks, each),
				false => 0,
			};
			let expected = Milliblocks::of_blocks(blocks).part(each);
			let part = pay_authorship(&mut credit, authored, Some(expected));
			due += expected.0;
			made += Milliblocks::of_blocks(authored).0;
			paid += part.mul_ceil(expected.0);
		}
	}
	(due, made, paid)
}

/// Shares of the stake from 0.1 % to 30 %.
const SHARES: [u32; 7] = [1, 3, 9, 15, 50, 100, 300];

#[test]
fn an_honest_validator_of_any_size_loses_little_of_its_authorship_by_luck() {
	for (seed, thousandths) in (0..).zip(SHARES) {
		let share = Perbill::from_rational(thousandths, 1_000);
		// Short epochs of 100 blocks, and long ones of 14,400.
		for pace in [(40_000 / thousandths + 100, 100), (300 / thousandths + 10, 14_400)] {
			let (due, made, paid) = simulate(seed, pace, share, 1, |_| true);
			// What it did not author is not paid; what it did is, but for the bounds of the credit.
			let blocks = due as f64 / 1_000.0;
			let bound =
				1_000.0 * (blocks / 64.0 + 3.0 * (2.0 * blocks / std::f64::consts::PI).sqrt());
			let least = due.min(made) as f64 - bound;
			assert!(paid as f64 >= least, "{thousandths}: {paid} of {due}, {made} made, {bound}");
		}
	}
}

#[test]
fn no_stake_is_paid_for_more_than_it_authored_however_it_is_split() {
	for seed in 0..20 {
		for count in [1, 2, 10, 100] {
			let online = |epoch: u32| epoch.is_multiple_of(seed as u32 + 1);
			let share = Perbill::from_percent(10);
			let (due, made, paid) = simulate(seed, (50, 100), share, count, online);
			// Each part of an epoch is rounded here, to a billionth of some thousandths.
			let rounding = 50 * u64::from(count);
			assert!(paid <= made + rounding && paid <= due + rounding, "{paid} of {made}, {due}");
		}
	}
}

#[test]
fn splitting_a_stake_does_not_pay() {
	let mut better = 0;
	for seed in 0..10 {
		let pay = |count| {
			let (due, _, paid) =
				simulate(seed, (500, 100), Perbill::from_percent(10), count, |_| true);
			paid as f64 / due as f64
		};
		let (whole, split) = (pay(1), pay(100));
		assert!(split <= whole + 0.02, "{seed}: {split} of {whole}");
		better += u32::from(split > whole);
	}
	assert!(better <= 1, "splitting paid {better} times of ten");
}

#[test]
fn an_expectation_that_rounds_to_zero_is_paid_while_there_is_credit() {
	let mut credit = Milliblocks::ZERO;
	assert_eq!(pay_authorship(&mut credit, 0, Some(Milliblocks::ZERO)), Perbill::zero());
	assert_eq!(pay_authorship(&mut credit, 1, Some(Milliblocks::ZERO)), Perbill::one());
	assert_eq!(pay_authorship(&mut credit, 0, Some(Milliblocks::ZERO)), Perbill::one());
	assert_eq!(credit, Milliblocks(1_000));
	// Where nothing is expected nothing is missing.
	let mut none = Milliblocks::ZERO;
	assert_eq!(pay_authorship(&mut none, 0, None), Perbill::one());
}

/// A set of 100 members, the most of the mock.
fn full_set() -> Chain {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(100);
	(1..=100).fold(Chain::new(), |chain, who| chain.validator(who, 1_000))
}

#[test]
fn a_block_reads_and_writes_one_page_of_the_set() {
	full_set().execute(|| {
		assert_eq!(AuthorPages::<Test>::get().into_inner(), [1, 33, 65, 97]);
		let pages = || BlocksAuthored::<Test>::iter().collect::<std::collections::BTreeMap<_, _>>();
		for author in [1, 32, 33, 64, 65, 99, 100, 100] {
			let before = pages();
			block_by(author);
			let changed =
				pages().into_iter().filter(|(page, authors)| before[page] != *authors).count();
			assert_eq!(changed, 1);
		}
		assert!(pages()
			.values()
			.all(|authors| authors.len() <= crate::pages::MEMBERS_PER_PAGE as usize));
		assert_eq!((Staking::blocks_of(&100), Staking::blocks_of(&2)), (2, 0));
		next_epoch();
		assert!((1..=100).all(|author| Staking::blocks_of(&author) == 0));
	});
	ActiveValidators::set(4);
}

#[test]
fn the_weight_of_counting_a_block_is_registered() {
	full_set().execute(|| {
		let weight = || System::block_weight().total();
		let before = weight();
		<Staking as pallet_authorship::EventHandler<_, _>>::note_author(50);
		let registered = weight().saturating_sub(before);
		assert!(<() as WeightInfo>::note_author().all_lte(registered));
	});
	ActiveValidators::set(4);
}

#[test]
fn a_block_of_an_account_outside_the_set_is_not_counted() {
	Chain::new().validator(10, 1_000).validator(20, 1_000).execute(|| {
		for author in [5, 15, 25] {
			block_by(author);
			assert_eq!(Staking::blocks_of(&author), 0);
		}
		block_by(20);
		assert_eq!(Staking::take_blocks().into_iter().collect::<Vec<_>>(), [(10, 0), (20, 1)]);
		Staking::begin_counting([10, 20].iter());
	});
}

#[test]
fn pages_of_a_smaller_set_leave_none_behind() {
	MaximumElectionLoss::set(Perbill::one());
	full_set().execute(|| {
		ActiveValidators::set(3);
		MaximumElectionLoss::set(Perbill::one());
		run_to_epoch(3);
		assert_eq!(AuthorPages::<Test>::get().len(), 1);
		assert_eq!(BlocksAuthored::<Test>::iter().count(), 1);
	});
	ActiveValidators::set(4);
}

#[test]
fn try_state_sees_counters_that_are_not_the_sets() {
	let complains = |corrupt: &dyn Fn(), complaint: &str| {
		Chain::new().validator(1, 1_000).validator(2, 500).start().execute_with(|| {
			corrupt();
			assert_eq!(Staking::check_state(), Err(complaint));
		});
	};
	complains(&|| BlocksAuthored::<Test>::remove(0), "a page of authors is missing");
	let more = || {
		let page = BlocksAuthored::<Test>::get(0).unwrap();
		BlocksAuthored::<Test>::insert(7, page);
	};
	complains(&more, "a page of authors is left over");
	let fewer = || BlocksAuthored::<Test>::mutate(0, |page| _ = page.as_mut().unwrap().pop());
	complains(&fewer, "the counted authors are not the set");
	let other = || AuthorPages::<Test>::mutate(|firsts| firsts[0] = 2);
	complains(&other, "a page of authors begins with another");
	let credit = || {
		let mut ledger = ledger(1);
		ledger.credit = Milliblocks(MAX_CREDIT.0 + 1);
		ledger.save();
	};
	complains(&credit, "a credit exceeds its bound");
}
