/** How many may begin by one open link at once, and how many a second once those have. */
export interface Pace {
  readonly atOnce: number;
  readonly perSecond: number;
}

/** More than any campaign brings; what a robot adds stays within some gigabytes a day. */
export const ordinaryPace: Pace = { atOnce: 3_000, perSecond: 50 };

/** Says whether one more may begin by the open link of a wave at a moment (milliseconds), and counts it if so. */
export type Admit = (waveId: string, at: number) => boolean;

/**
 * Counts those who begin by each open link, in memory. Nobody is counted by the address they come from: a hundred people
 * in one office have the same.
 */
export function createAdmission({ atOnce, perSecond }: Pace): Admit {
  const links = new Map<string, { left: number; at: number }>();
  return (waveId, at) => {
    const before = links.get(waveId) ?? { left: atOnce, at };
    const passed = Math.max(at - before.at, 0) / 1000;
    const left = Math.min(before.left + passed * perSecond, atOnce);
    links.set(waveId, { left: left < 1 ? left : left - 1, at });
    return left >= 1;
  };
}
