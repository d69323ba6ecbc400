//! What is to be done with the jobs that the chain has assigned. Pure.

mod hand_back;
mod height;
mod reconcile;

pub use hand_back::{hopeless, left_at_the_end, Expected, Stop};
pub use height::Height;
pub use reconcile::{
    after_delivery_failed, after_failure, reconcile, Action, Assigned, Fault, Phase, MAX_ATTEMPTS,
    REPEAT_AFTER,
};
