use super::*;
use proofnet_market::Category;
use sp_runtime::{traits::BadOrigin, Permill};

fn refused_of(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) {
    let call = call.into();
    run(|| refused(|| call.dispatch(origin).map_err(|error| error.error), BadOrigin));
}

fn refused_unless_signed(call: impl Into<RuntimeCall>) {
    let call = call.into();
    refused_of(RuntimeOrigin::none(), call.clone());
    refused_of(RuntimeOrigin::root(), call);
}

fn refused_unless_root(call: impl Into<RuntimeCall>) {
    let call = call.into();
    refused_of(RuntimeOrigin::none(), call.clone());
    refused_of(RuntimeOrigin::signed(OWNER), call);
}

#[test]
fn place_should_be_refused_when_the_origin_is_wrong() {
    let call = new_test_ext().execute_with(|| Order::of(REQUESTERS[0]).call());
    refused_unless_signed(call);
}

#[test]
fn cancel_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_signed(crate::Call::cancel { request: 0 });
}

#[test]
fn set_offers_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_signed(crate::Call::set_offers {
        asks: Default::default(),
    });
}

#[test]
fn deliver_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_signed(delivery(0, NONCE));
}

#[test]
fn deliver_batch_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_signed(crate::Call::deliver_batch {
        deliveries: Default::default(),
        circuits: 0,
        public_inputs: 0,
    });
}

#[test]
fn create_category_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_root(crate::Call::create_category {
        id: 3,
        category: small(),
        reference_price: 10,
    });
}

#[test]
fn update_category_should_be_refused_when_the_origin_is_wrong() {
    let category = Category {
        compensation: Permill::one(),
        ..small()
    };
    refused_unless_root(crate::Call::update_category { id: SMALL, category });
}

#[test]
fn set_parameters_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_root(crate::Call::set_parameters {
        parameters: parameters(),
    });
}

#[test]
fn place_batch_should_be_refused_when_the_origin_is_wrong() {
    let call = new_test_ext().execute_with(|| batch(&[Order::of(REQUESTERS[0])]));
    refused_unless_signed(call);
}

#[test]
fn top_up_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_signed(crate::Call::top_up {
        request: 0,
        amount: 1,
    });
}

#[test]
fn reject_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_signed(crate::Call::reject {
        request: 0,
        reason: RejectionReason::TooLarge,
    });
}

#[test]
fn set_paused_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_root(crate::Call::set_paused { paused: true });
}

#[test]
fn place_program_should_be_refused_when_the_origin_is_wrong() {
    refused_unless_signed(crate::Call::place_program {
        program: Which::Small.id(),
        category: SMALL,
        public_values: None,
        input: proofnet_market::Input::Inline(Default::default()),
        max_fee: 1,
        match_by: 1,
        deadline: 1,
    });
}
