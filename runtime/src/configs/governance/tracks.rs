//! The tracks of referenda. A chain edits this file to change its governance.
//!
//! A referendum runs on the track of the origin with which its call is dispatched. Once a track
//! starts to decide on it, two thresholds fall over the decision period. The referendum is
//! confirmed after it has stayed above both for the whole confirm period:
//!
//! - *approval*: ayes / (ayes + nays), both multiplied by conviction;
//! - *support*: ayes / all active issuance, without conviction.
//!
//! A linear curve falls evenly from its ceiling to its floor. A reciprocal curve falls steeply at
//! first and slowly later: it passes the stated level at the stated time.
//!
//! | id | track | origin | approval from → to |
//! |---|---|---|---|
//! | 0 | root | `Root` | 100 % → 80 % after 4 days → 50 % |
//! | 1 | whitelisted_caller | `WhitelistedCaller` | 100 % → 96 % after 16 hours → 50 % |
//! | 10 | parameter_admin | `ParameterAdmin` | 100 % → 80 % after 4 days → 50 % |
//! | 11 | treasurer | `Treasurer` | 100 % → 80 % after 4 days → 50 % |
//! | 20 | slash_appeal | `SlashAppeal` | 100 % → 50 % evenly over 17 days |
//!
//! | id | support from → to | decision | confirm | enactment |
//! |---|---|---|---|---|
//! | 0 | 50 % → 0 evenly | 28 days | 1 day | 1 day |
//! | 1 | 50 % → 20 % after 1 day → 5 % | 28 days | 10 minutes | 10 minutes |
//! | 10 | 50 % → 10 % after 7 days → 0 | 28 days | 3 hours | 10 minutes |
//! | 11 | 50 % → 0 evenly | 28 days | 1 day | 1 day |
//! | 20 | 50 % → 1 % after 12 days → 0 | 28 days | 3 hours | 10 minutes |
//!
//! Periods are in blocks and chosen at genesis: see
//! [`GovernancePeriods`](crate::clock::GovernancePeriods). The table has the periods of a chain at
//! the ordinary pace. A rehearsal chain has the same tracks and curves, with periods of a few
//! blocks.

use crate::{
	clock::{self, GovernancePeriods, TrackPeriods},
	configs::governance::origins,
	constants::currency::UNIT,
	*,
};
use alloc::borrow::Cow;
use pallet_referenda::{Curve, Track, TrackInfo};
use sp_runtime::{str_array as name, FixedI64};

const fn percent(x: u128) -> FixedI64 {
	FixedI64::from_rational(x, 100)
}

/// The decision period over which the curves below are drawn. Days.
const DECISION_DAYS: u128 = 28;

const ROOT_APPROVAL: Curve =
	Curve::make_reciprocal(4, DECISION_DAYS, percent(80), percent(50), percent(100));
const ROOT_SUPPORT: Curve =
	Curve::make_linear(DECISION_DAYS, DECISION_DAYS, percent(0), percent(50));
const WHITELISTED_APPROVAL: Curve =
	Curve::make_reciprocal(16, DECISION_DAYS * 24, percent(96), percent(50), percent(100));
const WHITELISTED_SUPPORT: Curve =
	Curve::make_reciprocal(1, DECISION_DAYS, percent(20), percent(5), percent(50));
const PARAMETER_APPROVAL: Curve =
	Curve::make_reciprocal(4, DECISION_DAYS, percent(80), percent(50), percent(100));
const PARAMETER_SUPPORT: Curve =
	Curve::make_reciprocal(7, DECISION_DAYS, percent(10), percent(0), percent(50));
const APPEAL_APPROVAL: Curve = Curve::make_linear(17, DECISION_DAYS, percent(50), percent(100));
const APPEAL_SUPPORT: Curve =
	Curve::make_reciprocal(12, DECISION_DAYS, percent(1), percent(0), percent(50));

/// The rules of a track, without its periods.
struct Rules {
	id: u16,
	name: [u8; 25],
	max_deciding: u32,
	/// Units.
	decision_deposit: Balance,
	min_approval: Curve,
	min_support: Curve,
	periods: fn(&GovernancePeriods) -> TrackPeriods,
}

/// The tracks, by id.
static TRACKS: [Rules; 5] = [
	Rules {
		id: 0,
		name: name("root"),
		// One at a time: root can do anything, so two at once could conflict.
		max_deciding: 1,
		decision_deposit: 100_000,
		min_approval: ROOT_APPROVAL,
		min_support: ROOT_SUPPORT,
		periods: |periods| periods.root,
	},
	Rules {
		id: 1,
		name: name("whitelisted_caller"),
		max_deciding: 100,
		decision_deposit: 10_000,
		min_approval: WHITELISTED_APPROVAL,
		min_support: WHITELISTED_SUPPORT,
		periods: |periods| periods.whitelisted_caller,
	},
	Rules {
		id: 10,
		name: name("parameter_admin"),
		max_deciding: 10,
		decision_deposit: 10_000,
		min_approval: PARAMETER_APPROVAL,
		min_support: PARAMETER_SUPPORT,
		periods: |periods| periods.parameter_admin,
	},
	Rules {
		id: 11,
		name: name("treasurer"),
		max_deciding: 10,
		decision_deposit: 1_000,
		min_approval: ROOT_APPROVAL,
		min_support: ROOT_SUPPORT,
		periods: |periods| periods.treasurer,
	},
	Rules {
		id: 20,
		name: name("slash_appeal"),
		max_deciding: 50,
		decision_deposit: 5_000,
		min_approval: APPEAL_APPROVAL,
		min_support: APPEAL_SUPPORT,
		periods: |periods| periods.slash_appeal,
	},
];

impl Rules {
	/// The track's description for the referenda pallet, with the periods of this chain.
	fn info(&self, periods: &GovernancePeriods) -> TrackInfo<Balance, BlockNumber> {
		let periods = (self.periods)(periods);
		TrackInfo {
			name: self.name,
			max_deciding: self.max_deciding,
			decision_deposit: self.decision_deposit.saturating_mul(UNIT),
			prepare_period: periods.prepare,
			decision_period: periods.decision,
			confirm_period: periods.confirm,
			min_enactment_period: periods.enactment,
			min_approval: self.min_approval.clone(),
			min_support: self.min_support.clone(),
		}
	}
}

/// The tracks, and the origin that each decides for.
pub struct Tracks;

impl pallet_referenda::TracksInfo<Balance, BlockNumber> for Tracks {
	type Id = u16;
	type RuntimeOrigin = <RuntimeOrigin as frame_support::traits::OriginTrait>::PalletsOrigin;

	fn tracks() -> impl Iterator<Item = Cow<'static, Track<Self::Id, Balance, BlockNumber>>> {
		let periods = clock::governance();
		TRACKS
			.iter()
			.map(move |rules| Cow::Owned(Track { id: rules.id, info: rules.info(&periods) }))
	}

	fn track_ids() -> impl Iterator<Item = Self::Id> {
		TRACKS.iter().map(|rules| rules.id)
	}

	fn info(id: Self::Id) -> Option<Cow<'static, TrackInfo<Balance, BlockNumber>>> {
		let rules = TRACKS.iter().find(|rules| rules.id == id)?;
		Some(Cow::Owned(rules.info(&clock::governance())))
	}

	fn track_for(origin: &Self::RuntimeOrigin) -> Result<Self::Id, ()> {
		match origin {
			OriginCaller::system(frame_system::RawOrigin::Root) => Ok(0),
			OriginCaller::Origins(origin) => Ok(match origin {
				origins::Origin::WhitelistedCaller => 1,
				origins::Origin::ParameterAdmin => 10,
				origins::Origin::Treasurer => 11,
				origins::Origin::SlashAppeal => 20,
			}),
			_ => Err(()),
		}
	}
}
