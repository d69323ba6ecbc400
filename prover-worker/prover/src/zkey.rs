//! Reads snarkjs' `.zkey`: the proving key of a circuit, Groth16 over BN254.
//!
//! A file is `"zkey"`, a version, and sections of a type and a length. Integers are little-endian. Coordinates of points
//! are in Montgomery form; coefficients of constraints carry the Montgomery factor twice.

use ark_bn254::{Bn254, Fq, Fq2, Fr, G1Affine, G2Affine};
use ark_ec::AffineRepr;
use ark_ff::{AdditiveGroup, BigInt, Field, PrimeField};
use ark_groth16::{ProvingKey, VerifyingKey};
use ark_poly::{EvaluationDomain, GeneralEvaluationDomain};
use ark_relations::utils::matrix::Matrix;
use rayon::prelude::*;
use std::{
    collections::BTreeMap,
    mem::size_of,
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

const WORD: usize = 32;
const G1_LEN: usize = 2 * WORD;
const G2_LEN: usize = 4 * WORD;
const COEFFICIENT_LEN: usize = 3 * 4 + WORD;
const GROTH16: u32 = 1;

/// Numbers the keys of this process.
static INSTANCES: AtomicU64 = AtomicU64::new(0);

/// A proving key with the constraints that it belongs to.
pub struct Zkey {
    /// The key.
    pub proving_key: ProvingKey<Bn254>,
    /// `A` and `B` of the constraints; `C` follows from a witness that satisfies them.
    pub matrices: Vec<Matrix<Fr>>,
    /// Where it was read, for provers in another process.
    pub file: Option<PathBuf>,
    instance: u64,
    variables: usize,
    public_inputs: usize,
}

/// Why bytes are no key that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZkeyError {
    /// The file does not start as a `.zkey` does.
    #[error("is no .zkey file; expected what `snarkjs groth16 setup` writes")]
    NotAZkey,
    /// A format or proof system that is not read here.
    #[error("is a .zkey of {0}; only Groth16 over BN254, version 1, is supported")]
    Unsupported(String),
    /// The file ends early, or a section has the wrong length.
    #[error("section {0} is missing or has the wrong length; the file is damaged")]
    Section(u32),
    /// A coordinate is not reduced or a point is not on its curve.
    #[error("section {0} holds a point that is not on the curve; the file is damaged")]
    Point(u32),
    /// The constraints refer to what is not there, or do not end as snarkjs lets them end.
    #[error("the constraints are not as snarkjs writes them: {0}")]
    Constraints(&'static str),
}

impl Zkey {
    /// Reads `bytes`. Points are checked to be on their curves; whether they belong together shows in the first proof.
    pub fn parse(bytes: &[u8]) -> Result<Self, ZkeyError> {
        let sections = Sections::parse(bytes)?;
        let protocol = sections.of(1)?.u32()?;
        if protocol != GROTH16 {
            return Err(ZkeyError::Unsupported(format!("proof system {protocol}")));
        }

        let mut header = sections.of(2)?;
        header.modulus::<Fq>("base")?;
        header.modulus::<Fr>("scalar")?;
        let variables = header.u32()? as usize;
        let public_inputs = header.u32()? as usize;
        let domain = header.u32()? as usize;
        let (alpha_g1, beta_g1) = (header.g1()?, header.g1()?);
        let (beta_g2, gamma_g2) = (header.g2()?, header.g2()?);
        let (delta_g1, delta_g2) = (header.g1()?, header.g2()?);
        header.end()?;

        let witnesses = variables
            .checked_sub(public_inputs.saturating_add(1))
            .ok_or(ZkeyError::Section(2))?;
        let verifying_key = VerifyingKey {
            alpha_g1,
            beta_g2,
            gamma_g2,
            delta_g2,
            gamma_abc_g1: sections.of(3)?.all_g1(public_inputs + 1)?,
        };
        // First what bounds the number of constraints by the length of the file.
        let h_query = sections.of(9)?.all_g1(domain)?;
        let matrices = sections.of(4)?.constraints(variables, public_inputs, domain)?;
        let proving_key = ProvingKey {
            vk: verifying_key,
            beta_g1,
            delta_g1,
            a_query: sections.of(5)?.all_g1(variables)?,
            b_g1_query: sections.of(6)?.all_g1(variables)?,
            b_g2_query: sections.of(7)?.all_g2(variables)?,
            l_query: sections.of(8)?.all_g1(witnesses)?,
            h_query,
        };
        Self::new(proving_key, matrices, public_inputs)
    }

    /// A key from its parts: `matrices` are `A` and `B`.
    pub fn new(
        proving_key: ProvingKey<Bn254>,
        matrices: Vec<Matrix<Fr>>,
        public_inputs: usize,
    ) -> Result<Self, ZkeyError> {
        let wrong = |problem| Err(ZkeyError::Constraints(problem));
        let [a, b] = matrices.as_slice() else {
            return wrong("there are not two matrices");
        };
        let variables = proving_key.a_query.len();
        let lists = [
            proving_key.b_g1_query.len(),
            proving_key.b_g2_query.len(),
            proving_key.l_query.len() + public_inputs + 1,
        ];
        if lists.iter().any(|list| *list != variables) {
            return wrong("the key's lists of points are of different circuits");
        }
        let rows = a.len() + public_inputs + 1;
        let domain = GeneralEvaluationDomain::<Fr>::compute_size_of_domain(rows);
        if a.len() != b.len() || domain != Some(proving_key.h_query.len()) {
            return wrong("their number does not fit the key's domain");
        }
        let known = |(_, variable): &(Fr, usize)| *variable < variables;
        if !matrices.iter().flatten().flatten().all(known) {
            return wrong("a constraint has a variable that the key does not have");
        }
        Ok(Self {
            proving_key,
            matrices,
            file: None,
            instance: INSTANCES.fetch_add(1, Ordering::Relaxed),
            variables,
            public_inputs,
        })
    }

    /// A number that no other key of this process has.
    pub fn instance(&self) -> u64 {
        self.instance
    }

    /// Roots of unity that the quotient is computed over.
    pub fn domain(&self) -> usize {
        self.proving_key.h_query.len()
    }

    /// What the key takes of the machine's memory, in bytes.
    pub fn memory_bytes(&self) -> usize {
        let key = &self.proving_key;
        let g1 = [&key.a_query, &key.b_g1_query, &key.h_query, &key.l_query];
        let g1: usize = g1.map(Vec::len).iter().sum();
        let terms: usize = self.matrices.iter().flatten().map(Vec::capacity).sum();
        let rows: usize = self.matrices.iter().map(Vec::len).sum();
        g1 * size_of::<G1Affine>()
            + key.b_g2_query.len() * size_of::<G2Affine>()
            + terms * size_of::<(Fr, usize)>()
            + rows * size_of::<Vec<(Fr, usize)>>()
    }

    /// `A` and `B`.
    pub(crate) fn constraint_matrices(&self) -> [&Matrix<Fr>; 2] {
        static NONE: Matrix<Fr> = Vec::new();
        let matrix = |index| self.matrices.get(index).unwrap_or(&NONE);
        [matrix(0), matrix(1)]
    }

    /// Values of a witness: the constant one, public inputs, the rest.
    pub fn variables(&self) -> usize {
        self.variables
    }

    /// Public inputs of the circuit.
    pub fn public_inputs(&self) -> usize {
        self.public_inputs
    }

    /// Constraints of the circuit.
    pub fn constraints(&self) -> usize {
        self.matrices.first().map_or(0, Vec::len)
    }
}

/// Sections of a file by type.
struct Sections<'a>(BTreeMap<u32, &'a [u8]>);

impl<'a> Sections<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Self, ZkeyError> {
        let bytes = bytes.strip_prefix(b"zkey").ok_or(ZkeyError::NotAZkey)?;
        let mut file = Reader { section: 0, bytes };
        let version = file.u32()?;
        if version != 1 {
            return Err(ZkeyError::Unsupported(format!("version {version}")));
        }
        let count = file.u32()?;
        let mut sections = BTreeMap::new();
        for _ in 0..count {
            let section = file.u32()?;
            let length = usize::try_from(file.u64()?).map_err(|_| ZkeyError::Section(section))?;
            let body = Reader {
                section,
                bytes: file.bytes,
            }
            .take(length)?;
            file.bytes = file.bytes.get(length..).unwrap_or_default();
            sections.insert(section, body);
        }
        Ok(Self(sections))
    }

    fn of(&self, section: u32) -> Result<Reader<'a>, ZkeyError> {
        let bytes = self.0.get(&section).ok_or(ZkeyError::Section(section))?;
        Ok(Reader { section, bytes })
    }
}

/// What is left of a section.
struct Reader<'a> {
    section: u32,
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], ZkeyError> {
        let (taken, rest) = self
            .bytes
            .split_at_checked(length)
            .ok_or(ZkeyError::Section(self.section))?;
        self.bytes = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ZkeyError> {
        let (taken, rest) = self
            .bytes
            .split_first_chunk()
            .ok_or(ZkeyError::Section(self.section))?;
        self.bytes = rest;
        Ok(*taken)
    }

    fn u32(&mut self) -> Result<u32, ZkeyError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, ZkeyError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn end(&self) -> Result<(), ZkeyError> {
        self.bytes
            .is_empty()
            .then_some(())
            .ok_or(ZkeyError::Section(self.section))
    }

    /// The modulus of a field, which names the curve.
    fn modulus<F: PrimeField<BigInt = BigInt<4>>>(&mut self, field: &str) -> Result<(), ZkeyError> {
        let length = self.u32()? as usize;
        let modulus = self.take(length)?;
        match <[u8; WORD]>::try_from(modulus) {
            Ok(word) if integer(&word) == F::MODULUS => Ok(()),
            _ => Err(ZkeyError::Unsupported(format!(
                "a curve with another {field} field"
            ))),
        }
    }

    fn g1(&mut self) -> Result<G1Affine, ZkeyError> {
        g1(&self.array()?).ok_or(ZkeyError::Point(self.section))
    }

    fn g2(&mut self) -> Result<G2Affine, ZkeyError> {
        g2(&self.array()?).ok_or(ZkeyError::Point(self.section))
    }

    fn all_g1(&mut self, count: usize) -> Result<Vec<G1Affine>, ZkeyError> {
        self.points::<G1_LEN, _>(count, g1)
    }

    fn all_g2(&mut self, count: usize) -> Result<Vec<G2Affine>, ZkeyError> {
        self.points::<G2_LEN, _>(count, g2)
    }

    fn points<const N: usize, P: Send>(
        &mut self,
        count: usize,
        read: fn(&[u8; N]) -> Option<P>,
    ) -> Result<Vec<P>, ZkeyError> {
        let (points, rest) = self.bytes.as_chunks::<N>();
        if points.len() != count || !rest.is_empty() {
            return Err(ZkeyError::Section(self.section));
        }
        points
            .par_iter()
            .map(read)
            .collect::<Option<_>>()
            .ok_or(ZkeyError::Point(self.section))
    }

    /// `A` and `B`. snarkjs adds a constraint for each public input and the constant one to `A`; arkworks adds them by
    /// itself, so that they are left out here.
    fn constraints(
        &mut self,
        variables: usize,
        public_inputs: usize,
        domain: usize,
    ) -> Result<Vec<Matrix<Fr>>, ZkeyError> {
        let count = self.u32()? as usize;
        let (coefficients, rest) = self.bytes.as_chunks::<COEFFICIENT_LEN>();
        if coefficients.len() != count || !rest.is_empty() {
            return Err(ZkeyError::Section(self.section));
        }
        let coefficients: Vec<Coefficient> = coefficients
            .par_iter()
            .map(Coefficient::read)
            .collect::<Option<_>>()
            .ok_or(ZkeyError::Constraints(
                "a coefficient is not reduced, or in neither A nor B",
            ))?;

        let rows = coefficients.iter().map(|c| c.constraint + 1).max().unwrap_or(0);
        let constraints = rows.checked_sub(public_inputs + 1).ok_or(ZkeyError::Constraints(
            "there are fewer constraints than public inputs",
        ))?;
        let needed = GeneralEvaluationDomain::<Fr>::compute_size_of_domain(rows);
        if needed != Some(domain) {
            return Err(ZkeyError::Constraints(
                "their number does not fit the key's domain",
            ));
        }

        let mut matrices = vec![vec![Vec::new(); rows]; 2];
        for Coefficient {
            matrix,
            constraint,
            variable,
            value,
        } in coefficients
        {
            if variable >= variables {
                return Err(ZkeyError::Constraints(
                    "a constraint has a variable that the key does not have",
                ));
            }
            if let Some(row) = matrices.get_mut(matrix).and_then(|rows| rows.get_mut(constraint)) {
                row.push((value, variable));
            }
        }
        let mut expected = (0..=public_inputs).map(|input| vec![(Fr::ONE, input)]);
        let [a, b] = matrices.as_mut_slice() else {
            return Err(ZkeyError::Section(self.section));
        };
        let tail_is_inputs = a.drain(constraints..).all(|row| Some(row) == expected.next())
            && b.drain(constraints..).all(|row| row.is_empty());
        match tail_is_inputs {
            true => Ok(matrices),
            false => Err(ZkeyError::Constraints("they do not end with the public inputs")),
        }
    }
}

/// A term of a constraint.
struct Coefficient {
    matrix: usize,
    constraint: usize,
    variable: usize,
    value: Fr,
}

impl Coefficient {
    fn read(bytes: &[u8; COEFFICIENT_LEN]) -> Option<Self> {
        let mut reader = Reader { section: 4, bytes };
        let mut index = || reader.u32().ok().map(|index| index as usize);
        let (matrix, constraint, variable) = (index()?, index()?, index()?);
        let word = integer(reader.bytes.first_chunk()?);
        // Taken as Montgomery form once, the number still carries one factor: it is the Montgomery form of the value.
        let value = (word < Fr::MODULUS).then(|| Fr::new_unchecked(Fr::new_unchecked(word).into_bigint()))?;
        (matrix < 2).then_some(Self {
            matrix,
            constraint,
            variable,
            value,
        })
    }
}

fn integer(bytes: &[u8; WORD]) -> BigInt<4> {
    let mut limbs = [0; 4];
    for (limb, chunk) in limbs.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *limb = u64::from_le_bytes(*chunk);
    }
    BigInt::new(limbs)
}

fn coordinates<const N: usize>(bytes: &[u8]) -> Option<[Fq; N]> {
    let mut coordinates = [Fq::ZERO; N];
    for (coordinate, word) in coordinates.iter_mut().zip(bytes.as_chunks::<WORD>().0) {
        let montgomery = integer(word);
        *coordinate = (montgomery < Fq::MODULUS).then(|| Fq::new_unchecked(montgomery))?;
    }
    Some(coordinates)
}

fn g1(bytes: &[u8; G1_LEN]) -> Option<G1Affine> {
    let [x, y] = coordinates(bytes)?;
    let point = match bytes.iter().all(|byte| *byte == 0) {
        true => G1Affine::zero(),
        false => G1Affine::new_unchecked(x, y),
    };
    point.is_on_curve().then_some(point)
}

fn g2(bytes: &[u8; G2_LEN]) -> Option<G2Affine> {
    let [x0, x1, y0, y1] = coordinates(bytes)?;
    let point = match bytes.iter().all(|byte| *byte == 0) {
        true => G2Affine::zero(),
        false => G2Affine::new_unchecked(Fq2::new(x0, x1), Fq2::new(y0, y1)),
    };
    point.is_on_curve().then_some(point)
}
