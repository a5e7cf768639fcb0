/** Round steps from 0 to at least `most`: 0, 5, 10, 15. */
export function makeTicks(most: number, count = 4): number[] {
  const top = most > 0 ? most : 1;
  const rough = top / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const last = Math.ceil(top / step);
  return Array.from({ length: last + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
