//! Offences: penalties, panels and windows.

use crate::{
	clock,
	configs::{
		governance::{
			origins::{EnsureRootOrCommittee, SlashAppeal},
			TreasuryAccount,
		},
		parameters::dynamic_params::slashing as params,
		staking::RotationRandomness,
	},
	constants::{bounds, currency},
	*,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::{Balanced, Credit},
		ConstU32, Get, OnUnbalanced,
	},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureRoot;
use palisade_primitives::{EpochIndex, OffenceKind};
use palisade_slashing::{
	types::{BondAmounts, Penalty},
	KeyRetirement,
};
use sp_runtime::{
	traits::{AccountIdConversion, Convert, OpaqueKeys},
	Perbill,
};

/// The least deposit or bond for a record of slashing or of the market. A held deposit keeps the
/// account of its owner alive, so it is never zero. Planck.
pub const MIN_DEPOSIT: Balance = currency::EXISTENTIAL_DEPOSIT;

/// The maximum number of due steps per block.
const MAX_STEPS: u32 = 32;

parameter_types! {
	pub const SlashingPalletId: PalletId = PalletId(*b"palis/sl");
	/// A share that leaves a tenth of the first block of an epoch of a thousand validators free.
	pub MaxStepsWeight: Weight = configs::system::share_of_block(8);
}

/// The deposits and bonds that governance has set, within their bound.
pub struct BoundedBondAmounts;
impl Get<BondAmounts> for BoundedBondAmounts {
	fn get() -> BondAmounts {
		let amounts = params::BondAmounts::get();
		BondAmounts {
			report: amounts.report.max(MIN_DEPOSIT),
			dispute: amounts.dispute.max(MIN_DEPOSIT),
			..amounts
		}
	}
}

/// The penalties that governance has set.
pub struct Penalties;
impl Convert<OffenceKind, Penalty> for Penalties {
	fn convert(kind: OffenceKind) -> Penalty {
		match kind {
			OffenceKind::DoubleSign => params::DoubleSign::get(),
			OffenceKind::InvalidBlock => params::InvalidBlock::get(),
			OffenceKind::Downtime => params::Downtime::get(),
			OffenceKind::FalseAttestation => params::FalseAttestation::get(),
			OffenceKind::Collusion => params::Collusion::get(),
			OffenceKind::Other => params::Other::get(),
		}
	}
}

/// Pays into the treasury.
pub struct ToTreasury;
impl OnUnbalanced<Credit<AccountId, Balances>> for ToTreasury {
	fn on_nonzero_unbalanced(credit: Credit<AccountId, Balances>) {
		// An amount too small to keep the treasury's account alive is burned.
		drop(Balances::resolve(&TreasuryAccount::get(), credit));
	}
}

/// Retires a validator's session keys: the current ones and those of the offence. They are taken
/// from their current owner and assigned to an account without a signing key, so that no account
/// can register them again.
pub struct BuryKeys;
impl KeyRetirement<AccountId> for BuryKeys {
	fn retire(validator: &AccountId, epoch: EpochIndex) {
		let nobody: AccountId = SlashingPalletId::get().into_account_truncating();
		// The validator may have registered other keys since, and another account these.
		let of_then = SessionMembers::keys_of(epoch, validator);
		let of_now = pallet_session::NextKeys::<Runtime>::get(validator);
		for keys in of_then.into_iter().chain(of_now) {
			for id in <SessionKeys as OpaqueKeys>::key_ids() {
				let key = (*id, keys.get_raw(*id).to_vec());
				match pallet_session::KeyOwner::<Runtime>::get(&key) {
					Some(owner) if owner != nobody => Self::purge(owner),
					_ => {},
				}
				pallet_session::KeyOwner::<Runtime>::insert(key, nobody.clone());
			}
		}
	}
}

impl BuryKeys {
	/// Purges an account's session keys.
	fn purge(owner: AccountId) {
		let purged = Session::purge_keys(RuntimeOrigin::signed(owner.clone()));
		if let Err(error) = purged {
			log::error!(target: "palisade::slashing", "keys of {owner:?}: {error:?}");
		}
	}
}

/// The discount on the stake of a validator on probation: at most what the election allows.
pub struct ProbationDiscount;
impl Get<Perbill> for ProbationDiscount {
	fn get() -> Perbill {
		params::ProbationDiscount::get().min(configs::staking::MaxElectionBonus::get())
	}
}

impl palisade_slashing::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Clock = PalisadeStaking;
	type Interruptions = Interruptions;
	type Stake = PalisadeStaking;
	type Affiliation = configs::delegation_marketplace::Proxies;
	type ConductObserver = ();
	type KeyRetirement = BuryKeys;
	// Includes the randomness of the last block: when an offence is reported, its panel is still
	// unknown.
	type Randomness = RotationRandomness;
	type GovernanceOrigin = EnsureRoot<AccountId>;
	type AppealOrigin = SlashAppeal;
	type HoldOrigin = EnsureRootOrCommittee;
	type Treasury = ToTreasury;
	type Penalties = Penalties;
	type Windows = params::Windows;
	type BondAmounts = BoundedBondAmounts;
	type Distribution = params::Distribution;
	type PanelRules = params::PanelRules;
	type DowntimeRules = params::DowntimeRules;
	type ProbationDiscount = ProbationDiscount;
	type MaxReportEpochs = clock::ReportEpochs;
	type MaxDisputeEpochs = clock::DisputeEpochs;
	type SlackEpochs = clock::DecisionSlackEpochs;
	type BondingEpochs = clock::BondingEpochs;
	type DecisionEpochs = clock::DecisionEpochs;
	type MaxActiveValidators = ConstU32<{ bounds::MAX_VALIDATORS }>;
	type MaxSteps = ConstU32<MAX_STEPS>;
	type MaxStepsWeight = MaxStepsWeight;
	type WeightInfo = palisade_slashing::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = BenchmarkHelper;
}

/// The setup for slashing's benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct BenchmarkHelper;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking {
	use super::*;
	use alloc::vec::Vec;
	use codec::{Decode, Encode};
	use frame_benchmarking::BenchmarkError;
	use frame_support::traits::KeyOwnerProofSystem;
	use palisade_primitives::ExposureInspect;
	use sp_consensus_babe::{
		digests::{PreDigest, SecondaryPlainPreDigest},
		EquivocationProof, BABE_ENGINE_ID, KEY_TYPE,
	};
	use sp_runtime::{
		generic::Digest,
		traits::{Header as _, TrailingZeroInput},
		DigestItem, RuntimeAppPublic,
	};

	impl palisade_slashing::BenchmarkHelper<Runtime> for super::BenchmarkHelper {
		fn set_active(number: u32) -> Result<Vec<AccountId>, BenchmarkError> {
			// Without covers: the weight of those who act on a slash is registered besides.
			palisade_staking::benchmarking::slashable::<Runtime>(number)
		}

		fn set_panel(seats: u32) {
			let rules = palisade_slashing::types::PanelRules {
				seats,
				seats_of_second: seats,
				..params::PanelRules::get()
			};
			let value = params::Parameters::PanelRules(params::PanelRules, Some(rules));
			let parameter = crate::configs::parameters::RuntimeParameters::Slashing(value);
			Parameters::set_parameter(RuntimeOrigin::root(), parameter)
				.expect("the root may set parameters");
		}

		fn set_about_to_be_jailed(validator: &AccountId) -> Result<(), BenchmarkError> {
			palisade_staking::benchmarking::about_to_be_jailed::<Runtime>(validator)
		}

		fn crowd(validator: &AccountId, number: u32, all: u32) -> Result<(), BenchmarkError> {
			palisade_staking::benchmarking::crowd_of::<Runtime>(validator, number, all)
		}

		fn skip_epochs(epochs: u32) {
			palisade_staking::benchmarking::skip_epochs::<Runtime>(epochs);
		}

		/// Two blocks of one slot, signed with a key of the keystore.
		fn equivocation(validator: &AccountId) -> Option<RuntimeCall> {
			let session = <PalisadeStaking as palisade_primitives::EpochClock>::current_epoch();
			let offender = sp_consensus_babe::AuthorityId::generate_pair(None);
			let set: Vec<_> = PalisadeStaking::exposures(session)
				.into_iter()
				.map(|exposure| (exposure.validator, exposure.power))
				.collect();
			for (who, _) in &set {
				let mut keys =
					SessionKeys::decode(&mut TrailingZeroInput::new(&who.encode())).ok()?;
				if who == validator {
					keys.babe = offender.clone();
				}
				pallet_session::NextKeys::<Runtime>::insert(who, keys);
			}
			pallet_session::CurrentIndex::<Runtime>::put(session);
			SessionMembers::note(session, &set);
			pallet_babe::EpochIndex::<Runtime>::put(u64::from(session));
			pallet_babe::GenesisSlot::<Runtime>::put(sp_consensus_babe::Slot::from(1));
			let slot = Babe::current_epoch_start();
			let sealed = |state: Hash| {
				let claim =
					PreDigest::SecondaryPlain(SecondaryPlainPreDigest { authority_index: 0, slot });
				let logs = alloc::vec![DigestItem::PreRuntime(BABE_ENGINE_ID, claim.encode())];
				let mut header =
					Header::new(3, Hash::default(), state, Hash::default(), Digest { logs });
				let seal = offender.sign(&header.hash().as_ref())?;
				header.digest.logs.push(DigestItem::Seal(BABE_ENGINE_ID, seal.encode()));
				Some(header)
			};
			let key_owner_proof = SessionMembers::prove((KEY_TYPE, offender.encode()))?;
			let equivocation_proof = EquivocationProof {
				first_header: sealed(Hash::repeat_byte(1))?,
				second_header: sealed(Hash::repeat_byte(2))?,
				offender,
				slot,
			};
			let call = pallet_babe::Call::report_equivocation_unsigned {
				equivocation_proof: alloc::boxed::Box::new(equivocation_proof),
				key_owner_proof,
			};
			Some(call.into())
		}
	}
}
