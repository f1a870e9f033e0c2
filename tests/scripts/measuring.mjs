#!/usr/bin/env node
// Tests of what reads, keeps and compares measurements: one function each, in the words of the check.

import assert from 'node:assert/strict';
import { faultsOf, tablesOf, written } from '../../scripts/budget.mjs';
import { fastest, merged } from '../../scripts/fastest.mjs';
import { functionsOf, palletsOf, weightAt } from '../../scripts/generated-weights.mjs';
import { componentsAt, millisecondsOf, runsOf, tableAt } from '../../scripts/lab.mjs';

/** Weights of one function, as the template writes them. */
function weights({ base = '2_000_000', slopes = [['50_000', 'v']], proofs = [], unused = '' }) {
	const times = slopes.map(([slope, name]) => `\t\t\t// Standard error: 1.
\t\t\t.saturating_add(Weight::from_parts(${slope}, 0).saturating_mul(${name}.into()))\n`);
	const sizes = proofs.map((slope) => `\t\t\t.saturating_add(Weight::from_parts(0, ${slope}).saturating_mul(v.into()))\n`);
	const implementation = (item, database) => `${item} {
	/// \`v\` is in \`[1, 1000]\`.
	fn turn(${unused}v: u32, ) -> Weight {
		// Fastest run: 1_000 ns.
		Weight::from_parts(${base}, 700)
${times.join('')}			.saturating_add(${database}::get().reads(3_u64))
			.saturating_add(${database}::get().reads((2_u64).saturating_mul(v.into())))
			.saturating_add(${database}::get().writes(1_u64))
${sizes.join('')}	}
}
`;
	return `pub trait WeightInfo {
	/// Weight of \`turn\`.
	fn turn(${unused}v: u32, ) -> Weight;
}

pub struct SubstrateWeight<T>(PhantomData<T>);
${implementation('impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T>', 'T::DbWeight')}
${implementation('impl WeightInfo for ()', 'RocksDbWeight')}`;
}

const one = (text) => functionsOf(text, 'weights.rs').get('turn');

const tests = {
	'a weight is read at its largest components': () => {
		const turn = one(weights({ proofs: ['9'] }));
		assert.deepEqual(weightAt(turn), { time: 52e6, proof: 9_700, reads: 2_003, writes: 1 });
		assert.deepEqual(weightAt(turn, { v: 10 }), { time: 2.5e6, proof: 790, reads: 23, writes: 1 });
	},
	'a line of a weight that is not understood is an error': () => {
		const text = weights({}).replace('.reads(3_u64)', '.reads_writes(3, 1)');
		assert.throws(() => one(text), /weights.rs:14: this is no line of a measured weight/);
		assert.throws(() => one(weights({}).replaceAll('/// `v` is in', '/// in')), /component v of turn has no range/);
		assert.throws(() => functionsOf('', 'weights.rs'), /no measured weights/);
	},
	'the weights of all pallets of the project are read': () => {
		const pallets = palletsOf('.');
		assert.ok(pallets.size >= 3);
		for (const functions of pallets.values()) assert.ok(functions.size > 10);
	},
	'what exceeds the budget is named, with figure, budget and difference': () => {
		const found = { 'calls.one': { go: { time: 12, proof: 3, reads: 1, writes: 2 } } };
		const budget = (text) => faultsOf(found, tablesOf(text));
		const within = '[calls.one]\ngo = { time = 12, proof = 4, reads = 1, writes = 2 } # fits\n';
		assert.deepEqual(budget(within), []);
		assert.deepEqual(budget(within.replace('time = 12', 'time = 10').replace('writes = 2', 'writes = 1')), [
			'calls.one.go: time is 12 µs, budget 10, 2 too many',
			'calls.one.go: writes is 2, budget 1, 1 too many',
		]);
		assert.deepEqual(budget('[calls.one]\ncome = { time = 1 }'), [
			'calls.one.go has no budget',
			'calls.one.come has a budget, and does not exist',
		]);
		assert.deepEqual(budget(`${within}[calls.two]\ngo = { time = 1 }`), [
			'calls.two.go has a budget, and does not exist',
		]);
		assert.deepEqual(budget('[calls.one]\ngo = { time = 12, proof = 4, reads = 1, rites = 2 }'), [
			'calls.one.go: writes has no budget',
			'calls.one.go: rites has a budget, and is not measured',
		]);
	},
	'a budget that is written has room for times, and none for accesses': () => {
		const found = { 'calls.one': { go: { time: 1_234, proof: 12_345, reads: 1_001, writes: 7 } } };
		const [entry] = written(found, {}).split('\n').slice(-2);
		assert.equal(entry, 'go = { time = 1300, proof = 12400, reads = 1001, writes = 7 }');
		assert.deepEqual(faultsOf(found, tablesOf(written(found, {}))), []);
	},
	'a budget that is written keeps the times that still fit, and no accesses': () => {
		const found = { 'calls.one': { go: { time: 100, proof: 10, reads: 5, writes: 5 } } };
		const after = (time) =>
			tablesOf(written(found, tablesOf(`[calls.one]\ngo = { time = ${time}, proof = 90, reads = 6, writes = 4 }`)))['calls.one'].go;
		assert.deepEqual(after(120), { time: 120, proof: 10, reads: 5, writes: 5 });
		assert.equal(after(99).time, 105);
		assert.equal(after(126).time, 105);
	},
	'the size of the Wasm stays where none was built': () => {
		const tables = tablesOf('[wasm]\nsize = { raw = 7, compressed = 3 }');
		assert.match(written({}, tables), /\[wasm\]\nsize = { raw = 7, compressed = 3 }/);
	},
	'a line of the budget that is not understood is an error': () => {
		assert.throws(() => tablesOf('[test]\n- one'), /not understood: - one/);
	},
	'the fastest quarter of the repetitions with equal components is kept, and at least three': () => {
		const repetitions = (count, v) => Array.from({ length: count }, (_, index) =>
			({ components: [['v', v]], extrinsic_time: (index * 7) % count }));
		const kept = fastest([...repetitions(20, 1), ...repetitions(4, 2), ...repetitions(2, 3)]);
		const times = (v) => kept.filter(({ components: [[, at]] }) => at === v).map(({ extrinsic_time: time }) => time);
		assert.deepEqual([times(1), times(2), times(3)], [[0, 1, 2, 3, 4], [0, 1, 2], [0, 1]]);
	},
	'merged weights have the times of the fastest and all else of all': () => {
		const all = weights({ proofs: ['9'] });
		const kept = weights({ base: '1_000', slopes: [['20', 'v']] }).replaceAll(', 700)', ', 0)');
		assert.equal(merged(all, kept), weights({ base: '1_000', slopes: [['20', 'v']], proofs: ['9'] }));
		assert.equal(merged(all, all), all);
	},
	'a component without a slope left is marked as unused, in the trait as well': () => {
		const without = (text) => text.replaceAll(/.*reads\(\(2_u64.*\n/g, '');
		const all = without(weights({}));
		const flat = without(weights({ slopes: [], unused: '_' }));
		assert.equal(merged(all, flat), flat);
		assert.equal(merged(flat, all), all);
	},
	'weights of different functions are not merged': () => {
		const renamed = weights({}).replaceAll('turn', 'return');
		assert.throws(() => merged(weights({}), renamed), /no repetition of turn was kept/);
		assert.throws(() => merged('', weights({})), /turn is only among the weights kept/);
		assert.throws(() => merged('', ''), /there are no weights/);
		assert.throws(() => merged(weights({}).replaceAll('// Fastest', '// Slowest'), weights({})), /another form/);
	},
	'a benchmark of the lab runs at the number of validators, within its ranges': () => {
		const ranges = { v: [540, 1000], n: [0, 500], s: [1, 100] };
		assert.deepEqual(componentsAt({ ranges }, 300), { v: 540, n: 500, s: 100 });
		const pallets = new Map([['one', functionsOf(weights({}), 'weights.rs')]]);
		pallets.get('one').set('flat', { ...pallets.get('one').get('turn'), ranges: {} });
		const runs = (size) => runsOf(pallets, ['one.turn', 'one.flat', 'one.turn'], size)
			.map(({ range, calls }) => [range, Object.fromEntries(calls)]);
		assert.deepEqual(runs(300), [[[300], { turn: { v: 300 } }], [[], { flat: {} }]]);
		// The harness takes the largest components by itself, of several functions at once.
		assert.deepEqual(runs(1_000), [[[], { turn: { v: 1_000 }, flat: {} }]]);
	},
	'the lab shows declared weights by part, their sum, and measurements beside': () => {
		const pallets = new Map([['one', functionsOf(weights({}), 'weights.rs')]]);
		const tables = tablesOf(
			'[costs]\nblock = 1000\nread = 8\nwrite = 50\nsteps = 100\n[boundary]\nfirst = ["one.turn", "steps"]\n' +
				'[hooks]\none = ["one.turn"]',
		);
		const lines = tableAt(100, pallets, tables, new Map([['one.turn 100', 0.25]])).split('\n');
		assert.deepEqual(lines.filter((line) => /turn|steps|sum/.test(line)), [
			'| first | one.turn, v = 100 | 0.0 | 203 | 1 | 1.7 | 0.3 |',
			'| first | steps, at most | – | – | – | 0.1 | – |',
			'| first | **sum, 178 % of a block** | 0.0 | 203 | 1 | 1.8 | 0.3 |',
			'| one.turn, v = 100 | 0.0 | 203 | 1 | 1.7 | 0.3 |',
		]);
		assert.equal(millisecondsOf([9e6, 2e6, 3e6, 4e6].map((time) => ({ components: [], extrinsic_time: time }))), 3);
	},
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
	try {
		test();
	} catch (error) {
		failed += 1;
		console.log(`${name}: ${error.stack}`);
	}
}
process.exitCode = failed > 0 ? 1 : 0;
