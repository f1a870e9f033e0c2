import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, fstatSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

import { ApiPromise, WsProvider } from '@polkadot/api';
import { hexToNumber, hexToU8a, u8aConcat } from '@polkadot/util';
import { base58Encode, blake2AsHex, ed25519PairFromSeed } from '@polkadot/util-crypto';

import { requiredFile } from './environment.js';
import { say } from './output.js';
import { Limit, PATIENCE_SECONDS, abandonWaits, waitFor, within } from './waiting.js';
import { dataPath, logPath, watchOver } from './workspace.js';

const STOP_SECONDS = 60;
// A node that compiles the runtime that it has upgraded to answers nothing else meanwhile.
const RPC_SECONDS = 300;

/** Blocks by which finality may lag before it counts as stopped. */
const LAG_BLOCKS = 100;
const LOG_LINES_SHOWN = 25;

const running = new Set();

// A protobuf with the key's type and length, as an identity multihash.
const PEER_ID_PREFIX = Uint8Array.from([0x00, 0x24, 0x08, 0x01, 0x12, 0x20]);

/** The address of a node in the network, from the seed of its key. */
export function peerIdOf(seed) {
	return base58Encode(u8aConcat(PEER_ID_PREFIX, ed25519PairFromSeed(hexToU8a(seed)).publicKey));
}

/** The error that a node answered an RPC request with. */
export class RpcError extends Error {
	constructor({ code, message, data }) {
		super(`${code}: ${message}${data === undefined ? '' : `: ${data}`}`);
		this.code = code;
	}
}

/** A node process, with data and log of its own, that can be stopped and started again. */
export class PalisadeNode {
	#specPath;
	#role;
	#flags;
	#pruning;
	#networkKey;
	#ports;
	#child;
	#exitIsExpected = false;
	#logFrom = 0;
	#connections = [];

	/**
	 * - `name`: names the data and the log; must be unique within a test file.
	 * - `flags`: further arguments.
	 * - `role`: the developer whose session keys the node has, such as `alice`, or `validator` for one without keys.
	 * - `isArchive`: whether it keeps all blocks and states, and those of forks too: a test may still look at a block that
	 *   another has replaced.
	 */
	constructor({ name, specPath, role, flags = [], isArchive = true, ports: [networkPort, rpcPort] }) {
		this.name = name;
		this.bootnodes = [];
		this.#specPath = specPath;
		this.#role = role;
		this.#flags = flags;
		this.#pruning = isArchive ? ['--state-pruning', 'archive', '--blocks-pruning', 'archive'] : [];
		// Derived from the name, so that the address is known before the node runs.
		this.#networkKey = blake2AsHex(`network key of ${name}`, 256);
		this.#ports = { network: networkPort, rpc: rpcPort };
		this.peerId = peerIdOf(this.#networkKey);
		this.address = `/ip4/127.0.0.1/tcp/${networkPort}/p2p/${this.peerId}`;
	}

	get isRunning() {
		return running.has(this);
	}

	/** The address of the RPC server for a client. */
	get url() {
		return `ws://127.0.0.1:${this.#ports.rpc}`;
	}

	get #logPath() {
		return logPath(`${this.name}.log`);
	}

	/** The arguments that say which chain it is and where its data are; what a command on that data needs. */
	get storage() {
		return ['--chain', this.#specPath, '--base-path', dataPath(this.name)];
	}

	/** Takes over the blocks and states of a node that has stopped, but neither its keys nor its name in the network. */
	copyDatabaseOf(other) {
		const chains = (node) => join(dataPath(node.name), 'chains');
		const [chain] = readdirSync(chains(other));
		const [from, to] = [other, this].map((node) => join(chains(node), chain, 'paritydb'));
		cpSync(from, to, { recursive: true });
	}

	get #arguments() {
		return [
			...this.storage,
			`--${this.#role}`,
			...this.#flags,
			'--listen-addr', `/ip4/127.0.0.1/tcp/${this.#ports.network}`,
			'--allow-private-ip',
			'--no-mdns',
			'--node-key', this.#networkKey.slice(2),
			'--rpc-port', String(this.#ports.rpc),
			'--rpc-methods', 'unsafe',
			...this.#pruning,
			'--no-prometheus',
			'--no-telemetry',
			...this.bootnodes.flatMap((address) => ['--bootnodes', address]),
		];
	}

	#lastLogLines() {
		return readFileSync(this.#logPath, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
	}

	/** Starts the process, with further arguments for this run, and waits until its RPC server answers. */
	async start(...flags) {
		const log = openSync(this.#logPath, 'a');
		this.#logFrom = fstatSync(log).size;
		this.#exitIsExpected = false;
		const options = { stdio: ['ignore', log, log] };
		this.#child = spawn(requiredFile('PALISADE_NODE'), [...this.#arguments, ...flags], options);
		closeSync(log);
		watchOver(this.#child);
		running.add(this);
		this.#child.once('error', (error) => abandonWaits(new Error(`${this.name} cannot be run: ${error.message}`)));
		this.#child.once('exit', (code, signal) => {
			running.delete(this);
			if (!this.#exitIsExpected) {
				abandonWaits(new Error(
					`${this.name} ended unasked (${signal ?? `code ${code}`}), its last lines:\n${this.#lastLogLines()}`,
				));
			}
		});
		await waitFor(`${this.name} to answer on port ${this.#ports.rpc}`, PATIENCE_SECONDS, async () => {
			try {
				// Not just any answer: the port might have been taken by somebody else meanwhile.
				return (await this.rpc('system_localPeerId')) === this.peerId;
			} catch {
				return false;
			}
		});
	}

	/** Stops the process in an orderly way. */
	async stop() {
		say(`stopping ${this.name}`);
		await this.#end('SIGTERM');
	}

	/** Ends the process without a chance to write anything. */
	async kill() {
		say(`killing ${this.name}`);
		await this.#end('SIGKILL');
	}

	async #end(signal) {
		if (!this.isRunning) return;
		const child = this.#child;
		this.#exitIsExpected = true;
		const exit = once(child, 'exit');
		await Promise.all(this.#connections.splice(0).map((api) => api.disconnect().catch(() => {})));
		child.kill(signal);
		const timer = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS * 1000);
		await exit;
		clearTimeout(timer);
	}

	/** The log of this run. */
	log() {
		return readFileSync(this.#logPath).subarray(this.#logFrom).toString();
	}

	/**
	 * Waits until this run has logged `pattern` so often.
	 *
	 * - `pattern`: a string, or an expression without groups.
	 * - `limit`: seconds, or a [`Limit`].
	 */
	async hasLogged(pattern, limit, times = 1) {
		await waitFor(`${this.name} to log '${pattern}'`, limit, async (note) => {
			const count = this.log().split(pattern).length - 1;
			note(`${count} of ${times}`);
			return count >= times;
		});
	}

	/** Posts `body` to the RPC server and returns the response as it came. */
	async post(body, seconds = RPC_SECONDS) {
		try {
			const response = await fetch(`http://127.0.0.1:${this.#ports.rpc}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body,
				signal: AbortSignal.timeout(seconds * 1000),
			});
			return { status: response.status, text: await response.text() };
		} catch (error) {
			// The reporter prints nothing of an error that is not made here.
			throw error.name === 'TimeoutError' ? new Error(`${this.name} gave no answer within ${seconds} s`) : error;
		}
	}

	/**
	 * Sends only the head of a request whose body would have `size` bytes, and returns the status of the answer: a server
	 * that refuses the size does not wait for the body.
	 */
	async announce(size, seconds = RPC_SECONDS) {
		const head = request({
			host: '127.0.0.1',
			port: this.#ports.rpc,
			method: 'POST',
			headers: { 'content-type': 'application/json', 'content-length': size },
			timeout: seconds * 1000,
		});
		head.flushHeaders();
		try {
			const [response] = await within(seconds, `${this.name} to answer`, once(head, 'response'));
			return response.statusCode;
		} finally {
			head.on('error', () => {}).destroy();
		}
	}

	/** Calls an RPC method and returns its result; throws an [`RpcError`] where the node refuses. */
	async rpc(method, ...params) {
		const { status, text } = await this.post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
		if (!text.startsWith('{')) {
			throw new Error(`${this.name} answered ${method} with status ${status}: ${text.slice(0, 200)}`);
		}
		const { error, result } = JSON.parse(text);
		if (error) {
			throw new RpcError(error);
		}
		return result;
	}

	/** A connection with the node's current metadata; closed when the node ends. */
	async connect() {
		const provider = new WsProvider(this.url);
		const api = new ApiPromise({ provider, noInitWarn: true, throwOnConnect: false });
		this.#connections.push(api);
		await within(RPC_SECONDS, `a connection to ${this.name}`, api.isReadyOrError);
		return api;
	}

	/** The number of the best block. */
	async bestNumber() {
		return hexToNumber((await this.rpc('chain_getHeader')).number);
	}

	/** The number of the last finalised block. */
	async finalisedNumber() {
		return hexToNumber((await this.rpc('chain_getHeader', await this.rpc('chain_getFinalizedHead'))).number);
	}

	/** A limit in blocks that this node imports. */
	blocks(count) {
		return new Limit(count, 'blocks', () => this.bestNumber());
	}

	/** Waits until the block `number` is finalised. */
	async hasFinalised(number) {
		const ahead = Math.max(0, number - (await this.bestNumber()));
		const limit = this.blocks(ahead + LAG_BLOCKS);
		await waitFor(`${this.name} to see block ${number} finalised`, limit, async (note) => {
			const finalised = await this.finalisedNumber();
			note(`finalised: ${finalised}`);
			return finalised >= number;
		});
	}

	/** Waits until `count` more blocks are finalised than now. */
	async finalises(count) {
		await this.hasFinalised((await this.finalisedNumber()) + count);
	}

	/** Waits until the best block is `count` blocks above the present one. */
	async advances(count) {
		const target = (await this.bestNumber()) + count;
		await waitFor(`${this.name} to see block ${target}`, this.blocks(count), async (note) => {
			const best = await this.bestNumber();
			note(`best: ${best}`);
			return best >= target;
		});
	}
}

/** Ends every node of this test file. */
export async function endAllNodes() {
	await Promise.all([...running].map((node) => node.kill()));
}
