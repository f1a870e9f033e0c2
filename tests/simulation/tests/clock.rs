//! One Wasm, two clocks: sixty epochs of a day and sixty of twenty seconds give equal books.

use frame_support::{assert_noop, traits::Get};
use palisade_primitives::{EpochIndex, OffenceKind, RewardClass, ValidatorInspect};
use palisade_runtime::{
	clock::{EpochPeriods, GovernancePeriods, Pace, DAY},
	configs::parameters::{
		dynamic_params::{
			slashing::{DowntimeRules, Parameters as SlashingParameters},
			staking::{MaximumInflation, MinimumInflation, Parameters},
		},
		RuntimeParameters,
	},
	constants::time::{DEFAULT_BLOCK_TIME, DEFAULT_PACE},
	AccountId, Babe, Balance, Balances, PalisadeStaking, Runtime, RuntimeCall, RuntimeOrigin,
	Slashing, Timestamp,
};
use palisade_simulation::{Account, Chain, Simulation, UNIT};
use palisade_slashing::types::{Evidence, Verdict};
use palisade_staking::{types::Amount, Call};
use sp_runtime::Perquintill;

const EPOCHS: EpochIndex = 60;

/// Blocks per epoch. Equal for both clocks, so that equal validators make them.
const BLOCKS: u64 = 5;

const REHEARSAL_PACE: Pace = Pace::new(1_000, 20);

fn chain() -> Chain {
	Chain::new()
		.validator("Alice", 1_000_000 * UNIT)
		.validator("Bob", 500_000 * UNIT)
		.validator("Charlie", 250_000 * UNIT)
		.validator("Dave", 100_000 * UNIT)
		.account("Eve", 10_000 * UNIT)
		.account("Ferdie", 10_000 * UNIT)
}

/// A chain with the clock of a chain of value.
fn by_days() -> Simulation {
	let governance = GovernancePeriods::human(DEFAULT_BLOCK_TIME);
	chain().clock(DEFAULT_PACE, EpochPeriods::LONGEST, governance).start()
}

/// A chain with the clock of a rehearsal.
fn in_fast_motion() -> Simulation {
	chain().clock(REHEARSAL_PACE, EpochPeriods::SHORT, GovernancePeriods::rehearsal()).start()
}

fn run_to(chain: &mut Simulation, pace: Pace, epoch: EpochIndex) {
	chain.run_to_epoch_sparsely(epoch, pace.epoch_slots / BLOCKS);
	// Finishes the work due in the first block of an epoch.
	chain.next_block();
	chain.next_block();
}

fn sign(chain: &mut Simulation, who: &str, call: impl Into<RuntimeCall>) {
	let who = RuntimeOrigin::signed(Account::new(who).id());
	chain.dispatch(who, call).expect("the call succeeds");
}

fn set(chain: &mut Simulation, key_value: RuntimeParameters) {
	chain
		.dispatch(RuntimeOrigin::root(), pallet_parameters::Call::set_parameter { key_value })
		.expect("the root may set parameters");
}

/// The balance of each account, the stake of each validator, and the issuance.
#[derive(Debug, PartialEq, Eq)]
struct Books {
	free: Vec<Balance>,
	stakes: Vec<Balance>,
	positions: Vec<Balance>,
	issuance: Balance,
	pot: Balance,
}

fn books(chain: &mut Simulation) -> Books {
	let names = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"];
	let accounts: Vec<AccountId> = names.iter().map(|name| Account::new(name).id()).collect();
	chain.execute(|| Books {
		free: accounts.iter().map(Balances::free_balance).collect(),
		stakes: accounts.iter().map(PalisadeStaking::stake_of).collect(),
		positions: accounts
			.iter()
			.flat_map(|who| PalisadeStaking::positions(who.clone()))
			.map(|position| position.compounding + position.liquid)
			.collect(),
		issuance: Balances::total_issuance(),
		pot: Balances::free_balance(PalisadeStaking::pot()),
	})
}

/// Delegations, an exit, and an offence that governance upholds, on a chain without inflation.
fn sixty_epochs(mut chain: Simulation, pace: Pace, periods: EpochPeriods) -> Books {
	let minimum = Parameters::MinimumInflation(MinimumInflation, Some(Perquintill::zero()));
	let maximum = Parameters::MaximumInflation(MaximumInflation, Some(Perquintill::zero()));
	set(&mut chain, RuntimeParameters::Staking(minimum));
	set(&mut chain, RuntimeParameters::Staking(maximum));
	// With so few blocks one validator authors nearly all of them: none is to be found down, on
	// either chain.
	let rules = chain.execute(DowntimeRules::get);
	let rules = palisade_slashing::types::DowntimeRules { window: 8 * EPOCHS, ..rules };
	let rules = SlashingParameters::DowntimeRules(DowntimeRules, Some(rules));
	set(&mut chain, RuntimeParameters::Slashing(rules));
	let (alice, bob, dave) =
		(Account::new("Alice").id(), Account::new("Bob").id(), Account::new("Dave").id());
	let delegate = |validator: &AccountId, amount: Balance, class: RewardClass| {
		Call::<Runtime>::delegate { validator: validator.clone(), amount, class, min_shares_out: 0 }
	};

	run_to(&mut chain, pace, 2);
	sign(&mut chain, "Eve", delegate(&alice, 1_000 * UNIT, RewardClass::Compounding));
	sign(&mut chain, "Eve", delegate(&dave, 700 * UNIT, RewardClass::Compounding));
	sign(&mut chain, "Ferdie", delegate(&bob, 500 * UNIT, RewardClass::Liquid));

	run_to(&mut chain, pace, 5);
	let leave = Call::undelegate {
		validator: alice,
		class: RewardClass::Compounding,
		amount: Amount::Exact(400 * UNIT),
	};
	sign(&mut chain, "Eve", leave);
	let report = palisade_slashing::Call::report_offence {
		validator: dave.clone(),
		kind: OffenceKind::InvalidBlock,
		epoch: 5,
		evidence: Evidence::Inline(b"what it did".to_vec()),
		most: u128::MAX,
	};
	sign(&mut chain, "Ferdie", report);
	let id = chain.execute(|| Slashing::open_offences(&dave)[0].id);
	let rule = palisade_slashing::Call::rule { offence: id, verdict: Verdict::Uphold };
	chain.dispatch(RuntimeOrigin::root(), rule).expect("governance may rule");

	// One epoch before the exit can be withdrawn, and in that epoch.
	let eve = RuntimeOrigin::signed(Account::new("Eve").id());
	run_to(&mut chain, pace, 5 + periods.bonding - 1);
	chain.execute(|| {
		assert_noop!(
			PalisadeStaking::withdraw(eve),
			palisade_staking::Error::<Runtime>::NotYetWithdrawable
		);
	});
	run_to(&mut chain, pace, 5 + periods.bonding);
	sign(&mut chain, "Eve", Call::withdraw {});

	run_to(&mut chain, pace, EPOCHS);
	assert_eq!(chain.minted(), 0);
	chain.check_books();
	let now = chain.execute(Timestamp::get);
	let past = now - pace.slot_duration;
	assert_eq!(past / pace.epoch_duration(), u64::from(EPOCHS));
	assert_eq!(chain.execute(Babe::epoch_index), u64::from(EPOCHS));
	books(&mut chain)
}

#[test]
fn sixty_days_and_twenty_minutes_give_the_same_books() {
	let days = sixty_epochs(by_days(), DEFAULT_PACE, EpochPeriods::LONGEST);
	let minutes = sixty_epochs(in_fast_motion(), REHEARSAL_PACE, EpochPeriods::SHORT);
	assert_eq!(days, minutes);
	// Dave's stake, and Eve's with Dave, have lost a tenth.
	assert!(days.stakes[3] < 91_000 * UNIT && days.stakes[3] > 90_000 * UNIT);
}

#[test]
fn a_day_pays_as_much_more_as_it_is_longer() {
	let first_epoch = |mut chain: Simulation, pace: Pace| {
		run_to(&mut chain, pace, 1);
		chain.check_books();
		chain.minted()
	};
	let day = first_epoch(by_days(), DEFAULT_PACE);
	let seconds = first_epoch(in_fast_motion(), REHEARSAL_PACE);
	let times = Balance::from(DAY / REHEARSAL_PACE.epoch_duration());
	assert_eq!(times, 4_320);
	// The rounding is less than a unit per planck of the shorter epoch's rewards.
	assert!(day.abs_diff(seconds * times) < 10 * times, "{day} is not {times} times {seconds}");
}
