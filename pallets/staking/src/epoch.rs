//! The end of an epoch and the start of the next.
//!
//! The only code that writes [`CurrentEpoch`], [`EpochResults`] and [`OldestExposure`].

use crate::{
	ledger::ValidatorLedger,
	lifecycle::Change,
	rewards::{Due, Payroll},
	types::*,
	*,
};
use alloc::collections::BTreeMap;
use frame_support::{storage::with_storage_layer, traits::Get};
use palisade_primitives::{Balance, EpochIndex, Exposure};
use palisade_share_pool::RewardIndexes;
use sp_runtime::DispatchError;

pub(crate) use crate::rewards::mul_div_floor;
pub use crate::{
	rewards::{performance, PARTICIPATION_SHARE},
	session::{DisableInSession, ElectedWith},
};

/// Most epochs whose exposures and results are removed at one boundary. One is added, so removal
/// catches up.
const PRUNED_AT_ONCE: u32 = 2;

/// The seats of the set that begins, by validator.
type Seats<'a, T> = BTreeMap<
	&'a <T as frame_system::Config>::AccountId,
	&'a Elected<<T as frame_system::Config>::AccountId>,
>;

/// The members of the set that begins, with their exposures and states.
type Begun<T> = BTreeMap<
	<T as frame_system::Config>::AccountId,
	(Exposure<<T as frame_system::Config>::AccountId>, State),
>;

impl<T: Config> ValidatorLedger<T> {
	/// Ends the epoch `ended` for a member of its set. A jailed or banned validator is paid
	/// nothing. Returns its performance and the amount credited, in planck.
	fn end_epoch(&mut self, ended: EpochIndex, due: &Due) -> EpochResult {
		let mut result = self.earn(due);
		if self.state.is_confined() {
			result = EpochResult::default();
		}
		let before = self.pool.liquid.index;
		result.reward = match result.reward {
			0 => 0,
			reward => self.credit(ended, reward),
		};
		self.or_unchanged(ended, |ledger| ledger.move_stake(ended, before));
		// Not a member of the next set until elected: the deposits of the epoch are shares now.
		self.serving = None;
		// Self-stake that is not settled keeps its deposits, and is settled by its next use.
		self.or_unchanged(ended, |ledger| ledger.with_own(|_, _| Ok(())));
		self.commission.roll(ended.saturating_add(1));
		result
	}

	/// Runs a step of the end of an epoch. A failed step changes nothing, with an event: nothing
	/// rolls back the end of an epoch.
	fn or_unchanged(
		&mut self,
		epoch: EpochIndex,
		step: impl FnOnce(&mut Self) -> Result<(), Error<T>>,
	) {
		let before = self.record.clone();
		let Err(error) = with_storage_layer(|| step(self).map_err(DispatchError::from)) else {
			return;
		};
		self.record = before;
		let validator = self.account.clone();
		log::error!(target: LOG_TARGET, "the epoch of {validator:?} did not end: {error:?}");
		Pallet::<T>::deposit_event(Event::SettlementFailed { validator, epoch, reason: error });
	}

	/// Moves the stake of an ended epoch: compounding, exits and deposits, in this order. `before`
	/// are the reward indexes before the reward of the epoch.
	fn move_stake(&mut self, ended: EpochIndex, before: RewardIndexes) -> Result<(), Error<T>> {
		if self.compounding.is_due(self.pool.compounding.waiting, ended) {
			self.pool.compounding.compound();
			self.compounding.since = ended.saturating_add(1);
		}
		self.close_exits(ended, before)?;
		self.activate_deposits(ended)
	}

	/// Adds the validator to the set of `epoch`. Returns its exposure.
	fn begin_epoch(
		&mut self,
		elected: &Elected<T::AccountId>,
		epoch: EpochIndex,
	) -> Exposure<T::AccountId> {
		let left = epoch
			.checked_sub(1)
			.and_then(|before| self.exit_pool(before))
			.map_or(0, |exits| exits.assets_left());
		self.serving = Some(epoch);
		self.commission.roll(epoch);
		let most = T::MaximumCommission::get();
		if self.commission.cap(most) {
			let validator = self.account.clone();
			Pallet::<T>::deposit_event(Event::CommissionCapped { validator, commission: most });
		}
		// Valid in every state.
		let _ = self.transition(Change::Elected);
		Exposure {
			validator: self.account.clone(),
			power: elected.stake,
			compounding: self.pool.compounding.stake,
			liquid: self.pool.liquid.class.stake,
			waiting: self.pool.compounding.waiting,
			left,
			bonus: Pallet::<T>::bonus_of(elected.factor),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The running epoch.
	pub(crate) fn now() -> EpochIndex {
		CurrentEpoch::<T>::get()
	}

	/// The ledger of a member of a set, which has one.
	fn member(validator: &T::AccountId) -> Option<ValidatorLedger<T>> {
		let ledger = ValidatorLedger::<T>::find(validator);
		if ledger.is_none() {
			log::error!(target: LOG_TARGET, "no record of {validator:?}");
		}
		ledger
	}

	/// Begins the clock on a running chain, in an epoch without a set.
	pub(crate) fn begin_clock(epoch: EpochIndex) {
		CurrentEpoch::<T>::put(epoch);
		OldestExposure::<T>::put(epoch);
		Self::insert_exposures(epoch, ExposuresOf::<T>::default());
	}

	/// Ends the running epoch and begins `epoch` with its elected set.
	pub(crate) fn begin_epoch(epoch: EpochIndex) {
		Self::roll_minimum(epoch);
		let next_set = NextSet::<T>::get();
		let mut begun = Begun::<T>::new();
		// No epoch of this pallet runs at genesis, or before the first on a running chain.
		let is_first = !CurrentEpoch::<T>::exists();
		if is_first {
			// Nothing is stored for the epochs of the chain before the pallet.
			OldestExposure::<T>::put(epoch);
		}
		if epoch > 0 && !is_first {
			let seats = next_set.iter().map(|elected| (&elected.validator, elected)).collect();
			Self::end_set(Self::now(), &seats, epoch, &mut begun);
		}

		let mut exposures = ExposuresOf::<T>::default();
		let mut confined = ConfinedOf::<T>::default();
		for elected in &next_set {
			let member = begun.remove(&elected.validator).or_else(|| {
				let mut ledger = Self::member(&elected.validator)?;
				let exposure = ledger.begin_epoch(elected, epoch);
				let state = ledger.state;
				ledger.save();
				Some((exposure, state))
			});
			let Some((exposure, state)) = member else { continue };
			// At most as many as the set, which has the same bound.
			if let Some(member) = Confined::new(exposure.validator.clone(), exposure.power, state) {
				let _ = confined.try_push(member);
			}
			let _ = exposures.try_push(exposure);
		}
		Self::begin_counting(exposures.iter().map(|exposure| &exposure.validator));
		CurrentEpoch::<T>::put(epoch);
		Self::recall(epoch);
		Self::begin_duty(epoch, &exposures);
		Self::insert_exposures(epoch, exposures);
		Self::disable_at_start(confined);
		Self::prune(epoch);
	}

	/// Ends the epoch `ended` for its set and pays it. Members with a seat begin `epoch` at once,
	/// so that each record is stored once, and are added to `begun`.
	fn end_set(ended: EpochIndex, seats: &Seats<T>, epoch: EpochIndex, begun: &mut Begun<T>) {
		let set = Self::exposures_of(ended).unwrap_or_default();
		let Payroll { dues, budget } = Self::payroll(ended, &set);
		let mut results = ResultsOf::<T>::default();
		let mut paid: Balance = 0;
		for (exposure, due) in set.iter().zip(&dues) {
			let validator = &exposure.validator;
			let Some(mut ledger) = Self::member(validator) else {
				let _ = results.try_push(EpochResult::default());
				continue;
			};
			let result = ledger.end_epoch(ended, due);
			paid = paid.saturating_add(result.reward);
			let _ = results.try_push(result);
			match seats.get(validator) {
				Some(elected) => {
					let exposure = ledger.begin_epoch(elected, epoch);
					begun.insert(validator.clone(), (exposure, ledger.state));
				},
				None => {
					// Valid in every state.
					let _ = ledger.transition(Change::NotElected);
				},
			}
			ledger.save();
		}
		Self::settle_payout(ended, paid, budget);
		EpochResults::<T>::insert(ended, results);
	}

	/// Removes the exposures and results of epochs that can no longer be slashed.
	fn prune(epoch: EpochIndex) {
		let mut oldest = OldestExposure::<T>::get();
		for _ in 0..PRUNED_AT_ONCE {
			if Self::is_liable_for(oldest, epoch) {
				break;
			}
			Self::remove_exposures(oldest);
			EpochResults::<T>::remove(oldest);
			oldest = oldest.saturating_add(1);
		}
		OldestExposure::<T>::put(oldest);
	}
}
