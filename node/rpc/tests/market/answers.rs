//! What each method answers.

use crate::node::*;
use serde_json::{json, Value};

/// The best block as the answers have it.
fn best() -> Value {
    json!(format!("{BEST:?}"))
}

#[tokio::test]
async fn categories_should_have_amounts_as_text_when_asked_for() {
    let category = json!({
        "id": 4,
        "system": "groth16Bn254",
        "maxUnits": "1000",
        "provingWindow": 30,
        "rejectionWindow": 10,
        "minDelivered": 3,
        "collateral": { "fixed": "100", "perUnit": "2" },
        "priceFloor": "5",
        "compensationPpm": 200_000,
        "referencePrice": "10",
    });
    assert_eq!(ask("market_categories", json!([])).await, Ok(json!([category])));
}

#[tokio::test]
async fn quote_should_tell_price_wait_and_probability_when_there_is_a_past() {
    let quote = json!({
        "referencePrice": "10",
        "fee": "70",
        "unitBid": "12",
        "clearings": 32,
        "served": 24,
        "probabilityPpm": 750_000,
        "expectedWait": 2,
    });
    assert_eq!(ask("market_quote", json!([4, 7, "12"])).await, Ok(quote.clone()));
    let named = json!({ "category": 4, "units": "7", "unitBid": "12" });
    assert_eq!(ask("market_quote", named).await, Ok(quote));
    let without_bid = ask("market_quote", json!([4, "7"])).await.unwrap();
    assert_eq!(without_bid["unitBid"], json!("10"));
}

#[tokio::test]
async fn depth_should_name_units_and_slots_apart() {
    let depth = ask("market_depth", json!([4, 1])).await.unwrap();
    assert_eq!(
        depth,
        json!({
            "referencePrice": "10",
            "bids": [{ "unitPrice": u128::MAX.to_string(), "requests": 2, "units": "9" }],
            "asks": [{ "unitPrice": "0", "provers": 2, "slots": 9 }],
        })
    );
}

#[tokio::test]
async fn request_should_have_everything_when_it_is_open() {
    let request = json!({
        "id": 7,
        "state": "open",
        "requester": address(REQUESTER),
        "circuit": format!("0x{}", "05".repeat(32)),
        "category": 4,
        "units": u64::MAX.to_string(),
        "bid": "1000",
        "escrow": u128::MAX.to_string(),
        "deposit": "20",
        "griefingDeposit": "30",
        "matchBy": 150,
        "deadline": 190,
        "repricing": { "step": "10", "every": 3, "next": 103 },
        "admitted": [address(0), address(1), address(2)],
        "excluded": [
            { "prover": address(1), "failure": "missed", "reason": null },
            { "prover": address(2), "failure": "rejected", "reason": "hashMismatch" },
        ],
        "job": null,
        "statement": [format!("0x{}", "03".repeat(32)), null],
        "input": { "inline": "0xabcd" },
    });
    assert_eq!(ask("market_request", json!([OPEN])).await, Ok(request));
}

#[tokio::test]
async fn request_should_have_its_job_and_input_when_it_is_assigned() {
    let request = ask("market_request", json!([ASSIGNED])).await.unwrap();
    assert_eq!(
        (&request["state"], &request["job"]["prover"]),
        (&json!("assigned"), &json!(address(0)))
    );
    let input = json!({ "uri": "https://example.org/input", "hash": format!("0x{}", "08".repeat(32)) });
    assert_eq!(request["input"], json!({ "remote": input }));
    assert_eq!(request["bid"], json!(u128::MAX.to_string()));
}

#[tokio::test]
async fn request_should_have_its_uri_in_hexadecimal_when_it_is_no_text() {
    let request = ask("market_request", json!([OPEN + 10])).await.unwrap();
    assert_eq!(request["input"]["remote"]["uri"], json!("0xff"));
}

#[tokio::test]
async fn request_should_say_who_proved_it_when_it_is_fulfilled() {
    let request = json!({
        "id": 9,
        "state": "fulfilled",
        "requester": address(REQUESTER),
        "circuit": format!("0x{}", "05".repeat(32)),
        "prover": address(0),
        "fee": "1100",
        "deposit": "40",
        "fulfilled": 120,
    });
    assert_eq!(ask("market_request", json!([FULFILLED])).await, Ok(request));
}

#[tokio::test]
async fn job_should_have_its_terms_when_somebody_is_at_work() {
    let job = json!({
        "request": 8,
        "circuit": format!("0x{}", "05".repeat(32)),
        "category": 4,
        "units": u64::MAX.to_string(),
        "prover": address(0),
        "requesterUnitPrice": "11",
        "proverUnitPrice": "9",
        "matched": 100,
        "rejectBy": 110,
        "due": 130,
        "collateral": "300",
    });
    assert_eq!(ask("market_job", json!([ASSIGNED])).await, Ok(job.clone()));
    let jobs = json!({ "at": best(), "items": [job], "next": null });
    assert_eq!(ask("market_jobs", json!([address(0)])).await, Ok(jobs));
    let none = json!({ "at": best(), "items": [], "next": null });
    assert_eq!(ask("market_jobs", json!([address(1)])).await, Ok(none));
}

#[tokio::test]
async fn prover_should_have_stake_record_and_offers_when_it_is_registered() {
    let prover = json!({
        "prover": address(0),
        "state": "active",
        "jailedUntil": null,
        "leavingSince": null,
        "slots": 4,
        "jobs": 1,
        "freeSlots": 3,
        "stake": {
            "pool": u128::MAX.to_string(),
            "free": "2",
            "locked": "3",
            "shares": "4",
            "ownShares": "5",
            "own": "6",
            "unbonding": "7",
            "unbondingShares": "8",
            "shortfall": "9",
        },
        "commissionPpm": 50_000,
        "commissionRaised": 50,
        "record": {
            "delivered": 3,
            "missed": 1,
            "rejected": 1,
            "onTimePpm": 750_000,
            "latency": { "p50": 3, "p90": 15, "p99": 15 },
        },
        "inputKey": proofnet_market::input_key::recipient::encode(&[1; 32]),
        "offers": [{ "category": 4, "unitAsk": u128::MAX.to_string() }],
        "categories": [4],
    });
    assert_eq!(ask("market_prover", json!([address(0)])).await, Ok(prover));
}

#[tokio::test]
async fn prover_should_have_no_rates_when_none_of_its_jobs_has_ended() {
    let prover = ask("market_prover", json!([address(5)])).await.unwrap();
    assert_eq!(
        (&prover["record"]["onTimePpm"], &prover["record"]["latency"]),
        (&Value::Null, &Value::Null)
    );
    // The category asks for three deliveries.
    assert_eq!(prover["categories"], json!([]));
}

#[tokio::test]
async fn percentile_should_be_null_when_it_is_beyond_what_is_counted() {
    let prover = ask("market_prover", json!([address(4)])).await.unwrap();
    assert_eq!(
        prover["record"]["latency"],
        json!({ "p50": null, "p90": null, "p99": null })
    );
}

#[tokio::test]
async fn prover_should_say_since_or_until_when_it_takes_no_jobs() {
    let state = |prover: Value| json!([prover["state"], prover["jailedUntil"], prover["leavingSince"]]);
    let expected = [
        json!(["registered", null, null]),
        json!(["jailed", 500, null]),
        json!(["leaving", null, 90]),
    ];
    for (number, expected) in (1..).zip(expected) {
        let prover = ask("market_prover", json!([address(number)])).await.unwrap();
        assert_eq!(state(prover), expected);
    }
}

#[tokio::test]
async fn proof_should_have_its_outputs_when_it_is_kept() {
    let proof = json!({
        "request": 9,
        "requester": address(REQUESTER),
        "prover": address(0),
        "circuit": format!("0x{}", "05".repeat(32)),
        "publicInputs": [format!("0x{}", "01".repeat(32)), format!("0x{}", "02".repeat(32))],
        "outputs": [{ "index": 1, "value": format!("0x{}", "02".repeat(32)) }],
        "proof": format!("0x{}", "06".repeat(256)),
        "fee": "1100",
        "fulfilled": 120,
    });
    assert_eq!(ask("market_proof", json!([FULFILLED])).await, Ok(proof));
}

#[tokio::test]
async fn answer_should_be_null_when_there_is_no_such_thing() {
    let absent = [
        ("market_request", json!([6])),
        ("market_job", json!([OPEN])),
        ("market_job", json!([FULFILLED])),
        ("market_proof", json!([OPEN])),
        ("market_proof", json!([6])),
        ("market_prover", json!([address(PROVERS)])),
    ];
    for (method, params) in absent {
        assert_eq!(
            ask(method, params.clone()).await,
            Ok(Value::Null),
            "{method} {params}"
        );
    }
}
