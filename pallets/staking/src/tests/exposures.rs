//! The exposures of a set in pages.

use crate::{exposures::*, mock::*, pages::MEMBERS_PER_PAGE, types::*, *};
use codec::Encode;
use palisade_primitives::{EpochIndex, ExposedTotal, Exposure, ExposureInspect, ValidatorControl};
use palisade_test_support::{accesses::accesses_of, dice::Dice};
use sp_arithmetic::Perbill;

/// An epoch without a set of its own.
const EPOCH: EpochIndex = 500;

fn exposure(validator: AccountId, dice: &mut Dice) -> Exposure<AccountId> {
	let mut stake = || u128::from(dice.below(1_000_000));
	Exposure {
		validator,
		power: stake(),
		compounding: stake(),
		liquid: stake(),
		waiting: stake(),
		left: stake(),
		bonus: Perbill::from_percent(3),
	}
}

/// A set of `size` different members out of 400 accounts, in no order.
fn random_set(size: usize, dice: &mut Dice) -> Vec<Exposure<AccountId>> {
	let mut members = Vec::new();
	while members.len() < size {
		let who = AccountId::from(dice.below(400));
		if !members.contains(&who) {
			members.push(who);
		}
	}
	members.into_iter().map(|who| exposure(who, dice)).collect()
}

fn insert(set: &[Exposure<AccountId>]) {
	Staking::insert_exposures(EPOCH, ExposuresOf::<Test>::truncate_from(set.to_vec()));
}

/// 100 validators, the most of the mock, all in the set.
fn full_set() -> Chain {
	ActiveValidators::set(100);
	(1..=100).fold(Chain::new(), |chain, who| chain.validator(who, 1_000))
}

#[test]
fn pages_hold_what_a_plain_list_holds() {
	Chain::new().validator(1, 1_000).execute(|| {
		let mut dice = Dice(7);
		for round in 0..200 {
			// No member, one, full pages and the largest set among them.
			let size = match round {
				0..=2 => round,
				3 => 32,
				4 => 33,
				5 => 100,
				_ => dice.below(101) as usize,
			};
			let set = random_set(size, &mut dice);
			insert(&set);
			assert_eq!(Staking::check_exposures(), Ok(()));
			assert_eq!(Staking::exposures_of(EPOCH).unwrap().into_inner(), set);
			assert_eq!(Staking::total_of(EPOCH), ExposedTotal::of(&set));
			for who in 0..400 {
				let place = set.iter().position(|member| member.validator == who);
				let expected =
					place.map(|place| Placed { place: place as u32, exposure: set[place].clone() });
				assert_eq!(Staking::placed_of(EPOCH, &who), expected, "{who} of {size}");
			}
			Staking::remove_exposures(EPOCH);
			assert!(!ExposureIndexes::<Test>::contains_key(EPOCH));
			assert_eq!(Exposures::<Test>::iter_prefix(EPOCH).count(), 0);
			assert_eq!(Staking::exposures_of(EPOCH), None);
		}
	});
}

#[test]
fn one_exposure_costs_two_small_reads_whatever_the_size_of_the_set() {
	full_set().execute(|| {
		next_epoch();
		let now = Staking::now();
		let exposures = [
			ExposureIndexes::<Test>::hashed_key_for(now)[..32].to_vec(),
			Exposures::<Test>::hashed_key_for(now, 0)[..32].to_vec(),
		];
		for who in [1, 32, 33, 64, 100] {
			let (found, accesses) = accesses_of(|| Staking::exposure(now, &who));
			assert_eq!(found.map(|exposure| exposure.validator), Some(who));
			let read: Vec<_> = accesses
				.reads
				.iter()
				.filter(|key| exposures.iter().any(|prefix| key.starts_with(prefix)))
				.collect();
			assert_eq!(read.len(), 2, "{who}");
			let bytes: usize = read.iter().map(|key| sp_io::storage::get(key).unwrap().len()).sum();
			// A quarter of this set, and less of a larger one.
			assert!(bytes < Staking::exposures(now).encode().len() / 2, "{bytes}");
			// The others are the epoch and what says whether it is liable.
			assert!(accesses.reads.len() <= 5, "{}", accesses.reads.len());
			assert!(accesses.writes.is_empty());
		}
		let (total, accesses) = accesses_of(|| Staking::exposed_total(now));
		assert_eq!(total, ExposedTotal::of(&Staking::exposures(now)));
		assert_eq!(accesses.reads.len(), 1);
	});
	ActiveValidators::set(4);
}

#[test]
fn a_page_is_small_in_the_largest_set_of_a_chain() {
	use codec::MaxEncodedLen;
	// As in the reference runtime: accounts of 32 bytes.
	let entry = Placed::<[u8; 32]>::max_encoded_len();
	assert!(entry * (MEMBERS_PER_PAGE as usize) < 4_096, "{entry}");
	// The index of 1,000 members.
	assert!(1_000usize.div_ceil(MEMBERS_PER_PAGE as usize) * 32 <= 1_024);
}

#[test]
fn sets_keep_the_order_of_the_session() {
	// The heaviest first, so not sorted by account.
	Chain::new().validator(1, 100).validator(2, 300).validator(3, 200).execute(|| {
		next_epoch();
		let now = Staking::now();
		let set: Vec<_> = Staking::exposures(now).into_iter().map(|it| it.validator).collect();
		assert_eq!(set, [2, 3, 1]);
		assert_eq!(set, Session::validators());
		assert_eq!(Staking::active_validators(), set);
	});
}

#[test]
fn jailing_a_member_reads_one_page_of_the_set() {
	full_set().execute(|| {
		next_epoch();
		let pages = Exposures::<Test>::hashed_key_for(0, 0)[..32].to_vec();
		let (jailed, accesses) =
			accesses_of(|| <Staking as ValidatorControl<_>>::jail(&40, Staking::now() + 2));
		assert_eq!(jailed, Ok(()));
		assert_eq!(accesses.reads.iter().filter(|key| key.starts_with(&pages)).count(), 1);
		assert_eq!(DisabledMembers::<Test>::get().into_inner(), [40]);
	});
	ActiveValidators::set(4);
}

/// The violation that the check reports after `corrupt`, with 40 members in two pages.
fn complaint(corrupt: impl FnOnce()) -> &'static str {
	Chain::new().validator(1, 1_000).start().execute_with(|| {
		let set =
			(10..50).rev().map(|who| exposure(who, &mut Dice(who as u64))).collect::<Vec<_>>();
		insert(&set);
		assert_eq!(Staking::check_exposures(), Ok(()));
		corrupt();
		Staking::check_exposures().expect_err("the corruption was not noticed")
	})
}

fn change_page(page: u32, change: impl FnOnce(&mut ExposurePageOf<Test>)) {
	Exposures::<Test>::mutate(EPOCH, page, |members| change(members.as_mut().unwrap()));
}

fn change_index(change: impl FnOnce(&mut ExposureIndexOf<Test>)) {
	ExposureIndexes::<Test>::mutate(EPOCH, |index| change(index.as_mut().unwrap()));
}

#[test]
fn try_state_finds_an_index_that_does_not_fit_its_pages() {
	let missing = || Exposures::<Test>::remove(EPOCH, 1);
	assert_eq!(complaint(missing), "a page of exposures is missing");
	let empty = || change_page(0, |members| *members = Default::default());
	assert_eq!(complaint(empty), "a page of exposures begins with another member");
	let first = || change_index(|index| index.firsts[1] = 41);
	assert_eq!(complaint(first), "a page of exposures begins with another member");
	let shorter = || {
		change_index(|index| {
			index.firsts.pop();
			let first = Exposures::<Test>::get(EPOCH, 0).unwrap();
			index.total = ExposedTotal::of(first.iter().map(|placed| &placed.exposure));
		});
		change_page(0, |members| {
			(0..).zip(members.iter_mut()).for_each(|(place, member)| member.place = place);
		});
	};
	assert_eq!(complaint(shorter), "a page of exposures is left over");
	let without = || ExposureIndexes::<Test>::remove(EPOCH);
	assert_eq!(complaint(without), "a page of exposures is left over");
	let power = || change_index(|index| index.total.power += 1);
	assert_eq!(complaint(power), "the sums are not those of the exposures");
	let stake = || change_page(1, |members| members[0].exposure.liquid += 1);
	assert_eq!(complaint(stake), "the sums are not those of the exposures");
	let unsorted = || {
		change_page(0, |members| {
			let moved = members[3].clone();
			members[3] = members[4].clone();
			members[4] = moved;
		})
	};
	assert_eq!(complaint(unsorted), "exposures are not sorted");
	let twice = || change_page(1, |members| members[0].place = 3);
	assert_eq!(complaint(twice), "two members have one place");
}

#[test]
fn try_state_finds_members_on_duty_that_are_not() {
	Chain::new().validator(1, 1_000).validator(2, 500).start().execute_with(|| {
		next_epoch();
		check();
		MembersOnDuty::<Test>::mutate(|duty| duty.power += 1);
		let found = Staking::check_state();
		assert_eq!(found, Err("the members on duty are not those of the set"));
	});
}
