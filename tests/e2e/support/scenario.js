import { after, describe, it } from 'node:test';

import { endAllNodes } from './node.js';
import { say } from './output.js';
import { PATIENCE_SECONDS, abandonWaits, within } from './waiting.js';

/** Seconds for one test. Each wait in it has a limit of its own, in blocks or epochs of the chain. */
const STEP_SECONDS = 3 * PATIENCE_SECONDS;

/** Scenarios of this file that are not over. */
let open = 0;

/** What several scenarios of a file share, such as their nodes: made when the first of them asks for it. */
export function shared(make) {
	let made;
	return () => (made ??= make());
}

/**
 * A group of tests that build on each other, run in order.
 *
 * `define` receives `step(name, body)`. After the first failure the rest is reported as skipped: it would only wait for
 * what can no longer happen. When the last scenario of a file is over, all its nodes are ended.
 */
export function scenario(title, define) {
	open += 1;
	describe(title, () => {
		let failed = false;

		const run = async (context, name, body) => {
			if (failed) {
				context.skip('a test before this one failed');
				return;
			}
			say(`${title}: ${name}`);
			await within(STEP_SECONDS, name, body());
		};
		const step = (name, body) => it(name, (context) =>
			run(context, name, body).catch((error) => {
				failed = true;
				throw error;
			}));

		after(async () => {
			open -= 1;
			if (open > 0) return;
			await endAllNodes();
			// What a failed test left running in the background would delay the end of this process.
			abandonWaits(new Error(`${title}: over`));
		});
		define(step);
	});
}
