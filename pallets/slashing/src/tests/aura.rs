//! A runtime with Aura: what its validators are expected to author, and who authored.

use crate::mock::{aura::*, Conducts, TheDowntimeRules};
use palisade_primitives::{
	ByStake, Conduct, EpochIndex, Equal, ExpectedProduction, ValidatorInspect, ValidatorStatus,
};
use palisade_staking::{epoch::performance, EpochResults};
use palisade_test_support::{AccountId, UNIT};
use sp_arithmetic::Perbill;
use std::{collections::BTreeMap, panic::catch_unwind};

fn performances(epoch: EpochIndex) -> Vec<Perbill> {
	let results = EpochResults::<Test>::get(epoch).expect("the epoch is over");
	results.into_iter().map(|result| result.performance).collect()
}

/// The blocks that were counted in an epoch, by author.
fn counted(epoch: EpochIndex) -> BTreeMap<AccountId, u32> {
	Conducts::get()
		.into_iter()
		.filter_map(|(validator, of, conduct)| match conduct {
			Conduct::Authored { blocks, .. } if of == epoch && blocks > 0 => {
				Some((validator, blocks))
			},
			_ => None,
		})
		.collect()
}

fn count(authors: Vec<AccountId>) -> BTreeMap<AccountId, u32> {
	authors.into_iter().fold(BTreeMap::new(), |mut counts, author| {
		*counts.entry(author).or_default() += 1;
		counts
	})
}

#[test]
fn with_equal_slots_an_honest_validator_of_a_hundred_times_the_stake_is_paid_in_full() {
	chain(&[(1, 100_000), (2, 1_000)]).execute_with(|| {
		for epoch in 0..20 {
			self::epoch::<InOrder>(100);
			assert_eq!(performances(epoch), [Perbill::one(); 2], "epoch {epoch}");
			assert_eq!(Staking::status(&1), Some(ValidatorStatus::Online));
			assert!(Slashing::open_offences(&1).is_empty());
		}
		assert!(Slashing::downtime_of(&1).missed.is_zero());
	});
}

#[test]
fn by_stake_an_honest_validator_with_equal_slots_would_be_paid_less_and_jailed() {
	MeasuresByStake::set(true);
	TheDowntimeRules::mutate(|rules| rules.tolerated = 120);
	chain(&[(1, 100_000), (2, 1_000)]).execute_with(|| {
		(0..4).for_each(|_| drop(epoch::<InOrder>(100)));
		let authorship = Perbill::from_rational(50_000u32, 99_009);
		assert_eq!(performances(0)[0], performance(Perbill::one(), authorship));
		assert_eq!(Staking::status(&1), Some(ValidatorStatus::Jailed));
	});
}

/// Validator 3 becomes the first of the set: the first block of epoch 2 has other authorities than
/// its parent.
fn three() -> sp_io::TestExternalities {
	let mut chain = chain(&[(1, 3_000), (2, 2_000), (3, 1_000)]);
	chain.execute_with(|| {
		Staking::increase_self_stake(RuntimeOrigin::signed(3), 9_000 * UNIT).expect("it has it");
	});
	chain
}

#[test]
fn with_aura_the_author_is_looked_up_before_the_session_changes() {
	three().execute_with(|| {
		for ended in 0..6 {
			// The last block ends the epoch, and is the last of its authorities' blocks.
			let authors = epoch::<InOrder>(20 + ended);
			assert_eq!(counted(ended), count(authors), "epoch {ended}");
		}
		assert_eq!(Staking::active_validators(), [3, 1, 2]);
	});
}

#[test]
fn with_aura_an_author_looked_up_after_the_session_is_another() {
	three().execute_with(|| {
		let is_right = |ended: EpochIndex| {
			let authors = epoch::<AuthorAfterSession>(20 + ended);
			counted(ended) == count(authors)
		};
		assert!((0..6).any(|ended| !is_right(ended)));
	});
}

#[test]
fn an_expectation_that_contradicts_aura_fails_the_integrity_test() {
	let by_stake = <ByStake<AuraKeys> as ExpectedProduction<AccountId>>::integrity_test;
	let equal = <Equal as ExpectedProduction<AccountId>>::integrity_test;
	assert!(catch_unwind(by_stake).is_err());
	assert!(catch_unwind(equal).is_ok());
}
