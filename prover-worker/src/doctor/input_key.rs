//! Whether requesters encrypt to a key that this worker has.

use super::Finding;
use proofnet_market::input_key::recipient;

/// `named` is the key on chain, `own` are the public keys of the configuration's key file.
pub fn input_key(named: Option<[u8; 32]>, own: &[String]) -> Option<Finding> {
    const CHECK: &str = "input_key";
    let named = named.as_ref().map(recipient::encode);
    Some(match (named, own.first()) {
        (None, None) => return None,
        (Some(named), _) if own.contains(&named) => Finding::ok(
            CHECK,
            format!("requesters encrypt inputs to {named}, which this worker has"),
        ),
        (Some(named), _) => Finding::fail(
            CHECK,
            format!("the chain names {named} as the prover's input key, and this worker cannot open what is encrypted to it"),
            "set `inputs.key_file` to the file with its secret key, or run `prover-worker input-key publish` with the file you have",
        ),
        (None, Some(_)) => Finding::warn(
            CHECK,
            "the chain names no input key of the prover: requesters cannot find yours there",
            "run `prover-worker input-key publish`",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::{super::Level, *};

    fn level(named: Option<[u8; 32]>, own: &[[u8; 32]]) -> Option<Level> {
        let own: Vec<_> = own.iter().map(recipient::encode).collect();
        input_key(named, &own).map(|finding| finding.level)
    }

    #[test]
    fn input_key_should_be_fine_when_the_worker_has_the_one_on_chain() {
        assert_eq!(level(Some([2; 32]), &[[1; 32], [2; 32]]), Some(Level::Ok));
    }

    #[test]
    fn input_key_should_be_refused_when_the_worker_lacks_the_one_on_chain() {
        assert_eq!(level(Some([2; 32]), &[[1; 32]]), Some(Level::Fail));
        assert_eq!(level(Some([2; 32]), &[]), Some(Level::Fail));
    }

    #[test]
    fn input_key_should_be_warned_of_when_it_is_not_on_chain() {
        assert_eq!(level(None, &[[1; 32]]), Some(Level::Warn));
    }

    #[test]
    fn input_key_should_not_be_spoken_of_when_there_is_none() {
        assert_eq!(level(None, &[]), None);
    }
}
