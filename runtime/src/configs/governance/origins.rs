//! Origins of referenda, weaker than root: one per track that has its own.

use super::Committee;
use crate::*;
use frame_support::traits::EitherOfDiverse;
use frame_system::EnsureRoot;
use pallet_collective::EnsureProportionAtLeast;

pub use pallet::*;

/// Two thirds of the technical committee.
pub type TechnicalCommitteeMajority = EnsureProportionAtLeast<AccountId, Committee, 2, 3>;

/// Root, or two thirds of the technical committee.
pub type EnsureRootOrCommittee = EitherOfDiverse<EnsureRoot<AccountId>, TechnicalCommitteeMajority>;

// The SDK's macros call `expect` where they have checked the value.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use frame_support::pallet_prelude::*;

	/// Nothing to configure.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The authority with which a referendum dispatches its call.
	#[derive(PartialEq, Eq, Clone, Debug)]
	#[derive(MaxEncodedLen, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
	#[pallet::origin]
	pub enum Origin {
		/// May dispatch calls that the technical committee has whitelisted.
		#[codec(index = 0)]
		WhitelistedCaller,
		/// May change the dynamic parameters.
		#[codec(index = 1)]
		ParameterAdmin,
		/// May spend from the treasury.
		#[codec(index = 2)]
		Treasurer,
		/// May decide the appeal of a validator against a slash.
		#[codec(index = 3)]
		SlashAppeal,
	}

	macro_rules! ensure_origin {
		($($(#[$doc:meta])* $name:ident,)*) => {
			$(
				$(#[$doc])*
				pub struct $name;

				impl<RuntimeOrigin> EnsureOrigin<RuntimeOrigin> for $name
				where
					RuntimeOrigin: Into<Result<Origin, RuntimeOrigin>> + From<Origin>,
				{
					type Success = ();

					fn try_origin(origin: RuntimeOrigin) -> Result<(), RuntimeOrigin> {
						origin.into().and_then(|origin| match origin {
							Origin::$name => Ok(()),
							other => Err(RuntimeOrigin::from(other)),
						})
					}

					#[cfg(feature = "runtime-benchmarks")]
					fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
						Ok(RuntimeOrigin::from(Origin::$name))
					}
				}
			)*
		};
	}

	ensure_origin! {
		/// Lets through only [`Origin::WhitelistedCaller`].
		WhitelistedCaller,
		/// Lets through only [`Origin::ParameterAdmin`].
		ParameterAdmin,
		/// Lets through only [`Origin::Treasurer`].
		Treasurer,
		/// Lets through only [`Origin::SlashAppeal`].
		SlashAppeal,
	}
}
