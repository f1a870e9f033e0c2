//! The storage that one staker takes, keys included.

use crate::*;
use frame_support::{
	assert_ok,
	traits::{fungible::Mutate, Get, StorageInfoTrait},
};
use palisade_primitives::RewardClass;
use palisade_staking::types::RewardPolicy;
use std::collections::BTreeMap;

/// The storage: values by key.
type Storage = BTreeMap<Vec<u8>, Vec<u8>>;

fn storage() -> Storage {
	let mut all = Storage::new();
	let mut key = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		let value = sp_io::storage::get(&next).expect("there is a value at each key");
		all.insert(next.clone(), value.to_vec());
		key = next;
	}
	all
}

/// The bytes added to each storage item, without those of the accounts themselves.
fn added(before: &Storage, after: &Storage) -> BTreeMap<String, i64> {
	let size = |(key, value): (&Vec<u8>, &Vec<u8>)| (key.len() + value.len()) as i64;
	let infos = AllPalletsWithSystem::storage_info();
	let name_of = |key: &[u8]| {
		let info = infos.iter().find(|info| key.starts_with(&info.prefix))?;
		let [pallet, item] =
			[&info.pallet_name, &info.storage_name].map(|name| String::from_utf8_lossy(name));
		(pallet != "System").then(|| format!("{pallet}.{item}"))
	};
	let mut added = BTreeMap::<String, i64>::new();
	for entry in after {
		if let Some(name) = name_of(entry.0) {
			*added.entry(name).or_default() += size(entry);
		}
	}
	for entry in before {
		if let Some(name) = name_of(entry.0) {
			*added.entry(name).or_default() -= size(entry);
		}
	}
	added.retain(|_, bytes| *bytes != 0);
	added
}

/// Prints the additions for `benchmarking/compare.sh`, and returns their sum.
fn report(what: &str, added: &BTreeMap<String, i64>) -> i64 {
	let sum = added.values().sum();
	println!("bytes\t{what}\t{sum}\t{added:?}");
	sum
}

fn rich(index: u8) -> AccountId {
	let who = AccountId::new([index; 32]);
	assert_ok!(Balances::mint_into(&who, 1_000_000 * UNIT));
	who
}

fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

#[test]
fn a_position_of_ours_takes_less_than_200_bytes() {
	sp_io::TestExternalities::new_empty().execute_with(|| {
		let [validator, delegator, other] = [1, 2, 3].map(rich);
		let (stake, commission) = (1_000 * UNIT, Perbill::from_percent(5));
		assert_ok!(Ours::register_validator(
			signed(&validator),
			stake,
			commission,
			RewardPolicy::Compound
		));
		let delegate = |who: &AccountId| {
			assert_ok!(Ours::delegate(
				signed(who),
				validator.clone(),
				stake,
				RewardClass::Liquid,
				0
			));
		};
		// The encoded numbers of the validator keep their length.
		delegate(&other);
		let before = storage();
		delegate(&delegator);
		assert!(report("ours: a position", &added(&before, &storage())) <= 200);
	});
}

/// A chain with the SDK's pallet, a validator and this number of nominators. Returns the additions
/// by the last nominator, and those by the first era with all of them.
fn chain_of_theirs(nominators: u8) -> (BTreeMap<String, i64>, BTreeMap<String, i64>) {
	sp_io::TestExternalities::new_empty().execute_with(|| {
		let validator = rich(0);
		let bond = |who: &AccountId| {
			let payee = pallet_staking::RewardDestination::Staked;
			assert_ok!(Theirs::bond(signed(who), 1_000 * UNIT, payee));
		};
		bond(&validator);
		assert_ok!(Theirs::validate(signed(&validator), Default::default()));
		pallet_staking::ValidatorCount::<Runtime>::put(1);
		let nominate = |index: u8| {
			let nominator = rich(index);
			let before = storage();
			bond(&nominator);
			assert_ok!(Theirs::nominate(signed(&nominator), vec![validator.clone().into()]));
			added(&before, &storage())
		};
		let of_last = (1..=nominators).fold(BTreeMap::new(), |_, index| nominate(index));

		let before = storage();
		let set = <Theirs as pallet_session::SessionManager<_>>::new_session_genesis(0);
		assert_eq!(set, Some(vec![validator]));
		(of_last, added(&before, &storage()))
	})
}

#[test]
fn a_nominator_of_theirs_takes_more_each_era() {
	let (_, era_with_two) = chain_of_theirs(2);
	// The third nominator has others before it in its bag, as it would on a chain.
	let (nominator, era_with_three) = chain_of_theirs(3);
	let nominator = report("theirs: a nominator of one validator", &nominator);
	let each_era = era_with_three
		.into_iter()
		.map(|(name, bytes)| {
			let before = era_with_two.get(&name).copied().unwrap_or_default();
			(name, bytes.saturating_sub(before))
		})
		.filter(|(_, bytes)| *bytes != 0)
		.collect();
	let each_era = report("theirs: its exposure in an era", &each_era);
	assert!(nominator > 200 && each_era > 32);
	let eras: u32 = <Runtime as pallet_staking::Config>::HistoryDepth::get();
	let bytes = nominator.saturating_add(i64::from(eras).saturating_mul(each_era));
	println!("bytes\ttheirs: with its exposures of {eras} eras\t{bytes}");
}
