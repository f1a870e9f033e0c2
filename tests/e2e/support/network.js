import { u8aToHex } from '@polkadot/util';

import { VALIDATORS, developer } from './accounts.js';
import { writeSpec } from './chain-spec.js';
import { PalisadeNode } from './node.js';
import { freePorts } from './ports.js';
import { PATIENCE_SECONDS, waitFor } from './waiting.js';

/** Votes that are on their way when a validator stops may still finalise a block. */
const BLOCKS_IN_FLIGHT = 3;

/**
 * Starts one node with the keys of Alice, who is the only validator of the development chain.
 *
 * - `chain` and `genesis`: see [`writeSpec`].
 * - `name`: of the node; unique within a test file.
 */
export async function startNode({ chain = 'dev', genesis, name = 'Alice' } = {}) {
	const specPath = await writeSpec(chain, genesis, `${chain}-of-${name}`);
	// Without other nodes one of several validators would not author otherwise.
	const flags = ['--force-authoring'];
	const node = new PalisadeNode({ name, specPath, role: 'alice', flags, ports: await freePorts(2) });
	await node.start();
	return node;
}

/** The nodes of the four validators of the rehearsal chain. */
export class Network {
	#specPath;

	constructor(specPath, nodes) {
		this.#specPath = specPath;
		this.nodes = nodes;
		for (const node of nodes) {
			node.bootnodes = nodes.filter((other) => other !== node).map((other) => other.address);
		}
		[this.alice, this.bob, this.charlie, this.dave] = nodes;
	}

	/**
	 * Starts the four nodes with the genesis of the rehearsal chain changed by `genesis`.
	 *
	 * - `suffix`: of the names of the nodes, where a test file has another network.
	 */
	static async start(genesis, suffix = '') {
		const specPath = await writeSpec('rehearsal', genesis, `rehearsal${suffix}`);
		const ports = await freePorts(2 * VALIDATORS.length);
		const nodes = VALIDATORS.map((name, index) =>
			new PalisadeNode({
				name: `${name}${suffix}`,
				specPath,
				role: name.toLowerCase(),
				// They speak to each other whatever they are built on.
				flags: ['--network-backend', index % 2 === 0 ? 'litep2p' : 'libp2p'],
				ports: ports.splice(0, 2),
			}));
		const network = new Network(specPath, nodes);
		await Promise.all(nodes.map((node) => node.start()));
		await network.isConnected();
		return network;
	}

	/**
	 * Starts one more node, with empty keystore, that can become a validator.
	 *
	 * - `databaseOf`: a node that has stopped, with a copy of whose database it starts.
	 * - `options`: see [`PalisadeNode`].
	 */
	async startAnother(name, { databaseOf, ...options } = {}) {
		const node = new PalisadeNode({
			name,
			specPath: this.#specPath,
			role: 'validator',
			...options,
			ports: await freePorts(2),
		});
		node.bootnodes = this.nodes.map(({ address }) => address);
		if (databaseOf) node.copyDatabaseOf(databaseOf);
		await node.start();
		return node;
	}

	/**
	 * Starts one more node that authors with the key of a validator that already runs.
	 *
	 * - `ready`: awaited before the node gets the key.
	 *
	 * It does not vote: whoever votes twice with a third of the stake or more can split finality itself.
	 */
	async startTwinOf(validator, ready) {
		const twin = await this.startAnother(`${validator}-twin`);
		await ready();
		await twin.rpc('author_insertKey', 'babe', `//${validator}`, u8aToHex(developer(validator).publicKey));
		return twin;
	}

	/**
	 * Ends `node` with `method`, and resolves to the last block that the others hold for final.
	 *
	 * - `method`: `stop` or `kill`.
	 */
	async lose(node, method) {
		await node[method]();
		const others = this.nodes.filter(({ isRunning }) => isRunning);
		await others[0].advances(BLOCKS_IN_FLIGHT);
		return Math.max(...await Promise.all(others.map((other) => other.finalisedNumber())));
	}

	/** Waits until each running node of the four has all the others as peers. */
	async isConnected() {
		const running = this.nodes.filter((node) => node.isRunning);
		await waitFor(`${running.length} nodes to be connected with each other`, PATIENCE_SECONDS, async (note) => {
			const health = await Promise.all(running.map((node) => node.rpc('system_health')));
			note(`peers: ${health.map(({ peers }) => peers).join(', ')}`);
			return health.every(({ peers }) => peers >= running.length - 1);
		});
	}
}
