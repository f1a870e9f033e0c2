//! Leaders are elected in proportion to stake: the node's own code claims slots, with real keys and
//! VRF outputs, and the test counts them.

use palisade_weighted_consensus::consensus_weights;
use sc_consensus_babe::{authorship::claim_slot_using_keys, Epoch};
use sp_consensus_babe::{AllowedSlots, AuthorityId, BabeEpochConfiguration, KEY_TYPE};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystorePtr};

const UNIT: u128 = 1_000_000_000_000;

/// 62.5 %, 31.25 % and 6.25 % of all stake.
const STAKES: [u128; 3] = [1_000 * UNIT, 500 * UNIT, 100 * UNIT];

/// The number of simulated slots.
const SLOTS: u64 = 100_000;

/// Upper 0.1 % point of the chi-square distribution with three degrees of freedom. Keys and
/// randomness are fixed, so the test always sees equal slots. A formula that is off by 3 % for the
/// largest stake would give a value near 26.
const CHI_SQUARE_3_AT_0_001: f64 = 16.266;

/// c of a network: the probability that a slot has a leader at all.
const C: f64 = 1.0 / 3.0;

/// The validators that lead each slot.
fn simulate() -> Vec<[bool; 3]> {
	let keystore: KeystorePtr = MemoryKeystore::new().into();
	// Seeds, not phrases: the keystore derives the key anew for each signature.
	let authorities: Vec<(AuthorityId, u64)> = ["11", "22", "33"]
		.map(|byte| format!("0x{}", byte.repeat(32)))
		.iter()
		.zip(consensus_weights(&STAKES))
		.map(|(seed, weight)| {
			let key = keystore.sr25519_generate_new(KEY_TYPE, Some(seed));
			(key.expect("a valid seed").into(), weight)
		})
		.collect();
	let epoch: Epoch = sp_consensus_babe::Epoch {
		epoch_index: 1,
		start_slot: 1.into(),
		duration: SLOTS,
		authorities: authorities.clone(),
		randomness: [7; 32],
		config: BabeEpochConfiguration { c: (1, 3), allowed_slots: AllowedSlots::PrimarySlots },
	}
	.into();
	let keys: Vec<_> =
		authorities.into_iter().enumerate().map(|(index, (key, _))| vec![(key, index)]).collect();
	let led = |slot: u64| {
		[0, 1, 2].map(|who: usize| {
			claim_slot_using_keys(slot.into(), &epoch, &keystore, &keys[who]).is_some()
		})
	};
	// Three hundred thousand signatures, divided among the cores.
	let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
	std::thread::scope(|scope| {
		let parts: Vec<_> = (0..cores)
			.map(|core| {
				let slots = core * SLOTS / cores + 1..=(core + 1) * SLOTS / cores;
				scope.spawn(|| slots.map(&led).collect::<Vec<_>>())
			})
			.collect();
		parts.into_iter().flat_map(|part| part.join().expect("no part panics")).collect()
	})
}

#[test]
fn primary_slots_are_claimed_in_proportion_to_stake() {
	let slots = simulate();
	let count =
		|leads: &dyn Fn(&[bool; 3]) -> bool| slots.iter().filter(|slot| leads(slot)).count() as f64;
	let all_stake: u128 = STAKES.iter().sum();
	let share = STAKES.map(|stake| stake as f64 / all_stake as f64);
	assert_eq!(share, [0.625, 0.3125, 0.0625]);

	// Each validator claims a slot with probability 1 - (1 - c)^share, whatever the others do.
	let expected = share.map(|share| 1.0 - (1.0 - C).powf(share));
	let seen = [0, 1, 2].map(|who: usize| count(&|slot| slot[who]));
	let slots_f64 = SLOTS as f64;
	let chi_square: f64 = seen
		.iter()
		.zip(expected)
		.map(|(seen, p)| (seen - slots_f64 * p).powi(2) / (slots_f64 * p * (1.0 - p)))
		.sum();
	println!(
		"claims {seen:?} of {SLOTS} slots, probabilities {expected:?}, chi-square {chi_square}"
	);
	assert!(chi_square < CHI_SQUARE_3_AT_0_001, "{chi_square}: {seen:?}");

	// Splitting a stake gains nothing: -ln(1 - p) is linear in the stake. The shares can therefore
	// be recovered from the counts; 4 standard errors, by the delta method.
	let rate = |p: f64| -(1.0 - p).ln();
	let all_rates = rate(C);
	for who in 0..3 {
		let p = seen[who] / slots_f64;
		let error = (p / (1.0 - p) / slots_f64).sqrt() / all_rates;
		let measured = rate(p) / all_rates;
		assert!(
			(measured - share[who]).abs() < 4.0 * error,
			"validator {who}: {measured} for {}",
			share[who]
		);
	}

	// A third of the slots has a leader.
	let led = count(&|slot| slot.contains(&true));
	let deviation = (led - slots_f64 * C) / (slots_f64 * C * (1.0 - C)).sqrt();
	assert!(deviation.abs() < 4.0, "{led} of {SLOTS} slots have a leader");
}

#[test]
fn a_stake_split_in_two_leads_no_more_slots() {
	let together = 1.0 - (1.0 - C).powf(0.5);
	let half = 1.0 - (1.0 - C).powf(0.25);
	let split = 1.0 - (1.0 - half) * (1.0 - half);
	assert!((together - split).abs() < 1e-12);
	// Nor do the weights of the halves exceed the whole.
	let whole = consensus_weights(&[1_000 * UNIT, 1_000 * UNIT]);
	let halves = consensus_weights(&[500 * UNIT, 500 * UNIT, 1_000 * UNIT]);
	let share_of_whole = whole[0] as f64 / whole.iter().sum::<u64>() as f64;
	let share_of_halves = (halves[0] + halves[1]) as f64 / halves.iter().sum::<u64>() as f64;
	assert!((share_of_whole - share_of_halves).abs() < 1e-6);
}
