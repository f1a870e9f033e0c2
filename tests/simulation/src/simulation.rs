use crate::Account;
use codec::Encode;
use frame_support::{
	dispatch::{DispatchErrorWithPostInfo, PostDispatchInfo},
	inherent::ProvideInherent,
	storage::{with_transaction_unchecked, TransactionOutcome},
};
use palisade_runtime::{
	clock::Pace, Balance, Balances, BlockNumber, Executive, Hash, Header, Runtime, RuntimeCall,
	RuntimeEvent, Session, SignedPayload, System, TxExtension, UncheckedExtrinsic,
};
use sp_consensus_babe::{
	digests::{PreDigest, PrimaryPreDigest},
	make_vrf_sign_data, BABE_ENGINE_ID,
};
use sp_core::{
	crypto::{VrfSecret, Wraps},
	Pair,
};
use sp_inherents::InherentData;
use sp_io::TestExternalities;
use sp_runtime::{
	generic::Era,
	traits::{Dispatchable, Header as _},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	Digest, DigestItem, DispatchError, MultiSignature,
};
use sp_staking::SessionIndex;

/// The reason why a transaction failed.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
	/// The transaction is invalid: it enters no block and pays nothing.
	Invalid(TransactionValidityError),
	/// The transaction entered a block, paid its fee, and failed.
	Failed(DispatchError),
}

/// The reports of authors on finality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finality {
	/// The parent of each block is final.
	Follows,
	/// The block of this number is the last final one.
	StandsStill(BlockNumber),
	/// Authors report nothing.
	Unknown,
}

/// A chain that makes blocks on demand.
///
/// A block is always open: [`submit`](Self::submit) adds a transaction to it, and
/// [`next_block`](Self::next_block) closes it and opens the next one, in the next slot.
pub struct Simulation {
	externalities: TestExternalities,
	validators: Vec<Account>,
	pace: Pace,
	slot: u64,
	parent: Hash,
	finality: Finality,
	absent: Vec<sp_core::sr25519::Public>,
	headers: Vec<Header>,
	events: Vec<RuntimeEvent>,
	issuance_at_genesis: Balance,
	minted: Balance,
	invariants_every: SessionIndex,
}

impl Simulation {
	pub(crate) fn new(
		externalities: TestExternalities,
		validators: Vec<Account>,
		pace: Pace,
	) -> Self {
		let mut simulation = Self {
			externalities,
			validators,
			pace,
			slot: 0,
			parent: Hash::default(),
			finality: Finality::Follows,
			absent: Vec::new(),
			headers: Vec::new(),
			events: Vec::new(),
			issuance_at_genesis: 0,
			minted: 0,
			invariants_every: 1,
		};
		simulation.issuance_at_genesis =
			simulation.externalities.execute_with(Balances::total_issuance);
		// Slot 0 means "no block yet" to BABE.
		simulation.slot = 1;
		assert!(simulation.open_block(), "no author is disabled at genesis");
		simulation
	}

	/// Reads or changes the state within the open block.
	pub fn execute<Outcome>(&mut self, run: impl FnOnce() -> Outcome) -> Outcome {
		self.externalities.execute_with(run)
	}

	/// The height of the open block.
	pub fn block_number(&mut self) -> BlockNumber {
		self.execute(System::block_number)
	}

	/// The epoch of the open block.
	pub fn epoch(&mut self) -> SessionIndex {
		self.execute(palisade_runtime::Session::current_index)
	}

	/// The slot of the open block.
	pub fn slot(&self) -> u64 {
		self.slot
	}

	/// Checks the invariants of all pallets only at the end of every `epochs`-th epoch; those of
	/// the issuance are checked at each. For chains with so many accounts that a check takes long.
	pub fn check_invariants_every(&mut self, epochs: SessionIndex) {
		self.invariants_every = epochs;
	}

	/// The total minted at the ends of epochs. Planck.
	pub fn minted(&self) -> Balance {
		self.minted
	}

	/// The headers of all closed blocks, oldest first.
	pub fn headers(&self) -> &[Header] {
		&self.headers
	}

	/// Lets `account` claim slots once its session keys are those of an authority.
	pub fn know(&mut self, account: Account) {
		self.validators.push(account);
	}

	/// Sets the reports on finality of all blocks from the next one on.
	pub fn set_finality(&mut self, finality: Finality) {
		self.finality = finality;
	}

	/// Takes the events since the last call, those of the open block included, oldest first.
	pub fn take_events(&mut self) -> Vec<RuntimeEvent> {
		self.collect_events();
		std::mem::take(&mut self.events)
	}

	/// Adds `call` to the open block, signed by `who` with the right nonce and all transaction
	/// extensions. A call that does not fit goes into the next block, as with a transaction pool.
	/// The first block of an epoch has no room for transactions.
	pub fn submit(&mut self, who: &Account, call: impl Into<RuntimeCall>) -> Result<(), Refused> {
		let call = call.into();
		let nonce = self.execute(|| *System::account_nonce(who.id()));
		match self.submit_with_nonce(who, call.clone(), nonce) {
			Err(Refused::Invalid(TransactionValidityError::Invalid(
				InvalidTransaction::ExhaustsResources,
			))) => {
				self.next_block();
				self.submit_with_nonce(who, call, nonce)
			},
			outcome => outcome,
		}
	}

	/// Adds `call`, signed by `who` with the given nonce, to the open block.
	pub fn submit_with_nonce(
		&mut self,
		who: &Account,
		call: impl Into<RuntimeCall>,
		nonce: u32,
	) -> Result<(), Refused> {
		let call = call.into();
		self.execute(|| {
			let extension: TxExtension = (
				frame_system::AuthorizeCall::new(),
				frame_system::CheckNonZeroSender::new(),
				frame_system::CheckSpecVersion::new(),
				frame_system::CheckTxVersion::new(),
				frame_system::CheckGenesis::new(),
				frame_system::CheckEra::from(Era::Immortal),
				frame_system::CheckNonce::from(nonce.into()),
				frame_system::CheckWeight::new(),
				pallet_transaction_payment::ChargeTransactionPayment::from(0),
				frame_metadata_hash_extension::CheckMetadataHash::new(false),
				frame_system::WeightReclaim::new(),
			);
			let payload = SignedPayload::new(call, extension).map_err(Refused::Invalid)?;
			let signature =
				payload.using_encoded(|bytes| MultiSignature::from(who.sr25519.sign(bytes)));
			let (call, extension, _) = payload.deconstruct();
			let extrinsic =
				UncheckedExtrinsic::new_signed(call, who.id().into(), signature, extension);
			apply(extrinsic)
		})
	}

	/// Adds an unsigned transaction, such as a node's own report, to the open block.
	pub fn submit_bare(&mut self, call: impl Into<RuntimeCall>) -> Result<(), Refused> {
		let extrinsic = UncheckedExtrinsic::new_bare(call.into());
		self.execute(|| apply(extrinsic))
	}

	/// Dispatches `call` in the open block with an origin that no transaction can have, such as
	/// root.
	pub fn dispatch(
		&mut self,
		origin: palisade_runtime::RuntimeOrigin,
		call: impl Into<RuntimeCall>,
	) -> Result<PostDispatchInfo, DispatchErrorWithPostInfo> {
		let call = call.into();
		self.execute(|| call.dispatch(origin))
	}

	/// Keeps validators from making blocks, from the next block on: their slots stay empty.
	pub fn set_absent(&mut self, absent: &[Account]) {
		self.absent = absent.iter().map(|account| account.sr25519.public()).collect();
	}

	/// Closes the open block and opens the next, in the next slot.
	pub fn next_block(&mut self) -> BlockNumber {
		self.next_block_after(0)
	}

	/// Closes the open block and opens the next after leaving `empty` slots without a block.
	pub fn next_block_after(&mut self, empty: u64) -> BlockNumber {
		let epoch = self.epoch();
		self.close_block();
		self.slot += 1 + empty;
		loop {
			let leader = self.leader().key;
			if !self.absent.contains(&leader) && self.open_block() {
				break;
			}
			self.slot += 1;
		}
		if self.epoch() != epoch {
			self.check_books();
		}
		self.block_number()
	}

	/// Makes `blocks` blocks.
	pub fn run_blocks(&mut self, blocks: u32) {
		for _ in 0..blocks {
			self.next_block();
		}
	}

	/// Makes blocks until the open one belongs to `epoch`.
	pub fn run_to_epoch(&mut self, epoch: SessionIndex) {
		while self.epoch() < epoch {
			self.next_block();
		}
	}

	/// Like [`run_to_epoch`](Self::run_to_epoch), with one block in `spacing` slots: faster where
	/// blocks do not matter.
	pub fn run_to_epoch_sparsely(&mut self, epoch: SessionIndex, spacing: u64) {
		let spacing = spacing.clamp(1, self.pace.epoch_slots);
		while self.epoch() < epoch {
			self.next_block_after(spacing - 1);
		}
	}

	/// Checks the invariants at the end of each epoch.
	///
	/// - The issuance equals the sum of all accounts' balances.
	/// - Only rewards were minted: the issuance is at most that of genesis plus all that was minted
	///   at the ends of epochs. Fees too small to be credited are burned, so it may be smaller.
	/// - With the feature `try-runtime`: the invariants of every pallet, at the interval of
	///   [`check_invariants_every`](Self::check_invariants_every). No reference to an account is left
	///   over or counted twice.
	///
	/// # Panics
	///
	/// If an invariant does not hold.
	pub fn check_books(&mut self) {
		self.collect_events();
		let accounted = self.issuance_at_genesis + self.minted;
		let all_invariants = self.epoch().is_multiple_of(self.invariants_every);
		self.execute(|| {
			let owned: Balance = frame_system::Account::<Runtime>::iter_values()
				.map(|account| account.data.free + account.data.reserved)
				.sum();
			let issuance = Balances::total_issuance();
			assert_eq!(issuance, owned, "the issuance is not what all accounts own");
			assert!(issuance <= accounted, "{} planck came from nowhere", issuance - accounted);
			#[cfg(feature = "try-runtime")]
			if all_invariants {
				use frame_support::traits::{TryState, TryStateSelect};
				palisade_runtime::AllPalletsWithSystem::try_state(
					System::block_number(),
					TryStateSelect::All,
				)
				.expect("the invariants of every pallet hold");
				check_references();
			}
		});
	}

	/// Opens a block in the current slot. Returns whether there is one: the runtime refuses a block
	/// of a disabled author, whose node therefore makes none.
	fn open_block(&mut self) -> bool {
		let author = self.leader().authority_index;
		let (slot, slot_duration) = (self.slot, self.pace.slot_duration);
		let digest = Digest { logs: vec![self.claim_slot()] };
		let (parent, number) = (self.parent, self.headers.len() as u32 + 1);
		let mut data = InherentData::new();
		let final_number = match self.finality {
			Finality::Follows => Some(number - 1),
			Finality::StandsStill(last) => Some(last),
			Finality::Unknown => None,
		};
		if let Some(number) = final_number {
			data.put_data(palisade_runtime::finality::INHERENT_IDENTIFIER, &number)
				.expect("there is nothing of that name yet");
		}
		let open = || {
			Executive::initialize_block(&Header::new(
				number,
				Default::default(),
				Default::default(),
				parent,
				digest,
			));
			let now = pallet_timestamp::Call::set { now: slot * slot_duration };
			let note = palisade_runtime::Finality::create_inherent(&data);
			for inherent in [Some(now.into()), note.map(Into::into)].into_iter().flatten() {
				Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(inherent))
					.expect("the inherent is valid")
					.expect("the inherent can be applied");
			}
		};
		// A session begins with the initialization, and may disable the author.
		self.execute(|| {
			with_transaction_unchecked(|| {
				open();
				match Session::disabled_validators().contains(&author) {
					true => TransactionOutcome::Rollback(false),
					false => TransactionOutcome::Commit(true),
				}
			})
		})
	}

	fn close_block(&mut self) {
		self.collect_events();
		let header = self.execute(Executive::finalize_block);
		self.parent = header.hash();
		self.headers.push(header);
		self.externalities.commit_all().expect("the overlay can be committed");
	}

	fn collect_events(&mut self) {
		let events = self.execute(|| {
			let events = System::read_events_no_consensus().map(|record| record.event).collect();
			System::reset_events();
			events
		});
		let events: Vec<RuntimeEvent> = events;
		for event in &events {
			if let RuntimeEvent::PalisadeStaking(palisade_staking::Event::EpochPaid {
				minted,
				..
			}) = event
			{
				self.minted += minted;
			}
		}
		self.events.extend(events);
	}

	/// The authority that may claim the current slot. Validators take turns: the node, not the
	/// runtime, decides how often each leads.
	fn leader(&mut self) -> Leader {
		let slot = self.slot;
		let (authorities, randomness, epoch_index) = self.execute(|| {
			let epoch = palisade_runtime::Babe::current_epoch();
			// The first block of an epoch is claimed with the data announced for it.
			let announced = palisade_runtime::Babe::next_epoch();
			if palisade_runtime::Babe::genesis_slot() == 0u64 {
				return (epoch.authorities, epoch.randomness, 0);
			}
			match slot < *epoch.start_slot + epoch.duration {
				true => (epoch.authorities, epoch.randomness, epoch.epoch_index),
				false => {
					let skipped = (slot - *announced.start_slot) / announced.duration;
					(announced.authorities, announced.randomness, announced.epoch_index + skipped)
				},
			}
		});
		let authority_index = slot as usize % authorities.len();
		let key = *authorities[authority_index].0.as_inner_ref();
		Leader { key, authority_index: authority_index as u32, randomness, epoch_index }
	}

	/// The claim of the validator that leads the current slot.
	fn claim_slot(&mut self) -> DigestItem {
		let Leader { key, authority_index, randomness, epoch_index } = self.leader();
		let slot = self.slot.into();
		let data = make_vrf_sign_data(&randomness, slot, epoch_index);
		let account = self
			.validators
			.iter()
			.find(|account| key == account.sr25519.public())
			.expect("the keys of all validators are known");
		let vrf_signature = account.sr25519.vrf_sign(&data);
		let claim = PreDigest::Primary(PrimaryPreDigest { authority_index, slot, vrf_signature });
		DigestItem::PreRuntime(BABE_ENGINE_ID, claim.encode())
	}
}

/// The authority that leads a slot.
struct Leader {
	key: sp_core::sr25519::Public,
	authority_index: u32,
	randomness: sp_consensus_babe::Randomness,
	epoch_index: u64,
}

/// Applies `extrinsic` to the open block; an invalid one leaves no trace, as with a block author.
fn apply(extrinsic: UncheckedExtrinsic) -> Result<(), Refused> {
	with_transaction_unchecked(|| match Executive::apply_extrinsic(extrinsic) {
		Ok(outcome) => TransactionOutcome::Commit(outcome.map_err(Refused::Failed)),
		Err(invalid) => TransactionOutcome::Rollback(Err(Refused::Invalid(invalid))),
	})
}

/// Checks that each account has the references of its records in the staking pallet, one for session
/// keys, and one for a balance that is held or frozen. No other pallet of the runtime has any.
#[cfg(feature = "try-runtime")]
fn check_references() {
	let references = palisade_runtime::PalisadeStaking::references();
	for (who, account) in frame_system::Account::<Runtime>::iter() {
		let has_keys = pallet_session::NextKeys::<Runtime>::contains_key(&who);
		let is_restricted = account.data.reserved > 0 || account.data.frozen > 0;
		let of_staking = references.get(&who).copied().unwrap_or_default();
		let expected = of_staking + u32::from(has_keys) + u32::from(is_restricted);
		assert_eq!(account.consumers, expected, "the references to {who}");
	}
}
