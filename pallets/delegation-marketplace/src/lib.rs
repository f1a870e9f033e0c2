//! A market for delegation: listings, offers, auctions, deals with their own commission, cover, and sales of positions.
//!
//! A validator sells capacity, a delegator names terms, both sign, and the deal is enforced by the arithmetic of the
//! staking pallet.
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | listing | what a validator offers: capacity, commission, term, fee, cover |
//! | cover | the validator's own money, held, that pays for what deals of the listing lose by slashes |
//! | offer | what a delegator would agree to on a listing; its amount is in escrow until it is answered |
//! | request | what a delegator asks all validators for; they bid for it |
//! | deal | stake with a commission of its own and a term, on a listing |
//! | breach | what frees the delegator from the fee for leaving early |
//! | sale | a position, a deal or exits for sale, at a price |
//!
//! # How a deal comes about
//!
//! - A delegator [offers](Call::make_offer) to a listing. At the listing's own terms the deal is made at once, else the
//!   validator accepts, refuses or counters, and so on, up to [`MAX_ROUNDS`](types::MAX_ROUNDS) times. An offer names the
//!   version of the listing that its author has seen, and can be accepted on no other; an acceptance names the round.
//! - [`take_best`](Call::take_best) makes a deal on the cheapest listing in the [order book](book).
//! - A delegator [requests](Call::open_request): see [`auction`].
//!
//! # Deals
//!
//! See [`deal`] for terms, renewals, fees, breaches and ratings; [`cover`] for what is paid after a slash; [`sale`]
//! for how they change hands.
//!
//! # Brakes
//!
//! Deadlines wait while a brake of the chain keeps accounts from meeting them, up to a bound: see
//! [`interruptions`].
//!
//! # Deposits
//!
//! Every listing, offer, request, bid, deal and sale has a deposit of whoever caused it. What has expired anybody can
//! [clean](Call::clean), for a part of the deposit.
//!
//! # Example
//!
//! A deal below the listed commission: `tests::documentation` runs it.
#![doc = docify::embed!("src/tests/documentation.rs", a_deal_is_negotiated_and_pays_its_own_commission)]
//!
//! # Limits
//!
//! - A match looks at [`MAX_LOOKS`](types::MAX_LOOKS) entries of the order book. Where listings that do not fit crowd the
//!   cheapest levels, a read finds others, and an offer at their terms makes the deal.
//! - The concentration of entities is that of the active stake: deals of the same epoch are not in it yet.
//! - Parties that hide that they belong together can rate each other, at the cost of a deal of the least size and term.
//! - What a cover owes and is too little for its owner to exist can be claimed while the cover lasts, once the owner
//!   exists. Then it goes to the treasury.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod auction;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod book;
mod cleaning;
pub mod cover;
pub mod deal;
mod funds;
mod history;
mod inspect;
pub mod interruptions;
mod listing;
#[cfg(test)]
mod mock;
mod offer;
pub mod runtime_api;
pub mod sale;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use weights::WeightInfo;

pub(crate) const LOG_TARGET: &str = "palisade::delegation-marketplace";

// The macros of the SDK expect what they have made sure of, and cast indices of variants.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{types::*, *};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Balanced, BalancedHold, Mutate, MutateHold},
			OnUnbalanced,
		},
	};
	use frame_system::pallet_prelude::*;
	use palisade_primitives::{
		Affiliation, Attestation, Balance, ConductObserver, DealControl, DealId, Diversity,
		EpochClock, EpochIndex, Interruptions, OffenceRecord, Reputation, StakeInspect,
		ValidatorGate,
	};
	use palisade_share_pool::Activation;
	use sp_core::H256;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime. Values that are not `#[pallet::constant]` may change while the
	/// chain runs, by governance.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The money.
		type Currency: Mutate<Self::AccountId, Balance = Balance>
			+ Balanced<Self::AccountId, Balance = Balance>
			+ BalancedHold<Self::AccountId, Balance = Balance>
			+ MutateHold<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// The reasons for which the runtime holds funds.
		type RuntimeHoldReason: From<HoldReason>;

		/// The clock.
		type Clock: EpochClock;

		/// Says for how long brakes have kept accounts from a call; `()` on a chain without brakes.
		type Interruptions: Interruptions;

		/// The stake.
		type Stake: StakeInspect<Self::AccountId> + DealControl<Self::AccountId>;

		/// Who may sell capacity.
		type ValidatorGate: ValidatorGate<Self::AccountId>;

		/// Says who belongs together: they cannot rate each other. Besides those who have declared it, it should know
		/// proxies.
		type Affiliation: Affiliation<Self::AccountId>;

		/// Says who has offended.
		type Offences: OffenceRecord<Self::AccountId>;

		/// Says how well validators have done.
		type Reputation: Reputation<Self::AccountId>;

		/// Says where they run.
		type Diversity: Diversity<Self::AccountId>;

		/// Says how well their hardware is attested.
		type Attestation: Attestation<Self::AccountId>;

		/// Told of ratings, and of deals that were kept or broken.
		type ConductObserver: ConductObserver<Self::AccountId>;

		/// Gets protocol fees and what is forfeited.
		type Treasury: OnUnbalanced<CreditOf<Self>>;

		/// What storing things costs.
		type Deposits: Get<Deposits>;

		/// The rules of the market.
		type Rules: Get<Rules>;

		/// Longest term. Epochs.
		#[pallet::constant]
		type MaxTerm: Get<u32>;

		/// Most blocks by which interruptions move the deadlines of a request, in all: as many as
		/// [`MAX_INTERRUPTED_EPOCHS`](palisade_primitives::MAX_INTERRUPTED_EPOCHS) epochs have.
		#[pallet::constant]
		type MaxInterruption: Get<u32>;

		/// What the calls cost.
		type WeightInfo: WeightInfo;

		/// What the benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self>;
	}

	/// Why funds are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For storing things.
		#[codec(index = 0)]
		Deposit,
		/// Of offers and requests, until they are answered.
		#[codec(index = 1)]
		Escrow,
		/// Behind deals.
		#[codec(index = 2)]
		Cover,
	}

	/// Validators that have listings. Hashed by a cryptographic hash because anybody can choose an account.
	#[pallet::storage]
	pub type Operators<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Operator, OptionQuery>;

	/// Listings. Nobody can choose a number, here and below.
	#[pallet::storage]
	pub type Listings<T: Config> =
		StorageMap<_, Twox64Concat, ListingId, ListingOf<T>, OptionQuery>;

	/// What of a listing has left and is still liable, by epoch, the oldest first.
	#[pallet::storage]
	pub type Leaving<T: Config> = StorageMap<
		_,
		Twox64Concat,
		ListingId,
		BoundedVec<Leavers, ConstU32<MAX_LEAVERS>>,
		OptionQuery,
	>;

	/// The same of epochs that are no longer liable, whose owners may have something to claim.
	#[pallet::storage]
	pub type Ended<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		ListingId,
		Twox64Concat,
		EpochIndex,
		palisade_share_pool::Cover,
		OptionQuery,
	>;

	/// Whose it is, by listing, epoch and account.
	#[pallet::storage]
	pub type LeavingCover<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, ListingId>,
			NMapKey<Twox64Concat, EpochIndex>,
			NMapKey<Blake2_128Concat, T::AccountId>,
		),
		Coverage,
		OptionQuery,
	>;

	/// Deposits that have become active with an epoch and whose owners have not taken their shares of the cover yet.
	#[pallet::storage]
	pub type Activations<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		ListingId,
		Twox64Concat,
		EpochIndex,
		Activation,
		OptionQuery,
	>;

	/// The order book: listings that take offers, by their level of commission.
	#[pallet::storage]
	pub type Book<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u16, Twox64Concat, ListingId, (), OptionQuery>;

	/// How many there are on each level.
	#[pallet::storage]
	pub type LevelCounts<T: Config> = StorageMap<_, Twox64Concat, u16, u32, OptionQuery>;

	/// A bit for each level on which there are any.
	#[pallet::storage]
	pub type Levels<T: Config> = StorageValue<_, [u64; LEVEL_WORDS], ValueQuery>;

	/// Offers.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Twox64Concat, OfferId, OfferOf<T>, OptionQuery>;

	/// The offers on each listing.
	#[pallet::storage]
	pub type OffersOn<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ListingId, Twox64Concat, OfferId, (), OptionQuery>;

	/// Requests.
	#[pallet::storage]
	pub type Requests<T: Config> =
		StorageMap<_, Twox64Concat, RequestId, RequestOf<T>, OptionQuery>;

	/// The bids on each request. One record, because the settlement reads all.
	#[pallet::storage]
	pub type Bids<T: Config> = StorageMap<_, Twox64Concat, RequestId, BidsOf<T>, OptionQuery>;

	/// Deals, by their number in the staking pallet.
	#[pallet::storage]
	pub type Deals<T: Config> = StorageMap<_, Twox64Concat, DealId, DealOf<T>, OptionQuery>;

	/// The deals of each owner.
	#[pallet::storage]
	pub type DealsOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, DealId, (), OptionQuery>;

	/// The deals on each listing.
	#[pallet::storage]
	pub type DealsOn<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ListingId, Twox64Concat, DealId, (), OptionQuery>;

	/// What is for sale.
	#[pallet::storage]
	pub type Sales<T: Config> = StorageMap<_, Twox64Concat, SaleId, SaleOf<T>, OptionQuery>;

	/// The last trades, by their number modulo [`MAX_TRADES`].
	#[pallet::storage]
	pub type Trades<T: Config> = StorageMap<_, Twox64Concat, u32, TradeOf<T>, OptionQuery>;

	/// The number that the next trade gets.
	#[pallet::storage]
	pub type NextTrade<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The number that the next listing, offer, request or sale gets.
	#[pallet::storage]
	pub type NextId<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// What happened. Amounts in planck.
	#[allow(missing_docs)] // The fields have the names of what they are.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A validator offers something.
		ListingOpened { listing: ListingId, validator: T::AccountId, terms: ListingTermsOf<T> },
		/// A validator offers something else.
		ListingAmended { listing: ListingId, version: u32, terms: ListingTermsOf<T> },
		/// A listing takes no more offers. Its deals go on.
		ListingClosed { listing: ListingId },
		/// A listing is gone, and what was left of its cover is free.
		ListingRemoved { listing: ListingId, validator: T::AccountId, cover: Balance },
		/// The cover of a listing has paid for what its deals lost.
		CoverPaid { listing: ListingId, lost: Balance, paid: Balance, left: Balance },
		/// Somebody was paid by a cover.
		CoverClaimed { listing: ListingId, who: T::AccountId, amount: Balance },
		/// A delegator has made an offer.
		OfferMade {
			offer: OfferId,
			listing: ListingId,
			delegator: T::AccountId,
			amount: Balance,
			terms: DealTerms,
			expiry: EpochIndex,
		},
		/// One party has named other terms. The other one's answer is awaited.
		OfferCountered { offer: OfferId, by: Party, round: u8, terms: DealTerms },
		/// An offer has become a deal.
		OfferAccepted { offer: OfferId, deal: DealId },
		/// The operator does not want it. The escrow is free.
		OfferRefused { offer: OfferId },
		/// The delegator has taken it back. The escrow is free.
		OfferWithdrawn { offer: OfferId },
		/// A delegator asks for bids.
		RequestOpened { request: RequestId, delegator: T::AccountId, terms: RequestTermsOf<T> },
		/// The delegator has taken it back. The escrow is free.
		RequestWithdrawn { request: RequestId },
		/// A validator has bid.
		BidMade { request: RequestId, validator: T::AccountId, terms: BidTerms },
		/// A validator has committed to a bid.
		BidCommitted { request: RequestId, validator: T::AccountId },
		/// A late bid has moved the closing block.
		ClosingMoved { request: RequestId, closing: BlockNumberFor<T> },
		/// A lower bid has taken the place of a validator's. Its deposit and cover are free.
		BidDisplaced { request: RequestId, validator: T::AccountId },
		/// The deal of a bidder that had won could not be made.
		BidPassedOver { request: RequestId, validator: T::AccountId },
		/// A bidder has not revealed its bid, and forfeits the deposit.
		BidForfeited { request: RequestId, validator: T::AccountId, deposit: Balance },
		/// The bids were settled. What was not taken is free.
		RequestSettled { request: RequestId, filled: Balance, deals: u32 },
		/// A deal was made.
		DealMade {
			deal: DealId,
			listing: ListingId,
			owner: T::AccountId,
			validator: T::AccountId,
			amount: Balance,
			terms: DealTerms,
			end: EpochIndex,
		},
		/// A part of a deal went to the treasury.
		ProtocolFeePaid { deal: DealId, amount: Balance },
		/// A deal has ended: its stake leaves.
		DealEnded { deal: DealId, by: Party, fee: Balance, breach: Option<Breach> },
		/// One party has proposed to renew a deal.
		RenewalProposed { deal: DealId, by: Party, terms: DealTerms },
		/// A deal was renewed.
		DealRenewed { deal: DealId, terms: DealTerms, end: EpochIndex },
		/// One party wants, or no longer wants, a deal to renew itself.
		AutomaticRenewalSet { deal: DealId, by: Party, renews: bool },
		/// One party has rated the other.
		DealRated { deal: DealId, by: Party, rating: u8, counts: bool },
		/// Something is for sale.
		PositionListed {
			sale: SaleId,
			seller: T::AccountId,
			asset: AssetOf<T>,
			price: Balance,
			expiry: EpochIndex,
		},
		/// It is no longer for sale.
		SaleWithdrawn { sale: SaleId },
		/// It was sold.
		PositionSold {
			sale: SaleId,
			seller: T::AccountId,
			buyer: T::AccountId,
			asset: AssetOf<T>,
			value: Balance,
			price: Balance,
		},
		/// What had expired was cleaned up.
		Cleaned { item: Item, by: T::AccountId, reward: Balance },
		/// Somebody could not be paid, because it would not exist with so little. The treasury was.
		PaymentFailed { who: T::AccountId, amount: Balance },
	}

	/// Why something was refused. Nothing has changed then.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is no validator that can be elected, or a gate of the chain keeps it out.
		NotAdmitted,
		/// The validator has as many listings as it can have. One must be closed and have no deals any more.
		TooManyListings,
		/// There is no such listing.
		UnknownListing,
		/// The listing is somebody else's.
		NotYourListing,
		/// The listing is one's own: a validator's own stake is not delegated.
		OwnListing,
		/// The listing takes no offers: it was closed, or has expired.
		ListingNotOpen,
		/// The listing is for somebody else.
		NotForYou,
		/// The listing, or the deal that is for sale, has changed since it was looked at.
		WrongVersion,
		/// The capacity is nothing, less than the least delegation, or less than what its deals take.
		CapacityTooSmall,
		/// Running deals would be covered less than before.
		CoverTooSmall,
		/// The fee for leaving early is more than the chain allows.
		ExitFeeTooHigh,
		/// The score that is promised is none, or not reached.
		ScoreNotReached,
		/// An amount is nothing.
		ZeroAmount,
		/// The amount is less than the listing takes.
		AmountTooSmall,
		/// The amount is more than the listing takes in a deal.
		AmountTooLarge,
		/// The amount is more than what is left of the capacity.
		CapacityExceeded,
		/// The term is shorter than the listing's, or nothing.
		TermTooShort,
		/// The term is longer than the listing's, or than any may be.
		TermTooLong,
		/// The time at which it expires has come already.
		AlreadyExpired,
		/// There is no such offer.
		UnknownOffer,
		/// The offer is somebody else's.
		NotYourOffer,
		/// The offer has expired.
		OfferExpired,
		/// The other party's answer is awaited.
		NotYourTurn,
		/// The offer was countered since it was looked at.
		WrongRound,
		/// The offer was countered as often as it can be.
		TooManyRounds,
		/// No listing takes it at such a commission, among those that a match looks at.
		NoMatch,
		/// There is no such request.
		UnknownRequest,
		/// The request is somebody else's.
		NotYourRequest,
		/// The request is one's own.
		OwnRequest,
		/// The closing block is not in the time that the chain allows.
		ClosingOutOfBounds,
		/// The number of parts is none or more than it can be.
		PartsOutOfBounds,
		/// Bids are taken no longer.
		BiddingOver,
		/// Bids are taken still.
		BiddingNotOver,
		/// The request has bids: it can be settled, and not withdrawn.
		HasBids,
		/// The bids on the request are sealed: they are committed to first.
		BidsAreSealed,
		/// The bids on the request are open: there is nothing to commit to.
		BidsAreOpen,
		/// There are as many bids as there can be.
		TooManyBids,
		/// The validator has bid, and a further bid must be lower, for as much, and as well covered.
		BidNotBetter,
		/// The bid is for less than its part of the request, which is its amount by the number of parts, rounded up.
		BidTooSmall,
		/// The commission is above what is asked for.
		CommissionTooHigh,
		/// The bid is not covered as the request demands.
		BidNotCovered,
		/// The validator does not meet what the request demands.
		RequirementsNotMet,
		/// Bids cannot be revealed now.
		NotRevealing,
		/// The validator has not committed to a bid.
		NotCommitted,
		/// The validator has committed or revealed already.
		AlreadyBid,
		/// This is not the bid that was committed to.
		BidMismatch,
		/// The time to settle the request is over.
		SettlementOver,
		/// There is no such deal.
		UnknownDeal,
		/// The deal is between others.
		NotYourDeal,
		/// The deal has ended.
		DealFinished,
		/// The deal has not ended.
		DealNotFinished,
		/// The term of the deal is not over.
		TermNotOver,
		/// The term of the deal is over: it does not renew itself any more, but can be renewed by both.
		TermOver,
		/// Leaving costs more than was expected.
		FeeTooHigh,
		/// The fee for leaving early cannot be paid.
		FeeNotPaid,
		/// A rating is a number from 1 to 5.
		RatingOutOfBounds,
		/// The deal was rated already.
		AlreadyRated,
		/// Nothing is owed.
		NothingToClaim,
		/// The price is nothing.
		ZeroPrice,
		/// The seller does not own that, or no longer.
		NotOwned,
		/// There is no such sale.
		UnknownSale,
		/// The sale is somebody else's.
		NotYourSale,
		/// The sale is one's own.
		OwnSale,
		/// The sale has expired.
		SaleExpired,
		/// The price is more than the buyer is willing to pay.
		PriceTooHigh,
		/// What is for sale is worth less than the buyer expects.
		ValueTooLow,
		/// The validator has to answer for an offence, and not both parties have said that they know.
		OffenceOpen,
		/// It has not expired, or is still needed.
		StillNeeded,
		/// The account does not own as much.
		InsufficientFunds,
		/// An amount does not fit.
		Overflow,
		/// What is stored cannot be read.
		Undecodable,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxTerm::get() > 0, "no deal could be made");
			assert!(T::MaxInterruption::get() > 0, "no bid would ever be forfeited");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state().map_err(Into::into)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Offers capacity to delegators. The cover is held.
		///
		/// - `origin`: a validator that can be elected.
		/// - `terms`: what it offers.
		///
		/// Errors: [`Error::NotAdmitted`], [`Error::TooManyListings`], [`Error::CapacityTooSmall`],
		/// [`Error::ZeroAmount`], [`Error::TermTooShort`], [`Error::TermTooLong`], [`Error::AlreadyExpired`],
		/// [`Error::ExitFeeTooHigh`], [`Error::ScoreNotReached`], [`Error::InsufficientFunds`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::open_listing())]
		pub fn open_listing(origin: OriginFor<T>, terms: ListingTermsOf<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_listing(who, terms)
		}

		/// Offers something else from now on, to the harm of no deal: as long as anything is covered the cover cannot be
		/// lowered, nor the capacity raised without raising the cover as much. Deals keep their terms.
		///
		/// - `origin`: the validator.
		/// - `terms`: what it offers. Their cover is what is to be left of it: the difference is held, or free.
		///
		/// Errors: [`Error::UnknownListing`], [`Error::NotYourListing`], [`Error::ListingNotOpen`] if it was closed,
		/// [`Error::CapacityTooSmall`], [`Error::CoverTooSmall`], and those of [`open_listing`](Self::open_listing).
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::amend_listing())]
		pub fn amend_listing(
			origin: OriginFor<T>,
			listing: ListingId,
			terms: ListingTermsOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_amend_listing(who, listing, terms)
		}

		/// Takes no more offers. Once nothing is covered any more, calling it again removes the listing, and frees cover
		/// and deposit; without deals this happens at once.
		///
		/// - `origin`: the validator.
		///
		/// Errors: [`Error::UnknownListing`], [`Error::NotYourListing`], [`Error::StillNeeded`] if it was closed already.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::close_listing())]
		pub fn close_listing(origin: OriginFor<T>, listing: ListingId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_listing(who, listing)
		}

		/// Offers to delegate. At the listing's own commission, or a higher one, the deal is made at once, at the
		/// listing's. Else the amount is held in escrow until the offer is answered or taken back.
		///
		/// - `origin`: anybody but the validator.
		/// - `version`: that of the listing which was looked at.
		/// - `amount`: in planck.
		/// - `terms`: the commission, in parts per billion, and the term in epochs.
		/// - `expiry`: the first epoch in which the offer does not hold any more.
		///
		/// Errors: [`Error::UnknownListing`], [`Error::ListingNotOpen`], [`Error::WrongVersion`],
		/// [`Error::OwnListing`], [`Error::NotForYou`], [`Error::AmountTooSmall`], [`Error::AmountTooLarge`],
		/// [`Error::CapacityExceeded`], [`Error::TermTooShort`], [`Error::TermTooLong`], [`Error::AlreadyExpired`],
		/// [`Error::NotAdmitted`], [`Error::InsufficientFunds`], and where a deal is made those of the staking pallet.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::make_offer().max(T::WeightInfo::make_offer_at_terms()))]
		pub fn make_offer(
			origin: OriginFor<T>,
			listing: ListingId,
			version: u32,
			#[pallet::compact] amount: Balance,
			terms: DealTerms,
			expiry: EpochIndex,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_make_offer(who, listing, version, amount, terms, expiry)
		}

		/// Names other terms for an offer, in the place of those that were named last.
		///
		/// - `origin`: the party whose answer is awaited.
		/// - `round`: the round that was looked at.
		///
		/// Errors: [`Error::UnknownOffer`], [`Error::UnknownListing`], [`Error::WrongVersion`], [`Error::NotYourOffer`],
		/// [`Error::NotYourTurn`], [`Error::WrongRound`], [`Error::OfferExpired`], [`Error::TooManyRounds`],
		/// [`Error::TermTooShort`], [`Error::TermTooLong`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::counter_offer())]
		pub fn counter_offer(
			origin: OriginFor<T>,
			offer: OfferId,
			round: u8,
			terms: DealTerms,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_counter_offer(who, offer, round, terms)
		}

		/// Agrees to the terms that were named last: the deal is made.
		///
		/// - `origin`: the party whose answer is awaited.
		/// - `round`: the round that was looked at.
		///
		/// Errors: [`Error::UnknownOffer`], [`Error::UnknownListing`], [`Error::WrongVersion`], [`Error::NotYourOffer`],
		/// [`Error::NotYourTurn`], [`Error::WrongRound`], [`Error::OfferExpired`], [`Error::ListingNotOpen`], [`Error::CapacityExceeded`],
		/// [`Error::NotAdmitted`], and those of the staking pallet.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::accept_offer())]
		pub fn accept_offer(origin: OriginFor<T>, offer: OfferId, round: u8) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_offer(who, offer, round)
		}

		/// Turns an offer down. Escrow and deposit are free.
		///
		/// - `origin`: the validator, at any time.
		///
		/// Errors: [`Error::UnknownOffer`], [`Error::NotYourListing`], [`Error::UnknownListing`] if it was removed: the
		/// delegator takes the offer back.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::refuse_offer())]
		pub fn refuse_offer(origin: OriginFor<T>, offer: OfferId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_refuse_offer(who, offer)
		}

		/// Takes an offer back. Escrow and deposit are free.
		///
		/// - `origin`: the delegator, at any time.
		///
		/// Errors: [`Error::UnknownOffer`], [`Error::NotYourOffer`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::withdraw_offer())]
		pub fn withdraw_offer(origin: OriginFor<T>, offer: OfferId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_offer(who, offer)
		}

		/// Makes a deal on the listing with the lowest commission that takes it, among the first
		/// [`MAX_LOOKS`] in the order book.
		///
		/// - `origin`: anybody.
		/// - `amount`: in planck.
		/// - `terms`: the highest commission, in parts per billion, and the term in epochs.
		/// - `requirements`: what else is demanded; above all the highest fee for leaving early.
		///
		/// Errors: [`Error::NoMatch`], [`Error::ZeroAmount`], [`Error::InsufficientFunds`], and those of the staking
		/// pallet.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::take_best())]
		pub fn take_best(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
			terms: DealTerms,
			requirements: Requirements,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_take_best(who, amount, terms, &requirements)
		}

		/// Asks validators for bids. The amount is held in escrow.
		///
		/// - `origin`: anybody.
		/// - `terms`: what is asked for.
		///
		/// Errors: [`Error::ZeroAmount`], [`Error::TermTooShort`], [`Error::TermTooLong`],
		/// [`Error::PartsOutOfBounds`], [`Error::ClosingOutOfBounds`], [`Error::InsufficientFunds`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::open_request())]
		pub fn open_request(origin: OriginFor<T>, terms: RequestTermsOf<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_request(who, terms)
		}

		/// Takes a request back that nobody has bid on. Escrow and deposits are free.
		///
		/// - `origin`: the delegator.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::NotYourRequest`], [`Error::HasBids`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::withdraw_request())]
		pub fn withdraw_request(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_request(who, request)
		}

		/// Bids on a request whose bids are open, or betters a bid of one's own: by a lower commission, for as much, with
		/// as much cover. A better bid counts from now.
		///
		/// - `origin`: a validator that can be elected.
		/// - `terms`: the bid. Its cover is held.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::BidsAreSealed`], [`Error::BiddingOver`],
		/// [`Error::TooManyBids`], [`Error::BidNotBetter`], [`Error::OwnRequest`], [`Error::NotAdmitted`],
		/// [`Error::BidTooSmall`], [`Error::CommissionTooHigh`], [`Error::RequirementsNotMet`], [`Error::BidNotCovered`], those of
		/// [`make_offer`](Self::make_offer) for the listing, and [`Error::InsufficientFunds`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::bid())]
		pub fn bid(origin: OriginFor<T>, request: RequestId, terms: BidTerms) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_bid(who, request, terms)
		}

		/// Commits to a bid on a request whose bids are sealed.
		///
		/// - `origin`: a validator that can be elected.
		/// - `commitment`: see [`auction::commitment`].
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::BidsAreOpen`], [`Error::BiddingOver`],
		/// [`Error::TooManyBids`], [`Error::AlreadyBid`], [`Error::OwnRequest`], [`Error::NotAdmitted`],
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::commit_bid())]
		pub fn commit_bid(
			origin: OriginFor<T>,
			request: RequestId,
			commitment: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_commit_bid(who, request, commitment)
		}

		/// Reveals a bid. Its cover is held.
		///
		/// - `origin`: a validator that has committed to it.
		/// - `terms`, `salt`: what was committed to.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::BidsAreOpen`], [`Error::NotRevealing`],
		/// [`Error::NotCommitted`], [`Error::AlreadyBid`], [`Error::BidMismatch`], and those of [`bid`](Self::bid) for
		/// the terms.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::reveal_bid())]
		pub fn reveal_bid(
			origin: OriginFor<T>,
			request: RequestId,
			terms: BidTerms,
			salt: [u8; 32],
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reveal_bid(who, request, terms, salt)
		}

		/// Settles a request: see [`auction`].
		///
		/// - `origin`: anybody.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::BiddingNotOver`], [`Error::SettlementOver`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::settle_request(MAX_BIDS))]
		pub fn settle_request(
			origin: OriginFor<T>,
			request: RequestId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let bids = Self::do_settle_request(request)?;
			Ok(Some(T::WeightInfo::settle_request(bids)).into())
		}

		/// Leaves a deal. Before the end of its term this costs its fee, unless the validator has broken it. Its rewards are
		/// paid, and what was in it can be withdrawn from the staking pallet after the bonding period.
		///
		/// - `origin`: the owner.
		/// - `maximum_fee`: what the owner has looked at. Planck.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`], [`Error::FeeTooHigh`],
		/// [`Error::FeeNotPaid`], and the staking pallet's for a deal that is not active yet.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::exit_deal().max(T::WeightInfo::exit_uncovered_deal()))]
		pub fn exit_deal(
			origin: OriginFor<T>,
			deal: DealId,
			#[pallet::compact] maximum_fee: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_exit_deal(who, deal, maximum_fee)
		}

		/// Ends a deal whose term is over, for its owner.
		///
		/// - `origin`: the validator.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`], [`Error::TermNotOver`], and
		/// the staking pallet's for a deal that is not active yet.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::end_deal().max(T::WeightInfo::exit_uncovered_deal()))]
		pub fn end_deal(origin: OriginFor<T>, deal: DealId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_deal(who, deal)
		}

		/// Proposes to renew a deal, or agrees to what the other party has proposed by proposing the same. Its term then
		/// begins anew with the end of the old one, or now if that is over. The commission holds from the next reward on.
		///
		/// - `origin`: the owner or the validator.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`], [`Error::TermTooShort`],
		/// [`Error::TermTooLong`], and the staking pallet's.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::renew_deal())]
		pub fn renew_deal(origin: OriginFor<T>, deal: DealId, terms: DealTerms) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_renew_deal(who, deal, terms)
		}

		/// Says whether a deal shall renew itself at the end of its term. It does as long as both want it.
		///
		/// - `origin`: the owner or the validator.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`], [`Error::TermOver`] if it shall
		/// and the end has passed.
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::set_automatic_renewal())]
		pub fn set_automatic_renewal(
			origin: OriginFor<T>,
			deal: DealId,
			renews: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_automatic_renewal(who, deal, renews)
		}

		/// Rates the other party of a deal that has ended. Counts where the deal was large and long enough, and the
		/// parties do not belong together. One that does not count and is not covered is forgotten at once.
		///
		/// - `origin`: the owner or the validator.
		/// - `rating`: from 1 to 5, the best.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealNotFinished`],
		/// [`Error::RatingOutOfBounds`], [`Error::AlreadyRated`].
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::rate_deal())]
		pub fn rate_deal(origin: OriginFor<T>, deal: DealId, rating: u8) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rate_deal(who, deal, rating)
		}

		/// Pays the rewards of a deal.
		///
		/// - `origin`: the owner.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`], and the staking pallet's where
		/// nothing is due.
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::claim_deal())]
		pub fn claim_deal(origin: OriginFor<T>, deal: DealId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim_deal(who, deal)
		}

		/// Pays what the cover owes to a deal that runs.
		///
		/// - `origin`: anybody; the owner is paid.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::DealFinished`], [`Error::NothingToClaim`].
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::claim_cover())]
		pub fn claim_cover(origin: OriginFor<T>, deal: DealId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim_cover(deal)
		}

		/// Pays what the cover owes for deals that were closed in an epoch; once they are no longer liable it also forgets
		/// them.
		///
		/// - `origin`: anybody; the owner is paid.
		///
		/// Errors: [`Error::UnknownListing`], [`Error::NothingToClaim`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::claim_exit_cover())]
		pub fn claim_exit_cover(
			origin: OriginFor<T>,
			owner: T::AccountId,
			listing: ListingId,
			epoch: EpochIndex,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim_exit_cover(owner, listing, epoch)
		}

		/// Offers a position, a deal or exits for sale. They stay where they are until they are bought.
		///
		/// - `origin`: the owner.
		/// - `price`: in planck.
		/// - `expiry`: the first epoch in which it is not for sale any more.
		/// - `despite_offence`: whether it is for sale while the validator has to answer for an offence.
		///
		/// Errors: [`Error::ZeroPrice`], [`Error::NotOwned`], [`Error::AlreadyExpired`], [`Error::OffenceOpen`],
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::list_position())]
		pub fn list_position(
			origin: OriginFor<T>,
			asset: AssetOf<T>,
			#[pallet::compact] price: Balance,
			expiry: EpochIndex,
			despite_offence: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_list_position(who, asset, price, expiry, despite_offence)
		}

		/// Takes something off the market.
		///
		/// - `origin`: the seller.
		///
		/// Errors: [`Error::UnknownSale`], [`Error::NotYourSale`].
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::withdraw_sale())]
		pub fn withdraw_sale(origin: OriginFor<T>, sale: SaleId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_sale(who, sale)
		}

		/// Buys what is for sale. What it is liable for it stays liable for.
		///
		/// - `origin`: anybody but the seller and the validator.
		/// - `maximum_price`, `minimum_value`: what the buyer has looked at. Planck.
		/// - `despite_offence`: whether the buyer buys while the validator has to answer for an offence.
		///
		/// Errors: [`Error::UnknownSale`], [`Error::OwnSale`], [`Error::OwnListing`], [`Error::SaleExpired`], [`Error::PriceTooHigh`],
		/// [`Error::NotOwned`], [`Error::WrongVersion`], [`Error::ValueTooLow`], [`Error::OffenceOpen`],
		/// [`Error::InsufficientFunds`], and those
		/// of the staking pallet.
		#[pallet::call_index(25)]
		#[pallet::weight(
			T::WeightInfo::buy_position()
				.max(T::WeightInfo::buy_deal())
				.max(T::WeightInfo::buy_exits())
		)]
		pub fn buy_position(
			origin: OriginFor<T>,
			sale: SaleId,
			#[pallet::compact] maximum_price: Balance,
			#[pallet::compact] minimum_value: Balance,
			despite_offence: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_buy_position(who, sale, maximum_price, minimum_value, despite_offence)
		}

		/// Removes what has expired. Whoever does it gets a part of the deposit.
		///
		/// - `origin`: anybody.
		///
		/// Errors: [`Error::StillNeeded`], and that there is no such item.
		#[pallet::call_index(26)]
		#[pallet::weight(Pallet::<T>::weight_of_cleaning(item))]
		pub fn clean(origin: OriginFor<T>, item: Item) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_clean(who, item)
		}
	}
}
