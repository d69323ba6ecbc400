// Amounts of planck, exact, as people read them.

/** `planck` in whole tokens with every decimal place, e.g. `1.250000000000`. */
export function exact(planck, decimals) {
  const digits = abs(planck)
    .toString()
    .padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  return `${planck < 0n ? "-" : ""}${whole}${decimals ? `.${fraction}` : ""}`;
}

/** The same with at most `places` decimal places, cut off, and without trailing zeros. */
export function short(planck, decimals, places = decimals) {
  const text = exact(planck, decimals).slice(0, places - decimals || undefined);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

export function sum(amounts) {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function abs(value) {
  return value < 0n ? -value : value;
}
