import assert from 'node:assert/strict';

import { submit, submitFailing } from './extrinsics.js';
import { Limit, PATIENCE_SECONDS, waitFor } from './waiting.js';

/** A chain as one node sees it: its clock, its blocks by epoch, and the calls that the tests make on it. */
export class Chain {
	/** First blocks of epochs that are known, by epoch. */
	#starts = new Map();

	/**
	 * - `api`: a connection whose constants are those of the chain.
	 */
	constructor(api) {
		this.api = api;
		this.slotMilliseconds = 2 * api.consts.timestamp.minimumPeriod.toNumber();
		this.epochSlots = api.consts.babe.epochDuration.toNumber();
	}

	get slotSeconds() {
		return this.slotMilliseconds / 1000;
	}

	get epochSeconds() {
		return this.epochSlots * this.slotSeconds;
	}

	/** A limit in blocks of this chain. */
	blocks(count) {
		return new Limit(count, 'blocks', () => this.best(), PATIENCE_SECONDS + 5 * count * this.slotSeconds);
	}

	/** A limit in epochs of this chain. */
	epochs(count) {
		return new Limit(count, 'epochs', () => this.epochAt(), PATIENCE_SECONDS + 2 * count * this.epochSeconds);
	}

	/** The number of the best block. */
	async best() {
		return (await this.api.rpc.chain.getHeader()).number.toNumber();
	}

	/** The hash of the block of a number on the best chain. */
	async hashOf(number) {
		return (await this.api.rpc.chain.getBlockHash(number)).toHex();
	}

	async parentOf(hash) {
		return (await this.api.rpc.chain.getHeader(hash)).parentHash.toHex();
	}

	/** The state after a block, by default the best one. */
	async at(hash) {
		return hash ? this.api.at(hash) : this.api;
	}

	/** The epoch in which the extrinsics of a block are executed, by default of the best one. */
	async epochAt(hash) {
		return (await (await this.at(hash)).query.palisadeStaking.currentEpoch()).toNumber();
	}

	/** The free balance of an account. Planck. */
	async free({ address }, hash) {
		return (await (await this.at(hash)).query.system.account(address)).data.free.toBigInt();
	}

	/** The events of a block. */
	async eventsOf(hash) {
		return (await (await this.at(hash)).query.system.events()).map(({ event }) => event);
	}

	/** The epochs that blocks `from` to `to` pay for, in order. */
	async epochsPaid(from, to) {
		const paid = [];
		for (let number = from; number <= to; number += 1) {
			const events = await this.eventsOf(await this.hashOf(number));
			paid.push(...events
				.filter(({ section, method }) => section === 'palisadeStaking' && method === 'EpochPaid')
				.map(({ data }) => data[0].toNumber()));
		}
		return paid;
	}

	/**
	 * The first event `section.method` in block `from` or a later one, with the hash of its block.
	 *
	 * - `matches`: which of these events, by their data.
	 */
	async findEvent(section, method, from, matches = () => true) {
		const last = await this.best();
		for (let number = from; number <= last; number += 1) {
			const blockHash = await this.hashOf(number);
			const found = (await this.eventsOf(blockHash))
				.find((event) => event.section === section && event.method === method && matches(event.data));
			if (found) return { blockHash, number, data: found.data };
		}
		return undefined;
	}

	/** Waits until the best block has this number. */
	async reachBlock(number) {
		const left = Math.max(0, number - (await this.best()));
		await waitFor(`block ${number}`, this.blocks(left + 1), async () => (await this.best()) >= number);
	}

	/**
	 * Waits until an epoch has begun, however long ago, and resolves to the hash of its first block, which then has a
	 * successor.
	 */
	async reach(epoch) {
		const left = Math.max(0, epoch - (await this.epochAt()));
		await waitFor(`epoch ${epoch}`, this.epochs(left + 1), async (note) => {
			const now = await this.epochAt();
			note(`epoch ${now}`);
			return now >= epoch;
		});
		const hash = await this.startOf(epoch);
		const { number } = await this.api.rpc.chain.getHeader(hash);
		await this.reachBlock(number.toNumber() + 1);
		// Another block may have taken its place meanwhile.
		return this.startOf(epoch);
	}

	/** The hash of the first block of an epoch that has begun. */
	async startOf(epoch) {
		const known = this.#starts.get(epoch);
		if (known && (await this.hashOf(known.number)) === known.hash) return known.hash;
		let [before, first] = [0, await this.best()];
		while (first - before > 1) {
			const middle = Math.floor((before + first) / 2);
			if ((await this.epochAt(await this.hashOf(middle))) < epoch) {
				before = middle;
			} else {
				first = middle;
			}
		}
		const hash = await this.hashOf(first);
		assert.equal(await this.epochAt(hash), epoch, `epoch ${epoch} has a block`);
		this.#starts.set(epoch, { number: first, hash });
		return hash;
	}

	/**
	 * Waits until no more than the first quarter of an epoch is over, and resolves to that epoch: what has to happen
	 * within one epoch starts there.
	 */
	async atStartOfEpoch() {
		return waitFor('the beginning of an epoch', this.epochs(2), async () => {
			const { api } = this;
			const hash = (await api.rpc.chain.getBlockHash()).toHex();
			const start = (await (await this.at(hash)).call.babeApi.currentEpochStart()).toNumber();
			const slot = Date.now() / this.slotMilliseconds;
			return slot - start <= this.epochSlots / 4 ? this.epochAt(hash) : false;
		}, { every: this.slotSeconds / 4 });
	}

	/** Sends an extrinsic: see [`submit`]. */
	submit(extrinsic, signer, options) {
		return submit(this.api, extrinsic, signer, options);
	}

	/** Sends an extrinsic that must fail: see [`submitFailing`]. */
	submitFailing(extrinsic, signer, options) {
		return submitFailing(this.api, extrinsic, signer, options);
	}

	/** Sends extrinsics of one signer so that all can be in the next block, and resolves to what becomes of each. */
	async inOrder(signer, ...sends) {
		const nonce = (await this.api.rpc.system.accountNextIndex(signer.address)).toNumber();
		return Promise.all(sends.map((send, index) => send({ nonce: nonce + index })));
	}

	/** An extrinsic for [`Chain.inOrder`]. */
	sending(extrinsic, signer) {
		return (options) => this.submit(extrinsic, signer, options);
	}

	/** An extrinsic for [`Chain.inOrder`] that must fail. */
	failing(extrinsic, signer) {
		return (options) => this.submitFailing(extrinsic, signer, options);
	}

	/** The reasons for which extrinsics of one signer fail. */
	refusals(signer, ...extrinsics) {
		return this.inOrder(signer, ...extrinsics.map((extrinsic) => this.failing(extrinsic, signer)));
	}
}
