//! What validators of each size are expected to author: authorship, downtime, and the author of a
//! block at a boundary of epochs.

use frame_support::traits::Get;
use palisade_primitives::{
	ExpectedProduction, Exposure, ExposureInspect, Milliblocks, OffenceKind,
};
use palisade_runtime::{
	configs::{
		consensus::{DEVELOPMENT_EPOCH_CONFIG, NETWORK_EPOCH_CONFIG},
		parameters::dynamic_params,
	},
	AccountId, Babe, PalisadeStaking, Runtime, RuntimeOrigin, Session, System,
};
use palisade_simulation::{Account, Chain, Simulation, UNIT};
use palisade_slashing::types::{DowntimeRules, LivenessWindow, DOWNTIME_SLOTS};
use palisade_staking::{authorship::pay_authorship, epoch::performance, Call};
use palisade_test_support::dice::Dice;
use sp_consensus_babe::{digests::PreDigest, BABE_ENGINE_ID};
use sp_core::{crypto::Wraps, Pair};
use sp_runtime::{traits::Convert, Perbill};
use std::collections::BTreeMap;

/// The blocks of a day of a chain with the default clock, which is an epoch.
const BLOCKS_PER_DAY: u32 = 14_400;

/// The blocks of an epoch of ten minutes.
const BLOCKS_PER_TEN_MINUTES: u32 = 100;

/// A value of the runtime with its default parameters.
fn by_default<Value>(get: impl FnOnce() -> Value) -> Value {
	sp_io::TestExternalities::default().execute_with(get)
}

/// The downtime rules of a chain with epochs of a day, by default.
fn rules() -> DowntimeRules {
	by_default(dynamic_params::slashing::DowntimeRules::get)
}

/// A share of the stake.
fn share(hundred_thousandths: u32) -> Perbill {
	Perbill::from_rational(hundred_thousandths, 100_000)
}

fn expected(share: Perbill, blocks: u32) -> Milliblocks {
	Milliblocks::of_blocks(blocks).part(share)
}

/// The number of epochs after which an idle validator is found.
fn found_after(rules: &DowntimeRules, share: Perbill, blocks: u32) -> u32 {
	let mut window = LivenessWindow::default();
	(1..=100_000)
		.find(|_| {
			window.count(rules, 0, expected(share, blocks));
			window.is_down(rules)
		})
		.expect("it is found in the end")
}

/// A share as the table has it.
fn percent(hundred_thousandths: u32) -> String {
	format!("{} %", f64::from(hundred_thousandths) / 1_000.0)
}

#[test]
fn the_table_of_the_documentation_says_when_an_idle_node_is_found() {
	let page = include_str!("../../../docs/parameters.md");
	let rules = rules();
	let days = rules.window / DOWNTIME_SLOTS * DOWNTIME_SLOTS;
	let with_separators = |number: f64| {
		let whole = (number as u64).to_string();
		let digits = whole.len();
		let thousands = whole.chars().enumerate().fold(String::new(), |mut text, (at, digit)| {
			if at > 0 && (digits - at).is_multiple_of(3) {
				text.push(',');
			}
			text.push(digit);
			text
		});
		match number < 100.0 {
			true => format!("{}", (number * 10.0).round() / 10.0),
			false => thousands,
		}
	};
	for hundred_thousandths in [1, 10, 100, 300, 1_000, 3_000, 10_000, 30_000] {
		let share = share(hundred_thousandths);
		let due = expected(share, BLOCKS_PER_DAY).0 as f64 / 1_000.0 * f64::from(days);
		let line = format!(
			"| {} | {} | {} |",
			percent(hundred_thousandths),
			with_separators(due),
			found_after(&rules, share, BLOCKS_PER_DAY),
		);
		assert!(page.contains(&line), "the table lacks: {line}");
	}
}

#[test]
fn an_idle_validator_of_any_size_is_found_within_half_a_window() {
	let rules = rules();
	let half = |rules: &DowntimeRules| rules.window / DOWNTIME_SLOTS * DOWNTIME_SLOTS / 2;
	let mut dice = Dice(1);
	for case in 0..200 {
		let share = share(dice.between(100, 30_000));
		let after = found_after(&rules, share, BLOCKS_PER_DAY);
		assert!(after <= half(&rules), "{case}: {share:?} after {after}");
		// With shorter epochs within the same time.
		let short = DowntimeRules { window: rules.window * 144, ..rules };
		let after = found_after(&short, share, BLOCKS_PER_TEN_MINUTES);
		assert!(after <= half(&short), "{case}: {share:?} after {after}");
	}
	// However small, as soon as 19 blocks are due.
	for hundred_thousandths in [1, 3, 10, 30] {
		let share = share(hundred_thousandths);
		let daily = expected(share, BLOCKS_PER_DAY).0;
		let after = found_after(&rules, share, BLOCKS_PER_DAY);
		let latest = u64::from(half(&rules)).max(19_000 / daily + 1);
		assert!(u64::from(after) <= latest, "{share:?} after {after}");
	}
}

/// The blocks that an honest validator authors of `blocks`, each with the probability `share`.
fn luck(dice: &mut Dice, blocks: u32, share: Perbill) -> u32 {
	let bound = u64::from(share.deconstruct());
	(0..blocks).filter(|_| dice.below(1_000_000_000) < bound).count() as u32
}

#[test]
fn an_honest_validator_of_any_size_is_never_found_down_and_is_paid_nearly_in_full() {
	let mut dice = Dice(2);
	for case in 0..24 {
		// All magnitudes from 0.1 % to 30 % alike.
		let magnitude = [100, 300, 1_000, 3_000, 10_000][case % 5];
		let share = share(dice.between(magnitude, magnitude * 3));
		let (epochs, blocks, rules) = match case % 2 {
			0 => (60, BLOCKS_PER_DAY, rules()),
			_ => {
				let rules = rules();
				let window = rules.window * 144;
				(60 * 144, BLOCKS_PER_TEN_MINUTES, DowntimeRules { window, ..rules })
			},
		};
		let (mut window, mut credit) = (LivenessWindow::default(), Milliblocks::ZERO);
		let mut paid = 0.0;
		for _ in 0..epochs {
			let due = expected(share, blocks);
			let made = luck(&mut dice, blocks, share);
			window.count(&rules, made, due);
			assert!(!window.is_down(&rules), "{case}: {share:?}");
			let authorship = pay_authorship(&mut credit, made, Some(due));
			paid += f64::from(performance(Perbill::one(), authorship).deconstruct()) / 1e9;
		}
		// At least 864 blocks are due in all. Their luck, and the bound of the credit, cost less
		// than a fiftieth of the eighth, and three times the deviation.
		let due = f64::from(epochs) * expected(share, blocks).0 as f64 / 1_000.0;
		let bound = (0.02 + 3.0 / due.sqrt()) / 8.0;
		let paid = paid / f64::from(epochs);
		assert!(paid > 1.0 - bound, "{case}: {share:?} is paid {paid}, less than {bound} below 1");
		assert!(bound < 0.016);
	}
}

#[test]
fn splitting_a_stake_hides_no_idle_node_and_does_not_pay() {
	let rules = rules();
	let penalty = by_default(|| {
		<Runtime as palisade_slashing::Config>::Penalties::convert(OffenceKind::Downtime)
	});
	// The yearly rewards per stake if the ideal share is staked, and the part of them that a
	// validator without blocks is paid.
	let yearly = by_default(|| {
		let height = dynamic_params::staking::MaximumInflation::get().deconstruct() as f64;
		height / dynamic_params::staking::IdealStake::get().deconstruct() as f64
	});
	let idle = f64::from(performance(Perbill::one(), Perbill::zero()).deconstruct()) / 1e9;
	for parts in [1, 2, 5, 10, 50, 100, 1_000] {
		let days = found_after(&rules, share(10_000 / parts), BLOCKS_PER_DAY);
		let rewards = yearly * idle * f64::from(days) / 365.25;
		let lost = f64::from(penalty.fraction.deconstruct()) / 1e9;
		assert!(rewards < lost / 5.0, "{parts} parts earn {rewards} before they lose {lost}");
		// No part is paid for authorship meanwhile.
		let mut credit = Milliblocks::ZERO;
		let due = expected(share(10_000 / parts), BLOCKS_PER_DAY);
		for _ in 0..days {
			assert!(pay_authorship(&mut credit, 0, Some(due)).is_zero());
		}
	}
}

/// The account that signed the open block, by the authorities that BABE has for it.
fn signer(names: &[Account]) -> AccountId {
	let digest = System::digest();
	let claim = digest.logs().iter().find_map(|log| log.pre_runtime_try_to(&BABE_ENGINE_ID));
	let claim: PreDigest = claim.expect("the block has a claim");
	let authorities = Babe::authorities();
	let (key, _) = &authorities[claim.authority_index() as usize];
	let is_its = |name: &&Account| *key.as_inner_ref() == name.sr25519.public();
	names.iter().find(is_its).expect("the keys of all validators are known").id()
}

#[test]
fn with_babe_the_author_is_looked_up_after_the_session_changes() {
	let names = ["Alice", "Bob", "Charlie"].map(Account::new);
	let mut chain = Chain::new()
		.validator("Alice", 3_000 * UNIT)
		.validator("Bob", 2_000 * UNIT)
		.validator("Charlie", 1_000 * UNIT)
		.account("Charlie", 9_000 * UNIT)
		.start();
	let order = |chain: &mut Simulation| chain.execute(Session::validators);
	let first = order(&mut chain);
	let call = Call::increase_self_stake { amount: 9_000 * UNIT };
	chain.dispatch(RuntimeOrigin::signed(names[2].id()), call).expect("Charlie has it");

	// Counts the open block here and compares with the pallet.
	let mut counts = BTreeMap::<(u32, AccountId), u32>::new();
	let mut check = |chain: &mut Simulation| {
		let epoch = chain.epoch();
		chain.execute(|| {
			let author = signer(&names);
			let count = counts.entry((epoch, author.clone())).or_default();
			*count += 1;
			assert_eq!(
				PalisadeStaking::blocks_of(&author),
				*count,
				"of {author:?} in epoch {epoch}"
			);
		});
	};
	check(&mut chain);
	let mut boundaries = 0;
	while chain.epoch() < 4 {
		let before = chain.epoch();
		chain.next_block_after(29);
		check(&mut chain);
		let epoch = chain.epoch();
		if epoch != before {
			boundaries += 1;
			// The first block of an epoch is the first that counts for it.
			let in_all: u32 = chain.execute(|| {
				let set = PalisadeStaking::exposures(epoch);
				set.iter().map(|member| PalisadeStaking::blocks_of(&member.validator)).sum()
			});
			assert_eq!(in_all, 1);
		}
	}
	assert_eq!(boundaries, 4);
	assert_ne!(order(&mut chain), first, "no boundary has changed the order");
}

#[test]
fn secondary_slots_are_expected_of_each_member_equally() {
	let expected = |config| {
		sp_io::TestExternalities::default().execute_with(|| {
			pallet_babe::EpochConfig::<Runtime>::put(config);
			let member = |name: &str, power| Exposure {
				validator: Account::new(name).id(),
				power,
				compounding: power,
				liquid: 0,
				waiting: 0,
				left: 0,
				bonus: Perbill::zero(),
			};
			let set = [member("Alice", 900), member("Bob", 100)];
			type Production = <Runtime as palisade_staking::Config>::ExpectedProduction;
			let parts = Production::of_set(0, 300, &set).into_iter();
			parts.map(|part| part.expect("it has a part").0).collect::<Vec<_>>()
		})
	};
	assert_eq!(expected(NETWORK_EPOCH_CONFIG), [270_000, 30_000]);
	// A third by stake: 90 and 10; two thirds equally: 100 each.
	let parts = expected(DEVELOPMENT_EPOCH_CONFIG);
	assert!(parts[0].abs_diff(190_000) <= 2 && parts[1].abs_diff(110_000) <= 2, "{parts:?}");
	<<Runtime as palisade_staking::Config>::ExpectedProduction as ExpectedProduction<
		AccountId,
	>>::integrity_test();
}
