const started = Date.now();

/** Prints one line with the seconds since this test file started. */
export function say(text) {
	console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s] ${text}`);
}
