//! The parts of `benchmarking/budget.toml` that take the types and the configuration of the
//! runtime: the sizes of stored records, the costs that its scripts reckon with, and the sums of
//! the blocks between two epochs.
//!
//! `scripts/budget.sh` compares the weights of all calls, and `scripts/wasm.sh` the size of the
//! Wasm.

use crate::{
	configs::system::maximum_block_weight, constants::bounds::MAX_VALIDATORS, AccountId, Runtime,
};
use alloc::{
	collections::BTreeMap,
	format,
	string::{String, ToString},
	vec::Vec,
};
use codec::MaxEncodedLen;
use frame_support::weights::Weight;

const BUDGET: &str = include_str!("../../benchmarking/budget.toml");

/// The records with a budget, and the largest number of bytes of each.
fn records() -> BTreeMap<&'static str, u64> {
	let sizes = [
		("position", palisade_staking::types::Delegation::<AccountId>::max_encoded_len()),
		("delegator", palisade_staking::types::DelegatorOf::<Runtime>::max_encoded_len()),
		("staking-deal", palisade_staking::types::Deal::<AccountId>::max_encoded_len()),
		("deal", palisade_delegation_marketplace::types::DealOf::<Runtime>::max_encoded_len()),
		(
			"listing",
			palisade_delegation_marketplace::types::ListingOf::<Runtime>::max_encoded_len(),
		),
		("offence", palisade_slashing::types::Offence::<AccountId>::max_encoded_len()),
	];
	sizes.into_iter().map(|(name, bytes)| (name, bytes as u64)).collect()
}

/// The budget, whole.
fn tables() -> toml::Table {
	BUDGET.parse().expect("the budget is TOML")
}

/// What the table `records` of a budget gets wrong about records of these sizes: a line each.
fn excesses(budget: &str, records: &BTreeMap<&str, u64>) -> Vec<String> {
	let budget: toml::Table = budget.parse().expect("the budget is TOML");
	let granted = budget["records"].as_table().expect("the budget has a table of records");
	let mut faults = Vec::new();
	for (record, bytes) in records {
		match granted
			.get(*record)
			.map(|most| most.as_integer().and_then(|most| most.try_into().ok()))
		{
			None => faults.push(format!("{record} has no budget: add `{record} = {bytes}`")),
			Some(None) => faults.push(format!("the budget of {record} is no number of bytes")),
			Some(Some(most)) if *bytes > most => {
				let more = bytes - most;
				faults.push(format!("{record} has {bytes} bytes of {most}, {more} too many"));
			},
			Some(Some(_)) => (),
		}
	}
	let unknown = granted.keys().filter(|name| !records.contains_key(name.as_str()));
	faults.extend(unknown.map(|name| format!("there is no record {name}, which has a budget")));
	faults
}

#[test]
fn stored_records_keep_within_their_budget() {
	let faults = excesses(BUDGET, &records());
	assert!(faults.is_empty(), "benchmarking/budget.toml:\n{}", faults.join("\n"));
}

#[test]
fn each_record_that_leaves_its_budget_is_named() {
	let budget = "[records]\nlarge = 10\nexact = 10\nodd = \"10\"\ngone = 1";
	let records = BTreeMap::from([("large", 13), ("exact", 10), ("odd", 1), ("new", 7)]);
	let expected = [
		"large has 13 bytes of 10, 3 too many",
		"new has no budget: add `new = 7`",
		"the budget of odd is no number of bytes",
		"there is no record gone, which has a budget",
	];
	assert_eq!(excesses(budget, &records), expected.map(ToString::to_string));
}

fn microseconds(weight: Weight) -> i64 {
	i64::try_from(weight.ref_time().div_ceil(1_000_000)).expect("it is less than years")
}

#[test]
fn the_budget_reckons_with_the_costs_of_the_runtime() {
	sp_io::TestExternalities::new_empty().execute_with(|| {
		let costs = &tables()["costs"];
		let database = <Runtime as frame_system::Config>::DbWeight::get();
		let steps = <Runtime as palisade_slashing::Config>::MaxStepsWeight::get();
		for (cost, weight) in [
			("block", maximum_block_weight()),
			("read", database.reads(1)),
			("write", database.writes(1)),
			("steps", steps),
		] {
			assert_eq!(costs[cost].as_integer(), Some(microseconds(weight)), "{cost}");
		}
	});
}

/// As the blocks call them: a weight that the scripts read otherwise would be found here.
#[test]
fn the_blocks_between_two_epochs_keep_within_their_budget() {
	use palisade_slashing::WeightInfo as _;
	use palisade_staking::WeightInfo as _;
	type Weights = <Runtime as palisade_staking::Config>::WeightInfo;
	sp_io::TestExternalities::new_empty().execute_with(|| {
		let blocks = &tables()["blocks"];
		let steps = <Runtime as palisade_slashing::Config>::MaxStepsWeight::get();
		let first = Weights::begin_epoch(MAX_VALIDATORS);
		let busy = Weights::begin_busy_epoch(MAX_VALIDATORS);
		let election = Weights::prepare_election(MAX_VALIDATORS);
		// With the blocks of the epoch before, which too few blocks have counted.
		let counting =
			<Runtime as palisade_slashing::Config>::WeightInfo::count_blocks(MAX_VALIDATORS);
		let late = first.saturating_add(Weights::elect(MAX_VALIDATORS)).saturating_add(counting);
		for (block, weight, percent) in [
			("first", first, 50),
			("election", election, 55),
			// After an epoch with fewer than two blocks in its last quarter.
			("late", late, 95),
			("busy", busy, 110),
		] {
			let weight = weight.saturating_add(steps);
			let share = maximum_block_weight().ref_time() / 100 * percent;
			assert!(weight.ref_time() <= share, "{block}: more than {percent} % of a block");
			let most = blocks[block]["weight"].as_integer().expect("it is a number");
			let weight = microseconds(weight);
			assert!(
				weight <= most,
				"{block}: {weight} µs, budget {most}, {} too many",
				weight - most
			);
			// The scripts find what the runtime finds: they grant little more.
			assert!(weight > most / 2, "{block}: {weight} µs, and the budget is {most}");
		}
	});
}
