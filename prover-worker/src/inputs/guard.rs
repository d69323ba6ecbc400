//! Which addresses an input may be fetched from.
//!
//! A requester chooses the address and the worker connects to it: without this, a request could read or trigger what
//! only the operator's network is meant to reach.

use reqwest::{
    dns::{Addrs, Name, Resolve, Resolving},
    Url,
};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// Whether `address` is one of the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Whether requesters may name `address`: it is public, and not this machine's own, where services may listen that only its
/// firewall keeps others from.
fn may_connect(address: IpAddr) -> bool {
    is_public(address) && !is_own(address)
}

/// A socket that is bound for an address of this machine gets that address itself. Nothing is sent.
fn is_own(address: IpAddr) -> bool {
    let address = address.to_canonical();
    let unspecified: IpAddr = match address {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let bound = UdpSocket::bind((unspecified, 0)).and_then(|socket| {
        socket.connect((address, 9))?;
        socket.local_addr()
    });
    bound.is_ok_and(|local| local.ip() == address)
}

/// IANA's special-purpose registry for IPv4, as far as it is not globally reachable.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        [0, ..] => true,                            // this network
        [100, b, ..] => (64..128).contains(&b),     // shared address space
        [192, 0, 0, _] => true,                     // protocol assignments
        [192, 88, 99, _] => true,                   // 6to4 relays
        [198, b, ..] if b == 18 || b == 19 => true, // benchmarking
        [a, ..] => a >= 240,                        // reserved
    };
    !(special
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation())
}

/// Global unicast is 2000::/3; what of it leads elsewhere is left out, and addresses that carry an IPv4 address are
/// judged by it.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] => is_public_v4(embedded(high, low)), // IPv4-mapped
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_v4(embedded(high, low)), // NAT64
        [0x2002, high, low, ..] => is_public_v4(embedded(high, low)),            // 6to4
        [0x2001, second, ..] if second < 0x200 => false, // protocol assignments, Teredo
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false, // documentation
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

fn embedded(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(high) << 16 | u32::from(low))
}

/// Whether `url` names a host, or a public address.
///
/// Names are left to [`PublicResolver`]; an address in the URL is never resolved.
pub(super) fn may_ask(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.parse::<IpAddr>().map_or(true, may_connect)
}

/// Resolves names to their public addresses only, so that what is checked is what is connected to.
pub(super) struct PublicResolver;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| may_connect(address.ip())).collect();
            match public.is_empty() {
                true => Err(format!("{} has no public address", name.as_str()).into()),
                false => Ok(Box::new(public.into_iter()) as Addrs),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(addresses: &[&str], expected: bool) {
        for address in addresses {
            assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn address_should_be_refused_when_it_is_private_loopback_or_link_local() {
        all(
            &[
                "127.0.0.1",
                "127.255.0.3",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.0.8",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
            ],
            false,
        );
    }

    #[test]
    fn address_should_be_refused_when_ipv6_carries_a_private_ipv4() {
        all(
            &[
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "::127.0.0.1",
            ],
            false,
        );
    }

    #[test]
    fn address_should_be_allowed_when_public() {
        all(
            &[
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.32.0.1",
                "2606:4700::1111",
                "2a00:1450::1",
                "::ffff:8.8.8.8",
            ],
            true,
        );
    }

    #[test]
    fn url_should_be_refused_when_its_host_is_a_private_address_in_any_notation() {
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::1]:80/",
            "http://017700000001/",
            "http://127.0.0.1./",
            "http://127.1/",
            "http://user@127.0.0.1/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://[64:ff9b::7f00:1]/",
            "http://１２７.0.0.1/",
        ] {
            assert!(!may_ask(&Url::parse(url).unwrap()), "{url}");
        }
    }

    #[test]
    fn address_should_count_as_own_when_this_machine_has_it() {
        assert!(is_own("127.0.0.1".parse().unwrap()));
        assert!(is_own("::ffff:127.0.0.1".parse().unwrap()));
        assert!(!is_own("192.0.2.1".parse().unwrap()));
    }

    #[test]
    fn url_should_be_left_to_the_resolver_when_its_host_is_a_name() {
        assert!(may_ask(&Url::parse("https://example.org/input.json").unwrap()));
    }

    #[tokio::test]
    async fn resolver_should_refuse_when_a_name_has_only_private_addresses() {
        let result = PublicResolver.resolve("localhost".parse().unwrap()).await;
        assert!(result.err().unwrap().to_string().contains("no public address"));
    }
}
