import { setTimeout as sleep } from 'node:timers/promises';

import { say } from './output.js';

let giveUp;
const givenUp = new Promise((_, reject) => {
	giveUp = reject;
});
// Most of the time nobody waits when it is rejected, and that must not end the process.
givenUp.catch(() => {});

/** Ends every wait of this test file with `error`: for what leaves nothing to wait for, such as a dead node. */
export function abandonWaits(error) {
	giveUp(error);
}

/** What `promise` resolves to, or an error that names `what` once `seconds` have passed. */
export async function within(seconds, what, promise) {
	let timer;
	const deadline = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`${what}: not within ${seconds} s`)), seconds * 1000);
	});
	try {
		return await Promise.race([promise, deadline, givenUp]);
	} finally {
		clearTimeout(timer);
	}
}

/** Sleeps, unless there is nothing left to wait for. */
export async function pause(seconds) {
	await Promise.race([sleep(seconds * 1000), givenUp]);
}

/**
 * Asks `probe` again and again until its answer is neither false, null nor undefined, and returns that answer.
 *
 * `probe` receives a function with which it can leave a note on what it saw; the last note is part of the error.
 */
export async function waitFor(what, seconds, probe, { every = 0.5 } = {}) {
	const started = Date.now();
	const elapsed = () => (Date.now() - started) / 1000;
	let note = '';
	say(`waiting for ${what} (up to ${seconds} s)`);
	for (;;) {
		const answer = await within(
			Math.max(1, seconds - elapsed()),
			what,
			probe((text) => {
				note = text;
			}),
		);
		if (answer !== false && answer !== null && answer !== undefined) {
			say(`  after ${elapsed().toFixed(1)} s: ${what}${note && ` (${note})`}`);
			return answer;
		}
		if (elapsed() >= seconds) {
			throw new Error(`${what}: not within ${seconds} s${note && ` (${note})`}`);
		}
		await pause(every);
	}
}
