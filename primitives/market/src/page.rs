//! Long lists, read page by page with bounded work.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;

/// Most items of one page.
pub const MAX_PAGE: u32 = 100;
/// Most rows that are read for one page, whether they belong to it or not.
pub const MAX_ROWS_READ: u32 = 1_000;

/// A part of a list.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Page<Item, Cursor> {
    /// In the order of storage. There may be fewer than asked for, or none, and more on the next page.
    pub items: Vec<Item>,
    /// After which row the next page begins; `None` if this is the last one.
    pub next: Option<Cursor>,
}

/// The first items that `keep` makes of `rows`: at most `limit` of them, which is taken for at least 1 and at most
/// [`MAX_PAGE`], out of at most [`MAX_ROWS_READ`] rows.
pub fn page<Row, Item, Cursor>(
    rows: impl Iterator<Item = (Cursor, Row)>,
    limit: u32,
    mut keep: impl FnMut(&Cursor, Row) -> Option<Item>,
) -> Page<Item, Cursor> {
    let limit = limit.clamp(1, MAX_PAGE) as usize;
    let mut items = Vec::new();
    let mut rows = rows.peekable();
    let mut read: u32 = 0;
    while let Some((cursor, row)) = rows.next() {
        read = read.saturating_add(1);
        items.extend(keep(&cursor, row));
        if items.len() >= limit || read >= MAX_ROWS_READ {
            let next = rows.peek().is_some().then_some(cursor);
            return Page { items, next };
        }
    }
    Page { items, next: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even(_: &u32, row: u32) -> Option<u32> {
        row.is_multiple_of(2).then_some(row)
    }

    fn rows(from: u32, to: u32) -> impl Iterator<Item = (u32, u32)> {
        (from..to).map(|row| (row, row))
    }

    #[test]
    fn page_should_end_at_the_limit_when_there_are_more_rows() {
        let first = page(rows(0, 10), 2, even);
        assert_eq!((first.items, first.next), (vec![0, 2], Some(2)));
    }

    #[test]
    fn page_should_be_the_last_when_no_row_is_left() {
        let last = page(rows(0, 3), 2, even);
        assert_eq!((last.items, last.next), (vec![0, 2], None));
        let empty = page(rows(0, 0), 2, even);
        assert_eq!((empty.items, empty.next), (vec![], None));
    }

    #[test]
    fn pages_should_have_every_item_once_when_read_to_the_end() {
        let (mut seen, mut after) = (vec![], None);
        loop {
            let from = after.map_or(0, |last: u32| last + 1);
            let next = page(rows(from, 2_345), 7, even);
            assert!(next.items.len() <= 7);
            seen.extend(next.items);
            after = next.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(
            seen,
            (0..2_345u32)
                .filter(|row| row.is_multiple_of(2))
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn page_should_stop_reading_when_nothing_belongs_to_it() {
        let mut read = 0;
        let stopped = page(rows(0, u32::MAX).inspect(|_| read += 1), 1, |_, _| None::<u32>);
        assert_eq!((stopped.items, stopped.next), (vec![], Some(MAX_ROWS_READ - 1)));
        // One more, to know whether there is another page.
        assert_eq!(read, MAX_ROWS_READ + 1);
    }

    #[test]
    fn page_should_keep_to_the_highest_limit_when_more_is_asked_for() {
        let large = page(rows(0, 1_000), u32::MAX, |_, row| Some(row));
        assert_eq!(
            (large.items.len(), large.next),
            (MAX_PAGE as usize, Some(MAX_PAGE - 1))
        );
    }

    #[test]
    fn page_should_go_on_when_the_limit_is_zero() {
        let small = page(rows(0, 3), 0, |_, row| Some(row));
        assert_eq!((small.items, small.next), (vec![0], Some(0)));
    }
}
