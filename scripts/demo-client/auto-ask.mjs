// What `ask = "auto"` leads to, from the figures of `calibrate`. Pure.

const MILLION = 1_000_000n;
// As the configuration has it if it says nothing.
const MARGIN_PERCENT = 20n;
const PERCENTILE = 90;

/** The ask that covers the dearest of `circuits`, each with its `units` and measured `times`, at `rate` planck a second. */
export function askFor({ circuits, rate, protocolFee }) {
  const asks = circuits.map(({ units, times }) => {
    const cost = divideUp(BigInt(percentile(times)) * rate, 1_000n);
    const wanted = cost * (100n + MARGIN_PERCENT) * (MILLION / 100n);
    return divideUp(wanted, (MILLION - protocolFee) * BigInt(units));
  });
  return asks.reduce((dearest, ask) => (ask > dearest ? ask : dearest));
}

/** The rate, in planck a second, at which the ask is just below `target`. */
export function rateFor({ circuits, target, protocolFee }) {
  // A rate of a million planck a second keeps enough digits.
  const per = askFor({ circuits, rate: MILLION, protocolFee });
  return (target * MILLION) / per;
}

/** The nearest rank of `PERCENTILE` percent among `times`. */
function percentile(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((sorted.length * PERCENTILE) / 100)) - 1];
}

function divideUp(dividend, divisor) {
  return (dividend + divisor - 1n) / divisor;
}
