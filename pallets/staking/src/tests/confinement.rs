//! Jail, bans and reversals against a model, and admission against what comes of it.

use crate::{mock::*, types::*, CurrentEpoch, Error, Event, HoldReason};
use frame_election_provider_support::SortedListProvider;
use frame_support::{
	assert_ok,
	storage::with_transaction_unchecked,
	traits::{
		fungible::{Inspect, Mutate, MutateHold},
		LockableCurrency, WithdrawReasons,
	},
};
use palisade_primitives::{Conduct, EpochIndex, RewardClass, ValidatorControl};
use palisade_test_support::{dice::Dice, model::Journal};
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchResult, TransactionOutcome};
use std::collections::{BTreeMap, VecDeque};

/// The validator of the tests.
const ACCUSED: AccountId = 1;

/// The sentence of the pallet that judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sentence {
	Jail(EpochIndex),
	Ban,
}

/// What governance and the validator want, and the sentence, apart from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Model {
	/// The state without a sentence. A validator of the set counts as waiting.
	own: State,
	sentence: Option<Sentence>,
}

/// A step of the validator, of governance, of the pallet that judges, or of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
	Jail(EpochIndex),
	Ban,
	Release,
	Unban,
	Force(State),
	GoOnline,
	GoOffline,
	Leave,
	Epoch,
}

impl Step {
	/// Steps with these jail terms.
	fn all(terms: [EpochIndex; 3]) -> Vec<Self> {
		let jails = terms.into_iter().map(Self::Jail);
		let forced = terms.into_iter().map(|until| Self::Force(State::Jailed { until }));
		let others = [
			Self::Ban,
			Self::Release,
			Self::Unban,
			Self::Force(State::Waiting),
			Self::Force(State::Offline),
			Self::Force(State::Banned),
			Self::GoOnline,
			Self::GoOffline,
			Self::Leave,
			Self::Epoch,
		];
		jails.chain(forced).chain(others).collect()
	}

	/// Carries out the step, time excepted.
	fn act(self) -> DispatchResult {
		match self {
			Self::Jail(until) => Staking::jail(&ACCUSED, until),
			Self::Ban => Staking::ban(&ACCUSED),
			Self::Release => Staking::release(&ACCUSED),
			Self::Unban => Staking::unban(&ACCUSED),
			Self::Force(state) => {
				Staking::set_validator_state(RuntimeOrigin::root(), ACCUSED, state)
			},
			Self::GoOnline => Staking::go_online(signed(ACCUSED)),
			Self::GoOffline => Staking::go_offline(signed(ACCUSED)),
			Self::Leave => Staking::leave_validators(signed(ACCUSED)),
			Self::Epoch => Ok(()),
		}
	}
}

impl Model {
	fn state(&self) -> State {
		match (self.own, self.sentence) {
			(State::Banned, _) | (_, Some(Sentence::Ban)) => State::Banned,
			(State::Jailed { until }, Some(Sentence::Jail(other))) => {
				State::Jailed { until: until.max(other) }
			},
			(_, Some(Sentence::Jail(until))) => State::Jailed { until },
			(own, None) => own,
		}
	}

	/// The state afterwards, `None` if the step is refused. `is_poor` tells whether the validator
	/// lacks self-stake.
	fn after(mut self, step: Step, now: EpochIndex, is_poor: bool) -> Option<Self> {
		let state = self.state();
		let is_kept = match state {
			State::Jailed { until } => now < until,
			State::Banned => true,
			_ => false,
		};
		let mut choose = |own, is_possible: bool| {
			(self.own, self.sentence) = (own, None);
			is_possible.then_some(self)
		};
		match step {
			Step::GoOnline => {
				return choose(State::Waiting, !is_kept && !is_poor && state != State::Waiting)
			},
			Step::GoOffline => return choose(State::Offline, state == State::Waiting),
			Step::Leave => return choose(State::Leaving, !is_kept && state != State::Leaving),
			Step::Force(forced) => return choose(forced, !(is_poor && forced == State::Waiting)),
			Step::Epoch => return Some(self),
			Step::Jail(until) => match &mut self.sentence {
				Some(Sentence::Jail(before)) => *before = until.max(*before),
				Some(Sentence::Ban) => {},
				// A ban by governance leaves nothing to jail.
				None if self.own == State::Banned => {},
				sentence => *sentence = Some(Sentence::Jail(until)),
			},
			Step::Ban => self.sentence = Some(Sentence::Ban),
			Step::Release | Step::Unban => {
				let reversed = match step {
					Step::Release => matches!(self.sentence, Some(Sentence::Jail(_))),
					_ => self.sentence == Some(Sentence::Ban),
				};
				if reversed {
					self.sentence = None;
					if self.own == State::Waiting && is_poor {
						self.own = State::Offline;
					}
				}
			},
		}
		Some(self)
	}
}

/// The state, where a validator of the set counts as waiting.
fn state() -> State {
	validator(ACCUSED).state.outside_the_set()
}

fn is_poor() -> bool {
	ledger(ACCUSED).self_stake() < MinimumSelfStake::get()
}

/// The conduct that a change from one state to another shows.
fn conduct_of(step: Step, from: State, to: State) -> Vec<Conduct> {
	let conduct = match (from.is_confined(), to.is_confined()) {
		(false, true) => Conduct::Jailed,
		(true, false) if matches!(step, Step::Release | Step::Unban) => Conduct::Released,
		(false, false) if from == State::Waiting && to != State::Waiting => Conduct::WentOffline,
		_ => return vec![],
	};
	vec![conduct]
}

/// Carries out a step that is no epoch, and compares it with the model.
fn compare(model: Model, step: Step) -> Model {
	let (from, before) = (state(), validator(ACCUSED));
	Conducts::take();
	WentOnline::take();
	let expected = model.after(step, CurrentEpoch::<Test>::get(), is_poor());
	let done = step.act();
	assert_eq!(done.is_ok(), expected.is_some(), "{step:?} of {model:?}: {done:?}");
	let model = expected.unwrap_or(model);
	let record = validator(ACCUSED);
	assert_eq!(state(), model.state(), "{step:?}");
	if done.is_err() {
		assert_eq!(record, before, "{step:?}");
	}
	assert!(record.confined_from.is_none() || record.state.is_confined(), "{step:?}");
	assert_ne!(record.confined_from, Some(State::Active), "{step:?}");
	assert_eq!(CandidateList::contains(&ACCUSED), record.state.is_electable(), "{step:?}");
	let told: Vec<_> = Conducts::take().into_iter().map(|(_, _, conduct)| conduct).collect();
	let to = record.state.outside_the_set();
	assert_eq!(told, conduct_of(step, from, to), "{step:?}");
	let is_back = from != State::Waiting && to == State::Waiting;
	assert_eq!(WentOnline::take().len(), usize::from(is_back), "{step:?}");
	model
}

/// Runs `what` and rolls back its writes.
fn as_if<Outcome>(what: impl FnOnce() -> Outcome) -> Outcome {
	with_transaction_unchecked(|| TransactionOutcome::Rollback(what()))
}

/// Everything that keeps a registered validator from going online is listed, and nothing else.
fn check_admission_of_validator(who: AccountId) {
	let refusals = Staking::admission(&who);
	let outcome = as_if(|| Staking::go_online(signed(who)));
	match outcome {
		Ok(()) => assert_eq!(refusals, []),
		Err(error) if error == Error::<Test>::AlreadyOnline.into() => {
			// Whether an election would admit the candidate.
			let outcome = as_if(|| {
				assert_ok!(Staking::go_offline(signed(who)));
				Staking::go_online(signed(who))
			});
			assert_eq!(outcome.err(), refusals.first().copied());
		},
		Err(error) => assert_eq!(Some(&error), refusals.first()),
	}
}

/// Every state that any number of steps leads to.
#[test]
fn every_order_of_sentences_and_orders_is_as_if_they_were_kept_apart() {
	const LAST: EpochIndex = 5;
	Chain::new().validator(ACCUSED, 1_000).validator(2, 1_000).validator(3, 1_000).execute(|| {
		// Leaving takes out the self-stake, and the validator can come back.
		MinimumSelfStake::set(0);
		let start = (Model { own: State::Waiting, sentence: None }, validator(ACCUSED), 0);
		let key = |(model, record, epoch): &(Model, Validator, EpochIndex)| {
			format!("{model:?} {:?} {:?} {epoch}", record.state, record.confined_from)
		};
		let mut seen = BTreeMap::from([(key(&start), ())]);
		let mut open = VecDeque::from([start]);
		let mut steps = 0;
		while let Some((model, record, epoch)) = open.pop_front() {
			for step in Step::all([2, 3, 4]) {
				let reached = as_if(|| {
					let mut ledger = ledger(ACCUSED);
					ledger.state = record.state;
					ledger.confined_from = record.confined_from;
					ledger.save();
					CurrentEpoch::<Test>::put(epoch);
					check_admission_of_validator(ACCUSED);
					let model = compare(model, step);
					(model, validator(ACCUSED), epoch + EpochIndex::from(step == Step::Epoch))
				});
				steps += 1;
				if reached.2 <= LAST && seen.insert(key(&reached), ()).is_none() {
					open.push_back(reached);
				}
			}
		}
		// Each sentence meets each order of governance and each choice of the validator.
		assert!(seen.len() > 150, "{}", seen.len());
		assert_eq!(steps, seen.len() * Step::all([2, 3, 4]).len());
		MinimumSelfStake::set(100 * UNIT);
	});
}

/// Takes the result of a step that may be refused.
fn may_fail(_: DispatchResult) {}

/// Sentences and orders while elections go on and self-stake runs short and comes back.
#[test]
fn no_sequence_of_steps_and_elections_mixes_sentences_with_orders() {
	PayoutOfEpoch::set(0);
	for seed in 0..24 {
		MinimumSelfStake::set(100 * UNIT);
		let chain = Chain::new().validator(ACCUSED, 1_000).validator(2, 1_000).validator(3, 1_000);
		chain.execute(|| {
			let mut dice = Dice(seed);
			let mut journal = Journal::new(seed);
			let mut model = Model { own: State::Waiting, sentence: None };
			for _ in 0..120 {
				let now = CurrentEpoch::<Test>::get();
				let step = dice.pick(&Step::all([now, now + 2, now + 5])).expect("there are some");
				journal.begin(format!("{step:?}"));
				match dice.below(8) {
					0 => MinimumSelfStake::set(2_000 * UNIT),
					1 | 2 => MinimumSelfStake::set(100 * UNIT),
					3 => may_fail(Staking::cancel_undelegation(signed(ACCUSED), ACCUSED, now)),
					4 if is_poor() => {
						may_fail(Staking::increase_self_stake(signed(ACCUSED), 500 * UNIT))
					},
					_ => {},
				}
				if step == Step::Epoch {
					next_epoch();
					// A candidate without enough self-stake is taken offline.
					if state() == State::Offline && model.state() == State::Waiting {
						assert!(is_poor());
						model.own = State::Offline;
					}
					assert_eq!(state(), model.state());
				} else {
					model = compare(model, step);
				}
				check_admission_of_validator(ACCUSED);
				check();
			}
			// Governance can always lead the validator back.
			MinimumSelfStake::set(100 * UNIT);
			if is_poor() {
				assert_ok!(Staking::set_validator_state(
					RuntimeOrigin::root(),
					ACCUSED,
					State::Offline
				));
				assert_ok!(Staking::increase_self_stake(signed(ACCUSED), 200 * UNIT));
				next_epoch();
			}
			assert_ok!(Staking::set_validator_state(
				RuntimeOrigin::root(),
				ACCUSED,
				State::Waiting
			));
			next_epoch();
			next_epoch();
			assert_eq!(validator(ACCUSED).state, State::Active);
		});
	}
}

#[test]
fn a_registration_forgets_the_sentences_of_a_former_one() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(ACCUSED, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::jail(&ACCUSED, 2));
		run_to_epoch(2);
		assert_ok!(Staking::leave_validators(signed(ACCUSED)));
		run_to_epoch(30);
		assert_ok!(Staking::withdraw(signed(ACCUSED)));
		assert_ok!(Staking::remove_validator(signed(2), ACCUSED));
		for reversal in [Staking::release, Staking::unban] {
			assert_eq!(reversal(&ACCUSED), Err(Error::<Test>::UnknownValidator.into()));
		}
		assert_ok!(Staking::register_validator(
			signed(ACCUSED),
			100 * UNIT,
			Perbill::zero(),
			RewardPolicy::Compound
		));
		assert_eq!((state(), validator(ACCUSED).confined_from), (State::Waiting, None));
		assert_ok!(Staking::release(&ACCUSED));
		assert_eq!(state(), State::Waiting);
	});
}

#[test]
fn a_jailed_validator_that_is_slashed_and_withdraws_returns_offline() {
	Chain::new().validator(ACCUSED, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::jail(&ACCUSED, 9));
		// In jail the least self-stake may leave: the validator is no candidate.
		let class = RewardClass::Compounding;
		assert_ok!(Staking::decrease_self_stake(signed(ACCUSED), class, Amount::All));
		assert_ok!(Staking::release(&ACCUSED));
		assert_eq!((state(), validator(ACCUSED).confined_from), (State::Offline, None));
		assert_eq!(
			Staking::go_online(signed(ACCUSED)),
			Err(Error::<Test>::SelfStakeTooSmall.into())
		);
	});
}

/// Registers in a rolled-back transaction, with the least self-stake.
fn try_to_register(who: AccountId) -> DispatchResult {
	let least = MinimumSelfStake::get().max(1);
	as_if(|| {
		Staking::register_validator(signed(who), least, Perbill::zero(), RewardPolicy::Compound)
	})
}

#[test]
fn admission_of_a_newcomer_is_what_a_registration_comes_to() {
	const WHO: AccountId = 9;
	let deposit = 10 * UNIT;
	Chain::new().validator(ACCUSED, 1_000).validator(2, 1_000).execute(|| {
		let existential = Balances::minimum_balance();
		let mut dice = Dice(7);
		let mut outcomes = (0, 0);
		for _ in 0..3_000 {
			let least = dice.pick(&[0, 1, 5 * UNIT, 100 * UNIT]).expect("there are some");
			let locked = dice.pick(&[0, 1, deposit, 50 * UNIT, 200 * UNIT]).expect("some");
			let held = dice.pick(&[0, 0, UNIT, deposit, 60 * UNIT]).expect("some");
			// About every bound that could count.
			let bounds = [
				deposit + least + existential,
				deposit + least + locked,
				(deposit + least + locked).saturating_sub(held),
				least + locked.saturating_sub(held),
				deposit + existential,
				least + locked,
			];
			let free = dice.pick(&bounds).expect("there are some") + 2;
			let free = free.saturating_sub(dice.below(5).into()).max(existential);
			let keyless = dice.one_in(6);
			let gates = dice
				.pick(&[vec![], vec![], vec![], vec![refusal(0)], vec![refusal(3), refusal(1)]])
				.expect("there are some");
			as_if(|| {
				MinimumSelfStake::set(least);
				WithoutKeys::set(if keyless { vec![WHO] } else { vec![] });
				Gates::set([(WHO, gates.clone())].into());
				Balances::set_balance(&WHO, free + held);
				assert_ok!(Balances::hold(&HoldReason::Registration.into(), &WHO, held));
				Balances::set_lock(*b"votelock", &WHO, locked, WithdrawReasons::all());

				let refusals = Staking::admission(&WHO);
				match try_to_register(WHO) {
					Ok(()) => {
						outcomes.0 += 1;
						assert_eq!(refusals, [], "{free} free, {held} held, {locked} locked");
					},
					Err(error) => {
						outcomes.1 += 1;
						assert!(
							refusals.contains(&error),
							"{error:?} not in {refusals:?}: {free} free, {held} held, {locked} locked"
						);
					},
				}
				// Exactly the reasons that hold, each once and in its place.
				let without_keys = keyless.then_some(Error::<Test>::NoSessionKeys.into());
				let others: Vec<_> = without_keys.into_iter().chain(gates).collect();
				let is_short = refusals.first() == Some(&Error::<Test>::InsufficientFunds.into());
				assert_eq!(refusals[usize::from(is_short)..], others);
			});
		}
		assert!(outcomes.0 > 300 && outcomes.1 > 300, "{outcomes:?}");
		MinimumSelfStake::set(100 * UNIT);
		WithoutKeys::set(vec![]);
		Gates::set(Default::default());
	});
}

#[test]
fn locked_funds_pay_for_the_deposit_and_not_for_the_self_stake() {
	Chain::new().validator(ACCUSED, 1_000).account(9).execute(|| {
		// A deposit of 10 units and a self-stake of 100: of 50 locked units, 10 pay the deposit.
		Balances::set_balance(&9, 150 * UNIT);
		Balances::set_lock(*b"votelock", &9, 50 * UNIT, WithdrawReasons::all());
		assert_eq!(Staking::admission(&9), []);
		assert_ok!(try_to_register(9));
		Balances::set_lock(*b"votelock", &9, 50 * UNIT + 1, WithdrawReasons::all());
		assert_eq!(Staking::admission(&9), [Error::<Test>::InsufficientFunds.into()]);
		assert_eq!(try_to_register(9), Err(Error::<Test>::InsufficientFunds.into()));
	});
}

#[test]
fn only_this_pallet_takes_a_candidate_offline_whatever_error_a_gate_has() {
	MaximumElectionLoss::set(Perbill::one());
	Chain::new().validator(1, 1_000).validator(2, 900).validator(3, 800).execute(|| {
		let own = |error: Error<Test>| vec![error.into()];
		let gates = [(1, own(Error::NoSessionKeys)), (2, own(Error::SelfStakeTooSmall))];
		Gates::set(gates.into());
		// Refused by the gate before its own fault is looked at.
		WithoutKeys::set(vec![1]);
		take_events();
		run_to_epoch(4);
		assert_eq!([1, 2].map(|who| validator(who).state), [State::Waiting; 2]);
		let refused = take_events().into_iter().filter_map(|event| match event {
			Event::CandidateRefused { validator, reason } => Some((validator, reason)),
			_ => None,
		});
		let expected = [
			(1, Error::<Test>::NoSessionKeys.into()),
			(2, Error::<Test>::SelfStakeTooSmall.into()),
		];
		assert_eq!(refused.collect::<Vec<_>>(), expected.repeat(4));
		// Without the gates, the first is at fault itself.
		Gates::set(Default::default());
		next_epoch();
		assert_eq!(validator(1).state, State::Offline);
		assert_eq!(validator(2).state, State::Waiting);
		WithoutKeys::set(vec![]);
	});
}
