import { startNode } from './support/network.js';
import { shared } from './support/scenario.js';
import { basics } from './topics/basics.js';
import { commands } from './topics/commands.js';
import { malformed } from './topics/malformed.js';

const node = shared(() => startNode());

basics(node);
malformed(node);
// The last, because they stop the node.
commands(node);
