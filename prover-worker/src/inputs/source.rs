//! Where a URI leads.

use reqwest::Url;
use std::path::PathBuf;

/// Where the bytes of an input lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// On a server.
    Web(Url),
    /// On this machine, or what is mounted there.
    File(PathBuf),
    /// In IPFS.
    Ipfs(IpfsPath),
}

/// A CID and the path below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IpfsPath(Vec<String>);

/// Longest CID, in characters: those in use have 46 to 62.
const MAX_CID: usize = 128;

impl Source {
    /// Reads a URI; the error says why it leads nowhere.
    pub fn parse(uri: &str) -> Result<Self, &'static str> {
        // By hand: URLs know neither its case nor its path.
        if let Some(path) = uri.strip_prefix("ipfs://") {
            return IpfsPath::parse(path).map(Self::Ipfs);
        }
        let url = Url::parse(uri).map_err(|_| "is no URL")?;
        match url.scheme() {
            "http" | "https" => Ok(Self::Web(url)),
            "file" => url
                .to_file_path()
                .map(Self::File)
                .map_err(|()| "names a file on another machine"),
            _ => Err("is neither http, https, ipfs nor file"),
        }
    }
}

impl IpfsPath {
    fn parse(path: &str) -> Result<Self, &'static str> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let segments: Vec<String> = path.split('/').map(str::to_owned).collect();
        let is_cid = segments.first().is_some_and(|cid| {
            !cid.is_empty() && cid.len() <= MAX_CID && cid.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        if !is_cid {
            return Err("names no CID: expected ipfs://CID or ipfs://CID/path");
        }
        let is_odd = |segment: &String| {
            matches!(segment.as_str(), "" | "." | "..")
                || segment.contains(|character: char| "?#\\".contains(character) || character.is_control())
        };
        match segments.iter().any(is_odd) {
            true => Err("has a path that is not plain: expected ipfs://CID/name/name"),
            false => Ok(Self(segments)),
        }
    }

    /// The URL under which `gateway` serves it.
    pub fn at(&self, gateway: &Url) -> Option<Url> {
        let mut url = gateway.clone();
        url.path_segments_mut()
            .ok()?
            .pop_if_empty()
            .push("ipfs")
            .extend(&self.0);
        Some(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CID: &str = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

    fn at(uri: &str, gateway: &str) -> String {
        match Source::parse(uri).unwrap() {
            Source::Ipfs(path) => path.at(&gateway.parse().unwrap()).unwrap().to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn ipfs_should_lead_to_the_gateways_path_when_it_is_a_cid() {
        assert_eq!(
            at(&format!("ipfs://{CID}"), "https://gateway.example"),
            format!("https://gateway.example/ipfs/{CID}")
        );
        assert_eq!(
            at(
                &format!("ipfs://{CID}/a/input 1.json"),
                "http://127.0.0.1:8080/base/"
            ),
            format!("http://127.0.0.1:8080/base/ipfs/{CID}/a/input%201.json")
        );
    }

    #[test]
    fn cid_should_keep_its_case_when_it_is_of_version_0() {
        let cid = "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG";
        assert!(at(&format!("ipfs://{cid}"), "https://gateway.example").ends_with(cid));
    }

    #[test]
    fn ipfs_should_be_refused_when_its_path_leaves_the_cid() {
        for path in [
            "",
            "..",
            "a.b",
            "user@host",
            "cid/../../api/v0/shutdown",
            "cid/./a",
            "cid//a",
            "cid/a?x=1",
            "cid/a#x",
            "cid/a\\b",
            "cid/a\nb",
        ] {
            assert!(Source::parse(&format!("ipfs://{path}")).is_err(), "{path}");
        }
    }

    #[test]
    fn percent_signs_should_stay_themselves_when_in_a_path() {
        let url = at(&format!("ipfs://{CID}/%2e%2e/%2fa"), "https://gateway.example");
        assert_eq!(
            url,
            format!("https://gateway.example/ipfs/{CID}/%252e%252e/%252fa")
        );
    }

    #[test]
    fn file_should_be_refused_when_it_is_on_another_machine() {
        assert!(Source::parse("file://server/share/a").is_err());
        assert_eq!(
            Source::parse("file:///in/a%20b").unwrap(),
            Source::File("/in/a b".into())
        );
    }

    #[test]
    fn uri_should_be_refused_when_its_scheme_is_unknown() {
        for uri in [
            "ftp://example.org/a",
            "data:,a",
            "/etc/passwd",
            "gopher://a",
            "javascript:1",
            "",
        ] {
            assert!(Source::parse(uri).is_err(), "{uri}");
        }
    }
}
