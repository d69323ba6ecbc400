//! What the market decides, apart from storage and funds.

mod categories;
mod deposits;
mod failures;
mod offers;
mod orders;
mod outputs;
mod programs;
mod quotes;
mod repricing;
mod settlement;

pub use categories::*;
pub use deposits::*;
pub use failures::*;
pub use offers::*;
pub use orders::*;
pub use outputs::*;
pub use programs::*;
pub use quotes::*;
pub use repricing::*;
pub use settlement::*;

fn refuse_if<E>(refused: bool, error: E) -> Result<(), E> {
    if refused {
        Err(error)
    } else {
        Ok(())
    }
}
