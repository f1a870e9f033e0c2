//! The ports on which the node listens.

use sc_network::{config::NetworkConfiguration, multiaddr::Protocol, Multiaddr};
use sc_service::{
	config::{PrometheusConfig, RpcConfiguration},
	Configuration, Error as ServiceError,
};
use std::{
	io::{Error as IoError, ErrorKind},
	net::{Ipv6Addr, SocketAddr, TcpListener},
};

/// Fails if a port is taken that the operator asked for.
pub fn ensure_free(config: &Configuration) -> Result<(), ServiceError> {
	ensure_rpc_ports_are_free(&config.rpc)?;
	ensure_peer_ports_are_free(&config.network)?;
	ensure_prometheus_port_is_free(config.prometheus_config.as_ref())
}

/// Fails if a requested JSON-RPC port is taken.
///
/// The server itself would fail too, but only after the network has started, and its error does not
/// name the address.
fn ensure_rpc_ports_are_free(config: &RpcConfiguration) -> Result<(), ServiceError> {
	let required = config
		.addr
		.iter()
		.flatten()
		.filter(|endpoint| !endpoint.is_optional && !endpoint.retry_random_port);
	for endpoint in required {
		TcpListener::bind(endpoint.listen_addr).map_err(|error| {
			cannot_listen("JSON-RPC", endpoint.listen_addr, error, "--rpc-port")
		})?;
	}
	Ok(())
}

/// Fails if a port for peers is taken.
///
/// The network would only log that, or not notice: it binds its ports in a way that lets two nodes
/// of one user share them, and each then receives some of the other's connections.
fn ensure_peer_ports_are_free(config: &NetworkConfiguration) -> Result<(), ServiceError> {
	for address in config.listen_addresses.iter().filter_map(tcp_address) {
		let mut probe = address;
		// Bound here, `[::]` would also take the port of `0.0.0.0`. The network does not do that.
		if address.ip() == Ipv6Addr::UNSPECIFIED {
			probe.set_ip(Ipv6Addr::LOCALHOST.into());
		}
		match TcpListener::bind(probe) {
			Err(error) if error.kind() == ErrorKind::AddrInUse => {
				return Err(cannot_listen("peers", address, error, "--port or --listen-addr"));
			},
			// A machine without IPv6 cannot listen on one of the default addresses.
			_ => {},
		}
	}
	Ok(())
}

/// The address on which the network listens with TCP, directly or below WebSocket.
fn tcp_address(address: &Multiaddr) -> Option<SocketAddr> {
	let mut parts = address.iter();
	match (parts.next()?, parts.next()?) {
		(Protocol::Ip4(ip), Protocol::Tcp(port)) => Some((ip, port).into()),
		(Protocol::Ip6(ip), Protocol::Tcp(port)) => Some((ip, port).into()),
		_ => None,
	}
}

/// Fails if the port of the metrics is taken.
///
/// The server itself would only log that, and the operator would watch another program.
fn ensure_prometheus_port_is_free(config: Option<&PrometheusConfig>) -> Result<(), ServiceError> {
	let Some(PrometheusConfig { port: address, .. }) = config else { return Ok(()) };
	TcpListener::bind(address)
		.map(drop)
		.map_err(|error| cannot_listen("Prometheus", *address, error, "--prometheus-port"))
}

/// The error for a taken port. `flags` choose another one.
fn cannot_listen(purpose: &str, address: SocketAddr, error: IoError, flags: &str) -> ServiceError {
	ServiceError::Other(format!(
		"cannot listen for {purpose} on {address}: {error}; choose another port with {flags}"
	))
}

/// The address of the JSON-RPC server for an operator on this machine; `None` if any port will do.
pub fn rpc_address(config: &RpcConfiguration) -> Option<SocketAddr> {
	let mut addresses = config.addr.iter().flatten().map(|endpoint| endpoint.listen_addr);
	addresses.find(|address| address.port() != 0)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_port_of_peers_is_found_below_websocket_and_only_for_tcp() {
		let address = |text: &str| tcp_address(&text.parse().expect("the address is valid"));
		let socket = |text: &str| Some(text.parse::<SocketAddr>().expect("the address is valid"));
		assert_eq!(address("/ip4/0.0.0.0/tcp/30333"), socket("0.0.0.0:30333"));
		assert_eq!(address("/ip6/::/tcp/30333/ws"), socket("[::]:30333"));
		assert_eq!(address("/ip4/0.0.0.0/udp/30333/webrtc-direct"), None);
		assert_eq!(address("/dns/localhost/tcp/30333"), None);
	}
}
