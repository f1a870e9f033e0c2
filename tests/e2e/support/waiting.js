import { setTimeout as sleep } from 'node:timers/promises';

import { say } from './output.js';

/**
 * Seconds that anything may take whose limit is counted in blocks, slots or epochs. It ends a test whose chain stands
 * still, and is far beyond what a slow machine needs.
 */
export const PATIENCE_SECONDS = 600;

/** Seconds that the last look at what is waited for may take. */
const PROBE_SECONDS = 60;

/** Seconds between two looks at how far a chain has come. */
const LOOK_SECONDS = 2;

let giveUp;
const givenUp = new Promise((_, reject) => {
	giveUp = reject;
});
// Most of the time no test waits when it is rejected, and that must not end the process.
givenUp.catch(() => {});

/** Ends every wait of this test file with `error`: for what leaves nothing to wait for, such as a dead node. */
export function abandonWaits(error) {
	giveUp(error);
}

/**
 * How far a chain may go while a test waits for something on it.
 *
 * A machine that is slow makes fewer blocks in the time, and a limit in blocks waits for it.
 */
export class Limit {
	#count;
	#progress;
	#unit;
	#start;

	/**
	 * - `count` and `unit`: such as 60 and `blocks`.
	 * - `progress`: resolves to the number of the unit at which the chain is.
	 * - `seconds`: the bound in wall-clock time.
	 */
	constructor(count, unit, progress, seconds = PATIENCE_SECONDS) {
		this.#count = count;
		this.#unit = unit;
		this.#progress = progress;
		this.seconds = seconds;
	}

	/** Whether the chain has gone further since this was first asked. */
	async isOver() {
		let now;
		try {
			now = await this.#progress();
		} catch {
			// The node is being started again, or busy: it has come no further.
			return false;
		}
		this.#start ??= now;
		return now - this.#start > this.#count;
	}

	toString() {
		return `${this.#count} ${this.#unit}`;
	}
}

const asLimit = (limit) =>
	(limit instanceof Limit ? limit : new Limit(limit, 's', async () => Date.now() / 1000, limit));

/**
 * What `promise` resolves to, or an error that names `what` once the limit is over.
 *
 * - `limit`: seconds, or a [`Limit`].
 */
export async function within(limit, what, promise) {
	const bound = asLimit(limit);
	let deadline;
	let look;
	let done = false;
	const over = new Promise((_, reject) => {
		const giveUpOn = (text) => reject(new Error(`${what}: not within ${text}`));
		deadline = setTimeout(giveUpOn, bound.seconds * 1000, `${bound.seconds} s`);
		const lookAgain = async () => {
			if (await bound.isOver()) {
				giveUpOn(bound);
			} else if (!done) {
				look = setTimeout(lookAgain, LOOK_SECONDS * 1000);
			}
		};
		lookAgain();
	});
	try {
		return await Promise.race([promise, over, givenUp]);
	} finally {
		done = true;
		clearTimeout(deadline);
		clearTimeout(look);
	}
}

/** Sleeps, unless there is nothing left to wait for. */
export async function pause(seconds) {
	await Promise.race([sleep(seconds * 1000), givenUp]);
}

/**
 * Asks `probe` again and again until its answer is neither false, null nor undefined, and returns that answer.
 *
 * - `limit`: seconds, or a [`Limit`].
 * - `probe`: receives a function with which it can leave a note on what it saw; the last note is part of the error.
 */
export async function waitFor(what, limit, probe, { every = 0.5 } = {}) {
	const started = Date.now();
	const elapsed = () => (Date.now() - started) / 1000;
	const bound = asLimit(limit);
	let note = '';
	say(`waiting for ${what} (up to ${bound})`);
	for (;;) {
		// Asked before the probe, so that what happens at the limit still counts.
		const last = (await bound.isOver()) || elapsed() >= bound.seconds;
		const answer = await within(
			Math.max(PROBE_SECONDS, bound.seconds - elapsed()),
			what,
			probe((text) => {
				note = text;
			}),
		);
		if (answer !== false && answer !== null && answer !== undefined) {
			say(`  after ${elapsed().toFixed(1)} s: ${what}${note && ` (${note})`}`);
			return answer;
		}
		if (last) {
			throw new Error(`${what}: not within ${bound}, ${elapsed().toFixed(0)} s${note && ` (${note})`}`);
		}
		await pause(every);
	}
}
