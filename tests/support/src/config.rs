//! The configuration of the balances, of the candidates' list and of the sessions.
//!
//! A mock implements each `Config` for a runtime of its own, which no function or type of this
//! crate can do for it: hence macros. They name types of the mock: the pallets of its runtime, and
//! the enums that come with it.

/// Implements the `Config` of the system and of the balances for a runtime with the pallet
/// `System`. The mock imports `derive_impl`, which names itself.
#[macro_export]
macro_rules! configure_balances {
	($runtime:ident) => {
		#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
		impl frame_system::Config for $runtime {
			type Block = frame_system::mocking::MockBlock<$runtime>;
			type AccountId = $crate::AccountId;
			type Lookup = sp_runtime::traits::IdentityLookup<$crate::AccountId>;
			type AccountData = pallet_balances::AccountData<palisade_primitives::Balance>;
		}

		#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
		impl pallet_balances::Config for $runtime {
			type AccountStore = System;
			type Balance = palisade_primitives::Balance;
			type ExistentialDeposit = $crate::stubs::ExistentialDeposit;
		}
	};
}

/// Implements the `Config` of the candidates' list and of the sessions for a runtime with the
/// pallets `Staking` and `Balances`. Sessions end where a test sets
/// [`EndSession`](crate::session::EndSession).
///
/// `$elected` returns the stake with which a validator was elected.
#[macro_export]
macro_rules! configure_sessions {
	($runtime:ident, $elected:ty) => {
		impl pallet_bags_list::Config<frame_support::instances::Instance1> for $runtime {
			type RuntimeEvent = RuntimeEvent;
			type ScoreProvider = Staking;
			type BagThresholds = $crate::stubs::BagThresholds;
			type MaxAutoRebagPerBlock = frame_support::traits::ConstU32<0>;
			type Score = palisade_primitives::Balance;
			type WeightInfo = ();
		}

		impl pallet_session::Config for $runtime {
			type RuntimeEvent = RuntimeEvent;
			type ValidatorId = $crate::AccountId;
			type ValidatorIdOf = sp_runtime::traits::ConvertInto;
			type ShouldEndSession = $crate::session::WhenTold;
			type NextSessionRotation = ();
			type SessionManager = pallet_session::historical::NoteHistoricalRoot<$runtime, Staking>;
			type SessionHandler = ($crate::session::NoSessionHandler,);
			type Keys = $crate::session::SessionKeys;
			type DisablingStrategy = ();
			type WeightInfo = ();
			type Currency = Balances;
			type KeyDeposit = frame_support::traits::ConstU128<0>;
		}

		impl pallet_session::historical::Config for $runtime {
			type RuntimeEvent = RuntimeEvent;
			type FullIdentification = palisade_primitives::Balance;
			type FullIdentificationOf = $elected;
		}
	};
}

/// Implements [`TestChain`](crate::chain::TestChain) for a mock's `Chain` around a genesis, on the
/// real staking pallet with its sessions. `$prepare` is done in block 1. The mock has a function
/// `check`.
#[macro_export]
macro_rules! chain_on_staking {
	($chain:ident, $runtime:ident, $prepare:block) => {
		/// The reward policy of validators.
		pub type Policy = palisade_staking::types::RewardPolicy;

		impl $crate::chain::TestChain for $chain {
			type Runtime = $runtime;
			type Policy = Policy;

			fn genesis(&mut self) -> &mut $crate::chain::Genesis<Policy> {
				&mut self.0
			}

			fn config(self) -> impl sp_runtime::BuildStorage {
				RuntimeGenesisConfig {
					balances: self.0.balances(),
					session: self.0.session(),
					staking: palisade_staking::GenesisConfig {
						validators: self.0.validators,
						delegations: self.0.delegations,
						..Default::default()
					},
					..Default::default()
				}
			}

			fn prepare() $prepare

			fn check() {
				check();
			}
		}
	};
}

/// Tests that the checks of a chain of this type, made after each test, compare the references to
/// every account of the runtime with the records about it.
#[macro_export]
macro_rules! test_references {
	($chain:ident, $runtime:ident) => {
		#[test]
		#[should_panic(expected = "the references to 1")]
		fn a_reference_that_is_left_over_is_noticed() {
			$chain::with_validators(1).execute(|| {
				assert!(frame_system::Pallet::<$runtime>::inc_consumers(&1).is_ok());
			});
		}

		#[test]
		#[should_panic(expected = "the references to 1")]
		fn a_reference_that_is_missing_is_noticed() {
			$chain::with_validators(1).execute(|| {
				frame_system::Pallet::<$runtime>::dec_consumers(&1);
			});
		}
	};
}
