import { once } from 'node:events';
import { createServer } from 'node:net';

/** `count` different ports that were free on the loopback interface a moment ago. */
export async function freePorts(count) {
	const servers = [];
	for (let index = 0; index < count; index += 1) {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		servers.push(server);
	}
	// All are held until the last one is known, so that none is handed out twice.
	const ports = servers.map((server) => server.address().port);
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}
