/** Width of a bin of probabilities. */
const WIDTH = 0.1;

/**
 * How far probabilities are from the share that is right: the mean distance over bins of a tenth, weighted by their size (expected
 * calibration error; Naeini, Cooper and Hauskrecht, AAAI 2015).
 * @param {readonly { probability: number, right: boolean }[]} judged
 */
export function calibration(judged) {
  /** @type {Map<number, { n: number, sum: number, right: number }>} */
  const bins = new Map();
  for (const { probability, right } of judged) {
    const bin = Math.min(9, Math.floor(probability / WIDTH));
    const counts = bins.get(bin) ?? { n: 0, sum: 0, right: 0 };
    counts.n++;
    counts.sum += probability;
    if (right) counts.right++;
    bins.set(bin, counts);
  }
  let ece = 0;
  for (const { sum, right } of bins.values()) ece += Math.abs(sum - right) / Math.max(1, judged.length);
  return {
    ece,
    bins: [...bins.entries()]
      .sort(([a], [b]) => a - b)
      .map(([bin, { n, sum, right }]) => ({ from: Math.round(bin * WIDTH * 10) / 10, n, mean: sum / n, right: right / n })),
  };
}
