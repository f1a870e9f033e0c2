//! Jail, bans, reversals and governance in any order, and the weight of those who act on slashes.

use super::*;
use crate::{Error, Event};
use frame_support::{
	assert_noop, assert_ok, dispatch::DispatchClass, traits::Hooks, weights::Weight,
};
use palisade_primitives::{ExposureInspect, RewardClass, ValidatorGate};
use palisade_staking::types::{Amount, State};
use palisade_test_support::{dice::Dice, model::Journal};
use sp_runtime::DispatchResult;

type Refused = Error<Test>;
type Staked = palisade_staking::Error<Test>;

fn jail_for(kind: OffenceKind, epochs: u32) {
	Penalties::mutate(|all| {
		if let Some(penalty) = all.get_mut(&kind) {
			penalty.sentence = Sentence::Jail(epochs);
		}
	});
}

fn rule(id: OffenceId, verdict: Verdict) {
	assert_ok!(Slashing::rule(root(), id, verdict));
	next_block();
}

/// Takes the result of a step that may be refused.
fn may_fail(_: DispatchResult) {}

fn force(who: AccountId, state: State) -> DispatchResult {
	Staking::set_validator_state(root(), who, state)
}

fn open(who: AccountId) -> Vec<OffenceId> {
	Slashing::open_offences(&who).into_iter().map(|view| view.id).collect()
}

/// Disputes all offences of a validator, so that none is upheld by itself.
fn dispute(who: AccountId) {
	for id in open(who) {
		if offence(id).bond.is_none() {
			let why = evidence("not so");
			assert_ok!(Slashing::dispute(signed(who), id, Grounds::FactsDisputed, why));
		}
	}
}

/// The state, where a validator of the set counts as waiting.
fn outside(who: AccountId) -> State {
	match state(who) {
		State::Active => State::Waiting,
		state => state,
	}
}

/// Jails validator 1 until epochs 4 and 5 by two proven offences, of which the first is upheld.
/// Returns the second.
fn jail_twice() -> OffenceId {
	jail_for(OffenceKind::DoubleSign, 2);
	next_epoch();
	equivocate(1, 1, None);
	let first = open(1)[0];
	rule(first, Verdict::Uphold);
	next_epoch();
	equivocate(1, 2, None);
	dispute(1);
	open(1)[0]
}

#[test]
fn a_dismissal_does_not_jail_a_validator_that_has_left_jail_by_itself() {
	Chain::with_validators(20).execute(|| {
		let second = jail_twice();
		run_to_epoch(6);
		assert_eq!(state(1), State::Jailed { until: 5 });
		// The validator cannot return before the decision, and may leave.
		assert_noop!(Slashing::unjail(signed(1)), Refused::OffenceOpen);
		assert_ok!(Staking::leave_validators(signed(1)));
		take_events();
		rule(second, Verdict::Cancel);
		assert_eq!(state(1), State::Leaving);
		assert_eq!(state_before(1), None);
		// The jail for the first offence is in the record until the validator returns.
		assert_eq!(validator_record(1).jail.map(|jail| (jail.until, jail.reasons)), Some((4, 1)));
		assert!(take_events().contains(&Event::ValidatorJailed { validator: 1, until: 4 }));
		assert_eq!(Slashing::admit(&1), Err(Refused::InJail.into()));
	});
}

#[test]
fn a_dismissal_does_not_jail_a_validator_that_governance_has_freed() {
	for freed in [State::Waiting, State::Offline] {
		Chain::with_validators(20).execute(|| {
			let second = jail_twice();
			assert_ok!(force(1, freed));
			rule(second, Verdict::Cancel);
			assert_eq!(state(1), freed);
			assert_eq!(Slashing::admit(&1), Err(Refused::InJail.into()));
			run_to_epoch(4);
			assert_ok!(Slashing::unjail(signed(1)));
			assert_eq!(state(1), State::Waiting);
			assert_eq!(Slashing::admit(&1), Ok(()));
		});
	}
}

#[test]
fn a_dismissal_shortens_the_jail_of_a_validator_in_jail_and_leaves_that_of_governance() {
	Chain::with_validators(20).execute(|| {
		let second = jail_twice();
		assert_eq!(state(1), State::Jailed { until: 5 });
		rule(second, Verdict::Cancel);
		assert_eq!(state(1), State::Jailed { until: 4 });
		assert_eq!(state_before(1), Some(State::Waiting));
	});
	Chain::with_validators(20).execute(|| {
		let second = jail_twice();
		assert_ok!(force(1, State::Jailed { until: 3 }));
		rule(second, Verdict::Cancel);
		assert_eq!(state(1), State::Jailed { until: 4 });
		assert_eq!(state_before(1), Some(State::Jailed { until: 3 }));
	});
}

#[test]
fn a_validator_that_governance_brought_online_returns_by_unjail() {
	Chain::with_validators(20).account(50).execute(|| {
		rule(report(50, 1, OffenceKind::FalseAttestation), Verdict::Uphold);
		let until = validator_record(1).jail.map_or(0, |jail| jail.until);
		assert_ok!(force(1, State::Waiting));
		// The gate keeps the validator out of the set until its term is over.
		run_to_epoch(until - 1);
		assert_eq!(state(1), State::Waiting);
		assert_noop!(Slashing::unjail(signed(1)), Refused::JailNotOver);
		run_to_epoch(until);
		assert_ok!(Slashing::unjail(signed(1)));
		assert_eq!(state(1), State::Waiting);
		assert!(validator_record(1).probation.is_some_and(|probation| probation.covers(now())));
		run_to_epoch(until + 2);
		assert_eq!(state(1), State::Active);
	});
}

#[test]
fn unjail_waits_for_a_jail_and_a_ban_of_governance_too() {
	Chain::with_validators(20).account(50).execute(|| {
		jail_for(OffenceKind::InvalidBlock, 2);
		rule(report(50, 1, OffenceKind::InvalidBlock), Verdict::Uphold);
		assert_ok!(force(1, State::Jailed { until: 6 }));
		run_to_epoch(4);
		assert_noop!(Slashing::unjail(signed(1)), Staked::ValidatorJailed);
		assert_ok!(force(1, State::Banned));
		run_to_epoch(6);
		assert_noop!(Slashing::unjail(signed(1)), Staked::ValidatorBanned);
		assert!(validator_record(1).jail.is_some());
		// A pardon forgets the offences, and not the ban by governance.
		assert_ok!(Slashing::pardon(root(), 1));
		assert_eq!(state(1), State::Banned);
		assert_eq!(Slashing::admit(&1), Ok(()));
		assert_noop!(Staking::go_online(signed(1)), Staked::ValidatorBanned);
	});
}

#[test]
fn a_pardoned_ban_leads_back_to_the_state_before_the_first_jail() {
	for before in
		[State::Waiting, State::Offline, State::Leaving, State::Jailed { until: 90 }, State::Banned]
	{
		Chain::with_validators(20).account(50).execute(|| {
			let done = match before {
				State::Leaving => Staking::leave_validators(signed(1)),
				State::Offline => Staking::go_offline(signed(1)),
				State::Jailed { .. } | State::Banned => force(1, before),
				State::Waiting | State::Active | State::BelowMinimum => Ok(()),
			};
			assert_ok!(done);
			// Jailed for one offence, jailed at once and then banned for another.
			jail_for(OffenceKind::InvalidBlock, 40);
			rule(report(50, 1, OffenceKind::InvalidBlock), Verdict::Uphold);
			equivocate(1, 1, None);
			run_to(open_offence(1), is_final);
			assert_eq!(state(1), State::Banned);
			assert_eq!(Slashing::admit(&1), Err(Refused::Banned.into()));
			assert_ok!(Slashing::pardon(root(), 1));
			assert_eq!(state(1), before);
			assert_noop!(Slashing::pardon(root(), 1), Refused::NothingToPardon);
			assert_eq!(Slashing::admit(&1), Ok(()));
		});
	}
}

#[test]
fn a_ban_outlasts_a_new_registration() {
	Chain::with_validators(20).account(50).execute(|| {
		equivocate(1, 1, None);
		run_to(open_offence(1), is_final);
		assert_noop!(Staking::leave_validators(signed(1)), Staked::ValidatorBanned);
		// Governance lets the validator leave.
		assert_ok!(force(1, State::Offline));
		assert_ok!(Staking::leave_validators(signed(1)));
		run_to_epoch(60);
		assert_ok!(Staking::withdraw(signed(1)));
		assert_ok!(Staking::remove_validator(signed(50), 1));
		let register = || {
			let policy = palisade_staking::types::RewardPolicy::Compound;
			Staking::register_validator(signed(1), 200 * UNIT, percent(0), policy)
		};
		assert_noop!(register(), Refused::Banned);
		assert_eq!(Staking::admission(&1), [Refused::Banned.into()]);
		assert_noop!(Slashing::unjail(signed(1)), Refused::Banned);
		assert_ok!(Slashing::pardon(root(), 1));
		assert_eq!(Staking::admission(&1), []);
		assert_ok!(register());
		assert_eq!((state(1), state_before(1)), (State::Waiting, None));
	});
}

/// Validator 1 is accused at random, validator 2 never. Governance and both validators do the
/// equal.
#[test]
fn accusations_that_were_all_dismissed_leave_the_state_of_one_that_was_never_accused() {
	for seed in 0..20 {
		Chain::with_validators(20).execute(|| {
			let mut dice = Dice(seed);
			let mut journal = Journal::new(seed);
			jail_for(OffenceKind::DoubleSign, 3);
			for _ in 0..40 {
				let step = dice.below(10);
				journal.begin(format!("{step} in {}: {:?}, {:?}", now(), state(1), state(2)));
				match step {
					0 | 1 => {
						let epoch = dice.between(now().saturating_sub(4), now());
						let is_exposed = Staking::exposure(epoch, &1).is_some();
						if is_exposed && epoch > 0 {
							equivocate(1, epoch, None);
							dispute(1);
						}
					},
					2 | 3 => {
						if let Some(id) = dice.pick(&open(1)) {
							rule(id, Verdict::Cancel);
						}
					},
					4 => {
						let until = now() + dice.between(0, 6);
						let states = [
							State::Waiting,
							State::Offline,
							State::Banned,
							State::Jailed { until },
						];
						let wanted = dice.pick(&states).expect("there are some");
						assert_eq!(force(1, wanted).is_ok(), force(2, wanted).is_ok());
					},
					5 if Staking::leave_validators(signed(1)).is_ok() => {
						may_fail(Staking::leave_validators(signed(2)));
					},
					6 if Staking::go_offline(signed(1)).is_ok() => {
						assert_ok!(Staking::go_offline(signed(2)));
					},
					7 if Staking::go_online(signed(1)).is_ok() => {
						may_fail(Staking::go_online(signed(2)));
					},
					// Too few epochs for a decision by itself.
					8 if now() < 14 => next_epoch(),
					_ => next_block(),
				}
				let is_free = validator_record(1).jail.is_none();
				assert_eq!(Slashing::admit(&1).is_ok(), is_free);
				if is_free {
					assert_eq!(outside(1), outside(2));
				}
				check();
			}
			for id in open(1) {
				rule(id, Verdict::Cancel);
			}
			assert_eq!(validator_record(1).jail, None);
			assert_eq!(outside(1), outside(2));
			assert_eq!(at_risk(1, 1), at_risk(2, 2));
		});
	}
}

/// Validators 1 to 3 do and suffer anything; the other 17 keep the elections going.
#[test]
fn a_validator_that_is_kept_out_is_not_elected_and_always_has_a_way_back() {
	for seed in 0..8 {
		Chain::with_validators(20).account(50).execute(|| {
			let mut dice = Dice(seed);
			let mut journal = Journal::new(seed);
			jail_for(OffenceKind::InvalidBlock, 6);
			jail_for(OffenceKind::Collusion, 1);
			for _ in 0..100 {
				let who = AccountId::from(dice.between(1, 3));
				let step = dice.below(14);
				journal.begin(format!("{step} of {who} in {}: {:?}", now(), state(who)));
				match step {
					0 => {
						let epoch = dice.between(now().saturating_sub(5), now());
						equivocate(who, epoch, None);
					},
					1 => {
						let kind = dice.pick(&[OffenceKind::InvalidBlock, OffenceKind::Collusion]);
						let what = evidence(&format!("no. {}", dice.roll()));
						let kind = kind.expect("there are some");
						may_fail(Slashing::report_offence(
							signed(50),
							who,
							kind,
							now(),
							what,
							u128::MAX,
						));
					},
					2 | 3 => {
						let verdict = dice.pick(&[
							Verdict::Cancel,
							Verdict::Uphold,
							Verdict::Reduce { to: percent(10), sentence: Sentence::Ban },
						]);
						if let Some(id) = dice.pick(&open(who)) {
							rule(id, verdict.expect("there are some"));
						}
					},
					4 => {
						let until = now() + dice.between(0, 9);
						let states = [
							State::Waiting,
							State::Offline,
							State::Banned,
							State::Jailed { until },
						];
						may_fail(force(who, dice.pick(&states).expect("there are some")));
					},
					5 => may_fail(Slashing::unjail(signed(who))),
					6 if dice.one_in(3) => may_fail(Slashing::pardon(root(), who)),
					7 => may_fail(Staking::leave_validators(signed(who))),
					8 => may_fail(Staking::go_online(signed(who))),
					9 => may_fail(Staking::go_offline(signed(who))),
					10 => may_fail(Staking::increase_self_stake(signed(who), 500 * UNIT)),
					_ => {
						let refused: Vec<_> =
							(1..=3).filter(|who| Slashing::admit(who).is_err()).collect();
						EndSession::set(true);
						next_block();
						let elected = Staking::planned().into_iter();
						for member in elected.map(|member| member.validator) {
							assert!(!refused.contains(&member), "{member} was elected");
						}
						next_block();
					},
				}
				for who in 1..=3 {
					let record = validator_record(who);
					let expected = match (record.banned, record.jail) {
						(true, None) => Err(Refused::Banned.into()),
						(false, Some(_)) => Err(Refused::InJail.into()),
						(false, None) => Ok(()),
						(true, Some(_)) => panic!("{who} is jailed and banned"),
					};
					assert_eq!(Slashing::admit(&who), expected);
					let refusals = Slashing::refusals(&who);
					assert_eq!(refusals.first().copied(), expected.err());
				}
				check();
			}
			// The way back: decisions, a pardon, an order of governance, self-stake.
			for who in 1..=3 {
				for id in open(who) {
					rule(id, Verdict::Cancel);
				}
				let is_refused = Slashing::admit(&who).is_err();
				assert_eq!(Slashing::pardon(root(), who).is_ok(), is_refused);
				assert_ok!(force(who, State::Offline));
				assert_ok!(Staking::increase_self_stake(signed(who), 1_000 * UNIT));
			}
			next_epoch();
			for who in 1..=3 {
				assert_ok!(Staking::go_online(signed(who)));
				assert_eq!(Staking::admission(&who), []);
			}
			next_epoch();
			next_epoch();
			for who in 1..=3 {
				assert_eq!(state(who), State::Active);
			}
		});
	}
}

// The weight of those who act on a slash.

fn registered() -> Weight {
	*System::block_weight().get(DispatchClass::Mandatory)
}

#[test]
fn each_slash_registers_the_weight_of_those_who_act_on_it_once() {
	let cover = Weight::from_parts(1_000_000_007, 13);
	let run = |with: Weight| {
		let mut spent = vec![];
		Chain::with_validators(20).execute(|| {
			CoverWeight::set(with);
			for who in 1..=3 {
				equivocate(who, 1, None);
			}
			let before = registered();
			// The hook runs at the end of an epoch, and then by itself in the next one.
			for _ in 0..6 {
				EndSession::set(true);
				next_block();
				spent.push(Slashing::on_initialize(0));
			}
			let slashed = slashes();
			assert!(slashed >= 3, "{slashed}");
			assert_eq!(registered(), before + with.saturating_mul(slashed));
		});
		CoverWeight::set(Default::default());
		spent
	};
	// The hook does not return that weight besides.
	assert_eq!(run(cover), run(Default::default()));
}

/// The number of slashes so far.
fn slashes() -> u64 {
	let events = System::events().into_iter();
	let slashed = events.filter(|record| {
		matches!(record.event, RuntimeEvent::Staking(palisade_staking::Event::Slashed { .. }))
	});
	slashed.count() as u64
}

#[test]
fn a_loss_that_is_only_expected_registers_no_weight_and_leaves_no_trace() {
	Chain::with_validators(20).delegation(100, 1, 500).execute(|| {
		CoverWeight::set(Weight::from_parts(1_000, 10));
		next_epoch();
		assert_ok!(Staking::undelegate(
			signed(100),
			1,
			RewardClass::Compounding,
			Amount::Exact(100 * UNIT)
		));
		equivocate(1, 1, None);
		let (before, root) = (registered(), chain_root());
		let expected = Slashing::expected_loss(&100, &1);
		assert!(expected.loss > 0);
		assert_eq!((registered(), chain_root()), (before, root));
		CoverWeight::set(Default::default());
	});
}

/// The root of the chain's storage.
fn chain_root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}
