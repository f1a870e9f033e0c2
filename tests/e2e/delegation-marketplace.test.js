import assert from 'node:assert/strict';

import { randomAsU8a } from '@polkadot/util-crypto';

import { DEVELOPERS, VALIDATORS, developer, stranger } from './support/accounts.js';
import { Chain } from './support/chain.js';
import { BLOCK_IN_EVERY_SLOT, exactly, merge } from './support/chain-spec.js';
import { babeAuthorities, ownerOf, slotClaim } from './support/consensus.js';
import { eventOf } from './support/extrinsics.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { BILLION, UNIT, stakersPartOf } from './support/staking.js';
import { waitFor } from './support/waiting.js';

const parts = (percent) => (BigInt(percent) * BILLION) / 100n;

const STAKE = 250_000n * UNIT;
const COMPOUNDING = 50_000n * UNIT;
const LIQUID = 20_000n * UNIT;

/** The terms of the validators' listings: two epochs, and a fiftieth as the fee of an early exit. */
const CAPACITY = { Alice: 100_000n * UNIT, Bob: 60_000n * UNIT, Charlie: 100_000n * UNIT, Dave: 100_000n * UNIT };
const COVER = { Alice: 2_000n * UNIT, Bob: 1_200n * UNIT, Charlie: 0n, Dave: 0n };
const LISTED = { Alice: 10, Bob: 3, Charlie: 6, Dave: 8 };
const EXIT_FEE = 2;
const MINIMUM_TERM = 2;

/** What collusion costs. */
const SLASHED = BILLION / 20n;

/** Longer than this test. */
const TERM = 500;

/** As much as Ferdie has with each validator, for which he pays no commission. */
const DEAL = LIQUID;
const OFFERED = 2;
const AGREED = 4;
const SMALL_DEAL = DEAL / 2n;

const REQUESTED = 30_000n * UNIT;
const REQUESTED_OPENLY = 1_000n * UNIT;
const HIGHEST = 5;
const REQUESTED_COVER = 2;
/** Blocks that a dozen transactions in three rounds take, and twice as many. */
const CLOSING_BLOCKS = 30;

const SOLD_POSITION = 5_000n * UNIT;
const POSITION_PRICE = 4_900n * UNIT;
const DEAL_PRICE = 19_500n * UNIT;

/** The demands on the cheapest listing. */
const DEMANDS = {
	minimumCover: 0,
	maximumExitFee: parts(EXIT_FEE),
	cleanRecord: true,
	acceptOpenCase: false,
	minimumScore: null,
	maximumBucket: null,
	minimumAttestation: 0,
};

const DEPOSITS = { listing: 100n * UNIT, offer: UNIT, request: 10n * UNIT, bid: 10n * UNIT, sale: UNIT };

/** For fees. */
const CHANGE = 100n * UNIT;

/** Planck that rounding may take or give: one for each amount that is rounded, and a few more. */
const ROUNDING = 10n;

const sumOf = (amounts) => amounts.reduce((sum, amount) => sum + amount, 0n);
const authorsPartOf = (fee) => fee - (fee * 80n) / 100n - stakersPartOf(fee);
const market = (error) => `delegationMarketplace.${error}`;

const assertNear = (actual, expected, what, tolerance = ROUNDING) => {
	const difference = actual > expected ? actual - expected : expected - actual;
	assert.ok(difference <= tolerance, `${what}: ${actual} instead of ${expected}`);
};

/** The rehearsal chain with equal stakes, and no commission but in deals. */
const GENESIS = merge(BLOCK_IN_EVERY_SLOT, {
	palisadeStaking: {
		validators: VALIDATORS.map((name) => [developer(name).address, exactly(STAKE), 0, 'Compound']),
		delegations: VALIDATORS.flatMap((name) => [
			[developer('Eve').address, developer(name).address, exactly(COMPOUNDING), 'Compounding'],
			[developer('Ferdie').address, developer(name).address, exactly(LIQUID), 'Liquid'],
		]),
	},
});

scenario('the delegation marketplace', (step) => {
	const [alice, bob, charlie, dave, eve, ferdie] = DEVELOPERS.map(developer);

	/** Who has a deal with Bob, a large and a small one. */
	const covered = stranger();
	const thrifty = stranger();

	/** Who has a deal with Alice, by haggling and as it was listed. */
	const haggler = stranger();
	const payer = stranger();

	const asker = stranger();
	const idler = stranger();
	const buyer = stranger();
	let network;
	let chain;
	let api;

	/** Numbers: of listings by validator, of deals by owner. */
	const listings = {};
	const deals = new Map();

	/** What waits to expire. */
	let forgotten;

	/** The first epoch in which the deals with Alice earn. */
	let active;

	/** What Bob is accused of, and a block before it is decided. */
	let offence;
	let reportedIn;

	const at = (hash) => chain.at(hash);
	const parentOf = ({ blockHash }) => chain.parentOf(blockHash);
	const epochAt = (hash) => chain.epochAt(hash);
	const free = (account, hash) => chain.free(account, hash);
	const ask = async (name, args = [], hash = undefined) =>
		(await at(hash)).call.delegationMarketplaceApi[name](...args);
	const staking = async (name, args = [], hash = undefined) => (await at(hash)).call.stakingApi[name](...args);
	const slashing = async (name, ...args) => api.call.slashingApi[name](...args);
	const listingOf = async (name, hash) => (await ask('listing', [listings[name]], hash)).unwrap();
	const dealOf = async (who, hash) => (await ask('deal', [deals.get(who)], hash)).unwrap();

	/** The funds of an account that the marketplace holds for a reason: `Deposit`, `Escrow` or `Cover`. */
	const held = async ({ address }, reason, hash) => {
		const holds = await (await at(hash)).query.balances.holds(address);
		return sumOf(holds
			.filter(({ id }) => id.isDelegationMarketplace && id.asDelegationMarketplace.type === reason)
			.map(({ amount }) => amount.toBigInt()));
	};

	/**
	 * By how much the free funds of `who` grew in the block of an outcome, besides what it paid for transactions, or got
	 * for them as the author.
	 */
	const gained = async (who, outcome) => {
		const { blockHash } = outcome;
		const header = await api.rpc.chain.getHeader(blockHash);
		const { key } = (await babeAuthorities(api, blockHash))[slotClaim(header).authority];
		const isAuthor = developer(ownerOf(key)).address === who.address;
		const fees = (await chain.eventsOf(blockHash))
			.filter(({ section, method }) => section === 'transactionPayment' && method === 'TransactionFeePaid')
			.map(({ data: [payer, fee] }) => ({ isOwn: payer.eq(who.address), fee: fee.toBigInt() }));
		const paid = sumOf(fees.filter(({ isOwn }) => isOwn).map(({ fee }) => fee));
		const earned = isAuthor ? sumOf(fees.map(({ fee }) => authorsPartOf(fee))) : 0n;
		return (await free(who, blockHash)) - (await free(who, await parentOf(outcome))) + paid - earned;
	};

	const termsOf = (percent, term = TERM) => ({ commission: parts(percent), term });
	const termsFor = (name, now, changes = {}) => ({
		capacity: CAPACITY[name],
		minimumDelegation: 100n * UNIT,
		commission: parts(LISTED[name]),
		minimumTerm: MINIMUM_TERM,
		cover: COVER[name],
		exitFee: parts(EXIT_FEE),
		scoreFloor: null,
		expiry: now + 500,
		requirements: { reservedFor: null, maximumDelegation: null, maximumTerm: null },
		...changes,
	});
	const dealMade = (outcome) => eventOf(outcome, 'delegationMarketplace', 'DealMade');

	step('needs accounts with means', async () => {
		network = await Network.start(GENESIS);
		api = await network.alice.connect();
		chain = new Chain(api);
		await network.alice.finalises(1);
		const amounts = [
			[covered, DEAL + CHANGE],
			[thrifty, SMALL_DEAL + CHANGE],
			[haggler, DEAL + CHANGE],
			[payer, DEAL + 10n * CHANGE],
			[asker, REQUESTED + REQUESTED_OPENLY + CHANGE],
			[idler, 1_000n * UNIT + CHANGE],
			[buyer, POSITION_PRICE + DEAL_PRICE + CHANGE],
		];
		await chain.submit(api.tx.utility.batchAll(
			amounts.map(([{ address }, amount]) => api.tx.balances.transferKeepAlive(address, amount)),
		), developer('Alice//stash'));
	});

	step('lets validators alone open listings', async () => {
		const now = await epochAt();
		const open = (name, changes) => api.tx.delegationMarketplace.openListing(termsFor(name, now, changes));
		const [outsider, wrong, ...opened] = await Promise.all([
			chain.refusals(ferdie, open('Alice')),
			chain.refusals(
				alice,
				open('Alice', { expiry: 0 }),
				open('Alice', { capacity: 99n * UNIT }),
				open('Alice', { minimumTerm: 0 }),
				open('Alice', { scoreFloor: 1 }),
				open('Alice', { cover: 100_000_000n * UNIT }),
			),
			...['Bob', 'Charlie', 'Dave'].map((name) => chain.submit(open(name), developer(name))),
		]);
		assert.deepEqual(outsider, [market('NotAdmitted')]);
		assert.deepEqual(wrong, [
			'AlreadyExpired', 'CapacityTooSmall', 'TermTooShort', 'ScoreNotReached', 'InsufficientFunds',
		].map(market));
		assert.equal((await ask('listingsOf', [alice.address])).length, 0);
		assert.equal(await held(alice, 'Deposit'), 0n);

		const outcomes = [await chain.submit(open('Alice'), alice), ...opened];
		for (const [index, name] of VALIDATORS.entries()) {
			const { listing, validator } = eventOf(outcomes[index], 'delegationMarketplace', 'ListingOpened');
			assert.equal(validator.toString(), developer(name).address);
			listings[name] = listing.toNumber();
			assert.equal(await held(developer(name), 'Deposit'), DEPOSITS.listing);
			assert.equal(await held(developer(name), 'Cover'), COVER[name]);
		}
	});

	step('shows who offers what', async () => {
		for (const name of VALIDATORS) {
			const validator = developer(name).address;
			const view = await listingOf(name);
			assert.deepEqual((await ask('listingsOf', [validator])).map((other) => other.toHex()), [view.toHex()]);
			assert.deepEqual([view.id.toNumber(), view.validator.toString()], [listings[name], validator]);
			assert.deepEqual([view.version.toNumber(), view.deals.toNumber(), view.open.isTrue], [0, 0, true]);
			assert.equal(view.terms.commission.toBigInt(), parts(LISTED[name]));
			assert.equal(view.capacityLeft.toBigInt(), CAPACITY[name]);
			assert.equal(view.cover.toBigInt(), COVER[name]);
			assert.deepEqual([view.cleanRecord.isTrue, view.openOffence.isTrue], [true, false]);
			assert.equal((await ask('capacityLeft', [validator])).toBigInt(), CAPACITY[name]);
		}
		assert.ok((await ask('listing', [999_999])).isNone);

		const book = async (changes, from, most) => {
			const all = { amount: null, term: null, maximumCommission: null, minimumScore: null, region: null };
			return ask('orderBook', [{ order: 'Commission', ...all, ...changes }, from, most]);
		};
		const numbers = (page) => page.listings.map(({ id }) => id.toNumber());
		const cheapestFirst = ['Bob', 'Charlie', 'Dave', 'Alice'].map((name) => listings[name]);
		const first = await book({}, null, 2);
		const second = await book({}, first.next.unwrap(), 2);
		assert.deepEqual(numbers(first), cheapestFirst.slice(0, 2));
		assert.deepEqual(numbers(second), cheapestFirst.slice(2));
		assert.ok(second.next.isNone);
		assert.deepEqual(numbers(await book({ maximumCommission: parts(6) }, null, 10)), cheapestFirst.slice(0, 2));
		assert.deepEqual(numbers(await book({ amount: 80_000n * UNIT }, null, 10)), cheapestFirst.slice(1));
		assert.deepEqual(numbers(await book({ term: MINIMUM_TERM - 1 }, null, 10)), []);
		assert.deepEqual(numbers(await book({ minimumScore: 1 }, null, 10)), []);

		const quote = async (amount, term) => ask('quote', [thrifty.address, amount, term, DEMANDS]);
		assert.equal((await quote(SMALL_DEAL, TERM)).unwrap().id.toNumber(), listings.Bob);
		assert.equal((await quote(80_000n * UNIT, TERM)).unwrap().id.toNumber(), listings.Charlie);
		assert.ok((await quote(SMALL_DEAL, MINIMUM_TERM - 1)).isNone);
	});

	step('makes deals at the terms of a listing at once', async () => {
		const now = await epochAt();
		const terms = termsOf(LISTED.Bob);
		const offer = api.tx.delegationMarketplace.makeOffer(listings.Bob, 0, DEAL, terms, now + 10, false);
		const [large, [unmatched, small]] = await Promise.all([
			chain.submit(offer, covered),
			chain.inOrder(
				thrifty,
				chain.failing(api.tx.delegationMarketplace.takeBest(SMALL_DEAL, termsOf(LISTED.Bob - 1), DEMANDS), thrifty),
				chain.sending(api.tx.delegationMarketplace.takeBest(SMALL_DEAL, termsOf(HIGHEST), DEMANDS), thrifty),
			),
		]);
		assert.equal(unmatched, market('NoMatch'));
		for (const [outcome, who, amount] of [[large, covered, DEAL], [small, thrifty, SMALL_DEAL]]) {
			const made = dealMade(outcome);
			assert.deepEqual([made.owner, made.validator].map(String), [who.address, bob.address]);
			assert.equal(made.listing.toNumber(), listings.Bob);
			assert.equal(made.amount.toBigInt(), amount);
			assert.equal(made.terms.commission.toBigInt(), parts(LISTED.Bob));
			deals.set(who, made.deal.toNumber());
			assert.equal(await held(who, 'Deposit'), DEPOSITS.offer);
			const view = await dealOf(who);
			assertNear(view.value.toBigInt(), amount, 'what the deal is worth');
			assert.deepEqual([view.rewards.toBigInt(), view.coverOwed.toBigInt()], [0n, 0n]);
			assert.ok(view.breach.isNone && view.finished.isNone);
		}
		const on = (await ask('dealsOn', [listings.Bob, null, 10])).map(({ id }) => id.toNumber());
		assert.deepEqual(new Set(on), new Set([deals.get(covered), deals.get(thrifty)]));
		assert.equal((await ask('capacityLeft', [bob.address])).toBigInt(), CAPACITY.Bob - DEAL - SMALL_DEAL);
	});

	step('refuses offers that do not fit, and keeps nothing of them', async () => {
		const seen = async () => [
			(await listingOf('Alice')).toHex(), await held(haggler, 'Deposit'), await held(haggler, 'Escrow'),
		];
		const before = await seen();
		const now = await epochAt();
		const offer = (changes) => {
			const usual = { listing: listings.Alice, version: 0, amount: DEAL, term: TERM, expiry: now + 10 };
			const { listing, version, amount, term, expiry } = { ...usual, ...changes };
			return api.tx.delegationMarketplace.makeOffer(listing, version, amount, termsOf(OFFERED, term), expiry, false);
		};
		const [own, reasons, foreign] = await Promise.all([
			chain.refusals(alice, offer({})),
			chain.refusals(
				haggler,
				offer({ listing: 999_999 }),
				offer({ version: 7 }),
				offer({ amount: 99n * UNIT }),
				offer({ amount: CAPACITY.Alice + 1n }),
				offer({ term: MINIMUM_TERM - 1 }),
				offer({ expiry: 0 }),
				offer({ amount: DEAL + CHANGE }),
			),
			chain.refusals(charlie, api.tx.delegationMarketplace.amendListing(listings.Alice, termsFor('Alice', now))),
		]);
		assert.deepEqual(own, [market('OwnListing')]);
		assert.deepEqual(reasons, [
			'UnknownListing', 'WrongVersion', 'AmountTooSmall', 'CapacityExceeded', 'TermTooShort', 'AlreadyExpired',
			'InsufficientFunds',
		].map(market));
		assert.deepEqual(foreign, [market('NotYourListing')]);
		assert.deepEqual(await seen(), before);
	});

	step('lets a delegator offer less, and the validator counter', async () => {
		const { acceptOffer, reap, counterOffer, makeOffer } = api.tx.delegationMarketplace;
		const now = await epochAt();
		const [outcome, idle] = await Promise.all([
			chain.submit(makeOffer(listings.Alice, 0, DEAL, termsOf(OFFERED), now + 10, false), haggler),
			chain.submit(makeOffer(listings.Charlie, 0, 1_000n * UNIT, termsOf(OFFERED), now + 2, false), idler),
		]);
		const offer = eventOf(outcome, 'delegationMarketplace', 'OfferMade').offer.toNumber();
		forgotten = eventOf(idle, 'delegationMarketplace', 'OfferMade').offer.toNumber();
		assert.equal(await held(haggler, 'Escrow'), DEAL);
		assert.equal(await held(haggler, 'Deposit'), DEPOSITS.offer);
		const waiting = async () => ask('offersOn', [listings.Alice, null, 10]);
		const [[id, made], ...others] = await waiting();
		assert.equal(others.length, 0);
		assert.deepEqual([id.toNumber(), made.turn.type, made.round.toNumber()], [offer, 'Operator', 0]);
		assert.equal(made.terms.commission.toBigInt(), parts(OFFERED));

		const [early, needed] = await Promise.all([
			chain.submitFailing(acceptOffer(offer, 0), haggler),
			chain.submitFailing(reap({ Offer: forgotten }), ferdie),
		]);
		assert.equal(early, market('NotYourTurn'));
		assert.equal(needed, market('StillNeeded'));
		const [late, countered, again] = await chain.inOrder(
			alice,
			chain.failing(counterOffer(offer, 3, termsOf(AGREED)), alice),
			chain.sending(counterOffer(offer, 0, termsOf(AGREED)), alice),
			chain.failing(acceptOffer(offer, 1), alice),
		);
		assert.deepEqual([late, again], ['WrongRound', 'NotYourTurn'].map(market));
		const { by, round } = eventOf(countered, 'delegationMarketplace', 'OfferCountered');
		assert.deepEqual([by.type, round.toNumber()], ['Operator', 1]);
		const [[, answered]] = await waiting();
		assert.equal(answered.turn.type, 'Delegator');
		assert.equal(answered.terms.commission.toBigInt(), parts(AGREED));
		const [outsider, old] = await Promise.all([
			chain.submitFailing(acceptOffer(offer, 1), ferdie),
			chain.submitFailing(acceptOffer(offer, 0), haggler),
		]);
		assert.deepEqual([outsider, old], [market('NotYourOffer'), market('WrongRound')]);

		// Both deals are to be made in one epoch, to be compared.
		await chain.atStartOfEpoch();
		const [accepted, taken] = await Promise.all([
			chain.submit(acceptOffer(offer, 1), haggler),
			chain.submit(makeOffer(listings.Alice, 0, DEAL, termsOf(LISTED.Alice), now + 10, false), payer),
		]);
		const { deal } = eventOf(accepted, 'delegationMarketplace', 'OfferAccepted');
		assert.equal(deal.toNumber(), dealMade(accepted).deal.toNumber());
		for (const [outcome, who, commission] of [[accepted, haggler, AGREED], [taken, payer, LISTED.Alice]]) {
			const made = dealMade(outcome);
			assert.deepEqual([made.owner, made.validator].map(String), [who.address, alice.address]);
			assert.equal(made.amount.toBigInt(), DEAL);
			assert.equal(made.terms.commission.toBigInt(), parts(commission));
			deals.set(who, made.deal.toNumber());
			assert.equal(made.end.toNumber() - TERM, (await epochAt(outcome.blockHash)) + 1);
			assert.equal(await held(who, 'Escrow'), 0n);
			assert.equal(await held(who, 'Deposit'), DEPOSITS.offer);
		}
		active = dealMade(accepted).end.toNumber() - TERM;
		assert.equal(dealMade(taken).end.toNumber() - TERM, active, 'both deals were made in one epoch');
		assert.equal((await waiting()).length, 0);
		assert.equal((await ask('capacityLeft', [alice.address])).toBigInt(), CAPACITY.Alice - 2n * DEAL);
	});

	step('lets a listing change, but not to the harm of its deals', async () => {
		const { amendListing, makeOffer } = api.tx.delegationMarketplace;
		const now = await epochAt();
		const dearer = { commission: parts(LISTED.Alice + 2) };
		const amend = (changes) => amendListing(listings.Alice, termsFor('Alice', now, { ...dearer, ...changes }));
		const [uncovered, diluted, small, amended] = await chain.inOrder(
			alice,
			chain.failing(amend({ cover: COVER.Alice - 1n }), alice),
			chain.failing(amend({ capacity: 2n * CAPACITY.Alice }), alice),
			chain.failing(amend({ capacity: DEAL }), alice),
			chain.sending(amend({}), alice),
		);
		assert.deepEqual([uncovered, diluted], ['CoverTooSmall', 'CoverTooSmall'].map(market));
		assert.equal(small, market('CapacityTooSmall'));
		assert.equal(eventOf(amended, 'delegationMarketplace', 'ListingAmended').version.toNumber(), 1);
		const offer = makeOffer(listings.Alice, 0, 100n * UNIT, termsOf(LISTED.Alice), now + 10, false);
		assert.equal(await chain.submitFailing(offer, payer), market('WrongVersion'));
		assert.equal((await dealOf(haggler)).terms.commission.toBigInt(), parts(AGREED));
		assert.equal((await dealOf(payer)).terms.commission.toBigInt(), parts(LISTED.Alice));
	});

	step('sells a part of a position for the price that was asked', async () => {
		const { buyPosition, offerForSale } = api.tx.delegationMarketplace;
		const now = await epochAt();
		const asset = (amount) => ({ Position: { validator: charlie.address, class: 'Liquid', amount } });
		const list = (amount, price, expiry) => offerForSale(asset(amount), price, expiry, false);
		const [forNothing, tooMuch, expired, listed] = await chain.inOrder(
			ferdie,
			chain.failing(list(SOLD_POSITION, 0n, now + 20), ferdie),
			chain.failing(list(2n * LIQUID, POSITION_PRICE, now + 20), ferdie),
			chain.failing(list(SOLD_POSITION, POSITION_PRICE, 0), ferdie),
			chain.sending(list(SOLD_POSITION, POSITION_PRICE, now + 20), ferdie),
		);
		assert.deepEqual([forNothing, tooMuch, expired], ['ZeroPrice', 'NotOwned', 'AlreadyExpired'].map(market));
		const sale = eventOf(listed, 'delegationMarketplace', 'PositionListed').sale.toNumber();
		assert.equal(await held(ferdie, 'Deposit'), DEPOSITS.sale);
		const view = (await ask('sale', [sale])).unwrap();
		assert.equal(view.validator.unwrap().toString(), charlie.address);
		assert.equal(view.sale.seller.toString(), ferdie.address);
		assert.equal(view.sale.price.toBigInt(), POSITION_PRICE);
		assert.deepEqual([view.value.toBigInt(), view.openOffence.isTrue], [SOLD_POSITION, false]);
		assert.deepEqual((await ask('sales', [null, 10])).map(({ id }) => id.toNumber()), [sale]);

		const [own, wrong] = await Promise.all([
			chain.refusals(ferdie, buyPosition(sale, POSITION_PRICE, 0n, false)),
			chain.refusals(
				buyer,
				buyPosition(999_999, POSITION_PRICE, 0n, false),
				buyPosition(sale, POSITION_PRICE - 1n, 0n, false),
				buyPosition(sale, POSITION_PRICE, SOLD_POSITION + 1n, false),
			),
		]);
		assert.deepEqual(own, [market('OwnSale')]);
		assert.deepEqual(wrong, ['UnknownSale', 'PriceTooHigh', 'ValueTooLow'].map(market));

		const outcome = await chain.submit(buyPosition(sale, POSITION_PRICE, SOLD_POSITION, false), buyer);
		const { value, price } = eventOf(outcome, 'delegationMarketplace', 'PositionSold');
		assert.deepEqual([value.toBigInt(), price.toBigInt()], [SOLD_POSITION, POSITION_PRICE]);
		assert.equal(await gained(ferdie, outcome), POSITION_PRICE + DEPOSITS.sale);
		assert.equal(await gained(buyer, outcome), -POSITION_PRICE);
		const [position] = await staking('positions', [buyer.address], outcome.blockHash);
		assert.equal(position.validator.toString(), charlie.address);
		assertNear(position.liquid.toBigInt(), SOLD_POSITION, 'the stake of the buyer');
		assert.equal((await ask('sales', [null, 10])).length, 0);
	});

	step('settles a request to the cheapest of those who are covered', async () => {
		const { bid, commitBid, openRequest, revealBid, settleRequest, withdrawRequest } = api.tx.delegationMarketplace;
		const closing = (await chain.best()) + CLOSING_BLOCKS;
		const request = (changes) => openRequest({
			amount: REQUESTED,
			maximumCommission: parts(HIGHEST),
			term: TERM,
			requirements: {
				minimumCover: parts(REQUESTED_COVER),
				maximumExitFee: parts(EXIT_FEE),
				cleanRecord: true,
				acceptOpenCase: false,
				minimumScore: null,
				maximumBucket: null,
				minimumAttestation: 0,
			},
			sealed: true,
			parts: 1,
			closing,
			...changes,
		});
		const nothingAsked = {
			minimumCover: 0,
			maximumExitFee: parts(100),
			cleanRecord: false,
			acceptOpenCase: false,
			minimumScore: null,
			maximumBucket: null,
			minimumAttestation: 0,
		};
		const openly = { amount: REQUESTED_OPENLY, sealed: false, requirements: nothingAsked };
		const [past, nowhere, ofSealed, ofOpen] = await chain.inOrder(
			asker,
			chain.failing(request({ closing: 1 }), asker),
			chain.failing(request({ parts: 0 }), asker),
			chain.sending(request({}), asker),
			chain.sending(request(openly), asker),
		);
		assert.deepEqual([past, nowhere], ['ClosingOutOfBounds', 'PartsOutOfBounds'].map(market));
		const [sealed, open] = [ofSealed, ofOpen].map((outcome) =>
			eventOf(outcome, 'delegationMarketplace', 'RequestOpened').request.toNumber());
		assert.equal(await held(asker, 'Escrow'), REQUESTED + REQUESTED_OPENLY);
		assert.equal(await held(asker, 'Deposit'), 2n * (DEPOSITS.request + DEPOSITS.offer));
		const asked = (await ask('requests', [null, 10])).map(({ id }) => id.toNumber());
		assert.deepEqual(new Set(asked), new Set([sealed, open]));

		const bidOf = (name, percent, amount, cover = 0n) =>
			({ listing: listings[name], commission: parts(percent), amount, cover });
		const salt = randomAsU8a(32);
		const bids = {
			Alice: bidOf('Alice', 4, REQUESTED),
			Bob: bidOf('Bob', HIGHEST, REQUESTED),
			// Cheaper, but without cover.
			Charlie: bidOf('Charlie', 2, REQUESTED),
			// The cover comes with the bid.
			Dave: bidOf('Dave', 3, REQUESTED, COVER.Alice),
		};
		const commitments = Object.fromEntries(await Promise.all(Object.entries(bids).map(async ([name, terms]) =>
			[name, await ask('bidCommitment', [sealed, developer(name).address, terms, salt])])));
		const cheap = (percent) => bid(open, bidOf('Charlie', percent, REQUESTED_OPENLY));
		const [ofAlice, ofCharlie, ofDave, early] = await Promise.all([
			chain.inOrder(
				alice,
				chain.sending(commitBid(sealed, commitments.Alice), alice),
				chain.failing(bid(sealed, bids.Alice), alice),
				chain.failing(revealBid(sealed, bids.Alice, salt), alice),
			),
			chain.inOrder(
				charlie,
				chain.sending(commitBid(sealed, commitments.Charlie), charlie),
				chain.failing(commitBid(open, commitments.Charlie), charlie),
				chain.failing(cheap(HIGHEST + 1), charlie),
				chain.sending(cheap(4), charlie),
				chain.failing(cheap(4), charlie),
				chain.sending(cheap(3), charlie),
			),
			chain.inOrder(
				dave,
				chain.sending(commitBid(sealed, commitments.Dave), dave),
				chain.failing(commitBid(sealed, commitments.Dave), dave),
			),
			chain.submitFailing(settleRequest(sealed), ferdie),
			chain.submit(commitBid(sealed, commitments.Bob), bob),
		]);
		assert.deepEqual(ofAlice.slice(1), ['BidsAreSealed', 'NotRevealing'].map(market));
		const refused = ofCharlie.filter((reason) => typeof reason === 'string');
		assert.deepEqual(refused, ['BidsAreOpen', 'CommissionTooHigh', 'BidNotBetter'].map(market));
		assert.equal(ofDave[1], market('AlreadyBid'));
		assert.equal(early, market('BiddingNotOver'));
		assert.equal(await chain.submitFailing(withdrawRequest(open), asker), market('HasBids'));
		const stages = async () => (await ask('request', [sealed])).unwrap().bids.map(({ stage }) => stage.type);
		assert.deepEqual(await stages(), ['Committed', 'Committed', 'Committed', 'Committed']);
		assert.equal(await held(charlie, 'Deposit'), DEPOSITS.listing + 2n * DEPOSITS.bid);

		await chain.reachBlock(closing);
		const reveal = (name, changes) => revealBid(sealed, { ...bids[name], ...changes }, salt);
		const [[mismatch], uncovered, uncommitted, tooEarly] = await Promise.all([
			chain.inOrder(
				alice,
				chain.failing(reveal('Alice', { commission: parts(1) }), alice),
				chain.sending(reveal('Alice'), alice),
			),
			chain.submitFailing(reveal('Charlie'), charlie),
			chain.submitFailing(reveal('Alice'), ferdie),
			chain.submitFailing(settleRequest(sealed), eve),
			chain.submit(reveal('Bob'), bob),
			chain.submit(reveal('Dave'), dave),
		]);
		assert.equal(mismatch, market('BidMismatch'));
		assert.equal(uncovered, market('BidNotCovered'));
		assert.equal(uncommitted, market('NotCommitted'));
		assert.deepEqual((await stages()).sort(), ['Committed', 'Open', 'Open', 'Open']);
		assert.equal(await held(dave, 'Cover'), bids.Dave.cover);
		assert.equal(tooEarly, market('BiddingNotOver'));

		// A late bid would have moved the closing block.
		await chain.reachBlock((await ask('request', [open])).unwrap().request.terms.closing.toNumber());
		const openOutcome = await chain.submit(settleRequest(open), ferdie);
		const cheapest = dealMade(openOutcome);
		assert.equal(cheapest.validator.toString(), charlie.address);
		assert.equal(cheapest.terms.commission.toBigInt(), parts(3));

		await chain.reachBlock((await ask('request', [sealed])).unwrap().request.revealUntil.toNumber());
		const outcome = await chain.submit(settleRequest(sealed), ferdie);
		const { filled, deals: number } = eventOf(outcome, 'delegationMarketplace', 'RequestSettled');
		assert.deepEqual([filled.toBigInt(), number.toNumber()], [REQUESTED, 1]);
		const made = dealMade(outcome);
		assert.deepEqual([made.owner, made.validator].map(String), [asker.address, dave.address]);
		assert.equal(made.amount.toBigInt(), REQUESTED);
		assert.equal(made.terms.commission.toBigInt(), parts(3));
		const forfeited = eventOf(outcome, 'delegationMarketplace', 'BidForfeited');
		assert.equal(forfeited.validator.toString(), charlie.address);
		assert.equal(forfeited.deposit.toBigInt(), DEPOSITS.bid);
		assert.equal(forfeited.fault.type, 'Unrevealed');

		assert.equal(await held(asker, 'Escrow'), 0n);
		assert.equal(await held(asker, 'Deposit'), 2n * DEPOSITS.offer);
		for (const name of VALIDATORS) {
			assert.equal(await held(developer(name), 'Deposit'), DEPOSITS.listing);
		}
		assert.equal(await held(alice, 'Cover'), COVER.Alice);
		assert.equal(await held(bob, 'Cover'), COVER.Bob);
		assert.equal(await held(dave, 'Cover'), bids.Dave.cover);
		assert.equal((await listingOf('Dave')).cover.toBigInt(), bids.Dave.cover);
		assert.equal((await ask('requests', [null, 10])).length, 0);
		const ofAsker = (await ask('dealsOf', [asker.address])).map(({ id }) => id.toNumber());
		assert.deepEqual(new Set(ofAsker), new Set([made.deal, cheapest.deal].map((deal) => deal.toNumber())));
	});

	step('pays deals their rewards at their own commission, and no planck less', async () => {
		const starts = [await chain.reach(active), await chain.reach(active + 1), await chain.reach(active + 2)];
		const [from, , to] = starts;

		// What as much stake with Alice has earned in two epochs, before commissions, by what these have paid her.
		let earned = 0n;
		for (const [index, epoch] of [active, active + 1].entries()) {
			const set = await staking('activeSet', [], starts[index]);
			const place = set.findIndex(({ validator }) => validator.eq(alice.address));
			const stake = set[place].compounding.toBigInt() + set[place].liquid.toBigInt();
			const results = (await (await at(starts[index + 1])).query.palisadeStaking.epochResults(epoch)).unwrap();
			earned += (results[place].reward.toBigInt() * DEAL) / stake;
		}
		assert.ok(earned > BILLION, `${earned} planck are too little to tell commissions apart`);

		// Ferdie has as much with her and pays nothing for it.
		const ferdies = async (hash) => (await staking('positions', [ferdie.address], hash))
			.find(({ validator }) => validator.eq(alice.address)).liquidRewards.toBigInt();
		const gross = (await ferdies(to)) - (await ferdies(from));
		assertNear(gross, earned, 'rewards without a commission');

		let commissions = 0n;
		for (const [who, percent] of [[haggler, AGREED], [payer, LISTED.Alice]]) {
			assert.equal((await dealOf(who, from)).rewards.toBigInt(), 0n);
			const rewards = (await dealOf(who, to)).rewards.toBigInt();
			assertNear(rewards, (earned * (BILLION - parts(percent))) / BILLION, `rewards at ${percent} %`);
			assertNear(rewards, (gross * (BILLION - parts(percent))) / BILLION, `${percent} % less than Ferdie`);
			commissions += (earned * parts(percent)) / BILLION;
		}
		const dueAt = async (hash) =>
			(await staking('validator', [alice.address], hash)).unwrap().commissionDue.toBigInt();
		assertNear((await dueAt(to)) - (await dueAt(from)), commissions, 'what Alice has earned by both');
	});

	step('gives back the escrow of an offer without an answer', async () => {
		const { acceptOffer, reap } = api.tx.delegationMarketplace;
		assert.equal(await chain.submitFailing(acceptOffer(forgotten, 0), charlie), market('OfferExpired'));
		assert.equal(await held(idler, 'Escrow'), 1_000n * UNIT);
		const outcome = await chain.submit(reap({ Offer: forgotten }), ferdie);
		const { reward } = eventOf(outcome, 'delegationMarketplace', 'Reaped');
		assert.equal(reward.toBigInt(), DEPOSITS.offer / 10n);
		assert.equal(await gained(ferdie, outcome), DEPOSITS.offer / 10n);
		assert.equal(await gained(idler, outcome), 1_000n * UNIT + (DEPOSITS.offer * 9n) / 10n);
		assert.equal(await held(idler, 'Escrow') + await held(idler, 'Deposit'), 0n);
	});

	step('sells a deal to a buyer, who then claims its rewards', async () => {
		const { buyPosition, claimDeal, offerForSale } = api.tx.delegationMarketplace;
		const bought = deals.get(haggler);
		const asset = { Deal: bought };
		const expiry = (await epochAt()) + 20;
		const foreign = offerForSale(asset, DEAL_PRICE, expiry, false);
		assert.equal(await chain.submitFailing(foreign, payer), market('NotOwned'));
		const listed = await chain.submit(offerForSale(asset, DEAL_PRICE, expiry, false), haggler);
		const sale = eventOf(listed, 'delegationMarketplace', 'PositionListed').sale.toNumber();
		const { value } = (await ask('sale', [sale], listed.blockHash)).unwrap();
		const shown = await dealOf(haggler, listed.blockHash);
		assert.ok(shown.rewards.toBigInt() > 0n);
		assert.equal(value.toBigInt(), shown.value.toBigInt() + shown.rewards.toBigInt());

		const outcome = await chain.submit(buyPosition(sale, DEAL_PRICE, value.toBigInt(), false), buyer);
		const sold = eventOf(outcome, 'delegationMarketplace', 'PositionSold');
		assert.equal(sold.asset.asDeal.toNumber(), bought);
		assert.equal(await gained(haggler, outcome), DEAL_PRICE + DEPOSITS.sale + DEPOSITS.offer);
		assert.equal(await gained(buyer, outcome), -DEAL_PRICE - DEPOSITS.offer);
		assert.equal((await ask('dealsOf', [haggler.address])).length, 0);
		assert.deepEqual((await ask('dealsOf', [buyer.address])).map(({ id }) => id.toNumber()), [bought]);
		const view = (await ask('deal', [bought])).unwrap();
		assert.equal(view.owner.toString(), buyer.address);
		assert.equal(view.terms.commission.toBigInt(), parts(AGREED));

		assert.equal(await chain.submitFailing(claimDeal(bought), haggler), market('NotYourDeal'));
		// What can be claimed is that of the epoch.
		await chain.atStartOfEpoch();
		const claimed = await chain.submit(claimDeal(bought), buyer);
		const due = (await ask('deal', [bought], await parentOf(claimed))).unwrap().rewards.toBigInt();
		assert.ok(due > 0n);
		assert.equal(eventOf(claimed, 'palisadeStaking', 'DealRewardsClaimed').amount.toBigInt(), due);
		assert.equal(await gained(buyer, claimed), due);
		assert.equal((await ask('deal', [bought], claimed.blockHash)).unwrap().rewards.toBigInt(), 0n);

		// So are those of the position that was bought before.
		await chain.atStartOfEpoch();
		const paid = await chain.submit(api.tx.palisadeStaking.claimRewards(charlie.address), buyer);
		const { liquidRewards } = (await staking('positions', [buyer.address], await parentOf(paid)))
			.find(({ validator }) => validator.eq(charlie.address));
		assert.ok(liquidRewards.toBigInt() > 0n);
		assert.equal(await gained(buyer, paid), liquidRewards.toBigInt());
	});

	step('takes an exit fee for the operator before the end of the term', async () => {
		const { claimDeal, terminateDeal, exitDeal, rateDeal } = api.tx.delegationMarketplace;
		const deal = deals.get(payer);
		const [theirs, ended, rated] = await Promise.all([
			chain.submitFailing(exitDeal(deal, DEAL), ferdie),
			chain.submitFailing(terminateDeal(deal), alice),
			chain.submitFailing(rateDeal(deal, 5), payer),
		]);
		assert.deepEqual([theirs, ended, rated], ['NotYourDeal', 'TermNotOver', 'DealNotFinished'].map(market));

		assert.equal(await chain.submitFailing(exitDeal(deal, 0n), payer), market('FeeTooHigh'));
		await chain.atStartOfEpoch();
		const outcome = await chain.submit(exitDeal(deal, DEAL), payer);
		const before = await dealOf(payer, await parentOf(outcome));
		const fee = (before.value.toBigInt() * parts(EXIT_FEE)) / BILLION;
		assertNear(fee, (DEAL * BigInt(EXIT_FEE)) / 100n, 'a fiftieth');
		assert.equal(before.exitFee.toBigInt(), fee);
		const end = eventOf(outcome, 'delegationMarketplace', 'DealEnded');
		assert.deepEqual([end.deal.toNumber(), end.by.type, end.breach.isNone], [deal, 'Delegator', true]);
		assert.equal(end.fee.toBigInt(), fee);
		assert.equal(await gained(alice, outcome), fee);
		assert.equal(await gained(payer, outcome), before.rewards.toBigInt() - fee);
		const [exit] = await staking('exits', [payer.address], outcome.blockHash);
		assertNear(exit.amount.toBigInt(), DEAL, 'what leaves, with rewards', UNIT);

		const [[again, unclaimed, tooGood, byPayer, twice], byAlice] = await Promise.all([
			chain.inOrder(
				payer,
				chain.failing(exitDeal(deal, DEAL), payer),
				chain.failing(claimDeal(deal), payer),
				chain.failing(rateDeal(deal, 6), payer),
				chain.sending(rateDeal(deal, 5), payer),
				chain.failing(rateDeal(deal, 5), payer),
			),
			chain.submit(rateDeal(deal, 4), alice),
		]);
		assert.deepEqual([again, unclaimed, tooGood, twice], [
			'DealFinished', 'DealFinished', 'RatingOutOfBounds', 'AlreadyRated',
		].map(market));
		for (const [given, by, rating] of [[byPayer, 'Delegator', 5], [byAlice, 'Operator', 4]]) {
			const event = eventOf(given, 'delegationMarketplace', 'DealRated');
			assert.deepEqual([event.by.type, event.rating.toNumber(), event.counts.isTrue], [by, rating, true]);
		}
		assert.ok((await dealOf(payer)).finished.isSome);
	});

	step('sells what may be slashed only to those who know', async () => {
		const { buyPosition, offerForSale, withdrawSale } = api.tx.delegationMarketplace;
		const now = await epochAt();
		const report = api.tx.slashing.reportOffence(
			bob.address, 'Collusion', now, { Inline: 'it did' },
			await api.call.slashingApi.reportDeposit(ferdie.address, bob.address),
		);
		const reported = await chain.submit(report, ferdie);
		offence = eventOf(reported, 'slashing', 'OffenceReported').offence.toHex();
		reportedIn = (await api.rpc.chain.getHeader(reported.blockHash)).number.toNumber();
		assert.ok((await listingOf('Bob')).openOffence.isTrue);

		const list = (despite) => offerForSale({ Deal: deals.get(covered) }, DEAL_PRICE, now + 20, despite);
		const [unknown, listed] = await chain.inOrder(covered, chain.failing(list(false), covered), chain.sending(list(true), covered));
		const sale = eventOf(listed, 'delegationMarketplace', 'PositionListed').sale.toNumber();
		assert.ok((await ask('sale', [sale])).unwrap().openOffence.isTrue);
		const [unaware, foreign] = await Promise.all([
			chain.submitFailing(buyPosition(sale, DEAL_PRICE, 0n, false), idler),
			chain.submitFailing(withdrawSale(sale), ferdie),
		]);
		assert.deepEqual([unknown, unaware, foreign], ['OffenceOpen', 'OffenceOpen', 'NotYourSale'].map(market));
		await chain.submit(withdrawSale(sale), covered);
		assert.equal((await ask('sales', [null, 10])).length, 0);
		assert.equal(await held(covered, 'Deposit'), DEPOSITS.offer);
	});

	step('waits for a panel to uphold the report', async () => {
		const phase = async () => {
			const { stage } = (await slashing('offence', offence)).unwrap().offence;
			return stage.isDisputed && stage.asDisputed.phase.type;
		};
		const panel = ['Alice', 'Charlie', 'Dave'].map(developer);
		const salt = randomAsU8a(32);
		await waitFor('a panel', chain.epochs(4), async () => (await phase()) === 'Committing');
		await Promise.all(panel.map(async (member) => {
			const commitment = await slashing('ballotCommitment', offence, member.address, 'Uphold', salt);
			await chain.submit(api.tx.slashing.commitBallot(offence, commitment), member);
		}));
		await waitFor('the ballots', chain.epochs(2), async () => (await phase()) === 'Revealing');
		await Promise.all(panel.map((member) =>
			chain.submit(api.tx.slashing.revealBallot(offence, 'Uphold', salt, null), member)));
		assert.equal((await dealOf(covered)).coverOwed.toBigInt(), 0n);
		const [decision] = await waitFor('the slash', chain.epochs(3), async () => {
			const decisions = await slashing('history', bob.address);
			return decisions.length > 0 && decisions;
		});
		assert.equal(decision.offence.toHex(), offence);
		assert.equal(decision.fraction.toBigInt(), SLASHED);
	});

	step('pays for the slash out of the cover, in proportion', async () => {
		const { claimCover } = api.tx.delegationMarketplace;
		const paid = await chain.findEvent('delegationMarketplace', 'CoverPaid', reportedIn);
		assert.equal(paid.data.listing.toNumber(), listings.Bob);

		// Both have lost a twentieth, nearly: rewards since the offence bear a part of it.
		const clients = [covered, thrifty];
		const valuesAt = (hash) => Promise.all(clients.map(async (who) => (await dealOf(who, hash)).value.toBigInt()));
		const lost = sumOf(await valuesAt(await parentOf(paid))) - sumOf(await valuesAt(paid.blockHash));
		const expected = ((DEAL + SMALL_DEAL) * SLASHED) / BILLION;
		assertNear(lost, expected, 'a twentieth', expected / 100n);
		assertNear(paid.data.lost.toBigInt(), lost, 'what was lost');

		// The cover is less than that: all of it is paid, two thirds to the one who has two thirds.
		assert.ok(lost > COVER.Bob);
		assert.deepEqual([paid.data.paid.toBigInt(), paid.data.left.toBigInt()], [COVER.Bob, 0n]);
		const owed = await Promise.all(clients.map(async (who) => (await dealOf(who)).coverOwed.toBigInt()));
		assertNear(owed[0], (COVER.Bob * 2n) / 3n, 'what is owed to the large deal');
		assertNear(owed[1], COVER.Bob / 3n, 'what is owed to the small deal');
		assert.ok(sumOf(owed) <= COVER.Bob);
		assert.equal(await held(bob, 'Cover'), COVER.Bob);
		const listing = await listingOf('Bob');
		assert.deepEqual([listing.version.toNumber(), listing.cover.toBigInt()], [1, 0n]);

		const claimed = await chain.submit(claimCover(deals.get(covered)), ferdie);
		const claim = eventOf(claimed, 'delegationMarketplace', 'CoverClaimed');
		assert.equal(claim.who.toString(), covered.address);
		assert.equal(claim.amount.toBigInt(), owed[0]);
		assert.equal(await gained(covered, claimed), owed[0]);
		assert.equal(await gained(bob, claimed), 0n);
		assert.equal(await held(bob, 'Cover'), COVER.Bob - owed[0]);
		assert.equal((await dealOf(covered)).coverOwed.toBigInt(), 0n);
		assert.equal(await chain.submitFailing(claimCover(deals.get(covered)), ferdie), market('NothingToClaim'));
	});

	step('lets those leave for nothing whose operator was jailed, and pays them too', async () => {
		const { claimExitCover, exitDeal, makeOffer } = api.tx.delegationMarketplace;
		const { open, version } = await listingOf('Bob');
		assert.ok(open.isFalse);
		assert.equal((await ask('capacityLeft', [bob.address])).toBigInt(), 0n);
		const more = makeOffer(listings.Bob, version, DEAL, termsOf(LISTED.Bob), (await epochAt()) + 10, false);
		assert.equal(await chain.submitFailing(more, ferdie), market('NotAdmitted'));

		const { breach, coverOwed, exitFee } = await dealOf(thrifty);
		assert.deepEqual([breach.unwrap().type, exitFee.toBigInt()], ['Jailed', 0n]);
		const before = await held(bob, 'Cover');
		const outcome = await chain.submit(exitDeal(deals.get(thrifty), 0n), thrifty);
		const end = eventOf(outcome, 'delegationMarketplace', 'DealEnded');
		assert.deepEqual([end.fee.toBigInt(), end.breach.unwrap().type], [0n, 'Jailed']);
		const epoch = await epochAt(outcome.blockHash);
		const claimed = await chain.submit(claimExitCover(thrifty.address, listings.Bob, epoch), ferdie);
		assert.equal(await gained(thrifty, claimed), coverOwed.toBigInt());
		assert.equal(await held(bob, 'Cover'), before - coverOwed.toBigInt());
	});

	step('remembers what was traded, and holds what it should', async () => {
		const trades = await ask('trades', [null, 100]);
		assert.equal(trades.length, 8);
		const [latest] = trades;
		assert.equal(latest.validator.toString(), alice.address);
		assert.equal(latest.kind.asDealSold.price.toBigInt(), DEAL_PRICE);
		const withCharlie = await ask('trades', [charlie.address, 100]);
		assert.deepEqual(withCharlie.map(({ kind }) => kind.type), ['Deal', 'Position']);
		assert.equal(withCharlie[0].kind.asDeal.terms.commission.toBigInt(), parts(3));
		assert.equal(withCharlie[1].kind.asPosition.price.toBigInt(), POSITION_PRICE);
		assert.equal((await ask('trades', [null, 3])).length, 3);

		const hash = (await api.rpc.chain.getBlockHash()).toHex();
		const { query } = await at(hash);
		const stored = async (name) => (await query.delegationMarketplace[name].entries()).map(([, value]) => value);
		const holds = (await query.balances.holds.entries()).flatMap(([, all]) => [...all]);
		const heldFor = (reason) => sumOf(holds
			.filter(({ id }) => id.isDelegationMarketplace && id.asDelegationMarketplace.type === reason)
			.map(({ amount }) => amount.toBigInt()));
		const records = {
			listings: (await stored('listings')).map((listing) => listing.unwrap()),
			deals: (await stored('deals')).map((deal) => deal.unwrap()),
			cohorts: (await stored('exitCohorts')).flatMap((cohorts) => [...cohorts.unwrap()]),
		};
		for (const name of ['offers', 'requests', 'bids', 'sales']) {
			assert.equal((await stored(name)).length, 0, name);
		}
		assert.equal(records.listings.length, VALIDATORS.length);
		assert.equal(records.deals.length, 6);
		assert.equal(heldFor('Escrow'), 0n);
		assert.equal(
			heldFor('Deposit'),
			sumOf([...records.listings, ...records.deals].map(({ deposit }) => deposit.toBigInt())),
		);
		assert.equal(
			heldFor('Cover'),
			sumOf(records.listings.map(({ cover, pool }) => cover.toBigInt() + pool.owed.toBigInt()))
				+ sumOf(records.cohorts.map(({ pool }) => pool.owed.toBigInt())),
		);
		await Promise.all(network.nodes.map((node) => node.finalises(2)));
	});
});
