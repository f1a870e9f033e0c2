//! Validator sets and the rules that change them, on the real runtime.

use palisade_runtime::{
	configs::parameters::{dynamic_params::staking as params, RuntimeParameters},
	PalisadeStaking, RuntimeOrigin, Session,
};
use palisade_simulation::{Account, Chain, Simulation, UNIT};
use palisade_staking::types::State;

fn set_parameter(chain: &mut Simulation, value: params::Parameters) {
	let key_value = RuntimeParameters::Staking(value);
	let call = pallet_parameters::Call::set_parameter { key_value };
	chain.dispatch(RuntimeOrigin::root(), call).expect("the root may");
}

fn state(chain: &mut Simulation, name: &str) -> State {
	let who = Account::new(name).id();
	let record =
		chain.execute(|| palisade_staking::Validators::<palisade_runtime::Runtime>::get(who));
	record.expect("it is a validator").state
}

#[test]
fn a_higher_minimum_self_stake_leaves_time_to_meet_it() {
	let mut chain = Chain::new()
		.validator("Alice", 1_000 * UNIT)
		.validator("Bob", 500 * UNIT)
		.validator("Charlie", 250 * UNIT)
		.validator("Dave", 100 * UNIT)
		.start();
	chain.run_to_epoch_sparsely(2, 60);
	let minimum = params::Parameters::MinimumSelfStake(params::MinimumSelfStake, Some(400 * UNIT));
	set_parameter(&mut chain, minimum);
	chain.run_to_epoch_sparsely(4, 60);
	chain.next_block();
	let add = palisade_staking::Call::increase_self_stake { amount: 150 * UNIT };
	chain.submit(&Account::new("Charlie"), add).expect("it has the funds");
	chain.run_to_epoch_sparsely(10, 60);
	assert_eq!(chain.execute(Session::validators).len(), 4);
	// In force since the beginning of epoch 10, in whose first block the set of 11 was elected.
	assert_eq!(chain.execute(PalisadeStaking::self_stake_minimum).in_force, 400 * UNIT);
	assert_eq!(state(&mut chain, "Dave"), State::BelowMinimum);
	assert!(state(&mut chain, "Charlie").is_electable());
	chain.run_to_epoch_sparsely(11, 60);
	assert_eq!(chain.execute(Session::validators).len(), 3);
}

#[test]
fn a_higher_minimum_self_stake_loses_no_more_than_a_third_of_the_stake_at_once() {
	let names: Vec<String> = (0..12).map(|index| format!("validator{index}")).collect();
	let mut chain =
		names.iter().fold(Chain::new(), |chain, name| chain.validator(name, 100 * UNIT));
	chain = chain.validator("Alice", 200 * UNIT);
	let mut chain = chain.start();
	chain.run_to_epoch_sparsely(1, 100);
	let grace = params::Parameters::SelfStakeGrace(params::SelfStakeGrace, Some(0));
	set_parameter(&mut chain, grace);
	let minimum = params::Parameters::MinimumSelfStake(params::MinimumSelfStake, Some(150 * UNIT));
	set_parameter(&mut chain, minimum);
	chain.run_to_epoch_sparsely(3, 100);
	let mut before = 13;
	for epoch in 4..9 {
		let members = chain.execute(Session::validators).len();
		assert!(members >= before * 6 / 10 && members < before, "{members} after {before}");
		if members <= 3 {
			break;
		}
		before = members;
		chain.run_to_epoch_sparsely(epoch, 100);
	}
}
