//! Evidence, penalties, disputes before a panel, and recovery.
//!
//! Penalties are certain for the guilty, impossible to dodge, and open to appeal.
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | offence | what a validator is accused of: the hash of who, when, what, on what evidence |
//! | proven | a proof that the chain can check stands behind it, or the chain has counted it |
//! | alleged | somebody's word stands behind it: a panel always judges |
//! | accused | the validator |
//! | panel | validators drawn by stake that judge by secret ballots |
//! | verdict | uphold, reduce to a part of the penalty, or cancel |
//! | penalty | what an offence costs: a fraction of the exposure, jail or a ban, and a signal to those who rate validators |
//!
//! # Kinds
//!
//! | kind | comes from | backing |
//! |---|---|---|
//! | double sign | `pallet-offences`, which has checked who owns the key; other pallets | proven |
//! | downtime | blocks that the accused did not make, counted here: see [`downtime`] | proven |
//! | invalid block, false attestation, collusion, other | [`report_offence`](Call::report_offence), with a deposit | alleged |
//!
//! Other pallets report through `OffenceIntake`. An offence that is known is not taken in again, and none that is
//! older than the report window.
//!
//! # From report to penalty
//!
//! See [`offence`] for the states. What is proven jails the accused at once, and is applied after its window unless
//! the accused disputes it or governance objects. What is alleged goes to a panel after its window. From the report
//! on, the exits that are liable are held.
//!
//! # Recourse
//!
//! See [`window`] for how long each account has to act. A proof that is not disputed is decided
//! when its window ends, and a decision is carried out in the next block: the window before it is
//! the recourse, there is none after it. In it, as in every other window, governance can
//! [`rule`](Call::rule), which an appeal by referendum should be able to. So that a referendum has
//! the time, a faster origin can [`hold`](Call::hold) an offence once. Nothing is taken before the
//! windows are over. What was taken is not given back by this pallet, because the pool has changed
//! since: governance can make good from the treasury.
//!
//! # The panel
//!
//! See [`panel`].
//!
//! # What it costs
//!
//! See [`assessment`] for the fraction, and [`deposits`] for who gets what.
//!
//! # Recovery
//!
//! A validator that was jailed comes back with [`unjail`](Call::unjail) once its time is over, and is then on
//! probation: its stake counts less in elections, and what it does again costs twice as much. Its time in jail
//! counts from the report where the offence was proven, else from the verdict. Nobody comes back from a ban, but
//! governance can [`pardon`](Call::pardon).
//!
//! # When
//!
//! All times are in epochs. What is due in an epoch is done in its first blocks, a bounded number
//! of steps in each, what is proven before what is alleged. An offence that nobody has decided
//! [`Config::DecisionEpochs`] after it was committed is decided then, while all that is liable is
//! still held. Epochs in which a brake kept accounts from judging are not counted: see [`window`].
//!
//! # Example
//!
//! A report is disputed and turns out to be false: `tests::documentation` runs it.
#![doc = docify::embed!("src/tests/documentation.rs", a_false_report_costs_its_author)]
//!
//! # Limits
//!
//! - A validator has at most [`MAX_OFFENCES`](types::MAX_OFFENCES) offences that are remembered, of which
//!   [`MAX_ALLEGED`](types::MAX_ALLEGED) can be alleged, and [`MAX_ALLEGED_OPEN`](types::MAX_ALLEGED_OPEN) alleged and
//!   undecided: what is proven always finds room.
//! - Two equivocations of a validator in one epoch, of BABE and of GRANDPA, are one.
//! - A validator that can expect fewer blocks in the window than may be missed is not found to be down, nor is one that
//!   was out of the set: it had nothing to do.
//! - Evidence is public as soon as it is on its way to a block: whoever sees it there can report it first.
//! - What is too little to keep an account alive goes to the treasury instead of to that account.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod assessment;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod deposits;
pub mod downtime;
mod inspect;
mod intake;
#[cfg(test)]
mod mock;
pub mod offence;
pub mod panel;
mod recovery;
pub mod runtime_api;
mod schedule;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;
pub mod window;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use recovery::KeyRetirement;
pub use weights::WeightInfo;
pub use window::Window;

pub(crate) const LOG_TARGET: &str = "palisade::slashing";

/// A number of entries of what is in storage or in memory, which are never as many as a `u32` can count.
pub(crate) fn count(entries: usize) -> u32 {
	u32::try_from(entries).unwrap_or(u32::MAX)
}

// The macros of the SDK expect what they have made sure of, and cast indices of variants.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{types::*, *};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Balanced, BalancedHold, MutateHold},
			OnUnbalanced, Randomness,
		},
	};
	use frame_system::pallet_prelude::*;
	use palisade_primitives::{
		Affiliation, Backing, Balance, ConductObserver, EpochClock, EpochIndex, Interruptions,
		OffenceId, OffenceKind, StakeControl, StakeInspect,
	};
	use sp_arithmetic::Perbill;
	use sp_core::H256;
	use sp_runtime::traits::Convert;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime. Values that are not `#[pallet::constant]` may change while the
	/// chain runs, by governance; those that could do harm are bounded where they are read.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The money.
		type Currency: Balanced<Self::AccountId, Balance = Balance>
			+ BalancedHold<Self::AccountId, Balance = Balance>
			+ MutateHold<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// The reasons for which the runtime holds funds.
		type RuntimeHoldReason: From<HoldReason>;

		/// The clock.
		type Clock: EpochClock;

		/// Says for how long brakes kept accounts from judging or from returning into service.
		type Interruptions: Interruptions;

		/// The stake, and those who have it.
		type Stake: StakeInspect<Self::AccountId>
			+ StakeControl<Self::AccountId, Loss = CreditOf<Self>>;

		/// Says who belongs together: nobody judges its own, and nobody is rewarded for reporting its own.
		type Affiliation: Affiliation<Self::AccountId>;

		/// Told of convictions.
		type ConductObserver: ConductObserver<Self::AccountId>;

		/// Retires the session keys of validators that were banned.
		type KeyRetirement: KeyRetirement<Self::AccountId>;

		/// Where the draw of panels starts. Should not be foreseeable when an offence is reported.
		type Randomness: Randomness<Self::Hash, BlockNumberFor<Self>>;

		/// Who may decide in the place of a panel, and pardon.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may pardon, and decide in favour of the accused: an appeal by referendum, for which
		/// less support is enough than to convict.
		type AppealOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may hold an undecided offence, once, so that a referendum on it can end. Faster than
		/// a referendum, such as a committee.
		type HoldOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Gets what is slashed or forfeited and nobody else gets.
		type Treasury: OnUnbalanced<CreditOf<Self>>;

		/// What a kind of offence costs.
		type Penalties: Convert<OffenceKind, Penalty>;

		/// How long what takes.
		type Windows: Get<Windows>;

		/// What is at stake in a dispute.
		type Deposits: Get<Deposits>;

		/// Who gets what.
		type Shares: Get<Shares>;

		/// How panels are made up.
		type PanelRules: Get<PanelRules>;

		/// When a validator is down.
		type DowntimeRules: Get<DowntimeRules>;

		/// By what part less the stake of a validator on probation counts in elections.
		type ProbationMalus: Get<Perbill>;

		/// Longest report window that governance can set. Epochs.
		#[pallet::constant]
		type MaxReportEpochs: Get<u32>;

		/// Longest time from the report to the end of the second panel. Epochs.
		#[pallet::constant]
		type MaxDisputeEpochs: Get<u32>;

		/// Least time that is then left for governance. Epochs.
		#[pallet::constant]
		type SlackEpochs: Get<u32>;

		/// Epochs that stake waits after the one in which it left.
		#[pallet::constant]
		type BondingEpochs: Get<u32>;

		/// Epochs after an offence in which it must be decided: as long as exits are held.
		#[pallet::constant]
		type DecisionEpochs: Get<u32>;

		/// Most validators that an active set can have.
		#[pallet::constant]
		type MaxActiveValidators: Get<u32>;

		/// Steps that are done in a block at most, of those that are due.
		#[pallet::constant]
		type MaxSteps: Get<u32>;

		/// What they may weigh: once it is spent no further step is begun in a block.
		#[pallet::constant]
		type MaxStepsWeight: Get<Weight>;

		/// What the calls and hooks cost.
		type WeightInfo: WeightInfo;

		/// What the benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self>;
	}

	/// Why funds are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For what was reported and not proven.
		#[codec(index = 0)]
		Report,
		/// For what was disputed.
		#[codec(index = 1)]
		Dispute,
	}

	/// The offences that are not forgotten. Nobody can choose a hash.
	#[pallet::storage]
	pub type Offences<T: Config> =
		StorageMap<_, Identity, OffenceId, Offence<T::AccountId>, OptionQuery>;

	/// What shows them, where somebody has said so.
	#[pallet::storage]
	pub type EvidenceOf<T: Config> =
		StorageMap<_, Identity, OffenceId, StoredEvidence, OptionQuery>;

	/// What the accused say.
	#[pallet::storage]
	pub type Defences<T: Config> = StorageMap<_, Identity, OffenceId, Defence, OptionQuery>;

	/// Those who judge.
	#[pallet::storage]
	pub type Panels<T: Config> =
		StorageMap<_, Identity, OffenceId, Panel<T::AccountId>, OptionQuery>;

	/// What is due, by epoch; what is proven apart from what is alleged, so that no flood of allegations delays it.
	/// Nobody can choose epochs.
	#[pallet::storage]
	pub type Schedule<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		(Backing, EpochIndex),
		Identity,
		OffenceId,
		(),
		OptionQuery,
	>;

	/// The first epoch of which something may be due, if something ever was.
	#[pallet::storage]
	pub type NextDue<T: Config> = StorageMap<_, Twox64Concat, Backing, EpochIndex, OptionQuery>;

	/// What is known of validators. Hashed by a cryptographic hash because anybody can choose an account.
	#[pallet::storage]
	pub type Dossiers<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Dossier, OptionQuery>;

	/// The last decisions on each validator, the latest last.
	#[pallet::storage]
	pub type History<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<Decision<T::AccountId>, ConstU32<HISTORY>>,
		ValueQuery,
	>;

	/// The last decisions on all, by their number modulo [`RECENT`].
	#[pallet::storage]
	pub type Recent<T: Config> =
		StorageMap<_, Twox64Concat, u32, Decision<T::AccountId>, OptionQuery>;

	/// The number that the next decision gets.
	#[pallet::storage]
	pub type NextDecision<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Equivocations whose penalty was applied, by epoch, as long as others can be punished with them. One record
	/// for each epoch, because the correlation reads all.
	#[pallet::storage]
	pub type Equivocations<T: Config> = StorageMap<
		_,
		Twox64Concat,
		EpochIndex,
		BoundedVec<Equivocation<T::AccountId>, T::MaxActiveValidators>,
		OptionQuery,
	>;

	/// The equivocations whose penalties are to be looked at again.
	#[pallet::storage]
	pub type Reviews<T: Config> = StorageValue<_, Review, OptionQuery>;

	/// Blocks that were expected of validators and that they made.
	#[pallet::storage]
	pub type Tallies<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Tally, OptionQuery>;

	/// Validators that were found to be down at the end of an epoch, and are to be reported.
	#[pallet::storage]
	pub type FoundDown<T: Config> =
		StorageValue<_, BoundedVec<(T::AccountId, EpochIndex), T::MaxActiveValidators>, ValueQuery>;

	/// What happened. Amounts in planck.
	#[allow(missing_docs)] // The fields have the names of what they are.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Somebody is accused of something. It goes on in the epoch `due`.
		OffenceReported {
			offence: OffenceId,
			validator: T::AccountId,
			kind: OffenceKind,
			epoch: EpochIndex,
			proven: bool,
			reporter: Option<T::AccountId>,
			due: EpochIndex,
		},
		/// What was reported is known already.
		OffenceKnown { offence: OffenceId },
		/// What was reported by the chain itself was not taken in.
		ReportRefused {
			validator: T::AccountId,
			kind: OffenceKind,
			epoch: EpochIndex,
			reason: DispatchError,
		},
		/// The accused disputes it.
		OffenceDisputed { offence: OffenceId, grounds: Grounds, bond: Balance },
		/// An appeal limits the penalty to this part of it.
		PenaltyEased { offence: OffenceId, to: Perbill },
		/// A panel was drawn with this seed. Its members commit until the epoch `due`.
		PanelSeated {
			offence: OffenceId,
			round: u8,
			seed: [u8; 32],
			members: Vec<T::AccountId>,
			due: EpochIndex,
		},
		/// A member has committed to a ballot.
		BallotCommitted { offence: OffenceId, member: T::AccountId },
		/// Ballots are revealed until the epoch `due`.
		RevealBegan { offence: OffenceId, due: EpochIndex },
		/// A member has revealed its ballot.
		BallotRevealed { offence: OffenceId, member: T::AccountId, verdict: Verdict },
		/// Too few members have revealed their ballots.
		QuorumMissed { offence: OffenceId, round: u8, revealed: u32, seats: u32 },
		/// A member has paid for not revealing a ballot: as much of its fine as it had.
		MemberFined { offence: OffenceId, member: T::AccountId, amount: Balance },
		/// Governance has to decide until the epoch `due`.
		OffenceReferred { offence: OffenceId, due: EpochIndex },
		/// It was decided.
		OffenceDecided { offence: OffenceId, verdict: Verdict, authority: Authority },
		/// A penalty was applied.
		PenaltyApplied {
			offence: OffenceId,
			validator: T::AccountId,
			kind: OffenceKind,
			epoch: EpochIndex,
			fraction: Perbill,
			amount: Balance,
		},
		/// A penalty has become higher, because of other offences.
		PenaltyRaised { offence: OffenceId, fraction: Perbill, amount: Balance },
		/// Nothing could be slashed.
		SlashFailed { offence: OffenceId, reason: DispatchError },
		/// There is no penalty.
		OffenceDismissed { offence: OffenceId, validator: T::AccountId },
		/// A reporter was rewarded.
		ReporterRewarded { offence: OffenceId, reporter: T::AccountId, amount: Balance },
		/// A deposit was given back, or part of it.
		DepositSettled {
			offence: OffenceId,
			who: T::AccountId,
			returned: Balance,
			forfeited: Balance,
		},
		/// Each of the members of a panel that revealed its ballot was paid so much.
		PanelPaid { offence: OffenceId, members: u32, each: Balance },
		/// Somebody could not be paid, because it would not exist with so little. The treasury was.
		PaymentFailed { who: T::AccountId, amount: Balance },
		/// A validator is in jail.
		ValidatorJailed { validator: T::AccountId, until: EpochIndex },
		/// A validator has come back from jail.
		ValidatorUnjailed { validator: T::AccountId, probation_until: EpochIndex },
		/// A validator should not have been jailed, and is no longer.
		ValidatorReleased { validator: T::AccountId },
		/// A validator may never validate again.
		ValidatorBanned { validator: T::AccountId },
		/// Governance has pardoned a validator.
		ValidatorPardoned { validator: T::AccountId },
		/// An offence was held so that a referendum on it can end.
		OffenceHeld {
			/// The offence.
			offence: OffenceId,
			/// The epoch in which the window that runs ends now.
			due: EpochIndex,
		},
		/// The window of an offence was interrupted by a brake, and ends later by as much.
		WindowMoved {
			/// The offence.
			offence: OffenceId,
			/// The epoch in which the window that runs ends now.
			due: EpochIndex,
		},
	}

	/// Why a call was refused. Nothing has changed then.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such offence, or it was forgotten.
		UnknownOffence,
		/// The chain itself finds out about offences of this kind.
		KindNotReportable,
		/// Somebody reports itself, or one that it belongs together with.
		ReportsItself,
		/// The offence is too old to be reported.
		ReportTooOld,
		/// The epoch has not begun.
		EpochNotBegun,
		/// The validator was not active in that epoch.
		NotExposed,
		/// The offence is known already.
		AlreadyReported,
		/// Too many offences of this validator are not decided.
		TooManyOffences,
		/// The evidence is larger than is stored. Give its hash and where it can be found.
		EvidenceTooLarge,
		/// The evidence is empty, or not what it says it is.
		EvidenceMalformed,
		/// The account does not own enough that is free for the deposit.
		InsufficientFunds,
		/// Only the accused can dispute an offence.
		NotAccused,
		/// The offence was disputed already.
		AlreadyDisputed,
		/// It is too late to dispute the offence.
		DisputeWindowOver,
		/// The account is not a member of the panel of this offence.
		NotOnPanel,
		/// It is not the time to commit to ballots.
		NotCommitting,
		/// It is not the time to reveal ballots.
		NotRevealing,
		/// The member has committed to a ballot already.
		AlreadyCommitted,
		/// The member has not committed to a ballot.
		NotCommitted,
		/// The member has revealed its ballot already.
		AlreadyRevealed,
		/// The ballot is not what was committed to.
		BallotMismatch,
		/// The penalty can only be reduced to a part between nothing and all.
		NotAReduction,
		/// The offence was decided already.
		AlreadyDecided,
		/// This change of state is not possible.
		TransitionNotPossible,
		/// The validator is not in jail.
		NotJailed,
		/// The time in jail is not over.
		JailNotOver,
		/// The validator was banned for ever.
		Banned,
		/// The validator has to answer for an offence that was proven.
		OffenceOpen,
		/// There is nothing to pardon.
		NothingToPardon,
		/// An appeal cannot convict: it may cancel what is alleged, and cancel or reduce what is proven. Convict by
		/// governance, or leave it to the panel.
		AppealCannotConvict,
		/// An appeal has limited the penalty to that part or less.
		AlreadyEased,
		/// The offence was held before, and an offence is held only once. Rule on it before it is
		/// due.
		AlreadyHeld,
		/// Nothing is left of a hold: the decision deadline is too near, governance has to decide
		/// already, or the hold is set to no epochs. Rule on the offence before the decision
		/// deadline.
		NoTimeToHold,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Does what is due, a bounded number of steps.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::do_what_is_due()
		}

		fn integrity_test() {
			let decided = T::MaxReportEpochs::get()
				.saturating_add(T::MaxDisputeEpochs::get())
				.saturating_add(T::SlackEpochs::get());
			assert!(
				decided < T::BondingEpochs::get(),
				"stake could be withdrawn before its offences are decided"
			);
			assert!(
				T::BondingEpochs::get() <= T::DecisionEpochs::get(),
				"governance would have less time than the slack says"
			);
			assert!(T::MaxReportEpochs::get() > 0, "nothing could be reported");
			// One epoch of a window that has begun, and two panels that commit and reveal.
			assert!(T::MaxDisputeEpochs::get() > 4, "a second panel would have no time");
			assert!(T::SlackEpochs::get() > 0, "governance would have no time");
			assert!(T::MaxSteps::get() > 0, "nothing would ever be done");
			assert!(
				T::WeightInfo::nothing_due().all_lte(T::MaxStepsWeight::get()),
				"nothing would ever be done in a block"
			);
			assert!(T::MaxActiveValidators::get() > 0, "nobody could offend");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state().map_err(Into::into)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Reports what no proof can settle. A panel judges it.
		///
		/// A [deposit](Pallet::report_deposit) is held. It is given back if the penalty is upheld, and forfeited if it is
		/// cancelled; in proportion if it is reduced.
		///
		/// - `origin`: anybody but the accused.
		/// - `validator`: the accused.
		/// - `kind`: what it has done.
		/// - `epoch`: when; not older than the report window.
		/// - `evidence`: what shows it.
		///
		/// Errors: [`Error::KindNotReportable`], [`Error::ReportsItself`], [`Error::ReportTooOld`],
		/// [`Error::EpochNotBegun`], [`Error::NotExposed`], [`Error::AlreadyReported`],
		/// [`Error::TooManyOffences`], [`Error::EvidenceTooLarge`], [`Error::EvidenceMalformed`],
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::report_offence(T::MaxActiveValidators::get()))]
		pub fn report_offence(
			origin: OriginFor<T>,
			validator: T::AccountId,
			kind: OffenceKind,
			epoch: EpochIndex,
			evidence: Evidence,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_report(who, validator, kind, epoch, evidence)
		}

		/// Disputes an offence: a panel judges it.
		///
		/// A bond is held. It is given back if the penalty is cancelled, and forfeited if it is upheld; in
		/// proportion if it is reduced.
		///
		/// - `origin`: the accused.
		/// - `grounds`: why it should not be punished.
		/// - `evidence`: what shows it.
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::NotAccused`], [`Error::AlreadyDisputed`],
		/// [`Error::DisputeWindowOver`], [`Error::EvidenceTooLarge`], [`Error::EvidenceMalformed`],
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::dispute())]
		pub fn dispute(
			origin: OriginFor<T>,
			offence: OffenceId,
			grounds: Grounds,
			evidence: Evidence,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispute(who, offence, grounds, evidence)
		}

		/// Commits to a ballot.
		///
		/// - `origin`: a member of the panel.
		/// - `commitment`: see [`panel::commitment`].
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::NotCommitting`], [`Error::NotOnPanel`],
		/// [`Error::AlreadyCommitted`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::commit_ballot())]
		pub fn commit_ballot(
			origin: OriginFor<T>,
			offence: OffenceId,
			commitment: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_commit(who, offence, commitment)
		}

		/// Reveals a ballot.
		///
		/// - `origin`: a member of the panel that has committed to it.
		/// - `verdict`, `salt`: what was committed to.
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::NotRevealing`], [`Error::NotOnPanel`],
		/// [`Error::NotCommitted`], [`Error::AlreadyRevealed`], [`Error::BallotMismatch`],
		/// [`Error::NotAReduction`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::reveal_ballot())]
		pub fn reveal_ballot(
			origin: OriginFor<T>,
			offence: OffenceId,
			verdict: Verdict,
			salt: [u8; 32],
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reveal(who, offence, verdict, salt)
		}

		/// Decides an offence in the place of the panel. It is carried out in the next block.
		///
		/// - `origin`: [`Config::GovernanceOrigin`] for any verdict. [`Config::AppealOrigin`] can only ease: it cancels,
		///   with both deposits given back; or it limits the part of a proven penalty that will be due, while
		///   the window and the panel go on.
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::AlreadyDecided`], [`Error::NotAReduction`],
		/// [`Error::AppealCannotConvict`], [`Error::AlreadyEased`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::rule())]
		pub fn rule(origin: OriginFor<T>, offence: OffenceId, verdict: Verdict) -> DispatchResult {
			let is_appeal = Self::ensure_governance_or_appeal(origin)?;
			Self::do_rule(offence, verdict, is_appeal)
		}

		/// Comes back from jail, on probation.
		///
		/// - `origin`: a validator that was jailed.
		///
		/// Errors: [`Error::NotJailed`], [`Error::JailNotOver`], [`Error::Banned`], [`Error::OffenceOpen`], and
		/// those of the staking pallet for whoever cannot validate.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::unjail())]
		pub fn unjail(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unjail(who)
		}

		/// Takes back a jail or a ban. What was slashed is not given back. What is proven and not decided must be
		/// [ruled](Call::rule) on first.
		///
		/// - `origin`: [`Config::GovernanceOrigin`] or [`Config::AppealOrigin`].
		///
		/// Errors: [`Error::NothingToPardon`], [`Error::OffenceOpen`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::pardon())]
		pub fn pardon(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			Self::ensure_governance_or_appeal(origin)?;
			Self::do_pardon(validator)
		}

		/// Puts off the end of the window of an undecided offence by [`Windows::hold`] epochs, once
		/// for each offence, so that a referendum on it can end. Dismisses nothing: see [`window`].
		///
		/// - `origin`: [`Config::HoldOrigin`].
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::AlreadyDecided`], [`Error::AlreadyHeld`],
		/// [`Error::NoTimeToHold`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::hold())]
		pub fn hold(origin: OriginFor<T>, offence: OffenceId) -> DispatchResult {
			T::HoldOrigin::ensure_origin(origin)?;
			Self::do_hold(offence)
		}
	}
}
