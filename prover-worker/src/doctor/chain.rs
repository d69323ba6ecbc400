//! The node, and what the chain has of prover, key, offers and circuits.

use super::{input_key::input_key, stake, Finding};
use crate::{
    chain::{CategoryView, ChainError, Client, Health, MarketTerms},
    config::Config,
    economics::{Ask, Market, Policy},
    inputs::InputKeys,
    registry::Registry,
};
use proofnet_market::{CircuitId, CircuitInfo};
use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use subxt::utils::AccountId32;

/// A best block may be this old before something stands still.
const OLDEST_HEAD: Duration = Duration::from_secs(60);
/// Clocks may differ by this.
const SKEW: Duration = Duration::from_secs(2);
/// Blocks between the best and the finalized one that are nothing to speak of.
const FINALITY_LAG: u32 = 50;

/// What the node says of itself.
pub async fn node(client: &Client) -> Result<Vec<Finding>, ChainError> {
    let health = client.health().await?;
    let version = client.runtime_version().await?;
    Ok(vec![
        sync(&health),
        clock(health.timestamp, millis_now(), health.is_syncing),
        runtime(&version.spec, &client.missing_calls().await?),
    ])
}

/// What the chain has of what the configuration needs, and what `policy` says of slots and asks; `policy` learns the market.
pub async fn on_chain(
    client: &Client,
    config: &Config,
    registry: &Registry,
    policy: &mut Policy,
) -> Result<Vec<Finding>, ChainError> {
    let signer = config.signer.public_key().to_account_id();
    let (signer_name, prover) = (client.display(&signer), client.display(&config.prover));
    let acts_for = client.prover_of(&signer).await?;
    let acts_for = acts_for.map(|prover| client.display(&prover));
    let mut findings = vec![
        link(&signer_name, &prover, acts_for),
        balance(&signer_name, client.free_balance(&signer).await?),
    ];

    let market = market(client, &config.prover, registry).await?;
    let view = client.prover(&config.prover).await?;
    findings.extend(stake::prover(&prover, view.as_ref()));
    if let Some(view) = &view {
        let own = config.inputs.keys.as_ref().map(InputKeys::public);
        findings.extend(input_key(view.input_key, &own.unwrap_or_default()));
        let served = market
            .categories
            .iter()
            .filter(|view| config.offers.contains_key(&view.id));
        findings.extend(stake::enough(view, served));
    }
    findings.extend(
        registry
            .iter()
            .map(|circuit| registered(circuit.name(), &circuit.id(), &market.circuits)),
    );
    policy.learn(market);
    findings.extend(slots(policy));
    findings.extend(offers(client, config, policy).await?);
    Ok(findings)
}

/// What the chain says of the market, as far as `prover` and the circuits of `registry` are concerned.
pub async fn market(
    client: &Client,
    prover: &AccountId32,
    registry: &Registry,
) -> Result<Market, ChainError> {
    let mut circuits = BTreeMap::new();
    for circuit in registry.iter() {
        let id = circuit.id();
        if let Some(info) = client.circuit(&id).await? {
            circuits.insert(id, info);
        }
    }
    Ok(Market {
        categories: client.categories().await?,
        circuits,
        terms: client.market_terms().await?,
        slots: client.prover(prover).await?.map(|prover| prover.slots),
        block_time: client.block_time().await?,
    })
}

fn sync(health: &Health) -> Finding {
    const CHECK: &str = "node.sync";
    let found = format!(
        "best block {}, finalized {}, {} peers",
        health.best, health.finalized, health.peers
    );
    if health.is_syncing {
        return Finding::fail(
            CHECK,
            format!("the node catches up with the chain: {found}"),
            "wait until it has caught up, or give another one in `node.urls`",
        );
    }
    if health.should_have_peers && health.peers == 0 {
        return Finding::warn(
            CHECK,
            format!("the node has no peers: {found}"),
            "check its network: what it tells may be old, and nobody hears of your proofs",
        );
    }
    match health.best.saturating_sub(health.finalized) {
        0..=FINALITY_LAG => Finding::ok(CHECK, found),
        lag => Finding::warn(
            CHECK,
            format!("finality is {lag} blocks behind: {found}"),
            "fewer than two thirds of the validators agree; blocks may be taken back",
        ),
    }
}

fn clock(head: u64, now: u64, is_syncing: bool) -> Finding {
    const CHECK: &str = "clock";
    const SYNCHRONIZE: &str = "synchronize this machine's clock: `timedatectl set-ntp true`";
    let ahead = Duration::from_millis(head.saturating_sub(now));
    let old = Duration::from_millis(now.saturating_sub(head));
    if ahead > SKEW {
        return Finding::fail(
            CHECK,
            format!("this machine's clock is {} s behind the chain's", ahead.as_secs()),
            SYNCHRONIZE,
        );
    }
    match old > OLDEST_HEAD && !is_syncing {
        true => Finding::warn(
            CHECK,
            format!("the best block is {} s old", old.as_secs()),
            format!("if other nodes have newer blocks, restart this one; else {SYNCHRONIZE}"),
        ),
        false => Finding::ok(CHECK, format!("best block made {} s ago", old.as_secs())),
    }
}

fn runtime(spec: &str, missing: &[String]) -> Finding {
    const CHECK: &str = "runtime";
    match missing.is_empty() {
        true => Finding::ok(CHECK, format!("{spec}, with every call that the worker makes")),
        false => Finding::fail(
            CHECK,
            format!("{spec} has no {}", missing.join(", ")),
            "worker and runtime are of different versions: install the worker's release for this runtime",
        ),
    }
}

fn link(signer: &str, prover: &str, acts_for: Option<String>) -> Finding {
    const CHECK: &str = "key.accepted";
    match acts_for {
        Some(other) if other == prover => {
            Finding::ok(CHECK, format!("key {signer} acts for prover {prover}"))
        }
        Some(other) => Finding::fail(
            CHECK,
            format!("key {signer} acts for prover {other}, not for {prover}"),
            "correct `prover` or `key`",
        ),
        None if signer == prover => Finding::fail(
            CHECK,
            format!("{prover} is no prover on this chain"),
            "register it with `Provers.register`",
        ),
        None => Finding::fail(
            CHECK,
            format!("key {signer} acts for no prover"),
            format!("let {prover} call `Provers.propose_worker` with it, then run `prover-worker accept`"),
        ),
    }
}

/// Planck that a few deliveries have to have withheld.
const LEAST_BALANCE: u128 = 100_000_000_000;

fn balance(signer: &str, free: u128) -> Finding {
    const CHECK: &str = "key.funded";
    let found = format!("key {signer} has {free} planck");
    match free {
        0 => Finding::fail(
            CHECK,
            found,
            "send it 1 PROOF: without balance the node refuses its transactions, and jobs are missed",
        ),
        free if free < LEAST_BALANCE => Finding::warn(
            CHECK,
            found,
            "send it 1 PROOF: it cannot pay for many failed deliveries",
        ),
        _ => Finding::ok(CHECK, found),
    }
}

fn registered(name: &str, id: &CircuitId, circuits: &BTreeMap<CircuitId, CircuitInfo>) -> Finding {
    const CHECK: &str = "circuit.registered";
    match circuits.get(id) {
        Some(info) => Finding::ok(CHECK, format!("circuit {name} has {} proving units", info.units)),
        None => Finding::warn(
            CHECK,
            format!(
                "circuit {name} (0x{}) is not registered on this chain: nobody can request proofs of it",
                hex::encode(id)
            ),
            "check that the .zkey is the one that was registered",
        ),
    }
}

fn slots(policy: &Policy) -> Option<Finding> {
    const CHECK: &str = "slots";
    let (slots, safe) = (policy.market()?.slots?, policy.safe_slots()?);
    Some(match slots <= safe {
        true => Finding::ok(
            CHECK,
            format!("{slots} slots, of {safe} that are safe by measured times"),
        ),
        false => Finding::warn(
            CHECK,
            format!("{slots} slots, and {safe} are safe by measured times: deadlines could be missed"),
            format!("let the prover call `Provers.set_slots({safe})`, or leave out the category with the shortest window"),
        ),
    })
}

async fn offers(client: &Client, config: &Config, policy: &Policy) -> Result<Vec<Finding>, ChainError> {
    let current = client.offers(&config.prover).await?.into_iter().collect();
    let Some(plan) = policy.plan(crate::metrics::now(), 0, current) else {
        return Ok(Vec::new());
    };
    let Some(Market {
        categories, terms, ..
    }) = policy.market()
    else {
        return Ok(Vec::new());
    };
    let offered = plan.offers.iter().map(|(category, ask)| {
        let how = config
            .offers
            .get(category)
            .map_or(Ask::Fixed(*ask), |terms| terms.ask);
        offer(*category, *ask, how, categories, terms)
    });
    let held = plan.held.iter().map(|(category, reason)| {
        Finding::warn(
            "offer",
            format!("category {category} is not offered"),
            reason.to_string(),
        )
    });
    Ok(offered.chain(held).collect())
}

fn offer(category: u32, ask: u128, how: Ask, categories: &[CategoryView], terms: &MarketTerms) -> Finding {
    const CHECK: &str = "offer";
    let Some(view) = categories.iter().find(|view| view.id == category) else {
        let known: Vec<_> = categories.iter().map(|view| view.id.to_string()).collect();
        return Finding::fail(
            CHECK,
            format!("there is no category {category} on this chain"),
            format!("offer in one of {}", known.join(", ")),
        );
    };
    let from = match how {
        Ask::Auto => "from cost",
        Ask::Fixed(_) => "as configured",
    };
    Finding::ok(
        CHECK,
        format!(
            "category {category}: ask {ask} planck per unit {from}, reference price {}, floor {}, protocol fee {} %",
            view.reference_price,
            view.category.price_floor,
            f64::from(terms.protocol_fee) / 1e4
        ),
    )
}

fn millis_now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.ok()
        .and_then(|since| u64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{super::Level, *};

    fn health() -> Health {
        Health {
            peers: 3,
            is_syncing: false,
            should_have_peers: true,
            best: 100,
            finalized: 98,
            timestamp: 0,
        }
    }

    fn says(finding: &Finding, text: &str) -> bool {
        finding.sentence().contains(text)
    }

    #[test]
    fn node_should_be_fine_when_it_follows_the_chain() {
        assert_eq!(sync(&health()).level, Level::Ok);
    }

    #[test]
    fn node_should_be_refused_when_it_catches_up() {
        let health = Health {
            is_syncing: true,
            ..health()
        };
        assert_eq!(sync(&health).level, Level::Fail);
    }

    #[test]
    fn node_should_be_warned_of_when_it_is_alone_or_finality_lags() {
        let alone = Health { peers: 0, ..health() };
        assert_eq!(sync(&alone).level, Level::Warn);
        let development = Health {
            should_have_peers: false,
            ..alone
        };
        assert_eq!(sync(&development).level, Level::Ok);
        let lags = Health {
            best: 1_000,
            ..health()
        };
        assert!(says(&sync(&lags), "902 blocks behind"));
    }

    #[test]
    fn clock_should_be_refused_when_it_is_behind_the_chain() {
        let finding = clock(10_000, 4_000, false);
        assert_eq!(finding.level, Level::Fail);
        assert!(says(&finding, "6 s behind") && says(&finding, "timedatectl"));
    }

    #[test]
    fn clock_should_be_fine_when_the_best_block_is_fresh() {
        assert_eq!(clock(10_000, 12_000, false).level, Level::Ok);
        assert_eq!(clock(11_000, 10_000, false).level, Level::Ok);
    }

    #[test]
    fn clock_should_be_warned_of_when_the_best_block_is_old() {
        assert_eq!(clock(0, 120_000, false).level, Level::Warn);
        // A node that catches up has old blocks.
        assert_eq!(clock(0, 120_000, true).level, Level::Ok);
    }

    #[test]
    fn runtime_should_be_refused_when_a_call_is_missing() {
        assert_eq!(runtime("proofnet 1", &[]).level, Level::Ok);
        let finding = runtime("proofnet 9", &["Market.deliver".into()]);
        assert_eq!(finding.level, Level::Fail);
        assert!(says(&finding, "Market.deliver"));
    }

    #[test]
    fn link_should_be_fine_when_the_key_acts_for_the_prover() {
        assert_eq!(link("worker", "prover", Some("prover".into())).level, Level::Ok);
    }

    #[test]
    fn link_should_name_the_next_step_when_there_is_none() {
        assert!(says(&link("prover", "prover", None), "Provers.register"));
        assert!(says(&link("worker", "prover", None), "Provers.propose_worker"));
        assert!(says(
            &link("worker", "prover", Some("other".into())),
            "correct `prover` or `key`"
        ));
    }

    #[test]
    fn key_should_be_refused_when_it_has_no_balance() {
        assert_eq!(balance("worker", 0).level, Level::Fail);
        assert_eq!(balance("worker", 1).level, Level::Warn);
        assert_eq!(balance("worker", LEAST_BALANCE).level, Level::Ok);
    }

    #[test]
    fn circuit_should_be_warned_of_when_it_is_not_registered() {
        let finding = registered("a", &CircuitId::repeat_byte(7), &BTreeMap::new());
        assert_eq!(finding.level, Level::Warn);
        assert!(says(&finding, "0x0707"));
    }

    #[test]
    fn offer_should_be_refused_when_its_category_is_unknown() {
        let terms = MarketTerms {
            protocol_fee: 10_000,
            rejection_fee: 1,
        };
        assert_eq!(offer(7, 1, Ask::Fixed(1), &[], &terms).level, Level::Fail);
    }
}
