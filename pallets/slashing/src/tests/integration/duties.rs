//! Who has the duty to judge.

use super::*;
use crate::Panels;
use frame_support::assert_ok;
use palisade_primitives::ExposureInspect;
use palisade_test_support::stubs::Seed;

#[test]
fn members_that_are_offline_or_leave_neither_judge_nor_are_fined() {
	Chain::with_validators(12).account(50).execute(|| {
		next_epoch();
		let id = report(50, 1, OffenceKind::Other);
		next_epoch();
		// They are in the set of the next epoch, in which the panel is drawn.
		assert_ok!(Staking::go_offline(signed(2)));
		assert_ok!(Staking::leave_validators(signed(3)));
		next_epoch();
		assert_eq!(
			offence(id).stage,
			Stage::Disputed { round: 1, phase: Phase::Committing },
			"the panel is drawn"
		);
		let set = Staking::exposures(now());
		assert!([2, 3].iter().all(|who| set.iter().any(|exposure| exposure.validator == *who)));
		let is_idle = |who: AccountId| [2, 3].contains(&who);
		let panel = Panels::<Test>::get(id).expect("it sits");
		assert!(!panel.iter().any(|seat| is_idle(seat.member)), "{panel:?}");
		for seed in 0..30 {
			Seed::set(seed);
			let seed = Slashing::panel_seed(id, 1);
			let panel = Slashing::draw_panel(&offence(id), 1, seed).0.expect("there are enough");
			assert!(!panel.iter().any(|member| is_idle(*member)), "{panel:?}");
		}
		let before = [2, 3].map(free);
		run_to(id, is_final);
		assert_eq!([2, 3].map(free), before);
		check();
	});
}
