import { BLOCK_IN_EVERY_SLOT } from './support/chain-spec.js';
import { Network } from './support/network.js';
import { shared } from './support/scenario.js';
import { sessionKeys } from './topics/session-keys.js';
import { upgrade } from './topics/upgrade.js';

const network = shared(() => Network.start(BLOCK_IN_EVERY_SLOT));

sessionKeys(network);
// The last, because it replaces the runtime.
upgrade(network);
