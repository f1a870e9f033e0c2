//! The court: pay, fines, silence, evidence, and the price of an allegation.

use super::*;
use crate::{AddedEvidenceOf, Error, Event};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{test::Call, Balance};
use sp_core::H256;

type Refused = Error<Test>;

const FEE: Balance = 70 * UNIT;

/// Runs `test` on a chain of 20 validators where each panel is paid [`FEE`].
fn with_fee(test: impl FnOnce()) {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		TheBondAmounts::mutate(|amounts| amounts.fee = FEE);
		test();
	});
}

fn reduce(to: u32) -> Verdict {
	Verdict::Reduce { to: percent(to), sentence: Sentence::Ban }
}

fn try_report(who: AccountId, text: &str, most: Balance) -> sp_runtime::DispatchResult {
	Slashing::report_offence(signed(who), 1, OffenceKind::Other, now(), evidence(text), most)
}

/// Opens an allegation or a disputed proof against validator 1, and draws its panel.
fn before_panel(is_proven: bool, disputed: bool) -> OffenceId {
	let id = match is_proven {
		true => {
			equivocate(1, 1, None);
			open_offence(1)
		},
		false => report(50, 1, OffenceKind::InvalidBlock),
	};
	if disputed {
		assert_ok!(dispute(id));
	}
	run_to(id, is_committing);
	id
}

// Pay.

#[test]
fn the_pay_of_a_panel_does_not_depend_on_its_verdict() {
	for (is_proven, disputed) in [(false, false), (false, true), (true, true)] {
		for verdict in [Verdict::Uphold, reduce(30), Verdict::Cancel] {
			with_fee(|| {
				let id = before_panel(is_proven, disputed);
				let panel = members(id);
				// One does not reveal.
				judge(id, &[verdict; 6]);
				assert!(is_final(offence(id).stage));
				for member in &panel[..6] {
					assert_eq!(free(*member), WEALTH + 10 * UNIT, "{verdict:?} {disputed}");
				}
				assert_eq!(free(panel[6]), WEALTH - 10 * UNIT);
				assert_eq!(held(1) + held(50), 0);
			});
		}
	}
}

#[test]
fn the_side_that_was_wrong_bears_the_pay() {
	// What each side has gained, without deposits and slashes, in tenths of the fee.
	for (disputed, verdict, of_reporter, of_accused) in [
		(false, Verdict::Uphold, 0, 0),
		(false, Verdict::Cancel, -10, 0),
		(false, reduce(30), -7, 0),
		(true, Verdict::Uphold, 0, -10),
		(true, Verdict::Cancel, -10, 0),
		(true, reduce(30), -7, -3),
	] {
		let gained = |fee| {
			let mut gained = [0, 0];
			Chain::with_validators(20).account(50).execute(|| {
				TheBondAmounts::mutate(|amounts| amounts.fee = fee);
				let id = before_panel(false, disputed);
				judge(id, &[verdict; 7]);
				gained = [50, 1].map(|who| free(who) as i128 - WEALTH as i128);
			});
			gained
		};
		let (with, without) = (gained(FEE), gained(0));
		let tenth = (FEE / 10) as i128;
		for (index, tenths) in [of_reporter, of_accused].into_iter().enumerate() {
			assert_eq!(with[index] - without[index], tenths * tenth, "{disputed} {verdict:?}");
		}
	}
}

#[test]
fn both_panels_are_paid() {
	with_fee(|| {
		let id = before_panel(false, false);
		assert_eq!(held(50), 1_000 * UNIT + 2 * FEE);
		let first = members(id);
		judge(id, &[Verdict::Cancel; 3]);
		assert_eq!(offence(id).paid, 30 * UNIT);
		let second = members(id);
		assert_eq!(second.len(), 15);
		judge(id, &[Verdict::Cancel; 15]);
		let each = FEE / 15;
		let seats = |panel: &[AccountId], who| u128::from(panel.contains(&who));
		for who in 2..=20 {
			let is_absent = u128::from(first[3..].contains(&who));
			let wanted = WEALTH + 10 * UNIT * seats(&first[..3], who) + each * seats(&second, who)
				- 10 * UNIT * is_absent;
			assert_eq!(free(who), wanted, "{who}");
		}
		assert_eq!(held(50), 0);
		let paid = 30 * UNIT + each * 15;
		assert!(free(50).abs_diff(WEALTH - 1_000 * UNIT - paid) < 15);
	});
}

// Fines.

#[test]
fn a_fine_is_taken_from_stake_where_nothing_can_be_spent() {
	with_fee(|| {
		let id = before_panel(false, false);
		let poor = members(id)[6];
		// All but four units above the existential deposit.
		let rest = free(poor) - 4 * UNIT - UNIT / 1_000;
		assert_ok!(Balances::transfer_allow_death(signed(poor), 51, rest));
		Staking::take_calls();
		judge(id, &[Verdict::Cancel; 6]);
		assert_eq!(free(poor), UNIT / 1_000);
		assert_eq!(at_risk(poor, poor), 994 * UNIT);
		assert!(Staking::take_calls().contains(&Call::TakeSelfStake(poor, 6 * UNIT)));
		assert!(ToTheTreasury::get() >= 10 * UNIT);
	});
}

#[test]
fn silence_that_could_flip_a_verdict_calls_the_next_panel_and_costs_stake() {
	let ballots = |majority: Verdict, minority: Verdict| {
		[majority, majority, majority, majority, minority, minority, minority]
	};
	for (majority, minority) in
		[(Verdict::Uphold, Verdict::Cancel), (Verdict::Cancel, Verdict::Uphold)]
	{
		with_fee(|| {
			let id = before_panel(false, false);
			let panel = members(id);
			let ballots = ballots(majority, minority);
			commit(id, &ballots);
			next_epoch();
			// One of the majority has seen the others and withholds. Without it the lower of two
			// middle ballots counts.
			for member in [0, 1, 2, 4, 5, 6].map(|seat| panel[seat]) {
				let seat = panel.iter().position(|who| *who == member).unwrap();
				let revealed =
					Slashing::reveal_ballot(signed(member), id, ballots[seat], salt(member), None);
				assert_ok!(revealed);
			}
			take_events();
			next_epoch();
			let open = Event::VerdictOpen { offence: id, round: 1, withheld: 1 };
			assert!(take_events().contains(&open));
			assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Committing });
			assert_eq!(free(panel[3]), WEALTH - 10 * UNIT);
			assert_eq!(at_risk(panel[3], panel[3]), 990 * UNIT);
			// The others lose nothing, and are paid.
			assert_eq!(at_risk(panel[4], panel[4]), 1_000 * UNIT);
			assert_eq!(free(panel[4]), WEALTH + 10 * UNIT);
		});
	}
}

#[test]
fn silence_that_decides_nothing_costs_a_fine_alone() {
	with_fee(|| {
		let id = before_panel(false, false);
		let panel = members(id);
		commit(id, &[Verdict::Cancel; 7]);
		next_epoch();
		reveal(id, &[Verdict::Cancel; 5]);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Dismissed);
		for silent in &panel[5..] {
			assert_eq!(free(*silent), WEALTH - 10 * UNIT);
			assert_eq!(at_risk(*silent, *silent), 1_000 * UNIT);
		}
	});
}

#[test]
fn silence_that_could_change_the_sentence_alone_counts_too() {
	with_fee(|| {
		let id = before_panel(true, true);
		let lighter = Verdict::Reduce { to: percent(100), sentence: Sentence::Jail(1) };
		commit(
			id,
			&[
				Verdict::Uphold,
				Verdict::Uphold,
				Verdict::Uphold,
				lighter,
				lighter,
				lighter,
				lighter,
			],
		);
		next_epoch();
		reveal(id, &[Verdict::Uphold, Verdict::Uphold, Verdict::Uphold, lighter, lighter]);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Committing });
	});
}

#[test]
fn after_the_second_panel_governance_decides_what_silence_left_open() {
	with_fee(|| {
		let id = before_panel(false, false);
		judge(id, &[Verdict::Uphold; 2]);
		let panel = members(id);
		let ballots: Vec<_> =
			(0..15).map(|seat| if seat < 8 { Verdict::Uphold } else { Verdict::Cancel }).collect();
		commit(id, &ballots);
		next_epoch();
		for (seat, member) in panel.iter().enumerate().filter(|(seat, _)| *seat != 3) {
			let salt = salt(*member);
			assert_ok!(Slashing::reveal_ballot(signed(*member), id, ballots[seat], salt, None));
		}
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Governing });
	});
}

// Members.

#[test]
fn the_word_of_a_party_shuts_no_account_out() {
	Chain::with_validators(8).account(50).execute(|| {
		// The accused and the reporter say that others belong to them.
		Entities::set([(1, 50), (1, 2), (1, 3), (50, 4), (50, 5)].into());
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		// All others judge.
		let mut panel = members(id);
		panel.sort();
		assert_eq!(panel, [2, 3, 4, 5, 6, 7, 8]);
		// A proof is rewarded, whomever the accused names.
		equivocate(1, 1, Some(50));
		let proven = Slashing::open_offences(&1).into_iter().find(|view| view.id != id);
		assert_eq!(proven.and_then(|view| view.offence.reporter), Some(50));
	});
}

#[test]
fn ballots_carry_a_reason() {
	with_fee(|| {
		let id = before_panel(false, false);
		let member = members(id)[0];
		commit(id, &[Verdict::Cancel; 7]);
		next_epoch();
		let reason = |uri: &[u8]| {
			Some(Reason { hash: H256::repeat_byte(3), uri: uri.to_vec().try_into().unwrap() })
		};
		let reveal = |reason| {
			Slashing::reveal_ballot(signed(member), id, Verdict::Cancel, salt(member), reason)
		};
		for malformed in [&b""[..], &[0xffu8, 0xfe][..]] {
			assert_noop!(reveal(reason(malformed)), Refused::EvidenceMalformed);
		}
		take_events();
		let reason = reason(b"ipfs://why");
		assert_ok!(reveal(reason.clone()));
		let verdict = Verdict::Cancel;
		let revealed = Event::BallotRevealed { offence: id, member, verdict, reason };
		assert_eq!(take_events(), [revealed]);
	});
}

// Evidence.

#[test]
fn both_sides_add_evidence_until_the_panel_is_drawn() {
	with_fee(|| {
		let id = report(50, 1, OffenceKind::Other);
		let add = |who, text: &str| Slashing::add_evidence(signed(who), id, evidence(text));
		assert_noop!(
			Slashing::add_evidence(signed(1), H256::zero(), evidence("no")),
			Refused::UnknownOffence
		);
		assert_noop!(add(51, "a stranger's"), Refused::NotParty);
		assert_noop!(add(1, ""), Refused::EvidenceMalformed);
		take_events();
		for number in 0..MAX_ADDED {
			assert_ok!(add(50, &format!("of the reporter: {number}")));
			assert_ok!(add(1, &format!("of the accused: {number}")));
		}
		let added = take_events().into_iter();
		let by: Vec<_> = added
			.map(|event| match event {
				Event::EvidenceAdded { by, .. } => by,
				other => panic!("{other:?}"),
			})
			.collect();
		assert_eq!(by, [50, 1].repeat(MAX_ADDED as usize));
		for who in [1, 50] {
			assert_noop!(add(who, "one more"), Refused::TooMuchEvidence);
		}
		let view = Slashing::offence_view(id).unwrap();
		assert_eq!(view.added.len() as u32, 2 * MAX_ADDED);
		assert_eq!(view.added[1].by, 1);
		run_to(id, is_committing);
		let second = report(50, 2, OffenceKind::Other);
		assert_noop!(add(1, "too late"), Refused::EvidenceClosed);
		assert!(AddedEvidenceOf::<Test>::get(second).is_none());
		run_to_epoch(60);
		assert_eq!(AddedEvidenceOf::<Test>::iter().count(), 0);
	});
}

// Places and prices.

#[test]
fn junk_of_others_does_not_price_a_report_out_of_reach() {
	with_fee(|| {
		let price = 1_000 * UNIT + 2 * FEE;
		for number in 0..7 {
			assert_eq!(Slashing::report_deposit(&50, &1), price);
			assert_ok!(try_report(51, &format!("junk no. {number}"), u128::MAX));
		}
		assert_eq!(Slashing::report_deposit(&50, &1), price);
		assert_ok!(try_report(50, "I saw it", price));
	});
}

#[test]
fn the_reporter_names_the_most_it_deposits() {
	with_fee(|| {
		let price = Slashing::report_deposit(&50, &1);
		assert_noop!(try_report(50, "I saw it", price - 1), Refused::DepositTooHigh);
		assert_ok!(try_report(50, "I saw it", price));
		assert_noop!(try_report(50, "and this", price), Refused::DepositTooHigh);
		assert_ok!(try_report(50, "and this", 2 * price));
		assert_eq!(held(50), 3_000 * UNIT + 4 * FEE);
	});
}

#[test]
fn junk_that_is_not_judged_costs_its_reporter() {
	// Too few validators for a panel, and governance does not rule.
	Chain::with_validators(3).account(50).execute(|| {
		TheBondAmounts::mutate(|amounts| amounts.fee = FEE);
		let before = free(1);
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_final);
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!((free(50), held(50)), (WEALTH - 100 * UNIT, 0));
		// No side has won.
		assert_eq!(free(1), before);
		assert_eq!(ToTheTreasury::get(), 100 * UNIT);
	});
}

#[test]
fn fines_of_absent_members_do_not_go_to_the_reporter_or_its_friends() {
	with_fee(|| {
		let id = before_panel(false, false);
		let present = members(id)[0];
		judge(id, &[Verdict::Cancel]);
		assert_eq!(ToTheTreasury::get(), 60 * UNIT);
		assert_eq!(free(present), WEALTH + 10 * UNIT);
		assert_eq!(free(50), WEALTH - 1_000 * UNIT - 2 * FEE);
	});
}

// Withdrawal.

#[test]
fn a_reporter_withdraws_its_allegation_for_a_tenth_of_the_deposit() {
	for disputed in [false, true] {
		with_fee(|| {
			let id = report(50, 1, OffenceKind::Other);
			if disputed {
				assert_ok!(dispute(id));
			}
			let withdraw = |who| Slashing::withdraw_report(signed(who), id);
			for who in [1, 51] {
				assert_noop!(withdraw(who), Refused::NotReporter);
			}
			take_events();
			assert_ok!(withdraw(50));
			let decided = Event::OffenceDecided {
				offence: id,
				verdict: Verdict::Cancel,
				authority: Authority::Reporter,
			};
			assert!(take_events().contains(&decided));
			assert_eq!((free(50), held(50)), (WEALTH - 100 * UNIT, 0));
			// The accused wins its part if it has disputed.
			let won = if disputed { 40 * UNIT } else { 0 };
			assert_eq!((free(1), held(1)), (WEALTH + won, 0));
			assert_noop!(withdraw(50), Refused::TooLateToWithdraw);
			next_block();
			// Any account can report it again.
			assert_eq!(offence(id).stage, Stage::Dismissed);
			assert_eq!(validator_record(1).alleged_open, 0);
			assert_noop!(withdraw(50), Refused::TooLateToWithdraw);
			assert_ok!(try_report(51, "I saw it", u128::MAX));
			assert_eq!(open_offence(1), id);
			assert_eq!(offence(id).reporter, Some(51));
			assert_eq!(validator_record(1).alleged, 1);
			check();
		});
	}
}

#[test]
fn an_allegation_before_a_panel_and_a_proof_cannot_be_withdrawn() {
	with_fee(|| {
		let id = before_panel(false, false);
		let withdraw = |id| Slashing::withdraw_report(signed(50), id);
		assert_noop!(withdraw(id), Refused::TooLateToWithdraw);
		equivocate(2, 1, Some(50));
		assert_noop!(withdraw(open_offence(2)), Refused::NotReporter);
		judge(id, &[Verdict::Uphold; 7]);
		assert_noop!(withdraw(id), Refused::TooLateToWithdraw);
	});
}
