//! What the first state of a new network is made of.

use super::rules::Checked;
use proofnet_runtime::{AccountId, Balance, SessionKeys};
use serde_json::{json, Map, Value};
use sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET;

/// Parts of the genesis that follow from validators and holders.
const OWN: &[&str] = &["balances", "session", "staking", "babe", "grandpa"];
/// Parts of the preset that are for trying out only: accounts and keys that anybody has, and a fast pace.
const OF_THE_PRESET: &[&str] = &["balances", "session", "pace"];

/// The difference to the runtime's default genesis: what the preset `local` has beside its keys, `checked`, and over whatever else
/// there is `others`.
///
/// # Errors
/// `others` has a part that follows from validators and holders.
pub fn patch(checked: &Checked, others: &Map<String, Value>) -> Result<Value, String> {
    if let Some(name) = others.keys().find(|name| OWN.contains(&name.as_str())) {
        return Err(format!(
            "`genesis.{name}` follows from validators and holders: leave it out"
        ));
    }
    let mut patch = without_keys()?;
    let balances: Vec<(&AccountId, &Balance)> = checked.balances.iter().collect();
    let keys: Vec<(&AccountId, &AccountId, &SessionKeys)> = checked
        .validators
        .iter()
        .map(|validator| (&validator.account, &validator.account, &validator.keys))
        .collect();
    let stakers: Vec<Value> = checked
        .validators
        .iter()
        .map(|validator| json!([validator.account, validator.account, validator.stake, "Validator"]))
        .collect();
    merge(
        &mut patch,
        &json!({
            "balances": { "balances": balances },
            "session": { "keys": keys },
            "staking": {
                "validatorCount": checked.validators.len(),
                "stakers": stakers,
            },
        }),
    );
    merge(&mut patch, &Value::Object(others.clone()));
    Ok(patch)
}

/// The rules of market, BABE and staking, as the preset has them.
fn without_keys() -> Result<Value, String> {
    let preset = proofnet_runtime::genesis::get_preset(&LOCAL_TESTNET_RUNTIME_PRESET.into());
    let preset = preset.ok_or("the runtime has no preset `local`")?;
    let mut parts: Map<String, Value> = serde_json::from_slice(&preset).map_err(|error| error.to_string())?;
    for part in OF_THE_PRESET {
        parts.remove(*part);
    }
    Ok(Value::Object(parts))
}

/// Puts `over` over `under`, object by object.
fn merge(under: &mut Value, over: &Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                merge(under.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_should_take_the_place_of_the_same_name_only_when_merged() {
        let mut under = json!({ "a": { "b": 1, "c": [1, 2] }, "d": 3 });
        merge(&mut under, &json!({ "a": { "c": [4] }, "e": {} }));
        assert_eq!(under, json!({ "a": { "b": 1, "c": [4] }, "d": 3, "e": {} }));
    }

    #[test]
    fn genesis_should_have_no_account_of_the_preset_when_made_for_others() {
        use sp_core::crypto::Ss58Codec;
        let checked = Checked {
            validators: Vec::new(),
            balances: Default::default(),
            boot_nodes: Vec::new(),
            issuance: 0,
        };
        let text = patch(&checked, &Map::new())
            .map(|patch| patch.to_string())
            .unwrap_or_default();
        assert!(text.contains("categories"), "{text}");
        for key in sp_keyring::Sr25519Keyring::iter() {
            let prefix = proofnet_runtime::currency::SS58_PREFIX.into();
            assert!(
                !text.contains(&key.to_account_id().to_ss58check_with_version(prefix)),
                "{text}"
            );
            assert!(!text.contains(&key.to_account_id().to_ss58check()), "{text}");
        }
    }

    #[test]
    fn genesis_should_be_refused_when_it_names_what_follows_from_validators() {
        let checked = Checked {
            validators: Vec::new(),
            balances: Default::default(),
            boot_nodes: Vec::new(),
            issuance: 0,
        };
        for name in OWN {
            let others = Map::from_iter([(name.to_string(), json!({}))]);
            assert!(patch(&checked, &others).is_err());
        }
        assert!(patch(&checked, &Map::new()).is_ok());
    }
}
