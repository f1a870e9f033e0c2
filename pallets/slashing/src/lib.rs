//! Offence reports, penalties, disputes before a panel, and recovery from jail.
//!
//! Penalties are certain for the guilty, cannot be dodged, and are open to appeal.
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | offence | an accusation; its id hashes the validator, epoch, kind and evidence |
//! | proven | backed by a proof that the chain can check, or counted by the chain |
//! | alleged | backed only by the word of the reporter: a panel always judges |
//! | accused | the validator |
//! | panel | validators drawn by stake who judge by secret ballot |
//! | verdict | uphold, reduce to a part of the penalty, or cancel |
//! | penalty | a slashed fraction of the exposure, jail or a ban, and a conduct signal |
//!
//! # Kinds
//!
//! | kind | reported by | basis |
//! |---|---|---|
//! | double sign | the consensus through [`ReportProofs`], by proof; other pallets | proven |
//! | downtime | this pallet, which counts missed blocks: see [`downtime`] | proven |
//! | invalid block, false attestation, collusion, other | [`Call::report_offence`] | alleged |
//!
//! A report of an alleged offence takes a deposit. Other pallets report through `OffenceIntake`. A
//! known offence is not taken in again, nor is an offence older than the report window.
//!
//! # From report to penalty
//!
//! See [`offence`] for the stages. A proven offence jails the accused at once. Its penalty is
//! applied after the veto window unless the accused disputes the offence or governance rules
//! otherwise. An alleged offence goes to a panel after the dispute window. Liable exits are held
//! from the report until the decision.
//!
//! # Recourse
//!
//! See [`window`] for how long each account has to act. An undisputed proof is decided when its
//! veto window ends, and a decision by the hook is executed in the next step of the hook, a ruling
//! in the next block. The window before the decision is the recourse: no window follows it. In each
//! window governance can [`rule`](Call::rule), which an appeal by referendum should be able to do
//! as well. A faster origin can [`hold`](Call::hold) an offence once, which gives a referendum time
//! to end. Nothing is slashed before the windows are over. This pallet never returns a slash,
//! because the pool has changed since: governance can compensate from the treasury.
//!
//! # The panel
//!
//! See [`panel`].
//!
//! # Amounts
//!
//! See [`assessment`] for the slashed fraction, and [`deposits`] for the distribution of slashes
//! and deposits.
//!
//! # Recovery
//!
//! A jailed validator returns with [`unjail`](Call::unjail) once its jail term is over. The
//! validator is then on probation: its stake counts less in elections, and each repetition costs
//! four times as much instead of twice. A verdict can leave a lighter sentence, just as it can
//! leave a part of the slash. The jail term starts with the report for a proven offence, and with
//! the verdict for an alleged one. A ban is permanent unless governance [pardons](Call::pardon) the
//! validator.
//!
//! # Timing
//!
//! All times are in epochs. Work that is due in an epoch is done in its first blocks, in a bounded
//! number of steps per block, proven offences before alleged ones. An offence still undecided
//! [`Config::DecisionEpochs`] after it was committed is decided then, while all liable stake is
//! still held. Epochs in which a brake kept accounts from judging do not count: see [`window`].
//!
//! # Example
//!
//! A report is disputed and turns out to be false. The example is run as a test, in
//! `tests::documentation`.
#![doc = docify::embed!("src/tests/documentation.rs", a_false_report_costs_its_author)]
//!
//! # Limits
//!
//! - A validator has at most [`MAX_OFFENCES`](types::MAX_OFFENCES) remembered offences. At most
//!   [`MAX_ALLEGED`](types::MAX_ALLEGED) of them are alleged, so that a proven offence always finds
//!   room. The deposit of a report rises with their number, except in a few places, of which each
//!   reporter can have one: see [`PLACES_AT_BASE`](types::PLACES_AT_BASE) and
//!   [`PLACES_AT_A_PRICE`](types::PLACES_AT_A_PRICE).
//! - At most [`MAX_PROOFS`](types::MAX_PROOFS) proofs of equivocations of a validator in one epoch
//!   are judged at a time.
//! - An idle validator of which few blocks are expected is found down only after half a window and
//!   19 expected blocks: see [`downtime`]. A validator outside the set has no duties.
//! - Evidence is public once it is in the transaction pool: any account that sees it there can
//!   report it first.
//! - A payment too small to keep its recipient alive goes to the treasury instead.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod allegations;
pub mod assessment;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod consensus;
pub mod deposits;
pub mod downtime;
mod history;
mod inspect;
pub mod intake;
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
pub mod uncounted;
pub mod weights;
pub mod window;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use consensus::{ReportProofs, SessionOf};
pub use pallet::*;
pub use recovery::KeyRetirement;
pub use weights::WeightInfo;
pub use window::Window;

pub(crate) const LOG_TARGET: &str = "palisade::slashing";

/// Counts entries in storage or memory, saturating at `u32::MAX`, which no such number reaches.
pub(crate) fn count(entries: usize) -> u32 {
	u32::try_from(entries).unwrap_or(u32::MAX)
}

// The macros of the SDK use `expect` on checked conditions, and cast variant indices.
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
		Affiliation, Balance, Basis, CaseInspect, ConductObserver, EpochClock, EpochIndex,
		ExposureInspect, Interruptions, OffenceId, OffenceKind, PositionInspect, SlashControl,
		ValidatorControl, ValidatorInspect,
	};
	use sp_arithmetic::Perbill;
	use sp_core::H256;
	use sp_runtime::traits::Convert;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The configuration of the pallet. Values that are not `#[pallet::constant]` can be changed by
	/// governance while the chain runs; the dangerous ones are clamped where they are read.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The currency of deposits, bonds, slashes and rewards.
		type Currency: Balanced<Self::AccountId, Balance = Balance>
			+ BalancedHold<Self::AccountId, Balance = Balance>
			+ MutateHold<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// The runtime's hold reasons.
		type RuntimeHoldReason: From<HoldReason>;

		/// The epoch clock.
		type Clock: EpochClock;

		/// Counts the epochs in which brakes kept accounts from judging or from returning into
		/// service.
		type Interruptions: Interruptions;

		/// The staking pallet: exposures, slashing, jail and bans.
		type Stake: ValidatorInspect<Self::AccountId>
			+ ValidatorControl<Self::AccountId>
			+ ExposureInspect<Self::AccountId>
			+ PositionInspect<Self::AccountId>
			+ CaseInspect<Self::AccountId>
			+ SlashControl<Self::AccountId, Loss = CreditOf<Self>>;

		/// Tells which accounts are bound to others by their own word. No account reports, is
		/// rewarded for reporting, or judges an offence of a party that it is bound to. The word of
		/// a party shuts no other account out.
		type Affiliation: Affiliation<Self::AccountId>;

		/// Is notified of each conviction.
		type ConductObserver: ConductObserver<Self::AccountId>;

		/// Retires the session keys of banned validators.
		type KeyRetirement: KeyRetirement<Self::AccountId>;

		/// The randomness that seeds panel draws. Should be unpredictable when an offence is
		/// reported.
		type Randomness: Randomness<Self::Hash, BlockNumberFor<Self>>;

		/// The origin that may rule any verdict in place of a panel, and pardon.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The origin that may pardon, and rule in favour of the accused. Meant for an appeal by
		/// referendum, which needs less support than a conviction.
		type AppealOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The origin that may hold an undecided offence, once, so that a referendum on it can end.
		/// Should be faster than a referendum, such as a committee.
		type HoldOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Receives the slashed and forfeited funds that no other account receives.
		type Treasury: OnUnbalanced<CreditOf<Self>>;

		/// The penalty of each kind of offence.
		type Penalties: Convert<OffenceKind, Penalty>;

		/// The length of each window.
		type Windows: Get<Windows>;

		/// The amounts of deposits, bonds and fines.
		type BondAmounts: Get<BondAmounts>;

		/// The distribution of slashes and forfeited deposits.
		type Distribution: Get<Distribution>;

		/// The size and the quorum of panels.
		type PanelRules: Get<PanelRules>;

		/// The downtime that is an offence.
		type DowntimeRules: Get<DowntimeRules>;

		/// The discount on the election stake of a validator on probation.
		type ProbationDiscount: Get<Perbill>;

		/// The longest report window that governance can set. Epochs.
		#[pallet::constant]
		type MaxReportEpochs: Get<u32>;

		/// The longest time from the report to the end of the second panel. Epochs.
		#[pallet::constant]
		type MaxDisputeEpochs: Get<u32>;

		/// The least time left for governance after the second panel. Epochs.
		#[pallet::constant]
		type SlackEpochs: Get<u32>;

		/// Epochs that unbonding stake waits, after the epoch in which it left.
		#[pallet::constant]
		type BondingEpochs: Get<u32>;

		/// Epochs within which an offence must be decided, counted from its own epoch. Exits are
		/// held as long.
		#[pallet::constant]
		type DecisionEpochs: Get<u32>;

		/// The largest number of validators in an active set.
		#[pallet::constant]
		type MaxActiveValidators: Get<u32>;

		/// The largest number of due steps done in a block.
		#[pallet::constant]
		type MaxSteps: Get<u32>;

		/// The weight budget of the steps in a block: once it is spent, no further step begins.
		#[pallet::constant]
		type MaxStepsWeight: Get<Weight>;

		/// The weights of the calls and hooks.
		type WeightInfo: WeightInfo;

		/// The setup that the benchmarks need from the runtime.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self>;
	}

	/// The reasons for which this pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit on the report of an alleged offence.
		#[codec(index = 0)]
		Report,
		/// The bond of an accused that disputes.
		#[codec(index = 1)]
		Dispute,
	}

	/// The remembered offences, by id. Hashed with `Identity` because an id cannot be chosen: it is
	/// a hash itself.
	#[pallet::storage]
	pub type Offences<T: Config> =
		StorageMap<_, Identity, OffenceId, Offence<T::AccountId>, OptionQuery>;

	/// The evidence of each offence reported by an account.
	#[pallet::storage]
	pub type EvidenceOf<T: Config> =
		StorageMap<_, Identity, OffenceId, StoredEvidence, OptionQuery>;

	/// The evidence that the parties of each offence added.
	#[pallet::storage]
	pub type AddedEvidenceOf<T: Config> =
		StorageMap<_, Identity, OffenceId, AddedEvidences<T::AccountId>, OptionQuery>;

	/// The defence of each disputed offence.
	#[pallet::storage]
	pub type Defences<T: Config> = StorageMap<_, Identity, OffenceId, Defence, OptionQuery>;

	/// The panel of each offence that is being judged, kept until the decision is executed or
	/// governance has to rule.
	#[pallet::storage]
	pub type Panels<T: Config> =
		StorageMap<_, Identity, OffenceId, Panel<T::AccountId>, OptionQuery>;

	/// The offences by basis and by the epoch in which they are due. Proven and alleged offences
	/// are separate, so that a flood of allegations cannot delay proven ones. Not hashed
	/// cryptographically because epochs cannot be chosen.
	#[pallet::storage]
	pub type Schedule<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		(Basis, EpochIndex),
		Identity,
		OffenceId,
		(),
		OptionQuery,
	>;

	/// The first epoch with possibly due offences, by basis. Absent until the first report of that
	/// basis.
	#[pallet::storage]
	pub type NextDue<T: Config> = StorageMap<_, Twox64Concat, Basis, EpochIndex, OptionQuery>;

	/// The record of each validator. Hashed cryptographically because accounts can be chosen.
	#[pallet::storage]
	pub type ValidatorRecords<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, ValidatorRecord, OptionQuery>;

	/// The undecided allegations, by the kind and the epoch of the offence. The keys are not hashed
	/// cryptographically because kinds are few, and epochs are within the report window.
	#[pallet::storage]
	pub type OpenAllegations<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		(OffenceKind, EpochIndex),
		Identity,
		OffenceId,
		Allegation<T::AccountId>,
		OptionQuery,
	>;

	/// The number of allegations against a validator by a reporter that are not executed, or were
	/// withdrawn. They raise the deposit of the reporter's next report. Hashed cryptographically
	/// because accounts can be chosen.
	#[pallet::storage]
	pub type ReportsBy<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		T::AccountId,
		u32,
		OptionQuery,
	>;

	/// The last [`HISTORY`] decisions on each validator, the latest last.
	#[pallet::storage]
	pub type History<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, HistoryOf<T::AccountId>, ValueQuery>;

	/// The last [`RECENT`] decisions on all validators, by their number modulo [`RECENT`].
	#[pallet::storage]
	pub type RecentDecisions<T: Config> =
		StorageMap<_, Twox64Concat, u32, Decision<T::AccountId>, OptionQuery>;

	/// The number of the next decision.
	#[pallet::storage]
	pub type NextDecision<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The equivocations with an applied penalty, by epoch, kept while other equivocations can be
	/// correlated with them. One entry per epoch, because the correlation reads all of them.
	#[pallet::storage]
	pub type Equivocations<T: Config> = StorageMap<
		_,
		Twox64Concat,
		EpochIndex,
		BoundedVec<Equivocation<T::AccountId>, T::MaxActiveValidators>,
		OptionQuery,
	>;

	/// The range of equivocations whose penalties are to be reassessed.
	#[pallet::storage]
	pub type Reviews<T: Config> = StorageValue<_, Review, OptionQuery>;

	/// The expected and authored blocks of each validator in the downtime window.
	#[pallet::storage]
	pub type LivenessWindows<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, LivenessWindow, OptionQuery>;

	/// The epoch that ended last, and the blocks of the members of its set that are not in their
	/// windows yet. Absent once all are counted.
	#[pallet::storage]
	pub type UncountedBlocks<T: Config> = StorageValue<_, (EpochIndex, AuthoredOf<T>), OptionQuery>;

	/// The validators found down at the end of an epoch, to be reported in the next blocks.
	#[pallet::storage]
	pub type FoundDown<T: Config> =
		StorageValue<_, BoundedVec<(T::AccountId, EpochIndex), T::MaxActiveValidators>, ValueQuery>;

	/// The events of the pallet. Amounts in planck.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A validator was accused of an offence.
		OffenceReported {
			/// The offence.
			offence: OffenceId,
			/// The accused.
			validator: T::AccountId,
			/// The kind of the offence.
			kind: OffenceKind,
			/// The epoch in which the offence was committed.
			epoch: EpochIndex,
			/// The hash of the evidence: see [`intake::offence_id`] and [`consensus::proof_hash`].
			evidence: H256,
			/// Whether the offence is proven; otherwise it is alleged.
			proven: bool,
			/// The account that receives the reporter's reward, if any.
			reporter: Option<T::AccountId>,
			/// The epoch in which the veto or dispute window ends.
			due: EpochIndex,
		},
		/// A pallet or the consensus reported an offence that is already known. Nothing changed.
		OffenceKnown {
			/// The known offence.
			offence: OffenceId,
		},
		/// A report by the chain itself was refused.
		ReportRefused {
			/// The accused.
			validator: T::AccountId,
			/// The kind of the offence.
			kind: OffenceKind,
			/// The epoch of the offence.
			epoch: EpochIndex,
			/// The reason of the refusal.
			reason: DispatchError,
		},
		/// The accused disputed an offence. A panel will judge it.
		OffenceDisputed {
			/// The offence.
			offence: OffenceId,
			/// The grounds of the dispute.
			grounds: Grounds,
			/// The bond held of the accused, the fees of panels not included. Planck.
			bond: Balance,
		},
		/// A party added evidence to an offence.
		EvidenceAdded {
			/// The offence.
			offence: OffenceId,
			/// The reporter or the accused.
			by: T::AccountId,
			/// The hash of the evidence.
			evidence: H256,
		},
		/// An appeal limited the penalty. The window and the panel go on.
		PenaltyEased {
			/// The offence.
			offence: OffenceId,
			/// The largest part of the slash that can still be due.
			to: Perbill,
			/// The heaviest sentence that can still be due.
			sentence: Sentence,
		},
		/// A panel was drawn. Its members can commit to ballots.
		PanelSeated {
			/// The offence.
			offence: OffenceId,
			/// The number of the panel: 1 or 2.
			round: u8,
			/// The seed of the draw: see [`panel`].
			seed: [u8; 32],
			/// The members, in the order of the draw.
			members: Vec<T::AccountId>,
			/// The epoch in which the commit window ends.
			due: EpochIndex,
		},
		/// A panel member committed to a ballot.
		BallotCommitted {
			/// The offence.
			offence: OffenceId,
			/// The member.
			member: T::AccountId,
		},
		/// The commit window ended. Members can reveal their ballots.
		RevealBegan {
			/// The offence.
			offence: OffenceId,
			/// The epoch in which the reveal window ends.
			due: EpochIndex,
		},
		/// A panel member revealed its ballot.
		BallotRevealed {
			/// The offence.
			offence: OffenceId,
			/// The member.
			member: T::AccountId,
			/// The verdict on the ballot.
			verdict: Verdict,
			/// The reason of the member, if it gave one.
			reason: Option<Reason>,
		},
		/// Too few members revealed a ballot for a quorum.
		QuorumMissed {
			/// The offence.
			offence: OffenceId,
			/// The number of the panel: 1 or 2.
			round: u8,
			/// Ballots that were revealed.
			revealed: u32,
			/// Seats of the panel.
			seats: u32,
		},
		/// Enough members revealed a ballot, but the ballots that others withheld could have
		/// changed the verdict.
		VerdictOpen {
			/// The offence.
			offence: OffenceId,
			/// The number of the panel: 1 or 2.
			round: u8,
			/// The ballots that were committed to and not revealed.
			withheld: u32,
		},
		/// A panel member was fined for not revealing a ballot.
		MemberFined {
			/// The offence.
			offence: OffenceId,
			/// The member.
			member: T::AccountId,
			/// The fine paid: less than the full fine if the member's spendable balance and its
			/// self-stake did not cover it. Planck.
			amount: Balance,
		},
		/// A panel member withheld a ballot that could have changed the verdict, and lost a part of
		/// its self-stake.
		MemberSlashed {
			/// The offence.
			offence: OffenceId,
			/// The member.
			member: T::AccountId,
			/// The amount taken. Planck.
			amount: Balance,
		},
		/// No panel decided the offence: governance has to rule.
		OffenceEscalated {
			/// The offence.
			offence: OffenceId,
			/// The epoch of the decision deadline.
			due: EpochIndex,
		},
		/// An offence was decided. The decision is executed in the next step of the hook.
		OffenceDecided {
			/// The offence.
			offence: OffenceId,
			/// The verdict.
			verdict: Verdict,
			/// The authority that decided.
			authority: Authority,
		},
		/// A penalty was applied.
		PenaltyApplied {
			/// The offence.
			offence: OffenceId,
			/// The convicted validator.
			validator: T::AccountId,
			/// The kind of the offence.
			kind: OffenceKind,
			/// The epoch of the offence.
			epoch: EpochIndex,
			/// The fraction of the exposure that the offence costs.
			fraction: Perbill,
			/// The amount slashed. Less than `fraction` of the exposure if an earlier slash for the
			/// epoch took part of it, or if another epoch of the fault bears it: see
			/// [`assessment`]. Planck.
			amount: Balance,
		},
		/// Other offences raised a penalty that was already applied. The difference was slashed.
		PenaltyRaised {
			/// The offence.
			offence: OffenceId,
			/// The new fraction of the exposure.
			fraction: Perbill,
			/// The additional amount slashed. Planck.
			amount: Balance,
		},
		/// The staking pallet refused a slash. Nothing was slashed.
		SlashFailed {
			/// The offence.
			offence: OffenceId,
			/// The reason of the refusal.
			reason: DispatchError,
		},
		/// An offence was cancelled: no penalty applies, and jail for it is lifted.
		OffenceDismissed {
			/// The offence.
			offence: OffenceId,
			/// The accused.
			validator: T::AccountId,
		},
		/// A reporter was rewarded from a slash.
		ReporterRewarded {
			/// The offence.
			offence: OffenceId,
			/// The reporter.
			reporter: T::AccountId,
			/// The reward. Planck.
			amount: Balance,
		},
		/// A reporter was refunded for the panels that it paid: by the accused, or from the slash.
		FeeRefunded {
			/// The offence.
			offence: OffenceId,
			/// The reporter.
			reporter: T::AccountId,
			/// The refund. Planck.
			amount: Balance,
		},
		/// A deposit or bond was settled: released, forfeited, or divided.
		DepositSettled {
			/// The offence.
			offence: OffenceId,
			/// The reporter or the accused.
			who: T::AccountId,
			/// The amount released to `who`, fees that no panel earned included. Planck.
			returned: Balance,
			/// The amount forfeited. Planck.
			forfeited: Balance,
		},
		/// The panel members that revealed a ballot were paid a fixed fee.
		PanelPaid {
			/// The offence.
			offence: OffenceId,
			/// The members paid.
			members: u32,
			/// The amount paid to each. Planck.
			each: Balance,
		},
		/// A payment could not be made, because it would leave the account below the existential
		/// deposit. It went to the treasury.
		PaymentFailed {
			/// The account that was not paid.
			who: T::AccountId,
			/// The amount. Planck.
			amount: Balance,
		},
		/// A validator was jailed, or the end of its jail term changed.
		ValidatorJailed {
			/// The validator.
			validator: T::AccountId,
			/// The first epoch in which the validator can unjail.
			until: EpochIndex,
		},
		/// A validator returned from jail, on probation.
		ValidatorUnjailed {
			/// The validator.
			validator: T::AccountId,
			/// The first epoch after the probation.
			probation_until: EpochIndex,
		},
		/// The jailing of a validator was reversed, because every offence behind it was dismissed.
		ValidatorReleased {
			/// The validator.
			validator: T::AccountId,
		},
		/// The staking pallet refused to jail, ban or release a validator. The validator keeps its
		/// state there.
		ConfinementFailed {
			/// The validator.
			validator: T::AccountId,
			/// The reason of the refusal.
			reason: DispatchError,
		},
		/// A validator was banned from validating, permanently unless pardoned.
		ValidatorBanned {
			/// The validator.
			validator: T::AccountId,
		},
		/// Governance or an appeal pardoned a validator: its jail or ban was lifted.
		ValidatorPardoned {
			/// The validator.
			validator: T::AccountId,
		},
		/// An undecided offence was held, so that a referendum on it can end.
		OffenceHeld {
			/// The offence.
			offence: OffenceId,
			/// The new epoch in which the current window ends.
			due: EpochIndex,
		},
		/// The end of an offence's window was moved, by the epochs in which a brake interrupted it.
		WindowMoved {
			/// The offence.
			offence: OffenceId,
			/// The new epoch in which the current window ends.
			due: EpochIndex,
		},
		/// The stored record of a validator cannot be decoded. It was left as it is: a
		/// decision or the forgetting of an offence is not noted in it.
		RecordKept {
			/// The validator.
			validator: T::AccountId,
		},
	}

	/// The errors of the calls. A failed call changes nothing.
	#[pallet::error]
	pub enum Error<T> {
		/// No offence with this id is stored: it never existed or was forgotten. Check the id.
		UnknownOffence,
		/// The chain itself detects offences of this kind. Report one of the other kinds.
		KindNotReportable,
		/// The reporter is the accused, or bound to the accused by its own word, for example as an
		/// account for which the accused is a proxy. Report from an independent account.
		ReportsItself,
		/// The report window of the offence is over. Report only later offences.
		ReportTooOld,
		/// The epoch of the offence has not begun. Give the current or an earlier epoch.
		EpochNotBegun,
		/// The validator was not in the active set of that epoch. Check the validator and the
		/// epoch.
		NotExposed,
		/// This offence is already known. Do not report it again; follow the existing one.
		AlreadyReported,
		/// The validator has too many remembered offences, or too few places are left for a further
		/// report of one reporter. Report again after some are forgotten, within the report window.
		TooManyOffences,
		/// The evidence or its address exceeds the size limit. Give a hash and an address of at
		/// most [`MAX_URI`] bytes instead of the evidence.
		EvidenceTooLarge,
		/// The evidence is empty, is not a valid header, or has an empty or non-UTF-8 address, or
		/// the reason of a ballot has such an address. Correct it.
		EvidenceMalformed,
		/// The free balance does not cover the deposit or bond and the fees of two panels. Fund the
		/// account first.
		InsufficientFunds,
		/// The caller is not the accused. Sign with the account of the accused validator.
		NotAccused,
		/// The offence was already disputed. Wait for the panel.
		AlreadyDisputed,
		/// The window in which the accused can dispute is over. Ask governance to rule on the
		/// offence.
		DisputeWindowOver,
		/// The caller has no seat on the panel of this offence. Sign with the account of a member.
		NotOnPanel,
		/// The offence is not in a commit window. Commit after the panel is seated and before its
		/// `due`.
		NotCommitting,
		/// The offence is not in a reveal window. Reveal after the commit window and before its
		/// `due`.
		NotRevealing,
		/// The member already committed to a ballot, which cannot be replaced. Reveal that ballot.
		AlreadyCommitted,
		/// The member did not commit to a ballot in time, so it has none to reveal. Commit within
		/// the commit window.
		NotCommitted,
		/// The member already revealed its ballot. No further action is needed.
		AlreadyRevealed,
		/// The verdict and salt do not hash to the commitment. Reveal exactly what was committed
		/// to.
		BallotMismatch,
		/// A reduction leaves nothing of the slash, or all of the penalty. Give a part in between
		/// or a lighter sentence, or cancel or uphold.
		NotAReduction,
		/// The offence was already decided. It can no longer be ruled on or held; pardon the
		/// validator to lift a jail or ban.
		AlreadyDecided,
		/// No transition leads from the offence's stage by this cause. Unreachable by calls, which
		/// check the stage first: report it as a bug.
		InvalidTransition,
		/// The validator is not in jail for an offence. No return is needed.
		NotJailed,
		/// The jail term is not over. Wait until the epoch in the validator's record.
		JailNotOver,
		/// The validator is in jail for an offence, or has not returned from it. Call `unjail` once
		/// the jail term is over.
		InJail,
		/// The validator is banned. Ask governance for a pardon.
		Banned,
		/// A proven offence of the validator is not yet applied or dismissed. Wait for its
		/// decision, or have governance rule on it first.
		OffenceOpen,
		/// The validator is neither in jail nor banned for an offence. No pardon is needed.
		NothingToPardon,
		/// An appeal cannot convict: it can only cancel an allegation, and cancel or reduce a
		/// proven penalty. Convict through governance, or leave the offence to the panel.
		AppealCannotConvict,
		/// An appeal already limited the penalty to this part or less, and to this sentence or a
		/// lighter one. Give a smaller part or a lighter sentence, or cancel.
		AlreadyEased,
		/// The offence was already held; each offence can be held once. Rule on it before it is
		/// due.
		AlreadyHeld,
		/// A hold would not move the end of the window: the decision deadline is too near,
		/// governance has to rule already, or governance set the hold to zero epochs. Rule on the
		/// offence before the decision deadline.
		NoTimeToHold,
		/// The deposit with the fees exceeds the most that the caller gave, because of other
		/// allegations against the validator, its own included. Give a higher limit, or wait until those are
		/// forgotten.
		DepositTooHigh,
		/// The caller is neither the reporter nor the accused. Sign with the account of a party.
		NotParty,
		/// The offence is before a panel, before governance, or decided. Add evidence before the
		/// panel is drawn.
		EvidenceClosed,
		/// The party has added as much evidence as it can. Add a document that collects the rest
		/// next time.
		TooMuchEvidence,
		/// The caller did not report this allegation. Sign with the account of its reporter.
		NotReporter,
		/// The last epoch of the dispute window or of the report window has begun, or the allegation is
		/// before a panel, before governance, or decided. It can no longer be withdrawn: wait for the
		/// decision.
		TooLateToWithdraw,
		/// A stored record cannot be decoded, and was left as it is: that of the validator, of the
		/// offence, or of its evidence. Have governance repair it with an upgrade of the runtime.
		RecordCorrupt,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Services what is due, in a bounded number of steps.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::service_schedule()
		}

		fn integrity_test() {
			let decided = T::MaxReportEpochs::get()
				.saturating_add(T::MaxDisputeEpochs::get())
				.saturating_add(T::SlackEpochs::get());
			assert!(
				T::WeightInfo::count_blocks(1).all_lte(T::MaxStepsWeight::get().saturating_div(2)),
				"the blocks of a set would not be counted before the next epoch ends"
			);
			assert!(
				decided < T::BondingEpochs::get(),
				"stake could be withdrawn before its offences are decided"
			);
			assert!(
				T::BondingEpochs::get() <= T::DecisionEpochs::get(),
				"governance would have less time than the slack says"
			);
			assert!(T::MaxReportEpochs::get() > 0, "nothing could be reported");
			// In each epoch that can be reported, some equivocations and downtime.
			let proven = T::MaxReportEpochs::get().saturating_add(1).saturating_mul(MAX_PROOFS + 1);
			assert!(
				proven.saturating_add(MAX_ALLEGED) <= MAX_OFFENCES,
				"a proof could find no room in the record of a validator"
			);
			// One epoch of a window that has begun, and two panels that commit and reveal.
			assert!(T::MaxDisputeEpochs::get() > 4, "a second panel would have no time");
			assert!(T::SlackEpochs::get() > 0, "governance would have no time");
			assert!(T::MaxSteps::get() > 0, "nothing would ever be done");
			assert!(
				T::WeightInfo::nothing_due().all_lte(T::MaxStepsWeight::get()),
				"nothing would ever be done in a block"
			);
			assert!(T::MaxActiveValidators::get() > 0, "no validator could be active");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state().map_err(Into::into)
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Reports an alleged offence, for which no proof exists. A panel judges it.
		///
		/// A [deposit](Pallet::report_deposit) is held of the reporter, with the fees of two
		/// panels. The deposit is returned if the penalty is upheld, forfeited if it is cancelled,
		/// and divided in proportion if it is reduced. A part is forfeited if the allegation lapses
		/// unjudged, or if the reporter [withdraws](Call::withdraw_report) the allegation. The deposit
		/// is higher while the reporter has another undecided or withdrawn report against the
		/// validator.
		///
		/// - `origin`: a signed account, neither the accused nor bound to the accused by its own
		///   word.
		/// - `validator`: the accused.
		/// - `kind`: the kind of the offence.
		/// - `epoch`: the epoch of the offence, within the report window.
		/// - `evidence`: the evidence, or its hash and address.
		/// - `most`: the most to be held of the caller, in planck.
		///
		/// Errors: [`Error::KindNotReportable`], [`Error::ReportsItself`], [`Error::ReportTooOld`],
		/// [`Error::EpochNotBegun`], [`Error::NotExposed`], [`Error::AlreadyReported`],
		/// [`Error::TooManyOffences`], [`Error::EvidenceTooLarge`], [`Error::EvidenceMalformed`],
		/// [`Error::DepositTooHigh`], [`Error::InsufficientFunds`], [`Error::RecordCorrupt`], and
		/// those of the staking pallet for opening a case.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::report_offence(T::MaxActiveValidators::get()))]
		pub fn report_offence(
			origin: OriginFor<T>,
			validator: T::AccountId,
			kind: OffenceKind,
			epoch: EpochIndex,
			evidence: Evidence,
			#[pallet::compact] most: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_report(who, validator, kind, epoch, evidence, most)
		}

		/// Disputes an offence. A panel judges it after the window.
		///
		/// A bond is held of the accused, with the fees of two panels. The bond is returned if the
		/// penalty is cancelled, forfeited if it is upheld, and divided in proportion if it is
		/// reduced.
		///
		/// - `origin`: the accused.
		/// - `offence`: the offence, whose veto or dispute window is open.
		/// - `grounds`: the grounds of the dispute.
		/// - `evidence`: the evidence of the defence.
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::NotAccused`], [`Error::AlreadyDisputed`],
		/// [`Error::DisputeWindowOver`], [`Error::EvidenceTooLarge`], [`Error::EvidenceMalformed`],
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(1)]
		pub fn dispute(
			origin: OriginFor<T>,
			offence: OffenceId,
			grounds: Grounds,
			evidence: Evidence,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispute(who, offence, grounds, evidence)
		}

		/// Commits to a ballot, whose verdict stays secret until it is revealed.
		///
		/// - `origin`: a member of the panel.
		/// - `offence`: the offence, in its commit window.
		/// - `commitment`: the hash of the ballot, see [`panel::commitment`].
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::NotCommitting`], [`Error::NotOnPanel`],
		/// [`Error::AlreadyCommitted`].
		#[pallet::call_index(2)]
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
		/// - `origin`: a member of the panel that committed to the ballot.
		/// - `offence`: the offence, in its reveal window.
		/// - `verdict`, `salt`: the content of the commitment.
		/// - `reason`: the hash and the address of a document that gives the reason, optional.
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::NotRevealing`], [`Error::NotOnPanel`],
		/// [`Error::NotCommitted`], [`Error::AlreadyRevealed`], [`Error::BallotMismatch`],
		/// [`Error::NotAReduction`], [`Error::EvidenceMalformed`].
		#[pallet::call_index(3)]
		pub fn reveal_ballot(
			origin: OriginFor<T>,
			offence: OffenceId,
			verdict: Verdict,
			salt: [u8; 32],
			reason: Option<Reason>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reveal(who, offence, verdict, salt, reason)
		}

		/// Rules on an undecided offence in place of the panel. The decision is executed in the
		/// next block.
		///
		/// - `origin`: [`Config::GovernanceOrigin`] for any verdict. [`Config::AppealOrigin`] can
		///   only ease: it cancels the offence, with both deposits returned, or it limits the part
		///   of a proven penalty that can be due, while the window and the panel go on.
		/// - `offence`: the offence.
		/// - `verdict`: the verdict.
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::AlreadyDecided`], [`Error::NotAReduction`],
		/// [`Error::AppealCannotConvict`], [`Error::AlreadyEased`].
		#[pallet::call_index(4)]
		pub fn rule(origin: OriginFor<T>, offence: OffenceId, verdict: Verdict) -> DispatchResult {
			let is_appeal = Self::ensure_governance_or_appeal(origin)?;
			Self::do_rule(offence, verdict, is_appeal)
		}

		/// Returns the caller from jail, on probation.
		///
		/// - `origin`: a jailed validator whose jail term is over.
		///
		/// Errors: [`Error::NotJailed`], [`Error::JailNotOver`], [`Error::Banned`],
		/// [`Error::OffenceOpen`], [`Error::RecordCorrupt`], and those of the staking pallet for an
		/// account that cannot validate.
		#[pallet::call_index(5)]
		pub fn unjail(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unjail(who)
		}

		/// Lifts the jail or the ban of a validator. Slashed funds are not returned. Each undecided
		/// proven offence must be [ruled](Call::rule) on first.
		///
		/// - `origin`: [`Config::GovernanceOrigin`] or [`Config::AppealOrigin`].
		/// - `validator`: the jailed or banned validator.
		///
		/// Errors: [`Error::NothingToPardon`], [`Error::OffenceOpen`], [`Error::RecordCorrupt`], and
		/// those of the staking pallet for lifting a jail or ban.
		#[pallet::call_index(6)]
		pub fn pardon(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			Self::ensure_governance_or_appeal(origin)?;
			Self::do_pardon(validator)
		}

		/// Postpones the end of an undecided offence's window by [`Windows::hold`] epochs, once per
		/// offence, so that a referendum on it can end. A hold is shorter if the decision deadline
		/// is near, and decides nothing: see [`window`].
		///
		/// - `origin`: [`Config::HoldOrigin`].
		/// - `offence`: the offence.
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::AlreadyDecided`], [`Error::AlreadyHeld`],
		/// [`Error::NoTimeToHold`].
		#[pallet::call_index(7)]
		pub fn hold(origin: OriginFor<T>, offence: OffenceId) -> DispatchResult {
			T::HoldOrigin::ensure_origin(origin)?;
			Self::do_hold(offence)
		}

		/// Adds evidence to an offence, before a panel is drawn: at most [`MAX_ADDED`] pieces for
		/// each party.
		///
		/// - `origin`: the reporter or the accused.
		/// - `offence`: the offence, in its veto or dispute window.
		/// - `evidence`: the evidence, or its hash and address.
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::NotParty`], [`Error::EvidenceClosed`],
		/// [`Error::EvidenceTooLarge`], [`Error::EvidenceMalformed`], [`Error::TooMuchEvidence`].
		#[pallet::call_index(8)]
		pub fn add_evidence(
			origin: OriginFor<T>,
			offence: OffenceId,
			evidence: Evidence,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_add_evidence(who, offence, evidence)
		}

		/// Withdraws an allegation before the dispute window ends, for a part of the deposit and all that
		/// its place cost above the base deposit. The offence is dismissed, and any account can
		/// report it again. It keeps its place until it could no longer be reported.
		///
		/// - `origin`: the reporter of the allegation.
		/// - `offence`: the offence, before the last epoch of its dispute window, and before the last
		///   epoch in which other accounts can report it.
		///
		/// Errors: [`Error::UnknownOffence`], [`Error::NotReporter`],
		/// [`Error::TooLateToWithdraw`].
		#[pallet::call_index(9)]
		pub fn withdraw_report(origin: OriginFor<T>, offence: OffenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_report(who, offence)
		}
	}
}
