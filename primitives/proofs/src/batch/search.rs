//! Which members of a batch are bad, found with few products: pure, apart from whoever computes the products.

use super::Work;
use crate::{ProofPoint, VerifyError};
use alloc::vec::Vec;

/// By how much a part of the batch fails: an element of a group, the product of what its members fail by.
pub(crate) trait Deviation: Sized {
    /// Whether it is the group's identity: no member fails.
    fn is_none(&self) -> bool;

    /// What is left of it without `part`: the deviation of all other members.
    fn without(&self, part: &Self) -> Self;
}

/// Why there is no product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The point B of a member, given by its place in the part asked for, is outside the subgroup.
    WrongSubgroup(usize),
    /// Something else; the members are to be verified one by one, which tells.
    Other,
}

/// What is known of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    Refused(VerifyError),
    /// To be verified by itself.
    Open,
}

/// Products over so many members in all, in units of the whole batch: one to check it, one to find what is bad. That is
/// enough for one bad member wherever it is. More would be for senders of several, and every sender has to declare what
/// the worst takes.
pub(crate) const MAX_ROUNDS: u32 = 2;

/// The most products that [`settle`] asks for: the whole batch twice and a half of each size, or one bad member's path.
pub(crate) fn max_products(count: u32) -> u32 {
    let halvings = u32::BITS.saturating_sub(count.saturating_sub(1).leading_zeros());
    halvings.saturating_add(2)
}

/// Decides on `count` members. `product` gives the deviation of a part of them.
///
/// A part that fails is halved. Only the left half takes a product: the right half's deviation is the whole's without
/// the left's. So one bad member among `n` takes at most `n` more pairs, after which it is known.
pub(crate) fn settle<D: Deviation>(
    count: usize,
    mut product: impl FnMut(&[usize]) -> Result<D, Trouble>,
) -> (Vec<Verdict>, Work) {
    let mut verdicts: Vec<_> = (0..count).map(|_| Verdict::Open).collect();
    let mut decide = |member: usize, verdict| {
        if let Some(place) = verdicts.get_mut(member) {
            *place = verdict;
        }
    };
    let mut work = Work::default();
    let size = count as u32; // Fits: batches are small.
    let (max_pairs, max_products) = (size.saturating_mul(MAX_ROUNDS), max_products(size));
    let mut spend = |members: usize| {
        let pairs = work.pairs.saturating_add(members as u32);
        if members == 0 || pairs > max_pairs || work.products == max_products {
            return false;
        }
        work.pairs = pairs;
        work.products += 1;
        true
    };

    let mut members: Vec<usize> = (0..count).collect();
    let mut whole = None;
    while whole.is_none() && spend(members.len()) {
        match product(&members) {
            Ok(deviation) => whole = Some(deviation),
            Err(Trouble::WrongSubgroup(place)) if place < members.len() => {
                let point = ProofPoint::B;
                let refused = Verdict::Refused(VerifyError::WrongSubgroup { point });
                decide(members.remove(place), refused);
            }
            Err(_) => break,
        }
    }

    let mut parts: Vec<_> = whole
        .into_iter()
        .map(|deviation| (members.as_slice(), deviation))
        .collect();
    while let Some((part, deviation)) = parts.pop() {
        if deviation.is_none() {
            part.iter().for_each(|member| decide(*member, Verdict::Holds));
        } else if let [member] = part {
            decide(*member, Verdict::Refused(VerifyError::Invalid));
        } else {
            let (left, right) = part.split_at(part.len() / 2);
            if !spend(left.len()) {
                continue;
            }
            if let Ok(left_deviation) = product(left) {
                parts.push((right, deviation.without(&left_deviation)));
                parts.push((left, left_deviation));
            }
        }
    }
    (verdicts, work)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    impl Deviation for i64 {
        fn is_none(&self) -> bool {
            *self == 0
        }

        fn without(&self, part: &Self) -> Self {
            self - part
        }
    }

    const INVALID: Verdict = Verdict::Refused(VerifyError::Invalid);

    /// Members fail by powers of two, so that no two parts cancel out.
    fn search(count: usize, bad: &[usize]) -> (Vec<Verdict>, Work) {
        settle(count, |part| {
            let failing = part.iter().filter(|member| bad.contains(member));
            Ok(failing.map(|member| 1i64 << (member % 60)).sum::<i64>())
        })
    }

    fn refused(verdicts: &[Verdict]) -> Vec<usize> {
        let refused = |(index, verdict): (usize, &Verdict)| (*verdict == INVALID).then_some(index);
        verdicts.iter().enumerate().filter_map(refused).collect()
    }

    #[test]
    fn search_should_take_one_product_when_all_members_hold() {
        let (verdicts, work) = search(60, &[]);
        assert_eq!(verdicts, vec![Verdict::Holds; 60]);
        let expected = Work {
            products: 1,
            pairs: 60,
            singles: 0,
        };
        assert_eq!(work, expected);
    }

    #[test]
    fn search_should_find_each_bad_member_when_it_is_the_only_one() {
        for count in 1..60 {
            for bad in 0..count {
                let (verdicts, work) = search(count, &[bad]);
                assert_eq!(refused(&verdicts), [bad]);
                assert!(!verdicts.contains(&Verdict::Open));
                assert!(work.pairs as usize <= 2 * count, "{count} members, {bad} is bad");
            }
        }
    }

    #[test]
    fn search_should_refuse_or_leave_open_both_bad_members_when_there_are_two() {
        for one in 0..32 {
            for other in one + 1..32 {
                let (verdicts, work) = search(32, &[one, other]);
                let holds = |member: usize| verdicts[member] == Verdict::Holds;
                assert!(
                    !holds(one) && !holds(other),
                    "{one} and {other} are bad: {verdicts:?}"
                );
                assert!(work.pairs <= Work::worst(32).pairs && work.products <= Work::worst(32).products);
            }
        }
    }

    #[test]
    fn search_should_leave_members_open_when_too_many_are_bad() {
        let bad: Vec<_> = (0..60).collect();
        let (verdicts, work) = search(60, &bad);
        assert!(verdicts.contains(&Verdict::Open));
        assert!(verdicts
            .iter()
            .all(|verdict| [Verdict::Open, INVALID].contains(verdict)));
        let worst = Work::worst(60);
        assert!(work.pairs <= worst.pairs && work.products <= worst.products);
    }

    fn search_outside_the_subgroup(outside: &[usize]) -> Vec<Verdict> {
        let (verdicts, _) = settle(10, |part| {
            match part.iter().position(|member| outside.contains(member)) {
                Some(place) => Err(Trouble::WrongSubgroup(place)),
                None => Ok(0),
            }
        });
        verdicts
    }

    const OUTSIDE: Verdict = Verdict::Refused(VerifyError::WrongSubgroup { point: ProofPoint::B });

    #[test]
    fn search_should_single_out_a_member_when_its_point_is_outside_the_subgroup() {
        for outside in 0..10 {
            let mut expected = vec![Verdict::Holds; 10];
            expected[outside] = OUTSIDE;
            assert_eq!(search_outside_the_subgroup(&[outside]), expected);
        }
    }

    #[test]
    fn search_should_leave_all_others_open_when_two_points_are_outside_the_subgroup() {
        let mut expected = vec![Verdict::Open; 10];
        (expected[3], expected[7]) = (OUTSIDE, OUTSIDE);
        assert_eq!(search_outside_the_subgroup(&[3, 7]), expected);
    }

    #[test]
    fn search_should_stop_when_every_product_meets_a_point_outside_the_subgroup() {
        let (verdicts, work) = settle::<i64>(100, |_| Err(Trouble::WrongSubgroup(0)));
        assert!(verdicts.contains(&Verdict::Open));
        assert!(work.pairs <= Work::worst(100).pairs && work.products <= 3);
    }

    #[test]
    fn search_should_leave_all_open_when_there_are_no_products() {
        let (verdicts, work) = settle::<i64>(5, |_| Err(Trouble::Other));
        assert_eq!(verdicts, vec![Verdict::Open; 5]);
        assert_eq!(work.products, 1);
    }
}
