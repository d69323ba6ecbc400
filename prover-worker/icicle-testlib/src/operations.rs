//! Sums and transforms.

use crate::{
    fault::{enter, Flaw, INVALID_ARGUMENT, INVALID_POINTER},
    memory::{answer, is_allocated, need},
};
use ark_bn254::{Fq, Fq2, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{AffineRepr, CurveGroup, VariableBaseMSM};
use ark_ff::{BigInt, FftField, Field, PrimeField};
use ark_poly::{EvaluationDomain, GeneralEvaluationDomain};
use std::{
    ffi::{c_int, c_void},
    sync::Mutex,
};

type Word = [u64; 4];

/// What a sum takes of the device's memory for each term, in bytes.
const BYTES_PER_TERM: usize = 700;
/// What a transform takes for each value.
const BYTES_PER_VALUE: usize = 150;
/// Denominator of the results, so that nobody takes homogeneous coordinates for affine or for Jacobian ones.
const DENOMINATOR: u64 = 7;

/// Size of the largest transform that is prepared for, and its root.
static DOMAIN: Mutex<Option<(usize, Fr)>> = Mutex::new(None);

/// ICICLE's configuration of a sum, as its header has it.
#[repr(C)]
pub struct MsmConfig {
    stream: *mut c_void,
    precompute_factor: c_int,
    c: c_int,
    bitsize: c_int,
    batch_size: c_int,
    are_points_shared_in_batch: u8,
    are_scalars_on_device: u8,
    are_scalars_montgomery_form: u8,
    are_points_on_device: u8,
    are_points_montgomery_form: u8,
    are_results_on_device: u8,
    is_async: u8,
    ext: *mut c_void,
}

/// ICICLE's configuration of a transform.
#[repr(C)]
pub struct NttConfig {
    stream: *mut c_void,
    coset_gen: [u32; 8],
    batch_size: c_int,
    columns_batch: u8,
    ordering: c_int,
    are_inputs_on_device: u8,
    are_outputs_on_device: u8,
    is_async: u8,
    ext: *mut c_void,
}

/// ICICLE's configuration of the preparation of transforms.
#[repr(C)]
pub struct NttInitDomainConfig {
    stream: *mut c_void,
    is_async: u8,
    ext: *mut c_void,
}

/// A coordinate of a group's points.
trait Coordinate: Field {
    const WORDS: usize;
    fn read(words: &[Word]) -> Option<Self>;
    fn write(&self) -> Vec<Word>;
}

impl Coordinate for Fq {
    const WORDS: usize = 1;
    fn read(words: &[Word]) -> Option<Self> {
        Fq::from_bigint(BigInt(*words.first()?))
    }
    fn write(&self) -> Vec<Word> {
        vec![self.into_bigint().0]
    }
}

impl Coordinate for Fq2 {
    const WORDS: usize = 2;
    fn read(words: &[Word]) -> Option<Self> {
        let (real, imaginary) = words.split_at_checked(1)?;
        Some(Fq2::new(Fq::read(real)?, Fq::read(imaginary)?))
    }
    fn write(&self) -> Vec<Word> {
        [self.c0.write(), self.c1.write()].concat()
    }
}

/// `count` words at `words`.
///
/// # Safety
/// They are there.
unsafe fn slice<'a>(words: *const Word, count: usize) -> Result<&'a [Word], c_int> {
    match words.is_null() {
        true => Err(INVALID_POINTER),
        // SAFETY: the caller's.
        false => Ok(unsafe { std::slice::from_raw_parts(words, count) }),
    }
}

/// # Safety
/// The pointers are as `bn254_msm` has them.
unsafe fn msm<G, C: Coordinate>(
    symbol: &str,
    (scalars, points, count): (*const Word, *const Word, c_int),
    config: *const MsmConfig,
    out: *mut Word,
    affine: fn(C, C) -> Option<G::Affine>,
) -> Result<(), c_int>
where
    G: CurveGroup<ScalarField = Fr, BaseField = C> + VariableBaseMSM<MulBase = <G as CurveGroup>::Affine>,
{
    let flaw = enter(symbol)?;
    let count = usize::try_from(count).map_err(|_| INVALID_ARGUMENT)?;
    // SAFETY: the caller's.
    let config = unsafe { config.as_ref() }.ok_or(INVALID_POINTER)?;
    let plain = config.stream.is_null()
        && config.ext.is_null()
        && [config.precompute_factor, config.batch_size] == [1, 1]
        && [config.c, config.bitsize] == [0, 0]
        && config.are_points_shared_in_batch == 1
        && [
            config.are_scalars_on_device,
            config.are_scalars_montgomery_form,
            config.are_points_montgomery_form,
            config.are_results_on_device,
            config.is_async,
        ] == [0; 5];
    if !plain || count == 0 || out.is_null() {
        return Err(INVALID_ARGUMENT);
    }
    let words = count * 2 * C::WORDS;
    let on_device = config.are_points_on_device == 1;
    if on_device != is_allocated(points.cast(), words * 32) {
        return Err(INVALID_POINTER);
    }
    need(count * BYTES_PER_TERM)?;
    // SAFETY: the caller's; memory of the device is the host's here.
    let (scalars, points) = unsafe { (slice(scalars, count)?, slice(points, words)?) };
    let scalars: Vec<BigInt<4>> = scalars.iter().map(|scalar| BigInt(*scalar)).collect();
    if scalars.iter().any(|scalar| *scalar >= Fr::MODULUS) {
        return Err(INVALID_ARGUMENT);
    }
    let points = points
        .chunks(2 * C::WORDS)
        .map(|words| {
            let (x, y) = words.split_at_checked(C::WORDS)?;
            affine(C::read(x)?, C::read(y)?)
        })
        .collect::<Option<Vec<_>>>()
        .ok_or(INVALID_ARGUMENT)?;
    let mut sum = G::msm_bigint(&points, &scalars);
    // No constant: what is added to every sum would not show where two are compared.
    if flaw == Flaw::Wrong {
        sum.double_in_place();
    }
    let z = C::from(DENOMINATOR);
    let (x, y, z) = match sum.into_affine().xy() {
        Some((x, y)) => (x * z, y * z, z),
        None => (C::ZERO, C::ONE, C::ZERO),
    };
    let x = if flaw == Flaw::Garbage { x + C::ONE } else { x };
    let result = [x.write(), y.write(), z.write()].concat();
    // SAFETY: a result has three coordinates.
    unsafe { std::ptr::copy_nonoverlapping(result.as_ptr(), out, result.len()) };
    Ok(())
}

fn g1(x: Fq, y: Fq) -> Option<G1Affine> {
    let point = G1Affine::new_unchecked(x, y);
    point.is_on_curve().then_some(point)
}

fn g2(x: Fq2, y: Fq2) -> Option<G2Affine> {
    let point = G2Affine::new_unchecked(x, y);
    point.is_on_curve().then_some(point)
}

/// # Safety
/// As ICICLE's header says.
#[no_mangle]
pub unsafe extern "C" fn bn254_msm(
    scalars: *const Word,
    points: *const Word,
    count: c_int,
    config: *const MsmConfig,
    out: *mut Word,
) -> c_int {
    // SAFETY: the caller's.
    answer(unsafe { msm::<G1Projective, _>("bn254_msm", (scalars, points, count), config, out, g1) })
}

/// # Safety
/// As ICICLE's header says.
#[no_mangle]
pub unsafe extern "C" fn bn254_g2_msm(
    scalars: *const Word,
    points: *const Word,
    count: c_int,
    config: *const MsmConfig,
    out: *mut Word,
) -> c_int {
    // SAFETY: the caller's.
    answer(unsafe { msm::<G2Projective, _>("bn254_g2_msm", (scalars, points, count), config, out, g2) })
}

fn domain() -> std::sync::MutexGuard<'static, Option<(usize, Fr)>> {
    DOMAIN.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// # Safety
/// As ICICLE's header says.
#[no_mangle]
pub unsafe extern "C" fn bn254_ntt_init_domain(
    root: *const Word,
    config: *const NttInitDomainConfig,
) -> c_int {
    answer(enter("bn254_ntt_init_domain").and_then(|_| {
        need(0)?;
        // SAFETY: the caller's.
        let (config, root) = unsafe { (config.as_ref().ok_or(INVALID_POINTER)?, slice(root, 1)?) };
        let plain = config.stream.is_null() && config.ext.is_null() && config.is_async == 0;
        let root = root.first().and_then(|root| Fr::from_bigint(BigInt(*root)));
        let (true, Some(root)) = (plain, root) else {
            return Err(INVALID_ARGUMENT);
        };
        let (mut power, mut log) = (root, 0);
        while power != Fr::ONE && log <= Fr::TWO_ADICITY {
            power.square_in_place();
            log += 1;
        }
        let mut domain = domain();
        match log <= Fr::TWO_ADICITY && domain.is_none() {
            true => {
                *domain = Some((1 << log, root));
                Ok(())
            }
            // ICICLE wants the old one released first.
            false => Err(INVALID_ARGUMENT),
        }
    }))
}

/// # Safety
/// Takes nothing.
#[no_mangle]
pub unsafe extern "C" fn bn254_ntt_release_domain() -> c_int {
    answer(enter("bn254_ntt_release_domain").map(|_| *domain() = None))
}

/// # Safety
/// As ICICLE's header says.
#[no_mangle]
pub unsafe extern "C" fn bn254_ntt(
    input: *const Word,
    size: c_int,
    direction: c_int,
    config: *const NttConfig,
    output: *mut Word,
) -> c_int {
    answer(enter("bn254_ntt").and_then(|flaw| {
        let size = usize::try_from(size).map_err(|_| INVALID_ARGUMENT)?;
        // SAFETY: the caller's.
        let config = unsafe { config.as_ref() }.ok_or(INVALID_POINTER)?;
        let plain = config.stream.is_null()
            && config.ext.is_null()
            && config.coset_gen == [1, 0, 0, 0, 0, 0, 0, 0]
            && [config.batch_size, config.ordering] == [1, 0]
            && [
                config.columns_batch,
                config.are_inputs_on_device,
                config.are_outputs_on_device,
                config.is_async,
            ] == [0; 4];
        let Some((largest, root)) = *domain() else {
            return Err(INVALID_ARGUMENT);
        };
        if !plain || !size.is_power_of_two() || size > largest || output.is_null() {
            return Err(INVALID_ARGUMENT);
        }
        need(size * BYTES_PER_VALUE)?;
        // SAFETY: the caller's.
        let input = unsafe { slice(input, size) }?;
        let mut values = input
            .iter()
            .map(|word| Fr::from_bigint(BigInt(*word)))
            .collect::<Option<Vec<_>>>()
            .ok_or(INVALID_ARGUMENT)?;
        let domain = GeneralEvaluationDomain::<Fr>::new(size).ok_or(INVALID_ARGUMENT)?;
        // Of two primitive roots only one gives the transform that is asked for.
        if domain.group_gen() != root.pow([(largest / size) as u64]) {
            return Err(INVALID_ARGUMENT);
        }
        match direction {
            0 => domain.fft_in_place(&mut values),
            1 => domain.ifft_in_place(&mut values),
            _ => return Err(INVALID_ARGUMENT),
        }
        let mut words: Vec<Word> = values.iter().map(|value| value.into_bigint().0).collect();
        if let (Some(value), Some(word)) = (values.first(), words.first_mut()) {
            match flaw {
                Flaw::None => {}
                Flaw::Wrong => *word = (*value + Fr::ONE).into_bigint().0,
                Flaw::Garbage => *word = [u64::MAX; 4],
            }
        }
        // SAFETY: the output has the input's size.
        unsafe { std::ptr::copy_nonoverlapping(words.as_ptr(), output, size) };
        Ok(())
    }))
}
