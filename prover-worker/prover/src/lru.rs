//! Values kept within a bound, the one that was used longest ago leaving first.

use std::{collections::BTreeMap, sync::Arc};

/// Values by key, with a weight each whose sum stays within a bound.
#[derive(Debug)]
pub struct Lru<K, V> {
    capacity: usize,
    clock: u64,
    entries: BTreeMap<K, Entry<V>>,
}

#[derive(Debug)]
struct Entry<V> {
    value: Arc<V>,
    weight: usize,
    used: u64,
}

impl<K: Ord + Clone, V> Lru<K, V> {
    /// Holds values of `capacity` together.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            clock: 0,
            entries: BTreeMap::new(),
        }
    }

    /// What values may weigh together.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// What the values weigh together.
    pub fn weight(&self) -> usize {
        self.entries.values().map(|entry| entry.weight).sum()
    }

    /// The value of `key`, which counts as used now.
    pub fn get(&mut self, key: &K) -> Option<Arc<V>> {
        self.clock += 1;
        let entry = self.entries.get_mut(key)?;
        entry.used = self.clock;
        Some(entry.value.clone())
    }

    /// Makes room for `weight`: what was used longest ago leaves, and is returned. What weighs more than the capacity
    /// empties it.
    pub fn make_room(&mut self, weight: usize) -> Vec<Arc<V>> {
        let mut left = Vec::new();
        while self.weight().saturating_add(weight) > self.capacity {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.used);
            let oldest = oldest.map(|(key, _)| key.clone());
            match oldest.and_then(|key| self.entries.remove(&key)) {
                Some(entry) => left.push(entry.value),
                None => break,
            }
        }
        left
    }

    /// Lets go of all values but those with a key that is wanted.
    pub fn retain(&mut self, wanted: impl Fn(&K) -> bool) {
        self.entries.retain(|key, _| wanted(key));
    }

    /// Keeps `value` and returns it. One that weighs more than the capacity is kept alone, until the next one comes.
    pub fn insert(&mut self, key: K, value: V, weight: usize) -> Arc<V> {
        self.entries.remove(&key);
        self.make_room(weight);
        self.clock += 1;
        let value = Arc::new(value);
        let entry = Entry {
            value: value.clone(),
            weight,
            used: self.clock,
        };
        self.entries.insert(key, entry);
        value
    }

    /// Lets go of everything.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[(u8, usize)]) -> Lru<u8, u8> {
        let mut lru = Lru::new(10);
        for (key, weight) in values {
            lru.insert(*key, *key, *weight);
        }
        lru
    }

    #[test]
    fn oldest_should_leave_when_there_is_no_room() {
        let mut lru = of(&[(1, 4), (2, 4), (3, 4)]);
        assert!(lru.get(&1).is_none() && lru.get(&2).is_some() && lru.get(&3).is_some());
    }

    #[test]
    fn value_should_stay_when_it_was_used() {
        let mut lru = of(&[(1, 4), (2, 4)]);
        lru.get(&1);
        lru.insert(3, 3, 4);
        assert!(lru.get(&1).is_some() && lru.get(&2).is_none());
    }

    #[test]
    fn weight_should_stay_within_the_capacity_when_values_come() {
        let mut lru = of(&[]);
        for key in 0..200u8 {
            lru.insert(key, key, usize::from(key) % 11);
            assert!(lru.weight() <= lru.capacity());
        }
    }

    #[test]
    fn value_should_be_alone_when_it_weighs_more_than_the_capacity() {
        let mut lru = of(&[(1, 4), (2, 11)]);
        assert!(lru.get(&1).is_none() && lru.get(&2).is_some());
        lru.insert(3, 3, 1);
        assert!(lru.get(&2).is_none());
    }

    #[test]
    fn weight_should_count_once_when_a_value_is_replaced() {
        let lru = of(&[(1, 4), (1, 5)]);
        assert_eq!(lru.weight(), 5);
    }
}
