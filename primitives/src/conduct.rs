//! The conduct of validators and delegators, reported for their scores.
//!
//! Reports carry no money: funds that depend on a slash are moved by [`OnSlash`](crate::OnSlash).

use crate::{Balance, EpochIndex, Milliblocks, OffenceKind};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use impl_trait_for_tuples::impl_for_tuples;
use scale_info::TypeInfo;
use sp_runtime::Weight;

/// An account in the role in which it acted.
#[allow(clippy::cast_possible_truncation)] // The derived code casts the index of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Subject<AccountId> {
	/// A validator.
	Validator(AccountId),
	/// A delegator.
	Delegator(AccountId),
}

/// An act or omission of a [`Subject`].
#[allow(clippy::cast_possible_truncation)] // The derived code casts the index of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Conduct {
	/// Blocks authored in the epoch, and the expectation by the chain's
	/// [`ExpectedProduction`](crate::ExpectedProduction).
	Authored {
		/// Blocks authored.
		blocks: u32,
		/// Blocks expected, in thousandths.
		expected: Milliblocks,
	},
	/// Votes on checkpoints cast in the epoch, and the number expected.
	Voted {
		/// Votes cast.
		voted: u32,
		/// Votes expected.
		expected: u32,
	},
	/// The validator was convicted of an offence.
	Offended {
		/// The kind of the offence.
		kind: OffenceKind,
		/// How strongly the conviction counts against the validator, as governance has set it for
		/// the kind.
		signal: u32,
	},
	/// Part of the validator's exposure was slashed. All liable stake lost an equal fraction.
	Slashed {
		/// The loss. Planck.
		amount: Balance,
		/// The liable stake before the slash. Planck.
		base: Balance,
	},
	/// The validator left the candidates by its own act or fault: it went offline, is leaving, has
	/// no session keys, or a slash or a fine took its self-stake below the minimum. Also reported
	/// if it leaves after it [fell below the minimum](Self::FellBelowMinimum).
	WentOffline,
	/// The validator was jailed or banned.
	Jailed,
	/// The jailing or ban was reversed.
	Released,
	/// The validator kept a deal to the end of its term.
	DealKept,
	/// The validator broke a deal.
	DealBroken,
	/// The other party of a deal rated the subject.
	Rated {
		/// The rating, from 1 (worst) to 5 (best).
		rating: u8,
		/// The value of the deal. Planck.
		amount: Balance,
		/// How long the deal ran. Epochs.
		epochs: u32,
	},
	/// The validator delivered a job that it had accepted.
	JobDone,
	/// The validator did not deliver a job that it had accepted.
	JobFailed,
	/// The validator's hardware was attested.
	Attested {
		/// The level of the attestation.
		level: u8,
	},
	/// The attestation of the validator's hardware expired.
	AttestationLapsed,
	/// Evidence contradicted a statement of the validator about itself.
	Contradicted,
	/// The validator joined the candidates: it registered, came back from offline or from jail, or
	/// a reversal or governance brought it back.
	WentOnline,
	/// The validator left the candidates because the minimum self-stake has risen above its
	/// self-stake. Not its absence, and no breach of a promise.
	FellBelowMinimum,
}

/// The conduct of a validator, as one item of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Observation<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// Its conduct.
	pub conduct: Conduct,
}

/// Receives reports of conduct, for example to compute reputation.
///
/// An implementation matches on all variants of [`Conduct`] by name, so that a new variant does not
/// compile before each observer has decided about it.
pub trait ConductObserver<AccountId> {
	/// The largest weight of observing that a validator joins or leaves the candidates. The calls by
	/// which a validator does so, as often as it likes, declare it.
	fn candidacy_weight() -> Weight {
		Weight::zero()
	}

	/// Records that `subject` showed `conduct` in `epoch`.
	fn observe(subject: Subject<&AccountId>, epoch: EpochIndex, conduct: Conduct);

	/// Records the conduct of the members of a validator set in `epoch`, in one step.
	fn observe_set(epoch: EpochIndex, set: &[Observation<AccountId>]) {
		for Observation { validator, conduct } in set {
			Self::observe(Subject::Validator(validator), epoch, *conduct);
		}
	}
}

#[impl_for_tuples(8)]
impl<AccountId> ConductObserver<AccountId> for Tuple {
	fn candidacy_weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::candidacy_weight()); )* );
		weight
	}

	fn observe(subject: Subject<&AccountId>, epoch: EpochIndex, conduct: Conduct) {
		for_tuples!( #( Tuple::observe(subject, epoch, conduct); )* );
	}

	fn observe_set(epoch: EpochIndex, set: &[Observation<AccountId>]) {
		for_tuples!( #( Tuple::observe_set(epoch, set); )* );
	}
}
