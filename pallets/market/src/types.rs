//! Types of the market's own storage.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::fungible::Credit;
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{Category, CategoryId, Fulfilment, Job, Order, Request, RequestId, RequestView, Units};
use scale_info::TypeInfo;
use sp_runtime::Permill;

use crate::Config;

/// Planck. The mechanism computes in `u128`, so the currency has to count in it.
pub type Balance = u128;
/// A category of this runtime.
pub type CategoryOf<T> = Category<Balance, BlockNumberFor<T>>;
/// A request of this runtime.
pub type RequestOf<T> = Request<<T as frame_system::Config>::AccountId, Balance, BlockNumberFor<T>>;
/// An order of this runtime.
pub type OrderOf<T> = Order<<T as frame_system::Config>::AccountId, Balance, BlockNumberFor<T>>;
/// A job of this runtime.
pub type JobOf<T> = Job<<T as frame_system::Config>::AccountId, Balance, BlockNumberFor<T>>;
/// What is shown of a request of this runtime.
pub type RequestViewOf<T> = RequestView<<T as frame_system::Config>::AccountId, Balance, BlockNumberFor<T>>;
/// A fulfilment of this runtime.
pub type FulfilmentOf<T> = Fulfilment<<T as frame_system::Config>::AccountId, Balance, BlockNumberFor<T>>;
/// A credit of this runtime's currency.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;
/// A prover's unit ask for a category, in planck per proving unit.
pub type Ask = (CategoryId, Balance);

/// What governance decides about the market as a whole.
#[derive(
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MarketParameters<BlockNumber> {
    /// The most that a reference price rises per clearing after a trade was missed because it was too low.
    pub up: Permill,
    /// The most that it falls after a trade was missed because it was too high.
    pub down: Permill,
    /// The most that it moves, either way, when no trade was missed.
    pub drift: Permill,
    /// For how many free slots beyond those that trade a reference price is to suffice.
    pub reserve: u32,
    /// The most re-auctioned and private requests that take part in one clearing.
    pub max_restricted: u32,
    /// The protocol's share of what a prover is owed.
    pub protocol_fee: Permill,
    /// What a slash adds to the fee of the next auction, as a share of the fee, after the compensation.
    pub top_up: Permill,
    /// Blocks for which a bought proof is kept.
    pub retention: BlockNumber,
    /// Planck that rejecting a job costs.
    pub rejection_fee: Balance,
    /// How many provers have to reject a request for it to be over.
    pub max_rejections: u32,
}

impl<BlockNumber: From<u32>> Default for MarketParameters<BlockNumber> {
    /// The mechanism's own defaults, a protocol fee of 1 %, a top-up of 10 %, proofs kept for 302,400 blocks (a week
    /// of blocks of 2 seconds), three rejections. They cost nothing: what is little depends on the currency.
    fn default() -> Self {
        Self {
            up: Permill::from_percent(100),
            down: Permill::from_percent(75),
            drift: Permill::from_percent(25),
            reserve: 5,
            max_restricted: 16,
            protocol_fee: Permill::from_percent(1),
            top_up: Permill::from_percent(10),
            retention: 302_400.into(),
            rejection_fee: 0,
            max_rejections: 3,
        }
    }
}

/// A place in the order of the auction: higher unit bids first, then earlier requests.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct BookKey {
    inverted_unit_bid: [u8; 16],
    sequence: [u8; 8],
}

impl BookKey {
    /// The place of `request` with a bid of `unit_bid` planck per proving unit.
    pub fn new(unit_bid: Balance, request: RequestId) -> Self {
        Self {
            inverted_unit_bid: (!unit_bid).to_be_bytes(),
            sequence: request.to_be_bytes(),
        }
    }

    /// Behind every other place.
    pub const LAST: Self = Self {
        inverted_unit_bid: [u8::MAX; 16],
        sequence: [u8::MAX; 8],
    };

    /// After every request with this bid, before every one with a lower bid.
    pub fn after(unit_bid: Balance) -> Self {
        Self::new(unit_bid, RequestId::MAX)
    }

    /// Planck per proving unit.
    pub fn unit_bid(&self) -> Balance {
        !Balance::from_be_bytes(self.inverted_unit_bid)
    }

    /// The request.
    pub fn request(&self) -> RequestId {
        RequestId::from_be_bytes(self.sequence)
    }
}

/// What a clearing has to know of an open request beyond its place, so that it need not read the request itself.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct BookRow<BlockNumber> {
    /// Its size, in proving units.
    pub units: Units,
    /// Last block in which it may be matched.
    pub match_by: BlockNumber,
    /// Last block in which its proof is of use.
    pub deadline: BlockNumber,
}

/// The open requests that some provers may not serve: they take turns in the auctions.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub enum Queue {
    /// Failed by a prover before.
    Rescues,
    /// For named provers only.
    Private,
}

/// A request's place in a queue: earlier requests first.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct QueueKey {
    sequence: [u8; 8],
}

impl QueueKey {
    /// The place of `request`.
    pub fn new(request: RequestId) -> Self {
        Self {
            sequence: request.to_be_bytes(),
        }
    }

    /// The request.
    pub fn request(&self) -> RequestId {
        RequestId::from_be_bytes(self.sequence)
    }
}

/// A row's place in the calendar: earlier blocks first, then earlier requests.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct CalendarKey {
    block: [u8; 8],
    request: [u8; 8],
}

impl CalendarKey {
    /// The row of `request` for `block`.
    pub fn new(block: u64, request: RequestId) -> Self {
        Self {
            block: block.to_be_bytes(),
            request: request.to_be_bytes(),
        }
    }

    /// The last block before the row falls due.
    pub fn block(&self) -> u64 {
        u64::from_be_bytes(self.block)
    }

    /// The request.
    pub fn request(&self) -> RequestId {
        RequestId::from_be_bytes(self.request)
    }
}

/// What happens to a request once the block of its calendar row is past.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// It was open and finds no match any more.
    MatchBy,
    /// Its job is missed.
    Due,
    /// Its proof has been kept for long enough.
    Prune,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn book_key_should_come_first_when_the_bid_is_higher() {
        assert!(BookKey::new(u128::MAX, 9).encode() < BookKey::new(u128::MAX - 1, 0).encode());
        assert!(BookKey::new(256, 9).encode() < BookKey::new(255, 0).encode());
    }

    #[test]
    fn book_key_should_come_first_when_bids_are_equal_and_the_request_is_earlier() {
        assert!(BookKey::new(7, 255).encode() < BookKey::new(7, 256).encode());
    }

    #[test]
    fn book_key_should_give_back_what_it_was_made_of() {
        let key = BookKey::new(12_345, 678);
        assert_eq!((key.unit_bid(), key.request()), (12_345, 678));
    }

    #[test]
    fn book_key_after_should_lie_between_a_bid_and_the_next_lower_one() {
        assert!(BookKey::new(7, u64::MAX - 1).encode() < BookKey::after(7).encode());
        assert!(BookKey::after(7).encode() < BookKey::new(6, 0).encode());
    }

    #[test]
    fn calendar_key_should_come_first_when_the_block_is_earlier() {
        assert!(CalendarKey::new(255, 9).encode() < CalendarKey::new(256, 0).encode());
        assert!(CalendarKey::new(5, 255).encode() < CalendarKey::new(5, 256).encode());
    }

    #[test]
    fn queue_key_should_come_first_when_the_request_is_earlier() {
        assert!(QueueKey::new(255).encode() < QueueKey::new(256).encode());
    }
}
