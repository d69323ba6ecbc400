pragma circom 2.0.0;

// Two secret numbers: their product, which is 6 more than the square of a public number, and a weighted sum.
template Product() {
    signal input a;
    signal input b;
    signal input square;
    signal output product;
    signal output sum;
    product <== a * b;
    sum <== 3 * a + 5 * b + 7;
    product === square * square + 6;
}

component main {public [square]} = Product();
