//! Checks that each window of an offence is longer than the fastest way to act in it.
//!
//! The table in `docs/recourse.md` lists the windows and the ways; this module computes both from
//! the configuration. Genesis warns of a window that is too short: such a chain punishes before an
//! appeal can end.

use super::{block_time, pace};
use crate::{configs::governance::Tracks, Slashing};
use alloc::{format, string::String, vec, vec::Vec};
use palisade_slashing::Window;
use pallet_referenda::TracksInfo;
use sp_runtime::Perbill;

/// The track of appeals.
const APPEAL: u16 = 20;

/// A way to act, and its fastest duration in milliseconds.
type Way = (&'static str, u64);

/// The duration of `number` transactions, each of which waits for the one before and misses a
/// block.
fn transactions(number: u64) -> u64 {
	number.saturating_mul(2).saturating_mul(block_time())
}

/// A motion of the committee: propose, vote, vote, close.
fn motion() -> u64 {
	transactions(4)
}

/// An appeal by referendum: `approval` is the share of ayes among the votes, `support` that of ayes
/// in the issuance.
fn appeal(approval: Perbill, support: Perbill) -> u64 {
	let Some(track) = Tracks::info(APPEAL) else {
		return u64::MAX;
	};
	let delay = track.min_approval.delay(approval).max(track.min_support.delay(support));
	// Submit and deposit during the preparation; one alarm begins the decision, another confirms.
	let blocks = [
		track.prepare_period,
		delay.mul_ceil(track.decision_period),
		track.confirm_period,
		track.min_enactment_period,
		3,
	];
	let blocks = blocks.into_iter().map(u64::from).fold(0, u64::saturating_add);
	transactions(1).saturating_add(blocks.saturating_mul(block_time()))
}

/// All votes are ayes, from half of the issuance.
fn unanimous_appeal() -> u64 {
	appeal(Perbill::one(), Perbill::from_percent(50))
}

/// A realistic appeal: nine tenths of the votes are ayes, from a tenth of the issuance.
fn hopeful_appeal() -> u64 {
	appeal(Perbill::from_percent(90), Perbill::from_percent(10))
}

/// The ways in each window.
fn ways() -> Vec<(Window, Vec<Way>)> {
	let objection = || {
		vec![
			("a dispute", transactions(1)),
			("a hold by the committee", motion()),
			("a unanimous appeal", unanimous_appeal()),
		]
	};
	vec![
		(Window::Report, vec![("a report", transactions(1))]),
		(Window::Veto, objection()),
		(Window::Dispute, objection()),
		(Window::Commit, vec![("a commitment", transactions(1))]),
		(Window::Reveal, vec![("a ballot", transactions(1))]),
		(Window::Governing, vec![("a unanimous appeal", unanimous_appeal())]),
		(Window::Hold, vec![("an appeal", hopeful_appeal())]),
	]
}

/// The ways that are slower than their windows, one message each.
pub fn too_slow() -> Vec<String> {
	let mut late = Vec::new();
	for (window, ways) in ways() {
		let epochs = u64::from(Slashing::least_epochs(window));
		let lasts = epochs.saturating_mul(pace().epoch_duration());
		for (way, takes) in ways {
			if takes > lasts {
				late.push(format!("{way} takes {takes} ms, {window:?} lasts {lasts} ms"));
			}
		}
	}
	late
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		clock::{tests::preset, Pace, PaceOf, DAY, MINUTE},
		configs::parameters::{dynamic_params::slashing as params, RuntimeParameters},
		Parameters, Runtime, RuntimeOrigin,
	};
	use frame_support::{assert_ok, traits::Get};
	use palisade_slashing::types::Windows;

	fn set_windows(windows: Windows) {
		let value = params::Parameters::Windows(params::Windows, Some(windows));
		assert_ok!(Parameters::set_parameter(
			RuntimeOrigin::root(),
			RuntimeParameters::Slashing(value)
		));
	}

	#[test]
	fn every_window_is_in_the_table() {
		preset("staging").execute_with(|| {
			let windows: Vec<_> = ways().into_iter().map(|(window, _)| window).collect();
			assert_eq!(windows, Window::ALL);
		});
	}

	#[test]
	fn every_way_fits_into_its_window() {
		// Chains where an epoch is a day, or stands for one.
		for id in ["staging", "local", "development"] {
			preset(id).execute_with(|| assert_eq!(too_slow(), Vec::<String>::new(), "{id}"));
		}
	}

	#[test]
	fn genesis_would_warn_where_governance_is_slower_than_epochs() {
		// Epochs of twenty minutes with governance in days.
		preset("steady").execute_with(|| {
			let late = too_slow();
			assert!(late.iter().any(|late| late.contains("an appeal takes")), "{late:?}");
		});
	}

	#[test]
	fn a_member_of_a_panel_has_a_day_to_commit_and_a_day_to_reveal() {
		preset("staging").execute_with(|| {
			for window in [Window::Commit, Window::Reveal] {
				assert_eq!(
					u64::from(Slashing::least_epochs(window)) * pace().epoch_duration(),
					DAY
				);
			}
		});
	}

	#[test]
	fn the_times_are_as_documented() {
		preset("staging").execute_with(|| {
			assert_eq!(Window::ALL.map(Slashing::least_epochs), [10, 2, 2, 1, 1, 2, 7]);
			let minutes = |milliseconds: u64| milliseconds / MINUTE;
			assert_eq!(minutes(transactions(1)), 0);
			assert_eq!(minutes(unanimous_appeal()), 5 * 60 + 10);
			let days = (hopeful_appeal() as f64 / DAY as f64 * 10.0).round() / 10.0;
			assert_eq!(days, 3.6);
		});
	}

	#[test]
	fn a_window_below_what_its_way_needs_is_found() {
		let staging = || preset("staging");
		staging().execute_with(|| {
			set_windows(Windows { veto: 0, ..params::Windows::get() });
			assert!(too_slow().iter().any(|late| late.contains("Veto")), "{:?}", too_slow());
		});
		staging().execute_with(|| {
			set_windows(Windows { hold: 3, ..params::Windows::get() });
			assert!(too_slow().iter().any(|late| late.contains("Hold")), "{:?}", too_slow());
		});
		// Epochs of ten minutes with governance in days.
		staging().execute_with(|| {
			PaceOf::<Runtime>::put(Pace::new(2_000, 300));
			let late = too_slow();
			for window in ["Veto", "Dispute", "Governing", "Hold"] {
				assert!(late.iter().any(|late| late.contains(window)), "{window}: {late:?}");
			}
		});
	}
}
