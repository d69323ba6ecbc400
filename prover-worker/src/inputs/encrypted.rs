//! Inputs that are encrypted to the worker, as files of [age](https://age-encryption.org).
//!
//! A key file is what `age-keygen` writes: lines with secret keys, and comments. With several keys, what was encrypted to an
//! older one can still be opened.

use super::FetchError;
use age::{armor::ArmoredReader, secrecy::ExposeSecret, x25519::Identity, DecryptError, Decryptor};
use std::{fmt, io::Read, sync::Arc};

/// How files of age begin, in binary and as text.
const BINARY: &[u8] = b"age-encryption.org/v1\n";
const ARMORED: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// Secret keys that open inputs.
#[derive(Clone)]
pub struct InputKeys(Arc<Vec<Identity>>);

impl fmt::Debug for InputKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InputKeys").field(&self.public()).finish()
    }
}

impl InputKeys {
    /// Reads a key file. The error does not repeat what is in it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let lines = text.lines().map(str::trim).zip(1u32..);
        let keys: Vec<_> = lines
            .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
            .map(|(line, number)| {
                line.parse::<Identity>().map_err(|_| {
                    format!("line {number} is no secret key of age: expected AGE-SECRET-KEY-1...")
                })
            })
            .collect::<Result<_, _>>()?;
        match keys.is_empty() {
            true => Err("holds no secret key of age: `prover-worker input-key generate` makes one".into()),
            false => Ok(Self(Arc::new(keys))),
        }
    }

    /// The text of a key file with a new key.
    pub fn generate() -> String {
        let key = Identity::generate();
        let secret = key.to_string();
        format!("# public key: {}\n{}\n", key.to_public(), secret.expose_secret())
    }

    /// The public keys, to which requesters encrypt.
    pub fn public(&self) -> Vec<String> {
        self.0.iter().map(|key| key.to_public().to_string()).collect()
    }
}

/// Whether `bytes` are a file of age.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.starts_with(BINARY) || bytes.starts_with(ARMORED)
}

/// What is inside of `bytes`, at most `max` bytes.
pub(super) fn open(keys: Option<&InputKeys>, bytes: &[u8], max: usize) -> Result<Vec<u8>, FetchError> {
    let closed = |reason: String| FetchError::Encrypted(reason);
    let keys = keys.ok_or_else(|| closed("there is no key to open it: set inputs.key_file".into()))?;
    let refused = |error: DecryptError| match error {
        DecryptError::NoMatchingKeys => closed("to none of the keys in inputs.key_file".into()),
        error => closed(format!("cannot be opened: {error}")),
    };
    let decryptor = Decryptor::new_buffered(ArmoredReader::new(bytes)).map_err(refused)?;
    let identities = keys.0.iter().map(|key| key as &dyn age::Identity);
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut reader = decryptor.decrypt(identities).map_err(refused)?.take(limit);
    let mut inside = Vec::new();
    reader
        .read_to_end(&mut inside)
        .map_err(|error| closed(format!("was altered, or is cut off: {error}")))?;
    match inside.len() > max {
        true => Err(FetchError::TooLarge { max }),
        false => Ok(inside),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::{x25519::Recipient, Encryptor};
    use std::io::Write;

    fn keys() -> InputKeys {
        InputKeys::parse(&InputKeys::generate()).unwrap()
    }

    fn recipient(keys: &InputKeys) -> Recipient {
        keys.public()[0].parse().unwrap()
    }

    fn encrypted(keys: &InputKeys, inside: &[u8]) -> Vec<u8> {
        age::encrypt(&recipient(keys), inside).unwrap()
    }

    fn reason(result: Result<Vec<u8>, FetchError>) -> String {
        match result {
            Err(FetchError::Encrypted(reason)) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn input_should_be_opened_when_it_is_for_the_key() {
        let keys = keys();
        let file = encrypted(&keys, b"inside");
        assert!(is_encrypted(&file));
        assert_eq!(open(Some(&keys), &file, 100).unwrap(), b"inside");
    }

    #[test]
    fn input_should_be_opened_when_it_is_text() {
        let keys = keys();
        let file = age::encrypt_and_armor(&recipient(&keys), b"inside").unwrap();
        assert!(is_encrypted(file.as_bytes()));
        assert_eq!(open(Some(&keys), file.as_bytes(), 100).unwrap(), b"inside");
    }

    #[test]
    fn input_should_be_opened_when_it_is_for_several_provers() {
        let (ours, other) = (keys(), keys());
        let recipients = [recipient(&other), recipient(&ours)];
        let recipients = recipients
            .iter()
            .map(|recipient| recipient as &dyn age::Recipient);
        let mut file = Vec::new();
        let mut writer = Encryptor::with_recipients(recipients)
            .unwrap()
            .wrap_output(&mut file)
            .unwrap();
        writer.write_all(b"inside").unwrap();
        writer.finish().unwrap();
        assert_eq!(open(Some(&ours), &file, 100).unwrap(), b"inside");
    }

    #[test]
    fn input_should_be_opened_when_it_is_for_an_older_key_of_the_file() {
        let (older, newer) = (InputKeys::generate(), InputKeys::generate());
        let file = encrypted(&InputKeys::parse(&older).unwrap(), b"inside");
        let both = InputKeys::parse(&format!("{newer}\n{older}")).unwrap();
        assert_eq!(open(Some(&both), &file, 100).unwrap(), b"inside");
    }

    #[test]
    fn input_should_stay_closed_when_it_is_for_another_key() {
        let file = encrypted(&keys(), b"inside");
        assert!(reason(open(Some(&keys()), &file, 100)).contains("none of the keys"));
    }

    #[test]
    fn input_should_stay_closed_when_there_is_no_key() {
        let file = encrypted(&keys(), b"inside");
        assert!(reason(open(None, &file, 100)).contains("inputs.key_file"));
    }

    #[test]
    fn input_should_stay_closed_when_it_is_for_a_passphrase() {
        let encryptor = Encryptor::with_user_passphrase("phrase".to_owned().into());
        let mut file = Vec::new();
        let mut writer = encryptor.wrap_output(&mut file).unwrap();
        writer.write_all(b"inside").unwrap();
        writer.finish().unwrap();
        assert!(matches!(
            open(Some(&keys()), &file, 100),
            Err(FetchError::Encrypted(_))
        ));
    }

    #[test]
    fn input_should_be_refused_when_any_byte_is_altered() {
        let keys = keys();
        let file = encrypted(&keys, b"inside");
        for index in BINARY.len()..file.len() {
            let mut altered = file.clone();
            altered[index] ^= 1;
            assert!(open(Some(&keys), &altered, 100).is_err(), "byte {index}");
        }
    }

    #[test]
    fn input_should_be_refused_when_it_is_cut_off_anywhere() {
        let keys = keys();
        let file = encrypted(&keys, b"inside");
        for length in BINARY.len()..file.len() {
            assert!(open(Some(&keys), &file[..length], 100).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn input_should_be_refused_when_more_is_inside_than_the_limit() {
        let keys = keys();
        let file = encrypted(&keys, &[7; 200_000]);
        assert!(matches!(
            open(Some(&keys), &file, 199_999),
            Err(FetchError::TooLarge { max: 199_999 })
        ));
        assert_eq!(open(Some(&keys), &file, 200_000).unwrap().len(), 200_000);
    }

    #[test]
    fn key_file_should_be_refused_without_repeating_it_when_it_holds_something_else() {
        let error = InputKeys::parse("# comment\n\nAGE-SECRET-KEY-1NOTAKEY").unwrap_err();
        assert!(error.contains("line 3") && !error.contains("NOTAKEY"), "{error}");
        assert!(InputKeys::parse("# comment\n").is_err());
    }

    #[test]
    fn keys_should_not_show_secrets_when_printed() {
        let text = InputKeys::generate();
        let shown = format!("{:?}", InputKeys::parse(&text).unwrap());
        assert!(shown.contains("age1") && !shown.contains("SECRET"), "{shown}");
    }

    #[test]
    fn json_should_not_be_taken_for_encrypted_when_it_mentions_age() {
        assert!(!is_encrypted(br#"{"age": 7}"#));
        assert!(!is_encrypted(b""));
    }
}
