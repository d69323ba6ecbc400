//! What our pallets keep in storage, described down to the primitive types and compared with the description of their storage
//! version. A change that forgets version or migration does not pass.

use crate::{Market, Provers, Verifier};
use frame_support::traits::{GetStorageVersion, PalletInfoAccess};
use scale_info::{form::MetaForm, Field, MetaType, TypeDef};
use std::{fmt::Write, fs, path::PathBuf};

/// Set to write the descriptions anew: for a new storage version, with its migration.
const REWRITE: &str = "PROOFNET_WRITE_STORAGE";

/// A type by its structure, so that what has another name and the same encoding is the same.
fn structure(of: &MetaType) -> String {
    let info = of.type_info();
    let all = |types: &[MetaType]| types.iter().map(structure).collect::<Vec<_>>().join(", ");
    match &info.type_def {
        TypeDef::Composite(composite) => fields(&composite.fields),
        TypeDef::Variant(variant) => {
            let variants = variant
                .variants
                .iter()
                .map(|variant| format!("{} {} {}", variant.index, variant.name, fields(&variant.fields)));
            let variants: Vec<String> = variants.map(|variant| variant.trim_end().into()).collect();
            format!("<{}>", variants.join(" | "))
        }
        TypeDef::Sequence(sequence) => format!("[{}]", structure(&sequence.type_param)),
        TypeDef::Array(array) => format!("[{}; {}]", structure(&array.type_param), array.len),
        TypeDef::Tuple(tuple) => format!("({})", all(&tuple.fields)),
        TypeDef::Primitive(primitive) => format!("{primitive:?}").to_lowercase(),
        TypeDef::Compact(compact) => format!("compact {}", structure(&compact.type_param)),
        TypeDef::BitSequence(_) => "bits".into(),
    }
}

fn fields(fields: &[Field<MetaForm>]) -> String {
    match fields {
        [] => String::new(),
        [only] if only.name.is_none() => structure(&only.ty),
        _ => {
            let field = |field: &Field<MetaForm>| match field.name {
                Some(name) => format!("{name}: {}", structure(&field.ty)),
                None => structure(&field.ty),
            };
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
    }
}

macro_rules! description {
    ($pallet:ty) => {{
        use sp_metadata_ir::StorageEntryTypeIR::{Map, Plain};
        let metadata = <$pallet>::storage_metadata();
        let mut text = String::new();
        for entry in metadata.entries {
            let (key, value) = match entry.ty {
                Plain(value) => (String::new(), value),
                Map { hashers, key, value } => (format!("{hashers:?} {} -> ", structure(&key)), value),
            };
            let name = entry.name;
            writeln!(text, "{name} ({:?}): {key}{}", entry.modifier, structure(&value)).unwrap();
        }
        text
    }};
}

fn check(pallet: &str, version: frame_support::traits::StorageVersion, description: &str) {
    let version: u16 = codec::Decode::decode(&mut &codec::Encode::encode(&version)[..]).unwrap();
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("src/tests/storage")
        .join(format!("{}-{version}.txt", pallet.to_lowercase()));
    if std::env::var_os(REWRITE).is_some() {
        fs::write(&file, description).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        expected == description,
        "{pallet} stores something else than {} says. Once its version {version} is released: raise it, write the migration, and \
         describe the new version by running this test with {REWRITE}=1. It stores now:\n{description}",
        file.display(),
    );
}

#[test]
fn storage_should_be_that_of_its_version_when_described() {
    check(
        Verifier::name(),
        Verifier::in_code_storage_version(),
        &description!(Verifier),
    );
    check(
        Provers::name(),
        Provers::in_code_storage_version(),
        &description!(Provers),
    );
    check(
        Market::name(),
        Market::in_code_storage_version(),
        &description!(Market),
    );
}
