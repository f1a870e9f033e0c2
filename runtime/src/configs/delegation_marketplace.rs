//! The market for delegation.

use crate::{configs::parameters::dynamic_params::delegation_marketplace as params, *};
use configs::slashing::{ToTreasury, MIN_DEPOSIT};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Get},
};
use palisade_delegation_marketplace::types::{Deposits, Rules};
use palisade_primitives::{Affiliation, MAX_INTERRUPTED_EPOCHS};
use sp_runtime::Perbill;

/// The longest term: ten years of epochs of a day.
const MAX_TERM: u32 = 3_650;

/// The highest share of a deposit that a cleaner can receive.
pub const MAX_CLEANER: Perbill = Perbill::from_percent(50);

/// The highest share of a deal that can go to the treasury.
pub const MAX_PROTOCOL_FEE: Perbill = Perbill::from_percent(5);

/// The highest share of a deal that an early exit can cost.
pub const MAX_EXIT_FEE: Perbill = Perbill::from_percent(50);

/// The longest bidding period of a request. Days.
pub const MAX_BIDDING_DAYS: u64 = 7;

/// The shortest period to reveal bids, and to settle a request. Blocks.
pub const MIN_WINDOW: BlockNumber = 10;

parameter_types! {
	/// The maximum number of blocks by which brakes can move the deadlines of a request, in all:
	/// [`MAX_INTERRUPTED_EPOCHS`] in blocks.
	pub MaxInterruption: BlockNumber = clock::epochs_in_blocks(MAX_INTERRUPTED_EPOCHS);
}

/// The deposits that governance has set, within their bounds.
pub struct BoundedDeposits;
impl Get<Deposits> for BoundedDeposits {
	fn get() -> Deposits {
		let deposits = params::Deposits::get();
		Deposits {
			listing: deposits.listing.max(MIN_DEPOSIT),
			offer: deposits.offer.max(MIN_DEPOSIT),
			request: deposits.request.max(MIN_DEPOSIT),
			bid: deposits.bid.max(MIN_DEPOSIT),
			sale: deposits.sale.max(MIN_DEPOSIT),
			cleaner: deposits.cleaner.min(MAX_CLEANER),
		}
	}
}

/// The rules that governance has set, within their bounds.
pub struct BoundedRules;
impl Get<Rules> for BoundedRules {
	fn get() -> Rules {
		let rules = params::Rules::get();
		Rules {
			protocol_fee: rules.protocol_fee.min(MAX_PROTOCOL_FEE),
			maximum_exit_fee: rules.maximum_exit_fee.min(MAX_EXIT_FEE),
			bidding: rules.bidding.min(clock::days(MAX_BIDDING_DAYS)),
			reveal: rules.reveal.max(MIN_WINDOW),
			settlement: rules.settlement.max(MIN_WINDOW),
			..rules
		}
	}
}

/// Accounts that act for each other: one can sign for the other by proxy.
pub struct Proxies;

impl Proxies {
	/// Returns whether `delegator` has named `delegate` to act for it.
	fn has_named(delegator: &AccountId, delegate: &AccountId) -> bool {
		let (proxies, _) = pallet_proxy::Proxies::<Runtime>::get(delegator);
		proxies.iter().any(|proxy| proxy.delegate == *delegate)
	}
}

impl Affiliation<AccountId> for Proxies {
	fn are_affiliated(one: &AccountId, other: &AccountId) -> bool {
		one == other || Self::has_named(one, other) || Self::has_named(other, one)
	}

	/// An account is bound to the proxies that it has named itself.
	fn is_bound_to(who: &AccountId, other: &AccountId) -> bool {
		who == other || Self::has_named(who, other)
	}
}

impl palisade_delegation_marketplace::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Clock = PalisadeStaking;
	type Interruptions = Interruptions;
	type Stake = PalisadeStaking;
	type ValidatorGate = Slashing;
	type Affiliation = Proxies;
	type Offences = Slashing;
	type Reputation = ();
	type Diversity = ();
	type Attestation = ();
	type ConductObserver = ();
	type Treasury = ToTreasury;
	type Deposits = BoundedDeposits;
	type Rules = BoundedRules;
	type MaxTerm = ConstU32<MAX_TERM>;
	type MaxInterruption = MaxInterruption;
	type WeightInfo = palisade_delegation_marketplace::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = BenchmarkHelper;
}

/// The setup for the market's benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct BenchmarkHelper;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking {
	use super::*;
	use alloc::vec::Vec;
	use frame_benchmarking::{account, BenchmarkError};
	use frame_support::{traits::Get, BoundedVec};
	use palisade_delegation_marketplace::{
		benchmarking::{Kind, NextSet, Way},
		types::{Asset, Rules},
	};
	use palisade_primitives::{Balance, RewardClass};
	use palisade_staking::benchmarking as staking;
	use sp_runtime::Perbill;

	impl palisade_delegation_marketplace::BenchmarkHelper<Runtime> for super::BenchmarkHelper {
		fn start(validators: u32, is_full: bool) -> Result<Vec<AccountId>, BenchmarkError> {
			staking::start::<Runtime>()?;
			let rules = Rules {
				protocol_fee: Perbill::from_percent(1),
				concentration: Perbill::from_percent(6),
				concentration_slack: Perbill::from_percent(90),
				rated_amount: 1,
				rated_epochs: 1,
				..params::Rules::get()
			};
			let value = params::Parameters::Rules(params::Rules, Some(rules));
			let parameter =
				crate::configs::parameters::RuntimeParameters::DelegationMarketplace(value);
			Parameters::set_parameter(RuntimeOrigin::root(), parameter)?;
			let start = |index| {
				let who = staking::validator::<Runtime>(index)?;
				fill_affiliations(&who);
				Ok(who)
			};
			let validators = (0..validators).map(start).collect::<Result<_, BenchmarkError>>()?;
			if is_full {
				staking::fill_sets::<Runtime>();
			}
			Ok(validators)
		}

		fn unit() -> Balance {
			staking::unit::<Runtime>()
		}

		fn end_epoch(next: NextSet<AccountId>) -> Result<(), BenchmarkError> {
			match next {
				NextSet::AsNow => {},
				NextSet::With(validator) => staking::serve::<Runtime>(validator)?,
				NextSet::Empty => staking::retire_all::<Runtime>(),
			}
			staking::end_epoch::<Runtime>();
			Ok(())
		}

		fn skip_epochs(number: u32) -> Result<(), BenchmarkError> {
			staking::skip_epochs::<Runtime>(number);
			Ok(())
		}

		fn reward(validator: &AccountId) -> Result<(), BenchmarkError> {
			staking::reward::<Runtime>(validator)
		}

		fn near_bag(
			validator: &AccountId,
			index: u32,
			way: Way,
		) -> Result<Balance, BenchmarkError> {
			match way {
				Way::Up => {
					staking::between_bags_of_others::<Runtime>(validator, staking::Move::Up, index)
				},
				Way::Down => {
					staking::about_to_fall::<Runtime>(validator)?;
					Ok(staking::unit::<Runtime>())
				},
			}
		}

		fn set_stake(validator: &AccountId, stake: Balance) -> Result<(), BenchmarkError> {
			staking::set_stake::<Runtime>(validator, stake)
		}

		fn refuse_deals(validator: &AccountId) -> Result<(), BenchmarkError> {
			staking::prove_offence::<Runtime>(validator)
		}

		fn fill_account(
			who: &AccountId,
			validator: &AccountId,
			places: u32,
		) -> Result<(), BenchmarkError> {
			staking::fill_delegations_but::<Runtime>(who, validator, places)?;
			fill_affiliations(who);
			Ok(())
		}

		fn affiliate(one: &AccountId, other: &AccountId) -> Result<(), BenchmarkError> {
			fill_affiliations(one);
			pallet_proxy::Proxies::<Runtime>::mutate(one, |(proxies, _)| {
				if let Some(last) = proxies.iter_mut().last() {
					last.delegate = other.clone();
				}
			});
			Ok(())
		}

		fn fill_exits(who: &AccountId, validator: &AccountId) -> Result<(), BenchmarkError> {
			staking::fill_exits::<Runtime>(who, validator)
		}

		fn movable(
			from: &AccountId,
			to: &AccountId,
			validator: &AccountId,
			kind: Kind,
		) -> Result<Asset<AccountId>, BenchmarkError> {
			let validator = validator.clone();
			Ok(match kind {
				Kind::Position => {
					staking::stale_positions::<Runtime>(from, to, &validator)?;
					let (class, amount) = (RewardClass::Compounding, staking::units::<Runtime>(10));
					Asset::Position { validator, class, amount }
				},
				Kind::Exits => {
					let epoch = staking::movable_exits::<Runtime>(from, to, &validator)?;
					Asset::Exits { validator, epoch }
				},
			})
		}
	}

	/// Adds the maximum number of proxies.
	fn fill_affiliations(who: &AccountId) {
		let most = <Runtime as pallet_proxy::Config>::MaxProxies::get();
		let proxies = (0..most).map(|index| pallet_proxy::ProxyDefinition {
			delegate: account("proxy", index, 0),
			proxy_type: Default::default(),
			delay: 0,
		});
		let proxies = BoundedVec::truncate_from(proxies.collect());
		pallet_proxy::Proxies::<Runtime>::insert(who, (proxies, 0));
	}
}
