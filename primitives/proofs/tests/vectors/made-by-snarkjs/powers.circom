pragma circom 2.0.0;

// A secret number times six powers of another. There are no constants, so that a selector is the zero polynomial.
template Powers() {
    signal input a;
    signal input b;
    signal output product;
    signal power[6];
    power[0] <== a * b;
    for (var i = 1; i < 6; i++) {
        power[i] <== power[i - 1] * a;
    }
    product <== power[5];
}

component main = Powers();
