//! What can be seen to be wrong before the node touches anything: the base path, its keys, the addresses it listens on.

use crate::error::{Failure, Kind};
use sc_network::{
    config::{NodeKeyConfig, Secret},
    multiaddr::{Multiaddr, Protocol},
};
use sc_service::{config::KeystoreConfig, Configuration};
use sp_core::{crypto::KeyTypeId, ed25519, sr25519, Pair};
use std::{
    collections::BTreeSet,
    fs, io,
    net::{IpAddr, SocketAddr, TcpListener},
    path::Path,
};

/// Looks at everything that a running node will need.
///
/// # Errors
/// The first thing that is wrong. Nothing has changed then, beyond a folder for the base path.
pub fn check(config: &Configuration) -> Result<(), Failure> {
    base_path(config.base_path.path())?;
    node_key(&config.network.node_key)?;
    if let KeystoreConfig::Path { path, password } = &config.keystore {
        let password = password.as_ref().map(|password| {
            use sp_core::crypto::ExposeSecret;
            password.expose_secret().as_str()
        });
        keystore(path, password)?;
    }
    addresses(config)
}

/// Whether files can be made below `path`.
fn base_path(path: &Path) -> Result<(), Failure> {
    let refused = |error: io::Error| {
        Failure::new(
            Kind::Disk,
            format!(
                "nothing can be written to the base path {}: {error}",
                path.display()
            ),
            "let the node's user own it, make room on its disk, or name another by --base-path",
        )
    };
    fs::create_dir_all(path).map_err(refused)?;
    let probe = path.join(format!(".writable-{}", std::process::id()));
    fs::write(&probe, b"0").map_err(refused)?;
    fs::remove_file(&probe).map_err(refused)
}

/// Whether the node's key, if it is in a file that exists, can be read.
fn node_key(key: &NodeKeyConfig) -> Result<(), Failure> {
    let NodeKeyConfig::Ed25519(Secret::File(path)) = key else {
        return Ok(());
    };
    if !path.exists() {
        return Ok(());
    }
    let read = key.clone().into_keypair();
    read.map(drop).map_err(|error| {
        Failure::new(
            Kind::Keys,
            format!("{} holds no node key: {error}", path.display()),
            "restore it from a backup (32 bytes, or 64 hexadecimal digits without a line end), or remove it and make \
             another by `proofnet-node key generate-node-key`, under which other nodes will have to learn to know this one",
        )
    })
}

/// Whether each session key in the folder `path` is the key that its file's name says.
fn keystore(path: &Path, password: Option<&str>) -> Result<(), Failure> {
    let unreadable = |error: io::Error| {
        Failure::new(
            Kind::Keys,
            format!("the keystore {} cannot be read: {error}", path.display()),
            "let the node's user own it",
        )
    };
    if !path.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        let Some((kind, public)) = file
            .file_name()
            .and_then(|name| session_key_named(name.to_str()?))
        else {
            continue;
        };
        let wrong = |why: &str| {
            Failure::new(
                Kind::Keys,
                format!("{} is not the key that its name says: {why}", file.display()),
                "restore it from a backup or move it away; give the password that it was made with, if there is one",
            )
        };
        let text = fs::read_to_string(&file).map_err(|error| wrong(&error.to_string()))?;
        let secret: String = serde_json::from_str(&text).map_err(|_| wrong("no secret in quotes"))?;
        let held = match kind {
            sp_core::crypto::key_types::BABE => public_of::<sr25519::Pair>(&secret, password),
            _ => public_of::<ed25519::Pair>(&secret, password),
        };
        match held {
            Some(held) if held == public => {}
            Some(_) => return Err(wrong("it holds another key, or the password is another")),
            None => return Err(wrong("it holds neither a phrase nor a seed")),
        }
    }
    Ok(())
}

/// The kind and the public key of a session key's file in the keystore; `None` for any other file.
fn session_key_named(name: &str) -> Option<(KeyTypeId, Vec<u8>)> {
    let bytes = sp_core::bytes::from_hex(name).ok()?;
    let (kind, public) = bytes.split_at_checked(4)?;
    let kind = KeyTypeId(kind.try_into().ok()?);
    let ours = [
        sp_core::crypto::key_types::BABE,
        sp_core::crypto::key_types::GRANDPA,
    ];
    (ours.contains(&kind) && public.len() == 32).then(|| (kind, public.to_vec()))
}

fn public_of<P: Pair>(secret: &str, password: Option<&str>) -> Option<Vec<u8>> {
    let pair = P::from_string(secret, password).ok()?;
    Some(AsRef::<[u8]>::as_ref(&pair.public()).to_vec())
}

/// Whether every address to listen on is free. The SDK would take another port for RPC, go on without Prometheus, or go on
/// without the one or the other address for peers: a node that runs and that nobody finds.
fn addresses(config: &Configuration) -> Result<(), Failure> {
    let endpoints = config.rpc.addr.iter().flatten();
    let rpc = endpoints.map(|endpoint| (endpoint.listen_addr, "RPC", "--rpc-port"));
    let prometheus = config
        .prometheus_config
        .iter()
        .map(|prometheus| (prometheus.port, "Prometheus", "--prometheus-port"));
    let peers = config.network.listen_addresses.iter().filter_map(tcp_address);
    let peers = peers.map(|address| (address, "peers", "--port"));
    let mut taken_by_us = BTreeSet::new();
    for (address, purpose, option) in rpc.chain(prometheus).chain(peers) {
        if address.port() == 0 {
            continue;
        }
        if let Err(error) = TcpListener::bind(address) {
            unavailable(address, purpose, option, &error)?;
        }
        if !taken_by_us.insert((address, purpose))
            || taken_by_us.iter().any(|(other, of)| {
                *of != purpose && other.port() == address.port() && overlap(other.ip(), address.ip())
            })
        {
            return Err(Failure::new(
                Kind::Address,
                format!("{address} is to be for {purpose} and for something else of this node"),
                format!("choose another port by {option}"),
            ));
        }
    }
    Ok(())
}

fn overlap(one: IpAddr, other: IpAddr) -> bool {
    one == other || one.is_unspecified() || other.is_unspecified()
}

fn unavailable(address: SocketAddr, purpose: &str, option: &str, error: &io::Error) -> Result<(), Failure> {
    let port = address.port();
    match error.kind() {
        io::ErrorKind::AddrInUse => Err(Failure::new(
            Kind::Address,
            format!("port {port} for {purpose} is taken: another process listens on {address}"),
            format!(
                "end that process (`ss -ltnp sport = :{port}` names it), or choose another port by {option}"
            ),
        )),
        io::ErrorKind::PermissionDenied => Err(Failure::new(
            Kind::Address,
            format!("port {port} for {purpose} is refused to this user"),
            format!("choose a port above 1023 by {option}"),
        )),
        // Without IPv6, or an address that comes and goes with its interface: the SDK listens on what there is.
        _ => Ok(()),
    }
}

/// The address of the system's that `address` stands for; `None` for a name or another protocol.
fn tcp_address(address: &Multiaddr) -> Option<SocketAddr> {
    let mut parts = address.iter();
    let ip = match parts.next()? {
        Protocol::Ip4(ip) => IpAddr::V4(ip),
        Protocol::Ip6(ip) => IpAddr::V6(ip),
        _ => return None,
    };
    match parts.next()? {
        Protocol::Tcp(port) => Some(SocketAddr::new(ip, port)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may panic.

    use super::*;

    #[test]
    fn address_should_be_that_of_the_system_when_it_is_of_tcp() {
        let address = |text: &str| tcp_address(&text.parse().unwrap()).map(|address| address.to_string());
        assert_eq!(address("/ip4/1.2.3.4/tcp/30333").unwrap(), "1.2.3.4:30333");
        assert_eq!(address("/ip6/::1/tcp/30333/ws").unwrap(), "[::1]:30333");
        assert_eq!(address("/dns/example.com/tcp/1"), None);
    }

    #[test]
    fn file_should_be_taken_for_a_session_key_when_its_name_is_one_only() {
        let key = |kind: &str| {
            format!(
                "{}{}",
                sp_core::hexdisplay::HexDisplay::from(&kind.as_bytes()),
                "11".repeat(32)
            )
        };
        assert!(session_key_named(&key("babe")).is_some());
        assert!(session_key_named(&key("gran")).is_some());
        assert!(session_key_named(&key("imon")).is_none());
        assert!(session_key_named("README").is_none());
        assert!(session_key_named("62616265").is_none());
    }

    #[test]
    fn keystore_should_be_refused_when_a_file_holds_another_key() {
        let folder = tempfile::tempdir().unwrap();
        let alice = sr25519::Pair::from_string("//Alice", None).unwrap().public();
        let name = format!("62616265{}", sp_core::hexdisplay::HexDisplay::from(&alice.0));
        fs::write(folder.path().join(&name), "\"//Alice\"").unwrap();
        assert_eq!(keystore(folder.path(), None), Ok(()));
        for wrong in ["\"//Bob\"", "\"\"", "//Alice", ""] {
            fs::write(folder.path().join(&name), wrong).unwrap();
            let failure = keystore(folder.path(), None).unwrap_err().to_string();
            assert!(
                failure.contains(&name) && failure.contains("restore it"),
                "{failure}"
            );
        }
    }
}
