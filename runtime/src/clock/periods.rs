//! The periods of a chain, and the checks that they fit together.

use crate::{constants::bounds, BlockNumber};
use alloc::{format, string::String};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The shortest slot. Milliseconds.
pub const MIN_SLOT: u64 = 1_000;
/// The longest slot. Milliseconds.
pub const MAX_SLOT: u64 = 60_000;
/// The minimum number of slots per epoch.
pub const MIN_EPOCH_SLOTS: u64 = 10;
/// The longest epoch: seven days. Milliseconds.
pub const MAX_EPOCH: u64 = 7 * DAY;
/// The minimum compute time of a block: a third of the shortest slot. Milliseconds.
pub const MIN_BLOCK_COMPUTE: u64 = MIN_SLOT / 3;
/// The maximum compute time of a block, whatever the slot. Milliseconds.
pub const MAX_BLOCK_COMPUTE: u64 = 2_000;
/// The longest period of governance: ten years with a block every second. Blocks.
pub const MAX_PERIOD: BlockNumber = 10 * 365 * 86_400;

/// Milliseconds of a minute.
pub const MINUTE: u64 = 60_000;
/// Milliseconds of an hour.
pub const HOUR: u64 = 60 * MINUTE;
/// Milliseconds of a day.
pub const DAY: u64 = 24 * HOUR;

/// The pace of the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pace {
	/// Length of a slot, in which at most one author should make a block. Milliseconds; even, from
	/// [`MIN_SLOT`] to [`MAX_SLOT`].
	pub slot_duration: u64,
	/// Length of an epoch, which is a session. Slots; at least [`MIN_EPOCH_SLOTS`], and no longer
	/// than [`MAX_EPOCH`].
	pub epoch_slots: u64,
	/// Compute time of a block. Milliseconds on the reference machine; from [`MIN_BLOCK_COMPUTE`],
	/// which fits into every slot, to a third of a slot, and at most [`MAX_BLOCK_COMPUTE`].
	pub block_compute: u64,
}

/// Periods in epochs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EpochPeriods {
	/// Epochs that stake waits, and stays liable, after the one in which it left; at most
	/// [`bounds::BONDING_EPOCHS`].
	pub bonding: u32,
	/// Epochs in which an offence can be reported, after the one in which it was committed; at most
	/// [`bounds::REPORT_EPOCHS`].
	pub report: u32,
	/// The maximum number of epochs from the report of an offence to the end of a second panel; at
	/// most [`bounds::DISPUTE_EPOCHS`].
	pub dispute: u32,
	/// The minimum number of epochs then left to governance before stake that left can be
	/// withdrawn.
	pub decision_slack: u32,
	/// Epochs for which an open case can hold stake beyond the bonding period; at most
	/// [`bounds::CASE_SLACK_EPOCHS`].
	pub case_slack: u32,
}

/// The periods of a referendum track. Blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrackPeriods {
	/// The period from the submission until the decision may begin.
	pub prepare: BlockNumber,
	/// The period in which a referendum must be confirmed.
	pub decision: BlockNumber,
	/// The period for which a referendum must stay above both thresholds.
	pub confirm: BlockNumber,
	/// The minimum period from the approval to the dispatch.
	pub enactment: BlockNumber,
}

/// The periods of governance. Blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GovernancePeriods {
	/// The track of root.
	pub root: TrackPeriods,
	/// The track of whitelisted calls.
	pub whitelisted_caller: TrackPeriods,
	/// The track of parameters.
	pub parameter_admin: TrackPeriods,
	/// The track of the treasury.
	pub treasurer: TrackPeriods,
	/// The track of appeals against penalties.
	pub slash_appeal: TrackPeriods,
	/// The period after which a referendum without a decision deposit ends.
	pub undeciding_timeout: BlockNumber,
	/// The lock period of a vote with the lowest conviction.
	pub vote_locking: BlockNumber,
	/// The period for which a motion of the technical committee is open.
	pub committee_motion: BlockNumber,
	/// The period for which a call stays on the whitelist before it is dispatched.
	pub whitelist_expiration: BlockNumber,
	/// The period between two payments of the treasury.
	pub treasury_spend: BlockNumber,
	/// The period in which an approved payment of the treasury can be claimed.
	pub treasury_payout: BlockNumber,
	/// The duration of safe mode.
	pub safe_mode: BlockNumber,
	/// The period by which safe mode can be extended at a time.
	pub safe_mode_extension: BlockNumber,
	/// The period in which a granted username can be accepted.
	pub username_acceptance: BlockNumber,
	/// The period from the revocation of a username to its removal.
	pub username_grace: BlockNumber,
}

impl Pace {
	/// Slots of `slot_duration` milliseconds, `epoch_slots` slots per epoch, and blocks that may
	/// compute for a third of a slot, within the bounds.
	pub const fn new(slot_duration: u64, epoch_slots: u64) -> Self {
		let third = slot_duration / 3;
		let block_compute = if third > MAX_BLOCK_COMPUTE { MAX_BLOCK_COMPUTE } else { third };
		Self { slot_duration, epoch_slots, block_compute }
	}

	/// Length of an epoch. Milliseconds.
	pub const fn epoch_duration(&self) -> u64 {
		self.epoch_slots.saturating_mul(self.slot_duration)
	}
}

impl EpochPeriods {
	/// The maximum that the bounds allow: for chains of value.
	pub const LONGEST: Self = Self {
		bonding: bounds::BONDING_EPOCHS,
		report: bounds::REPORT_EPOCHS,
		dispute: bounds::DISPUTE_EPOCHS,
		decision_slack: bounds::DECISION_SLACK_EPOCHS,
		case_slack: bounds::CASE_SLACK_EPOCHS,
	};

	/// The minimum for two panels and a hold of two epochs: for rehearsals and tests.
	pub const SHORT: Self =
		Self { bonding: 9, report: 1, dispute: 6, decision_slack: 1, case_slack: 3 };

	/// Epochs after an offence within which it must be decided. An open case holds exits of the
	/// epoch before the offence for an epoch longer.
	pub const fn decision(&self) -> u32 {
		self.bonding.saturating_add(self.case_slack).saturating_sub(2)
	}

	/// Epochs that redelegated stake waits after the one in which it left. Its liability ends with
	/// the following epoch, so it waits until that one can no longer be reported.
	pub const fn redelegation(&self) -> u32 {
		self.report.saturating_add(2)
	}
}

/// `milliseconds` in blocks of `block_time` milliseconds on average; at least one.
#[allow(clippy::cast_possible_truncation)] // Compared before.
pub const fn blocks_of(milliseconds: u64, block_time: u64) -> BlockNumber {
	let blocks = match milliseconds.checked_div(block_time) {
		Some(blocks) => blocks,
		None => 1,
	};
	if blocks > MAX_PERIOD as u64 {
		MAX_PERIOD
	} else if blocks == 0 {
		1
	} else {
		blocks as BlockNumber
	}
}

/// Converts times of a chain of value into blocks.
#[derive(Clone, Copy)]
pub struct Calendar {
	/// The length that stands for a day. Milliseconds.
	pub day: u64,
	/// The average block time. Milliseconds.
	pub block_time: u64,
}

impl Calendar {
	/// `milliseconds` of a chain of value, in blocks; at least one.
	pub const fn blocks(&self, milliseconds: u64) -> BlockNumber {
		blocks_of(milliseconds.saturating_mul(self.day) / DAY, self.block_time)
	}
}

impl GovernancePeriods {
	/// Periods in days, for a chain with an average block time of `block_time` milliseconds.
	pub const fn human(block_time: u64) -> Self {
		Self::paced(DAY, block_time)
	}

	/// Like [`human`](Self::human), with `day` milliseconds instead of a day. For chains with short
	/// epochs: governance takes as many epochs as on a chain of value.
	pub const fn paced(day: u64, block_time: u64) -> Self {
		let time = Calendar { day, block_time };
		let decision = time.blocks(28 * DAY);
		let slow = TrackPeriods {
			prepare: time.blocks(2 * HOUR),
			decision,
			confirm: time.blocks(DAY),
			enactment: time.blocks(DAY),
		};
		let fast = TrackPeriods {
			confirm: time.blocks(3 * HOUR),
			enactment: time.blocks(10 * MINUTE),
			..slow
		};
		Self {
			root: slow,
			whitelisted_caller: TrackPeriods {
				prepare: time.blocks(30 * MINUTE),
				decision,
				confirm: time.blocks(10 * MINUTE),
				enactment: time.blocks(10 * MINUTE),
			},
			parameter_admin: fast,
			treasurer: slow,
			slash_appeal: fast,
			undeciding_timeout: time.blocks(14 * DAY),
			vote_locking: time.blocks(7 * DAY),
			committee_motion: time.blocks(7 * DAY),
			whitelist_expiration: time.blocks(28 * DAY),
			treasury_spend: time.blocks(7 * DAY),
			treasury_payout: time.blocks(30 * DAY),
			safe_mode: time.blocks(4 * HOUR),
			safe_mode_extension: time.blocks(2 * HOUR),
			username_acceptance: time.blocks(7 * DAY),
			username_grace: time.blocks(30 * DAY),
		}
	}

	/// Periods of a few blocks: for rehearsals and tests.
	pub const fn rehearsal() -> Self {
		let track = TrackPeriods { prepare: 2, decision: 20, confirm: 2, enactment: 1 };
		Self {
			root: track,
			whitelisted_caller: TrackPeriods { confirm: 1, ..track },
			parameter_admin: track,
			treasurer: track,
			slash_appeal: track,
			undeciding_timeout: 200,
			vote_locking: 2,
			committee_motion: 200,
			whitelist_expiration: 600,
			treasury_spend: 5,
			treasury_payout: 1_000,
			safe_mode: 60,
			safe_mode_extension: 30,
			username_acceptance: 60,
			username_grace: 60,
		}
	}

	/// The tracks with their names.
	fn tracks(&self) -> [(&'static str, &TrackPeriods); 5] {
		[
			("root", &self.root),
			("whitelistedCaller", &self.whitelisted_caller),
			("parameterAdmin", &self.parameter_admin),
			("treasurer", &self.treasurer),
			("slashAppeal", &self.slash_appeal),
		]
	}
}

/// A contradiction between two values: a message for the author of the genesis.
type Contradiction = String;

/// Refuses a `value` outside a range.
fn within(name: &str, value: u64, least: u64, most: u64) -> Result<(), Contradiction> {
	if value < least {
		return Err(format!("{name} is {value}, below the least of {least}"));
	}
	if value > most {
		return Err(format!("{name} is {value}, above the most of {most}"));
	}
	Ok(())
}

/// Refuses a value above the maximum that another value sets.
fn at_most(
	(name, value): (&str, u64),
	(other, most): (&str, u64),
	why: &str,
) -> Result<(), Contradiction> {
	if value > most {
		return Err(format!("{name} ({value}) must not exceed {other} ({most}): {why}"));
	}
	Ok(())
}

impl Pace {
	/// Fails with a message if two values contradict each other.
	pub fn check(&self) -> Result<(), Contradiction> {
		within("pace.slotDuration", self.slot_duration, MIN_SLOT, MAX_SLOT)?;
		if !self.slot_duration.is_multiple_of(2) {
			return Err(format!(
				"pace.slotDuration ({}) must be even: timestamps count half a slot",
				self.slot_duration
			));
		}
		within("pace.epochSlots", self.epoch_slots, MIN_EPOCH_SLOTS, u32::MAX.into())?;
		at_most(
			("pace.epochSlots times pace.slotDuration", self.epoch_duration()),
			("seven days of milliseconds", MAX_EPOCH),
			"an epoch is the time in which nothing that waits for one can be done",
		)?;
		within("pace.blockCompute", self.block_compute, MIN_BLOCK_COMPUTE, MAX_BLOCK_COMPUTE)?;
		at_most(
			("pace.blockCompute", self.block_compute),
			("a third of pace.slotDuration", self.slot_duration / 3),
			"the rest of a slot is for the network and for those who import the block",
		)
	}
}

impl EpochPeriods {
	/// Fails with a message if two values contradict each other.
	pub fn check(&self) -> Result<(), Contradiction> {
		within("epochs.bonding", self.bonding.into(), 1, bounds::BONDING_EPOCHS.into())?;
		within("epochs.report", self.report.into(), 1, bounds::REPORT_EPOCHS.into())?;
		// One epoch of a window that has begun, one to object, and two panels that commit and
		// reveal.
		within("epochs.dispute", self.dispute.into(), 6, bounds::DISPUTE_EPOCHS.into())?;
		within("epochs.decisionSlack", self.decision_slack.into(), 1, self.bonding.into())?;
		// With less, an offence would have to be decided before the bonding period ends.
		within("epochs.caseSlack", self.case_slack.into(), 2, bounds::CASE_SLACK_EPOCHS.into())?;
		let decided = self.report.saturating_add(self.dispute).saturating_add(self.decision_slack);
		at_most(
			("epochs.report + epochs.dispute + epochs.decisionSlack + 1", u64::from(decided) + 1),
			("epochs.bonding", self.bonding.into()),
			"stake could be withdrawn before its offences are decided",
		)?;
		at_most(
			("epochs.report + 2", self.redelegation().into()),
			("epochs.bonding", self.bonding.into()),
			"redelegating would take longer than withdrawing",
		)
	}
}

impl GovernancePeriods {
	/// Fails with a message if two values contradict each other.
	pub fn check(&self) -> Result<(), Contradiction> {
		let most = u64::from(MAX_PERIOD);
		for (name, track) in self.tracks() {
			for (period, value) in [
				("prepare", track.prepare),
				("decision", track.decision),
				("confirm", track.confirm),
				("enactment", track.enactment),
			] {
				within(&format!("governance.{name}.{period}"), value.into(), 1, most)?;
			}
			at_most(
				(&format!("governance.{name}.confirm"), track.confirm.into()),
				(&format!("governance.{name}.decision"), track.decision.into()),
				"a referendum must be confirmed while it is decided",
			)?;
			at_most(
				(&format!("governance.{name}.prepare"), track.prepare.into()),
				("governance.undecidingTimeout", self.undeciding_timeout.into()),
				"a referendum would end before it can be decided",
			)?;
		}
		for (name, value) in [
			("undecidingTimeout", self.undeciding_timeout),
			("voteLocking", self.vote_locking),
			("committeeMotion", self.committee_motion),
			("whitelistExpiration", self.whitelist_expiration),
			("treasurySpend", self.treasury_spend),
			("treasuryPayout", self.treasury_payout),
			("safeMode", self.safe_mode),
			("safeModeExtension", self.safe_mode_extension),
			("usernameAcceptance", self.username_acceptance),
			("usernameGrace", self.username_grace),
		] {
			within(&format!("governance.{name}"), value.into(), 1, most)?;
		}
		let whitelisted = &self.whitelisted_caller;
		at_most(
			(
				"governance.whitelistedCaller.prepare + confirm + enactment",
				u64::from(whitelisted.prepare)
					.saturating_add(whitelisted.confirm.into())
					.saturating_add(whitelisted.enactment.into()),
			),
			("governance.whitelistExpiration", self.whitelist_expiration.into()),
			"a call would leave the whitelist before its referendum can end",
		)
	}
}
