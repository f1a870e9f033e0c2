#!/usr/bin/env node
// Stands in for palisade-weights: one benchmark without components, `go`, or those that are named, which take a
// millisecond for each of their first component.

import { readFileSync, writeFileSync } from 'node:fs';

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const given = (name) => process.argv.includes(name);

if (process.env.STUB_FAILS) {
	console.error('Error: the stub was told to fail');
	process.exit(1);
}
if (given('--list=pallets')) {
	console.log('palisade_staking');
	process.exit(0);
}

const repetitions = (count, timeOf) =>
	Array.from({ length: count }, (_, index) => ({ components: [], extrinsic_time: timeOf(index) }));

let results;
if (given('--json-input')) {
	results = JSON.parse(readFileSync(option('--json-input'), 'utf8'));
} else if (option('--extrinsic') === '*') {
	const times = repetitions(Number(option('--repeat')), (index) => (index === 11 ? 9_000 : (index + 1) * 100));
	results = [{ benchmark: 'go', time_results: times }];
} else {
	// At their largest components the benchmarks of the lab have no components here.
	const time = given('--low') ? Number(option('--low').split(',')[0]) * 1e6 : 1e6;
	results = option('--extrinsic').split(',').map((benchmark) => ({ benchmark, time_results: repetitions(4, () => time) }));
}
if (given('--json-file')) writeFileSync(option('--json-file'), JSON.stringify(results));
if (given('--output')) {
	const times = results[0].time_results.map(({ extrinsic_time: time }) => time);
	const mean = Math.round(times.reduce((sum, time) => sum + time, 0) / times.length);
	const proof = given('--json-input') ? 0 : 700;
	const go = `	fn go() -> Weight {\n\t\t// Fastest run: 100 ns.\n\t\tWeight::from_parts(${mean}, ${proof})\n\t}\n`;
	writeFileSync(option('--output'), `impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {\n${go}}\n`);
}
