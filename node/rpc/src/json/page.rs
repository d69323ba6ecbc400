//! A part of a list.

use serde::Serialize;

/// A part of a list.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
pub struct Page<Item, Cursor, Hash> {
    /// The block that was read. The next page is of the same list if it is asked for at the same block.
    pub at: Hash,
    /// There may be fewer than asked for, or none, and more on the next page.
    pub items: Vec<Item>,
    /// What to ask for as `after` for the next page; `null` if this is the last one.
    pub next: Option<Cursor>,
}
