//! Pages, limits and what is refused.

use crate::node::*;
use proofnet_market::{MAX_LEVELS, MAX_PAGE};
use serde_json::{json, Value};

/// All items of a list, read in pages of `limit` at one block.
async fn read(method: &str, first: Option<Value>, limit: u32) -> Vec<Value> {
    let (mut items, mut after, mut at) = (vec![], Value::Null, Value::Null);
    loop {
        let mut params: Vec<Value> = first.iter().cloned().collect();
        params.extend([after, json!(limit), at]);
        let page = ask(method, json!(params)).await.unwrap();
        let found = page["items"].as_array().unwrap();
        assert!(found.len() <= limit as usize);
        items.extend(found.iter().cloned());
        (after, at) = (page["next"].clone(), page["at"].clone());
        if after.is_null() {
            return items;
        }
    }
}

#[tokio::test]
async fn pages_should_have_everything_once_when_read_to_the_end() {
    for limit in [1, 7, MAX_PAGE] {
        let filter = json!({ "requester": address(REQUESTER) });
        let requests = read("market_requests", Some(filter), limit).await;
        let ids: Vec<_> = requests
            .iter()
            .map(|request| request["id"].as_u64().unwrap())
            .collect();
        let expected: Vec<_> = (OPEN..LISTED).filter(|id| *id != FULFILLED).collect();
        assert_eq!(ids, expected, "pages of {limit}");

        let provers = read("market_provers", None, limit).await;
        let accounts: Vec<_> = provers.iter().map(|prover| prover["prover"].clone()).collect();
        let expected: Vec<_> = (0..PROVERS).map(|number| json!(address(number))).collect();
        assert_eq!(accounts, expected, "pages of {limit}");
    }
}

#[tokio::test]
async fn requests_should_be_the_open_ones_when_a_category_is_named() {
    let requests = read("market_requests", Some(json!({ "category": CATEGORY })), MAX_PAGE).await;
    assert_eq!(requests.len() as u64, LISTED - OPEN - 2);
    assert!(requests
        .iter()
        .all(|request| request["state"] == "open" && request.get("input").is_none()));
    assert!(read(
        "market_requests",
        Some(json!({ "category": CATEGORY + 1 })),
        MAX_PAGE
    )
    .await
    .is_empty());
}

#[tokio::test]
async fn limit_should_be_refused_with_the_maximum_when_it_is_out_of_range() {
    let filter = json!({ "category": CATEGORY });
    for limit in [0, MAX_PAGE + 1, u32::MAX] {
        let expected = (
            20_003,
            format!("limit {limit}: from 1 to {MAX_PAGE} are allowed"),
            json!({ "max": MAX_PAGE }),
        );
        assert_eq!(
            refusal("market_requests", json!([filter, null, limit])).await,
            expected
        );
        assert_eq!(
            refusal("market_jobs", json!([address(0), null, limit])).await,
            expected
        );
        assert_eq!(refusal("market_provers", json!([null, limit])).await, expected);
    }
    for levels in [0, MAX_LEVELS + 1] {
        let (code, _, data) = refusal("market_depth", json!([CATEGORY, levels])).await;
        assert_eq!((code, data), (20_003, json!({ "max": MAX_LEVELS })));
    }
}

#[tokio::test]
async fn page_should_have_the_default_size_when_no_limit_is_named() {
    let page = ask("market_provers", json!([])).await.unwrap();
    assert_eq!(
        page["items"].as_array().unwrap().len(),
        proofnet_rpc::DEFAULT_LIMIT as usize
    );
    let depth = ask("market_depth", json!([CATEGORY])).await.unwrap();
    assert_eq!(
        depth["bids"].as_array().unwrap().len(),
        proofnet_rpc::DEFAULT_LIMIT as usize
    );
}

#[tokio::test]
async fn block_should_be_refused_when_the_node_does_not_know_it() {
    let unknown = format!("0x{}", "09".repeat(32));
    let calls = [
        ("market_categories", json!([unknown])),
        ("market_quote", json!([CATEGORY, 7, null, unknown])),
        ("market_depth", json!([CATEGORY, 1, unknown])),
        ("market_request", json!([OPEN, unknown])),
        (
            "market_requests",
            json!([{ "category": CATEGORY }, null, null, unknown]),
        ),
        ("market_job", json!([OPEN, unknown])),
        ("market_jobs", json!([address(0), null, null, unknown])),
        ("market_prover", json!([address(0), unknown])),
        ("market_provers", json!([null, null, unknown])),
        ("market_proof", json!([OPEN, unknown])),
    ];
    let mut tried: Vec<_> = calls.iter().map(|(method, _)| *method).collect();
    tried.sort_unstable();
    assert_eq!(tried, methods());
    for (method, params) in calls {
        let (code, message, _) = refusal(method, params).await;
        assert_eq!(code, 20_001, "{method}");
        assert!(message.contains(&unknown), "{method}: {message}");
    }
}

#[tokio::test]
async fn block_should_be_read_when_it_is_named() {
    let genesis = format!("{GENESIS:?}");
    let page = ask("market_provers", json!([null, 1, genesis])).await.unwrap();
    assert_eq!(page["at"], json!(genesis));
    let page = ask("market_provers", json!([null, 1])).await.unwrap();
    assert_eq!(page["at"], json!(format!("{BEST:?}")));
}

#[tokio::test]
async fn failure_of_the_runtime_should_be_told_when_it_cannot_be_called() {
    let (code, message, _) = refusal("market_categories", json!([format!("{BROKEN:?}")])).await;
    assert_eq!(code, 20_006);
    assert!(message.ends_with("state already discarded"), "{message}");
}

#[tokio::test]
async fn quote_should_be_refused_for_its_reason_when_there_is_none() {
    let unknown = (
        20_004,
        "there is no category 5: market_categories tells which there are".into(),
        Value::Null,
    );
    assert_eq!(refusal("market_quote", json!([5, 7])).await, unknown);
    assert_eq!(refusal("market_depth", json!([5])).await, unknown);
    for units in [0, 1_001] {
        let expected = (
            20_005,
            format!("{units} proving units: category 4 takes from 1 to 1000"),
            json!({ "max": "1000" }),
        );
        assert_eq!(refusal("market_quote", json!([4, units])).await, expected);
    }
}

#[tokio::test]
async fn parameters_should_be_refused_when_they_are_malformed() {
    let calls = [
        ("market_quote", json!([])),
        ("market_quote", json!([4, -1])),
        ("market_quote", json!([4, "seven"])),
        ("market_quote", json!([4, "18446744073709551616"])),
        ("market_quote", json!([4, 7, 1.5])),
        ("market_request", json!(["x"])),
        ("market_request", json!([OPEN, "0x00"])),
        ("market_requests", json!([{ "colour": 1 }])),
        (
            "market_requests",
            json!([{ "category": 1, "requester": address(0) }]),
        ),
        ("market_requests", json!([null])),
        ("market_jobs", json!(["5Grw"])),
        ("market_prover", json!([format!("0x{}", "00".repeat(32))])),
    ];
    for (method, params) in calls {
        let (code, ..) = refusal(method, params.clone()).await;
        assert_eq!(code, -32_602, "{method} {params}");
    }
}
