//! A book of orders as JSON.

use crate::{amount::Amount, parameter_fields::ParameterFields};
use proofnet_toda::{Book, Category, Parameters, Prover, Request, Restriction};
use serde::{
    de::{Error, MapAccess, Unexpected, Visitor},
    Deserialize, Deserializer, Serialize, Serializer,
};
use std::fmt;

/// A book, and the parameters to clear it under.
///
/// ```
/// use proofnet_lab::book_file::BookFile;
///
/// let file = BookFile::from_json(br#"{
///     "categories": [{"id": 0, "reference_price": "120", "floor": "1", "nominal_units": 4}],
///     "requests": [
///         {"id": 0, "category": 0, "units": 3, "max_fee": "700"},
///         {"id": 1, "category": 0, "units": 4, "max_fee": "500", "exclude": [7]}
///     ],
///     "provers": [{"id": 0, "slots": 2, "asks": {"0": "95"}}],
///     "seed": "0x0101010101010101010101010101010101010101010101010101010101010101",
///     "parameters": {"drift": 10000}
/// }"#)?;
/// assert_eq!(file.book.provers[0].asks, [(0, 95)]);
/// assert_eq!(file.parameters.drift, 10_000);
/// # Ok::<(), proofnet_lab::book_file::BookFileError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFile {
    /// The orders.
    pub book: Book,
    /// What governance decides. Those that a file does not state have their defaults.
    pub parameters: Parameters,
}

/// Why a text is no book. Both name the field at fault, and the line.
#[derive(Debug, thiserror::Error)]
pub enum BookFileError {
    /// The text as a whole is at fault: it is no JSON, or a field of the outermost object is missing.
    #[error("{0}")]
    Whole(serde_json::Error),
    /// One field is at fault.
    #[error("{path}: {error}")]
    Field {
        /// Where in the book, such as `provers[0].asks.0`.
        path: String,
        /// What is wrong with it.
        error: serde_json::Error,
    },
}

impl BookFile {
    /// Reads a book from JSON.
    ///
    /// Whether its orders fit together is for [`proofnet_toda::clear`] to say.
    ///
    /// # Errors
    /// A [`BookFileError`] that names the first field that is missing, unknown or of the wrong shape.
    pub fn from_json(json: &[u8]) -> Result<Self, BookFileError> {
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let file: FileFields = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            let path = error.path().to_string();
            let error = error.into_inner();
            match path.as_str() {
                "." => BookFileError::Whole(error),
                _ => BookFileError::Field { path, error },
            }
        })?;
        deserializer.end().map_err(BookFileError::Whole)?;
        Ok(file.into())
    }

    /// Writes the book as JSON, from which [`BookFile::from_json`] gives the same book.
    ///
    /// # Errors
    /// None that this type can bring about; the writer's are passed on.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(&FileFields::from(self))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "book", expecting = "a book: a JSON object", deny_unknown_fields)]
struct FileFields {
    categories: Vec<CategoryFields>,
    requests: Vec<RequestFields>,
    provers: Vec<ProverFields>,
    seed: Seed,
    #[serde(default, with = "ParameterFields")]
    parameters: Parameters,
}

impl From<FileFields> for BookFile {
    fn from(file: FileFields) -> Self {
        Self {
            book: Book {
                categories: file.categories.into_iter().map(Category::from).collect(),
                requests: file.requests.into_iter().map(|request| request.0).collect(),
                provers: file.provers.into_iter().map(Prover::from).collect(),
                seed: file.seed.0,
            },
            parameters: file.parameters,
        }
    }
}

impl From<&BookFile> for FileFields {
    fn from(file: &BookFile) -> Self {
        let book = &file.book;
        Self {
            categories: book.categories.iter().map(CategoryFields::from).collect(),
            requests: book.requests.iter().cloned().map(RequestFields).collect(),
            provers: book.provers.iter().map(ProverFields::from).collect(),
            seed: Seed(book.seed),
            parameters: file.parameters,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(expecting = "a category: a JSON object", deny_unknown_fields)]
struct CategoryFields {
    id: u32,
    reference_price: Amount,
    floor: Amount,
    nominal_units: u64,
}

impl From<CategoryFields> for Category {
    fn from(category: CategoryFields) -> Self {
        Self {
            id: category.id,
            reference_price: category.reference_price.0,
            floor: category.floor.0,
            nominal_units: category.nominal_units,
        }
    }
}

impl From<&Category> for CategoryFields {
    fn from(category: &Category) -> Self {
        Self {
            id: category.id,
            reference_price: Amount(category.reference_price),
            floor: Amount(category.floor),
            nominal_units: category.nominal_units,
        }
    }
}

/// A request, of which JSON states at most one restriction.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "StatedRequest", into = "StatedRequest")]
struct RequestFields(Request);

#[derive(Serialize, Deserialize)]
#[serde(expecting = "a request: a JSON object", deny_unknown_fields)]
struct StatedRequest {
    id: u64,
    category: u32,
    units: u64,
    max_fee: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclude: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    only: Option<Vec<u32>>,
}

#[derive(Debug, thiserror::Error)]
#[error("both `exclude` and `only` are stated: keep one of them")]
struct TwoRestrictions;

impl TryFrom<StatedRequest> for RequestFields {
    type Error = TwoRestrictions;

    fn try_from(request: StatedRequest) -> Result<Self, TwoRestrictions> {
        let restriction = match (request.exclude, request.only) {
            (None, None) => Restriction::None,
            (Some(excluded), None) => Restriction::Exclude(excluded),
            (None, Some(admitted)) => Restriction::Only(admitted),
            (Some(_), Some(_)) => return Err(TwoRestrictions),
        };
        Ok(Self(Request {
            id: request.id,
            category: request.category,
            units: request.units,
            max_fee: request.max_fee.0,
            restriction,
        }))
    }
}

impl From<RequestFields> for StatedRequest {
    fn from(RequestFields(request): RequestFields) -> Self {
        let (exclude, only) = match request.restriction {
            Restriction::None => (None, None),
            Restriction::Exclude(excluded) => (Some(excluded), None),
            Restriction::Only(admitted) => (None, Some(admitted)),
        };
        Self {
            id: request.id,
            category: request.category,
            units: request.units,
            max_fee: Amount(request.max_fee),
            exclude,
            only,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(expecting = "a prover: a JSON object", deny_unknown_fields)]
struct ProverFields {
    id: u32,
    slots: u32,
    asks: Asks,
}

impl From<ProverFields> for Prover {
    fn from(prover: ProverFields) -> Self {
        Self {
            id: prover.id,
            slots: prover.slots,
            asks: prover.asks.0,
        }
    }
}

impl From<&Prover> for ProverFields {
    fn from(prover: &Prover) -> Self {
        Self {
            id: prover.id,
            slots: prover.slots,
            asks: Asks(prover.asks.clone()),
        }
    }
}

/// Unit asks by category. Not a map, which would keep one of two asks for a category without a word.
struct Asks(Vec<(u32, u128)>);

impl Serialize for Asks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(category, ask)| (category, Amount(*ask))))
    }
}

impl<'de> Deserialize<'de> for Asks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AsksByCategory)
    }
}

struct AsksByCategory;

impl<'de> Visitor<'de> for AsksByCategory {
    type Value = Asks;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of unit asks by category, such as {\"0\": \"95\"}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Asks, A::Error> {
        let mut asks = Vec::new();
        while let Some((category, Amount(ask))) = map.next_entry()? {
            asks.push((category, ask));
        }
        Ok(Asks(asks))
    }
}

/// 32 bytes in hexadecimal.
struct Seed([u8; 32]);

impl Serialize for Seed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("0x{}", hex::encode(self.0)))
    }
}

impl<'de> Deserialize<'de> for Seed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(SeedDigits)
    }
}

struct SeedDigits;

impl Visitor<'_> for SeedDigits {
    type Value = Seed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("32 bytes: a string of 0x and 64 hexadecimal digits")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Seed, E> {
        let mut seed = [0; 32];
        let digits = text.strip_prefix("0x").unwrap_or(text);
        match hex::decode_to_slice(digits, &mut seed) {
            Ok(()) => Ok(Seed(seed)),
            Err(_) => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    fn restriction() -> impl Strategy<Value = Restriction> {
        prop_oneof![
            Just(Restriction::None),
            vec(any::<u32>(), 0..4).prop_map(Restriction::Exclude),
            vec(any::<u32>(), 0..4).prop_map(Restriction::Only),
        ]
    }

    fn category() -> impl Strategy<Value = Category> {
        (any::<u32>(), any::<u128>(), any::<u128>(), any::<u64>()).prop_map(
            |(id, reference_price, floor, nominal_units)| Category {
                id,
                reference_price,
                floor,
                nominal_units,
            },
        )
    }

    fn request() -> impl Strategy<Value = Request> {
        (
            any::<u64>(),
            any::<u32>(),
            any::<u64>(),
            any::<u128>(),
            restriction(),
        )
            .prop_map(|(id, category, units, max_fee, restriction)| Request {
                id,
                category,
                units,
                max_fee,
                restriction,
            })
    }

    fn prover() -> impl Strategy<Value = Prover> {
        // Few categories, so that some are asked for twice.
        (any::<u32>(), any::<u32>(), vec((0u32..8, any::<u128>()), 0..5))
            .prop_map(|(id, slots, asks)| Prover { id, slots, asks })
    }

    fn parameters() -> impl Strategy<Value = Parameters> {
        any::<[u32; 5]>().prop_map(|[up, down, drift, reserve, max_restricted]| Parameters {
            up,
            down,
            drift,
            reserve,
            max_restricted,
        })
    }

    fn file() -> impl Strategy<Value = BookFile> {
        (
            vec(category(), 0..4),
            vec(request(), 0..6),
            vec(prover(), 0..4),
            any::<[u8; 32]>(),
            parameters(),
        )
            .prop_map(|(categories, requests, provers, seed, parameters)| BookFile {
                book: Book {
                    categories,
                    requests,
                    provers,
                    seed,
                },
                parameters,
            })
    }

    proptest! {
        #[test]
        fn book_should_be_the_same_when_written_and_read_again(file in file()) {
            let json = file.to_json().unwrap();
            prop_assert_eq!(BookFile::from_json(json.as_bytes()).unwrap(), file);
        }

        #[test]
        fn book_should_be_read_or_refused_without_panic_when_a_byte_of_it_is_changed(
            file in file(),
            position in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut json = file.to_json().unwrap().into_bytes();
            let position = position.index(json.len());
            json[position] = byte;
            match BookFile::from_json(&json) {
                // Whatever was understood is what would be written.
                Ok(read) => {
                    let again = BookFile::from_json(read.to_json().unwrap().as_bytes()).unwrap();
                    prop_assert_eq!(again, read);
                }
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn parameters_should_have_their_defaults_when_the_file_states_none() {
        let json = r#"{"categories": [], "requests": [], "provers": [], "seed": "SEED"}"#
            .replace("SEED", &"00".repeat(32));
        let file = BookFile::from_json(json.as_bytes()).unwrap();
        assert_eq!(file.parameters, Parameters::default());
    }
}
