//! The operator's share of payments, and how fast it may rise.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::AtLeast32BitUnsigned, Permill, Saturating};

/// The operator's share of payments.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub struct Commission<BlockNumber> {
    /// The share.
    pub rate: Permill,
    /// Block in which it was set first or raised last.
    pub raised: BlockNumber,
}

/// How far and how fast it may rise. Those who delegate have seen one rate; they get time to leave before it is another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules<BlockNumber> {
    /// Never above this.
    pub max: Permill,
    /// By at most this at a time.
    pub max_rise: Permill,
    /// And at most once in this many blocks.
    pub period: BlockNumber,
}

/// Why a rate is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommissionError {
    /// Above the maximum.
    TooHigh,
    /// It would rise by more than allowed at a time.
    RisesTooMuch,
    /// It rose less than a period ago.
    RisesTooSoon,
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> Commission<BlockNumber> {
    /// The first one.
    pub fn new(rate: Permill, now: BlockNumber, rules: &Rules<BlockNumber>) -> Result<Self, CommissionError> {
        if rate > rules.max {
            return Err(CommissionError::TooHigh);
        }
        Ok(Self { rate, raised: now })
    }

    /// This one changed to `rate`. It may be lowered at any time by any amount.
    pub fn changed(
        &self,
        rate: Permill,
        now: BlockNumber,
        rules: &Rules<BlockNumber>,
    ) -> Result<Self, CommissionError> {
        if rate <= self.rate {
            return Ok(Self { rate, ..*self });
        }
        if rate > rules.max {
            return Err(CommissionError::TooHigh);
        }
        if rate > self.rate.saturating_add(rules.max_rise) {
            return Err(CommissionError::RisesTooMuch);
        }
        if now.saturating_sub(self.raised) < rules.period {
            return Err(CommissionError::RisesTooSoon);
        }
        Ok(Self { rate, raised: now })
    }
}
