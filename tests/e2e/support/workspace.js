import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let root;
const children = new Set();

function prepare() {
	root = mkdtempSync(join(tmpdir(), 'palisade-e2e-'));
	mkdirSync(join(root, 'data'));
	mkdirSync(join(root, 'logs'));

	// Only what is synchronous still runs in an exit handler, hence no graceful stop here.
	process.on('exit', (code) => {
		for (const child of children) {
			child.kill('SIGKILL');
		}
		if (code === 0) {
			rmSync(root, { recursive: true, force: true, maxRetries: 5 });
		} else {
			rmSync(join(root, 'data'), { recursive: true, force: true, maxRetries: 5 });
			console.log(`the logs of the nodes are kept in ${join(root, 'logs')}`);
		}
	});
	for (const [signal, number] of [['SIGHUP', 1], ['SIGINT', 2], ['SIGTERM', 15]]) {
		process.once(signal, () => process.exit(128 + number));
	}
}

/** A path for data that goes away when this test file ends. */
export function dataPath(name) {
	if (!root) prepare();
	return join(root, 'data', name);
}

/** A path for a log, kept when a test of this file fails. */
export function logPath(name) {
	if (!root) prepare();
	return join(root, 'logs', name);
}

/** Makes sure that `child` does not outlive this process. */
export function watchOver(child) {
	children.add(child);
	child.once('exit', () => children.delete(child));
}
