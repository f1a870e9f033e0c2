//! Queries on positions, exits, deals and validators.

use crate::{
	activations::activation_mut, cases::is_held, exits::exit_class_mut, exposures::Placed,
	ledger::ValidatorLedger, position::Held, runtime_api::*, types::*, *,
};
use alloc::vec::Vec;
use frame_support::{
	storage::{with_transaction_unchecked, TransactionOutcome},
	traits::Get,
};
use palisade_primitives::{
	bounded_factor, Balance, DealId, DealStatus, ElectionWeight, EpochIndex, Exposure, RewardClass,
};
use sp_arithmetic::{traits::Saturating, PerThing, Perquintill};

/// Runs `read` and rolls back its writes.
fn as_if<Outcome>(read: impl FnOnce() -> Outcome) -> Outcome {
	with_transaction_unchecked(|| TransactionOutcome::Rollback(read()))
}

impl<T: Config> Pallet<T> {
	/// The value of shares of a generation of a class. Planck.
	fn value_of_shares(ledger: &ValidatorLedger<T>, class: RewardClass, held: Held) -> Balance {
		let Held { shares, generation } = held;
		if shares.is_zero() {
			return 0;
		}
		if generation == ledger.class(class).generation {
			return ledger.class(class).value_of(shares);
		}
		ledger
			.closed_class(class, generation)
			.ok()
			.and_then(|closed| {
				let mut pool = ledger.exit_pool(closed.epoch)?;
				Some(exit_class_mut(&mut pool, class).value_of(closed.worth(shares)))
			})
			.unwrap_or_default()
	}

	/// The value of a position's deposit, pending or activated. Planck.
	fn value_of_deposit(ledger: &ValidatorLedger<T>, deposit: &PendingDeposit) -> Balance {
		let PendingDeposit { kind, epoch, units } = deposit;
		if ledger.serves(*epoch) {
			return ledger.deposits.of(*kind).value_of(*units);
		}
		let mut activated = Activations::<T>::get(&ledger.account, epoch).unwrap_or_default();
		activation_mut::<T>(&mut activated, *kind).map_or(0, |activation| {
			let shares = activation.shares_of(*units);
			let held = Held { shares, generation: activation.generation };
			Self::value_of_shares(ledger, kind.class, held)
		})
	}

	/// The value of a position in both classes, pending deposits included. Planck.
	fn value_of_position(ledger: &ValidatorLedger<T>, position: &Position) -> Balance {
		let active = [RewardClass::Compounding, RewardClass::Liquid].into_iter().fold(
			0,
			|sum: Balance, class| {
				sum.saturating_add(Self::value_of_shares(ledger, class, position.held(class)))
			},
		);
		position.pending.iter().fold(active, |sum, deposit| {
			sum.saturating_add(Self::value_of_deposit(ledger, deposit))
		})
	}

	/// The value of a deal, rewards excluded. Planck.
	pub(crate) fn value_of_deal(deal: &Deal<T::AccountId>) -> Balance {
		let Some(ledger) = ValidatorLedger::<T>::find(&deal.validator) else { return 0 };
		match deal.pending {
			Some((epoch, units)) => {
				let deposit = PendingDeposit { kind: DepositKind::deal(), epoch, units };
				Self::value_of_deposit(&ledger, &deposit)
			},
			None => {
				let held = Held { shares: deal.shares, generation: deal.generation };
				Self::value_of_shares(&ledger, RewardClass::Liquid, held)
			},
		}
	}

	/// See [`DealControl::deal_status`](palisade_primitives::DealControl::deal_status).
	pub(crate) fn status_of_deal(
		owner: &T::AccountId,
		id: DealId,
	) -> Option<DealStatus<T::AccountId>> {
		let mut deal = Deals::<T>::get(owner, id)?;
		let mut ledger = ValidatorLedger::<T>::find(&deal.validator)?;
		as_if(|| ledger.settle_deal(&mut deal)).ok()?;
		let now = Self::now();
		Some(DealStatus {
			value: Self::value_of_deal(&deal),
			validator: deal.validator,
			commission: deal.commission,
			rewards: deal.unclaimed,
			active_from: now.saturating_add(deal.pending.is_some().into()),
			lapsed: deal.pending.is_none()
				&& deal.generation != ledger.pool.liquid.class.generation,
		})
	}

	/// See [`PositionInspect::exits_value`](palisade_primitives::PositionInspect::exits_value).
	pub(crate) fn value_of_exits(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
	) -> Balance {
		let Some(ledger) = ValidatorLedger::<T>::find(validator) else { return 0 };
		Exits::<T>::get(owner, validator)
			.unwrap_or_default()
			.iter()
			.filter(|chunk| chunk.epoch == epoch)
			.map(|chunk| ledger.exit_value(chunk))
			.fold(0, Balance::saturating_add)
	}

	/// The value of all stake of `who`: see
	/// [`PositionInspect::staked_by`](palisade_primitives::PositionInspect::staked_by).
	pub(crate) fn all_stake_of(who: &T::AccountId) -> Balance {
		let own = ValidatorLedger::<T>::find(who)
			.map_or(0, |ledger| Self::value_of_position(&ledger, &ledger.own));
		let Some(delegator) = Delegators::<T>::get(who) else { return own };
		let delegated = delegator.delegations.iter().fold(own, |sum, delegation| {
			let Some(ledger) = ValidatorLedger::<T>::find(&delegation.validator) else {
				return sum;
			};
			let Some(position) = delegation.position() else { return sum };
			sum.saturating_add(Self::value_of_position(&ledger, &position))
		});
		if delegator.deals == 0 {
			return delegated;
		}
		Deals::<T>::iter_prefix_values(who)
			.fold(delegated, |sum, deal| sum.saturating_add(Self::value_of_deal(&deal)))
	}

	/// The value of the exits of `who`, of the first [`MAX_COVERING_EXITS`] at most. Stops once it
	/// is `enough`. Planck.
	pub(crate) fn exits_up_to(who: &T::AccountId, enough: Balance) -> Balance {
		let delegations = Delegators::<T>::get(who).map(|delegator| delegator.delegations);
		let with_exits = delegations
			.unwrap_or_default()
			.into_iter()
			.filter(|delegation| delegation.oldest_exit.is_some());
		let (mut value, mut places): (Balance, u32) = (0, MAX_COVERING_EXITS);
		for Delegation { validator, .. } in with_exits {
			if places == 0 || value >= enough {
				break;
			}
			let Some(ledger) = ValidatorLedger::<T>::find(&validator) else { continue };
			let exits = Exits::<T>::get(who, &validator).unwrap_or_default();
			for chunk in exits.into_iter().take(places as usize) {
				if value >= enough {
					break;
				}
				places = places.saturating_sub(1);
				value = value.saturating_add(ledger.exit_value(&chunk));
			}
		}
		value
	}

	/// The stake of `who` at risk with a validator: see
	/// [`PositionInspect::at_risk`](palisade_primitives::PositionInspect::at_risk).
	pub(crate) fn all_at_risk(who: &T::AccountId, validator: &T::AccountId) -> Balance {
		let Some(ledger) = ValidatorLedger::<T>::find(validator) else { return 0 };
		let position = match who == validator {
			true => Some(ledger.own.clone()),
			false => Delegators::<T>::get(who)
				.and_then(|delegator| {
					let mut delegations = delegator.delegations.into_iter();
					delegations.find(|delegation| delegation.validator == *validator)
				})
				.and_then(|delegation| delegation.position()),
		};
		let staked = position.map_or(0, |position| Self::value_of_position(&ledger, &position));
		let in_deals = Deals::<T>::iter_prefix_values(who)
			.filter(|deal| deal.validator == *validator)
			.fold(staked, |sum, deal| sum.saturating_add(Self::value_of_deal(&deal)));
		Exits::<T>::get(who, validator)
			.unwrap_or_default()
			.iter()
			.fold(in_deals, |sum, chunk| sum.saturating_add(ledger.exit_value(chunk)))
	}

	/// Active stake of a position in a class: see
	/// [`PositionInspect::position_value`](palisade_primitives::PositionInspect::position_value).
	pub(crate) fn active_value(
		who: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
	) -> Balance {
		as_if(|| {
			let Some(mut ledger) = ValidatorLedger::<T>::find(validator) else { return 0 };
			let Some(position) = Self::settled_position(who, &mut ledger) else { return 0 };
			Self::value_of_shares(&ledger, class, position.held(class))
		})
	}

	/// The settled position. Writes storage.
	fn settled_position(who: &T::AccountId, ledger: &mut ValidatorLedger<T>) -> Option<Position> {
		let mut position = match *who == ledger.account {
			true => ledger.own.clone(),
			false => {
				let delegator = Delegators::<T>::get(who)?;
				delegator
					.delegations
					.into_iter()
					.find(|delegation| delegation.validator == ledger.account)?
					.position()?
			},
		};
		ledger.settle(&mut position).ok()?;
		Some(position)
	}

	fn position_view(
		who: &T::AccountId,
		validator: T::AccountId,
	) -> Option<PositionView<T::AccountId>> {
		let mut ledger = ValidatorLedger::<T>::find(&validator)?;
		let position = Self::settled_position(who, &mut ledger)?;
		let active = |class| Self::value_of_shares(&ledger, class, position.held(class));
		let pending = |class| {
			position.pending.iter().filter(|deposit| deposit.kind.class == class).fold(
				0,
				|sum: Balance, deposit| {
					sum.saturating_add(Self::value_of_deposit(&ledger, deposit))
				},
			)
		};
		let (compounding, liquid) = (active(RewardClass::Compounding), active(RewardClass::Liquid));
		let pool = &ledger.pool.compounding;
		let compounding_rewards =
			epoch::mul_div_floor(compounding, pool.waiting, pool.assets().max(1));
		let (pending_compounding, pending_liquid) =
			(pending(RewardClass::Compounding), pending(RewardClass::Liquid));
		Some(PositionView {
			compounding,
			liquid,
			pending_compounding,
			pending_liquid,
			compounding_rewards,
			liquid_rewards: position.unclaimed,
			validator,
		})
	}

	/// For [`StakingApi::positions`].
	pub fn positions(who: T::AccountId) -> Vec<PositionView<T::AccountId>> {
		as_if(|| {
			let own = Validators::<T>::contains_key(&who).then(|| who.clone());
			let delegated = Delegators::<T>::get(&who)
				.map(|delegator| delegator.delegations.into_inner())
				.unwrap_or_default()
				.into_iter()
				.filter(|delegation| delegation.position().is_some_and(|it| !it.is_empty()))
				.map(|delegation| delegation.validator);
			own.into_iter()
				.chain(delegated)
				.filter_map(|validator| Self::position_view(&who, validator))
				.collect()
		})
	}

	/// For [`StakingApi::exits`].
	pub fn exits(who: T::AccountId) -> Vec<ExitView<T::AccountId>> {
		let now = Self::now();
		Exits::<T>::iter_prefix(&who)
			.filter_map(|(validator, exits)| {
				let ledger = ValidatorLedger::<T>::find(&validator)?;
				let held_from = Self::held_from(&ledger, now);
				let views: Vec<_> = exits
					.into_iter()
					.map(|chunk| {
						let held = is_held(held_from, chunk.epoch);
						Self::exit_view(&ledger, chunk, held, now)
					})
					.collect();
				Some(views)
			})
			.flatten()
			.collect()
	}

	fn exit_view(
		ledger: &ValidatorLedger<T>,
		chunk: ExitChunk<T::AccountId>,
		held: bool,
		now: EpochIndex,
	) -> ExitView<T::AccountId> {
		let reward = match (chunk.class, ledger.exit_pool(chunk.epoch)) {
			(RewardClass::Liquid, Some(pool)) if !ledger.serves(chunk.epoch) => {
				pool.last_reward(chunk.shares, chunk.deal).unwrap_or_default()
			},
			_ => 0,
		};
		let arrival = Self::arrives_from(chunk.epoch, now);
		ExitView {
			validator: ledger.account.clone(),
			class: chunk.class,
			epoch: chunk.epoch,
			amount: ledger.exit_value(&chunk).saturating_add(reward),
			withdrawable: Self::withdrawable_from(chunk.epoch, now),
			held,
			redelegation: chunk.destination.map(|to| (to, arrival)),
		}
	}

	/// For [`StakingApi::deals`].
	pub fn deals(who: T::AccountId) -> Vec<DealView<T::AccountId>> {
		as_if(|| {
			Deals::<T>::iter_prefix(&who)
				.filter_map(|(id, mut deal)| {
					let mut ledger = ValidatorLedger::<T>::find(&deal.validator)?;
					ledger.settle_deal(&mut deal).ok()?;
					Some(DealView {
						deal: id,
						validator: deal.validator.clone(),
						commission: deal.commission,
						amount: Self::value_of_deal(&deal),
						active: deal.pending.is_none(),
						rewards: deal.unclaimed,
					})
				})
				.collect()
		})
	}

	/// The epochs of `validator` in the set among the last `epochs`, latest first.
	fn history(validator: &T::AccountId, epochs: u32) -> Vec<EpochView> {
		let now = Self::now();
		(0..now)
			.rev()
			.take(epochs.min(Self::liable_epochs()) as usize)
			.filter_map(|epoch| {
				let Placed { place, exposure } = Self::placed_of(epoch, validator)?;
				let result = EpochResults::<T>::get(epoch)?.get(place as usize)?.clone();
				let EpochResult { performance, reward } = result;
				let stake = exposure.stake();
				Some(EpochView { epoch, stake, performance, reward })
			})
			.collect()
	}

	/// For [`StakingApi::validator`].
	pub fn validator_view(validator: T::AccountId) -> Option<ValidatorView> {
		let record = Validators::<T>::get(&validator)?;
		let liability = Self::liability(&validator, Self::now()).unwrap_or_default();
		let cases = liability.cases.iter().fold((0u32, 0u32), |(proven, alleged), cases| {
			(proven.saturating_add(cases.proven), alleged.saturating_add(cases.alleged))
		});
		let factor = T::ElectionWeight::factor(&validator);
		Some(ValidatorView {
			state: record.state,
			serving: record.serves(Self::now()),
			profile: Profiles::<T>::get(&validator),
			commission: record.commission.at(Self::now()),
			self_stake: record.self_stake(),
			compounding_stake: record.pool.compounding.stake,
			liquid_stake: record.pool.liquid.class.stake,
			pending_stake: record.deposits.assets(),
			announced_commission: record.commission.announced,
			reward_policy: record.reward_policy,
			compounding: record.compounding,
			delegation_policy: record.delegation_policy,
			commission_due: record.commission_due,
			authored: Self::blocks_of(&validator),
			credit: record.credit,
			holders: record.holders,
			cases,
			election_factor: bounded_factor(factor, T::MaxElectionBonus::get()),
			election_weight: T::ElectionWeight::breakdown(&validator),
			history: Self::history(&validator, T::BondingEpochs::get()),
		})
	}

	/// For [`StakingApi::realised_yield`].
	pub fn realised_yield(validator: T::AccountId, epochs: u32) -> Option<YieldView> {
		let record = Validators::<T>::get(&validator)?;
		let history = Self::history(&validator, epochs);
		let sum = |value: fn(&EpochView) -> Balance| {
			history.iter().fold(0, |sum: Balance, view| sum.saturating_add(value(view)))
		};
		let (reward, stake) = (sum(|view| view.reward), sum(|view| view.stake));
		let per_epoch = match stake {
			0 => Perquintill::zero(),
			stake => Perquintill::from_rational(reward, stake),
		};
		let commission = record.commission.at(Self::now());
		let kept = Perquintill::from_rational(
			u64::from(commission.left_from_one().deconstruct()),
			u64::from(sp_arithmetic::Perbill::ACCURACY),
		);
		Some(YieldView {
			epochs: epochs.min(Self::now()).min(Self::liable_epochs()),
			served: count(history.len()),
			per_epoch,
			per_epoch_after_commission: per_epoch.saturating_mul(kept),
		})
	}

	/// For [`StakingApi::rotation_draw`].
	pub fn rotation_draw(seed: [u8; 32], weights: Vec<Balance>, seats: u32) -> Vec<u32> {
		let drawn = election::draw(seed, &weights, seats as usize);
		drawn.into_iter().filter_map(|index| u32::try_from(index).ok()).collect()
	}

	/// For [`StakingApi::active_set`].
	pub fn active_set() -> Vec<Exposure<T::AccountId>> {
		Self::exposures_of(Self::now()).unwrap_or_default().into_inner()
	}

	/// For [`StakingApi::election_preview`].
	pub fn election_preview() -> ElectionView<T::AccountId> {
		let (set, kept, refused) = Self::preview(Self::now().saturating_add(2));
		let next = NextSet::<T>::get().into_inner();
		let refused = refused.into_iter().map(|one| (one.validator, one.reason)).collect();
		ElectionView { next, preview: set.into_inner(), kept, refused }
	}
}
