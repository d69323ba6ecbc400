//! Why curve arithmetic refuses its input, and how that crosses the boundary between runtime and node.

use core::fmt;

/// Why an operation refuses its input. `index` counts the encoded values of the operation's arguments in order, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The arguments' lengths do not fit each other, or there are more values than an operation takes.
    Shape,
    /// A coordinate or scalar is not below its field's modulus.
    NotCanonical {
        /// Which value.
        index: u32,
    },
    /// A point is off its curve.
    OffCurve {
        /// Which value.
        index: u32,
    },
    /// A G2 point is outside the subgroup of prime order.
    WrongSubgroup {
        /// Which value.
        index: u32,
    },
    /// The node answered with a status that this runtime does not know.
    Unknown {
        /// The status.
        status: u32,
    },
}

const INDEX_BITS: u32 = 24;

impl Fault {
    /// The status that a host function returns: 0 for success, otherwise the kind of fault in the upper 8 bits and the
    /// index in the lower 24.
    pub fn status(result: Result<(), Self>) -> u32 {
        let (kind, index) = match result {
            Ok(()) => (0, 0),
            Err(Self::Shape) => (1, 0),
            Err(Self::NotCanonical { index }) => (2, index),
            Err(Self::OffCurve { index }) => (3, index),
            Err(Self::WrongSubgroup { index }) => (4, index),
            Err(Self::Unknown { status }) => return status,
        };
        (kind << INDEX_BITS) | index
    }

    /// The result that a status stands for.
    pub fn from_status(status: u32) -> Result<(), Self> {
        let index = status & ((1 << INDEX_BITS) - 1);
        match status >> INDEX_BITS {
            0 if index == 0 => Ok(()),
            1 if index == 0 => Err(Self::Shape),
            2 => Err(Self::NotCanonical { index }),
            3 => Err(Self::OffCurve { index }),
            4 => Err(Self::WrongSubgroup { index }),
            _ => Err(Self::Unknown { status }),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => f.write_str("the arguments' lengths do not fit"),
            Self::NotCanonical { index } => write!(f, "value {index} is not below its field's modulus"),
            Self::OffCurve { index } => write!(f, "point {index} is not on its curve"),
            Self::WrongSubgroup { index } => write!(f, "point {index} is outside the subgroup"),
            Self::Unknown { status } => write!(f, "unknown status {status:#010x} from the node"),
        }
    }
}

impl core::error::Error for Fault {}
