//! The filters of proxies and brakes: one row per call of the project's own pallets.
//!
//! The single source for [`ProxyType`](super::accounts::ProxyType),
//! [`AllowedInSafeMode`](super::safety::AllowedInSafeMode),
//! [`NeverPaused`](super::safety::NeverPaused) and [`interruptions`](crate::interruptions). A call
//! without a row is open to no proxy but `Any`, is stopped by safe mode and may be paused; a test
//! fails for it.
//!
//! # The policy
//!
//! - Brakes let the defence through: disputes, ballots, rulings, the way out of jail, the way out
//!   of a position, and earlier agreements that cost a deposit or a fee when left undone. Safe mode
//!   lets these calls through, and no pause stops them.
//! - Only a migration stops `reap`, so that the escrow of expired items can always be freed.
//! - Safe mode stops new and moving stake, and every call that opens something new.
//! - Payments out of the staking pallet can be paused one by one, so that the pot can be shut if it
//!   pays too much. No pending payment expires.
//! - A call with a deadline names the [`Duty`] whose clock waits for it. While a brake stops the
//!   call, the deadlines of that duty move by as much, up to a bound, and no others do.
//! - A staking proxy can operate and defend a validator or a delegation. It cannot transfer
//!   anything to another owner, and cannot agree to anything at the owner's cost.

use super::accounts::ProxyType;
use crate::RuntimeCall;
use frame_support::traits::{CallMetadata, GetCallMetadata};
use palisade_primitives::Duty;

/// Whether safe mode lets a call through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InSafeMode {
	/// Safe mode lets the call through.
	Works,
	/// Safe mode stops the call.
	Stops,
}

/// Whether a call can be paused individually.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByPause {
	/// The call can be paused.
	Stops,
	/// The call cannot be paused.
	Never,
}

/// The policy of one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallPolicy {
	/// The name of the call.
	pub call: &'static str,
	/// The proxy types that may make the call, besides [`ProxyType::Any`].
	pub proxies: &'static [ProxyType],
	/// The effect of safe mode.
	pub safe_mode: InSafeMode,
	/// The effect of a pause.
	pub pause: ByPause,
	/// The duty whose clock stops while the call cannot be made.
	pub duty: Option<Duty>,
	/// The reason for this policy.
	pub reason: &'static str,
}

impl CallPolicy {
	/// Whether safe mode lets the call through.
	pub const fn works_in_safe_mode(&self) -> bool {
		matches!(self.safe_mode, InSafeMode::Works)
	}

	/// Whether the call can be paused.
	pub const fn can_be_paused(&self) -> bool {
		matches!(self.pause, ByPause::Stops)
	}
}

const fn row(
	call: &'static str,
	proxies: &'static [ProxyType],
	safe_mode: InSafeMode,
	pause: ByPause,
	duty: Option<Duty>,
	reason: &'static str,
) -> CallPolicy {
	CallPolicy { call, proxies, safe_mode, pause, duty, reason }
}

const OWNER: &[ProxyType] = &[];
const PROXY: &[ProxyType] = &[ProxyType::Staking];
const WORKS: InSafeMode = InSafeMode::Works;
const STOPS: InSafeMode = InSafeMode::Stops;
const NEVER: ByPause = ByPause::Never;
const PAUSE: ByPause = ByPause::Stops;
const NONE: Option<Duty> = None;
const JUDGE: Option<Duty> = Some(Duty::Judging);
const SERVE: Option<Duty> = Some(Duty::Serving);
const OFFER: Option<Duty> = Some(Duty::Offering);
const BID: Option<Duty> = Some(Duty::Bidding);
const RENEW: Option<Duty> = Some(Duty::Renewing);
const CLAIM: Option<Duty> = Some(Duty::Claiming);

/// The calls of staking.
#[rustfmt::skip]
const STAKING: &[CallPolicy] = &[
	//  call                     proxies safe mode pause  waits  reason
	row("register_validator",    PROXY, STOPS, PAUSE, NONE,  "opens something new"),
	row("set_commission",        PROXY, STOPS, PAUSE, NONE,  "terms can wait"),
	row("set_profile",           PROXY, STOPS, PAUSE, NONE,  "can wait"),
	row("set_compounding",       PROXY, STOPS, PAUSE, NONE,  "terms can wait"),
	row("set_delegation_policy", PROXY, STOPS, PAUSE, NONE,  "delegations are stopped meanwhile"),
	row("increase_self_stake",   PROXY, WORKS, PAUSE, SERVE, "a validator that was slashed needs it to come back"),
	row("decrease_self_stake",   PROXY, WORKS, NEVER, NONE,  "a way out; only withdraw pays"),
	row("go_offline",            PROXY, WORKS, NEVER, SERVE, "avoids a fine for downtime"),
	row("go_online",             PROXY, WORKS, NEVER, SERVE, "the chain needs validators"),
	row("leave_validators",      PROXY, WORKS, NEVER, NONE,  "a way out; only withdraw pays"),
	row("claim_commission",      PROXY, WORKS, PAUSE, NONE,  "may be the bond of a dispute; a pause shuts the pot"),
	row("remove_validator",      PROXY, STOPS, PAUSE, NONE,  "tidies up"),
	row("delegate",              PROXY, STOPS, PAUSE, NONE,  "brings stake in"),
	row("delegate_many",         PROXY, STOPS, PAUSE, NONE,  "brings stake in"),
	row("delegate_all",          PROXY, STOPS, PAUSE, NONE,  "brings stake in"),
	row("undelegate",            PROXY, WORKS, NEVER, NONE,  "a way out; only withdraw pays"),
	row("cancel_undelegation",   PROXY, STOPS, PAUSE, NONE,  "brings stake in"),
	row("withdraw",              PROXY, WORKS, PAUSE, NONE,  "the way out; a pause shuts the pot, and nothing expires"),
	row("withdraw_for",          PROXY, WORKS, PAUSE, NONE,  "as withdraw: the owner is paid"),
	row("withdraw_from",         PROXY, WORKS, PAUSE, NONE,  "as withdraw: the owner is paid"),
	row("push_out",              PROXY, STOPS, PAUSE, NONE,  "tidies up; pays rewards out of the pot"),
	row("redelegate",            PROXY, STOPS, PAUSE, NONE,  "moves stake on; undelegate is the way out"),
	row("complete_redelegation", PROXY, STOPS, PAUSE, NONE,  "brings stake in, and nothing expires"),
	row("change_class",          PROXY, STOPS, PAUSE, NONE,  "moves stake on"),
	row("claim_rewards",         PROXY, WORKS, PAUSE, NONE,  "may be the bond of a dispute; a pause shuts the pot"),
	row("claim_rewards_for",     PROXY, WORKS, PAUSE, NONE,  "as claim_rewards: the owner is paid"),
	row("restake_rewards",       PROXY, STOPS, PAUSE, NONE,  "brings stake in"),
	row("set_reward_account",    OWNER, STOPS, PAUSE, NONE,  "where rewards go is for the owner alone to say"),
	row("permit_claims",         PROXY, STOPS, PAUSE, NONE,  "terms can wait"),
	row("force_epoch",           OWNER, WORKS, NEVER, NONE,  "governance mends a set with it"),
	row("set_validator_state",   OWNER, WORKS, NEVER, NONE,  "governance mends a set with it"),
];

/// The calls of slashing.
#[rustfmt::skip]
const SLASHING: &[CallPolicy] = &[
	//  call             proxies safe mode pause  waits  reason
	row("report_offence", OWNER, WORKS, NEVER, JUDGE, "too late after the report window; holds a deposit of the owner"),
	row("dispute",        PROXY, WORKS, NEVER, JUDGE, "silence is an admission"),
	row("commit_ballot",  PROXY, WORKS, NEVER, JUDGE, "a panel without ballots decides nothing"),
	row("reveal_ballot",  PROXY, WORKS, NEVER, JUDGE, "a ballot that is withheld costs its member a fine"),
	row("rule",           OWNER, WORKS, NEVER, JUDGE, "the last word before a penalty"),
	row("unjail",         PROXY, WORKS, NEVER, SERVE, "the way out of jail"),
	row("pardon",         OWNER, WORKS, NEVER, NONE,  "governance takes back a mistake"),
	row("hold",           OWNER, WORKS, NEVER, JUDGE, "gives a referendum the time to end"),
	row("add_evidence",   PROXY, WORKS, NEVER, JUDGE, "too late once the panel is drawn"),
	row("withdraw_report", OWNER, WORKS, NEVER, JUDGE, "costs its owner a part of the deposit"),
];

/// The calls of the marketplace.
#[rustfmt::skip]
const MARKETPLACE: &[CallPolicy] = &[
	//  call                     proxies safe mode pause  waits  reason
	row("open_listing",          OWNER, STOPS, PAUSE, NONE,  "opens something new"),
	row("amend_listing",         OWNER, STOPS, PAUSE, NONE,  "listings cannot be taken meanwhile"),
	row("close_listing",         OWNER, WORKS, PAUSE, NONE,  "takes back"),
	row("make_offer",            OWNER, STOPS, PAUSE, OFFER, "opens something new, until the listing expires"),
	row("counter_offer",         OWNER, STOPS, PAUSE, OFFER, "opens something new, until the offer expires"),
	row("accept_offer",          OWNER, STOPS, PAUSE, OFFER, "brings stake in, until the offer expires"),
	row("refuse_offer",          PROXY, WORKS, PAUSE, NONE,  "frees an escrow"),
	row("withdraw_offer",        PROXY, WORKS, PAUSE, NONE,  "frees an escrow"),
	row("take_best",             OWNER, STOPS, PAUSE, OFFER, "brings stake in, until the listing expires"),
	row("open_request",          OWNER, STOPS, PAUSE, NONE,  "opens something new"),
	row("withdraw_request",      PROXY, WORKS, PAUSE, NONE,  "frees an escrow"),
	row("bid",                   OWNER, STOPS, PAUSE, BID,   "opens something new, until the closing block"),
	row("commit_bid",            OWNER, STOPS, PAUSE, BID,   "opens something new, until the closing block"),
	row("reveal_bid",            PROXY, WORKS, NEVER, BID,   "a bid that is not revealed forfeits its deposit"),
	row("settle_request",        PROXY, WORKS, NEVER, BID,   "bidders have a claim to it"),
	row("exit_deal",             OWNER, WORKS, NEVER, NONE,  "a way out; only withdraw pays"),
	row("terminate_deal",              PROXY, WORKS, NEVER, NONE,  "a way out; only withdraw pays"),
	row("renew_deal",            OWNER, WORKS, NEVER, RENEW, "a proposal dies with its term"),
	row("set_automatic_renewal", OWNER, WORKS, NEVER, RENEW, "a deal that is not stopped binds for a further term"),
	row("rate_deal",             PROXY, WORKS, PAUSE, CLAIM, "until the record of the deal is cleaned up"),
	row("claim_deal",            PROXY, WORKS, PAUSE, NONE,  "pays out of the pot, and nothing expires"),
	row("claim_cover",           PROXY, WORKS, NEVER, NONE,  "pays for a loss"),
	row("claim_exit_cover",      PROXY, WORKS, NEVER, CLAIM, "pays for a loss, until the record of the exit is cleaned up"),
	row("offer_for_sale",         OWNER, STOPS, PAUSE, NONE,  "opens something new"),
	row("withdraw_sale",         PROXY, WORKS, PAUSE, NONE,  "takes back"),
	row("buy_position",          OWNER, STOPS, PAUSE, OFFER, "moves stake on, until the sale expires"),
	row("reap",                 PROXY, WORKS, NEVER, NONE,  "frees the escrows of what has expired"),
];

/// The rows of each pallet, by the pallet's name in the runtime.
pub const POLICIES: &[(&str, &[CallPolicy])] =
	&[("PalisadeStaking", STAKING), ("Slashing", SLASHING), ("DelegationMarketplace", MARKETPLACE)];

/// The row of a call, by the names of pallet and call; `None` for a pallet of the SDK.
pub fn policy_of(pallet: &[u8], call: &[u8]) -> Option<&'static CallPolicy> {
	let (_, rows) = POLICIES.iter().find(|(name, _)| name.as_bytes() == pallet)?;
	rows.iter().find(|row| row.call.as_bytes() == call)
}

/// The row of a call; `None` for a pallet of the SDK.
pub fn policy_of_call(call: &RuntimeCall) -> Option<&'static CallPolicy> {
	let CallMetadata { pallet_name, function_name } = call.get_call_metadata();
	policy_of(pallet_name.as_bytes(), function_name.as_bytes())
}

/// The rows of the calls of a duty, each with the name of its pallet.
pub fn calls_of(duty: Duty) -> impl Iterator<Item = (&'static str, &'static CallPolicy)> {
	POLICIES
		.iter()
		.flat_map(|(pallet, rows)| rows.iter().map(move |row| (*pallet, row)))
		.filter(move |(_, row)| row.duty == Some(duty))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		configs::safety::{AllowedInSafeMode, NeverPaused},
		Runtime,
	};
	use frame_support::traits::{Contains, InstanceFilter, PalletsInfoAccess};
	use std::collections::BTreeSet;

	/// The project's pallets that have calls, by their names in the runtime.
	fn our_pallets() -> Vec<&'static str> {
		crate::AllPalletsWithSystem::infos()
			.into_iter()
			.filter(|info| info.module_name.starts_with("palisade_"))
			.map(|info| info.name)
			.filter(|name| RuntimeCall::get_module_names().contains(name))
			.collect()
	}

	fn name(name: &str) -> frame_support::BoundedVec<u8, frame_support::traits::ConstU32<256>> {
		name.as_bytes().to_vec().try_into().expect("short enough")
	}

	#[test]
	fn every_call_of_our_pallets_has_one_row() {
		let mut calls = BTreeSet::new();
		for pallet in our_pallets() {
			for call in RuntimeCall::get_call_names(pallet) {
				assert!(calls.insert((pallet, *call)));
			}
		}
		assert!(calls.len() > 50, "the pallets of the project were not found");
		let mut rows = BTreeSet::new();
		for (pallet, of_pallet) in POLICIES {
			for row in *of_pallet {
				assert!(rows.insert((*pallet, row.call)), "two rows for {pallet}::{}", row.call);
			}
		}
		let without_row: Vec<_> = calls.difference(&rows).collect();
		assert!(without_row.is_empty(), "calls without a row: {without_row:?}");
		let without_call: Vec<_> = rows.difference(&calls).collect();
		assert!(without_call.is_empty(), "rows without a call: {without_call:?}");
	}

	#[test]
	fn every_row_has_a_reason() {
		for (pallet, rows) in POLICIES {
			for row in *rows {
				assert!(row.reason.len() > 5, "{pallet}::{} has no reason", row.call);
			}
		}
	}

	#[test]
	fn no_brake_stops_the_defence() {
		for call in
			["dispute", "commit_ballot", "reveal_ballot", "rule", "pardon", "unjail", "hold"]
		{
			let row = policy_of(b"Slashing", call.as_bytes()).expect("it has a row");
			assert!(row.works_in_safe_mode() && !row.can_be_paused(), "{call}");
		}
		for duty in Duty::ALL {
			assert!(calls_of(duty).count() > 0, "{duty:?} is no duty to anything");
		}
	}

	#[test]
	fn only_a_migration_keeps_the_escrow_of_what_has_expired() {
		for call in ["settle_request", "reap"] {
			let row = policy_of(b"DelegationMarketplace", call.as_bytes()).expect("it has a row");
			assert!(row.works_in_safe_mode() && !row.can_be_paused(), "{call}");
		}
	}

	#[test]
	fn only_a_migration_moves_the_term_of_a_deal() {
		let renewals: Vec<_> = calls_of(Duty::Renewing).map(|(_, row)| row).collect();
		let calls = renewals.iter().map(|row| row.call);
		assert!(calls.eq(["renew_deal", "set_automatic_renewal"]));
		for row in renewals {
			assert!(row.works_in_safe_mode() && !row.can_be_paused(), "{}", row.call);
		}
	}

	#[test]
	fn brakes_and_proxies_do_as_the_table_says() {
		use crate::{DelegationMarketplace, PalisadeStaking, Slashing};
		use frame_support::traits::PalletInfoAccess;
		let known = [PalisadeStaking::name(), Slashing::name(), DelegationMarketplace::name()];
		assert_eq!(POLICIES.iter().map(|(pallet, _)| *pallet).collect::<Vec<_>>(), known);

		let dispute: RuntimeCall = palisade_slashing::Call::reveal_ballot {
			offence: Default::default(),
			verdict: palisade_slashing::types::Verdict::Cancel,
			salt: [0; 32],
			reason: None,
		}
		.into();
		let unjail: RuntimeCall = palisade_slashing::Call::unjail {}.into();
		let back: RuntimeCall = palisade_staking::Call::go_online {}.into();
		let report: RuntimeCall =
			palisade_slashing::Call::pardon { validator: [1; 32].into() }.into();
		let elsewhere: RuntimeCall =
			palisade_staking::Call::set_reward_account { account: None }.into();
		let claim: RuntimeCall =
			palisade_staking::Call::claim_rewards { validator: [1; 32].into() }.into();
		for (call, by_proxy, in_safe_mode) in [
			(&dispute, true, true),
			(&unjail, true, true),
			(&back, true, true),
			(&report, false, true),
			(&elsewhere, false, false),
			(&claim, true, true),
		] {
			assert_eq!(ProxyType::Staking.filter(call), by_proxy, "{call:?}");
			assert!(ProxyType::Any.filter(call));
			assert!(!ProxyType::Governance.filter(call));
			assert!(!ProxyType::NonTransfer.filter(call));
			assert_eq!(AllowedInSafeMode::contains(call), in_safe_mode, "{call:?}");
		}

		for (pallet, rows) in POLICIES {
			for row in *rows {
				let never = NeverPaused::contains(&(name(pallet), name(row.call)));
				assert_eq!(never, !row.can_be_paused(), "{pallet}::{}", row.call);
			}
		}
		assert!(!NeverPaused::contains(&(name("Balances"), name("transfer_keep_alive"))));
		assert!(NeverPaused::contains(&(name("Timestamp"), name("set"))));
		// These carry the calls of a validator that cannot sign itself.
		for (pallet, call) in [("Proxy", "proxy"), ("Multisig", "as_multi"), ("Utility", "batch")] {
			assert!(NeverPaused::contains(&(name(pallet), name(call))), "{pallet}::{call}");
		}
		let _: fn(&pallet_tx_pause::RuntimeCallNameOf<Runtime>) -> bool = NeverPaused::contains;
	}
}
