//! Two hundred epochs with a hundred seats and five thousand delegators: payouts follow stake and
//! performance, and the books balance at each epoch's end.

use frame_support::traits::Get;
use palisade_primitives::{Balance, Exposure, ExposureInspect, RewardClass, ValidatorInspect};
use palisade_runtime::{
	AccountId, Authorship, Balances, PalisadeStaking, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin,
};
use palisade_simulation::{Account, Chain, Simulation, PACE, UNIT};
use palisade_staking::{
	types::{Amount, EpochResult},
	Call, EpochResults, Event,
};
use palisade_test_support::dice::Dice;
use sp_runtime::Perbill;
use std::collections::BTreeMap;

const EPOCHS: u32 = 200;
const SEATS: usize = 100;
const VALIDATORS: u32 = 110;
const DELEGATORS: u32 = 5_000;

/// Slots between two blocks, so that an epoch has few blocks.
const SPACING: u64 = 60;

fn validator(index: u32) -> String {
	format!("validator{index}")
}

fn delegator(index: u32) -> AccountId {
	sp_io::hashing::blake2_256(&index.to_le_bytes()).into()
}

fn chain() -> Simulation {
	let mut dice = Dice(1);
	let mut chain = Chain::new().commission(Perbill::from_percent(7));
	for index in 0..VALIDATORS {
		chain = chain.validator(&validator(index), (1_000 + Balance::from(index)) * UNIT);
	}
	for index in 0..DELEGATORS {
		let to = validator(dice.below(VALIDATORS.into()) as u32);
		let amount = (10 + Balance::from(dice.below(500))) * UNIT;
		let class = if index % 2 == 0 { RewardClass::Compounding } else { RewardClass::Liquid };
		chain = chain.delegation(delegator(index), &to, amount, class);
	}
	chain.start()
}

/// The yearly inflation if `staked` of `issuance` is staked: the default curve, in floating point.
fn inflation(staked: Balance, issuance: Balance) -> f64 {
	let (minimum, maximum, ideal, falloff) = (0.025, 0.1, 0.75, 0.05);
	let part = staked as f64 / issuance as f64;
	let height = match part <= ideal {
		true => part / ideal,
		false => 2f64.powf((ideal - part) / falloff),
	};
	minimum + (maximum - minimum) * height
}

/// The fair reward of each member of a set from `budget`, in floating point. `credits` are the
/// blocks that each validator authored beyond those expected, in thousandths, at most 32 blocks.
fn fair_rewards(
	set: &[Exposure<AccountId>],
	authored: &BTreeMap<AccountId, u32>,
	credits: &mut BTreeMap<AccountId, u128>,
	budget: f64,
) -> Vec<f64> {
	let staked: Balance = set.iter().map(Exposure::stake).sum();
	let elected: Balance = set.iter().map(|exposure| exposure.power).sum();
	let blocks: u32 = authored.values().sum();
	let (mut power, mut before) = (0, 0);
	set.iter()
		.map(|exposure| {
			power += exposure.power;
			let until = u128::from(blocks) * 1_000 * power / elected;
			let expected = until - before;
			before = until;
			let authored = authored.get(&exposure.validator).copied().unwrap_or_default();
			let credit = credits.entry(exposure.validator.clone()).or_default();
			let available = *credit + u128::from(authored) * 1_000;
			*credit = available.saturating_sub(expected).min(32_000);
			let authorship = match expected {
				0 => 1.0,
				expected => (available as f64 / expected as f64).min(1.0),
			};
			let performance = 7.0 / 8.0 + authorship / 8.0;
			budget * exposure.stake() as f64 / staked as f64 * performance
		})
		.collect()
}

/// A random action of a delegator. Many are refused, which tests the refusal.
fn act(chain: &mut Simulation, dice: &mut Dice) {
	let who = delegator(dice.below(DELEGATORS.into()) as u32);
	let class = if dice.below(2) == 0 { RewardClass::Compounding } else { RewardClass::Liquid };
	let position = chain.execute(|| PalisadeStaking::positions(who.clone()).into_iter().next());
	let validator = match position {
		Some(position) => position.validator,
		None => Account::new(&validator(dice.below(VALIDATORS.into()) as u32)).id(),
	};
	let amount = (1 + Balance::from(dice.below(100))) * UNIT;
	let call: RuntimeCall = match dice.below(8) {
		0 => Call::delegate { validator, amount, class, min_shares_out: 0 }.into(),
		1 | 2 => Call::undelegate { validator, class, amount: Amount::Exact(amount) }.into(),
		3 => Call::undelegate { validator, class, amount: Amount::All }.into(),
		4 => Call::change_class { validator, to: class, amount: Amount::All }.into(),
		5 => Call::withdraw {}.into(),
		6 => Call::restake_rewards { validator, class }.into(),
		_ => Call::claim_rewards { validator }.into(),
	};
	let _ = chain.dispatch(RuntimeOrigin::signed(who), call);
}

/// The payments of `events`, minted and from fees, and the number of seats drawn for rotation.
fn paid_and_drawn(events: Vec<RuntimeEvent>) -> (Vec<(Balance, Balance)>, u32) {
	let (mut paid, mut drawn) = (Vec::new(), 0);
	for event in events {
		match event {
			RuntimeEvent::PalisadeStaking(Event::EpochPaid { minted, from_fees, .. }) => {
				paid.push((minted, from_fees));
			},
			RuntimeEvent::PalisadeStaking(Event::SetElected { rotation, .. }) => drawn += rotation,
			_ => {},
		}
	}
	(paid, drawn)
}

#[test]
fn two_hundred_epochs_pay_by_stake_and_performance() {
	let mut chain = chain();
	chain.check_invariants_every(20);
	let mut dice = Dice(2);
	let mut authored: BTreeMap<AccountId, u32> = BTreeMap::new();
	let mut credits: BTreeMap<AccountId, u128> = BTreeMap::new();
	let (mut minted_in_all, mut drawn) = (0, 0);
	let genesis = chain.execute(Balances::total_issuance);

	while chain.epoch() < EPOCHS {
		let epoch = chain.epoch();
		if let Some(author) = chain.execute(Authorship::author) {
			*authored.entry(author).or_default() += 1;
		}
		for _ in 0..4 {
			act(&mut chain, &mut dice);
		}
		let before = chain.execute(Balances::total_issuance);
		// The books are checked at an epoch's end.
		chain.next_block_after(SPACING - 1);
		if chain.epoch() == epoch {
			continue;
		}

		let authored = std::mem::take(&mut authored);
		let (paid, seats) = paid_and_drawn(chain.take_events());
		let [(minted, 0)] = paid[..] else { panic!("paid once, and no fees: {paid:?}") };
		drawn += seats;
		minted_in_all += minted;

		chain.execute(|| {
			let set = PalisadeStaking::exposures(epoch);
			let results = EpochResults::<Runtime>::get(epoch).expect("its results are kept");
			assert_eq!((set.len(), results.len()), (SEATS, SEATS));
			assert_eq!(minted, results.iter().map(|result| result.reward).sum::<Balance>());
			assert_eq!(Balances::total_issuance(), before + minted);

			let staked: Balance = set.iter().map(Exposure::stake).sum();
			let milliseconds = PACE.epoch_duration() as f64;
			let year = 365.25 * 24.0 * 3_600_000.0;
			let budget = inflation(staked, before) * before as f64 * milliseconds / year;
			let fair = fair_rewards(&set, &authored, &mut credits, budget);
			for (EpochResult { reward, .. }, fair) in results.iter().zip(fair) {
				let paid = *reward as f64;
				assert!(((paid - fair) / fair).abs() < 1e-7, "{paid} is not {fair}");
			}
		});
	}

	let after = chain.execute(Balances::total_issuance);
	assert_eq!(after, genesis + minted_in_all);
	chain.execute(|| {
		let share = <Runtime as palisade_staking::Config>::RotationShare::get();
		assert_eq!(drawn, share.mul_floor(SEATS as u32) * EPOCHS);
		let staked: Balance = (0..VALIDATORS)
			.map(|index| PalisadeStaking::stake_of(&Account::new(&validator(index)).id()))
			.sum();
		assert!(staked > 1_000_000 * UNIT);
	});
}
