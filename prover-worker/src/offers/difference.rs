//! What must change on chain for the offers to equal the configuration.

use std::collections::BTreeMap;

/// The offers to set where those `on_chain` are not the `wanted` ones. Setting offers replaces all of them.
pub fn difference(on_chain: &[(u32, u128)], wanted: &BTreeMap<u32, u128>) -> Option<Vec<(u32, u128)>> {
    let on_chain: BTreeMap<u32, u128> = on_chain.iter().copied().collect();
    (on_chain != *wanted).then(|| wanted.iter().map(|(category, ask)| (*category, *ask)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_should_stay_when_equal_in_any_order() {
        assert_eq!(
            difference(&[(2, 5), (1, 7)], &BTreeMap::from([(1, 7), (2, 5)])),
            None
        );
    }

    #[test]
    fn offers_should_be_set_when_an_ask_differs() {
        assert_eq!(
            difference(&[(1, 7)], &BTreeMap::from([(1, 8)])),
            Some(vec![(1, 8)])
        );
    }

    #[test]
    fn offers_should_be_withdrawn_when_none_is_wanted() {
        assert_eq!(difference(&[(1, 7)], &BTreeMap::new()), Some(vec![]));
    }
}
