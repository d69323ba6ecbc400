pragma circom 2.0.0;

// As many public numbers as a circuit may have, each the square of a secret one.
template Squares(n) {
    signal input root[n];
    signal output square[n];
    for (var i = 0; i < n; i++) {
        square[i] <== root[i] * root[i];
    }
}

component main = Squares(64);
