//! Keys and proofs of Groth16 as the points they consist of, for any curve: `G1` and `G2` are the bytes of a point.

use crate::{curve::Fault, KeyError, KeyPoint, ProofPoint, VerifyError, MAX_PUBLIC_INPUTS};

/// What is checked of a curve's encoded points.
pub(crate) struct Checks<const G1: usize, const G2: usize> {
    /// Whether coordinates are below the modulus of the base field.
    pub are_coordinates: fn(&[u8]) -> bool,
    /// Whether a point is the identity.
    pub is_identity: fn(&[u8]) -> bool,
    /// The rest of what makes a point of G1.
    pub g1: fn(&[u8; G1]) -> Result<(), Fault>,
    /// The rest of what makes a point of G2, the subgroup left out where computing with the point brings that along.
    pub g2: fn(&[u8; G2]) -> Result<(), Fault>,
}

/// Bytes of a key for `inputs` public inputs.
pub(crate) const fn key_len(g1: usize, g2: usize, inputs: u32) -> usize {
    g1 + 3 * g2 + g1 * (inputs as usize + 1)
}

/// A key's points as slices of its encoding.
pub(crate) struct Key<'a, const G1: usize, const G2: usize> {
    pub inputs: u32,
    pub alpha: &'a [u8; G1],
    pub beta: &'a [u8; G2],
    pub gamma: &'a [u8; G2],
    pub delta: &'a [u8; G2],
    /// `ic[0]` to `ic[n]`.
    pub terms: &'a [u8],
}

impl<'a, const G1: usize, const G2: usize> Key<'a, G1, G2> {
    pub fn split(key: &'a [u8]) -> Result<Self, KeyError> {
        let length = || KeyError::Length {
            len: u32::try_from(key.len()).unwrap_or(u32::MAX),
        };
        let (alpha, rest) = key.split_first_chunk().ok_or_else(length)?;
        let (beta, rest) = rest.split_first_chunk().ok_or_else(length)?;
        let (gamma, rest) = rest.split_first_chunk().ok_or_else(length)?;
        let (delta, terms) = rest.split_first_chunk().ok_or_else(length)?;
        if terms.is_empty() || !terms.len().is_multiple_of(G1) {
            return Err(length());
        }
        let inputs = u32::try_from(terms.len() / G1 - 1).unwrap_or(u32::MAX);
        if inputs > MAX_PUBLIC_INPUTS {
            return Err(KeyError::TooManyInputs { inputs });
        }
        Ok(Self {
            inputs,
            alpha,
            beta,
            gamma,
            delta,
            terms,
        })
    }

    pub fn ic(&self) -> impl Iterator<Item = (KeyPoint, &'a [u8; G1])> {
        let (terms, _) = self.terms.as_chunks();
        terms
            .iter()
            .zip(0..)
            .map(|(point, index)| (KeyPoint::Ic(index), point))
    }

    pub fn check_with(&self, checks: &Checks<G1, G2>) -> Result<(), KeyError> {
        for (point, bytes) in core::iter::once((KeyPoint::Alpha, self.alpha)).chain(self.ic()) {
            checks.key_point(point, bytes, (checks.g1)(bytes))?;
        }
        let g2 = [
            (KeyPoint::Beta, self.beta),
            (KeyPoint::Gamma, self.gamma),
            (KeyPoint::Delta, self.delta),
        ];
        for (point, bytes) in g2 {
            checks.key_point(point, bytes, (checks.g2)(bytes))?;
        }
        if self.gamma == self.delta {
            return Err(KeyError::GammaEqualsDelta);
        }
        Ok(())
    }
}

impl<const G1: usize, const G2: usize> Checks<G1, G2> {
    fn key_point(&self, point: KeyPoint, bytes: &[u8], check: Result<(), Fault>) -> Result<(), KeyError> {
        if (self.is_identity)(bytes) {
            return Err(KeyError::Identity { point });
        }
        check.map_err(|fault| KeyError::of(point, fault))
    }
}

/// A proof's points as slices of its encoding.
pub(crate) struct ProofBytes<'a, const G1: usize, const G2: usize> {
    pub a: &'a [u8; G1],
    pub b: &'a [u8; G2],
    pub c: &'a [u8; G1],
}

impl<'a, const G1: usize, const G2: usize> ProofBytes<'a, G1, G2> {
    pub fn split(proof: &'a [u8]) -> Result<Self, VerifyError> {
        let length = || VerifyError::ProofLength {
            len: u32::try_from(proof.len()).unwrap_or(u32::MAX),
        };
        let (a, rest) = proof.split_first_chunk().ok_or_else(length)?;
        let (b, c) = rest.split_first_chunk().ok_or_else(length)?;
        let c = c.try_into().map_err(|_| length())?;
        Ok(Self { a, b, c })
    }

    /// The cheapest checks come first.
    pub fn check_with(&self, checks: &Checks<G1, G2>) -> Result<(), VerifyError> {
        let points: [(ProofPoint, &[u8]); 3] = [
            (ProofPoint::A, self.a),
            (ProofPoint::B, self.b),
            (ProofPoint::C, self.c),
        ];
        for (point, bytes) in points {
            if (checks.is_identity)(bytes) {
                return Err(VerifyError::Identity { point });
            }
            if !(checks.are_coordinates)(bytes) {
                return Err(VerifyError::NotCanonical { point });
            }
        }
        let error = |point| move |fault| VerifyError::of(point, fault);
        (checks.g1)(self.a).map_err(error(ProofPoint::A))?;
        (checks.g1)(self.c).map_err(error(ProofPoint::C))?;
        (checks.g2)(self.b).map_err(error(ProofPoint::B))
    }
}

/// A proof of points in canonical encoding.
#[cfg(feature = "std")]
pub(crate) fn join<const LEN: usize>(a: &[u8], b: &[u8], c: &[u8]) -> [u8; LEN] {
    let mut proof = [0; LEN];
    for (byte, from) in proof.iter_mut().zip(a.iter().chain(b).chain(c)) {
        *byte = *from;
    }
    proof
}
