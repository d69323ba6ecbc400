//! A table in one piece of memory.

use alloc::{vec, vec::Vec};

/// Rows of equal length.
#[derive(Clone, Debug)]
pub(crate) struct Table<T> {
    columns: usize,
    cells: Vec<T>,
}

impl<T: Copy> Table<T> {
    pub fn new(rows: usize, columns: usize, cell: T) -> Self {
        Self {
            columns,
            cells: vec![cell; rows.saturating_mul(columns)],
        }
    }

    /// Empty if there is no such row.
    pub fn row(&self, row: usize) -> &[T] {
        let start = row.saturating_mul(self.columns);
        self.cells
            .get(start..start.saturating_add(self.columns))
            .unwrap_or_default()
    }

    /// Empty if there is no such row.
    pub fn row_mut(&mut self, row: usize) -> &mut [T] {
        let start = row.saturating_mul(self.columns);
        self.cells
            .get_mut(start..start.saturating_add(self.columns))
            .unwrap_or_default()
    }

    pub fn get(&self, row: usize, column: usize) -> Option<T> {
        self.row(row).get(column).copied()
    }

    pub fn set(&mut self, row: usize, column: usize, value: T) {
        if let Some(cell) = self.row_mut(row).get_mut(column) {
            *cell = value;
        }
    }
}
