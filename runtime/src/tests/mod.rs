mod clearing_seed;
mod decoding;
mod storage;
