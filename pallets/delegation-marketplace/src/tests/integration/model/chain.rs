//! A chain beside its model: each step runs on both, and then they are compared.

use super::{actions::*, calls::execute, dice::Dice, exact::*, market::*, stake::*};
use crate::{mock::integration::*, types::*, *};
use frame_support::traits::fungible::{Inspect, InspectHold};
use palisade_primitives::{
	Balance, DealControl, EpochIndex, ExposureInspect, PositionInspect, RewardClass,
	ValidatorInspect, ValidatorStatus,
};
use palisade_test_support::{
	model::{kind_of, Journal},
	storage::{compact, state_root},
};
use sp_runtime::DispatchError;
use std::collections::{BTreeMap, BTreeSet};

/// The parameters of a run.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
	/// The payout of an epoch.
	pub payout: Balance,
	/// The initial balance of a delegator, in units.
	pub wealth: Balance,
	/// The protocol fee, as a part of each deal.
	pub protocol_fee: sp_arithmetic::Perbill,
	/// The cap on an entity, in percent of the stake, and its slack.
	pub concentration: (u32, u32),
}

/// A chain and its model.
pub struct Twin {
	chain: Option<sp_io::TestExternalities>,
	model: Model,
	steps: u32,
	pub journal: Journal,
}

/// The number of steps between compactions of the storage.
const COMPACTED_AFTER: u32 = 40;

fn accounts() -> impl Iterator<Item = AccountId> {
	VALIDATORS.into_iter().chain(DELEGATORS).chain([TREASURY])
}

/// The delegations at genesis, in units.
const DELEGATED: [(AccountId, AccountId, Balance, RewardClass); 6] = [
	(10, 1, 120, RewardClass::Liquid),
	(11, 1, 250, RewardClass::Compounding),
	(12, 2, 90, RewardClass::Liquid),
	(10, 2, 60, RewardClass::Compounding),
	(13, 3, 200, RewardClass::Liquid),
	(11, 3, 75, RewardClass::Liquid),
];

impl Before {
	fn look() -> Self {
		let now = now();
		let is_online = |who: &AccountId| Staking::status(who) == Some(ValidatorStatus::Online);
		Self {
			now,
			block: System::block_number(),
			online: VALIDATORS.into_iter().filter(is_online).collect(),
			stakes: VALIDATORS.map(|who| (who, Staking::stake_of(&who))).into(),
			active: Staking::exposures(now).iter().map(|exposure| exposure.stake()).sum(),
		}
	}
}

impl Twin {
	/// Runs `test` with a new chain.
	pub fn run(scenario: Scenario, test: impl FnOnce(&mut Self)) {
		MinimumSelfStake::set(1);
		PayoutOfEpoch::set(scenario.payout);
		ToTheTreasury::set(0);
		Refused::set(BTreeSet::new());
		Scores::set(VALIDATORS.map(|who| (who, 100)).into());
		TheRules::mutate(|rules| {
			rules.protocol_fee = scenario.protocol_fee;
			rules.concentration = percent(scenario.concentration.0);
			rules.concentration_slack = percent(scenario.concentration.1);
		});
		let chain = VALIDATORS.into_iter().fold(Chain::new(), |chain, who| {
			chain.account_with(who, 3_000 * UNIT).validator(who, 1_000)
		});
		let chain = DELEGATORS
			.into_iter()
			.fold(chain, |chain, who| chain.account_with(who, scenario.wealth * UNIT));
		let chain = DELEGATED.into_iter().fold(chain, |chain, (who, validator, units, class)| {
			chain.delegation(who, validator, units, class)
		});
		PayoutOfEpoch::set(0);
		let mut chain = chain.start();
		PayoutOfEpoch::set(scenario.payout);
		let model = chain.execute_with(Model::at_the_beginning);
		let mut twin =
			Self { chain: Some(chain), model, steps: 0, journal: Journal::new(scenario) };
		twin.on_chain(|twin| twin.compare());
		test(&mut twin);
	}

	fn on_chain(&mut self, act: impl FnOnce(&mut Self)) {
		let mut chain = self.chain.take().expect("it is put back");
		chain.execute_with(|| act(self));
		if self.steps.is_multiple_of(COMPACTED_AFTER) {
			chain = compact(chain);
		}
		self.chain = Some(chain);
	}

	/// Does a random step and compares.
	pub fn step(&mut self, entropy: u64) {
		self.steps += 1;
		self.on_chain(|twin| {
			let before = Before::look();
			let step = twin.model.choose(&mut Dice(entropy), &before);
			if let Some(step) = step {
				twin.perform(step, &before);
			}
		});
	}

	/// Runs a step on both sides and compares.
	fn perform(&mut self, step: Step, before: &Before) {
		self.journal.begin(format!("epoch {}, {}: {step:?}", before.now, before.block));
		System::reset_events();
		let root = state_root();
		let result = execute(&step);
		let done = Done {
			failed: result.is_err(),
			error: result.err(),
			events: Vec::new(),
			free: accounts().map(|who| (who, free(who))).collect(),
			taken: *result.as_ref().unwrap_or(&0),
			minted: minted(),
			rewards: match step {
				Step::Epoch => rewards(before.now),
				_ => BTreeMap::new(),
			},
			set: Staking::active_validators().into_iter().collect(),
		};
		let done = Done { events: take_events(), ..done };
		self.note(&step, &result);
		let mut after = self.model.clone();
		match (after.apply(&step, before, &done), result) {
			(Ok(()), Ok(_)) => self.model = after,
			(Err(_), Err(_)) => {
				assert_eq!(root, state_root(), "a refused call has changed something");
				return;
			},
			(Ok(()), Err(error)) => panic!("refused without a reason: {error:?}"),
			(Err(refusal), Ok(_)) => panic!("not refused, although: {refusal:?}"),
		}
		self.compare();
	}

	fn note(&mut self, step: &Step, result: &Result<Balance, DispatchError>) {
		let kind = kind_of(step);
		// Sales are counted by asset.
		let kind: &str = match step {
			Step::Buy { sale, .. } => match self.model.sales.get(sale).map(|sale| &sale.asset) {
				Some(Asset::Position { .. }) => "Buy a position",
				Some(Asset::Deal(_)) => "Buy a deal",
				_ => "Buy exits",
			},
			Step::Settle { request, .. } => match self.model.requests.get(request) {
				Some(request) if request.rivals() > 1 => "Settle between several",
				_ => &kind,
			},
			Step::Clean { item, .. } => match item {
				Expired::Listing(_) => "Clean a listing",
				Expired::Offer(_) => "Clean an offer",
				Expired::Request(_) => "Clean a request",
				Expired::Deal(_) => "Clean a deal",
				Expired::Sale(_) => "Clean a sale",
			},
			_ => &kind,
		};
		self.journal.end(kind, result);
	}

	/// Checks all invariants, and compares all balances and claims.
	fn compare(&self) {
		let model = &self.model;
		let accounts_of_all = frame_system::Account::<Test>::iter_values();
		let everything: Balance =
			accounts_of_all.map(|account| account.data.free + account.data.reserved).sum();
		assert_eq!(Balances::total_issuance(), everything, "every planck has an owner");
		assert_eq!(everything, model.issuance, "no money appears or disappears");
		for who in accounts() {
			assert_eq!(free(who), model.money[&who], "free balance of {who}");
			let held = [deposits(who), escrow(who), cover(who)];
			assert_eq!(held, model.held(who), "deposits, escrow and cover of {who}");
			// A validator also has its registration deposit.
			let registered = if VALIDATORS.contains(&who) { 10 * UNIT } else { 0 };
			let all = Balances::total_balance_on_hold(&who);
			assert_eq!(held.iter().sum::<Balance>() + registered, all, "funds on hold of {who}");
		}
		let pot = Balances::balance(&Staking::pot()) - Balances::minimum_balance();
		// One step in four rounds by a planck.
		ensure_close("the pot", pot, &model.stake.total(), 8 + model.steps / 4);

		assert!(Listings::<Test>::iter_keys().count() == model.listings.len(), "listings");
		for (id, expected) in &model.listings {
			let listing = listing(*id);
			let deals = model.running(*id).count() as u32;
			assert_eq!(
				(listing.version, listing.closed, listing.filled, listing.cover, listing.deals),
				(expected.version, expected.closed, expected.filled, expected.cover, deals),
				"listing {id}"
			);
			assert_eq!(
				(listing.reserved, listing.bids, listing.terms_from),
				(expected.reserved, expected.bids, expected.terms_from),
				"bids on listing {id}"
			);
			assert_eq!(listing.terms, expected.terms, "terms of listing {id}");
		}
		self.compare_deals();
		self.compare_leavers();
		let positions = model.stake.pieces.iter().filter(|piece| piece.is_position());
		for piece in positions {
			let Piece { owner, validator, class, .. } = *piece;
			let value = Staking::position_value(&owner, &validator, class);
			ensure_close("a position", value, &piece.value, piece.value_slack());
		}
		let counts = [
			(Offers::<Test>::iter_keys().count(), model.offers.len()),
			(Requests::<Test>::iter_keys().count(), model.requests.len()),
			(Sales::<Test>::iter_keys().count(), model.sales.len()),
		];
		assert!(counts.iter().all(|(one, other)| one == other), "{counts:?}");
		check();
	}

	fn compare_deals(&self) {
		let model = &self.model;
		assert!(Deals::<Test>::iter_keys().eq_by_set(model.deals.keys().copied()), "deals");
		for (id, expected) in &model.deals {
			let deal = deal_of(*id);
			let finished = deal.finished.as_ref().map(|finished| finished.epoch);
			assert_eq!(
				(deal.owner, deal.listing, deal.amount, deal.terms, deal.end, deal.occupies),
				(
					expected.owner,
					expected.listing,
					expected.amount,
					expected.terms,
					expected.end,
					expected.occupies
				),
				"deal {id}"
			);
			assert_eq!(finished, expected.finished, "deal {id}");
			if finished.is_some() {
				continue;
			}
			let piece = model.stake.find_deal(*id);
			let status = Staking::deal_status(&deal.owner, *id).expect("it runs");
			assert_eq!(Some(status.commission), piece.commission, "commission of deal {id}");
			ensure_close("the value of a deal", status.value, &piece.value, piece.value_slack());
			let slack = piece.reward_slack();
			ensure_close("the rewards of a deal", status.rewards, &piece.due(), slack);
			let owed = view(*id).cover_owed;
			let claim = &expected.claim;
			ensure_close("payouts owed to a deal", owed, &claim.due(), claim.slack + 1);
		}
	}

	fn compare_leavers(&self) {
		let model = &self.model;
		let keys = CohortCovers::<Test>::iter_keys();
		assert!(keys.eq_by_set(model.cohorts.keys().copied()), "exits");
		for ((listing, epoch, owner), expected) in &model.cohorts {
			let pools = Marketplace::cohorts(*listing).expect("they can be decoded");
			let cohorts = pools.into_iter().find(|cohorts| cohorts.epoch == *epoch);
			let pool = cohorts
				.map(|cohorts| cohorts.pool)
				.or_else(|| EndedCohorts::<Test>::get(listing, epoch));
			let pool = pool.expect("it is there");
			let coverage = CohortCovers::<Test>::get((listing, epoch, owner)).expect("as well");
			let paid = pool.paid(coverage.shares, coverage.settled).expect("it fits");
			let claim = &expected.claim;
			let owed = paid + coverage.unclaimed;
			ensure_close("payouts owed to exits", owed, &claim.due(), claim.slack + 1);
			assert!(
				whole(owed + claim.paid) <= &claim.lost + whole(claim.slack + 1),
				"exits were paid more than they lost"
			);
		}
	}
}

/// Whether both have equal items, in any order.
trait EqBySet<Item: Ord>: Iterator<Item = Item> + Sized {
	fn eq_by_set(self, other: impl Iterator<Item = Item>) -> bool {
		self.collect::<BTreeSet<_>>() == other.collect::<BTreeSet<_>>()
	}
}

impl<Item: Ord, Items: Iterator<Item = Item>> EqBySet<Item> for Items {}

impl Model {
	/// The state at the start.
	fn at_the_beginning() -> Self {
		let mut model = Self {
			money: accounts().map(|who| (who, free(who))).collect(),
			next_id: NextId::<Test>::get(),
			next_deal: palisade_staking::NextDeal::<Test>::get(),
			issuance: Balances::total_issuance(),
			scores: Scores::get(),
			..Default::default()
		};
		let own = VALIDATORS.map(|who| (who, who, 1_000, RewardClass::Compounding));
		for (who, validator, units, class) in own.into_iter().chain(DELEGATED) {
			let position = Piece::new(who, validator, class, units * UNIT);
			model.stake.pieces.push(position);
		}
		for who in VALIDATORS {
			let record = Validator { price: whole(1), ..Default::default() };
			model.stake.validators.insert(who, record);
		}
		// The running epoch began with all of them.
		let set = Staking::active_validators().into_iter().collect();
		model.stake.end_epoch(now() - 1, &BTreeMap::new(), &set);
		model
	}
}

/// The amount minted since events were last taken.
fn minted() -> Balance {
	let events = System::events().into_iter();
	events
		.filter_map(|record| match record.event {
			RuntimeEvent::Staking(palisade_staking::Event::EpochPaid { minted, .. }) => {
				Some(minted)
			},
			_ => None,
		})
		.sum()
}

/// The rewards of the validators in an epoch that has ended.
fn rewards(ended: EpochIndex) -> BTreeMap<AccountId, Balance> {
	let set = Staking::exposures(ended);
	let results = palisade_staking::EpochResults::<Test>::get(ended).expect("it has ended");
	let paid = set.iter().zip(results);
	paid.map(|(exposure, result)| (exposure.validator, result.reward)).collect()
}
