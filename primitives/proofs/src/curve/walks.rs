//! The walks of many G2 points at once, in affine coordinates.
//!
//! A step divides by one number for each point. All are inverted together, so that an inversion's cost is shared out;
//! then affine formulas take fewer multiplications than homogeneous ones, and lines come out divided by their first
//! coefficient, which makes multiplying by them cheaper, too. The steps are those of [`super::lines::Walk`].

use super::lines::{negated, psi, triple, FixedLine, Step};
use alloc::vec::Vec;
use ark_bn254::{Fq2, G2Affine};
use ark_ff::{serial_batch_inversion_and_mul, AdditiveGroup, Field};

/// Points from which sharing an inversion pays: it costs some seventy multiplications in the extension field, and a step
/// saves five for each point.
pub(super) const MANY: usize = 16;

/// The states of the loop for many points.
pub(super) struct Walks {
    walks: Vec<Walk>,
    /// What the slopes of a step are divided by.
    denominators: Vec<Fq2>,
}

struct Walk {
    q: (Fq2, Fq2),
    psi: [(Fq2, Fq2); 3],
    t: (Fq2, Fq2),
    /// Whether a step had no slope, which no point of the subgroup meets with.
    lost: bool,
}

impl Walks {
    /// Starts at `points`, which are on the curve and not the identity.
    pub fn new<'a>(points: impl Iterator<Item = &'a G2Affine>) -> Self {
        let walks: Vec<_> = points
            .map(|q| {
                let q = (q.x, q.y);
                let psi_1 = psi(q);
                let psi_2 = psi(psi_1);
                Walk {
                    q,
                    psi: [psi_1, psi_2, psi(psi_2)],
                    t: q,
                    lost: false,
                }
            })
            .collect();
        let denominators = Vec::with_capacity(walks.len());
        Self { walks, denominators }
    }

    /// Takes a step of every walk and gives their lines, in order.
    pub fn step(&mut self, step: Step) -> impl Iterator<Item = FixedLine> + '_ {
        self.denominators.clear();
        let denominators = self.walks.iter().map(|walk| walk.denominator(step));
        self.denominators.extend(denominators);
        // Zeros are passed over.
        serial_batch_inversion_and_mul(&mut self.denominators, &Fq2::ONE);
        let walks = self.walks.iter_mut().zip(&self.denominators);
        walks.map(move |(walk, inverse)| walk.step(step, inverse))
    }

    /// The first point that is not in the subgroup. Only after the last step.
    pub fn outside_subgroup(&self) -> Option<usize> {
        self.walks.iter().position(|walk| !walk.is_in_subgroup())
    }
}

impl Walk {
    /// The point that a step adds; `None` for doubling.
    fn addend(&self, step: Step) -> Option<(Fq2, Fq2)> {
        let [psi, psi_squared, _] = self.psi;
        match step {
            Step::Double => None,
            Step::Add => Some(self.q),
            Step::Subtract => Some(negated(self.q)),
            Step::AddPsi => Some(psi),
            Step::SubtractPsiSquared => Some(negated(psi_squared)),
        }
    }

    fn denominator(&self, step: Step) -> Fq2 {
        let (x, y) = self.t;
        match self.addend(step) {
            None => y.double(),
            Some((addend_x, _)) => x - addend_x,
        }
    }

    fn step(&mut self, step: Step, inverse: &Fq2) -> FixedLine {
        self.lost |= *inverse == Fq2::ZERO;
        let (x, y) = self.t;
        let (slope, (from_x, from_y)) = match self.addend(step) {
            None => (triple(x.square()) * inverse, self.t),
            Some(addend) => ((y - addend.1) * inverse, addend),
        };
        let next_x = slope.square() - x - from_x;
        self.t = (next_x, slope * (from_x - next_x) - from_y);
        FixedLine {
            b: -slope,
            c: slope * from_x - from_y,
        }
    }

    fn is_in_subgroup(&self) -> bool {
        let [_, _, psi_cubed] = self.psi;
        !self.lost && self.t == negated(psi_cubed)
    }
}
