//! A book with misreports to try on it, decoded from bytes: every byte string is one.

use arbitrary::{Arbitrary, Result, Unstructured};
use proofnet_toda::{Book, Category, Parameters, Prover, Request, Restriction};

/// What one clearing is tested with.
#[derive(Clone, Debug)]
pub struct Case {
    pub book: Book,
    pub parameters: Parameters,
    /// By how many places the lists are turned to test that their order means nothing.
    pub rotation: usize,
    /// The prover (by position) that misreports, and what: its slots divided among these reports.
    pub misreport: Option<(usize, Vec<Prover>)>,
    /// The request (by position) that misreports, and its bid in planck per proving unit.
    pub bid: Option<(usize, u128)>,
}

impl<'a> Arbitrary<'a> for Case {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        // Few different numbers, so that ties are frequent, at one of several magnitudes.
        let scale = *bytes.choose(&[1, 1_000_000, 1 << 64, u128::MAX / 15])?;
        let mut book = Book {
            seed: [bytes.arbitrary::<u8>()?; 32],
            ..Book::default()
        };
        for index in 0..bytes.int_in_range(1..=4)? {
            book.categories.push(category(bytes, scale, 10 * index)?);
        }
        let mask = bytes.arbitrary::<u8>()?;
        for index in 0..bytes.int_in_range(0..=6u8)? {
            let id = index ^ (mask & 7);
            let prover = prover(bytes, scale, &book, id.into())?;
            book.provers.push(prover);
        }
        for index in 0..bytes.int_in_range(0..=14u8)? {
            let request = request(bytes, scale, &book, u64::from(index ^ mask))?;
            book.requests.push(request);
        }
        let parameters = parameters(bytes)?;
        let misreport = misreport(bytes, scale, &book)?;
        let bid = match book.requests.len() {
            0 => None,
            requests => Some((bytes.choose_index(requests)?, amount(bytes, scale)?)),
        };
        let rotation = bytes.arbitrary::<u8>()?.into();
        contradict(bytes, &mut book)?;
        Ok(Self {
            book,
            parameters,
            rotation,
            misreport,
            bid,
        })
    }
}

fn amount(bytes: &mut Unstructured, scale: u128) -> Result<u128> {
    let byte = bytes.arbitrary::<u8>()?;
    let digit = u128::from(byte & 15);
    let round = digit.saturating_mul(scale);
    Ok(match byte >> 4 {
        15 => bytes.arbitrary()?,
        14 => u128::MAX - digit,
        13 => digit,
        12 => round.saturating_add(1),
        11 => round.saturating_sub(1),
        _ => round,
    })
}

fn units(bytes: &mut Unstructured) -> Result<u64> {
    let byte = bytes.arbitrary::<u8>()?;
    let digit = u64::from(byte & 7) + 1;
    Ok(match byte >> 5 {
        7 => bytes.arbitrary::<u64>()?.max(1),
        6 => u64::MAX - digit,
        5 => digit * 1_000_000,
        _ => digit,
    })
}

fn category(bytes: &mut Unstructured, scale: u128, id: u32) -> Result<Category> {
    let has_floor = bytes.ratio(1u8, 4u8)?;
    Ok(Category {
        id,
        reference_price: amount(bytes, scale)?,
        floor: if has_floor { amount(bytes, scale)? } else { 0 },
        nominal_units: units(bytes)?,
    })
}

fn prover(bytes: &mut Unstructured, scale: u128, book: &Book, id: u32) -> Result<Prover> {
    let slots = match bytes.arbitrary::<u8>()? {
        255 => u32::MAX,
        byte => u32::from(byte % 6),
    };
    let served = bytes.arbitrary::<u8>()?;
    let mut asks = Vec::new();
    for (index, category) in book.categories.iter().enumerate() {
        if served >> index & 1 == 0 {
            asks.push((category.id, amount(bytes, scale)?));
        }
    }
    Ok(Prover { id, slots, asks })
}

fn request(bytes: &mut Unstructured, scale: u128, book: &Book, id: u64) -> Result<Request> {
    let units = units(bytes)?;
    let named = |byte: u8| -> Vec<u32> { (0..8).filter(|id| byte >> id & 1 == 1).collect() };
    Ok(Request {
        id,
        category: bytes.choose(&book.categories)?.id,
        units,
        max_fee: amount(bytes, scale)?.saturating_mul(units.into()),
        restriction: match bytes.arbitrary::<u8>()? {
            255 | 253 | 251 => Restriction::Exclude(named(bytes.arbitrary()?)),
            254 | 252 | 250 => Restriction::Only(named(bytes.arbitrary()?)),
            _ => Restriction::None,
        },
    })
}

fn parameters(bytes: &mut Unstructured) -> Result<Parameters> {
    let usual = Parameters::default();
    Ok(match bytes.arbitrary::<u8>()? {
        byte if byte < 192 => usual,
        byte if byte < 224 => Parameters {
            max_restricted: (byte % 4).into(),
            ..usual
        },
        _ => Parameters {
            up: bytes.arbitrary()?,
            down: bytes.arbitrary()?,
            drift: bytes.arbitrary()?,
            reserve: bytes.arbitrary()?,
            ..usual
        },
    })
}

/// Other asks, some of the slots, and perhaps further accounts that offer the rest of them.
fn misreport(bytes: &mut Unstructured, scale: u128, book: &Book) -> Result<Option<(usize, Vec<Prover>)>> {
    if book.provers.is_empty() {
        return Ok(None);
    }
    let position = bytes.choose_index(book.provers.len())?;
    let truth = &book.provers[position];
    let mut left = truth.slots;
    let mut reports = Vec::new();
    for account in 0..bytes.int_in_range(1..=3)? {
        let slots = bytes.int_in_range(0..=left)?;
        left -= slots;
        let mut asks = truth.asks.clone();
        for (_, ask) in &mut asks {
            *ask = amount(bytes, scale)?;
        }
        if bytes.ratio(1u8, 8u8)? {
            asks.pop();
        }
        let id = if account == 0 { truth.id } else { 1_000 + account };
        reports.push(Prover { id, slots, asks });
    }
    Ok(Some((position, reports)))
}

/// Sometimes makes the book contradict itself.
fn contradict(bytes: &mut Unstructured, book: &mut Book) -> Result<()> {
    match bytes.arbitrary::<u8>()? {
        255 => book.categories.extend(book.categories.first().cloned()),
        254 => book.requests.extend(book.requests.first().cloned()),
        253 => book.provers.extend(book.provers.last().cloned()),
        252 => book.categories[0].nominal_units = 0,
        251 => book
            .requests
            .iter_mut()
            .take(1)
            .for_each(|request| request.units = 0),
        250 => book
            .requests
            .iter_mut()
            .take(1)
            .for_each(|request| request.category = 99),
        249 => book
            .provers
            .iter_mut()
            .take(1)
            .for_each(|prover| prover.asks.push((99, 0))),
        248 => book
            .provers
            .iter_mut()
            .take(1)
            .for_each(|prover| prover.asks.extend(prover.asks.first().copied())),
        _ => (),
    }
    Ok(())
}
