import { after, describe, it } from 'node:test';

import { endAllNodes } from './node.js';
import { say } from './output.js';
import { abandonWaits, within } from './waiting.js';

/**
 * A group of tests that share their nodes and build on each other, run in order.
 *
 * `define` receives `step(name, seconds, body)`. After the first failure the rest is reported as skipped: it would only
 * wait for what can no longer happen. `step.todo(name, seconds, body, reason)` is a test that is known to fail, and on
 * which no other builds.
 */
export function scenario(title, define) {
	describe(title, () => {
		let failed = false;

		const run = async (context, name, seconds, body) => {
			if (failed) {
				context.skip('a test before this one failed');
				return;
			}
			say(`${title}: ${name}`);
			await within(seconds, name, body());
		};
		const step = (name, seconds, body) => it(name, (context) =>
			run(context, name, seconds, body).catch((error) => {
				failed = true;
				throw error;
			}));
		step.todo = (name, seconds, body, reason) => it(name, { todo: reason }, (context) =>
			run(context, name, seconds, body));

		after(async () => {
			await endAllNodes();
			// What a failed test left running in the background would delay the end of this process.
			abandonWaits(new Error(`${title}: over`));
		});
		define(step);
	});
}
