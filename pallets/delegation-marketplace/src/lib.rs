//! A market for delegation: listings, offers, auctions, deals with their own commission, cover, and
//! sales of positions.
//!
//! A validator sells capacity, a delegator names terms, both sign, and the deal is enforced by the
//! arithmetic of the staking pallet.
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | listing | a validator's offer: capacity, commission, term, exit fee, cover |
//! | cover | funds of the validator, on hold, that compensate the listing's deals for slashes |
//! | offer | a delegator's proposal on a listing; its amount is in escrow until it is answered |
//! | request | a delegator's call for bids, open to all validators |
//! | deal | stake on a listing, with a commission of its own and a term |
//! | breach | an event that waives the delegator's fee for an early exit |
//! | sale | a position, a deal or exits, for sale at a price |
//!
//! # How a deal comes about
//!
//! - A delegator [offers](Call::make_offer) on a listing. At the listing's own terms the deal is
//!   made at once. At other terms the validator accepts, refuses or counters, and the parties may
//!   counter each other up to [`MAX_ROUNDS`](types::MAX_ROUNDS) times. An offer names the version
//!   of the listing that its author has seen, and can be accepted on no other version. An
//!   acceptance names the round.
//! - [`take_best`](Call::take_best) makes a deal on the cheapest listing in the [order book](book).
//! - A delegator opens a [request](Call::open_request) for bids: see [`auction`].
//!
//! # Deals
//!
//! See [`deal`] for terms, renewals, fees, breaches and ratings; [`cover`] for payouts after a
//! slash; [`sale`] for transfers of ownership.
//!
//! # Brakes
//!
//! A deadline waits while a brake of the chain refuses the calls that meet it, up to a bound: see
//! [`interruptions`].
//!
//! # Deposits
//!
//! Every listing, offer, request, bid, deal and sale has a deposit, held of its author. Any account
//! can [remove](Call::reap) an expired record, for a part of its deposit.
//!
//! # Example
//!
//! A deal below the listed commission: `tests::documentation` runs it.
#![doc = docify::embed!("src/tests/integration/documentation.rs", a_deal_is_negotiated_and_pays_its_own_commission)]
//!
//! # Limits
//!
//! - A match looks at [`MAX_LOOKS`](types::MAX_LOOKS) entries of the order book. Where unsuitable
//!   listings crowd the cheapest levels, a read finds others, and an offer at their terms makes the
//!   deal.
//! - The concentration of entities is measured on the active stake: deals of the running epoch are
//!   not part of it yet.
//! - Parties that hide their affiliation, behind a shared reward account for example, can rate each
//!   other, at the cost of a deal of the least rated size and term.
//! - The concentration of an entity binds the members that say so themselves: a validator that
//!   another has named grows without regard to it.
//! - A payout below the existential deposit of a missing account can be claimed while the cover
//!   lasts, once the account exists. After that it goes to the treasury.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod auction;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod book;
pub mod cover;
pub mod deal;
mod exit_cover;
mod funds;
mod history;
mod inspect;
pub mod interruptions;
mod listing;
#[cfg(test)]
mod mock;
mod offer;
mod operator;
mod reaping;
mod requirements;
pub mod runtime_api;
pub mod sale;
mod settlement;
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

// The macros of the SDK call `expect` on checked values, and cast variant indices.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{book::Place, types::*, *};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Balanced, BalancedHold, Mutate, MutateHold},
			OnUnbalanced,
		},
	};
	use frame_system::pallet_prelude::*;
	use palisade_primitives::{
		Affiliation, Attestation, Balance, CaseInspect, ConductObserver, DealControl, DealId,
		Diversity, EpochClock, EpochIndex, ExposureInspect, Interruptions, OffenceRecord,
		PositionInspect, PositionTransfer, Reputation, ValidatorGate, ValidatorInspect,
	};
	use palisade_share_pool::Activation;
	use sp_core::H256;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The pallet's configuration. Values that are not `#[pallet::constant]` may change while the
	/// chain runs, by governance.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The currency of stakes, deposits, escrow, cover and prices.
		type Currency: Mutate<Self::AccountId, Balance = Balance>
			+ Balanced<Self::AccountId, Balance = Balance>
			+ BalancedHold<Self::AccountId, Balance = Balance>
			+ MutateHold<Self::AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// The runtime's hold reasons.
		type RuntimeHoldReason: From<HoldReason>;

		/// The epoch clock.
		type Clock: EpochClock;

		/// The time for which brakes of the chain refused calls, by duty; `()` on a chain without
		/// brakes.
		type Interruptions: Interruptions;

		/// The staking pallet: reads of stake, transfers of positions, and control over deals.
		type Stake: ValidatorInspect<Self::AccountId>
			+ ExposureInspect<Self::AccountId>
			+ PositionInspect<Self::AccountId>
			+ PositionTransfer<Self::AccountId>
			+ CaseInspect<Self::AccountId>
			+ DealControl<Self::AccountId>;

		/// Admits validators to the market: a refused validator cannot list, bid or make deals.
		type ValidatorGate: ValidatorGate<Self::AccountId>;

		/// Tells which accounts are affiliated: a party that is bound to the other cannot rate it,
		/// and a bidder shares the limit of the entity that it is bound to. Besides declared
		/// entities, the implementation should know proxies.
		type Affiliation: Affiliation<Self::AccountId>;

		/// The record of offences, for [`Requirements::clean_record`].
		type Offences: OffenceRecord<Self::AccountId>;

		/// The scores of validators.
		type Reputation: Reputation<Self::AccountId>;

		/// The regions, diversity buckets and entities of validators.
		type Diversity: Diversity<Self::AccountId>;

		/// The attestation levels of validators' hardware.
		type Attestation: Attestation<Self::AccountId>;

		/// Receives ratings, and whether a deal was kept or broken.
		type ConductObserver: ConductObserver<Self::AccountId>;

		/// Receives protocol fees, forfeited deposits and payments that failed.
		type Treasury: OnUnbalanced<CreditOf<Self>>;

		/// The deposits for stored records. Planck.
		type Deposits: Get<Deposits>;

		/// The rules of the market.
		type Rules: Get<Rules>;

		/// The longest term of a deal. Epochs.
		#[pallet::constant]
		type MaxTerm: Get<u32>;

		/// Blocks by which interruptions may move the deadlines of a request, in all: the length of
		/// [`MAX_INTERRUPTED_EPOCHS`](palisade_primitives::MAX_INTERRUPTED_EPOCHS) epochs.
		#[pallet::constant]
		type MaxInterruption: Get<u32>;

		/// The weights of the calls.
		type WeightInfo: WeightInfo;

		/// The setup of benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self>;
	}

	/// The reasons for which the pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Deposits for stored records.
		#[codec(index = 0)]
		Deposit,
		/// The amounts of offers and requests, until they are answered or settled.
		#[codec(index = 1)]
		Escrow,
		/// The cover of listings and bids.
		#[codec(index = 2)]
		Cover,
	}

	/// The validators that have listings. The key is hashed by a cryptographic hash because an
	/// attacker can choose an account.
	#[pallet::storage]
	pub type Operators<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Operator, OptionQuery>;

	/// The listings. Here and below, numbers are keys that the pallet assigns, so a fast hash is
	/// safe.
	#[pallet::storage]
	pub type Listings<T: Config> =
		StorageMap<_, Twox64Concat, ListingId, ListingOf<T>, OptionQuery>;

	/// The covers of deals that exited a listing and are still liable: one cohort for each epoch of
	/// exit, the oldest first.
	#[pallet::storage]
	pub type ExitCohorts<T: Config> = StorageMap<
		_,
		Twox64Concat,
		ListingId,
		BoundedVec<ExitCohort, ConstU32<MAX_EXIT_COHORTS>>,
		OptionQuery,
	>;

	/// The covers of exit cohorts that are no longer liable, but may still owe payouts, by listing
	/// and epoch of exit.
	#[pallet::storage]
	pub type EndedCohorts<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		ListingId,
		Twox64Concat,
		EpochIndex,
		palisade_share_pool::Cover,
		OptionQuery,
	>;

	/// The shares of owners in exit cohorts, by listing, epoch of exit and owner.
	#[pallet::storage]
	pub type CohortCovers<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, ListingId>,
			NMapKey<Twox64Concat, EpochIndex>,
			NMapKey<Blake2_128Concat, T::AccountId>,
		),
		Coverage,
		OptionQuery,
	>;

	/// Deposits that were activated with an epoch, and whose owners have not taken their shares of
	/// the cover yet. By listing and the epoch of the deposit.
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

	/// The order book: open listings by their commission level.
	#[pallet::storage]
	pub type Book<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u16, Twox64Concat, ListingId, (), OptionQuery>;

	/// The number of listings in the order book, by level.
	#[pallet::storage]
	pub type LevelCounts<T: Config> = StorageMap<_, Twox64Concat, u16, u32, OptionQuery>;

	/// The place of the order book after which the next block looks for expired listings: a level
	/// and a listing. Without one the next look is at the beginning.
	#[pallet::storage]
	pub type NextSwept<T: Config> = StorageValue<_, Place, OptionQuery>;

	/// A bitmap of the levels that have listings in the order book.
	#[pallet::storage]
	pub type Levels<T: Config> = StorageValue<_, [u64; LEVEL_WORDS], ValueQuery>;

	/// The offers.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Twox64Concat, OfferId, OfferOf<T>, OptionQuery>;

	/// The offers on each listing.
	#[pallet::storage]
	pub type OffersOn<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ListingId, Twox64Concat, OfferId, (), OptionQuery>;

	/// The requests.
	#[pallet::storage]
	pub type Requests<T: Config> =
		StorageMap<_, Twox64Concat, RequestId, RequestOf<T>, OptionQuery>;

	/// The bids on each request. One record, because the settlement reads all of them.
	#[pallet::storage]
	pub type Bids<T: Config> = StorageMap<_, Twox64Concat, RequestId, BidsOf<T>, OptionQuery>;

	/// The deals, by their number in the staking pallet.
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

	/// The sales.
	#[pallet::storage]
	pub type Sales<T: Config> = StorageMap<_, Twox64Concat, SaleId, SaleOf<T>, OptionQuery>;

	/// The sale of each asset that is for sale, by the seller and the asset's
	/// [`key`](Asset::key).
	#[pallet::storage]
	pub type SaleOfAsset<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		AssetOf<T>,
		SaleId,
		OptionQuery,
	>;

	/// The last trades, by their number modulo [`MAX_TRADES`].
	#[pallet::storage]
	pub type Trades<T: Config> = StorageMap<_, Twox64Concat, u32, TradeOf<T>, OptionQuery>;

	/// The number of the next trade.
	#[pallet::storage]
	pub type NextTrade<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The number of the next listing, offer, request or sale, or of new terms of a listing.
	#[pallet::storage]
	pub type NextId<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Events of the pallet. Amounts are in planck.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A validator opened a listing.
		ListingOpened {
			/// The number of the listing.
			listing: ListingId,
			/// The validator.
			validator: T::AccountId,
			/// The terms of the listing.
			terms: ListingTermsOf<T>,
		},
		/// A validator changed the terms of a listing. Existing deals keep theirs.
		ListingAmended {
			/// The number of the listing.
			listing: ListingId,
			/// The new version, to be named in offers.
			version: u32,
			/// The new terms.
			terms: ListingTermsOf<T>,
		},
		/// A listing was closed and takes no more offers. Its deals go on.
		ListingClosed {
			/// The number of the listing.
			listing: ListingId,
		},
		/// A listing that has expired has left the order book.
		ListingExpired {
			/// The number of the listing.
			listing: ListingId,
		},
		/// A listing was removed, and the rest of its cover was released.
		ListingRemoved {
			/// The number of the listing.
			listing: ListingId,
			/// The validator.
			validator: T::AccountId,
			/// The cover released to the validator. Planck.
			cover: Balance,
		},
		/// The cover of a listing paid for the slash losses of its deals.
		CoverPaid {
			/// The number of the listing.
			listing: ListingId,
			/// The loss of the listing's covered stake by the slash. Planck.
			lost: Balance,
			/// The payout to its holders, to be claimed. Planck.
			paid: Balance,
			/// The cover left for further slashes. Planck.
			left: Balance,
		},
		/// A payout of a cover was claimed.
		CoverClaimed {
			/// The number of the listing.
			listing: ListingId,
			/// The owner that was paid.
			who: T::AccountId,
			/// The payout. Planck.
			amount: Balance,
		},
		/// A delegator made an offer on a listing. The amount is in escrow.
		OfferMade {
			/// The number of the offer.
			offer: OfferId,
			/// The number of the listing.
			listing: ListingId,
			/// The delegator.
			delegator: T::AccountId,
			/// The amount to delegate. Planck.
			amount: Balance,
			/// The terms that the delegator proposes.
			terms: DealTerms,
			/// The first epoch in which the offer is no longer valid.
			expiry: EpochIndex,
		},
		/// A party countered an offer. The other party's answer is awaited.
		OfferCountered {
			/// The number of the offer.
			offer: OfferId,
			/// The party that countered.
			by: Party,
			/// The round of the new terms, to be named in the answer.
			round: u8,
			/// The new terms.
			terms: DealTerms,
		},
		/// An offer was accepted and became a deal.
		OfferAccepted {
			/// The number of the offer.
			offer: OfferId,
			/// The number of the deal.
			deal: DealId,
		},
		/// The validator refused an offer. The escrow was released.
		OfferRefused {
			/// The number of the offer.
			offer: OfferId,
		},
		/// The delegator withdrew an offer. The escrow was released.
		OfferWithdrawn {
			/// The number of the offer.
			offer: OfferId,
		},
		/// A delegator opened a request for bids. The amount is in escrow.
		RequestOpened {
			/// The number of the request.
			request: RequestId,
			/// The delegator.
			delegator: T::AccountId,
			/// The terms of the request.
			terms: RequestTermsOf<T>,
		},
		/// The delegator withdrew a request. The escrow was released.
		RequestWithdrawn {
			/// The number of the request.
			request: RequestId,
		},
		/// A validator made, improved or revealed a bid.
		BidMade {
			/// The number of the request.
			request: RequestId,
			/// The bidder.
			validator: T::AccountId,
			/// The bid.
			terms: BidTerms,
		},
		/// A validator committed to a sealed bid.
		BidCommitted {
			/// The number of the request.
			request: RequestId,
			/// The bidder.
			validator: T::AccountId,
		},
		/// A late bid moved the closing block of a request.
		AuctionExtended {
			/// The number of the request.
			request: RequestId,
			/// The new last block for bids.
			closing: BlockNumberFor<T>,
		},
		/// A lower bid displaced a validator's. The deposit and the cover of the displaced bid were
		/// released.
		Outbid {
			/// The number of the request.
			request: RequestId,
			/// The bidder that was displaced.
			validator: T::AccountId,
		},
		/// The deal of a winning bid could not be made, and the bidder was passed over.
		BidSkipped {
			/// The number of the request.
			request: RequestId,
			/// The bidder that was passed over.
			validator: T::AccountId,
		},
		/// A bid cannot win by an act of its own maker, and the bidder forfeited its deposit.
		BidForfeited {
			/// The number of the request.
			request: RequestId,
			/// The bidder.
			validator: T::AccountId,
			/// The forfeited deposit. Planck.
			deposit: Balance,
			/// The act of the bidder.
			fault: Fault,
		},
		/// A bid could not win for a reason for which its maker does not answer, and the bidder was
		/// left out. The deposit was released.
		BidLeftOut {
			/// The number of the request.
			request: RequestId,
			/// The bidder.
			validator: T::AccountId,
		},
		/// A request was settled. The rest of the escrow was released.
		RequestSettled {
			/// The number of the request.
			request: RequestId,
			/// The amount that went into deals, protocol fees included. Planck.
			filled: Balance,
			/// The number of deals made.
			deals: u32,
		},
		/// A deal was made.
		DealMade {
			/// The number of the deal.
			deal: DealId,
			/// The number of the listing.
			listing: ListingId,
			/// The delegator.
			owner: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The stake of the deal, without the protocol fee. Planck.
			amount: Balance,
			/// The agreed terms.
			terms: DealTerms,
			/// The first epoch after the term.
			end: EpochIndex,
		},
		/// The protocol fee of a deal was paid to the treasury.
		ProtocolFeePaid {
			/// The number of the deal.
			deal: DealId,
			/// The fee. Planck.
			amount: Balance,
		},
		/// A deal ended: its stake exits.
		DealEnded {
			/// The number of the deal.
			deal: DealId,
			/// The party that ended the deal.
			by: Party,
			/// The exit fee paid to the validator. Planck.
			fee: Balance,
			/// The validator's breach of the deal, if any.
			breach: Option<Breach>,
		},
		/// A party proposed to renew a deal.
		RenewalProposed {
			/// The number of the deal.
			deal: DealId,
			/// The party that proposed.
			by: Party,
			/// The proposed terms.
			terms: DealTerms,
		},
		/// A deal was renewed.
		DealRenewed {
			/// The number of the deal.
			deal: DealId,
			/// The agreed terms.
			terms: DealTerms,
			/// The first epoch after the new term.
			end: EpochIndex,
		},
		/// A party turned the automatic renewal of a deal on or off.
		AutomaticRenewalSet {
			/// The number of the deal.
			deal: DealId,
			/// The party.
			by: Party,
			/// Whether the party wants the deal to renew itself.
			renews: bool,
		},
		/// A party rated the other party of a deal.
		DealRated {
			/// The number of the deal.
			deal: DealId,
			/// The party that rated the other.
			by: Party,
			/// The rating, from 1 to 5, the best.
			rating: u8,
			/// Whether the rating was passed on to [`Config::ConductObserver`].
			counts: bool,
		},
		/// A position, a deal or exits were put up for sale.
		PositionListed {
			/// The number of the sale.
			sale: SaleId,
			/// The seller.
			seller: T::AccountId,
			/// The asset for sale.
			asset: AssetOf<T>,
			/// The price. Planck.
			price: Balance,
			/// The first epoch in which the asset is no longer for sale.
			expiry: EpochIndex,
		},
		/// The seller withdrew a sale.
		SaleWithdrawn {
			/// The number of the sale.
			sale: SaleId,
		},
		/// A position, a deal or exits were sold.
		PositionSold {
			/// The number of the sale.
			sale: SaleId,
			/// The seller.
			seller: T::AccountId,
			/// The buyer.
			buyer: T::AccountId,
			/// The asset.
			asset: AssetOf<T>,
			/// The value of the asset at the time of the sale. Planck.
			value: Balance,
			/// The price paid. Planck.
			price: Balance,
		},
		/// An expired record was closed or removed.
		Reaped {
			/// The record.
			item: Expired,
			/// The caller that gets the reward.
			by: T::AccountId,
			/// The part of the deposit that the caller got. Planck.
			reward: Balance,
		},
		/// A payment or release failed, for example below the existential deposit of a missing
		/// account. The amount went to the treasury.
		PaymentFailed {
			/// The account that could not be paid.
			who: T::AccountId,
			/// The amount that went to the treasury. Planck.
			amount: Balance,
		},
	}

	/// The reasons for which a call is refused. A refused call changes nothing.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is not a validator that accepts deals, or a gate of the chain refuses it.
		/// Register the validator, go online, and meet the conditions of the gate.
		NotAdmitted,
		/// The validator has [`MAX_LISTINGS`] listings. Close a listing and call `close_listing`
		/// again once its cover has ended.
		TooManyListings,
		/// The listing does not exist. Look its number up.
		UnknownListing,
		/// The listing belongs to another validator. Use a listing of the caller.
		NotYourListing,
		/// The caller is the validator: its own stake is not delegated. Use the listing or sale of
		/// another validator.
		OwnListing,
		/// The listing takes no offers: it is closed, has expired, or a slash has wiped its deals
		/// out. Choose another listing.
		ListingNotOpen,
		/// The listing has bids that are not settled, and its terms are fixed until then. Settle
		/// their requests, or open another listing.
		ListingHasBids,
		/// The terms of the listing were set after the bid was committed, so that the bid cannot be
		/// revealed. Next time, commit to a bid on a listing and leave its terms as they are.
		ListingAmended,
		/// The listing is reserved for another delegator. Choose another listing.
		NotForYou,
		/// The listing, or the deal for sale, has changed since the caller read it. Read it again,
		/// and decide anew.
		WrongVersion,
		/// The capacity is below the least delegation, or below the amount that deals take. Raise
		/// the capacity.
		CapacityTooSmall,
		/// The cover of existing deals or liable exits would shrink, absolutely or in proportion to
		/// the capacity. Raise the cover.
		CoverTooSmall,
		/// The exit fee is above [`Rules::maximum_exit_fee`]. Lower it.
		ExitFeeTooHigh,
		/// The validator has no score, or a score below the promised floor. Promise a lower floor
		/// or none.
		ScoreNotReached,
		/// An amount is zero. Name a positive amount.
		ZeroAmount,
		/// The amount is below the least delegation of the listing. Raise it.
		AmountTooSmall,
		/// The amount is above the largest delegation of the listing. Lower it, or make several
		/// deals.
		AmountTooLarge,
		/// The amount is above the remaining capacity of the listing. Lower it, or choose another
		/// listing.
		CapacityExceeded,
		/// The term is zero, or shorter than the listing's. Name a longer term.
		TermTooShort,
		/// The term is longer than the listing's, or than [`Config::MaxTerm`]. Name a shorter term.
		TermTooLong,
		/// The expiry is not after the running epoch. Name a later epoch.
		AlreadyExpired,
		/// The offer does not exist: it was answered, withdrawn or reaped. Look its number up.
		UnknownOffer,
		/// The caller is not a party of the offer. Sign with the account of a party.
		NotYourOffer,
		/// The offer has expired. Withdraw or reap it, and make a new one.
		OfferExpired,
		/// The answer of the other party is awaited. Wait for it, or withdraw or refuse the offer.
		NotYourTurn,
		/// The offer was countered since the caller read it. Read the last terms, and name their
		/// round.
		WrongRound,
		/// The offer was countered [`MAX_ROUNDS`] times. Accept or refuse it, or make a new one.
		TooManyRounds,
		/// Among the first [`MAX_LOOKS`] entries of the order book no listing fits the amount, the
		/// terms and the requirements. Relax them, or make an offer on a listing.
		NoMatch,
		/// The request does not exist: it was settled, withdrawn or reaped. Look its number up.
		UnknownRequest,
		/// The request belongs to another delegator. Sign with the account of its author.
		NotYourRequest,
		/// The caller is the author of the request, and cannot bid on it. Bid on another request.
		OwnRequest,
		/// The closing block is not after this block, or more than [`Rules::bidding`] blocks away.
		/// Name a block between.
		ClosingOutOfBounds,
		/// The number of parts is not between 1 and [`MAX_PARTS`]. Name one in this range.
		PartsOutOfBounds,
		/// The closing block has passed: bids are no longer taken. Bid on another request.
		BiddingOver,
		/// The time to bid or reveal is not over. Settle the request after it.
		BiddingNotOver,
		/// The request has bids and cannot be withdrawn. Settle it instead.
		HasBids,
		/// The bids on the request are sealed. Use `commit_bid`, then `reveal_bid`.
		BidsAreSealed,
		/// The bids on the request are open. Use `bid`.
		BidsAreOpen,
		/// The request has [`MAX_BIDS`] bids. Bid below the highest one if bids are open, else bid
		/// on another request.
		TooManyBids,
		/// The validator has a bid, and the new one is not better. Lower the commission by at least
		/// 0.1 percentage points (or to zero), on the same listing, without lowering amount or
		/// cover.
		BidNotBetter,
		/// The bid is for less than its part of the request: the amount divided by the number of
		/// parts, rounded up. Raise it.
		BidTooSmall,
		/// The commission is above the request's maximum. Lower it.
		CommissionTooHigh,
		/// The cover with the bid is below the request's minimum. Raise the cover.
		BidNotCovered,
		/// The listing or its validator does not meet the requirements: exit fee, clean record,
		/// score, bucket or attestation. Choose another request.
		RequirementsNotMet,
		/// The time to reveal has not begun or is over. Reveal after the closing block and within
		/// [`Rules::reveal`] blocks.
		NotRevealing,
		/// The validator has not committed to a bid. Commit before the closing block.
		NotCommitted,
		/// The validator has already committed to a bid or revealed it. One bid for each validator:
		/// do nothing.
		AlreadyBid,
		/// The terms and salt do not match the commitment. Reveal the committed terms and salt.
		BidMismatch,
		/// The time to settle the request is over. Reap it: escrow and deposits are released.
		SettlementOver,
		/// The deal does not exist, or its record was removed. Look its number up.
		UnknownDeal,
		/// The caller is not the party of the deal that may make this call. Sign with the account
		/// of that party.
		NotYourDeal,
		/// The deal has ended. Use `rate_deal`, `claim_exit_cover` or `reap`.
		DealFinished,
		/// The deal is running. End it before rating.
		DealNotFinished,
		/// The term of the deal is not over. Wait for its end; only the owner can exit before it.
		TermNotOver,
		/// The term of the deal is over, so automatic renewal cannot be turned on. Renew by
		/// `renew_deal` of both parties.
		TermOver,
		/// The exit fee is above the caller's maximum. Read it again, and accept it or stay.
		FeeTooHigh,
		/// The owner cannot pay the exit fee out of its free balance. Fund the account, or exit
		/// after the term.
		FeeNotPaid,
		/// The rating is not between 1 and 5. Name one in this range.
		RatingOutOfBounds,
		/// The caller has already rated the deal. One rating for each party: do nothing.
		AlreadyRated,
		/// The cover owes nothing to claim. Do nothing until a slash is paid for.
		NothingToClaim,
		/// The price is zero. Name a positive price.
		ZeroPrice,
		/// The seller does not own the asset, or no longer all of it. Offer an owned asset, or buy
		/// another.
		NotOwned,
		/// The exits are the seller's own stake as a validator, and an offence that reaches them
		/// can still be committed, reported or judged. Sell them after the report period and after
		/// the decision of every case.
		SelfStakeLiable,
		/// The sale does not exist: it was bought, withdrawn or reaped. Look its number up.
		UnknownSale,
		/// The sale belongs to another seller. Sign with the account of the seller.
		NotYourSale,
		/// The caller is the seller. Use `withdraw_sale`.
		OwnSale,
		/// The sale has expired. Choose another; any account can reap it.
		SaleExpired,
		/// The caller has offered the asset already. Withdraw that sale first.
		AlreadyForSale,
		/// The asset is not what was offered: stake has left the position since, or the exits have
		/// become more or fewer. The sale is over. Choose another; any account can reap it.
		SaleOver,
		/// The price is above the buyer's maximum. Raise the maximum, or choose another sale.
		PriceTooHigh,
		/// The asset is worth less than the buyer's minimum. Read its value again, and lower the
		/// minimum or do not buy.
		ValueTooLow,
		/// The validator has an open case, and a party that would bear a slash, or sells its stake,
		/// has not accepted that. Accept it, wait until the case is closed, or choose another
		/// validator.
		OffenceOpen,
		/// The record has not expired, or something depends on it. Try again after its expiry, and
		/// once its deals and covers have ended.
		StillNeeded,
		/// The free balance of the account is too small. Fund the account, or lower the amount.
		InsufficientFunds,
		/// An amount overflows. Name a smaller amount.
		Overflow,
		/// A stored record is missing, inconsistent, or cannot be decoded. It was left as it is,
		/// and no call that depends on it succeeds. Have governance repair it with an upgrade of
		/// the runtime.
		Undecodable,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(_: BlockNumberFor<T>, left: Weight) -> Weight {
			Self::sweep(left)
		}

		fn integrity_test() {
			assert!(T::MaxTerm::get() > 0, "no deal could be made");
			assert!(T::MaxInterruption::get() > 0, "no bid would ever be forfeited");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state().map_err(Into::into)
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Opens a listing: offers capacity to delegators. The cover and the deposit are held.
		///
		/// - `origin`: a validator that accepts deals.
		/// - `terms`: the terms of the listing.
		///
		/// Errors: [`Error::NotAdmitted`], [`Error::TooManyListings`], [`Error::CapacityTooSmall`],
		/// [`Error::ZeroAmount`], [`Error::TermTooShort`], [`Error::TermTooLong`],
		/// [`Error::AlreadyExpired`], [`Error::ExitFeeTooHigh`], [`Error::ScoreNotReached`],
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(0)]
		pub fn open_listing(origin: OriginFor<T>, terms: ListingTermsOf<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_listing(who, terms)
		}

		/// Changes the terms of a listing for future deals. Existing deals keep their terms. As
		/// long as deals or liable exits are covered, the cover cannot be lowered, and a larger
		/// capacity needs a cover at least as large in proportion.
		///
		/// - `origin`: the validator of the listing.
		/// - `terms`: the new terms. Their cover is the cover to remain: the difference is held or
		///   released.
		///
		/// Errors: [`Error::UnknownListing`], [`Error::NotYourListing`], [`Error::ListingNotOpen`]
		/// if it was closed, [`Error::ListingHasBids`], [`Error::CapacityTooSmall`],
		/// [`Error::CoverTooSmall`], and those of [`open_listing`](Self::open_listing).
		#[pallet::call_index(1)]
		pub fn amend_listing(
			origin: OriginFor<T>,
			listing: ListingId,
			terms: ListingTermsOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_amend_listing(who, listing, terms)
		}

		/// Closes a listing: it takes no more offers. A listing without deals and covers is removed
		/// at once. Otherwise a second call removes it after the last cover has ended. Removal
		/// releases cover and deposit.
		///
		/// - `origin`: the validator of the listing.
		///
		/// Errors: [`Error::UnknownListing`], [`Error::NotYourListing`], [`Error::ListingHasBids`],
		/// [`Error::StillNeeded`] if it was closed before and its deals or covers have not ended.
		#[pallet::call_index(2)]
		pub fn close_listing(origin: OriginFor<T>, listing: ListingId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_listing(who, listing)
		}

		/// Makes an offer to delegate on a listing. At the listing's commission or above it, the
		/// deal is made at once, at the listing's commission. Below it the amount is held in escrow
		/// until the offer is answered or withdrawn.
		///
		/// - `origin`: any account but the validator.
		/// - `version`: the version of the listing that the caller has read.
		/// - `amount`: in planck.
		/// - `terms`: the commission, in parts per billion, and the term in epochs.
		/// - `expiry`: the first epoch in which the offer is no longer valid.
		/// - `accept_open_case`: whether the deal is made while the validator has an open case, now
		///   or when the offer is accepted.
		///
		/// Errors: [`Error::UnknownListing`], [`Error::ListingNotOpen`], [`Error::WrongVersion`],
		/// [`Error::OwnListing`], [`Error::NotForYou`], [`Error::AmountTooSmall`],
		/// [`Error::AmountTooLarge`], [`Error::CapacityExceeded`], [`Error::TermTooShort`],
		/// [`Error::TermTooLong`], [`Error::AlreadyExpired`], [`Error::OffenceOpen`],
		/// [`Error::InsufficientFunds`], and where a deal is made [`Error::NotAdmitted`] and the
		/// errors of the staking pallet.
		#[pallet::call_index(3)]
		#[allow(clippy::too_many_arguments)]
		#[pallet::weight(T::WeightInfo::make_offer().max(T::WeightInfo::make_offer_at_terms()))]
		pub fn make_offer(
			origin: OriginFor<T>,
			listing: ListingId,
			version: u32,
			#[pallet::compact] amount: Balance,
			terms: DealTerms,
			expiry: EpochIndex,
			accept_open_case: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_make_offer(who, listing, version, amount, terms, expiry, accept_open_case)
		}

		/// Counters an offer: replaces its terms, and awaits the other party's answer.
		///
		/// - `origin`: the party whose answer is awaited.
		/// - `round`: the round that the caller has read.
		///
		/// Errors: [`Error::UnknownOffer`], [`Error::UnknownListing`], [`Error::WrongVersion`],
		/// [`Error::NotYourOffer`], [`Error::NotYourTurn`], [`Error::WrongRound`],
		/// [`Error::OfferExpired`], [`Error::TooManyRounds`], [`Error::TermTooShort`],
		/// [`Error::TermTooLong`].
		#[pallet::call_index(4)]
		pub fn counter_offer(
			origin: OriginFor<T>,
			offer: OfferId,
			round: u8,
			terms: DealTerms,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_counter_offer(who, offer, round, terms)
		}

		/// Accepts the last terms of an offer: the deal is made.
		///
		/// - `origin`: the party whose answer is awaited.
		/// - `round`: the round that the caller has read.
		///
		/// Errors: [`Error::UnknownOffer`], [`Error::UnknownListing`], [`Error::WrongVersion`],
		/// [`Error::NotYourOffer`], [`Error::NotYourTurn`], [`Error::WrongRound`],
		/// [`Error::OfferExpired`], [`Error::ListingNotOpen`], [`Error::CapacityExceeded`],
		/// [`Error::OffenceOpen`] if the validator has an open case that the offer does not accept,
		/// [`Error::NotAdmitted`], and those of the staking pallet.
		#[pallet::call_index(5)]
		pub fn accept_offer(origin: OriginFor<T>, offer: OfferId, round: u8) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_offer(who, offer, round)
		}

		/// Refuses an offer. Escrow and deposit are released.
		///
		/// - `origin`: the validator, at any time.
		///
		/// Errors: [`Error::UnknownOffer`], [`Error::NotYourListing`], and
		/// [`Error::UnknownListing`] if the listing was removed: the delegator can withdraw the
		/// offer.
		#[pallet::call_index(6)]
		pub fn refuse_offer(origin: OriginFor<T>, offer: OfferId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_refuse_offer(who, offer)
		}

		/// Withdraws an offer. Escrow and deposit are released.
		///
		/// - `origin`: the delegator, at any time.
		///
		/// Errors: [`Error::UnknownOffer`], [`Error::NotYourOffer`].
		#[pallet::call_index(7)]
		pub fn withdraw_offer(origin: OriginFor<T>, offer: OfferId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_offer(who, offer)
		}

		/// Makes a deal on the listing with the lowest commission that fits, among the first
		/// [`MAX_LOOKS`] entries of the order book.
		///
		/// - `origin`: any account.
		/// - `amount`: in planck.
		/// - `terms`: the highest commission, in parts per billion, and the term in epochs.
		/// - `requirements`: further demands; above all the highest exit fee. A validator with an
		///   open case is passed over unless they accept it.
		///
		/// Errors: [`Error::NoMatch`], [`Error::ZeroAmount`], [`Error::InsufficientFunds`], and
		/// those of the staking pallet.
		#[pallet::call_index(8)]
		pub fn take_best(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
			terms: DealTerms,
			requirements: Requirements,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_take_best(who, amount, terms, &requirements)
		}

		/// Opens a request: asks validators for bids. The amount is held in escrow. Deposits are
		/// held for the request and for each deal that can come of it.
		///
		/// - `origin`: any account.
		/// - `terms`: the terms of the request.
		///
		/// Errors: [`Error::ZeroAmount`], [`Error::TermTooShort`], [`Error::TermTooLong`],
		/// [`Error::PartsOutOfBounds`], [`Error::ClosingOutOfBounds`],
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(9)]
		pub fn open_request(origin: OriginFor<T>, terms: RequestTermsOf<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_request(who, terms)
		}

		/// Withdraws a request without bids. Escrow and deposits are released.
		///
		/// - `origin`: the delegator.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::NotYourRequest`], [`Error::HasBids`].
		#[pallet::call_index(10)]
		pub fn withdraw_request(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_request(who, request)
		}

		/// Makes a bid on a request with open bids, or improves the caller's bid. An improved bid
		/// has a lower commission, at least the amount and the cover of the old one, and names the
		/// old one's listing. It ranks by the time of the improvement.
		///
		/// The bid is binding: until its settlement the listing cannot be changed, and keeps room
		/// for the bid. A bidder that goes offline, leaves, is jailed, or loses a record or level
		/// of attestation that the request requires, forfeits the deposit.
		///
		/// - `origin`: a validator that accepts deals.
		/// - `terms`: the bid. Its cover is held.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::BidsAreSealed`], [`Error::BiddingOver`],
		/// [`Error::TooManyBids`], [`Error::BidNotBetter`], [`Error::OwnRequest`],
		/// [`Error::NotAdmitted`], [`Error::BidTooSmall`], [`Error::CommissionTooHigh`],
		/// [`Error::NotYourListing`], [`Error::RequirementsNotMet`], [`Error::OffenceOpen`],
		/// [`Error::BidNotCovered`],
		/// those of [`make_offer`](Self::make_offer) for the listing, and
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(11)]
		pub fn bid(origin: OriginFor<T>, request: RequestId, terms: BidTerms) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_bid(who, request, terms)
		}

		/// Commits to a bid on a request with sealed bids. The deposit is held. The bid is binding:
		/// a bidder that amends its listing before it reveals the bid, or cannot fund it then,
		/// forfeits the deposit.
		///
		/// - `origin`: a validator that accepts deals.
		/// - `commitment`: see [`auction::commitment`]. To be sure of the room for the bid, name a
		///   listing that is reserved for the delegator.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::BidsAreOpen`], [`Error::BiddingOver`],
		/// [`Error::TooManyBids`], [`Error::AlreadyBid`], [`Error::OwnRequest`],
		/// [`Error::NotAdmitted`], [`Error::RequirementsNotMet`], [`Error::OffenceOpen`],
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(12)]
		pub fn commit_bid(
			origin: OriginFor<T>,
			request: RequestId,
			commitment: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_commit_bid(who, request, commitment)
		}

		/// Reveals a sealed bid. Its cover is held. The listing must fit the request, at terms set
		/// before the commitment.
		///
		/// - `origin`: a validator that has committed to a bid.
		/// - `terms`, `salt`: the committed terms, and the salt of the commitment.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::BidsAreOpen`], [`Error::NotRevealing`],
		/// [`Error::NotCommitted`], [`Error::AlreadyBid`], [`Error::BidMismatch`],
		/// [`Error::BidTooSmall`], [`Error::CommissionTooHigh`], [`Error::UnknownListing`],
		/// [`Error::NotYourListing`], [`Error::ListingAmended`], [`Error::BidNotCovered`],
		/// [`Error::RequirementsNotMet`] by the exit fee, those of
		/// [`make_offer`](Self::make_offer) for the listing, and [`Error::InsufficientFunds`].
		#[pallet::call_index(13)]
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
		/// - `origin`: any account.
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

		/// Exits a deal. An exit before the end of the term costs the exit fee, unless the
		/// validator has broken the deal. The rewards of the deal are paid. Its stake can be
		/// withdrawn from the staking pallet after the bonding period.
		///
		/// - `origin`: the owner.
		/// - `maximum_fee`: the highest fee that the caller accepts. Planck.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`],
		/// [`Error::FeeTooHigh`], [`Error::FeeNotPaid`], and the staking pallet's for a deal that
		/// is not active yet.
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

		/// Terminates a deal whose term is over, that has lapsed after a slash, or whose validator
		/// has left or is banned. The stake exits for its owner.
		///
		/// - `origin`: the validator; any account if the validator has left or is banned.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`],
		/// [`Error::TermNotOver`], and the staking pallet's for a deal that is not active yet.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::terminate_deal().max(T::WeightInfo::exit_uncovered_deal()))]
		pub fn terminate_deal(origin: OriginFor<T>, deal: DealId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_terminate_deal(who, deal)
		}

		/// Proposes to renew a deal, or agrees to the other party's proposal by proposing equal
		/// terms. The new term begins with the end of the old one, or now if that is over. The new
		/// commission applies from the next reward on.
		///
		/// - `origin`: the owner or the validator.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`],
		/// [`Error::TermTooShort`], [`Error::TermTooLong`], and the staking pallet's.
		#[pallet::call_index(17)]
		pub fn renew_deal(origin: OriginFor<T>, deal: DealId, terms: DealTerms) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_renew_deal(who, deal, terms)
		}

		/// Turns the automatic renewal of a deal on or off for the caller. The deal renews itself
		/// at the end of its term as long as both parties have it on.
		///
		/// - `origin`: the owner or the validator.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`],
		/// [`Error::TermOver`] if the call turns it on after the end of the term.
		#[pallet::call_index(18)]
		pub fn set_automatic_renewal(
			origin: OriginFor<T>,
			deal: DealId,
			renews: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_automatic_renewal(who, deal, renews)
		}

		/// Rates the other party of a deal that has ended. The rating counts if the deal was large
		/// and long enough, and the caller is not tied to the other party by its own word. The
		/// record of a deal that neither counts nor is covered is removed at its end, and cannot be
		/// rated.
		///
		/// - `origin`: the owner or the validator.
		/// - `rating`: from 1 to 5, the best.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealNotFinished`],
		/// [`Error::RatingOutOfBounds`], [`Error::AlreadyRated`].
		#[pallet::call_index(19)]
		pub fn rate_deal(origin: OriginFor<T>, deal: DealId, rating: u8) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rate_deal(who, deal, rating)
		}

		/// Pays the rewards of a running deal.
		///
		/// - `origin`: the owner.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::NotYourDeal`], [`Error::DealFinished`], and the
		/// staking pallet's where nothing is due.
		#[pallet::call_index(20)]
		pub fn claim_deal(origin: OriginFor<T>, deal: DealId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim_deal(who, deal)
		}

		/// Pays the payouts that the cover owes to a running deal, to its owner.
		///
		/// - `origin`: any account.
		///
		/// Errors: [`Error::UnknownDeal`], [`Error::DealFinished`], [`Error::NothingToClaim`].
		#[pallet::call_index(21)]
		pub fn claim_cover(origin: OriginFor<T>, deal: DealId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim_cover(deal)
		}

		/// Pays the payouts that the cover owes to `owner` for deals closed in `epoch`. Once these
		/// are no longer liable, the call also removes their record.
		///
		/// - `origin`: any account.
		///
		/// Errors: [`Error::UnknownListing`], [`Error::NothingToClaim`].
		#[pallet::call_index(22)]
		pub fn claim_exit_cover(
			origin: OriginFor<T>,
			owner: T::AccountId,
			listing: ListingId,
			epoch: EpochIndex,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim_exit_cover(owner, listing, epoch)
		}

		/// Puts a position, a deal or exits up for sale. The asset stays with its owner until it is
		/// bought. An owner offers each asset once. The sale is over when the owner gives the asset
		/// up, and does not begin again when the owner gets it back.
		///
		/// - `origin`: the owner.
		/// - `price`: in planck.
		/// - `expiry`: the first epoch in which the asset is no longer for sale.
		/// - `accept_open_case`: whether the asset is for sale while the validator has an open
		///   case.
		///
		/// Errors: [`Error::ZeroPrice`], [`Error::NotOwned`], [`Error::SelfStakeLiable`],
		/// [`Error::AlreadyForSale`], [`Error::AlreadyExpired`], [`Error::OffenceOpen`],
		/// [`Error::InsufficientFunds`].
		#[pallet::call_index(23)]
		pub fn offer_for_sale(
			origin: OriginFor<T>,
			asset: AssetOf<T>,
			#[pallet::compact] price: Balance,
			expiry: EpochIndex,
			accept_open_case: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_for_sale(who, asset, price, expiry, accept_open_case)
		}

		/// Withdraws a sale. The deposit is released.
		///
		/// - `origin`: the seller.
		///
		/// Errors: [`Error::UnknownSale`], [`Error::NotYourSale`].
		#[pallet::call_index(24)]
		pub fn withdraw_sale(origin: OriginFor<T>, sale: SaleId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_sale(who, sale)
		}

		/// Buys an asset that is for sale. The asset stays liable for past offences.
		///
		/// - `origin`: any account but the seller and the validator.
		/// - `maximum_price`, `minimum_value`: the price and value that the buyer accepts. Planck.
		/// - `accept_open_case`: whether the buyer buys while the validator has an open case.
		///
		/// Errors: [`Error::UnknownSale`], [`Error::OwnSale`], [`Error::OwnListing`],
		/// [`Error::SaleExpired`], [`Error::PriceTooHigh`], [`Error::NotOwned`],
		/// [`Error::SaleOver`], [`Error::SelfStakeLiable`], [`Error::WrongVersion`],
		/// [`Error::ValueTooLow`], [`Error::OffenceOpen`], [`Error::InsufficientFunds`], and those
		/// of the staking pallet.
		#[pallet::call_index(25)]
		#[pallet::weight(
			Pallet::<T>::weight_of_purchase().saturating_add(T::Stake::lock_weight())
		)]
		pub fn buy_position(
			origin: OriginFor<T>,
			sale: SaleId,
			#[pallet::compact] maximum_price: Balance,
			#[pallet::compact] minimum_value: Balance,
			accept_open_case: bool,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_buy_position(who, sale, maximum_price, minimum_value, accept_open_case)?;
			// The weight of locks is registered where there are any.
			Ok(Some(Self::weight_of_purchase()).into())
		}

		/// Closes or removes an expired record. The caller gets a part of its deposit.
		///
		/// - `origin`: any account.
		///
		/// Errors: [`Error::StillNeeded`], and the error for a missing record of that kind.
		#[pallet::call_index(26)]
		#[pallet::weight(Pallet::<T>::weight_of_reaping(item))]
		pub fn reap(origin: OriginFor<T>, item: Expired) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reap(who, item)
		}
	}
}
